//! `milestone`: what is to be reached by when.

use clap::Subcommand;

use crate::act::milestone::{Met as MetMilestone, StatedMet, StatedMilestone, meet, move_to, set};
use crate::act::{Force, Subject};
use crate::domain::fact::{Body, MilestoneEvent, MilestoneFact, ProjectFact};
use crate::domain::permit::Documents;
use crate::error::{Gave, Result};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::milestones::milestones;
use crate::store::Entry;

use super::ctx::Ctx;
use super::select::{Selection, detail, formats, render};
use super::session::Session;
use super::{Outcome, find, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Set a milestone · 定节点
    Add(Add),
    /// Mark a milestone as met · 节点完成
    Met(Met),
    /// Move a milestone to another date; the first date stays on record · 节点改期
    Move(Move),
    /// List milestones not met, by date · 未完成的节点
    List(List),
}

/// `start` and `finish` (计划开工, 计划完工) are the planned start and finish.
#[derive(Debug, clap::Args)]
pub struct Add {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Name of the milestone: 围堰合龙; or start, finish · 节点名称
    name: String,
    /// Due date: a day, month or year · 期限
    due: String,
    /// Stage of the project that meets it · 到此阶段即完成
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Source of the information · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Met {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Name of the milestone · 节点名称
    name: String,
    /// Day it was met · 完成日期
    #[arg(long, value_name = "DATE")]
    on: String,
}

#[derive(Debug, clap::Args)]
pub struct Move {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Name of the milestone; start and finish are the planned start and finish · 节点名称
    name: String,
    /// New due date: a day, month or year · 新期限
    due: String,
    /// Reason for the move · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    selection: Selection,
    /// Only milestones overdue or due within this many days · 已逾期或几天内到期的
    #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(i64).range(0..=36_500))]
    due: Option<i64>,
    /// Output format · 输出格式
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
    let mut entry = session.begin(ctx, None)?;
    let found = find::to_write(&session, &args.project)?;
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    let category = found.category_on(on.unwrap_or(session.view.day));
    let stage = args.stage.as_deref().map(|word| values::stage(&session.catalog, category, word));
    let stated = StatedMilestone {
        name: args.name.clone(),
        due: values::due("DUE", &args.due)?,
        stage: stage.transpose()?,
        source: args.source.clone(),
        authority: None,
        on,
    };
    let ground = session.ground(ctx, Force::default(), &entry);
    let fact = set(&ground, &found, &stated)?;
    entry.record_of_project(&fact)?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let name = milestone_of(&fact).map_or("", |milestone| &milestone.name);
    let what = Statement::MilestoneRaised { of: found.named(), name, due: stated.due };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(fact.from_day) }));
    Ok(Outcome::Done)
}

fn met(ctx: &mut Ctx, args: &Met) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let entry = session.begin(ctx, None)?;
    let found = find::to_write(&session, &args.project)?;
    let ground = session.ground(ctx, Force::default(), &entry);
    let on = Some(values::day("--on", &args.on)?);
    let stated = StatedMet { name: args.name.clone(), on, number: None, authority: None };
    let met = meet(&ground, &found, &stated, &Documents::default())?;
    record_met(ctx, &session, entry, &found, &met)
}

/// Records that a milestone is met, and tells.
pub fn record_met(
    ctx: &mut Ctx,
    session: &Session,
    mut entry: Entry,
    found: &Subject,
    met: &MetMilestone,
) -> Result<Outcome> {
    entry.record_of_project(&met.fact)?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let number = met.document.as_ref().map(|document| document.number.as_str());
    let what = Statement::MilestoneMet { of: found.named(), name: &met.name, on: met.fact.from_day, number };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: None }));
    for found in &met.out_of_order {
        ctx.say(&Talk::OutOfOrder(found));
    }
    Ok(Outcome::Done)
}

fn moved(ctx: &mut Ctx, args: &Move) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let force = Force::new(false, reason.as_deref())?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_write(&session, &args.project)?;
    let ground = session.ground(ctx, force, &entry);
    let (due, on) = (values::due("DUE", &args.due)?, args.on.as_deref().map(|on| values::day("--on", on)));
    let moved = move_to(&ground, &found, &args.name, due, on.transpose()?)?;
    entry.record_of_project(&moved.fact)?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let on = moved.fact.from_day;
    let what = Statement::MilestoneMoved { of: found.named(), name: &moved.name, from: moved.from, to: due };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(on) }));
    let is_move = |fact: &&MilestoneFact| fact.name == moved.name && fact.event == MilestoneEvent::Moved;
    let later = found.course.facts().iter().map(|recorded| &recorded.fact).filter(|fact| fact.from_day > on);
    let later = later.filter(|fact| milestone_of(fact).filter(is_move).is_some());
    if let Some(day) = later.map(|fact| fact.from_day).max() {
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

fn milestone_of(fact: &ProjectFact) -> Option<&MilestoneFact> {
    match &fact.body {
        Body::Milestone(milestone) => Some(milestone),
        _ => None,
    }
}
