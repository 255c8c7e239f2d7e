//! `field`: the fields of the office's own, and with them the duties of leaders.

use std::collections::HashMap;

use clap::Subcommand;

use crate::act::FieldChange;
use crate::act::field::{self, Standing, StatedField, Taken};
use crate::domain::Day;
use crate::domain::catalog::Label;
use crate::domain::fact::Fact;
use crate::domain::heading::HeadingFact;
use crate::domain::own_field::{MOST_DECIMALS, OwnField, OwnKind};
use crate::domain::word::WordFact;
use crate::error::{Gave, Result, WordList};
use crate::lang::cell::heading_label;
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::fields::fields;
use crate::report::headings::columns_of_lists;
use crate::report::history::own_field;
use crate::store::{Entry, View};

use super::ctx::Ctx;
use super::select::{formats, one_of, render};
use super::session::Session;
use super::{Outcome, find, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Add a field · 新设字段
    Add(Add),
    /// Change a field · 修改字段
    Edit(Edit),
    /// List the fields · 字段清单
    List(List),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// Name of the field: the heading of its column · 字段名称
    name: String,
    /// What it holds: text, number, date, choice, or person for a leader with a duty · 类型
    #[arg(long, value_name = "TYPE", default_value = "text", value_parser = one_of(OwnKind::ALL.iter().map(|each| each.code()), OwnKind::from_code))]
    kind: OwnKind,
    /// Its id in columns and JSON, such as funds; else field_1, field_2 … · 标识
    #[arg(long, value_name = "KEY")]
    key: Option<String>,
    #[command(flatten)]
    particulars: Particulars,
}

#[derive(Debug, clap::Args)]
pub struct Edit {
    /// Name or id of the field · 字段
    field: String,
    /// New name · 新的名称
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// What it holds, as long as no work has a value in it · 类型
    #[arg(long, value_name = "TYPE", value_parser = one_of(OwnKind::ALL.iter().map(|each| each.code()), OwnKind::from_code))]
    kind: Option<OwnKind>,
    #[command(flatten)]
    particulars: Particulars,
    /// Reason for the change · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
struct Particulars {
    /// Name in English; else the same · 英文名称
    #[arg(long, value_name = "NAME")]
    label_en: Option<String>,
    /// Unit of a number: 公里; `-`: none · 单位
    #[arg(long, value_name = "UNIT", allow_hyphen_values = true)]
    unit: Option<String>,
    /// Decimals of a number, 0 to 4 · 小数位
    #[arg(long, value_name = "DECIMALS", value_parser = clap::value_parser!(u8).range(0..=i64::from(MOST_DECIMALS)))]
    decimals: Option<u8>,
    /// What can be chosen: '财政,专项债,自筹' · 可选内容
    #[arg(long, value_name = "A,B,…")]
    choices: Option<String>,
    /// Only works of this category have it; `-`: all · 只用于这一类别
    #[arg(long, value_name = "CATEGORY", allow_hyphen_values = true)]
    category: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

/// Stands for none of a unit or a category.
const NONE: &str = "-";

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Add(args) => add(ctx, args),
        Args::Edit(args) => edit(ctx, args),
        Args::List(args) => list(ctx, args.format),
    }
}

fn add(ctx: &mut Ctx, args: &Add) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let entry = session.begin(ctx, None)?;
    let particulars = args.particulars.stated(&session)?;
    let (name, key, kind) = (Some(args.name.clone()), args.key.clone(), Some(args.kind));
    let stated = StatedField { name, key, kind, ..particulars };
    let fact = field::add(&session.catalog, &taken(&session, None)?, stated)?;
    record(ctx, &session, entry, fact)
}

fn edit(ctx: &mut Ctx, args: &Edit) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let entry = session.begin(ctx, reason.as_deref())?;
    let known = find::own_field(&session.catalog, &args.field)?;
    let particulars = args.particulars.stated(&session)?;
    let stated = StatedField { name: args.name.clone(), kind: args.kind, ..particulars };
    let taken = taken(&session, Some(known))?;
    let fact = field::edit(&session.catalog, &taken, known, stated, &standing(&session, known)?)?;
    record(ctx, &session, entry, fact)
}

