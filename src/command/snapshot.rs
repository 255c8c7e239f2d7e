//! The register as sheets show it: on one day, as known at one moment, under a name that a sheet brings back.

use std::collections::HashMap;

use crate::domain::catalog::Catalog;
use crate::domain::change::{Change, Return};
use crate::domain::day::parse_day;
use crate::domain::target::{EnteredValue, Target};
use crate::domain::{ChangeId, Day, ProjectId};
use crate::error::Result;
use crate::report::sheets::{Data, Sheet};
use crate::store::View;

use super::session::{Seen, Session};

pub struct Snapshot {
    seen: Seen,
    token: String,
    returns: HashMap<ProjectId, Vec<Return>>,
    changes: HashMap<ChangeId, Change>,
    targets: Vec<(Target, Vec<EnteredValue>)>,
}

/// Of which state of the register a row of a sheet is: all changes up to one, looked at from a day. `804@2022-08-31`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Version {
    pub change: ChangeId,
    pub day: Day,
}

impl Version {
    pub fn parse(text: &str) -> Option<Self> {
        let (change, day) = text.trim().split_once('@')?;
        Some(Self { change: change.parse().ok().filter(|change| *change > 0)?, day: parse_day(day).ok()? })
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{}@{}", self.change, self.day)
    }
}

impl Snapshot {
    /// The register as a view has it, with what the sheets asked for need.
    pub fn new(session: &Session, view: View, sheets: &[Sheet]) -> Result<Self> {
        let known = session.store.known(view.known_at)?;
        let version = Version { change: known.upto, day: view.day };
        let wants = |sheet| sheets.contains(&sheet);
        let (returns, changes) = if wants(Sheet::Updates) {
            let changes = session.store.changes(known.upto)?.into_iter().map(|change| (change.id, change));
            (session.store.returns(&known, view.day)?, changes.collect())
        } else {
            Default::default()
        };
        let targets = if wants(Sheet::Targets) { session.store.targets(&known)? } else { Vec::new() };
        let seen = session.seen_at(view)?;
        Ok(Self { seen, token: version.to_string(), returns, changes, targets })
    }

    pub fn data<'a>(&'a self, catalog: &'a Catalog) -> Data<'a> {
        Data {
            view: self.seen.looking(catalog),
            version: &self.token,
            returns: &self.returns,
            changes: &self.changes,
            targets: &self.targets,
        }
    }
}
