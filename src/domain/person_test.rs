//! Who may state what: the list as it is folded, and what a warrant lets through.

use super::*;
use crate::domain::Day;
use crate::domain::day::ALL_DAYS;
use crate::domain::unit::UnitFact;

fn person(name: &str, units: &[UnitId], rights: &[Right]) -> Person {
    Person { name: name.into(), units: units.iter().copied().collect(), rights: rights.iter().copied().collect() }
}

fn fact(event: PersonEvent, person: Person) -> PersonFact {
    PersonFact { event, person }
}

fn office() -> People {
    People::fold([
        fact(PersonEvent::Added, person("主任", &[], &[Right::People, Right::Accept])),
        fact(PersonEvent::Added, person("甲局填报员", &[1], &[Right::File])),
        fact(PersonEvent::Added, person("丙局填报员", &[3], &[Right::File])),
    ])
}

/// Three units; the third has become part of the first.
fn units() -> Units {
    let added = |unit, name: &str| (1, UnitFact::Added { unit, name: name.into(), position: None });
    let merged = (2, UnitFact::Merged { from_day: ALL_DAYS, unit: 3, into: 1 });
    Units::fold([added(1, "甲局"), added(2, "乙局"), added(3, "丙局"), merged], Day::MAX)
}

fn warrant(name: &str, is_reviewed: bool) -> Warrant {
    Warrant::of(office(), units(), is_reviewed, name).expect("on the list")
}

#[test]
fn whoever_is_not_on_a_list_records_nothing_and_without_a_list_anybody_records() {
    assert!(Warrant::of(office(), units(), false, "路人").is_none());
    let open = Warrant::of(People::default(), units(), false, "路人").expect("there is no list");
    for right in Right::ALL {
        assert_eq!(open.bars(*right, Some(&[2])), None);
    }
}

#[test]
fn a_person_files_for_works_of_their_units_also_where_they_do_not_lead_and_after_a_merger() {
    let own = warrant("甲局填报员", false);
    assert_eq!(own.bars(Right::File, Some(&[2, 1])), None, "listed among the units");
    assert_eq!(own.bars(Right::File, Some(&[3])), None, "丙局 is 甲局 by now");
    assert_eq!(own.bars(Right::File, Some(&[2])), Some(Bar::Units));
    assert_eq!(own.bars(Right::File, Some(&[])), Some(Bar::Units), "a work without units is nobody's");
    assert_eq!(own.bars(Right::Register, None), Some(Bar::Right(Right::Register)));
    assert_eq!(warrant("丙局填报员", false).bars(Right::File, Some(&[1])), None);
    assert_eq!(own.who_may(Right::File, Some(&[1])), ["甲局填报员", "丙局填报员"]);
    assert_eq!(own.who_may(Right::File, Some(&[2])), [""; 0]);
}

#[test]
fn a_return_waits_for_review_unless_whoever_files_it_reviews() {
    assert!(warrant("甲局填报员", true).waits_for_review());
    assert!(!warrant("主任", true).waits_for_review());
    assert!(!warrant("甲局填报员", false).waits_for_review());
    let open = Warrant::of(People::default(), units(), true, "路人").expect("there is no list");
    assert!(open.waits_for_review(), "nobody is named as one who accepts");
    assert_eq!(open.bars(Right::Accept, None), None, "and anybody may");
    assert_eq!(warrant("甲局填报员", true).bars_return(7, Some(&[1])), Some(Bar::Review));
    let mut reviewer = warrant("主任", true);
    assert_eq!(reviewer.bars_return(7, Some(&[1])), Some(Bar::Right(Right::File)));
    reviewer.accept(7);
    assert_eq!(reviewer.bars_return(7, Some(&[1])), None, "what was accepted is theirs to file");
    assert_eq!(reviewer.bars_return(8, Some(&[1])), Some(Bar::Right(Right::File)), "and nothing else");
}

#[test]
fn the_list_is_what_was_stated_last_and_a_person_that_is_gone_is_not_edited() {
    let changed = person("甲局填报员", &[], &[Right::File, Right::Register]);
    let facts = [
        fact(PersonEvent::Added, person("主任", &[], &[Right::People])),
        fact(PersonEvent::Added, person("甲局填报员", &[1], &[Right::File])),
        fact(PersonEvent::Edited, changed.clone()),
        fact(PersonEvent::Edited, person("路人", &[], &[Right::People])),
    ];
    let people = People::fold(facts.clone());
    assert_eq!(people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["主任", "甲局填报员"]);
    assert_eq!(people.get("甲局填报员"), Some(&changed));
    let gone = fact(PersonEvent::Removed, person("主任", &[], &[]));
    let people = People::fold(facts.into_iter().chain([gone]));
    assert!(people.get("主任").is_none() && !people.is_kept(), "nobody is left to keep it");
    assert!(People::default().is_kept());
}
