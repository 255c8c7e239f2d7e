//! How many, and how far: by category, by onset and by unit. The rows of a table add up to its total.

use std::collections::HashMap;

use super::{StatusPage, StatusSentence};
use crate::domain::UnitId;
use crate::domain::catalog::Named;
use crate::domain::fact::Kind;
use crate::domain::figures::{Sum, calendar};
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::onset::Onset;
use crate::domain::quantity::Dimension;
use crate::domain::state::State;
use crate::report::columns::onset_cell;
use crate::report::model::{Cell, Column, LightCounts, Section, Shape, Word, number};

/// So many units stand at the end of the table at most.
const LAST_UNITS: usize = 3;

/// Counts over some projects.
#[derive(Clone, Copy, Default)]
pub struct Group {
    pub projects: i64,
    pub lots: i64,
    pub started: i64,
    pub completed: i64,
    pub no_stage: i64,
    pub lights: LightCounts,
}

impl Group {
    /// Counts projects in N, and lots among all rows taken.
    pub fn count(page: &StatusPage, counted: &[&State], taken: &[&State]) -> Self {
        let portfolio = page.now.portfolio;
        let count = |has: &dyn Fn(&State) -> bool| number(counted.iter().filter(|state| has(state)).count());
        let phase = |state: &State| portfolio.phase(page.now.catalog, state);
        Self {
            projects: number(counted.len()),
            lots: number(taken.iter().filter(|state| is_lot(page, state)).count()),
            started: count(&|state| portfolio.has_started(state)),
            completed: count(&|state| portfolio.is_completed(state)),
            no_stage: count(&|state| phase(state).is_none()),
            lights: LightCounts::count(counted.iter().map(|state| page.verdict(state).light)),
        }
    }

    fn light_cells(self) -> [Cell; 5] {
        let LightCounts { red, yellow, green, grey, none } = self.lights;
        [red, yellow, green, grey, none].map(Cell::count)
    }
}

/// Whether it is a lot that counts beside the projects.
pub fn is_lot(page: &StatusPage, state: &State) -> bool {
    let portfolio = page.now.portfolio;
    let is_of_counted = portfolio.parent_of(state).is_none_or(|project| portfolio.is_counted(project));
    state.kind == Kind::Lot && !portfolio.has_left(state) && is_of_counted
}

/// A line for each category, and the whole.
pub fn by_category<'a>(page: &StatusPage<'a>) -> Section<'a> {
    let columns = group_columns(Column::new("category", Word::Category, Shape::Fixed));
    let mut rows = Vec::new();
    for category in &page.now.catalog.categories {
        let some = Share::select(page, |state| state.category == category.code);
        if !some.taken.is_empty() {
            let named = Named { code: category.code.clone(), label: category.label.clone() };
            rows.push(some.cells(page, Cell::Named(named)));
        }
    }
    if rows.len() != 1 {
        rows.push(Share::select(page, |_| true).cells(page, total_cell()));
    }
    Section::table("categories", Word::ByCategory, columns, rows.into_iter())
}

/// A line for each onset (建设性质) and the whole, where there is more than one; lots and money go with their project.
pub fn by_onset<'a>(page: &StatusPage<'a>) -> Option<Section<'a>> {
    let portfolio = page.now.portfolio;
    let onset = |state: &State| portfolio.onset(page.now.catalog, portfolio.project_of(state));
    let counts = |some: &Share| {
        let has_lots = some.taken.iter().any(|state| is_lot(page, state));
        has_lots || !some.counted.is_empty() || !some.leaves.is_empty()
    };
    let groups = Onset::ALL.iter().map(|each| (each, Share::select(page, |state| onset(state) == *each)));
    let groups = groups.filter(|(_, some)| counts(some));
    let mut rows: Vec<Vec<Cell>> = groups.map(|(each, some)| some.cells(page, onset_cell(*each))).collect();
    if rows.len() < 2 {
        return None;
    }
    rows.push(Share::select(page, |_| true).cells(page, total_cell()));
    let columns = group_columns(Column::new("onset", Word::Onset, Shape::Fixed));
    Some(Section::table("onsets", Word::ByOnset, columns, rows.into_iter()))
}

