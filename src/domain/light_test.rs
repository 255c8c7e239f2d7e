//! Each rule at its limits.

use super::*;
use crate::domain::fact::SetLight;
use crate::domain::rules::FIRST_RULES;
use crate::domain::sample::{Row, catalog, day, portfolio};

fn verdict_of(rows: &[Row], id: i64, on: &str) -> Verdict {
    let (catalog, portfolio, rules) = (catalog(), portfolio(rows, on), RuleSet::first());
    let judge = Judge { catalog: &catalog, portfolio: &portfolio, rules: &rules };
    judge.verdict(portfolio.get(id).expect("listed"))
}

fn light(row: &Row, on: &str) -> Option<Light> {
    verdict_of(std::slice::from_ref(row), 1, on).light
}

fn set(light: Light, until: &str) -> SetLight {
    SetLight { light, until: day(until), reason: "汛期".to_owned() }
}

/// Half of the year gone, so much of 10 000 done.
fn done_of_ten_thousand(value: i64) -> Row {
    Row::project(1).stage("2022-01-10", "started").plan("2022-01-01", 10_000).invested("2022-06-30", value)
}

#[test]
fn behind_by_exactly_ten_or_thirty_points_is_yellow() {
    for (done, want) in [
        (4_001, Light::Green),
        (4_000, Light::Yellow),
        (2_000, Light::Yellow),
        (1_999, Light::Red),
        (9_000, Light::Green),
    ] {
        assert_eq!(light(&done_of_ten_thousand(done), "2022-06-30"), Some(want), "{done}");
    }
}

#[test]
fn a_missed_start_is_yellow_from_the_next_day_and_red_from_three_months() {
    let row = Row::project(1).milestone("start", "2022-03-31").stage("2022-03-01", "tender");
    let row = row.stage("2022-05-31", "tender").stage("2022-06-29", "tender");
    assert_eq!(light(&row, "2022-03-31"), Some(Light::Green));
    assert_eq!(light(&row, "2022-04-01"), Some(Light::Yellow));
    assert_eq!(light(&row, "2022-06-29"), Some(Light::Yellow));
    assert_eq!(light(&row, "2022-06-30"), Some(Light::Red), "the end of a month stays one");
    let month = Row::project(1).milestone("start", "2022-03").stage("2022-03-01", "tender");
    assert_eq!(light(&month, "2022-03-31"), Some(Light::Green), "a month is missed after its last day");
    assert_eq!(light(&row.stage("2022-06-30", "started"), "2022-06-30"), Some(Light::Green), "started, if late");
}

#[test]
fn a_milestone_due_today_is_in_time_and_after_thirty_days_red() {
    let row = Row::project(1).milestone("围堰合龙", "2022-05-31").stage("2022-05-31", "building");
    let row = row.stage("2022-06-30", "building");
    for (on, want) in [
        ("2022-05-31", Light::Green),
        ("2022-06-01", Light::Yellow),
        ("2022-06-30", Light::Yellow),
        ("2022-07-01", Light::Red),
    ] {
        assert_eq!(light(&row, on), Some(want), "{on}");
    }
}

#[test]
fn an_open_issue_past_its_day_is_yellow_until_it_is_closed() {
    let row = Row::project(1).stage("2022-05-31", "building").issue(1, "2022-05-01", "2022-05-31");
    assert_eq!(light(&row, "2022-05-31"), Some(Light::Green));
    assert_eq!(light(&row, "2022-06-01"), Some(Light::Yellow));
    let closed = row.states(day("2022-06-05"), crate::domain::fact::Body::IssueClosed { no: 1, outcome: None });
    assert_eq!(light(&closed, "2022-06-04"), Some(Light::Yellow));
    assert_eq!(light(&closed, "2022-06-05"), None, "nothing is left to judge");
}

#[test]
fn a_pause_is_yellow_and_red_past_its_review_or_ninety_days() {
    let paused = |review: Option<&str>| {
        let row = Row::project(1).stage("2022-03-01", "building").files("2022-04-01", |update| {
            update.condition = Some(Condition::Paused);
            update.review_day = review.map(day);
        });
        row.files("2022-06-20", |update| update.no_change = true)
    };
    assert_eq!(light(&paused(None), "2022-04-01"), Some(Light::Yellow));
    assert_eq!(light(&paused(None), "2022-06-30"), Some(Light::Yellow), "the 90th day");
    assert_eq!(light(&paused(None), "2022-07-01"), Some(Light::Red));
    assert_eq!(light(&paused(Some("2022-05-10")), "2022-05-10"), Some(Light::Yellow));
    assert_eq!(light(&paused(Some("2022-05-10")), "2022-05-11"), Some(Light::Red));
}

