//! A return (填报), or the correction of one.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::Datelike;

use super::belonging::is_read;
use super::text::{changed_passage, passage_in};
use super::{FieldChange, FieldName, Ground, Refusal, Subject, named, not_before, whole_named};
use crate::domain::catalog::{Catalog, Named};
use crate::domain::fact::{Body, Condition, Kind, ProjectFact, SetLight, Update};
use crate::domain::light::{Light, light_name};
use crate::domain::quantity::Dimension;
use crate::domain::returns::{Doubt, Impossible, Neighbours, Warning, doubt, impossible, warnings};
use crate::domain::state::State;
use crate::domain::submission::Submission;
use crate::domain::{ChangeId, Day, ProjectId, UpdateNo};
use crate::error::{FilingError, NameError, Objection, TreeError, ValueError, WordList};

/// What a return states. Of a correction, what it does not state stays as it was; of a new return only a correction
/// has anything to clear.
#[derive(Clone, Debug, Default)]
pub struct StatedReturn {
    /// The day the figures hold; else that of the corrected return, else the ground's.
    pub as_of: Option<Day>,
    /// By code.
    pub stage: FieldChange<String>,
    pub condition: FieldChange<Condition>,
    pub merged_into: FieldChange<Taker>,
    /// The figures of a merged work do not go along; or that they do.
    pub figures_stay: Option<bool>,
    /// When a pause is looked at again.
    pub review: FieldChange<Day>,
    /// Cumulative values by measure, in the smallest unit of each.
    pub readings: BTreeMap<String, FieldChange<i64>>,
    pub progress: FieldChange<String>,
    pub problem: FieldChange<String>,
    pub ask: FieldChange<String>,
    pub next_step: FieldChange<String>,
    pub source: FieldChange<String>,
    pub light: FieldChange<SetLight>,
    /// Nothing has changed, it is said; or that something has.
    pub no_change: Option<bool>,
}

/// The project that another is said to have been merged into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Taker {
    pub id: ProjectId,
    pub code: String,
    pub has_left: bool,
    /// It has figures of its own that count.
    pub carries_figures: bool,
}

impl Taker {
    /// `parent`: of a lot, the project it stands under.
    pub fn of(state: &State, parent: Option<&State>) -> Self {
        let counts = state.kind != Kind::Lot || parent.is_none_or(|parent| parent.figures_from_lots);
        Self {
            id: state.id,
            code: state.code.clone(),
            has_left: state.condition.has_left(),
            carries_figures: counts && state.may_carry_figures(),
        }
    }
}

/// A return that may be recorded.
pub struct CheckedReturn {
    pub fact: ProjectFact,
    pub update: Update,
    /// What is told of it, though it is recorded.
    pub warnings: Vec<Warning>,
}

/// The return to correct, which must count, with its day; `voided_by` is the change that took it back, if one did.
///
/// # Errors
/// It counts no longer.
pub fn to_correct(subject: &Subject, no: UpdateNo, voided_by: Option<ChangeId>) -> Result<(Day, Update), Refusal> {
    match subject.course.filed_as(no) {
        Some((day, update)) => Ok((day, update.clone())),
        None => Err(FieldName::Corrects.refuses(FilingError::UpdateNoLongerCounts {
            no,
            corrected_by: subject.course.corrected_by(no),
            undone_by: voided_by,
        })),
    }
}

/// What a submission states, to be filed now: of a correction each field as it is to be, whatever the corrected return
/// has. `taker`: the work it is merged into, as that is by now.
pub fn stated_again(
    submission: &Submission,
    subject: &Subject,
    corrected: Option<&Update>,
    taker: Option<Taker>,
) -> StatedReturn {
    let mut update = submission.update.clone();
    // where the work was moved meanwhile
    let belonging = subject.course.belonging(submission.day);
    update.stage = update.stage.map(|stage| belonging.reads(&update.category, &stage).unwrap_or(&stage).to_owned());
    let is_correction = corrected.is_some();
    let mut readings: BTreeMap<String, FieldChange<i64>> = BTreeMap::new();
    let gone = corrected.into_iter().flat_map(|old| old.readings.keys());
    readings.extend(gone.map(|measure| (measure.clone(), FieldChange::Clear)));
    readings.extend(update.readings.into_iter().map(|(measure, value)| (measure, FieldChange::Set(value))));
    let text = |value| again(is_correction, value);
    StatedReturn {
        as_of: Some(submission.day),
        stage: text(update.stage),
        condition: again(is_correction, update.condition),
        merged_into: again(is_correction, taker),
        figures_stay: Some(update.figures_stay),
        review: again(is_correction, update.review_day),
        readings,
        progress: text(update.progress),
        problem: text(update.problem),
        ask: text(update.ask),
        next_step: text(update.next_step),
        source: text(update.source),
        light: again(is_correction, update.light),
        no_change: Some(update.no_change),
    }
}

