#!/usr/bin/env bash
# The image, built and run without a Docker engine: of a release, on a base of Debian's. Read-only, with 256 MB, without
# root or any capability it starts by its class-data archive, delivers, and is stopped in the midst of its work; what
# it does next shows that nothing was lost or came twice. And what is deployed beside it: compose.yaml, Kubernetes, systemd.
# What it needs is installed, about 200 MB the first time.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
leads=3000
most=120000000

skip() {
  echo "image: left out, for $1"
  exit 77
}
[ "$(id -u)" = 0 ] || skip "only root can make a base image and run it"
git rev-parse HEAD >/dev/null 2>&1 || skip "this is no checkout of git, and a release is made of a commit"

# need COMMAND PACKAGE...: installs what there is not.
need() {
  command -v "$1" >/dev/null && return
  { timeout 240 apt-get install -y -qq --no-install-recommends "${@:2}" ||
    { timeout 120 apt-get update -qq && timeout 240 apt-get install -y -qq --no-install-recommends "${@:2}"; }; } >"$work/apt" 2>&1 </dev/null
  command -v "$1" >"$work/which"
}
export DEBIAN_FRONTEND=noninteractive
need podman podman || skip "there is no podman, and Debian's could not be had"
need buildah buildah || skip "there is no buildah, and Debian's could not be had"
need runc runc || skip "there is no runc, and Debian's could not be had"
need mmdebstrap mmdebstrap || skip "there is no mmdebstrap, and Debian's could not be had"

# images and containers are kept here, and go with it
store=(--root "$work/store" --runroot "$work/runroot")
pod=(podman "${store[@]}" --runtime runc --cgroup-manager=cgroupfs)
clean_up_images() {
  "${pod[@]}" rm -f -a -t 2 >/dev/null 2>&1 || true
  umount "$work/store/overlay" 2>/dev/null || true
  clean_up
}
trap clean_up_images EXIT

# the base is made once a day
base=$PWD/target/image/base-$(date +%F).tar
if [ ! -f "$base" ]; then
  rm -rf target/image
  mkdir -p target/image
  timeout 400 mmdebstrap --quiet --variant=essential --include=openjdk-17-jre-headless bookworm target/image/new.tar >"$work/mmdebstrap" 2>&1 || {
    tail -n 3 "$work/mmdebstrap"
    skip "Debian's packages for a base image could not be had"
  }
  mv target/image/new.tar "$base"
fi
"${pod[@]}" import -q "$base" localhost/base >"$work/import" 2>&1 || { cat "$work/import"; fail "the base cannot be imported"; }

git clone -q . "$work/checkout"
mkdir -p "$work/checkout/target" "$work/release"
(cd "$work/checkout" && .ci/release >"$work/made" 2>&1) || { cat "$work/made"; fail "no release"; }
tar xzf "$work/checkout/target/release/"*.tar.gz -C "$work/release" --strip-components=1
# the archives of fast starts that it makes here are of no use there, and would be too large
"$work/release/bin/tracebridge" sync --help >/dev/null 2>"$work/made" || { cat "$work/made"; fail "the release does not start"; }
echo "a base, and a release: made after $SECONDS s"

since=$SECONDS
buildah "${store[@]}" bud --isolation chroot --format docker --pull-never --build-arg BASE=localhost/base \
  -f "$work/release/docker/Dockerfile" -t localhost/tracebridge "$work/release" >"$work/built" 2>&1 || { cat "$work/built"; fail "it cannot be built"; }
size() { "${pod[@]}" image inspect "localhost/$1" --format '{{.Size}}'; }
above=$(($(size tracebridge) - $(size base)))
echo "image: built in $((SECONDS - since)) s, $((above / 1000000)) MB above a base of $(($(size base) / 1000000)) MB"
[ "$above" -le $most ] || fail "the image is $above bytes above its base, and $most are allowed"

# as compose.yaml and the manifests do; the two limits are for where nobody may raise them
options=(--no-healthcheck --ulimit nofile=20000:20000 --ulimit nproc=10000:10000 --network host --read-only --tmpfs /tmp:exec
  --cap-drop all --security-opt no-new-privileges)

"${pod[@]}" run --rm "${options[@]}" --memory 256m --memory-swap 256m -e _JAVA_OPTIONS=-Xlog:class+load:stdout localhost/tracebridge demo --once >"$work/classes" 2>"$work/said" ||
  fail "demo --once ended with $?"
rm "$work/said"
loaded=$(grep -c 'source: ' "$work/classes")
shared=$(grep -c 'source: shared objects file' "$work/classes" || true)
own=$(grep -c ' io\.github\.tracebridge\..*source: shared objects file (top)' "$work/classes" || true)
[ "$own" -gt 0 ] && [ $((shared * 100)) -ge $((loaded * 90)) ] || fail "only $shared of $loaded classes, and $own of ours, are of the class-data archive"
echo "class-data archive: $shared of $loaded classes that demo --once loads, $own of them ours"

