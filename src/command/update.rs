//! `update`: files a dated return, or corrects one.

use std::collections::HashSet;

use chrono::Datelike;

use crate::domain::catalog::{Catalog, Category, INVESTED, PAID, PHYSICAL};
use crate::domain::day::Day;
use crate::domain::fact::{Body, Condition, Fact, Kind, ProjectFact, Recorded, SetLight, Update};
use crate::domain::fold::fold;
use crate::domain::returns::{Neighbours, warnings};
use crate::domain::state::State;
use crate::domain::{ProjectId, UpdateNo};
use crate::error::{FilingError, LastReturn, RegisterError, Result, TreeError, ValueError, WordList};
use crate::lang::talk::Talk;
use crate::report::history::{Names, filed};

use super::ctx::Ctx;
use super::filing::{Filing, check};
use super::find::Found;
use super::session::{Session, is_listed, not_after_today};
use super::{Outcome, find, values};

/// The number of the update on stdout. Figures are cumulative since the project began.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// The stage reached · 阶段
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// normal, paused, cancelled, merged, withdrawn · 状态：正常 停工 取消 并入 退库
    #[arg(long, value_name = "CONDITION")]
    condition: Option<String>,
    /// With merged: into which project · 并入哪个项目
    #[arg(long, value_name = "CODE")]
    into: Option<String>,
    /// With paused: when the pause is looked at again · 停工复查日期
    #[arg(long, value_name = "DATE")]
    review: Option<String>,
    /// The day the figures hold; else the view day · 截至日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
    /// Invested since start: 120万, 1.2亿 · 自开工累计完成投资
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    invested: Option<String>,
    /// Paid since start · 累计支付
    #[arg(long, value_name = "MONEY", allow_hyphen_values = true)]
    paid: Option<String>,
    /// Physical progress: 40% · 形象进度
    #[arg(long, value_name = "PERCENT", allow_hyphen_values = true)]
    progress: Option<String>,
    /// Any measure: area=3万平方米, signed=46 · 其他指标
    #[arg(long, value_name = "MEASURE=V")]
    set: Vec<String>,
    /// What was done · 进展情况
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// What stands in the way · 存在问题
    #[arg(long, value_name = "TEXT")]
    problem: Option<String>,
    /// What is asked of the leaders · 需协调事项
    #[arg(long, value_name = "TEXT")]
    ask: Option<String>,
    /// What comes next · 下步举措
    #[arg(long, value_name = "TEXT")]
    next: Option<String>,
    /// A return that nothing has changed · 无变化
    #[arg(long)]
    no_change: bool,
    /// A light set by hand: red, yellow, green (wants --reason) · 人工亮灯：红 黄 绿
    #[arg(long, value_name = "LIGHT", requires = "until")]
    light: Option<String>,
    /// The last day the light set by hand holds · 人工亮灯至哪天
    #[arg(long, value_name = "DATE", requires = "light")]
    until: Option<String>,
    /// Where it is stated · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Correct update N: a copy with the stated fields replaced (wants --reason) · 更正第N号填报
    #[arg(long, value_name = "N")]
    corrects: Option<UpdateNo>,
    /// In a correction, empty a field: stage, condition, review, text, problem, ask, next, light, source or a measure · 清空
    #[arg(long, value_name = "FIELD", requires = "corrects")]
    clear: Vec<String>,
    /// Why · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Take a value that falls, jumps or exceeds the total (wants --reason) · 强制
    #[arg(long)]
    force: bool,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let wants = [("--force", args.force), ("--corrects", args.corrects.is_some()), ("--light", args.light.is_some())];
    if let (None, Some((flag, _))) = (&reason, wants.into_iter().find(|(_, is_stated)| *is_stated)) {
        return Err(ValueError::NeedsReason.behind(flag));
    }
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_write(&session, &session.store.known(None)?, &args.project)?;
    let (copied_day, mut update) = corrected(&session, &found, args.corrects)?;
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    let on = not_after_today(ctx, "--on", on.or(copied_day).unwrap_or(session.view.day))?;
    if !states_a_base(args, &found.state, on) {
        is_listed(&found.state, on)?;
    }
    let copied = args.corrects.is_some_and(|_| copied_day == Some(on)).then(|| update.readings.clone());
    state(args, &session, &found, on, &mut update)?;
    update.no = entry.new_update();
    let body = Body::Update(Box::new(update.clone()));
    let fact = ProjectFact { project: found.id, from_day: on, body };
    let new = Recorded { change: entry.change(), seq: 1, fact: fact.clone() };
    let all: Vec<Recorded> = found.facts.iter().cloned().chain([new]).collect();
    let around = Neighbours::around(&all, update.no);
    let after = fold(&session.catalog, &all, on).unwrap_or_else(|| found.state.clone());
    check(
        &session.catalog,
        &Filing {
            found: &found,
            all: &all,
            around: &around,
            after: &after,
            update: &update,
            has_lots: session.store.has_children(found.id)?,
            copied,
        },
        args.force,
    )?;
    entry.record(&Fact::Project(fact))?;
    ctx.announce(update.no)?;
    let change = entry.commit(&session.catalog)?;

    let projects = if update.merged_into.is_some() {
        session.store.names(&session.store.known(None)?)?
    } else {
        Default::default()
    };
    let names = Names {
        catalog: &session.catalog,
        units: &Default::default(),
        projects: &projects,
        targets: &Default::default(),
    };
    let said = filed(&names, &update, on);
    ctx.say(&Talk::Filed { code: &found.state.code, name: &found.state.name, filed: &said, change });
    for warning in warnings(&session.catalog, &update, &around, &after) {
        ctx.say(&Talk::Beware(&warning));
    }
    if on > session.view.day {
        ctx.say(&Talk::AfterView { day: on, view: session.view.day });
    }
    Ok(Outcome::Done)
}

