//! What holds of one project on a day, as known at a moment.

use std::collections::BTreeMap;

use super::catalog::{Catalog, Category, Phase, Stage};
use super::day::{Day, DueDay};
use super::fact::{Condition, Kind};
use super::{ProjectId, UnitId, UpdateNo};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    pub id: ProjectId,
    pub code: String,
    pub kind: Kind,
    /// Code of its category.
    pub category: String,
    /// The day from which it is listed; `ALL_DAYS` when always.
    pub listed_from: Day,
    pub source: Option<String>,
    pub name: String,
    pub aliases: Vec<String>,
    pub content: Option<String>,
    pub location: Option<String>,
    pub leader: Option<String>,
    pub national_code: Option<String>,
    /// Takes its figures from its lots.
    pub figures_from_lots: bool,
    pub parent: Option<ProjectId>,
    /// The lead first.
    pub units: Vec<UnitId>,
    pub tags: Vec<String>,
    pub totals: BTreeMap<String, Total>,
    pub readings: BTreeMap<String, Reading>,
    pub milestones: Vec<Milestone>,
    /// Code of the stage and the day of the return that last named one.
    pub stage: Option<(String, Day)>,
    /// It has reached the stage that starts its category, on whatever day.
    pub has_started: bool,
    /// The day it did; unknown where the first return on record was beyond that stage already.
    pub started_on: Option<Day>,
    /// It stands at or beyond the stage that completes its category.
    pub is_completed: bool,
    /// The day it got there; unknown where the first return was beyond that stage already.
    pub completed_on: Option<Day>,
    /// The day of the return that closed it, while it stays closed.
    pub closed_on: Option<Day>,
    pub condition: Condition,
    pub condition_day: Option<Day>,
    pub merged_into: Option<ProjectId>,
    /// The last return: number and day.
    pub last_return: Option<(UpdateNo, Day)>,
    /// The latest `from_day` of the facts behind this state.
    pub latest_day: Day,
}

/// A total in force: 总投资, 总面积, 总户数.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total {
    pub value: i64,
    /// Code of the basis: 概算 …
    pub basis: Option<String>,
    pub from_day: Day,
}

/// The last cumulative value filed for a measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    pub value: i64,
    pub as_of: Day,
    pub update: UpdateNo,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Milestone {
    pub name: String,
    pub baseline: DueDay,
    pub due: DueDay,
    pub met: Option<DueDay>,
    pub moves: i64,
    pub stage: Option<String>,
    pub source: Option<String>,
}

impl State {
    pub fn stage<'a>(&self, catalog: &'a Catalog) -> Option<&'a Stage> {
        catalog.stage(&self.category, &self.stage.as_ref()?.0)
    }

    /// The phase of its own stage; a project judged through its lots asks its portfolio.
    pub fn own_phase(&self, catalog: &Catalog) -> Option<Phase> {
        self.stage(catalog).map(|stage| stage.phase)
    }

    pub fn lead(&self) -> Option<UnitId> {
        self.units.first().copied()
    }

    pub fn reading(&self, measure: &str) -> Option<i64> {
        self.readings.get(measure).map(|reading| reading.value)
    }

    pub fn total(&self, measure: &str) -> Option<i64> {
        self.totals.get(measure).map(|total| total.value)
    }

    pub fn milestone(&self, name: &str) -> Option<&Milestone> {
        self.milestones.iter().find(|milestone| milestone.name == name)
    }

    /// A programme never files; a project that takes its figures from its lots leaves that to them.
    pub fn may_carry_figures(&self) -> bool {
        self.kind != Kind::Programme && !self.figures_from_lots
    }
}

/// The stages of a category that mark its way, with what the catalog says of them.
pub struct Way<'a> {
    category: Option<&'a Category>,
}

impl<'a> Way<'a> {
    pub fn of(catalog: &'a Catalog, category: &str) -> Self {
        Self { category: catalog.category(category) }
    }

    /// Whether a stage is the one that starts the category, or beyond it.
    pub fn starts(&self, stage: &str) -> bool {
        self.category.is_some_and(|category| category.reaches(stage, &category.starts))
    }

    /// Whether a stage is the one that completes the category, or beyond it.
    pub fn completes(&self, stage: &str) -> bool {
        self.category.is_some_and(|category| category.reaches(stage, &category.completes))
    }

    pub fn is_start(&self, stage: &str) -> bool {
        self.category.is_some_and(|category| category.starts == stage)
    }

    pub fn is_completion(&self, stage: &str) -> bool {
        self.category.is_some_and(|category| category.completes == stage)
    }

    pub fn closes(&self, stage: &str) -> bool {
        self.category.and_then(|category| category.stage(stage)).is_some_and(|stage| stage.phase == Phase::Closed)
    }
}
