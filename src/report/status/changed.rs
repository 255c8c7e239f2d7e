//! What changed since the last page: what the works did (the last day of the period before against this one, as known
//! today). What was only put right on paper is in `corrected`.
//!
//! `ChangeKind` finds it; the section of the status page shows some of it, the page of changes all.
//!
//! Long: each kind of change is found and told apart from the others here.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::corrected::{corrections, late_returns};
use super::details::{details, unit_fates};
use super::row_change::{MergedInto, Replanned, RowChange};
use super::{StatusPage, StatusSentence};
use crate::domain::catalog::{Named, Stage};
use crate::domain::change::Filing;
use crate::domain::day::year_of;
use crate::domain::fact::Kind;
use crate::domain::figures::year_to_date;
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::portfolio::Portfolio;
use crate::domain::state::{Issue, State, Total, Way};
use crate::domain::{ChangeId, UpdateNo};
use crate::report::columns::grounds;
use crate::report::list::{Filter, ListSentence};
use crate::report::model::{Cell, Column, Grounds, Section, Sentence, Shape, Telling, Word, number};

/// So many rows of one kind are shown on the status page; the others are counted.
const SHOWN: usize = 5;

/// What was recorded since the page before was due.
pub struct Since {
    /// The last day of the period before, as known when its page was due.
    pub page: Portfolio,
    /// Returns as of that day or before, recorded afterwards.
    pub late: Vec<Filing>,
    /// Their numbers, and those of their corrections.
    pub late_numbers: HashSet<UpdateNo>,
    /// Which change took the place of an update, by correcting or by undoing it.
    pub causes: HashMap<UpdateNo, ChangeId>,
    /// Why changes were made.
    pub reasons: HashMap<ChangeId, String>,
}

/// Of what, and what is said of it.
pub type ChangedRow<'a> = (&'a State, Vec<RowChange>);

impl Since {
    /// Whether there was a page before: the register knew of anything by then.
    pub(super) fn has_page(&self) -> bool {
        !self.page.states().is_empty()
    }
}

/// A kind of change.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChangeKind {
    Stages,
    FirstSeen,
    New,
    Left,
    Conditions,
    /// What is known of works beside their returns.
    Details,
    /// What became of units: of no work, so no row is found.
    Units,
    Lights,
    Corrections,
    LateReturns,
    Replans,
    Milestones,
    Issues,
    Totals,
}

impl ChangeKind {
    /// In the order of the page of changes: what the works did, what is put right, what is planned anew.
    pub const ALL: [Self; 14] = [
        Self::Stages,
        Self::FirstSeen,
        Self::New,
        Self::Left,
        Self::Conditions,
        Self::Details,
        Self::Units,
        Self::Lights,
        Self::Corrections,
        Self::LateReturns,
        Self::Replans,
        Self::Milestones,
        Self::Issues,
        Self::Totals,
    ];
    /// Those of the status page in its order: there the lights come first, and issues and totals stand elsewhere.
    const OF_STATUS: [Self; 12] = [
        Self::Lights,
        Self::Conditions,
        Self::Stages,
        Self::FirstSeen,
        Self::New,
        Self::Left,
        Self::Details,
        Self::Units,
        Self::Replans,
        Self::Milestones,
        Self::LateReturns,
        Self::Corrections,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Stages => "stages",
            Self::FirstSeen => "first_seen",
            Self::New => "new",
            Self::Left => "left",
            Self::Conditions => "conditions",
            Self::Details => "details",
            Self::Units => "units",
            Self::Lights => "lights",
            Self::Corrections => "corrections",
            Self::LateReturns => "late_returns",
            Self::Replans => "replans",
            Self::Milestones => "milestones",
            Self::Issues => "issues",
            Self::Totals => "totals",
        }
    }

    pub fn word(self) -> Word {
        match self {
            Self::Stages => Word::StageMoves,
            Self::FirstSeen => Word::FirstSeen,
            Self::New => Word::NewProjects,
            Self::Left => Word::LeftProjects,
            Self::Conditions => Word::Condition,
            Self::Details => Word::Details,
            Self::Units => Word::Units,
            Self::Lights => Word::MovedLights,
            Self::Corrections => Word::Corrections,
            Self::LateReturns => Word::LateReturns,
            Self::Replans => Word::Replans,
            Self::Milestones => Word::Milestones,
            Self::Issues => Word::Issue,
            Self::Totals => Word::Totals,
        }
    }

    /// All there is of it. What is new are projects only; new lots are found by [`new_lots`].
    pub(super) fn found<'a>(self, page: &StatusPage<'a>, filter: &Filter) -> Vec<ChangedRow<'a>> {
        match self {
            Self::Stages => stage_moves(page),
            Self::FirstSeen => first_seen(page),
            Self::New => new_projects(page),
            Self::Left => left_projects(page, filter),
            Self::Conditions => condition_moves(page),
            Self::Details => details(page, filter),
            Self::Units => Vec::new(),
            Self::Lights => moves(page).iter().map(|moved| (moved.state, vec![moved.said()])).collect(),
            Self::Corrections => corrections(page, filter),
            Self::LateReturns => late_returns(page),
            Self::Replans => replans(page),
            Self::Milestones => milestones(page),
            Self::Issues => issues(page),
            Self::Totals => totals(page),
        }
    }
}

