//! `report status`: the page a deputy head reads in two minutes. Where the works stand, how far they are behind, which
//! are red and why, what changed since the last page, what is due, who has not returned.

pub(super) mod changed;
mod changes;
mod corrected;
mod curve;
mod details;
pub(super) mod due;
pub(super) mod funnel;
pub(super) mod light_list;
mod row_change;
mod sentence;
pub(super) mod shared;
pub(super) mod tally;
mod tile;

use std::collections::{BTreeSet, HashMap};

use super::columns::RegisterView;
use super::list::{Filter, OfLeader};
use super::model::{Header, LightCounts, Report, Section, SectionBody, Sentence, Title, Word, number};
use crate::domain::ProjectId;
use crate::domain::bridge::{Bridge, Span};
use crate::domain::catalog::{INVESTED, Label};
use crate::domain::day::year_of;
use crate::domain::fact::{Condition, Kind};
use crate::domain::figures::{Sum, calendar};
use crate::domain::light::{Light, Verdict};
use crate::domain::period::{Cadence, Period};
use crate::domain::portfolio::Portfolio;
use crate::domain::state::State;
use crate::domain::unit::Units;

pub use changed::{ChangeKind, Since};
pub use changes::{ChangesSentence, changes, put_right};
pub use curve::MonthEnd;
pub use due::{Outstanding, by_lead, has_returned, outstanding, owing, returns};
pub use row_change::{CorrectedFigure, Correction, Detail, MergedInto, Replanned, RowChange};
pub use sentence::{DoneThisYear, LeftGroup, StatusSentence};
use tally::Group;
pub use tile::{Tile, TileFigure, tiles};

/// The register at the end of a period and at the end of the one before.
pub struct TwoViews<'a> {
    pub period: Period,
    pub now: &'a RegisterView<'a>,
    /// As of the last day of the period before, as known today: it says who owed a return.
    pub before: &'a RegisterView<'a>,
    /// The units of that day: the view before has those of the page, so that both speak of the same.
    pub units_before: &'a Units,
    /// What was recorded since the page before was due.
    pub since: &'a Since,
    /// The months of the year that are over by the day of the page; `None`: the page has no curve.
    pub month_ends: Option<&'a [MonthEnd]>,
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
    /// The same on the day looked back to, as known today, and as known when the page of that day went out.
    leaves_before: Vec<&'a State>,
    leaves_then: Vec<&'a State>,
    /// The light of every row taken.
    verdicts: HashMap<ProjectId, Verdict>,
    /// The end of the period before with what works have handed on to each other since; `None`: nothing.
    rearranged: Option<Portfolio>,
}

pub fn status<'a>(of: &'a TwoViews<'a>, filter: &Filter, mut header: Header) -> Report<'a> {
    let page = StatusPage::new(of, filter);
    let owing = due::owing(of.now, of.before.portfolio, &page.taken);
    let Period { first, as_of: last, cadence, .. } = of.period;
    header.title = Some(Title::Status { first, last, cadence, of: scope(of.now, filter) });
    header.returns = Some(due::returns(of.now, of.before.portfolio, filter, &of.period));
    header.rules = of.now.rules.version;
    header.is_shown = true;
    header.in_short = light_list::red_in_short(&page);
    header.in_short.extend(due::missing_in_short(&page, &owing));
    // first what a reader is to act on, then the tables
    let mut sections = vec![page.overview(filter)];
    sections.extend(curve::curve(&page));
    sections.extend([light_list::red_list(&page), due::not_returned(&page, &owing)]);
    sections.push(tally::by_category(&page));
    if of.period.cadence >= Cadence::Month {
        sections.extend(tally::by_onset(&page));
        sections.push(tally::by_unit(&page));
    }
    sections.extend(funnel::funnel(&page));
    sections.push(light_list::yellow_list(&page));
    sections.push(changed::section(&page, filter));
    sections.push(due::milestones(&page));
    sections.extend(shared::section(page.now, filter));
    sections.push(page.notes());
    Report { header, sections }
}

