//! XLS, the workbook of Excel 97–2003, record by record; WPS writes its .et in the same way. The crate for workbooks
//! reads it too, but keeps the number formats for itself (0.45 for 45 %) and lays every sheet out as one full rectangle.

use super::grid::{Area, Book, Epoch, FileFormat, FileSheet, Layout, Raw};
use super::layout::MOST_AREAS;
use super::limit::{Gate, Limits, MIB};
use super::ole::{self, f64_at, u16_at, u32_at};
use super::shown::{self, NumberFormat};
use super::workbook::{RowBuilder, StyleFormats, Workbook, error_text, rk, words};
use crate::error::{Result, SheetError};

pub(super) struct XlsBook {
    stream: Vec<u8>,
    sheets: Vec<XlsSheet>,
    strings: Vec<String>,
    /// Of each style the format.
    formats: Vec<NumberFormat>,
    epoch: Epoch,
    columns: usize,
}

struct XlsSheet {
    name: String,
    is_hidden: bool,
    start: usize,
}

/// A record of the stream.
#[derive(Clone, Copy)]
struct Record<'a> {
    at: usize,
    kind: u16,
    data: &'a [u8],
}

/// The kinds of records, as far as they are read.
mod kind {
    pub const FORMULA: u16 = 0x0006;
    pub const END: u16 = 0x000A;
    pub const DATE_MODE: u16 = 0x0022;
    pub const PASSWORD: u16 = 0x002F;
    pub const CONTINUE: u16 = 0x003C;
    pub const COLUMNS: u16 = 0x007D;
    pub const SHEET: u16 = 0x0085;
    pub const FILTER_MODE: u16 = 0x009B;
    pub const FILTER: u16 = 0x009E;
    pub const NUMBERS: u16 = 0x00BD;
    pub const RICH_TEXT: u16 = 0x00D6;
    pub const STYLE: u16 = 0x00E0;
    pub const MERGED: u16 = 0x00E5;
    pub const STRINGS: u16 = 0x00FC;
    pub const SHARED_TEXT: u16 = 0x00FD;
    pub const NUMBER: u16 = 0x0203;
    pub const TEXT: u16 = 0x0204;
    pub const FLAG_OR_ERROR: u16 = 0x0205;
    pub const RESULT: u16 = 0x0207;
    pub const ROW: u16 = 0x0208;
    pub const SHORT_NUMBER: u16 = 0x027E;
    pub const FORMAT: u16 = 0x041E;
    pub const BEGIN: u16 = 0x0809;
}

fn damaged(what: &str) -> SheetError {
    SheetError::Damaged { problem: format!("XLS: {what}") }
}

fn records(stream: &[u8], from: usize) -> impl Iterator<Item = Record<'_>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let (kind, length) = (u16_at(stream, at)?, usize::from(u16_at(stream, at + 2)?));
        let record = Record { at, kind, data: stream.get(at + 4..at + 4 + length)? };
        at += 4 + length;
        Some(record)
    })
}

impl XlsBook {
    pub(super) fn new(bytes: &[u8], limits: &Limits) -> Result<Self, SheetError> {
        let stream = ole::stream(bytes, "Workbook")?;
        let mut book = Self {
            stream: Vec::new(),
            sheets: Vec::new(),
            strings: Vec::new(),
            formats: Vec::new(),
            epoch: Epoch::Of1900,
            columns: limits.columns,
        };
        book.globals(&stream, limits).ok_or_else(|| damaged("Workbook"))??;
        book.stream = stream;
        if book.sheets.is_empty() { Err(SheetError::NoSheets) } else { Ok(book) }
    }

