//! Sections made ready for a document: read, so that it is known which say anything; drawn as bars; laid out as tables.

use super::table::{Entry, PARTS, Row, Set, Table};
use super::{AHEAD, DONE, WANTING};
use crate::domain::light::Light;
use crate::lang::document;
use crate::lang::sentence::sentence;
use crate::lang::word::word;
use crate::lang::{Lang, cell as words};
use crate::render::block_title;
use crate::report::model::{
    Cell, Column, ColumnHeading, NumberedList, Paragraph, Section, SectionBody, Sentence, Shape, TableRows, Word,
};

/// A section whose rows have been read: it says whether it has any.
pub(super) struct Ready {
    pub heading: Option<ColumnHeading>,
    pub body: ReadyBody,
    pub notes: Vec<Sentence>,
}

pub(super) enum ReadyBody {
    Table { columns: Vec<Column>, rows: Vec<Vec<Cell>> },
    Card { columns: Vec<Column>, row: Vec<Cell> },
    Cards { columns: Vec<Column>, titles: usize, rows: Vec<Vec<Cell>> },
    Sentences(Vec<Sentence>),
    Paragraphs(Vec<Paragraph>),
    Lists { lead: Box<Sentence>, lists: Vec<NumberedList> },
}

/// What stands on the first side.
pub(super) enum Shown {
    Section(Ready),
    Bars(Bars),
}

impl Shown {
    pub fn has_heading(&self) -> bool {
        match self {
            Self::Section(section) => section.has_heading(),
            Self::Bars(_) => true,
        }
    }
}

impl Ready {
    /// `None`: there is nothing in it.
    pub fn new(section: Section<'_>) -> Option<Self> {
        let Section { heading, body, notes, .. } = section;
        let read = |rows: TableRows<'_>| rows.collect::<Vec<_>>();
        let (body, is_empty) = match body {
            SectionBody::Table { columns, rows } => {
                let rows = read(rows);
                let is_empty = rows.is_empty();
                (ReadyBody::Table { columns, rows }, is_empty)
            }
            SectionBody::Chart { columns, rows } => {
                let is_empty = rows.is_empty();
                (ReadyBody::Table { columns, rows }, is_empty)
            }
            SectionBody::Card { columns, row } => (ReadyBody::Card { columns, row }, false),
            SectionBody::Cards { columns, titles, rows } => {
                let is_empty = rows.is_empty();
                (ReadyBody::Cards { columns, titles, rows }, is_empty)
            }
            SectionBody::Sentences(said) => {
                let is_empty = said.is_empty();
                (ReadyBody::Sentences(said), is_empty)
            }
            SectionBody::Paragraphs(paragraphs) => {
                let is_empty = paragraphs.is_empty();
                (ReadyBody::Paragraphs(paragraphs), is_empty)
            }
            SectionBody::Lists { lead, lists, .. } => (ReadyBody::Lists { lead: Box::new(lead), lists }, false),
        };
        (!is_empty || !notes.is_empty()).then_some(Self { heading, body, notes })
    }

    pub fn has_heading(&self) -> bool {
        self.heading.is_some()
    }

    /// A table with rates and the elapsed share beside them, drawn; `None`: it has none, or no rate is known.
    pub fn bars(&self, lang: Lang) -> Option<Bars> {
        let ReadyBody::Table { columns, rows } = &self.body else { return None };
        let at = |key: &str| columns.iter().position(|column| column.key == key);
        let (done, due) = (at("completion")?, at("elapsed")?);
        let bar = |row: &[Cell]| match (row.get(done), row.get(due)) {
            (Some(Cell::Rate(done)), Some(Cell::Rate(due))) => {
                let (done, due) = (done.parts(PARTS), due.parts(PARTS));
                let rest = if done < due { (due - done, WANTING) } else { (done - due, AHEAD) };
                Some(vec![(done.min(due), DONE), rest])
            }
            _ => None,
        };
        if !rows.iter().any(|row| bar(row).is_some()) {
            return None;
        }
        let numbers: Vec<usize> = [Some(done), Some(due), at("gap")].into_iter().flatten().collect();
        let mut heads = vec![head(lang, &columns[0]), String::new()];
        heads.extend(numbers.iter().map(|at| head(lang, &columns[*at])));
        let row = |row: &Vec<Cell>| {
            let mut entries = vec![entry(lang, &row[0]), Entry::Bar(bar(row).unwrap_or_default())];
            entries.extend(numbers.iter().filter_map(|at| row.get(*at)).map(|cell| entry(lang, cell)));
            Row::Cells(entries)
        };
        let mut sets = vec![Set::Whole, Set::Bar];
        sets.extend(numbers.iter().map(|_| Set::Number));
        let described = Some(document::bars_described(lang));
        Some(Bars { table: Table { heads: Some(heads), sets, rows: rows.iter().map(row).collect(), described } })
    }
}

/// Rates as bars, with their numbers beside them.
pub(super) struct Bars {
    pub table: Table,
}

