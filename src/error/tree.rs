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
    /// A stage on a project whose stage is that of its lots.
    StageFromLots {
        code: String,
    },
    /// `--figures lots` on a project that has none.
    NoLots {
        code: String,
    },
    LotsHaveNoFigures {
        code: String,
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
            | Self::StageFromLots { .. }
            | Self::NoLots { .. }
            | Self::LotsHaveNoFigures { .. } => 4,
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
            | Self::StageFromLots { .. }
            | Self::NoLots { .. }
            | Self::LotsHaveNoFigures { .. } => Remedy::Mend,
        }
    }
}
