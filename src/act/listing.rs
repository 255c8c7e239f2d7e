//! A programme, project or lot registered, and what is known of one beside its returns: its place in the tree, its
//! names, units and totals.

use std::collections::HashSet;

use super::belonging::{Move, move_to};
use super::field::{self, StatedOwn};
use super::filing::{doubtful_refusal, impossible_refusal};
use super::milestone::{self, planned_fact};
use super::split::{SplitFrom, split_off};
use super::text::{changed_passage, name_in, national_code, optional_passage};
use super::{FieldChange, FieldName, Ground, Refusal, Subject, is_listed, named};
use crate::domain::catalog::{Category, INVESTED, Named};
use crate::domain::code::{tidy_code, valid_code};
use crate::domain::day::{ALL_DAYS, DueDay};
use crate::domain::fact::{Body, FINISH, Field, FiguresFrom, Kind, ProjectFact, START};
use crate::domain::returns::{above_new_total, impossible};
use crate::domain::state::State;
use crate::domain::{Day, ProjectId, UnitId};
use crate::error::{MilestoneError, NameError, TreeError, ValueError};

/// A row of the register as it is registered.
pub struct Listing<'a> {
    pub id: ProjectId,
    pub category: &'a Category,
    pub name: String,
    /// `None`: what its place in the tree makes of it.
    pub kind: Option<Kind>,
    pub parent: Parent<'a>,
    /// Free, as [`free_code`] says of one that was given.
    pub code: String,
    /// `None`: as its parent, or for all days.
    pub listed_from: Option<Day>,
    pub source: Option<String>,
    pub particulars: Particulars,
    pub start: Option<DueDay>,
    pub finish: Option<DueDay>,
    pub split: Option<SplitFrom<'a>>,
}

/// What a new row stands under.
#[derive(Clone, Copy)]
pub enum Parent<'a> {
    None,
    Known(&'a State),
    /// A row that is registered by the same change, later on: held against it by [`place_under`] then.
    Promised,
}

/// What is known of a project beside its returns, as far as it is stated.
#[derive(Clone, Debug, Default)]
pub struct Particulars {
    pub name: FieldChange<String>,
    pub location: FieldChange<String>,
    pub content: FieldChange<String>,
    pub leader: FieldChange<String>,
    /// Fields of the office's own.
    pub own: Vec<StatedOwn>,
    pub national_code: FieldChange<String>,
    pub aliases: Vec<String>,
    pub dropped_aliases: Vec<String>,
    pub tags: Vec<String>,
    pub dropped_tags: Vec<String>,
    /// The lead first.
    pub units: FieldChange<Vec<UnitId>>,
    pub totals: Vec<StatedTotal>,
    pub figures: Option<FiguresFrom>,
}

/// A total (总量) stated, or emptied.
#[derive(Clone, Debug)]
pub struct StatedTotal {
    /// By code.
    pub measure: String,
    pub value: Option<i64>,
    /// What it rests on, by code: 概算.
    pub basis: Option<String>,
}

/// Facts about one project, parted by from when they hold.
#[derive(Default)]
struct Bodies {
    /// Its other names, whatever the day.
    names: Vec<Body>,
    /// Words that may be spelt better for all days, or be others from a day on.
    words: Vec<(Field, Body)>,
    dated: Vec<Body>,
}

