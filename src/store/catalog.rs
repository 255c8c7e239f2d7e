//! The words of the trade: how they are recorded, read back as known, and who names them.
//!
//! Long: each kind of word is recorded and read back here, and nowhere else.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::types::ValueRef;
use rusqlite::{Row, params};

use super::entry::Entry;
use super::history::{
    BasisRow, CategoryRow, CategoryWordRow, ChecklistRow, ConditionRow, HeadingWordRow, HistoryTable,
    MeasureCategoryRow, MeasureRow, OwnFieldChoiceRow, OwnFieldRow, PermitRow, PermitWordRow, PhaseRow, RegisterSpine,
    StageRow, StageSynonymRow,
};
use super::value::{coded, number, optional, optional_number, text};
use super::{FIRST_CHANGE, Known, Store};
use crate::domain::catalog::{Catalog, Category, Label, Measure, Named, Phase, Stage, ValueOnRecord};
use crate::domain::heading::HeadingFact;
use crate::domain::own_field::{OwnField, OwnHolds, OwnKind};
use crate::domain::permit::{Checklist, Permit};
use crate::domain::quantity::{Counting, Dimension, MOST_DECIMALS, UnitWord};
use crate::domain::word::{WordClash, WordFact, WordList};
use crate::domain::{ChangeId, ProjectId};
use crate::error::{RegisterError, Result};

/// A row with its place in the ledger.
type Placed<T> = (ChangeId, i64, T);
/// Rows that are parts of a fact, by that fact.
type Parts<T> = HashMap<(ChangeId, i64), Vec<T>>;

/// Every word that a fact names (of what stages are read as, what is on record): in which table, by which change, of which category if it is a stage, and the code; of
/// a field of the office's own what it is said to hold, which it has to take.
/// What a reference would prove, were a code in one row only.
const NAMED: &str = "
    SELECT 'project' AS table_name, change_id, 'category' AS kind, NULL AS category, category AS code FROM project
    UNION SELECT 'project_category', change_id, 'category', NULL, category FROM project_category
    UNION SELECT 'project_stage', s.change_id, 'stage', c.category, s.stage
          FROM project_stage s JOIN project_category c USING (project_id, change_id, seq)
          WHERE EXISTS (SELECT 1 FROM status_update u WHERE u.project_id = s.project_id
                        AND u.category = s.from_category AND u.stage = s.from_stage)
             OR EXISTS (SELECT 1 FROM milestone m WHERE m.project_id = s.project_id
                        AND m.category = s.from_category AND m.stage = s.from_stage)
    UNION SELECT 'project_total', change_id, 'measure', NULL, measure FROM project_total
    UNION SELECT 'project_total', change_id, 'basis', NULL, basis FROM project_total WHERE basis IS NOT NULL
    UNION SELECT 'status_update', change_id, 'category', NULL, category FROM status_update
    UNION SELECT 'status_update', change_id, 'stage', category, stage FROM status_update WHERE stage IS NOT NULL
    UNION SELECT 'status_update', change_id, 'condition', NULL, condition FROM status_update
          WHERE condition IS NOT NULL
    UNION SELECT 'reading', change_id, 'measure', NULL, measure FROM reading
    UNION SELECT 'milestone', change_id, 'category', NULL, category FROM milestone
    UNION SELECT 'milestone', change_id, 'stage', category, stage FROM milestone WHERE stage IS NOT NULL
    UNION SELECT 'checklist', change_id, 'category', NULL, category FROM checklist
    UNION SELECT 'annual_plan', change_id, 'measure', NULL, measure FROM annual_plan
    UNION SELECT 'measure', change_id, 'measure', NULL, share_of FROM measure WHERE share_of IS NOT NULL
    UNION SELECT 'measure_category', change_id, 'category', NULL, category FROM measure_category
    UNION SELECT 'target', change_id, 'category', NULL, category FROM target WHERE category IS NOT NULL
    UNION SELECT 'target', change_id, 'stage', category, stage FROM target WHERE stage IS NOT NULL
    UNION SELECT 'target', change_id, 'measure', NULL, measure FROM target WHERE measure IS NOT NULL
    UNION SELECT 'own_field', change_id, 'category', NULL, category FROM own_field WHERE category IS NOT NULL
    UNION SELECT 'project_own', change_id, 'own', field, coalesce(value, '') FROM project_own
    ORDER BY change_id, table_name, kind, category, code";

