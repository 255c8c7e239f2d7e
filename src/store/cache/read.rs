//! States from rows of the cache.

use std::collections::HashMap;

use rusqlite::Row;
use rusqlite::types::ValueRef;

use super::{
    CacheTable, CurrentIssue, CurrentMilestone, CurrentPlan, CurrentProject, CurrentValue, WrittenGiven, WrittenValues,
};
use crate::domain::ProjectId;
use crate::domain::day::{Day, DueDay, Precision, parse_stored_day};
use crate::domain::fact::{Condition, IssueFact, Kind, Level};
use crate::domain::given::{Given, Merge, Split};
use crate::domain::light::{HandLight, Light};
use crate::domain::quantity::Amount;
use crate::domain::state::{Issue, Milestone, PlanVersion, Planned, Reading, State, Total};
use crate::error::{Error, RegisterError, Result};
use crate::store::Store;
use crate::store::value::{coded, day, optional_day};

/// Where each project stands in a list of states.
type IndexByProject = HashMap<ProjectId, usize>;

impl Store {
    pub(super) fn read_states(&self, of: Option<&str>) -> Result<Vec<State>> {
        let mut states = Vec::new();
        self.read(&CurrentProject::TABLE, of, |row| {
            states.push(state(row)?);
            Ok(())
        })?;
        let index: IndexByProject = states.iter().enumerate().map(|(at, state)| (state.id, at)).collect();
        let mut spread = |table: CacheTable, project_id: usize, take: fn(&mut State, &Row) -> Result<()>| {
            self.read(&table, of, |row| match index.get(&row.get(project_id)?) {
                Some(at) => take(&mut states[*at], row),
                None => Ok(()),
            })
        };
        spread(CurrentValue::TABLE, CurrentValue::AT.project_id, take_value)?;
        spread(CurrentMilestone::TABLE, CurrentMilestone::AT.project_id, |state, row| {
            state.milestones.push(milestone(row)?);
            Ok(())
        })?;
        spread(CurrentPlan::TABLE, CurrentPlan::AT.project_id, |state, row| {
            state.plans.push(plan(row)?);
            Ok(())
        })?;
        spread(CurrentIssue::TABLE, CurrentIssue::AT.project_id, |state, row| {
            state.issues.push(issue(row)?);
            Ok(())
        })
        .map(|()| states)
    }

    fn read(&self, table: &CacheTable, of: Option<&str>, mut take: impl FnMut(&Row) -> Result<()>) -> Result<()> {
        let mut select = self.conn.prepare_cached(if of.is_some() { table.some } else { table.all })?;
        let mut rows = match of {
            Some(list) => select.query([list])?,
            None => select.query([])?,
        };
        while let Some(row) = rows.next()? {
            take(row)?;
        }
        Ok(())
    }
}

fn state(row: &Row) -> Result<State> {
    let at = CurrentProject::AT;
    let stage: Option<String> = row.get(at.stage)?;
    let return_no: Option<i64> = row.get(at.return_no)?;
    Ok(State {
        id: row.get(at.project_id)?,
        code: row.get(at.code)?,
        kind: coded(row, at.kind, Kind::from_code)?,
        category: row.get(at.category)?,
        category_from: day(row, at.category_from)?,
        listed_from: day(row, at.listed_from)?,
        listed_on: day(row, at.listed_on)?,
        name: row.get(at.name)?,
        parent: row.get(at.parent_id)?,
        figures_from_lots: row.get_ref(at.figures)?.as_str().ok() == Some("lots"),
        units: list(row, at.unit_ids)?,
        tags: list(row, at.tags)?,
        aliases: list(row, at.aliases)?,
        leader: row.get(at.leader)?,
        own: list(row, at.own)?.into_iter().collect(),
        location: row.get(at.location)?,
        content: row.get(at.content)?,
        national_code: row.get(at.national_code)?,
        source: row.get(at.source)?,
        stage: stage.zip(optional_day(row, at.stage_day)?),
        has_started: row.get(at.has_started)?,
        first_stage_day: optional_day(row, at.first_stage_day)?,
        started_on: optional_day(row, at.started_on)?,
        start_turns: list(row, at.start_turns)?.into_iter().map(written_day).collect::<Result<_>>()?,
        is_first_start_dated: row.get(at.first_start_dated)?,
        is_completed: row.get(at.is_completed)?,
        completed_on: optional_day(row, at.completed_on)?,
        closed_on: optional_day(row, at.closed_on)?,
        condition: coded(row, at.condition, Condition::from_code)?,
        condition_day: optional_day(row, at.condition_day)?,
        left_on: optional_day(row, at.left_on)?,
        review_day: optional_day(row, at.review_day)?,
        merged_into: row.get(at.merged_into)?,
        figures_stay: row.get(at.figures_stay)?,
        given: given(row)?,
        last_return: return_no.zip(optional_day(row, at.return_day)?),
        progress: row.get(at.progress)?,
        problem: row.get(at.problem)?,
        ask: row.get(at.ask)?,
        next_step: row.get(at.next_step)?,
        hand_light: hand_light(row)?,
        latest_day: day(row, at.latest_day)?,
        totals: Default::default(),
        readings: Default::default(),
        milestones: Vec::new(),
        plans: Vec::new(),
        issues: Vec::new(),
    })
}

