//! Responsible units (责任单位) registered, named otherwise, moved, merged, split; and those a statement names.

use std::collections::{HashMap, HashSet};

use super::text::name_in;
use super::{FieldName, Ground, Refusal, Subject};
use crate::domain::fact::{Body, ProjectFact};
use crate::domain::name::half_width;
use crate::domain::unit::{Unit, UnitFact, Units, UnknownUnit, is_like};
use crate::domain::{Day, ProjectId, UnitId};
use crate::error::{NameError, ValueError};

/// What becomes of a new name that is like another unit's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Alike {
    /// It is refused, so that one unit is not registered as two.
    Asked,
    /// It was said that it is another.
    Distinct,
}

/// The units statements name, with those that are registered on the way.
pub struct Naming<'a> {
    pub known: &'a Units,
    /// A unit that is not known may be registered.
    pub may_register: bool,
    /// The names of those registered by this change, in their order.
    pub registered: Vec<String>,
    /// The same in half-width signs, with their numbers.
    numbers: HashMap<String, UnitId>,
}

impl<'a> Naming<'a> {
    pub fn new(known: &'a Units, may_register: bool) -> Self {
        Self { known, may_register, registered: Vec::new(), numbers: HashMap::new() }
    }

    /// Whether a name is that of a unit, registered before or on the way.
    pub fn knows(&self, name: &str) -> bool {
        self.on_the_way(name).is_some() || self.known.knows(name)
    }

    fn on_the_way(&self, name: &str) -> Option<UnitId> {
        self.numbers.get(&half_width(name)).copied()
    }

    /// The unit a word names; `new_id` gives the number of one that is registered now.
    ///
    /// # Errors
    /// It names none, and none may be registered.
    pub fn unit(
        &mut self,
        field: FieldName,
        word: &str,
        new_id: impl FnOnce() -> UnitId,
    ) -> Result<(UnitId, Option<UnitFact>), Refusal> {
        let name = name_in(field.clone(), word)?;
        if let Some(id) = self.on_the_way(&name) {
            return Ok((id, None));
        }
        if self.may_register && !self.known.knows(&name) {
            let like =
                like(self.known, &name, None).chain(self.registered.iter().filter(|other| is_like(&name, other)));
            is_not_another(&name, like).map_err(|why| field.refuses(why))?;
            let unit = new_id();
            self.numbers.insert(half_width(&name), unit);
            self.registered.push(name.clone());
            return Ok((unit, Some(UnitFact::Added { unit, name, position: None })));
        }
        match self.known.find(&name) {
            Ok(unit) => Ok((unit.id, None)),
            Err(unknown) => Err(field.refuses(no_unit(&name, unknown))),
        }
    }

    /// The ordered list of units that words name, the lead first, each once; with the facts that register new ones.
    ///
    /// # Errors
    /// A word names none, or two name one.
    pub fn list(
        &mut self,
        words: &[String],
        mut new_id: impl FnMut() -> UnitId,
    ) -> Result<(Vec<UnitId>, Vec<UnitFact>), Refusal> {
        let (mut ids, mut new) = (Vec::new(), Vec::new());
        for word in words {
            let (id, added) = self.unit(FieldName::Units, word, &mut new_id)?;
            if ids.contains(&id) {
                return Err(FieldName::Units.refuses(NameError::UnitTwice { name: word.trim().to_owned() }));
            }
            ids.push(id);
            new.extend(added);
        }
        Ok((ids, new))
    }
}

/// That a word names no unit, or one that is there no more.
pub fn no_unit(word: &str, why: UnknownUnit) -> NameError {
    let value = word.to_owned();
    match why {
        UnknownUnit::None { candidates } => NameError::UnknownUnit { value, candidates },
        UnknownUnit::Split { from_day, into } => NameError::UnitGone { value, from_day, into },
    }
}

/// Registers a unit with its other names.
///
/// # Errors
/// One of the names is taken, or the unit may be one that is there.
pub fn add(
    units: &Units,
    unit: UnitId,
    (name, aliases): (&str, &[String]),
    position: Option<i64>,
    alike: Alike,
) -> Result<Vec<UnitFact>, Refusal> {
    let name = new_name(units, FieldName::UnitName, name, None, alike)?;
    let mut own = vec![name.clone()];
    let mut facts = vec![UnitFact::Added { unit, name, position }];
    for alias in aliases {
        let alias = name_in(FieldName::UnitAlias, alias)?;
        is_free(units, &alias, None)?;
        if own.contains(&alias) {
            return Err(NameError::UnitExists { name: alias }.into());
        }
        own.push(alias.clone());
        facts.push(UnitFact::Alias { unit, alias });
    }
    Ok(facts)
}

