//! A row of a sheet held against what the register said of it.
//!
//! Long: all that a row may state, cell by cell.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::act::Refusal;
use crate::act::milestone::planned;
use crate::domain::catalog::{Catalog, INVESTED};
use crate::domain::code::{issue_code, quoted_number, target_code, tidy_code};
use crate::domain::day::{Day, DueDay};
use crate::domain::quantity::Dimension;
use crate::error::{BadCell, Fault, Result, RowError};
use crate::lang::{Lang, cell};
use crate::report::form;
use crate::report::imported::Diff;
use crate::report::model::{Cell, Column, Holds, Role};
use crate::report::sheets::{Canon, Sheet, canon};
use crate::sheet::grid::{FileFormat, Line, Raw};
use crate::sheet::heading::{Headings, known_unit, lowest_part};
use crate::sheet::value::{CellReader, Said, is_same};

use super::mapping::Mapping;
use super::resolve::Beside;
use super::wrong::{Wrong, column, wrong};
use super::year::{FromYear, money};

/// A sheet of a file, its columns found.
#[derive(Clone)]
pub struct SheetTable {
    pub file: String,
    pub format: FileFormat,
    pub sheet: Sheet,
    /// The language in which values of the register are reported.
    pub lang: Lang,
    pub is_form: bool,
    pub columns: Vec<Column>,
    pub places: BTreeMap<String, usize>,
    pub headings: Headings,
    /// It is somebody else's; how that is read.
    pub mapping: Option<Rc<Mapping>>,
    /// Where a cell says when a work starts and finishes, and where that is put behind the row.
    pub span: Option<(usize, usize)>,
    /// Of somebody else's, what its columns have of one another.
    pub beside: Vec<Beside>,
    /// Of somebody else's, of which year its plans are, where that is another than the day's.
    pub plan_year: Option<i32>,
    /// A column that the sheet has not, for what the groups say of new works.
    pub lent: Option<usize>,
}

/// A row whose cells were read. What is not stated, or is as it was, is [`Said::Nothing`].
pub struct SheetRow<'a> {
    pub table: &'a SheetTable,
    pub line: usize,
    pub is_new: bool,
    /// What the register said; of a new row nothing, and no cells.
    was: Vec<Cell>,
    pub said: Vec<Said>,
    /// The cells that are not blank in the file.
    pub is_filled: Vec<bool>,
    /// Places of the columns whose numbers were rounded to be recorded, and these as they stand in the file.
    rounded: Vec<(usize, String)>,
}

/// What reading the cells of a row needs beside them.
#[derive(Clone, Copy, Default)]
pub struct About<'a> {
    pub category: Option<&'a str>,
    pub dimension: Option<Dimension>,
}

impl SheetTable {
    pub fn new(file: &str, format: FileFormat, sheet: Sheet, columns: Vec<Column>, headings: Headings) -> Self {
        let places = columns.iter().enumerate().map(|(at, column)| (column.key.to_string(), at)).collect();
        Self {
            file: file.to_owned(),
            format,
            sheet,
            lang: Lang::Zh,
            is_form: false,
            columns,
            places,
            headings,
            mapping: None,
            span: None,
            beside: Vec::new(),
            plan_year: None,
            lent: None,
        }
    }

    pub fn is_others(&self) -> bool {
        self.mapping.is_some()
    }

    /// The category of new projects whose rows do not say.
    pub fn category(&self) -> Option<String> {
        let mapping = self.mapping.as_ref()?;
        mapping.titled.clone().or_else(|| mapping.category.clone())
    }

    pub fn fault(&self, line: usize, column: Option<usize>, why: RowError) -> Fault {
        let heading = column.and_then(|column| self.headings.known.iter().find(|known| known.column == column));
        let wanted = || column.map(|column| self.wanted(column));
        Fault { file: self.file.clone(), line, column: heading.map(|known| known.heading.clone()).or_else(wanted), why }
    }

    /// What would head a column that the file has not: in both languages, for it is reported in either.
    fn wanted(&self, column: usize) -> String {
        let column = &self.columns[column];
        format!("{} · {}", cell::heading(Lang::Zh, column), cell::heading(Lang::En, column))
    }

