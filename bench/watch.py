"""Times the first walk of `tracebridge run`, with or without somebody who watches it.

Usage: watch.py LABEL SECONDS PORT LEADS FIGURES COMMAND [ARGUMENT...]

Every SECONDS, where that is not 0, the metrics and the page's data are asked for on PORT. The time is
from the process's start until it says that all LEADS were walked; then it is told to stop.
"""

import http.client
import json
import re
import subprocess
import sys
import threading
import time


def watch(port, every, stop, looks):
    while not stop.wait(every):
        for path in ("/observe/metrics", "/status.json"):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
                connection.request("GET", path)
                answer = connection.getresponse()
                if answer.status == 200 and answer.read():
                    looks.append(path)
            except OSError:
                pass  # it is not up yet


def main():
    label, every, port, leads, figures = sys.argv[1:6]
    begin = time.monotonic()
    job = subprocess.Popen(sys.argv[6:], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    stop, looks = threading.Event(), []
    if float(every) > 0:
        threading.Thread(target=watch, args=(int(port), float(every), stop, looks), daemon=True).start()
    wall, said = None, []
    for line in job.stderr:
        said.append(line)
        walked = re.search(r"lead-sync .*: (\d+) leads in", line)
        if walked:
            wall = time.monotonic() - begin
            stop.set()
            job.terminate()
            break
    job.stderr.read()
    job.wait(60)
    if wall is None or int(walked.group(1)) < int(leads):
        sys.exit("bench: the walk did not come to its end:\n" + "".join(said))
    with open(figures, "a", encoding="utf-8") as out:
        print(json.dumps({"label": label, "wall": wall, "looks": len(looks)}), file=out)


main()
