//! A report as one sheet that prints as a page: title, day and note, the sections one below another, A4, one page wide.
//! What the deputy head holds stands on the first side, the tables behind it.
//!
//! A spreadsheet makes no row as high as the words in merged cells want, so that every height is counted here, and with
//! the heights where a page ends.

mod block;
mod chart;
mod look;
mod table;

use rust_xlsxwriter::{Workbook, XlsxError};
use unicode_width::UnicodeWidthStr;

use self::block::{Block, Line, Paper, Span, print};
use self::look::PageLook;
use self::table::Rows;
use super::cell::{EntryValue, ground};
use super::sheet_name;
use super::style::new_book;
use crate::lang::grid::{legend_items, other_signs};
use crate::lang::header::{BETWEEN_PARTS, header_parts, ledger_line, ordinal, remark, title};
use crate::lang::sentence::{noted, sentence};
use crate::lang::word::word;
use crate::lang::{Lang, brief, cell as words, chart as chart_words, workbook};
use crate::render::{block_lines, block_title};
use crate::report::front::sides;
use crate::report::grid::GridSentence;
use crate::report::model::{
    Cell, Column, ColumnHeading, Header, NumberedList, Paragraph, Report, Section, SectionBody, Sentence, Word,
};
use crate::report::status::{Tile, TileFigure, tiles};

/// Before the lines of a card, and before a numbered item.
const INDENT: usize = 5;
/// Around a sign of the legend, and its meaning.
const AIR: usize = 2;

/// A section with its rows at hand.
struct Part {
    heading: Option<ColumnHeading>,
    body: PartBody,
    notes: Vec<Sentence>,
}

enum PartBody {
    Rows(Rows),
    /// Its rows are drawn, and stand behind.
    Chart(Rows),
    Cards {
        columns: Vec<Column>,
        titles: usize,
        rows: Vec<Vec<Cell>>,
    },
    Lists {
        lead: Box<Sentence>,
        lists: Vec<NumberedList>,
    },
    Paragraphs(Vec<Paragraph>),
    Sentences(Vec<Sentence>),
}

impl Part {
    fn new(lang: Lang, section: Section<'_>) -> Self {
        let rows = |columns, rows| Rows::new(lang, columns, rows);
        let body = match section.body {
            SectionBody::Table { columns, rows: all } => PartBody::Rows(rows(columns, all.collect())),
            SectionBody::Chart { columns, rows: all } => PartBody::Chart(rows(columns, all)),
            SectionBody::Card { columns, row } => PartBody::Cards { columns, titles: 0, rows: vec![row] },
            SectionBody::Cards { columns, titles, rows } => PartBody::Cards { columns, titles, rows },
            SectionBody::Lists { lead, lists, .. } => PartBody::Lists { lead: Box::new(lead), lists },
            SectionBody::Paragraphs(paragraphs) => PartBody::Paragraphs(paragraphs),
            SectionBody::Sentences(said) => PartBody::Sentences(said),
        };
        Self { heading: section.heading, body, notes: section.notes }
    }

    fn rows(&self) -> Option<&Rows> {
        match &self.body {
            PartBody::Rows(rows) | PartBody::Chart(rows) => Some(rows),
            PartBody::Cards { .. } | PartBody::Lists { .. } | PartBody::Paragraphs(_) | PartBody::Sentences(_) => None,
        }
    }

    /// A part of which there is nothing to show is not there, and has no number.
    fn says_something(&self) -> bool {
        let has_body = match &self.body {
            PartBody::Rows(rows) | PartBody::Chart(rows) => !rows.is_empty(),
            PartBody::Cards { rows, .. } => !rows.is_empty(),
            PartBody::Lists { .. } => true,
            PartBody::Paragraphs(paragraphs) => !paragraphs.is_empty(),
            PartBody::Sentences(said) => !said.is_empty(),
        };
        has_body || !self.notes.is_empty()
    }
}

pub(super) fn written(report: Report<'_>, lang: Lang) -> Result<Workbook, XlsxError> {
    let Report { header, sections } = report;
    let name = header.title.as_ref().map_or_else(String::new, |of| workbook::page_sheet(lang, of));
    let sides = sides(sections).map(|side| {
        let parts = side.into_iter().map(|section| Part::new(lang, section));
        parts.filter(Part::says_something).collect::<Vec<_>>()
    });
    let all = || sides.iter().flatten();
    let tables: Vec<&Rows> = all().filter_map(Part::rows).collect();
    let paper = match tables.as_slice() {
        [] => Paper::PROSE,
        tables if tables.iter().any(|rows| rows.has_signs()) => Paper::ON_ITS_SIDE,
        _ => Paper::UPRIGHT,
    };
    let across = tables.iter().map(|rows| rows.least(paper.across)).fold(paper.across, usize::max);
    let is_numbered = header.is_shown && all().filter(|part| part.heading.is_some()).count() > 1;
    let blocks = Layout { lang, across, number: is_numbered.then_some(0) }.page(&header, sides, &paper);
    let mut book = new_book()?;
    let sheet = book.add_worksheet().set_name(sheet_name(&name, std::iter::empty()))?;
    print(sheet, lang, &paper.for_width(across), blocks)?;
    Ok(book)
}

