//! One writing command: a transaction, one change, its facts, the hash that binds it to all before, and the cache.
//!
//! Long: each kind of fact is written here and nowhere else, an arm each in whole matches.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, hash_map};

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Params, params_from_iter};
use sha2::{Digest, Sha256};

use super::Store;
use super::catalog::counting;
use super::changes::heading_digest;
use super::column::{Columns, columns, select, selection};
use super::history::{
    AnnualPlanMonthRow, AnnualPlanRow, HeadingWordRow, HistoryRow, IssueCloseRow, IssueRow, ListAnswerRow, ListingRow,
    MilestoneRow, OfficeWordRow, PartSpine, PersonRightRow, PersonRow, PersonUnitRow, ProjectAliasRow,
    ProjectCategoryRow, ProjectOwnRow, ProjectParentRow, ProjectSpine, ProjectSplitRow, ProjectStageRow, ProjectTagRow,
    ProjectTextRow, ProjectTotalRow, ProjectUnitRow, ReadingRow, RegisterSpine, ReviewRow, ReviewSwitchRow, RuleRow,
    RuleSetRow, SettingRow, StatusUpdateRow, SubmissionRow, TargetRow, TargetValueRow, UnitAliasRow, UnitMergeRow,
    UnitMoveRow, UnitRenameRow, UnitRow, UnitSplitRow,
};
use super::right::Placed;
use super::submission::written;
use super::value::{date, digest, feed, hex, number, optional, optional_date, optional_number, text};
use crate::domain::catalog::Catalog;
use crate::domain::change::Change;
use crate::domain::clock::{BadClock, Clock, next_moment};
use crate::domain::day::{DayText, may_hold_from};
use crate::domain::fact::{
    Body, CategoryFact, Condition, Fact, IssueFact, MilestoneFact, PlanFact, ProjectFact, Recorded, Update,
};
use crate::domain::heading::{Answer, AnswerAbout, HeadingFact};
use crate::domain::person::{Person, PersonEvent, PersonFact, Warrant};
use crate::domain::submission::{Decision, Submission};
use crate::domain::target::{EnteredValue, Target};
use crate::domain::unit::UnitFact;
use crate::domain::{ChangeId, Day, Instant, IssueNo, PageNo, ProjectId, SubmissionNo, TargetNo, UnitId, UpdateNo};
use crate::error::{RegisterError, Result};
use crate::stop;

/// What a change says of itself.
#[derive(Clone, Debug)]
pub struct ChangeHeading {
    pub now: Instant,
    /// Whoever records vouches for the clock.
    pub is_clock_vouched: bool,
    pub by: String,
    pub command: String,
    pub reason: Option<String>,
    /// Name and SHA-256 of the file it came from.
    pub source: Option<(String, String)>,
}

/// A change being written. Dropped without `commit`, nothing of it stays.
pub struct Entry<'a> {
    store: &'a Store,
    heading: ChangeHeading,
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
    next: NextNumbers<i64>,
    /// What whoever records may: every fact is held against it.
    pub(super) warrant: Warrant,
    /// What this change says of whose a work is.
    pub(super) placed: HashMap<ProjectId, Placed>,
    is_open: bool,
}

selection! {
    /// The numbers given out next.
    NextNumbers [project unit status_update target issue rule_set page submission]
    ALL: "FROM (SELECT
            (SELECT coalesce(max(id), 0) + 1 FROM project) AS project,
            (SELECT coalesce(max(id), 0) + 1 FROM unit) AS unit,
            (SELECT coalesce(max(no), 0) + 1 FROM status_update) AS status_update,
            (SELECT coalesce(max(no), 0) + 1 FROM target) AS target,
            (SELECT coalesce(max(no), 0) + 1 FROM issue) AS issue,
            (SELECT coalesce(max(version), 0) + 1 FROM rule_set) AS rule_set,
            (SELECT coalesce(max(no), 0) + 1 FROM frozen_page) AS page,
            (SELECT coalesce(max(no), 0) + 1 FROM submission) AS submission)"
}

