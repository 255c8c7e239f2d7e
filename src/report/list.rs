//! `list` and `export`: a line a project.

use super::columns::{Order, ProjectColumn, RegisterView};
use super::model::{Cell, Header, LightCounts, Report, Section, SectionBody, Sentence, Word, number};
use super::status::{StatusSentence, hand_lights, stale_bases};
use crate::domain::catalog::{Label, Phase};
use crate::domain::fact::{Condition, Kind};
use crate::domain::light::{Light, Verdict};
use crate::domain::name::folded;
use crate::domain::onset::Onset;
use crate::domain::state::State;
use crate::domain::target::Target;
use crate::domain::{ProjectId, UnitId};

/// What stands under a list of rows, on whatever page it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ListSentence {
    /// Under a list: so many projects and lots shown; of the projects so many are cancelled, merged or withdrawn, and
    /// stand in no light counted below.
    Shown { projects: i64, left: i64, lots: i64, programmes: i64 },
    /// Under a list cut short.
    Limited { rows: i64, found: i64 },
    /// So many more rows that were left out.
    More { rows: i64 },
    /// Nothing to list.
    NoneOf(Word),
    /// Nobody is on the list of persons.
    AnybodyRecords,
    /// The register's own note: 演示数据.
    Note(String),
}

/// The part of a unit in the rows that are taken; a lot without units goes by its project's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OfUnit {
    /// Those it leads or shares, as `list` finds them.
    LedOrShared(UnitId),
    /// Those it leads: what its own page sums, so that the pages of the units add up to the page of all.
    Led(UnitId),
    /// Those it shares and does not lead: listed beneath its page.
    Shared(UnitId),
    /// Those nobody leads.
    Unled,
}

/// The works of a leader.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OfLeader {
    /// Those of a 责任领导, so that the pages of the leaders add up to the page of all; `None`: those without one.
    Responsible(Option<String>),
    /// Those of somebody who has any duty in them.
    AnyDuty(String),
}

/// The works that have a value in a field of the office's own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OfField {
    /// By code.
    pub field: String,
    pub label: Label,
    /// As it is kept; `None`: those in which the field says nothing.
    pub value: Option<String>,
}

/// Which projects. Empty lists and `None` leave all.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub categories: Vec<String>,
    pub tag: Option<String>,
    pub unit: Option<OfUnit>,
    pub leader: Option<OfLeader>,
    /// All of them.
    pub fields: Vec<OfField>,
    /// (category, stage): a word may name stages of several categories.
    pub stages: Option<Vec<(String, String)>>,
    pub phase: Option<Phase>,
    pub onset: Option<Onset>,
    pub condition: Option<Condition>,
    pub kind: Option<Kind>,
    pub parent: Option<ProjectId>,
    /// Part of a code, name, alias, place or content.
    pub text: Option<String>,
    /// In this light; `Some(None)`: in none.
    pub light: Option<Option<Light>>,
    /// With a milestone, a planned start or an issue past its day.
    pub is_overdue: bool,
    /// Without a return for more than so many days, though one is expected of it.
    pub stale_days: Option<i64>,
}

impl Filter {
    pub fn takes(&self, view: &RegisterView, state: &State) -> bool {
        self.is_in_scope(view, state)
            && self.stages.as_ref().is_none_or(|stages| is_in(stages, state))
            && self.phase.is_none_or(|phase| view.portfolio.phase(view.catalog, state) == Some(phase))
            && self.onset.is_none_or(|onset| view.onset(state) == Some(onset))
            && self.condition.is_none_or(|condition| state.condition == condition)
            && self.kind.is_none_or(|kind| state.kind == kind)
            && self.parent.is_none_or(|parent| state.parent == Some(parent))
            && self.text.as_ref().is_none_or(|text| mentions(state, text))
            && self.light.is_none_or(|light| is_lit(view, state, light))
            && (!self.is_overdue || has_overdue(view, state))
            && self.stale_days.is_none_or(|days| is_stale(view, state, days))
    }

    /// Whether a target is of the categories and the tag asked for.
    pub fn takes_target(&self, target: &Target) -> bool {
        let is_of_category = target.category.as_ref().is_some_and(|category| self.categories.contains(category));
        (self.categories.is_empty() || is_of_category) && (self.tag.is_none() || self.tag == target.tag)
    }

