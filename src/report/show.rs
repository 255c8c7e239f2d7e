//! `show`: everything on one project.

use super::columns::{ProjectColumn, RegisterView, grounds, milestone_name};
use super::history::{self, FiledReturn, HistoryScope, Names};
use super::issues::{self, Shown};
use super::milestones::MilestoneSentence;
use super::model::{Cell, Column, ColumnHeading, Detail, Header, Report, Section, SectionBody, Sentence, Shape, Word};
use super::permits;
use super::review;
use super::status::stale_bases;
use crate::domain::catalog::{INVESTED, Label, Named, Phase};
use crate::domain::change::Recording;
use crate::domain::day::{Day, DueDay, Precision, year_of};
use crate::domain::fact::{Body, Condition, Kind, Update};
use crate::domain::light::Verdict;
use crate::domain::portfolio::Portfolio;
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::state::{Milestone, State};
use crate::domain::submission::Pending;

/// What a card says in sentences of its own.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ShowSentence {
    /// The plan a table goes by, with its first version and its goal in words.
    PlanInForce {
        year: i32,
        label: Label,
        dimension: Dimension,
        plan: Amount,
        first: Option<Amount>,
        goal: Option<String>,
    },
    /// What a return said, without its number and day.
    Filed(Box<FiledReturn>),
    NotRated(NotRated),
}

/// Why a project or a lot is 不评 where no ground says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotRated {
    /// 取消, 并入, 退库
    Left(Label),
    /// 完工, 清零, or the stage that closed it.
    Finished(Label),
    /// A lot whose figures nobody takes.
    ShownOnly,
    /// No return yet, and the time to wait for one is not over.
    Awaited,
    /// Filed in time with nothing to judge.
    NothingToJudge,
}

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

pub fn show<'a>(view: &'a RegisterView<'a>, dossier: &'a Dossier<'a>, detail: Detail, header: Header) -> Report<'a> {
    let state = dossier.state;
    let mut sections = vec![light(view, state), card(view, state, detail)];
    sections.extend(by_month(view, dossier));
    sections.extend([children(view, state), stages(view, dossier)]);
    sections.extend([permits::section(view, state), milestones(view, state, detail)]);
    sections.extend([issues(view, state, detail), returns(dossier, detail)]);
    let pending: Vec<&Pending> = view.pending.iter().filter(|each| each.submission.project == state.id).collect();
    if !pending.is_empty() {
        sections.push(review::section(view, dossier.names, &pending, HistoryScope::OneProject, detail));
    }
    if detail == Detail::Everything {
        sections.push(history::section(dossier.names, dossier.recordings, HistoryScope::OneProject, detail));
    }
    Report { header, sections }
}

/// The light comes first, with its grounds.
fn light<'a>(view: &RegisterView, state: &State) -> Section<'a> {
    let columns =
        vec![Column::new("light", Word::Light, Shape::Fixed), Column::new("reasons", Word::Reasons, Shape::Text)];
    let verdict = view.judge().verdict(state);
    let rows = match state.kind {
        Kind::Programme => Vec::new(),
        Kind::Project | Kind::Lot => {
            vec![vec![Cell::Light(verdict.light), Cell::Verdict(Box::new(grounds(view, &verdict)))]]
        }
    };
    let body = SectionBody::Cards { columns, titles: 0, rows };
    let is_of_year = state.kind != Kind::Programme && !view.portfolio.has_left(state);
    let stale = stale_bases(view, Some(state).filter(|_| is_of_year).into_iter()).map(Sentence::from);
    let not_rated = (state.kind != Kind::Programme && verdict == Verdict::default()).then(|| not_rated(view, state));
    let not_rated = not_rated.map(|why| ShowSentence::NotRated(why).into());
    Section { id: "light".into(), heading: None, body, notes: not_rated.into_iter().chain(stale).collect() }
}

fn not_rated(view: &RegisterView, state: &State) -> NotRated {
    let (portfolio, catalog) = (view.portfolio, view.catalog);
    // a lot goes with its project
    let gone = [state, portfolio.project_of(state)].into_iter().find(|of| of.condition.has_left());
    let is_finished = portfolio.phase(catalog, state).is_some_and(|phase| phase >= Phase::Completed);
    let completes = || catalog.category(&state.category).map(|category| category.completes_label.clone());
    match gone {
        Some(gone) => NotRated::Left(catalog.condition_label(gone.condition.code())),
        None if state.kind == Kind::Lot && !portfolio.files(state) => NotRated::ShownOnly,
        None if is_finished => {
            let stage = state.stage(catalog).map(|stage| stage.label.clone());
            NotRated::Finished(stage.or_else(completes).unwrap_or_default())
        }
        None if !portfolio.has_returned(state) => NotRated::Awaited,
        None => NotRated::NothingToJudge,
    }
}

