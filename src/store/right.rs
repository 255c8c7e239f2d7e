//! The door of the ledger: every fact is held against the warrant of whoever records it, before a row of it is
//! written. Which right a fact needs and who has it is decided in `domain::person`; here stands only what that has to be
//! told of a work, and the refusal.

use std::collections::BTreeSet;

use rusqlite::OptionalExtension;

use super::column::{columns, select, selection};
use super::entry::Entry;
use super::facts::CHUNK;
use super::value::coded;
use super::{Known, Store};
use crate::domain::fact::{Body, Fact, Kind, ProjectFact};
use crate::domain::person::{Bar, People, Right, Warrant, needed, needed_of_project};
use crate::domain::submission::Decision;
use crate::domain::unit::Units;
use crate::domain::{ChangeId, Day, ProjectId, UnitId};
use crate::error::{PersonError, RegisterError, Result};

/// What says whose a work is.
#[derive(Clone, Default)]
pub(super) struct Placed {
    units: Vec<UnitId>,
    parent: Option<ProjectId>,
    is_lot: bool,
}

selection! {
    /// Whose a work is now.
    PlacedRow [kind parent_id unit_ids]
    ONE: "FROM current_project WHERE project_id = ?1"
}

impl Store {
    /// What whoever records may.
    ///
    /// # Errors
    /// The register keeps a list of persons, and they are not on it.
    pub(super) fn warrant(&self, by: &str) -> Result<Warrant> {
        let (known, people) = self.people_now()?;
        let (units, is_reviewed) = (self.units_told_by(&people, &known)?, self.is_reviewed(&known)?);
        let listed: Vec<String> = people.iter().map(|person| person.name.clone()).collect();
        let may: Vec<String> = people.with(Right::People).map(|person| person.name.clone()).collect();
        Warrant::of(people, units, is_reviewed, by)
            .ok_or_else(|| PersonError::NotListed { name: by.to_owned(), listed, may }.into())
    }

    /// The same of a change that is only shown: of somebody who is not on the list nobody's.
    pub(super) fn rehearsal(&self, by: &str) -> Result<Warrant> {
        let (known, people) = self.people_now()?;
        let (units, is_reviewed) = (self.units_told_by(&people, &known)?, self.is_reviewed(&known)?);
        let own = Warrant::of(people.clone(), units.clone(), is_reviewed, by);
        Ok(own.unwrap_or_else(|| Warrant::of_nobody(people, units, is_reviewed)))
    }

    /// The units, where a list of persons may say for which of them somebody files.
    fn units_told_by(&self, people: &People, known: &Known) -> Result<Units> {
        if people.is_empty() { Ok(Units::default()) } else { self.units(known, Day::MAX) }
    }

    fn whose(&self, project: ProjectId) -> Result<Placed> {
        let at = PlacedRow::AT;
        let mut select = self.conn.prepare_cached(PlacedRow::ONE)?;
        let row = select
            .query_row([project], |row| {
                let units: String = row.get(at.unit_ids)?;
                Ok((coded(row, at.kind, Kind::from_code), row.get(at.parent_id)?, units))
            })
            .optional()?;
        let Some((kind, parent, units)) = row else { return Ok(Placed::default()) };
        let units = serde_json::from_str(&units).map_err(|_| RegisterError::Damaged { what: units })?;
        Ok(Placed { units, parent, is_lot: kind? == Kind::Lot })
    }

    /// What a change stated, and whether pages went out with it.
    fn stated_by(&self, change: ChangeId) -> Result<(Vec<Fact>, bool)> {
        let mut facts = Vec::new();
        let mut projects: BTreeSet<ProjectId> = self.projects_stated_by(change)?.into_iter().collect();
        while let Some(first) = projects.first().copied() {
            let own = self.facts_between(first, first + CHUNK - 1)?.into_iter();
            facts.extend(own.filter(|recorded| recorded.change == change).map(|recorded| Fact::Project(recorded.fact)));
            projects = projects.split_off(&(first + CHUNK));
        }
        let units = self.unit_facts()?.into_iter().filter(|(of, _)| *of == change);
        facts.extend(units.map(|(_, fact)| Fact::Unit(fact)));
        facts.extend(self.register_facts()?.remove(&change).unwrap_or_default());
        // what says that a return was accepted comes before that return
        facts.sort_by_key(|fact| !matches!(fact, Fact::Decided(_)));
        let has_pages = self.frozen_pages()?.iter().any(|frozen| frozen.change == change);
        Ok((facts, has_pages))
    }
}