/// Every value of measure ?1 that any fact states, with what it is of.
const VALUES: &str = "
    SELECT r.change_id, p.code AS of, r.value FROM reading r JOIN project p ON p.id = r.project_id WHERE r.measure = ?1
    UNION ALL SELECT t.change_id, p.code, t.value FROM project_total t JOIN project p ON p.id = t.project_id
        WHERE t.measure = ?1 AND t.value IS NOT NULL
    UNION ALL SELECT a.change_id, p.code, a.value FROM annual_plan a JOIN project p ON p.id = a.project_id
        WHERE a.measure = ?1 AND a.value IS NOT NULL
    UNION ALL SELECT m.change_id, p.code, m.value FROM annual_plan_month m
        JOIN annual_plan a ON a.project_id = m.project_id AND a.change_id = m.change_id AND a.seq = m.seq
        JOIN project p ON p.id = m.project_id WHERE a.measure = ?1
    UNION ALL SELECT t.change_id, printf('T-%02d', t.no), t.value FROM target t WHERE t.measure = ?1
    UNION ALL SELECT s.change_id, p.code, j.value FROM submission s JOIN project p ON p.id = s.project_id
        JOIN json_each(s.stated, '$.readings') j WHERE j.key = ?1
    ORDER BY 1, 2, 3";
/// Who names a stage of category ?1: the codes of works and of targets.
const STAGE_USES: &str = "
    SELECT u.change_id, u.stage, p.code FROM status_update u JOIN project p ON p.id = u.project_id
    WHERE u.category = ?1 AND u.stage IS NOT NULL
    UNION SELECT m.change_id, m.stage, p.code FROM milestone m JOIN project p ON p.id = m.project_id
    WHERE m.category = ?1 AND m.stage IS NOT NULL
    UNION SELECT s.change_id, s.stage, p.code
    FROM project_stage s JOIN project_category c USING (project_id, change_id, seq) JOIN project p ON p.id = s.project_id
    WHERE c.category = ?1 AND (
        EXISTS (SELECT 1 FROM status_update u WHERE u.project_id = s.project_id
                AND u.category = s.from_category AND u.stage = s.from_stage)
        OR EXISTS (SELECT 1 FROM milestone m WHERE m.project_id = s.project_id
                   AND m.category = s.from_category AND m.stage = s.from_stage))
    UNION SELECT t.change_id, t.stage, printf('T-%02d', t.no) FROM target t
    WHERE t.category = ?1 AND t.stage IS NOT NULL
    ORDER BY stage, code";
const OWN_VALUES: &str = "SELECT change_id, project_id, value FROM project_own WHERE field = ?1 AND value IS NOT NULL
    ORDER BY project_id, change_id, seq";

/// A word that a fact names and that is not known.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct UnknownWord {
    pub table: String,
    pub change: ChangeId,
    pub code: String,
}

impl Store {
    /// The words of the trade as known. Those a register was made with hold at any moment: before them it could not be
    /// looked at.
    pub fn catalog(&self, known: &Known) -> Result<Catalog> {
        let mut facts = self.words()?;
        facts.retain(|(change, ..)| known.has_words_of(*change));
        Ok(Catalog::fold(facts.into_iter().map(|(.., fact)| fact)))
    }

