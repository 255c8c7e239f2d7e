//! Why a change is not taken back.

use super::family;
use crate::domain::ChangeId;
use crate::domain::catalog::Named;
use crate::domain::quantity::Dimension;
use crate::domain::returns::Impossible;
use crate::domain::word::WordClash;

family! {
    pub enum UndoError {
        UnknownChange { id: ChangeId } => 4;
        AlreadyVoid { id: ChangeId, by: ChangeId } => 5;
        NothingToUndo { by: String } => 4;
        FirstChangeStays => 4;
        /// Taking it back would give two units one name.
        Clash { id: ChangeId, name: String } => 5;
        /// Taking it back would leave words that cannot stand together.
        WordClash { id: ChangeId, clash: WordClash } => 5;
        /// Taking it back would leave a work with a unit that was split.
        LeavesUnit { id: ChangeId, code: String, unit: String } => 5;
        Blocked { id: ChangeId, blockers: Vec<Blocker> } => 5;
        /// Taking it back would leave figures that cannot be, which these returns state.
        LeavesImpossible {
            id: ChangeId,
            code: String,
            impossible: Impossible,
            measure: Box<Named>,
            whole: Box<Named>,
            dimension: Dimension,
            blockers: Vec<Blocker>,
        } => 4;
    }
}

/// A fact that stands in the way of an undo.
#[derive(Debug, PartialEq, Eq)]
pub struct Blocker {
    pub change: ChangeId,
    pub command: String,
}
