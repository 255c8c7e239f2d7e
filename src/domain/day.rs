//! Days, due days and instants: how they are read and written. The clock is read elsewhere.
//!
//! A year stands first and has four digits; what could be read in two ways is refused, not guessed.

use std::fmt;

use chrono::format::ParseErrorKind;
use chrono::{DateTime, Datelike, FixedOffset, NaiveTime, Offset, SecondsFormat, TimeZone, Timelike, Utc};

use super::name::half_width;

pub use chrono::NaiveDate as Day;

/// A fact stated without a day holds for all days; it is stored as of this first day.
pub const ALL_DAYS: Day = match Day::from_ymd_opt(1, 1, 1) {
    Some(day) => day,
    None => Day::MIN,
};

/// An instant in UTC+8, to the millisecond.
pub type Instant = DateTime<FixedOffset>;

/// Why a text is no day.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum BadDay {
    /// Nothing but white space.
    Empty,
    /// Not in the form of a date.
    NotADate,
    /// In the form of a date or time, but there is none such (30 February, month 13, 25 o'clock).
    Impossible,
    /// The year has two digits.
    TwoDigitYear,
    /// The year is outside 1900–2199.
    YearRange,
    /// The year stands last (8/1/2022): day and month cannot be told apart.
    NotAYearFirst,
    /// A month or a year where a day is needed.
    NeedsDay,
}

/// How finely a due day is stated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum Precision {
    /// One day.
    Day,
    /// Some time in a month.
    Month,
    /// Some time in a year.
    Year,
}

impl Precision {
    /// The precision stored under this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Day, Self::Month, Self::Year].into_iter().find(|precision| precision.code() == code)
    }

    /// The code it is stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// When something is due: a day, a month or a year, held as the last day of that span.
/// Printed as it is precise: `2022-03-31`, `2022-03`, `2022`. Ordered by the last day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub struct DueDay {
    /// The last day of the span.
    pub last: Day,
    /// How long the span is.
    pub precision: Precision,
}

impl DueDay {
    /// Due on one day.
    #[must_use]
    pub fn on(day: Day) -> Self {
        Self { last: day, precision: Precision::Day }
    }

    /// The first day of the span.
    #[must_use]
    pub fn first(self) -> Day {
        let first = match self.precision {
            Precision::Day => Some(self.last),
            Precision::Month => self.last.with_day(1),
            Precision::Year => Day::from_ymd_opt(self.last.year(), 1, 1),
        };
        first.unwrap_or(self.last)
    }
}

impl fmt::Display for DueDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = DayText::of(self.last);
        let length = match self.precision {
            Precision::Day => "2022-03-31".len(),
            Precision::Month => "2022-03".len(),
            Precision::Year => "2022".len(),
        };
        f.write_str(text.as_str().get(..length).unwrap_or_default())
    }
}

/// A day as the register writes it, `YYYY-MM-DD`, in a place of its own: an import of many rows writes millions.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DayText([u8; 10]);

