//! What can be wrong with the headings of a sheet, or with what `--map` says of them.

use super::family;
use crate::domain::catalog::Label;
use crate::domain::day::Day;
use crate::domain::quantity::Dimension;

family! {
    #[derive(Clone, PartialEq, Eq)]
    pub enum HeadingsError {
        /// None of the first lines has the headings of a sheet.
        NotFound { file: String } => 4;
        /// What the headings of a list leave open, and the command that answers it all: as typed, with these flags.
        Open { questions: Vec<Question>, typed: String, flags: Vec<SaidFlag> } => 4;
        /// A list says that it is of one day, and the command line that it is of another.
        DayAgainst { file: String, own: Day, text: String, said: Day } => 4;
        /// A list says that it is of two days: each with the words that say so.
        TwoDays { file: String, first: (Day, String), second: (Day, String) } => 4;
        /// A list says that it is of a day that is still to come, with the words that say so.
        DayAhead { file: String, day: Day, text: String } => 4;
        /// `heading add` of a word that means just that already.
        WordKnown { word: String, field: Label } => 5;
        /// `heading remove` of a word that means nothing.
        WordUnknown { word: String } => 4;
        /// `heading add` with a column of the register that there is not, or that no sheet states.
        NoSuchField { field: String, fields: Vec<Label> } => 4;
        /// Labels beside values, of one project: no list.
        FormOfOne { file: String, line: usize } => 4;
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

/// What whoever imports a list is asked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// What a heading means, with the first cells below it; `None`: nothing is read there.
    Heading { heading: String, samples: Vec<String>, choices: Vec<Option<Label>> },
    /// Of which category new works are.
    Category { choices: Vec<Label> },
    /// Whether units are to be registered.
    Units { names: Vec<String> },
    /// Whether a list of a year is of its last day.
    Day { year: i32, day: Day },
    /// Of which day a list is that says a time in these words.
    WhichDay { said: Vec<String>, days: Vec<Day> },
    /// Which of several sheets.
    Sheet { sheets: Vec<String> },
}

impl Question {
    /// How many choices there are.
    #[must_use]
    pub fn choices(&self) -> usize {
        match self {
            Self::Heading { choices, .. } => choices.len(),
            Self::Category { choices } => choices.len(),
            Self::Units { .. } => 2,
            Self::Day { .. } => 1,
            Self::WhichDay { days, .. } => days.len(),
            Self::Sheet { sheets } => sheets.len(),
        }
    }

    /// The choice that an answer is, from 0: its number, or nothing for the first.
    #[must_use]
    pub fn choice(&self, answer: &str) -> Option<usize> {
        let answer = answer.trim();
        match answer {
            "" | "y" | "Y" | "是" => Some(0),
            "n" | "N" | "否" if matches!(self, Self::Units { .. }) => Some(1),
            _ => answer.parse::<usize>().ok()?.checked_sub(1).filter(|choice| *choice < self.choices()),
        }
    }
}

/// A flag to be typed, with its value in either language.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaidFlag {
    pub flag: &'static str,
    pub value: Option<Label>,
}
