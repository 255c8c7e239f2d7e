//! Rows of projects: what is known of one, its plan of the year, its planned start and finish, and a return.

use crate::domain::catalog::{Category, INVESTED};
use crate::domain::code::{tidy_code, valid_code};
use crate::domain::day::{ALL_DAYS, Day};
use crate::domain::fact::{Body, FINISH, Field, Kind, MilestoneEvent, MilestoneFact, PlanFact, ProjectFact, START};
use crate::domain::name::folded;
use crate::domain::{ProjectId, UnitId};
use crate::error::{Error, MilestoneError, NameError, RegisterError, Result, RowError, TreeError, ValueError};
use crate::lang::cell::join_names;
use crate::report::model::{Cell, Role};
use crate::sheet::value::Said;

use crate::command::add::{Parent, check_parent};
use crate::command::edit::check_totals;
use crate::command::find::Found;
use crate::command::session::{Session, is_listed};
use crate::command::values;

use super::plans::version;
use super::returns::{Filed, of_row};
use super::row::{Refusal, Row, at, number, refused};
use super::work::Work;

/// Records what a row states of a project that is registered; `year` is that of its plan.
pub fn existing(work: &mut Work, row: &Row, found: Found, year: i32) -> Result<Filed, Refusal> {
    let mut found = found;
    row.never_emptied(&["name", "figures", "planned_start", "planned_finish", "plan"])?;
    if row.any(Role::Register) {
        let on = work.options.day;
        let undated = undated(row)?;
        let mut dated = dated(work, row, &found)?;
        dated.extend(parent(work, row, &found, on)?);
        dated.extend(figures(work, row, &found)?);
        dated.extend(span(work, row, &found)?);
        if !dated.is_empty() {
            work.not_ahead("as_of", on)?;
            is_listed(&found.state, on)?;
        }
        let fact = |from_day| move |body| ProjectFact { project: found.id, from_day, body };
        let facts: Vec<ProjectFact> =
            undated.into_iter().map(fact(ALL_DAYS)).chain(dated.into_iter().map(fact(on))).collect();
        check_totals(&work.session.catalog, &found, &facts, work.entry.change(), work.options.force)?;
        facts.into_iter().try_for_each(|fact| work.state(fact))?;
        found = super::counted(work, found.id, &found.state.code)?;
    }
    rest(work, row, found, year)
}

/// The plan and the return of a row.
fn rest(work: &mut Work, row: &Row, mut found: Found, year: i32) -> Result<Filed, Refusal> {
    if let Some(value) = row.number("plan") {
        let plan = PlanFact { year, measure: INVESTED.to_owned(), value: Some(value), months: Vec::new(), goal: None };
        version(work, &found, plan, work.options.day).map_err(|refusal| refusal.in_column("plan"))?;
        found = super::counted(work, found.id, &found.state.code)?;
    }
    of_row(work, row, &found)
}

/// What holds for all days.
fn undated(row: &Row) -> Result<Vec<Body>, Refusal> {
    let mut bodies = Vec::new();
    if let Some(Some(name)) = row.text("name") {
        bodies.push(Body::Text { field: Field::Name, value: Some(at("name", values::text("", name))?) });
    }
    for (key, field) in [("location", Field::Location), ("content", Field::Content)] {
        if let Some(text) = row.text(key) {
            bodies.push(Body::Text { field, value: at(key, values::passage("", text))? });
        }
    }
    if let Some(code) = row.text("national_code") {
        let value = code.map(values::national_code).transpose();
        bodies.push(Body::Text { field: Field::NationalCode, value: at("national_code", value)? });
    }
    let (now, was) = (list(row, "aliases")?, list_was(row, "aliases"));
    let Some(now) = now else { return Ok(bodies) };
    bodies.extend(added(&now, &was).map(|alias| Body::Alias { alias, present: true }));
    bodies.extend(added(&was, &now).map(|alias| Body::Alias { alias, present: false }));
    Ok(bodies)
}

