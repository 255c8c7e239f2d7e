//! XLSB, the workbook of Excel with its parts in binary, record by record. The crate for workbooks reads it too, but
//! keeps the number formats for itself, and with them whether 0.45 is 45 %.

use std::collections::BTreeMap;

use super::grid::{Area, Book, Epoch, FileFormat, FileSheet, Layout, Raw};
use super::layout::{MOST_AREAS, attribute, each_start};
use super::limit::{Gate, Limits, MIB};
use super::ole::{f64_at, u16_at, u32_at};
use super::package;
use super::shown::{self, NumberFormat};
use super::workbook::{RowBuilder, StyleFormats, Workbook, error_text, rk, words};
use crate::error::{Result, SheetError};

pub(super) struct XlsbBook {
    bytes: Vec<u8>,
    sheets: Vec<XlsbSheet>,
    strings: Vec<String>,
    /// Of each style the format.
    formats: Vec<NumberFormat>,
    epoch: Epoch,
    columns: usize,
}

struct XlsbSheet {
    name: String,
    is_hidden: bool,
    path: String,
}

/// The kinds of records, as far as they are read.
mod kind {
    pub const ROW: u32 = 0;
    pub const SHORT_NUMBER: u32 = 2;
    pub const ERROR: u32 = 3;
    pub const FLAG: u32 = 4;
    pub const NUMBER: u32 = 5;
    pub const TEXT: u32 = 6;
    pub const SHARED_TEXT: u32 = 7;
    pub const TEXT_RESULT: u32 = 8;
    pub const NUMBER_RESULT: u32 = 9;
    pub const FLAG_RESULT: u32 = 10;
    pub const ERROR_RESULT: u32 = 11;
    pub const STRING: u32 = 19;
    pub const FORMAT: u32 = 44;
    pub const STYLE: u32 = 47;
    pub const COLUMNS: u32 = 60;
    pub const RICH_TEXT: u32 = 62;
    pub const BEGIN_CELLS: u32 = 145;
    pub const END_CELLS: u32 = 146;
    pub const PROPERTIES: u32 = 153;
    pub const SHEET: u32 = 156;
    pub const FILTERED_COLUMN: u32 = 163;
    pub const MERGED: u32 = 176;
    pub const BEGIN_STYLES: u32 = 617;
    pub const END_STYLES: u32 = 618;
}

fn damaged(part: &str) -> SheetError {
    SheetError::Damaged { problem: format!("XLSB: {part}") }
}

/// The records of a part: a kind and a length, each in as many bytes as it needs, and so many bytes.
fn records(part: &[u8]) -> impl Iterator<Item = (u32, &[u8])> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let mut number = |most: u32| {
            let mut number = 0;
            for place in 0..most {
                let byte = *part.get(at)?;
                at += 1;
                number |= u32::from(byte & 0x7F) << (7 * place);
                if byte & 0x80 == 0 {
                    break;
                }
            }
            Some(number)
        };
        let (kind, length) = (number(2)?, usize::try_from(number(4)?).ok()?);
        let data = part.get(at..at.checked_add(length)?)?;
        at += length;
        Some((kind, data))
    })
}

/// A text, and where it ends. `None` is one that is not there.
fn text(data: &[u8], at: usize) -> Option<(String, usize)> {
    let count = u32_at(data, at)?;
    if count == u32::MAX {
        return Some((String::new(), at + 4));
    }
    let end = (at + 4).checked_add(usize::try_from(count).ok()?.checked_mul(2)?)?;
    let units: Vec<u16> =
        data.get(at + 4..end)?.as_chunks::<2>().0.iter().map(|two| u16::from_le_bytes(*two)).collect();
    Some((String::from_utf16_lossy(&units), end))
}

impl XlsbBook {
    pub(super) fn new(bytes: Vec<u8>, limits: &Limits) -> Result<Self, SheetError> {
        let mut book = Self {
            bytes,
            sheets: Vec::new(),
            strings: Vec::new(),
            formats: Vec::new(),
            epoch: Epoch::Of1900,
            columns: limits.columns,
        };
        book.workbook()?;
        book.read_styles().ok_or_else(|| damaged("styles.bin"))?;
        book.read_strings(limits.unpacked_mib)?;
        if book.sheets.is_empty() { Err(SheetError::NoSheets) } else { Ok(book) }
    }

    fn part(&self, path: &str) -> Result<Vec<u8>, SheetError> {
        package::part(&self.bytes, path)
    }

