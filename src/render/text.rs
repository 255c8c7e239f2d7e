//! For a terminal, a mail or a file: columns two spaces apart, no lines around them, nothing cut. A Chinese character
//! takes two columns. Texts wrap where their language lets them; codes, days and numbers never do.

use std::borrow::Cow;
use std::io::{self, Write};

use comfy_table::{CellAlignment, Table, presets};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::color::{bold, tint};
use super::mail::mailable;
use super::{PageSettings, block_title};
use crate::domain::visible::visible;
use crate::lang::brief::{indent, paragraph};
use crate::lang::header::{BETWEEN_PARTS, header_parts, ledger_line, ordinal, remark, title, title_and_note};
use crate::lang::sentence::{noted, sentence};
use crate::lang::word::word;
use crate::lang::{Lang, cell};
use crate::report::model::{
    Cell, Column, ColumnHeading, Header, NumberedList, Paragraph, Report, Section, SectionBody, Sentence, Shape, Word,
};

/// For files and pipes: what fits a page on its side, and most terminals.
const WIDTH: usize = 100;
/// Between two columns, and between the label and the value of a card.
const GAP: u16 = 2;
/// A heading this short wraps only where texts have given way to `WIDE_TEXT`.
const SHORT_HEADING: usize = 8;
const WIDE_TEXT: usize = 24;
/// A column of signs: a wide one with its number, or the name of a month.
const SIGN: usize = 4;
/// No column of text gets narrower: two Chinese characters.
const LEAST: usize = 4;
/// Longer words may be broken before a table gets too wide.
pub(super) const LONG_WORD: usize = 16;

pub(super) fn render(report: Report<'_>, page: &PageSettings, out: &mut dyn Write) -> io::Result<()> {
    let most = usize::from(u16::MAX);
    let width = if report.header.is_pasted() { most } else { page.width.unwrap_or(WIDTH).clamp(1, most) };
    let mut blocks = Vec::new();
    let mut in_short = report.header.in_short.as_slice();
    for section in report.sections {
        blocks.push((section.heading.clone(), section_lines(section, std::mem::take(&mut in_short), page, width)));
    }
    blocks.retain(|(_, lines)| !lines.is_empty());
    let is_numbered = report.header.is_shown && blocks.iter().filter(|(heading, _)| heading.is_some()).count() > 1;
    let mut lines = header_lines(&report.header, page, width);
    let mut number = 0;
    for (heading, block) in blocks {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        number += usize::from(heading.is_some());
        lines.extend(heading.map(|of| bold(page, &heading_line(page.lang, &of, is_numbered.then_some(number)))));
        lines.extend(block);
    }
    if let Some(last) = ledger_line(page.lang, &report.header) {
        lines.extend([String::new(), last]);
    }
    let is_mailed = page.width.is_none(); // it may be: a terminal breaks its lines itself, and what is copied from it is whole
    let lines = lines.iter().flat_map(|line| if is_mailed { mailable(line) } else { vec![line.as_str()] });
    lines.into_iter().try_for_each(|line| writeln!(out, "{line}"))
}

/// The title and what it is as of; the register's note stands at the right end of the first line.
fn header_lines(header: &Header, page: &PageSettings, width: usize) -> Vec<String> {
    if !header.is_shown {
        return Vec::new();
    }
    let title = header.title.as_ref().map(|of| title(page.lang, of));
    let mut texts = title.into_iter().chain(fitted(header_parts(page.lang, header), width)).map(clean);
    let mut first = texts.next().unwrap_or_default();
    if let Some(note) = header.note.as_deref().map(|note| clean(noted(page.lang, note).to_owned())) {
        let room = width.saturating_sub(first.width() + note.width());
        first = match room {
            _ if header.is_pasted() => title_and_note(page.lang, &first, &note),
            room if room < usize::from(GAP) => format!("{first} · {note}"),
            room => format!("{first}{:room$}{note}", ""),
        };
    }
    let mut lines: Vec<String> = wrap(&first, width).iter().map(|line| bold(page, line)).collect();
    lines.extend(texts.flat_map(|text| wrap(&text, width)));
    lines.extend(header.remark.iter().flat_map(|text| wrap(&clean(remark(page.lang, text)), width)));
    lines
}

/// Parts in as few lines as they fit into, none broken.
fn fitted(parts: Vec<String>, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        match lines.last_mut() {
            Some(line) if line.width() + BETWEEN_PARTS.width() + part.width() <= width => {
                *line += BETWEEN_PARTS;
                *line += &part;
            }
            _ => lines.push(part),
        }
    }
    lines
}

