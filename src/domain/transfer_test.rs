use super::*;
use crate::domain::catalog::{INVESTED, Measure, PHYSICAL};
use crate::domain::fact::Condition;
use crate::domain::figures::{YearToDate, year_to_date};
use crate::domain::fold::fold;
use crate::domain::portfolio::Portfolio;
use crate::domain::quantity::Dimension;
use crate::domain::sample::{Row, catalog, day, portfolio};

/// 3000 when the year began, 400 of 1000 in it by 30 June.
fn a() -> Row {
    Row::project(1).stage("2021-12-31", "building").invested("2021-12-31", 3_000).plan("2022-01-10", 1_000)
}

/// 2000 when the year began, 500 of 1000 in it by 30 June.
fn b() -> Row {
    let row = Row::project(2).stage("2021-12-31", "building").invested("2021-12-31", 2_000);
    row.plan("2022-01-10", 1_000).invested("2022-06-30", 2_500)
}

/// Reading, what was done in the year, plan in force, first plan.
type Figures = (Option<Amount>, Option<Amount>, Option<Amount>, Option<Amount>);

fn figures(portfolio: &Portfolio, id: ProjectId) -> Figures {
    let (state, year) = (portfolio.get(id).expect("listed"), portfolio.day().year());
    let plan = state.plan(INVESTED, year);
    let done = year_to_date(state, INVESTED, year).done();
    (state.reading(INVESTED), done, plan.map(|plan| plan.value), plan.map(|plan| plan.first))
}

fn on(rows: &[Row], day: &str, id: ProjectId) -> Figures {
    figures(&portfolio(rows, day), id)
}

fn all(value: Amount, done: Amount, plan: Amount, first: Amount) -> Figures {
    (Some(value), Some(done), Some(plan), Some(first))
}

/// What the works that count did in the year, and were to do.
fn year(rows: &[Row], day: &str) -> (Amount, Amount) {
    let portfolio = portfolio(rows, day);
    let there = portfolio.states().iter().filter(|state| portfolio.files(state) && !portfolio.has_left(state));
    let each = there.map(|state| figures(&portfolio, state.id));
    each.fold((0, 0), |(done, plan), (_, d, p, _)| (done + d.unwrap_or(0), plan + p.unwrap_or(0)))
}

#[test]
fn the_parts_are_added_until_the_whole_is_stated() {
    let rows = [a().invested("2022-06-30", 3_400).merged("2022-07-01", 2), b()];
    assert_eq!(on(&rows, "2022-06-30", 2), all(2_500, 500, 1_000, 1_000));
    assert_eq!(on(&rows, "2022-07-01", 2), all(5_900, 900, 2_000, 2_000));
    let [a, b] = rows;
    let rows = [a, b.invested("2022-07-31", 6_000).plan("2022-08-01", 2_600)];
    assert_eq!(on(&rows, "2022-07-31", 2), all(6_000, 1_000, 2_000, 2_000));
    assert_eq!(on(&rows, "2022-08-01", 2), all(6_000, 1_000, 2_600, 2_000));
    assert_eq!(year(&rows, "2022-06-30"), (900, 2_000));
}

#[test]
fn more_works_than_a_number_of_the_file_has_room_for_make_one() {
    let most = crate::domain::quantity::LARGEST;
    let work = |id| {
        let row = Row::project(id).stage("2021-12-31", "building").invested("2021-12-31", most - 1);
        row.total("2021-12-31", INVESTED, most).plan("2022-01-10", most).invested("2022-06-30", most)
    };
    let works = 1_100;
    let mut rows: Vec<Row> = (2..=works).map(|id| work(id).merged("2022-07-01", 1)).collect();
    rows.push(work(1));
    let (count, most) = (Amount::from(works), Amount::from(most));
    let all_of_it = (Some(count * most), Some(count), Some(count * most), Some(count * most));
    let portfolio = portfolio(&rows, "2022-08-31");
    assert_eq!(figures(&portfolio, 1), all_of_it);
    assert_eq!(portfolio.get(1).and_then(|whole| whole.total(INVESTED)), Some(count * most));
}

