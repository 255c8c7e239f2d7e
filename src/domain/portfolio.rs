//! All projects on one day: the tree, who counts, who files, and where each stands.

use std::collections::{HashMap, HashSet};

use chrono::Datelike;

use super::catalog::{Catalog, Measure, Phase};
use super::day::Day;
use super::fact::{Body, Kind, ProjectFact, Recorded, START};
use super::figures::{Base, base};
use super::order::in_list;
use super::quantity::{Amount, Dimension};
use super::state::{Milestone, State, Total, Way};
use super::transfer::Transfers;
use super::{ProjectId, UnitId, UpdateNo};

/// Where a row stands in the tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TreePlace {
    pub id: ProjectId,
    pub code: String,
    pub category: String,
    pub kind: Kind,
    pub parent: Option<ProjectId>,
}

/// Rows in the order of [`Portfolio::in_tree_order`], a project together with its lots: what is judged with each other.
pub fn families(catalog: &Catalog, mut places: Vec<TreePlace>) -> Vec<Vec<TreePlace>> {
    places.sort_by(|a, b| {
        let key = |place: &TreePlace| catalog.category_position(&place.category);
        key(a).cmp(&key(b)).then_with(|| in_list(&a.code, &b.code))
    });
    let known: HashSet<ProjectId> = places.iter().map(|place| place.id).collect();
    let family_of = |place: &TreePlace| place.parent.filter(|parent| place.kind == Kind::Lot && known.contains(parent));
    let mut lots: HashMap<ProjectId, Vec<TreePlace>> = HashMap::new();
    let mut families = Vec::new();
    for place in places {
        match family_of(&place) {
            Some(parent) => lots.entry(parent).or_default().push(place),
            None => families.push(vec![place]),
        }
    }
    for family in &mut families {
        let own = family.first().and_then(|head| lots.remove(&head.id));
        family.extend(own.into_iter().flatten());
    }
    families
}

/// The states of one day, in the order of their codes within category, lots under their project.
pub struct Portfolio {
    day: Day,
    states: Vec<State>,
    by_id: HashMap<ProjectId, usize>,
    children: HashMap<ProjectId, Vec<usize>>,
    transfers: Transfers,
}

impl Portfolio {
    pub fn new(catalog: &Catalog, mut states: Vec<State>, day: Day) -> Self {
        let transfers = Transfers::settle(catalog, &mut states, day);
        Self::of(catalog, states, day, transfers)
    }

    /// The same rows as they would have stood with what has been handed on since; `None`: just as they did.
    pub fn rearranged(&self, catalog: &Catalog, later: &Self) -> Option<Self> {
        let states = self.transfers.rearranged(catalog, &later.transfers, &self.states, self.day, later.day)?;
        Some(Self::of(catalog, states, self.day, later.transfers.clone()))
    }

    fn of(catalog: &Catalog, mut states: Vec<State>, day: Day, transfers: Transfers) -> Self {
        states.sort_by(|a, b| {
            let key = |state: &State| catalog.category_position(&state.category);
            key(a).cmp(&key(b)).then_with(|| in_list(&a.code, &b.code))
        });
        let by_id = states.iter().enumerate().map(|(at, state)| (state.id, at)).collect();
        let mut children: HashMap<ProjectId, Vec<usize>> = HashMap::new();
        for (at, state) in states.iter().enumerate() {
            if let Some(parent) = state.parent {
                children.entry(parent).or_default().push(at);
            }
        }
        Self { day, states, by_id, children, transfers }
    }

    /// The day it shows.
    pub fn day(&self) -> Day {
        self.day
    }

    pub fn states(&self) -> &[State] {
        &self.states
    }

    pub fn get(&self, id: ProjectId) -> Option<&State> {
        self.by_id.get(&id).map(|at| &self.states[*at])
    }

    pub fn children(&self, id: ProjectId) -> impl Iterator<Item = &State> {
        self.children.get(&id).into_iter().flatten().map(|at| &self.states[*at])
    }

    pub fn lots(&self, id: ProjectId) -> impl Iterator<Item = &State> {
        self.children(id).filter(|child| child.kind == Kind::Lot)
    }

