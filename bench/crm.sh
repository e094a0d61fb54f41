#!/bin/sh
# How fast leads go to a CRM that answers in 50 ms, eight requests at a time: by Tracebridge, and by
# eight threads that do nothing else. 160 a second is what the CRM can take.
# Usage: bench/crm.sh [leads] [runs]
set -eu
. "$(dirname "$0")/lib.sh"
leads=${1:-2000}
runs=${2:-3}

start_sandbox "$leads" '{"quota":{"requests":0}}'
python3 "$here/crm_server.py" >"$work/crm.port" &
crm_pid=$!
trap 'kill "$crm_pid" 2>/dev/null; finish' EXIT
waited=0
until [ -s "$work/crm.port" ]; do
  waited=$((waited + 1))
  [ "$waited" -lt 100 ] || fail "the CRM did not start"
  sleep 0.1
done
port=$(cat "$work/crm.port")

stats() {
  python3 - "$port" "$1" "$leads" <<'PYTHON'
import json, sys, urllib.request
port, label, expected = sys.argv[1], sys.argv[2], int(sys.argv[3])
stats = json.load(urllib.request.urlopen(f"http://127.0.0.1:{port}/stats"))
if stats["requests"] != expected or stats["leads"] != expected:
    sys.exit(f"bench: {label}: expected {expected} leads once each, but was {stats}")
print(f"{label}: {stats['pace']} leads a second, {stats['pace'] / 1.6:.0f} % of 160")
PYTHON
}

for run in $(seq "$runs"); do
  settings "$work/run$run" "quota.requests=0" "leads.sinks=http" \
    "sinks.http.url=http://127.0.0.1:$port/leads" "sinks.http.parallel=8"
  (tracebridge sync --once --config "$config") >"$work/sync.log" 2>&1 || fail "sync failed"
  stats tracebridge
  python3 "$here/crm_client.py" "$port" "$leads"
  stats "threads alone"
done
