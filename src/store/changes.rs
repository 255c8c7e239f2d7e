//! The ledger, read: changes, what was known at a moment, what each change stated.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{OptionalExtension, Row, named_params, params};

use super::row;
use super::{Known, Store};
use crate::domain::change::{Change, Filing, Recording, Voided, voided};
use crate::domain::day::{instant_text, parse_instant};
use crate::domain::fact::Recorded;
use crate::domain::page::FrozenPage;
use crate::domain::unit::{UnitFact, Units};
use crate::domain::{ChangeId, Day, Instant, ProjectId, UpdateNo};
use crate::error::{Blocker, RegisterError, Result};

const CHANGES: &str =
    "SELECT id, recorded_at, recorded_by, command, reason, source_file, source_sha256, voids, program, hash
    FROM change WHERE id <= :upto ORDER BY id";

const ONE_CHANGE: &str =
    "SELECT id, recorded_at, recorded_by, command, reason, source_file, source_sha256, voids, program, hash
    FROM change WHERE id = ?1";

/// Facts of a change that vanish with it are stood on by facts of other changes: of its projects, naming its projects
/// as parent or as merged into, naming its units, or correcting its updates.
const STANDING_ON: &str = "
    WITH mine (id) AS (SELECT id FROM project WHERE change_id = :change),
         my_unit (id) AS (SELECT id FROM unit WHERE change_id = :change),
         stands (change_id) AS (
              SELECT change_id FROM project_text WHERE project_id IN mine
        UNION SELECT change_id FROM project_alias WHERE project_id IN mine
        UNION SELECT change_id FROM project_tag WHERE project_id IN mine
        UNION SELECT change_id FROM project_parent WHERE project_id IN mine
        UNION SELECT change_id FROM project_parent WHERE parent_id IN mine
        UNION SELECT change_id FROM project_unit WHERE project_id IN mine
        UNION SELECT change_id FROM project_unit WHERE unit_id IN my_unit
        UNION SELECT change_id FROM project_total WHERE project_id IN mine
        UNION SELECT change_id FROM status_update WHERE project_id IN mine
        UNION SELECT change_id FROM status_update WHERE merged_into IN mine
        UNION SELECT n.change_id FROM status_update n JOIN status_update u ON n.corrects = u.no WHERE u.change_id = :change
        UNION SELECT change_id FROM milestone WHERE project_id IN mine
        UNION SELECT change_id FROM annual_plan WHERE project_id IN mine
        UNION SELECT change_id FROM issue WHERE project_id IN mine
        UNION SELECT change_id FROM issue WHERE unit_id IN my_unit
        UNION SELECT n.change_id FROM issue_close n JOIN issue i ON n.issue_no = i.no WHERE i.change_id = :change
        UNION SELECT change_id FROM unit_alias WHERE unit_id IN my_unit
        UNION SELECT change_id FROM unit_merge WHERE unit_id IN my_unit OR into_id IN my_unit
        UNION SELECT n.change_id FROM milestone n JOIN milestone m ON n.project_id = m.project_id AND n.name = m.name
              WHERE m.change_id = :change AND m.event = 'raised' AND n.event <> 'raised'
        UNION SELECT v.change_id FROM target_value v JOIN target t ON v.target_no = t.no WHERE t.change_id = :change)
    SELECT c.id, c.command FROM change c JOIN stands ON stands.change_id = c.id WHERE c.id <> :change ORDER BY c.id";

