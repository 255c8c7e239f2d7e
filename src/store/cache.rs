//! The cache of current states: written in the transaction of each change, read by whoever looks at today,
//! proved by `check`.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};

use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Row, params};

use super::facts::CHUNK;
use super::row::{coded, day, optional_day};
use super::{Known, Store};
use crate::domain::ProjectId;
use crate::domain::catalog::Catalog;
use crate::domain::day::{Day, DayText, DueDay, Precision};
use crate::domain::fact::{Condition, IssueFact, Kind, Level, PlanFact, Recorded};
use crate::domain::fold::fold;
use crate::domain::light::{HandLight, Light};
use crate::domain::portfolio::Place;
use crate::domain::state::{Issue, Milestone, PlanVersion, Reading, State, Total};
use crate::error::{Error, RegisterError, Result};

const INSERT_PROJECT: &str =
    "INSERT INTO current_project (project_id, code, kind, category, listed_from, name, parent_id,
    figures, unit_ids, tags, aliases, leader, location, content, national_code, source, stage, stage_day,
    first_stage_day, has_started, started_on, is_completed, completed_on, closed_on, condition, condition_day, review_day, merged_into,
    return_no, return_day, progress, problem, ask, next_step, hand_light, hand_from, hand_until, hand_reason,
    latest_day)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_VALUE: &str = "INSERT INTO current_value (project_id, what, measure, value, day, basis, update_no, earlier) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_MILESTONE: &str =
    "INSERT INTO current_milestone (project_id, name, position, baseline_day, baseline_precision,
    due_day, due_precision, is_met, met_day, met_precision, moves, stage, source)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_PLAN: &str =
    "INSERT INTO current_plan (project_id, position, change_id, from_day, year, measure, value, months,
    goal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
const INSERT_ISSUE: &str =
    "INSERT INTO current_issue (project_id, position, no, raised, text, ask, unit_id, level, due,
    closed, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
/// How rows of the cache are read: all, or those of the projects in a JSON list.
struct Cached {
    all: &'static str,
    some: &'static str,
}

macro_rules! cached {
    ($columns:literal, $table:literal, $order:literal) => {
        Cached {
            all: concat!("SELECT ", $columns, " FROM ", $table, " ORDER BY ", $order),
            some: concat!(
                "SELECT ",
                $columns,
                " FROM ",
                $table,
                " WHERE project_id IN (SELECT value FROM json_each(?1)) ORDER BY ",
                $order
            ),
        }
    };
}

const PROJECTS: Cached = cached!(
    "project_id, code, kind, category, listed_from, name, parent_id, figures, unit_ids, tags, aliases, leader, location, content, national_code, source, stage, stage_day, started_on, completed_on, closed_on, condition, condition_day, merged_into, return_no, return_day, latest_day, has_started, is_completed, review_day, problem, ask, hand_light, hand_from, hand_until, hand_reason, progress, next_step, first_stage_day",
    "current_project",
    "project_id"
);
const VALUES: Cached =
    cached!("project_id, what, measure, value, day, basis, update_no, earlier", "current_value", "project_id");
const MILESTONES: Cached = cached!(
    "project_id, name, baseline_day, baseline_precision, due_day, due_precision, met_day, met_precision, moves, stage, source, is_met",
    "current_milestone",
    "project_id, position"
);
const PLANS: Cached = cached!(
    "project_id, change_id, from_day, year, measure, value, months, goal",
    "current_plan",
    "project_id, position"
);
const ISSUES: Cached = cached!(
    "project_id, no, raised, text, ask, unit_id, level, due, closed, outcome",
    "current_issue",
    "project_id, position"
);

/// Projects that touched ones lie this near to are read with them.
const GAP: ProjectId = 8;

impl Store {
    /// Whether the cache tells the state on a day: it does from the latest day any fact speaks of.
    pub(super) fn cache_holds_on(&self, view: Day) -> Result<bool> {
        if view == Day::MAX {
            return Ok(true); // it has no text of four digits to compare
        }
        let latest: Option<String> = self
            .conn
            .query_row("SELECT max(latest_day) FROM current_project", [], |row| row.get(0))
            .map_err(|error| self.failed(error))?;
        Ok(latest.is_none_or(|latest| latest <= view.to_string()))
    }

