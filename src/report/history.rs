//! `history`: every change as a sentence, oldest first.
//!
//! Long: one sentence for each kind of fact, an arm each in whole matches.

use std::collections::HashMap;

use super::columns::{text, unit_names};
use super::headings::list_field;
use super::model::{Cell, Column, Detail, Header, Report, Section, SectionBody, Sentence, Shape, Word, number};
use crate::domain::catalog::{Catalog, Category, Label, Measure};
use crate::domain::change::Recording;
use crate::domain::day::{ALL_DAYS, Day};
use crate::domain::fact::{
    Body, CategoryFact, Fact, Field, Kind, Level, MilestoneFact, PlanFact, Recorded, SetLight, Update,
};
use crate::domain::heading::HeadingFact;
use crate::domain::own_field::OwnField;
use crate::domain::permit::Permit;
use crate::domain::person::{PersonEvent, PersonFact, Right};
use crate::domain::quantity::Dimension;
use crate::domain::submission::{Decision, Submission};
use crate::domain::unit::{UnitFact, Units};
use crate::domain::word::WordFact;
use crate::domain::{ChangeId, IssueNo, PageNo, ProjectId, SubmissionNo, TargetNo, UnitId, UpdateNo};

/// What a change said; the sentences of one project follow each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HistorySentence {
    /// 建立台账
    Created,
    /// A change taken back.
    Undid { change: ChangeId },
    /// A page that went out.
    Frozen { no: PageNo, title: String },
    /// So many targets at once.
    Targets { count: i64 },
    /// A change about many projects at once.
    Many { projects: i64, updates: i64 },
    /// The project the next sentences speak of.
    About { code: String, name: String },
    /// The day from which what follows holds.
    From { day: Day },
    /// What it was registered as.
    Listed { kind: Kind, category: Label },
    /// The category it is of from then on, and what stages are read as that have other names there.
    Recategorised { category: Label, read_as: Vec<(Label, Label)> },
    /// One of its words of the register, or none any more.
    Text { field: Field, value: Option<String> },
    /// Another name, given or dropped.
    Alias { alias: String, present: bool },
    /// A tag, given or dropped.
    Tag { tag: String, present: bool },
    /// A field of the office's own, with the unit of its numbers.
    Own { label: Label, value: Option<String>, unit: Option<String> },
    /// What it stands under: code and name.
    Parent { parent: Option<(String, String)> },
    /// A part of it that became a work of its own, code and name, with its share in basis points.
    Split { part: Option<(String, String)>, share: i64 },
    /// 分自: told of the part.
    SplitFrom { from: Option<(String, String)>, share: i64 },
    /// Its units, the lead first.
    Units(Vec<String>),
    /// A total, with what it rests on.
    Total { label: Label, value: Option<i64>, dimension: Dimension, basis: Option<Label> },
    /// A return with its number and day.
    Update(Box<FiledReturn>),
    /// A milestone set, moved, met or waived.
    Milestone(Box<MilestoneFact>),
    /// The permits of a category, by their short words.
    Checklist { category: Label, permits: Vec<Label> },
    /// A version of a plan; what it leaves out is not planned.
    Plan { year: i32, label: Label, dimension: Dimension, value: Option<i64>, months: Vec<i64>, goal: Option<String> },
    /// 提出问题
    IssueRaised { no: IssueNo, text: String, ask: Option<String>, unit: Option<String>, level: Level, due: Option<Day> },
    /// 问题已解决
    IssueClosed { no: IssueNo, outcome: Option<String> },
    /// A category as it is from then on, with its stages.
    Category(Box<Category>),
    /// What the office means by a word in a heading; `None`: nothing any more.
    HeadingWord { word: String, field: Option<Label> },
    /// What a list with so many headings means by them was said.
    ListAnswered { headings: i64 },
    /// A version of the rules.
    Rules {
        version: i64,
        /// Key and value as typed.
        values: Vec<(String, i64)>,
    },
    /// What is counted, and how.
    Measure(Box<StatedMeasure>),
    /// A target in its own words.
    TargetStated { no: TargetNo, sentence: String },
    /// A value entered for a target.
    TargetEntered {
        no: TargetNo,
        value: i64,
        /// What it is counted in, where the target is known.
        of: Option<(Dimension, String)>,
    },
    /// A field of the office's own, with the label of the category whose works alone have it.
    OwnField { field: Box<OwnField>, category: Option<Label> },
    /// 新增单位
    UnitAdded { name: String },
    /// Another name of a unit.
    UnitAlias { unit: String, alias: String },
    /// A unit that became part of another.
    UnitMerged { unit: String, into: String },
    /// A unit that goes by another name from a day on.
    UnitRenamed { from: Day, unit: String, name: String },
    /// A unit that has a place in the official order from a day on.
    UnitMoved { from: Day, unit: String, position: i64 },
    /// A unit that came of another, which was split on a day.
    UnitSplit { from: Day, unit: String, into: String },
    /// A person put on the list, stated anew or taken off it; without units: for all.
    Person { event: PersonEvent, name: String, units: Vec<String>, rights: Vec<Right> },
    /// Whether returns wait for review from then on.
    Review { is_on: bool },
    /// A return that waits for review.
    Submitted { no: SubmissionNo, filed: Box<FiledReturn> },
    /// A submission that was filed as a return.
    Accepted { no: SubmissionNo, update: UpdateNo },
    /// A submission that was given back.
    Returned { no: SubmissionNo },
    /// So many submissions made, or decided, at once.
    ManySubmissions { submitted: i64, decided: i64 },
    /// Why the change was made.
    Reason(String),
}

