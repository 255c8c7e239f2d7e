//! `category list`: the categories there are, or the stages of one.

use super::model::{Cell, Column, Detail, Header, Report, Section, SectionBody, Shape, Word, number};
use super::word::phase_word;
use crate::domain::catalog::{Catalog, Category, Label, Named, Phase, Stage};
use crate::domain::portfolio::Portfolio;
use crate::domain::state::State;

/// All categories, or the stages of one. A page of all leaves out what it has no room for: the stages of one say it.
pub fn categories<'a>(
    catalog: &'a Catalog,
    portfolio: &'a Portfolio,
    only: Option<&'a Category>,
    detail: Detail,
    header: Header,
) -> Report<'a> {
    let section = match only {
        None => all(catalog, portfolio, detail),
        Some(category) => stages(category, portfolio),
    };
    Report { header, sections: vec![section] }
}

/// Left out on a page.
const BESIDE: [&str; 5] = ["english", "id", "starts", "completes", "title_words"];

fn all<'a>(catalog: &'a Catalog, portfolio: &'a Portfolio, detail: Detail) -> Section<'a> {
    let mut columns = vec![
        Column::new("category", Word::Category, Shape::Fixed),
        Column::new("english", Word::English, Shape::Text),
        Column::new("id", Word::Id, Shape::Fixed),
        Column::new("prefix", Word::Prefix, Shape::Fixed),
    ];
    columns.extend(Phase::ALL.map(|phase| Column::new(phase.code(), phase_word(phase), Shape::Text)));
    columns.extend([
        Column::new("starts", Word::StartsBy, Shape::Text),
        Column::new("completes", Word::CompletesBy, Shape::Text),
        Column::new("title_words", Word::TitleWords, Shape::Text),
        Column::new("works", Word::Works, Shape::Count),
    ]);
    let is_shown: Vec<bool> =
        columns.iter().map(|column| detail == Detail::Everything || !BESIDE.contains(&&*column.key)).collect();
    let mut shown = is_shown.iter();
    columns.retain(|_| shown.next() == Some(&true));
    let rows = catalog.categories.iter().map(move |category| {
        let works = portfolio.states().iter().filter(|state| state.category == category.code).count();
        let mut row = vec![
            Cell::Text(category.label.zh.clone()),
            Cell::Text(category.label.en.clone()),
            Cell::Code(category.code.clone()),
            Cell::Code(category.code_prefix.clone()),
        ];
        row.extend(Phase::ALL.map(|phase| {
            let own = category.stages.iter().filter(|stage| stage.phase == phase);
            Cell::NamedList(own.map(|stage| Named { code: stage.code.clone(), label: stage.label.clone() }).collect())
        }));
        let mark = |code: &str| category.stage(code).map_or(Cell::Nothing, |stage| named(&stage.code, &stage.label));
        row.extend([
            mark(&category.starts),
            mark(&category.completes),
            Cell::List(category.words.clone()),
            Cell::count(number(works)),
        ]);
        row.into_iter().zip(&is_shown).filter(|(_, is_shown)| **is_shown).map(|(cell, _)| cell).collect()
    });
    section("categories", columns, rows)
}

fn stages<'a>(category: &'a Category, portfolio: &'a Portfolio) -> Section<'a> {
    let columns = vec![
        Column::new("stage", Word::Stage, Shape::Fixed),
        Column::new("english", Word::English, Shape::Text),
        Column::new("id", Word::Id, Shape::Fixed),
        Column::new("phase", Word::Phase, Shape::Fixed),
        Column::new("marks", Word::CountsAs, Shape::Text),
        Column::new("synonyms", Word::AlsoCalled, Shape::Text),
        Column::new("works", Word::Works, Shape::Count),
    ];
    let rows = category.stages.iter().map(move |stage| {
        let is_there = |state: &&State| {
            state.category == category.code && state.stage.as_ref().is_some_and(|(code, _)| *code == stage.code)
        };
        vec![
            Cell::Text(stage.label.zh.clone()),
            Cell::Text(stage.label.en.clone()),
            Cell::Code(stage.code.clone()),
            Cell::Word { code: stage.phase.code(), word: phase_word(stage.phase) },
            Cell::NamedList(marks(category, stage)),
            Cell::List(stage.synonyms.clone()),
            Cell::count(number(portfolio.states().iter().filter(is_there).count())),
        ]
    });
    section("stages", columns, rows)
}

/// What a work has done that reaches a stage: started, completed.
fn marks(category: &Category, stage: &Stage) -> Vec<Named> {
    let Category { starts, starts_label, completes, completes_label, .. } = category;
    let both = [(starts, "starts", starts_label), (completes, "completes", completes_label)];
    let own = both.into_iter().filter(|(code, ..)| **code == stage.code);
    own.map(|(_, id, label)| Named { code: id.to_owned(), label: label.clone() }).collect()
}

fn named(code: &str, label: &Label) -> Cell {
    Cell::Named(Named { code: code.to_owned(), label: label.clone() })
}

fn section<'a>(id: &'static str, columns: Vec<Column>, rows: impl Iterator<Item = Vec<Cell>> + 'a) -> Section<'a> {
    Section {
        id: id.into(),
        heading: None,
        body: SectionBody::Table { columns, rows: Box::new(rows) },
        notes: Vec::new(),
    }
}
