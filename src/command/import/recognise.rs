//! Whose a sheet is: one of ours, or the list of an office; and of such a list where its headings stand. What they mean
//! is worked out in `resolve`.

use crate::domain::heading::{HeadingWords, Meaning};
use crate::lang::sheet_line::{is_running_number, is_sums};
use crate::report::model::{Column, Role};
use crate::sheet::grid::{FileFormat, Line, Raw};
use crate::sheet::heading::{ABOVE, Headings, is_unit_alone, lowest_part, units_stated, units_titled};

use crate::domain::catalog::Catalog;
use crate::report::sheets::Sheet;

use super::head::{OwnHeadings, has_versions, joined_headings, own_headings};
use super::mapping::{Mapping, natural, texts};
use super::row::text_of;

/// The headings stand in one of the first lines of a sheet.
pub const BEFORE_HEADINGS: usize = 20;
/// How many rows the headings of an office's list may take below the first.
const HEADING_ROWS: usize = 4;
/// How many rows below the headings tell whose they are.
const TELLING_ROWS: usize = 20;

/// Whose a sheet is.
pub enum Whose {
    Ours,
    /// An office's list.
    Others(Heads),
    /// No table was found; the headings that come nearest to what was named.
    Nobodys(Option<Nearest>),
}

/// The headings of an office's list.
#[derive(Clone, Debug)]
pub struct Heads {
    /// The place of the last of their lines among those of the sheet, and its number there.
    pub at: usize,
    pub number: usize,
    /// Each with its place in the rows.
    pub cells: Vec<(usize, String)>,
    /// How many cells their line has; in CSV the last may be blank.
    pub width: usize,
    /// The units that lines above say the numbers are in, the nearest first.
    pub units: Vec<String>,
    /// What stands above.
    pub titles: Vec<String>,
}

/// The line that has most of the headings that were named.
pub struct Nearest {
    pub line: usize,
    pub missing: Vec<String>,
    pub there: Vec<String>,
}

pub struct Recogniser<'r> {
    pub catalog: &'r Catalog,
    pub words: &'r HeadingWords,
    /// What the command line says.
    pub asked: &'r Mapping,
    /// The columns that an office's list can have.
    pub columns: &'r [Column],
    /// Whether a code is that of a project on record.
    pub is_code: &'r dyn Fn(&str) -> bool,
}

