//! One page through every renderer.

use std::borrow::Cow;

use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use super::*;
use crate::domain::Day;
use crate::domain::catalog::{Label, Named};
use crate::domain::day::{parse_due, parse_instant};
use crate::domain::period::Cadence;
use crate::domain::quantity::Dimension::{self, Area, Money, Percent};
use crate::domain::quantity::{Counting, UnitWord};
use crate::report::history::HistorySentence;
use crate::report::list::ListSentence;
use crate::report::model::{Cell, Column, ColumnHeading, Header, Section, Shape, Title, Word};
use crate::report::status::{LeftGroup, StatusSentence};

pub(super) fn day(month: u32, day: u32) -> Day {
    Day::from_ymd_opt(2022, month, day).expect("a date")
}

pub(super) fn label(zh: &str, en: &str) -> Label {
    Label { zh: zh.to_owned(), en: en.to_owned() }
}

pub(super) fn named(code: &str, zh: &str, en: &str) -> Named {
    Named { code: code.to_owned(), label: label(zh, en) }
}

pub(super) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub(super) fn code(code: &str) -> Cell {
    Cell::Code(code.to_owned())
}

pub(super) fn money(value: i64) -> Cell {
    Cell::Quantity { value: value.into(), dimension: Money }
}

fn stage(stage: Option<(&str, &str, &str)>, is_paused: bool) -> Cell {
    let stage = stage.map(|(code, zh, en)| named(code, zh, en));
    Cell::Stage { stage, condition: is_paused.then(|| named("paused", "停工", "paused").into()) }
}

pub(super) fn column(key: &'static str, word: Word, shape: Shape) -> Column {
    Column::new(key, word, shape)
}

fn measure(key: &'static str, heading: Label, dimension: crate::domain::quantity::Dimension) -> Column {
    Column {
        key: Cow::Borrowed(key),
        heading: ColumnHeading::Label(heading),
        ..Column::new("", Word::Share, Shape::Quantity(dimension))
    }
}

/// What is counted in 户, in English by its label.
pub(super) fn households() -> Dimension {
    let zh = UnitWord::new("户").expect("a short word");
    Dimension::Count(Counting { zh, ..Counting::PIECES })
}

fn invested() -> Column {
    measure("invested", label("自开工累计完成投资", "invested since start"), Money)
}

pub(super) fn header() -> Header {
    Header {
        title: Some(Title::Status { first: day(8, 1), last: day(8, 31), cadence: Cadence::Month, of: vec![] }),
        returns: Some((9, 11)),
        note: Some("演示数据".to_owned()),
        is_shown: true,
        ..Header::new(day(8, 31), parse_instant("2022-09-01 09:00").expect("an instant"))
    }
}

fn projects() -> Section<'static> {
    let building = Some(("building", "在建", "building"));
    let columns = vec![
        column("code", Word::Code, Shape::Fixed),
        column("name", Word::Name, Shape::Text),
        column("units", Word::Units, Shape::Text),
        column("stage", Word::Stage, Shape::Text),
        invested(),
        measure("physical", label("形象进度", "physical progress"), Percent),
        column("as_of", Word::AsOf, Shape::Fixed),
    ];
    let lot = Cell::Indented { level: 1, text: "甲江堤防整治工程Ⅱ标段".to_owned() };
    let units = Cell::List(vec!["甲乙镇".to_owned(), "示例区水利局".to_owned()]);
    let percent = |value| Cell::Quantity { value, dimension: Percent };
    let on = |month, of| Cell::Day(day(month, of));
    let none = || Cell::Nothing;
    let rows = vec![
        vec![
            code("EX-W-001"),
            text("甲江堤防整治工程"),
            Cell::List(vec![]),
            stage(None, false),
            none(),
            none(),
            none(),
        ],
        vec![code("EX-W-003"), lot, units, stage(building, true), money(925_069_711), percent(1300), on(8, 31)],
        vec![code("EX-B-001"), text("=1+1"), none(), stage(building, false), money(-12_345_678_901), none(), on(8, 2)],
        vec![
            code("EX-B-002"),
            text("戊里|未来🏘️\\<社区>"),
            none(),
            stage(None, true),
            money(0),
            percent(10_000),
            none(),
        ],
    ];
    let notes = vec![ListSentence::Shown { projects: 3, left: 0, lots: 1, programmes: 0 }.into()];
    Section { id: "projects".into(), heading: Some(Word::ByCategory.into()), body: table(columns, rows), notes }
}

