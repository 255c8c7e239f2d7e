//! What can be wrong with a dump that is to become a register again.

use super::family;

use std::path::PathBuf;

use crate::domain::ChangeId;

family! {
    pub enum DumpError {
        /// Its first line is not that of a dump.
        NotADump { path: PathBuf } => 4;
        /// Written in another way than this program knows.
        Format { path: PathBuf, found: i64, known: i64 } => 4;
        /// Of a register of another version.
        Schema { path: PathBuf, found: i64, known: i64 } => 4;
        /// It ends before its end; `line`: the one that is missing.
        Cut { path: PathBuf, line: usize, changes: ChangeId, of: ChangeId } => 4;
        Line { path: PathBuf, line: usize, why: BadLine } => 4;
        /// More changes are asked for than it has.
        Upto { path: PathBuf, upto: ChangeId, changes: ChangeId } => 4;
    }
}

/// Why a line of a dump is not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadLine {
    /// Not an object of one key that says what it is.
    NotAnObject,
    UnknownTable {
        name: String,
    },
    /// Other columns than the table has, or in another order.
    Columns {
        table: &'static str,
        columns: Vec<String>,
    },
    /// Neither a whole number, nor text, nor bytes, nor nothing.
    Value {
        column: String,
    },
    /// A row of another change than the one that comes next, or another change than that.
    OtherChange {
        found: String,
        expected: ChangeId,
    },
    /// The rows of a change do not give its hash; the first of them.
    Hash {
        change: ChangeId,
        first_line: usize,
    },
    /// The head or the end of the dump does not say what the lines between them do.
    NotThis {
        expected: String,
    },
    /// The register does not take the row; SQLite's word for it.
    Refused {
        message: String,
    },
    /// A line behind the last.
    AfterEnd,
}