/// A field of a submission: of a correction one that is not there is emptied.
fn again<T>(is_correction: bool, value: Option<T>) -> FieldChange<T> {
    match value {
        Some(value) => FieldChange::Set(value),
        None if is_correction => FieldChange::Clear,
        None => FieldChange::Keep,
    }
}

/// Files a return, or the correction of one; `no` is the number it gets.
///
/// # Errors
/// Whatever speaks against it.
pub fn file(
    ground: &Ground,
    subject: &Subject,
    corrected: Option<(Day, Update)>,
    stated: StatedReturn,
    no: UpdateNo,
) -> Result<CheckedReturn, Refusal> {
    subject.is_judged()?;
    if corrected.is_some() {
        ground.wants_reason(FieldName::Corrects)?;
    }
    let (old_day, old) = corrected.unzip();
    let day = ground.not_ahead(FieldName::From, stated.as_of.or(old_day).unwrap_or(ground.day))?;
    // of a correction on the same day, what is not touched is not doubted again
    let undoubted = old.as_ref().filter(|_| old_day == Some(day)).map(|old| old.readings.clone());
    let old_stage = old.as_ref().and_then(|old| old.stage.clone());
    let mut update = composed(ground, subject, old, stated, day)?;
    update.no = no;
    if !states_a_base(&update, subject.listed_from(), day) {
        subject.is_listed(FieldName::From, day)?;
    }
    if let (Some(from), Some(measure)) = (&subject.split_from, update.readings.keys().next())
        && day < subject.listed_from()
    {
        let (code, from) = (subject.code().to_owned(), from.clone());
        return Err(FieldName::Reading(measure.clone()).refuses(FilingError::BaseOfPart { code, from, day }));
    }
    let fact = subject.fact(day, Body::Update(Rc::new(update.clone())));
    is_read(ground, subject, &fact)?;
    let around = Neighbours::around(&subject.course, &update, day, ground.change);
    let files_stage = update.stage.is_some() && update.stage != old_stage;
    if files_stage && subject.has_lots && !around.may_carry_figures() {
        let code = subject.code().to_owned();
        return Err(FieldName::Stage.refuses(TreeError::StageFromLots { code }));
    }
    let mut doubted = update.readings.clone();
    if let Some(undoubted) = undoubted {
        doubted.retain(|measure, value| undoubted.get(measure) != Some(value));
    }
    is_credible(ground, subject, &fact, &doubted, &around)?;
    let warnings = warnings(ground.catalog, &around);
    Ok(CheckedReturn { fact, update, warnings })
}

