//! From one page to the next: what the works did, and apart from it what was only put right on paper.

use serde_json::Value;

use crate::hard_cases::Story;

/// The rows of 本期变化 as `kind code`, and what is said of each.
fn changes(story: &Story, view: &str) -> Vec<(String, String)> {
    let page = story.status(view);
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let row = |row: &Value| (format!("{} {}", text(&row["kind"]), text(&row["code"])), row["change"].to_string());
    page["changes"].as_array().expect("rows").iter().map(row).collect()
}

fn kinds(story: &Story, view: &str) -> Vec<String> {
    changes(story, view).into_iter().map(|(kind, _)| kind).collect()
}

const ONE: [&str; 2] = [
    "2022-01-10 add water 甲工程 --code A --total 5000万",
    "2022-02-01 update A --stage 招标投标 --invested 10万 --on 2022-01-31",
];

fn told(more: &[&str]) -> Story {
    Story::told(&[&ONE, more].concat())
}

#[test]
fn what_is_registered_late_is_told_though_it_holds_for_all_days() {
    let story = told(&["2022-08-11 add water 乙工程 --code B"]);
    assert_eq!(kinds(&story, "2022-08-31"), ["corrections B"]);
    assert_eq!(kinds(&story, "2022-09-30"), ["lights -"], "and told once: among the lights it has gone silent since");
    story.typed("2022-09-11 undo --reason 重复登记");
    assert_eq!(kinds(&story, "2022-09-30"), ["corrections B"], "as is that it was taken back");
}

