//! Year to date, plans, clocks and sums, each by a small example worked out by hand.

use super::*;
use crate::domain::day::parse_due;
use crate::domain::fact::{Body, Condition, MilestoneEvent, MilestoneFact};
use crate::domain::sample::{Row, catalog, day, portfolio};

fn figures(row: &Row, on: &str) -> Figures {
    let portfolio = portfolio(std::slice::from_ref(row), on);
    portfolio.figures(&money(), portfolio.get(1).expect("listed"))
}

fn money() -> Measure {
    catalog().measures.remove(0)
}

fn done(row: &Row, on: &str) -> YearToDate {
    figures(row, on).done
}

fn own(row: &Row, on: &str) -> Fraction {
    figures(row, on).elapsed.expect("planned")
}

#[test]
fn the_base_is_what_stood_on_the_last_day_of_the_year_before() {
    let row = Row::project(1).invested("2020-06-30", 100).invested("2021-11-30", 700).invested("2022-03-31", 900);
    assert_eq!(done(&row, "2022-02-28"), YearToDate::Done(0), "nothing new yet");
    assert_eq!(done(&row, "2022-03-31"), YearToDate::Done(200));
    assert_eq!(done(&row, "2023-01-31"), YearToDate::Done(0));
    assert_eq!(done(&row, "2021-12-31"), YearToDate::Done(600));
}

#[test]
fn without_a_base_it_is_nought_only_for_what_began_in_the_year() {
    let seen_late = Row::project(1).stage("2022-05-31", "building").invested("2022-05-31", 500);
    assert_eq!(done(&seen_late, "2022-06-30"), YearToDate::NoBase, "a first return in a later stage dates nothing");
    let planned = seen_late.clone().milestone("start", "2022-02");
    assert_eq!(done(&planned, "2022-06-30"), YearToDate::Done(500), "but its planned start lies in the year");
    let long_planned = seen_late.milestone("start", "2021-02");
    assert_eq!(done(&long_planned, "2022-06-30"), YearToDate::NoBase);
    let started = Row::project(1).stage("2022-03-31", "started").invested("2022-05-31", 500);
    assert_eq!(done(&started, "2022-06-30"), YearToDate::Done(500));
    let prepared =
        Row::project(1).stage("2021-12-01", "tender").stage("2022-04-30", "building").invested("2022-05-31", 7);
    assert_eq!(done(&prepared, "2022-06-30"), YearToDate::Done(7), "seen in preparation before");
    assert_eq!(done(&Row::project(1).stage("2022-03-31", "started"), "2022-06-30"), YearToDate::NeverFiled);
}

#[test]
fn a_value_cut_by_the_audit_is_negative_and_not_clamped() {
    let row = Row::project(1).invested("2021-12-31", 1_000).plan("2022-01-01", 100).invested("2022-05-31", 900);
    let figures = figures(&row, "2022-05-31");
    assert_eq!(figures.done, YearToDate::Done(-100));
    assert_eq!(figures.rate.map(|rate| rate.percent()).as_deref(), Some("-100.0%"));
}

#[test]
fn a_re_plan_holds_from_its_day_and_the_first_version_stays_beside_it() {
    let row = Row::project(1).stage("2022-01-10", "started").invested("2022-07-31", 300);
    let row = row.plan("2022-01-01", 1_000).plan("2022-08-10", 600);
    let july = figures(&row, "2022-07-31");
    assert_eq!((july.plan, july.first_plan, july.is_replanned), (Some(1_000), Some(1_000), false));
    let august = figures(&row, "2022-08-31");
    assert_eq!((august.plan, august.first_plan, august.is_replanned), (Some(600), Some(1_000), true));
    assert_eq!(august.rate, Some(Fraction::new(1, 2)));
}

#[test]
fn the_calendar_counts_months_and_the_days_of_the_month() {
    assert_eq!(calendar(day("2022-08-31")), Fraction::new(2, 3));
    assert_eq!(calendar(day("2022-01-01")), Fraction::new(1, 372));
    assert_eq!(calendar(day("2024-02-29")), Fraction::new(1, 6));
    assert_eq!(calendar(day("2022-12-31")), Fraction::one());
}

#[test]
fn own_time_runs_from_the_opening_of_the_window_to_the_planned_finish() {
    let plain = Row::project(1).plan("2022-01-01", 100);
    assert_eq!(own(&plain, "2022-06-30"), Fraction::new(1, 2), "no dates: the calendar");
    let started = plain.clone().milestone("start", "2022-07-01");
    assert_eq!(own(&started, "2022-06-30"), Fraction::zero());
    assert_eq!(own(&started, "2022-09-30"), Fraction::new(1, 2));
    let month = plain.clone().milestone("start", "2022-07");
    assert_eq!(own(&month, "2022-07-31"), Fraction::new(1, 6), "a month opens on its first day");
    let moved = started.clone().moved("start", "2022-10-01", "2022-06-01");
    assert_eq!(own(&moved, "2022-09-30"), Fraction::new(1, 2), "a moved start does not move the window");
    let finished = started.clone().milestone("finish", "2022-09-30");
    assert_eq!(own(&finished, "2022-08-15"), Fraction::new(15, 31) * Fraction::new(1, 3) + Fraction::new(1, 3));
    assert_eq!(own(&finished, "2022-10-31"), Fraction::one());
    let over = started.milestone("finish", "2022-06-30");
    assert_eq!(own(&over, "2022-06-15"), calendar(day("2022-06-15")), "finished before it opens: the calendar");
    let earlier = plain.clone().milestone("start", "2021-03-01").milestone("finish", "2023-03-01");
    assert_eq!(own(&earlier, "2022-06-30"), Fraction::new(1, 2));
    let later = plain.milestone("start", "2023-03-01");
    assert_eq!(own(&later, "2022-06-30"), Fraction::zero(), "a start beyond the year opens nothing in it");
}

