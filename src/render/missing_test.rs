//! Numbered lists that are pasted into a chat, through the renderers that have them.

use super::tests::{day, header, printed, same};
use super::*;
use crate::domain::light::Light;
use crate::domain::period::{Cadence, Period};
use crate::report::missing::MissingSentence;
use crate::report::model::{Header, NumberedList, Section, Sentence, Title};

fn row(code: &str, name: &str, unit: Option<&str>, last: Option<u32>) -> Sentence {
    MissingSentence::NotReturned {
        code: code.to_owned(),
        name: name.to_owned(),
        unit: unit.map(str::to_owned),
        last: last.map(|of_july| day(7, of_july)),
        days: last.map(|of_july| 62 - i64::from(of_july)),
        is_this_year: true,
        light: last.map_or(Some(Light::Grey), |_| None),
    }
    .into()
}

/// Longer than any line of a page.
const LONG: &str = "甲江堤防整治工程（一期）第二合同段堤身加固与沿线水闸及排水泵站拆除重建并防汛道路贯通工程Ⅰ标段";

fn report(rows: bool) -> Report<'static> {
    let period = Period::holding(Cadence::Month, day(8, 31));
    let title = Title::Missing { first: period.first, last: period.last, cadence: period.cadence, of: vec![] };
    let lead = MissingSentence::Lead {
        period,
        owed: 11,
        missing: if rows { 3 } else { 0 },
        pending: 0,
        answer_by: period.answer_by(),
        is_late: false,
    }
    .into();
    let unit = "甲*局";
    let lists = vec![
        NumberedList {
            of: MissingSentence::Unit { unit: Some(unit.to_owned()), rows: 2 }.into(),
            items: vec![
                row("EX-W-002", LONG, Some(unit), Some(29)),
                row("EX-W-004", "1. 乙河\u{1b}_碶闸_", Some(unit), Some(2)),
            ],
        },
        NumberedList {
            of: MissingSentence::Unit { unit: None, rows: 1 }.into(),
            items: vec![row("EX-B-002", "戊里", None, None)],
        },
    ];
    let body =
        SectionBody::Lists { lead, keys: ["units", "projects"], lists: lists.into_iter().filter(|_| rows).collect() };
    let section = Section { id: "missing".into(), heading: None, body, notes: Vec::new() };
    Report { header: Header { title: Some(title), ..header() }, sections: vec![section] }
}

#[test]
fn a_chat_breaks_its_lines_itself() {
    let expected = r"
【催报】重点工程月报（2022年8月）（演示数据）
截至 2022-08-31 · 生成 2022-09-01 09:00 · 填报率 9/11（81.8%）

以下3项本月未填报，请责任单位于9月10日前补报：

甲*局（2项）
  1. 甲江堤防整治工程（一期）第二合同段堤身加固与沿线水闸及排水泵站拆除重建并防汛道路贯通工程Ⅰ标段（EX-W-002），最近填报截至7月29日，已33天
  2. 1. 乙河�_碶闸_（EX-W-004），最近填报截至7月2日，已60天
未定责任单位（1项）
  1. 戊里（EX-B-002），从未填报，亮灰灯
";
    for width in [None, Some(40)] {
        same(&printed(report(true), Format::Text, Lang::Zh, width), expected);
    }
}

#[test]
fn where_nobody_is_missing_a_sentence_says_so() {
    let expected = "
Call for returns. Key works: monthly report, August 2022 (demo data, all made up)
As of 2022-08-31 · made 2022-09-01 09:00 · returns 9/11 (81.8%)

The returns of this month are all in (11 of 11).
";
    same(&printed(report(false), Format::Text, Lang::En, None), expected);
}

#[test]
fn lists_in_markdown() {
    let expected = r"
# 【催报】重点工程月报（2022年8月）

截至 2022-08-31 · 生成 2022-09-01 09:00 · 填报率 9/11（81.8%） · 演示数据

以下3项本月未填报，请责任单位于9月10日前补报：

## 甲\*局（2项）

1. 甲江堤防整治工程（一期）第二合同段堤身加固与沿线水闸及排水泵站拆除重建并防汛道路贯通工程Ⅰ标段（EX-W-002），最近填报截至7月29日，已33天
2. 1\. 乙河";
    let markdown = printed(report(true), Format::Markdown, Lang::Zh, None);
    let expected = expected.strip_prefix('\n').expect("an empty first line");
    assert!(markdown.starts_with(expected), "{markdown}");
    assert!(markdown.contains("\\_碶闸\\_（EX-W-004）"), "{markdown}");
    assert!(markdown.ends_with("\n\n## 未定责任单位（1项）\n\n1. 戊里（EX-B-002），从未填报，亮灰灯\n"), "{markdown}");
}

#[test]
fn lists_in_json() {
    let read: serde_json::Value =
        serde_json::from_str(&printed(report(true), Format::Json, Lang::En, None)).expect("JSON");
    let row = |code: &str, name: &str, unit: Option<&str>, last: Option<&str>, days: Option<i64>, light: &str| {
        serde_json::json!({
            "code": code, "name": name, "unit": unit, "last_return": last, "days": days, "light": light
        })
    };
    let unit = Some("甲*局");
    let expected = serde_json::json!({
        "period": "month", "first": "2022-08-01", "last": "2022-08-31", "answer_by": "2022-09-10",
        "owed": 11, "missing": 3, "waiting": 0,
        "units": [
            { "unit": "甲*局", "missing": 2, "projects": [
                row("EX-W-002", LONG, unit, Some("2022-07-29"), Some(33), "none"),
                row("EX-W-004", "1. 乙河\u{1b}_碶闸_", unit, Some("2022-07-02"), Some(60), "none"),
            ] },
            { "unit": null, "missing": 1, "projects": [row("EX-B-002", "戊里", None, None, None, "grey")] },
        ],
    });
    assert_eq!(read["missing"], expected);
    let nobody = printed(report(false), Format::Json, Lang::En, None);
    let nobody: serde_json::Value = serde_json::from_str(&nobody).expect("JSON");
    assert_eq!((&nobody["missing"]["missing"], &nobody["missing"]["units"]), (&0.into(), &serde_json::json!([])));
}
