//! Persons (人员): who may record what. A register that keeps no list of them lets anybody record anything; once it has
//! one, every fact is held against the rights of whoever states it. Rights are as they are now, whatever day a fact
//! holds from. Who is behind a name is not known here: a name is what was typed.

use std::collections::BTreeSet;

use super::fact::{Body, Fact, MilestoneEvent};
use super::heading::HeadingFact;
use super::submission::Decision;
use super::unit::Units;
use super::{UnitId, UpdateNo};

/// What a person may state.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Right {
    /// 填报: returns, issues, milestones met, of the works of their units.
    File,
    /// 登记: what the register holds beside returns.
    Register,
    /// 定稿: pages as they go out.
    Freeze,
    /// 规则: thresholds and settings.
    Rules,
    /// 人员: this list, and whether returns wait for review.
    People,
    /// 审核: takes returns that wait, or gives them back.
    Accept,
}

codes!(Right {
    File => "file",
    Register => "register",
    Freeze => "freeze",
    Rules => "rules",
    People => "people",
    Accept => "accept",
});

codes!(PersonEvent { Added => "added", Edited => "edited", Removed => "removed" });

/// What became of a person's place on the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PersonEvent {
    Added,
    Edited,
    Removed,
}

/// A statement about a person: all that holds of them from then on; of one that is removed nothing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PersonFact {
    pub event: PersonEvent,
    pub person: Person,
}

#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Person {
    pub name: String,
    /// Whose works they file for; none: for all.
    pub units: BTreeSet<UnitId>,
    pub rights: BTreeSet<Right>,
}

/// The persons on the list, in the order they were put on it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct People {
    list: Vec<Person>,
}

impl People {
    /// The list by the facts that count, in the order they were recorded.
    pub fn fold(facts: impl IntoIterator<Item = PersonFact>) -> Self {
        let mut people = Self::default();
        for PersonFact { event, person } in facts {
            let there = people.list.iter().position(|known| known.name == person.name);
            match (event, there) {
                (PersonEvent::Added, None) => people.list.push(person),
                (PersonEvent::Added | PersonEvent::Edited, Some(at)) => people.list[at] = person,
                (PersonEvent::Removed, Some(at)) => drop(people.list.remove(at)),
                (PersonEvent::Edited | PersonEvent::Removed, None) => {}
            }
        }
        people
    }

    /// Nobody is held to anything.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = &Person> {
        self.list.iter()
    }

    pub fn get(&self, name: &str) -> Option<&Person> {
        self.list.iter().find(|person| person.name == name)
    }

    /// Those that have a right.
    pub fn with(&self, right: Right) -> impl Iterator<Item = &Person> {
        self.list.iter().filter(move |person| person.rights.contains(&right))
    }

    /// Somebody keeps the list, or there is none to keep.
    pub fn is_kept(&self) -> bool {
        self.is_empty() || self.with(Right::People).next().is_some()
    }
}

/// The right that a fact needs of whoever states it: the one place that says so.
pub fn needed(fact: &Fact) -> Right {
    match fact {
        Fact::Setting { .. } | Fact::Rules { .. } => Right::Rules,
        Fact::Word(_) | Fact::Heading(HeadingFact::Usual { .. }) => Right::Rules,
        Fact::Unit(_) | Fact::Heading(HeadingFact::Word { .. } | HeadingFact::Answered(_)) => Right::Register,
        Fact::Target(_) | Fact::TargetValue(_) => Right::Register,
        Fact::Person(_) | Fact::Review { .. } => Right::People,
        Fact::Submitted(_) => Right::File,
        Fact::Decided(Decision::Accepted { .. } | Decision::Returned { .. }) => Right::Accept,
        Fact::Project(fact) => needed_of_project(&fact.body),
    }
}

/// The right that a fact about a project needs.
pub fn needed_of_project(body: &Body) -> Right {
    match body {
        Body::Update(_) | Body::Issue(_) | Body::IssueClosed { .. } => Right::File,
        Body::Milestone(milestone) => match milestone.event {
            MilestoneEvent::Met => Right::File,
            MilestoneEvent::Raised | MilestoneEvent::Moved | MilestoneEvent::Waived => Right::Register,
        },
        Body::Listed { .. }
        | Body::Category(_)
        | Body::Text { .. }
        | Body::Alias { .. }
        | Body::Tag { .. }
        | Body::Own { .. }
        | Body::Parent(_)
        | Body::Split { .. }
        | Body::Units(_)
        | Body::Total { .. }
        | Body::Plan(_) => Right::Register,
    }
}

