//! Rows of milestones, issues and targets.

use crate::domain::code::{issue_code, quoted_number};
use crate::domain::day::{ALL_DAYS, Day, DueDay, Precision};
use crate::domain::fact::{
    Body, FINISH, Fact, IssueFact, Kind, Level, MilestoneEvent, MilestoneFact, ProjectFact, START,
};
use crate::domain::quantity::Dimension;
use crate::domain::target::{Comparator, EnteredValue, Mode, Strength, Target, TargetKind};
use crate::domain::{IssueNo, TargetNo};
use crate::error::{Error, IssueError, MilestoneError, Result, RowError, TargetError, TreeError, ValueError};
use crate::report::model::Cell;

use crate::command::find::Found;
use crate::command::milestone::{by_stage, check_span, was_raised};
use crate::command::session::is_listed;
use crate::command::target::{checked, dimension_of};
use crate::command::values;

use super::row::{Refusal, Row, at, number, refused};
use super::work::Work;

/// Sets a milestone, moves it, or meets it.
pub fn milestone(work: &mut Work, row: &Row, found: &Found, name: &str) -> Result<(), Refusal> {
    row.never_emptied(&["due", "met"])?;
    if found.state.kind == Kind::Programme {
        return Err(Error::from(TreeError::ProgrammeFiles { code: found.state.code.clone() }).into());
    }
    let on = work.options.day;
    at("code", is_listed(&found.state, on))?;
    let category = found.state.category.clone();
    let fact = |event, day, stage, source| {
        let name = name.to_owned();
        Body::Milestone(MilestoneFact { name, event, day, category: category.clone(), stage, source })
    };
    let mut bodies = Vec::new();
    let there = found.state.milestone(name);
    if let Some(due) = row.due("due").filter(|due| there.is_none_or(|there| there.due != *due)) {
        at("due", check_span(found, name, due))?;
        let body = match there {
            Some(there) if there.is_met => {
                let (code, name) = (found.state.code.clone(), there.name.clone());
                return at("due", Err(MilestoneError::Met { code, name, met: there.met }.into()));
            }
            Some(_) if !work.options.force.has_reason => return at("due", Err(ValueError::NeedsReason.into())),
            Some(there) => {
                at("due", was_raised(work.session, found, name, on))?;
                fact(MilestoneEvent::Moved, due, there.stage.clone(), None)
            }
            None => {
                let name = at("milestone", values::text("", name))?;
                let own = at("milestone", by_stage(work.session, found, &name))?;
                let stage = own.or_else(|| row.text("stage").flatten().map(str::to_owned));
                let source = row.text("source").flatten();
                fact(MilestoneEvent::Raised, due, stage, at("source", values::passage("", source))?)
            }
        };
        bodies.push(body);
    } else if there.is_none() {
        return refused("due", RowError::Needed);
    }
    work.state_all(found.id, on, bodies)?;
    met(work, row, found, name, fact)
}

fn met(
    work: &mut Work,
    row: &Row,
    found: &Found,
    name: &str,
    fact: impl Fn(MilestoneEvent, DueDay, Option<String>, Option<String>) -> Body,
) -> Result<(), Refusal> {
    let Some(day) = row.day("met") else { return Ok(()) };
    if row.is_new && [START, FINISH].contains(&name) {
        return Ok(()); // the return that reaches the stage meets it
    }
    if let Some(there) = found.state.milestone(name).filter(|there| there.is_met) {
        let (code, name) = (found.state.code.clone(), there.name.clone());
        return at("met", Err(MilestoneError::Met { code, name, met: there.met }.into()));
    }
    if let Some(stage) = at("met", crate::command::milestone::met_by(work.session, found, name))? {
        let (code, name) = (found.state.code.clone(), name.to_owned());
        return at("met", Err(MilestoneError::MetByStage { code, name, stage }.into()));
    }
    let day = work.not_ahead("met", day)?;
    at("met", is_listed(&found.state, day))?;
    let due = DueDay { last: day, precision: Precision::Day };
    work.state_all(found.id, day, vec![fact(MilestoneEvent::Met, due, None, None)])?;
    Ok(())
}

/// Raises an issue, or closes it; gives its number.
pub fn issue(work: &mut Work, row: &Row, found: &Found, no: Option<IssueNo>) -> Result<String, Refusal> {
    let (no, raised) = match no {
        Some(no) => {
            let there = found.state.issues.iter().find(|issue| issue.fact.no == no);
            let there = there.ok_or_else(|| Error::from(IssueError::Unknown { value: issue_code(no) }))?;
            if let Some(closed) = there.closed {
                return at("closed", Err(IssueError::Closed { no, closed }.into()));
            }
            (no, there.raised)
        }
        None => raise(work, row, found)?,
    };
    if !row.states("closed") && !row.states("outcome") {
        return Ok(issue_code(no));
    }
    row.never_emptied(&["closed", "outcome"])?;
    let Some(closed) = row.day("closed") else { return refused("closed", RowError::Needed) };
    let closed = work.not_ahead("closed", closed)?;
    if closed < raised {
        return at("closed", Err(IssueError::BeforeRaised { no, day: closed, raised }.into()));
    }
    let outcome = at("outcome", values::passage("", row.text("outcome").flatten()))?;
    work.state_all(found.id, closed, vec![Body::IssueClosed { no, outcome }])?;
    Ok(issue_code(no))
}