/// Registers a row.
///
/// # Errors
/// Whatever speaks against it.
pub fn add(ground: &Ground, listing: Listing) -> Result<Vec<ProjectFact>, Refusal> {
    let name = name_in(FieldName::Name, &listing.name)?;
    let from_day = match (listing.listed_from, listing.parent) {
        (Some(on), _) => ground.not_ahead(FieldName::ListedFrom, on)?,
        // part of another, it has not been there for all days
        (None, _) if listing.split.is_some() => ground.not_ahead(FieldName::ListedFrom, ground.day)?,
        (None, Parent::Known(parent)) => parent.listed_from,
        (None, Parent::None | Parent::Promised) => ALL_DAYS,
    };
    // what is listed as the row above it is asked for returns from the day it was typed in
    let stated_day = if listing.listed_from.is_some() || listing.split.is_some() { from_day } else { ALL_DAYS };
    let kind = kind(ground, listing.category, listing.kind, listing.parent)?;
    let source = optional_passage(FieldName::Source, listing.source.as_deref())?;
    let category = listing.category.code.clone();
    let fact = |from_day, body| ProjectFact { project: listing.id, from_day, body };
    let mut facts = vec![
        fact(
            stated_day,
            Body::Listed { code: listing.code.clone(), kind, category, source, recorded_on: ground.today },
        ),
        fact(ALL_DAYS, Body::Text { field: Field::Name, value: Some(name) }),
    ];
    if let Parent::Known(parent) = listing.parent {
        are_of_it_by(from_day, &[parent])?;
        is_listed(parent, FieldName::Parent, from_day)?;
        facts.push(fact(from_day, Body::Parent(Some(parent.id))));
    }
    let has_span = listing.start.is_some() || listing.finish.is_some();
    if kind == Kind::Programme && (has_span || !listing.particulars.totals.is_empty()) {
        return Err(TreeError::ProgrammeFiles { code: listing.code }.into());
    }
    // its own are those of every row: only what would say otherwise is refused
    if listing.particulars.figures == Some(FiguresFrom::Lots) && kind != Kind::Project {
        return Err(FieldName::Figures.refuses(TreeError::LotsHaveNoFigures { code: listing.code }));
    }
    let bodies = bodies(ground, (&listing.category.code, &listing.code), listing.particulars)?;
    let for_all_days = bodies.words.into_iter().map(|(_, body)| body).chain(bodies.names);
    facts.extend(for_all_days.map(|body| fact(ALL_DAYS, body)));
    facts.extend(bodies.dated.into_iter().map(|body| fact(from_day, body)));
    for (field, due) in [(FieldName::PlannedStart, listing.start), (FieldName::PlannedFinish, listing.finish)] {
        due.map(|due| ground.due_in_reach(field, due)).transpose()?;
    }
    if let (Some(start), Some(finish)) = (listing.start, listing.finish)
        && start.first() > finish.last
    {
        let why = MilestoneError::StartAfterFinish { code: None, start, finish, other: None };
        return Err(FieldName::PlannedStart.refuses(why));
    }
    for (name, due) in [(START, listing.start), (FINISH, listing.finish)] {
        let planned = due.map(|due| Body::Milestone(planned_fact(listing.category, name, due)));
        facts.extend(planned.map(|planned| fact(from_day, planned)));
    }
    if let Some(split) = listing.split {
        if kind == Kind::Programme {
            return Err(TreeError::ProgrammeFiles { code: listing.code }.into());
        }
        facts.push(split_off(ground, split, listing.id, from_day)?);
    }
    Ok(facts)
}

/// Changes what is known of a project.
///
/// # Errors
/// Whatever speaks against it.
pub fn edit(
    ground: &Ground,
    subject: &Subject,
    stated: Particulars,
    parent: FieldChange<&State>,
    to: Option<Move>,
    on: Option<Day>,
) -> Result<Vec<ProjectFact>, Refusal> {
    let day = on.unwrap_or(ground.day);
    if subject.kind() == Kind::Programme && !stated.totals.is_empty() {
        return Err(TreeError::ProgrammeFiles { code: subject.code().to_owned() }.into());
    }
    let figures = stated.figures;
    let mut bodies = bodies(ground, (subject.category(), subject.code()), stated)?;
    if let Some(figures) = figures {
        may_take_figures(subject, figures)?;
    }
    match &parent {
        FieldChange::Keep => {}
        FieldChange::Set(parent) => {
            let own = subject.state(ground.catalog);
            match &to {
                None => place_under(ground, own, parent, day)?,
                Some(to) => place_under(ground, &to.made_of(own), parent, day)?,
            }
            bodies.dated.push(Body::Parent(Some(parent.id)));
        }
        FieldChange::Clear if subject.kind() == Kind::Lot => {
            return Err(FieldName::Parent.refuses(TreeError::LotWithoutParent));
        }
        FieldChange::Clear => bodies.dated.push(Body::Parent(None)),
    }
    if on.is_some() || !bodies.dated.is_empty() {
        subject.holds_from(ground, FieldName::From, Some(day))?;
    }
    if on.is_some() && bodies.words.is_empty() && bodies.dated.is_empty() && !bodies.names.is_empty() {
        return Err(FieldName::From.refuses(ValueError::NamesForAllDays));
    }
    let former = former_names(subject, &bodies.words, on);
    let mut facts: Vec<ProjectFact> = former.into_iter().map(|body| subject.fact(ALL_DAYS, body)).collect();
    // without a day a word is spelt better for as long as it has stood
    let since = |field| on.unwrap_or_else(|| subject.course.text_since(field));
    facts.extend(bodies.words.into_iter().map(|(field, body)| subject.fact(since(field), body)));
    facts.extend(bodies.names.into_iter().map(|body| subject.fact(ALL_DAYS, body)));
    facts.extend(bodies.dated.into_iter().map(|body| subject.fact(day, body)));
    have_room(ground, subject, &facts)?;
    match to {
        None => Ok(facts),
        Some(to) => {
            let moved = move_to(ground, subject, &facts, &Move { parent: parent.set().map(|parent| parent.id), ..to })?;
            Ok(facts.into_iter().chain(moved).collect())
        }
    }
}