/// A measure as it was stated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatedMeasure {
    pub code: String,
    pub label: Label,
    pub dimension: Dimension,
    /// Its own total.
    pub total: Option<Label>,
    /// That of another it is a share of.
    pub whole: Option<Label>,
    /// At which step of it.
    pub step: Option<i64>,
    /// Whose works are asked for it; none: all.
    pub categories: Vec<Label>,
}

impl HistorySentence {
    /// What is said of a word of the trade.
    pub fn of_word(catalog: &Catalog, fact: &WordFact) -> Option<Self> {
        match fact {
            WordFact::Category { category, .. } => Some(Self::Category(Box::new(category.clone()))),
            WordFact::Measure(measure) => Some(measure_stated(catalog, measure)),
            WordFact::Checklist(checklist) => {
                let category = catalog.category(&checklist.category);
                let category = category.map(|category| category.label.clone()).unwrap_or_default();
                let permits = checklist.permits.iter().map(Permit::short).collect();
                Some(Self::Checklist { category, permits })
            }
            WordFact::OwnField { field, .. } => Some(own_field(catalog, field)),
            WordFact::Named { .. } => None,
        }
    }
}

/// A status update as it was filed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FiledReturn {
    pub no: UpdateNo,
    pub as_of: Day,
    pub corrects: Option<UpdateNo>,
    pub stage: Option<Label>,
    pub condition: Option<Label>,
    pub merged_into: Option<String>,
    pub figures_stay: bool,
    pub no_change: bool,
    pub readings: Vec<(Label, i64, Dimension)>,
    pub review_day: Option<Day>,
    pub light: Option<SetLight>,
    pub progress: Option<String>,
    pub problem: Option<String>,
    pub ask: Option<String>,
    pub next_step: Option<String>,
}

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
pub enum HistoryScope {
    Register,
    /// Of one project, which is not named again in each sentence.
    OneProject,
}

pub fn history<'a>(
    names: &'a Names<'a>,
    recordings: &'a [Recording],
    scope: HistoryScope,
    detail: Detail,
    header: Header,
) -> Report<'a> {
    Report { header, sections: vec![section(names, recordings, scope, detail)] }
}