fn heading_line(lang: Lang, of: &ColumnHeading, number: Option<usize>) -> String {
    number.map_or_else(String::new, |number| ordinal(lang, number)) + &cell::capital(&cell::headed(lang, of))
}

/// What stands in the part; what the parts behind it say in short; its notes.
fn section_lines(section: Section<'_>, in_short: &[Sentence], page: &PageSettings, width: usize) -> Vec<String> {
    let lang = page.lang;
    let mut lines = match section.body {
        SectionBody::Table { columns, rows } => table_lines(page, columns, rows.collect(), width),
        SectionBody::Chart { .. } => return Vec::new(),
        SectionBody::Card { columns, row } => card_lines(page, &columns, &row, width),
        SectionBody::Cards { columns, titles, rows } => {
            let block = |(at, row): (usize, &Vec<Cell>)| block_lines(page, &columns, titles, at + 1, row, width);
            rows.iter().enumerate().flat_map(block).collect()
        }
        SectionBody::Sentences(notes) if section.heading.is_none() => note_lines(lang, &notes, width),
        SectionBody::Sentences(sentences) => sentence_lines(lang, &sentences, width),
        SectionBody::Paragraphs(paragraphs) => paragraph_lines(lang, &paragraphs),
        SectionBody::Lists { lead, lists, .. } => lists_lines(lang, lead, &lists, width),
    };
    for said in [in_short, &section.notes] {
        if !lines.is_empty() && !said.is_empty() {
            lines.push(String::new());
        }
        lines.extend(sentence_lines(lang, said, width));
    }
    lines
}

fn sentence_lines(lang: Lang, sentences: &[Sentence], width: usize) -> Vec<String> {
    sentences.iter().flat_map(|each| wrap(&clean(sentence(lang, each)), width)).collect()
}

/// A line each, however long, and an empty one between: whoever pastes them breaks them.
fn paragraph_lines(lang: Lang, paragraphs: &[Paragraph]) -> Vec<String> {
    let line = |of: &Paragraph| [String::new(), indent(lang).to_owned() + &clean(paragraph(lang, &of.said))];
    paragraphs.iter().flat_map(line).skip(1).collect()
}

/// The sentence before them, then each list under what it is of.
fn lists_lines(lang: Lang, lead: Sentence, lists: &[NumberedList], width: usize) -> Vec<String> {
    let mut lines = sentence_lines(lang, &[lead], width);
    lines.extend((!lists.is_empty()).then(String::new));
    for NumberedList { of, items } in lists {
        lines.extend(wrap(&clean(sentence(lang, of)), width));
        let item = |(no, item): (usize, &Sentence)| hanging(&format!("  {no}. "), &clean(sentence(lang, item)), width);
        lines.extend((1..).zip(items).flat_map(item));
    }
    lines
}

/// Sentences that stand under the whole page: `注：`, and the lines under each other.
fn note_lines(lang: Lang, notes: &[Sentence], width: usize) -> Vec<String> {
    let label = cell::labelled(lang, word(lang, Word::Notes), "");
    let indent = " ".repeat(label.width());
    let start = |at: usize| if at == 0 { &label } else { &indent };
    notes.iter().enumerate().flat_map(|(at, note)| hanging(start(at), &clean(sentence(lang, note)), width)).collect()
}

/// The lines of a text after `start`, all others under where the first begins.
fn hanging(start: &str, text: &str, width: usize) -> Vec<String> {
    let indent = " ".repeat(start.width());
    let lines = wrap(text, width.saturating_sub(indent.len()).max(LEAST)).into_iter().enumerate();
    lines.map(|(at, line)| format!("{}{line}", if at == 0 { start } else { &indent }).trim_end().to_owned()).collect()
}

/// `n  title`, and what else the row says below it.
fn block_lines(
    page: &PageSettings,
    columns: &[Column],
    titles: usize,
    number: usize,
    row: &[Cell],
    width: usize,
) -> Vec<String> {
    let start = if titles > 0 { format!("{number}  ") } else { String::new() };
    let indent = " ".repeat(start.len());
    let title = row.get(..titles).filter(|title| !title.is_empty()).map(|cells| block_title(page.lang, cells));
    let mut lines = title.map_or_else(Vec::new, |title| hanging(&start, &clean(title), width));
    for (each, line) in super::block_lines(page.lang, columns, titles, row) {
        let mut said = hanging(&indent, &clean(line), width);
        if let (Cell::Verdict(_), Some(first)) = (each, said.first_mut()) {
            tint(page, first, indent.len());
        }
        lines.extend(said);
    }
    lines
}

