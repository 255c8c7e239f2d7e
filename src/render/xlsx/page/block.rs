//! Lines of cells on a lattice as wide as half a character, in blocks that no page end parts; and how they come onto a
//! sheet: a column for each stretch of the lattice that some line needs, merged where a line needs more.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use rust_xlsxwriter::{
    ConditionalFormatDataBar, ConditionalFormatDataBarDirection, ConditionalFormatType, IgnoreError, Worksheet,
};

use super::chart::{Chart, Figures, insert};
use super::look::{BLUE, PageLook, PageStyles};
use crate::lang::{Lang, workbook};
use crate::render::text::wrap;
use crate::render::xlsx::cell::EntryValue;
use crate::render::xlsx::sheet::{A4, Done, put};

/// Half a character of a table, in pixels.
pub(super) const UNIT: usize = 6;
/// No row may be higher, in pixels: what needs more takes several, merged.
const HIGHEST: u32 = 540;
/// Between what stands under each other.
const GAP: u32 = 5;
/// On both sides of the words in a cell.
pub(super) const AIR: usize = 2;

/// A page, without its margins.
#[derive(Clone, Copy)]
pub(super) struct Paper {
    is_upright: bool,
    /// In units.
    pub across: usize,
    /// In pixels.
    pub height: u32,
}

impl Paper {
    /// A little wider than the paper: all is printed at 94 %, and a first side has room for a district.
    pub const UPRIGHT: Self = Self { is_upright: true, across: 122, height: 1073 };
    /// For words alone.
    pub const PROSE: Self = Self { is_upright: true, across: 112, height: 1006 };
    pub const ON_ITS_SIDE: Self = Self { is_upright: false, across: 172, height: 680 };

    /// What is wider is printed smaller, so that more is on a page.
    pub fn for_width(self, across: usize) -> Self {
        let across = across.max(self.across);
        let height = usize::try_from(self.height).unwrap_or(usize::MAX) * across / self.across;
        Self { across, height: u32::try_from(height).unwrap_or(u32::MAX), ..self }
    }
}

/// A cell from one place of the lattice to another.
#[derive(Clone)]
pub(super) struct Span {
    pub across: Range<usize>,
    pub value: Rc<EntryValue>,
    pub look: PageLook,
}

impl Span {
    pub fn new(across: Range<usize>, value: EntryValue, look: PageLook) -> Self {
        Self { across, value: Rc::new(value), look }
    }
}

#[derive(Clone)]
pub(super) struct Line {
    /// In pixels.
    pub height: u32,
    pub spans: Vec<Span>,
}

impl Line {
    /// Words from one place to another, as high as they want.
    pub fn words(lang: Lang, text: &str, look: PageLook, across: Range<usize>) -> Self {
        let height = look.height(wrap(text, look.characters(lang, text, across.len())).len());
        let value = if text.is_empty() { EntryValue::Blank } else { EntryValue::Text(text.to_owned()) };
        Self { height, spans: vec![Span::new(across, value, look)] }
    }

    /// Of one line of words that are still to come.
    pub fn of_height(look: PageLook) -> Self {
        Self { height: look.height(1), spans: Vec::new() }
    }

    pub fn gap() -> Self {
        Self { height: GAP, spans: Vec::new() }
    }
}

/// Lines that stay on one page.
pub(super) struct Block {
    pub lines: Vec<Line>,
    /// Of the table it goes on with: stands again where a page begins.
    pub head: Option<Rc<Line>>,
    /// Which of its lines is the head of a table.
    pub head_at: Option<usize>,
    /// It is the first of a side.
    pub begins_side: bool,
    /// Is drawn in its last line.
    pub chart: Option<Chart>,
    /// The chart of the page is drawn from the rows below its head.
    pub is_figures: bool,
}

impl Block {
    pub fn new(lines: Vec<Line>) -> Self {
        Self { lines, head: None, head_at: None, begins_side: false, chart: None, is_figures: false }
    }

    pub fn chart(chart: Chart, across: usize) -> Self {
        let line = Line { height: Chart::LEAST, spans: vec![Span::new(0..across, EntryValue::Blank, PageLook::Said)] };
        Self { chart: Some(chart), ..Self::new(vec![line, Line::gap()]) }
    }

    pub fn height(&self) -> u32 {
        self.lines.iter().map(|line| line.height).sum()
    }

    pub fn put_before(&mut self, line: Line) {
        self.lines.insert(0, line);
        self.head_at = self.head_at.map(|at| at + 1);
    }

    /// A chart takes what is left of its page, as far as it needs it.
    pub fn grow_chart(&mut self, left: u32) {
        let Some(line) = self.chart.as_ref().and_then(|_| self.lines.iter_mut().rev().nth(1)) else { return };
        line.height = (Chart::LEAST + left).min(Chart::MOST);
    }
}