/// The names a cell states; none where it states nothing.
fn list(row: &Row, key: &'static str) -> Result<Option<Vec<String>>, Refusal> {
    match row.said(key) {
        Said::Nothing => Ok(None),
        Said::This(Cell::List(names)) => {
            let mut checked: Vec<String> = Vec::new();
            for name in names {
                let name = at(key, values::text("", name))?;
                if checked.contains(&name) {
                    return at(key, Err(ValueError::StatedTwice { what: name }.into()));
                }
                checked.push(name);
            }
            Ok(Some(checked))
        }
        _ => Ok(Some(Vec::new())),
    }
}

fn list_was(row: &Row, key: &str) -> Vec<String> {
    if let Cell::List(names) = row.was(key) { names.clone() } else { Vec::new() }
}

fn added<'n>(now: &'n [String], was: &'n [String]) -> impl Iterator<Item = String> + 'n {
    now.iter().filter(|name| !was.contains(name)).cloned()
}

/// The units a cell states, the lead first.
fn units(work: &mut Work, row: &Row) -> Result<Option<Vec<UnitId>>, Refusal> {
    let Some(names) = list(row, "units")? else { return Ok(None) };
    if let Some(parted) = work.parted(&names) {
        let (value, cell) = (join_names(&names), join_names(&parted));
        return refused("units", RowError::NamesRunTogether { value, cell });
    }
    let mut ids = Vec::new();
    for name in names {
        let id = at("units", work.unit(&name))?;
        if ids.contains(&id) {
            return at("units", Err(NameError::UnitTwice { name }.into()));
        }
        ids.push(id);
    }
    Ok(Some(ids))
}

/// What holds from a day: leader, tags, units, totals.
fn dated(work: &mut Work, row: &Row, found: &Found) -> Result<Vec<Body>, Refusal> {
    let mut bodies = Vec::new();
    if let Some(leader) = row.text("leader") {
        let value = leader.map(|leader| values::text("", leader)).transpose();
        bodies.push(Body::Text { field: Field::Leader, value: at("leader", value)? });
    }
    if let Some(now) = list(row, "tags")? {
        let was = list_was(row, "tags");
        bodies.extend(added(&now, &was).map(|tag| Body::Tag { tag, present: true }));
        bodies.extend(added(&was, &now).map(|tag| Body::Tag { tag, present: false }));
    }
    bodies.extend(units(work, row)?.map(Body::Units));
    let totals = totals(work, row, found)?;
    if found.state.kind == Kind::Programme && !totals.is_empty() {
        return Err(Error::from(TreeError::ProgrammeFiles { code: found.state.code.clone() }).into());
    }
    bodies.extend(totals);
    Ok(bodies)
}

fn totals(work: &Work, row: &Row, found: &Found) -> Result<Vec<Body>, Refusal> {
    let basis = match row.now("total_basis") {
        Cell::Named(named) => Some(named.code.clone()),
        _ => None,
    };
    let mut bodies = Vec::new();
    for measure in work.session.catalog.measures.iter().filter(|measure| measure.total_label.is_some()) {
        let key = crate::report::columns::total_key(&measure.code);
        let is_basis = measure.code == INVESTED && row.states("total_basis");
        if !row.states(&key) && !is_basis {
            continue;
        }
        let stood = found.state.total(&measure.code).filter(|_| !row.states(&key));
        let value = number(row.now(&key)).or(stood);
        if is_basis && value.is_none() && !row.states(&key) {
            return refused("total", RowError::Needed);
        }
        let basis = basis.clone().filter(|_| measure.code == INVESTED && value.is_some());
        bodies.push(Body::Total { measure: measure.code.clone(), value, basis });
    }
    Ok(bodies)
}

/// A row moved in the tree.
fn parent(work: &mut Work, row: &Row, found: &Found, on: Day) -> Result<Option<Body>, Refusal> {
    let Some(code) = row.text("parent") else { return Ok(None) };
    let Some(code) = code else {
        return match found.state.kind {
            Kind::Lot => at("parent", Err(TreeError::LotWithoutParent.into())),
            _ => Ok(Some(Body::Parent(None))),
        };
    };
    let id = at("parent", super::project(work, code))?;
    let parent = at("parent", super::counted(work, id, code))?;
    let own = || found.state.code.clone();
    if parent.id == found.id {
        return at("parent", Err(TreeError::ParentIsItself { code: own() }.into()));
    }
    if parent.state.parent == Some(found.id) {
        return at("parent", Err(TreeError::ParentCycle { code: own(), parent: parent.state.code }.into()));
    }
    let category = category(work.session, &found.state.category)?;
    let parent = Parent { id: parent.id, state: parent.state };
    at("parent", check_parent(&work.session.catalog, category, found.state.kind, &parent))?;
    at("parent", is_listed(&parent.state, on))?;
    Ok(Some(Body::Parent(Some(parent.id))))
}

