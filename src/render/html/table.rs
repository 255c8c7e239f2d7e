//! Tables: headings with their scope, a heading for each row, numbers under each other. On a phone a wide one becomes a
//! block for each row, in which every cell carries its heading.

use maud::{Markup, html};

use crate::domain::light::Light;
use crate::domain::sign::Sign;
use crate::lang::light::light;
use crate::lang::{Lang, cell};
use crate::report::model::{Cell, Column, ColumnHeading, Shape, Word};

/// A table of so many columns fits a phone as it is, if no names of works stand in it.
const NARROW: usize = 4;

pub(super) fn table(lang: Lang, caption: Option<&str>, columns: &[Column], rows: &[Vec<Cell>]) -> Markup {
    let headings: Vec<String> = columns.iter().map(|column| cell::page_heading(lang, column)).collect();
    let of_row = row_heading(columns);
    let width = match columns {
        _ if columns.iter().any(|column| column.shape == Shape::Sign) => "wall",
        _ if columns.len() <= NARROW && !columns.iter().any(is_name) => "narrow",
        _ => "wide",
    };
    html! {
        table class=(width) {
            @if let Some(caption) = caption { caption { (cell::capital(caption)) } }
            thead { tr { @for (column, heading) in columns.iter().zip(&headings) {
                th scope="col" class=(head_class(column)) { (heading) }
            } } }
            tbody { @for row in rows { tr class=[row_class(row)] {
                @for ((at, each), (column, heading)) in row.iter().enumerate().zip(columns.iter().zip(&headings)) {
                    @if at == of_row {
                        th scope="row" class=(class(column, each)) data-head=(heading) { (entry(lang, each)) }
                    } @else {
                        td class=(class(column, each)) data-head=(heading) { (entry(lang, each)) }
                    }
                }
            } } }
        }
    }
}

/// The column that names the row: its name, else the first in words.
fn row_heading(columns: &[Column]) -> usize {
    let is_words = |column: &Column| matches!(column.shape, Shape::Text | Shape::Fixed);
    columns.iter().position(is_name).or_else(|| columns.iter().position(is_words)).unwrap_or(0)
}

fn is_name(column: &Column) -> bool {
    matches!(column.heading, ColumnHeading::Word(Word::Name))
}

fn row_class(row: &[Cell]) -> Option<&'static str> {
    let is_total = |each: &Cell| matches!(each, Cell::Word { word: Word::Total, .. });
    row.iter().any(is_total).then_some("total")
}

fn head_class(column: &Column) -> String {
    let light = match column.heading {
        ColumnHeading::Word(Word::Red) => " red",
        ColumnHeading::Word(Word::Yellow) => " yellow",
        ColumnHeading::Word(Word::Green) => " green",
        ColumnHeading::Word(Word::Grey) => " grey",
        ColumnHeading::Month { is_running: true, .. } => " running",
        _ => "",
    };
    format!("{}{light}", shape(column))
}

fn class(column: &Column, each: &Cell) -> String {
    let more = match each {
        Cell::Nothing => " empty".to_owned(),
        Cell::Marks(marks) => marks.iter().map(|mark| mark.sign).max().map_or_else(|| " empty".to_owned(), of_sign),
        Cell::Indented { level, .. } if *level > 0 => " inner".to_owned(),
        _ => String::new(),
    };
    format!("{}{more}", shape(column))
}

fn of_sign(sign: Sign) -> String {
    format!(" sign {}", sign.code())
}

/// How a column is set.
fn shape(column: &Column) -> &'static str {
    match column.shape {
        Shape::Text => "words",
        Shape::Fixed => "fixed",
        Shape::Sign => "signs",
        Shape::Count | Shape::Amount | Shape::Quantity(_) | Shape::Rate | Shape::Points => "figure",
    }
}

/// What a cell shows.
pub(super) fn entry(lang: Lang, each: &Cell) -> Markup {
    match each {
        Cell::Light(of) => badge(lang, *of),
        Cell::Indented { text, .. } => html! { (text) },
        Cell::Bar(share) => html! { (share.percent()) },
        Cell::Nothing
        | Cell::Text(_)
        | Cell::Code(_)
        | Cell::Day(_)
        | Cell::Due(_)
        | Cell::Instant(_)
        | Cell::Count(_)
        | Cell::Flag(_)
        | Cell::Quantity { .. }
        | Cell::Number { .. }
        | Cell::QuantityAt { .. }
        | Cell::Named(_)
        | Cell::Unit(_)
        | Cell::Word { .. }
        | Cell::Stage { .. }
        | Cell::List(_)
        | Cell::NamedList(_)
        | Cell::Sentences(_)
        | Cell::Rate(_)
        | Cell::Points(_)
        | Cell::Verdict(_)
        | Cell::Marks(_) => html! { (cell::page(lang, each)) },
    }
}

/// The word of a light on its colour.
pub(super) fn badge(lang: Lang, of: Option<Light>) -> Markup {
    html! { span class={ "light " (light_class(of)) } { (light(lang, of)) } }
}

pub(super) fn light_class(of: Option<Light>) -> &'static str {
    of.map_or("unlit", Light::code)
}
