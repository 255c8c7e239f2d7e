//! Data that no rule refuses but that cannot be right, or that a figure waits for: what `check` lists, each with what
//! would mend it.

use chrono::Datelike;

use super::catalog::{Catalog, INVESTED, Label, SIGNED, VACATED};
use super::day::{Day, DueDay};
use super::fact::{FINISH, START};
use super::figures::{YearToDate, year_to_date};
use super::portfolio::Portfolio;
use super::quantity::Dimension;
use super::state::State;

/// One thing in doubt about a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubtful {
    pub code: String,
    pub name: String,
    pub what: What,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// 缺年初数: without the value of that day there is no 本年完成.
    NoBase {
        day: Day,
        measure: String,
        label: Label,
    },
    /// More than there is of it.
    AboveTotal {
        /// Code of the measure whose total it is.
        of: String,
        label: Label,
        dimension: Dimension,
        value: i64,
        total: i64,
    },
    /// More households gone than signed.
    VacatedAboveSigned {
        vacated: i64,
        signed: i64,
    },
    FinishBeforeStart {
        start: DueDay,
        finish: DueDay,
    },
    /// The plan of the year is more than the whole work costs.
    PlanAboveTotal {
        year: i32,
        plan: i64,
        total: i64,
    },
}

/// What is in doubt on the day of the portfolio, in its order.
pub fn doubtful(catalog: &Catalog, portfolio: &Portfolio) -> Vec<Doubtful> {
    let rows = portfolio.states().iter().filter(|state| portfolio.files(state) && !portfolio.has_left(state));
    let found = rows.flat_map(|state| {
        let about = |what| Doubtful { code: state.code.clone(), name: state.name.clone(), what };
        in_row(catalog, state, portfolio.day()).into_iter().map(about)
    });
    found.collect()
}

fn in_row(catalog: &Catalog, state: &State, day: Day) -> Vec<What> {
    let mut found = Vec::new();
    let year = day.year();
    let eve = Day::from_ymd_opt(year - 1, 12, 31);
    let needs_base = |code: &str| code == INVESTED || state.plan(code, year).is_some();
    for measure in catalog.measures.iter().filter(|measure| needs_base(&measure.code)) {
        if let (Some(day), YearToDate::NoBase) = (eve, year_to_date(state, &measure.code, year)) {
            found.push(What::NoBase { day, measure: measure.code.clone(), label: measure.label.clone() });
        }
    }
    for (code, reading) in &state.readings {
        let Some(measure) = catalog.measure(code) else { continue };
        let total = measure.share_of.as_ref().and_then(|share_of| state.total(share_of));
        if let Some(total) = total.filter(|total| reading.value > *total) {
            let of = measure.share_of.clone().unwrap_or_default();
            let (label, dimension, value) = (measure.label.clone(), measure.dimension, reading.value);
            found.push(What::AboveTotal { of, label, dimension, value, total });
        }
    }
    if let (Some(signed), Some(vacated)) = (state.reading(SIGNED), state.reading(VACATED))
        && vacated > signed
    {
        found.push(What::VacatedAboveSigned { vacated, signed });
    }
    let due = |name| state.milestone(name).map(|milestone| milestone.due);
    if let (Some(start), Some(finish)) = (due(START), due(FINISH))
        && finish.last < start.first()
    {
        found.push(What::FinishBeforeStart { start, finish });
    }
    if let (Some(plan), Some(total)) = (state.plan(INVESTED, year), state.total(INVESTED))
        && plan.value > total
    {
        found.push(What::PlanAboveTotal { year, plan: plan.value, total });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Row, catalog, portfolio};

    fn found(row: Row) -> Vec<What> {
        doubtful(&catalog(), &portfolio(&[row], "2022-08-31")).into_iter().map(|doubtful| doubtful.what).collect()
    }

    #[test]
    fn what_a_figure_waits_for_and_what_cannot_be_is_listed() {
        let late = Row::project(1).stage("2022-05-31", "building").invested("2022-05-31", 5);
        let eve = crate::domain::sample::day("2021-12-31");
        assert_eq!(
            found(late.clone()),
            [What::NoBase { day: eve, measure: INVESTED.to_owned(), label: catalog().measures[0].label.clone() }]
        );
        assert_eq!(found(late.clone().invested("2021-12-31", 2)), []);
        let above = late.invested("2021-12-31", 2).total("2022-01-01", INVESTED, 4).plan("2022-01-01", 9);
        assert!(matches!(
            found(above)[..],
            [What::AboveTotal { value: 5, total: 4, .. }, What::PlanAboveTotal { plan: 9, total: 4, .. }]
        ));
        let dates = Row::project(1).milestone("start", "2022-05").milestone("finish", "2022-04-30");
        assert!(matches!(found(dates)[..], [What::FinishBeforeStart { .. }]));
        let month = Row::project(1).milestone("start", "2022-05").milestone("finish", "2022-05-02");
        assert_eq!(found(month), [], "within the month it may start in");
    }
}