/// The section of the status page: of each kind the first few, the others counted.
pub fn section<'a>(page: &StatusPage<'a>, filter: &Filter) -> Section<'a> {
    let columns = vec![
        Column::new("kind", Word::What, Shape::Fixed),
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("change", Word::Situation, Shape::Text),
    ];
    let rows: Vec<Vec<Cell>> = ChangeKind::OF_STATUS.iter().flat_map(|kind| shown(*kind, page, filter)).collect();
    let is_empty = rows.is_empty();
    let mut section = Section::table("changes", Word::ChangesInPeriod, columns, rows.into_iter());
    section.notes.extend(is_empty.then_some(StatusSentence::NoChanges.into()));
    section
}

/// The rows of a kind that there is room for on the status page.
fn shown(kind: ChangeKind, page: &StatusPage, filter: &Filter) -> Vec<Vec<Cell>> {
    let name = || Cell::Word { code: kind.code(), word: kind.word() };
    let of_none = |said: Sentence| vec![name(), Cell::Nothing, Cell::Nothing, Cell::Sentences(vec![said])];
    if kind == ChangeKind::Units {
        return unit_fates(page).into_iter().map(|fate| of_none(fate.into())).collect();
    }
    let found = if kind == ChangeKind::Lights { telling_lights(page) } else { kind.found(page, filter) };
    if kind == ChangeKind::LateReturns && found.len() > SHOWN {
        // What each of many says is in the figures by now.
        return vec![of_none(StatusSentence::LateReturns { rows: number(found.len()) }.into())];
    }
    // One more takes no more room than saying so.
    let most = if found.len() == SHOWN + 1 { SHOWN + 1 } else { SHOWN };
    let more = number(found.len().saturating_sub(most));
    let sentences = |said: Vec<RowChange>| Cell::Sentences(said.into_iter().map(Sentence::from).collect());
    let row = |(state, said): ChangedRow| {
        vec![name(), Cell::Code(state.code.clone()), Cell::Text(state.name.clone()), sentences(said)]
    };
    let mut rows: Vec<Vec<Cell>> = found.into_iter().take(most).map(row).collect();
    rows.extend((more > 0).then(|| of_none(ListSentence::More { rows: more }.into())));
    if kind == ChangeKind::Lights {
        rows.extend(other_lights(page).into_iter().map(|moved| of_none(moved.into())));
    }
    rows
}

/// The projects of the page, and the lots by which they are judged, that were listed when the period began.
pub fn rows<'a>(page: &StatusPage<'a>) -> Vec<(&'a State, &'a State)> {
    let portfolio = page.now.portfolio;
    let before = page.of.before.portfolio;
    let rows = page.taken.iter().copied().filter(|state| is_row(portfolio, state));
    rows.filter_map(|state| Some((state, before.get(state.id)?))).collect()
}

/// Whether it is a project of the page, or a lot by which one is judged.
fn is_row(portfolio: &Portfolio, state: &State) -> bool {
    match state.kind {
        Kind::Programme => false,
        Kind::Project => portfolio.is_counted(state),
        Kind::Lot => portfolio.files(state) && !portfolio.has_left(state),
    }
}

/// A row whose light moved.
struct LightMove<'a> {
    state: &'a State,
    from: Option<Light>,
    to: Option<Light>,
    is_replanned: bool,
}

