//! `show`: everything on one project.

use super::columns::{Looking, ProjectColumn, grounds, milestone_name};
use super::history::{self, Names, Scope};
use super::issues::{self, Shown};
use super::model::{Cell, Column, Content, Detail, Header, Heading, Report, Section, Sentence, Shape, Word};
use super::status::stale_bases;
use crate::domain::catalog::{INVESTED, Named};
use crate::domain::change::Recording;
use crate::domain::day::{Day, DueDay, Precision, year_of};
use crate::domain::fact::{Body, Condition, Kind, Update};
use crate::domain::portfolio::Portfolio;
use crate::domain::state::State;

/// How many of the last returns a page carries.
const LAST_RETURNS: usize = 5;

/// What `show` is made of, beside the register itself.
pub struct Dossier<'a> {
    pub state: &'a State,
    /// The returns that count on the day, in as-of order.
    pub updates: &'a [(Day, Update)],
    pub recordings: &'a [Recording],
    pub names: &'a Names<'a>,
    /// The twelve months of the year, in order.
    pub months: &'a [Month],
}

/// One month of a project's year.
pub struct Month {
    /// The project and its lots on the last day of the month, or the view day: as they were, or, of a month that lies
    /// ahead, as they are.
    pub then: Portfolio,
    pub is_ahead: bool,
}

pub fn show<'a>(looking: &'a Looking<'a>, dossier: &'a Dossier<'a>, detail: Detail, header: Header) -> Report<'a> {
    let state = dossier.state;
    let mut sections = vec![light(looking, state), card(looking, state, detail)];
    sections.extend(by_month(looking, dossier));
    sections.extend([children(looking, state), stages(looking, dossier), milestones(looking, state)]);
    sections.extend([issues(looking, state, detail), returns(dossier, detail)]);
    if detail == Detail::Everything {
        sections.push(history::section(dossier.names, dossier.recordings, Scope::OneProject, detail));
    }
    Report { header, sections }
}

/// The light comes first, with its grounds.
fn light<'a>(looking: &Looking, state: &State) -> Section<'a> {
    let columns =
        vec![Column::new("light", Word::Light, Shape::Fixed), Column::new("reasons", Word::Reasons, Shape::Text)];
    let verdict = looking.judge().verdict(state);
    let rows = match state.kind {
        Kind::Programme => Vec::new(),
        _ => vec![vec![Cell::Light(verdict.light), Cell::Verdict(Box::new(grounds(looking, &verdict)))]],
    };
    let body = Content::Cards { columns, titles: 0, rows };
    let is_of_year = state.kind != Kind::Programme && !looking.portfolio.has_left(state);
    let notes = stale_bases(looking, Some(state).filter(|_| is_of_year).into_iter());
    Section { id: "light", heading: None, body, notes: notes.into_iter().collect() }
}

fn card<'a>(looking: &Looking<'a>, state: &State, detail: Detail) -> Section<'a> {
    let mut all = ProjectColumn::all(looking.catalog);
    all.retain(|column| detail == Detail::Everything || says_something_new(*column, state));
    let columns = all.iter().map(|column| named_by_category(looking, state, *column)).collect();
    let cell = |column: &ProjectColumn| match (column, detail) {
        (ProjectColumn::Parent, Detail::Page) => parent(looking, state),
        _ => dated(column.cell(looking, state), *column, state),
    };
    let row = all.iter().map(cell).collect();
    Section { id: "project", heading: None, body: Content::Card { columns, row }, notes: Vec::new() }
}

/// Code and name: nobody knows codes by heart.
fn parent(looking: &Looking, state: &State) -> Cell {
    let parent = looking.portfolio.parent_of(state);
    parent.map_or(Cell::Nothing, |parent| Cell::Text(format!("{} {}", parent.code, parent.name)))
}

/// A value older than the last return carries its day.
fn dated(cell: Cell, column: ProjectColumn, state: &State) -> Cell {
    let (ProjectColumn::Reading(measure), Cell::Quantity { value, dimension }) = (column, &cell) else { return cell };
    let last = state.last_return.map(|(_, day)| day);
    match state.readings.get(&measure.code) {
        Some(reading) if Some(reading.as_of) != last && reading.value == *value => {
            Cell::QuantityAt { value: *value, dimension: *dimension, day: reading.as_of }
        }
        _ => cell,
    }
}

