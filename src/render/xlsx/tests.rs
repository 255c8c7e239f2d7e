//! Sheets of data read back as what was written.

use std::io::{Cursor, Read};
use std::iter::once;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use proptest::prelude::*;
use zip::ZipArchive;

use super::cell::{EntryValue, entry};
use super::sheet::Width;
use super::*;
use crate::domain::catalog::{Label, Named};
use crate::domain::day::{Day, parse_due, parse_instant};
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::quantity::Dimension::{self, Area, Land, Money, Percent};
use crate::domain::quantity::{LARGEST, exact};
use crate::domain::sign::Sign;
use crate::lang::word::word;
use crate::report::history::HistorySentence;
use crate::report::list::ListSentence;
use crate::report::model::{Cell, Column, Header, Holds, Mark, Role, Section, SectionBody, Shape, Word};

pub(super) fn header() -> Header {
    Header::new(Day::from_ymd_opt(2022, 8, 31).expect("a day"), parse_instant("2022-09-01 09:00").expect("an instant"))
}

fn report(sections: Vec<Section<'static>>) -> Report<'static> {
    Report { header: header(), sections }
}

pub(super) fn bytes(report: Report<'_>, lang: Lang) -> Vec<u8> {
    let mut out = Vec::new();
    render(report, lang, &mut out).expect("written");
    out
}

pub(super) fn part(book: &[u8], name: &str) -> String {
    let mut book = ZipArchive::new(Cursor::new(book)).expect("a zip");
    let mut text = String::new();
    book.by_name(name).expect(name).read_to_string(&mut text).expect("text");
    text
}

pub(super) fn sheet(book: &[u8], name: &str) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = open_workbook_from_rs(Cursor::new(book.to_vec())).expect("a workbook");
    let range = book.worksheet_range(name).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn string(text: &str) -> Data {
    Data::String(text.to_owned())
}

fn one(cells: Vec<(Column, Cell)>) -> Report<'static> {
    let (columns, row): (Vec<Column>, Vec<Cell>) = cells.into_iter().unzip();
    report(vec![Section::table("projects", Word::Projects, columns, std::iter::once(row))])
}

