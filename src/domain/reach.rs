//! The years a register can speak of. Who holds a statement against them is left to `act`.

use chrono::Datelike;

use super::Day;

/// No work a register keeps began before the first of these years, none is planned beyond the last. What is outside was
/// typed by a slip: 1900, or 2122 for 2022.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reach {
    pub first: i32,
    pub last: i32,
}

impl Reach {
    const BEGINS: i32 = 1980;
    const YEARS_AHEAD: i32 = 30;

    /// Of a register on a day by the clock.
    #[must_use]
    pub fn of(today: Day) -> Self {
        Self { first: Self::BEGINS, last: today.year() + Self::YEARS_AHEAD }
    }

    #[must_use]
    pub fn holds(self, year: i32) -> bool {
        (self.first..=self.last).contains(&year)
    }
}