#[test]
fn a_reading_typed_later_for_a_day_before_is_of_a_part() {
    let merged = a().invested("2022-05-31", 3_300).merged("2022-07-01", 2);
    // recorded after the merge
    let rows = [merged.invested("2022-06-30", 3_400), b()];
    assert_eq!(on(&rows, "2022-07-31", 2), all(5_900, 900, 2_000, 2_000));
    let [a, b] = rows;
    let rows = [a, b.invested("2022-07-31", 6_000).invested("2022-06-29", 2_400)];
    assert_eq!(on(&rows, "2022-07-31", 2), all(6_000, 1_000, 2_000, 2_000));
    assert_eq!(on(&rows, "2022-07-30", 2).0, Some(5_900));
}

#[test]
fn across_the_edge_of_the_year_the_base_is_of_the_whole() {
    let rows = [a().invested("2022-06-30", 3_400).merged("2022-07-01", 2), b()];
    let [a, b] = rows;
    let b = b.plan_of("2023-01-05", 2023, 700);
    // Nobody stated the whole in 2022: what stood when 2023 began are the parts.
    let rows = [a.clone(), b.clone().invested("2023-03-31", 6_000)];
    assert_eq!(on(&rows, "2023-03-31", 2), all(6_000, 100, 700, 700));
    let rows = [a.clone(), b.invested("2022-11-30", 5_950).invested("2023-03-31", 6_000)];
    assert_eq!(on(&rows, "2023-03-31", 2), all(6_000, 50, 700, 700));
    // Merged in the new year: each has its own base of it.
    let a = Row::project(1).stage("2021-12-31", "building").invested("2021-12-31", 3_000);
    let rows = [a.invested("2022-12-31", 3_500).merged("2023-02-01", 2), self::b().invested("2023-03-31", 6_200)];
    assert_eq!(on(&rows, "2023-03-31", 2).1, Some(200), "6200 - 3500 - 2500");
    assert_eq!(on(&rows, "2023-03-31", 2).2, None, "a plan of a year that was over does not come along");
}

#[test]
fn of_a_chain_the_last_has_all() {
    let c = Row::project(3).stage("2021-12-31", "building").invested("2021-12-31", 100).plan("2022-01-10", 50);
    let rows = [a().invested("2022-06-30", 3_400).merged("2022-07-01", 2), b().merged("2022-08-01", 3), c];
    assert_eq!(on(&rows, "2022-07-31", 2), all(5_900, 900, 2_000, 2_000));
    assert_eq!(on(&rows, "2022-08-31", 3), all(6_000, 900, 2_050, 2_050));
    assert_eq!(year(&rows, "2022-06-30"), year(&rows, "2022-08-31"));
    let [a, b, c] = rows;
    let rows = [a, b.invested("2022-07-31", 5_950), c];
    assert_eq!(on(&rows, "2022-08-31", 3), all(6_050, 950, 2_050, 2_050), "the whole of the two, as it was stated");
}

#[test]
fn a_source_that_comes_back_takes_its_own_along_again() {
    let a = a().invested("2022-06-30", 3_400).merged("2022-07-01", 2);
    let back = a.condition("2022-09-01", Condition::Normal);
    let rows = [back.clone(), b().invested("2022-07-31", 6_000).plan("2022-07-01", 2_300)];
    assert_eq!(on(&rows, "2022-08-31", 2), all(6_000, 1_000, 2_300, 2_000));
    assert_eq!(on(&rows, "2022-09-01", 1), all(3_400, 400, 1_000, 1_000));
    assert_eq!(on(&rows, "2022-09-01", 2), all(2_600, 600, 1_300, 1_000));
    assert_eq!(year(&rows, "2022-08-31"), year(&rows, "2022-09-01"));
    // What it does then is its own, and the other files what is left.
    let [a, b] = rows;
    let rows = [a.invested("2022-09-30", 3_450), b.invested("2022-10-31", 2_650)];
    assert_eq!(on(&rows, "2022-09-30", 2).0, Some(2_600));
    assert_eq!(on(&rows, "2022-10-31", 2), all(2_650, 650, 1_300, 1_000));
    assert_eq!(on(&rows, "2022-10-31", 1), all(3_450, 450, 1_000, 1_000));
    // If nobody had stated the whole, nothing has to be taken out of it.
    assert_eq!(on(&[back, self::b()], "2022-09-01", 2), all(2_500, 500, 1_000, 1_000));
}

