//! How far: year to date, plan, rate, elapsed share and gap of a row, and their sums over many.
//!
//! Nothing here is stored. Every difference is taken for each leaf (a row that carries figures) and only then summed
//! over the tree as it stands on the day.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use chrono::Datelike;

use super::ProjectId;
use super::catalog::{INVESTED, Measure};
use super::day::{Day, last_of_month};
use super::fact::{FINISH, START};
use super::fraction::Fraction;
use super::portfolio::Portfolio;
use super::quantity::{Amount, Dimension};
use super::state::State;

/// What a row stood at when a year began.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// The last value on record by then, and its day.
    Read {
        value: Amount,
        as_of: Day,
    },
    /// Nothing was read by then, and nothing can have been done before the year.
    Nothing,
    Unknown,
}

impl Base {
    pub fn value(self) -> Option<Amount> {
        match self {
            Self::Read { value, .. } => Some(value),
            Self::Nothing => Some(0),
            Self::Unknown => None,
        }
    }

    /// The day of its reading, where the year before ended more than so many days later.
    pub fn stale(self, year: i32, patience: i64) -> Option<Day> {
        let Self::Read { as_of, .. } = self else { return None };
        let eve = Day::from_ymd_opt(year - 1, 12, 31)?;
        ((eve - as_of).num_days() > patience).then_some(as_of)
    }
}

/// 本年完成 of a row in one measure, in its smallest unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum YearToDate {
    /// No return ever carried the measure.
    NeverFiled,
    /// It has a reading, but what stood when the year began is unknown.
    NoBase,
    /// May be negative: 审减.
    Done(Amount),
}

impl YearToDate {
    pub fn done(self) -> Option<Amount> {
        match self {
            Self::Done(value) => Some(value),
            Self::NeverFiled | Self::NoBase => None,
        }
    }
}

/// A row against its plan of the year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figures {
    /// The plan in force.
    pub plan: Option<Amount>,
    /// Version 1 of it; of a project judged by its lots, their sum.
    pub first_plan: Option<Amount>,
    /// A later version than the first is in force.
    pub is_replanned: bool,
    pub done: YearToDate,
    /// 完成率
    pub rate: Option<Fraction>,
    /// 序时, by the row's own clock.
    pub elapsed: Option<Fraction>,
}

impl Figures {
    /// 差: what the rate is ahead of the elapsed share.
    pub fn gap(&self) -> Option<Fraction> {
        Some(self.rate.clone()? - self.elapsed.clone()?)
    }
}

/// The share of the year that has passed by the end of a day, by the calendar.
pub fn calendar(day: Day) -> Fraction {
    let days = i128::from(last_of_month(day).day());
    Fraction::new(i128::from(day.month0()) * days + i128::from(day.day()), 12 * days)
}

/// Year to date of one row that carries its own figures.
pub fn year_to_date(state: &State, measure: &str, year: i32) -> YearToDate {
    let Some(reading) = state.readings.get(measure) else { return YearToDate::NeverFiled };
    base(state, measure, year).value().map_or(YearToDate::NoBase, |base| YearToDate::Done(reading.value - base))
}

/// What a row stood at when a year began: nothing, where it began within it, or where its first reading is of nothing.
pub fn base(state: &State, measure: &str, year: i32) -> Base {
    let reading = state.readings.get(measure);
    if let Some(base) = reading.and_then(|reading| reading.base_of_whole(year)) {
        return base;
    }
    match reading.and_then(|reading| reading.opening(year)) {
        Some((as_of, value)) => Base::Read { value, as_of },
        None if starts_in(state, year) || reading.is_some_and(|reading| reading.first_value == 0) => Base::Nothing,
        None => Base::Unknown,
    }
}

/// Whether a row began within a year: by the day it first started, else by its planned start, unless a stage on record
/// before the year says that it had started by then.
fn starts_in(state: &State, year: i32) -> bool {
    let is_planned = || state.milestone(START).is_some_and(|start| start.due.last.year() == year);
    state.first_started_on().is_some_and(|day| day.year() == year) || !state.had_started_before(year) && is_planned()
}

/// What the plan of a row has it do within the year: money and counts are flows, a percentage is a level to be reached
/// from that of the base. `None`: it has no plan, one of nothing, or a level that it had reached before.
fn denominator(state: &State, measure: &Measure, year: i32) -> Option<Amount> {
    let plan = state.plan(&measure.code, year)?.value;
    let wanted = plan - level_at_the_start(state, measure, year)?;
    (wanted > 0).then_some(wanted)
}

