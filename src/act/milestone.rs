//! A milestone (节点) set, moved or met; the planned start and finish are two of them.

use super::belonging::is_read;
use super::text::{name_in, optional_passage};
use super::{FieldName, Ground, Refusal, Subject};
use crate::domain::Day;
use crate::domain::catalog::{Category, Named};
use crate::domain::day::{DueDay, Precision};
use crate::domain::fact::{Body, FINISH, MilestoneEvent, MilestoneFact, ProjectFact, START};
use crate::domain::state::Milestone;
use crate::error::MilestoneError;

/// A milestone as it is set.
#[derive(Clone, Debug)]
pub struct StatedMilestone {
    pub name: String,
    pub due: DueDay,
    /// Met when the project first reaches this stage, by code; of the planned start and finish the category says.
    pub stage: Option<String>,
    pub source: Option<String>,
    /// The day from which it holds.
    pub on: Option<Day>,
}

/// A milestone moved, with the date it had.
pub struct Moved {
    pub fact: ProjectFact,
    pub name: String,
    pub from: DueDay,
}

/// The name of a milestone as it is on record: 计划开工 is `start`, in whatever language a sheet is.
pub fn own_name(word: &str) -> Result<String, Refusal> {
    let name = name_in(FieldName::Milestone, word)?;
    Ok(planned(&name).map_or(name, str::to_owned))
}

/// The planned start or finish, if a word means one.
pub fn planned(word: &str) -> Option<&'static str> {
    match word.trim().to_lowercase().as_str() {
        START | "计划开工" | "planned start" => Some(START),
        FINISH | "计划完工" | "planned finish" => Some(FINISH),
        _ => None,
    }
}

/// Sets a milestone.
///
/// # Errors
/// There is one of that name, or one near it; the planned start would lie after the planned finish.
pub fn set(ground: &Ground, subject: &Subject, stated: &StatedMilestone) -> Result<ProjectFact, Refusal> {
    let name = own_name(&stated.name)?;
    subject.is_judged()?;
    let on = subject.holds_from(ground, FieldName::From, stated.on)?;
    if let Some(there) = find(ground, subject, &name) {
        let (code, name, due) = (subject.code().to_owned(), there.name, there.due);
        return Err(FieldName::Milestone.refuses(MilestoneError::Exists { code, name, due }));
    }
    let due = ground.due_in_reach(FieldName::Due, stated.due)?;
    start_before_finish(ground, subject, &name, due)?;
    let category = subject.category_on(on);
    let own = ground.category(category).and_then(|category| stage_of(category, &name));
    let stage = own.map(str::to_owned).or_else(|| stated.stage.clone());
    let source = optional_passage(FieldName::Source, stated.source.as_deref())?;
    let fact = MilestoneFact { stage, source, ..blank(category, &name, MilestoneEvent::Raised, due) };
    let fact = self::fact(subject, on, fact);
    is_read(ground, subject, &fact)?;
    Ok(fact)
}

/// Gives a milestone another date, for a reason.
///
/// # Errors
/// It is met, or was not set on that day, or has that date.
pub fn move_to(ground: &Ground, subject: &Subject, name: &str, due: DueDay, on: Option<Day>) -> Result<Moved, Refusal> {
    ground.wants_reason(FieldName::MilestoneMove)?;
    subject.is_judged()?;
    let on = subject.holds_from(ground, FieldName::From, on)?;
    let milestone = unmet(ground, subject, FieldName::Due, name)?;
    let then = on_day(ground, subject, FieldName::Due, &milestone.name, on)?;
    if then.due == due {
        let (code, name) = (subject.code().to_owned(), then.name);
        return Err(FieldName::Due.refuses(MilestoneError::Unmoved { code, name, due }));
    }
    ground.due_in_reach(FieldName::Due, due)?;
    start_before_finish(ground, subject, &milestone.name, due)?;
    // its stage as the category of that day has it
    let moved = blank(subject.category_on(on), &milestone.name, MilestoneEvent::Moved, due);
    let fact = fact(subject, on, MilestoneFact { stage: then.stage, ..moved });
    Ok(Moved { fact, name: milestone.name, from: then.due })
}

