//! The second paragraph: what the period brought, and which works are lit.

use super::{and, behind, clause, counted, name_and_unit, when};
use crate::domain::catalog::Label;
use crate::domain::day::{Day, year_of};
use crate::domain::fact::{FINISH, START};
use crate::domain::fraction::Fraction;
use crate::domain::light::{Light, Reason};
use crate::domain::period::Period;
use crate::lang::Lang;
use crate::lang::cell::capital;
use crate::lang::light::{light, nearest};
use crate::lang::say::say;
use crate::report::brief::{Event, Happened, Replan, WorkInLight};
use crate::report::model::LightCounts;

/// 8月份，丁湾区块完成首批供地，丙丁街道旧村征迁实现清零，辛站枢纽核心区征迁启动签约。
pub(super) fn events(lang: Lang, period: &Period, events: &[Event]) -> String {
    let events: Vec<String> = events.iter().map(|event| happened(lang, event)).collect();
    let within = when::period_so_far(lang, period);
    let (zh, en) = (events.join("，"), events.join("; "));
    let within_en = capital(&within);
    say!(lang, "{within}，{zh}。", "{within_en}: {en}.")
}

fn happened(lang: Lang, event: &Event) -> String {
    let works = event.works;
    let names = named(lang, &event.named, works);
    match &event.happened {
        Happened::Completed(label) => {
            // 清零 is a state in Chinese, which is reached
            let reached = if label.zh == "清零" { "实现" } else { "" };
            let label = lang.pick(label);
            say!(lang, "{names}{reached}{label}", "{names} {label}")
        }
        Happened::Started { starts, stage } => {
            let is_same = starts == stage;
            let (starts, stage) = (lang.pick(starts), lang.pick(stage));
            match is_same {
                true => say!(lang, "{names}{starts}", "{names} {starts}"),
                false => say!(lang, "{names}{starts}{stage}", "{names} {starts} {stage}"),
            }
        }
        Happened::Met(milestone) => {
            let milestone = quoted(milestone);
            say!(lang, "{names}完成{milestone}", "{names} met the milestone {milestone}")
        }
        Happened::MetOthers => {
            let n = counted(works, "other milestone", "other milestones");
            say!(lang, "另有{works}个节点完成", "{n} met")
        }
        Happened::Reached(stage) => {
            let (zh, en) = (stage.label.zh.trim_end_matches("阶段"), &stage.label.en);
            say!(lang, "{names}进入{zh}阶段", "{names} reached the stage “{en}”")
        }
        Happened::Closed(stage) => {
            let Label { zh, en } = &stage.label;
            let passed = if zh.ends_with("验收") { "通过" } else { "" };
            say!(lang, "{names}{passed}{zh}", "{names} {en}")
        }
        Happened::ReachedOthers => {
            let n = counted(works, "other work", "other works");
            say!(lang, "另有{works}项进入新的阶段", "{n} reached a new stage")
        }
        Happened::Resumed => say!(lang, "{names}复工", "{names} resumed"),
        Happened::Paused => say!(lang, "{names}停工", "{names} paused"),
        Happened::Listed => say!(lang, "新列入{names}", "{names} newly listed"),
        Happened::Left { condition, into: Some(into) } => {
            let Label { zh, en } = &condition.label;
            say!(lang, "{names}{zh}{into}", "{names} {en} into {into}")
        }
        Happened::Left { condition, into: None } => {
            let Label { zh, en } = &condition.label;
            say!(lang, "{names}{zh}", "{names} {en}")
        }
    }
}

/// 甲、乙、丙等9项
fn named(lang: Lang, names: &[String], works: i64) -> String {
    let more = works - i64::try_from(names.len()).unwrap_or(works);
    let names = lang.join(names);
    if more > 0 { say!(lang, "{names}等{works}项", "{names} and {more} more") } else { names }
}

/// What users called a milestone: a plain Chinese name as it is, anything else in quotation marks.
fn quoted(name: &str) -> String {
    let is_plain = name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if is_plain { name.to_owned() } else { format!("“{name}”") }
}

