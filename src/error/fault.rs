//! What is wrong in the rows and cells of a sheet, as data.

use super::Objection;
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
    /// Say what the columns of somebody else's sheet are.
    Others,
    /// See what the register says by now.
    Look,
}

/// Why a row of a sheet is not taken.
#[derive(Debug)]
pub enum RowError {
    Cell {
        value: String,
        bad: BadCell,
    },
    /// The same column under two headings; counted from 1.
    HeadingTwice {
        places: [usize; 2],
    },
    /// Behind the heading of a quantity, something else than a unit of its dimension; `None`: the row says which.
    HeadingUnit {
        unit: String,
        dimension: Option<Dimension>,
    },
    /// What is computed was altered; `was` is what the register says.
    Computed {
        value: String,
        was: String,
    },
    /// What was stated for good was altered.
    Fixed {
        value: String,
        was: String,
    },
    /// What cannot be emptied was.
    Emptied,
    /// It must be there in a new row.
    Needed,
    /// The row stands in the import already; of another sheet or file, in which.
    RowTwice {
        file: Option<String>,
        line: usize,
    },
    /// The whole file is the same as another of the import.
    FileTwice {
        file: String,
    },
    /// Rows of more states of the register than are kept at hand.
    TooManyVersions {
        most: usize,
    },
    /// A heading of a return sheet that it did not come with.
    HeadingAltered,
    /// It has a version, so it came out of the register, but what it names is not there.
    RowUnknown,
    /// It has a version and no code.
    CodeGone,
    /// No state of the register.
    BadVersion {
        value: String,
        last: ChangeId,
    },
    /// The register changed since the sheet was made.
    Conflict {
        version: ChangeId,
        change: ChangeId,
        by: String,
    },
    /// A row without a code, of a project that has one.
    NameThere {
        code: String,
    },
    /// A row of somebody else's sheet whose name holds that of a project, or is held by it.
    NameNear {
        code: String,
        other: String,
        line: usize,
    },
    /// A heading has one unit, and `--map` says another.
    UnitAgainst {
        own: String,
        said: String,
    },
    /// What was done in the year, of a project whose value when that began is unknown.
    NoBase {
        year: i32,
    },
    /// What was done in the year is not the difference to what stood when it began; `None`: it is more than all that was
    /// ever done.
    NotSinceBase {
        base: Option<i64>,
    },
    /// Another table begins in the middle of somebody else's sheet: other headings, or another unit.
    OtherTable,
    /// A plan is headed by another year than the one looked at.
    YearAgainst {
        named: i32,
        year: i32,
        /// It names no other.
        is_alone: bool,
    },
    /// Names that are known one by one, with something else between them than a sheet has; `cell` is what to type.
    NamesRunTogether {
        value: String,
        cell: String,
    },
    /// Only the day of a return was altered.
    OnlyTheDay,
    /// Of a return sheet: locked, and altered.
    Locked {
        value: String,
        was: String,
    },
    /// Of a return sheet: it says that no return was made, and makes one.
    SaysNot,
    /// Of a return sheet: a day that is not in its period.
    OutsidePeriod {
        first: Day,
        last: Day,
    },
    /// Of a return sheet: the row is of another sheet.
    Foreign {
        value: String,
    },
    Refused(Box<Objection>),
}

impl RowError {
    fn remedy(&self) -> Remedy {
        match self {
            Self::Conflict { .. } => Remedy::Look,
            Self::NameNear { .. } => Remedy::Accept,
            Self::Refused(why) => why.remedy(),
            Self::Cell { .. }
            | Self::HeadingTwice { .. }
            | Self::HeadingUnit { .. }
            | Self::Computed { .. }
            | Self::Fixed { .. }
            | Self::Emptied
            | Self::Needed
            | Self::RowTwice { .. }
            | Self::FileTwice { .. }
            | Self::TooManyVersions { .. }
            | Self::HeadingAltered
            | Self::RowUnknown
            | Self::CodeGone
            | Self::BadVersion { .. }
            | Self::NameThere { .. }
            | Self::UnitAgainst { .. }
            | Self::NoBase { .. }
            | Self::NotSinceBase { .. }
            | Self::OtherTable
            | Self::YearAgainst { .. }
            | Self::NamesRunTogether { .. }
            | Self::OnlyTheDay
            | Self::Locked { .. }
            | Self::SaysNot
            | Self::OutsidePeriod { .. }
            | Self::Foreign { .. } => Remedy::Mend,
        }
    }
}

/// Why a cell of a sheet states nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadCell {
    Quantity {
        bad: BadQuantity,
        dimension: Dimension,
    },
    Day(BadDay),
    Year,
    /// No whole number.
    Number,
    /// Neither yes nor no.
    Flag,
    /// Not one of these.
    Word {
        candidates: Vec<Named>,
    },
    /// Two units for one bare number: behind its heading and in its row.
    TwoUnits {
        heading: String,
        row: String,
    },
    /// An error of a formula, a date with a time, a list where one value should be.
    NotAValue,
}
