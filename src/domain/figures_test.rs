//! Year to date, plans, clocks and sums, each by a small example worked out by hand.

use super::*;
use crate::domain::fact::Condition;
use crate::domain::sample::{Row, day, portfolio};

fn figures(row: &Row, on: &str) -> Figures {
    let portfolio = portfolio(std::slice::from_ref(row), on);
    portfolio.figures(INVESTED, portfolio.get(1).expect("listed"))
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
fn own_time_runs_from_the_baseline_start_to_the_planned_finish() {
    let plain = Row::project(1).plan("2022-01-01", 100);
    assert_eq!(own(&plain, "2022-06-30"), Fraction::new(1, 2), "no dates: the calendar");
    let started = plain.clone().milestone("start", "2022-07-01");
    assert_eq!(own(&started, "2022-06-30"), Fraction::zero());
    assert_eq!(own(&started, "2022-09-30"), Fraction::new(1, 2));
    let spent_before = started.clone().invested("2022-06-30", 1);
    assert_eq!(own(&spent_before, "2022-06-30"), Fraction::new(1, 2), "money before the start: from 1 January");
    assert_eq!(own(&spent_before, "2022-09-30"), Fraction::new(1, 2), "but the start has come now");
    assert_eq!(own(&spent_before, "2022-07-01"), Fraction::new(1, 6 * 31), "from that very day on");
    let month = plain.clone().milestone("start", "2022-07");
    assert_eq!(own(&month, "2022-07-31"), Fraction::new(1, 6), "a month opens on its first day");
    let moved = started.clone().moved("start", "2022-10-01", "2022-06-01");
    assert_eq!(own(&moved, "2022-09-30"), Fraction::new(1, 2), "a moved start does not move the window");
    let finished = started.milestone("finish", "2022-09-30");
    assert_eq!(own(&finished, "2022-08-15"), Fraction::new(15, 31) * Fraction::new(1, 3) + Fraction::new(1, 3));
    assert_eq!(own(&finished, "2022-10-31"), Fraction::one());
    let earlier = plain.clone().milestone("start", "2021-03-01").milestone("finish", "2023-03-01");
    assert_eq!(own(&earlier, "2022-06-30"), Fraction::new(1, 2));
    let later = plain.milestone("start", "2023-03-01");
    assert_eq!(own(&later, "2022-06-30"), Fraction::new(1, 2), "a start beyond the year opens no window in it");
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
            .stage("2022-01-10", "started")
            .milestone("start", "2022-07-01")
            .plan("2022-01-01", 100)
            .invested("2022-06-30", 0),
        Row::lot(4, 1).plan("2022-01-01", 900).condition("2022-05-01", Condition::Cancelled),
    ];
    let portfolio = portfolio(&rows, "2022-06-30");
    let figures = portfolio.figures(INVESTED, portfolio.get(1).expect("listed"));
    assert_eq!((figures.plan, figures.done), (Some(400), YearToDate::Done(90)));
    assert_eq!(figures.rate, Some(Fraction::new(90, 400)));
    assert_eq!(figures.elapsed, Some(Fraction::new(300, 2 * 400)), "300 × 1/2 + 100 × 0, over 400");
}

#[test]
fn without_an_earlier_reading_a_period_takes_the_whole_year_to_date() {
    let row = Row::project(1).stage("2022-01-10", "started").invested("2022-05-31", 40).invested("2022-06-30", 100);
    let on = |text: &str| portfolio(std::slice::from_ref(&row), text);
    let (june, may, april) = (on("2022-06-30"), on("2022-05-31"), on("2022-04-30"));
    let since = |now: &Portfolio, before: &Portfolio| done_since(&now.states()[0], before.get(1), INVESTED, 2022);
    assert_eq!(since(&june, &may), Some(60));
    assert_eq!(since(&may, &april), Some(40));
    assert_eq!(since(&april, &april), None);
}

#[test]
fn a_sum_runs_over_what_has_a_plan_and_counts_what_it_leaves_out() {
    let rows = [
        Row::project(1).stage("2022-01-10", "started").plan("2022-01-01", 100).invested("2022-06-30", 50),
        Row::project(2).stage("2022-01-10", "started").plan("2022-01-01", 100),
        Row::project(3).stage("2022-01-10", "started").invested("2022-06-30", 7),
        Row::project(4).stage("2022-01-10", "building").plan("2022-01-01", 100).invested("2022-06-30", 9),
    ];
    let (now, before) = (portfolio(&rows, "2022-06-30"), portfolio(&rows, "2022-05-31"));
    let mut sum = Sum::default();
    for state in now.states() {
        sum.add(INVESTED, state.id, state, before.get(state.id), now.day());
    }
    assert_eq!((sum.plan, sum.done, sum.unplanned_done), (300, 50, 7));
    let counts = (sum.never_filed.len(), sum.no_base.len(), sum.unplanned.len());
    assert_eq!(counts, (1, 1, 1), "one never filed, one without a base, one without a plan");
    assert_eq!(sum.rate(), Some(Fraction::new(1, 6)));
    assert_eq!(sum.done_in_period, 50, "the row without a base has no earlier reading either");
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
    assert!(was_to_start(planned.stage("2022-03-31", "building"), "2022-06-30"), "undated, but planned in the year");
    let long_planned = Row::project(1).milestone("start", "2021-06");
    assert!(was_to_start(long_planned.clone(), "2022-06-30"));
    assert!(!was_to_start(long_planned.stage("2022-03-31", "building"), "2022-06-30"), "nobody knows since when");
}
