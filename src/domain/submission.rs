//! Submissions (待审填报): returns that wait for the office. They are on record with what they state, and are no facts of
//! a project: nothing folds them, so no figure can have them, until one is accepted and filed as a return.

use super::fact::Update;
use super::{ChangeId, Day, Instant, ProjectId, SubmissionNo, UpdateNo};

/// A return as it was submitted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Submission {
    pub no: SubmissionNo,
    pub project: ProjectId,
    /// The day the figures hold.
    pub day: Day,
    /// What it states; of a correction the whole of the return that is to take the other's place. Its own number is
    /// given when it is accepted.
    pub update: Update,
    /// It was said that its doubtful values are right; why is the reason of its change.
    pub is_forced: bool,
}

/// What became of a submission.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Decision {
    /// Filed as a return with this number.
    Accepted { submission: SubmissionNo, update: UpdateNo },
    /// 退回; why is the reason of its change.
    Returned { submission: SubmissionNo },
}

/// A submission that waits, with who made it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    pub submission: Submission,
    pub change: ChangeId,
    pub by: String,
    pub submitted_at: Instant,
    pub reason: Option<String>,
}

impl Decision {
    pub fn submission(&self) -> SubmissionNo {
        match self {
            Self::Accepted { submission, .. } | Self::Returned { submission } => *submission,
        }
    }
}
