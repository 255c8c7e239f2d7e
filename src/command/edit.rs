//! `edit`: changes what is known of a project.

use std::collections::{BTreeSet, HashMap};

use crate::act::belonging::Move;
use crate::act::category::pair;
use crate::act::listing::{self, Particulars, StatedTotal};
use crate::act::{FieldChange, FieldName, Force, Subject};
use crate::domain::catalog::{Catalog, Category};
use crate::domain::day::ALL_DAYS;
use crate::domain::fact::{Body, FiguresFrom, Recorded};
use crate::domain::fold::fold;
use crate::domain::portfolio::Portfolio;
use crate::domain::rules::RuleSet;
use crate::domain::state::State;
use crate::domain::{Day, ProjectId};
use crate::error::{Gave, Result, ValueError, WordList};
use crate::lang::talk::Talk;
use crate::report::columns::{ProjectColumn, RegisterView};
use crate::report::history::recategorised;
use crate::report::imported::Diff;

use super::add::warn_of_near_names;
use super::ctx::Ctx;
use super::particulars::ParticularArgs;
use super::select::one_of;
use super::session::Session;
use super::{Outcome, find, values};

/// A new name, place, content or national code is a better spelling of the old, for all days; with `--on` it is another
/// one from that day. The old name stays an alias. Aliases hold for all days, the rest from `--on` (else the view day).
/// The planned start and finish are milestones: `milestone move CODE start 2022-05 --reason WHY`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// New name · 新的项目名称
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// Category it is of, with all under it: from --on, else from the beginning · 类别
    #[arg(long, value_name = "CATEGORY")]
    category: Option<String>,
    /// Which stage of that category one of the old is read as, OLD=NEW; repeatable · 阶段对应，可重复
    #[arg(long, value_name = "STAGE=STAGE", requires = "category")]
    stage: Vec<String>,
    /// Programme or project it belongs to · 所属总项目或项目
    #[arg(long, value_name = "CODE")]
    parent: Option<String>,
    #[command(flatten)]
    particulars: ParticularArgs,
    /// Remove a tag · 去标签
    #[arg(long, value_name = "TAG")]
    untag: Vec<String>,
    /// Remove an alias · 去别名
    #[arg(long, value_name = "NAME")]
    unalias: Vec<String>,
    /// Whether a project with lots takes its figures from itself or its lots · 数据口径：取本级或取标段
    #[arg(long, value_parser = one_of(FiguresFrom::ALL.iter().map(|each| each.code()), FiguresFrom::from_code))]
    figures: Option<FiguresFrom>,
    /// Empty a field: leader, location, content, national-code, unit, parent, total, a measure or one of your own · 清空
    #[arg(long, value_name = "FIELD")]
    clear: Vec<String>,
    /// Day from which it holds; else the view day · 自哪天起
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Reason for the change · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Accept a total below what is already done, or the clock (needs --reason) · 强制
    #[arg(long)]
    force: bool,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let force = Force::new(args.force, reason.as_deref())?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_write(&session, &args.project)?;
    let mut stated = args.particulars.stated(&session, &mut entry)?;
    let parent = args.parent.as_deref().map(|word| find::to_write(&session, word)).transpose()?;
    let mut parent = FieldChange::from(parent.as_ref().map(|parent| parent.state(&session.catalog)));
    also_stated(args, &session.catalog, &mut stated, &mut parent)?;
    let ground = session.ground(ctx, force, &entry);
    let tree = args.category.as_deref().map(|word| tree(&session, &found, word)).transpose()?;
    let mapped = args.stage.iter().map(|typed| pair(&FieldName::StageMapping, typed)).collect::<Result<Vec<_>, _>>()?;
    let to = tree.as_ref().map(|Tree { category, below, codes }| Move {
        category,
        stages: &mapped,
        on,
        parent: None,
        below,
        codes,
    });
    let facts = listing::edit(&ground, &found, stated, parent, to, on)?;
    if facts.is_empty() {
        return Err(ValueError::NothingStated { command: "edit" }.into());
    }
    for fact in &facts {
        entry.record_of_project(fact)?;
    }
    let others = if args.name.is_some() { session.store.current_names()? } else { Vec::new() };
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let name = args.name.as_deref().map(str::trim);
    if let Some(name) = name {
        let others: Vec<_> = others.into_iter().filter(|(code, _)| code != found.code()).collect();
        warn_of_near_names(ctx, &others, name);
    }
    let name = name.unwrap_or(found.course.name());
    let from = facts.iter().map(|fact| fact.from_day).find(|day| *day != ALL_DAYS);
    let diffs = diffs(&session, &found, on.unwrap_or(session.view.day))?;
    ctx.say(&Talk::Edited { code: found.code(), name, diffs: &diffs, from, change });
    if let Some(tree) = &tree {
        let said = facts.iter().filter(|fact| fact.project == found.id).find_map(|fact| match &fact.body {
            Body::Category(moved) => Some(recategorised(&session.catalog, moved)),
            _ => None,
        });
        let along: Vec<&str> = tree.below.iter().map(Subject::code).collect();
        said.iter().for_each(|said| ctx.say(&Talk::Recategorised { said, along: &along }));
    }
    let state = found.state(&session.catalog);
    if args.figures == Some(FiguresFrom::Lots) && !state.figures_from_lots {
        own_at_rest(state, on.unwrap_or(session.view.day)).iter().for_each(|talk| ctx.say(talk));
    }
    Ok(Outcome::Done)
}

