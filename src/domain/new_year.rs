//! What the year before left open: on 1 January it is nobody's mistake, but the figures of the new year wait for it.

use chrono::Datelike;

use super::catalog::{Catalog, Phase};
use super::day::Day;
use super::doubtful::DoubtKind;
use super::portfolio::Portfolio;
use super::state::State;

/// A year without targets after one that had some.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoTargets {
    pub year: i32,
    /// How many the year before has.
    pub before: usize,
}

/// Whether the year of a day has no targets although the year before had. Of each target its year and the day it was
/// stated.
pub fn without_targets(targets: impl IntoIterator<Item = (i32, Day)>, day: Day) -> Option<NoTargets> {
    let year = day.year();
    let (mut now, mut before) = (0, 0);
    for (of, _) in targets.into_iter().filter(|(_, stated)| *stated <= day) {
        now += usize::from(of == year);
        before += usize::from(of == year - 1);
    }
    (now == 0 && before > 0).then_some(NoTargets { year, before })
}

/// What stands open of one row.
pub(super) fn left_open(catalog: &Catalog, portfolio: &Portfolio, state: &State) -> Vec<DoubtKind> {
    let mut found = unmet(catalog, portfolio, state);
    found.extend(no_plan(catalog, portfolio, state));
    found
}

/// A row that files, with a plan last year, still open and without a plan now. A plan of nothing says that nothing is
/// to be done.
fn no_plan(catalog: &Catalog, portfolio: &Portfolio, state: &State) -> Option<DoubtKind> {
    let year = portfolio.day().year();
    let is_open = portfolio.files(state) && state.own_phase(catalog).is_none_or(Phase::is_open);
    let has_plan = catalog.measures.iter().any(|measure| state.plan(&measure.code, year).is_some());
    if !is_open || has_plan {
        return None;
    }
    let last = catalog.measures.iter().find_map(|measure| {
        let plan = state.plan(&measure.code, year - 1).filter(|plan| plan.value > 0)?;
        Some((measure, plan.value))
    });
    last.map(|(measure, last)| DoubtKind::NoPlan {
        year,
        measure: measure.code.clone(),
        label: measure.label.clone(),
        dimension: measure.dimension,
        last,
    })
}

/// Milestones that were due before the year began, neither met nor moved.
fn unmet(catalog: &Catalog, portfolio: &Portfolio, state: &State) -> Vec<DoubtKind> {
    let year = portfolio.day().year();
    if !portfolio.is_of_counted(state) {
        return Vec::new();
    }
    let category = catalog.category(&state.category);
    let open = state
        .milestones
        .iter()
        .filter(|milestone| milestone.due.last.year() < year && portfolio.awaits(catalog, state, milestone));
    open.map(|milestone| {
        let stage = match milestone {
            milestone if milestone.is_start() => category.and_then(|category| category.stage(&category.starts)),
            milestone if milestone.is_finish() => category.and_then(|category| category.stage(&category.completes)),
            _ => None,
        };
        // A project judged by its lots files no stage of its own.
        let stage = stage.filter(|_| portfolio.files(state)).map(|stage| stage.label.clone());
        DoubtKind::Unmet { milestone: milestone.name.clone(), due: milestone.due, stage }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::INVESTED;
    use crate::domain::doubtful::doubtful;
    use crate::domain::fact::Condition;
    use crate::domain::sample::{Row, catalog, portfolio};

    fn found(row: &Row, on: &str) -> Vec<DoubtKind> {
        doubtful(&catalog(), &portfolio(std::slice::from_ref(row), on), 41).into_iter().map(|each| each.what).collect()
    }

    /// With a plan of 2022 and a base of 2023.
    fn begun() -> Row {
        Row::project(1).stage("2022-01-31", "tender").plan("2022-01-10", 8).stage("2022-03-01", "started")
    }

    #[test]
    fn an_open_work_that_had_a_plan_is_to_have_one_again() {
        assert_eq!(found(&begun(), "2022-12-31"), [], "the year is not over");
        assert!(matches!(found(&begun(), "2023-01-01")[..], [DoubtKind::NoPlan { year: 2023, last: 8, .. }]));
        assert_eq!(found(&begun().plan_of("2023-01-01", 2023, 0), "2023-01-01"), [], "nothing is to be done: said");
        assert_eq!(found(&begun().stage("2022-12-31", "built"), "2023-01-01"), [], "complete");
        assert_eq!(found(&begun().condition("2023-01-01", Condition::Cancelled), "2023-01-01"), [], "it has left");
        let unplanned = Row::project(1).stage("2022-01-31", "tender");
        assert_eq!(found(&unplanned, "2023-01-01"), [], "it never had one");
        assert_eq!(found(&begun(), "2024-01-01"), [], "the year before had none either");
        let households = Row::project(1).stage("2022-01-31", "tender").plans("2022-01-10", "signed", 5, Vec::new());
        let of = |what: &DoubtKind| matches!(what, DoubtKind::NoPlan { measure, .. } if measure != INVESTED);
        assert!(found(&households, "2023-01-01").iter().any(of));
    }

    #[test]
    fn a_milestone_of_an_earlier_year_is_to_be_met_or_moved() {
        let row =
            Row::project(1).stage("2022-01-31", "tender").milestone("handover", "2022").milestone("start", "2022-10");
        assert_eq!(found(&row, "2022-12-31"), [], "overdue in its own year is for the lights");
        let open = found(&row, "2023-01-01");
        assert!(
            matches!(&open[..], [DoubtKind::Unmet { stage: None, .. }, DoubtKind::Unmet { stage: Some(_), .. }]),
            "{open:?}"
        );
        let mended = row.met("handover", "2022-12-20").moved("start", "2023-03", "2023-01-01");
        assert_eq!(found(&mended, "2023-01-01"), []);
        let closed = Row::project(1).milestone("handover", "2022").stage("2022-06-30", "accepted");
        assert_eq!(found(&closed, "2023-01-01"), [], "closed before the year: it is in no count");
    }

    #[test]
    fn targets_are_missed_where_the_year_before_had_some() {
        let on = |text: &str| crate::domain::sample::day(text);
        let old = [(2022, on("2022-01-10")), (2022, on("2022-02-01"))];
        let missed = |targets: &[(i32, Day)], day: &str| without_targets(targets.iter().copied(), on(day));
        assert_eq!(missed(&old, "2023-01-09"), Some(NoTargets { year: 2023, before: 2 }));
        assert_eq!(missed(&[old[0], (2023, on("2023-01-09"))], "2023-01-09"), None);
        let later = [old[0], (2023, on("2023-01-10"))];
        assert_eq!(missed(&later, "2023-01-09"), Some(NoTargets { year: 2023, before: 1 }), "not stated yet");
        assert_eq!(missed(&old, "2022-12-31"), None);
        assert_eq!(missed(&old, "2024-01-01"), None, "the year before had none either");
    }
}
