//! `issue`: what stands in the way, who has to deal with it and by when.

use clap::Subcommand;

use crate::domain::Day;
use crate::domain::code::{issue_code, quoted_number};
use crate::domain::fact::{Body, Fact, IssueFact, Level, ProjectFact};
use crate::domain::state::{Issue, State};
use crate::error::{Error, Result};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::issues::{Shown, issues};
use crate::store::View;

use super::ctx::Ctx;
use super::select::{Selection, detail, formats, one_of, render};
use super::session::{Session, not_after_today};
use super::{Outcome, find, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Raise an issue · 提出问题
    Raise(Raise),
    /// It is dealt with · 问题已解决
    Close(Close),
    /// The open issues · 未解决的问题
    List(List),
}

/// The number of the issue on stdout: I-01.
#[derive(Debug, clap::Args)]
pub struct Raise {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// What stands in the way · 问题
    text: String,
    /// What is asked of the leaders · 需协调事项
    #[arg(long, value_name = "TEXT")]
    ask: Option<String>,
    /// The unit that has to deal with it · 由哪个单位解决
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// To be dealt with by · 期限
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Who decides: the unit, a deputy head, the head · 协调层级：责任单位、分管区领导、区长
    #[arg(long, value_parser = one_of(Level::ALL.iter().map(|level| level.code()), Level::from_code), default_value = "unit")]
    level: Level,
    /// The day it was raised; else the view day · 提出日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Close {
    /// Its number: I-01 · 问题号
    id: String,
    /// What came of it · 结果
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// The day it was dealt with; else the view day · 解决日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    selection: Selection,
    /// The closed ones too · 含已解决的
    #[arg(long)]
    all: bool,
    /// How it is printed · 格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args {
        Args::Raise(args) => raise(ctx, args),
        Args::Close(args) => close(ctx, args),
        Args::List(args) => list(ctx, args),
    }
}

fn raise(ctx: &mut Ctx, args: &Raise) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let text = values::required_passage("TEXT", &args.text)?;
    let ask = values::passage("--ask", args.ask.as_deref())?;
    let mut entry = session.begin(ctx, None)?;
    let found = find::to_plan(&session, &args.project)?;
    let on = found.holds_from(ctx, &session, args.on.as_deref())?;
    let units = session.units_now()?;
    let unit = args.unit.as_deref().map(|unit| find::unit(&units, unit).map(|unit| unit.id)).transpose()?;
    let due = args.due.as_deref().map(|due| values::day("--due", due)).transpose()?;
    let due = due.map(|due| values::not_before("--due", due, on)).transpose()?;
    let no = entry.new_issue();
    let issue = IssueFact { no, text: text.clone(), ask, unit, level: args.level, due };
    let body = Body::Issue(Box::new(issue));
    entry.record(&Fact::Project(ProjectFact { project: found.id, from_day: on, body }))?;
    ctx.announce(issue_code(no))?;
    let change = entry.commit(&session.catalog)?;
    let what = Statement::IssueRaised { of: found.named(), no, text: &text };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(on) }));
    Ok(Outcome::Done)
}

fn close(ctx: &mut Ctx, args: &Close) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let outcome = values::passage("--outcome", args.outcome.as_deref())?;
    let mut entry = session.begin(ctx, None)?;
    let (state, issue) = named(&session, &args.id)?;
    let no = issue.fact.no;
    if let Some(closed) = issue.closed {
        return Err(Error::IssueIsClosed { no, closed });
    }
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?.unwrap_or(session.view.day);
    let on = not_after_today(ctx, "--on", on)?;
    if on < issue.raised {
        return Err(Error::BeforeRaised { what: issue_code(no), day: on, raised: issue.raised });
    }
    let body = Body::IssueClosed { no, outcome };
    entry.record(&Fact::Project(ProjectFact { project: state.id, from_day: on, body }))?;
    let change = entry.commit(&session.catalog)?;
    let what = Statement::IssueClosed { of: (&state.code, &state.name), no, text: &issue.fact.text };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(on) }));
    Ok(Outcome::Done)
}

fn list(ctx: &mut Ctx, args: &List) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let seen = session.seen(session.view.day)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.selection.filter(&session, &looking)?;
    session.store.release()?;
    let header = session.header(ctx);
    let shown = if args.all { Shown::All } else { Shown::Open };
    render(ctx, issues(&looking, &filter, shown, detail(args.format), header), args.format)?;
    Ok(Outcome::Done)
}

/// An issue that counts, on whatever day, and its project.
fn named(session: &Session, id: &str) -> Result<(State, Issue)> {
    let unknown = || Error::UnknownIssue { value: id.to_owned() };
    let no = quoted_number('I', id).ok_or_else(unknown)?;
    let everything = View { day: Day::MAX, known_at: None };
    let states = session.store.states(&session.catalog, everything)?;
    let of = |state: State| {
        let issue = state.issues.iter().find(|issue| issue.fact.no == no).cloned()?;
        Some((state, issue))
    };
    states.into_iter().find_map(of).ok_or_else(unknown)
}
