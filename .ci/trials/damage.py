"""Files that a disk, a mail or a stranger has damaged: registers, sheets, documents.

No panic, no hang, a status of the table. Of a damaged register `check` says that it is damaged, or every page of it is
byte for byte what it was: there is no third.
"""

import io
import random
import shutil
import sqlite3
import zipfile

from .office import REGISTER

PAGE = 4096


def spoil(content, chance, page=PAGE):
    """Bytes as a fault of the medium or of the hand leaves them; and what was done."""
    content = bytearray(content or b"\n")
    size = len(content)
    what = chance.choice(["bits", "bytes", "zeroes", "cut", "swapped", "doubled", "noise", "stale", "longer"])
    place = lambda length=1: chance.randrange(max(size - length, 1))
    block = lambda: chance.randrange(max(size // page, 1)) * page
    if what == "bits":
        for _ in range(chance.choice([1, 1, 2, 8, 64])):
            content[place()] ^= 1 << chance.randrange(8)
    elif what == "bytes":
        for _ in range(chance.choice([1, 2, 8, 64])):
            content[place()] = chance.randrange(256)
    elif what == "zeroes":
        start, length = chance.choice([(block(), page), (place(), chance.randrange(1, 3000))])
        content[start:start + length] = bytes(len(content[start:start + length]))
    elif what == "cut":
        del content[chance.choice([place(), block()]):]
    elif what == "swapped":
        one, other = block(), block()
        content[one:one + page], content[other:other + page] = content[other:other + page], content[one:one + page]
    elif what in ("doubled", "stale"):
        one, other = block(), block()
        content[other:other + page] = content[one:one + page]
    elif what == "noise":
        start, length = place(), chance.randrange(1, 2000)
        content[start:start + length] = chance.randbytes(len(content[start:start + length]))
    elif what == "longer":
        content += chance.choice([bytes(page), chance.randbytes(chance.randrange(1, 9000))])
    return bytes(content), what


# -- registers -------------------------------------------------------------------------------------------------------

LOOKS = [
    ["list", "--format", "json"],
    ["report"],
    ["history"],
    ["export", "--what", "all", "--format", "json"],
    ["report", "--reprint", "1"],
    ["show", "HS-W-001"],
    ["rules"],
    ["unit", "list"],
]


def pages(office):
    """What LOOKS print of an office. Not of one that is being copied: whoever looks has files beside the register."""
    return [office.run(*look).out for look in LOOKS]


def registers(office, whole, tally, folder, seed, numbers):
    """Damaged registers, the pages of which were these when whole; of every fourth the write-ahead log is damaged, with
    changes in it."""
    logged = unfolded(office, folder / f"logged-{numbers[0]}")
    for number in numbers:
        chance = random.Random(f"register {seed} {number}")
        if number % 4 == 3:
            log_damaged(logged, tally, folder / f"damaged-{number}", chance, f"damaged log {number} (seed {seed})")
            continue
        desk = office.copy(folder / f"damaged-{number}")
        content, what = spoil(desk.register.read_bytes(), chance)
        desk.register.write_bytes(content)
        where = f"damaged register {number} ({what}, seed {seed})"
        tally.count("damaged registers")
        checked = desk.check()
        if disorder := checked.disorder({0, 1, 3}):
            tally.fault(f"{where}: check {disorder}")
        says_sound = checked.status == 0
        tally.count("of them check finds fault with" if not says_sound else "of them are sound all the same")
        looked(desk, tally, whole, says_sound, where)
        recorded(desk, tally, says_sound, where)
        shutil.rmtree(desk.folder)


def unfolded(office, folder):
    """A register as a power cut leaves it: its last changes are in the log."""
    desk = office.copy(folder)
    looking = sqlite3.connect(desk.register, isolation_level=None)
    looking.execute("BEGIN")
    looking.execute("SELECT count(*) FROM change").fetchone()
    for number in range(5):
        desk.must("update", "HS-W-002", "--on", "2022-08-31", "--text", f"在日志里{number}")
    left = desk.copy(folder.with_name(folder.name + "-left"))
    looking.close()
    (left.folder / f"{REGISTER}-shm").unlink()
    return left


def log_damaged(logged, tally, folder, chance, where):
    """The log ends where it is damaged: the changes before that stand, in order, and what is told later is no lie."""
    desk = logged.copy(folder)
    log = desk.folder / f"{REGISTER}-wal"
    content, what = spoil(log.read_bytes(), chance)
    log.write_bytes(content)
    tally.count("damaged logs")
    hashes = [each[3] for each in logged.ledger().changes]
    checked = desk.check()
    if disorder := checked.disorder({0, 1, 3}):
        tally.fault(f"{where} ({what}): check {disorder}")
    if checked.status == 0:
        now = [each[3] for each in desk.ledger().changes]
        if now != hashes[: len(now)]:
            tally.fault(f"{where} ({what}): check says sound, and what is on record never was")
        if now != hashes:
            tally.count("of them with changes lost")
            if desk.program.knows_against and desk.check("--against", hashes[-1]).status == 0:
                tally.fault(f"{where} ({what}): check --against does not miss the lost changes")
        recorded(desk, tally, True, where)
    shutil.rmtree(folder)


def looked(desk, tally, whole, says_sound, where):
    for look, was in zip(LOOKS, whole):
        ran = desk.run(*look, patience=20)
        tally.count("looks into them")
        if disorder := ran.disorder({0, 1, 3, 4, 5, 6}):
            tally.fault(f"{where}: {ran.as_typed()} {disorder}")
        elif ran.out != was:
            tally.count("pages that differ" if ran.status == 0 else "pages refused")
            if says_sound:
                tally.fault(f"{where}: {ran.as_typed()} differs, and check says that the register is sound")


def recorded(desk, tally, says_sound, where):
    """Whoever records in it ends in good order too."""
    ran = desk.run("update", "HS-W-002", "--on", "2022-08-31", "--text", "其后", patience=20)
    if disorder := ran.disorder({0, 1, 4, 5, 6}):
        tally.fault(f"{where}: {ran.as_typed()} {disorder}")
    elif says_sound and ran.status != 0:
        tally.fault(f"{where}: check says sound, and update ends with {ran.status}: {ran.said.strip()[:200]}")
    if desk.program.has_backup and not says_sound:
        ran = desk.run("backup", "copy.db", patience=20)
        if ran.status == 0 and desk.run("--db", "copy.db", "check").status != 0:
            tally.fault(f"{where}: backup made a copy that is not sound")
        if disorder := ran.disorder({0, 1, 3, 5, 6}):
            tally.fault(f"{where}: {ran.as_typed()} {disorder}")


# -- sheets and documents --------------------------------------------------------------------------------------------

def samples(office, folder, root):
    """Sheets and documents of every kind the program reads: its own and those of others."""
    folder.mkdir()
    office.must("export", "--what", "all", "-o", str(folder / "all.xlsx"))
    office.must("export", "-o", str(folder / "projects.csv"))
    office.must("export", "--encoding", "gb18030", "--format", "csv", "-o", str(folder / "gb.csv"))
    office.must("export", "--what", "all", "-o", str(folder / "all.json"))
    office.must("form", "--unit", "区水利局", "-o", str(folder / "form.xlsx"))
    for pattern in ("fixtures/sheets/office.*", "fixtures/lists/*.xls", "fixtures/lists/*.ods", "tests/errors/template.in/红头.docx"):
        for file in sorted(root.glob(pattern)):
            shutil.copy(file, folder / file.name)
    if office.program.has("dump"):
        office.must("dump", "-o", str(folder / "whole.jsonl"))
    return sorted(folder.iterdir())

HOSTILE = [b"99999999999999999999", b"-1", b"1e308", b"NaN", "٣".encode(), b"A1048577", b"</c>", b"<c", b"&#0;", b"&x;", b"=1+1", b"2022-02-30",
           "（空）".encode(), b"\x00", b"\xff\xfe", "\u202e".encode(), b"\x1b[2J", b'"', b"\r", b";", b"'" * 300, "亿".encode(), b"4294967296", b"0.1.2"]


def reword(content, chance):
    """A text or a part of a package with words put in, taken out or doubled."""
    content = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        start = chance.randrange(len(content) + 1)
        length = chance.choice([0, 0, 1, 4, 30])
        word = chance.choice([chance.choice(HOSTILE), bytes(content[start:start + chance.randrange(200)]), b""])
        content[start:start + length] = word
    return bytes(content)


def repack(content, chance):
    """A package with one part spoilt, and packed anew, so that its sums hold."""
    source, target = zipfile.ZipFile(io.BytesIO(content)), io.BytesIO()
    names = source.namelist()
    spoilt = chance.choice(names)
    with zipfile.ZipFile(target, "w", chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])) as package:
        for name in names:
            part = source.read(name)
            if name == spoilt:
                fate = chance.choice(["reworded", "reworded", "reworded", "gone", "spoilt", "empty", "twice", "renamed"])
                part = {"reworded": reword, "spoilt": lambda part, chance: spoil(part, chance, 64)[0]}.get(fate, lambda part, _: part)(part, chance)
                if fate == "gone":
                    continue
                if fate == "twice":
                    package.writestr(name.upper(), part)
                part = b"" if fate == "empty" else part
                name = name + "x" if fate == "renamed" else name
            package.writestr(name, part)
    return target.getvalue()


