//! A row that states something, held against what is known by `act`, and recorded; one function for each sheet.

use std::collections::HashMap;

use crate::act::belonging::Move;
use crate::act::listing::{self, Listing, Parent};
use crate::act::split::SplitFrom;
use crate::act::{FieldChange, Subject, filing, issue, milestone, plan, target};
use crate::domain::catalog::Category;
use crate::domain::code::{issue_code, quoted_number, tidy_code};
use crate::domain::day::{ALL_DAYS, year_of};
use crate::domain::fact::{Body, FINISH, Fact, Kind, ProjectFact, START};
use crate::domain::name::folded;
use crate::domain::returns::Warning;
use crate::domain::target::Target;
use crate::domain::{Day, IssueNo, ProjectId, TargetNo, UpdateNo};
use crate::error::{Error, IssueError, RegisterError, RowError};
use crate::report::model::{Cell, Role};

use crate::command::find;
use crate::command::session::Session;
use crate::command::update::submission;

use super::row::{SheetRow, number};
use super::stated;
use super::work::Work;
use super::wrong::{Wrong, in_column, wrong};
use super::year::{FromYear, since_start};

/// Which return a row filed.
#[derive(Default)]
pub struct Filed {
    /// `None`: it files none.
    pub day: Option<Day>,
    pub no_change: bool,
    /// What is reported of it, though it is recorded.
    pub warnings: Vec<Warning>,
    /// What the row said of the year came to.
    pub from_year: Option<FromYear>,
}

/// A row whose parent may stand further down in the sheet: put under it when all rows are in.
pub struct Promised {
    pub line: usize,
    pub project: ProjectId,
    pub from_day: Day,
    pub parent: String,
}

/// Records what a row states of a project that is registered; `year` is that of its plan.
pub fn known_project(work: &mut Work, row: &SheetRow, found: Subject, year: i32) -> Result<Filed, Wrong> {
    row.never_emptied(&["name", "category", "figures", "planned_start", "planned_finish", "plan"])?;
    let (mut found, catalog) = (found, &work.session.catalog);
    if row.any(Role::Register) {
        let parent = match stated::parent(row) {
            FieldChange::Set(code) => FieldChange::Set(work.at_code("parent", code)?),
            FieldChange::Clear => FieldChange::Clear,
            FieldChange::Keep => FieldChange::Keep,
        };
        let parent = match &parent {
            FieldChange::Set(parent) => FieldChange::Set(parent.state(catalog)),
            FieldChange::Clear => FieldChange::Clear,
            FieldChange::Keep => FieldChange::Keep,
        };
        let particulars = stated::particulars(work, row, Some(found.state(catalog)))?;
        let tree = match stated::category(row) {
            // a row above it in the sheet took it along
            Some(code) if found.category_on(ALL_DAYS) != code => Some(tree(work, &found, code)?),
            _ => None,
        };
        let to = tree.as_ref().map(|(category, below, codes)| Move {
            category,
            stages: &[],
            on: None,
            parent: None,
            below,
            codes,
        });
        let facts = listing::edit(&work.ground(), &found, particulars, parent, to, None)?;
        found = work.record(found, facts)?;
        let facts = listing::plan_span(&work.ground(), &found, row.due("planned_start"), row.due("planned_finish"))?;
        found = work.record(found, facts)?;
    }
    plan_and_return(work, row, found, year)
}

/// The category a row says its work is of, with all that ever stood under that, and the codes of works.
type Tree<'a> = (&'a Category, Vec<Subject>, HashMap<ProjectId, (String, String)>);

fn tree<'a>(work: &mut Work<'a>, found: &Subject, code: &str) -> Result<Tree<'a>, Wrong> {
    let session = work.session;
    let codes = session.store.names(&session.store.known(None)?)?;
    let below = find::below(&session.store, found.id, |id| work.found(id))?;
    Ok((category(session, code)?, below, codes))
}

