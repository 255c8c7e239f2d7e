//! The rows of a file, one after another: which sheet they are of, which row of the register each is, and what became
//! of it.
//!
//! Long: the way of a row through the sheet, from its cells to what is stated.

use std::rc::Rc;

use crate::domain::heading::{HeadingWords, Meaning};
use crate::domain::name::folded;
use crate::error::{Error, Fault, ImportError, Result, RowError};
use crate::lang::cell::join_names;
use crate::lang::sheet_line::is_blank_mark;
use crate::lang::word::{is_total, sheet_named};
use crate::lang::workbook::is_about;
use crate::report::headings::columns_of_lists;
use crate::report::imported::{Diff, ImportedSheet, Item, LeftOut, OfficeRead, SkippedSheet};
use crate::report::model::Cell;
use crate::report::sheets::Sheet;
use crate::sheet::file::File;
use crate::sheet::grid::{FileFormat, Layout, Line, Raw};
use crate::sheet::heading::{Headed, lowest_part};
use crate::sheet::limit::letters;

use crate::command::progress::Progress;

use super::asking::has_list;
use super::fill::put;
use super::form::{self};
use super::head::{Finder, SheetReading};
use super::key::first_key;
use super::mapping::Mapping;
use super::office::{OfficeRow, OfficeRows, Registered, by_name, is_other_table, office_rows};
use super::plan::{FORM_NOTE, List, SheetPlan};
use super::recognise::{Heads, Nearest, parts};
use super::resolve::Beside;
use super::row::{SheetRow, SheetTable, text_of};
use super::span::with_span;
use super::take::{self, Filed};
use super::work::{Bases, Work};
use super::wrong::{Wrong, wrong};
use super::year::{FromYear, money};

/// How many rows are shown field by field.
const LISTED: usize = 1_000;

pub struct Rows<'w, 'a> {
    pub work: &'w mut Work<'a>,
    pub bases: &'w mut Bases,
    progress: &'w mut Progress,
    pub file: &'w str,
    what: Option<Sheet>,
    sheets: Vec<ImportedSheet>,
    skipped: Vec<SkippedSheet>,
    /// The file, with the sheet where it has several: what a fault is reported of.
    pub place: String,
    pub nearest: Option<Nearest>,
    /// Why the first of the sheets that cannot be read cannot.
    unreadable: Option<Error>,
    /// The row of somebody else's sheet that is taken, as it stands there.
    written: Option<Line>,
}