#[test]
fn a_pause_told_twice_began_the_first_time() {
    let row = Row::project(1).stage("2022-03-01", "building").condition("2022-04-01", Condition::Paused);
    let row = row.condition("2022-06-30", Condition::Paused);
    assert_eq!(light(&row, "2022-07-01"), Some(Light::Red));
}

#[test]
fn silence_is_grey_after_cadence_and_grace_and_a_red_row_says_so_too() {
    let row = Row::project(1).stage("2022-05-20", "building").milestone("x", "2022-12-31");
    assert_eq!(light(&row, "2022-06-30"), Some(Light::Green), "41 days");
    assert_eq!(light(&row, "2022-07-01"), Some(Light::Grey), "42 days");
    let late = Row::project(1).stage("2022-05-20", "building").milestone("x", "2022-05-31");
    let verdict = verdict_of(&[late], 1, "2022-07-02");
    assert_eq!(verdict.light, Some(Light::Red));
    assert!(verdict.reasons.iter().any(|reason| matches!(reason, Reason::Stale { days: 43, .. })));
    assert_eq!(light(&Row::project(1), "2022-06-30"), Some(Light::Grey), "never filed");
}

#[test]
fn who_never_returned_waits_from_the_listing_and_only_its_start_is_not_judged() {
    let listed = Row::project(1).milestone("start", "2021-10");
    assert_eq!(light(&listed, "2022-02-11"), None, "41 days after its listing was recorded");
    assert_eq!(light(&listed, "2022-02-12"), Some(Light::Grey));
    let said = Reason::StartPassed { due: crate::domain::day::parse_due("2021-10").expect("a month") };
    assert_eq!(verdict_of(std::slice::from_ref(&listed), 1, "2022-02-11").reasons, std::slice::from_ref(&said));
    assert!(verdict_of(std::slice::from_ref(&listed), 1, "2022-02-12").reasons.contains(&said));
    let returned = listed.clone().files("2022-01-05", |update| update.no_change = true);
    assert_eq!(light(&returned, "2022-01-31"), Some(Light::Red), "three months after its last day");
    assert_eq!(light(&listed.milestone("x", "2022-01-20"), "2022-01-31"), Some(Light::Yellow), "a milestone is judged");
    let lots =
        [Row::project(1).takes_figures_from_lots(), Row::lot(2, 1).milestone("start", "2021-10"), Row::lot(3, 1)];
    assert_eq!(verdict_of(&lots, 1, "2022-02-11").light, None);
    assert_eq!(verdict_of(&lots, 1, "2022-02-12").light, Some(Light::Grey), "as its lots are");
}

#[test]
fn finished_gone_and_with_nothing_to_judge_are_not_lit() {
    let bare = Row::project(1).stage("2022-06-01", "building");
    assert_eq!(light(&bare, "2022-06-30"), None);
    let built = bare.clone().milestone("x", "2022-01-31").stage("2022-06-20", "built");
    assert_eq!(light(&built, "2022-06-30"), None);
    let gone = bare.clone().milestone("x", "2022-01-31").condition("2022-06-20", Condition::Cancelled);
    assert_eq!(light(&gone, "2022-06-30"), None);
    let planned = bare.plan("2022-01-01", 100);
    let verdict = verdict_of(&[planned], 1, "2022-06-30");
    assert_eq!(verdict.light, None, "a plan without a reading cannot be judged");
    assert_eq!(verdict.reasons, [Reason::NoRate { done: YearToDate::NeverFiled }]);
}

