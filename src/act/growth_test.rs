//! How the work of a long sheet grows: by facts folded, which no other load on the machine changes.

use std::collections::BTreeMap;

use super::filing::{StatedReturn, file};
use super::milestone::{StatedMet, StatedMilestone, meet, set};
use super::{FieldChange, Force, Ground, Subject};
use crate::domain::course::Course;
use crate::domain::day::{Day, DueDay, Precision};
use crate::domain::fact::{ProjectFact, Recorded};
use crate::domain::fold::STEPS;
use crate::domain::permit::Documents;
use crate::domain::sample::{Row, catalog, day};

const ROWS: i64 = 500;

/// States one thing after another of a work; gives how many facts were folded for all of them.
fn folded(mut state: impl FnMut(&Ground, &Subject, i64) -> ProjectFact) -> usize {
    let catalog = catalog();
    let force = Force { is_forced: false, has_reason: true };
    let ground = Ground { catalog: &catalog, day: day("2024-06-30"), today: day("2024-06-30"), force, change: 9_000 };
    let facts = Row::project(1).total("2022-01-01", "households", ROWS).facts;
    let mut subject = Subject::new(Course::new(facts).expect("listed"), false, None);
    let before = STEPS.get();
    for row in 1..=ROWS {
        let fact = state(&ground, &subject, row);
        subject.push(Recorded { change: ground.change, seq: row, fact });
    }
    STEPS.get() - before
}

fn nth(number: i64) -> Day {
    day("2022-01-01") + chrono::TimeDelta::days(number)
}

/// Files a return of a day in which everything stands at the number of that day.
fn filed(ground: &Ground, subject: &Subject, number: i64, no: i64) -> ProjectFact {
    let readings = ["invested", "signed"].map(|measure| (measure.to_owned(), FieldChange::Set(number)));
    let readings = BTreeMap::from(readings);
    let stated = StatedReturn { as_of: Some(nth(number)), readings, ..StatedReturn::default() };
    file(ground, subject, None, stated, no).expect("believable").fact
}

#[test]
fn a_return_needs_no_fact_folded_however_many_there_are_and_in_whatever_order() {
    assert_eq!(folded(|ground, subject, row| filed(ground, subject, row, row)), 0, "in the order of the days");
    assert_eq!(folded(|ground, subject, row| filed(ground, subject, ROWS + 1 - row, row)), 0, "the last day first");
    let across = |row| if row % 2 == 0 { row / 2 } else { ROWS - row / 2 };
    assert_eq!(folded(|ground, subject, row| filed(ground, subject, across(row), row)), 0, "to and fro");
}

#[test]
fn a_correction_needs_none_either() {
    let steps = folded(|ground, subject, row| {
        if row == 1 {
            return filed(ground, subject, 1, 1);
        }
        let corrected = super::filing::to_correct(subject, row - 1, None).expect("it counts");
        let readings = BTreeMap::from([("signed".to_owned(), FieldChange::Set(row))]);
        let stated = StatedReturn { readings, ..StatedReturn::default() };
        file(ground, subject, Some(corrected), stated, row).expect("believable").fact
    });
    assert_eq!(steps, 0);
}

#[test]
fn a_milestone_costs_the_facts_that_speak_of_it() {
    let due = DueDay { last: day("2024-12-31"), precision: Precision::Day };
    let steps = folded(|ground, subject, row| {
        let name = format!("第{}段", (row + 1) / 2);
        if row % 2 == 0 {
            let stated = StatedMet { name, on: Some(day("2024-06-30")), number: None, authority: None };
            return meet(ground, subject, &stated, &Documents::default()).expect("it is set").fact;
        }
        let stated = StatedMilestone { name, due, stage: None, source: None, authority: None, on: None };
        set(ground, subject, &stated).expect("a new one")
    });
    let rows = usize::try_from(ROWS).expect("a few");
    assert!(steps > 0 && steps <= 4 * rows, "{steps} facts folded for {rows} rows");
}
