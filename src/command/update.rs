//! `update`: files a dated return, or corrects one.

use std::collections::BTreeMap;

use crate::act::filing::{CheckedReturn, StatedReturn, Taker, file, hand_light, to_correct};
use crate::act::{FieldChange, FieldName, Force, Subject};
use crate::domain::catalog::{Catalog, INVESTED, PAID, PHYSICAL};
use crate::domain::code::submission_code;
use crate::domain::day::Day;
use crate::domain::fact::{Condition, Fact, SetLight, Update};
use crate::domain::light::find_light;
use crate::domain::submission::Submission;
use crate::domain::{SubmissionNo, UpdateNo};
use crate::error::{FilingError, Gave, Result, ValueError, WordList};
use crate::lang::talk::Talk;
use crate::report::history::{FiledReturn, Names, filed};
use crate::store::Entry;

use super::ctx::Ctx;
use super::session::Session;
use super::{Outcome, find, values};

/// The number of the update on stdout. Figures are cumulative since the project began.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Stage reached · 阶段
    #[arg(long, value_name = "STAGE")]
    stage: Option<String>,
    /// Condition: normal, paused, cancelled, merged, withdrawn · 状态：正常 停工 取消 并入 退库
    #[arg(long, value_name = "CONDITION")]
    condition: Option<String>,
    /// Project it is merged into, with `--condition merged` · 并入哪个项目
    #[arg(long, value_name = "CODE")]
    into: Option<String>,
    /// Leave its base, readings and plan behind, with `--condition merged` · 数据不随转
    #[arg(long)]
    figures_stay: bool,
    /// Day on which a pause is reviewed, with `--condition paused` · 停工复查日期
    #[arg(long, value_name = "DATE")]
    review: Option<String>,
    /// Day the figures are of; else the view day · 截至日期
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
    /// Another measure: area=3万平方米, signed=46; repeatable · 其他指标，可重复
    #[arg(long, value_name = "MEASURE=V")]
    set: Vec<String>,
    /// Progress made · 进展情况
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Problems · 存在问题
    #[arg(long, value_name = "TEXT")]
    problem: Option<String>,
    /// Request to the leaders · 需协调事项
    #[arg(long, value_name = "TEXT")]
    ask: Option<String>,
    /// Next steps · 下步举措
    #[arg(long, value_name = "TEXT")]
    next: Option<String>,
    /// Report that nothing has changed · 无变化
    #[arg(long)]
    no_change: bool,
    /// Set the light by hand: red, yellow, green (needs --reason) · 人工亮灯：红 黄 绿
    #[arg(long, value_name = "LIGHT", requires = "until")]
    light: Option<String>,
    /// Last day on which the hand-set light holds · 人工亮灯至哪天
    #[arg(long, value_name = "DATE", requires = "light")]
    until: Option<String>,
    /// Source of the information · 来源
    #[arg(long, value_name = "TEXT")]
    source: Option<String>,
    /// Correct update N: a copy with the given fields replaced (needs --reason) · 更正第N号填报
    #[arg(long, value_name = "N")]
    corrects: Option<UpdateNo>,
    /// In a correction, empty a field: stage, condition, figures-stay, review, text, problem, ask, next, light, source or a measure · 清空
    #[arg(long, value_name = "FIELD", requires = "corrects")]
    clear: Vec<String>,
    /// Reason for a correction, a hand-set light or --force · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Accept a value that falls, jumps or exceeds the total, or the clock (needs --reason) · 强制
    #[arg(long)]
    force: bool,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let force = Force::new(args.force, reason.as_deref())?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    let found = find::to_write(&session, &args.project)?;
    let corrected = args.corrects.map(|no| corrected(&session, &found, no)).transpose()?;
    let stated = stated(args, &session, &found, corrected.as_ref().map(|(day, _)| *day), reason)?;
    let ground = session.ground(ctx, force, &entry);
    let filing = file(&ground, &found, corrected, stated, entry.new_update())?;
    if entry.waits_for_review() {
        return submit(ctx, &session, entry, &found, (filing, args.force));
    }
    let (update, on) = (filing.update, filing.fact.from_day);
    entry.record(&Fact::Project(filing.fact))?;
    let change = ctx.commit(entry, &session.catalog, Gave::number(update.no))?;
    let said = in_words(&session, &update, on)?;
    ctx.say(&Talk::Filed { code: found.code(), name: found.course.name(), filed: &said, change });
    for warning in filing.warnings {
        ctx.say(&Talk::Beware(&warning));
    }
    if on > session.view.day {
        ctx.say(&Talk::AfterView { day: on, view: session.view.day });
    }
    Ok(Outcome::Done)
}