/// What a work is to be of, and all that goes along with it.
struct Tree<'a> {
    category: &'a Category,
    below: Vec<Subject>,
    codes: HashMap<ProjectId, (String, String)>,
}

fn tree<'a>(session: &'a Session, found: &Subject, word: &str) -> Result<Tree<'a>> {
    let category = session.catalog.find_category(word);
    let category = category.map_err(|unknown| values::unknown_word(WordList::Category, word, unknown))?;
    let below = find::below(&session.store, found.id, |id| find::subject(session, id))?;
    Ok(Tree { category, below, codes: session.store.names(&session.store.known(None)?)? })
}

/// What the flags state beside the particulars.
fn also_stated(
    args: &Args,
    catalog: &Catalog,
    stated: &mut Particulars,
    parent: &mut FieldChange<&State>,
) -> Result<()> {
    stated.name = args.name.clone().into();
    stated.figures = args.figures;
    stated.dropped_tags.clone_from(&args.untag);
    stated.dropped_aliases.clone_from(&args.unalias);
    for field in &args.clear {
        match field.as_str() {
            "leader" => stated.leader.state(FieldChange::Clear, field)?,
            "location" => stated.location.state(FieldChange::Clear, field)?,
            "content" => stated.content.state(FieldChange::Clear, field)?,
            "national-code" => stated.national_code.state(FieldChange::Clear, field)?,
            "unit" => stated.units.state(FieldChange::Clear, field)?,
            "parent" => parent.state(FieldChange::Clear, field)?,
            word if catalog.find_own_field(word).is_ok() => {
                stated.own.push(find::stated_field(catalog, &format!("{word}="))?);
            }
            word => {
                let measure = if word == "total" { "invested" } else { word };
                let measure = catalog.find_measure(measure).map_err(|_| values::unknown_field(word, &CLEARABLE))?;
                stated.totals.push(StatedTotal { measure: measure.code.clone(), value: None, basis: None });
            }
        }
    }
    Ok(())
}

/// What `--clear` can empty, beside the total of any measure.
const CLEARABLE: [&str; 7] = ["leader", "location", "content", "national-code", "unit", "parent", "total"];

/// What the project is on a day beside what it was before it was edited.
fn diffs(session: &Session, found: &Subject, day: Day) -> Result<Vec<Diff>> {
    let (catalog, store, known) = (&session.catalog, &session.store, session.store.known(None)?);
    let on_day = |facts: &[Recorded]| fold(catalog, facts, day).or_else(|| fold(catalog, facts, Day::MAX));
    let Some((was, is)) = on_day(found.course.facts()).zip(on_day(&store.facts(found.id, &known)?)) else {
        return Ok(Vec::new());
    };
    let mut parents = Vec::new();
    for parent in [was.parent, is.parent].into_iter().flatten() {
        parents.extend(fold(catalog, &store.facts(parent, &known)?, Day::MAX));
    }
    let (units, rules) = (session.units_now()?, RuleSet::first());
    let cells = |state: &State| {
        let states = parents.iter().filter(|parent| parent.id != state.id).chain([state]).cloned();
        let portfolio = Portfolio::new(catalog, states.collect(), day);
        let view = RegisterView { catalog, units: &units, portfolio: &portfolio, rules: &rules, pending: &[] };
        edited_columns(catalog).map(|column| (column.column(), column.cell(&view, state))).collect::<Vec<_>>()
    };
    let both = cells(&was).into_iter().zip(cells(&is));
    let diffs = both.map(|((column, was), (_, is))| Diff { column, was, is, written: None });
    Ok(diffs.filter(|diff| diff.was != diff.is).collect())
}

/// What can be edited.
fn edited_columns(catalog: &Catalog) -> impl Iterator<Item = ProjectColumn<'_>> {
    use ProjectColumn as P;
    let totals = catalog.measures.iter().filter(|measure| measure.total_label.is_some()).map(P::Total);
    let words = [
        P::Name,
        P::Category,
        P::Stage,
        P::Parent,
        P::Units,
        P::Tags,
        P::Leader,
        P::Location,
        P::Content,
        P::NationalCode,
        P::Aliases,
    ];
    let own = catalog.own_fields.iter().map(P::Own);
    words.into_iter().chain(own).chain(totals).chain([P::TotalBasis, P::Figures])
}

/// What a project has of its own that no longer counts once its figures are those of its lots.
fn own_at_rest(state: &State, from: Day) -> Option<Talk<'_>> {
    let years: BTreeSet<i32> = state.plans.iter().map(|version| version.plan.year).collect();
    let read = state.readings.values().map(|reading| reading.as_of).max();
    let has_some = !years.is_empty() || read.is_some();
    has_some.then(|| Talk::OwnAtRest { code: &state.code, years: years.into_iter().collect(), read, from })
}
