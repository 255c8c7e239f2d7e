//! `edit`: changes what is known of a project.

use std::collections::BTreeSet;

use clap::ValueEnum;

use crate::domain::ChangeId;
use crate::domain::catalog::Catalog;
use crate::domain::day::{ALL_DAYS, Day};
use crate::domain::fact::{Body, Fact, Field, Kind, ProjectFact, Recorded};
use crate::domain::returns::{above_new_total, impossible};
use crate::domain::state::State;
use crate::error::{RegisterError, Result, TreeError, ValueError};
use crate::lang::talk::Talk;
use crate::store::Entry;

use super::add::{check_parent, parent, warn_of_near_names};
use super::ctx::Ctx;
use super::filing::{doubtful, impossible_error};
use super::find::Found;
use super::particulars::{Particulars, Stated};
use super::session::{Session, is_listed, not_after_today};
use super::{Outcome, find, values};

/// Name, alias, place, content and national code hold for all days; the rest from `--on` (else the view day). The
/// planned start and finish are milestones: `milestone move CODE start 2022-05 --reason WHY`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// A better name · 项目名称
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The programme or project it stands under · 所属总项目或项目
    #[arg(long, value_name = "CODE")]
    parent: Option<String>,
    #[command(flatten)]
    particulars: Particulars,
    /// Take it off a list · 去标签
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    /// Drop another name · 去别名
    #[arg(long, value_name = "NAME")]
    unalias: Vec<String>,
    /// Where a project with lots takes its figures from · 数据口径：取本级或取标段
    #[arg(long, value_enum)]
    figures: Option<Figures>,
    /// Empty a field: leader, location, content, national-code, unit, parent, total or a measure · 清空
    #[arg(long, value_name = "FIELD")]
    clear: Vec<String>,
    /// The day from which it holds · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Why · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Take a total below what is already done (wants --reason) · 强制
    #[arg(long)]
    force: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
enum Figures {
    Own,
    Lots,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?.unwrap_or(session.view.day);
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_write(&session, &session.store.known(None)?, &args.project)?;
    let stated = stated(args, &session, &found, on, &mut entry)?;
    if stated.is_empty() {
        return Err(ValueError::NothingStated { command: "edit" }.into());
    }
    if args.on.is_some() || !stated.dated.is_empty() {
        not_after_today(ctx, "--on", on)?;
        is_listed(&found.state, on)?;
    }
    let is_dated = !stated.dated.is_empty();
    let facts = facts(&found, stated, on);
    let force = Forced { is_forced: args.force, has_reason: args.reason.is_some() };
    check_totals(&session.catalog, &found, &facts, entry.change(), force)?;
    for fact in facts {
        entry.record(&Fact::Project(fact))?;
    }
    let others = if args.name.is_some() { session.store.current_names()? } else { Vec::new() };
    let change = entry.commit(&session.catalog)?;
    if let Some(name) = &args.name {
        let others: Vec<_> = others.into_iter().filter(|(code, _)| *code != found.state.code).collect();
        warn_of_near_names(ctx, &others, name);
    }
    let name = args.name.as_deref().unwrap_or(&found.state.name);
    ctx.say(&Talk::Edited { code: &found.state.code, name, from: is_dated.then_some(on), change });
    if args.figures == Some(Figures::Lots) && !found.state.figures_from_lots {
        own_at_rest(&found.state, on).iter().for_each(|talk| ctx.say(talk));
    }
    Ok(Outcome::Done)
}

fn stated(args: &Args, session: &Session, found: &Found, on: Day, entry: &mut Entry) -> Result<Stated> {
    let catalog = &session.catalog;
    let mut stated = args.particulars.stated(catalog, &session.units_now()?, entry)?;
    if let Some(name) = values::optional_text("--name", args.name.as_deref())? {
        stated.undated.push(Body::Text { field: Field::Name, value: Some(name) });
    }
    for tag in &args.untag {
        stated.dated.push(Body::Tag { tag: values::text("--untag", tag)?, present: false });
    }
    if let Some(figures) = args.figures {
        if found.state.kind != Kind::Project {
            return Err(TreeError::LotsHaveNoFigures { code: found.state.code.clone() }.into());
        }
        if figures == Figures::Lots && !session.store.has_children(found.id)? {
            return Err(TreeError::NoLots { code: found.state.code.clone() }.into());
        }
        let value = Some(if figures == Figures::Lots { "lots" } else { "own" }.to_owned());
        stated.dated.push(Body::Text { field: Field::Figures, value });
    }
    if let Some(word) = &args.parent {
        stated.dated.push(moved(session, found, word, on)?);
    }
    for field in &args.clear {
        let (body, is_dated) = cleared(catalog, found, field)?;
        if is_dated { stated.dated.push(body) } else { stated.undated.push(body) }
    }
    for alias in &args.unalias {
        stated.undated.push(Body::Alias { alias: values::text("--unalias", alias)?, present: false });
    }
    if found.state.kind == Kind::Programme && stated.has_total() {
        return Err(TreeError::ProgrammeFiles { code: found.state.code.clone() }.into());
    }
    stated.each_once()?;
    Ok(stated)
}

