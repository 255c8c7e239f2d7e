//! The first paragraph: money against the plans, phases, categories, funnels.

use std::collections::BTreeSet;

use super::{
    BriefProgress, BriefScope, BriefSentence, CategoryLine, FunnelLine, FunnelStep, Invested, Phases, SharedWork, few,
};
use crate::domain::ProjectId;
use crate::domain::catalog::{Category, INVESTED, Label, Measure};
use crate::domain::day::year_of;
use crate::domain::fact::Condition;
use crate::domain::figures::{Sum, calendar};
use crate::domain::state::State;
use crate::report::list::Filter;
use crate::report::model::{Sentence, number};
use crate::report::status::funnel::Passing;
use crate::report::status::shared::shared_works;
use crate::report::status::tally::is_lot;
use crate::report::status::{StatusPage, done_this_year, stale_bases, taken_along};

/// So many works that a unit shares are named.
const SHARED: usize = 5;

pub fn progress(page: &StatusPage, filter: &Filter, scope: BriefScope) -> Vec<Sentence> {
    let sum = page.sum(&page.leaves);
    let is_of_one_category = scope.categories.len() == 1;
    let opening = opening(page, scope, &sum);
    let (is_partly_planned, is_read) = (opening.is_partly_planned, opening.invested.is_read);
    let mut said = vec![BriefSentence::Progress(Box::new(opening))];
    if !page.counted.is_empty() {
        said.push(BriefSentence::Phases { is_of_one_category, is_partly_planned, phases: phases(page, &page.counted) });
    }
    said.extend(starts(page, is_of_one_category));
    let mut said: Vec<Sentence> = said.into_iter().map(Sentence::from).collect();
    said.extend(page.put_right().map(Sentence::from));
    said.extend(taken_along(&page.bridge()).into_iter().map(Sentence::from));
    said.extend(left_out_of_sums(page, &sum, is_read).map(Sentence::from));
    said.extend(stale_bases(page.now, page.counted.iter().copied()).map(Sentence::from));
    said.extend(page.all_left().map(Sentence::from));
    let lines = categories(page);
    said.extend((lines.len() > 1).then_some(BriefSentence::Categories(lines)).map(Sentence::from));
    said.extend(funnels(page).map(Sentence::from));
    said.extend(shared(page, filter).map(Sentence::from));
    said
}

fn shared(page: &StatusPage, filter: &Filter) -> Option<BriefSentence> {
    let shared = shared_works(page.now, filter);
    let work = |state: &&State| SharedWork {
        code: state.code.clone(),
        name: state.name.clone(),
        lead: page.now.lead_name(state),
    };
    let named = few(&shared, SHARED).iter().map(work).collect();
    (!shared.is_empty()).then(|| BriefSentence::Shared { works: number(shared.len()), named })
}

fn starts(page: &StatusPage, is_of_one_category: bool) -> Option<BriefSentence> {
    let due = page.due_to_start();
    let counts = page.start_counts();
    let of_due = |category: &&Category| due.iter().any(|state| state.category == category.code);
    let mut labels = distinct(page.now.catalog.categories.iter().filter(of_due).map(|each| &each.starts_label));
    let starts = labels.pop().filter(|_| labels.is_empty());
    (!due.is_empty()).then_some(BriefSentence::Starts {
        is_of_one_category,
        starts,
        due: counts.due,
        started: counts.started,
        undated: counts.undated,
    })
}

fn opening(page: &StatusPage, scope: BriefScope, sum: &Sum) -> BriefProgress {
    let portfolio = page.now.portfolio;
    let lots: Vec<&State> = page.taken.iter().copied().filter(|state| is_lot(page, state)).collect();
    let of: BTreeSet<ProjectId> = lots.iter().map(|lot| portfolio.project_of(lot).id).collect();
    let are_all_counted = of.iter().all(|id| page.counted.iter().any(|project| project.id == *id));
    let has_others = |project: &ProjectId| {
        let mut all = portfolio.lots(*project).filter(|lot| is_lot(page, lot));
        all.any(|lot| lots.iter().all(|taken| taken.id != lot.id))
    };
    let period = page.of.period;
    let has_plan = |leaf: &&&State| is_planned(leaf, year_of(period.as_of));
    let project = |leaf: &&State| portfolio.project_of(leaf).id;
    let all: BTreeSet<ProjectId> = page.leaves.iter().map(project).collect();
    let planned: BTreeSet<ProjectId> = page.leaves.iter().filter(has_plan).map(project).collect();
    let (unplanned, unplanned_lots) = page.unplanned();
    BriefProgress {
        period,
        scope,
        projects: number(page.counted.len()),
        lots: number(lots.len()),
        in_lots: are_all_counted.then_some(number(of.len())),
        has_other_lots: of.iter().any(has_others),
        planned: number(planned.len()),
        is_partly_planned: sum.is_planned && planned.len() < all.len(),
        unplanned,
        unplanned_lots,
        never_filed: number(sum.never_filed.len()),
        no_base: number(sum.no_base.len()),
        invested: invested(page, sum),
        period_done: page.bridge().in_period,
    }
}

