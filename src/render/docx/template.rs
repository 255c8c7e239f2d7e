//! The office's own document, into which a page goes: everything outside the marks stays as it is, byte for byte, but for
//! the styles it lacks. A mark is `{{内容}}` in a paragraph of its own; in any paragraph, header or footer also
//! `{{标题}}`, `{{日期}}`, `{{落款}}`. Word may have cut a mark into several runs.

use std::collections::BTreeMap;
use std::ops::Range;

use super::part::{Part, W};
use super::style::StyleIds;
use super::xml::escaped;
use crate::lang::Lang;

const PARAGRAPH: &str = "w:p";
const TEXT: &str = "w:t";

/// What stands for what.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Mark {
    Content,
    Title,
    Date,
    Issuer,
}

impl Mark {
    const ALL: [Self; 4] = [Self::Content, Self::Title, Self::Date, Self::Issuer];

    fn words(self) -> [&'static str; 2] {
        match self {
            Self::Content => ["内容", "content"],
            Self::Title => ["标题", "title"],
            Self::Date => ["日期", "date"],
            Self::Issuer => ["落款", "issuer"],
        }
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.words().contains(&word.to_lowercase().as_str()))
    }
}

/// What somebody may write as a mark, in both languages.
#[must_use]
pub fn mark_words() -> Vec<&'static str> {
    Mark::ALL.into_iter().flat_map(Mark::words).collect()
}

/// Why a document is no template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TemplateFault {
    /// No document of Word as it is saved today: a part or its name space is not there.
    NotWord,
    /// Tags that do not go together.
    Damaged,
    /// Nowhere does it say where the content goes.
    NoMark,
    TwoMarks,
    /// What stands beside the mark in its paragraph.
    BesideMark(String),
    /// A mark that stands for nothing.
    UnknownMark(String),
}

/// A document with its marks found.
pub struct Template {
    parts: Vec<Part>,
    /// Which of the parts has the styles.
    styles: usize,
    named_styles: Vec<(String, String)>,
    /// In the parts of those numbers: what is written over, by what.
    marks: BTreeMap<usize, Vec<Place>>,
    /// Between the margins, in twips.
    room: u32,
}

/// Where a mark stands: its first piece is written over, the others are taken out.
struct Place {
    mark: Mark,
    pieces: Vec<Range<usize>>,
}

/// What goes into a template.
pub(super) struct Filling<'a> {
    pub content: &'a str,
    pub title: &'a str,
    pub date: &'a str,
    pub issuer: &'a str,
}

impl Template {
    /// # Errors
    /// What is wrong with it as a template.
    pub fn new(parts: Vec<Part>) -> Result<Self, TemplateFault> {
        let types = parts.iter().find(|(name, _)| name == "[Content_Types].xml").ok_or(TemplateFault::NotWord)?;
        let types = String::from_utf8_lossy(&types.1).into_owned();
        let of_kind = |kind: &str| -> Vec<usize> {
            let wanted = format!("application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml");
            let overrides = tags(&types).into_iter().filter(|tag| attribute(tag, "ContentType") == Some(&wanted));
            let names = overrides.filter_map(|tag| attribute(tag, "PartName")).map(|name| name.trim_start_matches('/'));
            names.filter_map(|name| parts.iter().position(|(own, _)| own == name)).collect()
        };
        let one = |kind: &str| of_kind(kind).first().copied().ok_or(TemplateFault::NotWord);
        let (document, styles) = (one("document.main")?, one("styles")?);
        let text = |at: usize| std::str::from_utf8(&parts[at].1).map_err(|_| TemplateFault::NotWord);
        let body = text(document)?;
        if !body.contains(&format!("xmlns:w=\"{W}\"")) && !body.contains(&format!("xmlns:w='{W}'")) {
            return Err(TemplateFault::NotWord);
        }
        let named_styles = named_styles(text(styles)?);
        let mut marks = BTreeMap::new();
        marks.insert(document, places(body)?);
        for at in of_kind("header").into_iter().chain(of_kind("footer")) {
            marks.insert(at, places(text(at)?)?);
        }
        let is_content = |place: &&Place| place.mark == Mark::Content;
        let contents: Vec<(usize, &Place)> =
            marks.iter().flat_map(|(at, places)| places.iter().filter(is_content).map(|place| (*at, place))).collect();
        let room = match contents.as_slice() {
            [(at, place)] if *at == document => room(&body[place.pieces[0].start..]),
            [] | [_] => return Err(TemplateFault::NoMark),
            _ => return Err(TemplateFault::TwoMarks),
        };
        Ok(Self { styles, named_styles, marks, room, parts })
    }

