//! Facts of projects, read back and folded.

use std::collections::{BTreeMap, HashMap};

use rusqlite::types::ValueRef;
use rusqlite::{Row, params};

use super::row::{self, Table, coded, day, optional_day};
use super::{Known, Store, View};
use crate::domain::catalog::Catalog;
use crate::domain::change::Return;
use crate::domain::day::{Day, DueDay, Precision};
use crate::domain::fact::{
    Body, Condition, Field, IssueFact, Kind, Level, MilestoneEvent, MilestoneFact, PlanFact, ProjectFact, Recorded,
    SetLight, Update,
};
use crate::domain::fold::{fold, returns_until};
use crate::domain::light::Light;
use crate::domain::state::State;
use crate::domain::{ChangeId, ProjectId};
use crate::error::{RegisterError, Result};

/// So many projects are read at a time when all are folded: bounded memory, few queries.
pub(super) const CHUNK: ProjectId = 2_000;

/// Readings by the update that filed them.
type Readings = HashMap<(ChangeId, i64), BTreeMap<String, i64>>;
/// Month points by the plan they belong to.
type Points = HashMap<(ChangeId, i64), Vec<i64>>;

impl Store {
    /// Every fact of the projects in a range of numbers, known or not, by project and in the order recorded.
    pub fn facts_between(&self, low: ProjectId, high: ProjectId) -> Result<Vec<Recorded>> {
        let mut facts = Vec::new();
        let readings = self.readings(low, high)?;
        self.collect(&row::PROJECT, low, high, &mut facts, listed)?;
        self.collect(&row::TEXT, low, high, &mut facts, text)?;
        self.collect(&row::ALIAS, low, high, &mut facts, alias)?;
        self.collect(&row::TAG, low, high, &mut facts, tag)?;
        self.collect(&row::PARENT, low, high, &mut facts, |row| Ok(Body::Parent(row.get(4)?)))?;
        self.collect(&row::PROJECT_UNIT, low, high, &mut facts, |row| {
            Ok(Body::Units(row.get::<_, Option<i64>>(5)?.into_iter().collect()))
        })?;
        self.collect(&row::TOTAL, low, high, &mut facts, |row| {
            Ok(Body::Total { measure: row.get(4)?, value: row.get(5)?, basis: row.get(6)? })
        })?;
        self.collect(&row::UPDATE, low, high, &mut facts, |row| update(row, &readings))?;
        self.collect(&row::MILESTONE, low, high, &mut facts, milestone)?;
        let points = self.points(low, high)?;
        self.collect(&row::ANNUAL_PLAN, low, high, &mut facts, |row| plan(row, &points))?;
        self.collect(&row::ISSUE, low, high, &mut facts, issue)?;
        self.collect(&row::ISSUE_CLOSE, low, high, &mut facts, |row| {
            Ok(Body::IssueClosed { no: row.get(4)?, outcome: row.get(5)? })
        })?;
        facts.sort_by_key(|recorded| (recorded.fact.project, recorded.change, recorded.seq));
        facts.dedup_by(|later, first| joins_unit_list(first, later));
        Ok(facts)
    }

    /// The facts of one project that count.
    pub fn facts(&self, project: ProjectId, known: &Known) -> Result<Vec<Recorded>> {
        let mut facts = self.facts_between(project, project)?;
        facts.retain(|recorded| known.counts(recorded.change));
        Ok(facts)
    }

    /// The states of all projects listed on the view's day, from the cache where it holds, else from the ledger.
    pub fn states(&self, catalog: &Catalog, view: View) -> Result<Vec<State>> {
        if view.known_at.is_none() && self.cache_holds_on(view.day)? {
            return self.cached_states();
        }
        self.folded_states(catalog, view)
    }

    /// The states of all projects listed on the view's day, folded from the ledger.
    pub fn folded_states(&self, catalog: &Catalog, view: View) -> Result<Vec<State>> {
        let mut states = Vec::new();
        self.each_project(&self.known(view.known_at)?, |facts| states.extend(fold(catalog, facts, view.day)))?;
        Ok(states)
    }

    /// The returns of each project up to a day that count.
    pub fn returns(&self, known: &Known, day: Day) -> Result<HashMap<ProjectId, Vec<Return>>> {
        let mut returns = HashMap::new();
        self.each_project(known, |facts| {
            let filed = returns_until(facts, day);
            if let (false, Some(first)) = (filed.is_empty(), facts.first()) {
                returns.insert(first.fact.project, filed);
            }
        })?;
        Ok(returns)
    }

    /// Hands out the facts of one project after another.
    fn each_project(&self, known: &Known, mut each: impl FnMut(&[Recorded])) -> Result<()> {
        let highest: ProjectId =
            self.conn.query_row("SELECT coalesce(max(id), 0) FROM project", [], |row| row.get(0))?;
        let mut low = 1;
        while low <= highest {
            let mut facts = self.facts_between(low, low + CHUNK - 1)?;
            facts.retain(|recorded| known.counts(recorded.change));
            facts.chunk_by(|a, b| a.fact.project == b.fact.project).for_each(&mut each);
            low += CHUNK;
        }
        Ok(())
    }

