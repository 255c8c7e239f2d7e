//! The rows of another office's sheet: from its lines to rows that state something, and which project each is of. Which
//! line is what is said in `outline`, what its cells stand for in `fill`, whether its sums are right in `sums`.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::catalog::{Catalog, INVESTED};
use crate::domain::heading::{HeadingWords, Meaning};
use crate::domain::name::{folded, near};
use crate::domain::quantity::{is_same_unit, measured_in};
use crate::error::{Fault, NameError, Result, RowError};
use crate::lang::Lang;
use crate::lang::sheet_line::{ends_like_unit, is_of_lot, is_of_which, numbered_name, part_named};
use crate::lang::word::word;
use crate::report::imported::{GroupRead, OfficeRead};
use crate::report::model::{Cell, Holds, Role, Word};
use crate::report::sheets::{Canon, Sheet};
use crate::sheet::grid::{FileFormat, Layout, Line, Raw};
use crate::sheet::heading::{Headings, tidy, units_stated};
use crate::sheet::value::Said;

use super::fill::{Filled, Filler, UnitNames, put};
use super::head::SheetReading;
use super::key::Key;
use super::listing::OfficeSheet;
use super::mapping::{Mapping, texts};
use super::outline::{Outline, Stand, given_by, heads_again, is_of_heading, outline};
use super::row::{SheetTable, text_of};
use super::sums;
use super::work::Work;
use super::wrong::{Wrong, in_column};

/// A row of another office's sheet, with what its cells stand for.
pub struct OfficeRow {
    pub line: Line,
    /// As it stands in the sheet.
    pub written: Line,
    /// The row of the project that it is a lot of.
    pub of: Option<usize>,
    /// It stands for no line of its own: several rows are lots of it.
    pub is_made: bool,
    /// What is wrong in its cells is told: it is not taken.
    pub is_wrong: bool,
}

/// What the lines of a sheet come to.
pub struct OfficeRows {
    /// With the columns that the sheet was lent.
    pub table: SheetTable,
    pub rows: Vec<OfficeRow>,
    pub faults: Vec<Fault>,
    pub read: OfficeRead,
    /// Blank cells that may stand for the one above: the column, and the rows.
    pub blanks: Vec<(usize, Vec<usize>)>,
}

/// Which cells of a row are held against what the register says on the day looked at. A return of somebody else's
/// sheet that is of another day states what it has, whatever is known of this one.
pub fn asked<'t>(work: &Work, table: &'t SheetTable, line: &Line) -> impl Fn(usize) -> bool + use<'t> {
    let is_others = table.is_others();
    let day = || table.reading(&work.session.catalog).read(table.raw(line, "as_of"), Holds::Day);
    let is_of_other_day = is_others && matches!(day(), Ok(Said::This(Cell::Day(day))) if day != work.options.day);
    move |at| {
        let column = &table.columns[at];
        let is_there = table.headings.place(at).is_some() || (is_others && column.key == INVESTED);
        is_there && !(is_of_other_day && column.role == Role::Return)
    }
}

/// The key of a row of another office's sheet, which has no code: that of the project with its name. How the sheet
/// spells that is no reason to rename the project.
pub fn by_name(work: &mut Work, table: &SheetTable, line: &mut Line, key: Key) -> Result<Key, Wrong> {
    let is_ours = !table.is_others() || table.sheet != Sheet::Projects;
    if is_ours || key.iter().all(Option::is_some) {
        return Ok(key);
    }
    let name = text_of(table.raw(line, "name"));
    let codes = work.codes_of_name(&folded(&name))?;
    let codes = told_apart(work, table, line, codes)?;
    match codes.as_slice() {
        [] => Ok(key),
        [code] => {
            let place = table.places.get("name").and_then(|column| table.headings.place(*column));
            // a work that is registered has its category; the group it stands in may call it otherwise
            let lent = table.lent.and_then(|column| table.headings.place(column));
            for place in place.into_iter().chain(lent) {
                if let Some(cell) = line.cells.get_mut(place) {
                    *cell = Raw::Empty;
                }
            }
            Ok(vec![Some(Canon::Text(code.clone()))])
        }
        _ => {
            let candidates = codes.into_iter().map(|code| (code, name.clone())).collect();
            in_column("name", Err(NameError::AmbiguousProject { word: name, candidates }))
        }
    }
}

