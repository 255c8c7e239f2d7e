//! 本年完成 of another office's sheet, which has what was done since January where the register has what was done since the
//! start: the one is made the other by what stood when the year began.

use crate::act::{FieldChange, Ground, Subject, filing};
use crate::domain::Day;
use crate::domain::catalog::INVESTED;
use crate::domain::day::year_of;
use crate::domain::fact::{START, Update};
use crate::domain::figures::{Base, base};
use crate::domain::quantity::{Amount, BadQuantity, Dimension, LARGEST, typed};
use crate::domain::state::State;
use crate::error::{RowError, TreeError, ValueError};
use crate::report::headings::{BASE, GOAL, YEAR_TO_DATE};
use crate::report::model::{Cell, Column, Role};

use super::row::{SheetRow, number};
use super::wrong::{Wrong, in_column, wrong};

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

/// What the register says of a work in the columns that only such a sheet has.
pub fn stood(columns: &[Column], state: &State, (year, plans): (i32, Option<i32>), was: &mut [Cell]) {
    for (column, was) in columns.iter().zip(was) {
        match &*column.key {
            BASE => *was = base(state, INVESTED, year).value().map_or(Cell::Nothing, money),
            GOAL => *was = state.goal(plans.unwrap_or(year)).map_or(Cell::Nothing, |goal| Cell::Text(goal.to_owned())),
            "plan" => {
                if let Some(plans) = plans {
                    *was = state.plan(INVESTED, plans).map_or(Cell::Nothing, |plan| money(plan.value));
                }
            }
            _ => {}
        }
    }
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
    row.never_emptied(&[YEAR_TO_DATE, BASE])?;
    let filled = |key: &str| number(row.now(key)).filter(|_| row.is_filled(key));
    let (done, own, invested) = (filled(YEAR_TO_DATE), filled(BASE), filled(INVESTED));
    // they are held against each other whichever of them is new
    let is_new = [YEAR_TO_DATE, BASE, INVESTED].iter().any(|key| row.states(key));
    if !is_new || (done.is_none() && own.is_none()) {
        return Ok(None);
    }
    let column = if done.is_some() { YEAR_TO_DATE } else { BASE };
    let state = found.state(ground.catalog);
    if !state.may_carry_figures() {
        return in_column(column, Err(TreeError::FiguresFromLots { code: state.code.clone() }));
    }
    let on = stated.as_of.unwrap_or(ground.day);
    let year = year_of(on);
    let eve = Day::from_ymd_opt(year - 1, 12, 31);
    let is_read = matches!(base(state, INVESTED, year), Base::Read { .. });
    let known = base_of(ground, found, stated, on).filter(|_| is_read || own.is_none());
    let (stood, opening) = match (known, own) {
        (Some(known), Some(own)) if known != own.into() => {
            return wrong(BASE, RowError::NotSinceBase { base: Some(known) });
        }
        (Some(known), _) => (Some(known), None),
        (None, Some(own)) => (Some(own.into()), eve.map(|eve| (eve, own))),
        (None, None) => (None, None),
    };
    match (invested, done, stood) {
        (None, Some(_), None) => {
            wrong(YEAR_TO_DATE, RowError::NoBase { year, heading: row.table.heading_of(YEAR_TO_DATE) })
        }
        (None, Some(done), Some(stood)) => {
            let reading = in_column(column, stateable(stood + Amount::from(done)))?;
            stated.readings.insert(INVESTED.to_owned(), FieldChange::Set(reading));
            stated.no_change = None;
            Ok(Some(FromYear { reading: Some(reading), base: opening }))
        }
        (Some(invested), Some(done), Some(stood)) if Amount::from(invested) - stood != done.into() => {
            wrong(YEAR_TO_DATE, RowError::NotSinceBase { base: Some(stood) })
        }
        (Some(invested), None, Some(stood)) if Amount::from(invested) < stood => {
            wrong(BASE, RowError::NotSinceBase { base: Some(stood) })
        }
        (Some(invested), Some(done), None) => {
            let stood = invested.checked_sub(done).filter(|stood| *stood >= 0);
            let Some((stood, eve)) = stood.zip(eve) else {
                return wrong(YEAR_TO_DATE, RowError::NotSinceBase { base: None });
            };
            Ok(Some(FromYear { reading: None, base: Some((eve, stood)) }))
        }
        (Some(_) | None, Some(_) | None, Some(_) | None) => {
            Ok(opening.map(|base| FromYear { reading: None, base: Some(base) }))
        }
    }
}

/// A sum as somebody could have stated it.
fn stateable(sum: Amount) -> Result<i64, ValueError> {
    let (dimension, bad) = (Dimension::Money, BadQuantity::TooLarge);
    let value = i64::try_from(sum).ok().filter(|value| *value <= LARGEST);
    value.ok_or_else(|| ValueError::Quantity { value: typed(sum, dimension), dimension, bad, last: None })
}

/// What stood when the year of a return began, as far as that is known: by what was known before, else by what the
/// return says. A planned start goes before the day on which a start was first seen.
fn base_of(ground: &Ground, found: &Subject, stated: &filing::StatedReturn, on: Day) -> Option<Amount> {
    let year = year_of(on);
    let state = found.state(ground.catalog);
    let before = base(state, INVESTED, year).value();
    if before.is_some() || state.milestone(START).is_some() {
        return before;
    }
    let mut update = Update { category: state.category.clone(), ..Update::default() };
    update.stage = stated.stage.set().cloned();
    update.condition = stated.condition.set().copied();
    let values = stated.readings.iter().filter_map(|(measure, value)| Some((measure.clone(), *value.set()?)));
    update.readings = values.collect();
    base(&found.state_after(ground, update, on)?, INVESTED, year).value()
}

/// An amount, for the preview.
pub fn money(value: impl Into<Amount>) -> Cell {
    Cell::Quantity { value: value.into(), dimension: Dimension::Money }
}
