//! Documents as they are packed: well-formed whatever is typed, the same bytes for the same page, a template kept.

use std::io::Read;

use zip::ZipArchive;

use super::super::tests::{code, column, day, header, table, text};
use super::*;
use crate::domain::day::parse_instant;
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::period::{Cadence, Period};
use crate::render::{CsvEncoding, Format, Template, TemplateFault, render};
use crate::report::brief::{BriefScope, BriefSentence, Event, Happened};
use crate::report::model::{Cell, Title};

/// What a user may type: markup, quotes, what ends a section of text, what turns it, what no XML may hold, many signs.
const HOSTILE: &str =
    "<script>alert(\"1\")</script> ]]> & ' {{内容}} \u{202e}倒\u{200f} 🏗\u{fe0f} \u{1}\u{b}\u{fffe}\n换行\t制表";

fn page(template: Option<&Template>) -> PageSettings<'_> {
    PageSettings { lang: Lang::Zh, width: None, color: false, encoding: CsvEncoding::default(), template }
}

fn made(report: Report<'_>, template: Option<&Template>) -> Vec<u8> {
    let mut out = Vec::new();
    render(report, Format::Docx, &page(template), &mut out).expect("rendered");
    out
}

fn unpacked(bytes: &[u8]) -> Vec<Part> {
    let mut zip = ZipArchive::new(std::io::Cursor::new(bytes)).expect("a zip");
    let all = 0..zip.len();
    let part = |at| {
        let mut part = zip.by_index(at).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("read");
        (part.name().expect("a name").into_owned(), content)
    };
    all.map(part).collect()
}

fn part(parts: &[Part], name: &str) -> String {
    let (_, content) = parts.iter().find(|(own, _)| own == name).expect(name);
    String::from_utf8(content.clone()).expect("UTF-8")
}

/// Each tag is closed in its turn, and nothing stands that no XML may hold.
fn is_well_formed(xml: &str) -> bool {
    let (mut open, mut rest) = (Vec::new(), xml);
    while let Some(at) = rest.find('<') {
        let end = at + rest[at..].find('>').expect("a tag that ends");
        let tag = &rest[at + 1..end];
        let name = tag.trim_start_matches('/').split([' ', '/']).next().expect("a name");
        match tag {
            _ if tag.starts_with('?') || tag.ends_with('/') => {}
            _ if tag.starts_with('/') => {
                if open.pop() != Some(name) {
                    return false;
                }
            }
            _ => open.push(name),
        }
        rest = &rest[end + 1..];
    }
    let is_forbidden = |sign: char| (sign.is_control() && sign != '\n') || matches!(sign, '\u{fffe}' | '\u{ffff}');
    open.is_empty() && !xml.contains(is_forbidden)
}

/// The texts of each paragraph.
fn paragraphs(xml: &str) -> Vec<String> {
    let texts = |paragraph: &str| -> String {
        let texts = paragraph.split("<w:t xml:space=\"preserve\">").skip(1);
        texts.filter_map(|text| text.split("</w:t>").next()).collect()
    };
    xml.split("</w:p>").map(texts).collect()
}

fn document(report: Report<'_>) -> String {
    let parts = unpacked(&made(report, None));
    for (name, content) in &parts {
        let text = std::str::from_utf8(content).expect("UTF-8");
        assert!(is_well_formed(text), "{name}: {text}");
    }
    part(&parts, "word/document.xml")
}

fn notice(name: &str) -> Report<'static> {
    let period = Period::holding(Cadence::Month, day(8, 31));
    let event = Event { happened: Happened::Paused, works: 1, named: vec![name.to_owned()] };
    let events = BriefSentence::Events { period, events: vec![event] };
    let paragraphs = vec![
        Paragraph { id: "situation", said: vec![events.clone().into(), BriefSentence::Clocks.into()] },
        Paragraph { id: "next", said: vec![events.into()] },
    ];
    let title = Title::Brief { period, of: BriefScope::default() };
    let header = Header { title: Some(title), issuer: Some("甲区重点办".to_owned()), ..header() };
    let body = SectionBody::Paragraphs(paragraphs);
    Report { header, sections: vec![Section { id: "brief".into(), heading: None, body, notes: Vec::new() }] }
}

