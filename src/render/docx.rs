//! A page as a document for Word, WPS and LibreOffice, to be signed and sent. A page of paragraphs is set as 通报 are; one
//! of tables has the same dress, closer set, with what matters on its first side. Every paragraph is of a style, so that
//! an office changes the look in one place, or brings a template of its own.

mod part;
mod section;
mod style;
mod table;
pub(super) mod template;
#[cfg(test)]
mod tests;
mod xml;

use std::fmt::Write as _;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use self::part::{Paper, Part, packed, parts};
use self::section::{Bars, Ready, ReadyBody, Shown, card, cards, listed, numbered};
use self::style::StyleIds;
use self::table::Table;
use self::template::{Filling, Mark};
use self::xml::{Look, run};
use super::PageSettings;
use crate::domain::Day;
use crate::lang::brief::paragraph;
use crate::lang::document::{self, StyleName};
use crate::lang::header::{BETWEEN_PARTS, header_line, ledger_line, ordinal, remark, title, title_and_note};
use crate::lang::sentence::{noted, sentence};
use crate::lang::word::word;
use crate::lang::{Lang, cell as words};
use crate::report::front::sides;
use crate::report::model::{Header, Paragraph, Report, Section, SectionBody, Sentence, Shape, Word};

/// Done, wanting, more than was due: the first dark enough to be told from the others in grey.
const DONE: &str = "2F5597";
const WANTING: &str = "F4B183";
const AHEAD: &str = "70AD47";
/// A bookmark of this name and the day says on which day a page is dated: see [`dated`].
const DATED: &str = "haishu_dated_";

pub(super) fn render(report: Report<'_>, page: &PageSettings<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (lang, Report { header, sections }) = (page.lang, report);
    let named = header.title.as_ref().map(|of| title(lang, of)).unwrap_or_default();
    let note = header.note.as_deref().map(|note| noted(lang, note));
    let whole = note.map_or_else(|| named.clone(), |note| title_and_note(lang, &named, note));
    let paper = paper(&sections);
    let is_notice = paper == Paper::Notice;
    let room = page.template.map_or_else(|| paper.room(), |template| template.room());
    let ids = page.template.map_or_else(StyleIds::ours, |template| template.ids());
    let has = |mark: Mark| page.template.is_some_and(|template| template.has(mark));
    let mut body = Body { lang, ids, room, is_notice, xml: String::new(), number: None, before: Before::Nothing };
    body.bookmark(issued_on(&header));
    if !has(Mark::Title) && !named.is_empty() {
        // a note for which there is no room beside it stands below the title, whole
        let most = room / if is_notice { 220 } else { 180 };
        let is_long = whole.width() > most as usize && note.is_some() && named.width() <= most as usize;
        let whole = if is_long { whole.replacen(&named, &format!("{named}\n"), 1) } else { whole.clone() };
        body.paragraph(body.pick(StyleName::Title, StyleName::PageTitle), &whole);
    }
    body.head(&header);
    body.sections(sections);
    body.signature(&header, !has(Mark::Issuer), !has(Mark::Date));
    let source = is_notice.then(|| header_line(lang, &header));
    let source: Vec<String> = source.into_iter().chain(ledger_line(lang, &header)).collect();
    if !source.is_empty() {
        body.paragraph(StyleName::Source, &source.join(BETWEEN_PARTS));
    }
    let parts: Vec<Part> = match page.template {
        None => parts(lang, &header, &whole, &body.xml, paper),
        Some(template) => {
            let (date, issuer) =
                (document::day(lang, issued_on(&header)), header.issuer.as_deref().unwrap_or_default());
            template.filled(lang, &Filling { content: &body.xml, title: &whole, date: &date, issuer })
        }
    };
    out.write_all(&packed(&parts)?)
}

/// The day a document of ours is dated, by its part `word/document.xml` or what a template calls it.
#[must_use]
pub fn dated(xml: &[u8]) -> Option<Day> {
    let at = xml.windows(DATED.len()).position(|found| found == DATED.as_bytes())? + DATED.len();
    let digits = std::str::from_utf8(xml.get(at..at + 8)?).ok()?;
    let (year, rest) = (digits.get(..4)?, digits.get(4..)?);
    Day::from_ymd_opt(year.parse().ok()?, rest.get(..2)?.parse().ok()?, rest.get(2..)?.parse().ok()?)
}

