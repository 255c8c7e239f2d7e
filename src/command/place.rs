//! Where a command puts its files: a path that may hold `{as_of}`, `{period}`, `{unit}` and `{leader}`.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use chrono::Datelike;

use crate::domain::Day;
use crate::domain::page::Each;
use crate::domain::period::{Cadence, Period};
use crate::domain::visible::steers;
use crate::error::{PageError, Result};
use crate::output::os_string;

/// What a name of a file may hold in braces.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Placeholder {
    AsOf,
    Period,
    Unit,
    Leader,
}

impl Placeholder {
    fn code(self) -> &'static str {
        match self {
            Self::AsOf => "as_of",
            Self::Period => "period",
            Self::Unit => Each::Unit.code(),
            Self::Leader => Each::Leader.code(),
        }
    }
}

impl From<Each> for Placeholder {
    fn from(each: Each) -> Self {
        match each {
            Each::Unit => Self::Unit,
            Each::Leader => Self::Leader,
        }
    }
}

/// A path with placeholders, each known to the command. What is typed stays byte for byte: a path need not be text.
#[derive(Clone, Debug)]
pub struct Pattern {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug)]
enum Piece {
    Typed(OsString),
    Filled(Placeholder),
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
    pub fn new(path: &Path, known: &[Placeholder]) -> Result<Self> {
        if cfg!(not(unix)) && path.to_str().is_none() {
            return Ok(Self { pieces: vec![Piece::Typed(path.as_os_str().to_owned())] }); // parts of it would be no names
        }
        let mut pieces = Vec::new();
        let mut rest = path.as_os_str().as_encoded_bytes();
        while let Some((before, word, after)) = in_braces(rest) {
            let Some(placeholder) = known.iter().find(|known| known.code().as_bytes() == word) else {
                let word = String::from_utf8_lossy(word).into_owned();
                let known = known.iter().map(|known| known.code()).collect();
                return Err(PageError::UnknownPlaceholder { word, known }.into());
            };
            pieces.extend([Piece::Typed(os_string(before)), Piece::Filled(*placeholder)]);
            rest = after;
        }
        pieces.push(Piece::Typed(os_string(rest)));
        Ok(Self { pieces })
    }

    pub fn holds(&self, placeholder: Placeholder) -> bool {
        self.pieces.iter().any(|piece| matches!(piece, Piece::Filled(held) if *held == placeholder))
    }

    /// The path of one file.
    pub fn path(&self, filling: &Filling) -> PathBuf {
        let mut path = OsString::new();
        for piece in &self.pieces {
            match piece {
                Piece::Typed(typed) => path.push(typed),
                Piece::Filled(placeholder) => path.push(filling.said(*placeholder)),
            }
        }
        PathBuf::from(path)
    }
}

impl Filling<'_> {
    fn said(&self, placeholder: Placeholder) -> String {
        match placeholder {
            Placeholder::AsOf => self.as_of.to_string(),
            Placeholder::Period => period_name(self.period),
            Placeholder::Unit => in_file_name(self.unit.unwrap_or_default()),
            Placeholder::Leader => in_file_name(self.leader.unwrap_or_default()),
        }
    }
}

/// What stands before the first braces, in them, and behind.
fn in_braces(text: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let open = text.iter().position(|byte| *byte == b'{')?;
    let close = open + text[open..].iter().position(|byte| *byte == b'}')?;
    Some((&text[..open], &text[open + 1..close], &text[close + 1..]))
}

/// What Windows takes for a device, whatever ending it has.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// A name as one part of a path, on any system: it leads nowhere else, is not hidden, is no flag and no device. What no
/// file name may hold, or show, stands as `_`.
fn in_file_name(name: &str) -> String {
    let is_refused = |sign: char| r#"/\:*?"<>|"#.contains(sign) || sign == '\n' || steers(sign);
    let mut name = name.replace(is_refused, "_");
    if name.starts_with(['.', '-', ' ']) {
        name.replace_range(..1, "_");
    }
    if name.ends_with(['.', ' ']) {
        name.replace_range(name.len() - 1.., "_");
    }
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_ascii_lowercase();
    let is_device = DEVICES.contains(&stem.trim_end_matches(|sign: char| sign.is_ascii_digit()));
    if name.is_empty() || is_device { format!("_{name}") } else { name }
}

