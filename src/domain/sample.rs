//! Made-up rows for unit tests: facts stated in short, folded as the register folds them.

use std::rc::Rc;

use super::catalog::{Catalog, HOUSEHOLDS, INVESTED, Label, Measure, Named, Phase, sample};
use super::change::Voided;
use super::day::{ALL_DAYS, Day, parse_day, parse_due};
use super::fact::{
    Body, Condition, Field, IssueFact, Kind, Level, MilestoneEvent, MilestoneFact, PlanFact, ProjectFact, Recorded,
    Update,
};
use super::fold::fold;
use super::portfolio::Portfolio;
use super::quantity::{Counting, Dimension, UnitWord};
use super::word::{WordFact, WordList};
use super::{ChangeId, ProjectId};

/// The first step of the households.
pub const SIGNED: &str = "signed";

pub fn day(text: &str) -> Day {
    parse_day(text).expect(text)
}

/// Water with four stages and three measures.
pub fn catalog() -> Catalog {
    let stages = [
        ("tender", Phase::Preparation),
        ("started", Phase::Implementation),
        ("building", Phase::Implementation),
        ("built", Phase::Completed),
        ("accepted", Phase::Closed),
    ];
    let measure = |position, code: &str, dimension, share_of: &str| Measure {
        code: code.to_owned(),
        position,
        dimension,
        label: named(code).label,
        total_label: (code == share_of).then(|| named(&format!("total {code}")).label),
        share_of: Some(share_of.to_owned()),
        step: (code == SIGNED).then_some(1),
        is_read: code != HOUSEHOLDS,
        categories: Vec::new(),
    };
    let unit = UnitWord::new("户").expect("a short word");
    let households = Dimension::Count(Counting { zh: unit, ..Counting::PIECES });
    Catalog {
        categories: vec![sample(&stages, "started", "built")],
        measures: vec![
            measure(1, INVESTED, Dimension::Money, INVESTED),
            measure(2, HOUSEHOLDS, households, HOUSEHOLDS),
            measure(3, SIGNED, households, HOUSEHOLDS),
        ],
        conditions: Condition::ALL.iter().map(|condition| named(condition.code())).collect(),
        ..Catalog::default()
    }
}

/// A word that goes by its code.
fn named(code: &str) -> Named {
    Named { code: code.to_owned(), label: Label { zh: code.to_owned(), en: code.to_owned() } }
}

/// What states them.
pub fn words() -> Vec<WordFact> {
    let Catalog { categories, measures, phases, bases, conditions, checklists, own_fields } = catalog();
    let named = |list| move |(position, named)| WordFact::Named { list, position, named };
    (1..)
        .zip(categories)
        .map(|(position, category)| WordFact::Category { position, category })
        .chain(measures.into_iter().map(WordFact::Measure))
        .chain((1..).zip(phases).map(named(WordList::Phases)))
        .chain((1..).zip(bases).map(named(WordList::Bases)))
        .chain((1..).zip(conditions).map(named(WordList::Conditions)))
        .chain(checklists.into_iter().map(WordFact::Checklist))
        .chain((1..).zip(own_fields).map(|(position, field)| WordFact::OwnField { position, field }))
        .collect()
}

/// A row of the register and what is stated of it, in the order recorded.
#[derive(Clone)]
pub struct Row {
    id: ProjectId,
    pub facts: Vec<Recorded>,
}

impl Row {
    pub fn project(id: ProjectId) -> Self {
        Self::new(id, Kind::Project)
    }

    pub fn lot(id: ProjectId, of: ProjectId) -> Self {
        Self::new(id, Kind::Lot).states(ALL_DAYS, Body::Parent(Some(of)))
    }

    fn new(id: ProjectId, kind: Kind) -> Self {
        let (code, category) = (format!("HS-W-{id:03}"), "water".to_owned());
        let row = Self { id, facts: Vec::new() };
        row.states(ALL_DAYS, Body::Listed { code, kind, category, source: None, recorded_on: day("2022-01-01") })
    }

    /// One more fact, in a change of its own.
    pub fn states(mut self, from_day: Day, body: Body) -> Self {
        let change = 1 + self.facts.len() as ChangeId;
        let fact = ProjectFact { project: self.id, from_day, body };
        self.facts.push(Recorded { change, seq: 1, fact });
        self
    }

    pub fn takes_figures_from_lots(self) -> Self {
        self.states(ALL_DAYS, Body::Text { field: Field::Figures, value: Some("lots".to_owned()) })
    }

    /// A return; update numbers are those of their changes.
    pub fn files(self, on: &str, state: impl FnOnce(&mut Update)) -> Self {
        let no = 1 + self.facts.len() as i64;
        let mut update = Update { no, category: "water".to_owned(), ..Update::default() };
        state(&mut update);
        self.states(day(on), Body::Update(Rc::new(update)))
    }

