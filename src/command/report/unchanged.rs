//! Whether a page says what it said before. The moment it was made, and its number, do not count.

use crate::domain::PageNo;
use crate::error::{Error, Result};
use crate::lang::cell::moment;
use crate::lang::sentence::frozen_as;
use crate::render::Format;
use crate::sheet::package::parts;

use super::super::ctx::Ctx;
use super::super::session::Session;
use super::Made;
use super::material::Material;

/// Whether nobody needs the page: its file says the same; of one that goes to stdout or is to be frozen, the last
/// frozen page of the same question does.
pub fn is_unchanged(
    ctx: &Ctx,
    session: &Session,
    material: &Material,
    (made, no): (&Made, Option<PageNo>),
) -> Result<bool> {
    let Some((old, old_no)) = before(session, material, made, no.is_some())? else { return Ok(false) };
    let format = Format::from_code(&made.question.format).unwrap_or(Format::Text);
    let number = |no: Option<PageNo>| match (no, format) {
        (None, _) => String::new(),
        (Some(no), Format::Json) => format!("\"frozen\":{no}"),
        (Some(no), _) => frozen_as(ctx.lang, no),
    };
    let (old_no, new_no) = (number(old_no), number(no));
    let moments = [moment(ctx.now), ctx.now.format("%Y-%m-%dT%H:%M:%S").to_string()];
    let (Some(old), Some(new)) = (texts(format, &old), texts(format, &made.bytes)) else { return Ok(false) };
    let is_same = |(old, new): (&Text, &Text)| {
        old.name == new.name && same_but_for(&renumbered(&old.bytes, &old_no, &new_no), &new.bytes, &moments)
    };
    Ok(old.len() == new.len() && old.iter().zip(&new).all(is_same))
}

/// What the page is held against, with the number it bears.
fn before(
    session: &Session,
    material: &Material,
    made: &Made,
    is_freezing: bool,
) -> Result<Option<(Vec<u8>, Option<PageNo>)>> {
    if let (Some(path), false) = (&made.path, is_freezing) {
        return match std::fs::read(path) {
            Ok(bytes) => Ok(Some((bytes, None))),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(Error::File { path: path.clone(), cause }),
        };
    }
    let last = material.frozen.iter().rev().find(|frozen| frozen.page.question == made.question);
    last.map(|frozen| Ok((session.store.frozen_content(frozen)?, Some(frozen.page.no)))).transpose()
}

/// Words of a page: all of it, or a part of a workbook.
struct Text {
    name: String,
    bytes: Vec<u8>,
}

/// `None`: a workbook that cannot be read.
fn texts(format: Format, bytes: &[u8]) -> Option<Vec<Text>> {
    if format != Format::Xlsx {
        return Some(vec![Text { name: String::new(), bytes: bytes.to_vec() }]);
    }
    Some(parts(bytes)?.into_iter().map(|(name, bytes)| Text { name, bytes }).collect())
}

/// A page with another number in the place of its own.
fn renumbered(page: &[u8], from: &str, to: &str) -> Vec<u8> {
    match std::str::from_utf8(page) {
        Ok(text) if !from.is_empty() => text.replace(from, to).into_bytes(),
        _ => page.to_vec(),
    }
}

/// Whether two texts are alike, but for a moment that stands in the new one.
fn same_but_for(old: &[u8], new: &[u8], moments: &[String]) -> bool {
    if old.len() != new.len() {
        return false;
    }
    let mut at = 0;
    while at < new.len() {
        match moments.iter().find(|moment| new[at..].starts_with(moment.as_bytes())) {
            Some(moment) => at += moment.len(),
            None if old[at] != new[at] => return false,
            None => at += 1,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_made_later_is_the_same_page() {
        let moments = ["2022-09-02 08:00".to_owned()];
        let same = |old: &str, new: &str| same_but_for(old.as_bytes(), new.as_bytes(), &moments);
        assert!(same("生成 2022-09-01 09:30 · 红4", "生成 2022-09-02 08:00 · 红4"));
        assert!(!same("生成 2022-09-01 09:30 · 红4", "生成 2022-09-02 08:00 · 红5"));
        assert!(!same("截至 2022-09-01", "截至 2022-09-02"), "another day is another page");
        assert!(!same("红4", "红10"));
    }

    #[test]
    fn the_number_of_a_page_is_not_what_it_says() {
        assert_eq!(renumbered("第9号定稿 红9".as_bytes(), "第9号定稿", "第10号定稿"), "第10号定稿 红9".as_bytes());
        assert_eq!(renumbered(b"\xff", "a", "b"), b"\xff");
    }
}