    /// What holds for all sheets; `None`: it breaks off.
    fn globals(&mut self, stream: &[u8], limits: &Limits) -> Option<Result<(), SheetError>> {
        let mut all = records(stream, 0).peekable();
        let mut formats = StyleFormats::default();
        while let Some(record) = all.next() {
            let data = record.data;
            match record.kind {
                kind::BEGIN if u16_at(data, 0)? != 0x0600 => return Some(Err(SheetError::OldWorkbook)),
                kind::PASSWORD => return Some(Err(SheetError::Password)),
                kind::DATE_MODE if u16_at(data, 0)? == 1 => self.epoch = Epoch::Of1904,
                kind::SHEET => self.sheets.extend(sheet(data)?),
                kind::FORMAT => {
                    let code = Pieces::new(vec![data.get(2..)?]).text(Length::Long)?;
                    formats.code(u16_at(data, 0)?, &code);
                }
                kind::STYLE => formats.style(u16_at(data, 2)?),
                kind::STRINGS => {
                    let mut pieces = vec![data];
                    while let Some(more) = all.next_if(|next| next.kind == kind::CONTINUE) {
                        pieces.push(more.data);
                    }
                    match strings(pieces, limits.unpacked_mib) {
                        Ok(strings) => self.strings = strings,
                        Err(bad) => return Some(Err(bad)),
                    }
                }
                kind::END => {
                    self.formats = formats.formats();
                    return Some(Ok(()));
                }
                _ => {}
            }
        }
        None
    }

    /// The records of a sheet, without those of charts that stand on it.
    fn of_sheet(&self, sheet: usize) -> impl Iterator<Item = Record<'_>> {
        let start = self.sheets.get(sheet).map_or(self.stream.len(), |sheet| sheet.start);
        let mut depth = 0_usize;
        let mut is_over = false;
        let inner = records(&self.stream, start).take_while(move |record| {
            match record.kind {
                _ if is_over => return false,
                kind::BEGIN => depth += 1,
                kind::END => depth = depth.saturating_sub(1),
                _ => {}
            }
            is_over = depth == 0;
            true
        });
        let mut depth = 0_usize;
        inner.filter(move |record| {
            match record.kind {
                kind::BEGIN => depth += 1,
                kind::END => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 1
        })
    }

    fn number(&self, number: f64, style: u16) -> Raw {
        let plain = NumberFormat::default();
        shown::raw(number, self.formats.get(usize::from(style)).unwrap_or(&plain), self.epoch)
    }

    /// The cells of a record, with their columns; `None`: it breaks off.
    fn cells(&self, record: Record<'_>) -> Option<Vec<(u16, Raw)>> {
        let data = record.data;
        let (column, style) = (u16_at(data, 2)?, u16_at(data, 4)?);
        let cell = match record.kind {
            kind::NUMBER => self.number(f64_at(data, 6)?, style),
            kind::SHORT_NUMBER => self.number(rk(u32_at(data, 6)?), style),
            kind::NUMBERS => {
                let inner = data.get(4..data.len().checked_sub(2)?)?.chunks_exact(6);
                let cells = (column..)
                    .zip(inner)
                    .map(|(column, cell)| Some((column, self.number(rk(u32_at(cell, 2)?), u16_at(cell, 0)?))));
                return cells.collect();
            }
            kind::TEXT | kind::RICH_TEXT => words(&Pieces::new(vec![data.get(6..)?]).text(Length::Long)?),
            kind::SHARED_TEXT => words(self.strings.get(usize::try_from(u32_at(data, 6)?).ok()?)?),
            kind::FLAG_OR_ERROR if *data.get(7)? == 0 => Raw::Flag(*data.get(6)? != 0),
            kind::FLAG_OR_ERROR => Raw::Other(error_text(*data.get(6)?).to_owned()),
            kind::FORMULA => self.result(record, style)?,
            _ => Raw::Empty,
        };
        Some(vec![(column, cell)])
    }

    /// What a formula came to.
    fn result(&self, record: Record<'_>, style: u16) -> Option<Raw> {
        let data = record.data;
        if data.get(12..14)? != [0xFF, 0xFF] {
            return Some(self.number(f64_at(data, 6)?, style));
        }
        Some(match data.get(6)? {
            0 => {
                let mut after = records(&self.stream, record.at).skip(1);
                let first = after.by_ref().take(3).find(|record| record.kind == kind::RESULT)?;
                let more = after.take_while(|record| record.kind == kind::CONTINUE);
                let pieces = std::iter::once(first).chain(more).map(|record| record.data);
                words(&Pieces::new(pieces.collect()).text(Length::Long)?)
            }
            1 => Raw::Flag(*data.get(8)? != 0),
            2 => Raw::Other(error_text(*data.get(8)?).to_owned()),
            _ => Raw::Empty,
        })
    }

