use super::*;
use crate::domain::catalog::Label;
use crate::domain::fact::{Body, Condition};
use crate::domain::light::Light;
use crate::domain::period::Cadence;
use crate::domain::rules::RuleSet;
use crate::domain::sample::{Row, catalog, day, portfolio};
use crate::domain::unit::{UnitFact, Units};
use crate::report::list::OfUnit;

/// A list as `unit: code last days light`.
fn page(rows: &[Row], on: &str, cadence: Cadence, filter: &Filter) -> (Header, Sentence, Vec<String>) {
    let (catalog, rules) = (catalog(), RuleSet::first());
    let added = |unit: i64| (1, UnitFact::Added { unit, name: format!("单位{unit}"), position: None });
    let units = Units::fold((1..4).map(added), day(on));
    let period = Period::holding(cadence, day(on));
    let (now, before) = (portfolio(rows, on), portfolio(rows, &period.previous().as_of.to_string()));
    let view = RegisterView { catalog: &catalog, units: &units, portfolio: &now, rules: &rules, pending: &[] };
    let header = Header::new(day(on), crate::domain::day::end_of(day("2022-09-10")));
    let report = missing(&view, &before, filter, &period, header);
    let mut sections = report.sections;
    let (Some(SectionBody::Lists { lead, lists, .. }), 0) = (sections.pop().map(|last| last.body), sections.len())
    else {
        panic!("one section of lists");
    };
    let said = |NumberedList { of, items }: NumberedList| {
        let Sentence::Missing(MissingSentence::Unit { unit, rows }) = of else { panic!("{of:?}") };
        assert_eq!(rows, number(items.len()));
        let item = |item: Sentence| {
            let Sentence::Missing(MissingSentence::NotReturned { code, unit: same, last, days, light, .. }) = item
            else {
                panic!("{item:?}")
            };
            assert_eq!(same, unit, "each row says whose it is");
            let last = last.map_or("never".to_owned(), |last| last.to_string());
            format!("{code} {last} {} {}", days.unwrap_or(-1), light.map_or("none", Light::code))
        };
        let items: Vec<String> = items.into_iter().map(item).collect();
        format!("{}: {}", unit.as_deref().unwrap_or("-"), items.join(", "))
    };
    (report.header, lead, lists.into_iter().map(said).collect())
}

fn led_by(row: Row, unit: i64) -> Row {
    row.states(day("2021-01-01"), Body::Units(vec![unit]))
}

/// 2 has lots 3 (returned) and 4, which has no unit of its own; 7 is paused; 8 and 9 owe nothing.
fn rows() -> Vec<Row> {
    vec![
        Row::project(1).stage("2022-06-28", "building"),
        led_by(Row::project(2), 3).takes_figures_from_lots(),
        led_by(Row::lot(3, 2), 1).stage("2022-08-05", "building"),
        Row::lot(4, 2),
        led_by(Row::project(5), 1).stage("2022-07-31", "building"),
        led_by(Row::project(6), 1).stage("2022-08-01", "building"),
        led_by(Row::project(7), 3).condition("2022-07-10", Condition::Paused),
        led_by(Row::project(8), 1).stage("2022-07-10", "built"),
        led_by(Row::project(9), 1).condition("2022-07-10", Condition::Cancelled),
    ]
}

#[test]
fn rows_that_owe_stand_under_their_lead_units_in_the_official_order() {
    let (header, lead, lists) = page(&rows(), "2022-08-31", Cadence::Month, &Filter::default());
    assert_eq!(
        lists,
        [
            "单位1: HS-W-005 2022-07-31 31 none",
            // The lot goes by its project's unit; the project itself, judged by its lots, files nothing.
            "单位3: HS-W-004 never -1 grey, HS-W-007 2022-07-10 52 grey",
            "-: HS-W-001 2022-06-28 64 grey",
        ]
    );
    assert_eq!(header.returns, Some((2, 6)));
    assert!(header.is_pasted() && header.is_shown);
    let Sentence::Missing(MissingSentence::Lead { owed, missing, answer_by, is_late, .. }) = lead else {
        panic!("{lead:?}")
    };
    assert_eq!((owed, missing, answer_by.to_string().as_str()), (6, 4, "2022-09-10"));
    assert!(!is_late, "the day to answer by is still one to answer on");
}

#[test]
fn the_day_to_answer_by_can_be_over() {
    let (_, lead, lists) = page(&rows(), "2022-08-07", Cadence::Week, &Filter::default());
    assert!(
        matches!(lead, Sentence::Missing(MissingSentence::Lead { is_late: true, owed: 6, missing: 4, .. })),
        "{lead:?}"
    );
    assert_eq!(lists.len(), 3);
}

#[test]
fn a_filter_leaves_the_others_out() {
    let filter = Filter { unit: Some(OfUnit::Led(1)), ..Filter::default() };
    let (header, _, lists) = page(&rows(), "2022-08-31", Cadence::Month, &filter);
    assert_eq!(lists, ["单位1: HS-W-005 2022-07-31 31 none"]);
    assert_eq!(header.returns, Some((2, 3)));
    let Some(Title::Missing { of, .. }) = header.title else { panic!("{:?}", header.title) };
    assert_eq!(of, [Label { zh: "单位1".to_owned(), en: "单位1".to_owned() }]);
}

#[test]
fn where_all_have_returned_there_is_no_list() {
    let rows = [led_by(Row::project(1), 1).stage("2022-08-01", "building")];
    let (_, lead, lists) = page(&rows, "2022-08-31", Cadence::Month, &Filter::default());
    assert!(matches!(lead, Sentence::Missing(MissingSentence::Lead { owed: 1, missing: 0, .. })), "{lead:?}");
    assert!(lists.is_empty());
    let (header, lead, lists) = page(&[], "2022-08-31", Cadence::Month, &Filter::default());
    assert!(matches!(lead, Sentence::Missing(MissingSentence::Lead { owed: 0, missing: 0, .. })), "{lead:?}");
    assert!(lists.is_empty() && header.returns == Some((0, 0)));
}
