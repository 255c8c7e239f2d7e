//! Responsible units (责任单位): their names, their official order, and what became of them: renamed, moved in the
//! order, part of another, split into others, each from a day.

use std::collections::HashMap;

use super::day::ALL_DAYS;
use super::name::{closest, half_width, near, places_within};
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
    /// `unit` goes by another name from that day; the old one still finds it.
    Renamed {
        from_day: Day,
        unit: UnitId,
        name: String,
    },
    /// From that day it stands at a place of the official order, counted from 1.
    Moved {
        from_day: Day,
        unit: UnitId,
        position: i64,
    },
    /// From that day `unit` is there no more, and `into` is one of those that came of it.
    Split {
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
    split: HashMap<UnitId, SplitUnit>,
    /// Since when each has its name and its place, where that was stated from a day.
    named_since: HashMap<UnitId, Day>,
    placed_since: HashMap<UnitId, Day>,
    /// Names that were claimed twice, and units merged into one that is gone: no command states such a thing, but
    /// taking back an undo can.
    conflicts: Vec<String>,
}

/// A unit that is there no more, and those that came of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SplitUnit {
    pub unit: Unit,
    pub from_day: Day,
    into: Vec<UnitId>,
}

/// Why a word names no single unit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum UnknownUnit {
    /// It is none.
    None { candidates: Vec<String> },
    /// The unit was split on a day, into these.
    Split { from_day: Day, into: Vec<String> },
}

