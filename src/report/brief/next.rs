//! The last paragraph: who has not returned, what is overdue and what comes next, what is asked of whom.

use super::{Ask, Awaited, AwaitedWork, BriefSentence, ReturnsDue, UnitMissing, few};
use crate::domain::catalog::Label;
use crate::domain::light::Light;
use crate::domain::state::{Milestone, State};
use crate::report::missing::known_day;
use crate::report::model::{Header, Sentence, number};
use crate::report::status::StatusPage;
use crate::report::status::due::{Outstanding, by_lead, open_milestones, outstanding, owing};
use crate::report::status::light_list::{rows_in_light, short_ask};

const NAMED_UNITS: usize = 6;
const NAMED_MILESTONES: usize = 3;
const NAMED_ASKS: usize = 5;
/// So many works that ask the same.
const NAMED_ASKING: usize = 3;

pub fn next(page: &StatusPage, header: &Header) -> Vec<Sentence> {
    if page.taken.is_empty() {
        return Vec::new();
    }
    let mut said = vec![returns(page, header)];
    said.extend(milestones(page));
    said.extend(asks(page));
    said.extend(urge(page));
    said.into_iter().map(Sentence::from).collect()
}

fn returns(page: &StatusPage, header: &Header) -> BriefSentence {
    let period = page.of.period;
    let owing = owing(page.now, page.of.before.portfolio, &page.taken);
    let Outstanding { missing, pending } = outstanding(page.now, &owing, &period);
    let (mut units, mut without_unit) = (Vec::new(), 0);
    for (unit, rows) in by_lead(page.now, &missing) {
        match unit {
            Some(unit) => units.push(UnitMissing { unit, missing: number(rows.len()) }),
            None => without_unit += number(rows.len()),
        }
    }
    // The official order holds among those that miss as many.
    units.sort_by_key(|unit| -unit.missing);
    let named_units = few(&units, NAMED_UNITS).len();
    BriefSentence::Returns(ReturnsDue {
        period,
        owed: number(owing.len()),
        returned: number(owing.len() - missing.len() - pending.len()),
        pending: number(pending.len()),
        units,
        named_units,
        without_unit,
        answer_by: period.answer_by(),
        is_late: known_day(header) > period.answer_by(),
    })
}

fn milestones(page: &StatusPage) -> Option<BriefSentence> {
    let today = page.of.period.as_of;
    let open = open_milestones(page);
    let (overdue, next): (Vec<_>, Vec<_>) = open.into_iter().partition(|(_, milestone)| milestone.due.last < today);
    let awaited = |of: &[(&State, &Milestone)]| Awaited {
        milestones: number(of.len()),
        named: few(of, NAMED_MILESTONES)
            .iter()
            .map(|(state, milestone)| awaited_work(page, state, milestone))
            .collect(),
    };
    (!overdue.is_empty() || !next.is_empty()).then(|| BriefSentence::Milestones {
        as_of: today,
        horizon: page.of.period.next().last,
        overdue: awaited(&overdue),
        next: awaited(&next),
    })
}

fn awaited_work(page: &StatusPage, state: &State, milestone: &Milestone) -> AwaitedWork {
    let category = page.now.catalog.category(&state.category);
    let called: Option<&Label> = category.and_then(|category| match milestone {
        milestone if milestone.is_start() => Some(&category.starts_label),
        milestone if milestone.is_finish() => Some(&category.completes_label),
        _ => None,
    });
    AwaitedWork {
        code: state.code.clone(),
        name: state.name.clone(),
        milestone: milestone.name.clone(),
        called: called.cloned(),
        due: milestone.due,
    }
}

/// Of the works that are lit, the red ones first.
fn asks(page: &StatusPage) -> Option<BriefSentence> {
    let works = [Light::Red, Light::Yellow, Light::Grey].into_iter().flat_map(|light| rows_in_light(page, light));
    let mut asks: Vec<Ask> = Vec::new();
    for (state, text) in works.filter_map(|state| Some((state, short_ask(state)?))) {
        let work = (state.code.clone(), state.name.clone());
        match asks.iter_mut().find(|ask| ask.text == text) {
            Some(ask) => ask.named.push(work),
            None => asks.push(Ask { text, works: 0, named: vec![work] }),
        }
    }
    for ask in &mut asks {
        ask.works = number(ask.named.len());
        ask.named = few(&ask.named, NAMED_ASKING).to_vec();
    }
    (!asks.is_empty()).then(|| BriefSentence::Asks { asks: number(asks.len()), named: few(&asks, NAMED_ASKS).to_vec() })
}

fn urge(page: &StatusPage) -> Option<BriefSentence> {
    let is_there = |light: &Light| !rows_in_light(page, *light).is_empty();
    let lights: Vec<Light> = [Light::Red, Light::Yellow].into_iter().filter(is_there).collect();
    (!lights.is_empty()).then_some(BriefSentence::Urge(lights))
}