impl<'w, 'a> Rows<'w, 'a> {
    pub fn new(
        work: &'w mut Work<'a>,
        bases: &'w mut Bases,
        progress: &'w mut Progress,
        (file, what): (&'w str, Option<Sheet>),
    ) -> Self {
        let place = file.to_owned();
        Self {
            work,
            bases,
            progress,
            file,
            what,
            sheets: Vec::new(),
            skipped: Vec::new(),
            place,
            nearest: None,
            unreadable: None,
            written: None,
        }
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
                // what a return sheet of ours hides is nobody's sheet
                let is_told = note.is_none() && !is_about(name);
                self.skipped.extend(is_told.then(|| SkippedSheet { name: name.to_owned(), is_hidden: true }));
                continue;
            }
            self.place = if sheets.len() > 1 { format!("{}:{name}", self.file) } else { self.file.to_owned() };
            let of = self.what.or_else(|| Sheet::from_code(name)).or_else(|| sheet_named(name));
            let mut reading = SheetReading::new(of, note.as_ref(), format);
            match plan {
                SheetPlan::List(list) => self.begin_list(&mut reading, *list)?,
                SheetPlan::Nobodys(nearest) => self.nearest = self.nearest.take().or(nearest),
                SheetPlan::Unreadable(why) => {
                    self.skipped.push(SkippedSheet { name: name.to_owned(), is_hidden: false });
                    self.unreadable = self.unreadable.take().or(Some(*why));
                    continue;
                }
                SheetPlan::Ours | SheetPlan::Unseen => {}
            }
            file.rows(at, &mut |line| self.line(&mut reading, line))?;
            let layout = file.layout(at)?;
            if reading.table.is_none() && !reading.is_broken && reading.before > 0 {
                if is_ours || only.is_some() {
                    let place = self.place.clone();
                    return Err(self.finder().no_headings(&place));
                }
                let is_hidden = sheet.is_hidden;
                self.skipped.extend((!is_about(name)).then(|| SkippedSheet { name: name.to_owned(), is_hidden }));
            }
            if let (FileFormat::Json, Some(sheet), 0) = (format, of, reading.before) {
                // an array without rows has no headings either
                self.sheets.push(ImportedSheet::without_rows(sheet));
            }
            self.end(reading, sheet.name.as_deref(), &layout)?;
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
    pub fn finish(mut self) -> Result<(Vec<ImportedSheet>, Vec<SkippedSheet>)> {
        if self.sheets.is_empty() && self.work.faults.is_empty() {
            let file = self.file;
            return Err(self.unreadable.take().unwrap_or_else(|| self.finder().no_headings(file)));
        }
        Ok((self.sheets, self.skipped))
    }

    /// The list of an office, whose headings are known.
    fn begin_list(&mut self, reading: &mut SheetReading, list: List) -> Result<()> {
        let List { heads, found, .. } = list;
        reading.words = self.work.session.headings_now()?.words;
        let twice = twice(&heads, &reading.words);
        reading.headed = heads.cells.iter().map(|(place, _)| *place).collect();
        (reading.heading, reading.units) = (heads.number, heads.units);
        let columns = columns_of_lists(&self.work.session.catalog);
        let mut table = SheetTable::new(&self.place, reading.format, Sheet::Projects, columns, found.headings);
        table.headings.width = heads.width;
        let (lang, mapping) = (self.work.options.lang, Some(Rc::new(found.mapping)));
        reading.table = Some(SheetTable {
            lang,
            mapping,
            span: found.span,
            beside: found.beside,
            plan_year: found.plan_year,
            ..table
        });
        let mut against = found.against;
        if let Some(table) = &reading.table {
            let mapping = table.mapping.clone();
            let is_named = |heading: &str| mapping.as_ref().is_some_and(|mapping| mapping.names(heading));
            let is_unread = |heading: &String| table.headings.unknown.contains(heading) && !is_named(heading);
            let twice = twice.into_iter().filter(|(heading, _)| is_unread(heading));
            against.extend(twice.map(|(heading, places)| (heading, RowError::HeadingTwice { places })));
        }
        if !against.is_empty() {
            let faults = self.finder().broken(reading, heads.number, against.into_iter());
            reading.table = None;
            self.note_faults(faults);
        }
        Ok(())
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
        let beyond = || table.beyond_headings(&line).or_else(|| table.may_be_thousands(&line));
        let beyond = if table.is_others() { beyond() } else { None };
        if let Some(why) = beyond {
            self.note_faults(vec![table.fault(line.number, None, why)]);
            reading.table = Some(table);
            return Ok(());
        }
        if table.is_others() && *table.raw(&line, "name") != Raw::Empty {
            let filled = line.cells.iter().enumerate().filter(|(_, cell)| **cell != Raw::Empty);
            let places = filled.map(|(place, _)| place).filter(|place| !reading.headed.contains(place));
            reading.unheaded.extend(places);
        }
        let line = with_beside(&table, line);
        let line = match table.span {
            Some((span, behind)) => with_span(line, span, behind),
            None => line,
        };
        let (first, _) = reading.span.unwrap_or((line.number, 0));
        reading.span = Some((first, line.number));
        let done = if !table.is_others() {
            self.row(&table, reading, line)
        } else if is_other_table(&table, reading, &line) {
            reading.is_broken = true;
            self.note_faults(vec![table.fault(line.number, None, RowError::OtherTable)]);
            Ok(())
        } else {
            reading.lines.push(line);
            Ok(())
        };
        self.progress.row();
        reading.table = Some(table);
        done
    }

    /// Takes the rows of somebody else's sheet, which was read as a whole; gives what is to be told of its lines.
    fn rows_of_others(&mut self, reading: &mut SheetReading, layout: &Layout) -> Result<OfficeRead> {
        let Some(table) = &reading.table else { return Ok(OfficeRead::default()) };
        let Some(mapping) = table.mapping.clone() else { return Ok(OfficeRead::default()) };
        let mapping = &*mapping;
        self.work.naming.may_register = self.work.options.new_unit || self.work.is_without_units;
        let lines = std::mem::take(&mut reading.lines);
        let is_unit = |name: &str| self.work.naming.knows(name);
        let registered = Registered {
            catalog: &self.work.session.catalog,
            words: &reading.words,
            is_unit: &is_unit,
            units: self.work.unit_names(),
            may_register: self.work.naming.may_register,
        };
        let wide = over_several(table, reading, layout);
        let mut office = office_rows(table, mapping, registered, &lines, (layout, reading.heading));
        self.note_faults(wide);
        self.note_faults(std::mem::take(&mut office.faults));
        self.blanks(&office, mapping)?;
        let mut codes: Vec<Option<String>> = Vec::with_capacity(office.rows.len());
        let mut table = office.table;
        let under = table.places.get("parent").and_then(|column| table.headings.place(*column));
        let width = lines.iter().map(|line| line.cells.len()).max().unwrap_or_default();
        let under = match under {
            None if office.rows.iter().any(|row| row.of.is_some()) => Some(table.lend("parent", width)),
            under => under,
        };
        for (at, row) in office.rows.iter().enumerate() {
            if row.is_wrong {
                codes.push(None);
                continue;
            }
            let mut line = row.line.clone();
            if let (Some(of), Some(under)) = (row.of, under) {
                let Some(code) = codes[of].clone() else {
                    codes.push(None); // what is wrong with its project is told
                    continue;
                };
                put(&mut line, under, Raw::Text(code));
            }
            let name = text_of(table.raw(&line, "name"));
            let number = line.number;
            self.written = Some(row.written.clone());
            let taken = self.taken(&table, reading, line);
            office.read.made += usize::from(row.is_made);
            self.written = None;
            let taken = taken.map_err(|wrong| told_of_two(&table, &office.rows, at, wrong));
            let is_taken = taken.is_ok();
            self.note_wrong(&table, number, taken)?;
            let code = if is_taken { self.work.codes_of_name(&folded(&name))?.pop() } else { None };
            codes.push(code.or_else(|| Some(text_of(table.raw(&row.line, "code"))).filter(|code| !code.is_empty())));
        }
        reading.table = Some(table);
        Ok(office.read)
    }

    /// Asks about blank cells that may stand for the one above, of works that are new.
    fn blanks(&mut self, office: &OfficeRows, mapping: &Mapping) -> Result<()> {
        for (column, rows) in &office.blanks {
            let mut new = Vec::new();
            for row in rows {
                let line = &office.rows[*row].line;
                let name = text_of(office.table.raw(line, "name"));
                if self.work.codes_of_name(&folded(&name))?.is_empty() {
                    new.push(line.number);
                }
            }
            let Some(line) = new.first().copied().filter(|line| !mapping.accepts(*line)) else { continue };
            let known = office.table.headings.known.iter().find(|known| known.column == *column);
            let heading = known.map(|known| lowest_part(&known.heading).replace('\n', "")).unwrap_or_default();
            let why = RowError::BlankBelow { heading, line, others: new.len() - 1 };
            self.note_faults(vec![office.table.fault(line, Some(*column), why)]);
        }
        Ok(())
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
            reading.left_out.push((line.number, LeftOut::Sums));
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
        let as_written = table.is_others().then(|| line.clone());
        let mut key = by_name(self.work, table, &mut line, key)?;
        if key.iter().all(Option::is_some)
            && let Some((file, first)) =
                self.work.seen.insert((table.sheet, key.clone()), (table.file.clone(), line.number))
        {
            let is_accepted = table.mapping.as_ref().is_some_and(|mapping| mapping.accepts(line.number));
            match as_written.filter(|_| is_accepted) {
                Some(written) => (line, key) = (written, vec![None; key.len()]),
                None => {
                    let file = Some(file).filter(|file| *file != table.file);
                    let column = if table.is_others() { "name" } else { first_key(table) };
                    return wrong(column, RowError::RowTwice { file, line: first });
                }
            }
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
            diffs: self.diffs(row, filed.from_year),
            base: filed.from_year.and_then(|from| from.base).map(|(day, base)| (day, money(base))),
            kept: if filed.day.is_some() && row.table.sheet == Sheet::Projects { row.kept() } else { Vec::new() },
            warnings: filed.warnings,
            rounded: row.rounded(),
            file: self.tells_place(row.table).then(|| row.table.file.clone()),
        });
    }