/// Lays out part after part.
struct Layout {
    lang: Lang,
    /// So many units are from edge to edge.
    across: usize,
    /// Of the last heading, where headings are numbered.
    number: Option<usize>,
}

impl Layout {
    fn page(mut self, header: &Header, [first, behind]: [Vec<Part>; 2], paper: &Paper) -> Vec<Block> {
        let legend = first.iter().chain(&behind).find_map(|part| legend_of(&part.body));
        let has_first_side = !first.is_empty();
        let mut blocks = vec![Block::new(self.head(header))];
        blocks.extend(legend.map(|has_undated| Block::new(self.legend(has_undated))));
        let mut later = Vec::new();
        for part in first {
            let figures = self.put(part, &mut blocks);
            later.extend(figures);
        }
        for part in behind {
            let figures = self.put(part, &mut later);
            later.extend(figures);
        }
        let last = ledger_line(self.lang, header).map(|line| Block::new(vec![self.words(&line, PageLook::Fine)]));
        if later.is_empty() { &mut blocks } else { &mut later }.extend(last);
        let height = |blocks: &[Block]| blocks.iter().map(Block::height).sum::<u32>();
        let left = paper.for_width(self.across).height.saturating_sub(height(&blocks));
        let is_one_page = height(&later) <= left;
        blocks.iter_mut().for_each(|block| block.grow_chart(left));
        if let Some(next) = later.first_mut() {
            next.begins_side = has_first_side && !is_one_page;
        }
        blocks.extend(later);
        blocks
    }

    fn words(&self, text: &str, look: PageLook) -> Line {
        Line::words(self.lang, text, look, 0..self.across)
    }

    fn head(&self, header: &Header) -> Vec<Line> {
        let lang = self.lang;
        let mut lines = Vec::new();
        lines.extend(header.title.as_ref().map(|of| self.words(&title(lang, of), PageLook::Title)));
        lines.push(self.words(&header_parts(lang, header).join(BETWEEN_PARTS), PageLook::Facts));
        lines.extend(header.note.as_deref().map(|note| self.words(noted(lang, note), PageLook::Note)));
        lines.extend(header.remark.as_deref().map(|of| self.words(&remark(lang, of), PageLook::Said)));
        lines.push(Line::gap());
        lines
    }

    /// A line for each that fits: sign and meaning; what is no sign below.
    fn legend(&self, has_undated: bool) -> Vec<Line> {
        let sign = 2 * AIR + 2;
        let (mut lines, mut line, mut at) = (Vec::new(), Line::of_height(PageLook::Fine), 0);
        for item in legend_items(self.lang, has_undated) {
            let wanted = sign + item.means.width() + 2 * AIR;
            if at + wanted > self.across && at > 0 {
                lines.push(std::mem::replace(&mut line, Line::of_height(PageLook::Fine)));
                at = 0;
            }
            let words = |text: &str| EntryValue::Text(text.to_owned());
            let (means, end) = (at + sign, (at + wanted).min(self.across));
            line.spans.push(Span::new(at..means, words(item.sign), PageLook::Sign(ground(item.of))));
            line.spans.push(Span::new(means..end, words(item.means), PageLook::Fine));
            at = end;
        }
        lines.push(line);
        lines.push(self.words(&other_signs(self.lang), PageLook::Fine));
        lines.push(Line::gap());
        lines
    }

    /// Adds the blocks of a part; what a chart was drawn from is handed back.
    fn put(&mut self, part: Part, blocks: &mut Vec<Block>) -> Vec<Block> {
        let Part { heading, body, notes } = part;
        let is_under_page = heading.is_none();
        let heading = heading.map(|of| self.heading(&of));
        let mut figures = Vec::new();
        let mut own = match body {
            PartBody::Rows(rows) => rows.blocks(self.across),
            PartBody::Chart(rows) => {
                let chart = Block::chart(rows.chart(self.lang), self.across);
                figures = vec![rows.figures(self.across)];
                if let (Some(heading), Some(first)) = (&heading, figures.first_mut()) {
                    first.put_before(self.words(heading, PageLook::Heading));
                }
                vec![chart]
            }
            PartBody::Cards { columns, titles, rows } => {
                (1..).zip(&rows).map(|(number, row)| Block::new(self.card(&columns, titles, number, row))).collect()
            }
            PartBody::Lists { lead, lists } => self.lists(&lead, &lists),
            PartBody::Paragraphs(paragraphs) => {
                let paragraph =
                    |of: &Paragraph| brief::indent(self.lang).to_owned() + &brief::paragraph(self.lang, &of.said);
                let lines = paragraphs.iter().map(|of| self.words(&paragraph(of), PageLook::Paragraph));
                lines.map(|line| Block::new(vec![line])).collect()
            }
            PartBody::Sentences(said) if is_under_page => self.under_page(&said),
            PartBody::Sentences(said) => self.summary(&said),
        };
        let notes = notes.iter().map(|note| self.words(&sentence(self.lang, note), PageLook::Fine));
        own.extend(notes.map(|note| Block::new(vec![note])));
        if let (Some(heading), Some(first)) = (heading, own.first_mut()) {
            first.put_before(self.words(&heading, PageLook::Heading));
        }
        blocks.extend(own);
        figures
    }

