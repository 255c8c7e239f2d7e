//! What can be wrong with the headings of a sheet, or with what `--map` says of them.

use super::family;
use crate::domain::catalog::Label;
use crate::domain::quantity::Dimension;

family! {
    #[derive(Clone, PartialEq, Eq)]
    pub enum HeadingsError {
        /// None of the first lines has the headings of a sheet; what those of the likeliest may
        /// mean, if one of them may be the name of a project.
        NotFound { file: String, offers: Option<Vec<(String, Label)>> } => 4;
        /// No line has all the headings that were named: those missing from the line that has most, and what it has.
        Missing { file: String, line: usize, missing: Vec<String>, there: Vec<String> } => 4;
        /// `--map` without `=`, or with nothing before it.
        NoPair { value: String } => 2;
        /// A column of the register that there is not, or that no sheet states.
        NoField { field: String, fields: Vec<Label> } => 2;
        /// A unit the column cannot be counted in.
        NoUnit { field: String, unit: String, dimension: Option<Dimension> } => 2;
        /// Two headings for one column.
        OneField { first: String, second: String } => 2;
        /// One heading for two columns.
        OneHeading { heading: String } => 2;
        /// Of somebody else's sheets only those of projects are taken over.
        OnlyProjects => 2;
        /// A return sheet, or JSON, which say by themselves what they hold.
        NotOthers { file: String } => 2;
        /// Columns were named, but neither the name of a project nor its code.
        NothingNamed { file: String } => 4;
        /// `--accept` with several files or sheets: a row of which?
        WhichSheet => 2;
    }
}