impl LightMove<'_> {
    fn said(&self) -> RowChange {
        RowChange::LightMoved { from: self.from, to: self.to, is_replanned: self.is_replanned }
    }

    /// Into the red or out of it, and whatever moved when its plan was made anew: a re-plan flatters.
    fn is_told_alone(&self) -> bool {
        self.is_replanned || [self.from, self.to].contains(&Some(Light::Red))
    }
}

fn moves<'a>(page: &StatusPage<'a>) -> Vec<LightMove<'a>> {
    let judge = page.of.before.judge();
    let moved = rows(page).into_iter().filter_map(|(state, before)| {
        let (from, to) = (judge.verdict(before).light, page.verdict(state).light);
        let leaves = page.now.portfolio.leaves(state).into_iter();
        let mut pairs = leaves.filter_map(|leaf| Some((leaf, page.of.before.portfolio.get(leaf.id)?)));
        let is_replan = |said: &RowChange| matches!(said, RowChange::Replanned(plan) if plan.from.is_some());
        let is_replanned = pairs.any(|(leaf, before)| replanned(page, leaf, before).iter().any(is_replan));
        (from != to).then_some(LightMove { state, from, to, is_replanned })
    });
    moved.collect()
}

/// The moves into red and out of it, those into it first.
fn telling_lights<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let told = moves(page).into_iter().filter(LightMove::is_told_alone);
    let mut told: Vec<ChangedRow> = told.map(|moved| (moved.state, vec![moved.said()])).collect();
    told.sort_by_key(|(state, _)| page.verdict(state).light != Some(Light::Red));
    told
}

/// Every move with the grounds of the light there is now, the reds first.
pub(super) fn grounded_lights<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let mut moves = moves(page);
    moves.sort_by_key(|moved| (moved.to != Some(Light::Red), moved.from != Some(Light::Red)));
    let said = |moved: LightMove<'a>| {
        let grounds = Grounds { telling: Telling::Brief, ..grounds(page.now, page.verdict(moved.state)) };
        let is_told = moved.to.is_some_and(|light| light > Light::Green);
        let why = is_told.then(|| RowChange::Why(Box::new(grounds)));
        (moved.state, std::iter::once(moved.said()).chain(why).collect())
    };
    moves.into_iter().map(said).collect()
}

/// The other moves, by what they moved from and to.
fn other_lights(page: &StatusPage) -> Vec<RowChange> {
    let mut groups: BTreeMap<(Option<Light>, Option<Light>), Vec<String>> = BTreeMap::new();
    for moved in moves(page).into_iter().filter(|moved| !moved.is_told_alone()) {
        groups.entry((moved.from, moved.to)).or_default().push(moved.state.code.clone());
    }
    groups.into_iter().map(|((from, to), codes)| RowChange::LightsMoved { from, to, codes }).collect()
}

/// Paused, resumed: what did not leave the counts.
fn condition_moves<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let catalog = page.now.catalog;
    let named = |state: &State| {
        let code = state.condition.code();
        Named { code: code.to_owned(), label: catalog.condition_label(code) }
    };
    let moved = rows(page).into_iter().filter(|(state, before)| state.condition != before.condition);
    let said = |(state, before): (&'a State, &State)| {
        let day = state.condition_day.unwrap_or(page.of.period.as_of);
        (state, vec![RowChange::StageMoved { from: Some(named(before)), to: named(state), day }])
    };
    moved.map(said).collect()
}

fn stage_moves<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let catalog = page.now.catalog;
    let moved = rows(page).into_iter().filter_map(|(state, before)| {
        let (to, from) = (state.stage(catalog)?, before.stage(catalog));
        let (_, day) = state.stage.as_ref()?;
        // by the same return, read as one of another category
        let is_reread = state.category != before.category && before.stage.as_ref().is_some_and(|(_, was)| was == day);
        if is_reread || from.is_some_and(|from| from.code == to.code) || is_first_seen(page, state, before) {
            return None;
        }
        let named = |stage: &Stage| Named { code: stage.code.clone(), label: stage.label.clone() };
        let rank = (state.is_completed == before.is_completed, state.has_started == before.has_started);
        Some((rank, state, RowChange::StageMoved { from: from.map(named), to: named(to), day: *day }))
    });
    let mut moved: Vec<_> = moved.collect();
    moved.sort_by_key(|(rank, ..)| *rank);
    moved.into_iter().map(|(_, state, said)| (state, vec![said])).collect()
}