    /// What offices usually call the columns of their lists, as known.
    pub(super) fn usual_headings(&self, known: &Known) -> Result<Vec<HeadingFact>> {
        let mut words = self.placed(HeadingWordRow::TABLE, |row| {
            let at = HeadingWordRow::AT;
            Ok(HeadingFact::Usual { word: row.get(at.word)?, field: row.get(at.field)? })
        })?;
        words.retain(|(change, ..)| known.has_words_of(*change));
        Ok(words.into_iter().map(|(.., fact)| fact).collect())
    }

    /// The codes of the works whose returns and milestones name a stage of a category, and of the targets that count by
    /// it, by the stage.
    pub fn stage_uses(&self, category: &str) -> Result<BTreeMap<String, Vec<String>>> {
        let known = self.known(None)?;
        let mut select = self.conn.prepare(STAGE_USES)?;
        let mut rows = select.query([category]).map_err(|error| self.failed(error))?;
        let mut uses: BTreeMap<String, Vec<String>> = BTreeMap::new();
        while let Some(row) = rows.next()? {
            if known.counts(row.get(0)?) {
                let (works, code) = (uses.entry(row.get(1)?).or_default(), row.get(2)?);
                if !works.contains(&code) {
                    works.push(code);
                }
            }
        }
        Ok(uses)
    }

    /// What the words could not mean if one more change were void, and can now.
    pub fn words_clash_without(&self, change: ChangeId) -> Result<Option<WordClash>> {
        let known = self.catalog(&self.known(None)?)?.clashes();
        let after = self.catalog(&self.known_without(change)?)?.clashes();
        Ok(after.into_iter().find(|clash| !known.contains(clash)))
    }

    /// The words that facts that count name, and that are not known.
    pub(super) fn unknown_words(&self, catalog: &Catalog, known: &Known) -> Result<Vec<UnknownWord>> {
        let conditions: BTreeSet<&str> = catalog.conditions.iter().map(|named| named.code.as_str()).collect();
        let bases: BTreeSet<&str> = catalog.bases.iter().map(|named| named.code.as_str()).collect();
        let mut select = self.conn.prepare(NAMED)?;
        let mut rows = select.query([]).map_err(|error| self.failed(error))?;
        let mut unknown = Vec::new();
        while let Some(row) = rows.next().map_err(|error| self.failed(error))? {
            let change = row.get("change_id")?;
            let (kind, category, code): (String, Option<String>, String) =
                (row.get("kind")?, row.get("category")?, row.get("code")?);
            let is_known = match (kind.as_str(), category) {
                ("stage", Some(category)) => catalog.stage(&category, &code).is_some(),
                ("own", Some(field)) => {
                    let field = catalog.own_field(&field);
                    field.is_some_and(|field| code.is_empty() || field.takes(&code))
                }
                ("category", _) => catalog.category(&code).is_some(),
                ("measure", _) => catalog.measure(&code).is_some(),
                ("basis", _) => bases.contains(code.as_str()),
                ("condition", _) => conditions.contains(code.as_str()),
                (_, _) => false,
            };
            if known.counts(change) && !is_known {
                unknown.push(UnknownWord { table: row.get("table_name")?, change, code });
            }
        }
        Ok(unknown)
    }

    /// The values of a measure that count, in the order they were recorded: totals, readings, plans, targets, and those of
    /// returns that wait.
    pub fn values_of(&self, known: &Known, measure: &str) -> Result<Vec<ValueOnRecord>> {
        let mut select = self.conn.prepare_cached(VALUES)?;
        let row = |row: &Row| {
            Ok(ValueOnRecord { change: row.get("change_id")?, of: row.get("of")?, value: row.get("value")? })
        };
        let values = select.query_map([measure], row).map_err(|error| self.failed(error))?;
        let mut values =
            values.collect::<rusqlite::Result<Vec<ValueOnRecord>>>().map_err(|error| self.failed(error))?;
        values.retain(|value| known.counts(value.change));
        Ok(values)
    }

