//! Workbooks as spreadsheets write them, and as they come back spoilt.

use chrono::NaiveDate;
use rust_xlsxwriter::{Format, Formula, Workbook};

use super::file_test::{SMALL, brought, line, read, read_within, refused, refused_within, rows_of, text, zipped};
use super::grid::{Area, Layout, Line, Raw};
use super::limit::{LIMITS, Limits};
use crate::error::{Error, SheetError};

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const RELATIONS: &str = r#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const SHEETS: &str = r#"<workbook><workbookPr/><sheets><sheet name="甲" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const STYLES: &str =
    r#"<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="46"/></cellXfs></styleSheet>"#;

fn relation(kind: &str) -> String {
    format!(
        r#"<Relationships><Relationship Id="r1" Type="http://a/relationships/{kind}" Target="worksheets/sheet1.xml"/></Relationships>"#
    )
}

/// A workbook of one sheet, with a part changed or added.
fn with_part(rows: &str, name: &str, part: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let usual = relation("worksheet");
    let mut parts = vec![
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("xl/workbook.xml", SHEETS.as_bytes()),
        ("xl/_rels/workbook.xml.rels", usual.as_bytes()),
        ("xl/styles.xml", STYLES.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ];
    parts.retain(|(there, _)| *there != name);
    parts.push((name, part.as_bytes()));
    zipped(&parts)
}

fn book(rows: &str) -> Vec<u8> {
    with_part(rows, "docProps/app.xml", "<a/>")
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn number(digits: &str) -> Raw {
    Raw::Number(digits.to_owned())
}

fn cells(bytes: &[u8]) -> Vec<Raw> {
    read("a.xlsx", bytes).into_iter().flat_map(|row| row.cells).collect()
}

/// What a spreadsheet would write of these texts, each in a row.
fn written(texts: &[&str]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (row, text) in (0..).zip(texts) {
        sheet.write_string(row, 0, *text).expect("written");
    }
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn every_kind_of_cell_is_read() {
    let mut book = Workbook::new();
    let (date, time) =
        (Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\""), Format::new().set_num_format("yyyy-mm-dd hh:mm"));
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "编号").expect("written");
    sheet.write_number(0, 2, 4_235_500.07).expect("written");
    sheet.write_boolean(0, 3, true).expect("written");
    sheet.write_datetime_with_format(2, 0, day(2022, 9, 1), &date).expect("written");
    sheet
        .write_datetime_with_format(2, 1, day(2022, 9, 1).and_hms_opt(8, 30, 0).expect("a time"), &time)
        .expect("written");
    sheet.write_formula(2, 2, Formula::new("=1+1").set_result("2.5")).expect("written");
    sheet.write_formula(2, 3, Formula::new("=\"a\"").set_result("甬江")).expect("written");
    sheet.write_formula(2, 4, Formula::new("=A0").set_result("#REF!")).expect("written");
    sheet.write_rich_string(2, 5, &[(&Format::new(), "甬"), (&Format::new().set_bold(), "江")]).expect("written");
    sheet.merge_range(3, 0, 4, 1, "并", &Format::new()).expect("written");
    let rows = read("a.xlsx", &book.save_to_buffer().expect("a workbook"));
    let first = vec![text("编号"), Raw::Empty, number("4235500.07"), Raw::Flag(true)];
    let third = vec![
        Raw::Day(day(2022, 9, 1)),
        Raw::Other("2022-09-01 08:30:00".to_owned()),
        number("2.5"),
        text("甬江"),
        Raw::Other("#REF!".to_owned()),
        text("甬江"),
    ];
    assert_eq!(rows, [Line { number: 1, cells: first }, Line { number: 3, cells: third }, line(4, &["并"])]);
}

#[test]
fn numbers_are_their_shortest_decimals() {
    for (written, decimal) in [
        ("0.1", "0.1"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("-0", "0"),
        ("1E+21", "1000000000000000000000"),
        ("1.5E-7", "0.00000015"),
        ("12.0", "12"),
        ("9007199254740993", "9007199254740992"),
    ] {
        assert_eq!(cells(&book(&format!("<row r=\"1\"><c r=\"A1\"><v>{written}</v></c></row>"))), [number(decimal)]);
    }
    assert_eq!(cells(&book("<row r=\"1\"><c r=\"A1\" t=\"n\"><v>1e999</v></c></row>")), [Raw::Other("inf".to_owned())]);
}

#[test]
fn texts_come_back_as_they_were() {
    let texts = ["a\nb", " a ", "_x000D_", "_x0041_", "a_x005F_x0041_", "_x0041", "'=1+1", "0012", "𠮷", "<&>\""];
    assert_eq!(cells(&written(&texts)), texts.map(text));
    assert_eq!(cells(&written(&["a\r\nb\rc"])), [text("a\nb\nc")]);
}

#[test]
fn escapes_are_undone_wherever_a_text_stands() {
    let rows = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>a_x000D_
b_x005F_x0041_</t></is></c><c r="B1" t="str"><f>A1</f><v>_x0041_</v></c><c r="C1" t="s"><v>0</v></c><c r="D1" t="inlineStr"><is><t></t></is></c></row>"#;
    let strings = r#"<sst count="1" uniqueCount="1"><si><r><t>_x7532_</t></r><r><t xml:space="preserve"> b</t></r><rPh sb="0" eb="1"><t>jia</t></rPh></si></sst>"#;
    let bytes = with_part(rows, "xl/sharedStrings.xml", strings);
    assert_eq!(cells(&bytes), [text("a\nb_x0041_"), text("A"), text("甲 b")]);
}

#[test]
fn dates_are_those_of_the_calendar_of_the_workbook() {
    let row = |values: &str| format!("<row r=\"1\">{values}</row>");
    let dated = |value: &str| row(&format!("<c s=\"1\"><v>{value}</v></c>"));
    assert_eq!(cells(&book(&dated("44805"))), [Raw::Day(day(2022, 9, 1))]);
    let calendar = SHEETS.replace("<workbookPr/>", "<workbookPr date1904=\"1\"/>");
    assert_eq!(cells(&with_part(&dated("43343"), "xl/workbook.xml", &calendar)), [Raw::Day(day(2022, 9, 1))]);
    assert_eq!(cells(&book(&dated("61"))), [Raw::Day(day(1900, 3, 1))]);
    assert_eq!(cells(&book(&dated("109574"))), [Raw::Day(day(2199, 12, 31))]);
    for out in ["59", "0.5", "44805.25", "109575", "-1", "1e300", "2958465"] {
        assert!(matches!(cells(&book(&dated(out)))[..], [Raw::Other(_)]), "{out}");
    }
    let iso = |text: &str| cells(&book(&row(&format!("<c t=\"d\"><v>{text}</v></c>"))));
    assert_eq!(iso("2022-09-01"), [Raw::Day(day(2022, 9, 1))]);
    assert_eq!(iso("2022-09-01T00:00:00"), [Raw::Day(day(2022, 9, 1))]);
    assert_eq!(iso("2022-09-01T08:30:00"), [Raw::Other("2022-09-01T08:30:00".to_owned())]);
    assert_eq!(cells(&book(&row("<c s=\"2\"><v>1.5</v></c>"))), [Raw::Other("1.5".to_owned())], "a length of time");
}

#[test]
fn sheets_come_in_their_order_and_say_if_they_are_hidden() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("台账").expect("a name").write_string(0, 0, "a").expect("written");
    book.add_worksheet().set_name("字典").expect("a name").set_hidden(true);
    book.add_worksheet()
        .set_name("深")
        .expect("a name")
        .set_very_hidden(true)
        .write_string(1, 0, "b")
        .expect("written");
    let mut file = brought("a.xlsx", &book.save_to_buffer().expect("a workbook"), None, LIMITS).expect("opens").file;
    let sheets: Vec<_> = file.sheets().iter().map(|sheet| (sheet.name.as_deref(), sheet.is_hidden)).collect();
    assert_eq!(sheets, [(Some("台账"), false), (Some("字典"), true), (Some("深"), true)]);
    assert_eq!(file.encoding(), None);
    assert_eq!(rows_of(&mut file, 2).expect("reads"), [line(2, &["b"])]);
    assert_eq!(rows_of(&mut file, 0).expect("reads"), [line(1, &["a"])], "in any order");
    let chart = with_part("", "xl/_rels/workbook.xml.rels", &relation("chartsheet"));
    assert_eq!(refused("a.xlsx", &chart), SheetError::NoSheets);
}

#[test]
fn far_corners_cost_nothing() {
    let cell =
        |at: &str| format!("<row r=\"{}\"><c r=\"{at}\"><v>1</v></c></row>", at.trim_matches(char::is_alphabetic));
    let rows = read("a.xlsx", &book(&format!("{}{}", cell("A1"), cell("A1048576"))));
    assert_eq!(rows.iter().map(|row| (row.number, row.cells.len())).collect::<Vec<_>>(), [(1, 1), (1_048_576, 1)]);
    let wide = SheetError::TooManyColumns { sheet: Some("甲".to_owned()), row: 1_048_576, most: 200 };
    assert_eq!(refused("a.xlsx", &book(&format!("{}{}", cell("A1"), cell("XFD1048576")))), wide);
    assert_eq!(read("a.xlsx", &book(&cell("GR1")))[0].cells.len(), 200);
    // a wrong dimension is what some programs write
    let sheet = "<worksheet><dimension ref=\"A1\"/><sheetData><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>";
    assert_eq!(cells(&with_part("", "xl/worksheets/sheet1.xml", sheet)), [number("1"), number("2")]);
}

#[test]
fn empty_styled_rows_are_no_rows() {
    let rows: String = (1..=100_000)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" s=\"1\"/><c r=\"XFD{row}\" s=\"1\"/></row>"))
        .collect();
    let limits = Limits { unpacked_mib: 256, ..SMALL };
    assert_eq!(read_within("a.xlsx", &book(&rows), limits).expect("reads"), []);
}

