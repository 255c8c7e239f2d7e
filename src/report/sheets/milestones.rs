//! 节点: every milestone of every project. A new date moves it, a day of completion meets it; of a permit also
//! its document, and why it is not needed.

use super::Data;
use crate::domain::catalog::Named;
use crate::domain::state::{Milestone, State};
use crate::report::columns::{milestone_name, text};
use crate::report::list::Filter;
use crate::report::model::{Cell, Column, Holds, Role, Shape, Word, Words};

pub fn columns() -> Vec<Column> {
    let fixed = |key, word, role, holds| Column::new(key, word, Shape::Fixed).holding(role, holds);
    vec![
        fixed("code", Word::Code, Role::Key, Holds::Code),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("milestone", Word::Milestone, Shape::Text).holding(Role::Key, Holds::Name),
        fixed("due", Word::Deadline, Role::Register, Holds::Due),
        fixed("met", Word::MetOn, Role::Register, Holds::Day),
        Column::new("number", Word::DocumentNumber, Shape::Text).holding(Role::Register, Holds::Name),
        Column::new("authority", Word::Authority, Shape::Text).holding(Role::Register, Holds::Name),
        Column::new("waived", Word::NotNeeded, Shape::Text).holding(Role::Register, Holds::Passage),
        fixed("is_met", Word::IsMet, Role::Computed, Holds::Nothing),
        fixed("stage", Word::MetByStage, Role::Fixed, Holds::Word(Words::Stage)),
        fixed("baseline", Word::Baseline, Role::Computed, Holds::Nothing),
        Column::new("moves", Word::Moves, Shape::Count),
        Column::new("source", Word::Source, Shape::Text).holding(Role::Fixed, Holds::Passage),
    ]
}

pub fn rows<'a>(data: &'a Data<'a>, filter: &'a Filter) -> impl Iterator<Item = Vec<Cell>> + 'a {
    let view = &data.view;
    let states = view.portfolio.in_tree_order().into_iter().filter(|state| filter.takes(view, state));
    states.flat_map(move |state| state.milestones.iter().map(move |milestone| row(data, state, milestone)))
}

fn row(data: &Data, state: &State, milestone: &Milestone) -> Vec<Cell> {
    let stage = milestone.stage.as_deref().and_then(|code| data.view.catalog.stage(&state.category, code));
    let stage = stage.map(|stage| Named { code: stage.code.clone(), label: stage.label.clone() });
    let planned = |day| if milestone.is_planned { Cell::Due(day) } else { Cell::Nothing };
    vec![
        Cell::Code(state.code.clone()),
        Cell::Text(state.name.clone()),
        milestone_name(&milestone.name),
        planned(milestone.due),
        milestone.met.map_or(Cell::Nothing, Cell::Due),
        text(milestone.number.as_deref()),
        text(milestone.authority.as_deref()),
        text(milestone.waived.as_deref()),
        Cell::Flag(milestone.is_met),
        stage.map_or(Cell::Nothing, Cell::Named),
        planned(milestone.baseline),
        Cell::count(milestone.moves),
        text(milestone.source.as_deref()),
    ]
}
