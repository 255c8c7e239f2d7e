//! Returns that come in by a sheet: composed of the cells of a row, held against their neighbours, filed.

use crate::domain::Day;
use crate::domain::fact::{Body, Condition, Kind, ProjectFact, Recorded, SetLight, Update};
use crate::domain::fold::fold;
use crate::domain::light::Light;
use crate::domain::returns::{Neighbours, Warning, warnings};
use crate::error::{Error, FilingError, Result, RowError, TreeError, ValueError};
use crate::report::model::{Cell, Role};
use crate::sheet::value::Said;

use crate::command::filing::{Filing, check};
use crate::command::find::Found;
use crate::command::session::is_listed;
use crate::command::values;

use super::row::{Refusal, Row, at, number, refused};
use super::work::Work;
use super::year::{FromYear, since_start};

/// Which return a row files.
#[derive(Default)]
pub struct Filed {
    /// `None`: it files none.
    pub day: Option<Day>,
    pub no_change: bool,
    /// What is told of it, though it is recorded.
    pub warnings: Vec<Warning>,
    /// What the row said of the year came to.
    pub from_year: Option<FromYear>,
}

/// The words of a return, with the fields of a row they stand in.
const WORDS: [&str; 4] = ["progress", "problem", "ask", "next_step"];

/// Files the return that a row of projects, or of a return sheet, states: what differs from what stood, and the words
/// that stand in the row. A row in which nothing differs files one only where it is said to be one.
pub fn of_row(work: &mut Work, row: &Row, found: &Found) -> Result<Filed, Refusal> {
    let is_returned = *row.said("returned") == Said::This(Cell::Flag(true));
    let changed = row.table.columns.iter().filter(|column| column.role == Role::Return);
    let mut changed = changed.filter(|column| !matches!(&*column.key, "as_of" | "returned") && row.states(&column.key));
    let is_changed = changed.next().is_some();
    if is_changed && *row.said("returned") == Said::This(Cell::Flag(false)) {
        return refused("returned", RowError::SaysNot);
    }
    if !is_changed && !is_returned {
        return if row.states("as_of") { refused("as_of", RowError::OnlyTheDay) } else { Ok(Filed::default()) };
    }
    let day = work.not_ahead("as_of", row.day("as_of").unwrap_or(work.options.day))?;
    at("as_of", is_listed(&found.state, day))?;
    let mut update = Update { category: found.state.category.clone(), ..Update::default() };
    stages_and_readings(work, row, found, &mut update)?;
    let from_year = since_start(work, row, found, &mut update, day)?;
    let opened = match from_year {
        Some(FromYear { base: Some(_), .. }) => Some(super::counted(work, found.id, &found.state.code)?),
        _ => None,
    };
    let found = opened.as_ref().unwrap_or(found);
    for (key, field) in WORDS.into_iter().zip(words(&mut update)) {
        *field = match row.text(key) {
            Some(text) => at(key, values::passage("", text))?,
            None if row.is_filled(key) => text_in(row.was(key)),
            None => None,
        };
    }
    update.no_change = !update.says_something();
    let no_change = update.no_change;
    let warnings = file(work, found, update, day, false)?;
    Ok(Filed { day: Some(day), no_change, warnings, from_year })
}

fn words(update: &mut Update) -> [&mut Option<String>; 4] {
    [&mut update.progress, &mut update.problem, &mut update.ask, &mut update.next_step]
}

fn text_in(cell: &Cell) -> Option<String> {
    if let Cell::Text(text) = cell { Some(text.clone()) } else { None }
}

/// What a row of returns says of a new one, or of one it corrects.
pub fn of_update(work: &mut Work, row: &Row, found: &Found, corrected: Option<Update>) -> Result<Filed, Refusal> {
    let is_correction = corrected.is_some();
    if is_correction && !work.options.force.has_reason {
        return Err(Error::from(ValueError::NeedsReason).into());
    }
    row.never_emptied(&["as_of"])?;
    let was_day = if let Cell::Day(day) = row.was("as_of") { Some(*day) } else { None };
    let day = row.day("as_of").or(was_day).unwrap_or(work.options.day);
    let day = work.not_ahead("as_of", day)?;
    at("as_of", is_listed(&found.state, day))?;
    let category = found.state.category.clone();
    let mut update = match corrected {
        Some(corrected) => Update { corrects: Some(corrected.no), ..corrected },
        None => Update { category, ..Update::default() },
    };
    let copied = (is_correction && was_day == Some(day)).then(|| update.readings.clone());
    stages_and_readings(work, row, found, &mut update)?;
    for (key, field) in WORDS.into_iter().zip(words(&mut update)) {
        if let Some(text) = row.text(key) {
            *field = at(key, values::passage("", text))?;
        }
    }
    if let Some(text) = row.text("source") {
        update.source = at("source", values::passage("", text))?;
    }
    light(row, &mut update, day)?;
    let is_change = update.stage.is_some() || update.condition.is_some() || !update.readings.is_empty();
    let said_no_change = match row.said("no_change") {
        Said::This(Cell::Flag(flag)) => *flag,
        Said::Emptied => false,
        _ => update.no_change,
    };
    if row.states("no_change") && said_no_change && is_change {
        return at("no_change", Err(FilingError::NoChangeWithChanges.into()));
    }
    update.no_change = said_no_change && !is_change;
    let no_change = update.no_change;
    if !update.says_something() {
        return Err(Error::from(ValueError::NothingStated { command: "update" }).into());
    }
    let copied = copied.is_some();
    let warnings = file(work, found, update, day, copied)?;
    Ok(Filed { day: Some(day), no_change, warnings, from_year: None })
}

