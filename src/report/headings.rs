//! `heading list`: what the office calls the columns of its lists; and the columns such a list can have.

use super::model::{Cell, Column, ColumnHeading, Header, Holds, Report, Role, Section, SectionBody, Shape, Word};
use super::sheets::Sheet;
use crate::domain::catalog::{Catalog, Label};
use crate::domain::heading::{HeadingWord, NOT_READ};
use crate::domain::quantity::Dimension;

/// The column of a list that has what was done in its year, computed in our own sheets.
pub const YEAR_TO_DATE: &str = "invested_ytd";
/// That of what stood when the year began.
pub const BASE: &str = "invested_base";
/// That of what is to be reached within the year, in words.
pub const GOAL: &str = "goal";
/// That of when a work is to start and to finish, in one cell.
pub const SPAN: &str = "span";

/// The columns of somebody else's list: what was done in the year can be stated there, what stood when that began, its
/// goal, and the years of the work in one cell.
pub fn columns_of_lists(catalog: &Catalog) -> Vec<Column> {
    let mut columns = Sheet::Projects.columns(catalog);
    let money = Holds::Quantity(Dimension::Money);
    for column in columns.iter_mut().filter(|column| column.key == YEAR_TO_DATE) {
        column.role = Role::Return;
        column.holds = money;
    }
    columns.extend([
        Column::new(BASE, Word::BaseOfYear, Shape::Quantity(Dimension::Money)).holding(Role::Return, money),
        Column::new(GOAL, Word::Goal, Shape::Text).holding(Role::Plan, Holds::Passage),
        Column::new(SPAN, Word::Span, Shape::Text).holding(Role::Register, Holds::Passage),
    ]);
    columns
}

/// What a column of lists is called, by its key.
pub fn list_field(catalog: &Catalog, key: &str) -> Label {
    let label = |word: Word| {
        let (zh, en) = word.labels();
        Label { zh: zh.to_owned(), en: en.to_owned() }
    };
    if key == NOT_READ {
        return label(Word::NotRead);
    }
    let column = columns_of_lists(catalog).into_iter().find(|column| column.key == key);
    match column.map(|column| column.heading) {
        Some(ColumnHeading::Word(word)) => label(word),
        Some(ColumnHeading::Label(named)) => named,
        _ => Label { zh: key.to_owned(), en: key.to_owned() },
    }
}

/// The words for headings, each with the column it is.
pub fn headings<'a>(catalog: &Catalog, words: &[&HeadingWord], header: Header) -> Report<'a> {
    let columns = vec![Column::new("word", Word::Heading, Shape::Text), Column::new("field", Word::Field, Shape::Text)];
    let row = |word: &&HeadingWord| {
        let label = list_field(catalog, &word.field);
        vec![
            Cell::Text(word.word.clone()),
            Cell::Named(crate::domain::catalog::Named { code: word.field.clone(), label }),
        ]
    };
    let rows: Vec<Vec<Cell>> = words.iter().map(row).collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Report { header, sections: vec![Section { id: "headings".into(), heading: None, body, notes: Vec::new() }] }
}