/// What a cell becomes: the value read back, and the pattern it is shown by.
fn read(column: Column, each: Cell, lang: Lang) -> (Data, String) {
    let book = bytes(
        one(vec![(Column::new("code", Word::Code, Shape::Fixed), Cell::Code("1".to_owned())), (column, each)]),
        lang,
    );
    let name = word(lang, Word::Projects);
    let value = sheet(&book, name)[1].get(1).cloned().unwrap_or_default();
    let (xml, styles) = (part(&book, "xl/worksheets/sheet1.xml"), part(&book, "xl/styles.xml"));
    let style = xml
        .split("r=\"B2\"")
        .nth(1)
        .and_then(|rest| rest.split("s=\"").nth(1)?.split('"').next()?.parse::<usize>().ok());
    let formats = styles.split("<cellXfs").nth(1).expect("formats");
    let format = formats.split("<xf ").nth(1 + style.unwrap_or(0)).expect("a format");
    let id = format.split("numFmtId=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("an id");
    let pattern = styles
        .split(&format!("<numFmt numFmtId=\"{id}\" formatCode=\""))
        .nth(1)
        .and_then(|rest| rest.split('"').next());
    (value, pattern.unwrap_or(if id == "0" { "General" } else { id }).to_owned())
}

fn plain() -> Column {
    Column::new("value", Word::Value, Shape::Text)
}

fn named(zh: &str) -> Named {
    Named { code: "code".to_owned(), label: Label { zh: zh.to_owned(), en: zh.to_owned() } }
}

#[test]
fn every_kind_of_cell() {
    let quantity = |value, dimension| Cell::Quantity { value, dimension };
    let due = |text| Cell::Due(parse_due(text).expect("a due day"));
    let number = Data::Float;
    let cases = [
        (Cell::Code("00012345678901234567".to_owned()), string("00012345678901234567"), "@"),
        (Cell::Text("=1+1".to_owned()), string("=1+1"), "General"),
        (Cell::Text("+86 574".to_owned()), string("+86 574"), "General"),
        (Cell::Text("0012".to_owned()), string("0012"), "General"),
        (Cell::Indented { level: 1, text: "标段".to_owned() }, string("标段"), "General"),
        (due("2022-05"), string("2022-05"), "@"),
        (due("2022"), string("2022"), "@"),
        (Cell::Count(2022), number(2022.0), "0"),
        (quantity(925_069_711, Money), number(925.069711), "#,##0.00####"),
        (quantity(-12_345_678_901, Money), number(-12345.678901), "#,##0.00####"),
        (quantity(0, Money), number(0.0), "#,##0.00####"),
        (quantity(345_000_050, Area), number(3_450_000.5), "#,##0.0"),
        (quantity(345_000_000, Area), number(3_450_000.0), "#,##0"),
        (quantity(1_234, Land), number(12.34), "#,##0.00"),
        (quantity(1320, crate::render::tests::households()), number(1320.0), "#,##0"),
        (quantity(4000, Percent), number(0.4), "0%"),
        (quantity(1350, Percent), number(0.135), "0.0%"),
        (quantity(6667, Percent), number(0.6667), "0.00%"),
        (Cell::Rate(Fraction::new(1, 3)), number(0.3333), "0.00%"),
        (Cell::Points(Fraction::new(-235, 1000)), number(-23.5), "+0.00;-0.00;0.00"),
        (Cell::Instant(parse_instant("2022-08-31 17:05").expect("an instant")), string("2022-08-31 17:05"), "General"),
        (Cell::Flag(true), string("是"), "General"),
        (Cell::Named(named("治水")), string("治水"), "General"),
        (Cell::Word { code: "lot", word: Word::Lot }, string("标段"), "General"),
        (Cell::Stage { stage: Some(named("在建")), condition: Some(named("停工").into()) }, string("在建"), "General"),
        (Cell::List(vec!["甲；乙".to_owned(), "丙".to_owned()]), string("甲\\；乙；丙"), "General"),
        (Cell::Light(Some(Light::Red)), string("红"), "General"),
        (Cell::Light(None), string("不评"), "General"),
        (
            Cell::Sentences(vec![HistorySentence::From { day: header().as_of }.into()]),
            string("自2022-08-31起"),
            "General",
        ),
        (Cell::Nothing, Data::Empty, "General"),
        (Cell::Bar(Fraction::one()), Data::Empty, "General"),
    ];
    for (each, value, pattern) in cases {
        let told = format!("{each:?}");
        assert_eq!(read(plain(), each, Lang::Zh), (value, pattern.to_owned()), "{told}");
    }
}

#[test]
fn a_sign_stands_on_the_ground_of_the_light_it_would_make() {
    let due = parse_due("2022-08").expect("a month");
    let mark = |sign: &Sign| Mark { name: "合龙".to_owned(), sign: *sign, due, baseline: due, met: None };
    let cell = |signs: &[Sign]| Cell::Marks(signs.iter().map(mark).collect());
    let column = Column::new("month_8", Word::Month, Shape::Sign);
    let cases: [(&[Sign], &str, Option<Light>); 6] = [
        (&[], "", None),
        (&[Sign::Due], "待", None),
        (&[Sign::Met], "完", Some(Light::Green)),
        (&[Sign::Met, Sign::MetLate], "迟2", Some(Light::Yellow)),
        (&[Sign::Moved], "改", Some(Light::Yellow)),
        (&[Sign::Overdue, Sign::Met], "逾2", Some(Light::Red)),
    ];
    for (signs, text, light) in cases {
        let each = super::cell::entry(Lang::Zh, &column, &cell(signs));
        let value = if text.is_empty() { EntryValue::Blank } else { EntryValue::Text(text.to_owned()) };
        assert_eq!((each.value, each.look), (value, super::cell::Look::Light(light)), "{signs:?}");
    }
}

#[test]
fn days_are_days() {
    for each in [Cell::Day(header().as_of), Cell::Due(parse_due("2022-08-31").expect("a due day"))] {
        let (value, pattern) = read(plain(), each, Lang::Zh);
        let Data::DateTime(day) = value else { panic!("{value:?}") };
        assert_eq!((day.as_f64(), pattern.as_str()), (44804.0, "yyyy-mm-dd"));
    }
}

#[test]
fn a_number_of_more_digits_than_a_sheet_keeps_is_a_text() {
    let money = |value: i64| read(plain(), Cell::Quantity { value: value.into(), dimension: Money }, Lang::Zh).0;
    assert_eq!(money(LARGEST), Data::Float(9_000_000_000.0));
    assert_eq!(money(LARGEST - 1), string("8999999999.999999"));
    assert_eq!(money(999_999_999_999_999), Data::Float(999_999_999.999999));
    assert_eq!(money(-8_999_999_999_999_999), string("-8999999999.999999"));
    let percent = read(plain(), Cell::Quantity { value: i128::from(LARGEST - 1), dimension: Percent }, Lang::Zh).0;
    assert_eq!(percent, string("89999999999999.99%"));
}

#[test]
fn english_money_is_in_millions() {
    let (value, pattern) = read(plain(), Cell::Quantity { value: 925_069_711, dimension: Money }, Lang::En);
    assert_eq!((value, pattern.as_str()), (Data::Float(9.25069711), "#,##0.00######"));
}

#[test]
fn texts_come_back_as_they_were() {
    let texts = [
        "甲\n乙\r\n丙",
        "\t甲\t乙\t",
        " 甲 ",
        "\n",
        "👨\u{200d}👩\u{200d}👧🏘️𠮷",
        "_x0041_",
        "__x0041_x0042_ _x005F_",
        "<r>甲 _x0041_</b></r>",
        "<r></r>",
        "a<b>&\"'\u{1}",
        "'=1+1",
    ];
    for text in texts {
        let book =
            |body| bytes(report(vec![Section { id: "projects".into(), heading: None, body, notes: vec![] }]), Lang::Zh);
        let (columns, row) = (vec![plain()], vec![Cell::Text(text.to_owned())]);
        let table = SectionBody::Table { columns: columns.clone(), rows: Box::new(once(row.clone())) };
        assert_eq!(sheet(&book(table), "projects")[1][0], string(text), "in a table");
        assert_eq!(sheet(&book(SectionBody::Card { columns, row }), "projects")[1][0], string(text), "in a card");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_texts_come_back(texts in proptest::collection::vec("[甲🏘\n\t <>/r&_x0041F'=]{1,12}|.{1,12}", 1..6)) {
        let columns = vec![plain()];
        let rows: Vec<Vec<Cell>> = texts.iter().map(|text| vec![Cell::Text(text.clone())]).collect();
        let section = Section::table("projects", Word::Projects, columns, rows.into_iter());
        let rows = sheet(&bytes(report(vec![section]), Lang::Zh), "项");
        let read: Vec<String> = rows.iter().skip(1).map(|row| row[0].to_string()).collect();
        prop_assert_eq!(read, texts);
    }

    #[test]
    fn any_quantity_comes_back(values in proptest::collection::vec(-LARGEST..=LARGEST, 8), small in -2_000_000..2_000_000_i64) {
        let all: Vec<(i64, Dimension)> = values.into_iter().chain([small]).flat_map(|value| Dimension::ALL.map(|of| (value, of))).collect();
        let cells: Vec<Cell> = all.iter().map(|(value, dimension)| Cell::Quantity { value: (*value).into(), dimension: *dimension }).collect();
        let rows = cells.into_iter().map(|cell| vec![cell]);
        let section = Section::table("projects", Word::Projects, vec![plain()], rows);
        let rows = sheet(&bytes(report(vec![section]), Lang::Zh), "项");
        for ((value, of), row) in all.iter().zip(rows.iter().skip(1)) {
            let want = exact(*value, Lang::Zh.scale(*of));
            match &row[0] {
                Data::String(text) => prop_assert_eq!(text.trim_end_matches('%'), want),
                // a fraction of one has the same digits two places on
                Data::Float(number) if *of == Percent => {
                    let number = format!("{number:?}e2");
                    prop_assert_eq!(number.parse::<f64>(), want.parse::<f64>());
                }
                other => prop_assert_eq!(other.to_string(), want),
            }
        }
    }
}

#[test]
fn a_text_that_no_cell_holds_is_an_error() {
    let long = |length| one(vec![(plain(), Cell::Text("甲".repeat(length)))]);
    assert!(render(long(32_767), Lang::Zh, &mut Vec::new()).is_ok());
    let error = render(long(32_768), Lang::Zh, &mut Vec::new()).expect_err("too long");
    assert_eq!(error.to_string(), workbook::too_long(Lang::Zh));
}

#[test]
fn what_cannot_be_written_out_is_the_error_of_the_stream() {
    struct Closed;
    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let error = render(one(vec![]), Lang::Zh, &mut Closed).expect_err("closed");
    assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    let folder = XlsxError::TempFileError("/无".into(), io::ErrorKind::PermissionDenied.into());
    assert!(fault(Lang::Zh, folder).to_string().contains("`/无`"));
}

#[test]
fn a_temporary_file_that_cannot_be_written_is_an_error_and_other_panics_stay_panics() {
    let unwritten = |said: &'static str, code: i32| {
        let cause = io::Error::from_raw_os_error(code);
        let work = move || -> Result<(), XlsxError> { panic!("{said}: {cause:?}") };
        unless_unwritten(Lang::Zh, work).expect_err("unwritten").to_string()
    };
    assert!(unwritten("Couldn't write to xml file", 28).contains("磁盘已满"));
    assert!(unwritten("Couldn't write to xml file", 5).contains("os error 5"));
    let other = || unless_unwritten(Lang::Zh, || -> Result<(), XlsxError> { panic!("{}", "else") });
    assert!(panic::catch_unwind(other).is_err());
    assert!(!IS_WRITING.get() && !is_made_an_error(&"Couldn't write to xml file: Os { code: 5, ".to_owned()));
}

#[test]
fn the_last_sheet_tells_what_the_workbook_is() {
    let editable = Column::new("name", Word::Name, Shape::Text).holding(Role::Register, Holds::Name);
    let mut page = one(vec![(editable, Cell::Nothing)]);
    page.sections[0].notes = vec![ListSentence::Shown { projects: 3, left: 0, lots: 1, programmes: 0 }.into()];
    page.header =
        Header { rules: Some(2), returns: Some((9, 11)), note: Some("演示数据".to_owned()), ..page.header };
    let rows = sheet(&bytes(page, Lang::Zh), "说明");
    let lines: Vec<String> =
        rows.iter().map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>().join("|")).collect();
    let made = format!("程序|{PROGRAM}");
    let (heading, way_back) = workbook::way_back(Lang::Zh);
    let expected = [
        "截至|2022-08-31",
        "生成|2022-09-01 09:00",
        "规则版本|v2",
        "填报率|9/11（81.8%）",
        "备注|演示数据",
        "金额单位|万元",
        &made,
        "|",
        "各表附注|",
        "项|3项，1个标段",
        "|",
    ];
    assert_eq!(&lines[..expected.len()], expected);
    assert_eq!(lines[expected.len()], format!("{heading}|"));
    assert_eq!(lines.len(), expected.len() + 1 + way_back.len());

    let rows = sheet(&bytes(one(vec![(plain(), Cell::Nothing)]), Lang::En), "About");
    let lines: Vec<String> = rows.iter().map(|row| row[0].to_string()).collect();
    assert_eq!(lines, ["As of", "Made", "Money in", "Program"], "nothing may be edited");
}

