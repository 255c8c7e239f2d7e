//! The category a work is of on a day, and what its stages are read as. A work may be moved to another category from a
//! day on, or have had a wrong one from the beginning; what was filed under the one stays as it was filed, and is read as
//! a stage of the other.

use std::collections::BTreeMap;

use super::day::{ALL_DAYS, Day};
use super::fact::{Body, CategoryFact, FINISH, MilestoneFact, Recorded, START};
use super::fold::{counting, in_ledger_order, unfolded};
use super::{ChangeId, ProjectId};

/// The category of a work on some days.
#[derive(Clone, Copy, Debug)]
pub struct Belonging<'a> {
    /// By code.
    pub category: &'a str,
    /// The first day it is of it; `ALL_DAYS` when always.
    pub from: Day,
    moved: Option<&'a CategoryFact>,
}

impl<'a> Belonging<'a> {
    /// As its listing says.
    pub fn listed(category: &'a str) -> Self {
        Self { category, from: ALL_DAYS, moved: None }
    }

    /// As it was moved to.
    pub fn moved(from: Day, fact: &'a CategoryFact) -> Self {
        Self { category: &fact.category, from, moved: Some(fact) }
    }

    /// What stages of other categories are read as; `None`: it was not moved.
    pub fn read_as(&self) -> Option<&'a BTreeMap<(String, String), String>> {
        self.moved.map(|fact| &fact.read_as)
    }

    /// What a stage filed under a category is read as; `None`: as none.
    pub fn reads<'s>(&self, category: &str, stage: &'s str) -> Option<&'s str>
    where
        'a: 's,
    {
        if category == self.category {
            return Some(stage);
        }
        let read_as = self.moved.and_then(|fact| fact.reads(category, stage));
        read_as.map(String::as_str)
    }
}

/// The categories of a work one after another, by facts in the order of their days: of several of one day the last holds.
pub(super) fn belongings<'a>(listed: &'a str, facts: &[&'a Recorded]) -> Vec<Belonging<'a>> {
    let mut all = vec![Belonging::listed(listed)];
    for recorded in facts {
        if let Body::Category(fact) = &recorded.fact.body {
            let from = recorded.fact.from_day;
            all.retain(|before| before.from < from);
            all.push(Belonging::moved(from, fact));
        }
    }
    all
}

/// A stage that a return or a milestone names, and the category it is one of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NamedStage<'a> {
    pub category: &'a str,
    pub stage: &'a str,
}

/// The stage a fact names: the planned start and finish go with whatever category the work is of.
pub fn named_stage(body: &Body) -> Option<NamedStage<'_>> {
    match body {
        Body::Update(update) => Some(NamedStage { category: &update.category, stage: update.stage.as_deref()? }),
        Body::Milestone(MilestoneFact { name, category, stage, .. }) if name != START && name != FINISH => {
            Some(NamedStage { category, stage: stage.as_deref()? })
        }
        Body::Milestone(_)
        | Body::Listed { .. }
        | Body::Category(_)
        | Body::Text { .. }
        | Body::Alias { .. }
        | Body::Own { .. }
        | Body::Tag { .. }
        | Body::Parent(_)
        | Body::Split { .. }
        | Body::Units(_)
        | Body::Total { .. }
        | Body::Plan(_)
        | Body::Issue(_)
        | Body::IssueClosed { .. } => None,
    }
}

/// A fact whose stage means nothing in a category that the work is of on the day of the fact or later.
#[derive(Clone, Copy, Debug)]
pub struct Unread<'a> {
    pub change: ChangeId,
    pub named: NamedStage<'a>,
    pub belonging: Belonging<'a>,
}

/// Every such fact among those known of a work that count.
pub fn unread(facts: &[Recorded]) -> Vec<Unread<'_>> {
    let all = in_ledger_order(facts);
    let listed = all.iter().find_map(|recorded| match &recorded.fact.body {
        Body::Listed { category, .. } => Some(category.as_str()),
        _ => None,
    });
    let counting = counting(all);
    let belongings = belongings(listed.unwrap_or_default(), &counting);
    let mut unread = Vec::new();
    for recorded in counting {
        let Some(named) = named_stage(&recorded.fact.body) else { continue };
        let later = belongings.iter().filter(|other| other.from > recorded.fact.from_day);
        let own = belongings.iter().rev().find(|other| other.from <= recorded.fact.from_day);
        let meaningless = own.into_iter().chain(later).find(|one| one.reads(named.category, named.stage).is_none());
        unread.extend(meaningless.map(|belonging| Unread { change: recorded.change, named, belonging: *belonging }));
    }
    unread
}

/// A day on which a work stands under another that is of another category.
pub fn apart(own: &[Recorded], parent: &[Recorded]) -> Option<Day> {
    let (own, parent) = (Family::of(own)?, Family::of(parent)?);
    let days = own.days.iter().chain(&parent.days);
    days.copied()
        .filter(|day| *day >= own.listed)
        .find(|day| own.parent_on(*day) == Some(parent.id) && own.category_on(*day) != parent.category_on(*day))
}

/// What a work stands under and which category it is of, day by day.
struct Family<'a> {
    id: ProjectId,
    listed: Day,
    /// Those on which something changes.
    days: Vec<Day>,
    parents: Vec<(Day, Option<ProjectId>)>,
    belongings: Vec<Belonging<'a>>,
}

