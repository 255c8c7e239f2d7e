//! Documents as an office makes them: a page for Word, with its office and day, in the office's own template.

use std::fs;
use std::io::Read;
use std::path::Path;

use zip::ZipArchive;

use crate::sealed::{Desk, root};

/// The text of the document in a file.
pub fn document(file: &Path) -> String {
    part(file, "word/document.xml")
}

fn part(file: &Path, name: &str) -> String {
    let mut zip = ZipArchive::new(fs::File::open(file).expect("a file")).expect("a document");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

/// What stands between two signs, as often as they stand there.
fn between<'x>(xml: &'x str, start: &str, end: &str) -> Vec<&'x str> {
    xml.split(start).skip(1).map(|rest| rest.split(end).next().unwrap_or_default()).collect()
}

fn text(xml: &str) -> String {
    between(xml, "<w:t xml:space=\"preserve\">", "</w:t>").concat()
}

/// The cells of every row of every table.
pub fn rows(xml: &str) -> Vec<Vec<String>> {
    let cells = |row: &str| between(row, "<w:tc>", "</w:tc>").into_iter().map(text).collect();
    between(xml, "<w:tr>", "</w:tr>").into_iter().map(cells).collect()
}

/// The paragraphs that are in no table.
fn paragraphs(xml: &str) -> Vec<String> {
    let outside: String = xml.split("<w:tbl>").map(|part| part.split("</w:tbl>").last().unwrap_or_default()).collect();
    let all = between(&outside, "<w:p>", "</w:p>").into_iter().map(text);
    all.filter(|paragraph| !paragraph.is_empty()).collect()
}

fn template(desk: &Desk, name: &str) {
    fs::copy(root().join("tests/errors/template.in").join(name), desk.path(name)).expect("a template");
}

#[test]
fn a_brief_says_in_a_document_what_it_says_as_text() {
    let desk = Desk::with_projects();
    for lang in ["zh", "en"] {
        desk.ok(&["--lang", lang, "report", "brief", "-o", "a.docx"]);
        let text = desk.ok(&["--lang", lang, "report", "brief"]);
        let said = paragraphs(&document(&desk.path("a.docx")));
        let plain = |text: &str| text.split_whitespace().collect::<String>();
        let whole = plain(&said.concat());
        for paragraph in text.lines().skip(3).filter(|line| !line.is_empty()) {
            // under headings of their own, and broken where they turn to something else
            for sentence in paragraph.split_inclusive(['。']) {
                let is_said = lang == "en" || whole.contains(&plain(sentence));
                assert!(is_said, "{sentence}\n{said:?}");
            }
            let words = paragraph.split_whitespace().filter(|word| !whole.contains(*word)).collect::<Vec<_>>();
            assert!(lang == "zh" || words.is_empty(), "{words:?}\n{said:?}");
        }
        assert_eq!(text.lines().next(), said.first().map(String::as_str));
    }
}

#[test]
fn every_report_is_a_document_and_says_what_its_json_counts() {
    let desk = Desk::with_projects();
    for report in ["status", "brief", "missing", "changes", "grid", "permits", "targets"] {
        desk.ok(&["report", report, "--format", "docx", "-o", "a.docx"]);
        let xml = document(&desk.path("a.docx"));
        assert!(xml.contains("<w:pStyle"), "{report}");
        assert_eq!(xml.contains("w:orient=\"landscape\""), ["grid", "permits"].contains(&report), "{report}");
    }
    let json: serde_json::Value =
        serde_json::from_str(&desk.ok(&["report", "grid", "--format", "json"])).expect("JSON");
    desk.ok(&["report", "grid", "-o", "grid.docx"]);
    let codes: Vec<String> =
        rows(&document(&desk.path("grid.docx"))).into_iter().skip(1).map(|row| row[0].clone()).collect();
    let wanted: Vec<&str> =
        json["grid"].as_array().expect("rows").iter().filter_map(|row| row["code"].as_str()).collect();
    assert!(!wanted.is_empty() && codes == wanted, "{codes:?} {wanted:?}");
}

