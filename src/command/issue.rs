//! `issue`: what stands in the way, who has to deal with it and by when.

use clap::Subcommand;

use crate::act::issue::{self, StatedIssue};
use crate::act::unit::Naming;
use crate::act::{FieldName, Force};
use crate::domain::Day;
use crate::domain::code::{issue_code, quoted_number};
use crate::domain::fact::Level;
use crate::domain::state::{Issue, State};
use crate::error::{Gave, IssueError, Result};
use crate::lang::recorded::{OnRecord, Statement};
use crate::lang::talk::Talk;
use crate::render::Format;
use crate::report::issues::{Shown, issues};
use crate::store::View;

use super::ctx::Ctx;
use super::select::{Selection, detail, formats, one_of, render};
use super::session::Session;
use super::{Outcome, find, values};

#[derive(Debug, Subcommand)]
pub enum Args {
    /// Raise an issue · 提出问题
    Raise(Raise),
    /// Close an issue · 问题已解决
    Close(Close),
    /// List open issues · 未解决的问题
    List(List),
}

/// The number of the issue on stdout: I-01.
#[derive(Debug, clap::Args)]
pub struct Raise {
    /// Code, whole name or alias · 编号、全名或别名
    project: String,
    /// Text of the issue · 问题
    text: String,
    /// Request to the leaders · 需协调事项
    #[arg(long, value_name = "TEXT")]
    ask: Option<String>,
    /// Unit that has to resolve it · 由哪个单位解决
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Day by which it is to be resolved · 解决期限
    #[arg(long, value_name = "DATE")]
    due: Option<String>,
    /// Level that decides: the unit, a deputy head, the head · 协调层级：责任单位、分管区领导、区长
    #[arg(long, value_parser = one_of(Level::ALL.iter().map(|level| level.code()), Level::from_code), default_value = "unit")]
    level: Level,
    /// Day it was raised; else the view day · 提出日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Close {
    /// Number of the issue: I-01 · 问题号
    id: String,
    /// Outcome · 处理结果
    #[arg(long, value_name = "TEXT")]
    outcome: Option<String>,
    /// Day it was resolved; else the view day · 解决日期
    #[arg(long, value_name = "DATE")]
    on: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    selection: Selection,
    /// Include closed issues · 含已解决的
    #[arg(long)]
    all: bool,
    /// Output format · 输出格式
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
    let mut entry = session.begin(ctx, None)?;
    let found = find::to_write(&session, &args.project)?;
    let units = session.units_now()?;
    let mut naming = Naming::new(&units, false);
    let unit = args.unit.as_deref().map(|word| naming.unit(FieldName::IssueUnit, word, || entry.new_unit()));
    let unit = unit.transpose()?.map(|(unit, _)| unit);
    let day = |flag, value: &Option<String>| value.as_deref().map(|day| values::day(flag, day)).transpose();
    let stated = StatedIssue {
        text: args.text.clone(),
        ask: args.ask.clone(),
        unit,
        level: args.level,
        due: day("--due", &args.due)?,
        on: day("--on", &args.on)?,
    };
    let no = entry.new_issue();
    let fact = issue::raise(&session.ground(ctx, Force::default(), &entry), &found, stated, no)?;
    entry.record_of_project(&fact)?;
    let change = ctx.commit(entry, &session.catalog, Gave::number(issue_code(no)))?;
    let what = Statement::IssueRaised { of: found.named(), no, text: args.text.trim() };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(fact.from_day) }));
    Ok(Outcome::Done)
}

fn close(ctx: &mut Ctx, args: &Close) -> Result<Outcome> {
    let session = Session::writer(ctx)?;
    let mut entry = session.begin(ctx, None)?;
    let (state, issue) = named(&session, &args.id)?;
    let on = args.on.as_deref().map(|on| values::day("--on", on)).transpose()?;
    let ground = session.ground(ctx, Force::default(), &entry);
    let fact = issue::close(&ground, state.id, &issue, args.outcome.as_deref(), on)?;
    entry.record_of_project(&fact)?;
    let change = ctx.commit(entry, &session.catalog, Gave::Nothing)?;
    let what = Statement::IssueClosed { of: (&state.code, &state.name), no: issue.fact.no, text: &issue.fact.text };
    ctx.say(&Talk::OnRecord(OnRecord { what, change, from: args.on.is_none().then_some(fact.from_day) }));
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
    let unknown = || IssueError::Unknown { value: id.to_owned() }.into();
    let no = quoted_number('I', id).ok_or_else(unknown)?;
    let everything = View { day: Day::MAX, known_at: None };
    let states = session.store.states(&session.catalog, everything)?;
    let of = |state: State| {
        let issue = state.issues.iter().find(|issue| issue.fact.no == no).cloned()?;
        Some((state, issue))
    };
    states.into_iter().find_map(of).ok_or_else(unknown)
}
