"""What other programs make of our sheets, and we of theirs. Started by `.ci/spreadsheets`; every difference is told."""

import datetime
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import python_calamine
from openpyxl.utils import get_column_letter

PROGRAM, FOLDER = sys.argv[1], Path(sys.argv[2])
COLUMNS = Path(__file__).parent.parent / "fixtures/sheets/columns.md"
DAY = "2022-08-31"
LANGS = ("zh", "en")
ENV = {key: value for key, value in os.environ.items() if not key.startswith("HAISHU_PROJ_")}
ENV["HAISHU_PROJ_USER"] = "核对"

faults = []
cells_compared = 0


def fault(*said):
    faults.append(" ".join(str(each) for each in said))


def run(*args, status=0, cwd=None):
    """What the program prints; another exit status than the one awaited ends it all."""
    done = subprocess.run([PROGRAM, *map(str, args)], env=ENV, cwd=cwd, capture_output=True, text=True)
    if done.returncode != status:
        print(f"haishu-proj {args} ended with {done.returncode}, not {status}:\n{done.stdout}{done.stderr}")
        sys.exit(1)
    return done.stdout


def convert(kind, outdir, *files):
    """Opens files in LibreOffice and saves them as another kind."""
    profile = (FOLDER / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", kind, "--outdir", outdir]
    done = subprocess.run([*command, *files], capture_output=True, text=True, timeout=150)
    made = [Path(outdir) / Path(file).with_suffix(f".{kind}").name for file in files]
    missing = [file for file in made if not file.exists()]
    if done.returncode or missing:
        print(f"LibreOffice: {done.returncode}, not made: {missing}\n{done.stdout}{done.stderr}")
        sys.exit(1)
    return made


# -- a register of nasty texts --------------------------------------------------------------------------------------

LINES = [
    '逗号, "引号" \'撇号\'', "=1+1", "-50", "+86 574", "@x", "＝1", "'=1", "'", "甲；乙", "甲\\", "\\；\\", "1e5", "1E5x", "0012",
    "12345678901234567890", "2022-10", "1-2", "3/4", "TRUE", "否", "50%", "1,234.50", "_x000D_", "_x0041_",
    "<r>x</r>", "<r>_x0041_</r>", "&amp; <b>&", "🏗\ufe0f🇨🇳", "𠮷野家", "碶闸", "甲　乙", "甲\u00a0乙", "#N/A", "=HYPERLINK(\"x\")",
    "（空）", "(empty)", "％", "e\u0301", "{1,2}", "xml:space  two  blanks",
]
PASSAGES = ["合影👨\u200d👩\u200d👧", "第一行\n第二行", "一\n\n=三, \"四\"\n五", "\n".join(f"第{n}行" for n in range(1, 40)), "长" * 2000]


def nasty(db):
    """A register whose texts look like something else, made by the program's own commands."""
    def do(*args):
        return run("--db", db, *args)

    do("init", "--fixed-day", DAY)
    for at, text in enumerate(LINES + PASSAGES):
        line = text if text in LINES else f"文字{at}"
        leader = f"责任领导={line}" if "=" in line or "＝" in line else line  # `=` parts a duty from a name
        told = [f"--location={text}", f"--content={text}", f"--source={text}", f"--leader={leader}", f"--alias=又名{line}"]
        lists = [f"--tag={line}", f"--tag=标{line}", f"--unit={line}", f"--unit=局{line}"]
        for unit in (line, f"局{line}"):
            do("unit", "add", "--distinct", "--", unit)
        do("add", "--code", f"P-{at}", *told, *lists, "--on", "2022-01-01", "--", "治水", line)
        words = [f"--text={text}", f"--problem={text}", f"--ask={text}", f"--next={text}", f"--source={text}"]
        do("update", f"P-{at}", "--on", "2022-07-31", "--stage", "开工", *words)
        do("milestone", "add", f"--source={text}", "--on", "2022-01-01", "--", f"P-{at}", line, "2022-12-01")
        do("issue", "raise", f"P-{at}", f"--ask={text}", f"--unit={line}", "--on", "2022-07-01", "--", text)
        do("plan", f"P-{at}", "2022", "--invest", "100万", f"--goal={text}", "--on", "2022-01-01")
        if at % 4 == 0:
            target = ["--year", "2022", "--entered", "座", "--value", "3", f"--source={text}"]
            number = do("target", "add", *target, "--", text).split()[0]
            do("target", "enter", number, "2", "--on", "2022-07-01", f"--source={text}")
    quantities(do)


def quantities(do):
    """Figures to the last place, dates of every precision, and every kind of row."""
    for code in ("0012", "1E5", "12345678901234567890", "2022-10", "1-2"):
        do("add", "--code", code, "--on", "2022-01-01", "其他", f"编号{code}")
    do("add", "征迁", "精确到分", "--code", "Q-1", "--unit", "一局", "--new-unit", "--basis", "概算", "--total", "123456789.01元",
       "--total", "area=300000.01平方米", "--total", "land=12.34亩", "--total", "households=320", "--start", "2022-03",
       "--finish", "2023", "--national-code", "2203-330203-04-01-123456")
    do("update", "Q-1", "--on", "2022-07-31", "--stage", "签约", "--invested", "12345678.9元", "--paid", "0.01元", "--set",
       "area=0.07平方米", "--set", "land=0.29亩", "--set", "signed=46", "--set", "vacated=0", "--set", "demolished=1")
    do("add", "治水", "特大", "--code", "Q-2", "--unit", "一局", "--total", "9999999999999.99元", "--start", "2022-03-05", "--finish",
       "2022-12")
    do("update", "Q-2", "--on", "2022-07-31", "--stage", "在建", "--invested", "1234567890123.45元", "--paid", "0元",
       "--progress", "57.29%")
    do("update", "Q-2", "--corrects", do("update", "Q-2", "--on", "2022-08-20", "--progress", "58.07%").split()[0],
       "--progress", "58.31%", "--reason", "=误")
    do("update", "Q-2", "--on", "2022-08-21", "--light", "黄", "--until", "2022-09-30", "--reason=-人工")
    do("update", "Q-2", "--on", "2022-08-22", "--condition", "停工", "--review", "2022-09-30")
    do("update", "Q-1", "--on", "2022-08-22", "--no-change")
    months = ",".join(f"{n * 100}.0{n % 10}元" for n in range(1, 13))
    do("plan", "Q-1", "2022", "--invest", "1200.02元", "--months", months, "--on", "2022-01-01")
    do("plan", "Q-1", "2022", "--set", "area=29999.99平方米", "--set", "land=0.57亩", "--set", "signed=46", "--on", "2022-01-01")
    do("plan", "Q-2", "2022", "--set", "physical=57.03%", "--on", "2022-01-01")
    do("plan", "Q-2", "2023", "--invest", "0.01元", "--goal", "主体完工", "--on", "2022-08-01")
    for name, due in (("到日", "2022-10-31"), ("到月", "2022-10"), ("到年", "2023")):
        do("milestone", "add", "Q-1", name, due, "--on", "2022-01-01")
    do("milestone", "met", "Q-1", "到日", "--on", "2022-08-01")
    do("milestone", "move", "Q-1", "到月", "2022-11", "--reason", "改期", "--on", "2022-08-01")
    issue = do("issue", "raise", "Q-1", "用地未移交", "--level", "head", "--due", "2022-08-25", "--on", "2022-07-05").split()[0]
    do("issue", "close", issue, "--outcome", "=已办结", "--on", "2022-08-20")
    for unit, value, entered in (("元", "80.07亿", "12345678.91元"), ("平方米", "30.01万平方米", "0.29平方米"),
                                 ("亩", "4.35亩", "0.57亩"), ("%", "99.99%", "57.29%"), ("人次", "12", "0")):
        made = ["--year", "2022", "--entered", unit, "--value", value, "--comparator", "ge", "--mode", "new"]
        number = do("target", "add", f"目标{unit}", *made).split()[0]
        do("target", "enter", number, entered, "--on", "2022-08-01", "--source", "报表")
    do("target", "add", "--year", "2022", "--value", "3", "--count", "开工", "--category", "治水", "开工3项")
    do("target", "add", "--year", "2022", "--value", "3亿", "--measure", "invested", "--strive", "--claim", "投资3亿元")


# -- what a cell should be ------------------------------------------------------------------------------------------

WORDS = {
    "project": ("项目", "project"), "lot": ("标段", "lot"), "programme": ("总项目", "programme"),
    "own": ("取本级", "its own"), "lots": ("取标段", "its lots'"),
    "red": ("红", "red"), "yellow": ("黄", "yellow"), "green": ("绿", "green"), "grey": ("灰", "grey"), "none": ("不评", "none"),
    "unit": ("责任单位", "unit"), "deputy": ("分管区领导", "deputy head"), "head": ("区长", "district head"),
    "promise": ("承诺", "promise"), "claim": ("已宣布", "claim"),
    "eq": ("等于", "equal to"), "ge": ("不少于", "at least"), "gt": ("超过", "more than"), "about": ("约", "about"),
    "must": ("应完成", "must"), "strive": ("力争", "strive"),
    "new": ("新增", "new"), "cumulative": ("累计", "cumulative"), "unstated": ("未说明", "unstated"),
}
ONSETS = {
    "continued": ("续建", "continued"), "new": ("新建", "new"), "completed_before": ("上年完工", "done before"),
    "pipeline": ("前期储备", "pipeline"), "unknown": ("未知", "unknown"),
}
UNITS = {
    "money": ("万元", "CNY million"), "area": ("平方米", "m²"), "land": ("亩", "mu"), "percent": ("%", "%"), "%": ("%", "%"),
    "count": ("户", None),
}
MILESTONES = {"start": ("计划开工", "Planned start"), "finish": ("计划完工", "Planned finish")}
TABLES = {"category": "category", "condition": "condition", "total_basis": "basis", "measure": "measure", "phase": "phase"}


def smallest(unit, lang):
    """How many of the smallest unit are one in a cell."""
    money = 10**6 if LANGS.index(lang) == 0 else 10**8
    return {"money": money, "area": 100, "land": 100, "percent": 10**4, "%": 10**4}.get(unit, 1)


def sheets():
    """The sheets as `columns.md` has them: names, and for each column both headings, member and type in JSON."""
    found = {}
    for line in COLUMNS.read_text(encoding="utf-8").splitlines():
        if match := re.fullmatch(r"## (\S+) · (.+): `(\w+)`", line):
            found[match[3]] = (match[1], match[2], columns := [])
        elif match := re.fullmatch(r"\| (.+?) \| (.+?) \| .* \| `(\w+)` (.+?) \|", line):
            columns.append((match[1], match[2], match[3], match[4]))
    return found


class Words:
    """The words of a register, code to label."""

    def __init__(self, db):
        with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as store:
            self.of = {table: {code: names for code, *names in store.execute(f"SELECT code, label_zh, label_en FROM {table}")}
                       for table in set(TABLES.values())}
            rows = store.execute("SELECT category, code, label_zh, label_en FROM v_stage").fetchall()
            self.stages = {(category, code): names for category, code, *names in rows}
            self.categories = dict(store.execute(
                "SELECT p.code, c.code FROM v_project p JOIN v_category c ON c.label_zh = p.category"))

    def label(self, key, row, sheet):
        code = row[key]
        if key == "stage":
            category = row["category"] if "category" in row else self.categories[row["code"]]
            return self.stages[category, code]
        if key in TABLES:
            return self.of[TABLES[key]][code]
        return (ONSETS if key == "onset" else WORDS)[code]


def awaited(key, kind, row, sheet, lang, words):
    """What the cell of a member must hold: None, a str, a date, or a Decimal."""
    value, at = row[key], LANGS.index(lang)
    if value is None or value == []:
        return None
    if key == "reasons":
        return ...
    if kind == "array of strings":
        return value
    if kind == "boolean":
        return (("是", "yes") if value else ("否", "no"))[at]
    if "moment" in kind:
        return value[:16].replace("T", " ")
    if kind.startswith("string, day") and len(value) == 10:
        return datetime.date.fromisoformat(value)
    if "code" in kind:
        return words.label(key, row, sheet)[at]
    if key == "unit" and sheet in ("plans", "targets"):
        return UNITS.get(value, (value, value))[at]
    if key == "milestone":
        return MILESTONES.get(value, (value, value))[at]
    if kind.startswith("string"):
        return value
    endings = {"fen": "money", "dm2": "area", "cmu": "land", "bp": "percent"}
    if key == "gap_bp":  # in points
        return Decimal(value) / 100
    unit = row["unit"] if "smallest" in kind else endings.get(key.rsplit("_", 1)[-1])
    return Decimal(value) / smallest(unit, lang)


def split(text):
    """The names of a list, written anew from its description: `；` between, `\\` before one that is of a name."""
    names = [re.sub(r"\\([\\；])", r"\1", name) for name in re.findall(r"((?:\\[\\；]|[^；])+)(?:；|$)", text)]
    return names


def same(cell, want):
    if want is None:
        return cell is None
    if want is ...:
        return isinstance(cell, str) and cell != ""
    if isinstance(want, list):
        return isinstance(cell, str) and split(cell) == want
    if isinstance(want, datetime.date):
        return cell == datetime.datetime(want.year, want.month, want.day) or (type(cell) is datetime.date and cell == want)
    if isinstance(want, Decimal):
        if isinstance(cell, str):  # more digits than a sheet keeps
            return len(want.normalize().as_tuple().digits) > 15 and Decimal(cell) == want
        return isinstance(cell, (int, float)) and not isinstance(cell, bool) and Decimal(repr(cell)) == want
    return isinstance(cell, str) and cell == want


def compare(reader, name, rows, sheet, data, lang, words):
    """Every cell of a sheet, as a reader gives it, against the member of JSON."""
    global cells_compared
    columns = sheets()[sheet][2]
    headings = [each[LANGS.index(lang)] for each in columns]
    if rows[0] != headings:
        return fault(name, reader, sheet, "headings:", rows[0], "not", headings)
    if len(rows) - 1 != len(data):
        return fault(name, reader, sheet, len(rows) - 1, "rows, not", len(data))
    for number, (cells, row) in enumerate(zip(rows[1:], data), 2):
        if set(row) != {each[2] for each in columns}:
            fault(name, sheet, number, "members of JSON:", set(row) ^ {each[2] for each in columns})
        for cell, (*_, key, kind) in zip(cells, columns, strict=True):
            want = awaited(key, kind, row, sheet, lang, words)
            cells_compared += 1
            if not same(cell, want):
                fault(name, reader, f"{sheet} row {number}, {key}: {cell!r}, not {want!r}")


def look(book, name, lang):
    """What a person sees of it: headings that stay, a filter, widths, days as days."""
    at = LANGS.index(lang)
    names = [*(each[at] for each in sheets().values()), ("说明", "About")[at]]
    if book.sheetnames != names:
        fault(name, "sheets are named", book.sheetnames, "not", names)
    cover = [cell.value for row in book.worksheets[-1].iter_rows() for cell in row]
    if DAY not in cover or not any("import" in str(each) for each in cover):
        fault(name, "the cover sheet does not say of which day it is and how it comes back:", cover)
    if not {("填报率", "Returns")[at], ("规则版本", "Rules")[at]} <= set(cover):
        fault(name, "the cover sheet does not say who has returned and by which rules the lights are:", cover)
    for sheet in book.worksheets[:-1]:
        whole = f"A1:{get_column_letter(sheet.max_column)}{sheet.max_row}"
        if sheet.freeze_panes != "C2" or sheet.auto_filter.ref != whole:
            fault(name, sheet.title, "frozen at", sheet.freeze_panes, "filter of", sheet.auto_filter.ref, "not", whole)
        set_widths = {n for each in sheet.column_dimensions.values() if each.width and each.width >= 6
                      for n in range(each.min, each.max + 1)}
        if not set_widths >= set(range(1, sheet.max_column + 1)):
            fault(name, sheet.title, "columns without a width:", set(range(1, sheet.max_column + 1)) - set_widths)
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            if cell.data_type == "f":
                fault(name, sheet.title, cell.coordinate, "is a formula:", cell.value)
            if cell.data_type == "d" and cell.number_format != "yyyy-mm-dd":
                fault(name, sheet.title, cell.coordinate, "a day shown as", cell.number_format)


def unescaped(cell):
    """openpyxl leaves the `_x005F_` that guards a text like `_x000D_` in strings that stand in the sheet itself."""
    return cell.replace("_x005F_x", "_x") if isinstance(cell, str) else cell


def read(name, db, folder, lang):
    """One workbook, read by two programs."""
    file = folder / f"{name}-{lang}.xlsx"
    run("--db", db, "--lang", lang, "export", "--what", "all", "-o", file)
    data = json.loads(run("--db", db, "--lang", lang, "export", "--what", "all", "--format", "json"))
    words = Words(db)
    with zipfile.ZipFile(file) as package:
        if formulas := [part for part in package.namelist() if part.startswith("xl/worksheets/") and re.search(rb"<f[ />]", package.read(part))]:
            fault(file.name, "formulas in", formulas)
    book = openpyxl.load_workbook(file)
    look(book, file.name, lang)
    other = python_calamine.CalamineWorkbook.from_path(str(file))
    for sheet, (*names, _) in sheets().items():
        title = names[LANGS.index(lang)]
        rows = [[unescaped(cell.value) for cell in row] for row in book[title].iter_rows()]
        compare("openpyxl", file.name, rows, sheet, data[sheet], lang, words)
        rows = [[None if cell == "" else cell for cell in row] for row in other.get_sheet_by_name(title).to_python()]
        compare("calamine", file.name, rows, sheet, data[sheet], lang, words)
    return file


def unchanged(db, *files):
    """Nothing may differ when files come back."""
    said = run("--db", db, "import", "--dry-run", *files)
    if "新增0，变更0，" not in said:
        fault(*files, "comes back with differences:", said)


# -- the return sheet -----------------------------------------------------------------------------------------------

class Form:
    """A return sheet in openpyxl."""

    def __init__(self, file):
        self.book = openpyxl.load_workbook(file)
        self.sheet = self.book["填报表"]
        facts = {row[0].value: row[1].value for row in self.book["haishu-proj"].iter_rows()}
        self.head = int(facts["header_row"])
        self.headings = {cell.value: cell.column for cell in self.sheet[self.head]}
        self.rows = {row[0].value: row[0].row for row in self.sheet.iter_rows(min_row=self.head + 1)}

    def fill(self, code, heading, value):
        cell = self.sheet.cell(self.rows[code], self.headings[heading])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"  # typed into a cell of text: no formula


FILLED = ["本期已报", "截至", "阶段", "状态", "自开工累计完成投资(万元)", "累计支付(万元)", "形象进度(%)", "进展情况", "问题", "需协调", "下步举措"]


def guarded(form):
    """Locked but for what is to be filled, with rules and notes where something is filled."""
    sheet, book = form.sheet, form.book
    if not sheet.protection.sheet or sheet.protection.password or sheet.protection.hashValue:
        fault("form: protection", sheet.protection.sheet, sheet.protection.password, sheet.protection.hashValue)
    states = {each.title: each.sheet_state for each in book}
    if states != {"填报表": "visible", "字典": "hidden", "haishu-proj": "veryHidden"}:
        fault("form: sheets", states)
    fill = {form.headings[heading] for heading in FILLED}
    for row in sheet.iter_rows(min_row=1):
        for cell in row:
            is_open = cell.row > form.head and cell.column in fill
            if cell.protection.locked == is_open:
                fault("form:", cell.coordinate, "locked" if is_open else "not locked")
            if bool(cell.comment) != (cell.row == form.head and cell.column in fill):
                fault("form: note at", cell.coordinate, cell.comment)
    rules = {}
    for rule in sheet.data_validations.dataValidation:
        for span in rule.sqref.ranges:
            for row in range(span.min_row, span.max_row + 1):
                rules.setdefault(span.min_col, {})[row] = (rule.type, rule.formula1)
    want = {"本期已报": ("list", '"是,否"'), "截至": ("date", None), "阶段": ("list", "'字典'!"), "状态": ("list", "'字典'!"),
            "自开工累计完成投资(万元)": ("decimal", "0"), "累计支付(万元)": ("decimal", "0"), "形象进度(%)": ("decimal", "0"),
            "进展情况": ("textLength", None), "问题": ("textLength", None), "需协调": ("textLength", None), "下步举措": ("textLength", None)}
    for heading, (kind, start) in want.items():
        of = rules.get(form.headings[heading], {})
        for row in form.rows.values():
            got = of.get(row, (None, ""))
            if got[0] != kind or not str(got[1]).startswith(start or ""):
                fault("form:", heading, "row", row, "takes", got, "not", (kind, start))


def changes(db, file):
    return run("--db", db, "import", "--dry-run", file.name, cwd=file.parent)


def returned(db, folder):
    """A return sheet is filled, saved by two programs, taken in, held against a second time, and taken back."""
    run("--db", db, "form", "--unit", "区水利局", "-o", folder / "f.xlsx")
    form = Form(folder / "f.xlsx")
    guarded(form)
    missing = run("--db", db, "report", "missing")
    before = state(db)
    codes = [code for code in form.rows if f"（{code}）" in missing]
    if len(codes) < 4:
        sys.exit(f"too few rows to be filled: {codes}")
    figure, nothing, stage, words = codes[:4]
    data = {each["code"]: each for each in json.loads(run("--db", db, "export", "--format", "json"))["projects"]}
    invested = Decimal(data[figure]["invested_fen"] or 0) / 10**6 + Decimal("0.07")
    form.fill(figure, "自开工累计完成投资(万元)", float(invested))
    form.fill(nothing, "本期已报", "是")
    form.fill(stage, "阶段", "在建")
    form.fill(words, "进展情况", "=1+1，\n“清表”")
    for name in ("first", "second"):
        (folder / name).mkdir()
    file = folder / "second" / "f.xlsx"
    form.book.save(file)
    (first,) = convert("xlsx", folder / "first", file)
    said, again = changes(db, file), changes(db, first)
    if said != again:
        fault("what LibreOffice saved of a return sheet differs:", again, "not", said)
    if "新增0，变更4，" not in said or "=1+1，" not in said:
        fault("a return sheet with four rows filled says:", said)
    run("--db", db, "import", file.name, cwd=file.parent)
    after = run("--db", db, "report", "missing")
    if still := [code for code in codes[:4] if f"（{code}）" in after]:
        fault("returned, and said to be missing:", still)
    now = {each["code"]: each for each in json.loads(run("--db", db, "export", "--format", "json"))["projects"]}
    got = (now[figure]["invested_fen"], now[stage]["stage"], now[words]["progress"])
    if got != (int(invested * 10**6), "building", "=1+1，\n“清表”"):
        fault("what was filled is recorded as", got)
    run("--db", db, "import", file.name, cwd=file.parent, status=5)
    run("--db", db, "undo")
    if state(db) != before or listed(run("--db", db, "report", "missing")) != listed(missing):
        fault("undo did not take back all of a return sheet")
    run("--db", db, "check", "--history")
    run("--db", db, "check", "--integrity")


def state(db):
    """All there is, but for which change it is of."""
    return re.sub(r'"version":"[^"]*"', "", run("--db", db, "export", "--what", "all", "--format", "json"))


def listed(page):
    """A page without its head, which has the time, and its foot, which has the last hash."""
    return [line for line in page.splitlines()[2:] if not line.startswith("台账末次校验值")]


def pages(file):
    content = file.read_bytes()
    count = len(re.findall(rb"/Type\s*/Page\b", content))
    if not content.startswith(b"%PDF-") or not count:
        fault(file.name, "is printed on no page")


def main():
    demo = FOLDER / "demo"
    run("demo", demo)
    demo = demo / "haishu.db"
    nasty(FOLDER / "nasty.db")
    out, saved = FOLDER / "out", FOLDER / "saved"
    out.mkdir()
    registers = {"demo": demo, "nasty": FOLDER / "nasty.db"}
    books = {(name, lang): read(name, db, out, lang) for name, db in registers.items() for lang in LANGS}
    print(f"{cells_compared} cells read", flush=True)
    kinds = ("xlsx", "xls", "ods")
    for kind in kinds:
        convert(kind, saved, *books.values())
    for (name, lang), file in books.items():
        db = registers[name]
        unchanged(db, file)
        for kind in kinds:
            unchanged(db, saved / file.with_suffix(f".{kind}").name)
        folder = out / f"{name}-{lang}"
        run("--db", db, "--lang", lang, "export", "--what", "all", "--format", "csv", "-o", folder)
        unchanged(db, *sorted(folder.glob("*.csv")))
        whole = out / f"{name}-{lang}.json"
        run("--db", db, "--lang", lang, "export", "--what", "all", "-o", whole)
        unchanged(db, whole)
    copy = FOLDER / "returned"
    copy.mkdir()
    shutil.copy(demo, copy / "haishu.db")
    returned(copy / "haishu.db", copy)
    for file in convert("pdf", FOLDER / "printed", copy / "f.xlsx", books["demo", "zh"]):
        pages(file)
    if faults:
        print(f"{len(faults)} differences:", *faults[:60], sep="\n")
        sys.exit(1)
    print("spreadsheets of others agree")


main()