    /// What was stated of words after the register was made, in the order recorded.
    pub(super) fn stated_words(&self) -> Result<Vec<(ChangeId, WordFact)>> {
        let stated = self.words()?.into_iter().filter(|(change, ..)| *change > FIRST_CHANGE);
        Ok(stated.map(|(change, _, fact)| (change, fact)).collect())
    }

    /// Every statement about words, in the order recorded.
    fn words(&self) -> Result<Vec<Placed<WordFact>>> {
        let mut facts = self.categories()?;
        facts.extend(self.measures()?);
        facts.extend(self.checklists()?);
        facts.extend(self.own_fields()?);
        facts.extend(self.placed(PhaseRow::TABLE, |row| named(row, WordList::Phases))?);
        facts.extend(self.placed(BasisRow::TABLE, |row| named(row, WordList::Bases))?);
        facts.extend(self.placed(ConditionRow::TABLE, |row| named(row, WordList::Conditions))?);
        facts.sort_by_key(|(change, seq, _)| (*change, *seq));
        Ok(facts)
    }

    fn categories(&self) -> Result<Vec<Placed<WordFact>>> {
        let mut synonyms: Parts<(String, String)> = self.parts(StageSynonymRow::TABLE, |row| {
            let at = StageSynonymRow::AT;
            Ok((row.get(at.stage)?, row.get(at.word)?))
        })?;
        let mut words: Parts<String> =
            self.parts(CategoryWordRow::TABLE, |row| Ok(row.get(CategoryWordRow::AT.word)?))?;
        let mut stages: Parts<Stage> = self.parts(StageRow::TABLE, stage)?;
        let mut categories = self.placed(CategoryRow::TABLE, category)?;
        for (change, seq, (_, category)) in &mut categories {
            let key = (*change, *seq);
            category.stages = stages.remove(&key).unwrap_or_default();
            category.words = words.remove(&key).unwrap_or_default();
            for (stage, word) in synonyms.remove(&key).unwrap_or_default() {
                let stage = category.stages.iter_mut().find(|known| known.code == stage);
                stage.into_iter().for_each(|stage| stage.synonyms.push(word.clone()));
            }
        }
        let fact = |(change, seq, (position, category))| (change, seq, WordFact::Category { position, category });
        Ok(categories.into_iter().map(fact).collect())
    }

    fn measures(&self) -> Result<Vec<Placed<WordFact>>> {
        let mut categories: Parts<String> =
            self.parts(MeasureCategoryRow::TABLE, |row| Ok(row.get(MeasureCategoryRow::AT.category)?))?;
        let measures = self.placed(MeasureRow::TABLE, measure)?;
        let fact = |(change, seq, mut measure): (ChangeId, i64, Measure)| {
            measure.categories = categories.remove(&(change, seq)).unwrap_or_default();
            (change, seq, WordFact::Measure(measure))
        };
        Ok(measures.into_iter().map(fact).collect())
    }

    fn checklists(&self) -> Result<Vec<Placed<WordFact>>> {
        let mut words: Parts<(i64, String)> = self.parts(PermitWordRow::TABLE, |row| {
            let at = PermitWordRow::AT;
            Ok((row.get(at.permit)?, row.get(at.word)?))
        })?;
        let mut permits: Parts<(i64, Permit)> = self.parts(PermitRow::TABLE, |row| {
            let at = PermitRow::AT;
            let permit = Permit { label: label(row, at.label_zh, at.label_en)?, words: Vec::new() };
            Ok((row.get(at.position)?, permit))
        })?;
        let categories = self.placed(ChecklistRow::TABLE, |row| Ok(row.get(ChecklistRow::AT.category)?))?;
        let fact = |(change, seq, category): Placed<String>| {
            let mut of = permits.remove(&(change, seq)).unwrap_or_default();
            for (permit, word) in words.remove(&(change, seq)).unwrap_or_default() {
                let permit = of.iter_mut().find(|(position, _)| *position == permit);
                permit.into_iter().for_each(|(_, permit)| permit.words.push(word.clone()));
            }
            let permits = of.into_iter().map(|(_, permit)| permit).collect();
            (change, seq, WordFact::Checklist(Checklist { category, permits }))
        };
        Ok(categories.into_iter().map(fact).collect())
    }

