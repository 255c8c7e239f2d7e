//! Return sheets that come back: only the cells to be filled count; a locked cell that was altered, a row of another
//! sheet or period is a fault, a row nobody filled is no return.

use std::collections::HashMap;

use crate::domain::Day;
use crate::domain::day::parse_day;
use crate::domain::period::{Cadence, Period};
use crate::error::{BadHeadings, Error, Result, Why};
use crate::report::form::{cells, period_text};
use crate::report::model::{Cell, Role};
use crate::sheet::file::File;
use crate::sheet::grid::Line;
use crate::sheet::value::Said;

use crate::command::snapshot::Version;

use super::key::{Key, Wrong, text_in, wrong};
use super::returns::of_row;
use super::row::{About, Refusal, Table, text_of};
use super::rows::Rows;

/// What a return sheet says of itself on its hidden page.
pub struct FormNote {
    version: String,
    unit: String,
    period: String,
    first: Day,
    last: Day,
}

/// Reads the hidden page.
pub fn note(file: &mut File, sheet: usize, name: &str) -> Result<FormNote> {
    let mut said = HashMap::new();
    file.rows(sheet, &mut |line| {
        if let [key, value, ..] = line.cells.as_slice() {
            said.insert(text_of(key), text_of(value));
        }
        Ok(())
    })?;
    let day = |key: &str| said.get(key).and_then(|day| parse_day(day).ok());
    let (Some(version), Some(first), Some(last)) = (said.get("version"), day("first"), day("last")) else {
        return Err(Error::Headings(BadHeadings::NotFound { file: name.to_owned(), offers: None }));
    };
    let cadence = said.get("cadence").and_then(|code| Cadence::from_code(code)).unwrap_or(Cadence::Month);
    let period = period_text(&Period { cadence, first, last, as_of: last });
    let unit = said.get("unit").cloned().unwrap_or_default();
    Ok(FormNote { version: version.clone(), unit, period, first, last })
}

/// Takes a row of a return sheet.
pub fn row(
    rows: &mut Rows,
    table: &Table,
    line: &Line,
    note: &FormNote,
    version: Option<Version>,
    key: &Key,
) -> Result<(), Wrong> {
    let session = rows.work.session;
    let catalog = &session.catalog;
    let (own, period) = (text_of(table.raw(line, "version")), text_of(table.raw(line, "period")));
    if own != note.version || period != note.period {
        let value = if own == note.version { period } else { own };
        return wrong("code", Why::Foreign { value });
    }
    let Some(code) = text_in(key, 0) else { return wrong("code", Why::CodeGone) };
    let id = super::project(rows.work, code).map_err(|error| Refusal { key: Some("code".into()), ..error.into() })?;
    let was = {
        let base = rows.bases.get(session, version, table.sheet)?;
        let data = base.map(|base| base.data(catalog));
        let Some((data, state)) = data.as_ref().and_then(|data| Some((data, data.view.portfolio.get(id)?))) else {
            return wrong("code", Why::RowUnknown);
        };
        if data.view.lead_name(state).as_deref().unwrap_or_default() != note.unit {
            let value = data.view.lead_name(state).unwrap_or_default();
            return wrong("code", Why::Foreign { value });
        }
        cells(&data.view, state, &note.version, &note.period)
    };
    let found = super::counted(rows.work, id, code)?;
    let about = About { category: Some(&found.state.category), dimension: None };
    let row = table.read(catalog, line, Some(was), about)?;
    let says_not = *row.said("returned") == Said::This(Cell::Flag(false));
    if !row.any(Role::Return) || (says_not && !row.states_beside("returned")) {
        rows.work.counts.not_returned += 1;
        return Ok(());
    }
    if let Some(day) = row.day("as_of")
        && (day < note.first || day > note.last)
    {
        return wrong("as_of", Why::OutsidePeriod { first: note.first, last: note.last });
    }
    rows.check_returns_unchanged(id, version)?;
    let asked = rows.work.options.day;
    rows.work.options.day = note.last.min(rows.work.options.today).max(note.first);
    let last = found.state.last_return.map(|(_, day)| day);
    let name = found.state.name.clone();
    let filed = of_row(rows.work, &row, &found);
    rows.work.options.day = asked;
    rows.note(&row, code.to_owned(), name, filed?, last);
    Ok(())
}