/// Puts what is stated into the return, on top of the one it corrects.
fn composed(
    ground: &Ground,
    subject: &Subject,
    old: Option<Update>,
    stated: StatedReturn,
    day: Day,
) -> Result<Update, Refusal> {
    let belonging = subject.course.belonging(day);
    let category = belonging.category.to_owned();
    let mut update = match old {
        Some(old) => {
            // as the category of that day has it
            let stage = old.stage.as_deref().and_then(|stage| belonging.reads(&old.category, stage));
            Update { corrects: Some(old.no), stage: stage.map(str::to_owned), category, ..old }
        }
        None => Update { category, ..Update::default() },
    };
    stated.stage.apply(&mut update.stage);
    is_stage_of(ground, &update)?;
    stated.condition.apply(&mut update.condition);
    update.figures_stay = figures_stay(&update, stated.figures_stay, &stated.merged_into)?;
    update.merged_into = merged_into(subject.id, &update, stated.merged_into)?;
    update.review_day = review_day(&update, stated.review, day)?;
    for (measure, value) in stated.readings {
        ground.read_measure(FieldName::Reading(measure.clone()), &measure)?;
        match value {
            FieldChange::Keep => {}
            FieldChange::Set(value) => drop(update.readings.insert(measure, value)),
            FieldChange::Clear => drop(update.readings.remove(&measure)),
        }
    }
    changed_passage(FieldName::Progress, stated.progress)?.apply(&mut update.progress);
    changed_passage(FieldName::Problem, stated.problem)?.apply(&mut update.problem);
    changed_passage(FieldName::Ask, stated.ask)?.apply(&mut update.ask);
    changed_passage(FieldName::NextStep, stated.next_step)?.apply(&mut update.next_step);
    changed_passage(FieldName::Source, stated.source)?.apply(&mut update.source);
    stated.light.try_map(set_light)?.apply(&mut update.light);
    if let Some(set) = &update.light {
        not_before(FieldName::LightUntil, set.until, day)?;
    }
    for (field, planned) in
        [(FieldName::Review, update.review_day), (FieldName::LightUntil, update.light.as_ref().map(|set| set.until))]
    {
        planned.map(|planned| ground.in_reach(field, planned)).transpose()?;
    }
    let is_change = update.stage.is_some() || update.condition.is_some() || !update.readings.is_empty();
    if stated.no_change == Some(true) && is_change {
        return Err(FieldName::NoChange.refuses(FilingError::NoChangeWithChanges));
    }
    update.no_change = !is_change && stated.no_change.unwrap_or(update.no_change);
    if update.says_something() { Ok(update) } else { Err(ValueError::NothingStated { command: "update" }.into()) }
}

/// A stage is one of the category its work is of on that day.
fn is_stage_of(ground: &Ground, update: &Update) -> Result<(), Refusal> {
    let (Some(stage), Some(category)) = (&update.stage, ground.category(&update.category)) else { return Ok(()) };
    if category.stage(stage).is_some() {
        return Ok(());
    }
    let candidates = ground.catalog.find_stage(category, stage).err().map(|unknown| unknown.candidates);
    let (value, candidates) = (stage.clone(), candidates.unwrap_or_default());
    Err(FieldName::Stage.refuses(NameError::UnknownWord { list: WordList::Stage, value, candidates }))
}

/// What stood when the year of its listing began may be filed, the stage with it, though the project was not listed on
/// that day.
fn states_a_base(update: &Update, listed_from: Day, day: Day) -> bool {
    let is_eve = (day.month(), day.day()) == (12, 31) && day.year() + 1 == listed_from.year();
    is_eve && update.condition.is_none()
}

/// Whether the figures of a merged work stay behind. Where they are said to go along after all, it is said again where
/// to.
fn figures_stay(update: &Update, stated: Option<bool>, into: &FieldChange<Taker>) -> Result<bool, Refusal> {
    let is_merged = update.condition == Some(Condition::Merged);
    match stated {
        Some(true) if !is_merged => Err(FieldName::FiguresStay.refuses(FilingError::StrayFiguresStay)),
        Some(false) if is_merged && update.figures_stay && into.set().is_none() => {
            Err(FieldName::MergedInto.refuses(FilingError::NeedsMergedInto))
        }
        said => Ok(is_merged && said.unwrap_or(update.figures_stay)),
    }
}

/// Into which project a merged one went: another one, that has not left the counts itself, and has figures of its own
/// if those of the merged one go along.
fn merged_into(own: ProjectId, update: &Update, stated: FieldChange<Taker>) -> Result<Option<ProjectId>, Refusal> {
    let is_merged = update.condition == Some(Condition::Merged);
    let refused = |why| Err(FieldName::MergedInto.refuses(why));
    match stated {
        FieldChange::Set(_) if !is_merged => refused(FilingError::StrayMergedInto),
        FieldChange::Set(into) if into.id == own => refused(FilingError::MergedIntoItself { code: into.code }),
        FieldChange::Set(into) if into.has_left => refused(FilingError::MergedIntoGone { code: into.code }),
        FieldChange::Set(into) if !update.figures_stay && !into.carries_figures => {
            refused(FilingError::MergedIntoLots { code: into.code })
        }
        FieldChange::Set(into) => Ok(Some(into.id)),
        FieldChange::Clear if is_merged => refused(FilingError::NeedsMergedInto),
        FieldChange::Keep if is_merged && update.merged_into.is_none() => refused(FilingError::NeedsMergedInto),
        FieldChange::Keep => Ok(update.merged_into.filter(|_| is_merged)),
        FieldChange::Clear => Ok(None),
    }
}

