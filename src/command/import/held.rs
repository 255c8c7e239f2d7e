//! A line of a sheet held against the register: which row of it the line is, of which of its states, and what the line
//! says that the row did not.

use crate::act::Subject;
use crate::act::target::{self, TargetRule};
use crate::domain::catalog::Catalog;
use crate::domain::day::year_of;
use crate::domain::quantity::{Dimension, decimals_of};
use crate::domain::{ChangeId, Day, ProjectId};
use crate::error::{Result, RowError};
use crate::report::columns::ProjectColumn;
use crate::report::form::cells;
use crate::report::model::{Cell, Holds, Role, Words};
use crate::report::sheets::{Canon, Sheet, project_cell};
use crate::sheet::grid::{Line, Raw};
use crate::sheet::value::Said;

use crate::command::snapshot::Version;

use super::form::FormNote;
use super::key::{Key, first_blank, first_key, number_in, text_in};
use super::office::asked;
use super::row::{About, SheetTable, text_of};
use super::take::{self, Filed, Promised};
use super::work::{VERSIONS, Work};
use super::wrong::{Wrong, in_column, wrong};
use super::year::stood;

use super::rows::Rows;

impl Rows<'_, '_> {
    /// The state of the register a row says it is of.
    pub(super) fn version(&mut self, table: &SheetTable, line: &Line) -> Result<Option<Version>, Wrong> {
        let raw = table.raw(line, "version");
        if *raw == Raw::Empty {
            return Ok(None);
        }
        let value = text_of(raw);
        let last = self.work.entry.change() - 1;
        let Some(version) = Version::parse(&value).filter(|version| version.change <= last) else {
            return wrong("version", RowError::BadVersion { value, last });
        };
        if self.bases.get(self.work.session, Some(version), table.sheet)?.is_none() {
            return wrong("version", RowError::TooManyVersions { most: VERSIONS });
        }
        Ok(Some(version))
    }

    /// What somebody else did to a row since the sheet was made is a conflict, unless the sheet is to stand.
    fn check(
        &mut self,
        key: &'static str,
        version: Option<Version>,
        since: impl FnOnce(&mut Work, Version) -> Result<Option<(ChangeId, String)>>,
    ) -> Result<(), Wrong> {
        let Some(version) = version.filter(|_| !self.work.options.force.is_forced) else { return Ok(()) };
        match since(self.work, version)? {
            Some((change, by)) => wrong(key, RowError::Conflict { version: version.change, change, by }),
            None => Ok(()),
        }
    }

    /// A row changed by somebody else since the sheet was made is a conflict.
    pub fn check_unchanged(&mut self, project: ProjectId, version: Option<Version>) -> Result<(), Wrong> {
        self.check("version", version, |work, version| work.changed_since(project, version))
    }

    pub(super) fn project(
        &mut self,
        table: &SheetTable,
        line: &Line,
        version: Option<Version>,
        key: &Key,
        promised: &mut Vec<Promised>,
    ) -> Result<(), Wrong> {
        let code = text_in(key, 0);
        let id = match code {
            None if version.is_some() => return wrong("code", RowError::CodeGone),
            None => None,
            Some(code) => self.work.session.store.project_with_code(code)?,
        };
        let Some(id) = id else {
            if version.is_some() {
                return wrong("code", RowError::RowUnknown);
            }
            return self.new_project(table, line, code, promised);
        };
        if table.is_others() {
            self.work.named.insert(id);
        }
        self.check_unchanged(id, version)?;
        let session = self.work.session;
        let catalog = &session.catalog;
        // a row of the register as it is now tells by itself that its project counts: nothing more is looked up for one
        // that states nothing
        let is_of_now = version.is_none_or(|version| version.change == self.work.entry.change() - 1);
        let found = if is_of_now { None } else { Some(self.work.counted(id, code.unwrap_or_default())?) };
        let is_asked = asked(self.work, table, line);
        let (was, year, category) = {
            let base = self.bases.get(session, version, Sheet::Projects)?;
            let data = base.map(|base| base.data(catalog));
            let Some((data, state)) = data.as_ref().and_then(|data| Some((data, data.view.portfolio.get(id)?))) else {
                self.work.counted(id, code.unwrap_or_default())?;
                return wrong("code", RowError::RowUnknown);
            };
            let mut was: Vec<Cell> = (ProjectColumn::all(catalog).iter().enumerate())
                .map(|(at, column)| if is_asked(at) { project_cell(column, &data.view, state) } else { Cell::Nothing })
                .collect();
            was.resize(table.columns.len(), Cell::Nothing);
            let year = year_of(data.view.portfolio.day());
            stood(&table.columns, state, (year, table.plan_year), &mut was);
            (was, table.plan_year.unwrap_or(year), catalog.category(&state.category))
        };
        let about = About { category: category.map(|category| category.code.as_str()), dimension: None };
        let row = table.read(catalog, line, Some(was), about)?;
        if is_of_now && !row.states_anything() {
            self.work.counts.unchanged += 1;
            return Ok(());
        }
        let found = match found {
            Some(found) => found,
            None => self.work.counted(id, code.unwrap_or_default())?,
        };
        let (name, last) = (found.course.name().to_owned(), found.course.last_return());
        let filed = take::known_project(self.work, &row, found, year)?;
        self.note(&row, code.unwrap_or_default().to_owned(), name, filed, last);
        Ok(())
    }