impl Store {
    /// Begins a change; nobody else can begin one until this is committed or dropped. With a write-ahead log others
    /// read on meanwhile; without one nobody does, so that the commit cannot be kept waiting. Where the register keeps
    /// a list of persons, whoever records must be on it.
    pub fn begin(&self, heading: ChangeHeading) -> Result<Entry<'_>> {
        self.begin_with("BEGIN EXCLUSIVE", heading, Self::warrant)
    }

    /// Begins a change beside which this command still reads by another connection: without a write-ahead log, too,
    /// others read on until the commit, which waits for them.
    pub fn begin_beside_readers(&self, heading: ChangeHeading) -> Result<Entry<'_>> {
        self.begin_with("BEGIN IMMEDIATE", heading, Self::warrant)
    }

    /// Begins a change that is only shown: nobody records it, so nobody's rights are asked for.
    pub fn rehearse(&self, heading: ChangeHeading) -> Result<Entry<'_>> {
        self.begin_with("BEGIN EXCLUSIVE", heading, Self::rehearsal)
    }

    fn begin_with(
        &self,
        begin: &'static str,
        heading: ChangeHeading,
        warrant: impl FnOnce(&Self, &str) -> Result<Warrant>,
    ) -> Result<Entry<'_>> {
        self.conn.execute_batch(begin).map_err(|error| self.failed(error))?;
        stop::begin_writing();
        let warranted = self.hold_place().and_then(|()| warrant(self, &heading.by));
        warranted.and_then(|warrant| Entry::new(self, heading, warrant)).inspect_err(|_| {
            let _ = self.conn.execute_batch("ROLLBACK");
        })
    }
}

