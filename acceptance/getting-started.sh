#!/usr/bin/env bash
# docs/getting-started.md, word by word, in a new copy of the checkout that is not built yet: every command of it is run
# in its order, and those that stay open beside the others. What is to be asked again is asked until it says so, for
# three minutes. The demo, with the build before it, has its two minutes; Maven's own repository is as it is.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
doc=$(realpath docs/getting-started.md)
for port in 8080 8090; do
  ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
    echo "getting-started: skipped: port $port, which the document names, is in use"
    exit 77
  }
done
mkdir "$work/copy"
tar c --exclude=./.git --exclude=./data --exclude=./target . | tar x -C "$work/copy"
cd "$work/copy"

awk -v to="$work/step" '/^```sh$/ {n++; on = 1; next} /^```$/ {on = 0} on {print > sprintf("%s-%02d.sh", to, n)}' "$doc"
for step in "$work"/step-*.sh; do
  cat "$step"
  if grep -q '# stays open$' "$step"; then
    sed -i 's/^/exec /' "$step"
    bash "$step" >"$step.out" 2>&1 &
    processes="$processes $!"
    # sandbox and job are there when they have said where
    for _ in $(seq 600); do
      grep -qE '^sandbox at|how it goes is at' "$step.out" && break
      sleep 0.1
    done
  else
    sed -Ei 's/^(.*) # again, until it says: (.*)$/until \1 | grep "\2"; do sleep 1; done/' "$step"
    timeout 180 bash -eu "$step" >"$work/said" 2>&1 || fail "this step of docs/getting-started.md ended with $?"
    tail -n 3 "$work/said"
    [ "$step" != "$work/step-01.sh" ] || demo=$SECONDS
  fi
done
[ "$demo" -le 120 ] || fail "the demo and its build took $demo s, and the document says two minutes"
[ "$(lines data/leads)" -eq 500 ] || fail "expected 500 lines, but were $(lines data/leads)"
[ "$(find data/offers/done -name '*.receipt.txt' | wc -l)" -eq 1 ] || fail "expected a receipt of the offers"
echo "getting-started: passed in $SECONDS s, the demo and its build in $demo s, $(find "$work" -maxdepth 1 -name 'step-*.sh' | wc -l) steps"
