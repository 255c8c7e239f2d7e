//! The door of the ledger: what somebody may not state is not written, whichever way it comes, and an undo needs what the
//! facts it takes back, or brings back, needed.

use std::rc::Rc;

use super::store_test::bench;
use super::{ChangeHeading, Entry, Store};
use crate::domain::ChangeId;
use crate::domain::catalog::Catalog;
use crate::domain::day::{ALL_DAYS, parse_instant};
use crate::domain::fact::{Body, Fact, IssueFact, Kind, Level, ProjectFact, Update};
use crate::domain::person::{Person, PersonEvent, PersonFact, Right};
use crate::domain::submission::{Decision, Submission};
use crate::domain::unit::UnitFact;
use crate::error::{Error, Objection, PersonError, Result};

fn heading(by: &str) -> ChangeHeading {
    let now = parse_instant("2022-03-01 09:00").unwrap();
    ChangeHeading { now, is_clock_vouched: false, by: by.into(), command: "test".into(), reason: None, source: None }
}

fn record(store: &Store, catalog: &Catalog, by: &str, facts: &[Fact]) -> Result<ChangeId> {
    let mut entry = store.begin(heading(by))?;
    facts.iter().try_for_each(|fact| entry.record(fact))?;
    entry.commit(catalog)
}

fn void(store: &Store, catalog: &Catalog, by: &str, change: ChangeId) -> Result<ChangeId> {
    let mut entry = store.begin(heading(by))?;
    entry.void(change)?;
    entry.commit(catalog)
}

fn of_project(project: i64, body: Body) -> Fact {
    Fact::Project(ProjectFact { project, from_day: ALL_DAYS, body })
}

fn listed(project: i64, kind: Kind, units: &[i64]) -> Vec<Fact> {
    let recorded_on = parse_instant("2022-03-01 09:00").unwrap().date_naive();
    let body =
        Body::Listed { code: format!("HS-W-{project:03}"), kind, category: "water".into(), source: None, recorded_on };
    let name = Body::Text { field: crate::domain::fact::Field::Name, value: Some(format!("项目{project}")) };
    vec![of_project(project, body), of_project(project, name), of_project(project, Body::Units(units.to_vec()))]
}

fn returned(project: i64, no: i64) -> Fact {
    let update = Update { no, category: "water".into(), no_change: true, ..Update::default() };
    of_project(project, Body::Update(Rc::new(update)))
}

fn issue(project: i64, no: i64) -> Fact {
    let fact = IssueFact { no, text: "用地".into(), ask: None, unit: None, level: Level::Unit, due: None };
    of_project(project, Body::Issue(Box::new(fact)))
}

fn person(name: &str, units: &[i64], rights: &[Right]) -> Fact {
    let (units, rights) = (units.iter().copied().collect(), rights.iter().copied().collect());
    Fact::Person(PersonFact { event: PersonEvent::Added, person: Person { name: name.into(), units, rights } })
}

fn submitted(project: i64, no: i64) -> Fact {
    let update = Update { category: "water".into(), no_change: true, ..Update::default() };
    let day = parse_instant("2022-02-28 09:00").unwrap().date_naive();
    Fact::Submitted(Box::new(Submission { no, project, day, update, is_forced: false }))
}

fn refusal<T: std::fmt::Debug>(result: Result<T>) -> PersonError {
    match result {
        Err(Error::Refused { why: Objection::Person(why), .. }) => why,
        other => panic!("{other:?}"),
    }
}

/// 主任 keeps the list and registers; 甲 files for unit 1, 乙 for unit 2, 丙 reviews.
fn office(store: &Store, catalog: &Catalog) {
    let unit = |unit, name: &str| Fact::Unit(UnitFact::Added { unit, name: name.into(), position: None });
    let mut facts = vec![unit(1, "一局"), unit(2, "二局")];
    facts.extend(listed(1, Kind::Project, &[1, 2]));
    facts.extend(listed(2, Kind::Project, &[2]));
    facts.extend(listed(3, Kind::Lot, &[]));
    facts.push(of_project(3, Body::Parent(Some(1))));
    facts.push(person("主任", &[], &[Right::People, Right::Register, Right::Rules]));
    facts.push(person("甲", &[1], &[Right::File]));
    facts.push(person("乙", &[2], &[Right::File]));
    facts.push(person("丙", &[], &[Right::Accept]));
    record(store, catalog, "谁都可以", &facts).unwrap();
}

