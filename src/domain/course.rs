//! The facts of one work, with what a new statement about it is held against. A sheet may have thousands of rows of one
//! work, in any order of their days: what each of them asks is looked up here, and the facts are not walked through anew.
//! What tells the rest is the fold, which here gets only the facts that speak of what is asked.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;
use std::rc::Rc;

use super::belonging::Belonging;
use super::catalog::Catalog;
use super::day::{ALL_DAYS, Day};
use super::fact::{Body, CategoryFact, Field, FiguresFrom, Recorded, Update};
use super::fold::{Corrections, Place, fold, in_ledger_order, unfolded};
use super::name::folded;
use super::state::{Issue, Milestone, State};
use super::{ChangeId, IssueNo, UnitId, UpdateNo};

/// All that counts of what was recorded of a work.
#[derive(Clone)]
pub struct Course {
    facts: Vec<Recorded>,
    /// The work as it was listed, before anything else is known of it.
    listed: State,
    corrections: Corrections,
    filed: HashMap<UpdateNo, Filed>,
    /// By the number of the return that one corrects, that of the correction.
    corrected_by: HashMap<UpdateNo, UpdateNo>,
    names: Values<String>,
    returns: Values<()>,
    categories: Values<Rc<CategoryFact>>,
    stages: Values<StageSaid>,
    readings: HashMap<String, Values<i64>>,
    /// A total that is emptied is none from then on.
    totals: HashMap<String, Values<Option<i64>>>,
    from_lots: Values<bool>,
    /// Days and shares.
    splits: Vec<(Day, i64)>,
    about: About,
}

/// A stage as a return names it: of which category it is, and its code.
#[derive(Clone)]
pub(super) struct StageSaid {
    pub category: String,
    pub stage: String,
}

impl StageSaid {
    pub fn by(update: &Update) -> Option<Self> {
        let (category, stage) = (update.category.clone(), update.stage.clone()?);
        Some(Self { category, stage })
    }
}

/// Which facts speak of what, by their places among the facts.
#[derive(Clone, Default)]
struct About {
    /// How it came into the register.
    listing: Vec<usize>,
    /// What may meet a milestone.
    figures: Vec<usize>,
    milestones: HashMap<String, Vec<usize>>,
    /// The names of the milestones, by what is left of them when they are typed otherwise.
    typed: HashMap<String, String>,
    issues: HashMap<IssueNo, Vec<usize>>,
}

/// A return that counts, and where it stands.
#[derive(Clone)]
pub(super) struct Filed {
    pub place: Place,
    pub update: Rc<Update>,
}

/// What was said of one thing, in the order in which the fold takes it.
#[derive(Clone)]
pub(super) struct Values<V>(BTreeMap<Place, Value<V>>);

/// What a fact said of it.
#[derive(Clone)]
pub(super) struct Value<V> {
    /// The return that said it, if one did.
    pub by: Option<UpdateNo>,
    pub value: V,
}

impl<V> Default for Values<V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<V> Values<V> {
    /// The last before a place; `without` one return.
    pub fn before(&self, place: Place, without: Option<UpdateNo>) -> Option<(Place, &Value<V>)> {
        let before = self.0.range(..place).rev().map(|(place, said)| (*place, said));
        let mut counting = before.filter(|(_, said)| said.by.is_none() || said.by != without);
        counting.next()
    }

    /// Those after a place, in their order; `without` one return.
    pub fn after(&self, place: Place, without: Option<UpdateNo>) -> impl Iterator<Item = (Place, &Value<V>)> {
        let after = self.0.range((Bound::Excluded(place), Bound::Unbounded));
        after.map(|(place, said)| (*place, said)).filter(move |(_, said)| said.by.is_none() || said.by != without)
    }

    fn last(&self) -> Option<(Place, &Value<V>)> {
        self.0.last_key_value().map(|(place, said)| (*place, said))
    }

    fn put(&mut self, place: Place, by: Option<UpdateNo>, value: V) {
        self.0.insert(place, Value { by, value });
    }
}

impl Course {
    /// From the facts that count. `None`: it was never listed.
    pub fn new(facts: Vec<Recorded>) -> Option<Self> {
        let in_order = in_ledger_order(&facts);
        let listed = unfolded(&in_order)?;
        let mut course = Self {
            facts: Vec::with_capacity(facts.len()),
            listed,
            corrections: Corrections::default(),
            filed: HashMap::new(),
            corrected_by: HashMap::new(),
            names: Values::default(),
            returns: Values::default(),
            categories: Values::default(),
            stages: Values::default(),
            readings: HashMap::new(),
            totals: HashMap::new(),
            from_lots: Values::default(),
            splits: Vec::new(),
            about: About::default(),
        };
        in_order.into_iter().for_each(|recorded| course.take(recorded.clone()));
        Some(course)
    }

