//! What stands in a file, whatever its format: sheets of rows of raw cells.

use crate::domain::day::Day;

/// A cell as it stands in the file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Raw {
    Empty,
    /// As it stands; in CSV a formula guard is still on it.
    Text(String),
    /// A number of a workbook or of JSON, as its shortest exact decimal.
    Number(String),
    /// A date of a workbook.
    Day(Day),
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
