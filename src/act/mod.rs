//! What a person states, held against what is known: facts, or a [`Refusal`].
//!
//! Every statement goes through here, whether it came by flags or by the cells of a sheet; what may be stated is
//! decided nowhere else. Pure: no flag, no column, no clock, no register. Whoever brings a statement reads its words
//! into values, says on what [`Ground`] it stands, and tells where a refused [`FieldName`] stood: behind `--invested`
//! or in column 9.

pub mod belonging;
pub mod category;
pub mod checklist;
pub mod field;
pub mod filing;
#[cfg(test)]
mod growth_test;
pub mod issue;
pub mod listing;
pub mod measure;
pub mod milestone;
pub mod person;
pub mod plan;
pub mod split;
pub mod target;
pub mod text;
pub mod unit;

use std::cell::OnceCell;
use std::fmt;
use std::rc::Rc;

use chrono::Datelike;

use crate::domain::catalog::{Catalog, Category, Measure, Named};
use crate::domain::course::Course;
use crate::domain::day::DueDay;
use crate::domain::fact::{Body, Kind, ProjectFact, Recorded, Update};
use crate::domain::fold::fold;
use crate::domain::reach::Reach;
use crate::domain::state::State;
use crate::domain::{ChangeId, Day, ProjectId};
use crate::error::{Objection, TreeError, ValueError};

/// What a statement stands on beside its project.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    pub catalog: &'a Catalog,
    /// The day of a statement that names none.
    pub day: Day,
    /// By the clock: only what has happened can be stated.
    pub today: Day,
    pub force: Force,
    /// The change the statement will belong to.
    pub change: ChangeId,
}

/// What was said to have a doubtful statement taken.
#[derive(Clone, Copy, Debug, Default)]
pub struct Force {
    pub is_forced: bool,
    pub has_reason: bool,
}

/// A project that something is stated of: all that is known of it now, whatever the day.
#[derive(Clone)]
pub struct Subject {
    pub id: ProjectId,
    /// Shared: a sheet may have thousands of rows of one work.
    pub course: Rc<Course>,
    /// Folded when it is first asked for; what a return is held against needs none of it.
    state: OnceCell<Rc<State>>,
    /// Something stands under it.
    pub has_lots: bool,
    /// The code of the work it was split from.
    pub split_from: Option<String>,
}

/// What a statement does to a field.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum FieldChange<T> {
    #[default]
    Keep,
    Set(T),
    Clear,
}

/// A statement that is not taken.
#[derive(Debug)]
pub struct Refusal {
    /// The field that is wrong; `None`: the statement as a whole.
    pub field: Option<FieldName>,
    pub why: Objection,
}

/// The fields of statements, as whoever brings one can point at them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FieldName {
    /// The day from which something holds, or of which a return is.
    From,
    Force,
    Source,
    // of a return
    Stage,
    MergedInto,
    FiguresStay,
    Review,
    /// By the code of its measure.
    Reading(String),
    Progress,
    Problem,
    Ask,
    NextStep,
    Light,
    LightUntil,
    LightReason,
    NoChange,
    Corrects,
    // of a listing
    Name,
    NewName,
    Parent,
    Code,
    ListedFrom,
    SplitFrom,
    Share,
    /// Those a project is split into.
    Lots,
    Units,
    Leader,
    /// A field of the office's own, by code.
    Own(String),
    Location,
    Content,
    NationalCode,
    Aliases,
    DroppedAliases,
    Tags,
    DroppedTags,
    /// By the code of its measure.
    Total(String),
    Figures,
    PlannedStart,
    PlannedFinish,
    // of a plan
    Plan,
    PlanYear,
    /// By the code of its measure.
    Planned(String),
    PlanMeasure,
    /// The points of the months, by the one that is wrong (1–12).
    Months(usize),
    Goal,
    // of a milestone
    Milestone,
    MilestoneMove,
    Due,
    Met,
    // of a permit
    Number,
    Authority,
    Waived,
    ChecklistAdd,
    ChecklistAfter,
    ChecklistLabel,
    ChecklistWord,
    ChecklistRemove,
    // of an issue
    Issue,
    IssueAsk,
    IssueUnit,
    IssueDue,
    Raised,
    Closed,
    Outcome,
    // of a target
    Sentence,
    TargetYear,
    TargetUnit,
    TargetDecimals,
    TargetTag,
    TargetRule,
    Entered,
    EnteredSource,
    // of a unit
    UnitName,
    UnitAlias,
    SplitInto,
    SplitWork,
    SplitRest,
    // of a person
    PersonName,
    /// Of a category as such.
    OfCategory(category::CategoryField),
    // of the category a work is of
    Category,
    StageMapping,
    Measure(MeasureField),
}

/// The fields of a measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MeasureField {
    Name,
    Code,
    Unit,
    UnitEn,
    Decimals,
    LabelEn,
    Total,
    TotalEn,
    ShareOf,
    Step,
}

