"""Where Tracebridge's time goes in a clean pull: a table, and a flame graph as SVG.

Usage: profile.py [leads...]

The JVM's own recorder (JFR) looks every 20 ms at what each thread does, in Java and in native code,
waiting for an answer too. Counted are the threads that have a step of Tracebridge or Camel on their
stack; the JVM's own start, its compiler and collector are not in it. Writes docs/images/race-flame.svg, of the size in the
middle, and the table into docs/race.md between its marks.
"""

import html
import os
import pathlib
import re
import subprocess
import sys

from race import HOME, TARGET, Run, Sandbox, Scenario, ask_run

SIZES = [10_000, 100_000, 1_000_000]
FLAME = HOME / "docs" / "images" / "race-flame.svg"
PAGE = HOME / "docs/race.md"
BEGIN, END = "<!-- profile: written by bench/race/profile.py -->", "<!-- end of profile -->"
RECORDING = "jdk.ExecutionSample#period=20ms,jdk.NativeMethodSample#period=20ms,settings=profile"

# What the innermost of these frames says is what the time goes to.
KINDS = [
    ("waiting for TRACE's answer", r"sun\.nio\.ch\.(SocketDispatcher|Net)\.|java\.net\.SocketInputStream"),
    ("SQLite", r"org\.sqlite\."),
    ("forcing and writing files", r"sun\.nio\.ch\.FileChannelImpl\.|java\.io\.(FileOutput|RandomAccess)|sun\.nio\.fs\."),
    ("hashing", r"sun\.security\.provider\.|java\.security\.MessageDigest"),
    ("JSON (Jackson)", r"com\.fasterxml\.jackson\."),
    ("HTTP client", r"org\.apache\.hc\."),
    ("SQL in Java (Jdbi, Hikari)", r"org\.jdbi\.|com\.zaxxer\."),
    ("Tracebridge's own code", r"io\.github\.tracebridge\."),
    ("Camel's engine", r"org\.apache\.camel\."),
]
COLOURS = ["#8c959f", "#bf8700", "#9a6700", "#8250df", "#1a7f37", "#cf222e", "#bc4c00", "#0969da", "#6e7781"]
OURS = re.compile(r"io\.github\.tracebridge\.|org\.apache\.camel\.")


def kind_of(frame):
    return next((at for at, (_, pattern) in enumerate(KINDS) if re.match(pattern, frame)), None)


def stacks(recording):
    """The samples of interest, each from the innermost frame outwards."""
    text = subprocess.Popen(
        ["jfr", "print", "--stack-depth", "512", "--events", "ExecutionSample,NativeMethodSample", recording],
        stdout=subprocess.PIPE,
        text=True,
    )
    frames = None
    for line in map(str.strip, text.stdout):
        if line == "stackTrace = [":
            frames = []
        elif line == "]" and frames is not None:
            if any(OURS.match(frame) for frame in frames):
                yield frames
            frames = None
        elif frames is not None:
            frames.append(line.split("(")[0])


def outline(frames):
    """A stack from the outside, as (kind, label), neighbours of one kind as one; ours keep their names."""
    path = []
    for frame in reversed(frames):
        kind = kind_of(frame)
        if kind is None:
            continue
        name = KINDS[kind][0]
        if name.startswith("Tracebridge"):
            label = ".".join(frame.split(".")[-2:]).split("$$")[0]
        else:
            label = name
        if not path or path[-1] != (kind, label):
            path.append((kind, label))
    return path


class Node:
    """A frame of the flame graph, with those that it called."""

    def __init__(self):
        self.count, self.children = 0, {}

    def add(self, path):
        self.count += 1
        if path:
            self.children.setdefault(path[0], Node()).add(path[1:])


WIDTH, ROW = 1180, 18


def boxes(node, x, depth, scale):
    for (kind, label), child in sorted(node.children.items(), key=lambda it: -it[1].count):
        width = child.count * scale
        if width >= 1.5:
            yield depth, x, width, kind, label, child.count
            yield from boxes(child, x, depth + 1, scale)
        x += width


def flame(root):
    drawn = list(boxes(root, 0, 0, WIDTH / root.count))
    height = (max(box[0] for box in drawn) + 1) * ROW
    yield f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}">'
    yield "<style>text{font:11px system-ui,sans-serif;fill:#fff}</style>"
    for depth, x, width, kind, label, count in drawn:
        y = height - (depth + 1) * ROW
        text = html.escape(label)
        share = f"{100 * count / root.count:.1f} %"
        yield f'<g><title>{text}: {share}</title><rect x="{x:.1f}" y="{y}" width="{max(width - 0.5, 0.5):.1f}" height="{ROW - 1}" rx="2" fill="{COLOURS[kind]}"/>'
        room = int(width / 6.2)
        if room >= 4:
            shown = text if len(label) <= room else html.escape(label[: room - 1]) + "…"
            yield f'<text x="{x + 3:.1f}" y="{y + 12}">{shown}</text>'
        yield "</g>"
    yield "</svg>"


def profile(leads):
    """Pulls so many once; its wall time in seconds, and what was seen of it."""
    scenario = Scenario("profile", leads, 600)
    recording = TARGET / "tracebridge.jfr"
    with open(TARGET / "logs" / "profile-sandbox.log", "w", encoding="utf-8") as log:
        sandbox = Sandbox(leads, log)
    try:
        sandbox.begin(scenario)
        options = f"-XX:StartFlightRecording=filename={recording},{RECORDING} -XX:FlightRecorderOptions=stackdepth=512"
        run = Run("tracebridge", scenario, sandbox, JAVA_OPTS=options)
        if not run.finish(scenario.limit):
            sys.exit(f"profile: it did not end; see {run.log}")
    finally:
        sandbox.stop()
    root, spent = Node(), [0] * len(KINDS)
    for frames in stacks(recording):
        root.add(outline(frames))
        spent[next(kind for kind in map(kind_of, frames) if kind is not None)] += 1
    return run.spent, root, spent


def main():
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    (TARGET / "logs").mkdir(parents=True, exist_ok=True)
    found = [profile(leads) for leads in sizes]
    commit = ask_run("tracebridge", "version").split()[-1]
    table = [
        f"At commit {commit}, of all looks at threads at work or waiting for TRACE:",
        "",
        "| | " + " | ".join(f"{leads:,} leads" for leads in sizes) + " |",
        "| --- |" + " ---: |" * len(sizes),
    ]
    for at in sorted(range(len(KINDS)), key=lambda at: -found[-1][2][at]):
        shares = [f"{100 * spent[at] / root.count:.1f} %" for _, root, spent in found]
        table.append(f"| {KINDS[at][0]} | " + " | ".join(shares) + " |")
    table.append("| looks | " + " | ".join(f"{root.count:,}" for _, root, _ in found) + " |")
    table.append("| the whole, with the recorder | " + " | ".join(f"{wall:.1f} s" for wall, _, _ in found) + " |")
    FLAME.write_text("\n".join(flame(found[len(found) // 2][1])) + "\n", encoding="utf-8")
    page = PAGE.read_text(encoding="utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(before + BEGIN + "\n\n" + "\n".join(table) + "\n\n" + END + rest.split(END)[1], encoding="utf-8")
    print("\n".join(table))


if __name__ == "__main__":
    main()
