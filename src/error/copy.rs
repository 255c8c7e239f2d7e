//! What can be wrong with a copy of a register: where it is to go, and what it holds.

use super::family;

use std::path::PathBuf;

use crate::domain::change::HistoryFault;

family! {
    pub enum CopyError {
        /// A copy of a register, or what is to replace it, is the register itself, be it by another name.
        Itself { path: PathBuf } => 5;
        /// Something is where a new file is to appear; nothing is ever overwritten.
        Exists { path: PathBuf } => 5;
        /// Something is where a register is to be put back.
        Taken { path: PathBuf } => 5;
        /// It is not as this program made it; what is wrong with it.
        Unsound { path: PathBuf, faults: Vec<HistoryFault> } => 1;
        /// A backup is scheduled with what only a report has.
        NotAPage => 2;
        /// A copy was made, but one that is no longer to be kept could not be removed.
        NotRemoved { made: PathBuf, path: PathBuf, cause: std::io::Error } => 1;
    }
}
