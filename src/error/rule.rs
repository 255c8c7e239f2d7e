//! What can be wrong with the thresholds of the lights.

use crate::domain::quantity::BadQuantity;
use crate::domain::rules::RuleUnit;

#[derive(Debug)]
pub enum RuleError {
    /// No `KEY=VALUE`.
    Assignment {
        value: String,
    },
    Threshold {
        key: &'static str,
        value: String,
        unit: RuleUnit,
        bad: BadQuantity,
    },
    /// Yellow would begin beyond red.
    GapsCrossed {
        yellow: i64,
        red: i64,
    },
}

impl RuleError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::Assignment { .. } | Self::Threshold { .. } | Self::GapsCrossed { .. } => 4,
        }
    }
}
