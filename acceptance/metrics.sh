#!/usr/bin/env bash
# Prometheus itself, with the configuration and rules of docker/prometheus: their own checks and unit tests; then it
# scrapes the job, TRACE breaks, the alert fires, and ends when TRACE is back; and one when the job is gone.
# Debian's prometheus is taken where none is installed, without installing it: 25 MB the first time.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
rules=$PWD/docker/prometheus
unpacked=$PWD/target/prometheus

if ! command -v prometheus >"$work/which" || ! command -v promtool >"$work/which"; then
  if [ ! -x "$unpacked/usr/bin/promtool" ]; then
    mkdir -p "$unpacked"
    (cd "$unpacked" && { timeout 120 apt-get download prometheus || { timeout 120 apt-get update && timeout 120 apt-get download prometheus; }; } &&
      dpkg -x prometheus_*.deb .) >"$work/apt" 2>&1 || {
      echo "metrics: left out, for there is no prometheus here and Debian's could not be had"
      exit 77
    }
  fi
  PATH=$unpacked/usr/bin:$PATH
fi

promtool check config "$rules/prometheus.yml" >"$work/promtool" 2>&1 &&
  promtool check rules "$rules/rules.yml" >>"$work/promtool" 2>&1 &&
  promtool test rules "$rules/rules.test.yml" >>"$work/promtool" 2>&1 || {
  cat "$work/promtool"
  fail "promtool refuses the rules, or their tests fail"
}
echo "promtool: the configuration is valid, $(grep -c '  - alert:' "$rules/rules.yml") rules are, and their unit tests pass"

free() { for port in $(seq "$1" $(($1 + 100))); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done; echo "$port"; }
job_port=$(free 20900)
port=$(free 21000)
start_sandbox --leads 50 --knobs '{"quota":{"requests":0}}'
cd "$work" # no settings file of this folder's counts
export DATA_DIR=$work/data QUOTA_REQUESTS=0 LEADS_SCHEDULE=1s HTTP_RETRY_DELAY=10ms MANAGEMENT_PORT=$job_port
"$tracebridge" run >said 2>&1 &
job=$!
processes="$processes $job"
metrics=http://127.0.0.1:$job_port/observe/metrics
for _ in $(seq 300); do curl -fs -m 10 -o scraped "$metrics" && grep -q '^tracebridge_leads_seen_total 50' scraped && break; sleep 0.1; done
grep -q '^tracebridge_leads_seen_total 50' scraped || fail "no metrics of 50 leads"

code=0
promtool check metrics <scraped >lint 2>&1 || code=$?
[ "$code" -eq 0 ] || [ "$code" -eq 3 ] || { cat lint; fail "the metrics cannot be parsed"; } # 3: advice on names
# the bounds of one counter stand in "le", as Prometheus' own functions for histograms expect
if grep '^tracebridge_' lint | grep -v 'delivered_within_total non-histogram metrics should not have "le" label'; then fail "promtool finds fault with a metric"; fi
[ "$(grep -c '^tracebridge_job_open_incidents{' scraped)" -eq "$(grep -c 'tracebridge_job_open_incidents{' "$rules/rules.yml")" ] ||
  fail "not as many kinds of incidents as rules for them"
echo "metrics: $(grep -c '^tracebridge_' scraped) series of $(grep '^tracebridge_' scraped | sed 's/[{ ].*//' | sort -u | wc -l) names, $(wc -c <scraped) bytes with Camel's"

# the same rules and configuration in seconds: each "for" is 3 s
sed -E 's/^( *for: ).*/\13s/' "$rules/rules.yml" >rules.yml
sed -E "s/15s/1s/; s/127.0.0.1:8090/127.0.0.1:$job_port/" "$rules/prometheus.yml" >prometheus.yml
prometheus --config.file=prometheus.yml --storage.tsdb.path=tsdb --web.listen-address="127.0.0.1:$port" >prometheus.log 2>&1 &
processes="$processes $!"

# ask QUERY: what Prometheus answers.
ask() { curl -fs -m 10 -o answer "http://127.0.0.1:$port/api/v1/query" --data-urlencode "query=$1"; }
# firing NAME: whether that alert does now.
firing() { ask "ALERTS{alertname=\"$1\",alertstate=\"firing\"}" && grep -q "\"alertname\":\"$1\"" answer; }
# await SECONDS WORDS COMMAND...: until it succeeds; says how long that took.
await() {
  local since=$SECONDS words=$2
  for _ in $(seq "$(($1 * 5))"); do
    if "${@:3}"; then
      echo "$words after $((SECONDS - since)) s"
      return
    fi
    sleep 0.2
  done
  cat prometheus.log
  fail "not within $1 s: $words"
}
scraped() { ask 'up{job="tracebridge"} == 1' && grep -q '"up"' answer; }
quiet() { ask 'ALERTS' && ! grep -q alertname answer; }
fault() { curl -fsS -o answer -X "$1" "$url/sandbox/faults" "${@:2}"; }
over() { ! firing TracebridgeWalk; }

await 30 "Prometheus scrapes the job" scraped
sleep 5 # longer than an alert would take
quiet || { cat answer; fail "an alert, though all is well"; }
echo "all is well: no alert"
fault PUT -d '{"server-error":{"rate":1}}'
await 60 "TRACE answers 500: TracebridgeWalk fires" firing TracebridgeWalk
curl -fsS -m 10 -o answer "http://127.0.0.1:$port/api/v1/alerts"
grep -q '"runbook":"Nothing is lost, and the next walk goes on with it.' answer || { cat answer; fail "no runbook"; }
fault DELETE
await 60 "TRACE is back: it is over" over
await 30 "nothing else is left" quiet
ask 'max_over_time(scrape_duration_seconds{job="tracebridge"}[5m])'
echo "the longest scrape took $(grep -o '"[0-9.e-]*"\]' answer | tr -d '"]') s"

kill "$job"
wait "$job" || true
processes=" ${processes//" $job"/}"
await 60 "the job ended: TracebridgeDown fires" firing TracebridgeDown
grep -vE 'rows? in [0-9]+ pages?' said | sed 's/^/    /'
if grep -qE '^[[:space:]]+at |Exception' said; then fail "a stack trace"; fi
echo "metrics: passed in $SECONDS s"
