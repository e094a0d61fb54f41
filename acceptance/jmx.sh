#!/usr/bin/env bash
# The job's MBeans by real outside parts, as docs/jmx.md says: jmxterm attached to the process, and from afar with a
# password and TLS; Hawtio through its proxy and Jolokia. What is paused asks for nothing.
# It takes 25 MB from Maven Central the first time; Hawtio needs 130 MiB of memory.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
parts=$PWD/target/jmx
beans=$PWD/src/main/java/io/github/tracebridge/ops
docs=$PWD/docs
java=${JAVA_HOME:+$JAVA_HOME/bin/}java

# part NAME ARTIFACT: brings it to $parts/NAME.
part() {
  [ -f "$parts/$1" ] && return
  timeout 200 ./mvnw -q -B --no-transfer-progress dependency:copy -Dartifact="$2" -DoutputDirectory="$parts/part" \
    -Dmdep.stripVersion=true -Dmdep.overWriteReleases=true >"$work/maven" 2>&1 || return 1
  mv "$parts"/part/* "$parts/$1"
}
mkdir -p "$parts"
rm -rf "$parts/part"
left_out=
part jmxterm.jar org.cyclopsgroup:jmxterm:1.0.4:jar:uber || left_out="jmxterm"
part runner.jar org.eclipse.jetty.ee10:jetty-ee10-runner:12.0.31 && part hawtio.war io.hawt:hawtio-default:4.2.0:war ||
  left_out="$left_out Hawtio"

free() { for port in $(seq "$1" $(($1 + 100))); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done; echo "$port"; }
jmx_port=$(free 21200)
job_port=$(free 21400)
hawtio_port=$(free 21600)
start_sandbox --leads 50 --knobs '{"quota":{"requests":0}}'
cd "$work" # no settings file of this folder's counts
export DATA_DIR=$work/data QUOTA_REQUESTS=0 LEADS_SCHEDULE=1s LEADS_FILES=all MANAGEMENT_PORT=$job_port
export CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_ID=price-desk CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_SECRET=sandbox-upload-secret
export CAMEL_OAUTH_TRACE_UPLOAD_AUDIENCE=https://sandbox.tracebridge/trace HTTP_PLAIN_HOSTS=127.0.0.1

# remote JMX, with the files of docs/jmx.md
mkdir jmx
keytool -genkeypair -alias jmx -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1 -validity 365 \
  -keystore jmx/keys.p12 -storetype PKCS12 -storepass keys-password >keytool 2>&1 &&
  keytool -exportcert -rfc -alias jmx -keystore jmx/keys.p12 -storepass keys-password 2>>keytool >jmx/job.pem &&
  keytool -importcert -noprompt -alias jmx -file jmx/job.pem -keystore jmx/trust.p12 -storetype PKCS12 \
    -storepass trust-password >>keytool 2>&1 || { cat keytool; fail "keytool makes no keys"; }
printf '%s\n' "javax.net.ssl.keyStore=$work/jmx/keys.p12" javax.net.ssl.keyStorePassword=keys-password >jmx/tls
printf '%s\n' "operator operator-password" "viewer viewer-password" >jmx/passwords
printf '%s\n' "operator readwrite" "viewer readonly" >jmx/access
chmod 600 jmx/*
remote=-Dcom.sun.management.jmxremote
JAVA_OPTS="$remote.port=$jmx_port $remote.rmi.port=$jmx_port $remote.host=127.0.0.1 -Djava.rmi.server.hostname=127.0.0.1
  $remote.ssl=true $remote.registry.ssl=true $remote.ssl.config.file=$work/jmx/tls
  $remote.password.file=$work/jmx/passwords $remote.access.file=$work/jmx/access" \
  "$tracebridge" run >said 2>&1 &
job=$!
processes="$processes $job"
jolokia=http://127.0.0.1:$job_port/observe/jolokia
# read BEAN ATTRIBUTE: by Jolokia.
read_number() { curl -s -m 10 -u "operator:$(cat data/management-password 2>/dev/null)" "$jolokia/read/io.github.tracebridge:$1/$2" | grep -o '"value":[0-9]*' | cut -d: -f2; }
for _ in $(seq 300); do [ "$(read_number type=Leads Seen)" = 50 ] && break; sleep 0.1; done
[ "$(read_number type=Leads Seen)" = 50 ] || fail "the job does not walk"
asked() { curl -fsS "$url/sandbox/counters" | tr -d ' \n'; }
# still WHO: nothing is asked for three seconds, once what is under way has come to its end.
still() {
  local before
  sleep 1
  before=$(asked)
  sleep 3
  [ "$(asked)" = "$before" ] || fail "$1 paused walks, and TRACE is asked all the same"
}
# moves WHO: it is asked again.
moves() {
  local before
  before=$(asked)
  for _ in $(seq 50); do [ "$(asked)" != "$before" ] && return; sleep 0.1; done
  fail "$1 resumed walks, and nothing is asked"
}

# Jolokia, by the page's own commands
sed -n '/^## Jolokia/,/^## Hawtio/p' "$docs/jmx.md" | sed -n '/^```sh/,/^```/{/^```/d;p}' | sed "s/:8090/:$job_port/" >jolokia.sh
grep -q pause jolokia.sh || fail "docs/jmx.md has no commands for Jolokia"
sh -e jolokia.sh >answer 2>/dev/null && grep -q '"Seen":50' answer || { cat answer; fail "Jolokia does not read what docs/jmx.md asks"; }
# files of leads come although walks are paused
for _ in $(seq 300); do [ "$(read_number type=Files Fetched)" = 68 ] && break; sleep 0.1; done
still Jolokia
sed 's/"pause"/"resume"/' jolokia.sh | sh -e >answer 2>/dev/null
moves Jolokia
echo "Jolokia, by the commands of docs/jmx.md: reads, pauses and resumes"

# term OPTION...: jmxterm, fed with commands.
term() {
  timeout 60 "$java" --add-exports jdk.jconsole/sun.tools.jconsole=ALL-UNNAMED -XX:TieredStopAtLevel=1 \
    -Djavax.net.ssl.trustStore="$work/${trust:-jmx/trust.p12}" -Djavax.net.ssl.trustStorePassword=trust-password \
    -jar "$parts/jmxterm.jar" -n "$@" >term 2>&1 || true
}
# by_jmxterm OPTION... COMMANDS: what it says is in the file term.
by_jmxterm() {
  printf '%s\n' "${@: -1}" >commands
  term -i commands "${@:1:$#-1}"
}
said() { grep -q -- "$1" term || { cat term; fail "jmxterm: expected \"$1\""; }; }

if [ -f "$parts/jmxterm.jar" ]; then
  by_jmxterm "open $job
beans -d io.github.tracebridge"
  names=$(grep '^io.github.tracebridge:' term)
  commands="open $job"
  for bean in $names; do commands="$commands
get -b $bean *"; done
  by_jmxterm "$commands"
  cp term values
  if grep -nE '^#.*Exception' values; then fail "an attribute cannot be read"; fi
  count=0
  for file in "$beans"/*MXBean.java; do
    type=$(basename "$file" MXBean.java)
    echo "$names" | grep -q "type=$type" || fail "there is no MBean of type $type"
    for attribute in $(grep -oE '\b(get|is)[A-Z][A-Za-z]*\(\)' "$file" | sed -E 's/^(get|is)//; s/\(\)//'); do
      # one MBean after the other: its name, then its attributes
      awk -v type="type=$type" -v attribute="$attribute" '/^#mbean = / { ours = index($0, type) } ours && $1 == attribute { found = 1 } END { exit !found }' values ||
        fail "jmxterm shows no $attribute of type $type"
      count=$((count + 1))
    done
  done
  echo "jmxterm, attached to the process: $count attributes of $(echo "$names" | wc -l) MBeans"
  leads=io.github.tracebridge:type=Leads
  by_jmxterm "open $job
run -b $leads pause"
  still jmxterm
  by_jmxterm "open $job
run -b $leads resume
get -b $leads Paused"
  said "Paused = false"
  moves jmxterm
  echo "jmxterm pauses walks and resumes them"

  at=(-l "127.0.0.1:$jmx_port" -s)
  by_jmxterm "${at[@]}" -u operator -p operator-password "get -b $leads Seen
run -b $leads pause
run -b $leads resume"
  said "Seen = 50"
  said "operation returns"
  if grep -q operator-password jmx/passwords; then fail "the JVM leaves passwords as they are"; fi
  echo "from afar, over TLS, operator: reads and acts"
  by_jmxterm "${at[@]}" -u viewer -p viewer-password "get -b $leads Seen
run -b $leads pause"
  said "Seen = 50"
  said "Access denied"
  echo "viewer: reads, and may not act"
  by_jmxterm "${at[@]}" -u operator -p wrong-password "get -b $leads Seen"
  said "Authentication failed"
  echo "a wrong password: $(grep -o 'Authentication failed.*' term | head -n 1)"
  by_jmxterm "${at[@]}" "get -b $leads Seen"
  said "Authentication failed"
  by_jmxterm -l "127.0.0.1:$jmx_port" -u operator -p operator-password "get -b $leads Seen"
  if grep -q "Seen =" term; then fail "it answers without TLS"; fi
  echo "without TLS: $(grep -oE '[A-Za-z]*Exception.*' term | head -n 1 | cut -c1-100)"
  trust=jmx/nobody.p12
  keytool -genkeypair -alias other -keyalg EC -dname CN=other -keystore jmx/other.p12 -storetype PKCS12 -storepass trust-password >>keytool 2>&1
  keytool -exportcert -rfc -alias other -keystore jmx/other.p12 -storepass trust-password 2>>keytool >jmx/other.pem
  keytool -importcert -noprompt -alias other -file jmx/other.pem -keystore "$trust" -storetype PKCS12 -storepass trust-password >>keytool 2>&1
  by_jmxterm "${at[@]}" -u operator -p operator-password "get -b $leads Seen"
  if grep -q "Seen =" term; then fail "a client takes a certificate that it does not trust"; fi
fi

if [ -f "$parts/runner.jar" ] && [ -f "$parts/hawtio.war" ]; then
  mkdir hawtio
  "$java" -Xmx256m -Dhawtio.authenticationEnabled=false -Dhawtio.proxyAllowlist=127.0.0.1 -Djava.io.tmpdir="$work/hawtio" \
    -jar "$parts/runner.jar" --host 127.0.0.1 --port "$hawtio_port" --path /hawtio "$parts/hawtio.war" >hawtio.log 2>&1 &
  processes="$processes $!"
  base=http://127.0.0.1:$hawtio_port/hawtio
  for _ in $(seq 300); do curl -fs -m 10 -o answer "$base/" && break; sleep 0.2; done
  grep -q '<title>' answer || { cat hawtio.log; fail "Hawtio did not start"; }

  # ask JSON [USER:PASSWORD]: what a page of Hawtio's sends, through its proxy, with a browser's headers.
  ask() {
    curl -s -m 20 -o answer -w '%{http_code}' "$base/proxy/http/127.0.0.1/$job_port/observe/jolokia/?maxDepth=9&maxCollectionSize=50000&ignoreErrors=true&canonicalNaming=false" \
      -H "X-Jolokia-Authorization: Basic $(printf %s "${2:-operator:$(cat data/management-password)}" | base64 -w0)" \
      -H "Content-Type: text/json" -H "Origin: http://127.0.0.1:$hawtio_port" -H "Sec-Fetch-Site: same-origin" -d "$1" >code
  }
  # may JSON WORDS: it is let through, and the answer has these.
  may() {
    ask "$1"
    grep -q '"status":200' answer && grep -qF "$2" answer || { head -c 2000 answer; fail "Hawtio may not: $1"; }
  }
  may_not() {
    ask "$1"
    if ! grep -q 'forbidden for MBean' answer; then head -c 2000 answer; fail "Hawtio may: $1"; fi
  }
  exec_of() { printf '{"type":"exec","mbean":"%s","operation":"%s","arguments":%s}' "${1//\"/\\\"}" "$2" "${3:-[]}"; }
  camel=org.apache.camel:context=tracebridge
  context="$camel,type=context,name=\"tracebridge\""
  route="$camel,type=routes,name=\"lead-sync\""
  services=$camel,type=services,name

  ask '{"type":"version"}' operator:wrong-password
  [ "$(cat code)" = 401 ] || fail "Hawtio gets in with a wrong password"
  may '[{"type":"version"},{"type":"search","mbean":"org.apache.camel:context=*,type=context,*"},{"type":"list","path":"io.github.tracebridge"}]' 'type=context,name=\"tracebridge\"'
  may '{"type":"list"}' lead-sync
  may '{"type":"read","mbean":"org.apache.camel:type=routes,*"}' '"RouteId":"lead-sync"'
  may '{"type":"read","mbean":"io.github.tracebridge:*"}' '"Seen":50'
  may "$(exec_of "$context" "dumpRoutesAsXml()")" lead-sync
  may "$(exec_of "$context" "dumpRoutesStatsAsXml" '[true,true]')" lead-sync
  may "$(exec_of "$route" "isUpdateRouteEnabled()")" '"value":false'
  may "$(exec_of "$services=DefaultInflightRepository" "browse()")" '"value"'
  may "$(exec_of java.lang:type=Threading "dumpAllThreads(boolean,boolean)" '[false,false]')" '"threadName"'
  may '{"type":"notification","command":"register"}' '"status":200'
  may "$(exec_of io.github.tracebridge:type=Leads pause)" '"value":null'
  still Hawtio
  may "$(exec_of io.github.tracebridge:type=Leads resume)" '"value":null'
  moves Hawtio
  may "$(exec_of "$camel,type=routes,name=\"lead-schedule\"" "stop()")" '"value":null'
  still "Hawtio, by Camel's own route,"
  may "$(exec_of "$camel,type=routes,name=\"lead-schedule\"" "start()")" '"value":null'
  moves "Hawtio, by Camel's own route,"
  may_not "$(exec_of "$context" "sendStringBody(java.lang.String,java.lang.String)" '["direct:watch","x"]')"
  may_not "$(exec_of "$context" "requestBody(java.lang.String,java.lang.Object)" '["direct:watch","x"]')"
  may_not "$(exec_of "$context" "stop()")"
  may_not "$(exec_of "$context" "createEndpoint(java.lang.String)" '["direct:x"]')"
  may_not "$(exec_of "$route" "updateRouteFromXml(java.lang.String)" '["x"]')"
  may_not "$(exec_of "$route" "remove()")"
  may_not "$(exec_of "$services=GlobalVariableRepository" "variables()")"
  may_not "$(exec_of "$camel,type=tracer,name=BacklogTracer" "dumpAllTracedMessagesAsXml()")"
  may_not "$(exec_of "$camel,type=endpoints,name=\"direct://watch\"" "browseAllMessagesAsXml(java.lang.Boolean)" '[true]')"
  may_not "$(exec_of com.sun.management:type=DiagnosticCommand vmFlags '[[]]')"
  may_not "$(exec_of com.sun.management:type=HotSpotDiagnostic dumpHeap '["/tmp/heap.hprof",true]')"
  may_not "$(exec_of java.util.logging:type=Logging setLoggerLevel '["","ALL"]')"
  may_not '{"type":"write","mbean":"java.lang:type=Memory","attribute":"Verbose","value":true}'
  may_not '{"type":"read","mbean":"java.lang:type=Runtime","attribute":"SystemProperties"}'
  may_not '{"type":"read","mbean":"java.lang:type=Run*","attribute":"SystemProperties"}'
  echo "Hawtio: contexts, routes, our MBeans, notifications; pauses and resumes; no message, no JVM command, no writing"
fi

kill "$job"
wait "$job" || true
processes=" ${processes//" $job"/}"
grep -vE 'rows? in [0-9]+ pages?' said | sed 's/^/    /'
if grep -qE '^[0-9:]{8} (WARN|ERROR)' said; then fail "a warning, though all is well"; fi
if grep -E '(operator|viewer|keys|wrong)-password|sandbox-' said; then fail "a secret is in the log"; fi
if [ -n "$left_out" ]; then
  echo "jmx: the rest passed in $SECONDS s, but left out, for Maven did not bring it: $left_out"
  exit 77
fi
echo "jmx: passed in $SECONDS s"
