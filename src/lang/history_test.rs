use super::*;
use crate::domain::catalog::Label;
use crate::domain::fact::Level;
use crate::domain::quantity::Dimension;

fn said(cases: &[(HistorySentence, &str, &str)]) {
    for (of, zh, en) in cases {
        assert_eq!(sentence(Lang::Zh, of), *zh);
        assert_eq!(sentence(Lang::En, of), *en);
    }
}

fn invested() -> Label {
    Label { zh: "自开工累计完成投资".to_owned(), en: "invested since start".to_owned() }
}

#[test]
fn plans() {
    let plan = |value, months: &[i64], goal: Option<&str>| HistorySentence::Plan {
        year: 2022,
        label: invested(),
        dimension: Dimension::Money,
        value,
        months: months.to_vec(),
        goal: goal.map(str::to_owned),
    };
    said(&[
        (plan(Some(5_000_000_000), &[], None), "2022年完成投资计划5,000万元", "plan of 2022, invested: CNY 50 million"),
        (
            plan(Some(500_000_000), &[0, 200_000_000, 500_000_000], Some("围堰合龙")),
            "2022年完成投资计划500万元（按月累计0、200、500）；2022年目标：围堰合龙",
            "plan of 2022, invested: CNY 5 million (by month, cumulative: 0, 2, 5); goal of 2022: 围堰合龙",
        ),
        (plan(None, &[], Some("围堰合龙")), "2022年目标：围堰合龙", "goal of 2022: 围堰合龙"),
        (plan(None, &[], None), "2022年完成投资计划清空", "plan of 2022, invested: none"),
    ]);
}

#[test]
fn issues_rules_and_targets() {
    let due = crate::domain::day::parse_day("2022-09-10").ok();
    let raised = |ask: Option<&str>, unit: Option<&str>, due| HistorySentence::IssueRaised {
        no: 1,
        text: "用地未移交".to_owned(),
        ask: ask.map(str::to_owned),
        unit: unit.map(str::to_owned),
        level: Level::Deputy,
        due,
    };
    let values = vec![("gap.yellow".to_owned(), 1_250), ("grace".to_owned(), 10)];
    said(&[
        (
            raised(Some("请移交"), Some("甲乙镇"), due),
            "提出问题I-01：用地未移交；需协调：请移交；责任单位甲乙镇；由分管区领导协调；限2022-09-10",
            "issue I-01 raised: 用地未移交; ask: 请移交; unit 甲乙镇; level: deputy head; due 2022-09-10",
        ),
        (
            raised(None, None, None),
            "提出问题I-01：用地未移交；由分管区领导协调",
            "issue I-01 raised: 用地未移交; level: deputy head",
        ),
        (
            HistorySentence::IssueClosed { no: 1, outcome: Some("已移交".to_owned()) },
            "问题I-01已解决：已移交",
            "issue I-01 closed: 已移交",
        ),
        (HistorySentence::IssueClosed { no: 1, outcome: None }, "问题I-01已解决", "issue I-01 closed"),
        (
            HistorySentence::Rules { version: 2, values },
            "规则v2：gap.yellow 12.5个百分点、grace 10天",
            "rules v2: gap.yellow 12.5 points, grace 10 days",
        ),
        (
            HistorySentence::TargetStated { no: 3, sentence: "开工48个".to_owned() },
            "登记目标T-03：开工48个",
            "target T-03 stated: 开工48个",
        ),
        (
            HistorySentence::TargetEntered { no: 3, value: 12, of: Some((Dimension::PIECES, "个".to_owned())) },
            "录入目标T-03的完成数12个",
            "value 12 entered for target T-03",
        ),
    ]);
}
