//! The cache of current states: written in the transaction of each change, read by whoever looks at today, proved by
//! `check`. Here its tables, each declared once, and when it holds; how a state becomes rows is in `write`, how rows
//! become states in `read`.

mod read;
mod write;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::column::{columns, insert, select, selection};
use super::facts::CHUNK;
use super::open::fresh;
use super::value::{coded, digest};
use super::{Known, Store};
use crate::domain::ProjectId;
use crate::domain::catalog::Catalog;
use crate::domain::day::Day;
use crate::domain::fact::{Kind, Recorded};
use crate::domain::fold::fold;
use crate::domain::portfolio::TreePlace;
use crate::domain::state::State;
use crate::error::{RegisterError, Result};

/// A table of the cache: how its rows are written, read, all or those of the projects in a JSON list, and taken out.
struct CacheTable {
    name: &'static str,
    insert: &'static str,
    all: &'static str,
    some: &'static str,
    delete: &'static str,
}

macro_rules! cache_table {
    ($(#[$doc:meta])* $row:ident in $table:literal by $order:literal [$($column:ident)+]) => {
        columns!($(#[$doc])* $row after 0 => $($column)+);

        impl $row<usize> {
            const TABLE: CacheTable = CacheTable {
                name: $table,
                insert: insert!([$($column)+], $table),
                all: select!([$($column)+], "FROM ", $table, " ORDER BY ", $order),
                some: select!(
                    [$($column)+],
                    "FROM ", $table, " WHERE project_id IN (SELECT value FROM json_each(?1)) ORDER BY ", $order
                ),
                delete: concat!("DELETE FROM ", $table, " WHERE project_id = ?1"),
            };
        }
    };
}

cache_table! {
    CurrentProject in "current_project" by "project_id" [
        project_id code kind category category_from listed_from listed_on name parent_id figures unit_ids tags aliases leader
        own location content national_code source stage stage_day first_stage_day has_started started_on start_turns
        first_start_dated is_completed completed_on closed_on condition condition_day left_on review_day merged_into
        figures_stay given return_no return_day progress problem ask next_step hand_light hand_from hand_until
        hand_reason latest_day
    ]
}
cache_table! {
    CurrentValue in "current_value" by "project_id, what, measure" [
        project_id what measure value day basis update_no earlier first_day first_value first_above_zero
    ]
}
cache_table! {
    CurrentMilestone in "current_milestone" by "project_id, position" [
        project_id name position baseline_day baseline_precision baseline_from due_day due_precision is_planned is_met met_day
        met_precision moves stage source number authority waived
    ]
}
cache_table! {
    CurrentPlan in "current_plan" by "project_id, position" [
        project_id position change_id from_day year measure value months goal
    ]
}
cache_table! {
    CurrentIssue in "current_issue" by "project_id, position" [
        project_id position no raised text ask unit_id level due closed outcome
    ]
}

/// Where the number of its project stands in a row of each.
const PROJECT: usize = 0;

/// Every table of the cache.
const TABLES: [CacheTable; 5] =
    [CurrentProject::TABLE, CurrentValue::TABLE, CurrentMilestone::TABLE, CurrentPlan::TABLE, CurrentIssue::TABLE];

selection! {
    /// Where a project stands in the tree.
    CurrentPlace [project_id code category kind parent_id]
    ALL: "FROM current_project ORDER BY project_id"
}

/// What a project handed on: into which, from and until which day it was merged; which part was split from it, from which
/// day, with which share; its readings and totals by measure, with their days.
type WrittenGiven =
    (Vec<(ProjectId, String, Option<String>)>, Vec<(ProjectId, String, i64)>, WrittenValues, WrittenValues);
type WrittenValues = BTreeMap<String, Vec<(String, i64)>>;

/// How many projects are compared together.
const CHECKED_TOGETHER: usize = 500;

/// Every project that the ledger or the cache speaks of.
const PROJECTS: &str = "SELECT id FROM project UNION SELECT project_id FROM current_project
    UNION SELECT project_id FROM current_value UNION SELECT project_id FROM current_milestone
    UNION SELECT project_id FROM current_plan UNION SELECT project_id FROM current_issue ORDER BY 1";

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
        let mut writer = self.cache_writer()?;
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
        let mut writer = self.cache_writer()?;
        let mut states = projects.filter_map(|facts| fold(catalog, facts, Day::MAX));
        states.try_for_each(|state| writer.remember(&state))
    }

    /// The projects of whom the cache is not, row for row, what the ledger folds to: their codes, or numbers. Some at a
    /// time: bounded memory whatever the size of the register.
    pub(super) fn stale_cache(&self, catalog: &Catalog) -> Result<Vec<String>> {
        let known = self.known(None)?;
        let anew = Self::of(fresh()?, &self.path);
        let mut select = self.conn.prepare(PROJECTS)?;
        let projects = select.query_map([], |row| row.get(0)).map_err(|error| self.failed(error))?;
        let projects: Vec<ProjectId> = projects.collect::<Result<_, _>>().map_err(|error| self.failed(error))?;
        let mut stale = Vec::new();
        for some in projects.chunks(CHECKED_TOGETHER) {
            let (Some(first), Some(last)) = (some.first(), some.last()) else { continue };
            let mut facts = self.facts_between(*first, *last)?;
            facts.retain(|recorded| known.counts(recorded.change));
            anew.cache(catalog, facts.chunk_by(|a, b| a.fact.project == b.fact.project))?;
            let (anew_digests, here) = (anew.cache_digests(some)?, self.cache_digests(some)?);
            stale.extend(some.iter().copied().filter(|project| anew_digests.get(project) != here.get(project)));
            some.iter().try_for_each(|project| anew.forget(*project))?;
        }
        stale.into_iter().map(|project| Ok(self.code_of(project)?.unwrap_or_else(|| format!("#{project}")))).collect()
    }

    /// The digests of all rows of some projects.
    fn cache_digests(&self, projects: &[ProjectId]) -> Result<BTreeMap<ProjectId, Vec<[u8; 32]>>> {
        let listed = serde_json::Value::from(projects).to_string();
        let mut digests: BTreeMap<ProjectId, Vec<[u8; 32]>> = BTreeMap::new();
        for table in TABLES {
            let mut select = self.conn.prepare_cached(table.some)?;
            let columns = select.column_count();
            let mut rows = select.query([&listed])?;
            while let Some(row) = rows.next()? {
                let values = (0..columns).map(|column| row.get_ref(column)).collect::<Result<Vec<_>, _>>()?;
                digests.entry(row.get(PROJECT)?).or_default().push(digest(table.name, values));
            }
        }
        Ok(digests)
    }

    fn forget(&self, project: ProjectId) -> Result<()> {
        TABLES.iter().try_for_each(|table| {
            self.conn.prepare_cached(table.delete)?.execute([project])?;
            Ok(())
        })
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
    pub fn places(&self, day: Day) -> Result<Option<Vec<TreePlace>>> {
        if !self.cache_holds_on(day)? {
            return Ok(None);
        }
        let at = CurrentPlace::AT;
        let mut select = self.conn.prepare_cached(CurrentPlace::ALL)?;
        let mut rows = select.query([])?;
        let mut places = Vec::new();
        while let Some(row) = rows.next()? {
            places.push(TreePlace {
                id: row.get(at.project_id)?,
                code: row.get(at.code)?,
                category: row.get(at.category)?,
                kind: coded(row, at.kind, Kind::from_code)?,
                parent: row.get(at.parent_id)?,
            });
        }
        Ok(Some(places))
    }
}

fn json<T: serde::Serialize>(list: &[T]) -> Result<Cow<'static, str>> {
    if list.is_empty() {
        return Ok(Cow::Borrowed("[]"));
    }
    serde_json::to_string(list)
        .map(Cow::Owned)
        .map_err(|error| RegisterError::Damaged { what: error.to_string() }.into())
}
