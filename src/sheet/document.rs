//! A document that an office brings as its template: what kind of file it is, how much it holds. What stands in it, and
//! where a page goes, is found in `render`, which fills it.

use std::path::Path;

use super::limit::{LIMITS, Limits, read_within};
use super::ole::{self, OLE};
use super::package;
use crate::error::{Error, Result, SheetError, TemplateError};
use crate::render::{Template, TemplateFault, mark_words};

/// A template weighs what a letterhead does, with its pictures.
pub(super) const TEMPLATE: Limits = Limits { mib: 32, unpacked_mib: 128, ..LIMITS };

/// A template that can be filled.
pub fn template(path: &Path) -> Result<Template> {
    let bytes = read(path, &TEMPLATE)?;
    opened(bytes.as_slice(), &TEMPLATE).map_err(|why| Error::Template { path: path.to_owned(), why })
}

fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>> {
    let too_large = || Error::Template { path: path.to_owned(), why: TemplateError::TooLarge { most_mib: limits.mib } };
    read_within(path, limits.mib)?.ok_or_else(too_large)
}

pub(super) fn opened(bytes: &[u8], limits: &Limits) -> Result<Template, TemplateError> {
    if bytes.starts_with(&OLE) {
        let is_locked = ole::has_stream(bytes, "EncryptedPackage");
        let other = TemplateError::OtherDocument { format: "doc" };
        return Err(if is_locked { TemplateError::Password } else { other });
    }
    if !bytes.starts_with(b"PK\x03\x04") {
        return Err(TemplateError::NoDocument);
    }
    let parts = package::unpacked(bytes, limits).map_err(|why| unreadable(&why))?;
    match kind(&parts) {
        Some("docx") => {}
        Some(format) => return Err(TemplateError::OtherDocument { format }),
        None => return Err(TemplateError::NoDocument),
    }
    Template::new(parts).map_err(|fault| match fault {
        TemplateFault::NotWord => TemplateError::NoDocument,
        TemplateFault::Damaged => TemplateError::Damaged { problem: "word/document.xml".to_owned() },
        TemplateFault::NoMark => TemplateError::NoMark,
        TemplateFault::TwoMarks => TemplateError::TwoMarks,
        TemplateFault::BesideMark(text) => TemplateError::BesideMark { text },
        TemplateFault::UnknownMark(word) => TemplateError::UnknownMark { word, known: mark_words() },
    })
}

/// What a package that cannot be read, or holds too much, is as a template.
fn unreadable(why: &SheetError) -> TemplateError {
    match why {
        SheetError::Password => TemplateError::Password,
        SheetError::Unpacked { most_mib } => TemplateError::Unpacked { most_mib: *most_mib },
        SheetError::TooManyParts { most } => TemplateError::TooManyParts { most: *most },
        SheetError::Damaged { problem } => TemplateError::Damaged { problem: problem.clone() },
        other => TemplateError::Damaged { problem: format!("{other:?}") },
    }
}

/// By what its parts are said to be; `None`: no document at all.
fn kind(parts: &[(String, Vec<u8>)]) -> Option<&'static str> {
    let part = |wanted: &str| parts.iter().find(|(name, _)| name == wanted).map(|(_, content)| content.as_slice());
    if part("content.xml").is_some() {
        return part("mimetype").map(|_| "odt");
    }
    let types = String::from_utf8_lossy(part("[Content_Types].xml")?).into_owned();
    let kinds = [
        ("wordprocessingml.document.main+xml", "docx"),
        ("ms-word.document.macroEnabled.main+xml", "docm"),
        ("wordprocessingml.template.main+xml", "dotx"),
        ("ms-word.template.macroEnabledTemplate.main+xml", "dotm"),
    ];
    kinds.into_iter().find(|(kind, _)| types.contains(kind)).map(|(_, ending)| ending)
}