fn figures(work: &Work, row: &Row, found: &Found) -> Result<Option<Body>, Refusal> {
    let Some(Some(figures)) = row.text("figures") else { return Ok(None) };
    let code = || found.state.code.clone();
    if figures == "lots" && found.state.kind != Kind::Project {
        return at("figures", Err(TreeError::LotsHaveNoFigures { code: code() }.into()));
    }
    if figures == "lots" && !row.is_new && !work.session.store.has_children(found.id)? {
        return at("figures", Err(TreeError::NoLots { code: code() }.into()));
    }
    Ok(Some(Body::Text { field: Field::Figures, value: Some(figures.to_owned()) }))
}

fn category<'a>(session: &'a Session, code: &str) -> Result<&'a Category, Error> {
    session.catalog.category(code).ok_or_else(|| RegisterError::Damaged { what: code.to_owned() }.into())
}

/// The planned start and finish: set where there was none, else moved.
fn span(work: &Work, row: &Row, found: &Found) -> Result<Vec<Body>, Refusal> {
    let category = category(work.session, &found.state.category)?;
    let mut bodies = Vec::new();
    for (key, name, stage) in
        [("planned_start", START, &category.starts), ("planned_finish", FINISH, &category.completes)]
    {
        let Some(day) = row.due(key) else { continue };
        if found.state.kind == Kind::Programme {
            return at(key, Err(TreeError::ProgrammeFiles { code: found.state.code.clone() }.into()));
        }
        let there = found.state.milestone(name);
        if there.is_some_and(|there| there.due == day) {
            continue;
        }
        if let Some(there) = there.filter(|there| there.is_met) {
            let (code, name) = (found.state.code.clone(), there.name.clone());
            return at(key, Err(MilestoneError::Met { code, name, met: there.met }.into()));
        }
        if there.is_some() && !work.options.force.has_reason {
            return at(key, Err(ValueError::NeedsReason.into()));
        }
        let event = if there.is_some() { MilestoneEvent::Moved } else { MilestoneEvent::Raised };
        bodies.push(Body::Milestone(MilestoneFact {
            name: name.to_owned(),
            event,
            day,
            category: category.code.clone(),
            stage: Some(stage.clone()),
            source: None,
        }));
    }
    let due = |name: &str| {
        let stated = bodies.iter().find_map(|body| match body {
            Body::Milestone(fact) if fact.name == name => Some(fact.day),
            _ => None,
        });
        stated.or_else(|| found.state.milestone(name).map(|known| known.due))
    };
    if let (false, Some(start), Some(finish)) = (bodies.is_empty(), due(START), due(FINISH))
        && start.first() > finish.last
    {
        let code = Some(found.state.code.clone());
        return at("planned_start", Err(MilestoneError::StartAfterFinish { code, start, finish, other: None }.into()));
    }
    Ok(bodies)
}

/// A parent that may stand further down in the sheet: looked for when all rows are in.
pub struct Promised {
    pub line: usize,
    pub project: ProjectId,
    pub from_day: Day,
    pub parent: String,
}

