//! What a row handed on to others, as its own facts have it: into which works it was merged, which parts were split from
//! it. What the others have of it is found for all rows of a view together, in `transfer`.

use std::collections::BTreeMap;

use super::ProjectId;
use super::day::Day;
use super::fact::{Body, ProjectFact, Recorded};

/// All of a work, in basis points.
pub const WHOLE: i64 = 10_000;

/// What a row handed on to others.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Given {
    pub merges: Vec<Merge>,
    /// In the order of their days, then as recorded.
    pub splits: Vec<Split>,
    /// Every reading it filed by measure, the last of each day; only of a row that handed anything on.
    pub readings: BTreeMap<String, Vec<(Day, i64)>>,
    /// Every total it was given, the same way.
    pub totals: BTreeMap<String, Vec<(Day, i64)>>,
}

/// A time in which a row's figures are with another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Merge {
    pub into: ProjectId,
    pub from: Day,
    /// The day from which it stands by itself again.
    pub until: Option<Day>,
}

/// A part that became a work of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Split {
    pub part: ProjectId,
    pub from: Day,
    /// In basis points.
    pub share: i64,
}

impl Given {
    pub fn is_nothing(&self) -> bool {
        self.merges.is_empty() && self.splits.is_empty()
    }

    /// What is not given away yet, in basis points.
    pub fn left(&self) -> i64 {
        WHOLE - self.splits.iter().map(|split| split.share).sum::<i64>()
    }

    /// From a day on its figures are with another work, or with none.
    pub(super) fn goes_into(&mut self, into: Option<ProjectId>, day: Day) {
        if let Some(last) = self.merges.last_mut().filter(|merge| merge.until.is_none()) {
            if Some(last.into) == into {
                return;
            }
            last.until = Some(day);
            if last.from == day {
                self.merges.pop();
            }
        }
        self.merges.extend(into.map(|into| Merge { into, from: day, until: None }));
    }

    /// Keeps what was read and how much there is of it, by facts in the order of their days, where anything was handed on.
    pub(super) fn remember(&mut self, facts: &[&Recorded]) {
        if self.is_nothing() {
            return;
        }
        let put = |all: &mut BTreeMap<String, Vec<(Day, i64)>>, measure: &String, day, value| {
            let of_measure = all.entry(measure.clone()).or_default();
            of_measure.retain(|(other, _)| *other != day);
            of_measure.push((day, value));
        };
        for ProjectFact { from_day: day, body, .. } in facts.iter().map(|recorded| &recorded.fact) {
            match body {
                Body::Update(update) => {
                    update.readings.iter().for_each(|(measure, value)| put(&mut self.readings, measure, *day, *value));
                }
                Body::Total { measure, value: Some(value), .. } => put(&mut self.totals, measure, *day, *value),
                Body::Total { measure, value: None, .. } => drop(self.totals.remove(measure)),
                Body::Listed { .. }
                | Body::Text { .. }
                | Body::Alias { .. }
                | Body::Tag { .. }
                | Body::Own { .. }
                | Body::Parent(_)
                | Body::Category(_)
                | Body::Split { .. }
                | Body::Units(_)
                | Body::Milestone(_)
                | Body::Plan(_)
                | Body::Issue(_)
                | Body::IssueClosed { .. } => {}
            }
        }
    }
}
