//! Cards: the tiles of a summary, a block for each red work, the particulars of one.

use maud::{Markup, html};

use super::table::{badge, entry, light_class};
use crate::domain::light::Light;
use crate::lang::{Lang, cell, chart};
use crate::render::said;
use crate::report::model::{Cell, Column, ColumnHeading, LightCounts, Sentence, Word};
use crate::report::status::StatusSentence;

/// A figure with what it is called and what is said of it.
struct Tile {
    label: String,
    figure: String,
    beside: String,
    kind: &'static str,
}

/// The figures that the sentences of a summary tell, each in its place.
pub(super) fn tiles(lang: Lang, sentences: &[Sentence]) -> Markup {
    let status = || sentences.iter().filter_map(|each| if let Sentence::Status(of) = each { Some(of) } else { None });
    let mut tiles = Vec::new();
    let since = status().find_map(|each| match each {
        StatusSentence::SinceLast { cadence, lights, projects, started, completed } => {
            Some((*cadence, *lights, [*projects, *started, *completed]))
        }
        _ => None,
    });
    let moved = |of: &dyn Fn(LightCounts, [i64; 3]) -> i64| {
        since.map_or_else(String::new, |(cadence, lights, counts)| chart::change(lang, cadence, of(lights, counts)))
    };
    let tile = |label: &str, figure: String, beside, kind| Tile { label: cell::capital(label), figure, beside, kind };
    for each in status() {
        match each {
            StatusSentence::Overview { projects, started, completed, .. } => {
                let counts = chart::counted(lang).into_iter().zip([projects, started, completed]);
                tiles.extend(
                    counts
                        .enumerate()
                        .map(|(at, (name, n))| tile(&name, n.to_string(), moved(&|_, counts| counts[at]), "count")),
                );
            }
            StatusSentence::Lights(counts) => tiles.extend(ALL_LIGHTS.into_iter().map(|of| {
                let beside = moved(&|lights, _| count(lights, of));
                tile(&chart::lit(lang, of), count(*counts, of).to_string(), beside, light_class(of))
            })),
            StatusSentence::Money { rate, elapsed, .. } => {
                let figure = cell::page(lang, &rate.clone().map_or(Cell::Nothing, Cell::Rate));
                let against = chart::against(lang, rate.as_ref(), elapsed);
                tiles.push(tile(&chart::completion(lang), figure, against, "rate"));
            }
            _ => {}
        }
    }
    html! {
        @if !tiles.is_empty() {
            dl class="tiles" { @for Tile { label, figure, beside, kind } in &tiles {
                div class=(kind) { dt { (label) } dd { b { (figure) } " " span { (beside) } } }
            } }
        }
    }
}

const ALL_LIGHTS: [Option<Light>; 5] =
    [Some(Light::Red), Some(Light::Yellow), Some(Light::Green), Some(Light::Grey), None];

fn count(counts: LightCounts, of: Option<Light>) -> i64 {
    match of {
        Some(Light::Red) => counts.red,
        Some(Light::Yellow) => counts.yellow,
        Some(Light::Green) => counts.green,
        Some(Light::Grey) => counts.grey,
        None => counts.none,
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
