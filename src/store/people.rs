//! The list of persons and what waits for review, read back.

use std::collections::{BTreeMap, HashSet};

use rusqlite::params;

use super::history::{
    HistoryTable, PersonRightRow, PersonRow, PersonUnitRow, RegisterSpine, ReviewRow, ReviewSwitchRow, SubmissionRow,
};
use super::submission::read;
use super::value::{coded, day};
use super::{Known, Store};
use crate::domain::fact::Fact;
use crate::domain::person::{People, Person, PersonEvent, PersonFact, Right};
use crate::domain::submission::{Decision, Pending, Submission};
use crate::domain::{ChangeId, SubmissionNo, UnitId};
use crate::error::Result;

/// Where a fact stands in the ledger.
type Place = (ChangeId, i64);

impl Store {
    /// The persons on the list, as known.
    pub fn people(&self, known: &Known) -> Result<People> {
        let facts = self.person_facts()?.into_iter().filter(|((change, _), _)| known.counts(*change));
        Ok(People::fold(facts.map(|(_, fact)| fact)))
    }

    /// The persons on the list now, with what is known now.
    pub(super) fn people_now(&self) -> Result<(Known, People)> {
        let known = self.known(None)?;
        let people = self.people(&known)?;
        Ok((known, people))
    }

    /// The list if one more change were void.
    pub fn people_without(&self, change: ChangeId) -> Result<People> {
        self.people(&self.known_without(change)?)
    }

    /// Whether returns wait for review, as known.
    pub fn is_reviewed(&self, known: &Known) -> Result<bool> {
        let switched = self.placed_rows(ReviewSwitchRow::TABLE, |row| Ok(row.get(ReviewSwitchRow::AT.is_on)?))?;
        let mut counting = switched.into_iter().filter(|((change, _), _)| known.counts(*change));
        Ok(counting.next_back().is_some_and(|(_, is_on)| is_on))
    }

    /// The submissions that wait, by number, as known.
    pub fn pending(&self, known: &Known) -> Result<Vec<Pending>> {
        let mut decided: HashSet<SubmissionNo> = HashSet::new();
        for ((change, _), decision) in self.decisions()? {
            decided.extend(known.counts(change).then(|| decision.submission()));
        }
        let mut submitted = self.submissions()?;
        submitted.retain(|((change, _), each)| known.counts(*change) && !decided.contains(&each.no));
        submitted.sort_by_key(|(_, each)| each.no);
        let mut pending = Vec::new();
        for ((change, _), submission) in submitted {
            let Some(made) = self.recorded(change)? else { continue };
            let (by, submitted_at, reason) = (made.recorded_by, made.recorded_at, made.reason);
            pending.push(Pending { submission, change, by, submitted_at, reason });
        }
        Ok(pending)
    }

    /// What was stated of persons and of review, by change and in the order recorded.
    pub(super) fn office_facts(&self) -> Result<Vec<(ChangeId, Fact)>> {
        let mut facts: Vec<(Place, Fact)> = Vec::new();
        facts.extend(self.person_facts()?.into_iter().map(|(at, fact)| (at, Fact::Person(fact))));
        let switched = self.placed_rows(ReviewSwitchRow::TABLE, |row| Ok(row.get(ReviewSwitchRow::AT.is_on)?))?;
        facts.extend(switched.into_iter().map(|(at, is_on)| (at, Fact::Review { is_on })));
        facts.extend(self.submissions()?.into_iter().map(|(at, each)| (at, Fact::Submitted(Box::new(each)))));
        facts.extend(self.decisions()?.into_iter().map(|(at, decision)| (at, Fact::Decided(decision))));
        facts.sort_by_key(|(at, _)| *at);
        Ok(facts.into_iter().map(|((change, _), fact)| (change, fact)).collect())
    }

    /// Every statement about persons, in the order recorded.
    fn person_facts(&self) -> Result<Vec<(Place, PersonFact)>> {
        let at = PersonRow::AT;
        let named = self.placed_rows(PersonRow::TABLE, |row| {
            let name: String = row.get(at.name)?;
            Ok((name, coded(row, at.event, PersonEvent::from_code)?))
        })?;
        if named.is_empty() {
            return Ok(Vec::new());
        }
        let (mut units, mut rights): (BTreeMap<Place, Vec<UnitId>>, BTreeMap<Place, Vec<Right>>) = Default::default();
        for (at, unit) in self.placed_rows(PersonUnitRow::TABLE, |row| Ok(row.get(PersonUnitRow::AT.unit_id)?))? {
            units.entry(at).or_default().push(unit);
        }
        let right = |row: &rusqlite::Row| coded(row, PersonRightRow::AT.may, Right::from_code);
        for (at, right) in self.placed_rows(PersonRightRow::TABLE, right)? {
            rights.entry(at).or_default().push(right);
        }
        let person = |at: &Place, name| Person {
            name,
            units: units.get(at).into_iter().flatten().copied().collect(),
            rights: rights.get(at).into_iter().flatten().copied().collect(),
        };
        let facts = named.into_iter().map(|(at, (name, event))| (at, PersonFact { event, person: person(&at, name) }));
        Ok(facts.collect())
    }

    fn submissions(&self) -> Result<Vec<(Place, Submission)>> {
        let at = SubmissionRow::AT;
        self.placed_rows(SubmissionRow::TABLE, |row| {
            let stated: String = row.get(at.stated)?;
            Ok(Submission {
                no: row.get(at.no)?,
                project: row.get(at.project_id)?,
                day: day(row, at.from_day)?,
                update: read(&stated)?,
                is_forced: row.get(at.is_forced)?,
            })
        })
    }

    fn decisions(&self) -> Result<Vec<(Place, Decision)>> {
        let at = ReviewRow::AT;
        self.placed_rows(ReviewRow::TABLE, |row| {
            let submission = row.get(at.submission_no)?;
            let update: Option<_> = row.get(at.update_no)?;
            Ok(match update {
                Some(update) => Decision::Accepted { submission, update },
                None => Decision::Returned { submission },
            })
        })
    }

    /// What every row of a table of the register itself says, each with its place, in the order recorded.
    fn placed_rows<T>(
        &self,
        table: &HistoryTable,
        read: impl Fn(&rusqlite::Row) -> Result<T>,
    ) -> Result<Vec<(Place, T)>> {
        let spine = RegisterSpine::AT;
        let mut select = self.conn.prepare_cached(table.select).map_err(|error| self.failed(error))?;
        let mut rows = select.query(params![0, 1]).map_err(|error| self.failed(error))?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            all.push(((row.get(spine.change_id)?, row.get(spine.seq)?), read(row)?));
        }
        Ok(all)
    }
}
