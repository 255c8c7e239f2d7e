//! What the cells of a project's row in somebody else's sheet stand for: those merged with them above, signs for “as above”,
//! blank marks, several units in one cell, prose where a percentage should be, a span of years in one cell.

use std::collections::{BTreeSet, HashMap};

use crate::domain::name::half_width;
use crate::domain::quantity::Dimension;
use crate::domain::unit::is_like;
use crate::error::RowError;
use crate::lang::cell::join_names;
use crate::lang::sheet_line::{
    Ditto, category_in, ditto, end_of_year, ends_like_unit, is_blank_mark, is_lone_sign, is_prose, is_undecided,
    joined_units, names_not_all, span_of_days, unit_alone,
};
use crate::report::model::{Column, Holds, Words};
use crate::sheet::grid::{Line, Raw};
use crate::sheet::heading::Headed;

use super::listing::OfficeSheet;
use super::row::{SheetTable, text_of};

/// A row with what its cells stand for.
pub struct Filled {
    pub line: Line,
    /// What is wrong with its cells, by the place of their columns.
    pub wrong: Vec<(usize, RowError)>,
    /// Prose that stood under a percentage.
    pub is_moved: bool,
    /// The headings under which it says that nothing is settled yet.
    pub undecided: Vec<String>,
}

/// The units a list names.
pub struct UnitNames<'a> {
    /// Whether a name is registered.
    pub is_known: &'a dyn Fn(&str) -> bool,
    pub known: Vec<String>,
    pub may_register: bool,
    /// Those that stand in a cell by themselves.
    pub alone: BTreeSet<String>,
    /// What the cells say, as far as they were looked at.
    cells: HashMap<String, Result<Vec<String>, RowError>>,
    /// The pairs that are near each other and were told.
    told: BTreeSet<(String, String)>,
}

/// Fills the rows of a sheet one after another.
pub struct Filler<'s, 'a> {
    pub sheet: &'s OfficeSheet<'a>,
    /// The table with the columns it is lent, for what has none of its own.
    pub lent: &'s mut SheetTable,
    pub units: UnitNames<'a>,
    /// The cells of the lines filled, for those merged with them.
    filled: HashMap<usize, Vec<Raw>>,
    /// The last row of a project.
    last: Vec<Raw>,
}

impl SheetTable {
    /// The place of a column in the rows; one that the sheet has not is lent to it, beyond its own cells.
    pub fn lend(&mut self, key: &str, width: usize) -> usize {
        let Some(column) = self.places.get(key).copied() else { return width };
        if let Some(place) = self.headings.place(column) {
            return place;
        }
        let furthest = self.headings.known.iter().map(|known| known.place + 1).max().unwrap_or_default();
        let place = furthest.max(width);
        let heading = crate::lang::cell::heading(crate::lang::Lang::Zh, &self.columns[column]);
        self.headings.known.push(Headed { place, column, heading, unit: None });
        place
    }
}

/// Whether 待定 under a column says that nothing is known yet; elsewhere it is a text like others.
fn may_be_undecided(column: &Column) -> bool {
    match column.holds {
        Holds::Quantity(_) | Holds::Decimal(_) | Holds::Amount | Holds::Count | Holds::Due | Holds::Day => true,
        Holds::Name | Holds::Names => matches!(&*column.key, "units" | "leader"),
        Holds::Nothing | Holds::Passage | Holds::Code | Holds::Year | Holds::Flag | Holds::Word(_) => false,
    }
}

/// Puts a value into a cell that may lie beyond the others.
pub fn put(line: &mut Line, place: usize, raw: Raw) {
    if line.cells.len() <= place {
        line.cells.resize(place + 1, Raw::Empty);
    }
    line.cells[place] = raw;
}

impl<'s, 'a> Filler<'s, 'a> {
    pub fn new(sheet: &'s OfficeSheet<'a>, lent: &'s mut SheetTable, units: UnitNames<'a>) -> Self {
        Self { sheet, lent, units, filled: HashMap::new(), last: Vec::new() }
    }

    /// Forgets what `--fill` had: it spans no line of sums and no head of a group.
    pub fn forget(&mut self) {
        let fills = self.sheet.table.headings.known.iter().filter(|known| self.sheet.mapping.fills(&known.heading));
        for known in fills {
            if let Some(cell) = self.last.get_mut(known.place) {
                *cell = Raw::Empty;
            }
        }
    }

