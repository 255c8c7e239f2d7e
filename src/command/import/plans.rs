//! Rows of plans: a new version of the plan of a year.

use crate::domain::Day;
use crate::domain::fact::{Body, PlanFact, ProjectFact};
use crate::domain::fold::fold;
use crate::domain::plan::{BadMonths, check_months};
use crate::error::{Error, PlanError, Result, RowError, TreeError, ValueError};
use crate::report::sheets::MONTHS;

use crate::command::find::Found;
use crate::command::plan::check;
use crate::command::session::is_listed;
use crate::command::values;

use super::row::{Refusal, Row, at, number, refused};
use super::work::Work;

/// Records a version of a plan.
pub fn version(work: &mut Work, found: &Found, plan: PlanFact, on: Day) -> Result<(), Refusal> {
    work.not_ahead("from_day", on)?;
    is_listed(&found.state, on)?;
    if found.state.kind == crate::domain::fact::Kind::Programme {
        return Err(Error::from(TreeError::ProgrammeFiles { code: found.state.code.clone() }).into());
    }
    let session = work.session;
    let then = fold(&session.catalog, &found.facts, on).unwrap_or_else(|| found.state.clone());
    check(session, found, &then, std::slice::from_ref(&plan), on, work.options.force)?;
    work.state(ProjectFact { project: found.id, from_day: on, body: Body::Plan(plan) })?;
    Ok(())
}

/// Records what a row states of the plan of a year and measure.
pub fn of_row(work: &mut Work, row: &Row, found: &Found, year: i32, measure: &str) -> Result<(), Refusal> {
    row.never_emptied(&["value", "goal", "from_day"])?;
    let catalog = &work.session.catalog;
    let measured = at("measure", values::measure(catalog, measure))?;
    if !measured.is_read {
        return at("measure", Err(ValueError::NotReadable { measure: values::named(measured) }.into()));
    }
    let goal = match row.text("goal") {
        Some(text) => at("goal", values::passage("", text))?,
        None => None,
    };
    let is_planned = row.states("value") || MONTHS.iter().any(|month| row.states(month));
    let (value, months) = if is_planned {
        let Some(value) = number(row.now("value")) else { return refused("value", RowError::Needed) };
        (Some(value), months(row, value, measured.dimension)?)
    } else {
        (None, Vec::new())
    };
    if value.is_none() && goal.is_none() {
        return if row.states("from_day") {
            refused("from_day", RowError::OnlyTheDay)
        } else {
            refused("value", RowError::Needed)
        };
    }
    let on = row.day("from_day").unwrap_or(work.options.day);
    version(work, found, PlanFact { year, measure: measure.to_owned(), value, months, goal }, on)
}

/// The month points that stand in the row: none, or twelve.
fn months(row: &Row, value: i64, dimension: crate::domain::quantity::Dimension) -> Result<Vec<i64>, Refusal> {
    let points: Vec<i64> = MONTHS.iter().filter_map(|month| number(row.now(month))).collect();
    if points.is_empty() {
        return Ok(points);
    }
    let key = |bad: &BadMonths| match bad {
        BadMonths::Falls { month, .. } => MONTHS.get(month - 1).copied().unwrap_or("m12"),
        _ => "m12",
    };
    match check_months(&points, value) {
        Ok(()) => Ok(points),
        Err(bad) => at(key(&bad), Err(PlanError::Months { bad, dimension }.into())),
    }
}