#[test]
fn each_section_has_a_sheet_and_the_data_come_first() {
    let columns = || vec![plain(), plain()];
    let row = || vec![Cell::Text("甲".to_owned()), Cell::Nothing];
    let bodies = [
        SectionBody::Card { columns: columns(), row: row() },
        SectionBody::Cards { columns: columns(), titles: 1, rows: vec![row(), row()] },
        SectionBody::Table { columns: columns(), rows: Box::new(std::iter::empty()) },
    ];
    let section = |body| Section { id: "overview".into(), heading: None, body, notes: vec![] };
    let book = bytes(report(bodies.into_iter().map(section).collect()), Lang::Zh);
    let opened: Xlsx<_> = open_workbook_from_rs(Cursor::new(book.clone())).expect("a workbook");
    assert_eq!(opened.sheet_names(), ["overview", "overview (2)", "overview (3)", "说明"]);
    let sizes = ["overview", "overview (2)", "overview (3)"].map(|name| sheet(&book, name).len());
    assert_eq!(sizes, [2, 3, 1], "a heading and a row; a heading and two rows; a heading");
}

#[test]
fn a_sheet_has_a_name_that_a_spreadsheet_takes() {
    let taken = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let cases: [(&str, &[&str], &str); 7] = [
        ("节点（逾期与到期）", &[], "节点（逾期与到期）"),
        ("a/b:c*?", &[], "a b c"),
        ("'甲'", &[], "甲"),
        ("By unit", &["by UNIT"], "By unit (2)"),
        ("甲", &["甲", "甲 (2)"], "甲 (3)"),
        ("History", &[], "History (2)"),
        ("Milestones that are overdue and due soon", &[], "Milestones that are overdue and"),
    ];
    for (heading, others, name) in cases {
        assert_eq!(sheet_name(heading, taken(others).iter()), name);
    }
    let long = "Milestones that are overdue and due soon";
    assert_eq!(sheet_name(long, taken(&["Milestones that are overdue and"]).iter()), "Milestones that are overdue (2)");
    assert_eq!(sheet_name(&"🏘".repeat(20), [].iter()), "🏘".repeat(15));
}