fn card<'a>(view: &RegisterView<'a>, state: &State, detail: Detail) -> Section<'a> {
    let mut all = ProjectColumn::all(view.catalog);
    all.retain(|column| detail == Detail::Everything || says_something_new(*column, state));
    let mut columns: Vec<Column> = all.iter().map(|column| named_by_category(view, state, *column)).collect();
    let cell = |column: &ProjectColumn| match detail {
        Detail::Page if *column == ProjectColumn::Parent => parent(view, state),
        Detail::Page | Detail::Everything => dated(column.cell(view, state), *column, state),
    };
    let mut row: Vec<Cell> = all.iter().map(cell).collect();
    let named = |others: &[&State]| others.iter().map(|other| format!("{} {}", other.code, other.name)).collect();
    let [givers, takers] = view.portfolio.partners(state);
    let handed_on = [("figures_from", Word::FiguresFrom, givers), ("figures_to", Word::FiguresTo, takers)].into_iter();
    for (key, word, others) in handed_on.filter(|(.., others)| !others.is_empty()) {
        columns.push(Column::new(key, word, Shape::Text));
        row.push(Cell::List(named(&others)));
    }
    Section { id: "project".into(), heading: None, body: SectionBody::Card { columns, row }, notes: Vec::new() }
}

/// Code and name: nobody knows codes by heart.
fn parent(view: &RegisterView, state: &State) -> Cell {
    let parent = view.portfolio.parent_of(state);
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
fn named_by_category(view: &RegisterView, state: &State, column: ProjectColumn) -> Column {
    let category = view.catalog.category(&state.category);
    let starts = category.filter(|_| column == ProjectColumn::StartedOn).map(|category| &category.starts_label);
    let completes = category.filter(|_| column == ProjectColumn::CompletedOn).map(|category| &category.completes_label);
    let column = column.column();
    let heading = starts.or(completes).cloned().map(ColumnHeading::DayOf);
    Column { heading: heading.unwrap_or_else(|| column.heading.clone()), ..column }
}

/// The title has code and name, the list of units begins with the lead, and the usual goes without saying.
fn says_something_new(column: ProjectColumn, state: &State) -> bool {
    use ProjectColumn as P;
    let is_in_title = matches!(column, P::Code | P::Name | P::LeadUnit);
    // They stand above and below the card, and in the last return.
    let stands_elsewhere =
        matches!(column, P::Light | P::ComputedLight | P::Reasons | P::Problem | P::Ask | P::FirstPlan | P::BaseAsOf);
    let is_usual = column == P::Condition && state.condition == Condition::Normal
        || column == P::Figures && !state.figures_from_lots;
    !(is_in_title || stands_elsewhere || is_usual)
}

/// What stands under a programme or a project, as in a list.
fn children<'a>(view: &'a RegisterView<'a>, state: &State) -> Section<'a> {
    let shown = ProjectColumn::usual(view);
    let columns = shown.iter().map(|column| column.column()).collect();
    let cells = move |child| shown.iter().map(|column| column.cell(view, child)).collect();
    Section::table("children", Word::Children, columns, view.portfolio.children(state.id).map(cells))
}

/// Plan against what was done, month by month, cumulative within the year: each as the page of that month has it.
fn by_month<'a>(view: &RegisterView, dossier: &'a Dossier<'a>) -> Option<Section<'a>> {
    let state = dossier.state;
    let catalog = view.catalog;
    let judged = view.portfolio.judged_measures(&catalog.measures, state).first().copied();
    let measure = judged.or_else(|| catalog.measure(INVESTED))?;
    let figures = view.portfolio.figures(measure, state);
    let plan = figures.plan.filter(|_| state.kind != Kind::Programme)?;
    let columns = vec![
        Column::new("month", Word::Month, Shape::Fixed),
        Column::new("planned", Word::Planned, Shape::Quantity(measure.dimension)),
        Column::new("done", Word::Done, Shape::Quantity(measure.dimension)),
        Column::new("completion", Word::CompletionRate, Shape::Rate),
        Column::new("elapsed", Word::Elapsed, Shape::Rate),
        Column::new("gap", Word::Gap, Shape::Points),
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
    let in_force = ShowSentence::PlanInForce {
        year: year_of(view.portfolio.day()),
        label: measure.label.clone(),
        dimension: measure.dimension,
        plan,
        first: figures.first_plan.filter(|_| figures.is_replanned),
        goal: state.goal(year_of(view.portfolio.day())).map(str::to_owned),
    };
    section.notes.push(in_force.into());
    Some(section)
}

fn stages<'a>(view: &'a RegisterView<'a>, dossier: &'a Dossier<'a>) -> Section<'a> {
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
        let stage = view.catalog.stage(&update.category, code)?;
        let named = Named { code: stage.code.clone(), label: stage.label.clone() };
        Some(vec![Cell::Day(*day), Cell::Named(named), Cell::count(update.no)])
    });
    Section::table("stages", Word::StageHistory, columns, rows)
}

