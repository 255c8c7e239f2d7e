//! The first table of a page, or its first card, for Excel and WPS: BOM, CRLF, exact numbers, headings with the unit,
//! and a guard on whatever a sheet would take for a formula.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::io::{self, Write};
use std::iter::once;

use encoding_rs::GB18030;

use super::PageSettings;
use crate::lang::{Lang, cell};
use crate::report::model::{Cell, Column, Report, SectionBody, Shape, TableRows};

/// Without it Excel takes UTF-8 for the code page of the machine.
const BOM: &str = "\u{feff}";
const GUARD: char = '\'';

/// What makes a sheet calculate instead of show, with the full-width forms that input methods produce.
const STARTS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// How a CSV is encoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CsvEncoding {
    /// UTF-8 that every Excel knows for it.
    #[default]
    Utf8Bom,
    /// UTF-8 for programs that stumble over a BOM.
    Utf8,
    /// What a Chinese Excel takes a CSV without BOM for.
    Gb18030,
}

impl CsvEncoding {
    pub const ALL: [Self; 3] = [Self::Utf8Bom, Self::Utf8, Self::Gb18030];

    /// The word it is asked for by.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Utf8Bom => "utf8-bom",
            Self::Utf8 => "utf8",
            Self::Gb18030 => "gb18030",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|encoding| encoding.code() == code)
    }

    /// The bytes of a text, or the first character there are none for.
    fn encode(self, text: &str) -> Result<Cow<'_, [u8]>, char> {
        if self != Self::Gb18030 {
            return Ok(Cow::Borrowed(text.as_bytes()));
        }
        match GB18030.encode(text) {
            (bytes, _, false) => Ok(bytes),
            _ => Err(text.chars().find(|c| GB18030.encode(c.encode_utf8(&mut [0; 4])).2).unwrap_or('\u{fffd}')),
        }
    }
}

/// A character that the encoding asked for has no place for. Its words are in `lang`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unmappable {
    pub character: char,
    /// The first cell of its row, which names it.
    pub row: String,
}

impl fmt::Display for Unmappable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (U+{:04X}) · {}", self.character, u32::from(self.character), self.row)
    }
}

impl Error for Unmappable {}

/// Whether it was a character that failed the writing.
#[must_use]
pub fn unmappable(error: &io::Error) -> Option<&Unmappable> {
    error.get_ref()?.downcast_ref()
}

pub(super) fn render(report: Report<'_>, page: &PageSettings, out: &mut dyn Write) -> io::Result<()> {
    let PageSettings { lang, encoding, .. } = *page;
    if encoding == CsvEncoding::Utf8Bom {
        out.write_all(BOM.as_bytes())?;
    }
    let table = report.sections.into_iter().find_map(|section| match section.body {
        SectionBody::Table { columns, rows } => Some((columns, rows)),
        SectionBody::Card { columns, row } => Some((columns, Box::new(once(row)) as TableRows<'_>)),
        SectionBody::Chart { .. }
        | SectionBody::Cards { .. }
        | SectionBody::Sentences(_)
        | SectionBody::Lists { .. }
        | SectionBody::Paragraphs(_) => None,
    });
    let Some((columns, rows)) = table else { return Ok(()) };
    let mut sheet = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    let headings: Vec<String> = columns.iter().map(|column| cell::heading_with_unit(lang, column)).collect();
    sheet.write_record(&encoded(encoding, &headings)?).map_err(cause)?;
    for row in rows {
        let row: Vec<Cow<'_, str>> = columns.iter().zip(&row).map(|(column, each)| entry(lang, column, each)).collect();
        sheet.write_record(&encoded(encoding, &row)?).map_err(cause)?;
    }
    sheet.flush()
}

/// Cell by cell: no byte of a GB18030 character looks like a quote, a comma or the end of a line.
fn encoded<T: AsRef<str>>(encoding: CsvEncoding, row: &[T]) -> io::Result<Vec<Cow<'_, [u8]>>> {
    let name = || row.first().map(|cell| cell.as_ref().to_owned()).unwrap_or_default();
    let cells = row.iter().map(|cell| encoding.encode(cell.as_ref()));
    cells.map(|cell| cell.map_err(|character| io::Error::other(Unmappable { character, row: name() }))).collect()
}

/// The stream's own error, so that a closed pipe is known for one.
fn cause(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(cause) => cause,
        other => io::Error::other(format!("{other:?}")),
    }
}

