//! The zip a workbook is: what kind it is, and how much it holds. All of it is unpacked here once, to nothing, before
//! anything else looks at it; the sizes it claims are not believed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::grid::Book;
use super::limit::{LIMITS, Limits, MIB};
use crate::error::{Result, SheetError};

const CENTRAL_HEADER: [u8; 4] = *b"PK\x01\x02";
/// What a workbook is, and what was seen of it when it was weighed.
pub(super) struct Package {
    pub book: Book,
    /// Rows of its sheets, but for those whose tag is cut in two.
    pub rows: u64,
    /// By the part of a sheet a cell of it whose formula no program has calculated: it would pass for a blank one.
    pub uncalculated: BTreeMap<String, String>,
}

/// The name of a part as all are held against each other.
pub(super) fn part_name(name: &str) -> String {
    name.replace('\\', "/").to_ascii_lowercase()
}

/// The names of the parts.
pub(super) fn names(bytes: &[u8]) -> Result<Vec<String>, SheetError> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut names = Vec::new();
    for name in archive.file_names() {
        names.push(part_name(&name.map_err(|error| damaged(&error))?));
    }
    Ok(names)
}

/// A part unpacked, of a workbook that was weighed; nothing where there is none.
pub(super) fn part(bytes: &[u8], wanted: &str) -> Result<Vec<u8>, SheetError> {
    let Some(at) = names(bytes)?.iter().position(|name| name == wanted) else { return Ok(Vec::new()) };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut content = Vec::new();
    let mut part = archive.by_index(at).map_err(|error| damaged(&error))?;
    part.read_to_end(&mut content).map_err(|error| SheetError::Damaged { problem: error.to_string() })?;
    Ok(content)
}

/// A workbook that may be read, and no more than may be read.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<Package, SheetError> {
    let (book, Weight { rows, uncalculated, .. }) = weighed(bytes, limits, kind)?;
    Ok(Package { book, rows, uncalculated })
}

/// What a zip weighs, with what its names show it to be.
fn weighed<K>(
    bytes: &[u8],
    limits: &Limits,
    kind: impl Fn(&[String]) -> Result<K, SheetError>,
) -> Result<(K, Weight), SheetError> {
    // a list of entries takes memory before it can be counted
    let headers = bytes.windows(CENTRAL_HEADER.len()).filter(|four| **four == CENTRAL_HEADER);
    if headers.take(limits.parts + 1).count() > limits.parts {
        return Err(SheetError::TooManyParts { most: limits.parts });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut names = Vec::new();
    for name in archive.file_names() {
        names.push(part_name(&name.map_err(|error| damaged(&error))?));
    }
    let kind = kind(&names)?;
    let (left, most_mib) = (limits.unpacked_mib * MIB, limits.unpacked_mib);
    let mut weight = Weight { left, most_mib, rows: 0, uncalculated: BTreeMap::new() };
    for (at, name) in names.iter().enumerate() {
        if archive.by_index_raw(at).map_err(|error| damaged(&error))?.encrypted() {
            return Err(SheetError::Password);
        }
        let part = archive.by_index(at).map_err(|error| damaged(&error))?;
        weight.part(name, part)?;
    }
    Ok((kind, weight))
}

/// The parts of a workbook or a document with their names, in the order of these; `None`: it cannot be read, or holds too
/// much.
pub fn parts(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut parts = unpacked(bytes, &LIMITS).ok()?;
    parts.sort();
    Some(parts)
}

/// The parts of a zip with their names, as they stand in it, and no more than may be read.
pub(super) fn unpacked(bytes: &[u8], limits: &Limits) -> Result<Vec<(String, Vec<u8>)>, SheetError> {
    weighed(bytes, limits, |_| Ok(()))?;
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut parts = Vec::new();
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| damaged(&error))?;
        let name = part.name().map_err(|error| damaged(&error))?.into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).map_err(|error| SheetError::Damaged { problem: error.to_string() })?;
        parts.push((name, content));
    }
    Ok(parts)
}

fn damaged(error: &ZipError) -> SheetError {
    SheetError::Damaged { problem: error.to_string() }
}

/// The kind of workbook, by the names of its parts.
fn kind(names: &[String]) -> Result<Book, SheetError> {
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/workbook.bin") {
        Ok(Book::Xlsb)
    } else if has("mimetype") && has("content.xml") {
        Ok(Book::Ods)
    } else if !has("[content_types].xml") || has("word/") || has("ppt/") {
        Err(SheetError::NoTable)
    } else {
        Ok(Book::Xlsx)
    }
}

/// What a workbook may still weigh.
struct Weight {
    left: u64,
    most_mib: u64,
    /// Rows of its sheets, but for those whose tag is cut in two.
    rows: u64,
    /// As [`Package::uncalculated`].
    uncalculated: BTreeMap<String, String>,
}

