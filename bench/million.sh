#!/bin/sh
# How time, memory and the ledger grow with the number of leads, at most 128 MB of heap.
# Usage: bench/million.sh [few] [many]
set -eu
TRACEBRIDGE_HEAP=128m
. "$(dirname "$0")/lib.sh"

for leads in "${1:-100000}" "${2:-1000000}"; do
  start_sandbox "$leads" '{"quota":{"requests":0}}'
  settings "$work/$leads" "quota.requests=0"
  measure_product "$leads" sync --once --config "$config"
  tail -n 1 "$work/run.log"
  lines=$(find "$work/$leads/data/leads" -name '*.ndjson' -exec cat {} + | wc -l)
  [ "$lines" -eq "$leads" ] || fail "$lines lines were written, expected $leads"
  ledger=$(stat -c %s "$work/$leads/data/ledger.db")
  python3 - "$work/figures" "$leads" "$ledger" "$work/per-lead" <<'PYTHON'
import json, sys
file, leads, ledger, kept = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
with open(file, encoding="utf-8") as lines:
    run = json.loads(lines.readlines()[-1])
each = run["wall"] / leads
print(
    f"{leads} leads: {run['wall']:.1f} s, {each * 1e6:.0f} µs a lead, CPU {run['cpu']:.1f} s,"
    f" peak {run['rss_mb']:.0f} MB, ledger {ledger / 1e6:.0f} MB ({ledger / leads:.0f} bytes a lead)"
)
with open(kept, "a", encoding="utf-8") as out:
    print(each, file=out)
PYTHON
  stop_sandbox
  rm -rf "$work/$leads"
done
python3 - "$work/per-lead" <<'PYTHON'
import sys
with open(sys.argv[1], encoding="utf-8") as lines:
    few, many = (float(line) for line in lines)
print(f"time a lead, many / few: {many / few:.2f} (aim: at most 1.2)")
PYTHON
