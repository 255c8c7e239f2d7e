//! One writing command: a transaction, one change, its facts, the hash that binds it to all before, and the cache.

use std::collections::hash_map::Entry as Place;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Params, params_from_iter};
use sha2::{Digest, Sha256};

use super::Store;
use super::row::{self, Table, date, digest, feed, hex, optional, optional_date, optional_number, text};
use crate::domain::catalog::Catalog;
use crate::domain::day::{DayText, instant_text};
use crate::domain::fact::{Body, Fact, IssueFact, MilestoneFact, PlanFact, ProjectFact, Recorded, Update};
use crate::domain::target::{EnteredValue, Target};
use crate::domain::unit::UnitFact;
use crate::domain::{ChangeId, Instant, IssueNo, PageNo, ProjectId, TargetNo, UnitId, UpdateNo};
use crate::error::Result;

/// What a change says of itself.
#[derive(Clone, Debug)]
pub struct Heading {
    pub now: Instant,
    pub by: String,
    pub command: String,
    pub reason: Option<String>,
    /// Name and SHA-256 of the file it came from.
    pub source: Option<(String, String)>,
}

/// A change being written. Dropped without `commit`, nothing of it stays.
pub struct Entry<'a> {
    store: &'a Store,
    heading: Heading,
    voids: Option<ChangeId>,
    change: ChangeId,
    recorded_at: Instant,
    seq: i64,
    rows: Sha256,
    /// The statements that append a row, by table, each prepared when it is first wanted.
    inserts: HashMap<&'static str, CachedStatement<'a>>,
    /// The projects whose cache does not tell what this change says of them.
    touched: BTreeSet<ProjectId>,
    /// The first project this change can make.
    first_new: ProjectId,
    /// Those it made whose cache is written already.
    settled: HashSet<ProjectId>,
    next: Next,
    is_open: bool,
}

/// The numbers given out next.
struct Next {
    project: ProjectId,
    unit: UnitId,
    update: UpdateNo,
    target: TargetNo,
    issue: IssueNo,
    rule_set: i64,
    page: PageNo,
}

impl Store {
    /// Begins a change; nobody else can begin one until this is committed or dropped. With a write-ahead log others read
    /// on meanwhile; without one nobody does, so that the commit cannot be kept waiting.
    pub fn begin(&self, heading: Heading) -> Result<Entry<'_>> {
        self.conn.execute_batch("BEGIN EXCLUSIVE").map_err(|error| self.failed(error))?;
        Entry::new(self, heading).inspect_err(|_| {
            let _ = self.conn.execute_batch("ROLLBACK");
        })
    }
}

const NEXT: &str = "SELECT (SELECT coalesce(max(id), 0) + 1 FROM project), (SELECT coalesce(max(id), 0) + 1 FROM unit),
    (SELECT coalesce(max(no), 0) + 1 FROM status_update), (SELECT coalesce(max(no), 0) + 1 FROM target),
    (SELECT coalesce(max(no), 0) + 1 FROM issue), (SELECT coalesce(max(version), 0) + 1 FROM rule_set),
    (SELECT coalesce(max(no), 0) + 1 FROM frozen_page)";

impl<'a> Entry<'a> {
    fn new(store: &'a Store, heading: Heading) -> Result<Self> {
        let next = store.conn.query_row(NEXT, [], |row| {
            Ok(Next {
                project: row.get(0)?,
                unit: row.get(1)?,
                update: row.get(2)?,
                target: row.get(3)?,
                issue: row.get(4)?,
                rule_set: row.get(5)?,
                page: row.get(6)?,
            })
        })?;
        let last = store.last_change()?;
        // Moments on record only go forward, one millisecond at least, so that each names a state of the ledger.
        let after_last = last.as_ref().map(|(_, at, _)| *at + chrono::TimeDelta::milliseconds(1));
        let recorded_at = after_last.map_or(heading.now, |after| after.max(heading.now));
        let change = last.map_or(1, |(id, _, _)| id + 1);
        let rows = Sha256::new();
        Ok(Self {
            store,
            heading,
            voids: None,
            change,
            recorded_at,
            seq: 0,
            rows,
            inserts: HashMap::new(),
            touched: BTreeSet::new(),
            first_new: next.project,
            settled: HashSet::new(),
            next,
            is_open: true,
        })
    }

    /// The register as it stands, inside this change's transaction.
    pub fn store(&self) -> &Store {
        self.store
    }

