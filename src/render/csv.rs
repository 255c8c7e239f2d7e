//! The first table of a page, or its first card, for Excel and WPS: BOM, CRLF, exact numbers, headings with the unit,
//! and a guard on whatever a sheet would take for a formula.

use std::borrow::Cow;
use std::io::{self, Write};
use std::iter::once;

use crate::lang::{Lang, cell};
use crate::report::model::{Cell, Column, Content, Report, Rows, Shape};

/// Without it Excel takes UTF-8 for the code page of the machine.
const BOM: &str = "\u{feff}";
const GUARD: char = '\'';

/// What makes a sheet calculate instead of show, with the full-width forms that input methods produce.
const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

pub(super) fn render(report: Report<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(BOM.as_bytes())?;
    let table = report.sections.into_iter().find_map(|section| match section.body {
        Content::Table { columns, rows } => Some((columns, rows)),
        Content::Card { columns, row } => Some((columns, Box::new(once(row)) as Rows<'_>)),
        Content::Cards { .. } | Content::Sentences(_) | Content::Lists { .. } => None,
    });
    let Some((columns, rows)) = table else { return Ok(()) };
    let mut sheet = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    sheet.write_record(columns.iter().map(|column| cell::heading_with_unit(lang, column))).map_err(cause)?;
    for row in rows {
        sheet.write_record(columns.iter().zip(&row).map(|(column, each)| entry(lang, column, each))).map_err(cause)?;
    }
    sheet.flush()
}

/// The stream's own error, so that a closed pipe is known for one.
fn cause(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Numbers stand as they are: a sheet may calculate with them, and `-9.9` is no formula.
fn entry(lang: Lang, column: &Column, each: &Cell) -> String {
    let text = cell::sheet(lang, each);
    match (column.shape, each) {
        (Shape::Count | Shape::Amount | Shape::Quantity(_) | Shape::Rate, _) => text,
        (_, Cell::Count(_) | Cell::Quantity { .. } | Cell::Rate(_) | Cell::Points(_)) => text,
        (Shape::Text | Shape::Fixed, _) => guard(&text).into_owned(),
    }
}

/// Puts `'` before a text that a sheet would calculate: one that begins, after spaces, with a sign of `STARTS`. A
/// text that looks guarded already gets one more, so that [`unguard`] always gives back the text itself.
#[must_use]
pub fn guard(text: &str) -> Cow<'_, str> {
    let starts = text.trim_start_matches(is_space).starts_with(STARTS);
    if starts || is_guarded(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// Undoes [`guard`]: takes one `'` off where a sign of `STARTS` follows after further `'` and spaces. Any other text,
/// `'90年代` among them, stays as it is.
#[must_use]
pub fn unguard(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|_| is_guarded(text)).unwrap_or(text)
}

fn is_guarded(text: &str) -> bool {
    let rest = text.strip_prefix(GUARD);
    rest.is_some_and(|rest| rest.trim_start_matches(|c| c == GUARD || is_space(c)).starts_with(STARTS))
}

/// The spaces a sheet overlooks at the beginning: plain, no-break and full-width.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_sheet_would_calculate_is_guarded() {
        for text in ["=1+1", " \u{a0}　=1", "+86", "-", "@a", "\t1", "\n=", "＝1", "＋1", "－1", "＠a", "'=1", "'' =1"]
        {
            assert_eq!(guard(text), format!("'{text}"));
        }
        for text in ["", "甲", "'90年代", "'", "1-2", "2022-08-31", " '=1", "甲=乙"] {
            assert_eq!((guard(text).as_ref(), unguard(text)), (text, text));
        }
        assert_eq!(unguard("'=1"), "=1");
    }

    proptest! {
        #[test]
        fn unguard_undoes_guard(text in ".{0,12}", near in "[=＝ '　\u{a0}\t\n甲-]{0,6}") {
            for text in [text, near] {
                let guarded = guard(&text);
                prop_assert_eq!(unguard(&guarded), &text);
            }
        }
    }
}