/// What a project has of its own that no longer counts once its figures are those of its lots.
fn own_at_rest(state: &State, from: Day) -> Option<Talk<'_>> {
    let years: BTreeSet<i32> = state.plans.iter().map(|version| version.plan.year).collect();
    let read = state.readings.values().map(|reading| reading.as_of).max();
    let has_some = !years.is_empty() || read.is_some();
    has_some.then(|| Talk::OwnAtRest { code: &state.code, years: years.into_iter().collect(), read, from })
}

/// The new parent, if it may have this row.
pub fn moved(session: &Session, found: &Found, word: &str, on: Day) -> Result<Body> {
    let parent = parent(session, word)?;
    let code = || found.state.code.clone();
    if parent.id == found.id {
        return Err(TreeError::ParentIsItself { code: code() }.into());
    }
    if parent.state.parent == Some(found.id) {
        return Err(TreeError::ParentCycle { code: code(), parent: parent.state.code }.into());
    }
    let category = session.catalog.category(&found.state.category);
    let category = category.ok_or_else(|| RegisterError::Damaged { what: found.state.category.clone() })?;
    check_parent(&session.catalog, category, found.state.kind, &parent)?;
    is_listed(&parent.state, on)?;
    Ok(Body::Parent(Some(parent.id)))
}

/// The fact that empties a field, and whether it holds from a day.
fn cleared(catalog: &Catalog, found: &Found, field: &str) -> Result<(Body, bool)> {
    let text = |field| Body::Text { field, value: None };
    Ok(match field {
        "leader" => (text(Field::Leader), true),
        "location" => (text(Field::Location), false),
        "content" => (text(Field::Content), false),
        "national-code" => (text(Field::NationalCode), false),
        "unit" => (Body::Units(Vec::new()), true),
        "parent" if found.state.kind == Kind::Lot => return Err(TreeError::LotWithoutParent.into()),
        "parent" => (Body::Parent(None), true),
        word => {
            let measure = if word == "total" { "invested" } else { word };
            let fields = ["leader", "location", "content", "national-code", "unit", "parent", "total"];
            let measure = catalog.find_measure(measure).map_err(|_| values::unknown_field(word, &fields))?;
            (Body::Total { measure: measure.code.clone(), value: None, basis: None }, true)
        }
    })
}

fn facts(found: &Found, stated: Stated, on: Day) -> Vec<ProjectFact> {
    let fact = |from_day, body| ProjectFact { project: found.id, from_day, body };
    let undated = stated.undated.into_iter().map(|body| fact(ALL_DAYS, body));
    undated.chain(stated.dated.into_iter().map(|body| fact(on, body))).collect()
}

/// What was said to have a doubtful value taken.
#[derive(Clone, Copy, Debug)]
pub struct Forced {
    pub is_forced: bool,
    pub has_reason: bool,
}

/// A total may not fall below what was counted, and not below what was spent without a reason.
pub fn check_totals(
    catalog: &Catalog,
    found: &Found,
    facts: &[ProjectFact],
    change: ChangeId,
    force: Forced,
) -> Result<()> {
    let total = |fact: &'_ ProjectFact| match &fact.body {
        Body::Total { measure, .. } => Some(measure.clone()),
        _ => None,
    };
    let totals: Vec<String> = facts.iter().filter_map(total).collect();
    if totals.is_empty() {
        return Ok(());
    }
    let recorded = (1..).zip(facts).map(|(seq, fact)| Recorded { change, seq, fact: fact.clone() });
    let all: Vec<Recorded> = found.facts.iter().cloned().chain(recorded).collect();
    if let Some(found_impossible) = impossible(catalog, &found.facts, &all) {
        return Err(impossible_error(catalog, &found.state.code, found_impossible));
    }
    let totals: Vec<&str> = totals.iter().map(String::as_str).collect();
    match above_new_total(catalog, &found.facts, &all, &totals) {
        Some(doubt) if !force.is_forced => Err(doubtful(catalog, &found.state.code, doubt)),
        Some(_) if !force.has_reason => Err(ValueError::NeedsReason.behind("--force")),
        _ => Ok(()),
    }
}
