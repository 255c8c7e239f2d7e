//! Raw cells read as what their column holds, and held against what the register said.

use std::borrow::Cow;

use crate::domain::Day;
use crate::domain::catalog::{Catalog, Label, Named, Unknown};
use crate::domain::day::{DueDay, instant_text, parse_day, parse_due, parse_instant, parse_year};
use crate::domain::light::{Light, find_light, light_name};
use crate::domain::name::{folded, half_width};
use crate::domain::own_field::Decimal;
use crate::domain::quantity::{BadQuantity, Dimension, parse_under};
use crate::error::{BadCell, Result};
use crate::lang::cell::{self, split_names};
use crate::lang::word::word;
use crate::lang::{EMPTIED, Lang};
use crate::render::csv::unguard;
use crate::report::model::{Cell, Column, Holds, Word, Words};
use crate::report::sheets::{Canon, canon, words};
use crate::sheet::grid::{Epoch, FileFormat, Raw};
use crate::sheet::shown::{shifted, unshifted};

/// What a cell of a sheet states.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// Left blank.
    Nothing,
    /// （空）: the field is emptied.
    Emptied,
    This(Cell),
}

/// What reading a cell needs beside it.
#[derive(Clone, Copy)]
pub struct CellReader<'a> {
    pub catalog: &'a Catalog,
    pub format: FileFormat,
    /// Of the row: whose stages it names.
    pub category: Option<&'a str>,
    /// Of the row: what its amounts are counted in.
    pub dimension: Option<Dimension>,
    /// In which bare numbers count: that behind the heading, or in the row.
    pub unit: Option<&'a str>,
}