    /// The tree from the top: lots stand behind their project. Programmes do not move their projects.
    pub fn in_tree_order(&self) -> Vec<&State> {
        let is_placed = |state: &State| {
            state.kind == Kind::Lot && state.parent.is_some_and(|parent| self.by_id.contains_key(&parent))
        };
        let mut ordered = Vec::with_capacity(self.states.len());
        for state in self.states.iter().filter(|state| !is_placed(state)) {
            ordered.push(state);
            ordered.extend(self.lots(state.id));
        }
        ordered
    }

    /// Whether it takes its figures from its lots. Where none of them is left, it has none and files nothing.
    pub fn judged_by_lots(&self, state: &State) -> bool {
        state.figures_from_lots && state.kind == Kind::Project
    }

    /// The phase it counts in; `None`: 阶段未填. A project judged by its lots is in preparation while all of them
    /// are, also when none is left, completed or closed when all are, and in implementation otherwise.
    pub fn phase(&self, catalog: &Catalog, state: &State) -> Option<Phase> {
        let Some(lots) = self.judging(state) else { return state.own_phase(catalog) };
        let lots: Vec<Phase> = lots.iter().map(|lot| lot.own_phase(catalog).unwrap_or(Phase::Preparation)).collect();
        let least = lots.iter().min().copied().unwrap_or(Phase::Preparation);
        let all_in_preparation = lots.iter().all(|phase| *phase == Phase::Preparation);
        Some(if all_in_preparation || least >= Phase::Completed { least } else { Phase::Implementation })
    }

    /// The lots by which a project is judged: those that have not left.
    pub(super) fn judging(&self, state: &State) -> Option<Vec<&State>> {
        self.judged_by_lots(state).then(|| self.lots(state.id).filter(|lot| !lot.condition.has_left()).collect())
    }

    /// Whether it has started; a project judged by its lots, with its first lot.
    pub fn has_started(&self, state: &State) -> bool {
        self.judging(state).map_or(state.has_started, |lots| lots.iter().any(|lot| lot.has_started))
    }

    /// Whether it is complete; a project judged by its lots, with its last lot.
    pub fn is_completed(&self, state: &State) -> bool {
        self.judging(state)
            .map_or(state.is_completed, |lots| !lots.is_empty() && lots.iter().all(|lot| lot.is_completed))
    }

    /// The day it was closed; of a project judged by its lots, the last lot's.
    fn closed_on(&self, state: &State) -> Option<Day> {
        let Some(lots) = self.judging(state) else { return state.closed_on };
        let days: Option<Vec<Day>> = lots.iter().map(|lot| lot.closed_on).collect();
        days?.into_iter().max()
    }

    /// Whether it ever returned; a project judged by its lots with the first of them.
    pub fn has_returned(&self, state: &State) -> bool {
        self.judging(state).map_or(state.last_return.is_some(), |lots| lots.iter().any(|lot| lot.last_return.is_some()))
    }

    /// The day it reached its starting stage; of a project judged by its lots, the earliest lot's, if that is known.
    pub fn started_on(&self, state: &State) -> Option<Day> {
        let Some(lots) = self.judging(state) else { return state.started_on };
        let started = lots.iter().filter(|lot| lot.has_started).map(|lot| lot.started_on);
        started.collect::<Option<Vec<Day>>>()?.into_iter().min()
    }

    /// The day it was completed; of a project judged by its lots, the last lot's.
    pub fn completed_on(&self, state: &State) -> Option<Day> {
        let Some(lots) = self.judging(state) else { return state.completed_on };
        let days: Option<Vec<Day>> = lots.iter().map(|lot| lot.completed_on).collect();
        days?.into_iter().max()
    }

    /// The last return; of a project judged by its lots, the quietest open lot's.
    pub fn returned_on(&self, catalog: &Catalog, state: &State) -> Option<Day> {
        if !self.judged_by_lots(state) {
            return state.last_return.map(|(_, day)| day);
        }
        let open = |lot: &&State| !lot.condition.has_left() && lot.own_phase(catalog).is_none_or(Phase::is_open);
        let quietest = self.lots(state.id).filter(open).map(|lot| lot.last_return.map(|(_, day)| day)).min();
        quietest.unwrap_or_else(|| self.lots(state.id).filter_map(|lot| lot.last_return.map(|(_, day)| day)).max())
    }

