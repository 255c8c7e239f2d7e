//! Workbooks for Excel, WPS and LibreOffice. What has a title is a page to be printed (`page`); what has none is data to
//! be edited and brought back (`book`), as is the return sheet (`form`). Cells are typed, so that a sheet sorts and sums
//! them.

mod book;
mod cell;
pub(super) mod form;
#[cfg(test)]
mod form_test;
mod page;
#[cfg(test)]
mod page_test;
mod rule;
mod sheet;
mod style;
#[cfg(test)]
mod tests;

use std::any::Any;
use std::cell::Cell;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::domain::Instant;
use crate::lang::{Lang, workbook};
use crate::report::model::Report;

const PROGRAM: &str = concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION"));
/// So long may the name of a sheet be, in UTF-16.
const LONGEST_NAME: usize = 31;

pub(super) fn render(report: Report<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let made_at = report.header.made_at;
    let written = if report.header.title.is_some() { page::written } else { book::written };
    let bytes = unless_unwritten(lang, || packed(written(report, lang)?, made_at))?;
    out.write_all(&bytes)
}

/// The whole file, compressed: `out` cannot go to another thread, which the library wants.
fn packed(mut book: Workbook, made_at: Instant) -> Result<Vec<u8>, XlsxError> {
    book.set_properties(&dated(made_at)?).save_to_buffer()
}

thread_local! {
    /// Whether this thread is writing a workbook whose rows go to a temporary file.
    static IS_WRITING: Cell<bool> = const { Cell::new(false) };
}

/// Does what writes to a temporary file: what cannot be written there is a panic in the library, and an error here.
fn unless_unwritten<T>(lang: Lang, work: impl FnOnce() -> Result<T, XlsxError>) -> io::Result<T> {
    IS_WRITING.set(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    IS_WRITING.set(false);
    let done = done.unwrap_or_else(|payload| match unwritten(&*payload) {
        Some(cause) => Err(XlsxError::TempFileError(std::env::temp_dir(), cause)),
        None => panic::resume_unwind(payload),
    });
    done.map_err(|error| fault(lang, error))
}

/// Whether a panic on this thread becomes an error, so that nobody need be told of it.
pub fn is_made_an_error(payload: &(dyn Any + Send)) -> bool {
    IS_WRITING.get() && unwritten(payload).is_some()
}

/// The cause that the library says of a temporary file, as Rust prints one: `Os { code: 28, kind: …`.
fn unwritten(payload: &(dyn Any + Send)) -> Option<io::Error> {
    const SAID: [&str; 2] = ["Couldn't write to xml file: ", "called `Result::unwrap()` on an `Err` value: "];
    let said = payload.downcast_ref::<String>()?;
    let cause = SAID.into_iter().find_map(|before| said.strip_prefix(before))?;
    let (code, _) = cause.strip_prefix("Os { code: ")?.split_once(',')?;
    code.parse().ok().map(io::Error::from_raw_os_error)
}

/// The clock is ours: the same page is the same file.
fn dated(made_at: Instant) -> Result<DocProperties, XlsxError> {
    let made_at = ExcelDateTime::parse_from_str(&made_at.format("%Y-%m-%dT%H:%M:%S").to_string())?;
    Ok(DocProperties::new().set_author(PROGRAM).set_creation_datetime(&made_at))
}

fn fault(lang: Lang, error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(cause) => cause,
        XlsxError::TempFileError(folder, cause) => io::Error::other(workbook::no_temporary(lang, &folder, &cause)),
        XlsxError::MaxStringLengthExceeded => io::Error::other(workbook::too_long(lang)),
        XlsxError::RowColumnLimitError => io::Error::other(workbook::too_many_rows(lang)),
        other => io::Error::other(other.to_string()),
    }
}

/// A name that a spreadsheet takes and no sheet has: case does not tell two apart.
fn sheet_name<'a>(heading: &str, taken: impl Iterator<Item = &'a String> + Clone) -> String {
    let plain = |c: char| if "[]:*?/\\".contains(c) || c.is_control() { ' ' } else { c };
    let heading: String = heading.chars().map(plain).collect();
    let heading = heading.trim_matches([' ', '\'']);
    let is_reserved = heading.is_empty() || heading.eq_ignore_ascii_case("history");
    let is_free = |name: &String| taken.clone().all(|other| other.to_lowercase() != name.to_lowercase());
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