    /// The name of the leader; `Some(None)`: of those without one.
    pub fn leader_name(&self) -> Option<Option<String>> {
        self.leader.as_ref().map(|leader| leader.name().map(str::to_owned))
    }

    /// Category, tag, unit, leader and fields; a lot without tags, units, a leader or a field of its own goes by its
    /// project's.
    fn is_in_scope(&self, view: &RegisterView, state: &State) -> bool {
        let project = view.portfolio.project_of(state);
        let tags = if state.tags.is_empty() { &project.tags } else { &state.tags };
        let units = if state.units.is_empty() { &project.units } else { &state.units };
        (self.categories.is_empty() || self.categories.contains(&state.category))
            && self.tag.as_ref().is_none_or(|tag| tags.contains(tag))
            && self.unit.is_none_or(|unit| unit.is_of(view, units))
            && self.leader.as_ref().is_none_or(|leader| leader.has(view, state))
            && self.fields.iter().all(|of| view.portfolio.own(state, &of.field) == of.value.as_deref())
    }
}

impl OfLeader {
    /// `None`: nobody.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Responsible(name) => name.as_deref(),
            Self::AnyDuty(name) => Some(name),
        }
    }

    fn has(&self, view: &RegisterView, state: &State) -> bool {
        let responsible = view.portfolio.leader(state);
        match self {
            Self::Responsible(name) => responsible == name.as_deref(),
            Self::AnyDuty(name) => {
                let duties = view.catalog.own_fields.iter().filter(|field| field.is_person());
                let mut others = duties.map(|field| view.portfolio.own(state, &field.code));
                responsible == Some(name) || others.any(|other| other == Some(name))
            }
        }
    }
}

impl OfUnit {
    /// Whether it has that part in a work with these units, the lead first.
    fn is_of(self, view: &RegisterView, units: &[UnitId]) -> bool {
        let is = |id: &UnitId, unit: UnitId| view.units.standing(*id) == view.units.standing(unit);
        let leads = |unit| units.first().is_some_and(|id| is(id, unit));
        let has_part = |unit| units.iter().any(|id| is(id, unit));
        match self {
            Self::LedOrShared(unit) => has_part(unit),
            Self::Led(unit) => leads(unit),
            Self::Shared(unit) => has_part(unit) && !leads(unit),
            Self::Unled => units.is_empty(),
        }
    }

    /// The unit's name; `None`: it is of none.
    pub fn name<'a>(self, view: &RegisterView<'a>) -> Option<&'a str> {
        match self {
            Self::LedOrShared(unit) | Self::Led(unit) | Self::Shared(unit) => {
                view.units.get(unit).map(|unit| unit.name.as_str())
            }
            Self::Unled => None,
        }
    }
}

fn is_lit(view: &RegisterView, state: &State, light: Option<Light>) -> bool {
    state.kind != Kind::Programme && view.judge().verdict(state).light == light
}

fn has_overdue(view: &RegisterView, state: &State) -> bool {
    let portfolio = view.portfolio;
    let day = portfolio.day();
    let mut awaited = state.milestones.iter().filter(|milestone| portfolio.awaits(view.catalog, state, milestone));
    let is_late = awaited.any(|milestone| milestone.overdue_days(day).is_some());
    let mut issues = state.open_issues().filter_map(|issue| issue.fact.due);
    !portfolio.has_left(state) && (is_late || issues.any(|due| due < day))
}

fn is_stale(view: &RegisterView, state: &State, days: i64) -> bool {
    let last = state.last_return.map(|(_, day)| (view.portfolio.day() - day).num_days());
    view.portfolio.owes_return(view.catalog, state) && last.is_none_or(|since| since > days)
}

fn is_in(stages: &[(String, String)], state: &State) -> bool {
    let own = state.stage.as_ref().map(|(stage, _)| stage);
    stages.iter().any(|(category, stage)| *category == state.category && Some(stage) == own)
}

fn mentions(state: &State, text: &str) -> bool {
    let wanted = folded(text);
    let texts = [&state.location, &state.content, &state.leader].into_iter().flatten().chain(state.own.values());
    let mut all = [&state.code, &state.name].into_iter().chain(&state.aliases).chain(texts);
    all.any(|each| folded(each).contains(&wanted))
}

/// One key of `--sort`.
#[derive(Clone, Copy, Debug)]
pub struct SortKey<'a> {
    pub column: ProjectColumn<'a>,
    pub is_descending: bool,
}

