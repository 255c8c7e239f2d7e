//! What an undo looks at before it is recorded: the facts that would hang in the air, the figures and rules that would
//! be left, and the projects it bears on.
//! Which facts need which is declared with their tables in `history`; whether an undo is refused is left to the command.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::OptionalExtension;

use super::history::ALL;
use super::{Known, Store};
use crate::domain::belonging::{apart, unread};
use crate::domain::catalog::Catalog;
use crate::domain::change::{Change, voided};
use crate::domain::day::ALL_DAYS;
use crate::domain::fact::{Body, Recorded};
use crate::domain::fold::fold;
use crate::domain::given::WHOLE;
use crate::domain::quantity::Amount;
use crate::domain::returns::{Impossible, impossible};
use crate::domain::rules::crossed;
use crate::domain::state::State;
use crate::domain::unit::Units;
use crate::domain::{ChangeId, Day, ProjectId, UnitId};
use crate::error::{Blocker, Result};

const GONE_MERGE_TARGETS: &str = "
    SELECT p.code FROM status_update u JOIN current_project p ON p.project_id = u.merged_into
    WHERE u.change_id = ?1 AND (p.condition = 'cancelled' OR p.condition = 'merged' OR p.condition = 'withdrawn')
    ORDER BY u.project_id, u.seq LIMIT 1";

const SPLITS: &str =
    "SELECT s.change_id, p.code, s.share FROM project_split s JOIN project p ON p.id = s.project_id ORDER BY p.id";

const EVER_UNDER: &str = "SELECT DISTINCT project_id FROM project_parent WHERE parent_id = ?1 ORDER BY project_id";

/// Figures that cannot be, as an undo would leave them.
pub struct LeftImpossible {
    /// Of the project.
    pub code: String,
    pub found: Impossible,
    /// The changes that state them.
    pub blockers: Vec<Blocker>,
}

impl Store {
    /// What would be known if one more change were void.
    pub(super) fn known_without(&self, change: ChangeId) -> Result<Known> {
        let upto = self.known(None)?.upto;
        let mut voids = self.voids(upto)?;
        voids.push((upto + 1, change));
        Ok(Known { upto, voided: voided(voids) })
    }