impl DayText {
    /// Of a day from year 0 to 9999; the register holds no other.
    #[must_use]
    pub fn of(day: Day) -> Self {
        let digit = |number: u32, power: u32| b'0' + u8::try_from(number / power % 10).unwrap_or_default();
        let (year, month, day) = (day.year().unsigned_abs(), day.month(), day.day());
        let year = [1000, 100, 10, 1].map(|power| digit(year, power));
        let [month, day] = [month, day].map(|number| [digit(number, 10), digit(number, 1)]);
        Self([year[0], year[1], year[2], year[3], b'-', month[0], month[1], b'-', day[0], day[1]])
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Reads a day: `2022-03-31`, `2022/3/31`, `2022.3.31`, `20220331`, `2022年3月31日`, in either width, with or without
/// spaces between the parts.
///
/// # Errors
/// `NeedsDay` for a month or a year alone, else whichever [`BadDay`] fits.
pub fn parse_day(text: &str) -> Result<Day, BadDay> {
    let due = parse_due(text)?;
    if due.precision == Precision::Day { Ok(due.last) } else { Err(BadDay::NeedsDay) }
}

/// Reads a year alone: `2022`, `2022年`.
///
/// # Errors
/// `NotADate` for a month or a day, else whichever [`BadDay`] fits.
pub fn parse_year(text: &str) -> Result<i32, BadDay> {
    let due = parse_due(text)?;
    if due.precision == Precision::Year { Ok(due.last.year()) } else { Err(BadDay::NotADate) }
}

/// Reads a day as [`parse_day`] does, or a month (`2022-03`, `2022/3`, `2022.3`, `2022年3月`), or a year
/// (`2022`, `2022年`); the end of a year (`2022年底`) is its last month. `2022.1` is refused: a spreadsheet makes it of
/// `2022.10`.
///
/// # Errors
/// Whichever [`BadDay`] fits, but not `NeedsDay`.
pub fn parse_due(text: &str) -> Result<DueDay, BadDay> {
    if let Some(last) = parse_stored_day(text).filter(|day| in_range(day.year()).is_ok()) {
        return Ok(DueDay::on(last));
    }
    if let Some(span) = text.trim_end().strip_suffix(['底', '末']) {
        let due = parse_due(span)?;
        return match due.precision {
            Precision::Year => Ok(DueDay { precision: Precision::Month, ..due }),
            Precision::Month => Ok(due),
            Precision::Day => Err(BadDay::NotADate),
        };
    }
    let (numbers, marks) = pieces(text)?;
    let numbers: Vec<&str> = numbers.iter().map(String::as_str).collect();
    match (marks.as_str(), numbers.as_slice()) {
        ("", []) => Err(BadDay::Empty),
        ("-" | "/" | ".", [_, year]) | ("--" | "//" | "..", [_, _, year])
            if year.len() == 4 && !starts_with_year(&numbers) =>
        {
            Err(BadDay::NotAYearFirst)
        }
        ("" | "年", [whole]) => year_or_compact(whole, &marks),
        (".", [_, "1"]) => Err(BadDay::NotADate),
        ("-" | "/" | "." | "年" | "年月", [y, m]) => month_due(year(y)?, short(m)?),
        ("--" | "//" | ".." | "年月" | "年月日" | "年月号", [y, m, d]) => {
            day_due(year(y)?, short(m)?, short(d)?)
        }
        _ => Err(BadDay::NotADate),
    }
}

/// Reads a day as the register writes it, `YYYY-MM-DD` and nothing else, [`ALL_DAYS`] too; much quicker than
/// [`parse_day`], which most cells of a sheet and all of the ledger would have to wait for.
#[must_use]
pub fn parse_stored_day(text: &str) -> Option<Day> {
    let number = |range: std::ops::Range<usize>| {
        let mut digits = text.as_bytes().get(range)?.iter();
        digits.try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
    };
    if text.len() != 10 || text.get(4..5) != Some("-") || text.get(7..8) != Some("-") {
        return None;
    }
    Day::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}

/// Whether a register knows of a year: no day and no moment of another is read or recorded.
#[must_use]
pub fn is_known_year(year: i32) -> bool {
    (1900..=2199).contains(&year)
}

/// Whether a fact may hold from a day.
#[must_use]
pub fn may_hold_from(day: Day) -> bool {
    day == ALL_DAYS || is_known_year(day.year())
}

/// The year that holds a day.
#[must_use]
pub fn year_of(day: Day) -> i32 {
    day.year()
}

/// The month that holds a day, 1 to 12.
#[must_use]
pub fn month_of(day: Day) -> u32 {
    day.month()
}

/// The last days of the twelve months of a year.
#[must_use]
pub fn month_ends(year: i32) -> Vec<Day> {
    (1..=12).filter_map(|month| Day::from_ymd_opt(year, month, 1)).map(last_of_month).collect()
}

/// The last day of the month that holds a day.
#[must_use]
pub fn last_of_month(day: Day) -> Day {
    month_last(day.year(), day.month()).unwrap_or(day)
}

/// The zone of every instant: UTC+8, without daylight saving.
#[must_use]
pub fn china() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| Utc.fix())
}