    /// What a row states; of somebody else's sheet with what stands there, where that is put otherwise.
    fn diffs(&self, row: &SheetRow, from_year: Option<FromYear>) -> Vec<Diff> {
        let mut diffs: Vec<Diff> = row.diffs().into_iter().chain(row.since_start(from_year)).collect();
        let Some(written) = &self.written else { return diffs };
        for diff in &mut diffs {
            let raw = row.table.raw(written, &diff.column.key);
            let said = text_of(raw).trim().to_owned();
            if let Cell::List(names) = &mut diff.is {
                for name in names.iter_mut().filter(|_| diff.column.key == "units") {
                    if let Ok(unit) = self.work.naming.known.find(name) {
                        name.clone_from(&unit.name);
                    }
                }
            }
            let is_put_otherwise = match &diff.is {
                Cell::Text(text) => *text != said,
                Cell::List(names) => join_names(names) != said,
                Cell::Quantity { .. } => said.chars().any(char::is_alphabetic),
                _ => false,
            };
            diff.written = Some(said).filter(|said| is_put_otherwise && !said.is_empty());
        }
        diffs
    }

    /// Whether a row has to say where it stands: in which file, or in which of the sheets that are all of projects.
    fn tells_place(&self, table: &SheetTable) -> bool {
        self.work.options.has_several_files || (table.is_others() && table.file != self.file)
    }

