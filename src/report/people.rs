//! `people list`: who may record what.

use super::columns::unit_names;
use super::list::ListSentence;
use super::model::{Cell, Column, Detail, Header, Report, Section, SectionBody, Shape, Word};
use super::word::right_word;
use crate::domain::UnitId;
use crate::domain::person::{People, Person, Right};
use crate::domain::unit::Units;

/// In the order they were put on the list.
pub fn people<'a>(people: &People, units: &Units, detail: Detail, header: Header) -> Report<'a> {
    let mut columns =
        vec![Column::new("name", Word::Person, Shape::Text), Column::new("units", Word::Units, Shape::Text)];
    columns.extend(Right::ALL.iter().map(|right| Column::new(right.code(), right_word(*right), Shape::Fixed)));
    let rows: Vec<Vec<Cell>> = people.iter().map(|person| row(person, units, detail)).collect();
    let notes = rows.is_empty().then(|| ListSentence::AnybodyRecords.into()).into_iter().collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Report { header, sections: vec![Section { id: "people".into(), heading: None, body, notes }] }
}

fn row(person: &Person, units: &Units, detail: Detail) -> Vec<Cell> {
    let own: Vec<UnitId> = person.units.iter().copied().collect();
    let whose = match (own.is_empty(), person.rights.contains(&Right::File), detail) {
        (true, true, Detail::Page) => Cell::Word { code: "all", word: Word::AllUnits },
        (true, true | false, _) => Cell::Nothing,
        (false, ..) => Cell::List(unit_names(units, &own)),
    };
    let has = |right: &Right| match (person.rights.contains(right), detail) {
        (false, Detail::Page) => Cell::Nothing,
        (has, Detail::Page | Detail::Everything) => Cell::Flag(has),
    };
    [Cell::Text(person.name.clone()), whose].into_iter().chain(Right::ALL.iter().map(has)).collect()
}
