//! What can be wrong with a page that is asked for, or with where it is to go.

use super::family;

use std::path::PathBuf;

use crate::domain::change::HistoryFault;
use crate::domain::page::Each;
use crate::domain::schedule::BadSchedule;
use crate::domain::{ChangeId, Day, PageNo};

family! {
    #[derive(Clone, PartialEq, Eq)]
    pub enum PageError {
        /// A flag of another report.
        NotOfReport { flag: &'static str, of: &'static str } => 2;
        /// A day that is not over on the day of the page.
        AfterView { flag: &'static str, day: Day, view: Day } => 4;
        /// A word in braces in `-o` that stands for nothing.
        UnknownPlaceholder { word: String, known: Vec<&'static str> } => 2;
        /// Two units, or two leaders, whose pages would be one file.
        SameFile { path: PathBuf, of: Each } => 4;
        /// `{unit}` in `-o` of a page that is of no unit.
        NoUnitNamed => 2;
        /// `{leader}` in `-o` of a page that is of no leader.
        NoLeaderNamed => 2;
        /// A page for each, of one of them alone.
        EachOfOne { each: Each } => 2;
        /// The moment by which things are to be known has not come.
        KnownAhead { known_at: Day, today: Day } => 4;
        /// What a crontab has no room for: another line.
        NotOneLine { value: String } => 4;
        /// A file for one table, which no report is; `writes`: the endings of what a report is written as.
        NotOfOneTable { writes: Vec<&'static str> } => 2;
        /// A page to be frozen as known before the register was made.
        NothingKnown => 4;
        /// A flag of documents, for a page that is none; the format it has.
        NotOfFormat { flag: &'static str, format: &'static str } => 2;
        /// A page of targets, which have no unit and no leader.
        NotOfTargets { flag: &'static str } => 2;
        /// The day of the page has not come.
        Ahead { as_of: Day, today: Day } => 4;
        /// A page that is made again and again cannot be of one day or moment.
        FixedView { flag: &'static str } => 2;
        /// `--at` names no time.
        Schedule { value: String, bad: BadSchedule } => 4;
        MailAddress { value: String } => 4;
        /// No page was frozen under this number; `last`: the highest there is.
        Unknown { no: PageNo, last: Option<PageNo> } => 4;
        /// Its freezing was taken back by a change.
        Undone { no: PageNo, by: ChangeId } => 4;
        /// Its bytes, or the ledger it was made of, are not what its hashes say.
        Altered { no: PageNo } => 1;
        /// The hash chain does not hold up to the change that froze it.
        Unproven { no: PageNo, fault: HistoryFault } => 1;
    }
}
