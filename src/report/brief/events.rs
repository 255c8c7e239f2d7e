//! What the period brought: what was completed and started, milestones met, stages reached, pauses, works that came and
//! went, and plans that were made anew.

use super::{BriefSentence, Event, Happened, Replan, few};
use crate::domain::Day;
use crate::domain::catalog::{INVESTED, Named, Phase};
use crate::domain::fact::{Condition, Kind};
use crate::domain::state::{State, Way};
use crate::report::list::Filter;
use crate::report::model::number;
use crate::report::status::changed::{left_projects, new_projects, replans as replanned, rows};
use crate::report::status::{Replanned, RowChange, StatusPage};

/// So many works are named of those to which the same happened.
const NAMED: usize = 3;
/// So many different milestones, and stages, are told; of the others how many there are.
const KINDS: usize = 4;
const NAMED_PLANS: usize = 3;

pub fn events(page: &StatusPage, filter: &Filter) -> Option<BriefSentence> {
    let mut found = FoundEvents::default();
    for state in began_or_ended(page) {
        found.extend(ends(page, state));
    }
    let (mut met, mut reached) = (FoundEvents::default(), FoundEvents::default());
    for (state, before) in rows(page) {
        let milestones = milestones_met(page, state, before);
        let tells_stage = milestones.iter().any(|(_, is_by_stage)| *is_by_stage);
        met.extend(milestones.into_iter().map(|(name, _)| (Happened::Met(name), state.name.clone())));
        reached.extend(stage_reached(page, state, before).filter(|_| !tells_stage));
    }
    met.cut(KINDS, Happened::MetOthers);
    reached.cut(KINDS, Happened::ReachedOthers);
    let mut rest = FoundEvents::default();
    rest.extend(condition_moves(page));
    rest.extend(new_projects(page).into_iter().map(|(state, _)| (Happened::Listed, state.name.clone())));
    for (state, said) in left_projects(page, filter) {
        for change in said {
            if let RowChange::Left { condition, into, .. } = change {
                let into = into.map(|into| into.name);
                rest.extend([(Happened::Left { condition, into }, state.name.clone())]);
            }
        }
    }
    found.sort();
    let events = [found, met, reached, rest].into_iter().flat_map(|found| found.0).map(Event::cut);
    let events: Vec<Event> = events.collect();
    (!events.is_empty()).then_some(BriefSentence::Events { period: page.of.period, events })
}

/// Works by what happened to them, in the order found.
#[derive(Default)]
struct FoundEvents(Vec<Event>);

impl FoundEvents {
    fn extend(&mut self, more: impl IntoIterator<Item = (Happened, String)>) {
        for (happened, name) in more {
            match self.0.iter_mut().find(|event| event.happened == happened) {
                Some(event) => {
                    event.works += 1;
                    event.named.push(name);
                }
                None => self.0.push(Event { happened, works: 1, named: vec![name] }),
            }
        }
    }

    /// What was completed stands before what was started.
    fn sort(&mut self) {
        self.0.sort_by_key(|event| !matches!(event.happened, Happened::Completed(_)));
    }

    /// Keeps those of the most works, in their order; the others become one.
    fn cut(&mut self, most: usize, others: Happened) {
        if self.0.len() <= most + 1 {
            return;
        }
        let mut largest: Vec<usize> = (0..self.0.len()).collect();
        largest.sort_by_key(|at| -self.0[*at].works);
        largest.truncate(most);
        let all = std::mem::take(&mut self.0).into_iter().enumerate();
        let (kept, rest): (Vec<_>, Vec<_>) = all.partition(|(at, _)| largest.contains(at));
        self.0.extend(kept.into_iter().map(|(_, event)| event));
        let left_out = rest.iter().map(|(_, event)| event.works).sum();
        self.0.push(Event { happened: others, works: left_out, named: Vec::new() });
    }
}

impl Event {
    fn cut(self) -> Self {
        Self { named: few(&self.named, NAMED).to_vec(), ..self }
    }
}

/// The rows that can have started or ended in the period: those listed before it and those it brought.
fn began_or_ended<'a>(page: &StatusPage<'a>) -> Vec<&'a State> {
    let new = new_projects(page).into_iter().map(|(state, _)| state);
    rows(page).into_iter().map(|(state, _)| state).chain(new).collect()
}