    /// Goes on by a fact that was recorded after the others, whatever its day.
    pub fn push(&mut self, recorded: Recorded) {
        let is_placed = matches!(recorded.fact.body, Body::Parent(_));
        self.take(recorded);
        // where it was put under another row may say since when it is listed
        if let Some(listed) = is_placed.then(|| unfolded(&in_ledger_order(&self.facts))).flatten() {
            self.listed = listed;
        }
    }

    fn take(&mut self, recorded: Recorded) {
        self.corrections.take(&recorded);
        let place = self.corrections.place(&recorded);
        self.about.take(self.facts.len(), &recorded.fact.body);
        match &recorded.fact.body {
            Body::Update(update) if self.corrections.counts(&recorded) => self.file(place, update),
            Body::Text { field: Field::Name, value } => {
                self.names.put(place, None, value.clone().unwrap_or_default());
            }
            Body::Text { field: Field::Figures, value } => {
                self.from_lots.put(place, None, value.as_deref() == Some(FiguresFrom::Lots.code()));
            }
            Body::Total { measure, value, .. } => {
                self.totals.entry(measure.clone()).or_default().put(place, None, *value);
            }
            Body::Category(fact) => self.categories.put(place, None, Rc::clone(fact)),
            Body::Split { share, .. } => self.splits.push((place.day, *share)),
            Body::Update(_)
            | Body::Text { .. }
            | Body::Listed { .. }
            | Body::Alias { .. }
            | Body::Tag { .. }
            | Body::Own { .. }
            | Body::Parent(_)
            | Body::Units(_)
            | Body::Milestone(_)
            | Body::Plan(_)
            | Body::Issue(_)
            | Body::IssueClosed { .. } => {}
        }
        self.facts.push(recorded);
    }

    /// A return that counts, instead of the one it corrects.
    fn file(&mut self, place: Place, update: &Rc<Update>) {
        if let Some(corrected) = update.corrects {
            self.corrected_by.insert(corrected, update.no);
            if let Some(old) = self.filed.remove(&corrected) {
                self.forget(&old);
            }
        }
        let by = Some(update.no);
        self.returns.put(place, by, ());
        if let Some(said) = StageSaid::by(update) {
            self.stages.put(place, by, said);
        }
        for (measure, value) in &update.readings {
            self.readings.entry(measure.clone()).or_default().put(place, by, *value);
        }
        self.filed.insert(update.no, Filed { place, update: Rc::clone(update) });
    }

    fn forget(&mut self, Filed { place, update }: &Filed) {
        self.returns.0.remove(place);
        self.stages.0.remove(place);
        for measure in update.readings.keys() {
            if let Some(values) = self.readings.get_mut(measure) {
                values.0.remove(place);
            }
        }
    }

    /// In the order recorded, with what is known of the whole it is a part of.
    pub fn facts(&self) -> &[Recorded] {
        &self.facts
    }

    /// Whether a fact is on record of the work itself; what is known of the whole belongs to no change.
    fn is_own(recorded: &&Recorded) -> bool {
        recorded.change > 0
    }

    /// The place in the ledger that comes next, within a change.
    pub fn next_in(&self, change: ChangeId) -> i64 {
        let own = self.facts.iter().rev().find(|recorded| recorded.change == change);
        own.map_or(1, |last| last.seq + 1)
    }

    /// The state now, whatever the day: all facts are folded.
    pub fn state(&self, catalog: &Catalog) -> State {
        let own = self.facts.iter().filter(Self::is_own);
        fold(catalog, own, Day::MAX).unwrap_or_else(|| self.listed.clone())
    }

    /// What its listing says: code, kind, the category it was listed in, days. The rest of it is blank.
    pub fn listed(&self) -> &State {
        &self.listed
    }