impl<'a> Entry<'a> {
    fn new(store: &'a Store, heading: ChangeHeading, warrant: Warrant) -> Result<Self> {
        let at = NextNumbers::AT;
        let next = store.conn.query_row(NextNumbers::ALL, [], |row| {
            Ok(NextNumbers {
                project: row.get(at.project)?,
                unit: row.get(at.unit)?,
                status_update: row.get(at.status_update)?,
                target: row.get(at.target)?,
                issue: row.get(at.issue)?,
                rule_set: row.get(at.rule_set)?,
                page: row.get(at.page)?,
                submission: row.get(at.submission)?,
            })
        })?;
        let last = store.last_change()?;
        let clock = Clock { now: heading.now, is_vouched: heading.is_clock_vouched };
        let recorded_at =
            next_moment(last.as_ref().map(|last| last.recorded_at), clock).map_err(RegisterError::Clock)?;
        let change = last.map_or(1, |last| last.id + 1);
        store.refuse_rows_of(change)?;
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
            warrant,
            placed: HashMap::new(),
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
        self.next.status_update += 1;
        self.next.status_update - 1
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

    pub fn new_submission(&mut self) -> SubmissionNo {
        self.next.submission += 1;
        self.next.submission - 1
    }

    /// Says why, where that follows from what was found in this change's transaction.
    pub fn because(&mut self, reason: Option<String>) {
        self.heading.reason = reason;
    }

    /// Who records it.
    pub(super) fn by(&self) -> &str {
        &self.heading.by
    }

    /// The number this change will have.
    pub fn change(&self) -> ChangeId {
        self.change
    }

    /// Makes this change the one that takes another back: whoever records may what the facts of that need.
    pub fn void(&mut self, change: ChangeId) -> Result<()> {
        self.admit_undo(change)?;
        self.voids = Some(change);
        Ok(())
    }

    /// Appends a fact, which whoever records must have the right to state.
    pub fn record(&mut self, fact: &Fact) -> Result<()> {
        unless_stopped()?;
        self.admit(fact)?;
        self.seq += 1;
        match fact {
            Fact::Setting { key, value } => self.append(SettingRow { key: text(key), value: text(value) }),
            Fact::Rules { from_day, version, values } => {
                let from = holding_from(*from_day)?;
                self.append(RuleSetRow { from_day: date(&from), version: number(*version) })?;
                let mut values: Vec<_> = values.iter().collect();
                values.sort();
                let mut values = values.into_iter();
                values.try_for_each(|(key, value)| self.append(RuleRow { key: text(key), value: number(*value) }))
            }
            Fact::Word(fact) => self.word(fact),
            Fact::Unit(fact) => self.unit(fact),
            Fact::Heading(HeadingFact::Usual { word, field }) => {
                self.append(HeadingWordRow { word: text(word), field: text(field) })
            }
            Fact::Heading(HeadingFact::Word { word, field }) => {
                self.append(OfficeWordRow { word: text(word), field: optional(field.as_deref()) })
            }
            Fact::Heading(HeadingFact::Answered(answer)) => self.answer(answer),
            Fact::Target(target) => self.target(target),
            Fact::TargetValue(EnteredValue { target, from_day, value, source }) => {
                let from = holding_from(*from_day)?;
                self.append(TargetValueRow {
                    from_day: date(&from),
                    target_no: number(*target),
                    value: number(*value),
                    source: text(source),
                })
            }
            Fact::Project(fact) => self.project(fact),
            Fact::Person(PersonFact { event, person }) => self.person(*event, person),
            Fact::Review { is_on } => self.append(ReviewSwitchRow { is_on: number(*is_on) }),
            Fact::Submitted(submission) => self.submission(submission),
            Fact::Decided(Decision::Accepted { submission, update }) => {
                self.append(ReviewRow { submission_no: number(*submission), update_no: number(*update) })
            }
            Fact::Decided(Decision::Returned { submission }) => {
                self.append(ReviewRow { submission_no: number(*submission), update_no: ValueRef::Null })
            }
        }
    }

    /// Appends a fact about a project, as [`Self::record`].
    pub fn record_of_project(&mut self, fact: &ProjectFact) -> Result<()> {
        unless_stopped()?;
        self.admit_of_project(fact)?;
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

    /// Makes the change part of the ledger and brings the cache up to date. Where the last step fails the change may
    /// stand all the same, for what was written may be on disk: [`Store::has_change`] tells.
    ///
    /// `catalog`: the words it was made with. Where it changes them, or somebody did meanwhile, every state is folded
    /// anew.
    pub fn commit(mut self, catalog: &Catalog) -> Result<ChangeId> {
        let hash = self.insert_change()?;
        if let Some(voided) = self.voids {
            self.store.refresh_voids()?;
            self.touched.extend(self.store.projects_touched_by(voided)?);
        }
        let known = self.store.known(None)?;
        let words = self.store.catalog(&known)?;
        let before = self.store.catalog(&self.store.known_upto(self.change - 1)?)?;
        if words != before || words != *catalog {
            self.touched.extend(self.store.all_projects()?);
        }
        let is_cached = |project| project < self.first_new || self.settled.contains(&project);
        self.store.refold(&words, &self.touched, is_cached, &known)?;
        unless_stopped()?;
        if let Err(error) = self.store.conn.execute_batch("COMMIT") {
            let cause = Box::new(self.store.failed(error));
            let path = self.store.path.clone();
            return Err(RegisterError::Unsettled { path, change: self.change, hash, cause }.into());
        }
        self.is_open = false;
        Ok(self.change)
    }

    fn insert_change(&mut self) -> Result<String> {
        let previous = self.store.last_change()?.map(|last| last.hash).unwrap_or_default();
        let ChangeHeading { by, command, reason, source, .. } = self.heading.clone();
        let (source_file, source_sha256) = source.unzip();
        let mut change = Change {
            id: self.change,
            recorded_at: self.recorded_at,
            recorded_by: by,
            command,
            reason,
            source_file,
            source_sha256,
            voids: self.voids,
            program: env!("CARGO_PKG_VERSION").to_owned(),
            hash: String::new(),
        };
        let rows: [u8; 32] = std::mem::take(&mut self.rows).finalize().into();
        change.hash = chained(&previous, &heading_digest(&change), &rows);
        self.store.append_change(&change)?;
        Ok(change.hash)
    }

    fn unit(&mut self, fact: &UnitFact) -> Result<()> {
        match fact {
            UnitFact::Added { unit, name, position } => {
                self.append(UnitRow { id: number(*unit), name: text(name), position: optional_number(*position) })
            }
            UnitFact::Alias { unit, alias } => self.append(UnitAliasRow { unit_id: number(*unit), alias: text(alias) }),
            UnitFact::Merged { from_day, unit, into } => {
                let from = holding_from(*from_day)?;
                self.append(UnitMergeRow { from_day: date(&from), unit_id: number(*unit), into_id: number(*into) })
            }
            UnitFact::Renamed { from_day, unit, name } => {
                let from = holding_from(*from_day)?;
                self.append(UnitRenameRow { from_day: date(&from), unit_id: number(*unit), name: text(name) })
            }
            UnitFact::Moved { from_day, unit, position } => {
                let from = holding_from(*from_day)?;
                self.append(UnitMoveRow { from_day: date(&from), unit_id: number(*unit), position: number(*position) })
            }
            UnitFact::Split { from_day, unit, into } => {
                let from = holding_from(*from_day)?;
                self.append(UnitSplitRow { from_day: date(&from), unit_id: number(*unit), into_id: number(*into) })
            }
        }
    }

    fn person(&mut self, event: PersonEvent, person: &Person) -> Result<()> {
        self.append(PersonRow { name: text(&person.name), event: text(event.code()) })?;
        person.units.iter().try_for_each(|unit| self.append(PersonUnitRow { unit_id: number(*unit) }))?;
        let mut rights: Vec<&str> = person.rights.iter().map(|right| right.code()).collect();
        rights.sort_unstable(); // in the order in which they are read back
        rights.into_iter().try_for_each(|right| self.append(PersonRightRow { may: text(right) }))
    }

    fn submission(&mut self, submission: &Submission) -> Result<()> {
        let (from, stated) = (DayText::of(submission.day), written(&submission.update)?);
        self.append(SubmissionRow {
            from_day: date(&from),
            no: number(submission.no),
            project_id: number(submission.project),
            stated: text(&stated),
            is_forced: number(submission.is_forced),
        })
    }

    fn answer(&mut self, answer: &Answer) -> Result<()> {
        let headings = answer.headings.join("\n");
        let mut row = |about: AnswerAbout, heading: &str, field: Option<&str>, unit: Option<&str>| {
            self.append(ListAnswerRow {
                headings: text(&headings),
                about: text(about.code()),
                heading: text(heading),
                field: optional(field),
                unit: optional(unit),
            })
        };
        // in the order in which they are read back
        if let Some(category) = &answer.category {
            row(AnswerAbout::Category, "", Some(category), None)?;
        }
        let mut columns: Vec<_> = answer.columns.iter().collect();
        columns.sort_by_key(|(heading, _)| heading);
        for (heading, column) in columns {
            let (field, unit) = column.as_ref().map(|column| (column.field.as_str(), column.unit.as_deref())).unzip();
            row(AnswerAbout::Column, heading, field, unit.flatten())?;
        }
        let mut fill: Vec<_> = answer.fill.iter().collect();
        fill.sort();
        fill.into_iter().try_for_each(|heading| row(AnswerAbout::Fill, heading, None, None))
    }

    fn target(&mut self, target: &Target) -> Result<()> {
        let from = holding_from(target.from_day)?;
        let [_, unit_en, decimals] = counting(&target.dimension);
        self.append(TargetRow {
            from_day: date(&from),
            no: number(target.no),
            year: number(target.year),
            kind: text(target.kind.code()),
            sentence: text(&target.sentence),
            dimension: text(target.dimension.code()),
            unit_word: text(&target.unit_word),
            unit_en,
            decimals,
            value: number(target.value),
            comparator: text(target.comparator.code()),
            strength: text(target.strength.code()),
            mode: text(target.mode.code()),
            opening: optional_number(target.opening),
            category: optional(target.category.as_deref()),
            tag: optional(target.tag.as_deref()),
            stage: optional(target.stage.as_deref()),
            measure: optional(target.measure.as_deref()),
            source: text(&target.source),
        })
    }

    fn project(&mut self, fact: &ProjectFact) -> Result<()> {
        let project = fact.project;
        self.touched.insert(project);
        let from = holding_from(fact.from_day)?;
        let from = date(&from);
        match &fact.body {
            Body::Listed { code, kind, category, source, recorded_on: _ } => {
                let (code, kind, category) = (text(code), text(kind.code()), text(category));
                let source = optional(source.as_deref());
                self.append_of_project(project, from, ListingRow { code, kind, category, source })
            }
            Body::Category(fact) => self.belonging(project, from, fact),
            Body::Text { field, value } => {
                let row = ProjectTextRow { field: text(field.code()), value: optional(value.as_deref()) };
                self.append_of_project(project, from, row)
            }
            Body::Alias { alias, present } => {
                let row = ProjectAliasRow { alias: text(alias), present: number(*present) };
                self.append_of_project(project, from, row)
            }
            Body::Tag { tag, present } => {
                let row = ProjectTagRow { tag: text(tag), present: number(*present) };
                self.append_of_project(project, from, row)
            }
            Body::Own { field, value } => {
                let row = ProjectOwnRow { field: text(field), value: optional(value.as_deref()) };
                self.append_of_project(project, from, row)
            }
            Body::Parent(parent) => {
                self.append_of_project(project, from, ProjectParentRow { parent_id: optional_number(*parent) })
            }
            Body::Split { part, share } => {
                let row = ProjectSplitRow { part_id: number(*part), share: number(*share) };
                self.append_of_project(project, from, row)
            }
            Body::Units(units) => self.units(project, from, units),
            Body::Total { measure, value, basis } => {
                let (value, basis) = (optional_number(*value), optional(basis.as_deref()));
                self.append_of_project(project, from, ProjectTotalRow { measure: text(measure), value, basis })
            }
            Body::Update(update) => self.update(project, from, update),
            Body::Milestone(milestone) => self.milestone(project, from, milestone),
            Body::Plan(plan) => self.plan(project, from, plan),
            Body::Issue(issue) => self.issue(project, from, issue),
            Body::IssueClosed { no, outcome } => {
                let row = IssueCloseRow { issue_no: number(*no), outcome: optional(outcome.as_deref()) };
                self.append_of_project(project, from, row)
            }
        }
    }

    fn belonging(&mut self, project: ProjectId, from: ValueRef, fact: &CategoryFact) -> Result<()> {
        self.append_of_project(project, from, ProjectCategoryRow { category: text(&fact.category) })?;
        fact.read_as.iter().try_for_each(|((category, stage), read_as)| {
            let (from_category, from_stage, stage) = (text(category), text(stage), text(read_as));
            self.append_part(project, ProjectStageRow { from_category, from_stage, stage })
        })
    }

    fn plan(&mut self, project: ProjectId, from: ValueRef, plan: &PlanFact) -> Result<()> {
        let row = AnnualPlanRow {
            year: number(plan.year),
            measure: text(&plan.measure),
            value: optional_number(plan.value),
            goal: optional(plan.goal.as_deref()),
        };
        self.append_of_project(project, from, row)?;
        (1_i64..).zip(&plan.months).try_for_each(|(month, value)| {
            self.append_part(project, AnnualPlanMonthRow { month: number(month), value: number(*value) })
        })
    }

    fn issue(&mut self, project: ProjectId, from: ValueRef, issue: &IssueFact) -> Result<()> {
        let due = issue.due.map(DayText::of);
        let row = IssueRow {
            no: number(issue.no),
            text: text(&issue.text),
            ask: optional(issue.ask.as_deref()),
            unit_id: optional_number(issue.unit),
            level: text(issue.level.code()),
            due_day: optional_date(due.as_ref()),
        };
        self.append_of_project(project, from, row)
    }

    fn units(&mut self, project: ProjectId, from: ValueRef, units: &[UnitId]) -> Result<()> {
        if units.is_empty() {
            let none = ProjectUnitRow { position: number(1), unit_id: ValueRef::Null };
            return self.append_of_project(project, from, none);
        }
        (1_i64..).zip(units).try_for_each(|(position, unit)| {
            let row = ProjectUnitRow { position: number(position), unit_id: number(*unit) };
            self.append_of_project(project, from, row)
        })
    }

    fn update(&mut self, project: ProjectId, from: ValueRef, update: &Update) -> Result<()> {
        let (review, until) = (update.review_day, update.light.as_ref().map(|set| set.until));
        let [review, until] = [review, until].map(|day| day.map(DayText::of));
        let row = StatusUpdateRow {
            no: number(update.no),
            corrects: optional_number(update.corrects),
            category: text(&update.category),
            stage: optional(update.stage.as_deref()),
            condition: optional(update.condition.map(Condition::code)),
            merged_into: optional_number(update.merged_into),
            figures_stay: number(update.figures_stay),
            review_day: optional_date(review.as_ref()),
            no_change: number(update.no_change),
            progress: optional(update.progress.as_deref()),
            problem: optional(update.problem.as_deref()),
            ask: optional(update.ask.as_deref()),
            next_step: optional(update.next_step.as_deref()),
            source: optional(update.source.as_deref()),
            light: optional(update.light.as_ref().map(|set| set.light.code())),
            light_until: optional_date(until.as_ref()),
            light_reason: optional(update.light.as_ref().map(|set| set.reason.as_str())),
        };
        self.append_of_project(project, from, row)?;
        update.readings.iter().try_for_each(|(measure, value)| {
            self.append_part(project, ReadingRow { measure: text(measure), value: number(*value) })
        })
    }

    fn milestone(&mut self, project: ProjectId, from: ValueRef, fact: &MilestoneFact) -> Result<()> {
        let due = DayText::of(fact.day.last);
        let row = MilestoneRow {
            name: text(&fact.name),
            event: text(fact.event.code()),
            due_day: date(&due),
            precision: text(fact.day.precision.code()),
            category: text(&fact.category),
            stage: optional(fact.stage.as_deref()),
            source: optional(fact.source.as_deref()),
            number: optional(fact.number.as_deref()),
            authority: optional(fact.authority.as_deref()),
            reason: optional(fact.reason.as_deref()),
        };
        self.append_of_project(project, from, row)
    }

    fn append_of_project<'v, R>(&mut self, project: ProjectId, from_day: ValueRef<'v>, row: R) -> Result<()>
    where
        R: HistoryRow<'v, Spine = ProjectSpine<ValueRef<'v>>>,
    {
        let [project_id, change_id, seq] = [project, self.change, self.seq].map(ValueRef::Integer);
        self.insert(ProjectSpine { project_id, change_id, seq, from_day }, row)
    }

    fn append_part<'v, R>(&mut self, project: ProjectId, row: R) -> Result<()>
    where
        R: HistoryRow<'v, Spine = PartSpine<ValueRef<'v>>>,
    {
        let [project_id, change_id, seq] = [project, self.change, self.seq].map(ValueRef::Integer);
        self.insert(PartSpine { project_id, change_id, seq }, row)
    }

    /// Appends a fact of the register itself.
    pub(super) fn append_next<'v, R>(&mut self, row: R) -> Result<()>
    where
        R: HistoryRow<'v, Spine = RegisterSpine<ValueRef<'v>>>,
    {
        self.seq += 1;
        self.append(row)
    }

    pub(super) fn append<'v, R>(&mut self, row: R) -> Result<()>
    where
        R: HistoryRow<'v, Spine = RegisterSpine<ValueRef<'v>>>,
    {
        let [change_id, seq] = [self.change, self.seq].map(ValueRef::Integer);
        self.insert(RegisterSpine { change_id, seq }, row)
    }

    fn insert<'v, R: HistoryRow<'v>>(&mut self, spine: R::Spine, row: R) -> Result<()> {
        let values = spine.values().chain(row.values());
        self.rows.update(digest(R::TABLE.name, values.clone()));
        let insert = match self.inserts.entry(R::TABLE.name) {
            hash_map::Entry::Occupied(prepared) => prepared.into_mut(),
            hash_map::Entry::Vacant(unprepared) => unprepared.insert(self.store.conn.prepare_cached(R::TABLE.insert)?),
        };
        insert.execute(bound(values))?;
        Ok(())
    }
}

/// A day from which a fact holds, to be written.
fn holding_from(day: Day) -> Result<DayText> {
    if may_hold_from(day) {
        Ok(DayText::of(day))
    } else {
        Err(RegisterError::Clock(BadClock::OutsideDay { day }).into())
    }
}

/// The values of a row, for a statement.
pub(super) fn bound<'v>(row: impl Iterator<Item = ValueRef<'v>>) -> impl Params {
    params_from_iter(row.map(ToSqlOutput::Borrowed))
}

/// A command that was told to end takes back what it wrote.
fn unless_stopped() -> Result<()> {
    if stop::is_asked() { Err(RegisterError::Interrupted.into()) } else { Ok(()) }
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