    pub(super) fn has(&self, mark: Mark) -> bool {
        self.marks.values().flatten().any(|place| place.mark == mark)
    }

    /// Whether it has a place for the office that issues the page.
    #[must_use]
    pub fn wants_issuer(&self) -> bool {
        self.has(Mark::Issuer)
    }

    pub(super) fn room(&self) -> u32 {
        self.room
    }

    pub(super) fn ids(&self) -> StyleIds {
        StyleIds::of_template(&self.named_styles)
    }

    /// Its parts with the page in them.
    pub(super) fn filled(&self, lang: Lang, with: &Filling<'_>) -> Vec<Part> {
        let mut parts = self.parts.clone();
        for (at, places) in &self.marks {
            let mut edits: Vec<(Range<usize>, String)> = Vec::new();
            for place in places {
                let text = match place.mark {
                    Mark::Content => with.content.to_owned(),
                    Mark::Title => escaped(with.title),
                    Mark::Date => escaped(with.date),
                    Mark::Issuer => escaped(with.issuer),
                };
                let texts = std::iter::once(text).chain(std::iter::repeat(String::new()));
                edits.extend(place.pieces.iter().cloned().zip(texts));
            }
            edits.sort_by_key(|(range, _)| range.start);
            if let Some((_, content)) = parts.get_mut(*at) {
                *content = edited(content, &edits);
            }
        }
        let lacking = self.ids().lacking(lang);
        if let Some((_, content)) = parts.get_mut(self.styles)
            && let Some(end) = content.windows(STYLES_END.len()).rposition(|found| found == STYLES_END)
        {
            *content = edited(content, &[(end..end, lacking)]);
        }
        parts
    }
}

const STYLES_END: &[u8] = b"</w:styles>";

fn edited(content: &[u8], edits: &[(Range<usize>, String)]) -> Vec<u8> {
    let (mut done, mut from) = (Vec::with_capacity(content.len()), 0);
    for (range, text) in edits {
        done.extend_from_slice(&content[from..range.start]);
        done.extend_from_slice(text.as_bytes());
        from = range.end;
    }
    done.extend_from_slice(&content[from..]);
    done
}

/// The tags of a text, without the signs around them: `w:p`, `/w:p`, `w:br/`.
fn tags(xml: &str) -> Vec<&str> {
    Pieces::new(xml)
        .filter_map(|piece| matches!(piece.kind, Kind::Tag).then(|| &xml[piece.range.start + 1..piece.range.end - 1]))
        .collect()
}

fn tag_name(tag: &str) -> &str {
    tag.trim_start_matches('/').split(|sign: char| sign.is_whitespace() || sign == '/').next().unwrap_or_default()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    while let Some(at) = rest.find(name) {
        let (before, after) = (&rest[..at], &rest[at + name.len()..]);
        rest = after;
        let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else { continue };
        if before.ends_with(char::is_whitespace) {
            let quote = value.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
            return value[1..].split(quote).next();
        }
    }
    None
}

/// Id and name of each style.
fn named_styles(xml: &str) -> Vec<(String, String)> {
    let mut styles: Vec<(String, String)> = Vec::new();
    for tag in tags(xml) {
        match tag_name(tag) {
            "w:style" if !tag.starts_with('/') => {
                styles.push((attribute(tag, "w:styleId").unwrap_or_default().to_owned(), String::new()));
            }
            "w:name" => {
                if let Some((_, name)) = styles.last_mut() {
                    attribute(tag, "w:val").unwrap_or_default().clone_into(name);
                }
            }
            _ => {}
        }
    }
    styles
}

/// Between the margins of the section that begins with this text; else of A4.
fn room(xml: &str) -> u32 {
    let number = |name: &str, attribute_name: &str| -> Option<u32> {
        let tag = tags(xml).into_iter().find(|tag| tag_name(tag) == name)?;
        attribute(tag, attribute_name)?.parse().ok()
    };
    let room = || {
        let width = number("w:pgSz", "w:w")?;
        width.checked_sub(number("w:pgMar", "w:left")?)?.checked_sub(number("w:pgMar", "w:right")?)
    };
    room().filter(|room| (2_000..40_000).contains(room)).unwrap_or_else(|| super::part::Paper::Notice.room())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Tag,
    Text,
    /// A comment, an instruction, the head.
    Other,
}