/// Some of what the page is of.
struct Share<'a> {
    counted: Vec<&'a State>,
    taken: Vec<&'a State>,
    leaves: Vec<&'a State>,
}

impl<'a> Share<'a> {
    fn select(page: &StatusPage<'a>, is_of: impl Fn(&State) -> bool) -> Self {
        let some = |states: &[&'a State]| states.iter().copied().filter(|state| is_of(state)).collect();
        Self { counted: some(&page.counted), taken: some(&page.taken), leaves: some(&page.leaves) }
    }

    /// A line of a table: counts, money, lights.
    fn cells(&self, page: &StatusPage<'a>, name: Cell) -> Vec<Cell> {
        let group = Group::count(page, &self.counted, &self.taken);
        let counts = [group.projects, group.lots, group.started, group.completed].map(Cell::count);
        let money = money_cells(page, &page.sum(&self.leaves));
        std::iter::once(name).chain(counts).chain(money).chain(group.light_cells()).collect()
    }
}

fn group_columns(of: Column) -> Vec<Column> {
    let mut columns = vec![of];
    columns.extend([
        Column::new("projects", Word::Projects, Shape::Count),
        Column::new("lots", Word::Lots, Shape::Count),
        Column::new("reached_start", Word::StartedHere, Shape::Count),
        Column::new("reached_end", Word::CompletedHere, Shape::Count),
    ]);
    columns.extend(money_columns());
    columns.extend([
        Column::new("red", Word::Red, Shape::Count),
        Column::new("yellow", Word::Yellow, Shape::Count),
        Column::new("green", Word::Green, Shape::Count),
        Column::new("grey", Word::Grey, Shape::Count),
        Column::new("none", Word::NotLit, Shape::Count),
    ]);
    columns
}

/// Plan, year to date, rate, elapsed share and gap.
fn money_columns() -> [Column; 5] {
    [
        Column::new("plan", Word::Plan, Shape::Quantity(Dimension::Money)),
        Column::new("invested_ytd", Word::YearToDate, Shape::Quantity(Dimension::Money)),
        Column::new("completion", Word::CompletionRate, Shape::Rate),
        Column::new("elapsed", Word::Elapsed, Shape::Rate),
        Column::new("gap", Word::Gap, Shape::Points),
    ]
}

/// What has no plan has no figures here: they stand beside the sums, in the notes.
fn money_cells(page: &StatusPage, sum: &Sum) -> [Cell; 5] {
    if !sum.is_planned {
        return [Cell::Nothing, Cell::Nothing, Cell::Nothing, Cell::Nothing, Cell::Nothing];
    }
    let money = |value| Cell::Quantity { value, dimension: Dimension::Money };
    let elapsed = calendar(page.of.period.as_of);
    let rate = sum.rate();
    let gap = rate.clone().map_or(Cell::Nothing, |rate| Cell::Points(rate - elapsed.clone()));
    let done = sum.known_done().map_or(Cell::Nothing, money);
    [money(sum.plan), done, rate.map_or(Cell::Nothing, Cell::Rate), Cell::Rate(elapsed), gap]
}

fn total_cell() -> Cell {
    Cell::Word { code: "total", word: Word::Total }
}

/// One unit's share: projects it leads, lots and money it carries.
struct UnitRow {
    name: Option<String>,
    position: usize,
    projects: i64,
    lots: i64,
    red: i64,
    sum: Sum,
    rate: Option<Fraction>,
}

/// A line for each unit, ranked by rate; without a plan there is no rank.
pub fn by_unit<'a>(page: &StatusPage<'a>) -> Section<'a> {
    let mut rows = unit_rows(page);
    rows.sort_by(|a, b| b.rate.cmp(&a.rate).then(a.position.cmp(&b.position)));
    // What has no unit is in the table, but nobody is ranked by it.
    let rank = |row: &UnitRow| row.rate.clone().filter(|_| row.name.is_some());
    let rates: Vec<Fraction> = rows.iter().filter_map(rank).collect();
    let last = LAST_UNITS.min(rates.len() / 2);
    let mut columns = vec![
        Column::new("rank", Word::Rank, Shape::Count),
        Column::new("unit", Word::Units, Shape::Text),
        Column::new("projects", Word::Projects, Shape::Count),
        Column::new("lots", Word::Lots, Shape::Count),
    ];
    columns.extend(money_columns());
    columns.push(Column::new("red", Word::Red, Shape::Count));
    // Of units that share a rate all stand among the last, or none.
    let ahead = |rate: &Fraction| rates.partition_point(|other| other > rate);
    let is_last = |rate: &Fraction| last > 0 && ahead(rate) >= rates.len() - last;
    let lowest = rows.iter().rev().filter(|row| rank(row).is_some_and(|rate| is_last(&rate)));
    let lowest: Vec<(String, Fraction)> =
        lowest.filter_map(|row| Some((row.name.clone()?, row.rate.clone()?))).collect();
    let cells = |row: UnitRow| {
        let rank = rank(&row).map(|rate| 1 + ahead(&rate));
        let unit = row.name.map_or(Cell::Word { code: "none", word: Word::NoUnit }, Cell::Text);
        let counts = [Cell::count(row.projects), Cell::count(row.lots)];
        let mut cells = vec![rank.map_or(Cell::Nothing, |rank| Cell::count(number(rank))), unit];
        cells.extend(counts.into_iter().chain(money_cells(page, &row.sum)));
        cells.push(Cell::count(row.red));
        cells
    };
    let rows: Vec<Vec<Cell>> = rows.into_iter().map(cells).collect();
    let mut section = Section::table("units", Word::ByUnit, columns, rows.into_iter());
    if !lowest.is_empty() {
        section.notes.push(StatusSentence::LastUnits(lowest).into());
    }
    section
}