/// A head over numbers has its unit on a line of its own.
fn head(lang: Lang, column: &Column) -> String {
    let head = words::page_heading(lang, column);
    match (set(column), head.find(['(', '（'])) {
        (Set::Number, Some(at)) if at > 0 => format!("{}\n{}", head[..at].trim_end(), &head[at..]),
        _ => head,
    }
}

fn set(column: &Column) -> Set {
    match column.shape {
        Shape::Text => Set::Words,
        Shape::Fixed => Set::Whole,
        Shape::Count | Shape::Amount | Shape::Quantity(_) | Shape::Rate | Shape::Points => Set::Number,
        Shape::Sign => Set::Sign,
    }
}

fn entry(lang: Lang, cell: &Cell) -> Entry {
    match cell {
        Cell::Bar(share) => Entry::Bar(vec![(share.parts(PARTS), DONE)]),
        Cell::Indented { level, text } => Entry::text("\u{3000}".repeat(*level) + text),
        Cell::Light(light) => Entry::Text { text: words::page(lang, cell), fill: light.map(tint) },
        Cell::Nothing
        | Cell::Text(_)
        | Cell::Code(_)
        | Cell::Day(_)
        | Cell::Due(_)
        | Cell::Instant(_)
        | Cell::Count(_)
        | Cell::Flag(_)
        | Cell::Quantity { .. }
        | Cell::Number { .. }
        | Cell::QuantityAt { .. }
        | Cell::Named(_)
        | Cell::Unit(_)
        | Cell::Word { .. }
        | Cell::Stage { .. }
        | Cell::List(_)
        | Cell::NamedList(_)
        | Cell::Sentences(_)
        | Cell::Rate(_)
        | Cell::Points(_)
        | Cell::Verdict(_)
        | Cell::Marks(_) => Entry::text(words::page(lang, cell)),
    }
}

/// Pale, behind the word of the light.
fn tint(light: Light) -> &'static str {
    match light {
        Light::Red => "F8CBAD",
        Light::Yellow => "FFE699",
        Light::Green => "C6E0B4",
        Light::Grey => "D9D9D9",
    }
}

pub(super) fn listed(lang: Lang, columns: &[Column], rows: &[Vec<Cell>]) -> Table {
    let has_bar = |at: usize| rows.iter().any(|row| matches!(row.get(at), Some(Cell::Bar(_))));
    let sets = columns.iter().enumerate().map(|(at, column)| if has_bar(at) { Set::Bar } else { set(column) });
    Table {
        heads: Some(columns.iter().map(|column| head(lang, column)).collect()),
        sets: sets.collect(),
        rows: rows.iter().map(|row| Row::Cells(row.iter().map(|cell| entry(lang, cell)).collect())).collect(),
        described: None,
    }
}

/// A row for each card: its title in one cell, under the heading of what it names.
pub(super) fn cards(lang: Lang, columns: &[Column], titles: usize, rows: &[Vec<Cell>]) -> Table {
    let (titled, others) = columns.split_at(titles.min(columns.len()));
    let name = titled.get(1).or(titled.first());
    let heads = name.into_iter().chain(others).map(|column| words::heading(lang, column)).collect();
    let row = |row: &Vec<Cell>| {
        let (title, others) = row.split_at(titles.min(row.len()));
        let title = (!titled.is_empty()).then(|| Entry::text(block_title(lang, title)));
        let said = others.iter().map(|cell| match cell {
            Cell::Light(_) | Cell::Bar(_) => entry(lang, cell),
            _ => Entry::text(words::exact(lang, cell)),
        });
        Row::Cells(title.into_iter().chain(said).collect())
    };
    let sets = name.map(|_| Set::Words).into_iter().chain(others.iter().map(set)).collect();
    Table { heads: Some(heads), sets, rows: rows.iter().map(row).collect(), described: None }
}

/// A line for each cell that says something.
pub(super) fn card(lang: Lang, columns: &[Column], row: &[Cell]) -> Table {
    let said = columns.iter().zip(row).filter(|(_, each)| !words::says_nothing(each));
    let line = |(column, each): (&Column, &Cell)| {
        Row::Cells(vec![Entry::text(words::heading(lang, column)), Entry::text(words::exact(lang, each))])
    };
    Table { heads: None, sets: vec![Set::Whole, Set::Words], rows: said.map(line).collect(), described: None }
}

/// Numbered items, each list under what it is of.
pub(super) fn numbered(lang: Lang, lists: &[NumberedList]) -> Table {
    let heads = vec![word(lang, Word::Order).to_owned(), document::item(lang)];
    let mut rows = Vec::new();
    for (at, NumberedList { of, items }) in lists.iter().enumerate() {
        rows.push(Row::Across(document::inner_ordinal(lang, at + 1) + &sentence(lang, of)));
        let item = |(no, item): (usize, &Sentence)| {
            Row::Cells(vec![Entry::text(no.to_string()), Entry::text(sentence(lang, item))])
        };
        rows.extend((1..).zip(items).map(item));
    }
    Table { heads: Some(heads), sets: vec![Set::Number, Set::Words], rows, described: None }
}
