//! The list of persons (人员): put on it, stated anew, taken off it.

use std::collections::BTreeSet;

use super::text::name_in;
use super::{FieldChange, FieldName, Refusal};
use crate::domain::UnitId;
use crate::domain::person::{People, Person, PersonEvent, PersonFact, Right};
use crate::error::{PersonError, ValueError};

/// What is stated of somebody who is on the list.
#[derive(Clone, Debug, Default)]
pub struct StatedPerson {
    /// The whole list of the units they file for.
    pub units: FieldChange<BTreeSet<UnitId>>,
    pub rights: BTreeSet<Right>,
    pub dropped_rights: BTreeSet<Right>,
}

/// Puts somebody on the list; who is given no right may file.
///
/// # Errors
/// They are on it, or it would begin with nobody to keep it.
pub fn add(
    people: &People,
    name: &str,
    units: BTreeSet<UnitId>,
    mut rights: BTreeSet<Right>,
) -> Result<PersonFact, Refusal> {
    let name = name_in(FieldName::PersonName, name)?;
    if people.get(&name).is_some() {
        return Err(PersonError::Exists { name }.into());
    }
    if rights.is_empty() {
        rights.insert(Right::File);
    }
    if people.is_empty() && !rights.contains(&Right::People) {
        return Err(PersonError::FirstKeeps { name }.into());
    }
    Ok(PersonFact { event: PersonEvent::Added, person: Person { name, units, rights } })
}

/// States anew what holds of somebody.
///
/// # Errors
/// They are not on the list, nothing is stated, or nobody would be left to keep it.
pub fn edit(people: &People, name: &str, stated: StatedPerson) -> Result<PersonFact, Refusal> {
    let known = found(people, name)?;
    let StatedPerson { units, rights, dropped_rights } = stated;
    if let Some(right) = rights.intersection(&dropped_rights).next() {
        return Err(ValueError::StatedTwice { what: right.code().to_owned() }.into());
    }
    let mut person = known.clone();
    match units {
        FieldChange::Keep => {}
        FieldChange::Set(units) => person.units = units,
        FieldChange::Clear => person.units.clear(),
    }
    person.rights.extend(rights);
    person.rights.retain(|right| !dropped_rights.contains(right));
    if person == *known {
        return Err(ValueError::NothingStated { command: "people edit" }.into());
    }
    kept(people, PersonFact { event: PersonEvent::Edited, person })
}

/// Takes somebody off the list.
///
/// # Errors
/// They are not on it, or nobody would be left to keep it.
pub fn remove(people: &People, name: &str) -> Result<PersonFact, Refusal> {
    let person = Person { name: found(people, name)?.name.clone(), ..Person::default() };
    kept(people, PersonFact { event: PersonEvent::Removed, person })
}

/// Whoever kept the list can be missed.
fn kept(people: &People, fact: PersonFact) -> Result<PersonFact, Refusal> {
    let name = &fact.person.name;
    let others = || people.with(Right::People).any(|person| person.name != *name);
    if fact.person.rights.contains(&Right::People) || others() {
        return Ok(fact);
    }
    Err(PersonError::LastKeeper { name: name.clone() }.into())
}

fn found<'p>(people: &'p People, name: &str) -> Result<&'p Person, Refusal> {
    let name = name.trim();
    people.get(name).ok_or_else(|| {
        let listed = people.iter().map(|person| person.name.clone()).collect();
        PersonError::Unknown { name: name.to_owned(), listed }.into()
    })
}
