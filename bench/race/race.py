"""Runs the race and writes what was measured to target/race/results.jsonl, one line a run.

Usage: race.py [--quick] [--rivals a,b] [scenario...]

For each scenario the sandbox is started once, and all rivals go against it in turn, each time with
new folders. A rival is a folder with a script `run` (README.md says what it is told and what it
must do). Whoever ends with another code than 0 is started again, as cron would, with its folders as
they are.
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import random
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parent.parent
TARGET = HOME / "target" / "race"
RESULTS = TARGET / "results.jsonl"

OURS = "tracebridge"
RIVALS = [
    OURS,
    "stock-camel",
    "spring-integration",
    "node-red",
    "node-red-uncached",
    "n8n",
    "python",
    "tracebridge-c2",
    "stock-camel-c2",
    "spring-integration-c2",
    "stock-camel-plain",
    "bare-jvm",
]
# The first three are others with other options, the last two neither repeat nor remember: only their pace is of interest.
PACE_ONLY = {"tracebridge-c2", "stock-camel-c2", "spring-integration-c2", "stock-camel-plain", "bare-jvm"}
MOST_STARTS = 10


@dataclass(frozen=True)
class Scenario:
    """One kind of weather. Times in seconds."""

    name: str
    leads: int
    limit: float  # for all starts of one run together
    page_size: int = 100
    runs: int = 1
    knobs: dict = field(default_factory=dict)
    faults: dict = field(default_factory=dict)
    quota: tuple = (0, 60)  # requests, seconds
    kills: int = 0  # in each history
    histories: int = 0
    moves: bool = False  # whether the list does, so that each rival has a server of its own


def scenarios(quick):
    # 500 requests from (b) on, by small pages, so that 1 % of them is something.
    leads, size = (1000, 2) if quick else (5000, 10)
    small = {"leads": leads, "page_size": size, "limit": 60 if quick else 180}
    one_percent = {"rate": 0.01}
    faults = {"seed": 7, "server-error": one_percent, "cut-body": one_percent, "reset": one_percent}
    found = [
        Scenario("a-10k", 2000 if quick else 10_000, 60 if quick else 120, runs=1 if quick else 7),
        Scenario("a-1m", 20_000 if quick else 1_000_000, 60 if quick else 450),
        # 500 answers of 15 ms each outlive three tokens
        Scenario("b-tokens", knobs={"login": {"tokenTtl": "2s"}, "answers": {"latency": "15ms"}}, **small),
        Scenario("c-quota", quota=(125, 5), **small),
        Scenario("d-faults", faults=faults, **small),
        Scenario("e-kills", kills=5, histories=1 if quick else 10, **{**small, "limit": 60 if quick else 480}),
        Scenario("f-moves", moves=True, faults={"seed": 7, "lead-deleted": {"rate": 0.02}}, **small),
    ]
    return {scenario.name: scenario for scenario in found}


class Sandbox:
    """The server, a process of its own."""

    def __init__(self, leads, log):
        environment = dict(os.environ, TRACEBRIDGE_HEAP="3g" if leads > 100_000 else "1g", JAVA_OPTS="")
        command = [HOME / "tracebridge", "sandbox", "--port", "0", "--leads", str(leads)]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=log, text=True
        )
        for line in self.process.stdout:
            if line.startswith("sandbox at "):
                self.url, self.audience = line.split()[2], line.split()[-1]
                break
        else:
            sys.exit("race: the sandbox did not start")
        self.truth = self.ids() if leads <= 100_000 else None

    def ask(self, method, path, body=None):
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}/sandbox/{path}", data, method=method)
        with urllib.request.urlopen(request) as answer:
            return answer.read()

    def ids(self):
        return {json.loads(line)["id"] for line in self.ask("GET", "leads/truth").splitlines()}

    def begin(self, scenario):
        """The scenario's weather from its beginning."""
        requests, seconds = scenario.quota
        quota = {"quota": {"requests": requests, "window": f"PT{seconds}S"}}
        self.ask("PUT", "knobs", {**scenario.knobs, **quota})
        self.ask("DELETE", "faults")
        self.ask("PUT", "faults", scenario.faults)
        self.ask("DELETE", "counters")

    def requests(self):
        return json.loads(self.ask("GET", "counters"))

    def logins(self):
        """How many there were since the weather began."""
        return self.requests()["requests"].get("login", 0)

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        self.process.wait()


