//! Data that no rule refuses but that cannot be right, or that a figure waits for: what `check` lists, each with what
//! would mend it.

use std::collections::HashMap;

use chrono::Datelike;

use super::ProjectId;
use super::catalog::{Catalog, INVESTED, Label, Measure};
use super::day::{Day, DueDay};
use super::fact::{FINISH, START};
use super::figures::{YearToDate, base, year_to_date};
use super::funnel::StepAhead;
use super::new_year::left_open;
use super::onset::Onset;
use super::permit::{Document, Documents, OutOfOrder, out_of_order};
use super::portfolio::Portfolio;
use super::quantity::{Amount, Dimension};
use super::state::State;

/// One thing in doubt about a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Doubtful {
    pub code: String,
    pub name: String,
    pub what: DoubtKind,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DoubtKind {
    /// 缺年初数: without the value of that day there is no 本年完成.
    NoBase {
        day: Day,
        measure: String,
        label: Label,
        /// Nor is it known in what stage it stood.
        is_stage_unknown: bool,
    },
    /// 年初数陈旧: the value from which 本年完成 is counted is of a day long before.
    StaleBase {
        /// The day it was to be of.
        day: Day,
        as_of: Day,
        measure: String,
        label: Label,
    },
    /// 建设性质未知: first seen under way within the year, and not known since when.
    NoOnset {
        day: Day,
    },
    /// No plan of the year for an open work that had one last year.
    NoPlan {
        year: i32,
        measure: String,
        label: Label,
        dimension: Dimension,
        /// The plan of the year before.
        last: Amount,
    },
    /// A milestone of an earlier year, neither met nor moved.
    Unmet {
        milestone: String,
        due: DueDay,
        /// Of a planned start or finish: the stage that would meet it.
        stage: Option<Label>,
    },
    /// More than there is of it.
    AboveTotal {
        /// Code of the measure whose total it is.
        of: String,
        label: Label,
        dimension: Dimension,
        value: Amount,
        total: Amount,
    },
    /// More through a step than through the one before it.
    StepAhead(StepAhead),
    /// A document that is on record for another permit or work too.
    SameDocument {
        number: String,
        /// The permits, and the code of the other work.
        name: String,
        other: String,
        other_name: String,
    },
    /// A permit granted before the one it comes after.
    OutOfOrder(OutOfOrder),
    FinishBeforeStart {
        start: DueDay,
        finish: DueDay,
    },
    /// The plan of the year is more than the whole work costs.
    PlanAboveTotal {
        year: i32,
        plan: Amount,
        total: Amount,
    },
}

/// What is in doubt on the day of the portfolio, in its order; a base is stale that is older than `patience` days.
pub fn doubtful(catalog: &Catalog, portfolio: &Portfolio, patience: i64) -> Vec<Doubtful> {
    let mut documents = Documents::new([], parents(portfolio));
    let rows = portfolio.states().iter().filter(|state| !portfolio.has_left(state));
    let found = rows.flat_map(|state| {
        let about = |(state, what): (&State, _)| Doubtful { code: state.code.clone(), name: state.name.clone(), what };
        let mut of_row = Vec::new();
        let mut found = Vec::new();
        if portfolio.files(state) {
            found.extend(no_base(catalog, portfolio, state));
            of_row.extend(stale_base(catalog, portfolio, state, patience));
            of_row.extend(in_row(catalog, state, portfolio.day()));
        }
        of_row.extend(same_documents(&mut documents, state));
        of_row.extend(out_of_order(catalog, state).into_iter().map(DoubtKind::OutOfOrder));
        of_row.extend(left_open(catalog, portfolio, state));
        found.extend(of_row.into_iter().map(|what| (state, what)));
        found.into_iter().map(about).collect::<Vec<_>>()
    });
    let mut all: Vec<Doubtful> = Vec::new();
    for doubtful in found {
        // What several rows have from one that lacks it is lacking once.
        if !all.contains(&doubtful) {
            all.push(doubtful);
        }
    }
    all
}

/// What every row stands under, if anything.
fn parents(portfolio: &Portfolio) -> HashMap<ProjectId, ProjectId> {
    portfolio.states().iter().filter_map(|state| Some((state.id, state.parent?))).collect()
}

/// The documents of a row that rows before it have for something else; they are known from then on.
fn same_documents(known: &mut Documents, state: &State) -> Vec<DoubtKind> {
    let mut found = Vec::new();
    for milestone in &state.milestones {
        let Some(number) = milestone.number.clone() else { continue };
        let (project, code, name) = (state.id, state.code.clone(), milestone.name.clone());
        let document = Document { project, code, name, number };
        if let Some(other) = known.other(&document) {
            let (number, name) = (document.number.clone(), document.name.clone());
            let (other, other_name) = (other.code.clone(), other.name.clone());
            found.push(DoubtKind::SameDocument { number, name, other, other_name });
        }
        known.add(document);
    }
    found
}

