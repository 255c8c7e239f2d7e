//! Somebody else's sheet: which of its headings are which of our columns, and what its rows leave unsaid. It has no
//! codes, so its rows are known by the names of their projects.

use crate::domain::catalog::{Catalog, Label};
use crate::domain::name::folded;
use crate::domain::quantity::Dimension;
use crate::error::{BadHeadings, Error, Result, What};
use crate::lang::Lang;
use crate::lang::cell::{heading, heading_with_unit};
use crate::lang::likely::likely;
use crate::lang::word::is_total;
use crate::report::model::{Column, Holds, Role};
use crate::report::sheets::{Canon, Sheet};
use crate::sheet::grid::{FileFormat, Line, Raw};
use crate::sheet::heading::{BadField, Given, Headings, Misfit, unit_behind};

use crate::command::values;

use super::key::Key;
use super::row::{Refusal, Table, at, text_of};
use super::rows::Rows;

/// Of a sheet that `export` did not write.
#[derive(Debug, Default, clap::Args)]
pub struct Stated {
    /// The column headed so is this field, a heading of `export`: --map 工程名称=项目名称 --map '总投资=总投资(万元)';
    /// rows without a code are known by their names · 表头对应的字段
    #[arg(long, value_name = "HEADING=FIELD", help_heading = "Sheets of others · 外来表格")]
    map: Vec<String>,
    /// The category of new projects, where no column says · 新项目的类别
    #[arg(long, value_name = "CATEGORY", help_heading = "Sheets of others · 外来表格")]
    category: Option<String>,
    /// A blank cell under this heading is as the one above it, as in merged cells · 空格同上（合并单元格）
    #[arg(long, value_name = "HEADING", help_heading = "Sheets of others · 外来表格")]
    fill: Vec<String>,
    /// This row is a new project, though its name is much like another's · 此行确是新项目
    #[arg(long, value_name = "ROW", help_heading = "Sheets of others · 外来表格")]
    accept: Vec<usize>,
}

pub struct Mapping {
    pub given: Vec<Given>,
    /// Code of the category of new projects.
    pub category: Option<String>,
    fill: Vec<Given>,
    accepted: Vec<usize>,
}

/// What stands for the cell above.
const DITTO: [&str; 6] = ["〃", "″", "\"", "同上", "同前", "ditto"];

impl Mapping {
    /// `None` where the sheet is said to be one of ours.
    pub fn new(catalog: &Catalog, columns: &[Column], args: &Stated, files: usize) -> Result<Option<Self>> {
        if args.map.is_empty() && args.category.is_none() && args.fill.is_empty() && args.accept.is_empty() {
            return Ok(None);
        }
        if files > 1 && !args.accept.is_empty() {
            return Err(Error::Headings(BadHeadings::WhichFile));
        }
        let given: Vec<Given> = args.map.iter().map(|pair| given(columns, pair)).collect::<Result<_>>()?;
        for (at, second) in given.iter().enumerate() {
            if let Some(first) = given[..at].iter().find(|first| first.column == second.column) {
                let (first, second) = (first.heading.clone(), second.heading.clone());
                return Err(Error::Headings(BadHeadings::OneField { first, second }));
            }
        }
        let category = args.category.as_deref().map(|word| {
            let found = catalog.find_category(word).map(|category| category.code.clone());
            found.map_err(|unknown| values::unknown_word(What::Category, word, unknown))
        });
        // what fills its own gaps is found by its heading alone
        let fill = args.fill.iter().map(|heading| Given { heading: heading.trim().to_owned(), column: 0, unit: None });
        Ok(Some(Self { given, category: category.transpose()?, fill: fill.collect(), accepted: args.accept.clone() }))
    }

    pub fn accepts(&self, line: usize) -> bool {
        self.accepted.contains(&line)
    }

    /// The headings named that a line has not.
    pub fn missing(&self, line: &Line) -> Vec<String> {
        let named = self.given.iter().chain(&self.fill);
        let missing = named.filter(|given| !texts(line).any(|text| given.is(text)));
        missing.map(|given| given.heading.clone()).collect()
    }

    /// Whether found columns are enough to know a project by.
    pub fn is_headed(columns: &[Column], found: &Headings) -> bool {
        let has = |key: &str| found.known.iter().any(|known| columns[known.column].key == key);
        (has("name") || has("code")) && found.known.len() > 1
    }

    /// A line of sums, by its first cell; or one that heads a group of rows, and has nothing but a name.
    pub fn is_no_row(table: &Table, line: &Line) -> bool {
        let is_sum = line.cells.iter().find(|cell| **cell != Raw::Empty).is_some_and(|cell| is_total(&text_of(cell)));
        let known = table.headings.known.iter();
        let mut filled = known.filter(|known| line.cells.get(known.place).is_some_and(|cell| *cell != Raw::Empty));
        is_sum || filled.all(|known| table.columns[known.column].key == "name")
    }

