//! The return sheet goes out empty and comes back filled: its cells are filled here as a spreadsheet would, in the XML.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use crate::sealed::{Desk, Done};

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A workbook with one of its parts written anew.
pub fn altered(book: &Path, of: &str, alter: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(book).expect("the workbook")).expect("a workbook");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut is_there = false;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("its name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("read");
        if name == of {
            is_there = true;
            content = alter(String::from_utf8(content).expect("UTF-8")).into_bytes();
        }
        out.start_file(name, zip::write::SimpleFileOptions::default()).expect("a part");
        out.write_all(&content).expect("written");
    }
    assert!(is_there, "no part {of}");
    out.finish().expect("a workbook").into_inner()
}

/// A workbook with texts put into cells of its first sheet, whatever stood there.
fn filled(form: &Path, cells: &[(&str, &str)]) -> Vec<u8> {
    altered(form, SHEET, |xml| cells.iter().fold(xml, |xml, (cell, text)| put(&xml, cell, text)))
}

/// Puts a text, or if it is one a number, into a cell, which keeps its style.
pub fn put(xml: &str, cell: &str, text: &str) -> String {
    let (before, rest) = xml.split_once(&format!("<c r=\"{cell}\"")).unwrap_or_else(|| panic!("no cell {cell}"));
    let (tag, rest) = rest.split_once('>').expect("the end of its tag");
    let style = tag.split(' ').find(|part| part.starts_with("s=")).unwrap_or_default().trim_end_matches('/');
    let after = if tag.ends_with('/') { rest } else { rest.split_once("</c>").expect("its end").1 };
    let filled = match text.parse::<u32>() {
        Ok(number) => format!("<c r=\"{cell}\" {style}><v>{number}</v></c>"),
        Err(_) => format!("<c r=\"{cell}\" {style} t=\"inlineStr\"><is><t>{text}</t></is></c>"),
    };
    format!("{before}{filled}{after}")
}

/// A desk with the form of August, and where its columns are.
pub fn desk() -> Desk {
    let desk = Desk::with_register();
    desk.ok(&["unit", "add", "示例区水利局"]);
    for name in ["甲江堤防工程", "乙河整治工程", "丙湖清淤工程"] {
        desk.ok(&["add", "治水", name, "--unit", "示例区水利局"]);
    }
    for code in ["HS-W-001", "HS-W-003"] {
        desk.ok(&["update", code, "--on", "2022-07-31", "--stage", "开工", "--invested", "1200万"]);
    }
    desk.ok(&["form", "--unit", "示例区水利局", "-o", "form.xlsx"]);
    desk
}

/// Imports the form with these cells filled.
pub fn import(desk: &Desk, cells: &[(&str, &str)], flags: &[&str]) -> Done {
    let content = filled(&desk.path("form.xlsx"), cells);
    std::fs::write(desk.path("filled.xlsx"), content).expect("written");
    desk.run(&[&["import", "filled.xlsx"], flags].concat())
}

#[test]
fn a_form_nobody_filled_changes_nothing() {
    let desk = desk();
    let before = desk.hash();
    let done = import(&desk, &[], &[]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("未填报3"), "{}", done.out);
    assert_eq!(desk.hash(), before);
}

#[test]
fn a_filled_form_files_the_returns_it_states_and_no_other() {
    let desk = desk();
    let cells = [("F4", "44799"), ("H4", "在建"), ("K4", "2350"), ("P4", "围堰合龙"), ("E6", "是")];
    let done = import(&desk, &cells, &[]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("变更2") && done.out.contains("未填报1"), "{}", done.out);
    let csv = desk.ok(&["list", "--columns", "code,stage,invested,as_of", "--format", "csv"]);
    let rows: Vec<&str> = csv.lines().skip(1).collect();
    assert_eq!(rows, ["HS-W-001,在建,2350,2022-08-26", "HS-W-002,,,", "HS-W-003,开工,1200,2022-08-31"]);
}

#[test]
fn a_return_sheet_is_taken_in_once() {
    let desk = desk();
    let cells = [("F4", "44799"), ("H4", "在建"), ("K4", "2350")];
    assert_eq!(import(&desk, &cells, &[]).status, 0);
    let taken = desk.hash();
    let told = [("zh", "这份填报表已导入过（第8号变更）"), ("en", "was imported before (change 8)")];
    for (lang, words) in told {
        let again = import(&desk, &cells, &["--lang", lang]);
        assert_eq!((again.status, again.out.as_str()), (5, ""), "{}", again.err);
        assert!(again.err.contains(words), "{}", again.err);
    }
    assert_eq!(desk.hash(), taken);
    desk.ok(&["undo", "8", "--reason", "填错"]);
    assert_eq!(import(&desk, &cells, &[]).status, 0, "what was taken back may come again");
}

#[test]
fn what_is_wrong_in_a_return_sheet_is_told() {
    let desk = desk();
    let before = desk.hash();
    let faults = [
        (&[("C4", "900"), ("K4", "2350")][..], "C", "不是填报格", "not a cell to fill"),
        (&[("E4", "否"), ("K4", "2350")], "E", "填了“否”", "it says no"),
        (&[("F4", "2022-07-15"), ("K4", "2350")], "F", "不在填报期2022-08-01至2022-08-31之内", "not in the period"),
        (&[("U4", "1@2022-09-01"), ("K4", "2350")], "U", "不是这张填报表的", "not of this return sheet"),
    ];
    for (cells, column, zh, en) in faults {
        for (lang, words) in [("zh", zh), ("en", en)] {
            let done = import(&desk, cells, &["--lang", lang]);
            assert_eq!(done.status, 4, "{column}: {}{}", done.out, done.err);
            let fault = done.err.lines().next().unwrap_or_default();
            assert!(fault.starts_with("filled.xlsx:填报表:4: ") && fault.contains(words), "{column}: {}", done.err);
        }
    }
    assert_eq!(desk.hash(), before, "nothing of it was recorded");
}