/// Reads an instant: RFC 3339 with a zone (seconds may be left out), a day and a time of day read in
/// UTC+8 (`2022-09-01 08:30`, `2022-09-01T08:30:15`), or a day alone, which means its last
/// millisecond in UTC+8. What is finer than a millisecond is cut off.
///
/// # Errors
/// Whichever [`BadDay`] fits; a leap second is `Impossible`.
pub fn parse_instant(text: &str) -> Result<Instant, BadDay> {
    parse_instant_from(text, DayTime::End)
}

/// Which moment a day alone stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayTime {
    /// Its first millisecond: all that was recorded since.
    Start,
    /// Nine in the morning, for a clock that is set by hand.
    Morning,
    /// Its last millisecond: all that was recorded by then.
    End,
}

impl DayTime {
    fn time(self) -> Option<NaiveTime> {
        match self {
            Self::Start => NaiveTime::from_hms_opt(0, 0, 0),
            Self::Morning => NaiveTime::from_hms_opt(9, 0, 0),
            Self::End => NaiveTime::from_hms_milli_opt(23, 59, 59, 999),
        }
    }
}

/// Reads an instant as [`parse_instant`] does; a day alone means the moment named.
///
/// # Errors
/// Those of [`parse_instant`].
pub fn parse_instant_from(text: &str, day_means: DayTime) -> Result<Instant, BadDay> {
    let text = half_width(text);
    let text = text.trim();
    if let Some(zoned) = zoned(text) {
        return to_instant(zoned);
    }
    let (day, time) = match text.find(':') {
        Some(colon) => split_time(text, colon)?,
        None => (text, None),
    };
    let day = parse_day(day)?;
    let time = match time {
        Some(time) => parse_time(time)?,
        None => day_means.time().ok_or(BadDay::Impossible)?,
    };
    to_instant(china().from_local_datetime(&day.and_time(time)).single().ok_or(BadDay::Impossible)?)
}

/// The last millisecond of a day in UTC+8.
#[must_use]
pub fn end_of(day: Day) -> Instant {
    let last = NaiveTime::from_hms_milli_opt(23, 59, 59, 999).unwrap_or_default();
    china().from_utc_datetime(&(day.and_time(last) - china()))
}

/// An instant as it is stored and printed: `2022-09-01T09:00:00.000+08:00`.
#[must_use]
pub fn instant_text(instant: Instant) -> String {
    instant.with_timezone(&china()).to_rfc3339_opts(SecondsFormat::Millis, false)
}

/// Splits a date into its numbers and the marks between and after them, which must take turns.
fn pieces(text: &str) -> Result<(Vec<String>, String), BadDay> {
    let mut numbers: Vec<String> = Vec::new();
    let mut marks = String::new();
    let mut open = false; // the last character was a digit
    for c in half_width(text).chars() {
        let complete = numbers.len() == marks.chars().count();
        match c {
            '0'..='9' if open => numbers.last_mut().ok_or(BadDay::NotADate)?.push(c),
            '0'..='9' if complete => numbers.push(c.to_string()),
            '-' | '/' | '.' | '年' | '月' | '日' | '号' if !complete => marks.push(c),
            _ if c.is_whitespace() => {}
            _ => return Err(BadDay::NotADate),
        }
        open = c.is_ascii_digit();
    }
    Ok((numbers, marks))
}

fn starts_with_year(numbers: &[&str]) -> bool {
    numbers.first().is_some_and(|first| first.len() > 2)
}