struct Piece {
    kind: Kind,
    range: Range<usize>,
}

/// What an XML text is made of. A tag that does not end ends the text.
struct Pieces<'a> {
    xml: &'a str,
    at: usize,
}

impl<'a> Pieces<'a> {
    fn new(xml: &'a str) -> Self {
        Self { xml, at: 0 }
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        let rest = self.xml.get(self.at..).filter(|rest| !rest.is_empty())?;
        let until = |end: &str| rest.find(end).map(|at| at + end.len());
        let (kind, length) = if !rest.starts_with('<') {
            (Kind::Text, rest.find('<').unwrap_or(rest.len()))
        } else if rest.starts_with("<!--") {
            (Kind::Other, until("-->")?)
        } else if rest.starts_with("<![CDATA[") {
            (Kind::Other, until("]]>")?)
        } else if rest.starts_with("<?") || rest.starts_with("<!") {
            (Kind::Other, until(">")?)
        } else {
            (Kind::Tag, tag_end(rest)?)
        };
        let range = self.at..self.at + length;
        self.at = range.end;
        Some(Piece { kind, range })
    }
}

/// A `>` in an attribute does not end a tag.
fn tag_end(rest: &str) -> Option<usize> {
    let mut quote = None;
    rest.bytes()
        .position(|byte| {
            match (quote, byte) {
                (None, b'"' | b'\'') => quote = Some(byte),
                (Some(open), byte) if byte == open => quote = None,
                (None, b'>') => return true,
                _ => {}
            }
            false
        })
        .map(|at| at + 1)
}

/// A paragraph that is being read.
struct Paragraph {
    start: usize,
    /// Its text, with where each character stands.
    text: Vec<(char, usize)>,
    ends_section: bool,
}

/// The marks of a part. A paragraph may stand in another, as those of a text box do.
fn places(xml: &str) -> Result<Vec<Place>, TemplateFault> {
    let (mut found, mut open, mut is_text) = (Vec::new(), Vec::<Paragraph>::new(), false);
    let mut end = 0;
    for piece in Pieces::new(xml) {
        end = piece.range.end;
        let text = &xml[piece.range.clone()];
        match piece.kind {
            Kind::Other => {}
            Kind::Text => {
                if let Some(paragraph) = open.last_mut().filter(|_| is_text) {
                    paragraph.text.extend(text.char_indices().map(|(at, sign)| (sign, piece.range.start + at)));
                }
            }
            Kind::Tag => {
                let tag = text.trim_start_matches('<').trim_end_matches('>');
                let (is_end, is_empty) = (tag.starts_with('/'), tag.ends_with('/'));
                match tag_name(tag) {
                    PARAGRAPH if is_end => {
                        let paragraph = open.pop().ok_or(TemplateFault::Damaged)?;
                        found.extend(marks_in(&paragraph, end)?);
                    }
                    PARAGRAPH if !is_empty => {
                        open.push(Paragraph { start: piece.range.start, text: Vec::new(), ends_section: false });
                    }
                    TEXT => is_text = !is_end && !is_empty,
                    "w:sectPr" => open.iter_mut().for_each(|paragraph| paragraph.ends_section = true),
                    _ => {}
                }
            }
        }
    }
    if end < xml.len() || !open.is_empty() { Err(TemplateFault::Damaged) } else { Ok(found) }
}

