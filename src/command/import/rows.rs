//! The rows of a file, one after another: which sheet they are of, which row of the register each is, and what became
//! of it.

use std::rc::Rc;

use crate::error::{Error, Fault, ImportError, Result, RowError};
use crate::lang::word::{is_total, sheet_named};
use crate::lang::workbook::is_about;
use crate::report::headings::columns_of_lists;
use crate::report::imported::{ImportedSheet, Item};
use crate::report::sheets::Sheet;
use crate::sheet::file::File;
use crate::sheet::grid::{FileFormat, Line, Raw};

use crate::command::progress::Progress;

use super::asking::has_list;
use super::form::{self};
use super::head::{Finder, SheetReading};
use super::key::first_key;
use super::office::{as_a_row, by_name};
use super::plan::{FORM_NOTE, List, SheetPlan};
use super::recognise::Nearest;
use super::row::{SheetRow, SheetTable, text_of};
use super::span::with_span;
use super::take::{self, Filed};
use super::work::{Bases, Work};
use super::wrong::{Wrong, wrong};
use super::year::money;

/// How many rows are shown field by field.
const LISTED: usize = 1_000;

pub struct Rows<'w, 'a> {
    pub work: &'w mut Work<'a>,
    pub bases: &'w mut Bases,
    progress: &'w mut Progress,
    pub file: &'w str,
    what: Option<Sheet>,
    sheets: Vec<ImportedSheet>,
    skipped: Vec<String>,
    /// The file, with the sheet where it has several: what a fault is reported of.
    pub place: String,
    pub nearest: Option<Nearest>,
    /// Why the first of the sheets that cannot be read cannot.
    unreadable: Option<Error>,
}

