"""An office with a register: the commands it types, what they told, and what an outsider finds on record.

The outsider is Python's own SQLite, reading a copy of the file, and `check`. A command is known in the ledger by a mark
that stands in its command line, so "told" can be held against "recorded" one by one.
"""

import dataclasses
import os
import re
import shlex
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
REGISTER = "haishu.db"
ENVIRONMENT = {"PATH": os.environ["PATH"], "HAISHU_PROJ_USER": "办公室", "HAISHU_PROJ_TODAY": "2022-09-01", "LANG": "C.UTF-8"}
STATUSES = {0, 1, 2, 3, 4, 5, 6}
PATIENCE = 60
ALIKE_PRINTED = 2


@dataclasses.dataclass
class Ran:
    """A command that has ended. A negative status is the signal that ended it; None: it had to be ended, for it hung."""
    command: list
    status: int
    out: bytes
    err: bytes
    seconds: float

    @property
    def said(self):
        return self.err.decode("utf-8", "replace")

    @property
    def told(self):
        return self.out.decode("utf-8", "replace")

    def as_typed(self):
        """The command, to be typed again into a shell."""
        return " ".join(quoted(each) for each in self.command)

    def disorder(self, statuses=STATUSES):
        """What no command may do, whatever befalls it."""
        if self.status is None:
            return f"hangs for more than {self.seconds:.0f} s"
        if "panicked at" in self.said or self.status == 101:
            return "panics: " + self.said.strip()[:300]
        if self.status not in statuses:
            return f"ends with status {self.status}: {self.said.strip()[:300]}"
        return None


def quoted(word):
    if isinstance(word, str):
        word = word.encode()
    text = word.decode("utf-8", "surrogateescape")
    if text and text.isprintable():
        return text if re.fullmatch(r"[\w./=:,%{}+-]+", text) else shlex.quote(text)
    plain = (chr(byte) if 32 <= byte < 127 and byte not in b"\\'" else f"\\x{byte:02x}" for byte in word)
    return f"$'{''.join(plain)}'"


class Program:
    """The program that is tried."""

    def __init__(self, path):
        self.path = str(Path(path).resolve())
        self.version = self.run(["--version"], cwd=HERE).told.strip()
        words = self.run(["--lang", "en", "--help"], cwd=HERE).told
        self.commands = re.findall(r"^  ([a-z-]+) ", words.split("Commands:")[1].split("\n\n")[0], re.M)

    def has(self, command, flag=None):
        """Whether there is such a command, with such a flag."""
        if command not in self.commands:
            return False
        return flag is None or flag in self.run([command, "--help"], cwd=HERE).told

    def start(self, args, cwd, env=None, **more):
        more = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
        return subprocess.Popen([self.path, *args], cwd=cwd, env={**ENVIRONMENT, **(env or {})}, **more)

    def run(self, args, cwd, env=None, patience=PATIENCE, **more):
        begun = time.monotonic()
        process = self.start(args, cwd, env, **more)
        try:
            out, err = process.communicate(timeout=patience)
            status = process.returncode
        except subprocess.TimeoutExpired:
            process.kill()
            out, err = process.communicate()
            status = None
        out, err = out or b"", err or b""  # where they go elsewhere
        return Ran(["haishu-proj", *args], status, out, err, time.monotonic() - begun)


class Office:
    """A folder with a register."""

    def __init__(self, program, folder):
        self.program, self.folder = program, Path(folder)
        self.register = self.folder / REGISTER

    def run(self, *args, **more):
        return self.program.run(list(args), self.folder, **more)

    def must(self, *args, **more):
        ran = self.run(*args, **more)
        if ran.status != 0:
            raise SystemExit(f"trust: the office cannot be set up: {ran.as_typed()}\n{ran.said}")
        return ran.told.strip()

    def copy(self, folder):
        shutil.copytree(self.folder, folder)
        return Office(self.program, folder)

    def check(self, *args):
        return self.run("check", *args, env={"HAISHU_PROJ_LANG": "en"})

    def unsound(self):
        """What `check` finds; doubtful data is none of it. None: the register is sound."""
        found = self.check()
        if found.status in (0, 3) and re.search(r"\b[0-9a-f]{64}\b", found.said + found.told):
            return None
        return f"check ends with {found.status}: {(found.told + found.said).strip()[:300]}"

    def left(self):
        """Temporary files of ours."""
        return sorted(each.name for each in self.folder.iterdir() if each.name.startswith(".haishu-proj"))

    def logs(self):
        """What SQLite keeps beside a register while it is written to."""
        return sorted(each.name for each in self.folder.iterdir() if re.fullmatch(rf"{REGISTER}-(wal|shm|journal)", each.name))

    def ledger(self):
        return Ledger(self.register)


