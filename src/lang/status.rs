//! The sentences of the status report: how many, how far, what stands beside.

use super::Lang;
use super::brief::clause;
use super::cell::capital;
use super::light::{light, verdict};
use super::say::say;
use super::sentence::{count, named_few};
use super::word::word;
use crate::domain::IssueNo;
use crate::domain::catalog::Label;
use crate::domain::code::issue_code;
use chrono::Datelike;

use crate::domain::day::Day;
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::period::Cadence;
use crate::domain::quantity::Amount;
use crate::report::model::{Grounds, LightCounts, Word};
use crate::report::status::{DoneThisYear, LeftGroup, StatusSentence};

/// The words of the page's own sentences.
#[expect(clippy::too_many_lines, reason = "a table of sentences, one an arm")]
pub(super) fn sentence(lang: Lang, sentence: &StatusSentence) -> String {
    match sentence {
        StatusSentence::Overview { projects, lots, started, completed, no_stage } => {
            overview(lang, (*projects, *lots), (*started, *completed), *no_stage)
        }
        StatusSentence::Lights(counts) => lights(lang, *counts),
        StatusSentence::LotLights(counts) => lot_lights(lang, *counts),
        StatusSentence::SinceLast { cadence, lights, projects, started, completed } => {
            since_last(lang, *cadence, *lights, [*projects, *started, *completed])
        }
        StatusSentence::Money { cadence, done, plan, rate, elapsed, period_done } => {
            let sum = invested(lang, *done, *plan, rate.as_ref(), elapsed);
            sum + &done_in_period(lang, *cadence, done.within(*period_done))
        }
        StatusSentence::PutRight { until, is_this_year, change } => put_right(lang, *until, *is_this_year, *change),
        StatusSentence::NoPlansYet { year, cadence, done, period_done } => {
            let period = done_in_period(lang, *cadence, done.within(*period_done));
            let done = done_this_year(lang, *done);
            say!(
                lang,
                "{year}年年度计划尚未下达，不计完成率。{done}{period}",
                "There are no plans of {year} yet, so no rates. {done}{period}"
            )
        }
        StatusSentence::StartRate { due, started, undated } => {
            let rate = Fraction::new((*started).into(), (*due).into()).percent();
            let undated = match undated {
                0 => String::new(),
                n => say!(lang, "（其中开工日期不详{n}项）", ", {n} of them on a day unknown"),
            };
            say!(
                lang,
                "按计划至今应开工{due}项，已开工{started}项{undated}，开工率{rate}。",
                "Planned to have started by now: {due}, started {started} ({rate}){undated}."
            )
        }
        StatusSentence::Across { works, done } => {
            let (done, works_en) = (lang.money(*done), count(*works, "work"));
            say!(
                lang,
                "跨期填报{works}项，完成{done}，不计入本期。",
                "Filed after a gap by {works_en}: {done}, not counted in this period."
            )
        }
        StatusSentence::NewlyPlanned { works, done } => {
            let (done, works_en) = (lang.money(*done), count(*works, "work"));
            say!(
                lang,
                "新下达计划{works}项，此前已完成{done}。",
                "Newly planned: {works_en}, with {done} done before this period."
            )
        }
        StatusSentence::Moved { done } => {
            let (way, way_en) = if *done < 0 { ("带出", "took away") } else { ("带入", "brought in") };
            let done = lang.money(done.abs());
            say!(lang, "项目增减、划转{way}{done}。", "Works that came, left or changed hands {way_en} {done}.")
        }
        StatusSentence::AcrossWorks(codes) => {
            let codes = named_few(lang, codes);
            say!(
                lang,
                "跨期填报：{codes}（本期开始时的累计值已过填报期限，其后完成的不算本期）。",
                "Filed after a gap: {codes} (what stood when the period began was too old)."
            )
        }
        StatusSentence::NewlyPlannedWorks(codes) => {
            let codes = named_few(lang, codes);
            say!(lang, "新下达计划：{codes}。", "Newly planned: {codes}.")
        }
        StatusSentence::HandLights { works, red } => {
            let red = match red {
                0 => say!(lang, "无红灯", "none"),
                n => say!(lang, "红灯{n}项", "{n}"),
            };
            say!(lang, "人工亮灯{works}项（按规则{red}）。", "Lights set by hand: {works} ({red} red by the rules).")
        }
        StatusSentence::StaleBases(works) => stale_bases(lang, works),
        StatusSentence::Beside { unplanned, unplanned_lots, unplanned_done, never_filed, no_base } => {
            beside_the_sums(lang, (*unplanned, *unplanned_lots, *unplanned_done), *never_filed, *no_base)
        }
        StatusSentence::Left(groups) => left(lang, groups),
        StatusSentence::FirstPlanRate(rate) => {
            let rate = rate.percent();
            say!(lang, "按首版计划，合计完成率{rate}。", "On the first plans the rate is {rate}.")
        }
        StatusSentence::Clocks => say!(
            lang,
            "完成率为合计之比，差按未四舍五入的比率计算；合计序时按日历，项目序时按各自工期。",
            "Rates are sums over sums, gaps are of rates before rounding; totals are due by the calendar, each \
                 project by its own schedule."
        ),
        StatusSentence::CurveClocks => say!(
            lang,
            "计划：有月度计划的按月度计划，其余按各自工期均摊。完成：本页有年度计划的项目截至各月末的本年完成投资。",
            "Planned: by the months of each plan, else evenly over the works' own time. Done: what the works with a plan \
                 had invested in the year by the end of each month."
        ),
        StatusSentence::LastUnits(units) => {
            let named = |(name, rate): &(String, Fraction)| {
                let rate = rate.percent();
                say!(lang, "{name}（{rate}）", "{name} ({rate})")
            };
            let units: Vec<String> = units.iter().map(named).collect();
            let n = units.len();
            let units = lang.join(&units);
            say!(lang, "完成率后{n}位：{units}。", "Lowest rates: {units}.")
        }
        StatusSentence::LateReturns { rows } => say!(lang, "共{rows}次", "{rows} in all"),
        StatusSentence::MoreInLight { light: of, projects } => {
            let of = light(lang, Some(*of));
            say!(lang, "另有{of}灯{projects}项未列。", "{projects} more {of}.")
        }
        StatusSentence::RedInShort { code, name, unit, grounds, ask } => {
            red_in_short(lang, (code, name, unit.as_deref()), grounds, ask.as_deref())
        }
        StatusSentence::MissingInShort { returns, units } => missing_in_short(lang, *returns, units),
        StatusSentence::SharedBeneath { works } => {
            let works_en = count(*works, "work");
            say!(
                lang,
                "以上为牵头的项目；另参与{works}项，列在后面，不计入合计。",
                "These are the works the unit leads; it shares {works_en} more, listed below and in no sum."
            )
        }
        StatusSentence::Asks(asks) => {
            let asks = listed(lang, asks, 0);
            say!(lang, "需协调：{asks}。", "Asked for: {asks}.")
        }
        StatusSentence::OtherAsks { asks, more } => {
            let asks = listed(lang, asks, *more);
            say!(lang, "其他项目需协调：{asks}。", "Other works ask: {asks}.")
        }
        StatusSentence::Greys(greys) => {
            let named = |(code, days): &(String, Option<i64>)| match days {
                Some(days) => {
                    let long = count(*days, "day");
                    say!(lang, "{code}（{days}天）", "{code} ({long})")
                }
                None => say!(lang, "{code}（从未）", "{code} (never)"),
            };
            let (n, named) = (greys.len(), named_few(lang, &greys.iter().map(named).collect::<Vec<_>>()));
            say!(lang, "灰灯{n}项，久未填报：{named}。", "Grey ({n}), no return for long: {named}.")
        }
        StatusSentence::NoTotal { of, projects } => {
            let (counted, of) = (count(*projects, "project"), lang.pick(of));
            say!(lang, "另有{projects}项未填{of}，不计入。", "Not counted: {counted} whose total of {of} is unknown.")
        }
        StatusSentence::Cleared { of, projects, by } => cleared(lang, of, *projects, by),
        StatusSentence::LastReturn { code, as_of, is_this_year } => last_return(lang, code, *as_of, *is_this_year),
        StatusSentence::IssueInLine { no, text, raised, days, due } => {
            let due = due.map_or_else(String::new, |due| say!(lang, "，限{due}", ", due {due}"));
            let (no, long) = (issue_code(*no), count(*days, "day"));
            say!(
                lang,
                "{text}（{no}，{raised}提出，已{days}天{due}）",
                "{text} ({no}, raised {raised}, {long} ago{due})"
            )
        }
        StatusSentence::Asked { text, as_of, issue } => asked(lang, text, *as_of, *issue),
        StatusSentence::WaitForReview { returns } => {
            say!(lang, "填报待审{returns}项。", "Returns waiting for review: {returns}.")
        }
        StatusSentence::AllReturned => {
            say!(lang, "应填报的均已填报。", "Everybody who owed a return has filed one.")
        }
        StatusSentence::NobodyOwes => say!(lang, "本期没有应填报的项目。", "No returns were due."),
        StatusSentence::NoRedLights => say!(lang, "无红灯。", "No red lights."),
        StatusSentence::NothingDue => say!(lang, "无到期或逾期的节点。", "No milestones due or overdue."),
        StatusSentence::RecordedSince { no, entries } => {
            let entries_en = if *entries == 1 { "1 more entry".to_owned() } else { format!("{entries} more entries") };
            say!(
                lang,
                "第{no}号定稿后又录入{entries}条。",
                "Since page {no} was frozen, {entries_en} recorded for this day."
            )
        }
        StatusSentence::NoChanges => say!(lang, "本期无变化。", "No changes."),
    }
}

