//! Tables: columns as wide as what stands in them, heads that are repeated on every page, rows that are never split,
//! bars as cells that are filled: every program that shows a table shows those.

use std::fmt::Write;

use unicode_width::UnicodeWidthChar;

use super::style::StyleIds;
use super::xml::{Look, escaped, run};
use crate::lang::document::StyleName;

/// Left and right of what stands in a cell, in twips.
pub(super) const MARGIN: u32 = 57;
/// A digit of 9 points; a Chinese character takes two.
const DIGIT: u32 = 90;
/// Into so many parts a bar is divided.
pub(super) const PARTS: usize = 50;
/// What is left free left and right of a text, and a little more, for fonts are not alike.
const AROUND: u32 = 2 * MARGIN + 24;
/// So long a text does not wrap, if there is room for that, or else the next shorter one, in tenths of a digit.
const NARROW: [u32; 3] = [240, 160, 120];
const LEAST: u32 = 80;
/// So long a head does not wrap.
const LONG_HEAD: u32 = 60;
/// No text wants more.
const WIDEST: u32 = 1_200;
/// What a column of signs is wide at least, whatever its month is called.
const SIGN: u32 = 40;
/// What a bar is wide at least.
const BAR: u32 = 250;

/// How what stands in a column may be set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Set {
    /// Words, which wrap.
    Words,
    /// Codes, days: never broken.
    Whole,
    /// Numbers: right, never broken.
    Number,
    /// A sign: in the middle.
    Sign,
    /// A bar.
    Bar,
}

/// What stands in a cell.
pub(super) enum Entry {
    Text {
        text: String,
        fill: Option<&'static str>,
    },
    /// So many of the parts of a bar, each with its colour; the rest of the bar is empty.
    Bar(Vec<(usize, &'static str)>),
}

impl Entry {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), fill: None }
    }
}

pub(super) enum Row {
    Cells(Vec<Entry>),
    /// A line across the table, over the rows it is of.
    Across(String),
}

pub(super) struct Table {
    /// None: no row of heads.
    pub heads: Option<Vec<String>>,
    pub sets: Vec<Set>,
    pub rows: Vec<Row>,
    /// For who does not see it.
    pub described: Option<String>,
}

