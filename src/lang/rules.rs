//! The rules of the lights in words: what each threshold does, and its value with the unit.

use super::Lang;
use super::say::say;
use crate::domain::quantity::{Scale, exact};
use crate::domain::rules::{
    CADENCE, GAP_RED, GAP_YELLOW, GRACE, MILESTONE_RED, PAUSED_RED, PERMIT_RED, PERMIT_YELLOW, Rule, RuleUnit,
    START_RED,
};
use crate::report::rules::RuleSentence;

pub(super) fn sentence(lang: Lang, sentence: &RuleSentence) -> String {
    match sentence {
        RuleSentence::Threshold { key, value } => threshold(lang, key, *value),
        RuleSentence::Set { key, value } => format!("{key} {}", threshold(lang, key, *value)),
        RuleSentence::Means(key) => meaning(lang, key),
    }
}

/// `12.5个百分点`, `30天`, `3个月`
#[must_use]
pub fn threshold(lang: Lang, key: &str, value: i64) -> String {
    let Some(rule) = Rule::find(key) else { return value.to_string() };
    let number = match rule.unit {
        RuleUnit::Points => exact(value, Scale::PercentPoint),
        RuleUnit::Days | RuleUnit::Months => value.to_string(),
    };
    match rule.unit {
        RuleUnit::Points => say!(lang, "{number}个百分点", "{number} points"),
        RuleUnit::Days => say!(lang, "{number}天", "{number} days"),
        RuleUnit::Months => say!(lang, "{number}个月", "{number} months"),
    }
}

/// What a threshold does.
#[must_use]
pub fn meaning(lang: Lang, key: &str) -> String {
    match key {
        GAP_YELLOW => say!(lang, "落后序时达到此数，黄灯", "behind by this or more: yellow"),
        GAP_RED => say!(lang, "落后序时超过此数，红灯", "behind by more than this: red"),
        MILESTONE_RED => say!(lang, "节点逾期超过此数，红灯", "a milestone overdue by more than this: red"),
        PERMIT_YELLOW => say!(lang, "手续逾期满此数，黄灯", "a permit overdue by this or more: yellow"),
        PERMIT_RED => say!(lang, "手续逾期超过此数，红灯", "a permit overdue by more than this: red"),
        START_RED => say!(lang, "应开工未开工满此数，红灯", "a planned start missed by this or more: red"),
        PAUSED_RED => say!(lang, "停工超过此数，红灯", "paused for longer than this: red"),
        CADENCE => say!(lang, "填报间隔", "how often a return is due"),
        GRACE => say!(lang, "填报宽限；逾间隔加宽限未填报，灰灯", "how much later it may come; after both: grey"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[test]
    fn every_rule_says_what_it_does_and_in_what_unit() {
        for rule in Rule::all() {
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(meaning(lang, rule.key), "", "{}", rule.key);
                let said = threshold(lang, rule.key, rule.first_value);
                assert!(said.len() > rule.first_value.to_string().len(), "{said}");
            }
        }
        assert_eq!(threshold(Lang::Zh, GAP_RED, 1250), "12.5个百分点");
    }
}
