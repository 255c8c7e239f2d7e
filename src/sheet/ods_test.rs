//! ODS as spreadsheets write it, and as somebody might.

use super::file_test::{brought, read, refused, refused_within, rows_of, text, zipped};
use super::grid::{Area, Book, Epoch, FileFormat, Line, Raw};
use super::limit::{LIMITS, Limits};
use crate::domain::day::parse_due;
use crate::error::SheetError;

const TYPE: &str = "application/vnd.oasis.opendocument.spreadsheet";
const STYLES: &str = r#"<office:automatic-styles>
<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>
<number:percentage-style style:name="N10"><number:number number:decimal-places="0"/><number:text>%</number:text></number:percentage-style>
<number:date-style style:name="N1"><number:year number:style="long"/><number:text>年</number:text><number:month/><number:text>月</number:text></number:date-style>
<number:number-style style:name="N2"><number:number number:decimal-places="0" number:display-factor="1000"><number:embedded-text number:position="1">.</number:embedded-text></number:number><number:text>万</number:text></number:number-style>
<number:number-style style:name="N5"><number:number number:decimal-places="1" number:display-factor="1000"><number:embedded-text number:position="0">!</number:embedded-text></number:number><number:text>万</number:text></number:number-style>
<number:number-style style:name="N3P0"><number:number number:display-factor="1000"/></number:number-style>
<number:number-style style:name="N3"><number:number/><style:map style:condition="value()&gt;=10000" style:apply-style-name="N3P0"/></number:number-style>
<number:currency-style style:name="N4"><number:number number:decimal-places="2"/><number:text>万元</number:text></number:currency-style>
<style:style style:name="pc" style:family="table-cell" style:data-style-name="N10"/>
<style:style style:name="month" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="child" style:family="table-cell" style:parent-style-name="month"/>
<style:style style:name="wan" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="bang" style:family="table-cell" style:data-style-name="N5"/>
<style:style style:name="thousand" style:family="table-cell" style:data-style-name="N3"/>
<style:style style:name="unit" style:family="table-cell" style:data-style-name="N4"/>
</office:automatic-styles>"#;

fn book_of(tables: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content>{STYLES}<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", TYPE.as_bytes()), ("content.xml", content.as_bytes())])
}