/// The changes as a section; in full detail with the command, the reason, the source and the hash of each.
pub fn section<'a>(
    names: &'a Names<'a>,
    recordings: &'a [Recording],
    scope: HistoryScope,
    detail: Detail,
) -> Section<'a> {
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
    let (width, former) = (columns.len(), former_names(recordings));
    let rows = recordings.iter().map(move |recording| {
        let change = &recording.change;
        let undone =
            if recording.undone || detail == Detail::Everything { Cell::Flag(recording.undone) } else { Cell::Nothing };
        let mut row = vec![
            Cell::count(change.id),
            Cell::Instant(change.recorded_at),
            Cell::Text(change.recorded_by.clone()),
            Cell::Sentences(sentences((names, &former), recording, scope).into_iter().map(Sentence::from).collect()),
            undone,
            change.voids.map_or(Cell::Nothing, Cell::count),
            Cell::Text(change.command.clone()),
            text(change.reason.as_deref()),
            text(change.source_file.as_deref()),
            Cell::Code(change.hash.clone()),
        ];
        row.truncate(width);
        row
    });
    Section {
        id: "history".into(),
        heading: None,
        body: SectionBody::Table { columns, rows: Box::new(rows) },
        notes: Vec::new(),
    }
}

/// What units were called before they were renamed, by the change that did.
type FormerNames = HashMap<(ChangeId, UnitId), String>;

fn former_names(recordings: &[Recording]) -> FormerNames {
    let (mut now, mut former): (HashMap<UnitId, &String>, _) = (HashMap::new(), FormerNames::new());
    for recording in recordings {
        for fact in &recording.units {
            let (UnitFact::Added { unit, name, .. } | UnitFact::Renamed { unit, name, .. }) = fact else { continue };
            let was = now.insert(*unit, name);
            former.extend(was.map(|was| ((recording.change.id, *unit), was.clone())));
        }
    }
    former
}

fn sentences(
    (names, former): (&Names, &FormerNames),
    recording: &Recording,
    scope: HistoryScope,
) -> Vec<HistorySentence> {
    let mut said = Vec::new();
    if recording.change.id == 1 {
        said.push(HistorySentence::Created);
    }
    said.extend(recording.change.voids.map(|change| HistorySentence::Undid { change }));
    said.extend(recording.units.iter().map(|fact| unit_fact((names, former), recording.change.id, fact)));
    let projects: Vec<&[Recorded]> = by_project(&recording.facts);
    if projects.len() > TOLD_ONE_BY_ONE {
        let updates = recording.facts.iter().filter(|recorded| matches!(recorded.fact.body, Body::Update(_)));
        said.push(HistorySentence::Many { projects: number(projects.len()), updates: number(updates.count()) });
    } else {
        for facts in projects {
            let as_part = facts.iter().find_map(|recorded| split_from(names, recorded, recording, scope));
            match as_part {
                Some(from) => said.push(from),
                None => said.extend(project_sentences(names, facts, scope)),
            }
        }
    }
    said.extend(register_sentences(names, &recording.register));
    said.extend(office_sentences(names, &recording.register, scope));
    said.extend(recording.pages.iter().map(|page| HistorySentence::Frozen { no: page.no, title: page.title.clone() }));
    said.extend(recording.change.reason.clone().map(HistorySentence::Reason));
    said
}

/// Targets, values entered for them and rules; many targets at once are only counted.
fn register_sentences(names: &Names, facts: &[Fact]) -> Vec<HistorySentence> {
    let targets = facts.iter().filter(|fact| matches!(fact, Fact::Target(_))).count();
    let is_many = targets > TOLD_ONE_BY_ONE;
    let said = facts.iter().filter_map(|fact| match fact {
        Fact::Target(_) | Fact::TargetValue(_) if is_many => None,
        Fact::Target(target) => {
            Some(HistorySentence::TargetStated { no: target.no, sentence: target.sentence.clone() })
        }
        Fact::TargetValue(entered) => Some(HistorySentence::TargetEntered {
            no: entered.target,
            value: entered.value,
            of: names.targets.get(&entered.target).cloned(),
        }),
        Fact::Rules { version: 1, .. } => None,
        Fact::Rules { version, values, .. } => {
            Some(HistorySentence::Rules { version: *version, values: values.clone() })
        }
        Fact::Heading(HeadingFact::Word { word, field }) => {
            let field = field.as_deref().map(|field| list_field(names.catalog, field));
            Some(HistorySentence::HeadingWord { word: word.clone(), field })
        }
        Fact::Heading(HeadingFact::Answered(answer)) => {
            Some(HistorySentence::ListAnswered { headings: number(answer.headings.len()) })
        }
        Fact::Word(word) => HistorySentence::of_word(names.catalog, word),
        Fact::Setting { .. } | Fact::Heading(HeadingFact::Usual { .. }) | Fact::Unit(_) | Fact::Project(_) => None,
        // told by `office_sentences`
        Fact::Person(_) | Fact::Review { .. } | Fact::Submitted(_) | Fact::Decided(_) => None,
    });
    let mut said: Vec<HistorySentence> = said.collect();
    said.extend(is_many.then_some(HistorySentence::Targets { count: number(targets) }));
    said
}