/// The marks of a paragraph that ends there.
fn marks_in(paragraph: &Paragraph, end: usize) -> Result<Vec<Place>, TemplateFault> {
    let text = &paragraph.text;
    let is = |at: usize, signs: [char; 2]| text.get(at).is_some_and(|(sign, _)| signs.contains(sign));
    let opens = |at: usize| is(at, ['{', '｛']) && is(at + 1, ['{', '｛']);
    let closes = |at: usize| is(at, ['}', '｝']) && is(at + 1, ['}', '｝']);
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let close = if opens(at) { (at + 2..text.len()).find(|close| closes(*close)) } else { None };
        let Some(close) = close else {
            at += 1;
            continue;
        };
        let word: String = text[at + 2..close].iter().map(|(sign, _)| *sign).collect();
        let mark = Mark::of(word.trim()).ok_or_else(|| TemplateFault::UnknownMark(word.trim().to_owned()))?;
        if mark == Mark::Content {
            let beside = text[..at].iter().chain(&text[close + 2..]).map(|(sign, _)| *sign).collect::<String>();
            if !beside.trim().is_empty() {
                return Err(TemplateFault::BesideMark(beside.trim().to_owned()));
            }
        }
        let mut pieces = pieces(&text[at..close + 2]);
        if mark == Mark::Content {
            // what ends a section must stay where it is: the page goes before it
            if paragraph.ends_section {
                pieces.insert(0, paragraph.start..paragraph.start);
            } else {
                pieces.clear();
                pieces.push(paragraph.start..end);
            }
        }
        found.push(Place { mark, pieces });
        at = close + 2;
    }
    Ok(found)
}

/// Characters that follow each other in the file are one piece.
fn pieces(signs: &[(char, usize)]) -> Vec<Range<usize>> {
    let mut pieces: Vec<Range<usize>> = Vec::new();
    for (sign, at) in signs {
        match pieces.last_mut() {
            Some(last) if last.end == *at => last.end += sign.len_utf8(),
            _ => pieces.push(*at..at + sign.len_utf8()),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(xml: &str) -> Result<Vec<(Mark, String)>, TemplateFault> {
        let text = |place: Place| (place.mark, place.pieces.iter().map(|range| &xml[range.clone()]).collect());
        places(xml).map(|places| places.into_iter().map(text).collect())
    }

    fn paragraph(texts: &[&str]) -> String {
        let runs: String =
            texts.iter().map(|text| format!("<w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r>")).collect();
        format!("<w:p a=\"1>2\"><w:pPr/>{runs}</w:p>")
    }

    #[test]
    fn a_mark_cut_into_runs_is_found() {
        let whole = paragraph(&["{", "{内", "容}", "}"]);
        assert_eq!(found(&whole), Ok(vec![(Mark::Content, whole.clone())]));
        let xml = paragraph(&["关于{{", " Title ", "｝｝的", "{{日期}}"]);
        assert_eq!(
            found(&xml),
            Ok(vec![(Mark::Title, "{{ Title ｝｝".to_owned()), (Mark::Date, "{{日期}}".to_owned())])
        );
        assert_eq!(found(&paragraph(&["{ {内容} }", "{{"])), Ok(vec![]));
    }

    #[test]
    fn a_mark_that_cannot_be_filled_is_told() {
        assert_eq!(found(&paragraph(&["{{正文}}"])), Err(TemplateFault::UnknownMark("正文".to_owned())));
        assert_eq!(found(&paragraph(&["一、", "{{内容}}"])), Err(TemplateFault::BesideMark("一、".to_owned())));
        assert_eq!(found("<w:p><w:r>"), Err(TemplateFault::Damaged));
        assert_eq!(found("</w:p>"), Err(TemplateFault::Damaged));
        assert_eq!(found("<w:p></w:p><w:p a=\""), Err(TemplateFault::Damaged));
    }

    #[test]
    fn what_ends_a_section_stays() {
        let xml = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>{{content}}</w:t></w:r></w:p>";
        assert_eq!(found(xml), Ok(vec![(Mark::Content, "{{content}}".to_owned())]));
    }

    #[test]
    fn a_paragraph_in_a_text_box_is_one_of_its_own() {
        let inner = paragraph(&["{{内容}}"]);
        let xml =
            format!("<w:p><w:r><w:t>前</w:t></w:r><w:r>{inner}</w:r><!-- <w:p> --><w:r><w:t>后</w:t></w:r></w:p>");
        assert_eq!(found(&xml), Ok(vec![(Mark::Content, inner)]));
    }

    #[test]
    fn attributes_are_read_as_they_stand() {
        assert_eq!(attribute("w:pgSz w:ww=\"1\" w:w='2' w:h=\"3\"", "w:w"), Some("2"));
        assert_eq!(attribute("w:pgSz", "w:w"), None);
        let xml = "<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:left=\"1588\" w:right=\"1474\"/>";
        assert_eq!(room(xml), 8_844);
        assert_eq!(room("<w:p/>"), super::super::part::Paper::Notice.room());
    }
}
