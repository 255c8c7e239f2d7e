"""A command whose n-th deed on disk fails, is the last, or loses its power; for every n until it gets through.

`fault.c` stands before the C library. Whatever it does, the register is sound, what was told is on record, what failed
says so (and which change is recorded all the same, if one is), no file is half, none is left behind.
"""

import dataclasses
import shutil
import signal
import subprocess

from .office import DEEDS, HERE, REGISTER, Office, broken_word

DEADLY = {"kill", "torn", "cut"}
LASTING = {"gone", "full"}


def build(folder):
    """The shim, compiled."""
    shim = folder / "fault.so"
    subprocess.run(["cc", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", shim, HERE / "fault.c"], check=True)
    return shim


@dataclasses.dataclass
class Case:
    """A command, what it needs beside it, and the files it makes."""
    name: str
    args: object
    deed: object = None
    needs: tuple = ()
    makes: tuple = ()
    replaces: bool = False   # the register itself becomes another
    lasts: bool = False      # what it makes survives a power cut, as what is recorded does


def cases(program, tally):
    """All that are tried; those of commands that the program does not have are named."""
    found = [Case(deed.name, deed.args, deed, makes=(deed.makes,) if deed.makes else ()) for deed in DEEDS]
    plain = lambda *args: lambda *_: list(args)
    others = [
        Case("upgrade", plain("upgrade")),
        Case("export", plain("export", "--what", "all", "-o", "all.xlsx"), makes=("all.xlsx",)),
        Case("form", plain("form", "--each", "unit", "-o", "{unit}.xlsx"), makes=("区水利局.xlsx", "区住房局.xlsx", "区城管局.xlsx")),
        Case("init", lasts=True, args=plain("--db", "new.db", "init"), makes=("new.db",)),
        Case("backup", lasts=True, args=plain("backup", "copy.db"), makes=("copy.db",)),
        Case("restore", plain("restore", "earlier.db", "--force"), needs=("earlier.db",), replaces=True, lasts=True),
        Case("dump", plain("dump", "-o", "dump.jsonl"), makes=("dump.jsonl",)),
        Case("load", lasts=True, args=plain("load", "earlier.jsonl", "--db", "loaded.db"), needs=("earlier.jsonl",), makes=("loaded.db",)),
    ]
    for case in others:
        if program.has(case.name):
            found.append(case)
        else:
            tally.skip(f"{case.name}: no such command")
    return found


def provide(office, case):
    """What a case needs: an earlier copy of the register, and its text."""
    if "earlier.db" in case.needs:
        office.must("backup", "earlier.db")
        office.must("update", "HS-W-002", "--on", "2022-08-31", "--text", "备份之后")
    if "earlier.jsonl" in case.needs:
        office.must("dump", "-o", "earlier.jsonl")


def tried(office, shim, case, kind, tally, step=1):
    """One case with one kind of fault at every n-th deed."""
    base = office.copy(office.folder.parent / f"base-{case.name}-{kind}")
    provide(base, case)
    good = base.copy(base.folder.parent / f"good-{case.name}-{kind}")
    good.must(*case.args(0, "样", good))
    n = 1
    while True:
        folder = base.folder.parent / f"trial-{case.name}-{kind}"
        desk = base.copy(folder)
        fell = once(desk, good, shim, case, kind, n, tally)
        shutil.rmtree(folder)
        if not fell:
            break
        n += step
    for each in (base, good):
        shutil.rmtree(each.folder)


def once(desk, good, shim, case, kind, n, tally):
    """One fault; whether it came to it."""
    mark = f"{kind}{n}"
    log, aside = desk.folder.parent / f"log-{case.name}-{kind}", desk.folder.parent / f"aside-{case.name}-{kind}"
    aside.mkdir(exist_ok=True)
    args = case.args(n, mark, desk)
    before = {each.name for each in desk.folder.iterdir()}
    befalls = {"LD_PRELOAD": str(shim), "TRIAL_AT": str(n), "TRIAL_KIND": kind, "TRIAL_LOG": str(log), "TRIAL_ASIDE": str(aside)}
    ran = desk.run(*args, env=befalls)
    deed = log.read_text().splitlines()[0] if log.exists() else "0 nothing"
    fell, is_over = log.exists(), deed.split()[1:2] == ["end"]
    log.unlink(missing_ok=True)
    shutil.rmtree(aside)
    if fell:
        tally.count("faults")
        tally.count(f"of {kind}")
        tally.count(f"in {case.name}")
    fault = lambda what: tally.fault(f"{ran.as_typed()} with {kind} at deed {deed.replace(str(desk.folder), '.')}: {what}")
    if not (kind in DEADLY and fell and ran.status == -signal.SIGKILL):
        allowed = {0} if is_over or not fell else {0, 1, 6}
        if disorder := ran.disorder(allowed):
            fault(disorder)
        elif fell:
            tally.count(f"ended with {ran.status}")
    # it could tidy up behind it; SQLite leaves what it could not make of a log's index
    is_clean = kind not in DEADLY | LASTING and deed.split()[1] != "unlink" and not deed.endswith("-shm")
    if is_clean and desk.left():
        fault(f"leaves {desk.left()}")
    hold(desk, good, case, mark, ran, kind, before, is_clean, fault)
    if n % 4 == 0 or is_over:
        goes_on(desk, fault)
    return fell and not is_over


def hold(desk, good, case, mark, ran, kind, before, is_clean, fault):
    """What must be so afterwards."""
    dead = ran.status == -signal.SIGKILL
    if unsound := desk.unsound():
        fault(unsound)
        return
    stray = {each.name for each in desk.folder.iterdir()} - before - set(case.makes) - set(desk.left()) - set(desk.logs()) - {REGISTER}
    if not is_clean:
        stray -= {f"{need}{ending}" for need in case.needs for ending in ("-wal", "-shm")}
    if stray := [name for name in stray if ".before-restore-" not in name and not name.endswith(".csv")]:
        fault(f"there is also {sorted(stray)}")
    if case.deed:
        if broken := broken_word(case.deed, mark, ran, desk.ledger(), failed=not dead):
            fault(broken)
    for name in case.makes:
        if not (desk.folder / name).exists():
            if ran.status == 0 and (case.lasts or kind != "cut"):
                fault(f"ended well, and {name} is not there")
        elif what := half(desk, good, name):
            fault(f"{name} {what}")
    if case.replaces:
        replaced(desk, good, ran, fault)


def goes_on(desk, fault):
    """The next command records, and tidies up what SQLite keeps beside a register."""
    if desk.run("update", "HS-W-002", "--on", "2022-08-31", "--text", "其后").status != 0:
        fault("nothing can be recorded afterwards")
    if desk.logs():
        fault(f"beside the register stays {desk.logs()}")


def half(desk, good, name):
    """How a file that was made is not the whole that it should be."""
    content = (desk.folder / name).read_bytes()
    if name.endswith(".db"):
        copy = Office(desk.program, desk.folder)
        found = copy.run("--db", name, "check", env={"HAISHU_PROJ_LANG": "en"})
        return None if "last hash" in found.said + found.told else f"is no sound register: {found.told}{found.said}"
    if name.endswith(".xlsx"):
        return None if b"PK\x05\x06" in content[-22:] else "is half a workbook"
    whole = (good.folder / name).read_bytes()
    if name.endswith(".jsonl"):
        return None if content == whole else "is not what a dump that nothing befell is"
    return None if abs(len(content) - len(whole)) < 64 else "is half a page"  # the marks in it differ in length


def replaced(desk, good, ran, fault):
    """A register put back is the old one or the new one, and the old one is kept."""
    hashes = lambda office: [each[3] for each in office.ledger().changes]
    now, new = hashes(desk), hashes(good)
    kept = [each for each in desk.folder.iterdir() if ".before-restore-" in each.name and not each.name.endswith(("-wal", "-shm", "-journal"))]
    if now == new:
        if not kept:
            fault("what was there is not kept")
    elif now[: len(new)] != new or len(now) != len(new) + 1:
        fault("the register is neither the old one nor the new one")
    elif ran.status == 0:
        fault("ended well, and the old register stands")