/// 8月末亮红灯3项（较7月末增加1项）、黄灯2项、灰灯1项。
pub(super) fn lights(
    lang: Lang,
    period: &Period,
    counts: LightCounts,
    (lots, lots_alone): (LightCounts, Option<LightCounts>),
    red_since: Option<i64>,
) -> String {
    let end = when::end_of_period(lang, period.as_of);
    let of_lots = lit_counts(lang, lots, ["个", "lot", "lots"], "");
    if lots_alone.is_some() && !of_lots.is_empty() {
        let (zh, en) = (lang.join(&of_lots), and(lang, &of_lots));
        let was = was(lots);
        return say!(lang, "{end}标段亮{zh}。", "{end} there {was} {en}.");
    }
    let (zh, en) = (lang.join(&of_lots), and(lang, &of_lots));
    let of_lots = if of_lots.is_empty() { zh } else { say!(lang, "，另有标段亮{zh}", "; besides, {en}") };
    let since = red_since.map_or_else(String::new, |more| compared_with_last(lang, period, more));
    let said = lit_counts(lang, counts, ["项", "work", "works"], &since);
    let (zh, en, was) = (lang.join(&said), and(lang, &said), was(counts));
    match (counts.red, said.is_empty()) {
        (_, true) => {
            let since_zh = since.trim_matches(['（', '）']);
            let since_zh = if since_zh.is_empty() { String::new() } else { format!("，红灯{since_zh}") };
            say!(
                lang,
                "{end}无红灯、黄灯和灰灯{since_zh}{of_lots}。",
                "{end} no work was red{since}, yellow or grey{of_lots}."
            )
        }
        (0, false) => say!(
            lang,
            "{end}无红灯{since}，亮{zh}{of_lots}。",
            "{end} no work was red{since}; there {was} {en}{of_lots}."
        ),
        _ => say!(lang, "{end}亮{zh}{of_lots}。", "{end} there {was} {en}{of_lots}."),
    }
}

pub(super) fn clocks(lang: Lang) -> String {
    say!(
        lang,
        "以上序时进度，合计按日历计算，各项目按各自工期计算。",
        "Totals are held against the calendar, each work against its own schedule."
    )
}

fn was(counts: LightCounts) -> &'static str {
    let first = [counts.red, counts.yellow, counts.grey].into_iter().find(|n| *n > 0);
    if first == Some(1) { "was" } else { "were" }
}

/// 红灯3项（较7月末增加1项）, 黄灯2项, 灰灯1项: those there are. In English the first says of what.
fn lit_counts(lang: Lang, counts: LightCounts, [measure, one, several]: [&str; 3], since: &str) -> Vec<String> {
    let lit = [(Light::Red, counts.red), (Light::Yellow, counts.yellow), (Light::Grey, counts.grey)];
    let said = lit.into_iter().filter(|(_, n)| *n > 0).enumerate().map(|(at, (of, n))| {
        let (since, name) = (if of == Light::Red { since } else { "" }, light(lang, Some(of)));
        let what = match (at, n) {
            (0, 1) => format!(" {one}"),
            (0, _) => format!(" {several}"),
            _ => String::new(),
        };
        say!(lang, "{name}灯{n}{measure}{since}", "{n} {name}{what}{since}")
    });
    said.collect()
}

/// （较7月末减少1项）
fn compared_with_last(lang: Lang, period: &Period, more: i64) -> String {
    let (before, n) = (when::end_of_previous(lang, period), more.abs());
    match more {
        0 => String::new(),
        1.. => say!(lang, "（较{before}增加{n}项）", " ({n} more than {before})"),
        _ => say!(lang, "（较{before}减少{n}项）", " ({n} fewer than {before})"),
    }
}

/// Whether the lead unit stands beside a work: on its own page it goes without saying.
#[derive(Clone, Copy)]
pub(super) enum Unit {
    Named,
    OfThePage,
}

