//! Data to be edited and brought back: a sheet for each section, each cell read back as exactly what it was, and last a
//! sheet that tells what the workbook is and how it comes back.
//!
//! Rows go to a temporary file without a name as they come: memory does not grow with them.

use std::iter::once;

use rust_xlsxwriter::{IgnoreError, Workbook, Worksheet, XlsxError};

use super::cell::{EntryValue, entry, look};
use super::sheet::{A4, Done, FROZEN_COLUMNS, Width, grow, lines, pages_across, put, put_line, put_text, set_up};
use super::style::{self, Styles, new_book};
use super::{PROGRAM, sheet_name};
use crate::lang::cell;
use crate::lang::sentence::sentence;
use crate::lang::{Lang, cell as words, workbook};
use crate::report::model::{Column, Header, Report, Role, Section, SectionBody, TableRows};

/// How wide a column of sentences is.
const LINE_ROOM: u8 = 100;
/// Room for a heading of two lines.
const HEADING_HEIGHT: u32 = 36;
/// Of a passage so many lines are seen; all of it stands in the cell.
const MOST_LINES: usize = 2;

pub(super) fn written(report: Report<'_>, lang: Lang) -> Result<Workbook, XlsxError> {
    let (mut book, mut styles) = (new_book()?, Styles::default());
    let about = workbook::about(lang);
    let mut names = Vec::new();
    for section in &report.sections {
        let heading = section.heading.as_ref();
        let heading = heading.map_or_else(|| section.id.to_string(), |heading| cell::headed(lang, heading));
        names.push(sheet_name(&heading, names.iter().chain([&about])));
    }
    let below = blocks_below(lang, &report.sections, &names);
    for (section, name) in report.sections.into_iter().zip(&names) {
        let (columns, rows): (_, TableRows<'_>) = match section.body {
            SectionBody::Table { columns, rows } => (columns, rows),
            SectionBody::Chart { columns, rows } | SectionBody::Cards { columns, rows, .. } => {
                (columns, Box::new(rows.into_iter()))
            }
            SectionBody::Card { columns, row } => (columns, Box::new(once(row))),
            // said in words, it is on a page
            SectionBody::Lists { .. } | SectionBody::Paragraphs(_) | SectionBody::Sentences(_) => continue,
        };
        table(&mut book, &mut styles, lang, name, &columns, rows)?;
    }
    cover(book.add_worksheet().set_name(about)?, lang, &report.header, below)?;
    Ok(book)
}

/// What the workbook is, the notes of its sheets, and how an edited one comes back.
fn cover(sheet: &mut Worksheet, lang: Lang, header: &Header, below: Vec<Block<'_>>) -> Done {
    sheet.set_column_width(0, 20)?.set_column_width(1, LINE_ROOM)?;
    let label = style::label();
    let mut row = 0;
    let facts = workbook::facts(lang, header).into_iter().chain(once((workbook::program(lang), PROGRAM.to_owned())));
    for (fact, value) in facts {
        put_text(sheet, (row, 0), &fact, &label)?;
        put_line(sheet, (row, 1), &value, LINE_ROOM.into())?;
        row += 1;
    }
    for (head, said) in below {
        row += 1;
        put_text(sheet, (row, 0), &head, &label)?;
        for (of, said) in said {
            row += 1;
            put_text(sheet, (row, 0), of, &style::line())?;
            put_line(sheet, (row, 1), &said, LINE_ROOM.into())?;
        }
        row += 1;
    }
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_footer(workbook::footer(lang));
    Ok(())
}

type Block<'a> = (String, Vec<(&'a str, String)>);

/// Under a heading each: notes with the name of their sheet, and the way back where something may be edited.
fn blocks_below<'a>(lang: Lang, sections: &[Section<'_>], names: &'a [String]) -> Vec<Block<'a>> {
    let named = sections.iter().zip(names);
    let notes =
        named.flat_map(|(section, name)| section.notes.iter().map(|note| (name.as_str(), sentence(lang, note))));
    let mut blocks = vec![(workbook::notes(lang), notes.collect::<Vec<_>>())];
    let is_edited = |column: &Column| matches!(column.role, Role::Register | Role::Return | Role::Plan);
    let is_edited = |section: &Section<'_>| match &section.body {
        SectionBody::Table { columns, .. } => columns.iter().any(is_edited),
        SectionBody::Card { .. }
        | SectionBody::Chart { .. }
        | SectionBody::Cards { .. }
        | SectionBody::Sentences(_)
        | SectionBody::Paragraphs(_)
        | SectionBody::Lists { .. } => false,
    };
    if sections.iter().any(is_edited) {
        let (heading, lines) = workbook::way_back(lang);
        blocks.push((heading, lines.into_iter().map(|line| ("", line)).collect()));
    }
    blocks.retain(|(_, lines)| !lines.is_empty());
    blocks
}

/// Headings that stay in sight, a filter, a row below each other.
fn table(
    book: &mut Workbook,
    styles: &mut Styles,
    lang: Lang,
    name: &str,
    columns: &[Column],
    rows: TableRows<'_>,
) -> Done {
    let sheet = book.add_worksheet_with_constant_memory()?.set_name(name)?;
    let mut widths = Vec::new();
    sheet.set_row_height(0, HEADING_HEIGHT)?;
    for (at, column) in (0_u16..).zip(columns) {
        let (heading, look) = (words::heading_with_unit(lang, column), look(lang, column));
        put_text(sheet, (0, at), &heading, &style::heading(column.role))?;
        sheet.set_column_format(at, styles.get(look, None))?;
        widths.push(Width::new(&heading, look));
    }
    let mut last = 0;
    for (row, cells) in (1..).zip(rows) {
        last = row;
        let mut highest = 1;
        for (((at, column), each), width) in (0_u16..).zip(columns).zip(&cells).zip(&mut widths) {
            let entry = entry(lang, column, each);
            width.take(&entry);
            highest = highest.max(lines(&entry).min(MOST_LINES));
            if entry.value != EntryValue::Blank {
                put(sheet, (row, at), &entry.value, styles.get(entry.look, None))?;
            }
        }
        grow(sheet, row, highest)?;
    }
    for (at, width) in (0_u16..).zip(&widths) {
        sheet.set_column_width(at, width.columns())?;
    }
    let Some(end) = u16::try_from(columns.len()).ok().and_then(|count| count.checked_sub(1)) else { return Ok(()) };
    sheet.autofilter(0, 0, last, end)?.set_freeze_panes(1, FROZEN_COLUMNS.min(end))?;
    sheet.ignore_error_range(0, 0, last, end, IgnoreError::NumberStoredAsText)?;
    set_up(sheet, lang, 0, (A4, pages_across(widths.iter().map(Width::whole).sum())))
}
