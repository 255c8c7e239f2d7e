//! What a return sheet that comes back says of itself: whose it is, and of which period.

use std::collections::HashMap;

use crate::domain::Day;
use crate::domain::day::parse_day;
use crate::domain::period::{Cadence, Period};
use crate::error::{HeadingsError, Result};
use crate::report::form::period_text;
use crate::sheet::file::File;

use super::row::text_of;

/// What a return sheet says of itself on its hidden page.
pub struct FormNote {
    pub version: String,
    pub unit: String,
    pub period: String,
    pub first: Day,
    pub last: Day,
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
        return Err(HeadingsError::NotFound { file: name.to_owned() }.into());
    };
    let cadence = said.get("cadence").and_then(|code| Cadence::from_code(code)).unwrap_or(Cadence::Month);
    let period = period_text(&Period { cadence, first, last, as_of: last });
    let unit = said.get("unit").cloned().unwrap_or_default();
    Ok(FormNote { version: version.clone(), unit, period, first, last })
}
