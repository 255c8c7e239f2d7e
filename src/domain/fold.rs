//! State at (D, K): the facts of one project folded into what holds on day D, as known at K.
//!
//! The caller leaves out what was not yet known at K and what is void; this module leaves out what holds only after
//! D and every update that another known one corrects, then takes the rest in the order of their days. Two facts of
//! one day are taken in the order recorded, a correction in the place of the update it corrects.
//!
//! Long: what becomes of each kind of fact, an arm each in whole matches.

use std::collections::{HashMap, HashSet};

use chrono::Datelike;

use super::belonging::Belonging;
use super::catalog::Catalog;
use super::change::Return;
use super::day::{ALL_DAYS, Day, DueDay, Precision};
use super::fact::{Body, Condition, FINISH, Field, MilestoneEvent, MilestoneFact, Recorded, START, SetLight, Update};
use super::given::{Given, Split};
use super::light::HandLight;
use super::mark::Mark;
use super::quantity::Amount;
use super::state::{Issue, Milestone, PlanVersion, Reading, State, Total, Way};
use super::{ChangeId, IssueNo, UpdateNo};

/// Where a fact stands in the ledger.
type FactOrder = (ChangeId, i64);

/// Where a fact stands among those of its work: by its day, then as recorded, a correction in the place of the update it
/// corrects.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Place {
    pub day: Day,
    /// Of the first in the chain of corrections.
    first: FactOrder,
    own: FactOrder,
}

impl Place {
    /// Behind everything of a day.
    pub fn end_of(day: Day) -> Self {
        let last = (ChangeId::MAX, i64::MAX);
        Self { day, first: last, own: last }
    }
}

/// Folds the known, unvoided facts of one project. `None`: not listed on that day.
pub fn fold<'a>(catalog: &Catalog, facts: impl IntoIterator<Item = &'a Recorded>, day: Day) -> Option<State> {
    let (mut state, mut facts) = begun(facts)?;
    if state.listed_from > day {
        return None;
    }
    facts.truncate(facts.partition_point(|recorded| recorded.fact.from_day <= day));
    let listed = std::mem::take(&mut state.category);
    let way = Way::by(catalog, belong(&mut state, &listed, &facts));
    let mut reached = Vec::new();
    let marks = Mark::all(catalog, &facts);
    let (mut passed, mut places) = (Vec::new(), Places::default());
    for recorded in &facts {
        reached.extend(reaches(&state, &way, recorded));
        apply(&mut state, &way, &mut places, recorded);
        if let Some(update) = update(recorded) {
            let now = marks.iter().filter(|mark| mark.is_reached(update, &state));
            passed.extend(now.map(|mark| (mark.milestone, recorded.fact.from_day)));
        }
    }
    meet_by_stage(&mut state, &way, &reached);
    meet_by_reading(&mut state, &passed);
    meet_start_and_finish(&mut state);
    // the name it goes by on that day is no other name of it
    let State { name, aliases, .. } = &mut state;
    aliases.retain(|alias| alias != name);
    state.given.remember(&facts);
    Some(state)
}

/// Folds the facts of one project once, and shows its state at the end of each day they speak of, from that on which it
/// is listed: readings, totals and conditions stand as they did; by what milestones are met is left out.
pub fn each_day(catalog: &Catalog, facts: &[Recorded], mut show: impl FnMut(Day, &State)) {
    let Some((mut state, facts)) = begun(facts) else { return };
    let listed = std::mem::take(&mut state.category);
    let (way, mut places) = (Way::by(catalog, belong(&mut state, &listed, &facts)), Places::default());
    for of_day in facts.chunk_by(|one, next| one.fact.from_day == next.fact.from_day) {
        of_day.iter().for_each(|recorded| apply(&mut state, &way, &mut places, recorded));
        let day = of_day.first().map_or(ALL_DAYS, |recorded| recorded.fact.from_day);
        if state.listed_from <= day {
            show(day, &state);
        }
    }
}

