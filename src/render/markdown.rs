//! GitHub's Markdown: for a wiki, a merge request, a converter to Word. What users typed is shown as they typed it,
//! never read as markup.

use std::io::{self, Write};

use super::{block_lines, block_title};
use crate::domain::visible::visible;
use crate::lang::header::{header_line, ledger_line, remark, title};
use crate::lang::sentence::{noted, sentence};
use crate::lang::word::word;
use crate::lang::{Lang, brief, cell};
use crate::report::model::{
    Cell, Column, Header, NumberedList, Report, Section, SectionBody, Sentence, Shape, TableRows, Word,
};

pub(super) fn render(report: Report<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Blocks { out, is_first: true };
    if report.header.is_shown {
        put_header(lang, &report.header, &mut out)?;
    }
    let last = ledger_line(lang, &report.header);
    let mut in_short = report.header.in_short;
    for Section { heading, body, notes, .. } in report.sections {
        if let SectionBody::Chart { .. } = body {
            continue;
        }
        let mut heading = heading.map(|of| format!("## {}", text(&cell::capital(&cell::headed(lang, &of)))));
        match body {
            SectionBody::Table { columns, rows } => {
                let mut rows = rows.peekable();
                if rows.peek().is_some() {
                    out.begin(heading.take())?;
                    put_table(lang, &columns, Box::new(rows), &mut out)?;
                }
            }
            SectionBody::Chart { .. } => {}
            SectionBody::Card { columns, row } => {
                out.begin(heading.take())?;
                put_card(lang, &columns, &row, &mut out)?;
            }
            SectionBody::Cards { columns, titles, rows } => {
                for (number, row) in rows.iter().enumerate() {
                    out.begin(heading.take())?;
                    put_block(lang, &columns, titles, number + 1, row, &mut out)?;
                }
            }
            SectionBody::Sentences(sentences) if heading.is_none() => put_notes(lang, &sentences, &mut out)?,
            SectionBody::Sentences(sentences) => {
                out.begin(heading.take())?;
                put_sentences(lang, &sentences, &mut out)?;
            }
            SectionBody::Paragraphs(paragraphs) => {
                out.begin(heading.take())?;
                paragraphs.iter().try_for_each(|each| out.put(&paragraph(&brief::paragraph(lang, &each.said))))?;
            }
            SectionBody::Lists { lead, lists, .. } => {
                out.begin(heading.take())?;
                put_sentences(lang, &[lead], &mut out)?;
                lists.iter().try_for_each(|list| put_list(lang, list, &mut out))?;
            }
        }
        put_sentences(lang, &std::mem::take(&mut in_short), &mut out)?;
        if !notes.is_empty() {
            out.begin(heading)?;
            put_sentences(lang, &notes, &mut out)?;
        }
    }
    last.iter().try_for_each(|last| out.put(&paragraph(last)))
}

/// Blocks with an empty line between them.
struct Blocks<'a> {
    out: &'a mut dyn Write,
    is_first: bool,
}

impl Blocks<'_> {
    fn put(&mut self, block: &str) -> io::Result<()> {
        let gap = if self.is_first { "" } else { "\n" };
        self.is_first = false;
        writeln!(self.out, "{gap}{block}")
    }

    /// A line of the block begun last.
    fn line(&mut self, line: &str) -> io::Result<()> {
        writeln!(self.out, "{line}")
    }

    /// A heading waits until something stands below it.
    fn begin(&mut self, heading: Option<String>) -> io::Result<()> {
        heading.map_or(Ok(()), |heading| self.put(&heading))
    }
}

fn put_header(lang: Lang, header: &Header, out: &mut Blocks<'_>) -> io::Result<()> {
    if let Some(of) = &header.title {
        out.put(&format!("# {}", text(&title(lang, of))))?;
    }
    let line: Vec<String> = [header_line(lang, header)]
        .into_iter()
        .chain(header.note.as_deref().map(|note| noted(lang, note).to_owned()))
        .collect();
    out.put(&paragraph(&line.join(" · ")))?;
    header.remark.iter().try_for_each(|of| out.put(&paragraph(&remark(lang, of))))
}

