//! Facts of projects, read back and folded.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use rusqlite::types::ValueRef;
use rusqlite::{Row, params};

use super::history::{
    AnnualPlanMonthRow, AnnualPlanRow, HistoryTable, IssueCloseRow, IssueRow, ListingRow, MilestoneRow, PartSpine,
    ProjectAliasRow, ProjectCategoryRow, ProjectOwnRow, ProjectParentRow, ProjectSpine, ProjectSplitRow,
    ProjectStageRow, ProjectTagRow, ProjectTextRow, ProjectTotalRow, ProjectUnitRow, ReadingRow, StatusUpdateRow,
};
use super::value::{coded, day, optional_day};
use super::{Known, Store, View};
use crate::domain::catalog::Catalog;
use crate::domain::change::Return;
use crate::domain::day::{Day, DueDay, Precision};
use crate::domain::fact::{
    Body, CategoryFact, Condition, Field, IssueFact, Kind, Level, MilestoneEvent, MilestoneFact, PlanFact, ProjectFact,
    Recorded, SetLight, Update,
};
use crate::domain::fold::{fold, returns_until};
use crate::domain::light::Light;
use crate::domain::state::State;
use crate::domain::{ChangeId, ProjectId, UnitId};
use crate::error::{RegisterError, Result};

/// How many projects are read at a time when all are folded: bounded memory, few queries.
pub(super) const CHUNK: ProjectId = 2_000;

/// Readings by the update that filed them.
type Readings = HashMap<(ChangeId, i64), BTreeMap<String, i64>>;
/// What stages are read as, by the fact that says so.
type ReadAs = HashMap<(ChangeId, i64), BTreeMap<(String, String), String>>;
/// Month points by the plan they belong to.
type Points = HashMap<(ChangeId, i64), Vec<i64>>;