/// The level a plan counts from; `None`: it is not known.
fn level_at_the_start(state: &State, measure: &Measure, year: i32) -> Option<Amount> {
    if is_level(measure) { base(state, &measure.code, year).value() } else { Some(0) }
}

fn is_level(measure: &Measure) -> bool {
    measure.dimension == Dimension::Percent
}

/// The share of its own working year that a row has used by a day: along the month points of its plan, else within its
/// window.
fn own_elapsed(state: &State, measure: &Measure, day: Day) -> Option<Fraction> {
    let wanted = denominator(state, measure, day.year())?;
    let from = level_at_the_start(state, measure, day.year())?;
    let plan = state.plan(&measure.code, day.year())?;
    let along = along_months(plan.months(), from, day);
    Some(along.map_or_else(
        || in_window(state, day),
        |point| {
            let since = point - Fraction::new(from, 1);
            (since / Fraction::new(wanted, 1)).unwrap_or_else(Fraction::zero)
        },
    ))
}

/// What the plan of a row in money wants done by the end of a day of its year: by the row's own clock, and by the last
/// day all of it. `None`: it has no plan.
pub fn wanted_by(state: &State, measure: &Measure, day: Day) -> Option<Fraction> {
    let plan = state.plan(&measure.code, day.year()).filter(|plan| plan.value > 0)?;
    let is_over = day.ordinal() == last_of_month(day).ordinal() && day.month() == 12;
    let share = if is_over { Fraction::one() } else { own_elapsed(state, measure, day)? };
    Some(Fraction::new(plan.value, 1) * share)
}

/// The cumulative plan by a day, linear by day between the month points; the year begins at `from`.
fn along_months(points: &[Amount], from: Amount, day: Day) -> Option<Fraction> {
    let month = day.month0() as usize;
    let end = *points.get(month)?;
    let begin = if month == 0 { from } else { points[month - 1] };
    let share = Fraction::new(day.day().into(), last_of_month(day).day().into());
    Some(Fraction::new(begin, 1) + Fraction::new(end - begin, 1) * share)
}

/// From the opening of the window to the planned finish in the year, or to its end. Nothing before it opens; a window
/// that would close before it opens is the calendar.
fn in_window(state: &State, day: Day) -> Fraction {
    let (now, opening) = (calendar(day), window_opening(state, day.year()));
    let begin = match opening {
        Some(opening) => {
            opening.pred_opt().filter(|eve| eve.year() == day.year()).map_or_else(Fraction::zero, calendar)
        }
        None => Fraction::one(),
    };
    let finish = state.milestone(FINISH).map(|finish| finish.due.last);
    let end = match finish.map(|finish| (finish, finish.year().cmp(&day.year()))) {
        Some((_, Ordering::Less)) => return now,
        Some((finish, Ordering::Equal)) => calendar(finish),
        Some((_, Ordering::Greater)) | None => Fraction::one(),
    };
    match opening {
        None => Fraction::zero(),
        Some(_) if end <= begin => now,
        Some(opening) if day < opening => Fraction::zero(),
        Some(_) => ((now - begin.clone()) / (end - begin)).unwrap_or_else(Fraction::zero).within_the_whole(),
    }
}

/// The day the window of a year opens; `None`: not in that year. It opens on 1 January without a baseline start, where
/// the work had begun before the year, and where the baseline was only given when the window stood open; else on the
/// earliest of the baseline, the day it first started and the first day with money on record. A start that was moved
/// does not move it.
fn window_opening(state: &State, year: i32) -> Option<Day> {
    let new_year = Day::from_ymd_opt(year, 1, 1)?;
    let Some(start) = state.milestone(START) else { return Some(new_year) };
    let was_open = start.baseline_from > new_year && start.baseline_from > state.listed_from;
    if was_open || state.had_started_before(year) {
        return Some(new_year);
    }
    let money = state.readings.get(INVESTED).and_then(|reading| reading.first_above_zero(year));
    let days = [Some(start.baseline.first()), state.first_started_on(), money];
    days.into_iter().flatten().min().filter(|day| day.year() <= year).map(|day| day.max(new_year))
}

impl Portfolio {
    /// The rows that carry the figures of a project: itself, or the lots by which it is judged.
    pub fn leaves<'a>(&'a self, state: &'a State) -> Vec<&'a State> {
        self.judging(state).unwrap_or_else(|| vec![state])
    }