#[test]
fn a_window_once_open_stays_open() {
    let planned = Row::project(1).plan("2022-01-01", 100).milestone("start", "2022-09-01");
    let begun = planned.clone().stage("2022-03-01", "tender").stage("2022-07-01", "started");
    assert_eq!(own(&begun, "2022-06-30"), Fraction::zero());
    assert_eq!(own(&begun, "2022-09-30"), Fraction::new(1, 2), "it began before it was planned to");
    let back = begun.stage("2022-07-10", "tender");
    assert_eq!(own(&back, "2022-09-30"), Fraction::new(1, 2), "a stage that goes back does not close it");
    let paid = planned.clone().invested("2022-06-01", 0).invested("2022-07-01", 1);
    assert_eq!(own(&paid, "2022-09-30"), Fraction::new(1, 2), "the first money opens it, nothing does not");
    let repeated = planned.clone().invested("2021-12-31", 5).invested("2022-07-01", 5);
    assert_eq!(own(&repeated, "2022-06-30"), Fraction::zero());
    assert_eq!(own(&repeated, "2022-09-30"), Fraction::new(1, 2), "on record in the year, though it is the same value");
    assert_eq!(own(&planned.clone().stage("2021-12-31", "building"), "2022-06-30"), Fraction::new(1, 2));
    assert_eq!(own(&planned.stage("2022-03-31", "building"), "2022-06-30"), Fraction::zero(), "an undated start");
    let raised = MilestoneFact {
        name: START.to_owned(),
        event: MilestoneEvent::Raised,
        day: parse_due("2022-09").expect("a month"),
        category: "water".to_owned(),
        stage: None,
        source: None,
        number: None,
        authority: None,
        reason: None,
    };
    let late = Row::project(1).plan("2022-01-01", 100).states(day("2022-03-01"), Body::Milestone(raised));
    assert_eq!(own(&late, "2022-06-30"), Fraction::new(1, 2), "a baseline given later finds it open");
}

#[test]
fn a_first_reading_of_nothing_is_a_base_and_a_stage_on_record_stands_against_a_plan() {
    let zero = Row::project(1).stage("2022-02-28", "building").invested("2022-02-28", 0).invested("2022-05-31", 9);
    assert_eq!(done(&zero, "2022-06-30"), YearToDate::Done(9));
    assert_eq!(done(&zero, "2023-06-30"), YearToDate::Done(0), "it is read by then");
    let planned = Row::project(1).milestone("start", "2022-04").invested("2022-05-31", 9);
    assert_eq!(done(&planned, "2022-06-30"), YearToDate::Done(9));
    assert_eq!(done(&planned.stage("2021-12-31", "building"), "2022-06-30"), YearToDate::NoBase);
}

#[test]
fn a_base_is_stale_when_the_year_began_long_after_it() {
    let row = Row::project(1).invested("2021-11-20", 1).invested("2022-03-31", 5);
    let stale = |patience| {
        base(&portfolio(std::slice::from_ref(&row), "2022-04-30").states()[0], INVESTED, 2022).stale(2022, patience)
    };
    assert_eq!(stale(41), None, "41 days");
    assert_eq!(stale(40), Some(day("2021-11-20")));
}

#[test]
fn a_plan_of_a_percentage_is_a_level_above_the_base() {
    let mut physical = money();
    (physical.code, physical.dimension) = ("physical".to_owned(), Dimension::Percent);
    let row = Row::project(1).reads("2021-12-31", "physical", 4_000).reads("2022-06-30", "physical", 5_000);
    let at = |row: &Row, on: &str| {
        let portfolio = portfolio(std::slice::from_ref(row), on);
        portfolio.figures(&physical, &portfolio.states()[0])
    };
    let planned = row.clone().plans("2022-01-01", "physical", 9_000, Vec::new());
    assert_eq!(at(&planned, "2022-06-30").rate, Some(Fraction::new(1, 5)));
    let points = vec![4_200, 4_400, 4_600, 4_800, 5_000, 6_000, 6_500, 7_000, 7_500, 8_000, 8_500, 9_000];
    let pointed = row.clone().plans("2022-01-01", "physical", 9_000, points);
    assert_eq!(at(&pointed, "2022-06-30").elapsed, Some(Fraction::new(2, 5)), "the points run from the base");
    assert_eq!(at(&pointed, "2022-01-31").elapsed, Some(Fraction::new(1, 25)));
    let reached = row.plans("2022-01-01", "physical", 4_000, Vec::new());
    let figures = at(&reached, "2022-06-30");
    assert_eq!((figures.rate, figures.elapsed), (None, None), "a level not above the base is no denominator");
}

