#!/bin/sh
# A long walk under a quota: does it stay within, and how much of it does it use?
# Usage: bench/quota.sh [pages] [requests] [window in seconds]
set -eu
. "$(dirname "$0")/lib.sh"
pages=${1:-1500}
requests=${2:-100}
window=${3:-6}

# Small pages, so that the quota is what the walk waits for.
size=10

for kind in sliding fixed; do
  start_sandbox $((pages * size)) \
    "{\"quota\":{\"requests\":$requests,\"window\":\"PT${window}S\",\"kind\":\"$kind\"}}"
  settings "$work/$kind" "quota.requests=$requests" "quota.window=${window}s" \
    "trace.leads.page-size=$size"
  measure_product "$kind" sync --once --config "$config"
  python3 - "$url" "$kind" "$requests" "$window" <<'PYTHON'
import json, sys, urllib.request
from datetime import datetime
url, kind, requests, window = sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
with urllib.request.urlopen(url + "/sandbox/counters") as answer:
    seen = json.load(answer)

def time(name):
    text = seen[name].rstrip("Z")
    whole, _, part = text.partition(".")
    return datetime.fromisoformat(whole).timestamp() + float("0." + (part or "0"))

sent = sum(seen["requests"].values())
span = time("last") - time("first")
# A walk of n requests cannot end before its last window opens: (n - 1) // requests windows later.
least = (sent - 1) // requests * window
most = seen["mostInSlidingWindow" if kind == "sliding" else "mostInFixedWindow"]
print(
    f"{kind} window, {requests} in {window:g} s: {sent} requests in {span:.2f} s,"
    f" at most {most} in any window, {seen['limited']} refused,"
    f" {100 * least / span:.1f} % of the allowed rate used"
)
if seen["limited"] or most > requests:
    sys.exit("bench: the quota was exceeded")
PYTHON
  stop_sandbox
done
