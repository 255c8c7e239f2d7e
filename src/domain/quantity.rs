//! Quantities: money, area, land, counts and percentages, as whole numbers of their smallest unit. Reads what people
//! type, keeping or refusing every digit, and prints it exactly or rounded once. The words of an error are not here.

use super::name::half_width;

/// The largest magnitude held, in the smallest unit of any dimension (90 万亿元).
pub const LARGEST: i64 = 9_000_000_000_000_000;

/// What a measure is counted in. The integer held is in the smallest unit: money in fen, area in 0.01 m², land in
/// 0.01 mu 亩, a count in households 户 or pieces, per cent in basis points.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Dimension {
    Money,
    Area,
    Land,
    Count,
    Percent,
}

impl Dimension {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Money, Self::Area, Self::Land, Self::Count, Self::Percent];

    /// The dimension stored under this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|dimension| dimension.code() == code)
    }

    /// The code it is stored under.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Area => "area",
            Self::Land => "land",
            Self::Count => "count",
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

/// How a quantity prints: 元, 万元, a million yuan, 亿元; m², 万平方米; 亩; one by one; points of a hundred (4000
/// basis points are 40).
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
    PercentPoint,
}

impl Scale {
    /// The power of ten between the smallest unit and this scale.
    #[must_use]
    pub fn divisor_digits(self) -> u32 {
        match self {
            Self::One => 0,
            Self::Yuan | Self::SquareMetre | Self::Mu | Self::PercentPoint => 2,
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
    let signs: Vec<char> = half_width(text).trim_end().chars().collect();
    read(&signs, dimension).map_err(|bad| match bad {
        BadQuantity::NotANumber { at, found } => {
            BadQuantity::NotANumber { at, found: text.chars().nth(at - 1).unwrap_or(found) }
        }
        other => other,
    })
}

/// As [`parse`], of a text that may leave its unit to the heading it stands under.
///
/// # Errors
/// Those of [`parse`].
pub fn parse_under(text: &str, dimension: Dimension, unit: Option<&str>) -> Result<i64, BadQuantity> {
    match (parse(text, dimension), unit) {
        (Err(BadQuantity::NoUnit), Some(unit)) => parse(&format!("{text}{unit}"), dimension),
        (read, _) => read,
    }
}

/// The exact decimal, without trailing zeros: `exact(925_069_711, WanYuan)` is `925.069711`.
#[must_use]
pub fn exact(value: i64, scale: Scale) -> String {
    without_zeros(rounded_plain(value, scale, scale.divisor_digits()))
}

/// As [`exact`], with `,` at every third digit of the whole part.
#[must_use]
pub fn exact_grouped(value: i64, scale: Scale) -> String {
    without_zeros(rounded(value, scale, scale.divisor_digits()))
}

/// Rounded to so many decimals, half up in magnitude, with `,` at every third digit. Zero has no sign.
#[must_use]
pub fn rounded(value: i64, scale: Scale, decimals: u32) -> String {
    decimal(value, scale, decimals, grouped)
}

/// As [`rounded`], without separators.
#[must_use]
pub fn rounded_plain(value: i64, scale: Scale, decimals: u32) -> String {
    decimal(value, scale, decimals, str::to_owned)
}

/// The amount as somebody would type it, exactly: 万, 平方米 (万平方米 from one 万 up if two decimals hold it), 亩, %, or
/// a bare count. [`parse`] reads it back, unless it is negative.
#[must_use]
pub fn typed(value: i64, dimension: Dimension) -> String {
    let (scale, unit) = match dimension {
        Dimension::Money => (Scale::WanYuan, "万"),
        Dimension::Area if value >= 1_000_000 && value % 10_000 == 0 => (Scale::WanSquareMetre, "万平方米"),
        Dimension::Area => (Scale::SquareMetre, "平方米"),
        Dimension::Land => (Scale::Mu, "亩"),
        Dimension::Count => (Scale::One, ""),
        Dimension::Percent => (Scale::PercentPoint, "%"),
    };
    exact(value, scale) + unit
}

/// The units typed, in lower case: their dimension, and their power of ten in smallest units.
const UNITS: &[(Dimension, usize, &[&str])] = &[
    (Dimension::Money, 2, &["元"]),
    (Dimension::Money, 5, &["千元"]),
    (Dimension::Money, 6, &["万", "万元"]),
    (Dimension::Money, 8, &["百万", "百万元"]),
    (Dimension::Money, 9, &["千万", "千万元"]),
    (Dimension::Money, 10, &["亿", "亿元"]),
    (Dimension::Area, 2, &["平方米", "平米", "平方", "平", "㎡", "m²", "m2"]),
    (Dimension::Area, 6, &["万平方米", "万平米", "万平方", "万平", "万㎡", "万m²", "万m2", "公顷"]),
    (Dimension::Area, 8, &["平方公里", "平方千米", "km²", "km2"]),
    (Dimension::Land, 2, &["亩"]),
    (Dimension::Land, 6, &["万亩"]),
    (Dimension::Count, 0, COUNTED),
    (Dimension::Percent, 2, &["%"]),
];
const COUNTED: &[&str] = &["户", "个", "项", "套", "张", "条", "座", "所"];

fn meaning(unit: &str) -> Option<(Dimension, usize)> {
    if unit.strip_prefix('万').is_some_and(|counted| COUNTED.contains(&counted)) {
        return Some((Dimension::Count, 4)); // 1.5万户
    }
    let (dimension, power, _) = UNITS.iter().find(|(.., names)| names.contains(&unit))?;
    Some((*dimension, *power))
}

/// `parse` on half-width signs; a fault carries the half-width character.
fn read(signs: &[char], dimension: Dimension) -> Result<i64, BadQuantity> {
    let start = first_digit(signs, dimension)?;
    let length = signs.iter().skip(start).take_while(|c| matches!(c, '0'..='9' | ',' | '.')).count();
    let number = signs.get(start..start + length).unwrap_or_default();
    let (whole, fraction) = halves(number).map_err(|offset| match offset {
        Some(offset) => fault(signs, start + offset),
        None => BadQuantity::Grouping,
    })?;
    let unit = unit_after(signs, start + length)?;
    match meaning(&unit) {
        _ if unit.is_empty() && !number.iter().any(|c| matches!(c, '1'..='9')) => Ok(0),
        _ if unit.is_empty() && dimension == Dimension::Count => in_units(&whole, fraction, 0),
        _ if unit.is_empty() => Err(BadQuantity::NoUnit),
        Some((of, power)) if of == dimension => in_units(&whole, fraction, power),
        _ => Err(BadQuantity::WrongUnit { unit }),
    }
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

/// The unit from `start` to the end, in lower case, without spaces and brackets; empty if there is none. Unknown words
/// pass for a unit (美元) unless there is ASCII among them: that is a slip (12O万).
fn unit_after(signs: &[char], start: usize) -> Result<String, BadQuantity> {
    let rest = signs.get(start..).unwrap_or_default();
    let text: String = rest.iter().filter(|c| !c.is_whitespace()).collect();
    let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let unit = inner.filter(|inner| !inner.is_empty()).unwrap_or(&text).to_ascii_lowercase();
    if meaning(&unit).is_some() || !unit.contains(|c: char| c.is_ascii()) {
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
fn decimal(value: i64, scale: Scale, decimals: u32, group: fn(&str) -> String) -> String {
    let kept = decimals.min(scale.divisor_digits());
    let step = 10_u64.pow(scale.divisor_digits() - kept);
    let units = (value.unsigned_abs() + step / 2) / step;
    let digits = format!("{units:0>width$}", width = kept as usize + 1);
    let (whole, fraction) = digits.split_at(digits.len() - kept as usize);
    let zeros: String = (kept..decimals).map(|_| '0').collect();
    let sign = if value < 0 && units > 0 { "-" } else { "" };
    let point = if decimals > 0 { "." } else { "" };
    format!("{sign}{}{point}{fraction}{zeros}", group(whole))
}

fn grouped(whole: &str) -> String {
    let comma = |index: usize| (index > 0 && (whole.len() - index).is_multiple_of(3)).then_some(',');
    whole.char_indices().flat_map(|(index, digit)| comma(index).into_iter().chain([digit])).collect()
}

fn without_zeros(decimal: String) -> String {
    if decimal.contains('.') { decimal.trim_end_matches('0').trim_end_matches('.').to_owned() } else { decimal }
}

#[cfg(test)]
mod tests {
    use super::BadQuantity::{Empty, Grouping, Negative, NoUnit, TooFine, TooLarge};
    use super::Dimension::{Area, Count, Land, Money, Percent};
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    #[test]
    fn every_unit_is_read() {
        let cases = [
            (Money, 12_000_000_000, "1.2亿 1.2亿元 12000万 12,000万元 1,2000万 12千万 12千万元 120百万"),
            (Money, 12_000_000_000, "120百万元 120000千元 ¥120,000,000元 ￥１．２亿 1.2（亿元）"),
            (Money, 925_069_711, "925.069711万 925.0697110万元 9,250,697.11(元) ９２５．０６９７１１万元"),
            (Area, 345_000_000, "345万平方米 345万㎡ 345万m² 345万M2 345万平米 345万平方 345万平"),
            (Area, 345_000_000, "345公顷 3.45平方公里 3.45平方千米 3.45km² 3.45KM2 3450000㎡"),
            (Area, 150, "1.5平方米 1.5㎡ 1.5m² 1.5m2 1.5ｍ２ 1.5平米 1.5平方 1.50平"),
            (Land, 1_234_500, "12345亩 1.2345万亩 1,2345亩 12,345.00亩"),
            (Count, 15_000, "15000 15,000户 1.5万户 15000个 15000.0所 1,5000套"),
            (Percent, 4_000, "40% 40.00% ４０％ 40(%) 40（％）"),
        ];
        for (dimension, value, forms) in cases {
            for form in forms.split(' ') {
                let read = [form, &format!("　 {form}　")].map(|text| parse(text, dimension));
                assert_eq!(read, [Ok(value), Ok(value)], "{form}");
            }
        }
        assert_eq!(parse("1.2 亿 元", Money), Ok(12_000_000_000));
        for dimension in Dimension::ALL {
            assert_eq!(["0", "0.00", "０"].map(|zero| parse(zero, dimension)), [Ok(0), Ok(0), Ok(0)]);
        }
    }

    #[test]
    fn what_is_no_quantity_says_why() {
        let cases = [
            (Money, Empty, "|　"),
            (Money, NoUnit, "1200|¥1200|1,200.5"),
            (Area, NoUnit, "12|12.5"),
            (Percent, NoUnit, "40|0.4"),
            (Money, Negative, "-5万|－５万|¥-5|- 5万|−3"),
            (Money, TooFine, "0.001元|1.2345678万|0.100001千元"),
            (Count, TooFine, "1.5|1.5户|1.23456万户"),
            (Percent, TooFine, "40.005%"),
            (Money, TooLarge, "900001亿|99999999999999999999999999元"),
            (Money, Grouping, "12,34万|1,234,5678万|1234,567万|1,234,万|1.234,567万|0,125万|1,,234万"),
        ];
        for (dimension, why, texts) in cases {
            for text in texts.split('|') {
                assert_eq!(parse(text, dimension), Err(why.clone()), "{text:?}");
            }
        }
    }

    #[test]
    fn a_wrong_unit_is_named() {
        let money = [("5亩", "亩"), ("40%", "%"), ("5美元", "美元"), ("5（美元）", "美元"), ("5M2", "m2")];
        let others = [(Area, "5万", "万"), (Area, "¥5", "¥"), (Count, "5万", "万"), (Percent, "5个", "个")];
        for (dimension, text, unit) in money.map(|(text, unit)| (Money, text, unit)).into_iter().chain(others) {
            assert_eq!(parse(text, dimension), Err(BadQuantity::WrongUnit { unit: unit.to_owned() }));
        }
    }

    #[test]
    fn a_slip_is_pointed_at() {
        // the sign at fault is the first of those after the arrow
        let digits = "12→O0万|　１２→Ｏ0万|1→e5元|5万→O|1万→2千|1.2→.3万|→.5万|5→.万|→,123万|1→ 200万|1200→w";
        let others = "→约5万|→万元|→百分之40|→(1200)|5→()|5→(万元|5(→USD)|→-|-→-5万|→+5万";
        for case in digits.split('|').chain(others.split('|')) {
            let (before, after) = case.split_once('→').expect("an arrow");
            let (at, found) = (before.chars().count() + 1, after.chars().next().expect("a sign"));
            let got = parse(&case.replace('→', ""), Money);
            assert_eq!(got, Err(BadQuantity::NotANumber { at, found }), "{case:?}");
        }
    }

    #[test]
    fn printing_is_exact_or_rounded_once() {
        assert_eq!(exact(925_069_711, Scale::WanYuan), "925.069711");
        assert_eq!(exact_grouped(1_234_567_050, Scale::Yuan), "12,345,670.5");
        assert_eq!(exact(-5, Scale::YiYuan), "-0.0000000005");
        assert_eq!([exact(0, Scale::YiYuan), exact(4000, Scale::PercentPoint)], ["0", "40"]);
        assert_eq!(rounded(42_354_821_234, Scale::WanYuan, 2), "42,354.82");
        assert_eq!(rounded_plain(42_354_821_234, Scale::MillionYuan, 2), "423.55");
        let halves = [5_000, 4_999, -5_000, -4_999].map(|fen| rounded(fen, Scale::WanYuan, 2));
        assert_eq!(halves, ["0.01", "0.00", "-0.01", "0.00"]);
        assert_eq!(rounded(99_999_950, Scale::Yuan, 0), "1,000,000");
        assert_eq!([rounded(7, Scale::One, 2), rounded(7, Scale::Mu, 3)], ["7.00", "0.070"]);
        assert_eq!(exact(i64::MIN, Scale::Yuan), "-92233720368547758.08");
        assert_eq!(rounded(i64::MAX, Scale::YiYuan, 0), "922,337,204");
    }

    #[test]
    fn amounts_are_typed_as_people_type_them() {
        assert_eq!(typed(2_100_000_000, Money), "2100万");
        let areas = [345_000_000, 34_500, 1_000_100].map(|value| typed(value, Area));
        assert_eq!(areas, ["345万平方米", "345平方米", "10001平方米"]);
        assert_eq!([typed(150, Land), typed(917, Count), typed(4_050, Percent)], ["1.5亩", "917", "40.5%"]);
    }

    #[test]
    fn a_dimension_has_its_code() {
        assert_eq!(Dimension::ALL.map(|each| Dimension::from_code(each.code())), Dimension::ALL.map(Some));
        assert_eq!(Dimension::from_code("weight"), None);
    }

    /// Small values as often as large ones.
    fn any_value() -> impl Strategy<Value = i64> {
        prop_oneof![0..1_000_i64, 0..100_000_000_i64, 0..=LARGEST, (0..900_000_i64).prop_map(|wan| wan * 10_000)]
    }

    fn full_width(text: &str) -> String {
        let wide = |c: char| char::from_u32(u32::from(c) + 0xFEE0).filter(|_| c.is_ascii_graphic());
        text.chars().map(|c| wide(c).unwrap_or(c)).collect()
    }

    /// Grouped at every third or fourth digit of the whole part.
    fn regrouped(plain: &str, size: usize) -> String {
        let whole = plain.find('.').unwrap_or(plain.len());
        let comma = |i: usize| i > 0 && i < whole && (whole - i).is_multiple_of(size);
        plain.char_indices().flat_map(|(i, c)| comma(i).then_some(',').into_iter().chain([c])).collect()
    }

    proptest! {
        #[test]
        fn what_is_typed_is_read(value in any_value(), dimension in select(&Dimension::ALL)) {
            let text = typed(value, dimension);
            let read = [parse(&text, dimension), parse(&full_width(&text), dimension)];
            prop_assert_eq!(read, [Ok(value), Ok(value)]);
        }

        #[test]
        fn what_is_printed_is_read(value in any_value()) {
            use Scale::{MillionYuan, WanYuan, YiYuan, Yuan};
            for (scale, unit) in [(Yuan, "元"), (WanYuan, "万元"), (MillionYuan, "百万元"), (YiYuan, "亿元")] {
                let plain = exact(value, scale);
                let by_four = regrouped(&plain, 4);
                let forms = [exact_grouped(value, scale), full_width(&by_four), by_four, regrouped(&plain, 3), plain];
                for form in forms {
                    prop_assert_eq!(parse(&(form + unit), Money), Ok(value));
                }
            }
        }

        #[test]
        fn rounding_is_off_by_half_a_step_at_most(value in -LARGEST..=LARGEST, decimals in 0..7_u32) {
            let text = rounded_plain(value, Scale::WanYuan, decimals);
            let step = 10_i64.pow(6 - decimals);
            let read = parse(&(text.trim_start_matches('-').to_owned() + "万"), Money).expect("printed by us");
            prop_assert!((read - value.abs()).abs() * 2 <= step && read % step == 0);
            prop_assert_eq!(text.starts_with('-'), value < 0 && read > 0);
        }

        #[test]
        fn no_text_makes_it_panic(
            text in ".*|[0-9０-９,，.．¥￥万元亿㎡²%％ 　()（）－户O]{0,24}",
            dimension in select(&Dimension::ALL),
        ) {
            match parse(&text, dimension) {
                Ok(value) => prop_assert!((0..=LARGEST).contains(&value)),
                Err(BadQuantity::NotANumber { at, found }) => prop_assert_eq!(text.chars().nth(at - 1), Some(found)),
                Err(_) => {}
            }
        }
    }
}
