//! What can be wrong with the headings of a sheet, or with what `--map` says of them.

use crate::domain::catalog::Label;
use crate::domain::quantity::Dimension;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum HeadingsError {
    /// None of the first lines has the headings of a sheet; what those of the likeliest may
    /// mean, if one of them may be the name of a project.
    NotFound { file: String, offers: Option<Vec<(String, Label)>> },
    /// No line has all the headings that were named: those missing from the line that has most, and what it has.
    Missing { file: String, line: usize, missing: Vec<String>, there: Vec<String> },
    /// `--map` without `=`, or with nothing before it.
    NoPair { value: String },
    /// A column of the register that there is not, or that no sheet states.
    NoField { field: String, fields: Vec<Label> },
    /// A unit the column cannot be counted in.
    NoUnit { field: String, unit: String, dimension: Option<Dimension> },
    /// Two headings for one column.
    OneField { first: String, second: String },
    /// One heading for two columns.
    OneHeading { heading: String },
    /// Of somebody else's sheets only those of projects are taken over.
    OnlyProjects,
    /// A return sheet, or JSON, which say by themselves what they hold.
    NotOthers { file: String },
    /// Columns were named, but neither the name of a project nor its code.
    NothingNamed { file: String },
    /// `--accept` with several files or sheets: a row of which?
    WhichSheet,
}

impl HeadingsError {
    /// 2 where the command line alone is wrong, 4 where the sheet is.
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::NotFound { .. } | Self::Missing { .. } | Self::NothingNamed { .. } => 4,
            Self::NoPair { .. }
            | Self::NoField { .. }
            | Self::NoUnit { .. }
            | Self::OneField { .. }
            | Self::OneHeading { .. }
            | Self::OnlyProjects
            | Self::NotOthers { .. }
            | Self::WhichSheet => 2,
        }
    }
}