    /// The category it is of on a day.
    pub fn belonging(&self, day: Day) -> Belonging<'_> {
        match self.categories.before(Place::end_of(day), None) {
            Some((place, said)) => Belonging::moved(place.day, &said.value),
            None => Belonging::listed(&self.listed.category),
        }
    }

    /// Whether it is of another category than its listing says, on some day.
    pub fn was_moved(&self) -> bool {
        self.categories.last().is_some()
    }

    pub fn name(&self) -> &str {
        self.names.last().map_or("", |(_, said)| &said.value)
    }

    /// The name it goes by at the end of a day.
    pub fn name_on(&self, day: Day) -> &str {
        self.names.before(Place::end_of(day), None).map_or("", |(_, said)| &said.value)
    }

    /// The day from which a text field is as it is now: where it was never stated, all days.
    pub fn text_since(&self, field: Field) -> Day {
        let stated = self.facts.iter().filter(|recorded| match &recorded.fact.body {
            Body::Text { field: of, .. } => *of == field,
            _ => false,
        });
        stated.map(|recorded| recorded.fact.from_day).max().unwrap_or(ALL_DAYS)
    }

    /// The lists of units in force at the end of a day and those that hold from later days, with the days from which.
    pub fn units_from(&self, day: Day) -> Vec<(Day, Vec<UnitId>)> {
        let mut lists: BTreeMap<Day, Vec<UnitId>> = BTreeMap::new();
        for recorded in &self.facts {
            if let Body::Units(list) = &recorded.fact.body {
                lists.insert(recorded.fact.from_day, list.clone());
            }
        }
        let later = lists.split_off(&day.succ_opt().unwrap_or(day));
        let in_force = lists.pop_last().map(|(_, list)| (day, list));
        in_force.into_iter().chain(later).collect()
    }

    /// The day of the last return.
    pub fn last_return(&self) -> Option<Day> {
        self.returns.last().map(|(place, _)| place.day)
    }

    /// A milestone on a day; without one as it is now.
    pub fn milestone(&self, catalog: &Catalog, name: &str, day: Option<Day>) -> Option<Milestone> {
        let About { listing, figures, milestones, .. } = &self.about;
        let own = milestones.get(name)?;
        let facts = listing.iter().chain(figures).chain(own).filter_map(|at| self.facts.get(*at));
        let state = match day {
            None => fold(catalog, facts.filter(Self::is_own), Day::MAX),
            Some(day) => fold(catalog, facts, day),
        }?;
        state.milestone(name).cloned()
    }

    /// The name of the milestone that a word names, or is typed like.
    pub fn milestone_named(&self, word: &str) -> Option<&str> {
        let exact = self.about.milestones.get_key_value(word).map(|(name, _)| name);
        exact.or_else(|| self.about.typed.get(&folded(word))).map(String::as_str)
    }

    /// The first day from which anything is known of a milestone.
    pub fn milestone_from(&self, name: &str) -> Option<Day> {
        let facts = self.about.milestones.get(name)?.iter().filter_map(|at| self.facts.get(*at));
        facts.map(|recorded| recorded.fact.from_day).min()
    }

    /// An issue as it is now.
    pub fn issue(&self, catalog: &Catalog, no: IssueNo) -> Option<Issue> {
        let own = self.about.issues.get(&no)?;
        let facts = self.about.listing.iter().chain(own).filter_map(|at| self.facts.get(*at));
        fold(catalog, facts, Day::MAX)?.issues.into_iter().find(|issue| issue.fact.no == no)
    }

    /// A return that counts, and its day.
    pub fn filed_as(&self, no: UpdateNo) -> Option<(Day, &Update)> {
        self.filed.get(&no).map(|filed| (filed.place.day, &*filed.update))
    }

    /// The last in the chain of corrections of a return.
    pub fn corrected_by(&self, no: UpdateNo) -> Option<UpdateNo> {
        let mut last = None;
        while let Some(next) = self.corrected_by.get(&last.unwrap_or(no)) {
            last = Some(*next);
        }
        last
    }

    /// Where a new return would stand.
    pub(super) fn place(&self, update: &Update, day: Day, change: ChangeId) -> Place {
        self.corrections.place_of(update.corrects, day, (change, i64::MAX))
    }

    pub(super) fn filed(&self, no: UpdateNo) -> Option<&Filed> {
        self.filed.get(&no)
    }

    pub(super) fn stages(&self) -> &Values<StageSaid> {
        &self.stages
    }

    pub(super) fn readings(&self, measure: &str) -> Option<&Values<i64>> {
        self.readings.get(measure)
    }

    pub(super) fn totals(&self, measure: &str) -> Option<&Values<Option<i64>>> {
        self.totals.get(measure)
    }

    pub(super) fn figures_from_lots(&self) -> &Values<bool> {
        &self.from_lots
    }

    pub(super) fn splits(&self) -> &[(Day, i64)] {
        &self.splits
    }
}

impl About {
    fn take(&mut self, at: usize, body: &Body) {
        match body {
            Body::Listed { .. } | Body::Category(_) | Body::Parent(_) => self.listing.push(at),
            Body::Update(_) | Body::Total { .. } => self.figures.push(at),
            Body::Milestone(fact) => {
                self.milestones.entry(fact.name.clone()).or_default().push(at);
                self.typed.entry(folded(&fact.name)).or_insert_with(|| fact.name.clone());
            }
            Body::Issue(fact) => self.issues.entry(fact.no).or_default().push(at),
            Body::IssueClosed { no, .. } => self.issues.entry(*no).or_default().push(at),
            Body::Text { .. }
            | Body::Alias { .. }
            | Body::Tag { .. }
            | Body::Own { .. }
            | Body::Split { .. }
            | Body::Units(_)
            | Body::Plan(_) => {}
        }
    }
}

#[cfg(test)]
#[path = "course_test.rs"]
mod tests;