/// Registers the project of a new row, its plan and its return; gives its code.
pub fn new(
    work: &mut Work,
    row: &Row,
    code: Option<&str>,
    promised: &mut Vec<Promised>,
) -> Result<(String, Filed), Refusal> {
    let name = at("name", values::text("", row.needed("name")?))?;
    let category = match (row.text("category").flatten(), work.options.category()) {
        (None, Some(stated)) => category(work.session, &stated)?,
        _ => category(work.session, row.needed("category")?)?,
    };
    let parent = match row.text("parent").flatten() {
        None => None,
        Some(word) => known_parent(work, row, word)?,
    };
    let from_day = match (row.day("listed_from"), &parent) {
        (Some(day), _) => work.not_ahead("listed_from", day)?,
        (None, Some(parent)) => parent.state.listed_from,
        (None, None) => ALL_DAYS,
    };
    let kind = kind(work, row, category, parent.as_ref())?;
    let code = match code {
        Some(code) if !valid_code(code) => return at("code", Err(ValueError::Code { value: code.to_owned() }.into())),
        Some(code) => code.to_owned(),
        None => work.free_code(&category.code_prefix)?,
    };
    let folded = folded(&name);
    let there = work.codes_of_name(&folded)?.pop().filter(|_| kind != Kind::Lot && !work.options.force.is_forced);
    if let Some(code) = there {
        return refused("name", RowError::NameThere { code });
    }
    if work.options.mapping.as_ref().is_some_and(|mapping| !mapping.accepts(row.line))
        && let Some((code, other)) = work.near_name(&name)?
    {
        return refused("name", RowError::NameNear { code, other, line: row.line });
    }
    let project = work.new_project()?;
    let source = match row.text("source") {
        Some(text) => at("source", values::passage("", text))?,
        None => None,
    };
    let listed = Body::Listed { code: code.clone(), kind, category: category.code.clone(), source };
    work.state_all(project, from_day, vec![listed])?;
    let mut bodies = undated(row)?;
    bodies.sort_by_key(|body| !matches!(body, Body::Text { field: Field::Name, .. }));
    work.state_all(project, ALL_DAYS, bodies)?;
    if let Some(parent) = &parent {
        at("parent", is_listed(&parent.state, from_day))?;
        work.state_all(project, from_day, vec![Body::Parent(Some(parent.id))])?;
    } else if let Some(parent) = row.text("parent").flatten() {
        let parent = tidy_code(parent);
        promised.push(Promised { line: row.line, project, from_day, parent });
    }
    let found = super::counted(work, project, &code)?;
    let mut bodies = dated(work, row, &found)?;
    bodies.extend(figures(work, row, &found)?);
    bodies.extend(span(work, row, &found)?);
    work.state_all(project, from_day, bodies)?;
    let found = super::counted(work, project, &code)?;
    let year = crate::domain::day::year_of(work.options.day);
    let filed = rest(work, row, found, year)?;
    work.remember_name(folded, &code)?;
    Ok((code, filed))
}

/// The parent of a new row, if it is registered by now.
fn known_parent(work: &mut Work, row: &Row, word: &str) -> Result<Option<Parent>, Refusal> {
    let is_told = row.states("kind");
    match super::project(work, word) {
        Ok(id) => {
            let found = at("parent", super::counted(work, id, word))?;
            Ok(Some(Parent { id: found.id, state: found.state }))
        }
        Err(_) if is_told => Ok(None),
        Err(error) => at("parent", Err(error)),
    }
}

/// What the row says it is; else what its place in the tree makes of it.
fn kind(work: &Work, row: &Row, category: &Category, parent: Option<&Parent>) -> Result<Kind, Refusal> {
    let told = row.text("kind").flatten().and_then(Kind::from_code);
    let Some(parent) = parent else {
        let has_parent = row.text("parent").flatten().is_some();
        return match told {
            Some(Kind::Lot) if !has_parent => refused("parent", RowError::Needed),
            told => Ok(told.unwrap_or(Kind::Project)),
        };
    };
    let kind = told.unwrap_or(if parent.state.kind == Kind::Programme { Kind::Project } else { Kind::Lot });
    at("parent", check_parent(&work.session.catalog, category, kind, parent))?;
    Ok(kind)
}

/// Puts the rows under their parents, now that all rows are in.
pub fn keep(work: &mut Work, promised: Promised) -> Result<(), Refusal> {
    let id = at("parent", super::project(work, &promised.parent))?;
    let parent = at("parent", super::counted(work, id, &promised.parent))?;
    let own = super::counted(work, promised.project, "")?;
    let category = category(work.session, &own.state.category)?;
    let parent = Parent { id: parent.id, state: parent.state };
    at("parent", check_parent(&work.session.catalog, category, own.state.kind, &parent))?;
    at("parent", is_listed(&parent.state, promised.from_day))?;
    work.state_all(promised.project, promised.from_day, vec![Body::Parent(Some(parent.id))])?;
    Ok(())
}