impl Entry<'_> {
    /// Whether a return that is stated now waits for review.
    pub fn waits_for_review(&self) -> bool {
        self.warrant.waits_for_review()
    }

    /// # Errors
    /// Whoever records has not a right.
    pub fn demand(&self, right: Right) -> Result<()> {
        self.refuse(self.warrant.bars(right, None), None, &[])
    }

    /// # Errors
    /// Whoever records may not state this fact.
    pub(super) fn admit(&mut self, fact: &Fact) -> Result<()> {
        match fact {
            Fact::Project(fact) => self.admit_of_project(fact),
            Fact::Submitted(submission) => self.admit_filing(submission.project, needed(fact)),
            Fact::Decided(Decision::Accepted { update, .. }) => {
                self.demand(needed(fact))?;
                self.warrant.accept(*update);
                Ok(())
            }
            Fact::Setting { .. }
            | Fact::Word(_)
            | Fact::Rules { .. }
            | Fact::Unit(_)
            | Fact::Heading(_)
            | Fact::Target(_)
            | Fact::TargetValue(_)
            | Fact::Person(_)
            | Fact::Review { .. }
            | Fact::Decided(Decision::Returned { .. }) => self.demand(needed(fact)),
        }
    }

    /// # Errors
    /// As [`Self::admit`].
    pub(super) fn admit_of_project(&mut self, fact: &ProjectFact) -> Result<()> {
        let (project, right) = (fact.project, needed_of_project(&fact.body));
        match (&fact.body, right) {
            (Body::Update(update), _) => {
                let units = self.units_looked_at(project)?;
                let bar = self.warrant.bars_return(update.no, units.as_deref());
                self.refuse(bar, Some(project), units.as_deref().unwrap_or_default())
            }
            (_, Right::File) => self.admit_filing(project, right),
            (_, Right::Register | Right::Freeze | Right::Rules | Right::People | Right::Accept) => {
                self.demand(right)?;
                self.place(fact)
            }
        }
    }

    fn admit_filing(&mut self, project: ProjectId, right: Right) -> Result<()> {
        let units = self.units_looked_at(project)?;
        let bar = self.warrant.bars(right, units.as_deref());
        self.refuse(bar, Some(project), units.as_deref().unwrap_or_default())
    }

    /// # Errors
    /// Whoever records may not state something of the change to be taken back, or of those that this took back itself.
    pub(super) fn admit_undo(&mut self, change: ChangeId) -> Result<()> {
        let mut next = Some(change).filter(|_| !self.warrant.is_open());
        while let Some(change) = next {
            let (facts, has_pages) = self.store().stated_by(change)?;
            for fact in &facts {
                // a return counts, or does not, by the word of those who review
                if let Fact::Project(ProjectFact { body: Body::Update(update), .. }) = fact
                    && self.warrant.reviews()
                {
                    self.warrant.accept(update.no);
                }
                self.admit(fact)?;
            }
            if has_pages {
                self.demand(Right::Freeze)?;
            }
            next = self.store().recorded(change)?.and_then(|change| change.voids);
        }
        Ok(())
    }

    /// The units of a work, where whoever records files for some units only.
    fn units_looked_at(&self, project: ProjectId) -> Result<Option<Vec<UnitId>>> {
        self.warrant.looks_at_units().then(|| self.units_of(project)).transpose()
    }

    /// The units of a work now; a lot without any has those of its project.
    fn units_of(&self, project: ProjectId) -> Result<Vec<UnitId>> {
        let placed = self.placed(project)?;
        match placed.parent.filter(|_| placed.is_lot && placed.units.is_empty()) {
            Some(parent) => Ok(self.placed(parent)?.units),
            None => Ok(placed.units),
        }
    }

    /// By what this change says of it, which no cache has yet.
    fn placed(&self, project: ProjectId) -> Result<Placed> {
        self.placed.get(&project).cloned().map_or_else(|| self.store().whose(project), Ok)
    }

    /// Remembers what a fact says of whose a work is, where that will be asked.
    fn place(&mut self, fact: &ProjectFact) -> Result<()> {
        if !self.warrant.looks_at_units() {
            return Ok(());
        }
        let mut placed = self.placed(fact.project)?;
        match &fact.body {
            Body::Listed { kind, .. } => placed.is_lot = *kind == Kind::Lot,
            Body::Units(units) => placed.units.clone_from(units),
            Body::Parent(parent) => placed.parent = *parent,
            Body::Category(_)
            | Body::Text { .. }
            | Body::Alias { .. }
            | Body::Tag { .. }
            | Body::Own { .. }
            | Body::Split { .. }
            | Body::Total { .. }
            | Body::Update(_)
            | Body::Milestone(_)
            | Body::Plan(_)
            | Body::Issue(_)
            | Body::IssueClosed { .. } => return Ok(()),
        }
        self.placed.insert(fact.project, placed);
        Ok(())
    }

    fn refuse(&self, bar: Option<Bar>, of: Option<ProjectId>, units: &[UnitId]) -> Result<()> {
        let Some(bar) = bar else { return Ok(()) };
        let name = self.by().to_owned();
        Err(match bar {
            Bar::Right(right) => PersonError::NoRight { name, right, may: self.warrant.who_may(right, None) },
            Bar::Units => PersonError::OtherUnits {
                name,
                code: of.map(|project| self.code_of(project)).transpose()?.unwrap_or_default(),
                own: self.warrant.own_units(),
                units: self.warrant.unit_names(units),
                may: self.warrant.who_may(Right::File, Some(units)),
            },
            Bar::Review => PersonError::WaitsForReview { name, may: self.warrant.who_may(Right::Accept, None) },
        }
        .into())
    }

    /// The code of a work, also of one that this change registers.
    fn code_of(&self, project: ProjectId) -> Result<String> {
        let mut select = self.store().conn.prepare_cached("SELECT code FROM project WHERE id = ?1")?;
        Ok(select.query_row([project], |row| row.get(0)).optional()?.unwrap_or_default())
    }
}
