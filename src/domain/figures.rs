//! How far: year to date, plan, rate, elapsed share and gap of a row, and their sums over many.
//!
//! Nothing here is stored. Every difference is taken for each leaf (a row that carries figures) and only then summed
//! over the tree as it stands on the day.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::ProjectId;
use super::catalog::{INVESTED, Measure};
use super::day::{Day, last_of_month};
use super::fact::{FINISH, START};
use super::fraction::Fraction;
use super::portfolio::Portfolio;
use super::state::State;

/// 本年完成 of a row in one measure, in its smallest unit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum YearToDate {
    /// No return ever carried the measure.
    NeverFiled,
    /// It has a reading, but what stood when the year began is unknown.
    NoBase,
    /// May be negative: 审减.
    Done(i64),
}

impl YearToDate {
    pub fn done(self) -> Option<i64> {
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
    pub plan: Option<i64>,
    /// Version 1 of it; of a project judged by its lots, their sum.
    pub first_plan: Option<i64>,
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
    base(state, measure, year).map_or(YearToDate::NoBase, |base| YearToDate::Done(reading.value - base))
}

/// What a row stood at when a year began: nothing, where it began within it. `None`: it is not known.
pub fn base(state: &State, measure: &str, year: i32) -> Option<i64> {
    match state.base_of_whole(measure, year) {
        Some(base) => base,
        None => state.opening(measure, year).or_else(|| starts_in(state, year).then_some(0)),
    }
}

/// Whether a row began within a year: by the day it reached its starting stage, else by its planned start.
fn starts_in(state: &State, year: i32) -> bool {
    let planned = state.milestone(START).map(|start| start.due.last);
    state.started_on.or(planned).is_some_and(|day| day.year() == year)
}

/// What a row did after `before`, the same row on an earlier day. `None`: it is not known.
pub fn done_since(state: &State, before: Option<&State>, measure: &str, year: i32) -> Option<i64> {
    let value = state.reading(measure)?;
    match before.and_then(|before| before.reading(measure)) {
        Some(earlier) => Some(value - earlier),
        None => year_to_date(state, measure, year).done(),
    }
}

/// The share of its own working year that a row has used by a day: along the month points of its plan, else from
/// its baseline start (or 1 January) to its planned finish (or 31 December).
fn own_elapsed(state: &State, measure: &str, day: Day) -> Option<Fraction> {
    let plan = state.plan(measure, day.year())?;
    if plan.value <= 0 {
        return None;
    }
    let along = along_months(plan.months(), day);
    Some(along.map_or_else(
        || in_window(state, day),
        |point| (point / Fraction::new(plan.value.into(), 1)).unwrap_or_else(Fraction::zero),
    ))
}

/// The cumulative plan by a day, linear by day between the month points.
fn along_months(points: &[i64], day: Day) -> Option<Fraction> {
    let month = day.month0() as usize;
    let end = *points.get(month)?;
    let begin = if month == 0 { 0 } else { points[month - 1] };
    let share = Fraction::new(day.day().into(), last_of_month(day).day().into());
    Some(Fraction::new(begin.into(), 1) + Fraction::new((end - begin).into(), 1) * share)
}

fn in_window(state: &State, day: Day) -> Fraction {
    let (begin, end) = (window_start(state, day), window_end(state, day.year()));
    let now = calendar(day);
    let is_over = now >= end;
    match (now - begin.clone()) / (end.clone() - begin.clone()) {
        Some(share) if end > begin => share.within_the_whole(),
        _ if is_over => Fraction::one(),
        _ => Fraction::zero(),
    }
}

/// A start within the year opens the window on its first day, if that day has come or nothing was spent before it.
fn window_start(state: &State, day: Day) -> Fraction {
    let Some(start) = state.milestone(START).map(|start| start.baseline.first()) else { return Fraction::zero() };
    let is_in_year = start.year() == day.year();
    let opens = is_in_year && (start <= day || state.reading(INVESTED).is_none_or(|value| value <= 0));
    match start.pred_opt() {
        Some(eve) if opens && eve.year() == start.year() => calendar(eve),
        _ => Fraction::zero(),
    }
}

fn window_end(state: &State, year: i32) -> Fraction {
    let finish = state.milestone(FINISH).map(|finish| finish.due.last);
    finish.filter(|day| day.year() == year).map_or_else(Fraction::one, calendar)
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
    pub fn figures(&self, measure: &str, state: &State) -> Figures {
        let (day, year) = (self.day(), self.day().year());
        if let Some(lots) = self.judging(state) {
            return self.figures_of_lots(measure, &lots);
        }
        let plan = state.plan(measure, year);
        let done = year_to_date(state, measure, year);
        let value = plan.map(|plan| plan.value);
        let rate = done.done().zip(value).filter(|(_, plan)| *plan > 0);
        Figures {
            plan: value,
            first_plan: plan.map(|plan| plan.first),
            is_replanned: plan.is_some_and(|plan| plan.version > 1),
            done,
            rate: rate.map(|(done, plan)| Fraction::new(done.into(), plan.into())),
            elapsed: own_elapsed(state, measure, day),
        }
    }

    /// The sums over lots, over those that have a plan if any has.
    fn figures_of_lots(&self, measure: &str, lots: &[&State]) -> Figures {
        let all: Vec<Figures> = lots.iter().map(|lot| self.figures(measure, lot)).collect();
        let is_planned = all.iter().any(|figures| figures.plan.is_some());
        let counted: Vec<&Figures> = all.iter().filter(|figures| figures.plan.is_some() || !is_planned).collect();
        let plan = sum(counted.iter().filter_map(|figures| figures.plan)).filter(|_| is_planned);
        let first_plan = sum(counted.iter().filter_map(|figures| figures.first_plan)).filter(|_| is_planned);
        let known: Vec<i64> = counted.iter().filter_map(|figures| figures.done.done()).collect();
        let never = counted.iter().all(|figures| figures.done == YearToDate::NeverFiled);
        let is_known = !known.is_empty();
        let done = match sum(known.into_iter()) {
            Some(done) if is_known => YearToDate::Done(done),
            _ if never => YearToDate::NeverFiled,
            _ => YearToDate::NoBase,
        };
        let weighted = counted
            .iter()
            .filter_map(|figures| Some(figures.elapsed.clone()? * Fraction::new(figures.plan?.into(), 1)));
        let elapsed = weighted.reduce(|a, b| a + b);
        let whole = plan.filter(|plan| *plan > 0);
        Figures {
            plan,
            first_plan,
            is_replanned: counted.iter().any(|figures| figures.is_replanned),
            done,
            rate: done.done().zip(whole).map(|(done, plan)| Fraction::new(done.into(), plan.into())),
            elapsed: elapsed.zip(whole).and_then(|(sum, plan)| sum / Fraction::new(plan.into(), 1)),
        }
    }

    /// What the plan of a row wants by the end of the month that holds the day; `None`: it has no month points.
    pub fn month_point(&self, measure: &str, project: ProjectId) -> Option<i64> {
        let points = self.leaves(self.get(project)?).into_iter().filter_map(|leaf| {
            let plan = leaf.plan(measure, self.day().year())?;
            Some(plan.months().get(self.day().month0() as usize).copied())
        });
        points.reduce(|sum, point| sum?.checked_add(point?)).flatten()
    }

    /// The measure by which a row is judged: money, if it has a plan in money, else the first other that it plans.
    pub fn judged_measure<'a>(&self, measures: &'a [Measure], state: &State) -> Option<&'a Measure> {
        let year = self.day().year();
        let leaves = self.leaves(state);
        let is_planned = |measure: &&Measure| {
            leaves.iter().any(|leaf| leaf.plan(&measure.code, year).is_some_and(|plan| plan.value > 0))
        };
        let summed = |measure: &&Measure| leaves.len() == 1 || super::portfolio::is_summed(measure);
        let money = measures.iter().find(|measure| measure.code == INVESTED).filter(is_planned);
        money.or_else(|| measures.iter().filter(summed).find(is_planned))
    }
}

