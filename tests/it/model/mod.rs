//! A second, slow and simple model of the fold and the figures, written from the rules of the domain alone and never from
//! the program: what a page must say of a day, as known at another. It owns no command line and no comparison; those are
//! `generated_figures.rs`. Nothing is cached: every figure is worked out anew from the facts.
//!
//! `ledger` holds what was stated, `work` is one row at a day, `year` its money and its clock, `light` its light, `page`
//! the sums. Fractions are exact.
//!
//! Where the rules leave room, these readings were taken:
//! 1. The first version of a plan is the one recorded first among those that hold by the day, however it is dated.
//! 2. A work is planned to start by what holds now (a moved start), also for its base.
//! 3. A baseline of the start that is given with the listing is no "baseline given later than 1 January".
//! 4. 90 days of a pause are over on the 91st: `paused.red` is passed, not reached.
//! 5. Planned finish before the window: the calendar holds the whole year, also before the window opens.
//! 6. A plan without a rate is nothing to judge; a milestone is something to judge also when it is met, an issue until it
//!    is closed.
//! 7. A hand-set light says nothing of a work that is finished or gone.
//! 8. A 取标段 work is started on the earliest day of a lot; where a lot's start has no day, the others' days stand.
//! 9. 另有取消: the year is that of the first day of the absence that still lasts; its money is of the rows that left, so
//!    also of a cancelled lot of a work that goes on.
//! 10. A lot of a project that counts its own figures carries none: no light, not due, no place in any sum.
//! 11. A row is due that carries figures both on the day of the page and on the last day of the period before, and was
//!     open on the latter; who is gone by the day of the page without a return is not due. What was added without a day
//!     is listed for all days, so also due for a period before it was typed.
//! 12. Where no row of a page has a plan of the year, its 本年完成 and 本期 are those of all rows, or are left unsaid.
//!
//! Not covered: a work that is split twice, or split and merged, merging into or out of a 取标段 work, targets, the grid, the words of a return, 较上期 by cause.

pub mod ledger;
pub mod light;
pub mod page;
pub mod work;
pub mod year;

use std::cmp::Ordering;

use chrono::{Datelike, NaiveDate};

pub type Day = NaiveDate;

/// The rules of a register to which none were stated.
pub const FIRST_RULES: [(&str, i64); 7] = [
    ("gap.yellow", 10),
    ("gap.red", 30),
    ("milestone.red", 30),
    ("start.red", 3),
    ("paused.red", 90),
    ("cadence", 31),
    ("grace", 10),
];

pub fn day(year: i32, month: u32, day: u32) -> Day {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// The last day of a month.
pub fn month_end(year: i32, month: u32) -> Day {
    let next = if month == 12 { day(year + 1, 1, 1) } else { day(year, month + 1, 1) };
    next.pred_opt().expect("a day")
}

/// 31 December before the year of a day.
pub fn eve(of: Day) -> Day {
    day(of.year() - 1, 12, 31)
}

/// The calendar's 序时: (month − 1 + day ÷ days in month) ÷ 12.
pub fn calendar(at: Day) -> Fraction {
    let days = i128::from(month_end(at.year(), at.month()).day());
    Fraction::new(i128::from(at.month0()) * days + i128::from(at.day()), 12 * days)
}

/// So many calendar months later; the end of a month stays one.
pub fn months_later(from: Day, months: u32) -> Day {
    let month = from.month0() + months;
    let (year, month) = (from.year() + i32::try_from(month / 12).expect("small"), month % 12 + 1);
    let end = month_end(year, month);
    let is_end = from == month_end(from.year(), from.month());
    if is_end { end } else { end.with_day(from.day()).unwrap_or(end) }
}

#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    pub const ZERO: Self = Self { over: 0, under: 1 };
    pub const ONE: Self = Self { over: 1, under: 1 };

    pub fn new(over: i128, under: i128) -> Self {
        assert!(under != 0, "a fraction of nothing");
        let (mut a, mut b) = (over.abs(), under.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = if under < 0 { -1 } else { 1 };
        let by = a.max(1) * sign;
        Self { over: over / by, under: under / by }
    }

    pub fn of(over: i64, under: i64) -> Self {
        Self::new(over.into(), under.into())
    }

    pub fn plus(self, other: Self) -> Self {
        Self::new(self.over * other.under + other.over * self.under, self.under * other.under)
    }

    pub fn less(self, other: Self) -> Self {
        self.plus(Self { over: -other.over, under: other.under })
    }

    pub fn times(self, other: Self) -> Self {
        Self::new(self.over * other.over, self.under * other.under)
    }

    pub fn by(self, other: Self) -> Self {
        Self::new(self.over * other.under, self.under * other.over)
    }

    /// Hundredths of a per cent, half up in magnitude.
    pub fn points(self) -> i64 {
        let twice = 2 * self.over.abs() * 10_000 + self.under;
        let points = twice / (2 * self.under);
        i64::try_from(points * self.over.signum()).expect("a rate")
    }

    /// As `points`, but what is below one never reads as one.
    pub fn rate_points(self) -> i64 {
        if self < Self::ONE { self.points().min(9_999) } else { self.points() }
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Fraction {}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.over * other.under).cmp(&(other.over * self.under))
    }
}
