//! What holds of one project on a day, as known at a moment.

use std::collections::BTreeMap;

use chrono::Datelike;

use super::belonging::Belonging;
use super::catalog::{Catalog, Category, Phase, Stage};
use super::day::{Day, DueDay};
use super::fact::{Condition, FINISH, IssueFact, Kind, MilestoneFact, PlanFact, START, Update};
use super::figures::Base;
use super::given::Given;
use super::light::HandLight;
use super::quantity::Amount;
use super::{ChangeId, ProjectId, UnitId, UpdateNo};

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct State {
    pub id: ProjectId,
    pub code: String,
    pub kind: Kind,
    /// Code of its category.
    pub category: String,
    /// The first day it is of that category: where it was moved, `report changes` tells it by this day and the category
    /// it had before; `ALL_DAYS` when always.
    pub category_from: Day,
    /// The day from which it is listed; `ALL_DAYS` when always.
    pub listed_from: Day,
    /// The day since which somebody may be asked for a return: the one its listing was given, else that it was typed in.
    pub listed_on: Day,
    pub source: Option<String>,
    pub name: String,
    pub aliases: Vec<String>,
    pub content: Option<String>,
    pub location: Option<String>,
    pub leader: Option<String>,
    /// The fields of the office's own that say something, by code.
    pub own: BTreeMap<String, String>,
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
    /// Every version of every plan, in the order they come into force.
    pub plans: Vec<PlanVersion>,
    /// In the order raised.
    pub issues: Vec<Issue>,
    /// Code of the stage and the day of the return that last named one.
    pub stage: Option<(String, Day)>,
    /// The day of the first return that named one: whatever that stage was beyond had been reached by then.
    pub first_stage_day: Option<Day>,
    /// It stands at or beyond the stage that starts its category.
    pub has_started: bool,
    /// The day it got there; unknown where the first return was beyond that stage already.
    pub started_on: Option<Day>,
    /// The days of the returns by which it started, went back, started again: base, window and onset keep the first.
    pub start_turns: Vec<Day>,
    /// It first started on the first of them; else it was first seen beyond its starting stage.
    pub is_first_start_dated: bool,
    /// It stands at or beyond the stage that completes its category.
    pub is_completed: bool,
    /// The day it got there; unknown where the first return was beyond the starting stage already.
    pub completed_on: Option<Day>,
    /// The day of the return that closed it, while it stays closed.
    pub closed_on: Option<Day>,
    pub condition: Condition,
    /// The day of the return since which it is in this condition.
    pub condition_day: Option<Day>,
    /// The first day of its absence from the counts, while that lasts, in whatever way it left.
    pub left_on: Option<Day>,
    /// Of a pause: when it is looked at again.
    pub review_day: Option<Day>,
    pub merged_into: Option<ProjectId>,
    /// Its figures did not go along when it was merged.
    pub figures_stay: bool,
    /// What it handed on to others.
    pub given: Given,
    /// The last return: number and day.
    pub last_return: Option<(UpdateNo, Day)>,
    /// How far it is, by the last return.
    pub progress: Option<String>,
    /// What stands in the way, by the last return.
    pub problem: Option<String>,
    /// What is asked of the leaders, by the last return.
    pub ask: Option<String>,
    /// What is to be done next, by the last return.
    pub next_step: Option<String>,
    /// The last light set by hand.
    pub hand_light: Option<HandLight>,
    /// The latest `from_day` of the facts behind this state.
    pub latest_day: Day,
}

/// A total in force: 总投资, 总面积, 总户数.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Total {
    pub value: Amount,
    /// Code of the basis: 概算 …
    pub basis: Option<String>,
    pub from_day: Day,
}

/// The last cumulative value filed for a measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reading {
    pub value: Amount,
    pub as_of: Day,
    pub update: UpdateNo,
    /// The last value of each year before that of `as_of` in which one was filed, with its day.
    pub earlier_years: Vec<(Day, Amount)>,
    /// The first value of all, and its day.
    pub first_value: Amount,
    pub first_day: Day,
    /// The first day in the year of `as_of` with a value above 0.
    pub first_above_zero: Option<Day>,
    /// Of a work that others were merged into or split from: a year, and what the whole stood at when that began.
    pub base_of_whole: Option<(i32, Base)>,
}

