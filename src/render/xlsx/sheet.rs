//! What every sheet has: cells as texts that stay texts, widths in which Chinese and all digits fit, the set-up of a
//! printed page.

use rust_xlsxwriter::{Format, Worksheet, XlsxError};
use unicode_width::UnicodeWidthStr;

use super::cell::{CellEntry, EntryValue, Look};
use super::style;
use crate::lang::{Lang, workbook};
use crate::render::text::wrap;

/// A heading has so many lines at most, where its words let it.
const LINES: usize = 2;
/// The arrow of a filter, and air.
const ARROW: usize = 3;
pub(super) const AIR: usize = 2;
const LEAST: usize = 6;
/// Of a line, in points.
const LINE_HEIGHT: usize = 15;
/// No row may be higher, in points.
const HIGHEST: usize = 409;
pub(super) const A4: u8 = 9;
/// So many columns of a digit can still be read on a page of A4.
const PAGE_WIDTH: usize = 220;
/// Code and name stay in sight.
pub(super) const FROZEN_COLUMNS: u16 = 2;

pub(super) type Done = Result<(), XlsxError>;

/// How wide a column must be for what was written to it.
pub(super) struct Width {
    heading: usize,
    least: usize,
    most: usize,
    wanted: usize,
}

impl Width {
    pub fn new(heading: &str, look: Look) -> Self {
        let whole = heading.width();
        let fitting = (LEAST..whole).find(|width| wrap(heading, *width).len() <= LINES).unwrap_or(whole);
        Self { heading: fitting + ARROW, least: least(look), most: most(look), wanted: 0 }
    }

    pub fn take(&mut self, entry: &CellEntry) {
        if entry.value != EntryValue::Blank {
            self.most = self.most.max(most(entry.look));
            self.wanted = self.wanted.max((entry.width + AIR).min(most(entry.look)));
        }
    }

    /// In columns of a digit.
    pub fn columns(&self) -> f64 {
        f64::from(u16::try_from(self.whole()).unwrap_or(u16::MAX))
    }

    pub fn whole(&self) -> usize {
        self.wanted.max(self.heading).max(self.least).min(self.most.max(self.heading))
    }
}

fn least(look: Look) -> usize {
    match look {
        Look::Words | Look::Typed | Look::Indented(_) | Look::Percent(_) | Look::Points => 10,
        Look::Passage => 40,
        Look::Verbatim | Look::Number(..) | Look::LongNumber => 14,
        Look::Day => 12,
        Look::Plain | Look::Light(_) => 8,
    }
}

/// Words wrap; a number or a day that does not fit is shown as `###`.
fn most(look: Look) -> usize {
    match look {
        Look::Words | Look::Typed | Look::Indented(_) | Look::Light(_) | Look::Verbatim => 32,
        Look::Passage => 40,
        Look::LongNumber | Look::Day | Look::Plain | Look::Number(..) | Look::Percent(_) | Look::Points => 60,
    }
}

/// The lines a cell wraps to.
pub(super) fn lines(entry: &CellEntry) -> usize {
    let room = match entry.look {
        Look::Words | Look::Passage | Look::Typed => most(entry.look) - AIR,
        Look::Indented(level) => (most(entry.look) - AIR).saturating_sub(2 * usize::from(level)).max(AIR),
        Look::LongNumber
        | Look::Day
        | Look::Plain
        | Look::Number(..)
        | Look::Percent(_)
        | Look::Points
        | Look::Light(_)
        | Look::Verbatim => return 1,
    };
    let EntryValue::Text(text) = &entry.value else { return 1 };
    text.split('\n').map(|line| line.width().div_ceil(room).max(1)).sum()
}

/// Not every spreadsheet makes a row as high as its words want.
pub(super) fn grow(sheet: &mut Worksheet, row: u32, lines: usize) -> Done {
    if lines > 1 {
        let height = (lines * LINE_HEIGHT).min(HIGHEST);
        sheet.set_row_height(row, u16::try_from(height).unwrap_or(u16::MAX))?;
    }
    Ok(())
}

/// Writes a cell; a blank one only where it has to be seen.
pub(super) fn put(sheet: &mut Worksheet, (row, column): (u32, u16), value: &EntryValue, format: &Format) -> Done {
    match value {
        EntryValue::Blank => sheet.write_blank(row, column, format)?,
        EntryValue::Text(text) => return put_text(sheet, (row, column), text, format),
        EntryValue::Number(number) => sheet.write_number_with_format(row, column, *number, format)?,
        EntryValue::Day(day) => sheet.write_datetime_with_format(row, column, day, format)?,
    };
    Ok(())
}

/// Writes a text. The library takes what looks like its own markup for it, so that such a text goes in two halves.
pub(super) fn put_text(sheet: &mut Worksheet, (row, column): (u32, u16), text: &str, format: &Format) -> Done {
    match text.strip_prefix('<').filter(|rest| rest.starts_with("r>") && rest.ends_with("</r>")) {
        Some(rest) => {
            let plain = Format::default();
            let rest = rest.replace("_x", "_x005F_x");
            sheet.write_rich_string_with_format(row, column, &[(&plain, "<"), (&plain, &rest)], format)?
        }
        None => sheet.write_string_with_format(row, column, text, format)?,
    };
    Ok(())
}

/// Writes words in a column of so much room, in a row as high as they want.
pub(super) fn put_line(sheet: &mut Worksheet, at: (u32, u16), text: &str, room: usize) -> Done {
    put_text(sheet, at, text, &style::line())?;
    grow(sheet, at.0, text.split('\n').map(|line| line.width().div_ceil(room - AIR).max(1)).sum())
}

/// Across, the headings on each page. A sheet too wide to be read on one page runs over several side by side, each with
/// its first columns.
pub(super) fn set_up(sheet: &mut Worksheet, lang: Lang, head: u32, (paper, pages): (u8, u16)) -> Done {
    sheet.set_paper_size(paper).set_landscape().set_print_fit_to_pages(pages, 0).set_footer(workbook::footer(lang));
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(head, head)?;
    if pages > 1 {
        sheet.set_repeat_columns(0, FROZEN_COLUMNS - 1)?;
    }
    Ok(())
}

/// How many pages side by side so many columns of a digit take.
pub(super) fn pages_across(columns: usize) -> u16 {
    u16::try_from(columns.div_ceil(PAGE_WIDTH)).unwrap_or(u16::MAX).max(1)
}
