//! `unit`: the responsible units and their official order.

use clap::Subcommand;

use crate::act::unit;
use crate::domain::fact::Fact;
use crate::error::{Gave, Result};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::units::units;

use super::ctx::Ctx;
use super::select::{formats, render};
use super::session::Session;
use super::{Outcome, find, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Register a unit · 登记单位
    Add(Add),
    /// Give a unit an alias · 加单位别名
    Alias(Alias),
    /// Merge a unit into another · 单位并入另一单位
    Merge(Merge),
    /// List units in official order · 单位清单
    List(List),
}

#[derive(Debug, clap::Args)]
pub struct Add {
    /// Name of the unit · 单位名称
    name: String,
    /// Place in the official order, from 1; else last · 排序
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..))]
    position: Option<i64>,
    /// Alias · 别名
    #[arg(long, value_name = "NAME")]
    alias: Vec<String>,
}

#[derive(Debug, clap::Args)]
pub struct Alias {
    /// Name of the unit · 单位
    unit: String,
    /// Alias · 别名
    name: String,
}

#[derive(Debug, clap::Args)]
pub struct Merge {
    /// Unit that is merged · 被并入的单位
    unit: String,
    /// Unit it is merged into · 并入的单位
    into: String,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Reason for the change · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Add(args) => add(ctx, args),
        Args::Alias(args) => alias(ctx, args),
        Args::Merge(args) => merge(ctx, args),
        Args::List(args) => list(ctx, args.format),
    }
}

fn add(ctx: &mut Ctx, args: &Add) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut entry = session.begin(ctx, None)?;
    let facts = unit::add(&session.units_now()?, entry.new_unit(), &args.name, args.position, &args.alias)?;
    for fact in facts {
        entry.record(&Fact::Unit(fact))?;
    }
    ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    ctx.say(&Talk::UnitAdded { name: args.name.trim() });
    Ok(Outcome::Done)
}

fn alias(ctx: &mut Ctx, args: &Alias) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut entry = session.begin(ctx, None)?;
    let units = session.units_now()?;
    let named = find::unit(&units, &args.unit)?;
    entry.record(&Fact::Unit(unit::alias(&units, named.id, &args.name)?))?;
    ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    ctx.say(&Talk::UnitAlias { unit: &named.name, alias: args.name.trim() });
    Ok(Outcome::Done)
}

fn merge(ctx: &mut Ctx, args: &Merge) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let units = session.units_now()?;
    let from_day = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    let (gone, into) = (find::unit(&units, &args.unit)?, find::unit(&units, &args.into)?);
    let fact = unit::merge(&units, (gone.id, into.id), from_day.unwrap_or(session.view.day), ctx.today())?;
    entry.record(&Fact::Unit(fact))?;
    ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    ctx.say(&Talk::UnitMerged { unit: &gone.name, into: &into.name });
    Ok(Outcome::Done)
}

fn list(ctx: &mut Ctx, format: Format) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let seen = session.seen(session.view.day)?;
    let looking = seen.looking(&session.catalog);
    session.store.release()?;
    let header = session.header(ctx);
    render(ctx, units(&looking, header), format)?;
    Ok(Outcome::Done)
}