/// Keeps a return that waits for review; its number on stdout, `S-01`, is no return's.
fn submit(
    ctx: &mut Ctx,
    session: &Session,
    mut entry: Entry,
    found: &Subject,
    (filing, is_forced): (CheckedReturn, bool),
) -> Result<Outcome> {
    let submission = submission(&filing, entry.new_submission(), is_forced);
    let mut waiting = session.store.pending(&session.store.known(None)?)?;
    waiting.retain(|other| is_of_the_same(&other.submission, &submission));
    entry.record(&Fact::Submitted(Box::new(submission.clone())))?;
    let change = ctx.commit(entry, &session.catalog, Gave::number(submission_code(submission.no)))?;
    let said = in_words(session, &submission.update, submission.day)?;
    let (code, name) = found.named();
    ctx.say(&Talk::Submitted { no: submission.no, code, name, filed: &said, change });
    if let Some(other) = waiting.last() {
        ctx.say(&Talk::AlsoWaits { no: other.submission.no, day: other.submission.day, change: other.change });
    }
    for warning in filing.warnings {
        ctx.say(&Talk::Beware(&warning));
    }
    Ok(Outcome::Done)
}

/// Whether two submissions are of one day of a project, or correct one return: both filed, the later would count.
fn is_of_the_same(one: &Submission, other: &Submission) -> bool {
    one.project == other.project && one.day == other.day && one.update.corrects == other.update.corrects
}

/// A return as a submission.
pub fn submission(filing: &CheckedReturn, no: SubmissionNo, is_forced: bool) -> Submission {
    let update = Update { no: 0, ..filing.update.clone() };
    Submission { no, project: filing.fact.project, day: filing.fact.from_day, update, is_forced }
}

/// A return with its words looked up.
fn in_words(session: &Session, update: &Update, on: Day) -> Result<FiledReturn> {
    let projects = match update.merged_into {
        Some(_) => session.store.names(&session.store.known(None)?)?,
        None => Default::default(),
    };
    let (units, targets) = Default::default();
    Ok(filed(&Names { catalog: &session.catalog, units: &units, projects: &projects, targets: &targets }, update, on))
}

/// The update to correct, and its day.
fn corrected(session: &Session, found: &Subject, no: UpdateNo) -> Result<(Day, Update)> {
    let Some((project, change)) = session.store.update_place(no)? else {
        return Err(FilingError::UnknownUpdate { no }.into());
    };
    if project != found.id {
        let mut names = session.store.names(&session.store.known(None)?)?;
        let code = names.remove(&project).map(|(code, _)| code).unwrap_or_default();
        return Err(FilingError::UpdateOfOther { no, code }.into());
    }
    Ok(to_correct(found, no, session.store.voided_by(change)?)?)
}

