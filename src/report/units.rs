//! `unit list`: the responsible units in official order.

use super::columns::RegisterView;
use super::model::{Cell, Column, Header, Report, Section, SectionBody, Shape, Word, number};
use crate::domain::fact::Kind;

pub fn units<'a>(view: &'a RegisterView<'a>, header: Header) -> Report<'a> {
    let columns = vec![
        Column::new("order", Word::Order, Shape::Count),
        Column::new("unit", Word::Unit, Shape::Text),
        Column::new("aliases", Word::Aliases, Shape::Text),
        Column::new("leads", Word::Leads, Shape::Count),
    ];
    let rows = (1..).zip(view.units.iter()).map(|(order, unit)| {
        let leads = view.portfolio.states().iter().filter(|state| {
            state.kind == Kind::Project && state.lead().map(|lead| view.units.standing(lead)) == Some(unit.id)
        });
        vec![
            Cell::Count(order),
            Cell::Text(unit.name.clone()),
            Cell::List(unit.aliases.clone()),
            Cell::Count(number(leads.count())),
        ]
    });
    let body = SectionBody::Table { columns, rows: Box::new(rows) };
    Report { header, sections: vec![Section { id: "units", heading: None, body, notes: Vec::new() }] }
}
