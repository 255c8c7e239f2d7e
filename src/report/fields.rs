//! `field list`: the fields of the office's own, in the order in which columns have them.

use super::columns::RegisterView;
use super::columns::text;
use super::list::ListSentence;
use super::model::{Cell, Column, Header, Report, Section, SectionBody, Sentence, Shape, Word, number};
use super::word::own_kind_word;
use crate::domain::catalog::Named;
use crate::domain::own_field::{OwnField, OwnHolds};

pub fn fields<'a>(view: &'a RegisterView<'a>, header: Header) -> Report<'a> {
    let columns = vec![
        Column::new("code", Word::OwnKey, Shape::Fixed),
        Column::new("field", Word::Field, Shape::Text),
        Column::new("kind", Word::OwnKind, Shape::Fixed),
        Column::new("unit", Word::UnitOfMeasure, Shape::Fixed),
        Column::new("decimals", Word::Decimals, Shape::Count),
        Column::new("choices", Word::Choices, Shape::Text),
        Column::new("category", Word::Category, Shape::Fixed),
        Column::new("works", Word::InUse, Shape::Count),
    ];
    let fields = &view.catalog.own_fields;
    let rows = fields.iter().map(|field| row(view, field));
    let none: Option<Sentence> = fields.is_empty().then(|| ListSentence::NoneOf(Word::Field).into());
    let body = SectionBody::Table { columns, rows: Box::new(rows) };
    Report { header, sections: vec![Section { id: "fields", heading: None, body, notes: none.into_iter().collect() }] }
}

fn row(view: &RegisterView, field: &OwnField) -> Vec<Cell> {
    let category = field.category.as_deref().and_then(|code| view.catalog.category(code));
    let (decimals, choices) = match &field.holds {
        OwnHolds::Number { decimals, .. } => (Cell::count(*decimals), Cell::Nothing),
        OwnHolds::Choice(choices) => (Cell::Nothing, Cell::List(choices.clone())),
        OwnHolds::Text | OwnHolds::Date | OwnHolds::Person => (Cell::Nothing, Cell::Nothing),
    };
    let works = view.portfolio.states().iter().filter(|state| state.own.contains_key(&field.code)).count();
    let kind = field.holds.kind();
    vec![
        Cell::Code(field.code.clone()),
        Cell::Named(Named { code: field.label.zh.clone(), label: field.label.clone() }),
        Cell::Word { code: kind.code(), word: own_kind_word(kind) },
        text(field.unit()),
        decimals,
        choices,
        category.map_or(Cell::Nothing, |category| {
            Cell::Named(Named { code: category.code.clone(), label: category.label.clone() })
        }),
        Cell::count(number(works)),
    ]
}
