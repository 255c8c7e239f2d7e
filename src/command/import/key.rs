//! What names a row of a sheet.

use crate::report::model::{Column, Role};
use crate::report::sheets::{Canon, Sheet};

use super::row::SheetTable;

/// What names a row.
pub type Key = Vec<Option<Canon>>;

pub fn text_in(key: &Key, at: usize) -> Option<&str> {
    match key.get(at)? {
        Some(Canon::Text(text)) => Some(text),
        _ => None,
    }
}

pub fn number_in(key: &Key, at: usize) -> Option<i64> {
    match key.get(at)? {
        Some(Canon::Number(number)) => i64::try_from(*number).ok(),
        _ => None,
    }
}

fn key_columns(table: &SheetTable) -> impl Iterator<Item = &Column> {
    table.columns.iter().filter(|column| column.role == Role::Key)
}

/// The key columns by the ids they have in every sheet.
pub fn first_key(table: &SheetTable) -> &'static str {
    if table.sheet == Sheet::Targets { "no" } else { "code" }
}

pub fn first_blank(table: &SheetTable, key: &Key) -> &'static str {
    let blank = key_columns(table).zip(key).find(|(_, said)| said.is_none()).map(|(column, _)| &*column.key);
    match blank {
        Some("year") => "year",
        Some("measure") => "measure",
        Some("milestone") => "milestone",
        _ => "code",
    }
}
