//! What is wrong in the rows and cells of a sheet, as data.

use super::{Objection, family};
use crate::domain::ChangeId;
use crate::domain::catalog::Named;
use crate::domain::day::{BadDay, Day};
use crate::domain::quantity::{Amount, BadQuantity, Dimension};

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
    /// Have somebody import it who may.
    Right,
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
        NoBase { year: i32, heading: String } => Mend;
        /// What was done in the year is not the difference to what stood when it began; `None`: it is more than all that
        /// was ever done.
        NotSinceBase { base: Option<Amount> } => Mend;
        /// Another table begins in the middle of somebody else's sheet: other headings, or another unit.
        OtherTable => Mend;
        /// A plan is headed by another year than the one looked at.
        YearAgainst {
            heading: String,
            named: i32,
            year: i32,
            /// It names no other.
            is_alone: bool,
        } => Mend;
        /// A row of CSV in which a comma within a number may have made two cells of one.
        MayBeThousands { value: String, plain: String, line: usize } => Mend;
        /// One heading over several columns that are all filled; they by their letters.
        HeadingOverSeveral { heading: String, columns: (String, String) } => Mend;
        /// A row of CSV with more cells than there are headings.
        MoreCells { cells: usize, headings: usize } => Mend;
        /// Names that are known one by one, with something else between them than a sheet has; `cell` is what to type.
        NamesRunTogether { value: String, cell: String } => Mend;
        /// More units than are named: 区水利局等.
        UnitsNotAll { value: String } => Mend;
        /// A unit with something else beside it: 区水利局（张三）; and the unit alone.
        UnitWithMore { value: String, unit: String } => Mend;
        /// Of somebody else's sheet: one name merged over rows of which no column says which lot each is.
        MergedName { first: usize } => Mend;
        /// One figure merged over several rows: of the first alone?
        MergedFigure { first: usize, last: usize } => Mend;
        /// A row that says something, of nobody knows what.
        NamelessRow { line: usize, says: Vec<String> } => Mend;
        /// A line that may head those below it, or be a project.
        GroupOrProject { line: usize } => Mend;
        /// A part of the row above (其中) that may be a lot of it, or of its money.
        UnclearPart { line: usize } => Mend;
        /// The figures of a project are neither those of its lots together nor all there is.
        LotsDiffer { line: usize, heading: String, own: Amount, lots: Amount, dimension: Dimension } => Mend;
        /// A part of a lot.
        BelowALot => Mend;
        /// A sign instead of a word: `..`.
        UnclearSign { value: String } => Mend;
        /// Blank cells that may stand for the one above: in this row and so many others.
        BlankBelow { heading: String, line: usize, others: usize } => Mend;
        /// A unit that may be another by a shorter name.
        UnitNear { value: String, other: String, is_registered: bool } => Mend;
        /// Two rows of one name; the column in which they differ, as it heads the sheet, with what it has.
        NameTwice { first: usize, line: usize, differs: Option<(String, String, String)> } => Mend;
        /// The sheet is the form of one project: labels beside values.
        Form => Mend;
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
    /// A number of a workbook that may be a percentage as typed, or the share that a cell shown in percent holds.
    Share { percent: String, share: String },
    /// A number of a workbook that its format shows divided, without saying by what.
    Divided { stored: String, shown: String },
    /// An error of a formula, a date with a time, a list where one value should be.
    NotAValue,
}