#[test]
fn a_sheet_is_set_up_for_reading_and_printing() {
    let column = |key, role, holds| Column::new(key, Word::Name, Shape::Text).holding(role, holds);
    let cells = vec![
        (column("code", Role::Key, Holds::Code), Cell::Code("HS-W-001".to_owned())),
        (
            column("name", Role::Register, Holds::Name),
            Cell::Text("甲江堤防整治工程第二标段及其附属设施建设项目".to_owned()),
        ),
        (column("text", Role::Return, Holds::Passage), Cell::Text("甲".repeat(200))),
        (column("day", Role::Computed, Holds::Day), Cell::Nothing),
    ];
    let book = bytes(one(cells), Lang::Zh);
    let (xml, names) = (part(&book, "xl/worksheets/sheet1.xml"), part(&book, "xl/workbook.xml"));
    for there in [
        r#"<pane xSplit="2" ySplit="1" topLeftCell="C2""#,
        r#"<autoFilter ref="A1:D2"/>"#,
        r#"orientation="landscape""#,
        r#"fitToHeight="0""#,
        r#"paperSize="9""#,
        "第 &amp;P 页",
        r#"numberStoredAsText="1""#,
    ] {
        assert!(xml.contains(there), "{there}\n{xml}");
    }
    assert!(
        names.contains("_xlnm.Print_Titles") && names.contains("'项'!$1:$1") || names.contains("项!$1:$1"),
        "{names}"
    );
    let widths: Vec<&str> = xml.split("width=\"").skip(1).filter_map(|rest| rest.split('.').next()).collect();
    assert_eq!(widths, ["14", "32", "40", "12"]);
    assert!(xml.contains(r#"<row r="2" ht="30" customHeight="1">"#), "a long passage makes no row high: {xml}");
    for color in ["FFDDEBF7", "FFE2EFDA", "FFE7E6E6"] {
        assert!(part(&book, "xl/styles.xml").contains(color), "{color}");
    }
}

#[test]
fn a_wide_sheet_runs_over_pages_side_by_side() {
    let column = || Column::new("text", Word::Name, Shape::Text).holding(Role::Return, Holds::Passage);
    let cells = (0..12).map(|_| (column(), Cell::Text("甲".repeat(200)))).collect();
    let book = bytes(one(cells), Lang::Zh);
    let (xml, names) = (part(&book, "xl/worksheets/sheet1.xml"), part(&book, "xl/workbook.xml"));
    assert!(xml.contains(r#"fitToWidth="3" fitToHeight="0""#), "{xml}");
    assert!(names.contains("$A:$B,"), "{names}");
}

#[test]
fn a_column_is_as_wide_as_its_widest_number() {
    let width = |value: i64| {
        let mut width = Width::new("数", cell::Look::Plain);
        let entry = entry(Lang::Zh, &plain(), &Cell::Quantity { value: value.into(), dimension: Money });
        width.take(&entry);
        width.columns()
    };
    assert!(width(999_999_999_999_999) >= "999,999,999.999999".len() as f64 + 1.0);
    assert!(width(LARGEST) >= "9,000,000,000.00".len() as f64 + 1.0);
    assert!(width(8_999_999_999_999_999) >= "8999999999.999999".len() as f64 + 1.0);
    assert!(width(1) >= "0.000001".len() as f64 + 1.0);
}

#[test]
fn the_same_page_is_the_same_file() {
    let page = || one(vec![(plain(), Cell::Text("甲".to_owned()))]);
    assert_eq!(bytes(page(), Lang::Zh), bytes(page(), Lang::Zh));
}
