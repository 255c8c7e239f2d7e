//! The return sheet, read back and looked into.

use calamine::Data;

use super::form::{ABOUT_SHEET, form};
use super::tests::{header, part, sheet};
use crate::domain::catalog::{Label, Named};
use crate::domain::day::Day;
use crate::domain::period::Cadence;
use crate::domain::quantity::Dimension;
use crate::lang::{Lang, workbook};
use crate::report::form::{Form, FormColumn, FormRow, Part};
use crate::report::history::HistorySentence;
use crate::report::model::{Cell, Column, Header, Holds, Role, Shape, Word, Words};
use crate::report::status::StatusSentence;

fn named(code: &str, zh: &str) -> Named {
    Named { code: code.to_owned(), label: Label { zh: zh.to_owned(), en: code.to_owned() } }
}

fn day(day: u32) -> Day {
    Day::from_ymd_opt(2022, 8, day).expect("a day")
}

fn columns() -> Vec<FormColumn> {
    let column = |key, word, shape, holds, part| FormColumn {
        column: Column::new(key, word, shape).holding(Role::Return, holds),
        part,
    };
    let quantity = |dimension| (Shape::Quantity(dimension), Holds::Quantity(dimension));
    let (money, households, percent) =
        (quantity(Dimension::Money), quantity(crate::render::tests::households()), quantity(Dimension::Percent));
    vec![
        column("version", Word::Version, Shape::Fixed, Holds::Code, Part::Hidden),
        column("code", Word::Code, Shape::Fixed, Holds::Code, Part::Known),
        column("name", Word::Name, Shape::Text, Holds::Name, Part::Known),
        column("stage", Word::Stage, Shape::Text, Holds::Word(Words::Stage), Part::Fill),
        column("condition", Word::Condition, Shape::Text, Holds::Word(Words::Condition), Part::Fill),
        column("same", Word::Yes, Shape::Text, Holds::Flag, Part::Fill),
        column("as_of", Word::AsOf, Shape::Fixed, Holds::Day, Part::Fill),
        column("last", Word::Invested, money.0, Holds::Nothing, Part::Last),
        column("invested", Word::Invested, money.0, money.1, Part::Fill),
        column("signed", Word::Total, households.0, households.1, Part::Fill),
        column("physical", Word::FunnelBar, percent.0, percent.1, Part::Fill),
        column("text", Word::Problem, Shape::Text, Holds::Passage, Part::Fill),
    ]
}

fn row(code: &str, stages: usize) -> FormRow {
    let last = Cell::Quantity { value: 925_069_711, dimension: Dimension::Money };
    let known = [Cell::Code("7f0b".to_owned()), Cell::Code(code.to_owned()), Cell::Text("<r>甲江</r>".to_owned())];
    let cells = known.into_iter().chain([const { Cell::Nothing }; 4]).chain([last]).chain([const { Cell::Nothing }; 4]);
    FormRow { cells: cells.collect(), stages }
}

/// Works of two categories by turns.
fn sample() -> Form {
    Form {
        header: Header { note: Some("演示数据".to_owned()), ..header() },
        unit: Some("区水利局".to_owned()),
        first: day(1),
        last: day(31),
        cadence: Cadence::Month,
        version: "7f0b610".to_owned(),
        columns: columns(),
        rows: vec![row("HS-W-001", 0), row("HS-W-002", 0), row("HS-B-001", 1), row("HS-W-003", 0)],
        stages: vec![
            vec![named("started", "开工"), named("building", "在建")],
            vec![named("planning", "规划")],
            vec![],
        ],
        conditions: vec![named("normal", "正常"), named("paused", "停工")],
        notes: vec![HistorySentence::From { day: day(1) }.into(), StatusSentence::AllReturned.into()],
    }
}

fn bytes(of: &Form, lang: Lang) -> Vec<u8> {
    let mut out = Vec::new();
    form(of, lang, &mut out).expect("written");
    out
}