pub(super) fn table(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> SectionBody<'static> {
    SectionBody::Table { columns, rows: Box::new(rows.into_iter()) }
}

fn card() -> Section<'static> {
    let due = parse_due("2022-08").expect("a month");
    let made_at = parse_instant("2022-08-31T17:05:09.250").expect("an instant");
    let sentences = vec![
        HistorySentence::From { day: day(6, 15) }.into(),
        HistorySentence::Reason("1. 汛期\n2. 移交".to_owned()).into(),
    ];
    let fields = vec![
        (column("kind", Word::Kind, Shape::Text), Cell::Word { code: "lot", word: Word::Lot }),
        (column("category", Word::Category, Shape::Text), Cell::Named(named("water", "治水", "water"))),
        (column("leader", Word::Leader, Shape::Text), Cell::Nothing),
        (column("tags", Word::Tags, Shape::Text), Cell::List(vec![])),
        (invested(), money(925_069_711)),
        (
            measure("area", label("征迁面积", "area cleared"), Area),
            Cell::Quantity { value: 345_000_050, dimension: Area },
        ),
        (
            measure("signed", label("签约户数", "households signed"), households()),
            Cell::Quantity { value: 1320, dimension: households() },
        ),
        (column("due", Word::Due, Shape::Fixed), Cell::Due(due)),
        (column("recorded_at", Word::RecordedAt, Shape::Fixed), Cell::Instant(made_at)),
        (column("undone", Word::Undone, Shape::Text), Cell::Flag(false)),
        (column("update_no", Word::UpdateNo, Shape::Count), Cell::Count(45)),
        (column("what", Word::What, Shape::Text), Cell::Sentences(sentences)),
    ];
    let (columns, row) = fields.into_iter().unzip();
    Section {
        id: "project".into(),
        heading: Some(Word::Project.into()),
        body: SectionBody::Card { columns, row },
        notes: vec![],
    }
}

fn report() -> Report<'static> {
    let overview = StatusSentence::Overview { projects: 9, lots: 2, started: 6, completed: 1, no_stage: 0 }.into();
    let condition = label("取消", "cancelled");
    let (plan, done) = (3_000_000_000, 50_000_000);
    let left =
        StatusSentence::Left(vec![LeftGroup { condition, code: "cancelled", projects: 1, lots: 0, plan, done }]).into();
    let body = SectionBody::Sentences(vec![overview]);
    let overview = Section { id: "overview".into(), heading: Some(Word::Overview.into()), body, notes: vec![left] };
    let empty = table(vec![column("code", Word::Code, Shape::Fixed)], vec![]);
    let silent = Section { id: "history".into(), heading: Some(Word::Returns.into()), body: empty, notes: vec![] };
    let empty = table(vec![column("code", Word::Code, Shape::Fixed)], vec![]);
    let notes = vec![StatusSentence::AllReturned.into()];
    let missing = Section { id: "missing".into(), heading: Some(Word::NotReturned.into()), body: empty, notes };
    Report { header: header(), sections: vec![overview, projects(), silent, missing, card()] }
}

pub(super) fn printed(report: Report<'_>, format: Format, lang: Lang, width: Option<usize>) -> String {
    let mut out = Vec::new();
    render(
        report,
        format,
        &PageSettings { lang, width, color: false, encoding: CsvEncoding::default(), template: None },
        &mut out,
    )
    .expect("written");
    String::from_utf8(out).expect("text")
}

