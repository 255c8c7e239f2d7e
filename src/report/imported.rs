//! What an import does, or would do: row by row, each field as it was and as it is stated.

use super::model::{Cell, Column};
use super::sheets::Sheet;
use crate::domain::day::Day;
use crate::domain::returns::Warning;

/// What came of the files of an import.
#[derive(Default)]
pub struct Imported {
    pub files: Vec<ImportedFile>,
    /// The first rows that state something.
    pub items: Vec<Item>,
    /// Units registered on the way.
    pub new_units: Vec<String>,
    /// So many further ones.
    pub more: i64,
    pub counts: Counts,
}

pub struct ImportedFile {
    pub name: String,
    /// `xlsx`, `json`, or the encoding of a CSV.
    pub format: &'static str,
    pub sheets: Vec<ImportedSheet>,
    /// Sheets that are none of ours: nothing was read of them.
    pub skipped: Vec<String>,
}

pub struct ImportedSheet {
    pub sheet: Sheet,
    /// What it is called in a workbook of somebody else.
    pub name: Option<String>,
    /// It is a return sheet.
    pub is_form: bool,
    /// The line of its headings; the first and last with data.
    pub heading: usize,
    pub rows: Option<(usize, usize)>,
    /// Headings that name no column: nothing was read under them.
    pub unread: Vec<String>,
    /// Lines that are no rows: sums, and in somebody else's sheet those that name no project.
    pub left_out: Vec<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    pub added: i64,
    pub changed: i64,
    pub unchanged: i64,
    /// Rows of a return sheet that nobody filled.
    pub not_returned: i64,
    pub wrong: i64,
}

/// A row that states something.
pub struct Item {
    pub is_new: bool,
    pub sheet: Sheet,
    pub line: usize,
    pub code: String,
    pub name: String,
    /// The day of the return it files, if it files one; and that of the last.
    pub return_day: Option<Day>,
    pub last_return: Option<Day>,
    /// The return says that nothing has changed.
    pub no_change: bool,
    pub diffs: Vec<Diff>,
    /// What stood in the row already and is part of the return it files.
    pub kept: Vec<Column>,
    /// What stood when the year began, filed with it as of the day before.
    pub base: Option<(Day, Cell)>,
    /// What is hard to believe of the return, and recorded all the same.
    pub warnings: Vec<Warning>,
    /// Numbers with the tail of a division, as the file has them: they were rounded.
    pub rounded: Vec<(Column, String)>,
    /// Where there are several.
    pub file: Option<String>,
}

pub struct Diff {
    pub column: Column,
    pub was: Cell,
    /// [`Cell::Nothing`]: emptied.
    pub is: Cell,
}
