//! The category a work is of: a wrong one is mended from the beginning, another one holds from a day on. What is on record
//! of its stages is read as stages of the other category.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::rc::Rc;

use super::{FieldName, Ground, Refusal, Subject};
use crate::domain::belonging::{NamedStage, named_stage, unread};
use crate::domain::catalog::{Catalog, Category, Label, Named, Stage};
use crate::domain::day::ALL_DAYS;
use crate::domain::fact::{Body, CategoryFact, ProjectFact, Recorded};
use crate::domain::state::State;
use crate::domain::{Day, ProjectId};
use crate::error::{CategoryError, NameError, WordList};

/// Another category for a work and for all that stands under it.
pub struct Move<'a> {
    pub category: &'a Category,
    /// Stages of the categories it was of, and which of this one each is read as, as they are called.
    pub stages: &'a [(String, String)],
    /// From which day on; `None`: it was wrong from the beginning.
    pub on: Option<Day>,
    /// What it is put under by the same statement, which is of that category.
    pub parent: Option<ProjectId>,
    /// All that ever stood under it.
    pub below: &'a [Subject],
    /// The codes of works by their numbers.
    pub codes: &'a HashMap<ProjectId, (String, String)>,
}

impl Move<'_> {
    /// A work as it would be.
    pub(super) fn made_of(&self, own: &State) -> State {
        let (category, category_from) = (self.category.code.clone(), self.on.unwrap_or(ALL_DAYS));
        State { category, category_from, ..own.clone() }
    }
}

/// Moves a work; `stated`: what else is stated of it at once.
///
/// # Errors
/// It is of that category, it stands under a work that stays, or stages on record have nothing there to be read as.
pub fn move_to(
    ground: &Ground,
    root: &Subject,
    stated: &[ProjectFact],
    to: &Move,
) -> Result<Vec<ProjectFact>, Refusal> {
    let from = to.on.unwrap_or(ALL_DAYS);
    if let Some(on) = to.on {
        root.holds_from(ground, FieldName::From, Some(on))?;
    }
    let movers = std::iter::once(root).chain(to.below);
    let ids: BTreeSet<ProjectId> = movers.clone().map(|mover| mover.id).collect();
    let (mut facts, mut missing) = (Vec::new(), Vec::<Stage>::new());
    let mut is_new = false;
    for mover in movers {
        let known = if mover.id == root.id { root.facts_and(ground, stated) } else { mover.course.facts().to_vec() };
        stands_apart(mover, &known, from, &ids, to)?;
        // what was not listed by then was never of another
        let from = if from <= mover.listed_from() && mover.id != root.id { ALL_DAYS } else { from };
        let read_as = read_as(ground.catalog, mover, from, to)?;
        let belonging = mover.course.belonging(from);
        is_new |= belonging.category != to.category.code || belonging.read_as().is_some_and(|known| *known != read_as);
        let fact =
            mover.fact(from, Body::Category(Rc::new(CategoryFact { category: to.category.code.clone(), read_as })));
        let after = mover.facts_and(ground, std::slice::from_ref(&fact));
        let gaps = unread(&after).into_iter().map(|unread| unread.named);
        let gaps = gaps.filter_map(|named| ground.catalog.stage(named.category, named.stage));
        gaps.for_each(|stage| {
            if !missing.contains(stage) {
                missing.push(stage.clone());
            }
        });
        facts.push(fact);
    }
    if !is_new {
        let (code, category) = (root.code().to_owned(), to.category.label.clone());
        return Err(FieldName::Category.refuses(CategoryError::SameCategory { code, category }));
    }
    if missing.is_empty() { Ok(facts) } else { Err(unread_stages(root, to.category, &missing)) }
}

/// What has no stage of the other category to be read as, each with the first one of its phase.
fn unread_stages(root: &Subject, category: &Category, missing: &[Stage]) -> Refusal {
    let like = |stage: &Stage| {
        let of_phase = category.stages.iter().find(|other| other.phase >= stage.phase);
        of_phase.or(category.stages.last()).map(|other| other.label.clone()).unwrap_or_default()
    };
    FieldName::StageMapping.refuses(CategoryError::StagesUnread {
        code: root.code().to_owned(),
        category: category.label.clone(),
        unread: missing.iter().map(|stage| (stage.label.clone(), like(stage))).collect(),
        stages: category.stages.iter().map(|stage| stage.label.clone()).collect(),
    })
}