#[test]
fn sheets_keep_to_the_limits() {
    let row = |number: usize| format!("<row r=\"{number}\"><c r=\"A{number}\"><v>1</v></c></row>");
    let rows = |count| (1..=count).map(row).collect::<String>();
    let sheet = || Some("甲".to_owned());
    assert_eq!(read_within("a.xlsx", &book(&rows(5)), SMALL).expect("fits").len(), 5);
    assert_eq!(refused_within("a.xlsx", &book(&rows(6)), SMALL), SheetError::TooManyRows { sheet: sheet(), most: 5 });
    let long =
        |count| format!("<row r=\"2\"><c r=\"C2\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", "长".repeat(count));
    assert_eq!(read_within("a.xlsx", &book(&long(10)), SMALL).expect("fits").len(), 1);
    let fault = SheetError::CellTooLong { sheet: sheet(), row: 2, column: "C".to_owned(), most: 10 };
    assert_eq!(refused_within("a.xlsx", &book(&long(11)), SMALL), fault);
    // one long text, referred to again and again
    let strings = format!("<sst><si><t>{}</t></si></sst>", "a".repeat(30_000));
    let refers = |count| {
        (1..=count).map(|at| format!("<row r=\"{at}\"><c r=\"A{at}\" t=\"s\"><v>0</v></c></row>")).collect::<String>()
    };
    let limits = Limits { text_mib: 1, ..LIMITS };
    let with = |count| with_part(&refers(count), "xl/sharedStrings.xml", &strings);
    assert_eq!(read_within("a.xlsx", &with(34), limits).expect("fits").len(), 34);
    assert_eq!(refused_within("a.xlsx", &with(35), limits), SheetError::TooMuchText { sheet: sheet(), most_mib: 1 });
}

