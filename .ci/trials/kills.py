"""Commands killed at random moments, on a register that lives through all of it; and commands told to end by a person."""

import os
import random
import signal
import statistics
import time

from .office import DEEDS, broken_word, end


def killed(office, tally, seed, count):
    """SIGKILL at a random moment of each of the deeds in turn: what was told is on record, the register is sound."""
    chance = random.Random(f"kill {seed}")
    usual = {deed.name: usual_time(office, deed) for deed in DEEDS}
    promised = {}
    for number in range(count):
        deed = DEEDS[number % len(DEEDS)]
        mark = f"击{seed}之{number}号"
        args = deed.args(number, mark, office)
        moment = chance.uniform(0, 1.3) * usual[deed.name]
        process = office.program.start(args, office.folder)
        time.sleep(moment)
        ran = end(process)
        ran.command = ["haishu-proj", *args]
        where = f"{ran.as_typed()} killed after {moment * 1000:.1f} ms"
        if ran.status != -signal.SIGKILL and (disorder := ran.disorder({0})):
            tally.fault(f"{where}: {disorder}")
        ledger = office.ledger()
        tally.count("kills")
        outcome = "before anything was on record" if not ledger.of(mark) else "with it on record, untold" if not ran.out else "after it was told"
        tally.count(f"{outcome}")
        if broken := broken_word(deed, mark, ran, ledger):
            tally.fault(f"{where}: {broken}")
        promised[mark] = ledger.of(mark)
        if number % 4 == 3 and (unsound := office.unsound()):
            tally.fault(f"{where}: {unsound}")
            return
    ledger = office.ledger()
    if lost := [mark for mark, changes in promised.items() if ledger.of(mark) != changes]:
        tally.fault(f"on record once and no longer: {lost}")
    if unsound := office.unsound():
        tally.fault(f"after {count} kills: {unsound}")
    sweep(office, tally)


def usual_time(office, deed):
    """How long a deed takes where nobody ends it."""
    times = []
    for number in range(3):
        begun = time.monotonic()
        office.must(*deed.args(number, f"{deed.name}之初{number}", office))
        times.append(time.monotonic() - begun)
    return statistics.median(times)


def sweep(office, tally):
    """What the killed left beside a page goes, a day later, with the next page that is written there."""
    tally.count("temporary files they left", len(office.left()))
    two_days_ago = time.time() - 2 * 86400
    for name in office.left():
        os.utime(office.folder / name, (two_days_ago, two_days_ago))
    office.must("report", "-o", "page.txt")
    if office.left():
        tally.fault(f"temporary files of the killed stay for ever: {office.left()}")


SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
TOLD_TO_END = [
    ["export", "--what", "all", "-o", "all.xlsx"],
    ["report", "--freeze", "-o", "page.docx"],
    ["form", "--each", "unit", "-o", "{unit}.xlsx"],
    ["import", "many.csv"],
    ["backup", "copy.db"],
    ["dump", "-o", "dump.jsonl"],
]


def interrupted(office, tally, seed, count):
    """Ctrl-C, TERM and HUP: no temporary file stays, nothing half is in place, the status says which signal it was."""
    chance = random.Random(f"signal {seed}")
    many(office, 4000)
    deeds = [args for args in TOLD_TO_END if office.program.has(args[0]) or tally.skip(f"{args[0]}: no such command")]
    usual = {}
    for number in range(count):
        args = deeds[number % len(deeds)]
        desk = office.copy(office.folder.parent / f"interrupted-{number}")
        if args[0] not in usual:
            begun = time.monotonic()
            desk.must(*args)
            usual[args[0]] = time.monotonic() - begun
            continue
        before = {each.name for each in desk.folder.iterdir()}
        process = desk.program.start(args, desk.folder)
        moment = chance.uniform(0, 0.7) * usual[args[0]]
        time.sleep(moment)
        sent = SIGNALS[number % 3]
        ran = end(process, sent)
        ran.command = ["haishu-proj", *args]
        where = f"{ran.as_typed()}, {sent.name} after {moment * 1000:.0f} ms"
        tally.count("signals")
        tally.count("in time" if ran.status in (-sent, 128 + sent) else "too late")
        if ran.status != -sent and (disorder := ran.disorder({0, 128 + sent})):
            tally.fault(f"{where}: {disorder}")
        if desk.left():
            tally.fault(f"{where}: leaves {desk.left()}")
        if unsound := desk.unsound():
            tally.fault(f"{where}: {unsound}")
        torn(desk, before, tally, where)


def torn(desk, before, tally, where):
    """A file that was not there before is whole."""
    for file in desk.folder.iterdir():
        if file.name in before or file.name.startswith(".haishu-proj") or file.name.endswith(("-wal", "-shm", "-journal")):
            continue
        content = file.read_bytes()
        if file.suffix in (".xlsx", ".docx") and b"PK\x05\x06" not in content[-22:]:
            tally.fault(f"{where}: {file.name} is half a file")
        if file.suffix == ".db":
            copy = desk.run("--db", file.name, "check")
            if copy.status not in (0, 3) or "校验值" not in copy.said:
                tally.fault(f"{where}: {file.name} is no sound copy")


def many(office, rows):
    """A sheet that takes a while: returns of new works."""
    lines = "".join(f"其他,第{n:05d}号大表工程,区水利局\n" for n in range(rows))
    (office.folder / "many.csv").write_text("类别,项目名称,责任单位\n" + lines, encoding="utf-8")