/// What became of a unit between two days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fate {
    Renamed { from: String, to: String },
    Merged { unit: String, into: String },
    Split { unit: String, into: Vec<String> },
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
            UnitFact::Renamed { from_day, unit, name } => self.rename(unit, name, (from_day, day)),
            UnitFact::Moved { from_day, .. } if from_day > day => {}
            UnitFact::Moved { from_day, unit, position } => self.place(unit, position, from_day),
            UnitFact::Split { from_day, .. } if from_day > day => {}
            UnitFact::Split { from_day, unit, into } => self.take_apart(unit, into, from_day),
        }
    }

    /// A name finds its unit on all days; the unit goes by the last one of the days until that looked at.
    fn rename(&mut self, unit: UnitId, name: String, (from_day, day): (Day, Day)) {
        if self.named(&name).is_none_or(|other| self.standing(other) != self.standing(unit)) {
            self.claim(&name);
            self.name(&name, unit);
        }
        let since = self.named_since.get(&unit).copied();
        let Some(known) = self.list.iter_mut().find(|each| each.id == unit).filter(|_| from_day <= day) else { return };
        let other = if since.is_none_or(|since| since <= from_day) {
            self.named_since.insert(unit, from_day);
            std::mem::replace(&mut known.name, name)
        } else {
            name
        };
        known.aliases.retain(|alias| *alias != other && *alias != known.name);
        known.aliases.extend(Some(other).filter(|other| *other != known.name));
    }

    /// Of places stated of one unit that of the last day holds; of several units the last stated.
    fn place(&mut self, unit: UnitId, position: i64, from_day: Day) {
        let is_over = self.placed_since.get(&unit).is_some_and(|since| *since > from_day);
        let at = self.list.iter().position(|each| each.id == unit).filter(|_| !is_over);
        let Some(moved) = at.map(|at| self.list.remove(at)) else { return };
        self.placed_since.insert(unit, from_day);
        let at = usize::try_from(position - 1).unwrap_or(0).min(self.list.len());
        self.list.insert(at, moved);
    }

    fn take_apart(&mut self, unit: UnitId, into: UnitId, from_day: Day) {
        if let Some(split) = self.split.get_mut(&unit) {
            return split.into.push(into);
        }
        match self.list.iter().position(|each| each.id == unit) {
            Some(at) => {
                let gone = self.list.remove(at);
                self.split.insert(unit, SplitUnit { unit: gone, from_day, into: vec![into] });
            }
            // it became part of another meanwhile
            None => self.conflicts.extend(self.list.iter().find(|each| each.id == into).map(|each| each.name.clone())),
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

    /// The unit that stands for `id` now; one that was split, as it last stood.
    pub fn get(&self, id: UnitId) -> Option<&Unit> {
        let split = || self.split.get(&self.standing(id)).map(|split| &split.unit);
        self.list.get(self.position(id)).or_else(split)
    }

    /// The day from which a unit goes by its name; one that never had another: all days.
    pub fn named_since(&self, id: UnitId) -> Day {
        self.named_since.get(&id).copied().unwrap_or(ALL_DAYS)
    }

    /// The unit that stands for `id` now, if it was split.
    pub fn split(&self, id: UnitId) -> Option<&SplitUnit> {
        self.split.get(&self.standing(id))
    }

    /// The units that were split.
    pub fn gone(&self) -> Vec<&Unit> {
        let mut gone: Vec<&Unit> = self.split.values().map(|split| &split.unit).collect();
        gone.sort_by_key(|unit| unit.id);
        gone
    }

    /// The names of those that came of a unit that was split.
    pub fn successors(&self, split: &SplitUnit) -> Vec<String> {
        split.into.iter().filter_map(|into| self.get(*into)).map(|unit| unit.name.clone()).collect()
    }

    /// What became of the units of an earlier day, by that day's order.
    pub fn fates_since(&self, before: &Self) -> Vec<(UnitId, Fate)> {
        let fate = |was: &Unit| {
            let unit = was.name.clone();
            if let Some(split) = self.split(was.id) {
                return Some(Fate::Split { unit, into: self.successors(split) });
            }
            let is = self.get(was.id)?;
            let to = is.name.clone();
            match is.id == was.id {
                false => Some(Fate::Merged { unit, into: to }),
                true => (to != unit).then_some(Fate::Renamed { from: unit, to }),
            }
        };
        before.iter().filter_map(|was| Some((was.id, fate(was)?))).collect()
    }

    /// Follows mergers to the unit that stands for `id`.
    pub fn standing(&self, id: UnitId) -> UnitId {
        std::iter::successors(Some(id), |now| self.merged.get(now).copied()).last().unwrap_or(id)
    }

    /// A unit and all that have become part of it.
    pub fn with_merged(&self, id: UnitId) -> Vec<UnitId> {
        let mut merged: Vec<UnitId> = self.merged.keys().copied().filter(|gone| self.standing(*gone) == id).collect();
        merged.push(id);
        merged.sort_unstable();
        merged
    }

    /// Place in the official order; unknown units come last.
    pub fn position(&self, id: UnitId) -> usize {
        self.places.get(&self.standing(id)).copied().unwrap_or(usize::MAX)
    }

    /// A unit by its name or an alias.
    ///
    /// # Errors
    /// There is none, or it was split.
    pub fn find(&self, word: &str) -> Result<&Unit, UnknownUnit> {
        let id = self.named(word);
        if let Some(split) = id.and_then(|id| self.split(id)) {
            return Err(UnknownUnit::Split { from_day: split.from_day, into: self.successors(split) });
        }
        id.and_then(|id| self.get(id)).ok_or_else(|| UnknownUnit::None { candidates: self.near(word) })
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
        closest(word, self.names(), 3).into_iter().map(str::to_owned).collect()
    }

    /// The names of the units and their other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.list.iter().flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases)).map(String::as_str)
    }
}

/// What may stand behind the name of a unit and say nothing more: 高桥镇人民政府, 月湖街道办事处.
const OFFICES: [&str; 3] = ["政府", "人民政府", "办事处"];