#[test]
fn a_stage_a_condition_and_a_total_put_right_are_told() {
    let story = told(&[
        "2022-07-30 update A --stage 开工 --condition paused --on 2022-07-29",
        "2022-08-11 update A --corrects 2 --stage 招标投标 --clear condition --reason 误报",
        "2022-08-11 edit A --total 6000万 --on 2022-07-01",
    ]);
    let (_, said) = changes(&story, "2022-08-31").remove(0);
    for word in ["开工改为招标投标", "停工改为正常", "5,000万元改为6,000万元"] {
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn a_late_return_that_is_put_right_is_late_paper_still() {
    let story = told(&[
        "2022-08-12 update A --invested 400万 --on 2022-07-20",
        "2022-08-13 update A --corrects 2 --invested 410万 --reason 漏计",
    ]);
    let kinds = kinds(&story, "2022-08-31");
    assert!(kinds.contains(&"late_returns A".to_owned()), "{kinds:?}");
    assert!(!kinds.iter().any(|kind| kind.starts_with("corrections")), "{kinds:?}");
}

#[test]
fn a_light_set_by_hand_keeps_its_reason_through_a_correction() {
    let story = told(&[
        "2022-06-02 update A --invested 20万 --light red --until 2022-09-30 --reason 群众信访集中 --on 2022-06-01",
        "2022-06-03 update A --corrects 2 --invested 30万 --reason 多计监理费",
    ]);
    assert_eq!(story.cell("2022-06-30", "A", "reasons")[0]["reason"], "群众信访集中");
}

/// A project judged by two lots.
const LOTS: [&str; 7] = [
    "2022-01-10 add water 母项目 --code P",
    "2022-01-10 add water 一标 --code L1 --parent P",
    "2022-01-10 add water 二标 --code L2 --parent P",
    "2022-01-10 edit P --figures lots --on 2022-01-01",
    "2022-01-10 plan L1 2022 --invest 1000万 --on 2022-01-01",
    "2022-01-10 plan L2 2022 --invest 1000万 --on 2022-01-01",
    "2022-02-01 update L1 --stage 开工 --invested 100万 --on 2022-01-31",
];

#[test]
fn a_lot_that_leaves_is_told_with_its_plan() {
    let story = Story::told(&LOTS);
    story.typed("2022-08-10 update L2 --condition cancelled --on 2022-08-10");
    assert_eq!(kinds(&story, "2022-08-31")[0], "left L2");
    let notes = story.status("2022-08-31")["notes"].clone();
    assert_eq!((&notes["cancelled"], &notes["cancelled_lots"]), (&0.into(), &1.into()));
    assert_eq!(notes["cancelled_plan_fen"], 1_000_000_000_i64);
}

#[test]
fn a_project_whose_lots_were_re_planned_says_so_beside_its_light() {
    let story = Story::told(&LOTS);
    story.typed("2022-02-01 update L2 --stage 开工 --invested 100万 --on 2022-01-31");
    for lot in ["L1", "L2"] {
        story.typed(&format!("2022-08-01 update {lot} --invested 110万 --on 2022-07-31"));
        story.typed(&format!("2022-08-20 plan {lot} 2022 --invest 120万 --on 2022-08-20 --reason 缓建"));
    }
    let lit = changes(&story, "2022-08-31").into_iter().filter(|(kind, _)| kind == "lights P");
    let said: Vec<String> = lit.map(|(_, said)| said).collect();
    assert_eq!(said.len(), 1);
    assert!(said[0].contains("计划已调整"), "{said:?}");
}

#[test]
fn a_month_of_a_project_has_the_lots_it_had_then() {
    let story = Story::told(&LOTS);
    story.typed("2022-01-10 add water 别的 --code Q");
    story.typed("2022-06-11 edit L1 --parent Q --on 2022-06-10");
    let months = story.json("--as-of 2022-06-30", "show P")["months"].clone();
    assert_eq!((&months[4]["done_fen"], &months[5]["done_fen"]), (&100_000_000.into(), &Value::Null));
    assert_eq!(months[4]["completion_bp"], 500, "as the page of May had it: 100 of 2 000");
}

#[test]
fn an_unknown_start_of_one_lot_leaves_the_projects_unknown() {
    let story = Story::told(&LOTS[..6]);
    story.typed("2022-03-01 update L1 --stage 在建 --on 2022-02-28");
    story.typed("2022-07-01 update L2 --stage 开工 --on 2022-06-30");
    assert_eq!(story.cell("2022-07-31", "P", "started_on"), Value::Null);
    assert_eq!(story.cell("2022-07-31", "L2", "started_on"), "2022-06-30");
}

#[test]
fn what_can_be_done_once_is_not_done_twice_by_undoing_an_undo() {
    let story = told(&["2022-03-01 milestone add A 合龙 2022-10 --on 2022-03-01", "2022-03-02 undo"]);
    story.typed("2022-03-03 milestone add A 合龙 2022-12 --on 2022-03-03");
    assert!(story.refused("2022-03-04 undo 5 --reason 恢复").contains('6'));
    story.typed("2022-03-05 issue raise A 用地 --on 2022-03-05");
    story.typed("2022-03-06 issue close I-01 --on 2022-03-06");
    story.typed("2022-03-07 undo");
    story.typed("2022-03-08 issue close I-01 --on 2022-03-08");
    assert!(story.refused("2022-03-09 undo 9 --reason 恢复").contains("10"));
}

#[test]
fn a_pause_told_again_keeps_its_review() {
    let story = told(&[
        "2022-04-02 update A --condition paused --review 2022-04-30 --on 2022-04-01",
        "2022-04-21 update A --condition paused --text 仍停工 --on 2022-04-20",
    ]);
    assert_eq!(story.cell("2022-04-30", "A", "light"), "yellow");
    assert_eq!(story.cell("2022-05-01", "A", "light"), "red");
}

#[test]
fn a_name_undone_is_not_told_of_any_day() {
    let story = told(&["2022-02-05 edit A --name 错名", "2022-02-06 undo"]);
    assert!(!story.typed("2022-02-07 list").contains("错名"));
    let history = story.typed("2022-02-07 --known-at 2022-02-04 history");
    assert!(history.contains("A 甲工程") && !history.contains("错名"), "{history}");
}

#[test]
fn a_value_of_before_the_listing_may_be_stated_for_the_last_day_of_the_year_before() {
    let story = Story::told(&[
        "2022-03-02 add water 甲工程 --code A --on 2022-03-01",
        "2022-05-02 update A --stage 在建 --invested 300万 --on 2022-05-01",
    ]);
    assert!(story.refused("2022-05-03 update A --invested 200万 --on 2022-02-01").contains("2022-03-01"));
    story.typed("2022-05-03 update A --invested 200万 --on 2021-12-31");
    assert_eq!(story.cell("2022-05-31", "A", "invested_ytd_fen"), 100_000_000);
}

#[test]
fn a_pause_and_its_end_are_told_and_so_is_every_light_that_moved() {
    let story = told(&[
        "2022-02-02 milestone add A 合龙 2022-12 --on 2022-02-01",
        "2022-06-30 update A --invested 20万 --on 2022-06-29",
        "2022-07-30 update A --condition paused --review 2022-10-31 --on 2022-07-29",
        "2022-08-30 update A --condition normal --on 2022-08-29",
    ]);
    let july = changes(&story, "2022-07-31");
    let kinds: Vec<&str> = july.iter().map(|(kind, _)| kind.as_str()).collect();
    assert_eq!(kinds, ["lights -", "conditions A"]);
    assert!(july[0].1.contains("绿 → 黄（1）：A"), "{july:?}");
    assert!(july[1].1.contains("正常 → 停工（2022-07-29）"), "{july:?}");
    assert!(changes(&story, "2022-08-31")[1].1.contains("停工 → 正常（2022-08-29）"));
}

#[test]
fn a_project_judged_by_its_lots_starts_finishes_and_reaches_a_stage_with_them() {
    let story = Story::told(&[
        "2022-01-10 add water 母项目 --code P --start 2022-03 --finish 2022-06",
        "2022-01-10 milestone add P 主体在建 2022-05 --stage 在建 --on 2022-01-10",
        "2022-01-10 add water 一标 --code L1 --parent P",
        "2022-01-10 edit P --figures lots --on 2022-01-01",
        "2022-08-20 update L1 --stage 招标投标 --on 2022-08-20",
    ]);
    assert_eq!(story.cell("2022-08-25", "P", "light"), "red");
    let reasons = story.cell("2022-08-25", "P", "reasons").to_string();
    assert!(reasons.contains("start_missed") && reasons.contains("finish"), "{reasons}");
    story.typed("2022-08-26 update L1 --stage 在建 --on 2022-08-25");
    let reasons = story.cell("2022-08-25", "P", "reasons").to_string();
    assert!(!reasons.contains("start_missed") && !reasons.contains("主体在建"), "{reasons}");
}

#[test]
fn a_reprint_keeps_the_cause_of_a_correction_that_was_undone_later() {
    let story = told(&[
        "2022-02-01 update A --stage 开工 --invested 500万 --on 2022-01-31",
        "2022-02-11 update A --corrects 2 --invested 400万 --reason 误填",
    ]);
    let page = story.page("2022-02-28 known 2022-02-28");
    assert!(page.contains("误填"));
    story.typed("2022-03-02 undo");
    story.typed("2022-03-02 update A --corrects 2 --invested 300万 --reason 再改");
    assert_eq!(story.page("2022-02-28 known 2022-02-28"), page);
}

#[test]
fn a_plan_stated_late_for_the_page_before_is_told_as_a_plan() {
    let story = told(&["2022-08-11 plan A 2022 --invest 500万 --on 2022-07-01"]);
    let (kind, said) = changes(&story, "2022-08-31").remove(0);
    assert_eq!(kind, "corrections A");
    assert!(said.contains("完成投资年度计划由无改为500万元"), "{said}");
}

#[test]
fn a_project_that_goes_over_to_its_lots_owes_no_return_of_its_own() {
    let story = Story::told(&[
        "2022-07-01 add water 母项目 --code P",
        "2022-07-01 add water 一标 --code L --parent P",
        "2022-08-02 update P --stage 开工 --invested 10万 --on 2022-07-31",
        "2022-09-02 update L --stage 在建 --invested 100万 --on 2022-08-31",
    ]);
    assert_eq!(story.status("2022-08-31")["returns"]["due"], 1, "its own figures are due");
    story.typed("2022-09-02 edit P --figures lots --on 2022-08-01");
    assert_eq!(
        story.status("2022-08-31")["returns"]["due"],
        0,
        "it takes none any more; the lot's are due from the next"
    );
    assert_eq!(story.status("2022-09-30")["returns"]["due"], 1, "the lot's");
}
