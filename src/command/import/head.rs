//! Where the headings of a sheet stand, and which sheet they are of.

use crate::domain::catalog::Catalog;
use crate::error::{Error, Fault, Result, Why};
use crate::report::form;
use crate::report::model::{Column, Role};
use crate::report::sheets::Sheet;
use crate::sheet::grid::{FileFormat, Line};
use crate::sheet::heading::{Headings, Misfit, Twice};

use super::form::FormNote;
use super::projects::Promised;
use super::row::Table;
use super::rows::Rows;

/// The columns of a sheet found in a line, or those found twice.
type Headed = (Sheet, Vec<Column>, Result<Headings, Vec<Twice>>);

/// The headings stand in one of the first lines of a sheet.
const BEFORE_HEADINGS: usize = 20;

/// A sheet being read.
pub struct Reading<'f> {
    /// What its name says it is of.
    pub sheet: Option<Sheet>,
    pub form: Option<&'f FormNote>,
    pub format: FileFormat,
    pub before: usize,
    pub table: Option<Table>,
    /// The headings are wrong: nothing below them is read.
    pub is_broken: bool,
    pub promised: Vec<Promised>,
    pub heading: usize,
    pub span: Option<(usize, usize)>,
}

impl Rows<'_, '_> {
    /// Whether a line has the headings.
    pub fn head(&mut self, reading: &mut Reading, line: &Line) -> Result<()> {
        reading.before += 1;
        if reading.before > BEFORE_HEADINGS {
            return Ok(());
        }
        let Some((sheet, columns, found)) = self.headed(reading, line) else { return Ok(()) };
        reading.heading = line.number;
        match found {
            Ok(_) if reading.form.is_none() && is_of_form(&columns, line, reading.format) => {
                return Err(Error::FormWithoutNote { file: self.place.clone() });
            }
            Ok(headings) if reading.form.is_some() && !headings.unknown.is_empty() => {
                let altered = headings.unknown.into_iter().map(|heading| (heading, Why::HeadingAltered));
                self.broken(reading, line, altered);
            }
            Ok(headings) if !headings.misfits.is_empty() => {
                let misfit = |Misfit { heading, unit, dimension }| (heading, Why::HeadingUnit { unit, dimension });
                self.broken(reading, line, headings.misfits.into_iter().map(misfit));
            }
            Ok(headings) => {
                let table = Table::new(&self.place, reading.format, sheet, columns, headings);
                reading.table = Some(Table { is_form: reading.form.is_some(), lang: self.work.options.lang, ..table });
            }
            Err(twice) => {
                let twice = twice.into_iter().map(|Twice { heading, places }| (heading, Why::HeadingTwice { places }));
                self.broken(reading, line, twice);
            }
        }
        Ok(())
    }

    /// Nothing is read below headings that are wrong.
    fn broken(&mut self, reading: &mut Reading, line: &Line, wrong: impl Iterator<Item = (String, Why)>) {
        reading.is_broken = true;
        for (heading, why) in wrong {
            self.work.fault(Fault { file: self.place.clone(), line: line.number, column: Some(heading), why });
        }
    }

    /// The sheet whose columns a line heads best, the code among them.
    fn headed(&self, reading: &Reading, line: &Line) -> Option<Headed> {
        let catalog = &self.work.session.catalog;
        let candidates = match (reading.form, reading.sheet) {
            (Some(_), _) => vec![(Sheet::Projects, form::columns(catalog))],
            (None, Some(sheet)) => vec![(sheet, columns(sheet, catalog))],
            (None, None) => Sheet::ALL.into_iter().map(|sheet| (sheet, columns(sheet, catalog))).collect(),
        };
        let found = candidates.into_iter().map(|(sheet, columns)| {
            let found = Headings::of(&columns, line, reading.format);
            let is_headed = |found: &Headings| found.place(0).is_some() && found.known.len() > 1;
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

impl<'f> Reading<'f> {
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
        }
    }
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
