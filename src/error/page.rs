//! What can be wrong with a page that is asked for, or with where it is to go.

use std::path::PathBuf;

use crate::domain::schedule::BadSchedule;
use crate::domain::{ChangeId, Day, PageNo};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PageError {
    /// A flag of another report.
    NotOfReport {
        flag: &'static str,
        of: &'static str,
    },
    /// A day that is not over on the day of the page.
    AfterView {
        flag: &'static str,
        day: Day,
        view: Day,
    },
    /// A word in braces in `-o` that stands for nothing.
    UnknownPlaceholder {
        word: String,
        known: Vec<&'static str>,
    },
    /// Two units whose pages would be one file.
    SameFile {
        path: PathBuf,
    },
    /// `{unit}` in `-o` of a page that is of no unit.
    NoUnitNamed,
    /// The moment by which things are to be known has not come.
    KnownAhead {
        known_at: Day,
        today: Day,
    },
    /// What a crontab has no room for: another line.
    NotOneLine {
        value: String,
    },
    /// A file for one table, which no report is.
    NotOfOneTable,
    /// A page to be frozen as known before the register was made.
    NothingKnown,
    /// A page of targets, which have no unit.
    NotOfTargets {
        flag: &'static str,
    },
    /// The day of the page has not come.
    Ahead {
        as_of: Day,
        today: Day,
    },
    /// A page that is made again and again cannot be of one day or moment.
    FixedView {
        flag: &'static str,
    },
    /// `--at` names no time.
    Schedule {
        value: String,
        bad: BadSchedule,
    },
    MailAddress {
        value: String,
    },
    /// No page was frozen under this number; `last`: the highest there is.
    Unknown {
        no: PageNo,
        last: Option<PageNo>,
    },
    /// Its freezing was taken back by a change.
    Undone {
        no: PageNo,
        by: ChangeId,
    },
    /// Its bytes, or the ledger it was made of, are not what its hashes say.
    Altered {
        no: PageNo,
    },
}

impl PageError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::UnknownPlaceholder { .. }
            | Self::NoUnitNamed
            | Self::NotOfOneTable
            | Self::NotOfTargets { .. }
            | Self::FixedView { .. }
            | Self::NotOfReport { .. } => 2,
            Self::Altered { .. } => 1,
            Self::Ahead { .. }
            | Self::AfterView { .. }
            | Self::KnownAhead { .. }
            | Self::NothingKnown
            | Self::SameFile { .. }
            | Self::NotOneLine { .. }
            | Self::Schedule { .. }
            | Self::MailAddress { .. }
            | Self::Unknown { .. }
            | Self::Undone { .. } => 4,
        }
    }
}
