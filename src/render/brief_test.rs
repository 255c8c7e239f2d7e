//! Paragraphs that are pasted into a document, through every renderer.

use super::tests::{day, header, printed, same};
use super::*;
use crate::domain::period::{Cadence, Period};
use crate::report::brief::{Ask, BriefScope, BriefSentence, Event, Happened};
use crate::report::model::{Header, Paragraph, Section, Sentence, Title};

const NAME: &str = "甲江堤防整治工程（一期）第二合同段堤身加固与沿线水闸及排水泵站拆除重建并防汛道路贯通工程Ⅰ标段*甲*";

fn report() -> Report<'static> {
    let period = Period::holding(Cadence::Month, day(8, 31));
    let said = |told: BriefSentence| vec![Sentence::from(told)];
    let event = Event { happened: Happened::Paused, works: 1, named: vec![NAME.to_owned()] };
    let ask = Ask {
        text: "1. 请甲镇\u{1b}协调。\n2. 请乙局_拨款_。".to_owned(),
        works: 4,
        named: vec![("HS-W-001".to_owned(), "乙河\n碶闸".to_owned())],
    };
    let paragraphs = vec![
        Paragraph { id: "situation", said: said(BriefSentence::Events { period, events: vec![event] }) },
        Paragraph { id: "next", said: said(BriefSentence::Asks { asks: 1, named: vec![ask] }) },
    ];
    let title = Title::Brief { period, of: BriefScope::default() };
    let section =
        Section { id: "brief".into(), heading: None, body: SectionBody::Paragraphs(paragraphs), notes: Vec::new() };
    Report { header: Header { title: Some(title), ..header() }, sections: vec![section] }
}

#[test]
fn a_paragraph_is_a_line_however_long() {
    let expected = r"
关于2022年8月重点工程推进情况的通报（演示数据）
截至 2022-08-31 · 生成 2022-09-01 09:00 · 填报率 9/11（81.8%）

　　8月份，甲江堤防整治工程（一期）第二合同段堤身加固与沿线水闸及排水泵站拆除重建并防汛道路贯通工程Ⅰ标段*甲*停工。

　　需协调解决的事项：乙河 碶闸等4项，请甲镇�协调，请乙局_拨款_。
";
    same(&printed(report(), Format::Text, Lang::Zh, Some(40)), expected);
    let expected = r"
Notice on the progress of key works, August 2022 (demo data, all made up)
As of 2022-08-31 · made 2022-09-01 09:00 · returns 9/11 (81.8%)

In August: 甲江堤防整治工程（一期）第二合同段堤身加固与沿线水闸及排水泵站拆除重建并防汛道路贯通工程Ⅰ标段*甲* paused.

Asks: 乙河 碶闸 and 3 more, “请甲镇�协调; 请乙局_拨款_”.
";
    same(&printed(report(), Format::Text, Lang::En, Some(40)), expected);
}

#[test]
fn markdown_has_plain_paragraphs() {
    let printed = printed(report(), Format::Markdown, Lang::Zh, None);
    let (_, body) = printed.split_once("\n\n8月份，").expect("the first paragraph, not indented");
    assert!(
        body.contains(r"标段\*甲\*停工。") && body.contains("\n\n需协调解决的事项：乙河 碶闸等4项，请甲镇"),
        "{body}"
    );
}

#[test]
fn json_has_the_figures_under_each_paragraph_and_the_text() {
    let printed = printed(report(), Format::Json, Lang::Zh, None);
    let page: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let brief = &page["brief"];
    assert_eq!(brief["situation"]["events"][0]["kind"], "paused");
    assert_eq!(brief["next"]["asks"]["named"][0]["codes"][0], "HS-W-001");
    let text = brief["text"].as_array().expect("paragraphs");
    assert_eq!(text.len(), 2);
    assert!(text.iter().all(|each| each.as_str().is_some_and(|each| each.ends_with('。') && !each.contains('\n'))));
}

#[test]
fn a_workbook_and_a_csv_do_not_fail_of_it() {
    for format in [Format::Xlsx, Format::Csv, Format::Codes] {
        let page = PageSettings {
            lang: Lang::Zh,
            width: None,
            color: false,
            encoding: CsvEncoding::default(),
            template: None,
        };
        let mut out = Vec::new();
        render(report(), format, &page, &mut out).expect("rendered");
        assert_eq!(out.starts_with(b"PK"), format == Format::Xlsx);
    }
}
