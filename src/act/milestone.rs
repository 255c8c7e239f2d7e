//! A milestone (节点) set, moved, met or waived; the planned start and finish are two of them, and so is every permit (前期
//! 手续): a milestone whose name stands on the checklist of its category, which other words for it lead to.

use super::belonging::is_read;
use super::text::{name_in, optional_name, optional_passage, passage_in};
use super::{FieldName, Ground, Refusal, Subject};
use crate::domain::Day;
use crate::domain::catalog::{Category, Named};
use crate::domain::day::{DueDay, Precision};
use crate::domain::fact::{Body, FINISH, MilestoneEvent, MilestoneFact, ProjectFact, START};
use crate::domain::fold::fold;
use crate::domain::permit::{Document, Documents, OutOfOrder, Permit, out_of_order};
use crate::domain::state::Milestone;
use crate::error::{MilestoneError, NameError, WordList};

/// A milestone as it is set.
#[derive(Clone, Debug)]
pub struct StatedMilestone {
    pub name: String,
    pub due: DueDay,
    /// Met when the project first reaches this stage, by code; of the planned start and finish the category says.
    pub stage: Option<String>,
    pub source: Option<String>,
    /// Of a permit: whoever issues it.
    pub authority: Option<String>,
    /// The day from which it holds.
    pub on: Option<Day>,
}

/// A milestone as it is met.
#[derive(Clone, Debug)]
pub struct StatedMet {
    pub name: String,
    /// The day it was met; `None`: it is met already, and more is said of its document.
    pub on: Option<Day>,
    /// 批文号
    pub number: Option<String>,
    /// 审批机关
    pub authority: Option<String>,
}

/// A milestone met, with what is doubtful about it.
pub struct Met {
    pub fact: ProjectFact,
    pub name: String,
    pub out_of_order: Vec<OutOfOrder>,
    /// The document that met it, to be known from now on.
    pub document: Option<Document>,
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
    let name = name_on_record(ground, subject, &stated.name)?;
    subject.is_judged()?;
    let on = subject.holds_from(ground, FieldName::From, stated.on)?;
    if let Some(there) = find(ground, subject, &name) {
        let (code, name, due) = (subject.code().to_owned(), there.name, there.due);
        return Err(FieldName::Milestone.refuses(match there.waived {
            Some(reason) => MilestoneError::Waived { code, name, reason },
            None if !there.is_planned => MilestoneError::Met { code, name, met: there.met },
            None => MilestoneError::Exists { code, name, due },
        }));
    }
    let due = ground.due_in_reach(FieldName::Due, stated.due)?;
    start_before_finish(ground, subject, &name, due)?;
    let category = subject.category_on(on);
    let own = ground.category(category).and_then(|category| stage_of(category, &name));
    let stage = own.map(str::to_owned).or_else(|| stated.stage.clone());
    let source = optional_passage(FieldName::Source, stated.source.as_deref())?;
    let authority = optional_name(FieldName::Authority, stated.authority.as_deref())?;
    let raised = blank(category, &name, MilestoneEvent::Raised, due);
    let fact = fact(subject, on, MilestoneFact { stage, source, authority, ..raised });
    is_read(ground, subject, &fact)?;
    Ok(fact)
}