/// 红：HS-W-054 低洼地改造工程 · 鄞江镇，落后序时39.5个百分点，超过红线30；需协调：请分管领导协调鄞江镇移交剩余用地
fn red_in_short(
    lang: Lang,
    (code, name, unit): (&str, &str, Option<&str>),
    grounds: &Grounds,
    ask: Option<&str>,
) -> String {
    let red = capital(light(lang, Some(Light::Red)));
    let whose = unit.map_or_else(|| format!("{code} {name}"), |unit| format!("{code} {name} · {unit}"));
    let why = verdict(lang, grounds);
    let why = if why.is_empty() { why } else { say!(lang, "，{why}", ", {why}") };
    let ask = ask.map_or_else(String::new, |ask| {
        let ask = clause(lang, ask);
        say!(lang, "；需协调：{ask}", "; asks: {ask}")
    });
    say!(lang, "{red}：{whose}{why}{ask}。", "{red}: {whose}{why}{ask}.")
}

/// 未填报12项：区水利局4项、鄞江镇3项、未定责任单位2项。
fn missing_in_short(lang: Lang, returns: i64, units: &[(Option<String>, i64)]) -> String {
    let unit = |(name, n): &(Option<String>, i64)| {
        let name = name.as_deref().unwrap_or(word(lang, Word::NoUnit));
        say!(lang, "{name}{n}项", "{name} {n}")
    };
    let units = named_few(lang, &units.iter().map(unit).collect::<Vec<_>>());
    say!(lang, "未填报{returns}项：{units}。", "Returns missing ({returns}): {units}.")
}

