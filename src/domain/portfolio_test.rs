//! Counting: who stands in N, in which phase, who owes a return; lots judged and lots that only stand beside.

use std::rc::Rc;

use super::*;
use crate::domain::catalog::{Label, sample};
use crate::domain::day::{ALL_DAYS, DueDay};
use crate::domain::fact::{Body, Condition, Recorded};
use crate::domain::fact::{Field, ProjectFact, Update};
use crate::domain::fold::fold;

fn catalog() -> Catalog {
    let stages = [
        ("tender", Phase::Preparation),
        ("started", Phase::Implementation),
        ("built", Phase::Completed),
        ("accepted", Phase::Closed),
    ];
    Catalog { categories: vec![sample(&stages, "started", "built")], ..Catalog::default() }
}

fn money() -> Measure {
    Measure {
        code: "invested".to_owned(),
        position: 1,
        dimension: Dimension::Money,
        label: Label::default(),
        total_label: None,
        share_of: Some("invested".to_owned()),
        step: None,
        is_read: true,
        categories: Vec::new(),
    }
}

fn percent() -> Measure {
    Measure { code: "physical".to_owned(), dimension: Dimension::Percent, ..money() }
}

fn day(month: u32, day: u32) -> Day {
    DueDay { last: Day::from_ymd_opt(2022, month, day).unwrap(), precision: crate::domain::day::Precision::Day }.last
}