fn issued_on(header: &Header) -> Day {
    header.dated.unwrap_or_else(|| header.made_at.date_naive())
}

fn paper(sections: &[Section<'_>]) -> Paper {
    let of_section = |section: &Section<'_>| match &section.body {
        SectionBody::Paragraphs(_) => Some(Paper::Notice),
        // a chart of the year
        SectionBody::Table { columns, .. } if columns.iter().any(|column| column.shape == Shape::Sign) => {
            Some(Paper::Wide)
        }
        SectionBody::Table { .. }
        | SectionBody::Chart { .. }
        | SectionBody::Card { .. }
        | SectionBody::Cards { .. }
        | SectionBody::Sentences(_)
        | SectionBody::Lists { .. } => None,
    };
    sections.iter().find_map(of_section).unwrap_or(Paper::Tables)
}

/// What the next paragraph must do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    /// Stand between a table and what follows.
    Table,
    /// Begin a side.
    Side,
}

/// The body of the document as it grows.
struct Body {
    lang: Lang,
    ids: StyleIds,
    room: u32,
    is_notice: bool,
    xml: String,
    /// Of the last heading; none: headings are not numbered.
    number: Option<usize>,
    before: Before,
}

impl Body {
    fn pick(&self, notice: StyleName, page: StyleName) -> StyleName {
        if self.is_notice { notice } else { page }
    }

    /// Says of the whole, where nobody sees it, on which day it is dated.
    fn bookmark(&mut self, on: Day) {
        let name = format!("{DATED}{}", on.format("%Y%m%d"));
        let _ =
            write!(self.xml, "<w:bookmarkStart w:id=\"1965042\" w:name=\"{name}\"/><w:bookmarkEnd w:id=\"1965042\"/>");
    }

    fn paragraph(&mut self, style: StyleName, text: &str) {
        self.runs(style, "", &run(text, Look::default()));
    }

