//! Sheets that go out, are edited and come back: a table for each kind of thing the register holds. What a sheet says of
//! a row is what an import holds the row against when it returns.

mod issues;
mod key;
mod milestones;
mod plans;
mod projects;
mod targets;
mod updates;
mod words;

use std::collections::HashMap;

use super::columns::{ProjectColumn, RegisterView};
use super::list::Filter;
use super::model::{Cell, Column, Holds, Role, Section, SectionBody, Shape, TableRows, Word};
use crate::domain::catalog::Catalog;
use crate::domain::change::{Change, Return};
use crate::domain::state::State;
use crate::domain::target::{EnteredValue, Target};
use crate::domain::{ChangeId, ProjectId};

pub use key::{Canon, canon, key};
pub use plans::MONTHS;
pub use projects::cell as project_cell;
pub use words::words;

/// What a sheet is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Sheet {
    Projects,
    Updates,
    Plans,
    Milestones,
    Issues,
    Targets,
}

impl Sheet {
    pub const ALL: [Self; 6] =
        [Self::Projects, Self::Updates, Self::Plans, Self::Milestones, Self::Issues, Self::Targets];

    /// The word it is asked for by, and its member in JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Projects => "projects",
            Self::Updates => "updates",
            Self::Plans => "plans",
            Self::Milestones => "milestones",
            Self::Issues => "issues",
            Self::Targets => "targets",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sheet| sheet.code() == code)
    }

    /// What it is called: the name of its sheet in a workbook.
    pub fn word(self) -> Word {
        match self {
            Self::Projects => Word::SheetOfProjects,
            Self::Updates => Word::SheetOfUpdates,
            Self::Plans => Word::SheetOfPlans,
            Self::Milestones => Word::Milestones,
            Self::Issues => Word::Issue,
            Self::Targets => Word::SheetOfTargets,
        }
    }

    /// Its columns, in their order.
    pub fn columns(self, catalog: &Catalog) -> Vec<Column> {
        let mut columns = match self {
            Self::Projects => projects::columns(catalog),
            Self::Updates => updates::columns(catalog),
            Self::Plans => plans::columns(),
            Self::Milestones => milestones::columns(),
            Self::Issues => issues::columns(),
            Self::Targets => targets::columns(),
        };
        columns.push(Column::new("version", Word::Version, Shape::Fixed).holding(Role::Version, Holds::Code));
        columns
    }
}

/// The rows of some projects, with their version.
pub fn project_rows<'s>(view: &RegisterView, states: impl Iterator<Item = &'s State>, version: &str) -> Vec<Vec<Cell>> {
    let columns = ProjectColumn::all(view.catalog);
    let row = |state| {
        let mut row = projects::row(&columns, view, state);
        row.push(Cell::Code(version.to_owned()));
        row
    };
    states.map(row).collect()
}

/// The register on one day, as known at one moment, with all that sheets say beside the states.
pub struct Data<'a> {
    pub view: RegisterView<'a>,
    /// Of which state of the register the rows are: change and day.
    pub version: &'a str,
    /// The returns of each project that count, in the order of their days.
    pub returns: &'a HashMap<ProjectId, Vec<Return>>,
    pub changes: &'a HashMap<ChangeId, Change>,
    pub targets: &'a [(Target, Vec<EnteredValue>)],
}

impl<'a> Data<'a> {
    /// The rows of a sheet that a filter takes.
    pub fn rows(&'a self, sheet: Sheet, filter: &'a Filter) -> TableRows<'a> {
        let rows: TableRows<'a> = match sheet {
            Sheet::Projects => Box::new(projects::rows(self, filter)),
            Sheet::Updates => Box::new(updates::rows(self, filter)),
            Sheet::Plans => Box::new(plans::rows(self, filter)),
            Sheet::Milestones => Box::new(milestones::rows(self, filter)),
            Sheet::Issues => Box::new(issues::rows(self, filter)),
            Sheet::Targets => Box::new(targets::rows(self, filter)),
        };
        Box::new(rows.map(|mut row| {
            row.push(Cell::Code(self.version.to_owned()));
            row
        }))
    }

    /// A sheet as a part of a page.
    pub fn section(&'a self, sheet: Sheet, filter: &'a Filter) -> Section<'a> {
        let columns = sheet.columns(self.view.catalog);
        let body = SectionBody::Table { columns, rows: self.rows(sheet, filter) };
        Section { id: sheet.code().into(), heading: Some(sheet.word().into()), body, notes: Vec::new() }
    }
}
