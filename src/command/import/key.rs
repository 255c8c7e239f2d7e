//! What names a row, and what ends one.

use crate::domain::fact::Update;
use crate::domain::fold::counting_updates;
use crate::error::{Error, Fault, FilingError, Result, RowError};
use crate::report::model::{Column, Role};
use crate::report::sheets::{Canon, Sheet};

use crate::command::find::Found;

use super::row::{Refusal, Table};

/// What names a row.
pub type Key = Vec<Option<Canon>>;

/// What ends a row: a refusal, or faults in its cells.
pub enum Wrong {
    Row(Refusal),
    Cells(Vec<Fault>),
}

impl From<Refusal> for Wrong {
    fn from(refusal: Refusal) -> Self {
        Self::Row(refusal)
    }
}

impl From<Error> for Wrong {
    fn from(error: Error) -> Self {
        Self::Row(error.into())
    }
}

impl From<Vec<Fault>> for Wrong {
    fn from(faults: Vec<Fault>) -> Self {
        Self::Cells(faults)
    }
}

pub fn wrong<T>(key: &'static str, why: RowError) -> Result<T, Wrong> {
    Err(Wrong::Row(Refusal::in_row(key, why)))
}

pub fn text_in(key: &Key, at: usize) -> Option<&str> {
    match key.get(at)? {
        Some(Canon::Text(text)) => Some(text),
        _ => None,
    }
}

pub fn number_in(key: &Key, at: usize) -> Option<i64> {
    match key.get(at)? {
        Some(Canon::Number(number)) => Some(*number),
        _ => None,
    }
}

fn key_columns(table: &Table) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|column| column.role == Role::Key)
}

/// The key columns by the ids they have in every sheet.
pub fn first_key(table: &Table) -> &'static str {
    if table.sheet == Sheet::Targets { "no" } else { "code" }
}

pub fn first_blank(table: &Table, key: &Key) -> &'static str {
    let blank = key_columns(table).zip(key).find(|(_, said)| said.is_none()).map(|(column, _)| &*column.key);
    match blank {
        Some("year") => "year",
        Some("measure") => "measure",
        Some("milestone") => "milestone",
        _ => "code",
    }
}

/// The return with a number, which must count: one that was corrected is corrected no further.
pub fn of_number(found: &Found, no: i64) -> Result<Update, Error> {
    let counting = counting_updates(&found.facts);
    let corrected_by = counting.iter().map(|(_, update)| update).find(|update| update.corrects == Some(no));
    let corrected_by = corrected_by.map(|update| update.no);
    let own = counting.iter().map(|(_, update)| update).find(|update| update.no == no);
    own.map(|update| Update::clone(update))
        .ok_or(FilingError::UpdateNoLongerCounts { no, corrected_by, undone_by: None }.into())
}
