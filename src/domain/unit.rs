//! Responsible units (责任单位): their names, their official order, and which have become part of another.

use std::collections::HashMap;

use super::name::{closest, half_width};
use super::{ChangeId, Day, UnitId};

/// A statement about units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnitFact {
    /// A unit, put into the official order at a place counted from 1; none: at the end.
    Added {
        unit: UnitId,
        name: String,
        position: Option<i64>,
    },
    Alias {
        unit: UnitId,
        alias: String,
    },
    /// `unit` has become part of `into`: from that day its name is read as the other's.
    Merged {
        from_day: Day,
        unit: UnitId,
        into: UnitId,
    },
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unit {
    pub id: UnitId,
    pub name: String,
    pub aliases: Vec<String>,
    /// The change that registered it.
    pub change: ChangeId,
}

/// The units in force, in official order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Units {
    list: Vec<Unit>,
    /// Where each stands in the list.
    places: HashMap<UnitId, usize>,
    /// Those that were given a name, by that name and by its half-width form: a register may have thousands.
    named: HashMap<String, Vec<UnitId>>,
    /// What has become of those that are gone.
    merged: HashMap<UnitId, UnitId>,
    /// Names that were claimed twice, and units merged into one that is gone: no command states such a thing, but
    /// taking back an undo can.
    conflicts: Vec<String>,
}

/// Why a word names no single unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnknownUnit {
    pub candidates: Vec<String>,
}

impl Units {
    /// The units on a day: folds the facts that count, in the order they were recorded.
    pub fn fold(facts: impl IntoIterator<Item = (ChangeId, UnitFact)>, day: Day) -> Self {
        let mut units = Self::default();
        for (change, fact) in facts {
            units.apply(change, fact, day);
        }
        units.places = units.list.iter().enumerate().map(|(place, unit)| (unit.id, place)).collect();
        units
    }

    fn apply(&mut self, change: ChangeId, fact: UnitFact, day: Day) {
        match fact {
            UnitFact::Added { unit, name, position } => {
                self.claim(&name);
                let end = self.list.len();
                let at = position.and_then(|place| usize::try_from(place - 1).ok()).map_or(end, |place| place.min(end));
                self.name(&name, unit);
                self.list.insert(at, Unit { id: unit, name, aliases: Vec::new(), change });
            }
            UnitFact::Alias { unit, alias } => {
                self.claim(&alias);
                if let Some(known) = self.list.iter_mut().find(|each| each.id == unit) {
                    known.aliases.push(alias.clone());
                    self.name(&alias, unit);
                }
            }
            UnitFact::Merged { from_day, .. } if from_day > day => {}
            UnitFact::Merged { unit, into, .. } => {
                let into = self.standing(into);
                let place = |id| self.list.iter().position(|each| each.id == id);
                let (Some(at), Some(_), true) = (place(unit), place(into), unit != into) else {
                    let gone = self.list.iter().find(|each| [unit, into].contains(&each.id));
                    self.conflicts.extend(gone.map(|each| each.name.clone()));
                    return;
                };
                let gone = self.list.remove(at);
                if let Some(host) = self.list.iter_mut().find(|each| each.id == into) {
                    host.aliases.push(gone.name);
                    host.aliases.extend(gone.aliases);
                }
                self.merged.insert(unit, into);
            }
        }
    }

    fn claim(&mut self, name: &str) {
        if self.named(name).is_some() {
            self.conflicts.push(name.to_owned());
        }
    }

    fn name(&mut self, name: &str, unit: UnitId) {
        let half = half_width(name);
        if half != name {
            self.named.entry(half).or_default().push(unit);
        }
        self.named.entry(name.to_owned()).or_default().push(unit);
    }

    /// The names that stand for two units, and units merged into one that is gone.
    pub fn conflicts(&self) -> &[String] {
        &self.conflicts
    }

    /// In official order.
    pub fn iter(&self) -> impl Iterator<Item = &Unit> {
        self.list.iter()
    }

    /// The unit that stands for `id` now.
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        self.list.get(self.position(id))
    }

    /// Follows mergers to the unit that stands for `id`.
    pub fn standing(&self, id: UnitId) -> UnitId {
        std::iter::successors(Some(id), |now| self.merged.get(now).copied()).last().unwrap_or(id)
    }

    /// Place in the official order; unknown units come last.
    pub fn position(&self, id: UnitId) -> usize {
        self.places.get(&self.standing(id)).copied().unwrap_or(usize::MAX)
    }

    /// A unit by its name or an alias.
    pub fn find(&self, word: &str) -> Result<&Unit, UnknownUnit> {
        let found = self.named(word).and_then(|id| self.get(id));
        found.ok_or_else(|| UnknownUnit { candidates: self.near(word) })
    }

    /// Whether a word is the name or an alias of one.
    pub fn knows(&self, word: &str) -> bool {
        self.named(word).is_some()
    }

    /// As [`Self::find`]; of a name that was claimed twice, the first in official order.
    fn named(&self, word: &str) -> Option<UnitId> {
        let of = |name: &str| self.named.get(name)?.iter().copied().min_by_key(|id| self.position(*id));
        of(word).or_else(|| of(&half_width(word)))
    }

    fn near(&self, word: &str) -> Vec<String> {
        let names = self.list.iter().flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases));
        closest(word, names.map(String::as_str), 3).into_iter().map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::ALL_DAYS;

    fn added(unit: UnitId, name: &str, position: Option<i64>) -> (ChangeId, UnitFact) {
        (1, UnitFact::Added { unit, name: name.to_owned(), position })
    }

    #[test]
    fn the_official_order_is_the_order_of_insertion_at_a_place() {
        let units = Units::fold(
            [added(1, "甲", None), added(2, "乙", None), added(3, "丙", Some(1)), added(4, "丁", Some(99))],
            Day::MAX,
        );
        let names: Vec<_> = units.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!(names, ["丙", "甲", "乙", "丁"]);
    }

    #[test]
    fn a_merged_unit_is_read_as_the_other_even_through_two_mergers() {
        let units = Units::fold(
            [
                added(1, "甲局", None),
                added(2, "乙局", None),
                added(3, "丙局", None),
                (2, UnitFact::Merged { from_day: ALL_DAYS, unit: 1, into: 2 }),
                (3, UnitFact::Merged { from_day: ALL_DAYS, unit: 2, into: 3 }),
            ],
            Day::MAX,
        );
        assert_eq!(units.get(1).map(|unit| unit.name.as_str()), Some("丙局"));
        assert_eq!(units.find("甲局").map(|unit| unit.id), Ok(3));
        assert_eq!(units.iter().count(), 1);
    }

    #[test]
    fn a_merger_holds_from_its_day() {
        let day = |number| Day::from_ymd_opt(2022, 9, number).unwrap();
        let facts = || {
            let merged = UnitFact::Merged { from_day: day(10), unit: 1, into: 2 };
            [added(1, "甲局", None), added(2, "乙局", None), (2, merged)]
        };
        let name = |units: Units| units.get(1).map(|unit| unit.name.clone());
        assert_eq!(
            name(Units::fold(facts(), day(9))).as_deref(),
            Some("甲局"),
            "a page of an earlier day stays as it was"
        );
        assert_eq!(name(Units::fold(facts(), day(10))).as_deref(), Some("乙局"));
    }
}
