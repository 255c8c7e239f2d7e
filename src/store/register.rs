//! What the register says beside projects: its settings, its units, and how codes and names find a project.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

use rusqlite::{OptionalExtension, params};

use super::column::{columns, select, selection};
use super::history::{
    HistoryTable, ListAnswerRow, OfficeWordRow, RegisterSpine, SettingRow, UnitAliasRow, UnitMergeRow, UnitMoveRow,
    UnitRenameRow, UnitRow, UnitSplitRow,
};
use super::value::{coded, day};
use super::{Known, Store};
use crate::domain::heading::{Answer, AnswerAbout, AnsweredColumn, HeadingFact, Headings};
use crate::domain::unit::{UnitFact, Units};
use crate::domain::{ChangeId, Day, ProjectId, UnitId, UpdateNo};
use crate::error::Result;

/// Keys of settings.
pub const LANG: &str = "lang";
pub const FIXED_DAY: &str = "fixed-day";
pub const NOTE: &str = "note";
pub const ISSUER: &str = "issuer";

selection! {
    /// A name a project was given, in the order of the days from which they hold, then as given.
    GivenName [project_id code change_id value]
    ALL: "FROM project_text JOIN (SELECT id AS project_id, code FROM project) USING (project_id)
        WHERE field = 'name' ORDER BY project_id, from_day, change_id, seq"
}

const CURRENT_NAMES: &str = "SELECT code, name FROM current_project ORDER BY project_id";
const CURRENT_ALIASES: &str = "SELECT p.code, a.value FROM current_project p, json_each(p.aliases) a
    ORDER BY p.project_id, a.key";

const KIN: &str = "
    WITH kin AS (
        SELECT project_id FROM status_update WHERE merged_into IS NOT NULL
        UNION SELECT merged_into FROM status_update WHERE merged_into IS NOT NULL
        UNION SELECT project_id FROM project_split UNION SELECT part_id FROM project_split)
    SELECT project_id FROM kin
    UNION SELECT project_id FROM project_parent WHERE parent_id IN (SELECT project_id FROM kin)
    ORDER BY 1";

impl Store {
    pub fn settings(&self) -> Result<BTreeMap<String, String>> {
        let at = SettingRow::AT;
        let mut select = self.conn.prepare_cached(SettingRow::TABLE.select)?;
        let rows = select.query_map(params![0, 1], |row| Ok((row.get(at.key)?, row.get(at.value)?)));
        let rows = rows.map_err(|error| self.failed(error))?;
        rows.collect::<Result<_, _>>().map_err(|error| self.failed(error))
    }

    /// The units on a day as known, in official order.
    pub fn units(&self, known: &Known, on: Day) -> Result<Units> {
        let facts = self.unit_facts()?;
        Ok(Units::fold(facts.into_iter().filter(|(change, _)| known.counts(*change)), on))
    }

    /// Every statement about units, in the order recorded.
    pub(super) fn unit_facts(&self) -> Result<Vec<(ChangeId, UnitFact)>> {
        let mut facts: Vec<(ChangeId, i64, UnitFact)> = Vec::new();
        self.unit_rows(UnitRow::TABLE, &mut facts, |row| {
            let at = UnitRow::AT;
            Ok(UnitFact::Added { unit: row.get(at.id)?, name: row.get(at.name)?, position: row.get(at.position)? })
        })?;
        self.unit_rows(UnitAliasRow::TABLE, &mut facts, |row| {
            let at = UnitAliasRow::AT;
            Ok(UnitFact::Alias { unit: row.get(at.unit_id)?, alias: row.get(at.alias)? })
        })?;
        self.unit_rows(UnitMergeRow::TABLE, &mut facts, |row| {
            let at = UnitMergeRow::AT;
            let (unit, into) = (row.get(at.unit_id)?, row.get(at.into_id)?);
            Ok(UnitFact::Merged { from_day: day(row, at.from_day)?, unit, into })
        })?;
        self.unit_rows(UnitRenameRow::TABLE, &mut facts, |row| {
            let at = UnitRenameRow::AT;
            let (unit, name) = (row.get(at.unit_id)?, row.get(at.name)?);
            Ok(UnitFact::Renamed { from_day: day(row, at.from_day)?, unit, name })
        })?;
        self.unit_rows(UnitMoveRow::TABLE, &mut facts, |row| {
            let at = UnitMoveRow::AT;
            let (unit, position) = (row.get(at.unit_id)?, row.get(at.position)?);
            Ok(UnitFact::Moved { from_day: day(row, at.from_day)?, unit, position })
        })?;
        self.unit_rows(UnitSplitRow::TABLE, &mut facts, |row| {
            let at = UnitSplitRow::AT;
            let (unit, into) = (row.get(at.unit_id)?, row.get(at.into_id)?);
            Ok(UnitFact::Split { from_day: day(row, at.from_day)?, unit, into })
        })?;
        facts.sort_by_key(|(change, seq, _)| (*change, *seq));
        Ok(facts.into_iter().map(|(change, _, fact)| (change, fact)).collect())
    }