/// Refuses a work that stands, on a day from then on, under one that stays where it is.
fn stands_apart(
    mover: &Subject,
    known: &[Recorded],
    from: Day,
    movers: &BTreeSet<ProjectId>,
    to: &Move,
) -> Result<(), Refusal> {
    let parents = known.iter().filter_map(|recorded| match recorded.fact.body {
        Body::Parent(parent) => Some((recorded.fact.from_day, recorded.change, recorded.seq, parent)),
        _ => None,
    });
    let mut parents: Vec<_> = parents.collect();
    parents.sort_unstable_by_key(|(day, change, seq, _)| (*day, *change, *seq));
    let before = parents.iter().rposition(|(day, ..)| *day <= from);
    let holding = parents.iter().skip(before.unwrap_or(0)).filter_map(|(.., parent)| *parent);
    let stays = holding.filter(|parent| !movers.contains(parent)).find(|parent| to.parent != Some(*parent));
    match stays {
        None => Ok(()),
        Some(parent) => Err(FieldName::Category.refuses(CategoryError::StandsUnder {
            code: mover.code().to_owned(),
            parent: to.codes.get(&parent).map(|(code, _)| code.clone()).unwrap_or_default(),
            category: to.category.label.clone(),
        })),
    }
}

/// What stages filed under other categories are read as: as is said, else as before, else by their names.
fn read_as(
    catalog: &Catalog,
    mover: &Subject,
    from: Day,
    to: &Move,
) -> Result<BTreeMap<(String, String), String>, Refusal> {
    let others = categories_of(catalog, mover, &to.category.code);
    let before = mover.course.facts().iter().rev().find_map(|recorded| match &recorded.fact.body {
        Body::Category(fact) if recorded.fact.from_day <= from && fact.category == to.category.code => Some(fact),
        _ => None,
    });
    let mut read_as = BTreeMap::new();
    for (category, stage) in others.iter().flat_map(|other| other.stages.iter().map(move |stage| (*other, stage))) {
        let known = before.and_then(|fact| fact.reads(&category.code, &stage.code)).cloned();
        // by its own names: what sheets call it may be several stages of another category
        let names = [&stage.code, &stage.label.zh, &stage.label.en];
        let alike = || names.into_iter().find_map(|word| catalog.find_stage(to.category, word).ok());
        if let Some(read) = known.or_else(|| alike().map(|stage| stage.code.clone())) {
            read_as.insert((category.code.clone(), stage.code.clone()), read);
        }
    }
    for (was, is) in to.stages {
        let read = catalog.find_stage(to.category, is).map_err(|unknown| unknown_stage(is, unknown.candidates))?;
        let mut found = false;
        for other in &others {
            if let Ok(stage) = catalog.find_stage(other, was) {
                found = true;
                read_as.insert((other.code.clone(), stage.code.clone()), read.code.clone());
            }
        }
        if let (false, Some(Err(unknown))) = (found, others.first().map(|other| catalog.find_stage(other, was))) {
            return Err(unknown_stage(was, unknown.candidates));
        }
    }
    Ok(read_as)
}

fn unknown_stage(value: &str, candidates: Vec<Named>) -> Refusal {
    let value = value.to_owned();
    FieldName::StageMapping.refuses(NameError::UnknownWord { list: WordList::Stage, value, candidates })
}

/// The categories, but for one, that a work ever was of or has stages of on record.
fn categories_of<'c>(catalog: &'c Catalog, mover: &Subject, but: &str) -> Vec<&'c Category> {
    let stated = mover.course.facts().iter().filter_map(|recorded| match &recorded.fact.body {
        Body::Listed { category, .. } => Some(category.as_str()),
        Body::Category(fact) => Some(fact.category.as_str()),
        body => named_stage(body).map(|NamedStage { category, .. }| category),
    });
    let codes: BTreeSet<&str> = stated.filter(|code| *code != but).collect();
    codes.into_iter().filter_map(|code| catalog.category(code)).collect()
}

/// Refuses a return or a milestone whose stage means nothing in a category that its work is of later.
///
/// # Errors
/// It names one.
pub(super) fn is_read(ground: &Ground, subject: &Subject, fact: &ProjectFact) -> Result<(), Refusal> {
    if !subject.course.was_moved() || named_stage(&fact.body).is_none() {
        return Ok(());
    }
    let all = subject.facts_and(ground, std::slice::from_ref(fact));
    let Some(unread) = unread(&all).into_iter().find(|unread| unread.change == ground.change) else { return Ok(()) };
    let label = |found: Option<Label>, code: &str| found.unwrap_or_else(|| Label { zh: code.into(), en: code.into() });
    let NamedStage { category, stage } = unread.named;
    let to = unread.belonging.category;
    Err(FieldName::Stage.refuses(CategoryError::StageNotRead {
        code: subject.code().to_owned(),
        stage: label(ground.catalog.stage(category, stage).map(|stage| stage.label.clone()), stage),
        category: label(ground.category(to).map(|category| category.label.clone()), to),
        from: unread.belonging.from,
    }))
}
