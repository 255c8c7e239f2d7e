//! Everything that can go wrong, as data. The words, in both languages, are in `lang::error`; the only place that
//! prints one is `run`.

mod fault;
mod headings;
mod page;
mod sheet;
mod what;

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::domain::catalog::Named;
use crate::domain::day::{BadDay, Day, DueDay};
use crate::domain::fact::Kind;
use crate::domain::plan::{BadMonths, PlanDoubt};
use crate::domain::quantity::{BadQuantity, Dimension};
use crate::domain::returns::{Doubt, Impossible};
use crate::domain::rules::RuleUnit;
use crate::domain::{ChangeId, IssueNo, TargetNo, UpdateNo};

pub use fault::{BadCell, Fault, Remedy, Why};
pub use headings::BadHeadings;
pub use page::BadPage;
pub use sheet::BadSheet;
pub use what::{UnknownTag, What};

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug)]
pub enum Error {
    /// Neither `--db` nor a `haishu.db` in the current folder.
    NoRegisterNamed,
    Missing {
        path: PathBuf,
    },
    NotARegister {
        path: PathBuf,
    },
    NewerRegister {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    OlderRegister {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    ReadOnly {
        path: PathBuf,
    },
    Busy {
        path: PathBuf,
    },
    RegisterExists {
        path: PathBuf,
    },
    FolderTaken {
        path: PathBuf,
    },
    /// `-o` names a register.
    OverRegister {
        path: PathBuf,
    },
    /// The file is a register, but a row in it cannot be read.
    Damaged {
        what: String,
    },
    Sqlite {
        message: String,
    },
    File {
        path: PathBuf,
        cause: std::io::Error,
    },
    /// A file somebody brought that cannot be read as a table.
    Sheet {
        path: PathBuf,
        bad: BadSheet,
    },
    Output {
        cause: std::io::Error,
    },
    Page(BadPage),
    NoWho,
    Usage(Box<clap::Error>),
    /// `--known-at` on a command that records.
    KnownAtRecords,
    NothingStated {
        command: &'static str,
    },
    NeedsReason {
        flag: &'static str,
    },
    NeedsMergedInto,
    StrayMergedInto,
    NoChangeWithChanges,
    ClearAndSet {
        field: String,
    },
    BadQuantity {
        flag: String,
        value: String,
        dimension: Dimension,
        bad: BadQuantity,
        last: Option<LastReturn>,
    },
    BadAssignment {
        flag: &'static str,
        value: String,
    },
    BadDay {
        flag: &'static str,
        value: String,
        bad: BadDay,
    },
    AfterToday {
        flag: &'static str,
        day: Day,
        today: Day,
    },
    BeforeListed {
        code: String,
        day: Day,
        listed_from: Day,
    },
    UnknownProject {
        word: String,
        near: Vec<(String, String)>,
    },
    AmbiguousProject {
        word: String,
        candidates: Vec<(String, String)>,
    },
    /// A word that names nothing in a list of words.
    UnknownWord {
        what: What,
        value: String,
        candidates: Vec<Named>,
    },
    UnknownUnit {
        value: String,
        candidates: Vec<String>,
    },
    UnknownTag(UnknownTag),
    UnitExists {
        name: String,
    },
    UnitTwice {
        name: String,
    },
    MergeIntoItself {
        name: String,
    },
    BadCode {
        value: String,
    },
    BadNationalCode {
        value: String,
    },
    /// A character that is none, such as a line break in a name; `at` counts from 1.
    ControlCharacter {
        flag: &'static str,
        value: String,
        at: usize,
    },
    TooLong {
        flag: &'static str,
        length: usize,
        most: usize,
    },
    EmptyText {
        flag: &'static str,
    },
    CodeUsed {
        code: String,
        name: String,
    },
    ParentIsItself {
        code: String,
    },
    ParentCycle {
        code: String,
        parent: String,
    },
    ParentKind {
        kind: Kind,
        parent: String,
        parent_kind: Kind,
    },
    ParentCategory {
        parent: String,
        parent_category: Named,
        category: Named,
    },
    LotWithoutParent,
    NotReadable {
        measure: Named,
    },
    NoTotalOfItsOwn {
        measure: Named,
    },
    ProgrammeFiles {
        code: String,
    },
    FiguresFromLots {
        code: String,
    },
    /// `--figures lots` on a project that has none.
    NoLots {
        code: String,
    },
    /// `--into` a project that has itself left the counts.
    MergedIntoGone {
        code: String,
    },
    LotsHaveNoFigures {
        code: String,
    },
    StartAfterFinish {
        start: String,
        finish: String,
    },
    Doubtful {
        code: String,
        doubt: Doubt,
        measure: Named,
        dimension: Dimension,
    },
    Impossible {
        code: String,
        impossible: Impossible,
        measure: Named,
        dimension: Dimension,
    },
    StatedTwice {
        what: String,
    },
    /// `--review` on a return that pauses nothing.
    StrayReview,
    /// A day that must not lie before that of the fact itself.
    BeforeOn {
        flag: &'static str,
        day: Day,
        on: Day,
    },
    BadYear {
        flag: &'static str,
        value: String,
    },
    /// `--months` beside no measure, or several.
    MonthsOfOneMeasure,
    BadMonths {
        bad: BadMonths,
        dimension: Dimension,
    },
    DoubtfulPlan {
        code: String,
        year: i32,
        measure: Named,
        dimension: Dimension,
        value: i64,
        doubt: PlanDoubt,
    },
    MilestoneExists {
        code: String,
        name: String,
        due: DueDay,
    },
    UnknownMilestone {
        code: String,
        word: String,
        candidates: Vec<String>,
    },
    MilestoneMet {
        code: String,
        name: String,
        met: Option<DueDay>,
    },
    MilestoneUnmoved {
        code: String,
        name: String,
        due: DueDay,
    },
    /// The planned start and finish are met by the stage.
    MetByStage {
        code: String,
        name: String,
        stage: Named,
    },
    /// A planned start moved past the planned finish, or the other way round.
    SpanCrossed {
        code: String,
        start: DueDay,
        finish: DueDay,
        /// The one of the two that was not spoken of.
        other: &'static str,
    },
    /// A milestone or an issue spoken of on a day on which it was not raised yet.
    BeforeRaised {
        what: String,
        day: Day,
        raised: Day,
    },
    UnknownIssue {
        value: String,
    },
    IssueIsClosed {
        no: IssueNo,
        closed: Day,
    },
    /// A sentence with more than one figure.
    SeveralFigures {
        figures: Vec<String>,
    },
    /// A percentage is not summed.
    NotSummed {
        measure: Named,
    },
    UnknownTarget {
        value: String,
    },
    /// Its value is counted, not entered.
    CountedTarget {
        no: TargetNo,
    },
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
    BadThreshold {
        key: &'static str,
        value: String,
        unit: RuleUnit,
        bad: BadQuantity,
    },
    /// Yellow would begin beyond red.
    GapsCrossed {
        yellow: i64,
        red: i64,
    },
    UnknownUpdate {
        no: UpdateNo,
    },
    UpdateOfOther {
        no: UpdateNo,
        code: String,
    },
    UpdateNoLongerCounts {
        no: UpdateNo,
        corrected_by: Option<UpdateNo>,
        undone_by: Option<ChangeId>,
    },
    UnknownChange {
        id: ChangeId,
    },
    AlreadyVoid {
        id: ChangeId,
        by: ChangeId,
    },
    NothingToUndo {
        by: String,
    },
    FirstChangeStays,
    /// Taking it back would give two units one name.
    UndoClash {
        id: ChangeId,
        name: String,
    },
    UndoBlocked {
        id: ChangeId,
        blockers: Vec<Blocker>,
    },
    /// A return sheet without the hidden page that says whose it is.
    FormWithoutNote {
        file: String,
    },
    /// `--sheet` names none of these.
    NoSuchSheet {
        file: String,
        sheet: String,
        sheets: Vec<String>,
    },
    /// Rows without a code or number, of a file that was imported before.
    FileTaken {
        file: String,
        change: ChangeId,
    },
    /// A return sheet is not written over a file that may have been filled.
    FormExists {
        path: PathBuf,
    },
    /// A character that the encoding of a CSV has no place for; `row`: how its row begins.
    Unmappable {
        character: char,
        row: String,
    },
    /// `export --what all --format csv` without a folder to write into.
    AllWantsFolder,
    /// Several return sheets under one name.
    NeedsPlaceholder {
        path: PathBuf,
    },
    Headings(BadHeadings),
    /// Rows of a file were not taken: how many faults there are, how many of them are conflicts, what can be done.
    NotImported {
        faults: i64,
        conflicts: i64,
        remedies: BTreeSet<Remedy>,
    },
    /// A line of the program's own data that it cannot read: a mistake of ours.
    Fixture {
        file: &'static str,
        line: usize,
        problem: String,
    },
}

/// The last value filed, to help read a number without a unit.
#[derive(Debug)]
pub struct LastReturn {
    pub code: String,
    pub value: i64,
}

/// A fact that stands in the way of an undo.
#[derive(Debug, PartialEq, Eq)]
pub struct Blocker {
    pub change: ChangeId,
    pub command: String,
}

impl Error {
    /// 1 failed · 2 wrong usage · 4 input refused · 5 conflict · 6 busy.
    pub fn exit_status(&self) -> u8 {
        match self {
            Self::NoRegisterNamed
            | Self::Missing { .. }
            | Self::NotARegister { .. }
            | Self::NewerRegister { .. }
            | Self::OlderRegister { .. }
            | Self::ReadOnly { .. }
            | Self::Damaged { .. }
            | Self::Sqlite { .. }
            | Self::File { .. }
            | Self::Output { .. }
            | Self::Fixture { .. } => 1,
            Self::Usage(_)
            | Self::NoWho
            | Self::KnownAtRecords
            | Self::NothingStated { .. }
            | Self::NeedsReason { .. }
            | Self::NeedsMergedInto
            | Self::StrayMergedInto
            | Self::NoChangeWithChanges
            | Self::StatedTwice { .. }
            | Self::StrayReview
            | Self::MonthsOfOneMeasure
            | Self::AllWantsFolder
            | Self::NeedsPlaceholder { .. }
            | Self::NotOfReport { .. }
            | Self::ClearAndSet { .. } => 2,
            Self::RegisterExists { .. }
            | Self::FolderTaken { .. }
            | Self::CodeUsed { .. }
            | Self::UnitExists { .. }
            | Self::UpdateNoLongerCounts { .. }
            | Self::MilestoneExists { .. }
            | Self::MilestoneMet { .. }
            | Self::IssueIsClosed { .. }
            | Self::AlreadyVoid { .. }
            | Self::OverRegister { .. }
            | Self::FileTaken { .. }
            | Self::FormExists { .. }
            | Self::UndoClash { .. }
            | Self::UndoBlocked { .. } => 5,
            Self::NotImported { faults, conflicts, .. } if faults == conflicts => 5,
            Self::Busy { .. } => 6,
            Self::Page(bad) => bad.exit_status(),
            Self::Headings(bad) => bad.exit_status(),
            _ => 4,
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite { message: error.to_string() }
    }
}
