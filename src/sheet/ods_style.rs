//! The styles of an ODS: the number format of each cell style, put into the code other workbooks have for it, and which
//! sheets are hidden.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::layout::attribute;
use super::shown::NumberFormat;
use crate::error::SheetError;

#[derive(Default)]
pub(super) struct Styles {
    /// Of each style of cells.
    formats: BTreeMap<String, NumberFormat>,
    hidden: BTreeSet<String>,
}

/// The styles as they are read.
#[derive(Default)]
struct Found {
    cells: BTreeMap<String, CellStyle>,
    data: BTreeMap<String, DataStyle>,
    hidden: BTreeSet<String>,
}

#[derive(Default)]
struct CellStyle {
    data: Option<String>,
    parent: Option<String>,
}

/// A number format.
#[derive(Default)]
struct DataStyle {
    code: String,
    /// Others, for the numbers that fulfil a condition.
    maps: Vec<(String, String)>,
}

/// A style that inherits through more others inherits in a circle.
const MOST_PARENTS: usize = 20;

const LONGEST_CODE: usize = 1_000;
/// No format has more sections than this and its own.
const MOST_MAPS: usize = 4;

impl Styles {
    pub(super) fn is_hidden(&self, table: &str) -> bool {
        self.hidden.contains(table)
    }

    /// How a cell of a style shows numbers.
    pub(super) fn format(&self, cell: &str) -> Option<&NumberFormat> {
        self.formats.get(cell)
    }
}

impl Found {
    fn format(&self, cell: &CellStyle) -> NumberFormat {
        let mut style = Some(cell);
        for _ in 0..MOST_PARENTS {
            match style {
                Some(CellStyle { data: Some(data), .. }) => return NumberFormat::of_code(&self.code(data)),
                Some(CellStyle { parent: Some(parent), .. }) => style = self.cells.get(parent),
                _ => break,
            }
        }
        NumberFormat::default()
    }

    fn code(&self, data: &str) -> String {
        let Some(style) = self.data.get(data) else { return String::new() };
        let others = style
            .maps
            .iter()
            .take(MOST_MAPS)
            .filter_map(|(condition, name)| Some(format!("[{condition}]{};", self.data.get(name)?.code)));
        others.collect::<String>() + &style.code
    }
}

/// What of a number format is being read.
#[derive(Default)]
struct Reading {
    style: Option<(String, DataStyle)>,
    is_percent: bool,
    /// The digits before the point, with the texts between them by how many digits stand behind each.
    embedded: Vec<(usize, String)>,
    decimals: usize,
    /// What is divided by: one comma for each thousand.
    commas: String,
    text: String,
}

/// The styles of these parts.
pub(super) fn styles(parts: &[&[u8]]) -> Result<Styles, SheetError> {
    let mut found = Found::default();
    for part in parts {
        let mut reader = Reader::from_reader(*part);
        let mut reading = Reading::default();
        // of a table: its display is a property of the style around it
        let mut table = None;
        loop {
            let event = reader.read_event().map_err(|error| SheetError::Damaged { problem: error.to_string() })?;
            match &event {
                Event::Eof => break,
                Event::Start(tag) if tag.name().as_ref() == "office:body" => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    match tag.name().as_ref() {
                        "style:style" => {
                            let name = attribute(tag, "name").unwrap_or_default();
                            if attribute(tag, "family").as_deref() == Some("table-cell") {
                                let (data, parent) =
                                    (attribute(tag, "data-style-name"), attribute(tag, "parent-style-name"));
                                found.cells.insert(name, CellStyle { data, parent });
                            } else {
                                table = Some(name);
                            }
                        }
                        "style:default-style" if attribute(tag, "family").as_deref() == Some("table-cell") => {}
                        "style:table-properties" if attribute(tag, "display").as_deref() == Some("false") => {
                            found.hidden.extend(table.clone());
                        }
                        _ => reading.begin(tag),
                    }
                    if matches!(event, Event::Empty(_)) {
                        reading.end(tag.name().as_ref(), &mut found);
                    }
                }
                Event::Text(text) => reading.text.push_str(&text.xml10_content()),
                Event::GeneralRef(entity) => {
                    reading.text.push_str(quick_xml::escape::resolve_xml_entity(entity).unwrap_or_default());
                }
                Event::End(tag) => reading.end(tag.name().as_ref(), &mut found),
                _ => {}
            }
        }
    }
    let formats = found.cells.iter().map(|(name, cell)| (name.clone(), found.format(cell))).collect();
    Ok(Styles { formats, hidden: found.hidden })
}

