//! The words of 通报: official Chinese to read aloud, and the same in English. Ahead of the elapsed share is 超序时进度,
//! behind it 落后序时进度, everywhere; 项 counts works, 个 counts them before the name of a category.

mod next;
mod progress;
mod situation;
mod when;

use super::Lang;
use super::say::say;
use super::sentence::sentence as words;
use crate::domain::catalog::Named;
use crate::domain::fraction::Fraction;
use crate::domain::period::Period;
use crate::report::brief::{BriefScope, BriefSentence};
use crate::report::list::OfLeader;
use crate::report::model::Sentence;
use situation::Unit;

pub(super) fn sentence(lang: Lang, of: &BriefSentence) -> String {
    match of {
        BriefSentence::Progress(of) => progress::progress(lang, of),
        BriefSentence::Beside { unplanned, unplanned_lots, unplanned_done, never_filed, no_base } => {
            let unplanned = (*unplanned, *unplanned_lots, *unplanned_done);
            progress::left_out_of_sums(lang, unplanned, *never_filed, *no_base)
        }
        BriefSentence::FirstRate(rate) => situation::first_rate(lang, rate),
        BriefSentence::Phases { is_of_one_category, is_partly_planned, phases } => {
            progress::phases(lang, phases, *is_of_one_category, *is_partly_planned)
        }
        BriefSentence::Starts { is_of_one_category, starts, due, started, undated } => {
            progress::starts(lang, *is_of_one_category, starts.as_ref(), (*due, *started, *undated))
        }
        BriefSentence::Categories(lines) => progress::categories(lang, lines),
        BriefSentence::Funnel(of) => progress::funnel(lang, of),
        BriefSentence::Shared { works, named } => progress::shared(lang, *works, named),
        BriefSentence::Events { period, events } => situation::events(lang, period, events),
        BriefSentence::Lights { period, counts, is_of_lots, lots, red_since } => {
            let lots_alone = is_of_lots.then_some(*lots);
            situation::lights(lang, period, *counts, (*lots, lots_alone), *red_since)
        }
        BriefSentence::InLight { as_of, light, is_of_one_unit, works, never, named } => {
            let unit = if *is_of_one_unit { Unit::OfThePage } else { Unit::Named };
            situation::works_listed(lang, (*as_of, *light, unit), (*works, *never), named)
        }
        BriefSentence::Clocks => situation::clocks(lang),
        BriefSentence::Replans { period, plans, named } => situation::replans(lang, period, *plans, named),
        BriefSentence::Returns(of) => next::returns(lang, of),
        BriefSentence::Milestones { as_of, horizon, overdue, next } => {
            next::milestones(lang, *as_of, *horizon, overdue, next)
        }
        BriefSentence::Asks { asks, named } => next::asks(lang, *asks, named),
        BriefSentence::Urge(lights) => next::urge(lang, lights),
    }
}

/// The sentences of a paragraph, in one line.
pub fn paragraph(lang: Lang, said: &[Sentence]) -> String {
    let said: Vec<String> = said.iter().map(|each| words(lang, each)).collect();
    // Whatever users typed, a paragraph has one line.
    said.join(&say!(lang, "", " ")).replace(['\n', '\r'], " ")
}

/// What stands before a paragraph: in Chinese two characters are left free.
pub fn indent(lang: Lang) -> String {
    say!(lang, "　　", "")
}

/// 关于2022年8月重点工程推进情况的通报
pub(super) fn title(lang: Lang, period: &Period, of: &BriefScope) -> String {
    let (span, of) = (when::span(lang, period), named_works(lang, of));
    say!(lang, "关于{span}{of}推进情况的通报", "Notice on the progress of {of}, {span}")
}

/// 区水利局牵头的治水项目
fn named_works(lang: Lang, of: &BriefScope) -> String {
    let (from, works) = (restriction(lang, of), works(lang, &of.categories));
    say!(lang, "{from}{works}", "{works}{from}")
}

/// What the works are called: 重点工程, 治水项目, 治水、区块类重点工程.
fn works(lang: Lang, categories: &[Named]) -> String {
    let labels: Vec<&str> = categories.iter().map(|category| lang.name(category)).collect();
    match labels.as_slice() {
        [] => say!(lang, "重点工程", "key works"),
        [only] => say!(lang, "{only}项目", "{only} projects"),
        several => {
            let (zh, en) = (lang.join(several), and(lang, several));
            say!(lang, "{zh}类重点工程", "{en} projects")
        }
    }
}

