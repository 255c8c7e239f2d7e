//! ODS, the workbook of LibreOffice and of WPS on request, tag by tag. The crate for workbooks reads it too, but lays
//! every sheet out as one full rectangle and keeps neither its formats nor what is merged or hidden.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::grid::{Area, Book, Epoch, FileFormat, FileSheet, Layout, Raw};
use super::layout::{MOST_AREAS, attribute, each_start};
use super::limit::{Gate, Limits, letters};
use super::ods_style::{Styles, styles};
use super::package;
use super::shown::{self, NumberFormat, Shows};
use super::workbook::{RowBuilder, Workbook, words};
use crate::error::{Result, SheetError};

pub(super) struct OdsBook {
    content: Vec<u8>,
    styles: Styles,
    sheets: Vec<FileSheet>,
    epoch: Epoch,
    count: u64,
    columns: usize,
}

/// More blanks than a cell can hold.
const MOST_BLANKS: usize = 32_767;

fn damaged(error: &impl ToString) -> SheetError {
    SheetError::Damaged { problem: error.to_string() }
}

impl OdsBook {
    pub(super) fn new(bytes: &[u8], limits: &Limits) -> Result<Self, SheetError> {
        let has = |part: &str, word: &str| -> Result<bool, SheetError> {
            Ok(String::from_utf8_lossy(&package::part(bytes, part)?).contains(word))
        };
        if !has("mimetype", "opendocument.spreadsheet")? {
            return Err(SheetError::NoTable);
        }
        if has("meta-inf/manifest.xml", "encryption-data")? {
            return Err(SheetError::Password);
        }
        let content = package::part(bytes, "content.xml")?;
        let styles = styles(&[&package::part(bytes, "styles.xml")?, &content])?;
        let (mut sheets, mut epoch, mut count) = (Vec::new(), Epoch::Of1900, 0);
        each_start(&content, &mut |tag| {
            match tag.name().as_ref() {
                "table:table" => sheets.extend(sheet_name(tag).map(|name| {
                    let is_hidden = attribute(tag, "style-name").is_some_and(|style| styles.is_hidden(&style));
                    FileSheet { name: Some(name), is_hidden }
                })),
                "table:null-date" if attribute(tag, "date-value").is_some_and(|day| day.starts_with("1904")) => {
                    epoch = Epoch::Of1904;
                }
                "table:table-row" => count += 1,
                _ => {}
            }
            Ok(())
        })?;
        if sheets.is_empty() {
            return Err(SheetError::NoSheets);
        }
        Ok(Self { content, styles, sheets, epoch, count, columns: limits.columns })
    }

    /// Goes through the cells of a sheet.
    fn each(&self, sheet: usize, each: &mut dyn FnMut(Part<'_>) -> Result<(), Ended>) -> Result<(), Ended> {
        let mut reader = Reader::from_reader(self.content.as_slice());
        let (mut tables, mut place) = (0, Place::default());
        loop {
            let event = reader.read_event().map_err(|error| damaged(&error))?;
            let is_open = matches!(event, Event::Start(_));
            match event {
                Event::Eof => return Ok(()),
                Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                    "table:table" => {
                        tables += usize::from(sheet_name(&tag).is_some());
                        if tables > sheet + 1 {
                            return Ok(());
                        }
                    }
                    _ if tables != sheet + 1 => {}
                    "table:table-column" => {
                        let column = Column::new(&tag, place.columns.last().map_or(0, |column| column.places.end));
                        each(Part::Column(&column))?;
                        if column.places.start < self.columns {
                            place.columns.push(column);
                        }
                    }
                    "table:table-row" => place.begin_row(&tag),
                    "table:table-cell" | "table:covered-table-cell" => {
                        let text = if is_open { cell_text(&mut reader)? } else { String::new() };
                        let cell = place.cell(&tag, self, text);
                        each(Part::Cell(&place, &cell))?;
                        place.column = place.column.saturating_add(cell.repeats);
                    }
                    _ => {}
                },
                Event::End(tag) if tag.name().as_ref() == "table:table-row" && tables == sheet + 1 => {
                    each(Part::RowEnd(&place))?;
                }
                _ => {}
            }
        }
    }
}

/// Why a sheet was not gone through to its end.
enum Ended {
    Bad(SheetError),
    Error(crate::error::Error),
}

impl From<SheetError> for Ended {
    fn from(bad: SheetError) -> Self {
        Self::Bad(bad)
    }
}

impl From<crate::error::Error> for Ended {
    fn from(error: crate::error::Error) -> Self {
        Self::Error(error)
    }
}

