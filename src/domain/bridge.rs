//! How the sum of a page came from that of the page before, in money:
//! 本年(D) = 本年(D₀) + 上期更正 + 跨期 + 新下达 + 增减、划转 + 本期.
//!
//! D₀ is the last day of the period before, as known today. What was put right since that page went out is the change of
//! its own sum, and is found by whoever knows both.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::ProjectId;
use super::catalog::INVESTED;
use super::day::Day;
use super::figures::{base, year_to_date};
use super::portfolio::Portfolio;
use super::quantity::Amount;
use super::state::State;

/// A period: the day before it begins, its day of now, and how old a reading may be to be news.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// D₀
    pub before: Day,
    /// D
    pub day: Day,
    /// Days, by the rules of D.
    pub patience: i64,
}

/// What lies between the sums of two pages, in fen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Bridge {
    /// 本期: done since a value that was fresh when the period began.
    pub in_period: Amount,
    /// 跨期: done since an older one.
    pub across: Amount,
    /// 新下达: done before the period by what has its first plan since.
    pub newly_planned: Amount,
    /// What works took along that came, left, went over to their lots or back, or whose base became known.
    pub moved: Amount,
    /// Projects with a row that has gone across, or is newly planned.
    pub across_in: BTreeSet<ProjectId>,
    pub newly_planned_in: BTreeSet<ProjectId>,
}

impl Bridge {
    /// Between the leaves a page sums up and those the page before did; `earlier`: every row as it was then.
    pub fn new(span: &Span, now: &[(ProjectId, &State)], before: &[&State], earlier: &Portfolio) -> Self {
        let mut bridge = Self::default();
        // Across the edge of the year each page counts from its own base: nothing is taken along.
        let is_one_year = span.before.year() == span.day.year();
        let mut left: BTreeMap<ProjectId, &State> = before.iter().map(|leaf| (leaf.id, *leaf)).collect();
        for (project, leaf) in now {
            let was = earlier.get(leaf.id);
            let counted = left.remove(&leaf.id).map(|leaf| done(leaf, span));
            let carried = bridge.step(span, *project, leaf, was) - counted.unwrap_or(0);
            if !is_one_year || carried == 0 {
                continue;
            }
            let is_new = was.is_none_or(|was| was.plan(INVESTED, span.day.year()).is_none());
            if counted.is_none() && is_new && leaf.plan(INVESTED, span.day.year()).is_some() {
                bridge.newly_planned += carried;
                bridge.newly_planned_in.insert(*project);
            } else {
                bridge.moved += carried;
            }
        }
        if is_one_year {
            bridge.moved -= left.values().map(|leaf| done(leaf, span)).sum::<Amount>();
        }
        bridge
    }

    /// Adds what one row did in the period; gives what it had done before. A row that has no year to date has neither.
    fn step(&mut self, span: &Span, project: ProjectId, leaf: &State, was: Option<&State>) -> Amount {
        let year = span.day.year();
        let (Some(value), Some(base)) = (leaf.reading(INVESTED), base(leaf, INVESTED, year).value()) else { return 0 };
        let earlier = was.and_then(|was| was.readings.get(INVESTED));
        let from = earlier.map_or(base, |reading| reading.value);
        let step = value - from;
        let is_of_period = match earlier {
            Some(reading) => (span.before - reading.as_of).num_days() <= span.patience,
            // When the year begins with the period, its base of nothing is what stood then.
            None => span.before.year() < year || began_in(leaf, span),
        };
        if is_of_period {
            self.in_period += step;
        } else if step != 0 {
            self.across += step;
            self.across_in.insert(project);
        }
        from - base
    }
}

/// Whether a work started on a day of the period, or is listed from one.
fn began_in(leaf: &State, span: &Span) -> bool {
    let is_in = |day: Day| span.before < day && day <= span.day;
    is_in(leaf.listed_from) || leaf.first_started_on().is_some_and(is_in)
}

fn done(leaf: &State, span: &Span) -> Amount {
    year_to_date(leaf, INVESTED, span.day.year()).done().unwrap_or(0)
}

#[cfg(test)]
#[path = "bridge_test.rs"]
mod tests;
