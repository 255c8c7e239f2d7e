//! `history`: every change as a sentence, oldest first.

use std::collections::HashMap;

use super::columns::{text, unit_names};
use super::model::{Cell, Column, Content, Detail, Filed, Header, Report, Section, Sentence, Shape, Word, number};
use crate::domain::catalog::{Catalog, Label, Measure};
use crate::domain::change::Recording;
use crate::domain::day::{ALL_DAYS, Day};
use crate::domain::fact::{Body, Fact, PlanFact, Recorded, Update};
use crate::domain::quantity::Dimension;
use crate::domain::unit::{UnitFact, Units};
use crate::domain::{ProjectId, TargetNo, UnitId};

/// A change about more projects than this is told by its numbers.
const TOLD_ONE_BY_ONE: usize = 3;

/// What the words of a change need: labels, units and projects by number, those of undone changes too.
pub struct Names<'a> {
    pub catalog: &'a Catalog,
    pub units: &'a Units,
    pub projects: &'a HashMap<ProjectId, (String, String)>,
    /// What each target is counted in.
    pub targets: &'a HashMap<TargetNo, (Dimension, String)>,
}

/// Of what a history is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scope {
    Register,
    /// Of one project, which is not named again in each sentence.
    OneProject,
}

pub fn history<'a>(
    names: &'a Names<'a>,
    recordings: &'a [Recording],
    scope: Scope,
    detail: Detail,
    header: Header,
) -> Report<'a> {
    Report { header, sections: vec![section(names, recordings, scope, detail)] }
}

/// The changes as a section; in full detail with the command, the reason, the source and the hash of each.
pub fn section<'a>(names: &'a Names<'a>, recordings: &'a [Recording], scope: Scope, detail: Detail) -> Section<'a> {
    let mut columns = vec![
        Column::new("change", Word::Change, Shape::Count),
        Column::new("recorded_at", Word::RecordedAt, Shape::Fixed),
        Column::new("by", Word::RecordedBy, Shape::Text),
        Column::new("what", Word::What, Shape::Text),
        Column::new("undone", Word::Undone, Shape::Fixed),
    ];
    if detail == Detail::Everything {
        columns.extend([
            Column::new("voids", Word::Voids, Shape::Count),
            Column::new("command", Word::Command, Shape::Text),
            Column::new("reason", Word::Reason, Shape::Text),
            Column::new("source_file", Word::Source, Shape::Text),
            Column::new("hash", Word::Hash, Shape::Fixed),
        ]);
    }
    let width = columns.len();
    let rows = recordings.iter().map(move |recording| {
        let change = &recording.change;
        let undone =
            if recording.undone || detail == Detail::Everything { Cell::Flag(recording.undone) } else { Cell::Nothing };
        let mut row = vec![
            Cell::Count(change.id),
            Cell::Instant(change.recorded_at),
            Cell::Text(change.recorded_by.clone()),
            Cell::Sentences(sentences(names, recording, scope)),
            undone,
            change.voids.map_or(Cell::Nothing, Cell::Count),
            Cell::Text(change.command.clone()),
            text(change.reason.as_deref()),
            text(change.source_file.as_deref()),
            Cell::Code(change.hash.clone()),
        ];
        row.truncate(width);
        row
    });
    Section { id: "history", heading: None, body: Content::Table { columns, rows: Box::new(rows) }, notes: Vec::new() }
}

fn sentences(names: &Names, recording: &Recording, scope: Scope) -> Vec<Sentence> {
    let mut said = Vec::new();
    if recording.change.id == 1 {
        said.push(Sentence::Created);
    }
    said.extend(recording.change.voids.map(|change| Sentence::Undid { change }));
    said.extend(recording.units.iter().map(|fact| unit_fact(names, fact)));
    let projects: Vec<&[Recorded]> = by_project(&recording.facts);
    if projects.len() > TOLD_ONE_BY_ONE {
        let updates = recording.facts.iter().filter(|recorded| matches!(recorded.fact.body, Body::Update(_)));
        said.push(Sentence::Many { projects: number(projects.len()), updates: number(updates.count()) });
    } else {
        for facts in projects {
            said.extend(of_project(names, facts, scope));
        }
    }
    said.extend(of_register(names, &recording.register));
    said.extend(recording.pages.iter().map(|page| Sentence::Frozen { no: page.no, title: page.title.clone() }));
    said.extend(recording.change.reason.clone().map(Sentence::Reason));
    said
}

/// Targets, values entered for them and rules; many targets at once are only counted.
fn of_register(names: &Names, facts: &[Fact]) -> Vec<Sentence> {
    let targets = facts.iter().filter(|fact| matches!(fact, Fact::Target(_))).count();
    let is_many = targets > TOLD_ONE_BY_ONE;
    let said = facts.iter().filter_map(|fact| match fact {
        Fact::Target(_) | Fact::TargetValue(_) if is_many => None,
        Fact::Target(target) => Some(Sentence::TargetStated { no: target.no, sentence: target.sentence.clone() }),
        Fact::TargetValue(entered) => Some(Sentence::TargetEntered {
            no: entered.target,
            value: entered.value,
            of: names.targets.get(&entered.target).cloned(),
        }),
        Fact::Rules { version: 1, .. } => None,
        Fact::Rules { version, values, .. } => Some(Sentence::Rules { version: *version, values: values.clone() }),
        _ => None,
    });
    let mut said: Vec<Sentence> = said.collect();
    said.extend(is_many.then_some(Sentence::Targets { count: number(targets) }));
    said
}

