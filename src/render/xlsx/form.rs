//! The return sheet: what is known is locked, what is to be filled is coloured and takes only what can be read back.
//! Two hidden sheets go with it: the words to choose from, and what the program needs when it comes back.

use std::io::{self, Write};

use rust_xlsxwriter::{Note, ProtectionOptions, Workbook, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::cell::{CellEntry, EntryValue, Look, entry, look};
use super::rule::{Lists, rules};
use super::sheet::{A4, AIR, Done, grow, put, put_text, set_up};
use super::style::{self, Styles, new_book};
use super::{fault, packed};
use crate::lang::sentence::{noted, sentence};
use crate::lang::{Lang, cell as words, workbook};
use crate::render::text::wrap;
use crate::report::form::{Form, FormColumn, FormRow, Part};
use crate::report::model::Holds;

/// The sheet the program reads when the return comes back, and the version of its keys.
pub const ABOUT_SHEET: &str = "haishu-proj";
const FORM: &str = "1";
const HEADING_HEIGHT: u32 = 64;
/// A row is filled in on one side of A4, where twenty columns stand: a heading takes four lines, and words wrap.
const HEADING_LINES: usize = 4;
const WORDS_WIDTH: usize = 12;
const NAME_WIDTH: usize = 16;
/// Of a row, at least: words are written into it by hand.
const LEAST_LINES: usize = 2;

/// Writes a return sheet as a workbook.
///
/// # Errors
/// Those of `out`, and a text that no cell can hold.
pub fn form(form: &Form, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let book = written(form, lang).and_then(|book| packed(book, form.header.made_at));
    out.write_all(&book.map_err(|error| fault(lang, error))?)
}

fn written(form: &Form, lang: Lang) -> Result<Workbook, XlsxError> {
    let (mut book, mut styles) = (new_book()?, Styles::default());
    let lists = Lists::new(form);
    let sheet = book.add_worksheet();
    sheet.set_name(workbook::return_sheet(lang))?;
    let head = preamble(sheet, form, lang)?;
    headings(sheet, form, lang, head)?;
    rows(sheet, &mut styles, form, lang, head)?;
    rules(sheet, &lists, form, lang, head)?;
    finish(sheet, form, lang, head)?;
    lists.write(book.add_worksheet().set_name(workbook::lists(lang))?.set_hidden(true), lang)?;
    about(book.add_worksheet().set_name(ABOUT_SHEET)?.set_very_hidden(true), form, head)?;
    Ok(book)
}

/// The columns with their places.
pub(super) fn placed(form: &Form) -> impl Iterator<Item = (u16, &FormColumn)> {
    (0_u16..).zip(&form.columns)
}

/// Title, how to fill it, the register's note; the row of the headings comes next.
fn preamble(sheet: &mut Worksheet, form: &Form, lang: Lang) -> Result<u32, XlsxError> {
    let start = placed(form).find(|(_, column)| column.part != Part::Hidden).map_or(0, |(at, _)| at);
    let title = workbook::return_title(lang, form.unit.as_deref(), (form.first, form.last), form.cadence);
    sheet.set_row_height(0, 26)?;
    put_text(sheet, (0, start), &title, &style::title())?;
    put_text(sheet, (1, start), &workbook::how_to_fill(lang), &style::plain())?;
    let Some(note) = &form.header.note else { return Ok(2) };
    put_text(sheet, (2, start), noted(lang, note), &style::plain())?;
    Ok(3)
}

fn headings(sheet: &mut Worksheet, form: &Form, lang: Lang, head: u32) -> Done {
    sheet.set_row_height(head, HEADING_HEIGHT)?;
    for (at, FormColumn { column, part }) in placed(form) {
        put_text(sheet, (head, at), &words::heading_with_unit(lang, column), &style::part_heading(*part))?;
        if *part == Part::Hidden {
            sheet.set_column_hidden(at)?;
        }
    }
    let filled = placed(form).filter(|(_, column)| column.part == Part::Fill);
    for ((at, _), note) in filled.zip(&form.notes) {
        let note = Note::new(sentence(lang, note)).add_author_prefix(false).set_width(260).set_height(110);
        sheet.insert_note(head, at, &note)?;
    }
    Ok(())
}

fn rows(sheet: &mut Worksheet, styles: &mut Styles, form: &Form, lang: Lang, head: u32) -> Done {
    let row = |row: &FormRow| -> Vec<CellEntry> {
        let cells = form.columns.iter().zip(&row.cells);
        cells.map(|(each, cell)| entry(lang, &each.column, cell)).collect()
    };
    let entries: Vec<Vec<CellEntry>> = form.rows.iter().map(row).collect();
    let width =
        |(at, each): (u16, &FormColumn)| width(lang, each, entries.iter().filter_map(|row| row.get(usize::from(at))));
    let widths: Vec<usize> = placed(form).map(width).collect();
    for (row, cells) in (head + 1..).zip(&entries) {
        let mut highest = LEAST_LINES;
        for (((at, FormColumn { part, .. }), entry), width) in placed(form).zip(cells).zip(&widths) {
            put(sheet, (row, at), &entry.value, styles.get(typed(entry.look, *part), Some(*part)))?;
            if let (EntryValue::Text(text), false) = (&entry.value, *part == Part::Hidden) {
                highest = highest.max(wrap(text, width.saturating_sub(AIR)).len());
            }
        }
        grow(sheet, row, highest)?;
    }
    for ((at, _), width) in placed(form).zip(&widths) {
        sheet.set_column_width(at, u16::try_from(*width).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

/// Figures and days are whole, words wrap; what is typed has room for what is usually typed.
fn width<'a>(lang: Lang, each: &FormColumn, entries: impl Iterator<Item = &'a CellEntry>) -> usize {
    let heading = words::heading_with_unit(lang, &each.column);
    let fits = |width: &usize| wrap(&heading, *width).len() <= HEADING_LINES;
    let heading = (AIR..heading.width()).find(fits).unwrap_or_else(|| heading.width()) + AIR;
    if each.column.holds == Holds::Passage {
        return WORDS_WIDTH.max(heading);
    }
    let most = if each.column.holds == Holds::Name { NAME_WIDTH } else { WORDS_WIDTH };
    let wanted = |entry: &CellEntry| match entry.value {
        EntryValue::Text(_) => (entry.width + AIR).min(most),
        EntryValue::Blank | EntryValue::Number(_) | EntryValue::Day(_) => entry.width + AIR,
    };
    let least = match look(lang, &each.column) {
        Look::Day | Look::Number(..) | Look::LongNumber => 10,
        Look::Words
        | Look::Passage
        | Look::Indented(_)
        | Look::Verbatim
        | Look::Typed
        | Look::Plain
        | Look::Percent(_)
        | Look::Points
        | Look::Light(_) => 7,
    };
    entries.map(wanted).fold(heading.max(least), usize::max)
}

/// What is typed as words stays words: `1/2` must not become a day.
fn typed(look: Look, part: Part) -> Look {
    match look {
        Look::Words | Look::Passage if part == Part::Fill => Look::Typed,
        look => look,
    }
}

fn finish(sheet: &mut Worksheet, form: &Form, lang: Lang, head: u32) -> Done {
    set_up(sheet, lang, head, (A4, 1))?; // a row is filled in on paper too: it must not be parted
    let shown = placed(form).filter(|(_, column)| column.part != Part::Hidden);
    let after_name = shown.take(2).last().map_or(0, |(at, _)| at + 1);
    sheet.set_freeze_panes(head + 1, after_name)?;
    if let Some((last, _)) = placed(form).last() {
        sheet.autofilter(head, 0, head + number(form.rows.len()), last)?;
    }
    let allowed =
        ProtectionOptions { format_columns: true, format_rows: true, use_autofilter: true, ..ProtectionOptions::new() };
    sheet.protect_with_options(&allowed);
    Ok(())
}

pub(super) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// What the program has to know when the return comes back; all of it as text.
fn about(sheet: &mut Worksheet, form: &Form, head: u32) -> Done {
    let facts = [
        ("form", FORM.to_owned()),
        ("version", form.version.clone()),
        ("first", form.first.to_string()),
        ("last", form.last.to_string()),
        ("cadence", form.cadence.code().to_owned()),
        ("unit", form.unit.clone().unwrap_or_default()),
        ("rows", form.rows.len().to_string()),
        ("header_row", (head + 1).to_string()),
    ];
    for (row, (key, value)) in (0..).zip(&facts) {
        put_text(sheet, (row, 0), key, &style::plain())?;
        put_text(sheet, (row, 1), value, &style::plain())?;
    }
    sheet.set_column_width(0, 14)?.set_column_width(1, 40)?;
    Ok(())
}