#[test]
fn a_bomb_is_refused_whatever_it_claims() {
    let zeros = "0".repeat(5 << 20);
    let bomb = with_part("", "xl/media/image1.png", &zeros);
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    assert_eq!(refused_within("a.xlsx", &bomb, SMALL), SheetError::Unpacked { most_mib: 4 });
    // its headers say that it is small
    let size = u32::try_from(zeros.len()).expect("fits").to_le_bytes();
    let mut lying = bomb.clone();
    let claims: Vec<_> = (0..bomb.len() - 4).filter(|at| bomb[*at..*at + 4] == size).collect();
    assert!(!claims.is_empty(), "no claim found");
    claims.into_iter().for_each(|at| lying[at..at + 4].copy_from_slice(&10_u32.to_le_bytes()));
    assert!(matches!(
        refused_within("a.xlsx", &lying, SMALL),
        SheetError::Unpacked { .. } | SheetError::Damaged { .. }
    ));
    assert_eq!(
        refused_within("a.xlsx", &with_part("", "xl/a", &"0".repeat(3 << 20)), SMALL_TEXT),
        SheetError::Unpacked { most_mib: 1 }
    );
    assert!(read_within("a.xlsx", &with_part("", "xl/a", &"0".repeat(3 << 20)), SMALL).is_ok());
}