    pub fn stage(self, on: &str, stage: &str) -> Self {
        self.files(on, |update| update.stage = Some(stage.to_owned()))
    }

    pub fn invested(self, on: &str, value: i64) -> Self {
        self.reads(on, INVESTED, value)
    }

    pub fn reads(self, on: &str, measure: &str, value: i64) -> Self {
        self.files(on, |update| {
            update.readings.insert(measure.to_owned(), value);
        })
    }

    pub fn condition(self, on: &str, condition: Condition) -> Self {
        self.files(on, |update| update.condition = Some(condition))
    }

    /// Its figures go along.
    pub fn merged(self, on: &str, into: ProjectId) -> Self {
        self.files(on, |update| (update.condition, update.merged_into) = (Some(Condition::Merged), Some(into)))
    }

    /// The share is in basis points.
    pub fn split(self, from: &str, part: ProjectId, share: i64) -> Self {
        self.states(day(from), Body::Split { part, share })
    }

    pub fn plan(self, from: &str, value: i64) -> Self {
        self.plans(from, INVESTED, value, Vec::new())
    }

    pub fn plan_of(self, from: &str, year: i32, value: i64) -> Self {
        let (measure, value) = (INVESTED.to_owned(), Some(value));
        self.states(day(from), Body::Plan(PlanFact { year, measure, value, months: Vec::new(), goal: None }))
    }

    pub fn plans(self, from: &str, measure: &str, value: i64, months: Vec<i64>) -> Self {
        let measure = measure.to_owned();
        self.states(day(from), Body::Plan(PlanFact { year: 2022, measure, value: Some(value), months, goal: None }))
    }

    pub fn milestone(self, name: &str, due: &str) -> Self {
        self.milestone_event(name, MilestoneEvent::Raised, due, "2021-01-01", None)
    }

    pub fn milestone_at_stage(self, name: &str, due: &str, stage: &str) -> Self {
        self.milestone_event(name, MilestoneEvent::Raised, due, "2021-01-01", Some(stage))
    }

    pub fn moved(self, name: &str, due: &str, from: &str) -> Self {
        self.milestone_event(name, MilestoneEvent::Moved, due, from, None)
    }

    pub fn met(self, name: &str, on: &str) -> Self {
        self.milestone_event(name, MilestoneEvent::Met, on, on, None)
    }

    /// A permit granted that nobody had planned.
    pub fn granted(mut self, name: &str, on: &str, number: &str) -> Self {
        self = self.met(name, on);
        if let Some(Body::Milestone(fact)) = self.facts.last_mut().map(|last| &mut last.fact.body) {
            fact.number = Some(number.to_owned());
        }
        self
    }

    pub fn waived(mut self, name: &str, on: &str, reason: &str) -> Self {
        self = self.milestone_event(name, MilestoneEvent::Waived, on, on, None);
        if let Some(Body::Milestone(fact)) = self.facts.last_mut().map(|last| &mut last.fact.body) {
            fact.reason = Some(reason.to_owned());
        }
        self
    }

    fn milestone_event(self, name: &str, event: MilestoneEvent, due: &str, from: &str, stage: Option<&str>) -> Self {
        let fact = MilestoneFact {
            name: name.to_owned(),
            event,
            day: parse_due(due).expect(due),
            category: "water".to_owned(),
            stage: stage.map(str::to_owned),
            source: None,
            number: None,
            authority: None,
            reason: None,
        };
        self.states(day(from), Body::Milestone(fact))
    }

    pub fn issue(self, no: i64, raised: &str, due: &str) -> Self {
        let due = Some(day(due));
        let issue = IssueFact { no, text: "问题".to_owned(), ask: None, unit: None, level: Level::Unit, due };
        self.states(day(raised), Body::Issue(Box::new(issue)))
    }

    pub fn total(self, from: &str, measure: &str, value: i64) -> Self {
        self.states(day(from), Body::Total { measure: measure.to_owned(), value: Some(value), basis: None })
    }

    /// Takes back the change with this number.
    pub fn without(mut self, change: ChangeId) -> Self {
        let voided = Voided::from([change]);
        self.facts.retain(|recorded| !voided.contains(&recorded.change));
        self
    }
}

/// The rows on a day.
pub fn portfolio(rows: &[Row], on: &str) -> Portfolio {
    let (catalog, on) = (catalog(), day(on));
    let states = rows.iter().filter_map(|row| fold(&catalog, &row.facts, on));
    Portfolio::new(&catalog, states.collect(), on)
}
