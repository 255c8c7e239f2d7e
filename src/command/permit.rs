//! `permit`: 前期手续: which a work needs, when each is due, which document granted it, and which it does without.

use std::collections::HashSet;

use clap::Subcommand;

use crate::act::Force;
use crate::act::checklist::{StatedPermit, edit};
use crate::act::milestone::{StatedMet, StatedMilestone, meet, permit, set, waive};
use crate::domain::catalog::{Catalog, Category};
use crate::domain::fact::Body;
use crate::domain::permit::{Checklist, Permit};
use crate::domain::portfolio::Portfolio;
use crate::domain::word::WordFact;
use crate::error::{Gave, NameError, Result, ValueError, WordList};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::checklist::checklist;
use crate::report::permits::{Listed, list};

use super::ctx::Ctx;
use super::milestone::record_met;
use super::select::{Selection, formats, render};
use super::session::Session;
use super::{Outcome, find, values, word};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Plan a permit: the day by which it is to be granted · 定手续办理期限
    Set(Set),
    /// Record a permit as granted, with its document · 手续办结
    Done(Done),
    /// Record that a work does without a permit · 记为不需要
    Waive(Waive),
    /// List the permits of a work, or who lacks which · 手续清单与欠缺
    List(Box<List>),
    /// Show or edit the permits of a category · 查看或修改某类项目的手续清单
    Checklist(Edit),
}

#[derive(Debug, clap::Args)]
pub struct Set {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Permit, by its name or a word for it: 环评 · 手续
    name: String,
    /// Day, month or year by which it is to be granted · 办理期限
    #[arg(long, value_name = "DATE")]
    due: String,
    /// Whoever issues it · 审批机关
    #[arg(long, value_name = "NAME")]
    authority: Option<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Source of the information · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

/// It need not have been planned. Of one granted already, --number and --authority add what was not known.
#[derive(Debug, clap::Args)]
pub struct Done {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Permit, by its name or a word for it: 环评 · 手续
    name: String,
    /// Day it was granted · 办结日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Number of the document: 甬海环建〔2022〕12号 · 批文号
    #[arg(long, value_name = "TEXT")]
    number: Option<String>,
    /// Whoever issued it · 审批机关
    #[arg(long, value_name = "NAME")]
    authority: Option<String>,
    /// Reason for --force · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Record a document that is on record for another permit or work · 批文号重复仍录入
    #[arg(long, overrides_with = "force")]
    force: bool,
}

#[derive(Debug, clap::Args)]
pub struct Waive {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Permit, by its name or a word for it: 洪评 · 手续
    name: String,
    /// Why it is not needed · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

/// Of a work every permit of its category; without one what works lack.
#[derive(Debug, clap::Args)]
pub struct List {
    /// Code, or an unambiguous part of a name · 编号或名称的一部分
    project: Option<String>,
    /// Only works that lack this permit · 缺此手续的
    #[arg(long, value_name = "PERMIT", conflicts_with = "project")]
    missing: Option<String>,
    #[command(flatten)]
    selection: Selection,
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

/// Without --add or --remove it is shown. --remove goes first: both together put one permit in the place of another.
#[derive(Debug, clap::Args)]
pub struct Edit {
    /// Category: its code or either label · 类别
    category: String,
    /// Name of a permit to put on the list, last or behind --after · 加一项手续
    #[arg(long, value_name = "NAME")]
    add: Option<String>,
    /// Permit behind which it stands · 排在哪项之后
    #[arg(long, value_name = "PERMIT", requires = "add")]
    after: Option<String>,
    /// English label; else the name · 英文名称
    #[arg(long, value_name = "TEXT", requires = "add")]
    label_en: Option<String>,
    /// Another word for it, the short one first; repeatable · 简称，可重复
    #[arg(long, value_name = "WORD", requires = "add")]
    word: Vec<String>,
    /// Permit to take off the list; repeatable · 去掉的手续，可重复
    #[arg(long, value_name = "PERMIT")]
    remove: Vec<String>,
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Set(args) => plan(ctx, args),
        Args::Done(args) => done(ctx, args),
        Args::Waive(args) => waived(ctx, args),
        Args::List(args) => listed(ctx, args),
        Args::Checklist(args) if args.add.is_none() && args.remove.is_empty() => shown(ctx, args),
        Args::Checklist(args) => edited(ctx, args),
    }
}

fn plan(ctx: &mut Ctx, args: &Set) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut entry = session.begin(ctx, None)?;
    let found = find::to_write(&session, &args.project)?;
    let ground = session.ground(ctx, Force::default(), &entry);
    let stated = StatedMilestone {
        name: permit(&ground, &found, &args.name)?.label.zh.clone(),
        due: values::due("--due", &args.due)?,
        stage: None,
        source: args.source.clone(),
        authority: args.authority.clone(),
        on: args.on.as_deref().map(|on| values::day("--on", on)).transpose()?,
    };
    let fact = set(&ground, &found, &stated)?;
    entry.record_of_project(&fact)?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let name = if let Body::Milestone(milestone) = &fact.body { milestone.name.as_str() } else { stated.name.as_str() };
    let what = Statement::MilestoneRaised { of: found.named(), name, due: stated.due };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(fact.from_day) }));
    Ok(Outcome::Done)
}