/// Stage, condition and readings, as far as a row states or empties them.
fn stages_and_readings(work: &mut Work, row: &Row, found: &Found, update: &mut Update) -> Result<(), Refusal> {
    if found.state.kind == Kind::Programme {
        return Err(Error::from(TreeError::ProgrammeFiles { code: found.state.code.clone() }).into());
    }
    if update.corrects.is_none() {
        row.never_emptied(&["stage", "condition", "as_of"])?;
    }
    if let Some(stage) = row.text("stage") {
        update.stage = stage.map(str::to_owned);
    }
    if let Some(condition) = row.text("condition") {
        update.condition = condition.and_then(Condition::from_code);
        if update.condition != Some(Condition::Merged) {
            update.merged_into = None;
        }
    }
    if let Some(into) = row.text("merged_into") {
        update.merged_into = match into {
            Some(code) => Some(merged_into(work, found, code)?),
            None => None,
        };
    }
    match (update.condition, update.merged_into) {
        (Some(Condition::Merged), None) => return at("merged_into", Err(FilingError::NeedsMergedInto.into())),
        (condition, Some(_)) if condition != Some(Condition::Merged) => {
            return at("merged_into", Err(FilingError::StrayMergedInto.into()));
        }
        _ => {}
    }
    if let Some(day) = row.day("review_day") {
        update.review_day = Some(day);
    } else if row.is_emptied("review_day") {
        update.review_day = None;
    }
    if update.review_day.is_some() && update.condition != Some(Condition::Paused) {
        return at("review_day", Err(FilingError::StrayReview.into()));
    }
    let session = work.session;
    for measure in session.catalog.measures.iter().filter(|measure| measure.is_read) {
        if row.is_emptied(&measure.code) {
            if update.corrects.is_none() {
                return refused(measure.code.clone(), RowError::Emptied);
            }
            update.readings.remove(&measure.code);
        } else if let Said::This(cell) = row.said(&measure.code)
            && let Some(value) = number(cell)
        {
            update.readings.insert(measure.code.clone(), value);
        }
    }
    Ok(())
}

fn merged_into(work: &mut Work, found: &Found, code: &str) -> Result<i64, Refusal> {
    let id = at("merged_into", super::project(work, code))?;
    let into = at("merged_into", super::counted(work, id, code))?;
    match into.state {
        state if into.id == found.id => {
            at("merged_into", Err(FilingError::MergedIntoItself { code: state.code }.into()))
        }
        state if state.condition.has_left() => {
            at("merged_into", Err(FilingError::MergedIntoGone { code: state.code }.into()))
        }
        _ => Ok(into.id),
    }
}

/// A light set by hand: all three of its cells, or none.
fn light(row: &Row, update: &mut Update, day: Day) -> Result<(), Refusal> {
    if !["light", "light_until", "light_reason"].iter().any(|key| row.states(key)) {
        return Ok(());
    }
    let light = if let Cell::Light(light) = row.now("light") { *light } else { None };
    let Some(light) = light.filter(|light| *light != Light::Grey) else {
        update.light = None;
        return Ok(());
    };
    let Cell::Day(until) = row.now("light_until") else { return refused("light_until", RowError::Needed) };
    let Cell::Text(reason) = row.now("light_reason") else { return refused("light_reason", RowError::Needed) };
    let until = at("light_until", values::not_before("", *until, day))?;
    let reason = at("light_reason", values::required_passage("", reason))?;
    update.light = Some(SetLight { light, until, reason });
    Ok(())
}

/// A return as a fact, and all that is known of its project with it.
pub fn with(work: &Work, found: &Found, update: &Update, on: Day) -> (ProjectFact, Vec<Recorded>) {
    let body = Body::Update(Box::new(update.clone()));
    let fact = ProjectFact { project: found.id, from_day: on, body };
    let new = Recorded { change: work.entry.change(), seq: i64::MAX, fact: fact.clone() };
    (fact, found.facts.iter().cloned().chain([new]).collect())
}

/// Files a return; of a correction on the same day, what was not touched is not doubted again.
pub fn file(
    work: &mut Work,
    found: &Found,
    mut update: Update,
    on: Day,
    is_copy: bool,
) -> Result<Vec<Warning>, Refusal> {
    let session = work.session;
    update.no = work.entry.new_update();
    let copied = update.corrects.filter(|_| is_copy).and_then(|no| {
        found.facts.iter().find_map(|recorded| match &recorded.fact.body {
            Body::Update(old) if old.no == no => Some(old.readings.clone()),
            _ => None,
        })
    });
    let (fact, all) = with(work, found, &update, on);
    let around = Neighbours::around(&all, update.no);
    let after = fold(&session.catalog, &all, on).unwrap_or_else(|| found.state.clone());
    let has_lots = session.store.has_children(found.id)?;
    let filing = Filing { found, all: &all, around: &around, after: &after, update: &update, has_lots, copied };
    check(&session.catalog, &filing, work.options.force.is_forced)?;
    work.state(fact)?;
    Ok(warnings(&session.catalog, &update, &around, &after))
}