    /// The value of a measure: its own, or for a project judged by its lots the sum over those that have not left. A
    /// percentage is not summed.
    pub fn reading(&self, measure: &Measure, state: &State) -> Option<Amount> {
        let Some(lots) = self.judging(state) else { return state.reading(&measure.code) };
        let values = lots.iter().filter_map(|lot| lot.reading(&measure.code));
        values.reduce(|sum, value| sum + value).filter(|_| is_summed(measure))
    }

    /// The total of a measure: its own, else for a project judged by its lots the sum, if every lot has one.
    pub fn total(&self, measure: &Measure, state: &State) -> Option<Amount> {
        let own = state.total(&measure.code);
        let (None, Some(lots)) = (own, self.judging(state)) else { return own };
        let values = lots.iter().map(|lot| lot.total(&measure.code));
        values.reduce(|sum, value| Some(sum? + value?)).flatten()
    }

    /// The number of the last return that `returned_on` dates; a project judged by its lots files none.
    pub fn return_no(&self, state: &State) -> Option<UpdateNo> {
        if self.judged_by_lots(state) { None } else { state.last_return.map(|(no, _)| no) }
    }

    /// Whether it carries figures and so files returns: a project of its own figures, or a lot of one that takes
    /// its figures from its lots.
    pub fn files(&self, state: &State) -> bool {
        match state.kind {
            Kind::Programme => false,
            Kind::Project => !state.figures_from_lots,
            Kind::Lot => self.parent_of(state).is_none_or(|parent| parent.figures_from_lots),
        }
    }

    /// Whether it stands in N: a project that has not left and was not closed before the year began.
    pub fn is_counted(&self, state: &State) -> bool {
        let closed_before = self.closed_on(state).is_some_and(|closed| closed.year() < self.day.year());
        state.kind == Kind::Project && !state.condition.has_left() && !closed_before
    }

    /// Whether it is a project in N, or a lot of one that has not left.
    pub fn is_of_counted(&self, state: &State) -> bool {
        match state.kind {
            Kind::Programme => false,
            Kind::Project => self.is_counted(state),
            Kind::Lot => !self.has_left(state) && self.is_counted(self.project_of(state)),
        }
    }

    /// Whether a milestone is still to be met. The planned start is met by starting, the planned finish by completion; a
    /// project judged by its lots starts, completes and reaches a stage with them, whatever it filed itself.
    pub fn awaits(&self, catalog: &Catalog, state: &State, milestone: &Milestone) -> bool {
        let by_lots = milestone.stage.as_deref().filter(|_| self.judged_by_lots(state));
        match by_lots {
            _ if milestone.waived.is_some() => false,
            _ if milestone.is_start() => !self.has_started(state),
            _ if milestone.is_finish() => !self.is_completed(state),
            Some(stage) => !milestone.is_met && !self.has_reached(catalog, state, stage),
            None => !milestone.is_met,
        }
    }

    /// Whether it stands at or beyond a stage; a project judged by its lots with all of them, but it starts with one.
    pub fn has_reached(&self, catalog: &Catalog, state: &State, stage: &str) -> bool {
        let way = Way::of(catalog, &state.category);
        if way.is_start(stage) {
            return self.has_started(state);
        }
        let leaves = self.leaves(state);
        let has_reached = |leaf: &&State| leaf.stage.as_ref().is_some_and(|(at, _)| way.reaches(at, stage));
        !leaves.is_empty() && leaves.iter().all(has_reached)
    }

    /// Whether it was to start in the year by now: not standing in a started stage when the year began, with a planned
    /// start that is over.
    pub fn was_to_start(&self, state: &State) -> bool {
        let is_planned = state.milestone(START).is_some_and(|start| start.due.last <= self.day);
        let stood_started = |leaf: &&State| leaf.stood_started_at(self.day.year());
        is_planned && !self.leaves(state).iter().any(stood_started)
    }

    /// Whether a stage on record when the year began is one in which it is started; a project judged by its lots starts
    /// with the first of them.
    pub fn had_started_before_year(&self, state: &State) -> bool {
        self.leaves(state).iter().any(|leaf| leaf.had_started_before(self.day.year()))
    }