impl<'a> StatusPage<'a> {
    pub fn new(of: &'a TwoViews<'a>, filter: &Filter) -> Self {
        let now = of.now;
        let taken: Vec<&State> = now.portfolio.states().iter().filter(|state| filter.takes(now, state)).collect();
        let counted = taken.iter().copied().filter(|state| now.portfolio.is_counted(state)).collect();
        let (before, then) = (of.before, RegisterView { portfolio: &of.since.page, ..*of.before });
        let (leaves_before, leaves_then) = (leaves_of(before, filter), leaves_of(&then, filter));
        let leaves = leaves_of(now, filter);
        let judge = now.judge();
        let verdicts = taken.iter().map(|state| (state.id, judge.verdict(state))).collect();
        let rearranged = of.before.portfolio.rearranged(now.catalog, now.portfolio);
        Self { of, now, taken, counted, leaves, leaves_before, leaves_then, verdicts, rearranged }
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

    /// What the figures of the period are counted from.
    fn before(&self) -> &Portfolio {
        self.rearranged.as_ref().unwrap_or(self.of.before.portfolio)
    }

    fn add(&self, sum: &mut Sum, leaf: &State) {
        sum.add(self.now.portfolio.project_of(leaf).id, leaf, self.year());
    }

    fn year(&self) -> i32 {
        year_of(self.of.period.as_of)
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
        let lots = light_list::lots_alone(self);
        let lots = (lots != LightCounts::default()).then_some(StatusSentence::LotLights(lots));
        let mut sentences = vec![overview, StatusSentence::Lights(whole.lights)];
        sentences.extend(lots);
        sentences.push(self.since_last(&whole, filter));
        let (sum, bridge) = (self.sum(&self.leaves), self.bridge());
        if sum.is_planned {
            sentences.push(StatusSentence::Money {
                cadence: self.of.period.cadence,
                done: done_this_year(&sum),
                plan: sum.plan,
                rate: sum.rate(),
                elapsed: calendar(self.of.period.as_of),
                period_done: bridge.in_period,
            });
        }
        sentences.extend(self.no_plans_yet(&sum, &bridge));
        let shared = number(shared::shared_works(self.now, filter).len());
        sentences.extend((shared > 0).then_some(StatusSentence::SharedBeneath { works: shared }));
        let mut notes = taken_along(&bridge);
        notes.splice(0..0, self.put_right());
        notes.extend(self.planned_starts());
        let [said, notes] = [sentences, notes].map(|said| said.into_iter().map(Sentence::from).collect());
        Section {
            id: "overview".into(),
            heading: Some(Word::Overview.into()),
            body: SectionBody::Sentences(said),
            notes,
        }
    }

    /// What the figure of the page before is today, less what it was when that page went out: its sum, this, what works
    /// took along and what they did since make the sum of now. In January it is of the old year.
    pub fn put_right(&self) -> Option<StatusSentence> {
        let until = self.of.before.portfolio.day();
        if !self.of.since.has_page() {
            return None;
        }
        let year = year_of(until);
        let sum = |leaves: &[&State]| {
            let mut sum = Sum::default();
            leaves.iter().for_each(|leaf| sum.add(leaf.id, leaf, year));
            sum.done
        };
        let change = sum(&self.leaves_before) - sum(&self.leaves_then);
        let is_this_year = year == self.year();
        (change != 0).then_some(StatusSentence::PutRight { until, is_this_year, change })
    }

    /// What lies between the sum of the page before, as known today, and that of this one: of what has a plan; where
    /// nothing has, what all did in the period.
    pub fn bridge(&self) -> Bridge {
        let is_planned = |leaf: &&'a State| leaf.plan(INVESTED, self.year()).is_some_and(|plan| plan.value > 0);
        let any_planned = self.leaves.iter().chain(&self.leaves_before).any(is_planned);
        let summed = |leaves: &[&'a State]| -> Vec<&'a State> {
            leaves.iter().copied().filter(|leaf| !any_planned || is_planned(leaf)).collect()
        };
        let (now, before) = (summed(&self.leaves), summed(&self.leaves_before));
        let now: Vec<(ProjectId, &State)> =
            now.into_iter().map(|leaf| (self.now.portfolio.project_of(leaf).id, leaf)).collect();
        let earlier = self.before();
        let span = Span { before: earlier.day(), day: self.of.period.as_of, patience: self.now.rules.patience() };
        let bridge = Bridge::new(&span, &now, &before, earlier);
        if any_planned { bridge } else { Bridge { newly_planned: 0, moved: 0, ..bridge } }
    }

    /// A new year whose plans are still to come.
    fn no_plans_yet(&self, sum: &Sum, bridge: &Bridge) -> Option<StatusSentence> {
        let year = year_of(self.of.period.as_of);
        let had_plan = |leaf: &&State| leaf.plan(INVESTED, year - 1).is_some();
        let is_awaited = !sum.is_planned && self.leaves.iter().any(had_plan);
        is_awaited.then(|| StatusSentence::NoPlansYet {
            year,
            cadence: self.of.period.cadence,
            done: done_this_year(sum),
            period_done: bridge.in_period,
        })
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
    fn planned_starts(&self) -> Option<StatusSentence> {
        let StartCounts { due, started, undated } = self.start_counts();
        (due > 0).then_some(StatusSentence::StartRate { due, started, undated })
    }

    pub fn start_counts(&self) -> StartCounts {
        let (due, portfolio) = (self.due_to_start(), self.now.portfolio);
        let started: Vec<&State> = due.iter().copied().filter(|state| portfolio.has_started(state)).collect();
        let undated = started.iter().filter(|state| portfolio.started_on(state).is_none());
        StartCounts { due: number(due.len()), started: number(started.len()), undated: number(undated.count()) }
    }

    pub fn due_to_start(&self) -> Vec<&'a State> {
        self.counted.iter().copied().filter(|state| self.now.portfolio.was_to_start(state)).collect()
    }

    /// What stands beside the figures, and how to read them.
    fn notes(&self) -> Section<'a> {
        let (sum, bridge) = (self.sum(&self.leaves), self.bridge());
        let mut notes = Vec::new();
        let (unplanned, unplanned_lots) = self.unplanned();
        let (never_filed, no_base) = (number(sum.never_filed.len()), number(sum.no_base.len()));
        let says_something = sum.is_planned || sum.unplanned_done != 0 || no_base > 0;
        if says_something && unplanned + unplanned_lots + never_filed + no_base > 0 {
            let unplanned_done = sum.unplanned_done;
            notes.push(StatusSentence::Beside { unplanned, unplanned_lots, unplanned_done, never_filed, no_base });
        }
        let codes = |projects: &BTreeSet<ProjectId>| -> Option<Vec<String>> {
            let codes = projects.iter().filter_map(|id| Some(self.now.portfolio.get(*id)?.code.clone()));
            (!projects.is_empty()).then(|| codes.collect())
        };
        notes.extend(codes(&bridge.across_in).map(StatusSentence::AcrossWorks));
        notes.extend(codes(&bridge.newly_planned_in).map(StatusSentence::NewlyPlannedWorks));
        notes.extend(stale_bases(self.now, self.counted.iter().copied()));
        notes.extend(self.all_left());
        notes.extend(self.hand_lights());
        notes.extend(sum.first_rate().filter(|_| sum.is_replanned).map(StatusSentence::FirstPlanRate));
        if sum.is_planned {
            notes.push(StatusSentence::Clocks);
        }
        let body = SectionBody::Sentences(notes.into_iter().map(Sentence::from).collect());
        Section { id: "notes".into(), heading: None, body, notes: Vec::new() }
    }

    /// Projects of which no row has a plan; and lots without one of works that have a plan on another lot.
    pub fn unplanned(&self) -> (i64, i64) {
        let portfolio = self.now.portfolio;
        let is_planned = |state: &State| portfolio.has_plan(INVESTED, state);
        let projects = self.counted.iter().filter(|project| !is_planned(project)).count();
        let is_left_out =
            |leaf: &&&State| leaf.kind == Kind::Lot && !is_planned(leaf) && is_planned(portfolio.project_of(leaf));
        (number(projects), number(self.leaves.iter().filter(is_left_out).count()))
    }

    /// Of the projects of the page.
    pub fn hand_lights(&self) -> Option<StatusSentence> {
        hand_lights(self.counted.iter().map(|state| self.verdict(state)))
    }

    /// What has left the counts in the year, in every way.
    pub fn all_left(&self) -> Option<StatusSentence> {
        let left = [Condition::Cancelled, Condition::Merged, Condition::Withdrawn].into_iter();
        let left: Vec<LeftGroup> = left.filter_map(|condition| self.left(condition)).collect();
        (!left.is_empty()).then_some(StatusSentence::Left(left))
    }

    /// The projects and lots that have left in one way, with their plans and what they did this year. Those whose figures
    /// went along into another are counted there.
    fn left(&self, condition: Condition) -> Option<LeftGroup> {
        let portfolio = self.now.portfolio;
        let year = self.year();
        let went_along = |state: &State| condition == Condition::Merged && !state.figures_stay;
        let left_in_the_year = |state: &State| state.left_on.is_some_and(|day| year_of(day) == year);
        let of_condition =
            |state: &&&State| state.condition == condition && left_in_the_year(state) && !went_along(state);
        let projects: Vec<&State> =
            self.taken.iter().filter(|state| state.kind == Kind::Project).filter(of_condition).copied().collect();
        // A lot that left alone; those of a project that left went with it.
        let is_alone = |state: &&&State| portfolio.files(state) && !portfolio.project_of(state).condition.has_left();
        let lots = self.taken.iter().filter(|state| state.kind == Kind::Lot).filter(of_condition).filter(is_alone);
        let lots: Vec<&State> = lots.copied().collect();
        let mut sum = Sum::default();
        let rows = projects.iter().flat_map(|project| portfolio.carriers(project)).chain(lots.iter().copied());
        for row in rows {
            sum.add(row.id, row, year);
        }
        (!projects.is_empty() || !lots.is_empty()).then(|| LeftGroup {
            condition: self.now.catalog.condition_label(condition.code()),
            code: condition.code(),
            projects: number(projects.len()),
            lots: number(lots.len()),
            plan: sum.plan,
            done: sum.done + sum.unplanned_done,
        })
    }
}

/// What the rows of a sum did within the year.
pub fn done_this_year(sum: &Sum) -> DoneThisYear {
    match sum.known_done() {
        Some(done) => DoneThisYear::Known(done),
        None if sum.no_base.is_empty() => DoneThisYear::NothingFiled,
        None => DoneThisYear::NoBase,
    }
}

/// Of the projects planned to have started by now: how many, how many have, and of those how many nobody knows when.
#[derive(Clone, Copy)]
pub struct StartCounts {
    pub due: i64,
    pub started: i64,
    pub undated: i64,
}

/// The rows that carry the figures of projects in N, of those a filter takes.
fn leaves_of<'a>(view: &RegisterView<'a>, filter: &Filter) -> Vec<&'a State> {
    let portfolio = view.portfolio;
    let in_n = portfolio.states().iter().filter(|state| portfolio.is_counted(state));
    in_n.flat_map(|state| portfolio.leaves(state)).filter(|leaf| filter.takes(view, leaf)).collect()
}

