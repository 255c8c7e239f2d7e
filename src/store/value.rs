//! Values of rows: as they are bound and hashed, and as they are read back. Which columns there are is left to
//! `history` and `cache`.

use rusqlite::Row;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::domain::Instant;
use crate::domain::day::{Day, DayText, parse_instant, parse_stored_day};
use crate::error::{RegisterError, Result};

/// The digest of one row: the table's name and each value with its type and length.
pub fn digest<'a>(table: &str, values: impl IntoIterator<Item = ValueRef<'a>>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    feed(&mut hasher, table.as_bytes());
    for value in values {
        match value {
            ValueRef::Null => hasher.update([0]),
            ValueRef::Integer(number) => {
                hasher.update([1]);
                hasher.update(number.to_be_bytes());
            }
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                hasher.update([2]);
                feed(&mut hasher, bytes);
            }
            ValueRef::Real(number) => {
                hasher.update([3]);
                hasher.update(number.to_bits().to_be_bytes());
            }
        }
    }
    hasher.finalize().into()
}

/// Bytes with their length in front, so that no two lists of texts hash alike.
pub fn feed(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}

/// A digest as it is written.
pub fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A value to bind and to hash.
pub fn text(value: &str) -> ValueRef<'_> {
    ValueRef::Text(value.as_bytes())
}

pub fn optional(value: Option<&str>) -> ValueRef<'_> {
    value.map_or(ValueRef::Null, text)
}

pub fn date(day: &DayText) -> ValueRef<'_> {
    text(day.as_str())
}

pub fn optional_date(day: Option<&DayText>) -> ValueRef<'_> {
    day.map_or(ValueRef::Null, date)
}

pub fn number(value: impl Into<i64>) -> ValueRef<'static> {
    ValueRef::Integer(value.into())
}

pub fn optional_number(value: Option<i64>) -> ValueRef<'static> {
    value.map_or(ValueRef::Null, ValueRef::Integer)
}

/// A day from a column that the schema checks.
pub fn day(row: &Row, column: usize) -> Result<Day> {
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    parse_stored_day(text).ok_or_else(|| RegisterError::Damaged { what: text.to_owned() }.into())
}

pub fn optional_day(row: &Row, column: usize) -> Result<Option<Day>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => day(row, column).map(Some),
    }
}

/// A moment from a column of the ledger.
pub fn instant(row: &Row, column: usize) -> Result<Instant> {
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    parse_instant(text).map_err(|_| RegisterError::Damaged { what: text.to_owned() }.into())
}

/// A code that must be one of an enum's.
pub fn coded<T>(row: &Row, column: usize, from_code: impl Fn(&str) -> Option<T>) -> Result<T> {
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    from_code(text).ok_or_else(|| RegisterError::Damaged { what: text.to_owned() }.into())
}
