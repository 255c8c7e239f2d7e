//! `report`: the pages of the office.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::path::PathBuf;

use chrono::Datelike;
use clap::ValueEnum;

use crate::domain::change::late;
use crate::domain::day::{Day, Instant, end_of};
use crate::domain::period::{Cadence, Period};
use crate::domain::portfolio::Portfolio;
use crate::domain::target::TargetView;
use crate::error::{Error, Result};
use crate::render::Format;
use crate::report::brief::brief;
use crate::report::columns::Looking;
use crate::report::list::Filter;
use crate::report::missing::missing;
use crate::report::model::{Header, Report};
use crate::report::status::{Since, TwoViews, returns, status};
use crate::report::targets::{Stood, targets as targets_page};
use crate::store::View;

use super::Outcome;
use super::ctx::Ctx;
use super::select::{Scope, formats, one_of, render_to};
use super::session::Session;

/// Without --as-of the last complete period; with it the period that holds the day, up to it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which report · 哪种通报
    #[arg(id = "report", value_enum, default_value = "status")]
    kind: ReportKind,
    /// The period that returns are due in · 周期
    #[arg(long, value_parser = one_of(Cadence::ALL.iter().map(|each| each.code()), Cadence::from_code), default_value = "month")]
    period: Cadence,
    #[command(flatten)]
    scope: Scope,
    /// How it is printed · 格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Json]), default_value = "text")]
    format: Format,
    /// To this file, written whole or not at all; else stdout · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ReportKind {
    /// Where the works stand, what is red and why, who has not returned · 总体情况
    Status,
    /// The same as paragraphs to paste into a document · 通报
    Brief,
    /// Who has not returned, unit by unit, to paste into a chat · 催报
    Missing,
    /// What was promised, what the register holds for it, what is done · 目标完成情况
    Targets,
}

impl Default for Args {
    /// The status of the month, as text.
    fn default() -> Self {
        let (kind, period, format) = (ReportKind::Status, Cadence::Month, Format::Text);
        Self { kind, period, scope: Scope::default(), format, output: None }
    }
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    match args.kind {
        ReportKind::Status => run_status(ctx, args, status),
        ReportKind::Brief => run_status(ctx, args, brief),
        ReportKind::Missing => run_missing(ctx, args),
        ReportKind::Targets => run_targets(ctx, args),
    }
}

/// Every target up to the year of the view, the latest year first.
pub fn targets(ctx: &mut Ctx, format: Format) -> Result<Outcome> {
    run_targets(ctx, &Args { format, ..Args::default() })
}

/// The targets of the categories and tags asked for; a unit has none.
fn run_targets(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    if args.scope.asks_for_unit() {
        return Err(Error::NotOfTargets { flag: "--unit" });
    }
    let session = Session::reader(ctx)?;
    let (known, day) = (session.known()?, session.view.day);
    let period = Period::holding(args.period, day);
    let seen = session.seen(day)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.scope.filter(&looking)?;
    let returns = returns(&looking, &session.portfolio(period.previous().as_of)?, &filter, &period);
    let year = day.year();
    let mut portfolios: HashMap<Day, Portfolio> = HashMap::new();
    let mut stood = Vec::new();
    for (target, entered) in session.store.targets(&known)? {
        if target.year > year || target.from_day > day || !filter.takes_target(&target) {
            continue;
        }
        let day = target.day(day);
        let opening = Day::from_ymd_opt(target.year - 1, 12, 31).unwrap_or(day);
        for day in [day, opening] {
            if let Entry::Vacant(place) = portfolios.entry(day) {
                place.insert(session.portfolio(day)?);
            }
        }
        let (Some(now), Some(opening)) = (portfolios.get(&day), portfolios.get(&opening)) else { continue };
        let entered = entered.iter().rev().find(|value| value.from_day <= day).map(|value| value.value);
        let standing = target.standing(&session.catalog, &TargetView { now, opening }, entered);
        stood.push(Stood { target, standing });
    }
    stood.sort_by_key(|stood| (Reverse(stood.target.year), stood.target.no));
    session.store.release()?;
    let header = Header { rules: seen.rules.version, returns: Some(returns), ..session.header(ctx) };
    render_to(ctx, targets_page(&stood, year, header), args.format, args.output.as_deref())?;
    Ok(Outcome::Done)
}

/// Makes a page of two views.
type Build = for<'a> fn(&'a TwoViews<'a>, &Filter, Header) -> Report<'a>;

fn run_status(ctx: &mut Ctx, args: &Args, build: Build) -> Result<Outcome> {
    let mut session = Session::reader(ctx)?;
    let period = turn_to(&mut session, args.period);
    let seen = session.seen(period.as_of)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.scope.filter(&looking)?;
    let ended = period.previous().as_of;
    let earlier = session.seen(ended)?;
    // Its units are those of today, so that both pages speak of the same.
    let before = Looking { units: looking.units, ..earlier.looking(&session.catalog) };
    let since = since(&session, ended)?;
    let views = TwoViews { period, now: &looking, before: &before, since: &since };
    let header = session.header(ctx);
    session.store.release()?;
    render_to(ctx, build(&views, &filter, header), args.format, args.output.as_deref())?;
    Ok(Outcome::Done)
}

fn run_missing(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let mut session = Session::reader(ctx)?;
    let period = turn_to(&mut session, args.period);
    let seen = session.seen(period.as_of)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.scope.filter(&looking)?;
    let before = session.portfolio(period.previous().as_of)?;
    let header = session.header(ctx);
    session.store.release()?;
    let page = missing(&looking, &before, &filter, &period, header);
    render_to(ctx, page, args.format, args.output.as_deref())?;
    Ok(Outcome::Done)
}

/// The period a page is of; the session then looks from the day the page holds.
fn turn_to(session: &mut Session, cadence: Cadence) -> Period {
    let day = session.view.day;
    let period = if session.is_day_given { Period::holding(cadence, day) } else { Period::last_complete(cadence, day) };
    session.view.day = period.as_of;
    period
}

/// What was recorded since the page of the period that ended on a day was due: by the end of the day after it.
fn since(session: &Session, ended: Day) -> Result<Since> {
    let due = page_due(ended);
    let due = session.view.known_at.map_or(due, |known_at| known_at.min(due));
    let view = View { day: ended, known_at: Some(due) };
    let page = Portfolio::new(&session.catalog, session.store.states(&session.catalog, view)?, ended);
    let (then, known) = (session.store.known(Some(due))?, session.known()?);
    let (late, late_numbers) = late(session.store.returns_after(then.upto, &known)?, ended);
    Ok(Since {
        page,
        late,
        late_numbers,
        causes: session.store.causes_after(then.upto, &known)?,
        reasons: session.reasons()?,
    })
}

/// When the page of a period is due: by the end of the day after it.
fn page_due(ended: Day) -> Instant {
    let next = ended.succ_opt().unwrap_or(ended);
    end_of(next)
}
