//! CSV: what separates the cells, on which line a record begins, and quotes that were never closed, or that may be text.
//! A row keeps its empty cells at the end: where a row is wider than its headings, a comma within a number made two cells
//! of one.

use csv::{ByteRecord, ReaderBuilder};

use super::grid::Raw;
use super::limit::Gate;
use crate::error::{Result, SheetError};

/// A line with more separators than this is no table, and would only take memory.
const MOST_SEPARATORS: usize = 1_000_000;

/// A text of rows and cells.
pub(super) struct TextTable {
    text: String,
    separator: u8,
    /// Where the rows begin: after a line `sep=,`.
    start: usize,
}

impl TextTable {
    pub(super) fn new(text: String, columns: usize) -> Result<Self, SheetError> {
        if let Some(at) = text.find('\0') {
            return Err(SheetError::Nul { line: LineCounter::new(&text).line_at(at) });
        }
        let (start, separator) = match stated_separator(&text) {
            Some((start, separator)) => (start, separator),
            None => (0, usual_separator(&text)),
        };
        let table = Self { text, separator, start };
        table
            .line_of_separators()
            .map_or(Ok(table), |row| Err(SheetError::TooManyColumns { sheet: None, row, most: columns }))
    }

    /// A line that is little else than separators.
    fn line_of_separators(&self) -> Option<usize> {
        let mut count = 0;
        let bytes = self.text.as_bytes();
        let at = bytes.iter().position(|byte| {
            count = if matches!(byte, b'\n' | b'\r') { 0 } else { count + usize::from(*byte == self.separator) };
            count > MOST_SEPARATORS
        });
        at.map(|at| LineCounter::new(&self.text).line_at(at))
    }

    pub(super) fn rows(&self, gate: &mut Gate<'_>) -> Result<()> {
        let body = self.text.as_bytes().get(self.start..).unwrap_or_default();
        let mut reader =
            ReaderBuilder::new().has_headers(false).flexible(true).delimiter(self.separator).from_reader(body);
        let mut counter = LineCounter::new(&self.text);
        let mut record = ByteRecord::new();
        loop {
            let from = self.start + offset(&reader);
            let more = reader.read_byte_record(&mut record);
            if !more.map_err(|error| gate.fault(SheetError::Damaged { problem: error.to_string() }))? {
                return Ok(());
            }
            let text = self.text.get(from..self.start + offset(&reader)).unwrap_or_default();
            let record_text = text.trim_start_matches(['\r', '\n']);
            let line = counter.line_at(from + (text.len() - record_text.len()));
            match quotes(record_text, self.separator, gate.limits.span) {
                Quotes::Right => {}
                Quotes::Open => return Err(gate.fault(SheetError::OpenQuote { line })),
                Quotes::Stray(cell) => return Err(gate.fault(SheetError::StrayQuote { line, cell })),
            }
            let mut cells = Vec::with_capacity(record.len().min(gate.limits.columns));
            for (at, field) in record.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
                let field = String::from_utf8_lossy(field).into_owned();
                let is_swallowed = field.len() > gate.limits.chars && field.contains(['\n', '\r']);
                if is_swallowed && field.chars().count() > gate.limits.chars {
                    return Err(gate.fault(SheetError::OpenQuote { line }));
                }
                if holds_rows(&field, self.separator, (at, record.len())) {
                    return Err(gate.fault(SheetError::OpenQuote { line }));
                }
                gate.put(&mut cells, line, at, Raw::Text(field))?;
            }
            if !cells.is_empty() {
                // how wide the headings are tells which cells of a row have none
                cells.resize(record.len().clamp(cells.len(), gate.limits.columns.max(cells.len())), Raw::Empty);
            }
            gate.pass(line, cells)?;
        }
    }
}

/// Whether what stands within quotes in a column reads as the rest of one row, whole rows, and the beginning of another: a
/// quote was never closed, and the next that was found opens another cell.
pub(super) fn holds_rows(field: &str, separator: u8, (at, width): (usize, usize)) -> bool {
    let counts: Vec<usize> = field.lines().map(|line| line.bytes().filter(|byte| *byte == separator).count()).collect();
    let [first, whole @ .., last] = counts.as_slice() else { return false };
    let between = width.saturating_sub(1);
    *first == between - at.min(between) && *last == at && whole.iter().all(|count| *count == between) && {
        // a text of two lines may well have commas in each
        between > 1 && (!whole.is_empty() || between > 2)
    }
}

