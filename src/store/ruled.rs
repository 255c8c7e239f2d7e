//! What the register holds of itself beside units: targets with the values entered for them, and the sets of rules.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{Row, params};

use super::row::{self, Table, coded, day};
use super::{Known, Store};
use crate::domain::fact::Fact;
use crate::domain::quantity::Dimension;
use crate::domain::rules::RuleSet;
use crate::domain::target::{Comparator, EnteredValue, Mode, Strength, Target, TargetKind};
use crate::domain::{ChangeId, Day, TargetNo};
use crate::error::Result;

/// The change that stated a set, the day from which it holds, its version and its values.
type RuleRow = (ChangeId, Day, i64, Vec<(String, i64)>);

impl Store {
    /// The set of rules in force on a day, as known.
    pub fn rules(&self, day: Day, known: &Known) -> Result<RuleSet> {
        let sets =
            self.rule_sets()?.into_iter().filter(|(change, from_day, ..)| known.counts(*change) && *from_day <= day);
        let last = sets.max_by_key(|(_, from_day, version, _)| (*from_day, *version));
        Ok(last.map_or_else(RuleSet::first, |(_, _, version, values)| RuleSet::new(version, values)))
    }

    /// Every set of rules that counts: the day from which it holds, and its values; by version.
    pub fn rule_versions(&self, known: &Known) -> Result<Vec<(ChangeId, Day, RuleSet)>> {
        let mut sets = self.rule_sets()?;
        sets.retain(|(change, ..)| known.counts(*change));
        sets.sort_by_key(|(_, _, version, _)| *version);
        Ok(sets
            .into_iter()
            .map(|(change, day, version, values)| (change, day, RuleSet::new(version, values)))
            .collect())
    }

    /// The targets that count, with the values entered for each in the order of their days.
    pub fn targets(&self, known: &Known) -> Result<Vec<(Target, Vec<EnteredValue>)>> {
        let mut entered: HashMap<i64, Vec<EnteredValue>> = HashMap::new();
        for (change, value) in self.all(&row::TARGET_VALUE, entered_value)? {
            if known.counts(change) {
                entered.entry(value.target).or_default().push(value);
            }
        }
        entered.values_mut().for_each(|values| values.sort_by_key(|value| value.from_day));
        let mut targets = self.all(&row::TARGET, target)?;
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
            "SELECT change_id FROM target WHERE no = ?1 UNION SELECT change_id FROM target_value WHERE target_no = ?1",
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
        for (change, target) in self.all(&row::TARGET, target)? {
            facts.entry(change).or_default().push(Fact::Target(Box::new(target)));
        }
        for (change, value) in self.all(&row::TARGET_VALUE, entered_value)? {
            facts.entry(change).or_default().push(Fact::TargetValue(value));
        }
        Ok(facts)
    }

    fn rule_sets(&self) -> Result<Vec<RuleRow>> {
        let mut values: HashMap<ChangeId, Vec<(String, i64)>> = HashMap::new();
        for (change, value) in self.all(&row::RULE, |row| Ok((row.get(2)?, row.get(3)?)))? {
            values.entry(change).or_default().push(value);
        }
        let sets = self.all(&row::RULE_SET, |row| Ok((day(row, 2)?, row.get(3)?)))?;
        Ok((sets.into_iter())
            .map(|(change, (from_day, version))| {
                (change, from_day, version, values.remove(&change).unwrap_or_default())
            })
            .collect())
    }

    fn all<T>(&self, table: &Table, read: impl Fn(&Row) -> Result<T>) -> Result<Vec<(ChangeId, T)>> {
        let mut select = self.conn.prepare_cached(table.select)?;
        let mut rows = select.query(params![0, 1]).map_err(|error| self.failed(error))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push((row.get(0)?, read(row)?));
        }
        Ok(all)
    }
}

fn target(row: &Row) -> Result<Target> {
    Ok(Target {
        from_day: day(row, 2)?,
        no: row.get(3)?,
        year: row.get(4)?,
        kind: coded(row, 5, TargetKind::from_code)?,
        sentence: row.get(6)?,
        dimension: coded(row, 7, Dimension::from_code)?,
        unit_word: row.get(8)?,
        value: row.get(9)?,
        comparator: coded(row, 10, Comparator::from_code)?,
        strength: coded(row, 11, Strength::from_code)?,
        mode: coded(row, 12, Mode::from_code)?,
        opening: row.get(13)?,
        category: row.get(14)?,
        tag: row.get(15)?,
        stage: row.get(16)?,
        measure: row.get(17)?,
        source: row.get(18)?,
    })
}

fn entered_value(row: &Row) -> Result<EnteredValue> {
    Ok(EnteredValue { from_day: day(row, 2)?, target: row.get(3)?, value: row.get(4)?, source: row.get(5)? })
}
