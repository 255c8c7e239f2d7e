//! What can be wrong with the register file itself.

use super::{Error, family};

use std::path::PathBuf;

use crate::domain::clock::BadClock;
use crate::domain::{ChangeId, PageNo};

family! {
    pub enum RegisterError {
        /// Neither `--db` nor a `haishu.db` in the current folder.
        NotNamed => 1;
        Missing { path: PathBuf } => 1;
        NotARegister { path: PathBuf } => 1;
        Newer { path: PathBuf, found: i64, known: i64 } => 1;
        Older { path: PathBuf, found: i64, known: i64 } => 1;
        ReadOnly { path: PathBuf } => 1;
        /// The disk has no room for what SQLite has to write.
        DiskFull => 1;
        /// Longer than SQLite takes, in bytes, from the root of the file system.
        PathTooLong { path: PathBuf, length: usize, most: usize } => 1;
        Busy { path: PathBuf } => 6;
        /// The words of the trade that this command read were changed before its turn came.
        WordsChanged => 6;
        /// Another file was put in its place while this command waited for its turn.
        Replaced { path: PathBuf } => 6;
        Exists { path: PathBuf } => 5;
        FolderTaken { path: PathBuf } => 5;
        /// What the clock says cannot go on record, or not without somebody who vouches for it.
        Clock(BadClock) => 5;
        /// Triggers, views, tables or indexes that this program did not make: they may alter what is recorded or read.
        Foreign { path: PathBuf, names: Vec<String> } => 1;
        /// The file is a register, but a row in it cannot be read.
        Damaged { what: String } => 1;
        /// The change to come has rows already, which no command recorded.
        RowsOfNoChange { table: &'static str, change: ChangeId } => 1;
        Sqlite { message: String } => 1;
        /// A change was to become part of the ledger, and whether it did has still to be looked for: under this number
        /// there is one with this hash, or not.
        Unsettled { path: PathBuf, change: ChangeId, hash: String, cause: Box<Error> } => 1;
        /// It did not.
        NotRecorded { cause: Box<Error> } => 1;
        /// A change stands in the ledger, and what came after it failed.
        YetRecorded { change: ChangeId, gave: Gave, cause: Box<Error> } => 1;
        /// A signal came while a change was being written; the command ends by it, whatever the status.
        Interrupted => 1;
    }
}

/// What a change gave out, to be told once it is recorded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Gave {
    Nothing,
    /// Numbers or codes, on stdout, a line each.
    Numbers(Vec<String>),
    /// Frozen pages.
    Pages(Vec<PageNo>),
}

impl Gave {
    pub fn number(given: impl std::fmt::Display) -> Self {
        Self::Numbers(vec![given.to_string()])
    }
}
