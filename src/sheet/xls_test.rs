//! One office's list as it stands in a workbook of each format: XLS and ODS as LibreOffice writes them, XLSB as it reads
//! one. XLS besides, whole and spoilt.

use super::file_test::{brought, read, refused_within, rows_of, text};
use super::grid::{Area, Book, Epoch, FileFormat, FileSheet, Line, Raw};
use super::limit::{LIMITS, Limits};
use crate::domain::day::parse_due;
use crate::error::SheetError;

/// A title merged over the table; a unit merged over three rows, a row and a column hidden; percentages, months,
/// a third of 10000, an error, texts of formulas; a hidden sheet, and in some an empty one.
const OFFICE: [(&str, Book, &[u8]); 3] = [
    ("a.xls", Book::Xls, XLS),
    ("a.ods", Book::Ods, include_bytes!("../../fixtures/sheets/office.ods")),
    ("a.xlsb", Book::Xlsb, include_bytes!("../../fixtures/sheets/office.xlsb")),
];
const XLS: &[u8] = include_bytes!("../../fixtures/sheets/office.xls");

fn number(digits: &str) -> Raw {
    Raw::Number(digits.to_owned())
}

fn percent(digits: &str) -> Raw {
    Raw::Percent(digits.to_owned())
}

fn month(of: &str) -> Raw {
    Raw::Due(parse_due(of).expect("a month"))
}

fn day(of: &str) -> Raw {
    Raw::Day(of.parse().expect("a day"))
}

#[test]
fn a_list_is_the_same_in_every_format() {
    for (name, book, bytes) in OFFICE {
        let rows = read(name, bytes);
        let cells = |number: usize| rows.iter().find(|row| row.number == number).map(|row| row.cells.clone());
        let row = |number: usize| cells(number).expect("a row");
        assert_eq!(row(1), [text("治水项目进度表（截至2022年8月31日）")], "{name}");
        let headings = ["序号", "项目名称", "责任单位", "总投资(万元)", "形象进度", "计划完工", "计划开工", "备注"];
        assert_eq!(row(2), headings.map(text), "{name}");
        let first = [
            number("1"),
            text("甲泵站工程"),
            text("区水利局"),
            number("3000.5"),
            percent("45"),
            month("2023-10"),
            day("2022-03-05"),
            text("备注\n两行"),
        ];
        assert_eq!(row(3), first, "{name}");
        // LibreOffice writes fifteen digits
        let third = number(if book == Book::Ods { "3333.33333333333" } else { "3333.3333333333335" });
        assert_eq!(row(4)[2..7], [Raw::Empty, third, percent("100"), month("2023-12"), day("2022-03-06")], "{name}");
        let last = [percent("60"), month("2024-01"), day("2022-03-07"), Raw::Other("#DIV/0!".to_owned())];
        assert_eq!(row(5)[4..], last, "{name}");
        let blank = [number("4"), text("丁河工程"), text("区住建局"), number("0"), number("0"), Raw::Empty, Raw::Empty];
        assert_eq!(row(6), [blank.as_slice(), &[text("甲乙")]].concat(), "{name}");
        assert_eq!(rows.len(), 6, "{name}");
    }
}

#[test]
fn what_it_says_beside_its_cells_is_the_same_in_every_format() {
    for (name, book, bytes) in OFFICE {
        let mut file = brought(name, bytes, None, LIMITS).expect("opens").file;
        assert_eq!(file.format(), FileFormat::Workbook(book, Epoch::Of1900), "{name}");
        let sheet = |name: &str, is_hidden| FileSheet { name: Some(name.to_owned()), is_hidden };
        assert_eq!(file.sheets()[..2], [sheet("治水项目", false), sheet("旧表", true)], "{name}");
        let layout = file.layout(0).expect("a layout");
        let area = |rows, columns| Area { rows, columns };
        assert_eq!(layout.merged, [area((1, 1), (0, 7)), area((3, 5), (2, 2))], "{name}");
        assert_eq!((layout.hidden_rows, layout.hidden_columns), ([4].into(), [6].into()), "{name}");
        let hidden = [Line { number: 1, cells: vec![text("隐藏")] }];
        assert_eq!(rows_of(&mut file, 1).expect("reads"), hidden, "{name}");
        assert_eq!(rows_of(&mut file, 2).expect("reads"), [], "{name}");
    }
    assert_eq!(brought("台账.et", XLS, None, LIMITS).expect("opens").file.format().epoch(), Some(Epoch::Of1900));
}

#[test]
fn it_keeps_to_the_limits() {
    let few = Limits { rows: 5, ..LIMITS };
    let sheet = || Some("治水项目".to_owned());
    assert_eq!(refused_within("a.xls", XLS, few), SheetError::TooManyRows { sheet: sheet(), most: 5 });
    let narrow = Limits { columns: 7, ..LIMITS };
    let wide = SheetError::TooManyColumns { sheet: sheet(), row: 2, most: 7 };
    assert_eq!(refused_within("a.xls", XLS, narrow), wide);
}

#[test]
fn a_file_cut_short_is_damaged() {
    for length in [512, 1024, 4096, XLS.len() / 2] {
        let bad = refused_within("a.xls", &XLS[..length], LIMITS);
        assert!(matches!(bad, SheetError::Damaged { .. } | SheetError::NoTable), "{length}: {bad:?}");
    }
}
