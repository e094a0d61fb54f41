"""Prints what measure.py wrote: the median of each label, and paired ratios.

Usage: summary.py FIGURES FIRST [RIVAL...]: ratios are FIRST's figure over each RIVAL's of the same
round, and of those the median, the least and the greatest.
"""

import json
import sys
from statistics import median

FIGURES = [("wall", "s"), ("cpu", "s"), ("rss_mb", "MB")]


def main():
    file, labels = sys.argv[1], sys.argv[2:]
    with open(file, encoding="utf-8") as lines:
        runs = [json.loads(line) for line in lines]
    of = {label: [run for run in runs if run["label"] == label] for label in labels}
    width = max(len(label) for label in labels)
    print(f"{'median of ' + str(len(of[labels[0]])):<{width + 6}}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}")
    for label in labels:
        middle = [median(run[name] for run in of[label]) for name, _ in FIGURES]
        print(f"{label:<{width + 6}}{middle[0]:>9.2f}{middle[1]:>9.2f}{middle[2]:>9.0f}")
    first = labels[0]
    for rival in labels[1:]:
        for name, _ in FIGURES:
            ratios = [a[name] / b[name] for a, b in zip(of[first], of[rival])]
            print(
                f"{first} / {rival}, {name}: {median(ratios):.2f}"
                f" ({min(ratios):.2f} to {max(ratios):.2f})"
            )


main()