impl Weight {
    fn take(&mut self, weight: u64) -> Result<(), SheetError> {
        self.left = self.left.checked_sub(weight).ok_or(SheetError::Unpacked { most_mib: self.most_mib })?;
        Ok(())
    }

    fn part(&mut self, name: &str, mut part: impl Read) -> Result<(), SheetError> {
        let per_tag = tag_weight(name);
        let mut strings = name.ends_with("sharedstrings.xml").then(Vec::new);
        let mut formulas = (name.contains("/worksheets/") && name.ends_with(".xml")).then(Formulas::default);
        let mut buffer = [0; 1 << 16];
        loop {
            let read = part.read(&mut buffer).map_err(|error| SheetError::Damaged { problem: error.to_string() })?;
            let chunk = buffer.get(..read).unwrap_or_default();
            if chunk.is_empty() {
                break;
            }
            let tags = if per_tag > 0 { chunk.iter().filter(|byte| **byte == b'<').count() as u64 } else { 0 };
            self.take(read as u64 + tags * per_tag)?;
            if let Some(formulas) = &mut formulas {
                self.rows += chunk.windows(5).filter(|tag| *tag == b"<row ").count() as u64;
                formulas.look(chunk);
            }
            if let Some(strings) = &mut strings {
                strings.extend_from_slice(chunk);
            }
        }
        if let Some(cell) = formulas.and_then(|formulas| formulas.uncalculated) {
            self.uncalculated.insert(name.to_owned(), cell);
        }
        strings.map_or(Ok(()), |strings| believable(&strings))
    }
}

/// Looks for formulas that no program has calculated: their cells would pass for blank ones.
#[derive(Default)]
struct Formulas {
    /// The end of what was looked at, as far as a cell may reach.
    seen: Vec<u8>,
    /// The first cell found.
    uncalculated: Option<String>,
}

impl Formulas {
    const LONGEST_CELL: usize = 10_000;
    /// How the cell of a formula without a value ends.
    const ENDS: [&[u8]; 4] = [b"</f></c>", b"</f><v/></c>", b"</f><v /></c>", b"</f><v></v></c>"];

    fn look(&mut self, chunk: &[u8]) {
        if self.uncalculated.is_some() {
            return;
        }
        let before = self.seen.len();
        self.seen.extend_from_slice(chunk);
        let from = before.saturating_sub(16);
        for (at, _) in self.seen.windows(4).enumerate().skip(from).filter(|(_, four)| *four == b"</f>") {
            let is_end = |end: &&[u8]| self.seen.get(at..).is_some_and(|rest| rest.starts_with(end));
            let head = self.seen.get(..at).unwrap_or_default();
            let start = head.windows(3).rposition(|three| three == b"<c ").unwrap_or(0);
            let cell = String::from_utf8_lossy(head.get(start..).unwrap_or_default()).into_owned();
            let attributes = cell.split('>').next().unwrap_or_default();
            // a formula whose value is an empty text has none either
            if Self::ENDS.iter().any(is_end) && !attributes.contains("t=\"str\"") {
                let place = attributes.split("r=\"").nth(1).and_then(|rest| rest.split('"').next());
                self.uncalculated = Some(place.unwrap_or_default().to_owned());
                return;
            }
        }
        let keep = self.seen.len().saturating_sub(Self::LONGEST_CELL);
        self.seen.drain(..keep);
    }
}

/// What a tag becomes in memory, beside its text: the reader keeps lists of all strings and all styles, and a tag of
/// five bytes is a style. The cells of sheets are not kept.
fn tag_weight(name: &str) -> u64 {
    match name {
        _ if name.ends_with("styles.xml") => 512,
        _ if name.contains("/worksheets/") && !name.ends_with("strings.xml") => 0,
        // the cells of ODS, and what has no tags
        _ if name == "content.xml" || name.ends_with(".bin") => 0,
        _ => 16,
    }
}

/// The list of strings says how many it has, and the reader makes room for so many at once: it must not claim more
/// than could be in it.
fn believable(strings: &[u8]) -> Result<(), SheetError> {
    const CLAIM: &[u8] = b"uniqueCount";
    let lie = || SheetError::Damaged { problem: "sharedStrings.xml: uniqueCount".to_owned() };
    // in UTF-16 the claim would not be found
    if strings.iter().take(4).any(|byte| matches!(byte, 0 | 0xFE | 0xFF)) {
        return Err(lie());
    }
    for (at, _) in strings.windows(CLAIM.len()).enumerate().filter(|(_, word)| *word == CLAIM) {
        let claimed = strings.iter().skip(at + CLAIM.len()).skip_while(|sign| b" \t\r\n=\"'+".contains(sign));
        let digits = claimed.take_while(|sign| sign.is_ascii_digit()).take(20);
        let count = digits
            .fold(0_u64, |count, digit| count.saturating_mul(10).saturating_add(u64::from(digit.saturating_sub(b'0'))));
        if count > strings.len() as u64 {
            return Err(lie());
        }
    }
    Ok(())
}
