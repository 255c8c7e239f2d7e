//! The rows of a file, one after another: which sheet they are of, which row of the register each is, and what became
//! of it.

use crate::domain::ProjectId;
use crate::domain::day::year_of;
use crate::error::{Error, Result, Why};
use crate::lang::word::{is_total, sheet_named};
use crate::lang::workbook::is_about;
use crate::report::columns::ProjectColumn;
use crate::report::imported::{ImportedSheet, Item};
use crate::report::model::{Cell, Holds, Words};
use crate::report::sheets::{Canon, Sheet};
use crate::sheet::file::File;
use crate::sheet::grid::{FileFormat, Line, Raw};
use crate::sheet::value::Said;

use crate::command::progress::Progress;
use crate::command::snapshot::Version;

use super::form;
use super::head::{Nearest, Reading};
use super::key::{Key, Wrong, first_blank, first_key, number_in, of_number, text_in, wrong};
use super::office::is_heading;
use super::projects::{self, Promised};
use super::returns::Filed;
use super::row::{About, Refusal, Row, Table, text_of};
use super::work::{Bases, VERSIONS, Work};
use super::year::money;
use super::{others, plans, returns};

/// So many rows are told field by field.
const LISTED: usize = 1_000;
/// The hidden page of a return sheet.
const FORM_NOTE: &str = "haishu-proj";

pub struct Rows<'w, 'a> {
    pub work: &'w mut Work<'a>,
    pub bases: &'w mut Bases,
    progress: &'w mut Progress,
    pub file: &'w str,
    what: Option<Sheet>,
    sheets: Vec<ImportedSheet>,
    skipped: Vec<String>,
    /// The file, with the sheet where it has several: what a fault is told of.
    pub place: String,
    pub nearest: Option<Nearest>,
}