#[test]
fn a_source_that_goes_on_to_another_takes_its_own_there() {
    let c = Row::project(3).stage("2021-12-31", "building").invested("2021-12-31", 100).plan("2022-01-10", 50);
    let a = a().invested("2022-06-30", 3_400).merged("2022-07-01", 2).merged("2022-09-01", 3);
    let rows = [a, b().invested("2022-07-31", 6_000), c];
    assert_eq!(on(&rows, "2022-08-31", 2).0, Some(6_000));
    assert_eq!(on(&rows, "2022-09-01", 2), all(2_600, 600, 1_000, 1_000));
    assert_eq!(on(&rows, "2022-09-01", 3), all(3_500, 400, 1_050, 1_050));
}

#[test]
fn a_merge_taken_back_leaves_no_trace() {
    let row = a().invested("2022-06-30", 3_400).merged("2022-07-01", 2);
    let merge = row.facts.last().expect("a merge").change;
    let rows = [row.without(merge), b()];
    assert_eq!(on(&rows, "2022-07-31", 2), all(2_500, 500, 1_000, 1_000));
    assert_eq!(year(&rows, "2022-07-31"), (900, 2_000));
}

#[test]
fn figures_that_stay_do_not_come() {
    let stays = a().files("2022-07-01", |update| {
        (update.condition, update.merged_into) = (Some(Condition::Merged), Some(2));
        update.figures_stay = true;
    });
    let rows = [stays.clone(), b()];
    assert_eq!(on(&rows, "2022-07-31", 2), all(2_500, 500, 1_000, 1_000));
    assert_eq!(on(&[stays.merged("2022-08-01", 2), b()], "2022-08-31", 2).0, Some(5_500), "said otherwise later");
}

#[test]
fn what_never_had_a_reading_brings_no_base_and_an_unknown_base_stays_unknown() {
    let new = Row::project(1).plan("2022-01-10", 300).merged("2022-07-01", 2);
    assert_eq!(on(&[new, b()], "2022-07-31", 2), all(2_500, 500, 1_300, 1_300));
    let began = Row::project(1).stage("2022-03-01", "started").invested("2022-06-30", 70).merged("2022-07-01", 2);
    assert_eq!(on(&[began, b()], "2022-07-31", 2), all(2_570, 570, 1_000, 1_000), "it began within the year");
    let unknown = Row::project(1).stage("2022-06-30", "building").invested("2022-06-30", 70).merged("2022-07-01", 2);
    let portfolio = portfolio(&[unknown, b()], "2022-07-31");
    let whole = portfolio.get(2).expect("listed");
    assert_eq!(year_to_date(whole, INVESTED, 2022), YearToDate::NoBase);
    // A work whose first reading is of the whole had none to bring.
    let fresh = Row::project(2).stage("2022-07-01", "building").invested("2022-07-31", 3_450);
    let rows = [a().invested("2022-06-30", 3_400).merged("2022-07-01", 2), fresh];
    assert_eq!(on(&rows, "2022-07-31", 2), all(3_450, 450, 1_000, 1_000));
}

