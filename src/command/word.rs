//! What `category`, `measure`, `field` and the checklists of `permit` end with: a word of the trade recorded, and told as
//! `history` tells it.

use crate::domain::fact::Fact;
use crate::domain::word::WordFact;
use crate::error::{Gave, Result};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::report::history::HistorySentence;
use crate::store::Entry;

use super::Outcome;
use super::ctx::Ctx;
use super::session::Session;

pub fn record(ctx: &mut Ctx, session: &Session, mut entry: Entry, fact: WordFact) -> Result<Outcome> {
    let said = HistorySentence::of_word(&session.catalog, &fact);
    let what = if fact.is_known(&session.catalog) { Statement::WordEdited } else { Statement::Word };
    entry.record(&Fact::Word(fact))?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    if let Some(said) = &said {
        ctx.say(&Talk::OnRecord(OnRecord { what: what(said), change, from: None }));
    }
    Ok(Outcome::Done)
}
