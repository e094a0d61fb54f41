"""Runs a command once, in a process group of its own, and prints what it took as one line of JSON.

Usage: once.py LOG LIMIT COMMAND [ARGUMENT...]

Told by SIGUSR1, it kills the group with SIGKILL, and after LIMIT seconds as well.
Wall time is from start to exit. CPU time is the kernel's count for the group, and peak memory the
largest resident memory of any one process in it. A process of its own, and a small one: a child's
peak begins with the memory of the process that forked it.
"""

import ctypes
import json
import os
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
LIBC = ctypes.CDLL(None)


def die_with_parent():
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def reap(group, figures):
    """Collects those of the group that have ended; whether any is left."""
    while True:
        try:
            pid, status, used = os.wait4(-group, os.WNOHANG)
        except ChildProcessError:
            return False
        if pid == 0:
            return True
        figures["cpu"] += used.ru_utime + used.ru_stime
        figures["rss_mb"] = max(figures["rss_mb"], used.ru_maxrss / 1024)
        if pid == group:
            figures["exit"] = os.waitstatus_to_exitcode(status)


def main():
    log, limit, command = sys.argv[1], float(sys.argv[2]), sys.argv[3:]
    told = []
    signal.signal(signal.SIGUSR1, lambda *_: told.append(True))
    # what a rival leaves behind becomes a child of this process, so that it is counted too
    LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    figures = {"cpu": 0.0, "rss_mb": 0.0, "exit": None, "killed": False, "late": False}
    with open(log, "ab") as out:
        begin = time.monotonic()
        process = subprocess.Popen(  # kept, or it would collect a quick command's end itself
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
    group = process.pid
    while reap(group, figures) and figures["exit"] is None:
        if told or time.monotonic() >= begin + limit:
            figures["killed" if told else "late"] = True
            break
        time.sleep(0.004)
    figures["wall"] = round(time.monotonic() - begin, 3)
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        pass
    while reap(group, figures):
        time.sleep(0.004)
    # Python's own end would restore what a signal does by default
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    figures["cpu"] = round(figures["cpu"], 3)
    figures["rss_mb"] = round(figures["rss_mb"], 1)
    print(json.dumps(figures))


main()
