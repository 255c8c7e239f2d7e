//! Proof: the file is whole, the hash chain holds, the cache is what the ledger folds to.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use sha2::{Digest, Sha256};

use super::entry::chained;
use super::row::{self, optional, optional_number, text};
use super::{Store, View};
use crate::domain::ChangeId;
use crate::domain::catalog::Catalog;
use crate::domain::change::{Change, Fault};
use crate::domain::day::{Day, instant_text};
use crate::error::Result;

impl Store {
    /// SQLite's own checks of the file and its references.
    pub fn check_file(&self) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        let mut select = self.conn.prepare("PRAGMA integrity_check")?;
        for line in select.query_map([], |row| row.get::<_, String>(0)).map_err(|error| self.failed(error))? {
            faults.extend(Some(line?).filter(|line| line != "ok").map(Fault::File));
        }
        let mut select = self.conn.prepare("PRAGMA foreign_key_check")?;
        for table in select.query_map([], |row| row.get::<_, String>(0))? {
            faults.push(Fault::Reference { table: table? });
        }
        Ok(faults)
    }

    /// Computes every hash again from the rows.
    pub fn check_history(&self) -> Result<Vec<Fault>> {
        let changes = self.changes(ChangeId::MAX)?;
        let mut rows: BTreeMap<ChangeId, Vec<(i64, usize, [u8; 32])>> = BTreeMap::new();
        let mut faults = Vec::new();
        let last = changes.last().map_or(0, |change| change.id);
        for (at, table) in row::ALL.into_iter().enumerate() {
            self.digests(table, |change, seq, digest| {
                if change > last {
                    faults.push(Fault::Stray { table: table.name, change });
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
                faults.push(Fault::Hash { change: change.id });
                break;
            }
            previous = change.hash;
        }
        Ok(faults)
    }

    /// Folds every project anew and compares.
    pub fn check_cache(&self, catalog: &Catalog) -> Result<Vec<Fault>> {
        let everything = View { day: Day::MAX, known_at: None };
        let mut folded = self.folded_states(catalog, everything)?;
        let mut cached = self.cached_states()?;
        folded.sort_by_key(|state| state.id);
        cached.sort_by_key(|state| state.id);
        if folded == cached {
            return Ok(Vec::new());
        }
        let differs = |state: &&crate::domain::state::State| !folded.contains(state) || !cached.contains(state);
        let codes = folded.iter().chain(&cached).filter(differs).map(|state| state.code.clone());
        let mut codes: Vec<String> = codes.collect();
        codes.sort();
        codes.dedup();
        Ok(codes.into_iter().map(|code| Fault::Cache { code }).collect())
    }
}

fn heading_digest(change: &Change) -> [u8; 32] {
    let values = [
        Value::Integer(change.id),
        text(instant_text(change.recorded_at)),
        text(&change.recorded_by),
        text(&change.command),
        optional(change.reason.as_deref()),
        optional(change.source_file.as_deref()),
        optional(change.source_sha256.as_deref()),
        optional_number(change.voids),
        text(&change.program),
    ];
    row::digest("change", values.iter().map(Into::into))
}
