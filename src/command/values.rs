//! Words of the command line turned into values, with the flag they stood behind.

use chrono::Datelike;

use crate::domain::catalog::{Catalog, Label, Measure, Named, Unknown};
use crate::domain::code::valid_national_code;
use crate::domain::day::{DueDay, Precision, parse_day, parse_due};
use crate::domain::light::Light;
use crate::domain::name::{folded, is_no_character, unix_lines};
use crate::domain::onset::Onset;
use crate::domain::quantity::{Dimension, parse};
use crate::domain::{Day, day::BadDay};
use crate::error::{Error, LastReturn, NameError, Result, ValueError, WordList};
use crate::lang::word::onset as onset_label;

pub fn day(flag: &'static str, value: &str) -> Result<Day> {
    parse_day(value).map_err(|bad| bad_day(flag, value, bad))
}

/// A day, a month or a year.
pub fn due(flag: &'static str, value: &str) -> Result<DueDay> {
    parse_due(value).map_err(|bad| bad_day(flag, value, bad))
}

/// A year, from 1900 to 2199.
pub fn year(flag: &'static str, value: &str) -> Result<i32> {
    let due = parse_due(value).ok().filter(|due| due.precision == Precision::Year);
    due.map(|due| due.last.year()).ok_or_else(|| ValueError::Year { value: value.to_owned() }.behind(flag))
}

/// A day that must not lie before that of the fact it belongs to.
pub fn not_before(flag: &'static str, day: Day, on: Day) -> Result<Day> {
    if day < on { Err(ValueError::BeforeOn { day, on }.behind(flag)) } else { Ok(day) }
}

pub fn bad_day(flag: &'static str, value: &str, bad: BadDay) -> Error {
    ValueError::Day { value: value.to_owned(), bad }.behind(flag)
}

/// A quantity; `last` is the value filed before, to help read a number without a unit.
pub fn quantity(flag: &str, value: &str, dimension: Dimension, last: Option<LastReturn>) -> Result<i64> {
    parse(value, dimension)
        .map_err(|bad| ValueError::Quantity { value: value.to_owned(), dimension, bad, last }.behind(flag.to_owned()))
}

/// `MEASURE=V` into the measure and the text of its value.
pub fn assignment<'a, 'c>(catalog: &'c Catalog, flag: &'static str, value: &'a str) -> Result<(&'c Measure, &'a str)> {
    let Some((word, quantity)) = value.split_once(['=', '＝']) else {
        return Err(ValueError::Assignment { value: value.to_owned() }.behind(flag));
    };
    Ok((measure(catalog, word)?, quantity))
}

pub fn measure<'c>(catalog: &'c Catalog, word: &str) -> Result<&'c Measure> {
    catalog.find_measure(word).map_err(|unknown| unknown_word(WordList::Measure, word, unknown))
}

pub fn named(measure: &Measure) -> Named {
    Named { code: measure.code.clone(), label: measure.label.clone() }
}

pub fn unknown_word(list: WordList, value: &str, unknown: Unknown) -> Error {
    NameError::UnknownWord { list, value: value.to_owned(), candidates: unknown.candidates }.into()
}

/// Names are printed in tables, passages are not.
const LONGEST_NAME: usize = 200;
const LONGEST_PASSAGE: usize = 10_000;

/// Signs that take no room or look like a space: nobody sees them in a name.
const UNSEEN: [char; 9] =
    ['\u{ad}', '\u{34f}', '\u{61c}', '\u{115f}', '\u{1160}', '\u{180e}', '\u{2800}', '\u{3164}', '\u{feff}'];

fn is_unseen(sign: char) -> bool {
    UNSEEN.contains(&sign) || turns_the_line(sign) || ('\u{200b}'..='\u{200f}').contains(&sign) || sign == '\u{2060}'
}