/// Gives a unit another name.
///
/// # Errors
/// The name is taken.
pub fn alias(units: &Units, unit: UnitId, alias: &str) -> Result<UnitFact, Refusal> {
    let alias = name_in(FieldName::UnitName, alias)?;
    is_free(units, &alias, None)?;
    Ok(UnitFact::Alias { unit, alias })
}

/// Has a unit go by a new name from a day on; without a day it is a better spelling of the one it goes by.
///
/// # Errors
/// The name is another's or may be, or the day lies ahead.
pub fn rename(
    ground: &Ground,
    units: &Units,
    unit: &Unit,
    (name, alike): (&str, Alike),
    from_day: Option<Day>,
) -> Result<UnitFact, Refusal> {
    let from_day = match from_day {
        Some(day) => ground.not_ahead(FieldName::From, day)?,
        None => units.named_since(unit.id),
    };
    let name = new_name(units, FieldName::UnitName, name, Some(unit), alike)?;
    if name == unit.name {
        return Err(NameError::UnitExists { name }.into());
    }
    Ok(UnitFact::Renamed { from_day, unit: unit.id, name })
}

/// Puts a unit at a place of the official order from a day on.
///
/// # Errors
/// The day lies ahead.
pub fn move_to(ground: &Ground, unit: UnitId, position: i64, from_day: Day) -> Result<UnitFact, Refusal> {
    let from_day = ground.not_ahead(FieldName::From, from_day)?;
    Ok(UnitFact::Moved { from_day, unit, position })
}

/// Makes a unit part of another from a day on.
///
/// # Errors
/// The day lies ahead, or the unit would become part of itself.
pub fn merge(ground: &Ground, unit: &Unit, into: &Unit, from_day: Day) -> Result<UnitFact, Refusal> {
    let from_day = ground.not_ahead(FieldName::From, from_day)?;
    if unit.id == into.id {
        return Err(NameError::UnitIntoItself { name: unit.name.clone() }.into());
    }
    Ok(UnitFact::Merged { from_day, unit: unit.id, into: into.id })
}

/// What becomes of a unit that is split, and of its works.
pub struct Splitting<'a> {
    pub unit: &'a Unit,
    /// The units that come of it, by name; it may be one of them itself.
    pub into: &'a [String],
    pub from_day: Day,
    /// Works, each with the one of these units that has it from then on.
    pub told: &'a [(Subject, String)],
    /// The one that has all others.
    pub rest: Option<&'a str>,
    pub alike: Alike,
}

/// A unit split: what is stated of units, what of works, and the names of those that came of it.
pub struct Parted {
    pub units: Vec<UnitFact>,
    pub works: Vec<ProjectFact>,
    pub into: Vec<String>,
}