impl FieldName {
    /// Refuses what stands in this field.
    pub fn refuses(self, why: impl Into<Objection>) -> Refusal {
        Refusal { field: Some(self), why: why.into() }
    }
}

impl<W: Into<Objection>> From<W> for Refusal {
    fn from(why: W) -> Self {
        Self { field: None, why: why.into() }
    }
}

impl Force {
    /// # Errors
    /// Force without a reason.
    pub fn new(is_forced: bool, reason: Option<&str>) -> Result<Self, Refusal> {
        match reason {
            None if is_forced => Err(FieldName::Force.refuses(ValueError::NeedsReason)),
            reason => Ok(Self { is_forced, has_reason: reason.is_some() }),
        }
    }
}

impl<T> FieldChange<T> {
    /// States the field, which one statement does once.
    ///
    /// # Errors
    /// It was stated already; `field` as the message calls it.
    pub fn state(&mut self, stated: Self, field: &str) -> Result<(), Refusal> {
        match (&self, &stated) {
            (_, Self::Keep) => {}
            (Self::Keep, _) => *self = stated,
            (Self::Set(_) | Self::Clear, _) => return Err(ValueError::ClearAndSet { field: field.to_owned() }.into()),
        }
        Ok(())
    }

    pub fn is_stated(&self) -> bool {
        !matches!(self, Self::Keep)
    }

    pub fn set(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Keep | Self::Clear => None,
        }
    }

    /// What a fact has to say of the field: `Some(None)` empties it.
    pub fn said(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Set(value) => Some(Some(value)),
            Self::Clear => Some(None),
        }
    }

    /// Changes a field that stood.
    pub fn apply(self, field: &mut Option<T>) {
        if let Some(said) = self.said() {
            *field = said;
        }
    }

    /// Checks or turns what is set.
    ///
    /// # Errors
    /// Those of `check`.
    pub fn try_map<U, E>(self, check: impl FnOnce(T) -> Result<U, E>) -> Result<FieldChange<U>, E> {
        Ok(match self {
            Self::Keep => FieldChange::Keep,
            Self::Set(value) => FieldChange::Set(check(value)?),
            Self::Clear => FieldChange::Clear,
        })
    }
}

impl<T> From<Option<T>> for FieldChange<T> {
    fn from(stated: Option<T>) -> Self {
        stated.map_or(Self::Keep, Self::Set)
    }
}

impl<'a> Ground<'a> {
    /// A day that must not lie ahead.
    pub fn not_ahead(&self, field: FieldName, day: Day) -> Result<Day, Refusal> {
        not_ahead(day, self.today).map_err(|why| field.refuses(why))
    }

    /// A day that may lie ahead, within reason.
    fn in_reach(&self, field: FieldName, day: Day) -> Result<Day, Refusal> {
        in_reach(day.year(), &day, self.today).map_err(|why| field.refuses(why))?;
        Ok(day)
    }

    /// A day, month or year by which something is due.
    fn due_in_reach(&self, field: FieldName, due: DueDay) -> Result<DueDay, Refusal> {
        in_reach(due.last.year(), &due, self.today).map_err(|why| field.refuses(why))?;
        Ok(due)
    }

    /// What is stated wants a reason.
    fn wants_reason(&self, field: FieldName) -> Result<(), Refusal> {
        if self.force.has_reason { Ok(()) } else { Err(field.refuses(ValueError::NeedsReason)) }
    }

    /// The category of a project by its code, which the catalog has: nothing is listed without.
    fn category(&self, code: &str) -> Option<&'a Category> {
        self.catalog.category(code)
    }

    /// A measure that returns carry.
    fn read_measure(&self, field: FieldName, code: &str) -> Result<&'a Measure, Refusal> {
        let Some(measure) = self.catalog.measure(code) else {
            return Err(field.refuses(unknown_measure(self.catalog, code)));
        };
        if measure.is_read {
            Ok(measure)
        } else {
            Err(field.refuses(ValueError::NotReadable { measure: named(measure) }))
        }
    }
}

impl Subject {
    pub fn new(course: Course, has_lots: bool, split_from: Option<String>) -> Self {
        Self { id: course.listed().id, course: Rc::new(course), state: OnceCell::new(), has_lots, split_from }
    }

    pub fn code(&self) -> &str {
        &self.course.listed().code
    }

    pub fn kind(&self) -> Kind {
        self.course.listed().kind
    }

    /// The code of the category it is of now.
    pub fn category(&self) -> &str {
        self.category_on(Day::MAX)
    }

    /// The code of the category it is of on a day.
    pub fn category_on(&self, day: Day) -> &str {
        self.course.belonging(day).category
    }

    pub fn listed_from(&self) -> Day {
        self.course.listed().listed_from
    }

