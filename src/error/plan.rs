//! What can be wrong with an annual plan.

use super::family;
use crate::domain::catalog::Named;
use crate::domain::plan::{BadMonths, PlanDoubt};
use crate::domain::quantity::Dimension;

family! {
    pub enum PlanError {
        /// Month points beside no measure, or several.
        MonthsOfOneMeasure => 2 Mend;
        Months { bad: BadMonths, dimension: Dimension } => 4 Mend;
        /// A plan of a percentage is a level at the end of the year, and none is above the whole.
        AboveWhole { measure: Named, value: i64 } => 4 Mend;
        Doubtful {
            code: String,
            year: i32,
            measure: Box<Named>,
            whole: Box<Named>,
            dimension: Dimension,
            value: i64,
            doubt: PlanDoubt,
        } => 4 Force;
    }
}
