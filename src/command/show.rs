//! `show`: everything on one project.

use crate::domain::fold::counting_updates;
use crate::error::Result;
use crate::render::Format;
use crate::report::columns::Looking;
use crate::report::history::Names;
use crate::report::model::{Detail, Title};
use crate::report::show::{Dossier, show};

use super::ctx::Ctx;
use super::select::{formats, render};
use super::session::Session;
use super::{Outcome, find};

/// What is known, stages, milestones, the last five returns; in JSON all returns and the history.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, or an unambiguous part of a name · 编号或名称的一部分
    project: String,
    /// How it is printed · 格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let (known, units) = (session.known()?, session.units()?);
    let portfolio = session.portfolio(session.view.day)?;
    let state = find::to_read(&portfolio, &args.project)?;
    let facts = session.store.facts(state.id, &known)?;
    let mut updates = counting_updates(&facts);
    updates.retain(|(day, _)| *day <= session.view.day);
    let updates: Vec<_> = updates.into_iter().map(|(day, update)| (day, update.clone())).collect();
    let recordings = session.store.history(Some(state.id), &known)?;
    let names = Names { catalog: &session.catalog, units: &units, projects: &session.store.names()? };
    let dossier = Dossier { state, updates: &updates, recordings: &recordings, names: &names };
    let looking = Looking { catalog: &session.catalog, units: &units, portfolio: &portfolio };
    let detail = if args.format == Format::Json { Detail::Everything } else { Detail::Page };
    session.store.release()?;
    let mut header = session.header(ctx);
    header.title = Some(Title::Project { code: state.code.clone(), name: state.name.clone() });
    header.is_shown = true;
    render(ctx, show(&looking, &dossier, detail, header), args.format)?;
    Ok(Outcome::Done)
}
