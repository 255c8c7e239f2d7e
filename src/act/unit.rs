//! Responsible units (责任单位) registered, named otherwise, merged; and those a statement names.

use std::collections::HashMap;

use super::text::name_in;
use super::{FieldName, Refusal, not_ahead};
use crate::domain::name::half_width;
use crate::domain::unit::{UnitFact, Units};
use crate::domain::{Day, UnitId};
use crate::error::NameError;

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
            let unit = new_id();
            self.numbers.insert(half_width(&name), unit);
            self.registered.push(name.clone());
            return Ok((unit, Some(UnitFact::Added { unit, name, position: None })));
        }
        match self.known.find(&name) {
            Ok(unit) => Ok((unit.id, None)),
            Err(unknown) => Err(field.refuses(NameError::UnknownUnit { value: name, candidates: unknown.candidates })),
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

/// Registers a unit with its other names.
///
/// # Errors
/// One of the names is taken.
pub fn add(
    units: &Units,
    unit: UnitId,
    name: &str,
    position: Option<i64>,
    aliases: &[String],
) -> Result<Vec<UnitFact>, Refusal> {
    let name = name_in(FieldName::UnitName, name)?;
    is_free(units, &name)?;
    let mut own = vec![name.clone()];
    let mut facts = vec![UnitFact::Added { unit, name, position }];
    for alias in aliases {
        let alias = name_in(FieldName::UnitAlias, alias)?;
        is_free(units, &alias)?;
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
    is_free(units, &alias)?;
    Ok(UnitFact::Alias { unit, alias })
}

/// Makes a unit part of another from a day on.
///
/// # Errors
/// The day lies ahead, or the unit would become part of itself.
pub fn merge(units: &Units, (unit, into): (UnitId, UnitId), from_day: Day, today: Day) -> Result<UnitFact, Refusal> {
    not_ahead(from_day, today).map_err(|why| FieldName::From.refuses(why))?;
    if unit == into {
        let name = units.get(unit).map(|unit| unit.name.clone()).unwrap_or_default();
        return Err(NameError::UnitIntoItself { name }.into());
    }
    Ok(UnitFact::Merged { from_day, unit, into })
}

fn is_free(units: &Units, name: &str) -> Result<(), Refusal> {
    match units.find(name) {
        Ok(unit) => Err(NameError::UnitExists { name: unit.name.clone() }.into()),
        Err(_) => Ok(()),
    }
}
