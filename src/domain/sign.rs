//! Signs (挂图作战): how a milestone went or stands, for a chart of the months of a year.

use chrono::Datelike;

use super::catalog::Catalog;
use super::day::{DueDay, Precision};
use super::portfolio::Portfolio;
use super::state::{Milestone, State};

/// From the best to the worst: of several in one place the last is shown.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sign {
    /// 完: within its day, month or year.
    Met,
    /// 已: met, but nobody knows when: its stage was first seen passed.
    MetUndated,
    /// 待: not yet due; due today is not overdue.
    Due,
    /// 改: it stood here by its baseline and was moved away.
    Moved,
    /// 迟: met after its last day.
    MetLate,
    /// 逾: its last day is over and it is not met.
    Overdue,
}
codes!(Sign {
    Met => "met", MetUndated => "met_undated", Due => "due", Moved => "moved", MetLate => "met_late",
    Overdue => "overdue",
});

/// Where something stands on the chart of a year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Slot {
    /// 1 to 12.
    Month(u32),
    /// 年内: some time in the year.
    Year,
}

impl Slot {
    /// The place of a due day on the chart of a year; `None`: it is of another year.
    pub fn of(due: DueDay, year: i32) -> Option<Self> {
        let slot = if due.precision == Precision::Year { Self::Year } else { Self::Month(due.last.month()) };
        (due.last.year() == year).then_some(slot)
    }
}

/// The signs of a milestone on the chart of a year, each with its place: where it is due now, and where it was due by
/// its baseline, if it was moved away from there. A permit that is not needed has none.
pub fn signs(portfolio: &Portfolio, catalog: &Catalog, state: &State, milestone: &Milestone) -> Vec<(Slot, Sign)> {
    if milestone.waived.is_some() {
        return Vec::new();
    }
    let year = portfolio.day().year();
    let (now, first) = (Slot::of(milestone.due, year), Slot::of(milestone.baseline, year));
    let moved = first.filter(|_| first != now).map(|slot| (slot, Sign::Moved));
    now.map(|slot| (slot, portfolio.sign(catalog, state, milestone))).into_iter().chain(moved).collect()
}

impl Portfolio {
    /// How a milestone went or stands. Within the month or year it was due in is in time.
    pub fn sign(&self, catalog: &Catalog, state: &State, milestone: &Milestone) -> Sign {
        if self.awaits(catalog, state, milestone) {
            return if milestone.overdue_days(self.day()).is_some() { Sign::Overdue } else { Sign::Due };
        }
        match self.met_on(catalog, state, milestone) {
            None => Sign::MetUndated,
            Some(met) if met.last > milestone.due.last => Sign::MetLate,
            Some(_) => Sign::Met,
        }
    }

