//! What the facts of plans, issues, rules and targets say in a history.

use super::Lang;
use super::moved::in_year;
use super::rule::{meaning, threshold};
use super::say::say;
use super::target;
use super::word::word;
use crate::domain::code::{issue_code, target_code};
use crate::report::model::Sentence;
use crate::report::word::level_word;

/// `None`: it is no sentence of these.
pub(super) fn said(lang: Lang, sentence: &Sentence) -> Option<String> {
    Some(match sentence {
        Sentence::Plan { .. } => plan(lang, sentence)?,
        Sentence::PlanInForce { year, label, dimension, plan, first, goal } => {
            let (label, plan) = (in_year(lang, label), lang.amount(*plan, *dimension));
            let first = first.map(|first| lang.amount(first, *dimension));
            let first =
                first.map_or_else(String::new, |first| say!(lang, "（首版{first}）", " (first version {first})"));
            let mut said =
                vec![say!(lang, "{year}年{label}计划{plan}{first}", "plan of {year}, {label}: {plan}{first}")];
            said.extend(goal.as_ref().map(|goal| say!(lang, "目标：{goal}", "goal: {goal}")));
            lang.join_clauses(&said)
        }
        Sentence::IssueRaised { no, text, ask, unit, level, due } => {
            let (no, level) = (issue_code(*no), word(lang, level_word(*level)));
            let mut said = vec![say!(lang, "提出问题{no}：{text}", "issue {no} raised: {text}")];
            said.extend(ask.as_ref().map(|ask| say!(lang, "需协调：{ask}", "ask: {ask}")));
            said.extend(unit.as_ref().map(|unit| say!(lang, "责任单位{unit}", "unit {unit}")));
            said.push(say!(lang, "由{level}协调", "level: {level}"));
            said.extend(due.map(|due| say!(lang, "限{due}", "due {due}")));
            lang.join_clauses(&said)
        }
        Sentence::IssueClosed { no, outcome } => {
            let no = issue_code(*no);
            match outcome {
                Some(outcome) => say!(lang, "问题{no}已解决：{outcome}", "issue {no} closed: {outcome}"),
                None => say!(lang, "问题{no}已解决", "issue {no} closed"),
            }
        }
        Sentence::Rules { version, values } => {
            let set = values.iter().map(|(key, value)| format!("{key} {}", threshold(lang, key, *value)));
            let set = lang.join(&set.collect::<Vec<_>>());
            say!(lang, "规则v{version}：{set}", "rules v{version}: {set}")
        }
        Sentence::Threshold { key, value } => threshold(lang, key, *value),
        Sentence::ThresholdSet { key, value } => format!("{key} {}", threshold(lang, key, *value)),
        Sentence::ThresholdMeans(key) => meaning(lang, key).to_owned(),
        Sentence::TargetStated { no, sentence } => {
            let no = target_code(*no);
            say!(lang, "登记目标{no}：{sentence}", "target {no} stated: {sentence}")
        }
        Sentence::TargetEntered { no, value, of } => {
            let no = target_code(*no);
            let value = match of {
                Some((dimension, unit)) => target::quantity(lang, *value, *dimension, unit),
                None => value.to_string(),
            };
            say!(lang, "录入目标{no}的完成数{value}", "value {value} entered for target {no}")
        }
        _ => return None,
    })
}

/// 2022年完成投资计划5,000万元（按月累计0、200、…）；目标：…
fn plan(lang: Lang, sentence: &Sentence) -> Option<String> {
    let Sentence::Plan { year, label, dimension, value, months, goal } = sentence else { return None };
    let label = in_year(lang, label);
    let mut said: Vec<String> = Vec::new();
    said.extend(value.map(|value| {
        let value = lang.amount(value, *dimension);
        let months: Vec<String> = months.iter().map(|point| lang.plain(*point, *dimension)).collect();
        let months = lang.join(&months);
        match months.is_empty() {
            true => say!(lang, "{year}年{label}计划{value}", "plan of {year}, {label}: {value}"),
            false => say!(
                lang,
                "{year}年{label}计划{value}（按月累计{months}）",
                "plan of {year}, {label}: {value} (by month, cumulative: {months})"
            ),
        }
    }));
    said.extend(goal.as_ref().map(|goal| say!(lang, "{year}年目标：{goal}", "goal of {year}: {goal}")));
    Some(if said.is_empty() {
        say!(lang, "{year}年{label}计划清空", "plan of {year}, {label}: none")
    } else {
        lang.join_clauses(&said)
    })
}

#[cfg(test)]
#[path = "fact_test.rs"]
mod tests;
