//! Why a change is not taken back.

use crate::domain::ChangeId;
use crate::domain::catalog::Named;
use crate::domain::quantity::Dimension;
use crate::domain::returns::Impossible;

#[derive(Debug)]
pub enum UndoError {
    UnknownChange {
        id: ChangeId,
    },
    AlreadyVoid {
        id: ChangeId,
        by: ChangeId,
    },
    NothingToUndo {
        by: String,
    },
    FirstChangeStays,
    /// Taking it back would give two units one name.
    Clash {
        id: ChangeId,
        name: String,
    },
    Blocked {
        id: ChangeId,
        blockers: Vec<Blocker>,
    },
    /// Taking it back would leave figures that cannot be.
    LeavesImpossible {
        id: ChangeId,
        code: String,
        impossible: Impossible,
        measure: Named,
        dimension: Dimension,
        /// The returns that state them.
        blockers: Vec<Blocker>,
    },
}

impl UndoError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::UnknownChange { .. }
            | Self::NothingToUndo { .. }
            | Self::FirstChangeStays
            | Self::LeavesImpossible { .. } => 4,
            Self::AlreadyVoid { .. } | Self::Clash { .. } | Self::Blocked { .. } => 5,
        }
    }
}

/// A fact that stands in the way of an undo.
#[derive(Debug, PartialEq, Eq)]
pub struct Blocker {
    pub change: ChangeId,
    pub command: String,
}