fn by_project(facts: &[Recorded]) -> Vec<&[Recorded]> {
    facts.chunk_by(|a, b| a.fact.project == b.fact.project).collect()
}

fn of_project(names: &Names, facts: &[Recorded], scope: Scope) -> Vec<Sentence> {
    let mut said = Vec::new();
    let project = facts.first().map_or(0, |recorded| recorded.fact.project);
    if let (Scope::Register, Some((code, name))) = (scope, names.projects.get(&project)) {
        said.push(Sentence::About { code: code.clone(), name: name.clone() });
    }
    let mut from = ALL_DAYS;
    for recorded in facts {
        let day = recorded.fact.from_day;
        let dates_itself = matches!(recorded.fact.body, Body::Update(_) | Body::Milestone(_));
        if day != from && !dates_itself {
            said.push(Sentence::From { day });
            from = day;
        }
        said.push(fact(names, &recorded.fact.body, day));
    }
    said
}

fn fact(names: &Names, body: &Body, day: Day) -> Sentence {
    match body {
        Body::Listed { kind, category, .. } => {
            let label = names.catalog.category(category).map(|category| category.label.clone()).unwrap_or_default();
            Sentence::Listed { kind: *kind, category: label }
        }
        Body::Text { field, value } => Sentence::Text { field: *field, value: value.clone() },
        Body::Alias { alias, present } => Sentence::Alias { alias: alias.clone(), present: *present },
        Body::Tag { tag, present } => Sentence::Tag { tag: tag.clone(), present: *present },
        Body::Parent(parent) => Sentence::Parent { parent: parent.and_then(|id| names.projects.get(&id)).cloned() },
        Body::Units(units) => Sentence::Units(unit_names(names.units, units)),
        Body::Total { measure, value, basis } => {
            let measure = names.catalog.measure(measure);
            let label = measure.and_then(|measure| measure.total_label.clone()).unwrap_or_default();
            let dimension = measure.map_or(Dimension::Count, |measure| measure.dimension);
            let basis = basis.as_ref().map(|code| names.catalog.basis_label(code));
            Sentence::Total { label, value: *value, dimension, basis }
        }
        Body::Update(update) => Sentence::Update(Box::new(filed(names, update, day))),
        Body::Milestone(milestone) => {
            Sentence::Milestone { name: milestone.name.clone(), event: milestone.event, day: milestone.day }
        }
        Body::Plan(plan) => planned(names, plan),
        Body::Issue(issue) => Sentence::IssueRaised {
            no: issue.no,
            text: issue.text.clone(),
            ask: issue.ask.clone(),
            unit: issue.unit.and_then(|id| names.units.get(id)).map(|unit| unit.name.clone()),
            level: issue.level,
            due: issue.due,
        },
        Body::IssueClosed { no, outcome } => Sentence::IssueClosed { no: *no, outcome: outcome.clone() },
    }
}

/// A version of a plan with its words looked up.
pub fn planned(names: &Names, plan: &PlanFact) -> Sentence {
    let measure = names.catalog.measure(&plan.measure);
    Sentence::Plan {
        year: plan.year,
        label: measure.map(|measure| measure.label.clone()).unwrap_or_default(),
        dimension: measure.map_or(Dimension::Count, |measure| measure.dimension),
        value: plan.value,
        months: plan.months.clone(),
        goal: plan.goal.clone(),
    }
}

/// A status update with its words looked up.
pub fn filed(names: &Names, update: &Update, as_of: Day) -> Filed {
    let stage = |code: &String| {
        let stage = names.catalog.stage(&update.category, code);
        stage.map_or_else(|| Label { zh: code.clone(), en: code.clone() }, |stage| stage.label.clone())
    };
    let reading = |measure: &Measure| {
        let value = update.readings.get(&measure.code)?;
        Some((measure.label.clone(), *value, measure.dimension))
    };
    Filed {
        no: update.no,
        as_of,
        corrects: update.corrects,
        stage: update.stage.as_ref().map(stage),
        condition: update.condition.map(|condition| names.catalog.condition_label(condition.code())),
        merged_into: update.merged_into.and_then(|id| names.projects.get(&id)).map(|(code, _)| code.clone()),
        no_change: update.no_change,
        readings: names.catalog.measures.iter().filter_map(reading).collect(),
        review_day: update.review_day,
        light: update.light.clone(),
        progress: update.progress.clone(),
        problem: update.problem.clone(),
        ask: update.ask.clone(),
        next_step: update.next_step.clone(),
    }
}

fn unit_fact(names: &Names, fact: &UnitFact) -> Sentence {
    let name = |id: &UnitId| names.units.get(*id).map(|unit| unit.name.clone()).unwrap_or_default();
    match fact {
        UnitFact::Added { name, .. } => Sentence::UnitAdded { name: name.clone() },
        UnitFact::Alias { unit, alias } => Sentence::UnitAlias { unit: name(unit), alias: alias.clone() },
        UnitFact::Merged { unit, into, .. } => Sentence::UnitMerged { unit: name(unit), into: name(into) },
    }
}
