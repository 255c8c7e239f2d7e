//! The sentences of the status report: how many, how far, what stands beside.

use chrono::Datelike;

use super::Lang;
use super::error::say;
use super::light::light;
use super::sentence::count;
use super::word::word;
use crate::domain::catalog::Label;
use crate::domain::day::Day;
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::period::Cadence;
use crate::report::model::{LeftGroup, LightCounts, Sentence, Word};

/// `None`: it is no sentence of that page.
pub(super) fn said(lang: Lang, sentence: &Sentence) -> Option<String> {
    Some(match sentence {
        Sentence::Overview { .. } => overview(lang, sentence)?,
        Sentence::Lights(counts) => lights(lang, *counts),
        Sentence::SinceLast { cadence, lights, projects, started, completed } => {
            since_last(lang, *cadence, *lights, [*projects, *started, *completed])
        }
        Sentence::Money { cadence, done, plan, rate, elapsed, period_done } => {
            let sum = invested(lang, *done, *plan, rate.as_ref(), elapsed);
            sum + &in_period(lang, *cadence, *period_done)
        }
        Sentence::PutRight { until, change } => put_right(lang, *until, *change),
        Sentence::NoPlansYet { year, cadence, done, period_done } => {
            let (done, period) = (lang.money(*done), in_period(lang, *cadence, *period_done));
            say!(
                lang,
                "{year}年年度计划尚未下达，不计完成率。本年完成投资{done}{period}",
                "There are no plans of {year} yet, so no rates. Invested this year {done}{period}"
            )
        }
        Sentence::StartRate { due, started, undated } => {
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
        Sentence::Across { works, done } => {
            let (done, works_en) = (lang.money(*done), count(*works, "work"));
            say!(
                lang,
                "跨期填报{works}项，完成{done}，不计入本期。",
                "Filed after a gap by {works_en}: {done}, not counted in this period."
            )
        }
        Sentence::NewlyPlanned { works, done } => {
            let (done, works_en) = (lang.money(*done), count(*works, "work"));
            say!(
                lang,
                "新下达计划{works}项，此前已完成{done}。",
                "Newly planned: {works_en}, with {done} done before this period."
            )
        }
        Sentence::Moved { done } => {
            let (way, way_en) = if *done < 0 { ("带出", "taken out") } else { ("带入", "brought in") };
            let done = lang.money(done.abs());
            say!(lang, "项目增减、划转{way}{done}。", "Works that came, left or changed hands: {done} {way_en}.")
        }
        Sentence::AcrossWorks(codes) => {
            let codes = some_codes(lang, codes);
            say!(
                lang,
                "跨期填报：{codes}（本期开始时的累计值已过填报期限，其后完成的不算本期）。",
                "Filed after a gap: {codes} (what stood when the period began was too old)."
            )
        }
        Sentence::NewlyPlannedWorks(codes) => {
            let codes = some_codes(lang, codes);
            say!(lang, "新下达计划：{codes}。", "Newly planned: {codes}.")
        }
        Sentence::HandLights { works, red } => {
            say!(lang, "人工亮灯{works}项（按规则红{red}）。", "Lights set by hand: {works} ({red} red by the rules).")
        }
        Sentence::StaleBases(works) => stale_bases(lang, works),
        Sentence::Beside { .. } => beside(lang, sentence)?,
        Sentence::Left(groups) => left(lang, groups),
        Sentence::FirstPlanRate(rate) => {
            let rate = rate.percent();
            say!(lang, "按首版计划，合计完成率{rate}。", "On the first plans the rate is {rate}.")
        }
        Sentence::Clocks => lang
            .either(
                "完成率为合计之比，差按未四舍五入的比率计算；合计序时按日历，项目序时按各自工期。",
                "Rates are sums over sums, gaps are of rates before rounding; totals are due by the calendar, each \
                 project by its own schedule.",
            )
            .to_owned(),
        other => beside_lists(lang, other)?,
    })
}

fn listed(lang: Lang, asks: &[(String, String)], more: i64) -> String {
    let asks = asks.iter().map(|(code, ask)| format!("{code} {ask}"));
    let more = (more > 0).then(|| say!(lang, "另有{more}项", "{more} more"));
    lang.join_clauses(&asks.chain(more).collect::<Vec<_>>())
}

/// What stands under a list, or for one that is empty.
fn beside_lists(lang: Lang, sentence: &Sentence) -> Option<String> {
    Some(match sentence {
        Sentence::LastUnits(units) => {
            let named = |(name, rate): &(String, Fraction)| {
                let rate = rate.percent();
                say!(lang, "{name}（{rate}）", "{name} ({rate})")
            };
            let units: Vec<String> = units.iter().map(named).collect();
            let n = units.len();
            let units = lang.join(&units);
            say!(lang, "完成率后{n}位：{units}。", "Lowest rates: {units}.")
        }
        Sentence::More { rows } => say!(lang, "另有{rows}项", "{rows} more"),
        Sentence::InAll { rows } => say!(lang, "共{rows}次", "{rows} in all"),
        Sentence::MoreLit { light: of, projects } => {
            let of = light(lang, Some(*of));
            say!(lang, "另有{of}灯{projects}项未列。", "{projects} more {of}.")
        }
        Sentence::Asks(asks) => {
            let asks = listed(lang, asks, 0);
            say!(lang, "需协调：{asks}。", "Asked for: {asks}.")
        }
        Sentence::OtherAsks { asks, more } => {
            let asks = listed(lang, asks, *more);
            say!(lang, "其他项目需协调：{asks}。", "Other works ask: {asks}.")
        }
        Sentence::Greys(greys) => {
            let named = |(code, days): &(String, Option<i64>)| match (days, lang) {
                (Some(days), Lang::Zh) => format!("{code}（{days}天）"),
                (Some(days), Lang::En) => format!("{code} ({})", count(*days, "day")),
                (None, Lang::Zh) => format!("{code}（从未）"),
                (None, Lang::En) => format!("{code} (never)"),
            };
            const NAMED: usize = 8;
            let more = greys.len().saturating_sub(NAMED);
            let more = if more > 0 { say!(lang, "等", " and {more} more") } else { String::new() };
            let n = greys.len();
            let named = lang.join(&greys.iter().take(NAMED).map(named).collect::<Vec<_>>());
            say!(lang, "灰灯{n}项，久未填报：{named}{more}。", "Grey ({n}), no return for long: {named}{more}.")
        }
        Sentence::NoHouseholds { projects } => {
            let counted = count(*projects, "project");
            say!(
                lang,
                "另有{projects}项未填总户数，不计入。",
                "Not counted: {counted} whose total of households is unknown."
            )
        }
        Sentence::Cleared { projects, by } => cleared(lang, *projects, by),
        Sentence::LastReturn { code, as_of, is_this_year } => last_return(lang, code, *as_of, *is_this_year),
        Sentence::NoneOf(of) => none_of(lang, *of),
        _ => return None,
    })
}

/// 共91项（标段2），已开工45，完工22，未开工46；阶段未填7。
fn overview(lang: Lang, sentence: &Sentence) -> Option<String> {
    let Sentence::Overview { projects, lots, started, completed, no_stage } = sentence else { return None };
    let to_come = projects - started;
    Some(match lang {
        Lang::Zh => {
            let lots = if *lots > 0 { format!("（标段{lots}）") } else { String::new() };
            let no_stage = if *no_stage > 0 { format!("；阶段未填{no_stage}") } else { String::new() };
            format!("共{projects}项{lots}，已开工{started}，完工{completed}，未开工{to_come}{no_stage}。")
        }
        Lang::En => {
            let lots = if *lots > 0 { format!(" ({})", count(*lots, "lot")) } else { String::new() };
            let no_stage = if *no_stage > 0 { format!("; {no_stage} with no stage recorded") } else { String::new() };
            let projects = count(*projects, "project");
            format!("{projects}{lots}: {started} started, {completed} completed, {to_come} not started{no_stage}.")
        }
    })
}

/// 红1 黄4 绿2 灰1，不评1。
fn lights(lang: Lang, counts: LightCounts) -> String {
    let LightCounts { red, yellow, green, grey, none } = counts;
    say!(
        lang,
        "红{red} 黄{yellow} 绿{green} 灰{grey}，不评{none}。",
        "Red {red}, yellow {yellow}, green {green}, grey {grey}, not rated {none}."
    )
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
    let names = lang.either(["项目", "开工", "完工"], ["projects", "started", "completed"]);
    let counted: Vec<String> = names.into_iter().zip(counts).map(|(name, n)| more_or_less(lang, name, n)).collect();
    let comma = lang.either("，", ", ");
    let (lit, counted) = (lit.join(comma), counted.join(comma));
    say!(lang, "较{last}：{lit}；{counted}。", "Since {last}: {lit}; {counted}.")
}

fn more_or_less(lang: Lang, name: &str, n: i64) -> String {
    match (lang, n) {
        (Lang::Zh, 0) => format!("{name}持平"),
        (Lang::Zh, n) => format!("{name}{n:+}"),
        (Lang::En, 0) => format!("{name} 0"),
        (Lang::En, n) => format!("{name} {n:+}"),
    }
}

/// 本年完成投资4.24亿元，占年度计划7.44亿元的56.9%，序时65.9%，落后序时8.9个百分点
fn invested(lang: Lang, done: i64, plan: i64, rate: Option<&Fraction>, elapsed: &Fraction) -> String {
    let (done, plan, due) = (lang.money(done), lang.money(plan), elapsed.percent());
    let Some(rate) = rate else {
        return say!(
            lang,
            "本年完成投资{done}，年度计划{plan}，序时{due}",
            "Invested this year {done}, against a plan of {plan}; due {due}"
        );
    };
    let gap = rate.clone() - elapsed.clone();
    let (rate, points) = (rate.percent(), gap.points(1));
    let points = points.trim_start_matches('-');
    let stands = match (lang, points, gap.is_negative()) {
        (Lang::Zh, "0.0", _) => "与序时持平".to_owned(),
        (Lang::Zh, _, true) => format!("落后序时{points}个百分点"),
        (Lang::Zh, _, false) => format!("超序时{points}个百分点"),
        (Lang::En, "0.0", _) => "as due".to_owned(),
        (Lang::En, _, true) => format!("{points} points behind"),
        (Lang::En, _, false) => format!("{points} points ahead"),
    };
    say!(
        lang,
        "本年完成投资{done}，占年度计划{plan}的{rate}，序时{due}，{stands}",
        "Invested this year {done}, {rate} of the plan of {plan}; due {due}, {stands}"
    )
}

/// The period is the year itself: it is told once.
fn in_period(lang: Lang, cadence: Cadence, done: i64) -> String {
    if cadence == Cadence::Year {
        return lang.either("。", ".").to_owned();
    }
    let (period, done) = (this_period(lang, cadence), lang.money(done));
    say!(lang, "；{period}完成投资{done}。", ". This {period} {done}.")
}

/// 因补报、更正，截至8月21日的本年完成投资增加200万元，不计入本期。
fn put_right(lang: Lang, until: Day, change: i64) -> String {
    let (month, day, money) = (until.month(), until.day(), lang.money(change.abs()));
    let (more, added) = if change > 0 { ("增加", "added") } else { ("减少", "took off") };
    say!(
        lang,
        "因补报、更正，截至{month}月{day}日的本年完成投资{more}{money}，不计入本期。",
        "Late returns and corrections {added} {money} as of {until}; that is not counted in this period."
    )
}

/// 本周, `week`
pub(super) fn this_period(lang: Lang, cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Week => lang.either("本周", "week"),
        Cadence::HalfMonth => lang.either("本半月", "half-month"),
        Cadence::Month => lang.either("本月", "month"),
        Cadence::Quarter => lang.either("本季度", "quarter"),
        Cadence::Year => lang.either("本年", "year"),
    }
}

