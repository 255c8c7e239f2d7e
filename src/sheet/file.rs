//! A file somebody brings: what it is, by its bytes and then by its name; its sheets; their rows. It is read once, so
//! what was hashed is what is read.

use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::decode::{Encoding, decode};
use super::grid::{Book, FileFormat, FileSheet, Layout, Line};
use super::json::Document;
use super::limit::{Gate, LIMITS, Limits, read_within};
use super::ods::OdsBook;
use super::ole::{self, OLE};
use super::package;
use super::text::TextTable;
use super::workbook::Workbook;
use super::xls::XlsBook;
use super::xlsb::XlsbBook;
use super::xlsx::XlsxBook;
use crate::error::{Error, Result, SheetError};

/// A file that can be read as tables.
pub struct File {
    path: PathBuf,
    lines: u64,
    sha256: String,
    sheets: Vec<FileSheet>,
    content: Content,
    limits: Limits,
}

enum Content {
    Csv(TextTable, Encoding),
    Book(Box<dyn Workbook>),
    Json(Document),
}

/// A file opened; without an encoding that of a CSV file is found out.
pub fn open(path: &Path, encoding: Option<Encoding>) -> Result<File> {
    open_within(path, encoding, LIMITS)
}

pub(super) fn open_within(path: &Path, encoding: Option<Encoding>, limits: Limits) -> Result<File> {
    let bytes = read(path, &limits)?;
    let ends = bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let (sheets, content) =
        content(path, bytes, encoding, &limits).map_err(|why| Error::Sheet { path: path.to_owned(), why })?;
    if matches!(content, Content::Book(_)) && sheets.len() > limits.sheets {
        let why = SheetError::TooManyParts { most: limits.sheets };
        return Err(Error::Sheet { path: path.to_owned(), why });
    }
    let lines = if let Content::Book(workbook) = &content { workbook.count() } else { ends };
    Ok(File { path: path.to_owned(), lines, sha256, sheets, content, limits })
}

fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>> {
    let too_large = || Error::Sheet { path: path.to_owned(), why: SheetError::TooLarge { most_mib: limits.mib } };
    read_within(path, limits.mib)?.ok_or_else(too_large)
}

fn content(
    path: &Path,
    bytes: Vec<u8>,
    encoding: Option<Encoding>,
    limits: &Limits,
) -> Result<(Vec<FileSheet>, Content), SheetError> {
    match kind(path, &bytes)? {
        Kind::Package => {
            let package = package::check(&bytes, limits)?;
            let book: Box<dyn Workbook> = match package.book {
                Book::Xlsx => Box::new(XlsxBook::new(bytes, package, limits)?),
                Book::Ods => Box::new(OdsBook::new(&bytes, limits)?),
                Book::Xlsb => Box::new(XlsbBook::new(bytes, limits)?),
                Book::Xls => return Err(SheetError::NoTable),
            };
            Ok((book.sheets(), Content::Book(book)))
        }
        Kind::Ole => {
            let book: Box<dyn Workbook> = Box::new(XlsBook::new(&bytes, limits)?);
            Ok((book.sheets(), Content::Book(book)))
        }
        Kind::Csv => {
            let (text, encoding) = decode(&bytes, encoding)?;
            if text.trim().is_empty() {
                return Err(SheetError::Empty);
            }
            let table = TextTable::new(text.into_owned(), limits.columns)?;
            Ok((vec![FileSheet { name: None, is_hidden: false }], Content::Csv(table, encoding)))
        }
        Kind::Json => {
            let document = Document::new(&bytes, limits)?;
            let names = document.tables.iter().map(|table| table.name.clone());
            let sheets = names.map(|name| FileSheet { name: Some(name), is_hidden: false }).collect();
            Ok((sheets, Content::Json(document)))
        }
    }
}

/// What a file is, before it is looked into.
enum Kind {
    Csv,
    Json,
    /// A zip.
    Package,
    /// A compound file with a workbook in it.
    Ole,
}

/// What a file is. The first bytes of a workbook tell; a text is what its name says, or what it looks like.
fn kind(path: &Path, bytes: &[u8]) -> Result<Kind, SheetError> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if bytes.starts_with(&OLE) {
        return match ["EncryptedPackage", "Workbook", "Book"].map(|name| ole::has_stream(bytes, name)) {
            [true, ..] => Err(SheetError::Password),
            [_, true, _] => Ok(Kind::Ole),
            [.., true] => Err(SheetError::OldWorkbook),
            _ if ending == "et" => Err(SheetError::OtherWorkbook { format: "et" }),
            _ => Err(SheetError::NoTable),
        };
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Kind::Package);
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    match (ending.as_str(), text.first()) {
        (_, None) => Err(SheetError::Empty),
        ("csv" | "tsv" | "txt", _) => Ok(Kind::Csv),
        ("json", _) => Ok(Kind::Json),
        // pages and texts under the name of a workbook: so many systems “export to Excel”
        ("xlsx" | "xlsm" | "xls" | "xlsb" | "ods" | "et", _) | (_, Some(b'<')) => Err(SheetError::NoTable),
        _ if text.starts_with(b"%PDF") => Err(SheetError::NoTable),
        (_, Some(b'{' | b'[')) => Ok(Kind::Json),
        _ => Ok(Kind::Csv),
    }
}

impl File {
    pub fn format(&self) -> FileFormat {
        match &self.content {
            Content::Csv(..) => FileFormat::Csv,
            Content::Book(book) => book.format(),
            Content::Json(_) => FileFormat::Json,
        }
    }

    /// Of a CSV file the encoding it was read in; the others have only one.
    pub fn encoding(&self) -> Option<Encoding> {
        match self.content {
            Content::Csv(_, encoding) => Some(encoding),
            Content::Book(_) | Content::Json(_) => None,
        }
    }

    /// Of its bytes, in 64 hexadecimal digits.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// Roughly how many rows there are, to show how far reading has come.
    pub fn lines(&self) -> u64 {
        self.lines
    }

    /// A CSV file has one, a workbook its tabs in their order, JSON one for each array of objects.
    pub fn sheets(&self) -> &[FileSheet] {
        &self.sheets
    }

    /// What the workbook says of a sheet beside its cells.
    pub fn layout(&mut self, sheet: usize) -> Result<Layout> {
        match &mut self.content {
            Content::Book(book) => book.layout(sheet).map_err(|why| Error::Sheet { path: self.path.clone(), why }),
            Content::Csv(..) | Content::Json(_) => Ok(Layout::default()),
        }
    }

    /// The rows of a sheet that have something in them, in their order, without the empty cells at their ends; those of
    /// CSV with them, for they tell how wide the table is. JSON begins with a row 0 of its keys. A sheet that is not there has none.
    pub fn rows(&mut self, sheet: usize, each: &mut dyn FnMut(Line) -> Result<()>) -> Result<()> {
        let Some(FileSheet { name, .. }) = self.sheets.get(sheet) else { return Ok(()) };
        let mut gate = Gate::new(&self.limits, self.path.clone(), name.clone(), each);
        match &mut self.content {
            Content::Csv(table, _) => table.rows(&mut gate),
            Content::Book(workbook) => workbook.rows(sheet, &mut gate),
            Content::Json(document) => document.rows(sheet, &mut gate),
        }
    }
}