impl Table {
    /// As XML, as wide as the room.
    pub fn xml(&self, ids: &StyleIds, room: u32) -> String {
        let widths = self.widths(room);
        let total: u32 = widths.iter().sum();
        let mut xml = format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"{total}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"fixed\"/>{}</w:tblPr><w:tblGrid>",
            ids.get(StyleName::Table),
            self.described
                .as_deref()
                .map_or_else(String::new, |said| { format!("<w:tblDescription w:val=\"{}\"/>", escaped(said)) }),
        );
        for (set, width) in self.sets.iter().zip(&widths) {
            for _ in 0..parts(*set) {
                let _ = write!(xml, "<w:gridCol w:w=\"{}\"/>", *width as usize / parts(*set));
            }
        }
        xml += "</w:tblGrid>";
        if let Some(heads) = &self.heads {
            let cells = heads.iter().zip(&self.sets).zip(&widths);
            let cells: String = cells
                .map(|((head, set), width)| {
                    let place = Place { width: *width, parts: parts(*set), fill: Some(HEAD_FILL) };
                    place.text(ids.get(StyleName::Head), "", head)
                })
                .collect();
            let _ = write!(xml, "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>");
        }
        for row in &self.rows {
            let cells = match row {
                Row::Across(text) => {
                    let parts = self.sets.iter().map(|set| parts(*set)).sum();
                    let place = Place { width: total, parts, fill: Some(HEAD_FILL) };
                    place.text(ids.get(StyleName::Head), "<w:keepNext/><w:jc w:val=\"left\"/>", text)
                }
                Row::Cells(entries) => entries
                    .iter()
                    .zip(&self.sets)
                    .zip(&widths)
                    .map(|((entry, set), width)| cell(ids, entry, *set, *width))
                    .collect(),
            };
            let _ = write!(xml, "<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>");
        }
        xml += "</w:tbl>";
        xml
    }

    /// In twips. What may not be broken has the room it wants, and so have short words; longer ones share what is left as
    /// much as each has to say, so that their cells get about equally high.
    fn widths(&self, room: u32) -> Vec<u32> {
        let columns = |narrow: u32| (0..self.sets.len()).map(|at| self.wanted(at, narrow)).collect::<Vec<_>>();
        let fits = |columns: &Vec<Wanted>| columns.iter().map(|column| column.least).sum::<u32>() <= room;
        let columns = NARROW.into_iter().map(columns).find(fits).unwrap_or_else(|| columns(LEAST));
        let mut widths: Vec<u32> = columns.iter().map(|column| column.least).collect();
        let all: u32 = widths.iter().sum();
        if let Some(left) = room.checked_sub(all) {
            let whole: u64 = columns.iter().map(|column| u64::from(column.more)).sum();
            for (width, column) in widths.iter_mut().zip(&columns) {
                let share = u64::from(left) * u64::from(column.more) / whole.max(1);
                *width += u32::try_from(share).unwrap_or(0);
            }
        } else {
            let scaled = |width: u32| u32::try_from(u64::from(width) * u64::from(room) / u64::from(all));
            widths.iter_mut().for_each(|width| *width = scaled(*width).unwrap_or(*width));
        }
        for (width, set) in widths.iter_mut().zip(&self.sets) {
            let parts = u32::try_from(parts(*set)).unwrap_or(1);
            *width = *width / parts * parts;
        }
        widths
    }

    fn wanted(&self, at: usize, narrow: u32) -> Wanted {
        let set = self.sets[at];
        let texts = self.rows.iter().filter_map(|row| match row {
            Row::Cells(entries) => entries.get(at),
            Row::Across(_) => None,
        });
        let rooms = texts.map(|entry| match entry {
            Entry::Text { text, .. } => text.split('\n').map(room_for).max().unwrap_or(0),
            Entry::Bar(_) => 0,
        });
        let rooms: Vec<u32> = rooms.collect();
        let widest = rooms.iter().copied().max().unwrap_or(0);
        let usual = rooms.iter().sum::<u32>() / u32::try_from(rooms.len().max(1)).unwrap_or(1);
        let head = self.heads.as_ref().and_then(|heads| heads.get(at)).map_or(0, |head| {
            let lines = head.split('\n').map(room_for).max().unwrap_or(0);
            let words = head.split_whitespace().filter(|word| word.is_ascii()).map(room_for).max().unwrap_or(0);
            // a longer one may have two lines; heads are heavier than what stands below
            let room = if lines > LONG_HEAD { lines.div_ceil(2).next_multiple_of(20).max(LONG_HEAD) } else { lines };
            if words > 0 { room.max(words) * 11 / 10 } else { room }
        });
        let (least, more) = match set {
            Set::Words => {
                let least = widest.min(narrow).max(head);
                (least, usual.midpoint(widest.min(WIDEST)).saturating_sub(least).max(1))
            }
            Set::Whole | Set::Number => (widest.max(head), 0),
            Set::Sign => (widest.max(head).max(SIGN), SIGN / 4),
            Set::Bar => (BAR.max(head), BAR),
        };
        let least = least * DIGIT / 10 + AROUND;
        // where nothing wraps, all get wider alike
        let is_shared = self.sets.iter().any(|set| matches!(set, Set::Words | Set::Bar));
        Wanted { least, more: if is_shared { more } else { least } }
    }
}

/// The room a column cannot do without, and its part in what is left.
struct Wanted {
    least: u32,
    more: u32,
}

/// What a line takes, in tenths of a digit of the Latin serif.
fn room_for(line: &str) -> u32 {
    line.chars()
        .map(|sign| match sign {
            '.' | ',' | ' ' => 5,
            '-' | '/' | ':' | ';' | '(' | ')' | 'i' | 'l' | 't' | 'r' | 'f' | 'j' | 'I' => 7,
            '%' | 'm' | 'w' | 'M' | 'W' => 18,
            '+' => 12,
            'A'..='Z' => 15,
            other if other.width() == Some(2) => 20,
            other if other.width() == Some(0) => 0,
            _ => 10,
        })
        .sum()
}

/// Of a row of heads.
const HEAD_FILL: &str = "F2F2F2";

fn parts(set: Set) -> usize {
    match set {
        Set::Bar => PARTS,
        Set::Words | Set::Whole | Set::Number | Set::Sign => 1,
    }
}

/// Where something stands.
struct Place {
    width: u32,
    parts: usize,
    fill: Option<&'static str>,
}

