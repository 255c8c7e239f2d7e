//! What the register holds of itself beside units: targets with the values entered for them, and the sets of rules.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Row, params};

use super::history::{HistoryTable, RuleRow, RuleSetRow, TargetRow, TargetValueRow};
use super::value::{coded, day};
use super::{Known, Store};
use crate::domain::fact::Fact;
use crate::domain::quantity::Dimension;
use crate::domain::rules::{RuleSet, RuleVersion, in_force};
use crate::domain::target::{Comparator, EnteredValue, Mode, Strength, Target, TargetKind};
use crate::domain::{ChangeId, Day, TargetNo};
use crate::error::Result;

/// The change that stated a set, the day from which it holds, its version and its values.
type StatedRules = (ChangeId, Day, i64, Vec<(String, i64)>);

impl Store {
    /// The set of rules in force on a day, as known.
    pub fn rules(&self, day: Day, known: &Known) -> Result<RuleSet> {
        Ok(in_force(&self.rule_versions(known)?, day))
    }

    /// Every set of rules that counts, by version.
    pub fn rule_versions(&self, known: &Known) -> Result<Vec<RuleVersion>> {
        let mut sets = self.rule_sets()?;
        sets.retain(|(change, ..)| known.counts(*change));
        sets.sort_by_key(|(_, _, version, _)| *version);
        let version =
            |(change, from_day, version, values)| RuleVersion { change, from_day, set: RuleSet::new(version, values) };
        Ok(sets.into_iter().map(version).collect())
    }

    /// The targets that count, with the values entered for each in the order of their days.
    pub fn targets(&self, known: &Known) -> Result<Vec<(Target, Vec<EnteredValue>)>> {
        let mut entered: HashMap<i64, Vec<EnteredValue>> = HashMap::new();
        for (change, value) in self.stated(TargetValueRow::TABLE, entered_value)? {
            if known.counts(change) {
                entered.entry(value.target).or_default().push(value);
            }
        }
        entered.values_mut().for_each(|values| values.sort_by_key(|value| value.from_day));
        let mut targets = self.stated(TargetRow::TABLE, target)?;
        targets.retain(|(change, _)| known.counts(*change));
        targets.sort_by_key(|(_, target)| target.no);
        Ok((targets.into_iter())
            .map(|(_, target)| {
                let values = entered.remove(&target.no).unwrap_or_default();
                (target, values)
            })
            .collect())
    }

    /// The changes that stated a target or a value of it.
    pub fn changes_of_target(&self, target: TargetNo) -> Result<Vec<ChangeId>> {
        let mut select = self.conn.prepare_cached(
            "SELECT change_id FROM target WHERE no = ?1 UNION SELECT change_id FROM target_value WHERE target_no = ?1
             ORDER BY 1",
        )?;
        let changes = select.query_map([target], |row| row.get(0))?;
        Ok(changes.collect::<Result<_, _>>()?)
    }

    /// The facts of the register itself that each change states.
    pub(super) fn register_facts(&self) -> Result<BTreeMap<ChangeId, Vec<Fact>>> {
        let mut facts: BTreeMap<ChangeId, Vec<Fact>> = BTreeMap::new();
        for (change, from_day, version, values) in self.rule_sets()? {
            facts.entry(change).or_default().push(Fact::Rules { from_day, version, values });
        }
        for (change, target) in self.stated(TargetRow::TABLE, target)? {
            facts.entry(change).or_default().push(Fact::Target(Box::new(target)));
        }
        for (change, value) in self.stated(TargetValueRow::TABLE, entered_value)? {
            facts.entry(change).or_default().push(Fact::TargetValue(value));
        }
        for (change, fact) in self.stated_words()? {
            facts.entry(change).or_default().push(Fact::Word(fact));
        }
        for (change, fact) in self.heading_facts()? {
            facts.entry(change).or_default().push(Fact::Heading(fact));
        }
        for (change, fact) in self.office_facts()? {
            facts.entry(change).or_default().push(fact);
        }
        Ok(facts)
    }

    fn rule_sets(&self) -> Result<Vec<StatedRules>> {
        let mut values: HashMap<ChangeId, Vec<(String, i64)>> = HashMap::new();
        let rule = |row: &Row| Ok((row.get(RuleRow::AT.key)?, row.get(RuleRow::AT.value)?));
        for (change, value) in self.stated(RuleRow::TABLE, rule)? {
            values.entry(change).or_default().push(value);
        }
        let set = |row: &Row| Ok((day(row, RuleSetRow::AT.from_day)?, row.get(RuleSetRow::AT.version)?));
        let sets = self.stated(RuleSetRow::TABLE, set)?;
        Ok((sets.into_iter())
            .map(|(change, (from_day, version))| {
                (change, from_day, version, values.remove(&change).unwrap_or_default())
            })
            .collect())
    }

    /// What every row of a table says, each with its change.
    fn stated<T>(&self, table: &HistoryTable, read: impl Fn(&Row) -> Result<T>) -> Result<Vec<(ChangeId, T)>> {
        let mut select = self.conn.prepare_cached(table.select)?;
        let mut rows = select.query(params![0, 1]).map_err(|error| self.failed(error))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push((row.get(table.change_id)?, read(row)?));
        }
        Ok(all)
    }
}

fn target(row: &Row) -> Result<Target> {
    let at = TargetRow::AT;
    Ok(Target {
        from_day: day(row, at.from_day)?,
        no: row.get(at.no)?,
        year: row.get(at.year)?,
        kind: coded(row, at.kind, TargetKind::from_code)?,
        sentence: row.get(at.sentence)?,
        dimension: coded(row, at.dimension, Dimension::from_code)?,
        unit_word: row.get(at.unit_word)?,
        value: row.get(at.value)?,
        comparator: coded(row, at.comparator, Comparator::from_code)?,
        strength: coded(row, at.strength, Strength::from_code)?,
        mode: coded(row, at.mode, Mode::from_code)?,
        opening: row.get(at.opening)?,
        category: row.get(at.category)?,
        tag: row.get(at.tag)?,
        stage: row.get(at.stage)?,
        measure: row.get(at.measure)?,
        source: row.get(at.source)?,
    })
}

fn entered_value(row: &Row) -> Result<EnteredValue> {
    let at = TargetValueRow::AT;
    let (target, value, source) = (row.get(at.target_no)?, row.get(at.value)?, row.get(at.source)?);
    Ok(EnteredValue { from_day: day(row, at.from_day)?, target, value, source })
}
