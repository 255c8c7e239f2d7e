//! `report missing` (催报): who owed a return and has filed none, unit by unit, ready to paste into a chat.

use super::columns::RegisterView;
use super::list::Filter;
use super::model::{Header, NumberedList, Report, Section, SectionBody, Sentence, Title, number};
use super::status::{Outstanding, by_lead, outstanding, owing, returns, scope};
use crate::domain::SubmissionNo;
use crate::domain::day::{Day, year_of};
use crate::domain::light::Light;
use crate::domain::period::Period;
use crate::domain::portfolio::Portfolio;
use crate::domain::state::State;
use crate::domain::submission::Pending;

/// The sentences of 催报.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MissingSentence {
    /// 催报: how many of those that owed a return have filed none, and by when they are asked to; of how many it waits
    /// for review.
    Lead {
        period: Period,
        owed: i64,
        missing: i64,
        pending: i64,
        answer_by: Day,
        /// That day is over.
        is_late: bool,
    },
    /// A unit with so many rows below; `None`: they have none.
    Unit { unit: Option<String>, rows: i64 },
    /// A row that filed no return, with what it returned last.
    NotReturned {
        code: String,
        name: String,
        unit: Option<String>,
        last: Option<Day>,
        /// Since the last return.
        days: Option<i64>,
        /// The year of the last return need not be said.
        is_this_year: bool,
        light: Option<Light>,
    },
    /// Rows whose return waits for review.
    Pending(Vec<PendingRow>),
}

/// A row whose return waits for review.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PendingRow {
    pub no: SubmissionNo,
    pub code: String,
    pub name: String,
    pub day: Day,
    pub by: String,
}

/// `before` is the register on the last day of the period before: it says who owes.
pub fn missing<'a>(
    now: &RegisterView,
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
    let Outstanding { missing, pending } = outstanding(now, &owing, period);
    let lead = MissingSentence::Lead {
        period: *period,
        owed: number(owing.len()),
        missing: number(missing.len()),
        pending: number(pending.len()),
        answer_by: period.answer_by(),
        is_late: known_day(&header) > period.answer_by(),
    };
    let lists = by_lead(now, &missing).into_iter().map(|(unit, rows)| NumberedList {
        of: MissingSentence::Unit { unit: unit.clone(), rows: number(rows.len()) }.into(),
        items: rows.into_iter().map(|state| item(now, state, unit.clone(), last)).collect(),
    });
    let body = SectionBody::Lists { lead: lead.into(), keys: ["units", "projects"], lists: lists.collect() };
    let waiting = waiting(now, &pending, period);
    let notes = (!waiting.is_empty()).then(|| MissingSentence::Pending(waiting).into()).into_iter().collect();
    Report { header, sections: vec![Section { id: "missing".into(), heading: None, body, notes }] }
}

/// The returns of the period that wait, by number.
fn waiting(now: &RegisterView, rows: &[&State], period: &Period) -> Vec<PendingRow> {
    let days = period.first..=now.portfolio.day();
    let row = |of: &Pending| {
        let state = rows.iter().find(|state| state.id == of.submission.project)?;
        days.contains(&of.submission.day).then(|| PendingRow {
            no: of.submission.no,
            code: state.code.clone(),
            name: state.name.clone(),
            day: of.submission.day,
            by: of.by.clone(),
        })
    };
    now.pending.iter().filter_map(row).collect()
}

fn item(now: &RegisterView, state: &State, unit: Option<String>, today: Day) -> Sentence {
    let last = state.last_return.map(|(_, day)| day);
    let not_returned = MissingSentence::NotReturned {
        code: state.code.clone(),
        name: state.name.clone(),
        unit,
        last,
        days: last.map(|last| (today - last).num_days()),
        is_this_year: last.is_some_and(|last| year_of(last) == year_of(today)),
        light: now.judge().verdict(state).light,
    };
    not_returned.into()
}

/// The day the page knows of: today's, or the one it is known at.
pub(super) fn known_day(header: &Header) -> Day {
    header.known_at.map_or(header.made_at, |known_at| known_at.min(header.made_at)).date_naive()
}

#[cfg(test)]
#[path = "missing_test.rs"]
mod tests;
