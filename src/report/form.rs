//! The return sheet (填报表): a unit's projects, what was returned last, and the cells it is to fill for a period.

use super::model::{Cell, Column, Header, Sentence};
use crate::domain::catalog::Named;
use crate::domain::day::Day;
use crate::domain::period::Cadence;

/// A return sheet, ready to be written.
pub struct Form {
    pub header: Header,
    /// Whose it is; `None`: of all units.
    pub unit: Option<String>,
    pub first: Day,
    pub last: Day,
    pub cadence: Cadence,
    /// Of which state of the register it is, as every row says.
    pub version: String,
    pub columns: Vec<FormColumn>,
    pub rows: Vec<FormRow>,
    /// The stages of each category.
    pub stages: Vec<Vec<Named>>,
    pub conditions: Vec<Named>,
    /// What the headings mean, one a column that is to be filled.
    pub notes: Vec<Sentence>,
}

pub struct FormColumn {
    pub column: Column,
    pub part: Part,
}

/// Who a column of a return sheet is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// What the register knows: to be read, locked.
    Known,
    /// What was returned last: to be read beside what is to be filled, locked.
    Last,
    /// To be filled.
    Fill,
    /// For the program, when the sheet comes back: hidden, locked.
    Hidden,
}

pub struct FormRow {
    /// One for each column; of those to be filled, [`Cell::Nothing`].
    pub cells: Vec<Cell>,
    /// Which of the lists of stages is this row's.
    pub stages: usize,
}