/// Of several projects of one name the one whose place, or whose national code, the row has.
fn told_apart(work: &mut Work, table: &SheetTable, line: &Line, codes: Vec<String>) -> Result<Vec<String>> {
    let said = |key: &str| text_of(table.raw(line, key)).trim().to_owned();
    let (place, national) = (said("location"), said("national_code"));
    if codes.len() < 2 || (place.is_empty() && national.is_empty()) {
        return Ok(codes);
    }
    let mut own = Vec::new();
    for code in &codes {
        let found = match work.project(code)? {
            Some(id) => work.found(id)?,
            None => None,
        };
        let is_same =
            |own: &Option<String>, said: &str| !said.is_empty() && own.as_deref().is_some_and(|own| near(own, said));
        if found.is_some_and(|found| {
            let state = found.state(&work.session.catalog);
            is_same(&state.location, &place) || is_same(&state.national_code, &national)
        }) {
            own.push(code.clone());
        }
    }
    Ok(if own.len() == 1 { own } else { codes })
}

/// Whether another table begins: headings once more that are not those read, or numbers in another unit.
pub fn is_other_table(table: &SheetTable, reading: &SheetReading, line: &Line) -> bool {
    let is_in_other = |unit: &String| {
        let own = reading.units.iter().find(|own| measured_in(own) == measured_in(unit));
        own.is_some_and(|own| !is_same_unit(own, unit)) || own.is_none()
    };
    if texts(line).flat_map(units_stated).any(|unit| is_in_other(&unit)) {
        return true;
    }
    let headings = table.headings.known.iter();
    heads_again(table, line)
        && headings.into_iter().any(|known| !is_of_heading(&known.heading, line.cells.get(known.place)))
}

/// What of the register decides how a list is read.
pub struct Registered<'a> {
    pub catalog: &'a Catalog,
    /// What headings mean.
    pub words: &'a HeadingWords,
    /// Whether a name is that of a unit.
    pub is_unit: &'a dyn Fn(&str) -> bool,
    /// The names of units, with their aliases.
    pub units: Vec<String>,
    /// Units that are none may be registered.
    pub may_register: bool,
}

/// What the lines of a sheet below its headings are, and what those state that are rows of projects.
pub fn office_rows(
    table: &SheetTable,
    mapping: &Mapping,
    registered: Registered,
    lines: &[Line],
    (layout, heading): (&Layout, usize),
) -> OfficeRows {
    let Registered { catalog, words, is_unit: is_known, units, may_register } = registered;
    let sheet = OfficeSheet::new(table, mapping, catalog, lines, (layout, heading));
    let mut rows = OfficeRows {
        table: table.clone(),
        rows: Vec::new(),
        faults: Vec::new(),
        read: OfficeRead { lines: lines.len(), ..OfficeRead::default() },
        blanks: Vec::new(),
    };
    if let Some(line) = line_of_form(&sheet, words) {
        rows.faults.push(table.fault(line, None, RowError::Form));
        return rows;
    }
    let mut units = UnitNames::new(is_known, units, may_register);
    for line in lines.iter().filter(|line| *table.raw(line, "name") != Raw::Empty) {
        units.note(&text_of(table.raw(line, "units")));
    }
    let has_units = table.places.get("units").is_some_and(|column| table.headings.place(*column).is_some());
    let alone = units.alone.clone();
    let is_unit = |name: &str| {
        let may_be_new = may_register && (alone.contains(name) || (!has_units && ends_like_unit(name)));
        is_known(name) || may_be_new
    };
    let mut outline = outline(&sheet, &is_unit);
    let name = table.places.get("name").copied();
    let asked = outline.take_asked().into_iter();
    rows.faults = asked.map(|(at, why)| table.fault(lines[at].number, name, why)).collect();
    let sums = sums::check(&sheet, &outline);
    (rows.read.wrong_sums, rows.read.right_sums) = (sums.wrong, sums.right);
    let several =
        outline.stands.iter().filter_map(|stand| if let Stand::Row { of } = stand { Some(*of) } else { None });
    let several = several.collect();
    let (outline, is_unit) = (&outline, &is_unit);
    Assembly { sheet: &sheet, outline, several, is_unit, rows: &mut rows, at: BTreeMap::new() }.assemble(units);
    rows.blanks = blanks(&sheet, outline, &rows);
    rows
}

