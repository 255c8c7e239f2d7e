//! Fields of an office's own (自有字段): what it keeps of its works beside what every register holds, up to twenty of
//! them. A leader with a duty (项目负责人, 联系人) is one that holds a person. A field is a word of the trade, stated in
//! `word`; its value is a fact of a work, kept as the text that [`OwnField::canonical`] makes of what was typed, so that
//! a field that takes finer numbers from now on changes no value on record.

use super::catalog::Label;
use super::day::{BadDay, Day, parse_day};
use super::name::{folded, half_width};

/// So many fields a register can have.
pub const MOST_FIELDS: usize = 20;
/// So many decimals a number can have.
pub const MOST_DECIMALS: u8 = 4;

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnField {
    /// Its key in columns and data formats, the same for as long as the register lasts.
    pub code: String,
    pub label: Label,
    pub holds: OwnHolds,
    /// Code of the only category whose works have it; `None`: those of any.
    pub category: Option<String>,
}

/// What a field holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OwnHolds {
    Text,
    /// With at most so many decimals, counted in a unit if it has one.
    Number {
        decimals: u8,
        unit: Option<String>,
    },
    Date,
    /// One of these.
    Choice(Vec<String>),
    /// The name of somebody: a leader by duty.
    Person,
}

/// What a field holds, without the particulars.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OwnKind {
    Text,
    Number,
    Date,
    Choice,
    Person,
}

codes!(OwnKind {
    Text => "text",
    Number => "number",
    Date => "date",
    Choice => "choice",
    Person => "person",
});

/// A value as it is reckoned with.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum OwnValue<'v> {
    Words(&'v str),
    Number(Decimal),
    Day(Day),
}

/// Why a text is no value of a field.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadOwn {
    NotANumber,
    Negative,
    /// Finer than the field takes.
    TooFine,
    TooLarge,
    /// None of the choices.
    NoChoice,
    Day(BadDay),
}

impl OwnHolds {
    pub fn kind(&self) -> OwnKind {
        match self {
            Self::Text => OwnKind::Text,
            Self::Number { .. } => OwnKind::Number,
            Self::Date => OwnKind::Date,
            Self::Choice(_) => OwnKind::Choice,
            Self::Person => OwnKind::Person,
        }
    }
}

impl OwnField {
    pub fn is_person(&self) -> bool {
        self.holds.kind() == OwnKind::Person
    }

    /// Whether works of a category have it.
    pub fn is_of(&self, category: &str) -> bool {
        self.category.as_deref().is_none_or(|own| own == category)
    }

    pub fn unit(&self) -> Option<&str> {
        match &self.holds {
            OwnHolds::Number { unit, .. } => unit.as_deref(),
            OwnHolds::Text | OwnHolds::Date | OwnHolds::Choice(_) | OwnHolds::Person => None,
        }
    }

    /// The text kept of a value as it was typed. What words may be is left to whoever takes them.
    ///
    /// # Errors
    /// Why it is none.
    pub fn canonical(&self, text: &str) -> Result<String, BadOwn> {
        let text = text.trim();
        match &self.holds {
            OwnHolds::Text | OwnHolds::Person => Ok(text.to_owned()),
            OwnHolds::Number { decimals, unit } => {
                let number = without_unit(text, unit.as_deref());
                Decimal::parse(&number, *decimals).map(Decimal::exact)
            }
            OwnHolds::Date => parse_day(text).map(|day| day.to_string()).map_err(BadOwn::Day),
            OwnHolds::Choice(choices) => {
                let wanted = folded(text);
                let found = choices.iter().find(|choice| *choice == text);
                let found = found.or_else(|| choices.iter().find(|choice| folded(choice) == wanted));
                found.cloned().ok_or(BadOwn::NoChoice)
            }
        }
    }

    /// Whether a text on record is a value of the field as it is defined.
    pub fn takes(&self, stored: &str) -> bool {
        self.canonical(stored).is_ok_and(|canonical| canonical == stored)
    }

