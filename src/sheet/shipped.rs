//! The words of the trade that come with the program, as facts of the change that makes a register.

use serde::Deserialize;

use super::fixture::{list, rows};
use crate::domain::catalog::{Category, Label, Measure, Named, Phase, Stage};
use crate::domain::heading::HeadingFact;
use crate::domain::permit::{Checklist, Permit};
use crate::domain::quantity::{Counting, Dimension, UnitWord};
use crate::domain::word::{WordFact, WordList};
use crate::error::Result;

const PHASES: (&str, &str) = ("phases.csv", include_str!("../../fixtures/words/phases.csv"));
const BASES: (&str, &str) = ("bases.csv", include_str!("../../fixtures/words/bases.csv"));
const CONDITIONS: (&str, &str) = ("conditions.csv", include_str!("../../fixtures/words/conditions.csv"));
const CATEGORIES: (&str, &str) = ("categories.csv", include_str!("../../fixtures/words/categories.csv"));
const STAGES: (&str, &str) = ("stages.csv", include_str!("../../fixtures/words/stages.csv"));
const MEASURES: (&str, &str) = ("measures.csv", include_str!("../../fixtures/words/measures.csv"));
const PERMITS: (&str, &str) = ("permits.csv", include_str!("../../fixtures/words/permits.csv"));
const HEADINGS: (&str, &str) = ("headings.csv", include_str!("../../fixtures/words/headings.csv"));

/// The words of the trade, and what offices call the columns of their lists.
pub struct Shipped {
    pub words: Vec<WordFact>,
    pub headings: Vec<HeadingFact>,
}

impl Shipped {
    pub fn read() -> Result<Self> {
        let mut words = Vec::new();
        for (list, file) in [(WordList::Phases, PHASES), (WordList::Bases, BASES), (WordList::Conditions, CONDITIONS)] {
            let named = placed(rows::<NamedRow>(file)?).map(|(position, row)| (position, row.named()));
            words.extend(named.map(|(position, named)| WordFact::Named { list, position, named }));
        }
        let stages: Vec<StageRow> = rows(STAGES)?;
        for (position, row) in placed(rows::<CategoryRow>(CATEGORIES)?) {
            let own = stages.iter().filter(|stage| stage.category == row.code);
            let stages = (1..).zip(own).map(|(position, stage)| stage.stage(position)).collect();
            words.push(WordFact::Category { position, category: row.category(stages) });
        }
        for (position, row) in placed(rows::<MeasureRow>(MEASURES)?) {
            words.push(WordFact::Measure(row.measure(position)));
        }
        words.extend(checklists(rows(PERMITS)?).into_iter().map(WordFact::Checklist));
        let usual = |row: HeadingRow| {
            let HeadingRow { word, fields } = row;
            fields.into_iter().map(move |field| HeadingFact::Usual { word: word.clone(), field })
        };
        Ok(Self { words, headings: rows(HEADINGS)?.into_iter().flat_map(usual).collect() })
    }
}

/// The lines of one category follow each other.
fn checklists(rows: Vec<PermitRow>) -> Vec<Checklist> {
    let of_category = |rows: &[PermitRow]| Checklist {
        category: rows.first().map(|row| row.category.clone()).unwrap_or_default(),
        permits: rows.iter().map(PermitRow::permit).collect(),
    };
    rows.chunk_by(|one, next| one.category == next.category).map(of_category).collect()
}

/// The lines of a file stand in the order of what they name.
fn placed<T>(rows: Vec<T>) -> impl Iterator<Item = (i64, T)> {
    (1..).zip(rows)
}

#[derive(Debug, Deserialize)]
struct NamedRow {
    code: String,
    label_zh: String,
    label_en: String,
}

impl NamedRow {
    fn named(self) -> Named {
        Named { code: self.code, label: Label { zh: self.label_zh, en: self.label_en } }
    }
}

#[derive(Debug, Deserialize)]
struct CategoryRow {
    code: String,
    label_zh: String,
    label_en: String,
    code_prefix: String,
    starts: String,
    completes: String,
    starts_zh: String,
    starts_en: String,
    completes_zh: String,
    completes_en: String,
    #[serde(deserialize_with = "list")]
    words: Vec<String>,
}

impl CategoryRow {
    fn category(self, stages: Vec<Stage>) -> Category {
        Category {
            code: self.code,
            label: Label { zh: self.label_zh, en: self.label_en },
            code_prefix: self.code_prefix,
            starts: self.starts,
            completes: self.completes,
            starts_label: Label { zh: self.starts_zh, en: self.starts_en },
            completes_label: Label { zh: self.completes_zh, en: self.completes_en },
            words: self.words,
            stages,
        }
    }
}

