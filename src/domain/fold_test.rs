//! Properties of the fold, and the hard cases of corrections.

use std::rc::Rc;

use proptest::prelude::*;

use super::*;
use crate::domain::catalog::{Phase, sample};
use crate::domain::change::voided;
use crate::domain::fact::{Kind, ProjectFact};

fn catalog() -> Catalog {
    let stages = [
        ("tender", Phase::Preparation),
        ("started", Phase::Implementation),
        ("built", Phase::Completed),
        ("accepted", Phase::Closed),
    ];
    Catalog { categories: vec![sample(&stages, "started", "built")], ..Catalog::default() }
}

fn day(number: u32) -> Day {
    Day::from_ymd_opt(2022, 1, 1).unwrap() + chrono::Days::new(number.into())
}

fn recorded(change: ChangeId, day: Day, body: Body) -> Recorded {
    Recorded { change, seq: 1, fact: ProjectFact { project: 1, from_day: day, body } }
}

fn listed() -> Recorded {
    let (code, category) = ("HS-W-001".to_owned(), "water".to_owned());
    recorded(1, ALL_DAYS, Body::Listed { code, kind: Kind::Project, category, source: None, recorded_on: day(0) })
}

/// An update as of a day, with what it states: a stage, a value, both or a bare word.
fn filed(no: UpdateNo, stage: Option<&str>, invested: Option<i64>) -> Update {
    Update {
        no,
        category: "water".to_owned(),
        stage: stage.map(str::to_owned),
        readings: invested.map(|value| ("invested".to_owned(), value)).into_iter().collect(),
        progress: Some("进展".to_owned()),
        ..Update::default()
    }
}

fn update_on(change: ChangeId, on: Day, update: Update) -> Recorded {
    recorded(change, on, Body::Update(Rc::new(update)))
}

fn state(facts: &[Recorded], on: Day) -> State {
    fold(&catalog(), facts, on).expect("listed")
}

/// Updates of different days: (day, what they state).
fn updates() -> impl Strategy<Value = Vec<(u32, Option<&'static str>, Option<i64>)>> {
    let stage = proptest::option::of(proptest::sample::select(vec!["tender", "started", "built", "accepted"]));
    let one = (stage, proptest::option::of(0..1_000_000_i64));
    proptest::collection::btree_map(0..400_u32, one, 0..12)
        .prop_map(|days| days.into_iter().map(|(day, (stage, value))| (day, stage, value)).collect())
}

#[test]
fn the_words_are_those_of_the_last_return_alone() {
    let words = |no, [progress, problem, ask, next_step]: [Option<&str>; 4]| {
        let [progress, problem, ask, next_step] = [progress, problem, ask, next_step].map(|of| of.map(str::to_owned));
        Update { progress, problem, ask, next_step, ..filed(no, None, Some(no)) }
    };
    let said = |facts: &[Recorded]| {
        let State { progress, problem, ask, next_step, .. } = state(facts, day(300));
        [progress, problem, ask, next_step]
    };
    let first = update_on(2, day(10), words(1, [Some("清表"), Some("用地"), Some("协调"), Some("移交")]));
    let second = update_on(3, day(20), words(2, [None, None, None, Some("合龙")]));
    let all = [Some("清表"), Some("用地"), Some("协调"), Some("移交")].map(|of| of.map(str::to_owned));
    assert_eq!(said(&[listed(), first.clone()]), all);
    assert_eq!(said(&[listed(), first.clone(), second.clone()]), [None, None, None, Some("合龙".to_owned())]);
    assert_eq!(said(&[listed(), second, first]), [None, None, None, Some("合龙".to_owned())]);
}

proptest! {
    #[test]
    fn any_typing_order_of_updates_of_different_days_folds_the_same(
        (updates, order) in updates().prop_flat_map(|updates| {
            let places: Vec<usize> = (0..updates.len()).collect();
            (Just(updates), Just(places).prop_shuffle())
        }),
        on in 0..400_u32,
    ) {
        let typed = |order: &[usize]| {
            let mut facts = vec![listed()];
            for (change, at) in (2..).zip(order) {
                let (on, stage, value) = updates[*at];
                let no = i64::try_from(*at).unwrap() + 1;
                facts.push(update_on(change, day(on), filed(no, stage, value)));
            }
            fold(&catalog(), &facts, day(on))
        };
        let in_order: Vec<usize> = (0..updates.len()).collect();
        prop_assert_eq!(typed(&order), typed(&in_order));
    }

    #[test]
    fn any_split_into_changes_folds_the_same(updates in updates(), splits in proptest::collection::vec(any::<bool>(), 12), on in 0..400_u32) {
        let facts = |is_split: &dyn Fn(usize) -> bool| {
            let mut facts = vec![listed()];
            let (mut change, mut seq) = (2, 0);
            for (at, (on, stage, value)) in updates.iter().enumerate() {
                if is_split(at) { (change, seq) = (change + 1, 0); }
                seq += 1;
                let no = i64::try_from(at).unwrap() + 1;
                facts.push(Recorded { seq, ..update_on(change, day(*on), filed(no, *stage, *value)) });
            }
            fold(&catalog(), &facts, day(on))
        };
        prop_assert_eq!(facts(&|at| splits[at]), facts(&|_| true));
    }

    #[test]
    fn what_comes_after_the_day_changes_nothing_on_it(updates in updates(), on in 0..400_u32) {
        let facts = |keep: &dyn Fn(u32) -> bool| {
            let mut facts = vec![listed()];
            for (no, (on, stage, value)) in (1..).zip(updates.iter().filter(|(on, ..)| keep(*on))) {
                facts.push(update_on(no + 1, day(*on), filed(i64::from(*on), *stage, *value)));
            }
            fold(&catalog(), &facts, day(on))
        };
        prop_assert_eq!(facts(&|_| true), facts(&|at| at <= on));
    }

    #[test]
    fn voiding_a_void_restores(voids in proptest::collection::vec((2..40_i64, 1..39_i64), 0..12), extra in 1..40_i64) {
        let mut voids: Vec<_> = voids.into_iter().filter(|(id, voided)| voided < id).collect();
        voids.sort_unstable();
        voids.dedup_by_key(|(id, _)| *id);
        let before = voided(voids.clone());
        voids.push((50, extra));
        voids.push((51, 50));
        let mut after = voided(voids);
        after.remove(&50);
        prop_assert_eq!(after, before);
    }
}

