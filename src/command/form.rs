//! `form`: the return sheet of a unit, to be filled and brought back by `import`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::domain::UnitId;
use crate::domain::fact::Kind;
use crate::domain::page::Each;
use crate::domain::period::{Cadence, Period};
use crate::domain::state::State;
use crate::error::{ExportError, FileError, Result};
use crate::lang::Lang;
use crate::lang::talk::Talk;
use crate::output::write_atomically;
use crate::render::{Format, form as write};
use crate::report::form::form;

use super::ctx::Ctx;
use super::place::{AS_OF, Filling, PERIOD, Pattern, UNIT};
use super::select::{hold_to_ending, one_of};
use super::session::Session;
use super::snapshot::Snapshot;
use super::{Outcome, find};

/// The projects a unit leads that a return is expected of, with what was returned last, and cells to fill. In `-o`,
/// {unit}, {period} and {as_of} stand for the unit, the period and the view day.
#[derive(Debug, clap::Args)]
#[command(group(clap::ArgGroup::new("whose").required(true).args(["unit", "each"])))]
pub struct Args {
    /// Make the sheet of this unit · 责任单位
    #[arg(long, value_name = "UNIT")]
    unit: Option<String>,
    /// Make a sheet for each unit: --each unit · 每个单位一份
    #[arg(long, value_parser = ["unit"])]
    each: Option<String>,
    /// Return period: the one that holds the view day · 填报期
    #[arg(long, value_name = "PERIOD", default_value = "month", value_parser = one_of(Cadence::ALL.iter().map(|each| each.code()), Cadence::from_code))]
    period: Cadence,
    /// Output file: 水利局.xlsx, {unit}-{period}.xlsx · 输出文件
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
}

pub fn run(ctx: &mut Ctx, args: &Args) -> Result<Outcome> {
    hold_to_ending(Some(Format::Xlsx), Some(&args.output), &[Format::Xlsx])?;
    let session = Session::reader(ctx)?;
    let snapshot = Snapshot::new(&session, session.view, &[])?;
    let data = snapshot.data(&session.catalog);
    let looking = &data.view;
    let period = if session.is_day_given {
        Period::holding(args.period, session.view.day)
    } else {
        Period::last_complete(args.period, session.view.day)
    };
    let asked = args.unit.as_deref().map(|word| find::unit(looking.units, word).map(|unit| unit.id)).transpose()?;
    let mut without_unit = Vec::new();
    let mut by_unit: BTreeMap<usize, (UnitId, Vec<&State>)> = BTreeMap::new();
    let rows = looking.portfolio.in_tree_order().into_iter();
    for state in
        rows.filter(|state| state.kind != Kind::Programme && looking.portfolio.owes_return(looking.catalog, state))
    {
        let Some(lead) = looking.portfolio.lead(state) else {
            without_unit.push(state.code.as_str());
            continue;
        };
        let lead = looking.units.standing(lead);
        if asked.is_none_or(|asked| looking.units.standing(asked) == lead) {
            by_unit.entry(looking.units.position(lead)).or_insert((lead, Vec::new())).1.push(state);
        }
    }
    if let (Some(asked), true) = (asked, by_unit.is_empty()) {
        by_unit.insert(0, (asked, Vec::new()));
    }
    let pattern = Pattern::new(&args.output, &[AS_OF, PERIOD, UNIT])?;
    if by_unit.len() > 1 && !pattern.holds(UNIT) {
        return Err(ExportError::NeedsPlaceholder { path: args.output.clone(), each: Each::Unit }.into());
    }
    let header = session.header(ctx);
    session.store.release()?;
    let forms = by_unit.into_values().map(|(unit, states)| {
        let unit = looking.units.get(unit).map(|unit| unit.name.clone());
        let filling = Filling { as_of: session.view.day, period: &period, unit: unit.as_deref(), leader: None };
        (pattern.path(&filling), unit, states)
    });
    let forms: Vec<_> = forms.collect();
    // one in the way and none is written
    if let Some((path, ..)) = forms.iter().find(|(path, ..)| path.exists()) {
        return Err(ExportError::FormExists { path: path.clone() }.into());
    }
    for (path, unit, states) in forms {
        if path.exists() {
            return Err(ExportError::FormExists { path }.into()); // two units whose names make one file name
        }
        let rows = states.len();
        let form = form(looking, &states, unit, period, data.version, header.clone());
        put(ctx.lang, &path, &form)?;
        ctx.say(&Talk::FormMade { path: &path, rows });
    }
    if let (Some(first), None) = (without_unit.first(), asked) {
        ctx.say(&Talk::WithoutUnit { first, codes: &without_unit });
    }
    Ok(Outcome::Done)
}

fn put(lang: Lang, path: &Path, form: &crate::report::form::Form) -> Result<()> {
    let written = write_atomically(path, |out| write(form, lang, out));
    written.map_err(|cause| FileError::Io { path: path.to_owned(), cause }.into())
}
