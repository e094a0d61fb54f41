"""How long from the start of a process to its end, or to its first request: pairs, ratios of the same round."""

import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = int(sys.argv[1])
# The aims are 0.3 s and 1.2 s, where a bare JVM takes 0.034 s; a new ledger takes a tenth longer.
MOST = {"--help": 8.8, "run, first request": 35, "the same, new ledger": 38.5}
LAUNCHER, JAVA, BARE = sys.argv[2:5]


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def to_its_end(command):
    begun = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - begun


def to_first_request(data):
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(30)
        own = "CAMEL_OAUTH_TRACE_CRM_"
        settings = {
            "TRACE_AUTH_URL": "http://127.0.0.1:%d" % server.getsockname()[1],
            own + "CLIENT_ID": "any",
            own + "CLIENT_SECRET": "bench-secret",
            own + "AUDIENCE": "any",
            "DATA_DIR": data,
            "MANAGEMENT_PORT": str(free_port()),
        }
        begun = time.monotonic()
        job = subprocess.Popen(
            [LAUNCHER, "run"], env={**os.environ, **settings}, stderr=subprocess.DEVNULL
        )
        try:
            caller, _ = server.accept()
            taken = time.monotonic() - begun
            caller.close()
        finally:
            job.terminate()
            job.wait(30)
        return taken


def say(name, seconds, bare):
    ratios = [a / b for a, b in zip(seconds, bare)]
    print(
        "%-28s median %.3f s (%.3f to %.3f), %.1f times a bare JVM (%.1f to %.1f)"
        % (
            name,
            statistics.median(seconds),
            min(seconds),
            max(seconds),
            statistics.median(ratios),
            min(ratios),
            max(ratios),
        )
    )
    if statistics.median(ratios) > MOST.get(name, 1):
        sys.exit("start: %s takes more than %.1f times a bare JVM" % (name, MOST[name]))


figures = {"bare JVM": [], "--help": [], "run, first request": [], "the same, new ledger": []}
with tempfile.TemporaryDirectory() as known:
    to_first_request(known)
    for _ in range(ROUNDS):
        figures["bare JVM"].append(to_its_end([JAVA, "-cp", BARE, "Bare"]))
        figures["--help"].append(to_its_end([LAUNCHER, "--help"]))
        figures["run, first request"].append(to_first_request(known))
        with tempfile.TemporaryDirectory() as new:
            figures["the same, new ledger"].append(to_first_request(new))
for name, seconds in figures.items():
    say(name, seconds, figures["bare JVM"])
