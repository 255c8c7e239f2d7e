//! What can be wrong with the review of returns.

use super::{Objection, family};
use crate::domain::SubmissionNo;

family! {
    pub enum ReviewError {
        /// No submission that waits has this number.
        NotPending { value: String } => 4;
        /// Submissions that can no longer be filed as they are.
        NotAccepted { refused: Vec<NotAccepted> } => 4;
        /// It was switched so already.
        Already { is_on: bool } => 5;
    }
}

/// A submission that is not accepted, and why.
#[derive(Debug)]
pub struct NotAccepted {
    pub no: SubmissionNo,
    /// Of the work.
    pub code: String,
    pub why: Objection,
}
