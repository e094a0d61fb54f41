#!/bin/sh
# What it costs a walk to be watched: the same leads walked by `run` with nobody looking, and with metrics
# scraped and the page's data asked for every so often, in turn.
# Usage: bench/watch.sh [leads] [pairs] [seconds]
set -eu
. "$(dirname "$0")/lib.sh"
leads=${1:-100000}
pairs=${2:-5}
every=${3:-5}
start_sandbox "$leads" '{"quota":{"requests":0}}'
port=$(python3 -c 'import socket; s = socket.create_server(("127.0.0.1", 0)); print(s.getsockname()[1])')

# walk LABEL SECONDS: from the start of the process to the end of the first walk; 0 seconds: nobody looks.
walk() {
  rm -rf "$work/watch"
  settings "$work/watch" "quota.requests=0" "leads.schedule=365d" "management.port=$port"
  eval "python3 \"\$here/watch.py\" \"\$1\" \"\$2\" \"\$port\" \"\$leads\" \"\$work/figures\" $product run --config \"\$config\"" ||
    fail "$1 failed"
}

walk warm-up 0
rm -f "$work/figures"
for pair in $(seq "$pairs"); do
  if [ $((pair % 2)) -eq 0 ]; then
    walk watched "$every" && walk alone 0
  else
    walk alone 0 && walk watched "$every"
  fi
done
python3 - "$work/figures" "$every" <<'PYTHON'
import json, statistics, sys
rows = [json.loads(line) for line in open(sys.argv[1])]
of = {label: [row["wall"] for row in rows if row["label"] == label] for label in ("alone", "watched")}
looks = sum(row["looks"] for row in rows)
for label, walls in of.items():
    print(f"{label}: {statistics.median(walls):.2f} s ({min(walls):.2f} to {max(walls):.2f})")
ratios = [alone / watched for alone, watched in zip(of["alone"], of["watched"])]
print(f"pace watched every {sys.argv[2]} s to pace alone: median {statistics.median(ratios):.3f} "
      f"({min(ratios):.3f} to {max(ratios):.3f}), of {len(ratios)} pairs, {looks} looks")
PYTHON