/// Puts the blocks onto a sheet, page after page. A sheet of one table leaves the pages to the spreadsheet, which
/// repeats its head; where there are several, each page begins with the head of the one it goes on with.
pub(super) fn print(sheet: &mut Worksheet, lang: Lang, paper: &Paper, blocks: Vec<Block>) -> Done {
    let is_of_one_table = blocks.iter().filter(|block| block.head_at.is_some()).count() == 1;
    let edges = edges(&blocks, paper.across);
    let mut out = Printer { sheet, styles: PageStyles::new(lang), edges, row: 0 };
    let (mut breaks, mut used) = (Vec::new(), 0);
    let (mut head, mut chart, mut figures) = (None, None, None);
    for block in blocks {
        let height = block.height();
        let is_full = used > 0 && used + height > paper.height;
        if block.begins_side || is_full && !is_of_one_table {
            breaks.push(out.row);
            used = 0;
            if let Some(head) = &block.head {
                out.line(head)?;
                used += head.height;
            }
        }
        let figures_at = block.head_at.filter(|_| block.is_figures);
        for (at, line) in block.lines.iter().enumerate() {
            if block.head_at == Some(at) {
                head = Some(out.row);
            }
            if figures_at == Some(at) {
                figures = Some(Figures { head: out.row, last: out.row, columns: out.columns_of(line) });
            }
            if block.chart.is_some() && at + 2 == block.lines.len() {
                chart = Some((out.row, line.height, block.chart.clone()));
            }
            out.line(line)?;
            used += line.height;
        }
        if let (Some(figures), Some(_)) = (&mut figures, figures_at) {
            figures.last = out.row.saturating_sub(1);
        }
    }
    if let (Some((row, height, Some(chart))), Some(figures)) = (chart, figures) {
        insert(out.sheet, lang, &chart, (row, height, paper.across), &figures)?;
    }
    let repeated = head.filter(|_| is_of_one_table);
    out.finish(lang, paper, (&breaks, repeated))
}

/// Where some cell begins or ends.
fn edges(blocks: &[Block], across: usize) -> Vec<usize> {
    let lines = blocks.iter().flat_map(|block| block.lines.iter().chain(block.head.as_deref()));
    let edges = lines.flat_map(|line| &line.spans).flat_map(|span| [span.across.start, span.across.end]);
    edges.chain([0, across]).collect::<BTreeSet<_>>().into_iter().collect()
}

struct Printer<'a> {
    sheet: &'a mut Worksheet,
    styles: PageStyles,
    edges: Vec<usize>,
    row: u32,
}

impl Printer<'_> {
    /// The column that begins at an edge.
    fn column(&self, edge: usize) -> u16 {
        let at = self.edges.binary_search(&edge).unwrap_or_else(|next| next);
        u16::try_from(at).unwrap_or(u16::MAX)
    }

    fn columns_of(&self, line: &Line) -> Vec<u16> {
        line.spans.iter().map(|span| self.column(span.across.start)).collect()
    }

    fn line(&mut self, line: &Line) -> Done {
        let rows = line.height.div_ceil(HIGHEST).max(1);
        let last = self.row + rows - 1;
        for row in self.row..=last {
            self.sheet.set_row_height_pixels(row, line.height.div_ceil(rows))?;
        }
        for Span { across, value, look } in &line.spans {
            let (from, to) = (self.column(across.start), self.column(across.end).saturating_sub(1));
            let format = self.styles.get(*look);
            if from < to || rows > 1 {
                self.sheet.merge_range(self.row, from, last, to, "", format)?;
            }
            put(self.sheet, (self.row, from), value, format)?;
            if *look == PageLook::Bar {
                self.sheet.add_conditional_format(self.row, from, last, to, &bar())?;
            }
        }
        self.row = last + 1;
        Ok(())
    }

    fn finish(&mut self, lang: Lang, paper: &Paper, (breaks, repeated): (&[u32], Option<u32>)) -> Done {
        let (sheet, widths) = (&mut *self.sheet, self.edges.windows(2).map(|edges| edges[1] - edges[0]));
        let mut last = 0;
        for (at, units) in (0_u16..).zip(widths) {
            sheet.set_column_width_pixels(at, u32::try_from(units * UNIT).unwrap_or(u32::MAX))?;
            last = at;
        }
        sheet.set_paper_size(A4).set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        if paper.is_upright {
            sheet.set_portrait().set_margins(0.55, 0.55, 0.45, 0.65, 0.3, 0.3);
        } else {
            sheet.set_landscape().set_margins(0.42, 0.42, 0.45, 0.6, 0.3, 0.3);
        }
        sheet.set_footer(workbook::footer(lang)).set_screen_gridlines(false);
        let end = self.row.saturating_sub(1);
        sheet.set_print_area(0, 0, end, last)?.set_page_breaks(breaks)?;
        sheet.ignore_error_range(0, 0, end, last, IgnoreError::NumberStoredAsText)?;
        if let Some(head) = repeated {
            sheet.set_repeat_rows(head, head)?.set_freeze_panes(head + 1, 0)?;
        }
        Ok(())
    }
}

/// A share as a bar in its cell.
fn bar() -> ConditionalFormatDataBar {
    let bar = ConditionalFormatDataBar::new().set_fill_color(BLUE).set_solid_fill(true).set_bar_only(true);
    let bar = bar.set_minimum(ConditionalFormatType::Number, 0).set_maximum(ConditionalFormatType::Number, 1);
    bar.set_direction(ConditionalFormatDataBarDirection::LeftToRight)
}
