use super::*;
use crate::domain::catalog::Catalog;
use crate::domain::day::BadDay;
use crate::report::model::Holds;

fn read(format: FileFormat, raw: Raw, holds: Holds) -> Result<Said, BadCell> {
    let catalog = Catalog::default();
    CellReader { catalog: &catalog, format, category: None, dimension: None, unit: None }.read(&raw, holds)
}

#[test]
fn a_day_that_lost_its_format_is_read_and_a_year_stays_one() {
    let due = |number: &str| match read(FileFormat::Xlsx, Raw::Number(number.into()), Holds::Due) {
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
fn a_percentage_of_a_workbook_is_a_fraction() {
    let holds = Holds::Quantity(Dimension::Percent);
    let percent = |format, raw| match read(format, raw, holds) {
        Ok(Said::This(Cell::Quantity { value, .. })) => Some(value),
        _ => None,
    };
    assert_eq!(percent(FileFormat::Xlsx, Raw::Number("0.455".into())), Some(4_550));
    assert_eq!(percent(FileFormat::Xlsx, Raw::Number("45".into())), Some(450_000), "4500 %, too much to be filed");
    assert_eq!(percent(FileFormat::Xlsx, Raw::Text("45%".into())), Some(4_500));
    assert_eq!(percent(FileFormat::Json, Raw::Number("4550".into())), Some(4_550), "basis points");
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
