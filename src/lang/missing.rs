//! The sentences of 催报: how many are missing, whose they are, when they returned last.

use chrono::Datelike;

use super::Lang;
use super::cell::capital;
use super::light::light;
use super::say::say;
use super::sentence::count;
use super::status::this_period;
use super::word::word;
use crate::domain::code::submission_code;
use crate::domain::day::Day;
use crate::domain::light::Light;
use crate::domain::period::Period;
use crate::report::missing::{MissingSentence, PendingRow};
use crate::report::model::Word;

pub(super) fn sentence(lang: Lang, sentence: &MissingSentence) -> String {
    match sentence {
        MissingSentence::Lead { period, owed, missing, pending, answer_by, is_late } => match (missing, pending) {
            (0, 1..) => only_pending(lang, period, (*owed, *pending)),
            (_, _) => lead(lang, period, (*owed, *missing), *answer_by, *is_late),
        },
        MissingSentence::Pending(rows) => pending(lang, rows),
        MissingSentence::Unit { unit, rows } => {
            let unit = unit.clone().unwrap_or_else(|| capital(word(lang, Word::NoUnit)));
            say!(lang, "{unit}（{rows}项）", "{unit} ({rows})")
        }
        // 甲江堤防整治工程（EX-W-003），最近填报截至7月29日，已30天，亮灰灯
        MissingSentence::NotReturned { code, name, last, days, is_this_year, light: of, .. } => {
            let last = match last.zip(*days) {
                None => say!(lang, "从未填报", "never returned"),
                Some((day, days)) => {
                    let day = short(lang, day, *is_this_year);
                    let ago = count(days, "day");
                    say!(lang, "最近填报截至{day}，已{days}天", "last return as of {day}, {ago} ago")
                }
            };
            let grey = of.filter(|of| *of == Light::Grey).map(|_| {
                let grey = light(lang, Some(Light::Grey));
                say!(lang, "，亮{grey}灯", ", {grey} light")
            });
            let grey = grey.unwrap_or_default();
            say!(lang, "{name}（{code}），{last}{grey}", "{name} ({code}): {last}{grey}")
        }
    }
}

/// 以下4项本周未填报，请责任单位于8月31日前补报：
fn lead(lang: Lang, period: &Period, (owed, missing): (i64, i64), answer_by: Day, is_late: bool) -> String {
    let this = this_period(lang, period.cadence);
    let is_this_year = |day: Day| day.year() == period.as_of.year();
    let (as_of, by) = (short(lang, period.as_of, true), short(lang, answer_by, is_this_year(answer_by)));
    let so_far = match period.is_running() {
        false => String::new(),
        true => say!(lang, "截至{as_of}", " as of {as_of}"),
    };
    match (owed, missing) {
        (0, _) => say!(lang, "{this}没有应填报的项目。", "No returns are due this {this}."),
        (_, 0) if period.is_running() => say!(
            lang,
            "{this}{so_far}，应填报的{owed}项均已填报。",
            "The returns of this {this} are all in{so_far} ({owed} of {owed})."
        ),
        (_, 0) => {
            say!(lang, "{this}应填报的{owed}项均已填报。", "The returns of this {this} are all in ({owed} of {owed}).")
        }
        _ if is_late => say!(
            lang,
            "以下{missing}项{this}{so_far}未填报，补报期限{by}已过，请责任单位立即补报：",
            "Without a return this {this}{so_far}: {missing}. They were to answer by {by}; the units responsible are \
             asked to file at once:"
        ),
        _ => {
            let file = if period.is_running() { "填报" } else { "补报" };
            say!(
                lang,
                "以下{missing}项{this}{so_far}未填报，请责任单位于{by}前{file}：",
                "Without a return this {this}{so_far}: {missing}. The units responsible are asked to file by {by}:"
            )
        }
    }
}

/// 本月应填报的5项，已填报4项，另有1项待审。
fn only_pending(lang: Lang, period: &Period, (owed, pending): (i64, i64)) -> String {
    let (this, returned) = (this_period(lang, period.cadence), owed - pending);
    say!(
        lang,
        "{this}应填报{owed}项，已填报{returned}项，其余{pending}项已提交、待审核。",
        "Of the {owed} returns of this {this} {returned} are in; {pending} submitted and waiting for review."
    )
}

/// 已提交、待审核1项：乙河碶闸泵站工程（HS-W-001，S-01，截至8月12日，填报员乙提交）
fn pending(lang: Lang, rows: &[PendingRow]) -> String {
    let row = |PendingRow { no, code, name, day, by }: &PendingRow| {
        let no = submission_code(*no);
        say!(
            lang,
            "{name}（{code}，{no}，截至{day}，{by}提交）",
            "{name} ({code}: {no}, as of {day}, submitted by {by})"
        )
    };
    let (n, rows) = (rows.len(), lang.join(&rows.iter().map(row).collect::<Vec<_>>()));
    say!(lang, "已提交、待审核{n}项：{rows}。", "Submitted and waiting for review ({n}): {rows}.")
}

/// 7月29日; 2021年7月29日, where the year is not that of the page.
fn short(lang: Lang, day: Day, is_this_year: bool) -> String {
    let (year, month, of_month) = (day.year(), day.month(), day.day());
    match is_this_year {
        true => say!(lang, "{month}月{of_month}日", "{day}"),
        false => say!(lang, "{year}年{month}月{of_month}日", "{day}"),
    }
}

#[cfg(test)]
#[path = "missing_test.rs"]
mod tests;
