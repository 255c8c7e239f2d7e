//! Quantities: money, area, land, counts and percentages, as whole numbers of their smallest unit. Reads what people
//! type, keeping or refusing every digit, and prints it exactly or rounded once. The words of an error are not here.
//! What a count counts, and how finely, is in [`Counting`].

use std::borrow::Cow;

pub use super::counting::{Counting, MOST_DECIMALS, UnitWord};
use super::name::half_width;

/// The largest magnitude that can be stated, in the smallest unit of any dimension (90 万亿元).
pub const LARGEST: i64 = 9_000_000_000_000_000;

/// A quantity as it is reckoned with. What is stated fits an `i64`; this holds the sum of more works than any file has
/// room for, so that a sum is exact without a check.
pub type Amount = i128;

/// What a measure is counted in. The integer held is in the smallest unit: money in fen, area in 0.01 m², land in
/// 0.01 mu 亩, per cent in basis points; a count in its own unit (户), or in 0.0001 of it where it has decimals (公里).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Dimension {
    Money,
    Area,
    Land,
    Count(Counting),
    Percent,
}

impl Dimension {
    /// A count of whatever it is: projects, days, pieces.
    pub const PIECES: Self = Self::Count(Counting::PIECES);

    /// All of them, the count being that of pieces.
    pub const ALL: [Self; 5] = [Self::Money, Self::Area, Self::Land, Self::PIECES, Self::Percent];

    /// The dimension stored under this code; of a count, that of pieces.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.code() == code)
    }

    /// What a unit measures, as a sentence or a sheet of either language writes it; `None`: any other word is counted.
    #[must_use]
    pub fn of_unit(unit: &str) -> Option<Self> {
        let unit = unit.trim().to_lowercase();
        match unit.trim_start_matches(['十', '百', '千', '万', '亿']) {
            "元" | "fen" | "cny million" => Some(Self::Money),
            "平方米" | "平米" | "㎡" | "m2" | "m²" => Some(Self::Area),
            "亩" | "mu" => Some(Self::Land),
            "%" | "％" => Some(Self::Percent),
            code => Self::from_code(code),
        }
    }

    /// Whether a value that is held goes on meaning the same.
    #[must_use]
    pub fn is_held_as(self, other: Self) -> bool {
        match (self, other) {
            (Self::Count(own), Self::Count(other)) => own.is_held_as(other),
            (own, other) => own == other,
        }
    }

    /// Whether a value that is held is no finer than may be stated.
    #[must_use]
    pub fn is_stateable(self, value: i64) -> bool {
        value % least(self) == 0
    }

    /// Whether what it counts can be counted whole only: households, not kilometres.
    #[must_use]
    pub fn is_whole(self) -> bool {
        match self {
            Self::Count(counting) => counting.is_whole(),
            Self::Money | Self::Area | Self::Land | Self::Percent => false,
        }
    }

    /// The code it is stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Area => "area",
            Self::Land => "land",
            Self::Count(_) => "count",
            Self::Percent => "percent",
        }
    }
}

/// Why a text is no quantity.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BadQuantity {
    /// Nothing but white space.
    Empty,
    /// A bare number where only a unit would tell what it means.
    NoUnit,
    /// A unit of another dimension or none we know; in half width and lower case, without brackets and spaces.
    WrongUnit {
        unit: String,
    },
    /// A character that has no place there, as typed, and where it stands in the text as typed, from 1.
    NotANumber {
        at: usize,
        found: char,
    },
    /// Finer than the smallest unit.
    TooFine,
    /// Above [`LARGEST`].
    TooLarge,
    Negative,
    /// Separators that do not stand at every third or every fourth digit of the whole part.
    Grouping,
}

/// How a quantity prints: 元, 万元, a million yuan, 亿元; m², 万平方米; 亩; one by one, counted whole or in
/// ten-thousandths; points of a hundred (4000 basis points are 40).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Scale {
    Yuan,
    WanYuan,
    MillionYuan,
    YiYuan,
    SquareMetre,
    WanSquareMetre,
    Mu,
    One,
    OneOfParts,
    PercentPoint,
}

