//! The parts of a page: a heading, what stands under it, the notes below.

use maud::{Markup, html};

use super::{card, chart, table};
use crate::lang::grid::{legend_items, other_signs};
use crate::lang::header::ordinal;
use crate::lang::sentence::sentence;
use crate::lang::word::word;
use crate::lang::{Lang, brief, cell};
use crate::report::grid::GridSentence;
use crate::report::model::{
    Cell, Column, ColumnHeading, NumberedList, Paragraph, Section, SectionBody, Sentence, Word,
};

/// Where the next part of a page stands.
pub(super) struct Place {
    pub lang: Lang,
    is_numbered: bool,
    number: usize,
}

impl Place {
    pub fn new(lang: Lang, is_numbered: bool) -> Self {
        Self { lang, is_numbered, number: 0 }
    }

    /// The heading of the next part that has one.
    fn heading(&mut self, of: &ColumnHeading) -> String {
        self.number += 1;
        let number = if self.is_numbered { ordinal(self.lang, self.number) } else { String::new() };
        number + &cell::capital(&cell::headed(self.lang, of))
    }
}

/// A part of which there is nothing to show is not there.
pub(super) fn section(of: Section<'_>, place: &mut Place) -> Markup {
    let Section { id, heading, body, notes } = of;
    let lang = place.lang;
    let is_under_page = heading.is_none() && matches!(body, SectionBody::Sentences(_));
    let Some(shown) = shown(lang, &id, heading.as_ref(), body) else {
        let is_silent = notes.is_empty();
        return if is_silent { Markup::default() } else { part(&id, heading.as_ref(), &html! {}, &notes, place) };
    };
    if is_under_page {
        return html! { section id=(anchor(&id)) class="notes" aria-label=(word(lang, Word::Notes)) { (shown) } };
    }
    part(&id, heading.as_ref(), &shown, &notes, place)
}

fn part(id: &str, heading: Option<&ColumnHeading>, shown: &Markup, notes: &[Sentence], place: &mut Place) -> Markup {
    let lang = place.lang;
    let (anchor, titled) = (anchor(id), format!("{}-heading", anchor(id)));
    let inner = html! { (shown) @for note in notes { p class="note" { (sentence(lang, note)) } } };
    match heading.map(|of| place.heading(of)) {
        Some(heading) => html! {
            section id=(anchor) aria-labelledby=(titled) { h2 id=(titled) { (heading) } (inner) }
        },
        None => html! { section id=(anchor) { (inner) } },
    }
}

fn anchor(id: &str) -> String {
    format!("part-{id}")
}

/// `None`: a table without rows, which has nothing to show.
fn shown(lang: Lang, id: &str, heading: Option<&ColumnHeading>, body: SectionBody<'_>) -> Option<Markup> {
    Some(match body {
        SectionBody::Table { columns, rows } => {
            let rows: Vec<_> = rows.collect();
            if rows.is_empty() {
                return None;
            }
            with_chart(lang, id, heading, columns, rows)
        }
        SectionBody::Chart { columns, rows } => with_chart(lang, id, heading, columns, rows),
        SectionBody::Card { columns, row } => card::particulars(lang, &columns, &row),
        SectionBody::Cards { rows, .. } if rows.is_empty() => return None,
        SectionBody::Cards { columns, titles, rows } => card::cards(lang, &columns, titles, &rows),
        SectionBody::Sentences(said) if said.is_empty() => return None,
        SectionBody::Sentences(said) if heading.is_none() => under_page(lang, &said),
        SectionBody::Sentences(said) => html! {
            div class="said" { @for (at, each) in said.iter().enumerate() {
                p { (sentence(lang, each)) }
                @if at == 0 { (card::tiles(lang, &said)) }
            } }
        },
        SectionBody::Paragraphs(paragraphs) => html! {
            @for Paragraph { said, .. } in &paragraphs { p class="official" { (brief::paragraph(lang, said)) } }
        },
        SectionBody::Lists { lead, lists, .. } => html! {
            p class="lead" { (sentence(lang, &lead)) }
            @for NumberedList { of, items } in &lists {
                h2 { (sentence(lang, of)) }
                ol { @for item in items { li { (sentence(lang, item)) } } }
            }
        },
    })
}

/// A table, and the chart of it, if it has one: what is a bar in a cell is a bar there.
fn with_chart(
    lang: Lang,
    id: &str,
    heading: Option<&ColumnHeading>,
    mut columns: Vec<Column>,
    mut rows: Vec<Vec<Cell>>,
) -> Markup {
    let chart = chart::chart(lang, id, &columns, &rows);
    let is_bar = |at: usize| rows.iter().any(|row| matches!(row.get(at), Some(Cell::Bar(_))));
    for at in (0..columns.len()).rev().filter(|at| is_bar(*at)).collect::<Vec<_>>() {
        columns.remove(at);
        rows.iter_mut().filter(|row| at < row.len()).for_each(|row| drop(row.remove(at)));
    }
    let table = table::table(lang, heading.map(|of| cell::headed(lang, of)).as_deref(), &columns, &rows);
    html! { @if let Some(chart) = chart { (chart.set_beside(table)) } @else { (table) } }
}

/// What stands under the whole page; a legend stands above it.
fn under_page(lang: Lang, said: &[Sentence]) -> Markup {
    html! { @for each in said.iter().filter(|each| undated(each).is_none()) { p { (sentence(lang, each)) } } }
}

/// The signs of a chart and what they mean, where the page has one.
pub(super) fn legend(lang: Lang, sections: &[Section<'_>]) -> Markup {
    let said = sections.iter().filter_map(|section| match &section.body {
        SectionBody::Sentences(said) => Some(said),
        SectionBody::Table { .. }
        | SectionBody::Chart { .. }
        | SectionBody::Card { .. }
        | SectionBody::Cards { .. }
        | SectionBody::Paragraphs(_)
        | SectionBody::Lists { .. } => None,
    });
    html! {
        @if let Some(has_undated) = said.flatten().find_map(undated) {
            ul class="legend" {
                @for item in legend_items(lang, has_undated) {
                    li { span class={ "sign " (item.of.code()) } { (item.sign) } " " (item.means) }
                }
                li { (other_signs(lang)) }
            }
        }
    }
}

/// Of a legend, whether it has the sign of what was met nobody knows when.
fn undated(sentence: &Sentence) -> Option<bool> {
    match sentence {
        Sentence::Grid(GridSentence::Legend { has_undated }) => Some(*has_undated),
        _ => None,
    }
}