#[test]
fn month_points_are_of_the_whole_only_where_all_parts_have_them() {
    let points = |step: i64| (1..=12).map(|month| month * step).collect::<Vec<i64>>();
    let with = |id, step: i64| Row::project(id).plans("2022-01-10", INVESTED, 12 * step, points(step));
    let months = |rows: &[Row]| {
        let portfolio = portfolio(rows, "2022-07-31");
        let plan = portfolio.get(2).and_then(|state| {
            state
                .plan(INVESTED, 2022)
                .map(|plan| plan.months().iter().map(|point| i64::try_from(*point).expect("small")).collect::<Vec<_>>())
        });
        plan.expect("a plan")
    };
    assert_eq!(months(&[with(1, 10).merged("2022-07-01", 2), with(2, 5)]), points(15));
    assert_eq!(months(&[a().merged("2022-07-01", 2), with(2, 5)]), Vec::<i64>::new());
    assert_eq!(
        months(&[with(1, 10).split("2022-07-01", 2, 2_500), Row::project(2)]),
        [2, 5, 7, 10, 12, 15, 17, 20, 22, 25, 27, 30]
    );
}

#[test]
fn a_project_that_takes_its_figures_from_its_lots_brings_theirs() {
    let lot =
        |id| Row::lot(id, 1).invested("2021-12-31", 10 * id).invested("2022-06-30", 12 * id).plan("2022-01-10", id);
    let rows = [
        Row::project(1).takes_figures_from_lots().merged("2022-07-01", 2),
        b(),
        lot(10),
        lot(20),
        lot(30).condition("2022-03-01", Condition::Cancelled),
    ];
    assert_eq!(on(&rows, "2022-07-31", 2), all(2_500 + 360, 500 + 60, 1_030, 1_030));
    assert_eq!(year(&rows, "2022-06-30"), year(&rows, "2022-07-31"));
}

#[test]
fn a_part_takes_its_share_and_the_rest_is_left() {
    let whole = a().invested("2022-06-30", 4_000).split("2022-07-01", 2, 4_000);
    let rows = [whole, Row::project(2)];
    assert_eq!(on(&rows, "2022-06-30", 1), all(4_000, 1_000, 1_000, 1_000));
    assert_eq!(on(&rows, "2022-07-01", 1), all(2_400, 600, 600, 600));
    assert_eq!(on(&rows, "2022-07-01", 2), all(1_600, 400, 400, 400));
    let [whole, part] = rows;
    let rows = [whole.invested("2022-07-31", 2_500).plan("2022-08-01", 700), part.invested("2022-07-31", 1_650)];
    assert_eq!(on(&rows, "2022-08-31", 1), all(2_500, 700, 700, 600), "what is filed from then on is of what is left");
    assert_eq!(on(&rows, "2022-08-31", 2), all(1_650, 450, 400, 400));
    // A second part, of a share of the work as it was: half of the 60 % that are left, with what was done since.
    let [whole, part] = rows;
    let rows = [whole.split("2022-09-01", 3, 3_000), part, Row::project(3)];
    assert_eq!(on(&rows, "2022-09-01", 1), all(1_250, 350, 350, 300));
    assert_eq!(on(&rows, "2022-09-01", 3), all(1_250, 350, 350, 300));
    assert_eq!(year(&rows, "2022-08-31"), year(&rows, "2022-09-01"));
    // The next year counts from what each stood at.
    assert_eq!(on(&rows, "2023-01-01", 3), (Some(1_250), Some(0), None, None));
}

#[test]
fn a_part_has_no_base_of_its_own() {
    let part = Row::project(2).invested("2021-12-31", 999);
    let rows = [a().invested("2022-06-30", 4_000).split("2022-07-01", 2, 4_000), part];
    assert_eq!(on(&rows, "2022-07-01", 2), all(1_600, 400, 400, 400));
}

