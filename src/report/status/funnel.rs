//! Funnels: a total over works, and how much of it is through each step (households that signed, left, were demolished).
//! Which there are follows from the measures.

use std::borrow::Cow;

use super::{StatusPage, StatusSentence};
use crate::domain::catalog::{HOUSEHOLDS, Label, Measure, Named};
use crate::domain::fact::FINISH;
use crate::domain::fraction::Fraction;
use crate::domain::funnel::Funnel;
use crate::domain::quantity::Amount;
use crate::domain::state::State;
use crate::report::columns::{short_step, total_key};
use crate::report::milestones::MilestoneSentence;
use crate::report::model::{Cell, Column, ColumnHeading, Section, Shape, Word, number};

/// The works that a funnel is about.
pub struct Passing<'a> {
    pub funnel: Funnel<'a>,
    /// Works whose total is known in number.
    pub known: Vec<&'a State>,
    pub unknown: Vec<&'a State>,
}

impl<'a> Passing<'a> {
    /// Of each funnel that any work has a total of.
    pub fn all(page: &StatusPage<'a>) -> Vec<Self> {
        let of = |funnel| Self::of(page, funnel);
        page.now.catalog.funnels().into_iter().map(of).filter(|passing| !passing.known.is_empty()).collect()
    }

    fn of(page: &StatusPage<'a>, funnel: Funnel<'a>) -> Self {
        let passing = page.counted.iter().copied().filter(|state| is_about(page, state, &funnel));
        let (known, unknown) = passing.partition(|state| page.now.portfolio.total(funnel.whole, state).is_some());
        Self { funnel, known, unknown }
    }

    pub fn total(&self, page: &StatusPage) -> Amount {
        self.known.iter().filter_map(|state| page.now.portfolio.total(self.funnel.whole, state)).sum()
    }

    /// How much is through a step.
    pub fn through(&self, page: &StatusPage, step: &Measure) -> Amount {
        self.known.iter().map(|state| count(page, step, state)).sum()
    }

    /// The one category that all works are of.
    pub fn category(&self) -> Option<&'a str> {
        let mut of = self.known.iter().chain(&self.unknown).map(|state| state.category.as_str());
        of.next().filter(|first| of.all(|other| other == *first))
    }

    /// What the works have come through: named by their category, where they are all of one that has no other funnel,
    /// else by what is counted.
    fn subject(&self, page: &StatusPage<'a>, all: &[Self]) -> Label {
        let own = self.category().filter(|own| all.iter().filter(|one| one.category() == Some(own)).count() == 1);
        let category = own.and_then(|code| page.now.catalog.category(code));
        category.map_or_else(|| self.funnel.noun(), |category| category.label.clone())
    }

    /// The name of a section: those of households had theirs before there were others.
    fn id(&self, name: &'static str) -> Cow<'static, str> {
        match self.funnel.whole.code.as_str() {
            HOUSEHOLDS => name.into(),
            other => format!("{name}_{other}").into(),
        }
    }

    fn quantity(&self, value: Amount) -> Cell {
        let dimension = self.funnel.whole.dimension;
        if dimension.is_whole() { Cell::count(value) } else { Cell::Quantity { value, dimension } }
    }

    fn shape(&self) -> Shape {
        let dimension = self.funnel.whole.dimension;
        if dimension.is_whole() { Shape::Count } else { Shape::Quantity(dimension) }
    }
}

/// A count never filed is none, here alone.
fn count(page: &StatusPage, step: &Measure, state: &State) -> Amount {
    page.now.portfolio.reading(step, state).unwrap_or(0)
}

/// Of each funnel: over all works whose total is known, and, where the page is of nothing else, work by work.
pub fn funnel<'a>(page: &StatusPage<'a>) -> Vec<Section<'a>> {
    let all = Passing::all(page);
    all.iter().flat_map(|passing| sections(page, passing, &passing.subject(page, &all))).collect()
}

fn sections<'a>(page: &StatusPage<'a>, passing: &Passing<'a>, subject: &Label) -> Vec<Section<'a>> {
    let Passing { funnel, known, unknown } = passing;
    let mut section = funnel_of_all(page, passing, subject);
    let of = funnel.noun();
    if !unknown.is_empty() {
        let projects = number(unknown.len());
        section.notes.push(StatusSentence::NoTotal { of: of.clone(), projects }.into());
    }
    let cleared = |step: &&Measure| {
        let through = known.iter().filter(|state| {
            let total = page.now.portfolio.total(funnel.whole, state);
            total.is_some_and(|total| total > 0 && count(page, step, state) == total)
        });
        (funnel.step_name(step), number(through.count()))
    };
    let by: Vec<(Label, i64)> = funnel.steps.iter().map(cleared).collect();
    let is_any = by.iter().any(|(_, through)| *through > 0);
    let projects = number(known.len());
    section.notes.extend(is_any.then(|| StatusSentence::Cleared { of, projects, by }.into()));
    let mut sections = vec![section];
    let is_about = |category: &String| known.iter().chain(unknown).any(|state| state.category == *category);
    if page.counted.iter().all(|state| is_about(&state.category)) {
        sections.push(funnel_by_work(page, passing, subject));
    }
    sections
}

