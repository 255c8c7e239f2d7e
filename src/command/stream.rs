//! The projects of a large register, a few families at a time: bounded memory whatever its size.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};

use crate::domain::catalog::Catalog;
use crate::domain::fold::fold;
use crate::domain::period::Period;
use crate::domain::portfolio::{Portfolio, TreePlace, families};
use crate::domain::rules::RuleSet;
use crate::domain::state::State;
use crate::domain::unit::Units;
use crate::domain::{Day, ProjectId};
use crate::error::{Error, Result};
use crate::report::columns::RegisterView;
use crate::report::list::Filter;
use crate::report::model::{Cell, Section, SectionBody, TableRows, number};
use crate::report::sheets::{Sheet, project_rows};
use crate::report::status::{has_returned, owing};
use crate::store::Known;

use super::session::Session;
use super::snapshot::Version;

/// From this many rows on they are read in batches.
const LARGE: usize = 2_000;
/// How many rows are read together.
const BATCH: usize = 500;
/// Projects whose numbers lie this near are read from the ledger together.
const GAP: ProjectId = 8;

pub struct Stream<'a> {
    session: &'a Session,
    day: Day,
    known: Known,
    version: String,
    units: Units,
    rules: RuleSet,
    batches: Vec<Vec<TreePlace>>,
    /// The projects whose figures are reckoned from each other's, in whatever batch.
    kin: BTreeSet<ProjectId>,
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
        let mut batches: Vec<Vec<TreePlace>> = Vec::new();
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
            known,
            batches,
            kin: session.store.kin()?.into_iter().collect(),
            trouble: RefCell::new(None),
        }))
    }

    /// What a filter looks at that names no project.
    pub fn looking<'l>(&'l self, empty: &'l Portfolio) -> RegisterView<'l> {
        let (catalog, units, rules) = (&self.session.catalog, &self.units, &self.rules);
        RegisterView { catalog, units, portfolio: empty, rules, pending: &[] }
    }

    /// Which set of rules its lights follow.
    pub fn rules_version(&self) -> Option<i64> {
        self.rules.version
    }

    pub fn section<'s>(&'s self, filter: &'s Filter) -> Section<'s> {
        let catalog = &self.session.catalog;
        let rows: TableRows<'s> =
            Box::new(self.batches.iter().flat_map(move |batch| self.rows(catalog, batch, filter)));
        let body = SectionBody::Table { columns: Sheet::Projects.columns(catalog), rows };
        Section {
            id: Sheet::Projects.code().into(),
            heading: Some(Sheet::Projects.word().into()),
            body,
            notes: Vec::new(),
        }
    }

    /// 填报率 of the works a filter takes, as [`crate::report::status::returns`] counts it: returned, due.
    pub fn returns(&self, filter: &Filter, period: &Period) -> Result<(i64, i64)> {
        let (mut returned, mut due) = (0, 0);
        for batch in &self.batches {
            let portfolio = self.portfolio(&self.session.catalog, batch)?;
            let looking = self.looking(&portfolio);
            let own = batch.iter().filter_map(|place| portfolio.get(place.id));
            let taken: Vec<&State> = own.filter(|state| filter.takes(&looking, state)).collect();
            let owing = owing(&looking, &self.portfolio_on(period.previous().as_of, batch)?, &taken);
            returned += owing.iter().filter(|state| has_returned(state, period)).count();
            due += owing.len();
        }
        Ok((number(returned), number(due)))
    }

    /// Whether every row was read.
    pub fn finish(&self) -> Result<()> {
        self.trouble.take().map_or(Ok(()), Err)
    }

    fn rows(&self, catalog: &Catalog, batch: &[TreePlace], filter: &Filter) -> Vec<Vec<Cell>> {
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

    /// A batch with all that its rows refer to: parents, and what was merged and split.
    fn portfolio(&self, catalog: &Catalog, batch: &[TreePlace]) -> Result<Portfolio> {
        let own: HashSet<ProjectId> = batch.iter().map(|place| place.id).collect();
        let parents = batch.iter().filter_map(|place| place.parent);
        let ids: HashSet<ProjectId> = own.iter().copied().chain(parents).chain(self.kin_of(&own)).collect();
        let states = self.session.store.states_of(&ids.into_iter().collect::<Vec<_>>())?;
        Ok(Portfolio::new(catalog, states, self.day))
    }

    /// All kin, where some of a batch is.
    fn kin_of(&self, own: &HashSet<ProjectId>) -> impl Iterator<Item = ProjectId> {
        let has_some = self.kin.iter().any(|kin| own.contains(kin));
        self.kin.iter().copied().filter(move |_| has_some)
    }

    /// A batch on an earlier day, with what says who owed a return then: what its lots stood under, and the lots its
    /// projects had, wherever they have gone since.
    fn portfolio_on(&self, day: Day, batch: &[TreePlace]) -> Result<Portfolio> {
        let own: BTreeSet<ProjectId> = batch.iter().map(|place| place.id).collect();
        let mut states = self.states_on(day, &own)?;
        let mut near: BTreeSet<ProjectId> = states.iter().filter_map(|state| state.parent).collect();
        for state in states.iter().filter(|state| state.figures_from_lots) {
            near.extend(self.session.store.children_ever(state.id)?);
        }
        states.extend(self.states_on(day, &(&near - &own))?);
        Ok(Portfolio::new(&self.session.catalog, states, day))
    }

    /// The states of some projects on a day, folded from the ledger.
    fn states_on(&self, day: Day, projects: &BTreeSet<ProjectId>) -> Result<Vec<State>> {
        let mut states = Vec::new();
        let mut rest = projects.iter().copied().peekable();
        while let Some(first) = rest.next() {
            let mut last = first;
            while let Some(next) = rest.next_if(|next| *next - last <= GAP) {
                last = next;
            }
            let mut facts = self.session.store.facts_between(first, last)?;
            facts.retain(|recorded| self.known.counts(recorded.change) && projects.contains(&recorded.fact.project));
            let each = facts.chunk_by(|a, b| a.fact.project == b.fact.project);
            states.extend(each.filter_map(|facts| fold(&self.session.catalog, facts, day)));
        }
        Ok(states)
    }
}