/// How many lights are set by hand, and how many of those are red by the rules.
pub fn hand_lights<'v>(verdicts: impl Iterator<Item = &'v Verdict>) -> Option<StatusSentence> {
    let by_hand: Vec<&Verdict> = verdicts.filter(|verdict| verdict.hand.is_some()).collect();
    let red = by_hand.iter().filter(|verdict| verdict.computed == Some(Light::Red)).count();
    (!by_hand.is_empty()).then_some(StatusSentence::HandLights { works: number(by_hand.len()), red: number(red) })
}

/// What stands between the sum of the page before and this one beside what the period did.
pub fn taken_along(bridge: &Bridge) -> Vec<StatusSentence> {
    let (across, newly_planned, moved) = (bridge.across, bridge.newly_planned, bridge.moved);
    let across_works = number(bridge.across_in.len());
    let mut said = Vec::new();
    said.extend((across_works > 0).then_some(StatusSentence::Across { works: across_works, done: across }));
    let works = number(bridge.newly_planned_in.len());
    said.extend((works > 0).then_some(StatusSentence::NewlyPlanned { works, done: newly_planned }));
    said.extend((moved != 0).then_some(StatusSentence::Moved { done: moved }));
    said
}

/// Which of some works count their year to date from a reading long before the year began.
pub fn stale_bases<'s>(view: &RegisterView, works: impl Iterator<Item = &'s State>) -> Option<StatusSentence> {
    let (portfolio, patience) = (view.portfolio, view.rules.patience());
    let last_year = year_of(portfolio.day()) - 1;
    let stale = works.filter_map(|state| {
        let day = portfolio.stale_base(state, patience)?;
        Some((state.code.clone(), day, year_of(day) == last_year))
    });
    let stale: Vec<_> = stale.collect();
    (!stale.is_empty()).then_some(StatusSentence::StaleBases(stale))
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
    scope.extend(filter.unit.map(|unit| unit.name(view).map_or_else(|| Word::NoUnit.label(), same)));
    scope.extend(filter.leader.as_ref().map(|leader| match leader {
        OfLeader::Responsible(Some(name)) => led_by(Word::Leader, name),
        OfLeader::Responsible(None) => Word::NoLeader.label(),
        OfLeader::AnyDuty(name) => led_by(Word::AnyLeader, name),
    }));
    scope.extend(filter.fields.iter().map(|of| {
        let Label { zh, en } = &of.label;
        match &of.value {
            Some(value) => Label { zh: format!("{zh}{value}"), en: format!("{en} {value}") },
            None => without(zh, en),
        }
    }));
    scope
}

/// 未填资金来源
fn without(zh: &str, en: &str) -> Label {
    let without = Word::Without.label();
    Label { zh: without.zh + zh, en: format!("{} {en}", without.en) }
}

/// 责任领导甲: a name alone does not say whose it is.
fn led_by(duty: Word, leader: &str) -> Label {
    let Label { zh, en } = duty.label();
    Label { zh: zh + leader, en: format!("{en} {leader}") }
}

#[cfg(test)]
#[path = "status_test.rs"]
mod tests;
