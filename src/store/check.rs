//! Proof: the file is whole, the hash chain holds, the cache is what the ledger folds to.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::changes::heading_digest;
use super::entry::chained;
use super::history::ALL;
use super::open::SCHEMA;
use super::{Store, View};
use crate::domain::ChangeId;
use crate::domain::catalog::Catalog;
use crate::domain::change::{HistoryFault, Voided};
use crate::domain::day::Day;
use crate::domain::state::State;
use crate::error::Result;

impl Store {
    /// SQLite's own checks of the file and its references.
    pub fn check_file(&self) -> Result<Vec<HistoryFault>> {
        let mut faults = Vec::new();
        let lines = self.texts("PRAGMA integrity_check")?;
        faults.extend(lines.into_iter().filter(|line| line != "ok").map(HistoryFault::File));
        let tables = self.texts(BROKEN_REFERENCES)?;
        faults.extend(tables.into_iter().map(|table| HistoryFault::Reference { table }));
        Ok(faults)
    }

    /// Computes every hash again from the rows.
    pub fn check_history(&self) -> Result<Vec<HistoryFault>> {
        self.check_history_upto(ChangeId::MAX)
    }

    /// As [`Self::check_history`], of the changes up to one.
    pub fn check_history_upto(&self, upto: ChangeId) -> Result<Vec<HistoryFault>> {
        let changes = self.changes(upto)?;
        let mut rows: BTreeMap<ChangeId, Vec<(i64, usize, [u8; 32])>> = BTreeMap::new();
        let mut faults = Vec::new();
        let last = changes.last().map_or(0, |change| change.id);
        for (at, table) in ALL.into_iter().enumerate() {
            self.digests(table, |change, seq, digest| {
                if change > upto {
                    return;
                }
                if change > last {
                    faults.push(HistoryFault::Stray { table: table.name, change });
                }
                rows.entry(change).or_default().push((seq, at, digest));
            })?;
        }
        let mut previous = String::new();
        for change in changes {
            let mut facts = rows.remove(&change.id).unwrap_or_default();
            facts.sort_by_key(|(seq, table, _)| (*seq, *table));
            let mut hasher = Sha256::new();
            facts.iter().for_each(|(_, _, digest)| hasher.update(digest));
            let hash = chained(&previous, &heading_digest(&change), &hasher.finalize().into());
            if hash != change.hash {
                faults.push(HistoryFault::Hash { change: change.id });
                break;
            }
            previous = change.hash;
        }
        Ok(faults)
    }

    /// Folds every project anew and compares.
    pub fn check_cache(&self, catalog: &Catalog) -> Result<Vec<HistoryFault>> {
        let everything = View { day: Day::MAX, known_at: None };
        let folded = by_code(self.folded_states(catalog, everything)?);
        let cached = by_code(self.cached_states()?);
        let codes: BTreeSet<&String> = folded.keys().chain(cached.keys()).collect();
        let differing = codes.into_iter().filter(|code| folded.get(*code) != cached.get(*code));
        let mut faults: Vec<HistoryFault> = differing.map(|code| HistoryFault::Cache { code: code.clone() }).collect();
        let strays = self.texts(STRAYS)?.into_iter().map(|code| HistoryFault::Cache { code });
        faults.extend(strays);
        let mut cached = self.conn.prepare("SELECT change_id FROM current_void")?;
        let cached = cached.query_map([], |row| row.get(0))?.collect::<Result<Voided, _>>()?;
        faults.extend((cached != self.known(None)?.voided).then_some(HistoryFault::VoidCache));
        Ok(faults)
    }

    /// Compares every table, index, trigger and view with the schema this program makes.
    pub fn check_schema(&self) -> Result<Vec<HistoryFault>> {
        let fresh = Connection::open_in_memory()?;
        fresh.execute_batch("BEGIN")?;
        fresh.execute_batch(SCHEMA)?;
        let objects = |conn: &Connection| -> Result<BTreeMap<String, String>> {
            let mut select = conn.prepare(OBJECTS)?;
            let objects = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(objects.collect::<Result<_, _>>()?)
        };
        let (ours, theirs) = (objects(&fresh)?, objects(&self.conn)?);
        let names: BTreeSet<&String> = ours.keys().chain(theirs.keys()).collect();
        let differing = names.into_iter().filter(|name| ours.get(*name) != theirs.get(*name));
        Ok(differing.map(|name| HistoryFault::Schema { name: name.clone() }).collect())
    }

    fn texts(&self, sql: &'static str) -> Result<Vec<String>> {
        let mut select = self.conn.prepare(sql)?;
        let texts = select.query_map([], |row| row.get(0)).map_err(|error| self.failed(error))?;
        texts.collect::<Result<_, _>>().map_err(|error| self.failed(error))
    }
}

/// `PRAGMA foreign_key_check`, in an order of its own.
const BROKEN_REFERENCES: &str = "SELECT \"table\" FROM pragma_foreign_key_check ORDER BY \"table\", rowid, fkid";

/// What `PRAGMA` and `ANALYZE` may add by themselves is left out.
const OBJECTS: &str = "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";

/// The projects of rows in the cache that belong to none of its projects.
const STRAYS: &str = "SELECT coalesce(p.code, '#' || stray.project_id) FROM (
        SELECT project_id FROM current_value UNION SELECT project_id FROM current_milestone
        UNION SELECT project_id FROM current_plan UNION SELECT project_id FROM current_issue
        EXCEPT SELECT project_id FROM current_project
    ) stray LEFT JOIN project p ON p.id = stray.project_id ORDER BY stray.project_id";

fn by_code(states: Vec<State>) -> BTreeMap<String, State> {
    states.into_iter().map(|state| (state.code.clone(), state)).collect()
}