impl<'w, 'a> Rows<'w, 'a> {
    pub fn new(
        work: &'w mut Work<'a>,
        bases: &'w mut Bases,
        progress: &'w mut Progress,
        (file, what): (&'w str, Option<Sheet>),
    ) -> Self {
        let place = file.to_owned();
        let (sheets, skipped) = (Vec::new(), Vec::new());
        Self { work, bases, progress, file, what, sheets, skipped, place, nearest: None, unreadable: None }
    }

    /// Takes the rows of a file, of each sheet as it was planned.
    pub fn take(&mut self, file: &mut File, only: Option<&str>, plans: Vec<SheetPlan>) -> Result<()> {
        let (sheets, format) = (file.sheets().to_vec(), file.format());
        let note = match sheets.iter().position(|sheet| sheet.name.as_deref() == Some(FORM_NOTE)) {
            Some(at) => Some(form::note(file, at, self.file)?),
            None => None,
        };
        let has_list = has_list(&plans);
        for ((at, sheet), plan) in sheets.iter().enumerate().zip(plans) {
            let name = sheet.name.as_deref().unwrap_or_default();
            let is_ours = sheet_named(name).is_some() && !has_list;
            if only.is_some_and(|only| only != name) {
                continue;
            }
            if sheet.is_hidden && !is_ours {
                self.skipped.extend(has_list.then(|| name.to_owned()));
                continue;
            }
            self.place = if sheets.len() > 1 { format!("{}:{name}", self.file) } else { self.file.to_owned() };
            let of = self.what.or_else(|| Sheet::from_code(name)).or_else(|| sheet_named(name));
            let mut reading = SheetReading::new(of, note.as_ref(), format);
            match plan {
                SheetPlan::List(list) => self.begin_list(&mut reading, *list),
                SheetPlan::Nobodys(nearest) => self.nearest = self.nearest.take().or(nearest),
                SheetPlan::Unreadable(why) => {
                    self.skipped.push(name.to_owned());
                    self.unreadable = self.unreadable.take().or(Some(why));
                    continue;
                }
                SheetPlan::Ours | SheetPlan::Unseen => {}
            }
            file.rows(at, &mut |line| self.line(&mut reading, line))?;
            if reading.table.is_none() && !reading.is_broken && reading.before > 0 {
                if is_ours || only.is_some() {
                    let place = self.place.clone();
                    return Err(self.finder().no_headings(&place));
                }
                self.skipped.extend((!is_about(name)).then(|| name.to_owned()));
            }
            if let (FileFormat::Json, Some(sheet), 0) = (format, of, reading.before) {
                // an array without rows has no headings either
                let (heading, unread, left_out) = (0, Vec::new(), Vec::new());
                self.sheets.push(ImportedSheet {
                    sheet,
                    name: None,
                    is_form: false,
                    heading,
                    rows: None,
                    unread,
                    left_out,
                });
            }
            self.end(reading, sheet.name.as_deref())?;
        }
        match only {
            Some(only) if sheets.iter().all(|sheet| sheet.name.as_deref() != Some(only)) => {
                Err(ImportError::NoSuchSheet {
                    file: self.file.to_owned(),
                    sheet: only.to_owned(),
                    sheets: sheets
                        .into_iter()
                        .filter(|sheet| !sheet.is_hidden)
                        .filter_map(|sheet| sheet.name)
                        .collect(),
                }
                .into())
            }
            _ => Ok(()),
        }
    }

    /// What was found of each sheet, and the names of those that are none of ours; an error if all are.
    pub fn finish(mut self) -> Result<(Vec<ImportedSheet>, Vec<String>)> {
        if self.sheets.is_empty() && self.work.faults.is_empty() {
            let file = self.file;
            return Err(self.unreadable.take().unwrap_or_else(|| self.finder().no_headings(file)));
        }
        Ok((self.sheets, self.skipped))
    }

    /// The list of an office, whose headings are known.
    fn begin_list(&mut self, reading: &mut SheetReading, list: List) {
        let List { heads, found, .. } = list;
        (reading.heading, reading.units) = (heads.number, heads.units);
        let columns = columns_of_lists(&self.work.session.catalog);
        let table = SheetTable::new(&self.place, reading.format, Sheet::Projects, columns, found.headings);
        let (lang, mapping) = (self.work.options.lang, Some(Rc::new(found.mapping)));
        reading.table = Some(SheetTable { lang, mapping, span: found.span, ..table });
        if !found.against.is_empty() {
            let faults = self.finder().broken(reading, heads.number, found.against.into_iter());
            reading.table = None;
            self.note_faults(faults);
        }
    }

    fn line(&mut self, reading: &mut SheetReading, line: Line) -> Result<()> {
        let is_above = reading.table.as_ref().is_some_and(|table| table.is_others() && line.number <= reading.heading);
        if reading.is_broken || is_above {
            return Ok(());
        }
        let Some(table) = reading.table.take() else {
            let faults = self.finder().head(reading, &line)?;
            self.note_faults(faults);
            return Ok(());
        };
        let line = match table.span {
            Some((span, behind)) => with_span(line, span, behind),
            None => line,
        };
        let (first, _) = reading.span.unwrap_or((line.number, 0));
        reading.span = Some((first, line.number));
        let done = match as_a_row(self.work, &table, reading, line) {
            Some(line) => self.row(&table, reading, line),
            None => Ok(()),
        };
        self.progress.row();
        reading.table = Some(table);
        done
    }

    /// Takes a row; what is wrong in it is noted.
    fn row(&mut self, table: &SheetTable, reading: &mut SheetReading, line: Line) -> Result<()> {
        if table.headings.known.iter().all(|known| line.cells.get(known.place).is_none_or(|cell| *cell == Raw::Empty)) {
            return Ok(());
        }
        // a row of ours says of which version it is, or has a code, which no total is
        let code = table.raw(&line, first_key(table));
        let is_named = *table.raw(&line, "version") != Raw::Empty || (*code != Raw::Empty && !is_total(&text_of(code)));
        let known = table.headings.known.iter().filter_map(|known| line.cells.get(known.place));
        if !is_named && known.into_iter().find(|cell| **cell != Raw::Empty).is_some_and(|cell| is_total(&text_of(cell)))
        {
            reading.left_out.push(line.number);
            return Ok(());
        }
        let is_unnamed = || [first_key(table), "name"].iter().all(|key| *table.raw(&line, key) == Raw::Empty);
        if table.is_others() && is_unnamed() {
            reading.left_out.push(line.number);
            return Ok(());
        }
        let number = line.number;
        let taken = match table.beyond_headings(&line) {
            Some(why) => Err(Wrong::Cells(vec![table.fault(number, None, why)])),
            None => self.taken(table, reading, line),
        };
        self.note_wrong(table, number, taken)
    }

    /// Takes a row that is one.
    fn taken(&mut self, table: &SheetTable, reading: &mut SheetReading, mut line: Line) -> Result<(), Wrong> {
        let version = self.version(table, &line)?;
        let key = table.key(&self.work.session.catalog, &line).map_err(|fault| vec![fault])?;
        let key = by_name(self.work, table, &mut line, key)?;
        if key.iter().all(Option::is_some)
            && let Some((file, first)) =
                self.work.seen.insert((table.sheet, key.clone()), (table.file.clone(), line.number))
        {
            let file = Some(file).filter(|file| *file != table.file);
            let column = if table.is_others() { "name" } else { first_key(table) };
            return wrong(column, RowError::RowTwice { file, line: first });
        }
        match (reading.form, table.sheet) {
            (Some(note), _) => self.of_form(table, &line, note, version, &key),
            (None, Sheet::Projects) => self.project(table, &line, version, &key, &mut reading.promised),
            (None, Sheet::Targets) => self.target(table, &line, version, &key),
            (None, Sheet::Updates | Sheet::Plans | Sheet::Milestones | Sheet::Issues) => {
                self.of_project(table, &line, version, &key)
            }
        }
    }

    /// What ended a row is noted; trouble with the register ends the import.
    pub(super) fn note_wrong(&mut self, table: &SheetTable, line: usize, taken: Result<(), Wrong>) -> Result<()> {
        if let Err(wrong) = taken {
            self.note_faults(table.faults(line, wrong)?);
        }
        Ok(())
    }

    fn note_faults(&mut self, faults: Vec<Fault>) {
        faults.into_iter().for_each(|fault| self.work.fault(fault));
    }

    /// What looks for the headings of the sheet being read.
    fn finder(&mut self) -> Finder<'_> {
        let (catalog, options) = (&self.work.session.catalog, &self.work.options);
        Finder { catalog, options, place: &self.place, nearest: &self.nearest }
    }

