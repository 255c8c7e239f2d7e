//! A page as a workbook for Excel, WPS and LibreOffice: what it is of on the first sheet, then a sheet for each section.
//! Cells are typed, so that a sheet sorts and sums them, and read back as exactly what they were.
//!
//! Rows go to a temporary file without a name as they come: memory does not grow with them.

mod cell;
pub(super) mod form;
#[cfg(test)]
mod form_test;
mod rule;
mod sheet;
mod style;
#[cfg(test)]
mod tests;

use std::io::{self, Write};
use std::iter::once;
use std::panic::{self, AssertUnwindSafe};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, IgnoreError, Workbook, Worksheet, XlsxError};

use self::cell::{EntryValue, entry, look};
use self::sheet::{A4, Done, FROZEN_COLUMNS, Width, grow, pages_across, put, put_line, put_text, set_up};
use self::style::Styles;
use crate::domain::Instant;
use crate::lang::header::title;
use crate::lang::sentence::sentence;
use crate::lang::word::word;
use crate::lang::{Lang, cell as words, workbook};
use crate::report::model::{Cell, Column, Header, Report, Role, Section, SectionBody, Sentence, TableRows};

const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
/// So long may the name of a sheet be, in UTF-16.
const LONGEST_NAME: usize = 31;
/// How wide a column of sentences is.
const LINE_ROOM: u8 = 100;
/// Room for a heading of two lines.
const HEADING_HEIGHT: u32 = 36;

pub(super) fn render(report: Report<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let made_at = report.header.made_at;
    let bytes = unless_full(lang, || packed(written(report, lang)?, made_at))?;
    out.write_all(&bytes)
}

/// The whole file, compressed: `out` cannot go to another thread, which the library wants.
fn packed(mut book: Workbook, made_at: Instant) -> Result<Vec<u8>, XlsxError> {
    book.set_properties(&dated(made_at)?).save_to_buffer()
}

/// A temporary file that cannot grow is a panic in the library, and an error here.
fn unless_full<T>(lang: Lang, work: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    let done = panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|payload| {
        let is_full = payload.downcast_ref::<String>().is_some_and(|said| said.contains("StorageFull"));
        if is_full {
            Err(io::Error::other(workbook::temporary_full(lang)).into())
        } else {
            panic::resume_unwind(payload)
        }
    });
    done.map_err(|error| fault(lang, error))
}

/// The clock is ours: the same page is the same file.
fn dated(made_at: Instant) -> Result<DocProperties, XlsxError> {
    let made_at = ExcelDateTime::parse_from_str(&made_at.format("%Y-%m-%dT%H:%M:%S").to_string())?;
    Ok(DocProperties::new().set_author(PROGRAM).set_creation_datetime(&made_at))
}

fn fault(lang: Lang, error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(cause) => cause,
        XlsxError::TempFileError(folder, _) => {
            io::Error::other(workbook::no_temporary(lang, &folder.display().to_string()))
        }
        XlsxError::MaxStringLengthExceeded => io::Error::other(workbook::too_long(lang)),
        XlsxError::RowColumnLimitError => io::Error::other(workbook::too_many_rows(lang)),
        other => io::Error::other(other.to_string()),
    }
}

fn written(report: Report<'_>, lang: Lang) -> Result<Workbook, XlsxError> {
    let (mut book, mut styles) = (Workbook::new(), Styles::default());
    let mut names = vec![workbook::about(lang)];
    for section in &report.sections {
        let heading =
            section.heading.map_or_else(|| workbook::sheet(lang, section.id), |heading| word(lang, heading).to_owned());
        names.push(sheet_name(&heading, &names));
    }
    cover(book.add_worksheet(), lang, &report, &names)?;
    for (section, name) in report.sections.into_iter().zip(names.iter().skip(1)) {
        match section.body {
            SectionBody::Table { columns, rows } => table(&mut book, &mut styles, lang, name, &columns, rows)?,
            SectionBody::Chart { columns, rows } | SectionBody::Cards { columns, rows, .. } => {
                table(&mut book, &mut styles, lang, name, &columns, Box::new(rows.into_iter()))?;
            }
            SectionBody::Card { columns, row } => {
                card(book.add_worksheet(), &mut styles, lang, name, (&columns, &row))?
            }
            SectionBody::Lists { lead, lists, .. } => {
                let said: Vec<_> = lists.into_iter().flat_map(|list| once(list.of).chain(list.items)).collect();
                lines(book.add_worksheet(), lang, name, once(&lead).chain(&said))?;
            }
            SectionBody::Paragraphs(paragraphs) => {
                let said: Vec<_> = paragraphs.into_iter().flat_map(|each| each.said).collect();
                lines(book.add_worksheet(), lang, name, said.iter())?;
            }
            SectionBody::Sentences(said) => lines(book.add_worksheet(), lang, name, said.iter().chain(&section.notes))?,
        }
    }
    Ok(book)
}