/// Whether a work has the total of a funnel, or is at any step of it.
fn is_about(page: &StatusPage, state: &State, funnel: &Funnel) -> bool {
    let leaves = page.now.portfolio.leaves(state);
    let has_any = |leaf: &&State| {
        let is_at = |step: &&Measure| leaf.reading(&step.code).is_some();
        funnel.steps.iter().any(is_at) || leaf.total(&funnel.whole.code).is_some()
    };
    leaves.iter().any(has_any)
}

fn funnel_of_all<'a>(page: &StatusPage<'a>, passing: &Passing<'a>, subject: &Label) -> Section<'a> {
    let (noun, total) = (passing.funnel.noun(), passing.total(page));
    let headed = |key: &'static str, heading, shape| Column { heading, ..Column::new(key, Word::Share, shape) };
    let columns = vec![
        Column::new("measure", Word::FunnelStep, Shape::Fixed),
        headed("count", ColumnHeading::CountOf(noun.clone()), passing.shape()),
        Column::new("bar", Word::FunnelBar, Shape::Text),
        headed("share", ColumnHeading::ShareOf(noun.clone()), Shape::Rate),
        Column::new("left", Word::Left, passing.shape()),
    ];
    let named = |code: &str, label: Label| Cell::Named(Named { code: code.to_owned(), label });
    let share = |done: Amount| (total > 0).then(|| Fraction::new(done, total));
    let mut rows = vec![vec![
        named(&total_key(&passing.funnel.whole.code), capital(noun)),
        passing.quantity(total),
        Cell::Bar(Fraction::one()),
        Cell::Nothing,
        Cell::Nothing,
    ]];
    for step in &passing.funnel.steps {
        let done = passing.through(page, step);
        rows.push(vec![
            named(&step.code, step.label.clone()),
            passing.quantity(done),
            share(done).map_or(Cell::Nothing, Cell::Bar),
            share(done).map_or(Cell::Nothing, Cell::Rate),
            passing.quantity(total - done),
        ]);
    }
    let heading = ColumnHeading::ProgressOf(subject.clone());
    Section::table(passing.id("funnel"), heading, columns, rows.into_iter())
}

fn funnel_by_work<'a>(page: &StatusPage<'a>, passing: &Passing<'a>, subject: &Label) -> Section<'a> {
    let Funnel { whole, steps } = &passing.funnel;
    let key = total_key(&whole.code);
    let heading = ColumnHeading::Label(passing.funnel.noun());
    let mut columns = vec![
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column { key, heading, ..Column::new("", Word::Share, passing.shape()) },
    ];
    for step in steps {
        let heading = ColumnHeading::Label(step.label.clone());
        let (key, short) = (step.code.clone().into(), short_step(step).map(ColumnHeading::Label));
        columns.push(Column { key, heading, short, ..Column::new("", Word::Share, Shape::Quantity(whole.dimension)) });
        let share = Column::new("", Word::Share, Shape::Rate);
        columns.push(Column { key: format!("{}_share", step.code).into(), ..share });
    }
    columns.push(Column::new("deadline", Word::Deadline, Shape::Fixed));
    columns.push(Column::new("situation", Word::Situation, Shape::Fixed));
    let portfolio = page.now.portfolio;
    let rows = passing.known.iter().map(|state| {
        let total = portfolio.total(whole, state).unwrap_or(0);
        let name = Cell::Text(state.name.clone());
        let mut row = vec![Cell::Code(state.code.clone()), name, passing.quantity(total)];
        for step in steps {
            let done = count(page, step, state);
            let share = (total > 0).then(|| Cell::Rate(Fraction::new(done, total)));
            row.extend([Cell::Quantity { value: done, dimension: whole.dimension }, share.unwrap_or(Cell::Nothing)]);
        }
        row.extend(deadline(page, state));
        row
    });
    let rows: Vec<Vec<Cell>> = rows.collect();
    let heading = ColumnHeading::ProgressByWork(subject.clone());
    Section::table(passing.id("funnel_projects"), heading, columns, rows.into_iter())
}

/// At the head of a row English wants a capital, as it does at the head of a column.
fn capital(label: Label) -> Label {
    let mut letters = label.en.chars();
    let en = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    Label { zh: label.zh, en }
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