    /// A value on record. What the field no longer takes is words.
    pub fn value<'v>(&self, stored: &'v str) -> OwnValue<'v> {
        let read = match &self.holds {
            OwnHolds::Number { decimals, .. } => Decimal::parse(stored, *decimals).ok().map(OwnValue::Number),
            OwnHolds::Date => parse_day(stored).ok().map(OwnValue::Day),
            OwnHolds::Text | OwnHolds::Choice(_) | OwnHolds::Person => None,
        };
        read.unwrap_or(OwnValue::Words(stored))
    }
}

/// A number without the unit behind it.
fn without_unit(text: &str, unit: Option<&str>) -> String {
    let text = half_width(text);
    let bare = unit.and_then(|unit| text.strip_suffix(&half_width(unit))).map(|number| number.trim_end().to_owned());
    bare.unwrap_or(text)
}

/// A decimal number that is not negative, with the decimals it is held to: 12.50 is 1 250 hundredths.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Decimal {
    /// In the smallest unit there is, whatever number has how many decimals: two can be compared.
    parts: i64,
    decimals: u8,
}

/// The smallest unit is so small.
const PARTS: i64 = 10_i64.pow(MOST_DECIMALS as u32);
/// The largest number there is, in the smallest unit: all its digits survive a spreadsheet.
const LARGEST: i64 = 999_999_999_999_999;

impl Decimal {
    /// Reads a number of at most so many decimals, with or without separators at every third digit.
    ///
    /// # Errors
    /// Why it is none.
    pub fn parse(text: &str, decimals: u8) -> Result<Self, BadOwn> {
        let text = half_width(text.trim());
        if let Some(positive) = text.strip_prefix(['-', '\u{2212}']) {
            return Self::parse(positive, decimals).and(Err(BadOwn::Negative));
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, "0"));
        let whole = ungrouped(whole).ok_or(BadOwn::NotANumber)?;
        if !is_digits(&whole) || !is_digits(fraction) {
            return Err(BadOwn::NotANumber);
        }
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > usize::from(decimals) {
            return Err(BadOwn::TooFine);
        }
        let zeros = usize::from(MOST_DECIMALS).saturating_sub(fraction.len());
        let digits = whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat_n(b'0', zeros));
        let parts = digits.into_iter().try_fold(0_i64, |parts, digit| {
            parts.checked_mul(10)?.checked_add(i64::from(digit - b'0')).filter(|parts| *parts <= LARGEST)
        });
        Ok(Self { parts: parts.ok_or(BadOwn::TooLarge)?, decimals })
    }

    /// In the smallest unit of any number.
    pub fn parts(self) -> i64 {
        self.parts
    }

    /// How many of the smallest units are one, as a power of ten.
    pub fn power() -> u32 {
        u32::from(MOST_DECIMALS)
    }

    pub fn decimals(self) -> u8 {
        self.decimals
    }

    /// Without trailing zeros: 12.5.
    pub fn exact(self) -> String {
        let (whole, fraction) = self.in_two();
        let fraction = fraction.trim_end_matches('0');
        if fraction.is_empty() { whole.to_string() } else { format!("{whole}.{fraction}") }
    }

    /// With all its decimals, and `,` at every third digit: 1,012.50.
    pub fn grouped(self) -> String {
        let (whole, fraction) = self.in_two();
        let digits = whole.to_string();
        let mut text = String::with_capacity(digits.len() * 2);
        for (at, digit) in digits.char_indices() {
            if at > 0 && (digits.len() - at).is_multiple_of(3) {
                text.push(',');
            }
            text.push(digit);
        }
        let fraction = &fraction[..usize::from(self.decimals.min(MOST_DECIMALS))];
        if fraction.is_empty() { text } else { format!("{text}.{fraction}") }
    }

    fn in_two(self) -> (i64, String) {
        let (whole, fraction) = (self.parts / PARTS, self.parts % PARTS);
        (whole, format!("{fraction:0width$}", width = usize::from(MOST_DECIMALS)))
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|sign| sign.is_ascii_digit())
}

/// The whole part without separators; `None`: they do not stand at every third digit.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_regular = |rest: &[&str]| (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    let rest: Vec<&str> = groups.collect();
    (rest.is_empty() || is_regular(&rest)).then(|| whole.replace(',', ""))
}

#[cfg(test)]
#[path = "own_field_test.rs"]
mod tests;