/// Started or completed on a day of the period; both only if both fell into it. What a project tells is not told again
/// of its lots.
fn ends(page: &StatusPage, state: &State) -> Vec<(Happened, String)> {
    let Some(category) = page.now.catalog.category(&state.category) else { return Vec::new() };
    let told = |of: &State| [is_in_period(page, completed_on(page, of)), is_in_period(page, started_on(page, of))];
    let project = page.now.portfolio.project_of(state);
    let by_project = if state.kind == Kind::Lot { told(project) } else { [false, false] };
    let [is_completed, is_started] = told(state);
    let stage = category.stage(&category.starts).map(|stage| stage.label.clone()).unwrap_or_default();
    let completed = Happened::Completed(category.completes_label.clone());
    let started = Happened::Started { starts: category.starts_label.clone(), stage };
    let both = [(is_completed && !by_project[0], completed), (is_started && !by_project[1], started)];
    both.into_iter().filter(|(is_told, _)| *is_told).map(|(_, happened)| (happened, state.name.clone())).collect()
}

fn started_on(page: &StatusPage, state: &State) -> Option<Day> {
    page.now.portfolio.started_on(state).filter(|_| page.now.portfolio.has_started(state))
}

fn completed_on(page: &StatusPage, state: &State) -> Option<Day> {
    page.now.portfolio.completed_on(state).filter(|_| page.now.portfolio.is_completed(state))
}

fn is_in_period(page: &StatusPage, day: Option<Day>) -> bool {
    day.is_some_and(|day| (page.of.period.first..=page.of.period.as_of).contains(&day))
}

/// Milestones met meanwhile, and whether the stage it stands in says the same. Start and completion are told apart.
fn milestones_met(page: &StatusPage, state: &State, before: &State) -> Vec<(String, bool)> {
    let way = Way::of(page.now.catalog, &state.category);
    let stage = state.stage.as_ref().map(|(stage, _)| stage.as_str());
    let met = state.milestones.iter().filter(|milestone| {
        // a permit may be granted that nobody had planned
        let was_met = before.milestone(&milestone.name).map_or(milestone.is_planned, |was| was.is_met);
        let is_end = milestone.stage.as_deref().is_some_and(|stage| way.is_start(stage) || way.is_completion(stage));
        milestone.is_met && !was_met && !milestone.is_start() && !milestone.is_finish() && !is_end
    });
    met.map(|milestone| (milestone.name.clone(), milestone.stage.is_some() && milestone.stage.as_deref() == stage))
        .collect()
}

/// A stage further on that is neither the start nor the completion.
fn stage_reached(page: &StatusPage, state: &State, before: &State) -> impl Iterator<Item = (Happened, String)> + use<> {
    let way = Way::of(page.now.catalog, &state.category);
    let reached = state.stage(page.now.catalog).zip(before.stage(page.now.catalog)).filter(|(now, was)| {
        let is_end = way.is_start(&now.code) || way.is_completion(&now.code);
        let is_new_end = !ends(page, state).is_empty();
        now.code != was.code && way.reaches(&now.code, &was.code) && !is_end && !is_new_end
    });
    reached
        .map(|(now, _)| {
            let stage = Named { code: now.code.clone(), label: now.label.clone() };
            let is_closed = now.phase == Phase::Closed;
            (if is_closed { Happened::Closed(stage) } else { Happened::Reached(stage) }, state.name.clone())
        })
        .into_iter()
}

/// Paused, or going on again.
fn condition_moves(page: &StatusPage) -> Vec<(Happened, String)> {
    let moved = rows(page).into_iter().filter_map(|(state, before)| {
        let [was_paused, is_paused] = [before, state].map(|state| state.condition == Condition::Paused);
        let is_resumed = was_paused && state.condition == Condition::Normal;
        let resumed = is_resumed.then_some(Happened::Resumed);
        let paused = (is_paused && !was_paused).then_some(Happened::Paused);
        Some((resumed.or(paused)?, state.name.clone()))
    });
    moved.collect()
}

/// Plans of money whose sum changed in the period.
pub fn replans(page: &StatusPage) -> Option<BriefSentence> {
    let invested = &page.now.catalog.measure(INVESTED)?.label;
    let mut all = Vec::new();
    for (state, said) in replanned(page) {
        for each in said {
            let RowChange::Replanned(Replanned { label, from: Some(from), to, .. }) = each else { continue };
            if label == *invested && from != to {
                all.push(Replan { code: state.code.clone(), name: state.name.clone(), from, to });
            }
        }
    }
    let named = few(&all, NAMED_PLANS).to_vec();
    (!all.is_empty()).then(|| BriefSentence::Replans { period: page.of.period, plans: number(all.len()), named })
}
