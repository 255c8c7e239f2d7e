//! The ledger: changes, what was known at a moment, what each change stated.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::types::ValueRef;
use rusqlite::{Row, params};

use super::column::{Columns, columns, insert, select, selection};
use super::entry::bound;
use super::history::{self, HistoryTable};
use super::value::{day, digest, instant, number, optional, optional_number, text};
use super::{Known, Store};
use crate::domain::change::{Change, Filing, Recording, Voided, voided};
use crate::domain::day::{Day, DayText, instant_text};
use crate::domain::fact::Recorded;
use crate::domain::page::FrozenPage;
use crate::domain::unit::UnitFact;
use crate::domain::{ChangeId, Instant, ProjectId, UpdateNo};
use crate::error::Result;

selection! {
    /// A change; `hash`, over the others, is no part of itself.
    ChangeRow [id recorded_at recorded_by command reason source_file source_sha256 voids program hash]
    UPTO: "FROM change WHERE id <= ?1 ORDER BY id",
    ONE: "FROM change WHERE id = ?1",
    WITH_HASH: "FROM change WHERE substr(hash, 1, length(?1)) = ?1 ORDER BY id LIMIT 1",
    LAST: "FROM change ORDER BY id DESC LIMIT 1";
    INSERT: "change"
}

selection! {
    /// A return, by the update that filed it.
    FilingRow [change_id project_id no from_day recorded_at corrects]
    AFTER: "FROM status_update JOIN change ON change.id = change_id WHERE change_id > ?1 ORDER BY no"
}

const VOIDS: &str = "SELECT id, voids FROM change WHERE voids IS NOT NULL AND id <= ?1 ORDER BY id";

const CAUSES_AFTER: &str = "
    SELECT corrects, change_id FROM status_update WHERE change_id > ?1 AND corrects IS NOT NULL
    UNION SELECT u.no, c.id FROM change c JOIN status_update u ON u.change_id = c.voids WHERE c.id > ?1
    ORDER BY 2, 1";

impl Store {
    /// What was on record at a moment; `None`: all that is.
    pub fn known(&self, at: Option<Instant>) -> Result<Known> {
        let upto: ChangeId = match at {
            None => self.conn.query_row("SELECT coalesce(max(id), 0) FROM change", [], |row| row.get(0)),
            Some(at) => {
                let select = "SELECT coalesce(max(id), 0) FROM change WHERE recorded_at <= ?1";
                self.conn.query_row(select, [instant_text(at)], |row| row.get(0))
            }
        }
        .map_err(|error| self.failed(error))?;
        self.known_upto(upto)
    }

    /// What was on record when a change was the last one.
    pub fn known_upto(&self, upto: ChangeId) -> Result<Known> {
        Ok(Known { upto, voided: self.voided(upto)? })
    }

