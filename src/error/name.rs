//! What can be wrong with a word that is to name something: a project, a unit, a stage, a tag.

use super::family;
use crate::domain::catalog::Named;
use crate::domain::day::Day;

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
        /// A new unit that may be one there is.
        UnitNear { value: String, near: Vec<String> } => 4 Mend;
        /// A unit that was split on a day, into these.
        UnitGone { value: String, from_day: Day, into: Vec<String> } => 4 Mend;
        UnitTwice { name: String } => 4 Mend;
        /// A unit split into one.
        UnitSplitInOne { name: String } => 4 Mend;
        /// A work given to a unit that did not come of the split.
        UnitNoPart { value: String, into: Vec<String> } => 4 Mend;
        /// A work that is not of the unit that is split.
        NotOfUnit { code: String, unit: String } => 4 Mend;
        /// Works of a unit that is split, given to none of those that come of it.
        UnitWorksLeft { name: String, works: Vec<(String, String)>, into: Vec<String> } => 4 Mend;
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