/// The rows of a sheet being put together.
struct Assembly<'s, 'a> {
    sheet: &'s OfficeSheet<'a>,
    outline: &'s Outline,
    /// The lines whose projects have several rows, one a lot.
    several: BTreeSet<usize>,
    is_unit: &'s dyn Fn(&str) -> bool,
    rows: &'s mut OfficeRows,
    /// The rows that lines came to.
    at: BTreeMap<usize, usize>,
}

impl Assembly<'_, '_> {
    fn assemble(mut self, units: UnitNames) {
        let sheet = self.sheet;
        let width = sheet.lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
        let mut lent = sheet.table.clone();
        let mut filler = Filler::new(sheet, &mut lent, units);
        let mut filled: BTreeMap<usize, Filled> = BTreeMap::new();
        for at in 0..sheet.lines.len() {
            match &self.outline.stands[at] {
                Stand::Project | Stand::OfLots { .. } | Stand::Lot { .. } | Stand::Row { .. } => {
                    filled.insert(at, filler.row(at, width));
                }
                Stand::LeftOut(why) => {
                    filler.forget();
                    self.rows.read.left_out.push((sheet.lines[at].number, *why));
                }
                Stand::Asked(_) => filler.forget(),
            }
        }
        self.rows.table = lent;
        self.groups(&mut filled, width);
        for at in 0..sheet.lines.len() {
            if let Some(filled) = filled.remove(&at) {
                self.row(at, filled, width);
            }
        }
        strip_numbers(sheet, &mut self.rows.rows);
    }

    /// Gives those that stand in groups what these say: a category, a unit.
    fn groups(&mut self, filled: &mut BTreeMap<usize, Filled>, width: usize) {
        let sheet = self.sheet;
        let mut given = BTreeMap::new();
        for (at, filled) in filled.iter_mut() {
            let of = match &self.outline.stands[*at] {
                Stand::Lot { of } | Stand::Row { of } => *of,
                Stand::Project | Stand::OfLots { .. } | Stand::LeftOut(_) | Stand::Asked(_) => *at,
            };
            let (mut category, mut unit) = (None, None);
            for group in &self.outline.groups[of] {
                let said = given.entry(*group).or_insert_with(|| given_by(sheet, *group, self.is_unit));
                category = category.or_else(|| said.0.clone().map(|code| (*group, code)));
                unit = unit.or_else(|| said.1.clone().map(|name| (*group, name)));
            }
            let category = category.filter(|_| sheet.mapping.titled.is_none());
            let given = [("category", category), ("units", unit)];
            for (key, (group, value)) in given.into_iter().filter_map(|(key, given)| Some((key, given?))) {
                let place = self.rows.table.lend(key, width);
                if filled.line.cells.get(place).is_none_or(|cell| *cell == Raw::Empty) {
                    let column = self.rows.table.places.get(key).copied();
                    if key == "category" {
                        self.rows.table.lent = column;
                    }
                    put(&mut filled.line, place, Raw::Text(value.clone()));
                    let line = sheet.lines[group].number;
                    let column = column.map(|column| sheet.table.columns[column].clone());
                    if let Some(column) = column.filter(|_| {
                        !self.rows.read.groups.iter().any(|read| read.line == line && read.column.key == key)
                    }) {
                        let value = match key {
                            "category" => self.category(&value),
                            _ => value,
                        };
                        self.rows.read.groups.push(GroupRead { line, name: sheet.name_of(group), column, value });
                    }
                }
            }
        }
    }

    fn category(&self, code: &str) -> String {
        self.sheet.catalog.category(code).map_or_else(|| code.to_owned(), |category| category.label.zh.clone())
    }