fn listed(lang: Lang, asks: &[(String, String)], more: i64) -> String {
    let asks = asks.iter().map(|(code, ask)| format!("{code} {ask}"));
    let more = (more > 0).then(|| say!(lang, "另有{more}项", "{more} more"));
    lang.join_clauses(&asks.chain(more).collect::<Vec<_>>())
}

/// 共91项（标段2），已开工45，完工22，未开工39；阶段未填7。 What has no stage is not said to have not started.
fn overview(lang: Lang, (projects, lots): (i64, i64), (started, completed): (i64, i64), no_stage: i64) -> String {
    let to_come = projects - started - no_stage;
    let lots_en = count(lots, "lot");
    let lots = if lots > 0 { say!(lang, "（标段{lots}）", " ({lots_en})") } else { String::new() };
    let no_stage = match no_stage {
        0 => String::new(),
        _ => say!(lang, "；阶段未填{no_stage}", "; {no_stage} with no stage recorded"),
    };
    let projects_en = count(projects, "project");
    say!(
        lang,
        "共{projects}项{lots}，已开工{started}，完工{completed}，未开工{to_come}{no_stage}。",
        "{projects_en}{lots}: {started} started, {completed} completed, {to_come} not started{no_stage}."
    )
}

/// 红灯1项、黄灯4项、绿灯2项、灰灯1项，不评1项。
fn lights(lang: Lang, counts: LightCounts) -> String {
    let LightCounts { red, yellow, green, grey, none } = counts;
    say!(
        lang,
        "红灯{red}项、黄灯{yellow}项、绿灯{green}项、灰灯{grey}项，不评{none}项。",
        "Red {red}, yellow {yellow}, green {green}, grey {grey}, not rated {none}."
    )
}

