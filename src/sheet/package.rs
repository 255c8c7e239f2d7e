//! The zip a workbook is: what kind it is, and how much it holds. All of it is unpacked here once, to nothing, before
//! anything else looks at it; the sizes it claims are not believed.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limit::{LIMITS, Limits, MIB};
use crate::error::{Result, SheetError};

const CENTRAL_HEADER: [u8; 4] = *b"PK\x01\x02";
/// How an OLE compound file begins: a workbook of Excel 97–2003, or one with a password.
pub(super) const OLE: [u8; 8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
/// The directory of an OLE file is made of records of this length, each with a name of UTF-16 first.
const OLE_RECORD: usize = 128;

/// What an OLE compound file is.
pub(super) fn ole(bytes: &[u8]) -> SheetError {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        bytes.chunks(OLE_RECORD).any(|record| record.starts_with(&name))
    };
    if has("EncryptedPackage") {
        SheetError::Password
    } else if has("Workbook") || has("Book") {
        SheetError::OldWorkbook
    } else {
        SheetError::NoTable
    }
}

/// A workbook that may be read, and no more than may be read; gives the number of its rows.
pub(super) fn check(bytes: &[u8], limits: &Limits) -> Result<u64, SheetError> {
    weighed(bytes, limits, kind)
}

/// As [`check`], of whatever kind its names show.
fn weighed(
    bytes: &[u8],
    limits: &Limits,
    kind: impl Fn(&[String]) -> Result<(), SheetError>,
) -> Result<u64, SheetError> {
    // a list of entries takes memory before it can be counted
    let headers = bytes.windows(CENTRAL_HEADER.len()).filter(|four| **four == CENTRAL_HEADER);
    if headers.take(limits.parts + 1).count() > limits.parts {
        return Err(SheetError::TooManyParts { most: limits.parts });
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    let mut names = Vec::new();
    for name in archive.file_names() {
        names.push(name.map_err(|error| damaged(&error))?.replace('\\', "/").to_ascii_lowercase());
    }
    kind(&names)?;
    let mut weight = Weight { left: limits.unpacked_mib * MIB, most_mib: limits.unpacked_mib, rows: 0 };
    for (at, name) in names.iter().enumerate() {
        if archive.by_index_raw(at).map_err(|error| damaged(&error))?.encrypted() {
            return Err(SheetError::Password);
        }
        let part = archive.by_index(at).map_err(|error| damaged(&error))?;
        weight.part(name, part)?;
    }
    Ok(weight.rows)
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

/// Refuses what is no workbook of ours, by the names of its parts.
fn kind(names: &[String]) -> Result<(), SheetError> {
    let has = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("xl/workbook.bin") {
        Err(SheetError::OtherWorkbook { format: "xlsb" })
    } else if has("mimetype") && has("content.xml") {
        Err(SheetError::OtherWorkbook { format: "ods" })
    } else if !has("[content_types].xml") || has("word/") || has("ppt/") {
        Err(SheetError::NoTable)
    } else {
        Ok(())
    }
}

/// What a workbook may still weigh.
struct Weight {
    left: u64,
    most_mib: u64,
    /// Rows of its sheets, but for those whose tag is cut in two.
    rows: u64,
}

impl Weight {
    fn take(&mut self, weight: u64) -> Result<(), SheetError> {
        self.left = self.left.checked_sub(weight).ok_or(SheetError::Unpacked { most_mib: self.most_mib })?;
        Ok(())
    }

    fn part(&mut self, name: &str, mut part: impl Read) -> Result<(), SheetError> {
        let per_tag = tag_weight(name);
        let mut strings = name.ends_with("sharedstrings.xml").then(Vec::new);
        let mut formulas = name.contains("/worksheets/").then(Formulas::default);
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
                formulas.look(chunk)?;
            }
            if let Some(strings) = &mut strings {
                strings.extend_from_slice(chunk);
            }
        }
        strings.map_or(Ok(()), |strings| believable(&strings))
    }
}

/// Looks for formulas that no program has calculated: their cells would pass for blank ones.
#[derive(Default)]
struct Formulas {
    /// The end of what was looked at, as far as a cell may reach.
    seen: Vec<u8>,
}

impl Formulas {
    const LONGEST_CELL: usize = 10_000;
    /// How the cell of a formula without a value ends.
    const ENDS: [&[u8]; 4] = [b"</f></c>", b"</f><v/></c>", b"</f><v /></c>", b"</f><v></v></c>"];

    fn look(&mut self, chunk: &[u8]) -> Result<(), SheetError> {
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
                return Err(SheetError::Uncalculated { cell: place.unwrap_or_default().to_owned() });
            }
        }
        let keep = self.seen.len().saturating_sub(Self::LONGEST_CELL);
        self.seen.drain(..keep);
        Ok(())
    }
}

/// What a tag becomes in memory, beside its text: the reader keeps lists of all strings and all styles, and a tag of
/// five bytes is a style. The cells of sheets are not kept.
fn tag_weight(name: &str) -> u64 {
    match name {
        _ if name.ends_with("styles.xml") => 512,
        _ if name.contains("/worksheets/") && !name.ends_with("strings.xml") => 0,
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
