//! What changed since the last page: what the works did (the last day of the period before against this one, as known
//! today), and apart from it what was only put right on paper (that last day as known then, against today).

use std::collections::{BTreeMap, HashMap, HashSet};

use super::Page;
use crate::domain::catalog::Label;
use crate::domain::change::Filing;
use crate::domain::day::{Day, year_of};
use crate::domain::fact::Kind;
use crate::domain::figures::year_to_date;
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::portfolio::Portfolio;
use crate::domain::quantity::Dimension;
use crate::domain::state::State;
use crate::domain::{ChangeId, ProjectId, UpdateNo};
use crate::report::list::Filter;
use crate::report::model::{Cell, Column, Figure, Section, Sentence, Shape, Word, number};

/// So many rows of one kind are shown; the others are counted.
const SHOWN: usize = 5;

const LATE_RETURNS: &str = "late_returns";
const LIGHTS: &str = "lights";

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

/// A row of the section: of what, and what is said.
pub type Row<'a> = (&'a State, Vec<Sentence>);

impl Since {
    /// Whether there was a page before: the register knew of anything by then.
    fn has_page(&self) -> bool {
        !self.page.states().is_empty()
    }
}

pub fn changes<'a>(page: &Page<'a>, filter: &Filter) -> Section<'a> {
    let columns = vec![
        Column::new("kind", Word::What, Shape::Fixed),
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("change", Word::Situation, Shape::Text),
    ];
    let kinds: [(&'static str, Word, Vec<Row>); 9] = [
        (LIGHTS, Word::MovedLights, moved_lights(page)),
        ("conditions", Word::Condition, condition_moves(page)),
        ("stages", Word::StageMoves, stage_moves(page)),
        ("new", Word::NewProjects, new_projects(page)),
        ("left", Word::LeftProjects, left_projects(page, filter)),
        ("replans", Word::Replans, replans(page)),
        ("milestones", Word::Milestones, milestones(page)),
        (LATE_RETURNS, Word::LateReturns, late_returns(page)),
        ("corrections", Word::Corrections, corrections(page, filter)),
    ];
    let mut rows = Vec::new();
    for (code, word, found) in kinds {
        if code == LATE_RETURNS && found.len() > SHOWN {
            // What each of many says is in the figures by now.
            let all = Cell::Sentences(vec![Sentence::InAll { rows: number(found.len()) }]);
            rows.push(vec![Cell::Word { code, word }, Cell::Nothing, Cell::Nothing, all]);
            continue;
        }
        // One more takes no more room than saying so.
        let shown = if found.len() == SHOWN + 1 { SHOWN + 1 } else { SHOWN };
        let more = number(found.len().saturating_sub(shown));
        for (state, said) in found.into_iter().take(shown) {
            rows.push(vec![
                Cell::Word { code, word },
                Cell::Code(state.code.clone()),
                Cell::Text(state.name.clone()),
                Cell::Sentences(said),
            ]);
        }
        if more > 0 {
            let more = Cell::Sentences(vec![Sentence::More { rows: more }]);
            rows.push(vec![Cell::Word { code, word }, Cell::Nothing, Cell::Nothing, more]);
        }
        if code == LIGHTS {
            let others = other_lights(page).into_iter().map(|said| Cell::Sentences(vec![said]));
            rows.extend(others.map(|said| vec![Cell::Word { code, word }, Cell::Nothing, Cell::Nothing, said]));
        }
    }
    let is_empty = rows.is_empty();
    let mut section = Section::table("changes", Word::ChangesInPeriod, columns, rows.into_iter());
    section.notes.extend(is_empty.then_some(Sentence::NoneOf(Word::ChangesInPeriod)));
    section
}

/// The projects of the page, and the lots by which they are judged, that were listed when the period began.
pub fn rows<'a>(page: &Page<'a>) -> Vec<(&'a State, &'a State)> {
    let portfolio = page.now.portfolio;
    let is_row = |state: &&State| match state.kind {
        Kind::Programme => false,
        Kind::Project => portfolio.is_counted(state),
        Kind::Lot => portfolio.files(state) && !portfolio.has_left(state),
    };
    let before = page.of.before.portfolio;
    page.taken.iter().copied().filter(is_row).filter_map(|state| Some((state, before.get(state.id)?))).collect()
}

/// A row whose light moved.
struct Move<'a> {
    state: &'a State,
    from: Option<Light>,
    to: Option<Light>,
    is_replanned: bool,
}

impl Move<'_> {
    /// Into the red or out of it, and whatever moved when its plan was made anew: a re-plan flatters.
    fn is_told_alone(&self) -> bool {
        self.is_replanned || [self.from, self.to].contains(&Some(Light::Red))
    }
}

fn moves<'a>(page: &Page<'a>) -> Vec<Move<'a>> {
    let judge = page.of.before.judge();
    let moved = rows(page).into_iter().filter_map(|(state, before)| {
        let (from, to) = (judge.verdict(before).light, page.verdict(state).light);
        let leaves = page.now.portfolio.leaves(state).into_iter();
        let mut pairs = leaves.filter_map(|leaf| Some((leaf, page.of.before.portfolio.get(leaf.id)?)));
        let is_replanned = pairs.any(|(leaf, before)| !replanned(page, leaf, before).is_empty());
        (from != to).then_some(Move { state, from, to, is_replanned })
    });
    moved.collect()
}

