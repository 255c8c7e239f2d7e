use super::*;
use crate::domain::catalog::{Label, Named};
use crate::domain::day::parse_day;
use crate::report::status::RowChange;

fn said(cases: &[(ChangesSentence, &str, &str)]) {
    for (of, zh, en) in cases {
        assert_eq!(sentence(Lang::Zh, of), *zh);
        assert_eq!(sentence(Lang::En, of), *en);
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
    let lead = |since: &str, counts: &[(ChangeKind, i64)]| ChangesSentence::Since {
        since: day(since),
        until: day("2022-08-31"),
        counts: counts.to_vec(),
    };
    let of_kind = |kind| ChangesSentence::OfKind { kind, since: day("2022-07-31"), rows: 2 };
    said(&[
        (
            lead("2022-07-31", &[(ChangeKind::Stages, 6), (ChangeKind::Left, 1)]),
            "2022年7月31日至8月31日有变化7条：阶段6，退出1。",
            "Changes from 2022-07-31 to 2022-08-31: 7. Stage 6, Left 1.",
        ),
        (
            lead("2021-12-31", &[]),
            "2021年12月31日至2022年8月31日没有变化。",
            "Nothing changed from 2021-12-31 to 2022-08-31.",
        ),
        (lead("2022-08-31", &[]), "2022年8月31日没有变化。", "Nothing changed from 2022-08-31 to 2022-08-31."),
        (of_kind(ChangeKind::Stages), "阶段：2条", "Stage: 2"),
        (
            of_kind(ChangeKind::Corrections),
            "更正（2022-07-31的数，由当时所知改为现在所知）：2条",
            "Correction (of 2022-07-31: as known then, as known now): 2",
        ),
        (
            of_kind(ChangeKind::LateReturns),
            "补报（截至2022-07-31或更早，其后录入）：2条",
            "Late return (as of 2022-07-31 or before, recorded afterwards): 2",
        ),
        (
            ChangesSentence::NothingKnownThen { day: day("2022-07-31") },
            "2022-07-31日终时台账里还没有项目，当时的数无从更正，补报也不另列。",
            "The register held no project at the end of 2022-07-31: nothing of that day can have been put right, and \
             no return counts as late.",
        ),
    ]);
}

#[test]
fn a_row_with_its_unit_and_what_changed() {
    let named = |zh, en| Named { code: "a".to_owned(), label: label(zh, en) };
    let moved = RowChange::StageMoved { from: None, to: named("开工", "started"), day: day("2022-08-25") };
    let row = |unit: Option<&str>, said: Vec<RowChange>| ChangesSentence::Row {
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
