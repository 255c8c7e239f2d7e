//! Which works are red, yellow and grey at the end of the period, and why.

use super::{BriefSentence, WorkInLight, few};
use crate::domain::catalog::Label;
use crate::domain::figures::calendar;
use crate::domain::fraction::Fraction;
use crate::domain::light::{Light, Reason};
use crate::domain::state::State;
use crate::report::columns::grounds;
use crate::report::list::{Filter, OfUnit};
use crate::report::model::number;
use crate::report::status::light_list::{first_issue, lots_alone, rows_in_light};
use crate::report::status::tally::Group;
use crate::report::status::{StatusPage, StatusSentence};

/// So many works are named in each light: a head hears out five reds, but no thirty yellows.
const NAMED: [(Light, usize); 3] = [(Light::Red, 5), (Light::Yellow, 3), (Light::Grey, 3)];
/// So many grounds are told of a work.
const GROUNDS: usize = 2;

/// How many stand in each light, then the works light by light.
pub fn lights(page: &StatusPage, filter: &Filter) -> Vec<BriefSentence> {
    if page.counted.is_empty() && page.leaves.is_empty() {
        return Vec::new();
    }
    let whole = Group::count(page, &page.counted, &page.taken);
    let (period, counts, red_since) = (page.of.period, whole.lights, red_since(page, whole, filter));
    let lots = lots_alone(page);
    let mut told = vec![BriefSentence::Lights { period, counts, is_of_lots: page.counted.is_empty(), lots, red_since }];
    told.extend(NAMED.into_iter().filter_map(|in_light| works_in_light(page, in_light, filter)));
    let has_rate = page.sum(&page.leaves).rate().is_some();
    let has_two_clocks = has_rate && told.iter().any(|told| goes_by_its_own_clock(told, &calendar(period.as_of)));
    told.extend(has_two_clocks.then_some(BriefSentence::Clocks));
    told
}

/// Whether it says of a work how far it is behind an elapsed share that is not the calendar's.
fn goes_by_its_own_clock(told: &BriefSentence, calendar: &Fraction) -> bool {
    let BriefSentence::InLight { named, .. } = told else { return false };
    let mut reasons = named.iter().flat_map(|work| &work.reasons);
    reasons.any(|(reason, _)| matches!(reason, Reason::Gap { elapsed, .. } if elapsed != calendar))
}

/// As `report status` says it.
fn red_since(page: &StatusPage, whole: Group, filter: &Filter) -> Option<i64> {
    let before = page.of.before;
    let is_there = |state: &State| before.portfolio.is_counted(state) && filter.takes(before, state);
    let was_there = before.portfolio.states().iter().any(is_there);
    let StatusSentence::SinceLast { lights, .. } = page.since_last(&whole, filter) else { return None };
    was_there.then_some(lights.red)
}

fn works_in_light(page: &StatusPage, (light, most): (Light, usize), filter: &Filter) -> Option<BriefSentence> {
    let works = rows_in_light(page, light);
    let is_silent = |state: &&&State| {
        let verdict = page.verdict(state);
        verdict.hand.is_none() && verdict.reasons.contains(&Reason::NeverFiled)
    };
    // Many works that never returned are all lit for the same reason: they are counted.
    let silent = works.iter().filter(|_| light == Light::Grey).filter(is_silent).count();
    let never = if silent > most { silent } else { 0 };
    let mut told: Vec<&State> = works.iter().filter(|state| never == 0 || !is_silent(state)).copied().collect();
    if light == Light::Grey {
        // The longest silence first.
        told.sort_by_key(|state| {
            let last = page.now.portfolio.returned_on(page.now.catalog, state);
            (last.is_none(), last)
        });
    }
    let named = few(&told, most).iter().map(|state| work(page, state, light)).collect();
    let as_of = page.of.period.as_of;
    (!works.is_empty()).then(|| BriefSentence::InLight {
        as_of,
        light,
        is_of_one_unit: matches!(filter.unit, Some(OfUnit::Led(_))),
        works: number(works.len()),
        never: number(never),
        named,
    })
}

fn work(page: &StatusPage, state: &State, light: Light) -> WorkInLight {
    let category = page.now.catalog.category(&state.category);
    let grounds = grounds(page.now, page.verdict(state));
    // One that may only better it by a step is shown in another light than it was set to.
    let is_by_hand = grounds.light != grounds.computed;
    let hand = grounds.hand.filter(|hand| hand.light == light || is_by_hand);
    let is_told = |reason: &Reason| match reason {
        // A lot that stands here tells it itself.
        Reason::Lot { code, light: of } => *of == light && page.taken.iter().all(|taken| taken.code != *code),
        // How far behind a red work is, is told whatever makes it red.
        Reason::Gap { light: of, .. } => *of >= Light::Yellow && light == Light::Red || *of == light,
        Reason::StartMissed { .. }
        | Reason::StartPassed { .. }
        | Reason::MilestoneOverdue { .. }
        | Reason::PermitOverdue { .. }
        | Reason::IssueOverdue { .. }
        | Reason::Paused { .. }
        | Reason::Stale { .. }
        | Reason::NeverFiled
        | Reason::InTime { .. }
        | Reason::NoRate { .. } => reason.light() == Some(light),
    };
    let reasons = grounds.reasons.into_iter().filter(|(reason, _)| hand.is_none() && is_told(reason));
    let problem = first_issue(state).map(|issue| issue.fact.text.clone()).or_else(|| state.problem.clone());
    WorkInLight {
        code: state.code.clone(),
        name: state.name.clone(),
        unit: page.now.lead_name(state),
        starts: category.map(|category| category.starts_label.clone()).unwrap_or_default(),
        completes: category.map(|category| category.completes_label.clone()).unwrap_or_default(),
        reasons: reasons.take(GROUNDS).map(|(reason, label)| named(page, reason, label)).collect(),
        hand,
        problem: problem.filter(|_| light == Light::Red),
    }
}

/// A ground with its label; a lot is called by its name.
fn named(page: &StatusPage, reason: Reason, label: Option<Label>) -> (Reason, Option<Label>) {
    let Reason::Lot { code, .. } = &reason else { return (reason, label) };
    let lot = page.now.portfolio.states().iter().find(|state| state.code == *code);
    let name = lot.map(|lot| Label { zh: lot.name.clone(), en: lot.name.clone() });
    (reason, name)
}
