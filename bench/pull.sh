#!/bin/sh
# The same leads pulled into files by Tracebridge, by stock Camel on the JVM as it comes and on one with
# Tracebridge's options, and by a Python script, in turn. RIVAL_JAVA_OPTS adds options to stock Camel's
# JVM, as JAVA_OPTS does to Tracebridge's.
# Usage: bench/pull.sh [leads] [runs]
set -eu
. "$(dirname "$0")/lib.sh"
leads=${1:-10000}
runs=${2:-5}

# Stock Camel gets the jars that its routes need, and no more.
classes=$work/stock-camel
mkdir -p "$classes"
cp "$here/stock-camel/logback.xml" "$classes"
stock=$classes
for jar in "$lib"/*.jar; do
  case ${jar##*/} in
    camel-platform-http* | camel-micrometer* | camel-vertx* | camel-quartz* | camel-management* | camel-health*) ;;
    jackson-dataformat-toml*) ;;
    camel-* | httpc* | jackson-* | slf4j-* | logback-* | snakeyaml-* | jakarta.*) stock=$stock:$jar ;;
  esac
done
javac -d "$classes" -cp "$stock" "$here/stock-camel/StockPull.java"

start_sandbox "$leads" '{"quota":{"requests":0}}'

# verify LABEL FOLDER: so many lines in its .ndjson files, and as many different leads.
verify() {
  python3 - "$1" "$2" "$leads" <<'PYTHON'
import json, pathlib, sys
label, folder, expected = sys.argv[1], sys.argv[2], int(sys.argv[3])
ids, lines = set(), 0
for file in pathlib.Path(folder).rglob("*.ndjson"):
    with open(file, encoding="utf-8") as rows:
        for row in rows:
            lead = json.loads(row)
            ids.add(lead.get("leadId") or lead["id"])
            lines += 1
if lines != expected or len(ids) != expected:
    sys.exit(f"bench: {label} wrote {lines} lines of {len(ids)} leads; expected {expected} of each")
PYTHON
}

# stock LABEL JVM_OPTIONS
stock() {
  # shellcheck disable=SC2086
  measure "$1" java $2 -cp "$stock" StockPull "$here/stock-camel/pull.camel.yaml" "$url" "$audience" "$data/$1"
  verify "$1" "$data/$1"
}

round() {
  data=$work/round
  rm -rf "$data"
  mkdir -p "$data/stock-camel" "$data/stock-camel-tuned" "$data/python"
  settings "$data/ours" "quota.requests=0"
  measure_product tracebridge sync --once --config "$config"
  verify tracebridge "$data/ours/data/leads"
  stock stock-camel "${RIVAL_JAVA_OPTS:-}"
  stock stock-camel-tuned "$jvm ${RIVAL_JAVA_OPTS:-}"
  measure python python3 "$here/pull.py" "$url" "$audience" "$data/python/leads.ndjson"
  verify python "$data/python"
}

# The first round warms the sandbox and the file cache, and does not count.
round
: >"$work/figures"
for _ in $(seq "$runs"); do round; done

echo "$leads leads, $(nproc) cores, heap at most $heap"
python3 "$here/summary.py" "$work/figures" tracebridge stock-camel stock-camel-tuned python