def count(folder, truth):
    """Holds the lines below a folder against the leads that there are."""
    seen, duplicated, unreadable = set(), 0, 0
    for file in sorted(folder.rglob("*.ndjson")):
        with open(file, "rb") as lines:
            for line in lines:
                try:
                    lead = json.loads(line)
                    lead = lead.get("leadId") or lead["id"]
                except (ValueError, KeyError, AttributeError):
                    unreadable += bool(line.strip())
                    continue
                duplicated += lead in seen
                seen.add(lead)
    return {
        "lost": len(truth - seen),
        "duplicated": duplicated,
        "unreadable": unreadable,
        "foreign": len(seen - truth),
    }


def deaf_at_first():
    """A login of the start before, counted late, must not end once.py before it listens."""
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)


class Run:
    """One rival in one scenario, once: all its starts, one after another in the same folders."""

    def __init__(self, rival, scenario, sandbox, **more):
        self.rival, self.scenario, self.sandbox = rival, scenario, sandbox
        self.folder = TARGET / "work" / rival
        self.log = TARGET / "logs" / f"{scenario.name}-{rival}.log"
        self.environment = dict(
            os.environ,
            RACE_URL=sandbox.url,
            AUDIENCE=sandbox.audience,
            CLIENT_ID="crm-sync",
            CLIENT_SECRET="sandbox-secret",
            PAGE_SIZE=str(scenario.page_size),
            RACE_QUOTA=str(scenario.quota[0]),
            RACE_QUOTA_SECONDS=str(scenario.quota[1]),
            TOOLS=str(TARGET / rival),
            OUT=str(self.folder / "out"),
            STATE=str(self.folder / "state"),
            **more,
        )
        self.starts = []
        shutil.rmtree(self.folder, ignore_errors=True)
        for name in ("out", "state"):
            (self.folder / name).mkdir(parents=True)
        os.sync()  # what the one before left to be written is not waited for by this one

    @property
    def spent(self):
        return sum(start["wall"] for start in self.starts)

    @property
    def kills(self):
        return sum(start["killed"] for start in self.starts)

    def start(self, limit, kill=None):
        """Starts it once; kills it so many seconds after its login, where that is told."""
        before = self.sandbox.logins() if self.scenario.kills else 0
        command = [sys.executable, HERE / "once.py", self.log, str(limit), HERE / self.rival / "run", "pull"]
        begin = time.monotonic()
        once = subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, preexec_fn=deaf_at_first)
        try:
            while self.scenario.kills and once.poll() is None and self.sandbox.logins() == before:
                time.sleep(0.01)
            silent = time.monotonic() - begin
            if kill is not None:
                try:
                    once.wait(kill)
                except subprocess.TimeoutExpired:
                    once.send_signal(signal.SIGUSR1)
            out, _ = once.communicate()
        finally:
            once.kill()  # with which its command dies
        if once.returncode:
            sys.exit(f"race: once.py ended with {once.returncode}")
        self.starts.append(json.loads(out))
        self.starts[-1]["work"] = max(0, self.starts[-1]["wall"] - silent)
        return self.starts[-1]

    def finish(self, limit):
        """Starts it until it ends with 0; whether it did so within the limit, in seconds."""
        begin = time.monotonic()
        for _ in range(MOST_STARTS):
            left = limit - (time.monotonic() - begin)
            if left <= 0:
                return False
            if self.start(left)["exit"] == 0:
                return True
        return False

    def figures(self, finished, truth):
        return {
            "scenario": self.scenario.name,
            "leads": self.scenario.leads,
            "rival": self.rival,
            "finished": finished,
            "starts": len(self.starts),
            "kills": self.kills,
            "wall": round(self.spent, 3),
            "cpu": round(sum(start["cpu"] for start in self.starts), 3),
            "rss_mb": max(start["rss_mb"] for start in self.starts),
            **count(self.folder / "out", truth),
        }


