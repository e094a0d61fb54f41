#!/usr/bin/env bash
# HubSpot's own description of its API, in Prism, takes every request that 300 leads make. The file is
# HubSpot's, and no part of this project: HUBSPOT_OPENAPI says where it is. It needs node and npm.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
version=5.16.0
prism=$PWD/target/prism-$version

left_out() {
  echo "hubspot: left out, for $1"
  exit 77
}

openapi=${HUBSPOT_OPENAPI:-}
[ -n "$openapi" ] || left_out "HUBSPOT_OPENAPI does not say where HubSpot's OpenAPI of leads is"
[ -r "$openapi" ] || left_out "$openapi, which HUBSPOT_OPENAPI names, cannot be read"
command -v npm >/dev/null || left_out "there is no npm"
if [ ! -d "$prism" ]; then
  rm -rf "$prism.part"
  timeout 300 npm install --silent --no-audit --no-fund --prefix "$prism.part" "@stoplight/prism-cli@$version" ||
    left_out "npm did not bring Prism"
  mv "$prism.part" "$prism"
fi

for port in $(seq 20600 20700); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done
"$prism/node_modules/.bin/prism" mock "$openapi" -d -h 127.0.0.1 -p "$port" >"$work/prism" 2>&1 &
processes="$processes $!"
for _ in $(seq 300); do grep -q 'Prism is listening' "$work/prism" && break; sleep 0.1; done
grep -q 'Prism is listening' "$work/prism" || { cat "$work/prism"; fail "Prism did not start"; }

# upsert BODY: its status, as Prism judges it.
upsert() {
  curl -s -m 30 -o "$work/answer" -w '%{http_code}' "http://127.0.0.1:$port/crm/v3/objects/leads/batch/upsert" \
    -H 'Authorization: Bearer of-a-test' -H 'Content-Type: application/json' -d "$1"
}

start_sandbox --leads 300
export LEADS_SINKS=hubspot QUOTA_REQUESTS=0 DATA_DIR=$work/data CAMEL_OAUTH_HUBSPOT_TOKEN=pat-of-a-test
printf '%s\n' camel.oauth.hubspot.dialect=bearer-token "camel.oauth.hubspot.api-url=http://127.0.0.1:$port" >"$work/settings"
code=0
timeout 300 "$tracebridge" sync --once --config "$work/settings" >"$work/said" 2>&1 || code=$?
sed 's/^/    /' "$work/said"
[ "$code" -eq 0 ] || fail "sync ended with $code"
grep -q '300 seen, 300 delivered, 0 pending' "$work/said" || fail "not all 300 were delivered"

received=$(grep -c 'post /crm/v3/objects/leads/batch/upsert.*Request received' "$work/prism" || true)
valid=$(grep -c 'The request passed the validation rules' "$work/prism" || true)
[ "$received" -ge 3 ] && [ "$received" -eq "$valid" ] || {
  grep -iE 'violation|error|warn' "$work/prism" | head -20
  fail "of $received requests $valid are as HubSpot describes them"
}
echo "all $received requests are as HubSpot describes them"

# else Prism might take anything
[ "$(upsert '{"inputs":[{"id":"1","properties":{"trace_assets":"1"}}]}')" = 200 ] || fail "a good request is refused"
for bad in '{"inputs":[{"properties":{}}]}' '{"inputs":[{"id":"1","properties":{"trace_assets":1}}]}' '{}'; do
  [ "$(upsert "$bad")" != 200 ] || fail "a bad request is taken: $bad"
done
echo "hubspot: passed in $SECONDS s"