const SMALL_TEXT: Limits = Limits { unpacked_mib: 1, ..SMALL };

#[test]
fn small_lists_that_grow_in_memory_are_refused() {
    let styles = format!("<styleSheet><cellXfs>{}</cellXfs></styleSheet>", "<xf/>".repeat(600_000));
    assert_eq!(refused("a.xlsx", &with_part("", "xl/styles.xml", &styles)), SheetError::Unpacked { most_mib: 256 });
    for claim in ["99999999999999999999", "1000000000000", "1000"] {
        let strings = format!("<sst uniqueCount=\"{claim}\"><si><t>a</t></si></sst>");
        assert!(matches!(
            refused("a.xlsx", &with_part("", "xl/sharedStrings.xml", &strings)),
            SheetError::Damaged { .. }
        ));
    }
    let wide: Vec<u8> = "<sst uniqueCount=\"99999999999\">".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let parts = [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("xl/sharedStrings.xml", &wide),
    ];
    assert!(
        matches!(refused("a.xlsx", &zipped(&parts)), SheetError::Damaged { problem } if problem.contains("uniqueCount"))
    );
}

#[test]
fn a_workbook_has_not_too_many_parts() {
    let names: Vec<String> = (0..19).map(|at| format!("xl/{at}")).collect();
    let mut parts: Vec<(&str, &[u8])> = vec![("[Content_Types].xml", TYPES.as_bytes())];
    parts.extend(names.iter().map(|name| (name.as_str(), b"".as_slice())));
    assert!(
        matches!(refused_within("a.xlsx", &zipped(&parts), SMALL), SheetError::Damaged { .. }),
        "twenty are looked at"
    );
    parts.push(("xl/more", b""));
    assert_eq!(refused_within("a.xlsx", &zipped(&parts), SMALL), SheetError::TooManyParts { most: 20 });
}

