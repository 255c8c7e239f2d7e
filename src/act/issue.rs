//! An issue (问题) raised or closed.

use super::text::{optional_passage, passage_in};
use super::{FieldName, Ground, Refusal, Subject, not_before};
use crate::domain::fact::{Body, IssueFact, Level, ProjectFact};
use crate::domain::state::Issue;
use crate::domain::{Day, IssueNo, ProjectId, UnitId};
use crate::error::IssueError;

/// An issue as it is raised.
#[derive(Clone, Debug)]
pub struct StatedIssue {
    pub text: String,
    pub ask: Option<String>,
    /// The unit that has to deal with it.
    pub unit: Option<UnitId>,
    pub level: Level,
    pub due: Option<Day>,
    /// The day it was raised.
    pub on: Option<Day>,
}

/// Raises an issue under a number.
///
/// # Errors
/// Its day lies ahead or before the listing of the project; it is due before it was raised.
pub fn raise(ground: &Ground, subject: &Subject, stated: StatedIssue, no: IssueNo) -> Result<ProjectFact, Refusal> {
    subject.is_judged()?;
    let text = passage_in(FieldName::Issue, &stated.text)?;
    let ask = optional_passage(FieldName::IssueAsk, stated.ask.as_deref())?;
    let on = subject.holds_from(ground, FieldName::Raised, stated.on)?;
    let due = stated.due.map(|due| ground.in_reach(FieldName::IssueDue, not_before(FieldName::IssueDue, due, on)?));
    let due = due.transpose()?;
    let (unit, level) = (stated.unit, stated.level);
    Ok(subject.fact(on, Body::Issue(Box::new(IssueFact { no, text, ask, unit, level, due }))))
}

/// Closes an issue of a project.
///
/// # Errors
/// It is closed, or was not raised by then.
pub fn close(
    ground: &Ground,
    project: ProjectId,
    issue: &Issue,
    outcome: Option<&str>,
    on: Option<Day>,
) -> Result<ProjectFact, Refusal> {
    let (no, raised) = (issue.fact.no, issue.raised);
    let outcome = optional_passage(FieldName::Outcome, outcome)?;
    is_open(issue)?;
    let day = ground.not_ahead(FieldName::Closed, on.unwrap_or(ground.day))?;
    if day < raised {
        return Err(FieldName::Closed.refuses(IssueError::BeforeRaised { no, day, raised }));
    }
    Ok(ProjectFact { project, from_day: day, body: Body::IssueClosed { no, outcome } })
}

/// Refuses an issue that is closed.
pub fn is_open(issue: &Issue) -> Result<(), Refusal> {
    let no = issue.fact.no;
    match issue.closed {
        Some(closed) => Err(FieldName::Closed.refuses(IssueError::Closed { no, closed })),
        None => Ok(()),
    }
}