/// The changes whose projects, units, corrected updates a change needs.
const STANDS_ON: &str = "
    WITH touched (id) AS (
              SELECT project_id FROM project_text WHERE change_id = :change
        UNION SELECT project_id FROM project_alias WHERE change_id = :change
        UNION SELECT project_id FROM project_tag WHERE change_id = :change
        UNION SELECT project_id FROM project_parent WHERE change_id = :change
        UNION SELECT parent_id FROM project_parent WHERE change_id = :change
        UNION SELECT project_id FROM project_unit WHERE change_id = :change
        UNION SELECT project_id FROM project_total WHERE change_id = :change
        UNION SELECT project_id FROM status_update WHERE change_id = :change
        UNION SELECT merged_into FROM status_update WHERE change_id = :change
        UNION SELECT project_id FROM milestone WHERE change_id = :change
        UNION SELECT project_id FROM annual_plan WHERE change_id = :change
        UNION SELECT project_id FROM issue WHERE change_id = :change),
    touched_unit (id) AS (
              SELECT unit_id FROM project_unit WHERE change_id = :change
        UNION SELECT unit_id FROM issue WHERE change_id = :change
        UNION SELECT unit_id FROM unit_alias WHERE change_id = :change
        UNION SELECT unit_id FROM unit_merge WHERE change_id = :change
        UNION SELECT into_id FROM unit_merge WHERE change_id = :change),
    needs (change_id) AS (
              SELECT change_id FROM project WHERE id IN touched
        UNION SELECT change_id FROM unit WHERE id IN touched_unit
        UNION SELECT u.change_id FROM status_update n JOIN status_update u ON n.corrects = u.no WHERE n.change_id = :change
        UNION SELECT i.change_id FROM issue_close n JOIN issue i ON n.issue_no = i.no WHERE n.change_id = :change
        UNION SELECT m.change_id FROM milestone n JOIN milestone m ON n.project_id = m.project_id AND n.name = m.name
              WHERE n.change_id = :change AND n.event <> 'raised' AND m.event = 'raised' AND m.change_id < n.change_id
        UNION SELECT t.change_id FROM target_value v JOIN target t ON v.target_no = t.no WHERE v.change_id = :change)
    SELECT c.id, c.command FROM change c JOIN needs ON needs.change_id = c.id WHERE c.id <> :change ORDER BY c.id";

/// Other changes that did what can be done once: correct an update, raise a milestone, close an issue.
const RIVALS: &str = "
    WITH rival (change_id) AS (
              SELECT other.change_id FROM status_update mine JOIN status_update other ON other.corrects = mine.corrects
              WHERE mine.change_id = :change
        UNION SELECT other.change_id FROM milestone mine JOIN milestone other
              ON other.project_id = mine.project_id AND other.name = mine.name AND other.event = mine.event
              WHERE mine.change_id = :change AND mine.event <> 'moved'
        UNION SELECT other.change_id FROM issue_close mine JOIN issue_close other ON other.issue_no = mine.issue_no
              WHERE mine.change_id = :change)
    SELECT c.id, c.command FROM change c JOIN rival ON rival.change_id = c.id WHERE c.id <> :change ORDER BY c.id";

const RETURNS_AFTER: &str = "
    SELECT u.change_id, u.project_id, u.no, u.from_day, c.recorded_at, u.corrects
    FROM status_update u JOIN change c ON c.id = u.change_id
    WHERE u.change_id > ?1 ORDER BY u.no";

const CAUSES_AFTER: &str = "
    SELECT corrects, change_id FROM status_update WHERE change_id > ?1 AND corrects IS NOT NULL
    UNION SELECT u.no, c.id FROM change c JOIN status_update u ON u.change_id = c.voids WHERE c.id > ?1";

const GONE_MERGE_TARGETS: &str = "
    SELECT p.code FROM status_update u JOIN current_project p ON p.project_id = u.merged_into
    WHERE u.change_id = ?1 AND (p.condition = 'cancelled' OR p.condition = 'merged' OR p.condition = 'withdrawn')";

const TOUCHED: &str = "
    SELECT id FROM project WHERE change_id = :change
    UNION SELECT project_id FROM project_text WHERE change_id = :change
    UNION SELECT project_id FROM project_alias WHERE change_id = :change
    UNION SELECT project_id FROM project_tag WHERE change_id = :change
    UNION SELECT project_id FROM project_parent WHERE change_id = :change
    UNION SELECT project_id FROM project_unit WHERE change_id = :change
    UNION SELECT project_id FROM project_total WHERE change_id = :change
    UNION SELECT project_id FROM status_update WHERE change_id = :change
    UNION SELECT project_id FROM milestone WHERE change_id = :change
    UNION SELECT project_id FROM annual_plan WHERE change_id = :change
    UNION SELECT project_id FROM issue WHERE change_id = :change
    UNION SELECT project_id FROM issue_close WHERE change_id = :change";