/// The name that a new one takes the place of stays a name of the work: a list that still has it finds it. From a day on,
/// the new one is known on the days before as well.
fn former_names(subject: &Subject, words: &[(Field, Body)], on: Option<Day>) -> Vec<Body> {
    let new = words.iter().find_map(|(_, body)| match body {
        Body::Text { field: Field::Name, value } => value.as_deref(),
        _ => None,
    });
    let Some(new) = new else { return Vec::new() };
    let old = on.map_or_else(|| subject.course.name(), |day| subject.course.name_on(day));
    if old == new {
        return Vec::new();
    }
    let names = std::iter::once(old).chain(on.map(|_| new));
    names.map(|name| Body::Alias { alias: name.to_owned(), present: true }).collect()
}

/// Sets the planned start and finish where there was none, else moves them.
///
/// # Errors
/// Those of a milestone set or moved.
pub fn plan_span(
    ground: &Ground,
    subject: &Subject,
    start: Option<DueDay>,
    finish: Option<DueDay>,
) -> Result<Vec<ProjectFact>, Refusal> {
    let mut facts = Vec::new();
    let mut subject = subject.clone();
    // of two that are moved together, the one that makes room goes first
    let start_first = finish.is_none_or(|_| match (start, subject.course.milestone(ground.catalog, FINISH, None)) {
        (Some(start), Some(known)) => start.first() <= known.due.last,
        _ => true,
    });
    let mut both = [(START, start, FieldName::PlannedStart), (FINISH, finish, FieldName::PlannedFinish)];
    if !start_first {
        both.reverse();
    }
    for (name, due, field) in both {
        let known = subject.course.milestone(ground.catalog, name, None).map(|known| known.due);
        let Some(due) = due.filter(|due| known != Some(*due)) else { continue };
        let fact = match known {
            Some(_) => milestone::move_to(ground, &subject, name, due, None).map(|moved| moved.fact),
            None => {
                let stated = milestone::StatedMilestone {
                    name: name.to_owned(),
                    due,
                    stage: None,
                    source: None,
                    authority: None,
                    on: None,
                };
                milestone::set(ground, &subject, &stated)
            }
        };
        let fact = fact.map_err(|refusal| Refusal { field: Some(field), ..refusal })?;
        subject = subject.with(ground.change, fact.clone());
        facts.push(fact);
    }
    Ok(facts)
}

/// A code that somebody gives a new row; `used_by` is the name of what has it already.
///
/// # Errors
/// It is no code, or used.
pub fn free_code(given: &str, used_by: Option<String>) -> Result<String, Refusal> {
    let code = tidy_code(given);
    if !valid_code(&code) {
        return Err(FieldName::Code.refuses(ValueError::Code { value: given.to_owned() }));
    }
    match used_by {
        Some(name) => Err(FieldName::Code.refuses(NameError::CodeUsed { code, name })),
        None => Ok(code),
    }
}

