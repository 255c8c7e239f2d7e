//! Believing a return: its neighbours in as-of order, its totals, its stages.

use std::rc::Rc;

use super::*;
use crate::domain::catalog::{Label, Measure, Phase, sample};
use crate::domain::day::ALL_DAYS;
use crate::domain::fact::{Body, Kind, ProjectFact};

fn catalog() -> Catalog {
    let measure = |(code, dimension, share_of): (&str, Dimension, &str)| Measure {
        code: code.to_owned(),
        position: 1,
        dimension,
        label: Label::default(),
        total_label: None,
        share_of: Some(share_of.to_owned()),
        step: None,
        is_read: true,
        categories: Vec::new(),
    };
    let measures = [
        ("invested", Dimension::Money, "invested"),
        ("signed", Dimension::PIECES, "households"),
        ("physical", Dimension::Percent, "none"),
    ];
    let stages = ["a", "b", "c", "d"].map(|code| (code, Phase::Preparation));
    let category = sample(&stages, "b", "d");
    Catalog { categories: vec![category], measures: measures.map(measure).into(), ..Catalog::default() }
}

fn day(number: u32) -> Day {
    Day::from_ymd_opt(2022, 1, number).unwrap()
}

fn recorded(change: i64, from_day: Day, body: Body) -> Recorded {
    Recorded { change, seq: 1, fact: ProjectFact { project: 1, from_day, body } }
}

fn listed() -> Recorded {
    let (code, category) = ("HS-W-001".to_owned(), "water".to_owned());
    recorded(1, ALL_DAYS, Body::Listed { code, kind: Kind::Project, category, source: None, recorded_on: day(1) })
}

fn total(change: i64, measure: &str, value: i64) -> Recorded {
    recorded(change, ALL_DAYS, Body::Total { measure: measure.to_owned(), value: Some(value), basis: None })
}

fn filed(no: UpdateNo, on: u32, measure: &str, value: i64) -> Recorded {
    let readings = BTreeMap::from([(measure.to_owned(), value)]);
    let update = Update { no, category: "water".to_owned(), readings, ..Update::default() };
    recorded(no + 1, day(on), Body::Update(Rc::new(update)))
}

/// Looks at the last of some facts, a return, from the others.
fn last_of<T>(facts: &[Recorded], look: impl FnOnce(&Update, &Neighbours) -> T) -> T {
    let (last, before) = facts.split_last().unwrap();
    let Body::Update(update) = &last.fact.body else { panic!("an update is last") };
    let course = Course::new(before.to_vec()).unwrap();
    look(update, &Neighbours::around(&course, update, last.fact.from_day, last.change))
}

/// The doubt about the last of the facts.
fn doubt_about(facts: &[Recorded]) -> Option<Doubt> {
    last_of(facts, |update, around| doubt(&catalog(), &update.readings, around))
}

#[test]
fn a_value_may_not_fall_below_an_earlier_nor_rise_above_a_later_return() {
    let facts = [listed(), filed(1, 10, "invested", 100), filed(2, 20, "invested", 200)];
    let with = |new| doubt_about(&[&facts[..], &[new]].concat());
    assert_eq!(with(filed(3, 15, "invested", 150)), None, "typed late, in between");
    let neighbour = |doubt| match doubt {
        Some(Doubt::Falls { neighbour, .. }) => (neighbour.no, neighbour.is_later),
        other => panic!("{other:?}"),
    };
    assert_eq!(neighbour(with(filed(3, 15, "invested", 99))), (1, false));
    assert_eq!(neighbour(with(filed(3, 15, "invested", 201))), (2, true));
    assert_eq!(neighbour(with(filed(3, 25, "invested", 199))), (2, false));
}

#[test]
fn a_correction_is_held_against_the_neighbours_of_the_place_the_fold_gives_it() {
    let mut moved = filed(3, 20, "invested", 250);
    if let Body::Update(update) = &mut moved.fact.body {
        Rc::make_mut(update).corrects = Some(1);
    }
    let facts = [listed(), filed(1, 10, "invested", 100), filed(2, 20, "invested", 200), moved];
    let Some(Doubt::Falls { neighbour, .. }) = doubt_about(&facts) else { panic!("250 then 200 on one day") };
    assert_eq!((neighbour.no, neighbour.is_later), (2, true), "it takes the place of the first, before the second");
}

#[test]
fn a_slip_of_ten_thousand_is_told_from_a_fall_and_a_total_is_a_bound() {
    let facts = [listed(), total(2, "invested", 1000), filed(2, 10, "invested", 100)];
    let with = |value| doubt_about(&[&facts[..], &[filed(3, 20, "invested", value)]].concat());
    assert!(matches!(with(1_000_000), Some(Doubt::Slip { .. })));
    assert!(matches!(with(1001), Some(Doubt::AboveTotal { total: 1000, .. })));
    assert_eq!(with(1000), None);
}

