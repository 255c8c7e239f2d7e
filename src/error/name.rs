//! What can be wrong with a word that is to name something: a project, a unit, a stage, a tag.

use super::family;
use crate::domain::catalog::Named;

family! {
    pub enum NameError {
        UnknownProject { word: String, near: Vec<(String, String)> } => 4 Mend;
        AmbiguousProject { word: String, candidates: Vec<(String, String)> } => 4 Mend;
        /// A word that names nothing in a list of words.
        UnknownWord { list: WordList, value: String, candidates: Vec<Named> } => 4 Mend;
        UnknownUnit { value: String, candidates: Vec<String> } => 4 NewUnit;
        /// A tag that no project and no target has, nor ever had.
        UnknownTag {
            value: String,
            near: Vec<String>,
            /// All there are.
            known: Vec<String>,
        } => 4 Mend;
        /// A 责任领导 whom no project has, nor ever had.
        UnknownLeader {
            value: String,
            near: Vec<String>,
            /// All there are.
            known: Vec<String>,
        } => 4 Mend;
        UnitExists { name: String } => 5 Mend;
        UnitTwice { name: String } => 4 Mend;
        /// A unit merged into itself.
        UnitIntoItself { name: String } => 4 Mend;
        CodeUsed { code: String, name: String } => 5 Mend;
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
    Permit,
}
