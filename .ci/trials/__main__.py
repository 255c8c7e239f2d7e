"""Trials of trust: started by `.ci/trust`, which says what they are. Prints what was tried and every fault."""

import argparse
import concurrent.futures
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from . import crowd, damage, faults, kills, lines, tamper
from .office import Program, Tally, set_up

ROOT = Path(__file__).resolve().parents[2]
# of `wal` and `delete`: at every how many-th deed each kind of fault is tried; of commands that make whole files, `files`
# times as rarely: they have hundreds of deeds
SHORT = {"kills": 60, "signals": 18, "wal": {"eio": 1, "full": 2, "cut": 2}, "delete": {"cut": 2}, "files": 4, "people": 8, "each": 25, "registers": 100, "sheets": 100,
         "lines": 300, "room": 16, "rows": (tamper.LAST,)}
LONG = {"kills": 1024, "signals": 120, "wal": dict.fromkeys(("eio", "gone", "enospc", "full", "short", "kill", "torn", "cut"), 1),
        "delete": {"eio": 1, "full": 1, "cut": 1}, "files": 1, "people": 16, "each": 100, "registers": 2000, "sheets": 20000, "lines": 36000, "room": 4,
        "rows": (tamper.FIRST, tamper.LAST, tamper.EMPTIED)}


def main():
    parser = argparse.ArgumentParser(prog=".ci/trust")
    parser.add_argument("program")
    parser.add_argument("--long", action="store_true", help="the numbers of SECURITY.md: about an hour on two cores")
    parser.add_argument("--seed", help="of what is left to chance; a new one each time unless given")
    parser.add_argument("--only", action="append", help="a trial by its name; repeatable")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    asked = parser.parse_args()
    seed = asked.seed or str(random.SystemRandom().randrange(10**6))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))  # whoever needs more for a small register is at fault
    program = Program(asked.program)
    print(f"trust: {program.version}, seed {seed}{', long' if asked.long else ''}", flush=True)
    with tempfile.TemporaryDirectory(prefix="trust-") as folder:
        os.chmod(folder, 0o755)
        tallies = Trials(program, Path(folder), LONG if asked.long else SHORT, seed, asked.jobs).run(asked.only)
        found = Path(folder).glob("found-*")
        kept = [shutil.copy(each, tempfile.gettempdir()) for each in found]
    report(tallies, kept)


class Trials:
    def __init__(self, program, folder, extent, seed, jobs):
        self.program, self.folder, self.extent, self.seed = program, folder, extent, seed
        self.pool = concurrent.futures.ThreadPoolExecutor(jobs)
        self.jobs = jobs
        program.has_backup = program.has("backup")
        program.knows_against = program.has("check", "--against")
        self.base = set_up(program, folder / "office")
        self.network = set_up(program, folder / "network", "--journal", "delete")
        self.shim = faults.build(folder)

    def office(self, name, base=None):
        return (base or self.base).copy(self.folder / name)

    def run(self, only):
        trials = {"kills": self.kills, "signals": self.signals, "faults": self.faults, "full disk": self.full_disk, "crowd": self.crowd,
                  "clock": self.clock, "streams": self.streams, "registers": self.registers, "sheets": self.sheets, "tampered": self.tampered, "lines": self.lines}
        if unknown := set(only or ()) - set(trials):
            sys.exit(f"trust: no trial is called {', '.join(unknown)}; there are {', '.join(trials)}")
        tallies = []
        for name, trial in trials.items():
            if only and name not in only:
                continue
            tally, begun = Tally(name), time.monotonic()
            trial(tally)
            tally.seconds = time.monotonic() - begun
            print(f"{name}: {tally.line()} ({tally.seconds:.0f} s)", flush=True)
            tallies.append(tally)
        return tallies

    def each(self, work, parts):
        """Work on parts at once; an error of the trial itself is not swallowed."""
        for done in [self.pool.submit(work, part) for part in parts]:
            done.result()

    def spans(self, count):
        """The numbers up to a count, in stretches."""
        length = max(1, min(500, -(-count // self.jobs)))
        return [range(start, min(start + length, count)) for start in range(0, count, length)]

    def kills(self, tally):
        work = lambda job: kills.killed(self.office(f"killed-{job}", self.network if job % 2 else None), tally, f"{self.seed}-{job}", self.extent["kills"] // self.jobs)
        self.each(work, range(self.jobs))

    def signals(self, tally):
        kills.interrupted(self.office("interrupted"), tally, self.seed, self.extent["signals"])

    def faults(self, tally):
        cases = faults.cases(self.program, tally)
        todo = [(self.base, case, *kind) for case in cases for kind in self.extent["wal"].items()]
        todo += [(self.network, case, *kind) for case in cases if case.deed for kind in self.extent["delete"].items()]

        def work(part):
            base, case, kind, step = part
            folder = self.folder / f"faults-{base.folder.name}-{case.name}-{kind}"
            faults.tried(base.copy(folder / "office"), self.shim, case, kind, tally, step * (1 if case.deed else self.extent["files"]))
            shutil.rmtree(folder)

        self.each(work, todo)

    def full_disk(self, tally):
        crowd.full_disk(self.base, tally, self.folder, self.extent["room"])

    def crowd(self, tally):
        for name, base in (("wal", self.base), ("delete", self.network)):
            crowd.crowded(self.office(f"crowd-{name}", base), tally, self.extent["people"], self.extent["each"])

    def clock(self, tally):
        crowd.wrong_clocks(self.base, tally, self.folder)

    def streams(self, tally):
        crowd.paused_pager(self.office("pager"), tally)
        crowd.deaf_streams(self.office("deaf"), tally)

    def registers(self, tally):
        whole = damage.pages(self.office("whole-register"))
        self.each(lambda span: damage.registers(self.base, whole, tally, self.folder, self.seed, span), self.spans(self.extent["registers"]))

    def sheets(self, tally):
        samples = damage.samples(self.base, self.folder / "samples", ROOT)
        self.each(lambda span: damage.sheets(self.base, tally, self.folder, samples, self.seed, span), self.spans(self.extent["sheets"]))

    def tampered(self, tally):
        folder = self.folder / "tampered"
        folder.mkdir()
        rows = self.extent["rows"]
        desk = self.office("whole-tables")
        whole = damage.pages(desk)
        self.each(lambda part: tamper.altered(self.base, whole, tally, folder, *part, rows), tamper.tables(desk, tally).items())
        tamper.forged(self.base, tally, self.folder)

    def lines(self, tally):
        grammar = lines.Grammar(self.program, self.folder)
        self.each(lambda span: lines.lines(self.base, grammar, tally, self.folder, self.seed, span), self.spans(self.extent["lines"]))


def report(tallies, kept):
    print("\n| trial | tried, and what became of it | seconds | faults |\n|---|---|---|---|")
    for tally in tallies:
        print(f"| {tally.name} | {tally.line()}{''.join('; not tried: ' + each for each in tally.skipped)} | {tally.seconds:.0f} | {len(tally.faults)} |")
    faults_found = sum(len(tally.faults) for tally in tallies)
    if kept:
        print("files that show a fault:", *kept)
    if faults_found:
        sys.exit(f"trust: {faults_found} faults")


main()
