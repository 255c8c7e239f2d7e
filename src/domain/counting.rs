//! What a count counts (户, 座, 公里), and how finely. The words are short and held in place, so that a dimension stays a
//! plain value that is copied.

use std::fmt;

use super::quantity::{Scale, tidy_unit};

/// The most decimals a unit of counting may have: so finely counts with decimals are held, whatever they are read with,
/// so that a unit may be read more or less finely later and nothing on record changes.
pub const MOST_DECIMALS: u8 = 4;

/// What is counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub struct Counting {
    /// The unit in Chinese: 公里. Empty: whatever it is.
    pub zh: UnitWord,
    /// In English: km. Empty: the label says it.
    pub en: UnitWord,
    /// So many may be stated.
    pub decimals: u8,
}

impl Counting {
    /// Projects, days, pieces: any of the words by which people count.
    pub const PIECES: Self = Self { zh: UnitWord::EMPTY, en: UnitWord::EMPTY, decimals: 0 };

    /// Whether only whole ones are counted.
    #[must_use]
    pub fn is_whole(self) -> bool {
        self.decimals == 0
    }

    /// The power of ten of the unit in what is held: 0, or that of a ten-thousandth.
    #[must_use]
    pub fn held(self) -> usize {
        if self.is_whole() { 0 } else { usize::from(MOST_DECIMALS) }
    }

    /// The finest step that may be stated, in what is held.
    #[must_use]
    pub fn least(self) -> i64 {
        if self.is_whole() { 1 } else { 10_i64.pow(u32::from(MOST_DECIMALS.saturating_sub(self.decimals))) }
    }

    /// How it prints.
    #[must_use]
    pub fn scale(self) -> Scale {
        if self.is_whole() { Scale::One } else { Scale::OneOfParts }
    }

    /// Whether what is held counts in the same: the same unit, as whole ones or not.
    #[must_use]
    pub fn is_held_as(self, other: Self) -> bool {
        self.zh == other.zh && self.is_whole() == other.is_whole()
    }

    /// The units it is stated in, each with its power of ten in what is held: 公里, 万公里, km.
    #[must_use]
    pub fn units(self) -> Vec<(String, usize)> {
        let mut units = vec![(self.zh.as_str().to_owned(), self.held())];
        if !self.zh.as_str().starts_with('万') {
            units.push((format!("万{}", self.zh.as_str()), self.held() + 4));
        }
        units.push((self.en.as_str().to_owned(), self.held()));
        units.retain(|(unit, _)| !unit.is_empty() && unit != "万");
        units.dedup();
        units
    }

    /// The power of ten of one of its units, tidied.
    #[must_use]
    pub fn power(self, unit: &str) -> Option<usize> {
        if unit == self.zh.as_str() && !unit.is_empty() {
            return Some(self.held()); // as most sheets have it
        }
        self.units().into_iter().find(|(own, _)| tidy_unit(own) == unit).map(|(_, power)| power)
    }
}

/// A word of up to [`UnitWord::MOST`] bytes of UTF-8.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct UnitWord {
    length: u8,
    bytes: [u8; Self::MOST],
}

impl UnitWord {
    /// Five characters of Chinese.
    pub const MOST: usize = 15;
    pub const EMPTY: Self = Self { length: 0, bytes: [0; Self::MOST] };

    /// `None`: it is too long.
    #[must_use]
    pub fn new(word: &str) -> Option<Self> {
        let mut bytes = [0; Self::MOST];
        bytes.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
        Some(Self { length: u8::try_from(word.len()).ok()?, bytes })
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        let word = self.bytes.get(..usize::from(self.length)).unwrap_or_default();
        std::str::from_utf8(word).unwrap_or_default() // made of a word whole
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }
}

impl fmt::Debug for UnitWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for UnitWord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quantity::{BadQuantity, Dimension, exact, is_unit_of, parse, parse_under, typed, units_of};

    fn counting(zh: &str, en: &str, decimals: u8) -> Counting {
        let word = |word| UnitWord::new(word).expect("short enough");
        Counting { zh: word(zh), en: word(en), decimals }
    }

    #[test]
    fn a_count_is_read_in_its_own_unit_and_as_finely_as_it_may_be() {
        let km = Dimension::Count(counting("公里", "km", 2));
        for text in ["12.5", "12.50公里", "12.5 km", "12.5KM", "１２．５公里", "0.00125万公里", "12.5（公里）"]
        {
            assert_eq!(parse(text, km), Ok(125_000), "{text}");
        }
        assert_eq!(parse_under("12.5", km, Some("公里")), Ok(125_000));
        assert_eq!(parse_under("1.5", km, Some("万公里")), Ok(150_000_000));
        let wrong = |unit: &str| Err(BadQuantity::WrongUnit { unit: unit.to_owned() });
        assert_eq!(["12米", "12户", "12万", "12里"].map(|text| parse(text, km)), ["米", "户", "万", "里"].map(wrong));
        assert_eq!(parse_under("3", km, Some("户")), wrong("户"));
        for text in ["12.505公里", "12.505", "0.0000001万公里"] {
            assert_eq!(parse(text, km), Err(BadQuantity::TooFine), "{text}");
        }
        assert_eq!(parse_under("12.505", km, Some("公里")), Err(BadQuantity::TooFine));
        assert_eq!(parse("12.5m", km), Err(BadQuantity::NotANumber { at: 5, found: 'm' }));
        assert_eq!([typed(125_000, km), exact(125_050, Scale::OneOfParts)], ["12.5公里", "12.505"]);
        assert_eq!(units_of(km), ["公里", "万公里", "km"]);
    }

    #[test]
    fn a_whole_count_is_of_its_own_unit_too() {
        let households = Dimension::Count(counting("户", "", 0));
        assert_eq!(["320", "320户", "0.032万户"].map(|text| parse(text, households)), [Ok(320), Ok(320), Ok(320)]);
        assert_eq!(parse("320.5户", households), Err(BadQuantity::TooFine));
        assert_eq!(parse("320套", households), Err(BadQuantity::WrongUnit { unit: "套".to_owned() }));
        assert_eq!(typed(320, households), "320");
        assert!(is_unit_of("（万户）", households) && !is_unit_of("座", households));
        assert_eq!(parse("48座", Dimension::PIECES), Ok(48), "what counts anything is read with any such word");
    }

    #[test]
    fn a_unit_is_a_short_word() {
        assert_eq!(UnitWord::new("万立方米").map(|word| word.to_string()), Some("万立方米".to_owned()));
        assert_eq!(UnitWord::new("一二三四五六"), None);
        assert!(UnitWord::EMPTY.is_empty() && format!("{:?}", UnitWord::EMPTY) == "\"\"");
        assert!(counting("公里", "", 1).is_held_as(counting("公里", "km", 4)));
        assert!(!counting("公里", "", 0).is_held_as(counting("公里", "", 1)));
    }
}
