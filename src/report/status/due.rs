//! What comes next: milestones that are due or overdue, and the units that have not returned.

use std::collections::BTreeMap;

use super::{StatusPage, StatusSentence};
use crate::domain::day::{Day, year_of};
use crate::domain::period::Period;
use crate::domain::portfolio::Portfolio;
use crate::domain::state::{Milestone, State};
use crate::report::columns::{RegisterView, milestone_name, text};
use crate::report::list::{Filter, ListSentence};
use crate::report::milestones::due_in;
use crate::report::model::{Cell, Column, Section, Sentence, Shape, Word, number};

/// So many milestones are shown; the others are counted.
const SHOWN: usize = 10;

/// Milestones overdue, the longest first, and those due until the end of the next period.
pub fn milestones<'a>(page: &StatusPage<'a>) -> Section<'a> {
    let columns = vec![
        Column::new("due", Word::Deadline, Shape::Fixed),
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("milestone", Word::Milestone, Shape::Text),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("lead_unit", Word::LeadUnit, Shape::Text),
        Column::new("situation", Word::Situation, Shape::Text),
    ];
    let today = page.of.period.as_of;
    let open = open_milestones(page);
    let more = number(open.len().saturating_sub(SHOWN));
    let rows = open.into_iter().take(SHOWN).map(|(state, milestone)| {
        vec![
            Cell::Due(milestone.due),
            Cell::Code(state.code.clone()),
            milestone_name(&milestone.name),
            Cell::Text(state.name.clone()),
            text(page.now.lead_name(state).as_deref()),
            Cell::Sentences(vec![due_in(milestone, today).into()]),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let is_empty = rows.is_empty();
    let mut section = Section::table("milestones", Word::DueNext, columns, rows.into_iter());
    section.notes.extend(is_empty.then_some(StatusSentence::NothingDue.into()));
    section.notes.extend((more > 0).then_some(ListSentence::More { rows: more }.into()));
    section
}

/// Milestones still to be met by the end of the next period, the earliest first: those before today are overdue.
pub fn open_milestones<'a>(page: &StatusPage<'a>) -> Vec<(&'a State, &'a Milestone)> {
    let horizon = page.of.period.next().last;
    let mut open: Vec<(&State, &Milestone)> = (page.taken.iter())
        .filter(|state| page.now.portfolio.is_of_counted(state))
        .flat_map(|state| state.milestones.iter().map(move |milestone| (*state, milestone)))
        .filter(|(state, milestone)| page.now.portfolio.awaits(page.now.catalog, state, milestone))
        .filter(|(_, milestone)| milestone.due.last <= horizon)
        .collect();
    open.sort_by_key(|(_, milestone)| milestone.due.last);
    open
}

/// 填报率: of the rows taken that owed a return for the period, those that filed one.
pub fn returns(now: &RegisterView, before: &Portfolio, filter: &Filter, period: &Period) -> (i64, i64) {
    let taken: Vec<&State> = now.portfolio.states().iter().filter(|state| filter.takes(now, state)).collect();
    let owing = owing(now, before, &taken);
    (number(owing.iter().filter(|state| has_returned(state, period)).count()), number(owing.len()))
}

/// Those that owed a return for the period, by their state when it began. One that has gone over to its lots since, or
/// whose project has taken the figures back, can file none.
pub fn owing<'a>(now: &RegisterView, before: &Portfolio, taken: &[&'a State]) -> Vec<&'a State> {
    let owed = |state: &State| before.get(state.id).is_some_and(|was| before.owes_return(now.catalog, was));
    let owes = |state: &&State| owed(state) && now.portfolio.files(state);
    taken.iter().copied().filter(owes).collect()
}

/// Whether the last return of a row falls into the period.
pub fn has_returned(state: &State, period: &Period) -> bool {
    state.last_return.is_some_and(|(_, day)| day >= period.first)
}

/// Rows by the names of their lead units, in the official order; those without one come last.
pub fn by_lead<'a>(now: &RegisterView, rows: &[&'a State]) -> Vec<(Option<String>, Vec<&'a State>)> {
    let mut units: BTreeMap<usize, (Option<String>, Vec<&State>)> = BTreeMap::new();
    for state in rows.iter().copied() {
        let position = now.portfolio.lead(state).map_or(usize::MAX, |lead| now.units.position(lead));
        units.entry(position).or_insert_with(|| (now.lead_name(state), Vec::new())).1.push(state);
    }
    units.into_values().collect()
}

/// A line for each unit that has not returned for all its rows, in the official order.
pub fn not_returned<'a>(page: &StatusPage<'a>, owing: &[&'a State]) -> Section<'a> {
    let columns = vec![
        Column::new("unit", Word::Units, Shape::Text),
        Column::new("due", Word::ReturnsDue, Shape::Count),
        Column::new("missing", Word::Missing, Shape::Count),
        Column::new("projects", Word::LastReturn, Shape::Text),
    ];
    let rows = by_lead(page.now, owing).into_iter().filter_map(|(name, owed)| {
        let missing: Vec<&State> = owed.iter().copied().filter(|state| !has_returned(state, &page.of.period)).collect();
        (!missing.is_empty()).then(|| {
            vec![
                name.map_or(Cell::Word { code: "none", word: Word::NoUnit }, Cell::Text),
                Cell::count(number(owed.len())),
                Cell::count(number(missing.len())),
                Cell::Sentences(last_returns(&missing, page.of.period.as_of)),
            ]
        })
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let everybody = rows.is_empty();
    let mut section = Section::table("not_returned", Word::NotReturned, columns, rows.into_iter());
    if everybody {
        let said = if owing.is_empty() { StatusSentence::NobodyOwes } else { StatusSentence::AllReturned };
        section.notes.push(said.into());
    }
    section
}

/// How many returns are missing, and whose; `None`: none is.
pub fn missing_in_short(page: &StatusPage, owing: &[&State]) -> Option<Sentence> {
    let missing: Vec<&State> = owing.iter().copied().filter(|state| !has_returned(state, &page.of.period)).collect();
    let units = by_lead(page.now, &missing).into_iter().map(|(name, rows)| (name, number(rows.len()))).collect();
    (!missing.is_empty()).then(|| StatusSentence::MissingInShort { returns: number(missing.len()), units }.into())
}

/// The rows that are missing with the days of their last returns; many that never returned are only counted.
fn last_returns(missing: &[&State], today: Day) -> Vec<Sentence> {
    const NAMED: usize = 6;
    let mut rows: Vec<&State> = missing.to_vec();
    rows.sort_by_key(|state| (state.last_return.is_none(), state.last_return.map(|(_, day)| day)));
    let last_return = |state: &&State| {
        let as_of = state.last_return.map(|(_, day)| day);
        let is_this_year = as_of.is_some_and(|day| year_of(day) == year_of(today));
        StatusSentence::LastReturn { code: state.code.clone(), as_of, is_this_year }.into()
    };
    let mut said: Vec<Sentence> = rows.iter().take(NAMED).map(last_return).collect();
    let more = number(rows.len().saturating_sub(NAMED));
    said.extend((more > 0).then_some(ListSentence::More { rows: more }.into()));
    said
}
