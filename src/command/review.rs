//! `review`: returns that wait until the office accepts them, where the register is switched so.

use std::collections::HashMap;

use clap::Subcommand;

use crate::act::filing::{CheckedReturn, Taker, file, stated_again, to_correct};
use crate::act::{Force, Ground, Subject};
use crate::domain::code::quoted_number;
use crate::domain::fact::Fact;
use crate::domain::person::Right;
use crate::domain::submission::{Decision, Pending};
use crate::domain::{ProjectId, UnitId};
use crate::error::{Error, FilingError, Gave, NotAccepted, Objection, Result, ReviewError, ValueError};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::history::{HistorySentence, Names, filed};
use crate::report::review::review;
use crate::store::Entry;

use super::ctx::Ctx;
use super::select::{detail, formats, render};
use super::session::Session;
use super::{Outcome, find, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Let returns wait for review from now on · 填报须经审核
    On(Switch),
    /// File returns without review again · 填报不再审核
    Off(Switch),
    /// List the returns that wait · 待审的填报
    List(List),
    /// File returns that wait, all named or none · 审核通过
    Accept(Accept),
    /// Give a return back · 退回
    Return(Return),
}

#[derive(Debug, clap::Args)]
pub struct Switch {
    /// Reason for the change · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    /// Only of works this unit leads · 只看此单位牵头的项目
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

/// The number of each return on stdout.
#[derive(Debug, clap::Args)]
pub struct Accept {
    /// Number of the submission: S-01 · 待审号
    #[arg(value_name = "NUMBER", required_unless_present = "all", conflicts_with = "all")]
    numbers: Vec<String>,
    /// File all that wait · 全部
    #[arg(long)]
    all: bool,
    /// With --all, only those of works this unit leads · 只审此单位牵头的项目
    #[arg(long, value_name = "UNIT", requires = "all")]
    unit: Option<String>,
    /// Reason; else those given with the submissions · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Return {
    /// Number of the submission: S-01 · 待审号
    number: String,
    /// Reason (needed) · 原因
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::On(args) => switch(ctx, args, true),
        Args::Off(args) => switch(ctx, args, false),
        Args::List(args) => list(ctx, args),
        Args::Accept(args) => accept(ctx, args),
        Args::Return(args) => give_back(ctx, args),
    }
}

fn switch(ctx: &mut Ctx, args: &Switch, is_on: bool) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    entry.record(&Fact::Review { is_on })?;
    let known = session.store.known(None)?;
    if session.store.is_reviewed(&known)? == is_on {
        return Err(ReviewError::Already { is_on }.into());
    }
    let waiting = session.store.pending(&known)?.len();
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let said = HistorySentence::Review { is_on };
    ctx.say(&Talk::OnRecord(OnRecord { what: Statement::Office(&said), change, from: None }));
    if !is_on && waiting > 0 {
        ctx.say(&Talk::StillWaiting { returns: waiting });
    }
    Ok(Outcome::Done)
}

fn list(ctx: &mut Ctx, args: &List) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let seen = session.seen(session.view.day)?;
    let looking = seen.looking(&session.catalog);
    let unit = args.unit.as_deref().map(|word| find::unit(&seen.units, word).map(|unit| unit.id)).transpose()?;
    let projects = session.store.names(&session.known()?)?;
    let names =
        Names { catalog: &session.catalog, units: &seen.units, projects: &projects, targets: &Default::default() };
    session.store.release()?;
    let header = session.header(ctx);
    render(ctx, review(&looking, &names, unit, detail(args.format), header), args.format)?;
    Ok(Outcome::Done)
}

fn accept(ctx: &mut Ctx, args: &Accept) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let mut entry = session.begin(ctx, reason.as_deref())?;
    entry.demand(Right::Accept)?;
    let chosen = if args.all { all(&session, args.unit.as_deref())? } else { named(&session, &args.numbers)? };
    if chosen.is_empty() {
        ctx.say(&Talk::NothingWaits);
        return Ok(Outcome::Done);
    }
    if reason.is_none() {
        entry.because(reasons(&chosen));
    }
    let (mut taken, mut refused) = (Vec::new(), Vec::new());
    let mut subjects = HashMap::new();
    for pending in &chosen {
        match take(ctx, &session, &mut entry, &mut subjects, pending) {
            Ok(checked) => taken.push((pending, checked)),
            Err(Error::Refused { why, .. }) => refused.push(not_accepted(&session, pending, why)?),
            Err(trouble) => return Err(trouble),
        }
    }
    if !refused.is_empty() {
        return Err(ReviewError::NotAccepted { refused }.into());
    }
    let numbers = taken.iter().map(|(_, checked)| checked.update.no.to_string()).collect();
    let change = ctx.commit(entry, &session.catalog, Gave::Numbers(numbers))?;
    let projects = session.store.names(&session.store.known(None)?)?;
    let (units, targets) = Default::default();
    let names = Names { catalog: &session.catalog, units: &units, projects: &projects, targets: &targets };
    for (pending, checked) in taken {
        let said = filed(&names, &checked.update, checked.fact.from_day);
        let Some((code, name)) = projects.get(&pending.submission.project) else { continue };
        ctx.say(&Talk::Accepted { no: pending.submission.no, code, name, filed: &said, change });
        for warning in &checked.warnings {
            ctx.say(&Talk::Beware(warning));
        }
    }
    Ok(Outcome::Done)
}

