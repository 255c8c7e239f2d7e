//! `show`: everything on one project.

use std::collections::BTreeSet;

use chrono::Datelike;

use crate::domain::day::{Day, last_of_month};
use crate::domain::fold::{counting_updates, fold};
use crate::domain::portfolio::Portfolio;
use crate::domain::state::State;
use crate::error::Result;
use crate::render::Format;
use crate::report::history::Names;
use crate::report::model::{Detail, Title};
use crate::report::show::{Dossier, Month, show};

use super::ctx::Ctx;
use super::select::{formats, render};
use super::session::Session;
use super::{Outcome, find};

/// What is known, stages, milestones, the last five returns; in JSON all returns and the history.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Code, or an unambiguous part of a name · 编号或名称的一部分
    project: String,
    /// Output format · 输出格式
    #[arg(long, value_parser = formats(&[Format::Text, Format::Markdown, Format::Html, Format::Json]), default_value = "text")]
    format: Format,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    let session = Session::reader(ctx)?;
    let (known, seen) = (session.known()?, session.seen(session.view.day)?);
    let looking = seen.looking(&session.catalog);
    let state = find::to_read(&seen.portfolio, &args.project)?;
    let facts = session.store.facts(state.id, &known)?;
    let mut updates = counting_updates(&facts);
    updates.retain(|(day, _)| *day <= session.view.day);
    let updates: Vec<_> = updates.into_iter().map(|(day, update)| (day, update.clone())).collect();
    let recordings = session.store.history(Some(state.id), &known)?;
    let names = Names {
        catalog: &session.catalog,
        units: &seen.units,
        projects: &session.store.names(&known)?,
        targets: &Default::default(),
    };
    let months = months(&session, state)?;
    let dossier = Dossier { state, updates: &updates, recordings: &recordings, names: &names, months: &months };
    let detail = if args.format == Format::Json { Detail::Everything } else { Detail::Page };
    let ledger_hash = session.ledger_hash()?;
    session.store.release()?;
    let mut header = session.header(ctx);
    header.title = Some(Title::Project { code: state.code.clone(), name: state.name.clone() });
    header.ledger_hash = ledger_hash;
    header.is_shown = true;
    render(ctx, show(&looking, &dossier, detail, header), args.format)?;
    Ok(Outcome::Done)
}

/// The project, whatever was a lot of it, and what its figures are reckoned from at the end of each month of the year: as they were, or of what lies ahead as
/// they are.
fn months(session: &Session, state: &State) -> Result<Vec<Month>> {
    let (known, catalog) = (session.known()?, &session.catalog);
    let store = &session.store;
    let mut rows = BTreeSet::from([state.id]);
    rows.extend(store.children_ever(state.id)?);
    let kin = store.kin()?;
    rows.extend(kin.iter().copied().filter(|_| kin.iter().any(|kin| rows.contains(kin))).collect::<Vec<_>>());
    let facts = rows.into_iter().map(|row| store.facts(row, &known)).collect::<Result<Vec<_>>>()?;
    let today = session.view.day;
    let ends = (1..=12).filter_map(|month| Some(last_of_month(Day::from_ymd_opt(today.year(), month, 1)?)));
    let months = ends.map(|end| {
        let end = if (end.year(), end.month()) == (today.year(), today.month()) { today } else { end };
        let is_ahead = end > today;
        let on = end.min(today);
        let states = facts.iter().filter_map(|facts| fold(catalog, facts, on)).collect();
        Month { then: Portfolio::new(catalog, states, end), is_ahead }
    });
    Ok(months.collect())
}