    /// When a milestone was met; `None`: it was not, or nobody knows when. A project judged by its lots starts and
    /// completes with them.
    pub fn met_on(&self, catalog: &Catalog, state: &State, milestone: &Milestone) -> Option<DueDay> {
        let on = |last| DueDay { last, precision: Precision::Day };
        match milestone {
            _ if self.awaits(catalog, state, milestone) => None,
            _ if milestone.is_start() => self.started_on(state).map(on).or(milestone.met),
            _ if milestone.is_finish() => self.completed_on(state).map(on).or(milestone.met),
            _ => milestone.met,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::fact::{Body, MilestoneEvent, MilestoneFact};
    use crate::domain::sample::{Row, catalog, day, portfolio};

    /// The signs of the first row's milestones as `slot sign`.
    fn on(rows: &[Row], on: &str) -> Vec<String> {
        let (catalog, portfolio) = (catalog(), portfolio(rows, on));
        let state = portfolio.get(1).expect("listed");
        let said = |(slot, sign): (Slot, Sign)| match slot {
            Slot::Month(month) => format!("{month} {}", sign.code()),
            Slot::Year => format!("year {}", sign.code()),
        };
        state.milestones.iter().flat_map(|each| signs(&portfolio, &catalog, state, each)).map(said).collect()
    }

    fn met(row: Row, name: &str, on: &str) -> Row {
        let fact = MilestoneFact {
            name: name.to_owned(),
            event: MilestoneEvent::Met,
            day: DueDay { last: day(on), precision: Precision::Day },
            category: "water".to_owned(),
            stage: None,
            source: None,
            number: None,
            authority: None,
            reason: None,
        };
        row.states(day(on), Body::Milestone(fact))
    }

    #[test]
    fn a_milestone_is_overdue_from_the_day_after_its_last() {
        let row = [Row::project(1).milestone("合龙", "2022-08-31")];
        assert_eq!(on(&row, "2022-08-31"), ["8 due"]);
        assert_eq!(on(&row, "2022-09-01"), ["8 overdue"]);
        let month = [Row::project(1).milestone("合龙", "2022-08")];
        assert_eq!(on(&month, "2022-08-31"), ["8 due"]);
        assert_eq!(on(&month, "2022-09-01"), ["8 overdue"]);
    }

    #[test]
    fn one_that_was_met_is_in_time_within_its_span_and_late_after() {
        let row = |due| Row::project(1).milestone("合龙", due);
        assert_eq!(on(&[met(row("2022-08"), "合龙", "2022-08-31")], "2022-12-31"), ["8 met"]);
        assert_eq!(on(&[met(row("2022-08"), "合龙", "2022-09-01")], "2022-12-31"), ["8 met_late"]);
        assert_eq!(on(&[met(row("2022-08"), "合龙", "2022-03-01")], "2022-12-31"), ["8 met"], "where it is due");
    }

    #[test]
    fn one_of_the_year_stands_apart_and_one_of_another_year_nowhere() {
        assert_eq!(on(&[Row::project(1).milestone("批复", "2022")], "2022-08-31"), ["year due"]);
        assert_eq!(on(&[Row::project(1).milestone("批复", "2023-01")], "2022-08-31"), [""; 0]);
        let december = [Row::project(1).milestone("批复", "2022-12-31")];
        assert_eq!(on(&december, "2022-08-31"), ["12 due"], "a day is no year");
    }

    #[test]
    fn a_moved_one_marks_the_month_it_left() {
        let row = Row::project(1).milestone("合龙", "2022-04");
        let later = row.clone().moved("合龙", "2022-06", "2022-03-01").moved("合龙", "2022-07", "2022-05-01");
        assert_eq!(on(std::slice::from_ref(&later), "2022-08-31"), ["7 overdue", "4 moved"], "not the month between");
        assert_eq!(on(&[later], "2022-04-30"), ["6 due", "4 moved"]);
        let within = row.clone().moved("合龙", "2022-04-10", "2022-03-01");
        assert_eq!(on(&[within], "2022-03-31"), ["4 due"], "it stands where it stood");
        let away = row.moved("合龙", "2023-02", "2022-03-01");
        assert_eq!(on(&[away], "2022-12-31"), ["4 moved"]);
    }

    #[test]
    fn what_was_first_seen_passed_is_met_nobody_knows_when() {
        let row = Row::project(1).milestone("start", "2022-05").stage("2022-06-30", "building");
        assert_eq!(on(&[row], "2022-08-31"), ["5 met_undated"]);
        let dated = Row::project(1).milestone("start", "2022-05").stage("2022-06-30", "started");
        assert_eq!(on(&[dated], "2022-08-31"), ["5 met_late"]);
    }

    #[test]
    fn a_project_judged_by_its_lots_starts_with_the_first_and_finishes_with_the_last() {
        let project = Row::project(1).takes_figures_from_lots();
        let project = project.milestone("start", "2022-03").milestone("finish", "2022-09");
        let lots = |second: Row| [project.clone(), Row::lot(2, 1).stage("2022-02-10", "started"), second];
        assert_eq!(on(&lots(Row::lot(3, 1)), "2022-08-31"), ["3 met", "9 due"]);
        let built = Row::lot(2, 1).stage("2022-02-10", "started").stage("2022-08-01", "built");
        let both = [project.clone(), built, Row::lot(3, 1).stage("2022-04-10", "started").stage("2022-10-02", "built")];
        assert_eq!(on(&both, "2022-12-31"), ["3 met", "9 met_late"]);
    }

    #[test]
    fn the_worst_comes_last() {
        assert!(Sign::Met < Sign::Due && Sign::Due < Sign::Moved && Sign::Moved < Sign::MetLate);
        assert_eq!(Sign::ALL.iter().max(), Some(&Sign::Overdue));
        assert!(Sign::ALL.iter().all(|sign| Sign::from_code(sign.code()) == Some(*sign)));
    }
}
