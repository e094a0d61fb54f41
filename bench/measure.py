"""Runs a command and prints what it took as one line of JSON.

Usage: measure.py LABEL LOG COMMAND [ARGUMENT...]

The command's output goes to the file LOG. Wall time is from start to exit; CPU time and peak
resident memory are the kernel's own count for that process (wait4). Exits with the command's code.
"""

import json
import os
import subprocess
import sys
import time


def main():
    label, log, command = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(log, "wb") as out:
        begin = time.monotonic()
        child = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - begin
    code = os.waitstatus_to_exitcode(status)
    figures = {
        "label": label,
        "wall": round(wall, 3),
        "cpu": round(used.ru_utime + used.ru_stime, 3),
        "rss_mb": round(used.ru_maxrss / 1024, 1),
        "exit": code,
    }
    print(json.dumps(figures))
    sys.exit(0 if code == 0 else 1)


main()
