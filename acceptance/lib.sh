# What the scripts here share; sourced, not run. It needs a JDK and curl.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
name=$(basename "$0" .sh)
tracebridge=$PWD/tracebridge
# the first start of each kind builds and prepares, and says so; what is said later is the job's own
"$tracebridge" --version >/dev/null
"$tracebridge" sync --help >/dev/null
work=$(mktemp -d)
processes=

# shellcheck disable=SC2329 # the trap calls it
clean_up() {
  local each
  for each in $processes; do kill "$each" 2>/dev/null || true; done
  for each in $processes; do wait "$each" 2>/dev/null || true; done
  for each in "$work"/disk-*; do umount "$each" 2>/dev/null || true; done
  rm -rf "$work"
}
trap clean_up EXIT

# fail SENTENCE: ends the script, behind what the job said last.
fail() {
  [ ! -e "$work/said" ] || cat "$work/said"
  echo "$name: $1" >&2
  exit 1
}

# start_sandbox OPTION...: sets $url, and the environment so that the job runs against it.
start_sandbox() {
  "$tracebridge" sandbox --port 0 "$@" >"$work/sandbox" 2>&1 &
  processes="$processes $!"
  for _ in $(seq 600); do grep -q '^sandbox at' "$work/sandbox" && break; sleep 0.1; done
  url=$(sed -n 's/^sandbox at \([^ ]*\).*/\1/p' "$work/sandbox")
  [ -n "$url" ] || fail "the sandbox did not start"
  export TRACE_AUTH_URL=$url
  export CAMEL_OAUTH_TRACE_CRM_CLIENT_ID=crm-sync CAMEL_OAUTH_TRACE_CRM_CLIENT_SECRET=sandbox-secret
  export CAMEL_OAUTH_TRACE_CRM_AUDIENCE=https://sandbox.tracebridge/trace
}

# disk NAME SIZE: a small one at $work/disk-NAME; fails where this user cannot mount any.
disk() { mkdir -p "$work/disk-$1" && mount -t tmpfs -o "size=$2" tmpfs "$work/disk-$1"; }
room() { mount -o "remount,size=$2" "$work/disk-$1"; }

# lines FOLDER: how many were delivered there.
lines() { { cat "$1"/*/*.ndjson 2>/dev/null || true; } | wc -l; }

# once FOLDER COUNT: as many lines as leads, none twice.
once() {
  [ "$(lines "$1")" -eq "$2" ] || fail "expected $2 lines, but were $(lines "$1")"
  [ "$(cat "$1"/*/*.ndjson | grep -o '^{"leadId":"[^"]*","version":[0-9]*' | sort -u | wc -l)" -eq "$2" ] ||
    fail "a version was delivered twice"
}
