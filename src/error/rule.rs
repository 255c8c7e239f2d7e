//! What can be wrong with the thresholds of the lights.

use super::family;
use crate::domain::quantity::BadQuantity;
use crate::domain::rules::RuleUnit;

family! {
    pub enum RuleError {
        /// No `KEY=VALUE`.
        Assignment { value: String } => 4;
        Threshold { key: &'static str, value: String, unit: RuleUnit, bad: BadQuantity } => 4;
        /// Yellow would begin beyond red.
        GapsCrossed { yellow: i64, red: i64 } => 4;
    }
}
