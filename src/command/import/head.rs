//! Where the headings of a sheet of ours stand, and which sheet they are of. Of an office's list see `recognise`.

use std::collections::BTreeSet;

use crate::domain::catalog::Catalog;
use crate::domain::heading::HeadingWords;
use crate::error::{Error, Fault, HeadingsError, ImportError, Result, RowError};
use crate::report::form;
use crate::report::imported::LeftOut;
use crate::report::model::{Column, Role};
use crate::report::sheets::Sheet;
use crate::sheet::grid::{FileFormat, Line, Raw};
use crate::sheet::heading::{ABOVE, Headings, Misfit, Twice, is_unit_alone};

use super::form::FormNote;
use super::recognise::{BEFORE_HEADINGS, Nearest, found_in, has_role};
use super::row::{SheetTable, text_of};
use super::take::Promised;
use super::work::Options;

/// The columns of a sheet found in a line, or those found twice.
type Found = (Sheet, Vec<Column>, Result<Headings, Vec<Twice>>);

/// A sheet being read.
pub struct SheetReading<'f> {
    /// What its name says it is of.
    pub sheet: Option<Sheet>,
    pub form: Option<&'f FormNote>,
    pub format: FileFormat,
    pub before: usize,
    pub table: Option<SheetTable>,
    /// The headings are wrong: nothing below them is read.
    pub is_broken: bool,
    pub promised: Vec<Promised>,
    pub heading: usize,
    pub span: Option<(usize, usize)>,
    /// The units that lines above the headings say the numbers are in, the nearest first.
    pub units: Vec<String>,
    /// Of somebody else's sheet what headings mean.
    pub words: HeadingWords,
    /// Of somebody else's sheet the lines below the headings, read as a whole.
    pub lines: Vec<Line>,
    /// Of somebody else's sheet the places of its headings, and those of cells that stand under none.
    pub headed: BTreeSet<usize>,
    pub unheaded: BTreeSet<usize>,
    /// Lines that are no rows, each with its reason.
    pub left_out: Vec<(usize, LeftOut)>,
}

/// Looks for the headings of one sheet.
pub struct Finder<'r> {
    pub catalog: &'r Catalog,
    pub options: &'r Options,
    /// What a fault is reported of.
    pub place: &'r str,
    pub nearest: &'r Option<Nearest>,
}

impl Finder<'_> {
    /// Whether a line has the headings; what is wrong with them is reported.
    pub fn head(&mut self, reading: &mut SheetReading, line: &Line) -> Result<Vec<Fault>> {
        reading.before += 1;
        if reading.before > BEFORE_HEADINGS {
            return Ok(Vec::new());
        }
        let candidates = candidates(self.catalog, reading.sheet, reading.form.is_some());
        let Some((sheet, columns, found)) = headed(candidates, line, reading.format) else { return Ok(Vec::new()) };
        reading.heading = line.number;
        match found {
            Ok(_) if reading.form.is_none() && is_of_form(&columns, line, reading.format) => {
                Err(ImportError::FormWithoutNote { file: self.place.to_owned() }.into())
            }
            Ok(headings) if reading.form.is_some() && !headings.unknown.is_empty() => {
                let altered = headings.unknown.into_iter().map(|heading| (heading, RowError::HeadingAltered));
                Ok(self.broken(reading, line.number, altered))
            }
            Ok(headings) if !headings.misfits.is_empty() => {
                let misfit = |Misfit { heading, unit, dimension }| (heading, RowError::HeadingUnit { unit, dimension });
                Ok(self.broken(reading, line.number, headings.misfits.into_iter().map(misfit)))
            }
            Ok(headings) => {
                let table = SheetTable::new(self.place, reading.format, sheet, columns, headings);
                let (is_form, lang) = (reading.form.is_some(), self.options.lang);
                reading.table = Some(SheetTable { is_form, lang, ..table });
                Ok(Vec::new())
            }
            Err(twice) => {
                let twice =
                    twice.into_iter().map(|Twice { heading, places }| (heading, RowError::HeadingTwice { places }));
                Ok(self.broken(reading, line.number, twice))
            }
        }
    }

    /// Nothing is read below headings that are wrong.
    pub fn broken(
        &self,
        reading: &mut SheetReading,
        line: usize,
        wrong: impl Iterator<Item = (String, RowError)>,
    ) -> Vec<Fault> {
        reading.is_broken = true;
        let fault = |(heading, why)| Fault { file: self.place.to_owned(), line, column: Some(heading), why };
        wrong.map(fault).collect()
    }

    /// That no line has the headings wanted.
    pub fn no_headings(&self, file: &str) -> Error {
        let file = file.to_owned();
        Error::Headings(match self.nearest {
            Some(Nearest { line, missing, there }) => {
                HeadingsError::Missing { file, line: *line, missing: missing.clone(), there: there.clone() }
            }
            None if self.options.is_others_said => HeadingsError::NothingNamed { file },
            None => HeadingsError::NotFound { file },
        })
    }
}