/// A measure as it was stated, with its words looked up.
fn measure_stated(catalog: &Catalog, measure: &Measure) -> HistorySentence {
    let whole = measure.share_of.as_ref().filter(|whole| **whole != measure.code);
    let whole = whole.and_then(|whole| catalog.measure(whole)).map(|whole| whole.total_name().clone());
    let label = |code: &String| catalog.category(code).map(|category| category.label.clone());
    HistorySentence::Measure(Box::new(StatedMeasure {
        code: measure.code.clone(),
        label: measure.label.clone(),
        dimension: measure.dimension,
        total: measure.total_label.clone(),
        whole,
        step: measure.step,
        categories: measure.categories.iter().filter_map(label).collect(),
    }))
}

/// Persons and review; many submissions at once are only counted.
fn office_sentences(names: &Names, facts: &[Fact], scope: HistoryScope) -> Vec<HistorySentence> {
    let count = |is_meant: fn(&Fact) -> bool| facts.iter().filter(|fact| is_meant(fact)).count();
    let submitted = count(|fact| matches!(fact, Fact::Submitted(_)));
    let decided = count(|fact| matches!(fact, Fact::Decided(_)));
    let (many_submitted, many_decided) = (submitted > TOLD_ONE_BY_ONE, decided > TOLD_ONE_BY_ONE);
    let mut said = Vec::new();
    for fact in facts {
        match fact {
            Fact::Person(fact) => said.push(person(names.units, fact)),
            Fact::Review { is_on } => said.push(HistorySentence::Review { is_on: *is_on }),
            Fact::Submitted(_) if many_submitted => {}
            Fact::Submitted(submission) => {
                let about = names.projects.get(&submission.project).filter(|_| scope == HistoryScope::Register);
                said.extend(about.cloned().map(|(code, name)| HistorySentence::About { code, name }));
                said.push(submission_sentence(names, submission));
            }
            Fact::Decided(_) if many_decided => {}
            Fact::Decided(Decision::Accepted { submission, update }) => {
                said.push(HistorySentence::Accepted { no: *submission, update: *update });
            }
            Fact::Decided(Decision::Returned { submission }) => {
                said.push(HistorySentence::Returned { no: *submission });
            }
            Fact::Setting { .. }
            | Fact::Word(_)
            | Fact::Rules { .. }
            | Fact::Unit(_)
            | Fact::Heading(_)
            | Fact::Project(_)
            | Fact::Target(_)
            | Fact::TargetValue(_) => {}
        }
    }
    let is_many = many_submitted || many_decided;
    said.extend(is_many.then(|| HistorySentence::ManySubmissions {
        submitted: number(if many_submitted { submitted } else { 0 }),
        decided: number(if many_decided { decided } else { 0 }),
    }));
    said
}

/// What is said of a field of the office's own.
pub fn own_field(catalog: &Catalog, field: &OwnField) -> HistorySentence {
    let category = field.category.as_deref().and_then(|code| catalog.category(code));
    let category = category.map(|category| category.label.clone());
    HistorySentence::OwnField { field: Box::new(field.clone()), category }
}