/// Registers the project of a new row, its plan and its return; gives its code.
pub fn new_project(
    work: &mut Work,
    row: &SheetRow,
    code: Option<&str>,
    promised: &mut Vec<Promised>,
) -> Result<(String, Filed), Wrong> {
    let name = row.needed("name")?.to_owned();
    let category = match (stated::category(row), row.table.category()) {
        (None, Some(stated)) => category(work.session, &stated)?,
        _ => category(work.session, row.needed("category")?)?,
    };
    let parent_code = row.text("parent").flatten();
    let known = match parent_code {
        Some(word) => known_parent(work, row, word)?,
        None => None,
    };
    let parent = match (&known, parent_code) {
        (Some(known), _) => Parent::Known(known.state(&work.session.catalog)),
        (None, Some(_)) => Parent::Promised,
        (None, None) => Parent::None,
    };
    let kind = stated::kind(row);
    let code = match code {
        Some(code) => listing::free_code(code, None)?,
        None => work.free_code(&category.code_prefix)?,
    };
    let folded = folded(&name);
    let placed = listing::kind(&work.ground(), category, kind, parent).ok();
    not_there(work, row, &name, &folded, placed)?;
    let split = split_from(work, row)?;
    let id = work.new_project()?;
    let listing = Listing {
        id,
        category,
        name,
        kind,
        parent,
        code: code.clone(),
        listed_from: row.day("listed_from"),
        source: row.text("source").flatten().map(str::to_owned),
        particulars: listing::Particulars { name: FieldChange::Keep, ..stated::particulars(work, row, None)? },
        start: row.due("planned_start"),
        finish: row.due("planned_finish"),
        split: split.as_ref().map(|(from, share)| SplitFrom { from, share: *share }),
    };
    let facts = listing::add(&work.ground(), listing)?;
    let from_day = facts.first().map_or(work.options.day, |listed| listed.from_day);
    work.state_all(facts)?;
    if let (None, Some(parent)) = (&known, parent_code) {
        promised.push(Promised { line: row.line, project: id, from_day, parent: tidy_code(parent) });
    }
    let found = work.counted(id, &code)?;
    let year = row.table.plan_year.unwrap_or_else(|| year_of(work.options.day));
    let filed = plan_and_return(work, row, found, year)?;
    work.remember_name(folded, &code)?;
    Ok((code, filed))
}

/// The work that a new one was part of, registered by now, and its share: both, or neither.
fn split_from(work: &mut Work, row: &SheetRow) -> Result<Option<(Subject, i64)>, Wrong> {
    match (row.text("split_from").flatten(), row.number("share")) {
        (Some(code), Some(share)) => Ok(Some((work.at_code("split_from", code)?, share))),
        (Some(_), None) => wrong("share", RowError::Needed),
        (None, Some(_)) => wrong("split_from", RowError::Needed),
        (None, None) => Ok(None),
    }
}

/// Refuses a new project that may be one there is: nothing but its name tells it apart.
fn not_there(work: &mut Work, row: &SheetRow, name: &str, folded: &str, kind: Option<Kind>) -> Result<(), Wrong> {
    let is_accepted = row.table.mapping.as_ref().is_some_and(|mapping| mapping.accepts(row.line));
    let may_be_there = kind != Some(Kind::Lot) && !work.options.force.is_forced && !is_accepted;
    let there = work.codes_of_name(folded)?.pop().filter(|_| may_be_there);
    if let Some(code) = there {
        return wrong("name", RowError::NameThere { code });
    }
    // a lot has the name of its project in its own
    if row.table.is_others()
        && !is_accepted
        && kind != Some(Kind::Lot)
        && let Some((code, other)) = work.near_name(name)?
    {
        return wrong("name", RowError::NameNear { code, other, line: row.line });
    }
    Ok(())
}

/// The parent of a new row, if it is registered by now; a row that says what it is may wait for one further down.
fn known_parent(work: &mut Work, row: &SheetRow, word: &str) -> Result<Option<Subject>, Wrong> {
    match work.project(word)? {
        Some(id) => Ok(Some(work.counted(id, word)?)),
        None if row.states("kind") => Ok(None),
        None => in_column("parent", Err(work.unknown(word))),
    }
}

/// Puts a row under its parent, now that all rows are in.
pub fn keep(work: &mut Work, promised: &Promised) -> Result<(), Wrong> {
    let parent = work.at_code("parent", &promised.parent)?;
    let own = work.counted(promised.project, "")?;
    let catalog = &work.session.catalog;
    listing::place_under(&work.ground(), own.state(catalog), parent.state(catalog), promised.from_day)?;
    let (project, from_day) = (promised.project, promised.from_day);
    work.state(ProjectFact { project, from_day, body: Body::Parent(Some(parent.id)) })?;
    Ok(())
}

