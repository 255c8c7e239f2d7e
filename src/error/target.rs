//! What can be wrong with a target, or with a value entered for one.

use super::family;
use crate::domain::TargetNo;

family! {
    pub enum TargetError {
        /// A sentence with more than one figure.
        SeveralFigures { figures: Vec<String> } => 4 Mend;
        Unknown { value: String } => 4 Mend;
        /// Its value is counted, not entered.
        Counted { no: TargetNo } => 4 Mend;
        /// It would count a stage and sum a measure.
        CountsAndSums => 4 Mend;
    }
}