/// A copy of the update to correct, and its day; else an empty one.
fn corrected(session: &Session, found: &Found, corrects: Option<UpdateNo>) -> Result<(Option<Day>, Update)> {
    let category = found.state.category.clone();
    let Some(no) = corrects else {
        return Ok((None, Update { category, ..Update::default() }));
    };
    let Some((project, change)) = session.store.update_place(no)? else {
        return Err(FilingError::UnknownUpdate { no }.into());
    };
    if project != found.id {
        let code = session
            .store
            .names(&session.store.known(None)?)?
            .remove(&project)
            .map(|(code, _)| code)
            .unwrap_or_default();
        return Err(FilingError::UpdateOfOther { no, code }.into());
    }
    let updates = found.facts.iter().filter_map(|recorded| match &recorded.fact.body {
        Body::Update(update) => Some((recorded.fact.from_day, update)),
        _ => None,
    });
    let mut own = None;
    let mut corrected_by = None;
    for (day, update) in updates {
        if update.no == no {
            own = Some((day, update));
        }
        if update.corrects.is_some() && update.corrects == corrected_by.or(Some(no)) {
            corrected_by = Some(update.no);
        }
    }
    match own {
        Some((day, update)) if corrected_by.is_none() => {
            Ok((Some(day), Update { corrects: Some(no), ..Update::clone(update) }))
        }
        Some(_) => Err(FilingError::UpdateNoLongerCounts { no, corrected_by, undone_by: None }.into()),
        None => {
            let undone_by = session.store.voided_by(change)?;
            Err(FilingError::UpdateNoLongerCounts { no, corrected_by: None, undone_by }.into())
        }
    }
}

/// Puts what the flags state into the update.
fn state(args: &Args, session: &Session, found: &Found, on: Day, update: &mut Update) -> Result<()> {
    let catalog = &session.catalog;
    for field in &args.clear {
        clear(args, catalog, field, update)?;
    }
    let code = &found.state.code;
    if found.state.kind == Kind::Programme {
        return Err(TreeError::ProgrammeFiles { code: code.clone() }.into());
    }
    if let Some(word) = &args.stage {
        update.stage = Some(stage(catalog, &found.state.category, word)?);
    }
    if let Some(word) = &args.condition {
        let named = catalog.find_condition(word);
        let named = named.map_err(|unknown| values::unknown_word(WordList::Condition, word, unknown))?;
        update.condition = Condition::from_code(&named.code);
        update.merged_into = None;
    }
    later_days(args, on, update)?;
    update.merged_into = merged_into(args, session, found.id, update)?;
    readings(args, catalog, found, update)?;
    for (flag, value, field) in [
        ("--text", &args.text, &mut update.progress),
        ("--problem", &args.problem, &mut update.problem),
        ("--ask", &args.ask, &mut update.ask),
        ("--next", &args.next, &mut update.next_step),
        ("--source", &args.source, &mut update.source),
    ] {
        if let Some(text) = values::passage(flag, value.as_deref())? {
            *field = Some(text);
        }
    }
    let is_change = update.stage.is_some() || update.condition.is_some() || !update.readings.is_empty();
    if args.no_change && is_change {
        return Err(FilingError::NoChangeWithChanges.into());
    }
    update.no_change = !is_change && (update.no_change || args.no_change);
    if update.says_something() { Ok(()) } else { Err(ValueError::NothingStated { command: "update" }.into()) }
}

/// What stood when the year of its listing began may be filed, though the project was not listed on that day.
fn states_a_base(args: &Args, state: &State, on: Day) -> bool {
    let is_eve = (on.month(), on.day()) == (12, 31) && on.year() + 1 == state.listed_from.year();
    is_eve && args.stage.is_none() && args.condition.is_none()
}

