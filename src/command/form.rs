//! `form`: the return sheet of a unit, to be filled and brought back by `import`.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::domain::UnitId;
use crate::domain::fact::Kind;
use crate::domain::page::Each;
use crate::domain::period::{Cadence, Period};
use crate::domain::state::State;
use crate::error::{ExportError, FileError, Result};
use crate::lang::Lang;
use crate::lang::talk::Talk;
use crate::render::{Format, form as write};
use crate::report::form::{Form, form};
use crate::sheet::package::parts;

use super::ctx::Ctx;
use super::place::{Filling, Pattern, Placeholder, all_differ};
use super::select::{hold_to_ending, not_written, one_of, staged};
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
    let pattern = Pattern::new(&args.output, &[Placeholder::AsOf, Placeholder::Period, Placeholder::Unit])?;
    if by_unit.len() > 1 && !pattern.holds(Placeholder::Unit) {
        return Err(ExportError::NeedsPlaceholder { path: args.output.clone(), each: Each::Unit }.into());
    }
    let header = session.header(ctx);
    session.store.release()?;
    let made = by_unit.into_values().map(|(unit, states)| {
        let unit = looking.units.get(unit).map(|unit| unit.name.clone());
        let filling = Filling { as_of: session.view.day, period: &period, unit: unit.as_deref(), leader: None };
        let path = pattern.path(&filling);
        let form = form(looking, &states, unit, period, data.version, header.clone());
        Ok(Made { bytes: rendered(ctx.lang, &path, &form)?, path, rows: states.len() })
    });
    let made = made.collect::<Result<Vec<_>>>()?;
    put(ctx, &made)?;
    if let (Some(first), None) = (without_unit.first(), asked) {
        ctx.say(&Talk::WithoutUnit { first, codes: &without_unit });
    }
    Ok(Outcome::Done)
}

/// By how much the moment it was made may lengthen a sheet.
const ROOM: usize = 1 << 10;

/// A return sheet, and where it goes.
struct Made {
    path: PathBuf,
    bytes: Vec<u8>,
    rows: usize,
}

fn rendered(lang: Lang, path: &Path, form: &Form) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    write(form, lang, &mut bytes).map_err(|cause| FileError::Io { path: path.to_owned(), cause })?;
    Ok(bytes)
}

/// Puts the sheets where nothing is. One in the way and none is written; but what is there already, as this command made
/// it before it was interrupted, is in nobody's way.
fn put(ctx: &mut Ctx, made: &[Made]) -> Result<()> {
    all_differ(&made.iter().map(|made| made.path.as_path()).collect::<Vec<_>>(), Each::Unit)?;
    let mut forms = Vec::new();
    for made in made {
        let sheet = (!made.path.exists()).then(|| staged(&made.bytes, &made.path)).transpose()?;
        if sheet.is_none() && !stands_there(made) {
            return Err(ExportError::FormExists { path: made.path.clone() }.into());
        }
        forms.push((made, sheet));
    }
    for (Made { path, rows, .. }, sheet) in forms {
        let Some(sheet) = sheet else {
            ctx.say(&Talk::FormKept { path });
            continue;
        };
        sheet.appear_new().map_err(|cause| match cause.kind() {
            ErrorKind::AlreadyExists => ExportError::FormExists { path: path.clone() }.into(),
            _ => not_written(path, cause),
        })?;
        ctx.say(&Talk::FormMade { path, rows: *rows });
    }
    Ok(())
}

/// Whether the file there is the same sheet, nothing filled in: all but the moment it was made.
fn stands_there(Made { path, bytes, .. }: &Made) -> bool {
    let without_moment = |bytes: &[u8]| {
        let mut parts = parts(bytes)?;
        parts.retain(|(name, _)| name != "docProps/core.xml");
        Some(parts)
    };
    let is_near = |length: u64| usize::try_from(length).is_ok_and(|length| length.abs_diff(bytes.len()) <= ROOM);
    if !std::fs::metadata(path).is_ok_and(|found| found.is_file() && is_near(found.len())) {
        return false;
    }
    let Ok(old) = std::fs::read(path) else { return false };
    old == *bytes || without_moment(&old).is_some_and(|old| Some(old) == without_moment(bytes))
}
