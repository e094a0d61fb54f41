#!/bin/sh
# Tracebridge and what one could take instead, against one and the same server: bench/race/README.md.
# Usage: bench/race.sh [--quick] [--rivals a,b] [scenario...]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
LC_ALL=C.UTF-8
export LC_ALL
"$here/../tracebridge" --version >/dev/null
python3 "$here/race/race.py" "$@"
python3 "$here/race/report.py"