    fn unit_rows(
        &self,
        table: &HistoryTable,
        facts: &mut Vec<(ChangeId, i64, UnitFact)>,
        fact: impl Fn(&rusqlite::Row) -> Result<UnitFact>,
    ) -> Result<()> {
        let mut select = self.conn.prepare_cached(table.select)?;
        let mut rows = select.query(params![0, 1])?;
        while let Some(row) = rows.next()? {
            facts.push((row.get(table.change_id)?, row.get(table.seq)?, fact(row)?));
        }
        Ok(())
    }

    /// What headings mean, and what was answered of the lists of the office, as known.
    pub fn headings(&self, known: &Known) -> Result<Headings> {
        let own = self.heading_facts()?.into_iter().filter(|(change, _)| known.counts(*change));
        Ok(Headings::fold(self.usual_headings(known)?.into_iter().chain(own.map(|(_, fact)| fact))))
    }

    /// Every statement of the office about headings, in the order recorded.
    pub(super) fn heading_facts(&self) -> Result<Vec<(ChangeId, HeadingFact)>> {
        let mut facts: Vec<(ChangeId, i64, HeadingFact)> = Vec::new();
        let (word, spine) = (OfficeWordRow::AT, RegisterSpine::AT);
        let mut select = self.conn.prepare_cached(OfficeWordRow::TABLE.select)?;
        let mut rows = select.query(params![0, 1])?;
        while let Some(row) = rows.next()? {
            let fact = HeadingFact::Word { word: row.get(word.word)?, field: row.get(word.field)? };
            facts.push((row.get(spine.change_id)?, row.get(spine.seq)?, fact));
        }
        let at = ListAnswerRow::AT;
        let mut select = self.conn.prepare_cached(ListAnswerRow::TABLE.select)?;
        let mut rows = select.query(params![0, 1])?;
        while let Some(row) = rows.next()? {
            let (change, seq) = (row.get(spine.change_id)?, row.get(spine.seq)?);
            if facts.last().is_none_or(|(last, at, _)| (*last, *at) != (change, seq)) {
                let headings: String = row.get(at.headings)?;
                let headings = headings.split('\n').map(str::to_owned).collect();
                facts.push((change, seq, HeadingFact::Answered(Answer { headings, ..Answer::default() })));
            }
            let Some((.., HeadingFact::Answered(answer))) = facts.last_mut() else { continue };
            let (heading, field): (String, Option<String>) = (row.get(at.heading)?, row.get(at.field)?);
            match coded(row, at.about, AnswerAbout::from_code)? {
                AnswerAbout::Category => answer.category = field,
                AnswerAbout::Fill => answer.fill.push(heading),
                AnswerAbout::Column => {
                    let unit = row.get(at.unit)?;
                    answer.columns.push((heading, field.map(|field| AnsweredColumn { field, unit })));
                }
            }
        }
        facts.sort_by_key(|(change, seq, _)| (*change, *seq));
        Ok(facts.into_iter().map(|(change, _, fact)| (change, fact)).collect())
    }

    /// Every code ever given, with those of voided projects: none is used again.
    pub fn codes(&self) -> Result<Vec<String>> {
        let mut select = self.conn.prepare_cached("SELECT code FROM project ORDER BY code")?;
        let codes = select.query_map([], |row| row.get(0))?;
        Ok(codes.collect::<Result<_, _>>()?)
    }