impl CellReader<'_> {
    /// Reads a cell as what its column holds.
    ///
    /// # Errors
    /// Why it states nothing.
    pub fn read(&self, raw: &Raw, holds: Holds) -> Result<Said, BadCell> {
        let text = match raw {
            Raw::Empty => return Ok(Said::Nothing),
            Raw::Text(text) => self.plain(text),
            Raw::Number(digits) => Cow::Borrowed(digits.as_str()),
            Raw::Percent(digits) => Cow::Owned(format!("{digits}%")),
            Raw::Scaled { digits, .. } => Cow::Borrowed(digits.as_str()),
            Raw::Day(day) => Cow::Owned(day.to_string()),
            Raw::Due(due) => Cow::Owned(due.to_string()),
            Raw::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
            Raw::List(names) => return Ok(self.names(names.clone())),
            Raw::Other(_) => return Err(BadCell::NotAValue),
        };
        let said = text.trim();
        match said {
            "" => return Ok(Said::Nothing),
            _ if EMPTIED.contains(&said) => return Ok(Said::Emptied),
            _ => {}
        }
        let cell = match holds {
            Holds::Nothing => return Ok(Said::Nothing),
            Holds::Name | Holds::Passage => Cell::Text(said.to_owned()),
            Holds::Code => Cell::Code(said.to_owned()),
            Holds::Names => return Ok(self.names(split_names(said))),
            Holds::Day => Cell::Day(parse_day(&self.dated(raw, said)).map_err(BadCell::Day)?),
            Holds::Due => Cell::Due(parse_due(&self.dated(raw, said)).map_err(BadCell::Day)?),
            Holds::Year => Cell::Count(parse_year(said).map_err(|_| BadCell::Year)?.into()),
            Holds::Count => Cell::Count(half_width(said).parse().map_err(|_| BadCell::Number)?),
            Holds::Flag => Cell::Flag(flag(said).ok_or(BadCell::Flag)?),
            Holds::Quantity(dimension) => self.quantity(raw, said, dimension)?,
            Holds::Amount => self.quantity(raw, said, self.dimension.unwrap_or(Dimension::PIECES))?,
            Holds::Decimal(decimals) => decimal_cell(said, decimals),
            Holds::Word(of) => self.word(said, of)?,
        };
        Ok(Said::This(cell))
    }

    /// A text without the guard that keeps a CSV from being calculated.
    pub fn plain<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let text = if self.format == FileFormat::Csv { unguard(text) } else { text };
        if text.contains('\r') {
            Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// A text as it would be recorded.
    pub fn text(&self, text: &str) -> String {
        self.plain(text).trim().to_owned()
    }

    fn names(&self, names: Vec<String>) -> Said {
        let names: Vec<String> = names.into_iter().map(|name| name.trim().to_owned()).collect();
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        if names.is_empty() { Said::Nothing } else { Said::This(Cell::List(names)) }
    }

    /// The number of a day that a workbook lost the format of, as a day.
    fn dated<'t>(&self, raw: &Raw, said: &'t str) -> Cow<'t, str> {
        let serial = match raw {
            Raw::Number(digits) => digits.parse::<i64>().ok(),
            _ => None,
        };
        let epoch = self.format.epoch();
        let day = serial.zip(epoch).and_then(|(serial, epoch)| day_of_serial(serial, epoch));
        day.map_or(Cow::Borrowed(said), Cow::Owned)
    }

    fn quantity(&self, raw: &Raw, said: &str, dimension: Dimension) -> Result<Cell, BadCell> {
        let value = match (raw, self.format) {
            (Raw::Number(digits), FileFormat::Json) => {
                let whole: i64 = digits.parse().map_err(|_| BadCell::Number)?;
                if whole < 0 { Err(BadQuantity::Negative) } else { Ok(whole) }
            }
            (Raw::Number(digits), FileFormat::Workbook(..)) if dimension == Dimension::Percent => {
                parse_computed(digits, dimension, Some(self.of_percent(digits)?))
            }
            (Raw::Scaled { digits, by, is_named }, _) => {
                let unit = self.stored_in(digits, *by, *is_named, dimension)?;
                parse_computed(digits, dimension, Some(&unit))
            }
            _ => parse_computed(said, dimension, self.unit),
        };
        let value = value.map_err(|bad| BadCell::Quantity { bad, dimension })?.into();
        Ok(Cell::Quantity { value, dimension })
    }

    /// The unit of a bare number of a workbook that holds a percentage: that of the heading. Where it has none, 0.45 may
    /// be 0.45 % or a cell that lost its format, and nobody but the reader knows.
    fn of_percent(&self, digits: &str) -> Result<&'static str, BadCell> {
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let is_share = (whole == "0" && !fraction.is_empty()) || (whole == "1" && fraction.is_empty());
        if is_share && self.unit != Some("%") {
            return Err(BadCell::Share { percent: digits.to_owned(), share: shifted(digits, 2) });
        }
        Ok("%")
    }

    /// The unit in which a number is stored that is shown divided: the unit itself, where the format names what it
    /// divides by, or the heading does.
    fn stored_in(&self, digits: &str, by: u32, is_named: bool, dimension: Dimension) -> Result<String, BadCell> {
        let one = |unit| parse_under("1", dimension, unit).ok();
        let unit = match dimension {
            Dimension::Money => "元",
            Dimension::Area => "平方米",
            Dimension::Land => "亩",
            Dimension::Count(counting) if !counting.zh.is_empty() => &counting.zh.to_string(),
            Dimension::Count(_) => "个",
            Dimension::Percent => "%",
        };
        let divided = one(Some(unit)).and_then(|one| one.checked_mul(10_i64.checked_pow(by)?));
        let is_headed = self.unit.is_some() && divided.is_some() && one(self.unit) == divided;
        if (is_named || is_headed) && dimension != Dimension::Percent {
            return Ok(unit.to_owned());
        }
        let (stored, shown) = (digits.to_owned(), unshifted(digits, by));
        Err(BadCell::Divided { stored, shown })
    }

    /// Whether a number is rounded to be recorded: it has the tail of a division, which nobody typed.
    pub fn is_rounded(&self, raw: &Raw, holds: Holds) -> bool {
        let dimension = match holds {
            Holds::Quantity(dimension) => Some(dimension),
            Holds::Amount => self.dimension,
            _ => None,
        };
        let (text, unit) = match raw {
            Raw::Number(digits) if dimension == Some(Dimension::Percent) => (Cow::Borrowed(digits.as_str()), Some("%")),
            Raw::Number(text) | Raw::Text(text) => (Cow::Borrowed(text.as_str()), self.unit),
            Raw::Percent(digits) => (Cow::Owned(format!("{digits}%")), None),
            Raw::Scaled { .. }
            | Raw::Empty
            | Raw::Day(_)
            | Raw::Due(_)
            | Raw::Flag(_)
            | Raw::List(_)
            | Raw::Other(_) => {
                return false;
            }
        };
        let is_fine = |dimension| parse_under(text.trim(), dimension, unit) == Err(BadQuantity::TooFine);
        dimension.is_some_and(|dimension| is_computed(&text) && is_fine(dimension) && self.read(raw, holds).is_ok())
    }

    fn word(&self, said: &str, of: Words) -> Result<Cell, BadCell> {
        let unknown = |unknown: Unknown| BadCell::Word { candidates: unknown.candidates };
        let catalog = self.catalog;
        let named = |code: &str, label: &Label| Cell::Named(Named { code: code.to_owned(), label: label.clone() });
        let of_list = |found: Result<&Named, Unknown>| found.map(|found| Cell::Named(found.clone())).map_err(unknown);
        match of {
            Words::Category => {
                catalog.find_category(said).map(|found| named(&found.code, &found.label)).map_err(unknown)
            }
            Words::Stage => {
                let category = self.category.and_then(|code| catalog.category(code));
                let category = category.ok_or(BadCell::Word { candidates: Vec::new() })?;
                catalog.find_stage(category, said).map(|found| named(&found.code, &found.label)).map_err(unknown)
            }
            Words::Condition => of_list(catalog.find_condition(said)),
            Words::Basis => of_list(catalog.find_basis(said)),
            Words::Measure => catalog.find_measure(said).map(|found| named(&found.code, &found.label)).map_err(unknown),
            Words::Light => hand_light(said),
            of => own_word(said, of),
        }
    }

    /// Whether a cell that is computed, or was stated for good, says something else than the register did. A blank one
    /// says nothing.
    pub fn is_altered(&self, raw: &Raw, column: &Column, was: &Cell) -> bool {
        if matches!(raw, Raw::Empty | Raw::Other(_)) {
            return false;
        }
        if let Raw::Text(text) = raw
            && self.says(was, self.plain(text).trim())
        {
            return false;
        }
        if column.holds != Holds::Nothing
            && let Ok(said) = self.read(raw, column.holds)
        {
            return match said {
                Said::Nothing => false,
                Said::Emptied => canon(was).is_some(),
                Said::This(cell) => !is_same(&cell, was),
            };
        }
        match raw {
            Raw::Number(digits) => !self.is_number(digits, was),
            Raw::Day(day) => {
                canon(was).is_none_or(|was| was != Canon::Day(*day) && was != Canon::Due(DueDay::on(*day)))
            }
            Raw::Percent(digits) => !self.says(was, &format!("{digits}%")),
            Raw::Scaled { digits, .. } => !self.is_number(digits, was),
            Raw::Due(due) => canon(was).is_none_or(|was| was != Canon::Due(*due)),
            Raw::Flag(flag) => *was != Cell::Flag(*flag),
            Raw::Text(text) => !self.plain(text).trim().is_empty(),
            Raw::List(_) | Raw::Empty | Raw::Other(_) => false,
        }
    }

    /// Whether a text is what a sheet in either language has for a cell.
    fn says(&self, was: &Cell, text: &str) -> bool {
        [Lang::Zh, Lang::En].iter().any(|lang| says(*lang, was, text, self.format))
    }

    fn is_number(&self, digits: &str, was: &Cell) -> bool {
        let text = match was {
            Cell::Rate(_) if self.format.is_workbook() => shifted(digits, 2),
            Cell::Quantity { dimension: Dimension::Percent, .. } if self.format.is_workbook() => shifted(digits, 2),
            _ => digits.to_owned(),
        };
        match (was, self.format) {
            (Cell::Rate(rate), FileFormat::Json) => rate.basis_points().to_string() == digits,
            (Cell::Points(points), FileFormat::Json) => points.basis_points_apart().to_string() == digits,
            (Cell::Quantity { value, .. }, FileFormat::Json) => value.to_string() == digits,
            _ => [Lang::Zh, Lang::En].iter().any(|lang| decimal(&cell::sheet(*lang, was)) == decimal(&text)),
        }
    }
}

