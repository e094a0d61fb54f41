#!/usr/bin/env bash
# What price desks do to an inbox: writers that pause, write in place, rename, or are killed half-way,
# beside a job that runs; a second file system; and whose token came where, by the server's count.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"

# offer NAME PRICE: a file of one offer.
offer() {
  printf '{"offer":{"name":"%s","tariffType":5,"countryCode":"DE","technology":"Solar",' "$1"
  printf '"configuration":{"ppaStructure":"PayAsProduced","guaranteeOfOrigin":"Provider",'
  printf '"negativePrices":"Excluded","hedgeSharePercent":%s},' "$2"
  printf '"priceMatrix":[{"start":"2028","tenor":"1Y","prices":{"2028":%s}}]}}' "$2"
}

# halves FILE PAUSE NAME PRICE: writes the first half, pauses, and writes the rest.
halves() {
  local text
  text=$(offer "$3" "$4")
  printf '%s' "${text:0:100}" >"$1"
  sleep "$2"
  printf '%s' "${text:100}" >>"$1"
}

# run NAME SETTLE: the job in a folder of its own, until the script ends.
run() {
  mkdir -p "$work/$1/offers/inbox"
  DATA_DIR=$work/$1 OFFERS_SETTLE=$2 "$tracebridge" run >"$work/$1.log" 2>&1 &
  processes="$processes $!"
}

# ends NAME FILE FOLDER SECONDS: the file is in that folder with its receipt by then.
ends() {
  for _ in $(seq "$4"); do
    if compgen -G "$work/$1/offers/$3/$2--*.receipt.txt" >/dev/null; then
      echo "$1: $2 is in $3/"
      return
    fi
    sleep 1
  done
  cat "$work/$1.log"
  fail "$1: $2 is not in $3/ after $4 s"
}

counters() { curl -fsS "$url/sandbox/counters"; }

start_sandbox --leads 100 --knobs '{"quota":{"requests":0}}'
export QUOTA_REQUESTS=0 MANAGEMENT_PORT=0
export CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_ID=price-desk CAMEL_OAUTH_TRACE_UPLOAD_CLIENT_SECRET=sandbox-upload-secret
export CAMEL_OAUTH_TRACE_UPLOAD_AUDIENCE=$CAMEL_OAUTH_TRACE_CRM_AUDIENCE

run short 10s
run long 65s
halves "$work/long/offers/inbox/pauses-60.json" 60 P60 60 &
processes="$processes $!"
halves "$work/short/offers/inbox/pauses-4.json" 4 P4 4
offer renamed 5 >"$work/short/offers/inbox/renamed.part"
sleep 1
mv "$work/short/offers/inbox/renamed.part" "$work/short/offers/inbox/renamed.json"
offer "in place" 6 >"$work/short/offers/inbox/in-place.json"
sleep 4
offer "in place" 7 | dd of="$work/short/offers/inbox/in-place.json" conv=notrunc status=none
halves "$work/short/offers/inbox/killed.json" 20 killed 8 &
killed=$!
sleep 1
kill -9 "$killed"
{ wait "$killed" || true; } 2>/dev/null

ends short pauses-4 done 40
ends short renamed done 40
ends short in-place done 40
ends short killed rejected 40
grep -h 'cut-short' "$work"/short/offers/rejected/killed--*.receipt.txt || fail "killed: not said to be cut short"
ends long pauses-60 done 150
counters | grep -q '"offersStored":4,' || fail "expected 4 offers on the server: $(counters)"
! counters | grep -q '"bad-file"' || fail "half a file was uploaded: $(counters)"
[ "$(curl -fsS "$url/sandbox/offers/truth" | grep -c '"name":"in place"')" -eq 1 ] || fail "in-place: not there once"

echo "whose token came where: $(counters | grep -o '"tokenUses":{.*"wrongScope":{[^}]*}')"
counters | grep -q '"upload":{"price-desk":4}' || fail "another token than the uploads' came to an upload"
counters | grep -q '"page":{"crm-sync":[0-9]*}' || fail "another token than the leads' came to the leads"

mkdir -p "$work/two/offers/done"
if mount -t tmpfs -o size=1m tmpfs "$work/two/offers/done" 2>/dev/null; then
  code=0
  DATA_DIR=$work/two timeout 60 "$tracebridge" run >"$work/said" 2>&1 || code=$?
  umount "$work/two/offers/done"
  [ "$code" -eq 2 ] || fail "two file systems: expected exit code 2, but was $code"
  grep 'is on another file system' "$work/said" || fail "two file systems: not said"
else
  echo "two file systems: left out, for this user cannot mount one"
fi
echo "offers: passed in $SECONDS s"
