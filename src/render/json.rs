//! For programs: stable English ids, whole numbers of the smallest unit, ISO days, null for nothing. Rows go out one a
//! line as they come, so that a long list needs no memory and `grep` finds a project. The moment the page was made is
//! not in it: the same question gets the same bytes.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::domain::catalog::Named;
use crate::domain::day::instant_text;
use crate::domain::quantity::Dimension;
use crate::lang::Lang;
use crate::lang::sentence::sentence;
use crate::report::model::{Cell, Column, Content, Header, Report, Rows, Section, Sentence, Shape};

/// Within one schema members are only ever added.
const SCHEMA: i64 = 1;

type Object = Map<String, Value>;

pub(super) fn render(report: Report<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{")?;
    for (at, (key, value)) in about(&report.header).iter().enumerate() {
        out.write_all(if at > 0 { b"," } else { b"" })?;
        put_member(key, value, out)?;
    }
    for Section { id, body, notes, .. } in report.sections {
        out.write_all(b",\n")?;
        match body {
            Content::Table { columns, rows } => put_rows(id, &columns, rows, lang, out)?,
            Content::Card { columns, row } => {
                let mut card = object(lang, &columns, &row);
                card.extend(figures(&notes));
                put_member(id, &Value::Object(card), out)?;
            }
            Content::Sentences(sentences) => {
                let figures = figures(sentences.iter().chain(&notes));
                put_member(id, &Value::Object(figures), out)?;
            }
        }
    }
    out.write_all(b"}\n")
}

fn about(header: &Header) -> Object {
    let mut about = Map::new();
    about.insert("schema".to_owned(), SCHEMA.into());
    about.insert("as_of".to_owned(), header.as_of.to_string().into());
    about.insert("known_at".to_owned(), header.known_at.map(instant_text).into());
    if let Some((returned, due)) = header.returns {
        about.insert("returns".to_owned(), json!({ "returned": returned, "due": due }));
    }
    if let Some(note) = &header.note {
        about.insert("note".to_owned(), note.as_str().into());
    }
    about
}

fn put_member(key: &str, value: &Value, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, key)?;
    out.write_all(b":")?;
    serde_json::to_writer(out, value)?;
    Ok(())
}

fn put_rows(id: &str, columns: &[Column], rows: Rows<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, id)?;
    out.write_all(b":[")?;
    let mut any = false;
    for row in rows {
        out.write_all(if any { b",\n" } else { b"\n" })?;
        serde_json::to_writer(&mut *out, &object(lang, columns, &row))?;
        any = true;
    }
    out.write_all(if any { b"\n]" } else { b"]" })
}

fn object(lang: Lang, columns: &[Column], row: &[Cell]) -> Object {
    columns.iter().zip(row).map(|(column, cell)| (key(column), value(lang, cell))).collect()
}

/// The key says what a bare whole number counts: fen, 0.01 %, 0.01 m², 0.01 亩.
fn key(column: &Column) -> String {
    let unit = match column.shape {
        Shape::Quantity(Dimension::Money) => "_fen",
        Shape::Quantity(Dimension::Percent) => "_bp",
        Shape::Quantity(Dimension::Area) => "_dm2",
        Shape::Quantity(Dimension::Land) => "_cmu",
        Shape::Quantity(Dimension::Count) | Shape::Count | Shape::Text | Shape::Fixed => "",
    };
    format!("{}{unit}", column.key)
}

fn value(lang: Lang, cell: &Cell) -> Value {
    let code = |named: &Option<Named>| named.as_ref().map(|named| named.code.clone()).into();
    match cell {
        Cell::Nothing | Cell::Never => Value::Null,
        Cell::Text(text) | Cell::Indented { text, .. } | Cell::Code(text) => text.as_str().into(),
        Cell::Day(day) => day.to_string().into(),
        Cell::Due(due) => due.to_string().into(),
        Cell::Instant(at) => instant_text(*at).into(),
        Cell::Count(count) => (*count).into(),
        Cell::Flag(flag) => (*flag).into(),
        Cell::Quantity { value, .. } | Cell::QuantityAt { value, .. } => (*value).into(),
        Cell::Named(named) => named.code.as_str().into(),
        Cell::Word { code, .. } => (*code).into(),
        Cell::Stage { stage, .. } => code(stage),
        Cell::List(names) => names.as_slice().into(),
        Cell::Sentences(sentences) => sentences.iter().map(|each| sentence(lang, each)).collect(),
    }
}

/// The figures of the sentences that sum something up; the others are for people alone.
fn figures<'a>(sentences: impl IntoIterator<Item = &'a Sentence>) -> Object {
    let mut figures = Map::new();
    let mut add = |key: &str, count: i64| figures.insert(key.to_owned(), count.into());
    for sentence in sentences {
        match sentence {
            Sentence::Overview { projects, lots, started, completed, no_stage } => {
                add("projects", *projects);
                add("lots", *lots);
                add("started", *started);
                add("completed", *completed);
                add("no_stage", *no_stage);
            }
            Sentence::Left { cancelled, merged, withdrawn } => {
                add("cancelled", *cancelled);
                add("merged", *merged);
                add("withdrawn", *withdrawn);
            }
            _ => {}
        }
    }
    figures
}
