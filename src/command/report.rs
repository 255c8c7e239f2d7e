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
use crate::report::columns::Looking;
use crate::report::grid::grid;
use crate::report::missing::missing;
use crate::report::model::Header;
use crate::report::status::{Since, TwoViews, changes, returns, status};
use crate::report::targets::{Stood, targets as targets_page};
use crate::store::View;

use super::ctx::Ctx;
use super::select::{Scope, detail, formats, one_of, render_to};
use super::session::Session;
use super::{Outcome, values};

/// Without --as-of the last complete period; with it the period that holds the day, up to it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which report · 哪种通报
    #[arg(id = "report", value_enum, default_value = "status")]
    kind: ReportKind,
    /// The period that returns are due in · 周期
    #[arg(long, value_parser = one_of(Cadence::ALL.iter().map(|each| each.code()), Cadence::from_code), default_value = "month")]
    period: Cadence,
    /// Of changes: since the end of this day, as known then; else since the end of the period before · 自哪天以来
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    #[command(flatten)]
    scope: Scope,
    /// How it is printed · 格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Xlsx, Format::Json]), default_value = "text")]
    format: Format,
    /// To this file, written whole or not at all; else stdout · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ReportKind {
    /// Where the works stand, what is red and why, who has not returned · 总体情况
    Status,
    /// Who has not returned, unit by unit, to paste into a chat · 催报
    Missing,
    /// All that changed since a day, or since the last page · 变化情况
    Changes,
    /// Projects by months: which milestones were met, are due or overdue · 挂图作战
    Grid,
    /// What was promised, what the register holds for it, what is done · 目标完成情况
    Targets,
}

impl Default for Args {
    /// The status of the month, as text.
    fn default() -> Self {
        let (kind, period, format) = (ReportKind::Status, Cadence::Month, Format::Text);
        Self { kind, period, since: None, scope: Scope::default(), format, output: None }
    }
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    if args.since.is_some() && args.kind != ReportKind::Changes {
        return Err(Error::NotOfReport { flag: "--since", of: "changes" });
    }
    match args.kind {
        ReportKind::Status => run_status(ctx, args),
        ReportKind::Missing => run_missing(ctx, args),
        ReportKind::Changes => run_changes(ctx, args),
        ReportKind::Grid => run_grid(ctx, args),
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

fn run_status(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let mut session = Session::reader(ctx)?;
    let period = turn_to(&mut session, args.period);
    let seen = session.seen(period.as_of)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.scope.filter(&looking)?;
    let ended = period.previous().as_of;
    let earlier = session.seen(ended)?;
    // Its units are those of today, so that both pages speak of the same.
    let before = Looking { units: looking.units, ..earlier.looking(&session.catalog) };
    let since = since(&session, ended, page_due(ended))?;
    let views = TwoViews { period, now: &looking, before: &before, since: &since };
    let header = session.header(ctx);
    session.store.release()?;
    render_to(ctx, status(&views, &filter, header), args.format, args.output.as_deref())?;
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

/// From the end of a day, as known then; without one from the end of the period before, as its page had it.
fn run_changes(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let mut session = Session::reader(ctx)?;
    let asked = args.since.as_deref().map(|day| values::day("--since", day)).transpose()?;
    let period = match asked {
        Some(_) => Period::holding(args.period, session.view.day),
        None => turn_to(&mut session, args.period),
    };
    let (view, last) = (session.view.day, period.previous().as_of);
    let (ended, due) = asked.map_or((last, page_due(last)), |day| (day, end_of(day)));
    if ended > view {
        return Err(Error::AfterView { flag: "--since", day: ended, view });
    }
    let seen = session.seen(view)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.scope.filter(&looking)?;
    let earlier = session.seen(ended)?;
    // Its units are those of today, so that both days speak of the same.
    let before = Looking { units: looking.units, ..earlier.looking(&session.catalog) };
    let since = since(&session, ended, due)?;
    let returns = returns(&looking, &session.portfolio(last)?, &filter, &period);
    let views = TwoViews { period, now: &looking, before: &before, since: &since };
    let header = session.header(ctx);
    session.store.release()?;
    render_to(ctx, changes(&views, &filter, returns, header), args.format, args.output.as_deref())?;
    Ok(Outcome::Done)
}

fn run_grid(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let mut session = Session::reader(ctx)?;
    let period = turn_to(&mut session, args.period);
    let seen = session.seen(period.as_of)?;
    let looking = seen.looking(&session.catalog);
    let filter = args.scope.filter(&looking)?;
    let returns = returns(&looking, &session.portfolio(period.previous().as_of)?, &filter, &period);
    let header = session.header(ctx);
    session.store.release()?;
    let page = grid(&looking, &filter, returns, detail(args.format), header);
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

/// What was recorded since the page of the period that ended on a day was due.
fn since(session: &Session, ended: Day, due: Instant) -> Result<Since> {
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
