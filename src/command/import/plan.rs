//! What is to be read of the files of an import, before a row is: whose each sheet is, of which day the lists of offices
//! are, what their headings mean, and what is left to ask whoever imports.

use std::collections::HashSet;

use crate::domain::Day;
use crate::domain::catalog::{HOUSEHOLDS, Measure};
use crate::domain::day::year_of;
use crate::domain::heading::{Answer, AnsweredColumn, Headings as KnownHeadings, plain};
use crate::domain::name::folded;
use crate::domain::unit::Units;
use crate::error::{Error, FileError, HeadingsError, Result};
use crate::lang::cell::{parts_of_name, split_names};

use crate::lang::sheet_line::{
    Level, Numbering, category_in, ditto, is_blank_mark, is_running_number, is_sums, is_undecided, numbered_name,
    numbering,
};
use crate::report::columns::total_key;
use crate::report::model::Column;
use crate::report::sheets::Sheet;
use crate::sheet::file::File;
use crate::sheet::grid::{FileFormat, Line};
use crate::sheet::heading::lowest_part;

use crate::command::session::Session;

use super::dated::{DayAsked, ListDay, several, year_planned, year_said};
use super::mapping::{Mapping, alone};
use super::recognise::{Heads, Nearest, Recogniser, Whose, parts};
use super::resolve::{Resolved, Resolver, Years};
use super::row::text_of;

/// How many lines of a list are looked at before it is read.
const LOOKED_AT: usize = 3_000;
/// Enough to tell a sheet of ours.
const ENOUGH: usize = 60;
/// The hidden page of a return sheet.
pub const FORM_NOTE: &str = "haishu-proj";

/// What becomes of a sheet.
pub enum SheetPlan {
    /// It is one of ours.
    Ours,
    List(Box<List>),
    /// No table was found in it.
    Nobodys(Option<Nearest>),
    /// It cannot be read, and others may be.
    Unreadable(Box<Error>),
    /// It was not looked at.
    Unseen,
}

/// The list of an office.
pub struct List {
    /// Of a workbook the name of its sheet.
    pub sheet: Option<String>,
    pub heads: Heads,
    pub found: Resolved,
    /// Some of its works are new, and nothing says of which category; with the likeliest.
    pub lacks_category: Option<String>,
    /// The units it names that are not registered, where there are some that are.
    pub new_units: Vec<String>,
    /// Headings that the last list like this one had not.
    pub is_new: Vec<String>,
    /// What its headings are remembered by.
    key: Vec<String>,
    /// What was remembered of just these headings.
    answer: Option<Answer>,
}

impl List {
    /// What was said of its headings that is not remembered yet, with what is.
    pub fn to_remember(&self, asked: &Mapping) -> Option<Answer> {
        let mut answer =
            self.answer.clone().unwrap_or_else(|| Answer { headings: self.key.clone(), ..Answer::default() });
        for ((_, text), plain) in self.heads.cells.iter().zip(&self.key) {
            let column = match asked.given.iter().find(|given| given.is(text)) {
                Some(given) => {
                    let field = self.found.key_of(given.column).to_owned();
                    Some(AnsweredColumn { field, unit: given.unit.clone() })
                }
                None if asked.ignored.iter().any(|ignored| ignored.is(text)) => None,
                None => continue,
            };
            answer.columns.retain(|(known, _)| known != plain);
            answer.columns.push((plain.clone(), column));
        }
        answer.category = asked.category.clone().or(answer.category);
        for fill in &asked.fill {
            if !answer.fill.contains(&fill.heading) && self.heads.cells.iter().any(|(_, text)| fill.is(text)) {
                answer.fill.push(fill.heading.clone());
            }
        }
        answer.columns.sort();
        (!answer.is_empty() && self.answer.as_ref() != Some(&answer)).then_some(answer)
    }
}

/// What is to be read.
#[derive(Default)]
pub struct Plan {
    /// Of each file its sheets.
    pub files: Vec<Vec<SheetPlan>>,
    /// The day the lists say they are of, and where they say it.
    pub day: Option<(Day, String)>,
    /// They say of which year they are, and not of which day in it.
    pub year_alone: Option<i32>,
    /// A list says a time that may be of several days.
    pub day_asked: Option<DayAsked>,
    /// The sheets of a workbook that are lists of different days: which is it to be?
    pub sheets: Vec<String>,
}

/// What planning stands on.
pub struct Planner<'p> {
    pub session: &'p Session,
    pub known: &'p KnownHeadings,
    pub units: &'p Units,
    /// The columns that an office's list can have.
    pub columns: &'p [Column],
    /// What the command line says.
    pub asked: &'p Mapping,
    pub what: Option<Sheet>,
    pub only: Option<&'p str>,
    /// The day asked for.
    pub as_of: Option<Day>,
    pub today: Day,
    pub is_forced: bool,
    pub may_register: bool,
}

