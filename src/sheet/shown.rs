//! How a workbook shows its numbers, which is part of what they say: 0.45 under `0%` is 45 %, 30000000 shown as 3000万
//! is no 30000000万, a day shown as 2022年10月 is a month. All numbers of all workbooks come in through [`raw`].

use calamine::{ExcelDateTime, ExcelDateTimeType};
use chrono::{Datelike, NaiveDateTime, NaiveTime};

use super::grid::{Epoch, Raw};
use crate::domain::Day;
use crate::domain::day::{DueDay, Precision, last_of_month};
use crate::domain::name::half_width;
use crate::domain::quantity::measured_in;

/// What a format code makes of numbers: by sections, each for some of them.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct NumberFormat {
    sections: Vec<Section>,
}

#[derive(Clone, PartialEq, Debug)]
struct Section {
    /// `[>=10000]`
    condition: Option<(Comparison, f64)>,
    shows: Shows,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Comparison {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    Greater,
}

/// How a number is shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(super) enum Shows {
    #[default]
    Plain,
    /// Times a hundred, with a per cent sign.
    Percent,
    /// As it is, with a per cent sign that is mere text.
    PercentSign,
    /// Divided by a power of ten, with a word behind it.
    Divided { by: u32, word: String },
    /// With another unit than any of ours before or behind it: $.
    Foreign { before: String, behind: String },
    /// A date, as finely as it is shown.
    Date(Precision),
    /// A length of time.
    Duration,
}

impl NumberFormat {
    /// No program lets one be longer, or of more sections.
    const LONGEST: usize = 1_000;
    const MOST_SECTIONS: usize = 5;

    pub(super) fn new(shows: Shows) -> Self {
        Self { sections: vec![Section { condition: None, shows }] }
    }

    pub(super) fn of_code(code: &str) -> Self {
        let code: String = code.chars().take(Self::LONGEST).collect();
        Self { sections: sections(&code).iter().take(Self::MOST_SECTIONS).map(|code| Section::new(code)).collect() }
    }

    /// A format that workbooks only give the number of; those from 27 on are the ones of Chinese spreadsheets.
    pub(super) fn built_in(number: u32) -> Self {
        Self::new(match number {
            9 | 10 => Shows::Percent,
            17 | 27 | 36 | 50 | 52 | 57 => Shows::Date(Precision::Month),
            14..=16 | 18..=22 | 28..=35 | 45 | 47 | 51 | 53..=56 | 58 => Shows::Date(Precision::Day),
            46 => Shows::Duration,
            _ => Shows::Plain,
        })
    }

    fn shows(&self, number: f64) -> &Shows {
        static PLAIN: Shows = Shows::Plain;
        let is_conditional = self.sections.iter().any(|section| section.condition.is_some());
        let section = if is_conditional {
            let mut sections = self.sections.iter();
            sections.find(|section| section.condition.is_none_or(|(is, than)| is.holds(number, than)))
        } else {
            let at = if number < 0.0 { 1 } else { usize::from(number == 0.0) * 2 };
            self.sections.get(at).or_else(|| self.sections.first())
        };
        section.map_or(&PLAIN, |section| &section.shows)
    }
}

impl Comparison {
    fn holds(self, number: f64, than: f64) -> bool {
        match self {
            Self::Less => number < than,
            Self::AtMost => number <= than,
            Self::Equal => number.total_cmp(&than).is_eq(),
            Self::Unequal => number.total_cmp(&than).is_ne(),
            Self::AtLeast => number >= than,
            Self::Greater => number > than,
        }
    }

    fn of(condition: &str) -> Option<(Self, f64)> {
        let signs = [
            ("<=", Self::AtMost),
            (">=", Self::AtLeast),
            ("<>", Self::Unequal),
            ("<", Self::Less),
            (">", Self::Greater),
            ("=", Self::Equal),
        ];
        let (rest, is) = signs.iter().find_map(|(sign, is)| Some((condition.strip_prefix(sign)?, *is)))?;
        Some((is, rest.trim().parse().ok()?))
    }
}

/// A sign of a format code: one that means something, or one that is shown as it stands.
#[derive(Clone, PartialEq, Debug)]
enum Token {
    Sign(char),
    Literal(char),
    /// What stands in square brackets.
    Bracketed(String),
}

/// The signs of the sections of a code.
fn sections(code: &str) -> Vec<Vec<Token>> {
    let code =
        code.replace("G/通用格式", "0").replace("General", "0").replace("GENERAL", "0").replace("上午/下午", "h");
    let mut sections = vec![Vec::new()];
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        let token = match sign {
            ';' => {
                sections.push(Vec::new());
                continue;
            }
            '"' => {
                if let Some(section) = sections.last_mut() {
                    section.extend(signs.by_ref().take_while(|sign| *sign != '"').map(Token::Literal));
                }
                continue;
            }
            // Chinese spreadsheets have `!` for the backslash
            '\\' | '!' => signs.next().map(Token::Literal),
            // as wide as the next, or filled up with it
            '_' | '*' => signs.next().and(None),
            '[' => Some(Token::Bracketed(signs.by_ref().take_while(|sign| *sign != ']').collect())),
            sign => Some(Token::Sign(sign)),
        };
        if let Some(section) = sections.last_mut() {
            section.extend(token);
        }
    }
    sections
}

