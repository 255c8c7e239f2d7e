//! What can be wrong with a return, beyond its single values.

use super::Remedy;
use crate::domain::catalog::Named;
use crate::domain::quantity::Dimension;
use crate::domain::returns::{Doubt, Impossible};
use crate::domain::{ChangeId, UpdateNo};

#[derive(Debug)]
pub enum FilingError {
    /// Condition `merged` without the project it went into.
    NeedsMergedInto,
    StrayMergedInto,
    MergedIntoItself {
        code: String,
    },
    /// Merged into a project that has itself left the counts.
    MergedIntoGone {
        code: String,
    },
    /// Merged with its figures into a work that has none of its own.
    MergedIntoLots {
        code: String,
    },
    /// Figures that stay, of a return that merges nothing.
    StrayFiguresStay,
    /// A review day on a return that pauses nothing.
    StrayReview,
    NoChangeWithChanges,
    Doubtful {
        code: String,
        doubt: Doubt,
        measure: Named,
        dimension: Dimension,
    },
    Impossible {
        code: String,
        impossible: Impossible,
        measure: Named,
        dimension: Dimension,
    },
    UnknownUpdate {
        no: UpdateNo,
    },
    UpdateOfOther {
        no: UpdateNo,
        code: String,
    },
    UpdateNoLongerCounts {
        no: UpdateNo,
        corrected_by: Option<UpdateNo>,
        undone_by: Option<ChangeId>,
    },
}

impl FilingError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::NeedsMergedInto
            | Self::StrayMergedInto
            | Self::StrayFiguresStay
            | Self::StrayReview
            | Self::NoChangeWithChanges => 2,
            Self::MergedIntoItself { .. }
            | Self::MergedIntoGone { .. }
            | Self::MergedIntoLots { .. }
            | Self::Doubtful { .. }
            | Self::Impossible { .. }
            | Self::UnknownUpdate { .. }
            | Self::UpdateOfOther { .. } => 4,
            Self::UpdateNoLongerCounts { .. } => 5,
        }
    }

    pub(super) fn remedy(&self) -> Remedy {
        match self {
            Self::Doubtful { .. } => Remedy::Force,
            Self::NeedsMergedInto
            | Self::StrayMergedInto
            | Self::MergedIntoItself { .. }
            | Self::MergedIntoGone { .. }
            | Self::MergedIntoLots { .. }
            | Self::StrayFiguresStay
            | Self::StrayReview
            | Self::NoChangeWithChanges
            | Self::Impossible { .. }
            | Self::UnknownUpdate { .. }
            | Self::UpdateOfOther { .. }
            | Self::UpdateNoLongerCounts { .. } => Remedy::Mend,
        }
    }
}
