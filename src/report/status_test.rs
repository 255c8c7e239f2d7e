//! Properties of the status page over random registers: every table adds up to its total in every grouping, no project
//! is counted twice, and a rate is the whole only where it is.

use proptest::prelude::*;

use super::*;
use crate::domain::catalog::Catalog;
use crate::domain::fact::{Body, Condition};
use crate::domain::quantity::Amount;
use crate::domain::rules::RuleSet;
use crate::domain::sample::{Row, catalog, day, portfolio};
use crate::domain::unit::{UnitFact, Units};
use crate::report::model::Cell;

/// One row of a random register. What a row is: 0 a project, 1 a project judged by its lots, 2 a lot of the last one.
#[derive(Clone, Debug)]
struct Made {
    what: u8,
    unit: i64,
    plan: Option<i64>,
    base: Option<i64>,
    readings: Vec<(u32, i64)>,
    stage: Option<(&'static str, u32)>,
    /// A stage of the year before; its start as planned.
    earlier: Option<&'static str>,
    start: Option<&'static str>,
    condition: Option<(Condition, u32)>,
}

fn made() -> impl Strategy<Value = Vec<Made>> {
    let stage = prop::sample::select(vec!["tender", "started", "building", "built", "accepted"]);
    let condition = prop::sample::select(vec![Condition::Paused, Condition::Cancelled, Condition::Withdrawn]);
    let earlier = prop::sample::select(vec!["tender", "started", "building", "built"]);
    let start = prop::sample::select(vec!["2021-10", "2022-05", "2022", "2023-02"]);
    let one = (
        0..3_u8,
        0..4_i64,
        prop::option::of(0..2_000_i64),
        prop::option::of(0..500_i64),
        prop::collection::vec((1..9_u32, 0..3_000_i64), 0..4),
        prop::option::of((stage, 1..9_u32)),
        prop::option::weighted(0.2, (condition, 1..9_u32)),
        (prop::option::of(earlier), prop::option::of(start)),
    );
    let one = one.prop_map(|(what, unit, plan, base, readings, stage, condition, (earlier, start))| Made {
        what,
        unit,
        plan,
        base,
        readings,
        stage,
        condition,
        earlier,
        start,
    });
    prop::collection::vec(one, 1..14)
}

fn rows(made: &[Made]) -> Vec<Row> {
    let mut judged = None;
    let end = |month: u32| format!("2022-{month:02}-28");
    (1..)
        .zip(made)
        .map(|(id, made)| {
            let mut row = match (made.what, judged) {
                (2, Some(of)) => Row::lot(id, of),
                _ => Row::project(id),
            };
            if made.what == 1 {
                judged = Some(id);
                row = row.takes_figures_from_lots();
            }
            if made.unit > 0 {
                row = row.states(day("2021-01-01"), Body::Units(vec![made.unit]));
            }
            row = made.earlier.iter().fold(row, |row, stage| row.stage("2021-12-20", stage));
            row = made.start.iter().fold(row, |row, start| row.milestone("start", start));
            row = made.base.into_iter().fold(row, |row, base| row.invested("2021-12-31", base));
            row = made.plan.into_iter().fold(row, |row, plan| row.plan("2022-01-01", plan));
            row = made.stage.iter().fold(row, |row, (stage, month)| row.stage(&end(*month), stage));
            row = made.condition.iter().fold(row, |row, (condition, month)| row.condition(&end(*month), *condition));
            made.readings.iter().fold(row, |row, (month, value)| row.invested(&end(*month), *value))
        })
        .collect()
}

/// The tables of the page of August, by section, as column → cell.
fn page(rows: &[Row]) -> HashMap<String, Vec<HashMap<String, Cell>>> {
    let (catalog, rules): (Catalog, _) = (catalog(), RuleSet::first());
    let added = |unit: i64| (1, UnitFact::Added { unit, name: format!("单位{unit}"), position: None });
    let units = Units::fold((1..4).map(added), day("2022-08-31"));
    let (now, before) = (portfolio(rows, "2022-08-31"), portfolio(rows, "2022-07-31"));
    let view = RegisterView { catalog: &catalog, units: &units, portfolio: &now, rules: &rules, pending: &[] };
    let before = RegisterView { portfolio: &before, ..view };
    let since = Since {
        page: portfolio(rows, "2022-07-31"),
        late: Vec::new(),
        late_numbers: Default::default(),
        causes: HashMap::new(),
        reasons: HashMap::new(),
    };
    let period = Period::holding(Cadence::Month, day("2022-08-31"));
    let views = TwoViews { period, now: &view, before: &before, units_before: &units, since: &since, month_ends: None };
    let header =
        Header { is_shown: true, ..Header::new(day("2022-08-31"), crate::domain::day::end_of(day("2022-08-31"))) };
    let report = status(&views, &Filter::default(), header);
    let tables = report.sections.into_iter().filter_map(|section| {
        let SectionBody::Table { columns, rows } = section.body else { return None };
        let keys: Vec<String> = columns.iter().map(|column| column.key.to_string()).collect();
        Some((section.id.into_owned(), rows.map(|row| keys.iter().cloned().zip(row).collect()).collect()))
    });
    tables.collect()
}

fn number_in(row: &HashMap<String, Cell>, key: &str) -> Amount {
    match &row[key] {
        Cell::Count(count) => *count,
        Cell::Quantity { value, .. } => *value,
        _ => 0,
    }
}

/// What the parts of a table by category or by onset add up to.
const COUNTED: [&str; 11] = [
    "projects",
    "lots",
    "plan",
    "invested_ytd",
    "reached_start",
    "reached_end",
    "red",
    "yellow",
    "green",
    "grey",
    "none",
];

fn sum(rows: &[HashMap<String, Cell>], key: &str) -> Amount {
    rows.iter().map(|row| number_in(row, key)).sum()
}

#[test]
fn lots_and_their_money_go_with_the_onset_of_their_project() {
    let rows = [
        Row::project(1).takes_figures_from_lots(),
        Row::lot(2, 1).stage("2021-05-01", "started").plan("2022-01-01", 300),
        Row::lot(3, 1).stage("2021-05-01", "tender").stage("2022-05-01", "started").plan("2022-01-01", 200),
        Row::project(4).stage("2022-03-01", "started").plan("2022-01-01", 50),
    ];
    let onsets = |rows: &[Row]| {
        let said = |row: &HashMap<String, Cell>| {
            let Cell::Word { code, .. } = row["onset"] else { panic!("{:?}", row["onset"]) };
            let counts = ["projects", "lots", "plan"].map(|key| number_in(row, key).to_string());
            format!("{code} {}", counts.join(" "))
        };
        page(rows).get("onsets").map(|table| table.iter().map(said).collect::<Vec<_>>())
    };
    assert_eq!(onsets(&rows), Some(["continued 1 2 500", "new 1 0 50", "total 2 2 550"].map(str::to_owned).to_vec()));
    assert_eq!(onsets(&rows[..3]), None, "all of one kind");
}

proptest! {
    #[test]
    fn every_grouping_adds_up_and_no_project_is_counted_twice(made in made()) {
        let rows = rows(&made);
        let page = page(&rows);
        let (categories, units) = (&page["categories"], &page["units"]);
        let total = categories.last().expect("a total");
        for key in ["projects", "lots", "plan", "invested_ytd"] {
            prop_assert_eq!(sum(units, key), number_in(total, key), "units: {}", key);
        }
        if let Some(onsets) = page.get("onsets") {
            let (whole, parts) = onsets.split_last().expect("a total");
            prop_assert!(parts.len() > 1, "one kind alone says nothing");
            for key in COUNTED {
                prop_assert_eq!(sum(parts, key), number_in(total, key), "onsets: {}", key);
                prop_assert_eq!(&whole[key], &total[key], "onsets: {}", key);
            }
            for key in ["completion", "elapsed", "gap"] {
                prop_assert_eq!(&whole[key], &total[key], "the total is one: {}", key);
            }
        }
        for key in COUNTED {
            let parts = if categories.len() > 1 { &categories[..categories.len() - 1] } else { &categories[..] };
            prop_assert_eq!(sum(parts, key), number_in(total, key), "categories: {}", key);
        }
        let lit: Amount = ["red", "yellow", "green", "grey", "none"].iter().map(|light| number_in(total, light)).sum();
        prop_assert_eq!(lit, number_in(total, "projects"), "every project has one light, and none has two");
        let on_the_day = portfolio(&rows, "2022-08-31");
        let counted = on_the_day.states().iter().filter(|state| on_the_day.is_counted(state)).count();
        prop_assert_eq!(number_in(total, "projects"), Amount::from(number(counted)));
        prop_assert!(number_in(total, "reached_end") <= number_in(total, "reached_start"));
    }

    #[test]
    fn a_rate_prints_as_the_whole_only_where_it_is(made in made(), nudge in -2..3_i64) {
        let mut made = made;
        for each in &mut made {
            // Next to its plan, so that a careless rounding would show.
            each.plan = Some(1_000_000);
            each.base = Some(0);
            each.readings = vec![(6, 1_000_000 + nudge)];
        }
        for row in page(&rows(&made))["units"].iter() {
            if let Cell::Rate(rate) = &row["completion"] {
                let is_equal = number_in(row, "plan") == number_in(row, "invested_ytd");
                prop_assert_eq!(rate.percent() == "100.0%", is_equal);
            }
        }
    }
}