    /// A line as the row it stands for.
    pub fn row(&mut self, at: usize, width: usize) -> Filled {
        let mut filled =
            Filled { line: self.sheet.lines[at].clone(), wrong: Vec::new(), is_moved: false, undecided: Vec::new() };
        filled.line.cells.resize(filled.line.cells.len().max(width), Raw::Empty);
        for known in &self.sheet.table.headings.known {
            self.taken_over(&mut filled, at, known);
        }
        self.last.clone_from(&filled.line.cells);
        self.filled.insert(at, filled.line.cells.clone());
        for known in &self.sheet.table.headings.known {
            self.by_itself(&mut filled, known, width);
        }
        filled
    }

    /// What a cell has from those it is merged with, or stands for.
    fn taken_over(&self, filled: &mut Filled, at: usize, known: &Headed) {
        let (sheet, place) = (self.sheet, known.place);
        let column = &sheet.table.columns[known.column];
        let is_name = column.key == "name";
        let names_somebody = matches!(&*column.key, "units" | "leader" | "category");
        let own = filled.line.cells.get(place).cloned().unwrap_or(Raw::Empty);
        let above = || self.last.get(place).cloned().unwrap_or(Raw::Empty);
        let put_own = |filled: &mut Filled, raw: Raw| put(&mut filled.line, place, raw);
        if let Raw::Empty = own {
            match sheet.areas.above(filled.line.number, place) {
                Some(_) if is_name => {}
                Some(area) => match column.holds {
                    Holds::Quantity(_) | Holds::Decimal(_) | Holds::Amount | Holds::Count => {
                        let is_first = sheet.mapping.accepts(area.rows.0);
                        let why = RowError::MergedFigure { first: area.rows.0, last: area.rows.1 };
                        filled.wrong.extend((!is_first).then_some((known.column, why)));
                    }
                    _ => {
                        let first = sheet.lines[..at].iter().rposition(|line| line.number == area.rows.0);
                        let cells = first.map(|first| self.filled.get(&first).unwrap_or(&sheet.lines[first].cells));
                        let raw = cells.and_then(|cells| cells.get(area.columns.0)).cloned();
                        put_own(filled, raw.unwrap_or(Raw::Empty));
                    }
                },
                None if sheet.mapping.fills(&known.heading) && !is_name => put_own(filled, above()),
                None => {}
            }
            return;
        }
        let Raw::Text(text) = &own else { return };
        let unclear = |filled: &mut Filled| {
            filled.wrong.push((known.column, RowError::UnclearSign { value: text.trim().to_owned() }));
        };
        match ditto(text) {
            // who is as nobody: the cell above may itself stand for the one above it
            Some(Ditto::Above) if !self.last.is_empty() && (above() != Raw::Empty || !names_somebody) => {
                put_own(filled, above());
            }
            Some(Ditto::Left) => match self.beside(filled, known) {
                Some(raw) => put_own(filled, raw),
                None => unclear(filled),
            },
            Some(Ditto::Above) => unclear(filled),
            None if is_blank_mark(text) && !is_name => put_own(filled, Raw::Empty),
            None if is_undecided(text) && may_be_undecided(column) => {
                filled.undecided.push(known.heading.clone());
                put_own(filled, Raw::Empty);
            }
            None if is_lone_sign(text) => unclear(filled),
            None => {}
        }
    }

    /// The cell to the left, where that is of the same kind; the name of a project is nobody else's.
    fn beside(&self, filled: &Filled, known: &Headed) -> Option<Raw> {
        let table = self.sheet.table;
        let left = known.place.checked_sub(1)?;
        let other = table.headings.known.iter().find(|other| other.place == left)?;
        let (own, beside) = (&table.columns[known.column], &table.columns[other.column]);
        let is_alike = own.holds == beside.holds && beside.key != "name";
        filled.line.cells.get(left).filter(|raw| is_alike && **raw != Raw::Empty).cloned()
    }