    /// Code and name of every project as known; of one that does not count, the name it was given first.
    pub fn names(&self, known: &Known) -> Result<HashMap<ProjectId, (String, String)>> {
        let at = GivenName::AT;
        let mut select = self.conn.prepare_cached(GivenName::ALL)?;
        let mut rows = select.query([])?;
        let mut names: HashMap<ProjectId, (String, String)> = HashMap::new();
        while let Some(row) = rows.next()? {
            let name = (row.get(at.code)?, row.get(at.value)?);
            match names.entry(row.get(at.project_id)?) {
                Entry::Vacant(place) => drop(place.insert(name)),
                Entry::Occupied(mut place) if known.counts(row.get(at.change_id)?) => drop(place.insert(name)),
                Entry::Occupied(_) => {}
            }
        }
        Ok(names)
    }

    /// Every project that ever was a unit's.
    pub fn projects_of_unit(&self, unit: UnitId) -> Result<Vec<ProjectId>> {
        let mut select =
            self.conn.prepare_cached("SELECT DISTINCT project_id FROM project_unit WHERE unit_id = ?1 ORDER BY 1")?;
        let projects = select.query_map([unit], |row| row.get(0))?;
        Ok(projects.collect::<Result<_, _>>()?)
    }

    /// Every project that ever stood under another.
    pub fn children_ever(&self, parent: ProjectId) -> Result<Vec<ProjectId>> {
        let mut select = self
            .conn
            .prepare_cached("SELECT DISTINCT project_id FROM project_parent WHERE parent_id = ?1 ORDER BY 1")?;
        let children = select.query_map([parent], |row| row.get(0))?;
        Ok(children.collect::<Result<_, _>>()?)
    }

    /// Every project that another was ever merged into or split from, or that was one of these itself, with their lots:
    /// the figures of one are reckoned from those of the others.
    pub fn kin(&self) -> Result<Vec<ProjectId>> {
        let mut select = self.conn.prepare_cached(KIN)?;
        let kin = select.query_map([], |row| row.get(0))?;
        Ok(kin.collect::<Result<_, _>>()?)
    }

    /// (code, name) of every project that counts now, once for its name and then once for each alias.
    pub fn current_names(&self) -> Result<Vec<(String, String)>> {
        let mut names = Vec::new();
        for query in [CURRENT_NAMES, CURRENT_ALIASES] {
            let mut select = self.conn.prepare_cached(query)?;
            let found = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
            names.extend(found.collect::<Result<Vec<_>, _>>()?);
        }
        Ok(names)
    }

    /// Whether anything stands under a project now.
    pub fn has_children(&self, project: ProjectId) -> Result<bool> {
        let mut select = self.conn.prepare_cached("SELECT 1 FROM current_project WHERE parent_id = ?1")?;
        Ok(select.exists([project])?)
    }

    /// The projects that came in from one file with another; none, if that came from no file.
    pub fn listed_with(&self, project: ProjectId) -> Result<Vec<ProjectId>> {
        let mut select = self.conn.prepare_cached(
            "SELECT other.id FROM project AS own JOIN change ON change.id = own.change_id
             JOIN project AS other ON other.change_id = own.change_id
             WHERE own.id = ?1 AND change.source_file IS NOT NULL ORDER BY 1",
        )?;
        let projects = select.query_map([project], |row| row.get(0))?;
        Ok(projects.collect::<Result<_, _>>()?)
    }

    /// The code of a project, counted or not.
    pub(super) fn code_of(&self, project: ProjectId) -> Result<Option<String>> {
        let mut select = self.conn.prepare_cached("SELECT code FROM project WHERE id = ?1")?;
        Ok(select.query_row([project], |row| row.get(0)).optional()?)
    }

    /// Every project there ever was.
    pub(super) fn all_projects(&self) -> Result<Vec<ProjectId>> {
        let mut select = self.conn.prepare_cached("SELECT id FROM project ORDER BY id")?;
        let projects = select.query_map([], |row| row.get(0))?;
        Ok(projects.collect::<Result<_, _>>()?)
    }

    /// The project that has a code, counted or not.
    pub fn project_with_code(&self, code: &str) -> Result<Option<ProjectId>> {
        let mut select = self.conn.prepare_cached("SELECT id FROM project WHERE code = ?1")?;
        Ok(select.query_row([code], |row| row.get(0)).optional()?)
    }

    /// Whose update a number is, and in which change it was filed.
    pub fn update_place(&self, no: UpdateNo) -> Result<Option<(ProjectId, ChangeId)>> {
        let select = "SELECT project_id, change_id FROM status_update WHERE no = ?1";
        Ok(self.conn.query_row(select, [no], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }
}