/// The first stage on record, beyond the starting one: nobody knows when it got there.
fn is_first_seen(page: &StatusPage, state: &State, before: &State) -> bool {
    let way = Way::of(page.now.catalog, &state.category);
    let is_undated = !state.is_first_start_dated && state.start_turns.first().copied() == state.first_stage_day;
    before.stage.is_none() && is_undated && state.stage.as_ref().is_some_and(|(stage, _)| way.is_beyond_start(stage))
}

fn first_seen<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let seen = rows(page).into_iter().filter(|(state, before)| is_first_seen(page, state, before));
    let said = |(state, _): (&'a State, &State)| {
        let (stage, (_, day)) = (state.stage(page.now.catalog)?, state.stage.as_ref()?);
        let stage = Named { code: stage.code.clone(), label: stage.label.clone() };
        Some((state, vec![RowChange::FirstSeen { stage, day: *day }]))
    };
    seen.filter_map(said).collect()
}

pub fn new_projects<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let before = page.of.before.portfolio;
    let new = page.counted.iter().copied().filter(|state| before.get(state.id).is_none());
    new.map(|state| (state, joined(page, state))).collect()
}

fn joined(page: &StatusPage, state: &State) -> Vec<RowChange> {
    let whole = page.now.portfolio.split_from(state);
    let whole =
        whole.map(|(from, share)| RowChange::SplitFrom { code: from.code.clone(), name: from.name.clone(), share });
    std::iter::once(RowChange::Joined { day: state.listed_from }).chain(whole).collect()
}

/// Lots listed since, by which a project is judged.
pub(super) fn new_lots<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let (now, before) = (page.now.portfolio, page.of.before.portfolio);
    let lots = page.taken.iter().copied().filter(|state| state.kind == Kind::Lot && is_row(now, state));
    let new = lots.filter(|lot| before.get(lot.id).is_none() && before.get(now.project_of(lot).id).is_some());
    new.map(|lot| (lot, joined(page, lot))).collect()
}

pub fn left_projects<'a>(page: &StatusPage<'a>, filter: &Filter) -> Vec<ChangedRow<'a>> {
    let before = page.of.before;
    let was_there = |was: &State| {
        let counted = before.portfolio.is_counted(was) || was.kind == Kind::Lot && before.portfolio.files(was);
        counted && !was.condition.has_left() && filter.takes(before, was)
    };
    let is_gone = |state: &&State| {
        let left = state.kind != Kind::Programme && state.condition.has_left();
        left && before.portfolio.get(state.id).is_some_and(was_there)
    };
    let gone = page.taken.iter().copied().filter(is_gone);
    let gone = gone.map(|state| {
        let into = state.merged_into.and_then(|id| page.now.portfolio.get(id));
        let into = into.map(|into| MergedInto { code: into.code.clone(), name: into.name.clone() });
        let code = state.condition.code();
        let condition = Named { code: code.to_owned(), label: page.now.catalog.condition_label(code) };
        let day = state.condition_day.unwrap_or(page.of.period.as_of);
        (state, vec![RowChange::Left { condition, into, day }])
    });
    gone.chain(closed_before(page)).collect()
}

/// Counted in the year of the page before, and closed in it.
fn closed_before<'a>(page: &StatusPage<'a>) -> impl Iterator<Item = ChangedRow<'a>> {
    let (now, before) = (page.now.portfolio, page.of.before.portfolio);
    let year = year_of(page.of.period.as_of);
    let closed = page.taken.iter().copied().filter(move |state| {
        let was_counted = before.get(state.id).is_some_and(|was| before.is_counted(was));
        was_counted && !now.has_left(state) && !now.is_counted(state)
    });
    closed.map(move |state| (state, vec![RowChange::ClosedBefore { year }]))
}

pub fn replans<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let replanned = rows(page).into_iter().map(|(state, before)| (state, replanned(page, state, before)));
    replanned.filter(|(_, said)| !said.is_empty()).collect()
}

