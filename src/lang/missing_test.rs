use super::*;
use crate::domain::period::{Cadence, Period};

fn day(text: &str) -> Day {
    crate::domain::day::parse_day(text).expect(text)
}

fn held(of: &MissingSentence, zh: &str, en: &str) {
    assert_eq!(sentence(Lang::Zh, of), zh);
    assert_eq!(sentence(Lang::En, of), en);
}

fn lead(cadence: Cadence, on: &str, owed: i64, missing: i64, is_late: bool) -> MissingSentence {
    let period = Period::holding(cadence, day(on));
    MissingSentence::Lead { period, owed, missing, pending: 0, answer_by: period.answer_by(), is_late }
}

#[test]
fn who_is_missing_and_by_when_to_answer() {
    held(
        &lead(Cadence::Week, "2022-08-28", 10, 4, false),
        "以下4项本周未填报，请责任单位于8月31日前补报：",
        "Without a return this week: 4. The units responsible are asked to file by 2022-08-31:",
    );
    held(
        &lead(Cadence::Month, "2022-08-20", 10, 1, false),
        "以下1项本月截至8月20日未填报，请责任单位于9月10日前填报：",
        "Without a return this month as of 2022-08-20: 1. The units responsible are asked to file by 2022-09-10:",
    );
    held(
        &lead(Cadence::Year, "2022-12-31", 10, 4, false),
        "以下4项本年未填报，请责任单位于2023年1月31日前补报：",
        "Without a return this year: 4. The units responsible are asked to file by 2023-01-31:",
    );
    held(
        &lead(Cadence::Quarter, "2022-06-30", 10, 4, true),
        "以下4项本季度未填报，补报期限7月10日已过，请责任单位立即补报：",
        "Without a return this quarter: 4. They were to answer by 2022-07-10; the units responsible are asked to file \
         at once:",
    );
}

#[test]
fn nobody_is_missing() {
    held(
        &lead(Cadence::HalfMonth, "2022-08-15", 10, 0, true),
        "本半月应填报的10项均已填报。",
        "The returns of this half-month are all in (10 of 10).",
    );
    held(
        &lead(Cadence::Month, "2022-08-20", 1, 0, false),
        "本月截至8月20日，应填报的1项均已填报。",
        "The returns of this month are all in as of 2022-08-20 (1 of 1).",
    );
    held(&lead(Cadence::Week, "2022-08-20", 0, 0, false), "本周没有应填报的项目。", "No returns are due this week.");
}

#[test]
fn what_a_row_returned_last() {
    let row = |last: Option<(&str, i64)>, is_this_year, light| MissingSentence::NotReturned {
        code: "EX-W-003".to_owned(),
        name: "甲江".to_owned(),
        unit: None,
        last: last.map(|(last, _)| day(last)),
        days: last.map(|(_, days)| days),
        is_this_year,
        light,
    };
    held(
        &row(Some(("2022-07-29", 30)), true, Some(Light::Red)),
        "甲江（EX-W-003），最近填报截至7月29日，已30天",
        "甲江 (EX-W-003): last return as of 2022-07-29, 30 days ago",
    );
    held(
        &row(Some(("2021-12-01", 61)), false, Some(Light::Grey)),
        "甲江（EX-W-003），最近填报截至2021年12月1日，已61天，亮灰灯",
        "甲江 (EX-W-003): last return as of 2021-12-01, 61 days ago, grey light",
    );
    held(&row(None, false, None), "甲江（EX-W-003），从未填报", "甲江 (EX-W-003): never returned");
}

#[test]
fn whose_they_are() {
    held(&MissingSentence::Unit { unit: Some("甲局".to_owned()), rows: 2 }, "甲局（2项）", "甲局 (2)");
    held(&MissingSentence::Unit { unit: None, rows: 1 }, "未定责任单位（1项）", "No unit (1)");
}

#[test]
fn what_waits_for_review_is_not_missing() {
    let waits = |missing| {
        let MissingSentence::Lead { period, answer_by, is_late, .. } = lead(Cadence::Month, "2022-08-31", 0, 0, false)
        else {
            panic!("a lead")
        };
        MissingSentence::Lead { period, owed: 5, missing, pending: 2, answer_by, is_late }
    };
    held(
        &waits(0),
        "本月应填报5项，已填报3项，其余2项已提交、待审核。",
        "Of the 5 returns of this month 3 are in; 2 submitted and waiting for review.",
    );
    held(
        &waits(1),
        "以下1项本月未填报，请责任单位于9月10日前补报：",
        "Without a return this month: 1. The units responsible are asked to file by 2022-09-10:",
    );
    let row = PendingRow {
        no: 3,
        code: "EX-W-003".to_owned(),
        name: "甲江堤防工程".to_owned(),
        day: day("2022-08-12"),
        by: "填报员乙".to_owned(),
    };
    held(
        &MissingSentence::Pending(vec![row]),
        "已提交、待审核1项：甲江堤防工程（EX-W-003，S-03，截至2022-08-12，填报员乙提交）。",
        "Submitted and waiting for review (1): 甲江堤防工程 (EX-W-003: S-03, as of 2022-08-12, submitted by 填报员乙).",
    );
}