impl Scale {
    /// The power of ten between the smallest unit and this scale.
    #[must_use]
    pub fn divisor_digits(self) -> u32 {
        match self {
            Self::One => 0,
            Self::Yuan | Self::SquareMetre | Self::Mu | Self::PercentPoint => 2,
            Self::OneOfParts => u32::from(MOST_DECIMALS),
            Self::WanYuan | Self::WanSquareMetre => 6,
            Self::MillionYuan => 8,
            Self::YiYuan => 10,
        }
    }
}

/// Reads a quantity with its unit, in the smallest unit of its dimension. Counts need no unit, nor does zero.
/// Full-width signs, spaces around, `¥`, a unit in brackets and separators at every 3rd or every 4th digit are read.
///
/// # Errors
/// The first [`BadQuantity`] from left to right.
pub fn parse(text: &str, dimension: Dimension) -> Result<i64, BadQuantity> {
    parse_under(text, dimension, None)
}

/// As [`parse`], of a text that may leave its unit to the heading it stands under: a bare number counts in that, of
/// households too. Its own unit goes before that of the heading.
///
/// # Errors
/// Those of [`parse`].
pub fn parse_under(text: &str, dimension: Dimension, unit: Option<&str>) -> Result<i64, BadQuantity> {
    if let Some(value) = unit.and_then(|unit| plain_under(text, dimension, unit)) {
        return Ok(value);
    }
    let signs: Vec<char> = half_width(text).trim_end().chars().collect();
    read(&signs, dimension, &unit.map(tidy_unit).unwrap_or_default()).map_err(|bad| match bad {
        BadQuantity::NotANumber { at, found } => {
            BadQuantity::NotANumber { at, found: text.chars().nth(at - 1).unwrap_or(found) }
        }
        other => other,
    })
}

/// What a unit measures, if it is one that every register knows.
#[must_use]
pub fn measured_in(unit: &str) -> Option<Dimension> {
    meaning(&tidy_unit(unit)).map(|(dimension, _)| dimension)
}

/// Whether a quantity of a dimension can be in a unit.
#[must_use]
pub fn is_unit_of(unit: &str, dimension: Dimension) -> bool {
    power(&tidy_unit(unit), dimension).is_some()
}

/// Whether two words are one unit: 平方米 and m².
pub fn is_same_unit(a: &str, b: &str) -> bool {
    let (a, b) = (tidy_unit(a), tidy_unit(b));
    a == b || (meaning(&a).is_some() && meaning(&a) == meaning(&b))
}

/// The units a dimension is counted in, the smallest first, under the first of their names.
pub fn units_of(dimension: Dimension) -> Vec<String> {
    match dimension {
        Dimension::Count(counting) if counting != Counting::PIECES => {
            counting.units().into_iter().map(|(unit, _)| unit).collect()
        }
        Dimension::Count(_) | Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => {
            let own = UNITS.iter().filter(|(of, ..)| *of == dimension);
            own.filter_map(|(.., names)| names.first()).map(|name| (*name).to_owned()).collect()
        }
    }
}

/// What most cells of a sheet have, `1234.56` under a unit of the dimension, without more ado; anything else, and
/// whatever is wrong, is left to [`parse`].
fn plain_under(text: &str, dimension: Dimension, unit: &str) -> Option<i64> {
    let power = power(unit, dimension)?;
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|sign| sign.is_ascii_digit());
    let fraction_kept = fraction.trim_end_matches('0');
    if !is_digits(whole) || !is_digits(fraction) || fraction_kept.len() > power {
        return None;
    }
    let zeros = std::iter::repeat_n(b'0', power - fraction_kept.len());
    let mut digits = whole.bytes().chain(fraction_kept.bytes()).chain(zeros);
    let value = digits.try_fold(0_i64, |value, digit| {
        value.checked_mul(10)?.checked_add(i64::from(digit - b'0')).filter(|value| *value <= LARGEST)
    });
    value.filter(|value| dimension.is_stateable(*value))
}