impl Recogniser<'_> {
    /// Whose a sheet is, by its first lines; `named`: what its name says it is of.
    pub fn whose(&self, lines: &[Line], named: Option<Sheet>, format: FileFormat) -> Whose {
        if self.says_itself(lines, named, format) {
            return Whose::Ours;
        }
        let own = own_headings(self.catalog, named, lines, format).filter(|_| !self.asked.is_said);
        if own.as_ref().is_some_and(|own| self.is_ours(lines, own)) {
            return Whose::Ours;
        }
        match self.heads(lines) {
            Some(heads) => Whose::Others(heads),
            None if own.is_some() => Whose::Ours,
            None => Whose::Nobodys(self.nearest(lines)),
        }
    }

    /// Whether a sheet says of which state of the register it is, which is ours whatever else is said of it.
    pub fn says_itself(&self, lines: &[Line], named: Option<Sheet>, format: FileFormat) -> bool {
        has_versions(self.catalog, named, lines, format)
    }

    /// Whether codes of ours stand below headings of ours, and not the running numbers of a list.
    fn is_ours(&self, lines: &[Line], own: &OwnHeadings) -> bool {
        if own.sheet == Sheet::Targets {
            return true;
        }
        let below = lines.iter().skip(own.at + 1).take(TELLING_ROWS);
        let codes = below.filter_map(|line| line.cells.get(own.codes)).map(text_of);
        let codes: Vec<String> = codes.filter(|code| !code.trim().is_empty() && !is_sums(code)).collect();
        let has_prefix = |code: &String| {
            let code = code.to_uppercase();
            let mut prefixes = self.catalog.categories.iter().map(|category| category.code_prefix.to_uppercase());
            prefixes.any(|prefix| code.starts_with(&prefix))
        };
        let is_number = |code: &String| is_running_number(code) || is_chinese_number(code);
        let is_of_projects = own.sheet == Sheet::Projects;
        codes.is_empty()
            || codes.iter().any(|code| has_prefix(code) || (self.is_code)(code))
            // new rows of ours bring codes of their own and say of which category they are
            || (!is_of_projects || own.keys.iter().any(|key| key == "category")) && !codes.iter().all(is_number)
    }

    /// Where the headings of an office's list stand.
    fn heads(&self, lines: &[Line]) -> Option<Heads> {
        let first = lines.iter().take(BEFORE_HEADINGS);
        let at = first
            .clone()
            .position(|line| self.is_named(line))
            .or_else(|| first.clone().position(|line| self.is_nameless(line)))?;
        let mut best = (self.rank(&lines[at]), at, lines[at].clone());
        let mut above = lines[at].clone();
        for line in lines[..at].iter().rev().take(2) {
            above = joined_headings(line, &above);
            let rank = self.rank(&above);
            if rank > best.0 && is_of_words(line) {
                best = (rank, at, above.clone());
            }
        }
        let name = self.name_place(&lines[at]);
        let mut below = best.2.clone();
        for (next, line) in lines.iter().enumerate().skip(at + 1).take(HEADING_ROWS) {
            let is_below_wide = stands_below_wide(&below, line, name);
            if !self.goes_on(line, name) && !is_below_wide {
                break;
            }
            let joined = joined_headings(&below, line);
            if !is_below_wide && !self.keeps(&below, &joined) {
                break;
            }
            below = joined;
            best = (self.rank(&below), next, below.clone());
        }
        let (_, last, line) = best;
        let cells = line.cells.iter().enumerate().map(|(place, cell)| (place, text_of(cell).trim().to_owned()));
        let cells = cells.filter(|(_, text)| !text.is_empty()).collect();
        let above = || lines[..at].iter().flat_map(texts);
        let alone = lines[..at].iter().filter(|line| texts(line).count() == 1).flat_map(texts);
        let mut units: Vec<String> = alone.flat_map(units_titled).chain(above().flat_map(units_stated)).collect();
        units.reverse();
        let number = lines[last].number;
        let width = line.cells.len();
        let titles = lines[..at].iter().flat_map(titles).collect();
        Some(Heads { at: last, number, cells, width, units, titles })
    }

    /// Whether headings joined with a line below them are still columns that are known.
    fn keeps(&self, before: &Line, joined: &Line) -> bool {
        let text = |line: &Line, place: usize| line.cells.get(place).map(text_of).unwrap_or_default();
        let is_kept = |place: usize| match self.field(&text(before, place)) {
            None => true,
            // 建设年限 over 开工时间 and 完工时间 is these two
            Some(own) => self.field(&text(joined, place)) == Some(own) || self.is_known(&text(joined, place)),
        };
        (0..before.cells.len()).all(is_kept)
    }

    /// Whether what has the headings of a list is a form of one project: labels, and beside each its value.
    pub fn is_form(&self, heads: &Heads, below: &[Line]) -> bool {
        let is_label = |text: &str| self.field(text).is_some();
        let known: Vec<usize> =
            heads.cells.iter().filter(|(_, text)| is_label(text)).map(|(place, _)| *place).collect();
        let is_value = |line: &Line, place: usize| {
            let text = line.cells.get(place).map(text_of).unwrap_or_default();
            !text.trim().is_empty() && !is_label(text.trim())
        };
        let beside = |place: &usize| heads.cells.iter().find(|(other, _)| *other == place + 1);
        let is_alternate = known.iter().all(|place| beside(place).is_some_and(|(_, text)| !self.is_known(text)));
        let is_pair = |line: &Line, place: usize| {
            let text = line.cells.get(place).map(text_of).unwrap_or_default();
            is_label(text.trim()) && is_value(line, place + 1)
        };
        is_alternate && below.iter().take(6).any(|line| known.iter().any(|place| is_pair(line, *place)))
    }

    /// Whether a line has the name of a project among headings.
    fn is_named(&self, line: &Line) -> bool {
        self.name_place(line).is_some_and(|place| {
            let text = line.cells.get(place).map(text_of).unwrap_or_default();
            is_of_words(line)
                && (self.rank(line).0 > 1
                    || self.asked.names(&text)
                    || is_telling(&text)
                    || self.words.is_own(lowest_part(&text)))
        })
    }

    /// Whether a line has several headings that are known, and none that is the name: which is, is to be asked.
    fn is_nameless(&self, line: &Line) -> bool {
        let (known, _) = self.rank(line);
        is_of_words(line) && known > 2 && texts(line).count() > known
    }

    /// Where the name of a project stands, or its code where that was said to be one.
    fn name_place(&self, line: &Line) -> Option<usize> {
        let is = |key: &str| {
            let is = |cell: &Raw| matches!(cell, Raw::Text(text) if self.field(text).as_deref() == Some(key));
            line.cells.iter().position(is)
        };
        is("name").or_else(|| is("code"))
    }

    /// How many headings of a line are known, and the fewer are not the better.
    fn rank(&self, line: &Line) -> (usize, std::cmp::Reverse<usize>) {
        let all: Vec<&str> = texts(line).collect();
        let known = all.iter().filter(|text| self.is_known(text)).count();
        (known, std::cmp::Reverse(all.len() - known))
    }

    fn is_known(&self, text: &str) -> bool {
        self.field(text).is_some() || matches!(self.words.meaning(&parts(text)), Meaning::OneOf(_))
    }

    /// The column a heading is without doubt.
    fn field(&self, text: &str) -> Option<String> {
        if let Some(given) = self.asked.given.iter().find(|given| given.is(text)) {
            return self.columns.get(given.column).map(|column| column.key.to_string());
        }
        match self.words.meaning(&parts(text)) {
            Meaning::Field(key) => Some(key),
            Meaning::NotRead | Meaning::OneOf(_) => None,
            Meaning::Unknown => natural(self.columns, text).map(|column| self.columns[column].key.to_string()),
        }
    }

    /// Whether a line below the headings belongs to them: words alone and no name, or the units of those above.
    fn goes_on(&self, line: &Line, name: Option<usize>) -> bool {
        let is_blank = name.is_none_or(|place| line.cells.get(place).is_none_or(|cell| *cell == Raw::Empty));
        let are_units = texts(line).all(is_unit_alone) && line.cells.iter().all(is_text);
        let is_word = |text: &str| !is_running_number(text) && !is_sums(text);
        is_blank && (are_units || (is_of_words(line) && texts(line).count() > 1 && texts(line).all(is_word)))
    }

    /// The line that has most of the headings named.
    fn nearest(&self, lines: &[Line]) -> Option<Nearest> {
        let all = lines.iter().take(BEFORE_HEADINGS).map(|line| {
            let missing = self.asked.missing(line);
            (std::cmp::Reverse(missing.len()), texts(line).count(), missing, line)
        });
        let (.., missing, line) = all.max_by_key(|(missing, count, ..)| (*missing, *count))?;
        let there = texts(line).map(str::to_owned).collect();
        (!missing.is_empty()).then_some(Nearest { line: line.number, missing, there })
    }
}