    /// A row with what its ditto marks and merged cells stand for: the cells of the row above.
    pub fn filled(&self, table: &Table, above: &[Raw], line: &Line) -> Line {
        let mut line = line.clone();
        line.cells.resize(line.cells.len().max(above.len()), Raw::Empty);
        for known in &table.headings.known {
            let Some(cell) = line.cells.get_mut(known.place) else { continue };
            let is_merged = *cell == Raw::Empty && self.fill.iter().any(|fill| fill.is(&known.heading));
            if is_merged || matches!(cell, Raw::Text(text) if DITTO.contains(&text.trim())) {
                *cell = above.get(known.place).cloned().unwrap_or(Raw::Empty);
            }
        }
        line
    }
}

impl Rows<'_, '_> {
    /// The key of a row of somebody else's sheet, which has no code: that of the project with its name.
    pub fn by_name(&mut self, table: &Table, line: &Line, key: Key) -> Result<Result<Key, Refusal>> {
        let is_ours = self.work.options.mapping.is_none() || table.sheet != Sheet::Projects;
        if is_ours || key.iter().all(Option::is_some) {
            return Ok(Ok(key));
        }
        let name = text_of(table.raw(line, "name"));
        let codes = self.work.codes_of_name(&folded(&name))?;
        Ok(match codes.as_slice() {
            [] => Ok(key),
            [code] => Ok(vec![Some(Canon::Text(code.clone()))]),
            _ => {
                let candidates = codes.into_iter().map(|code| (code, name.clone())).collect();
                at("name", Err(Error::AmbiguousProject { word: name, candidates }))
            }
        })
    }
}

fn given(columns: &[Column], pair: &str) -> Result<Given> {
    let Some((heading, field)) = pair.rsplit_once('=').filter(|(heading, _)| !heading.trim().is_empty()) else {
        return Err(Error::Headings(BadHeadings::NoPair { value: pair.to_owned() }));
    };
    let no_field = || {
        let stated = columns.iter().filter(|column| is_stated(column));
        let fields = stated.map(called).collect();
        Error::Headings(BadHeadings::NoField { field: field.to_owned(), fields })
    };
    match Given::new(columns, heading, field) {
        Ok(given) if is_stated(&columns[given.column]) => Ok(given),
        Ok(_) | Err(BadField::Unknown) => Err(no_field()),
        Err(BadField::Misfit(Misfit { heading: field, unit, dimension })) => {
            Err(Error::Headings(BadHeadings::NoUnit { field, unit, dimension }))
        }
    }
}

fn called(column: &Column) -> Label {
    Label { zh: heading(Lang::Zh, column), en: heading(Lang::En, column) }
}

fn is_stated(column: &Column) -> bool {
    !matches!(column.role, Role::Computed | Role::Version)
}

/// Which column each heading of a line may be that says it in other words, for whoever is to tell. `None`: none of them
/// may be the name of a project.
pub fn offers(catalog: &Catalog, line: &Line) -> Option<Vec<(String, Label)>> {
    let columns = Sheet::Projects.columns(catalog);
    let known = Headings::of(&columns, line, FileFormat::Csv, &[]).map(|found| found.known).unwrap_or_default();
    let mut taken: Vec<&str> = known.iter().map(|known| &*columns[known.column].key).collect();
    let mut offers = Vec::new();
    for text in texts(line) {
        let own = known.iter().find(|known| known.heading == text);
        let column = match own {
            Some(known) => Some(&columns[known.column]).filter(|column| known.unit.is_none() && wants_unit(column)),
            None => {
                likely(text).and_then(|key| columns.iter().find(|column| column.key == key && !taken.contains(&key)))
            }
        };
        let Some(column) = column else { continue };
        taken.push(&column.key);
        // a heading that says its unit needs none from us
        let label = match unit_behind(text) {
            Some(_) => called(column),
            None => Label { zh: heading_with_unit(Lang::Zh, column), en: heading_with_unit(Lang::En, column) },
        };
        offers.push((text.to_owned(), label));
    }
    taken.contains(&"name").then_some(offers)
}

/// Whether bare numbers cannot be read under it without a unit.
fn wants_unit(column: &Column) -> bool {
    matches!(column.holds, Holds::Quantity(Dimension::Money | Dimension::Area | Dimension::Land))
}

/// The texts of a line.
pub fn texts(line: &Line) -> impl Iterator<Item = &str> {
    let texts = line.cells.iter().filter_map(|cell| if let Raw::Text(text) = cell { Some(text.trim()) } else { None });
    texts.filter(|text| !text.is_empty())
}