/// 列入“治水48”的, 区水利局牵头的; in English it stands behind.
fn restriction(lang: Lang, of: &BriefScope) -> String {
    let unit = of.lead.as_ref().map(|lead| match lead {
        Some(unit) => say!(lang, "{unit}牵头的", " led by {unit}"),
        None => say!(lang, "未定责任单位的", " without a unit"),
    });
    let leader = of.leader.as_ref().map(|leader| match leader {
        OfLeader::AnyDuty(leader) => say!(lang, "{leader}负责的", " in the charge of {leader}"),
        OfLeader::Responsible(Some(leader)) => say!(lang, "责任领导为{leader}的", " under the leader {leader}"),
        OfLeader::Responsible(None) => say!(lang, "未定责任领导的", " without a leader"),
    });
    let tag = of.tag.as_ref().map(|tag| say!(lang, "列入“{tag}”的", " listed as “{tag}”"));
    let fields = of.fields.iter().map(|field| {
        let label = lang.pick(&field.label);
        match &field.value {
            Some(value) => say!(lang, "{label}为{value}的", " with {value} as {label}"),
            None => say!(lang, "未填{label}的", " without {label}"),
        }
    });
    leader.into_iter().chain(unit).chain(tag).chain(fields).collect()
}

/// 8.8 behind: 落后序时进度8.8个百分点.
fn against_due(lang: Lang, gap: &Fraction) -> String {
    let points = gap.points(1);
    let points = points.trim_start_matches('-');
    match points {
        "0.0" if gap.is_zero() => say!(lang, "与序时进度持平", "on schedule"),
        "0.0" => say!(lang, "与序时进度基本持平", "practically on schedule"),
        _ if gap.is_negative() => behind(lang, points),
        _ => say!(lang, "超序时进度{points}个百分点", "{points} percentage points ahead of schedule"),
    }
}

fn behind(lang: Lang, points: &str) -> String {
    say!(lang, "落后序时进度{points}个百分点", "{points} percentage points behind schedule")
}

/// 甲、乙和丙; a, b and c.
fn and<T: AsRef<str>>(lang: Lang, names: &[T]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [before @ .., last] => {
            let (before, last) = (lang.join(before), last.as_ref());
            say!(lang, "{before}和{last}", "{before} and {last}")
        }
    }
}

/// A work with its lead unit. Where its name ends in a bracket, no other follows.
fn name_and_unit(lang: Lang, name: &str, unit: Option<&str>) -> String {
    match unit {
        None => name.to_owned(),
        Some(unit) if lang == Lang::Zh && name.ends_with(['）', ')']) => format!("{unit}牵头的{name}"),
        Some(unit) => say!(lang, "{name}（{unit}）", "{name} ({unit})"),
    }
}

/// What a user typed, as a clause: its sentences and lines behind each other, without their numbers and the sign at the
/// end. Of a long text the beginning.
pub(super) fn clause(lang: Lang, text: &str) -> String {
    let parts =
        text.split(['。', '；', ';', '\n', '\r', '！', '？']).map(without_number).filter(|part| !part.is_empty());
    let mut room = LONGEST_CLAUSE;
    let mut told: Vec<&str> = Vec::new();
    let mut is_cut = false;
    for part in parts {
        let length = part.chars().count();
        is_cut |= length > room && !told.is_empty();
        if !is_cut {
            told.push(part);
        }
        room = room.saturating_sub(length);
    }
    let told = told.join(&say!(lang, "，", "; "));
    if is_cut { say!(lang, "{told}等", "{told} …") } else { told }
}

/// So many characters of a text are told, but one sentence of it at least.
const LONGEST_CLAUSE: usize = 60;

/// `1. `, `2、`, `（3）`, `④` before an item say nothing where no list is.
fn without_number(item: &str) -> &str {
    let item = item.trim();
    let end = |c: char| c.is_whitespace() || "，,、.：:".contains(c);
    let digits = item.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_number = |rest: &str| digits.len() < item.len() && !rest.starts_with(|c: char| c.is_ascii_digit());
    let bracketed = item.strip_prefix(['（', '(']).and_then(|rest| {
        let after = rest.trim_start_matches(|c: char| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
        after.strip_prefix(['）', ')']).filter(|_| after.len() < rest.len())
    });
    let numbered = digits.strip_prefix(['.', '、', '．', ')', '）']).filter(|rest| is_number(rest));
    let circled = item.strip_prefix(|c: char| ('①'..='⑳').contains(&c));
    bracketed.or(numbered).or(circled).unwrap_or(item).trim().trim_end_matches(end)
}

/// `Both`, `All 3`
fn all(n: i64) -> String {
    if n == 2 { "Both".to_owned() } else { format!("All {n}") }
}

/// `1 day`, `2 days`, with a word of its own for several.
fn counted(n: i64, one: &str, several: &str) -> String {
    if n == 1 { format!("{n} {one}") } else { format!("{n} {several}") }
}

#[cfg(test)]
#[path = "brief_test.rs"]
mod tests;