/// Whether a name may be that of another unit typed otherwise: the same but for the typing, with more before it (水利局,
/// 区水利局), one sign short (区水利), with its office or brackets behind it; no number cut in two. 高桥镇水利站 is
/// another than 高桥镇.
pub fn is_like(name: &str, other: &str) -> bool {
    let (name, other) = (half_width(name), half_width(other));
    let (short, long) = if other.len() < name.len() { (&other, &name) } else { (&name, &other) };
    let says_no_more = |rest: &str| rest.starts_with('(') || rest.chars().count() < 2 || OFFICES.contains(&rest);
    let is_it = |at: usize| at + short.len() == long.len() || at == 0 && says_no_more(&long[short.len()..]);
    let holds = short.chars().count() > 1 && places_within(long, short).any(is_it);
    name != other && (holds || near(&name, &other))
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

    fn on(number: u32) -> Day {
        Day::from_ymd_opt(2022, 8, number).unwrap()
    }

    fn names(units: &Units) -> Vec<&str> {
        units.iter().map(|unit| unit.name.as_str()).collect()
    }

    #[test]
    fn a_name_holds_from_its_day_and_finds_the_unit_on_all_days() {
        let renamed = |from: u32, name: &str| {
            (i64::from(from), UnitFact::Renamed { from_day: on(from), unit: 1, name: name.to_owned() })
        };
        let facts = || [added(1, "甲局", None), renamed(10, "丙局"), renamed(5, "乙局")];
        let named = |day: u32| Units::fold(facts(), on(day));
        for (day, name) in [(4, "甲局"), (5, "乙局"), (9, "乙局"), (10, "丙局")] {
            let units = named(day);
            assert_eq!(names(&units), [name], "{day}");
            assert!(["甲局", "乙局", "丙局"].iter().all(|name| units.find(name).is_ok()), "{day}");
        }
        assert_eq!(named(10).iter().next().unwrap().aliases, ["甲局", "乙局"]);
        assert_eq!(named(10).conflicts(), &[] as &[String]);
        let fate = Fate::Renamed { from: "甲局".to_owned(), to: "丙局".to_owned() };
        assert_eq!(named(10).fates_since(&named(4)), [(1, fate)]);
    }

    #[test]
    fn a_former_name_may_be_taken_up_again_but_not_that_of_another() {
        let renamed = |name: &str| (2, UnitFact::Renamed { from_day: on(1), unit: 1, name: name.to_owned() });
        let units =
            Units::fold([added(1, "甲局", None), added(2, "丁局", None), renamed("乙局"), renamed("甲局")], Day::MAX);
        assert_eq!((names(&units), units.conflicts().len()), (vec!["甲局", "丁局"], 0));
        let taken = Units::fold([added(1, "甲局", None), added(2, "丁局", None), renamed("丁局")], Day::MAX);
        assert_eq!(taken.conflicts(), ["丁局"]);
    }

    #[test]
    fn a_place_holds_from_its_day() {
        let moved = |from: u32, position| (2, UnitFact::Moved { from_day: on(from), unit: 3, position });
        let facts = || [added(1, "甲", None), added(2, "乙", None), added(3, "丙", None), moved(10, 1), moved(5, 2)];
        for (day, order) in [(4, ["甲", "乙", "丙"]), (5, ["甲", "丙", "乙"]), (10, ["丙", "甲", "乙"])] {
            assert_eq!(names(&Units::fold(facts(), on(day))), order, "{day}");
        }
    }

    #[test]
    fn a_unit_that_was_split_is_named_and_not_found() {
        let split = |into| (2, UnitFact::Split { from_day: on(5), unit: 1, into });
        let facts = || [added(1, "甲局", None), added(2, "乙局", None), added(3, "丙局", None), split(2), split(3)];
        let before = Units::fold(facts(), on(4));
        assert_eq!(before.find("甲局").map(|unit| unit.id), Ok(1));
        let units = Units::fold(facts(), on(5));
        let into = vec!["乙局".to_owned(), "丙局".to_owned()];
        assert_eq!(units.find("甲局"), Err(UnknownUnit::Split { from_day: on(5), into: into.clone() }));
        assert_eq!((names(&units), units.get(1).map(|unit| unit.name.as_str())), (vec!["乙局", "丙局"], Some("甲局")));
        assert_eq!(units.fates_since(&before), [(1, Fate::Split { unit: "甲局".to_owned(), into })]);
    }

    #[test]
    fn a_name_that_holds_another_is_like_it() {
        let alike = [
            ("区 水利局", "区水利局"),
            ("区水利局（河长办）", "区水利局"),
            ("区水利", "区水利局"),
            ("水利局", "区水利局"),
            ("高桥镇人民政府", "高桥镇"),
        ];
        for (one, other) in alike {
            assert!(is_like(one, other) && is_like(other, one), "{one} {other}");
        }
        let others =
            [("区水利局", "区水利局"), ("单位1", "单位10"), ("区水务局", "区水利局"), ("高桥镇水利站", "高桥镇")];
        for (one, other) in others {
            assert!(!is_like(one, other), "{one} {other}");
        }
    }
}