/// One number alone: `2022`, `2022年` or `20220331`.
fn year_or_compact(whole: &str, marks: &str) -> Result<DueDay, BadDay> {
    match (whole.len(), whole.get(..4), whole.get(4..6), whole.get(6..)) {
        (8, Some(y), Some(m), Some(d)) if marks.is_empty() => day_due(year(y)?, short(m)?, short(d)?),
        (1..=2, ..) if marks.is_empty() => Err(BadDay::NotADate),
        _ => {
            let last = Day::from_ymd_opt(year(whole)?, 12, 31).ok_or(BadDay::Impossible)?;
            Ok(DueDay { last, precision: Precision::Year })
        }
    }
}

fn day_due(year: i32, month: u32, day: u32) -> Result<DueDay, BadDay> {
    let last = Day::from_ymd_opt(year, month, day).ok_or(BadDay::Impossible)?;
    Ok(DueDay::on(last))
}

fn month_due(year: i32, month: u32) -> Result<DueDay, BadDay> {
    let last = month_last(year, month).ok_or(BadDay::Impossible)?;
    Ok(DueDay { last, precision: Precision::Month })
}

fn month_last(year: i32, month: u32) -> Option<Day> {
    let next = if month == 12 { Day::from_ymd_opt(year + 1, 1, 1) } else { Day::from_ymd_opt(year, month + 1, 1) };
    next?.pred_opt().filter(|last| last.month() == month)
}

fn year(digits: &str) -> Result<i32, BadDay> {
    match digits.len() {
        1..=2 => Err(BadDay::TwoDigitYear),
        4 => in_range(digits.parse().map_err(|_| BadDay::NotADate)?),
        _ => Err(BadDay::NotADate),
    }
}

fn in_range(year: i32) -> Result<i32, BadDay> {
    if is_known_year(year) { Ok(year) } else { Err(BadDay::YearRange) }
}

/// A month or day number, one or two digits.
fn short(digits: &str) -> Result<u32, BadDay> {
    if digits.len() > 2 {
        return Err(BadDay::NotADate);
    }
    digits.parse().map_err(|_| BadDay::NotADate)
}

fn zoned(text: &str) -> Option<Instant> {
    DateTime::parse_from_rfc3339(text).or_else(|_| DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%#z")).ok()
}

/// Splits at the blank or `T` before the hour that ends at the first colon.
fn split_time(text: &str, colon: usize) -> Result<(&str, Option<&str>), BadDay> {
    let (head, _) = text.split_at(colon);
    let hour = head.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (before, time) = text.split_at(hour);
    let day = before.trim_end();
    match day.strip_suffix(['T', 't']) {
        Some(day) => Ok((day, Some(time))),
        None if day.len() < before.len() || day.ends_with(['日', '号']) => Ok((day, Some(time))),
        None => Err(BadDay::NotADate),
    }
}

/// `8:30`, `08:30` or `08:30:15.250`.
fn parse_time(text: &str) -> Result<NaiveTime, BadDay> {
    let two_digits = |part: &str| part.bytes().take_while(u8::is_ascii_digit).count() == 2;
    if !text.split(':').skip(1).all(two_digits) {
        return Err(BadDay::NotADate);
    }
    let pattern = if text.matches(':').count() == 1 { "%H:%M" } else { "%H:%M:%S%.f" };
    NaiveTime::parse_from_str(text, pattern).map_err(|error| match error.kind() {
        ParseErrorKind::OutOfRange | ParseErrorKind::Impossible => BadDay::Impossible,
        _ => BadDay::NotADate,
    })
}

/// In UTC+8, cut to the millisecond, within the years we know.
fn to_instant(zoned: Instant) -> Result<Instant, BadDay> {
    if zoned.nanosecond() >= 1_000_000_000 {
        return Err(BadDay::Impossible); // a leap second
    }
    let instant = china().timestamp_millis_opt(zoned.timestamp_millis()).single().ok_or(BadDay::Impossible)?;
    in_range(instant.year())?;
    Ok(instant)
}

#[cfg(test)]
#[path = "day_test.rs"]
mod tests;