/// A sheet that was recognised as a list.
pub struct Seen {
    pub file: usize,
    pub sheet: usize,
    pub name: Option<String>,
    pub heads: Heads,
    pub lines: Vec<Line>,
}

impl Planner<'_> {
    pub fn plan(&self, files: &mut [(String, File)]) -> Result<Plan> {
        let mut plan = Plan::default();
        let mut seen: Vec<Seen> = Vec::new();
        for (at, (name, file)) in files.iter_mut().enumerate() {
            let sheets = self.sheets(at, name, file, &mut seen)?;
            plan.files.push(sheets);
        }
        self.are_there(&seen, files)?;
        let said: Vec<ListDay> = seen.iter().map(|list| self.day_of(list, &files[list.file].0)).collect();
        self.is_none_ahead(&seen, &said, files)?;
        let days: Vec<Option<(Day, String)>> = said.iter().map(ListDay::likely).collect();
        plan.sheets = several(&seen, &days);
        if plan.sheets.is_empty() {
            plan.day = self.one_day(&seen, &said, files)?;
            plan.day_asked = said.iter().filter(|_| self.as_of.is_none()).find_map(|day| match day {
                ListDay::Asked(asked) => Some(asked.clone()),
                ListDay::Unsaid | ListDay::Said(..) | ListDay::Ahead(..) => None,
            });
        } else {
            plan.day = days.iter().flatten().max().cloned();
        }
        let day = self.as_of.or(plan.day.as_ref().map(|(day, _)| *day));
        let year = day.map_or(year_of(self.session.view.day), year_of);
        if day.is_none() {
            plan.year_alone = seen.iter().find_map(|list| year_said(list, &files[list.file].0, self.asked, year));
        }
        let year = plan.year_alone.unwrap_or(year);
        let day = day.unwrap_or(self.session.view.day);
        let names: HashSet<String> = match seen.is_empty() {
            true => HashSet::new(),
            false => self.session.store.current_names()?.into_iter().map(|(_, name)| folded(&name)).collect(),
        };
        let is_alone = seen.len() == 1;
        for list in seen {
            let (file, sheet) = (list.file, list.sheet);
            let plans = year_planned(&list, &files[file].0).filter(|planned| *planned != year);
            let years = Years { year, plans: plans.unwrap_or(year) };
            let list = self.list(list, &files[file].0, (day, years), (&names, is_alone));
            plan.files[file][sheet] = SheetPlan::List(Box::new(list));
        }
        Ok(plan)
    }

    /// Refuses what names a heading that no list has.
    fn are_there(&self, seen: &[Seen], files: &[(String, File)]) -> Result<()> {
        let Some(first) = seen.first() else { return Ok(()) };
        let is_there = |heading: &String| {
            let named = alone(heading);
            seen.iter().flat_map(|list| &list.heads.cells).any(|(_, text)| named.is(text))
        };
        let missing: Vec<String> = self.asked.named().filter(|heading| !is_there(heading)).cloned().collect();
        if missing.is_empty() {
            return Ok(());
        }
        let there = first.heads.cells.iter().map(|(_, text)| lowest_part(text).to_owned()).collect();
        let file = files.get(first.file).map(|(name, _)| name.clone()).unwrap_or_default();
        Err(HeadingsError::Missing { file, line: first.heads.number, missing, there }.into())
    }

    /// Whose the sheets of a file are.
    fn sheets(&self, at: usize, name: &str, file: &mut File, seen: &mut Vec<Seen>) -> Result<Vec<SheetPlan>> {
        let (sheets, format) = (file.sheets().to_vec(), file.format());
        let is_form = sheets.iter().any(|sheet| sheet.name.as_deref() == Some(FORM_NOTE));
        if is_form || format == FileFormat::Json {
            if self.asked.is_said {
                return Err(HeadingsError::NotOthers { file: name.to_owned() }.into());
            }
            return Ok(sheets.iter().map(|_| SheetPlan::Ours).collect());
        }
        let visible = sheets.iter().filter(|sheet| !sheet.is_hidden).count();
        if self.asked.names_rows() && visible > 1 && self.only.is_none() {
            return Err(HeadingsError::WhichSheet.into());
        }
        if self.what.is_some() && !self.asked.is_said {
            return Ok(sheets.iter().map(|_| SheetPlan::Ours).collect());
        }
        let is_code = |code: &str| {
            let known = self.session.store.project_with_code(&crate::domain::code::tidy_code(code));
            known.is_ok_and(|known| known.is_some())
        };
        let recogniser = Recogniser {
            catalog: &self.session.catalog,
            words: &self.known.words,
            asked: self.asked,
            columns: self.columns,
            is_code: &is_code,
        };
        let mut plans = Vec::new();
        for (place, sheet) in sheets.iter().enumerate() {
            let called = sheet.name.as_deref().unwrap_or_default();
            let of = Sheet::from_code(called).or_else(|| crate::lang::word::sheet_named(called));
            if self.only.is_some_and(|only| only != called) || (sheet.is_hidden && of.is_none()) {
                plans.push(SheetPlan::Unseen);
                continue;
            }
            let first = match first_lines(file, place, ENOUGH) {
                Ok(first) => first,
                Err(error @ Error::Sheet { .. }) if visible > 1 && of.is_none() => {
                    plans.push(SheetPlan::Unreadable(Box::new(error)));
                    continue;
                }
                Err(error) => return Err(error),
            };
            if self.asked.is_said && recogniser.says_itself(&first, of, format) {
                return Err(HeadingsError::NotOthers { file: name.to_owned() }.into());
            }
            match recogniser.whose(&first, of, format) {
                Whose::Ours => plans.push(SheetPlan::Ours),
                Whose::Nobodys(nearest) => plans.push(SheetPlan::Nobodys(nearest)),
                Whose::Others(heads) => {
                    if recogniser.is_form(&heads, first.get(heads.at + 1..).unwrap_or_default()) {
                        return Err(HeadingsError::FormOfOne { file: name.to_owned(), line: heads.number }.into());
                    }
                    let lines = first_lines(file, place, LOOKED_AT)?;
                    seen.push(Seen { file: at, sheet: place, name: sheet.name.clone(), heads, lines });
                    plans.push(SheetPlan::Unseen);
                }
            }
        }
        Ok(plans)
    }

    /// `is_alone`: what the command line says of the category is said of this list, and not of those that say none.
    fn list(
        &self,
        list: Seen,
        file: &str,
        (day, years): (Day, Years),
        (names, is_alone): (&HashSet<String>, bool),
    ) -> List {
        let Seen { heads, lines, name, .. } = list;
        let key: Vec<String> = heads.cells.iter().map(|(_, heading)| plain(&parts(heading).concat())).collect();
        let below = lines.get(heads.at + 1..).unwrap_or_default();
        let remembered = self.known.answer(&key);
        let resolver = Resolver {
            words: &self.known.words,
            asked: self.asked,
            answer: remembered,
            columns: self.columns,
            day,
            years,
        };
        let mut found = resolver.resolve(&heads, below);
        let titles = heads.titles.iter().map(String::as_str);
        let catalog = &self.session.catalog;
        let said_in = |texts: &[&str]| category_in(catalog, texts).map(|category| category.code.clone());
        let said = || said_in(&titles.clone().collect::<Vec<_>>());
        let said = name.as_deref().and_then(|name| said_in(&[name])).or_else(said);
        let said = said.or_else(|| said_in(&[file]));
        found.mapping.titled = said.filter(|_| found.mapping.category.is_none() || !is_alone);
        let is_said = found.mapping.category.is_some() || found.mapping.titled.is_some();
        let lacks = !is_said && self.needs_category(&found, below, names);
        let lacks_category = lacks.then(|| self.likely_category(&found));
        let new_units = self.new_units(&found, below);
        let is_new = |((_, text), plain): (&(usize, String), &String)| {
            let is_new = remembered.is_some_and(|answer| !answer.headings.contains(plain));
            is_new.then(|| lowest_part(text).replace('\n', ""))
        };
        let is_new = heads.cells.iter().zip(&key).filter_map(is_new).collect();
        let answer = remembered.filter(|answer| answer.headings == key).cloned();
        List { sheet: name, heads, found, lacks_category, new_units, is_new, key, answer }
    }

    fn place(&self, found: &Resolved, key: &str) -> Option<usize> {
        found.headings.known.iter().find(|known| self.columns[known.column].key == key).map(|known| known.place)
    }

    /// Whether works are new and no column says of which category they are.
    fn needs_category(&self, found: &Resolved, below: &[Line], names: &HashSet<String>) -> bool {
        if self.place(found, "category").is_some() || self.place(found, "code").is_some() {
            return false;
        }
        let name = self.place(found, "name");
        let mut said = false;
        for line in below {
            if let Some(group) = self.group(line) {
                // （一）续建项目 is of what stands above it
                said = group.says_category || (said && group.is_within);
                continue;
            }
            let Some(place) = name else { return !said };
            let name = line.cells.get(place).map(text_of).unwrap_or_default();
            let is_none = name.trim().is_empty() || is_sums(&name) || is_running_number(&name);
            if !is_none && !said && !names.contains(&folded(&name)) {
                return true;
            }
        }
        false
    }

    /// What a line is that heads a part of a list: 一、治水; `None`: it heads none.
    fn group(&self, line: &Line) -> Option<GroupSaid> {
        let texts: Vec<String> = line.cells.iter().map(text_of).filter(|text| !text.trim().is_empty()).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let says = |texts: &[&str]| category_in(&self.session.catalog, texts).is_some();
        let is_within = |number: &Numbering| number.level == Level::BracketedChinese;
        let of_parts = |number: Option<Numbering>| number.filter(|number| number.level.is_of_parts());
        let number = texts.first().and_then(|first| of_parts(numbered_name(first).map(|(number, _)| number)));
        let apart = texts.first().and_then(|first| of_parts(numbering(first)));
        match (texts.as_slice(), number, apart) {
            ([first, ..], Some(number), _) => {
                Some(GroupSaid { says_category: says(&[*first]), is_within: is_within(&number) })
            }
            ([_, second, ..], None, Some(number)) => {
                Some(GroupSaid { says_category: says(&[*second]), is_within: is_within(&number) })
            }
            ([_] | [_, _], ..) if !texts.iter().any(|text| is_running_number(text)) && says(&texts) => {
                Some(GroupSaid { says_category: true, is_within: false })
            }
            _ => None,
        }
    }

    /// The category that a list without one is most likely of: one whose measures it has, else that of moving households
    /// where it counts some, else the last.
    fn likely_category(&self, found: &Resolved) -> String {
        let catalog = &self.session.catalog;
        let has = |measure: &&Measure| {
            self.place(found, &measure.code).is_some() || self.place(found, &total_key(&measure.code)).is_some()
        };
        let of_measures = catalog.measures.iter().filter(has).find_map(|measure| measure.categories.first());
        let are_moving = catalog.measures.iter().filter(has).any(|one| one.share_of.as_deref() == Some(HOUSEHOLDS));
        let moving = catalog.categories.iter().find(|category| are_moving && category.code == "relocation");
        let last = moving.or(catalog.categories.last()).map(|category| &category.code);
        of_measures.or(last).cloned().unwrap_or_default()
    }

    /// The units named that are not registered, where some are: with none registered those of the list are taken.
    fn new_units(&self, found: &Resolved, below: &[Line]) -> Vec<String> {
        let Some(place) =
            self.place(found, "units").filter(|_| !self.may_register && self.units.iter().next().is_some())
        else {
            return Vec::new();
        };
        let mut new: Vec<String> = Vec::new();
        let name = self.place(found, "name");
        let is_row = |line: &&Line| {
            // which column has the names may still be asked
            let Some(name) = name else { return !line.cells.iter().any(|cell| is_sums(&text_of(cell))) };
            let name = line.cells.get(name).map(text_of).unwrap_or_default();
            !(name.trim().is_empty() || is_sums(&name) || is_running_number(&name))
        };
        for cell in below.iter().filter(is_row).filter_map(|line| line.cells.get(place)).map(text_of) {
            for name in split_names(cell.trim()) {
                let is_known = |name: &str| self.units.knows(name);
                let parted = parts_of_name(&name).flat_map(|part| part.split('\n')).map(str::trim);
                let parted: Vec<&str> = parted.filter(|part| !part.split_whitespace().all(is_known)).collect();
                let names = if is_known(&name) { Vec::new() } else { parted };
                for name in names {
                    let is_none = name.is_empty()
                        || is_blank_mark(name)
                        || is_undecided(name)
                        || ditto(name).is_some()
                        || is_sums(name);
                    if !is_none && !is_known(name) && !new.iter().any(|known| known == name) {
                        new.push(name.to_owned());
                    }
                }
            }
        }
        new
    }
}