/// The exact decimal, without trailing zeros: `exact(925_069_711, WanYuan)` is `925.069711`.
#[must_use]
pub fn exact(value: impl Into<Amount>, scale: Scale) -> String {
    without_zeros(rounded_plain(value, scale, scale.divisor_digits()))
}

/// As [`exact`], with `,` at every third digit of the whole part.
#[must_use]
pub fn exact_grouped(value: impl Into<Amount>, scale: Scale) -> String {
    without_zeros(rounded(value, scale, scale.divisor_digits()))
}

/// Rounded to so many decimals, half up in magnitude, with `,` at every third digit. Zero has no sign.
#[must_use]
pub fn rounded(value: impl Into<Amount>, scale: Scale, decimals: u32) -> String {
    decimal(value.into(), scale, decimals, grouped)
}

/// As [`rounded`], without separators.
#[must_use]
pub fn rounded_plain(value: impl Into<Amount>, scale: Scale, decimals: u32) -> String {
    decimal(value.into(), scale, decimals, |whole| Cow::Borrowed(whole))
}

/// How many decimals a text has that is not read yet, but for zeros at their end, up to the most there can be.
#[must_use]
pub fn decimals_of(text: &str) -> i64 {
    let text = half_width(text);
    let fraction = text.split_once('.').map(|(_, rest)| rest).unwrap_or_default();
    let digits: String = fraction.chars().take_while(char::is_ascii_digit).collect();
    i64::try_from(digits.trim_end_matches('0').len()).unwrap_or(i64::MAX).min(i64::from(MOST_DECIMALS))
}

/// The amount as somebody would type it, exactly: 万, 平方米 (万平方米 from one 万 up if two decimals hold it), 亩, %, a
/// bare count, or one with its unit where it has decimals. [`parse`] reads it back, unless it is negative.
#[must_use]
pub fn typed(value: impl Into<Amount>, dimension: Dimension) -> String {
    let value = value.into();
    let (scale, unit) = match dimension {
        Dimension::Count(counting) if !counting.is_whole() => {
            return exact(value, counting.scale()) + counting.zh.as_str();
        }
        Dimension::Money => (Scale::WanYuan, "万"),
        Dimension::Area if value >= 1_000_000 && value % 10_000 == 0 => (Scale::WanSquareMetre, "万平方米"),
        Dimension::Area => (Scale::SquareMetre, "平方米"),
        Dimension::Land => (Scale::Mu, "亩"),
        Dimension::Count(counting) => (counting.scale(), ""),
        Dimension::Percent => (Scale::PercentPoint, "%"),
    };
    exact(value, scale) + unit
}

/// The units typed, in lower case: their dimension, and their power of ten in smallest units.
const UNITS: &[(Dimension, usize, &[&str])] = &[
    (Dimension::Money, 2, &["元"]),
    (Dimension::Money, 5, &["千元"]),
    (Dimension::Money, 6, &["万元", "万"]),
    (Dimension::Money, 8, &["百万元", "百万"]),
    (Dimension::Money, 9, &["千万元", "千万"]),
    (Dimension::Money, 10, &["亿元", "亿"]),
    (Dimension::Area, 2, &["平方米", "平米", "平方", "平", "㎡", "m²", "m2"]),
    (Dimension::Area, 6, &["万平方米", "万平米", "万平方", "万平", "万㎡", "万m²", "万m2", "公顷"]),
    (Dimension::Area, 8, &["平方公里", "平方千米", "km²", "km2"]),
    (Dimension::Land, 2, &["亩"]),
    (Dimension::Land, 6, &["万亩"]),
    (Dimension::PIECES, 0, &["户", "个", "项", "套", "张", "条", "座", "所", "公里", "米"]),
    (Dimension::PIECES, 4, &["万户", "万个", "万项", "万套", "万张", "万条", "万座", "万所"]),
    (Dimension::Percent, 2, &["%"]),
    (Dimension::Percent, 4, &["小数"]),
];

fn meaning(unit: &str) -> Option<(Dimension, usize)> {
    let (dimension, power, _) = UNITS.iter().find(|(.., names)| names.contains(&unit))?;
    Some((*dimension, *power))
}