fn category<'a>(session: &'a Session, code: &str) -> Result<&'a Category, Error> {
    let known = session.catalog.category(code);
    known.ok_or_else(|| RegisterError::Damaged { what: code.to_owned() }.into())
}

/// The plan and the return of a row of projects.
fn plan_and_return(work: &mut Work, row: &SheetRow, mut found: Subject, year: i32) -> Result<Filed, Wrong> {
    if let Some(plan) = stated::project_plan(row, year) {
        let facts = plan::plan(&work.ground(), &found, plan)?;
        found = work.record(found, facts)?;
    }
    project_return(work, row, found)
}

/// Files the return that a row of projects, or of a return sheet, states.
pub fn project_return(work: &mut Work, row: &SheetRow, mut found: Subject) -> Result<Filed, Wrong> {
    let Some(mut stated) = stated::project_return(work, row)? else { return Ok(Filed::default()) };
    let from_year = since_start(&work.ground(), &found, row, &mut stated)?;
    if let Some(opening) = from_year.as_ref().and_then(FromYear::opening) {
        let filing = filing::file(&work.ground(), &found, None, opening, work.entry.new_update())?;
        found = file_first(work, found, &filing)?;
    }
    let filing = filing::file(&work.ground(), &found, None, stated, work.entry.new_update())?;
    filed(work, filing, from_year)
}

/// Files a return, or submits it where returns wait for review.
fn file(work: &mut Work, filing: &filing::CheckedReturn) -> Result<(), Error> {
    if !work.entry.waits_for_review() {
        return work.state(filing.fact.clone());
    }
    let submission = submission(filing, work.entry.new_submission(), work.options.force.is_forced);
    let no = submission.no;
    work.entry.record(&Fact::Submitted(Box::new(submission)))?;
    work.submitted.push(no);
    Ok(())
}

/// Files a return on which another one stands; gives what is known of its project then. What waits for review is known
/// to that other one alone.
fn file_first(work: &mut Work, subject: Subject, filing: &filing::CheckedReturn) -> Result<Subject, Error> {
    file(work, filing)?;
    match work.entry.waits_for_review() {
        true => Ok(subject.with(work.entry.change(), filing.fact.clone())),
        false => work.again(subject),
    }
}

fn filed(work: &mut Work, filing: filing::CheckedReturn, from_year: Option<FromYear>) -> Result<Filed, Wrong> {
    file(work, &filing)?;
    let (day, no_change, warnings) = (Some(filing.fact.from_day), filing.update.no_change, filing.warnings);
    Ok(Filed { day, no_change, warnings, from_year })
}

/// Files what a row of returns states, as a new one or the correction of one with a number.
pub fn update(work: &mut Work, row: &SheetRow, found: &Subject, corrects: Option<UpdateNo>) -> Result<Filed, Wrong> {
    let corrected = match corrects {
        Some(no) => {
            let place = work.session.store.update_place(no)?;
            let voided_by = match place {
                Some((_, change)) => work.session.store.voided_by(change)?,
                None => None,
            };
            Some(filing::to_correct(found, no, voided_by)?)
        }
        None => None,
    };
    let stated = stated::update(work, row, corrected.is_some())?;
    let filing = filing::file(&work.ground(), found, corrected, stated, work.entry.new_update())?;
    filed(work, filing, None)
}

/// Records a version of the plan of a year and measure.
pub fn plan(work: &mut Work, row: &SheetRow, found: &Subject, year: i32, measure: &str) -> Result<(), Wrong> {
    let facts = plan::plan(&work.ground(), found, stated::plan(row, year, measure)?)?;
    Ok(work.state_all(facts)?)
}