fn rates(rows: Vec<Vec<Cell>>) -> Section<'static> {
    let columns = vec![
        column("category", Word::Category, Shape::Fixed),
        column("completion", Word::CompletionRate, Shape::Rate),
        column("elapsed", Word::Elapsed, Shape::Rate),
    ];
    Section {
        id: "rates".into(),
        heading: Some(Word::ByCategory.into()),
        body: table(columns, rows),
        notes: Vec::new(),
    }
}

fn rate(points: i64) -> Cell {
    Cell::Rate(Fraction::of_basis_points(points))
}

fn listed(name: &str, rows: usize) -> Section<'static> {
    let columns = vec![
        column("code", Word::Code, Shape::Fixed),
        column("name", Word::Name, Shape::Text),
        column("light", Word::Light, Shape::Fixed),
    ];
    let row = |at: usize| vec![code(&format!("HS-{at:03}")), text(name), Cell::Light(Some(Light::Red))];
    let rows = (0..rows).map(row).collect();
    Section { id: "works".into(), heading: Some(Word::RedList.into()), body: table(columns, rows), notes: Vec::new() }
}

#[test]
fn a_notice_is_set_as_offices_set_it() {
    let xml = document(notice("甲江堤防工程"));
    let said = paragraphs(&xml);
    let said: Vec<&str> = said.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    assert_eq!(
        said,
        [
            "关于2022年8月重点工程推进情况的通报（演示数据）",
            "一、主要动态和亮灯情况",
            "8月份，甲江堤防工程停工。以上序时进度，合计按日历计算，各项目按各自工期计算。",
            "二、下一步工作",
            "8月份，甲江堤防工程停工。",
            "甲区重点办",
            "2022年9月1日",
            "截至 2022-08-31 · 生成 2022-09-01 09:00 · 填报率 9/11（81.8%）",
        ]
    );
    for wanted in ["HaishuTitle", "HaishuHeading1", "HaishuText", "HaishuSignature"] {
        assert!(xml.contains(&format!("<w:pStyle w:val=\"{wanted}\"/>")), "{wanted}");
    }
    assert!(xml.contains("<w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\""), "{xml}");
    assert!(!xml.contains("<w:rPr>"), "the look of every text is that of its style: {xml}");
}

#[test]
fn whatever_is_typed_changes_nothing_but_the_text() {
    let plain = |xml: &str| xml.matches('<').count();
    let long = "长".repeat(1_000);
    for name in [HOSTILE, &long] {
        let (calm, typed) = (document(notice("甲")), document(notice(name)));
        assert_eq!(plain(&calm), plain(&typed), "{typed}");
        let report = |name: &str| Report { header: header(), sections: vec![listed(name, 1)] };
        let typed = document(report(name));
        // a line break is one tag more, and so is the text behind it
        let breaks = 3 * name.matches('\n').count();
        assert_eq!(plain(&document(report("甲"))) + breaks, plain(&typed), "{typed}");
    }
    let xml = document(notice(HOSTILE));
    assert!(xml.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; ]]&gt; &amp; ' {{内容}} �倒"), "{xml}");
}

#[test]
fn the_first_side_is_what_the_page_says_and_bars_are_as_long_as_their_rates() {
    let rows = vec![
        vec![text("甲"), rate(4_000), rate(6_000)],
        vec![text("乙"), rate(25_000), rate(6_000)],
        vec![text("丙"), Cell::Nothing, Cell::Nothing],
        vec![text("丁"), rate(-500), rate(0)],
    ];
    let report = Report { header: header(), sections: vec![rates(rows), listed("甲", 2)] };
    let xml = document(report);
    let at = |text: &str| xml.find(text).expect(text);
    assert!(at("一、红灯") < at("二、完成率与序时") && at("二、完成率与序时") < at("三、分类情况"), "{xml}");
    let (before, _) = xml.split_once("三、分类情况").expect("behind");
    assert!(before.ends_with("<w:pageBreakBefore/></w:pPr><w:r><w:t xml:space=\"preserve\">"), "a side of its own");
    // 20 of 50 parts are done, 10 wanting, 20 empty; then 30 due and 20 more
    let spans = |from: &str| -> Vec<usize> {
        let row = &xml[at("二、完成率与序时")..];
        let row = &row[row.find(&format!(">{from}</w:t>")).expect(from)..];
        let row = &row[..row.find("</w:tr>").expect("its end")];
        let spans = row.split("<w:gridSpan w:val=\"").skip(1);
        spans.filter_map(|span| span.split('"').next()?.parse().ok()).collect()
    };
    assert_eq!(spans("甲"), [20, 10, 20]);
    assert_eq!(spans("乙"), [30, 20]);
    assert_eq!((spans("丙"), spans("丁")), (vec![50], vec![50]));
}