/// 另有标段红灯1个、黄灯2个，所属项目不在本页: those there are.
fn lot_lights(lang: Lang, counts: LightCounts) -> String {
    let lit = [(Light::Red, counts.red), (Light::Yellow, counts.yellow), (Light::Grey, counts.grey)];
    let lit = lit.into_iter().filter(|(_, n)| *n > 0).map(|(of, n)| {
        let of = light(lang, Some(of));
        say!(lang, "{of}灯{n}个", "{of} {n}")
    });
    let lit = lang.join(&lit.collect::<Vec<_>>());
    say!(lang, "另有标段{lit}，所属项目不在本页。", "Besides, lots whose projects are not on this page: {lit}.")
}

/// 较上月：红-2，黄+1，绿持平，灰持平，不评+1；项目持平，开工+2，完工+1。
fn since_last(lang: Lang, cadence: Cadence, lights: LightCounts, counts: [i64; 3]) -> String {
    let LightCounts { red, yellow, green, grey, none } = lights;
    let last = last_period(lang, cadence);
    let all = [red, yellow, green, grey, none];
    if all.iter().chain(&counts).all(|n| *n == 0) {
        return say!(
            lang,
            "较{last}：亮灯、项目、开工、完工均持平。",
            "Since {last}: no change in lights, projects, started or completed."
        );
    }
    let lit = [Some(Light::Red), Some(Light::Yellow), Some(Light::Green), Some(Light::Grey), None];
    let lit: Vec<String> = lit.into_iter().zip(all).map(|(of, n)| more_or_less(lang, light(lang, of), n)).collect();
    let names = [say!(lang, "项目", "projects"), say!(lang, "开工", "started"), say!(lang, "完工", "completed")];
    let counted: Vec<String> = names.iter().zip(counts).map(|(name, n)| more_or_less(lang, name, n)).collect();
    let (lit, counted) = (lang.join_parts(&lit), lang.join_parts(&counted));
    say!(lang, "较{last}：{lit}；{counted}。", "Since {last}: {lit}; {counted}.")
}

fn more_or_less(lang: Lang, name: &str, n: i64) -> String {
    match n {
        0 => say!(lang, "{name}持平", "{name} 0"),
        n => say!(lang, "{name}{n:+}", "{name} {n:+}"),
    }
}

/// 本年完成投资4.24亿元，占年度计划7.44亿元的56.9%，序时65.9%，落后序时8.9个百分点
fn invested(lang: Lang, done: DoneThisYear, plan: Amount, rate: Option<&Fraction>, elapsed: &Fraction) -> String {
    let (done, plan, due) = (done_this_year(lang, done), lang.money(plan), elapsed.percent());
    let Some(rate) = rate else {
        return say!(lang, "{done}，年度计划{plan}，序时{due}", "{done}, against a plan of {plan}; due {due}");
    };
    let gap = rate.clone() - elapsed.clone();
    let (rate, points) = (rate.percent(), gap.points(1));
    let points = points.trim_start_matches('-');
    let stands = match (points, gap.is_negative()) {
        ("0.0", _) => say!(lang, "与序时持平", "as due"),
        (_, true) => say!(lang, "落后序时{points}个百分点", "{points} points behind"),
        (_, false) => say!(lang, "超序时{points}个百分点", "{points} points ahead"),
    };
    say!(
        lang,
        "{done}，占年度计划{plan}的{rate}，序时{due}，{stands}",
        "{done}, {rate} of the plan of {plan}; due {due}, {stands}"
    )
}