    /// The rows that carried the figures of a project, whether they have left or not.
    pub fn carriers<'a>(&'a self, state: &'a State) -> Vec<&'a State> {
        let lots: Vec<&State> = self.lots(state.id).filter(|_| state.figures_from_lots).collect();
        if lots.is_empty() { vec![state] } else { lots }
    }

    /// A row against its plan in one measure.
    pub fn figures(&self, measure: &Measure, state: &State) -> Figures {
        let (day, year) = (self.day(), self.day().year());
        match self.judging(state).as_deref() {
            // A level is its lot's; of several it is not summed, and nothing asks for it.
            Some([lot]) => return self.figures(measure, lot),
            Some(lots) => return self.figures_of_lots(measure, lots),
            None => {}
        }
        let plan = state.plan(&measure.code, year);
        let done = year_to_date(state, &measure.code, year);
        let rate = done.done().zip(denominator(state, measure, year));
        Figures {
            plan: plan.map(|plan| plan.value),
            first_plan: plan.map(|plan| plan.first),
            is_replanned: plan.is_some_and(|plan| plan.is_replanned()),
            done,
            rate: rate.map(|(done, wanted)| Fraction::new(done, wanted)),
            elapsed: own_elapsed(state, measure, day),
        }
    }

    /// The sums over lots: what was done is that of all, the rate that of those which have a plan.
    fn figures_of_lots(&self, measure: &Measure, lots: &[&State]) -> Figures {
        let all: Vec<Figures> = lots.iter().map(|lot| self.figures(measure, lot)).collect();
        let counted: Vec<&Figures> = all.iter().filter(|figures| figures.plan.is_some()).collect();
        let sum =
            |of: fn(&Figures) -> Option<Amount>| counted.iter().filter_map(|figures| of(figures)).reduce(|a, b| a + b);
        let (plan, first_plan) = (sum(|figures| figures.plan), sum(|figures| figures.first_plan));
        let done = |some: &mut dyn Iterator<Item = &Figures>| {
            some.filter_map(|figures| figures.done.done()).reduce(|sum, done| sum + done)
        };
        let never = all.iter().all(|figures| figures.done == YearToDate::NeverFiled);
        let year_to_date = match done(&mut all.iter()) {
            Some(done) => YearToDate::Done(done),
            None if never => YearToDate::NeverFiled,
            None => YearToDate::NoBase,
        };
        let planned = || counted.iter().copied().filter(|figures| figures.plan.is_some_and(|plan| plan > 0));
        let weighted = planned().filter_map(|figures| Some(figures.elapsed.clone()? * Fraction::new(figures.plan?, 1)));
        let elapsed = weighted.reduce(|a, b| a + b);
        let whole = plan.filter(|plan| *plan > 0);
        let rate = done(&mut planned()).zip(whole);
        Figures {
            plan,
            first_plan,
            is_replanned: counted.iter().any(|figures| figures.is_replanned),
            done: year_to_date,
            rate: rate.map(|(done, plan)| Fraction::new(done, plan)),
            elapsed: elapsed.zip(whole).and_then(|(sum, plan)| sum / Fraction::new(plan, 1)),
        }
    }

    /// What the plan of a row wants by the end of the month that holds the day; `None`: it has no month points.
    pub fn month_point(&self, measure: &str, project: ProjectId) -> Option<Amount> {
        let points = self.leaves(self.get(project)?).into_iter().filter_map(|leaf| {
            let plan = leaf.plan(measure, self.day().year())?;
            Some(plan.months().get(self.day().month0() as usize).copied())
        });
        points.reduce(|sum, point| Some(sum? + point?)).flatten()
    }

    /// Whether any row that carries the figures of a project has a plan for a measure that is more than nothing.
    pub fn has_plan(&self, measure: &str, state: &State) -> bool {
        let year = self.day().year();
        self.leaves(state).iter().any(|leaf| leaf.plan(measure, year).is_some_and(|plan| plan.value > 0))
    }

    /// The measures by which a row is judged: all that it plans, money first.
    pub fn judged_measures<'a>(&self, measures: &'a [Measure], state: &State) -> Vec<&'a Measure> {
        let is_single = self.leaves(state).len() == 1;
        let is_judged = |measure: &&Measure| {
            (is_single || super::portfolio::is_summed(measure)) && self.has_plan(&measure.code, state)
        };
        let mut judged: Vec<&Measure> = measures.iter().filter(is_judged).collect();
        judged.sort_by_key(|measure| measure.code != INVESTED);
        judged
    }

    /// The day of the oldest reading from which the year to date of a row in money is counted; `None`: it is counted
    /// from nothing, or from what nobody knows.
    pub fn base_as_of(&self, state: &State) -> Option<Day> {
        let days = self.leaves(state).into_iter().filter_map(|leaf| match base(leaf, INVESTED, self.day().year()) {
            Base::Read { as_of, .. } => Some(as_of),
            Base::Nothing | Base::Unknown => None,
        });
        days.min()
    }

    /// The same, where that was long ago when the year began.
    pub fn stale_base(&self, state: &State, patience: i64) -> Option<Day> {
        let year = self.day().year();
        let stale = self.leaves(state).into_iter().filter_map(|leaf| base(leaf, INVESTED, year).stale(year, patience));
        stale.min()
    }
}

