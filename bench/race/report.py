"""Prints what race.py measured as tables.

Usage: report.py [--write] [RESULTS]

Of a full run of all rivals and scenarios, and always with --write, it writes them into docs/race.md
between its marks as well, draws docs/images/race.svg, and keeps the results beside this file.
"""

import json
import pathlib
import sys
from statistics import median

HOME = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = HOME / "docs/race.md"
CHART = HOME / "docs" / "images" / "race.svg"
KEPT = HOME / "bench" / "race" / "results.jsonl"
BEGIN, END = "<!-- measured: written by bench/race/report.py -->", "<!-- end of measured -->"
TITLES = {
    "a-10k": "(a) A clean pull of {leads} leads",
    "a-1m": "(a) A clean pull of {leads} leads",
    "b-tokens": "(b) Tokens of 2 s",
    "c-quota": "(c) A quota, with 429 and `Retry-After`",
    "d-faults": "(d) 1 % each of 500, cut bodies and lost answers",
    "e-kills": "(e) SIGKILL",
    "f-moves": "(f) A list that moves",
}
OURS = "tracebridge"


def read(file):
    with open(file, encoding="utf-8") as lines:
        conditions, *runs = map(json.loads, lines)
    by = {}
    for run in runs:
        # in one order, whoever began
        by.setdefault(run["scenario"], {rival: [] for rival in conditions["versions"]})[run["rival"]].append(run)
    return conditions, {name: {rival: runs for rival, runs in of.items() if runs} for name, of in by.items()}


def table(head, rows):
    yield "| " + " | ".join(head) + " |"
    yield "| --- |" + " ---: |" * (len(head) - 1)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
    yield ""


def middle(runs, name):
    return median(run[name] for run in runs)


def seconds(runs):
    walls = sorted(run["wall"] for run in runs)
    spread = f" ({walls[0]:.2f} to {walls[-1]:.2f})" if len(walls) > 1 else ""
    stopped = "" if all(run["finished"] for run in runs) else ", **did not finish**"
    return f"{median(walls):.2f} s{spread}{stopped}"


def ratio(runs, ours):
    return f"{middle(runs, 'wall') / middle(ours, 'wall'):.2f}"


def spoilt(runs):
    return sum(run["unreadable"] for run in runs)


def requests(runs, kind):
    return round(median(run["requests"].get(kind, 0) for run in runs))


def refused(run):
    """Answers other than 200, and answers that did not come or were cut, by what they were."""
    found = [f"{count} × {status}" for status, count in run["statuses"].items() if status != "200"]
    found += [f"{count} × {name}" for name, count in run["faults"].items() if name != "server-error"]
    return ", ".join(found) or "none"


def rows_of_pace(of):
    for rival, runs in of.items():
        yield [
            rival,
            seconds(runs),
            ratio(runs, of[OURS]) if OURS in of else "",
            f"{middle(runs, 'cpu'):.2f} s",
            f"{middle(runs, 'rss_mb'):.0f} MB",
            f"{requests(runs, 'login')} + {requests(runs, 'page')}",
            sum(run["lost"] for run in runs),
            sum(run["duplicated"] for run in runs),
        ]


def rows_of_trouble(of, killed):
    for rival, runs in of.items():
        run = runs[-1]
        yield [
            rival,
            seconds(runs),
            f"{run['cpu']:.2f} s",
            f"{run['rss_mb']:.0f} MB",
            f"{requests(runs, 'login')} + {requests(runs, 'page')}",
            f"{run['kills']} of {run['starts']}" if killed else refused(run),
            f"**{run['lost']}**",
            f"**{run['duplicated']}**",
            spoilt(runs),
        ]


def distances(by):
    """How far ours is from the two that only set the floor, in words."""
    for scenario in ("a-10k", "a-1m"):
        of = by.get(scenario, {})
        if OURS not in of:
            continue
        leads = of[OURS][0]["leads"]
        ours = middle(of[OURS], "wall")
        parts = []
        for rival, what in (("bare-jvm", "the bare JVM loop"), ("python", "the Python script")):
            if rival in of:
                floor = middle(of[rival], "wall")
                more = (ours - floor) / leads * 1e6
                parts.append(f"{ours / floor:.1f} times the wall time of {what} ({more:+.0f} µs a lead)")
        if parts:
            yield f"At {leads:,} leads Tracebridge takes " + " and ".join(parts) + "."
            yield ""


