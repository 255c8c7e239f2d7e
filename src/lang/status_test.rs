use super::*;
use crate::domain::light::Reason;
use crate::report::model::Telling;

fn said(cases: &[(StatusSentence, &str, &str)]) {
    for (of, zh, en) in cases {
        assert_eq!(sentence(Lang::Zh, of), *zh);
        assert_eq!(sentence(Lang::En, of), *en);
    }
}

fn counts(red: i64, yellow: i64, green: i64, grey: i64, none: i64) -> LightCounts {
    LightCounts { red, yellow, green, grey, none }
}

fn label(zh: &str, en: &str) -> Label {
    Label { zh: zh.to_owned(), en: en.to_owned() }
}

#[test]
fn how_many_and_in_which_light() {
    said(&[
        (
            StatusSentence::Overview { projects: 91, lots: 2, started: 45, completed: 22, no_stage: 7 },
            "共91项（标段2），已开工45，完工22，未开工39；阶段未填7。",
            "91 projects (2 lots): 45 started, 22 completed, 39 not started; 7 with no stage recorded.",
        ),
        (
            StatusSentence::Overview { projects: 1, lots: 0, started: 1, completed: 0, no_stage: 0 },
            "共1项，已开工1，完工0，未开工0。",
            "1 project: 1 started, 0 completed, 0 not started.",
        ),
        (
            StatusSentence::LotLights(counts(1, 0, 0, 2, 0)),
            "另有标段红灯1个、灰灯2个，所属项目不在本页。",
            "Besides, lots whose projects are not on this page: red 1, grey 2.",
        ),
        (
            StatusSentence::HandLights { works: 2, red: 1 },
            "人工亮灯2项（按规则红灯1项）。",
            "Lights set by hand: 2 (1 red by the rules).",
        ),
        (
            StatusSentence::HandLights { works: 1, red: 0 },
            "人工亮灯1项（按规则无红灯）。",
            "Lights set by hand: 1 (none red by the rules).",
        ),
        (
            StatusSentence::Lights(counts(1, 4, 2, 1, 1)),
            "红灯1项、黄灯4项、绿灯2项、灰灯1项，不评1项。",
            "Red 1, yellow 4, green 2, grey 1, not rated 1.",
        ),
    ]);
}

#[test]
fn what_is_to_be_acted_on_in_short() {
    let grounds = |light, reasons| {
        Box::new(Grounds { light, computed: light, hand: None, reasons, rules: Some(1), telling: Telling::Brief })
    };
    let late = Reason::Paused {
        since: crate::domain::sample::day("2022-07-31"),
        days: 31,
        review: None,
        light: Light::Red,
        red: 90,
    };
    said(&[
        (
            StatusSentence::RedInShort {
                code: "HS-W-010".to_owned(),
                name: "甲江堤防工程".to_owned(),
                unit: Some("甲局".to_owned()),
                grounds: grounds(Some(Light::Red), vec![(late, None)]),
                ask: Some("1. 请区领导协调用地。\n2. 请乙局拿出方案。".to_owned()),
            },
            "红：HS-W-010 甲江堤防工程 · 甲局，停工31天；需协调：请区领导协调用地，请乙局拿出方案。",
            "Red: HS-W-010 甲江堤防工程 · 甲局, paused 31 days; asks: 请区领导协调用地; 请乙局拿出方案.",
        ),
        (
            StatusSentence::RedInShort {
                code: "HS-W-011".to_owned(),
                name: "乙河工程".to_owned(),
                unit: None,
                grounds: grounds(Some(Light::Red), Vec::new()),
                ask: None,
            },
            "红：HS-W-011 乙河工程。",
            "Red: HS-W-011 乙河工程.",
        ),
        (
            StatusSentence::MissingInShort { returns: 3, units: vec![(Some("甲局".to_owned()), 2), (None, 1)] },
            "未填报3项：甲局2项、未定责任单位1项。",
            "Returns missing (3): 甲局 2, no unit 1.",
        ),
        (
            StatusSentence::SharedBeneath { works: 1 },
            "以上为牵头的项目；另参与1项，列在后面，不计入合计。",
            "These are the works the unit leads; it shares 1 work more, listed below and in no sum.",
        ),
    ]);
}

