//! What is wrong in the rows and cells of a sheet, as data.

use super::{Objection, family};
use crate::domain::ChangeId;
use crate::domain::catalog::Named;
use crate::domain::day::{BadDay, Day};
use crate::domain::quantity::{BadQuantity, Dimension};

/// What is wrong in a sheet, and where.
#[derive(Debug)]
pub struct Fault {
    pub file: String,
    pub line: usize,
    /// The heading as it stands in the file.
    pub column: Option<String>,
    pub why: RowError,
}

impl Fault {
    /// The register changed since.
    pub fn is_conflict(&self) -> bool {
        matches!(self.why, RowError::Conflict { .. })
    }

    pub fn remedy(&self) -> Remedy {
        self.why.remedy()
    }
}

/// What lets a sheet in that was not taken.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Remedy {
    /// Put the sheet right.
    Mend,
    /// Say why.
    Reason,
    /// Put the value right, or say that it is.
    Force,
    /// Put the name right, or say that the unit is new.
    NewUnit,
    /// Put the name right, or say that the row is a project of its own.
    Accept,
    /// See what the register says by now.
    Look,
}

family! {
    /// Why a row of a sheet is not taken.
    pub enum RowError or Refused(Box<Objection>) {
        Cell { value: String, bad: BadCell } => Mend;
        /// The same column under two headings; counted from 1.
        HeadingTwice { places: [usize; 2] } => Mend;
        /// Behind the heading of a quantity, something else than a unit of its dimension; `None`: the row says which.
        HeadingUnit { unit: String, dimension: Option<Dimension> } => Mend;
        /// What is computed was altered; `was` is what the register says.
        Computed { value: String, was: String } => Mend;
        /// What was stated for good was altered.
        Fixed { value: String, was: String } => Mend;
        /// What cannot be emptied was.
        Emptied => Mend;
        /// It must be there in a new row.
        Needed => Mend;
        /// The row stands in the import already; of another sheet or file, in which.
        RowTwice { file: Option<String>, line: usize } => Mend;
        /// The whole file is the same as another of the import.
        FileTwice { file: String } => Mend;
        /// Rows of more states of the register than are kept at hand.
        TooManyVersions { most: usize } => Mend;
        /// A heading of a return sheet that it did not come with.
        HeadingAltered => Mend;
        /// It has a version, so it came out of the register, but what it names is not there.
        RowUnknown => Mend;
        /// It has a version and no code.
        CodeGone => Mend;
        /// No state of the register.
        BadVersion { value: String, last: ChangeId } => Mend;
        /// The register changed since the sheet was made.
        Conflict { version: ChangeId, change: ChangeId, by: String } => Look;
        /// A row without a code, of a project that has one.
        NameThere { code: String } => Mend;
        /// A row of somebody else's sheet whose name holds that of a project, or is held by it.
        NameNear { code: String, other: String, line: usize } => Accept;
        /// A heading has one unit, and `--map` says another.
        UnitAgainst { own: String, said: String } => Mend;
        /// What was done in the year, of a project whose value when that began is unknown.
        NoBase { year: i32 } => Mend;
        /// What was done in the year is not the difference to what stood when it began; `None`: it is more than all that
        /// was ever done.
        NotSinceBase { base: Option<i64> } => Mend;
        /// Another table begins in the middle of somebody else's sheet: other headings, or another unit.
        OtherTable => Mend;
        /// A plan is headed by another year than the one looked at.
        YearAgainst {
            named: i32,
            year: i32,
            /// It names no other.
            is_alone: bool,
        } => Mend;
        /// Names that are known one by one, with something else between them than a sheet has; `cell` is what to type.
        NamesRunTogether { value: String, cell: String } => Mend;
        /// Only the day of a return was altered.
        OnlyTheDay => Mend;
        /// Of a return sheet: locked, and altered.
        Locked { value: String, was: String } => Mend;
        /// Of a return sheet: it says that no return was made, and makes one.
        SaysNot => Mend;
        /// Of a return sheet: a day that is not in its period.
        OutsidePeriod { first: Day, last: Day } => Mend;
        /// Of a return sheet: the row is of another sheet.
        Foreign { value: String } => Mend;
    }
}

/// Why a cell of a sheet states nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadCell {
    /// No quantity of what the column is counted in.
    Quantity { bad: BadQuantity, dimension: Dimension },
    /// No day.
    Day(BadDay),
    /// No year.
    Year,
    /// No whole number.
    Number,
    /// Neither yes nor no.
    Flag,
    /// Not one of these.
    Word { candidates: Vec<Named> },
    /// Two units for one bare number: behind its heading and in its row.
    TwoUnits { heading: String, row: String },
    /// An error of a formula, a date with a time, a list where one value should be.
    NotAValue,
}