impl<'w, 'a> Rows<'w, 'a> {
    pub fn new(
        work: &'w mut Work<'a>,
        bases: &'w mut Bases,
        progress: &'w mut Progress,
        (file, what): (&'w str, Option<Sheet>),
    ) -> Self {
        let place = file.to_owned();
        Self { work, bases, progress, file, what, sheets: Vec::new(), skipped: Vec::new(), place, nearest: None }
    }

    /// Takes the rows of a file.
    pub fn take(&mut self, file: &mut File, only: Option<&str>) -> Result<()> {
        let (sheets, format) = (file.sheets().to_vec(), file.format());
        let note = match sheets.iter().position(|sheet| sheet.name.as_deref() == Some(FORM_NOTE)) {
            Some(at) => Some(form::note(file, at, self.file)?),
            None => None,
        };
        let is_others = self.is_others(&sheets, note.is_some() || format == FileFormat::Json, only)?;
        for (at, sheet) in sheets.iter().enumerate() {
            let name = sheet.name.as_deref().unwrap_or_default();
            let is_ours = sheet_named(name).is_some() && !is_others;
            if only.is_some_and(|only| only != name) {
                continue;
            }
            if sheet.is_hidden && !is_ours {
                self.skipped.extend(is_others.then(|| name.to_owned()));
                continue;
            }
            self.place = if sheets.len() > 1 { format!("{}:{name}", self.file) } else { self.file.to_owned() };
            let of = match is_others {
                true => Some(self.what.unwrap_or(Sheet::Projects)),
                false => self.what.or_else(|| Sheet::from_code(name)).or_else(|| sheet_named(name)),
            };
            let mut reading = Reading::new(of, note.as_ref(), format);
            file.rows(at, &mut |line| self.line(&mut reading, line))?;
            if reading.table.is_none() && !reading.is_broken && reading.before > 0 {
                if is_ours || only.is_some() {
                    return Err(self.no_headings(&self.place));
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
            Some(only) if sheets.iter().all(|sheet| sheet.name.as_deref() != Some(only)) => Err(Error::NoSuchSheet {
                file: self.file.to_owned(),
                sheet: only.to_owned(),
                sheets: sheets.into_iter().filter(|sheet| !sheet.is_hidden).filter_map(|sheet| sheet.name).collect(),
            }),
            _ => Ok(()),
        }
    }

    /// What was found of each sheet, and the names of those that are none of ours; an error if all are.
    pub fn finish(self) -> Result<(Vec<ImportedSheet>, Vec<String>)> {
        if self.sheets.is_empty() && self.work.faults.is_empty() {
            return Err(self.no_headings(self.file));
        }
        Ok((self.sheets, self.skipped))
    }

    fn line(&mut self, reading: &mut Reading, line: Line) -> Result<()> {
        if reading.is_broken {
            return Ok(());
        }
        let Some(table) = reading.table.take() else {
            return self.head(reading, &line);
        };
        if self.work.options.mapping.is_some() && reading.span.is_none() && is_heading(&table, &line) {
            return self.head_once_more(reading, table, &line);
        }
        let (first, _) = reading.span.unwrap_or((line.number, 0));
        reading.span = Some((first, line.number));
        let done = match self.as_a_row(&table, reading, line) {
            Some(line) => self.row(&table, reading, line),
            None => Ok(()),
        };
        self.progress.row();
        reading.table = Some(table);
        done
    }

    /// Takes a row; what is wrong in it is noted.
    fn row(&mut self, table: &Table, reading: &mut Reading, mut line: Line) -> Result<()> {
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
        if self.work.options.mapping.is_some() && is_unnamed() {
            reading.left_out.push(line.number);
            return Ok(());
        }
        let version = match self.version(table, &line)? {
            Ok(version) => version,
            Err(refusal) => return self.refuse(table, &line, refusal),
        };
        let key = match table.key(&self.work.session.catalog, &line) {
            Ok(key) => match self.by_name(table, &mut line, key)? {
                Ok(key) => key,
                Err(refusal) => return self.refuse(table, &line, refusal),
            },
            Err(fault) => {
                self.work.fault(fault);
                return Ok(());
            }
        };
        if key.iter().all(Option::is_some)
            && let Some((file, first)) =
                self.work.seen.insert((table.sheet, key.clone()), (table.file.clone(), line.number))
        {
            let file = Some(file).filter(|file| *file != table.file);
            let column = if self.work.options.mapping.is_some() { "name" } else { first_key(table) };
            let refusal = Refusal { key: Some(column.into()), why: Why::RowTwice { file, line: first } };
            return self.refuse(table, &line, refusal);
        }
        let taken = match (reading.form, table.sheet) {
            (Some(note), _) => form::row(self, table, &line, note, version, &key),
            (None, Sheet::Projects) => self.project(table, &line, version, &key, &mut reading.promised),
            (None, Sheet::Targets) => self.target(table, &line, version, &key),
            (None, _) => self.of_project(table, &line, version, &key),
        };
        match taken {
            Ok(()) => Ok(()),
            Err(Wrong::Row(refusal)) => self.refuse(table, &line, refusal),
            Err(Wrong::Cells(faults)) => {
                faults.into_iter().for_each(|fault| self.work.fault(fault));
                Ok(())
            }
        }
    }

    /// A refused row is a fault; trouble with the register ends the import.
    fn refuse(&mut self, table: &Table, line: &Line, refusal: Refusal) -> Result<()> {
        match refusal.why {
            Why::Refused(error) if error.exit_status() == 1 => Err(*error),
            _ => {
                self.work.fault(table.refusal(line.number, refusal));
                Ok(())
            }
        }
    }

    fn version(&mut self, table: &Table, line: &Line) -> Result<Result<Option<Version>, Refusal>> {
        let raw = table.raw(line, "version");
        if *raw == Raw::Empty {
            return Ok(Ok(None));
        }
        let value = text_of(raw);
        let last = self.work.entry.change() - 1;
        let bad = |value| Ok(Err(Refusal { key: Some("version".into()), why: Why::BadVersion { value, last } }));
        match Version::parse(&value) {
            Some(version) if version.change <= last => {
                if self.bases.get(self.work.session, Some(version), table.sheet)?.is_some() {
                    return Ok(Ok(Some(version)));
                }
                let why = Why::TooManyVersions { most: VERSIONS };
                Ok(Err(Refusal { key: Some("version".into()), why }))
            }
            _ => bad(value),
        }
    }

    /// A row changed by somebody else since the sheet was made is a conflict.
    pub fn check_unchanged(&mut self, project: ProjectId, version: Option<Version>) -> Result<(), Refusal> {
        let Some(version) = version.filter(|_| !self.work.options.force.is_forced) else { return Ok(()) };
        match self.work.changed_since(project, version)? {
            Some((change, by)) => {
                let why = Why::Conflict { version: version.change, change, by };
                Err(Refusal { key: Some("version".into()), why })
            }
            None => Ok(()),
        }
    }

    /// Of a return sheet only a return that somebody else filed since stands in the way.
    pub fn check_returns_unchanged(&mut self, project: ProjectId, version: Option<Version>) -> Result<(), Refusal> {
        let Some(version) = version.filter(|_| !self.work.options.force.is_forced) else { return Ok(()) };
        match self.work.returned_since(project, version)? {
            Some((change, by)) => {
                let why = Why::Conflict { version: version.change, change, by };
                Err(Refusal { key: Some("code".into()), why })
            }
            None => Ok(()),
        }
    }

    fn project(
        &mut self,
        table: &Table,
        line: &Line,
        version: Option<Version>,
        key: &Key,
        promised: &mut Vec<Promised>,
    ) -> Result<(), Wrong> {
        let code = text_in(key, 0);
        let id = match code {
            None if version.is_some() => return wrong("code", Why::CodeGone),
            None => None,
            Some(code) => self.work.session.store.project_with_code(code)?,
        };
        let Some(id) = id else {
            if version.is_some() {
                return wrong("code", Why::RowUnknown);
            }
            return self.new_project(table, line, code, promised);
        };
        self.check_unchanged(id, version)?;
        let session = self.work.session;
        let catalog = &session.catalog;
        // a row of the register as it is now tells by itself that its project counts: nothing more is looked up for one
        // that states nothing
        let is_of_now = version.is_none_or(|version| version.change == self.work.entry.change() - 1);
        let found = if is_of_now { None } else { Some(super::counted(self.work, id, code.unwrap_or_default())?) };
        let is_asked = self.asked(table, line);
        let (was, year, category) = {
            let base = self.bases.get(session, version, Sheet::Projects)?;
            let data = base.map(|base| base.data(catalog));
            let Some((data, state)) = data.as_ref().and_then(|data| Some((data, data.view.portfolio.get(id)?))) else {
                super::counted(self.work, id, code.unwrap_or_default())?;
                return wrong("code", Why::RowUnknown);
            };
            let mut was: Vec<Cell> = (ProjectColumn::all(catalog).iter().enumerate())
                .map(|(at, column)| if is_asked(at) { column.cell(&data.view, state) } else { Cell::Nothing })
                .collect();
            was.resize(table.columns.len(), Cell::Nothing);
            (was, year_of(data.view.portfolio.day()), catalog.category(&state.category))
        };
        let about = About { category: category.map(|category| category.code.as_str()), dimension: None };
        let row = table.read(catalog, line, Some(was), about)?;
        if is_of_now && !row.states_anything() {
            self.work.counts.unchanged += 1;
            return Ok(());
        }
        let found = match found {
            Some(found) => found,
            None => super::counted(self.work, id, code.unwrap_or_default())?,
        };
        let (name, last) = (found.state.name.clone(), found.state.last_return.map(|(_, day)| day));
        let filed = projects::existing(self.work, &row, found, year)?;
        self.note(&row, code.unwrap_or_default().to_owned(), name, filed, last);
        Ok(())
    }

    fn new_project(
        &mut self,
        table: &Table,
        line: &Line,
        code: Option<&str>,
        promised: &mut Vec<Promised>,
    ) -> Result<(), Wrong> {
        let catalog = &self.work.session.catalog;
        let category = match table.reading(catalog).read(table.raw(line, "category"), CATEGORY) {
            Ok(Said::This(Cell::Named(named))) => Some(named.code),
            _ => self.work.options.category(),
        };
        let about = About { category: category.as_deref(), dimension: None };
        let row = table.read(catalog, line, None, about)?;
        self.work.numberless += i64::from(code.is_none());
        let (code, filed) = projects::new(self.work, &row, code, promised)?;
        if self.work.options.mapping.is_some() {
            // one more row of this name is this project's
            let key = (table.sheet, vec![Some(Canon::Text(code.clone()))]);
            self.work.seen.insert(key, (table.file.clone(), line.number));
        }
        let name = row.text("name").flatten().unwrap_or_default().to_owned();
        self.note(&row, code, name, filed, None);
        Ok(())
    }

    /// A row of returns, plans, milestones or issues.
    fn of_project(&mut self, table: &Table, line: &Line, version: Option<Version>, key: &Key) -> Result<(), Wrong> {
        let Some(code) = text_in(key, 0) else {
            return wrong("code", if version.is_some() { Why::CodeGone } else { Why::Needed });
        };
        let id =
            super::project(self.work, code).map_err(|error| Refusal { key: Some("code".into()), ..error.into() })?;
        self.check_unchanged(id, version)?;
        let session = self.work.session;
        let found = super::counted(self.work, id, code)?;
        let is_numbered = matches!(table.sheet, Sheet::Updates | Sheet::Issues);
        let names_row = key.iter().all(Option::is_some);
        let was = if names_row { self.bases.row(session, version, table.sheet, key)? } else { None };
        let is_known = was.is_some();
        match (is_known, names_row, version) {
            (false, true, _) if is_numbered => return wrong("no", Why::RowUnknown),
            (false, true, Some(_)) => return wrong(first_key(table), Why::RowUnknown),
            (_, false, Some(_)) => return wrong("no", Why::CodeGone),
            (_, false, None) if !is_numbered => return wrong(first_blank(table, key), Why::Needed),
            _ => {}
        }
        let measure = text_in(key, 2).and_then(|code| session.catalog.measure(code));
        let dimension = measure.filter(|_| table.sheet == Sheet::Plans).map(|measure| measure.dimension);
        let about = About { category: Some(&found.state.category), dimension };
        let row = table.read(&session.catalog, line, was, about)?;
        self.work.numberless += i64::from(!names_row);
        if is_known && !row.states_anything() {
            self.work.counts.unchanged += 1;
            return Ok(());
        }
        let mut filed = Filed::default();
        match table.sheet {
            Sheet::Plans => {
                let year = number_in(key, 1).and_then(|year| i32::try_from(year).ok()).unwrap_or_default();
                plans::of_row(self.work, &row, &found, year, text_in(key, 2).unwrap_or_default())?;
            }
            Sheet::Milestones => others::milestone(self.work, &row, &found, text_in(key, 1).unwrap_or_default())?,
            Sheet::Issues => {
                let no = text_in(key, 1).and_then(|no| others::number_in('I', no));
                others::issue(self.work, &row, &found, no)?;
            }
            _ => {
                let corrected = number_in(key, 1).map(|no| of_number(&found, no)).transpose()?;
                filed = returns::of_update(self.work, &row, &found, corrected)?;
            }
        }
        let last = found.state.last_return.map(|(_, day)| day);
        self.note(&row, code.to_owned(), found.state.name.clone(), filed, last);
        Ok(())
    }

    fn target(&mut self, table: &Table, line: &Line, version: Option<Version>, key: &Key) -> Result<(), Wrong> {
        let session = self.work.session;
        let catalog = &session.catalog;
        let Some(code) = text_in(key, 0) else {
            if version.is_some() {
                return wrong("no", Why::CodeGone);
            }
            let read = |key: &str, holds| match table.reading(catalog).read(table.raw(line, key), holds) {
                Ok(Said::This(Cell::Named(named))) => Some(named.code),
                _ => None,
            };
            let category = read("category", CATEGORY);
            let dimension = others::dimension(&text_of(table.raw(line, "unit")));
            let about = About { category: category.as_deref(), dimension: Some(dimension) };
            let row = table.read(catalog, line, None, about)?;
            self.work.numberless += 1;
            let no = others::target(self.work, &row)?;
            let name = row.text("sentence").flatten().unwrap_or_default().to_owned();
            self.note(&row, crate::domain::code::target_code(no), name, Filed::default(), None);
            return Ok(());
        };
        let Some(was) = self.bases.row(session, version, Sheet::Targets, key)? else {
            return wrong("no", Why::RowUnknown);
        };
        let no = others::number_in('T', code);
        if let Some(version) = version.filter(|_| !self.work.options.force.is_forced)
            && let Some((change, by)) = self.work.target_changed_since(no.unwrap_or_default(), version)?
        {
            return wrong("version", Why::Conflict { version: version.change, change, by });
        }
        let targets = session.store.targets(&session.store.known(None)?)?;
        let target = targets.into_iter().map(|(target, _)| target).find(|target| Some(target.no) == no);
        let Some(target) = target else { return wrong("no", Why::RowUnknown) };
        let about = About { category: target.category.as_deref(), dimension: Some(target.dimension) };
        let row = table.read(catalog, line, Some(was), about)?;
        if !row.states_anything() {
            self.work.counts.unchanged += 1;
            return Ok(());
        }
        others::entered(self.work, &row, &target)?;
        self.note(&row, code.to_owned(), target.sentence.clone(), Filed::default(), None);
        Ok(())
    }

    /// Counts a row that was taken, and keeps what it states for the preview.
    pub fn note(&mut self, row: &Row, code: String, name: String, filed: Filed, last: Option<crate::domain::Day>) {
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
            file: Some(&row.table.file).filter(|place| self.tells_place(place)).cloned(),
        });
    }

    fn end(&mut self, reading: Reading, name: Option<&str>) -> Result<()> {
        let Some(table) = reading.table else { return Ok(()) };
        for promised in reading.promised {
            let line = Line { number: promised.line, cells: Vec::new() };
            if let Err(refusal) = projects::keep(self.work, promised) {
                self.refuse(&table, &line, refusal)?;
            }
        }
        let name = self.work.options.mapping.is_some().then_some(name).flatten().map(str::to_owned);
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

/// How a category is read.
const CATEGORY: Holds = Holds::Word(Words::Category);
