//! Report periods: which days one holds, and which one a page is for.

use chrono::{Datelike, TimeDelta};

use super::day::{Day, last_of_month};

/// How often a page is made, most often first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Cadence {
    /// Monday to Sunday.
    Week,
    /// The 1st to the 15th, and the 16th to the end of the month.
    HalfMonth,
    /// A calendar month.
    Month,
    /// A calendar quarter.
    Quarter,
    /// A calendar year.
    Year,
}

impl Cadence {
    /// All of them, shortest first.
    pub const ALL: [Self; 5] = [Self::Week, Self::HalfMonth, Self::Month, Self::Quarter, Self::Year];

    /// The cadence named by this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|cadence| cadence.code() == code)
    }

    /// The code it is typed and stored as.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Week => "week",
            Self::HalfMonth => "half-month",
            Self::Month => "month",
            Self::Quarter => "quarter",
            Self::Year => "year",
        }
    }
}

/// One period, and the day a page about it holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Period {
    /// How long it is.
    pub cadence: Cadence,
    /// Its first day.
    pub first: Day,
    /// Its last day by the calendar.
    pub last: Day,
    /// The day the page holds: the last day, or an earlier one while the period runs.
    pub as_of: Day,
}

impl Period {
    /// The period that holds a day, up to that day.
    #[must_use]
    pub fn holding(cadence: Cadence, day: Day) -> Self {
        let (first, last) = match cadence {
            Cadence::Week => week(day),
            Cadence::HalfMonth => half_month(day),
            Cadence::Month => (first_of_month(day, day.month()), last_of_month(day)),
            Cadence::Quarter => quarter(day),
            Cadence::Year => (first_of_month(day, 1), last_of_month(first_of_month(day, 12))),
        };
        Self { cadence, first, last, as_of: day }
    }

    /// The last complete period before the one that runs on `today`, as of its last day.
    /// On its very last day a period still runs.
    #[must_use]
    pub fn last_complete(cadence: Cadence, today: Day) -> Self {
        Self::holding(cadence, today).previous()
    }

    /// The day by which those who have not returned are asked to: 3 days after a week, 5 after half a month, 10 after
    /// a month or a quarter, 31 after a year.
    #[must_use]
    pub fn answer_by(self) -> Day {
        let grace = match self.cadence {
            Cadence::Week => 3,
            Cadence::HalfMonth => 5,
            Cadence::Month | Cadence::Quarter => 10,
            Cadence::Year => 31,
        };
        shifted(self.last, grace)
    }

    /// Whether the year begins with it.
    #[must_use]
    pub fn begins_year(self) -> bool {
        self.first.ordinal() == 1
    }

    /// Whether the page is of a day before its last.
    #[must_use]
    pub fn is_running(self) -> bool {
        self.as_of < self.last
    }

    /// The period after, as of its last day.
    #[must_use]
    pub fn next(self) -> Self {
        let next = Self::holding(self.cadence, shifted(self.last, 1));
        Self { as_of: next.last, ..next }
    }

    /// The period before, as of its last day.
    #[must_use]
    pub fn previous(self) -> Self {
        Self::holding(self.cadence, shifted(self.first, -1))
    }
}

fn week(day: Day) -> (Day, Day) {
    let first = shifted(day, -i64::from(day.weekday().num_days_from_monday()));
    (first, shifted(first, 6))
}

fn half_month(day: Day) -> (Day, Day) {
    let first = first_of_month(day, day.month());
    if day.day() <= 15 { (first, shifted(first, 14)) } else { (shifted(first, 15), last_of_month(day)) }
}

fn quarter(day: Day) -> (Day, Day) {
    let month = day.month0() / 3 * 3 + 1;
    (first_of_month(day, month), last_of_month(first_of_month(day, month + 2)))
}

/// The first day of a month in the year of a day.
fn first_of_month(day: Day, month: u32) -> Day {
    Day::from_ymd_opt(day.year(), month, 1).unwrap_or(day)
}

