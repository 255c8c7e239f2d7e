//! `report status`: the page a deputy head reads in two minutes. Where the works stand, how far they are behind, which
//! are red and why, what changed since the last page, what is due, who has not returned.

pub(super) mod changed;
mod changes;
mod corrected;
pub(super) mod due;
pub(super) mod funnel;
pub(super) mod light_list;
mod row_change;
mod sentence;
pub(super) mod tally;

use std::collections::HashMap;

use super::columns::RegisterView;
use super::list::Filter;
use super::model::{Header, LightCounts, Report, Section, SectionBody, Sentence, Title, Word, number};
use crate::domain::ProjectId;
use crate::domain::catalog::{INVESTED, Label};
use crate::domain::day::year_of;
use crate::domain::fact::{Condition, Kind};
use crate::domain::figures::{Sum, calendar, done_since, year_to_date};
use crate::domain::light::{Light, Verdict};
use crate::domain::period::{Cadence, Period};
use crate::domain::portfolio::Portfolio;
use crate::domain::state::State;

pub use changed::{ChangeKind, Since};
pub use changes::{ChangesSentence, changes, put_right};
pub use due::{by_lead, has_returned, owing, returns};
pub use row_change::{CorrectedFigure, Correction, MergedInto, Replanned, RowChange};
pub use sentence::{LeftGroup, StatusSentence};
use tally::Group;

/// The register at the end of a period and at the end of the one before.
pub struct TwoViews<'a> {
    pub period: Period,
    pub now: &'a RegisterView<'a>,
    /// As of the last day of the period before, as known today: it says who owed a return.
    pub before: &'a RegisterView<'a>,
    /// What was recorded since the page before was due.
    pub since: &'a Since,
}

/// The page being made: what the sections share, and the brief with them.
pub(super) struct StatusPage<'a> {
    pub of: &'a TwoViews<'a>,
    pub now: &'a RegisterView<'a>,
    /// The rows the filter takes.
    pub taken: Vec<&'a State>,
    /// The projects in N among them.
    pub counted: Vec<&'a State>,
    /// The rows taken that carry the figures of projects in N.
    pub leaves: Vec<&'a State>,
    /// The light of every row taken.
    verdicts: HashMap<ProjectId, Verdict>,
}

pub fn status<'a>(of: &'a TwoViews<'a>, filter: &Filter, mut header: Header) -> Report<'a> {
    let page = StatusPage::new(of, filter);
    let owing = due::owing(of.now, of.before.portfolio, &page.taken);
    let Period { first, as_of: last, cadence, .. } = of.period;
    header.title = Some(Title::Status { first, last, cadence, of: scope(of.now, filter) });
    header.returns = Some(due::returns(of.now, of.before.portfolio, filter, &of.period));
    header.rules = of.now.rules.version;
    header.is_shown = true;
    let mut sections = vec![page.overview(filter), tally::by_category(&page)];
    if of.period.cadence >= Cadence::Month {
        sections.extend(tally::by_onset(&page));
        sections.push(tally::by_unit(&page));
    }
    sections.extend(funnel::funnel(&page));
    sections.push(light_list::red_list(&page));
    sections.push(light_list::yellow_list(&page));
    sections.push(changed::section(&page, filter));
    sections.push(due::milestones(&page));
    sections.push(due::not_returned(&page, &owing));
    sections.push(page.notes());
    Report { header, sections }
}

impl<'a> StatusPage<'a> {
    pub fn new(of: &'a TwoViews<'a>, filter: &Filter) -> Self {
        let now = of.now;
        let taken: Vec<&State> = now.portfolio.states().iter().filter(|state| filter.takes(now, state)).collect();
        let counted = taken.iter().copied().filter(|state| now.portfolio.is_counted(state)).collect();
        let in_n = now.portfolio.states().iter().filter(|state| now.portfolio.is_counted(state));
        let leaves =
            in_n.flat_map(|state| now.portfolio.leaves(state)).filter(|leaf| filter.takes(now, leaf)).collect();
        let judge = now.judge();
        let verdicts = taken.iter().map(|state| (state.id, judge.verdict(state))).collect();
        Self { of, now, taken, counted, leaves, verdicts }
    }

    pub fn verdict(&self, state: &State) -> &Verdict {
        static NONE: Verdict = Verdict { light: None, computed: None, hand: None, reasons: Vec::new() };
        self.verdicts.get(&state.id).unwrap_or(&NONE)
    }

    /// Leaves summed against their plans.
    pub fn sum<'s>(&self, leaves: impl IntoIterator<Item = &'s &'a State>) -> Sum
    where
        'a: 's,
    {
        let mut sum = Sum::default();
        leaves.into_iter().for_each(|leaf| self.add(&mut sum, leaf));
        sum
    }

