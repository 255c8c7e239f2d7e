//! A cell as a sheet holds it: a text, a number or a day, how it is shown, and how wide that is. A number reads back as
//! the exact decimal; one of more digits than a sheet keeps is a text.

use unicode_width::UnicodeWidthStr;

use crate::domain::day::{Day, Precision};
use crate::domain::light::Light;
use crate::domain::own_field::Decimal;
use crate::domain::quantity::{Amount, Dimension, Scale, exact};
use crate::domain::sign::Sign;
use crate::lang::{Lang, cell};
use crate::report::model::{Cell, Column, Holds, Shape};

/// So many significant digits a spreadsheet keeps.
const DIGITS_KEPT: usize = 15;
/// The decimals of a rate and of points: as fine as basis points are.
const OF_A_RATE: u32 = 4;
const OF_POINTS: u32 = 2;

#[derive(PartialEq, Debug)]
pub(super) enum EntryValue {
    Blank,
    Text(String),
    Number(f64),
    Day(Day),
}

/// How a value is shown.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Look {
    Words,
    /// Words that may be many.
    Passage,
    /// Words set in by so many levels.
    Indented(u8),
    /// What must stay the text it is, edited or not.
    Verbatim,
    /// Words somebody types, kept as typed.
    Typed,
    /// A decimal with more digits than a number keeps.
    LongNumber,
    Day,
    /// A whole number without separators: a year is one.
    Plain,
    /// With separators; decimals at least and at most.
    Number(u8, u8),
    /// With so many decimals.
    Percent(u8),
    /// With its sign and two decimals.
    Points,
    /// On the ground of its colour, if it has one.
    Light(Option<Light>),
}

pub(super) struct CellEntry {
    pub value: EntryValue,
    pub look: Look,
    /// Columns it takes on one line.
    pub width: usize,
}

impl CellEntry {
    pub fn text(text: String, look: Look) -> Self {
        let width = text.split('\n').map(UnicodeWidthStr::width).max().unwrap_or(0);
        let value = if text.is_empty() { EntryValue::Blank } else { EntryValue::Text(text) };
        Self { value, look, width }
    }
}

/// A cell under its column.
pub(super) fn entry(lang: Lang, column: &Column, each: &Cell) -> CellEntry {
    let text = |look| CellEntry::text(cell::sheet(lang, each).into_owned(), look);
    match each {
        Cell::Day(day) => day_entry(*day),
        Cell::Due(due) if due.precision == Precision::Day => day_entry(due.last),
        Cell::Code(_) | Cell::Due(_) => text(Look::Verbatim),
        Cell::Count(count) => number(*count, 0, count.to_string(), Look::Plain),
        Cell::Quantity { value, dimension } => quantity(lang, *value, *dimension),
        Cell::Number { number: decimal, .. } => {
            let decimals = decimal.decimals();
            number(decimal.parts().into(), Decimal::power(), decimal.exact(), Look::Number(decimals, decimals))
        }
        Cell::Rate(rate) => {
            number(rate.basis_points(), OF_A_RATE, cell::sheet(lang, each).into_owned(), Look::Percent(2))
        }
        Cell::Points(points) => {
            number(points.basis_points_apart(), OF_POINTS, cell::sheet(lang, each).into_owned(), Look::Points)
        }
        Cell::Indented { level, .. } => text(Look::Indented(u8::try_from(*level).unwrap_or(u8::MAX))),
        Cell::Light(light) => text(Look::Light(*light)),
        Cell::Marks(marks) => text(Look::Light(marks.iter().map(|mark| mark.sign).max().and_then(ground))),
        Cell::Verdict(_) | Cell::Sentences(_) => text(Look::Passage),
        Cell::Nothing
        | Cell::Text(_)
        | Cell::Instant(_)
        | Cell::Flag(_)
        | Cell::QuantityAt { .. }
        | Cell::Named(_)
        | Cell::Unit(_)
        | Cell::Word { .. }
        | Cell::Stage { .. }
        | Cell::List(_)
        | Cell::NamedList(_)
        | Cell::Bar(_) => text(look(lang, column)),
    }
}

/// How an empty cell of a column shows what somebody types there.
pub(super) fn look(lang: Lang, column: &Column) -> Look {
    match (column.holds, column.shape) {
        (Holds::Passage, _) => Look::Passage,
        (Holds::Day, _) => Look::Day,
        (Holds::Code | Holds::Due, _) => Look::Verbatim, // 2022-08 must not become the first of August
        (Holds::Count | Holds::Year, _) | (_, Shape::Count) => Look::Plain,
        (Holds::Quantity(dimension), _) | (_, Shape::Quantity(dimension)) => open(lang, dimension),
        (Holds::Decimal(decimals), _) => Look::Number(decimals, decimals),
        (_, Shape::Rate) => Look::Percent(2),
        (_, Shape::Points) => Look::Points,
        (_, Shape::Sign) => Look::Light(None),
        (_, Shape::Text | Shape::Fixed | Shape::Amount) => Look::Words,
    }
}

/// What a sign is grounded in: as the light that it may make.
pub(super) fn ground(sign: Sign) -> Option<Light> {
    match sign {
        Sign::Overdue => Some(Light::Red),
        Sign::MetLate | Sign::Moved => Some(Light::Yellow),
        Sign::Met | Sign::MetUndated => Some(Light::Green),
        Sign::Due => None,
    }
}

fn day_entry(day: Day) -> CellEntry {
    CellEntry { value: EntryValue::Day(day), look: Look::Day, width: "2022-08-31".len() }
}

/// For any value of a dimension.
fn open(lang: Lang, dimension: Dimension) -> Look {
    match dimension {
        Dimension::Money => Look::Number(2, decimals_held(lang.scale(dimension))),
        Dimension::Area | Dimension::Land => Look::Number(2, 2),
        Dimension::Count(counting) => Look::Number(0, counting.decimals),
        Dimension::Percent => Look::Percent(2),
    }
}

fn decimals_held(scale: Scale) -> u8 {
    u8::try_from(scale.divisor_digits()).unwrap_or(u8::MAX)
}

/// With the decimals this value has: a point with nothing after it looks like a mistake.
fn quantity(lang: Lang, value: Amount, dimension: Dimension) -> CellEntry {
    let scale = lang.scale(dimension);
    let plain = exact(value, scale);
    let decimals = plain.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    let decimals = u8::try_from(decimals).unwrap_or(u8::MAX);
    match dimension {
        Dimension::Percent => number(value, scale.divisor_digits() + 2, plain + "%", Look::Percent(decimals)),
        Dimension::Money => number(value, scale.divisor_digits(), plain, open(lang, dimension)),
        Dimension::Area | Dimension::Land | Dimension::Count(_) => {
            number(value, scale.divisor_digits(), plain, Look::Number(decimals, decimals))
        }
    }
}

/// `units` of 10^-`power`; `plain` is the decimal people read.
fn number(units: Amount, power: u32, plain: String, look: Look) -> CellEntry {
    let digits = units.unsigned_abs().to_string();
    let is_kept = digits.trim_end_matches('0').len() <= DIGITS_KEPT;
    match format!("{units}e-{power}").parse() {
        Ok(number) if is_kept => {
            // a separator at every third digit, and two decimals at least with their point
            let whole = plain.find('.').unwrap_or(plain.len());
            let width = whole + whole / 3 + (plain.len() - whole).max(3);
            CellEntry { value: EntryValue::Number(number), look, width }
        }
        _ => CellEntry::text(plain, Look::LongNumber),
    }
}
