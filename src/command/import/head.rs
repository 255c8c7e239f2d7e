//! Where the headings of a sheet stand, and which sheet they are of.

use std::rc::Rc;

use crate::domain::catalog::{Catalog, Label};
use crate::domain::day::year_of;
use crate::error::{Error, Fault, HeadingsError, ImportError, Result, RowError};
use crate::report::form;
use crate::report::model::{Column, Role};
use crate::report::sheets::Sheet;
use crate::sheet::grid::{FileFormat, Line, Raw};
use crate::sheet::heading::{ABOVE, Headings, Misfit, Twice, is_unit_alone, units_stated};

use super::form::FormNote;
use super::mapping::{Mapping, offers, texts};
use super::row::{SheetTable, text_of};
use super::take::Promised;
use super::work::Options;
use super::year::with_year_to_date;

/// The columns of a sheet found in a line, or those found twice.
type Found = (Sheet, Vec<Column>, Result<Headings, Vec<Twice>>);

/// The headings stand in one of the first lines of a sheet.
const BEFORE_HEADINGS: usize = 20;
/// How many rows the headings of another office's sheet may take.
const HEADING_ROWS: usize = 3;

/// The line that looks most like headings.
pub struct Nearest {
    line: Line,
    /// The headings named that it has not.
    missing: Vec<String>,
    /// What its headings may mean.
    offers: Option<Vec<(String, Label)>>,
    rank: (std::cmp::Reverse<usize>, Option<usize>, usize),
}

/// A sheet being read.
pub struct SheetReading<'f> {
    /// What its name says it is of.
    pub sheet: Option<Sheet>,
    pub form: Option<&'f FormNote>,
    /// It is somebody else's; how that is read.
    pub mapping: Option<Rc<Mapping>>,
    pub format: FileFormat,
    pub before: usize,
    pub table: Option<SheetTable>,
    /// The headings are wrong: nothing below them is read.
    pub is_broken: bool,
    pub promised: Vec<Promised>,
    pub heading: usize,
    pub span: Option<(usize, usize)>,
    /// The lines right above, as far as they may belong to the headings.
    above: Vec<Line>,
    /// The units that lines above the headings say the numbers are in, the nearest first.
    pub units: Vec<String>,
    /// The last row as it was read, for those below that say “as above”.
    pub last: Vec<Raw>,
    /// Lines that are no rows: sums, and those that name no project.
    pub left_out: Vec<usize>,
}

/// Looks for the headings of one sheet.
pub struct Finder<'r> {
    pub catalog: &'r Catalog,
    pub options: &'r Options,
    /// What a fault is reported of.
    pub place: &'r str,
    pub nearest: &'r mut Option<Nearest>,
}