/// The category a project is of by the last of some facts that says so, else by its listing.
fn belong<'a>(state: &mut State, listed: &'a str, facts: &[&'a Recorded]) -> Belonging<'a> {
    let moved = facts.iter().rev().find_map(|recorded| match &recorded.fact.body {
        Body::Category(fact) => Some(Belonging::moved(recorded.fact.from_day, fact)),
        _ => None,
    });
    let belonging = moved.unwrap_or(Belonging::listed(listed));
    belonging.category.clone_into(&mut state.category);
    state.category_from = belonging.from;
    belonging
}

/// The updates among the facts that count, in as-of order.
pub fn counting_updates<'a>(facts: impl IntoIterator<Item = &'a Recorded>) -> Vec<(Day, &'a Update)> {
    let facts = counting(in_ledger_order(facts)).into_iter();
    facts.filter_map(|recorded| update(recorded).map(|update| (recorded.fact.from_day, update))).collect()
}

/// A project before anything is known of it, and the facts that count in the order of their days; `None`: it was never
/// listed.
fn begun<'a>(facts: impl IntoIterator<Item = &'a Recorded>) -> Option<(State, Vec<&'a Recorded>)> {
    let facts = in_ledger_order(facts);
    Some((unfolded(&facts)?, counting(facts)))
}

/// A project before anything is known of it but its listing, by facts in the order recorded; `None`: it was never listed.
pub(super) fn unfolded(facts: &[&Recorded]) -> Option<State> {
    facts.iter().find_map(|recorded| listed(facts, recorded))
}

pub(super) fn in_ledger_order<'a>(facts: impl IntoIterator<Item = &'a Recorded>) -> Vec<&'a Recorded> {
    let mut facts: Vec<&Recorded> = facts.into_iter().collect();
    facts.sort_by_key(|recorded| (recorded.change, recorded.seq));
    facts
}

/// Of facts in the order recorded those that count, in the order of their days.
pub(super) fn counting(mut facts: Vec<&Recorded>) -> Vec<&Recorded> {
    let corrections = Corrections::among(&facts);
    facts.retain(|recorded| corrections.counts(recorded));
    facts.sort_by_key(|recorded| corrections.place(recorded));
    facts
}

/// Where the milestones and issues of a state stand in it, by what names them.
#[derive(Default)]
struct Places<'a> {
    milestones: HashMap<&'a str, usize>,
    issues: HashMap<IssueNo, usize>,
}

/// The returns up to a day that count, in the order of their days, with the changes that filed them.
pub fn returns_until(facts: &[Recorded], day: Day) -> Vec<Return> {
    let changes: HashMap<UpdateNo, ChangeId> =
        facts.iter().filter_map(|recorded| Some((update(recorded)?.no, recorded.change))).collect();
    let counting = counting_updates(facts).into_iter().filter(|(as_of, _)| *as_of <= day);
    let filed = counting.map(|(as_of, update)| Return {
        change: changes.get(&update.no).copied().unwrap_or_default(),
        as_of,
        update: update.clone(),
    });
    filed.collect()
}

/// Which update takes the place of which.
#[derive(Clone, Default)]
pub(super) struct Corrections {
    corrected: HashSet<UpdateNo>,
    /// The place of the first update in the chain each correction belongs to.
    first: HashMap<UpdateNo, FactOrder>,
}

impl Corrections {
    /// From facts in the order they were recorded.
    fn among(facts: &[&Recorded]) -> Self {
        let mut corrections = Self::default();
        // most works have none, and then nothing need be looked up
        if facts.iter().filter_map(|recorded| update(recorded)).any(|update| update.corrects.is_some()) {
            facts.iter().for_each(|recorded| corrections.take(recorded));
        }
        corrections
    }

    /// Takes the next fact, in the order they were recorded.
    pub(super) fn take(&mut self, recorded: &Recorded) {
        let Some(update) = update(recorded) else { return };
        let first = self.first_of(update.corrects, (recorded.change, recorded.seq));
        self.corrected.extend(update.corrects);
        self.first.insert(update.no, first);
    }

    fn first_of(&self, corrects: Option<UpdateNo>, own: FactOrder) -> FactOrder {
        corrects.and_then(|corrected| self.first.get(&corrected)).copied().unwrap_or(own)
    }

    /// Where an update stands that is recorded there.
    pub(super) fn place_of(&self, corrects: Option<UpdateNo>, day: Day, own: FactOrder) -> Place {
        Place { day, first: self.first_of(corrects, own), own }
    }

