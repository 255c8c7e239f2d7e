//! What is the same in workbooks of every format: their sheets, their cells put together into rows, and a reader that
//! gives up without taking the program with it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::grid::{FileFormat, FileSheet, Layout, Raw};
use super::limit::Gate;
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
