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
use super::select::{Selection, render_to};
use super::session::Session;

/// Without --as-of the last complete period; with it the period that holds the day, up to it.
#[derive(Debug, Default, clap::Args)]
pub struct Args {
    /// Which report · 哪种通报
    #[arg(id = "report", value_enum, default_value = "status")]
    kind: ReportKind,
    /// The period that returns are due in · 周期
    #[arg(long, value_enum, default_value = "month")]
    period: CadenceArg,
    #[command(flatten)]
    selection: Selection,
    /// How it is printed · 格式
    #[arg(long, value_enum, default_value = "text")]
    format: ReportFormat,
    /// To this file, written whole or not at all; else stdout · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ReportKind {
    /// Counts by category and phase, who has not returned · 总体情况
    #[default]
    Status,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum CadenceArg {
    Week,
    HalfMonth,
    #[default]
    Month,
    Quarter,
    Year,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, ValueEnum)]
pub enum ReportFormat {
    #[default]
    Text,
    Markdown,
    Json,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let format = match args.format {
        ReportFormat::Text => Format::Text,
        ReportFormat::Markdown => Format::Markdown,
        ReportFormat::Json => Format::Json,
    };
    let mut session = Session::reader(ctx)?;
    let cadence = match args.period {
        CadenceArg::Week => Cadence::Week,
        CadenceArg::HalfMonth => Cadence::HalfMonth,
        CadenceArg::Month => Cadence::Month,
        CadenceArg::Quarter => Cadence::Quarter,
        CadenceArg::Year => Cadence::Year,
    };
    let day = session.view.day;
    let period = if session.is_day_given { Period::holding(cadence, day) } else { Period::last_complete(cadence, day) };
    session.view.day = period.as_of;
    let (units, portfolio) = (session.units()?, session.portfolio(period.as_of)?);
    let before = session.portfolio(period.previous().as_of)?;
    let looking = Looking { catalog: &session.catalog, units: &units, portfolio: &portfolio };
    let views = TwoViews { period, now: &looking, before: &before };
    let filter = args.selection.filter(&looking)?;
    let header = Header { rules: session.store.rules_version(period.as_of, &session.known()?)?, ..session.header(ctx) };
    match args.kind {
        ReportKind::Status => render_to(ctx, status(&views, &filter, header), format, args.output.as_deref())?,
    }
    Ok(Outcome::Done)
}