fn last_period(lang: Lang, cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Week => lang.either("上周", "last week"),
        Cadence::HalfMonth => lang.either("上半月", "last half-month"),
        Cadence::Month => lang.either("上月", "last month"),
        Cadence::Quarter => lang.either("上季度", "last quarter"),
        Cadence::Year => lang.either("上年", "last year"),
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
    let named = lang.join(&works.iter().take(NAMED_CODES).map(named).collect::<Vec<_>>());
    let more = more_of(lang, n);
    say!(lang, "年初数陈旧{n}项：{named}{more}。", "Counted from a value long before the year ({n}): {named}{more}.")
}

/// So many works are named in a note.
const NAMED_CODES: usize = 8;

fn some_codes(lang: Lang, codes: &[String]) -> String {
    let named = lang.join(&codes[..codes.len().min(NAMED_CODES)]);
    format!("{named}{}", more_of(lang, codes.len()))
}

fn more_of(lang: Lang, all: usize) -> String {
    let more = all.saturating_sub(NAMED_CODES);
    if more > 0 { say!(lang, "等", " and {more} more") } else { String::new() }
}

/// 另有无年度计划1项、标段1个，本年完成150万元；有计划未填报2项；缺年初数3项。
fn beside(lang: Lang, sentence: &Sentence) -> Option<String> {
    let Sentence::Beside { unplanned, unplanned_lots, unplanned_done, never_filed, no_base } = sentence else {
        return None;
    };
    let done = lang.money(*unplanned_done);
    let done = match unplanned_done {
        0 => String::new(),
        _ => say!(lang, "，本年完成{done}", " ({done} this year)"),
    };
    let lots = count(*unplanned_lots, "lot");
    let without = match (unplanned, unplanned_lots) {
        (0, 0) => String::new(),
        (_, 0) => say!(lang, "{unplanned}项", "{unplanned}"),
        (0, _) => say!(lang, "标段{unplanned_lots}个", "{lots}"),
        _ => say!(lang, "{unplanned}项、标段{unplanned_lots}个", "{unplanned} and {lots}"),
    };
    let parts = [
        (unplanned + unplanned_lots, say!(lang, "无年度计划{without}{done}", "{without} without a plan{done}")),
        (*never_filed, say!(lang, "有计划未填报{never_filed}项", "{never_filed} with a plan and nothing filed")),
        (*no_base, say!(lang, "缺年初数{no_base}项", "{no_base} whose value when the year began is unknown")),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, part)| part).collect();
    let parts = lang.join_clauses(&parts);
    let also = if unplanned + unplanned_lots > 0 { "另有" } else { "" };
    Some(say!(lang, "{also}{parts}。", "Beside these: {parts}."))
}

