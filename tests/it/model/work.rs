//! One row at a day: what is stated of it, its stages, its condition, its milestones.

use std::collections::BTreeSet;

use super::ledger::{Body, Condition, Due, Event, Known, Light, Measure, Update};
use super::{Day, eve};

/// Number of stages, the one that starts, the one that completes: water and relocation.
pub const STAGES: [&[&str]; 2] = [
    &["proposal", "feasibility", "design", "tender", "started", "building", "finishing", "built", "accepted"],
    &["scoping", "decided", "survey", "signing", "vacating", "demolishing", "cleared", "struck-off"],
];
pub const STARTS: [usize; 2] = [4, 3];
pub const COMPLETES: [usize; 2] = [7, 6];
pub const CATEGORIES: [&str; 2] = ["water", "relocation"];

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Phase {
    Preparation,
    Implementation,
    Completed,
    Closed,
}

impl Phase {
    pub fn code(self) -> &'static str {
        match self {
            Self::Preparation => "preparation",
            Self::Implementation => "implementation",
            Self::Completed => "completed",
            Self::Closed => "closed",
        }
    }
}

#[derive(Clone, Debug)]
pub struct Return {
    pub as_of: Day,
    pub update: Update,
}

#[derive(Clone, Debug)]
pub struct Plan {
    pub change: u64,
    pub from: Day,
    pub year: i32,
    pub measure: Measure,
    pub value: i64,
    pub months: Option<Vec<i64>>,
}

#[derive(Clone, Debug)]
pub struct Milestone {
    pub name: String,
    pub stage: Option<usize>,
    pub baseline: Due,
    /// The day from which the baseline is stated.
    pub baseline_from: Day,
    pub due: Due,
    pub met_by_command: Option<Day>,
}

#[derive(Clone, Debug)]
pub struct Issue {
    pub no: String,
    pub due: Option<Day>,
}

/// What is known of one row, of facts that hold by the day of the view.
#[derive(Clone, Debug)]
pub struct Work {
    pub code: String,
    pub category: usize,
    pub is_programme: bool,
    pub parent: Option<String>,
    /// From which day it is listed; `Day::MIN`: all days.
    pub listed: Day,
    pub listing: Day,
    pub units: Vec<String>,
    pub tags: BTreeSet<String>,
    pub from_lots: bool,
    /// The part that was split from it, from which day, with which share.
    pub split: Option<(String, Day, i64)>,
    /// Those that count, in the order of the fold.
    pub returns: Vec<Return>,
    /// By (from, id).
    pub plans: Vec<Plan>,
    pub milestones: Vec<Milestone>,
    /// Open ones.
    pub issues: Vec<Issue>,
}

/// When a stage was reached.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reached {
    On(Day),
    Undated,
}

impl Reached {
    pub fn day(self) -> Option<Day> {
        match self {
            Self::On(day) => Some(day),
            Self::Undated => None,
        }
    }
}

impl Work {
    pub fn fold(known: &[Known], code: &str, at: Day) -> Option<Self> {
        let mut facts: Vec<Known> = known.iter().filter(|known| known.fact.work == code).copied().collect();
        let corrected: BTreeSet<u64> = facts.iter().filter_map(|known| corrects(known)).collect();
        facts.retain(|known| known.fact.from <= at);
        facts.sort_by_key(|known| (known.fact.from, known.change));
        let listed = facts.iter().find_map(|known| match &known.fact.body {
            Body::Listed { category, parent, is_programme, listing } => Some(Self {
                code: code.to_owned(),
                category: *category,
                is_programme: *is_programme,
                parent: parent.clone(),
                listed: known.fact.from,
                listing: *listing,
                units: Vec::new(),
                tags: BTreeSet::new(),
                from_lots: false,
                split: None,
                returns: Vec::new(),
                plans: Vec::new(),
                milestones: Vec::new(),
                issues: Vec::new(),
            }),
            _ => None,
        });
        let mut work = listed?;
        for known in &facts {
            work.take(known, &corrected);
        }
        work.returns.sort_by_key(|filed| (filed.as_of, filed.update.first, filed.update.no));
        for milestone in &mut work.milestones {
            milestone.find_baseline(&facts);
        }
        Some(work)
    }

