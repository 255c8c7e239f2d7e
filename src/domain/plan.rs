//! Annual plans (年度计划): their versions, which one is in force, and what makes one well-formed.
//!
//! Versions are numbered as they were recorded: the first (首版) is what was promised first, and one recorded later for
//! an earlier day does not become it. Which one is in force goes by the day from which each holds.

use super::ChangeId;
use super::day::Day;
use super::fact::PlanFact;
use super::quantity::Amount;
use super::returns::is_slip;
use super::state::{PlanVersion, State};

/// Why month points are no plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadMonths {
    /// Not twelve.
    Count { found: usize },
    /// A month (1–12) below the one before.
    Falls { month: usize, value: i64, before: i64 },
    /// December is not the plan.
    NotThePlan { december: i64, plan: i64 },
}

/// Checks the cumulative points of the twelve months against the plan of the year.
///
/// # Errors
/// The first thing wrong, by month.
pub fn check_months(months: &[i64], plan: i64) -> Result<(), BadMonths> {
    if months.len() != 12 {
        return Err(BadMonths::Count { found: months.len() });
    }
    for (at, pair) in months.windows(2).enumerate() {
        if pair[1] < pair[0] {
            return Err(BadMonths::Falls { month: at + 2, value: pair[1], before: pair[0] });
        }
    }
    if months[11] != plan {
        return Err(BadMonths::NotThePlan { december: months[11], plan });
    }
    Ok(())
}

/// The plan of one year and measure as it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Plan<'a> {
    pub value: Amount,
    /// The number of the version in force, from 1.
    pub version: usize,
    /// The value of version 1: the one recorded first, whatever day it holds from.
    pub first: Amount,
    first_change: ChangeId,
    pub in_force: &'a PlanVersion,
}

impl Plan<'_> {
    pub fn months(&self) -> &[Amount] {
        &self.in_force.plan.months
    }

    /// Whether another version than the first is in force.
    pub fn is_replanned(&self) -> bool {
        self.in_force.change != self.first_change
    }

    pub fn from_day(&self) -> Day {
        self.in_force.from_day
    }
}

impl State {
    /// The plan in force, with its versions that state a value.
    pub fn plan<'a>(&'a self, measure: &str, year: i32) -> Option<Plan<'a>> {
        let versions: Vec<&PlanVersion> = self.versions(measure, year).collect();
        let (first, in_force) = (versions.iter().min_by_key(|version| version.change)?, versions.last()?);
        let (value, version) = (in_force.plan.value?, self.number(in_force));
        Some(Plan { value, version, first: first.plan.value?, first_change: first.change, in_force })
    }

    /// The number of a version of a plan that states a value.
    pub fn number(&self, of: &PlanVersion) -> usize {
        let versions = self.versions(&of.plan.measure, of.plan.year);
        1 + versions.filter(|version| version.change < of.change).count()
    }

    /// The versions of a plan that state a value, in the order they come into force.
    pub fn versions<'a, 'm>(
        &'a self,
        measure: &'m str,
        year: i32,
    ) -> impl Iterator<Item = &'a PlanVersion> + use<'a, 'm> {
        (self.plans.iter())
            .filter(move |version| version.plan.year == year && version.plan.measure == measure)
            .filter(|version| version.plan.value.is_some())
    }

    /// 年度形象进度目标, as last stated.
    pub fn goal(&self, year: i32) -> Option<&str> {
        self.plans
            .iter()
            .rev()
            .filter(|version| version.plan.year == year)
            .find_map(|version| version.plan.goal.as_deref())
    }
}

/// Refused unless forced with a reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlanDoubt {
    /// More in one year than there is in all.
    AboveTotal { total: Amount },
    /// A 万 too many or too few beside another version.
    Slip { version: usize, other: Amount },
}

/// What is hard to believe of a new version, held against the total in force and the version it follows; where it goes
/// before all others, the one that follows it.
pub fn doubt(state: &State, plan: &PlanFact, from_day: Day, total: Option<Amount>) -> Option<PlanDoubt> {
    let value = Amount::from(plan.value?);
    let versions: Vec<&PlanVersion> = state.versions(&plan.measure, plan.year).collect();
    let place = versions.iter().filter(|version| version.from_day <= from_day).count();
    let at = place.saturating_sub(1);
    if let Some((version, other)) = versions.get(at).and_then(|version| Some((*version, version.plan.value?)))
        && is_slip(value, other)
    {
        return Some(PlanDoubt::Slip { version: state.number(version), other });
    }
    total.filter(|total| value > *total).map(|total| PlanDoubt::AboveTotal { total })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fold::fold;
    use crate::domain::sample::{Row, catalog, day};

    #[test]
    fn month_points_rise_to_the_plan() {
        let rising: Vec<i64> = (1..=12).map(|month| month * 100).collect();
        assert_eq!(check_months(&rising, 1200), Ok(()));
        assert_eq!(check_months(&[5; 12], 5), Ok(()), "level is not falling");
        assert_eq!(check_months(&rising, 1300), Err(BadMonths::NotThePlan { december: 1200, plan: 1300 }));
        assert_eq!(check_months(&rising[..11], 1100), Err(BadMonths::Count { found: 11 }));
        let mut falling = rising;
        falling[4] = 399;
        assert_eq!(check_months(&falling, 1200), Err(BadMonths::Falls { month: 5, value: 399, before: 400 }));
    }

    #[test]
    fn the_first_version_is_the_first_recorded() {
        let row = Row::project(1).plan("2022-01-10", 1_000).plan("2022-01-05", 800).plan("2022-06-01", 900);
        let plan = |on| {
            let state = fold(&catalog(), &row.facts, day(on)).expect("listed");
            state.plan("invested", 2022).map(|plan| (plan.first, plan.value, plan.version))
        };
        assert_eq!(plan("2022-01-07"), Some((800, 800, 1)), "all there is on that day");
        assert_eq!(plan("2022-01-31"), Some((1_000, 1_000, 1)));
        assert_eq!(plan("2022-06-30"), Some((1_000, 900, 3)));
    }

    #[test]
    fn a_version_is_held_against_the_one_before_and_the_total() {
        let plan = |value| PlanFact {
            year: 2022,
            measure: "invested".to_owned(),
            value: Some(value),
            months: Vec::new(),
            goal: None,
        };
        let (early, late) = (day("2022-01-10"), day("2022-06-01"));
        let row = Row::project(1).plan("2022-01-10", 5_000).plan("2022-06-01", 90_000_000);
        let state = fold(&catalog(), &row.facts, Day::MAX).expect("listed");
        let held = |value, on| doubt(&state, &plan(value), on, Some(100_000_000));
        assert_eq!(held(6_000, early), None);
        assert_eq!(held(6_000, late), Some(PlanDoubt::Slip { version: 2, other: 90_000_000 }));
        assert_eq!(held(50_000_000, early), Some(PlanDoubt::Slip { version: 1, other: 5_000 }));
        assert_eq!(held(50_000_000, day("2022-01-01")), Some(PlanDoubt::Slip { version: 1, other: 5_000 }));
        assert_eq!(held(100_000_000, late), None, "all of it in one year will do");
        assert_eq!(held(100_000_001, late), Some(PlanDoubt::AboveTotal { total: 100_000_000 }));
        let goal = PlanFact { value: None, goal: Some("x".to_owned()), ..plan(0) };
        assert_eq!(doubt(&state, &goal, late, Some(1)), None);
    }
}
