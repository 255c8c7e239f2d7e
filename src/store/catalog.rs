//! The words of the trade, read from the lookup tables.

use rusqlite::Row;

use super::Store;
use super::column::{columns, select, selection};
use super::value::coded;
use crate::domain::catalog::{Catalog, Category, Label, Measure, Named, Phase, Stage};
use crate::domain::heading::HeadingWords;
use crate::domain::quantity::Dimension;
use crate::error::Result;

selection! {
    CategoryRow [
        code label_zh label_en code_prefix starts completes starts_zh starts_en completes_zh completes_en
    ]
    ALL: "FROM category ORDER BY position"
}
selection! {
    StageRow [category code label_zh label_en position phase]
    ALL: "FROM stage ORDER BY category, position"
}
selection! {
    SynonymRow [category stage word]
    ALL: "FROM stage_synonym ORDER BY category, word"
}
selection! {
    MeasureRow [code label_zh label_en dimension total_label_zh total_label_en share_of is_read]
    ALL: "FROM measure ORDER BY position"
}
selection! {
    CategoryWordRow [category word]
    ALL: "FROM category_word ORDER BY word"
}
selection! {
    HeadingWordRow [word field]
    ALL: "FROM heading_word ORDER BY word, field"
}
selection! {
    /// A word that has nothing but its labels.
    NamedRow [code label_zh label_en]
    PHASES: "FROM phase ORDER BY position",
    BASES: "FROM basis ORDER BY position",
    CONDITIONS: "FROM condition ORDER BY position"
}

impl Store {
    pub fn catalog(&self) -> Result<Catalog> {
        let mut catalog = Catalog {
            categories: self.words(CategoryRow::ALL, category)?,
            measures: self.words(MeasureRow::ALL, measure)?,
            phases: self.words(NamedRow::PHASES, named)?,
            bases: self.words(NamedRow::BASES, named)?,
            conditions: self.words(NamedRow::CONDITIONS, named)?,
            headings: HeadingWords::shipped(self.words(HeadingWordRow::ALL, |row| {
                Ok((row.get(HeadingWordRow::AT.word)?, row.get(HeadingWordRow::AT.field)?))
            })?),
        };
        let stages =
            self.words(StageRow::ALL, |row| Ok((row.get::<_, String>(StageRow::AT.category)?, stage(row)?)))?;
        for (code, stage) in stages {
            if let Some(category) = catalog.categories.iter_mut().find(|category| category.code == code) {
                category.stages.push(stage);
            }
        }
        let at = CategoryWordRow::AT;
        let words: Vec<(String, String)> =
            self.words(CategoryWordRow::ALL, |row| Ok((row.get(at.category)?, row.get(at.word)?)))?;
        for (category, word) in words {
            let category = catalog.categories.iter_mut().find(|each| each.code == category);
            category.into_iter().for_each(|category| category.words.push(word.clone()));
        }
        let at = SynonymRow::AT;
        let synonyms: Vec<(String, String, String)> =
            self.words(SynonymRow::ALL, |row| Ok((row.get(at.category)?, row.get(at.stage)?, row.get(at.word)?)))?;
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

fn label(row: &Row, zh: usize, en: usize) -> Result<Label> {
    Ok(Label { zh: row.get(zh)?, en: row.get(en)? })
}

fn named(row: &Row) -> Result<Named> {
    let at = NamedRow::AT;
    Ok(Named { code: row.get(at.code)?, label: label(row, at.label_zh, at.label_en)? })
}

fn category(row: &Row) -> Result<Category> {
    let at = CategoryRow::AT;
    Ok(Category {
        code: row.get(at.code)?,
        label: label(row, at.label_zh, at.label_en)?,
        code_prefix: row.get(at.code_prefix)?,
        starts: row.get(at.starts)?,
        completes: row.get(at.completes)?,
        starts_label: label(row, at.starts_zh, at.starts_en)?,
        completes_label: label(row, at.completes_zh, at.completes_en)?,
        words: Vec::new(),
        stages: Vec::new(),
    })
}

fn stage(row: &Row) -> Result<Stage> {
    let at = StageRow::AT;
    Ok(Stage {
        code: row.get(at.code)?,
        label: label(row, at.label_zh, at.label_en)?,
        position: row.get(at.position)?,
        phase: coded(row, at.phase, Phase::from_code)?,
        synonyms: Vec::new(),
    })
}

fn measure(row: &Row) -> Result<Measure> {
    let at = MeasureRow::AT;
    let total_zh: Option<String> = row.get(at.total_label_zh)?;
    let total_en: Option<String> = row.get(at.total_label_en)?;
    Ok(Measure {
        code: row.get(at.code)?,
        label: label(row, at.label_zh, at.label_en)?,
        dimension: coded(row, at.dimension, Dimension::from_code)?,
        total_label: total_zh.zip(total_en).map(|(zh, en)| Label { zh, en }),
        share_of: row.get(at.share_of)?,
        is_read: row.get(at.is_read)?,
    })
}