    /// What was stated of fields of the office's own, by the change that did.
    fn own_fields(&self) -> Result<Vec<Placed<WordFact>>> {
        let mut choices: Parts<String> =
            self.parts(OwnFieldChoiceRow::TABLE, |row| Ok(row.get(OwnFieldChoiceRow::AT.choice)?))?;
        let mut facts = self.placed(OwnFieldRow::TABLE, own_field)?;
        for (change, seq, fact) in &mut facts {
            if let WordFact::OwnField { field: OwnField { holds: OwnHolds::Choice(own), .. }, .. } = fact {
                *own = choices.remove(&(*change, *seq)).unwrap_or_default();
            }
        }
        Ok(facts)
    }

    /// The codes that fields of the office's own have, or had: none is given again.
    pub fn own_field_codes(&self) -> Result<Vec<String>> {
        let mut select = self.conn.prepare_cached("SELECT DISTINCT code FROM own_field ORDER BY code")?;
        let codes = select.query_map([], |row| row.get(0))?;
        Ok(codes.collect::<Result<_, _>>()?)
    }

    /// Every value of a field of the office's own that counts, on whatever day, with the work it is of.
    pub fn own_values(&self, field: &str, known: &Known) -> Result<Vec<(ProjectId, String)>> {
        let mut select = self.conn.prepare_cached(OWN_VALUES)?;
        let rows = select.query_map([field], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut values = Vec::new();
        for row in rows {
            let (change, project, value) = row?;
            values.extend(known.counts(change).then_some((project, value)));
        }
        Ok(values)
    }

    fn parts<T>(&self, table: &HistoryTable, read: impl Fn(&Row) -> Result<T>) -> Result<Parts<T>> {
        let mut parts = Parts::new();
        for (change, seq, part) in self.placed(table, read)? {
            parts.entry((change, seq)).or_default().push(part);
        }
        Ok(parts)
    }

    /// What every row of a table of the register says, with its place in the ledger.
    fn placed<T>(&self, table: &HistoryTable, read: impl Fn(&Row) -> Result<T>) -> Result<Vec<Placed<T>>> {
        let mut select = self.conn.prepare_cached(table.every).map_err(|error| self.failed(error))?;
        let mut rows = select.query(params![]).map_err(|error| self.failed(error))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next().map_err(|error| self.failed(error))? {
            all.push((row.get(RegisterSpine::AT.change_id)?, row.get(RegisterSpine::AT.seq)?, read(row)?));
        }
        Ok(all)
    }
}

impl Entry<'_> {
    /// Appends what is said of a word.
    pub(super) fn word(&mut self, fact: &WordFact) -> Result<()> {
        match fact {
            WordFact::Category { position, category } => self.category(*position, category),
            WordFact::Measure(measure) => self.measure(measure),
            WordFact::Checklist(checklist) => self.checklist(checklist),
            WordFact::OwnField { position, field } => self.own_field(*position, field),
            WordFact::Named { list, position, named: Named { code, label } } => {
                let (code, position) = (text(code), number(*position));
                let (label_zh, label_en) = (text(&label.zh), text(&label.en));
                match list {
                    WordList::Phases => self.append(PhaseRow { code, position, label_zh, label_en }),
                    WordList::Bases => self.append(BasisRow { code, position, label_zh, label_en }),
                    WordList::Conditions => self.append(ConditionRow { code, position, label_zh, label_en }),
                }
            }
        }
    }