fn done(ctx: &mut Ctx, args: &Done) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let force = Force::new(args.force, reason.as_deref())?;
    let entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_write(&session, &args.project)?;
    let ground = session.ground(ctx, force, &entry);
    let stated = StatedMet {
        name: permit(&ground, &found, &args.name)?.label.zh.clone(),
        on: args.on.as_deref().map(|on| values::day("--on", on)).transpose()?,
        number: args.number.clone(),
        authority: args.authority.clone(),
    };
    let met = meet(&ground, &found, &stated, &session.store.documents()?)?;
    record_met(ctx, &session, entry, &found, &met)
}

fn waived(ctx: &mut Ctx, args: &Waive) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let Some(reason) = values::passage("--reason", args.reason.as_deref())? else {
        return Err(ValueError::NeedsReason.behind("permit waive"));
    };
    // the reason is part of what is stated: a sheet has one for each permit
    let mut entry = session.begin(ctx, None)?;
    let found = find::to_write(&session, &args.project)?;
    let ground = session.ground(ctx, Force::default(), &entry);
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    let (fact, name) = waive(&ground, &found, &args.name, &reason, on)?;
    entry.record_of_project(&fact)?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let what = Statement::Waived { of: found.named(), name: &name, reason: &reason };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(fact.from_day) }));
    Ok(Outcome::Done)
}

fn listed(ctx: &mut Ctx, args: &List) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let seen = session.seen(session.view.day)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.selection.filter(&session, &looking)?;
    let named = args.missing.as_deref().map(|word| permits_named(&session.catalog, word)).transpose()?;
    let named = named.unwrap_or_default();
    let of = args.project.as_deref().map(|word| find::to_read(&seen.portfolio, word)).transpose()?;
    let listed = of.map_or(Listed::Lacking(&named), |state| Listed::OfWork(state.id));
    session.store.release()?;
    render(ctx, list(&looking, &filter, listed, session.header(ctx)), args.format)?;
    Ok(Outcome::Done)
}

/// The permits of any category that go by this word, as codes and names.
fn permits_named(catalog: &Catalog, word: &str) -> Result<Vec<(String, String)>> {
    let mut candidates = Vec::new();
    let mut found = Vec::new();
    for Checklist { category, .. } in &catalog.checklists {
        match catalog.find_permit(category, word) {
            Ok(permit) => found.push((category.clone(), permit.label.zh.clone())),
            Err(unknown) => candidates.extend(unknown.candidates),
        }
    }
    if !found.is_empty() {
        return Ok(found);
    }
    let mut seen = HashSet::new();
    candidates.retain(|named| seen.insert(named.code.clone()));
    Err(NameError::UnknownWord { list: WordList::Permit, value: word.to_owned(), candidates }.into())
}

fn category<'c>(session: &'c Session, word: &str) -> Result<&'c Category> {
    let found = session.catalog.find_category(word);
    found.map_err(|unknown| values::unknown_word(WordList::Category, word, unknown))
}

fn shown(ctx: &mut Ctx, args: &Edit) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let category = category(&session, &args.category)?;
    session.store.release()?;
    let permits = session.catalog.permits(&category.code);
    render(ctx, checklist(permits, session.header(ctx)), args.format)?;
    Ok(Outcome::Done)
}

fn edited(ctx: &mut Ctx, args: &Edit) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let category = category(&session, &args.category)?;
    let entry = session.begin(ctx, None)?;
    let add = args.add.as_ref().map(|name| StatedPermit {
        name: name.clone(),
        label_en: args.label_en.clone(),
        words: args.word.clone(),
        after: args.after.clone(),
    });
    let checklist = edit(&session.catalog, category, &args.remove, add.as_ref())?;
    let portfolio = session.portfolio(session.view.day)?;
    let gone = session.catalog.permits(&category.code).iter().filter(|permit| !checklist.permits.contains(permit));
    let gone: Vec<(&Permit, usize)> = gone.map(|permit| (permit, works_with(&portfolio, category, permit))).collect();
    word::record(ctx, &session, entry, WordFact::Checklist(checklist))?;
    for (permit, works) in gone.into_iter().filter(|(_, works)| *works > 0) {
        ctx.say(&Talk::StaysMilestone { permit: &permit.label.zh, works });
    }
    Ok(Outcome::Done)
}

/// How many works of a category have a permit on record.
fn works_with(portfolio: &Portfolio, category: &Category, permit: &Permit) -> usize {
    let of_category = portfolio.states().iter().filter(|state| state.category == category.code);
    of_category.filter(|state| permit.of(state).is_some()).count()
}