/// A statement about a person with its words looked up.
pub fn person(units: &Units, fact: &PersonFact) -> HistorySentence {
    let PersonFact { event, person } = fact;
    let own: Vec<UnitId> = person.units.iter().copied().collect();
    HistorySentence::Person {
        event: *event,
        name: person.name.clone(),
        units: unit_names(units, &own),
        rights: person.rights.iter().copied().collect(),
    }
}

/// A submission with its words looked up.
pub fn submission_sentence(names: &Names, submission: &Submission) -> HistorySentence {
    let filed = filed(names, &submission.update, submission.day);
    HistorySentence::Submitted { no: submission.no, filed: Box::new(filed) }
}

/// In the history of a part alone: what it was split from, which is a fact of that work.
fn split_from(
    names: &Names,
    recorded: &Recorded,
    recording: &Recording,
    scope: HistoryScope,
) -> Option<HistorySentence> {
    let Body::Split { part, share } = recorded.fact.body else { return None };
    let is_told = |other: &Recorded| other.fact.project == part;
    let from = || names.projects.get(&recorded.fact.project).cloned();
    (scope == HistoryScope::OneProject && recording.facts.iter().any(is_told))
        .then(|| HistorySentence::SplitFrom { from: from(), share })
}

fn by_project(facts: &[Recorded]) -> Vec<&[Recorded]> {
    facts.chunk_by(|a, b| a.fact.project == b.fact.project).collect()
}

fn project_sentences(names: &Names, facts: &[Recorded], scope: HistoryScope) -> Vec<HistorySentence> {
    let mut said = Vec::new();
    let project = facts.first().map_or(0, |recorded| recorded.fact.project);
    if let (HistoryScope::Register, Some((code, name))) = (scope, names.projects.get(&project)) {
        said.push(HistorySentence::About { code: code.clone(), name: name.clone() });
    }
    // what holds for all days stands before any day is named
    let (undated, dated): (Vec<_>, Vec<_>) = facts.iter().partition(|recorded| recorded.fact.from_day == ALL_DAYS);
    let mut from = ALL_DAYS;
    for recorded in undated.into_iter().chain(dated) {
        let day = recorded.fact.from_day;
        let dates_itself = matches!(recorded.fact.body, Body::Update(_) | Body::Milestone(_));
        if day != from && !dates_itself {
            said.push(HistorySentence::From { day });
            from = day;
        }
        said.push(fact(names, &recorded.fact.body, day));
    }
    said
}

fn fact(names: &Names, body: &Body, day: Day) -> HistorySentence {
    match body {
        Body::Listed { kind, category, .. } => {
            let label = names.catalog.category(category).map(|category| category.label.clone()).unwrap_or_default();
            HistorySentence::Listed { kind: *kind, category: label }
        }
        Body::Category(fact) => recategorised(names.catalog, fact),
        Body::Text { field, value } => HistorySentence::Text { field: *field, value: value.clone() },
        Body::Alias { alias, present } => HistorySentence::Alias { alias: alias.clone(), present: *present },
        Body::Tag { tag, present } => HistorySentence::Tag { tag: tag.clone(), present: *present },
        Body::Own { field, value } => {
            let known = names.catalog.own_field(field);
            let label = known.map(|known| known.label.clone());
            let label = label.unwrap_or_else(|| Label { zh: field.clone(), en: field.clone() });
            let unit = known.and_then(OwnField::unit).map(str::to_owned);
            HistorySentence::Own { label, value: value.clone(), unit }
        }
        Body::Parent(parent) => {
            HistorySentence::Parent { parent: parent.and_then(|id| names.projects.get(&id)).cloned() }
        }
        Body::Split { part, share } => {
            HistorySentence::Split { part: names.projects.get(part).cloned(), share: *share }
        }
        Body::Units(units) => HistorySentence::Units(unit_names(names.units, units)),
        Body::Total { measure, value, basis } => {
            let measure = names.catalog.measure(measure);
            let label = measure.and_then(|measure| measure.total_label.clone()).unwrap_or_default();
            let dimension = measure.map_or(Dimension::PIECES, |measure| measure.dimension);
            let basis = basis.as_ref().map(|code| names.catalog.basis_label(code));
            HistorySentence::Total { label, value: *value, dimension, basis }
        }
        Body::Update(update) => HistorySentence::Update(Box::new(filed(names, update, day))),
        Body::Milestone(milestone) => HistorySentence::Milestone(Box::new(milestone.clone())),
        Body::Plan(plan) => planned(names, plan),
        Body::Issue(issue) => HistorySentence::IssueRaised {
            no: issue.no,
            text: issue.text.clone(),
            ask: issue.ask.clone(),
            unit: issue.unit.and_then(|id| names.units.get(id)).map(|unit| unit.name.clone()),
            level: issue.level,
            due: issue.due,
        },
        Body::IssueClosed { no, outcome } => HistorySentence::IssueClosed { no: *no, outcome: outcome.clone() },
    }
}

