//! A table on a printed page: its words as a page has them, its figures as numbers, as wide as the page.

use std::rc::Rc;

use super::block::{AIR, Block, Line, Span};
use super::chart::Chart;
use super::look::PageLook;
use crate::domain::quantity::Dimension;
use crate::lang::{Lang, cell as words, chart as chart_words};
use crate::render::text::{Extent, LONG_WORD, fit, longest_word, unit_below, widest_line, wrap};
use crate::render::xlsx::cell::{EntryValue, Look, entry};
use crate::report::model::{Cell, Column, Shape};

/// A bar is at least so wide; what is left of the page makes it longer.
const BAR: usize = 20;
/// All signs of a chart get the same room.
const SIGN: usize = 6;

pub(super) struct Rows {
    columns: Vec<Column>,
    heads: Vec<String>,
    cells: Vec<Vec<PageCell>>,
}

struct PageCell {
    /// As it is shown.
    text: String,
    value: EntryValue,
    look: PageLook,
}

impl PageCell {
    fn new(lang: Lang, column: &Column, each: &Cell) -> Self {
        let text = words::page(lang, each);
        if let Cell::Bar(share) = each {
            let share = format!("{}e-4", share.basis_points()).parse().map_or(EntryValue::Blank, EntryValue::Number);
            return Self { text: " ".repeat(BAR), value: share, look: PageLook::Bar };
        }
        let of_sheet = entry(lang, column, each);
        let look = PageLook::Cell(of_sheet.look);
        match (each, of_sheet.value) {
            (Cell::Nothing, _) => Self { text, value: EntryValue::Blank, look },
            (Cell::Marks(_), value @ EntryValue::Blank) => Self { text: String::new(), value, look },
            (_, value @ (EntryValue::Number(_) | EntryValue::Day(_))) => Self { text, value, look },
            (Cell::Indented { text: name, .. }, value) => Self { text: name.clone(), value, look },
            // a text, as a page has it: a condition beside its stage
            _ => Self { value: EntryValue::Text(text.clone()), text, look },
        }
    }
}

impl PageCell {
    /// `-` for nothing.
    fn shown(self) -> (String, EntryValue, PageLook) {
        let is_said = self.value == EntryValue::Blank && !self.text.is_empty();
        let value = if is_said { EntryValue::Text(self.text.clone()) } else { self.value };
        (self.text, value, self.look)
    }

    /// Nothing for nothing: a chart has no point there.
    fn drawn(self) -> (String, EntryValue, PageLook) {
        (self.text, self.value, self.look)
    }
}