/// Sets a milestone, moves it, meets it, or says why a permit is not needed.
pub fn milestone(work: &mut Work, row: &SheetRow, mut found: Subject, name: &str) -> Result<(), Wrong> {
    row.never_emptied(&["due", "met", "number", "authority", "waived"])?;
    let on_record = milestone::name_on_record(&work.ground(), &found, name)?;
    let is_permit = work.session.catalog.permit(found.category(), &on_record).is_some();
    // a name that is only near one on record is asked about, unless both are one permit
    let name = &if is_permit { on_record } else { milestone::own_name(name)? };
    let there = found.course.milestone(&work.session.catalog, name, None);
    let is_known = there.is_some();
    let there = there.filter(|there| there.is_planned || there.waived.is_some()).map(|there| there.due);
    let waived = row.text("waived").flatten();
    let says_met = ["met", "number"].iter().any(|key| row.states(key));
    match (row.due("due"), there) {
        (None, None) if !(is_known || is_permit && (says_met || waived.is_some())) => {
            return wrong("due", RowError::Needed);
        }
        (Some(due), Some(there)) if due != there => {
            let moved = milestone::move_to(&work.ground(), &found, name, due, None)?;
            found = work.record(found, vec![moved.fact])?;
        }
        (Some(due), None) => {
            let fact = milestone::set(&work.ground(), &found, &stated::milestone(row, name, due))?;
            found = work.record(found, vec![fact])?;
        }
        (Some(_) | None, Some(_)) | (None, None) => {}
    }
    if let Some(reason) = waived {
        let (fact, _) = milestone::waive(&work.ground(), &found, name, reason, None)?;
        return Ok(work.state(fact)?);
    }
    if !says_met && (!is_known || !row.states("authority")) {
        return Ok(());
    }
    if row.is_new && [START, FINISH].contains(&name.as_str()) {
        return Ok(()); // the return that reaches the stage meets it
    }
    let stated = stated::met(row, name);
    let mut documents = match work.documents.take() {
        Some(documents) => documents,
        None => work.session.store.documents()?,
    };
    let met = milestone::meet(&work.ground(), &found, &stated, &documents);
    met.iter().filter_map(|met| met.document.clone()).for_each(|document| documents.add(document));
    work.documents = Some(documents);
    Ok(work.state(met?.fact)?)
}

/// Raises an issue, or closes it.
pub fn issue(work: &mut Work, row: &SheetRow, found: Subject, no: Option<IssueNo>) -> Result<(), Wrong> {
    let (found, no) = match no {
        Some(no) => (found, no),
        None => {
            let (stated, no) = (stated::issue(work, row)?, work.entry.new_issue());
            let fact = issue::raise(&work.ground(), &found, stated, no)?;
            (work.record(found, vec![fact])?, no)
        }
    };
    let Some(there) = found.course.issue(&work.session.catalog, no) else {
        return in_column("no", Err(IssueError::Unknown { value: issue_code(no) }));
    };
    if let Some((closed, outcome)) = stated::closing(row)? {
        let fact = issue::close(&work.ground(), found.id, &there, outcome, Some(closed))?;
        work.state(fact)?;
    } else {
        issue::is_open(&there)?;
    }
    Ok(())
}

/// Enters a value for a target that is not counted.
pub fn target_value(work: &mut Work, row: &SheetRow, target: &Target) -> Result<(), Wrong> {
    row.never_emptied(&["entered", "entered_on", "entered_source"])?;
    target::is_entered(target)?;
    let Some(value) = number(row.now("entered")) else { return wrong("entered", RowError::Needed) };
    let was = if let Cell::Day(day) = row.was("entered_on") { Some(*day) } else { None };
    let on = row.day("entered_on").or(was.filter(|_| !row.states("entered")));
    let Cell::Text(source) = row.now("entered_source") else { return wrong("entered_source", RowError::Needed) };
    let entered = target::enter(&work.ground(), target, value, on, source)?;
    work.entry.record(&Fact::TargetValue(entered))?;
    Ok(())
}

/// States a new target; gives its number.
pub fn target(work: &mut Work, row: &SheetRow) -> Result<TargetNo, Wrong> {
    let target = target::add(&work.ground(), stated::target(row)?, work.entry.new_target())?;
    work.entry.record(&Fact::Target(Box::new(target.clone())))?;
    if row.states("entered") {
        target_value(work, row, &target)?;
    }
    Ok(target.no)
}

/// The number of an issue or a target that a key cell holds.
pub fn number_in(letter: char, text: &str) -> Option<i64> {
    quoted_number(letter, text)
}
