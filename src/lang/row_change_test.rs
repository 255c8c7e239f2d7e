use super::*;
use crate::domain::catalog::Named;
use crate::domain::day::{Day, parse_day, parse_due};
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;

fn said(cases: &[(RowChange, &str, &str)]) {
    for (of, zh, en) in cases {
        assert_eq!(sentence(Lang::Zh, of), *zh);
        assert_eq!(sentence(Lang::En, of), *en);
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
    let moved = |from| RowChange::StageMoved { from, to: named("供地", "land supplied"), day: day("2022-08-24") };
    let left = |zh, en, into: Option<&str>| RowChange::Left {
        condition: named(zh, en),
        into: into.map(|code| MergedInto { code: code.to_owned(), name: "示例工程".to_owned() }),
        day: day("2022-08-05"),
    };
    let met = |met| RowChange::MilestoneMet { name: "首批供地".to_owned(), met, due: due("2022-08") };
    let name = || "控规批复".to_owned();
    said(&[
        (
            RowChange::LightMoved { from: Some(Light::Red), to: Some(Light::Yellow), is_replanned: true },
            "红 → 黄（计划已调整）",
            "red → yellow (re-planned)",
        ),
        (RowChange::LightMoved { from: Some(Light::Red), to: None, is_replanned: false }, "红 → 不评", "red → none"),
        (
            moved(Some(named("净地", "cleared land"))),
            "净地 → 供地（2022-08-24）",
            "cleared land → land supplied (2022-08-24)",
        ),
        (moved(None), "阶段未填 → 供地（2022-08-24）", "no stage → land supplied (2022-08-24)"),
        (RowChange::Joined { day: day("2022-08-03") }, "2022-08-03列入", "listed from 2022-08-03"),
        (RowChange::Joined { day: ALL_DAYS }, "列入", "listed"),
        (left("取消", "cancelled", None), "取消（2022-08-05）", "cancelled (2022-08-05)"),
        (
            RowChange::ClosedBefore { year: 2023 },
            "2022年底前已办结，2023年起不再计入",
            "closed by the end of 2022, not counted from 2023 on",
        ),
        (
            left("并入", "merged", Some("EX-W-001")),
            "并入EX-W-001 示例工程（2022-08-05）",
            "merged into EX-W-001 示例工程 (2022-08-05)",
        ),
        (
            RowChange::MilestoneMoved { name: name(), from: due("2022-06-30"), to: due("2022-07-31") },
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
    let replanned = |from, reason: Option<&str>, first_rate| {
        RowChange::Replanned(Replanned {
            measure: "invested".to_owned(),
            label: invested(),
            dimension: Dimension::Money,
            version: 2,
            from,
            to: 600_000_000,
            day: day("2022-08-22"),
            reason: reason.map(str::to_owned),
            first_rate,
        })
    };
    let corrected = |to, cause, reason: Option<&str>| {
        RowChange::Corrected(Correction {
            what: CorrectedFigure::Value,
            measure: "invested".to_owned(),
            label: invested(),
            dimension: Dimension::Money,
            from: Some(2_400_000_000),
            to,
            cause,
            reason: reason.map(str::to_owned),
        })
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
            RowChange::LateReturn { no: 37, as_of: day("2022-07-30"), recorded: day("2022-08-23") },
            "第37号填报，截至2022-07-30，2022-08-23录入",
            "update 37 as of 2022-07-30, recorded 2022-08-23",
        ),
    ]);
}

#[test]
fn issues_that_were_raised_and_closed() {
    let issue = |raised: Option<&str>, closed: Option<&str>, outcome: Option<&str>| RowChange::IssueMoved {
        no: 3,
        text: "用地未移交".to_owned(),
        raised: raised.map(day),
        due: Some(day("2022-09-10")),
        closed: closed.map(day),
        outcome: outcome.map(str::to_owned),
    };
    said(&[
        (
            issue(Some("2022-08-05"), None, None),
            "I-03 用地未移交（2022-08-05提出，限2022-09-10）",
            "I-03 用地未移交 (raised 2022-08-05, due 2022-09-10)",
        ),
        (
            issue(None, Some("2022-08-20"), Some("已移交")),
            "I-03 用地未移交（2022-08-20解决：已移交）",
            "I-03 用地未移交 (closed 2022-08-20: 已移交)",
        ),
        (
            issue(Some("2022-08-05"), Some("2022-08-20"), None),
            "I-03 用地未移交（2022-08-05提出，2022-08-20解决）",
            "I-03 用地未移交 (raised 2022-08-05, closed 2022-08-20)",
        ),
    ]);
}

#[test]
fn totals_that_are_not_what_they_were() {
    let total = |from: Option<Amount>, to: Option<Amount>, basis: Option<Label>, from_day| RowChange::TotalMoved {
        measure: "invested".to_owned(),
        label: label("总投资", "total investment"),
        dimension: Dimension::Money,
        from,
        to,
        basis,
        day: from_day,
    };
    let final_account = Some(label("决算", "final account"));
    said(&[
        (
            total(Some(5_000_000_000), Some(6_000_000_000), final_account, Some(day("2022-08-10"))),
            "总投资由5,000万元改为6,000万元（决算，2022-08-10起）",
            "total investment from CNY 50 million to CNY 60 million (final account, from 2022-08-10)",
        ),
        (
            total(None, Some(6_000_000_000), None, Some(ALL_DAYS)),
            "总投资由无改为6,000万元",
            "total investment from none to CNY 60 million",
        ),
        (
            total(Some(5_000_000_000), None, None, None),
            "总投资由5,000万元改为无",
            "total investment from CNY 50 million to none",
        ),
    ]);
}
