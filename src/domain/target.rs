//! Targets (目标): what was promised or claimed, in its own words, one figure each.

use super::day::Day;
use super::quantity::Dimension;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    pub no: i64,
    pub from_day: Day,
    pub year: i32,
    /// `promise` or `claim`.
    pub kind: String,
    /// The exact clause that carries the figure.
    pub sentence: String,
    pub dimension: Dimension,
    /// 个, 条, 座, m2, fen: what `value` counts, as the source does.
    pub unit_word: String,
    /// In the smallest unit of the dimension.
    pub value: i64,
    /// `eq`, `gt`, `ge`, `about`.
    pub comparator: String,
    /// `must` or `strive`.
    pub strength: String,
    /// `new`, `cumulative` or `unstated`.
    pub mode: String,
    pub category: Option<String>,
    pub tag: Option<String>,
    pub stage: Option<String>,
    pub measure: Option<String>,
    /// The whole sentence, as printed.
    pub source: String,
    /// Values entered for it: day and value.
    pub entered: Vec<(Day, i64)>,
}