    /// The works of which something is stated, for a day or before it, by changes that count in one of two moments
    /// only: once for each such change.
    pub fn entries_between(&self, then: &Known, now: &Known, day: Day) -> Result<Vec<ProjectId>> {
        let flipped = then.voided.symmetric_difference(&now.voided).copied();
        let first = flipped.chain([then.upto + 1]).min().unwrap_or_default();
        let day = DayText::of(day);
        let mut entries: BTreeSet<(ChangeId, ProjectId)> = BTreeSet::new();
        for select in history::ALL.iter().filter_map(|table| table.entries) {
            let mut select = self.conn.prepare_cached(select)?;
            let rows = select.query_map(params![first, day.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
            for entry in rows {
                entries.insert(entry?);
            }
        }
        entries.retain(|(change, _)| then.counts(*change) != now.counts(*change));
        Ok(entries.into_iter().map(|(_, project)| project).collect())
    }

    fn voided(&self, upto: ChangeId) -> Result<Voided> {
        self.voids(upto).map(voided)
    }

    /// Every change up to one that takes another back, and that other.
    pub(super) fn voids(&self, upto: ChangeId) -> Result<Vec<(ChangeId, ChangeId)>> {
        let mut select = self.conn.prepare_cached(VOIDS)?;
        let voids = select.query_map([upto], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(voids.collect::<Result<_, _>>()?)
    }

    /// The last change that counts and voids this one.
    pub fn voided_by(&self, change: ChangeId) -> Result<Option<ChangeId>> {
        let known = self.known(None)?;
        let by = self.voids(known.upto)?.into_iter().filter(|(by, voided)| *voided == change && known.counts(*by));
        Ok(by.map(|(by, _)| by).max())
    }

    /// The last change of the ledger.
    pub(super) fn last_change(&self) -> Result<Option<Change>> {
        let mut select = self.conn.prepare_cached(ChangeRow::LAST)?;
        let mut rows = select.query([])?;
        rows.next()?.map(change).transpose()
    }

    /// One change of the ledger.
    pub fn recorded(&self, id: ChangeId) -> Result<Option<Change>> {
        let mut select = self.conn.prepare_cached(ChangeRow::ONE)?;
        let mut rows = select.query(params![id])?;
        rows.next()?.map(change).transpose()
    }

    /// The change with a hash that begins so.
    pub fn change_with_hash(&self, start: &str) -> Result<Option<Change>> {
        let mut select = self.conn.prepare_cached(ChangeRow::WITH_HASH)?;
        let mut rows = select.query(params![start])?;
        rows.next()?.map(change).transpose()
    }

    /// Appends a change to the ledger, after its facts.
    pub(super) fn append_change(&self, change: &Change) -> Result<()> {
        let recorded_at = instant_text(change.recorded_at);
        let mut insert = self.conn.prepare_cached(ChangeRow::INSERT)?;
        insert.execute(bound(change_row(change, &recorded_at).values()))?;
        Ok(())
    }

    /// The last change made of a file with this hash.
    pub fn change_of_file(&self, sha256: &str) -> Result<Option<ChangeId>> {
        let mut select = self.conn.prepare_cached("SELECT max(id) FROM change WHERE instr(source_sha256, ?1) > 0")?;
        Ok(select.query_row([sha256], |row| row.get(0))?)
    }

    /// The changes up to one, oldest first.
    pub fn changes(&self, upto: ChangeId) -> Result<Vec<Change>> {
        let mut select = self.conn.prepare_cached(ChangeRow::UPTO)?;
        let mut rows = select.query([upto]).map_err(|error| self.failed(error))?;
        let mut changes = Vec::new();
        while let Some(row) = rows.next()? {
            changes.push(change(row)?);
        }
        Ok(changes)
    }

    /// The changes known, each with what it stated; of one project only those that speak of it.
    pub fn history(&self, project: Option<ProjectId>, known: &Known) -> Result<Vec<Recording>> {
        let (low, high) = project.map_or((0, ProjectId::MAX), |id| (id, id));
        let mut facts: BTreeMap<ChangeId, Vec<Recorded>> = BTreeMap::new();
        let own = self.facts_between(low, high)?;
        // what says that it is a part is a fact of the work it was split from
        let as_part = project.map_or(Ok(Vec::new()), |part| self.splits_into(part))?;
        for recorded in own.into_iter().chain(as_part) {
            facts.entry(recorded.change).or_default().push(recorded);
        }
        let mut units: BTreeMap<ChangeId, Vec<UnitFact>> = BTreeMap::new();
        for (id, fact) in self.unit_facts()? {
            units.entry(id).or_default().push(fact);
        }
        let mut register = self.register_facts()?;
        let mut pages: BTreeMap<ChangeId, Vec<FrozenPage>> = BTreeMap::new();
        for frozen in self.frozen_pages()? {
            pages.entry(frozen.change).or_default().push(frozen.page);
        }
        let mut history: Vec<Recording> = Vec::new();
        let mut shown: HashSet<ChangeId> = HashSet::new();
        for change in self.changes(known.upto)? {
            let of_project = facts.remove(&change.id).unwrap_or_default();
            let undoes_shown = change.voids.is_some_and(|id| shown.contains(&id));
            if project.is_some() && of_project.is_empty() && !undoes_shown {
                continue;
            }
            shown.insert(change.id);
            let units = if project.is_none() { units.remove(&change.id).unwrap_or_default() } else { Vec::new() };
            let register = if project.is_none() { register.remove(&change.id).unwrap_or_default() } else { Vec::new() };
            let undone = known.voided.contains(&change.id);
            let pages = if project.is_none() { pages.remove(&change.id).unwrap_or_default() } else { Vec::new() };
            history.push(Recording { change, facts: of_project, units, register, pages, undone });
        }
        Ok(history)
    }

    /// The returns recorded after a change that count, by number: corrected ones too.
    pub fn returns_after(&self, upto: ChangeId, known: &Known) -> Result<Vec<Filing>> {
        let at = FilingRow::AT;
        let mut select = self.conn.prepare_cached(FilingRow::AFTER)?;
        let mut rows = select.query([upto])?;
        let mut returns = Vec::new();
        while let Some(row) = rows.next()? {
            if known.counts(row.get(at.change_id)?) {
                returns.push(Filing {
                    project: row.get(at.project_id)?,
                    no: row.get(at.no)?,
                    corrects: row.get(at.corrects)?,
                    as_of: day(row, at.from_day)?,
                    recorded_at: instant(row, at.recorded_at)?,
                });
            }
        }
        Ok(returns)
    }

    /// The updates that no longer count because of a change recorded after another: by correction or by undo.
    pub fn causes_after(&self, upto: ChangeId, known: &Known) -> Result<HashMap<UpdateNo, ChangeId>> {
        let mut select = self.conn.prepare_cached(CAUSES_AFTER)?;
        let causes = select.query_map([upto], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut causes: Vec<(UpdateNo, ChangeId)> = causes.collect::<Result<_, _>>()?;
        causes.retain(|(_, change)| known.counts(*change));
        Ok(causes.into_iter().collect())
    }

    /// Why each change was made, of those that said so and count.
    pub fn reasons(&self, known: &Known) -> Result<HashMap<ChangeId, String>> {
        let mut select =
            self.conn.prepare_cached("SELECT id, reason FROM change WHERE reason IS NOT NULL ORDER BY id")?;
        let reasons = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut reasons: HashMap<ChangeId, String> = reasons.collect::<Result<_, _>>()?;
        reasons.retain(|change, _| known.counts(*change));
        Ok(reasons)
    }

    /// Writes the cache of void changes anew.
    pub(super) fn refresh_voids(&self) -> Result<()> {
        self.conn.execute("DELETE FROM current_void", [])?;
        let mut insert = self.conn.prepare_cached("INSERT INTO current_void (change_id) VALUES (?1)")?;
        for change in self.known(None)?.voided {
            insert.execute(params![change])?;
        }
        Ok(())
    }

    /// Runs over the rows of a history table: (change, seq, digest of the row).
    pub(super) fn digests(&self, table: &HistoryTable, mut each: impl FnMut(ChangeId, i64, [u8; 32])) -> Result<()> {
        let mut select = self.conn.prepare(table.select)?;
        let columns = select.column_count();
        let mut rows = select.query(params![0, i64::MAX])?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get_ref(column)).collect::<Result<Vec<_>, _>>()?;
            each(row.get(table.change_id)?, row.get(table.seq)?, digest(table.name, values));
        }
        Ok(())
    }
}

/// The digest of what a change says of itself.
pub(super) fn heading_digest(change: &Change) -> [u8; 32] {
    let recorded_at = instant_text(change.recorded_at);
    let values = change_row(change, &recorded_at).values().enumerate();
    digest("change", values.filter(|(place, _)| *place != ChangeRow::AT.hash).map(|(_, value)| value))
}

fn change_row<'v>(change: &'v Change, recorded_at: &'v str) -> ChangeRow<ValueRef<'v>> {
    ChangeRow {
        id: number(change.id),
        recorded_at: text(recorded_at),
        recorded_by: text(&change.recorded_by),
        command: text(&change.command),
        reason: optional(change.reason.as_deref()),
        source_file: optional(change.source_file.as_deref()),
        source_sha256: optional(change.source_sha256.as_deref()),
        voids: optional_number(change.voids),
        program: text(&change.program),
        hash: text(&change.hash),
    }
}

fn change(row: &Row) -> Result<Change> {
    let at = ChangeRow::AT;
    Ok(Change {
        id: row.get(at.id)?,
        recorded_at: instant(row, at.recorded_at)?,
        recorded_by: row.get(at.recorded_by)?,
        command: row.get(at.command)?,
        reason: row.get(at.reason)?,
        source_file: row.get(at.source_file)?,
        source_sha256: row.get(at.source_sha256)?,
        voids: row.get(at.voids)?,
        program: row.get(at.program)?,
        hash: row.get(at.hash)?,
    })
}
