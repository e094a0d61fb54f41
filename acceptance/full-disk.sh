#!/usr/bin/env bash
# The long-lived job on a disk that gets full and then has room again: it says so once, goes on by
# itself, and delivers every lead once. First one disk for all, then the sink's and the ledger's alone.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
leads=2500

complaints() { grep -cE '^[0-9:]{8} (WARN|ERROR)' "$work/said" || true; }

disk probe 64k 2>/dev/null || {
  echo "full-disk: left out, for this user cannot mount a small disk"
  exit 77
}

start_sandbox --leads $leads --knobs '{"quota":{"requests":0}}'
cd "$work" # no settings file of this folder's counts
export QUOTA_REQUESTS=0 LEADS_SCHEDULE=2s LEADS_FRESHNESS=4s
for port in $(seq 20200 20300); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done
export MANAGEMENT_PORT=$port

# health: the status that the job's own endpoint answers with, and what it says of the leads.
health() {
  curl -s -m 10 -w '%{http_code} ' "http://127.0.0.1:$port/observe/health" |
    sed 's/.*"lead-freshness","status":"\([A-Z]*\)"\(,"message":"\([^"]*\)"\)\?.*} *\([0-9]*\) $/\4 \1 \3/'
}

# shown INCIDENT: what the metric, the page and ready say of it, such as "1 ledger 503"; "0  200" where all is well.
shown() {
  local base=http://127.0.0.1:$port
  echo "$(curl -s -m 10 $base/observe/metrics | sed -n "s/^tracebridge_job_open_incidents{kind=\"$1\"} \([0-9]*\).*/\1/p")" \
    "$(curl -s -m 10 $base/status.json | grep -o '"incidents":\[{.*"timeline"' | grep -o "\"trouble\":\"$1\"" | cut -d'"' -f4 || true)" \
    "$(curl -s -m 10 -o /dev/null -w '%{http_code}' $base/observe/health/ready)"
}

# outlasts NAME DISK SIZE FOLDER HEALTH INCIDENT READY: runs until the disk is full, makes room, and waits for all leads.
outlasts() {
  local name=$1 folder=$4 expected=$5 before down up told
  disk "$2" "$3"
  "$tracebridge" run >said 2>&1 &
  run=$!
  processes="$processes $run"
  for _ in $(seq 200); do [ "$(complaints)" -gt 0 ] && break; sleep 0.1; done
  sleep 6
  before=$(lines "$folder")
  [ "$before" -lt $leads ] || fail "$name: the disk was not full"
  down=$(health)
  [ "$down" = "503 DOWN $expected" ] || fail "$name: health said $down"
  told=$(shown "$6")
  [ "$told" = "1 $6 $7" ] || fail "$name: shown was $told"
  room "$2" 50m
  for _ in $(seq 300); do [ "$(lines "$folder")" -ge $leads ] && break; sleep 0.1; done
  for _ in $(seq 100); do up=$(health) && [ "$up" = "200 UP " ] && break; sleep 0.1; done
  [ "$up" = "200 UP " ] || fail "$name: health said $up when there was room"
  for _ in $(seq 100); do [ "$(shown "$6")" = "0  200" ] && break; sleep 0.1; done
  [ "$(shown "$6")" = "0  200" ] || fail "$name: shown was $(shown "$6") when there was room"
  kill -0 "$run" 2>/dev/null || fail "$name: the job has ended"
  kill "$run"
  wait "$run" || true
  processes=${processes% *}
  echo "$name: $before lines before there was room, $(lines "$folder") after"
  echo "    health meanwhile: $down; then: $up"
  echo "    metric, page and ready meanwhile: $told"
  grep -vE 'rows? in [0-9]+ pages?' said | sed 's/^/    /'
  if grep -qE '^[[:space:]]+at |Exception' said; then fail "$name: a stack trace"; fi
  once "$folder" $leads
  [ "$(cut -d' ' -f2- said | grep -E '^(WARN|ERROR)' | sort | uniq -d | wc -l)" -eq 0 ] || fail "$name: said twice"
  [ "$(complaints)" -ge 1 ] && [ "$(complaints)" -le 3 ] || fail "$name: $(complaints) sentences"
  grep -qE 'again( after [0-9].*)?$' said || fail "$name: not said when it was over"
}

no_walk="no proved walk for more than 4 s"
DATA_DIR=$work/disk-all outlasts "one disk for all" all 5m "$work/disk-all/leads" "$no_walk" ledger 503
DATA_DIR=$work/disk-ledger SINKS_FILE_FOLDER=$work/leads \
  outlasts "the disk of the ledger" ledger 2m "$work/leads" "$no_walk" ledger 503
DATA_DIR=$work/data SINKS_FILE_FOLDER=$work/disk-sink/leads \
  outlasts "the disk of the sink" sink 1m "$work/disk-sink/leads" "a lead has waited for more than 4 s" sink 200
echo "full-disk: passed in $SECONDS s"