impl Reading {
    /// The value in force when a year began, with its day; `None`: none was on record by then.
    pub fn opening(&self, year: i32) -> Option<(Day, Amount)> {
        if self.as_of.year() < year {
            return Some((self.as_of, self.value));
        }
        self.earlier_years.iter().rev().find(|(as_of, _)| as_of.year() < year).copied()
    }

    /// What the whole stood at when a year began, where others were merged into it or split from it.
    pub fn base_of_whole(&self, year: i32) -> Option<Base> {
        self.base_of_whole.filter(|(of, _)| *of == year).map(|(_, base)| base)
    }

    /// The first day in a year with a value above 0, also one that repeats the value of the year before.
    pub fn first_above_zero(&self, year: i32) -> Option<Day> {
        self.first_above_zero.filter(|day| day.year() == year)
    }
}

/// A version of a plan, with the day from which it holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanVersion {
    pub from_day: Day,
    pub change: ChangeId,
    pub plan: Planned,
}

/// What it plans: as it was stated, or of works put together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Planned {
    pub year: i32,
    pub measure: String,
    pub value: Option<Amount>,
    /// Cumulative by the end of each month; empty: nobody said.
    pub months: Vec<Amount>,
    pub goal: Option<String>,
}

impl From<&PlanFact> for Planned {
    fn from(fact: &PlanFact) -> Self {
        let PlanFact { year, measure, value, months, goal } = fact;
        let (value, months) = (value.map(Amount::from), months.iter().copied().map(Amount::from).collect());
        Self { year: *year, measure: measure.clone(), value, months, goal: goal.clone() }
    }
}

/// An issue and how it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Issue {
    pub raised: Day,
    pub fact: IssueFact,
    pub closed: Option<Day>,
    pub outcome: Option<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Milestone {
    pub name: String,
    pub baseline: DueDay,
    /// The day from which the baseline holds.
    pub baseline_from: Day,
    pub due: DueDay,
    /// Whether a day was ever set for it: a permit may be granted or waived without. Then baseline and due are the day
    /// of that.
    pub is_planned: bool,
    pub is_met: bool,
    /// The day; unknown where the first return on record was beyond its stage already.
    pub met: Option<DueDay>,
    pub moves: i64,
    pub stage: Option<String>,
    pub source: Option<String>,
    /// 批文号
    pub number: Option<String>,
    /// 审批机关
    pub authority: Option<String>,
    /// 不需要: why, while it is neither met nor due anew.
    pub waived: Option<String>,
}

impl Milestone {
    /// The planned start is judged by a rule of its own.
    pub fn is_start(&self) -> bool {
        self.name == START
    }

    pub fn is_finish(&self) -> bool {
        self.name == FINISH
    }

    /// Whole days since its last day, if that is over.
    pub fn overdue_days(&self, day: Day) -> Option<i64> {
        let days = (day - self.due.last).num_days();
        (days > 0).then_some(days)
    }
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

    pub fn reading(&self, measure: &str) -> Option<Amount> {
        self.readings.get(measure).map(|reading| reading.value)
    }

    pub fn total(&self, measure: &str) -> Option<Amount> {
        self.totals.get(measure).map(|total| total.value)
    }

    pub fn milestone(&self, name: &str) -> Option<&Milestone> {
        self.milestones.iter().find(|milestone| milestone.name == name)
    }

    /// The issues that are not closed.
    pub fn open_issues(&self) -> impl Iterator<Item = &Issue> {
        self.issues.iter().filter(|issue| issue.closed.is_none())
    }

    /// The value a measure had when a year began.
    pub fn opening(&self, measure: &str, year: i32) -> Option<Amount> {
        let reading = self.readings.get(measure)?;
        match reading.base_of_whole(year) {
            Some(base) => base.value(),
            None => reading.opening(year).map(|(_, value)| value),
        }
    }

    /// Whether a stage on record before a year is one in which it is started.
    pub fn had_started_before(&self, year: i32) -> bool {
        self.start_turns.first().is_some_and(|start| start.year() < year)
    }