/// The permit that a word names.
///
/// # Errors
/// It is not on the checklist of the project's category.
pub fn permit<'a>(ground: &Ground<'a>, subject: &Subject, word: &str) -> Result<&'a Permit, Refusal> {
    let word = name_in(FieldName::Milestone, word)?;
    ground.catalog.find_permit(subject.category(), &word).map_err(|unknown| {
        let (code, category) = (subject.code().to_owned(), subject.category());
        let category = ground.category(category).map(|category| category.label.clone()).unwrap_or_default();
        match unknown.candidates {
            list if list.is_empty() => MilestoneError::NoChecklist { code, category }.into(),
            candidates => NameError::UnknownWord { list: WordList::Permit, value: word.clone(), candidates }.into(),
        }
    })
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
    if then.due == due && then.waived.is_none() {
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

/// Meets a milestone on a day. A permit may be granted that nobody planned, or before it was planned; and more may be said
/// of the document of one that is granted already.
///
/// # Errors
/// It is met, or was not set by then, or is met by a stage: a return says so. Its document is on record for another.
pub fn meet(ground: &Ground, subject: &Subject, stated: &StatedMet, known: &Documents) -> Result<Met, Refusal> {
    subject.is_judged()?;
    let number = optional_name(FieldName::Number, stated.number.as_deref())?;
    let authority = optional_name(FieldName::Authority, stated.authority.as_deref())?;
    let name = name_on_record(ground, subject, &stated.name)?;
    let permit = ground.catalog.permit(subject.category(), &name);
    let on = match (permit.and_then(|_| find(ground, subject, &name)), stated.on) {
        (Some(there), on) if there.is_met => said_more(subject, &there, (on, number.as_deref(), authority.as_deref()))?,
        (_, Some(on)) => on,
        (_, None) => return Err(FieldName::Met.refuses(MilestoneError::NeedsDay { name })),
    };
    let on = subject.holds_from(ground, FieldName::Met, Some(on))?;
    if permit.is_none() {
        may_be_met(ground, subject, &name, on)?;
    }
    let document = number.clone().map(|number| Document {
        project: subject.id,
        code: subject.code().to_owned(),
        name: name.clone(),
        number,
    });
    if let Some(document) = &document {
        is_its_own(ground, document, known)?;
    }
    let met = blank(subject.category_on(on), &name, MilestoneEvent::Met, a_day(on));
    let fact = fact(subject, on, MilestoneFact { number, authority, ..met });
    let out_of_order = permit.map_or_else(Vec::new, |permit| left_out_of_order(ground, subject, permit, &fact));
    Ok(Met { fact, name, out_of_order, document })
}

/// The day a permit was granted that is on record as granted, of whose document more is said.
fn said_more(
    subject: &Subject,
    there: &Milestone,
    (on, number, authority): (Option<Day>, Option<&str>, Option<&str>),
) -> Result<Day, Refusal> {
    let said = [(&there.number, number), (&there.authority, authority)];
    let fits = said.iter().all(|(known, said)| said.is_none() || known.is_none() || known.as_deref() == *said);
    let adds = said.iter().any(|(known, said)| known.is_none() && said.is_some());
    let day = there.met.map(|met| met.last);
    match day.filter(|_| fits && adds && (on.is_none() || on == day)) {
        Some(day) => Ok(day),
        None => {
            let (code, name, met) = (subject.code().to_owned(), there.name.clone(), there.met);
            Err(FieldName::Met.refuses(MilestoneError::Met { code, name, met }))
        }
    }
}

/// A milestone that is no permit is met after it was set, and by a stage only if it names none.
fn may_be_met(ground: &Ground, subject: &Subject, name: &str, on: Day) -> Result<(), Refusal> {
    let name = unmet(ground, subject, FieldName::Met, name)?.name;
    let category = ground.category(subject.category_on(on));
    let stage = category.and_then(|category| category.stage(stage_of(category, &name)?));
    if let Some(stage) = stage {
        let stage = Named { code: stage.code.clone(), label: stage.label.clone() };
        let code = subject.code().to_owned();
        return Err(FieldName::Met.refuses(MilestoneError::MetByStage { code, name, stage }));
    }
    on_day(ground, subject, FieldName::Met, &name, on).map(drop)
}

/// A document is of one permit, of one work or of works of one tree; any other with its number is likely a slip.
fn is_its_own(ground: &Ground, document: &Document, known: &Documents) -> Result<(), Refusal> {
    let Some(other) = known.other(document).filter(|_| !ground.force.is_forced) else { return Ok(()) };
    let (number, code, name) = (document.number.clone(), other.code.clone(), other.name.clone());
    Err(FieldName::Number.refuses(MilestoneError::NumberTaken { number, code, name }))
}

/// What a permit granted leaves granted before what it comes after: itself, or the one after it.
fn left_out_of_order(ground: &Ground, subject: &Subject, permit: &Permit, granted: &ProjectFact) -> Vec<OutOfOrder> {
    let after = subject.facts_and(ground, std::slice::from_ref(granted));
    let Some(state) = fold(ground.catalog, &after, Day::MAX) else { return Vec::new() };
    let short = permit.short();
    let mut found = out_of_order(ground.catalog, &state);
    found.retain(|found| found.permit == short || found.previous == short);
    found
}

/// Says that a project does without a permit.
///
/// # Errors
/// It is granted, or waived already; no reason is given.
pub fn waive(
    ground: &Ground,
    subject: &Subject,
    word: &str,
    reason: &str,
    on: Option<Day>,
) -> Result<(ProjectFact, String), Refusal> {
    subject.is_judged()?;
    let name = permit(ground, subject, word)?.label.zh.clone();
    let name = name_on_record(ground, subject, &name)?;
    let on = subject.holds_from(ground, FieldName::From, on)?;
    let reason = passage_in(FieldName::Waived, reason)?;
    if let Some(there) = find(ground, subject, &name) {
        let (code, name) = (subject.code().to_owned(), there.name);
        if there.is_met {
            return Err(FieldName::Waived.refuses(MilestoneError::Met { code, name, met: there.met }));
        }
        if let Some(reason) = there.waived {
            return Err(FieldName::Waived.refuses(MilestoneError::Waived { code, name, reason }));
        }
    }
    let waived = blank(subject.category_on(on), &name, MilestoneEvent::Waived, a_day(on));
    Ok((fact(subject, on, MilestoneFact { reason: Some(reason), ..waived }), name))
}

/// The planned start or finish of a project that is being registered.
pub(super) fn planned_fact(category: &Category, name: &str, due: DueDay) -> MilestoneFact {
    let stage = stage_of(category, name).map(str::to_owned);
    MilestoneFact { stage, ..blank(&category.code, name, MilestoneEvent::Raised, due) }
}

/// The name under which a milestone stands or is to stand. Another word for a permit leads to its name, or to the one it
/// has on record already.
pub fn name_on_record(ground: &Ground, subject: &Subject, word: &str) -> Result<String, Refusal> {
    let name = own_name(word)?;
    if let Some(there) = subject.course.milestone_named(&name) {
        return Ok(there.to_owned());
    }
    let Ok(permit) = ground.catalog.find_permit(subject.category(), &name) else { return Ok(name) };
    let there = permit.called().find_map(|word| subject.course.milestone_named(word));
    Ok(there.unwrap_or(&permit.label.zh).to_owned())
}

/// The milestone of a name, else one near it.
fn find(ground: &Ground, subject: &Subject, name: &str) -> Option<Milestone> {
    subject.course.milestone(ground.catalog, subject.course.milestone_named(name)?, None)
}

/// The milestone named, which is not met on any day.
fn unmet(ground: &Ground, subject: &Subject, field: FieldName, word: &str) -> Result<Milestone, Refusal> {
    let (code, name) = (subject.code().to_owned(), name_on_record(ground, subject, word)?);
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
    MilestoneFact { name, event, day, category, stage: None, source: None, number: None, authority: None, reason: None }
}

fn a_day(day: Day) -> DueDay {
    DueDay { last: day, precision: Precision::Day }
}

fn fact(subject: &Subject, from_day: Day, milestone: MilestoneFact) -> ProjectFact {
    subject.fact(from_day, Body::Milestone(milestone))
}