/// Whether a text is what a sheet in a language has for a cell.
fn says(lang: Lang, was: &Cell, text: &str, format: FileFormat) -> bool {
    let sheet = cell::sheet(lang, was);
    let is_code = || matches!(canon(was), Some(Canon::Text(code)) if code == text);
    let is_moment = || matches!(was, Cell::Instant(at) if instant_text(*at) == text);
    let is_moment_cell = matches!(was, Cell::Instant(_));
    // a spreadsheet adds the seconds, or writes the day as its machine does
    let is_same_moment = || {
        let (read, was) = (parse_instant(text), parse_instant(&sheet));
        is_moment_cell && read.is_ok() && read == was
    };
    let is_number = || decimal(&sheet).is_some_and(|was| Some(was) == decimal(text));
    sheet.trim() == text
        || is_number()
        || is_same_moment()
        || (format == FileFormat::Json && (is_code() || is_moment()))
}

/// Whether a cell that was read says what another did.
pub fn is_same(read: &Cell, was: &Cell) -> bool {
    match (canon(read), canon(was)) {
        (Some(Canon::Day(day)), Some(Canon::Due(due))) => DueDay::on(day) == due,
        (Some(Canon::Due(due)), Some(Canon::Day(day))) => DueDay::on(day) == due,
        (read, was) => read == was,
    }
}

/// A bare number; whether anything else is one, its field knows.
fn decimal_cell(said: &str, decimals: u8) -> Cell {
    match Decimal::parse(said, decimals) {
        Ok(number) => Cell::Number { number, unit: None },
        Err(_) => Cell::Text(said.to_owned()),
    }
}