/// Refuses files of several units, or leaders, that would be one.
pub fn all_differ(paths: &[&Path], of: Each) -> Result<()> {
    match paths.iter().enumerate().find(|(at, path)| paths[..*at].contains(path)) {
        Some((_, path)) => Err(PageError::SameFile { path: (*path).to_owned(), of }.into()),
        None => Ok(()),
    }
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
    use crate::error::Error;

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

    const KNOWN: [Placeholder; 4] = [Placeholder::AsOf, Placeholder::Period, Placeholder::Unit, Placeholder::Leader];

    fn filled(path: impl AsRef<Path>, unit: &str, leader: &str) -> PathBuf {
        let period = Period::holding(Cadence::Month, day("2022-08-31"));
        let filling = Filling { as_of: day("2022-08-31"), period: &period, unit: Some(unit), leader: Some(leader) };
        Pattern::new(path.as_ref(), &KNOWN).expect("known").path(&filling)
    }

    #[test]
    fn placeholders_are_filled_and_unknown_ones_refused() {
        let path = filled("/srv/{period}/{unit}-{as_of}.txt", "甲/乙:局", "");
        assert_eq!(path, Path::new("/srv/2022-08/甲_乙_局-2022-08-31.txt"));
        // what a name holds in braces is no placeholder
        assert_eq!(filled("{leader} {unit}{", "甲局", "{unit}/丙"), Path::new("{unit}_丙 甲局{"));
        assert!(Pattern::new(Path::new("{leader}{}{unit}"), &KNOWN).is_err(), "empty braces");
        let pattern = Pattern::new(Path::new("{unit}"), &KNOWN).expect("known");
        assert!(pattern.holds(Placeholder::Unit) && !pattern.holds(Placeholder::Leader));
        match Pattern::new(Path::new("{as_of}{date}.txt"), &KNOWN) {
            Err(Error::Page(PageError::UnknownPlaceholder { word, .. })) => assert_eq!(word, "date"),
            other => panic!("{other:?}"),
        }
        assert!(Pattern::new(Path::new("a{b"), &KNOWN).is_ok(), "no word in braces");
    }

    #[test]
    fn a_name_is_one_part_of_a_path_and_leads_nowhere() {
        let cases = [
            ("", "_"),
            (".", "_"),
            ("..", "__"),
            ("...", "_._"),
            ("../../etc", "_._.._etc"),
            (".git", "_git"),
            ("-rf", "_rf"),
            ("甲局.", "甲局_"),
            ("甲.局 ", "甲.局_"),
            ("NUL", "_NUL"),
            ("com1.x", "_com1.x"),
            ("Aux 局", "Aux 局"),
            ("甲\u{0}乙\u{1b}丙\u{202e}丁\n", "甲_乙_丙_丁_"),
            ("甲局", "甲局"),
        ];
        for (name, part) in cases {
            assert_eq!(filled("{unit}/page.txt", name, ""), Path::new(part).join("page.txt"), "{name:?}");
            assert_eq!(filled("{unit}{leader}", "", name).components().count(), 1, "{name:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_typed_stays_byte_for_byte() {
        use std::os::unix::ffi::OsStrExt;

        let typed = |bytes: &[u8]| Path::new(std::ffi::OsStr::from_bytes(bytes)).to_owned();
        assert_eq!(filled(typed(b"\xff{unit}\xfe/\x80"), "a", ""), typed(b"\xffa\xfe/\x80"));
        assert_eq!(filled(typed(b"\xff"), "a", ""), typed(b"\xff"));
    }
}