/// Compares what was printed with a text that begins on a line of its own.
pub(super) fn same(printed: &str, expected: &str) {
    assert_eq!(printed, expected.strip_prefix('\n').expect("an empty first line"));
    assert!(printed.lines().all(|line| line == line.trim_end()), "trailing spaces");
}

#[test]
fn text_in_chinese() {
    let expected = r"
重点工程月报（2022年8月）                                                                   演示数据
截至 2022-08-31 · 生成 2022-09-01 09:00 · 填报率 9/11（81.8%）

一、总体情况
共9项（标段2），已开工6，完工1，未开工3。

另有取消1项（年度计划3000万元、完成50万元），不计入。

二、分类情况
编号      项目名称                 责任单位              阶段       自开工累计  形象进度  截至
                                                                      完成投资
                                                                        (万元)
EX-W-001  甲江堤防整治工程         -                     -                   -         -  -
EX-W-003    甲江堤防整治工程Ⅱ标段  甲乙镇、示例区水利局  在建/停工      925.07       13%  2022-08-31
EX-B-001  =1+1                     -                     在建       -12,345.68         -  2022-08-02
EX-B-002  戊里|未来🏘️\<社区>       -                     停工             0.00      100%  -

3项，1个标段

三、本期未填报
应填报的均已填报。

四、项目
层级                标段
类别                治水
自开工累计完成投资  925.069711万元
征迁面积            3,450,000.5平方米
签约户数            1,320户
现定                2022-08
录入                2022-08-31 17:05
已撤销              否
填报号              45
内容                自2022-06-15起；原因：1. 汛期
                    2. 移交
";
    same(&printed(report(), Format::Text, Lang::Zh, None), expected);
}

#[test]
fn text_in_english() {
    let expected = r"
Key works: monthly report, August 2022                                        demo data, all made up
As of 2022-08-31 · made 2022-09-01 09:00 · returns 9/11 (81.8%)

1. Overall
9 projects (2 lots): 6 started, 1 completed, 3 not started.

Not counted: 1 cancelled (plan CNY 30.00 million, done CNY 0.50 million).

2. By category
Code      Name                 Units               Stage            Invested  Physical  As of
                                                                       since  progress
                                                                       start
                                                                        (CNY
                                                                    million)
EX-W-001  甲江堤防整治工程     -                   -                       -         -  -
EX-W-003    甲江堤防整治工程Ⅱ  甲乙镇, 示例区水利  building/paused      9.25       13%  2022-08-31
            标段               局
EX-B-001  =1+1                 -                   building          -123.46         -  2022-08-02
EX-B-002  戊里|未来🏘️\<社区>   -                   paused               0.00      100%  -

3 projects, 1 lot

3. Returns outstanding
Everybody who owed a return has filed one.

4. Project
Kind                  lot
Category              water
Invested since start  CNY 9.25069711 million
Area cleared          3,450,000.5 m²
Households signed     1,320
Due                   2022-08
Recorded              2022-08-31 17:05
Undone                no
Update                45
What                  from 2022-06-15; reason: 1. 汛期
                      2. 移交
";
    same(&printed(report(), Format::Text, Lang::En, None), expected);
}

#[test]
fn a_narrow_table_wraps_words_but_never_numbers() {
    let expected = r"
编号      项目   责任  阶段   自开工累计  形象  截至
          名称   单位           完成投资  进度
                                  (万元)
EX-W-001  甲江   -     -               -     -  -
          堤防
          整治
          工程
EX-W-003   甲江  甲乙  在建/      925.07   13%  2022-08-31
           堤防  镇、  停工
           整治  示例
           工程  区水
           Ⅱ标   利局
           段
EX-B-001  =1+1   -     在建   -12,345.68     -  2022-08-02
EX-B-002  戊里|  -     停工         0.00  100%  -
          未来
          🏘️\<
          社区>
";
    let mut report = report();
    report.header.is_shown = false;
    report.sections = vec![Section { heading: None, notes: vec![], ..projects() }];
    same(&printed(report, Format::Text, Lang::Zh, Some(60)), expected);
}