class Ledger:
    """What an outsider reads of a register, of a copy of it, so that nothing is changed by looking."""

    def __init__(self, register):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / REGISTER
            for ending in ("", "-wal", "-journal"):
                beside = Path(f"{register}{ending}")
                if beside.exists():
                    shutil.copy(beside, f"{copy}{ending}")
            connection = sqlite3.connect(copy)
            try:
                self.changes = connection.execute("SELECT id, command, recorded_at, hash, voids FROM change ORDER BY id").fetchall()
                self.numbers = {deed.name: dict(connection.execute(deed.recorded).fetchall()) for deed in DEEDS if deed.recorded}
                void = {each[4] for each in self.changes if each[4]}
                self.updates = [each[0] for each in self.changes if re.match("update HS-W-00[25] ", each[1]) and each[0] not in void]
            finally:
                connection.close()

    def of(self, mark):
        return [each[0] for each in self.changes if mark in each[1]]


@dataclasses.dataclass
class Deed:
    """A command that records."""
    name: str
    args: object          # (number, mark, office) → arguments; files it needs are made
    number: str = ""      # a pattern: what of stdout is the number that people quote
    recorded: str = ""    # (change, number) of all such on record
    makes: str = ""       # the file it writes


def sheet(number, mark, office):
    rows = "".join(f"{code},2022-08-31,{mark} {n}\n" for n, code in enumerate(CODES))
    (office.folder / f"{mark}.csv").write_text("编号,截至,进展情况\n" + rows, encoding="utf-8")
    return ["import", f"{mark}.csv"]


def last_update(number, mark, office):
    if not office.ledger().updates:
        office.must(*DEED["update"].args(number, "待撤", office))
    return ["undo", str(office.ledger().updates[-1]), "--reason", mark]


CODES = ("HS-W-001", "HS-B-002", "HS-R-001", "HS-W-002", "HS-W-003")
# two of a name may be taken for one: the works that are added have numbers far apart
DEEDS = [
    Deed("update", lambda n, mark, _: ["update", "HS-W-002", "--on", "2022-08-31", "--text", mark],
         r"^(\d+)$", "SELECT change_id, CAST(no AS TEXT) FROM status_update"),
    Deed("add", lambda n, mark, _: ["add", "其他", f"{mark}工程", "--unit", "区水利局"],
         r"^(HS-\w-\d+)$", "SELECT change_id, code FROM project"),
    Deed("issue", lambda n, mark, _: ["issue", "raise", "HS-W-001", mark, "--on", "2022-08-01"],
         r"^I-0*(\d+)$", "SELECT change_id, CAST(no AS TEXT) FROM issue"),
    Deed("plan", lambda n, mark, _: ["plan", "HS-W-001", "2022", "--invest", f"{6000 + n}万", "--reason", mark]),
    Deed("import", sheet),
    Deed("undo", last_update, r"^(\d+)$", "SELECT id, CAST(voids AS TEXT) FROM change WHERE voids IS NOT NULL"),
    Deed("freeze", lambda n, mark, _: ["report", "--freeze", "--note", mark],
         r"第(\d+)号定稿", "SELECT change_id, CAST(no AS TEXT) FROM frozen_page"),
    Deed("freeze -o", lambda n, mark, _: ["report", "--freeze", "--note", mark, "-o", "page.txt"], makes="page.txt"),
]
DEED = {deed.name: deed for deed in DEEDS}


