//! `permit checklist`: the permits that works of a category need, in the order they are sought.

use super::list::ListSentence;
use super::model::{Cell, Column, Header, Report, Section, SectionBody, Shape, Word};
use crate::domain::permit::Permit;

pub fn checklist<'a>(permits: &'a [Permit], header: Header) -> Report<'a> {
    let columns = vec![
        Column::new("position", Word::Order, Shape::Count),
        Column::new("name", Word::Permit, Shape::Text),
        Column::new("label_en", Word::EnglishLabel, Shape::Text),
        Column::new("words", Word::OtherWords, Shape::Text),
    ];
    let rows = (1_i64..).zip(permits).map(|(position, permit)| {
        vec![
            Cell::count(position),
            Cell::Text(permit.label.zh.clone()),
            Cell::Text(permit.label.en.clone()),
            Cell::List(permit.words.clone()),
        ]
    });
    let notes = permits.is_empty().then(|| ListSentence::NoneOf(Word::Permits).into()).into_iter().collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows) };
    Report { header, sections: vec![Section { id: "checklist".into(), heading: None, body, notes }] }
}