#[test]
fn a_light_set_by_hand_holds_through_its_day_and_cannot_turn_grey_green() {
    let by_hand = |row: Row, light| row.files("2022-06-01", |update| update.light = Some(set(light, "2022-06-10")));
    let red = by_hand(done_of_ten_thousand(0), Light::Yellow);
    let verdict = verdict_of(std::slice::from_ref(&red), 1, "2022-06-10");
    assert_eq!((verdict.light, verdict.computed.is_some()), (Some(Light::Yellow), false), "no reading by then");
    assert_eq!(light(&red, "2022-06-30"), Some(Light::Red), "its day is over");
    let hand =
        |shown| HandLight { light: shown, from: day("2022-06-01"), until: day("2022-06-10"), reason: String::new() };
    use Light::{Green, Grey, Red, Yellow};
    for (computed, by_hand, want) in [
        (Some(Red), Green, Yellow),
        (Some(Red), Yellow, Yellow),
        (Some(Red), Red, Red),
        (Some(Yellow), Green, Green),
        (Some(Yellow), Red, Red),
        (Some(Grey), Green, Grey),
        (Some(Grey), Yellow, Grey),
        (Some(Grey), Red, Red),
        (Some(Green), Red, Red),
        (None, Green, Green),
    ] {
        assert_eq!(shown(computed, Some(&hand(by_hand))), Some(want), "{computed:?} {by_hand:?}");
    }
    let silent = Row::project(1).files("2022-03-01", |update| update.light = Some(set(Light::Green, "2022-12-31")));
    assert_eq!(light(&silent, "2022-06-30"), Some(Light::Grey));
    let alarmed = Row::project(1).files("2022-03-01", |update| update.light = Some(set(Light::Red, "2022-12-31")));
    assert_eq!(light(&alarmed, "2022-06-30"), Some(Light::Red));
}

#[test]
fn a_project_judged_by_its_lots_is_as_red_as_the_reddest() {
    let lot =
        |id, done| Row::lot(id, 1).stage("2022-01-10", "started").plan("2022-01-01", 100).invested("2022-06-30", done);
    let rows = [Row::project(1).takes_figures_from_lots(), lot(2, 55), lot(3, 5)];
    assert_eq!(verdict_of(&rows, 2, "2022-06-30").light, Some(Light::Green));
    assert_eq!(verdict_of(&rows, 3, "2022-06-30").light, Some(Light::Red));
    let project = verdict_of(&rows, 1, "2022-06-30");
    assert_eq!(project.light, Some(Light::Red), "a mean of 30 % would hide it");
    assert!(project.reasons.contains(&Reason::Lot { code: "HS-W-003".to_owned(), light: Light::Red }));
    assert!(!project.is_lit_by_itself(Light::Red), "it is the lot that the red list shows");
}

#[test]
fn of_several_measures_planned_the_worst_is_the_light() {
    let signed = |row: Row| row.plans("2022-01-01", "signed", 100, Vec::new()).reads("2022-06-30", "signed", 10);
    let row = signed(Row::project(1).stage("2022-01-10", "started"));
    let verdict = verdict_of(std::slice::from_ref(&row), 1, "2022-06-30");
    assert_eq!(verdict.light, Some(Light::Red));
    assert!(matches!(&verdict.reasons[0], Reason::Gap { measure: Some(code), .. } if code == "signed"));
    let with_money = row.plan("2022-01-01", 100).invested("2022-06-30", 60);
    let verdict = verdict_of(std::slice::from_ref(&with_money), 1, "2022-06-30");
    assert_eq!(verdict.light, Some(Light::Red), "money on time makes nothing green");
    assert_eq!(verdict.behind(), Some(Fraction::new(2, 5)));
}

#[test]
fn other_rules_give_other_lights() {
    let rows = [done_of_ten_thousand(3_500)];
    let (catalog, portfolio) = (catalog(), portfolio(&rows, "2022-06-30"));
    let strict = RuleSet::new(2, RuleSet::first().with(GAP_RED, 1_400));
    let judge = Judge { catalog: &catalog, portfolio: &portfolio, rules: &strict };
    assert_eq!(judge.verdict(&portfolio.states()[0]).light, Some(Light::Red));
    assert_eq!(strict.value(GAP_YELLOW), FIRST_RULES[0].first_value, "what was not set stays");
}

#[test]
fn a_milestone_that_names_a_stage_is_met_when_the_stage_is_reached_or_passed() {
    let row = Row::project(1).milestone_at_stage("招标完成", "2022-03-31", "tender").stage("2022-03-15", "started");
    let portfolio = portfolio(&[row.clone().stage("2022-05-01", "tender")], "2022-05-02");
    let milestone = portfolio.states()[0].milestone("招标完成").expect("raised").clone();
    assert_eq!(milestone.met.map(|met| met.last), Some(day("2022-03-15")), "and stays met when the stage goes back");
    let seen_late =
        Row::project(1).milestone_at_stage("招标完成", "2022-03-31", "tender").stage("2022-05-15", "building");
    let portfolio = crate::domain::sample::portfolio(&[seen_late], "2022-06-01");
    let milestone = portfolio.states()[0].milestone("招标完成").expect("raised");
    assert_eq!((milestone.is_met, milestone.met), (true, None), "a first return beyond the start dates nothing");
}
