//! Why a file as a whole is not taken in. What is wrong in its rows is in `fault`, in its headings in `headings`.

use std::collections::BTreeSet;

use super::{Fault, Remedy};
use crate::domain::ChangeId;

#[derive(Debug)]
pub enum ImportError {
    /// A return sheet without the hidden page that says whose it is.
    FormWithoutNote { file: String },
    /// `--sheet` names none of these.
    NoSuchSheet { file: String, sheet: String, sheets: Vec<String> },
    /// Sheets of somebody else in which nothing was found to be a project.
    NothingRead,
    /// Rows without a code or number, of a file that was imported before.
    FileTaken { file: String, change: ChangeId },
    /// A return sheet that was imported before.
    FormTaken { file: String, change: ChangeId },
    /// Rows of a file were not taken: how many faults there are, how many of them are conflicts, the first of them,
    /// which are told by then, and what can be done.
    NotImported { wrong: i64, conflicts: i64, faults: Vec<Fault>, remedies: BTreeSet<Remedy> },
}

impl ImportError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::FormWithoutNote { .. } | Self::NoSuchSheet { .. } | Self::NothingRead => 4,
            Self::FileTaken { .. } | Self::FormTaken { .. } => 5,
            Self::NotImported { wrong, conflicts, .. } => {
                if wrong == conflicts {
                    5
                } else {
                    4
                }
            }
        }
    }
}