#[test]
fn a_page_without_rates_has_no_bars_and_one_without_works_still_says_so() {
    let report = || Report {
        header: header(),
        sections: vec![rates(vec![vec![text("甲"), Cell::Nothing, Cell::Nothing]]), listed("甲", 0)],
    };
    let xml = document(report());
    assert!(!xml.contains("完成率与序时") && xml.contains("分类情况") && !xml.contains("红灯"), "{xml}");
    let nothing = document(Report { header: header(), sections: Vec::new() });
    assert!(nothing.contains("重点工程月报"), "{nothing}");
}

#[test]
fn every_row_of_a_long_table_is_there_unsplit_under_heads_that_repeat() {
    let xml = document(Report { header: header(), sections: vec![listed("甲江堤防工程", 500)] });
    assert_eq!(xml.matches("<w:cantSplit/>").count(), 501);
    assert_eq!(xml.matches("<w:tblHeader/>").count(), 1);
    assert_eq!(xml.matches(">红</w:t>").count(), 500);
    assert_eq!(xml.matches("w:fill=\"F8CBAD\"").count(), 500, "the word stands on its colour");
}

#[test]
fn the_same_page_is_the_same_bytes() {
    assert_eq!(made(notice("甲"), None), made(notice("甲"), None));
    let other = parse_instant("2022-11-12 10:00").expect("an instant");
    let (one, mut later) = (notice("甲"), notice("甲"));
    later.header.made_at = other;
    later.header.dated = Some(day(9, 1));
    let (one, later) = (unpacked(&made(one, None)), unpacked(&made(later, None)));
    let differ: Vec<&str> =
        one.iter().zip(&later).filter(|(one, later)| one != later).map(|(one, _)| one.0.as_str()).collect();
    assert_eq!(differ, ["docProps/core.xml", "word/document.xml"]);
    assert_eq!(dated(part(&one, "word/document.xml").as_bytes()), Some(day(9, 1)));
    assert_eq!(dated(b"haishu_dated_2022130"), None);
    assert_eq!(dated(b"haishu_dated_20221301"), None);
}

// -- templates ---------------------------------------------------------------------------------------------------------

/// A document of an office: its own head and styles, marks in the text and in its header.
fn office(body: &str, head: &str, styles: &str) -> Vec<Part> {
    let kind = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let types = format!(
        "<Types><Override PartName=\"/word/document.xml\" ContentType=\"{kind}.document.main+xml\"/>\
         <Override ContentType=\"{kind}.styles+xml\" PartName=\"/word/styles.xml\"/>\
         <Override PartName=\"/word/header1.xml\" ContentType=\"{kind}.header+xml\"/></Types>"
    );
    let w = part::W;
    let parts = [
        ("[Content_Types].xml", types),
        ("word/document.xml", format!("<w:document xmlns:w=\"{w}\"><w:body>{body}<w:sectPr/></w:body></w:document>")),
        ("word/header1.xml", format!("<w:hdr xmlns:w=\"{w}\">{head}</w:hdr>")),
        ("word/styles.xml", format!("<w:styles xmlns:w=\"{w}\">{styles}</w:styles>")),
        ("word/media/seal.png", "\u{89}PNG".to_owned()),
    ];
    parts.into_iter().map(|(name, text)| (name.to_owned(), text.into_bytes())).collect()
}

