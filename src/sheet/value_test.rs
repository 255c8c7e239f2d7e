use super::*;
use crate::domain::catalog::Catalog;
use crate::domain::day::BadDay;
use crate::report::model::Holds;
use crate::sheet::grid::Book;

const XLSX: FileFormat = FileFormat::Workbook(Book::Xlsx, Epoch::Of1900);

fn read(format: FileFormat, raw: Raw, holds: Holds) -> Result<Said, BadCell> {
    let catalog = Catalog::default();
    CellReader { catalog: &catalog, format, category: None, dimension: None, unit: None }.read(&raw, holds)
}

#[test]
fn a_day_that_lost_its_format_is_read_and_a_year_stays_one() {
    let due = |number: &str| match read(XLSX, Raw::Number(number.into()), Holds::Due) {
        Ok(Said::This(Cell::Due(due))) => due.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(due("44926"), "2022-12-31");
    assert_eq!(due("18264"), "1950-01-01");
    assert_eq!(due("73050"), "2099-12-31");
    assert_eq!(due("2022"), "2022");
    assert_eq!(due("20221231"), "2022-12-31");
    let day = read(FileFormat::Csv, Raw::Text("44926".into()), Holds::Day);
    assert_eq!(day, Err(BadCell::Day(BadDay::NotADate)), "a CSV has no such numbers");
}

#[test]
fn a_workbook_of_1904_counts_its_bare_days_from_there() {
    let mac = FileFormat::Workbook(Book::Xlsx, Epoch::Of1904);
    let due = |number: &str| match read(mac, Raw::Number(number.into()), Holds::Due) {
        Ok(Said::This(Cell::Due(due))) => due.to_string(),
        other => format!("{other:?}"),
    };
    assert_eq!(due("43464"), "2022-12-31");
    assert_eq!((due("16802"), due("71588")), ("1950-01-01".to_owned(), "2099-12-31".to_owned()));
    assert_eq!(due("2022"), "2022");
}

/// A percentage, or why it is none, under a heading with this unit.
fn percent(format: FileFormat, raw: Raw, unit: Option<&str>) -> Result<i64, BadCell> {
    let catalog = Catalog::default();
    let reader = CellReader { catalog: &catalog, format, category: None, dimension: None, unit };
    match reader.read(&raw, Holds::Quantity(Dimension::Percent))? {
        Said::This(Cell::Quantity { value, .. }) => Ok(i64::try_from(value).expect("stated")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_percentage_of_a_workbook_is_in_the_unit_of_its_heading_or_its_cell() {
    let bare = |digits: &str| Raw::Number(digits.to_owned());
    for (digits, points) in [("45", 4_500), ("1", 100), ("0.5", 50), ("0", 0), ("100", 10_000), ("0.45", 45)] {
        assert_eq!(percent(XLSX, bare(digits), Some("%")), Ok(points), "{digits}, the heading says %");
    }
    for (digits, points) in [("45", 4_500), ("1.2", 120), ("0", 0), ("100", 10_000), ("99.99", 9_999)] {
        assert_eq!(percent(XLSX, bare(digits), None), Ok(points), "{digits}, which is no share");
    }
    for (digits, share) in [("0.45", "45"), ("1", "100"), ("0.005", "0.5")] {
        let two = BadCell::Share { percent: digits.to_owned(), share: share.to_owned() };
        assert_eq!(percent(XLSX, bare(digits), None), Err(two), "{digits} may be either");
    }
    for unit in [Some("%"), None] {
        assert_eq!(percent(XLSX, Raw::Percent("45".into()), unit), Ok(4_500), "as its cell shows it");
        assert_eq!(percent(XLSX, Raw::Percent("100".into()), unit), Ok(10_000));
        assert_eq!(percent(XLSX, Raw::Text("45%".into()), unit), Ok(4_500));
    }
    assert_eq!(percent(FileFormat::Json, Raw::Number("4550".into()), None), Ok(4_550), "basis points");
    assert!(percent(XLSX, bare("-0.5"), None).is_err());
}

fn money(raw: &Raw, unit: Option<&str>) -> Result<i64, BadCell> {
    let catalog = Catalog::default();
    let reader = CellReader { catalog: &catalog, format: XLSX, category: None, dimension: None, unit };
    match reader.read(raw, Holds::Quantity(Dimension::Money))? {
        Said::This(Cell::Quantity { value, .. }) => Ok(i64::try_from(value).expect("stated")),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_number_shown_divided_is_what_is_stored_where_that_is_plain() {
    let scaled = |by, is_named| Raw::Scaled { digits: "30000000".to_owned(), by, is_named };
    for unit in [Some("万元"), Some("亿元"), Some("元"), None] {
        assert_eq!(money(&scaled(4, true), unit), Ok(3_000_000_000), "the format says 万: {unit:?}");
    }
    assert_eq!(money(&scaled(4, false), Some("万元")), Ok(3_000_000_000), "the heading says what it divides by");
    assert_eq!(money(&scaled(3, false), Some("千元")), Ok(3_000_000_000));
    for (by, unit) in [(4, None), (4, Some("元")), (3, Some("万元")), (6, Some("亿元")), (40, Some("万元"))] {
        let asked = money(&scaled(by, false), unit);
        assert!(matches!(asked, Err(BadCell::Divided { .. })), "{by} {unit:?}: {asked:?}");
    }
    let asked = BadCell::Divided { stored: "30000000".to_owned(), shown: "30000".to_owned() };
    assert_eq!(money(&scaled(3, false), None), Err(asked));
}

#[test]
fn the_tail_of_a_division_is_rounded_and_told() {
    let catalog = Catalog::default();
    let reader = CellReader { catalog: &catalog, format: XLSX, category: None, dimension: None, unit: Some("万元") };
    let holds = Holds::Quantity(Dimension::Money);
    for (digits, fen) in [
        ("3333.3333333333335", 3_333_333_333),
        ("0.30000000000000004", 300_000),
        ("234.55999999999995", 234_560_000),
        ("6666.6666666666670", 6_666_666_667),
        ("99999.99999999999", 100_000_000_000),
    ] {
        let raw = Raw::Number(digits.to_owned());
        assert_eq!(money(&raw, Some("万元")), Ok(fen), "{digits}");
        assert!(reader.is_rounded(&raw, holds), "{digits}");
    }
    let typed = Raw::Number("3333.3333333".to_owned());
    let bad = BadCell::Quantity { bad: BadQuantity::TooFine, dimension: Dimension::Money };
    assert_eq!(money(&typed, Some("万元")), Err(bad), "somebody typed that");
    for exact in ["3333.333333", "3333", "1234567890.123456"] {
        assert!(!reader.is_rounded(&Raw::Number(exact.to_owned()), holds), "{exact}");
    }
    assert_eq!(percent(XLSX, Raw::Percent("33.33333333333333".into()), None), Ok(3_333));
    assert!(reader.is_rounded(&Raw::Percent("33.33333333333333".into()), Holds::Quantity(Dimension::Percent)));
    assert!(percent(XLSX, Raw::Number("99.996".into()), Some("%")).is_err(), "typed");
}

#[test]
fn a_day_is_as_fine_as_the_cell_shows_it() {
    let october = crate::domain::day::parse_due("2022-10").expect("a month");
    assert_eq!(read(XLSX, Raw::Due(october), Holds::Due), Ok(Said::This(Cell::Due(october))));
    assert_eq!(read(XLSX, Raw::Due(october), Holds::Day), Err(BadCell::Day(BadDay::NeedsDay)));
}

#[test]
fn the_lights_have_one_set_of_words() {
    let light = |text: &str| read(FileFormat::Csv, Raw::Text(text.into()), Holds::Word(Words::Light));
    for (code, heading) in words(Words::Light) {
        let light_of = find_light(code).flatten();
        assert_eq!(light_name(light_of).label.zh, heading.labels().0, "over a column as in a cell");
        for text in
            [code.to_owned(), code.to_uppercase(), heading.labels().0.to_owned(), format!("{}灯", heading.labels().0)]
        {
            assert_eq!(light(&text), Ok(Said::This(Cell::Light(light_of))), "{text}");
        }
    }
    let refused = light("灰灯").expect_err("no light for a hand to set");
    let BadCell::Word { candidates } = refused else { panic!("{refused:?}") };
    assert_eq!(candidates.iter().map(|named| &*named.code).collect::<Vec<_>>(), ["red", "yellow", "green"]);
}

#[test]
fn a_moment_is_the_same_however_a_spreadsheet_writes_it() {
    let catalog = Catalog::default();
    let format = FileFormat::Csv;
    let reader = CellReader { catalog: &catalog, format, category: None, dimension: None, unit: None };
    let at = parse_instant("2026-12-01 05:31:42").expect("a moment");
    for text in ["2026-12-01 05:31", "2026-12-01 05:31:00", "2026/12/1 5:31", "2026/12/1 5:31:00"] {
        assert!(reader.says(&Cell::Instant(at), text), "{text}");
    }
    for text in ["2026-12-01 05:32", "2026-12-01 05:31:30", "2026-12-01", "2026/12/2 5:31", ""] {
        assert!(!reader.says(&Cell::Instant(at), text), "{text}");
    }
    assert!(!reader.says(&Cell::Text("2026-12-01 05:31".to_owned()), "2026-12-01 05:31:00"), "that is a text");
}
