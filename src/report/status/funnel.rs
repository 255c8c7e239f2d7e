//! Relocation: how many households there are, and how many signed, left, were demolished, over the total.

use super::{StatusPage, StatusSentence};
use crate::domain::catalog::{HOUSEHOLDS, Label, Measure, Named};
use crate::domain::fact::FINISH;
use crate::domain::fraction::Fraction;
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::state::State;
use crate::report::milestones::MilestoneSentence;
use crate::report::model::{Cell, Column, ColumnHeading, Section, SectionBody, Shape, Word, number};

/// The projects for which households have to move.
pub struct Moving<'a> {
    households: &'a Measure,
    /// What is counted of the households, step by step.
    pub steps: Vec<&'a Measure>,
    /// Projects whose households are known in number.
    pub known: Vec<&'a State>,
    pub unknown: Vec<&'a State>,
}

impl<'a> Moving<'a> {
    /// `None`: no project has households that are known in number.
    pub fn find(page: &StatusPage<'a>) -> Option<Self> {
        let catalog = page.now.catalog;
        let steps: Vec<&Measure> =
            catalog.measures.iter().filter(|m| m.is_read && m.share_of.as_deref() == Some(HOUSEHOLDS)).collect();
        let households = catalog.measure(HOUSEHOLDS)?;
        let moving = page.counted.iter().copied().filter(|state| moves_people(page, state, &steps));
        let (known, unknown): (Vec<&State>, Vec<&State>) =
            moving.partition(|state| page.now.portfolio.total(households, state).is_some());
        (!known.is_empty()).then_some(Self { households, steps, known, unknown })
    }

    pub fn total(&self, page: &StatusPage) -> Amount {
        self.known.iter().filter_map(|state| page.now.portfolio.total(self.households, state)).sum()
    }

    /// How many households are through a step.
    pub fn through(&self, page: &StatusPage, step: &Measure) -> Amount {
        self.known.iter().map(|state| count(page, step, state)).sum()
    }
}

/// A count never filed is none, here alone.
fn count(page: &StatusPage, step: &Measure, state: &State) -> Amount {
    page.now.portfolio.reading(step, state).unwrap_or(0)
}

/// The funnel over all projects whose households are known, and, where the page is of nothing else, project by project.
pub fn funnel<'a>(page: &StatusPage<'a>) -> Vec<Section<'a>> {
    let Some(moving) = Moving::find(page) else { return Vec::new() };
    let Moving { households, steps, known, unknown } = &moving;
    let mut section = funnel_of_all(steps, moving.total(page), |step| moving.through(page, step));
    if !unknown.is_empty() {
        section.notes.push(StatusSentence::NoHouseholds { projects: number(unknown.len()) }.into());
    }
    let cleared = |step: &&Measure| {
        let through = known.iter().filter(|state| {
            let total = page.now.portfolio.total(households, state);
            total.is_some_and(|total| total > 0 && count(page, step, state) == total)
        });
        (step.label.clone(), number(through.count()))
    };
    let by: Vec<(Label, i64)> = steps.iter().map(cleared).collect();
    let is_any = by.iter().any(|(_, through)| *through > 0);
    section.notes.extend(is_any.then(|| StatusSentence::Cleared { projects: number(known.len()), by }.into()));
    let mut sections = vec![section];
    let is_moving = |category: &String| known.iter().chain(unknown).any(|state| state.category == *category);
    if page.counted.iter().all(|state| is_moving(&state.category)) {
        sections.push(funnel_by_project(page, households, steps, known));
    }
    sections
}

/// Whether households have to move for it.
fn moves_people(page: &StatusPage, state: &State, counts: &[&Measure]) -> bool {
    let leaves = page.now.portfolio.leaves(state);
    let has_any =
        |leaf: &&State| counts.iter().any(|m| leaf.reading(&m.code).is_some()) || leaf.total(HOUSEHOLDS).is_some();
    leaves.iter().any(has_any)
}

fn funnel_of_all<'a>(counts: &[&Measure], total: Amount, done: impl Fn(&Measure) -> Amount) -> Section<'a> {
    let columns = vec![
        Column::new("measure", Word::FunnelStep, Shape::Fixed),
        Column::new("count", Word::Count, Shape::Count),
        Column::new("bar", Word::FunnelBar, Shape::Text),
        Column::new("share", Word::OfHouseholds, Shape::Rate),
        Column::new("left", Word::Left, Shape::Count),
    ];
    let named = |code: &str, label: &Label| Cell::Named(Named { code: code.to_owned(), label: label.clone() });
    let share = |done: Amount| (total > 0).then(|| Fraction::new(done, total));
    let mut rows = vec![vec![
        Cell::Word { code: "households", word: Word::Households },
        Cell::count(total),
        Cell::Bar(Fraction::one()),
        Cell::Nothing,
        Cell::Nothing,
    ]];
    for measure in counts {
        let done = done(measure);
        rows.push(vec![
            named(&measure.code, &measure.label),
            Cell::count(done),
            share(done).map_or(Cell::Nothing, Cell::Bar),
            share(done).map_or(Cell::Nothing, Cell::Rate),
            Cell::count(total - done),
        ]);
    }
    Section::table("funnel", Word::Funnel, columns, rows.into_iter())
}

fn funnel_by_project<'a>(
    page: &StatusPage<'a>,
    households: &Measure,
    counts: &[&Measure],
    known: &[&State],
) -> Section<'a> {
    let mut columns = vec![
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("households", Word::Households, Shape::Count),
    ];
    for measure in counts {
        let heading = ColumnHeading::Label(measure.label.clone());
        let key = measure.code.clone().into();
        columns.push(Column { key, heading, ..Column::new("", Word::Count, Shape::Quantity(Dimension::Count)) });
        let share = Column::new("", Word::Share, Shape::Rate);
        columns.push(Column { key: format!("{}_share", measure.code).into(), ..share });
    }
    columns.push(Column::new("deadline", Word::Deadline, Shape::Fixed));
    columns.push(Column::new("situation", Word::Situation, Shape::Fixed));
    let portfolio = page.now.portfolio;
    let rows = known.iter().map(|state| {
        let total = portfolio.total(households, state).unwrap_or(0);
        let name = Cell::Text(state.name.clone());
        let mut row = vec![Cell::Code(state.code.clone()), name, Cell::count(total)];
        for measure in counts {
            let done = portfolio.reading(measure, state).unwrap_or(0);
            let share = (total > 0).then(|| Cell::Rate(Fraction::new(done, total)));
            row.extend([Cell::Quantity { value: done, dimension: Dimension::Count }, share.unwrap_or(Cell::Nothing)]);
        }
        row.extend(deadline(page, state));
        row
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Section { id: "funnel_projects", heading: Some(Word::FunnelOfProjects), body, notes: Vec::new() }
}

/// The planned finish, and how far off it is.
fn deadline(page: &StatusPage, state: &State) -> [Cell; 2] {
    let Some(finish) = state.milestone(FINISH) else { return [Cell::Nothing, Cell::Nothing] };
    if page.now.portfolio.is_completed(state) {
        let category = page.now.catalog.category(&state.category);
        let label = category.map(|category| category.completes_label.clone()).unwrap_or_default();
        return [Cell::Due(finish.due), Cell::Named(Named { code: "completed".to_owned(), label })];
    }
    let days = (finish.due.last - page.of.period.as_of).num_days();
    let sentence = MilestoneSentence::DueIn { days, baseline: None, moves: 0 };
    [Cell::Due(finish.due), Cell::Sentences(vec![sentence.into()])]
}