fn put_table(lang: Lang, columns: &[Column], rows: TableRows<'_>, out: &mut Blocks<'_>) -> io::Result<()> {
    out.put(&line(columns.iter().map(|column| text(&cell::page_heading(lang, column)))))?;
    out.line(&format!("|{}", columns.iter().map(rule).collect::<String>()))?;
    for row in rows {
        out.line(&line(row.iter().map(|each| entry(each, &cell::page(lang, each)))))?;
    }
    Ok(())
}

/// Two columns. The language has no table without a heading, so the heading is empty.
fn put_card(lang: Lang, columns: &[Column], row: &[Cell], out: &mut Blocks<'_>) -> io::Result<()> {
    out.put("| | |\n|---|---|")?;
    for (column, each) in columns.iter().zip(row).filter(|(_, each)| !cell::says_nothing(each)) {
        out.line(&line([text(&cell::heading(lang, column)), entry(each, &cell::exact(lang, each))]))?;
    }
    Ok(())
}

/// A heading where the row has a title, and a list of what else it says.
fn put_block(
    lang: Lang,
    columns: &[Column],
    titles: usize,
    number: usize,
    row: &[Cell],
    out: &mut Blocks<'_>,
) -> io::Result<()> {
    if titles > 0 {
        out.put(&format!("### {number}. {}", text(&block_title(lang, row.get(..titles).unwrap_or(row)))))?;
    }
    let lines = block_lines(lang, columns, titles, row);
    let list: Vec<String> = lines.iter().map(|(_, line)| format!("- {}", paragraph(line))).collect();
    if list.is_empty() { Ok(()) } else { out.put(&list.join("\n")) }
}

/// Sentences that stand under the whole page.
fn put_notes(lang: Lang, notes: &[Sentence], out: &mut Blocks<'_>) -> io::Result<()> {
    let mut label = Some(word(lang, Word::Notes));
    for note in notes {
        let note = sentence(lang, note);
        out.put(&paragraph(&label.take().map_or_else(|| note.clone(), |label| cell::labelled(lang, label, &note))))?;
    }
    Ok(())
}

fn put_sentences(lang: Lang, sentences: &[Sentence], out: &mut Blocks<'_>) -> io::Result<()> {
    sentences.iter().try_for_each(|each| out.put(&paragraph(&sentence(lang, each))))
}

/// Under a heading.
fn put_list(lang: Lang, NumberedList { of, items }: &NumberedList, out: &mut Blocks<'_>) -> io::Result<()> {
    out.put(&format!("## {}", text(&sentence(lang, of))))?;
    let item = |(no, item): (usize, &Sentence)| format!("{no}. {}", paragraph(&sentence(lang, item)));
    out.put(&(1..).zip(items).map(item).collect::<Vec<_>>().join("\n"))
}

fn line(cells: impl IntoIterator<Item = String>) -> String {
    cells.into_iter().fold("|".to_owned(), |line, each| format!("{line} {each} |"))
}

fn rule(column: &Column) -> &'static str {
    match column.shape {
        Shape::Text | Shape::Fixed | Shape::Sign => "---|",
        Shape::Count | Shape::Amount | Shape::Quantity(_) | Shape::Rate | Shape::Points => "---:|",
    }
}

/// Spaces at the beginning of a cell are dropped, so a level is an em space.
fn entry(each: &Cell, shown: &str) -> String {
    if let Cell::Indented { level, .. } = each {
        return "&emsp;".repeat(*level) + &text(shown.trim_start());
    }
    let is_bar = matches!(each, Cell::Bar(_)) && !shown.is_empty();
    if is_bar { format!("`{shown}`") } else { text(shown) }
}

/// As `text`, where the beginning could also start a list or underline the paragraph before.
fn paragraph(shown: &str) -> String {
    let safe = text(shown.trim_start());
    let rest = safe.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = safe.strip_suffix(rest).unwrap_or_default();
    let is_markup = if digits.is_empty() { rest.starts_with(['+', '-', '=']) } else { rest.starts_with(['.', ')']) };
    if is_markup { format!("{digits}\\{rest}") } else { safe }
}

/// What users typed, with every sign that could be markup, or steer a terminal, made a plain one.
fn text(shown: &str) -> String {
    let mut safe = String::with_capacity(shown.len());
    for c in visible(shown).chars() {
        match c {
            '\n' => safe.push_str("<br>"),
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' => safe.extend(['\\', c]),
            _ => safe.push(c),
        }
    }
    safe
}