/// The head of a part of a list.
struct GroupSaid {
    says_category: bool,
    /// It is a part of the part above it.
    is_within: bool,
}

impl Plan {
    pub fn lists(&self) -> impl Iterator<Item = &List> {
        let sheets = self.files.iter().flatten();
        sheets.filter_map(|sheet| if let SheetPlan::List(list) = sheet { Some(&**list) } else { None })
    }

    /// Whether nothing is left to ask.
    pub fn is_settled(&self) -> bool {
        let is_open =
            |list: &List| !list.found.open.is_empty() || list.lacks_category.is_some() || !list.new_units.is_empty();
        let is_dated = self.year_alone.is_none() && self.day_asked.is_none();
        self.sheets.is_empty() && is_dated && !self.lists().any(is_open)
    }
}

/// The first lines of a sheet.
fn first_lines(file: &mut File, sheet: usize, most: usize) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    let mut is_enough = false;
    let read = file.rows(sheet, &mut |line| {
        lines.push(line);
        is_enough = lines.len() >= most;
        // an error is the way to stop reading
        if is_enough {
            Err(Error::File(FileError::Output { cause: std::io::ErrorKind::Interrupted.into() }))
        } else {
            Ok(())
        }
    });
    if is_enough { Ok(lines) } else { read.map(|()| lines) }
}