    /// Adds the row of a line, and that of the project it is a lot of where no line is that.
    fn row(&mut self, at: usize, mut filled: Filled, width: usize) {
        let (sheet, number) = (self.sheet, self.sheet.lines[at].number);
        let is_wrong = !filled.wrong.is_empty();
        self.rows
            .faults
            .extend(filled.wrong.drain(..).map(|(column, why)| sheet.table.fault(number, Some(column), why)));
        if filled.is_moved {
            self.rows.read.moved.push(number);
        }
        for heading in filled.undecided.drain(..) {
            let undecided = &mut self.rows.read.undecided;
            match undecided.iter_mut().find(|(known, _)| *known == heading) {
                Some((_, lines)) => lines.push(number),
                None => undecided.push((heading, vec![number])),
            }
        }
        let written = sheet.lines[at].clone();
        let add = |rows: &mut OfficeRows, line: Line, written: Line, of: Option<usize>, is_made: bool| {
            rows.rows.push(OfficeRow { line, written, of, is_made, is_wrong });
            rows.rows.len() - 1
        };
        match &self.outline.stands[at] {
            Stand::Project if self.several.contains(&at) => {
                let whole = self.whole(at, &filled.line, width);
                let made = add(self.rows, whole, written.clone(), None, true);
                self.at.insert(at, made);
                let lot = self.lot(at, at, filled.line);
                add(self.rows, lot, written, Some(made), false);
            }
            Stand::Project => {
                let row = add(self.rows, filled.line, written, None, false);
                self.at.insert(at, row);
            }
            Stand::OfLots { takes_figures } => {
                let line = if *takes_figures { self.without_figures(filled.line, width) } else { filled.line };
                let row = add(self.rows, line, written, None, false);
                self.at.insert(at, row);
            }
            Stand::Lot { of } | Stand::Row { of } => {
                let of = *of;
                let lot = self.lot(of, at, filled.line);
                let parent = self.at.get(&of).copied();
                add(self.rows, lot, written, parent, false);
            }
            Stand::LeftOut(_) | Stand::Asked(_) => {}
        }
    }

    /// The project of which several rows are lots: what all of them have in common, and no figures of its own.
    fn whole(&mut self, first: usize, line: &Line, width: usize) -> Line {
        let table = self.sheet.table;
        let mut whole = line.clone();
        for known in &table.headings.known {
            let column = &table.columns[known.column];
            let is_kept = matches!(&*column.key, "name" | "category" | "units" | "leader" | "location" | "tags");
            let below = self.outline.stands.iter().enumerate().skip(first + 1);
            let below = below.take_while(|(_, stand)| !matches!(stand, Stand::Project | Stand::OfLots { .. }));
            let spans = below.filter(|(_, stand)| matches!(stand, Stand::Row { of } if *of == first));
            let mut others = spans.map(|(at, _)| self.sheet.lines[at].cells.get(known.place).unwrap_or(&Raw::Empty));
            let own = line.cells.get(known.place).unwrap_or(&Raw::Empty);
            let is_common = column.key == "name" || others.all(|other| *other == Raw::Empty || other == own);
            if !(is_kept && is_common) {
                put(&mut whole, known.place, Raw::Empty);
            }
        }
        self.without_figures(whole, width)
    }

    /// A project that takes its figures from its lots.
    fn without_figures(&mut self, mut line: Line, width: usize) -> Line {
        for known in &self.sheet.summed {
            put(&mut line, known.place, Raw::Empty);
        }
        let place = self.rows.table.lend("figures", width);
        put(&mut line, place, Raw::Text(word(Lang::Zh, Word::FromLots).to_owned()));
        line
    }

    /// A lot by a name that no other has.
    fn lot(&self, of: usize, at: usize, mut line: Line) -> Line {
        let Some(place) = self.sheet.name else { return line };
        let whole = self.sheet.name_of(of);
        let whole = numbered_name(&whole).filter(|_| self.sheet.number.is_none()).map_or(whole, |(_, name)| name);
        let own = self.sheet.text(at, self.sheet.lot);
        let own = if own.is_empty() { self.sheet.name_of(at) } else { own };
        let own = if is_of_which(&own) { part_named(&own) } else { own };
        let is_short = is_of_lot(&own) && own.chars().count() <= 6;
        let is_of_column = !self.sheet.text(at, self.sheet.lot).is_empty();
        let name = if (is_short || is_of_column) && !own.contains(&whole) { format!("{whole}{own}") } else { own };
        put(&mut line, place, Raw::Text(name));
        line
    }
}