def undisturbed(rival, scenario, sandbox, truth):
    run = Run(rival, scenario, sandbox)
    finished = run.finish(scenario.limit)
    # of a list that moves: what was there all the time
    return run.figures(finished, truth & sandbox.ids() if scenario.moves else truth)


def killed(rival, scenario, sandbox, truth, dice):
    """Histories of kills at random moments, each ended by a run to the end; figures are sums of them."""
    begin = time.monotonic()
    clean = Run(rival, scenario, sandbox)
    sums = None
    if not clean.finish(scenario.limit):
        return clean.figures(False, truth)
    sandbox.begin(scenario)
    for _ in range(scenario.histories):
        left = scenario.limit - (time.monotonic() - begin)
        if sums and left < 2 * clean.spent:
            sums["finished"] = False
            break
        run = Run(rival, scenario, sandbox)
        expected = clean.starts[-1]["work"]
        while run.kills < scenario.kills and len(run.starts) < MOST_STARTS * scenario.kills:
            start = run.start(scenario.limit, kill=dice.uniform(0, expected))
            if not start["killed"]:  # done before its time: the next strikes sooner
                expected = start["work"]
        figures = run.figures(run.finish(scenario.limit), truth)
        if sums:
            for name in ("starts", "kills", "wall", "cpu", "lost", "duplicated", "unreadable", "foreign"):
                sums[name] += figures[name]
            sums["rss_mb"] = max(sums["rss_mb"], figures["rss_mb"])
            sums["finished"] &= figures["finished"]
        else:
            sums = figures
    return sums


def rotated(rivals, at):
    """Their order where the one at that place begins."""
    return rivals[at % len(rivals) :] + rivals[: at % len(rivals)]


def race(scenario, rivals, results, first):
    """All of them in turn, the one at the place `first` to begin with."""
    with open(TARGET / "logs" / f"{scenario.name}-sandbox.log", "w", encoding="utf-8") as log:
        sandbox = Sandbox(scenario.leads, log)
    try:
        truth = sandbox.truth or sandbox.ids()
        for turn in range(scenario.runs):
            # with places between the first ones, so that what else the machine does meets them all
            for rival in rotated(rivals, first + turn * len(rivals) // scenario.runs):
                if rival in PACE_ONLY and not scenario.name.startswith("a-"):
                    continue
                sandbox.begin(scenario)
                if scenario.kills:
                    figures = killed(rival, scenario, sandbox, truth, random.Random(5))
                else:
                    figures = undisturbed(rival, scenario, sandbox, truth)
                counters = sandbox.requests()
                figures["requests"] = counters["requests"]
                figures["statuses"] = counters["statuses"]
                figures["faults"] = counters["faults"]
                results.write(json.dumps(figures) + "\n")
                results.flush()
                print(json.dumps(figures), flush=True)
                shutil.rmtree(TARGET / "work")
    finally:
        sandbox.stop()


def set_up(rival):
    (TARGET / rival).mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ, TOOLS=str(TARGET / rival))
    with open(TARGET / "logs" / f"install-{rival}.log", "w", encoding="utf-8") as out:
        command = [HERE / rival / "run", "install"]
        subprocess.run(command, env=environment, stdout=out, stderr=out, check=True, timeout=900)


def forced(rival, scenario, sandbox):
    """How often it has the disk confirm what it wrote, in one pull; none where strace is not there."""
    if not shutil.which("strace"):
        return None
    run = Run(rival, scenario, sandbox)
    calls = TARGET / "logs" / f"forced-{rival}.log"
    with open(run.log, "ab") as log:
        command = ["strace", "-f", "-qq", "-e", "trace=fsync,fdatasync,msync", "-o", calls, HERE / rival / "run", "pull"]
        subprocess.run(command, env=run.environment, stdout=log, stderr=log, check=True, timeout=scenario.limit)
    return len(re.findall(r"sync\(", calls.read_text(encoding="utf-8")))