    /// Where the first formula stands that is still to be calculated: nothing came of it, and it says so.
    fn is_uncalculated(record: Record<'_>) -> bool {
        let is_due = u16_at(record.data, 14).is_some_and(|options| options & 1 != 0);
        record.kind == kind::FORMULA && is_due && record.data.get(6..14) == Some(&[0; 8])
    }
}

impl Workbook for XlsBook {
    fn format(&self) -> FileFormat {
        FileFormat::Workbook(Book::Xls, self.epoch)
    }

    fn sheets(&self) -> Vec<FileSheet> {
        let sheet = |sheet: &XlsSheet| FileSheet { name: Some(sheet.name.clone()), is_hidden: sheet.is_hidden };
        self.sheets.iter().map(sheet).collect()
    }

    fn count(&self) -> u64 {
        (0..self.sheets.len())
            .map(|sheet| self.of_sheet(sheet).filter(|record| record.kind == kind::ROW).count() as u64)
            .sum()
    }

    fn rows(&mut self, sheet: usize, gate: &mut Gate<'_>) -> Result<()> {
        const CELLS: [u16; 8] = [
            kind::FORMULA,
            kind::NUMBERS,
            kind::RICH_TEXT,
            kind::SHARED_TEXT,
            kind::NUMBER,
            kind::TEXT,
            kind::FLAG_OR_ERROR,
            kind::SHORT_NUMBER,
        ];
        let cells = self.of_sheet(sheet).filter(|record| CELLS.contains(&record.kind));
        let mut places: Vec<(u16, u16, usize)> =
            cells.filter_map(|record| Some((u16_at(record.data, 0)?, u16_at(record.data, 2)?, record.at))).collect();
        // some programs write the cells in the order in which they came to be
        places.sort_unstable();
        let mut rows = RowBuilder::default();
        for (row, column, at) in places {
            let row = usize::from(row) + 1;
            let Some(record) = records(&self.stream, at).next() else { continue };
            if Self::is_uncalculated(record) {
                let sheet = self.sheets.get(sheet).map(|sheet| sheet.name.clone()).unwrap_or_default();
                let cell = format!("{}{row}", super::limit::letters(usize::from(column)));
                return Err(gate.fault(SheetError::Uncalculated { sheet, cell }));
            }
            for (column, raw) in self.cells(record).ok_or_else(|| gate.damaged(row))? {
                rows.put(gate, row, usize::from(column), raw)?;
            }
        }
        rows.end(gate)
    }

    fn layout(&mut self, sheet: usize) -> Result<Layout, SheetError> {
        let mut layout = Layout::default();
        for Record { kind, data, .. } in self.of_sheet(sheet) {
            let number = |at| u16_at(data, at).map(usize::from);
            match kind {
                kind::ROW if number(12).is_some_and(|flags| flags & 0x20 != 0) => {
                    layout.hidden_rows.extend(number(0).map(|row| row + 1));
                }
                kind::COLUMNS if number(8).is_some_and(|flags| flags & 1 != 0) => {
                    let (first, last) = (number(0).unwrap_or_default(), number(2).unwrap_or_default());
                    layout.hidden_columns.extend(first..(last + 1).min(self.columns));
                }
                kind::MERGED => {
                    layout.merged.extend(data.get(2..).unwrap_or_default().chunks_exact(8).filter_map(area))
                }
                kind::FILTER_MODE | kind::FILTER => layout.is_filtered = true,
                _ => {}
            }
            if layout.merged.len() > MOST_AREAS {
                return Err(SheetError::TooManyParts { most: MOST_AREAS });
            }
        }
        Ok(layout.ordered())
    }
}