    fn add(&self, sum: &mut Sum, leaf: &State) {
        let project = self.now.portfolio.project_of(leaf).id;
        let before = self.of.before.portfolio.get(leaf.id);
        sum.add(INVESTED, project, leaf, before, self.of.period.as_of);
    }

    fn overview(&self, filter: &Filter) -> Section<'a> {
        let whole = Group::count(self, &self.counted, &self.taken);
        let overview = StatusSentence::Overview {
            projects: whole.projects,
            lots: whole.lots,
            started: whole.started,
            completed: whole.completed,
            no_stage: whole.no_stage,
        };
        let mut sentences = vec![overview, StatusSentence::Lights(whole.lights), self.since_last(&whole, filter)];
        let sum = self.sum(&self.leaves);
        if sum.is_planned {
            sentences.push(StatusSentence::Money {
                cadence: self.of.period.cadence,
                done: fen(sum.done),
                plan: fen(sum.plan),
                rate: sum.rate(),
                elapsed: calendar(self.of.period.as_of),
                period_done: self.done_in_period(&sum),
            });
        }
        sentences.extend(self.put_right());
        sentences.extend(self.no_plans_yet(&sum));
        let (due, started) = self.planned_starts();
        if due > 0 {
            sentences.push(StatusSentence::StartRate { due, started });
        }
        let body = SectionBody::Sentences(sentences.into_iter().map(Sentence::from).collect());
        Section { id: "overview", heading: Some(Word::Overview), body, notes: Vec::new() }
    }

    /// What the page before would sum up otherwise today, so that its sum, this and what the period added make the sum of
    /// now. Across the year's edge there is no such sum.
    pub fn put_right(&self) -> Option<StatusSentence> {
        let (since, before) = (self.of.since, self.of.before.portfolio);
        let (year, until) = (year_of(self.of.period.as_of), before.day());
        if !since.has_page() || year_of(until) != year {
            return None;
        }
        let done = |state: Option<&State>| state.and_then(|state| year_to_date(state, INVESTED, year).done());
        let planned = self.leaves.iter().filter(|leaf| leaf.plan(INVESTED, year).is_some());
        let changes = planned.map(|leaf| {
            let (was, is) = (done(since.page.get(leaf.id)), done(before.get(leaf.id)));
            i128::from(is.unwrap_or(0)) - i128::from(was.unwrap_or(0))
        });
        Some(fen(changes.sum())).filter(|change| *change != 0).map(|change| StatusSentence::PutRight { until, change })
    }

    /// A new year whose plans are still to come.
    fn no_plans_yet(&self, sum: &Sum) -> Option<StatusSentence> {
        let year = year_of(self.of.period.as_of);
        let had_plan = |leaf: &&State| leaf.plan(INVESTED, year - 1).is_some();
        let is_awaited = !sum.is_planned && self.leaves.iter().any(had_plan);
        is_awaited.then(|| StatusSentence::NoPlansYet {
            year,
            cadence: self.of.period.cadence,
            done: fen(sum.unplanned_done),
            period_done: self.done_in_period(sum),
        })
    }

    /// What the period added to the sum: over what has a plan; where nothing has, over all.
    pub fn done_in_period(&self, sum: &Sum) -> i64 {
        if sum.is_planned {
            return fen(sum.done_in_period);
        }
        let (year, before) = (year_of(self.of.period.as_of), self.of.before.portfolio);
        let all = self.leaves.iter().filter_map(|leaf| done_since(leaf, before.get(leaf.id), INVESTED, year));
        fen(all.map(i128::from).sum())
    }

    /// What there is more or less of than when the period began.
    pub fn since_last(&self, whole: &Group, filter: &Filter) -> StatusSentence {
        let before = self.of.before;
        let counted = (before.portfolio.states().iter())
            .filter(|state| before.portfolio.is_counted(state) && filter.takes(before, state));
        let counted: Vec<&State> = counted.collect();
        let reached = |has: fn(&Portfolio, &State) -> bool| {
            number(counted.iter().filter(|state| has(before.portfolio, state)).count())
        };
        let judge = before.judge();
        let lit = LightCounts::count(counted.iter().map(|state| judge.verdict(state).light));
        StatusSentence::SinceLast {
            cadence: self.of.period.cadence,
            lights: whole.lights.minus(lit),
            projects: whole.projects - number(counted.len()),
            started: whole.started - reached(|portfolio, state| portfolio.has_started(state)),
            completed: whole.completed - reached(|portfolio, state| portfolio.is_completed(state)),
        }
    }

    /// 开工率: of the projects that had not started when the year began, those planned to start by today, and those
    /// of them that have.
    fn planned_starts(&self) -> (i64, i64) {
        let due = self.due_to_start();
        (number(due.len()), number(due.iter().filter(|state| self.now.portfolio.has_started(state)).count()))
    }

    pub fn due_to_start(&self) -> Vec<&'a State> {
        self.counted.iter().copied().filter(|state| self.now.portfolio.was_to_start(state)).collect()
    }

    /// What stands beside the figures, and how to read them.
    fn notes(&self) -> Section<'a> {
        let sum = self.sum(&self.leaves);
        let mut notes = Vec::new();
        let (unplanned, never_filed, no_base) =
            (number(sum.unplanned.len()), number(sum.never_filed.len()), number(sum.no_base.len()));
        let says_something = sum.is_planned || sum.unplanned_done != 0 || no_base > 0;
        if says_something && unplanned + never_filed + no_base > 0 {
            let unplanned_done = fen(sum.unplanned_done);
            notes.push(StatusSentence::Beside { unplanned, unplanned_done, never_filed, no_base });
        }
        notes.extend(self.all_left());
        notes.extend(sum.first_rate().filter(|_| sum.is_replanned).map(StatusSentence::FirstPlanRate));
        if sum.is_planned {
            notes.push(StatusSentence::Clocks);
        }
        let body = SectionBody::Sentences(notes.into_iter().map(Sentence::from).collect());
        Section { id: "notes", heading: None, body, notes: Vec::new() }
    }

    /// What has left the counts, in every way.
    pub fn all_left(&self) -> Option<StatusSentence> {
        let left = [Condition::Cancelled, Condition::Merged, Condition::Withdrawn].into_iter();
        let left: Vec<LeftGroup> = left.filter_map(|condition| self.left(condition)).collect();
        (!left.is_empty()).then_some(StatusSentence::Left(left))
    }

    /// The projects and lots that have left in one way, with their plans and what they did this year.
    fn left(&self, condition: Condition) -> Option<LeftGroup> {
        let portfolio = self.now.portfolio;
        let of_condition = |state: &&&State| state.condition == condition;
        let projects: Vec<&State> =
            self.taken.iter().filter(|state| state.kind == Kind::Project).filter(of_condition).copied().collect();
        // A lot that left alone; those of a project that left went with it.
        let is_alone = |state: &&&State| portfolio.files(state) && !portfolio.project_of(state).condition.has_left();
        let lots = self.taken.iter().filter(|state| state.kind == Kind::Lot).filter(of_condition).filter(is_alone);
        let lots: Vec<&State> = lots.copied().collect();
        let mut sum = Sum::default();
        let rows = projects.iter().flat_map(|project| portfolio.carriers(project)).chain(lots.iter().copied());
        for row in rows {
            sum.add(INVESTED, row.id, row, None, self.of.period.as_of);
        }
        (!projects.is_empty() || !lots.is_empty()).then(|| LeftGroup {
            condition: self.now.catalog.condition_label(condition.code()),
            code: condition.code(),
            projects: number(projects.len()),
            lots: number(lots.len()),
            plan: fen(sum.plan),
            done: fen(sum.done + sum.unplanned_done),
        })
    }
}

