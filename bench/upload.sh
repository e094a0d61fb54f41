#!/bin/sh
# How time and memory grow with the size of an offer file, at most 128 MB of heap: files of 1,000 offers
# whose price matrices are small and large.
# Usage: bench/upload.sh [few] [many]   sizes of the files in MB
set -eu
TRACEBRIDGE_HEAP=128m
. "$(dirname "$0")/lib.sh"

for megabytes in "${1:-2}" "${2:-100}"; do
  start_sandbox 0 '{"quota":{"requests":0}}'
  settings "$work/$megabytes" "quota.requests=0"
  sed -i 's/trace-crm/trace-upload/; s/crm-sync/price-desk/; s/sandbox-secret/sandbox-upload-secret/' "$config"
  echo "offers.settle=0s" >>"$config"
  inbox=$work/$megabytes/data/offers/inbox
  mkdir -p "$inbox"
  python3 - "$inbox/prices.json" "$megabytes" <<'PYTHON'
import json, sys
file, size = sys.argv[1], int(sys.argv[2]) * 1_000_000
with open(file, "w", encoding="utf-8") as out:
    out.write('{"offers":[')
    for offer in range(1000):
        entries = []
        written = 0
        for year in range(2026, 2090):
            for tenor in range(1, 99):
                prices = {str(year + n): 50 + (offer * 7 + n) % 40 for n in range(min(tenor, 20))}
                entries.append(json.dumps({"start": str(year), "tenor": f"{tenor}Y", "prices": prices}))
                written += len(entries[-1]) + 1
                if written > size / 1000:
                    break
            if written > size / 1000:
                break
        configuration = {
            "ppaStructure": "PayAsProduced", "guaranteeOfOrigin": "Provider", "negativePrices": "Excluded",
            "hedgeSharePercent": 50, "capacityTiers": [{"min": offer, "max": offer + 1}],
        }
        head = {"name": f"Offer {offer}", "tariffType": 5, "countryCode": "DE", "technology": "Solar",
                "configuration": configuration}
        text = json.dumps(head)[:-1] + ',"priceMatrix":[' + ",".join(entries) + "]}"
        out.write(("," if offer else "") + text)
    out.write("]}")
PYTHON
  size=$(stat -c %s "$inbox/prices.json")
  measure_product "$megabytes" sync --once --config "$config"
  tail -n 1 "$work/run.log"
  [ "$(counter offersStored)" -eq 1000 ] || fail "$(counter offersStored) offers were stored, expected 1000"
  receipt=$(find "$work/$megabytes/data/offers/done" -name '*.receipt.txt')
  results=$(grep -c ': published' "$receipt")
  python3 - "$work/figures" "$size" "$results" <<'PYTHON'
import json, sys
with open(sys.argv[1], encoding="utf-8") as lines:
    run = json.loads(lines.readlines()[-1])
size, results = int(sys.argv[2]), int(sys.argv[3]) - 1
print(
    f"{size / 1e6:.0f} MB, {results} results: {run['wall']:.1f} s, CPU {run['cpu']:.1f} s,"
    f" peak {run['rss_mb']:.0f} MB"
)
PYTHON
  stop_sandbox
  rm -rf "$work/$megabytes"
done
