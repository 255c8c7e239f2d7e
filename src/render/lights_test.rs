//! Rates, bars, lights and their grounds through every renderer.

use unicode_width::UnicodeWidthStr;

use super::tests::{code, column, day, header, label, money, named, printed, same, table, text};
use super::*;
use crate::domain::catalog::Label;
use crate::domain::day::parse_due;
use crate::domain::figures::YearToDate;
use crate::domain::fraction::Fraction;
use crate::domain::light::{HandLight, Light, Reason};
use crate::domain::period::Cadence;
use crate::domain::quantity::Dimension::Money;
use crate::domain::state::Milestone;
use crate::report::model::{Column, ColumnHeading, Grounds, LightCounts, Section, Shape, Telling, Word};
use crate::report::status::{DoneThisYear, LeftGroup, StatusSentence};

fn share(part: i128) -> Fraction {
    Fraction::new(part, 10_000)
}

fn gap_of(rate: i128, elapsed: i128, light: Light) -> Reason {
    let (yellow, red) = (share(1_000), share(3_000));
    Reason::Gap { measure: None, rate: share(rate), elapsed: share(elapsed), light, yellow, red }
}

fn grounds(reasons: Vec<Reason>, telling: Telling) -> Cell {
    let computed = reasons.iter().filter_map(Reason::light).max();
    let reasons = reasons.into_iter().map(|reason| (reason, None)).collect();
    Cell::Verdict(Box::new(Grounds { light: computed, computed, hand: None, reasons, rules: Some(1), telling }))
}

fn categories() -> Section<'static> {
    let columns = vec![
        column("category", Word::Category, Shape::Fixed),
        column("plan", Word::Plan, Shape::Quantity(Money)),
        column("completion", Word::CompletionRate, Shape::Rate),
        column("gap", Word::Gap, Shape::Points),
        column("light", Word::Light, Shape::Fixed),
        column("reasons", Word::Reasons, Shape::Text),
    ];
    let stale = Reason::Stale { last: day(6, 28), days: 61, patience: 41 };
    let water = Cell::Named(named("water", "治水🏘️", "water"));
    let rows = vec![
        vec![
            water,
            money(16_400_000_000),
            Cell::Rate(Fraction::new(409_001, 1_000_000)),
            Cell::Points(share(-2_496)),
            Cell::Light(Some(Light::Red)),
            grounds(vec![gap_of(1_700, 5_680, Light::Red), stale], Telling::Grounds),
        ],
        vec![
            text("红光"),
            Cell::Nothing,
            Cell::Rate(Fraction::new(99_999, 100_000)),
            Cell::Points(share(123)),
            Cell::Light(None),
            grounds(vec![], Telling::Grounds),
        ],
    ];
    let notes = vec![StatusSentence::MoreInLight { light: Light::Red, projects: 2 }.into()];
    Section { id: "categories".into(), heading: Some(Word::ByCategory.into()), body: table(columns, rows), notes }
}

fn red_list() -> Section<'static> {
    let columns = vec![
        column("code", Word::Code, Shape::Fixed),
        column("name", Word::Name, Shape::Text),
        column("lead_unit", Word::LeadUnit, Shape::Text),
        column("reasons", Word::Reasons, Shape::Text),
        column("problem", Word::Problem, Shape::Text),
    ];
    let hand = HandLight { light: Light::Yellow, from: day(8, 1), until: day(9, 30), reason: "汛期".to_owned() };
    let by_hand = Grounds {
        light: Some(Light::Yellow),
        computed: None,
        hand: Some(hand),
        reasons: vec![],
        rules: Some(1),
        telling: Telling::Whole,
    };
    let long = "三成用地未移交，围堰无法合龙；需请分管领导协调甲乙镇在九月上旬移交剩余用地，以免影响汛后施工";
    let rows = vec![
        vec![
            code("EX-W-003"),
            text("甲江堤防整治工程Ⅱ标段"),
            text("甲乙镇"),
            grounds(vec![gap_of(1_700, 5_680, Light::Red)], Telling::Whole),
            text(long),
        ],
        vec![code("EX-B-003"), text("己门"), Cell::Nothing, Cell::Verdict(Box::new(by_hand)), Cell::Nothing],
    ];
    let body = SectionBody::Cards { columns, titles: 3, rows };
    Section { id: "red".into(), heading: Some(Word::RedList.into()), body, notes: vec![] }
}