/// What the flags state.
fn stated(
    args: &Args,
    session: &Session,
    found: &Subject,
    corrected: Option<Day>,
    reason: Option<String>,
) -> Result<StatedReturn> {
    let catalog = &session.catalog;
    let day = |flag, value: &Option<String>| value.as_deref().map(|day| values::day(flag, day)).transpose();
    let text = |value: &Option<String>| FieldChange::from(value.clone());
    let as_of = day("--on", &args.on)?;
    // a stage of the category the work is of on that day
    let category = found.category_on(as_of.or(corrected).unwrap_or(session.view.day));
    let stage = args.stage.as_deref().map(|word| values::stage(catalog, category, word)).transpose()?;
    let condition = args.condition.as_deref().map(|word| condition(catalog, word)).transpose()?;
    let into = args.into.as_deref().map(|word| merged_into(session, word)).transpose()?;
    let mut stated = StatedReturn {
        as_of,
        stage: stage.into(),
        condition: condition.into(),
        merged_into: into.into(),
        figures_stay: args.figures_stay.then_some(true),
        review: day("--review", &args.review)?.into(),
        readings: readings(args, catalog, found)?,
        progress: text(&args.text),
        problem: text(&args.problem),
        ask: text(&args.ask),
        next_step: text(&args.next),
        source: text(&args.source),
        light: light(args, reason)?.into(),
        no_change: args.no_change.then_some(true),
    };
    for field in &args.clear {
        clear(catalog, field, &mut stated)?;
    }
    Ok(stated)
}

/// The work that another is merged into.
fn merged_into(session: &Session, word: &str) -> Result<Taker> {
    let into = find::to_write(session, word)?;
    let state = into.state(&session.catalog);
    let parent = state.parent.map(|parent| find::now(session, parent)).transpose()?.flatten();
    Ok(Taker::of(state, parent.as_ref()))
}

fn condition(catalog: &Catalog, word: &str) -> Result<Condition> {
    let named = catalog.find_condition(word);
    let named = named.map_err(|unknown| values::unknown_word(WordList::Condition, word, unknown))?;
    Ok(Condition::from_code(&named.code).unwrap_or_default())
}

/// A light set by hand, for the reason of the whole command.
fn light(args: &Args, reason: Option<String>) -> Result<Option<SetLight>> {
    let Some((word, until)) = args.light.as_ref().zip(args.until.as_ref()) else { return Ok(None) };
    let light = hand_light(find_light(word).flatten(), word)?;
    let reason = reason.ok_or_else(|| FieldName::Light.refuses(ValueError::NeedsReason))?;
    Ok(Some(SetLight { light, until: values::day("--until", until)?, reason }))
}

fn readings(args: &Args, catalog: &Catalog, found: &Subject) -> Result<BTreeMap<String, FieldChange<i64>>> {
    let own = [
        ("--invested", &args.invested, INVESTED),
        ("--paid", &args.paid, PAID),
        ("--progress", &args.progress, PHYSICAL),
    ];
    let mut readings: BTreeMap<String, FieldChange<i64>> = BTreeMap::new();
    for (measure, value) in values::quantities(catalog, found.state(catalog), &own, &args.set)? {
        readings.entry(measure.code.clone()).or_default().state(FieldChange::Set(value), &measure.code)?;
    }
    Ok(readings)
}

/// Empties a field of the copy, unless the same line fills it.
fn clear(catalog: &Catalog, field: &str, stated: &mut StatedReturn) -> Result<()> {
    let cleared = match field {
        "stage" => stated.stage.state(FieldChange::Clear, field),
        "condition" => stated.condition.state(FieldChange::Clear, field),
        "figures-stay" if stated.figures_stay.is_none() => {
            stated.figures_stay = Some(false);
            Ok(())
        }
        "figures-stay" => Err(ValueError::ClearAndSet { field: field.to_owned() }.into()),
        "review" => stated.review.state(FieldChange::Clear, field),
        "light" => stated.light.state(FieldChange::Clear, field),
        "text" => stated.progress.state(FieldChange::Clear, field),
        "problem" => stated.problem.state(FieldChange::Clear, field),
        "ask" => stated.ask.state(FieldChange::Clear, field),
        "next" => stated.next_step.state(FieldChange::Clear, field),
        "source" => stated.source.state(FieldChange::Clear, field),
        word => {
            let measure = if word == "progress" { PHYSICAL } else { word };
            let measure = catalog.find_measure(measure).map_err(|_| values::unknown_field(word, &CLEARABLE))?;
            stated.readings.entry(measure.code.clone()).or_default().state(FieldChange::Clear, field)
        }
    };
    Ok(cleared?)
}

/// What `--clear` can empty, beside any other measure.
const CLEARABLE: [&str; 13] = [
    "stage",
    "condition",
    "figures-stay",
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