/// The power of ten of a tidied unit in smallest units, if a quantity of the dimension can be in it.
fn power(unit: &str, dimension: Dimension) -> Option<usize> {
    match dimension {
        Dimension::Count(counting) if counting != Counting::PIECES => counting.power(unit),
        Dimension::Count(_) | Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => {
            meaning(unit).filter(|(of, _)| *of == dimension).map(|(_, power)| power)
        }
    }
}

/// The finest step of what may be stated, in smallest units.
fn least(dimension: Dimension) -> i64 {
    match dimension {
        Dimension::Count(counting) => counting.least(),
        Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => 1,
    }
}

/// `parse_under` on half-width signs, with the tidied unit of the heading, empty if it has none; a fault carries the
/// half-width character.
fn read(signs: &[char], dimension: Dimension, under: &str) -> Result<i64, BadQuantity> {
    let start = first_digit(signs, dimension)?;
    let length = signs.iter().skip(start).take_while(|c| matches!(c, '0'..='9' | ',' | '.')).count();
    let number = signs.get(start..start + length).unwrap_or_default();
    let (whole, fraction) = halves(number).map_err(|offset| match offset {
        Some(offset) => fault(signs, start + offset),
        None => BadQuantity::Grouping,
    })?;
    let own = unit_after(signs, start + length, dimension)?;
    let unit = if own.is_empty() { under.to_owned() } else { own };
    let value = match (power(&unit, dimension), dimension) {
        _ if unit.is_empty() && !number.iter().any(|c| matches!(c, '1'..='9')) => Ok(0),
        (_, Dimension::Count(counting)) if unit.is_empty() => in_units(&whole, fraction, counting.held()),
        _ if unit.is_empty() => Err(BadQuantity::NoUnit),
        (Some(power), _) => in_units(&whole, fraction, power),
        (None, _) => Err(BadQuantity::WrongUnit { unit }),
    }?;
    if dimension.is_stateable(value) { Ok(value) } else { Err(BadQuantity::TooFine) }
}

fn fault(signs: &[char], index: usize) -> BadQuantity {
    BadQuantity::NotANumber { at: index + 1, found: signs.get(index).copied().unwrap_or(' ') }
}

/// Where the digits begin, after white space, one minus and one currency sign.
fn first_digit(signs: &[char], dimension: Dimension) -> Result<usize, BadQuantity> {
    let (mut minus, mut currency) = (None, None);
    for (index, sign) in signs.iter().enumerate() {
        match sign {
            '-' | '\u{2212}' if minus.is_none() => minus = Some(index),
            '¥' | '￥' if dimension != Dimension::Money => {
                return Err(BadQuantity::WrongUnit { unit: sign.to_string() });
            }
            '¥' | '￥' if currency.is_none() => currency = Some(index),
            '0'..='9' if minus.is_some() => return Err(BadQuantity::Negative),
            '0'..='9' => return Ok(index),
            _ if sign.is_whitespace() => {}
            _ => return Err(fault(signs, index)),
        }
    }
    Err(minus.or(currency).map_or(BadQuantity::Empty, |index| fault(signs, index)))
}

/// The digits before and after the point. Fails with the offset of a point that has no place there, or none if it is
/// the separators that do not stand right.
fn halves(number: &[char]) -> Result<(Vec<char>, &[char]), Option<usize>> {
    let mut runs = number.split(|c| *c == '.');
    let whole = runs.next().unwrap_or_default();
    let fraction = runs.next();
    match fraction {
        Some([]) => return Err(Some(whole.len())),
        Some(digits) if runs.next().is_some() => return Err(Some(whole.len() + 1 + digits.len())),
        Some(digits) if digits.contains(&',') => return Err(None),
        _ => {}
    }
    Ok((ungrouped(whole).ok_or(None)?, fraction.unwrap_or_default()))
}

/// The digits of a whole part whose separators stand at every third or every fourth digit. A grouped number does not
/// begin with zero: `0,125` is somebody's decimal comma.
fn ungrouped(whole: &[char]) -> Option<Vec<char>> {
    let mut groups = whole.split(|c| *c == ',');
    let first = groups.next()?;
    let rest: Vec<usize> = groups.map(<[char]>::len).collect();
    let regular = |size| first.len() <= size && first.first() != Some(&'0') && rest.iter().all(|len| *len == size);
    (rest.is_empty() || regular(3) || regular(4)).then(|| whole.iter().copied().filter(|c| *c != ',').collect())
}