def broken_word(deed, mark, ran, ledger, failed=False):
    """Whether what a command told is on record, once and with that number; `failed`: it met a failure and lived to tell."""
    changes = ledger.of(mark)
    if len(changes) > 1:
        return f"is recorded {len(changes)} times"
    if ran.status == 0 and not changes:
        return "ended well and is not recorded"
    whole_lines = ran.told[: ran.told.rfind("\n") + 1]
    told = re.search(deed.number, whole_lines, re.M) if deed.number else None
    if told and not changes:
        return f"told {told[1]} and is not recorded"
    if told and ledger.numbers[deed.name].get(changes[0]) != told[1]:
        return f"told {told[1]}, on record is {ledger.numbers[deed.name].get(changes[0])}"
    done = re.search(r"^已.*?第(\d+)号变更|已导入（变更(\d+)）", ran.said, re.M)
    if done and not changes:
        return f"said `{done[0][:60]}` and is not recorded"
    if failed and changes and ran.status != 0 and not names(ran.said, changes[0]):
        return f"failed with {ran.status}, is recorded as change {changes[0]}, and does not say so: {ran.said.strip()[:200]}"
    return None


def names(text, number):
    """Whether a number stands in a text, and not as a part of another."""
    return re.search(rf"(?<!\d){number}(?!\d)", text) is not None


# -- the register that is tried: small, and with a row in each of its tables ----------------------------------------

SET_UP = """
init --note 说明 --issuer 示例办
unit add 区水利局 --alias 水利局
unit add 区住建局
unit add 镇海水务
field add 资金来源 --kind choice --choices 财政,专项债 --key funds
field add 项目负责人 --kind person
add 治水 甲江堤防工程 --unit 区水利局 --leader 王局长 --location 甲江 --content 堤防3公里 --total 1.2亿 --basis 概算 --tag 治水48 --national-code 2103-330203-04-01-123456 --alias 甲江堤 --start 2022-03 --finish 2023-06 --source 年初名单
add 区块 区块总项 --programme
add 区块 乙片区 --unit 区住建局 --parent HS-B-001 --total 8000万
add 征迁 丙地块征迁 --unit 区住建局 --unit 区水利局 --total households=320
add 治水 丁河 --unit 区水利局 --total 3000万
plan HS-W-001 2022 --invest 6000万 --on 2022-01-10
plan HS-W-002 2022 --invest 1200万 --months 100万,200万,300万,400万,500万,600万,700万,800万,900万,1000万,1100万,1200万 --goal 完工 --on 2022-01-10
update HS-W-001 --on 2022-07-31 --stage 开工 --invested 1200万 --text 清表 --source 填报表
update HS-W-001 --on 2022-08-31 --stage 在建 --invested 2350万 --paid 1000万 --progress 20% --problem 缺地 --ask 请协调 --next 合龙
update HS-W-001 --corrects 2 --invested 2250万 --reason 误计
update HS-W-001 --light 黄 --until 2022-12-31 --reason 关注
milestone add HS-W-001 围堰合龙 2022-08-20 --on 2022-03-01 --source 任务书
milestone move HS-W-001 围堰合龙 2022-10-20 --reason 汛期
milestone add HS-W-001 清表 2022-08-20 --on 2022-03-01
milestone met HS-W-001 清表 --on 2022-08-01
permit set HS-W-001 环评 --due 2022-12 --authority 市生态环境局
permit done HS-W-001 立项 --on 2022-02-10 --number 示发改〔2022〕15号 --authority 区发改局
permit waive HS-W-001 洪评 --reason 不涉河
permit checklist 治水 --add 文物勘探 --word 文物 --after 环评
milestone add HS-W-001 全线完工 2023-06 --on 2022-03-01 --stage 完工
issue raise HS-W-001 用地未移交 --ask 请协调 --unit 区住建局 --due 2022-08-25 --level deputy --on 2022-07-05
issue close I-01
issue raise HS-B-002 管线未迁 --on 2022-08-05
target add 全年完成投资80亿元 --year 2022 --value 80亿 --measure invested --category 治水 --tag 治水48
target add 新开工2项 --year 2022 --value 2 --count 开工 --category 治水
target add 新增泵站3座 --year 2022 --value 3 --entered 座 --opening 1
target enter T-03 2 --source 月报
add 治水 丁河二期 --split-from HS-W-002 --share 40% --on 2022-06-01
update HS-B-002 --stage 开工 --on 2022-05-31 --invested 100万
update HS-R-001 --condition 停工 --review 2022-12-01 --on 2022-08-01
add 治水 庚河 --unit 镇海水务
update HS-W-004 --condition merged --into HS-W-002 --on 2022-08-01
unit merge 镇海水务 区水利局 --on 2022-09-01
unit add 区城建办
add 其他 壬路 --unit 区城建办
unit rename 区住建局 区住房局 --on 2022-08-15
unit move 区住房局 --position 1 --on 2022-08-15
unit split 区城建办 --into 区城管局 --into 区房管办 --rest 区城管局 --on 2022-08-20
rules set gap.red=25 --on 2022-09-01 --reason 区政府要求
measure add 完成长度 --unit 公里 --unit-en km --decimals 2 --total 总长度 --category 其他
heading add 地块 项目名称
category add 交通 --prefix T --stages 谋划|开工,在建|建成|交工验收 --label-en transport --word 道路 --synonym 在建=施工中
category edit 交通 --rename 谋划=储备
edit HS-W-001 --leader 项目负责人=李工 --field 资金来源=专项债 --on 2022-03-01
edit HS-P-001 --category 交通 --on 2022-06-01
import 八月.csv --map 累计完成投资=自开工累计完成投资(万元) --map 总投资=总投资(万元) --map 2022年计划投资=年度计划(万元) --category 治水
people add 办公室 --right file --right register --right freeze --right rules --right people --right accept
people add 填报员 --unit 区住建局
review on
--by 填报员 update HS-B-002 --on 2022-08-30 --text 待审一
--by 填报员 update HS-B-002 --on 2022-08-31 --text 待审二 --invested 200万
review accept S-01
--by 填报员 update HS-R-001 --on 2022-08-31 --text 待审三
review return S-03 --reason 不清
update HS-W-005 --on 2021-12-31 --invested 0元
report --freeze -o 定稿.txt
report changes --since 2022-08-01 --freeze -o 变化.txt
undo
"""
SHEET = "序号,工程名称,牵头单位,总投资,2022年计划投资,累计完成投资\n1,辛闸工程,区水利局,12000,6000,2600\n"


