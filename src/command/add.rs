//! `add`: registers a programme, a project or a lot.

use crate::domain::ProjectId;
use crate::domain::catalog::{Catalog, Category, Named};
use crate::domain::code::{next_code, tidy_code, valid_code};
use crate::domain::day::{ALL_DAYS, DueDay};
use crate::domain::fact::{Body, FINISH, Fact, Field, Kind, MilestoneEvent, MilestoneFact, ProjectFact, START};
use crate::domain::name::near;
use crate::domain::state::State;
use crate::error::{MilestoneError, NameError, Result, TreeError, ValueError, WordList};
use crate::lang::talk::Talk;
use crate::store::Entry;

use super::ctx::Ctx;
use super::particulars::Particulars;
use super::session::{Session, is_listed, not_after_today};
use super::{Outcome, find, values};

/// Code on stdout. A row under a programme is a project, a row under a project is a lot.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// water, block, relocation, works, or its label · 类别：治水 区块 征迁 其他
    category: String,
    /// Its name · 项目名称
    name: String,
    /// A programme: groups projects, has no figures · 总项目
    #[arg(long, conflicts_with = "parent")]
    programme: bool,
    /// The programme or project it stands under · 所属总项目或项目
    #[arg(long, value_name = "CODE")]
    parent: Option<String>,
    #[command(flatten)]
    particulars: Particulars,
    /// Planned start: a day, month or year · 计划开工
    #[arg(long, value_name = "DATE")]
    start: Option<String>,
    /// Planned finish: a day, month or year · 计划完工
    #[arg(long, value_name = "DATE")]
    finish: Option<String>,
    /// A code of your own; else the next free one · 自定编号
    #[arg(long, value_name = "CODE")]
    code: Option<String>,
    /// The day from which it is listed; else for all days · 列入日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Where it is stated · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let catalog = &session.catalog;
    let category = catalog.find_category(&args.category);
    let category = category.map_err(|unknown| values::unknown_word(WordList::Category, &args.category, unknown))?;
    let name = values::text("NAME", &args.name)?;
    let mut entry = session.begin(ctx, None)?;
    let parent = args.parent.as_deref().map(|word| parent(&session, word)).transpose()?;
    let from_day = match (&args.on, &parent) {
        (Some(on), _) => not_after_today(ctx, "--on", values::day("--on", on)?)?,
        (None, Some(parent)) => parent.state.listed_from,
        (None, None) => ALL_DAYS,
    };
    if let Some(parent) = &parent {
        is_listed(&parent.state, from_day)?;
    }
    let kind = kind(args, catalog, category, parent.as_ref())?;
    let code = code(args, category, &entry)?;
    let others = session.store.current_names()?;

    let project = entry.new_project();
    let record =
        |entry: &mut Entry, from_day, body| entry.record(&Fact::Project(ProjectFact { project, from_day, body }));
    let source = values::passage("--source", args.source.as_deref())?;
    let listed = Body::Listed { code: code.clone(), kind, category: category.code.clone(), source };
    record(&mut entry, from_day, listed)?;
    record(&mut entry, ALL_DAYS, Body::Text { field: Field::Name, value: Some(name.clone()) })?;
    if let Some(parent) = &parent {
        record(&mut entry, from_day, Body::Parent(Some(parent.id)))?;
    }
    let units = session.units_now()?;
    let stated = args.particulars.stated(catalog, &units, &mut entry)?;
    if kind == Kind::Programme && (stated.has_total() || args.start.is_some() || args.finish.is_some()) {
        return Err(TreeError::ProgrammeFiles { code }.into());
    }
    for body in stated.undated {
        record(&mut entry, ALL_DAYS, body)?;
    }
    for body in stated.dated {
        record(&mut entry, from_day, body)?;
    }
    for milestone in span(args, category)? {
        record(&mut entry, from_day, Body::Milestone(milestone))?;
    }
    ctx.announce(&code)?;
    let change = entry.commit(catalog)?;
    warn_of_near_names(ctx, &others, &name);
    ctx.say(&Talk::Added { name: &name, change });
    Ok(Outcome::Done)
}

/// (code, name) of others that may be the same project.
pub fn warn_of_near_names(ctx: &mut Ctx, others: &[(String, String)], name: &str) {
    for (code, other) in others.iter().filter(|(_, other)| near(other, name)) {
        ctx.say(&Talk::NearName { name, code, other });
    }
}

/// A row that a new or moved one may stand under.
pub struct Parent {
    pub id: ProjectId,
    pub state: State,
}

pub fn parent(session: &Session, word: &str) -> Result<Parent> {
    let found = find::to_write(session, &session.store.known(None)?, word)?;
    Ok(Parent { id: found.id, state: found.state })
}

/// What the place in the tree makes of a row; refuses a parent that cannot have it.
fn kind(args: &Args, catalog: &Catalog, category: &Category, parent: Option<&Parent>) -> Result<Kind> {
    let Some(parent) = parent else {
        return Ok(if args.programme { Kind::Programme } else { Kind::Project });
    };
    let kind = if parent.state.kind == Kind::Programme { Kind::Project } else { Kind::Lot };
    check_parent(catalog, category, kind, parent)?;
    Ok(kind)
}

pub fn check_parent(catalog: &Catalog, category: &Category, kind: Kind, parent: &Parent) -> Result<()> {
    let state = &parent.state;
    if state.category != category.code {
        let named = |category: &Category| Named { code: category.code.clone(), label: category.label.clone() };
        return Err(TreeError::ParentCategory {
            parent: state.code.clone(),
            parent_category: catalog.category(&state.category).map(named).unwrap_or_default(),
            category: named(category),
        }
        .into());
    }
    if !kind.may_stand_under(state.kind) {
        return Err(TreeError::ParentKind { kind, parent: state.code.clone(), parent_kind: state.kind }.into());
    }
    Ok(())
}

fn code(args: &Args, category: &Category, entry: &Entry) -> Result<String> {
    let used = entry.store().codes()?;
    let Some(given) = &args.code else {
        return Ok(next_code(&category.code_prefix, used.iter().map(String::as_str)));
    };
    let code = tidy_code(given);
    if !valid_code(&code) {
        return Err(ValueError::Code { value: given.clone() }.into());
    }
    if let Some(project) = entry.store().project_with_code(&code)? {
        let name = entry
            .store()
            .names(&entry.store().known(None)?)?
            .remove(&project)
            .map(|(_, name)| name)
            .unwrap_or_default();
        return Err(NameError::CodeUsed { code, name }.into());
    }
    Ok(code)
}

/// The planned start and finish, as milestones.
fn span(args: &Args, category: &Category) -> Result<Vec<MilestoneFact>> {
    let start = args.start.as_deref().map(|value| values::due("--start", value)).transpose()?;
    let finish = args.finish.as_deref().map(|value| values::due("--finish", value)).transpose()?;
    if let (Some(from), Some(to)) = (start, finish)
        && from.first() > to.last
    {
        return Err(MilestoneError::StartAfterFinish { code: None, start: from, finish: to, other: None }.into());
    }
    let milestone = |name: &str, stage: &str, day: DueDay| MilestoneFact {
        name: name.to_owned(),
        event: MilestoneEvent::Raised,
        day,
        category: category.code.clone(),
        stage: Some(stage.to_owned()),
        source: None,
    };
    let start = start.map(|day| milestone(START, &category.starts, day));
    let finish = finish.map(|day| milestone(FINISH, &category.completes, day));
    Ok(start.into_iter().chain(finish).collect())
}