fn give_back(ctx: &mut Ctx, args: &Return) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let reason = values::passage("--reason", args.reason.as_deref())?;
    let reason = reason.ok_or_else(|| ValueError::NeedsReason.behind("review return"))?;
    let mut entry = session.begin(ctx, Some(&reason))?;
    entry.demand(Right::Accept)?;
    let chosen = named(&session, std::slice::from_ref(&args.number))?;
    for pending in &chosen {
        entry.record(&Fact::Decided(Decision::Returned { submission: pending.submission.no }))?;
    }
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let projects = session.store.names(&session.store.known(None)?)?;
    for Pending { submission, by, .. } in &chosen {
        let Some((code, name)) = projects.get(&submission.project) else { continue };
        ctx.say(&Talk::GivenBack { no: submission.no, code, name, by, change });
    }
    Ok(Outcome::Done)
}

/// The submissions that wait and have these numbers, in their order.
fn named(session: &Session, numbers: &[String]) -> Result<Vec<Pending>> {
    let waiting = session.store.pending(&session.store.known(None)?)?;
    let mut chosen: Vec<Pending> = Vec::new();
    for value in numbers {
        let no = quoted_number('S', value);
        let found = waiting.iter().find(|pending| Some(pending.submission.no) == no);
        let found = found.ok_or_else(|| ReviewError::NotPending { value: value.clone() })?;
        if !chosen.contains(found) {
            chosen.push(found.clone());
        }
    }
    chosen.sort_by_key(|pending| pending.submission.no);
    Ok(chosen)
}

/// All that wait; of works that a unit leads, where one is named.
fn all(session: &Session, unit: Option<&str>) -> Result<Vec<Pending>> {
    let mut waiting = session.store.pending(&session.store.known(None)?)?;
    let Some(word) = unit else { return Ok(waiting) };
    let units = session.units_now()?;
    let lead = find::unit(&units, word)?.id;
    let portfolio = session.portfolio(crate::domain::Day::MAX)?;
    let leads = |project: ProjectId| -> Option<UnitId> {
        let state = portfolio.get(project)?;
        portfolio.lead(state).map(|unit| units.standing(unit))
    };
    waiting.retain(|pending| leads(pending.submission.project) == Some(lead));
    Ok(waiting)
}

/// Files a submission by the same door as `update`, held against what is known by now.
fn take(
    ctx: &Ctx,
    session: &Session,
    entry: &mut Entry,
    subjects: &mut HashMap<ProjectId, Subject>,
    pending: &Pending,
) -> Result<CheckedReturn> {
    let (submission, project) = (&pending.submission, pending.submission.project);
    let subject = match subjects.remove(&project) {
        Some(subject) => subject,
        None => find::subject(session, project)?.ok_or_else(|| unlisted(session, project))?,
    };
    let ground = Ground { day: submission.day, ..session.ground(ctx, force(pending), entry) };
    let update = entry.new_update();
    let filed = refile(session, &ground, &subject, pending, update);
    let subject = match &filed {
        Ok(checked) => subject.with(ground.change, checked.fact.clone()),
        Err(_) => subject,
    };
    subjects.insert(project, subject);
    let checked = filed?;
    entry.record(&Fact::Decided(Decision::Accepted { submission: submission.no, update }))?;
    entry.record_of_project(&checked.fact)?;
    Ok(checked)
}

fn refile(
    session: &Session,
    ground: &Ground,
    subject: &Subject,
    pending: &Pending,
    no: crate::domain::UpdateNo,
) -> Result<CheckedReturn> {
    let submission = &pending.submission;
    let corrected = match submission.update.corrects {
        None => None,
        Some(no) => {
            let voided_by = match session.store.update_place(no)? {
                Some((_, change)) => session.store.voided_by(change)?,
                None => None,
            };
            Some(to_correct(subject, no, voided_by)?)
        }
    };
    let taker = match submission.update.merged_into {
        None => None,
        Some(into) => Some(taker(session, into)?),
    };
    let stated = stated_again(submission, subject, corrected.as_ref().map(|(_, update)| update), taker);
    Ok(file(ground, subject, corrected, stated, no)?)
}

/// The work that another is merged into, as it is by now.
fn taker(session: &Session, into: ProjectId) -> Result<Taker> {
    let Some(state) = find::now(session, into)? else {
        let code = session.store.names(&session.store.known(None)?)?.remove(&into).map(|(code, _)| code);
        return Err(FilingError::MergedIntoGone { code: code.unwrap_or_default() }.into());
    };
    let parent = state.parent.map(|parent| find::now(session, parent)).transpose()?.flatten();
    Ok(Taker::of(&state, parent.as_ref()))
}

/// What whoever submitted it said of doubtful values stands.
fn force(pending: &Pending) -> Force {
    Force { is_forced: pending.submission.is_forced, has_reason: pending.reason.is_some() }
}

/// The reasons of submissions, each once.
fn reasons(chosen: &[Pending]) -> Option<String> {
    let mut reasons: Vec<&str> = Vec::new();
    for reason in chosen.iter().filter_map(|pending| pending.reason.as_deref()) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    (!reasons.is_empty()).then(|| reasons.join("；"))
}

fn not_accepted(session: &Session, pending: &Pending, why: Objection) -> Result<NotAccepted> {
    let mut names = session.store.names(&session.store.known(None)?)?;
    let code = names.remove(&pending.submission.project).map(|(code, _)| code).unwrap_or_default();
    Ok(NotAccepted { no: pending.submission.no, code, why })
}

fn unlisted(session: &Session, project: ProjectId) -> Error {
    let names = session.store.known(None).and_then(|known| session.store.names(&known)).unwrap_or_default();
    let word = names.get(&project).map(|(code, _)| code.clone()).unwrap_or_default();
    crate::error::NameError::UnknownProject { word, near: Vec::new() }.into()
}
