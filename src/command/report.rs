//! `report`: the pages of the office.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::domain::period::{Cadence, Period};
use crate::error::Result;
use crate::render::Format;
use crate::report::columns::Looking;
use crate::report::model::Header;
use crate::report::status::{TwoViews, status};

use super::Outcome;
use super::ctx::Ctx;
use super::select::{Selection, formats, one_of, render_to};
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
    selection: Selection,
    /// How it is printed · 格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Json]), default_value = "text")]
    format: Format,
    /// To this file, written whole or not at all; else stdout · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ReportKind {
    /// Counts by category and phase, who has not returned · 总体情况
    Status,
}

impl Default for Args {
    /// The status of the month, as text.
    fn default() -> Self {
        let (kind, period, format) = (ReportKind::Status, Cadence::Month, Format::Text);
        Self { kind, period, selection: Selection::default(), format, output: None }
    }
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let mut session = Session::reader(ctx)?;
    let day = session.view.day;
    let period =
        if session.is_day_given { Period::holding(args.period, day) } else { Period::last_complete(args.period, day) };
    session.view.day = period.as_of;
    let (units, portfolio) = (session.units()?, session.portfolio(period.as_of)?);
    let before = session.portfolio(period.previous().as_of)?;
    let looking = Looking { catalog: &session.catalog, units: &units, portfolio: &portfolio };
    let views = TwoViews { period, now: &looking, before: &before };
    let filter = args.selection.filter(&looking)?;
    let header = Header { rules: session.store.rules_version(period.as_of, &session.known()?)?, ..session.header(ctx) };
    session.store.release()?;
    match args.kind {
        ReportKind::Status => render_to(ctx, status(&views, &filter, header), args.format, args.output.as_deref())?,
    }
    Ok(Outcome::Done)
}
