//! 本年完成 of somebody else's sheet, which has what was done since January where the register has what was done since the
//! start: the one is made the other by what stood when the year began.

use crate::domain::Day;
use crate::domain::catalog::INVESTED;
use crate::domain::day::year_of;
use crate::domain::fact::{START, Update};
use crate::domain::figures::base;
use crate::domain::fold::fold;
use crate::domain::quantity::Dimension;
use crate::error::{Result, RowError, TreeError};
use crate::report::model::{Cell, Column, Holds, Role};

use crate::command::find::Found;
use crate::command::session::is_listed;

use super::returns::{file, with};
use super::row::{Refusal, Row, at, number, refused};
use super::work::Work;

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

/// The columns of somebody else's sheet: what was done in the year can be stated there.
pub fn with_year_to_date(mut columns: Vec<Column>) -> Vec<Column> {
    for column in columns.iter_mut().filter(|column| column.key == YEAR_TO_DATE) {
        column.role = Role::Return;
        column.holds = Holds::Quantity(Dimension::Money);
    }
    columns
}

/// Puts the reading since the start into a return that states what was done in its year, or files first what stood when
/// that began.
pub fn since_start(
    work: &mut Work,
    row: &Row,
    found: &Found,
    update: &mut Update,
    on: Day,
) -> Result<Option<FromYear>, Refusal> {
    if !row.table.columns.iter().any(|column| column.key == YEAR_TO_DATE && column.role == Role::Return) {
        return Ok(None); // in a sheet of ours it is computed
    }
    row.never_emptied(&[YEAR_TO_DATE])?;
    // the two are held against each other whichever of them is new
    let done = number(row.now(YEAR_TO_DATE)).filter(|_| row.is_filled(YEAR_TO_DATE));
    let Some(done) = done.filter(|_| row.states(YEAR_TO_DATE) || row.states(INVESTED)) else { return Ok(None) };
    if !found.state.may_carry_figures() {
        return at(YEAR_TO_DATE, Err(TreeError::FiguresFromLots { code: found.state.code.clone() }.into()));
    }
    let year = year_of(on);
    let stated = number(row.now(INVESTED)).filter(|_| row.is_filled(INVESTED));
    let known = base_of(work, found, update, on);
    match (stated, known) {
        (None, None) => refused(YEAR_TO_DATE, RowError::NoBase { year }),
        (None, Some(base)) => {
            let reading = base.saturating_add(done);
            update.readings.insert(INVESTED.to_owned(), reading);
            Ok(Some(FromYear { reading: Some(reading), base: None }))
        }
        (Some(stated), Some(base)) if stated.checked_sub(base) == Some(done) => Ok(None),
        (Some(_), Some(base)) => refused(YEAR_TO_DATE, RowError::NotSinceBase { base: Some(base) }),
        (Some(stated), None) => {
            let base = stated.checked_sub(done).filter(|base| *base >= 0);
            let eve = Day::from_ymd_opt(year - 1, 12, 31);
            let Some((base, eve)) = base.zip(eve) else {
                return refused(YEAR_TO_DATE, RowError::NotSinceBase { base: None });
            };
            at(YEAR_TO_DATE, is_listed(&found.state, eve))?;
            let mut opening = Update { category: found.state.category.clone(), ..Update::default() };
            opening.readings.insert(INVESTED.to_owned(), base);
            file(work, found, opening, eve, false)?;
            Ok(Some(FromYear { reading: None, base: Some((eve, base)) }))
        }
    }
}

/// What stood when the year of a return began, as far as that is known: by what was known before, else by what the
/// return says. A planned start goes before the day on which a start was first seen.
fn base_of(work: &Work, found: &Found, update: &Update, on: Day) -> Option<i64> {
    let year = year_of(on);
    let before = base(&found.state, INVESTED, year);
    if before.is_some() || found.state.milestone(START).is_some() {
        return before;
    }
    let (_, all) = with(work, found, update, on);
    base(&fold(&work.session.catalog, &all, on)?, INVESTED, year)
}

/// An amount, for the preview.
pub fn money(value: i64) -> Cell {
    Cell::Quantity { value, dimension: Dimension::Money }
}
