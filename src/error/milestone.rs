//! What can be wrong with a milestone, the planned start and finish among them.

use super::Remedy;
use crate::domain::catalog::Named;
use crate::domain::day::{Day, DueDay};

#[derive(Debug)]
pub enum MilestoneError {
    Exists {
        code: String,
        name: String,
        due: DueDay,
    },
    Unknown {
        code: String,
        word: String,
        candidates: Vec<String>,
    },
    Met {
        code: String,
        name: String,
        met: Option<DueDay>,
    },
    Unmoved {
        code: String,
        name: String,
        due: DueDay,
    },
    /// The planned start and finish are met by the stage.
    MetByStage {
        code: String,
        name: String,
        stage: Named,
    },
    /// The planned start lies after the planned finish.
    StartAfterFinish {
        /// `None`: of a project that is being registered.
        code: Option<String>,
        start: DueDay,
        finish: DueDay,
        /// The one of the two, `start` or `finish`, that was not spoken of; `None`: both were.
        other: Option<&'static str>,
    },
    /// Spoken of on a day on which it was not raised yet.
    BeforeRaised {
        name: String,
        day: Day,
        raised: Day,
    },
}

impl MilestoneError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::Exists { .. } | Self::Met { .. } => 5,
            Self::Unknown { .. }
            | Self::Unmoved { .. }
            | Self::MetByStage { .. }
            | Self::StartAfterFinish { .. }
            | Self::BeforeRaised { .. } => 4,
        }
    }

    pub(super) fn remedy(&self) -> Remedy {
        match self {
            Self::Exists { .. }
            | Self::Unknown { .. }
            | Self::Met { .. }
            | Self::Unmoved { .. }
            | Self::MetByStage { .. }
            | Self::StartAfterFinish { .. }
            | Self::BeforeRaised { .. } => Remedy::Mend,
        }
    }
}