#[test]
fn what_there_is_more_or_less_of() {
    let since = |cadence, lights, projects, started, completed| StatusSentence::SinceLast {
        cadence,
        lights,
        projects,
        started,
        completed,
    };
    said(&[
        (
            since(Cadence::Month, counts(-2, 1, 0, 0, 1), 0, 2, 1),
            "较上月：红-2，黄+1，绿持平，灰持平，不评+1；项目持平，开工+2，完工+1。",
            "Since last month: red -2, yellow +1, green 0, grey 0, none +1; projects 0, started +2, completed +1.",
        ),
        (
            since(Cadence::HalfMonth, counts(0, 0, 0, 0, 0), -1, 0, 0),
            "较上半月：红持平，黄持平，绿持平，灰持平，不评持平；项目-1，开工持平，完工持平。",
            "Since last half-month: red 0, yellow 0, green 0, grey 0, none 0; projects -1, started 0, completed 0.",
        ),
        (
            since(Cadence::Week, counts(0, 0, 0, 0, 0), 0, 0, 0),
            "较上周：亮灯、项目、开工、完工均持平。",
            "Since last week: no change in lights, projects, started or completed.",
        ),
    ]);
    assert_eq!(
        (last_period(Lang::Zh, Cadence::Quarter), last_period(Lang::En, Cadence::Year)),
        ("上季度".to_owned(), "last year".to_owned())
    );
}

#[test]
fn money_against_the_plan() {
    let money = |cadence, done: Amount, plan: Amount, elapsed: i128, period_done| {
        let rate = (plan > 0).then(|| Fraction::new(done, plan));
        let done = DoneThisYear::Known(done);
        StatusSentence::Money { cadence, done, plan, rate, elapsed: Fraction::new(elapsed, 1_000_000), period_done }
    };
    said(&[
        (
            money(Cadence::Week, 42_354_820_000, 74_400_000_000, 658_602, 5_658_320_000),
            "本年完成投资4.24亿元，占年度计划7.44亿元的56.9%，序时65.9%，落后序时8.9个百分点；本周完成投资5658.32万元。",
            "Invested this year CNY 423.55 million, 56.9% of the plan of CNY 744.00 million; due 65.9%, 8.9 points \
             behind. This week CNY 56.58 million.",
        ),
        (
            money(Cadence::HalfMonth, 6_000_000_000, 8_000_000_000, 500_000, -1_500_000),
            "本年完成投资6000万元，占年度计划8000万元的75.0%，序时50.0%，超序时25.0个百分点；本半月完成投资-1.5万元。",
            "Invested this year CNY 60.00 million, 75.0% of the plan of CNY 80.00 million; due 50.0%, 25.0 points \
             ahead. This half-month CNY -0.02 million.",
        ),
        (
            money(Cadence::Year, 5_000_000_000, 10_000_000_000, 500_100, 5_000_000_000),
            "本年完成投资5000万元，占年度计划1.00亿元的50.0%，序时50.0%，与序时持平。",
            "Invested this year CNY 50.00 million, 50.0% of the plan of CNY 100.00 million; due 50.0%, as due.",
        ),
        (
            money(Cadence::Month, 100_000_000, 0, 500_000, 0),
            "本年完成投资100万元，年度计划0万元，序时50.0%；本月完成投资0万元。",
            "Invested this year CNY 1.00 million, against a plan of CNY 0.00 million; due 50.0%. This month CNY 0.00 \
             million.",
        ),
    ]);
}

