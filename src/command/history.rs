//! `history`: every change as a sentence, oldest first.

use crate::domain::code::tidy_code;
use crate::domain::day::{DayTime, parse_instant_from};
use crate::error::Result;
use crate::render::Format;
use crate::report::history::{HistoryScope, Names, history};
use crate::report::model::Detail;

use super::ctx::Ctx;
use super::select::{formats, render};
use super::session::Session;
use super::{Outcome, find, values};

/// By the time they were recorded; undone changes stay and say so.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only changes to this project · 只看一个项目
    project: Option<String>,
    /// Only changes recorded since then · 起始时间
    #[arg(long, value_name = "TIME")]
    since: Option<String>,
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Csv, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let (known, units) = (session.known()?, session.units()?);
    let project = args.project.as_deref().map(|word| {
        // An undone project has no state to be found by, but its code still tells its history.
        match session.store.project_with_code(&tidy_code(word))? {
            Some(id) => Ok(id),
            None => find::to_read(&session.portfolio(session.view.day)?, word).map(|state| state.id),
        }
    });
    let project = project.transpose()?;
    let mut recordings = session.store.history(project, &known)?;
    if let Some(since) = &args.since {
        // A day means from its beginning here, where `--known-at` means up to its end.
        let since = parse_instant_from(since, DayTime::Start).map_err(|bad| values::bad_day("--since", since, bad))?;
        recordings.retain(|recording| recording.change.recorded_at >= since);
    }
    let names = Names {
        catalog: &session.catalog,
        units: &units,
        projects: &session.store.names(&known)?,
        targets: &session.target_units()?,
    };
    session.store.release()?;
    let header = session.header(ctx);
    let scope = if project.is_some() { HistoryScope::OneProject } else { HistoryScope::Register };
    let detail = if args.format == Format::Json { Detail::Everything } else { Detail::Page };
    render(ctx, history(&names, &recordings, scope, detail, header), args.format)?;
    Ok(Outcome::Done)
}
