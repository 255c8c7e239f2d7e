//! A report as a sheet to be printed: one sheet, nothing cut, heads on every page, what users typed left as it is.

use std::collections::BTreeMap;

use calamine::Data;

use super::tests::{bytes, header, part, sheet};
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::quantity::Dimension;
use crate::lang::Lang;
use crate::report::brief::BriefScope;
use crate::report::model::{Cell, Column, Header, Paragraph, Report, Section, SectionBody, Shape, Title, Word};
use crate::report::status::StatusSentence;

fn page(sections: Vec<Section<'static>>) -> Vec<u8> {
    let title = Some(Title::Targets { year: 2022 });
    let header = Header { title, note: Some("演示数据".to_owned()), is_shown: true, ..header() };
    bytes(Report { header, sections }, Lang::Zh)
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("plan", Word::Plan, Shape::Quantity(Dimension::Money)),
        Column::new("light", Word::Light, Shape::Fixed),
    ]
}

fn row(name: &str) -> Vec<Cell> {
    let money = Cell::Quantity { value: 925_069_711, dimension: Dimension::Money };
    vec![Cell::Code("HS-W-001".to_owned()), Cell::Text(name.to_owned()), money, Cell::Light(Some(Light::Red))]
}

fn table(heading: Word, rows: usize) -> Section<'static> {
    Section::table("units", heading, columns(), (0..rows).map(|_| row("甲江堤防整治工程")))
}

/// What stands on the sheet, line after line, without what is merged.
fn lines(book: &[u8]) -> Vec<Vec<Data>> {
    let filled = |row: Vec<Data>| row.into_iter().filter(|cell| *cell != Data::Empty).collect();
    sheet(book, "目标").into_iter().map(filled).collect()
}

fn count(lines: &[Vec<Data>], text: &str) -> usize {
    lines.iter().filter(|line| line.first().is_some_and(|first| *first == Data::String(text.to_owned()))).count()
}

/// Every height in points, by its row.
fn heights(xml: &str) -> BTreeMap<u32, f64> {
    let rows = xml.split("<row r=\"").skip(1).map(|rest| {
        let number = rest.split('"').next().expect("a number");
        let height = rest.split('>').next().expect("a row").split(" ht=\"").nth(1).expect("a height");
        let height = height.split('"').next().expect("a height");
        (number.parse().expect("a number"), height.parse().expect("a height"))
    });
    rows.collect()
}

