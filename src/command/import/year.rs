//! 本年完成 of another office's sheet, which has what was done since January where the register has what was done since the
//! start: the one is made the other by what stood when the year began.

use crate::act::{FieldChange, Ground, Subject, filing};
use crate::domain::Day;
use crate::domain::catalog::INVESTED;
use crate::domain::day::year_of;
use crate::domain::fact::{START, Update};
use crate::domain::figures::base;
use crate::domain::quantity::Dimension;
use crate::error::{RowError, TreeError};
use crate::report::model::{Cell, Column, Holds, Role};

use super::row::{SheetRow, number};
use super::wrong::{Wrong, in_column, wrong};

/// The column of projects that is computed in our own sheets.
pub const YEAR_TO_DATE: &str = "invested_ytd";

/// What a row said of the year came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct FromYear {
    /// The reading since the start, where the row did not state it.
    pub reading: Option<i64>,
    /// What stood at the end of the year before, where the register did not know it: filed as of that day.
    pub base: Option<(Day, i64)>,
}

impl FromYear {
    /// The return of what stood at the end of the year before.
    pub fn opening(&self) -> Option<filing::StatedReturn> {
        let (eve, base) = self.base?;
        let readings = [(INVESTED.to_owned(), FieldChange::Set(base))].into();
        Some(filing::StatedReturn { as_of: Some(eve), readings, ..filing::StatedReturn::default() })
    }
}

/// The columns of another office's sheet: what was done in the year can be stated there.
pub fn with_year_to_date(mut columns: Vec<Column>) -> Vec<Column> {
    for column in columns.iter_mut().filter(|column| column.key == YEAR_TO_DATE) {
        column.role = Role::Return;
        column.holds = Holds::Quantity(Dimension::Money);
    }
    columns
}

/// Puts the reading since the start into a return that states what was done in its year, or says what stood when that
/// began.
pub fn since_start(
    ground: &Ground,
    found: &Subject,
    row: &SheetRow,
    stated: &mut filing::StatedReturn,
) -> Result<Option<FromYear>, Wrong> {
    if !row.table.columns.iter().any(|column| column.key == YEAR_TO_DATE && column.role == Role::Return) {
        return Ok(None); // in a sheet of ours it is computed
    }
    row.never_emptied(&[YEAR_TO_DATE])?;
    // the two are held against each other whichever of them is new
    let done = number(row.now(YEAR_TO_DATE)).filter(|_| row.is_filled(YEAR_TO_DATE));
    let Some(done) = done.filter(|_| row.states(YEAR_TO_DATE) || row.states(INVESTED)) else { return Ok(None) };
    if !found.state.may_carry_figures() {
        return in_column(YEAR_TO_DATE, Err(TreeError::FiguresFromLots { code: found.state.code.clone() }));
    }
    let on = stated.as_of.unwrap_or(ground.day);
    let year = year_of(on);
    let invested = number(row.now(INVESTED)).filter(|_| row.is_filled(INVESTED));
    match (invested, base_of(ground, found, stated, on)) {
        (None, None) => wrong(YEAR_TO_DATE, RowError::NoBase { year }),
        (None, Some(base)) => {
            let reading = base.saturating_add(done);
            stated.readings.insert(INVESTED.to_owned(), FieldChange::Set(reading));
            stated.no_change = None;
            Ok(Some(FromYear { reading: Some(reading), base: None }))
        }
        (Some(invested), Some(base)) if invested.checked_sub(base) == Some(done) => Ok(None),
        (Some(_), Some(base)) => wrong(YEAR_TO_DATE, RowError::NotSinceBase { base: Some(base) }),
        (Some(invested), None) => {
            let base = invested.checked_sub(done).filter(|base| *base >= 0);
            let eve = Day::from_ymd_opt(year - 1, 12, 31);
            let Some((base, eve)) = base.zip(eve) else {
                return wrong(YEAR_TO_DATE, RowError::NotSinceBase { base: None });
            };
            Ok(Some(FromYear { reading: None, base: Some((eve, base)) }))
        }
    }
}

/// What stood when the year of a return began, as far as that is known: by what was known before, else by what the
/// return says. A planned start goes before the day on which a start was first seen.
fn base_of(ground: &Ground, found: &Subject, stated: &filing::StatedReturn, on: Day) -> Option<i64> {
    let year = year_of(on);
    let before = base(&found.state, INVESTED, year).value();
    if before.is_some() || found.state.milestone(START).is_some() {
        return before;
    }
    let mut update = Update { category: found.state.category.clone(), ..Update::default() };
    update.stage = stated.stage.set().cloned();
    update.condition = stated.condition.set().copied();
    let values = stated.readings.iter().filter_map(|(measure, value)| Some((measure.clone(), *value.set()?)));
    update.readings = values.collect();
    base(&found.state_after(ground, update, on)?, INVESTED, year).value()
}

/// An amount, for the preview.
pub fn money(value: i64) -> Cell {
    Cell::Quantity { value, dimension: Dimension::Money }
}
