"""What other programs make of our documents. Started by `.ci/documents`; every difference is told."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import docx
from docx.shared import Mm, Pt

PROGRAM, FOLDER = sys.argv[1], Path(sys.argv[2])
REPORTS = ("brief", "status", "missing", "changes", "targets", "grid")
LANGS = ("zh", "en")
ISSUER = "示例区重点工程建设办公室"
ENV = {key: value for key, value in os.environ.items() if not key.startswith("HAISHU_PROJ_")}
ENV["HAISHU_PROJ_USER"] = "核对"

faults = []
texts_compared = 0


def fault(*said):
    faults.append(" ".join(str(each) for each in said))


def run(*args):
    done = subprocess.run([PROGRAM, *map(str, args)], env=ENV, cwd=FOLDER, capture_output=True, text=True)
    if done.returncode:
        print(f"haishu-proj {args} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
        sys.exit(1)
    return done.stdout


def printed(*files):
    """The text of each page of each file, as LibreOffice prints it."""
    profile = (FOLDER / "profile").as_uri()
    command = ["soffice", "--headless", f"-env:UserInstallation={profile}", "--convert-to", "pdf", "--outdir", FOLDER]
    done = subprocess.run([*command, *files], capture_output=True, text=True, timeout=300)
    pages = {}
    for file in files:
        pdf = file.with_suffix(".pdf")
        if done.returncode or not pdf.exists():
            print(f"LibreOffice: {done.returncode}, {pdf} is not made\n{done.stdout}{done.stderr}")
            sys.exit(1)
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
        pages[file] = text.split("\f")[:-1]
    return pages


def packed(text):
    """Without what a layout may add or break: blanks, ends of lines."""
    return re.sub(r"\s+", "", text)


def cells(document):
    """What stands in each cell; a cell across several columns counts once."""
    for table in document.tables:
        for row in table.rows:
            seen = []
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.append(cell._tc)
                    yield cell.text


def hold_layout(name, document, pages):
    """All that python-docx reads stands on the pages: paragraphs whole, cells, whose lines stand between those of the
    cells beside them, by their signs."""
    global texts_compared
    whole = ""
    for number, page in enumerate(pages, start=1):
        page, folio = packed(page), f"—{number}—"
        if folio not in page:
            fault(name, f"page {number} has no number")
        whole += page.replace(folio, "")
    for text in (paragraph.text for paragraph in document.paragraphs):
        texts_compared += 1
        if packed(text) not in whole:
            fault(name, "is not on the pages:", text)
    for text in cells(document):
        texts_compared += 1
        if any(whole.count(sign) < text.count(sign) for sign in set(packed(text))):
            fault(name, "is not all on the pages:", text)


def hold_notice(name, document, lang, issuer):
    section = document.sections[0]
    sides = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
    for side, wanted in zip(sides, (Mm(37), Mm(26), Mm(35), Mm(28))):
        if abs(side - wanted) > Mm(0.1):
            fault(name, "margin", side.mm, wanted.mm)
    if round(section.page_width.mm) != 210 or round(section.page_height.mm) != 297:
        fault(name, "is not A4")
    if lang != "zh":
        return
    styles = {paragraph.style.name for paragraph in document.paragraphs}
    if not {"公文标题", "公文正文", "公文一级标题", "公文落款"} <= styles:
        fault(name, "styles", styles)
    text, title = document.styles["公文正文"], document.styles["公文标题"]
    if text.font.size != Pt(16) or text.paragraph_format.line_spacing != Pt(28) or title.font.size != Pt(22):
        fault(name, "sizes", text.font.size, text.paragraph_format.line_spacing, title.font.size)
    said = [paragraph.text for paragraph in document.paragraphs]
    if issuer not in said or not any(re.fullmatch(r"\d{4}年\d{1,2}月\d{1,2}日", each) for each in said):
        fault(name, "has no 落款:", said[-4:])


def hold_status(name, document, pages, page):
    """The first side holds what it must; every work that is red and every unit that is silent stands on it."""
    first = packed(pages[0])
    for red in page["red"]:
        if red["code"] not in first:
            fault(name, red["code"], "is red and not on the first side")
    for unit in page["not_returned"]:
        if unit["unit"] and unit["unit"] != "none" and packed(unit["unit"]) not in first:
            fault(name, unit["unit"], "is not on the first side")
    for category in page["categories"]:
        if category["completion_bp"] is not None and f"{category['completion_bp'] / 100:.1f}%" not in first:
            fault(name, "no bar of", category)
    for table in document.tables:
        if table.rows and not table.rows[0]._tr.xpath("./w:trPr/w:tblHeader"):
            fault(name, "a table without a head that is repeated")


def template(file):
    """A document of an office, made by another program, with marks."""
    document = docx.Document()
    document.add_heading("示例区重点工程建设办公室文件", 0)
    paragraph = document.add_paragraph()
    for piece in ("{{", "标", "题}", "}"):
        paragraph.add_run(piece).bold = True
    document.add_paragraph("各镇（街道），区级有关部门：")
    document.add_paragraph("{{内容}}")
    document.add_paragraph("抄送：区领导。")
    document.sections[0].header.paragraphs[0].text = "{{落款}}"
    document.sections[0].footer.paragraphs[0].text = "印发 {{日期}}"
    document.save(file)


def hold_template():
    office, filled = FOLDER / "红头.docx", FOLDER / "红头通报.docx"
    template(office)
    run("--db", REGISTER, "report", "brief", "-o", filled, "--template", office, "--issuer", ISSUER, "--dated", "2022-09-05")
    document = docx.Document(filled)
    said = [paragraph.text for paragraph in document.paragraphs]
    if said[0] != "示例区重点工程建设办公室文件" or "关于2022年8月重点工程推进情况的通报（演示数据）" not in said:
        fault("template", said[:3])
    if said[-1] != "抄送：区领导。" or any("{{" in each for each in said):
        fault("template", said[-3:])
    head, foot = document.sections[0].header.paragraphs[0].text, document.sections[0].footer.paragraphs[0].text
    if (head, foot) != (ISSUER, "印发 2022年9月5日"):
        fault("template", head, foot)
    whole = packed("".join(printed(filled)[filled]))
    for paragraph in said:
        if packed(paragraph)[:12] not in whole:
            fault("template is not on the pages:", paragraph)


run("demo", FOLDER / "demo")
REGISTER = FOLDER / "demo/haishu.db"
files = {}
for lang in LANGS:
    for report in REPORTS:
        file = FOLDER / f"{report}-{lang}.docx"
        run("--db", REGISTER, "--lang", lang, "report", report, "-o", file, "--issuer", ISSUER)
        files[report, lang] = file
pages = printed(*files.values())
for (report, lang), file in files.items():
    document = docx.Document(file)
    hold_layout(file.name, document, pages[file])
    if report == "brief":
        hold_notice(file.name, document, lang, ISSUER)
    if report == "status":
        page = json.loads(run("--db", REGISTER, "--lang", lang, "report", "status", "--format", "json"))
        hold_status(file.name, document, pages[file], page)
hold_template()
if texts_compared < 1_000:
    fault("only", texts_compared, "texts were compared")
print(f"{len(files) + 1} documents, {texts_compared} texts compared with LibreOffice's pages")
for each in faults:
    print(each)
sys.exit(bool(faults))