fn given(row: &Row) -> Result<Given> {
    let at = CurrentProject::AT;
    if row.get_ref(at.given)? == ValueRef::Null {
        return Ok(Given::default());
    }
    let (merges, splits, readings, totals) = list::<WrittenGiven>(row, at.given)?.pop().unwrap_or_default();
    let merges = merges.into_iter().map(|(into, from, until)| {
        Ok::<_, Error>(Merge { into, from: written_day(from)?, until: until.map(written_day).transpose()? })
    });
    let splits =
        splits.into_iter().map(|(part, from, share)| Ok::<_, Error>(Split { part, from: written_day(from)?, share }));
    let dated_each = |written: WrittenValues| {
        let values = written.into_iter().map(|(measure, values)| Ok::<_, Error>((measure, dated(values)?)));
        values.collect::<Result<_>>()
    };
    Ok(Given {
        merges: merges.collect::<Result<_>>()?,
        splits: splits.collect::<Result<_>>()?,
        readings: dated_each(readings)?,
        totals: dated_each(totals)?,
    })
}

fn dated(values: Vec<(String, i64)>) -> Result<Vec<(Day, i64)>> {
    values.into_iter().map(|(day, value)| Ok((written_day(day)?, value))).collect()
}

fn written_day(text: String) -> Result<Day> {
    parse_stored_day(&text).ok_or_else(|| RegisterError::Damaged { what: text }.into())
}

fn hand_light(row: &Row) -> Result<Option<HandLight>> {
    let at = CurrentProject::AT;
    if row.get_ref(at.hand_light)? == ValueRef::Null {
        return Ok(None);
    }
    let light = coded(row, at.hand_light, Light::from_code)?;
    let (from, until) = (day(row, at.hand_from)?, day(row, at.hand_until)?);
    Ok(Some(HandLight { light, from, until, reason: row.get(at.hand_reason)? }))
}

fn plan(row: &Row) -> Result<PlanVersion> {
    let at = CurrentPlan::AT;
    let months: Vec<i64> = list(row, at.months)?;
    let plan = Planned {
        year: row.get(at.year)?,
        measure: row.get(at.measure)?,
        value: row.get::<_, Option<i64>>(at.value)?.map(Amount::from),
        months: months.into_iter().map(Amount::from).collect(),
        goal: row.get(at.goal)?,
    };
    Ok(PlanVersion { change: row.get(at.change_id)?, from_day: day(row, at.from_day)?, plan })
}

fn issue(row: &Row) -> Result<Issue> {
    let at = CurrentIssue::AT;
    let fact = IssueFact {
        no: row.get(at.no)?,
        text: row.get(at.text)?,
        ask: row.get(at.ask)?,
        unit: row.get(at.unit_id)?,
        level: coded(row, at.level, Level::from_code)?,
        due: optional_day(row, at.due)?,
    };
    let (raised, closed) = (day(row, at.raised)?, optional_day(row, at.closed)?);
    Ok(Issue { raised, fact, closed, outcome: row.get(at.outcome)? })
}

fn take_value(state: &mut State, row: &Row) -> Result<()> {
    let at = CurrentValue::AT;
    let measure: String = row.get(at.measure)?;
    let (value, day) = (row.get::<_, i64>(at.value)?.into(), day(row, at.day)?);
    if row.get_ref(at.what)?.as_str().ok() == Some("total") {
        state.totals.insert(measure, Total { value, basis: row.get(at.basis)?, from_day: day });
    } else {
        let earlier = dated(list(row, at.earlier)?)?.into_iter().map(|(day, value)| (day, value.into()));
        let (update, earlier_years) = (row.get(at.update_no)?, earlier.collect());
        let (first_day, first_value) = (self::day(row, at.first_day)?, row.get::<_, i64>(at.first_value)?.into());
        let first_above_zero = optional_day(row, at.first_above_zero)?;
        let (as_of, base_of_whole) = (day, None);
        let reading =
            Reading { value, as_of, update, earlier_years, first_day, first_value, first_above_zero, base_of_whole };
        state.readings.insert(measure, reading);
    }
    Ok(())
}

fn milestone(row: &Row) -> Result<Milestone> {
    let at = CurrentMilestone::AT;
    let span = |last, precision| {
        Ok::<_, Error>(DueDay { last: day(row, last)?, precision: coded(row, precision, Precision::from_code)? })
    };
    let met: Option<String> = row.get(at.met_day)?;
    Ok(Milestone {
        name: row.get(at.name)?,
        baseline: span(at.baseline_day, at.baseline_precision)?,
        baseline_from: day(row, at.baseline_from)?,
        due: span(at.due_day, at.due_precision)?,
        is_planned: row.get(at.is_planned)?,
        is_met: row.get(at.is_met)?,
        met: met.map(|_| span(at.met_day, at.met_precision)).transpose()?,
        moves: row.get(at.moves)?,
        stage: row.get(at.stage)?,
        source: row.get(at.source)?,
        number: row.get(at.number)?,
        authority: row.get(at.authority)?,
        waived: row.get(at.waived)?,
    })
}

fn list<T: serde::de::DeserializeOwned>(row: &Row, column: usize) -> Result<Vec<T>> {
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    if text == "[]" {
        return Ok(Vec::new());
    }
    serde_json::from_str(text).map_err(|_| RegisterError::Damaged { what: text.to_owned() }.into())
}