/// Another category with its words looked up.
pub fn recategorised(catalog: &Catalog, fact: &CategoryFact) -> HistorySentence {
    let label = |category: &str, stage: &str| catalog.stage(category, stage).map(|stage| stage.label.clone());
    let read_as = fact.read_as.iter().filter_map(|((category, was), is)| {
        let (was, is) = (label(category, was)?, label(&fact.category, is)?);
        (was != is).then_some((was, is))
    });
    let category = catalog.category(&fact.category).map(|category| category.label.clone()).unwrap_or_default();
    HistorySentence::Recategorised { category, read_as: read_as.collect() }
}

/// A version of a plan with its words looked up.
pub fn planned(names: &Names, plan: &PlanFact) -> HistorySentence {
    let measure = names.catalog.measure(&plan.measure);
    HistorySentence::Plan {
        year: plan.year,
        label: measure.map(|measure| measure.label.clone()).unwrap_or_default(),
        dimension: measure.map_or(Dimension::PIECES, |measure| measure.dimension),
        value: plan.value,
        months: plan.months.clone(),
        goal: plan.goal.clone(),
    }
}

/// A status update with its words looked up.
pub fn filed(names: &Names, update: &Update, as_of: Day) -> FiledReturn {
    let stage = |code: &String| {
        let stage = names.catalog.stage(&update.category, code);
        stage.map_or_else(|| Label { zh: code.clone(), en: code.clone() }, |stage| stage.label.clone())
    };
    let reading = |measure: &Measure| {
        let value = update.readings.get(&measure.code)?;
        Some((measure.label.clone(), *value, measure.dimension))
    };
    FiledReturn {
        no: update.no,
        as_of,
        corrects: update.corrects,
        stage: update.stage.as_ref().map(stage),
        condition: update.condition.map(|condition| names.catalog.condition_label(condition.code())),
        merged_into: update.merged_into.and_then(|id| names.projects.get(&id)).map(|(code, _)| code.clone()),
        figures_stay: update.figures_stay,
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

fn unit_fact((names, former): (&Names, &FormerNames), change: ChangeId, fact: &UnitFact) -> HistorySentence {
    let name = |id: &UnitId| names.units.get(*id).map(|unit| unit.name.clone()).unwrap_or_default();
    match fact {
        UnitFact::Added { name, .. } => HistorySentence::UnitAdded { name: name.clone() },
        UnitFact::Alias { unit, alias } => HistorySentence::UnitAlias { unit: name(unit), alias: alias.clone() },
        UnitFact::Merged { unit, into, .. } => HistorySentence::UnitMerged { unit: name(unit), into: name(into) },
        UnitFact::Renamed { from_day, unit, name: new } => HistorySentence::UnitRenamed {
            from: *from_day,
            unit: former.get(&(change, *unit)).cloned().unwrap_or_else(|| name(unit)),
            name: new.clone(),
        },
        UnitFact::Moved { from_day, unit, position } => {
            HistorySentence::UnitMoved { from: *from_day, unit: name(unit), position: *position }
        }
        UnitFact::Split { from_day, unit, into } => {
            HistorySentence::UnitSplit { from: *from_day, unit: name(unit), into: name(into) }
        }
    }
}