    fn writer(&self) -> Result<Writer<'_>> {
        let prepared = |sql| self.conn.prepare_cached(sql);
        Ok(Writer {
            project: prepared(INSERT_PROJECT)?,
            value: prepared(INSERT_VALUE)?,
            milestone: prepared(INSERT_MILESTONE)?,
            plan: prepared(INSERT_PLAN)?,
            issue: prepared(INSERT_ISSUE)?,
        })
    }

    /// Folds projects anew and writes their cache; those that `is_cached` says were in it before.
    pub(super) fn refold(
        &self,
        catalog: &Catalog,
        projects: &BTreeSet<ProjectId>,
        is_cached: impl Fn(ProjectId) -> bool,
        known: &Known,
    ) -> Result<()> {
        for project in projects.iter().filter(|project| is_cached(**project)) {
            self.forget(*project)?;
        }
        let mut writer = self.writer()?;
        let mut rest = projects.iter().copied().peekable();
        while let Some(first) = rest.next() {
            let mut last = first;
            while let Some(next) = rest.next_if(|next| *next - last <= GAP && *next - first < CHUNK) {
                last = next;
            }
            let mut facts = self.facts_between(first, last)?;
            facts.retain(|recorded| known.counts(recorded.change) && projects.contains(&recorded.fact.project));
            for own in facts.chunk_by(|a, b| a.fact.project == b.fact.project) {
                fold(catalog, own, Day::MAX).map_or(Ok(()), |state| writer.remember(&state))?;
            }
        }
        Ok(())
    }

    /// Writes the cache of projects that were never in it, from all their facts.
    pub(super) fn cache<'f>(&self, catalog: &Catalog, projects: impl Iterator<Item = &'f [Recorded]>) -> Result<()> {
        let mut writer = self.writer()?;
        let mut states = projects.filter_map(|facts| fold(catalog, facts, Day::MAX));
        states.try_for_each(|state| writer.remember(&state))
    }

    fn forget(&self, project: ProjectId) -> Result<()> {
        for delete in [
            "DELETE FROM current_project WHERE project_id = ?1",
            "DELETE FROM current_value WHERE project_id = ?1",
            "DELETE FROM current_milestone WHERE project_id = ?1",
            "DELETE FROM current_plan WHERE project_id = ?1",
            "DELETE FROM current_issue WHERE project_id = ?1",
        ] {
            self.conn.prepare_cached(delete)?.execute([project])?;
        }
        Ok(())
    }

    /// Every state in the cache, by number of project.
    pub(super) fn cached_states(&self) -> Result<Vec<State>> {
        self.read_states(None)
    }

    /// The states of some projects as they are now, by number of project; only where the cache holds.
    pub fn states_of(&self, projects: &[ProjectId]) -> Result<Vec<State>> {
        self.read_states(Some(&json(projects)?))
    }

    /// Where every project stands now, if the cache tells the state on a day.
    pub fn places(&self, day: Day) -> Result<Option<Vec<Place>>> {
        if !self.cache_holds_on(day)? {
            return Ok(None);
        }
        let mut select =
            self.conn.prepare_cached("SELECT project_id, code, category, kind, parent_id FROM current_project")?;
        let mut rows = select.query([])?;
        let mut places = Vec::new();
        while let Some(row) = rows.next()? {
            let kind = coded(row, 3, Kind::from_code)?;
            places.push(Place { id: row.get(0)?, code: row.get(1)?, category: row.get(2)?, kind, parent: row.get(4)? });
        }
        Ok(Some(places))
    }

    fn read_states(&self, of: Option<&str>) -> Result<Vec<State>> {
        let mut states = Vec::new();
        self.read(&PROJECTS, of, |row| {
            states.push(state(row)?);
            Ok(())
        })?;
        let place: Places = states.iter().enumerate().map(|(at, state)| (state.id, at)).collect();
        let mut spread = |sql: &Cached, take: fn(&mut State, &Row) -> Result<()>| {
            self.read(sql, of, |row| match place.get(&row.get(0)?) {
                Some(at) => take(&mut states[*at], row),
                None => Ok(()),
            })
        };
        spread(&VALUES, take_value)?;
        spread(&MILESTONES, |state, row| {
            state.milestones.push(milestone(row)?);
            Ok(())
        })?;
        spread(&PLANS, |state, row| {
            state.plans.push(plan(row)?);
            Ok(())
        })?;
        spread(&ISSUES, |state, row| {
            state.issues.push(issue(row)?);
            Ok(())
        })
        .map(|()| states)
    }

    fn read(&self, sql: &Cached, of: Option<&str>, mut take: impl FnMut(&Row) -> Result<()>) -> Result<()> {
        let mut select = self.conn.prepare_cached(if of.is_some() { sql.some } else { sql.all })?;
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

/// The statements that write the state of a project, prepared once for all projects of a change.
struct Writer<'s> {
    project: CachedStatement<'s>,
    value: CachedStatement<'s>,
    milestone: CachedStatement<'s>,
    plan: CachedStatement<'s>,
    issue: CachedStatement<'s>,
}

