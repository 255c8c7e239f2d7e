//! What the place of a row in the tree of programmes, projects and lots forbids.

use super::family;
use crate::domain::catalog::Named;
use crate::domain::day::Day;
use crate::domain::fact::Kind;

family! {
    pub enum TreeError {
        ParentIsItself { code: String } => 4 Mend;
        ParentCycle { code: String, parent: String } => 4 Mend;
        ParentKind { kind: Kind, parent: String, parent_kind: Kind } => 4 Mend;
        ParentCategory { parent: String, parent_category: Named, category: Named } => 4 Mend;
        /// One of the two was of another category before that day.
        OtherCategoryBefore { code: String, from: Day } => 4 Mend;
        LotWithoutParent => 4 Mend;
        ProgrammeFiles { code: String } => 4 Mend;
        FiguresFromLots { code: String } => 4 Mend;
        /// A stage on a project whose stage is that of its lots.
        StageFromLots { code: String } => 4 Mend;
        /// `--figures lots` on a project that has none.
        NoLots { code: String } => 4 Mend;
        LotsHaveNoFigures { code: String } => 4 Mend;
        /// Split from a work that has left the counts.
        SplitFromGone { code: String } => 4 Mend;
        /// A share of nothing, or of more than is left, in basis points.
        SplitShare { code: String, left: i64 } => 4 Mend;
        /// Split into lots, and it has some.
        HasLots { code: String } => 4 Mend;
        /// The shares of the lots of a project do not come to what it has, in basis points.
        SharesLeave { code: String, sum: i64, left: i64 } => 4 Mend;
    }
}