/// Splits a unit from a day on. Every work that is its own on that day or later goes to one of those that come of it, in
/// the place the unit had among its units.
///
/// # Errors
/// Fewer than two units, a work that nobody gave to one, a work or unit that has no part in it, or a day that lies ahead.
pub fn split(
    ground: &Ground,
    units: &Units,
    splitting: &Splitting,
    works: &[Subject],
    mut new_id: impl FnMut() -> UnitId,
) -> Result<Parted, Refusal> {
    let from_day = ground.not_ahead(FieldName::From, splitting.from_day)?;
    let old = splitting.unit;
    let mut parted = Parted { units: Vec::new(), works: Vec::new(), into: Vec::new() };
    let mut ids: Vec<UnitId> = Vec::new();
    for word in splitting.into {
        let (id, name) = match units.find(word.trim()) {
            Ok(known) => (known.id, known.name.clone()),
            Err(_) => {
                let name = new_name(units, FieldName::SplitInto, word, Some(old), splitting.alike)?;
                let unit = new_id();
                parted.units.push(UnitFact::Added { unit, name: name.clone(), position: None });
                (unit, name)
            }
        };
        if ids.contains(&id) || parted.into.contains(&name) {
            return Err(FieldName::SplitInto.refuses(NameError::UnitTwice { name }));
        }
        ids.push(id);
        parted.into.push(name);
    }
    if ids.len() < 2 {
        return Err(FieldName::SplitInto.refuses(NameError::UnitSplitInOne { name: old.name.clone() }));
    }
    let part = |field: FieldName, word: &str| {
        let at = parted.into.iter().position(|name| half_width(name) == half_width(word.trim()));
        let known = || units.find(word.trim()).ok().and_then(|unit| ids.iter().position(|id| *id == unit.id));
        at.or_else(known).and_then(|at| ids.get(at).copied()).ok_or_else(|| {
            let (value, into) = (word.trim().to_owned(), parted.into.clone());
            field.refuses(NameError::UnitNoPart { value, into })
        })
    };
    let rest = splitting.rest.map(|word| part(FieldName::SplitRest, word)).transpose()?;
    let mut told: HashMap<ProjectId, UnitId> = HashMap::new();
    for (subject, word) in splitting.told {
        let code = || subject.code().to_owned();
        if lists_with(units, old.id, subject, from_day).is_empty() {
            let why = NameError::NotOfUnit { code: code(), unit: old.name.clone() };
            return Err(FieldName::SplitWork.refuses(why));
        }
        if told.insert(subject.id, part(FieldName::SplitWork, word)?).is_some() {
            return Err(FieldName::SplitWork.refuses(ValueError::StatedTwice { what: code() }));
        }
    }
    let mut left = Vec::new();
    for subject in works {
        let lists = lists_with(units, old.id, subject, from_day);
        match told.remove(&subject.id).or(rest).or_else(|| ids.contains(&old.id).then_some(old.id)) {
            _ if lists.is_empty() => {}
            Some(unit) => parted.works.extend(lists.into_iter().filter(|_| unit != old.id).map(|(day, list)| {
                let mut seen = HashSet::new();
                let list = list.into_iter().map(|id| if units.standing(id) == old.id { unit } else { id });
                subject.fact(day, Body::Units(list.filter(|id| seen.insert(*id)).collect()))
            })),
            None => {
                let (code, name) = subject.named();
                left.push((code.to_owned(), name.to_owned()));
            }
        }
    }
    if !left.is_empty() {
        let (name, into) = (old.name.clone(), parted.into);
        return Err(NameError::UnitWorksLeft { name, works: left, into }.into());
    }
    let gone = ids.iter().filter(|_| !ids.contains(&old.id));
    parted.units.extend(gone.map(|into| UnitFact::Split { from_day, unit: old.id, into: *into }));
    Ok(parted)
}

/// The lists of units of a work, with their days, in which a unit stands from a day on.
fn lists_with(units: &Units, unit: UnitId, subject: &Subject, from_day: Day) -> Vec<(Day, Vec<UnitId>)> {
    let from_day = from_day.max(subject.listed_from());
    let mut lists = subject.course.units_from(from_day);
    lists.retain(|(_, list)| list.iter().any(|id| units.standing(*id) == unit));
    lists
}

/// A name for a unit that nothing else goes by; one that is like another's is asked about. `own`: the unit that gives it up,
/// or takes it on, whose own names do not count.
fn new_name(units: &Units, field: FieldName, name: &str, own: Option<&Unit>, alike: Alike) -> Result<String, Refusal> {
    let name = name_in(field.clone(), name)?;
    is_free(units, &name, own)?;
    if alike == Alike::Asked {
        is_not_another(&name, like(units, &name, own)).map_err(|why| field.refuses(why))?;
    }
    Ok(name)
}

/// The names of units that a name is like, but for those of one unit.
fn like<'a>(units: &'a Units, name: &'a str, but: Option<&'a Unit>) -> impl Iterator<Item = &'a String> {
    let others = units.iter().filter(move |unit| but.is_none_or(|but| but.id != unit.id));
    others.flat_map(|unit| std::iter::once(&unit.name).chain(&unit.aliases)).filter(move |other| is_like(name, other))
}

/// A unit that may be one that is there already is asked about before it is registered.
fn is_not_another<'a>(name: &str, like: impl Iterator<Item = &'a String>) -> Result<(), NameError> {
    let near: Vec<String> = like.cloned().collect();
    if near.is_empty() { Ok(()) } else { Err(NameError::UnitNear { value: name.to_owned(), near }) }
}

fn is_free(units: &Units, name: &str, own: Option<&Unit>) -> Result<(), Refusal> {
    match units.find(name) {
        Ok(unit) if own.is_some_and(|own| own.id == unit.id) => Ok(()),
        Ok(unit) => Err(NameError::UnitExists { name: unit.name.clone() }.into()),
        Err(why @ UnknownUnit::Split { .. }) => Err(no_unit(name, why).into()),
        Err(UnknownUnit::None { .. }) => Ok(()),
    }
}