/// `label  value`, the values under each other; what has no value has no line.
fn card_lines(page: &PageSettings, columns: &[Column], row: &[Cell], width: usize) -> Vec<String> {
    let said: Vec<(&Column, &Cell)> = columns.iter().zip(row).filter(|(_, each)| !cell::says_nothing(each)).collect();
    let label = |column: &Column| clean(cell::heading(page.lang, column));
    let start = said.iter().map(|(column, _)| label(column).width()).max().unwrap_or(0) + usize::from(GAP);
    let mut lines = Vec::new();
    for (column, each) in said {
        let label = label(column);
        let pad = start - label.width();
        let mut value = hanging(&format!("{label}{:pad$}", ""), &clean(cell::exact(page.lang, each)), width);
        if let (Cell::Verdict(_) | Cell::Light(_), Some(first)) = (each, value.first_mut()) {
            tint(page, first, start);
        }
        lines.extend(value);
    }
    lines
}

fn table_lines(page: &PageSettings, mut columns: Vec<Column>, mut rows: Vec<Vec<Cell>>, width: usize) -> Vec<String> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut texts = Texts::new(page.lang, &columns, &rows);
    let has_bar = |at: usize, rows: &[Vec<Cell>]| rows.iter().any(|row| matches!(row.get(at), Some(Cell::Bar(_))));
    if texts.most().iter().sum::<usize>() + total_gap(&gaps(&columns, GAP)) > width {
        // A bar that does not fit is left out: its rate stands beside it.
        for at in (0..columns.len()).rev().filter(|at| has_bar(*at, &rows)).collect::<Vec<_>>() {
            columns.remove(at);
            rows.iter_mut().filter(|row| at < row.len()).for_each(|row| drop(row.remove(at)));
        }
        texts = Texts::new(page.lang, &columns, &rows);
    }
    let (gaps, widths) = texts.gaps_and_widths(&columns, width);
    texts.set(&widths);
    let mut lines = laid_out(&columns, &texts, &gaps);
    let starts = starts(&texts.most(), &gaps);
    let is_lit = |at: &usize| rows.iter().any(|row| matches!(row.get(*at), Some(Cell::Light(_))));
    for at in (0..columns.len()).rev().filter(is_lit) {
        lines.iter_mut().for_each(|line| tint(page, line, starts[at]));
    }
    lines
}

fn laid_out(columns: &[Column], texts: &Texts, gaps: &[u16]) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_header(&texts.head).add_rows(&texts.rows);
    for ((column, gap), layout) in columns.iter().zip(gaps).zip(table.column_iter_mut()) {
        layout.set_padding((0, *gap));
        layout.set_cell_alignment(match column.shape {
            Shape::Text | Shape::Fixed | Shape::Sign => CellAlignment::Left,
            Shape::Count | Shape::Amount | Shape::Quantity(_) | Shape::Rate | Shape::Points => CellAlignment::Right,
        });
    }
    table.lines().map(|line| line.trim_end().to_owned()).collect()
}

/// All signs of a chart get the same room, whatever their month is called.
fn roomy(column: &Column, heading: String) -> String {
    let wanting = SIGN.saturating_sub(heading.width());
    if column.shape == Shape::Sign { heading + &" ".repeat(wanting) } else { heading }
}

/// What stands between each column and the next: signs stand close to each other and to what they are of.
fn gaps(columns: &[Column], usual: u16) -> Vec<u16> {
    let before = |column: &Column| if column.shape == Shape::Sign { 1 } else { usual };
    columns.iter().skip(1).map(before).chain(columns.last().map(|_| 0)).collect()
}

fn total_gap(gaps: &[u16]) -> usize {
    gaps.iter().map(|gap| usize::from(*gap)).sum()
}

/// Where each column begins.
fn starts(widths: &[usize], gaps: &[u16]) -> Vec<usize> {
    let ends = widths.iter().zip(gaps).scan(0, |end, (width, gap)| {
        *end += width + usize::from(*gap);
        Some(*end)
    });
    std::iter::once(0).chain(ends).collect()
}

