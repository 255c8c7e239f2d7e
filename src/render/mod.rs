//! Pages in each format, one file a format. A renderer lays out cells and asks `lang` for words; it sums nothing,
//! computes no date, filters no row and knows no command.

mod brief;
#[cfg(test)]
mod brief_test;
mod color;
pub mod csv;
mod docx;
mod figures;
#[cfg(test)]
mod grid_test;
mod html;
#[cfg(test)]
mod html_test;
mod json;
#[cfg(test)]
mod lights_test;
mod mail;
mod markdown;
#[cfg(test)]
mod missing_test;
mod preview;
#[cfg(test)]
mod tests;
mod text;
mod xlsx;

use std::io::{self, Write};

pub use csv::CsvEncoding;
pub use docx::dated;
pub use docx::template::{Template, TemplateFault, mark_words};
pub use xlsx::form::form;
pub use xlsx::is_made_an_error;

use crate::domain::visible::visible;
use crate::lang::{Lang, cell};
pub use preview::preview;

use crate::report::model::{Cell, Column, Report, SectionBody, Telling};

/// What a page can be printed as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For a terminal or a mail: columns, no lines around them.
    Text,
    /// GitHub's Markdown.
    Markdown,
    /// For a browser, a phone, a printer: one file with charts.
    Html,
    /// For Excel and WPS: one table.
    Csv,
    /// For Excel, WPS and LibreOffice: a page on one sheet, or data, a sheet for each section.
    Xlsx,
    /// For Word, WPS and LibreOffice: a document to be signed.
    Docx,
    /// For programs.
    Json,
    /// The codes alone, one a line, to be read by a shell.
    Codes,
}

impl Format {
    const ALL: [Self; 8] =
        [Self::Text, Self::Markdown, Self::Html, Self::Csv, Self::Xlsx, Self::Docx, Self::Json, Self::Codes];

    /// The word it is asked for by.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
            Self::Html => "html",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Json => "json",
            Self::Codes => "codes",
        }
    }

    /// Whether it shows what is only there to be drawn, or carries its figures.
    #[must_use]
    pub fn has_charts(self) -> bool {
        match self {
            Self::Html | Self::Xlsx | Self::Json => true,
            Self::Text | Self::Markdown | Self::Csv | Self::Docx | Self::Codes => false,
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == code)
    }

    /// The endings of its files, without the point, the usual one first; none: it is for no file.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Text => &["txt"],
            Self::Markdown => &["md"],
            Self::Html => &["html", "htm"],
            Self::Csv => &["csv"],
            Self::Xlsx => &["xlsx"],
            Self::Docx => &["docx"],
            Self::Json => &["json"],
            Self::Codes => &[],
        }
    }

    /// The format whose files have an ending, in whatever case.
    #[must_use]
    pub fn from_ending(ending: &str) -> Option<Self> {
        let is_own = |own: &&str| own.eq_ignore_ascii_case(ending);
        Self::ALL.into_iter().find(|format| format.endings().iter().any(is_own))
    }
}

/// What a reader wants of a page, beside its format.
#[derive(Clone, Copy)]
pub struct PageSettings<'a> {
    pub lang: Lang,
    /// Columns of the terminal; none where the text goes into a file or a pipe.
    pub width: Option<usize>,
    /// Whether text may carry escape sequences.
    pub color: bool,
    /// How a CSV is encoded; other formats have one encoding.
    pub encoding: CsvEncoding,
    /// The office's own document, into which a document goes.
    pub template: Option<&'a Template>,
}

/// Prints the page.
///
/// # Errors
/// Those of `out`; of a workbook, what no sheet can hold; of a CSV, a character its encoding has no place for
/// ([`csv::unmappable`]).
pub fn render(report: Report<'_>, format: Format, page: &PageSettings<'_>, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::render(report, page, out),
        Format::Markdown => markdown::render(report, page.lang, out),
        Format::Html => html::render(report, page.lang, out),
        Format::Csv => csv::render(report, page, out),
        Format::Xlsx => xlsx::render(report, page.lang, out),
        Format::Docx => docx::render(report, page, out),
        Format::Json => json::render(report, page.lang, out),
        Format::Codes => codes(report, page.lang, out),
    }
}

/// The title of a block: its first cells, the lead unit after a dot. What says nothing is left out.
fn block_title(lang: Lang, cells: &[Cell]) -> String {
    let mut title = String::new();
    for (at, each) in cells.iter().enumerate().filter(|(_, each)| !cell::says_nothing(each)) {
        title += match at {
            _ if title.is_empty() => "",
            0..=1 => "  ",
            _ => " · ",
        };
        title += &cell::exact(lang, each);
    }
    title
}

/// The lines of a block, each with its cell: `label：value`, grounds without a label. A light that the grounds beside
/// it name has no line of its own.
fn block_lines<'a>(lang: Lang, columns: &'a [Column], titles: usize, row: &'a [Cell]) -> Vec<(&'a Cell, String)> {
    let line = |(column, each): (&'a Column, &'a Cell)| {
        let value = cell::exact(lang, each);
        let has_label = !matches!(each, Cell::Verdict(_));
        (each, if has_label { cell::labelled(lang, &cell::heading(lang, column), &value) } else { value })
    };
    said(columns, titles, row).map(line).collect()
}

/// The cells of a block below its title that say something.
fn said<'r>(columns: &'r [Column], titles: usize, row: &'r [Cell]) -> impl Iterator<Item = (&'r Column, &'r Cell)> {
    let has_grounds =
        row.iter().any(|each| matches!(each, Cell::Verdict(grounds) if grounds.telling == Telling::Whole));
    let said = columns.iter().zip(row).skip(titles).filter(|(_, each)| !cell::says_nothing(each));
    said.filter(move |(_, each)| !(has_grounds && matches!(each, Cell::Light(_))))
}

fn codes(report: Report<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for section in report.sections {
        let SectionBody::Table { columns, rows } = section.body else { continue };
        let Some(at) = columns.iter().position(|column| column.key == "code") else { continue };
        for row in rows {
            if let Some(code) = row.get(at) {
                writeln!(out, "{}", visible(&cell::sheet(lang, code)))?;
            }
        }
    }
    Ok(())
}
