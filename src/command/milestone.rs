//! `milestone`: what is to be reached by when.

use clap::Subcommand;

use crate::domain::Day;
use crate::domain::catalog::{Category, Named};
use crate::domain::day::{DueDay, Precision};
use crate::domain::fact::{Body, FINISH, Fact, MilestoneEvent, MilestoneFact, ProjectFact, START};
use crate::domain::fold::fold;
use crate::domain::name::near;
use crate::domain::state::Milestone;
use crate::error::{Error, Result, What as Word};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::milestones::milestones;

use super::ctx::Ctx;
use super::find::Found;
use super::select::{Selection, detail, formats, render};
use super::session::Session;
use super::{Outcome, find, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Set a milestone · 定节点
    Add(Add),
    /// It was met · 节点完成
    Met(Met),
    /// Give it another date; the first stays on record · 节点改期
    Move(Move),
    /// The milestones not met, by their day · 未完成的节点
    List(List),
}

/// `start` and `finish` (计划开工, 计划完工) are the planned start and finish.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// What is to be reached: 围堰合龙; or start, finish · 节点名称
    name: String,
    /// By when: a day, month or year · 期限
    due: String,
    /// Met when the project first reaches this stage · 到此阶段即完成
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// The day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Where it is stated · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Met {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// The milestone · 节点名称
    name: String,
    /// The day it was met · 完成日期
    #[arg(long, value_name = "DATE")]
    on: String,
}

#[derive(Debug, clap::Args)]
pub struct Move {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// The milestone; start and finish are the planned start and finish · 节点名称
    name: String,
    /// The new date: a day, month or year · 新期限
    due: String,
    /// Why · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// The day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    selection: Selection,
    /// Only those overdue or due within so many days · 几天内到期
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(0..=36_500))]
    due: Option<i64>,
    /// How it is printed · 格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Add(args) => add(ctx, args),
        Args::Met(args) => met(ctx, args),
        Args::Move(args) => moved(ctx, args),
        Args::List(args) => list(ctx, args),
    }
}

fn add(ctx: &mut Ctx, args: &Add) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let name = own_name(&args.name)?;
    let mut entry = session.begin(ctx, None)?;
    let found = find::to_plan(&session, &args.project)?;
    let on = found.holds_from(ctx, &session, args.on.as_deref())?;
    if let Some(there) = named(&found, &name) {
        return Err(Error::MilestoneExists { code: found.state.code, name: there.name, due: there.due });
    }
    let due = values::due("DUE", &args.due)?;
    check_span(&found, &name, due)?;
    let stage = stage(&session, &found, &name, args.stage.as_deref())?;
    let source = values::passage("--source", args.source.as_deref())?;
    let raised = MilestoneFact { stage, source, ..fact(&found, &name, MilestoneEvent::Raised, due) };
    entry.record(&project_fact(&found, on, raised))?;
    let change = entry.commit(&session.catalog)?;
    let what = Statement::MilestoneRaised { of: found.named(), name: &name, due };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(on) }));
    Ok(Outcome::Done)
}

fn met(ctx: &mut Ctx, args: &Met) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut entry = session.begin(ctx, None)?;
    let found = find::to_plan(&session, &args.project)?;
    let on = found.holds_from(ctx, &session, Some(&args.on))?;
    let milestone = unmet(&found, &args.name)?;
    if let Some(stage) = met_by(&session, &found, &milestone.name)? {
        return Err(Error::MetByStage { code: found.state.code.clone(), name: milestone.name, stage });
    }
    was_raised(&session, &found, &milestone.name, on)?;
    let day = DueDay { last: on, precision: Precision::Day };
    entry.record(&project_fact(&found, on, fact(&found, &milestone.name, MilestoneEvent::Met, day)))?;
    let change = entry.commit(&session.catalog)?;
    let what = Statement::MilestoneMet { of: found.named(), name: &milestone.name, on };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: None }));
    Ok(Outcome::Done)
}

fn moved(ctx: &mut Ctx, args: &Move) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    if reason.is_none() {
        return Err(Error::NeedsReason { flag: "milestone move" });
    }
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_plan(&session, &args.project)?;
    let on = found.holds_from(ctx, &session, args.on.as_deref())?;
    let milestone = unmet(&found, &args.name)?;
    let due = values::due("DUE", &args.due)?;
    let then = was_raised(&session, &found, &milestone.name, on)?;
    if then.due == due {
        return Err(Error::MilestoneUnmoved { code: found.state.code, name: then.name, due });
    }
    check_span(&found, &milestone.name, due)?;
    let moved = MilestoneFact { stage: milestone.stage, ..fact(&found, &milestone.name, MilestoneEvent::Moved, due) };
    entry.record(&project_fact(&found, on, moved))?;
    let change = entry.commit(&session.catalog)?;
    let what = Statement::MilestoneMoved { of: found.named(), name: &milestone.name, from: then.due, to: due };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(on) }));
    let is_of_it = |recorded: &&crate::domain::fact::Recorded| match &recorded.fact.body {
        Body::Milestone(fact) => fact.name == milestone.name && fact.event == MilestoneEvent::Moved,
        _ => false,
    };
    let later = found.facts.iter().filter(is_of_it).map(|recorded| recorded.fact.from_day).filter(|day| *day > on);
    if let Some(day) = later.max() {
        ctx.say(&Talk::LaterStands { day });
    }
    Ok(Outcome::Done)
}