/// 本年完成投资4.24亿元
fn done_this_year(lang: Lang, done: DoneThisYear) -> String {
    match done {
        DoneThisYear::Known(done) => {
            let done = lang.money(done);
            say!(lang, "本年完成投资{done}", "Invested this year {done}")
        }
        DoneThisYear::NoBase => {
            say!(lang, "缺年初数，本年完成投资未知", "What was invested this year is not known")
        }
        DoneThisYear::NothingFiled => {
            say!(lang, "本年完成投资暂无填报数据", "Nothing filed this year on money invested")
        }
    }
}

/// The period is the year itself: it is told once.
fn done_in_period(lang: Lang, cadence: Cadence, done: Option<Amount>) -> String {
    let Some(done) = done.filter(|_| cadence != Cadence::Year) else { return say!(lang, "。", ".") };
    let (period, done) = (this_period(lang, cadence), lang.money(done));
    say!(lang, "；{period}完成投资{done}。", ". This {period} {done}.")
}

/// 因补报、更正，截至8月21日的本年完成投资增加200万元，不计入本期。
fn put_right(lang: Lang, until: Day, is_this_year: bool, change: Amount) -> String {
    let (day, of) = match is_this_year {
        true => (until.format("%-m月%-d日"), "本年"),
        false => (until.format("%Y年%-m月%-d日"), "当年"),
    };
    let money = lang.money(change.abs());
    let (more, added) = if change > 0 { ("增加", "raised") } else { ("减少", "lowered") };
    say!(
        lang,
        "因补报、更正，截至{day}的{of}完成投资{more}{money}，不计入本期。",
        "Late returns and corrections {added} the sum of the year as of {until} by {money}; that is not counted in this \
         period."
    )
}

/// 本周, `week`
pub(super) fn this_period(lang: Lang, cadence: Cadence) -> String {
    match cadence {
        Cadence::Week => say!(lang, "本周", "week"),
        Cadence::HalfMonth => say!(lang, "本半月", "half-month"),
        Cadence::Month => say!(lang, "本月", "month"),
        Cadence::Quarter => say!(lang, "本季度", "quarter"),
        Cadence::Year => say!(lang, "本年", "year"),
    }
}

pub(super) fn last_period(lang: Lang, cadence: Cadence) -> String {
    match cadence {
        Cadence::Week => say!(lang, "上周", "last week"),
        Cadence::HalfMonth => say!(lang, "上半月", "last half-month"),
        Cadence::Month => say!(lang, "上月", "last month"),
        Cadence::Quarter => say!(lang, "上季度", "last quarter"),
        Cadence::Year => say!(lang, "上年", "last year"),
    }
}

/// 年初数陈旧2项：E（年初数截至6月30日）、C（年初数截至11月19日）。
fn stale_bases(lang: Lang, works: &[(String, Day, bool)]) -> String {
    let named = |(code, day, is_last_year): &(String, Day, bool)| {
        let (year, month, of_month) = (day.year(), day.month(), day.day());
        let year = if *is_last_year { String::new() } else { format!("{year}年") };
        say!(lang, "{code}（年初数截至{year}{month}月{of_month}日）", "{code} (as of {day})")
    };
    let n = works.len();
    let named = named_few(lang, &works.iter().map(named).collect::<Vec<_>>());
    say!(lang, "年初数陈旧{n}项：{named}。", "Counted from a value long before the year ({n}): {named}.")
}

