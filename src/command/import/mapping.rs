//! Somebody else's sheet: which of its headings are which of our columns, and what its rows leave unsaid. It has no
//! codes, so its rows are known by the names of their projects.

use crate::domain::catalog::{Catalog, Label};
use crate::domain::quantity::{Dimension, is_same_unit, measured_in};
use crate::error::{HeadingsError, Result, RowError, WordList};
use crate::lang::Lang;
use crate::lang::cell::heading;
use crate::lang::office::{likely, with_unit_to_name, years_of};
use crate::report::imported::ImportedFile;
use crate::report::model::{Column, Holds, Role};
use crate::report::sheets::Sheet;
use crate::sheet::grid::{Line, Raw};
use crate::sheet::heading::{BadField, Given, Headings, Misfit, known_unit, lowest_part, odd_unit, unit_in};

use crate::command::values;

use super::year::{YEAR_TO_DATE, with_year_to_date};

/// Of a sheet that `export` did not write.
#[derive(Debug, Default, clap::Args)]
pub struct MappingArgs {
    /// Read the column HEADING as FIELD, a heading of `export`: --map 工程名称=项目名称 --map '总投资=总投资(万元)';
    /// rows without a code are matched by name · 表头对应的字段
    #[arg(long, value_name = "HEADING=FIELD", help_heading = "Sheets of others · 外来表格")]
    map: Vec<String>,
    /// Category of new projects, where no column says · 新项目的类别
    #[arg(long, value_name = "CATEGORY", help_heading = "Sheets of others · 外来表格")]
    category: Option<String>,
    /// Fill blank cells under this heading from above, as in merged cells · 空格同上（合并单元格）
    #[arg(long, value_name = "HEADING", help_heading = "Sheets of others · 外来表格")]
    fill: Vec<String>,
    /// Accept this row as a new project though its name is close to another · 此行确是新项目
    #[arg(long, value_name = "ROW", help_heading = "Sheets of others · 外来表格")]
    accept: Vec<usize>,
    /// Leave this row out: it is no project · 此行不是项目
    #[arg(long, value_name = "ROW", help_heading = "Sheets of others · 外来表格")]
    leave: Vec<usize>,
}

impl MappingArgs {
    /// Whether nothing of it is said.
    pub fn is_none(&self) -> bool {
        self.map.is_empty() && self.category.is_none() && self.fill.is_empty() && !self.names_rows()
    }

    fn names_rows(&self) -> bool {
        !self.accept.is_empty() || !self.leave.is_empty()
    }
}

/// Whether a sheet taken for one of ours has a column that may be the name of a project in other words.
pub fn looks_foreign(file: &ImportedFile) -> bool {
    file.sheets.iter().flat_map(|sheet| &sheet.unread).any(|heading| likely(heading) == Some("name"))
}

pub struct Mapping {
    pub given: Vec<Given>,
    /// Code of the category of new projects.
    pub category: Option<String>,
    fill: Vec<Given>,
    accepted: Vec<usize>,
    left: Vec<usize>,
}

impl Mapping {
    /// `None` where the sheet is said to be one of ours.
    pub fn new(catalog: &Catalog, columns: &[Column], args: &MappingArgs, files: usize) -> Result<Option<Self>> {
        if args.is_none() {
            return Ok(None);
        }
        if files > 1 && args.names_rows() {
            return Err(HeadingsError::WhichSheet.into());
        }
        let given: Vec<Given> = args.map.iter().map(|pair| given(columns, pair)).collect::<Result<_>>()?;
        for (at, second) in given.iter().enumerate() {
            if let Some(first) = given[..at].iter().find(|first| first.column == second.column) {
                let (first, second) = (first.heading.clone(), second.heading.clone());
                return Err(HeadingsError::OneField { first, second }.into());
            }
            if given[..at].iter().any(|first| first.is(&second.heading)) {
                return Err(HeadingsError::OneHeading { heading: second.heading.clone() }.into());
            }
        }
        let category = args.category.as_deref().map(|word| {
            let found = catalog.find_category(word).map(|category| category.code.clone());
            found.map_err(|unknown| values::unknown_word(WordList::Category, word, unknown))
        });
        // what fills its own gaps is found by its heading alone
        let fill = args.fill.iter().map(|heading| Given { heading: heading.trim().to_owned(), column: 0, unit: None });
        Ok(Some(Self {
            given,
            category: category.transpose()?,
            fill: fill.collect(),
            accepted: args.accept.clone(),
            left: args.leave.clone(),
        }))
    }

    /// Whether rows are named by their numbers: those of which sheet?
    pub fn names_rows(&self) -> bool {
        !self.accepted.is_empty() || !self.left.is_empty()
    }

    /// Whether a column is read under a heading of ours without being named.
    pub fn is_natural(&self, column: &Column) -> bool {
        can_be_stated_anew(column) || (column.key == "category" && self.category.is_none())
    }

    /// Whether a blank cell under a heading is as the one above it.
    pub fn fills(&self, heading: &str) -> bool {
        self.fill.iter().any(|fill| fill.is(heading))
    }

    /// Whether a heading was said to be of percentages as they are typed: 45.
    pub fn is_in_percent(&self, heading: &str) -> bool {
        self.given.iter().any(|given| given.unit.as_deref() == Some("%") && given.is(heading))
    }

    pub fn accepts(&self, line: usize) -> bool {
        self.accepted.contains(&line)
    }

    /// Whether a row was said to be no project.
    pub fn leaves(&self, line: usize) -> bool {
        self.left.contains(&line)
    }

