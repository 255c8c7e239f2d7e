//! The thresholds of the lights. A set holds from its day and has a version; `init` records version 1.
//!
//! A set states some of the keys and holds key by key: what it does not state stays as the sets before it have it, so
//! that one which is taken back leaves nothing in later ones. Registers made before sets were kept this way hold sets
//! that state every key. They are read as they stand: what such a set repeats is its own, also where it repeats one
//! that was taken back, and a page known earlier stays what it was.

use super::fraction::Fraction;
use super::name::half_width;
use super::quantity::{BadQuantity, Dimension, parse};
use super::{ChangeId, Day};

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
/// A permit overdue by this or more: yellow.
pub const PERMIT_YELLOW: &str = "permit.yellow";
/// A permit overdue by more than this: red.
pub const PERMIT_RED: &str = "permit.red";
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

/// Thresholds that no register begins with: an office switches them on by setting one, and the other then has this
/// value. Until then a permit is judged as any milestone.
pub const PERMIT_RULES: [Rule; 2] = [
    Rule { key: PERMIT_YELLOW, unit: RuleUnit::Days, first_value: 1 },
    Rule { key: PERMIT_RED, unit: RuleUnit::Days, first_value: 30 },
];

/// A set of thresholds: as one version states it, or as several hold together on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleSet {
    /// Of several, the last. `None`: the register has none; those of version 1 stand in.
    pub version: Option<i64>,
    values: Vec<(String, i64)>,
}

/// A set as it was stated: by a change, from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleVersion {
    pub change: ChangeId,
    pub from_day: Day,
    pub set: RuleSet,
}

/// The versions that hold on a day, a later one over those before it.
pub fn in_order(versions: &[RuleVersion], day: Day) -> Vec<&RuleVersion> {
    let mut in_order: Vec<&RuleVersion> = versions.iter().filter(|version| version.from_day <= day).collect();
    in_order.sort_by_key(|version| (version.from_day, version.set.version));
    in_order
}

/// What holds on a day.
pub fn in_force(versions: &[RuleVersion], day: Day) -> RuleSet {
    RuleSet::together(in_order(versions, day).into_iter().map(|version| &version.set))
}

/// The limits of the gap on the first day, from `since` on, on which yellow would begin behind red.
pub fn crossed(versions: &[RuleVersion], since: Day) -> Option<(i64, i64)> {
    let mut days: Vec<Day> = versions.iter().map(|version| version.from_day.max(since)).collect();
    days.sort();
    days.into_iter().find_map(|day| in_force(versions, day).crossed())
}

impl RuleSet {
    pub fn new(version: i64, values: Vec<(String, i64)>) -> Self {
        Self { version: Some(version), values }
    }

    /// What holds once all of these do, in the order of their days and versions.
    fn together<'a>(sets: impl IntoIterator<Item = &'a Self>) -> Self {
        sets.into_iter().fold(Self::first(), |mut before, set| {
            before.values.retain(|(key, _)| set.stated(key).is_none());
            before.values.extend(set.values.iter().cloned());
            Self { version: set.version, ..before }
        })
    }

    /// The thresholds of version 1.
    pub fn first() -> Self {
        Self { version: None, values: Vec::new() }
    }

    /// The value of a threshold; one that the set does not state is that of version 1.
    pub fn value(&self, key: &str) -> i64 {
        let first = || Rule::find(key).map(|rule| rule.first_value);
        self.stated(key).or_else(first).unwrap_or(0)
    }

    /// The value it states of a threshold itself.
    pub fn stated(&self, key: &str) -> Option<i64> {
        self.values.iter().find(|(stated, _)| stated == key).map(|(_, value)| *value)
    }

    /// Whether it states every threshold: the first does, and so do the sets of older registers.
    pub fn states_all(&self) -> bool {
        FIRST_RULES.iter().all(|rule| self.stated(rule.key).is_some())
    }

    /// The limits of the gap, where yellow would begin behind red.
    fn crossed(&self) -> Option<(i64, i64)> {
        let (yellow, red) = (self.value(GAP_YELLOW), self.value(GAP_RED));
        (yellow > red).then_some((yellow, red))
    }

    pub fn gap(&self, key: &str) -> Fraction {
        Fraction::of_basis_points(self.value(key))
    }

    /// The days of delay at which a permit is yellow and beyond which it is red, where an office has set either.
    pub fn permit_limits(&self) -> Option<(i64, i64)> {
        let is_on = PERMIT_RULES.iter().any(|rule| self.stated(rule.key).is_some());
        is_on.then(|| (self.value(PERMIT_YELLOW), self.value(PERMIT_RED)))
    }

    /// Days without a return after which a row is grey.
    pub fn patience(&self) -> i64 {
        self.value(CADENCE).saturating_add(self.value(GRACE))
    }
}

impl Rule {
    /// Those every register begins with, then those an office may switch on.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        FIRST_RULES.iter().chain(&PERMIT_RULES)
    }

    pub fn find(key: &str) -> Option<&'static Self> {
        Self::all().find(|rule| rule.key == key)
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
            RuleUnit::Days | RuleUnit::Months => parse(bare, Dimension::PIECES),
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
    fn sets_hold_key_by_key() {
        let set = |version, key: &str, value| RuleSet::new(version, vec![(key.to_owned(), value)]);
        let (strict, often, again) = (set(2, GAP_RED, 1500), set(3, CADENCE, 15), set(4, GAP_RED, 2000));
        let all = RuleSet::together([&strict, &often, &again]);
        assert_eq!((all.value(GAP_RED), all.value(CADENCE), all.version), (2000, 15, Some(4)));
        let without = RuleSet::together([&often]);
        assert_eq!((without.value(GAP_RED), without.value(CADENCE), without.version), (3000, 15, Some(3)));
        assert_eq!(RuleSet::together([]), RuleSet::first());
        assert_eq!(RuleSet::together([&set(2, GAP_YELLOW, 3100)]).crossed(), Some((3100, 3000)));
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
