//! What sentences speak of, where that is more than a figure.

use crate::domain::UpdateNo;
use crate::domain::catalog::Label;
use crate::domain::day::Day;
use crate::domain::fact::SetLight;
use crate::domain::quantity::Dimension;

/// A status update as it was filed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filed {
    pub no: UpdateNo,
    pub as_of: Day,
    pub corrects: Option<UpdateNo>,
    pub stage: Option<Label>,
    pub condition: Option<Label>,
    pub merged_into: Option<String>,
    pub no_change: bool,
    pub readings: Vec<(Label, i64, Dimension)>,
    pub review_day: Option<Day>,
    pub light: Option<SetLight>,
    pub progress: Option<String>,
    pub problem: Option<String>,
    pub ask: Option<String>,
    pub next_step: Option<String>,
}

/// Which figure of a measure is spoken of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Figure {
    /// What was read.
    Value,
    /// What there is in all.
    Total,
    /// The plan of the year.
    Plan,
}

/// The projects that left the counts in one way; in fen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftGroup {
    /// cancelled, merged, withdrawn
    pub code: &'static str,
    pub condition: Label,
    pub projects: i64,
    /// Lots that left while their project stays.
    pub lots: i64,
    pub plan: i64,
    pub done: i64,
}
