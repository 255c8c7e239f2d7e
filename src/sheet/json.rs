//! The tool's own JSON: each array of objects is a sheet. One row is in memory at a time, and a number comes as its
//! digits stand.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::de::{Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::decode::{Encoding, decode};
use super::grid::Raw;
use super::limit::{Gate, Limits};
use crate::error::{Result, SheetError};

/// An object with more members than this is no row, and would only take memory.
const MOST_MEMBERS: usize = 10_000;

/// A document whose syntax is right.
pub(super) struct Document {
    text: String,
    pub tables: Vec<JsonTable>,
}

/// An array of objects.
pub(super) struct JsonTable {
    pub name: String,
    /// Every key of its objects, in the order they first appear.
    keys: Vec<String>,
    /// Where it stands in the text.
    start: usize,
    end: usize,
}

impl Document {
    pub(super) fn new(bytes: &[u8], limits: &Limits) -> Result<Self, SheetError> {
        let text = decode(bytes, Some(Encoding::Utf8))?.0.into_owned();
        let at = |error: serde_json::Error| SheetError::JsonSyntax { line: error.line(), column: error.column() };
        let whole: &RawValue = serde_json::from_str(&text).map_err(at)?;
        if !whole.get().starts_with('{') {
            return Err(SheetError::JsonNoObject);
        }
        let Members(members) = serde_json::from_str(&text).map_err(at)?;
        let mut tables = Vec::new();
        for (name, value) in members {
            let start = place(&text, value);
            match keys(&name, value, limits).map_err(|bad| moved(&text, start, bad))? {
                Some(keys) => tables.push(JsonTable { name, keys, start, end: start + value.get().len() }),
                // such as `as_of`: nothing is taken from it, but it is to be right
                None => drop(cell(value).map_err(|error| moved(&text, start, at(error)))?),
            }
        }
        if tables.is_empty() {
            return Err(SheetError::JsonNoRows);
        }
        Ok(Self { text, tables })
    }

    pub(super) fn rows(&self, table: usize, gate: &mut Gate<'_>) -> Result<()> {
        let Some(table) = self.tables.get(table) else { return Ok(()) };
        gate.name_columns(&table.keys);
        let mut header = Vec::new();
        for (at, key) in table.keys.iter().enumerate() {
            gate.put(&mut header, 0, at, Raw::Text(key.clone()))?;
        }
        gate.pass(0, header)?;
        let places: HashMap<&str, usize> = (0..).zip(&table.keys).map(|(at, key)| (key.as_str(), at)).collect();
        let mut outcome = Ok(());
        let mut number = 0;
        let walked = each_element(self.text.get(table.start..table.end).unwrap_or_default(), &mut |value| {
            number += 1;
            outcome = self.row(number, value, &places, gate);
            outcome.is_ok()
        });
        outcome?;
        walked.map_err(|_| gate.fault(SheetError::JsonNoRow { member: table.name.clone(), number }))
    }

    fn row(&self, number: usize, value: &RawValue, places: &HashMap<&str, usize>, gate: &mut Gate<'_>) -> Result<()> {
        let bad = |value: &RawValue, error: serde_json::Error| {
            let syntax = SheetError::JsonSyntax { line: error.line(), column: error.column() };
            moved(&self.text, place(&self.text, value), syntax)
        };
        let Members(members) = serde_json::from_str(value.get()).map_err(|error| gate.fault(bad(value, error)))?;
        let mut cells = Vec::new();
        for (key, value) in members {
            if let Some(at) = places.get(key.as_str()) {
                let cell = cell(value).map_err(|error| gate.fault(bad(value, error)))?;
                gate.put(&mut cells, number, *at, cell)?;
            }
        }
        gate.pass(number, cells)
    }
}

/// Where a value borrowed from the text stands in it.
fn place(text: &str, value: &RawValue) -> usize {
    value.get().as_ptr().addr().saturating_sub(text.as_ptr().addr())
}

/// A fault within a value that begins at this place, as one of the whole text.
fn moved(text: &str, start: usize, bad: SheetError) -> SheetError {
    let SheetError::JsonSyntax { line, column } = bad else { return bad };
    let before = text.get(..start).unwrap_or_default();
    let begun = before.matches('\n').count();
    let indent = if line <= 1 { before.len() - before.rfind('\n').map_or(0, |at| at + 1) } else { 0 };
    SheetError::JsonSyntax { line: begun + line.max(1), column: indent + column }
}