/// Whether a row may stand under another from a day on.
///
/// # Errors
/// Itself, a row beneath it, another category, a kind that may not have it, or one not listed by then.
pub fn place_under(ground: &Ground, own: &State, parent: &State, on: Day) -> Result<(), Refusal> {
    let code = || own.code.clone();
    if parent.id == own.id {
        return Err(FieldName::Parent.refuses(TreeError::ParentIsItself { code: code() }));
    }
    if parent.parent == Some(own.id) {
        return Err(FieldName::Parent.refuses(TreeError::ParentCycle { code: code(), parent: parent.code.clone() }));
    }
    if let Some(category) = ground.category(&own.category) {
        may_stand_under(ground, category, own.kind, parent)?;
    }
    are_of_it_by(on, &[own, parent])?;
    is_listed(parent, FieldName::Parent, on)
}

/// What the row says it is; else what its place in the tree makes of it.
///
/// # Errors
/// A parent that cannot have it, or a lot without one.
pub fn kind(ground: &Ground, category: &Category, told: Option<Kind>, parent: Parent) -> Result<Kind, Refusal> {
    match parent {
        Parent::None if told == Some(Kind::Lot) => Err(FieldName::Parent.refuses(TreeError::LotWithoutParent)),
        Parent::None | Parent::Promised => Ok(told.unwrap_or(Kind::Project)),
        Parent::Known(parent) => {
            let placed = if parent.kind == Kind::Programme { Kind::Project } else { Kind::Lot };
            let kind = told.unwrap_or(placed);
            may_stand_under(ground, category, kind, parent)?;
            Ok(kind)
        }
    }
}

/// One stands under the other only while both are of one category.
fn are_of_it_by(on: Day, both: &[&State]) -> Result<(), Refusal> {
    match both.iter().find(|one| one.category_from > on) {
        None => Ok(()),
        Some(one) => {
            let (code, from) = (one.code.clone(), one.category_from);
            Err(FieldName::Parent.refuses(TreeError::OtherCategoryBefore { code, from }))
        }
    }
}

fn may_stand_under(ground: &Ground, category: &Category, kind: Kind, parent: &State) -> Result<(), Refusal> {
    if parent.category != category.code {
        let named = |category: &Category| Named { code: category.code.clone(), label: category.label.clone() };
        return Err(FieldName::Parent.refuses(TreeError::ParentCategory {
            parent: parent.code.clone(),
            parent_category: ground.category(&parent.category).map(named).unwrap_or_default(),
            category: named(category),
        }));
    }
    if !kind.may_stand_under(parent.kind) {
        let (parent, parent_kind) = (parent.code.clone(), parent.kind);
        return Err(FieldName::Parent.refuses(TreeError::ParentKind { kind, parent, parent_kind }));
    }
    Ok(())
}

/// Only a project with lots takes its figures from them.
fn may_take_figures(subject: &Subject, figures: FiguresFrom) -> Result<(), Refusal> {
    let code = || subject.code().to_owned();
    if subject.kind() != Kind::Project {
        return Err(FieldName::Figures.refuses(TreeError::LotsHaveNoFigures { code: code() }));
    }
    if figures == FiguresFrom::Lots && !subject.has_lots {
        return Err(FieldName::Figures.refuses(TreeError::NoLots { code: code() }));
    }
    Ok(())
}