impl Writer<'_> {
    fn remember(&mut self, state: &State) -> Result<()> {
        let hand = state.hand_light.as_ref();
        self.project.execute(params![
            state.id,
            state.code,
            state.kind.code(),
            state.category,
            iso(state.listed_from),
            state.name,
            state.parent,
            if state.figures_from_lots { "lots" } else { "own" },
            json(&state.units)?,
            json(&state.tags)?,
            json(&state.aliases)?,
            state.leader,
            state.location,
            state.content,
            state.national_code,
            state.source,
            state.stage.as_ref().map(|(stage, _)| stage),
            state.stage.as_ref().map(|(_, day)| iso(*day)),
            state.first_stage_day.map(iso),
            state.has_started,
            state.started_on.map(iso),
            state.is_completed,
            state.completed_on.map(iso),
            state.closed_on.map(iso),
            state.condition.code(),
            state.condition_day.map(iso),
            state.review_day.map(iso),
            state.merged_into,
            state.last_return.map(|(no, _)| no),
            state.last_return.map(|(_, day)| iso(day)),
            state.progress,
            state.problem,
            state.ask,
            state.next_step,
            hand.map(|hand| hand.light.code()),
            hand.map(|hand| iso(hand.from)),
            hand.map(|hand| iso(hand.until)),
            hand.map(|hand| &hand.reason),
            iso(state.latest_day),
        ])?;
        self.values(state)?;
        self.milestones(state)?;
        self.plans(state)?;
        self.issues(state)
    }

    fn values(&mut self, state: &State) -> Result<()> {
        for (measure, reading) in &state.readings {
            let Reading { value, as_of, update, earlier_years } = reading;
            let basis = None::<&str>;
            let earlier = json(earlier_years)?;
            self.value.execute(params![state.id, "reading", measure, value, iso(*as_of), basis, update, earlier])?;
        }
        for (measure, Total { value, basis, from_day }) in &state.totals {
            let (update, earlier) = (None::<i64>, None::<&str>);
            self.value.execute(params![state.id, "total", measure, value, iso(*from_day), basis, update, earlier])?;
        }
        Ok(())
    }

    fn plans(&mut self, state: &State) -> Result<()> {
        for (position, PlanVersion { from_day, change, plan }) in (1_i64..).zip(&state.plans) {
            self.plan.execute(params![
                state.id,
                position,
                change,
                iso(*from_day),
                plan.year,
                plan.measure,
                plan.value,
                json(&plan.months)?,
                plan.goal,
            ])?;
        }
        Ok(())
    }

    fn issues(&mut self, state: &State) -> Result<()> {
        for (position, issue) in (1_i64..).zip(&state.issues) {
            let fact = &issue.fact;
            self.issue.execute(params![
                state.id,
                position,
                fact.no,
                iso(issue.raised),
                fact.text,
                fact.ask,
                fact.unit,
                fact.level.code(),
                fact.due.map(iso),
                issue.closed.map(iso),
                issue.outcome,
            ])?;
        }
        Ok(())
    }

    fn milestones(&mut self, state: &State) -> Result<()> {
        for (position, milestone) in (1_i64..).zip(&state.milestones) {
            self.milestone.execute(params![
                state.id,
                milestone.name,
                position,
                iso(milestone.baseline.last),
                milestone.baseline.precision.code(),
                iso(milestone.due.last),
                milestone.due.precision.code(),
                milestone.is_met,
                milestone.met.map(|met| iso(met.last)),
                milestone.met.map(|met| met.precision.code()),
                milestone.moves,
                milestone.stage,
                milestone.source,
            ])?;
        }
        Ok(())
    }
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

/// Where each project stands in a list of states.
type Places = HashMap<ProjectId, usize>;

