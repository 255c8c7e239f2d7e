//! What the place of a row in the tree of programmes, projects and lots forbids.

use super::Remedy;
use crate::domain::catalog::Named;
use crate::domain::fact::Kind;

#[derive(Debug)]
pub enum TreeError {
    ParentIsItself {
        code: String,
    },
    ParentCycle {
        code: String,
        parent: String,
    },
    ParentKind {
        kind: Kind,
        parent: String,
        parent_kind: Kind,
    },
    ParentCategory {
        parent: String,
        parent_category: Named,
        category: Named,
    },
    LotWithoutParent,
    ProgrammeFiles {
        code: String,
    },
    FiguresFromLots {
        code: String,
    },
    /// `--figures lots` on a project that has none.
    NoLots {
        code: String,
    },
    LotsHaveNoFigures {
        code: String,
    },
    /// Split from a work that has left the counts.
    SplitFromGone {
        code: String,
    },
    /// A share of nothing, or of more than is left, in basis points.
    SplitShare {
        code: String,
        left: i64,
    },
}

impl TreeError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::ParentIsItself { .. }
            | Self::ParentCycle { .. }
            | Self::ParentKind { .. }
            | Self::ParentCategory { .. }
            | Self::LotWithoutParent
            | Self::ProgrammeFiles { .. }
            | Self::FiguresFromLots { .. }
            | Self::NoLots { .. }
            | Self::LotsHaveNoFigures { .. }
            | Self::SplitFromGone { .. }
            | Self::SplitShare { .. } => 4,
        }
    }

    pub(super) fn remedy(&self) -> Remedy {
        match self {
            Self::ParentIsItself { .. }
            | Self::ParentCycle { .. }
            | Self::ParentKind { .. }
            | Self::ParentCategory { .. }
            | Self::LotWithoutParent
            | Self::ProgrammeFiles { .. }
            | Self::FiguresFromLots { .. }
            | Self::NoLots { .. }
            | Self::LotsHaveNoFigures { .. }
            | Self::SplitFromGone { .. }
            | Self::SplitShare { .. } => Remedy::Mend,
        }
    }
}