/// What whoever records may state: held against every fact on its way into the ledger.
#[derive(Clone, Debug)]
pub struct Warrant {
    people: People,
    units: Units,
    holder: Holder,
    /// Returns wait for review.
    is_reviewed: bool,
    /// The returns that this change says it takes on.
    accepted: BTreeSet<UpdateNo>,
}

#[derive(Clone, Debug)]
enum Holder {
    /// No list is kept, or nothing is recorded.
    Anybody,
    OnTheList(Person),
}

/// Why somebody may not state something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bar {
    /// They have not the right.
    Right(Right),
    /// They file for other units than those of the work.
    Units,
    /// A return waits for review.
    Review,
}

impl Warrant {
    /// Of a person, by name; `None`: the register keeps a list, and they are not on it.
    pub fn of(people: People, units: Units, is_reviewed: bool, name: &str) -> Option<Self> {
        let holder = match people.get(name) {
            Some(person) => Holder::OnTheList(person.clone()),
            None if people.is_empty() => Holder::Anybody,
            None => return None,
        };
        Some(Self { people, units, holder, is_reviewed, accepted: BTreeSet::new() })
    }

    /// Of nobody: what would be recorded is only shown.
    pub fn of_nobody(people: People, units: Units, is_reviewed: bool) -> Self {
        Self { people, units, holder: Holder::Anybody, is_reviewed, accepted: BTreeSet::new() }
    }

    /// Whether anybody may state anything.
    pub fn is_open(&self) -> bool {
        matches!(self.holder, Holder::Anybody)
    }

    /// Whether returns wait for review, and theirs is the word on them.
    pub fn reviews(&self) -> bool {
        self.is_reviewed && self.bars(Right::Accept, None).is_none()
    }

    /// Whether the works a person files for have to be looked at.
    pub fn looks_at_units(&self) -> bool {
        matches!(&self.holder, Holder::OnTheList(person) if !person.units.is_empty())
    }

    /// Whether a return of theirs waits for review.
    pub fn waits_for_review(&self) -> bool {
        self.is_reviewed && !matches!(&self.holder, Holder::OnTheList(person) if person.rights.contains(&Right::Accept))
    }

    /// What stands against a right being used: of works of these units, where it is one of filing.
    pub fn bars(&self, right: Right, of: Option<&[UnitId]>) -> Option<Bar> {
        match &self.holder {
            Holder::OnTheList(person) if !person.rights.contains(&right) => Some(Bar::Right(right)),
            Holder::OnTheList(person) if !of.is_none_or(|units| self.files_for(person, units)) => Some(Bar::Units),
            Holder::OnTheList(_) | Holder::Anybody => None,
        }
    }

    /// What stands against a return that is no submission. One that was accepted in this change is the acceptor's to
    /// file, whoever's the work is.
    pub fn bars_return(&self, no: UpdateNo, of: Option<&[UnitId]>) -> Option<Bar> {
        if self.accepted.contains(&no) {
            return None;
        }
        let waits = || self.waits_for_review().then_some(Bar::Review);
        self.bars(Right::File, of).or_else(waits)
    }

    /// Takes on a return, which this change files.
    pub fn accept(&mut self, no: UpdateNo) {
        self.accepted.insert(no);
    }

    /// The names of those who may, as [`Self::bars`] has it.
    pub fn who_may(&self, right: Right, of: Option<&[UnitId]>) -> Vec<String> {
        let may = self.people.with(right).filter(|person| of.is_none_or(|units| self.files_for(person, units)));
        may.map(|person| person.name.clone()).collect()
    }

    /// The names of some units, in the official order.
    pub fn unit_names<'u>(&self, units: impl IntoIterator<Item = &'u UnitId>) -> Vec<String> {
        let mut units: Vec<UnitId> = units.into_iter().map(|unit| self.units.standing(*unit)).collect();
        units.sort_by_key(|unit| self.units.position(*unit));
        units.dedup();
        units.into_iter().filter_map(|unit| self.units.get(unit)).map(|unit| unit.name.clone()).collect()
    }

    /// The names of the units they file for.
    pub fn own_units(&self) -> Vec<String> {
        match &self.holder {
            Holder::Anybody => Vec::new(),
            Holder::OnTheList(person) => self.unit_names(&person.units),
        }
    }

    /// Whether a person files for works of these units, leading them or not.
    fn files_for(&self, person: &Person, units: &[UnitId]) -> bool {
        let standing = |unit: &UnitId| self.units.standing(*unit);
        let own: BTreeSet<UnitId> = person.units.iter().map(standing).collect();
        own.is_empty() || units.iter().any(|unit| own.contains(&standing(unit)))
    }
}

#[cfg(test)]
#[path = "person_test.rs"]
mod tests;