fn offset(reader: &csv::Reader<&[u8]>) -> usize {
    usize::try_from(reader.position().byte()).unwrap_or(usize::MAX)
}

/// Excel's own first line `sep=;`: where the next begins, and the separator.
fn stated_separator(text: &str) -> Option<(usize, u8)> {
    let length = text.find(['\r', '\n']).unwrap_or(text.len());
    let (line, rest) = text.split_at_checked(length)?;
    let stated = line.trim_matches('"');
    let (word, separator) = stated.split_at_checked(4)?;
    let separator = separator.as_bytes().first().filter(|sign| b",;\t".contains(sign) && separator.len() == 1)?;
    let end = if rest.starts_with("\r\n") { 2 } else { rest.len().min(1) };
    word.eq_ignore_ascii_case("sep=").then_some((length + end, *separator))
}

/// A comma, unless the first record that has any separator has none and has tabs or semicolons: a title stands alone.
fn usual_separator(text: &str) -> u8 {
    let mut is_quoted = false;
    let (mut tabs, mut semicolons) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            _ if is_quoted => {}
            b',' => return b',',
            b'\t' => tabs += 1,
            b';' => semicolons += 1,
            b'\r' | b'\n' if tabs + semicolons > 0 => break,
            _ => {}
        }
    }
    match (tabs, semicolons) {
        (0, 0) => b',',
        (tabs, semicolons) if tabs >= semicolons => b'\t',
        _ => b';',
    }
}

/// What the quotes of a record are.
#[derive(PartialEq, Eq, Debug)]
enum Quotes {
    Right,
    /// One opens that was not meant to span what it spans: it never closes; or it closes on another line in the middle of
    /// a cell, at what was the opening quote of another; or too many lines on.
    Open,
    /// A cell has something outside the quotes that open it: `"a"b`, ` "a"`. Which of the quotes belong to its text
    /// nobody can tell.
    Stray(String),
}

fn quotes(record: &str, separator: u8, span: usize) -> Quotes {
    let body = record.trim_end_matches(['\r', '\n']);
    let is_long = body.contains(['\r', '\n']);
    if is_long && LineCounter::new(body).line_at(body.len()) > span {
        return Quotes::Open;
    }
    let (mut at, mut start, mut is_stray) = (At::Start, 0, false);
    for (place, byte) in body.bytes().enumerate() {
        at = match (at, byte) {
            (At::Start, b'"') | (At::Closed, b'"') => At::Quoted,
            (At::Quoted, b'"') => At::Closed,
            (At::Quoted, _) => At::Quoted,
            (_, byte) if byte == separator && is_stray => return Quotes::Stray(cell_text(body, start, place)),
            (_, byte) if byte == separator => {
                start = place + 1;
                At::Start
            }
            (At::Closed, _) if is_long => return Quotes::Open,
            (At::Closed, _) => {
                is_stray = true;
                At::Plain
            }
            (At::Start | At::Blank, b' ') => At::Blank,
            (At::Blank, b'"') => {
                is_stray = true;
                At::Plain
            }
            (At::Start | At::Blank | At::Plain, _) => At::Plain,
        };
    }
    match at {
        // what was trimmed is within the quotes
        At::Quoted => Quotes::Open,
        _ if is_stray => Quotes::Stray(cell_text(body, start, body.len())),
        At::Start | At::Blank | At::Plain | At::Closed => Quotes::Right,
    }
}

fn cell_text(body: &str, start: usize, end: usize) -> String {
    body.get(start..end).unwrap_or_default().to_owned()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    /// After blanks that stand first.
    Blank,
    Plain,
    Quoted,
    /// After a quote that closes, or the first of two that stand for one.
    Closed,
}

/// The line of a place in a text; places are asked for in order. The reader's own count knows no lone CR.
struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: usize,
}

impl<'a> LineCounter<'a> {
    fn new(text: &'a str) -> Self {
        Self { bytes: text.as_bytes(), at: 0, line: 1 }
    }

    fn line_at(&mut self, place: usize) -> usize {
        let mut last = self.at.checked_sub(1).and_then(|last| self.bytes.get(last)).copied();
        for byte in self.bytes.get(self.at..place).unwrap_or_default() {
            self.line += usize::from(*byte == b'\r' || (*byte == b'\n' && last != Some(b'\r')));
            last = Some(*byte);
        }
        self.at = place.max(self.at);
        self.line
    }
}