/// Starting and completion go by the words of the category: 启动日期, 清零日期.
fn named_by_category(looking: &Looking, state: &State, column: ProjectColumn) -> Column {
    let category = looking.catalog.category(&state.category);
    let label = match column {
        ProjectColumn::StartedOn => category.map(|category| category.starts_label.clone()),
        ProjectColumn::CompletedOn => category.map(|category| category.completes_label.clone()),
        _ => None,
    };
    let column = column.column();
    Column { heading: label.map_or_else(|| column.heading.clone(), Heading::DayOf), ..column }
}

/// The title has code and name, the list of units begins with the lead, and the usual goes without saying.
fn says_something_new(column: ProjectColumn, state: &State) -> bool {
    match column {
        ProjectColumn::Code | ProjectColumn::Name | ProjectColumn::LeadUnit => false,
        // They stand above and below the card, and in the last return.
        ProjectColumn::Light | ProjectColumn::ComputedLight | ProjectColumn::Reasons => false,
        ProjectColumn::BaseAsOf | ProjectColumn::Problem | ProjectColumn::Ask => false,
        ProjectColumn::FirstPlan => false,
        ProjectColumn::Condition => state.condition != Condition::Normal,
        ProjectColumn::Figures => state.figures_from_lots,
        _ => true,
    }
}

/// What stands under a programme or a project, as in a list.
fn children<'a>(looking: &'a Looking<'a>, state: &State) -> Section<'a> {
    let shown = ProjectColumn::usual(looking);
    let columns = shown.iter().map(|column| column.column()).collect();
    let cells = move |child| shown.iter().map(|column| column.cell(looking, child)).collect();
    Section::table("children", Word::Children, columns, looking.portfolio.children(state.id).map(cells))
}

/// Plan against what was done, month by month, cumulative within the year: each as the page of that month has it.
fn by_month<'a>(looking: &Looking, dossier: &'a Dossier<'a>) -> Option<Section<'a>> {
    let state = dossier.state;
    let catalog = looking.catalog;
    let judged = looking.portfolio.judged_measures(&catalog.measures, state).first().copied();
    let measure = judged.or_else(|| catalog.measure(INVESTED))?;
    let figures = looking.portfolio.figures(measure, state);
    let plan = figures.plan.filter(|_| state.kind != Kind::Programme)?;
    let columns = vec![
        Column::new("month", Word::Month, Shape::Fixed),
        Column::new("planned", Word::Planned, Shape::Quantity(measure.dimension)),
        Column::new("done", Word::Done, Shape::Quantity(measure.dimension)),
        Column::new("completion", Word::CompletionRate, Shape::Rate),
        Column::new("elapsed", Word::Elapsed, Shape::Rate),
        Column::new("gap", Word::Gap, Shape::Rate),
    ];
    let quantity = |value| Cell::Quantity { value, dimension: measure.dimension };
    let rows = dossier.months.iter().map(|Month { then, is_ahead }| {
        let month = Cell::Due(DueDay { last: then.day(), precision: Precision::Month });
        let Some(state) = then.get(state.id) else {
            return vec![month, Cell::Nothing, Cell::Nothing, Cell::Nothing, Cell::Nothing, Cell::Nothing];
        };
        let figures = then.figures(measure, state);
        let is_past = |_: &_| !is_ahead;
        let (rate, gap) = (figures.rate.clone().filter(is_past), figures.gap().filter(is_past));
        vec![
            month,
            then.month_point(&measure.code, state.id).map_or(Cell::Nothing, quantity),
            figures.done.done().filter(|_| !is_ahead).map_or(Cell::Nothing, quantity),
            rate.map_or(Cell::Nothing, Cell::Rate),
            figures.elapsed.map_or(Cell::Nothing, Cell::Rate),
            gap.map_or(Cell::Nothing, Cell::Points),
        ]
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let mut section = Section::table("months", Word::PlanByMonth, columns, rows.into_iter());
    section.notes.push(Sentence::PlanInForce {
        year: year_of(looking.portfolio.day()),
        label: measure.label.clone(),
        dimension: measure.dimension,
        plan,
        first: figures.first_plan.filter(|_| figures.is_replanned),
        goal: state.goal(year_of(looking.portfolio.day())).map(str::to_owned),
    });
    Some(section)
}

fn stages<'a>(looking: &'a Looking<'a>, dossier: &'a Dossier<'a>) -> Section<'a> {
    let columns = vec![
        Column::new("on", Word::AsOf, Shape::Fixed),
        Column::new("stage", Word::Stage, Shape::Fixed),
        Column::new("update_no", Word::UpdateNo, Shape::Count),
    ];
    let mut before: Option<&String> = None;
    let rows = dossier.updates.iter().filter_map(move |(day, update)| {
        let code = update.stage.as_ref()?;
        if before.replace(code) == Some(code) {
            return None;
        }
        let stage = looking.catalog.stage(&update.category, code)?;
        let named = Named { code: stage.code.clone(), label: stage.label.clone() };
        Some(vec![Cell::Day(*day), Cell::Named(named), Cell::Count(update.no)])
    });
    Section::table("stages", Word::StageHistory, columns, rows)
}

fn milestones<'a>(looking: &'a Looking<'a>, state: &'a State) -> Section<'a> {
    let columns = vec![
        Column::new("name", Word::Milestone, Shape::Text),
        Column::new("baseline", Word::Baseline, Shape::Fixed),
        Column::new("due", Word::Due, Shape::Fixed),
        Column::new("met", Word::Met, Shape::Fixed),
        Column::new("situation", Word::Situation, Shape::Text),
    ];
    let (catalog, portfolio) = (looking.catalog, looking.portfolio);
    let rows = state.milestones.iter().map(move |milestone| {
        let is_awaited = portfolio.awaits(catalog, state, milestone);
        let met = match milestone.met {
            _ if is_awaited => Cell::Nothing,
            Some(day) => Cell::Due(day),
            None => Cell::Word { code: "undated", word: Word::Undated },
        };
        let how = match milestone.met {
            // What it was moved from stands beside it.
            _ if is_awaited && portfolio.has_left(state) => Cell::Nothing,
            _ if is_awaited => {
                let days = (milestone.due.last - portfolio.day()).num_days();
                Cell::Sentences(vec![Sentence::DueIn { days, baseline: None, moves: 0 }])
            }
            Some(met) => how_it_went(milestone.due, met),
            None => Cell::Nothing,
        };
        vec![milestone_name(&milestone.name), Cell::Due(milestone.baseline), Cell::Due(milestone.due), met, how]
    });
    Section::table("milestones", Word::Milestones, columns, rows)
}