impl Place {
    /// `more`: what its paragraph has beside its style.
    fn text(&self, style: &str, more: &str, text: &str) -> String {
        let properties = self.properties("");
        format!(
            "<w:tc><w:tcPr>{properties}<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/>\
             {more}</w:pPr>{}</w:p></w:tc>",
            run(text, Look::default())
        )
    }

    fn properties(&self, borders: &str) -> String {
        let width = self.width;
        let span = if self.parts > 1 { format!("<w:gridSpan w:val=\"{}\"/>", self.parts) } else { String::new() };
        let fill = self
            .fill
            .map_or_else(String::new, |fill| format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{fill}\"/>"));
        format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{borders}{fill}")
    }
}

fn cell(ids: &StyleIds, entry: &Entry, set: Set, width: u32) -> String {
    let (text, fill) = match entry {
        Entry::Bar(filled) => return bar(ids, filled, width),
        Entry::Text { text, fill } => (text, *fill),
    };
    let (style, more) = match set {
        Set::Words | Set::Whole | Set::Bar => (StyleName::Entry, ""),
        Set::Number => (StyleName::Figure, ""),
        Set::Sign => (StyleName::Entry, "<w:jc w:val=\"center\"/>"),
    };
    Place { width, parts: parts(set), fill }.text(ids.get(style), more, text)
}

/// A cell for each part that is filled, and one for the rest; white above and below keeps bars apart.
fn bar(ids: &StyleIds, filled: &[(usize, &'static str)], width: u32) -> String {
    const WHITE: &str = "w:val=\"single\" w:sz=\"24\" w:space=\"0\" w:color=\"FFFFFF\"/>";
    let used: usize = filled.iter().map(|(parts, _)| parts).sum();
    let rest = PARTS.saturating_sub(used);
    let all = filled.iter().map(|(parts, fill)| (*parts, Some(*fill))).chain([(rest, None)]);
    let all: Vec<(usize, Option<&'static str>)> = all.filter(|(parts, _)| *parts > 0).collect();
    let unit = width as usize / PARTS;
    let style = ids.get(StyleName::Entry);
    let one = |(at, (parts, fill)): (usize, &(usize, Option<&'static str>))| {
        let left = if at == 0 { "" } else { "<w:left w:val=\"nil\"/>" };
        let right = if at + 1 == all.len() { "" } else { "<w:right w:val=\"nil\"/>" };
        let borders = format!("<w:tcBorders><w:top {WHITE}{left}<w:bottom {WHITE}{right}</w:tcBorders>");
        let place = Place { width: u32::try_from(unit * parts).unwrap_or(0), parts: *parts, fill: *fill };
        format!(
            "<w:tc><w:tcPr>{}<w:tcMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tcMar>\
             </w:tcPr><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr></w:p></w:tc>",
            place.properties(&borders)
        )
    };
    all.iter().enumerate().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(sets: Vec<Set>, cells: &[&str]) -> Table {
        let rows = vec![Row::Cells(cells.iter().map(|text| Entry::text(*text)).collect())];
        Table { heads: None, sets, rows, described: None }
    }

    #[test]
    fn words_give_way_and_numbers_do_not() {
        let long = "长".repeat(400);
        let table = table(vec![Set::Whole, Set::Words, Set::Number], &["HS-W-001", &long, "1,234,567.89"]);
        let widths = table.widths(9_000);
        assert!(widths[0] >= 8 * DIGIT + 2 * MARGIN && widths[2] >= 10 * DIGIT + 2 * MARGIN, "{widths:?}");
        assert!(widths.iter().sum::<u32>() <= 9_000 && widths.iter().sum::<u32>() > 8_950, "{widths:?}");
    }

    #[test]
    fn a_table_is_never_wider_than_the_page() {
        let cells: Vec<String> = (0..40).map(|at| format!("1234567890{at}")).collect();
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        assert!(table(vec![Set::Number; 40], &cells).widths(8_000).iter().sum::<u32>() <= 8_000);
    }

    #[test]
    fn a_bar_is_as_long_as_its_parts_say() {
        let ids = StyleIds::ours();
        for filled in [vec![], vec![(20, "000000")], vec![(20, "000000"), (30, "FF0000")]] {
            let cells = bar(&ids, &filled, 5_000);
            let spans = cells.split("<w:gridSpan w:val=\"").skip(1);
            let spans =
                spans.map(|rest| rest.split('"').next().and_then(|n| n.parse::<usize>().ok()).expect("a number"));
            assert_eq!(spans.sum::<usize>(), PARTS, "{filled:?}");
        }
    }
}