    /// What ended a row as faults in its columns; trouble with the register is none.
    pub fn faults(&self, line: usize, wrong: Wrong) -> Result<Vec<Fault>> {
        let (key, why) = match wrong {
            Wrong::Cells(faults) => return Ok(faults),
            Wrong::Trouble(error) => return Err(error),
            Wrong::Row { key, why } => (key, why),
            Wrong::Stated(Refusal { field, why }) => {
                (field.and_then(|field| column(self.sheet, &field)), RowError::Refused(Box::new(why)))
            }
        };
        Ok(vec![self.fault(line, key.and_then(|key| self.place(&key)), why)])
    }

    /// The place of a column, if this sheet has it. A key that no sheet has is a slip of ours, which would pass for a
    /// cell that says nothing: where assertions are on, as in tests, it ends the program.
    fn place(&self, key: &str) -> Option<usize> {
        let place = self.places.get(key).copied();
        debug_assert!(place.is_some() || self.is_form || is_of_a_sheet(key), "no sheet has a column `{key}`");
        place
    }

    /// The raw cell under a column, if the file has it.
    pub fn raw<'l>(&self, line: &'l Line, key: &str) -> &'l Raw {
        let place = self.place(key).and_then(|column| self.headings.place(column));
        place.and_then(|place| line.cells.get(place)).unwrap_or(&Raw::Empty)
    }

    pub fn reading<'a>(&self, catalog: &'a Catalog) -> CellReader<'a> {
        CellReader { catalog, format: self.format, category: None, dimension: None, unit: None }
    }

    /// That a row of CSV goes on beyond the headings: a comma within a number makes two cells of one.
    pub fn beyond_headings(&self, line: &Line) -> Option<RowError> {
        let cells = line.cells.iter().rposition(|cell| *cell != Raw::Empty).map_or(0, |last| last + 1);
        let headings = self.headings.width;
        (self.format == FileFormat::Csv && cells > headings).then_some(RowError::MoreCells { cells, headings })
    }

    /// That a comma within a number made two cells of one, though the row has no more of them than there are headings: 1,250
    /// under 总投资 and 备注.
    pub fn may_be_thousands(&self, line: &Line) -> Option<RowError> {
        let whole = |place: usize| match line.cells.get(place) {
            Some(Raw::Text(text)) => Some(text.trim()).filter(|text| text.parse::<u64>().is_ok()),
            _ => None,
        };
        let is_quantity = |place: &usize| {
            let known = self.headings.known.iter().find(|known| known.place == *place);
            known.is_some_and(
                |known| matches!(self.columns[known.column].holds, Holds::Quantity(of) if of != Dimension::Percent),
            )
        };
        let holds_text = |place: usize| {
            let known = self.headings.known.iter().find(|known| known.place == place);
            known.map_or(self.headings.unknown_places.contains(&place), |known| {
                matches!(self.columns[known.column].holds, Holds::Passage | Holds::Name | Holds::Names)
            })
        };
        let mut quantities = (0..line.cells.len()).filter(is_quantity);
        let parted = quantities.find_map(|place| {
            let (head, tail) = (whole(place)?, whole(place + 1)?);
            let run = (place + 1..line.cells.len()).take_while(|next| whole(*next).is_some());
            let is_cut = head.len() <= 3 && !head.starts_with('0') && tail.len() == 3;
            (is_cut && run.into_iter().any(holds_text)).then(|| format!("{head},{tail}"))
        });
        let is_told = self.mapping.as_ref().is_some_and(|mapping| mapping.accepts(line.number));
        let value = parted.filter(|_| self.format == FileFormat::Csv && !is_told)?;
        Some(RowError::MayBeThousands { plain: value.replace(',', ""), value, line: line.number })
    }

    /// As a heading of the file is told, by the key of its column.
    pub fn heading_of(&self, key: &str) -> String {
        let column = self.places.get(key);
        let known = self.headings.known.iter().find(|known| Some(&known.column) == column);
        known.map_or_else(String::new, |known| lowest_part(&known.heading).replace('\n', ""))
    }

    /// What names the row: its key cells, read and put in order.
    pub fn key(&self, catalog: &Catalog, line: &Line) -> Result<Vec<Option<Canon>>, Fault> {
        let mut key = Vec::new();
        for (at, column) in self.columns.iter().enumerate().filter(|(_, column)| column.role == Role::Key) {
            let raw = self.raw(line, &column.key);
            let said = self.reading(catalog).read(raw, column.holds);
            let said =
                said.map_err(|bad| self.fault(line.number, Some(at), RowError::Cell { value: text_of(raw), bad }))?;
            let cell = match (said, raw) {
                (Said::This(cell), _) => cell,
                // what names a row is never emptied: it may be called （空）
                (Said::Emptied, Raw::Text(text)) => Cell::Text(self.reading(catalog).text(text)),
                _ => Cell::Nothing,
            };
            key.push(canon(&cell).map(|said| tidy(self.sheet, &column.key, said)));
        }
        Ok(key)
    }

    /// Reads a row and holds each cell against what it was.
    pub fn read<'a>(
        &'a self,
        catalog: &'a Catalog,
        line: &'a Line,
        was: Option<Vec<Cell>>,
        about: About<'a>,
    ) -> Result<SheetRow<'a>, Vec<Fault>> {
        let count = self.columns.len();
        let is_new = was.is_none();
        let was = was.unwrap_or_default();
        let (mut said, mut is_filled, mut faults) = (vec![Said::Nothing; count], vec![false; count], Vec::new());
        let mut rounded = Vec::new();
        for known in &self.headings.known {
            let (raw, column) = (line.cells.get(known.place).unwrap_or(&Raw::Empty), &self.columns[known.column]);
            if *raw == Raw::Empty {
                continue;
            }
            is_filled[known.column] = true;
            let unit = match column.holds {
                Holds::Amount => self.amount_unit(line, about.dimension, known.unit.as_deref()),
                _ => Ok(known.unit.as_deref()),
            };
            let unit = match unit {
                Ok(unit) => unit,
                Err(bad) => {
                    faults.push(self.fault(
                        line.number,
                        Some(known.column),
                        RowError::Cell { value: text_of(raw), bad },
                    ));
                    continue;
                }
            };
            let reading =
                CellReader { catalog, format: self.format, category: about.category, dimension: about.dimension, unit };
            match self.cell(&reading, raw, column, cell_at(&was, known.column), is_new) {
                Ok(found) => {
                    if found != Said::Nothing && reading.is_rounded(raw, column.holds) {
                        rounded.push((known.column, text_of(raw)));
                    }
                    said[known.column] = found;
                }
                Err(why) => faults.push(self.fault(line.number, Some(known.column), why)),
            }
        }
        if faults.is_empty() {
            Ok(SheetRow { table: self, line: line.number, is_new, was, said, is_filled, rounded })
        } else {
            Err(faults)
        }
    }

    /// In which the bare amounts of a row count: the unit that stands in the row, else that behind the heading. The
    /// word by which a target counts, 项 or 公里, is kept beside its number and makes it neither more nor less.
    fn amount_unit<'u>(
        &self,
        line: &'u Line,
        dimension: Option<Dimension>,
        heading: Option<&'u str>,
    ) -> Result<Option<&'u str>, BadCell> {
        let row = match self.raw(line, "unit") {
            Raw::Text(unit) if self.format != FileFormat::Json => Some(known_unit(unit.trim())),
            _ => None,
        };
        match (row.filter(|unit| !unit.is_empty()), heading) {
            (Some(row), Some(heading)) if row != heading => {
                Err(BadCell::TwoUnits { heading: heading.to_owned(), row: row.to_owned() })
            }
            _ if self.sheet == Sheet::Targets && matches!(dimension, Some(Dimension::Count(_))) => Ok(None),
            _ => Ok(row.or(heading)),
        }
    }

    fn cell(
        &self,
        reading: &CellReader,
        raw: &Raw,
        column: &Column,
        was: &Cell,
        is_new: bool,
    ) -> Result<Said, RowError> {
        // somebody else's list calls its works what it likes
        let role = if self.is_others() && column.key == "category" { Role::Fixed } else { column.role };
        match role {
            Role::Key | Role::Version => return Ok(Said::Nothing),
            Role::Computed if is_new && column.key == "corrects" && *raw != Raw::Empty => {
                return Err(RowError::Computed { value: text_of(raw), was: String::new() });
            }
            Role::Computed if is_new => return Ok(Said::Nothing),
            Role::Computed | Role::Fixed if !is_new => {
                if !reading.is_altered(raw, column, was) {
                    return Ok(Said::Nothing);
                }
                let (value, was) = (text_of(raw), cell::sheet(self.lang, was).into_owned());
                return Err(match column.role {
                    Role::Computed if self.is_form => RowError::Locked { value, was },
                    Role::Computed => RowError::Computed { value, was },
                    _ => RowError::Fixed { value, was },
                });
            }
            _ => {}
        }
        if let (Raw::Text(text), false) = (raw, is_new)
            && is_as_it_was(reading, text, was)
        {
            return Ok(Said::Nothing);
        }
        let said = reading.read(raw, column.holds).map_err(|bad| RowError::Cell { value: text_of(raw), bad })?;
        Ok(match said {
            Said::Emptied if canon(was).is_none() && !self.is_form => Said::Nothing,
            Said::This(cell) if !is_new && is_same(&cell, was) => Said::Nothing,
            said => said,
        })
    }
}