#[test]
fn shares_lose_nothing() {
    for value in [5, 7, 1_000_001] {
        for shares in [&[5_000, 5_000][..], &[3_333, 3_333, 3_334], &[2_500, 2_500, 2_500, 2_500], &[1, 9_999]] {
            let whole =
                Row::project(1).invested("2021-12-31", 0).invested("2022-06-30", value).plan("2022-01-10", value);
            let parts = (2..).zip(shares);
            let whole = parts.clone().fold(whole, |whole, (id, share)| whole.split("2022-07-01", id, *share));
            let rows: Vec<Row> = std::iter::once(whole).chain(parts.map(|(id, _)| Row::project(id))).collect();
            assert_eq!(year(&rows, "2022-07-01"), (value.into(), value.into()), "{value} {shares:?}");
            assert_eq!(on(&rows, "2022-07-01", 1), all(0, 0, 0, 0), "nothing is left");
            let portfolio = portfolio(&rows, "2022-07-01");
            assert!(portfolio.states().iter().all(|state| state.reading(INVESTED) >= Some(0)), "{value} {shares:?}");
        }
    }
}

#[test]
fn what_was_merged_in_is_split_with_the_rest() {
    let rows =
        [a().invested("2022-06-30", 3_400).merged("2022-07-01", 2), b().split("2022-08-01", 3, 5_000), Row::project(3)];
    assert_eq!(on(&rows, "2022-08-01", 2), all(2_950, 450, 1_000, 1_000));
    assert_eq!(on(&rows, "2022-08-01", 3), all(2_950, 450, 1_000, 1_000));
    assert_eq!(year(&rows, "2022-08-01"), year(&rows, "2022-06-30"));
}

#[test]
fn an_earlier_day_is_seen_with_what_has_been_handed_on_since() {
    let rows = [
        a().invested("2022-06-30", 3_400).merged("2022-07-01", 2),
        b().invested("2022-07-31", 6_000),
        Row::project(3).invested("2022-06-30", 50).split("2022-07-01", 4, 4_000),
        Row::project(4).invested("2022-07-31", 30),
    ];
    let (before, now) = (portfolio(&rows, "2022-06-30"), portfolio(&rows, "2022-07-31"));
    let rearranged = before.rearranged(&catalog(), &now).expect("something was handed on");
    let values =
        |portfolio: &Portfolio| [2, 3, 4].map(|id| portfolio.get(id).and_then(|state| state.reading(INVESTED)));
    assert_eq!(values(&before), [Some(2_500), Some(50), None]);
    assert_eq!(values(&rearranged), [Some(5_900), Some(30), Some(20)]);
    assert_eq!(values(&now), [Some(6_000), Some(30), Some(30)]);
    assert!(now.rearranged(&catalog(), &portfolio(&rows, "2022-08-31")).is_none(), "nothing more was");
    assert_eq!(rearranged.day(), day("2022-06-30"));
}

#[test]
fn a_percentage_is_neither_summed_nor_shared() {
    let mut catalog = catalog();
    let invested = catalog.measures[0].clone();
    catalog.measures.push(Measure { code: PHYSICAL.to_owned(), dimension: Dimension::Percent, ..invested });
    let level =
        |row: Row, level| row.reads("2022-06-30", PHYSICAL, level).plans("2022-01-10", PHYSICAL, 9_000, Vec::new());
    let rows =
        [level(a(), 4_000).merged("2022-07-01", 2), level(b(), 5_000).split("2022-08-01", 3, 5_000), Row::project(3)];
    let states = rows.iter().filter_map(|row| fold(&catalog, &row.facts, day("2022-08-31"))).collect();
    let portfolio = Portfolio::new(&catalog, states, day("2022-08-31"));
    let levels = [2, 3].map(|id| {
        let state = portfolio.get(id).expect("listed");
        (state.reading(PHYSICAL), state.plan(PHYSICAL, 2022).map(|plan| plan.value))
    });
    assert_eq!(levels, [(Some(5_000), Some(9_000)), (None, None)]);
}