impl Store {
    /// Every fact of the projects in a range of numbers, known or not, by project and in the order recorded.
    pub fn facts_between(&self, low: ProjectId, high: ProjectId) -> Result<Vec<Recorded>> {
        let mut facts = Vec::new();
        let readings = self.readings(low, high)?;
        let mut recorded_on = HashMap::new();
        self.collect(ListingRow::TABLE, low, high, &mut facts, |row| self.listed(row, &mut recorded_on))?;
        let read_as = self.read_as(low, high)?;
        self.collect(ProjectCategoryRow::TABLE, low, high, &mut facts, |row| category(row, &read_as))?;
        self.collect(ProjectTextRow::TABLE, low, high, &mut facts, text)?;
        self.collect(ProjectAliasRow::TABLE, low, high, &mut facts, alias)?;
        self.collect(ProjectTagRow::TABLE, low, high, &mut facts, tag)?;
        self.collect(ProjectOwnRow::TABLE, low, high, &mut facts, |row| {
            let at = ProjectOwnRow::AT;
            Ok(Body::Own { field: row.get(at.field)?, value: row.get(at.value)? })
        })?;
        self.collect(ProjectParentRow::TABLE, low, high, &mut facts, |row| {
            Ok(Body::Parent(row.get(ProjectParentRow::AT.parent_id)?))
        })?;
        self.collect(ProjectSplitRow::TABLE, low, high, &mut facts, |row| {
            let at = ProjectSplitRow::AT;
            Ok(Body::Split { part: row.get(at.part_id)?, share: row.get(at.share)? })
        })?;
        self.collect(ProjectUnitRow::TABLE, low, high, &mut facts, |row| {
            let unit: Option<UnitId> = row.get(ProjectUnitRow::AT.unit_id)?;
            Ok(Body::Units(unit.into_iter().collect()))
        })?;
        self.collect(ProjectTotalRow::TABLE, low, high, &mut facts, total)?;
        self.collect(StatusUpdateRow::TABLE, low, high, &mut facts, |row| update(row, &readings))?;
        self.collect(MilestoneRow::TABLE, low, high, &mut facts, milestone)?;
        let points = self.points(low, high)?;
        self.collect(AnnualPlanRow::TABLE, low, high, &mut facts, |row| plan(row, &points))?;
        self.collect(IssueRow::TABLE, low, high, &mut facts, issue)?;
        self.collect(IssueCloseRow::TABLE, low, high, &mut facts, issue_closed)?;
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

    /// Every fact that counts, by project: to fold several days from one reading of the ledger.
    pub fn known_facts(&self, known: &Known) -> Result<Vec<Recorded>> {
        let mut facts = self.facts_between(0, ProjectId::MAX)?;
        facts.retain(|recorded| known.counts(recorded.change));
        Ok(facts)
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

    /// The facts that say what a project was split from.
    pub(super) fn splits_into(&self, part: ProjectId) -> Result<Vec<Recorded>> {
        let mut select = self.conn.prepare_cached("SELECT project_id FROM project_split WHERE part_id = ?1")?;
        let from: Vec<ProjectId> = select.query_map([part], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut facts = Vec::new();
        for project in from {
            facts.extend(self.facts_between(project, project)?);
        }
        facts.retain(|recorded| matches!(recorded.fact.body, Body::Split { part: other, .. } if other == part));
        Ok(facts)
    }

    fn collect(
        &self,
        table: &HistoryTable,
        low: ProjectId,
        high: ProjectId,
        facts: &mut Vec<Recorded>,
        mut body: impl FnMut(&Row) -> Result<Body>,
    ) -> Result<()> {
        let mut select = self.conn.prepare_cached(table.select)?;
        let mut rows = select.query(params![low, high]).map_err(|error| self.failed(error))?;
        let at = ProjectSpine::AT;
        while let Some(row) = rows.next().map_err(|error| self.failed(error))? {
            let fact =
                ProjectFact { project: row.get(at.project_id)?, from_day: day(row, at.from_day)?, body: body(row)? };
            facts.push(Recorded { change: row.get(at.change_id)?, seq: row.get(at.seq)?, fact });
        }
        Ok(())
    }

    /// A listing, with the day its change was recorded; `days`: those of the changes looked up before.
    fn listed(&self, row: &Row, days: &mut HashMap<ChangeId, Day>) -> Result<Body> {
        let at = ListingRow::AT;
        let change: ChangeId = row.get(ProjectSpine::AT.change_id)?;
        let recorded_on = match days.get(&change) {
            Some(day) => *day,
            None => {
                // a change that is still being recorded has no row yet, and nobody is late for it
                let recorded = self.recorded(change)?;
                let day = recorded.map_or(Day::MAX, |change| change.recorded_at.date_naive());
                days.insert(change, day);
                day
            }
        };
        Ok(Body::Listed {
            code: row.get(at.code)?,
            kind: coded(row, at.kind, Kind::from_code)?,
            category: row.get(at.category)?,
            source: row.get(at.source)?,
            recorded_on,
        })
    }

    fn readings(&self, low: ProjectId, high: ProjectId) -> Result<Readings> {
        let mut readings = Readings::new();
        let mut select = self.conn.prepare_cached(ReadingRow::TABLE.select)?;
        let mut rows = select.query(params![low, high]).map_err(|error| self.failed(error))?;
        let at = ReadingRow::AT;
        while let Some(row) = rows.next()? {
            let of_update = readings.entry(fact_key(row)?).or_default();
            of_update.insert(row.get(at.measure)?, row.get(at.value)?);
        }
        Ok(readings)
    }

    fn read_as(&self, low: ProjectId, high: ProjectId) -> Result<ReadAs> {
        let mut read_as = ReadAs::new();
        let mut select = self.conn.prepare_cached(ProjectStageRow::TABLE.select)?;
        let mut rows = select.query(params![low, high]).map_err(|error| self.failed(error))?;
        let at = ProjectStageRow::AT;
        while let Some(row) = rows.next()? {
            let of_fact = read_as.entry(fact_key(row)?).or_default();
            of_fact.insert((row.get(at.from_category)?, row.get(at.from_stage)?), row.get(at.stage)?);
        }
        Ok(read_as)
    }

    fn points(&self, low: ProjectId, high: ProjectId) -> Result<Points> {
        let mut points = Points::new();
        let mut select = self.conn.prepare_cached(AnnualPlanMonthRow::TABLE.select)?;
        let mut rows = select.query(params![low, high]).map_err(|error| self.failed(error))?;
        while let Some(row) = rows.next()? {
            points.entry(fact_key(row)?).or_default().push(row.get(AnnualPlanMonthRow::AT.value)?);
        }
        Ok(points)
    }
}

/// Puts a further row of one unit list to the first.
fn joins_unit_list(first: &mut Recorded, later: &mut Recorded) -> bool {
    if (first.change, first.seq) != (later.change, later.seq) {
        return false;
    }
    let (Body::Units(list), Body::Units(more)) = (&mut first.fact.body, &later.fact.body) else { return false };
    list.extend(more);
    true
}

/// The fact that a row states or belongs to: both begin alike.
fn fact_key(row: &Row) -> Result<(ChangeId, i64)> {
    Ok((row.get(PartSpine::AT.change_id)?, row.get(PartSpine::AT.seq)?))
}

fn category(row: &Row, read_as: &ReadAs) -> Result<Body> {
    let read_as = read_as.get(&fact_key(row)?).cloned().unwrap_or_default();
    Ok(Body::Category(Rc::new(CategoryFact { category: row.get(ProjectCategoryRow::AT.category)?, read_as })))
}

fn text(row: &Row) -> Result<Body> {
    let at = ProjectTextRow::AT;
    Ok(Body::Text { field: coded(row, at.field, Field::from_code)?, value: row.get(at.value)? })
}

fn alias(row: &Row) -> Result<Body> {
    let at = ProjectAliasRow::AT;
    Ok(Body::Alias { alias: row.get(at.alias)?, present: row.get(at.present)? })
}

fn tag(row: &Row) -> Result<Body> {
    let at = ProjectTagRow::AT;
    Ok(Body::Tag { tag: row.get(at.tag)?, present: row.get(at.present)? })
}

fn total(row: &Row) -> Result<Body> {
    let at = ProjectTotalRow::AT;
    Ok(Body::Total { measure: row.get(at.measure)?, value: row.get(at.value)?, basis: row.get(at.basis)? })
}

fn update(row: &Row, readings: &Readings) -> Result<Body> {
    let at = StatusUpdateRow::AT;
    let condition: Option<String> = row.get(at.condition)?;
    let condition = match condition {
        Some(code) => Some(Condition::from_code(&code).ok_or(RegisterError::Damaged { what: code })?),
        None => None,
    };
    let light = match row.get_ref(at.light)? {
        ValueRef::Null => None,
        _ => Some(SetLight {
            light: coded(row, at.light, Light::from_code)?,
            until: day(row, at.light_until)?,
            reason: row.get(at.light_reason)?,
        }),
    };
    Ok(Body::Update(Rc::new(Update {
        no: row.get(at.no)?,
        corrects: row.get(at.corrects)?,
        category: row.get(at.category)?,
        stage: row.get(at.stage)?,
        condition,
        merged_into: row.get(at.merged_into)?,
        figures_stay: row.get(at.figures_stay)?,
        review_day: optional_day(row, at.review_day)?,
        no_change: row.get(at.no_change)?,
        readings: readings.get(&fact_key(row)?).cloned().unwrap_or_default(),
        progress: row.get(at.progress)?,
        problem: row.get(at.problem)?,
        ask: row.get(at.ask)?,
        next_step: row.get(at.next_step)?,
        source: row.get(at.source)?,
        light,
    })))
}

fn plan(row: &Row, points: &Points) -> Result<Body> {
    let at = AnnualPlanRow::AT;
    Ok(Body::Plan(PlanFact {
        year: row.get(at.year)?,
        measure: row.get(at.measure)?,
        value: row.get(at.value)?,
        months: points.get(&fact_key(row)?).cloned().unwrap_or_default(),
        goal: row.get(at.goal)?,
    }))
}

fn issue(row: &Row) -> Result<Body> {
    let at = IssueRow::AT;
    Ok(Body::Issue(Box::new(IssueFact {
        no: row.get(at.no)?,
        text: row.get(at.text)?,
        ask: row.get(at.ask)?,
        unit: row.get(at.unit_id)?,
        level: coded(row, at.level, Level::from_code)?,
        due: optional_day(row, at.due_day)?,
    })))
}

fn issue_closed(row: &Row) -> Result<Body> {
    Ok(Body::IssueClosed { no: row.get(IssueCloseRow::AT.issue_no)?, outcome: row.get(IssueCloseRow::AT.outcome)? })
}

fn milestone(row: &Row) -> Result<Body> {
    let at = MilestoneRow::AT;
    Ok(Body::Milestone(MilestoneFact {
        name: row.get(at.name)?,
        event: coded(row, at.event, MilestoneEvent::from_code)?,
        day: DueDay { last: day(row, at.due_day)?, precision: coded(row, at.precision, Precision::from_code)? },
        category: row.get(at.category)?,
        stage: row.get(at.stage)?,
        source: row.get(at.source)?,
        number: row.get(at.number)?,
        authority: row.get(at.authority)?,
        reason: row.get(at.reason)?,
    }))
}
