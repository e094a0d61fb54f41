# What the benchmarks share; sourced, not run. Needs JDK 17, Maven and python3.
# shellcheck shell=sh

home=$(cd "$(dirname "$0")/.." && pwd)
here=$home/bench
heap=${TRACEBRIDGE_HEAP:-128m}
export TRACEBRIDGE_HEAP="$heap" LC_ALL=C.UTF-8
# The heap, for what is started without ./tracebridge.
jvm="-XX:+UseSerialGC -Xmx$heap -Dfile.encoding=UTF-8"
lib=$home/target/lib

work=$(mktemp -d "${TMPDIR:-/tmp}/tracebridge-bench.XXXXXX")
sandbox_pid=

finish() {
  code=$?
  trap - EXIT INT TERM
  stop_sandbox
  if [ "$code" -ne 0 ]; then
    for log in "$work"/*.log; do
      [ -s "$log" ] && { echo "--- $log" >&2; tail -n 15 "$log" >&2; }
    done
  fi
  rm -rf "$work"
  exit "$code"
}
trap finish EXIT
trap 'exit 130' INT TERM

fail() {
  echo "bench: $1" >&2
  exit 1
}

# Puts the words that start the product into $1, $2, ...: use as  eval "set -- $product \"\$@\"".
if [ -x "$home/tracebridge" ]; then
  product='"$home/tracebridge"'
  "$home/tracebridge" --version >/dev/null || fail "./tracebridge --version failed"
else
  [ -f "$lib/tracebridge.jar" ] || (cd "$home" && mvn -q -o package -DskipTests)
  product='java $jvm ${JAVA_OPTS:-} -Dtracebridge.home="$home" -jar "$lib/tracebridge.jar"'
fi

# tracebridge ARGUMENT...: replaces this shell, so call it in a subshell or in the background.
tracebridge() {
  eval "exec $product \"\$@\""
}

# start_sandbox LEADS KNOBS: in its own process, on a free port; sets $url and $audience.
start_sandbox() {
  rm -f "$work/sandbox.log"
  (
    TRACEBRIDGE_HEAP=${SANDBOX_HEAP:-1g}
    JAVA_OPTS=
    jvm="-Xmx$TRACEBRIDGE_HEAP"
    tracebridge sandbox --port 0 --leads "$1" --knobs "$2"
  ) >"$work/sandbox.log" 2>&1 &
  sandbox_pid=$!
  waited=0
  until grep -qs '^sandbox at' "$work/sandbox.log"; do
    kill -0 "$sandbox_pid" 2>/dev/null || fail "the sandbox did not start"
    waited=$((waited + 1))
    [ "$waited" -lt 600 ] || fail "the sandbox was not ready within 60 s"
    sleep 0.1
  done
  url=$(sed -n 's/^sandbox at \([^ ]*\) .*/\1/p' "$work/sandbox.log")
  audience=$(sed -n 's/.*audience //p' "$work/sandbox.log")
}

stop_sandbox() {
  if [ -n "$sandbox_pid" ]; then
    kill "$sandbox_pid" 2>/dev/null || true
    wait "$sandbox_pid" 2>/dev/null || true
    sandbox_pid=
  fi
}

# settings FOLDER [LINE...]: a settings file for the sandbox, the data in FOLDER; sets $config.
settings() {
  folder=$1
  shift
  mkdir -p "$folder"
  config=$folder/tracebridge.properties
  {
    echo "trace.auth-url=$url"
    echo "camel.oauth.trace-crm.client-id=crm-sync"
    echo "camel.oauth.trace-crm.client-secret=sandbox-secret"
    echo "camel.oauth.trace-crm.audience=$audience"
    echo "data.dir=$folder/data"
    for line in "$@"; do echo "$line"; done
  } >"$config"
}

# measure LABEL COMMAND...: one line of figures, also appended to $work/figures.
measure() {
  label=$1
  shift
  python3 "$here/measure.py" "$label" "$work/run.log" "$@" >>"$work/figures" ||
    fail "$label failed"
}

measure_product() {
  label=$1
  shift
  eval "measure \"\$label\" $product \"\$@\""
}

# counter NAME: one of the sandbox's own counters.
counter() {
  python3 - "$url" "$1" <<'PYTHON'
import json, sys, urllib.request
with urllib.request.urlopen(sys.argv[1] + "/sandbox/counters") as answer:
    print(json.load(answer)[sys.argv[2]])
PYTHON
}