fn state(row: &Row) -> Result<State> {
    let stage: Option<String> = row.get(16)?;
    let return_no: Option<i64> = row.get(24)?;
    Ok(State {
        id: row.get(0)?,
        code: row.get(1)?,
        kind: coded(row, 2, Kind::from_code)?,
        category: row.get(3)?,
        listed_from: day(row, 4)?,
        name: row.get(5)?,
        parent: row.get(6)?,
        figures_from_lots: row.get_ref(7)?.as_str().ok() == Some("lots"),
        units: list(row, 8)?,
        tags: list(row, 9)?,
        aliases: list(row, 10)?,
        leader: row.get(11)?,
        location: row.get(12)?,
        content: row.get(13)?,
        national_code: row.get(14)?,
        source: row.get(15)?,
        stage: stage.zip(optional_day(row, 17)?),
        has_started: row.get(27)?,
        first_stage_day: optional_day(row, 38)?,
        started_on: optional_day(row, 18)?,
        is_completed: row.get(28)?,
        completed_on: optional_day(row, 19)?,
        closed_on: optional_day(row, 20)?,
        condition: coded(row, 21, Condition::from_code)?,
        condition_day: optional_day(row, 22)?,
        review_day: optional_day(row, 29)?,
        merged_into: row.get(23)?,
        last_return: return_no.zip(optional_day(row, 25)?),
        progress: row.get(36)?,
        problem: row.get(30)?,
        ask: row.get(31)?,
        next_step: row.get(37)?,
        hand_light: hand_light(row)?,
        latest_day: day(row, 26)?,
        totals: Default::default(),
        readings: Default::default(),
        milestones: Vec::new(),
        plans: Vec::new(),
        issues: Vec::new(),
    })
}

fn hand_light(row: &Row) -> Result<Option<HandLight>> {
    if row.get_ref(32)? == ValueRef::Null {
        return Ok(None);
    }
    let light = coded(row, 32, Light::from_code)?;
    Ok(Some(HandLight { light, from: day(row, 33)?, until: day(row, 34)?, reason: row.get(35)? }))
}

fn plan(row: &Row) -> Result<PlanVersion> {
    let plan = PlanFact {
        year: row.get(3)?,
        measure: row.get(4)?,
        value: row.get(5)?,
        months: list(row, 6)?,
        goal: row.get(7)?,
    };
    Ok(PlanVersion { change: row.get(1)?, from_day: day(row, 2)?, plan })
}

fn issue(row: &Row) -> Result<Issue> {
    let fact = IssueFact {
        no: row.get(1)?,
        text: row.get(3)?,
        ask: row.get(4)?,
        unit: row.get(5)?,
        level: coded(row, 6, Level::from_code)?,
        due: optional_day(row, 7)?,
    };
    Ok(Issue { raised: day(row, 2)?, fact, closed: optional_day(row, 8)?, outcome: row.get(9)? })
}

fn take_value(state: &mut State, row: &Row) -> Result<()> {
    let measure: String = row.get(2)?;
    let (value, day) = (row.get(3)?, day(row, 4)?);
    if row.get_ref(1)?.as_str().ok() == Some("total") {
        state.totals.insert(measure, Total { value, basis: row.get(5)?, from_day: day });
    } else {
        state
            .readings
            .insert(measure, Reading { value, as_of: day, update: row.get(6)?, earlier_years: list(row, 7)? });
    }
    Ok(())
}

fn milestone(row: &Row) -> Result<Milestone> {
    let due = |column| {
        Ok::<_, Error>(DueDay { last: day(row, column)?, precision: coded(row, column + 1, Precision::from_code)? })
    };
    let met: Option<String> = row.get(6)?;
    Ok(Milestone {
        name: row.get(1)?,
        baseline: due(2)?,
        due: due(4)?,
        is_met: row.get(11)?,
        met: met.map(|_| due(6)).transpose()?,
        moves: row.get(8)?,
        stage: row.get(9)?,
        source: row.get(10)?,
    })
}

fn json<T: serde::Serialize>(list: &[T]) -> Result<Cow<'static, str>> {
    if list.is_empty() {
        return Ok(Cow::Borrowed("[]"));
    }
    serde_json::to_string(list)
        .map(Cow::Owned)
        .map_err(|error| RegisterError::Damaged { what: error.to_string() }.into())
}

fn list<T: serde::de::DeserializeOwned>(row: &Row, column: usize) -> Result<Vec<T>> {
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    if text == "[]" {
        return Ok(Vec::new());
    }
    serde_json::from_str(text).map_err(|_| RegisterError::Damaged { what: text.to_owned() }.into())
}
