//! Which lists a word can be looked up in, and a tag that is in none.

/// The lists a word can be looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
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

/// A tag that no project and no target has, nor ever had.
#[derive(Debug)]
pub struct UnknownTag {
    pub value: String,
    pub near: Vec<String>,
    /// All there are.
    pub known: Vec<String>,
}
