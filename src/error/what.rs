//! Which lists a word can be looked up in.

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