    /// What a cell means where it stands.
    fn by_itself(&mut self, filled: &mut Filled, known: &Headed, width: usize) {
        if filled.wrong.iter().any(|(column, _)| *column == known.column) {
            return;
        }
        let column = &self.sheet.table.columns[known.column];
        let Some(cell) = filled.line.cells.get(known.place).cloned() else { return };
        match (cell, column.holds) {
            // names are broken to fit narrow columns
            (Raw::Text(text), Holds::Name) => {
                if column.key == "leader" && !text.chars().any(char::is_alphabetic) {
                    filled.wrong.push((known.column, RowError::UnclearSign { value: text.clone() }));
                }
                put(&mut filled.line, known.place, Raw::Text(in_one_line(&text)));
            }
            (Raw::Text(_) | Raw::Number(_), Holds::Names) if column.key == "units" => {
                let text = text_of(&filled.line.cells[known.place]);
                match self.units.of_cell(&text) {
                    Ok(names) => put(&mut filled.line, known.place, Raw::Text(join_names(&names))),
                    Err(why) => filled.wrong.push((known.column, why)),
                }
            }
            (Raw::Text(text), Holds::Quantity(Dimension::Percent)) if is_prose(&text) => {
                put(&mut filled.line, known.place, Raw::Empty);
                let place = self.lent.lend("progress", width);
                let own = filled.line.cells.get(place).map(text_of).unwrap_or_default();
                let (own, text) = (own.trim(), text.trim());
                let joined = if own.is_empty() || own == text { text.to_owned() } else { format!("{own}\n{text}") };
                put(&mut filled.line, place, Raw::Text(joined));
                filled.is_moved = true;
            }
            (Raw::Text(text), Holds::Due) => self.span(filled, known, &text, width),
            (Raw::Number(text), Holds::Due) if text.len() == 6 => {
                put(&mut filled.line, known.place, Raw::Text(end_of_year(&text)));
            }
            // 水利 under 类别
            (Raw::Text(text), Holds::Word(Words::Category))
                if self.sheet.catalog.find_category(text.trim()).is_err() =>
            {
                if let Some(category) = category_in(self.sheet.catalog, &[&text]) {
                    put(&mut filled.line, known.place, Raw::Text(category.code.clone()));
                }
            }
            _ => {}
        }
    }

    /// 2021-2023 is a start and a finish; 2022年底 a month.
    fn span(&mut self, filled: &mut Filled, known: &Headed, text: &str, width: usize) {
        let Some((from, to)) = span_of_days(text) else {
            put(&mut filled.line, known.place, Raw::Text(end_of_year(text)));
            return;
        };
        for (key, day) in [("planned_start", from), ("planned_finish", to)] {
            let place = self.lent.lend(key, width);
            let is_free = filled.line.cells.get(place).is_none_or(|raw| *raw == Raw::Empty);
            if is_free || place == known.place {
                put(&mut filled.line, place, Raw::Text(day));
            }
        }
    }
}

impl<'a> UnitNames<'a> {
    pub fn new(is_known: &'a dyn Fn(&str) -> bool, known: Vec<String>, may_register: bool) -> Self {
        Self { is_known, known, may_register, alone: BTreeSet::new(), cells: HashMap::new(), told: BTreeSet::new() }
    }

    /// Notes a name that stands by itself in a cell.
    pub fn note(&mut self, text: &str) {
        let text = text.trim();
        if text.chars().count() > 1 && parts(text).len() == 1 && !text.contains(char::is_whitespace) {
            self.alone.insert(half_width(text));
        }
    }

    fn is_sure(&self, name: &str) -> bool {
        (self.is_known)(name) || self.alone.contains(&half_width(name))
    }

    /// The units a cell names.
    fn of_cell(&mut self, text: &str) -> Result<Vec<String>, RowError> {
        if let Some(known) = self.cells.get(text) {
            return match known {
                Ok(names) => Ok(names.clone()),
                Err(_) => self.read(text),
            };
        }
        let read = self.read(text);
        let kept = match &read {
            Ok(names) => Ok(names.clone()),
            Err(_) => Err(RowError::Needed),
        };
        self.cells.insert(text.to_owned(), kept);
        read
    }

