//! 问题: every issue. What was raised stays; a day closes it.

use super::Data;
use crate::domain::code::issue_code;
use crate::domain::state::{Issue, State};
use crate::report::columns::text;
use crate::report::issues::level_cell;
use crate::report::list::Filter;
use crate::report::model::{Cell, Column, Holds, Role, Shape, Word, Words};

pub fn columns() -> Vec<Column> {
    let fixed = |key, word, role, holds| Column::new(key, word, Shape::Fixed).holding(role, holds);
    let passage = |key, word, role| Column::new(key, word, Shape::Text).holding(role, Holds::Passage);
    vec![
        fixed("code", Word::Code, Role::Key, Holds::Code),
        Column::new("name", Word::Name, Shape::Text),
        fixed("no", Word::IssueNo, Role::Key, Holds::Code),
        passage("text", Word::Issue, Role::Fixed),
        passage("ask", Word::Ask, Role::Fixed),
        Column::new("unit", Word::Units, Shape::Text).holding(Role::Fixed, Holds::Name),
        fixed("level", Word::Level, Role::Fixed, Holds::Word(Words::Level)),
        fixed("raised", Word::RaisedOn, Role::Fixed, Holds::Day),
        fixed("due", Word::Deadline, Role::Fixed, Holds::Day),
        fixed("closed", Word::ClosedOn, Role::Register, Holds::Day),
        passage("outcome", Word::Outcome, Role::Register),
    ]
}

pub fn rows<'a>(data: &'a Data<'a>, filter: &'a Filter) -> impl Iterator<Item = Vec<Cell>> + 'a {
    let view = &data.view;
    let states = view.portfolio.in_tree_order().into_iter().filter(|state| filter.takes(view, state));
    states.flat_map(move |state| state.issues.iter().map(move |issue| row(data, state, issue)))
}

fn row(data: &Data, state: &State, issue: &Issue) -> Vec<Cell> {
    let unit = issue.fact.unit.and_then(|unit| data.view.units.get(unit)).map(|unit| unit.name.as_str());
    vec![
        Cell::Code(state.code.clone()),
        Cell::Text(state.name.clone()),
        Cell::Code(issue_code(issue.fact.no)),
        Cell::Text(issue.fact.text.clone()),
        text(issue.fact.ask.as_deref()),
        text(unit),
        level_cell(issue.fact.level),
        Cell::Day(issue.raised),
        issue.fact.due.map_or(Cell::Nothing, Cell::Day),
        issue.closed.map_or(Cell::Nothing, Cell::Day),
        text(issue.outcome.as_deref()),
    ]
}