/// A name that a spreadsheet takes and no sheet has: case does not tell two apart.
fn sheet_name(heading: &str, taken: &[String]) -> String {
    let plain = |c: char| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c };
    let heading: String = heading.chars().map(plain).collect();
    let heading = heading.trim_matches([' ', '\'']);
    let is_reserved = heading.is_empty() || heading.eq_ignore_ascii_case("history");
    let is_free = |name: &String| taken.iter().all(|other| other.to_lowercase() != name.to_lowercase());
    let numbered = |number: u32| {
        let ending = if number == 1 { String::new() } else { format!(" ({number})") };
        let mut room = LONGEST_NAME - ending.len();
        let fits = |c: &char| {
            let rest = room.checked_sub(c.len_utf16());
            room = rest.unwrap_or(0);
            rest.is_some()
        };
        let kept: String = heading.chars().take_while(fits).collect();
        kept.trim_end_matches([' ', '\'']).to_owned() + &ending
    };
    let first = if is_reserved { 2 } else { 1 };
    (first..).map(numbered).find(is_free).unwrap_or_default()
}

/// What the workbook is, the notes of its sheets, and how an edited one comes back.
fn cover(sheet: &mut Worksheet, lang: Lang, report: &Report<'_>, names: &[String]) -> Done {
    let Header { title: named, .. } = &report.header;
    sheet.set_name(workbook::about(lang))?.set_column_width(0, 20)?.set_column_width(1, LINE_ROOM)?;
    let label = style::label();
    let mut row = 0;
    if let Some(named) = named {
        sheet.set_row_height(row, 24)?;
        put_text(sheet, (row, 0), &title(lang, named), &style::title())?;
        row += 1;
    }
    let facts =
        workbook::facts(lang, &report.header).into_iter().chain(once((workbook::program(lang), PROGRAM.to_owned())));
    for (fact, value) in facts {
        put_text(sheet, (row, 0), &fact, &label)?;
        put_line(sheet, (row, 1), &value, LINE_ROOM.into())?;
        row += 1;
    }
    for (head, said) in blocks_below(lang, &report.sections, names) {
        row += 1;
        put_text(sheet, (row, 0), &head, &label)?;
        for (of, said) in said {
            row += 1;
            put_text(sheet, (row, 0), of, &style::line())?;
            put_line(sheet, (row, 1), &said, LINE_ROOM.into())?;
        }
        row += 1;
    }
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_footer(workbook::footer(lang));
    Ok(())
}

type Block<'a> = (String, Vec<(&'a str, String)>);

/// Under a heading each: notes with the name of their sheet, and the way back where something may be edited.
fn blocks_below<'a>(lang: Lang, sections: &[Section<'_>], names: &'a [String]) -> Vec<Block<'a>> {
    let tables =
        sections.iter().zip(names.iter().skip(1)).filter(|each| !matches!(each.0.body, SectionBody::Sentences(_)));
    let notes =
        tables.flat_map(|(section, name)| section.notes.iter().map(|note| (name.as_str(), sentence(lang, note))));
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
            highest = highest.max(sheet::lines(&entry));
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

/// A line for each cell that says something.
fn card(
    sheet: &mut Worksheet,
    styles: &mut Styles,
    lang: Lang,
    name: &str,
    (columns, row): (&[Column], &[Cell]),
) -> Done {
    sheet.set_name(name)?.set_column_width(0, 28)?.set_column_width(1, 44)?;
    let said = columns.iter().zip(row).filter(|(_, each)| !words::says_nothing(each));
    for (at, (column, each)) in (0..).zip(said) {
        let entry = entry(lang, column, each);
        put_text(sheet, (at, 0), &words::heading_with_unit(lang, column), &style::label())?;
        put(sheet, (at, 1), &entry.value, styles.get(entry.look, None))?;
        grow(sheet, at, sheet::lines(&entry))?;
    }
    sheet.ignore_error_range(0, 1, u32::try_from(row.len()).unwrap_or(0), 1, IgnoreError::NumberStoredAsText)?;
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0).set_footer(workbook::footer(lang));
    Ok(())
}

fn lines<'a>(sheet: &mut Worksheet, lang: Lang, name: &str, said: impl Iterator<Item = &'a Sentence>) -> Done {
    sheet.set_name(name)?.set_column_width(0, LINE_ROOM)?;
    for (row, each) in (0..).zip(said) {
        put_line(sheet, (row, 0), &sentence(lang, each), LINE_ROOM.into())?;
    }
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0).set_footer(workbook::footer(lang));
    Ok(())
}
