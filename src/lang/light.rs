//! The words of the lights: each says why, with its numbers. 红：完成率18.0%，序时50.0%，落后序时32.0个百分点，超过红线30（规则
//! v1）

use super::Lang;
use super::milestones::moved_from;
use super::say::say;
use super::sentence::{count, milestone_name};
use crate::domain::catalog::Label;
use crate::domain::code::issue_code;
use crate::domain::day::{Day, DueDay};
use crate::domain::figures::YearToDate;
use crate::domain::fraction::Fraction;
use crate::domain::light::{Light, Reason, light_words};
use crate::domain::state::Milestone;
use crate::report::model::{Grounds, Telling, number};

/// 红
#[must_use]
pub fn light(lang: Lang, light: Option<Light>) -> &'static str {
    let (en, zh) = light_words(light);
    lang.either(zh, en)
}

/// The light of a row and what it rests on. Without the light, where that stands elsewhere: then empty if there is
/// nothing to say.
pub(super) fn verdict(lang: Lang, grounds: &Grounds) -> String {
    if grounds.telling == Telling::Brief {
        return brief_grounds(lang, grounds);
    }
    let is_bare = grounds.telling != Telling::Whole;
    let why = why(lang, grounds);
    let by_rule = verdict_by_rule(lang, grounds, &why);
    let Some(hand) = &grounds.hand else {
        return if is_bare { why } else { by_rule };
    };
    let by_hand = light(lang, Some(hand.light));
    let (until, reason) = (hand.until, &hand.reason);
    let until = say!(lang, "至{until}：{reason}", "until {until}: {reason}");
    if grounds.light != Some(hand.light) && grounds.light != grounds.computed {
        let shown = light(lang, grounds.light);
        let set =
            say!(lang, "人工亮{by_hand}灯{until}，只改善一级", "set {by_hand} by hand {until}, bettered by one step");
        let set = if is_bare { set } else { say!(lang, "{shown}（{set}）", "{shown} ({set})") };
        return say!(lang, "{set}；按规则为{by_rule}", "{set}; by the rules {by_rule}");
    }
    if grounds.light != Some(hand.light) {
        let kept = light(lang, grounds.light);
        return say!(
            lang,
            "{by_rule}；人工{by_hand}灯（{until}）不能替代{kept}灯",
            "{by_rule}; {by_hand} by hand ({until}) does not stand over {kept}"
        );
    }
    let set = match is_bare {
        true => say!(lang, "人工亮灯{until}", "set by hand {until}"),
        false => say!(lang, "{by_hand}（人工亮灯{until}）", "{by_hand} (set by hand {until})"),
    };
    let is = if grounds.computed.is_some() { "为" } else { "" };
    say!(lang, "{set}；按规则{is}{by_rule}", "{set}; by the rules {by_rule}")
}

/// 落后序时16.9个百分点，达到黄线10；I-04逾期11天: of a light set by hand the day it ends, and what the rules give.
fn brief_grounds(lang: Lang, grounds: &Grounds) -> String {
    let is_by_hand = grounds.light != grounds.computed;
    if let Some(hand) = grounds.hand.as_ref().filter(|hand| is_by_hand || grounds.light == Some(hand.light)) {
        let (until, reason) = (hand.until, &hand.reason);
        let computed = light(lang, grounds.computed);
        return say!(
            lang,
            "人工亮灯至{until}：{reason}；按规则{computed}",
            "set by hand until {until}: {reason}; {computed} by the rules"
        );
    }
    let is_worse = |reason: &Reason| reason.light().is_some_and(|light| light > Light::Green);
    let told = grounds.reasons.iter().filter(|(reason, _)| is_worse(reason));
    lang.join_clauses(&told.map(|(reason, label)| brief(lang, reason, label.as_ref())).collect::<Vec<_>>())
}

fn brief(lang: Lang, reason: &Reason, label: Option<&Label>) -> String {
    match reason {
        Reason::Gap { rate, elapsed, light, yellow, red, .. } => {
            let behind = held_against(lang, &(elapsed.clone() - rate.clone()), *light, yellow, red);
            label.map_or_else(|| behind.clone(), |label| format!("{}{behind}", lang.pick(label)))
        }
        Reason::StartMissed { days, .. } => {
            let long = count(*days, "day");
            say!(lang, "开工逾期{days}天", "start {long} overdue")
        }
        Reason::PermitOverdue { permit, days, .. } => {
            let (name, long) = (lang.pick(permit), count(*days, "day"));
            say!(lang, "手续{name}逾期{days}天", "permit {name} {long} overdue")
        }
        Reason::MilestoneOverdue { milestone, days, .. } => {
            let (name, long) = (milestone_name(lang, &milestone.name), count(*days, "day"));
            say!(lang, "{name}逾期{days}天", "{name} {long} overdue")
        }
        Reason::IssueOverdue { no, days, .. } => {
            let (no, long) = (issue_code(*no), count(*days, "day"));
            say!(lang, "{no}逾期{days}天", "{no} {long} overdue")
        }
        Reason::Paused { days, .. } => {
            let long = count(*days, "day");
            say!(lang, "停工{days}天", "paused {long}")
        }
        Reason::Stale { days, patience, .. } => silent(lang, *days, *patience),
        Reason::NeverFiled => never_returned(lang),
        Reason::StartPassed { due } => start_passed(lang, *due),
        Reason::Lot { code, light } => lot(lang, code, *light),
        Reason::InTime { milestones, issues } => nothing_overdue(lang, *milestones, *issues),
        Reason::NoRate { done } => no_rate(lang, *done),
    }
}