def set_up(program, folder, *init):
    folder.mkdir(parents=True)
    office = Office(program, folder)
    (folder / "八月.csv").write_text(SHEET, encoding="utf-8")
    for line in SET_UP.strip().splitlines():
        words = line.split()
        command = words[2] if words[0] == "--by" else words[0]
        if command in program.commands and ("--by" not in words or "review" in program.commands):
            office.must(*words, *(init if command == "init" else ()))
    for each in folder.iterdir():
        if each.name != REGISTER:
            each.unlink()
    found = office.check()
    if found.status != 0:
        raise SystemExit(f"trust: the office's register is not sound to begin with:\n{found.told}{found.said}")
    return office


# -- what was tried, and what was found ------------------------------------------------------------------------------

class Tally:
    """Counts of one trial, and the faults it found, each with the command that shows it."""

    def __init__(self, name):
        self.name, self.counts, self.faults = name, Counter(), []
        self.alike = Counter()  # faults but for their numbers: of many alike the first few are printed
        self.skipped, self.seconds, self.lock = [], 0.0, threading.Lock()

    def count(self, what, by=1):
        with self.lock:
            self.counts[what] += by

    def fault(self, what):
        with self.lock:
            self.faults.append(what)
            kind = re.sub(r"\.haishu-proj-\w+|\d+", "#", what)
            self.alike[kind] += 1
            if self.alike[kind] <= ALIKE_PRINTED:
                print(f"  FAULT in {self.name}: {what}", flush=True)

    def skip(self, what):
        if what not in self.skipped:
            self.skipped.append(what)
            print(f"  not tried in {self.name}: {what}", flush=True)

    def line(self):
        """The counts, those of a kind beside each other."""
        first = [each for each in self.counts if each.split()[0] not in ("of", "in", "ended")]
        rest = sorted(each for each in self.counts if each not in first)
        return ", ".join(f"{self.counts[each]} {each}" for each in first + rest)


def end(process, number=signal.SIGKILL):
    """Ends a program that was started here, and gives what it had said."""
    process.send_signal(number)
    try:
        out, err = process.communicate(timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        out, err = process.communicate()
        return Ran(process.args, None, out, err, PATIENCE)
    return Ran(process.args, process.returncode, out, err, 0)
