use super::*;
use crate::domain::catalog::{Label, Named};
use crate::domain::day::parse_day;
use crate::domain::quantity::Dimension;
use crate::lang::sentence::sentence as words;

fn said(cases: &[(Sentence, &str, &str)]) {
    for (sentence, zh, en) in cases {
        assert_eq!((words(Lang::Zh, sentence).as_str(), words(Lang::En, sentence).as_str()), (*zh, *en));
    }
}

fn day(text: &str) -> Day {
    parse_day(text).expect(text)
}

fn label(zh: &str, en: &str) -> Label {
    Label { zh: zh.to_owned(), en: en.to_owned() }
}

#[test]
fn how_many_of_each_kind() {
    let lead = |since: &str, counts: &[(Word, i64)]| Sentence::ChangesSince {
        since: day(since),
        until: day("2022-08-31"),
        counts: counts.to_vec(),
    };
    let of_kind = |word| Sentence::OfKind { code: "any", word, since: day("2022-07-31"), rows: 2 };
    said(&[
        (
            lead("2022-07-31", &[(Word::StageMoves, 6), (Word::LeftProjects, 1)]),
            "2022年7月31日至8月31日有变化7条：阶段6，退出1。",
            "Changes from 2022-07-31 to 2022-08-31: 7. Stage 6, Left 1.",
        ),
        (
            lead("2021-12-31", &[]),
            "2021年12月31日至2022年8月31日没有变化。",
            "Nothing changed from 2021-12-31 to 2022-08-31.",
        ),
        (lead("2022-08-31", &[]), "2022年8月31日没有变化。", "Nothing changed from 2022-08-31 to 2022-08-31."),
        (of_kind(Word::StageMoves), "阶段：2条", "Stage: 2"),
        (
            of_kind(Word::Corrections),
            "更正（2022-07-31的数，由当时所知改为现在所知）：2条",
            "Correction (of 2022-07-31: as known then, as known now): 2",
        ),
        (
            of_kind(Word::LateReturns),
            "补报（截至2022-07-31或更早，其后录入）：2条",
            "Late return (as of 2022-07-31 or before, recorded afterwards): 2",
        ),
        (
            Sentence::NothingKnownThen { day: day("2022-07-31") },
            "2022-07-31日终时台账里还没有项目，当时的数无从更正，补报也不另列。",
            "The register held no project at the end of 2022-07-31: nothing of that day can have been put right, and \
             no return counts as late.",
        ),
    ]);
}

#[test]
fn a_row_with_its_unit_and_what_changed() {
    let named = |zh, en| Named { code: "a".to_owned(), label: label(zh, en) };
    let moved = Sentence::StageMove { from: None, to: named("开工", "started"), day: day("2022-08-25") };
    let row = |unit: Option<&str>, said: Vec<Sentence>| Sentence::ChangedRow {
        code: "EX-W-001".to_owned(),
        name: "甲江堤防".to_owned(),
        unit: unit.map(str::to_owned),
        said,
    };
    said(&[
        (
            row(Some("区水利局"), vec![moved.clone()]),
            "EX-W-001 甲江堤防（区水利局）：阶段未填 → 开工（2022-08-25）",
            "EX-W-001 甲江堤防 (区水利局): no stage → started (2022-08-25)",
        ),
        (
            row(None, vec![moved.clone(), moved]),
            "EX-W-001 甲江堤防：阶段未填 → 开工（2022-08-25）；阶段未填 → 开工（2022-08-25）",
            "EX-W-001 甲江堤防: no stage → started (2022-08-25); no stage → started (2022-08-25)",
        ),
    ]);
}

#[test]
fn issues_that_were_raised_and_closed() {
    let issue = |raised: Option<&str>, closed: Option<&str>, outcome: Option<&str>| Sentence::IssueMoved {
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
    let total = |from, to: Option<i64>, basis: Option<Label>, from_day| Sentence::TotalMoved {
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
