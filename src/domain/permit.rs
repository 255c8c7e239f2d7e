//! Permits (前期手续): the checklist of a category, how a work stands with each entry of it, and whose document has which
//! number. A permit is a milestone whose name stands on the checklist of its category: what is recorded of one, and how
//! that is folded, is as of any milestone.

use std::collections::HashMap;

use super::ProjectId;
use super::catalog::{Catalog, Label};
use super::day::DueDay;
use super::name::folded;
use super::portfolio::Portfolio;
use super::state::{Milestone, State};

/// An entry of a checklist.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Permit {
    /// The Chinese one is its name, under which it is on record.
    pub label: Label,
    /// Other words for it, in the order stated; the first is the short one that stands over its column.
    pub words: Vec<String>,
}

impl Permit {
    /// What stands over its column: 环评.
    pub fn short(&self) -> Label {
        Label { zh: self.words.first().unwrap_or(&self.label.zh).clone(), en: self.label.en.clone() }
    }

    /// Every word for it, its name first.
    pub fn called(&self) -> impl Iterator<Item = &str> {
        [&self.label.zh, &self.label.en].into_iter().chain(&self.words).map(String::as_str)
    }

    /// Whether a name on record is its: the checklist may have been edited since.
    pub fn is_named(&self, name: &str) -> bool {
        self.called().any(|word| word == name)
    }

    /// Its milestone of a work, if anything is on record of it.
    pub fn of<'a>(&self, state: &'a State) -> Option<&'a Milestone> {
        state.milestones.iter().find(|milestone| self.is_named(&milestone.name))
    }
}

/// The permits that the works of a category need, in the order in which they are sought.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Checklist {
    /// By code.
    pub category: String,
    pub permits: Vec<Permit>,
}

impl Catalog {
    /// The permits of a category, in their order.
    pub fn permits(&self, category: &str) -> &[Permit] {
        let own = self.checklists.iter().find(|checklist| checklist.category == category);
        own.map_or(&[], |checklist| &checklist.permits)
    }

    /// The permit of a category that a name on record is of.
    pub fn permit(&self, category: &str, name: &str) -> Option<&Permit> {
        self.permits(category).iter().find(|permit| permit.is_named(name))
    }
}

/// How it stands with a permit.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Standing {
    /// 有
    Granted,
    /// 免: this work does not need it.
    Waived,
    /// 待: its day is ahead, or today.
    Due,
    /// 逾期: its day is over.
    Overdue,
    /// 缺: nothing is on record of it.
    Missing,
}
codes!(Standing {
    Granted => "granted", Waived => "waived", Due => "due", Overdue => "overdue", Missing => "missing",
});

impl Standing {
    /// Whether the work has yet to get it.
    pub fn is_lacking(self) -> bool {
        match self {
            Self::Granted | Self::Waived => false,
            Self::Due | Self::Overdue | Self::Missing => true,
        }
    }
}

/// A permit of a work on the day of a portfolio.
pub struct WorkPermit<'a> {
    pub permit: &'a Permit,
    /// What is on record of it.
    pub milestone: Option<&'a Milestone>,
    pub standing: Standing,
    /// The day it was granted, where that is known.
    pub granted: Option<DueDay>,
    /// Days since the one before it on the checklist, without those that are not needed: up to the day it was granted,
    /// else up to the day of the portfolio. `None`: the one before is not granted, or nobody knows when it was.
    pub since_previous: Option<i64>,
}

impl Portfolio {
    /// How a work stands with every permit of its category.
    pub fn permits<'a>(&self, catalog: &'a Catalog, state: &'a State) -> Vec<WorkPermit<'a>> {
        let mut previous: Option<DueDay> = None;
        let standing = |permit: &'a Permit| {
            let milestone = permit.of(state);
            let standing = milestone.map_or(Standing::Missing, |milestone| self.standing(catalog, state, milestone));
            let granted = milestone.and_then(|milestone| self.met_on(catalog, state, milestone));
            let until = match standing {
                Standing::Granted => granted.map(|day| day.last),
                Standing::Waived => None,
                Standing::Due | Standing::Overdue | Standing::Missing => Some(self.day()),
            };
            let since_previous = previous.zip(until).map(|(previous, until)| (until - previous.last).num_days());
            if standing != Standing::Waived {
                previous = granted;
            }
            WorkPermit { permit, milestone, standing, granted, since_previous }
        };
        catalog.permits(&state.category).iter().map(standing).collect()
    }

    fn standing(&self, catalog: &Catalog, state: &State, milestone: &Milestone) -> Standing {
        if milestone.waived.is_some() {
            return Standing::Waived;
        }
        match (self.awaits(catalog, state, milestone), milestone.overdue_days(self.day())) {
            (false, _) => Standing::Granted,
            (true, Some(_)) => Standing::Overdue,
            (true, None) => Standing::Due,
        }
    }
}

/// A permit granted on a day before the one that comes before it on the checklist.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutOfOrder {
    pub permit: Label,
    pub on: DueDay,
    pub previous: Label,
    pub previous_on: DueDay,
}

/// The permits of a work that were granted before those they come after.
pub fn out_of_order(catalog: &Catalog, state: &State) -> Vec<OutOfOrder> {
    let granted = catalog.permits(&state.category).iter().filter_map(|permit| Some((permit, permit.of(state)?.met?)));
    let granted: Vec<(&Permit, DueDay)> = granted.collect();
    let pairs = granted.windows(2).filter_map(|pair| {
        let [(previous, previous_on), (permit, on)] = pair else { return None };
        let (permit, previous, on, previous_on) = (permit.short(), previous.short(), *on, *previous_on);
        (on.last < previous_on.first()).then_some(OutOfOrder { permit, on, previous, previous_on })
    });
    pairs.collect()
}

/// A document on record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    pub project: ProjectId,
    /// Code of the work.
    pub code: String,
    /// The name of the permit or milestone.
    pub name: String,
    pub number: String,
}

/// The documents on record by their numbers, however these are typed, and what stands under what.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    by_number: HashMap<String, Vec<Document>>,
    parents: HashMap<ProjectId, ProjectId>,
}

impl Documents {
    /// `parents`: a work and what it stands under.
    pub fn new(documents: impl IntoIterator<Item = Document>, parents: HashMap<ProjectId, ProjectId>) -> Self {
        let mut all = Self { by_number: HashMap::new(), parents };
        documents.into_iter().for_each(|document| all.add(document));
        all
    }

    pub fn add(&mut self, document: Document) {
        self.by_number.entry(folded(&document.number)).or_default().push(document);
    }

    /// A document with this number that is another: of another permit, or of a work of another tree. One document may
    /// be for a project and its lots, and for the projects of a programme; then it is that one, whoever else has it.
    pub fn other(&self, of: &Document) -> Option<&Document> {
        let root = self.root(of.project);
        let is_same = |other: &&Document| other.name == of.name && self.root(other.project) == root;
        let holders = self.by_number.get(&folded(&of.number)).map_or(&[][..], Vec::as_slice);
        if holders.iter().any(|other| is_same(&other)) { None } else { holders.first() }
    }

    fn root(&self, project: ProjectId) -> ProjectId {
        let mut root = project;
        while let Some(parent) = self.parents.get(&root) {
            root = *parent;
        }
        root
    }
}

#[cfg(test)]
#[path = "permit_test.rs"]
mod tests;