    fn take(&mut self, known: &Known, corrected: &BTreeSet<u64>) {
        let from = known.fact.from;
        match &known.fact.body {
            Body::Listed { .. } | Body::Rules(_) => {}
            Body::Split { part, share } => self.split = Some((part.clone(), from, *share)),
            Body::Units(units) => self.units.clone_from(units),
            Body::Tag(tag) => drop(self.tags.insert(tag.clone())),
            Body::FromLots(from_lots) => self.from_lots = *from_lots,
            Body::Update(update) if corrected.contains(&update.no) => {}
            Body::Update(update) => self.returns.push(Return { as_of: from, update: update.clone() }),
            Body::Plan { year, measure, value, months } => self.plans.push(Plan {
                change: known.change,
                from,
                year: *year,
                measure: *measure,
                value: *value,
                months: months.clone(),
            }),
            Body::Milestone { name, event, stage } => self.milestone(name, *event, *stage, from),
            Body::Issue { no, due } => self.issues.push(Issue { no: no.clone(), due: *due }),
            Body::IssueClosed { no } => self.issues.retain(|issue| issue.no != *no),
        }
    }

    fn milestone(&mut self, name: &str, event: Event, stage: Option<usize>, from: Day) {
        let at = self.milestones.iter().position(|milestone| milestone.name == name);
        match (event, at) {
            (Event::Raised(due) | Event::Moved(due), Some(at)) => self.milestones[at].due = due,
            (Event::Raised(due), None) => self.milestones.push(Milestone {
                name: name.to_owned(),
                stage,
                baseline: due,
                baseline_from: from,
                due,
                met_by_command: None,
            }),
            (Event::Met, Some(at)) => self.milestones[at].met_by_command = Some(from),
            (Event::Moved(_) | Event::Met, None) => {}
        }
    }

    /// The last reading with an as-of by a day, and its day.
    pub fn reading(&self, measure: Measure, by: Day) -> Option<(i64, Day)> {
        let filed = self.returns.iter().filter(|filed| filed.as_of <= by);
        let read = filed.flat_map(|filed| {
            let own = filed.update.readings.iter().filter(|(read, _)| *read == measure);
            own.map(|(_, value)| (*value, filed.as_of))
        });
        read.last()
    }

    /// The day of the first reading.
    pub fn first_read(&self, measure: Measure) -> Option<Day> {
        let has_it = |filed: &&Return| filed.update.readings.iter().any(|(read, _)| *read == measure);
        self.returns.iter().find(has_it).map(|filed| filed.as_of)
    }

    /// The stages filed by a day, in the order of the fold.
    fn stages(&self, by: Day) -> impl Iterator<Item = (Day, usize)> {
        let filed = self.returns.iter().filter(move |filed| filed.as_of <= by);
        filed.filter_map(|filed| filed.update.stage.map(|stage| (filed.as_of, stage)))
    }

    pub fn stage(&self, by: Day) -> Option<usize> {
        self.stages(by).last().map(|(_, stage)| stage)
    }

    pub fn phase(&self, by: Day) -> Option<Phase> {
        self.stage(by).map(|stage| self.phase_of(stage))
    }

    fn phase_of(&self, stage: usize) -> Phase {
        let category = self.category;
        match stage {
            stage if stage < STARTS[category] => Phase::Preparation,
            stage if stage < COMPLETES[category] => Phase::Implementation,
            stage if stage == COMPLETES[category] => Phase::Completed,
            _ => Phase::Closed,
        }
    }