/// What some rows have filed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Filed {
    /// What was done within the year is known of a row.
    has_done: bool,
    /// A reading of one of these is of a day of the year.
    is_of_year: bool,
}

impl Filed {
    /// What one row has, of which so much is done in the year.
    pub fn of(leaf: &State, done: Option<Amount>, year: i32) -> Self {
        let is_of_year = leaf.readings.get(INVESTED).is_some_and(|reading| reading.as_of.year() == year);
        Self { has_done: done.is_some(), is_of_year: done.is_some() && is_of_year }
    }

    pub fn add(&mut self, other: Self) {
        self.has_done |= other.has_done;
        self.is_of_year |= other.is_of_year;
    }

    /// Whether a sum over these rows is known: a 0 nobody filed in the year is not.
    pub fn is_known(self, done: Amount) -> bool {
        self.has_done && (self.is_of_year || done != 0)
    }
}

/// Rows against their plans in money, summed: over those that have a plan; what is left out is counted beside.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    pub plan: Amount,
    pub done: Amount,
    pub is_planned: bool,
    pub is_replanned: bool,
    /// What the rows with a plan have filed, and those without.
    planned_filed: Filed,
    unplanned_filed: Filed,
    /// The same on first versions.
    first_plan: Amount,
    first_done: Amount,
    has_first_done: bool,
    /// Done by rows without a plan.
    pub unplanned_done: Amount,
    /// Projects, once each: with a plan and never a reading, with a reading and no base.
    pub never_filed: BTreeSet<ProjectId>,
    pub no_base: BTreeSet<ProjectId>,
}

impl Sum {
    /// Adds one leaf that belongs to a project.
    pub fn add(&mut self, project: ProjectId, leaf: &State, year: i32) {
        let year_to_date = year_to_date(leaf, INVESTED, year);
        if year_to_date == YearToDate::NoBase {
            self.no_base.insert(project);
        }
        let plan = leaf.plan(INVESTED, year);
        let done = year_to_date.done();
        if let Some(plan) = plan.filter(|plan| plan.first > 0) {
            self.first_plan += plan.first;
            self.first_done += done.unwrap_or(0);
            self.has_first_done |= done.is_some();
        }
        self.is_replanned |= plan.is_some_and(|plan| plan.value != plan.first);
        let Some(plan) = plan.filter(|plan| plan.value > 0) else {
            self.unplanned_done += done.unwrap_or(0);
            self.unplanned_filed.add(Filed::of(leaf, done, year));
            return;
        };
        self.is_planned = true;
        self.plan += plan.value;
        self.done += done.unwrap_or(0);
        self.planned_filed.add(Filed::of(leaf, done, year));
        if year_to_date == YearToDate::NeverFiled {
            self.never_filed.insert(project);
        }
    }

    /// Whether what was done within the year is known of a row summed: of those with a plan; where none has one, of all.
    pub fn has_done(&self) -> bool {
        self.filed().has_done
    }

    /// What these rows did within the year; `None`: nobody knows.
    pub fn known_done(&self) -> Option<Amount> {
        let done = if self.is_planned { self.done } else { self.unplanned_done };
        self.filed().is_known(done).then_some(done)
    }

    fn filed(&self) -> Filed {
        if self.is_planned { self.planned_filed } else { self.unplanned_filed }
    }

    /// ΣYTD ÷ ΣPlan; `None` where nothing that was done is known.
    pub fn rate(&self) -> Option<Fraction> {
        self.known_done().filter(|_| self.plan > 0).map(|done| Fraction::new(done, self.plan))
    }

    /// The rate on first versions.
    pub fn first_rate(&self) -> Option<Fraction> {
        let is_known = self.has_first_done && self.known_done().is_some();
        (self.first_plan > 0 && is_known).then(|| Fraction::new(self.first_done, self.first_plan))
    }
}

#[cfg(test)]
#[path = "figures_test.rs"]
mod tests;