/// 另有无年度计划1项、标段1个，本年完成150万元；有计划未填报2项；缺年初数3项。
fn beside_the_sums(
    lang: Lang,
    (unplanned, lots, unplanned_done): (i64, i64, Amount),
    never_filed: i64,
    no_base: i64,
) -> String {
    let done = lang.money(unplanned_done);
    let done = match unplanned_done {
        0 => String::new(),
        _ => say!(lang, "，本年完成{done}", " ({done} this year)"),
    };
    let lots_en = count(lots, "lot");
    let without = match (unplanned, lots) {
        (_, 0) => say!(lang, "{unplanned}项", "{unplanned}"),
        (0, _) => say!(lang, "标段{lots}个", "{lots_en}"),
        (_, _) => say!(lang, "{unplanned}项、标段{lots}个", "{unplanned} and {lots_en}"),
    };
    let parts = [
        (unplanned + lots, say!(lang, "无年度计划{without}{done}", "{without} without a plan{done}")),
        (never_filed, say!(lang, "有计划未填报{never_filed}项", "{never_filed} with a plan and nothing filed")),
        (no_base, say!(lang, "缺年初数{no_base}项", "{no_base} whose value when the year began is unknown")),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, part)| part).collect();
    let parts = lang.join_clauses(&parts);
    let also = if unplanned + lots > 0 { "另有" } else { "" };
    say!(lang, "{also}{parts}。", "Beside these: {parts}.")
}

/// 另有取消1项（年度计划3000万元、完成50万元）、退库1项，不计入。
fn left(lang: Lang, groups: &[LeftGroup]) -> String {
    let said = |group: &LeftGroup| {
        let amounts = [(group.plan, say!(lang, "年度计划", "plan ")), (group.done, say!(lang, "完成", "done "))];
        let amounts = amounts.into_iter().filter(|(fen, _)| *fen != 0);
        let amounts: Vec<String> = amounts.map(|(fen, name)| format!("{name}{}", lang.money(fen))).collect();
        let condition = lang.pick(&group.condition);
        let lots_en = count(group.lots, "lot");
        let counts = match (group.projects, group.lots) {
            (projects, 0) => say!(lang, "{projects}项", "{projects}"),
            (0, lots) => say!(lang, "标段{lots}个", "{lots_en}"),
            (projects, lots) => say!(lang, "{projects}项和标段{lots}个", "{projects} and {lots_en}"),
        };
        let all = lang.join(&amounts);
        let amounts = if amounts.is_empty() { all } else { say!(lang, "（{all}）", " ({all})") };
        say!(lang, "{condition}{counts}{amounts}", "{counts} {condition}{amounts}")
    };
    let groups = lang.join(&groups.iter().map(said).collect::<Vec<_>>());
    say!(lang, "另有{groups}，不计入。", "Not counted: {groups}.")
}

/// 三种清零（共3项）：签约清零1项，腾空清零1项，拆除清零1项。
fn cleared(lang: Lang, whole: &Label, projects: i64, by: &[(Label, i64)]) -> String {
    let said = |(label, n): &(Label, i64)| {
        let name = lang.pick(label);
        say!(lang, "{name}清零{n}项", "{name} {n}")
    };
    let kinds = kinds(by.len());
    let by: Vec<String> = by.iter().map(said).collect();
    let (by, of, whole) = (lang.join_parts(&by), count(projects, "project"), lang.pick(whole));
    say!(lang, "{kinds}清零（共{projects}项）：{by}。", "All {whole} through, of {of}: {by}.")
}

/// 三种; of one alone nothing is counted.
fn kinds(steps: usize) -> String {
    const COUNTED: [&str; 10] = ["", "", "两种", "三种", "四种", "五种", "六种", "七种", "八种", "九种"];
    COUNTED.get(steps).map_or_else(|| format!("{steps}种"), |counted| (*counted).to_owned())
}

fn last_return(lang: Lang, code: &str, as_of: Option<Day>, is_this_year: bool) -> String {
    match as_of {
        Some(day) if is_this_year => format!("{code} {}", day.format("%m-%d")),
        Some(day) => format!("{code} {day}"),
        None => format!("{code} {}", word(lang, Word::NeverReturned)),
    }
}

fn asked(lang: Lang, text: &str, as_of: Option<Day>, no: Option<IssueNo>) -> String {
    let mut from: Vec<String> = Vec::new();
    from.extend(as_of.map(|day| say!(lang, "截至{day}填报", "return of {day}")));
    from.extend(no.map(issue_code));
    let from = lang.join_parts(&from);
    if from.is_empty() { text.to_owned() } else { say!(lang, "{text}（{from}）", "{text} ({from})") }
}

#[cfg(test)]
#[path = "status_test.rs"]
mod tests;
