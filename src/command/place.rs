//! Where a command puts its files: a path that may hold `{as_of}`, `{period}`, `{unit}` and `{leader}`.

use std::path::{Path, PathBuf};

use chrono::Datelike;

use crate::domain::Day;
use crate::domain::period::{Cadence, Period};
use crate::error::{Error, PageError, Result};

pub const AS_OF: &str = "as_of";
pub const PERIOD: &str = "period";
pub const UNIT: &str = "unit";
pub const LEADER: &str = "leader";

/// A path with placeholders, each known to the command.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
}

/// What the placeholders stand for.
#[derive(Clone, Copy, Debug)]
pub struct Filling<'a> {
    pub as_of: Day,
    pub period: &'a Period,
    pub unit: Option<&'a str>,
    pub leader: Option<&'a str>,
}

impl Pattern {
    /// # Errors
    /// A word in braces that is none of `known`.
    pub fn new(path: &Path, known: &[&'static str]) -> Result<Self> {
        let text = path.to_string_lossy().into_owned();
        let mut rest = text.as_str();
        while let Some((_, after)) = rest.split_once('{') {
            let Some((word, after)) = after.split_once('}') else { break };
            if !known.contains(&word) {
                let bad = PageError::UnknownPlaceholder { word: word.to_owned(), known: known.to_vec() };
                return Err(Error::Page(bad));
            }
            rest = after;
        }
        Ok(Self { text })
    }

    pub fn holds(&self, word: &str) -> bool {
        self.text.contains(&format!("{{{word}}}"))
    }

    /// The path of one file. What no file name may hold stands as `_`.
    pub fn path(&self, filling: &Filling) -> PathBuf {
        let name = |of: Option<&str>| of.unwrap_or_default().chars().map(in_file_name).collect::<String>();
        let (as_of, period) = (filling.as_of.to_string(), period_name(filling.period));
        let filled = [(AS_OF, as_of), (PERIOD, period), (UNIT, name(filling.unit)), (LEADER, name(filling.leader))];
        let mut path = String::new();
        let mut rest = self.text.as_str();
        // what a name holds in braces is no placeholder
        while let Some((before, after)) = rest.split_once('{') {
            let held =
                filled.iter().find_map(|(word, said)| Some((said, after.strip_prefix(word)?.strip_prefix('}')?)));
            let (said, after) = held.map_or(("{", after), |(said, after)| (said.as_str(), after));
            path += before;
            path += said;
            rest = after;
        }
        PathBuf::from(path + rest)
    }
}

fn in_file_name(sign: char) -> char {
    if r#"/\:*?"<>|"#.contains(sign) || sign.is_control() { '_' } else { sign }
}

/// A period in a file name, so that files stand in the order of time: 2022-W34, 2022-08-2, 2022-08, 2022-Q3, 2022.
pub fn period_name(period: &Period) -> String {
    let Period { cadence, first, .. } = period;
    match cadence {
        Cadence::Week => format!("{}-W{:02}", first.iso_week().year(), first.iso_week().week()),
        Cadence::HalfMonth => format!("{}-{}", first.format("%Y-%m"), if first.day() == 1 { 1 } else { 2 }),
        Cadence::Month => first.format("%Y-%m").to_string(),
        Cadence::Quarter => format!("{}-Q{}", first.year(), first.month0() / 3 + 1),
        Cadence::Year => first.year().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_day;

    fn day(text: &str) -> Day {
        parse_day(text).expect(text)
    }

    #[test]
    fn periods_have_names_in_the_order_of_time() {
        let cases = [
            (Cadence::Week, "2022-08-28", "2022-W34"),
            (Cadence::Week, "2027-01-01", "2026-W53"),
            (Cadence::HalfMonth, "2022-08-15", "2022-08-1"),
            (Cadence::HalfMonth, "2022-08-16", "2022-08-2"),
            (Cadence::Month, "2022-08-31", "2022-08"),
            (Cadence::Quarter, "2022-12-31", "2022-Q4"),
            (Cadence::Year, "2022-08-31", "2022"),
        ];
        for (cadence, held, name) in cases {
            assert_eq!(period_name(&Period::holding(cadence, day(held))), name);
        }
    }

    #[test]
    fn placeholders_are_filled_and_unknown_ones_refused() {
        let known = [AS_OF, PERIOD, UNIT, LEADER];
        let pattern = Pattern::new(Path::new("/srv/{period}/{unit}-{as_of}.txt"), &known).expect("known");
        let period = Period::holding(Cadence::Month, day("2022-08-31"));
        let filling =
            Filling {
                as_of: day("2022-08-31"), period: &period, unit: Some("甲/乙:局"), leader: Some("{unit}/丙")
            };
        assert_eq!(pattern.path(&filling), Path::new("/srv/2022-08/甲_乙_局-2022-08-31.txt"));
        let of_leader = Pattern::new(Path::new("{leader}{}{unit}"), &known);
        assert!(of_leader.is_err(), "empty braces");
        let of_leader = Pattern::new(Path::new("{leader} {unit}{"), &known).expect("known");
        assert_eq!(of_leader.path(&filling), Path::new("{unit}_丙 甲_乙_局{"));
        assert!(pattern.holds(UNIT));
        match Pattern::new(Path::new("{as_of}{date}.txt"), &known) {
            Err(Error::Page(PageError::UnknownPlaceholder { word, .. })) => assert_eq!(word, "date"),
            other => panic!("{other:?}"),
        }
        assert!(Pattern::new(Path::new("a{b"), &known).is_ok(), "no word in braces");
    }
}