fn moved_lights<'a>(page: &Page<'a>) -> Vec<Row<'a>> {
    let told = moves(page).into_iter().filter(Move::is_told_alone);
    let mut told: Vec<Row> = told
        .map(|Move { state, from, to, is_replanned }| (state, vec![Sentence::Lit { from, to, is_replanned }]))
        .collect();
    told.sort_by_key(|(state, _)| page.verdict(state).light != Some(Light::Red));
    told
}

/// The other moves, by what they moved from and to.
fn other_lights(page: &Page) -> Vec<Sentence> {
    let mut groups: BTreeMap<(Option<Light>, Option<Light>), Vec<String>> = BTreeMap::new();
    for moved in moves(page).into_iter().filter(|moved| !moved.is_told_alone()) {
        groups.entry((moved.from, moved.to)).or_default().push(moved.state.code.clone());
    }
    groups.into_iter().map(|((from, to), codes)| Sentence::LitTogether { from, to, codes }).collect()
}

/// Paused, resumed: what did not leave the counts.
fn condition_moves<'a>(page: &Page<'a>) -> Vec<Row<'a>> {
    let catalog = page.now.catalog;
    let label = |state: &State| catalog.condition_label(state.condition.code());
    let moved = rows(page).into_iter().filter(|(state, before)| state.condition != before.condition);
    let said = |(state, before): (&'a State, &State)| {
        let day = state.condition_day.unwrap_or(page.of.period.as_of);
        (state, vec![Sentence::StageMove { from: Some(label(before)), to: label(state), day }])
    };
    moved.map(said).collect()
}

fn stage_moves<'a>(page: &Page<'a>) -> Vec<Row<'a>> {
    let catalog = page.now.catalog;
    let moved = rows(page).into_iter().filter_map(|(state, before)| {
        let (to, from) = (state.stage(catalog)?, before.stage(catalog));
        let (_, day) = state.stage.as_ref()?;
        if from.is_some_and(|from| from.code == to.code) {
            return None;
        }
        let label = from.map(|from| from.label.clone());
        let rank = (state.is_completed == before.is_completed, state.has_started == before.has_started);
        Some((rank, state, Sentence::StageMove { from: label, to: to.label.clone(), day: *day }))
    });
    let mut moved: Vec<_> = moved.collect();
    moved.sort_by_key(|(rank, ..)| *rank);
    moved.into_iter().map(|(_, state, said)| (state, vec![said])).collect()
}

pub fn new_projects<'a>(page: &Page<'a>) -> Vec<Row<'a>> {
    let before = page.of.before.portfolio;
    let new = page.counted.iter().copied().filter(|state| before.get(state.id).is_none());
    new.map(|state| (state, vec![Sentence::Joined { day: state.listed_from }])).collect()
}

pub fn left_projects<'a>(page: &Page<'a>, filter: &Filter) -> Vec<Row<'a>> {
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
    gone.map(|state| {
        let into = state.merged_into.and_then(|id| page.now.portfolio.get(id)).map(|into| into.code.clone());
        let condition = page.now.catalog.condition_label(state.condition.code());
        let day = state.condition_day.unwrap_or(page.of.period.as_of);
        (state, vec![Sentence::LeftOn { condition, into, day }])
    })
    .collect()
}

pub fn replans<'a>(page: &Page<'a>) -> Vec<Row<'a>> {
    let replanned = rows(page).into_iter().map(|(state, before)| (state, replanned(page, state, before)));
    replanned.filter(|(_, said)| !said.is_empty()).collect()
}

/// The plans that changed while the period ran.
fn replanned(page: &Page, state: &State, before: &State) -> Vec<Sentence> {
    let year = year_of(page.of.period.as_of);
    let changed = page.now.catalog.measures.iter().filter_map(|measure| {
        let (now, was) = (state.plan(&measure.code, year)?, before.plan(&measure.code, year)?);
        if (now.value, now.version) == (was.value, was.version) {
            return None;
        }
        let figures = year_to_date(state, &measure.code, year);
        let first_rate =
            figures.done().filter(|_| now.first > 0).map(|done| Fraction::new(done.into(), now.first.into()));
        Some(Sentence::Replanned {
            label: measure.label.clone(),
            dimension: measure.dimension,
            version: number(now.version),
            from: Some(was.value),
            to: now.value,
            day: now.from_day(),
            reason: page.of.since.reasons.get(&now.in_force.change).cloned(),
            first_rate,
        })
    });
    changed.collect()
}

