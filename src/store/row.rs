//! The history tables: for each, how a row is appended and read back, with the same columns in the same order, so
//! that the hash of what was written and of what is read are one thing.

use rusqlite::Row;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use crate::domain::day::{Day, DayText};
use crate::error::{RegisterError, Result};

/// A history table. Every row begins with `change_id, seq` or, for facts of a project, `project_id, change_id, seq`.
pub struct Table {
    pub name: &'static str,
    pub insert: &'static str,
    /// All rows of the projects ?1 to ?2 in their order; of a table without projects, all rows.
    pub select: &'static str,
    /// Where `change_id` stands in a row; `seq` follows.
    pub change_column: usize,
}

macro_rules! of_project {
    ($name:literal, $columns:literal, $marks:literal $(, $more:literal)?) => {
        Table {
            name: $name,
            insert: concat!(
                "INSERT INTO ", $name, " (project_id, change_id, seq, ", $columns, ") VALUES (?, ?, ?, ", $marks, ")"
            ),
            select: concat!(
                "SELECT project_id, change_id, seq, ", $columns, " FROM ", $name,
                " WHERE project_id BETWEEN ?1 AND ?2 ORDER BY project_id, change_id, seq" $(, ", ", $more)?
            ),
            change_column: 1,
        }
    };
}

macro_rules! of_register {
    ($name:literal, $columns:literal, $marks:literal $(, $more:literal)?) => {
        Table {
            name: $name,
            insert: concat!("INSERT INTO ", $name, " (change_id, seq, ", $columns, ") VALUES (?, ?, ", $marks, ")"),
            select: concat!(
                "SELECT change_id, seq, ", $columns, " FROM ", $name, " WHERE ?1 <= ?2 ORDER BY change_id, seq" $(, ", ", $more)?
            ),
            change_column: 0,
        }
    };
}

pub const SETTING: Table = of_register!("setting", "key, value", "?, ?");
pub const RULE_SET: Table = of_register!("rule_set", "from_day, version", "?, ?");
pub const RULE: Table = of_register!("rule", "key, value", "?, ?", "key");
pub const UNIT: Table = of_register!("unit", "id, name, position", "?, ?, ?");
pub const UNIT_ALIAS: Table = of_register!("unit_alias", "unit_id, alias", "?, ?");
pub const UNIT_MERGE: Table = of_register!("unit_merge", "from_day, unit_id, into_id", "?, ?, ?");
pub const TARGET: Table = of_register!(
    "target",
    "from_day, no, year, kind, sentence, dimension, unit_word, value, comparator, strength, mode, opening, category, tag, \
     stage, measure, source",
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
);
pub const TARGET_VALUE: Table = of_register!("target_value", "from_day, target_no, value, source", "?, ?, ?, ?");
pub const FROZEN_PAGE: Table = of_register!(
    "frozen_page",
    "no, report, period, scope, since_day, as_of, upto, lang, format, remark, title, inputs, sha256, content",
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
);
pub const PROJECT: Table = Table {
    name: "project",
    insert: "INSERT INTO project (id, change_id, seq, from_day, code, kind, category, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
    select: "SELECT id, change_id, seq, from_day, code, kind, category, source FROM project \
             WHERE id BETWEEN ?1 AND ?2 ORDER BY id",
    change_column: 1,
};
pub const TEXT: Table = of_project!("project_text", "from_day, field, value", "?, ?, ?");
pub const ALIAS: Table = of_project!("project_alias", "from_day, alias, present", "?, ?, ?");
pub const TAG: Table = of_project!("project_tag", "from_day, tag, present", "?, ?, ?");
pub const PARENT: Table = of_project!("project_parent", "from_day, parent_id", "?, ?");
pub const PROJECT_UNIT: Table = of_project!("project_unit", "from_day, position, unit_id", "?, ?, ?", "position");
pub const TOTAL: Table = of_project!("project_total", "from_day, measure, value, basis", "?, ?, ?, ?");
pub const UPDATE: Table = of_project!(
    "status_update",
    "from_day, no, corrects, category, stage, condition, merged_into, review_day, no_change, progress, problem, ask, next_step, source, \
     light, light_until, light_reason",
    "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
);
pub const READING: Table = of_project!("reading", "measure, value", "?, ?", "measure");
pub const MILESTONE: Table = of_project!(
    "milestone",
    "from_day, name, event, due_day, precision, category, stage, source",
    "?, ?, ?, ?, ?, ?, ?, ?"
);
pub const ANNUAL_PLAN: Table = of_project!("annual_plan", "from_day, year, measure, value, goal", "?, ?, ?, ?, ?");
pub const ANNUAL_PLAN_MONTH: Table = of_project!("annual_plan_month", "month, value", "?, ?", "month");
pub const ISSUE: Table =
    of_project!("issue", "from_day, no, text, ask, unit_id, level, due_day", "?, ?, ?, ?, ?, ?, ?");
pub const ISSUE_CLOSE: Table = of_project!("issue_close", "from_day, issue_no, outcome", "?, ?, ?");

/// Every history table but `change`, in the order their rows enter a hash.
pub const ALL: [&Table; 23] = [
    &SETTING,
    &RULE_SET,
    &RULE,
    &UNIT,
    &UNIT_ALIAS,
    &UNIT_MERGE,
    &TARGET,
    &TARGET_VALUE,
    &PROJECT,
    &TEXT,
    &ALIAS,
    &TAG,
    &PARENT,
    &PROJECT_UNIT,
    &TOTAL,
    &UPDATE,
    &READING,
    &MILESTONE,
    &ANNUAL_PLAN,
    &ANNUAL_PLAN_MONTH,
    &ISSUE,
    &ISSUE_CLOSE,
    &FROZEN_PAGE,
];

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

/// A value to bind and to hash.
/// A digest as it is written.
pub fn hex(digest: &[u8]) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

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

pub fn optional_number(value: Option<i64>) -> ValueRef<'static> {
    value.map_or(ValueRef::Null, ValueRef::Integer)
}

/// A day from a column that the schema checks.
pub fn day(row: &Row, column: usize) -> Result<Day> {
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    parse_day(text).ok_or_else(|| RegisterError::Damaged { what: text.to_owned() }.into())
}

pub fn optional_day(row: &Row, column: usize) -> Result<Option<Day>> {
    match row.get_ref(column)? {
        ValueRef::Null => Ok(None),
        _ => day(row, column).map(Some),
    }
}

/// `YYYY-MM-DD`, as the register writes it; much quicker than a general parser.
fn parse_day(text: &str) -> Option<Day> {
    let number = |range: std::ops::Range<usize>| {
        let mut digits = text.as_bytes().get(range)?.iter();
        digits.try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0')))
    };
    Day::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}

/// A code that must be one of an enum's.
pub fn coded<T>(row: &Row, column: usize, from_code: impl Fn(&str) -> Option<T>) -> Result<T> {
    let text = row.get_ref(column)?.as_str().unwrap_or_default();
    from_code(text).ok_or_else(|| RegisterError::Damaged { what: text.to_owned() }.into())
}