def sheets(office, tally, folder, root_samples, seed, numbers):
    """Damaged sheets, documents and dumps: read, previewed, and one in ten taken in for good."""
    desk = office.copy(folder / f"sheets-{numbers[0]}")
    for number in numbers:
        chance = random.Random(f"sheet {seed} {number}")
        sample = root_samples[number % len(root_samples)]
        content = sample.read_bytes()
        is_package = zipfile.is_zipfile(io.BytesIO(content))
        if is_package and chance.random() < 0.7:
            content = repack(content, chance)
        elif not is_package and chance.random() < 0.6:
            content = reword(content, chance)
        else:
            content = spoil(content, chance, 512)[0]
        file = desk.folder / f"spoilt{sample.suffix}"
        file.write_bytes(content)
        args = taking(file.name, sample.suffix, number)
        ran = desk.run(*args, patience=20)
        tally.count("damaged sheets, documents and dumps")
        tally.count(f"ended with {ran.status}")
        where = f"spoilt {sample.name} (number {number}, seed {seed}): {ran.as_typed()}"
        if disorder := ran.disorder({0, 1, 2, 4, 5}):
            tally.fault(f"{where} {disorder}")
            shutil.copy(file, folder.parent / f"found-{number}{sample.suffix}")
        if "import" in args and "--dry-run" not in args and ran.status == 0 and (unsound := desk.unsound()):
            tally.fault(f"{where}: {unsound}")
            break
        for name in ("page.docx", "loaded.db"):
            (desk.folder / name).unlink(missing_ok=True)
    if unsound := desk.unsound():
        tally.fault(f"after sheets {numbers[0]} to {numbers[-1]} (seed {seed}): {unsound}")
    shutil.rmtree(desk.folder)


def taking(name, suffix, number):
    if suffix == ".docx":
        return ["report", "brief", "--template", name, "-o", "page.docx"]
    if suffix == ".jsonl":
        return ["load", name, "--db", "loaded.db"]
    return ["import", name] + ([] if number % 10 == 9 else ["--dry-run"]) + (["--category", "治水"] if number % 3 == 0 else [])
