//! The words about thresholds of the lights that cannot be.

use super::{Message, say, shown, told};
use crate::domain::quantity::{BadQuantity, Scale, exact};
use crate::domain::rules::RuleUnit;
use crate::error::RuleError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &RuleError) -> Message {
    match why {
        RuleError::Assignment { value } => told! { lang, value = shown(value);
            "`{value}` 没有写成“规则=数值”", "`{value}` is not of the form KEY=VALUE";
            "请写成 `haishu-proj rules set gap.red=25 --reason 原因` 这样",
            "write it like `haishu-proj rules set gap.red=25 --reason WHY`" },
        RuleError::Threshold { key, value, unit, bad } => {
            let value = shown(value);
            let why = match bad {
                BadQuantity::Negative => say!(lang, "不能为负", "cannot be negative"),
                BadQuantity::TooLarge => say!(lang, "过大", "is too large"),
                BadQuantity::TooFine => say!(lang, "过细", "is too fine"),
                BadQuantity::Empty
                | BadQuantity::NoUnit
                | BadQuantity::WrongUnit { .. }
                | BadQuantity::NotANumber { .. }
                | BadQuantity::Grouping => say!(lang, "不是数字", "is no number"),
            };
            let (unit, example) = match unit {
                RuleUnit::Points => (say!(lang, "百分点，最多两位小数", "points, two decimals at most"), "12.5"),
                RuleUnit::Days => (say!(lang, "天，写整数", "days, a whole number"), "30"),
                RuleUnit::Months => (say!(lang, "月，写整数", "calendar months, a whole number"), "3"),
            };
            told! { lang;
                "规则 `{key}` 的 `{value}` {why}", "`{value}` for the rule `{key}` {why}";
                "单位是{unit}，写成 `{key}={example}` 这样", "it is in {unit}; write it like `{key}={example}`" }
        }
        RuleError::GapsCrossed { yellow, red } => told! { lang,
            yellow = exact(*yellow, Scale::PercentPoint), red = exact(*red, Scale::PercentPoint);
            "黄灯界限 `gap.yellow={yellow}` 大于红灯界限 `gap.red={red}`",
            "`gap.yellow={yellow}` is beyond `gap.red={red}`";
            "两个一起写，黄灯的不大于红灯的：`haishu-proj rules set gap.yellow=10 gap.red=30 --reason 原因`",
            "write both, yellow not beyond red: `haishu-proj rules set gap.yellow=10 gap.red=30 --reason WHY`" },
    }
}
