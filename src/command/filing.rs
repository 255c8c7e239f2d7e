//! A return held against its neighbours and the totals before it is filed, by whichever command files it.

use std::collections::BTreeMap;

use crate::domain::catalog::{Catalog, Named};
use crate::domain::fact::{Recorded, Update};
use crate::domain::quantity::Dimension;
use crate::domain::returns::{Doubt, Impossible, Neighbours, doubt, impossible};
use crate::domain::state::State;
use crate::error::{Error, FilingError, Result, TreeError};

use super::find::Found;
use super::values;

/// Cumulative values by measure.
pub type Readings = BTreeMap<String, i64>;

/// A return about to be filed, with all that it is held against.
pub struct Filing<'a> {
    pub found: &'a Found,
    /// The facts of the project, the return included.
    pub all: &'a [Recorded],
    pub around: &'a Neighbours<'a>,
    /// The state on the day of the return, the return included.
    pub after: &'a State,
    pub update: &'a Update,
    /// Something stands under the project.
    pub has_lots: bool,
    /// Of a correction on the same day, the readings as they stood: what is not touched is not doubted again.
    pub copied: Option<Readings>,
}

/// Refuses what cannot be; wants `--force` for what is hard to believe.
pub fn check(catalog: &Catalog, filing: &Filing, is_forced: bool) -> Result<()> {
    let code = &filing.found.state.code;
    let mut stated = filing.update.readings.clone();
    if let Some(copied) = &filing.copied {
        stated.retain(|measure, value| copied.get(measure) != Some(value));
    }
    if !stated.is_empty() && filing.has_lots && !filing.after.may_carry_figures() {
        return Err(TreeError::FiguresFromLots { code: code.clone() }.into());
    }
    if may_be_impossible(catalog, filing.update)
        && let Some(found) = impossible(catalog, &filing.found.facts, filing.all)
    {
        return Err(impossible_error(catalog, code, found));
    }
    match doubt(catalog, &stated, filing.around, filing.after) {
        Some(doubt) if !is_forced => Err(doubtful(catalog, code, doubt)),
        _ => Ok(()),
    }
}

/// Only counts of households and percentages can be impossible; anything else need not be followed through every day.
fn may_be_impossible(catalog: &Catalog, update: &Update) -> bool {
    let dimension = |code: &String| catalog.measure(code).map(|measure| measure.dimension);
    update.readings.iter().any(|(code, value)| match dimension(code) {
        Some(Dimension::Count) => true,
        Some(Dimension::Percent) => *value > WHOLE,
        _ => false,
    })
}

/// 100 % in basis points.
const WHOLE: i64 = 10_000;

pub fn doubtful(catalog: &Catalog, code: &str, doubt: Doubt) -> Error {
    let (Doubt::Falls { measure, .. } | Doubt::Slip { measure, .. } | Doubt::AboveTotal { measure, .. }) = &doubt;
    let (measure, dimension) = described(catalog, measure);
    FilingError::Doubtful { code: code.to_owned(), doubt, measure, dimension }.into()
}

pub fn impossible_error(catalog: &Catalog, code: &str, impossible: Impossible) -> Error {
    let (Impossible::CountAboveTotal { measure, .. } | Impossible::AboveHundredPercent { measure, .. }) = &impossible;
    let (measure, dimension) = described(catalog, measure);
    FilingError::Impossible { code: code.to_owned(), impossible, measure, dimension }.into()
}

fn described(catalog: &Catalog, code: &str) -> (Named, Dimension) {
    catalog
        .measure(code)
        .map_or_else(|| (Named::default(), Dimension::Count), |measure| (values::named(measure), measure.dimension))
}