    /// Counts a row that was taken, and keeps what it states for the preview.
    pub fn note(&mut self, row: &SheetRow, code: String, name: String, filed: Filed, last: Option<crate::domain::Day>) {
        if row.is_new {
            self.work.counts.added += 1;
        } else if row.states_beside("returned") || filed.day.is_some() {
            self.work.counts.changed += 1;
        } else {
            self.work.counts.unchanged += 1;
            return;
        }
        if self.work.items.len() >= LISTED {
            return;
        }
        self.work.items.push(Item {
            is_new: row.is_new,
            sheet: row.table.sheet,
            line: row.line,
            code,
            name,
            return_day: filed.day,
            last_return: last,
            no_change: filed.no_change,
            diffs: row.diffs().into_iter().chain(row.since_start(filed.from_year)).collect(),
            base: filed.from_year.and_then(|from| from.base).map(|(day, base)| (day, money(base))),
            kept: if filed.day.is_some() && row.table.sheet == Sheet::Projects { row.kept() } else { Vec::new() },
            warnings: filed.warnings,
            rounded: row.rounded(),
            file: self.tells_place(row.table).then(|| row.table.file.clone()),
        });
    }

    /// Whether a row has to say where it stands: in which file, or in which of the sheets that are all of projects.
    fn tells_place(&self, table: &SheetTable) -> bool {
        self.work.options.has_several_files || (table.is_others() && table.file != self.file)
    }

    fn end(&mut self, reading: SheetReading, name: Option<&str>) -> Result<()> {
        let Some(table) = reading.table else { return Ok(()) };
        for promised in reading.promised {
            let kept = take::keep(self.work, &promised);
            self.note_wrong(&table, promised.line, kept)?;
        }
        let name = table.is_others().then_some(name).flatten().map(str::to_owned);
        self.sheets.push(ImportedSheet {
            sheet: table.sheet,
            name,
            is_form: reading.form.is_some(),
            heading: reading.heading,
            rows: reading.span,
            unread: table.headings.unknown,
            left_out: reading.left_out,
        });
        Ok(())
    }
}
