//! Proof: the file is whole, the hash chain holds, the cache is what the ledger folds to.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use rusqlite::Connection;
use sha2::{Digest, Sha256};

use super::Store;
use super::catalog::UnknownWord;
use super::entry::chained;
use super::foreign::OF_SQLITE;
use super::history::ALL;
use super::open::fresh;
use crate::domain::ChangeId;
use crate::domain::catalog::Catalog;
use crate::domain::change::{HistoryFault, Voided};
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

    /// Computes every hash again from the rows, and finds the rows of no change.
    pub fn check_history(&self) -> Result<Vec<HistoryFault>> {
        self.check_history_upto(ChangeId::MAX)
    }

    /// As [`Self::check_history`], of the changes up to one.
    pub fn check_history_upto(&self, upto: ChangeId) -> Result<Vec<HistoryFault>> {
        let ledger = self.ledger(upto)?;
        let changes: HashSet<ChangeId> = ledger.iter().map(|(change, ..)| *change).collect();
        let mut rows: BTreeMap<ChangeId, Vec<(i64, usize, [u8; 32])>> = BTreeMap::new();
        let mut strays: BTreeSet<(usize, ChangeId)> = BTreeSet::new();
        for (at, table) in ALL.into_iter().enumerate() {
            self.digests(table, |change, seq, digest| {
                if change > upto {
                    return;
                }
                if changes.contains(&change) {
                    rows.entry(change).or_default().push((seq, at, digest));
                } else {
                    strays.insert((at, change));
                }
            })?;
        }
        let stray = |(at, change): (usize, ChangeId)| HistoryFault::Stray { table: ALL[at].name, change };
        let mut faults: Vec<HistoryFault> = strays.into_iter().map(stray).collect();
        let mut previous = (0, String::new());
        for (change, hash, heading) in ledger {
            let mut facts = rows.remove(&change).unwrap_or_default();
            facts.sort_by_key(|(seq, table, _)| (*seq, *table));
            let mut hasher = Sha256::new();
            facts.iter().for_each(|(_, _, digest)| hasher.update(digest));
            let is_sound = chained(&previous.1, &heading, &hasher.finalize().into()) == hash;
            if !is_sound || change != previous.0 + 1 {
                faults.push(HistoryFault::Hash { change });
            }
            previous = (change, hash); // as it stands, so that each change that was altered is told
        }
        Ok(faults)
    }

    /// Whether the words of the trade can stand together, and whether every word that a fact names is one of them.
    pub fn check_words(&self, catalog: &Catalog) -> Result<Vec<HistoryFault>> {
        let clashes = catalog.clashes().into_iter().map(HistoryFault::Words);
        let unknown = self.unknown_words(catalog, &self.known(None)?)?;
        let unknown = unknown.into_iter().map(|UnknownWord { table, change, code }| HistoryFault::UnknownWord {
            table,
            change,
            code,
        });
        Ok(clashes.chain(unknown).collect())
    }

    /// Folds every project anew and compares.
    pub fn check_cache(&self, catalog: &Catalog) -> Result<Vec<HistoryFault>> {
        let stale = self.stale_cache(catalog)?.into_iter().map(|code| HistoryFault::Cache { code });
        let mut faults: Vec<HistoryFault> = stale.collect();
        let mut cached = self.conn.prepare("SELECT change_id FROM current_void ORDER BY change_id")?;
        let cached = cached.query_map([], |row| row.get(0))?.collect::<Result<Voided, _>>()?;
        faults.extend((cached != self.known(None)?.voided).then_some(HistoryFault::VoidCache));
        Ok(faults)
    }

    /// Compares every table, index, trigger and view with the schema this program makes.
    pub fn check_schema(&self) -> Result<Vec<HistoryFault>> {
        let fresh = fresh()?;
        let objects = |conn: &Connection| -> Result<BTreeSet<[String; 4]>> {
            let mut select = conn.prepare(OBJECTS)?;
            let objects = select.query_map([], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
            let mut objects: BTreeSet<[String; 4]> = objects.collect::<Result<_, _>>()?;
            objects.retain(|[.., sql]| !OF_SQLITE.contains(&sql.as_str()));
            Ok(objects)
        };
        let (ours, theirs) = (objects(&fresh)?, objects(&self.conn)?);
        let differing = ours.symmetric_difference(&theirs);
        let names: BTreeSet<&String> = differing.map(|[name, ..]| name).collect();
        Ok(names.into_iter().map(|name| HistoryFault::Schema { name: name.clone() }).collect())
    }

    fn texts(&self, sql: &'static str) -> Result<Vec<String>> {
        let mut select = self.conn.prepare(sql)?;
        let texts = select.query_map([], |row| row.get(0)).map_err(|error| self.failed(error))?;
        texts.collect::<Result<_, _>>().map_err(|error| self.failed(error))
    }
}

/// `PRAGMA foreign_key_check`, in an order of its own.
const BROKEN_REFERENCES: &str = "SELECT \"table\" FROM pragma_foreign_key_check ORDER BY \"table\", rowid, fkid";

const OBJECTS: &str = "SELECT name, type, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY name, type";
