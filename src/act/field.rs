//! Fields of an office's own: defined, defined anew, and what is said to stand in them.

use std::collections::BTreeSet;

use super::text::{name_in, passage_in};
use super::{FieldChange, FieldName, Ground, Refusal};
use crate::domain::catalog::{Catalog, Label, Named};
use crate::domain::name::folded;
use crate::domain::own_field::{MOST_FIELDS, OwnField, OwnHolds, OwnKind};
use crate::domain::word::WordFact;
use crate::error::{FieldError, ValueError};

/// What is stated of a field; what is not stays as it is.
#[derive(Clone, Debug, Default)]
pub struct StatedField {
    pub name: Option<String>,
    pub label_en: Option<String>,
    /// Of a new one: its key; else the next free one.
    pub key: Option<String>,
    pub kind: Option<OwnKind>,
    pub unit: FieldChange<String>,
    pub decimals: Option<u8>,
    pub choices: Option<Vec<String>>,
    /// By code.
    pub category: FieldChange<String>,
}

/// What no further field can be called.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The headings of columns.
    pub names: Vec<Label>,
    /// The keys of columns, and those that fields ever had.
    pub keys: Vec<String>,
}

/// A value that a work has in a field, on whatever day.
pub struct Standing {
    pub code: String,
    pub category: String,
    pub value: String,
}

/// What is said to stand in a field; `None` empties it.
#[derive(Clone, Debug)]
pub struct StatedOwn {
    /// By code.
    pub field: String,
    /// As it was typed.
    pub value: Option<String>,
}

/// A new field, after the others.
///
/// # Errors
/// The twenty-first, one that is called like another, or what its kind cannot have.
pub fn add(catalog: &Catalog, taken: &Taken, stated: StatedField) -> Result<WordFact, Refusal> {
    let known = catalog.own_fields.len();
    if known >= MOST_FIELDS {
        return Err(FieldError::TooMany { most: MOST_FIELDS }.into());
    }
    let holds = holds(stated.kind.unwrap_or(OwnKind::Text), &stated, None)?;
    let label = label(taken, stated.name.as_deref().unwrap_or_default(), stated.label_en.as_deref())?;
    let code = match &stated.key {
        Some(key) => key_of(taken, key)?,
        None => next_key(taken),
    };
    let field = OwnField { code, label, holds, category: stated.category.set().cloned() };
    Ok(WordFact::OwnField { position: position(known), field })
}

/// A field defined anew; `standing`: what works have in it.
///
/// # Errors
/// What is called like another, what its kind cannot have, or what would leave values that it does not take.
pub fn edit(
    catalog: &Catalog,
    taken: &Taken,
    field: &OwnField,
    stated: StatedField,
    standing: &[Standing],
) -> Result<WordFact, Refusal> {
    let kind = stated.kind.unwrap_or(field.holds.kind());
    let own = Some(&field.holds).filter(|own| own.kind() == kind);
    let holds = holds(kind, &stated, own)?;
    let name = stated.name.as_deref().unwrap_or(&field.label.zh);
    let goes_with_name = field.label.en == field.label.zh && stated.name.is_some();
    let label_en = stated.label_en.as_deref().or(Some(field.label.en.as_str()).filter(|_| !goes_with_name));
    let mut category = field.category.clone();
    stated.category.apply(&mut category);
    let edited = OwnField { code: field.code.clone(), label: label(taken, name, label_en)?, holds, category };
    if edited == *field {
        return Err(ValueError::NothingStated { command: "field edit" }.into());
    }
    keeps_values(catalog, field, &edited, standing)?;
    let at = catalog.own_fields.iter().position(|known| known.code == field.code).unwrap_or_default();
    Ok(WordFact::OwnField { position: position(at), field: edited })
}

/// The text that a field keeps of what is said to stand in it.
///
/// # Errors
/// No field, one of other works, or no value of it.
pub fn value(ground: &Ground, category: &str, code: &str, stated: &StatedOwn) -> Result<Option<String>, Refusal> {
    let refused = |why: FieldError| FieldName::Own(stated.field.clone()).refuses(why);
    let Some(field) = ground.catalog.own_field(&stated.field) else {
        let known = ground.catalog.own_fields.iter().map(named).collect();
        return Err(refused(FieldError::Unknown { word: stated.field.clone(), is_duty: false, known }));
    };
    if !field.is_of(category) {
        let only = field.category.as_deref().and_then(|only| ground.category(only));
        let only = only.map(|only| Named { code: only.code.clone(), label: only.label.clone() });
        let (field, code) = (field.label.clone(), code.to_owned());
        return Err(refused(FieldError::OtherCategory { field, category: only.unwrap_or_default(), code }));
    }
    let Some(typed) = &stated.value else { return Ok(None) };
    let own = FieldName::Own(field.code.clone());
    let words = match field.holds.kind() {
        OwnKind::Text => passage_in(own, typed)?,
        OwnKind::Number | OwnKind::Date | OwnKind::Choice | OwnKind::Person => name_in(own, typed)?,
    };
    canonical(field, &words).map(Some)
}

/// As [`OwnField::canonical`], of whoever asks for works by it.
///
/// # Errors
/// What is no value of the field.
pub fn canonical(field: &OwnField, typed: &str) -> Result<String, Refusal> {
    field.canonical(typed).map_err(|bad| {
        let why = FieldError::Value { field: Box::new(field.clone()), value: typed.to_owned(), bad };
        FieldName::Own(field.code.clone()).refuses(why)
    })
}

pub fn named(field: &OwnField) -> Named {
    Named { code: field.code.clone(), label: field.label.clone() }
}

fn position(known: usize) -> i64 {
    i64::try_from(known).unwrap_or(i64::MAX).saturating_add(1)
}

