//! Files brought, whatever they are; and the helpers of the tests of each format.

use std::io::{Cursor, Write};

use proptest::prelude::*;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;

use super::Encoding;
use super::file::{File, open_within};
use super::grid::{FileFormat, Line, Raw};
use super::limit::{LIMITS, Limits};
use crate::error::{Error, Result, SheetError, UsageError};

/// Limits small enough for a test to pass.
pub(super) const SMALL: Limits =
    Limits { mib: 1, unpacked_mib: 4, parts: 20, sheets: 3, rows: 5, columns: 4, chars: 10, text_mib: 1, span: 3 };

pub(super) struct Brought {
    _folder: TempDir,
    pub file: File,
}

pub(super) fn brought(name: &str, bytes: &[u8], encoding: Option<Encoding>, limits: Limits) -> Result<Brought> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::File::create(&path).and_then(|mut file| file.write_all(bytes)).expect("written");
    Ok(Brought { file: open_within(&path, encoding, limits)?, _folder: folder })
}

pub(super) fn rows_of(file: &mut File, sheet: usize) -> Result<Vec<Line>> {
    let mut rows = Vec::new();
    file.rows(sheet, &mut |line| {
        rows.push(line);
        Ok(())
    })?;
    Ok(rows)
}

/// The rows of the first sheet.
pub(super) fn read_within(name: &str, bytes: &[u8], limits: Limits) -> Result<Vec<Line>> {
    rows_of(&mut brought(name, bytes, None, limits)?.file, 0)
}

pub(super) fn read(name: &str, bytes: &[u8]) -> Vec<Line> {
    read_within(name, bytes, LIMITS).expect("reads")
}

pub(super) fn refused_within(name: &str, bytes: &[u8], limits: Limits) -> SheetError {
    match read_within(name, bytes, limits) {
        Err(Error::Sheet { why, .. }) => why,
        other => panic!("{other:?}"),
    }
}

pub(super) fn refused(name: &str, bytes: &[u8]) -> SheetError {
    refused_within(name, bytes, LIMITS)
}

pub(super) fn text(text: &str) -> Raw {
    if text.is_empty() { Raw::Empty } else { Raw::Text(text.to_owned()) }
}

pub(super) fn line(number: usize, cells: &[&str]) -> Line {
    Line { number, cells: cells.iter().map(|cell| text(cell)).collect() }
}

pub(super) fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(bytes).expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

#[test]
fn a_file_is_known_by_its_bytes_and_then_by_its_name() {
    let table = b"a,b\n1,2\n".as_slice();
    let json = br#" {"projects":[{"a":1}]}"#.as_slice();
    let cases = [
        ("a.csv", table, FileFormat::Csv),
        ("a.TXT", table, FileFormat::Csv),
        ("a", table, FileFormat::Csv),
        ("a.csv", json, FileFormat::Csv),
        ("a.json", json, FileFormat::Json),
        ("a", json, FileFormat::Json),
    ];
    for (name, bytes, format) in cases {
        assert_eq!(brought(name, bytes, None, LIMITS).expect(name).file.format(), format, "{name}");
    }
    for (name, bytes) in [("a.xlsx", table), ("a.xls", b"<html>"), ("a", b" <?xml"), ("a.pdf", b"%PDF-1.7")] {
        assert_eq!(refused(name, bytes), SheetError::NoTable, "{name}");
    }
}

#[test]
fn what_was_hashed_is_what_is_read() {
    let Brought { file, .. } = brought("a.csv", b"abc", None, LIMITS).expect("opens");
    assert_eq!(file.sha256(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_eq!((file.lines(), file.encoding()), (0, Some(Encoding::Utf8)));
}

#[test]
fn a_file_that_is_not_there_is_no_bad_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    for path in [folder.path().join("none.csv"), folder.path().to_owned()] {
        let error = super::file::open(&path, None).err().expect("refused");
        assert!(matches!(error, Error::File(_)) && error.exit_status() == 1, "{error:?}");
    }
}

#[test]
fn an_empty_file_is_told() {
    for name in ["a.csv", "a.xlsx", "a.json", "a"] {
        for bytes in [b"".as_slice(), b" \r\n\t\n", b"\xEF\xBB\xBF", b"\xEF\xBB\xBF\n"] {
            assert_eq!(refused(name, bytes), SheetError::Empty, "{name} {bytes:?}");
        }
    }
    assert_eq!(refused("a.csv", b"\xFF\xFE"), SheetError::Empty);
    assert_eq!(refused("a.csv", &b"\r\n".repeat(1_000_000)), SheetError::Empty);
}

#[test]
fn a_file_may_not_be_too_large() {
    let whole = vec![b'a'; 1 << 20];
    let limits = Limits { chars: 2 << 20, text_mib: 2, ..SMALL };
    assert_eq!(read_within("a.csv", &whole, limits).expect("reads").len(), 1);
    assert_eq!(refused_within("a.csv", &[whole, vec![b'a']].concat(), limits), SheetError::TooLarge { most_mib: 1 });
}

#[test]
fn a_fault_of_the_caller_is_handed_back() {
    for (name, bytes) in [("a.csv", b"a,b\n1,2".as_slice()), ("a.json", br#"{"a":[{"b":1},{"b":2}]}"#)] {
        let mut file = brought(name, bytes, None, LIMITS).expect("opens").file;
        let mut seen = 0;
        let ended = file.rows(0, &mut |_| {
            seen += 1;
            Err(UsageError::NoWho.into())
        });
        assert!(matches!(ended, Err(Error::Usage(UsageError::NoWho))) && seen == 1, "{name}");
        assert_eq!(rows_of(&mut file, 7).expect("no such sheet"), []);
    }
}

fn small_workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "甬江").and_then(|sheet| sheet.write_number(1, 2, 0.5)).expect("written");
    book.save_to_buffer().expect("a workbook")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), start in 0..6_usize, name in 0..4_usize) {
        let starts: [&[u8]; 6] =
            [b"", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"{\"a\":[{", b"\xFF\xFE", b"\"a,\n"];
        let bytes = [starts[start], &bytes].concat();
        for encoding in [None, Some(Encoding::Utf8), Some(Encoding::Gb18030), Some(Encoding::Utf16)] {
            let name = ["a.csv", "a.json", "a.xlsx", "a"][name];
            if let Ok(mut brought) = brought(name, &bytes, encoding, LIMITS) {
                let _ = rows_of(&mut brought.file, 0);
            }
        }
    }

    #[test]
    fn no_spoilt_workbook_makes_it_panic(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>()) {
        let mut bytes = small_workbook();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        let _ = read_within("a.xlsx", &bytes, LIMITS);
        bytes.truncate(cut.index(bytes.len()));
        let _ = read_within("a.xlsx", &bytes, LIMITS);
    }
}
