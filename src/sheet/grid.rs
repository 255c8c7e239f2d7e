//! What stands in a file, whatever its format: sheets of rows of raw cells.

use std::collections::BTreeSet;

use crate::domain::day::{Day, DueDay};

/// A cell as it stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Raw {
    Empty,
    /// As it stands; in CSV a formula guard is still on it.
    Text(String),
    /// A number of a workbook or of JSON, as its shortest exact decimal.
    Number(String),
    /// A number of a workbook that its format shows in percent, as it is shown: 45 for 0.45.
    Percent(String),
    /// A number of a workbook that its format shows divided, as it is stored: 30000000 shown as 3000万.
    Scaled {
        digits: String,
        /// By this power of ten: 4 for 万.
        by: u32,
        /// Whether the format names what it divides by: 万, 亿.
        is_named: bool,
    },
    /// A date of a workbook.
    Day(Day),
    /// A date of a workbook that its format shows to the month or the year.
    Due(DueDay),
    Flag(bool),
    /// A list of JSON.
    List(Vec<String>),
    /// What cannot be a value: `#REF!`, an object of JSON.
    Other(String),
}

/// A row with something in it, and where: the line of a CSV file, the row of a sheet, the place in an array of JSON.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    pub number: usize,
    pub cells: Vec<Raw>,
}

/// What a workbook says of a sheet beside its cells; of other files nothing is said.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Layout {
    pub merged: Vec<Area>,
    /// Numbers of rows that are hidden, by hand or by a filter.
    pub hidden_rows: BTreeSet<usize>,
    /// Whether a filter is set on the sheet.
    pub is_filtered: bool,
    /// Places of columns that are hidden, from 0.
    pub hidden_columns: BTreeSet<usize>,
    /// No merged area has more rows; 0: it was not counted.
    pub longest: usize,
}

/// Cells merged into one: rows by their numbers, columns by their places in a row; the last are of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Area {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

impl Layout {
    /// With its areas in order, so that one is found among many.
    #[must_use]
    pub fn ordered(mut self) -> Self {
        self.merged.sort_by_key(|area| area.rows);
        self.longest = self.merged.iter().map(|area| area.rows.1 - area.rows.0 + 1).max().unwrap_or_default();
        self
    }

    /// The area that a cell was merged into.
    #[must_use]
    pub fn area(&self, row: usize, column: usize) -> Option<&Area> {
        let holds = |(first, last): (usize, usize), at: usize| (first..=last).contains(&at);
        let near = match self.longest {
            0 => 0..self.merged.len(),
            longest => {
                let from = self.merged.partition_point(|area| area.rows.0 + longest <= row);
                from..self.merged.partition_point(|area| area.rows.0 <= row)
            }
        };
        let near = self.merged.get(near).unwrap_or_default();
        near.iter().find(|area| holds(area.rows, row) && holds(area.columns, column))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileFormat {
    Csv,
    Workbook(Book, Epoch),
    Json,
}

impl FileFormat {
    #[must_use]
    pub fn is_workbook(self) -> bool {
        self.epoch().is_some()
    }

    /// Where a workbook counts its days from.
    #[must_use]
    pub fn epoch(self) -> Option<Epoch> {
        match self {
            Self::Workbook(_, epoch) => Some(epoch),
            Self::Csv | Self::Json => None,
        }
    }
}

/// The kinds of workbooks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Book {
    Xlsx,
    /// XLSX with its parts in binary.
    Xlsb,
    /// Of Excel 97–2003; WPS writes its own .et in the same way.
    Xls,
    Ods,
}

impl Book {
    /// The ending of its name.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// The day a workbook counts its days from: some that were begun on a Mac have another.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Epoch {
    #[default]
    Of1900,
    Of1904,
}

/// A sheet of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileSheet {
    /// Of a workbook its name, of JSON the key of the array; a CSV file has none.
    pub name: Option<String>,
    pub is_hidden: bool,
}