free() { for port in $(seq "$1" $(($1 + 100))); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done; echo "$port"; }
port=$(free 21800)
mkdir -p "$work/data" "$work/secrets"
chown 10001:10001 "$work/data"
printf sandbox-secret >"$work/secrets/trace-crm"
chmod 755 "$work/secrets"
start_sandbox --leads $leads --knobs '{"quota":{"requests":0}}'
cat >"$work/job.env" <<ENV
TRACE_AUTH_URL=$url
CAMEL_OAUTH_TRACE_CRM_CLIENT_ID=crm-sync
CAMEL_OAUTH_TRACE_CRM_AUDIENCE=https://sandbox.tracebridge/trace
CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET_FILE=/run/secrets/trace-crm
MANAGEMENT_PORT=$port
QUOTA_REQUESTS=0
LEADS_SCHEDULE=1s
ENV

settings=(--env-file "$work/job.env" -v "$work/secrets:/run/secrets:ro")
# start NAME MEMORY: the job with these settings, and how long it takes to be ready.
now() { date +%s%3N; }
start() {
  local began
  began=$(now)
  "${pod[@]}" run -d --name "$1" "${options[@]}" --memory "$2" --memory-swap "$2" "${settings[@]}" -v "$work/data:/opt/tracebridge/data" \
    localhost/tracebridge >"$work/started" 2>&1 || { cat "$work/started"; fail "$1 does not start"; }
  for _ in $(seq 600); do curl -fs -m 5 -o "$work/answer" "http://127.0.0.1:$port/observe/health/ready" && break; sleep 0.02; done
  grep -q '"status":"UP"' "$work/answer" || { "${pod[@]}" logs "$1"; fail "$1 is not ready"; }
  took=$(($(now) - began))
}
# stop NAME: by SIGTERM, as every engine does; it has ten seconds.
stop() {
  local began code
  began=$(now)
  "${pod[@]}" stop -t 10 "$1" >"$work/stopped" 2>&1
  took=$(($(now) - began))
  code=$("${pod[@]}" inspect "$1" --format '{{.State.ExitCode}} {{.State.OOMKilled}}')
  "${pod[@]}" logs "$1" >"$work/said" 2>&1
  [ "$code" = "143 false" ] || fail "$1 ended with $code after $took ms, and 143 is a JVM that was asked to stop"
  if grep -qE '^[[:space:]]+at |Exception' "$work/said"; then fail "$1: a stack trace"; fi
}

# each page drips for a second, so that one is under way whenever it is stopped
curl -fsS -m 10 -o "$work/answer" -X PUT "$url/sandbox/faults" -d '{"slow-body":{"rate":1}}'
start first 256m
echo "first: ready after $took ms"
for _ in $(seq 300); do [ "$(lines "$work/data/leads")" -gt 0 ] && break; sleep 0.02; done
stop first
before=$(lines "$work/data/leads")
[ "$before" -gt 0 ] && [ "$before" -lt $leads ] || fail "$before of $leads were delivered when it was stopped, so it was not in the midst of its work"
echo "first: stopped by SIGTERM in the midst of its work, in $took ms, with $before of $leads delivered"

curl -fsS -m 10 -o "$work/answer" -X DELETE "$url/sandbox/faults"
start second 256m
ready=$took
for _ in $(seq 600); do [ "$(lines "$work/data/leads")" -ge $leads ] && break; sleep 0.1; done
once "$work/data/leads" $leads
curl -fsS -m 10 -o "$work/answer" -X POST "$url/sandbox/leads" -d '{"add":20,"change":30}'
for _ in $(seq 200); do [ "$(lines "$work/data/leads")" -ge $((leads + 50)) ] && break; sleep 0.1; done
once "$work/data/leads" $((leads + 50))
echo "second: ready after $ready ms, brought the rest, and 50 that came in: $((leads + 50)) lines, none twice"

