//! For programs: stable English ids, whole numbers of the smallest unit, ISO days, null for nothing. Rows go out one a
//! line as they come, so that a long list needs no memory and `grep` finds a project. The moment the page was made is
//! not in it: the same question gets the same bytes.

use std::io::{self, Write};
use std::iter::once;

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use serde_json::{Map, Value, json};

use super::figures::figures;
use crate::domain::catalog::{INVESTED, Named};
use crate::domain::code::issue_code;
use crate::domain::day::{Day, instant_text};
use crate::domain::figures::YearToDate;
use crate::domain::light::{Light, Reason};
use crate::domain::visible::steers;
use crate::lang::Lang;
use crate::lang::brief::paragraph;
use crate::lang::sentence::sentence;
use crate::report::model::{
    Cell, Column, Grounds, Header, Mark, NumberedList, Paragraph, Report, Section, SectionBody, TableRows,
};

/// Within one schema members are only ever added.
const SCHEMA: i64 = 1;

pub(super) type JsonObject = Map<String, Value>;

pub(super) fn render(report: Report<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(b"{")?;
    for (at, (key, value)) in about(&report.header).iter().enumerate() {
        out.write_all(if at > 0 { b"," } else { b"" })?;
        put_member(key, value, out)?;
    }
    for Section { id, body, notes, .. } in report.sections {
        let id = id.as_ref();
        out.write_all(b",\n")?;
        match body {
            SectionBody::Table { columns, rows } => put_rows(id, &columns, rows, lang, out)?,
            SectionBody::Card { columns, row } => {
                let mut card = object(lang, &columns, &row);
                card.extend(figures(lang, &notes));
                put_member(id, &Value::Object(card), out)?;
            }
            SectionBody::Chart { columns, rows } | SectionBody::Cards { columns, rows, .. } => {
                put_rows(id, &columns, Box::new(rows.into_iter()), lang, out)?;
            }
            SectionBody::Sentences(sentences) => {
                let figures = figures(lang, sentences.iter().chain(&notes));
                put_member(id, &Value::Object(figures), out)?;
            }
            SectionBody::Paragraphs(paragraphs) => {
                let mut object = Map::new();
                for Paragraph { id, said } in &paragraphs {
                    object.insert((*id).to_owned(), Value::Object(figures(lang, said)));
                }
                let text = paragraphs.iter().map(|each| paragraph(lang, &each.said));
                object.insert("text".to_owned(), text.collect());
                put_member(id, &Value::Object(object), out)?;
            }
            SectionBody::Lists { lead, keys: [of_lists, of_items], lists } => {
                let mut object = figures(lang, once(&lead).chain(&notes));
                let list = |NumberedList { of, items }: NumberedList| {
                    let mut list = figures(lang, [&of]);
                    let items = items.iter().map(|item| Value::Object(figures(lang, [item])));
                    list.insert(of_items.to_owned(), items.collect());
                    Value::Object(list)
                };
                object.insert(of_lists.to_owned(), lists.into_iter().map(list).collect());
                put_member(id, &Value::Object(object), out)?;
            }
        }
    }
    out.write_all(b"}\n")
}

fn about(header: &Header) -> JsonObject {
    let mut about = Map::new();
    about.insert("schema".to_owned(), SCHEMA.into());
    about.insert("as_of".to_owned(), header.as_of.to_string().into());
    about.insert("known_at".to_owned(), header.known_at.map(instant_text).into());
    if let Some(version) = header.rules {
        about.insert("rules".to_owned(), version.into());
    }
    if let Some((returned, due)) = header.returns {
        about.insert("returns".to_owned(), json!({ "returned": returned, "due": due }));
    }
    if let Some(note) = &header.note {
        about.insert("note".to_owned(), note.as_str().into());
    }
    if let Some(remark) = &header.remark {
        about.insert("remark".to_owned(), remark.as_str().into());
    }
    if let Some(leader) = &header.leader {
        about.insert("leader".to_owned(), leader.as_deref().unwrap_or("none").into());
    }
    if !header.fields.is_empty() {
        let fields = header.fields.iter().map(|of| (of.field.clone(), of.value.as_deref().into()));
        about.insert("fields".to_owned(), Value::Object(fields.collect()));
    }
    if let Some(no) = header.frozen {
        about.insert("frozen".to_owned(), no.into());
    }
    if let Some(hash) = &header.ledger_hash {
        about.insert("ledger_hash".to_owned(), hash.as_str().into());
    }
    about
}

fn put_member(key: &str, value: &Value, out: &mut dyn Write) -> io::Result<()> {
    put(key, out)?;
    out.write_all(b":")?;
    put(value, out)
}

fn put(value: &(impl Serialize + ?Sized), out: &mut dyn Write) -> io::Result<()> {
    Ok(value.serialize(&mut Serializer::with_formatter(out, Spelt))?)
}

/// One line, in which no sign is left that would steer a terminal: JSON can spell them.
struct Spelt;

impl Formatter for Spelt {
    fn write_string_fragment<W: Write + ?Sized>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        let mut rest = text;
        while let Some((at, sign)) = rest.char_indices().find(|(_, sign)| steers(*sign)) {
            out.write_all(&rest.as_bytes()[..at])?;
            for unit in sign.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            rest = &rest[at + sign.len_utf8()..];
        }
        out.write_all(rest.as_bytes())
    }
}

fn put_rows(id: &str, columns: &[Column], rows: TableRows<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    put(id, out)?;
    out.write_all(b":[")?;
    let mut any = false;
    for row in rows {
        out.write_all(if any { b",\n" } else { b"\n" })?;
        put(&object(lang, columns, &row), out)?;
        any = true;
    }
    out.write_all(if any { b"\n]" } else { b"]" })
}