impl<'a> Family<'a> {
    fn of(facts: &'a [Recorded]) -> Option<Self> {
        let facts = counting(in_ledger_order(facts));
        let state = unfolded(&facts)?;
        let listed = facts.iter().find_map(|recorded| match &recorded.fact.body {
            Body::Listed { category, .. } => Some(category.as_str()),
            _ => None,
        })?;
        let parent = |recorded: &&Recorded| match recorded.fact.body {
            Body::Parent(parent) => Some((recorded.fact.from_day, parent)),
            _ => None,
        };
        let parents: Vec<_> = facts.iter().filter_map(parent).collect();
        let belongings = belongings(listed, &facts);
        let mut days = vec![state.listed_from];
        days.extend(parents.iter().map(|(day, _)| *day).chain(belongings.iter().map(|one| one.from)));
        Some(Self { id: state.id, listed: state.listed_from, days, parents, belongings })
    }

    fn parent_on(&self, day: Day) -> Option<ProjectId> {
        self.parents.iter().rev().find(|(from, _)| *from <= day).and_then(|(_, parent)| *parent)
    }

    fn category_on(&self, day: Day) -> Option<&str> {
        self.belongings.iter().rev().find(|one| one.from <= day).map(|one| one.category)
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::domain::catalog::{Catalog, Category, Label, Phase, sample};
    use crate::domain::fold::fold;
    use crate::domain::sample::{Row, catalog, day};

    /// Water, and roads: planned, dug, paved, open.
    fn both() -> Catalog {
        let stages = [
            ("planned", Phase::Preparation),
            ("started", Phase::Implementation),
            ("paved", Phase::Implementation),
            ("open", Phase::Completed),
        ];
        let road = Category {
            code: "road".to_owned(),
            label: Label { zh: "road".to_owned(), en: "road".to_owned() },
            code_prefix: "HS-T-".to_owned(),
            ..sample(&stages, "started", "open")
        };
        let mut catalog = catalog();
        catalog.categories.push(road);
        catalog
    }

    fn road(read_as: &[(&str, &str)]) -> Body {
        let read = |(was, is): &(&str, &str)| (("water".to_owned(), (*was).to_owned()), (*is).to_owned());
        let read_as = read_as.iter().map(read).collect();
        Body::Category(Rc::new(CategoryFact { category: "road".to_owned(), read_as }))
    }

    fn works() -> Row {
        Row::project(1).milestone("start", "2022-02").stage("2022-01-05", "tender").stage("2022-02-01", "building")
    }

    const READ: [(&str, &str); 2] = [("tender", "planned"), ("building", "paved")];

    #[test]
    fn a_work_moved_from_a_day_on_is_of_each_category_on_its_days() {
        let moved = works().states(day("2022-07-01"), road(&READ));
        let on = |text: &str| fold(&both(), &moved.facts, day(text)).expect("listed");
        let (before, after) = (on("2022-06-30"), on("2022-07-01"));
        let told = |state: &crate::domain::state::State| {
            (state.category.clone(), state.category_from, state.stage.clone().map(|(stage, _)| stage))
        };
        assert_eq!(told(&before), ("water".to_owned(), ALL_DAYS, Some("building".to_owned())));
        assert_eq!(told(&after), ("road".to_owned(), day("2022-07-01"), Some("paved".to_owned())));
        assert_eq!((before.started_on, after.started_on), (Some(day("2022-02-01")), Some(day("2022-02-01"))));
        assert!(after.milestone("start").is_some_and(|start| start.is_met), "met by what starts a road");
    }

    #[test]
    fn a_category_mended_from_the_beginning_was_never_another() {
        let mended = works().states(ALL_DAYS, road(&READ));
        let state = fold(&both(), &mended.facts, day("2022-01-31")).expect("listed");
        assert_eq!((state.category.as_str(), state.stage), ("road", Some(("planned".to_owned(), day("2022-01-05")))));
    }

    #[test]
    fn a_stage_that_means_nothing_later_is_found() {
        let moved = works().states(day("2022-07-01"), road(&READ[1..]));
        let found: Vec<_> =
            unread(&moved.facts).into_iter().map(|unread| (unread.change, unread.named.stage)).collect();
        assert_eq!(found, [(3, "tender")]);
        let said_again = moved.states(day("2022-07-01"), road(&READ));
        assert!(unread(&said_again.facts).is_empty(), "of one day the last holds");
        let road_of_none = works().files("2022-08-01", |update| {
            (update.category, update.stage) = ("road".to_owned(), Some("paved".to_owned()));
        });
        assert_eq!(unread(&road_of_none.facts).len(), 1, "a stage of a category it never was of");
    }

    #[test]
    fn a_tree_of_two_categories_is_found() {
        let (own, parent) = (Row::lot(2, 1), Row::project(1));
        assert_eq!(apart(&own.facts, &parent.facts), None);
        let moved = parent.states(day("2022-07-01"), road(&[]));
        assert_eq!(apart(&own.facts, &moved.facts), Some(day("2022-07-01")));
        let along = own.states(day("2022-07-01"), road(&[]));
        assert_eq!(apart(&along.facts, &moved.facts), None);
    }
}
