#!/usr/bin/env bash
# What a newcomer does: the demo, also without an environment; then the job against a server of its
# own, by settings in the environment alone; and on every JDK that is on this machine.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
sandbox=
trap '[ -z "$sandbox" ] || kill "$sandbox" 2>/dev/null || true; rm -rf "$work"' EXIT

fail() { echo "first-steps: $1" >&2; exit 1; }
lines() { cat "$work"/data/leads/*/*.ndjson 2>/dev/null | wc -l; }
pages() { curl -fsS "$url/sandbox/counters" | sed 's/.*"page":\([0-9]*\).*/\1/'; }

./tracebridge --version
./tracebridge demo --once || fail "demo --once ended with $?"
env -i ./tracebridge demo --once >/dev/null || fail "env -i demo --once ended with $?"
for jdk in /usr/lib/jvm/*; do
  [ -x "$jdk/bin/javac" ] || continue
  JAVA_HOME=$jdk ./tracebridge demo --once >/dev/null || fail "demo --once on $jdk ended with $?"
  echo "demo --once: passed on $(JAVA_HOME=$jdk ./tracebridge --version | tail -n 1)"
done

./tracebridge sandbox --port 0 --leads 1234 >"$work/sandbox" 2>&1 &
sandbox=$!
for _ in $(seq 100); do grep -q '^sandbox at' "$work/sandbox" && break; sleep 0.1; done
url=$(sed -n 's/^sandbox at \([^ ]*\).*/\1/p' "$work/sandbox")
[ -n "$url" ] || fail "the sandbox did not start"

export TRACE_AUTH_URL=$url DATA_DIR=$work/data
export CAMEL_OAUTH_TRACE_CRM_CLIENT_ID=crm-sync CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET=sandbox-secret
export CAMEL_OAUTH_TRACE_CRM_AUDIENCE=https://sandbox.tracebridge/trace
./tracebridge check || fail "check ended with $?"
./tracebridge sync --once || fail "sync --once ended with $?"
[ "$(lines)" -eq 1234 ] || fail "expected 1234 lines, but were $(lines)"

before=$(pages)
./tracebridge sync --once
[ "$(lines)" -eq 1234 ] || fail "a second run wrote $(($(lines) - 1234)) lines"
[ $(($(pages) - before)) -eq 2 ] || fail "a quiet run asked for $(($(pages) - before)) pages, not 2"

curl -fsS -X POST "$url/sandbox/leads" -d '{"change":1}' >/dev/null
./tracebridge sync --once
[ "$(lines)" -eq 1235 ] || fail "expected one more line for a changed lead, but were $(lines)"
./tracebridge state show

code=0
CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET=wrong ./tracebridge sync --once || code=$?
[ "$code" -eq 2 ] || fail "a wrong secret ended with $code, not 2"
echo "first-steps: passed"
