//! 参与项目: the works a unit shares and does not lead, listed beneath its own page and in none of its sums.

use crate::domain::catalog::INVESTED;
use crate::domain::state::State;
use crate::report::columns::{RegisterView, text};
use crate::report::list::{Filter, OfUnit};
use crate::report::model::{Cell, Column, Section, Shape, Word};

/// Of a unit's own page; `None`: it shares nothing, or the page is no unit's.
pub fn section<'a>(now: &RegisterView<'a>, filter: &Filter) -> Option<Section<'a>> {
    let columns = vec![
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("lead_unit", Word::LeadUnit, Shape::Text),
        Column::new("light", Word::Light, Shape::Fixed),
        Column::new("completion", Word::CompletionRate, Shape::Rate),
    ];
    let invested = now.catalog.measure(INVESTED);
    let cells = |state: &State| {
        vec![
            Cell::Code(state.code.clone()),
            Cell::Text(state.name.clone()),
            text(now.lead_name(state).as_deref()),
            Cell::Light(now.judge().verdict(state).light),
            invested.and_then(|invested| now.portfolio.figures(invested, state).rate).map_or(Cell::Nothing, Cell::Rate),
        ]
    };
    let rows: Vec<Vec<Cell>> = shared_works(now, filter).into_iter().map(cells).collect();
    (!rows.is_empty()).then(|| Section::table("shared", Word::SharedWorks, columns, rows.into_iter()))
}

/// Projects that count, and lots with units of their own.
pub fn shared_works<'a>(now: &RegisterView<'a>, filter: &Filter) -> Vec<&'a State> {
    let Some(OfUnit::Led(unit)) = filter.unit else { return Vec::new() };
    let beneath = Filter { unit: Some(OfUnit::Shared(unit)), ..filter.clone() };
    let states = now.portfolio.in_tree_order().into_iter();
    let shared = states.filter(|state| now.portfolio.is_of_counted(state) && !state.units.is_empty());
    shared.filter(|state| beneath.takes(now, state)).collect()
}