    /// Whether the stage in which a year found it is one in which it is started.
    pub fn stood_started_at(&self, year: i32) -> bool {
        self.start_turns.iter().filter(|turn| turn.year() < year).count() % 2 == 1
    }

    /// The day it first started, where that is known.
    pub fn first_started_on(&self) -> Option<Day> {
        self.start_turns.first().copied().filter(|_| self.is_first_start_dated)
    }

    /// Begins, as a lot of a project that was split, in the stage in which the project stood: what it filed since goes on
    /// from there.
    pub fn begin_as(&mut self, whole: &Self) {
        let Some(stage) = &whole.stage else { return };
        let Some(first_day) = std::mem::replace(&mut self.first_stage_day, whole.first_stage_day) else {
            self.stage = Some(stage.clone());
            self.has_started = whole.has_started;
            self.started_on = whole.started_on;
            self.start_turns.clone_from(&whole.start_turns);
            self.is_first_start_dated = whole.is_first_start_dated;
            self.is_completed = whole.is_completed;
            self.completed_on = whole.completed_on;
            self.closed_on = whole.closed_on;
            return;
        };
        // by its first return it had started, or had not: a turn only where the project stood otherwise
        let is_seen_started = self.start_turns.first() == Some(&first_day);
        let mut turns = whole.start_turns.clone();
        turns.extend((is_seen_started != whole.has_started).then_some(first_day));
        turns.extend(self.start_turns.iter().skip(usize::from(is_seen_started)));
        self.is_first_start_dated =
            if whole.start_turns.is_empty() { !turns.is_empty() } else { whole.is_first_start_dated };
        self.start_turns = turns;
        let started = if whole.has_started { whole.started_on } else { Some(first_day) };
        self.started_on = self.started_on.or(started).filter(|_| self.has_started);
        let completed = if whole.is_completed { whole.completed_on } else { Some(first_day) };
        self.completed_on = self.completed_on.or(completed).filter(|_| self.is_completed);
    }

    /// A programme never files; a project that takes its figures from its lots leaves that to them.
    pub fn may_carry_figures(&self) -> bool {
        self.kind != Kind::Programme && !self.figures_from_lots
    }
}

/// The stages of a category that mark its way, with what the catalog says of them.
pub struct Way<'a> {
    category: Option<&'a Category>,
    belonging: Belonging<'a>,
}

impl<'a> Way<'a> {
    pub fn of(catalog: &'a Catalog, category: &'a str) -> Self {
        Self::by(catalog, Belonging::listed(category))
    }

    /// The same, with what stages filed under other categories are read as.
    pub fn by(catalog: &'a Catalog, belonging: Belonging<'a>) -> Self {
        Self { category: catalog.category(belonging.category), belonging }
    }

    /// The stage a return names, as one of this category.
    pub fn filed<'s>(&self, update: &'s Update) -> Option<&'s str>
    where
        'a: 's,
    {
        self.belonging.reads(&update.category, update.stage.as_deref()?)
    }

    /// The stage that meets a milestone, likewise: the planned start and finish are met by what starts and completes the
    /// category.
    pub fn meets<'s>(&'s self, milestone: &'s MilestoneFact) -> Option<&'s str> {
        let stage = milestone.stage.as_deref()?;
        let is_moved = milestone.category != self.belonging.category;
        match (milestone.name.as_str(), self.category) {
            (START, Some(category)) if is_moved => Some(&category.starts),
            (FINISH, Some(category)) if is_moved => Some(&category.completes),
            _ => self.belonging.reads(&milestone.category, stage),
        }
    }

    /// Whether a stage is another one, or beyond it.
    pub fn reaches(&self, stage: &str, other: &str) -> bool {
        self.category.is_some_and(|category| category.reaches(stage, other))
    }

    /// Whether a stage is the one that starts the category, or beyond it.
    pub fn starts(&self, stage: &str) -> bool {
        self.category.is_some_and(|category| category.reaches(stage, &category.starts))
    }

    /// Whether a stage is beyond the one that starts the category.
    pub fn is_beyond_start(&self, stage: &str) -> bool {
        self.starts(stage) && !self.is_start(stage)
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
