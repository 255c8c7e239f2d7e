//! The sentences of targets: what was promised, what stands, how it is judged.

use super::say::say;
use super::{Lang, YI_YUAN};
use crate::domain::quantity::{Amount, Dimension, Scale, rounded_plain};
use crate::domain::target::{Comparator, Judgement};
use crate::report::targets::TargetSentence;

/// 一万平方米 in 0.01 m²: from here on the larger unit.
const WAN_SQUARE_METRES: u128 = 1_000_000;

pub(super) fn sentence(lang: Lang, sentence: &TargetSentence) -> String {
    match sentence {
        TargetSentence::Comparison { comparator, value, dimension, unit } => {
            let value = quantity(lang, *value, *dimension, unit);
            match comparator {
                Comparator::Equal => value,
                Comparator::AtLeast => say!(lang, "{value}以上", "at least {value}"),
                Comparator::MoreThan => say!(lang, "超{value}", "more than {value}"),
                Comparator::About => say!(lang, "约{value}", "about {value}"),
            }
        }
        TargetSentence::Amount { value, dimension, unit } => quantity(lang, *value, *dimension, unit),
        TargetSentence::TwoReadings { cumulative, new, dimension, unit } => {
            let put = |value: Option<Amount>| {
                value.map_or_else(|| "-".to_owned(), |value| quantity(lang, value, *dimension, unit))
            };
            let (cumulative, new) = (put(*cumulative), put(*new));
            say!(lang, "累计{cumulative}，新增{new}", "{cumulative} in all, {new} new")
        }
        TargetSentence::Judged { judgement, missing, must_exceed, unregistered, no_base, undated, dimension, unit } => {
            let put = |value: Amount| quantity(lang, value, *dimension, unit);
            let missing = (*missing > 0).then(|| put(*missing));
            let mut said = vec![judged(lang, *judgement, missing, *must_exceed)];
            said.extend(
                (*unregistered > 0)
                    .then(|| put(*unregistered))
                    .map(|short| say!(lang, "登记少{short}", "{short} short in the register")),
            );
            said.extend((*no_base > 0).then(|| say!(lang, "缺年初数{no_base}项", "opening value unknown: {no_base}")));
            said.extend((*undated > 0).then(|| say!(lang, "日期不详{undated}项", "day unknown: {undated}")));
            lang.join_clauses(&said)
        }
        TargetSentence::HowCounted => say!(
            lang,
            "登记：册内可计入的项数或总量；完成：其中已实现的；标段不另计。原文未说明累计还是新增的，两种口径不同时都列出，比例按新增计。",
            "Registered: what the register holds that could count, lots not counted again. Where the source leaves open \
             whether all counts or only new work, both are given if they differ, and the ratio is of the new."
        ),
    }
}

/// As the source counts: 48个; money and area in the larger unit once there is one of it.
pub(super) fn quantity(lang: Lang, value: Amount, dimension: Dimension, unit: &str) -> String {
    let large = |scale| {
        let decimal = rounded_plain(value, scale, 2);
        decimal.trim_end_matches('0').trim_end_matches('.').to_owned()
    };
    let amount = lang.amount(value, dimension);
    let (from, large_unit, scale) = match dimension {
        Dimension::Count(_) => {
            let value = lang.plain(value, dimension);
            return say!(lang, "{value}{unit}", "{amount}");
        }
        Dimension::Money => (YI_YUAN, "亿元", Scale::YiYuan),
        Dimension::Area => (WAN_SQUARE_METRES, "万平方米", Scale::WanSquareMetre),
        Dimension::Land | Dimension::Percent => return amount,
    };
    if value.unsigned_abs() < from {
        return amount;
    }
    let large = large(scale);
    say!(lang, "{large}{large_unit}", "{amount}")
}

fn judged(lang: Lang, judgement: Judgement, missing: Option<String>, must_exceed: bool) -> String {
    let (verdict, is_short) = match judgement {
        Judgement::Met => (say!(lang, "已达", "met"), false),
        Judgement::NotMet => (say!(lang, "未达", "not met"), true),
        Judgement::Open { met_cumulative: true } => {
            (say!(lang, "按累计已达，按新增未达", "met in all, not by new work"), true)
        }
        Judgement::Open { met_cumulative: false } => {
            (say!(lang, "按新增已达，按累计未达", "met by new work, not in all"), true)
        }
        Judgement::NotJudged => (say!(lang, "约数，不评", "approximate, not judged"), false),
        Judgement::NoValue => (say!(lang, "无完成数", "nothing known of it"), false),
    };
    match missing.filter(|_| is_short) {
        Some(missing) if must_exceed => {
            say!(lang, "{verdict}，差{missing}以上", "{verdict}, more than {missing} short")
        }
        Some(missing) => say!(lang, "{verdict}，差{missing}", "{verdict}, {missing} short"),
        None if is_short && must_exceed => {
            say!(lang, "{verdict}，须超过承诺数", "{verdict}, must exceed what was promised")
        }
        None => verdict,
    }
}

#[cfg(test)]
#[path = "targets_test.rs"]
mod tests;
