//! What can be wrong with a target, or with a value entered for one.

use super::Remedy;
use crate::domain::TargetNo;

#[derive(Debug)]
pub enum TargetError {
    /// A sentence with more than one figure.
    SeveralFigures {
        figures: Vec<String>,
    },
    Unknown {
        value: String,
    },
    /// Its value is counted, not entered.
    Counted {
        no: TargetNo,
    },
    /// It would count a stage and sum a measure.
    CountsAndSums,
}

impl TargetError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::SeveralFigures { .. } | Self::Unknown { .. } | Self::Counted { .. } | Self::CountsAndSums => 4,
        }
    }

    pub(super) fn remedy(&self) -> Remedy {
        match self {
            Self::SeveralFigures { .. } | Self::Unknown { .. } | Self::Counted { .. } | Self::CountsAndSums => {
                Remedy::Mend
            }
        }
    }
}
