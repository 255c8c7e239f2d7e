"""Many at once, a clock that is wrong, a disk that is full, a pager that pauses."""

import fcntl
import os
import shutil
import subprocess
import termios
import threading
import time
from pathlib import Path

from .kills import many
from .office import DEED, broken_word, names


def crowded(office, tally, people, each):
    """So many people type so many returns each, while others look: no number twice, none lost, moments rise."""
    told, lock, is_over = [], threading.Lock(), threading.Event()
    before = office.ledger()

    def types(person):
        for number in range(each):
            mark = f"众{person}之{number}号"
            ran = office.run("update", "HS-W-002", "--on", "2022-08-31", "--text", mark)
            with lock:
                told.append((mark, ran))

    def looks(who, user):
        while not is_over.is_set():
            ran = office.run("list", **user)
            tally.count(f"looks by {who}")
            if ran.status != 0 or "HS-W-001" not in ran.told:
                tally.fault(f"list by {who} beside {people} who record: status {ran.status}: {ran.said.strip()[:200]}")

    readers = [threading.Thread(target=looks, args=("one who may write", {}))]
    office.folder.chmod(0o755)
    office.register.chmod(0o644)
    if os.geteuid() == 0 and all(is_open_to_all(path) for path in (office.register, Path(office.program.path))):
        readers.append(threading.Thread(target=looks, args=("one who may not", {"user": 65534, "group": 65534})))
    else:
        tally.skip("a reader who may not write: nobody else can come to the register or the program")
    writers = [threading.Thread(target=types, args=(person,)) for person in range(people)]
    for thread in readers + writers:
        thread.start()
    for thread in writers:
        thread.join()
    is_over.set()
    for thread in readers:
        thread.join()
    held(office, tally, before, told)


def is_open_to_all(path):
    """Whether anybody may come to a file and read it."""
    return path.stat().st_mode & 0o004 and all(folder.stat().st_mode & 0o001 for folder in path.parents)


def held(office, tally, before, told):
    ledger = office.ledger()
    numbers = ledger.numbers["update"]
    for mark, ran in told:
        tally.count(f"commands that ended with {ran.status}")
        changes = ledger.of(mark)
        if disorder := ran.disorder({0, 6}):
            tally.fault(f"{ran.as_typed()}: {disorder}")
        if len(changes) != (1 if ran.status == 0 else 0):
            tally.fault(f"{mark} ended with {ran.status} and is recorded {len(changes)} times")
        elif changes and numbers[changes[0]] != ran.told.strip():
            tally.fault(f"{mark} was told number {ran.told.strip()}, on record is {numbers[changes[0]]}")
    given = [ran.told.strip() for _, ran in told if ran.status == 0]
    if len(set(given)) != len(given):
        tally.fault("a number was given out twice")
    moments = [each[2] for each in ledger.changes]
    if moments != sorted(set(moments)):
        tally.fault("moments on record do not rise")
    if len(ledger.changes) - len(before.changes) != len(given):
        tally.fault(f"{len(given)} were told, {len(ledger.changes) - len(before.changes)} are on record")
    if unsound := office.unsound():
        tally.fault(unsound)


CLOCKS = ("2199-12-31T23:59:59.999+08:00", "2100-01-01", "1970-01-01", "9999-12-31", "0001-01-01")


def wrong_clocks(office, tally, folder):
    """A clock of another age is refused and locks nobody out; where it is insisted on, all can still be read."""
    for number, clock in enumerate(CLOCKS):
        wrong = {"HAISHU_PROJ_TODAY": clock}
        desk = office.copy(folder / f"clock-{number}")
        hashes = [each[3] for each in desk.ledger().changes]
        ran = desk.run("update", "HS-W-002", "--text", "钟", env=wrong)
        tally.count("wrong clocks")
        if ran.status in (0, None) or ran.disorder():
            tally.fault(f"HAISHU_PROJ_TODAY={clock} {ran.as_typed()}: status {ran.status}, {ran.disorder() or 'recorded'}")
        if [each[3] for each in desk.ledger().changes] != hashes and ran.status != 0:
            tally.fault(f"HAISHU_PROJ_TODAY={clock}: the ledger is no longer what it was")
        usable(desk, tally, clock, [["list"], ["report"], ["history"], ["update", "HS-W-002", "--on", "2022-08-31", "--text", "其后"]])
        insisted = desk.run("update", "HS-W-002", "--on", "2022-08-31", "--text", "钟", "--force", "--reason", "坚持", env=wrong)
        tally.count(f"insisted on: ended with {insisted.status}")
        usable(desk, tally, clock, [["list"], ["report"], ["history"]])


