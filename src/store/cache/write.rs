//! A state as rows of the cache.

use rusqlite::types::{Null, ToSql, ToSqlOutput};
use rusqlite::{CachedStatement, Params, params_from_iter};

use super::{
    CacheTable, CurrentIssue, CurrentMilestone, CurrentPlan, CurrentProject, CurrentValue, WrittenGiven, json,
};
use crate::domain::day::{Day, DayText};
use crate::domain::given::Given;
use crate::domain::quantity::Amount;
use crate::domain::state::{Issue, PlanVersion, Reading, State, Total};
use crate::error::{RegisterError, Result};
use crate::store::Store;
use crate::store::column::Columns;

impl Store {
    pub(super) fn cache_writer(&self) -> Result<CacheWriter<'_>> {
        let prepared = |table: CacheTable| self.conn.prepare_cached(table.insert);
        Ok(CacheWriter {
            project: prepared(CurrentProject::TABLE)?,
            value: prepared(CurrentValue::TABLE)?,
            milestone: prepared(CurrentMilestone::TABLE)?,
            plan: prepared(CurrentPlan::TABLE)?,
            issue: prepared(CurrentIssue::TABLE)?,
        })
    }
}

/// The statements that write the state of a project, prepared once for all projects of a change.
pub(super) struct CacheWriter<'s> {
    project: CachedStatement<'s>,
    value: CachedStatement<'s>,
    milestone: CachedStatement<'s>,
    plan: CachedStatement<'s>,
    issue: CachedStatement<'s>,
}

impl CacheWriter<'_> {
    pub(super) fn remember(&mut self, state: &State) -> Result<()> {
        let hand = state.hand_light.as_ref();
        self.project.execute(written(CurrentProject::<&dyn ToSql> {
            project_id: &state.id,
            code: &state.code,
            kind: &state.kind.code(),
            category: &state.category,
            category_from: &iso(state.category_from),
            listed_from: &iso(state.listed_from),
            listed_on: &iso(state.listed_on),
            name: &state.name,
            parent_id: &state.parent,
            figures: &if state.figures_from_lots { "lots" } else { "own" },
            unit_ids: &json(&state.units)?,
            tags: &json(&state.tags)?,
            aliases: &json(&state.aliases)?,
            leader: &state.leader,
            own: &json(&state.own.iter().collect::<Vec<_>>())?,
            location: &state.location,
            content: &state.content,
            national_code: &state.national_code,
            source: &state.source,
            stage: &state.stage.as_ref().map(|(stage, _)| stage),
            stage_day: &state.stage.as_ref().map(|(_, day)| iso(*day)),
            first_stage_day: &state.first_stage_day.map(iso),
            has_started: &state.has_started,
            started_on: &state.started_on.map(iso),
            start_turns: &json(&state.start_turns.iter().map(Day::to_string).collect::<Vec<_>>())?,
            first_start_dated: &state.is_first_start_dated,
            is_completed: &state.is_completed,
            completed_on: &state.completed_on.map(iso),
            closed_on: &state.closed_on.map(iso),
            condition: &state.condition.code(),
            condition_day: &state.condition_day.map(iso),
            left_on: &state.left_on.map(iso),
            review_day: &state.review_day.map(iso),
            merged_into: &state.merged_into,
            figures_stay: &state.figures_stay,
            given: &given(&state.given)?,
            return_no: &state.last_return.map(|(no, _)| no),
            return_day: &state.last_return.map(|(_, day)| iso(day)),
            progress: &state.progress,
            problem: &state.problem,
            ask: &state.ask,
            next_step: &state.next_step,
            hand_light: &hand.map(|hand| hand.light.code()),
            hand_from: &hand.map(|hand| iso(hand.from)),
            hand_until: &hand.map(|hand| iso(hand.until)),
            hand_reason: &hand.map(|hand| &hand.reason),
            latest_day: &iso(state.latest_day),
        }))?;
        self.values(state)?;
        self.milestones(state)?;
        self.plans(state)?;
        self.issues(state)
    }

    fn values(&mut self, state: &State) -> Result<()> {
        for (measure, reading) in &state.readings {
            // What others handed on is reckoned anew for each view.
            let Reading {
                value,
                as_of,
                update,
                earlier_years,
                first_day,
                first_value,
                first_above_zero,
                base_of_whole: _,
            } = reading;
            let earlier: Vec<(DayText, i64)> = earlier_years
                .iter()
                .map(|(as_of, value)| Ok((DayText::of(*as_of), stated(*value)?)))
                .collect::<Result<_>>()?;
            let earlier: Vec<(&str, i64)> = earlier.iter().map(|(as_of, value)| (as_of.as_str(), *value)).collect();
            self.value.execute(written(CurrentValue::<&dyn ToSql> {
                project_id: &state.id,
                what: &"reading",
                measure,
                value: &stated(*value)?,
                day: &iso(*as_of),
                basis: &Null,
                update_no: update,
                earlier: &json(&earlier)?,
                first_day: &iso(*first_day),
                first_value: &stated(*first_value)?,
                first_above_zero: &first_above_zero.map(iso),
            }))?;
        }
        for (measure, Total { value, basis, from_day }) in &state.totals {
            self.value.execute(written(CurrentValue::<&dyn ToSql> {
                project_id: &state.id,
                what: &"total",
                measure,
                value: &stated(*value)?,
                day: &iso(*from_day),
                basis,
                update_no: &Null,
                earlier: &Null,
                first_day: &Null,
                first_value: &Null,
                first_above_zero: &Null,
            }))?;
        }
        Ok(())
    }

    fn plans(&mut self, state: &State) -> Result<()> {
        for (position, PlanVersion { from_day, change, plan }) in (1_i64..).zip(&state.plans) {
            self.plan.execute(written(CurrentPlan::<&dyn ToSql> {
                project_id: &state.id,
                position: &position,
                change_id: change,
                from_day: &iso(*from_day),
                year: &plan.year,
                measure: &plan.measure,
                value: &plan.value.map(stated).transpose()?,
                months: &json(&plan.months.iter().copied().map(stated).collect::<Result<Vec<_>>>()?)?,
                goal: &plan.goal,
            }))?;
        }
        Ok(())
    }

    fn issues(&mut self, state: &State) -> Result<()> {
        for (position, Issue { fact, raised, closed, outcome }) in (1_i64..).zip(&state.issues) {
            self.issue.execute(written(CurrentIssue::<&dyn ToSql> {
                project_id: &state.id,
                position: &position,
                no: &fact.no,
                raised: &iso(*raised),
                text: &fact.text,
                ask: &fact.ask,
                unit_id: &fact.unit,
                level: &fact.level.code(),
                due: &fact.due.map(iso),
                closed: &closed.map(iso),
                outcome,
            }))?;
        }
        Ok(())
    }

    fn milestones(&mut self, state: &State) -> Result<()> {
        for (position, milestone) in (1_i64..).zip(&state.milestones) {
            self.milestone.execute(written(CurrentMilestone::<&dyn ToSql> {
                project_id: &state.id,
                name: &milestone.name,
                position: &position,
                baseline_day: &iso(milestone.baseline.last),
                baseline_precision: &milestone.baseline.precision.code(),
                baseline_from: &iso(milestone.baseline_from),
                due_day: &iso(milestone.due.last),
                due_precision: &milestone.due.precision.code(),
                is_planned: &milestone.is_planned,
                is_met: &milestone.is_met,
                met_day: &milestone.met.map(|met| iso(met.last)),
                met_precision: &milestone.met.map(|met| met.precision.code()),
                moves: &milestone.moves,
                stage: &milestone.stage,
                source: &milestone.source,
                number: &milestone.number,
                authority: &milestone.authority,
                waived: &milestone.waived,
            }))?;
        }
        Ok(())
    }
}

