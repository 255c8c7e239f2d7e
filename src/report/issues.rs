//! `issue list`: what stands in the way, by number.

use super::columns::{RegisterView, text};
use super::history::HistoryScope;
use super::list::{Filter, ListSentence};
use super::model::{Cell, Column, Detail, Header, Report, Section, Shape, Word};
use super::word::level_word;
use crate::domain::code::issue_code;
use crate::domain::fact::Level;
use crate::domain::state::{Issue, State};

/// Which issues.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shown {
    Open,
    All,
}

pub fn issues<'a>(
    view: &'a RegisterView<'a>,
    filter: &Filter,
    shown: Shown,
    detail: Detail,
    header: Header,
) -> Report<'a> {
    let states = view.portfolio.states().iter().filter(|state| filter.takes(view, state)).collect();
    let mut section = section(view, states, shown, HistoryScope::Register, detail);
    section.heading = None;
    Report { header, sections: vec![section] }
}

/// The issues of some projects, by number.
pub fn section<'a>(
    view: &'a RegisterView<'a>,
    states: Vec<&'a State>,
    shown: Shown,
    scope: HistoryScope,
    detail: Detail,
) -> Section<'a> {
    let columns = columns();
    let is_taken: Vec<bool> = columns.iter().map(|column| takes(shown, scope, detail, &column.key)).collect();
    let mut found: Vec<(&State, &Issue)> =
        states.into_iter().flat_map(|state| state.issues.iter().map(move |issue| (state, issue))).collect();
    found.retain(|(_, issue)| shown == Shown::All || issue.closed.is_none());
    found.sort_by_key(|(_, issue)| issue.fact.no);
    let is_none = found.is_empty() && scope == HistoryScope::Register;
    let columns = columns.into_iter().zip(&is_taken).filter(|(_, taken)| **taken).map(|(column, _)| column).collect();
    let rows = found.into_iter().map(move |(state, issue)| {
        let cells = row(view, state, issue).into_iter().zip(&is_taken);
        cells.filter(|(_, taken)| **taken).map(|(cell, _)| cell).collect::<Vec<_>>()
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let mut section = Section::table("issues", Word::OpenIssues, columns, rows.into_iter());
    section.notes.extend(is_none.then(|| ListSentence::NoneOf(Word::OpenIssues).into()));
    section
}

fn columns() -> Vec<Column> {
    vec![
        Column::new("no", Word::Code, Shape::Fixed),
        Column::new("code", Word::Project, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("text", Word::Issue, Shape::Text),
        Column::new("ask", Word::Ask, Shape::Text),
        Column::new("unit", Word::Units, Shape::Text),
        Column::new("level", Word::Level, Shape::Fixed),
        Column::new("raised", Word::Raised, Shape::Fixed),
        Column::new("days", Word::Age, Shape::Count),
        Column::new("due", Word::Deadline, Shape::Fixed),
        Column::new("closed", Word::Closed, Shape::Fixed),
        Column::new("outcome", Word::Outcome, Shape::Text),
    ]
}

/// A page has no room for all of them.
fn takes(shown: Shown, scope: HistoryScope, detail: Detail, key: &str) -> bool {
    match key {
        "code" | "name" if scope == HistoryScope::OneProject => false,
        _ if detail == Detail::Everything => true,
        "name" => false,
        "ask" | "days" => shown == Shown::Open,
        "closed" | "outcome" => shown == Shown::All,
        _ => true,
    }
}

/// An issue ages until it is closed.
fn row(view: &RegisterView, state: &State, issue: &Issue) -> Vec<Cell> {
    let unit = issue.fact.unit.and_then(|unit| view.units.get(unit)).map(|unit| unit.name.as_str());
    let until = issue.closed.unwrap_or(view.portfolio.day());
    vec![
        Cell::Code(issue_code(issue.fact.no)),
        Cell::Code(state.code.clone()),
        Cell::Text(state.name.clone()),
        Cell::Text(issue.fact.text.clone()),
        text(issue.fact.ask.as_deref()),
        text(unit),
        level_cell(issue.fact.level),
        Cell::Day(issue.raised),
        Cell::count((until - issue.raised).num_days()),
        issue.fact.due.map_or(Cell::Nothing, Cell::Day),
        issue.closed.map_or(Cell::Nothing, Cell::Day),
        text(issue.outcome.as_deref()),
    ]
}

pub fn level_cell(level: Level) -> Cell {
    Cell::Word { code: level.code(), word: level_word(level) }
}