/// A text that was （空） already does not empty its field.
fn is_as_it_was(reading: &CellReader, text: &str, was: &Cell) -> bool {
    match was {
        Cell::Text(was) | Cell::Code(was) => reading.text(text) == *was,
        Cell::List(names) => !names.is_empty() && reading.text(text) == cell::join_names(names),
        _ => false,
    }
}

impl SheetRow<'_> {
    fn place_of(&self, key: &str) -> Option<usize> {
        self.table.place(key)
    }

    pub fn said(&self, key: &str) -> &Said {
        self.place_of(key).map_or(&Said::Nothing, |at| &self.said[at])
    }

    pub fn is_filled(&self, key: &str) -> bool {
        self.place_of(key).is_some_and(|at| self.is_filled[at])
    }

    /// Whether a cell states something new.
    pub fn states(&self, key: &str) -> bool {
        *self.said(key) != Said::Nothing
    }

    pub fn was(&self, key: &str) -> &Cell {
        self.place_of(key).map_or(&Cell::Nothing, |at| cell_at(&self.was, at))
    }

    /// What stands in the row now: what it states, else what it was.
    pub fn now(&self, key: &str) -> &Cell {
        match self.said(key) {
            Said::This(cell) => cell,
            Said::Emptied => &Cell::Nothing,
            Said::Nothing => self.was(key),
        }
    }

    /// The text stated, `Some(None)` where the field is emptied.
    pub fn text(&self, key: &str) -> Option<Option<&str>> {
        match self.said(key) {
            Said::Nothing => None,
            Said::Emptied => Some(None),
            Said::This(Cell::Text(text) | Cell::Code(text)) => Some(Some(text)),
            Said::This(Cell::Named(named)) => Some(Some(&named.code)),
            Said::This(Cell::Word { code, .. }) => Some(Some(code)),
            Said::This(_) => None,
        }
    }

    /// The number stated, in the smallest unit.
    pub fn number(&self, key: &str) -> Option<i64> {
        match self.said(key) {
            Said::This(cell) => number(cell),
            _ => None,
        }
    }

    /// With how many decimals the value of a target is counted, as it was read.
    pub fn decimals(&self) -> i64 {
        match self.said("value") {
            Said::This(Cell::Quantity { dimension: Dimension::Count(counting), .. }) => counting.decimals.into(),
            Said::This(_) | Said::Nothing | Said::Emptied => 0,
        }
    }

    pub fn day(&self, key: &str) -> Option<Day> {
        match self.said(key) {
            Said::This(Cell::Day(day)) => Some(*day),
            _ => None,
        }
    }

    pub fn due(&self, key: &str) -> Option<DueDay> {
        match self.said(key) {
            Said::This(Cell::Due(due)) => Some(*due),
            _ => None,
        }
    }

    pub fn is_emptied(&self, key: &str) -> bool {
        *self.said(key) == Said::Emptied
    }

    /// Refuses an emptied cell of a field that cannot be.
    pub fn never_emptied(&self, keys: &[&'static str]) -> Result<(), Wrong> {
        match keys.iter().find(|key| self.is_emptied(key)) {
            Some(key) => wrong(*key, RowError::Emptied),
            None => Ok(()),
        }
    }

    /// The text that must be there.
    pub fn needed(&self, key: &'static str) -> Result<&str, Wrong> {
        self.text(key).flatten().map_or_else(|| wrong(key, RowError::Needed), Ok)
    }

    /// Whether any cell states something.
    pub fn states_anything(&self) -> bool {
        self.said.iter().any(|said| *said != Said::Nothing)
    }

    /// Whether any cell but one states something.
    pub fn states_beside(&self, key: &str) -> bool {
        let other = self.table.columns.iter().zip(&self.said).filter(|(column, _)| column.key != key);
        other.into_iter().any(|(_, said)| *said != Said::Nothing)
    }

    /// Whether any cell of a role states something.
    pub fn any(&self, role: Role) -> bool {
        let columns = self.table.columns.iter().zip(&self.said);
        columns.into_iter().any(|(column, said)| column.role == role && *said != Said::Nothing)
    }

    /// The columns whose words stood in the row already and go with the return it files.
    pub fn kept(&self) -> Vec<Column> {
        let words = ["progress", "problem", "ask", "next_step"].iter().filter_map(|key| self.place_of(key));
        let kept = words.filter(|at| self.said[*at] == Said::Nothing && self.is_filled[*at]);
        kept.filter(|at| matches!(cell_at(&self.was, *at), Cell::Text(_)))
            .map(|at| self.table.columns[at].clone())
            .collect()
    }

    /// What stood before: on a return sheet it stands beside the cell that was filled.
    fn stood(&self, at: usize) -> &Cell {
        match self.table.places.get(&format!("last_{}", self.table.columns[at].key)) {
            Some(last) if *cell_at(&self.was, at) == Cell::Nothing => cell_at(&self.was, *last),
            _ => cell_at(&self.was, at),
        }
    }

    /// The reading that came of what the row says of the year.
    pub fn since_start(&self, from: Option<FromYear>) -> Option<Diff> {
        let (reading, at) = (from?.reading?, self.place_of(INVESTED)?);
        let column = self.table.columns[at].clone();
        Some(Diff { column, was: cell_at(&self.was, at).clone(), is: money(reading), written: None })
    }

    /// The columns whose numbers were rounded to be recorded, and these as they stand in the file.
    pub fn rounded(&self) -> Vec<(Column, String)> {
        self.rounded.iter().map(|(at, text)| (self.table.columns[*at].clone(), text.clone())).collect()
    }

    pub fn diffs(&self) -> Vec<Diff> {
        let stated = self.said.iter().enumerate().filter(|(_, said)| **said != Said::Nothing);
        let diff = |(at, said): (usize, &Said)| Diff {
            column: self.table.columns[at].clone(),
            was: self.stood(at).clone(),
            is: match said {
                Said::This(Cell::Number { number, .. }) => {
                    Cell::Number { number: *number, unit: self.table.columns[at].unit.clone() }
                }
                Said::This(cell) => cell.clone(),
                Said::Nothing | Said::Emptied => Cell::Nothing,
            },
            written: None,
        };
        stated.map(diff).collect()
    }
}

