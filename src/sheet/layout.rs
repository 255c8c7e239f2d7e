//! What the sheet of an XLSX says beside its cells: merged areas, hidden rows and columns, filters. The reader of cells
//! does not tell, so the part is gone through once more, keeping nothing but this.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::grid::{Area, Layout};
use super::package;
use crate::error::SheetError;

/// More merged areas than a sheet has that people look at.
pub(super) const MOST_AREAS: usize = 200_000;
const LAST_ROW: usize = 1_048_576;

/// Goes through the tags of an XML that begin something.
pub(super) fn each_start(
    xml: &[u8],
    each: &mut dyn FnMut(&BytesStart<'_>) -> Result<(), SheetError>,
) -> Result<(), SheetError> {
    let mut reader = Reader::from_reader(xml);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag) | Event::Empty(tag)) => each(&tag)?,
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(error) => return Err(SheetError::Damaged { problem: error.to_string() }),
        }
        buffer.clear();
    }
}

/// An attribute by its name, whatever stands before a colon in that.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = tag.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(std::borrow::Cow::into_owned)
}

fn is_set(tag: &BytesStart<'_>, name: &str) -> bool {
    attribute(tag, name).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<usize> {
    attribute(tag, name)?.parse().ok()
}

/// The parts of a workbook that its sheets are, by the names of these.
pub(super) fn sheet_paths(bytes: &[u8]) -> Result<BTreeMap<String, String>, SheetError> {
    const RELATIONS: &str = "_rels/workbook.xml.rels";
    let names = package::names(bytes)?;
    let Some(relations) = names.iter().find(|name| name.ends_with(RELATIONS)) else { return Ok(BTreeMap::new()) };
    let folder = relations.strip_suffix(RELATIONS).unwrap_or_default();
    let mut targets = BTreeMap::new();
    each_start(&package::part(bytes, relations)?, &mut |tag| {
        if let (Some(id), Some(target)) = (attribute(tag, "Id"), attribute(tag, "Target")) {
            let target = package::part_name(&target);
            let path = target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned);
            targets.insert(id, path);
        }
        Ok(())
    })?;
    let mut paths = BTreeMap::new();
    each_start(&package::part(bytes, &format!("{folder}workbook.xml"))?, &mut |tag| {
        if tag.local_name().as_ref() == "sheet"
            && let Some(name) = attribute(tag, "name")
            && let Some(path) = attribute(tag, "id").and_then(|id| targets.get(&id))
        {
            paths.insert(name, path.clone());
        }
        Ok(())
    })?;
    Ok(paths)
}

pub(super) fn of_sheet(xml: &[u8], most_columns: usize) -> Result<Layout, SheetError> {
    let mut layout = Layout::default();
    let mut row = 0_usize;
    each_start(xml, &mut |tag| {
        match tag.local_name().as_ref() {
            "row" => {
                row = number(tag, "r").unwrap_or(row.saturating_add(1));
                if is_set(tag, "hidden") && row <= LAST_ROW {
                    layout.hidden_rows.insert(row);
                }
            }
            "col" if is_set(tag, "hidden") => {
                let (first, last) = (number(tag, "min").unwrap_or(1), number(tag, "max").unwrap_or(1));
                layout.hidden_columns.extend(first.saturating_sub(1)..last.min(most_columns));
            }
            "mergeCell" => layout.merged.extend(attribute(tag, "ref").and_then(|text| area(&text))),
            "filterColumn" => layout.is_filtered = true,
            "sheetPr" => layout.is_filtered |= is_set(tag, "filterMode"),
            _ => {}
        }
        if layout.merged.len() > MOST_AREAS {
            return Err(SheetError::TooManyParts { most: MOST_AREAS });
        }
        Ok(())
    })?;
    Ok(layout.ordered())
}

/// `B2:C4`
fn area(text: &str) -> Option<Area> {
    let (first, last) = text.split_once(':')?;
    let ((from_row, from_column), (to_row, to_column)) = (cell(first)?, cell(last)?);
    (from_row <= to_row && from_column <= to_column)
        .then_some(Area { rows: (from_row, to_row), columns: (from_column, to_column) })
}

/// The row of a cell from 1, and its column from 0.
fn cell(text: &str) -> Option<(usize, usize)> {
    let text = text.replace('$', "");
    let length = text.find(|sign: char| sign.is_ascii_digit())?;
    let (letters, digits) = text.split_at_checked(length)?;
    let mut column = 0_usize;
    for letter in letters.bytes() {
        let place = letter.to_ascii_uppercase().checked_sub(b'A').filter(|place| *place < 26)?;
        column = column.checked_mul(26)?.checked_add(usize::from(place) + 1)?;
    }
    Some((digits.parse().ok().filter(|row| (1..=LAST_ROW).contains(row))?, column.checked_sub(1)?))
}
