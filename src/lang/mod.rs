//! Every word a person sees, in Chinese and English.

pub mod brief;
pub mod cell;
mod changes;
pub mod chart;
pub mod copied;
pub mod document;
pub mod doubtful;
pub mod error;
mod form;
pub mod grid;
pub mod header;
mod history;
pub mod imported;
pub mod light;
mod list;
pub mod list_day;
mod milestones;
mod missing;
pub mod office;
mod permits;
pub mod recorded;
pub mod row_change;
pub mod rules;
mod say;
pub mod schedule;
pub mod sentence;
pub mod sheet_line;
#[cfg(test)]
mod sheet_line_test;
mod show;
mod status;
pub mod talk;
mod targets;
pub mod usage;
pub mod word;
pub mod workbook;

use crate::domain::catalog::{Label, Named};
use crate::domain::quantity::{Amount, Dimension, Scale, exact, exact_grouped, rounded, rounded_plain};
use say::say;

/// 一亿元 in fen.
const YI_YUAN: u128 = 10_000_000_000;

/// What stands in a cell of a sheet to empty the field, where a blank one leaves it.
pub const EMPTIED: [&str; 3] = ["（空）", "(空)", "(empty)"];

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The label in this language.
    pub fn pick(self, label: &Label) -> &str {
        self.either(&label.zh, &label.en)
    }

    pub fn name(self, named: &Named) -> &str {
        self.pick(&named.label)
    }

    /// The scale quantities are printed in: 万元 in Chinese, millions of yuan in English.
    pub fn scale(self, dimension: Dimension) -> Scale {
        match (dimension, self) {
            (Dimension::Money, Self::Zh) => Scale::WanYuan,
            (Dimension::Money, Self::En) => Scale::MillionYuan,
            (Dimension::Area, _) => Scale::SquareMetre,
            (Dimension::Land, _) => Scale::Mu,
            (Dimension::Count(counting), _) => counting.scale(),
            (Dimension::Percent, _) => Scale::PercentPoint,
        }
    }

    /// The unit that goes with `scale`, as it stands in a heading.
    pub fn unit(self, dimension: Dimension) -> String {
        let unit = match (dimension, self) {
            (Dimension::Money, Self::Zh) => "万元",
            (Dimension::Money, Self::En) => "CNY million",
            (Dimension::Area, Self::Zh) => "平方米",
            (Dimension::Area, Self::En) => "m²",
            (Dimension::Land, Self::Zh) => "亩",
            (Dimension::Land, Self::En) => "mu",
            (Dimension::Count(counting), Self::Zh) => &counting.zh.to_string(),
            (Dimension::Count(counting), Self::En) => &counting.en.to_string(),
            (Dimension::Percent, _) => "%",
        };
        unit.to_owned()
    }

    /// A quantity with its unit, exact: `925.069711万元`, `CNY 9.25069711 million`.
    pub fn amount(self, value: impl Into<Amount>, dimension: Dimension) -> String {
        let number = exact_grouped(value, self.scale(dimension));
        let unit = self.unit(dimension);
        match dimension {
            Dimension::Money => say!(self, "{number}{unit}", "CNY {number} million"),
            Dimension::Percent => format!("{number}%"),
            Dimension::Count(_) if unit.is_empty() => number,
            Dimension::Area | Dimension::Land | Dimension::Count(_) => say!(self, "{number}{unit}", "{number} {unit}"),
        }
    }

    /// A count as a sentence has it, with its unit and without separators: 917户, 12.5公里.
    fn counted(self, value: impl Into<Amount>, dimension: Dimension) -> String {
        let (number, unit) = (self.plain(value, dimension), self.unit(dimension));
        if unit.is_empty() { number } else { say!(self, "{number}{unit}", "{number} {unit}") }
    }

    /// Money, in fen, as a sentence has it: `4.24亿元` from one 亿 up, below it `5658.32万元`; `CNY 423.55 million`.
    /// What two decimals would make nothing stays exact.
    pub fn money(self, fen: impl Into<Amount>) -> String {
        let fen = fen.into();
        if self == Self::Zh && fen.unsigned_abs() >= YI_YUAN {
            return format!("{}亿元", rounded_plain(fen, Scale::YiYuan, 2));
        }
        let wan = rounded_plain(fen, Scale::WanYuan, 2);
        let wan = wan.trim_end_matches('0').trim_end_matches('.');
        let million = rounded(fen, Scale::MillionYuan, 2);
        let is_nothing = !self.either(wan, &million).contains(|c: char| ('1'..='9').contains(&c));
        if fen != 0 && is_nothing {
            return self.amount(fen, Dimension::Money);
        }
        say!(self, "{wan}万元", "CNY {million} million")
    }

    /// A quantity for a sheet: exact, without separators, in the unit of its heading.
    pub fn plain(self, value: impl Into<Amount>, dimension: Dimension) -> String {
        exact(value, self.scale(dimension))
    }

    /// The one of two words of a table, or two labels, that is in this language. Prose is put by [`say!`].
    fn either<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// Joins the parts of a clause: 甲，乙 or a, b.
    fn join_parts(self, parts: &[String]) -> String {
        parts.join(&say!(self, "，", ", "))
    }

    /// Joins clauses that have commas of their own.
    fn join_clauses(self, clauses: &[String]) -> String {
        clauses.join(&say!(self, "；", "; "))
    }

    /// Joins names: 甲、乙 or a, b.
    pub fn join<T: AsRef<str>>(self, names: &[T]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(&say!(self, "、", ", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_in_a_sentence() {
        let cases = [
            (0_i64, "0万元", "CNY 0.00 million"),
            (423_548_200_000, "42.35亿元", "CNY 4,235.48 million"),
            (10_000_000_000, "1.00亿元", "CNY 100.00 million"),
            (9_999_999_999, "10000万元", "CNY 100.00 million"),
            (5_658_321_034, "5658.32万元", "CNY 56.58 million"),
            (3_000_000_000, "3000万元", "CNY 30.00 million"),
            (50_500_000, "50.5万元", "CNY 0.51 million"),
            (-2_500_000_000, "-2500万元", "CNY -25.00 million"),
            (-10_600_000_000, "-1.06亿元", "CNY -106.00 million"),
            (4_999, "0.004999万元", "CNY 0.00004999 million"),
        ];
        for (fen, zh, en) in cases {
            assert_eq!((Lang::Zh.money(fen).as_str(), Lang::En.money(fen).as_str()), (zh, en), "{fen}");
        }
    }
}