#[test]
fn whoever_is_not_on_the_list_begins_nothing() {
    let bench = bench();
    let (store, catalog) = (&bench.store, &bench.store.catalog(&bench.store.known(None).unwrap()).unwrap());
    office(store, catalog);
    let began = store.begin(heading("路人")).map(|entry: Entry| entry.change());
    assert!(matches!(refusal(began), PersonError::NotListed { name, .. } if name == "路人"));
    assert!(store.rehearse(heading("路人")).is_ok(), "who only looks need not be");
    assert!(store.begin(heading("甲")).is_ok(), "and the register is not left locked");
}

#[test]
fn a_person_files_for_the_works_of_their_units_and_states_nothing_else() {
    let bench = bench();
    let (store, catalog) = (&bench.store, &bench.store.catalog(&bench.store.known(None).unwrap()).unwrap());
    office(store, catalog);
    for fact in [returned(1, 1), issue(1, 1), returned(3, 2)] {
        record(store, catalog, "甲", &[fact]).expect("a work of their unit, a lot of one");
    }
    for fact in [returned(2, 9), issue(2, 9), submitted(2, 9)] {
        let why = refusal(record(store, catalog, "甲", &[fact]));
        let PersonError::OtherUnits { code, own, units, may, .. } = why else { panic!("{why:?}") };
        assert_eq!(
            (code.as_str(), &own[..], &units[..], &may[..]),
            ("HS-W-002", &["一局".to_owned()][..], &["二局".to_owned()][..], &["乙".to_owned()][..])
        );
    }
    let total = of_project(1, Body::Total { measure: "invested".into(), value: Some(1), basis: None });
    let needs = [
        (total, Right::Register),
        (Fact::Unit(UnitFact::Alias { unit: 1, alias: "局".into() }), Right::Register),
        (Fact::Rules { from_day: ALL_DAYS, version: 1, values: vec![] }, Right::Rules),
        (person("丁", &[], &[]), Right::People),
        (Fact::Review { is_on: true }, Right::People),
        (Fact::Decided(Decision::Returned { submission: 1 }), Right::Accept),
    ];
    for (fact, needed) in needs {
        let why = refusal(record(store, catalog, "甲", std::slice::from_ref(&fact)));
        assert!(matches!(why, PersonError::NoRight { right, .. } if right == needed), "{fact:?}");
    }
    assert_eq!(store.known(None).unwrap().upto, 5, "what is refused is recorded nowhere");
}

#[test]
fn a_work_is_whose_it_is_by_the_facts_of_the_same_change() {
    let bench = bench();
    let (store, catalog) = (&bench.store, &bench.store.catalog(&bench.store.known(None).unwrap()).unwrap());
    office(store, catalog);
    record(store, catalog, "主任", &[person("丁", &[2], &[Right::File, Right::Register])]).unwrap();
    let new =
        |project, units: &[i64]| [listed(project, Kind::Project, units), vec![returned(project, project)]].concat();
    record(store, catalog, "丁", &new(4, &[2])).expect("a new work of their own unit, and its return");
    assert!(matches!(refusal(record(store, catalog, "丁", &new(5, &[1]))), PersonError::OtherUnits { .. }));
    let lot = [listed(5, Kind::Lot, &[]), vec![of_project(5, Body::Parent(Some(4))), returned(5, 5)]].concat();
    record(store, catalog, "丁", &lot).expect("a lot of it");
}