/// What a sheet is made of.
enum Part<'p> {
    Column(&'p Column),
    Cell(&'p Place, &'p Cell),
    RowEnd(&'p Place),
}

struct Column {
    places: std::ops::Range<usize>,
    is_hidden: bool,
    style: Option<String>,
}

impl Column {
    fn new(tag: &BytesStart<'_>, start: usize) -> Self {
        Self {
            places: start..start.saturating_add(repeats(tag, "number-columns-repeated")),
            is_hidden: attribute(tag, "visibility").is_some_and(|visible| visible != "visible"),
            style: attribute(tag, "default-cell-style-name"),
        }
    }
}

/// Where in a sheet the reader is.
#[derive(Default)]
struct Place {
    columns: Vec<Column>,
    /// The row, from 1, and how often it stands there.
    row: usize,
    repeats: usize,
    column: usize,
    style: Option<String>,
    visibility: Option<String>,
}

/// A cell, as often as it stands side by side.
struct Cell {
    raw: Raw,
    repeats: usize,
    /// The rows and columns it was merged over.
    spans: (usize, usize),
    /// It is a formula without a result.
    is_uncalculated: bool,
}

impl Place {
    fn begin_row(&mut self, tag: &BytesStart<'_>) {
        self.row = self.row.saturating_add(self.repeats).max(1);
        self.repeats = repeats(tag, "number-rows-repeated");
        self.column = 0;
        self.style = attribute(tag, "default-cell-style-name");
        self.visibility = attribute(tag, "visibility");
    }

    fn cell(&self, tag: &BytesStart<'_>, book: &OdsBook, text: String) -> Cell {
        let of_column = || self.columns.iter().find(|column| column.places.contains(&self.column))?.style.clone();
        let style = attribute(tag, "style-name").or_else(|| self.style.clone()).or_else(of_column);
        let plain = NumberFormat::default();
        let format = style.and_then(|style| book.styles.format(&style)).unwrap_or(&plain);
        let kind = attribute(tag, "value-type").unwrap_or_default();
        let has_formula = attribute(tag, "formula").is_some();
        Cell {
            is_uncalculated: has_formula && kind.is_empty() && text.is_empty(),
            raw: raw(tag, &kind, format, book.epoch, text),
            repeats: repeats(tag, "number-columns-repeated"),
            spans: (repeats(tag, "number-rows-spanned"), repeats(tag, "number-columns-spanned")),
        }
    }
}

fn sheet_name(tag: &BytesStart<'_>) -> Option<String> {
    // what was read of other files is kept beside the sheets, under their addresses
    attribute(tag, "name").filter(|name| !name.starts_with("'file:"))
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> usize {
    attribute(tag, name).and_then(|count| count.parse().ok()).filter(|count| *count > 0).unwrap_or(1)
}

fn raw(tag: &BytesStart<'_>, kind: &str, format: &NumberFormat, epoch: Epoch, text: String) -> Raw {
    // a cell has its kind twice; an error only says so in the second
    let is_error =
        tag.attributes().flatten().any(|each| each.key.as_ref() == "calcext:value-type" && each.value == "error");
    let value = |name: &str| attribute(tag, name).unwrap_or_default();
    let number = || value("value").parse::<f64>().ok();
    let percent = NumberFormat::new(Shows::Percent);
    match (kind, number()) {
        _ if is_error => Raw::Other(text),
        ("float" | "currency", Some(number)) => shown::raw(number, format, epoch),
        ("percentage", Some(number)) => shown::raw(number, &percent, epoch),
        ("date", _) => shown::iso(&value("date-value"), format),
        ("time", _) => Raw::Other(value("time-value")),
        ("boolean", _) => Raw::Flag(value("boolean-value") == "true"),
        ("float" | "currency" | "percentage", None) => Raw::Other(value("value")),
        _ if text.is_empty() => words(&value("string-value")),
        _ => words(&text),
    }
}

/// The paragraphs of a cell: not those of a note, or of a shape, that stands in it.
fn cell_text(reader: &mut Reader<&[u8]>) -> Result<String, SheetError> {
    let (mut text, mut depth, mut paragraphs, mut is_within) = (String::new(), 1_usize, 0, false);
    loop {
        let event = reader.read_event().map_err(|error| damaged(&error))?;
        let is_open = matches!(event, Event::Start(_));
        match event {
            Event::Start(tag) | Event::Empty(tag) => {
                match tag.name().as_ref() {
                    "text:p" if depth == 1 => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        (paragraphs, is_within) = (paragraphs + 1, is_open);
                    }
                    "text:s" if is_within => text.push_str(&" ".repeat(repeats(&tag, "c").min(MOST_BLANKS))),
                    "text:tab" if is_within => text.push('\t'),
                    "text:line-break" if is_within => text.push('\n'),
                    _ => {}
                }
                depth += usize::from(is_open);
            }
            Event::End(_) => {
                depth -= 1;
                is_within &= depth > 1;
                if depth == 0 {
                    return Ok(text);
                }
            }
            Event::Text(words) if is_within => text.push_str(&words.xml10_content()),
            Event::CData(words) if is_within => text.push_str(&words.xml10_content()),
            Event::GeneralRef(entity) if is_within => {
                let named = quick_xml::escape::resolve_xml_entity(&entity).map(str::to_owned);
                let sign = || entity.resolve_char_ref().ok().flatten().map(String::from);
                text.push_str(&named.or_else(sign).ok_or_else(|| damaged(&"content.xml"))?);
            }
            Event::Eof => return Err(damaged(&"content.xml")),
            _ => {}
        }
    }
}

impl Workbook for OdsBook {
    fn format(&self) -> FileFormat {
        FileFormat::Workbook(Book::Ods, self.epoch)
    }

    fn sheets(&self) -> Vec<FileSheet> {
        self.sheets.clone()
    }

    fn count(&self) -> u64 {
        self.count
    }

    fn rows(&mut self, sheet: usize, gate: &mut Gate<'_>) -> Result<()> {
        let mut rows = RowBuilder::default();
        let mut cells: Vec<Raw> = Vec::new();
        let ended = self.each(sheet, &mut |part| {
            match part {
                Part::Column(_) => {}
                Part::Cell(place, cell) if cell.is_uncalculated => {
                    let sheet = self.sheets.get(sheet).and_then(|sheet| sheet.name.clone()).unwrap_or_default();
                    let cell = format!("{}{}", letters(place.column), place.row);
                    return Err(SheetError::Uncalculated { sheet, cell }.into());
                }
                Part::Cell(_, Cell { raw: Raw::Empty, .. }) => {}
                Part::Cell(place, cell) => {
                    for column in place.column..place.column.saturating_add(cell.repeats) {
                        gate.put(&mut cells, place.row, column, cell.raw.clone())?;
                    }
                }
                Part::RowEnd(place) => {
                    let cells = std::mem::take(&mut cells);
                    let copies = if cells.is_empty() { 0 } else { place.repeats };
                    for row in place.row..place.row.saturating_add(copies) {
                        for (column, raw) in cells.iter().enumerate() {
                            rows.put(gate, row, column, raw.clone())?;
                        }
                    }
                }
            }
            Ok(())
        });
        match ended {
            Ok(()) => rows.end(gate),
            Err(Ended::Bad(bad)) => Err(gate.fault(bad)),
            Err(Ended::Error(error)) => Err(error),
        }
    }

    fn layout(&mut self, sheet: usize) -> Result<Layout, SheetError> {
        let mut layout = Layout::default();
        let mut is_filled = false;
        let ended = self.each(sheet, &mut |part| {
            match part {
                Part::Column(column) if column.is_hidden => {
                    layout.hidden_columns.extend(column.places.start..column.places.end.min(self.columns));
                }
                Part::Column(_) => {}
                Part::Cell(place, cell) => {
                    is_filled |= cell.raw != Raw::Empty;
                    let (rows, columns) = cell.spans;
                    let copies = if rows > 1 || columns > 1 { place.repeats.min(MOST_AREAS + 1) } else { 0 };
                    layout.merged.extend((place.row..place.row.saturating_add(copies)).map(|row| Area {
                        rows: (row, row.saturating_add(rows - 1)),
                        columns: (place.column, place.column.saturating_add(columns - 1)),
                    }));
                    if layout.merged.len() > MOST_AREAS {
                        return Err(SheetError::TooManyParts { most: MOST_AREAS }.into());
                    }
                }
                Part::RowEnd(place) => {
                    let visibility = place.visibility.as_deref();
                    layout.is_filtered |= visibility == Some("filter");
                    if std::mem::take(&mut is_filled) && matches!(visibility, Some("filter" | "collapse")) {
                        let last = place.row.saturating_add(place.repeats.min(MOST_AREAS));
                        layout.hidden_rows.extend(place.row..last);
                    }
                }
            }
            Ok(())
        });
        match ended {
            Ok(()) => Ok(layout.ordered()),
            Err(Ended::Bad(bad)) => Err(bad),
            Err(Ended::Error(error)) => Err(damaged(&format!("{error:?}"))),
        }
    }
}
