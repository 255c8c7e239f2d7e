//! Whether a page says what it said before. The moment it was made and the hash of the ledger do not count: the page is
//! made twice, with two moments and hashes that have no digit in common, and where these two differ nothing is held
//! against the old one.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::domain::Day;
use crate::domain::day::parse_instant;
use crate::domain::page::Frozen;
use crate::error::{FileError, Result};
use crate::render::{Format, dated};
use crate::sheet::package::parts;
use crate::store::Store;

use super::{Draft, Made};

/// Two moments, in years that a workbook takes.
const MOMENTS: [&str; 2] = ["2111-11-11T11:11:11+08:00", "1900-02-02T02:02:02+08:00"];
/// Of two hashes no ledger has.
const DIGITS: [&str; 2] = ["0", "f"];
/// How much larger than the new one an old workbook may be, and is still looked at.
const ROOM: usize = 1 << 16;

/// What a page that says nothing new says the same as.
pub enum Unchanged {
    Frozen(Box<Frozen>, Vec<u8>),
    File,
}

impl Unchanged {
    /// The frozen page and its bytes, if they do not stand where the page is to go.
    pub fn lacking_at(self, path: Option<&Path>) -> Option<(Frozen, Vec<u8>)> {
        match (self, path) {
            (Self::Frozen(frozen, bytes), Some(path)) => {
                Some((*frozen, bytes)).filter(|(_, old)| !stands_at(path, old))
            }
            (Self::Frozen(..), None) | (Self::File, _) => None,
        }
    }
}

fn stands_at(path: &Path, bytes: &[u8]) -> bool {
    let is_as_long = fs::metadata(path).is_ok_and(|found| usize::try_from(found.len()) == Ok(bytes.len()));
    is_as_long && fs::read(path).is_ok_and(|old| old == bytes)
}

/// Whether nobody needs the page: its file says the same; of one that goes to stdout or is to be frozen, the last
/// frozen page of the same question does.
pub fn unchanged(draft: &Draft, store: &Store) -> Result<Option<Unchanged>> {
    let file = draft.wanted.path.as_deref().filter(|_| !draft.asked.freeze);
    let (old, no) = match file {
        Some(path) => (Old::File(path), None),
        None => match last_frozen(draft, store)? {
            Some((frozen, content)) => {
                let no = frozen.page.no;
                (Old::Frozen(frozen, content), Some(no))
            }
            None => return Ok(None),
        },
    };
    let page = |at: usize, dated: Option<Day>| draft.page(no, made(at, dated, draft), true).map(|(_, bytes)| bytes);
    let format = draft.asked.format();
    let mut one = page(0, None)?;
    let Some((old, same_as)) = old.bytes(format, one.len())? else { return Ok(None) };
    // a day in words is longer or shorter: it is taken over from the old page
    let day = if format == Format::Docx { day_under(&old) } else { None };
    if day.is_some() {
        one = page(0, day)?;
    }
    let other = page(1, day)?;
    let (Some(old), Some(one), Some(other)) = (texts(format, old), texts(format, one), texts(format, other)) else {
        return Ok(None);
    };
    let is_same = |((old, one), other): ((&Text, &Text), &Text)| old.0 == one.0 && same(&old.1, &one.1, &other.1);
    let is_unchanged = old.len() == one.len() && old.iter().zip(&one).zip(&other).all(is_same);
    Ok(Some(same_as).filter(|_| is_unchanged))
}

/// One of the two that have nothing in common. An empty ledger has no hash.
fn made(at: usize, dated: Option<Day>, draft: &Draft) -> Made {
    let hash = draft.material.ledger_hash.as_ref().map(|hash| DIGITS[at].repeat(hash.len()));
    Made { at: parse_instant(MOMENTS[at]).unwrap_or(draft.ctx.now), dated, ledger_hash: hash }
}