/// 红灯项目：甲江堤防整治工程Ⅱ标段（甲乙镇）完成率18.5%，落后序时进度39.5个百分点，主要问题是三成用地未移交；…
pub(super) fn works_listed(
    lang: Lang,
    (as_of, of, unit): (Day, Light, Unit),
    (works, never): (i64, i64),
    named: &[WorkInLight],
) -> String {
    let (name, year) = (light(lang, Some(of)), year_of(as_of));
    if named.is_empty() {
        return say!(lang, "{name}灯项目均从未填报。", "All works in {name} never returned.");
    }
    let is_whole = i64::try_from(named.len()).unwrap_or(works) + never == works;
    let mut said = works_in_light(lang, (of, unit), named, year);
    said.extend((never > 0).then(|| say!(lang, "另有{never}项从未填报", "{never} never returned")));
    let said = lang.join_clauses(&said);
    let capital = capital(name);
    match is_whole {
        true => say!(lang, "{name}灯项目：{said}。", "{capital}: {said}."),
        false => say!(lang, "{name}灯项目主要有：{said}。", "{capital}, among others: {said}."),
    }
}

/// Each work with its grounds; neighbours of the same grounds together: 甲（区水利局）、乙（甲乙镇）均已62天未填报.
fn works_in_light(lang: Lang, (of, unit): (Light, Unit), works: &[WorkInLight], year: i32) -> Vec<String> {
    let subject = |work: &WorkInLight| match unit {
        Unit::Named => name_and_unit(lang, &work.name, work.unit.as_deref()),
        Unit::OfThePage => work.name.clone(),
    };
    let each: Vec<(String, String)> = works.iter().map(|work| (subject(work), why(lang, of, work, year))).collect();
    let groups = each.chunk_by(|one, other| one.1 == other.1).map(|group| {
        let names: Vec<&str> = group.iter().map(|(name, _)| name.as_str()).collect();
        let (zh, en) = (lang.join(&names), and(lang, &names));
        let all = if names.len() > 1 { "均" } else { "" };
        let why = group.first().map_or("", |(_, why)| why);
        say!(lang, "{zh}{all}{why}", "{en}: {why}")
    });
    groups.collect()
}

fn why(lang: Lang, of: Light, work: &WorkInLight, year: i32) -> String {
    let mut grounds: Vec<String> = Vec::new();
    if let Some(hand) = &work.hand {
        let (until, reason) = (when::day(lang, hand.until, year), clause(lang, &hand.reason));
        let set = light(lang, Some(hand.light));
        let bettered = match hand.light == of {
            true => String::new(),
            false => say!(lang, "（按规则红灯，只改善一级）", " (red by the rules, bettered by one step)"),
        };
        grounds.push(say!(
            lang,
            "人工亮{set}灯至{until}{bettered}，原因是{reason}",
            "set {set} by hand until {until}{bettered}, reason: “{reason}”"
        ));
    }
    let reasons = work.reasons.iter();
    grounds.extend(reasons.filter_map(|(reason, label)| ground(lang, of, work, reason, label.as_ref(), year)));
    let problem = work.problem.as_deref().map(|problem| clause(lang, problem)).filter(|problem| !problem.is_empty());
    grounds.extend(problem.map(|problem| say!(lang, "主要问题是{problem}", "problem: “{problem}”")));
    lang.join_parts(&grounds)
}

