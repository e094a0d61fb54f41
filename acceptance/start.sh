#!/usr/bin/env bash
# How long it takes to start, as a multiple of a bare JVM in the same minute: bench/start.sh says so, and fails where it is
# beyond all that noise explains.
# shellcheck source=acceptance/lib.sh
. "$(dirname "$0")/lib.sh"
command -v python3 >/dev/null || {
  echo "start: skipped: there is no python3"
  exit 77
}
bench/start.sh 5 || fail "it starts too slowly"
echo "start: passed in $SECONDS s"