def report(conditions, by):
    kind = "A quick run" if conditions["quick"] else "A full run" if conditions["whole"] else "A run in part"
    yield (
        f"{kind} on {conditions['date']} at commit {conditions['commit']}: {conditions['cores']} cores"
        f" ({conditions['cpu']}), {conditions['memory_gb']} GB, {conditions['machine']}, load {conditions.get('load', 'unknown')} before it."
    )
    yield ""
    yield "![Wall time, memory and duplicates of each](images/race.svg)"
    yield ""
    yield "### Who"
    yield ""
    yield from table(
        ["", "version", "lines written", "forced to disk"],
        [
            [r, conditions["versions"][r], conditions["lines"][r], "unknown" if forced is None else forced]
            for r, forced in conditions["forced"].items()
        ],
    )
    for scenario, of in by.items():
        leads = next(iter(of.values()))[0]["leads"]
        yield "### " + TITLES[scenario].format(leads=f"{leads:,}")
        yield ""
        if scenario.startswith("a-"):
            head = ["", "wall", "of ours", "CPU", "peak memory", "logins + pages", "lost", "duplicated"]
            yield from table(head, rows_of_pace(of))
        else:
            killed = scenario == "e-kills"
            last = "kills of starts" if killed else "not answered well"
            head = ["", "wall", "CPU", "peak memory", "logins + pages", last, "lost", "duplicated", "torn lines"]
            yield from table(head, rows_of_trouble(of, killed))
    yield from distances(by)


STYLE = """<style>
text{font:13px system-ui,sans-serif;fill:#24292f}.h{font-weight:600}.n{fill:#57606a}
rect{fill:#8c959f}.ours{fill:#0969da}
@media(prefers-color-scheme:dark){text{fill:#e6edf3}.n{fill:#9198a1}rect{fill:#656d76}.ours{fill:#4493f8}}
</style>"""
WIDTH, LABEL, BAR, ROW = 880, 150, 420, 22


def panel(title, values, top):
    """Bars, the shortest first; value and text of each rival."""
    yield f'<text class="h" x="0" y="{top + 15}">{title}</text>'
    longest = max(value for value, _ in values.values()) or 1
    for at, (rival, (value, text)) in enumerate(sorted(values.items(), key=lambda it: it[1][0])):
        y = top + 24 + at * ROW
        width = max(value / longest * BAR, 1 if value else 0)
        ours = ' class="ours"' if rival == OURS else ""
        yield f'<text x="{LABEL - 8}" y="{y + 14}" text-anchor="end">{rival}</text>'
        yield f'<rect{ours} x="{LABEL}" y="{y + 2}" width="{width:.1f}" height="{ROW - 6}"/>'
        yield f'<text class="n" x="{LABEL + width + 6:.1f}" y="{y + 14}">{text}</text>'


def wrong(run):
    kills = f" by {run['kills']} kills" if run["kills"] else ""
    late = "" if run["finished"] else ", did not finish"
    return run["lost"] + run["duplicated"], f"{run['lost']} lost, {run['duplicated']} duplicated{kills}{late}"


def panels(by):
    for scenario in ("a-10k", "a-1m"):
        if scenario in by:
            of = by[scenario]
            leads = next(iter(of.values()))[0]["leads"]
            late = {r: "" if all(run["finished"] for run in runs) else ", did not finish" for r, runs in of.items()}
            wall = {r: (middle(runs, "wall"), f"{middle(runs, 'wall'):.2f} s{late[r]}") for r, runs in of.items()}
            yield f"Wall time of a clean pull of {leads:,} leads", wall
            peak = {r: (middle(runs, "rss_mb"), f"{middle(runs, 'rss_mb'):.0f} MB{late[r]}") for r, runs in of.items()}
            yield f"Peak memory of a clean pull of {leads:,} leads", peak
    for scenario, what in (("e-kills", "while it is killed again and again"), ("f-moves", "from a list that moves")):
        if scenario in by:
            yield f"Leads lost or duplicated {what}", {r: wrong(runs[0]) for r, runs in by[scenario].items()}


def draw(by):
    body, top = [], 0
    for title, values in panels(by):
        body += panel(title, values, top)
        top += 24 + len(values) * ROW + 20
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" viewBox="0 0 {WIDTH} {top}">'
    return "\n".join([head, STYLE, *body, "</svg>", ""])


def main():
    files = [argument for argument in sys.argv[1:] if argument != "--write"]
    file = pathlib.Path(files[0]) if files else HOME / "target" / "race" / "results.jsonl"
    conditions, by = read(file)
    measured = "\n".join(report(conditions, by))
    print(measured)
    if "--write" not in sys.argv and (conditions["quick"] or not conditions["whole"]):
        return
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    after = rest.split(END)[1]
    PAGE.write_text(f"{before}{BEGIN}\n\n{measured}\n{END}{after}", encoding="utf-8")
    CHART.write_text(draw(by), encoding="utf-8")
    KEPT.write_bytes(file.read_bytes())


main()