impl Section {
    fn new(code: &[Token]) -> Self {
        let bracketed =
            || code.iter().filter_map(|token| if let Token::Bracketed(text) = token { Some(text) } else { None });
        let condition = bracketed().find_map(|text| Comparison::of(text));
        let is_elapsed = |text: &String| {
            let text = text.to_ascii_lowercase();
            text.chars().next().is_some_and(|first| "hms".contains(first) && text.chars().all(|sign| sign == first))
        };
        let shows = if bracketed().any(is_elapsed) {
            Shows::Duration
        } else {
            date(code).map_or_else(|| number(code), Shows::Date)
        };
        Self { condition, shows }
    }
}

/// How finely a code shows a date; `None`: it shows none. A month alone is one of a year that does not show.
fn date(code: &[Token]) -> Option<Precision> {
    let mut signs: Vec<char> = Vec::new();
    for (at, token) in code.iter().enumerate() {
        let Token::Sign(sign) = token else { continue };
        let is_power = matches!(code.get(at + 1), Some(Token::Sign('+' | '-')));
        match sign.to_ascii_lowercase() {
            'e' if is_power => {}
            sign @ ('y' | 'm' | 'd' | 'h' | 's') => signs.push(sign),
            'e' | 'g' | 'b' => signs.push('y'),
            // the day of the week, or half of the day
            'a' => signs.push('d'),
            _ => {}
        }
    }
    let has = |wanted: char| signs.contains(&wanted);
    let is_month = |at: usize| {
        let before = signs.iter().take(at).rev().find(|sign| **sign != 'm');
        let after = signs.iter().skip(at).find(|sign| **sign != 'm');
        before != Some(&'h') && after != Some(&'s')
    };
    let months = signs.iter().enumerate().any(|(at, sign)| *sign == 'm' && is_month(at));
    match (has('y'), months, has('d')) {
        _ if signs.is_empty() => None,
        (_, _, true) => Some(Precision::Day),
        (_, true, false) => Some(Precision::Month),
        (true, false, false) => Some(Precision::Year),
        (false, false, false) => Some(Precision::Day),
    }
}

/// How a code that shows no date shows a number.
fn number(code: &[Token]) -> Shows {
    let (mut digits, mut has_point, mut by, mut commas, mut behind_dot) = (0_u32, false, 0_u32, 0_u32, None);
    let (mut word, mut head, mut currency) = (String::new(), String::new(), String::new());
    for token in code {
        match token {
            Token::Sign('%') => return Shows::Percent,
            Token::Sign('0' | '#' | '?') => {
                digits += 1;
                commas = 0;
                word.clear();
                behind_dot = behind_dot.map(|behind: u32| behind + 1);
            }
            Token::Sign(',') if digits > 0 => commas += 1,
            Token::Sign('.') => {
                has_point = true;
                by += 3 * std::mem::take(&mut commas);
            }
            // a point that is mere text, between digits: `0!.0,` shows 万
            Token::Literal('.') if digits > 0 && !has_point => behind_dot = Some(0),
            // [$€-2]: the sign of a currency, and a place that writes it so
            Token::Bracketed(text) if text.starts_with('$') => {
                currency = text[1..].split('-').next().unwrap_or_default().to_owned();
            }
            Token::Sign(' ' | '+' | '-' | '(' | ')' | '@') | Token::Bracketed(_) => {}
            Token::Sign(sign) | Token::Literal(sign) => {
                if digits > 0 {
                    word.push(*sign)
                } else {
                    head.push(*sign)
                }
            }
        }
    }
    by += 3 * commas + behind_dot.unwrap_or_default();
    let word: String = half_width(&word).trim().trim_matches(['(', ')']).to_owned();
    let signs = [&currency, &head, &word];
    let is_foreign = signs.iter().any(|sign| FOREIGN.iter().any(|money| sign.to_lowercase().contains(money)));
    match (by, word.contains('%')) {
        (_, true) => Shows::PercentSign,
        _ if is_foreign => Shows::Foreign { before: if currency.is_empty() { head } else { currency }, behind: word },
        (0, false) if measured_in(&word).is_none() => Shows::Plain,
        (by, false) => Shows::Divided { by, word },
    }
}

/// What money of other places is shown by.
const FOREIGN: [&str; 14] =
    ["$", "€", "£", "₩", "₽", "usd", "eur", "hkd", "gbp", "jpy", "美元", "欧元", "港元", "日元"];