/// An amount as it was stated; what works have of each other is never cached.
fn stated(amount: Amount) -> Result<i64> {
    i64::try_from(amount).map_err(|_| RegisterError::Damaged { what: amount.to_string() }.into())
}

/// Values with their days, as text.
fn dated(values: &[(Day, i64)]) -> Vec<(String, i64)> {
    values.iter().map(|(day, value)| (day.to_string(), *value)).collect()
}

/// What a row handed on, as text; `None`: nothing.
fn given(given: &Given) -> Result<Option<String>> {
    if given.is_nothing() {
        return Ok(None);
    }
    let text = |day: Day| day.to_string();
    let merges = given.merges.iter().map(|merge| (merge.into, text(merge.from), merge.until.map(text)));
    let splits = given.splits.iter().map(|split| (split.part, text(split.from), split.share));
    let [readings, totals] = [&given.readings, &given.totals]
        .map(|all| all.iter().map(|(measure, values)| (measure.clone(), dated(values))).collect());
    let written: WrittenGiven = (merges.collect(), splits.collect(), readings, totals);
    json(&[written]).map(|text| Some(text.into_owned()))
}

/// The values of a row of the cache, for its statement.
fn written<'v>(row: impl Columns<&'v dyn ToSql>) -> impl Params {
    params_from_iter(row.values())
}

/// A day as a value to bind.
struct Iso(DayText);

fn iso(day: Day) -> Iso {
    Iso(DayText::of(day))
}

impl ToSql for Iso {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.as_str().to_sql()
    }
}