/// Within the month or year it was due in is in time.
fn how_it_went(due: DueDay, met: DueDay) -> Cell {
    let early = (met.last - due.first()).num_days().min(0);
    let late = (met.last - due.last).num_days().max(0);
    Cell::Sentences(vec![Sentence::MetLate { days: early + late }])
}

/// The open issues with their age; in full detail the closed ones too.
fn issues<'a>(looking: &'a Looking<'a>, state: &'a State, detail: Detail) -> Section<'a> {
    let shown = if detail == Detail::Everything { Shown::All } else { Shown::Open };
    issues::section(looking, vec![state], shown, Scope::OneProject, detail)
}

fn returns<'a>(dossier: &'a Dossier<'a>, detail: Detail) -> Section<'a> {
    let columns = vec![
        Column::new("no", Word::UpdateNo, Shape::Count),
        Column::new("as_of", Word::AsOf, Shape::Fixed),
        Column::new("recorded_at", Word::RecordedAt, Shape::Fixed),
        Column::new("by", Word::RecordedBy, Shape::Text),
        Column::new("what", Word::What, Shape::Text),
    ];
    let most = if detail == Detail::Page { LAST_RETURNS } else { usize::MAX };
    let rows = dossier.updates.iter().rev().take(most).map(|(day, update)| {
        let recording = dossier.recordings.iter().find(|recording| files(recording, update));
        let change = recording.map(|recording| &recording.change);
        let filed = history::filed(dossier.names, update, *day);
        vec![
            Cell::Count(update.no),
            Cell::Day(*day),
            change.map_or(Cell::Nothing, |change| Cell::Instant(change.recorded_at)),
            change.map_or(Cell::Nothing, |change| Cell::Text(change.recorded_by.clone())),
            Cell::Sentences(vec![Sentence::Filed(Box::new(filed))]),
        ]
    });
    Section::table("returns", Word::Returns, columns, rows)
}

fn files(recording: &Recording, update: &Update) -> bool {
    recording.facts.iter().any(|recorded| match &recorded.fact.body {
        Body::Update(filed) => filed.no == update.no,
        _ => false,
    })
}
