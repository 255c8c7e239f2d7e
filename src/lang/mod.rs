//! Every word a person sees, in Chinese and English.

pub mod cell;
pub mod error;
pub mod sentence;
pub mod talk;
pub mod usage;
pub mod word;

use crate::domain::catalog::{Label, Named};
use crate::domain::quantity::{Dimension, Scale, exact, exact_grouped};

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
        match self {
            Self::Zh => &label.zh,
            Self::En => &label.en,
        }
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
            (Dimension::Count, _) => Scale::One,
            (Dimension::Percent, _) => Scale::PercentPoint,
        }
    }

    /// The unit that goes with `scale`, as it stands in a heading.
    pub fn unit(self, dimension: Dimension) -> &'static str {
        match (dimension, self) {
            (Dimension::Money, Self::Zh) => "万元",
            (Dimension::Money, Self::En) => "CNY million",
            (Dimension::Area, Self::Zh) => "平方米",
            (Dimension::Area, Self::En) => "m²",
            (Dimension::Land, Self::Zh) => "亩",
            (Dimension::Land, Self::En) => "mu",
            (Dimension::Count, Self::Zh) => "户",
            (Dimension::Count, Self::En) => "",
            (Dimension::Percent, _) => "%",
        }
    }

    /// A quantity with its unit, exact: `925.069711万元`, `CNY 9.25069711 million`.
    pub fn amount(self, value: i64, dimension: Dimension) -> String {
        let number = exact_grouped(value, self.scale(dimension));
        match (dimension, self) {
            (Dimension::Money, Self::En) => format!("CNY {number} million"),
            (Dimension::Percent, _) => format!("{number}%"),
            (Dimension::Count, Self::En) => number,
            (_, Self::Zh) => format!("{number}{}", self.unit(dimension)),
            (_, Self::En) => format!("{number} {}", self.unit(dimension)),
        }
    }

    /// A quantity for a sheet: exact, without separators, in the unit of its heading.
    pub fn plain(self, value: i64, dimension: Dimension) -> String {
        exact(value, self.scale(dimension))
    }

    /// Joins names: 甲、乙 or a, b.
    pub fn join<T: AsRef<str>>(self, names: &[T]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(match self {
            Self::Zh => "、",
            Self::En => ", ",
        })
    }
}