#[test]
fn own_time_follows_the_month_points_by_the_day() {
    let points = vec![0, 0, 120, 120, 300, 600, 600, 600, 900, 1_000, 1_100, 1_200];
    let row = Row::project(1).plans("2022-01-01", INVESTED, 1_200, points);
    assert_eq!(own(&row, "2022-02-28"), Fraction::zero());
    assert_eq!(own(&row, "2022-03-31"), Fraction::new(1, 10));
    assert_eq!(own(&row, "2022-06-15"), Fraction::new(450, 1_200), "half of June's 300 on top of 300");
    assert_eq!(own(&row, "2022-12-31"), Fraction::one());
}

#[test]
fn a_project_judged_by_its_lots_is_their_sum_and_its_clock_their_weighted_mean() {
    let rows = [
        Row::project(1).takes_figures_from_lots().plan("2022-01-01", 5).invested("2022-02-28", 5),
        Row::lot(2, 1).stage("2022-01-10", "started").plan("2022-01-01", 300).invested("2022-06-30", 90),
        Row::lot(3, 1)
            .stage("2022-01-10", "tender")
            .milestone("start", "2022-07-01")
            .plan("2022-01-01", 100)
            .invested("2022-06-30", 0),
        Row::lot(4, 1).plan("2022-01-01", 900).condition("2022-05-01", Condition::Cancelled),
    ];
    let portfolio = portfolio(&rows, "2022-06-30");
    let figures = portfolio.figures(&money(), portfolio.get(1).expect("listed"));
    assert_eq!((figures.plan, figures.done), (Some(400), YearToDate::Done(90)));
    assert_eq!(figures.rate, Some(Fraction::new(90, 400)));
    assert_eq!(figures.elapsed, Some(Fraction::new(300, 2 * 400)), "300 × 1/2 + 100 × 0, over 400");
}

#[test]
fn a_sum_runs_over_what_has_a_plan_and_counts_what_it_leaves_out() {
    let rows = [
        Row::project(1).stage("2022-01-10", "started").plan("2022-01-01", 100).invested("2022-06-30", 50),
        Row::project(2).stage("2022-01-10", "started").plan("2022-01-01", 100),
        Row::project(3).stage("2022-01-10", "started").invested("2022-06-30", 7),
        Row::project(4).stage("2022-01-10", "building").plan("2022-01-01", 100).invested("2022-06-30", 9),
    ];
    let now = portfolio(&rows, "2022-06-30");
    let mut sum = Sum::default();
    for state in now.states() {
        sum.add(state.id, state, 2022);
    }
    assert_eq!((sum.plan, sum.done, sum.unplanned_done), (300, 50, 7));
    let counts = (sum.never_filed.len(), sum.no_base.len());
    assert_eq!(counts, (1, 1), "one never filed, one without a base");
    assert_eq!(sum.rate(), Some(Fraction::new(1, 6)));
    let mut nothing_known = Sum::default();
    nothing_known.add(4, &now.states()[3], 2022);
    assert_eq!((nothing_known.plan, nothing_known.rate()), (100, None), "what was done is known of nobody");
    let nothing_planned =
        Row::project(1).stage("2022-01-10", "started").plan("2022-01-01", 0).invested("2022-06-30", 5);
    let mut of_nothing = Sum::default();
    of_nothing.add(1, &portfolio(&[nothing_planned], "2022-06-30").states()[0], 2022);
    assert_eq!((of_nothing.is_planned, of_nothing.unplanned_done), (false, 5), "a plan of nothing is no denominator");
}

#[test]
fn what_was_to_start_by_today_had_not_when_the_year_began() {
    let was_to_start = |row: Row, on: &str| {
        let portfolio = portfolio(&[row], on);
        portfolio.was_to_start(portfolio.get(1).expect("listed"))
    };
    let planned = Row::project(1).milestone("start", "2022-06");
    assert!(!was_to_start(planned.clone(), "2022-06-29"));
    assert!(was_to_start(planned.clone(), "2022-06-30"), "on its last day");
    assert!(was_to_start(planned.clone().stage("2022-03-31", "started"), "2022-06-30"), "early is started too");
    assert!(!was_to_start(planned.clone().stage("2021-12-31", "started"), "2022-06-30"));
    assert!(!was_to_start(planned.clone().stage("2021-12-31", "built"), "2022-06-30"), "nor is one complete by then");
    assert!(was_to_start(planned.stage("2022-03-31", "building"), "2022-06-30"), "not on record by then");
    let long_planned = Row::project(1).milestone("start", "2021-06");
    assert!(was_to_start(long_planned.clone(), "2022-06-30"));
    assert!(was_to_start(long_planned.stage("2022-03-31", "building"), "2022-06-30"), "nobody knows since when");
}