fn object(lang: Lang, columns: &[Column], row: &[Cell]) -> JsonObject {
    columns.iter().zip(row).map(|(column, cell)| (column.data_key(), value(lang, cell))).collect()
}

fn value(lang: Lang, cell: &Cell) -> Value {
    let code = |named: &Option<Named>| named.as_ref().map(|named| named.code.clone()).into();
    match cell {
        Cell::Nothing | Cell::Bar(_) => Value::Null,
        Cell::Text(text) | Cell::Indented { text, .. } | Cell::Code(text) => text.as_str().into(),
        Cell::Day(day) => day.to_string().into(),
        Cell::Due(due) => due.to_string().into(),
        Cell::Instant(at) => instant_text(*at).into(),
        Cell::Count(count) => (*count).into(),
        Cell::Flag(flag) => (*flag).into(),
        Cell::Quantity { value, .. } | Cell::QuantityAt { value, .. } => (*value).into(),
        // its digits as they are: no reader of JSON rounds a text
        Cell::Number { number, .. } => number.exact().into(),
        Cell::Named(named) => named.code.as_str().into(),
        Cell::Unit(dimension) => dimension.code().into(),
        Cell::Word { code, .. } => (*code).into(),
        Cell::Stage { stage, .. } => code(stage),
        Cell::List(names) => names.as_slice().into(),
        Cell::NamedList(all) => all.iter().map(|named| named.code.as_str()).collect(),
        Cell::Sentences(sentences) => sentences.iter().map(|each| sentence(lang, each)).collect(),
        Cell::Rate(rate) => rate.basis_points().into(),
        Cell::Points(points) => points.basis_points_apart().into(),
        Cell::Light(light) => light_code(*light).into(),
        Cell::Verdict(grounds) => reasons(grounds),
        Cell::Marks(marks) => marks.iter().map(mark).collect(),
    }
}

fn mark(mark: &Mark) -> Value {
    let Mark { name, sign, due, baseline, met } = mark;
    let (due, baseline, met) = (due.to_string(), baseline.to_string(), met.map(|met| met.to_string()));
    json!({ "milestone": name, "sign": sign.code(), "due": due, "baseline": baseline, "met": met })
}

pub(super) fn light_code(light: Option<Light>) -> &'static str {
    light.map_or("none", Light::code)
}

/// The grounds of a light, the worst first; one set by hand before all.
pub(super) fn reasons(grounds: &Grounds) -> Value {
    let hand = grounds.hand.as_ref().map(|hand| {
        json!({ "kind": "hand", "light": hand.light.code(), "until": hand.until.to_string(), "reason": hand.reason })
    });
    hand.into_iter().chain(grounds.reasons.iter().map(|(reason, _)| ground(reason))).collect()
}

pub(super) fn ground(reason: &Reason) -> Value {
    let mut ground = Map::new();
    let mut add = |key: &str, value: Value| ground.insert(key.to_owned(), value);
    add("kind", kind(reason).into());
    add("light", light_code(reason.light()).into());
    match reason {
        Reason::Gap { measure, rate, elapsed, .. } => {
            add("measure", measure.as_deref().unwrap_or(INVESTED).into());
            add("rate_bp", rate.basis_points().into());
            add("elapsed_bp", elapsed.basis_points().into());
            add("gap_bp", (rate.clone() - elapsed.clone()).basis_points_apart().into());
        }
        Reason::StartMissed { due, days, .. } => {
            add("due", due.to_string().into());
            add("days", (*days).into());
        }
        Reason::StartPassed { due } => {
            add("due", due.to_string().into());
        }
        Reason::MilestoneOverdue { milestone, days, .. } | Reason::PermitOverdue { milestone, days, .. } => {
            add("milestone", milestone.name.as_str().into());
            add("due", milestone.due.to_string().into());
            add("baseline", milestone.baseline.to_string().into());
            add("moves", milestone.moves.into());
            add("days", (*days).into());
        }
        Reason::IssueOverdue { no, due, days } => {
            add("issue", issue_code(*no).into());
            add("due", due.to_string().into());
            add("days", (*days).into());
        }
        Reason::Paused { since, days, review, .. } => {
            add("since", since.to_string().into());
            add("days", (*days).into());
            add("review", review.map(|day: Day| day.to_string()).into());
        }
        Reason::Stale { last, days, .. } => {
            add("last", last.to_string().into());
            add("days", (*days).into());
        }
        Reason::NeverFiled => {}
        Reason::Lot { code, .. } => {
            add("code", code.as_str().into());
        }
        Reason::InTime { milestones, issues } => {
            add("milestones", (*milestones).into());
            add("issues", (*issues).into());
        }
        Reason::NoRate { done } => {
            add("why", why_no_rate(*done).into());
        }
    }
    Value::Object(ground)
}

fn kind(reason: &Reason) -> &'static str {
    match reason {
        Reason::Gap { .. } => "gap",
        Reason::StartMissed { .. } => "start_missed",
        Reason::StartPassed { .. } => "start_passed",
        Reason::MilestoneOverdue { .. } => "milestone_overdue",
        Reason::PermitOverdue { .. } => "permit_overdue",
        Reason::IssueOverdue { .. } => "issue_overdue",
        Reason::Paused { .. } => "paused",
        Reason::Stale { .. } => "stale",
        Reason::NeverFiled => "never_filed",
        Reason::Lot { .. } => "lot",
        Reason::InTime { .. } => "in_time",
        Reason::NoRate { .. } => "no_rate",
    }
}

fn why_no_rate(done: YearToDate) -> Option<&'static str> {
    match done {
        YearToDate::NeverFiled => Some("never_filed"),
        YearToDate::NoBase => Some("no_base"),
        YearToDate::Done(_) => None,
    }
}
