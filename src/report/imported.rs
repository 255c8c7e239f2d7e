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
    pub skipped: Vec<SkippedSheet>,
}

/// A sheet of a workbook that was not read.
pub struct SkippedSheet {
    pub name: String,
    pub is_hidden: bool,
}

pub struct ImportedSheet {
    pub sheet: Sheet,
    /// What it is called in a workbook of somebody else.
    pub name: Option<String>,
    /// It is a return sheet.
    pub is_form: bool,
    /// It is somebody else's.
    pub is_others: bool,
    /// The line of its headings; the first and last with data.
    pub heading: usize,
    pub rows: Option<(usize, usize)>,
    /// Headings that name no column: nothing was read under them.
    pub unread: Vec<String>,
    /// What was read of somebody else's sheet, or left out; of ours the lines of sums.
    pub read: OfficeRead,
    /// Rows that are hidden, and were read; whether by a filter.
    pub hidden_rows: Vec<usize>,
    pub is_filtered: bool,
    /// Headings of columns that are hidden, and were read where they are known.
    pub hidden_columns: Vec<String>,
    /// Works registered from such a list before that this one does not name: code, name.
    pub missing: Vec<(String, String)>,
}

impl ImportedSheet {
    /// One of which nothing is to be told.
    pub fn without_rows(sheet: Sheet) -> Self {
        Self {
            sheet,
            name: None,
            is_form: false,
            is_others: false,
            heading: 0,
            rows: None,
            unread: Vec::new(),
            read: OfficeRead::default(),
            hidden_rows: Vec::new(),
            is_filtered: false,
            hidden_columns: Vec::new(),
            missing: Vec::new(),
        }
    }
}

/// What the lines of somebody else's sheet came to beside its projects.
#[derive(Clone, Debug, Default)]
pub struct OfficeRead {
    /// How many lines stand below the headings.
    pub lines: usize,
    /// Projects that several rows are lots of: they have no line of their own.
    pub made: usize,
    /// Lines that are no rows, each with its reason.
    pub left_out: Vec<(usize, LeftOut)>,
    /// What groups give their rows.
    pub groups: Vec<GroupRead>,
    pub wrong_sums: Vec<WrongSum>,
    /// How many lines of sums agree with what they sum.
    pub right_sums: usize,
    /// Lines whose words under a percentage went to the progress text.
    pub moved: Vec<usize>,
    /// The headings under which it says 待定, and the lines: nothing is known of them yet.
    pub undecided: Vec<(String, Vec<usize>)>,
}

/// Why a line is no row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum LeftOut {
    /// It heads a group.
    Group,
    Sums,
    /// 其中：市级资金
    OfWhich,
    ColumnNumbers,
    /// The headings once more, or more of them.
    Headings,
    /// A note, or those who sign.
    Note,
    Nameless,
    /// `--leave`
    AsTold,
}

/// What a group gives its rows.
#[derive(Clone, Debug)]
pub struct GroupRead {
    pub line: usize,
    pub name: String,
    pub column: Column,
    pub value: String,
}

/// A sum that is not what it sums.
#[derive(Clone, Debug)]
pub struct WrongSum {
    pub line: usize,
    /// What the line says: 小计.
    pub name: String,
    pub column: Column,
    pub stated: Cell,
    pub found: Cell,
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
    /// As it stands in the sheet of somebody else, where that is put otherwise.
    pub written: Option<String>,
}