    /// Whether a return was due from it in the period that begins after this view's day: filing, open, not left.
    pub fn owes_return(&self, catalog: &Catalog, state: &State) -> bool {
        let open = state.own_phase(catalog).is_none_or(Phase::is_open);
        self.files(state) && open && !self.has_left(state)
    }

    /// Whether it has left the counts: cancelled, merged or withdrawn, itself or, of a lot, its project.
    pub fn has_left(&self, state: &State) -> bool {
        let of_parent =
            state.kind == Kind::Lot && self.parent_of(state).is_some_and(|parent| parent.condition.has_left());
        state.condition.has_left() || of_parent
    }

    /// The lead unit: its own, or of a lot without one its project's.
    pub fn lead(&self, state: &State) -> Option<UnitId> {
        let of_project = || self.parent_of(state).filter(|_| state.kind == Kind::Lot).and_then(State::lead);
        state.lead().or_else(of_project)
    }

    /// A field of the office's own; of a lot without it, its project's.
    pub fn own<'a>(&'a self, state: &'a State, field: &str) -> Option<&'a str> {
        let project = || self.project_of(state).own.get(field);
        state.own.get(field).or_else(project).map(String::as_str)
    }

    /// 责任领导: its own, or of a lot without one its project's.
    pub fn leader<'a>(&'a self, state: &'a State) -> Option<&'a str> {
        state.leader.as_deref().or_else(|| self.project_of(state).leader.as_deref())
    }

    /// The project a lot belongs to; any other row itself.
    pub fn project_of<'a>(&'a self, state: &'a State) -> &'a State {
        self.parent_of(state).filter(|_| state.kind == Kind::Lot).unwrap_or(state)
    }

    /// The rows it has figures from, and those that have figures of it.
    pub fn partners(&self, state: &State) -> [Vec<&State>; 2] {
        let partners = self.transfers.partners(state.id, self.day);
        partners.map(|ids| ids.into_iter().filter_map(|id| self.get(id)).collect())
    }

    /// The totals that hold of a row since others were merged into it or it was split, where they are not its own: as
    /// facts, to hold what it files against.
    pub fn totals_of_whole(&self, own: &State) -> Vec<Recorded> {
        let (Some(whole), Some(from_day)) = (self.get(own.id), self.transfers.changed_on(own.id)) else {
            return Vec::new();
        };
        let other = whole.totals.iter().filter(|(measure, total)| own.total(measure) != Some(total.value));
        let fact = |(measure, total): (&String, &Total)| {
            // nothing that can be stated is above the largest a fact has room for
            let value = i64::try_from(total.value).unwrap_or(i64::MAX);
            let body = Body::Total { measure: measure.clone(), value: Some(value), basis: total.basis.clone() };
            Recorded { change: 0, seq: 0, fact: ProjectFact { project: own.id, from_day, body } }
        };
        other.map(fact).collect()
    }

    /// Of a row whose base in a year nobody knows, the rows that lack it: itself, or those it has figures from.
    pub fn without_base<'a>(&'a self, state: &'a State, measure: &str, year: i32) -> Vec<&'a State> {
        let lacks = |state: &&State| {
            let is_part = self.transfers.split_from(state.id).is_some();
            !is_part && state.readings.contains_key(measure) && base(state, measure, year) == Base::Unknown
        };
        let lacking: Vec<&State> = self.transfers.with_givers(state.id).into_iter().filter(lacks).collect();
        if lacking.is_empty() { vec![state] } else { lacking }
    }

    /// A row with nothing of what others handed on to it, or it to others.
    pub fn by_itself<'a>(&'a self, state: &'a State) -> &'a State {
        self.transfers.by_itself(state.id).unwrap_or(state)
    }

    /// What a row was split from, and its share in basis points.
    pub fn split_from(&self, state: &State) -> Option<(&State, i64)> {
        let (from, share) = self.transfers.split_from(state.id)?;
        Some((self.get(from)?, share))
    }

    pub fn parent_of(&self, state: &State) -> Option<&State> {
        state.parent.and_then(|parent| self.get(parent))
    }
}

pub(super) fn is_summed(measure: &Measure) -> bool {
    measure.dimension != Dimension::Percent
}

#[cfg(test)]
#[path = "portfolio_test.rs"]
mod tests;
