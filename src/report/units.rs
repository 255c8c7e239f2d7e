//! `unit list`: the responsible units in official order.

use std::collections::HashMap;

use super::columns::RegisterView;
use super::model::{Cell, Column, Header, Report, Section, SectionBody, Shape, Word, number};
use crate::domain::UnitId;
use crate::domain::fact::Kind;
use crate::domain::state::State;

pub fn units<'a>(view: &'a RegisterView<'a>, header: Header) -> Report<'a> {
    let columns = vec![
        Column::new("order", Word::Order, Shape::Count),
        Column::new("unit", Word::Unit, Shape::Text),
        Column::new("aliases", Word::Aliases, Shape::Text),
        Column::new("leads", Word::Leads, Shape::Count),
    ];
    let projects = view.portfolio.states().iter().filter(|state| state.kind == Kind::Project);
    let mut leads: HashMap<UnitId, usize> = HashMap::new();
    for lead in projects.filter_map(State::lead) {
        *leads.entry(view.units.standing(lead)).or_default() += 1;
    }
    let rows = (1..).zip(view.units.iter()).map(move |(order, unit)| {
        vec![
            Cell::count(order),
            Cell::Text(unit.name.clone()),
            Cell::List(unit.aliases.clone()),
            Cell::count(number(leads.get(&unit.id).copied().unwrap_or_default())),
        ]
    });
    let body = SectionBody::Table { columns, rows: Box::new(rows) };
    Report { header, sections: vec![Section { id: "units".into(), heading: None, body, notes: Vec::new() }] }
}
