//! Words of the command line turned into values, with the flag they stood behind.

use crate::act::text;
use crate::domain::catalog::{Catalog, Measure, Named, Unknown};
use crate::domain::day::{DueDay, parse_day, parse_due, parse_year};
use crate::domain::light::{Light, find_light, light_name};
use crate::domain::name::{folded, half_width};
use crate::domain::onset::Onset;
use crate::domain::quantity::{Dimension, parse};
use crate::domain::state::State;
use crate::domain::{Day, day::BadDay};
use crate::error::{Error, LastReturn, MeasureError, NameError, RegisterError, Result, ValueError, WordList};
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
    parse_year(value).map_err(|_| ValueError::Year { value: value.to_owned() }.behind(flag))
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

/// What is stated of measures: of some by a flag of its own, of any by `--set`.
pub fn quantities<'c>(
    catalog: &'c Catalog,
    state: &State,
    own: &[(&str, &Option<String>, &str)],
    set: &[String],
) -> Result<Vec<(&'c Measure, i64)>> {
    let mut stated = Vec::new();
    for (flag, value, code) in own {
        if let Some(value) = value {
            stated.push(((*flag).to_owned(), measure(catalog, code)?, value.as_str()));
        }
    }
    for value in set {
        let (measure, value) = assignment(catalog, "--set", value)?;
        stated.push((format!("--set {}", measure.code), measure, value));
    }
    let read = |(flag, measure, value): (String, &'c Measure, &str)| {
        let last = state.reading(&measure.code).map(|value| LastReturn { code: state.code.clone(), value });
        Ok((measure, quantity(&flag, value, measure.dimension, last)?))
    };
    stated.into_iter().map(read).collect()
}

/// A number of decimals; whether it can be one is decided where it is stated.
pub fn decimals(flag: &'static str, value: &str) -> Result<i64> {
    let number = half_width(value).trim().parse();
    number.map_err(|_| MeasureError::Decimals { value: value.to_owned() }.behind(flag))
}

/// Which step a measure is; whether it can be one is decided where it is stated.
pub fn step(flag: &'static str, value: &str) -> Result<i64> {
    let number = half_width(value).trim().parse();
    number.map_err(|_| MeasureError::Step { value: value.to_owned() }.behind(flag))
}

pub fn measure<'c>(catalog: &'c Catalog, word: &str) -> Result<&'c Measure> {
    catalog.find_measure(word).map_err(|unknown| unknown_word(WordList::Measure, word, unknown))
}

pub fn unknown_word(list: WordList, value: &str, unknown: Unknown) -> Error {
    NameError::UnknownWord { list, value: value.to_owned(), candidates: unknown.candidates }.into()
}

/// A name: it says something, on one line.
pub fn text(flag: &'static str, value: &str) -> Result<String> {
    text::name(value).map_err(|why| why.behind(flag))
}

/// Words that may have several lines.
pub fn passage(flag: &'static str, value: Option<&str>) -> Result<Option<String>> {
    value.map(|value| text::passage(value).map_err(|why| why.behind(flag))).transpose()
}

/// A stage of a category.
pub fn stage(catalog: &Catalog, category: &str, word: &str) -> Result<String> {
    let category = catalog.category(category);
    let category = category.ok_or_else(|| RegisterError::Damaged { what: word.to_owned() })?;
    let stage = catalog.find_stage(category, word);
    let stage = stage.map_err(|unknown| unknown_word(WordList::Stage, word, unknown))?;
    Ok(stage.code.clone())
}

/// A light by its word; `None` where the word means none.
pub fn light(word: &str) -> Result<Option<Light>> {
    find_light(word).ok_or_else(|| {
        let candidates = Light::WORST_FIRST.into_iter().map(Some).chain([None]).map(light_name).collect();
        NameError::UnknownWord { list: WordList::Light, value: word.to_owned(), candidates }.into()
    })
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
