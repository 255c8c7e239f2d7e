//! `show`: everything on one project.

use super::columns::{Looking, ProjectColumn};
use super::history::{self, Names, Scope};
use super::model::{Cell, Column, Content, Detail, Header, Heading, Report, Section, Sentence, Shape, Word};
use crate::domain::catalog::Named;
use crate::domain::change::Recording;
use crate::domain::day::Day;
use crate::domain::fact::{Body, Condition, FINISH, START, Update};
use crate::domain::state::{Milestone, State};

/// How many of the last returns a page carries.
const LAST_RETURNS: usize = 5;

/// What `show` is made of, beside the register itself.
pub struct Dossier<'a> {
    pub state: &'a State,
    /// The returns that count on the day, in as-of order.
    pub updates: &'a [(Day, Update)],
    pub recordings: &'a [Recording],
    pub names: &'a Names<'a>,
}

pub fn show<'a>(looking: &'a Looking<'a>, dossier: &'a Dossier<'a>, detail: Detail, header: Header) -> Report<'a> {
    let state = dossier.state;
    let mut sections = vec![card(looking, state, detail), children(looking, state), stages(looking, dossier)];
    sections.extend([milestones(state), returns(dossier, detail)]);
    if detail == Detail::Everything {
        sections.push(history::section(dossier.names, dossier.recordings, Scope::OneProject, detail));
    }
    Report { header, sections }
}

fn card<'a>(looking: &Looking<'a>, state: &State, detail: Detail) -> Section<'a> {
    let mut all = ProjectColumn::all(looking.catalog);
    all.retain(|column| detail == Detail::Everything || says_something_new(*column, state));
    let columns = all.iter().map(|column| named_by_category(looking, state, *column)).collect();
    let row = all.iter().map(|column| dated(column.cell(looking, state), *column, state)).collect();
    Section { id: "project", heading: None, body: Content::Card { columns, row }, notes: Vec::new() }
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
        ProjectColumn::Condition => state.condition != Condition::Normal,
        ProjectColumn::Figures => state.figures_from_lots,
        _ => true,
    }
}

/// What stands under a programme or a project, as in a list.
fn children<'a>(looking: &'a Looking<'a>, state: &State) -> Section<'a> {
    let shown = ProjectColumn::usual(looking.catalog);
    let columns = shown.iter().map(|column| column.column()).collect();
    let cells = move |child| shown.iter().map(|column| column.cell(looking, child)).collect();
    Section::table("children", Word::Children, columns, looking.portfolio.children(state.id).map(cells))
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

fn milestones(state: &State) -> Section<'_> {
    let columns = vec![
        Column::new("name", Word::Milestone, Shape::Text),
        Column::new("baseline", Word::Baseline, Shape::Fixed),
        Column::new("due", Word::Due, Shape::Fixed),
        Column::new("met", Word::Met, Shape::Fixed),
    ];
    Section::table("milestones", Word::Milestones, columns, state.milestones.iter().map(milestone))
}

fn milestone(milestone: &Milestone) -> Vec<Cell> {
    let name = match milestone.name.as_str() {
        START => Cell::Word { code: START, word: Word::PlannedStart },
        FINISH => Cell::Word { code: FINISH, word: Word::PlannedFinish },
        name => Cell::Text(name.to_owned()),
    };
    let met = milestone.met.map_or(Cell::Nothing, Cell::Due);
    vec![name, Cell::Due(milestone.baseline), Cell::Due(milestone.due), met]
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
