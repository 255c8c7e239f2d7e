//! How much of a file is read at most. Every row of every format goes through `Gate`, which keeps to it.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::grid::{Line, Raw};
use crate::error::{Error, FileError, Result, SheetError};

pub(super) const MIB: u64 = 1 << 20;

/// The bytes of a file; `None`: there are more than so many mebibytes.
pub(super) fn read_within(path: &Path, most_mib: u64) -> Result<Option<Vec<u8>>> {
    let failed = |cause| Error::from(FileError::Io { path: path.to_owned(), cause });
    let file = std::fs::File::open(path).map_err(failed)?;
    let most = most_mib * MIB;
    let mut bytes = Vec::new();
    file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// Of the file.
    pub mib: u64,
    /// Of all that is packed into a workbook.
    pub unpacked_mib: u64,
    /// Of a workbook, in its zip.
    pub parts: usize,
    /// Of a workbook: some formats are gone through from the start for each.
    pub sheets: usize,
    /// With something in them, on one sheet.
    pub rows: usize,
    pub columns: usize,
    /// Characters of a cell: the most a cell of Excel can hold.
    pub chars: usize,
    /// All text of one sheet; a workbook says a long text once and refers to it from any number of cells.
    pub text_mib: u64,
    /// Lines of one record of CSV; more of them mean a quote that was never closed.
    pub span: usize,
}

pub(super) const LIMITS: Limits = Limits {
    mib: 256,
    unpacked_mib: 256,
    parts: 2_000,
    sheets: 255,
    rows: 200_000,
    columns: 200,
    chars: 32_767,
    text_mib: 256,
    span: 1_000,
};

/// Hands on the rows of a sheet that have something in them, and holds them to the limits.
pub(super) struct Gate<'a> {
    pub limits: &'a Limits,
    path: PathBuf,
    sheet: Option<String>,
    /// What to call the columns in a fault; letters where there are no names.
    columns: Vec<String>,
    rows: usize,
    text: u64,
    each: &'a mut dyn FnMut(Line) -> Result<()>,
}

impl<'a> Gate<'a> {
    pub(super) fn new(
        limits: &'a Limits,
        path: PathBuf,
        sheet: Option<String>,
        each: &'a mut dyn FnMut(Line) -> Result<()>,
    ) -> Self {
        Self { limits, path, sheet, columns: Vec::new(), rows: 0, text: 0, each }
    }

    pub(super) fn name_columns(&mut self, names: &[String]) {
        self.columns = names.to_vec();
    }

    pub(super) fn fault(&self, why: SheetError) -> Error {
        Error::Sheet { path: self.path.clone(), why }
    }

    /// That a row is not where it should be.
    pub(super) fn damaged(&self, row: usize) -> Error {
        let sheet = self.sheet.as_deref().unwrap_or_default();
        self.fault(SheetError::Damaged { problem: format!("{sheet}: {row}") })
    }

    /// A cell is put in its place in a row; an empty one takes no room.
    pub(super) fn put(&self, cells: &mut Vec<Raw>, row: usize, at: usize, cell: Raw) -> Result<()> {
        if cell == Raw::Empty {
            return Ok(());
        }
        let most = self.limits.columns;
        if at >= most {
            return Err(self.fault(SheetError::TooManyColumns { sheet: self.sheet.clone(), row, most }));
        }
        if cells.len() <= at {
            cells.resize(at + 1, Raw::Empty);
        }
        if let Some(place) = cells.get_mut(at) {
            *place = cell;
        }
        Ok(())
    }

    pub(super) fn pass(&mut self, number: usize, cells: Vec<Raw>) -> Result<()> {
        if cells.is_empty() {
            return Ok(());
        }
        self.rows += 1;
        if self.rows > self.limits.rows {
            return Err(self.fault(SheetError::TooManyRows { sheet: self.sheet.clone(), most: self.limits.rows }));
        }
        for (at, cell) in cells.iter().enumerate() {
            self.text = self.text.saturating_add(bytes(cell));
            if is_longer(cell, self.limits.chars) {
                let column = self.columns.get(at).cloned().unwrap_or_else(|| letters(at));
                let (sheet, most) = (self.sheet.clone(), self.limits.chars);
                return Err(self.fault(SheetError::CellTooLong { sheet, row: number, column, most }));
            }
        }
        if self.text > self.limits.text_mib * MIB {
            let (sheet, most_mib) = (self.sheet.clone(), self.limits.text_mib);
            return Err(self.fault(SheetError::TooMuchText { sheet, most_mib }));
        }
        (self.each)(Line { number, cells })
    }
}

/// The texts of a cell.
fn texts(cell: &Raw) -> &[String] {
    match cell {
        Raw::Text(text)
        | Raw::Number(text)
        | Raw::Percent(text)
        | Raw::Scaled { digits: text, .. }
        | Raw::Other(text) => std::slice::from_ref(text),
        Raw::List(texts) => texts,
        Raw::Empty | Raw::Day(_) | Raw::Due(_) | Raw::Flag(_) => &[],
    }
}

fn bytes(cell: &Raw) -> u64 {
    texts(cell).iter().map(|text| text.len() as u64).sum()
}

fn is_longer(cell: &Raw, most: usize) -> bool {
    // counting characters is only worth it where the bytes could be too many
    let bytes: usize = texts(cell).iter().map(String::len).sum();
    bytes > most && texts(cell).iter().map(|text| text.chars().count()).sum::<usize>() > most
}

/// What a spreadsheet calls a column: A, B, … Z, AA, …
pub fn letters(mut at: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + u8::try_from(at % 26).unwrap_or_default()));
        match (at / 26).checked_sub(1) {
            Some(rest) => at = rest,
            None => return letters.iter().rev().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters() {
        for (at, name) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(at), name);
        }
    }
}
