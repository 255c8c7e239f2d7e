//! Which moments go on record. Moments on record only go forward, so one wrong clock would stamp every later change
//! wrongly: what the clock says is held against the last change before anything is recorded.

use std::ops::RangeInclusive;

use chrono::{Datelike, Months, TimeDelta};

use super::day::is_known_year;
use super::{Day, Instant};

/// The clocks of machines that share a register differ by no more.
const SLACK: TimeDelta = TimeDelta::minutes(10);
/// No register is left alone for longer: ten years.
const LONGEST_REST: Months = Months::new(120);
/// The years in which a register may begin.
const BEGINNINGS: RangeInclusive<i32> = 2020..=2100;
/// Each change comes later than the one before it, by this at least.
const STEP: TimeDelta = TimeDelta::milliseconds(1);

/// What the clock says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Clock {
    pub now: Instant,
    /// Whoever records says that it is right, whatever the register says.
    pub is_vouched: bool,
}

/// Why nothing is recorded by what the clock says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadClock {
    /// The last change is stamped later.
    Behind { last: Instant, now: Instant },
    /// The last change is stamped long before.
    Ahead { last: Instant, now: Instant },
    /// A register would begin at a moment that can hardly be the present.
    Unlikely { now: Instant },
    /// Outside the years a register knows.
    Outside { now: Instant },
    /// The last change has the last moment there is.
    AtEnd { last: Instant },
    /// A fact would hold from a day outside the years a register knows.
    OutsideDay { day: Day },
}

/// The moment of the next change, after the last one.
///
/// # Errors
/// A clock that cannot be right, or that is doubtful and nobody vouches for.
pub fn next_moment(last: Option<Instant>, clock: Clock) -> Result<Instant, BadClock> {
    let Clock { now, is_vouched } = clock;
    if !is_known_year(now.year()) {
        return Err(BadClock::Outside { now });
    }
    let Some(last) = last else {
        let is_likely = is_vouched || BEGINNINGS.contains(&now.year());
        return if is_likely { Ok(now) } else { Err(BadClock::Unlikely { now }) };
    };
    if !is_vouched && last > latest_believed(now) {
        return Err(BadClock::Behind { last, now });
    }
    if !is_vouched && last.checked_add_months(LONGEST_REST).is_some_and(|rested| rested < now) {
        return Err(BadClock::Ahead { last, now });
    }
    let next = now.max(last + STEP);
    if is_known_year(next.year()) { Ok(next) } else { Err(BadClock::AtEnd { last }) }
}

/// The latest moment a change can bear that was recorded by now.
#[must_use]
pub fn latest_believed(now: Instant) -> Instant {
    now + SLACK
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_instant;

    fn at(text: &str) -> Instant {
        parse_instant(text).expect(text)
    }

    fn next(last: Option<&str>, now: &str, is_vouched: bool) -> Result<Instant, BadClock> {
        next_moment(last.map(at), Clock { now: at(now), is_vouched })
    }

    #[test]
    fn a_change_bears_the_moment_of_the_clock_or_the_next_after_the_last() {
        assert_eq!(next(None, "2022-09-01 09:00", false), Ok(at("2022-09-01 09:00")));
        assert_eq!(next(Some("2022-08-31 09:00"), "2022-09-01 09:00", false), Ok(at("2022-09-01 09:00")));
        for vouched in [false, true] {
            let moment = next(Some("2022-09-01 09:10"), "2022-09-01 09:00", vouched);
            assert_eq!(moment, Ok(at("2022-09-01T09:10:00.001+08:00")), "clocks differ by a little");
        }
    }

    #[test]
    fn a_clock_behind_the_last_change_wants_somebody_to_vouch_for_it() {
        let (last, now) = ("2022-09-01T09:10:00.001+08:00", "2022-09-01 09:00");
        assert_eq!(next(Some(last), now, false), Err(BadClock::Behind { last: at(last), now: at(now) }));
        assert_eq!(next(Some(last), now, true), Ok(at("2022-09-01T09:10:00.002+08:00")));
        assert!(matches!(next(Some("2022-09-01"), "1970-01-01 08:00", false), Err(BadClock::Behind { .. })));
    }

    #[test]
    fn a_clock_more_than_ten_years_ahead_wants_somebody_to_vouch_for_it() {
        let last = "2022-09-01 09:00";
        assert_eq!(next(Some(last), "2032-09-01 09:00", false), Ok(at("2032-09-01 09:00")));
        let now = "2032-09-01 09:01";
        assert_eq!(next(Some(last), now, false), Err(BadClock::Ahead { last: at(last), now: at(now) }));
        assert_eq!(next(Some(last), now, true), Ok(at(now)));
        assert!(matches!(next(Some(last), "2199-12-31", false), Err(BadClock::Ahead { .. })));
    }

    #[test]
    fn a_register_begins_in_our_time_or_somebody_vouches_for_the_clock() {
        for (day, is_likely) in [
            ("2019-12-31", false),
            ("2020-01-01", true),
            ("2100-12-31", true),
            ("2101-01-01", false),
            ("1970-01-01", false),
        ] {
            assert_eq!(next(None, day, false).is_ok(), is_likely, "{day}");
            assert_eq!(next(None, day, true), Ok(at(day)));
        }
    }

    #[test]
    fn nothing_is_recorded_outside_the_years_whoever_vouches() {
        let last = at("2199-12-31T23:59:59.999+08:00");
        for vouched in [false, true] {
            for now in [last + STEP, at("1900-01-01 00:00") - STEP] {
                let clock = Clock { now, is_vouched: vouched };
                assert_eq!(next_moment(None, clock), Err(BadClock::Outside { now }));
                assert_eq!(next_moment(Some(at("2022-09-01")), clock), Err(BadClock::Outside { now }));
            }
        }
        let clock = |now| Clock { now, is_vouched: true };
        assert_eq!(next_moment(Some(last), clock(last)), Err(BadClock::AtEnd { last }));
        assert_eq!(next_moment(Some(last), clock(at("2022-09-01"))), Err(BadClock::AtEnd { last }));
        assert_eq!(next_moment(Some(last - STEP), clock(at("2022-09-01"))), Ok(last), "the last moment there is");
    }
}
