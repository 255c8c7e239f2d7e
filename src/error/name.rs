//! What can be wrong with a word that is to name something: a project, a unit, a stage, a tag.

use super::Remedy;
use crate::domain::catalog::Named;

#[derive(Debug)]
pub enum NameError {
    UnknownProject {
        word: String,
        near: Vec<(String, String)>,
    },
    AmbiguousProject {
        word: String,
        candidates: Vec<(String, String)>,
    },
    /// A word that names nothing in a list of words.
    UnknownWord {
        list: WordList,
        value: String,
        candidates: Vec<Named>,
    },
    UnknownUnit {
        value: String,
        candidates: Vec<String>,
    },
    /// A tag that no project and no target has, nor ever had.
    UnknownTag {
        value: String,
        near: Vec<String>,
        /// All there are.
        known: Vec<String>,
    },
    UnitExists {
        name: String,
    },
    UnitTwice {
        name: String,
    },
    /// A unit merged into itself.
    UnitIntoItself {
        name: String,
    },
    CodeUsed {
        code: String,
        name: String,
    },
}

impl NameError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::UnitExists { .. } | Self::CodeUsed { .. } => 5,
            Self::UnknownProject { .. }
            | Self::AmbiguousProject { .. }
            | Self::UnknownWord { .. }
            | Self::UnknownUnit { .. }
            | Self::UnknownTag { .. }
            | Self::UnitTwice { .. }
            | Self::UnitIntoItself { .. } => 4,
        }
    }

    pub(super) fn remedy(&self) -> Remedy {
        match self {
            Self::UnknownUnit { .. } => Remedy::NewUnit,
            Self::UnknownProject { .. }
            | Self::AmbiguousProject { .. }
            | Self::UnknownWord { .. }
            | Self::UnknownTag { .. }
            | Self::UnitExists { .. }
            | Self::UnitTwice { .. }
            | Self::UnitIntoItself { .. }
            | Self::CodeUsed { .. } => Remedy::Mend,
        }
    }
}

/// The lists a word can be looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordList {
    Category,
    Stage,
    Phase,
    Onset,
    Condition,
    Basis,
    Measure,
    Column,
    ClearField,
    Light,
    Rule,
}