    fn heading(&mut self, of: &ColumnHeading) -> String {
        let heading = words::capital(&words::headed(self.lang, of));
        let Some(number) = &mut self.number else { return heading };
        *number += 1;
        ordinal(self.lang, *number) + &heading
    }

    /// What the works are at, and below how many stand in each light.
    fn summary(&self, said: &[Sentence]) -> Vec<Block> {
        let mut lines: Vec<Line> =
            said.iter().map(|each| self.words(&sentence(self.lang, each), PageLook::Said)).collect();
        lines.extend(self.tiles(said));
        vec![Block::new(lines)]
    }

    fn tiles(&self, said: &[Sentence]) -> Vec<Line> {
        let lights: Vec<_> = (tiles(said).into_iter())
            .filter_map(|tile| if let TileFigure::Light(of, _) = tile.figure { Some((of, tile)) } else { None })
            .collect();
        if lights.is_empty() {
            return Vec::new();
        }
        let (mut numbers, mut beside) =
            (Line::of_height(PageLook::Tile(None)), Line::of_height(PageLook::TileBeside(None)));
        for (at, (of, Tile { figure, change })) in lights.iter().enumerate() {
            let across = at * self.across / lights.len()..(at + 1) * self.across / lights.len();
            let [called, shown] = [chart_words::called, chart_words::figure].map(|of| of(self.lang, figure));
            let number = EntryValue::Text(format!("{} {shown}", words::capital(&called)));
            numbers.spans.push(Span::new(across.clone(), number, PageLook::Tile(*of)));
            let change = EntryValue::Text(chart_words::beside(self.lang, figure, *change));
            beside.spans.push(Span::new(across, change, PageLook::TileBeside(*of)));
        }
        vec![Line::gap(), numbers, beside]
    }

    /// The title of a block on the ground of its light, and what else it says below.
    fn card(&self, columns: &[Column], titles: usize, number: usize, row: &[Cell]) -> Vec<Line> {
        let lang = self.lang;
        let grounds = row.iter().find_map(|each| if let Cell::Verdict(grounds) = each { Some(grounds) } else { None });
        let lit = grounds.and_then(|grounds| grounds.light);
        let mut lines = Vec::new();
        if let Some(cells) = row.get(..titles).filter(|cells| !cells.is_empty()) {
            let mut line = Line::words(lang, &block_title(lang, cells), PageLook::CardTitle, INDENT..self.across);
            let number = EntryValue::Text(number.to_string());
            line.spans.insert(0, Span::new(0..INDENT, number, PageLook::Sign(lit)));
            lines.push(line);
        }
        let said = block_lines(lang, columns, titles, row).into_iter();
        lines.extend(said.map(|(_, text)| Line::words(lang, &text, PageLook::CardLine, INDENT..self.across)));
        lines.push(Line::gap());
        lines
    }

    /// The sentence before them, then each list under what it is of.
    fn lists(&self, lead: &Sentence, lists: &[NumberedList]) -> Vec<Block> {
        let lang = self.lang;
        let mut blocks = vec![Block::new(vec![self.words(&sentence(lang, lead), PageLook::Said), Line::gap()])];
        for NumberedList { of, items } in lists {
            let mut lines = vec![self.words(&sentence(lang, of), PageLook::Group)];
            for (number, item) in (1..).zip(items) {
                let mut line = Line::words(lang, &sentence(lang, item), PageLook::Said, INDENT..self.across);
                let number = EntryValue::Text(format!("{number}."));
                line.spans.insert(0, Span::new(0..INDENT, number, PageLook::ItemNumber));
                lines.push(line);
                blocks.push(Block::new(std::mem::take(&mut lines)));
            }
            blocks.extend((!lines.is_empty()).then(|| Block::new(lines)));
        }
        blocks
    }

    /// Sentences that stand under the whole page; the legend stands above.
    fn under_page(&self, said: &[Sentence]) -> Vec<Block> {
        let said = said.iter().filter(|each| !matches!(each, Sentence::Grid(GridSentence::Legend { .. })));
        let label = words::labelled(self.lang, word(self.lang, Word::Notes), "");
        let text = |(at, each): (usize, &Sentence)| {
            let text = sentence(self.lang, each);
            if at == 0 { format!("{label}{text}") } else { text }
        };
        let line = |text: String| Block::new(vec![self.words(&text, PageLook::Fine)]);
        std::iter::once(Block::new(vec![Line::gap()])).chain(said.enumerate().map(text).map(line)).collect()
    }
}

/// Whether a chart of signs has any of unknown days; `None`: there is no such chart.
fn legend_of(body: &PartBody) -> Option<bool> {
    let PartBody::Sentences(said) = body else { return None };
    said.iter().find_map(|each| match each {
        Sentence::Grid(GridSentence::Legend { has_undated }) => Some(*has_undated),
        _ => None,
    })
}