#[test]
fn a_spoilt_workbook_is_told() {
    let whole = book("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>");
    assert_eq!(read("a.xlsx", &whole).len(), 1);
    let is_damaged = |bytes: &[u8]| {
        let bad = refused("a.xlsx", bytes);
        assert!(matches!(bad, SheetError::Damaged { .. }), "{bad:?}");
    };
    is_damaged(&whole[..whole.len() / 2]);
    is_damaged(&whole[..whole.len() - 30]);
    is_damaged(b"PK\x03\x04");
    // a part whose sum is wrong
    let mut spoilt = written(&["甬江"; 50]);
    let at = spoilt.windows(9).position(|name| name == b"sheet1.xml".get(..9).expect("nine")).expect("a part") + 60;
    spoilt[at] ^= 0x55;
    is_damaged(&spoilt);
    is_damaged(&with_part("", "xl/worksheets/sheet1.xml", "<worksheet><sheetData><row r=\"1\"><c r=\"A1\">"));
    is_damaged(&with_part("", "xl/_rels/workbook.xml.rels", "<Relationships></Relationships>"));
    is_damaged(&with_part("", "_rels/.rels", "<Relationships></Relationships>"));
    is_damaged(&book("<row r=\"2\"><c r=\"A2\"><v>1</v></c></row><row r=\"1\"><c r=\"B1\"><v>1</v></c></row>"));
    is_damaged(&book("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c></row>"));
    is_damaged(&book("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>7</v></c></row>"));
    let spill = book("<row r=\"3\"><c r=\"A3\"><v>1</v></c><c r=\"B3\" t=\"e\"><v>#SPILL!</v></c></row>");
    let unknown = SheetError::ErrorValue { sheet: "甲".to_owned(), row: 3, value: "#SPILL!".to_owned() };
    assert_eq!(refused("a.xlsx", &spill), unknown);
}

#[test]
fn where_the_reader_gives_up_the_program_goes_on() {
    // the reader subtracts the one from the other
    let sheet = "<worksheet><dimension ref=\"B2:A1\"/><sheetData/></worksheet>";
    let _ = read_within("a.xlsx", &with_part("", "xl/worksheets/sheet1.xml", sheet), LIMITS);
}

#[test]
fn what_is_no_workbook_of_ours_is_told() {
    let ole = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        let mut bytes = vec![0; 2048];
        bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
        bytes[1152..1152 + name.len()].copy_from_slice(&name);
        bytes
    };
    for (stream, bad) in [
        ("EncryptedPackage", SheetError::Password),
        ("Workbook", SheetError::Damaged { problem: "OLE: Workbook".to_owned() }),
        ("Book", SheetError::OldWorkbook),
        ("WordDocument", SheetError::NoTable),
    ] {
        assert_eq!(refused("a.xlsx", &ole(stream)), bad, "{stream}");
        assert_eq!(refused("a.csv", &ole(stream)), bad, "{stream} whatever its name");
    }
    let types = ("[Content_Types].xml", TYPES.as_bytes());
    let other = |parts: &[(&str, &[u8])]| refused("a.xlsx", &zipped(parts));
    assert_eq!(other(&[types, ("xl/workbook.bin", b"")]), SheetError::NoSheets);
    let text = b"application/vnd.oasis.opendocument.text";
    assert_eq!(other(&[("mimetype", text), ("content.xml", b"")]), SheetError::NoTable);
    assert_eq!(refused("a.et", &ole("WordDocument")), SheetError::OtherWorkbook { format: "et" });
    assert_eq!(other(&[types, ("word/document.xml", b"")]), SheetError::NoTable);
    assert_eq!(other(&[("a.txt", b"a")]), SheetError::NoTable);
    // the flag that says a part is encrypted, in both headers of each
    let mut locked = book("");
    for (mark, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let headers: Vec<_> = (0..locked.len() - 4).filter(|at| &locked[*at..*at + 4] == mark).collect();
        headers.into_iter().for_each(|at| locked[at + flag] |= 1);
    }
    assert_eq!(refused("a.xlsx", &locked), SheetError::Password);
}

