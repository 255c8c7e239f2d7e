//! `report missing` (催报): who owed a return and has filed none, unit by unit, ready to paste into a chat.

use super::columns::Looking;
use super::list::Filter;
use super::model::{Content, Header, List, Report, Section, Sentence, Title, number};
use super::status::{by_lead, has_returned, owing, returns, scope};
use crate::domain::day::{Day, year_of};
use crate::domain::period::Period;
use crate::domain::portfolio::Portfolio;
use crate::domain::state::State;

/// `before` is the register on the last day of the period before: it says who owes.
pub fn missing<'a>(
    now: &Looking,
    before: &Portfolio,
    filter: &Filter,
    period: &Period,
    mut header: Header,
) -> Report<'a> {
    let Period { first, as_of: last, cadence, .. } = *period;
    header.title = Some(Title::Missing { first, last, cadence, of: scope(now, filter) });
    header.returns = Some(returns(now, before, filter, period));
    header.rules = now.rules.version;
    header.is_shown = true;
    let taken: Vec<&State> = now.portfolio.states().iter().filter(|state| filter.takes(now, state)).collect();
    let owing = owing(now, before, &taken);
    let missing: Vec<&State> = owing.iter().copied().filter(|state| !has_returned(state, period)).collect();
    let lead = Sentence::Missing {
        period: *period,
        owed: number(owing.len()),
        missing: number(missing.len()),
        answer_by: period.answer_by(),
        is_late: known_day(&header) > period.answer_by(),
    };
    let lists = by_lead(now, &missing).into_iter().map(|(unit, rows)| List {
        of: Sentence::OfUnit { unit: unit.clone(), rows: number(rows.len()) },
        items: rows.into_iter().map(|state| item(now, state, unit.clone(), last)).collect(),
    });
    let body = Content::Lists { lead, keys: ["units", "projects"], lists: lists.collect() };
    Report { header, sections: vec![Section { id: "missing", heading: None, body, notes: Vec::new() }] }
}

fn item(now: &Looking, state: &State, unit: Option<String>, today: Day) -> Sentence {
    let last = state.last_return.map(|(_, day)| day);
    Sentence::NotReturned {
        code: state.code.clone(),
        name: state.name.clone(),
        unit,
        last,
        days: last.map(|last| (today - last).num_days()),
        is_this_year: last.is_some_and(|last| year_of(last) == year_of(today)),
        light: now.judge().verdict(state).light,
    }
}

/// The day the page knows of: today's, or the one it is known at.
pub(super) fn known_day(header: &Header) -> Day {
    header.known_at.map_or(header.made_at, |known_at| known_at.min(header.made_at)).date_naive()
}

#[cfg(test)]
#[path = "missing_test.rs"]
mod tests;