fn sum(mut values: impl Iterator<Item = i64>) -> Option<i64> {
    values.try_fold(0, i64::checked_add)
}

/// Rows against their plans, summed: over those that have a plan; what is left out is counted beside.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Sum {
    pub plan: i128,
    pub first_plan: i128,
    pub done: i128,
    /// Done since the last day of the period before, over the rows that have a plan.
    pub done_in_period: i128,
    pub is_planned: bool,
    pub is_replanned: bool,
    /// Done by rows without a plan.
    pub unplanned_done: i128,
    /// Projects, once each: with a plan and never a reading, with a reading and no base, without a plan.
    pub never_filed: BTreeSet<ProjectId>,
    pub no_base: BTreeSet<ProjectId>,
    pub unplanned: BTreeSet<ProjectId>,
}

impl Sum {
    /// Adds one leaf that belongs to a project; `before`: the leaf at the end of the period before.
    pub fn add(&mut self, measure: &str, project: ProjectId, leaf: &State, before: Option<&State>, day: Day) {
        let year = day.year();
        let done = year_to_date(leaf, measure, year);
        if done == YearToDate::NoBase {
            self.no_base.insert(project);
        }
        let Some(plan) = leaf.plan(measure, year) else {
            self.unplanned.insert(project);
            self.unplanned_done += i128::from(done.done().unwrap_or(0));
            return;
        };
        self.is_planned = true;
        self.is_replanned |= plan.value != plan.first;
        self.plan += i128::from(plan.value);
        self.first_plan += i128::from(plan.first);
        self.done += i128::from(done.done().unwrap_or(0));
        self.done_in_period += i128::from(done_since(leaf, before, measure, year).unwrap_or(0));
        if done == YearToDate::NeverFiled {
            self.never_filed.insert(project);
        }
    }

    /// ΣYTD ÷ ΣPlan.
    pub fn rate(&self) -> Option<Fraction> {
        (self.plan > 0).then(|| Fraction::new(self.done, self.plan))
    }

    /// The rate on first versions.
    pub fn first_rate(&self) -> Option<Fraction> {
        (self.first_plan > 0).then(|| Fraction::new(self.done, self.first_plan))
    }
}

#[cfg(test)]
#[path = "figures_test.rs"]
mod tests;
