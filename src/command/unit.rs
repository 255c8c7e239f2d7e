//! `unit`: the responsible units, their official order, and what becomes of them.

use clap::Subcommand;

use crate::act::unit::{self, Alike, Splitting};
use crate::act::{Force, Ground, Subject};
use crate::domain::Day;
use crate::domain::fact::{Body, Fact, ProjectFact};
use crate::domain::unit::{Unit, UnitFact, Units};
use crate::error::{Gave, Result, ValueError};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::units::units;
use crate::store::Entry;

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
    /// Rename a unit · 单位更名
    Rename(Rename),
    /// Move a unit to another place in the order · 调整单位排序
    Move(Move),
    /// Merge a unit into another · 单位并入另一单位
    Merge(Merge),
    /// Split a unit into others · 单位分设
    Split(Split),
    /// List units in official order · 单位清单
    List(List),
}

/// A name like that of a unit that is registered is refused, unless it is said to be another's.
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
    #[command(flatten)]
    new: New,
}

/// How a name that is like another's comes in all the same.
#[derive(Debug, clap::Args)]
struct New {
    /// It is another unit, though its name is like one that is registered · 名称相近，确是另一单位
    #[arg(long)]
    distinct: bool,
    /// Reason for the change · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

impl New {
    fn alike(&self) -> Alike {
        if self.distinct { Alike::Distinct } else { Alike::Asked }
    }
}

#[derive(Debug, clap::Args)]
pub struct Alias {
    /// Name of the unit · 单位
    unit: String,
    /// Alias · 别名
    name: String,
}

/// The old name stays an alias. Pages of days before `--on` keep it.
#[derive(Debug, clap::Args)]
pub struct Rename {
    /// Name of the unit · 单位
    unit: String,
    /// New name · 新名称
    name: String,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// It was only misspelt: the new name holds for as long as the old did · 只是更正写法，不分日期
    #[arg(long, conflicts_with = "on")]
    misspelt: bool,
    #[command(flatten)]
    new: New,
}

#[derive(Debug, clap::Args)]
pub struct Move {
    /// Name of the unit · 单位
    unit: String,
    /// Place in the official order, from 1 · 排序
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(i64).range(1..))]
    position: i64,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Reason for the change · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
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

/// Every work of the unit goes to one of those that come of it: by `--work` one by one, the others by `--rest`. New
/// names are registered. The unit itself may be one of them; else it is there no more from that day on.
#[derive(Debug, clap::Args)]
pub struct Split {
    /// Unit that is split · 分设的单位
    unit: String,
    /// Unit that comes of it, new or registered; repeatable · 分设后的单位，可重复
    #[arg(long, value_name = "UNIT", required = true)]
    into: Vec<String>,
    /// Whose a work is from then on, CODE=UNIT; repeatable · 某项归哪个单位，编号=单位，可重复
    #[arg(long, value_name = "CODE=UNIT")]
    work: Vec<String>,
    /// Whose all other works are · 其余各项归哪个单位
    #[arg(long, value_name = "UNIT")]
    rest: Option<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    #[command(flatten)]
    new: New,
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
        Args::Rename(args) => rename(ctx, args),
        Args::Move(args) => move_to(ctx, args),
        Args::Merge(args) => merge(ctx, args),
        Args::Split(args) => split(ctx, args),
        Args::List(args) => list(ctx, args.format),
    }
}

/// A change of the units that is being made.
struct Desk<'a> {
    session: &'a Session,
    entry: Entry<'a>,
    units: Units,
    on: Option<Day>,
}

impl<'a> Desk<'a> {
    fn new(ctx: &Ctx, session: &'a Session, on: Option<&str>, reason: Option<&str>) -> Result<Self> {
        let reason = values::passage("--reason", reason)?;
        let on = on.map(|on| values::day("--on", on)).transpose()?;
        let entry = session.begin(ctx, reason.as_deref())?;
        Ok(Self { session, entry, units: session.units_now()?, on })
    }

    fn ground(&self, ctx: &Ctx) -> Ground<'a> {
        self.session.ground(ctx, Force::default(), &self.entry)
    }

    fn day(&self) -> Day {
        self.on.unwrap_or(self.session.view.day)
    }

    fn record(mut self, ctx: &mut Ctx, facts: Vec<UnitFact>, works: &[ProjectFact]) -> Result<()> {
        for fact in facts {
            self.entry.record(&Fact::Unit(fact))?;
        }
        for fact in works {
            self.entry.record_of_project(fact)?;
        }
        ctx.commit(self.entry, &self.session.catalog, Gave::Nothing)?;
        Ok(())
    }
}

fn add(ctx: &mut Ctx, args: &Add) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut desk = Desk::new(ctx, &session, None, args.new.reason.as_deref())?;
    let id = desk.entry.new_unit();
    let facts = unit::add(&desk.units, id, (&args.name, &args.alias), args.position, args.new.alike())?;
    desk.record(ctx, facts, &[])?;
    ctx.say(&Talk::UnitAdded { name: args.name.trim() });
    Ok(Outcome::Done)
}

