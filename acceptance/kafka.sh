#!/usr/bin/env bash
# A real broker with logins and access rights, and the job, each killed again and again while leads come
# and change; then what a reader of committed records sees, against the files of the sink file.
# It takes 400 MiB of memory, and 60 MB from Maven Central the first time.
# Usage: acceptance/kafka.sh [rounds]; each round kills the job once and the broker once.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
rounds=${1:-3}
leads=1200
changes=100
here=$PWD/acceptance/kafka
list=$PWD/target/kafka-class-path

timeout 400 ./mvnw -q -B --no-transfer-progress dependency:build-classpath -Dmdep.includeScope=test \
  -Dmdep.outputFile="$list" >"$work/maven" 2>&1 || {
  echo "kafka: left out, for Maven did not bring the broker"
  exit 77
}
# without a log: what the broker says of being killed is long
path=$(tr : '\n' <"$list" | grep -v logback | paste -sd:)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

free() { for port in $(seq "$1" $(($1 + 100))); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done; echo "$port"; }
broker_port=$(free 20600)
controller_port=$(free 20800)
login="org.apache.kafka.common.security.plain.PlainLoginModule required"

# client FILE USER PASSWORD LINE...: Kafka's own settings of a client.
client() {
  printf '%s\n' >"$work/$1" security.protocol=SASL_PLAINTEXT sasl.mechanism=PLAIN \
    "sasl.jaas.config=$login username=\"$2\" password=\"$3\";" "${@:4}"
}
client admin admin admin-secret "bootstrap.servers=127.0.0.1:$broker_port"
client job tracebridge job-secret
client stranger tracebridge wrong-secret

