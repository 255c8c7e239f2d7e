//! New against cumulative, comparators, and what the register holds.

use super::*;
use crate::domain::day::ALL_DAYS;
use crate::domain::sample::{Row, catalog, portfolio};

fn target(mode: Mode) -> Target {
    Target {
        no: 1,
        from_day: ALL_DAYS,
        year: 2022,
        kind: TargetKind::Promise,
        sentence: "新开工3个治水项目".to_owned(),
        dimension: Dimension::PIECES,
        unit_word: "个".to_owned(),
        value: 3,
        comparator: Comparator::Equal,
        strength: Strength::Must,
        mode,
        opening: None,
        category: Some("water".to_owned()),
        tag: None,
        stage: Some("started".to_owned()),
        measure: None,
        source: "报".to_owned(),
    }
}

fn standing(target: &Target, rows: &[Row], on: &str, entered: Option<i64>) -> Standing {
    let (now, opening) = (portfolio(rows, on), portfolio(rows, "2021-12-31"));
    target.standing(&catalog(), &TargetView { now: &now, opening: &opening }, entered)
}

fn works() -> Vec<Row> {
    vec![
        Row::project(1).stage("2021-06-30", "started"),
        Row::project(2).stage("2022-03-31", "started"),
        Row::project(3).stage("2022-03-31", "tender").stage("2022-09-30", "started"),
        Row::project(4)
            .stage("2022-03-31", "started")
            .condition("2022-05-31", crate::domain::fact::Condition::Cancelled),
        Row::lot(5, 2).stage("2022-03-31", "started"),
    ]
}

#[test]
fn new_leaves_out_what_had_been_reached_when_the_year_began() {
    let new = standing(&target(Mode::New), &works(), "2022-08-31", None);
    assert_eq!(new.new, Some(Tally { registered: Some(2), done: Some(1) }));
    assert_eq!((new.cumulative, new.judgement), (None, Judgement::NotMet));
    let cumulative = standing(&target(Mode::Cumulative), &works(), "2022-09-30", None);
    assert_eq!(cumulative.cumulative, Some(Tally { registered: Some(3), done: Some(3) }));
    assert_eq!(cumulative.judgement, Judgement::Met);
}

#[test]
fn an_unstated_mode_gives_both_readings_and_leaves_the_judgement_open() {
    let open = standing(&target(Mode::Unstated), &works(), "2022-09-30", None);
    assert_eq!(open.cumulative.and_then(|tally| tally.done), Some(3));
    assert_eq!(open.new.and_then(|tally| tally.done), Some(2));
    assert_eq!(open.judgement, Judgement::Open { met_cumulative: true });
}

#[test]
fn a_measure_is_summed_over_rows_and_new_is_less_what_stood() {
    let mut target = target(Mode::New);
    target.stage = None;
    target.measure = Some("signed".to_owned());
    target.value = 60;
    let rows = [
        Row::project(1).total("2021-01-01", "households", 100).reads("2021-12-31", "signed", 30).reads(
            "2022-06-30",
            "signed",
            90,
        ),
        Row::project(2).total("2021-01-01", "households", 50).stage("2022-02-28", "building").reads(
            "2022-06-30",
            "signed",
            8,
        ),
    ];
    let standing = standing(&target, &rows, "2022-08-31", None);
    assert_eq!(standing.new, Some(Tally { registered: Some(70), done: Some(60) }));
    assert_eq!((standing.no_base, standing.judgement), (1, Judgement::Met));
    target.comparator = Comparator::MoreThan;
    assert_eq!(self::standing(&target, &rows, "2022-08-31", None).judgement, Judgement::NotMet, "超 is strict");
    target.comparator = Comparator::About;
    assert_eq!(self::standing(&target, &rows, "2022-08-31", None).judgement, Judgement::NotJudged);
}

#[test]
fn an_entered_value_counts_where_there_is_no_rule() {
    let mut target = target(Mode::Unstated);
    target.stage = None;
    let standing = |target: &Target, entered| self::standing(target, &[], "2022-08-31", entered);
    assert_eq!(standing(&target, None).judgement, Judgement::NoValue);
    let entered = standing(&target, Some(5));
    assert_eq!((entered.new, entered.judgement), (None, Judgement::Met), "without an opening there is one reading");
    target.opening = Some(4);
    assert_eq!(standing(&target, Some(5)).judgement, Judgement::Open { met_cumulative: true });
    target.mode = Mode::New;
    assert_eq!(standing(&target, Some(5)).new.and_then(|tally| tally.done), Some(1));
}