    fn end(&mut self, mut reading: SheetReading, name: Option<&str>, layout: &Layout) -> Result<()> {
        let mut read = self.rows_of_others(&mut reading, layout)?;
        let Some(table) = reading.table else { return Ok(()) };
        for promised in reading.promised {
            let kept = take::keep(self.work, &promised);
            self.note_wrong(&table, promised.line, kept)?;
        }
        let name = table.is_others().then_some(name).flatten().map(str::to_owned);
        read.left_out.splice(0..0, reading.left_out);
        let (first, last) = reading.span.unwrap_or_default();
        let unheaded = reading.unheaded.into_iter().map(letters);
        let is_beside = |place: usize| table.beside.iter().any(|beside| beside.place() == place);
        let unread = table.headings.unknown.iter().zip(&table.headings.unknown_places);
        let unread = unread.filter(|(_, place)| !is_beside(**place)).map(|(heading, _)| heading.clone());
        let hidden = layout.hidden_columns.iter();
        let heads = |place: &&usize| table.headings.known.iter().find(|known| known.place == **place);
        self.sheets.push(ImportedSheet {
            sheet: table.sheet,
            name,
            is_form: reading.form.is_some(),
            is_others: table.is_others(),
            heading: reading.heading,
            rows: reading.span,
            read,
            hidden_rows: layout.hidden_rows.iter().copied().filter(|row| (first..=last).contains(row)).collect(),
            is_filtered: layout.is_filtered,
            hidden_columns: hidden.filter_map(|place| heads(&place)).map(|known| known.heading.clone()).collect(),
            missing: Vec::new(),
            unread: unread.chain(unheaded).collect(),
        });
        Ok(())
    }
}

/// A row whose cells have what stands beside them: 1.2 and 亿元, those who lead and those who follow.
fn with_beside(table: &SheetTable, mut line: Line) -> Line {
    for beside in &table.beside {
        let (into, from) = match beside {
            Beside::Unit { of, .. } => (*of, beside.place()),
            Beside::Units { lead, .. } => (*lead, beside.place()),
        };
        let text = |place: usize| line.cells.get(place).map(text_of).unwrap_or_default().trim().to_owned();
        let (own, other) = (text(into), text(from));
        let joined = match beside {
            _ if other.is_empty() || is_blank_mark(&other) || other == own => continue,
            Beside::Unit { .. } if own.is_empty() => continue,
            Beside::Unit { .. } => own + &other,
            Beside::Units { .. } if own.is_empty() => other,
            Beside::Units { .. } => join_names(&[own, other]),
        };
        put(&mut line, into, Raw::Text(joined));
    }
    line
}

/// Headings merged over several columns below all of which something stands: which of them each is, nobody can tell.
fn over_several(table: &SheetTable, reading: &SheetReading, layout: &Layout) -> Vec<Fault> {
    let fault = |known: &Headed| {
        let area = layout.area(reading.heading, known.place)?;
        let (first, last) = area.columns;
        let others = (first..=last).filter(|place| *place != known.place);
        let is_over = others.into_iter().any(|place| reading.unheaded.contains(&place));
        let heading = lowest_part(&known.heading).replace('\n', "");
        let why = RowError::HeadingOverSeveral { heading, columns: (letters(first), letters(last)) };
        is_over.then(|| table.fault(reading.heading, Some(known.column), why))
    };
    table.headings.known.iter().filter_map(fault).collect()
}

/// The headings of columns that stand twice: which of the two is to be read, nobody can tell.
fn twice(heads: &Heads, words: &HeadingWords) -> Vec<(String, [usize; 2])> {
    let is_column = |text: &str| matches!(words.meaning(&parts(text)), Meaning::Field(_));
    let again = heads.cells.iter().enumerate().filter_map(|(at, (place, text))| {
        let (first, _) = heads.cells[..at].iter().find(|(_, other)| other == text)?;
        is_column(text).then(|| (text.clone(), [first + 1, place + 1]))
    });
    again.collect()
}

/// That a name stands twice in a sheet, with the column that tells the two rows apart, and the way out.
fn told_of_two(table: &SheetTable, rows: &[OfficeRow], at: usize, wrong: Wrong) -> Wrong {
    let Wrong::Row { key, why: RowError::RowTwice { file: None, line: first } } = wrong else { return wrong };
    let own = &rows[at].line;
    let other = rows[..at].iter().map(|row| &row.line).find(|line| line.number == first);
    let differs = other.and_then(|other| {
        ["location", "national_code", "content", "units", "leader"].iter().find_map(|key| {
            let (one, two) = (text_of(table.raw(other, key)), text_of(table.raw(own, key)));
            let heading = table.places.get(*key).and_then(|column| {
                table.headings.known.iter().find(|known| known.column == *column).map(|known| known.heading.clone())
            });
            (one != two).then_some(())?;
            Some((heading?, one, two))
        })
    });
    Wrong::Row { key, why: RowError::NameTwice { first, line: own.number, differs } }
}
