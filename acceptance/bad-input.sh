#!/usr/bin/env bash
# Bad input, bad places, full disks: each ends with one sentence and its exit code, without a stack
# trace, and a good run behind it delivers every lead once. All that is said is printed.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
leads=2500

data() { export DATA_DIR=$work/$1; }

# said NAME MOST: one sentence or so many of those that warn or are the program's last word, no trace.
said() {
  local count
  sed 's/^/    /' "$work/said"
  if grep -qE '^[[:space:]]+at |Exception' "$work/said"; then fail "$1: a stack trace"; fi
  count=$(grep -cE '^tracebridge: |^[0-9:]{8} (WARN|ERROR)' "$work/said" || true)
  [ "$count" -ge 1 ] && [ "$count" -le "$2" ] || fail "$1: expected $2 sentences, but were $count"
}

# refused CODE NAME COMMAND...: runs it and looks at code and words.
refused() {
  local code=0 expected=$1 name=$2 most=${most:-1}
  shift 2
  timeout 100 "$@" >"$work/said" 2>&1 || code=$?
  echo "$name: exit code $code"
  [ "$code" -eq "$expected" ] || fail "$name: expected exit code $expected"
  said "$name" "$most"
}

# recovers FOLDER: a good run delivers what is missing, so that each lead is there once.
recovers() {
  timeout 100 "${sync[@]}" >"$work/said" 2>&1 || fail "the run behind it ended with $?"
  once "$1" $leads
  echo "    then: $(tail -n 1 "$work/said")"
}

start_sandbox --leads $leads --knobs '{"quota":{"requests":0}}'
sync=("$tracebridge" sync --once)
cd "$work" # no settings file of this folder's counts
export QUOTA_REQUESTS=0 HTTP_RETRIES=1 MANAGEMENT_PORT=0

can_mount=true
disk probe 64k 2>/dev/null || can_mount=false

# The sink's disk alone: a run waits a minute for it, so it goes on beside the others.
if $can_mount; then
  disk sink 1m
  (
    code=0
    DATA_DIR=$work/sink SINKS_FILE_FOLDER=$work/disk-sink/leads timeout 100 "${sync[@]}" >"$work/sink-said" 2>&1 || code=$?
    echo "$code" >"$work/sink-code"
  ) &
  waiting=$!
  processes="$processes $waiting"
fi

data settings
refused 2 "no credentials" env -u CAMEL_OAUTH_TRACE_CRM_CLIENT_ID -u CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET \
  -u CAMEL_OAUTH_TRACE_CRM_AUDIENCE "${sync[@]}"
refused 2 "half the credentials" env -u CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET "${sync[@]}"
refused 2 "wrong secret" env CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET=wrong "${sync[@]}"
refused 2 "wrong audience" env CAMEL_OAUTH_TRACE_CRM_AUDIENCE=https://elsewhere.example "${sync[@]}"
refused 1 "unreachable host" env TRACE_AUTH_URL=http://127.0.0.1:9 "${sync[@]}"
refused 1 "unreachable API" env TRACE_API_URL=http://127.0.0.1:9 "${sync[@]}"
refused 1 "unknown host name" env TRACE_AUTH_URL=https://trace.invalid "${sync[@]}"
refused 2 "plain http to another host" env TRACE_AUTH_URL=http://trace.invalid "${sync[@]}"
echo 'leads.shedule=10s' >misspelt.properties
refused 2 "a misspelt setting" "${sync[@]}" --config misspelt.properties
grep -q 'leads\.schedule?' said || fail "a misspelt setting: the nearest known one is not named"
echo 'leads.schedule=soon' >bad.properties
refused 2 "a bad value" "${sync[@]}" --config bad.properties
refused 2 "no such settings file" "${sync[@]}" --config none.properties
recovers "$work/settings/leads"

mkdir read-only && chmod 555 read-only && chmod 755 "$work"
if [ "$(id -u)" -ne 0 ]; then
  refused 1 "a data folder that cannot be written" env DATA_DIR="$work/read-only" "${sync[@]}"
elif setpriv --reuid=65534 --regid=65534 --clear-groups test -x "${sync[0]}" 2>/dev/null; then
  refused 1 "a data folder that cannot be written" env DATA_DIR="$work/read-only" \
    setpriv --reuid=65534 --regid=65534 --clear-groups "${sync[@]}"
else
  echo "a data folder that cannot be written: left out, for root can and no other user can be had"
fi
echo "not a folder" >file
refused 1 "a data folder that is a file" env DATA_DIR="$work/file" "${sync[@]}"
mkdir garbage && head -c 100000 /dev/urandom >garbage/ledger.db
cp garbage/ledger.db before
refused 1 "a ledger that is garbage" env DATA_DIR="$work/garbage" "${sync[@]}"
cmp -s before garbage/ledger.db || fail "a ledger that is garbage: it was changed"

data two
timeout 60 "${sync[0]}" run >"$work/run" 2>&1 &
run=$!
processes="$processes $run"
for _ in $(seq 300); do [ "$(lines two/leads)" -eq $leads ] && break; sleep 0.1; done
refused 1 "a second process on the same ledger" "${sync[@]}"
"${sync[0]}" check >said || { cat said; fail "check beside a running job ended with $?"; }
grep -q 'in use by a running job' said || { cat said; fail "check does not say that a job is running"; }
kill "$run"
wait "$run" || true
recovers "$work/two/leads"

if ! $can_mount; then
  echo "full disks: left out, for this user cannot mount a small one"
  echo "bad-input: passed"
  exit 0
fi

data no-programs
disk temporary 5m
mount -o remount,noexec "$work/disk-temporary"
refused 1 "temporary files where no program may run" env JAVA_OPTS="-Djava.io.tmpdir=$work/disk-temporary" "${sync[@]}"
grep -q noexec said || fail "temporary files where no program may run: it does not say so"
recovers "$work/no-programs/leads"

data disk-start
disk start 100k
refused 1 "a full disk from the start" "${sync[@]}"
room start 50m
recovers "$work/disk-start/leads"

# The walk says it and the delivery does, each once.
data disk-middle
disk middle 6m
most=2 refused 1 "a disk that gets full in the middle" "${sync[@]}"
echo "    meanwhile: $(lines disk-middle/leads) lines"
room middle 50m
recovers "$work/disk-middle/leads"

data disk-ledger
disk ledger 2m
export SINKS_FILE_FOLDER=$work/ledger-leads
most=2 refused 1 "the disk of the ledger alone gets full" "${sync[@]}"
echo "    meanwhile: $(lines ledger-leads) lines"
room ledger 50m
recovers "$work/ledger-leads"

wait "$waiting"
echo "the disk of the sink alone gets full: exit code $(cat sink-code)"
mv sink-said said
[ "$(cat sink-code)" -eq 1 ] || fail "the disk of the sink alone gets full: expected exit code 1"
said "the disk of the sink alone gets full" 1
export DATA_DIR=$work/sink SINKS_FILE_FOLDER=$work/disk-sink/leads
refused 1 "the disk of the sink is still full" "${sync[@]}"
room sink 50m
recovers "$work/disk-sink/leads"
echo "bad-input: passed in $SECONDS s"