/// A number as its format shows it.
pub(super) fn raw(number: f64, format: &NumberFormat, epoch: Epoch) -> Raw {
    let Raw::Number(digits) = decimal(number) else { return decimal(number) };
    match format.shows(number) {
        Shows::Plain => Raw::Number(digits),
        Shows::Percent => Raw::Percent(shifted(&digits, 2)),
        Shows::PercentSign => Raw::Percent(digits),
        Shows::Divided { by, word } => divided(digits, *by, word),
        Shows::Date(precision) => day(number, *precision, epoch),
        Shows::Foreign { before, behind } => Raw::Text(format!("{before}{digits}{behind}")),
        Shows::Duration => Raw::Other(number.to_string()),
    }
}

/// What is shown divided by what it names is in the unit itself; with any other unit behind it, it is what is shown.
fn divided(digits: String, by: u32, word: &str) -> Raw {
    let named = match word.chars().next() {
        Some('千') => 3,
        Some('万') => 4,
        Some('百') if word.starts_with("百万") => 6,
        Some('亿') => 8,
        _ => 0,
    };
    match named {
        _ if word.is_empty() => Raw::Scaled { digits, by, is_named: false },
        _ if by > 0 && by == named => Raw::Scaled { digits, by, is_named: true },
        _ if measured_in(word).is_some() => Raw::Text(unshifted(&digits, by) + word),
        _ => Raw::Scaled { digits, by, is_named: false },
    }
}

/// The shortest decimal that is this number and no other, never with an exponent.
fn decimal(number: f64) -> Raw {
    match number {
        _ if !number.is_finite() => Raw::Other(number.to_string()),
        0.0 => Raw::Number("0".to_owned()),
        _ => Raw::Number(number.to_string()),
    }
}

fn day(number: f64, precision: Precision, epoch: Epoch) -> Raw {
    // the arithmetic is for the days of a spreadsheet; those of others stay numbers
    let is_1904 = epoch == Epoch::Of1904;
    let moment = (0.0..3_000_000.0)
        .contains(&number)
        .then(|| ExcelDateTime::new(number, ExcelDateTimeType::DateTime, is_1904).as_datetime());
    match moment.flatten() {
        Some(moment) => {
            whole_day(moment).map_or_else(|| Raw::Other(moment.to_string()), |day| shown_to(day, precision))
        }
        None => Raw::Other(number.to_string()),
    }
}

/// A date as ISO has it, as its format shows it.
pub(super) fn iso(text: &str, format: &NumberFormat) -> Raw {
    let precision = match format.shows(1.0) {
        Shows::Date(precision) => *precision,
        Shows::Plain | Shows::Percent | Shows::PercentSign | Shows::Divided { .. } => Precision::Day,
        Shows::Foreign { .. } | Shows::Duration => Precision::Day,
    };
    let day = text.parse::<Day>().ok().map(|day| day.and_time(NaiveTime::MIN));
    let moment = day.or_else(|| text.parse::<NaiveDateTime>().ok());
    moment.and_then(whole_day).map_or_else(|| Raw::Other(text.to_owned()), |day| shown_to(day, precision))
}

/// A day as finely as it is shown.
fn shown_to(day: Day, precision: Precision) -> Raw {
    match precision {
        Precision::Day => Raw::Day(day),
        Precision::Month => Raw::Due(DueDay { last: last_of_month(day), precision }),
        Precision::Year => {
            Day::from_ymd_opt(day.year(), 12, 31).map_or(Raw::Day(day), |last| Raw::Due(DueDay { last, precision }))
        }
    }
}

/// A day without a time. Before March 1900 a spreadsheet counts a day that never was.
fn whole_day(moment: NaiveDateTime) -> Option<Day> {
    let day = moment.date();
    let is_known = Day::from_ymd_opt(1900, 3, 1).is_some_and(|first| day >= first) && day.year() < 2200;
    (moment.time() == NaiveTime::MIN && is_known).then_some(day)
}

/// A decimal with its point moved to the right.
pub(super) fn shifted(digits: &str, places: u32) -> String {
    moved(digits, i64::from(places))
}

/// A decimal with its point moved to the left.
pub(super) fn unshifted(digits: &str, places: u32) -> String {
    moved(digits, -i64::from(places))
}

/// A decimal with its point moved: to the right, or where it is less than nothing to the left.
fn moved(digits: &str, places: i64) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |digits| ("-", digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let zeros = "0".repeat(usize::try_from(places.unsigned_abs()).unwrap_or_default());
    let all = if places < 0 { zeros + whole + fraction } else { whole.to_owned() + fraction + &zeros };
    let point = if places < 0 { whole.len() } else { whole.len() + usize::try_from(places).unwrap_or_default() };
    let (whole, fraction) = all.split_at_checked(point).unwrap_or((&all, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

#[cfg(test)]
#[path = "shown_test.rs"]
mod tests;
