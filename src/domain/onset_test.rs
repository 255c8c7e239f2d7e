use super::*;
use crate::domain::fact::Condition;
use crate::domain::sample::{Row, catalog, portfolio};

/// The onset of the first row.
fn onset(rows: &[Row], on: &str) -> Onset {
    let portfolio = portfolio(rows, on);
    portfolio.onset(&catalog(), portfolio.get(1).expect("listed"))
}

fn of(row: Row) -> Onset {
    onset(&[row], "2022-08-31")
}

#[test]
fn what_had_started_when_the_year_began_is_continued() {
    let row = Row::project(1);
    assert_eq!(of(row.clone().stage("2021-12-31", "started")), Onset::Continued);
    assert_eq!(of(row.clone().stage("2022-01-01", "started")), Onset::New, "from the first of January on");
    assert_eq!(of(row.clone().stage("2021-06-30", "building")), Onset::Continued, "whenever it did");
    let finished = row.clone().stage("2021-06-30", "started").stage("2022-03-31", "built");
    assert_eq!(of(finished), Onset::Continued, "it was completed in the year");
    let seen_later = row.clone().stage("2021-06-30", "building").stage("2022-03-31", "built");
    assert_eq!(of(seen_later), Onset::Continued, "the first return in a stage counts, not the last");
    let paused = row.stage("2021-06-30", "building").condition("2022-02-01", Condition::Paused);
    assert_eq!(of(paused), Onset::Continued);
}

#[test]
fn what_was_complete_when_the_year_began_is_neither() {
    let row = Row::project(1);
    assert_eq!(of(row.clone().stage("2021-12-31", "built")), Onset::CompletedBefore);
    assert_eq!(of(row.clone().stage("2021-12-31", "built").stage("2022-03-01", "accepted")), Onset::CompletedBefore);
    assert_eq!(of(row.clone().stage("2021-12-31", "accepted")), Onset::CompletedBefore, "first seen beyond it");
    let reopened = row.stage("2021-05-01", "started").stage("2021-12-31", "built").stage("2022-03-01", "building");
    assert_eq!(of(reopened), Onset::Continued, "it was not complete after all");
}

#[test]
fn what_starts_in_the_year_or_is_to_is_new() {
    let row = Row::project(1);
    assert_eq!(of(row.clone().stage("2021-12-31", "tender").stage("2022-05-31", "building")), Onset::New);
    assert_eq!(of(row.clone().stage("2022-03-31", "started").stage("2022-05-31", "built")), Onset::New);
    let tender = row.stage("2022-02-28", "tender");
    assert_eq!(of(tender.clone().milestone("start", "2022-12")), Onset::New);
    assert_eq!(of(tender.clone().milestone("start", "2022")), Onset::New);
    assert_eq!(of(tender.clone().milestone("start", "2021-10")), Onset::New, "overdue from last year, so due in this");
    assert_eq!(of(tender.clone().milestone("start", "2023-01")), Onset::Pipeline);
    let moved = tender.clone().milestone("start", "2022-05").moved("start", "2023-03", "2022-06-01");
    assert_eq!(onset(std::slice::from_ref(&moved), "2022-05-31"), Onset::New);
    assert_eq!(of(moved), Onset::Pipeline, "by its day of now");
    assert_eq!(of(tender), Onset::Pipeline, "nobody plans its start");
}

#[test]
fn what_was_first_seen_in_a_later_stage_within_the_year_is_unknown() {
    let row = Row::project(1).stage("2022-03-31", "building");
    assert_eq!(of(row.clone()), Onset::Unknown);
    assert_eq!(of(row.clone().milestone("start", "2021-11")), Onset::Unknown, "a plan is no start");
    assert_eq!(of(row.clone().milestone("start", "2022-02")), Onset::New, "its year to date counts from nothing");
    assert_eq!(of(row.clone().invested("2021-12-31", 500)), Onset::Unknown, "money is spent before a start too");
    assert_eq!(onset(std::slice::from_ref(&row), "2023-08-31"), Onset::Continued, "a year on that is on record");
    assert_eq!(of(row.clone().stage("2022-05-31", "built")), Onset::Unknown);
    assert_eq!(of(row.stage("2021-12-31", "started")), Onset::Continued, "a return for the day mends it");
}

#[test]
fn what_has_no_stage_on_record_goes_by_its_planned_start_or_is_unknown() {
    let row = Row::project(1).invested("2022-03-31", 5);
    assert_eq!(of(row.clone()), Onset::Unknown);
    assert_eq!(of(row.clone().milestone("start", "2022-10")), Onset::New);
    assert_eq!(of(row.milestone("start", "2023-10")), Onset::Pipeline);
}

#[test]
fn a_project_judged_by_its_lots_begins_with_the_first_and_is_complete_with_the_last() {
    let project = || Row::project(1).takes_figures_from_lots();
    let two = |a: Row, b: Row| onset(&[project(), a, b], "2022-08-31");
    let (a, b) = (Row::lot(2, 1), Row::lot(3, 1));
    let started = a.clone().stage("2021-05-01", "started");
    assert_eq!(two(started.clone(), b.clone()), Onset::Continued);
    let built = started.stage("2021-12-01", "built");
    assert_eq!(two(built.clone(), b.clone().stage("2022-02-01", "started")), Onset::Continued);
    assert_eq!(
        two(built, b.clone().stage("2021-11-01", "started").stage("2021-12-31", "built")),
        Onset::CompletedBefore
    );
    let new = a.clone().stage("2022-05-01", "started");
    assert_eq!(two(new.clone(), b.clone()), Onset::New);
    assert_eq!(two(new.clone(), b.clone().stage("2022-03-01", "building")), Onset::Unknown, "one may have been first");
    assert_eq!(two(new, b.clone().stage("2021-03-01", "building")), Onset::Continued);
    assert_eq!(two(a.clone(), b.clone()), Onset::Pipeline, "a lot without a stage is in preparation");
    assert_eq!(two(a.clone().milestone("start", "2022-11"), b.clone().milestone("start", "2023-02")), Onset::New);
    let own = project().milestone("start", "2023-05");
    assert_eq!(onset(&[own, a.milestone("start", "2022-11"), b], "2022-08-31"), Onset::Pipeline, "its own comes first");
}

#[test]
fn codes_come_back() {
    assert!(Onset::ALL.iter().all(|onset| Onset::from_code(onset.code()) == Some(*onset)));
}