/// Every key of an array of objects; nothing for anything else.
fn keys(name: &str, value: &RawValue, limits: &Limits) -> Result<Option<Vec<String>>, SheetError> {
    let mut known = HashSet::new();
    let mut keys = Vec::new();
    let mut fault = None;
    let mut number = 0;
    if !value.get().starts_with('[') {
        return Ok(None);
    }
    let walked = each_element(value.get(), &mut |element| {
        number += 1;
        if !element.get().starts_with('{') {
            // other arrays are no tables; a table with something else in it is a fault
            fault = Some((number > 1).then(|| SheetError::JsonNoRow { member: name.to_owned(), number }));
            return false;
        }
        let Ok(Keys(new)) = serde_json::from_str(element.get()) else {
            fault = Some(Some(SheetError::JsonNoRow { member: name.to_owned(), number }));
            return false;
        };
        for key in new {
            if known.insert(key.clone()) {
                keys.push(key);
            }
        }
        if keys.len() > limits.columns {
            let (sheet, most) = (Some(name.to_owned()), limits.columns);
            fault = Some(Some(SheetError::TooManyColumns { sheet, row: number, most }));
        }
        fault.is_none()
    });
    match (fault, walked) {
        (Some(None), _) => Ok(None),
        (Some(Some(bad)), _) => Err(bad),
        (None, Err(error)) => Err(SheetError::JsonSyntax { line: error.line(), column: error.column() }),
        (None, Ok(())) => Ok(Some(keys)),
    }
}

/// A value as a cell; what is wrong with it can only be an escape in a string.
fn cell(value: &RawValue) -> Result<Raw, serde_json::Error> {
    let text = value.get();
    Ok(match text.as_bytes().first() {
        Some(b'"') => match serde_json::from_str::<String>(text)? {
            text if text.is_empty() => Raw::Empty,
            text => Raw::Text(text),
        },
        Some(b'n') => Raw::Empty,
        Some(b't') => Raw::Flag(true),
        Some(b'f') => Raw::Flag(false),
        Some(b'[') => serde_json::from_str(text).map_or_else(|_| Raw::Other(text.to_owned()), Raw::List),
        Some(b'{') => Raw::Other(text.to_owned()),
        _ => number(text),
    })
}

/// A number as it stands; one with an exponent is written out.
fn number(text: &str) -> Raw {
    let plain = if text.contains(['e', 'E']) {
        text.parse::<f64>().map(|number| number.to_string())
    } else {
        Ok(text.to_owned())
    };
    match plain {
        Ok(plain) if plain.starts_with('-') && !plain.contains(|digit: char| ('1'..='9').contains(&digit)) => {
            Raw::Number("0".to_owned())
        }
        Ok(plain) if !plain.contains("inf") => Raw::Number(plain),
        _ => Raw::Other(text.to_owned()),
    }
}

fn few<E: serde::de::Error>(members: usize) -> Result<(), E> {
    if members > MOST_MEMBERS { Err(E::custom("too many members")) } else { Ok(()) }
}

/// The members of an object, each value as it stands in the text.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct MembersVisitor;
        impl<'de> Visitor<'de> for MembersVisitor {
            type Value = Members<'de>;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                    few(members.len())?;
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(MembersVisitor)
    }
}

/// The keys of an object.
struct Keys(Vec<String>);

impl<'de> Deserialize<'de> for Keys {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeysVisitor;
        impl<'de> Visitor<'de> for KeysVisitor {
            type Value = Keys;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut keys = Vec::new();
                while let Some((key, IgnoredAny)) = map.next_entry()? {
                    keys.push(key);
                    few(keys.len())?;
                }
                Ok(Keys(keys))
            }
        }
        deserializer.deserialize_map(KeysVisitor)
    }
}

/// Goes through an array, one element after another, as long as it is told to.
fn each_element<'a>(array: &'a str, each: &mut dyn FnMut(&'a RawValue) -> bool) -> Result<(), serde_json::Error> {
    struct Array<'f, 'a>(&'f mut dyn FnMut(&'a RawValue) -> bool);
    impl<'de> Visitor<'de> for Array<'_, 'de> {
        type Value = ();

        fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
            out.write_str("an array")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
            while let Some(element) = seq.next_element()? {
                if !(self.0)(element) {
                    return Err(A::Error::custom("stopped"));
                }
            }
            Ok(())
        }
    }
    serde_json::Deserializer::from_str(array).deserialize_seq(Array(each))
}