    fn category(&mut self, position: i64, category: &Category) -> Result<()> {
        self.append(CategoryRow {
            code: text(&category.code),
            position: number(position),
            label_zh: text(&category.label.zh),
            label_en: text(&category.label.en),
            code_prefix: text(&category.code_prefix),
            starts: text(&category.starts),
            completes: text(&category.completes),
            starts_zh: text(&category.starts_label.zh),
            starts_en: text(&category.starts_label.en),
            completes_zh: text(&category.completes_label.zh),
            completes_en: text(&category.completes_label.en),
        })?;
        // all in the order in which they are read back
        let mut stages: Vec<&Stage> = category.stages.iter().collect();
        stages.sort_by_key(|stage| stage.position);
        for stage in &stages {
            self.append(StageRow {
                position: number(stage.position),
                code: text(&stage.code),
                phase: text(stage.phase.code()),
                label_zh: text(&stage.label.zh),
                label_en: text(&stage.label.en),
            })?;
        }
        let synonyms = stages.iter().flat_map(|&stage| stage.synonyms.iter().map(move |word| (word, &stage.code)));
        for (word, stage) in synonyms.collect::<BTreeSet<(&String, &String)>>() {
            self.append(StageSynonymRow { word: text(word), stage: text(stage) })?;
        }
        let words: BTreeSet<&String> = category.words.iter().collect();
        words.into_iter().try_for_each(|word| self.append(CategoryWordRow { word: text(word) }))
    }

    fn checklist(&mut self, checklist: &Checklist) -> Result<()> {
        self.append(ChecklistRow { category: text(&checklist.category) })?;
        for (position, permit) in (1_i64..).zip(&checklist.permits) {
            let (label_zh, label_en) = (text(&permit.label.zh), text(&permit.label.en));
            self.append(PermitRow { position: number(position), label_zh, label_en })?;
        }
        let permits = (1_i64..).zip(&checklist.permits);
        let words = permits.flat_map(|(permit, of)| (1_i64..).zip(&of.words).map(move |word| (permit, word)));
        for (permit, (position, word)) in words {
            self.append(PermitWordRow { permit: number(permit), position: number(position), word: text(word) })?;
        }
        Ok(())
    }

    fn own_field(&mut self, position: i64, field: &OwnField) -> Result<()> {
        let decimals = match &field.holds {
            OwnHolds::Number { decimals, .. } => Some(i64::from(*decimals)),
            OwnHolds::Text | OwnHolds::Date | OwnHolds::Choice(_) | OwnHolds::Person => None,
        };
        self.append(OwnFieldRow {
            code: text(&field.code),
            position: number(position),
            kind: text(field.holds.kind().code()),
            decimals: optional_number(decimals),
            unit: optional(field.unit()),
            category: optional(field.category.as_deref()),
            label_zh: text(&field.label.zh),
            label_en: text(&field.label.en),
        })?;
        let OwnHolds::Choice(choices) = &field.holds else { return Ok(()) };
        (1_i64..).zip(choices).try_for_each(|(position, choice)| {
            self.append(OwnFieldChoiceRow { position: number(position), choice: text(choice) })
        })
    }

    fn measure(&mut self, measure: &Measure) -> Result<()> {
        let total = measure.total_label.as_ref();
        let [unit_zh, unit_en, decimals] = counting(&measure.dimension);
        self.append(MeasureRow {
            code: text(&measure.code),
            position: number(measure.position),
            dimension: text(measure.dimension.code()),
            unit_zh,
            unit_en,
            decimals,
            label_zh: text(&measure.label.zh),
            label_en: text(&measure.label.en),
            total_label_zh: optional(total.map(|label| label.zh.as_str())),
            total_label_en: optional(total.map(|label| label.en.as_str())),
            share_of: optional(measure.share_of.as_deref()),
            step: optional_number(measure.step),
            is_read: number(measure.is_read),
        })?;
        let categories: BTreeSet<&String> = measure.categories.iter().collect(); // in the order they are read back
        categories.into_iter().try_for_each(|code| self.append(MeasureCategoryRow { category: text(code) }))
    }
}

