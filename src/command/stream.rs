//! The projects of a large register, a few families at a time: bounded memory whatever its size.

use std::cell::RefCell;
use std::collections::HashSet;

use crate::domain::catalog::Catalog;
use crate::domain::portfolio::{Place, Portfolio, families};
use crate::domain::rules::RuleSet;
use crate::domain::unit::Units;
use crate::domain::{Day, ProjectId};
use crate::error::{Error, Result};
use crate::report::columns::Looking;
use crate::report::list::Filter;
use crate::report::model::{Cell, Content, Rows, Section};
use crate::report::sheets::{Sheet, project_rows};

use super::session::Session;
use super::snapshot::Version;

/// From so many rows on.
const LARGE: usize = 2_000;
/// So many rows are looked at together.
const BATCH: usize = 500;

pub struct Stream<'a> {
    session: &'a Session,
    day: Day,
    version: String,
    units: Units,
    rules: RuleSet,
    batches: Vec<Vec<Place>>,
    /// What went wrong while rows were read.
    trouble: RefCell<Option<Error>>,
}

impl<'a> Stream<'a> {
    /// The projects as they are now; `None` where the register is small, or the view is of another day or moment.
    pub fn of_projects(session: &'a Session) -> Result<Option<Self>> {
        let day = session.view.day;
        if session.view.known_at.is_some() {
            return Ok(None);
        }
        let Some(places) = session.store.places(day)?.filter(|places| places.len() >= LARGE) else { return Ok(None) };
        let known = session.store.known(None)?;
        let mut batches: Vec<Vec<Place>> = Vec::new();
        for family in families(&session.catalog, places) {
            match batches.last_mut() {
                Some(batch) if batch.len() < BATCH => batch.extend(family),
                _ => batches.push(family),
            }
        }
        Ok(Some(Self {
            session,
            day,
            version: Version { change: known.upto, day }.to_string(),
            units: session.store.units(&known, day)?,
            rules: session.store.rules(day, &known)?,
            batches,
            trouble: RefCell::new(None),
        }))
    }

    /// What a filter looks at that names no project.
    pub fn looking<'l>(&'l self, empty: &'l Portfolio) -> Looking<'l> {
        Looking { catalog: &self.session.catalog, units: &self.units, portfolio: empty, rules: &self.rules }
    }

    /// Which set of rules its lights follow.
    pub fn rules_version(&self) -> Option<i64> {
        self.rules.version
    }

    pub fn section<'s>(&'s self, filter: &'s Filter) -> Section<'s> {
        let catalog = &self.session.catalog;
        let rows: Rows<'s> = Box::new(self.batches.iter().flat_map(move |batch| self.rows(catalog, batch, filter)));
        let body = Content::Table { columns: Sheet::Projects.columns(catalog), rows };
        Section { id: Sheet::Projects.code(), heading: Some(Sheet::Projects.word()), body, notes: Vec::new() }
    }

    /// Whether every row was read.
    pub fn finish(&self) -> Result<()> {
        self.trouble.take().map_or(Ok(()), Err)
    }

    fn rows(&self, catalog: &Catalog, batch: &[Place], filter: &Filter) -> Vec<Vec<Cell>> {
        if self.trouble.borrow().is_some() {
            return Vec::new();
        }
        let portfolio = match self.portfolio(catalog, batch) {
            Ok(portfolio) => portfolio,
            Err(error) => {
                *self.trouble.borrow_mut() = Some(error);
                return Vec::new();
            }
        };
        let looking = self.looking(&portfolio);
        let states = batch.iter().filter_map(|place| portfolio.get(place.id));
        project_rows(&looking, states.filter(|state| filter.takes(&looking, state)), &self.version)
    }

    /// A batch with all that its rows refer to: parents, and what they were merged into.
    fn portfolio(&self, catalog: &Catalog, batch: &[Place]) -> Result<Portfolio> {
        let own: HashSet<ProjectId> = batch.iter().map(|place| place.id).collect();
        let parents = batch.iter().filter_map(|place| place.parent);
        let ids: HashSet<ProjectId> = own.iter().copied().chain(parents).collect();
        let mut states = self.session.store.states_of(&ids.iter().copied().collect::<Vec<_>>())?;
        let merged = states.iter().filter_map(|state| state.merged_into).filter(|into| !ids.contains(into));
        let merged: Vec<ProjectId> = merged.collect::<HashSet<_>>().into_iter().collect();
        if !merged.is_empty() {
            states.extend(self.session.store.states_of(&merged)?);
        }
        Ok(Portfolio::new(catalog, states, self.day))
    }
}
