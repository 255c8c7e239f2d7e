//! What can be wrong with a return, beyond its single values.

use super::family;
use crate::domain::catalog::Named;
use crate::domain::quantity::Dimension;
use crate::domain::returns::{Doubt, Impossible};
use crate::domain::{ChangeId, Day, UpdateNo};

family! {
    pub enum FilingError {
        /// Condition `merged` without the project it went into.
        NeedsMergedInto => 2 Mend;
        StrayMergedInto => 2 Mend;
        MergedIntoItself { code: String } => 4 Mend;
        /// Merged into a project that has itself left the counts.
        MergedIntoGone { code: String } => 4 Mend;
        /// Merged with its figures into a work that has none of its own.
        MergedIntoLots { code: String } => 4 Mend;
        /// A base of a part, which has its share of what the work it was split from stood at.
        BaseOfPart { code: String, from: String, day: Day } => 4 Mend;
        /// Figures that stay, of a return that merges nothing.
        StrayFiguresStay => 2 Mend;
        /// A review day on a return that pauses nothing.
        StrayReview => 2 Mend;
        NoChangeWithChanges => 2 Mend;
        Doubtful { code: String, doubt: Doubt, measure: Box<Named>, whole: Box<Named>, dimension: Dimension } => 4 Force;
        Impossible { code: String, impossible: Impossible, measure: Box<Named>, whole: Box<Named>, dimension: Dimension } => 4 Mend;
        UnknownUpdate { no: UpdateNo } => 4 Mend;
        UpdateOfOther { no: UpdateNo, code: String } => 4 Mend;
        UpdateNoLongerCounts { no: UpdateNo, corrected_by: Option<UpdateNo>, undone_by: Option<ChangeId> } => 5 Mend;
    }
}