#[test]
fn a_report_is_one_sheet_of_a4_with_all_it_says() {
    let book = page(vec![table(Word::ByUnit, 1), table(Word::ByCategory, 1)]);
    let (xml, names) = (part(&book, "xl/worksheets/sheet1.xml"), part(&book, "xl/workbook.xml"));
    assert_eq!(names.matches("<sheet ").count(), 1, "{names}");
    for there in [r#"paperSize="9""#, r#"fitToHeight="0""#, r#"orientation="portrait""#, "第 &amp;P 页"] {
        assert!(xml.contains(there), "{there}\n{xml}");
    }
    let lines = lines(&book);
    let first: Vec<String> = lines.iter().filter_map(|line| Some(line.first()?.to_string())).collect();
    let heads = ["重点工程目标完成情况（2022年及以前）", "截至 2022-08-31 · 生成 2022-09-01 09:00", "演示数据"];
    assert_eq!(first[..3], heads);
    assert_eq!([&first[3], &first[6]], ["一、分单位情况", "二、分类情况"]);
    let money = lines.iter().flatten().filter(|cell| **cell == Data::Float(925.069711)).count();
    assert_eq!(money, 2, "exact, whatever is shown: {lines:?}");
    assert!(part(&book, "xl/styles.xml").contains(r##"formatCode="#,##0.00""##));
    assert!(part(&book, "xl/styles.xml").contains("宋体"));
}

#[test]
fn columns_take_the_page_and_no_more() {
    let book = page(vec![table(Word::ByUnit, 1), table(Word::ByCategory, 1)]);
    let xml = part(&book, "xl/worksheets/sheet1.xml");
    let of = |col: &str, name: &str| -> f64 {
        col.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next()?.parse().ok()).expect(name)
    };
    // of a digit of seven pixels, and five between
    let pixels = |col: &str| (of(col, " max") - of(col, " min") + 1.0) * (of(col, " width") * 7.0).round();
    let wide: f64 = xml.split("<col").skip(2).map(pixels).sum();
    assert!((wide - 732.0).abs() < 12.0, "{wide}\n{xml}");
}

#[test]
fn a_table_over_pages_has_its_head_on_each() {
    let book = page(vec![table(Word::ByUnit, 200), table(Word::ByCategory, 1)]);
    let xml = part(&book, "xl/worksheets/sheet1.xml");
    let breaks: Vec<u32> = xml
        .split("<brk id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().and_then(|id| id.parse().ok()).expect("a row"))
        .collect();
    let (lines, heights) = (lines(&book), heights(&xml));
    assert!(breaks.len() > 2, "{breaks:?}");
    assert_eq!(count(&lines, "编号"), 2 + breaks.len(), "one for each table and each page");
    for (from, to) in std::iter::once(&0).chain(&breaks).zip(&breaks) {
        let high: f64 = heights.range(from + 1..=*to).map(|(_, height)| height).sum();
        assert!(high > 600.0 && high <= 806.0, "{high} points on a page");
    }
    let alone = page(vec![table(Word::ByUnit, 200)]);
    assert!(!part(&alone, "xl/worksheets/sheet1.xml").contains("<brk "), "the spreadsheet repeats the only head");
    assert!(part(&alone, "xl/workbook.xml").contains("_xlnm.Print_Titles"));
    assert_eq!(count(&self::lines(&alone), "编号"), 1);
}

#[test]
fn what_users_type_stays_what_it_is() {
    let long = "长".repeat(1000);
    let texts =
        ["=1+1", "-50", "@x", "<r>x</r>", "]]>", "<script>", "🏗\u{fe0f}𠮷", "\u{202e}甲", "第一行\n第二行", &long];
    let rows: Vec<Vec<Cell>> = texts.iter().map(|text| row(text)).collect();
    let section = Section::table("units", Word::ByUnit, columns(), rows.into_iter());
    let book = page(vec![section, table(Word::ByCategory, 0)]);
    let xml = part(&book, "xl/worksheets/sheet1.xml");
    assert!(!xml.contains("<f>"), "a formula");
    let lines = lines(&book);
    for text in texts {
        let found = lines.iter().flatten().any(|cell| *cell == Data::String(text.to_owned()));
        assert!(found, "{text}");
    }
    // a row of so many lines takes several rows, none higher than a spreadsheet lets it be
    let most = heights(&xml).into_values().fold(0.0, f64::max);
    assert!(most <= 409.0, "{most}");
    assert!(xml.contains("<mergeCell ref="), "{xml}");
}

#[test]
fn a_notice_stands_in_one_column() {
    let said = vec![StatusSentence::AllReturned.into()];
    let body = SectionBody::Paragraphs(vec![Paragraph { id: "next", said }]);
    let period = crate::domain::period::Period::holding(crate::domain::period::Cadence::Month, header().as_of);
    let of = BriefScope::default();
    let header = Header { title: Some(Title::Brief { period, of }), is_shown: true, ..header() };
    let sections = vec![Section { id: "brief".into(), heading: None, body, notes: vec![] }];
    let book = bytes(Report { header, sections }, Lang::Zh);
    assert!(sheet(&book, "通报").iter().all(|row| row.len() == 1));
    assert!(!part(&book, "xl/worksheets/sheet1.xml").contains("mergeCell"));
}

#[test]
fn shares_are_bars_and_rows_to_be_drawn_a_chart() {
    let bars =
        vec![Column::new("step", Word::FunnelStep, Shape::Fixed), Column::new("bar", Word::FunnelBar, Shape::Text)];
    let row = vec![Cell::Text("签约".to_owned()), Cell::Bar(Fraction::new(1, 4))];
    let funnel = Section::table("funnel", Word::ByCategory, bars, std::iter::once(row));
    let drawn = vec![
        Column::new("month", Word::Month, Shape::Fixed),
        Column::new("planned", Word::Planned, Shape::Quantity(Dimension::Money)),
        Column::new("done", Word::Done, Shape::Quantity(Dimension::Money)),
    ];
    let money = Cell::Quantity { value: 925_069_711, dimension: Dimension::Money };
    let rows = vec![
        vec![Cell::Text("8月".to_owned()), money.clone(), money.clone()],
        vec![Cell::Text("9月".to_owned()), money, Cell::Nothing],
    ];
    let body = SectionBody::Chart { columns: drawn, rows };
    let curve = Section { id: "curve".into(), heading: Some(Word::PlanCurve.into()), body, notes: vec![] };
    let book = page(vec![curve, funnel]);
    let xml = part(&book, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<dataBar showValue=\"0\">"), "{xml}");
    assert!(lines(&book).iter().any(|line| line[..] == [Data::String("签约".to_owned()), Data::Float(0.25)]));
    let chart = part(&book, "xl/charts/chart1.xml");
    let lines = sheet(&book, "目标");
    let at = 1 + lines.iter().position(|line| line[0] == Data::String("8月".to_owned())).expect("its figures");
    assert!(chart.contains(&format!("$A${at}:$A${}", at + 1)), "{chart}");
    assert_eq!(lines[at].last(), Some(&Data::Empty), "no point where nothing is known");
}

#[test]
fn a_report_of_nothing_is_a_page() {
    let book = page(vec![table(Word::ByUnit, 0)]);
    assert_eq!(lines(&book).iter().filter(|line| !line.is_empty()).count(), 3, "title, day and note");
}
