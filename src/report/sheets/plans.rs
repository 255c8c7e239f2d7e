//! 计划: the plan in force of each project, year and measure, with its month points. Altered, a row is a new version.

use super::Data;
use crate::domain::catalog::{Measure, Named};
use crate::domain::state::{PlanVersion, State};
use crate::report::columns::{quantity, text};
use crate::report::list::Filter;
use crate::report::model::{Cell, Column, ColumnHeading, Holds, Role, Shape, Word, Words};

/// The ids of the month points.
pub const MONTHS: [&str; 12] = ["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10", "m11", "m12"];

pub fn columns() -> Vec<Column> {
    let fixed = |key, word, role, holds| Column::new(key, word, Shape::Fixed).holding(role, holds);
    let amount = |key, word| Column::new(key, word, Shape::Amount).holding(Role::Plan, Holds::Amount);
    let mut columns = vec![
        fixed("code", Word::Code, Role::Key, Holds::Code),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("year", Word::Year, Shape::Count).holding(Role::Key, Holds::Year),
        fixed("measure", Word::Measure, Role::Key, Holds::Word(Words::Measure)),
        fixed("unit", Word::UnitOfMeasure, Role::Computed, Holds::Nothing),
        amount("value", Word::PlanOfYear),
    ];
    columns.extend(
        (1..)
            .zip(MONTHS)
            .map(|(month, key)| Column { heading: ColumnHeading::UpToMonth(month), ..amount(key, Word::Month) }),
    );
    columns.extend([
        Column::new("goal", Word::Goal, Shape::Text).holding(Role::Plan, Holds::Passage),
        fixed("from_day", Word::From, Role::Plan, Holds::Day),
        Column::new("plan_version", Word::PlanVersion, Shape::Count),
        Column::new("first_value", Word::FirstPlan, Shape::Amount),
    ]);
    columns
}

pub fn rows<'a>(data: &'a Data<'a>, filter: &'a Filter) -> impl Iterator<Item = Vec<Cell>> + 'a {
    let view = &data.view;
    let states = view.portfolio.in_tree_order().into_iter().filter(|state| filter.takes(view, state));
    states.flat_map(move |state| {
        let mut years: Vec<i32> = state.plans.iter().map(|version| version.plan.year).collect();
        years.sort_unstable();
        years.dedup();
        years
            .into_iter()
            .flat_map(move |year| view.catalog.measures.iter().filter_map(move |measure| row(state, year, measure)))
    })
}

fn row(state: &State, year: i32, measure: &Measure) -> Option<Vec<Cell>> {
    let of_it = |version: &&PlanVersion| version.plan.year == year && version.plan.measure == measure.code;
    let all: Vec<&PlanVersion> = state.plans.iter().filter(of_it).collect();
    let last = all.last()?;
    let goal = all.iter().rev().find_map(|version| version.plan.goal.as_deref());
    let plan = state.plan(&measure.code, year);
    let point = |at: usize| plan.as_ref().and_then(|plan| plan.months().get(at).copied());
    let mut row = vec![
        Cell::Code(state.code.clone()),
        Cell::Text(state.name.clone()),
        Cell::count(year),
        Cell::Named(Named { code: measure.code.clone(), label: measure.label.clone() }),
        Cell::Unit(measure.dimension),
        quantity(measure, plan.as_ref().map(|plan| plan.value)),
    ];
    row.extend((0..MONTHS.len()).map(|at| quantity(measure, point(at))));
    row.extend([
        text(goal),
        Cell::Day(plan.as_ref().map_or(last.from_day, |plan| plan.from_day())),
        plan.as_ref().map_or(Cell::Nothing, |plan| Cell::count(super::super::model::number(plan.version))),
        quantity(measure, plan.map(|plan| plan.first)),
    ]);
    Some(row)
}
