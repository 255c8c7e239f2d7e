//! Onset (建设性质): when a work began, seen from a year. 续建, 新建, 上年完工, 前期储备, or nobody knows.
//!
//! | onset | |
//! |---|---|
//! | completed before 上年完工 | complete when the year began; in N until it is closed |
//! | continued 续建 | a stage on record when the year began is one in which it is started, and it is not complete since before it |
//! | new 新建 | it started in the year; or it has not started, and its planned start is over by the end of the year |
//! | pipeline 前期储备 | it has not started, and is not to start in the year |
//! | unknown 未知 | what stood on 31 December is not on record |
//!
//! What is on record: a return in a stage dates it. One that is first seen beyond the starting stage had started by that
//! day: before the year, and it is continued; within the year, and nobody knows since when, so that it is new only if its
//! planned start lies in the year, as its year to date counts from nothing then. A work without any stage and without a
//! planned start is unknown, not in preparation: nobody has said so.
//!
//! A planned start before the year that was never reached is still due in it, as in 开工率: new, not pipeline. Plans count
//! by their day of now. A project judged by its lots starts with the first and is complete with the last; where it has no
//! planned start of its own, the earliest of its lots' stands for it.

use chrono::Datelike;

use super::catalog::Catalog;
use super::day::Day;
use super::fact::START;
use super::portfolio::Portfolio;
use super::state::State;

/// In the order of a page.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Onset {
    Continued,
    New,
    CompletedBefore,
    Pipeline,
    Unknown,
}
codes!(Onset {
    Continued => "continued", New => "new", CompletedBefore => "completed_before", Pipeline => "pipeline",
    Unknown => "unknown",
});

impl Portfolio {
    /// The onset of a project or a lot in the year of the view's day.
    pub fn onset(&self, catalog: &Catalog, state: &State) -> Onset {
        let year = self.day().year();
        // Where its own day is unknown, the first stage on record was beyond it already.
        let was_before =
            |leaf: &State, day: Option<Day>| day.or(leaf.first_stage_day).is_some_and(|day| day.year() < year);
        if self.is_completed(state) && self.leaves(state).iter().all(|leaf| was_before(leaf, leaf.completed_on)) {
            return Onset::CompletedBefore;
        }
        if self.had_started_before_year(state) {
            return Onset::Continued;
        }
        let planned = self.planned_start(state).map(|day| day.year());
        match planned {
            _ if self.has_started(state) => {
                let is_new = self.started_on(state).is_some() || planned == Some(year);
                if is_new { Onset::New } else { Onset::Unknown }
            }
            Some(planned) if planned <= year => Onset::New,
            None if self.phase(catalog, state).is_none() => Onset::Unknown,
            _ => Onset::Pipeline,
        }
    }

    /// The last day of its planned start; of a project judged by its lots that has none, the earliest of theirs.
    fn planned_start(&self, state: &State) -> Option<Day> {
        let planned = |state: &State| state.milestone(START).map(|start| start.due.last);
        planned(state).or_else(|| self.leaves(state).into_iter().filter_map(planned).min())
    }
}

#[cfg(test)]
#[path = "onset_test.rs"]
mod tests;
