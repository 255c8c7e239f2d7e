//! `rules show`: the thresholds of the lights as they hold, and how they came to be.

use std::collections::HashMap;

use super::columns::text;
use super::model::{Cell, Column, Detail, Header, Report, Section, SectionBody, Sentence, Shape, Word};
use crate::domain::ChangeId;
use crate::domain::day::{ALL_DAYS, Day};
use crate::domain::rules::{PERMIT_RULES, Rule, RuleUnit, RuleVersion, in_order};

/// What is said of a threshold of the lights.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RuleSentence {
    /// A threshold of the lights with its unit.
    Threshold { key: &'static str, value: i64 },
    /// The same with its name before it.
    Set { key: &'static str, value: i64 },
    /// What a threshold does.
    Means(&'static str),
}

/// The rules on a day. `versions`: every set on record; `reasons`: why changes were made.
pub fn rules<'a>(
    versions: &'a [RuleVersion],
    reasons: &'a HashMap<ChangeId, String>,
    day: Day,
    detail: Detail,
    header: Header,
) -> Report<'a> {
    let body = thresholds_in_force(in_order(versions, day), detail);
    let sections = vec![
        Section { id: "rules".into(), heading: Some(Word::Rules.into()), body, notes: Vec::new() },
        Section::table(
            "versions",
            Word::Versions,
            version_columns(),
            versions.iter().map(move |version| version_row(versions, version, reasons)),
        ),
    ];
    Report { header, sections }
}

/// Each threshold that is judged by, with the version since which it has had its value; programs get it in its smallest unit.
fn thresholds_in_force<'a>(in_order: Vec<&'a RuleVersion>, detail: Detail) -> SectionBody<'a> {
    let is_full = detail == Detail::Everything;
    let mut columns = vec![
        Column::new("key", Word::Key, Shape::Fixed),
        Column::new("value", Word::Value, if is_full { Shape::Count } else { Shape::Fixed }),
        Column::new("version", Word::Version, Shape::Count),
        Column::new("from", Word::From, Shape::Fixed),
    ];
    columns.push(match detail {
        Detail::Everything => Column::new("unit", Word::Unit, Shape::Fixed),
        Detail::Page => Column::new("meaning", Word::Meaning, Shape::Text),
    });
    let is_on = |rule: &Rule| in_order.iter().any(|version| version.set.stated(rule.key).is_some());
    let has_permits = PERMIT_RULES.iter().any(is_on);
    let shown = Rule::all().filter(move |rule| has_permits || PERMIT_RULES.iter().all(|other| other.key != rule.key));
    let rows = shown.map(move |rule| {
        let said = in_order.iter().rev().filter_map(|version| version.set.stated(rule.key).zip(Some(*version)));
        let value = said.clone().next().map_or(rule.first_value, |(value, _)| value);
        let since = said.take_while(|(said, _)| *said == value).last().map(|(_, version)| version);
        vec![
            Cell::Code(rule.key.to_owned()),
            if is_full { Cell::count(value) } else { threshold(rule, value) },
            since.and_then(|version| version.set.version).map_or(Cell::Nothing, Cell::count),
            since.map_or(Cell::Nothing, |version| day_cell(version.from_day)),
            match detail {
                Detail::Everything => Cell::Code(unit(rule.unit).to_owned()),
                Detail::Page => Cell::Sentences(vec![RuleSentence::Means(rule.key).into()]),
            },
        ]
    });
    SectionBody::Table { columns, rows: Box::new(rows) }
}

fn version_columns() -> Vec<Column> {
    vec![
        Column::new("version", Word::Version, Shape::Count),
        Column::new("from", Word::From, Shape::Fixed),
        Column::new("values", Word::What, Shape::Text),
        Column::new("reason", Word::Reason, Shape::Text),
        Column::new("change", Word::Change, Shape::Count),
    ]
}

/// A set of rules by what it states; one that states every threshold, by what it changed of the version before.
fn version_row(versions: &[RuleVersion], version: &RuleVersion, reasons: &HashMap<ChangeId, String>) -> Vec<Cell> {
    let RuleVersion { change, from_day, set } = version;
    let before = versions.iter().rev().find(|other| other.set.version < set.version).filter(|_| set.states_all());
    let is_new = |rule: &&Rule| before.is_none_or(|before| before.set.stated(rule.key) != set.stated(rule.key));
    let set_to = |rule: &Rule| {
        let value = set.stated(rule.key)?;
        Some(Sentence::from(RuleSentence::Set { key: rule.key, value }))
    };
    let said = Rule::all().filter(is_new).filter_map(set_to);
    vec![
        set.version.map_or(Cell::Nothing, Cell::count),
        day_cell(*from_day),
        Cell::Sentences(said.collect()),
        text(reasons.get(change).map(String::as_str)),
        Cell::count(*change),
    ]
}

fn threshold(rule: &Rule, value: i64) -> Cell {
    Cell::Sentences(vec![RuleSentence::Threshold { key: rule.key, value }.into()])
}

fn day_cell(day: Day) -> Cell {
    if day == ALL_DAYS { Cell::Nothing } else { Cell::Day(day) }
}

fn unit(unit: RuleUnit) -> &'static str {
    match unit {
        RuleUnit::Points => "basis_points",
        RuleUnit::Days => "days",
        RuleUnit::Months => "months",
    }
}