fn is_planned(leaf: &State, year: i32) -> bool {
    leaf.plan(INVESTED, year).is_some_and(|plan| plan.value > 0)
}

fn invested(page: &StatusPage, sum: &Sum) -> Invested {
    Invested {
        is_planned: sum.is_planned,
        is_read: sum.has_done(),
        known: done_this_year(sum),
        plan: sum.plan,
        done: sum.done,
        unplanned_done: sum.unplanned_done,
        rate: sum.rate(),
        elapsed: calendar(page.of.period.as_of),
    }
}

/// Where nothing at all was filed, that is said already; so is what was done where nothing has a plan.
fn left_out_of_sums(page: &StatusPage, sum: &Sum, is_read: bool) -> Option<BriefSentence> {
    let never_filed = if is_read { number(sum.never_filed.len()) } else { 0 };
    let no_base = number(sum.no_base.len());
    let unplanned_done = if sum.is_planned { sum.unplanned_done } else { 0 };
    let (unplanned, unplanned_lots) = page.unplanned();
    (unplanned_done != 0 || never_filed > 0 || no_base > 0).then_some(BriefSentence::Beside {
        unplanned,
        unplanned_lots,
        unplanned_done,
        never_filed,
        no_base,
    })
}

fn phases(page: &StatusPage, counted: &[&State]) -> Phases {
    let portfolio = page.now.portfolio;
    let mut phases = Phases::default();
    for state in counted.iter().copied() {
        let is_paused = i64::from(state.condition == Condition::Paused);
        if portfolio.is_completed(state) {
            phases.completed += 1;
        } else if portfolio.has_started(state) {
            phases.underway += 1;
            phases.underway_paused += is_paused;
        } else if portfolio.phase(page.now.catalog, state).is_some() {
            phases.preparation += 1;
            phases.preparation_paused += is_paused;
        } else {
            phases.no_stage += 1;
        }
    }
    let is_there = |category: &&Category, has: &dyn Fn(&State) -> bool| {
        counted.iter().any(|state| state.category == category.code && has(state))
    };
    let categories = || page.now.catalog.categories.iter();
    let completed = categories().filter(|each| is_there(each, &|state| portfolio.is_completed(state)));
    phases.completes = distinct(completed.map(|category| &category.completes_label));
    let open = categories().filter(|each| is_there(each, &|state| !portfolio.is_completed(state)));
    phases.starts = distinct(open.map(|category| &category.starts_label));
    phases
}

fn distinct<'a>(labels: impl Iterator<Item = &'a Label>) -> Vec<Label> {
    labels.fold(Vec::new(), |mut found, label| {
        if !found.contains(label) {
            found.push(label.clone());
        }
        found
    })
}

fn categories<'a>(page: &StatusPage<'a>) -> Vec<CategoryLine> {
    let of = |states: &[&'a State], category: &Category| -> Vec<&'a State> {
        states.iter().copied().filter(|state| state.category == category.code).collect()
    };
    let line = |category: &Category| {
        let (counted, leaves) = (of(&page.counted, category), of(&page.leaves, category));
        let sum = page.sum(&leaves);
        (!counted.is_empty()).then(|| CategoryLine {
            code: category.code.clone(),
            label: category.label.clone(),
            invested: invested(page, &sum),
            phases: phases(page, &counted),
        })
    };
    page.now.catalog.categories.iter().filter_map(line).collect()
}

/// What works have come through, of each total that has steps.
fn funnels<'a>(page: &'a StatusPage) -> impl Iterator<Item = BriefSentence> + 'a {
    Passing::all(page).into_iter().filter_map(|passing| {
        let total = passing.total(page);
        let mut of = passing.known.iter().map(|state| state.category.as_str());
        let first = of.next();
        let category = first.filter(|first| of.all(|other| other == *first));
        let step = |measure: &&Measure| FunnelStep {
            code: measure.code.clone(),
            name: passing.funnel.step_name(measure),
            through: passing.through(page, measure),
        };
        let line = FunnelLine {
            whole: passing.funnel.whole.code.clone(),
            of: passing.funnel.noun(),
            dimension: passing.funnel.whole.dimension,
            category: category.and_then(|code| page.now.catalog.category(code)).map(|category| category.label.clone()),
            projects: number(passing.known.len()),
            name: passing.known.first().filter(|_| passing.known.len() == 1).map(|state| state.name.clone()),
            unknown: number(passing.unknown.len()),
            total,
            steps: passing.funnel.steps.iter().map(step).collect(),
        };
        (total > 0).then_some(BriefSentence::Funnel(Box::new(line)))
    })
}