    /// `more`: what the paragraph has beside its style, which stands behind a page break.
    fn runs(&mut self, style: StyleName, more: &str, runs: &str) {
        let side = if self.before == Before::Side { "<w:pageBreakBefore/>" } else { "" };
        self.before = Before::Nothing;
        let style = self.ids.get(style);
        let _ = write!(self.xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{side}{more}</w:pPr>{runs}</w:p>");
    }

    fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return;
        }
        if self.before != Before::Nothing {
            self.paragraph(StyleName::Note, "");
        }
        self.xml += &table.xml(&self.ids, self.room);
        self.before = Before::Table;
    }

    fn heading(&mut self, text: &str) {
        let number = match &mut self.number {
            None => String::new(),
            Some(number) => {
                *number += 1;
                ordinal(self.lang, *number)
            }
        };
        self.paragraph(self.pick(StyleName::Heading, StyleName::PageHeading), &(number + text));
    }

    fn sentences<'s>(&mut self, style: StyleName, said: impl IntoIterator<Item = &'s Sentence>) {
        for each in said {
            self.paragraph(style, &sentence(self.lang, each));
        }
    }

    /// Below the title: what a page of tables says of itself, and the office's own note.
    fn head(&mut self, header: &Header) {
        if !self.is_notice {
            self.paragraph(StyleName::PageLine, &header_line(self.lang, header));
        }
        if let Some(said) = &header.remark {
            self.paragraph(self.pick(StyleName::Body, StyleName::PageLine), &remark(self.lang, said));
        }
    }

    fn sections(&mut self, sections: Vec<Section<'_>>) {
        let [first, behind] = sides(sections).map(|side| side.into_iter().filter_map(Ready::new).collect::<Vec<_>>());
        let has_front = !first.is_empty();
        let mut front: Vec<Shown> = first.into_iter().map(Shown::Section).collect();
        // the chart of the first side, below the sentence: the rates of the first table behind that has any
        if has_front && let Some(bars) = behind.iter().find_map(|section| section.bars(self.lang)) {
            front.insert(1, Shown::Bars(bars));
        }
        let headings = front.iter().filter(|shown| shown.has_heading()).count()
            + behind.iter().filter(|section| section.has_heading()).count();
        self.number = (headings > 1).then_some(0);
        for shown in front {
            match shown {
                Shown::Section(section) => self.section(section),
                Shown::Bars(bars) => self.bars(&bars),
            }
        }
        for (at, section) in behind.into_iter().enumerate() {
            if at == 0 && has_front {
                self.before = Before::Side;
            }
            self.section(section);
        }
    }

    fn section(&mut self, section: Ready) {
        let lang = self.lang;
        let Ready { heading, body, notes, .. } = section;
        if let Some(heading) = &heading {
            self.heading(&words::capital(&words::headed(lang, heading)));
        }
        match body {
            ReadyBody::Table { columns, rows } => self.table(&listed(lang, &columns, &rows)),
            ReadyBody::Card { columns, row } => self.table(&card(lang, &columns, &row)),
            ReadyBody::Cards { columns, titles, rows } => self.table(&cards(lang, &columns, titles, &rows)),
            ReadyBody::Sentences(said) if heading.is_none() => self.notes(&said),
            ReadyBody::Sentences(said) => self.sentences(StyleName::PageText, &said),
            ReadyBody::Paragraphs(paragraphs) => self.paragraphs(&paragraphs),
            ReadyBody::Lists { lead, lists } => {
                self.sentences(StyleName::PageText, [&*lead]);
                self.table(&numbered(lang, &lists));
            }
        }
        self.sentences(StyleName::Note, &notes);
    }

    /// Under the whole page: 注：, then a line each.
    fn notes(&mut self, said: &[Sentence]) {
        let lang = self.lang;
        for (at, each) in said.iter().enumerate() {
            let text = sentence(lang, each);
            let text = if at == 0 { words::labelled(lang, word(lang, Word::Notes), &text) } else { text };
            self.paragraph(StyleName::Note, &text);
        }
    }

    /// Each under a heading of its own where there are several, and broken where it turns to something else.
    fn paragraphs(&mut self, paragraphs: &[Paragraph]) {
        let lang = self.lang;
        self.number = (paragraphs.len() > 1).then_some(0);
        for Paragraph { id, said } in paragraphs {
            if paragraphs.len() > 1 {
                self.heading(&document::paragraph_heading(lang, id));
            }
            let opens = |each: &Sentence| matches!(each, Sentence::Brief(of) if of.opens_paragraph());
            for part in said.chunk_by(|_, next| !opens(next)) {
                self.paragraph(StyleName::Body, &paragraph(lang, part));
            }
        }
    }

    fn bars(&mut self, bars: &Bars) {
        let lang = self.lang;
        self.heading(&document::bars_heading(lang));
        self.table(&bars.table);
        let (parts, whole) = document::bars_legend(lang);
        let legend: String = parts
            .iter()
            .zip([DONE, WANTING, AHEAD])
            .map(|(part, color)| {
                run("■", Look { color: Some(color), ..Look::default() }) + &run(&format!("{part}  "), Look::default())
            })
            .collect();
        self.runs(StyleName::Note, "", &(legend + &run(&whole, Look::default())));
    }

    /// 落款: the office, and below it the day, four characters from the right; the office stands in the middle over the
    /// day. A page of tables has one only where an office is named.
    fn signature(&mut self, header: &Header, shows_issuer: bool, shows_day: bool) {
        let issuer = header.issuer.as_deref().filter(|_| shows_issuer);
        let day = (shows_day && (self.is_notice || header.issuer.is_some()))
            .then(|| document::day(self.lang, issued_on(header)));
        let width = |text: Option<&str>| text.map_or(0, UnicodeWidthStr::width);
        let (wide, day_wide) = (width(issuer), width(day.as_deref()));
        if issuer.is_some() || day.is_some() {
            self.paragraph(StyleName::Signature, "");
        }
        if let Some(issuer) = issuer {
            // a quarter of a character for each column by which one is wider than the other
            let indent = if day.is_some() { (EDGE + 25 * day_wide).saturating_sub(25 * wide) } else { EDGE };
            self.runs(StyleName::Signature, &indented(indent, KEEP), &run(issuer, Look::default()));
        }
        if let Some(day) = day {
            self.runs(StyleName::Signature, &indented(EDGE, ""), &run(&day, Look::default()));
        }
    }
}

/// From the right, in hundredths of a character.
const EDGE: usize = 400;
const KEEP: &str = "<w:keepNext/>";

/// A paragraph that ends so far from the right.
fn indented(hundredths: usize, keep: &str) -> String {
    let twips = hundredths * 320 / 100;
    format!("{keep}<w:ind w:rightChars=\"{hundredths}\" w:right=\"{twips}\"/>")
}
