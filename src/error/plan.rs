//! What can be wrong with an annual plan.

use super::Remedy;
use crate::domain::catalog::Named;
use crate::domain::plan::{BadMonths, PlanDoubt};
use crate::domain::quantity::Dimension;

#[derive(Debug)]
pub enum PlanError {
    /// Month points beside no measure, or several.
    MonthsOfOneMeasure,
    Months {
        bad: BadMonths,
        dimension: Dimension,
    },
    /// A plan of a percentage is a level at the end of the year, and none is above the whole.
    AboveWhole {
        measure: Named,
        value: i64,
    },
    Doubtful {
        code: String,
        year: i32,
        measure: Named,
        dimension: Dimension,
        value: i64,
        doubt: PlanDoubt,
    },
}

impl PlanError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::MonthsOfOneMeasure => 2,
            Self::Months { .. } | Self::AboveWhole { .. } | Self::Doubtful { .. } => 4,
        }
    }

    pub(super) fn remedy(&self) -> Remedy {
        match self {
            Self::Doubtful { .. } => Remedy::Force,
            Self::MonthsOfOneMeasure | Self::Months { .. } | Self::AboveWhole { .. } => Remedy::Mend,
        }
    }
}