fn alias(ctx: &mut Ctx, args: &Alias) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let desk = Desk::new(ctx, &session, None, None)?;
    let named = find::unit(&desk.units, &args.unit)?.clone();
    let fact = unit::alias(&desk.units, named.id, &args.name)?;
    desk.record(ctx, vec![fact], &[])?;
    ctx.say(&Talk::UnitAlias { unit: &named.name, alias: args.name.trim() });
    Ok(Outcome::Done)
}

fn rename(ctx: &mut Ctx, args: &Rename) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let desk = Desk::new(ctx, &session, args.on.as_deref(), args.new.reason.as_deref())?;
    let named = find::unit(&desk.units, &args.unit)?.clone();
    let from = (!args.misspelt).then(|| desk.day());
    let fact = unit::rename(&desk.ground(ctx), &desk.units, &named, (&args.name, args.new.alike()), from)?;
    desk.record(ctx, vec![fact], &[])?;
    ctx.say(&Talk::UnitRenamed { unit: &named.name, name: args.name.trim(), from });
    Ok(Outcome::Done)
}

fn move_to(ctx: &mut Ctx, args: &Move) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let desk = Desk::new(ctx, &session, args.on.as_deref(), args.reason.as_deref())?;
    let named = find::unit(&desk.units, &args.unit)?.clone();
    let from = desk.day();
    let fact = unit::move_to(&desk.ground(ctx), named.id, args.position, from)?;
    desk.record(ctx, vec![fact], &[])?;
    let moved = session.store.units(&session.store.known(None)?, from)?;
    let names: Vec<&str> = moved.iter().map(|unit| unit.name.as_str()).collect();
    ctx.say(&Talk::UnitMoved { from, order: &names });
    Ok(Outcome::Done)
}

fn merge(ctx: &mut Ctx, args: &Merge) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let desk = Desk::new(ctx, &session, args.on.as_deref(), args.reason.as_deref())?;
    let gone = find::unit(&desk.units, &args.unit)?.clone();
    let into = find::unit(&desk.units, &args.into)?.clone();
    let fact = unit::merge(&desk.ground(ctx), &gone, &into, desk.day())?;
    desk.record(ctx, vec![fact], &[])?;
    ctx.say(&Talk::UnitMerged { unit: &gone.name, into: &into.name });
    Ok(Outcome::Done)
}

fn split(ctx: &mut Ctx, args: &Split) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut desk = Desk::new(ctx, &session, args.on.as_deref(), args.new.reason.as_deref())?;
    let old = find::unit(&desk.units, &args.unit)?.clone();
    let told = args.work.iter().map(|work| whose(&session, work)).collect::<Result<Vec<_>>>()?;
    let works = works_of(&session, &desk.units, &old)?;
    let (rest, from_day) = (args.rest.as_deref(), desk.day());
    let alike = args.new.alike();
    let splitting = Splitting { unit: &old, into: &args.into, from_day, told: &told, rest, alike };
    let (ground, entry) = (desk.ground(ctx), &mut desk.entry);
    let parted = unit::split(&ground, &desk.units, &splitting, &works, || entry.new_unit())?;
    let moved = moved_to(&parted.works);
    let filing = session.people_now()?;
    let filing = filing.iter().filter(|person| person.units.iter().any(|id| desk.units.standing(*id) == old.id));
    let filing: Vec<String> = filing.map(|person| person.name.clone()).collect();
    desk.record(ctx, parted.units, &parted.works)?;
    ctx.say(&Talk::UnitSplit { unit: &old.name, into: &parted.into, from: from_day, moved });
    if !filing.is_empty() {
        ctx.say(&Talk::FileForSplit { unit: &old.name, persons: &filing });
    }
    Ok(Outcome::Done)
}

/// A work and the unit that has it: CODE=UNIT.
fn whose(session: &Session, said: &str) -> Result<(Subject, String)> {
    let Some((code, unit)) = said.split_once(['=', '＝']) else {
        return Err(ValueError::WorkOfUnit { value: said.to_owned() }.behind("--work"));
    };
    Ok((find::to_write(session, code.trim())?, unit.trim().to_owned()))
}

/// The works that ever were a unit's, or of one that became part of it.
fn works_of(session: &Session, units: &Units, unit: &Unit) -> Result<Vec<Subject>> {
    let mut ids = Vec::new();
    for id in units.with_merged(unit.id) {
        ids.extend(session.store.projects_of_unit(id)?);
    }
    ids.sort_unstable();
    ids.dedup();
    let mut works = Vec::new();
    for id in ids {
        works.extend(find::subject(session, id)?);
    }
    Ok(works)
}

/// How many works some facts give other units.
fn moved_to(works: &[ProjectFact]) -> usize {
    let moved = works.iter().filter(|fact| matches!(fact.body, Body::Units(_))).map(|fact| fact.project);
    moved.collect::<std::collections::BTreeSet<_>>().len()
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