#[test]
fn every_line_keeps_to_the_width_it_can_keep_to() {
    for (lang, least) in [(Lang::Zh, 56), (Lang::En, 58)] {
        for width in least..=160 {
            let page = printed(report(), Format::Text, lang, Some(width));
            assert!(page.lines().all(|line| line.width() <= width), "{width}\n{page}");
        }
    }
}

#[test]
fn a_line_ends_where_the_language_lets_it() {
    let cases = [
        (12, "三成用地未移交，围堰无法合龙", "三成用地未移|交，围堰无法|合龙"),
        (12, "限2022-09-10（已停工52天）。", "限2022-09-10|（已停工|52天）。"),
        (10, "building/paused since May", "building/|paused|since May"),
        (16, "    EX-W-001、EX-W-002", "    EX-W-001、|    EX-W-002"),
        (4, "👨\u{200d}👩\u{200d}👧👋🏽甲", "👨\u{200d}👩\u{200d}👧👋🏽|甲"),
        (1, "甲乙", "甲|乙"),
        (9, "甲\n\n乙", "甲||乙"),
    ];
    for (width, whole, lines) in cases {
        assert_eq!(text::wrap(whole, width).join("|"), lines);
    }
}

proptest! {
    #[test]
    fn nothing_is_lost_in_wrapping(whole in "[甲乙丙（），。a-c0-9 /·.-]{0,60}", width in 2..30_usize) {
        let lines = text::wrap(&whole, width);
        let signs = |text: &str| text.replace(' ', "");
        prop_assert_eq!(signs(&lines.concat()), signs(&whole));
        prop_assert!(lines.iter().all(|line| line.width() <= width), "{:?}", lines);
    }
}

#[test]
fn only_the_title_and_headings_are_bold() {
    let mut out = Vec::new();
    let page =
        PageSettings { lang: Lang::Zh, width: Some(60), color: true, encoding: CsvEncoding::default(), template: None };
    render(report(), Format::Text, &page, &mut out).expect("written");
    let bold = String::from_utf8(out).expect("text");
    let lines: Vec<&str> = bold.lines().filter_map(|line| line.strip_prefix("\u{1b}[1m")).collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines.last(), Some(&"四、项目\u{1b}[0m"));
    let plain = bold.replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
    assert_eq!(plain, printed(report(), Format::Text, Lang::Zh, Some(60)));
}

#[test]
fn what_a_user_typed_cannot_move_the_cursor() {
    let columns = vec![column("name", Word::Name, Shape::Text)];
    let rows = vec![vec![text("甲\t乙\u{1b}[2J\r\n丙")]];
    let mut report = report();
    report.header.is_shown = false;
    report.sections = vec![Section { id: "projects".into(), heading: None, body: table(columns, rows), notes: vec![] }];
    assert_eq!(printed(report, Format::Text, Lang::Zh, None), "项目名称\n甲 乙\u{fffd}[2J\n丙\n");
}