impl Rows {
    pub fn new(lang: Lang, columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Self {
        let heads = columns.iter().map(|column| words::short_heading_with_unit(lang, column)).collect();
        let row = |row: Vec<Cell>| {
            let cells = columns.iter().zip(&row).map(|(column, each)| PageCell::new(lang, column, each));
            cells.collect()
        };
        let cells = rows.into_iter().map(row).collect();
        Self { heads, cells, columns }
    }

    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    pub fn has_signs(&self) -> bool {
        self.columns.iter().any(|column| column.shape == Shape::Sign)
    }

    /// How wide it is at least, in units.
    pub fn least(&self, across: usize) -> usize {
        fit(&self.extents(), across).iter().sum()
    }

    fn extents(&self) -> Vec<Extent> {
        let extents = self.columns.iter().zip(&self.heads).enumerate().map(|(at, (column, head))| {
            let texts = || self.cells.iter().filter_map(|row| row.get(at)).map(|each| each.text.as_str());
            let widest = texts().map(widest_line).max().unwrap_or(0);
            let is_text = column.shape == Shape::Text;
            let whole =
                if is_text { texts().map(|text| longest_word(text).min(LONG_WORD)).max().unwrap_or(0) } else { widest };
            let (most, whole) = match column.shape {
                Shape::Sign => (widest.max(SIGN - AIR), widest.max(SIGN - AIR)),
                Shape::Text
                | Shape::Fixed
                | Shape::Count
                | Shape::Amount
                | Shape::Quantity(_)
                | Shape::Rate
                | Shape::Points => (widest.max(widest_line(head)), whole.max(longest_word(head))),
            };
            Extent { is_text, most: most + AIR, whole: whole + AIR }
        });
        extents.collect()
    }

    /// As wide as the page: what is left goes to the words, by how many there are, else to all.
    fn widths(&self, across: usize) -> Vec<usize> {
        let extents = self.extents();
        let mut widths = fit(&extents, across);
        let left = across.saturating_sub(widths.iter().sum());
        let has_text = extents.iter().any(|extent| extent.is_text);
        let share = |extent: &Extent| {
            if !has_text {
                1
            } else if extent.is_text {
                extent.most
            } else {
                0
            }
        };
        let all: usize = extents.iter().map(share).sum();
        let (mut given, mut before) = (0, 0);
        for (width, extent) in widths.iter_mut().zip(&extents) {
            before += share(extent);
            let until = left * before / all.max(1);
            *width += until - given;
            given = until;
        }
        widths
    }

    /// A line of a table on its places.
    fn line(widths: &[usize], cells: impl Iterator<Item = (String, EntryValue, PageLook)>) -> Line {
        let (mut from, mut lines, mut spans) = (0, 1, Vec::new());
        for (width, (text, value, look)) in widths.iter().zip(cells) {
            let inset = if let PageLook::Cell(Look::Indented(level)) = look { 2 * usize::from(level) } else { 0 };
            lines = lines.max(wrap(&text, width.saturating_sub(1 + inset).max(AIR)).len());
            spans.push(Span::new(from..from + width, value, look));
            from += width;
        }
        Line { height: PageLook::Head.height(lines), spans }
    }

    fn head(&self, widths: &[usize]) -> Line {
        let head = |(head, width): (&String, &usize)| {
            let mut head = head.clone();
            unit_below(&mut head, width.saturating_sub(AIR));
            (head.clone(), EntryValue::Text(head), PageLook::Head)
        };
        Self::line(widths, self.heads.iter().zip(widths).map(head))
    }

    /// A block for each row, the first with the head.
    pub fn blocks(self, across: usize) -> Vec<Block> {
        self.blocks_of(across, PageCell::shown)
    }

    fn blocks_of(self, across: usize, put: fn(PageCell) -> (String, EntryValue, PageLook)) -> Vec<Block> {
        if self.is_empty() {
            return Vec::new();
        }
        let widths = self.widths(across);
        let head = Rc::new(self.head(&widths));
        let row = |row: Vec<PageCell>| {
            let line = Self::line(&widths, row.into_iter().map(put));
            Block { head: Some(head.clone()), ..Block::new(vec![line]) }
        };
        let mut blocks: Vec<Block> = self.cells.into_iter().map(row).collect();
        if let Some(first) = blocks.first_mut() {
            first.head = None;
            first.put_before((*head).clone());
            first.head_at = Some(0);
        }
        blocks
    }

    /// All of it in one block, for a chart to be drawn from.
    pub fn figures(self, across: usize) -> Block {
        let lines = self.blocks_of(across, PageCell::drawn).into_iter().flat_map(|block| block.lines).collect();
        Block { head_at: Some(0), is_figures: true, ..Block::new(lines) }
    }

    /// What a chart of it is called.
    pub fn chart(&self, lang: Lang) -> Chart {
        let dimension = self.columns.iter().find_map(|column| match column.shape {
            Shape::Quantity(dimension) => Some(dimension),
            Shape::Text | Shape::Fixed | Shape::Count | Shape::Amount | Shape::Rate | Shape::Points | Shape::Sign => {
                None
            }
        });
        Chart { name: chart_words::curve(lang, dimension.unwrap_or(Dimension::Money)).title }
    }
}