    pub(super) fn new_project(
        &mut self,
        table: &SheetTable,
        line: &Line,
        code: Option<&str>,
        promised: &mut Vec<Promised>,
    ) -> Result<(), Wrong> {
        let catalog = &self.work.session.catalog;
        let category = match table.reading(catalog).read(table.raw(line, "category"), CATEGORY) {
            Ok(Said::This(Cell::Named(named))) => Some(named.code),
            _ => table.category(),
        };
        let about = About { category: category.as_deref(), dimension: None };
        let row = table.read(catalog, line, None, about)?;
        self.work.numberless += i64::from(code.is_none());
        let (code, filed) = take::new_project(self.work, &row, code, promised)?;
        if table.is_others() {
            // one more row of this name is this project's
            let key = (table.sheet, vec![Some(Canon::Text(code.clone()))]);
            self.work.seen.insert(key, (table.file.clone(), line.number));
        }
        let name = row.text("name").flatten().unwrap_or_default().to_owned();
        self.note(&row, code, name, filed, None);
        Ok(())
    }

    /// A row of returns, plans, milestones or issues.
    pub(super) fn of_project(
        &mut self,
        table: &SheetTable,
        line: &Line,
        version: Option<Version>,
        key: &Key,
    ) -> Result<(), Wrong> {
        let Some(code) = text_in(key, 0) else {
            return wrong("code", if version.is_some() { RowError::CodeGone } else { RowError::Needed });
        };
        let id = self.registered(code)?;
        self.check_unchanged(id, version)?;
        let session = self.work.session;
        let found = self.work.counted(id, code)?;
        let is_numbered = matches!(table.sheet, Sheet::Updates | Sheet::Issues);
        let names_row = key.iter().all(Option::is_some);
        let was = if names_row { self.bases.row(session, version, table.sheet, key)? } else { None };
        let is_known = was.is_some();
        match (is_known, names_row, version) {
            (false, true, _) if is_numbered => return wrong("no", RowError::RowUnknown),
            (false, true, Some(_)) => return wrong(first_key(table), RowError::RowUnknown),
            (_, false, Some(_)) => return wrong("no", RowError::CodeGone),
            (_, false, None) if !is_numbered => return wrong(first_blank(table, key), RowError::Needed),
            _ => {}
        }
        let measure = text_in(key, 2).and_then(|code| session.catalog.measure(code));
        let dimension = measure.filter(|_| table.sheet == Sheet::Plans).map(|measure| measure.dimension);
        let category = category_of(table, line, key, &found, self.work.options.day, &session.catalog);
        let about = About { category: Some(&category), dimension };
        let row = table.read(&session.catalog, line, was, about)?;
        self.work.numberless += i64::from(!names_row);
        if is_known && !row.states_anything() {
            self.work.counts.unchanged += 1;
            return Ok(());
        }
        let (name, last) = (found.course.name().to_owned(), found.course.last_return());
        let mut filed = Filed::default();
        match table.sheet {
            Sheet::Plans => {
                let year = number_in(key, 1).and_then(|year| i32::try_from(year).ok()).unwrap_or_default();
                take::plan(self.work, &row, &found, year, text_in(key, 2).unwrap_or_default())?;
            }
            Sheet::Milestones => take::milestone(self.work, &row, found, text_in(key, 1).unwrap_or_default())?,
            Sheet::Issues => {
                let no = text_in(key, 1).and_then(|no| take::number_in('I', no));
                take::issue(self.work, &row, found, no)?;
            }
            Sheet::Projects | Sheet::Updates | Sheet::Targets => {
                filed = take::update(self.work, &row, &found, number_in(key, 1))?;
            }
        }
        self.note(&row, code.to_owned(), name, filed, last);
        Ok(())
    }

    /// The project a row is of, by its code.
    pub(super) fn registered(&mut self, code: &str) -> Result<ProjectId, Wrong> {
        let id = self.work.project(code)?;
        in_column("code", id.ok_or_else(|| self.work.unknown(code)))
    }