/// 另有取消1项（年度计划3000万元、完成50万元）、退库1项，不计入。
fn left(lang: Lang, groups: &[LeftGroup]) -> String {
    let said = |group: &LeftGroup| {
        let amounts = [(group.plan, lang.either("年度计划", "plan ")), (group.done, lang.either("完成", "done "))];
        let amounts = amounts.into_iter().filter(|(fen, _)| *fen != 0);
        let amounts: Vec<String> = amounts.map(|(fen, name)| format!("{name}{}", lang.money(fen))).collect();
        let condition = lang.pick(&group.condition);
        let counts = match (lang, group.projects, group.lots) {
            (Lang::Zh, projects, 0) => format!("{projects}项"),
            (Lang::Zh, 0, lots) => format!("标段{lots}个"),
            (Lang::Zh, projects, lots) => format!("{projects}项和标段{lots}个"),
            (Lang::En, projects, 0) => projects.to_string(),
            (Lang::En, 0, lots) => count(lots, "lot"),
            (Lang::En, projects, lots) => format!("{projects} and {}", count(lots, "lot")),
        };
        let amounts = match (amounts.is_empty(), lang) {
            (true, _) => String::new(),
            (false, Lang::Zh) => format!("（{}）", lang.join(&amounts)),
            (false, Lang::En) => format!(" ({})", lang.join(&amounts)),
        };
        say!(lang, "{condition}{counts}{amounts}", "{counts} {condition}{amounts}")
    };
    let groups = lang.join(&groups.iter().map(said).collect::<Vec<_>>());
    say!(lang, "另有{groups}，不计入。", "Not counted: {groups}.")
}