/// The last page that was frozen of the same question, and still counts.
fn last_frozen(draft: &Draft, store: &Store) -> Result<Option<(Box<Frozen>, Vec<u8>)>> {
    let known = store.known(None)?;
    let of_question = |page: &Frozen| page.page.question == draft.wanted.question && known.counts(page.change);
    let last = store.frozen_pages()?.into_iter().rev().find(of_question);
    last.map(|frozen| store.frozen_content(&frozen).map(|content| (Box::new(frozen), content))).transpose()
}

/// What a page is held against.
enum Old<'a> {
    File(&'a Path),
    Frozen(Box<Frozen>, Vec<u8>),
}

impl Old<'_> {
    /// Its bytes; `None`: there is none, or its size alone tells that it is another page.
    fn bytes(self, format: Format, new: usize) -> Result<Option<(Vec<u8>, Unchanged)>> {
        let path = match self {
            Self::Frozen(frozen, content) => {
                return Ok(Some((content.clone(), Unchanged::Frozen(frozen, content))));
            }
            Self::File(path) => path,
        };
        let failed = |cause| FileError::Io { path: path.to_owned(), cause }.into();
        let size = match fs::metadata(path) {
            Ok(found) if found.is_file() => usize::try_from(found.len()).unwrap_or(usize::MAX),
            Ok(_) => return Ok(None),
            Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(None),
            Err(cause) => return Err(failed(cause)),
        };
        let may_be_same = if is_packed(format) { size <= new + ROOM } else { size == new };
        if !may_be_same {
            return Ok(None);
        }
        fs::read(path).map(|bytes| Some((bytes, Unchanged::File))).map_err(failed)
    }
}

/// All of a page, or a part of a workbook or a document with its name.
type Text = (String, Vec<u8>);

/// Whether its bytes are those of a zip, which may differ where what is in it does not.
fn is_packed(format: Format) -> bool {
    match format {
        Format::Xlsx | Format::Docx => true,
        Format::Text | Format::Markdown | Format::Html | Format::Csv | Format::Json | Format::Codes => false,
    }
}

/// The day a document is dated; `None`: it is none of ours.
fn day_under(bytes: &[u8]) -> Option<Day> {
    parts(bytes)?.iter().find_map(|(_, content)| dated(content))
}

/// `None`: a zip that cannot be read.
fn texts(format: Format, bytes: Vec<u8>) -> Option<Vec<Text>> {
    if is_packed(format) { parts(&bytes) } else { Some(vec![(String::new(), bytes)]) }
}

/// Whether the old text is like both new ones wherever these are alike.
fn same(old: &[u8], one: &[u8], other: &[u8]) -> bool {
    let is_like = |((old, one), other): ((&u8, &u8), &u8)| one != other || old == one;
    old.len() == one.len() && one.len() == other.len() && old.iter().zip(one).zip(other).all(is_like)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_made_later_is_the_same_page() {
        let same = |old: &str, one: &str, other: &str| same(old.as_bytes(), one.as_bytes(), other.as_bytes());
        let (one, other) = ("生成 2111-11-11 11:11 · 红4", "生成 1900-02-02 02:02 · 红4");
        assert!(same("生成 2022-09-01 09:30 · 红4", one, other));
        assert!(!same("生成 2022-09-01 09:30 · 红5", one, other));
        assert!(!same("生成 2022-09-01 09:30 · 红40", one, other));
        assert!(!same("截至 2022-09-01", "截至 2022-09-02", "截至 2022-09-02"), "another day is another page");
    }

    #[test]
    fn the_two_moments_have_no_digit_in_common() {
        let [one, other] = MOMENTS.map(|moment| parse_instant(moment).expect("a moment").to_rfc3339());
        let digits = one.bytes().zip(other.bytes()).take(19).filter(|(one, _)| one.is_ascii_digit());
        assert!(digits.clone().count() == 14 && digits.into_iter().all(|(one, other)| one != other));
    }
}