/// When a pause is looked at again: not before the day of the return.
fn review_day(update: &Update, stated: FieldChange<Day>, day: Day) -> Result<Option<Day>, Refusal> {
    let is_paused = update.condition == Some(Condition::Paused);
    if stated.set().is_some() && !is_paused {
        return Err(FieldName::Review.refuses(FilingError::StrayReview));
    }
    let mut review = update.review_day;
    stated.apply(&mut review);
    review.filter(|_| is_paused).map(|review| not_before(FieldName::Review, review, day)).transpose()
}

/// A light set by hand has a reason.
fn set_light(set: SetLight) -> Result<SetLight, Refusal> {
    let light = hand_light(Some(set.light), set.light.code())?;
    Ok(SetLight { light, reason: passage_in(FieldName::LightReason, &set.reason)?, ..set })
}

/// A light that may be set by hand; `word` is what was said.
///
/// # Errors
/// No light, or grey, which is for works nobody reports on.
pub fn hand_light(light: Option<Light>, word: &str) -> Result<Light, Refusal> {
    light.filter(|light| Light::BY_HAND.contains(light)).ok_or_else(|| {
        let candidates = Light::BY_HAND.into_iter().map(|light| light_name(Some(light))).collect();
        let why = NameError::UnknownWord { list: WordList::Light, value: word.to_owned(), candidates };
        FieldName::Light.refuses(why)
    })
}

/// Refuses what cannot be; wants force for what is hard to believe.
fn is_credible(
    ground: &Ground,
    subject: &Subject,
    fact: &ProjectFact,
    doubted: &BTreeMap<String, i64>,
    around: &Neighbours,
) -> Result<(), Refusal> {
    let code = subject.code();
    if let Some(measure) = doubted.keys().next().filter(|_| subject.has_lots && !around.may_carry_figures()) {
        let field = FieldName::Reading(measure.clone());
        return Err(field.refuses(TreeError::FiguresFromLots { code: code.to_owned() }));
    }
    let all = || subject.facts_and(ground, std::slice::from_ref(fact));
    if around.may_be_impossible(ground.catalog)
        && let Some(found) = impossible(ground.catalog, subject.course.facts(), &all())
    {
        return Err(impossible_refusal(ground.catalog, code, found, FieldName::Reading));
    }
    match doubt(ground.catalog, doubted, around) {
        Some(doubt) if !ground.force.is_forced => {
            Err(doubtful_refusal(ground.catalog, code, doubt, FieldName::Reading))
        }
        _ => Ok(()),
    }
}

/// `field`: that of the measure in doubt.
pub(super) fn doubtful_refusal(
    catalog: &Catalog,
    code: &str,
    doubt: Doubt,
    field: impl FnOnce(String) -> FieldName,
) -> Refusal {
    let (Doubt::Falls { measure, .. } | Doubt::Slip { measure, .. } | Doubt::AboveTotal { measure, .. }) = &doubt;
    let field = field(measure.clone());
    let (measure, whole, dimension) = described(catalog, measure);
    field.refuses(FilingError::Doubtful { code: code.to_owned(), doubt, measure, whole, dimension })
}

pub(super) fn impossible_refusal(
    catalog: &Catalog,
    code: &str,
    impossible: Impossible,
    field: impl FnOnce(String) -> FieldName,
) -> Refusal {
    let field = field(impossible.measure().to_owned());
    let (measure, whole, dimension) = described(catalog, impossible.measure());
    let code = code.to_owned();
    field.refuses(Objection::from(FilingError::Impossible { code, impossible, measure, whole, dimension }))
}

/// A measure by its code, as messages name it, and the total that it is a share of.
pub fn described(catalog: &Catalog, code: &str) -> (Box<Named>, Box<Named>, Dimension) {
    let Some(measure) = catalog.measure(code) else { return (Box::default(), Box::default(), Dimension::PIECES) };
    (Box::new(named(measure)), Box::new(whole_named(catalog, measure)), measure.dimension)
}