    pub fn new_project(&mut self) -> ProjectId {
        self.next.project += 1;
        self.next.project - 1
    }

    pub fn new_unit(&mut self) -> UnitId {
        self.next.unit += 1;
        self.next.unit - 1
    }

    pub fn new_update(&mut self) -> UpdateNo {
        self.next.update += 1;
        self.next.update - 1
    }

    pub fn new_target(&mut self) -> TargetNo {
        self.next.target += 1;
        self.next.target - 1
    }

    pub fn new_issue(&mut self) -> IssueNo {
        self.next.issue += 1;
        self.next.issue - 1
    }

    /// The version a new set of rules gets.
    pub fn new_rule_set(&mut self) -> i64 {
        self.next.rule_set += 1;
        self.next.rule_set - 1
    }

    pub fn new_page(&mut self) -> PageNo {
        self.next.page += 1;
        self.next.page - 1
    }

    /// The number this change will have.
    pub fn change(&self) -> ChangeId {
        self.change
    }

    /// Makes this change the one that takes another back.
    pub fn void(&mut self, change: ChangeId) {
        self.voids = Some(change);
    }

    /// Appends a fact.
    pub fn record(&mut self, fact: &Fact) -> Result<()> {
        self.seq += 1;
        match fact {
            Fact::Setting { key, value } => self.append(&row::SETTING, [text(key), text(value)]),
            Fact::Rules { from_day, version, values } => {
                self.append(&row::RULE_SET, [date(&DayText::of(*from_day)), ValueRef::Integer(*version)])?;
                let mut values: Vec<_> = values.iter().collect();
                values.sort();
                values
                    .into_iter()
                    .try_for_each(|(key, value)| self.append(&row::RULE, [text(key), ValueRef::Integer(*value)]))
            }
            Fact::Unit(fact) => self.unit(fact),
            Fact::Target(target) => self.target(target),
            Fact::TargetValue(EnteredValue { target, from_day, value, source }) => {
                let from = DayText::of(*from_day);
                let values = [date(&from), ValueRef::Integer(*target), ValueRef::Integer(*value), text(source)];
                self.append(&row::TARGET_VALUE, values)
            }
            Fact::Project(fact) => self.project(fact),
        }
    }

    /// Appends a fact about a project.
    pub fn record_of_project(&mut self, fact: &ProjectFact) -> Result<()> {
        self.seq += 1;
        self.project(fact)
    }

    /// Writes the cache of projects this change made from all their facts, while these are at hand: it spares reading
    /// them back. One that gets further facts is folded anew.
    pub fn settle<'f>(
        &mut self,
        catalog: &Catalog,
        projects: impl Iterator<Item = (ProjectId, &'f [Recorded])>,
    ) -> Result<()> {
        let new = projects.filter(|(project, _)| *project >= self.first_new && !self.settled.contains(project));
        let new: BTreeMap<ProjectId, &[Recorded]> = new.collect();
        self.store.cache(catalog, new.values().copied())?;
        new.keys().for_each(|project| {
            self.touched.remove(project);
            self.settled.insert(*project);
        });
        Ok(())
    }

    /// Makes the change part of the ledger and brings the cache up to date.
    pub fn commit(mut self, catalog: &Catalog) -> Result<ChangeId> {
        let hash = self.insert_change()?;
        debug_assert_eq!(hash.len(), 64);
        if let Some(voided) = self.voids {
            self.store.refresh_voids()?;
            self.touched.extend(self.store.projects_touched_by(voided)?);
        }
        let known = self.store.known(None)?;
        let is_cached = |project| project < self.first_new || self.settled.contains(&project);
        self.store.refold(catalog, &self.touched, is_cached, &known)?;
        self.store.conn.execute_batch("COMMIT").map_err(|error| self.store.failed(error))?;
        self.is_open = false;
        Ok(self.change)
    }