    pub(super) fn counts(&self, recorded: &Recorded) -> bool {
        update(recorded).is_none_or(|update| !self.corrected.contains(&update.no))
    }

    pub(super) fn place(&self, recorded: &Recorded) -> Place {
        let own = (recorded.change, recorded.seq);
        let first = update(recorded).and_then(|update| self.first.get(&update.no)).copied().unwrap_or(own);
        Place { day: recorded.fact.from_day, first, own }
    }
}

fn update(recorded: &Recorded) -> Option<&Update> {
    match &recorded.fact.body {
        Body::Update(update) => Some(update),
        _ => None,
    }
}

/// Listed on a day that was given, else for as long as the row it was put under; asked for returns from the day given,
/// else from the one it was typed in.
fn listed(facts: &[&Recorded], recorded: &Recorded) -> Option<State> {
    let Body::Listed { code, kind, category, source, recorded_on } = &recorded.fact.body else { return None };
    let stated = recorded.fact.from_day;
    let put_under = |other: &&&Recorded| {
        other.change == recorded.change && matches!(other.fact.body, Body::Parent(_)) && stated == ALL_DAYS
    };
    Some(State {
        id: recorded.fact.project,
        code: code.clone(),
        kind: *kind,
        category: category.clone(),
        category_from: ALL_DAYS,
        listed_from: facts.iter().find(put_under).map_or(stated, |parent| parent.fact.from_day),
        listed_on: if stated == ALL_DAYS { *recorded_on } else { stated },
        source: source.clone(),
        name: String::new(),
        aliases: Vec::new(),
        content: None,
        location: None,
        leader: None,
        own: Default::default(),
        national_code: None,
        figures_from_lots: false,
        parent: None,
        units: Vec::new(),
        tags: Vec::new(),
        totals: Default::default(),
        readings: Default::default(),
        milestones: Vec::new(),
        plans: Vec::new(),
        issues: Vec::new(),
        stage: None,
        first_stage_day: None,
        has_started: false,
        started_on: None,
        start_turns: Vec::new(),
        is_first_start_dated: false,
        is_completed: false,
        completed_on: None,
        closed_on: None,
        condition: Condition::Normal,
        condition_day: None,
        left_on: None,
        review_day: None,
        merged_into: None,
        figures_stay: false,
        given: Given::default(),
        last_return: None,
        progress: None,
        problem: None,
        ask: None,
        next_step: None,
        hand_light: None,
        latest_day: ALL_DAYS,
    })
}

fn apply<'a>(state: &mut State, way: &Way, places: &mut Places<'a>, recorded: &'a Recorded) {
    #[cfg(test)]
    STEPS.with(|steps| steps.set(steps.get() + 1));
    let day = recorded.fact.from_day;
    state.latest_day = state.latest_day.max(day);
    match &recorded.fact.body {
        // which holds was looked up before
        Body::Listed { .. } | Body::Category(_) => {}
        Body::Text { field, value } => text(state, *field, value.clone()),
        Body::Alias { alias, present } => listing(&mut state.aliases, alias, *present),
        Body::Tag { tag, present } => listing(&mut state.tags, tag, *present),
        Body::Own { field, value: Some(value) } => drop(state.own.insert(field.clone(), value.clone())),
        Body::Own { field, value: None } => drop(state.own.remove(field)),
        Body::Parent(parent) => state.parent = *parent,
        Body::Split { part, share } => {
            state.given.splits.push(Split { part: *part, from: day, share: *share });
        }
        Body::Units(units) => state.units.clone_from(units),
        Body::Total { measure, value: Some(value), basis } => {
            let total = Total { value: (*value).into(), basis: basis.clone(), from_day: day };
            state.totals.insert(measure.clone(), total);
        }
        Body::Total { measure, value: None, .. } => {
            state.totals.remove(measure);
        }
        Body::Update(update) => file(state, way, update, day),
        Body::Milestone(fact) => milestone(state, way, places, fact, day),
        Body::Plan(plan) => {
            state.plans.push(PlanVersion { from_day: day, change: recorded.change, plan: plan.into() });
        }
        Body::Issue(fact) => {
            let fact = fact.as_ref().clone();
            places.issues.insert(fact.no, state.issues.len());
            state.issues.push(Issue { raised: day, fact, closed: None, outcome: None });
        }
        Body::IssueClosed { no, outcome } => {
            if let Some(issue) = places.issues.get(no).and_then(|at| state.issues.get_mut(*at)) {
                issue.closed = Some(day);
                issue.outcome.clone_from(outcome);
            }
        }
    }
}