#[test]
fn markdown() {
    let expected = r"
# 重点工程月报（2022年8月）

截至 2022-08-31 · 生成 2022-09-01 09:00 · 填报率 9/11（81.8%） · 演示数据

## 总体情况

共9项（标段2），已开工6，完工1，未开工3。

另有取消1项（年度计划3000万元、完成50万元），不计入。

## 分类情况

| 编号 | 项目名称 | 责任单位 | 阶段 | 自开工累计完成投资(万元) | 形象进度 | 截至 |
|---|---|---|---|---:|---:|---|
| EX-W-001 | 甲江堤防整治工程 | - | - | - | - | - |
| EX-W-003 | &emsp;甲江堤防整治工程Ⅱ标段 | 甲乙镇、示例区水利局 | 在建/停工 | 925.07 | 13% | 2022-08-31 |
| EX-B-001 | =1+1 | - | 在建 | -12,345.68 | - | 2022-08-02 |
| EX-B-002 | 戊里\|未来🏘️\\&lt;社区&gt; | - | 停工 | 0.00 | 100% | - |

3项，1个标段

## 本期未填报

应填报的均已填报。

## 项目

| | |
|---|---|
| 层级 | 标段 |
| 类别 | 治水 |
| 自开工累计完成投资 | 925.069711万元 |
| 征迁面积 | 3,450,000.5平方米 |
| 签约户数 | 1,320户 |
| 现定 | 2022-08 |
| 录入 | 2022-08-31 17:05 |
| 已撤销 | 否 |
| 填报号 | 45 |
| 内容 | 自2022-06-15起；原因：1. 汛期<br>2. 移交 |
";
    same(&printed(report(), Format::Markdown, Lang::Zh, None), expected);
}

#[test]
fn csv() {
    let lines = [
        r"编号,项目名称,责任单位,阶段,自开工累计完成投资(万元),形象进度(%),截至",
        r"EX-W-001,甲江堤防整治工程,,,,,",
        r"EX-W-003,甲江堤防整治工程Ⅱ标段,甲乙镇；示例区水利局,在建,925.069711,13,2022-08-31",
        r"EX-B-001,'=1+1,,在建,-12345.678901,,2022-08-02",
        r"EX-B-002,戊里|未来🏘️\<社区>,,,0,100,",
    ];
    let expected = format!("\u{feff}{}\r\n", lines.join("\r\n"));
    assert_eq!(printed(report(), Format::Csv, Lang::Zh, None), expected);
}

#[test]
fn json() {
    let expected = r#"
{"schema":1,"as_of":"2022-08-31","known_at":null,"returns":{"returned":9,"due":11},"note":"演示数据",
"overview":{"projects":9,"lots":2,"started":6,"completed":1,"no_stage":0,"cancelled":1,"cancelled_lots":0,"cancelled_plan_fen":3000000000,"cancelled_ytd_fen":50000000},
"projects":[
{"code":"EX-W-001","name":"甲江堤防整治工程","units":[],"stage":null,"invested_fen":null,"physical_bp":null,"as_of":null},
{"code":"EX-W-003","name":"甲江堤防整治工程Ⅱ标段","units":["甲乙镇","示例区水利局"],"stage":"building","invested_fen":925069711,"physical_bp":1300,"as_of":"2022-08-31"},
{"code":"EX-B-001","name":"=1+1","units":null,"stage":"building","invested_fen":-12345678901,"physical_bp":null,"as_of":"2022-08-02"},
{"code":"EX-B-002","name":"戊里|未来🏘️\\<社区>","units":null,"stage":null,"invested_fen":0,"physical_bp":10000,"as_of":null}
],
"history":[],
"missing":[],
"project":{"kind":"lot","category":"water","leader":null,"tags":[],"invested_fen":925069711,"area_dm2":345000050,"signed":1320,"due":"2022-08","recorded_at":"2022-08-31T17:05:09.250+08:00","undone":false,"update_no":45,"what":["自2022-06-15起","原因：1. 汛期\n2. 移交"]}}
"#;
    let printed = printed(report(), Format::Json, Lang::Zh, None);
    same(&printed, expected);
    let read: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    assert_eq!(read["projects"][1]["invested_fen"], 925_069_711);
}

#[test]
fn codes() {
    let codes = "EX-W-001\nEX-W-003\nEX-B-001\nEX-B-002\n";
    assert_eq!(printed(report(), Format::Codes, Lang::Zh, None), codes);
}

#[test]
fn a_format_has_its_code() {
    assert!(Format::ALL.into_iter().all(|format| Format::from_code(format.code()) == Some(format)));
    assert_eq!(Format::from_code("pdf"), None);
}
