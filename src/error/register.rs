//! What can be wrong with the register file itself.

use super::family;

use std::path::PathBuf;

use crate::domain::ChangeId;

family! {
    pub enum RegisterError {
        /// Neither `--db` nor a `haishu.db` in the current folder.
        NotNamed => 1;
        Missing { path: PathBuf } => 1;
        NotARegister { path: PathBuf } => 1;
        Newer { path: PathBuf, found: i64, known: i64 } => 1;
        Older { path: PathBuf, found: i64, known: i64 } => 1;
        ReadOnly { path: PathBuf } => 1;
        Busy { path: PathBuf } => 6;
        Exists { path: PathBuf } => 5;
        FolderTaken { path: PathBuf } => 5;
        /// The file is a register, but a row in it cannot be read.
        Damaged { what: String } => 1;
        /// The change to come has rows already, which no command recorded.
        RowsOfNoChange { table: &'static str, change: ChangeId } => 1;
        Sqlite { message: String } => 1;
    }
}
