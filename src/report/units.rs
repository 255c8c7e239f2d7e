//! `unit list`: the responsible units in official order.

use super::columns::Looking;
use super::model::{Cell, Column, Content, Header, Report, Section, Shape, Word, number};
use crate::domain::fact::Kind;

pub fn units<'a>(looking: &'a Looking<'a>, header: Header) -> Report<'a> {
    let columns = vec![
        Column::new("order", Word::Order, Shape::Count),
        Column::new("unit", Word::Unit, Shape::Text),
        Column::new("aliases", Word::Aliases, Shape::Text),
        Column::new("leads", Word::Leads, Shape::Count),
    ];
    let rows = (1..).zip(looking.units.iter()).map(|(order, unit)| {
        let leads = looking.portfolio.states().iter().filter(|state| {
            state.kind == Kind::Project && state.lead().map(|lead| looking.units.standing(lead)) == Some(unit.id)
        });
        vec![
            Cell::Count(order),
            Cell::Text(unit.name.clone()),
            Cell::List(unit.aliases.clone()),
            Cell::Count(number(leads.count())),
        ]
    });
    let body = Content::Table { columns, rows: Box::new(rows) };
    Report { header, sections: vec![Section { id: "units", heading: None, body, notes: Vec::new() }] }
}
