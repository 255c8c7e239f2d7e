//! Each term of the sum by a small example worked out by hand.

use super::*;
use crate::domain::fact::Condition;
use crate::domain::sample::{Row, day, portfolio};

/// Between 31 July and 31 August: in the period, across, newly planned, moved.
fn between(rows: &[Row]) -> [i128; 4] {
    let (now, before) = (portfolio(rows, "2022-08-31"), portfolio(rows, "2022-07-31"));
    let summed = |portfolio: &Portfolio| -> Vec<ProjectId> {
        let leaves = portfolio.states().iter().filter(|state| portfolio.is_counted(state));
        let leaves = leaves.flat_map(|state| portfolio.leaves(state));
        leaves.filter(|leaf| leaf.plan(INVESTED, 2022).is_some()).map(|leaf| leaf.id).collect()
    };
    let (ids, ids_before) = (summed(&now), summed(&before));
    let leaves: Vec<(ProjectId, &State)> = ids.iter().filter_map(|id| Some((*id, now.get(*id)?))).collect();
    let leaves_before: Vec<&State> = ids_before.iter().filter_map(|id| before.get(*id)).collect();
    let span = Span { before: before.day(), day: now.day(), patience: 41 };
    let bridge = Bridge::new(&span, &leaves, &leaves_before, &before);
    let sum = |leaves: &mut dyn Iterator<Item = &State>| leaves.map(|leaf| done(leaf, &span)).sum::<i128>();
    let (last, this) = (sum(&mut leaves_before.iter().copied()), sum(&mut leaves.iter().map(|(_, leaf)| *leaf)));
    let Bridge { in_period, across, newly_planned, moved, .. } = bridge;
    assert_eq!(this, last + in_period + across + newly_planned + moved, "one sum leads to the next");
    [in_period, across, newly_planned, moved]
}

fn going_on() -> Row {
    Row::project(1).stage("2021-12-31", "building").invested("2021-12-31", 100).plan("2022-01-03", 1_000)
}

#[test]
fn what_was_done_since_a_fresh_value_is_of_the_period_and_else_across() {
    assert_eq!(between(&[going_on().invested("2022-07-31", 200).invested("2022-08-31", 250)]), [50, 0, 0, 0]);
    assert_eq!(
        between(&[going_on().invested("2022-06-20", 200).invested("2022-08-31", 250)]),
        [50, 0, 0, 0],
        "41 days"
    );
    let old = going_on().invested("2022-06-19", 200);
    assert_eq!(between(&[old.clone().invested("2022-08-31", 250)]), [0, 50, 0, 0], "42 days");
    let again = old.files("2022-07-31", |update| update.no_change = true);
    assert_eq!(between(&[again.invested("2022-08-31", 250)]), [0, 50, 0, 0], "no change is no value");
    assert_eq!(
        between(&[going_on().invested("2022-07-31", 200).invested("2022-08-31", 150)]),
        [-50, 0, 0, 0],
        "an audit"
    );
}

#[test]
fn a_first_return_is_of_the_period_only_where_its_work_began_in_it() {
    let planned = |start: &str| Row::project(1).milestone("start", start).plan("2022-01-03", 1_000);
    let first_seen = planned("2022-03").stage("2022-08-31", "building").invested("2022-08-31", 600);
    assert_eq!(between(&[first_seen]), [0, 600, 0, 0]);
    let started = planned("2022-03").stage("2022-07-31", "tender").stage("2022-08-20", "started");
    assert_eq!(between(&[started.invested("2022-08-31", 60)]), [60, 0, 0, 0]);
    let unknown = Row::project(1).plan("2022-01-03", 1_000).stage("2022-07-31", "building");
    assert_eq!(
        between(&[unknown.invested("2022-07-31", 5).invested("2022-08-31", 9)]),
        [0, 0, 0, 0],
        "no base, no sum"
    );
}

#[test]
fn what_a_work_had_done_before_comes_and_goes_with_it() {
    let done = |row: Row| row.invested("2022-07-31", 300).invested("2022-08-31", 310);
    let unplanned = Row::project(1).stage("2021-12-31", "building").invested("2021-12-31", 100);
    assert_eq!(between(&[done(unplanned.clone()).plan("2022-08-15", 1_000)]), [10, 0, 200, 0], "planned in the period");
    assert_eq!(between(&[done(unplanned)]), [0, 0, 0, 0], "never planned");
    let left = going_on().invested("2022-07-31", 300).condition("2022-08-05", Condition::Cancelled);
    assert_eq!(between(&[left]), [0, 0, 0, -200]);
    let gone = going_on().condition("2022-07-01", Condition::Cancelled);
    assert_eq!(between(&[done(gone).condition("2022-08-05", Condition::Normal)]), [10, 0, 0, 200], "it is back");
    let based = Row::project(1).plan("2022-01-03", 1_000).stage("2022-07-31", "building").invested("2022-07-31", 30);
    let based = based.invested("2022-08-31", 50).moved("start", "2022-08", "2022-08-10");
    assert_eq!(between(&[based]), [20, 0, 0, 30], "its base is known since");
}

#[test]
fn across_the_edge_of_the_year_nothing_is_taken_along() {
    let row = Row::project(1).invested("2021-12-20", 100).invested("2022-01-31", 140).plan("2022-01-10", 1_000);
    let (now, before) = (portfolio(std::slice::from_ref(&row), "2022-01-31"), portfolio(&[row], "2021-12-31"));
    let span = Span { before: day("2021-12-31"), day: day("2022-01-31"), patience: 41 };
    let bridge = Bridge::new(&span, &[(1, &now.states()[0])], &[], &before);
    assert_eq!((bridge.in_period, bridge.newly_planned, bridge.moved), (40, 0, 0));
    let first_seen = Row::project(1).milestone("start", "2022-05").plan("2022-01-03", 1_000).invested("2022-01-20", 30);
    let (now, before) =
        (portfolio(std::slice::from_ref(&first_seen), "2022-01-31"), portfolio(&[first_seen], "2021-12-31"));
    let bridge = Bridge::new(&span, &[(1, &now.states()[0])], &[], &before);
    assert_eq!((bridge.in_period, bridge.across), (30, 0), "the year began with nothing, and the period with the year");
}