    fn workbook(&mut self) -> Result<(), SheetError> {
        let mut targets = BTreeMap::new();
        each_start(&self.part("xl/_rels/workbook.bin.rels")?, &mut |tag| {
            if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
                let target = package::part_name(&target);
                targets.insert(id, target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned));
            }
            Ok(())
        })?;
        let part = self.part("xl/workbook.bin")?;
        for (kind, data) in records(&part) {
            match kind {
                kind::PROPERTIES if u32_at(data, 0).is_some_and(|flags| flags & 1 != 0) => self.epoch = Epoch::Of1904,
                kind::SHEET => {
                    let sheet = || {
                        let (id, end) = text(data, 8)?;
                        let path = targets.get(&id).filter(|path| path.contains("/worksheets/")).cloned();
                        let (name, is_hidden) = (text(data, end)?.0, u32_at(data, 0)? != 0);
                        Some(path.map(|path| XlsbSheet { name, is_hidden, path }))
                    };
                    self.sheets.extend(sheet().ok_or_else(|| damaged("workbook.bin"))?);
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn read_styles(&mut self) -> Option<()> {
        let part = self.part("xl/styles.bin").ok()?;
        let (mut formats, mut is_of_cells) = (StyleFormats::default(), false);
        for (kind, data) in records(&part) {
            match kind {
                kind::BEGIN_STYLES => is_of_cells = true,
                kind::END_STYLES => is_of_cells = false,
                kind::FORMAT => formats.code(u16_at(data, 0)?, &text(data, 2)?.0),
                kind::STYLE if is_of_cells => formats.style(u16_at(data, 2)?),
                _ => {}
            }
        }
        self.formats = formats.formats();
        Some(())
    }

    fn read_strings(&mut self, most_mib: u64) -> Result<(), SheetError> {
        // beside its text
        const WEIGHT: usize = 32;
        let mut left = usize::try_from(most_mib * MIB).unwrap_or(usize::MAX);
        let part = self.part("xl/sharedstrings.bin")?;
        for (_, data) in records(&part).filter(|(kind, _)| *kind == kind::STRING) {
            let (text, _) = text(data, 1).ok_or_else(|| damaged("sharedStrings.bin"))?;
            left = left.checked_sub(text.len() + WEIGHT).ok_or(SheetError::Unpacked { most_mib })?;
            self.strings.push(text);
        }
        Ok(())
    }

    fn of_sheet(&self, sheet: usize) -> Result<Vec<u8>, SheetError> {
        self.sheets.get(sheet).map_or(Ok(Vec::new()), |sheet| self.part(&sheet.path))
    }

    fn number(&self, data: &[u8], number: f64) -> Option<Raw> {
        // the last of the four bytes is for something else
        let style = usize::try_from(u32_at(data, 4)? & 0x00FF_FFFF).ok()?;
        let plain = NumberFormat::default();
        Some(shown::raw(number, self.formats.get(style).unwrap_or(&plain), self.epoch))
    }

    /// What stands in a cell; `None`: it breaks off.
    fn cell(&self, kind: u32, data: &[u8]) -> Option<Raw> {
        Some(match kind {
            kind::SHORT_NUMBER => self.number(data, rk(u32_at(data, 8)?))?,
            kind::NUMBER | kind::NUMBER_RESULT => self.number(data, f64_at(data, 8)?)?,
            kind::FLAG | kind::FLAG_RESULT => Raw::Flag(*data.get(8)? != 0),
            kind::ERROR | kind::ERROR_RESULT => Raw::Other(error_text(*data.get(8)?).to_owned()),
            kind::TEXT | kind::TEXT_RESULT => words(&text(data, 8)?.0),
            kind::RICH_TEXT => words(&text(data, 9)?.0),
            kind::SHARED_TEXT => words(self.strings.get(usize::try_from(u32_at(data, 8)?).ok()?)?),
            _ => Raw::Empty,
        })
    }
}

impl Workbook for XlsbBook {
    fn format(&self) -> FileFormat {
        FileFormat::Workbook(Book::Xlsb, self.epoch)
    }

    fn sheets(&self) -> Vec<FileSheet> {
        let sheet = |sheet: &XlsbSheet| FileSheet { name: Some(sheet.name.clone()), is_hidden: sheet.is_hidden };
        self.sheets.iter().map(sheet).collect()
    }

    fn count(&self) -> u64 {
        // to know it all sheets would have to be unpacked
        0
    }

    fn rows(&mut self, sheet: usize, gate: &mut Gate<'_>) -> Result<()> {
        let part = self.of_sheet(sheet).map_err(|bad| gate.fault(bad))?;
        let mut rows = RowBuilder::default();
        let (mut row, mut is_over) = (0, false);
        for (kind, data) in records(&part).skip_while(|(kind, _)| *kind != kind::BEGIN_CELLS) {
            let place = |at| u32_at(data, at).and_then(|place| usize::try_from(place).ok());
            match kind {
                kind::END_CELLS => {
                    is_over = true;
                    break;
                }
                kind::ROW => row = place(0).ok_or_else(|| gate.damaged(row))?.saturating_add(1),
                _ => {
                    let raw = self.cell(kind, data).ok_or_else(|| gate.damaged(row))?;
                    if raw != Raw::Empty {
                        rows.put(gate, row, place(0).unwrap_or(usize::MAX - 1), raw)?;
                    }
                }
            }
        }
        if is_over { rows.end(gate) } else { Err(gate.damaged(row)) }
    }

    fn layout(&mut self, sheet: usize) -> Result<Layout, SheetError> {
        let part = self.of_sheet(sheet)?;
        let mut layout = Layout::default();
        for (kind, data) in records(&part) {
            let number = |at| u32_at(data, at).and_then(|place| usize::try_from(place).ok());
            match kind {
                kind::ROW if data.get(11).is_some_and(|flags| flags & 0x10 != 0) => {
                    layout.hidden_rows.extend(number(0).map(|row| row.saturating_add(1)));
                }
                kind::COLUMNS if u16_at(data, 16).is_some_and(|flags| flags & 1 != 0) => {
                    let (first, last) = (number(0).unwrap_or_default(), number(4).unwrap_or_default());
                    layout.hidden_columns.extend(first..last.saturating_add(1).min(self.columns));
                }
                kind::MERGED => {
                    if let (Some(top), Some(bottom), Some(left), Some(right)) =
                        (number(0), number(4), number(8), number(12))
                        && top <= bottom
                        && left <= right
                    {
                        let rows = (top.saturating_add(1), bottom.saturating_add(1));
                        layout.merged.push(Area { rows, columns: (left, right) });
                    }
                }
                kind::FILTERED_COLUMN => layout.is_filtered = true,
                _ => {}
            }
            if layout.merged.len() > MOST_AREAS {
                return Err(SheetError::TooManyParts { most: MOST_AREAS });
            }
        }
        Ok(layout.ordered())
    }
}