fn book(rows: &str) -> Vec<u8> {
    book_of(&format!(r#"<table:table table:name="甲">{rows}</table:table>"#))
}

fn row(cells: &str) -> String {
    format!("<table:table-row>{cells}</table:table-row>")
}

fn cell(attributes: &str) -> String {
    format!("<table:table-cell {attributes}/>")
}

fn float(value: &str, style: &str) -> String {
    cell(&format!(r#"table:style-name="{style}" office:value-type="float" office:value="{value}""#))
}

fn cells(of: &str) -> Vec<Raw> {
    read("a.ods", &book(&row(of))).into_iter().flat_map(|row| row.cells).collect()
}

#[test]
fn every_kind_of_cell_is_read() {
    let number = |digits: &str| Raw::Number(digits.to_owned());
    let scaled = |is_named, by| Raw::Scaled { digits: "30000000".to_owned(), by, is_named };
    let october = Raw::Due(parse_due("2022-10").expect("a month"));
    let dated = |style: &str| {
        cell(&format!(r#"table:style-name="{style}" office:value-type="date" office:date-value="2022-10-01""#))
    };
    let percent = r#"office:value-type="percentage" office:value="0.45""#;
    for (of, raw) in [
        (float("3000.5", ""), number("3000.5")),
        (float("3333.33333333333", ""), number("3333.33333333333")),
        (cell(percent), Raw::Percent("45".to_owned())),
        (float("0.45", "pc"), Raw::Percent("45".to_owned())),
        (dated(""), Raw::Day("2022-10-01".parse().expect("a day"))),
        (dated("month"), october.clone()),
        (dated("child"), october),
        (float("30000000", "wan"), scaled(true, 4)),
        (float("30000000", "bang"), scaled(true, 4)),
        (float("30000000", "thousand"), scaled(false, 3)),
        (float("9000", "thousand"), number("9000")),
        (float("3000", "unit"), text("3000万元")),
        (cell(r#"office:value-type="boolean" office:boolean-value="true""#), Raw::Flag(true)),
        (cell(r#"office:value-type="date" office:date-value="2022-10-01T08:30:00""#), Raw::Other("2022-10-01T08:30:00".to_owned())),
        (cell(r#"office:value-type="time" office:time-value="PT8H""#), Raw::Other("PT8H".to_owned())),
        (
            r#"<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>"#.to_owned(),
            Raw::Other("#DIV/0!".to_owned()),
        ),
    ] {
        assert_eq!(cells(&of), [raw], "{of}");
    }
}

#[test]
fn a_text_is_its_paragraphs_and_not_its_notes() {
    let of = r#"<table:table-cell office:value-type="string"><office:annotation><text:p>批注</text:p></office:annotation><text:p>甲<text:s text:c="2"/>乙&amp;<text:span>丙</text:span>&#x4E01;</text:p><text:p/><text:p>二<text:line-break/>三<text:tab/></text:p><draw:frame><draw:text-box><text:p>图</text:p></draw:text-box></draw:frame></table:table-cell>"#;
    assert_eq!(cells(of), [text("甲  乙&丙丁\n\n二\n三\t")]);
}

#[test]
fn what_is_repeated_stands_as_often() {
    let of = format!(
        r#"<table:table-column table:number-columns-repeated="2"/><table:table-column table:default-cell-style-name="pc" table:visibility="collapse"/><table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="16384"/></table:table-row><table:table-row table:number-rows-repeated="2" table:visibility="filter">{}{}</table:table-row><table:table-row table:number-rows-repeated="1047573"><table:table-cell/></table:table-row>"#,
        cell(r#"table:number-columns-repeated="2" office:value-type="float" office:value="1""#),
        cell(r#"office:value-type="float" office:value="0.5""#),
    );
    let one = || Raw::Number("1".to_owned());
    let cells = vec![one(), one(), Raw::Percent("50".to_owned())];
    assert_eq!(read("a.ods", &book(&of)), [1001, 1002].map(|number| Line { number, cells: cells.clone() }));
    let layout = brought("a.ods", &book(&of), None, LIMITS).expect("opens").file.layout(0).expect("a layout");
    assert_eq!((layout.hidden_rows, layout.hidden_columns), ([1001, 1002].into(), [2].into()));
    assert!(layout.is_filtered);
}

#[test]
fn merged_cells_and_hidden_sheets_are_told() {
    let tables = format!(
        r#"<table:table table:name="甲">{}{}</table:table><table:table table:name="乙" table:style-name="ta2">{}</table:table><table:table table:name="'file:///a.ods'#$甲"/>"#,
        row(
            r#"<table:table-cell office:value-type="string" table:number-columns-spanned="2" table:number-rows-spanned="1"><text:p>题</text:p></table:table-cell><table:covered-table-cell/>"#
        ),
        row(r#"<table:table-cell/><table:table-cell table:number-columns-spanned="1" table:number-rows-spanned="3"/>"#),
        row(&float("7", "")),
    );
    let mut file = brought("a.ods", &book_of(&tables), None, LIMITS).expect("opens").file;
    assert_eq!(file.format(), FileFormat::Workbook(Book::Ods, Epoch::Of1900));
    let sheets: Vec<_> =
        file.sheets().iter().map(|sheet| (sheet.name.clone().unwrap_or_default(), sheet.is_hidden)).collect();
    assert_eq!(sheets, [("甲".to_owned(), false), ("乙".to_owned(), true)]);
    let layout = file.layout(0).expect("a layout");
    let area = |rows, columns| Area { rows, columns };
    assert_eq!(layout.merged, [area((1, 1), (0, 1)), area((2, 4), (1, 1))]);
    assert_eq!(rows_of(&mut file, 1).expect("reads"), [Line { number: 1, cells: vec![Raw::Number("7".to_owned())] }]);
}

#[test]
fn what_would_fill_the_memory_is_refused() {
    let value = r#"office:value-type="float" office:value="1""#;
    let wide = cell(&format!(r#"{value} table:number-columns-repeated="1000000000""#));
    let sheet = || Some("甲".to_owned());
    assert_eq!(refused("a.ods", &book(&row(&wide))), SheetError::TooManyColumns { sheet: sheet(), row: 1, most: 200 });
    let tab = r#"<table:table table:name="甲"/>"#;
    assert!(brought("a.ods", &book_of(&tab.repeat(255)), None, LIMITS).is_ok());
    assert_eq!(refused("a.ods", &book_of(&tab.repeat(256))), SheetError::TooManyParts { most: 255 });
    let long = format!(
        r#"<table:table-row table:number-rows-repeated="18446744073709551615">{}</table:table-row>"#,
        cell(value)
    );
    let limits = Limits { rows: 1_000, ..LIMITS };
    assert_eq!(refused_within("a.ods", &book(&long), limits), SheetError::TooManyRows { sheet: sheet(), most: 1_000 });
}

#[test]
fn what_is_no_table_of_ours_is_told() {
    let formula = row(r#"<table:table-cell/><table:table-cell table:formula="of:=1+1"/>"#);
    assert_eq!(
        refused("a.ods", &book(&formula)),
        SheetError::Uncalculated { sheet: "甲".to_owned(), cell: "B1".to_owned() }
    );
    let locked = zipped(&[
        ("mimetype", TYPE.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:encryption-data/>"),
        ("content.xml", b"\xFF\xFE"),
    ]);
    assert_eq!(refused("a.ods", &locked), SheetError::Password);
    assert_eq!(refused("a.ods", &book_of("")), SheetError::NoSheets);
    let cut = zipped(&[
        ("mimetype", TYPE.as_bytes()),
        ("content.xml", b"<a><table:table table:name=\"b\"><table:table-row><table:table-cell><text:p>"),
    ]);
    assert!(matches!(refused("a.ods", &cut), SheetError::Damaged { .. }));
}

#[test]
fn a_workbook_of_1904_says_so() {
    let tables = r#"<table:calculation-settings><table:null-date table:date-value="1904-01-01"/></table:calculation-settings><table:table table:name="甲"/>"#;
    let file = brought("a.ods", &book_of(tables), None, LIMITS).expect("opens").file;
    assert_eq!(file.format().epoch(), Some(Epoch::Of1904));
}