    fn insert_change(&mut self) -> Result<String> {
        let previous = self.store.last_change()?.map(|(_, _, hash)| hash).unwrap_or_default();
        let Heading { by, command, reason, source, .. } = &self.heading;
        let (file, sha256) = source.as_ref().map(|(file, sha256)| (file.as_str(), sha256.as_str())).unzip();
        let recorded_at = instant_text(self.recorded_at);
        let values = [
            ValueRef::Integer(self.change),
            text(&recorded_at),
            text(by),
            text(command),
            optional(reason.as_deref()),
            optional(file),
            optional(sha256),
            optional_number(self.voids),
            text(env!("CARGO_PKG_VERSION")),
        ];
        let rows: [u8; 32] = std::mem::take(&mut self.rows).finalize().into();
        let hash = chained(&previous, &digest("change", values), &rows);
        let mut insert = self.store.conn.prepare_cached(
            "INSERT INTO change (id, recorded_at, recorded_by, command, reason, source_file, source_sha256, voids, program, hash)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )?;
        insert.execute(bound(values.into_iter().chain([text(&hash)])))?;
        Ok(hash)
    }

    fn unit(&mut self, fact: &UnitFact) -> Result<()> {
        match fact {
            UnitFact::Added { unit, name, position } => {
                self.append(&row::UNIT, [ValueRef::Integer(*unit), text(name), optional_number(*position)])
            }
            UnitFact::Alias { unit, alias } => self.append(&row::UNIT_ALIAS, [ValueRef::Integer(*unit), text(alias)]),
            UnitFact::Merged { from_day, unit, into } => {
                let from = DayText::of(*from_day);
                let values = [date(&from), ValueRef::Integer(*unit), ValueRef::Integer(*into)];
                self.append(&row::UNIT_MERGE, values)
            }
        }
    }

    fn target(&mut self, target: &Target) -> Result<()> {
        let from = DayText::of(target.from_day);
        let values = [
            date(&from),
            ValueRef::Integer(target.no),
            ValueRef::Integer(target.year.into()),
            text(target.kind.code()),
            text(&target.sentence),
            text(target.dimension.code()),
            text(&target.unit_word),
            ValueRef::Integer(target.value),
            text(target.comparator.code()),
            text(target.strength.code()),
            text(target.mode.code()),
            optional_number(target.opening),
            optional(target.category.as_deref()),
            optional(target.tag.as_deref()),
            optional(target.stage.as_deref()),
            optional(target.measure.as_deref()),
            text(&target.source),
        ];
        self.append(&row::TARGET, values)
    }

    fn project(&mut self, fact: &ProjectFact) -> Result<()> {
        self.touched.insert(fact.project);
        let from = DayText::of(fact.from_day);
        let from = date(&from);
        match &fact.body {
            Body::Listed { code, kind, category, source } => {
                let values = [from, text(code), text(kind.code()), text(category), optional(source.as_deref())];
                self.append_for(fact.project, &row::PROJECT, values)
            }
            Body::Text { field, value } => {
                self.append_for(fact.project, &row::TEXT, [from, text(field.code()), optional(value.as_deref())])
            }
            Body::Alias { alias, present } => {
                self.append_for(fact.project, &row::ALIAS, [from, text(alias), ValueRef::Integer((*present).into())])
            }
            Body::Tag { tag, present } => {
                self.append_for(fact.project, &row::TAG, [from, text(tag), ValueRef::Integer((*present).into())])
            }
            Body::Parent(parent) => self.append_for(fact.project, &row::PARENT, [from, optional_number(*parent)]),
            Body::Units(units) => self.units(fact.project, from, units),
            Body::Total { measure, value, basis } => {
                let values = [from, text(measure), optional_number(*value), optional(basis.as_deref())];
                self.append_for(fact.project, &row::TOTAL, values)
            }
            Body::Update(update) => self.update(fact.project, from, update),
            Body::Milestone(milestone) => self.milestone(fact.project, from, milestone),
            Body::Plan(plan) => self.plan(fact.project, from, plan),
            Body::Issue(issue) => self.issue(fact.project, from, issue),
            Body::IssueClosed { no, outcome } => {
                let values = [from, ValueRef::Integer(*no), optional(outcome.as_deref())];
                self.append_for(fact.project, &row::ISSUE_CLOSE, values)
            }
        }
    }

    fn plan(&mut self, project: ProjectId, from: ValueRef, plan: &PlanFact) -> Result<()> {
        let values = [
            from,
            ValueRef::Integer(plan.year.into()),
            text(&plan.measure),
            optional_number(plan.value),
            optional(plan.goal.as_deref()),
        ];
        self.append_for(project, &row::ANNUAL_PLAN, values)?;
        (1..).zip(&plan.months).try_for_each(|(month, value)| {
            let values = [ValueRef::Integer(month), ValueRef::Integer(*value)];
            self.append_for(project, &row::ANNUAL_PLAN_MONTH, values)
        })
    }

    fn issue(&mut self, project: ProjectId, from: ValueRef, issue: &IssueFact) -> Result<()> {
        let due = issue.due.map(DayText::of);
        let values = [
            from,
            ValueRef::Integer(issue.no),
            text(&issue.text),
            optional(issue.ask.as_deref()),
            optional_number(issue.unit),
            text(issue.level.code()),
            optional_date(due.as_ref()),
        ];
        self.append_for(project, &row::ISSUE, values)
    }

    fn units(&mut self, project: ProjectId, from: ValueRef, units: &[UnitId]) -> Result<()> {
        if units.is_empty() {
            let none = [from, ValueRef::Integer(1), ValueRef::Null];
            return self.append_for(project, &row::PROJECT_UNIT, none);
        }
        (1..).zip(units).try_for_each(|(position, unit)| {
            let values = [from, ValueRef::Integer(position), ValueRef::Integer(*unit)];
            self.append_for(project, &row::PROJECT_UNIT, values)
        })
    }

    fn update(&mut self, project: ProjectId, from: ValueRef, update: &Update) -> Result<()> {
        let (review, until) = (update.review_day, update.light.as_ref().map(|set| set.until));
        let [review, until] = [review, until].map(|day| day.map(DayText::of));
        let values = [
            from,
            ValueRef::Integer(update.no),
            optional_number(update.corrects),
            text(&update.category),
            optional(update.stage.as_deref()),
            optional(update.condition.map(crate::domain::fact::Condition::code)),
            optional_number(update.merged_into),
            optional_date(review.as_ref()),
            ValueRef::Integer(update.no_change.into()),
            optional(update.progress.as_deref()),
            optional(update.problem.as_deref()),
            optional(update.ask.as_deref()),
            optional(update.next_step.as_deref()),
            optional(update.source.as_deref()),
            optional(update.light.as_ref().map(|set| set.light.code())),
            optional_date(until.as_ref()),
            optional(update.light.as_ref().map(|set| set.reason.as_str())),
        ];
        self.append_for(project, &row::UPDATE, values)?;
        update.readings.iter().try_for_each(|(measure, value)| {
            self.append_for(project, &row::READING, [text(measure), ValueRef::Integer(*value)])
        })
    }

    fn milestone(&mut self, project: ProjectId, from: ValueRef, fact: &MilestoneFact) -> Result<()> {
        let due = DayText::of(fact.day.last);
        let values = [
            from,
            text(&fact.name),
            text(fact.event.code()),
            date(&due),
            text(fact.day.precision.code()),
            text(&fact.category),
            optional(fact.stage.as_deref()),
            optional(fact.source.as_deref()),
        ];
        self.append_for(project, &row::MILESTONE, values)
    }

    fn append_for<const N: usize>(&mut self, project: ProjectId, table: &Table, values: [ValueRef; N]) -> Result<()> {
        let spine = [project, self.change, self.seq].map(ValueRef::Integer);
        self.insert(table, spine.into_iter().chain(values))
    }

    /// Appends a fact of the register itself.
    pub(super) fn append_next<const N: usize>(&mut self, table: &Table, values: [ValueRef; N]) -> Result<()> {
        self.seq += 1;
        self.append(table, values)
    }

    fn append<const N: usize>(&mut self, table: &Table, values: [ValueRef; N]) -> Result<()> {
        let spine = [self.change, self.seq].map(ValueRef::Integer);
        self.insert(table, spine.into_iter().chain(values))
    }

    fn insert<'v>(&mut self, table: &Table, row: impl Iterator<Item = ValueRef<'v>> + Clone) -> Result<()> {
        self.rows.update(digest(table.name, row.clone()));
        let insert = match self.inserts.entry(table.name) {
            Place::Occupied(place) => place.into_mut(),
            Place::Vacant(place) => place.insert(self.store.conn.prepare_cached(table.insert)?),
        };
        insert.execute(bound(row))?;
        Ok(())
    }
}

/// The values of a row, for a statement.
fn bound<'v>(row: impl Iterator<Item = ValueRef<'v>>) -> impl Params {
    params_from_iter(row.map(ToSqlOutput::Borrowed))
}

impl Drop for Entry<'_> {
    fn drop(&mut self) {
        if self.is_open {
            let _ = self.store.conn.execute_batch("ROLLBACK");
        }
    }
}

/// The hash of a change: over the one before, the change's own row and the digests of its facts in their order.
pub fn chained(previous: &str, change: &[u8; 32], rows: &[u8; 32]) -> String {
    let mut hasher = Sha256::new();
    feed(&mut hasher, previous.as_bytes());
    hasher.update(change);
    hasher.update(rows);
    hex(&hasher.finalize())
}
