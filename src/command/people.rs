//! `people`: who may record what. While nobody is on the list, anybody may.

use std::collections::BTreeSet;

use clap::Subcommand;

use crate::act::FieldChange;
use crate::act::person::{self, StatedPerson};
use crate::domain::UnitId;
use crate::domain::fact::Fact;
use crate::domain::person::{PersonFact, Right};
use crate::domain::unit::Units;
use crate::error::{Gave, Result};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::history;
use crate::report::people::people;

use super::ctx::Ctx;
use super::select::{detail, formats, one_of, render};
use super::session::Session;
use super::{Outcome, find};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Put a person on the list · 列入名单
    Add(Add),
    /// Change the units or rights of a person · 修改单位或权限
    Edit(Edit),
    /// Take a person off the list · 移出名单
    Remove(Remove),
    /// List who may record what · 人员名单
    List(List),
}

/// The first person needs the right `people`. Rights: `file` returns, issues, milestones met; `register` all else about
/// works; `freeze` pages; `rules`; `people` this list; `accept` returns that wait for review.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// Name, as typed behind `--by` · 姓名
    name: String,
    /// Unit whose works they file for, repeatable; else all · 填报哪个单位的项目，可重复，不写为全部
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// Right, repeatable; else `file` · 权限，可重复，不写为填报
    #[arg(long, value_name = "RIGHT", value_parser = one_of(Right::ALL.iter().map(|right| right.code()), Right::from_code))]
    right: Vec<Right>,
}

#[derive(Debug, clap::Args)]
pub struct Edit {
    /// Name of the person · 姓名
    name: String,
    /// Unit whose works they file for, repeatable; replaces the list · 填报哪个单位的项目，可重复，代替原有的
    #[arg(long, value_name = "UNIT")]
    unit: Vec<String>,
    /// Let them file for the works of all units · 填报全部单位的项目
    #[arg(long, conflicts_with = "unit")]
    all_units: bool,
    /// Right to give, repeatable · 加权限，可重复
    #[arg(long, value_name = "RIGHT", value_parser = one_of(Right::ALL.iter().map(|right| right.code()), Right::from_code))]
    right: Vec<Right>,
    /// Right to take away, repeatable · 去权限，可重复
    #[arg(long, value_name = "RIGHT", value_parser = one_of(Right::ALL.iter().map(|right| right.code()), Right::from_code))]
    unright: Vec<Right>,
}

#[derive(Debug, clap::Args)]
pub struct Remove {
    /// Name of the person · 姓名
    name: String,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Add(args) => record(ctx, |session, units| {
            let people = session.people_now()?;
            let rights = args.right.iter().copied().collect();
            Ok(person::add(&people, &args.name, named(units, &args.unit)?, rights)?)
        }),
        Args::Edit(args) => record(ctx, |session, units| {
            let stated = StatedPerson {
                units: match (args.all_units, args.unit.is_empty()) {
                    (true, _) => FieldChange::Clear,
                    (false, true) => FieldChange::Keep,
                    (false, false) => FieldChange::Set(named(units, &args.unit)?),
                },
                rights: args.right.iter().copied().collect(),
                dropped_rights: args.unright.iter().copied().collect(),
            };
            Ok(person::edit(&session.people_now()?, &args.name, stated)?)
        }),
        Args::Remove(args) => record(ctx, |session, _| Ok(person::remove(&session.people_now()?, &args.name)?)),
        Args::List(args) => list(ctx, args.format),
    }
}

fn record(ctx: &mut Ctx, state: impl FnOnce(&Session, &Units) -> Result<PersonFact>) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut entry = session.begin(ctx, None)?;
    entry.demand(Right::People)?;
    let (units, was_open) = (session.units_now()?, session.people_now()?.is_empty());
    let fact = state(&session, &units)?;
    entry.record(&Fact::Person(fact.clone()))?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let said = history::person(&units, &fact);
    ctx.say(&Talk::OnRecord(OnRecord { what: Statement::Office(&said), change, from: None }));
    let by = ctx.by()?;
    if was_open && by != fact.person.name {
        ctx.say(&Talk::ListHolds { by: &by });
    }
    Ok(Outcome::Done)
}

/// The units that words name.
fn named(units: &Units, words: &[String]) -> Result<BTreeSet<UnitId>> {
    words.iter().map(|word| find::unit(units, word).map(|unit| unit.id)).collect()
}

fn list(ctx: &mut Ctx, format: Format) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let (listed, units) = (session.store.people(&session.known()?)?, session.units_now()?);
    session.store.release()?;
    let header = session.header(ctx);
    render(ctx, people(&listed, &units, detail(format), header), format)?;
    Ok(Outcome::Done)
}
