"""Command lines made at random from what `--help` lists, with values that nobody should type.

A status of the table, no panic, no hang; where the status says that nothing changed, nothing has; no file appears outside
the folder; no control sign of the values reaches a terminal through a message.
"""

import hashlib
import random
import re
import shutil

HOSTILE = [
    b"", b" ", b"0", b"-1", b"--", b"-", b"99999999999999999999999999", b"1e999", b"NaN", b"0x10", b"1.7976931348623157e308", b"9223372036854775807",
    b"9223372036854775808", b"92233720368547758.07", "9999999亿".encode(), "１２万".encode(), "一百万".encode(), b"0.001", b"1,2,3", b"..", b".", b"../x", b"a/../../b",
    b"\xff\xfe", b"\xe4\xb8", b"\xed\xa0\x80", "\u202eabc".encode(), "\u200b".encode(), b"\x1b[31mred\x1b[0m", b"\x1b]0;t\x07", b"\x07", b"\r\n", b"\n", b"\t",
    "\u0000".encode() + b"", "👩‍👩‍👧".encode(), "é".encode(), ("长" * 4000).encode(), b"x" * 100000, b"'; DROP TABLE change; --", b"=cmd|'/c calc'!A0", b"%s%n", b"{unit}",
    b"{", b"{}{}", b"{{content}}", b"$(id)", b"`id`", b"C:\\x", b"con", b"2022-02-30", b"0000-00-00", b"9999-12-31", b"10000-01-01", b"2022-13", b"1899-12-31",
    b"2199-12-31", b"2200-01-01", "2022年8月31日".encode(), b"today", b"HS-W-001", b"HS-W-999", b"hs-w-001", "区水利局".encode(), b"I-01", b"I-99999999999999999999", b"T-01",
    b"4294967296", b"-9223372036854775808", b"+5", b"5%", b"101%", b"-0", b"1/0", b"a=b", b"=", b"==", b"area=", b"=3", "总投资=总投资(万元)".encode(),
]
HOSTILE = [value for value in HOSTILE if b"\0" not in value]  # no argument can hold it
SENSIBLE = {
    "DATE": ["2022-08-31", "2022-01-01", "2022-09-01", "2022-03"], "MONEY": ["120万", "1.2亿", "2500万"], "PERCENT": ["40%", "100%"], "PROJECT": ["HS-W-001", "HS-B-002", "丁河"],
    "CODE": ["HS-W-001", "HS-B-001"], "STAGE": ["开工", "在建", "完工"], "CATEGORY": ["治水", "区块", "征迁", "其他"], "UNIT": ["区水利局", "区住建局"], "YEAR": ["2022", "2023"],
    "ID": ["1", "12", "38"], "NUMBER": ["1", "2"], "N": ["1", "3"], "LIGHT": ["红", "黄"], "CONDITION": ["停工", "正常"], "V": ["48", "30万平方米", "80亿"], "INTO": ["区水利局"],
    "KEY=VALUE": ["gap.red=25", "cadence=7"], "MEASURE=V": ["area=3万平方米", "signed=4"], "TIME": ["2022-08-31", "2022-09-01T00:00:00+08:00"], "AT": ["MON 08:00", "daily 02:00"],
    "NAME": ["新工程", "围堰合龙", "王局长"], "TEXT": ["文字"], "HEADING=FIELD": ["工程名称=项目名称"], "FIELD": ["项目名称"], "HEADING": ["工程名称"], "ISSUE": ["I-02"], "TARGET": ["T-03"],
}
FILES = [b"out.txt", b"out.xlsx", b"out.docx", b"out.json", b"out.csv", b"out.html", b"out.md", b"out", b"./", b"no/such/out.txt", b"../up.txt", b"{unit}.txt", b"{unit}/{leader}.xlsx",
         b"haishu.db", b"haishu.db-wal", b"/dev/full", b"/dev/null", b"", b"\xff.txt", "名\u202e.txt".encode(), b"x" * 300, b"-", b"list.csv", b"."]