/// 完成率18.5%，落后序时进度39.5个百分点; of what is not red how far behind alone.
fn ground(
    lang: Lang,
    of: Light,
    work: &WorkInLight,
    reason: &Reason,
    label: Option<&Label>,
    year: i32,
) -> Option<String> {
    Some(match reason {
        Reason::Gap { rate, elapsed, light, yellow, red, .. } => {
            let gap = elapsed.clone() - rate.clone();
            let points = gap.points_beside(nearest(&gap, *light, yellow, red));
            let (behind, is_negative, rate) = (behind(lang, &points), rate.is_negative(), rate.percent());
            let label = label.map_or("", |label| lang.pick(label));
            let space = if label.is_empty() { "" } else { " " };
            // What was written off is no rate.
            match of == Light::Red && !is_negative {
                true => say!(lang, "{label}完成率{rate}，{behind}", "{label}{space}rate {rate}, {behind}"),
                false => say!(lang, "{label}{behind}", "{label}{space}{behind}"),
            }
        }
        Reason::StartMissed { due, days, .. } => {
            let (due_on, start) = (when::due_on(lang, *due, year), lang.pick(&work.starts));
            let long = counted(*days, "day", "days");
            say!(lang, "原定{due_on}{start}，已逾期{days}天", "due to be {start} {due_on}, {long} overdue")
        }
        Reason::PermitOverdue { permit, days, .. } => {
            let (name, long) = (lang.pick(permit), counted(*days, "day", "days"));
            say!(lang, "手续{name}逾期{days}天", "permit {name} {long} overdue")
        }
        Reason::MilestoneOverdue { milestone, days, .. } => {
            let name = match milestone.name.as_str() {
                START => lang.pick(&work.starts),
                FINISH => lang.pick(&work.completes),
                name => name,
            };
            let long = counted(*days, "day", "days");
            say!(lang, "{name}逾期{days}天", "{name} {long} overdue")
        }
        Reason::IssueOverdue { days, .. } => {
            let long = counted(*days, "day", "days");
            say!(lang, "问题办理逾期{days}天", "an issue {long} past its day")
        }
        Reason::Paused { days, review, .. } => paused(lang, *days, review.filter(|_| of == Light::Red), year),
        Reason::Stale { days, .. } => {
            let long = counted(*days, "day", "days");
            say!(lang, "已{days}天未填报", "{long} without a return")
        }
        Reason::NeverFiled => say!(lang, "从未填报", "never returned"),
        Reason::NoRate { .. } => say!(lang, "完成率无法计算", "no rate to be had"),
        Reason::StartPassed { due } => say!(lang, "计划开工{due}已过", "planned start {due} passed"),
        Reason::Lot { code, light: of } => {
            let (lot, of) = (label.map_or(code.as_str(), |name| lang.pick(name)), light(lang, Some(*of)));
            say!(lang, "所属标段“{lot}”亮{of}灯", "its lot {lot} is {of}")
        }
        Reason::InTime { .. } => return None,
    })
}

fn paused(lang: Lang, days: i64, review: Option<Day>, year: i32) -> String {
    let long = counted(days, "day", "days");
    match review {
        _ if days == 0 => say!(lang, "当日停工", "paused that day"),
        None => say!(lang, "停工{days}天", "paused {long}"),
        Some(review) => {
            let review = when::day(lang, review, year);
            say!(lang, "停工{days}天，原定{review}前复查", "paused {long}, to be reviewed by {review}")
        }
    }
}

/// 8月份调整年度计划1项：乙河碶闸泵站工程由5000万元调减为600万元。
pub(super) fn replans(lang: Lang, period: &Period, plans: i64, named: &[Replan]) -> String {
    let within = when::period_so_far(lang, period);
    let said = |plan: &Replan| {
        let (name, from, to) = (&plan.name, lang.money(plan.from), lang.money(plan.to));
        let moved = if plan.to < plan.from { "调减" } else { "调增" };
        let moved_en = if plan.to < plan.from { "cut" } else { "raised" };
        say!(lang, "{name}由{from}{moved}为{to}", "{name} {moved_en} from {from} to {to}")
    };
    let all: Vec<String> = named.iter().map(said).collect();
    let is_whole = i64::try_from(all.len()).is_ok_and(|shown| shown == plans);
    let all = lang.join_clauses(&all);
    let counted = counted(plans, "annual plan was", "annual plans were");
    match is_whole {
        true => say!(lang, "{within}调整年度计划{plans}项：{all}。", "{counted} revised {within}: {all}."),
        false => {
            say!(
                lang,
                "{within}调整年度计划{plans}项，主要有：{all}。",
                "{counted} revised {within}, among others: {all}."
            )
        }
    }
}

/// 按首次下达的年度计划计算，完成率为54.7%。
pub(super) fn first_rate(lang: Lang, rate: &Fraction) -> String {
    let rate = rate.percent();
    say!(lang, "按首次下达的年度计划计算，完成率为{rate}。", "On the plans as first set the rate is {rate}.")
}
