#!/usr/bin/env bash
# The status page of a job that runs, in Debian's chromium: first paint, bytes, no other host, axe-core in
# both themes, all by keyboard. SCREENSHOTS=FOLDER keeps status-light.png and status-dark.png there.
# It needs node and npm, and root for apt-get where chromium is not there.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
screenshots=${SCREENSHOTS:+$(realpath "$SCREENSHOTS")}

left_out() {
  echo "page: left out, for $1"
  exit 77
}

command -v npm >/dev/null || left_out "there is no npm"
if ! command -v chromium >/dev/null; then
  { apt-get update && timeout 400 apt-get install -y --no-install-recommends chromium; } >"$work/apt" 2>&1 ||
    left_out "there is no chromium, and apt-get did not bring it"
fi
modules=$PWD/target/page-modules
if ! cmp -s acceptance/page/package-lock.json "$modules/package-lock.json"; then
  rm -rf "$modules" "$modules.part"
  mkdir -p "$modules.part"
  cp acceptance/page/package.json acceptance/page/package-lock.json "$modules.part"
  timeout 300 npm ci --silent --no-audit --no-fund --prefix "$modules.part" || left_out "npm did not bring Playwright"
  mv "$modules.part" "$modules"
fi

start_sandbox --leads 420
node acceptance/page/crm.mjs >"$work/crm" 2>&1 &
processes="$processes $!"
for _ in $(seq 100); do grep -q '^crm at' "$work/crm" && break; sleep 0.1; done
crm=$(sed -n 's/^crm at //p' "$work/crm")
[ -n "$crm" ] || fail "the CRM did not start"

for port in $(seq 20900 21000); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done
export CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_ID=price-desk CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_SECRET=sandbox-upload-secret
export CAMEL_OAUTH_TRACE_UPLOAD_AUDIENCE=$CAMEL_OAUTH_TRACE_CRM_AUDIENCE
printf '%s\n' "camel.oauth.hubspot.dialect=bearer-token" "camel.oauth.hubspot.token=pat-of-a-test" \
  "camel.oauth.hubspot.api-url=$crm" leads.sinks=file,http,hubspot "sinks.http.url=$crm/leads" leads.schedule=5s \
  offers.settle=0s offers.hold-above=10 "data.dir=$work/data" "management.port=$port" >"$work/settings"
mkdir -p "$work/data/offers/inbox"
"$tracebridge" run --config "$work/settings" >"$work/said" 2>&1 &
processes="$processes $!"

node acceptance/page/headlines.mjs || fail "the page does not say what docs/operations.md says"
PAGE=http://127.0.0.1:$port SANDBOX=$url CRM=$crm DATA=$work/data EXAMPLES=$PWD/examples/offers MODULES=$modules \
  SCREENSHOTS=$screenshots timeout 400 node acceptance/page/page.mjs || fail "the page is not as it should be"
echo "page: passed in $SECONDS s"
