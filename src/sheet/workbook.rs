//! XLSX, cell by cell in the order of the file: a sheet of two cells at its far corners costs two cells.

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use chrono::{Datelike, NaiveDateTime, NaiveTime};

use super::grid::{FileSheet, Raw};
use super::limit::{Gate, Limits};
use super::package;
use crate::domain::day::Day;
use crate::error::{Result, SheetError};

pub(super) struct Workbook {
    book: Xlsx<Cursor<Vec<u8>>>,
    /// Roughly how many rows there are, in all sheets.
    pub(super) rows: u64,
}

impl Workbook {
    /// The workbook, and its sheets of cells: charts have a tab too.
    pub(super) fn new(bytes: Vec<u8>, limits: &Limits) -> Result<(Self, Vec<FileSheet>), SheetError> {
        let rows = package::check(&bytes, limits)?;
        let book: Xlsx<_> = guarded(|| Xlsx::new(Cursor::new(bytes)))?;
        let tabs = book.sheets_metadata().iter().filter(|tab| tab.typ == SheetType::WorkSheet);
        let sheets: Vec<_> = tabs
            .map(|tab| FileSheet { name: Some(tab.name.clone()), is_hidden: tab.visible != SheetVisible::Visible })
            .collect();
        if sheets.is_empty() { Err(SheetError::NoSheets) } else { Ok((Self { book, rows }, sheets)) }
    }

    pub(super) fn rows(&mut self, sheet: &str, gate: &mut Gate<'_>) -> Result<()> {
        let mut reader = guarded(|| self.book.worksheet_cells_reader(sheet)).map_err(|bad| gate.fault(bad))?;
        let mut row = 0;
        let mut cells = Vec::new();
        loop {
            let cell = match guarded_cell(sheet, row, || reader.next_cell()) {
                Ok(Some(cell)) => cell,
                Ok(None) => return gate.pass(row, cells),
                Err(bad) => return Err(gate.fault(bad)),
            };
            let raw = raw(cell.get_value());
            if raw == Raw::Empty {
                continue;
            }
            let (cell_row, column) = (place(cell.get_position().0) + 1, place(cell.get_position().1));
            if cell_row > row {
                gate.pass(row, std::mem::take(&mut cells))?;
                row = cell_row;
            }
            if cell_row < row || cells.get(column).is_some_and(|there| *there != Raw::Empty) {
                // rows that go back, or a cell that comes twice: no program writes that
                return Err(gate.fault(SheetError::Damaged { problem: format!("{sheet}: {cell_row}") }));
            }
            gate.put(&mut cells, row, column, raw)?;
        }
    }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX - 1)
}

/// The reader takes a well-formed file for granted here and there: where it gives up the file is damaged, and the
/// program goes on.
fn caught<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, XlsxError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or(Err(XlsxError::Unexpected("not well-formed")))
}

fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, SheetError> {
    caught(work).map_err(|error| bad(&error))
}

fn guarded_cell<T>(
    sheet: &str,
    row: usize,
    work: impl FnOnce() -> Result<Option<T>, XlsxError>,
) -> Result<Option<T>, SheetError> {
    caught(work).map_err(|error| match error {
        XlsxError::CellError(value) => SheetError::ErrorValue { sheet: sheet.to_owned(), row, value },
        error => bad(&error),
    })
}

fn bad(error: &XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Password,
        error => SheetError::Damaged { problem: error.to_string() },
    }
}

fn raw(value: &DataRef<'_>) -> Raw {
    match value {
        DataRef::Empty => Raw::Empty,
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Float(number) => decimal(*number),
        DataRef::Int(number) => Raw::Number(number.to_string()),
        DataRef::Bool(flag) => Raw::Flag(*flag),
        DataRef::DateTime(moment) if moment.is_datetime() => day(moment),
        DataRef::DateTime(duration) => Raw::Other(duration.as_f64().to_string()),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Raw::Other(text.clone()),
        DataRef::Error(error) => Raw::Other(error.to_string()),
    }
}

/// The reader has undone `_x000D_`; a line break is what is left of it.
fn words(text: &str) -> Raw {
    match text {
        "" => Raw::Empty,
        _ if text.contains('\r') => Raw::Text(text.replace("\r\n", "\n").replace('\r', "\n")),
        _ => Raw::Text(text.to_owned()),
    }
}

/// The shortest decimal that is this number and no other, never with an exponent.
fn decimal(number: f64) -> Raw {
    match number {
        _ if !number.is_finite() => Raw::Other(number.to_string()),
        0.0 => Raw::Number("0".to_owned()),
        _ => Raw::Number(number.to_string()),
    }
}

fn day(moment: &ExcelDateTime) -> Raw {
    let number = moment.as_f64();
    // the reader's arithmetic is for the days of a spreadsheet; those of others stay numbers
    let Some(at) = (0.0..3_000_000.0).contains(&number).then(|| moment.as_datetime()).flatten() else {
        return Raw::Other(number.to_string());
    };
    whole_day(at).map_or_else(|| Raw::Other(at.to_string()), Raw::Day)
}

fn iso(text: &str) -> Raw {
    let day = text.parse::<Day>().ok().map(|day| day.and_time(NaiveTime::MIN));
    let moment = day.or_else(|| text.parse::<NaiveDateTime>().ok());
    moment.and_then(whole_day).map_or_else(|| Raw::Other(text.to_owned()), Raw::Day)
}

/// A day without a time. Before March 1900 a spreadsheet counts a day that never was.
fn whole_day(moment: NaiveDateTime) -> Option<Day> {
    let day = moment.date();
    let is_known = Day::from_ymd_opt(1900, 3, 1).is_some_and(|first| day >= first) && day.year() < 2200;
    (moment.time() == NaiveTime::MIN && is_known).then_some(day)
}