/// The facts stated, each field once, of a work by its category and code.
fn bodies(ground: &Ground, (category, code): (&str, &str), stated: Particulars) -> Result<Bodies, Refusal> {
    let mut bodies = Bodies::default();
    let mut text = |field, value: FieldChange<String>| {
        bodies.words.extend(value.said().map(|value| (field, Body::Text { field, value })));
    };
    text(Field::Name, stated.name.try_map(|name| name_in(FieldName::NewName, &name))?);
    text(Field::Location, changed_passage(FieldName::Location, stated.location)?);
    text(Field::Content, changed_passage(FieldName::Content, stated.content)?);
    let national = stated.national_code.try_map(|code| national_code(&code));
    text(Field::NationalCode, national.map_err(|why| FieldName::NationalCode.refuses(why))?);
    let (aliases, dropped) = (&stated.aliases, &stated.dropped_aliases);
    for (alias, present) in names(aliases, dropped, FieldName::Aliases, FieldName::DroppedAliases)? {
        bodies.names.push(Body::Alias { alias, present });
    }
    let leader = stated.leader.try_map(|leader| name_in(FieldName::Leader, &leader))?;
    bodies.dated.extend(leader.said().map(|value| Body::Text { field: Field::Leader, value }));
    let mut stated_fields = HashSet::new();
    for own in stated.own {
        let value = field::value(ground, category, code, &own)?;
        if !stated_fields.insert(own.field.clone()) {
            return Err(FieldName::Own(own.field.clone()).refuses(ValueError::StatedTwice { what: own.field }));
        }
        bodies.dated.push(Body::Own { field: own.field, value });
    }
    for (tag, present) in names(&stated.tags, &stated.dropped_tags, FieldName::Tags, FieldName::DroppedTags)? {
        bodies.dated.push(Body::Tag { tag, present });
    }
    bodies.dated.extend(stated.units.said().map(|units| Body::Units(units.unwrap_or_default())));
    let mut stated_totals = HashSet::new();
    for StatedTotal { measure, value, basis } in stated.totals {
        has_a_total(ground, &measure)?;
        if !stated_totals.insert(measure.clone()) {
            let field = if measure == INVESTED { "total".to_owned() } else { measure.clone() };
            return Err(FieldName::Total(measure).refuses(ValueError::ClearAndSet { field }));
        }
        bodies.dated.push(Body::Total { measure, value, basis });
    }
    let figures = stated.figures.map(|figures| figures.code().to_owned());
    bodies.dated.extend(figures.map(|figures| Body::Text { field: Field::Figures, value: Some(figures) }));
    Ok(bodies)
}

/// Names given and names dropped, each once.
fn names(
    given: &[String],
    dropped: &[String],
    give: FieldName,
    drop: FieldName,
) -> Result<Vec<(String, bool)>, Refusal> {
    let mut names: Vec<(String, bool)> = Vec::new();
    let both = given.iter().map(|name| (name, true)).chain(dropped.iter().map(|name| (name, false)));
    for (name, is_given) in both {
        let field = || if is_given { give.clone() } else { drop.clone() };
        let name = name_in(field(), name)?;
        match names.iter().find(|(known, _)| *known == name) {
            Some((_, known)) if *known == is_given => {
                return Err(field().refuses(ValueError::StatedTwice { what: name }));
            }
            Some(_) => return Err(field().refuses(ValueError::ClearAndSet { field: name })),
            None => names.push((name, is_given)),
        }
    }
    Ok(names)
}

/// Not every measure has a total of its own: households signed are a share of those there are.
fn has_a_total(ground: &Ground, measure: &str) -> Result<(), Refusal> {
    let field = || FieldName::Total(measure.to_owned());
    let Some(known) = ground.catalog.measure(measure) else {
        return Err(field().refuses(super::unknown_measure(ground.catalog, measure)));
    };
    if known.total_label.is_some() {
        return Ok(());
    }
    Err(field().refuses(ValueError::NoTotalOfItsOwn { measure: named(known) }))
}

/// A total may not fall below what was counted, and not below what was spent without a reason.
fn have_room(ground: &Ground, subject: &Subject, facts: &[ProjectFact]) -> Result<(), Refusal> {
    let total = |fact: &'_ ProjectFact| match &fact.body {
        Body::Total { measure, .. } => Some(measure.clone()),
        _ => None,
    };
    let totals: Vec<String> = facts.iter().filter_map(total).collect();
    let Some(first) = totals.first().cloned() else { return Ok(()) };
    let all = subject.facts_and(ground, facts);
    let field = |_| FieldName::Total(first);
    let code = subject.code();
    if let Some(found) = impossible(ground.catalog, subject.course.facts(), &all) {
        return Err(impossible_refusal(ground.catalog, code, found, field));
    }
    let totals: Vec<&str> = totals.iter().map(String::as_str).collect();
    match above_new_total(ground.catalog, subject.course.facts(), &all, &totals) {
        Some(doubt) if !ground.force.is_forced => Err(doubtful_refusal(ground.catalog, code, doubt, field)),
        _ => Ok(()),
    }
}