/// Makes what follows read the other way round, or breaks the line.
fn turns_the_line(sign: char) -> bool {
    matches!(sign, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A name: it says something, on one line.
pub fn text(flag: &'static str, value: &str) -> Result<String> {
    said(flag, value, LONGEST_NAME, |sign| sign.is_control() || is_unseen(sign))
}

pub fn optional_text(flag: &'static str, value: Option<&str>) -> Result<Option<String>> {
    value.map(|value| text(flag, value)).transpose()
}

/// The words of a return or a reason: they may have several lines, all ended in one way.
pub fn passage(flag: &'static str, value: Option<&str>) -> Result<Option<String>> {
    let is_refused = |sign: char| (sign.is_control() && !['\n', '\t'].contains(&sign)) || turns_the_line(sign);
    value.map(|value| said(flag, &unix_lines(value), LONGEST_PASSAGE, is_refused)).transpose()
}

/// Words that must be there.
pub fn required_passage(flag: &'static str, value: &str) -> Result<String> {
    passage(flag, Some(value)).map(Option::unwrap_or_default)
}

fn said(flag: &'static str, value: &str, most: usize, is_refused: impl Fn(char) -> bool) -> Result<String> {
    let text = value.trim();
    if text.is_empty() {
        return Err(ValueError::EmptyText.behind(flag));
    }
    let length = text.chars().count();
    if length > most {
        return Err(ValueError::TooLong { length, most }.behind(flag));
    }
    match text.chars().position(|sign| is_refused(sign) || is_no_character(sign)) {
        Some(before) => Err(ValueError::ControlCharacter { value: text.to_owned(), at: before + 1 }.behind(flag)),
        None => Ok(text.to_owned()),
    }
}

pub fn national_code(value: &str) -> Result<String> {
    let code = crate::domain::code::tidy_code(value);
    if valid_national_code(&code) { Ok(code) } else { Err(ValueError::NationalCode { value: value.to_owned() }.into()) }
}

/// What the lights are called, in both languages.
const LIGHTS: [(&str, &str, Option<Light>); 5] = [
    ("red", "红", Some(Light::Red)),
    ("yellow", "黄", Some(Light::Yellow)),
    ("green", "绿", Some(Light::Green)),
    ("grey", "灰", Some(Light::Grey)),
    ("none", "不评", None),
];

/// A light by its word; `None` where the word means none.
pub fn light(word: &str) -> Result<Option<Light>> {
    let wanted = word.trim();
    let is_named = |en: &str, zh: &str| wanted.eq_ignore_ascii_case(en) || wanted.trim_end_matches('灯') == zh;
    let found = LIGHTS.iter().find(|(en, zh, _)| is_named(en, zh)).map(|(.., light)| *light);
    found.ok_or_else(|| unknown_light(word, |_| true))
}

/// A light that may be set by hand: grey is for works nobody reports on.
pub fn hand_light(word: &str) -> Result<Light> {
    let can_be_set = |light: Option<Light>| light.is_some_and(|light| light != Light::Grey);
    let found = light(word).ok().flatten().filter(|light| can_be_set(Some(*light)));
    found.ok_or_else(|| unknown_light(word, can_be_set))
}

fn unknown_light(word: &str, may_be: impl Fn(Option<Light>) -> bool) -> Error {
    let named = |(en, zh, _): &(&str, &str, Option<Light>)| Named {
        code: (*en).to_owned(),
        label: Label { zh: (*zh).to_owned(), en: (*en).to_owned() },
    };
    let candidates = LIGHTS.iter().filter(|(.., light)| may_be(*light)).map(named).collect();
    NameError::UnknownWord { list: WordList::Light, value: word.to_owned(), candidates }.into()
}

/// An onset by its code or its label in either language.
pub fn onset(word: &str) -> Result<Onset> {
    let named = |onset: &Onset| Named { code: onset.code().to_owned(), label: onset_label(*onset) };
    let wanted = folded(word);
    let is_named = |onset: &&Onset| {
        let Named { code, label } = named(onset);
        [code, label.zh, label.en].iter().any(|known| folded(known) == wanted)
    };
    let candidates = || Onset::ALL.iter().map(named).collect();
    let unknown =
        || NameError::UnknownWord { list: WordList::Onset, value: word.to_owned(), candidates: candidates() }.into();
    Onset::ALL.iter().find(is_named).copied().ok_or_else(unknown)
}

/// A field that `--clear` does not know; it knows these, and every measure.
pub fn unknown_field(word: &str, fields: &[&str]) -> Error {
    let named = |code: &&str| Named { code: (*code).to_owned(), ..Named::default() };
    NameError::UnknownWord {
        list: WordList::ClearField,
        value: word.to_owned(),
        candidates: fields.iter().map(named).collect(),
    }
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Objection;

    #[test]
    fn a_passage_ends_its_lines_in_one_way() {
        let passage = |value| passage("--text", Some(value)).expect("a passage").expect("words");
        assert_eq!(passage("甲\r\n乙\r丙\n丁\t戊\r\n"), "甲\n乙\n丙\n丁\t戊");
        let longest = "字\r\n".repeat(LONGEST_PASSAGE / 2);
        assert_eq!(passage(&longest).chars().count(), LONGEST_PASSAGE - 1, "an end of a line counts once");
    }

    #[test]
    fn what_is_no_character_is_refused_in_names_and_passages() {
        for sign in ['\u{fffe}', '\u{ffff}', '\u{7}', '\u{85}', '\u{2028}'] {
            let value = format!("甲\r\n乙{sign}丙");
            let refused = passage("--text", Some(&value));
            assert!(
                matches!(
                    refused,
                    Err(Error::Refused { why: Objection::Value(ValueError::ControlCharacter { at: 4, .. }), .. })
                ),
                "{value:?}: {refused:?}"
            );
            let refused = text("NAME", &format!("甲{sign}乙"));
            assert!(
                matches!(
                    refused,
                    Err(Error::Refused { why: Objection::Value(ValueError::ControlCharacter { at: 2, .. }), .. })
                ),
                "{value:?}: {refused:?}"
            );
        }
        assert!(text("NAME", "甲\u{fffd}").is_ok(), "a sign that was lost before is there to be seen");
        assert!(text("NAME", "甲\r乙").is_err());
    }
}