#[test]
fn a_sheet_says_what_is_merged_hidden_and_filtered() {
    let sheet = r#"<x:worksheet xmlns:x="a"><x:sheetPr filterMode="1"/><x:cols><x:col min="3" max="4" hidden="1"/><x:col min="9" max="16384" hidden="true"/><x:col min="1" max="1" hidden="0"/></x:cols><x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row><x:row hidden="1"/><x:row r="7" hidden="1"/></x:sheetData><x:autoFilter ref="A1:D9"><x:filterColumn colId="0"/></x:autoFilter><x:mergeCells><x:mergeCell ref="B2:B4"/><x:mergeCell ref="A1:D1"/><x:mergeCell ref="$C$5:$C$6"/><x:mergeCell ref="A9"/><x:mergeCell ref="B9:A1"/></x:mergeCells></x:worksheet>"#;
    let mut file =
        brought("a.xlsx", &with_part("", "xl/worksheets/sheet1.xml", sheet), None, LIMITS).expect("opens").file;
    let layout = file.layout(0).expect("a layout");
    let area = |rows, columns| Area { rows, columns };
    assert_eq!(layout.merged, [area((1, 1), (0, 3)), area((2, 4), (1, 1)), area((5, 6), (2, 2))]);
    assert_eq!(layout.hidden_rows.iter().copied().collect::<Vec<_>>(), [3, 7]);
    assert_eq!(
        layout.hidden_columns.iter().copied().collect::<Vec<_>>(),
        [2, 3].into_iter().chain(8..200).collect::<Vec<_>>()
    );
    assert!(layout.is_filtered);
    for (row, column, is) in [(1, 3, 0), (2, 1, 1), (4, 1, 1), (6, 2, 2)] {
        assert_eq!(layout.area(row, column), layout.merged.get(is), "row {row}, column {column}");
    }
    for (row, column) in [(5, 1), (1, 4), (2, 0), (7, 2), (100, 1)] {
        assert_eq!(layout.area(row, column), None, "row {row}, column {column}");
    }
    // a filter nobody set hides nothing
    let arrows = r#"<worksheet><sheetData/><autoFilter ref="A1:D9"/></worksheet>"#;
    let mut file =
        brought("a.xlsx", &with_part("", "xl/worksheets/sheet1.xml", arrows), None, LIMITS).expect("opens").file;
    assert_eq!(file.layout(0).expect("a layout"), Layout::default());
    assert_eq!(brought("a.csv", b"a,b", None, LIMITS).expect("opens").file.layout(0).expect("none"), Layout::default());
}

#[test]
fn what_a_spreadsheet_merged_and_hid_is_told() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(1, 1, 3, 1, "区水利局", &Format::new()).expect("merged");
    sheet.set_row_hidden(2).and_then(|sheet| sheet.set_column_hidden(3)).expect("hidden");
    let bytes = book.save_to_buffer().expect("a workbook");
    let layout = brought("a.xlsx", &bytes, None, LIMITS).expect("opens").file.layout(0).expect("a layout");
    assert_eq!(layout.merged, [Area { rows: (2, 4), columns: (1, 1) }]);
    assert_eq!((layout.hidden_rows, layout.hidden_columns), ([3].into(), [3].into()));
    assert!(!layout.is_filtered);
}

#[test]
fn an_uncalculated_formula_ends_its_own_sheet_alone() {
    let sheets = r#"<workbook><sheets><sheet name="项目" sheetId="1" r:id="r1"/><sheet name="测算" sheetId="2" r:id="r2"/></sheets></workbook>"#;
    let relations = r#"<Relationships><Relationship Id="r1" Type="http://a/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="http://a/relationships/worksheet" Target="/xl/worksheets/sheet2.xml"/></Relationships>"#;
    let of = |cell: &str| format!("<worksheet><sheetData><row r=\"5\">{cell}</row></sheetData></worksheet>");
    let (first, second) = (of("<c r=\"A5\"><f>1+1</f><v>2</v></c>"), of("<c r=\"B5\"><f>A1</f></c>"));
    let bytes = zipped(&[
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", RELATIONS.as_bytes()),
        ("xl/workbook.xml", sheets.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/worksheets/sheet1.xml", first.as_bytes()),
        ("xl/worksheets/sheet2.xml", second.as_bytes()),
    ]);
    let mut file = brought("a.xlsx", &bytes, None, LIMITS).expect("opens").file;
    assert_eq!(rows_of(&mut file, 0).expect("reads"), [Line { number: 5, cells: vec![number("2")] }]);
    let why = SheetError::Uncalculated { sheet: "测算".to_owned(), cell: "B5".to_owned() };
    assert!(matches!(rows_of(&mut file, 1), Err(Error::Sheet { why: is, .. }) if is == why));
}
