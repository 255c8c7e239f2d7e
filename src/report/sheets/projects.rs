//! 项目: a row a project, with what is known of it, its last return and its figures.

use super::Data;
use crate::domain::catalog::Catalog;
use crate::domain::state::State;
use crate::report::columns::{ProjectColumn, RegisterView};
use crate::report::list::Filter;
use crate::report::model::{Cell, Column};

pub fn columns(catalog: &Catalog) -> Vec<Column> {
    ProjectColumn::all(catalog).into_iter().map(ProjectColumn::column).collect()
}

pub fn rows<'a>(data: &'a Data<'a>, filter: &'a Filter) -> impl Iterator<Item = Vec<Cell>> + 'a {
    let view = &data.view;
    let states = view.portfolio.in_tree_order().into_iter().filter(|state| filter.takes(view, state));
    let columns = ProjectColumn::all(view.catalog);
    states.map(move |state| row(&columns, view, state))
}

pub fn row(columns: &[ProjectColumn], view: &RegisterView, state: &State) -> Vec<Cell> {
    columns.iter().map(|column| cell(column, view, state)).collect()
}

/// What the sheet has in a column. Totals are those the work was given: what others brought along comes with the return
/// that says so.
pub fn cell(column: &ProjectColumn, view: &RegisterView, state: &State) -> Cell {
    let is_total = matches!(column, ProjectColumn::Total(_) | ProjectColumn::TotalBasis);
    column.cell(view, if is_total { view.portfolio.by_itself(state) } else { state })
}