/// When a pause is looked at again, and how long a light set by hand holds: not before the day of the return.
fn later_days(args: &Args, on: Day, update: &mut Update) -> Result<()> {
    let is_paused = update.condition == Some(Condition::Paused);
    let review = args.review.as_deref().map(|day| values::day("--review", day)).transpose()?;
    if review.is_some() && !is_paused {
        return Err(FilingError::StrayReview.into());
    }
    let review = review.or(update.review_day).filter(|_| is_paused);
    update.review_day = review.map(|day| values::not_before("--review", day, on)).transpose()?;
    if let (Some(light), Some(until)) = (&args.light, &args.until) {
        let reason = values::passage("--reason", args.reason.as_deref())?;
        let reason = reason.ok_or(ValueError::NeedsReason.behind("--light"))?;
        update.light =
            Some(SetLight { light: values::hand_light(light)?, until: values::day("--until", until)?, reason });
    }
    match &update.light {
        Some(set) => values::not_before("--until", set.until, on).map(drop),
        None => Ok(()),
    }
}

fn stage(catalog: &Catalog, category: &str, word: &str) -> Result<String> {
    let category: &Category =
        catalog.category(category).ok_or_else(|| RegisterError::Damaged { what: category.to_owned() })?;
    let stage = catalog.find_stage(category, word);
    let stage = stage.map_err(|unknown| values::unknown_word(WordList::Stage, word, unknown))?;
    Ok(stage.code.clone())
}

fn merged_into(args: &Args, session: &Session, id: ProjectId, update: &Update) -> Result<Option<ProjectId>> {
    let is_merged = update.condition == Some(Condition::Merged);
    match &args.into {
        None if is_merged && update.merged_into.is_none() => Err(FilingError::NeedsMergedInto.into()),
        None => Ok(update.merged_into),
        Some(_) if !is_merged => Err(FilingError::StrayMergedInto.into()),
        Some(word) => {
            let into = find::to_write(session, &session.store.known(None)?, word)?;
            match into.state {
                state if into.id == id => Err(FilingError::MergedIntoItself { code: state.code }.into()),
                state if state.condition.has_left() => Err(FilingError::MergedIntoGone { code: state.code }.into()),
                _ => Ok(Some(into.id)),
            }
        }
    }
}

fn readings(args: &Args, catalog: &Catalog, found: &Found, update: &mut Update) -> Result<()> {
    let named = [
        ("--invested", &args.invested, INVESTED),
        ("--paid", &args.paid, PAID),
        ("--progress", &args.progress, PHYSICAL),
    ];
    let mut stated = Vec::new();
    for (flag, value, code) in named {
        if let Some(value) = value {
            stated.push((flag.to_owned(), values::measure(catalog, code)?, value.as_str()));
        }
    }
    for assignment in &args.set {
        let (measure, value) = values::assignment(catalog, "--set", assignment)?;
        stated.push((format!("--set {}", measure.code), measure, value));
    }
    let mut set = HashSet::new();
    for (flag, measure, value) in stated {
        if !measure.is_read {
            return Err(ValueError::NotReadable { measure: values::named(measure) }.into());
        }
        let last = found.state.reading(&measure.code).map(|value| LastReturn { code: found.state.code.clone(), value });
        let value = values::quantity(&flag, value, measure.dimension, last)?;
        if !set.insert(&measure.code) {
            return Err(ValueError::ClearAndSet { field: measure.code.clone() }.into());
        }
        update.readings.insert(measure.code.clone(), value);
    }
    Ok(())
}

/// Empties a field of the copy, unless the same line fills it.
fn clear(args: &Args, catalog: &Catalog, field: &str, update: &mut Update) -> Result<()> {
    let is_stated = match field {
        "stage" => update.stage.take().is_some() && args.stage.is_some(),
        "condition" => {
            (update.condition, update.merged_into, update.review_day) = (None, None, None);
            args.condition.is_some()
        }
        "review" => update.review_day.take().is_some() && args.review.is_some(),
        "light" => update.light.take().is_some() && args.light.is_some(),
        "text" => update.progress.take().is_some() && args.text.is_some(),
        "problem" => update.problem.take().is_some() && args.problem.is_some(),
        "ask" => update.ask.take().is_some() && args.ask.is_some(),
        "next" => update.next_step.take().is_some() && args.next.is_some(),
        "source" => update.source.take().is_some() && args.source.is_some(),
        word => {
            let fields = [
                "stage",
                "condition",
                "review",
                "invested",
                "paid",
                "progress",
                "text",
                "problem",
                "ask",
                "next",
                "light",
                "source",
            ];
            let measure = if word == "progress" { PHYSICAL } else { word };
            let measure = catalog.find_measure(measure).map_err(|_| values::unknown_field(word, &fields))?;
            update.readings.remove(&measure.code);
            let stated = [(INVESTED, &args.invested), (PAID, &args.paid), (PHYSICAL, &args.progress)];
            let is_set =
                |set: &String| values::assignment(catalog, "--set", set).is_ok_and(|(m, _)| m.code == measure.code);
            stated.iter().any(|(code, value)| *code == measure.code && value.is_some()) || args.set.iter().any(is_set)
        }
    };
    if is_stated { Err(ValueError::ClearAndSet { field: field.to_owned() }.into()) } else { Ok(()) }
}