/// The cells of a table in words.
struct Texts {
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Texts {
    fn new(lang: Lang, columns: &[Column], rows: &[Vec<Cell>]) -> Self {
        let shown = |row: &Vec<Cell>| row.iter().map(|each| clean(cell::page(lang, each))).collect();
        let head = columns.iter().map(|column| roomy(column, clean(cell::page_heading(lang, column))));
        Self { head: head.collect(), rows: rows.iter().map(shown).collect() }
    }

    /// How wide the columns are as the texts stand.
    fn most(&self) -> Vec<usize> {
        let texts = |at: usize| self.rows.iter().filter_map(move |row| row.get(at)).chain(self.head.get(at));
        (0..self.head.len()).map(|at| texts(at).map(|text| widest_line(text)).max().unwrap_or(0)).collect()
    }

    /// Two spaces between the columns; one, where that saves a table from getting too wide.
    fn gaps_and_widths(&self, columns: &[Column], width: usize) -> (Vec<u16>, Vec<usize>) {
        let room = |gaps: &[u16]| width.saturating_sub(total_gap(gaps));
        let fitted = |gap: u16| {
            let gaps = gaps(columns, gap);
            let widths = self.widths(columns, room(&gaps));
            (gaps, widths)
        };
        let fits = |(gaps, widths): &(Vec<u16>, Vec<usize>)| widths.iter().sum::<usize>() <= room(gaps);
        let usual = fitted(GAP);
        if fits(&usual) { usual } else { Some(fitted(1)).filter(fits).unwrap_or(usual) }
    }

    /// What the columns ask for, if there is room; else what `fit` leaves them.
    fn widths(&self, columns: &[Column], room: usize) -> Vec<usize> {
        let most = self.most();
        if most.iter().sum::<usize>() <= room {
            return most;
        }
        let extents = columns.iter().zip(most).enumerate().map(|(at, (column, most))| {
            let cells = || self.rows.iter().filter_map(|row| row.get(at));
            let is_text = column.shape == Shape::Text;
            let whole = if is_text {
                cells().map(|text| longest_word(text).min(LONG_WORD)).max()
            } else {
                cells().map(|text| widest_line(text)).max()
            };
            let head = self.head.get(at).map_or(0, |head| match column.shape {
                // the name of a month, with the sign of the running one, stays on its line; that of a permit need not
                Shape::Sign if head.width() <= SIGN + 1 => head.width(),
                Shape::Sign => longest_word(head).max(SIGN),
                Shape::Text
                | Shape::Fixed
                | Shape::Count
                | Shape::Quantity(_)
                | Shape::Amount
                | Shape::Rate
                | Shape::Points => longest_word(head),
            });
            Extent { is_text, most, whole: whole.unwrap_or(0).max(head) }
        });
        fit(&extents.collect::<Vec<_>>(), room)
    }

    /// Wraps the texts to the widths of their columns.
    fn set(&mut self, widths: &[usize]) {
        let wrapped = |(text, width): (&mut String, &usize)| {
            if widest_line(text) > *width {
                *text = wrap(text, *width).join("\n");
            }
        };
        self.head.iter_mut().zip(widths).for_each(|(heading, width)| unit_below(heading, *width));
        for row in std::iter::once(&mut self.head).chain(&mut self.rows) {
            row.iter_mut().zip(widths).for_each(wrapped);
        }
    }
}

/// Where a heading does not fit, its unit goes below it and is not torn.
pub(super) fn unit_below(heading: &mut String, width: usize) {
    if heading.width() > width {
        *heading = heading.replacen(" (", "\n(", 1).replacen('(', "\n(", 1).replacen("\n\n", "\n", 1);
    }
}

/// How wide a column would be, and how narrow it can get.
pub(super) struct Extent {
    pub is_text: bool,
    /// All on one line.
    pub most: usize,
    /// No word broken; of numbers, codes and days only the heading may wrap.
    pub whole: usize,
}

impl Extent {
    fn width(&self, caps: Caps) -> usize {
        let (cap, least) = match (self.is_text, caps.whole_words) {
            (false, _) => (caps.figures, self.whole),
            (true, true) => (caps.texts, self.whole.max(LEAST)),
            (true, false) => (caps.texts, LEAST),
        };
        self.most.min(cap.max(least))
    }
}

#[derive(Clone, Copy)]
struct Caps {
    figures: usize,
    texts: usize,
    whole_words: bool,
}

/// The widths of the columns. Where there is no room, headings of numbers wrap first, then the widest texts, then
/// headings to two Chinese characters a line, and words break at last. What cannot fit stays readable and too wide.
pub(super) fn fit(extents: &[Extent], room: usize) -> Vec<usize> {
    let headings = (SHORT_HEADING..=room).rev().map(|figures| Caps { figures, texts: usize::MAX, whole_words: true });
    let narrower = |figures, least: usize, whole_words| {
        (least..=room).rev().map(move |texts| Caps { figures, texts, whole_words })
    };
    let two_by_two = (LEAST..SHORT_HEADING).rev().map(|figures| Caps { figures, texts: WIDE_TEXT, whole_words: true });
    let widths = |caps| extents.iter().map(|extent| extent.width(caps)).collect::<Vec<_>>();
    let mut tries = headings
        .chain(narrower(SHORT_HEADING, WIDE_TEXT, true))
        .chain(two_by_two)
        .chain(narrower(LEAST, 0, true))
        .chain(narrower(0, 0, true))
        .chain(narrower(0, 0, false))
        .map(widths);
    let fitting = tries.find(|widths| widths.iter().sum::<usize>() <= room);
    fitting.unwrap_or_else(|| widths(Caps { figures: 0, texts: LONG_WORD, whole_words: true }))
}

/// Without the signs that would steer a terminal.
fn clean(text: String) -> String {
    match visible(&text) {
        Cow::Borrowed(_) => text,
        Cow::Owned(visible) => visible,
    }
}

/// The lines of a text, none wider than `width` unless one character is. A line that goes on keeps its indent.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    if line.width() <= width {
        return vec![line.trim_end().to_owned()];
    }
    let body = line.trim_start_matches(' ');
    let indent = " ".repeat((line.len() - body.len()).min(width / 4));
    let room = width - indent.len();
    let fits = |word: &str| word.trim_end().width() <= room;
    let words = pieces(body, may_break);
    let words = words.into_iter().flat_map(|word| if fits(word) { vec![word] } else { pieces(word, is_apart) });
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words {
        if !line.is_empty() && line.width() + word.trim_end().width() > room {
            lines.push(format!("{indent}{}", line.trim_end()));
            line.clear();
        }
        line.push_str(word);
    }
    lines.push(format!("{indent}{}", line.trim_end()));
    lines
}