/// The number in smallest units, when it is typed in a unit of 10^power of them.
fn in_units(whole: &[char], fraction: &[char], power: usize) -> Result<i64, BadQuantity> {
    let decimals = fraction.iter().rposition(|c| *c != '0').map_or(0, |last| last + 1);
    let zeros = power.checked_sub(decimals).ok_or(BadQuantity::TooFine)?;
    let digits = whole.iter().chain(fraction.iter().take(decimals)).chain(std::iter::repeat_n(&'0', zeros));
    digits
        .filter_map(|digit| digit.to_digit(10))
        .try_fold(0_i64, |value, digit| value.checked_mul(10)?.checked_add(digit.into()).filter(|v| *v <= LARGEST))
        .ok_or(BadQuantity::TooLarge)
}

/// A unit in lower case, without spaces and the brackets around it.
pub(super) fn tidy_unit(text: &str) -> String {
    let text: String = half_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    inner.filter(|inner| !inner.is_empty()).unwrap_or(&text).to_ascii_lowercase()
}

/// The unit from `start` to the end, tidied; empty if there is none. Unknown words pass for a unit (美元) unless there
/// is ASCII among them: that is a slip (12O万).
fn unit_after(signs: &[char], start: usize, dimension: Dimension) -> Result<String, BadQuantity> {
    let rest = signs.get(start..).unwrap_or_default();
    let unit = tidy_unit(&rest.iter().collect::<String>());
    if meaning(&unit).is_some() || power(&unit, dimension).is_some() || !unit.contains(|c: char| c.is_ascii()) {
        return Ok(unit);
    }
    Err(fault(signs, start + slip(rest)))
}

/// The first ASCII sign after a number, brackets only if there is no other. Of a gap between digits, the gap.
fn slip(rest: &[char]) -> usize {
    let ascii = |c: &char| c.is_ascii() && !c.is_whitespace();
    let first = rest.iter().position(ascii).unwrap_or(0);
    if rest.iter().take(first).all(|c| c.is_whitespace()) && rest.get(first).is_some_and(char::is_ascii_digit) {
        return 0;
    }
    rest.iter().position(|c| ascii(c) && !matches!(c, '(' | ')')).unwrap_or(first)
}

/// Rounded half up in magnitude, the whole part in the form `group` gives it.
fn decimal(value: Amount, scale: Scale, decimals: u32, group: fn(&str) -> Cow<'_, str>) -> String {
    let kept = decimals.min(scale.divisor_digits());
    let step = 10_u128.pow(scale.divisor_digits() - kept);
    let units = (value.unsigned_abs() + step / 2) / step;
    let mut digits = units.to_string();
    let missing = (kept as usize + 1).saturating_sub(digits.len());
    digits.insert_str(0, &"0".repeat(missing));
    let (whole, fraction) = digits.split_at(digits.len() - kept as usize);
    let whole = group(whole);
    let mut text = String::with_capacity(whole.len() + decimals as usize + 2);
    text.push_str(if value < 0 && units > 0 { "-" } else { "" });
    text.push_str(&whole);
    text.push_str(if decimals > 0 { "." } else { "" });
    text.push_str(fraction);
    text.extend((kept..decimals).map(|_| '0'));
    text
}

fn grouped(whole: &str) -> Cow<'_, str> {
    let comma = |index: usize| (index > 0 && (whole.len() - index).is_multiple_of(3)).then_some(',');
    Cow::Owned(whole.char_indices().flat_map(|(index, digit)| comma(index).into_iter().chain([digit])).collect())
}

fn without_zeros(mut decimal: String) -> String {
    if decimal.contains('.') {
        decimal.truncate(decimal.trim_end_matches('0').trim_end_matches('.').len());
    }
    decimal
}

#[cfg(test)]
#[path = "quantity_test.rs"]
mod tests;