/// The columns of what is counted: the unit in both languages, and the decimals; of anything else nothing.
pub(super) fn counting(dimension: &Dimension) -> [ValueRef<'_>; 3] {
    let Dimension::Count(counting) = dimension else { return [ValueRef::Null; 3] };
    [unit_word(&counting.zh), unit_word(&counting.en), number(counting.decimals)]
}

fn unit_word(word: &UnitWord) -> ValueRef<'_> {
    optional(Some(word.as_str()).filter(|word| !word.is_empty()))
}

/// What those columns say of a dimension.
pub(super) fn counted(
    dimension: Dimension,
    (zh, en): (Option<String>, Option<String>),
    decimals: Option<u8>,
) -> Result<Dimension> {
    let word = |word: Option<String>| {
        let word = word.unwrap_or_default();
        UnitWord::new(&word).ok_or(RegisterError::Damaged { what: word })
    };
    Ok(match (dimension, decimals) {
        (Dimension::Count(_), Some(decimals)) => {
            Dimension::Count(Counting { zh: word(zh)?, en: word(en)?, decimals: decimals.min(MOST_DECIMALS) })
        }
        (dimension, _) => dimension,
    })
}

fn label(row: &Row, zh: usize, en: usize) -> Result<Label> {
    Ok(Label { zh: row.get(zh)?, en: row.get(en)? })
}

/// A word that has nothing but its labels: the three tables begin alike.
fn named(row: &Row, list: WordList) -> Result<WordFact> {
    let at = PhaseRow::AT;
    let named = Named { code: row.get(at.code)?, label: label(row, at.label_zh, at.label_en)? };
    Ok(WordFact::Named { list, position: row.get(at.position)?, named })
}

fn category(row: &Row) -> Result<(i64, Category)> {
    let at = CategoryRow::AT;
    let category = Category {
        code: row.get(at.code)?,
        label: label(row, at.label_zh, at.label_en)?,
        code_prefix: row.get(at.code_prefix)?,
        starts: row.get(at.starts)?,
        completes: row.get(at.completes)?,
        starts_label: label(row, at.starts_zh, at.starts_en)?,
        completes_label: label(row, at.completes_zh, at.completes_en)?,
        words: Vec::new(),
        stages: Vec::new(),
    };
    Ok((row.get(at.position)?, category))
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
    let dimension = coded(row, at.dimension, Dimension::from_code)?;
    Ok(Measure {
        code: row.get(at.code)?,
        position: row.get(at.position)?,
        label: label(row, at.label_zh, at.label_en)?,
        dimension: counted(dimension, (row.get(at.unit_zh)?, row.get(at.unit_en)?), row.get(at.decimals)?)?,
        total_label: total_zh.zip(total_en).map(|(zh, en)| Label { zh, en }),
        share_of: row.get(at.share_of)?,
        step: row.get(at.step)?,
        is_read: row.get(at.is_read)?,
        categories: Vec::new(),
    })
}

/// A field, its choices left out: they stand in rows of their own.
fn own_field(row: &Row) -> Result<WordFact> {
    let at = OwnFieldRow::AT;
    let holds = match coded(row, at.kind, OwnKind::from_code)? {
        OwnKind::Text => OwnHolds::Text,
        OwnKind::Number => {
            let decimals: Option<u8> = row.get(at.decimals)?;
            OwnHolds::Number { decimals: decimals.unwrap_or_default(), unit: row.get(at.unit)? }
        }
        OwnKind::Date => OwnHolds::Date,
        OwnKind::Choice => OwnHolds::Choice(Vec::new()),
        OwnKind::Person => OwnHolds::Person,
    };
    let field = OwnField {
        code: row.get(at.code)?,
        label: label(row, at.label_zh, at.label_en)?,
        holds,
        category: row.get(at.category)?,
    };
    Ok(WordFact::OwnField { position: row.get(at.position)?, field })
}
