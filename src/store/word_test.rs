//! The words of the trade as facts: what is stated last holds, an undo takes it back, and the cache goes along.

use super::store_test::{bench, day, fact_of, heading, listed, update};
use super::{Store, View};
use crate::domain::catalog::{Catalog, Category};
use crate::domain::day::ALL_DAYS;
use crate::domain::fact::{Body, Fact, Kind};
use crate::domain::sample::catalog;
use crate::domain::word::WordFact;
use crate::domain::{ChangeId, Day};

fn stated(position: i64, category: Category) -> Fact {
    Fact::Word(WordFact::Category { position, category })
}

/// Water as the sample has it, but started by the stage after.
fn later_start() -> Category {
    Category { starts: "building".into(), words: vec!["水利".into()], ..catalog().categories.remove(0) }
}

fn words_now(store: &Store) -> Catalog {
    store.catalog(&store.known(None).unwrap()).unwrap()
}

#[test]
fn an_edited_category_holds_from_its_change_on_and_every_state_is_folded_anew() {
    let bench = bench();
    bench.record(&listed(1));
    bench.record(&[update(1, 1, day(3), None, Some("started"))]);
    let started = || {
        let all = View { day: Day::MAX, known_at: None };
        bench.store.states(&words_now(&bench.store), all).unwrap()[0].has_started
    };
    assert!(started());
    let edit = bench.record(&[stated(1, later_start())]);
    assert_eq!(words_now(&bench.store).categories, [later_start()]);
    assert!(!started(), "the cache was written with the new words");
    assert_eq!(bench.store.check_cache(&words_now(&bench.store)).unwrap(), [], "row for row");
    let before = bench.store.known_upto(edit - 1).unwrap();
    assert_eq!(bench.store.catalog(&before).unwrap(), catalog(), "as it was known then");
    assert_eq!(bench.store.catalog(&bench.store.known_upto(0).unwrap()).unwrap(), catalog(), "and before anything was");
    bench.void(edit);
    assert_eq!(words_now(&bench.store), catalog());
    assert!(started());
    assert_eq!(bench.faults(), vec![]);
}

#[test]
fn a_word_in_use_is_not_taken_back_but_what_was_said_of_it_later_is() {
    let bench = bench();
    let mut road = catalog().categories.remove(0);
    (road.code, road.code_prefix) = ("road".into(), "HS-T-".into());
    (road.label.zh, road.label.en) = ("交通".into(), "roads".into());
    let added = bench.record(&[stated(2, road.clone())]);
    road.label.zh = "公路".into();
    let renamed = bench.record(&[stated(2, road)]);
    let body = Body::Listed {
        code: "HS-T-001".into(),
        kind: Kind::Project,
        category: "road".into(),
        source: None,
        recorded_on: heading().now.date_naive(),
    };
    let used = bench.record(&[fact_of(1, ALL_DAYS, body)]);
    let blockers = |change| -> Vec<ChangeId> {
        bench.store.blockers(change).unwrap().into_iter().map(|blocker| blocker.change).collect()
    };
    assert_eq!(blockers(renamed), [0; 0], "it has its first name again");
    assert_eq!(blockers(added), [renamed], "what was said of it later is whole, and would stand without it");
    bench.void(renamed);
    assert_eq!(blockers(added), [used]);
    let gone = bench.void(used);
    assert_eq!(blockers(added), [0; 0]);
    bench.void(added);
    assert_eq!(blockers(gone), [used], "nor does what names it come back without it");
}