/// A heading with those above it, the topmost first.
pub fn parts(text: &str) -> Vec<&str> {
    text.split(ABOVE).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// What a line says in words and days: a label with what stands beside it, 统计时间： and 2022年7月31日.
pub fn titles(line: &Line) -> Vec<String> {
    let mut titles: Vec<String> = Vec::new();
    for cell in &line.cells {
        let text = match cell {
            Raw::Text(text) => text.trim().to_owned(),
            Raw::Day(_) | Raw::Due(_) => text_of(cell),
            Raw::Empty | Raw::Number(_) | Raw::Percent(_) | Raw::Scaled { .. } => continue,
            Raw::Flag(_) | Raw::List(_) | Raw::Other(_) => continue,
        };
        match titles.last_mut() {
            _ if text.is_empty() => {}
            Some(label) if label.ends_with([':', '：']) => label.push_str(&text),
            _ => titles.push(text),
        }
    }
    titles
}

/// Whether a line can be of headings: words, and no figures nor days below which nothing could stand.
fn is_of_words(line: &Line) -> bool {
    let is_word = |cell: &Raw| match cell {
        Raw::Empty => true,
        Raw::Text(text) => is_year(text) || !is_figure(text),
        Raw::Number(digits) => is_year(digits),
        Raw::Percent(_) | Raw::Scaled { .. } | Raw::Day(_) | Raw::Due(_) => false,
        Raw::Flag(_) | Raw::List(_) | Raw::Other(_) => false,
    };
    line.cells.iter().all(is_word)
}

/// Whether the words of a line stand below headings that reach over several columns, 投资完成 over 本年 and 累计: they are
/// headings whatever they say.
fn stands_below_wide(above: &Line, line: &Line, name: Option<usize>) -> bool {
    let filled = |line: &Line, place: usize| line.cells.get(place).is_some_and(|cell| *cell != Raw::Empty);
    let places: Vec<usize> = (0..line.cells.len()).filter(|place| filled(line, *place)).collect();
    let Some(name) = name.filter(|_| is_of_words(line)) else { return false };
    let is_right = places.first().is_some_and(|first| *first > name);
    let is_wide = |place: &usize| !filled(above, *place) && (name + 1..*place).any(|left| filled(above, left));
    is_right && places.len() > 1 && places.iter().any(is_wide)
}

fn is_text(cell: &Raw) -> bool {
    matches!(cell, Raw::Empty | Raw::Text(_))
}

fn is_figure(text: &str) -> bool {
    let text = text.trim();
    let is_month = text
        .strip_suffix('月')
        .is_some_and(|text| text.chars().all(|sign| sign.is_ascii_digit() || "-—~".contains(sign)));
    !is_month
        && text.contains(|sign: char| sign.is_ascii_digit())
        && text.chars().all(|sign| sign.is_ascii_digit() || ".,%-/，．％年月日".contains(sign))
}

fn is_year(text: &str) -> bool {
    let digits = text.trim().trim_end_matches('度').trim_end_matches('年');
    digits.len() == 4 && digits.parse::<u16>().is_ok_and(|year| (1900..2200).contains(&year))
}

fn is_chinese_number(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty() && text.chars().all(|sign| "一二三四五六七八九十（）()、.".contains(sign))
}

/// Whether the name of a project is told by its heading alone: 项目名称, but not 项目 or Title.
fn is_telling(text: &str) -> bool {
    let own = lowest_part(text).trim().to_lowercase();
    (own.contains("名称") || own.contains("name")) && own.chars().count() > 2
}

/// Whether headings of ours stand in a line of a sheet.
pub fn found_in(columns: &[Column], line: &Line, format: FileFormat) -> Vec<(usize, usize)> {
    let place = |(place, cell): (usize, &Raw)| {
        let alone = Line { number: line.number, cells: vec![cell.clone()] };
        let found = Headings::of(columns, &alone, format).ok()?;
        found.known.first().map(|known| (place, known.column))
    };
    line.cells.iter().enumerate().filter_map(place).collect()
}

/// The roles and keys that a line of ours heads.
pub fn has_role(columns: &[Column], found: &[(usize, usize)], role: Role) -> bool {
    found.iter().any(|(_, column)| columns[*column].role == role)
}
