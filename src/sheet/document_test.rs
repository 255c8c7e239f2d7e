//! Files that somebody brings as a template and that are none.

use super::document::{TEMPLATE, opened};
use super::file_test::zipped;
use super::limit::Limits;
use crate::error::TemplateError;

fn refused(bytes: &[u8], limits: &Limits) -> TemplateError {
    opened(bytes, limits).err().expect("a refusal")
}

fn typed(kind: &str) -> Vec<u8> {
    let types =
        format!("<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/{kind}\"/></Types>");
    zipped(&[("[Content_Types].xml", types.as_bytes()), ("word/document.xml", b"<w:document/>")])
}

#[test]
fn other_documents_are_told_by_what_they_hold() {
    for (kind, format) in [
        ("vnd.ms-word.document.macroEnabled.main+xml", "docm"),
        ("vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "dotx"),
        ("vnd.ms-word.template.macroEnabledTemplate.main+xml", "dotm"),
    ] {
        assert_eq!(refused(&typed(kind), &TEMPLATE), TemplateError::OtherDocument { format });
    }
    let odt = zipped(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<a/>")]);
    assert_eq!(refused(&odt, &TEMPLATE), TemplateError::OtherDocument { format: "odt" });
    let old = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600]].concat();
    assert_eq!(refused(&old, &TEMPLATE), TemplateError::OtherDocument { format: "doc" });
    let workbook = typed("vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");
    for bytes in [&workbook, &b"<html/>"[..], b"", b"PK"] {
        assert_eq!(refused(bytes, &TEMPLATE), TemplateError::NoDocument);
    }
}

#[test]
fn what_is_packed_too_tightly_is_not_unpacked() {
    let bomb = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", &vec![b' '; 3 << 20])]);
    let small = Limits { unpacked_mib: 2, ..TEMPLATE };
    assert_eq!(refused(&bomb, &small), TemplateError::Unpacked { most_mib: 2 });
    let names: Vec<String> = (0..30).map(|at| format!("{at}.xml")).collect();
    let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"<a/>"[..])).collect();
    let few = Limits { parts: 20, ..TEMPLATE };
    assert_eq!(refused(&zipped(&parts), &few), TemplateError::TooManyParts { most: 20 });
}

#[test]
fn what_was_cut_short_is_damaged() {
    let whole = typed("vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");
    for end in [whole.len() / 2, whole.len() - 8] {
        assert!(matches!(refused(&whole[..end], &TEMPLATE), TemplateError::Damaged { .. }), "{end}");
    }
}

#[test]
fn a_template_behind_a_password_is_told() {
    let mut locked = [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 504]].concat();
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    locked.extend(&name);
    locked.resize(1_024, 0);
    assert_eq!(refused(&locked, &TEMPLATE), TemplateError::Password);
}