#[test]
fn a_return_sheet_reads_back() {
    let book = bytes(&sample(), Lang::Zh);
    let rows = sheet(&book, "填报表");
    let text = |row: usize, column: usize| rows[row][column].to_string();
    assert_eq!(text(0, 1), "【填报表】区水利局 2022年8月（2022-08-01至2022-08-31）");
    assert_eq!(text(1, 1), workbook::how_to_fill(Lang::Zh));
    assert_eq!(text(2, 1), "演示数据");
    assert_eq!([text(3, 1), text(3, 7), text(3, 8)], ["编号", "累计投资(万元)", "累计投资(万元)"]);
    assert_eq!([text(4, 0), text(4, 1), text(4, 2)], ["7f0b", "HS-W-001", "<r>甲江</r>"]);
    assert_eq!((&rows[4][3], &rows[4][7]), (&Data::Empty, &Data::Float(925.069711)));
    let about: Vec<String> = sheet(&book, ABOUT_SHEET).iter().map(|row| format!("{}={}", row[0], row[1])).collect();
    let expected =
        ["form=1", "version=7f0b610", "first=2022-08-01", "last=2022-08-31", "cadence=month", "unit=区水利局"];
    assert_eq!(about, [&expected[..], &["rows=4", "header_row=4"]].concat());
    assert!(sheet(&book, ABOUT_SHEET).iter().flatten().all(|cell| matches!(cell, Data::String(_))));
    let lists = sheet(&book, "字典");
    let list = |column: usize| lists.iter().map(|row| row[column].to_string()).collect::<Vec<_>>().join(" ");
    assert_eq!([list(0), list(1), list(2), list(3)], ["阶段 开工 在建", "阶段 规划 ", "阶段  ", "状态 正常 停工"]);
}

/// The rule on a cell: kind, formulas, message.
fn rule<'a>(xml: &'a str, cells: &str) -> &'a str {
    let at = xml.find(&format!("sqref=\"{cells}\"")).unwrap_or_else(|| panic!("{cells}\n{xml}"));
    let start = xml[..at].rfind("<dataValidation ").expect("a rule");
    let end = at + xml[at..].find("</dataValidation>").expect("its end");
    &xml[start..end]
}