/// A form fits a page or two; a longer list need not be looked through for it.
const LINES_OF_A_FORM: usize = 100;

/// The line that tells that a sheet is the form of one project: a heading stands where a name should.
fn line_of_form(sheet: &OfficeSheet, words: &HeadingWords) -> Option<usize> {
    if sheet.lines.len() > LINES_OF_A_FORM {
        return None;
    }
    let heads = |text: &str| {
        let line = Line { number: 0, cells: vec![Raw::Text(text.to_owned())] };
        let found = Headings::of(&sheet.table.columns, &line, FileFormat::Csv).unwrap_or_default();
        let is_other = |key: &str| key != "name";
        let known = found.known.first().is_some_and(|known| is_other(&sheet.table.columns[known.column].key));
        let is_word = match words.meaning(&[text]) {
            Meaning::Field(key) => is_other(&key),
            Meaning::OneOf(keys) => keys.iter().all(|key| is_other(key)),
            Meaning::NotRead | Meaning::Unknown => false,
        };
        (known, known || is_word)
    };
    let (mut sure, mut likely_ones) = (None, Vec::new());
    for (at, line) in sheet.lines.iter().enumerate() {
        let (is_heading, is_like_one) = heads(&sheet.name_of(at));
        sure = sure.or(is_heading.then_some(line.number));
        likely_ones.extend(is_like_one.then_some(line.number));
    }
    sure.or_else(|| likely_ones.first().copied().filter(|_| likely_ones.len() > 1))
}

/// Names without the numbers before them, where all the rows have one and no column is for that.
fn strip_numbers(sheet: &OfficeSheet, rows: &mut [OfficeRow]) {
    let Some(place) = sheet.name.filter(|_| sheet.number.is_none()) else { return };
    let name = |row: &OfficeRow| row.line.cells.get(place).map(text_of).unwrap_or_default();
    let own = |row: &OfficeRow| numbered_name(&name(row));
    if rows.iter().filter(|row| row.of.is_none()).all(|row| own(row).is_some()) {
        for row in rows {
            if let Some((_, name)) = own(row) {
                put(&mut row.line, place, Raw::Text(name));
            }
        }
    }
}

/// Blank cells under a column that reads as if each of its cells held for those below: no name stands twice.
fn blanks(sheet: &OfficeSheet, outline: &Outline, rows: &OfficeRows) -> Vec<(usize, Vec<usize>)> {
    let columns = ["units", "leader", "category"].into_iter().filter_map(|key| sheet.table.places.get(key));
    let known = columns.filter_map(|column| sheet.table.headings.known.iter().find(|known| known.column == *column));
    let open = known.filter(|known| !sheet.areas.has(known.place) && !sheet.mapping.fills(&known.heading));
    let blank_rows = |place: usize| {
        let (mut last, mut blank) = (String::new(), Vec::new());
        let mut row = rows.rows.iter().enumerate().filter(|(_, row)| !row.is_made).peekable();
        for (at, stand) in outline.stands.iter().enumerate() {
            match stand {
                Stand::LeftOut(_) | Stand::Asked(_) => last.clear(),
                Stand::Project | Stand::OfLots { .. } | Stand::Lot { .. } | Stand::Row { .. } => {
                    let (own, line) = row.next()?;
                    let text = line.line.cells.get(place).map(text_of).unwrap_or_default();
                    let says_more = sheet.has(at) != (false, false);
                    let is_said = line.written.cells.get(place).is_some_and(|cell| !text_of(cell).trim().is_empty());
                    if text.trim().is_empty() && is_said {
                        last.clear(); // 待定, 无: there is none, and nothing to be as above
                    } else if text.trim().is_empty() {
                        blank.extend((!last.is_empty() && line.of.is_none() && says_more).then_some(own));
                    } else if tidy(&text) == last {
                        return None;
                    } else {
                        last = tidy(&text);
                    }
                }
            }
        }
        Some(blank).filter(|blank| !blank.is_empty())
    };
    open.filter_map(|known| Some((known.column, blank_rows(known.place)?))).collect()
}