/// On a page the permits stand in a table of their own.
fn milestones<'a>(view: &'a RegisterView<'a>, state: &'a State, detail: Detail) -> Section<'a> {
    let columns = vec![
        Column::new("name", Word::Milestone, Shape::Text),
        Column::new("baseline", Word::Baseline, Shape::Fixed),
        Column::new("due", Word::Due, Shape::Fixed),
        Column::new("met", Word::Met, Shape::Fixed),
        Column::new("situation", Word::Situation, Shape::Text),
    ];
    let (catalog, portfolio) = (view.catalog, view.portfolio);
    let is_shown = move |milestone: &&Milestone| {
        detail == Detail::Everything || catalog.permit(&state.category, &milestone.name).is_none()
    };
    let rows = state.milestones.iter().filter(is_shown).map(move |milestone| {
        let is_awaited = portfolio.awaits(catalog, state, milestone);
        let met_on = portfolio.met_on(catalog, state, milestone);
        let met = match met_on {
            _ if is_awaited || milestone.waived.is_some() => Cell::Nothing,
            Some(day) => Cell::Due(day),
            None => Cell::Word { code: "undated", word: Word::Undated },
        };
        let how = match met_on {
            // What it was moved from stands beside it.
            _ if is_awaited && portfolio.has_left(state) => Cell::Nothing,
            _ if is_awaited => {
                let days = (milestone.due.last - portfolio.day()).num_days();
                Cell::Sentences(vec![MilestoneSentence::DueIn { days, baseline: None, moves: 0 }.into()])
            }
            Some(met) => how_it_went(milestone.due, met),
            None => Cell::Nothing,
        };
        vec![milestone_name(&milestone.name), Cell::Due(milestone.baseline), Cell::Due(milestone.due), met, how]
    });
    Section::table("milestones", Word::Milestones, columns, rows)
}

/// Within the month or year it was due in is in time.
pub(super) fn how_it_went(due: DueDay, met: DueDay) -> Cell {
    let early = (met.last - due.first()).num_days().min(0);
    let late = (met.last - due.last).num_days().max(0);
    Cell::Sentences(vec![MilestoneSentence::MetLate { days: early + late }.into()])
}

/// The open issues with their age; in full detail the closed ones too.
fn issues<'a>(view: &'a RegisterView<'a>, state: &'a State, detail: Detail) -> Section<'a> {
    let shown = if detail == Detail::Everything { Shown::All } else { Shown::Open };
    issues::section(view, vec![state], shown, HistoryScope::OneProject, detail)
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
            Cell::count(update.no),
            Cell::Day(*day),
            change.map_or(Cell::Nothing, |change| Cell::Instant(change.recorded_at)),
            change.map_or(Cell::Nothing, |change| Cell::Text(change.recorded_by.clone())),
            Cell::Sentences(vec![ShowSentence::Filed(Box::new(filed)).into()]),
        ]
    });
    Section::table("returns", Word::Returns, columns, rows)
}

fn files(recording: &Recording, update: &Update) -> bool {
    let is_it = |body: &Body| matches!(body, Body::Update(filed) if filed.no == update.no);
    recording.facts.iter().any(|recorded| is_it(&recorded.fact.body))
}