#[test]
fn the_office_and_the_day_under_a_document_are_stated_or_known() {
    let desk = Desk::empty();
    desk.ok(&["init", "--issuer", "示例区重点办"]);
    let last = |more: &[&str]| {
        desk.ok(&[&["report", "brief", "-o", "a.docx"], more].concat());
        let said = paragraphs(&document(&desk.path("a.docx")));
        said[said.len() - 3..said.len() - 1].to_vec()
    };
    assert_eq!(last(&[]), ["示例区重点办", "2022年9月1日"]);
    assert_eq!(last(&["--issuer", "示例区政府办", "--dated", "2022-09-05"]), ["示例区政府办", "2022年9月5日"]);
    assert_eq!(last(&["--lang", "en"]), ["示例区重点办", "1 September 2022"]);
    desk.ok(&["report", "status", "-o", "b.docx"]);
    assert!(document(&desk.path("b.docx")).contains("示例区重点办"));
}

/// The day below a page is in words, which are longer on one day than on another.
#[test]
fn a_document_that_says_nothing_new_is_left_alone_whatever_the_day() {
    for more in [&[][..], &["--template", "红头.docx"], &["--dated", "2022-09-05"]] {
        let desk = Desk::with_projects();
        template(&desk, "红头.docx");
        let print = |today: &str| {
            desk.ok_on(today, &[&["report", "brief", "--only-if-changed", "-o", "a.docx"], more].concat());
            fs::read(desk.path("a.docx")).expect("the file")
        };
        let first = print("2022-09-01");
        assert_eq!(print("2022-09-10T10:30:00+08:00"), first, "{more:?}");
        desk.ok_on("2022-09-12", &["update", "HS-W-001", "--invested", "2610万", "--on", "2022-08-31"]);
        let second = print("2022-09-12");
        assert_ne!(second, first, "{more:?}: a return came in");
        desk.ok_on("2022-09-12", &[&["report", "brief", "--freeze", "-o", "b.docx"], more].concat());
        let later = [&["report", "brief", "--freeze", "--only-if-changed", "-o", "c.docx"], more].concat();
        desk.ok_on("2022-10-10T08:00:00+08:00", &[&["--as-of", "2022-08-31"], later.as_slice()].concat());
        assert_eq!(fs::read(desk.path("b.docx")).ok(), fs::read(desk.path("c.docx")).ok(), "{more:?}: as last frozen");
    }
}

#[test]
fn a_template_keeps_its_head_and_gets_the_page() {
    let desk = Desk::with_projects();
    template(&desk, "红头.docx");
    desk.ok(&["report", "brief", "-o", "a.docx", "--template", "红头.docx", "--issuer", "示例区重点办"]);
    let said = paragraphs(&document(&desk.path("a.docx")));
    let own = part(&desk.path("红头.docx"), "word/document.xml");
    let filled = document(&desk.path("a.docx"));
    let (head, _) = own.split_once("<w:t xml:space=\"preserve\">{{标").expect("the mark of the title");
    assert!(filled.starts_with(head), "{filled}");
    assert_eq!(said[..2], ["示例区重点工程建设办公室文件", "关于2022年8月重点工程推进情况的通报"]);
    assert_eq!(said.last().map(String::as_str), Some("印发：2022年9月1日"));
    assert!(said.contains(&"示例区重点办".to_owned()) && !said.contains(&"2022年9月1日".to_owned()), "{said:?}");
    assert!(filled.contains("<w:pStyle w:val=\"a5\"/>"), "the style of that name is the office's: {filled}");
    let styles = part(&desk.path("a.docx"), "word/styles.xml");
    assert!(styles.contains("公文一级标题") && styles.matches("公文正文").count() == 1, "{styles}");
}

#[test]
fn a_schedule_carries_what_a_document_is_made_with() {
    let desk = Desk::with_projects();
    template(&desk, "红头.docx");
    let args = ["schedule", "brief", "-o", "a.docx", "--template", "红头.docx", "--issuer", "示例区重点办"];
    let line = desk.ok(&[&args[..], &["--for", "cron"]].concat());
    let path = desk.path("红头.docx");
    assert!(line.contains("示例区重点办") && line.contains(path.to_str().expect("a path")), "{line}");
}