/// 红：…（规则v1）
fn verdict_by_rule(lang: Lang, grounds: &Grounds, why: &str) -> String {
    let is_versioned = grounds.telling == Telling::Whole && grounds.computed.is_some();
    let rules = match grounds.rules.filter(|_| is_versioned) {
        Some(version) => say!(lang, "（规则v{version}）", " (rules v{version})"),
        None => String::new(),
    };
    let computed = light(lang, grounds.computed);
    match why {
        "" => format!("{computed}{rules}"),
        why => say!(lang, "{computed}：{why}{rules}", "{computed}: {why}{rules}"),
    }
}

fn why(lang: Lang, grounds: &Grounds) -> String {
    let is_silent = grounds.reasons.iter().any(|(reason, _)| *reason == Reason::NeverFiled);
    let says_so_again = |reason: &Reason| *reason == Reason::NoRate { done: YearToDate::NeverFiled };
    let told = grounds.reasons.iter().filter(|(reason, _)| !(is_silent && says_so_again(reason)));
    let told: Vec<String> = told.map(|(reason, label)| ground(lang, reason, label.as_ref())).collect();
    lang.join_clauses(&told)
}

fn ground(lang: Lang, reason: &Reason, label: Option<&Label>) -> String {
    match reason {
        Reason::Gap { rate, elapsed, light, yellow, red, .. } => {
            let label = label.map_or("", |label| lang.pick(label));
            let colon = if label.is_empty() { "" } else { ": " };
            let behind = held_against(lang, &(elapsed.clone() - rate.clone()), *light, yellow, red);
            let (rate, elapsed) = (rate.percent(), elapsed.percent());
            say!(
                lang,
                "{label}完成率{rate}，序时{elapsed}，{behind}",
                "{label}{colon}rate {rate}, due {elapsed}, {behind}"
            )
        }
        Reason::StartMissed { due, days, months, .. } => {
            let (long, months_long) = (count(*days, "day"), count(*months, "month"));
            say!(
                lang,
                "开工逾期{days}天（计划{due}，满{months}个月为红）",
                "start {long} overdue (planned {due}, red from {months_long} on)"
            )
        }
        Reason::MilestoneOverdue { milestone, days, light, red } => {
            let above = above_limit(lang, Some(*red).filter(|_| *light == Light::Red));
            let (name, dates) = (milestone_name(lang, &milestone.name), dates(lang, milestone));
            let long = count(*days, "day");
            say!(lang, "{name}逾期{days}天{above}（{dates}）", "{name} {long} overdue{above} ({dates})")
        }
        Reason::PermitOverdue { milestone, permit, days, light, yellow, red } => {
            let (name, dates) = (lang.pick(permit), dates(lang, milestone));
            let (long, stands) = (count(*days, "day"), permit_limit(lang, *light, *yellow, *red));
            say!(
                lang,
                "手续{name}逾期{days}天，{stands}（{dates}）",
                "permit {name} {long} overdue, {stands} ({dates})"
            )
        }
        Reason::IssueOverdue { no, due, days } => {
            let (no, long) = (issue_code(*no), count(*days, "day"));
            say!(lang, "{no}逾期{days}天（限{due}）", "{no} {long} overdue (due {due})")
        }
        Reason::Paused { since, days, review, light, red } => {
            paused(lang, *since, *days, *review, Some(*red).filter(|_| *light == Light::Red))
        }
        Reason::Stale { days, patience, .. } => silent(lang, *days, *patience),
        Reason::NeverFiled => never_returned(lang),
        Reason::StartPassed { due } => start_passed(lang, *due),
        Reason::Lot { code, light } => lot(lang, code, *light),
        Reason::InTime { milestones, issues } => nothing_overdue(lang, *milestones, *issues),
        Reason::NoRate { done } => no_rate(lang, *done),
    }
}

/// 超过红线30天: against which limit of the rule of permits its light is.
fn permit_limit(lang: Lang, light: Light, yellow: i64, red: i64) -> String {
    match light {
        Light::Red => say!(lang, "超过红线{red}天", "over the red limit of {red} days"),
        Light::Green => say!(lang, "未到黄线{yellow}天", "short of the yellow limit of {yellow} days"),
        Light::Yellow | Light::Grey => say!(lang, "达到黄线{yellow}天", "at or over the yellow limit of {yellow} days"),
    }
}

