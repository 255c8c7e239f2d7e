//! The registers that come with the program: what the 2022 page says, as rows.

use serde::Deserialize;

use crate::domain::day::{Day, DueDay, parse_day, parse_due};
use crate::domain::fact::Kind;
use crate::domain::quantity::Dimension;
use crate::domain::target::{Comparator, Mode, Strength, TargetKind};
use crate::error::{FileError, Result};

const PROJECTS: (&str, &str) = ("projects.csv", include_str!("../../fixtures/haishu-2022/projects.csv"));
const MILESTONES: (&str, &str) = ("milestones.csv", include_str!("../../fixtures/haishu-2022/milestones.csv"));
const TARGETS: (&str, &str) = ("targets.csv", include_str!("../../fixtures/haishu-2022/targets.csv"));

/// What the newspaper page of January 2022 says, and nothing else.
pub struct Fixture {
    pub projects: Vec<ProjectRow>,
    pub milestones: Vec<MilestoneRow>,
    pub targets: Vec<TargetRow>,
}

#[derive(Debug, Deserialize)]
pub struct ProjectRow {
    pub code: String,
    #[serde(deserialize_with = "kind")]
    pub kind: Kind,
    pub category: String,
    pub name: String,
    #[serde(deserialize_with = "list")]
    pub aliases: Vec<String>,
    pub parent: Option<String>,
    #[serde(deserialize_with = "list")]
    pub tags: Vec<String>,
    pub stage: Option<String>,
    #[serde(deserialize_with = "optional_day")]
    pub stage_as_of: Option<Day>,
    pub source: String,
}

#[derive(Debug, Deserialize)]
pub struct MilestoneRow {
    pub project: String,
    pub name: String,
    pub stage: String,
    #[serde(deserialize_with = "due")]
    pub due: DueDay,
    pub source: String,
}

#[derive(Debug, Deserialize)]
pub struct TargetRow {
    pub sentence: String,
    pub year: i32,
    #[serde(deserialize_with = "target_kind")]
    pub kind: TargetKind,
    pub unit: String,
    pub value: i64,
    #[serde(deserialize_with = "comparator")]
    pub comparator: Comparator,
    #[serde(deserialize_with = "strength")]
    pub strength: Strength,
    #[serde(deserialize_with = "mode")]
    pub mode: Mode,
    pub category: Option<String>,
    pub tag: Option<String>,
    pub stage: Option<String>,
    pub measure: Option<String>,
    pub entered: Option<i64>,
    #[serde(deserialize_with = "optional_day")]
    pub entered_on: Option<Day>,
    pub source: String,
}

impl TargetRow {
    /// What its figure is counted in.
    pub fn dimension(&self) -> Dimension {
        match self.unit.as_str() {
            "fen" => Dimension::Money,
            "m2" => Dimension::Area,
            _ => Dimension::PIECES,
        }
    }
}

impl Fixture {
    pub fn haishu_2022() -> Result<Self> {
        Ok(Self { projects: rows(PROJECTS)?, milestones: rows(MILESTONES)?, targets: rows(TARGETS)? })
    }
}

pub(super) fn rows<T: for<'de> Deserialize<'de>>((file, text): (&'static str, &str)) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    for (line, row) in (2..).zip(csv::Reader::from_reader(text.as_bytes()).deserialize()) {
        rows.push(row.map_err(|error: csv::Error| FileError::Fixture { file, line, problem: error.to_string() })?);
    }
    Ok(rows)
}

coded!(kind Kind, target_kind TargetKind, comparator Comparator, strength Strength, mode Mode);

pub(super) fn list<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(text.split(';').filter(|word| !word.is_empty()).map(str::to_owned).collect())
}

fn optional_day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
    let text = String::deserialize(deserializer)?;
    let day = Some(text.as_str()).filter(|text| !text.is_empty()).map(parse_day);
    day.transpose().map_err(|_| serde::de::Error::custom(text))
}

fn due<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<DueDay, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse_due(&text).map_err(|_| serde::de::Error::custom(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The page without its line breaks; the design's own copy is not part of the project, so the sentences are held
    /// against each other: a target's clause stands in its sentence.
    #[test]
    fn the_page_is_complete() {
        let page = Fixture::haishu_2022().expect("reads");
        let count = |category: &str, kind: Kind| {
            page.projects.iter().filter(|row| row.category == category && row.kind == kind).count()
        };
        assert_eq!(count("water", Kind::Project), 48);
        assert_eq!(count("water", Kind::Programme), 4);
        assert_eq!(count("block", Kind::Project), 14);
        assert_eq!(count("relocation", Kind::Project), 19);
        assert_eq!(page.projects.iter().filter(|row| row.kind == Kind::Lot).count(), 0);
        let placeholders = page.projects.iter().filter(|row| row.name.ends_with("（名称待核定）"));
        assert_eq!(placeholders.count(), 44 + 18, "44 water works and 18 relocations have no name on the page");
        assert!(page.projects.iter().all(|row| !row.source.is_empty()));
        assert!(page.targets.iter().all(|row| row.source.contains(&row.sentence)));
        assert!(page.milestones.iter().all(|row| row.due.to_string() == "2022"));
    }

    #[test]
    fn the_right_character_is_the_name_and_the_misprint_an_alias() {
        let page = Fixture::haishu_2022().expect("reads");
        let misprinted: Vec<_> =
            page.projects.iter().filter(|row| row.aliases.iter().any(|a| a.contains('碛'))).collect();
        assert_eq!(misprinted.len(), 2);
        assert!(misprinted.iter().all(|row| row.name.contains('碶') && !row.name.contains('碛')));
    }
}
