#!/usr/bin/env bash
# Every tracebridge command of README.md and docs/, run as it stands there, page after page, by a job that has leads, a
# CRM and a file of offers. What stays open, and what is for another system than TRACE, is left to the other scripts.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"

start_sandbox --leads 300
export DATA_DIR=$work/data OFFERS_SETTLE=1s
# whoever takes alerts takes leads as well
export LEADS_SINKS=file,http SINKS_HTTP_URL=$url/sandbox SINKS_HTTP_PATH=/alerts ALERTS_URL=$url/sandbox/alerts SINKS_HTTP_METHOD=POST
export CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_ID=price-desk CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_SECRET=sandbox-upload-secret
export CAMEL_OAUTH_TRACE_UPLOAD_AUDIENCE=$CAMEL_OAUTH_TRACE_CRM_AUDIENCE
mkdir -p "$DATA_DIR/offers/inbox"
cp examples/offers/direct-marketing/template.csv "$DATA_DIR/offers/inbox/prices.csv"
./tracebridge sync --once >"$work/said" 2>&1 || fail "the first sync ended with $?"
id=$(./tracebridge leads list --since 7d | grep -oE '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}' | head -n 1)
[ -n "$id" ] || fail "leads list named no lead"
cp mapping/hubspot.jslt "$work/new.jslt"

# what goes on with a backfill, or gives it up, finds one that was broken off
broken_off() {
  curl -fsS -o "$work/answer" -X PUT "$url/sandbox/faults" -d '{"server-error":{"rate":1}}'
  ! HTTP_RETRIES=0 ./tracebridge backfill --from 2020-01-01 --to 2020-02-01 >"$work/said" 2>&1 ||
    fail "a backfill from a TRACE that is down ended well"
  curl -fsS -o "$work/answer" -X DELETE "$url/sandbox/faults"
}

count=0
for page in README.md $(find docs -name '*.md' | sort); do
  # in blocks of sh, without comments
  awk '/^```sh$/ {on = 1; next} /^```$/ {on = 0} on && /^(\.\/)?tracebridge / {sub(/ +# .*/, ""); print}' "$page" |
    grep -vE 'tracebridge (run|sandbox|demo)( |$)|tracebridge call (hubspot|der-connect) ' >"$work/commands" || true
  while read -r line; do
    count=$((count + 1)) code=0
    command=$(sed -E "s#^(\./)?tracebridge#'$tracebridge'#; s# ID# $id#; s#new\.jslt#$work/new.jslt#" <<<"$line")
    case $line in *" backfill" | *" backfill --cancel") broken_off ;; esac
    timeout 120 bash -c "$command" </dev/null >"$work/said" 2>&1 || code=$?
    echo "$page: $line: $code"
    # 3: done, but something needs a person
    [ $code -eq 0 ] || [ $code -eq 3 ] || fail "$page: $line ended with $code"
  done <"$work/commands"
done
[ "$count" -ge 30 ] || fail "only $count commands were found"
echo "documented-commands: passed, $count commands in $SECONDS s"