fn raise(work: &mut Work, row: &Row, found: &Found) -> Result<(IssueNo, Day), Refusal> {
    if found.state.kind == Kind::Programme {
        return Err(Error::from(TreeError::ProgrammeFiles { code: found.state.code.clone() }).into());
    }
    let raised = work.not_ahead("raised", row.day("raised").unwrap_or(work.options.day))?;
    at("raised", is_listed(&found.state, raised))?;
    let text = at("text", values::required_passage("", row.needed("text")?))?;
    let ask = at("ask", values::passage("", row.text("ask").flatten()))?;
    let unit = match row.text("unit").flatten() {
        Some(name) => Some(at("unit", work.unit(name))?),
        None => None,
    };
    let due = row.day("due").map(|due| values::not_before("", due, raised)).transpose();
    let due = at("due", due)?;
    let level = row.text("level").flatten().and_then(Level::from_code).unwrap_or(Level::Unit);
    let no = work.entry.new_issue();
    let issue = IssueFact { no, text, ask, unit, level, due };
    let body = Body::Issue(Box::new(issue));
    work.state(ProjectFact { project: found.id, from_day: raised, body })?;
    Ok((no, raised))
}

/// Enters a value for a target that is not counted.
pub fn entered(work: &mut Work, row: &Row, target: &Target) -> Result<(), Refusal> {
    row.never_emptied(&["entered", "entered_on", "entered_source"])?;
    if target.has_rule() {
        return at("entered", Err(TargetError::Counted { no: target.no }.into()));
    }
    let Some(value) = number(row.now("entered")) else { return refused("entered", RowError::Needed) };
    let was = if let Cell::Day(day) = row.was("entered_on") { Some(*day) } else { None };
    let on = row.day("entered_on").or(was.filter(|_| !row.states("entered"))).unwrap_or(work.options.day);
    let on = work.not_ahead("entered_on", on)?;
    let Cell::Text(source) = row.now("entered_source") else { return refused("entered_source", RowError::Needed) };
    let source = at("entered_source", values::required_passage("", source))?;
    work.entry.record(&Fact::TargetValue(EnteredValue { target: target.no, from_day: on, value, source }))?;
    Ok(())
}

/// States a new target; gives its number.
pub fn target(work: &mut Work, row: &Row) -> Result<TargetNo, Refusal> {
    let text = |key| row.text(key).flatten();
    let sentence = at("sentence", values::required_passage("", row.needed("sentence")?))?;
    let Some(year) = row.number("year").and_then(|year| i32::try_from(year).ok()) else {
        return refused("year", RowError::Needed);
    };
    let Some(value) = row.number("value") else { return refused("value", RowError::Needed) };
    let unit = row.needed("unit")?;
    let source = at("source", values::passage("", text("source")))?;
    let target = Target {
        no: 0,
        from_day: ALL_DAYS,
        year,
        kind: text("kind").and_then(TargetKind::from_code).unwrap_or(TargetKind::Promise),
        dimension: dimension(unit),
        unit_word: at("unit", values::text("", unit))?,
        value,
        comparator: text("comparator").and_then(Comparator::from_code).unwrap_or(Comparator::Equal),
        strength: text("strength").and_then(Strength::from_code).unwrap_or(Strength::Must),
        mode: text("mode").and_then(Mode::from_code).unwrap_or(Mode::Unstated),
        opening: row.number("opening"),
        category: text("category").map(str::to_owned),
        tag: at("tag", values::optional_text("", text("tag")))?,
        stage: text("stage").map(str::to_owned),
        measure: text("measure").map(str::to_owned),
        source: source.unwrap_or_else(|| sentence.clone()),
        sentence,
    };
    let mut target = checked(&work.session.catalog, target)?;
    target.no = work.entry.new_target();
    let no = target.no;
    work.entry.record(&Fact::Target(Box::new(target.clone())))?;
    if row.states("entered") {
        entered(work, row, &target)?;
    }
    Ok(no)
}

/// What the unit in a row of targets or plans measures.
pub fn dimension(unit: &str) -> Dimension {
    Dimension::from_code(unit).unwrap_or_else(|| match unit.trim().to_lowercase().as_str() {
        "cny million" => Dimension::Money,
        "mu" => Dimension::Land,
        unit => dimension_of(unit),
    })
}

/// The number of an issue or a target that a key cell holds.
pub fn number_in(letter: char, text: &str) -> Option<i64> {
    quoted_number(letter, text)
}