fn funnel() -> Section<'static> {
    let headed = |key, heading: fn(Label) -> ColumnHeading, shape| Column {
        heading: heading(label("总户数", "households")),
        ..column(key, Word::Share, shape)
    };
    let columns = vec![
        headed("measure", ColumnHeading::Label, Shape::Fixed),
        headed("count", ColumnHeading::CountOf, Shape::Count),
        column("bar", Word::Share, Shape::Text),
        column("share", Word::Ratio, Shape::Rate),
    ];
    let row = |name: &str, count: i64| {
        let share = Fraction::new(count.into(), 917);
        vec![text(name), Cell::count(count), Cell::Bar(share.clone()), Cell::Rate(share)]
    };
    let rows = vec![row("总户数", 917), row("签约", 916), row("腾空", 216), row("拆除", 0)];
    let heading = Some(ColumnHeading::ProgressOf(label("征迁", "relocation")));
    Section { id: "funnel".into(), heading, body: table(columns, rows), notes: vec![] }
}

fn notes() -> Section<'static> {
    let condition = label("取消", "cancelled");
    let left = StatusSentence::Left(vec![LeftGroup {
        condition,
        code: "cancelled",
        projects: 1,
        lots: 0,
        plan: 3_000_000_000,
        done: 50_000_000,
    }])
    .into();
    let body = SectionBody::Sentences(vec![StatusSentence::Clocks.into(), left]);
    Section { id: "notes".into(), heading: None, body, notes: vec![] }
}

fn overview() -> Section<'static> {
    let lights = LightCounts { red: 1, yellow: 4, green: 2, grey: 1, none: 1 };
    let more = LightCounts { red: -2, yellow: 1, green: 0, grey: 0, none: 1 };
    let body = SectionBody::Sentences(vec![
        StatusSentence::Lights(lights).into(),
        StatusSentence::SinceLast { cadence: Cadence::Month, lights: more, projects: 0, started: 2, completed: 1 }
            .into(),
        StatusSentence::Money {
            cadence: Cadence::Month,
            done: DoneThisYear::Known(42_354_820_000),
            plan: 74_400_000_000,
            rate: Some(Fraction::new(42_354_820_000, 74_400_000_000)),
            elapsed: Fraction::new(245, 372),
            period_done: 5_658_320_000,
        }
        .into(),
        StatusSentence::StartRate { due: 4, started: 3, undated: 1 }.into(),
    ]);
    let beside = StatusSentence::Beside {
        unplanned: 1,
        unplanned_lots: 2,
        unplanned_done: 150_000_000,
        never_filed: 2,
        no_base: 3,
    }
    .into();
    let notes = vec![beside, StatusSentence::FirstPlanRate(share(5_370)).into()];
    Section { id: "overview".into(), heading: Some(Word::Overview.into()), body, notes }
}

