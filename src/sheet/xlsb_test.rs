//! XLSB, made here record by record.

use super::file_test::{brought, read, refused, refused_within, rows_of, text, zipped};
use super::grid::{Area, Book, Epoch, FileFormat, Line, Raw};
use super::limit::{LIMITS, Limits};
use crate::domain::day::parse_due;
use crate::error::SheetError;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let mut bytes = match kind {
        0..0x80 => vec![u8::try_from(kind).expect("small")],
        _ => vec![u8::try_from(kind & 0x7F).expect("seven bits") | 0x80, u8::try_from(kind >> 7).expect("small")],
    };
    let mut length = data.len();
    loop {
        let more = if length > 0x7F { 0x80 } else { 0 };
        bytes.push(u8::try_from(length & 0x7F).expect("seven bits") | more);
        length >>= 7;
        if length == 0 {
            break;
        }
    }
    [bytes, data.to_vec()].concat()
}

fn u32s(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).expect("short");
    length.to_le_bytes().into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

fn row(number: u32, flags: u8) -> Vec<u8> {
    record(0, &[u32s(&[number, 0]), vec![0, 0, 0, flags, 0]].concat())
}

fn cell(kind: u16, column: u32, style: u32, value: &[u8]) -> Vec<u8> {
    record(kind, &[u32s(&[column, style]), value.to_vec()].concat())
}

fn real(column: u32, style: u32, number: f64) -> Vec<u8> {
    cell(5, column, style, &number.to_le_bytes())
}

fn sheet(records: &[Vec<u8>]) -> Vec<u8> {
    [record(129, &[]), record(145, &[]), records.concat(), record(146, &[])].concat()
}

fn book(sheet: &[u8], is_1904: bool) -> Vec<u8> {
    let tab = |state: u32, name: &str| record(156, &[u32s(&[state, 1]), wide("r1"), wide(name)].concat());
    let workbook = [record(153, &u32s(&[u32::from(is_1904), 0])), tab(0, "治水"), tab(1, "旧表")].concat();
    let format = |number: u16, code: &str| record(44, &[number.to_le_bytes().to_vec(), wide(code)].concat());
    let style = |format: u16| record(47, &[vec![0, 0], format.to_le_bytes().to_vec(), vec![0; 12]].concat());
    let styles = [
        format(164, "yyyy\"年\"m\"月\""),
        format(165, "0!.0,\"万\""),
        style(9),
        record(617, &u32s(&[5])),
        [0, 9, 14, 164, 165].map(style).concat(),
        record(618, &[]),
    ];
    let strings = record(19, &[vec![0], wide("甬江")].concat());
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.bin", &workbook),
        (
            "xl/_rels/workbook.bin.rels",
            br#"<Relationships><Relationship Id="r1" Target="worksheets/sheet1.bin"/></Relationships>"#,
        ),
        ("xl/styles.bin", &styles.concat()),
        ("xl/sharedStrings.bin", &strings),
        ("xl/worksheets/sheet1.bin", sheet),
    ])
}

