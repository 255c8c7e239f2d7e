//! Cards: the tiles of a summary, a block for each red work, the particulars of one.

use maud::{Markup, html};

use super::table::{badge, entry, light_class};
use crate::lang::{Lang, cell, chart};
use crate::render::said;
use crate::report::model::{Cell, Column, ColumnHeading, Sentence, Word};
use crate::report::status::{self, Tile, TileFigure};

/// The figures that the sentences of a summary tell, each in its place.
pub(super) fn tiles(lang: Lang, sentences: &[Sentence]) -> Markup {
    let tiles = status::tiles(sentences);
    html! {
        @if !tiles.is_empty() {
            dl class="tiles" { @for Tile { figure, change } in &tiles {
                div class=(tile_class(figure)) {
                    dt { (cell::capital(&chart::called(lang, figure))) }
                    dd { b { (chart::figure(lang, figure)) } " " span { (chart::beside(lang, figure, *change)) } }
                }
            } }
        }
    }
}

fn tile_class(figure: &TileFigure) -> &'static str {
    match figure {
        TileFigure::Projects(_) | TileFigure::Started(_) | TileFigure::Completed(_) => "count",
        TileFigure::Light(of, _) => light_class(*of),
        TileFigure::Completion { .. } => "rate",
    }
}

/// So many blocks leave room on a printed side as they are; more are set smaller there.
const FEW: usize = 6;

/// A block for each row: its title, why it is lit, what else it says.
pub(super) fn cards(lang: Lang, columns: &[Column], titles: usize, rows: &[Vec<Cell>]) -> Markup {
    if titles == 0 {
        return html! { @for row in rows { (card(lang, columns, titles, row)) } };
    }
    let class = if rows.len() > FEW { "cards many" } else { "cards" };
    html! { ol class=(class) { @for row in rows { li { (card(lang, columns, titles, row)) } } } }
}

fn card(lang: Lang, columns: &[Column], titles: usize, row: &[Cell]) -> Markup {
    let of = row.iter().find_map(|each| if let Cell::Verdict(grounds) = each { Some(grounds.light) } else { None });
    let said: Vec<(&Column, &Cell)> = said(columns, titles, row).collect();
    let (grounds, others): (Vec<_>, Vec<_>) = said.into_iter().partition(|(_, each)| matches!(each, Cell::Verdict(_)));
    let title: Vec<String> = title_cells(titles, row).map(|each| cell::exact(lang, each)).collect();
    html! {
        article class={ "card " (of.map_or("", light_class)) } {
            @if !title.is_empty() { h3 { @for part in &title { span { (part) } " " } } }
            @for (_, each) in grounds { p class="why" { (cell::exact(lang, each)) } }
            @if !others.is_empty() { dl { @for (column, each) in others {
                div class=(kind(column)) { dt { (cell::heading(lang, column)) } dd { (exact(lang, each)) } }
            } } }
        }
    }
}

fn title_cells(titles: usize, row: &[Cell]) -> impl Iterator<Item = &Cell> {
    row.iter().take(titles).filter(|each| !cell::says_nothing(each))
}

/// What is asked stands out.
fn kind(column: &Column) -> &'static str {
    match column.heading {
        ColumnHeading::Word(Word::Ask) => "ask",
        _ => "said",
    }
}

/// What is known of one row: a line for each cell that says something.
pub(super) fn particulars(lang: Lang, columns: &[Column], row: &[Cell]) -> Markup {
    let said = columns.iter().zip(row).filter(|(_, each)| !cell::says_nothing(each));
    html! {
        dl class="particulars" { @for (column, each) in said {
            div { dt { (cell::heading(lang, column)) } dd { (exact(lang, each)) } }
        } }
    }
}

/// As filed, in full.
fn exact(lang: Lang, each: &Cell) -> Markup {
    match each {
        Cell::Light(of) => badge(lang, *of),
        Cell::Bar(_) => entry(lang, each),
        _ => html! { (cell::exact(lang, each)) },
    }
}