/// The plans that changed while the period ran, and those first set, whatever the work took over or gave away meanwhile.
fn replanned(page: &StatusPage, state: &State, before: &State) -> Vec<RowChange> {
    let before = page.before().get(before.id).unwrap_or(before);
    let year = year_of(page.of.period.as_of);
    let is_one_year = year_of(page.of.before.portfolio.day()) == year;
    let changed = page.now.catalog.measures.iter().filter_map(|measure| {
        let (now, was) = (state.plan(&measure.code, year)?, before.plan(&measure.code, year));
        let is_same = match was {
            Some(was) => (now.value, now.version) == (was.value, was.version),
            // In a new year every plan is a first one.
            None => !is_one_year,
        };
        if is_same {
            return None;
        }
        let figures = year_to_date(state, &measure.code, year);
        let first_rate =
            figures.done().filter(|_| now.first > 0 && was.is_some()).map(|done| Fraction::new(done, now.first));
        Some(RowChange::Replanned(Replanned {
            measure: measure.code.clone(),
            label: measure.label.clone(),
            dimension: measure.dimension,
            version: number(now.version),
            from: was.map(|was| was.value),
            to: now.value,
            day: now.from_day(),
            reason: page.of.since.reasons.get(&now.in_force.change).cloned(),
            first_rate,
        }))
    });
    changed.collect()
}

/// Milestones met or moved; one that a stage move meets is told by that.
fn milestones<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let mut found = Vec::new();
    for (state, before) in rows(page) {
        for milestone in &state.milestones {
            let Some(was) = before.milestone(&milestone.name) else {
                // a permit may be granted that nobody had planned
                if milestone.is_met && !milestone.is_planned {
                    let (name, on) = (milestone.name.clone(), milestone.met);
                    found.push((state, vec![RowChange::Granted { name, on }]));
                }
                continue;
            };
            let goes_with_stage = milestone.stage.is_some() || milestone.is_start() || milestone.is_finish();
            let is_told = goes_with_stage && state.stage != before.stage;
            if milestone.is_met && !was.is_met && !is_told {
                let (name, met, due) = (milestone.name.clone(), milestone.met, milestone.due);
                found.push((state, vec![RowChange::MilestoneMet { name, met, due }]));
            } else if !milestone.is_met && milestone.due != was.due {
                let (name, from, to) = (milestone.name.clone(), was.due, milestone.due);
                found.push((state, vec![RowChange::MilestoneMoved { name, from, to }]));
            }
        }
    }
    found
}

/// Issues raised and closed in between; one that was both says so once.
fn issues<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let (portfolio, before) = (page.now.portfolio, page.of.before.portfolio);
    let rows = page.taken.iter().copied().filter(|state| is_row(portfolio, state));
    let told = rows.map(|state| {
        let was = before.get(state.id);
        let was_open = |issue: &Issue| {
            was.and_then(|was| was.issues.iter().find(|other| other.fact.no == issue.fact.no))
                .map(|other| other.closed.is_none())
        };
        let said = state.issues.iter().filter_map(|issue| match (was_open(issue), issue.closed) {
            (None, _) => Some(moved_issue(issue, Some(issue.raised))),
            (Some(true), Some(_)) => Some(moved_issue(issue, None)),
            (Some(true), None) | (Some(false), _) => None,
        });
        (state, said.collect::<Vec<_>>())
    });
    told.filter(|(_, said)| !said.is_empty()).collect()
}

fn moved_issue(issue: &Issue, raised: Option<crate::domain::Day>) -> RowChange {
    RowChange::IssueMoved {
        no: issue.fact.no,
        text: issue.fact.text.clone(),
        raised,
        due: issue.fact.due,
        closed: issue.closed,
        outcome: issue.outcome.clone(),
    }
}

/// 总投资, 总户数 and the like that are not what they were.
fn totals<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let catalog = page.now.catalog;
    let told = rows(page).into_iter().map(|(state, before)| {
        let said = catalog.measures.iter().filter_map(|measure| {
            let (from, to) = (before.totals.get(&measure.code), state.totals.get(&measure.code));
            let same = |total: Option<&Total>| total.map(|total| (total.value, total.basis.clone()));
            (same(from) != same(to)).then(|| RowChange::TotalMoved {
                measure: measure.code.clone(),
                label: measure.total_label.clone().unwrap_or_else(|| measure.label.clone()),
                dimension: measure.dimension,
                from: from.map(|total| total.value),
                to: to.map(|total| total.value),
                basis: to.and_then(|total| total.basis.as_deref()).map(|basis| catalog.basis_label(basis)),
                day: to.map(|total| total.from_day),
            })
        });
        (state, said.collect::<Vec<_>>())
    });
    told.filter(|(_, said)| !said.is_empty()).collect()
}