/// Meets a milestone on a day.
///
/// # Errors
/// It is met, or was not set by then, or is met by a stage: a return says so.
pub fn meet(ground: &Ground, subject: &Subject, name: &str, on: Day) -> Result<(ProjectFact, String), Refusal> {
    subject.is_judged()?;
    let on = subject.holds_from(ground, FieldName::Met, Some(on))?;
    let name = unmet(ground, subject, FieldName::Met, name)?.name;
    let category = ground.category(subject.category_on(on));
    let stage = category.and_then(|category| category.stage(stage_of(category, &name)?));
    if let Some(stage) = stage {
        let stage = Named { code: stage.code.clone(), label: stage.label.clone() };
        let code = subject.code().to_owned();
        return Err(FieldName::Met.refuses(MilestoneError::MetByStage { code, name, stage }));
    }
    on_day(ground, subject, FieldName::Met, &name, on)?;
    let day = DueDay { last: on, precision: Precision::Day };
    Ok((fact(subject, on, blank(subject.category_on(on), &name, MilestoneEvent::Met, day)), name))
}

/// The planned start or finish of a project that is being registered.
pub(super) fn planned_fact(category: &Category, name: &str, due: DueDay) -> MilestoneFact {
    let stage = stage_of(category, name).map(str::to_owned);
    MilestoneFact { stage, ..blank(&category.code, name, MilestoneEvent::Raised, due) }
}

/// The milestone of a name, else one near it.
fn find(ground: &Ground, subject: &Subject, name: &str) -> Option<Milestone> {
    subject.course.milestone(ground.catalog, subject.course.milestone_named(name)?, None)
}

/// The milestone named, which is not met on any day.
fn unmet(ground: &Ground, subject: &Subject, field: FieldName, word: &str) -> Result<Milestone, Refusal> {
    let (code, name) = (subject.code().to_owned(), own_name(word)?);
    let Some(milestone) = find(ground, subject, &name) else {
        let state = subject.state(ground.catalog);
        let candidates = state.milestones.iter().filter(|milestone| !milestone.is_met);
        let candidates = candidates.map(|milestone| milestone.name.clone()).collect();
        return Err(FieldName::Milestone.refuses(MilestoneError::Unknown { code, word: name, candidates }));
    };
    if milestone.is_met {
        let (name, met) = (milestone.name, milestone.met);
        return Err(field.refuses(MilestoneError::Met { code, name, met }));
    }
    Ok(milestone)
}

/// The milestone as it stood on a day on which it must have been set.
fn on_day(ground: &Ground, subject: &Subject, field: FieldName, name: &str, day: Day) -> Result<Milestone, Refusal> {
    subject.course.milestone(ground.catalog, name, Some(day)).ok_or_else(|| {
        let raised = subject.course.milestone_from(name).unwrap_or(day);
        field.refuses(MilestoneError::BeforeRaised { name: name.to_owned(), day, raised })
    })
}

/// The planned start does not come after the planned finish.
fn start_before_finish(ground: &Ground, subject: &Subject, name: &str, due: DueDay) -> Result<(), Refusal> {
    let (other, field) = match name {
        START => (FINISH, FieldName::PlannedStart),
        FINISH => (START, FieldName::PlannedFinish),
        _ => return Ok(()),
    };
    let known = subject.course.milestone(ground.catalog, other, None).map(|other| other.due);
    let Some(known) = known else { return Ok(()) };
    let (start, finish) = if name == START { (due, known) } else { (known, due) };
    if start.first() <= finish.last {
        return Ok(());
    }
    let code = Some(subject.code().to_owned());
    Err(field.refuses(MilestoneError::StartAfterFinish { code, start, finish, other: Some(other) }))
}

/// The stage that meets the planned start or finish, by code.
fn stage_of<'a>(category: &'a Category, name: &str) -> Option<&'a str> {
    match name {
        START => Some(&category.starts),
        FINISH => Some(&category.completes),
        _ => None,
    }
}

fn blank(category: &str, name: &str, event: MilestoneEvent, day: DueDay) -> MilestoneFact {
    let (name, category) = (name.to_owned(), category.to_owned());
    MilestoneFact { name, event, day, category, stage: None, source: None }
}

fn fact(subject: &Subject, from_day: Day, milestone: MilestoneFact) -> ProjectFact {
    subject.fact(from_day, Body::Milestone(milestone))
}