    fn read(&mut self, text: &str) -> Result<Vec<String>, RowError> {
        let text = text.trim();
        if (self.is_known)(text) || text.is_empty() {
            return Ok(vec![text.to_owned()]);
        }
        if !text.chars().any(char::is_alphabetic) {
            return Err(RowError::UnclearSign { value: text.to_owned() });
        }
        self.is_all_names(text)?;
        let is_list = |text: &str| !text.contains(['、', '，', ',', ';', '/', '／', '\n']);
        let mut names: Vec<String> = Vec::new();
        let mut is_unsure = false;
        for part in parts(text) {
            let tight: String = part.chars().filter(|sign| !sign.is_whitespace()).collect();
            let apart: Vec<&str> = part.split_whitespace().collect();
            if self.is_sure(&part) || apart.len() == 1 {
                is_unsure |= !(self.is_sure(&part) || ends_like_unit(&part));
                names.push(part);
            } else if (self.is_known)(&tight) {
                names.push(tight);
            } else if apart.iter().all(|name| self.is_sure(name)) {
                names.extend(apart.into_iter().map(str::to_owned));
            } else if apart.iter().all(|name| ends_like_unit(name)) {
                let cell = join_names(&apart);
                return Err(RowError::NamesRunTogether { value: text.to_owned(), cell });
            } else {
                names.push(if part.is_ascii() { part } else { tight });
            }
        }
        names.dedup();
        if names.len() > 1 && is_unsure && !is_list(text) {
            return Err(RowError::NamesRunTogether { value: text.to_owned(), cell: join_names(&names) });
        }
        for name in &names {
            if let Some(other) = self.near(name) {
                // the longer name says more
                let is_longer = name.chars().count() > other.chars().count() && !(self.is_known)(&other);
                let (value, other) = if is_longer { (other, name.clone()) } else { (name.clone(), other) };
                let is_registered = (self.is_known)(&other);
                if self.may_register && self.told.insert((value.clone(), other.clone())) {
                    return Err(RowError::UnitNear { value, other, is_registered });
                }
            }
        }
        Ok(names)
    }

    /// Whether a cell says nothing but the names of units.
    fn is_all_names(&self, text: &str) -> Result<(), RowError> {
        let value = || text.to_owned();
        let open = outside_brackets(text);
        if parts(&open).iter().any(|part| names_not_all(part) && !(self.is_known)(part)) {
            return Err(RowError::UnitsNotAll { value: value() });
        }
        let (mut names, mut is_joined, mut has_more) = (Vec::new(), false, false);
        for part in parts_whole(text) {
            if (self.is_known)(&part) {
                names.push(part);
                continue;
            }
            let alone = unit_alone(&part);
            has_more |= alone.is_some();
            let part = alone.unwrap_or(part);
            match joined_units(&part, self.is_known) {
                Some(joined) => {
                    is_joined = true;
                    names.extend(joined);
                }
                None => names.push(part),
            }
        }
        let cell = join_names(&names);
        match (has_more, is_joined) {
            (true, _) => Err(RowError::UnitWithMore { value: value(), unit: cell }),
            (false, true) => Err(RowError::NamesRunTogether { value: value(), cell }),
            (false, false) => Ok(()),
        }
    }

    /// A unit that this one, not registered, may be.
    fn near(&self, name: &str) -> Option<String> {
        if (self.is_known)(name) {
            return None;
        }
        self.known.iter().chain(&self.alone).find(|other| is_like(name, other)).cloned()
    }
}

/// The signs by which people part names.
const BETWEEN: [char; 8] = ['、', '，', ',', ';', '；', '/', '／', '\n'];

/// The names in a cell between the signs by which people part them, and at the ends of lines.
fn parts(text: &str) -> Vec<String> {
    let parts = text.split(BETWEEN).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// The same, but what stands in brackets is never parted from what is before it: 区水利局（张三、李四）.
fn parts_whole(text: &str) -> Vec<String> {
    let mut open = 0_i32;
    let is_between = |sign: char| {
        open += i32::from(matches!(sign, '(' | '（')) - i32::from(matches!(sign, ')' | '）'));
        open <= 0 && BETWEEN.contains(&sign)
    };
    let parts = text.split(is_between).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// A text without what stands in brackets.
fn outside_brackets(text: &str) -> String {
    let mut open = 0_i32;
    let is_outside = |sign: &char| {
        let was = open;
        open += i32::from(matches!(sign, '(' | '（')) - i32::from(matches!(sign, ')' | '）'));
        was <= 0 && open <= 0
    };
    text.chars().filter(is_outside).collect()
}

/// A name without the breaks that fit it into its column; between letters a space stays.
pub fn in_one_line(text: &str) -> String {
    let parts: Vec<&str> = text.lines().map(str::trim).collect();
    let is_latin = parts.iter().all(|part| part.is_ascii());
    parts.join(if is_latin { " " } else { "" })
}