#[test]
fn works_that_went_into_each_other_on_days_that_cross_do_not_go_round() {
    let back = a().merged("2022-07-01", 2).condition("2022-08-01", Condition::Normal);
    let rows = [back, b().merged("2022-07-15", 1)];
    assert_eq!(year(&rows, "2022-07-20"), (0, 0), "both have left");
    assert_eq!(on(&rows, "2022-08-01", 1).0, Some(5_500));
}

/// Were each split reckoned anew for each after it, this would not end: they double with every one.
#[test]
fn a_work_may_be_split_any_number_of_times_without_a_return_between() {
    let mut whole = Row::project(1).invested("2022-01-10", 10_000).plan("2022-01-10", 20_000);
    let mut rows = Vec::new();
    for part in 2..=61 {
        let from = format!("2022-{:02}-{:02}", 2 + part / 20, 1 + part % 20);
        whole = whole.split(&from, part, 100);
        rows.push(Row::project(part));
    }
    rows.push(whole);
    let portfolio = portfolio(&rows, "2022-06-30");
    let invested = |id| portfolio.get(id).expect("listed").reading(INVESTED);
    assert_eq!(invested(1), Some(4_000));
    assert!((2..=61).all(|part| invested(part) == Some(100)));
    let plan = portfolio.get(61).expect("listed").plan(INVESTED, 2022);
    assert_eq!(plan.map(|plan| plan.value), Some(200));
}

/// A project of 10 000, in building since 2021, which becomes two lots on 1 July.
fn lots() -> [Row; 3] {
    let whole = a().total("2021-12-31", INVESTED, 10_000).invested("2022-06-30", 3_400).takes_figures_from_lots();
    [whole.split("2022-07-01", 2, 2_500).split("2022-07-01", 3, 7_500), Row::lot(2, 1), Row::lot(3, 1)]
}

#[test]
fn a_project_that_becomes_lots_keeps_its_year_its_total_and_its_stage() {
    let portfolio = portfolio(&lots(), "2022-07-31");
    assert_eq!(figures(&portfolio, 2), all(850, 100, 250, 250));
    assert_eq!(figures(&portfolio, 3), all(2_550, 300, 750, 750));
    let total = |id| portfolio.get(id).and_then(|state| state.total(INVESTED));
    assert_eq!([1, 2, 3].map(total), [Some(10_000), Some(2_500), Some(7_500)]);
    let stage = |id: ProjectId| portfolio.get(id).and_then(|state| state.stage.clone());
    assert_eq!(stage(2), Some(("building".to_owned(), day("2021-12-31"))));
    assert!([2, 3].iter().all(|lot| portfolio.get(*lot).is_some_and(|lot| lot.had_started_before(2022))));
}

#[test]
fn a_lot_goes_on_from_the_stage_its_project_stood_in() {
    let [whole, one, other] = lots();
    let rows = [whole, one.stage("2022-08-10", "built"), other.stage("2022-08-10", "design")];
    let portfolio = portfolio(&rows, "2022-08-31");
    let lot = |id| portfolio.get(id).expect("listed");
    let first = lot(2);
    assert!(first.has_started && first.is_completed && first.had_started_before(2022));
    assert_eq!(first.start_turns, [day("2021-12-31")]);
    // it went back, as it says itself
    assert_eq!((lot(3).has_started, lot(3).had_started_before(2022)), (false, true));
    assert_eq!(first.completed_on, Some(day("2022-08-10")));
    // a project seen in design before dates the start of its lot
    let whole = Row::project(1).stage("2022-03-01", "design").takes_figures_from_lots();
    let rows = [whole.split("2022-07-01", 2, WHOLE), Row::lot(2, 1).stage("2022-08-10", "building")];
    let begun = self::portfolio(&rows, "2022-08-31");
    assert_eq!(begun.get(2).and_then(|lot| lot.first_started_on()), Some(day("2022-08-10")));
}
