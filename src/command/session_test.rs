//! A command whose words somebody else changes before its turn comes.

use super::*;
use crate::command::Surroundings;
use crate::domain::fact::Fact;
use crate::domain::sample::{catalog, words};
use crate::domain::word::WordFact;
use crate::error::{Error, Gave};
use crate::store::Durability;

fn records(ctx: &mut Ctx, store: &Store, facts: &[Fact]) {
    let heading = ChangeHeading { by: "甲".to_owned(), ..shown(ctx, None) };
    let mut entry = store.begin(heading).expect("its turn");
    facts.iter().try_for_each(|fact| entry.record(fact)).expect("recorded");
    ctx.commit(entry, &catalog(), Gave::Nothing).expect("committed");
}

#[test]
fn what_is_stated_is_held_against_the_words_that_hold_when_its_turn_comes() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.db");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut ctx = Ctx::new(&[], &Surroundings::NOWHERE, &mut out, &mut err);
    ctx.is_clock_vouched = true;
    let store = Store::create(&path).expect("a register");
    records(&mut ctx, &store, &words().into_iter().map(Fact::Word).collect::<Vec<_>>());
    let other = Store::open_writer(&path, Durability::Draft).expect("opened");
    let session = Session::new(&mut ctx, store).expect("a session");
    assert!(session.still_speaks().is_ok());
    records(&mut ctx, &other, &[Fact::Setting { key: "note".to_owned(), value: "说明".to_owned() }]);
    assert!(session.still_speaks().is_ok(), "others may record meanwhile");
    let mut water = catalog().categories.remove(0);
    water.label.zh = "水利".to_owned();
    records(&mut ctx, &other, &[Fact::Word(WordFact::Category { position: 1, category: water })]);
    let refused = session.still_speaks();
    assert!(matches!(refused, Err(Error::Register(RegisterError::WordsChanged))), "{refused:?}");
}
