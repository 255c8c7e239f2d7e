//! `report --list`: the pages that went out, the last first.

use super::columns::text;
use super::list::ListSentence;
use super::model::{Cell, Column, Detail, Header, Report, Section, SectionBody, Sentence, Shape, Word};
use super::status::StatusSentence;
use crate::domain::PageNo;
use crate::domain::page::Frozen;

/// So much of a hash tells it from others on a page.
const SHORT_HASH: usize = 12;

pub fn frozen_pages<'a>(
    pages: &'a [Frozen],
    is_undone: &'a dyn Fn(&Frozen) -> bool,
    detail: Detail,
    header: Header,
) -> Report<'a> {
    let mut columns = vec![
        Column::new("no", Word::Number, Shape::Count),
        Column::new("title", Word::Page, Shape::Text),
        Column::new("as_of", Word::AsOf, Shape::Fixed),
        Column::new("frozen_at", Word::FrozenAt, Shape::Fixed),
        Column::new("format", Word::Format, Shape::Fixed),
        Column::new("sha256", Word::Sha256, Shape::Fixed),
        Column::new("undone", Word::Undone, Shape::Fixed),
    ];
    if detail == Detail::Everything {
        columns.extend([
            Column::new("frozen_by", Word::RecordedBy, Shape::Text),
            Column::new("upto", Word::UptoChange, Shape::Count),
            Column::new("inputs", Word::InputsHash, Shape::Fixed),
            Column::new("report", Word::What, Shape::Fixed),
            Column::new("period", Word::Period, Shape::Fixed),
            Column::new("scope", Word::Scope, Shape::Text),
            Column::new("since_day", Word::SinceDay, Shape::Fixed),
            Column::new("remark", Word::Remark, Shape::Text),
            Column::new("lang", Word::Language, Shape::Fixed),
            Column::new("change", Word::Change, Shape::Count),
        ]);
    }
    let notes = if pages.is_empty() { vec![ListSentence::NoneOf(Word::FrozenPages).into()] } else { Vec::new() };
    let rows = pages.iter().rev().map(move |frozen| row(frozen, is_undone(frozen), detail));
    let body = SectionBody::Table { columns, rows: Box::new(rows) };
    Report { header, sections: vec![Section { id: "frozen".into(), heading: None, body, notes }] }
}

/// A page made again says how much was recorded for its day since one of it was frozen.
pub fn say_recorded_since(report: &mut Report, no: PageNo, entries: i64) {
    let said: Sentence = StatusSentence::RecordedSince { no, entries }.into();
    let notes = report.sections.iter_mut().find(|section| section.id == "notes").map(|section| &mut section.body);
    match notes {
        Some(SectionBody::Sentences(notes)) => notes.push(said),
        _ => {
            let body = SectionBody::Sentences(vec![said]);
            report.sections.push(Section { id: "notes".into(), heading: None, body, notes: Vec::new() });
        }
    }
}

fn row(frozen: &Frozen, is_undone: bool, detail: Detail) -> Vec<Cell> {
    let Frozen { page, change, frozen_at, frozen_by, inputs, sha256 } = frozen;
    let question = &page.question;
    let is_whole = detail == Detail::Everything;
    let hash = if is_whole { sha256.clone() } else { sha256.chars().take(SHORT_HASH).collect() };
    let mut cells = vec![
        Cell::count(page.no),
        Cell::Text(page.title.clone()),
        Cell::Day(page.as_of),
        Cell::Instant(*frozen_at),
        Cell::Code(question.format.clone()),
        Cell::Code(hash),
        if is_undone || is_whole { Cell::Flag(is_undone) } else { Cell::Nothing },
    ];
    if is_whole {
        cells.extend([
            Cell::Text(frozen_by.clone()),
            Cell::count(page.upto),
            Cell::Code(inputs.clone()),
            Cell::Code(question.report.clone()),
            Cell::Code(question.cadence.code().to_owned()),
            Cell::Text(question.scope.clone()),
            question.since.map_or(Cell::Nothing, Cell::Day),
            text(question.remark.as_deref()),
            Cell::Code(question.lang.clone()),
            Cell::count(*change),
        ]);
    }
    cells
}