fn list(ctx: &mut Ctx, args: &List) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let seen = session.seen(session.view.day)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.selection.filter(&session, &looking)?;
    session.store.release()?;
    let header = session.header(ctx);
    render(ctx, milestones(&looking, &filter, args.due, detail(args.format), header), args.format)?;
    Ok(Outcome::Done)
}

/// The name as it is on record: 计划开工 is `start`.
fn own_name(word: &str) -> Result<String> {
    let name = values::text("NAME", word)?;
    Ok(match name.to_ascii_lowercase().as_str() {
        START | "计划开工" => START.to_owned(),
        FINISH | "计划完工" => FINISH.to_owned(),
        _ => name,
    })
}

fn named(found: &Found, name: &str) -> Option<Milestone> {
    let milestones = &found.state.milestones;
    let same = milestones.iter().find(|milestone| milestone.name == name);
    same.or_else(|| milestones.iter().find(|milestone| near(&milestone.name, name))).cloned()
}

/// The milestone named, which is not met on any day.
fn unmet(found: &Found, word: &str) -> Result<Milestone> {
    let (code, name) = (found.state.code.clone(), own_name(word)?);
    let Some(milestone) = named(found, &name) else {
        let candidates = found.state.milestones.iter().filter(|milestone| !milestone.is_met);
        let candidates = candidates.map(|milestone| milestone.name.clone()).collect();
        return Err(Error::UnknownMilestone { code, word: name, candidates });
    };
    if milestone.is_met {
        return Err(Error::MilestoneMet { code, name: milestone.name, met: milestone.met });
    }
    Ok(milestone)
}

/// The milestone as it stood on a day on which it must have been raised.
pub fn was_raised(session: &Session, found: &Found, name: &str, on: Day) -> Result<Milestone> {
    let then = fold(&session.catalog, &found.facts, on).and_then(|then| then.milestone(name).cloned());
    then.ok_or_else(|| {
        let of_name = |body: &Body| matches!(body, Body::Milestone(fact) if fact.name == name);
        let days = found.facts.iter().filter(|recorded| of_name(&recorded.fact.body));
        let raised = days.map(|recorded| recorded.fact.from_day).min().unwrap_or(on);
        Error::BeforeRaised { what: name.to_owned(), day: on, raised }
    })
}

/// The planned start stays before the planned finish.
pub fn check_span(found: &Found, name: &str, due: DueDay) -> Result<()> {
    let stated =
        |other: &str| if other == name { Some(due) } else { found.state.milestone(other).map(|other| other.due) };
    match (stated(START), stated(FINISH)) {
        (Some(start), Some(finish)) if [START, FINISH].contains(&name) && start.first() > finish.last => {
            let other = if name == START { FINISH } else { START };
            Err(Error::SpanCrossed { code: found.state.code.clone(), start, finish, other })
        }
        _ => Ok(()),
    }
}

/// The stage that meets the planned start or finish.
pub fn by_stage(session: &Session, found: &Found, name: &str) -> Result<Option<String>> {
    let category = category(session, found)?;
    Ok(match name {
        START => Some(category.starts.clone()),
        FINISH => Some(category.completes.clone()),
        _ => None,
    })
}

/// As [`by_stage`], with its label.
pub fn met_by(session: &Session, found: &Found, name: &str) -> Result<Option<Named>> {
    let code = by_stage(session, found, name)?;
    let stage = code.as_deref().and_then(|code| session.catalog.stage(&found.state.category, code));
    Ok(stage.map(|stage| Named { code: stage.code.clone(), label: stage.label.clone() }))
}

/// The stage that meets it: of the planned start and finish the category's own.
fn stage(session: &Session, found: &Found, name: &str, word: Option<&str>) -> Result<Option<String>> {
    let category = category(session, found)?;
    let stated = word.map(|word| {
        let stage = session.catalog.find_stage(category, word);
        stage.map(|stage| stage.code.clone()).map_err(|unknown| values::unknown_word(Word::Stage, word, unknown))
    });
    match by_stage(session, found, name)? {
        Some(own) => Ok(Some(own)),
        None => stated.transpose(),
    }
}

fn category<'a>(session: &'a Session, found: &Found) -> Result<&'a Category> {
    let code = &found.state.category;
    session.catalog.category(code).ok_or_else(|| Error::Damaged { what: code.clone() })
}

fn fact(found: &Found, name: &str, event: MilestoneEvent, day: DueDay) -> MilestoneFact {
    let category = found.state.category.clone();
    MilestoneFact { name: name.to_owned(), event, day, category, stage: None, source: None }
}

fn project_fact(found: &Found, from_day: Day, milestone: MilestoneFact) -> Fact {
    Fact::Project(ProjectFact { project: found.id, from_day, body: Body::Milestone(milestone) })
}