/// Whether a tag is that of a number format.
fn is_data_style(name: &str) -> bool {
    let kinds = ["number", "currency", "percentage", "date", "time", "text", "boolean"];
    let kind = name.strip_prefix("number:").and_then(|name| name.strip_suffix("-style"));
    kind.is_some_and(|kind| kinds.contains(&kind))
}

impl Reading {
    fn begin(&mut self, tag: &BytesStart<'_>) {
        let name = tag.name();
        self.text.clear();
        if is_data_style(name.as_ref()) {
            self.style = attribute(tag, "name").map(|name| (name, DataStyle::default()));
            self.is_percent = name.as_ref() == "number:percentage-style";
        }
        let number = |name: &str| attribute(tag, name).and_then(|count| count.parse::<usize>().ok());
        match name.as_ref() {
            "number:number" => {
                self.embedded.clear();
                self.decimals = number("decimal-places").unwrap_or_default().min(20);
                let factor = attribute(tag, "display-factor").unwrap_or_default();
                self.commas = ",".repeat(factor.bytes().filter(|sign| *sign == b'0').count() / 3);
            }
            "number:embedded-text" => {
                self.embedded.push((number("position").unwrap_or_default().min(20), String::new()))
            }
            "number:hours" if attribute(tag, "truncate-on-overflow").as_deref() == Some("false") => self.put("[h]"),
            "style:map" => {
                let condition = attribute(tag, "condition").map(|text| text.replace("value()", ""));
                if let (Some(condition), Some(other), Some((_, style))) =
                    (condition, attribute(tag, "apply-style-name"), &mut self.style)
                {
                    style.maps.push((condition, other));
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, found: &mut Found) {
        let text = std::mem::take(&mut self.text);
        match name {
            "number:number" => self.put(&self.digits()),
            "number:scientific-number" => self.put("0E+0"),
            "number:fraction" => self.put("0"),
            "number:embedded-text" => {
                if let Some((_, embedded)) = self.embedded.last_mut() {
                    *embedded = text;
                }
            }
            "number:text" | "number:currency-symbol" => self.put(&if self.is_percent && text.contains('%') {
                format!("{}%", quoted(&text.replace('%', "")))
            } else {
                quoted(&text)
            }),
            "number:year" => self.put("yyyy"),
            "number:month" => self.put("mm"),
            "number:day" | "number:day-of-week" => self.put("dd"),
            "number:hours" => self.put("h"),
            "number:seconds" => self.put("s"),
            _ if is_data_style(name) => {
                if let Some((name, style)) = self.style.take() {
                    found.data.insert(name, style);
                }
            }
            _ => {}
        }
    }

    fn put(&mut self, code: &str) {
        if let Some((_, style)) = &mut self.style
            && style.code.len() < LONGEST_CODE
        {
            style.code.push_str(code);
        }
    }

    fn digits(&self) -> String {
        let most = self.embedded.iter().map(|(behind, _)| *behind).max().unwrap_or_default();
        let mut code = "0".to_owned();
        for behind in (0..=most).rev() {
            let texts = self.embedded.iter().filter(|(at, _)| *at == behind);
            // where `0!.0,` shows 万, LibreOffice takes the backslash of Chinese spreadsheets for a sign that is shown
            let is_backslash = |text: &str| text == "!" && behind == 0 && self.decimals > 0;
            code.extend(texts.map(|(_, text)| if is_backslash(text) { text.clone() } else { quoted(text) }));
            if behind > 0 {
                code.push('0');
            }
        }
        if self.decimals > 0 {
            code = code + "." + &"0".repeat(self.decimals);
        }
        code + &self.commas
    }
}

fn quoted(text: &str) -> String {
    text.chars().flat_map(|sign| ['\\', sign]).collect()
}