/// What stood on 31 December, where a figure or the onset waits for it: of the row, or of those it has figures from.
fn no_base<'a>(catalog: &Catalog, portfolio: &'a Portfolio, state: &'a State) -> Vec<(&'a State, DoubtKind)> {
    let year = portfolio.day().year();
    let Some(day) = Day::from_ymd_opt(year - 1, 12, 31) else { return Vec::new() };
    let is_stage_unknown = state.has_started && portfolio.onset(catalog, state) == Onset::Unknown;
    let needs_base = |code: &str| code == INVESTED || state.plan(code, year).is_some();
    let measures = catalog.measures.iter().filter(|measure| needs_base(&measure.code));
    let without = measures.filter(|measure| year_to_date(state, &measure.code, year) == YearToDate::NoBase);
    let lacking = |measure: &'_ Measure| {
        let (measure, label) = (measure.code.clone(), measure.label.clone());
        let rows = portfolio.without_base(state, &measure, year).into_iter();
        rows.map(move |row| {
            let is_stage_unknown = is_stage_unknown && row.id == state.id;
            (row, DoubtKind::NoBase { day, measure: measure.clone(), label: label.clone(), is_stage_unknown })
        })
    };
    let mut found: Vec<(&State, DoubtKind)> = without.flat_map(lacking).collect();
    if is_stage_unknown && !found.iter().any(|(row, _)| row.id == state.id) {
        found.push((state, DoubtKind::NoOnset { day }));
    }
    found
}

/// A base that is older than it may be, where a figure of the year is counted from it.
fn stale_base(catalog: &Catalog, portfolio: &Portfolio, state: &State, patience: i64) -> Vec<DoubtKind> {
    let year = portfolio.day().year();
    let Some(day) = Day::from_ymd_opt(year - 1, 12, 31) else { return Vec::new() };
    let counts = |code: &str| code == INVESTED || state.plan(code, year).is_some();
    let measures = catalog.measures.iter().filter(|measure| counts(&measure.code));
    let stale = measures.filter_map(|measure| {
        let as_of = base(state, &measure.code, year).stale(year, patience)?;
        Some(DoubtKind::StaleBase { day, as_of, measure: measure.code.clone(), label: measure.label.clone() })
    });
    stale.collect()
}

fn in_row(catalog: &Catalog, state: &State, day: Day) -> Vec<DoubtKind> {
    let mut found = Vec::new();
    let year = day.year();
    for (code, reading) in &state.readings {
        let Some(measure) = catalog.measure(code) else { continue };
        let total = measure.share_of.as_ref().and_then(|share_of| state.total(share_of));
        if let Some(total) = total.filter(|total| reading.value > *total) {
            let of = measure.share_of.clone().unwrap_or_default();
            let (label, dimension, value) = (measure.label.clone(), measure.dimension, reading.value);
            found.push(DoubtKind::AboveTotal { of, label, dimension, value, total });
        }
    }
    let ahead = catalog.steps_ahead(|code| state.reading(code), |_| true);
    found.extend(ahead.into_iter().map(DoubtKind::StepAhead));
    let due = |name| state.milestone(name).map(|milestone| milestone.due);
    if let (Some(start), Some(finish)) = (due(START), due(FINISH))
        && finish.last < start.first()
    {
        found.push(DoubtKind::FinishBeforeStart { start, finish });
    }
    if let (Some(plan), Some(total)) = (state.plan(INVESTED, year), state.total(INVESTED))
        && plan.value > total
    {
        found.push(DoubtKind::PlanAboveTotal { year, plan: plan.value, total });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::sample::{Row, catalog, portfolio};

    fn found(row: Row) -> Vec<DoubtKind> {
        doubtful(&catalog(), &portfolio(&[row], "2022-08-31"), 41).into_iter().map(|doubtful| doubtful.what).collect()
    }

    #[test]
    fn what_a_figure_waits_for_and_what_cannot_be_is_listed() {
        let late = Row::project(1).stage("2022-05-31", "building").invested("2022-05-31", 5);
        let day = crate::domain::sample::day("2021-12-31");
        let (measure, label) = (INVESTED.to_owned(), catalog().measures[0].label.clone());
        assert_eq!(found(late.clone()), [DoubtKind::NoBase { day, measure, label, is_stage_unknown: true }]);
        assert_eq!(found(Row::project(1).stage("2022-05-31", "building")), [DoubtKind::NoOnset { day }]);
        assert_eq!(found(Row::project(1).stage("2022-05-31", "started")), [], "it started within the year");
        let preparing = Row::project(1).stage("2022-05-31", "tender").invested("2022-05-31", 5);
        assert!(matches!(found(preparing)[..], [DoubtKind::NoBase { is_stage_unknown: false, .. }]));
        let mended = late.invested("2021-12-31", 2);
        assert_eq!(found(mended.clone()), [DoubtKind::NoOnset { day }], "nothing says that it had started");
        let mended = mended.stage("2021-12-31", "building");
        assert_eq!(found(mended.clone()), []);
        let above = mended.total("2022-01-01", INVESTED, 4).plan("2022-01-01", 9);
        assert!(matches!(
            found(above)[..],
            [DoubtKind::AboveTotal { value: 5, total: 4, .. }, DoubtKind::PlanAboveTotal { plan: 9, total: 4, .. }]
        ));
        let dates = Row::project(1).milestone("start", "2022-05").milestone("finish", "2022-04-30");
        assert!(matches!(found(dates)[..], [DoubtKind::FinishBeforeStart { .. }]));
        let month = Row::project(1).milestone("start", "2022-05").milestone("finish", "2022-05-02");
        assert_eq!(found(month), [], "within the month it may start in");
    }
}
