//! HTML of single parts, as no register has them.

use super::tests::{code, column, day, header, printed, table, text};
use super::*;
use crate::domain::Day;
use crate::domain::day::{DueDay, Precision, month_ends};
use crate::domain::fraction::Fraction;
use crate::domain::quantity::Dimension::Money;
use crate::report::model::{Header, Section, Shape, Word};

fn html(section: Section<'static>) -> String {
    printed(Report { header: header(), sections: vec![section] }, Format::Html, Lang::Zh, None)
}

fn section(heading: Word, body: SectionBody<'static>) -> Section<'static> {
    Section { id: "part".into(), heading: Some(heading.into()), body, notes: Vec::new() }
}

fn money(value: Option<i64>) -> Cell {
    value.map_or(Cell::Nothing, |value| Cell::Quantity { value: value.into(), dimension: Money })
}

fn curve(points: &[(i64, Option<i64>)]) -> String {
    let money_column = |key, word| column(key, word, Shape::Quantity(Money));
    let columns = vec![
        column("month", Word::Month, Shape::Fixed),
        money_column("planned", Word::Planned),
        money_column("done", Word::Done),
    ];
    let row = |(end, (planned, done)): (Day, &(i64, Option<i64>))| {
        vec![Cell::Due(DueDay { last: end, precision: Precision::Month }), money(Some(*planned)), money(*done)]
    };
    let rows = month_ends(2022).into_iter().zip(points).map(row).collect();
    html(section(Word::PlanCurve, SectionBody::Chart { columns, rows }))
}

/// How often something stands in a text.
fn count(text: &str, wanted: &str) -> usize {
    text.matches(wanted).count()
}

#[test]
fn a_month_without_a_figure_is_a_gap_and_not_nothing() {
    let page = curve(&[(10, Some(5)), (20, None), (30, Some(25)), (40, Some(40))]);
    assert_eq!(count(&page, "<circle class=\"done\""), 3);
    assert_eq!(count(&page, "<line class=\"done\""), 1, "from March to April alone");
    assert_eq!(count(&page, "<line class=\"planned\""), 3);
    assert_eq!(count(&page, "<td class=\"figure empty\" data-head=\"完成(万元)\">-</td>"), 1);
    let nothing = curve(&[(0, Some(0)), (0, None)]);
    assert_eq!(count(&nothing, "<circle class=\"done\""), 1, "nothing done is a point");
}

#[test]
fn what_is_taken_back_lies_below_the_line() {
    let page = curve(&[(1_000_000, Some(-1_000_000)), (2_000_000, Some(3_000_000))]);
    for mark in ["-1", "0", "1", "2", "3"].map(|mark| format!("text-anchor=\"end\">{mark}</text>")) {
        assert_eq!(count(&page, &mark), 1, "{mark}\n{page}");
    }
}

#[test]
fn many_rows_are_drawn_a_printed_page_at_a_time() {
    for (units, pictures) in [(1, 1), (20, 1), (21, 2), (500, 25)] {
        let columns = vec![
            column("unit", Word::Units, Shape::Text),
            column("completion", Word::CompletionRate, Shape::Rate),
            column("elapsed", Word::Elapsed, Shape::Rate),
            column("gap", Word::Gap, Shape::Rate),
        ];
        let of = |part: i64| Fraction::new(part.into(), 100);
        let row =
            |n: i64| vec![text(&"长".repeat(1_000)), Cell::Rate(of(n)), Cell::Rate(of(50)), Cell::Points(of(n - 50))];
        let page = html(section(Word::ByUnit, table(columns, (0..units).map(row).collect())));
        assert_eq!(count(&page, "<svg "), pictures);
        assert_eq!(count(&page, "<rect class=\"track\""), usize::try_from(units).expect("few"));
        let cut = format!("{}…", "长".repeat(11));
        assert!(page.contains(&format!("y=\"13\">{cut}</text>")), "a long name is cut in the picture");
        assert!(page.contains(&format!(">{}</th>", "长".repeat(1_000))), "and whole in the table");
    }
}

#[test]
fn signs_that_turn_or_end_a_text_are_shown_as_such() {
    let name = "甲\u{202e}乙\u{2066}丙\u{0}丁\u{1b}[2J\r\n戊\u{200f}己\u{fffe}";
    let columns = vec![column("code", Word::Code, Shape::Fixed), column("name", Word::Name, Shape::Text)];
    let page = html(section(Word::ByCategory, table(columns, vec![vec![code("A"), text(name)]])));
    assert!(page.contains(">甲\u{fffd}乙\u{fffd}丙\u{fffd}丁\u{fffd}[2J\n戊\u{200f}己\u{fffd}</th>"), "{page}");
}

#[test]
fn the_look_stands_in_the_style_alone() {
    let style = include_str!("html/style.css");
    let page = html(section(Word::ByCategory, table(vec![], vec![])));
    assert!(page.contains(style) && !style.contains("</"));
    assert!(!page.replace(style, "").contains("style=\""));
}

#[test]
fn a_page_without_a_title_goes_by_its_day() {
    let header = Header { title: None, ..header() };
    let page = printed(Report { header, sections: vec![] }, Format::Html, Lang::En, None);
    assert!(page.contains(&format!("<title>As of {}</title>", day(8, 31))), "{page}");
}
