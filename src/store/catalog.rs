//! The words of the trade, read from the lookup tables.

use rusqlite::Row;

use super::Store;
use super::row::coded;
use crate::domain::catalog::{Catalog, Category, Label, Measure, Named, Phase, Stage};
use crate::domain::quantity::Dimension;
use crate::error::Result;

const CATEGORIES: &str =
    "SELECT code, label_zh, label_en, code_prefix, starts, completes, starts_zh, starts_en, completes_zh, completes_en
    FROM category ORDER BY position";
const STAGES: &str =
    "SELECT category, code, label_zh, label_en, position, phase FROM stage ORDER BY category, position";
const SYNONYMS: &str = "SELECT category, stage, word FROM stage_synonym";
const MEASURES: &str = "SELECT code, label_zh, label_en, dimension, total_label_zh, total_label_en, share_of, is_read
    FROM measure ORDER BY position";
const PHASES: &str = "SELECT code, label_zh, label_en FROM phase ORDER BY position";
const BASES: &str = "SELECT code, label_zh, label_en FROM basis ORDER BY position";
const CONDITIONS: &str = "SELECT code, label_zh, label_en FROM condition ORDER BY position";

impl Store {
    pub fn catalog(&self) -> Result<Catalog> {
        let mut catalog = Catalog {
            categories: self.words(CATEGORIES, category)?,
            measures: self.words(MEASURES, measure)?,
            phases: self.words(PHASES, named)?,
            bases: self.words(BASES, named)?,
            conditions: self.words(CONDITIONS, named)?,
        };
        let stages = self.words(STAGES, |row| Ok((row.get::<_, String>(0)?, stage(row)?)))?;
        for (code, stage) in stages {
            if let Some(category) = catalog.categories.iter_mut().find(|category| category.code == code) {
                category.stages.push(stage);
            }
        }
        let synonyms: Vec<(String, String, String)> =
            self.words(SYNONYMS, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for (category, stage, word) in synonyms {
            let category = catalog.categories.iter_mut().find(|each| each.code == category);
            let stages = category.map(|category| &mut category.stages);
            if let Some(stage) = stages.and_then(|stages| stages.iter_mut().find(|each| each.code == stage)) {
                stage.synonyms.push(word);
            }
        }
        Ok(catalog)
    }

    fn words<T>(&self, sql: &'static str, word: impl Fn(&Row) -> Result<T>) -> Result<Vec<T>> {
        let mut select = self.conn.prepare(sql).map_err(|error| self.failed(error))?;
        let mut rows = select.query([])?;
        let mut words = Vec::new();
        while let Some(row) = rows.next().map_err(|error| self.failed(error))? {
            words.push(word(row)?);
        }
        Ok(words)
    }
}

fn label(row: &Row, zh: usize) -> Result<Label> {
    Ok(Label { zh: row.get(zh)?, en: row.get(zh + 1)? })
}

fn named(row: &Row) -> Result<Named> {
    Ok(Named { code: row.get(0)?, label: label(row, 1)? })
}

fn category(row: &Row) -> Result<Category> {
    Ok(Category {
        code: row.get(0)?,
        label: label(row, 1)?,
        code_prefix: row.get(3)?,
        starts: row.get(4)?,
        completes: row.get(5)?,
        starts_label: label(row, 6)?,
        completes_label: label(row, 8)?,
        stages: Vec::new(),
    })
}

fn stage(row: &Row) -> Result<Stage> {
    Ok(Stage {
        code: row.get(1)?,
        label: label(row, 2)?,
        position: row.get(4)?,
        phase: coded(row, 5, Phase::from_code)?,
        synonyms: Vec::new(),
    })
}

fn measure(row: &Row) -> Result<Measure> {
    let total_zh: Option<String> = row.get(4)?;
    let total_en: Option<String> = row.get(5)?;
    Ok(Measure {
        code: row.get(0)?,
        label: label(row, 1)?,
        dimension: coded(row, 3, Dimension::from_code)?,
        total_label: total_zh.zip(total_en).map(|(zh, en)| Label { zh, en }),
        share_of: row.get(6)?,
        is_read: row.get(7)?,
    })
}