#[test]
fn an_undo_needs_the_rights_of_what_it_takes_back_and_of_what_it_brings_back() {
    let bench = bench();
    let (store, catalog) = (&bench.store, &bench.store.catalog(&bench.store.known(None).unwrap()).unwrap());
    office(store, catalog);
    let filed = record(store, catalog, "甲", &[returned(1, 1)]).unwrap();
    let added = record(store, catalog, "主任", &listed(4, Kind::Project, &[])).unwrap();
    assert!(matches!(refusal(void(store, catalog, "甲", added)), PersonError::NoRight { right: Right::Register, .. }));
    assert!(matches!(refusal(void(store, catalog, "主任", filed)), PersonError::NoRight { right: Right::File, .. }));
    let undone = void(store, catalog, "甲", filed).expect("their own");
    assert!(matches!(refusal(void(store, catalog, "主任", undone)), PersonError::NoRight { right: Right::File, .. }));
    void(store, catalog, "乙", undone).expect("a work of theirs too");
}

#[test]
fn without_a_list_a_return_waits_for_anybody() {
    let bench = bench();
    let (store, catalog) = (&bench.store, &bench.store.catalog(&bench.store.known(None).unwrap()).unwrap());
    record(store, catalog, "甲", &listed(1, Kind::Project, &[])).unwrap();
    let before = record(store, catalog, "甲", &[returned(1, 1)]).unwrap();
    record(store, catalog, "甲", &[Fact::Review { is_on: true }]).unwrap();
    assert!(store.begin(heading("甲")).unwrap().waits_for_review());
    assert!(matches!(refusal(record(store, catalog, "甲", &[returned(1, 2)])), PersonError::WaitsForReview { .. }));
    record(store, catalog, "甲", &[submitted(1, 1)]).unwrap();
    let accepted = [Fact::Decided(Decision::Accepted { submission: 1, update: 2 }), returned(1, 2)];
    record(store, catalog, "乙", &accepted).expect("whoever looks at it");
    void(store, catalog, "丙", before).expect("no list says that they may not");
}

#[test]
fn under_review_a_return_comes_in_only_by_those_who_review() {
    let bench = bench();
    let (store, catalog) = (&bench.store, &bench.store.catalog(&bench.store.known(None).unwrap()).unwrap());
    office(store, catalog);
    let before = record(store, catalog, "甲", &[returned(1, 1)]).unwrap();
    record(store, catalog, "主任", &[Fact::Review { is_on: true }]).unwrap();
    assert!(store.begin(heading("甲")).unwrap().waits_for_review());
    assert!(matches!(refusal(record(store, catalog, "甲", &[returned(1, 2)])), PersonError::WaitsForReview { .. }));
    assert!(matches!(refusal(void(store, catalog, "甲", before)), PersonError::WaitsForReview { .. }));
    let undone = void(store, catalog, "丙", before).expect("the word of those who review");
    void(store, catalog, "丙", undone).expect("and back again");
    let waits = record(store, catalog, "甲", &[submitted(1, 1)]).unwrap();
    let known = || store.known(None).unwrap();
    assert_eq!(store.pending(&known()).unwrap().len(), 1);
    let accepted = [Fact::Decided(Decision::Accepted { submission: 1, update: 2 }), returned(1, 2)];
    assert!(matches!(refusal(record(store, catalog, "甲", &accepted)), PersonError::NoRight { .. }));
    let other = [accepted[0].clone(), returned(1, 3)];
    assert!(matches!(refusal(record(store, catalog, "丙", &other)), PersonError::NoRight { right: Right::File, .. }));
    let accepted = record(store, catalog, "丙", &accepted).expect("without the right to file");
    assert_eq!(store.pending(&known()).unwrap(), []);
    assert_eq!(store.blockers(waits).unwrap().len(), 1, "what was accepted is not withdrawn beneath it");
    assert!(matches!(refusal(void(store, catalog, "甲", accepted)), PersonError::NoRight { .. }));
    void(store, catalog, "丙", accepted).expect("who reviews may think again");
    assert_eq!(store.pending(&known()).unwrap().len(), 1, "and it waits again");
    void(store, catalog, "甲", waits).expect("withdrawn");
    assert_eq!(store.pending(&known()).unwrap(), []);
    assert_eq!(store.check_history().unwrap(), []);
    assert_eq!(store.check_cache(catalog).unwrap(), []);
}