    /// The code of a project that has left the counts and that a change, were it to count again because one more is
    /// void, would merge another into.
    pub fn gone_merge_target(&self, change: ChangeId) -> Result<Option<String>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?.voided);
        let mut select = self.conn.prepare_cached(GONE_MERGE_TARGETS)?;
        let restored: BTreeSet<&ChangeId> = known.voided.difference(&after).collect();
        for restored in restored {
            if let Some(code) = select.query_row([restored], |row| row.get(0)).optional()? {
                return Ok(Some(code));
            }
        }
        Ok(None)
    }

    /// The code of a project of which more than the whole would be split off if one more change were void, and what is
    /// left without what that would bring back.
    pub fn split_beyond_whole(&self, change: ChangeId) -> Result<Option<(String, i64)>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?.voided);
        let mut select = self.conn.prepare_cached(SPLITS)?;
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut shares: BTreeMap<String, (i64, i64)> = BTreeMap::new();
        for row in rows {
            let (change, code, share): (ChangeId, String, i64) = row?;
            let (now, then) = shares.entry(code).or_default();
            *now += if known.counts(change) { share } else { 0 };
            *then += if after.contains(&change) { 0 } else { share };
        }
        Ok(shares.into_iter().find(|(_, (_, then))| *then > WHOLE).map(|(code, (now, _))| (code, WHOLE - now)))
    }

    /// The units if one more change were void.
    pub fn units_without(&self, change: ChangeId) -> Result<Units> {
        self.units(&self.known_without(change)?, Day::MAX)
    }

    /// A work that would be left with a unit that was split, if one more change were void: its code and the unit.
    pub fn left_with_gone_unit(&self, catalog: &Catalog, change: ChangeId) -> Result<Option<(String, String)>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?);
        let units = self.units(&after, Day::MAX)?;
        for gone in units.gone() {
            let ids = units.with_merged(gone.id);
            let is_with_it = |state: &State| state.units.iter().any(|unit| ids.contains(unit));
            for project in self.projects_of(&ids)? {
                let state = |known: &Known| -> Result<Option<State>> {
                    Ok(fold(catalog, &self.facts(project, known)?, Day::MAX))
                };
                let left = state(&after)?.filter(is_with_it);
                let is_split_already = self.units(&known, Day::MAX)?.split(gone.id).is_some();
                if let Some(left) = left
                    && !(is_split_already && state(&known)?.is_some_and(|now| is_with_it(&now)))
                {
                    return Ok(Some((left.code, gone.name.clone())));
                }
            }
        }
        Ok(None)
    }

    /// The projects that ever were of some units.
    fn projects_of(&self, units: &[UnitId]) -> Result<BTreeSet<ProjectId>> {
        let mut projects = BTreeSet::new();
        for unit in units {
            projects.extend(self.projects_of_unit(*unit)?);
        }
        Ok(projects)
    }

    /// The limits of the gap, if yellow would begin behind red once one more change is void.
    pub fn rules_crossed_without(&self, change: ChangeId) -> Result<Option<(i64, i64)>> {
        let crossed_at = |known: &Known| Ok(crossed(&self.rule_versions(known)?, ALL_DAYS));
        let is_crossed = crossed_at(&self.known(None)?)?.is_some();
        crossed_at(&self.known_without(change)?).map(|crossed| crossed.filter(|_| !is_crossed))
    }

    /// The first figures that cannot be once one more change is void.
    pub fn impossible_without(&self, catalog: &Catalog, change: ChangeId) -> Result<Option<LeftImpossible>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?);
        let projects: BTreeSet<ProjectId> = self.projects_touched_by(change)?.into_iter().collect();
        for project in projects {
            let facts = self.facts(project, &after)?;
            let Some(found) = impossible(catalog, &self.facts(project, &known)?, &facts) else { continue };
            let code = fold(catalog, &facts, Day::MAX).map(|state| state.code).unwrap_or_default();
            let stating: BTreeSet<ChangeId> =
                facts.iter().filter(|fact| states(fact, &found)).map(|fact| fact.change).collect();
            return Ok(Some(LeftImpossible { code, found, blockers: self.blocking(stating)? }));
        }
        Ok(None)
    }

    /// What would hang in the air if `change` were void too, or counted again: facts that count and stand on facts
    /// that would not.
    pub fn blockers(&self, change: ChangeId) -> Result<Vec<Blocker>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?.voided);
        let needs = || ALL.iter().flat_map(|table| table.needs);
        let mut hanging = BTreeSet::new();
        for flipped in known.voided.symmetric_difference(&after) {
            if after.contains(flipped) {
                let needing = self.other_changes(needs().map(|need| need.needing), *flipped)?;
                hanging.extend(needing.into_iter().filter(|id| !after.contains(id)));
            } else {
                let needed = self.other_changes(needs().map(|need| need.needed), *flipped)?;
                hanging.extend(needed.into_iter().filter(|id| after.contains(id)));
                let rivals = self.other_changes(ALL.iter().filter_map(|table| table.rivals), *flipped)?;
                hanging.extend(rivals.into_iter().filter(|id| !after.contains(id)));
            }
        }
        hanging.extend(self.left_without_words(change)?);
        hanging.extend(self.left_remeasured(change)?);
        hanging.extend(self.left_apart(change)?);
        self.blocking(hanging)
    }

    /// The changes whose facts would name a word that is not known if one more change were void.
    fn left_without_words(&self, change: ChangeId) -> Result<Vec<ChangeId>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?);
        let words = self.catalog(&after)?;
        if words == self.catalog(&known)? && after.voided.is_superset(&known.voided) {
            return Ok(Vec::new()); // the same words, for no more facts
        }
        let unknown = self.unknown_words(&words, &after)?.into_iter().map(|word| word.change);
        Ok(unknown.filter(|id| *id != change).collect())
    }

    /// The changes whose values of a measure would mean something else if one more change were void, or would be finer
    /// than they may be.
    fn left_remeasured(&self, change: ChangeId) -> Result<Vec<ChangeId>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?);
        let words = self.catalog(&after)?;
        let restored: Vec<ChangeId> = known.voided.difference(&after.voided).copied().collect();
        if restored.is_empty() && words.measures == self.catalog(&known)?.measures {
            return Ok(Vec::new());
        }
        let mut left = Vec::new();
        for measure in &words.measures {
            for value in self.values_of(&after, &measure.code)? {
                let upto = if restored.contains(&value.change) { value.change - 1 } else { known.upto };
                let stated = self.catalog(&self.known_upto(upto)?)?;
                let was = stated.measure(&measure.code).map_or(measure.dimension, |measure| measure.dimension);
                if !(was.is_held_as(measure.dimension) && measure.dimension.is_stateable(value.value)) {
                    left.push(value.change);
                }
            }
        }
        left.retain(|id| *id != change);
        Ok(left)
    }

    /// The changes whose facts would name a stage that means nothing in the category their work would be of if one more
    /// change were void, and those by which a work would stand under one of another category.
    fn left_apart(&self, change: ChangeId) -> Result<BTreeSet<ChangeId>> {
        let (known, mut left) = (self.known_without(change)?, BTreeSet::new());
        let touched: BTreeSet<ProjectId> = self.projects_touched_by(change)?.into_iter().collect();
        for project in touched {
            let own = self.facts(project, &known)?;
            left.extend(unread(&own).into_iter().map(|unread| unread.change));
            let parents = own.iter().filter_map(parent_of).collect::<BTreeSet<_>>();
            for parent in parents {
                let parent = self.facts(parent, &known)?;
                left.extend(apart(&own, &parent).into_iter().flat_map(|_| placing(&own).chain(placing(&parent))));
            }
            for child in self.ever_under(project)? {
                let child = self.facts(child, &known)?;
                left.extend(apart(&child, &own).into_iter().flat_map(|_| placing(&child).chain(placing(&own))));
            }
        }
        left.retain(|other| *other > change);
        Ok(left)
    }

    /// What was ever put under a project, whether that counts or not.
    pub fn ever_under(&self, project: ProjectId) -> Result<Vec<ProjectId>> {
        let mut select = self.conn.prepare_cached(EVER_UNDER)?;
        let under = select.query_map([project], |row| row.get(0))?;
        Ok(under.collect::<Result<_, _>>()?)
    }

    fn blocking(&self, changes: BTreeSet<ChangeId>) -> Result<Vec<Blocker>> {
        let mut blockers = Vec::new();
        for id in changes {
            blockers.extend(self.recorded(id)?.map(|Change { id, command, .. }| Blocker { change: id, command }));
        }
        Ok(blockers)
    }

    /// The changes, other than itself, that queries find for a change.
    fn other_changes(&self, queries: impl Iterator<Item = &'static str>, change: ChangeId) -> Result<Vec<ChangeId>> {
        let mut others = Vec::new();
        for query in queries {
            let mut select = self.conn.prepare_cached(query)?;
            let found = select.query_map([change], |row| row.get(0))?;
            others.extend(found.collect::<Result<Vec<ChangeId>, _>>()?);
        }
        others.retain(|other| *other != change);
        Ok(others)
    }

    /// The projects that a change states something of.
    pub(super) fn projects_stated_by(&self, change: ChangeId) -> Result<Vec<ProjectId>> {
        let mut projects = Vec::new();
        for query in ALL.iter().filter_map(|table| table.projects) {
            let mut select = self.conn.prepare_cached(query)?;
            let found = select.query_map([change], |row| row.get(0))?;
            projects.extend(found.collect::<Result<Vec<ProjectId>, _>>()?);
        }
        Ok(projects)
    }

    /// The projects whose state a change bears on: its own, and those of the changes it voids, down the chain.
    pub(super) fn projects_touched_by(&self, change: ChangeId) -> Result<Vec<ProjectId>> {
        let mut projects = Vec::new();
        let mut next = Some(change);
        while let Some(change) = next {
            projects.extend(self.projects_stated_by(change)?);
            let voids = "SELECT voids FROM change WHERE id = ?1";
            next = self.conn.query_row(voids, [change], |row| row.get(0)).optional()?.flatten();
        }
        Ok(projects)
    }
}

/// The project a fact puts another under.
fn parent_of(recorded: &Recorded) -> Option<ProjectId> {
    match recorded.fact.body {
        Body::Parent(parent) => parent,
        _ => None,
    }
}

/// The changes that say of which category a project is, or what it stands under.
fn placing(facts: &[Recorded]) -> impl Iterator<Item = ChangeId> {
    let places =
        |recorded: &&Recorded| matches!(recorded.fact.body, Body::Listed { .. } | Body::Category(_) | Body::Parent(_));
    facts.iter().filter(places).map(|recorded| recorded.change)
}

/// Whether a fact is a return with the figure that cannot be.
fn states(recorded: &Recorded, found: &Impossible) -> bool {
    let (Impossible::CountAboveTotal { measure, value, .. } | Impossible::AboveHundredPercent { measure, value }) =
        found;
    match &recorded.fact.body {
        Body::Update(update) => update.readings.get(measure).copied().map(Amount::from) == Some(*value),
        _ => false,
    }
}
