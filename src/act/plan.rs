//! The annual plan (年度计划) of a project, or a new version of it.

use super::filing::described;
use super::text::optional_passage;
use super::{FieldName, Ground, Refusal, Subject, in_reach, named};
use crate::domain::Day;
use crate::domain::catalog::Measure;
use crate::domain::fact::{Body, PlanFact, ProjectFact};
use crate::domain::given::WHOLE;
use crate::domain::plan::{BadMonths, check_months, doubt};
use crate::domain::quantity::Dimension;
use crate::domain::state::State;
use crate::error::{PlanError, TreeError, ValueError};

/// What is to be done within a year, not since the start.
#[derive(Clone, Debug)]
pub struct StatedPlan {
    pub year: i32,
    /// One a measure.
    pub planned: Vec<PlannedMeasure>,
    /// What is to be reached by the end of the year; it goes with the first measure.
    pub goal: Option<String>,
    /// The day from which it holds.
    pub on: Option<Day>,
}

/// The plan of one measure.
#[derive(Clone, Debug)]
pub struct PlannedMeasure {
    /// By code.
    pub measure: String,
    /// `None`: only a goal in words is stated beside it.
    pub value: Option<i64>,
    /// What is to be done by the end of each month, cumulative: none, or twelve.
    pub months: Vec<i64>,
}

/// States the plans of a year, one fact a measure.
///
/// # Errors
/// Whatever speaks against one of them.
pub fn plan(ground: &Ground, subject: &Subject, stated: StatedPlan) -> Result<Vec<ProjectFact>, Refusal> {
    subject.is_judged()?;
    let on = subject.holds_from(ground, FieldName::From, stated.on)?;
    in_reach(stated.year, &stated.year, ground.today).map_err(|why| FieldName::PlanYear.refuses(why))?;
    let mut goal = optional_passage(FieldName::Goal, stated.goal.as_deref())?;
    let mut plans: Vec<PlanFact> = Vec::new();
    for planned in stated.planned {
        let measure = ground.read_measure(FieldName::PlanMeasure, &planned.measure)?;
        if plans.iter().any(|plan| plan.measure == measure.code) {
            let what = measure.code.clone();
            return Err(FieldName::Planned(what.clone()).refuses(ValueError::StatedTwice { what }));
        }
        have_shape(measure, &planned)?;
        let PlannedMeasure { measure, value, months } = planned;
        plans.push(PlanFact { year: stated.year, measure, value, months, goal: goal.take() });
    }
    if plans.iter().all(|plan| plan.value.is_none() && plan.goal.is_none()) {
        return Err(ValueError::NothingStated { command: "plan" }.into());
    }
    let then = subject.state_on(ground, on);
    let has_values = plans.iter().any(|plan| plan.value.is_some());
    if has_values && !then.may_carry_figures() && subject.has_lots {
        return Err(TreeError::FiguresFromLots { code: subject.code().to_owned() }.into());
    }
    for plan in &plans {
        is_credible(ground, subject, &then, plan, on)?;
    }
    Ok(plans.into_iter().map(|plan| subject.fact(on, Body::Plan(plan))).collect())
}

/// A year has twelve months.
///
/// # Errors
/// Another number of points.
pub fn are_twelve(found: usize, dimension: Dimension) -> Result<(), Refusal> {
    if found == 12 {
        return Ok(());
    }
    Err(FieldName::Months(12).refuses(PlanError::Months { bad: BadMonths::Count { found }, dimension }))
}

/// The points of the months rise to the plan; a level is at most the whole.
fn have_shape(measure: &Measure, planned: &PlannedMeasure) -> Result<(), Refusal> {
    let above = planned.value.filter(|value| measure.dimension == Dimension::Percent && *value > WHOLE);
    if let Some(value) = above {
        let why = PlanError::AboveWhole { measure: named(measure), value };
        return Err(FieldName::Planned(measure.code.clone()).refuses(why));
    }
    if planned.months.is_empty() {
        return Ok(());
    }
    check_months(&planned.months, planned.value.unwrap_or(0)).map_err(|bad| {
        let month = match bad {
            BadMonths::Falls { month, .. } => month,
            BadMonths::Count { .. } | BadMonths::NotThePlan { .. } => 12,
        };
        FieldName::Months(month).refuses(PlanError::Months { bad, dimension: measure.dimension })
    })
}

/// Held against the total in force and the versions there are; `then` is the state on the day from which it holds.
fn is_credible(ground: &Ground, subject: &Subject, then: &State, plan: &PlanFact, on: Day) -> Result<(), Refusal> {
    let Some((measure, value)) = ground.catalog.measure(&plan.measure).zip(plan.value) else { return Ok(()) };
    let total = measure.share_of.as_ref().and_then(|share_of| then.total(share_of));
    let state = subject.state(ground.catalog);
    if let Some(doubt) = doubt(state, plan, on, total).filter(|_| !ground.force.is_forced) {
        let (code, year) = (subject.code().to_owned(), plan.year);
        let (measure, whole, dimension) = described(ground.catalog, &measure.code);
        let field = FieldName::Planned(measure.code.clone());
        return Err(field.refuses(PlanError::Doubtful { code, year, measure, whole, dimension, value, doubt }));
    }
    if state.versions(&plan.measure, plan.year).next().is_some() {
        ground.wants_reason(FieldName::Plan)?;
    }
    Ok(())
}