    /// §7: a stage filed reaches every stage before it on the same day; a first return beyond the starting one dates
    /// nothing. §8.1: what lies behind a stage gone back to is reached no more.
    pub fn reached(&self, stage: usize, by: Day) -> Option<Reached> {
        let mut reached = None;
        for (at, (day, filed)) in self.stages(by).enumerate() {
            let is_dated = at > 0 || filed <= STARTS[self.category];
            if filed < stage {
                reached = None;
            } else if reached.is_none() {
                reached = Some(if is_dated { Reached::On(day) } else { Reached::Undated });
            }
        }
        reached
    }

    pub fn started(&self, by: Day) -> Option<Reached> {
        self.reached(STARTS[self.category], by)
    }

    pub fn completed(&self, by: Day) -> Option<Reached> {
        self.reached(COMPLETES[self.category], by)
    }

    /// §8.1: the base and the window keep the first start.
    pub fn first_start(&self, by: Day) -> Option<Reached> {
        let is_start = |(_, (_, stage)): &(usize, (Day, usize))| *stage >= STARTS[self.category];
        let (at, (day, stage)) = self.stages(by).enumerate().find(is_start)?;
        Some(if at > 0 || stage <= STARTS[self.category] { Reached::On(day) } else { Reached::Undated })
    }

    /// A stage on record by 31 December before the day is one in which the work is started.
    pub fn had_started_before_year(&self, at: Day) -> bool {
        self.first_start(eve(at)).is_some()
    }

    fn conditions(&self, by: Day) -> impl Iterator<Item = (Day, &Condition)> {
        let filed = self.returns.iter().filter(move |filed| filed.as_of <= by);
        filed.filter_map(|filed| filed.update.condition.as_ref().map(|condition| (filed.as_of, condition)))
    }

    pub fn condition(&self, by: Day) -> &Condition {
        self.conditions(by).last().map_or(&Condition::Normal, |(_, condition)| condition)
    }

    /// The first day of the pause or the absence that still lasts.
    pub fn condition_since(&self, by: Day) -> Option<Day> {
        let is_paused = matches!(self.condition(by), Condition::Paused { .. });
        let conditions: Vec<_> = self.conditions(by).collect();
        let is_same = |condition: &Condition| {
            if is_paused { matches!(condition, Condition::Paused { .. }) } else { condition.is_gone() }
        };
        conditions.iter().rev().take_while(|(_, condition)| is_same(condition)).last().map(|(day, _)| *day)
    }

    pub fn last_return(&self) -> Option<Day> {
        self.returns.last().map(|filed| filed.as_of)
    }

    /// The light set by hand that is in force.
    pub fn hand(&self, at: Day) -> Option<Light> {
        let set = self.returns.iter().rev().find_map(|filed| filed.update.hand);
        set.filter(|(_, until)| *until >= at).map(|(light, _)| light)
    }

    pub fn planned(&self, name: &str) -> Option<&Milestone> {
        self.milestones.iter().find(|milestone| milestone.name == name)
    }

    /// §8.12: closed before the year began, and not opened again since.
    pub fn closed_before_year(&self, at: Day) -> bool {
        let eve = eve(at);
        let later = self.stages(at).filter(|(day, _)| *day > eve);
        self.phase(eve) == Some(Phase::Closed)
            && later.map(|(_, stage)| stage).all(|stage| self.phase_of(stage) == Phase::Closed)
    }
}

impl Milestone {
    /// What was recorded first is the baseline, however it is dated.
    fn find_baseline(&mut self, facts: &[Known]) {
        let dates = facts.iter().filter_map(|known| match &known.fact.body {
            Body::Milestone { name, event: Event::Raised(due) | Event::Moved(due), .. } if *name == self.name => {
                Some((known.change, *due, known.fact.from))
            }
            _ => None,
        });
        if let Some((_, due, from)) = dates.min_by_key(|(change, ..)| *change) {
            (self.baseline, self.baseline_from) = (due, from);
        }
    }
}

fn corrects(known: &Known) -> Option<u64> {
    match &known.fact.body {
        Body::Update(update) => update.corrects,
        _ => None,
    }
}