#[test]
fn more_households_than_there_are_is_impossible_on_any_day_unless_it_was_so_before() {
    let before = [listed(), total(2, "households", 100), filed(2, 10, "signed", 90)];
    let after = |facts: &[Recorded]| impossible(&catalog(), &before, &[&before[..], facts].concat());
    assert_eq!(after(&[filed(3, 20, "signed", 100)]), None);
    assert!(matches!(after(&[filed(3, 20, "signed", 101)]), Some(Impossible::CountAboveTotal { value: 101, .. })));
    assert!(after(&[total(4, "households", 89)]).is_some(), "also when the total changes");
    let wrong = [&before[..], &[filed(3, 20, "signed", 120)]].concat();
    let later = [&wrong[..], &[filed(4, 25, "physical", 5000)]].concat();
    assert_eq!(impossible(&catalog(), &wrong, &later), None, "another fact is not refused for it");
    let above = [&before[..], &[filed(5, 20, "physical", 10_001)]].concat();
    assert!(matches!(impossible(&catalog(), &before, &above), Some(Impossible::AboveHundredPercent { .. })));
}

#[test]
fn what_may_be_impossible_is_whatever_is_found_so_on_some_day() {
    let base = [listed(), total(2, "households", 100)];
    let dated = |change, on, value| {
        let fact = total(change, "households", value).fact;
        Recorded { change, seq: 2, fact: ProjectFact { from_day: day(on), ..fact } }
    };
    let correcting = |no, on, measure, value, corrects| {
        let mut filed = filed(no, on, measure, value);
        let Body::Update(update) = &mut filed.fact.body else { panic!("an update") };
        Rc::make_mut(update).corrects = Some(corrects);
        filed
    };
    let with = |more: &[Recorded]| [&base[..], more].concat();
    let cases = [
        (with(&[filed(3, 20, "signed", 100)]), false),
        (with(&[filed(3, 20, "signed", 101)]), true),
        (with(&[dated(3, 25, 90), filed(4, 20, "signed", 95)]), true), // the total falls later on
        (with(&[dated(3, 25, 90), filed(4, 22, "signed", 80), filed(5, 20, "signed", 95)]), false), // not its own by then
        (with(&[dated(3, 15, 200), filed(4, 20, "signed", 150)]), false),
        (with(&[dated(3, 15, 200), filed(4, 10, "signed", 150)]), true), // the total is larger only later
        (with(&[filed(3, 20, "physical", 10_000)]), false),
        (with(&[filed(3, 20, "physical", 10_001)]), true),
        (with(&[filed(3, 20, "invested", 1_000)]), false),
        // the earlier count goes on where the corrected one stood
        (
            with(&[
                filed(3, 10, "signed", 95),
                filed(4, 20, "signed", 80),
                dated(5, 25, 90),
                correcting(6, 28, "signed", 85, 4),
            ]),
            true,
        ),
        (with(&[filed(3, 10, "signed", 70), filed(4, 20, "signed", 80), correcting(6, 28, "signed", 85, 4)]), false),
    ];
    for (facts, expected) in cases {
        let may_be = last_of(&facts, |_, around| around.may_be_impossible(&catalog()));
        let (_, before) = facts.split_last().unwrap();
        let found = impossible(&catalog(), before, &facts);
        assert_eq!((may_be, found.is_some()), (expected, expected), "{facts:?}");
    }
}

#[test]
fn a_stage_may_go_one_step_on_and_the_first_is_free() {
    let warned = |from: Option<&str>, to: &str| {
        let staged = |no, on, stage: &str| {
            let update =
                Update { no, category: "water".to_owned(), stage: Some(stage.to_owned()), ..Update::default() };
            recorded(no + 1, day(on), Body::Update(Rc::new(update)))
        };
        let mut facts = vec![listed()];
        facts.extend(from.map(|stage| staged(1, 10, stage)));
        facts.push(staged(2, 20, to));
        last_of(&facts, |_, around| warnings(&catalog(), around))
    };
    assert_eq!(warned(None, "c"), []);
    assert_eq!(warned(Some("a"), "b"), []);
    assert_eq!(warned(Some("b"), "b"), []);
    assert!(matches!(warned(Some("a"), "c")[..], [Warning::StageSkips { .. }]));
    assert!(matches!(warned(Some("c"), "b")[..], [Warning::StageBack { .. }]));
}

#[test]
fn a_wan_too_many_or_too_few_is_seen_and_ordinary_growth_is_not() {
    assert!(is_slip(21_000_000_000_000, 2_100_000_000));
    assert!(is_slip(210_000, 2_100_000_000));
    assert!(!is_slip(2_100_000_000, 1_000_000));
    assert!(!is_slip(0, 2_100_000_000));
    assert!(is_slip(5_000, 1) && is_slip(20_000, 1) && !is_slip(4_999, 1) && !is_slip(20_001, 1));
}