/// A tab of cells; others have none.
fn sheet(data: &[u8]) -> Option<Option<XlsSheet>> {
    let start = usize::try_from(u32_at(data, 0)?).ok()?;
    let name = Pieces::new(vec![data.get(6..)?]).text(Length::Short)?.replace('\0', "");
    let sheet = XlsSheet { name, is_hidden: data.get(4)? & 0x3F != 0, start };
    Some((*data.get(5)? == 0).then_some(sheet))
}

fn area(data: &[u8]) -> Option<Area> {
    let number = |at| u16_at(data, at).map(usize::from);
    let (rows, columns) = ((number(0)? + 1, number(2)? + 1), (number(4)?, number(6)?));
    (rows.0 <= rows.1 && columns.0 <= columns.1).then_some(Area { rows, columns })
}

/// The list of strings, which are referred to by their place.
fn strings(pieces: Vec<&[u8]>, most_mib: u64) -> Result<Vec<String>, SheetError> {
    // beside its text
    const WEIGHT: usize = 32;
    let mut left = usize::try_from(most_mib * MIB).unwrap_or(usize::MAX);
    let mut pieces = Pieces::new(pieces);
    let mut strings = Vec::new();
    pieces.skip(8).ok_or_else(|| damaged("SST"))?;
    while !pieces.is_at_end() {
        let text = pieces.text(Length::Long).ok_or_else(|| damaged("SST"))?;
        left = left.checked_sub(text.len() + WEIGHT).ok_or(SheetError::Unpacked { most_mib })?;
        strings.push(text);
    }
    Ok(strings)
}

/// How the length of a text is kept.
#[derive(Clone, Copy)]
enum Length {
    Short,
    Long,
}

/// A record and those that continue it.
struct Pieces<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn new(pieces: Vec<&'a [u8]>) -> Self {
        Self { pieces, piece: 0, at: 0 }
    }

    fn is_at_end(&mut self) -> bool {
        self.settle();
        self.piece >= self.pieces.len()
    }

    /// Goes on to the next piece at the end of one; whether it did.
    fn settle(&mut self) -> bool {
        let mut has_moved = false;
        while self.pieces.get(self.piece).is_some_and(|piece| self.at >= piece.len()) {
            (self.piece, self.at) = (self.piece + 1, 0);
            has_moved = true;
        }
        has_moved
    }

    fn byte(&mut self) -> Option<u8> {
        self.settle();
        let byte = *self.pieces.get(self.piece)?.get(self.at)?;
        self.at += 1;
        Some(byte)
    }

    fn number(&mut self, bytes: usize) -> Option<usize> {
        (0..bytes).try_fold(0, |number, at| Some(number | usize::from(self.byte()?) << (8 * at)))
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            self.settle();
            let here = self.pieces.get(self.piece)?.len() - self.at;
            let step = here.min(count);
            self.at += step;
            count -= step;
        }
        Some(())
    }

    /// A text: its length, whether its characters take one byte or two, and what of it is in which fonts, or is read
    /// aloud. Where it goes on in another piece, that begins with how many bytes they take there.
    fn text(&mut self, length: Length) -> Option<String> {
        let count = match length {
            Length::Short => self.number(1)?,
            Length::Long => self.number(2)?,
        };
        if count == 0 && matches!(length, Length::Long) && self.is_at_end() {
            return Some(String::new());
        }
        let flags = self.byte()?;
        let runs = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let aloud = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let mut is_wide = flags & 1 != 0;
        let mut units: Vec<u16> = Vec::with_capacity(count.min(1 << 16));
        for _ in 0..count {
            if self.settle() {
                is_wide = self.byte()? & 1 != 0;
            }
            units.push(u16::try_from(self.number(if is_wide { 2 } else { 1 })?).ok()?);
        }
        self.skip(runs.checked_mul(4)?.checked_add(aloud)?)?;
        Some(String::from_utf16_lossy(&units))
    }
}
