//! The columns a project can be shown in: their ids, headings, cells and order.
//!
//! Long: one table of columns, an arm each in a few whole matches.

use std::borrow::Cow;

use super::model::{Cell, Column, ColumnHeading, Grounds, Holds, Role, Shape, Telling, Word, Words};
pub use super::register_view::RegisterView;
use super::word::{kind_word, onset_word};
use crate::domain::catalog::{Catalog, HOUSEHOLDS, INVESTED, Label, Measure, Named};
use crate::domain::day::{ALL_DAYS, year_of};
use crate::domain::fact::{Condition, FINISH, Kind, START};
use crate::domain::figures::Figures;
use crate::domain::fraction::Fraction;
use crate::domain::light::{Reason, Verdict};
use crate::domain::onset::Onset;
use crate::domain::order::Listed;
use crate::domain::own_field::{OwnField, OwnHolds, OwnValue};
use crate::domain::portfolio::Portfolio;
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::state::State;
use crate::domain::unit::Units;
use crate::domain::{Day, UnitId};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ProjectColumn<'a> {
    Code,
    Name,
    Category,
    Kind,
    Parent,
    LeadUnit,
    Units,
    Tags,
    Stage,
    Phase,
    Onset,
    Condition,
    MergedInto,
    AsOf,
    UpdateNo,
    Reading(&'a Measure),
    Total(&'a Measure),
    TotalBasis,
    Plan,
    FirstPlan,
    YearToDate,
    BaseAsOf,
    Completion,
    Elapsed,
    Gap,
    Light,
    ComputedLight,
    Reasons,
    Progress,
    Problem,
    Ask,
    NextStep,
    StartedOn,
    CompletedOn,
    PlannedStart,
    PlannedFinish,
    Leader,
    Own(&'a OwnField),
    Location,
    Content,
    NationalCode,
    Aliases,
    Figures,
    ListedFrom,
    SplitFrom,
    Share,
    Source,
}

use ProjectColumn as P;

impl<'a> P<'a> {
    /// Every column, in the order sheets and JSON have them.
    pub fn all(catalog: &'a Catalog) -> Vec<Self> {
        let mut columns = vec![
            P::Code,
            P::Name,
            P::Category,
            P::Kind,
            P::Parent,
            P::LeadUnit,
            P::Units,
            P::Tags,
            P::Stage,
            P::Phase,
            P::Onset,
            P::Condition,
            P::MergedInto,
            P::AsOf,
            P::UpdateNo,
        ];
        columns.extend(catalog.measures.iter().filter(|measure| measure.is_read).map(P::Reading));
        columns.extend(catalog.measures.iter().filter(|measure| measure.total_label.is_some()).map(P::Total));
        columns.extend([
            P::TotalBasis,
            P::Plan,
            P::FirstPlan,
            P::YearToDate,
            P::BaseAsOf,
            P::Completion,
            P::Elapsed,
            P::Gap,
            P::Light,
            P::ComputedLight,
            P::Reasons,
            P::Progress,
            P::Problem,
            P::Ask,
            P::NextStep,
            P::StartedOn,
            P::CompletedOn,
            P::PlannedStart,
            P::PlannedFinish,
            P::Leader,
        ]);
        columns.extend(catalog.own_fields.iter().map(P::Own));
        columns.extend([
            P::Location,
            P::Content,
            P::NationalCode,
            P::Aliases,
            P::Figures,
            P::ListedFrom,
            P::SplitFrom,
            P::Share,
            P::Source,
        ]);
        columns
    }

    /// The columns of a list on a page: against the plans, where there are any; else what was invested of what.
    pub fn usual(view: &RegisterView<'a>) -> Vec<Self> {
        let year = year_of(view.portfolio.day());
        let is_planned = view.portfolio.states().iter().any(|state| state.plan(INVESTED, year).is_some());
        let mut columns = vec![P::Code, P::Name, P::LeadUnit, P::Stage];
        if is_planned {
            columns.extend([P::Plan, P::Completion, P::Gap]);
        } else if let Some(invested) = view.catalog.measure(INVESTED) {
            columns.extend([P::Reading(invested), P::Total(invested)]);
        }
        columns.extend([P::Light, P::AsOf]);
        columns
    }

    /// Its stable id.
    pub fn key(self) -> Cow<'static, str> {
        Cow::Borrowed(match self {
            P::Code => "code",
            P::Name => "name",
            P::Category => "category",
            P::Kind => "kind",
            P::Parent => "parent",
            P::LeadUnit => "lead_unit",
            P::Units => "units",
            P::Tags => "tags",
            P::Stage => "stage",
            P::Phase => "phase",
            P::Onset => "onset",
            P::Condition => "condition",
            P::MergedInto => "merged_into",
            P::AsOf => "as_of",
            P::UpdateNo => "update_no",
            P::Reading(measure) => return Cow::Owned(measure.code.clone()),
            P::Total(measure) => return total_key(&measure.code),
            P::TotalBasis => "total_basis",
            P::Plan => "plan",
            P::FirstPlan => "first_plan",
            P::YearToDate => "invested_ytd",
            P::BaseAsOf => "base_as_of",
            P::Completion => "completion",
            P::Elapsed => "elapsed",
            P::Gap => "gap",
            P::Light => "light",
            P::ComputedLight => "computed_light",
            P::Reasons => "reasons",
            P::Progress => "progress",
            P::Problem => "problem",
            P::Ask => "ask",
            P::NextStep => "next_step",
            P::StartedOn => "started_on",
            P::CompletedOn => "completed_on",
            P::PlannedStart => "planned_start",
            P::PlannedFinish => "planned_finish",
            P::Leader => "leader",
            P::Own(field) => return Cow::Owned(field.code.clone()),
            P::Location => "location",
            P::Content => "content",
            P::NationalCode => "national_code",
            P::Aliases => "aliases",
            P::Figures => "figures",
            P::ListedFrom => "listed_from",
            P::SplitFrom => "split_from",
            P::Share => "share",
            P::Source => "source",
        })
    }

    pub fn column(self) -> Column {
        let (heading, shape) = self.heading_and_shape();
        let (role, holds) = self.role_and_holds();
        let unit = if let P::Own(field) = self { field.unit().map(str::to_owned) } else { None };
        Column { key: self.key(), heading, short: self.short(), unit, shape, role, holds }
    }

    /// What becomes of its cells when a sheet comes back.
    fn role_and_holds(self) -> (Role, Holds) {
        match self {
            P::Code => (Role::Key, Holds::Code),
            P::Category => (Role::Register, Holds::Word(Words::Category)),
            P::Kind => (Role::Fixed, Holds::Word(Words::Kind)),
            P::ListedFrom => (Role::Fixed, Holds::Day),
            P::SplitFrom => (Role::Fixed, Holds::Code),
            P::Share => (Role::Fixed, Holds::Quantity(Dimension::Percent)),
            P::Source => (Role::Fixed, Holds::Passage),
            P::Name | P::Leader => (Role::Register, Holds::Name),
            P::Parent | P::NationalCode => (Role::Register, Holds::Code),
            P::Units | P::Tags | P::Aliases => (Role::Register, Holds::Names),
            P::Location | P::Content => (Role::Register, Holds::Passage),
            P::Total(measure) => (Role::Register, Holds::Quantity(measure.dimension)),
            P::TotalBasis => (Role::Register, Holds::Word(Words::Basis)),
            P::Figures => (Role::Register, Holds::Word(Words::Figures)),
            P::Own(field) => (Role::Register, own_holds(field)),
            P::PlannedStart | P::PlannedFinish => (Role::Register, Holds::Due),
            P::Stage => (Role::Return, Holds::Word(Words::Stage)),
            P::Condition => (Role::Return, Holds::Word(Words::Condition)),
            P::MergedInto => (Role::Return, Holds::Code),
            P::AsOf => (Role::Return, Holds::Day),
            P::Reading(measure) => (Role::Return, Holds::Quantity(measure.dimension)),
            P::Progress | P::Problem | P::Ask | P::NextStep => (Role::Return, Holds::Passage),
            P::Plan => (Role::Plan, Holds::Quantity(Dimension::Money)),
            P::LeadUnit
            | P::Phase
            | P::Onset
            | P::UpdateNo
            | P::FirstPlan
            | P::YearToDate
            | P::BaseAsOf
            | P::Completion
            | P::Elapsed
            | P::Gap
            | P::Light
            | P::ComputedLight
            | P::Reasons
            | P::StartedOn
            | P::CompletedOn => (Role::Computed, Holds::Nothing),
        }
    }

    /// 自开工累计完成投资 is too long for the head of a table.
    fn short(self) -> Option<ColumnHeading> {
        match self {
            P::Reading(measure) if measure.code == INVESTED => Some(Word::Invested.into()),
            P::Total(measure) if measure.code == INVESTED => Some(Word::TotalInvestment.into()),
            P::Reading(measure) => short_step(measure).map(ColumnHeading::Label),
            _ => None,
        }
    }

    fn heading_and_shape(self) -> (ColumnHeading, Shape) {
        let (word, shape) = match self {
            P::Code => (Word::Code, Shape::Fixed),
            P::Name => (Word::Name, Shape::Text),
            P::Category => (Word::Category, Shape::Fixed),
            P::Kind => (Word::Kind, Shape::Fixed),
            P::Parent => (Word::Parent, Shape::Fixed),
            P::LeadUnit => (Word::LeadUnit, Shape::Text),
            P::Units => (Word::Units, Shape::Text),
            P::Tags => (Word::Tags, Shape::Text),
            P::Stage => (Word::Stage, Shape::Text),
            P::Phase => (Word::Phase, Shape::Fixed),
            P::Onset => (Word::Onset, Shape::Fixed),
            P::Condition => (Word::Condition, Shape::Fixed),
            P::MergedInto => (Word::MergedInto, Shape::Fixed),
            P::AsOf => (Word::AsOf, Shape::Fixed),
            P::UpdateNo => (Word::UpdateNo, Shape::Count),
            P::Reading(measure) => return (ColumnHeading::Label(measure.label.clone()), shape_of(measure)),
            P::Total(measure) => {
                let label = measure.total_label.clone().unwrap_or_else(|| measure.label.clone());
                return (ColumnHeading::Label(label), shape_of(measure));
            }
            P::TotalBasis => (Word::TotalBasis, Shape::Fixed),
            P::Plan => (Word::Plan, MONEY),
            P::FirstPlan => (Word::FirstPlan, MONEY),
            P::YearToDate => (Word::YearToDate, MONEY),
            P::BaseAsOf => (Word::BaseAsOf, Shape::Fixed),
            P::Completion => (Word::CompletionRate, Shape::Rate),
            P::Elapsed => (Word::Elapsed, Shape::Rate),
            P::Gap => (Word::Gap, Shape::Points),
            P::Light => (Word::Light, Shape::Fixed),
            P::ComputedLight => (Word::ComputedLight, Shape::Fixed),
            P::Reasons => (Word::Reasons, Shape::Text),
            P::Progress => (Word::Progress, Shape::Text),
            P::Problem => (Word::Problem, Shape::Text),
            P::Ask => (Word::Ask, Shape::Text),
            P::NextStep => (Word::NextStep, Shape::Text),
            P::StartedOn => (Word::StartedOn, Shape::Fixed),
            P::CompletedOn => (Word::CompletedOn, Shape::Fixed),
            P::PlannedStart => (Word::PlannedStart, Shape::Fixed),
            P::PlannedFinish => (Word::PlannedFinish, Shape::Fixed),
            P::Leader => (Word::Leader, Shape::Text),
            P::Own(field) => return (ColumnHeading::Label(field.label.clone()), own_shape(field)),
            P::Location => (Word::Location, Shape::Text),
            P::Content => (Word::BuildContent, Shape::Text),
            P::NationalCode => (Word::NationalCode, Shape::Fixed),
            P::Aliases => (Word::Aliases, Shape::Text),
            P::Figures => (Word::Figures, Shape::Fixed),
            P::ListedFrom => (Word::ListedFrom, Shape::Fixed),
            P::SplitFrom => (Word::SplitFrom, Shape::Fixed),
            P::Share => (Word::SplitShare, Shape::Quantity(Dimension::Percent)),
            P::Source => (Word::Source, Shape::Text),
        };
        (ColumnHeading::Word(word), shape)
    }

    pub fn cell(self, view: &RegisterView, state: &State) -> Cell {
        let portfolio = view.portfolio;
        match self {
            P::Code => Cell::Code(state.code.clone()),
            P::Name => Cell::Text(state.name.clone()),
            P::Category => view.catalog.category(&state.category).map_or(Cell::Nothing, |category| {
                Cell::Named(Named { code: category.code.clone(), label: category.label.clone() })
            }),
            P::Kind => kind_cell(state.kind),
            P::Parent => code_of(portfolio, state.parent),
            P::LeadUnit => view.lead_name(state).map_or(Cell::Nothing, Cell::Text),
            P::Units => Cell::List(unit_names(view.units, &state.units)),
            P::Tags => Cell::List(state.tags.clone()),
            P::Stage => stage_cell(view.catalog, state),
            P::Phase => portfolio.phase(view.catalog, state).map_or(Cell::Nothing, |phase| {
                Cell::Named(Named { code: phase.code().to_owned(), label: view.catalog.phase_label(phase) })
            }),
            P::Onset => view.onset(state).map_or(Cell::Nothing, onset_cell),
            P::Condition => Cell::Named(condition_named(view.catalog, state.condition)),
            P::MergedInto => code_of(portfolio, state.merged_into),
            P::AsOf => portfolio.returned_on(view.catalog, state).map_or(Cell::Nothing, Cell::Day),
            P::UpdateNo => portfolio.return_no(state).map_or(Cell::Nothing, Cell::count),
            P::Reading(measure) => quantity(measure, portfolio.reading(measure, state)),
            P::Total(measure) => quantity(measure, portfolio.total(measure, state)),
            P::TotalBasis => basis_cell(view.catalog, state),
            P::Plan => figure(view, state, |figures| money(figures.plan)),
            P::FirstPlan => figure(view, state, |figures| money(figures.first_plan)),
            P::YearToDate => figure(view, state, |figures| money(figures.done.done())),
            P::Completion => figure(view, state, |figures| figures.rate.map_or(Cell::Nothing, Cell::Rate)),
            P::Elapsed => figure(view, state, |figures| figures.elapsed.map_or(Cell::Nothing, Cell::Rate)),
            P::Gap => figure(view, state, |figures| figures.gap().map_or(Cell::Nothing, Cell::Points)),
            P::BaseAsOf if state.kind == Kind::Programme || portfolio.has_left(state) => Cell::Nothing,
            P::BaseAsOf => portfolio.base_as_of(state).map_or(Cell::Nothing, Cell::Day),
            P::Light | P::ComputedLight if state.kind == Kind::Programme => Cell::Nothing,
            P::Light => Cell::Light(view.judge().verdict(state).light),
            P::ComputedLight => Cell::Light(view.judge().verdict(state).computed),
            P::Reasons => {
                let verdict = view.judge().verdict(state);
                Cell::Verdict(Box::new(Grounds { telling: Telling::Grounds, ..grounds(view, &verdict) }))
            }
            P::Progress => text(state.progress.as_deref()),
            P::Problem => text(state.problem.as_deref()),
            P::Ask => text(state.ask.as_deref()),
            P::NextStep => text(state.next_step.as_deref()),
            P::StartedOn => portfolio.started_on(state).map_or(Cell::Nothing, Cell::Day),
            P::CompletedOn => portfolio.completed_on(state).map_or(Cell::Nothing, Cell::Day),
            P::PlannedStart => state.milestone(START).map_or(Cell::Nothing, |milestone| Cell::Due(milestone.due)),
            P::PlannedFinish => state.milestone(FINISH).map_or(Cell::Nothing, |milestone| Cell::Due(milestone.due)),
            P::Leader => text(state.leader.as_deref()),
            P::Own(field) => own_cell(field, state),
            P::Location => text(state.location.as_deref()),
            P::Content => text(state.content.as_deref()),
            P::NationalCode => state.national_code.clone().map_or(Cell::Nothing, Cell::Code),
            P::Aliases => Cell::List(state.aliases.clone()),
            P::Figures => figures_cell(state),
            P::ListedFrom if state.listed_from == ALL_DAYS => Cell::Nothing,
            P::ListedFrom => Cell::Day(state.listed_from),
            P::SplitFrom => {
                portfolio.split_from(state).map_or(Cell::Nothing, |(from, _)| Cell::Code(from.code.clone()))
            }
            P::Share => portfolio.split_from(state).map_or(Cell::Nothing, |(_, share)| Cell::Quantity {
                value: share.into(),
                dimension: Dimension::Percent,
            }),
            P::Source => text(state.source.as_deref()),
        }
    }

    /// What rows are ordered by: numbers, days and places before words; `None` comes last.
    pub fn order(self, view: &RegisterView, state: &State) -> Option<Order> {
        if let Some(place) = self.place(view, state) {
            return place;
        }
        Some(match self.cell(view, state) {
            Cell::Text(text) | Cell::Code(text) => Order::Text(Listed(text)),
            Cell::Day(day) => Order::Day(day),
            Cell::Due(due) => Order::Day(due.last),
            Cell::Count(number) | Cell::Quantity { value: number, .. } => Order::Number(number),
            Cell::Number { number, .. } => Order::Number(number.parts().into()),
            Cell::Named(named) => Order::Text(Listed(named.code)),
            Cell::Word { code, .. } => Order::Text(Listed(code.to_owned())),
            Cell::Rate(share) | Cell::Points(share) => Order::Share(share),
            Cell::Light(light) => Order::Number(light.map_or(0, |light| 1 + light as Amount)),
            Cell::List(list) => Order::Text(Listed(list.into_iter().next()?)),
            Cell::NamedList(all) => Order::Text(Listed(all.into_iter().next()?.label.zh)),
            Cell::Nothing
            | Cell::Indented { .. }
            | Cell::Instant(_)
            | Cell::Flag(_)
            | Cell::QuantityAt { .. }
            | Cell::Unit(_)
            | Cell::Stage { .. }
            | Cell::Sentences(_)
            | Cell::Bar(_)
            | Cell::Verdict(_)
            | Cell::Marks(_) => return None,
        })
    }

    /// The order of a column whose values have places of their own; `None`: it has none.
    fn place(self, view: &RegisterView, state: &State) -> Option<Option<Order>> {
        let onset = || Onset::ALL.iter().position(|each| view.onset(state) == Some(*each));
        if self == P::Category {
            Some(Some(Order::Place(view.catalog.category_position(&state.category))))
        } else if self == P::Onset {
            Some(onset().map(Order::Place))
        } else if self == P::Stage {
            Some(state.stage(view.catalog).map(|stage| Order::Number(stage.position.into())))
        } else if self == P::LeadUnit {
            Some(view.portfolio.lead(state).map(|lead| Order::Place(view.units.position(lead))))
        } else if self == P::Units {
            Some(state.lead().map(|lead| Order::Place(view.units.position(lead))))
        } else {
            None
        }
    }
}

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Order {
    Place(usize),
    Number(Amount),
    Share(Fraction),
    Day(Day),
    Text(Listed<String>),
}

/// A figure against the plan in money. What has left, and a programme, has none.
fn figure(view: &RegisterView, state: &State, of: fn(Figures) -> Cell) -> Cell {
    if state.kind == Kind::Programme || view.portfolio.has_left(state) {
        return Cell::Nothing;
    }
    view.catalog.measure(INVESTED).map_or(Cell::Nothing, |invested| of(view.portfolio.figures(invested, state)))
}

fn money(value: Option<Amount>) -> Cell {
    value.map_or(Cell::Nothing, |value| Cell::Quantity { value, dimension: Dimension::Money })
}

pub fn unit_names(units: &Units, ids: &[UnitId]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for unit in ids.iter().filter_map(|id| units.get(*id)) {
        if !names.contains(&unit.name) {
            names.push(unit.name.clone());
        }
    }
    names
}

pub fn quantity(measure: &Measure, value: Option<impl Into<Amount>>) -> Cell {
    value.map_or(Cell::Nothing, |value| Cell::Quantity { value: value.into(), dimension: measure.dimension })
}

pub fn text(text: Option<&str>) -> Cell {
    text.map_or(Cell::Nothing, |text| Cell::Text(text.to_owned()))
}

const MONEY: Shape = Shape::Quantity(Dimension::Money);

fn own_holds(field: &OwnField) -> Holds {
    match &field.holds {
        OwnHolds::Text => Holds::Passage,
        OwnHolds::Number { decimals, .. } => Holds::Decimal(*decimals),
        OwnHolds::Date => Holds::Day,
        OwnHolds::Choice(_) | OwnHolds::Person => Holds::Name,
    }
}

fn own_shape(field: &OwnField) -> Shape {
    match &field.holds {
        OwnHolds::Text | OwnHolds::Choice(_) | OwnHolds::Person => Shape::Text,
        OwnHolds::Number { .. } => Shape::Amount,
        OwnHolds::Date => Shape::Fixed,
    }
}

/// What a work has in a field of the office's own.
fn own_cell(field: &OwnField, state: &State) -> Cell {
    let Some(stored) = state.own.get(&field.code) else { return Cell::Nothing };
    match field.value(stored) {
        OwnValue::Words(words) => Cell::Text(words.to_owned()),
        OwnValue::Number(number) => Cell::Number { number, unit: field.unit().map(str::to_owned) },
        OwnValue::Day(day) => Cell::Day(day),
    }
}

/// The light of a row with what it rests on, words looked up.
pub fn grounds(view: &RegisterView, verdict: &Verdict) -> Grounds {
    let label = |reason: &Reason| {
        let Reason::Gap { measure: Some(code), .. } = reason else { return None };
        view.catalog.measure(code).map(|measure| measure.label.clone())
    };
    Grounds {
        light: verdict.light,
        computed: verdict.computed,
        hand: verdict.hand.clone(),
        reasons: verdict.reasons.iter().map(|reason| (reason.clone(), label(reason))).collect(),
        rules: view.rules.version,
        telling: Telling::Whole,
    }
}

/// The name of a milestone; the planned start and finish have words of their own.
pub fn milestone_name(name: &str) -> Cell {
    match name {
        START => Cell::Word { code: START, word: Word::PlannedStart },
        FINISH => Cell::Word { code: FINISH, word: Word::PlannedFinish },
        name => Cell::Text(name.to_owned()),
    }
}

/// Steps through one total stand side by side, and need not name in English what they count: Signed, Vacated.
pub fn short_step(measure: &Measure) -> Option<Label> {
    let whole = measure.share_of.as_ref().filter(|_| measure.step.is_some())?;
    let en = measure.label.en.strip_prefix(whole.as_str())?.strip_prefix(' ')?;
    Some(Label { zh: measure.label.zh.clone(), en: en.to_owned() })
}

/// 总投资 is `total`, 总户数 `households`, others `total_area` and so on.
pub fn total_key(measure: &str) -> Cow<'static, str> {
    match measure {
        INVESTED => Cow::Borrowed("total"),
        HOUSEHOLDS => Cow::Borrowed("households"),
        other => Cow::Owned(format!("total_{other}")),
    }
}