#[test]
fn a_correction_replaces_its_update_wherever_it_moves_it() {
    let corrected = Update { corrects: Some(1), ..filed(2, Some("started"), Some(90)) };
    let facts =
        [listed(), update_on(2, day(10), filed(1, Some("tender"), Some(100))), update_on(3, day(30), corrected)];
    assert_eq!(state(&facts, day(20)).reading("invested"), None, "moved out of the day");
    assert_eq!(state(&facts, day(30)).reading("invested"), Some(90));
    assert_eq!(state(&facts[..2], day(20)).reading("invested"), Some(100), "as known before the correction");
}

#[test]
fn correcting_the_mornings_return_does_not_overrule_the_afternoons() {
    let morning = update_on(2, day(10), filed(1, Some("tender"), Some(100)));
    let afternoon = update_on(3, day(10), filed(2, Some("started"), Some(200)));
    let correction = update_on(4, day(10), Update { corrects: Some(1), ..filed(3, Some("tender"), Some(110)) });
    let facts = [listed(), morning, afternoon, correction];
    let state = state(&facts, day(10));
    assert_eq!(state.reading("invested"), Some(200));
    assert_eq!(state.stage, Some(("started".to_owned(), day(10))));
    assert_eq!(state.last_return, Some((2, day(10))));
}

#[test]
fn a_correction_of_a_correction_counts_and_voiding_it_brings_the_first_back() {
    let facts = [
        listed(),
        update_on(2, day(10), filed(1, None, Some(100))),
        update_on(3, day(10), Update { corrects: Some(1), ..filed(2, None, Some(200)) }),
        update_on(4, day(10), Update { corrects: Some(2), ..filed(3, None, Some(300)) }),
    ];
    assert_eq!(state(&facts, day(10)).reading("invested"), Some(300));
    assert_eq!(state(&facts[..3], day(10)).reading("invested"), Some(200), "without the last");
    let without_the_middle: Vec<Recorded> = facts.iter().filter(|fact| fact.change != 3).cloned().collect();
    let on_both = state(&without_the_middle, day(10));
    assert_eq!(on_both.reading("invested"), Some(300), "the first counts again, the last stands behind it");
}

#[test]
fn stage_condition_and_readings_carry_on_and_milestones_of_the_way_are_dated_once() {
    let paused = Update { condition: Some(Condition::Paused), ..filed(3, None, None) };
    let facts = [
        listed(),
        update_on(2, day(10), filed(1, Some("started"), Some(100))),
        update_on(3, day(20), filed(2, Some("built"), None)),
        update_on(4, day(30), paused),
        update_on(5, day(40), filed(4, Some("started"), None)),
    ];
    let state = state(&facts, day(50));
    assert_eq!(state.reading("invested"), Some(100));
    assert_eq!(state.condition, Condition::Paused);
    assert_eq!((state.has_started, state.started_on), (true, Some(day(10))));
    assert_eq!((state.is_completed, state.completed_on), (false, None), "a stage that goes back takes completion back");
    assert_eq!(state.stage, Some(("started".to_owned(), day(40))));
    let on_the_way = super::fold(&catalog(), &facts, day(25)).expect("listed");
    assert_eq!((on_the_way.is_completed, on_the_way.completed_on), (true, Some(day(20))));
}

#[test]
fn a_first_return_beyond_the_starting_stage_dates_nothing() {
    let facts = [
        listed(),
        update_on(2, day(10), filed(1, Some("built"), None)),
        update_on(3, day(20), filed(2, Some("accepted"), None)),
    ];
    let state = state(&facts, day(30));
    assert_eq!((state.has_started, state.started_on), (true, None), "nobody saw it start");
    assert_eq!((state.is_completed, state.completed_on), (true, None), "nor finish");
    assert_eq!(state.closed_on, Some(day(20)));
}

#[test]
fn a_project_is_not_there_before_the_day_it_is_listed_from() {
    let mut facts = [listed()];
    facts[0].fact.from_day = day(10);
    assert_eq!(fold(&catalog(), &facts, day(9)), None);
    assert!(fold(&catalog(), &facts, day(10)).is_some());
}