fn text(state: &mut State, field: Field, value: Option<String>) {
    match field {
        Field::Name => state.name = value.unwrap_or_default(),
        Field::Content => state.content = value,
        Field::Location => state.location = value,
        Field::Leader => state.leader = value,
        Field::NationalCode => state.national_code = value,
        Field::Figures => state.figures_from_lots = value.as_deref() == Some("lots"),
    }
}

fn listing(list: &mut Vec<String>, word: &str, present: bool) {
    list.retain(|each| each != word);
    if present {
        list.push(word.to_owned());
    }
}

fn file(state: &mut State, way: &Way, update: &Update, day: Day) {
    if let Some(stage) = way.filed(update) {
        reach(state, way, stage, day);
        state.stage = Some((stage.to_owned(), day));
        state.first_stage_day = state.first_stage_day.or(Some(day));
    }
    if let Some(condition) = update.condition {
        if condition != state.condition || state.condition_day.is_none() {
            state.condition_day = Some(day);
        }
        // A pause told again keeps its review, unless another is stated.
        let goes_on = condition == Condition::Paused && state.condition == condition;
        state.review_day = update.review_day.or(state.review_day.filter(|_| goes_on));
        state.left_on = state.left_on.or(Some(day)).filter(|_| condition.has_left());
        state.condition = condition;
        state.merged_into = update.merged_into;
        state.figures_stay = update.figures_stay;
        state.given.goes_into(update.merged_into.filter(|_| !update.figures_stay), day);
    }
    for (measure, value) in &update.readings {
        read(state, measure, (*value).into(), day, update.no);
    }
    if let Some(SetLight { light, until, reason }) = update.light.clone() {
        state.hand_light = Some(HandLight { light, from: day, until, reason });
    }
    state.last_return = Some((update.no, day));
    state.progress.clone_from(&update.progress);
    state.problem.clone_from(&update.problem);
    state.ask.clone_from(&update.ask);
    state.next_step.clone_from(&update.next_step);
}

fn read(state: &mut State, measure: &str, value: Amount, day: Day, update: UpdateNo) {
    let above_zero = (value > 0).then_some(day);
    if let Some(reading) = state.readings.get_mut(measure) {
        if reading.as_of.year() < day.year() {
            reading.earlier_years.push((reading.as_of, reading.value));
        }
        reading.first_above_zero = reading.first_above_zero(day.year()).or(above_zero);
        (reading.value, reading.as_of, reading.update) = (value, day, update);
        return;
    }
    let reading = Reading {
        value,
        as_of: day,
        update,
        earlier_years: Vec::new(),
        first_day: day,
        first_value: value,
        first_above_zero: above_zero,
        base_of_whole: None,
    };
    state.readings.insert(measure.to_owned(), reading);
}

/// A stage filed reaches every stage before it on the same day; but a first return in a stage beyond the starting one
/// dates nothing. What lies behind a stage gone back to is reached no more, and when it is reached again, from that day.
fn reach(state: &mut State, way: &Way, stage: &str, day: Day) {
    let dated = dates(state, way, stage).then_some(day);
    if !way.starts(stage) {
        state.started_on = None;
    } else if !state.has_started {
        state.started_on = dated;
        state.is_first_start_dated |= state.start_turns.is_empty() && dated.is_some();
    }
    if way.starts(stage) != state.has_started {
        state.has_started = !state.has_started;
        state.start_turns.push(day);
    }
    if !way.completes(stage) {
        state.completed_on = None;
    } else if !state.is_completed {
        state.completed_on = dated;
    }
    state.is_completed = way.completes(stage);
    state.closed_on = if way.closes(stage) { state.closed_on.or(Some(day)) } else { None };
}

