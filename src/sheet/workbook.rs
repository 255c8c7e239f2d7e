//! What is the same in workbooks of every format: their sheets, their cells put together into rows, and a reader that
//! gives up without taking the program with it.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::grid::{FileFormat, FileSheet, Layout, Raw};
use super::limit::Gate;
use super::shown::NumberFormat;
use crate::error::{Result, SheetError};

/// A workbook, whatever its format: read cell by cell in the order of the file, so that a sheet of two cells at its far
/// corners costs two cells.
pub(super) trait Workbook {
    fn format(&self) -> FileFormat;

    /// Those of cells: charts have a tab too.
    fn sheets(&self) -> Vec<FileSheet>;

    /// Roughly how many rows there are, in all sheets.
    fn count(&self) -> u64;

    fn rows(&mut self, sheet: usize, gate: &mut Gate<'_>) -> Result<()>;

    fn layout(&mut self, sheet: usize) -> Result<Layout, SheetError>;
}

/// The cells of a sheet put together into rows; they come in their order.
#[derive(Default)]
pub(super) struct RowBuilder {
    row: usize,
    cells: Vec<Raw>,
}

impl RowBuilder {
    /// The row that the last cell stood in.
    pub(super) fn row(&self) -> usize {
        self.row
    }

    /// Puts a cell, whose row counts from 1 and whose column from 0; the row before is handed on.
    pub(super) fn put(&mut self, gate: &mut Gate<'_>, row: usize, column: usize, raw: Raw) -> Result<()> {
        if raw == Raw::Empty {
            return Ok(());
        }
        if row > self.row {
            gate.pass(self.row, std::mem::take(&mut self.cells))?;
            self.row = row;
        }
        if row < self.row || self.cells.get(column).is_some_and(|there| *there != Raw::Empty) {
            // rows that go back, or a cell that comes twice: no program writes that
            return Err(gate.damaged(row));
        }
        gate.put(&mut self.cells, row, column, raw)
    }

    /// Hands on the last row.
    pub(super) fn end(self, gate: &mut Gate<'_>) -> Result<()> {
        gate.pass(self.row, self.cells)
    }
}

/// Readers take a well-formed file for granted here and there: where one gives up the file is damaged, and the program
/// goes on.
pub(super) fn guarded<T>(work: impl FnOnce() -> Result<T, SheetError>) -> Result<T, SheetError> {
    let gave_up = || Err(SheetError::Damaged { problem: "not well-formed".to_owned() });
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| gave_up())
}

/// A text of a cell; a line break is what is left of a carriage return.
pub(super) fn words(text: &str) -> Raw {
    match text {
        "" => Raw::Empty,
        _ if text.contains('\r') => Raw::Text(text.replace("\r\n", "\n").replace('\r', "\n")),
        _ => Raw::Text(text.to_owned()),
    }
}

/// A number as binary workbooks keep it in four bytes: half of one of eight, or a whole one, either in hundredths.
#[expect(clippy::float_arithmetic, reason = "as the spreadsheet that wrote it reads it")]
pub(super) fn rk(bits: u32) -> f64 {
    let number =
        if bits & 2 != 0 { f64::from(bits.cast_signed() >> 2) } else { f64::from_bits(u64::from(bits & !3) << 32) };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

/// An error of a formula, as binary workbooks number them.
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        _ => "#ERROR!",
    }
}

/// The formats of the styles of a binary workbook, which gives the styles numbers of formats, and codes to some of these.
#[derive(Default)]
pub(super) struct StyleFormats {
    codes: BTreeMap<u16, NumberFormat>,
    styles: Vec<u16>,
}

impl StyleFormats {
    /// No program writes more.
    const MOST: usize = 65_536;

    pub(super) fn code(&mut self, number: u16, code: &str) {
        self.codes.insert(number, NumberFormat::of_code(code));
    }

    pub(super) fn style(&mut self, number: u16) {
        if self.styles.len() < Self::MOST {
            self.styles.push(number);
        }
    }

    /// Of each style its format.
    pub(super) fn formats(self) -> Vec<NumberFormat> {
        let format = |number: &u16| {
            let code = self.codes.get(number).cloned();
            code.unwrap_or_else(|| NumberFormat::built_in(u32::from(*number)))
        };
        self.styles.iter().map(format).collect()
    }
}