def usable(desk, tally, clock, commands):
    for args in commands:
        after = desk.run(*args)
        if after.status != 0:
            tally.fault(f"after HAISHU_PROJ_TODAY={clock}: {after.as_typed()} ends with {after.status}: {after.said.strip()[:200]}")
    if unsound := desk.unsound():
        tally.fault(f"after {clock}: {unsound}")


def paused_pager(office, tally):
    """What a pager has not read yet keeps nobody waiting."""
    many(office, 3000)
    for args in (["import", "many.csv"], ["report", "grid", "--freeze"], ["export", "--what", "all", "--format", "json"]):
        process = office.program.start(args, office.folder)
        is_paused = is_full(process)
        begun = time.monotonic()
        other = office.run("update", "HS-W-002", "--on", "2022-08-31", "--text", f"读者停着时{args[0]}")
        tally.count("pagers that paused" if is_paused else "pages that fit into a pipe")
        if other.status != 0:
            tally.fault(f"while {' '.join(args)} | less pauses: {other.as_typed()} ends with {other.status} after {time.monotonic() - begun:.1f} s")
        _, err = process.communicate(timeout=60)
        if process.returncode != 0:
            tally.fault(f"{' '.join(args)}, read after a while, ends with {process.returncode}: {err.decode()[:200]}")
    if unsound := office.unsound():
        tally.fault(unsound)


def is_full(process):
    """Waits until the pipe that nobody reads takes no more, or the program has ended."""
    waiting = 0
    for _ in range(600):
        if process.poll() is not None:
            return False
        before, waiting = waiting, int.from_bytes(fcntl.ioctl(process.stdout, termios.FIONREAD, bytes(4)), "little")
        if waiting == before and waiting > 4096:
            return True
        time.sleep(0.2)
    return True


STREAMS = [["update", "HS-W-002", "--on", "2022-08-31", "--text"], ["report", "--freeze", "--note"], ["add", "其他"]]


def deaf_streams(office, tally):
    """A stdout that takes nothing: status 1, and stderr says which change is recorded all the same."""
    for number, args in enumerate(STREAMS * 2):
        mark = f"聋{number}之号"
        reader, writer = os.pipe()
        os.close(reader)
        with open("/dev/full", "wb") as full:
            ran = office.run(*args, mark, stdout=full if number < 3 else writer)
        os.close(writer)
        tally.count("stdouts that take nothing")
        changes = office.ledger().of(mark)
        if disorder := ran.disorder({0, 1}):
            tally.fault(f"{ran.as_typed()} with a stdout that takes nothing: {disorder}")
        if changes and (ran.status != 1 or not names(ran.said, changes[0])):
            tally.fault(f"{ran.as_typed()} with a stdout that takes nothing: change {changes[0]} is recorded, status {ran.status}, said: {ran.said.strip()[:200]}")
        if not changes and ran.status == 0:
            tally.fault(f"{ran.as_typed()} with a stdout that takes nothing: ends well, and is not recorded")


def full_disk(office, tally, folder, step):
    """A disk with less and less room: readers read, what is told is on record, nothing is half."""
    disk = folder / "small"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], capture_output=True).returncode:
        tally.skip("a real small disk: nothing can be mounted here; `full` among the faults stands for it")
        return
    try:
        for free in range(0, 144, step):
            crammed(office, tally, disk, free)
    finally:
        subprocess.run(["umount", disk], check=True)


def crammed(office, tally, disk, free):
    for number, name in enumerate(("update", "import", "freeze -o", "undo")):
        for each in disk.iterdir():
            shutil.rmtree(each) if each.is_dir() else each.unlink()
        desk = office.copy(disk / "desk")
        deed, mark = DEED[name], f"满{free}之{number}号"
        args = deed.args(0, mark, desk)
        room = os.statvfs(disk)
        with open(disk / "filler", "wb") as filler:
            os.posix_fallocate(filler.fileno(), 0, max(room.f_bavail * room.f_frsize - free * 1024, 1))
        where = f"with {free} KiB free: "
        looked = desk.run("list")
        tally.count("looks on a full disk")
        if looked.status != 0:
            tally.fault(f"{where}list ends with {looked.status}: {looked.said.strip()[:200]}")
        ran = desk.run(*args)
        tally.count(f"deeds on a full disk that ended with {ran.status}")
        if disorder := ran.disorder({0, 1}):
            tally.fault(f"{where}{ran.as_typed()}: {disorder}")
        if desk.left():
            tally.fault(f"{where}{ran.as_typed()}: leaves {desk.left()}")
        (disk / "filler").unlink()
        if broken := broken_word(deed, mark, ran, desk.ledger(), failed=True):
            tally.fault(f"{where}{ran.as_typed()}: {broken}")
        if unsound := desk.unsound():
            tally.fault(f"{where}{ran.as_typed()}: {unsound}")