#[test]
fn a_cell_to_be_filled_takes_only_what_it_holds() {
    let xml = part(&bytes(&sample(), Lang::Zh), "xl/worksheets/sheet1.xml");
    assert!(xml.contains(r#"<pageSetup paperSize="9" fitToHeight="0" orientation="landscape""#), "{xml}");
    let cases = [
        ("D5:D6", "type=\"list\"", "<formula1>'字典'!$A$2:$A$3</formula1>", "从下拉框里选"),
        ("D7", "type=\"list\"", "<formula1>'字典'!$B$2:$B$2</formula1>", "从下拉框里选"),
        ("D8", "type=\"list\"", "<formula1>'字典'!$A$2:$A$3</formula1>", "从下拉框里选"),
        ("E5:E8", "type=\"list\"", "<formula1>'字典'!$D$2:$D$3</formula1>", "从下拉框里选"),
        ("F5:F8", "type=\"list\"", "<formula1>\"是,否\"</formula1>", "从下拉框里选"),
        ("G5:G8", "type=\"date\"", "<formula1>44774</formula1><formula2>44804</formula2>", "2022-08-01至2022-08-31"),
        ("I5:I8", "type=\"decimal\" operator=\"greaterThanOrEqual\"", "<formula1>0</formula1>", "单位万元"),
        ("J5:J8", "type=\"whole\" operator=\"greaterThanOrEqual\"", "<formula1>0</formula1>", "整数"),
        ("K5:K8", "type=\"decimal\"", "<formula1>0</formula1><formula2>1</formula2>", "百分数"),
        ("L5:L8", "type=\"textLength\" operator=\"lessThanOrEqual\"", "<formula1>2000</formula1>", "2000字"),
    ];
    assert!(xml.contains(&format!("<dataValidations count=\"{}\">", cases.len())), "{xml}");
    for (cells, kind, formulas, message) in cases {
        let rule = rule(&xml, cells);
        for there in [kind, formulas, message, "allowBlank=\"1\"", "showInputMessage=\"1\"", "showErrorMessage=\"1\""] {
            assert!(rule.contains(there), "{cells}: {there}\n{rule}");
        }
        assert!(!rule.contains("errorStyle"), "stop is what a rule does if nothing is said: {rule}");
    }
}

#[test]
fn only_what_is_to_be_filled_is_open() {
    let book = bytes(&sample(), Lang::Zh);
    let (xml, styles) = (part(&book, "xl/worksheets/sheet1.xml"), part(&book, "xl/styles.xml"));
    let protection = xml.split("<sheetProtection ").nth(1).and_then(|rest| rest.split("/>").next()).expect("protected");
    assert!(!protection.contains("password") && !protection.contains("hash"), "{protection}");
    for allowed in ["formatColumns=\"0\"", "formatRows=\"0\"", "autoFilter=\"0\""] {
        assert!(protection.contains(allowed), "{allowed}: {protection}");
    }
    let formats: Vec<&str> = styles.split("<cellXfs").nth(1).expect("formats").split("<xf ").skip(1).collect();
    let is_open = |cell: &str| {
        let style = xml.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).and_then(|rest| rest.split('"').next());
        formats[style.expect(cell).parse::<usize>().expect("a number")].contains("locked=\"0\"")
    };
    let open: String = ('A'..='L').filter(|column| is_open(&format!("{column}5"))).collect();
    assert_eq!(open, "DEFGIJKL");
    assert!(('A'..='L').all(|column| !is_open(&format!("{column}4"))), "headings");
    assert!(xml.contains(r#"<pane xSplit="3" ySplit="4" topLeftCell="D5""#), "{xml}");
    assert!(xml.contains(r#"<col min="1" max="1" "#) && xml.contains(r#"hidden="1""#), "{xml}");
    let names = part(&book, "xl/workbook.xml");
    assert!(names.contains("'填报表'!$4:$4") || names.contains("填报表!$4:$4"), "{names}");
    assert!(names.contains(r#"name="字典" sheetId="2" state="hidden""#), "{names}");
    assert!(names.contains(r#"name="haishu-proj" sheetId="3" state="veryHidden""#), "{names}");
}

#[test]
fn headings_carry_what_they_mean() {
    let notes = part(&bytes(&sample(), Lang::Zh), "xl/comments1.xml");
    assert!(notes.contains("ref=\"D4\"") && notes.contains("自2022-08-01起"), "{notes}");
    assert!(notes.contains("ref=\"E4\"") && !notes.contains("ref=\"F4\""), "{notes}");
}

#[test]
fn a_return_sheet_without_works_is_one() {
    let empty = Form { rows: vec![], notes: vec![], stages: vec![], conditions: vec![], unit: None, ..sample() };
    let book = bytes(&empty, Lang::En);
    let rows = sheet(&book, "Return");
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0][1].to_string(), "Return sheet: all units, August 2022 (2022-08-01 to 2022-08-31)");
    assert_eq!(sheet(&book, ABOUT_SHEET).iter().find(|row| row[0] == "rows").expect("rows")[1], "0");
    bytes(&Form { columns: vec![], rows: vec![], ..sample() }, Lang::Zh);
}

#[test]
fn no_message_is_longer_than_a_spreadsheet_shows() {
    let holds = [Holds::Nothing, Holds::Day, Holds::Flag, Holds::Passage, Holds::Count, Holds::Word(Words::Stage)];
    let quantities = Dimension::ALL.map(Holds::Quantity);
    for lang in [Lang::Zh, Lang::En] {
        for holds in holds.into_iter().chain(quantities) {
            let message = workbook::prompt(lang, holds, (day(1), day(31)));
            assert!(message.encode_utf16().count() <= 255, "{message}");
        }
        assert!(workbook::refused(lang).len() <= 32);
    }
    assert_eq!(workbook::message_title(&"🏘".repeat(20)), "🏘".repeat(16));
    assert_eq!(workbook::message_title("invested"), "Invested");
}