/// A row of the register with its returns: (day, stage, invested).
#[derive(Clone)]
struct Row {
    kind: Kind,
    parent: Option<ProjectId>,
    from_lots: bool,
    condition: Condition,
    returns: Vec<(Day, Option<&'static str>, Option<i64>)>,
}

fn row(kind: Kind, parent: Option<ProjectId>, returns: &[(Day, Option<&'static str>, Option<i64>)]) -> Row {
    Row { kind, parent, from_lots: false, condition: Condition::Normal, returns: returns.to_vec() }
}

fn portfolio(rows: Vec<Row>) -> Portfolio {
    seen_on(day(12, 31), rows)
}

fn seen_on(on: Day, rows: Vec<Row>) -> Portfolio {
    let catalog = catalog();
    let states = (1..).zip(rows).filter_map(|(id, row)| {
        let mut change = 0;
        let mut recorded = |from_day, body| {
            change += 1;
            Recorded { change, seq: 1, fact: ProjectFact { project: id, from_day, body } }
        };
        let code = format!("HS-W-{id:03}");
        let (category, recorded_on) = ("water".to_owned(), day(1, 1));
        let listed = Body::Listed { code, kind: row.kind, category, source: None, recorded_on };
        let mut facts = vec![recorded(ALL_DAYS, listed), recorded(ALL_DAYS, Body::Parent(row.parent))];
        if row.from_lots {
            let value = Some("lots".to_owned());
            facts.push(recorded(ALL_DAYS, Body::Text { field: Field::Figures, value }));
        }
        for (no, (on, stage, invested)) in (1..).zip(row.returns) {
            let update = Update {
                no,
                category: "water".to_owned(),
                stage: stage.map(str::to_owned),
                condition: (row.condition != Condition::Normal).then_some(row.condition),
                readings: invested.map(|value| ("invested".to_owned(), value)).into_iter().collect(),
                ..Update::default()
            };
            facts.push(recorded(on, Body::Update(Rc::new(update))));
        }
        fold(&catalog, &facts, Day::MAX)
    });
    Portfolio::new(&catalog, states.collect(), on)
}

/// A project judged by its lots, with two of them.
fn with_lots(
    first: &[(Day, Option<&'static str>, Option<i64>)],
    second: &[(Day, Option<&'static str>, Option<i64>)],
) -> Portfolio {
    let judged = Row { from_lots: true, ..row(Kind::Project, None, &[]) };
    portfolio(vec![judged, row(Kind::Lot, Some(1), first), row(Kind::Lot, Some(1), second)])
}

#[test]
fn a_project_judged_by_its_lots_is_in_the_phase_they_make() {
    let phase = |first, second| {
        let of = |stage| [(day(1, 31), stage, None)];
        let portfolio = with_lots(&of(first), &of(second));
        portfolio.phase(&catalog(), portfolio.get(1).unwrap())
    };
    assert_eq!(phase(Some("tender"), None), Some(Phase::Preparation), "a lot with no stage counts as preparation");
    assert_eq!(phase(Some("tender"), Some("started")), Some(Phase::Implementation));
    assert_eq!(phase(Some("built"), Some("started")), Some(Phase::Implementation));
    assert_eq!(phase(Some("built"), Some("accepted")), Some(Phase::Completed));
    assert_eq!(phase(Some("accepted"), Some("accepted")), Some(Phase::Closed));
}

#[test]
fn it_starts_with_its_first_lot_completes_with_its_last_and_sums_their_money() {
    let first = [(day(3, 1), Some("started"), Some(100)), (day(6, 1), Some("built"), Some(300))];
    let second = [(day(2, 1), Some("started"), Some(20))];
    let portfolio = with_lots(&first, &second);
    let project = portfolio.get(1).unwrap();
    assert_eq!(portfolio.started_on(project), Some(day(2, 1)));
    assert!(portfolio.has_started(project) && !portfolio.is_completed(project));
    assert_eq!(portfolio.reading(&money(), project), Some(320));
    assert_eq!(portfolio.reading(&percent(), project), None, "percentages are not summed");
    assert_eq!(portfolio.returned_on(&catalog(), project), Some(day(2, 1)), "the quietest open lot's");
    let done = with_lots(&first, &[second[0], (day(7, 1), Some("built"), None)]);
    assert_eq!(done.completed_on(done.get(1).unwrap()), Some(day(7, 1)));
}

#[test]
fn closed_before_the_year_leaves_the_count_and_so_does_one_closed_through_its_lots() {
    let closed = [(day(11, 30), Some("accepted"), None)];
    let alone = vec![row(Kind::Project, None, &closed)];
    let judged = Row { from_lots: true, ..row(Kind::Project, None, &[]) };
    let judged = vec![judged, row(Kind::Lot, Some(1), &closed), row(Kind::Lot, Some(1), &closed)];
    let next_year = Day::from_ymd_opt(2023, 2, 28).unwrap();
    let is_counted = |rows: &Vec<Row>, on| {
        let portfolio = seen_on(on, rows.clone());
        portfolio.is_counted(portfolio.get(1).unwrap())
    };
    for rows in [alone, judged] {
        assert!(is_counted(&rows, day(12, 31)));
        assert!(!is_counted(&rows, next_year));
    }
    let reopened = [(day(11, 30), Some("accepted"), None), (day(12, 20), Some("started"), None)];
    let reopened = vec![row(Kind::Project, None, &reopened)];
    assert!(is_counted(&reopened, next_year), "what was opened again counts again");
}

#[test]
fn who_owes_a_return() {
    let catalog = catalog();
    let owes = |row: Row| {
        let portfolio = portfolio(vec![row]);
        portfolio.owes_return(&catalog, portfolio.get(1).unwrap())
    };
    let project = |condition, stage| Row { condition, ..row(Kind::Project, None, &[(day(1, 31), stage, None)]) };
    assert!(owes(row(Kind::Project, None, &[])), "no stage yet is open");
    assert!(owes(project(Condition::Normal, Some("started"))));
    assert!(owes(project(Condition::Paused, Some("started"))), "paused works are due");
    assert!(!owes(project(Condition::Normal, Some("built"))));
    assert!(!owes(project(Condition::Cancelled, Some("started"))));
    assert!(!owes(row(Kind::Programme, None, &[])));
}

#[test]
fn lots_file_for_a_project_judged_by_them_and_not_beside_one_that_is_not() {
    let catalog = catalog();
    let owing = |portfolio: &Portfolio| -> Vec<ProjectId> {
        portfolio.states().iter().filter(|state| portfolio.owes_return(&catalog, state)).map(|state| state.id).collect()
    };
    assert_eq!(owing(&with_lots(&[], &[])), [2, 3]);
    let beside = portfolio(vec![row(Kind::Project, None, &[]), row(Kind::Lot, Some(1), &[])]);
    assert_eq!(owing(&beside), [1]);
    let cancelled = Row {
        from_lots: true,
        condition: Condition::Cancelled,
        ..row(Kind::Project, None, &[(day(1, 31), None, None)])
    };
    assert_eq!(
        owing(&portfolio(vec![cancelled, row(Kind::Lot, Some(1), &[])])),
        [0; 0],
        "a lot leaves with its project"
    );
}

#[test]
fn lots_stand_behind_their_project_and_codes_go_by_number() {
    let mut rows: Vec<Row> = (0..1001).map(|_| row(Kind::Project, None, &[])).collect();
    rows.push(row(Kind::Lot, Some(2), &[]));
    let portfolio = portfolio(rows);
    let ids: Vec<ProjectId> = portfolio.in_tree_order().iter().map(|state| state.id).collect();
    assert_eq!(ids[..4], [1, 2, 1002, 3]);
    assert_eq!(ids[999..], [999, 1000, 1001], "HS-W-1000 comes after HS-W-999");
}