class Grammar:
    """Commands, their flags and arguments, read from `--help`."""

    def __init__(self, program, folder):
        self.program, self.folder, self.lines = program, folder, []
        self.flags = {}
        self.read([])

    def read(self, path):
        text = self.program.run(["--lang", "en", *path, "--help"], self.folder).told
        inner = re.search(r"^Commands:\n((?:  .*\n)+)", text, re.M)
        if inner:
            for name in re.findall(r"^  ([a-z][a-z-]*)(?: |$)", inner[1], re.M):
                self.read([*path, name])
        if path and not (inner and "<COMMAND>" in text):
            usage = re.search(r"^Usage: (.*)$", text, re.M)[1]
            arguments = re.findall(r"(?<![\w-] )[<\[]([A-Z][^>\]]*)[>\]]", re.sub(r"--\S+ <[^>]*>", "", usage).replace("[OPTIONS]", ""))
            self.lines.append((path, arguments))
        self.flags[tuple(path)] = self.flags_in(text)

    def flags_in(self, text):
        found = []
        for block in re.split(r"\n(?=  +(?:-\w, |    )?--)", text)[1:]:
            head = re.match(r"\s+(?:-\w, )?(--[a-z-]+)(?: [<\[]([^>\]]+)[>\]])?", block)
            values = re.search(r"possible values:\s+([^\]]+)\]", block)
            values = re.split(r",\s+", values[1].strip()) if values else re.findall(r"^\s+- ([\w-]+):", block, re.M)
            found.append((head[1], head[2], values))
        return found

    def value(self, chance, name, values):
        """What stands behind a flag or in the place of an argument."""
        name = (name or "").rstrip(".")
        if chance.random() < 0.4:
            value = chance.choice(HOSTILE)
        elif values:
            value = chance.choice(values)
        elif name in ("FILE", "OUTPUT", "FOLDER", "DIR"):
            value = chance.choice(FILES)
        else:
            value = chance.choice(SENSIBLE.get(name, ["文字"]))
        return value if isinstance(value, bytes) else value.encode()

    def line(self, chance):
        path, arguments = chance.choice(self.lines)
        if path == ["demo"] and chance.random() < 0.9:
            path, arguments = chance.choice(self.lines)
        words = [part.encode() for part in path]
        for name in arguments:
            if chance.random() < 0.93:
                words.append(self.value(chance, name, []))
        for flag, name, values in chance.sample(self.flags[tuple(path)], min(len(self.flags[tuple(path)]), chance.choice([0, 1, 1, 2, 3, 5]))):
            if flag in ("--help", "--version"):
                continue
            words.append(flag.encode())
            if name and chance.random() < 0.97:
                value = self.value(chance, name, values)
                if chance.random() < 0.3:
                    words[-1] += b"=" + value
                else:
                    words.append(value)
        if chance.random() < 0.05:
            words.insert(chance.randrange(len(words) + 1), chance.choice(HOSTILE))
        if chance.random() < 0.03:
            words += words[-2:]
        return [word for word in words if not is_far(word)]


def is_far(word):
    """A path that leaves the folder of the trial for good: nothing may be written there by those who try."""
    value = word.partition(b"=")[2] if word.startswith(b"--") else word
    return value.startswith(b"/") and value not in (b"/dev/null", b"/dev/full")


def lines(office, grammar, tally, folder, seed, numbers):
    """A stretch of them, on one register."""
    root = folder / f"lines-{numbers[0]}"
    (root / "one" / "two").mkdir(parents=True)
    desk = office.copy(root / "one" / "two" / "three")
    (desk.folder / "list.csv").write_text("编号,截至,进展情况\nHS-W-001,2022-09-01,行\n", encoding="utf-8")
    for number in numbers:
        chance = random.Random(f"line {seed} {number}")
        words = grammar.line(chance)
        before = fingerprint(desk)
        ran = desk.run(*words, patience=60 if b"demo" in words else 10)  # it types hundreds of commands
        tally.count("command lines")
        tally.count(f"ended with {ran.status}")
        where = f"line {number} (seed {seed}): {ran.as_typed()[:600]}"
        if disorder := ran.disorder():
            tally.fault(f"{where} {disorder}")
        if ran.status in (2, 4, 5, 6) and fingerprint(desk) != before:
            tally.fault(f"{where} ends with {ran.status}, and the register has changed")
        if raw := re.search("[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f\x80-\x9f\u202a-\u202e\u2066-\u2069]", ran.said):
            tally.fault(f"{where} lets {raw[0]!r} through to stderr")
        if b"always" not in b" ".join(words) and b"\x1b" in ran.err:
            tally.fault(f"{where} lets an escape through to stderr")
        if not desk.register.exists():
            tally.fault(f"{where}: the register is gone")
            return
        if outside := [each for each in root.rglob("*") if each.is_file() and desk.folder not in each.parents and each.name != "up.txt"]:
            tally.fault(f"{where}: writes {outside}")
            for each in outside:
                each.unlink()
    if unsound := desk.unsound():
        tally.fault(f"after lines {numbers[0]} to {numbers[-1]} (seed {seed}): {unsound}")
    shutil.rmtree(root)


def fingerprint(desk):
    """Of what the register holds: at rest it is one file."""
    return hashlib.sha256(desk.register.read_bytes()).digest() if desk.register.exists() else None
