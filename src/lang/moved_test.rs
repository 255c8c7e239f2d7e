use super::*;
use crate::domain::catalog::Named;
use crate::domain::day::{parse_day, parse_due};
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::lang::sentence::sentence as words;

fn said(cases: &[(Sentence, &str, &str)]) {
    for (sentence, zh, en) in cases {
        assert_eq!(words(Lang::Zh, sentence), *zh);
        assert_eq!(words(Lang::En, sentence), *en);
    }
}

fn day(text: &str) -> Day {
    parse_day(text).expect(text)
}

fn due(text: &str) -> DueDay {
    parse_due(text).expect(text)
}

fn label(zh: &str, en: &str) -> Label {
    Label { zh: zh.to_owned(), en: en.to_owned() }
}

fn invested() -> Label {
    label("自开工累计完成投资", "invested since start")
}

#[test]
fn what_the_works_did() {
    let named = |zh, en| Named { code: "of-a-list".to_owned(), label: label(zh, en) };
    let moved = |from| Sentence::StageMove { from, to: named("供地", "land supplied"), day: day("2022-08-24") };
    let left = |zh, en, into: Option<&str>| Sentence::LeftOn {
        condition: named(zh, en),
        into: into.map(str::to_owned),
        day: day("2022-08-05"),
    };
    let met = |met| Sentence::MilestoneMet { name: "首批供地".to_owned(), met, due: due("2022-08") };
    let name = || "控规批复".to_owned();
    said(&[
        (
            Sentence::Lit { from: Some(Light::Red), to: Some(Light::Yellow), is_replanned: true },
            "红 → 黄（计划已调整）",
            "red → yellow (re-planned)",
        ),
        (Sentence::Lit { from: Some(Light::Red), to: None, is_replanned: false }, "红 → 不评", "red → none"),
        (
            moved(Some(named("净地", "cleared land"))),
            "净地 → 供地（2022-08-24）",
            "cleared land → land supplied (2022-08-24)",
        ),
        (moved(None), "阶段未填 → 供地（2022-08-24）", "no stage → land supplied (2022-08-24)"),
        (Sentence::Joined { day: day("2022-08-03") }, "2022-08-03列入", "listed from 2022-08-03"),
        (Sentence::Joined { day: ALL_DAYS }, "列入", "listed"),
        (left("取消", "cancelled", None), "取消（2022-08-05）", "cancelled (2022-08-05)"),
        (
            Sentence::ClosedBefore { year: 2023 },
            "2022年底前已办结，2023年起不再计入",
            "closed by the end of 2022, not counted from 2023 on",
        ),
        (left("并入", "merged", Some("EX-W-001")), "并入EX-W-001（2022-08-05）", "merged into EX-W-001 (2022-08-05)"),
        (
            Sentence::MilestoneMoved { name: name(), from: due("2022-06-30"), to: due("2022-07-31") },
            "控规批复由2022-06-30调至2022-07-31",
            "控规批复 moved from 2022-06-30 to 2022-07-31",
        ),
        (
            met(Some(due("2022-08-24"))),
            "首批供地已完成，2022-08-24（应于2022-08）",
            "首批供地 met 2022-08-24 (due 2022-08)",
        ),
        (met(None), "首批供地已完成（应于2022-08）", "首批供地 met (due 2022-08)"),
    ]);
}

#[test]
fn what_was_planned_anew_or_put_right() {
    let replanned = |from, reason: Option<&str>, first_rate| Sentence::Replanned {
        measure: "invested".to_owned(),
        label: invested(),
        dimension: Dimension::Money,
        version: 2,
        from,
        to: 600_000_000,
        day: day("2022-08-22"),
        reason: reason.map(str::to_owned),
        first_rate,
    };
    let corrected = |to, cause, reason: Option<&str>| Sentence::Corrected {
        what: Figure::Value,
        measure: "invested".to_owned(),
        label: invested(),
        dimension: Dimension::Money,
        from: Some(2_400_000_000),
        to,
        cause,
        reason: reason.map(str::to_owned),
    };
    said(&[
        (
            replanned(Some(5_000_000_000), Some("招标推迟至9月"), Some(Fraction::new(79, 1_000))),
            "完成投资年度计划由5,000万元调为600万元（第2版，2022-08-22起：招标推迟至9月），按首版计划完成率7.9%",
            "plan (invested) from CNY 50 million to CNY 6 million (version 2, from 2022-08-22: 招标推迟至9月), on the \
             first plan 7.9%",
        ),
        (
            replanned(None, None, None),
            "新下达完成投资年度计划600万元（第2版，2022-08-22起）",
            "first plan (invested), CNY 6 million (version 2, from 2022-08-22)",
        ),
        (
            corrected(Some(2_300_000_000), Some(48), Some("误把预拨款100万元计入")),
            "自开工累计完成投资由2,400万元改为2,300万元（第48号变更：误把预拨款100万元计入）",
            "invested since start from CNY 24 million to CNY 23 million (change 48: 误把预拨款100万元计入)",
        ),
        (
            corrected(None, Some(49), None),
            "自开工累计完成投资由2,400万元改为无（第49号变更）",
            "invested since start from CNY 24 million to none (change 49)",
        ),
        (
            Sentence::LateReturn { no: 37, as_of: day("2022-07-30"), recorded: day("2022-08-23") },
            "第37号填报，截至2022-07-30，2022-08-23录入",
            "update 37 as of 2022-07-30, recorded 2022-08-23",
        ),
    ]);
}

#[test]
fn what_is_due_and_what_is_asked() {
    let due_in = |days, baseline: Option<&str>, moves| Sentence::DueIn { days, baseline: baseline.map(due), moves };
    let issue = |due| Sentence::IssueInLine {
        no: 1,
        text: "三成用地未移交".to_owned(),
        raised: day("2022-06-20"),
        days: 69,
        due,
    };
    let asked = |as_of, issue| Sentence::Asked { text: "请协调".to_owned(), as_of, issue };
    said(&[
        (due_in(3, None, 0), "还有3天", "in 3 days"),
        (due_in(0, None, 0), "今日到期", "due today"),
        (
            due_in(-28, Some("2022-06-30"), 1),
            "逾期28天（原定2022-06-30，调整1次）",
            "28 days overdue (planned 2022-06-30, moved once)",
        ),
        (due_in(1, Some("2022-06"), 2), "还有1天（原定2022-06，调整2次）", "in 1 day (planned 2022-06, moved 2 times)"),
        (Sentence::MetLate { days: 13 }, "迟13天", "13 days late"),
        (Sentence::MetLate { days: 0 }, "按期", "on time"),
        (Sentence::MetLate { days: -2 }, "早2天", "2 days early"),
        (
            issue(None),
            "三成用地未移交（I-01，2022-06-20提出，已69天）",
            "三成用地未移交 (I-01, raised 2022-06-20, 69 days ago)",
        ),
        (
            issue(Some(day("2022-09-10"))),
            "三成用地未移交（I-01，2022-06-20提出，已69天，限2022-09-10）",
            "三成用地未移交 (I-01, raised 2022-06-20, 69 days ago, due 2022-09-10)",
        ),
        (asked(Some(day("2022-08-25")), None), "请协调（截至2022-08-25填报）", "请协调 (return of 2022-08-25)"),
        (asked(None, Some(12)), "请协调（I-12）", "请协调 (I-12)"),
        (asked(None, None), "请协调", "请协调"),
    ]);
}