pid=$("${pod[@]}" inspect second --format '{{.State.Pid}}')
status() { sed -n "s/^$1:[[:space:]]*//p" "/proc/$pid/status"; }
[ "$(status Uid | cut -f1)" = 10001 ] || fail "it runs as user $(status Uid)"
[ "$(status CapEff)" = 0000000000000000 ] && [ "$(status CapBnd)" = 0000000000000000 ] || fail "it has capabilities"
[ "$(status NoNewPrivs)" = 1 ] || fail "it may gain privileges"
grep -q ' / ro[, ]' "/proc/$pid/mountinfo" && grep -qE '^[0-9]+ [0-9]+ [0-9:]+ / / ro' "/proc/$pid/mountinfo" || fail "its root can be written"
[ "$(readlink "/proc/$pid/exe" | sed 's#.*/##')" = java ] || fail "its first process is no java"
cgroup=$(find /sys/fs/cgroup -path "*$("${pod[@]}" inspect second --format '{{.Id}}')*" \( -name memory.max -o -name memory.limit_in_bytes \) -print 2>/dev/null | head -n 1)
[ -z "$cgroup" ] || [ "$(cat "$cgroup")" = 268435456 ] || fail "its limit of memory is $(cat "$cgroup") bytes, not 256 MB"
[ -n "$cgroup" ] || echo "the limit of 256 MB cannot be read here"
# within the same 256 MB
mapfile -t check < <("${pod[@]}" image inspect localhost/tracebridge --format '{{range .HealthCheck.Test}}{{println .}}{{end}}' | grep .)
[ "${check[0]}" = CMD ] || fail "its health check needs a shell: ${check[*]}"
"${pod[@]}" exec second "${check[@]:1}" >"$work/health" 2>&1 || { cat "$work/health"; fail "its health check fails"; }
grep -qx UP "$work/health" || { cat "$work/health"; fail "its health check does not say UP"; }
usage=$(find /sys/fs/cgroup -path "*$("${pod[@]}" inspect second --format '{{.Id}}')*" \( -name memory.peak -o -name memory.max_usage_in_bytes \) -print 2>/dev/null | head -n 1)
echo "user 10001, no capability, root read-only, $(($(status VmHWM | tr -dc 0-9) / 1000)) MB at its most of a process$([ -z "$usage" ] || echo ", $(($(cat "$usage") / 1000000)) MB of its cgroup with files, of 268")"
# what is only asked for is broken off, though its answer would drip for a minute
pages() { curl -fsS -m 10 "$url/sandbox/counters" | sed 's/.*"page":\([0-9][0-9]*\).*/\1/'; }
curl -fsS -m 10 -o "$work/answer" -X PUT "$url/sandbox/faults" -d '{"slow-body":{"rate":1,"delay":"60s"}}'
asked=$(pages)
for _ in $(seq 300); do [ "$(pages)" -gt "$asked" ] && break; sleep 0.02; done
[ "$(pages)" -gt "$asked" ] || fail "second does not walk"
stop second
echo "second: stopped in $took ms, while an answer dripped"
curl -fsS -m 10 -o "$work/answer" -X DELETE "$url/sandbox/faults"

# with files for settings and secrets, and as much memory, as docs/running.md has it: commands beside it are JVMs of their own
cat >"$work/tracebridge.properties" <<END
trace.auth-url=$url
camel.oauth.trace-crm.client-id=crm-sync
camel.oauth.trace-crm.client-secret-file=secrets/trace-crm
camel.oauth.trace-crm.audience=https://sandbox.tracebridge/trace
management.port=$port
END
settings=(-v "$work/tracebridge.properties:/opt/tracebridge/tracebridge.properties:ro" -v "$work/secrets:/opt/tracebridge/secrets:ro"
  -e MANAGEMENT_HOST=0.0.0.0)
start third 384m
for command in health "state show" check; do
  # shellcheck disable=SC2086 # two words
  "${pod[@]}" exec third java @tracebridge $command >"$work/beside" 2>&1 || { cat "$work/beside"; fail "$command beside the job ended with $?"; }
done
stop third
echo "third: with 384 MB, health, state show and check beside it"
once "$work/data/leads" $((leads + 50))

left_out=
if need docker-compose docker-compose; then
  for profile in none postgres monitoring hawtio; do
    docker-compose -f docker/compose.yaml --profile $profile config >"$work/config" 2>&1 || { cat "$work/config"; fail "docker-compose refuses profile $profile"; }
  done
  echo "docker-compose: compose.yaml is valid with each profile"
else
  left_out="docker-compose"
fi

if command -v kubectl >"$work/which"; then
  for variant in run once; do
    kubectl kustomize "docker/kubernetes/$variant" >"$work/manifests" || fail "kubectl refuses $variant"
    echo "kubectl kustomize $variant: $(grep '^kind:' "$work/manifests" | cut -d' ' -f2 | tr '\n' ' ')"
  done
else
  echo "kubectl is not here: that the manifests are of the API's model is tested by the build"
fi

if need systemd-analyze systemd; then
  mkdir "$work/units"
  for unit in docker/systemd/*; do sed "s#/opt/tracebridge/bin/tracebridge#$tracebridge#" "$unit" >"$work/units/${unit##*/}"; done
  systemd-analyze verify "$work"/units/* >"$work/verified" 2>&1 && [ ! -s "$work/verified" ] || { cat "$work/verified"; fail "systemd-analyze finds fault with a unit"; }
  for unit in "$work"/units/*.service; do
    # out of 100, of which less is better: 20 is what it calls ok
    systemd-analyze security --offline=true --threshold=20 "$unit" >"$work/exposure" 2>&1 || { tail -n 1 "$work/exposure"; fail "a unit is not confined"; }
    tail -n 1 "$work/exposure" | sed 's/^[^A-Z]*//; s/ [A-Z]* [^ ]*$//'
  done
else
  left_out="$left_out systemd-analyze"
fi

if [ -n "$left_out" ]; then
  echo "image: the rest passed in $SECONDS s, but left out, for it could not be had: $left_out"
  exit 77
fi
echo "image: passed in $SECONDS s"