pub(super) fn widest_line(text: &str) -> usize {
    text.split('\n').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

pub(super) fn longest_word(text: &str) -> usize {
    text.split('\n').flat_map(|line| pieces(line, may_break)).map(|word| word.trim_end().width()).max().unwrap_or(0)
}

/// The text in pieces, parted wherever `parts` says so of two neighbours.
pub(super) fn pieces(text: &str, parts: fn(char, char) -> bool) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut rest, mut from) = (text, 0);
    for ((_, before), (at, after)) in text.char_indices().zip(text.char_indices().skip(1)) {
        if parts(before, after) {
            let (piece, next) = rest.split_at(at - from);
            pieces.push(piece);
            (rest, from) = (next, at);
        }
    }
    pieces.push(rest);
    pieces
}

/// Whether a line may end between two characters: after a space, between words joined by `/`, and around Chinese
/// characters; but not before a closing or after an opening sign, nor between a number and its unit.
pub(super) fn may_break(before: char, after: char) -> bool {
    const OPENING: &str = "（《〈“‘【「『〔([{";
    const CLOSING: &str = "）》〉”’】」』〕)]}，。、；：！？…—·％%℃/,.;:!?";
    if before == ' ' || after == ' ' {
        return after != ' ' && after != '·';
    }
    let is_wide = |c: char| c.width() == Some(2);
    (is_wide(before) || is_wide(after) || before == '/' && after.is_alphabetic())
        && is_apart(before, after)
        && !OPENING.contains(before)
        && !CLOSING.contains(after)
        && (!before.is_ascii_digit() || OPENING.contains(after) || !is_wide(after))
}

/// Whether two characters are two on the screen: an emoji may be several in one.
pub(super) fn is_apart(before: char, after: char) -> bool {
    const JOINER: char = '\u{200d}';
    let is_flag = |c: char| ('\u{1f1e6}'..='\u{1f1ff}').contains(&c);
    let is_skin = |c: char| ('\u{1f3fb}'..='\u{1f3ff}').contains(&c);
    before != JOINER && after.width() != Some(0) && !is_skin(after) && !(is_flag(before) && is_flag(after))
}
