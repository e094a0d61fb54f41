#!/usr/bin/env bash
# The long-lived job on a disk that gets full and then has room again: it says so once, goes on by
# itself, and delivers every lead once. First one disk for all, then the sink's and the ledger's alone.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
leads=2500
sandbox= run=
# shellcheck disable=SC2329 # the trap calls it
clean_up() {
  for process in $run $sandbox; do kill "$process" 2>/dev/null || true; done
  for process in $run $sandbox; do wait "$process" 2>/dev/null || true; done
  for disk in "$work"/disk-*; do umount "$disk" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT

fail() { [ ! -e "$work/said" ] || cat "$work/said"; echo "full-disk: $1" >&2; exit 1; }
lines() { { cat "$1"/*/*.ndjson 2>/dev/null || true; } | wc -l; }
complaints() { grep -cE '^[0-9:]{8} (WARN|ERROR)' "$work/said" || true; }

mkdir "$work/disk-probe"
mount -t tmpfs -o size=64k tmpfs "$work/disk-probe" 2>/dev/null || {
  echo "full-disk: left out, for this user cannot mount a small disk"
  exit 77
}

./tracebridge sandbox --port 0 --leads $leads --knobs '{"quota":{"requests":0}}' >"$work/sandbox" 2>&1 &
sandbox=$!
for _ in $(seq 600); do grep -q '^sandbox at' "$work/sandbox" && break; sleep 0.1; done
url=$(sed -n 's/^sandbox at \([^ ]*\).*/\1/p' "$work/sandbox")
[ -n "$url" ] || fail "the sandbox did not start"

tracebridge=$PWD/tracebridge
cd "$work" # no settings file of this folder's counts
export TRACE_AUTH_URL=$url QUOTA_REQUESTS=0 LEADS_SCHEDULE=2s MANAGEMENT_PORT=0
export CAMEL_OAUTH_TRACE_CRM_CLIENT_ID=crm-sync CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET=sandbox-secret
export CAMEL_OAUTH_TRACE_CRM_AUDIENCE=https://sandbox.tracebridge/trace

# outlasts NAME DISK SIZE FOLDER: runs until the disk is full, makes room, and waits for all leads.
outlasts() {
  local name=$1 disk=$work/disk-$2 size=$3 folder=$4 before
  mkdir -p "$disk" && mount -t tmpfs -o "size=$size" tmpfs "$disk"
  "$tracebridge" run >said 2>&1 &
  run=$!
  for _ in $(seq 200); do [ "$(complaints)" -gt 0 ] && break; sleep 0.1; done
  sleep 6
  before=$(lines "$folder")
  [ "$before" -lt $leads ] || fail "$name: the disk was not full"
  mount -o remount,size=50m "$disk"
  for _ in $(seq 300); do [ "$(lines "$folder")" -ge $leads ] && break; sleep 0.1; done
  sleep 3
  kill -0 "$run" 2>/dev/null || fail "$name: the job has ended"
  kill "$run"
  wait "$run" || true
  run=
  echo "$name: $before lines before there was room, $(lines "$folder") after"
  grep -vE 'leads in [0-9]+ pages' said | sed 's/^/    /'
  if grep -qE '^[[:space:]]+at |Exception' said; then fail "$name: a stack trace"; fi
  [ "$(lines "$folder")" -eq $leads ] || fail "$name: expected $leads lines, but were $(lines "$folder")"
  [ "$(cat "$folder"/*/*.ndjson | grep -o '^{"leadId":"[^"]*","version":[0-9]*' | sort -u | wc -l)" -eq $leads ] ||
    fail "$name: a version was delivered twice"
  [ "$(cut -d' ' -f2- said | grep -E '^(WARN|ERROR)' | sort | uniq -d | wc -l)" -eq 0 ] || fail "$name: said twice"
  [ "$(complaints)" -ge 1 ] && [ "$(complaints)" -le 3 ] || fail "$name: $(complaints) sentences"
  grep -qE 'again$' said || fail "$name: not said when it was over"
}

DATA_DIR=$work/disk-all outlasts "one disk for all" all 5m "$work/disk-all/leads"
DATA_DIR=$work/disk-ledger SINKS_FILE_FOLDER=$work/leads outlasts "the disk of the ledger" ledger 2m "$work/leads"
DATA_DIR=$work/data SINKS_FILE_FOLDER=$work/disk-sink/leads outlasts "the disk of the sink" sink 1m "$work/disk-sink/leads"
echo "full-disk: passed in $SECONDS s"