fn unit_rows(page: &StatusPage) -> Vec<UnitRow> {
    let portfolio = page.now.portfolio;
    let mut rows: Vec<UnitRow> = Vec::new();
    let mut places: HashMap<Option<UnitId>, usize> = HashMap::new();
    let mut place = |lead: Option<UnitId>| {
        let lead = lead.map(|lead| page.now.units.standing(lead));
        if let Some(at) = places.get(&lead) {
            return *at;
        }
        places.insert(lead, rows.len());
        let name = lead.and_then(|lead| page.now.units.get(lead)).map(|unit| unit.name.clone());
        let position = lead.map_or(usize::MAX, |lead| page.now.units.position(lead));
        let sum = Sum::default();
        rows.push(UnitRow { name, position, projects: 0, lots: 0, red: 0, sum, rate: None });
        rows.len() - 1
    };
    let projects: Vec<(usize, &State)> =
        page.counted.iter().map(|project| (place(portfolio.lead(project)), *project)).collect();
    let leaves: Vec<(usize, &State)> = page.leaves.iter().map(|leaf| (place(portfolio.lead(leaf)), *leaf)).collect();
    let lots = page.taken.iter().filter(|state| is_lot(page, state));
    let lots: Vec<usize> = lots.map(|lot| place(portfolio.lead(lot))).collect();
    for (at, project) in projects {
        rows[at].projects += 1;
        rows[at].red += i64::from(page.verdict(project).light == Some(Light::Red));
    }
    lots.into_iter().for_each(|at| rows[at].lots += 1);
    leaves.into_iter().for_each(|(at, leaf)| page.add(&mut rows[at].sum, leaf));
    rows.iter_mut().for_each(|row| row.rate = row.sum.rate());
    rows
}