    /// The headings named that a line has not.
    pub fn missing(&self, line: &Line) -> Vec<String> {
        let named = self.given.iter().chain(&self.fill);
        let missing = named.filter(|given| !texts(line).any(|text| given.is(text)));
        missing.map(|given| given.heading.clone()).collect()
    }

    /// Gives the numbers under each heading the unit it names, or a line above it; what goes against `--map`, or against
    /// the year that is looked at, is reported.
    pub fn against(
        &self,
        columns: &[Column],
        found: &mut Headings,
        units: &[String],
        year: i32,
    ) -> Vec<(String, RowError)> {
        let mut against = Vec::new();
        for known in &mut found.known {
            let (column, heading) = (&columns[known.column], &known.heading);
            if let Holds::Quantity(dimension) = column.holds {
                let stated = || units.iter().find(|unit| measured_in(unit) == Some(dimension)).cloned();
                let own = unit_in(heading, dimension).or_else(stated).map(|unit| known_unit(&unit).to_owned());
                if let Some(unit) = odd_unit(heading, dimension) {
                    against.push((heading.clone(), RowError::HeadingUnit { unit, dimension: Some(dimension) }));
                    continue;
                }
                match (&known.unit, own) {
                    (Some(said), Some(own)) if !is_same_unit(said, &own) => {
                        against.push((heading.clone(), RowError::UnitAgainst { own, said: said.clone() }));
                    }
                    (None, own) => known.unit = own,
                    _ => {}
                }
            }
            let mut named = years_of(heading, year);
            named.dedup();
            let is_of_year = column.role == Role::Plan || column.key == YEAR_TO_DATE;
            if let (true, Some(other)) = (is_of_year, named.iter().copied().find(|named| *named != year)) {
                against
                    .push((heading.clone(), RowError::YearAgainst { named: other, year, is_alone: named.len() == 1 }));
            }
        }
        against
    }

    /// Whether found columns are enough to know a project by: a name alone only where it was said to be one.
    pub fn is_headed(&self, columns: &[Column], found: &Headings) -> bool {
        let has = |key: &str| found.known.iter().any(|known| columns[known.column].key == key);
        (has("name") || has("code")) && (found.known.len() > 1 || !self.given.is_empty())
    }
}

fn given(columns: &[Column], pair: &str) -> Result<Given> {
    let Some((heading, field)) = pair.rsplit_once('=').filter(|(heading, _)| !heading.trim().is_empty()) else {
        return Err(HeadingsError::NoPair { value: pair.to_owned() }.into());
    };
    let no_field = || {
        let stated = columns.iter().filter(|column| is_stated(column));
        let fields = stated.map(called).collect();
        HeadingsError::NoField { field: field.to_owned(), fields }.into()
    };
    match Given::new(columns, heading, field) {
        Ok(given) if is_stated(&columns[given.column]) => Ok(given),
        Ok(_) | Err(BadField::Unknown) => Err(no_field()),
        Err(BadField::Misfit(Misfit { heading: field, unit, dimension })) => {
            Err(HeadingsError::NoUnit { field, unit, dimension }.into())
        }
    }
}

fn called(column: &Column) -> Label {
    Label { zh: heading(Lang::Zh, column), en: heading(Lang::En, column) }
}

/// What a sheet of theirs can state under a heading of ours: a number of theirs is none of our codes, and what they
/// computed is only taken where somebody says what it is.
fn can_be_stated_anew(column: &Column) -> bool {
    matches!(column.role, Role::Register | Role::Return | Role::Plan) && column.key != YEAR_TO_DATE
}

fn is_stated(column: &Column) -> bool {
    !matches!(column.role, Role::Computed | Role::Version)
}

/// Which column each heading of a line may be that says it in other words, for whoever is to tell; `units`: those stated
/// above it. `None`: none of them may be the name of a project.
pub fn offers(catalog: &Catalog, line: &Line, units: &[String]) -> Option<Vec<(String, Label)>> {
    let columns = with_year_to_date(Sheet::Projects.columns(catalog));
    let known = Headings::given(&columns, line, &[], can_be_stated_anew).map(|found| found.known).unwrap_or_default();
    let mut taken: Vec<&str> = known.iter().map(|known| &*columns[known.column].key).collect();
    let mut offers = Vec::new();
    for text in texts(line) {
        let own = known.iter().find(|known| known.heading == text);
        let last = lowest_part(text);
        let unit = |column: &Column| match column.holds {
            Holds::Quantity(dimension @ (Dimension::Money | Dimension::Area | Dimension::Land)) => {
                let is_of_it = |unit: &&String| measured_in(unit) == Some(dimension);
                Some(unit_in(text, dimension).or_else(|| units.iter().find(is_of_it).cloned()))
            }
            _ => None,
        };
        let column = match own {
            Some(known) => Some(&columns[known.column]).filter(|column| unit(column) == Some(None)),
            None => {
                likely(last).and_then(|key| columns.iter().find(|column| column.key == key && !taken.contains(&key)))
            }
        };
        let Some(column) = column else { continue };
        taken.push(&column.key);
        let label = match unit(column) {
            // nothing says which unit its numbers are in: that is for the user to state
            Some(None) => with_unit_to_name(called(column)),
            _ => called(column),
        };
        let is_alone = texts(line).filter(|other| lowest_part(other) == last).count() == 1;
        offers.push((if is_alone { last } else { text }.to_owned(), label));
    }
    taken.contains(&"name").then_some(offers)
}

/// The texts of a line.
pub fn texts(line: &Line) -> impl Iterator<Item = &str> {
    let texts = line.cells.iter().filter_map(|cell| if let Raw::Text(text) = cell { Some(text.trim()) } else { None });
    texts.filter(|text| !text.is_empty())
}