/// Records what a field is. A word by which offices usually mean another column is the field's from now on.
fn record(ctx: &mut Ctx, session: &Session, mut entry: Entry, fact: WordFact) -> Result<Outcome> {
    entry.record(&Fact::Word(fact.clone()))?;
    let WordFact::OwnField { field, .. } = fact else { return Ok(Outcome::Done) };
    let words = session.headings_now()?.words;
    let is_meant = |word: &&String| words.knows(word);
    let names = std::iter::once(&field.label.zh).chain(Some(&field.label.en).filter(|en| **en != field.label.zh));
    let means_other: Vec<&String> = names.filter(is_meant).collect();
    for word in &means_other {
        entry.record(&Fact::Heading(HeadingFact::Word { word: (*word).clone(), field: Some(field.code.clone()) }))?;
    }
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let said = own_field(&session.catalog, &field);
    ctx.say(&Talk::OnRecord(OnRecord { what: Statement::Office(&said), change, from: None }));
    for word in means_other {
        ctx.say(&Talk::HeadingWord { word, field: Some(&field.label) });
    }
    Ok(Outcome::Done)
}

fn list(ctx: &mut Ctx, format: Format) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let seen = session.seen(session.view.day)?;
    let looking = seen.looking(&session.catalog);
    session.store.release()?;
    let header = session.header(ctx);
    render(ctx, fields(&looking, header), format)?;
    Ok(Outcome::Done)
}

/// What a field cannot be called, beside what `own` is.
fn taken(session: &Session, own: Option<&OwnField>) -> Result<Taken> {
    let mut columns = columns_of_lists(&session.catalog);
    columns.retain(|column| own.is_none_or(|own| *column.key != own.code));
    let totals =
        session.catalog.measures.iter().flat_map(|measure| [Some(&measure.label), measure.total_label.as_ref()]);
    let names: Vec<Label> = columns.iter().map(heading_label).chain(totals.flatten().cloned()).collect();
    let ever = session.store.own_field_codes()?.into_iter().filter(|code| own.is_none_or(|own| *code != own.code));
    let keys = columns.iter().flat_map(|column| [column.key.to_string(), column.data_key()]).chain(ever).collect();
    Ok(Taken { names, keys })
}

/// What works have in a field.
fn standing(session: &Session, field: &OwnField) -> Result<Vec<Standing>> {
    let known = session.store.known(None)?;
    let states = session.store.states(&session.catalog, View { day: Day::MAX, known_at: None })?;
    let works: HashMap<_, _> = states.into_iter().map(|state| (state.id, (state.code, state.category))).collect();
    let values = session.store.own_values(&field.code, &known)?.into_iter();
    let standing = values.filter_map(|(project, value)| {
        let (code, category) = works.get(&project)?.clone();
        Some(Standing { code, category, value })
    });
    Ok(standing.collect())
}

impl Particulars {
    fn stated(&self, session: &Session) -> Result<StatedField> {
        let category = match self.category.as_deref() {
            None => FieldChange::Keep,
            Some(NONE) => FieldChange::Clear,
            Some(word) => {
                let found = session.catalog.find_category(word);
                let found = found.map_err(|unknown| values::unknown_word(WordList::Category, word, unknown))?;
                FieldChange::Set(found.code.clone())
            }
        };
        Ok(StatedField {
            label_en: self.label_en.clone(),
            unit: match self.unit.as_deref() {
                Some(NONE) => FieldChange::Clear,
                unit => unit.map(str::to_owned).into(),
            },
            decimals: self.decimals,
            choices: self.choices.as_deref().map(choices),
            category,
            ..StatedField::default()
        })
    }
}

/// As people part them.
fn choices(list: &str) -> Vec<String> {
    list.split([',', '，', '、']).map(|choice| choice.trim().to_owned()).collect()
}