#[test]
fn a_year_in_which_nobody_filed_is_not_said_to_be_nothing() {
    let money = |done, period_done| StatusSentence::Money {
        cadence: Cadence::Month,
        done,
        plan: 74_400_000_000,
        rate: None,
        elapsed: Fraction::new(1, 12),
        period_done,
    };
    let early = StatusSentence::NoPlansYet {
        year: 2023,
        cadence: Cadence::Month,
        done: DoneThisYear::NothingFiled,
        period_done: 0,
    };
    said(&[
        (
            money(DoneThisYear::NothingFiled, 0),
            "本年完成投资暂无填报数据，年度计划7.44亿元，序时8.3%。",
            "Nothing filed this year on money invested, against a plan of CNY 744.00 million; due 8.3%.",
        ),
        (
            money(DoneThisYear::NoBase, 0),
            "缺年初数，本年完成投资未知，年度计划7.44亿元，序时8.3%。",
            "What was invested this year is not known, against a plan of CNY 744.00 million; due 8.3%.",
        ),
        (
            money(DoneThisYear::Known(0), 0),
            "本年完成投资0万元，年度计划7.44亿元，序时8.3%；本月完成投资0万元。",
            "Invested this year CNY 0.00 million, against a plan of CNY 744.00 million; due 8.3%. This month CNY 0.00 \
             million.",
        ),
        (
            early,
            "2023年年度计划尚未下达，不计完成率。本年完成投资暂无填报数据。",
            "There are no plans of 2023 yet, so no rates. Nothing filed this year on money invested.",
        ),
    ]);
}

#[test]
fn what_is_not_of_the_period_and_what_waits_for_plans() {
    let until = crate::domain::sample::day("2022-08-21");
    let early = |cadence| StatusSentence::NoPlansYet {
        year: 2023,
        cadence,
        done: DoneThisYear::Known(100_000_000),
        period_done: 250_000_000,
    };
    said(&[
        (
            StatusSentence::PutRight { until, is_this_year: true, change: 200_000_000 },
            "因补报、更正，截至8月21日的本年完成投资增加200万元，不计入本期。",
            "Late returns and corrections raised the sum of the year as of 2022-08-21 by CNY 2.00 million; that is not \
             counted in this period.",
        ),
        (
            StatusSentence::PutRight { until, is_this_year: true, change: -50_000_000 },
            "因补报、更正，截至8月21日的本年完成投资减少50万元，不计入本期。",
            "Late returns and corrections lowered the sum of the year as of 2022-08-21 by CNY 0.50 million; that is not \
             counted in this period.",
        ),
        (
            early(Cadence::Week),
            "2023年年度计划尚未下达，不计完成率。本年完成投资100万元；本周完成投资250万元。",
            "There are no plans of 2023 yet, so no rates. Invested this year CNY 1.00 million. This week CNY 2.50 \
             million.",
        ),
        (
            early(Cadence::Year),
            "2023年年度计划尚未下达，不计完成率。本年完成投资100万元。",
            "There are no plans of 2023 yet, so no rates. Invested this year CNY 1.00 million.",
        ),
    ]);
}

#[test]
fn what_stands_beside_the_sums() {
    let group =
        |condition, projects, plan, done| LeftGroup { condition, code: "cancelled", projects, lots: 0, plan, done };
    let cancelled = || label("取消", "cancelled");
    let beside = |unplanned, unplanned_done, never_filed, no_base| StatusSentence::Beside {
        unplanned_lots: 0,
        unplanned,
        unplanned_done,
        never_filed,
        no_base,
    };
    said(&[
        (
            StatusSentence::StartRate { due: 4, started: 3, undated: 0 },
            "按计划至今应开工4项，已开工3项，开工率75.0%。",
            "Planned to have started by now: 4, started 3 (75.0%).",
        ),
        (
            beside(1, 150_000_000, 2, 3),
            "另有无年度计划1项，本年完成150万元；有计划未填报2项；缺年初数3项。",
            "Beside these: 1 without a plan (CNY 1.50 million this year); 2 with a plan and nothing filed; 3 whose value \
             when the year began is unknown.",
        ),
        (beside(0, 0, 2, 0), "有计划未填报2项。", "Beside these: 2 with a plan and nothing filed."),
        (beside(4, 0, 0, 0), "另有无年度计划4项。", "Beside these: 4 without a plan."),
        (
            StatusSentence::Left(vec![
                group(cancelled(), 1, 3_000_000_000, 50_000_000),
                group(label("退库", "withdrawn"), 1, 0, 0),
            ]),
            "另有取消1项（年度计划3000万元、完成50万元）、退库1项，不计入。",
            "Not counted: 1 cancelled (plan CNY 30.00 million, done CNY 0.50 million), 1 withdrawn.",
        ),
        (StatusSentence::Left(vec![group(cancelled(), 2, 0, 0)]), "另有取消2项，不计入。", "Not counted: 2 cancelled."),
        (
            StatusSentence::FirstPlanRate(Fraction::new(537, 1_000)),
            "按首版计划，合计完成率53.7%。",
            "On the first plans the rate is 53.7%.",
        ),
        (
            StatusSentence::CurveClocks,
            "计划：有月度计划的按月度计划，其余按各自工期均摊。完成：本页有年度计划的项目截至各月末的本年完成投资。",
            "Planned: by the months of each plan, else evenly over the works' own time. Done: what the works with a plan \
             had invested in the year by the end of each month.",
        ),
        (
            StatusSentence::Clocks,
            "完成率为合计之比，差按未四舍五入的比率计算；合计序时按日历，项目序时按各自工期。",
            "Rates are sums over sums, gaps are of rates before rounding; totals are due by the calendar, each project \
             by its own schedule.",
        ),
    ]);
}