    fn collect(
        &self,
        table: &Table,
        low: ProjectId,
        high: ProjectId,
        facts: &mut Vec<Recorded>,
        body: impl Fn(&Row) -> Result<Body>,
    ) -> Result<()> {
        let mut select = self.conn.prepare_cached(table.select)?;
        let mut rows = select.query(params![low, high]).map_err(|error| self.failed(error))?;
        while let Some(row) = rows.next().map_err(|error| self.failed(error))? {
            let fact = ProjectFact { project: row.get(0)?, from_day: day(row, 3)?, body: body(row)? };
            facts.push(Recorded { change: row.get(1)?, seq: row.get(2)?, fact });
        }
        Ok(())
    }

    fn readings(&self, low: ProjectId, high: ProjectId) -> Result<Readings> {
        let mut readings = Readings::new();
        let mut select = self.conn.prepare_cached(row::READING.select)?;
        let mut rows = select.query(params![low, high]).map_err(|error| self.failed(error))?;
        while let Some(row) = rows.next()? {
            readings.entry((row.get(1)?, row.get(2)?)).or_default().insert(row.get(3)?, row.get(4)?);
        }
        Ok(readings)
    }

    fn points(&self, low: ProjectId, high: ProjectId) -> Result<Points> {
        let mut points = Points::new();
        let mut select = self.conn.prepare_cached(row::ANNUAL_PLAN_MONTH.select)?;
        let mut rows = select.query(params![low, high]).map_err(|error| self.failed(error))?;
        while let Some(row) = rows.next()? {
            points.entry((row.get(1)?, row.get(2)?)).or_default().push(row.get(4)?);
        }
        Ok(points)
    }
}

/// Puts a further row of one unit list to the first.
fn joins_unit_list(first: &mut Recorded, later: &mut Recorded) -> bool {
    if (first.change, first.seq) != (later.change, later.seq) {
        return false;
    }
    match (&mut first.fact.body, &later.fact.body) {
        (Body::Units(list), Body::Units(more)) => {
            list.extend(more);
            true
        }
        _ => false,
    }
}

fn listed(row: &Row) -> Result<Body> {
    let kind = coded(row, 5, Kind::from_code)?;
    Ok(Body::Listed { code: row.get(4)?, kind, category: row.get(6)?, source: row.get(7)? })
}

fn text(row: &Row) -> Result<Body> {
    Ok(Body::Text { field: coded(row, 4, Field::from_code)?, value: row.get(5)? })
}

fn alias(row: &Row) -> Result<Body> {
    Ok(Body::Alias { alias: row.get(4)?, present: row.get(5)? })
}

fn tag(row: &Row) -> Result<Body> {
    Ok(Body::Tag { tag: row.get(4)?, present: row.get(5)? })
}

fn update(row: &Row, readings: &Readings) -> Result<Body> {
    let key = (row.get(1)?, row.get(2)?);
    let condition: Option<String> = row.get(8)?;
    let condition = match condition {
        Some(code) => Some(Condition::from_code(&code).ok_or(RegisterError::Damaged { what: code })?),
        None => None,
    };
    let light = match row.get_ref(17)? {
        ValueRef::Null => None,
        _ => Some(SetLight { light: coded(row, 17, Light::from_code)?, until: day(row, 18)?, reason: row.get(19)? }),
    };
    Ok(Body::Update(Box::new(Update {
        no: row.get(4)?,
        corrects: row.get(5)?,
        category: row.get(6)?,
        stage: row.get(7)?,
        condition,
        merged_into: row.get(9)?,
        review_day: optional_day(row, 10)?,
        no_change: row.get(11)?,
        readings: readings.get(&key).cloned().unwrap_or_default(),
        progress: row.get(12)?,
        problem: row.get(13)?,
        ask: row.get(14)?,
        next_step: row.get(15)?,
        source: row.get(16)?,
        light,
    })))
}

fn plan(row: &Row, points: &Points) -> Result<Body> {
    let key = (row.get(1)?, row.get(2)?);
    Ok(Body::Plan(PlanFact {
        year: row.get(4)?,
        measure: row.get(5)?,
        value: row.get(6)?,
        months: points.get(&key).cloned().unwrap_or_default(),
        goal: row.get(7)?,
    }))
}

fn issue(row: &Row) -> Result<Body> {
    Ok(Body::Issue(Box::new(IssueFact {
        no: row.get(4)?,
        text: row.get(5)?,
        ask: row.get(6)?,
        unit: row.get(7)?,
        level: coded(row, 8, Level::from_code)?,
        due: optional_day(row, 9)?,
    })))
}

fn milestone(row: &Row) -> Result<Body> {
    Ok(Body::Milestone(MilestoneFact {
        name: row.get(4)?,
        event: coded(row, 5, MilestoneEvent::from_code)?,
        day: DueDay { last: day(row, 6)?, precision: coded(row, 7, Precision::from_code)? },
        category: row.get(8)?,
        stage: row.get(9)?,
        source: row.get(10)?,
    }))
}