fn said(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn a_template_is_kept_outside_its_marks() {
    const OWN: &str = "<w:style w:type=\"paragraph\" w:styleId=\"a5\"><w:name w:val=\"公文正文\"/></w:style>";
    let red = "<w:p><w:pPr><w:color w:val=\"FF0000\"/></w:pPr><w:r><w:t>甲区人民政府文件</w:t></w:r></w:p>";
    let body =
        [red, &said("{{标题}}"), &said("前"), &said("{{内容}}"), &said("{{落款}}　{{日期}}"), &said("后")].concat();
    let parts = office(&body, &said("内部资料 {{日期}}"), OWN);
    let template = Template::new(parts.clone()).expect("a template");
    let filled = unpacked(&made(notice("甲江堤防工程"), Some(&template)));
    let names = |parts: &[Part]| parts.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&filled), names(&parts));
    let document = part(&filled, "word/document.xml");
    let (before, after) = document.split_once(&said("前")).expect("what stands before");
    let original = part(&parts, "word/document.xml");
    let (own_before, _) = original.split_once(&said("前")).expect("it");
    assert_eq!(before, own_before.replace("{{标题}}", "关于2022年8月重点工程推进情况的通报（演示数据）"));
    let end = said("甲区重点办　2022年9月1日") + &said("后") + "<w:sectPr/></w:body></w:document>";
    let content = after.strip_suffix(&end).unwrap_or_else(|| panic!("the rest as it was: {after}"));
    assert!(is_well_formed(&document) && content.contains("甲江堤防工程停工"), "{content}");
    assert!(content.contains("w:val=\"a5\"") && !content.contains("HaishuText\""), "the office's own style");
    assert!(!content.contains("2022年9月1日") && !content.contains("甲区重点办"), "the day and the office stand once");
    assert_eq!(part(&filled, "word/header1.xml"), part(&parts, "word/header1.xml").replace("{{日期}}", "2022年9月1日"));
    let styles = part(&filled, "word/styles.xml");
    let (kept, added) = styles.split_once(OWN).expect("its own styles");
    assert!(part(&parts, "word/styles.xml").starts_with(kept));
    assert!(added.contains("公文一级标题") && !added.contains("公文正文"), "{added}");
    assert_eq!(filled[4], parts[4], "a picture");
}

#[test]
fn what_has_no_place_of_its_own_stands_in_the_content() {
    let template = Template::new(office(&said("{{ content }}"), "", "")).expect("a template");
    assert!(!template.wants_issuer());
    let filled = unpacked(&made(notice("甲"), Some(&template)));
    let texts = paragraphs(&part(&filled, "word/document.xml"));
    assert!(texts.contains(&"关于2022年8月重点工程推进情况的通报（演示数据）".to_owned()), "{texts:?}");
    assert!(texts.contains(&"2022年9月1日".to_owned()) && texts.contains(&"甲区重点办".to_owned()), "{texts:?}");
}

#[test]
fn what_is_typed_is_text_in_a_template_too() {
    let body = [said("{{标题}}"), said("{{内容}}"), said("{{落款}}")].concat();
    let template = Template::new(office(&body, "", "")).expect("a template");
    let mut report = notice(HOSTILE);
    report.header.issuer = Some(HOSTILE.to_owned());
    let document = part(&unpacked(&made(report, Some(&template))), "word/document.xml");
    assert!(is_well_formed(&document), "{document}");
}

#[test]
fn a_document_that_is_no_template_is_told_why() {
    let fault = |parts: Vec<Part>| Template::new(parts).err();
    let two = [said("{{内容}}"), said("{{content}}")].concat();
    assert_eq!(fault(office(&two, "", "")), Some(TemplateFault::TwoMarks));
    assert_eq!(fault(office(&said("甲"), "", "")), Some(TemplateFault::NoMark));
    assert_eq!(fault(office(&said("甲"), &said("{{内容}}"), "")), Some(TemplateFault::NoMark), "a header has no room");
    let mut lacking = office(&said("{{内容}}"), "", "");
    lacking.retain(|(name, _)| name != "word/styles.xml");
    assert_eq!(fault(lacking), Some(TemplateFault::NotWord));
    let mut strict = office(&said("{{内容}}"), "", "");
    let text = part(&strict, "word/document.xml").replace("schemas.openxmlformats.org", "purl.oclc.org/ooxml");
    strict[1].1 = text.into_bytes();
    assert_eq!(fault(strict), Some(TemplateFault::NotWord));
}
