#!/usr/bin/env bash
# Tryton 6.0 as the CRM, Debian's packages on SQLite: 500 leads become 500 opportunities with their
# parties, the job killed 20 times on the way; leads that change; a database that is down.
# It installs the packages where it may; the first time it initialises a database, in half a minute.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
crm=$PWD/acceptance/tryton/crm.py
leads=${1:-500} kills=${2:-20}

if ! command -v trytond trytond-admin >"$work/answer" || ! dpkg -s tryton-modules-sale-opportunity >"$work/answer" 2>&1; then
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >"$work/answer" ||
    ! timeout 300 apt-get install -qq -y --no-install-recommends \
      tryton-server tryton-modules-sale-opportunity >"$work/answer" 2>&1; then
    echo "tryton: left out, for Debian's packages tryton-server and tryton-modules-sale-opportunity could not be installed"
    exit 77
  fi
fi
version=$(dpkg-query -W -f '${Version}' tryton-modules-sale-opportunity)
case $version in 6.0.*) ;; *) echo "tryton: left out, for Tryton is $version here, and not 6.0"; exit 77 ;; esac

template=$PWD/target/tryton-$version.sqlite
for port in $(seq 20600 20700); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break; done
mkdir "$work/db"
database=$work/db/crm.sqlite
rpc=http://127.0.0.1:$port/crm/
printf '%s\n' "[database]" "uri = sqlite://" "path = $work/db" "[web]" "listen = 127.0.0.1:$port" >"$work/trytond.conf"

if [ ! -f "$template" ]; then
  touch "$database"
  echo acceptance-admin >"$work/admin"
  since=$SECONDS
  TRYTONPASSFILE=$work/admin timeout 300 trytond-admin -c "$work/trytond.conf" -d crm \
    -u sale_opportunity --activate-dependencies --email admin@example.org >"$work/said" 2>&1 ||
    fail "the database was not initialised"
  mkdir -p target
  cp "$database" "$template.part"
  mv "$template.part" "$template"
  echo "database initialised in $((SECONDS - since)) s"
fi
cp "$template" "$database"
trytond -c "$work/trytond.conf" -d crm >"$work/trytond" 2>&1 &
processes="$processes $!"
for _ in $(seq 300); do (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break; sleep 0.2; done
echo bridge-password >"$work/password"
python3 "$crm" "$rpc" prepare bridge-password || { cat "$work/trytond"; fail "Tryton was not prepared"; }
echo "Tryton $version listens"

"$tracebridge" --version # which builds it, where that was not done yet
start_sandbox --leads "$leads" --knobs '{"quota":{"requests":0}}'
export QUOTA_REQUESTS=0 MANAGEMENT_PORT=0 LEADS_SCHEDULE=3s LEADS_SETTLE=0s DATA_DIR=$work/data LEADS_SINKS=tryton
export SINKS_TRYTON_URL=http://127.0.0.1:$port SINKS_TRYTON_DATABASE=crm SINKS_TRYTON_USERNAME=tracebridge
export SINKS_TRYTON_PASSWORD_FILE=$work/password SINKS_TRYTON_LOOK_UP_AFTER=10s

# rows FILE SQL [LEAST SECONDS]: the one number it gives, 0 while there is none; waits until it is so
# much, and ends with 1 where it is not by then. One process looks, for the machine has other work.
rows() {
  python3 - "$@" <<'PYTHON'
import sqlite3, sys, time
file, sql, least, seconds = (sys.argv[1:] + ["0", "0"])[:4]
end, count = time.monotonic() + int(seconds), 0
while True:
    try:
        count = sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20).execute(sql).fetchone()[0]
    except sqlite3.OperationalError:
        pass
    if count >= int(least) or time.monotonic() >= end:
        print(count)
        sys.exit(count < int(least))
    time.sleep(0.2)
PYTHON
}
there() { rows "$database" "select count(*) from sale_opportunity" "$@"; }
ledger() { rows "$work/data/ledger.db" "select count(*) from delivery where $1" "${@:2}"; }

start_job() {
  "$tracebridge" run >>"$work/said" 2>&1 &
  job=$!
  processes="$processes $job"
}

# seen VERSIONS SECONDS: the ledger has so many; delivered: and Tryton each lead's newest.
seen() { rows "$work/data/ledger.db" "select count(*) from lead_version" "$1" "$2" >"$work/answer"; }
delivered() {
  seen "$1" "$2" &&
    ledger "state = 'DONE' and done_seq = due_seq" "$leads" "$2" >"$work/answer" ||
    fail "not all was delivered: $(cat "$work/answer")"
}

truth() {
  python3 "$crm" "$rpc" check "$url" || fail "$1: Tryton has something else than TRACE"
}
change() { curl -fsS -X POST "$url/sandbox/leads" -d "{\"change\":$1}" >"$work/answer"; }

"$tracebridge" check || fail "check ended with $?"
since=$SECONDS doubts=0
for kill in $(seq "$kills"); do
  start_job
  there $(($(there) + 1 + kill % 5 * 5)) 120 >"$work/answer" || fail "no lead came before kill $kill"
  kill -9 "$job"
  { wait "$job" || true; } 2>/dev/null
  doubts=$((doubts + $(ledger "state = 'SENDING'")))
done
echo "killed $kills times in $((SECONDS - since)) s, at $(there) of $leads opportunities; $doubts requests were in doubt"
start_job
delivered "$leads" 600
echo "the rest after $((SECONDS - since)) s:"
truth "after $kills kills"

change 20
delivered $((leads + 20)) 120
echo "20 leads changed:"
truth "after changes"

mv "$database" "$work/db/away"
echo "database down: Tryton answers $(python3 "$crm" "$rpc" answer)"
change 12
for _ in $(seq 120); do grep "sink tryton does not take leads" "$work/said" && break; sleep 1; done
seen $((leads + 32)) 60 || fail "the changes were not seen"
due=$(ledger "state in ('DUE', 'SENDING')") lost=$(ledger "state in ('QUARANTINED', 'UNKNOWN')")
echo "$due leads are due, $lost in quarantine"
[ "$due" -eq 12 ] && [ "$lost" -eq 0 ] || fail "expected 12 leads that stay due"
mv "$work/db/away" "$database"
delivered $((leads + 32)) 120
echo "12 leads changed while it was down:"
truth "after the database was down"

if grep -E 'bridge-password|eyJ|@[a-z-]+\.example' "$work/said" "$work/trytond"; then fail "a secret, or a person, is in a log"; fi
if grep -qE '^[[:space:]]+at ' "$work/said"; then fail "a stack trace"; fi
echo "tryton: passed in $SECONDS s"