fn report(sections: Vec<Section<'static>>) -> Report<'static> {
    Report { header: header(), sections }
}

fn page(sections: Vec<Section<'static>>, lang: Lang, width: Option<usize>) -> String {
    let mut report = report(sections);
    report.header.is_shown = false;
    printed(report, Format::Text, lang, width)
}

#[test]
fn lights_in_a_table() {
    let expected = r"
分类情况
类别    年度计划(万元)  完成率     差  亮灯  原因
治水🏘️       16,400.00   40.9%  -25.0  红    完成率17.0%，序时56.8%，落后序时39.8个百分点，超过红线30；61天未填报，超过41天
红光                 -   99.9%   +1.2  不评  -

另有红灯2项未列。
";
    same(&page(vec![categories()], Lang::Zh, Some(130)), expected);
}

#[test]
fn a_row_in_a_block_of_its_own() {
    let expected = r"
红灯
1  EX-W-003  甲江堤防整治工程Ⅱ标段 · 甲乙镇
   红：完成率17.0%，序时56.8%，落后序时39.8个百分点，超过红线30
   （规则v1）
   问题：三成用地未移交，围堰无法合龙；需请分管领导协调甲乙镇在
   九月上旬移交剩余用地，以免影响汛后施工
2  EX-B-003  己门
   黄（人工亮灯至2022-09-30：汛期）；按规则不评
";
    same(&page(vec![red_list()], Lang::Zh, Some(64)), expected);
}

#[test]
fn without_titles_a_block_has_no_number() {
    let columns = vec![column("light", Word::Light, Shape::Fixed), column("reasons", Word::Reasons, Shape::Text)];
    let red = Cell::Light(Some(Light::Red));
    let rows = vec![vec![red, grounds(vec![gap_of(1_700, 5_680, Light::Red)], Telling::Whole)]];
    let section = || {
        let body = SectionBody::Cards { columns: columns.clone(), titles: 0, rows: rows.clone() };
        Section { id: "light".into(), heading: None, body, notes: vec![] }
    };
    let said = "red: rate 17.0%, due 56.8%, 39.8 points behind, over the red limit of 30 (rules v1)";
    assert_eq!(page(vec![section()], Lang::En, None), format!("{said}\n"));
    let mut report = report(vec![section()]);
    report.header.is_shown = false;
    let said = "red: rate 17.0%, due 56.8%, 39.8 points behind, over the red limit of 30 (rules v1)";
    assert_eq!(printed(report, Format::Markdown, Lang::En, None), format!("- {said}\n"));
}

#[test]
fn only_the_whole_fills_the_bar() {
    let expected = r"
征迁进度
总户数  户数  占比                                                  比例
总户数   917  ##################################################  100.0%
签约     916  #################################################    99.9%
腾空     216  ###########                                          23.6%
拆除       0                                                        0.0%
";
    same(&page(vec![funnel()], Lang::Zh, None), expected);
    let narrow = r"
征迁进度
总户数  户数    比例
总户数   917  100.0%
签约     916   99.9%
腾空     216   23.6%
拆除       0    0.0%
";
    same(&page(vec![funnel()], Lang::Zh, Some(60)), narrow);
}

#[test]
fn notes_hang_below_their_label() {
    let expected = r"
注：完成率为合计之比，差按未四舍五入的比率计算；合计序时按日历，项目序
    时按各自工期。
    另有取消1项（年度计划3000万元、完成50万元），不计入。
";
    same(&page(vec![notes()], Lang::Zh, Some(70)), expected);
    let expected = r"
Note: Rates are sums over sums, gaps are of rates before rounding; totals are due by the calendar,
      each project by its own schedule.
      Not counted: 1 cancelled (plan CNY 30.00 million, done CNY 0.50 million).
";
    same(&page(vec![notes()], Lang::En, None), expected);
}

#[test]
fn lights_are_coloured_where_they_stand_and_nothing_moves() {
    for lang in [Lang::Zh, Lang::En] {
        let sections = || vec![categories(), red_list()];
        let mut out = Vec::new();
        let mut report = report(sections());
        report.header.is_shown = false;
        let colored = PageSettings { lang, width: None, color: true, encoding: CsvEncoding::default(), template: None };
        render(report, Format::Text, &colored, &mut out).expect("written");
        let coloured = String::from_utf8(out).expect("text");
        let (red, yellow) = if lang == Lang::Zh { ("红", "黄") } else { ("red", "yellow") };
        let counted = |sign: &str| coloured.matches(sign).count();
        assert_eq!(counted(&format!("\u{1b}[31m{red}\u{1b}[0m")), 2, "{coloured}");
        assert_eq!(counted(&format!("\u{1b}[33m{yellow}\u{1b}[0m")), 1, "{coloured}");
        assert_eq!(counted("\u{1b}["), 10, "two bold headings and three lights: {coloured}");
        let plain =
            ["1", "31", "33", "0"].iter().fold(coloured, |text, code| text.replace(&format!("\u{1b}[{code}m"), ""));
        assert_eq!(plain, page(sections(), lang, None));
    }
}

#[test]
fn a_table_that_just_fits_gives_up_the_second_space() {
    let head = [Word::Category, Word::Projects, Word::Lots, Word::StartedHere, Word::CompletedHere];
    let columns = head.map(|word| column("count", word, Shape::Count)).to_vec();
    let row = vec![Cell::Count(1), Cell::Count(2), Cell::Count(3), Cell::Count(4), Cell::Count(5)];
    let counts = |width| {
        let body = table(columns.clone(), vec![row.clone()]);
        page(vec![Section { id: "categories".into(), heading: None, body, notes: vec![] }], Lang::En, Some(width))
    };
    assert_eq!(counts(33).lines().next(), Some("Category  Proj  Lots  Start  Done"));
    assert_eq!(counts(32).lines().next(), Some("Category Proj Lots Start Done"));
    assert_eq!(counts(28).lines().next(), Some("Category  Proj  Lots  Start  Done"), "too wide anyway");
}

#[test]
fn every_line_keeps_to_the_width_it_can_keep_to() {
    for lang in [Lang::Zh, Lang::En] {
        for width in 60..=160 {
            let page = page(vec![categories(), red_list(), funnel(), notes(), overview()], lang, Some(width));
            assert!(page.lines().all(|line| line.width() <= width), "{width}\n{page}");
        }
    }
}

#[test]
fn markdown() {
    let expected = r"
## 红灯

### 1. EX-W-003  甲江堤防整治工程Ⅱ标段 · 甲乙镇

- 红：完成率17.0%，序时56.8%，落后序时39.8个百分点，超过红线30（规则v1）
- 问题：三成用地未移交，围堰无法合龙；需请分管领导协调甲乙镇在九月上旬移交剩余用地，以免影响汛后施工

### 2. EX-B-003  己门

- 黄（人工亮灯至2022-09-30：汛期）；按规则不评

## 征迁进度

| 总户数 | 户数 | 占比 | 比例 |
|---|---:|---|---:|
| 总户数 | 917 | `##################################################` | 100.0% |
| 签约 | 916 | `#################################################` | 99.9% |
| 腾空 | 216 | `###########` | 23.6% |
| 拆除 | 0 |  | 0.0% |

注：完成率为合计之比，差按未四舍五入的比率计算；合计序时按日历，项目序时按各自工期。

另有取消1项（年度计划3000万元、完成50万元），不计入。
";
    let mut report = report(vec![red_list(), funnel(), notes()]);
    report.header.is_shown = false;
    same(&printed(report, Format::Markdown, Lang::Zh, None), expected);
}

#[test]
fn csv() {
    let lines = [
        "类别,年度计划(万元),完成率,差(百分点),亮灯,原因",
        "治水🏘️,16400,40.90%,-24.96,红,完成率17.0%，序时56.8%，落后序时39.8个百分点，超过红线30；61天未填报，超过41天",
        "红光,,99.99%,1.23,不评,",
    ];
    let expected = format!("\u{feff}{}\r\n", lines.join("\r\n"));
    assert_eq!(printed(report(vec![red_list(), categories()]), Format::Csv, Lang::Zh, None), expected);
}

#[test]
fn json() {
    let expected = r#"
{"schema":1,"as_of":"2022-08-31","known_at":null,"returns":{"returned":9,"due":11},"note":"演示数据",
"overview":{"red":1,"yellow":4,"green":2,"grey":1,"none":1,"since_last_red":-2,"since_last_yellow":1,"since_last_green":0,"since_last_grey":0,"since_last_none":1,"since_last_projects":0,"since_last_started":2,"since_last_completed":1,"plan_fen":74400000000,"invested_ytd_fen":42354820000,"completion_bp":5693,"elapsed_bp":6586,"gap_bp":-893,"period_invested_fen":5658320000,"start_due":4,"start_done":3,"start_undated":1,"unplanned":1,"unplanned_lots":2,"unplanned_ytd_fen":150000000,"never_filed":2,"no_base":3,"first_plan_completion_bp":5370},
"categories":[
{"category":"water","plan_fen":16400000000,"completion_bp":4090,"gap_bp":-2496,"light":"red","reasons":[{"kind":"gap","light":"red","measure":"invested","rate_bp":1700,"elapsed_bp":5680,"gap_bp":-3980},{"kind":"stale","light":"grey","last":"2022-06-28","days":61}]},
{"category":"红光","plan_fen":null,"completion_bp":9999,"gap_bp":123,"light":"none","reasons":[]}
],
"red":[
{"code":"EX-W-003","name":"甲江堤防整治工程Ⅱ标段","lead_unit":"甲乙镇","reasons":[{"kind":"gap","light":"red","measure":"invested","rate_bp":1700,"elapsed_bp":5680,"gap_bp":-3980}],"problem":"三成用地未移交，围堰无法合龙；需请分管领导协调甲乙镇在九月上旬移交剩余用地，以免影响汛后施工"},
{"code":"EX-B-003","name":"己门","lead_unit":null,"reasons":[{"kind":"hand","light":"yellow","until":"2022-09-30","reason":"汛期"}],"problem":null}
],
"funnel":[
{"measure":"总户数","count":917,"bar":null,"share_bp":10000},
{"measure":"签约","count":916,"bar":null,"share_bp":9989},
{"measure":"腾空","count":216,"bar":null,"share_bp":2356},
{"measure":"拆除","count":0,"bar":null,"share_bp":0}
],
"notes":{"cancelled":1,"cancelled_lots":0,"cancelled_plan_fen":3000000000,"cancelled_ytd_fen":50000000}}
"#;
    let sections = vec![overview(), categories(), red_list(), funnel(), notes()];
    same(&printed(report(sections), Format::Json, Lang::Zh, None), expected);
}

#[test]
fn every_ground_in_json() {
    let due = parse_due("2022-07-31").expect("a day");
    let milestone = Milestone {
        name: "围堰合龙".to_owned(),
        baseline: parse_due("2022-06").expect("a month"),
        baseline_from: parse_due("2022-01-01").expect("a day").last,
        due,
        is_planned: true,
        is_met: false,
        met: None,
        moves: 1,
        stage: None,
        source: None,
        number: None,
        authority: None,
        waived: None,
    };
    let (light, red) = (Light::Red, 30);
    let reasons = vec![
        Reason::StartMissed { due, days: 31, light: Light::Yellow, months: 3 },
        Reason::MilestoneOverdue { milestone: milestone.clone(), days: 31, light, red },
        Reason::PermitOverdue { milestone, permit: Label::default(), days: 31, light, yellow: 1, red },
        Reason::IssueOverdue { no: 1, due: day(8, 10), days: 21 },
        Reason::Paused { since: day(7, 10), days: 52, review: None, light: Light::Yellow, red: 90 },
        Reason::NeverFiled,
        Reason::Lot { code: "EX-W-002".to_owned(), light },
        Reason::InTime { milestones: 2, issues: 0 },
        Reason::NoRate { done: YearToDate::NoBase },
        Reason::NoRate { done: YearToDate::NeverFiled },
    ];
    let columns = vec![column("reasons", Word::Reasons, Shape::Text)];
    let body = SectionBody::Card { columns, row: vec![grounds(reasons, Telling::Whole)] };
    let section = Section { id: "project".into(), heading: None, body, notes: vec![] };
    let printed = printed(report(vec![section]), Format::Json, Lang::Zh, None);
    let read: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let expected = serde_json::json!([
        { "kind": "start_missed", "light": "yellow", "due": "2022-07-31", "days": 31 },
        {
            "kind": "milestone_overdue", "light": "red", "milestone": "围堰合龙", "due": "2022-07-31",
            "baseline": "2022-06", "moves": 1, "days": 31
        },
        {
            "kind": "permit_overdue", "light": "red", "milestone": "围堰合龙", "due": "2022-07-31",
            "baseline": "2022-06", "moves": 1, "days": 31
        },
        { "kind": "issue_overdue", "light": "yellow", "issue": "I-01", "due": "2022-08-10", "days": 21 },
        { "kind": "paused", "light": "yellow", "since": "2022-07-10", "days": 52, "review": null },
        { "kind": "never_filed", "light": "grey" },
        { "kind": "lot", "light": "red", "code": "EX-W-002" },
        { "kind": "in_time", "light": "green", "milestones": 2, "issues": 0 },
        { "kind": "no_rate", "light": "none", "why": "no_base" },
        { "kind": "no_rate", "light": "none", "why": "never_filed" },
    ]);
    assert_eq!(read["project"]["reasons"], expected);
}
