//! `heading`: what the office calls the columns of its lists.

use clap::Subcommand;

use crate::domain::fact::Fact;
use crate::domain::heading::{HeadingFact, Meaning, NOT_READ};
use crate::error::{Gave, HeadingsError, Result};
use crate::lang::cell::heading_label;
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::headings::{columns_of_lists, headings, list_field};
use crate::report::model::{Column, Role};
use crate::sheet::heading::Given;

use super::Outcome;
use super::ctx::Ctx;
use super::select::{formats, render};
use super::session::Session;
use super::values;

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Read a heading of the office's lists as a field · 表头对应的字段
    Add(Add),
    /// Read a heading as nothing any more · 取消表头
    Remove(Remove),
    /// List the headings the office added, or all that are known · 表头清单
    List(List),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// Heading as it stands in lists; which year, brackets and units do not matter · 表头
    heading: String,
    /// Field it is, a heading of `export`; `-`: it is not read · 字段
    field: String,
}

#[derive(Debug, clap::Args)]
pub struct Remove {
    /// Heading that is to mean nothing · 表头
    heading: String,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// List those that came with the register too · 连同自带的
    #[arg(long)]
    all: bool,
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Add(args) => add(ctx, args),
        Args::Remove(args) => remove(ctx, args),
        Args::List(args) => list(ctx, args),
    }
}

fn add(ctx: &mut Ctx, args: &Add) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let word = values::text("HEADING", &args.heading)?;
    let field = field(&columns_of_lists(&session.catalog), &args.field)?;
    let known = session.headings_now()?;
    let means = match known.words.meaning(&[&word]) {
        Meaning::Field(field) => Some(field),
        Meaning::NotRead => Some(NOT_READ.to_owned()),
        Meaning::OneOf(_) | Meaning::Unknown => None,
    };
    if known.words.knows(&word) && means.as_ref() == Some(&field) {
        return Err(HeadingsError::WordKnown { word, field: list_field(&session.catalog, &field) }.into());
    }
    record(ctx, &session, word, Some(field))
}

fn remove(ctx: &mut Ctx, args: &Remove) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let word = values::text("HEADING", &args.heading)?;
    if !session.headings_now()?.words.knows(&word) {
        return Err(HeadingsError::WordUnknown { word }.into());
    }
    record(ctx, &session, word, None)
}

fn record(ctx: &mut Ctx, session: &Session, word: String, field: Option<String>) -> Result<Outcome> {
    let mut entry = session.begin(ctx, None)?;
    let label = field.as_deref().map(|field| list_field(&session.catalog, field));
    entry.record(&Fact::Heading(HeadingFact::Word { word: word.clone(), field }))?;
    ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    ctx.say(&Talk::HeadingWord { word: &word, field: label.as_ref() });
    Ok(Outcome::Done)
}

fn list(ctx: &mut Ctx, args: &List) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let known = session.store.headings(&session.known()?)?;
    session.store.release()?;
    let header = session.header(ctx);
    let words: Vec<_> = known.words.iter().filter(|word| word.is_own || args.all).collect();
    render(ctx, headings(&session.catalog, &words, header), args.format)?;
    Ok(Outcome::Done)
}

/// The key of the field a word names; `-` is none.
fn field(columns: &[Column], word: &str) -> Result<String> {
    if word.trim() == NOT_READ {
        return Ok(NOT_READ.to_owned());
    }
    let is_stated = |column: &Column| !matches!(column.role, Role::Computed | Role::Version);
    let found = Given::new(columns, "", word).ok().map(|given| &columns[given.column]);
    match found.filter(|column| is_stated(column)) {
        Some(column) => Ok(column.key.to_string()),
        None => {
            let fields = columns.iter().filter(|column| is_stated(column)).map(heading_label).collect();
            Err(HeadingsError::NoSuchField { field: word.to_owned(), fields }.into())
        }
    }
}
