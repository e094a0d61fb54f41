#!/usr/bin/env bash
# What a newcomer does: the demo, also without an environment; then the job against a server of its
# own, by settings in the environment alone; and on every JDK that is on this machine.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
leads=$work/data/leads

pages() { curl -fsS "$url/sandbox/counters" | sed 's/.*"page":\([0-9][0-9]*\).*/\1/'; }

./tracebridge --version
./tracebridge demo --once || fail "demo --once ended with $?"
env -i ./tracebridge demo --once >/dev/null || fail "env -i demo --once ended with $?"
for jdk in /usr/lib/jvm/*; do
  [ -x "$jdk/bin/javac" ] || continue
  JAVA_HOME=$jdk ./tracebridge demo --once >/dev/null 2>"$work/said" || fail "demo --once on $jdk ended with $?"
  ! grep WARNING "$work/said" || fail "the JVM of $jdk complains"
  echo "demo --once: passed on $(JAVA_HOME=$jdk ./tracebridge --version | tail -n 1)"
done

start_sandbox --leads 1234
export DATA_DIR=$work/data
./tracebridge check || fail "check ended with $?"
./tracebridge sync --once || fail "sync --once ended with $?"
[ "$(lines "$leads")" -eq 1234 ] || fail "expected 1234 lines, but were $(lines "$leads")"

# a jar of the user's own in lib/: here a vault that asks the environment
own=$work/own/META-INF/services/org/apache/camel/properties-function
mkdir -p "$work/program/ext" "$own"
cp tracebridge "$work/program"
ln -s "$PWD/routes" "$PWD/target" "$work/program"
echo class=org.apache.camel.component.properties.EnvPropertiesFunction >"$own/own-vault"
"${JAVA_HOME:+$JAVA_HOME/bin/}jar" --create --file "$work/program/ext/own.jar" -C "$work/own" META-INF
env -u CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET THE_SECRET=sandbox-secret \
  CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET_FROM=own-vault:THE_SECRET "$work/program/tracebridge" check ||
  fail "check with a secret from a vault in ext/ ended with $?"

before=$(pages)
./tracebridge sync --once
[ "$(lines "$leads")" -eq 1234 ] || fail "a second run wrote $(($(lines "$leads") - 1234)) lines"
[ $(($(pages) - before)) -eq 2 ] || fail "a quiet run asked for $(($(pages) - before)) pages, not 2"

curl -fsS -X POST "$url/sandbox/leads" -d '{"change":1}' >/dev/null
./tracebridge sync --once
[ "$(lines "$leads")" -eq 1235 ] || fail "expected one more line for a changed lead, but were $(lines "$leads")"
./tracebridge state show

# who ends a check that TRACE keeps waiting need not wait for it
curl -fsS -X PUT "$url/sandbox/faults" -d '{"login-slow":{"rate":1,"delay":"60s"}}' >/dev/null
curl -fsS -X DELETE "$url/sandbox/counters" >/dev/null
./tracebridge check >"$work/said" 2>&1 &
check=$!
for _ in $(seq 200); do curl -fsS "$url/sandbox/counters" | grep -q '"login":1' && break; sleep 0.1; done
ended=$SECONDS
kill "$check"
wait "$check" && code=0 || code=$?
[ "$code" -eq 143 ] && [ $((SECONDS - ended)) -lt 10 ] || fail "check ended with $code, $((SECONDS - ended)) s after SIGTERM"
! grep -q stopping "$work/said" || fail "check tells of its end as of a fault"
curl -fsS -X DELETE "$url/sandbox/faults" >/dev/null

code=0
CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET=wrong ./tracebridge sync --once || code=$?
[ "$code" -eq 2 ] || fail "a wrong secret ended with $code, not 2"
echo "first-steps: passed"