/// No return for long.
fn silent(lang: Lang, days: i64, patience: i64) -> String {
    let long = count(days, "day");
    say!(lang, "{days}天未填报，超过{patience}天", "{long} without a return, over {patience}")
}

fn no_rate(lang: Lang, done: YearToDate) -> String {
    match done {
        YearToDate::NoBase => {
            say!(lang, "缺年初数，无法计算完成率", "what stood when the year began is unknown, so no rate")
        }
        YearToDate::NeverFiled | YearToDate::Done(_) => {
            say!(lang, "有年度计划，从未填报完成数，无法计算完成率", "a plan but nothing ever filed, so no rate")
        }
    }
}

fn lot(lang: Lang, code: &str, of: Light) -> String {
    let of = light(lang, Some(of));
    say!(lang, "标段{code}为{of}灯", "lot {code} is {of}")
}

/// 计划开工2022-03已过
fn start_passed(lang: Lang, due: DueDay) -> String {
    say!(lang, "计划开工{due}已过", "planned start {due} passed")
}

fn never_returned(lang: Lang) -> String {
    say!(lang, "从未填报", "never returned")
}

/// 落后序时32.0个百分点，超过红线30: a digit more where it would print like the limit that it is not.
fn held_against(lang: Lang, behind: &Fraction, light: Light, yellow: &Fraction, red: &Fraction) -> String {
    let ahead = (Fraction::zero() - behind.clone()).points(1);
    match ahead.trim_start_matches('-') {
        "0.0" if light == Light::Green => return say!(lang, "与序时持平", "as due"),
        ahead if light == Light::Green && behind.is_negative() => {
            return say!(lang, "超序时{ahead}个百分点", "{ahead} points ahead");
        }
        _ => {}
    }
    let points = behind.points_beside(nearest(behind, light, yellow, red));
    let limit = if light == Light::Red { red } else { yellow }.points(2);
    let limit = limit.trim_end_matches('0').trim_end_matches('.');
    let stands = match light {
        Light::Red => say!(lang, "超过红线{limit}", "over the red limit of {limit}"),
        Light::Green => say!(lang, "未到黄线{limit}", "short of the yellow limit of {limit}"),
        Light::Yellow | Light::Grey => say!(lang, "达到黄线{limit}", "at or over the yellow limit of {limit}"),
    };
    say!(lang, "落后序时{points}个百分点，{stands}", "{points} points behind, {stands}")
}

/// The limit that a value next to it must not print like.
pub(super) fn nearest<'a>(behind: &Fraction, light: Light, yellow: &'a Fraction, red: &'a Fraction) -> &'a Fraction {
    let is_nearer_red = red.clone() - behind.clone() < behind.clone() - yellow.clone();
    match light {
        Light::Red => red,
        Light::Green => yellow,
        Light::Yellow | Light::Grey if is_nearer_red => red,
        Light::Yellow | Light::Grey => yellow,
    }
}

/// 应于2022-07-31，原定2022-06-30，调整1次
fn dates(lang: Lang, milestone: &Milestone) -> String {
    let due = milestone.due;
    let mut dates = vec![say!(lang, "应于{due}", "due {due}")];
    dates.extend((milestone.moves > 0).then(|| moved_from(lang, milestone.baseline, milestone.moves)));
    lang.join_parts(&dates)
}

/// 停工49天（自2022-07-10，复查2022-09-01）: red for longer than the limit, or past the day of its review.
fn paused(lang: Lang, since: Day, days: i64, review: Option<Day>, limit: Option<i64>) -> String {
    let is_long = limit.filter(|limit| days > *limit);
    let is_past_review = limit.is_some() && is_long.is_none();
    let review = review.map_or_else(String::new, |day| match is_past_review {
        false => say!(lang, "，复查{day}", ", review {day}"),
        true => say!(lang, "，已过复查日{day}", ", past its review on {day}"),
    });
    let (above, long) = (above_limit(lang, is_long), count(days, "day"));
    say!(lang, "停工{days}天{above}（自{since}{review}）", "paused {long}{above} (since {since}{review})")
}

/// The limit that makes it red.
fn above_limit(lang: Lang, limit: Option<i64>) -> String {
    limit.map_or_else(String::new, |limit| say!(lang, "，超过红线{limit}天", ", over the red limit of {limit} days"))
}

fn nothing_overdue(lang: Lang, milestones: usize, issues: usize) -> String {
    let some = [("个节点", "milestone", milestones), ("个问题", "issue", issues)].into_iter().filter(|some| some.2 > 0);
    let some = some.map(|(zh, en, n)| {
        let counted = count(number(n), en);
        say!(lang, "{n}{zh}", "{counted}")
    });
    let some = some.collect::<Vec<_>>().join(&say!(lang, "、", " and "));
    match milestones + issues {
        1 => say!(lang, "{some}未逾期", "{some}, not overdue"),
        _ => say!(lang, "{some}均未逾期", "{some}, none overdue"),
    }
}

#[cfg(test)]
#[path = "light_test.rs"]
mod tests;
