//! What can be wrong with an issue (问题) that is raised or closed.

use super::family;
use crate::domain::IssueNo;
use crate::domain::day::Day;

family! {
    pub enum IssueError {
        Unknown { value: String } => 4 Mend;
        Closed { no: IssueNo, closed: Day } => 5 Mend;
        /// Spoken of on a day on which it was not raised yet.
        BeforeRaised { no: IssueNo, day: Day, raised: Day } => 4 Mend;
    }
}