/// What an undo looks at, each with the tables it need not: those whose rows are named by others, those that belong to
/// a row of another table, and those that speak of no project or unit.
#[cfg(test)]
pub(super) const UNDO_LOOKS_AT: [(&str, &[&str]); 2] = [
    (STANDING_ON, &["setting", "rule_set", "rule", "reading", "annual_plan_month", "frozen_page"]),
    (STANDS_ON, &["setting", "rule_set", "rule", "reading", "annual_plan_month", "frozen_page"]),
];

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
        Ok(Known { upto, voided: self.voided(upto)? })
    }

    fn voided(&self, upto: ChangeId) -> Result<Voided> {
        let mut select =
            self.conn.prepare_cached("SELECT id, voids FROM change WHERE voids IS NOT NULL AND id <= ?1")?;
        let voids = select.query_map([upto], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(voided(voids.collect::<Result<_, _>>()?))
    }

    /// The last change that counts and voids this one.
    pub fn voided_by(&self, change: ChangeId) -> Result<Option<ChangeId>> {
        let known = self.known(None)?;
        let by = self.voids()?.into_iter().filter(|(by, voided)| *voided == change && known.counts(*by));
        Ok(by.map(|(by, _)| by).max())
    }

    /// Number, moment and hash of the last change.
    pub(super) fn last_change(&self) -> Result<Option<(ChangeId, Instant, String)>> {
        let select = "SELECT id, recorded_at, hash FROM change ORDER BY id DESC LIMIT 1";
        let found: Option<(ChangeId, String, String)> =
            self.conn.query_row(select, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
        found.map(|(id, at, hash)| Ok((id, instant(&at)?, hash))).transpose()
    }

    /// One change of the ledger.
    pub fn recorded(&self, id: ChangeId) -> Result<Option<Change>> {
        let mut select = self.conn.prepare_cached(ONE_CHANGE)?;
        let mut rows = select.query(params![id])?;
        rows.next()?.map(change).transpose()
    }

    /// The last change made of a file with this hash.
    pub fn change_of_file(&self, sha256: &str) -> Result<Option<ChangeId>> {
        let mut select = self.conn.prepare_cached("SELECT max(id) FROM change WHERE instr(source_sha256, ?1) > 0")?;
        Ok(select.query_row([sha256], |row| row.get(0))?)
    }

    /// The changes up to one, oldest first.
    pub fn changes(&self, upto: ChangeId) -> Result<Vec<Change>> {
        let mut select = self.conn.prepare_cached(CHANGES)?;
        let mut rows = select.query(named_params! { ":upto": upto }).map_err(|error| self.failed(error))?;
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
        for recorded in self.facts_between(low, high)? {
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
        for change in self.changes(known.upto)? {
            let of_project = facts.remove(&change.id).unwrap_or_default();
            let undoes_shown = change.voids.is_some_and(|id| history.iter().any(|shown| shown.change.id == id));
            if project.is_some() && of_project.is_empty() && !undoes_shown {
                continue;
            }
            let units = if project.is_none() { units.remove(&change.id).unwrap_or_default() } else { Vec::new() };
            let register = if project.is_none() { register.remove(&change.id).unwrap_or_default() } else { Vec::new() };
            let undone = known.voided.contains(&change.id);
            let pages = if project.is_none() { pages.remove(&change.id).unwrap_or_default() } else { Vec::new() };
            history.push(Recording { change, facts: of_project, units, register, pages, undone });
        }
        Ok(history)
    }

    /// What would be known if one more change were void.
    fn known_without(&self, change: ChangeId) -> Result<Known> {
        let upto = self.known(None)?.upto;
        let mut voids = self.voids()?;
        voids.push((upto + 1, change));
        Ok(Known { upto, voided: voided(voids) })
    }

    /// The code of a project that has left the counts and that a change, were it to count again because one more is void,
    /// would merge another into.
    pub fn gone_merge_target(&self, change: ChangeId) -> Result<Option<String>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?.voided);
        let mut select = self.conn.prepare_cached(GONE_MERGE_TARGETS)?;
        for restored in known.voided.difference(&after) {
            if let Some(code) = select.query_row([restored], |row| row.get(0)).optional()? {
                return Ok(Some(code));
            }
        }
        Ok(None)
    }

    /// The units if one more change were void.
    pub fn units_without(&self, change: ChangeId) -> Result<Units> {
        self.units(&self.known_without(change)?, Day::MAX)
    }

    /// What would hang in the air if `change` were void too, or counted again: facts that count and stand on facts
    /// that would not.
    pub fn blockers(&self, change: ChangeId) -> Result<Vec<Blocker>> {
        let (known, after) = (self.known(None)?, self.known_without(change)?.voided);
        let mut blockers = Vec::new();
        for flipped in known.voided.symmetric_difference(&after) {
            let goes = after.contains(flipped);
            let sql = if goes { STANDING_ON } else { STANDS_ON };
            for (id, command) in self.related(sql, *flipped)? {
                let hangs = if goes { !after.contains(&id) } else { after.contains(&id) };
                if hangs {
                    blockers.push(Blocker { change: id, command });
                }
            }
            if !goes {
                let rivals = self.related(RIVALS, *flipped)?.into_iter().filter(|(id, _)| !after.contains(id));
                blockers.extend(rivals.map(|(change, command)| Blocker { change, command }));
            }
        }
        blockers.sort_by_key(|blocker| blocker.change);
        blockers.dedup();
        Ok(blockers)
    }

    fn voids(&self) -> Result<Vec<(ChangeId, ChangeId)>> {
        let mut select = self.conn.prepare_cached("SELECT id, voids FROM change WHERE voids IS NOT NULL")?;
        let voids = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(voids.collect::<Result<_, _>>()?)
    }

    fn related(&self, sql: &'static str, change: ChangeId) -> Result<Vec<(ChangeId, String)>> {
        let mut select = self.conn.prepare_cached(sql)?;
        let found = select.query_map(named_params! { ":change": change }, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(found.collect::<Result<_, _>>()?)
    }

    /// The projects whose state a change bears on: its own, and those of the changes it voids, down the chain.
    pub(super) fn projects_touched_by(&self, change: ChangeId) -> Result<Vec<ProjectId>> {
        let mut projects = Vec::new();
        let mut next = Some(change);
        while let Some(change) = next {
            let mut select = self.conn.prepare_cached(TOUCHED)?;
            let found = select.query_map(named_params! { ":change": change }, |row| row.get(0))?;
            projects.extend(found.collect::<Result<Vec<ProjectId>, _>>()?);
            let voids = "SELECT voids FROM change WHERE id = ?1";
            next = self.conn.query_row(voids, [change], |row| row.get(0)).optional()?.flatten();
        }
        Ok(projects)
    }

    /// The returns recorded after a change that count, by number: corrected ones too.
    pub fn returns_after(&self, upto: ChangeId, known: &Known) -> Result<Vec<Filing>> {
        let mut select = self.conn.prepare_cached(RETURNS_AFTER)?;
        let mut rows = select.query([upto])?;
        let mut returns = Vec::new();
        while let Some(row) = rows.next()? {
            if known.counts(row.get(0)?) {
                let at: String = row.get(4)?;
                returns.push(Filing {
                    project: row.get(1)?,
                    no: row.get(2)?,
                    corrects: row.get(5)?,
                    as_of: row::day(row, 3)?,
                    recorded_at: instant(&at)?,
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
        causes.sort_by_key(|(_, change)| *change);
        Ok(causes.into_iter().collect())
    }

    /// Why each change was made, of those that said so and count.
    pub fn reasons(&self, known: &Known) -> Result<HashMap<ChangeId, String>> {
        let mut select = self.conn.prepare_cached("SELECT id, reason FROM change WHERE reason IS NOT NULL")?;
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
    pub(super) fn digests(&self, table: &row::Table, mut each: impl FnMut(ChangeId, i64, [u8; 32])) -> Result<()> {
        let mut select = self.conn.prepare(table.select)?;
        let columns = select.column_count();
        let mut rows = select.query(params![0, i64::MAX])?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| row.get_ref(column)).collect::<Result<Vec<_>, _>>()?;
            let place = table.change_column;
            each(row.get(place)?, row.get(place + 1)?, row::digest(table.name, values));
        }
        Ok(())
    }
}

fn change(row: &Row) -> Result<Change> {
    let at: String = row.get(1)?;
    Ok(Change {
        id: row.get(0)?,
        recorded_at: instant(&at)?,
        recorded_by: row.get(2)?,
        command: row.get(3)?,
        reason: row.get(4)?,
        source_file: row.get(5)?,
        source_sha256: row.get(6)?,
        voids: row.get(7)?,
        program: row.get(8)?,
        hash: row.get(9)?,
    })
}

fn instant(text: &str) -> Result<Instant> {
    parse_instant(text).map_err(|_| RegisterError::Damaged { what: text.to_owned() }.into())
}
