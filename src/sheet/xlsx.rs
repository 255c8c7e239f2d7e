//! XLSX, cell by cell in the order of the file.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::sync::Arc;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Style, Xlsx, XlsxError};

use super::grid::{Book, Epoch, FileFormat, FileSheet, Layout, Raw};
use super::layout;
use super::limit::{Gate, Limits};
use super::package::{self, Package};
use super::shown::{self, NumberFormat};
use super::workbook::{RowBuilder, Workbook, guarded, words};
use crate::error::{Result, SheetError};

pub(super) struct XlsxBook {
    book: Xlsx<Cursor<Arc<[u8]>>>,
    bytes: Arc<[u8]>,
    sheets: Vec<FileSheet>,
    /// The parts of the sheets, by the names of these.
    paths: BTreeMap<String, String>,
    package: Package,
    columns: usize,
}

impl XlsxBook {
    pub(super) fn new(bytes: Vec<u8>, package: Package, limits: &Limits) -> Result<Self, SheetError> {
        let bytes: Arc<[u8]> = bytes.into();
        let book: Xlsx<_> = guarded(|| Xlsx::new(Cursor::new(bytes.clone())).map_err(|error| bad(&error)))?;
        let tabs = book.sheets_metadata().iter().filter(|tab| tab.typ == SheetType::WorkSheet);
        let sheet = |name: &String, visible| FileSheet {
            name: Some(name.clone()),
            is_hidden: visible != SheetVisible::Visible,
        };
        let sheets: Vec<_> = tabs.map(|tab| sheet(&tab.name, tab.visible)).collect();
        if sheets.is_empty() {
            return Err(SheetError::NoSheets);
        }
        let paths = layout::sheet_paths(&bytes)?;
        Ok(Self { book, bytes, sheets, paths, package, columns: limits.columns })
    }

    fn name(&self, sheet: usize) -> &str {
        self.sheets.get(sheet).and_then(|sheet| sheet.name.as_deref()).unwrap_or_default()
    }
}

impl Workbook for XlsxBook {
    fn format(&self) -> FileFormat {
        FileFormat::Workbook(Book::Xlsx, epoch(&self.book))
    }

    fn sheets(&self) -> Vec<FileSheet> {
        self.sheets.clone()
    }

    fn count(&self) -> u64 {
        self.package.rows
    }

    fn rows(&mut self, sheet: usize, gate: &mut Gate<'_>) -> Result<()> {
        let name = self.name(sheet).to_owned();
        if let Some(cell) = self.paths.get(&name).and_then(|path| self.package.uncalculated.get(path)) {
            return Err(gate.fault(SheetError::Uncalculated { sheet: name, cell: cell.clone() }));
        }
        let epoch = epoch(&self.book);
        let reader = guarded(|| self.book.worksheet_cells_reader(&name).map_err(|error| bad(&error)));
        let mut reader = reader.map_err(|bad| gate.fault(bad))?;
        let formats: Vec<NumberFormat> = reader.styles().iter().map(format).collect();
        let plain = NumberFormat::default();
        let mut rows = RowBuilder::default();
        loop {
            let cell = guarded(|| reader.next_cell_with_style_id().map_err(|error| bad_cell(&name, rows.row(), error)));
            let Some((cell, style)) = cell.map_err(|bad| gate.fault(bad))? else { return rows.end(gate) };
            let raw = raw(cell.get_value(), formats.get(style).unwrap_or(&plain), epoch);
            let (row, column) = cell.get_position();
            rows.put(gate, place(row) + 1, place(column), raw)?;
        }
    }

    fn layout(&mut self, sheet: usize) -> Result<Layout, SheetError> {
        match self.paths.get(self.name(sheet)) {
            Some(path) => layout::of_sheet(&package::part(&self.bytes, path)?, self.columns),
            None => Ok(Layout::default()),
        }
    }
}

fn epoch(book: &Xlsx<Cursor<Arc<[u8]>>>) -> Epoch {
    if book.has_1904_epoch() { Epoch::Of1904 } else { Epoch::Of1900 }
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX - 1)
}

fn bad_cell(sheet: &str, row: usize, error: XlsxError) -> SheetError {
    match error {
        XlsxError::CellError(value) => SheetError::ErrorValue { sheet: sheet.to_owned(), row, value },
        error => bad(&error),
    }
}

fn bad(error: &XlsxError) -> SheetError {
    match error {
        XlsxError::Password => SheetError::Password,
        error => SheetError::Damaged { problem: error.to_string() },
    }
}

/// The format of a style; of those that are built in the reader knows the code of some.
fn format(style: &Style) -> NumberFormat {
    match &style.number_format {
        Some(format) if format.format_code == "General" => NumberFormat::built_in(format.format_id.unwrap_or_default()),
        Some(format) => NumberFormat::of_code(&format.format_code),
        None => NumberFormat::default(),
    }
}

fn raw(value: &DataRef<'_>, format: &NumberFormat, epoch: Epoch) -> Raw {
    match value {
        DataRef::Empty => Raw::Empty,
        DataRef::String(text) => words(text),
        DataRef::SharedString(text) => words(text),
        DataRef::Float(number) => shown::raw(*number, format, epoch),
        DataRef::Int(number) => match i32::try_from(*number) {
            Ok(number) => shown::raw(f64::from(number), format, epoch),
            Err(_) => Raw::Number(number.to_string()),
        },
        DataRef::Bool(flag) => Raw::Flag(*flag),
        DataRef::DateTime(moment) => shown::raw(moment.as_f64(), format, epoch),
        DataRef::DateTimeIso(text) => shown::iso(text, format),
        DataRef::DurationIso(text) => Raw::Other(text.clone()),
        DataRef::Error(error) => Raw::Other(error.to_string()),
    }
}