/// What the flags make of a kind; `own`: what the field holds, where it stays of that kind.
fn holds(kind: OwnKind, stated: &StatedField, own: Option<&OwnHolds>) -> Result<OwnHolds, Refusal> {
    let flags = [
        (stated.unit.is_stated(), "--unit", OwnKind::Number),
        (stated.decimals.is_some(), "--decimals", OwnKind::Number),
        (stated.choices.is_some(), "--choices", OwnKind::Choice),
    ];
    if let Some((_, flag, _)) = flags.into_iter().find(|(is_given, _, of)| *is_given && *of != kind) {
        return Err(FieldError::NotOfKind { flag, kind }.into());
    }
    Ok(match kind {
        OwnKind::Text => OwnHolds::Text,
        OwnKind::Date => OwnHolds::Date,
        OwnKind::Person => OwnHolds::Person,
        OwnKind::Number => {
            let (mut decimals, mut unit) = match own {
                Some(OwnHolds::Number { decimals, unit }) => (*decimals, unit.clone()),
                Some(OwnHolds::Text | OwnHolds::Date | OwnHolds::Choice(_) | OwnHolds::Person) | None => (0, None),
            };
            stated.unit.clone().try_map(|unit| plain_name(&unit))?.apply(&mut unit);
            decimals = stated.decimals.unwrap_or(decimals);
            OwnHolds::Number { decimals, unit }
        }
        OwnKind::Choice => match (&stated.choices, own) {
            (Some(choices), _) => OwnHolds::Choice(distinct(choices)?),
            (None, Some(own)) => own.clone(),
            (None, None) => return Err(FieldError::NoChoices.into()),
        },
    })
}

/// Choices, each once.
fn distinct(stated: &[String]) -> Result<Vec<String>, Refusal> {
    let (mut choices, mut seen) = (Vec::new(), BTreeSet::new());
    for choice in stated.iter().filter(|choice| !choice.trim().is_empty()) {
        let choice = super::text::name(choice)?;
        if !seen.insert(folded(&choice)) {
            return Err(ValueError::StatedTwice { what: choice }.into());
        }
        choices.push(choice);
    }
    if choices.is_empty() { Err(FieldError::NoChoices.into()) } else { Ok(choices) }
}

/// Both labels; in English it is called as in Chinese where nothing else is said.
fn label(taken: &Taken, zh: &str, en: Option<&str>) -> Result<Label, Refusal> {
    let zh = plain_name(zh)?;
    let en = en.map_or_else(|| Ok(zh.clone()), plain_name)?;
    let is_taken = |name: &String| {
        let wanted = folded(name);
        let names = taken.names.iter().flat_map(|label| [&label.zh, &label.en]).chain(&taken.keys);
        names.into_iter().any(|known| folded(known) == wanted)
    };
    let name = [&zh, &en].into_iter().find(|name| is_taken(name)).cloned();
    match name {
        Some(name) => Err(FieldError::NameTaken { name }.into()),
        None => Ok(Label { zh, en }),
    }
}

/// A name without the signs that part it from a value or a unit behind it.
fn plain_name(name: &str) -> Result<String, Refusal> {
    let name = super::text::name(name)?;
    match name.chars().find(|sign| ['=', '＝', '(', ')', '（', '）', ',', '，'].contains(sign)) {
        Some(sign) => Err(FieldError::Name { value: name, sign }.into()),
        None => Ok(name),
    }
}

fn key_of(taken: &Taken, key: &str) -> Result<String, Refusal> {
    let is_letter = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_';
    let begins = key.starts_with(|first: char| first.is_ascii_lowercase());
    if !begins || key.len() > 40 || !key.chars().all(is_letter) {
        return Err(FieldError::Key { value: key.to_owned() }.into());
    }
    if taken.keys.iter().any(|known| known == key) {
        return Err(FieldError::KeyTaken { key: key.to_owned() }.into());
    }
    Ok(key.to_owned())
}

fn next_key(taken: &Taken) -> String {
    let mut number = 1_u64;
    while taken.keys.iter().any(|known| *known == format!("field_{number}")) {
        number += 1;
    }
    format!("field_{number}")
}

/// Whatever works have in a field, it takes as it is defined anew.
fn keeps_values(catalog: &Catalog, was: &OwnField, is: &OwnField, standing: &[Standing]) -> Result<(), Refusal> {
    let field = || is.label.clone();
    let codes = |of: &dyn Fn(&Standing) -> bool| -> Vec<String> {
        let codes: BTreeSet<&String> = standing.iter().filter(|each| of(each)).map(|each| &each.code).collect();
        codes.into_iter().cloned().collect()
    };
    let is_other = was.holds.kind() != is.holds.kind() || was.unit() != is.unit();
    if is_other && !standing.is_empty() {
        return Err(FieldError::KindInUse { field: field(), codes: codes(&|_| true) }.into());
    }
    if let (OwnHolds::Number { decimals: from, .. }, OwnHolds::Number { decimals: to, .. }) = (&was.holds, &is.holds)
        && to < from
    {
        return Err(FieldError::DecimalsShrink { field: field(), from: *from, to: *to }.into());
    }
    if let Some(gone) = standing.iter().find(|each| !is.takes(&each.value)) {
        let codes = codes(&|each| each.value == gone.value);
        return Err(FieldError::ChoiceInUse { field: field(), choice: gone.value.clone(), codes }.into());
    }
    if let Some(category) = is.category.as_deref().and_then(|code| catalog.category(code)) {
        let others = codes(&|each| each.category != category.code);
        if !others.is_empty() {
            let category = Named { code: category.code.clone(), label: category.label.clone() };
            return Err(FieldError::CategoryInUse { field: field(), category, codes: others }.into());
        }
    }
    Ok(())
}
