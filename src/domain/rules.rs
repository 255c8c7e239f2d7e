//! The thresholds of the lights. A set holds from its day and has a version; `init` records version 1.

use super::fraction::Fraction;
use super::name::half_width;
use super::quantity::{BadQuantity, Dimension, parse};

/// One threshold: its key and the value of version 1.
pub struct Rule {
    pub key: &'static str,
    pub unit: RuleUnit,
    pub first_value: i64,
}

/// What a threshold is counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RuleUnit {
    /// Points between two rates, held in basis points.
    Points,
    Days,
    /// Calendar months.
    Months,
}

/// Behind its own elapsed share by this or more: yellow.
pub const GAP_YELLOW: &str = "gap.yellow";
/// Behind by more than this: red.
pub const GAP_RED: &str = "gap.red";
/// A milestone overdue by more than this: red.
pub const MILESTONE_RED: &str = "milestone.red";
/// A planned start missed by this or more: red.
pub const START_RED: &str = "start.red";
/// Paused for longer than this: red.
pub const PAUSED_RED: &str = "paused.red";
/// How often a row is to return.
pub const CADENCE: &str = "cadence";
/// How much later a return may come before the row is grey.
pub const GRACE: &str = "grace";

/// Version 1 of the rules.
pub const FIRST_RULES: [Rule; 7] = [
    Rule { key: GAP_YELLOW, unit: RuleUnit::Points, first_value: 1000 },
    Rule { key: GAP_RED, unit: RuleUnit::Points, first_value: 3000 },
    Rule { key: MILESTONE_RED, unit: RuleUnit::Days, first_value: 30 },
    Rule { key: START_RED, unit: RuleUnit::Months, first_value: 3 },
    Rule { key: PAUSED_RED, unit: RuleUnit::Days, first_value: 90 },
    Rule { key: CADENCE, unit: RuleUnit::Days, first_value: 31 },
    Rule { key: GRACE, unit: RuleUnit::Days, first_value: 10 },
];

/// A set of thresholds as it holds on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleSet {
    /// `None`: the register has none; those of version 1 stand in.
    pub version: Option<i64>,
    values: Vec<(String, i64)>,
}

impl RuleSet {
    pub fn new(version: i64, values: Vec<(String, i64)>) -> Self {
        Self { version: Some(version), values }
    }

    /// The thresholds of version 1.
    pub fn first() -> Self {
        Self { version: None, values: Vec::new() }
    }

    /// The value of a threshold; one that the set does not state is that of version 1.
    pub fn value(&self, key: &str) -> i64 {
        let stated = self.values.iter().find(|(stated, _)| stated == key).map(|(_, value)| *value);
        stated.or_else(|| FIRST_RULES.iter().find(|rule| rule.key == key).map(|rule| rule.first_value)).unwrap_or(0)
    }

    pub fn gap(&self, key: &str) -> Fraction {
        Fraction::of_basis_points(self.value(key))
    }

    /// Days without a return after which a row is grey.
    pub fn patience(&self) -> i64 {
        self.value(CADENCE).saturating_add(self.value(GRACE))
    }

    /// This set with one value changed.
    pub fn with(&self, key: &str, value: i64) -> Vec<(String, i64)> {
        let rules = FIRST_RULES.iter();
        rules.map(|rule| (rule.key.to_owned(), if rule.key == key { value } else { self.value(rule.key) })).collect()
    }
}

impl Rule {
    pub fn find(key: &str) -> Option<&'static Self> {
        FIRST_RULES.iter().find(|rule| rule.key == key)
    }

    /// Reads a value as typed: points as `12`, `12.5`, `12%` or `12个百分点`; days and months as whole numbers.
    ///
    /// # Errors
    /// Whichever [`BadQuantity`] fits.
    pub fn parse(&self, text: &str) -> Result<i64, BadQuantity> {
        let text = half_width(text);
        let units: &[&str] = match self.unit {
            RuleUnit::Points => &["%", "个百分点", "百分点"],
            RuleUnit::Days => &["天", "日"],
            RuleUnit::Months => &["个月", "月"],
        };
        let bare = units.iter().find_map(|unit| text.trim_end().strip_suffix(unit)).unwrap_or(&text);
        let value = match self.unit {
            RuleUnit::Points => parse(&format!("{bare}%"), Dimension::Percent),
            RuleUnit::Days | RuleUnit::Months => parse(bare, Dimension::Count),
        }?;
        if value > self.most() { Err(BadQuantity::TooLarge) } else { Ok(value) }
    }

    /// Beyond this a threshold is a slip of the finger.
    pub fn most(&self) -> i64 {
        match self.unit {
            RuleUnit::Points => 10_000,
            RuleUnit::Days => 3_660,
            RuleUnit::Months => 120,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_is_read_in_its_unit() {
        let read = |key: &str, text: &str| Rule::find(key).expect("a rule").parse(text);
        for (text, points) in [("12", 1200), ("12.5", 1250), ("12%", 1200), ("１２．５个百分点", 1250), ("0", 0)]
        {
            assert_eq!(read(GAP_RED, text), Ok(points), "{text}");
        }
        assert_eq!(read(MILESTONE_RED, "45"), Ok(45));
        assert_eq!(read(GRACE, "10天"), Ok(10));
        assert_eq!(read(START_RED, "6个月"), Ok(6));
    }

    #[test]
    fn what_is_no_threshold_says_why() {
        let read = |key: &str, text: &str| Rule::find(key).expect("a rule").parse(text);
        assert_eq!(read(GAP_RED, "-5"), Err(BadQuantity::Negative));
        assert_eq!(read(GAP_RED, "12.345"), Err(BadQuantity::TooFine));
        assert_eq!(read(GAP_RED, "101"), Err(BadQuantity::TooLarge));
        assert_eq!(read(GRACE, "1.5"), Err(BadQuantity::TooFine));
        assert_eq!(read(CADENCE, "4000"), Err(BadQuantity::TooLarge));
        assert_eq!(read(CADENCE, "x"), Err(BadQuantity::NotANumber { at: 1, found: 'x' }));
        assert!(Rule::find("gap.blue").is_none());
    }
}