#[derive(Debug, Deserialize)]
struct StageRow {
    category: String,
    code: String,
    #[serde(deserialize_with = "phase")]
    phase: Phase,
    label_zh: String,
    label_en: String,
    #[serde(deserialize_with = "list")]
    synonyms: Vec<String>,
}

impl StageRow {
    fn stage(&self, position: i64) -> Stage {
        Stage {
            code: self.code.clone(),
            label: Label { zh: self.label_zh.clone(), en: self.label_en.clone() },
            position,
            phase: self.phase,
            synonyms: self.synonyms.clone(),
        }
    }
}

#[derive(Debug, Deserialize)]
struct PermitRow {
    category: String,
    label_zh: String,
    label_en: String,
    #[serde(deserialize_with = "list")]
    synonyms: Vec<String>,
}

impl PermitRow {
    fn permit(&self) -> Permit {
        let label = Label { zh: self.label_zh.clone(), en: self.label_en.clone() };
        Permit { label, words: self.synonyms.clone() }
    }
}

#[derive(Debug, Deserialize)]
struct MeasureRow {
    code: String,
    #[serde(deserialize_with = "dimension")]
    dimension: Dimension,
    #[serde(deserialize_with = "unit")]
    unit_zh: UnitWord,
    #[serde(deserialize_with = "unit")]
    unit_en: UnitWord,
    decimals: Option<u8>,
    label_zh: String,
    label_en: String,
    total_label_zh: Option<String>,
    total_label_en: Option<String>,
    share_of: Option<String>,
    step: Option<i64>,
    #[serde(deserialize_with = "yes_no")]
    is_read: bool,
    #[serde(deserialize_with = "list")]
    categories: Vec<String>,
}

impl MeasureRow {
    fn measure(self, position: i64) -> Measure {
        let counted = |decimals| Dimension::Count(Counting { zh: self.unit_zh, en: self.unit_en, decimals });
        Measure {
            code: self.code,
            position,
            dimension: self.decimals.map_or(self.dimension, counted),
            label: Label { zh: self.label_zh, en: self.label_en },
            total_label: self.total_label_zh.zip(self.total_label_en).map(|(zh, en)| Label { zh, en }),
            share_of: self.share_of,
            step: self.step,
            is_read: self.is_read,
            categories: self.categories,
        }
    }
}

#[derive(Debug, Deserialize)]
struct HeadingRow {
    word: String,
    #[serde(deserialize_with = "list")]
    fields: Vec<String>,
}

coded!(phase Phase, dimension Dimension);

fn unit<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<UnitWord, D::Error> {
    let word = String::deserialize(deserializer)?;
    UnitWord::new(&word).ok_or_else(|| serde::de::Error::custom(word))
}

fn yes_no<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match String::deserialize(deserializer)?.as_str() {
        "yes" => Ok(true),
        "no" => Ok(false),
        other => Err(serde::de::Error::custom(other)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::Catalog;
    use crate::domain::fact::Condition;
    use crate::domain::heading::{Headings, NOT_READ};
    use crate::report::headings::columns_of_lists;

    fn catalog() -> Catalog {
        Catalog::fold(Shipped::read().expect("reads").words)
    }

    #[test]
    fn the_words_stand_together_and_hold_every_code_the_program_has() {
        let catalog = catalog();
        assert_eq!(catalog.clashes(), []);
        let codes = |list: &[Named]| list.iter().map(|named| named.code.clone()).collect::<Vec<_>>();
        assert_eq!(codes(&catalog.phases), Phase::ALL.map(Phase::code));
        assert_eq!(codes(&catalog.conditions), Condition::ALL.iter().map(|each| each.code()).collect::<Vec<_>>());
        let stages: usize = catalog.categories.iter().map(|category| category.stages.len()).sum();
        assert!(catalog.categories.iter().all(|category| !catalog.permits(&category.code).is_empty()));
        assert_eq!(
            rows::<PermitRow>(PERMITS).expect("reads").len(),
            catalog.checklists.iter().map(|list| list.permits.len()).sum::<usize>()
        );
        assert_eq!(rows::<StageRow>(STAGES).expect("reads").len(), stages, "every stage is of a category");
    }

    #[test]
    fn what_offices_call_columns_names_columns() {
        let columns = columns_of_lists(&catalog());
        let headings = Headings::fold(Shipped::read().expect("reads").headings);
        assert!(headings.words.iter().count() > 300);
        for word in headings.words.iter() {
            let is_column = columns.iter().any(|column| column.key.as_ref() == word.field);
            assert!(is_column || word.field == NOT_READ, "{word:?}");
        }
    }
}