fn shape_of(measure: &Measure) -> Shape {
    Shape::Quantity(measure.dimension)
}

fn kind_cell(kind: Kind) -> Cell {
    Cell::Word { code: kind.code(), word: kind_word(kind) }
}

pub fn onset_cell(onset: Onset) -> Cell {
    Cell::Word { code: onset.code(), word: onset_word(onset) }
}

fn figures_cell(state: &State) -> Cell {
    if state.figures_from_lots {
        Cell::Word { code: "lots", word: Word::FromLots }
    } else {
        Cell::Word { code: "own", word: Word::Own }
    }
}

fn code_of(portfolio: &Portfolio, id: Option<i64>) -> Cell {
    id.and_then(|id| portfolio.get(id)).map_or(Cell::Nothing, |other| Cell::Code(other.code.clone()))
}

fn stage_cell(catalog: &Catalog, state: &State) -> Cell {
    let stage = state.stage(catalog).map(|stage| Named { code: stage.code.clone(), label: stage.label.clone() });
    let condition = (state.condition != Condition::Normal).then(|| condition_named(catalog, state.condition).into());
    if stage.is_none() && condition.is_none() { Cell::Nothing } else { Cell::Stage { stage, condition } }
}

fn condition_named(catalog: &Catalog, condition: Condition) -> Named {
    Named { code: condition.code().to_owned(), label: catalog.condition_label(condition.code()) }
}

fn basis_cell(catalog: &Catalog, state: &State) -> Cell {
    let basis = state.totals.get(INVESTED).and_then(|total| total.basis.clone());
    basis.map_or(Cell::Nothing, |code| Cell::Named(Named { label: catalog.basis_label(&code), code }))
}