/// Milestones met or moved; one that a stage move meets is told by that.
fn milestones<'a>(page: &Page<'a>) -> Vec<Row<'a>> {
    let mut found = Vec::new();
    for (state, before) in rows(page) {
        for milestone in &state.milestones {
            let Some(was) = before.milestone(&milestone.name) else { continue };
            let goes_with_stage = milestone.stage.is_some() || milestone.is_start() || milestone.is_finish();
            let is_told = goes_with_stage && state.stage != before.stage;
            if milestone.is_met && !was.is_met && !is_told {
                let (name, met, due) = (milestone.name.clone(), milestone.met, milestone.due);
                found.push((state, vec![Sentence::MilestoneMet { name, met, due }]));
            } else if !milestone.is_met && milestone.due != was.due {
                let (name, from, to) = (milestone.name.clone(), was.due, milestone.due);
                found.push((state, vec![Sentence::MilestoneMoved { name, from, to }]));
            }
        }
    }
    found
}

/// 补报: not this period's progress.
fn late_returns<'a>(page: &Page<'a>) -> Vec<Row<'a>> {
    let taken = |id: ProjectId| page.taken.iter().copied().find(|state| state.id == id);
    let late = page.of.since.late.iter().filter(|_| page.of.since.has_page()).filter_map(|late| {
        let said = Sentence::LateReturn { no: late.no, as_of: late.as_of, recorded: late.recorded_at.date_naive() };
        Some((taken(late.project)?, vec![said]))
    });
    late.collect()
}

/// 上期更正: what the page before would print otherwise, late returns apart.
fn corrections<'a>(page: &Page<'a>, filter: &Filter) -> Vec<Row<'a>> {
    let (then, now) = (&page.of.since.page, page.of.before);
    if !page.of.since.has_page() {
        return Vec::new();
    }
    let mut found: Vec<Row> = Vec::new();
    for state in page.taken.iter().copied() {
        let Some(is) = now.portfolio.get(state.id) else { continue };
        let said = match then.get(state.id) {
            Some(was) => corrected(page, was, is),
            None if now.portfolio.is_counted(is) => vec![Sentence::ListedLate],
            None => Vec::new(),
        };
        if !said.is_empty() {
            found.push((state, said));
        }
    }
    let gone = then.states().iter().filter(|was| now.portfolio.get(was.id).is_none() && then.is_counted(was));
    found.extend(gone.filter(|was| filter.takes(now, was)).map(|was| (was, vec![Sentence::ListingUndone])));
    found
}

fn corrected(page: &Page, was: &State, is: &State) -> Vec<Sentence> {
    let mut said = words_corrected(page, was, is);
    said.extend(figures_corrected(page, was, is));
    said
}

/// Stage and condition, where no late return changed them.
fn words_corrected(page: &Page, was: &State, is: &State) -> Vec<Sentence> {
    let catalog = page.now.catalog;
    let is_late =
        |day: Option<Day>| page.of.since.late.iter().any(|late| late.project == is.id && Some(late.as_of) == day);
    let mut said = Vec::new();
    let label = |state: &State| state.stage(catalog).map(|stage| stage.label.clone());
    if label(was) != label(is) && !is_late(is.stage.as_ref().map(|(_, day)| *day)) {
        said.push(Sentence::WordCorrected { what: Word::Stage, from: label(was), to: label(is) });
    }
    let label = |state: &State| Some(catalog.condition_label(state.condition.code()));
    if was.condition != is.condition && !is_late(is.condition_day) {
        said.push(Sentence::WordCorrected { what: Word::Condition, from: label(was), to: label(is) });
    }
    said
}

fn figures_corrected(page: &Page, was: &State, is: &State) -> Vec<Sentence> {
    let since = page.of.since;
    let is_late = |update: UpdateNo| since.late_numbers.contains(&update);
    let year = year_of(page.of.before.portfolio.day());
    let mut said = Vec::new();
    for measure in &page.now.catalog.measures {
        let (before, now) = (was.readings.get(&measure.code), is.readings.get(&measure.code));
        let (from, to) = (before.map(|reading| reading.value), now.map(|reading| reading.value));
        let by_late_return = now.is_some_and(|reading| is_late(reading.update));
        if from != to && !by_late_return {
            let cause = before.and_then(|reading| since.causes.get(&reading.update)).copied();
            said.push(correction(page, (Figure::Value, &measure.label), measure.dimension, (from, to), cause));
        }
        let (before, now) = (was.plan(&measure.code, year), is.plan(&measure.code, year));
        let (from, to) = (before.map(|plan| plan.value), now.map(|plan| plan.value));
        if from != to {
            let cause = now.map(|plan| plan.in_force.change);
            said.push(correction(page, (Figure::Plan, &measure.label), measure.dimension, (from, to), cause));
        }
        if let (Some(label), true) = (&measure.total_label, was.total(&measure.code) != is.total(&measure.code)) {
            let totals = (was.total(&measure.code), is.total(&measure.code));
            said.push(correction(page, (Figure::Value, label), measure.dimension, totals, None));
        }
    }
    said
}

fn correction(
    page: &Page,
    (what, label): (Figure, &Label),
    dimension: Dimension,
    (from, to): (Option<i64>, Option<i64>),
    cause: Option<ChangeId>,
) -> Sentence {
    let reason = cause.and_then(|cause| page.of.since.reasons.get(&cause)).cloned();
    Sentence::Corrected { what, label: label.clone(), dimension, from, to, cause, reason }
}