    /// A row of a return sheet: only the cells to be filled count.
    pub(super) fn of_form(
        &mut self,
        table: &SheetTable,
        line: &Line,
        note: &FormNote,
        version: Option<Version>,
        key: &Key,
    ) -> Result<(), Wrong> {
        let session = self.work.session;
        let catalog = &session.catalog;
        let (own, period) = (text_of(table.raw(line, "version")), text_of(table.raw(line, "period")));
        if own != note.version || period != note.period {
            let value = if own == note.version { period } else { own };
            return wrong("code", RowError::Foreign { value });
        }
        let Some(code) = text_in(key, 0) else { return wrong("code", RowError::CodeGone) };
        let id = self.registered(code)?;
        let was = {
            let base = self.bases.get(session, version, table.sheet)?;
            let data = base.map(|base| base.data(catalog));
            let Some((data, state)) = data.as_ref().and_then(|data| Some((data, data.view.portfolio.get(id)?))) else {
                return wrong("code", RowError::RowUnknown);
            };
            let lead = data.view.lead_name(state).unwrap_or_default();
            if lead != note.unit {
                return wrong("code", RowError::Foreign { value: lead });
            }
            cells(&data.view, state, &note.version, &note.period)
        };
        let found = self.work.counted(id, code)?;
        let category = found.category_on(note.last.min(self.work.options.today)).to_owned();
        let row = table.read(catalog, line, Some(was), About { category: Some(&category), dimension: None })?;
        let says_not = *row.said("returned") == Said::This(Cell::Flag(false));
        if !row.any(Role::Return) || (says_not && !row.states_beside("returned")) {
            self.work.counts.not_returned += 1;
            return Ok(());
        }
        if let Some(day) = row.day("as_of")
            && (day < note.first || day > note.last)
        {
            return wrong("as_of", RowError::OutsidePeriod { first: note.first, last: note.last });
        }
        // only a return that somebody else filed since stands in the way
        self.check("code", version, |work, version| work.returned_since(id, version))?;
        let asked = self.work.options.day;
        self.work.options.day = note.last.min(self.work.options.today).max(note.first);
        let (name, last) = (found.course.name().to_owned(), found.course.last_return());
        let filed = take::project_return(self.work, &row, found);
        self.work.options.day = asked;
        self.note(&row, code.to_owned(), name, filed?, last);
        Ok(())
    }

    pub(super) fn target(
        &mut self,
        table: &SheetTable,
        line: &Line,
        version: Option<Version>,
        key: &Key,
    ) -> Result<(), Wrong> {
        let session = self.work.session;
        let catalog = &session.catalog;
        let Some(code) = text_in(key, 0) else {
            if version.is_some() {
                return wrong("no", RowError::CodeGone);
            }
            let read = |key: &str, holds| match table.reading(catalog).read(table.raw(line, key), holds) {
                Ok(Said::This(Cell::Named(named))) => Some(named.code),
                _ => None,
            };
            let category = read("category", CATEGORY);
            let is_counted =
                !matches!(table.reading(catalog).read(table.raw(line, "stage"), Holds::Name), Ok(Said::Nothing));
            let dimension = match read("measure", Holds::Word(Words::Measure)) {
                _ if is_counted => Dimension::PIECES,
                Some(measure) => target::dimension(catalog, &TargetRule::Sum { measure })?,
                None => {
                    let text = |key| text_of(table.raw(line, key));
                    let stated = text("decimals").trim().parse().ok();
                    let decimals = stated.unwrap_or_else(|| decimals_of(&text("value")));
                    target::dimension(catalog, &TargetRule::Entered { unit: text("unit"), decimals })?
                }
            };
            let about = About { category: category.as_deref(), dimension: Some(dimension) };
            let row = table.read(catalog, line, None, about)?;
            self.work.numberless += 1;
            let no = take::target(self.work, &row)?;
            let name = row.text("sentence").flatten().unwrap_or_default().to_owned();
            self.note(&row, crate::domain::code::target_code(no), name, Filed::default(), None);
            return Ok(());
        };
        let Some(was) = self.bases.row(session, version, Sheet::Targets, key)? else {
            return wrong("no", RowError::RowUnknown);
        };
        let no = take::number_in('T', code);
        let own = no.unwrap_or_default();
        self.check("version", version, |work, version| work.target_changed_since(own, version))?;
        let Some(target) = self.work.target(own)? else { return wrong("no", RowError::RowUnknown) };
        let about = About { category: target.category.as_deref(), dimension: Some(target.dimension) };
        let row = table.read(catalog, line, Some(was), about)?;
        if !row.states_anything() {
            self.work.counts.unchanged += 1;
            return Ok(());
        }
        take::target_value(self.work, &row, &target)?;
        self.note(&row, code.to_owned(), target.sentence.clone(), Filed::default(), None);
        Ok(())
    }
}

/// How a category is read.
const CATEGORY: Holds = Holds::Word(Words::Category);

/// The category whose stages a row of returns or milestones names, by code: that of the return it is of, else the one its
/// work is of on the day it says.
fn category_of(table: &SheetTable, line: &Line, key: &Key, found: &Subject, asked: Day, catalog: &Catalog) -> String {
    let filed = number_in(key, 1).filter(|_| table.sheet == Sheet::Updates).and_then(|no| found.course.filed_as(no));
    if let Some((_, update)) = filed {
        return update.category.clone();
    }
    let said = match table.sheet {
        Sheet::Updates => table.reading(catalog).read(table.raw(line, "as_of"), Holds::Day).ok(),
        Sheet::Projects | Sheet::Plans | Sheet::Milestones | Sheet::Issues | Sheet::Targets => None,
    };
    let day = match said {
        Some(Said::This(Cell::Day(day))) => day,
        Some(_) | None => asked,
    };
    found.category_on(day).to_owned()
}
