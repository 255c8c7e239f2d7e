//! The file as a whole: its head, the title and what the page says of itself, the two sides, the foot.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::section::{Place, legend, section};
use crate::lang::Lang;
use crate::lang::header::{header_parts, remark, title};
use crate::lang::sentence::noted;
use crate::lang::word::word;
use crate::report::front::sides;
use crate::report::model::{Column, Header, Report, Section, SectionBody, Shape, Word};

const STYLE: &str = include_str!("style.css");
/// Nothing is loaded, nothing runs.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

pub(super) fn page(report: Report<'_>, lang: Lang) -> Markup {
    let Report { header, sections } = report;
    let name = name(lang, &header);
    let layout = if sections.iter().any(is_wide) { "wide" } else { "upright" };
    let is_numbered = header.is_shown && sections.iter().filter(|section| section.heading.is_some()).count() > 1;
    let legend = legend(lang, &sections);
    let mut place = Place::new(lang, is_numbered);
    let [first, behind] = sides(sections).map(|side| side.into_iter().map(|each| section(each, &mut place)).collect());
    html! {
        (DOCTYPE)
        html lang=(tag(lang)) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="color-scheme" content="light dark";
                link rel="icon" href="data:,";
                title { (name) }
                style { (PreEscaped(STYLE)) }
            }
            body class=(layout) {
                header { (head(lang, &header, &name)) }
                main { (legend) (all(first, behind)) }
                (foot(lang, &header))
            }
        }
    }
}

/// How browsers call the language.
fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "zh-CN",
        Lang::En => "en",
    }
}

/// A page without a title goes by its day.
fn name(lang: Lang, header: &Header) -> String {
    let day = || header_parts(lang, header).into_iter().next().unwrap_or_default();
    header.title.as_ref().map_or_else(day, |of| title(lang, of))
}

/// A chart of signs takes the paper on its side.
fn is_wide(section: &Section<'_>) -> bool {
    let is_sign = |column: &Column| column.shape == Shape::Sign;
    matches!(&section.body, SectionBody::Table { columns, .. } if columns.iter().any(is_sign))
}

fn head(lang: Lang, header: &Header, name: &str) -> Markup {
    html! {
        div class="titled" {
            h1 { (name) }
            @if let Some(note) = header.note.as_deref() { p class="note-of-register" { (noted(lang, note)) } }
        }
        ul class="facts" { @for part in header_parts(lang, header) { li { (part) } } }
        @if let Some(of) = header.remark.as_deref() { p class="remark" { (remark(lang, of)) } }
    }
}

/// The first side, and what stands behind it.
fn all(first: Vec<Markup>, behind: Vec<Markup>) -> Markup {
    let is_filled = |markup: &Markup| !markup.0.is_empty();
    html! {
        @if first.iter().any(is_filled) { div class="first" { @for each in &first { (each) } } }
        @if behind.iter().any(is_filled) { div class="behind" { @for each in &behind { (each) } } }
    }
}

fn foot(lang: Lang, header: &Header) -> Markup {
    html! {
        @if let Some(hash) = &header.ledger_hash {
            footer { p { (word(lang, Word::LedgerHash)) " " code { (hash) } } }
        }
    }
}