/// 三种清零（共3项）：签约清零1项，腾空清零1项，拆除清零1项。
fn cleared(lang: Lang, projects: i64, by: &[(Label, i64)]) -> String {
    let said = |(label, n): &(Label, i64)| {
        let name = lang.either(label.zh.trim_end_matches("户数"), label.en.trim_start_matches("households "));
        say!(lang, "{name}清零{n}项", "{name} {n}")
    };
    let by: Vec<String> = by.iter().map(said).collect();
    let (by, of) = (by.join(lang.either("，", ", ")), count(projects, "project"));
    say!(lang, "三种清零（共{projects}项）：{by}。", "All households through, of {of}: {by}.")
}

fn last_return(lang: Lang, code: &str, as_of: Option<Day>, is_this_year: bool) -> String {
    match as_of {
        Some(day) if is_this_year => format!("{code} {}", day.format("%m-%d")),
        Some(day) => format!("{code} {day}"),
        None => format!("{code} {}", word(lang, Word::NeverReturned)),
    }
}

fn none_of(lang: Lang, of: Word) -> String {
    match of {
        Word::Red => lang.either("无红灯。", "No red lights.").to_owned(),
        Word::Milestones => lang.either("无到期或逾期的节点。", "No milestones due or overdue.").to_owned(),
        Word::ChangesInPeriod => lang.either("本期无变化。", "No changes.").to_owned(),
        other => {
            let of = word(lang, other);
            say!(lang, "无{of}。", "{of}: none.")
        }
    }
}

#[cfg(test)]
#[path = "status_test.rs"]
mod tests;