fn shifted(day: Day, days: i64) -> Day {
    TimeDelta::try_days(days).and_then(|delta| day.checked_add_signed(delta)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        super::super::day::parse_day(text).expect(text)
    }

    fn span(period: Period) -> String {
        format!("{}..{} {}", period.first, period.last, period.as_of)
    }

    #[test]
    fn the_period_that_holds_a_day_runs_up_to_it() {
        let cases = [
            (Cadence::Week, "2022-08-31", "2022-08-29..2022-09-04 2022-08-31"),
            (Cadence::Week, "2022-08-28", "2022-08-22..2022-08-28 2022-08-28"),
            (Cadence::Week, "2027-01-01", "2026-12-28..2027-01-03 2027-01-01"),
            (Cadence::HalfMonth, "2022-08-15", "2022-08-01..2022-08-15 2022-08-15"),
            (Cadence::HalfMonth, "2024-02-16", "2024-02-16..2024-02-29 2024-02-16"),
            (Cadence::Month, "2024-02-10", "2024-02-01..2024-02-29 2024-02-10"),
            (Cadence::Month, "2023-02-28", "2023-02-01..2023-02-28 2023-02-28"),
            (Cadence::Month, "2022-12-31", "2022-12-01..2022-12-31 2022-12-31"),
            (Cadence::Quarter, "2022-05-31", "2022-04-01..2022-06-30 2022-05-31"),
            (Cadence::Quarter, "2022-12-31", "2022-10-01..2022-12-31 2022-12-31"),
            (Cadence::Year, "2024-02-29", "2024-01-01..2024-12-31 2024-02-29"),
        ];
        for (cadence, held, want) in cases {
            assert_eq!(span(Period::holding(cadence, day(held))), want, "{cadence:?} {held}");
        }
    }

    #[test]
    fn the_last_complete_period_is_over() {
        let cases = [
            (Cadence::Week, "2022-08-29", "2022-08-22..2022-08-28 2022-08-28"),
            (Cadence::Week, "2022-08-28", "2022-08-15..2022-08-21 2022-08-21"),
            (Cadence::Week, "2027-01-04", "2026-12-28..2027-01-03 2027-01-03"),
            (Cadence::HalfMonth, "2024-03-15", "2024-02-16..2024-02-29 2024-02-29"),
            (Cadence::HalfMonth, "2022-08-16", "2022-08-01..2022-08-15 2022-08-15"),
            (Cadence::Month, "2022-09-01", "2022-08-01..2022-08-31 2022-08-31"),
            (Cadence::Month, "2022-08-31", "2022-07-01..2022-07-31 2022-07-31"),
            (Cadence::Month, "2024-03-31", "2024-02-01..2024-02-29 2024-02-29"),
            (Cadence::Quarter, "2022-01-01", "2021-10-01..2021-12-31 2021-12-31"),
            (Cadence::Year, "2022-12-31", "2021-01-01..2021-12-31 2021-12-31"),
        ];
        for (cadence, today, want) in cases {
            assert_eq!(span(Period::last_complete(cadence, day(today))), want, "{cadence:?} {today}");
        }
    }

    #[test]
    fn an_answer_is_asked_for_within_a_few_days_of_the_end() {
        let cases = [
            (Cadence::Week, "2022-08-24", "2022-08-31"),
            (Cadence::HalfMonth, "2022-08-03", "2022-08-20"),
            (Cadence::HalfMonth, "2024-02-29", "2024-03-05"),
            (Cadence::Month, "2022-08-01", "2022-09-10"),
            (Cadence::Quarter, "2022-08-31", "2022-10-10"),
            (Cadence::Year, "2022-08-31", "2023-01-31"),
        ];
        for (cadence, held, want) in cases {
            let period = Period::holding(cadence, day(held));
            assert_eq!(period.answer_by().to_string(), want, "{cadence:?} {held}");
        }
        assert!(Period::holding(Cadence::Month, day("2022-08-30")).is_running());
        assert!(!Period::holding(Cadence::Month, day("2022-08-31")).is_running());
    }

    #[test]
    fn a_cadence_has_its_code() {
        for cadence in Cadence::ALL {
            assert_eq!(Cadence::from_code(cadence.code()), Some(cadence));
        }
        assert_eq!(Cadence::from_code("fortnight"), None);
    }

    proptest! {
        #[test]
        fn periods_leave_no_gap_and_hold_their_days(n in 0..100_000_i64, k in 0..5_usize) {
            let held = shifted(day("1900-01-08"), n);
            let period = Period::holding(Cadence::ALL[k], held);
            prop_assert!(period.first <= held && held <= period.last && period.as_of == held);
            for edge in [period.first, period.last] {
                prop_assert_eq!(Period { as_of: held, ..Period::holding(period.cadence, edge) }, period);
            }
            let before = period.previous();
            prop_assert_eq!((shifted(before.last, 1), before.as_of), (period.first, before.last));
        }
    }
}