/// Whether anything on a page is to be acted on: a project or a lot is red, or a return is missing.
pub fn needs_attention(now: &RegisterView, before: &Portfolio, filter: &Filter, period: &Period) -> bool {
    let (returned, due) = due::returns(now, before, filter, period);
    let judge = now.judge();
    let is_red = |state: &State| now.portfolio.is_of_counted(state) && judge.verdict(state).light == Some(Light::Red);
    returned < due || now.portfolio.states().iter().any(|state| filter.takes(now, state) && is_red(state))
}

/// Of which works the page is, where it is not of all.
pub fn scope(view: &RegisterView, filter: &Filter) -> Vec<Label> {
    let same = |word: &str| Label { zh: word.to_owned(), en: word.to_owned() };
    let categories = filter.categories.iter().filter_map(|code| view.catalog.category(code));
    let mut scope: Vec<Label> = categories.map(|category| category.label.clone()).collect();
    scope.extend(filter.tag.as_deref().map(same));
    scope.extend(filter.unit.and_then(|unit| view.units.get(unit)).map(|unit| same(&unit.name)));
    scope
}

/// A sum as cells have it; what no register can hold is not shown as something else.
pub(super) fn fen(sum: i128) -> i64 {
    i64::try_from(sum).unwrap_or(if sum < 0 { i64::MIN } else { i64::MAX })
}

#[cfg(test)]
#[path = "status_test.rs"]
mod tests;