/// What to show of the projects.
pub struct Query<'a> {
    pub filter: Filter,
    pub columns: Vec<ProjectColumn<'a>>,
    pub sort: Vec<SortKey<'a>>,
    pub limit: Option<usize>,
}

pub fn list<'a>(view: &'a RegisterView<'a>, query: Query<'a>, header: Header) -> Report<'a> {
    let mut states = view.portfolio.in_tree_order();
    states.retain(|state| query.filter.takes(view, state));
    sort(view, &mut states, &query.sort);
    let found = states.len();
    states.truncate(query.limit.unwrap_or(usize::MAX));
    let kinds = |kind| number(states.iter().filter(|state| state.kind == kind).count());
    let has_left = |state: &&&State| state.kind == Kind::Project && view.portfolio.has_left(state);
    let shown = ListSentence::Shown {
        projects: kinds(Kind::Project),
        left: number(states.iter().filter(has_left).count()),
        lots: kinds(Kind::Lot),
        programmes: kinds(Kind::Programme),
    };
    let mut notes: Vec<Sentence> = vec![shown.into()];
    notes.extend(lights_of(view, &query.columns, &states));
    notes.extend(stale_bases_of(view, &query.columns, &states));
    let limited = || ListSentence::Limited { rows: number(states.len()), found: number(found) }.into();
    notes.extend((states.len() < found).then(limited));
    notes.extend(header.note.clone().map(|note| ListSentence::Note(note).into()));
    let is_tree = query.sort.is_empty();
    let columns = query.columns;
    let headings = columns.iter().map(|column| column.column()).collect();
    let rows = states
        .into_iter()
        .map(move |state| columns.iter().map(|column| row_cell(*column, view, state, is_tree)).collect());
    let body = SectionBody::Table { columns: headings, rows: Box::new(rows) };
    Report { header, sections: vec![Section { id: "projects".into(), heading: None, body, notes }] }
}

fn row_cell(column: ProjectColumn, view: &RegisterView, state: &State, is_tree: bool) -> Cell {
    match column.cell(view, state) {
        Cell::Text(text) if column == ProjectColumn::Name && is_tree => {
            Cell::Indented { level: usize::from(state.kind == Kind::Lot), text }
        }
        cell => cell,
    }
}

/// Under a list that shows lights: how many projects stand in each, and how many by hand.
fn lights_of(view: &RegisterView, columns: &[ProjectColumn], states: &[&State]) -> Vec<Sentence> {
    if !columns.contains(&ProjectColumn::Light) {
        return Vec::new();
    }
    let projects = states.iter().filter(|state| state.kind == Kind::Project && !view.portfolio.has_left(state));
    let verdicts: Vec<Verdict> = projects.map(|state| view.judge().verdict(state)).collect();
    let counts = LightCounts::count(verdicts.iter().map(|verdict| verdict.light));
    let counts = (counts != LightCounts::default()).then_some(StatusSentence::Lights(counts));
    counts.into_iter().chain(hand_lights(verdicts.iter())).map(Sentence::from).collect()
}

/// Under a list that shows what was done this year: whose is counted from long before it.
fn stale_bases_of(view: &RegisterView, columns: &[ProjectColumn], states: &[&State]) -> Option<Sentence> {
    let of_year = [ProjectColumn::YearToDate, ProjectColumn::Completion, ProjectColumn::Gap];
    let shows_year = columns.iter().any(|column| of_year.contains(column));
    let works = states.iter().copied().filter(|state| view.portfolio.is_counted(state));
    if shows_year { stale_bases(view, works).map(Sentence::from) } else { None }
}

fn sort(view: &RegisterView, states: &mut [&State], keys: &[SortKey]) {
    if keys.is_empty() {
        return;
    }
    states.sort_by_cached_key(|state| {
        keys.iter().map(|key| Sorted::new(key.column.order(view, state), key.is_descending)).collect::<Vec<_>>()
    });
}

/// An order that may be turned round, with unknowns last either way.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Sorted {
    Up(Order),
    Down(std::cmp::Reverse<Order>),
    Unknown,
}

impl Sorted {
    fn new(order: Option<Order>, is_descending: bool) -> Self {
        match order {
            None => Self::Unknown,
            Some(order) if is_descending => Self::Down(std::cmp::Reverse(order)),
            Some(order) => Self::Up(order),
        }
    }
}
