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
}

/// Cells merged into one: rows by their numbers, columns by their places in a row; the last are of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Area {
    pub rows: (usize, usize),
    pub columns: (usize, usize),
}

impl Layout {
    /// The area that a cell was merged into.
    #[must_use]
    pub fn area(&self, row: usize, column: usize) -> Option<&Area> {
        let holds = |(first, last): (usize, usize), at: usize| (first..=last).contains(&at);
        self.merged.iter().find(|area| holds(area.rows, row) && holds(area.columns, column))
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FileFormat {
    Csv,
    Xlsx,
    Json,
}

/// A sheet of a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileSheet {
    /// Of a workbook its name, of JSON the key of the array; a CSV file has none.
    pub name: Option<String>,
    pub is_hidden: bool,
}