cat >"$work/server" <<PROPERTIES
process.roles=broker,controller
node.id=1
log.dirs=$work/broker
listeners=CLIENT://127.0.0.1:$broker_port,CONTROLLER://127.0.0.1:$controller_port
listener.security.protocol.map=CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@127.0.0.1:$controller_port
inter.broker.listener.name=CLIENT
sasl.enabled.mechanisms=PLAIN
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.client.plain.sasl.jaas.config=$login username="admin" password="admin-secret" \
  user_admin="admin-secret" user_tracebridge="job-secret";
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:admin;User:ANONYMOUS
auto.create.topics.enable=false
offsets.topic.replication.factor=1
offsets.topic.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.num.partitions=3
transaction.state.log.min.isr=1
PROPERTIES
# not a function: a function in the background is a process of its own, and the JVM another one
kafka=("$java" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$path")

forget_process() { processes=" ${processes//" $1"/}"; }
start_broker() {
  "${kafka[@]}" kafka.Kafka "$work/server" >"$work/broker.log" 2>&1 &
  broker=$!
  processes="$processes $broker"
  for _ in $(seq 300); do
    (: <"/dev/tcp/127.0.0.1/$broker_port") 2>/dev/null && return
    kill -0 "$broker" 2>/dev/null || break
    sleep 0.1
  done
  cat "$work/broker.log"
  fail "the broker did not start"
}
start_job() {
  "$tracebridge" run >>"$work/said" 2>&1 &
  job=$!
  processes="$processes $job"
}
# end PID: without any warning.
end() {
  kill -KILL "$1"
  { wait "$1" || true; } 2>/dev/null
  forget_process "$1"
}
# nap SECONDS: a random part of them.
nap() { sleep "$(awk -v most="$1" -v seed="$RANDOM" 'BEGIN { srand(seed); print rand() * most }')"; }
# await_work: until the broker's log of transactions grows.
await_work() {
  local before
  before=$(transactions)
  for _ in $(seq 200); do [ "$(transactions)" -gt "$before" ] && return; sleep 0.1; done
  fail "nothing comes to the topic"
}
transactions() { { cat "$work"/broker/__transaction_state-*/*.log 2>/dev/null || true; } | wc -c; }
change() { curl -fsS -o "$work/answer" "$url/sandbox/leads" -d "{\"change\":$changes}"; }
topic() { "${kafka[@]}" "$here/Topic.java" "$work/admin" "$@" 2>"$work/topic.log" || { cat "$work/topic.log"; fail "the topic cannot be read"; }; }

"${kafka[@]}" kafka.tools.StorageTool format -t tracebridge0000000000Q -c "$work/server" >"$work/broker.log" 2>&1 || {
  cat "$work/broker.log"
  fail "the broker's folder cannot be made"
}
start_broker
echo "Kafka listens after $SECONDS s"
topic create
start_sandbox --leads $leads --knobs '{"quota":{"requests":0}}'
cd "$work" # no settings file of this folder's counts
export DATA_DIR=$work/data QUOTA_REQUESTS=0 MANAGEMENT_PORT=0 LEADS_SCHEDULE=1s
export LEADS_SINKS=file,kafka SINKS_KAFKA_BATCH=5 SINKS_KAFKA_TOPIC=leads
export SINKS_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:$broker_port

# check FILE WORDS: what `check` says of the topic with that client's settings.
check() {
  local row
  row=$(SINKS_KAFKA_CLIENT_FILE=$work/$1 timeout 60 "$tracebridge" check 2>>"$work/said" | grep '^topic of sink kafka') || true
  [[ $row == *$2* ]] || fail "check by $1: expected \"$2\", but was \"$row\""
  echo "check by $1: $row"
}
check stranger "do not trust each other"
check job "ok, partitions: 3"
export SINKS_KAFKA_CLIENT_FILE=$work/job

for round in $(seq "$rounds"); do
  start_job
  change
  await_work
  nap 3
  # some are stopped first: what is under way then gets no answer
  if [ $((round % 2)) -eq 0 ]; then
    kill -STOP "$broker"
    nap 2
  fi
  end "$broker"
  nap 1
  start_broker
  change
  await_work
  nap 4
  end "$job"
done

unset LEADS_SCHEDULE
code=0
timeout 200 "$tracebridge" sync --once >>"$work/said" 2>&1 || code=$?
[ "$code" -eq 0 ] || fail "the last run ended with exit code $code"

export LC_ALL=C
cat data/leads/*/*.ndjson | sed -E 's/^\{"leadId":"([^"]*)".*/\1\t&/' | sort -s -t"$(printf '\t')" -k1,1 >files
topic read read_committed | sort -s -t"$(printf '\t')" -k1,1 >records
topic read read_uncommitted >all
versions=$(wc -l <files)
awk -F'\t' '{ match($2, /"version":[0-9]+/); v = substr($2, RSTART + 10, RLENGTH - 10)
  if (v != ++count[$1]) wrong++ } END { exit wrong > 0 }' records ||
  fail "a version is missing, there twice, or not in order"
cmp files records || fail "$(wc -l <records) records, but $versions lines in files"
[ "$(cut -f1 records | sort -u | wc -l)" -eq $leads ] || fail "not every lead is there"
[ "$versions" -gt $leads ] || fail "no lead had two versions"
if grep -E 'job-secret|admin-secret|^[[:space:]]+at ' said; then fail "a secret or a stack trace is in the log"; fi

echo "killed: the job $rounds times, the broker $rounds times"
echo "leads: $leads, versions: $versions, committed records: $(wc -l <records), lost 0, twice 0, out of order 0"
echo "records of transactions that were given up: $(($(wc -l <all) - versions))"
echo "batches that Kafka had though nobody had said so: $(grep -c 'has it already' said || true)"
grep 'sink kafka' said | sed -E "s/^[0-9:]+ //; s/:$broker_port/:…/g; s/[0-9]+( ?ms)/…\1/g; s/[0-9]+ record/… record/; s/leads-[0-9]/leads-…/; s/batch [^ ]+/batch …/" | sort | uniq -c
echo "kafka: passed in $SECONDS s"