def install(rivals):
    """Those of the rivals that can be had and pulled a few leads, with how often they force the disk; says why where one could not."""
    ready = {}
    training = Scenario("training", 1000, 120)
    with open(TARGET / "logs" / "training-sandbox.log", "w", encoding="utf-8") as log:
        sandbox = Sandbox(training.leads, log)
    try:
        sandbox.begin(training)
        for rival in rivals:
            try:
                set_up(rival)
                run = Run(rival, training, sandbox, TRAINING="1")
                figures = run.figures(run.finish(training.limit), sandbox.truth)
                if figures["finished"] and not figures["lost"]:
                    ready[rival] = forced(rival, training, sandbox)
                else:
                    print(f"race: {rival} is not in it: {figures}; see {run.log}", file=sys.stderr)
            except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as e:
                print(f"race: {rival} is not in it: {e}; see {TARGET}/logs", file=sys.stderr)
    finally:
        sandbox.stop()
    return ready


def ask_run(rival, what):
    environment = dict(os.environ, TOOLS=str(TARGET / rival))
    answer = subprocess.run(
        [HERE / rival / "run", what], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return answer.stdout.strip()


def text_of(file):
    text = file.read_text(encoding="utf-8")
    # code that a flow holds in JSON has its line ends escaped
    return text.replace("\\n", "\n") if file.suffix == ".json" else text


def lines_written(rival):
    """Lines that are neither blank nor comment in what a user writes."""
    files = [pathlib.Path(file) for file in ask_run(rival, "written").split("\n")]
    lines = [line.strip() for file in files for line in text_of(file).splitlines()]
    return sum(bool(line) and not line.startswith(("#", "//", "/*", "*", "<!--")) for line in lines)


def git(*words):
    return subprocess.run(["git", "-C", HOME, *words], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def told_by_system(file, name):
    """A value that the system tells of itself in a file of names and values."""
    with open(file, encoding="utf-8") as lines:
        return next((line.split(":")[1].strip() for line in lines if line.startswith(name)), "unknown")


def conditions(forces, quick, whole):
    rivals = list(forces)
    return {
        "quick": quick,
        "whole": whole,
        "date": datetime.date.today().isoformat(),
        "commit": git("rev-parse", "--short", "HEAD"),
        "cores": os.cpu_count(),
        "cpu": told_by_system("/proc/cpuinfo", "model name"),
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        "load": round(os.getloadavg()[0], 1),
        "machine": f"{platform.system()} {platform.release()}",
        "versions": {rival: ask_run(rival, "version") for rival in rivals},
        "lines": {rival: lines_written(rival) for rival in rivals},
        "forced": forces,
    }


def main():
    # ended in order, so that the sandbox and the rival end too
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="few leads, a few minutes")
    parser.add_argument("--rivals", default=",".join(RIVALS))
    parser.add_argument("scenario", nargs="*")
    arguments = parser.parse_args()
    unknown = set(arguments.rivals.split(",")) - set(RIVALS)
    if unknown:
        sys.exit(f"race: there is no {', '.join(unknown)}; there are {', '.join(RIVALS)}")
    known = scenarios(arguments.quick)
    unknown = [s for s in arguments.scenario if not any(name.startswith(s) for name in known)]
    if unknown:
        sys.exit(f"race: there is no {', '.join(unknown)}; there are {', '.join(known)}")
    chosen = [name for name in known if any(name.startswith(s) for s in arguments.scenario or [""])]
    shutil.rmtree(TARGET / "logs", ignore_errors=True)
    (TARGET / "logs").mkdir(parents=True)
    forces = install(arguments.rivals.split(",")) or sys.exit("race: nobody is there")
    rivals = list(forces)
    head = git("rev-parse", "--short", "HEAD")
    if OURS in rivals and head not in ask_run(OURS, "version"):
        sys.exit(f"race: ./tracebridge was built of another commit than {head}. Touch pom.xml and call it once.")
    whole = len(chosen) == len(known) and len(rivals) == len(RIVALS)
    with open(RESULTS, "w", encoding="utf-8") as results:
        results.write(json.dumps(conditions(forces, arguments.quick, whole)) + "\n")
        for at, name in enumerate(chosen):
            moves = known[name].moves
            for some in [[rival] for rival in rivals if rival not in PACE_ONLY] if moves else [rivals]:
                # every other scenario begins in the middle
                race(known[name], some, results, at % 2 * (len(some) // 2))


if __name__ == "__main__":
    main()