#[test]
fn what_stands_under_a_list() {
    let share = |part| Fraction::new(part, 1_000);
    let day = |text: &str| crate::domain::day::parse_day(text).ok();
    let last = |as_of, is_this_year| StatusSentence::LastReturn { code: "EX-W-002".to_owned(), as_of, is_this_year };
    said(&[
        (
            StatusSentence::LastUnits(vec![("甲乙镇".to_owned(), share(170)), ("示例区水利局".to_owned(), share(563))]),
            "完成率后2位：甲乙镇（17.0%）、示例区水利局（56.3%）。",
            "Lowest rates: 甲乙镇 (17.0%), 示例区水利局 (56.3%).",
        ),
        (
            StatusSentence::Asks(vec![
                ("A".to_owned(), "请移交用地".to_owned()),
                ("B".to_owned(), "请协调".to_owned()),
            ]),
            "需协调：A 请移交用地；B 请协调。",
            "Asked for: A 请移交用地; B 请协调.",
        ),
        (
            StatusSentence::OtherAsks { asks: vec![("A".to_owned(), "请移交用地".to_owned())], more: 2 },
            "其他项目需协调：A 请移交用地；另有2项。",
            "Other works ask: A 请移交用地; 2 more.",
        ),
        (
            StatusSentence::Greys(vec![("A".to_owned(), Some(62)), ("B".to_owned(), None)]),
            "灰灯2项，久未填报：A（62天）、B（从未）。",
            "Grey (2), no return for long: A (62 days), B (never).",
        ),
        (StatusSentence::MoreInLight { light: Light::Red, projects: 2 }, "另有红灯2项未列。", "2 more red."),
        (
            StatusSentence::NoTotal { of: label("总户数", "households"), projects: 1 },
            "另有1项未填总户数，不计入。",
            "Not counted: 1 project whose total of households is unknown.",
        ),
        (
            StatusSentence::Cleared {
                of: label("总户数", "households"),
                projects: 3,
                by: vec![(label("签约", "signed"), 1), (label("拆除", "demolished"), 0)],
            },
            "两种清零（共3项）：签约清零1项，拆除清零0项。",
            "All households through, of 3 projects: signed 1, demolished 0.",
        ),
        (last(day("2022-07-29"), true), "EX-W-002 07-29", "EX-W-002 07-29"),
        (last(day("2021-12-29"), false), "EX-W-002 2021-12-29", "EX-W-002 2021-12-29"),
        (last(None, false), "EX-W-002 从未填报", "EX-W-002 never"),
        (StatusSentence::NoRedLights, "无红灯。", "No red lights."),
        (StatusSentence::NothingDue, "无到期或逾期的节点。", "No milestones due or overdue."),
        (StatusSentence::NoChanges, "本期无变化。", "No changes."),
    ]);
}

#[test]
fn what_stands_in_the_way_and_what_is_asked() {
    let day = |text: &str| crate::domain::day::parse_day(text).expect(text);
    let issue = |due| StatusSentence::IssueInLine {
        no: 1,
        text: "三成用地未移交".to_owned(),
        raised: day("2022-06-20"),
        days: 69,
        due,
    };
    let asked = |as_of, issue| StatusSentence::Asked { text: "请协调".to_owned(), as_of, issue };
    said(&[
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
