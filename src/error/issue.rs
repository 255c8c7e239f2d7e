//! What can be wrong with an issue (问题) that is raised or closed.

use super::Remedy;
use crate::domain::IssueNo;
use crate::domain::day::Day;

#[derive(Debug)]
pub enum IssueError {
    Unknown {
        value: String,
    },
    Closed {
        no: IssueNo,
        closed: Day,
    },
    /// Spoken of on a day on which it was not raised yet.
    BeforeRaised {
        no: IssueNo,
        day: Day,
        raised: Day,
    },
}

impl IssueError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::Closed { .. } => 5,
            Self::Unknown { .. } | Self::BeforeRaised { .. } => 4,
        }
    }

    pub(super) fn remedy(&self) -> Remedy {
        match self {
            Self::Unknown { .. } | Self::Closed { .. } | Self::BeforeRaised { .. } => Remedy::Mend,
        }
    }
}
