#!/usr/bin/env bash
# Keycloak as the authorization server, and its own list of users as the leads: every dialect, scopes,
# refusals; then the long-lived job, with tokens of 5 s, a rotated secret, and Keycloak restarted.
# It takes 500 MiB of memory, and 180 MB from Maven Central the first time.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
version=26.7.3
keycloak=$PWD/target/keycloak-$version
realm=$PWD/acceptance/keycloak/realm.json
preset=$PWD/examples/connections/keycloak.properties
client=0b8f9a52-4b1e-4c53-9d8e-6a2f5c1d7e01

if [ ! -d "$keycloak" ]; then
  rm -rf "$keycloak.part"
  timeout 400 ./mvnw -q -B --no-transfer-progress dependency:unpack -Dmdep.overWriteReleases=true \
    -Dartifact="org.keycloak:keycloak-quarkus-dist:$version:zip" -DoutputDirectory="$keycloak.part" || {
    echo "keycloak: left out, for Maven did not bring Keycloak"
    exit 77
  }
  mv "$keycloak.part/keycloak-$version" "$keycloak"
  rmdir "$keycloak.part"
fi
rm -rf "$keycloak/data"
mkdir -p "$keycloak/data/import"
cp "$realm" "$keycloak/data/import"
for port in $(seq 20400 20500); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done
url=http://127.0.0.1:$port

start_keycloak() {
  local since=$SECONDS
  JAVA_OPTS_KC_HEAP="-Xms64m -Xmx512m" KC_BOOTSTRAP_ADMIN_USERNAME=admin KC_BOOTSTRAP_ADMIN_PASSWORD=admin \
    bash "$keycloak/bin/kc.sh" start-dev --import-realm --http-host=127.0.0.1 --http-port="$port" >"$work/keycloak" 2>&1 &
  server=$!
  processes="$processes $server"
  for _ in $(seq 300); do
    if curl -fs -m 10 -o "$work/answer" "$url/realms/tracebridge"; then
      echo "Keycloak $version listens after $((SECONDS - since)) s"
      return
    fi
    kill -0 "$server" 2>/dev/null || break
    sleep 1
  done
  cat "$work/keycloak"
  fail "Keycloak did not start"
}