/// Whether any sheet, or return sheet, has a column of this key, whatever its measures.
fn is_of_a_sheet(key: &str) -> bool {
    let catalog = Catalog::default();
    let columns = Sheet::ALL.iter().flat_map(|sheet| sheet.columns(&catalog)).chain(form::columns(&catalog));
    columns.into_iter().any(|column| column.key == key)
}

/// A cell of a row that may have none.
fn cell_at(cells: &[Cell], at: usize) -> &Cell {
    cells.get(at).unwrap_or(&Cell::Nothing)
}

pub fn number(cell: &Cell) -> Option<i64> {
    match cell {
        Cell::Quantity { value, .. } | Cell::Count(value) => i64::try_from(*value).ok(),
        _ => None,
    }
}

/// A raw cell as the file has it, for a message.
pub fn text_of(raw: &Raw) -> String {
    match raw {
        Raw::Empty => String::new(),
        Raw::Text(text) | Raw::Number(text) | Raw::Other(text) => text.clone(),
        Raw::Percent(digits) => format!("{digits}%"),
        Raw::Scaled { digits, .. } => digits.clone(),
        Raw::Due(due) => due.to_string(),
        Raw::Day(day) => day.to_string(),
        Raw::Flag(flag) => flag.to_string(),
        Raw::List(names) => names.join("；"),
    }
}

/// Codes and names that are typed in more than one way.
fn tidy(sheet: Sheet, key: &str, said: Canon) -> Canon {
    let Canon::Text(text) = said else { return said };
    Canon::Text(match (sheet, key) {
        (_, "code") => tidy_code(&text),
        (Sheet::Issues, "no") => quoted_number('I', &text).map_or(text, issue_code),
        (Sheet::Targets, "no") => quoted_number('T', &text).map_or(text, target_code),
        (Sheet::Milestones, "milestone") => match planned(&text) {
            Some(name) => name.to_owned(),
            None => text,
        },
        _ => text,
    })
}