fn flag(said: &str) -> Option<bool> {
    let said = folded(said);
    let is = |of: Word| [Lang::Zh, Lang::En].iter().any(|lang| word(*lang, of) == said);
    match said.as_str() {
        "true" | "1" | "√" | "y" => Some(true),
        "false" | "0" | "×" | "n" => Some(false),
        _ if is(Word::Yes) => Some(true),
        _ if is(Word::No) => Some(false),
        _ => None,
    }
}

fn own_word(said: &str, of: Words) -> Result<Cell, BadCell> {
    let wanted = folded(said);
    let is = |code: &str, of: Word| {
        folded(code) == wanted || [Lang::Zh, Lang::En].iter().any(|lang| folded(word(*lang, of)) == wanted)
    };
    let all = words(of);
    let found = all.iter().find(|(code, word)| is(code, *word));
    found.map(|(code, word)| Cell::Word { code, word: *word }).ok_or_else(|| BadCell::Word {
        candidates: all
            .iter()
            .map(|(code, of)| Named { code: (*code).to_owned(), label: both(|lang| word(lang, *of)) })
            .collect(),
    })
}

fn hand_light(said: &str) -> Result<Cell, BadCell> {
    let found = find_light(said).flatten().filter(|light| Light::BY_HAND.contains(light));
    found.map(|light| Cell::Light(Some(light))).ok_or_else(|| BadCell::Word {
        candidates: Light::BY_HAND.into_iter().map(|light| light_name(Some(light))).collect(),
    })
}

fn both(of: impl Fn(Lang) -> &'static str) -> Label {
    Label { zh: of(Lang::Zh).to_owned(), en: of(Lang::En).to_owned() }
}

/// A decimal number without what may differ in writing: separators, zeros at the end, a plus, a per cent sign.
fn decimal(text: &str) -> Option<String> {
    let text: String = text.chars().filter(|sign| *sign != ',').collect();
    let text = text.trim_end_matches('%').trim_start_matches('+');
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let is_number = digits.contains(|sign: char| sign.is_ascii_digit())
        && digits.chars().all(|sign| sign.is_ascii_digit() || sign == '.');
    if !is_number {
        return None;
    }
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let sign = if whole.is_empty() && fraction.is_empty() { "" } else { sign };
    Some(format!("{sign}{whole}.{fraction}"))
}

/// Reads a quantity; one with the tail of a division (10000 ÷ 3 = 3333.3333333333335) as finely as it can be recorded.
fn parse_computed(text: &str, dimension: Dimension, unit: Option<&str>) -> Result<i64, BadQuantity> {
    match parse_under(text, dimension, unit) {
        Err(BadQuantity::TooFine) if is_computed(text) && !dimension.is_whole() => {
            let length = text.find(|sign: char| !sign.is_ascii_digit() && sign != '.').unwrap_or(text.len());
            let (number, behind) = text.split_at_checked(length).unwrap_or((text, ""));
            let coarser = (0..number.len()).rev().filter_map(|places| rounded(number, places));
            let mut read = coarser.filter_map(|number| parse_under(&(number + behind), dimension, unit).ok());
            read.next().ok_or(BadQuantity::TooFine)
        }
        read => read,
    }
}

/// Whether a number has as many digits as only a machine writes.
fn is_computed(text: &str) -> bool {
    const TYPED_AT_MOST: usize = 14;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    text.contains('.') && digits.trim_start_matches('0').len() > TYPED_AT_MOST
}

/// A decimal rounded half up to so many places; `None`: it has no more, or too many digits to count with.
fn rounded(number: &str, places: usize) -> Option<String> {
    let (whole, fraction) = number.split_once('.')?;
    let cut = u32::try_from(fraction.len().checked_sub(places)?).ok().filter(|cut| *cut > 0)?;
    let step = 10_u128.checked_pow(cut)?;
    let all: u128 = format!("{whole}{fraction}").parse().ok()?;
    let digits = format!("{:0>width$}", all.checked_add(step / 2)? / step, width = places + 1);
    let (whole, fraction) = digits.split_at_checked(digits.len() - places)?;
    Some(if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") })
}

/// The day a workbook means by a whole number from 1950 to 2099; smaller ones may be years.
fn day_of_serial(serial: i64, epoch: Epoch) -> Option<String> {
    let (first, most) = match epoch {
        Epoch::Of1900 => (Day::from_ymd_opt(1899, 12, 30)?, 18_264..=73_050),
        Epoch::Of1904 => (Day::from_ymd_opt(1904, 1, 1)?, 16_802..=71_588),
    };
    let days = most.contains(&serial).then(|| chrono::Days::new(serial.unsigned_abs()))?;
    Some(first.checked_add_days(days)?.to_string())
}

#[cfg(test)]
#[path = "value_test.rs"]
mod tests;