impl Finder<'_> {
    /// Whether a line has the headings; what is wrong with them is reported.
    pub fn head(&mut self, reading: &mut SheetReading, line: &Line) -> Result<Vec<Fault>> {
        reading.before += 1;
        if reading.before > BEFORE_HEADINGS {
            return Ok(Vec::new());
        }
        let Some((sheet, columns, found)) = self.headed_with_above(reading, line) else { return Ok(Vec::new()) };
        reading.heading = line.number;
        if reading.mapping.is_some() && says_itself(&columns, line) {
            return Err(HeadingsError::NotOthers { file: self.place.to_owned() }.into());
        }
        match found {
            Ok(_) if reading.form.is_none() && is_of_form(&columns, line, reading.format) => {
                return Err(ImportError::FormWithoutNote { file: self.place.to_owned() }.into());
            }
            Ok(headings) if reading.form.is_some() && !headings.unknown.is_empty() => {
                let altered = headings.unknown.into_iter().map(|heading| (heading, RowError::HeadingAltered));
                return Ok(self.broken(reading, line, altered));
            }
            Ok(headings) if !headings.misfits.is_empty() => {
                let misfit = |Misfit { heading, unit, dimension }| (heading, RowError::HeadingUnit { unit, dimension });
                return Ok(self.broken(reading, line, headings.misfits.into_iter().map(misfit)));
            }
            Ok(mut headings) => {
                let columns = match reading.mapping {
                    Some(_) => with_year_to_date(columns),
                    None => columns,
                };
                if let Some(mapping) = &reading.mapping {
                    let year = year_of(self.options.day);
                    let against = mapping.against(&columns, &mut headings, &reading.units, year);
                    if !against.is_empty() {
                        return Ok(self.broken(reading, line, against.into_iter()));
                    }
                }
                let table = SheetTable::new(self.place, reading.format, sheet, columns, headings);
                reading.table = Some(SheetTable {
                    is_form: reading.form.is_some(),
                    lang: self.options.lang,
                    mapping: reading.mapping.clone(),
                    ..table
                });
            }
            Err(twice) => {
                let twice =
                    twice.into_iter().map(|Twice { heading, places }| (heading, RowError::HeadingTwice { places }));
                return Ok(self.broken(reading, line, twice));
            }
        }
        Ok(Vec::new())
    }

    /// Nothing is read below headings that are wrong.
    fn broken(
        &self,
        reading: &mut SheetReading,
        line: &Line,
        wrong: impl Iterator<Item = (String, RowError)>,
    ) -> Vec<Fault> {
        reading.is_broken = true;
        let fault =
            |(heading, why)| Fault { file: self.place.to_owned(), line: line.number, column: Some(heading), why };
        wrong.map(fault).collect()
    }

    /// The line below the headings belongs to them: they are found anew, where nothing is lost by it; or it is left out.
    pub fn head_once_more(&mut self, reading: &mut SheetReading, table: SheetTable, line: &Line) -> Result<Vec<Fault>> {
        let heading = reading.heading;
        let faults = self.head(reading, line)?;
        let keeps =
            |new: &SheetTable| table.headings.known.iter().all(|known| new.headings.place(known.column).is_some());
        if !reading.is_broken && !reading.table.as_ref().is_some_and(keeps) {
            (reading.heading, reading.table) = (heading, Some(table));
            reading.left_out.push(line.number);
        }
        Ok(faults)
    }

    /// The columns a line heads; of another office's sheet with the lines above it, for headings may be of several rows.
    fn headed_with_above(&mut self, reading: &mut SheetReading, line: &Line) -> Option<Found> {
        let mut found = None;
        let mut whole = line.clone();
        let mut above = reading.above.iter().rev();
        loop {
            let missing = reading.mapping.as_ref().map_or_else(Vec::new, |mapping| mapping.missing(&whole));
            // our own sheets have one row of headings
            let is_read = missing.is_empty() && (reading.mapping.is_some() || whole == *line);
            found = found.or_else(|| self.headed(reading, &whole).filter(|_| is_read));
            self.note_headings(&whole, missing, &reading.units);
            match above.next() {
                Some(line) if found.is_none() => whole = joined_headings(line, &whole),
                _ => break,
            }
        }
        for unit in texts(line).flat_map(units_stated) {
            reading.units.insert(0, unit);
        }
        reading.above.push(line.clone());
        if reading.above.len() >= HEADING_ROWS {
            reading.above.remove(0);
        }
        found
    }

    /// Keeps the line that looks most like headings, to be told of if none is found.
    fn note_headings(&mut self, line: &Line, missing: Vec<String>, units: &[String]) {
        let offers = offers(self.catalog, line, units);
        let rank = (std::cmp::Reverse(missing.len()), offers.as_ref().map(Vec::len), texts(line).count());
        if self.nearest.as_ref().is_none_or(|nearest| rank > nearest.rank) {
            *self.nearest = Some(Nearest { line: line.clone(), missing, offers, rank });
        }
    }

    /// That no line has the headings wanted.
    pub fn no_headings(&self, file: &str) -> Error {
        let file = file.to_owned();
        Error::Headings(match &*self.nearest {
            Some(Nearest { line, missing, .. }) if !missing.is_empty() => HeadingsError::Missing {
                file,
                line: line.number,
                missing: missing.clone(),
                there: texts(line).map(str::to_owned).collect(),
            },
            Some(_) if self.options.mapping.is_some() => HeadingsError::NothingNamed { file },
            nearest => {
                let offers = nearest.as_ref().and_then(|nearest| nearest.offers.clone());
                HeadingsError::NotFound { file, offers }
            }
        })
    }

    /// The sheet whose columns a line heads best, the code among them.
    fn headed(&self, reading: &SheetReading, line: &Line) -> Option<Found> {
        let (catalog, mapping) = (self.catalog, reading.mapping.as_ref());
        let candidates = match (reading.form, reading.sheet) {
            (Some(_), _) => vec![(Sheet::Projects, form::columns(catalog))],
            (None, Some(sheet)) => vec![(sheet, columns(sheet, catalog))],
            (None, None) => Sheet::ALL.into_iter().map(|sheet| (sheet, columns(sheet, catalog))).collect(),
        };
        let found = candidates.into_iter().map(|(sheet, columns)| {
            let found = match mapping {
                Some(mapping) => Headings::given(&columns, line, &mapping.given, |column| mapping.is_natural(column)),
                None => Headings::of(&columns, line, reading.format),
            };
            let is_headed = |found: &Headings| match mapping {
                Some(mapping) => mapping.is_headed(&columns, found),
                None => found.place(0).is_some() && found.known.len() > 1,
            };
            let stating = |found: &Headings| {
                let known = found.known.iter().filter(|known| columns[known.column].role != Role::Computed);
                known.count()
            };
            let known = found.as_ref().map_or(1, |found| if is_headed(found) { stating(found) } else { 0 });
            (known, (sheet, columns, found))
        });
        let best = found.reduce(|best, other| if other.0 > best.0 { other } else { best });
        best.filter(|(known, _)| *known > 0).map(|(_, headed)| headed)
    }
}

impl<'f> SheetReading<'f> {
    pub fn new(
        sheet: Option<Sheet>,
        form: Option<&'f FormNote>,
        mapping: Option<Rc<Mapping>>,
        format: FileFormat,
    ) -> Self {
        Self {
            sheet,
            form,
            mapping,
            format,
            before: 0,
            table: None,
            is_broken: false,
            promised: Vec::new(),
            heading: 0,
            span: None,
            above: Vec::new(),
            units: Vec::new(),
            last: Vec::new(),
            left_out: Vec::new(),
        }
    }
}

/// A line below another: what two rows of headings come to. A heading above stands over the blank cells beside it too.
fn joined_headings(above: &Line, line: &Line) -> Line {
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

/// Whether a line heads a sheet that the register wrote: it has our codes and says of which state it is.
fn says_itself(columns: &[Column], line: &Line) -> bool {
    let ours = Headings::of(columns, line, FileFormat::Csv).map(|found| found.known).unwrap_or_default();
    let has = |role| ours.iter().any(|known| columns[known.column].role == role);
    has(Role::Key) && has(Role::Version)
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