#[test]
fn every_kind_of_cell_is_read() {
    let bytes = book(
        &sheet(&[
            row(0, 0),
            cell(7, 0, 0, &u32s(&[0])),
            cell(6, 2, 0, &wide("甲\r\n乙")),
            row(4, 0x10),
            real(0, 0, 4_235_500.07),
            cell(2, 1, 1, &u32s(&[45 << 2 | 3])),
            real(2, 2, 44_835.0),
            real(3, 3, 44_835.0),
            real(4, 4, 30_000_000.0),
            cell(4, 5, 0, &[1]),
            cell(3, 6, 0, &[7]),
            cell(8, 7, 0, &wide("丙")),
            cell(9, 8, 1, &1.0_f64.to_le_bytes()),
            cell(1, 9, 0, &[]),
        ]),
        false,
    );
    let number = |digits: &str| Raw::Number(digits.to_owned());
    let fifth = vec![
        number("4235500.07"),
        Raw::Percent("45".to_owned()),
        Raw::Day("2022-10-01".parse().expect("a day")),
        Raw::Due(parse_due("2022-10").expect("a month")),
        Raw::Scaled { digits: "30000000".to_owned(), by: 4, is_named: true },
        Raw::Flag(true),
        Raw::Other("#DIV/0!".to_owned()),
        text("丙"),
        Raw::Percent("100".to_owned()),
    ];
    let first = vec![text("甬江"), Raw::Empty, text("甲\n乙")];
    assert_eq!(read("a.xlsb", &bytes), [Line { number: 1, cells: first }, Line { number: 5, cells: fifth }]);
    let file = brought("a.xlsb", &bytes, None, LIMITS).expect("opens").file;
    assert_eq!(file.format(), FileFormat::Workbook(Book::Xlsb, Epoch::Of1900));
    assert_eq!(file.sheets().iter().map(|sheet| sheet.is_hidden).collect::<Vec<_>>(), [false, true]);
    let mac = book(&sheet(&[row(0, 0), real(0, 2, 43_373.0)]), true);
    assert_eq!(read("a.xlsb", &mac)[0].cells, [Raw::Day("2022-10-01".parse().expect("a day"))]);
    assert_eq!(brought("a.xlsb", &mac, None, LIMITS).expect("opens").file.format().epoch(), Some(Epoch::Of1904));
}

#[test]
fn what_it_says_beside_its_cells_is_told() {
    let columns = record(60, &[u32s(&[3, 4, 0, 0]), vec![1, 0]].concat());
    let merged = record(176, &u32s(&[1, 3, 2, 2]));
    let part = [columns, sheet(&[row(0, 0), row(6, 0x10)]), record(163, &[]), merged].concat();
    let layout = brought("a.xlsb", &book(&part, false), None, LIMITS).expect("opens").file.layout(0).expect("a layout");
    assert_eq!(layout.merged, [Area { rows: (2, 4), columns: (2, 2) }]);
    assert_eq!((layout.hidden_rows, layout.hidden_columns), ([7].into(), [3, 4].into()));
    assert!(layout.is_filtered);
}

#[test]
fn it_keeps_to_the_limits() {
    let far = book(&sheet(&[row(0, 0), real(0, 0, 1.0), row(1_048_575, 0), real(16_383, 0, 1.0)]), false);
    let sheet_name = || Some("治水".to_owned());
    let wide = SheetError::TooManyColumns { sheet: sheet_name(), row: 1_048_576, most: 200 };
    assert_eq!(refused("a.xlsb", &far), wide, "and nothing is laid out between them");
    let many: Vec<_> = (0..5).flat_map(|at| [row(at, 0), real(0, 0, 1.0)]).collect();
    let few = Limits { rows: 4, ..LIMITS };
    assert_eq!(
        refused_within("a.xlsb", &book(&sheet(&many), false), few),
        SheetError::TooManyRows { sheet: sheet_name(), most: 4 }
    );
}

#[test]
fn a_spoilt_one_is_damaged() {
    let is_damaged = |part: &[u8]| {
        let bad = refused("a.xlsb", &book(part, false));
        assert!(matches!(bad, SheetError::Damaged { .. }), "{bad:?}");
    };
    let whole = sheet(&[row(0, 0), real(0, 0, 1.0)]);
    is_damaged(&whole[..whole.len() - 3]);
    is_damaged(&sheet(&[row(0, 0), cell(7, 0, 0, &u32s(&[9]))]));
    is_damaged(&sheet(&[row(0, 0), cell(5, 0, 0, &[1])]));
    is_damaged(&sheet(&[row(1, 0), real(0, 0, 1.0), row(0, 0), real(0, 0, 1.0)]));
    is_damaged(&sheet(&[row(0, 0), cell(6, 0, 0, &u32s(&[4_000_000]))]));
    let mut file = brought("a.xlsb", &book(&whole, false), None, LIMITS).expect("opens").file;
    assert_eq!(rows_of(&mut file, 0).expect("reads").len(), 1);
}