/// The sheets that a table may be, with their columns.
fn candidates(catalog: &Catalog, named: Option<Sheet>, is_form: bool) -> Vec<(Sheet, Vec<Column>)> {
    match named {
        _ if is_form => vec![(Sheet::Projects, form::columns(catalog))],
        Some(sheet) => vec![(sheet, columns(sheet, catalog))],
        None => Sheet::ALL.into_iter().map(|sheet| (sheet, columns(sheet, catalog))).collect(),
    }
}

/// The sheet whose columns a line heads best, the code among them.
fn headed(candidates: Vec<(Sheet, Vec<Column>)>, line: &Line, format: FileFormat) -> Option<Found> {
    let found = candidates.into_iter().map(|(sheet, columns)| {
        let found = Headings::of(&columns, line, format);
        let stating = |found: &Headings| {
            let known = found.known.iter().filter(|known| columns[known.column].role != Role::Computed);
            known.count()
        };
        let is_headed = |found: &Headings| found.place(0).is_some() && found.known.len() > 1;
        let known = found.as_ref().map_or(1, |found| if is_headed(found) { stating(found) } else { 0 });
        (known, (sheet, columns, found))
    });
    let best = found.reduce(|best, other| if other.0 > best.0 { other } else { best });
    best.filter(|(known, _)| *known > 0).map(|(_, headed)| headed)
}

/// The headings of ours that a sheet has.
pub struct OwnHeadings {
    pub sheet: Sheet,
    /// The place of their line among those of the sheet, and that of the codes in the rows.
    pub at: usize,
    pub codes: usize,
    /// The keys of the columns.
    pub keys: Vec<String>,
}

/// Whether one of the first lines has the headings of a sheet that says of which state of the register its rows are.
pub fn has_versions(catalog: &Catalog, named: Option<Sheet>, lines: &[Line], format: FileFormat) -> bool {
    let candidates = candidates(catalog, named, false);
    lines.iter().take(BEFORE_HEADINGS).any(|line| {
        candidates.iter().any(|(_, columns)| {
            let found = found_in(columns, line, format);
            found.len() > 2 && has_role(columns, &found, Role::Version)
        })
    })
}

/// Where headings of ours stand among the first lines of a sheet; `named`: what its name says it is of.
pub fn own_headings(
    catalog: &Catalog,
    named: Option<Sheet>,
    lines: &[Line],
    format: FileFormat,
) -> Option<OwnHeadings> {
    lines.iter().take(BEFORE_HEADINGS).enumerate().find_map(|(at, line)| {
        let (sheet, columns, _) = headed(candidates(catalog, named, false), line, format)?;
        let found = found_in(&columns, line, format);
        let (codes, _) = found.iter().find(|(_, column)| *column == 0).copied()?;
        let keys = found.iter().map(|(_, column)| columns[*column].key.to_string()).collect();
        Some(OwnHeadings { sheet, at, codes, keys })
    })
}

impl<'f> SheetReading<'f> {
    pub fn new(sheet: Option<Sheet>, form: Option<&'f FormNote>, format: FileFormat) -> Self {
        Self {
            sheet,
            form,
            format,
            before: 0,
            table: None,
            is_broken: false,
            promised: Vec::new(),
            heading: 0,
            span: None,
            units: Vec::new(),
            words: HeadingWords::default(),
            lines: Vec::new(),
            headed: BTreeSet::new(),
            unheaded: BTreeSet::new(),
            left_out: Vec::new(),
        }
    }
}

/// A line below another: what two rows of headings come to. A heading above stands over the blank cells beside it too.
pub fn joined_headings(above: &Line, line: &Line) -> Line {
    let mut over = String::new();
    let count = line.cells.len().max(above.cells.len());
    let cell = |line: &Line, at: usize| line.cells.get(at).cloned().unwrap_or(Raw::Empty);
    let joined = |at: usize| {
        let own = cell(above, at);
        if own != Raw::Empty {
            over = text_of(&own).trim().to_owned();
        }
        match cell(line, at) {
            Raw::Empty => own,
            below if over.is_empty() => below,
            // a unit below a heading is the unit of that
            Raw::Text(below) if own != Raw::Empty && is_unit_alone(&below) => {
                Raw::Text(format!("{over}({})", below.trim_matches(['(', ')', '（', '）', ' '])))
            }
            below => Raw::Text(format!("{over}{ABOVE}{}", text_of(&below).trim())),
        }
    };
    Line { number: line.number, cells: (0..count).map(joined).collect() }
}

/// Whether a line heads a return sheet: it has a column that only those have.
fn is_of_form(columns: &[Column], line: &Line, format: FileFormat) -> bool {
    let is_own = |column: &Column| columns.iter().all(|other| other.key != column.key);
    let own: Vec<Column> = form::own_columns().into_iter().filter(is_own).collect();
    Headings::of(&own, line, format).is_ok_and(|found| !found.known.is_empty())
}

/// The columns of a sheet; in one of projects a return can be said to have been made.
fn columns(sheet: Sheet, catalog: &Catalog) -> Vec<Column> {
    let mut columns = sheet.columns(catalog);
    columns.extend((sheet == Sheet::Projects).then(form::returned));
    columns
}
