//! What the command line says of somebody else's sheet: which of its headings are which of our columns, and what its rows
//! leave unsaid; and the same of one sheet, when all its headings are known. It has no codes, so its rows are known by the
//! names of their projects.

use crate::domain::catalog::Catalog;
use crate::domain::quantity::{is_same_unit, is_unit_of};
use crate::error::{HeadingsError, Result, RowError, WordList};
use crate::lang::cell::heading_label;
use crate::lang::office::years_of;
use crate::report::headings::{BASE, YEAR_TO_DATE};
use crate::report::model::{Column, Holds, Role};
use crate::sheet::grid::{Line, Raw};
use crate::sheet::heading::{BadField, Given, Headings, Misfit, known_unit, lowest_part, odd_unit, unit_in};

use crate::command::values;

use super::resolve::Years;

/// Of a sheet that `export` did not write.
#[derive(Debug, Default, clap::Args)]
pub struct MappingArgs {
    /// Read the column HEADING as FIELD, a heading of `export`: --map 工程名称=项目名称 --map '总投资=总投资(万元)';
    /// rows without a code are matched by name · 表头对应的字段
    #[arg(long, value_name = "HEADING=FIELD", help_heading = "Sheets of others · 外来表格")]
    map: Vec<String>,
    /// Read nothing under this heading · 不读此列
    #[arg(long, value_name = "HEADING", help_heading = "Sheets of others · 外来表格")]
    ignore: Vec<String>,
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
        self.map.is_empty() && self.ignore.is_empty() && !self.says_of_rows()
    }

    /// Whether something is said of the rows of somebody else's sheet.
    fn says_of_rows(&self) -> bool {
        self.category.is_some() || !self.fill.is_empty() || self.names_rows()
    }

    fn names_rows(&self) -> bool {
        !self.accept.is_empty() || !self.leave.is_empty()
    }
}

#[derive(Clone, Default)]
pub struct Mapping {
    /// The command line says that the sheet is somebody else's.
    pub is_said: bool,
    pub given: Vec<Given>,
    /// Headings under which nothing is read.
    pub ignored: Vec<Given>,
    /// Code of the category of new projects where nothing in the list says one.
    pub category: Option<String>,
    /// That which the list says of all its works, in its title or the name of its sheet.
    pub titled: Option<String>,
    pub fill: Vec<Given>,
    accepted: Vec<usize>,
    left: Vec<usize>,
}

impl Mapping {
    /// What the command line says; of `columns` those of an office's list.
    pub fn new(catalog: &Catalog, columns: &[Column], args: &MappingArgs, files: usize) -> Result<Self> {
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
        Ok(Self {
            is_said: !args.is_none(),
            given,
            ignored: args.ignore.iter().map(|heading| alone(heading)).collect(),
            category: category.transpose()?,
            titled: None,
            fill: args.fill.iter().map(|heading| alone(heading)).collect(),
            accepted: args.accept.clone(),
            left: args.leave.clone(),
        })
    }

    /// Whether rows are named by their numbers: those of which sheet?
    pub fn names_rows(&self) -> bool {
        !self.accepted.is_empty() || !self.left.is_empty()
    }

    /// Whether the command line names a heading, to read it or not.
    pub fn names(&self, heading: &str) -> bool {
        self.given.iter().chain(&self.ignored).any(|given| given.is(heading))
    }

    /// Whether a blank cell under a heading is as the one above it.
    pub fn fills(&self, heading: &str) -> bool {
        self.fill.iter().any(|fill| fill.is(heading))
    }

    pub fn accepts(&self, line: usize) -> bool {
        self.accepted.contains(&line)
    }

    /// Whether a row was said to be no project.
    pub fn leaves(&self, line: usize) -> bool {
        self.left.contains(&line)
    }

    /// The headings named, to be read or not or filled.
    pub fn named(&self) -> impl Iterator<Item = &String> {
        self.given.iter().chain(&self.ignored).chain(&self.fill).map(|given| &given.heading)
    }

    /// The headings named that a line has not.
    pub fn missing(&self, line: &Line) -> Vec<String> {
        let named = self.given.iter().chain(&self.ignored).chain(&self.fill);
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
        Years { year, plans }: Years,
    ) -> Vec<(String, RowError)> {
        let mut against = Vec::new();
        for known in &mut found.known {
            let (column, heading) = (&columns[known.column], &known.heading);
            if let Holds::Quantity(dimension) = column.holds {
                let stated = || units.iter().find(|unit| is_unit_of(unit, dimension)).cloned();
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
            let due = match &*column.key {
                YEAR_TO_DATE => Some(year),
                BASE => Some(year - 1),
                _ => (column.role == Role::Plan).then_some(plans),
            };
            // plans below a title of an earlier year may be of that, or of this
            let is_earlier = column.role == Role::Plan && named.is_empty() && plans < year;
            let other = due.and_then(|due| named.iter().copied().find(|named| *named != due));
            if let Some(other) = other.or(is_earlier.then_some(plans)) {
                let (heading, is_alone) = (heading.clone(), named.len() < 2);
                let name = lowest_part(&heading).replace('\n', "");
                against.push((heading, RowError::YearAgainst { heading: name, named: other, year, is_alone }));
            }
        }
        against
    }
}

/// A heading that is found by itself, whatever column it is.
pub fn alone(heading: &str) -> Given {
    Given { heading: heading.trim().to_owned(), column: 0, unit: None }
}

/// The column that a heading of ours is, which may be stated in somebody else's sheet.
pub fn natural(columns: &[Column], text: &str) -> Option<usize> {
    let found = |text: &str| {
        let line = Line { number: 0, cells: vec![Raw::Text(text.to_owned())] };
        let found = Headings::given(columns, &line, &[], can_be_stated_anew).ok()?;
        found.known.first().map(|known| known.column)
    };
    found(text).or_else(|| found(lowest_part(text)))
}

fn given(columns: &[Column], pair: &str) -> Result<Given> {
    let Some((heading, field)) = pair.rsplit_once('=').filter(|(heading, _)| !heading.trim().is_empty()) else {
        return Err(HeadingsError::NoPair { value: pair.to_owned() }.into());
    };
    let no_field = || {
        let stated = columns.iter().filter(|column| is_stated(column));
        let fields = stated.map(heading_label).collect();
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

/// What a sheet of theirs can state under a heading of ours: a number of theirs is none of our codes, and what they
/// computed is only taken where somebody says what it is.
fn can_be_stated_anew(column: &Column) -> bool {
    matches!(column.role, Role::Register | Role::Return | Role::Plan) || column.key == "category"
}

fn is_stated(column: &Column) -> bool {
    !matches!(column.role, Role::Computed | Role::Version)
}

/// The texts of a line.
pub fn texts(line: &Line) -> impl Iterator<Item = &str> {
    let texts = line.cells.iter().filter_map(|cell| if let Raw::Text(text) = cell { Some(text.trim()) } else { None });
    texts.filter(|text| !text.is_empty())
}