/// Numbers stand as they are: a sheet may calculate with them, and `-9.9` is no formula.
fn entry<'c>(lang: Lang, column: &Column, each: &'c Cell) -> Cow<'c, str> {
    let text = cell::sheet(lang, each);
    match (column.shape, each) {
        (Shape::Count | Shape::Amount | Shape::Quantity(_) | Shape::Rate | Shape::Points, _) => text,
        (_, Cell::Count(_) | Cell::Quantity { .. } | Cell::Rate(_) | Cell::Points(_)) => text,
        (Shape::Text | Shape::Fixed | Shape::Sign, _) => match text {
            Cow::Borrowed(text) => guard(text),
            Cow::Owned(text) => Cow::Owned(guard(&text).into_owned()),
        },
    }
}

/// Puts `'` before a text that a sheet would calculate: one that begins, after spaces, with a sign of `STARTS`. A
/// text that looks guarded already gets one more, so that [`unguard`] always gives back the text itself.
#[must_use]
pub fn guard(text: &str) -> Cow<'_, str> {
    let starts = text.trim_start_matches(is_space).starts_with(STARTS);
    if starts || is_guarded(text) { Cow::Owned(format!("{GUARD}{text}")) } else { Cow::Borrowed(text) }
}

/// Undoes [`guard`]: takes one `'` off where a sign of `STARTS` follows after further `'` and spaces. Any other text,
/// `'90年代` among them, stays as it is.
#[must_use]
pub fn unguard(text: &str) -> &str {
    text.strip_prefix(GUARD).filter(|_| is_guarded(text)).unwrap_or(text)
}

fn is_guarded(text: &str) -> bool {
    let rest = text.strip_prefix(GUARD);
    rest.is_some_and(|rest| rest.trim_start_matches(|c| c == GUARD || is_space(c)).starts_with(STARTS))
}

/// The spaces a sheet overlooks at the beginning: plain, no-break and full-width.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{3000}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_a_sheet_would_calculate_is_guarded() {
        for text in ["=1+1", " \u{a0}　=1", "+86", "-", "@a", "\t1", "\n=", "＝1", "＋1", "－1", "＠a", "'=1", "'' =1"]
        {
            assert_eq!(guard(text), format!("'{text}"));
        }
        for text in ["", "甲", "'90年代", "'", "1-2", "2022-08-31", " '=1", "甲=乙"] {
            assert_eq!((guard(text).as_ref(), unguard(text)), (text, text));
        }
        assert_eq!(unguard("'=1"), "=1");
    }

    #[test]
    fn gb18030_holds_all_of_chinese_and_tells_what_it_cannot_hold() {
        let gb = |text: &str| CsvEncoding::Gb18030.encode(text).map(Cow::into_owned);
        assert_eq!(gb("甲,䶮"), Ok(vec![0xbc, 0xd7, b',', 0xfe, 0x9f]));
        assert_eq!(gb("🏘").map(|bytes| bytes.len()), Ok(4));
        assert_eq!(gb("甲\u{e5e5}乙"), Err('\u{e5e5}'));
        assert_eq!(CsvEncoding::Utf8.encode("甲\u{e5e5}"), Ok("甲\u{e5e5}".as_bytes().into()));
        let row = ["EX-W-001".to_owned(), "甲\u{e5e5}".to_owned()];
        let error = encoded(CsvEncoding::Gb18030, &row).expect_err("no place for it");
        let told = Unmappable { character: '\u{e5e5}', row: "EX-W-001".to_owned() };
        assert_eq!(unmappable(&error), Some(&told));
        assert_eq!(unmappable(&io::Error::other("else")), None);
    }

    #[test]
    fn an_encoding_has_its_code() {
        assert!(CsvEncoding::ALL.into_iter().all(|each| CsvEncoding::from_code(each.code()) == Some(each)));
    }

    proptest! {
        #[test]
        fn a_row_in_gb18030_is_read_back(row in proptest::collection::vec("[甲乙ａ🏘\u{20bb7},\"\n\r; a-c]{0,8}", 1..4)) {
            let mut out = Vec::new();
            let mut sheet = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(&mut out);
            sheet.write_record(encoded(CsvEncoding::Gb18030, &row).expect("holds all")).expect("written");
            drop(sheet);
            let utf8 = GB18030.decode(&out).0.into_owned();
            let read = ::csv::ReaderBuilder::new().has_headers(false).from_reader(utf8.as_bytes()).into_records().next();
            let read = read.expect("a row").expect("well formed");
            prop_assert_eq!(read.iter().collect::<Vec<_>>(), row);
        }

        #[test]
        fn unguard_undoes_guard(text in ".{0,12}", near in "[=＝ '　\u{a0}\t\n甲-]{0,6}") {
            for text in [text, near] {
                let guarded = guard(&text);
                prop_assert_eq!(unguard(&guarded), &text);
            }
        }
    }
}
