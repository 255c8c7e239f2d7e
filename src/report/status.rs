//! `report status`: where the works stand, and who has not returned.

use super::columns::{Looking, text, unit_names};
use super::list::Filter;
use super::model::{Cell, Column, Content, Header, Heading, Report, Section, Sentence, Shape, Title, Word, number};
use crate::domain::catalog::{Catalog, Named, Phase};
use crate::domain::fact::{Condition, Kind};
use crate::domain::period::Period;
use crate::domain::portfolio::{Portfolio, has_returned};
use crate::domain::state::State;

/// The register at the end of a period and at the end of the one before.
pub struct TwoViews<'a> {
    pub period: Period,
    pub now: &'a Looking<'a>,
    /// As of the last day of the period before: it says who owed a return.
    pub before: &'a Portfolio,
}

pub fn status<'a>(of: &'a TwoViews<'a>, filter: &Filter, mut header: Header) -> Report<'a> {
    let looking = of.now;
    let taken: Vec<&State> = looking.portfolio.states().iter().filter(|state| filter.takes(looking, state)).collect();
    let owing = owing(of, &taken);
    let returned = owing.iter().filter(|state| has_returned(state, &of.period)).count();
    header.title = Some(Title::Status { first: of.period.first, last: of.period.as_of, cadence: of.period.cadence });
    header.returns = Some((number(returned), number(owing.len())));
    header.is_shown = true;
    let due = owing.len();
    let missing: Vec<&State> = owing.into_iter().filter(|state| !has_returned(state, &of.period)).collect();
    Report {
        header,
        sections: vec![overview(of, &taken), by_category(of, &taken), not_returned(looking, due, missing)],
    }
}

/// Those that owed a return for the period, by their state when it began.
fn owing<'a>(of: &TwoViews<'a>, taken: &[&'a State]) -> Vec<&'a State> {
    let owes =
        |state: &&State| of.before.get(state.id).is_some_and(|before| of.before.owes_return(of.now.catalog, before));
    taken.iter().copied().filter(owes).collect()
}

fn overview<'a>(of: &TwoViews, taken: &[&State]) -> Section<'a> {
    let portfolio = of.now.portfolio;
    let day = of.period.as_of;
    let counted: Vec<&State> = taken.iter().copied().filter(|state| portfolio.is_counted(state, day)).collect();
    let mut tally = Tally::default();
    counted.iter().for_each(|state| tally.add(portfolio, of.now.catalog, state));
    tally.lots = lots(portfolio, taken);
    let mut sentences = vec![Sentence::Overview {
        projects: tally.projects,
        lots: tally.lots,
        started: tally.started,
        completed: tally.completed,
        no_stage: tally.no_stage,
    }];
    let left = |condition| {
        number(taken.iter().filter(|state| state.kind == Kind::Project && state.condition == condition).count())
    };
    let (cancelled, merged, withdrawn) =
        (left(Condition::Cancelled), left(Condition::Merged), left(Condition::Withdrawn));
    if cancelled + merged + withdrawn > 0 {
        sentences.push(Sentence::Left { cancelled, merged, withdrawn });
    }
    let body = Content::Sentences(sentences);
    Section { id: "overview", heading: Some(Word::Overview), body, notes: Vec::new() }
}

/// Counts of projects by phase.
#[derive(Clone, Copy, Default)]
struct Tally {
    projects: i64,
    lots: i64,
    phases: [i64; Phase::ALL.len()],
    no_stage: i64,
    started: i64,
    completed: i64,
}

impl Tally {
    fn add(&mut self, portfolio: &Portfolio, catalog: &Catalog, state: &State) {
        self.projects += 1;
        match portfolio.phase(catalog, state) {
            Some(phase) => self.phases[phase as usize] += 1,
            None => self.no_stage += 1,
        }
        self.started += i64::from(portfolio.has_started(state));
        self.completed += i64::from(portfolio.is_completed(state));
    }

    fn sum(self, other: &Self) -> Self {
        Self {
            projects: self.projects + other.projects,
            lots: self.lots + other.lots,
            phases: std::array::from_fn(|at| self.phases[at] + other.phases[at]),
            no_stage: self.no_stage + other.no_stage,
            started: self.started + other.started,
            completed: self.completed + other.completed,
        }
    }

    fn cells(&self) -> Vec<Cell> {
        let mut cells = vec![Cell::Count(self.projects), Cell::Count(self.lots)];
        cells.extend(self.phases.map(Cell::Count));
        cells.extend([self.no_stage, self.started, self.completed].map(Cell::Count));
        cells
    }
}

fn by_category<'a>(of: &'a TwoViews<'a>, taken: &[&State]) -> Section<'a> {
    let catalog = of.now.catalog;
    let mut columns = vec![Column::new("category", Word::Category, Shape::Fixed)];
    columns.push(Column::new("projects", Word::Projects, Shape::Count));
    columns.push(Column::new("lots", Word::Lots, Shape::Count));
    for phase in Phase::ALL {
        let heading = Heading::Label(catalog.phase_label(phase));
        columns.push(Column { heading, ..Column::new(phase.code(), Word::Phase, Shape::Count) });
    }
    for (key, word) in [("no_stage", Word::NoStage), ("reached_start", Word::Started), ("reached_end", Word::Completed)]
    {
        columns.push(Column::new(key, word, Shape::Count));
    }
    let mut rows = Vec::new();
    let mut total = Tally::default();
    for category in &catalog.categories {
        let of_category: Vec<&State> = taken.iter().copied().filter(|state| state.category == category.code).collect();
        if of_category.is_empty() {
            continue;
        }
        let mut tally = Tally { lots: lots(of.now.portfolio, &of_category), ..Tally::default() };
        let portfolio = of.now.portfolio;
        of_category
            .iter()
            .filter(|state| portfolio.is_counted(state, of.period.as_of))
            .for_each(|state| tally.add(portfolio, catalog, state));
        total = total.sum(&tally);
        let named = Named { code: category.code.clone(), label: category.label.clone() };
        rows.push(std::iter::once(Cell::Named(named)).chain(tally.cells()).collect());
    }
    rows.push(std::iter::once(total_cell()).chain(total.cells()).collect());
    Section::table("categories", Word::ByCategory, columns, rows.into_iter())
}

fn not_returned<'a>(looking: &'a Looking<'a>, owing: usize, mut missing: Vec<&'a State>) -> Section<'a> {
    let columns = vec![
        Column::new("unit", Word::LeadUnit, Shape::Text),
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("as_of", Word::LastReturn, Shape::Fixed),
    ];
    missing.sort_by_key(|state| state.lead().map_or(usize::MAX, |lead| looking.units.position(lead)));
    let everybody = missing.is_empty();
    let rows = missing.into_iter().map(|state| {
        let unit = unit_names(looking.units, &state.units);
        vec![
            text(unit.first().map(String::as_str)),
            Cell::Code(state.code.clone()),
            Cell::Text(state.name.clone()),
            state.last_return.map_or(Cell::Never, |(_, day)| Cell::Day(day)),
        ]
    });
    let mut section = Section::table("not_returned", Word::NotReturned, columns, rows);
    if everybody {
        section.notes.push(if owing == 0 { Sentence::NobodyOwes } else { Sentence::AllReturned });
    }
    section
}

fn total_cell() -> Cell {
    Cell::Word { code: "total", word: Word::Total }
}

fn lots(portfolio: &Portfolio, states: &[&State]) -> i64 {
    number(states.iter().filter(|state| state.kind == Kind::Lot && !portfolio.has_left(state)).count())
}