# admin METHOD PATH JSON: one request to Keycloak's own API, as its administrator.
admin() {
  curl -fsS -m 10 "$url/realms/master/protocol/openid-connect/token" \
    -d grant_type=password -d client_id=admin-cli -d username=admin -d password=admin >"$work/answer"
  curl -fsS -m 10 -X "$1" "$url/admin/realms/tracebridge/$2" -d "$3" -H "Content-Type: application/json" \
    -H "Authorization: Bearer $(sed 's/.*"access_token":"\([^"]*\)".*/\1/' "$work/answer")"
}

# settings LINE...: a settings file of these and of what is the same for all.
settings() {
  printf '%s\n' >"$work/settings" \
    "trace.auth-url=$url" \
    "camel.oauth.trace-crm.token-endpoint=$url/realms/tracebridge/protocol/openid-connect/token" \
    "trace.leads.path=/admin/realms/tracebridge/users" \
    trace.leads.page-param=first trace.leads.page-base=0 trace.leads.size-param=max \
    trace.leads.{created-from-param,updated-from-param,list,total,created,updated}= \
    leads.schedule=1s quota.requests=0 management.port=0 "${@/#/camel.oauth.trace-crm.}"
}

# token WORDS LINE... SECRET: what `check` says of the token, by these settings; sets $code.
token() {
  local row by=${*:2:$#-2}
  code=0
  settings "${@:2}"
  DATA_DIR=$work/check timeout 120 "$tracebridge" check --config "$work/settings" >"$work/said" 2>&1 || code=$?
  row=$(sed -n "s/^token of trace-crm  *//p" "$work/said")
  # shellcheck disable=SC2053 # the words are a pattern
  [[ $row == $1 ]] || fail "$by: expected \"$1\", but was \"$row\""
  echo "$by: ${row/$url/…}"
}

# preset SECRET WORDS CODE: what `check` says of the settings of examples/connections, with only the
# realm, id and secret filled in, and its exit code.
preset() {
  local row code=0
  sed -e "s|^keycloak.realm=|&$url/realms/tracebridge|" -e "s|client-id=|&crm-sync|" -e "s|client-secret=|&$1|" \
    "$preset" >"$work/settings"
  DATA_DIR=$work/check timeout 120 "$tracebridge" check --config "$work/settings" >"$work/said" 2>&1 || code=$?
  row=$(sed -n "s/^token of keycloak  *//p" "$work/said")
  # shellcheck disable=SC2053 # the words are a pattern
  [[ $row == $2 ]] || fail "the preset: expected \"$2\", but was \"$row\""
  [ "$code" -eq "$3" ] || fail "the preset ended with $code, not $3"
  echo "the preset: ${row/$url/…}"
}

# client ID SECRET PLAIN: both dialects take them, and HTTP Basic as it is says PLAIN.
client() {
  token "ok, lives *" scope=read:leads client-id="$1" dialect=client-secret-post client-secret="$2"
  token "ok, lives *" scope=read:leads client-id="$1" dialect=client-secret-basic basic-encoding=form client-secret="$2"
  [ -z "$3" ] || token "$3" scope=read:leads client-id="$1" dialect=client-secret-basic client-secret="$2"
}

# delivered COUNT SECONDS WHEN: so many lines are there by then.
delivered() {
  for _ in $(seq "$2"); do [ "$(lines "$work/data/leads")" -ge "$1" ] && break; sleep 1; done
  once "$work/data/leads" "$1"
  kill -0 "$run" 2>/dev/null || fail "the job has ended"
  echo "delivered $3"
}

start_keycloak
cd "$work" # no settings file of this folder's counts

preset keycloak-secret "ok, lives ? s*" 0
preset wrong-secret "FAILED: keycloak: * answered 401 (unauthorized_client, *). It refuses client crm-sync; check client-id, *" 2

refused="FAILED: * answered 40? (unauthorized_client, *). It refuses client *; check client-id, client-secret, basic-encoding*"
client crm-sync keycloak-secret "ok, lives ? s, scope read:leads"
client most-letters 'a:b/c&d=e {{f}} größe' "ok, lives *"
client percent 'a%41 größe' "$refused"
client plus 'a+b größe' "$refused"
client 'a:b/c%d+e&f=g größe' 'a:b/c%d+e&f={{g}} größe' ""

sync=(client-id=crm-sync dialect=client-secret-post)
token "ok, lives ? s, scope esp read:leads" "${sync[@]}" scope="read:leads esp" client-secret=keycloak-secret
[ "$code" -eq 0 ] || fail "check ended with $code"
token "FAILED: * the token has no scope at all, not even read:leads, *" "${sync[@]}" client-secret=keycloak-secret
token "FAILED: * the token has the scope esp and not read:leads, *" "${sync[@]}" scope=esp client-secret=keycloak-secret
token "FAILED: * answered 400 (invalid_scope, *). It does not give client crm-sync the scope nope; check *.scope, *" \
  "${sync[@]}" scope=nope client-secret=keycloak-secret
token "FAILED: * answered 401 (unauthorized_client, *). It refuses client crm-sync; check client-id, *" \
  "${sync[@]}" client-secret=wrong-secret
[ "$code" -eq 2 ] || fail "a wrong secret ended with $code, not 2"

echo keycloak-secret >secret
settings "${sync[@]}" scope=read:leads client-secret-file="$work/secret"
DATA_DIR=$work/data "$tracebridge" run --config settings >said 2>&1 &
run=$!
processes="$processes $run"
delivered 1 60 "when the job begins"
sleep 11 # two tokens' lives
admin POST users '{"username":"second","enabled":true}'
delivered 2 30 "with the third token"

admin PUT "clients/$client" '{"clientId":"crm-sync","secret":"rotated-secret"}'
for _ in $(seq 60); do grep -q "It refuses client crm-sync" said && break; sleep 1; done
admin POST users '{"username":"third","enabled":true}'
echo rotated-secret >secret
delivered 3 30 "when the secret was rotated"

kill "$server"
wait "$server" || true
processes=" $run"
for _ in $(seq 60); do grep -q "connection refused" said && break; sleep 1; done
start_keycloak
admin POST users '{"username":"fourth","enabled":true}'
delivered 4 60 "when Keycloak was restarted"

kill "$run"
wait "$run" || true
processes=" $server"
grep -vE 'rows? in [0-9]+ pages?' said | sed 's/^/    /'
for words in "It refuses client crm-sync" "connection refused" "again after [0-9]"; do
  grep -q "$words" said || fail "not said: $words"
done
if grep -qE '^[[:space:]]+at |Exception' said; then fail "a stack trace"; fi
if grep -E 'keycloak-secret|rotated-secret|eyJ' said; then fail "a secret is in the log"; fi
echo "keycloak: passed in $SECONDS s"