    /// Everything that holds of it now, whatever the day: all its facts are folded, so ask for it where less will not do.
    pub fn state(&self, catalog: &Catalog) -> &State {
        self.state.get_or_init(|| Rc::new(self.course.state(catalog)))
    }

    /// A fact about a project holds from no day before it is listed.
    pub fn is_listed(&self, field: FieldName, day: Day) -> Result<(), Refusal> {
        is_listed(self.course.listed(), field, day)
    }

    /// The day from which a fact about it holds: not ahead, and not before it is listed.
    fn holds_from(&self, ground: &Ground, field: FieldName, on: Option<Day>) -> Result<Day, Refusal> {
        let on = ground.not_ahead(field.clone(), on.unwrap_or(ground.day))?;
        self.is_listed(field, on)?;
        Ok(on)
    }

    /// A programme has nothing to judge, and files nothing.
    pub fn is_judged(&self) -> Result<(), Refusal> {
        match self.kind() {
            Kind::Programme => Err(TreeError::ProgrammeFiles { code: self.code().to_owned() }.into()),
            Kind::Project | Kind::Lot => Ok(()),
        }
    }

    /// The state on a day; where it was not listed yet, as it is now.
    fn state_on(&self, ground: &Ground, day: Day) -> State {
        fold(ground.catalog, self.course.facts(), day).unwrap_or_else(|| self.state(ground.catalog).clone())
    }

    fn fact(&self, from_day: Day, body: Body) -> ProjectFact {
        ProjectFact { project: self.id, from_day, body }
    }

    /// All that is known of it once these facts are on record.
    fn facts_and(&self, ground: &Ground, new: &[ProjectFact]) -> Vec<Recorded> {
        let last = i64::MAX - i64::try_from(new.len()).unwrap_or(0);
        let new = (last..).zip(new).map(|(seq, fact)| Recorded { change: ground.change, seq, fact: fact.clone() });
        self.course.facts().iter().cloned().chain(new).collect()
    }

    /// Takes a fact that was recorded after all others.
    pub fn push(&mut self, recorded: Recorded) {
        Rc::make_mut(&mut self.course).push(recorded);
        self.state = OnceCell::new();
    }

    /// What is known of it once a fact of this change is on record.
    #[must_use]
    pub fn with(mut self, change: ChangeId, fact: ProjectFact) -> Self {
        self.push(Recorded { change, seq: self.course.next_in(change), fact });
        self
    }

    /// The state on the day of a return, were it filed.
    pub fn state_after(&self, ground: &Ground, update: Update, day: Day) -> Option<State> {
        let fact = self.fact(day, Body::Update(Rc::new(update)));
        fold(ground.catalog, &self.facts_and(ground, &[fact]), day)
    }

    /// Code and name.
    pub fn named(&self) -> (&str, &str) {
        (self.code(), self.course.name())
    }
}

/// A day that must not lie ahead of the clock.
///
/// # Errors
/// It does, or no register speaks of its year.
pub fn not_ahead(day: Day, today: Day) -> Result<Day, ValueError> {
    in_reach(day.year(), &day, today)?;
    if day <= today { Ok(day) } else { Err(ValueError::AfterToday { day, today }) }
}

/// Refuses a year of which no register speaks; `value` as it was stated.
fn in_reach(year: i32, value: &dyn fmt::Display, today: Day) -> Result<(), ValueError> {
    let reach = Reach::of(today);
    if reach.holds(year) { Ok(()) } else { Err(ValueError::OutOfReach { value: value.to_string(), reach }) }
}

/// A fact about a project holds from no day before it is listed.
fn is_listed(state: &State, field: FieldName, day: Day) -> Result<(), Refusal> {
    let listed_from = state.listed_from;
    if day >= listed_from {
        return Ok(());
    }
    Err(field.refuses(ValueError::BeforeListed { code: state.code.clone(), day, listed_from }))
}

/// A day that must not lie before that of the fact it belongs to.
fn not_before(field: FieldName, day: Day, on: Day) -> Result<Day, Refusal> {
    if day < on { Err(field.refuses(ValueError::BeforeOn { day, on })) } else { Ok(day) }
}

fn named(measure: &Measure) -> Named {
    Named { code: measure.code.clone(), label: measure.label.clone() }
}

/// The total that a measure is a share of, under the code of its measure.
fn whole_named(catalog: &Catalog, measure: &Measure) -> Named {
    let whole = catalog.whole_of(measure);
    whole.map(|whole| Named { code: whole.code.clone(), label: whole.total_name().clone() }).unwrap_or_default()
}

fn unknown_measure(catalog: &Catalog, code: &str) -> crate::error::NameError {
    let candidates = catalog.find_measure(code).err().map(|unknown| unknown.candidates).unwrap_or_default();
    crate::error::NameError::UnknownWord { list: crate::error::WordList::Measure, value: code.to_owned(), candidates }
}