fn milestone<'a>(state: &mut State, way: &Way, places: &mut Places<'a>, fact: &'a MilestoneFact, from_day: Day) {
    let place = *places.milestones.entry(&fact.name).or_insert(state.milestones.len());
    if place == state.milestones.len() {
        state.milestones.push(Milestone {
            name: fact.name.clone(),
            baseline: fact.day,
            baseline_from: from_day,
            due: fact.day,
            is_planned: false,
            is_met: false,
            met: None,
            moves: 0,
            stage: way.meets(fact).map(str::to_owned),
            source: fact.source.clone(),
            number: None,
            authority: None,
            waived: None,
        });
    }
    if let Some(milestone) = state.milestones.get_mut(place) {
        happen(milestone, fact, from_day);
    }
}

/// What was said of a milestone. The last of waived, moved and met holds; what is known of its document stays.
fn happen(milestone: &mut Milestone, fact: &MilestoneFact, from_day: Day) {
    match fact.event {
        MilestoneEvent::Raised if milestone.is_planned => {}
        MilestoneEvent::Moved if milestone.is_planned => {
            milestone.due = fact.day;
            milestone.moves += 1;
            milestone.waived = None;
        }
        MilestoneEvent::Raised | MilestoneEvent::Moved => {
            (milestone.baseline, milestone.baseline_from, milestone.due) = (fact.day, from_day, fact.day);
            milestone.is_planned = true;
            milestone.waived = None;
        }
        MilestoneEvent::Met => {
            milestone.is_met = true;
            milestone.met = Some(fact.day);
            milestone.waived = None;
        }
        MilestoneEvent::Waived => milestone.waived = fact.reason.clone().or_else(|| Some(String::new())),
    }
    for (known, said) in [(&mut milestone.number, &fact.number), (&mut milestone.authority, &fact.authority)] {
        if said.is_some() {
            known.clone_from(said);
        }
    }
}

/// Whether a return in a stage dates what it reaches: any but a first one in a stage beyond the starting one.
fn dates(state: &State, way: &Way, stage: &str) -> bool {
    state.stage.is_some() || !way.is_beyond_start(stage)
}

/// A stage that a return names, with the day of whatever it reaches first, if that is known.
struct Reached<'a> {
    stage: &'a str,
    dated: Option<Day>,
}

fn reaches<'a>(state: &State, way: &Way<'a>, recorded: &'a Recorded) -> Option<Reached<'a>> {
    let stage = way.filed(update(recorded)?)?;
    Some(Reached { stage, dated: dates(state, way, stage).then_some(recorded.fact.from_day) })
}

/// A milestone that names a stage is met when that stage is reached or passed, even if it was raised afterwards; a stage
/// that goes back before it opens it again.
fn meet_by_stage(state: &mut State, way: &Way, reached: &[Reached]) {
    for milestone in &mut state.milestones {
        let Some(named) = milestone.stage.as_deref() else { continue };
        let mut met = None;
        for Reached { stage, dated } in reached {
            met = way.reaches(stage, named).then(|| met.unwrap_or(*dated));
        }
        meet(milestone, met);
    }
}

/// A milestone that names a reading is met by the first return that reaches it.
fn meet_by_reading(state: &mut State, passed: &[(&str, Day)]) {
    for milestone in &mut state.milestones {
        let first = passed.iter().find(|(name, _)| *name == milestone.name);
        meet(milestone, first.map(|(_, day)| Some(*day)));
    }
}

/// The planned start is met by starting, the planned finish by completion.
fn meet_start_and_finish(state: &mut State) {
    let reached = [(START, state.has_started, state.started_on), (FINISH, state.is_completed, state.completed_on)];
    for (name, is_reached, day) in reached {
        if let Some(milestone) = state.milestones.iter_mut().find(|milestone| milestone.name == name) {
            meet(milestone, is_reached.then_some(day));
        }
    }
}

/// Meets a milestone by what the returns say; a day given by command stays where they tell none.
fn meet(milestone: &mut Milestone, by_returns: Option<Option<Day>>) {
    let Some(day) = by_returns else { return };
    milestone.is_met = true;
    milestone.waived = None;
    milestone.met = day.map(|last| DueDay { last, precision: Precision::Day }).or(milestone.met);
}

#[cfg(test)]
std::thread_local! {
    /// The facts folded so far by this thread: a test counts them, for a clock tells nothing on a busy machine.
    pub(crate) static STEPS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

#[cfg(test)]
#[path = "fold_test.rs"]
mod tests;
