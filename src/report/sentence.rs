//! Sentences as data: kind and figures. `lang` words them.
//!
//! Long: one enum, whole.

pub use super::spoken::{Figure, Filed, LeftGroup};

use super::brief::told::Told;
use super::model::{Grounds, LightCounts, Shape, Word};
use crate::domain::catalog::{Label, Named};
use crate::domain::day::{Day, DueDay};
use crate::domain::fact::{Field, Kind, Level, MilestoneEvent};
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::period::{Cadence, Period};
use crate::domain::quantity::Dimension;
use crate::domain::sign::Sign;
use crate::domain::target::{Comparator, Judgement};
use crate::domain::{ChangeId, IssueNo, PageNo, TargetNo, UpdateNo};

/// A typed sentence: kind and figures. `lang` words it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sentence {
    /// What a column of a return sheet asks for.
    FormNote {
        key: String,
        shape: Shape,
    },
    /// 共N项（标段M），开工a，完工b …
    Overview {
        projects: i64,
        lots: i64,
        started: i64,
        completed: i64,
        no_stage: i64,
    },
    Lights(LightCounts),
    /// 较上期: what there is more or less of than on the last day of the period before.
    SinceLast {
        cadence: Cadence,
        lights: LightCounts,
        projects: i64,
        started: i64,
        completed: i64,
    },
    /// 本年完成 against the plans, and what the period added; in fen.
    Money {
        cadence: Cadence,
        done: i64,
        plan: i64,
        rate: Option<Fraction>,
        elapsed: Fraction,
        period_done: i64,
    },
    /// What late returns and corrections added to the sum of the page before; in fen.
    PutRight {
        /// Its day.
        until: Day,
        change: i64,
    },
    /// No plan of the year yet, where works had one last year; in fen.
    NoPlansYet {
        year: i32,
        cadence: Cadence,
        done: i64,
        period_done: i64,
    },
    /// 开工率
    StartRate {
        due: i64,
        started: i64,
        /// Of those that started: first seen started, so that nobody knows since when.
        undated: i64,
    },
    /// What works did since a value that was not fresh when the period began; in fen.
    Across {
        works: i64,
        done: i64,
    },
    /// What works had done before the period in which their first plan was set; in fen.
    NewlyPlanned {
        works: i64,
        done: i64,
    },
    /// What works took along that came, left or changed hands; in fen.
    Moved {
        done: i64,
    },
    /// The works behind the figures of the two above, by their codes.
    AcrossWorks(Vec<String>),
    NewlyPlannedWorks(Vec<String>),
    /// Works with a light set by hand, and how many of them are red by the rules.
    HandLights {
        works: i64,
        red: i64,
    },
    /// Works whose year to date is counted from a reading long before the year began: code, its day, and whether its
    /// year need not be said.
    StaleBases(Vec<(String, Day, bool)>),
    /// The first return of a work, in a stage beyond the starting one: no event.
    FirstSeen {
        stage: Named,
        day: Day,
    },
    /// What stands beside a sum, in projects; in fen.
    Beside {
        unplanned: i64,
        /// Lots without a plan of works that have one on another lot.
        unplanned_lots: i64,
        unplanned_done: i64,
        never_filed: i64,
        no_base: i64,
    },
    /// 另有取消n项、并入n项, with their plans and what they did.
    Left(Vec<LeftGroup>),
    /// 按首版计划
    FirstPlanRate(Fraction),
    /// Which clock a page goes by, and how differences are rounded.
    Clocks,
    /// Units with the lowest rates, the lowest first.
    LastUnits(Vec<(String, Fraction)>),
    /// So many more rows that were left out.
    More {
        rows: i64,
    },
    /// Too many to name.
    InAll {
        rows: i64,
    },
    /// More projects that are red, or yellow.
    MoreLit {
        light: Light,
        projects: i64,
    },
    /// What yellow and grey works ask: code and words.
    Asks(Vec<(String, String)>),
    /// What works ask that stand in no list; of how many more.
    OtherAsks {
        asks: Vec<(String, String)>,
        more: i64,
    },
    /// Grey works: code, and days since the last return, if there ever was one.
    Greys(Vec<(String, Option<i64>)>),
    /// Households left out of the funnel, because their total is unknown.
    NoHouseholds {
        projects: i64,
    },
    /// 三种清零: projects whose every household signed, left, was demolished.
    Cleared {
        projects: i64,
        /// Label of the measure, and how many are through by it.
        by: Vec<(Label, i64)>,
    },
    /// A row by its code, with the day of its last return.
    LastReturn {
        code: String,
        as_of: Option<Day>,
        /// The year need not be said.
        is_this_year: bool,
    },
    /// 催报: how many of those that owed a return have filed none, and by when they are asked to.
    Missing {
        period: Period,
        owed: i64,
        missing: i64,
        answer_by: Day,
        /// That day is over.
        is_late: bool,
    },
    /// A unit with so many rows below; `None`: they have none.
    OfUnit {
        unit: Option<String>,
        rows: i64,
    },
    /// A row that filed no return, with what it returned last.
    NotReturned {
        code: String,
        name: String,
        unit: Option<String>,
        last: Option<Day>,
        /// Since the last return.
        days: Option<i64>,
        /// The year of the last return need not be said.
        is_this_year: bool,
        light: Option<Light>,
    },
    /// How many marks of each sign a chart has.
    Signs(Vec<(Sign, i64)>),
    /// What the signs of a chart mean.
    Legend {
        has_undated: bool,
    },
    /// Projects without a milestone in the year, themselves or in their lots.
    Unmarked {
        projects: i64,
    },
    /// Projects that have left and are not listed: code and label of the condition, and how many.
    NotListed(Vec<(&'static str, Label, i64)>),
    /// Nothing to list.
    NoneOf(Word),
    /// What a page of changes has: how many rows of each kind.
    ChangesSince {
        since: Day,
        until: Day,
        counts: Vec<(Word, i64)>,
    },
    /// A kind of change with so many rows below.
    OfKind {
        code: &'static str,
        word: Word,
        since: Day,
        rows: i64,
    },
    /// A row that changed, and how.
    ChangedRow {
        code: String,
        name: String,
        unit: Option<String>,
        said: Vec<Sentence>,
    },
    /// The register was empty when that day ended: nothing of it can have been put right.
    NothingKnownThen {
        day: Day,
    },
    /// The grounds of a light that stands before.
    Why(Box<Grounds>),
    /// An issue raised or closed since; `raised` only where it was.
    IssueMoved {
        no: IssueNo,
        text: String,
        raised: Option<Day>,
        due: Option<Day>,
        closed: Option<Day>,
        outcome: Option<String>,
    },
    /// A total that is not what it was; `basis` and the day are those of the new one.
    TotalMoved {
        measure: String,
        label: Label,
        dimension: Dimension,
        from: Option<i64>,
        to: Option<i64>,
        basis: Option<Label>,
        day: Option<Day>,
    },
    /// What moved a project between lights.
    Lit {
        from: Option<Light>,
        to: Option<Light>,
        /// Its plan was made anew meanwhile.
        is_replanned: bool,
    },
    /// Rows that moved between the same lights, by their codes.
    LitTogether {
        from: Option<Light>,
        to: Option<Light>,
        codes: Vec<String>,
    },
    /// From one stage or condition to another.
    StageMove {
        from: Option<Named>,
        to: Named,
        day: Day,
    },
    Joined {
        day: Day,
    },
    LeftOn {
        condition: Named,
        into: Option<String>,
        day: Day,
    },
    /// Closed before the year began, so that it is in no count of this one.
    ClosedBefore {
        year: i32,
    },
    Replanned {
        measure: String,
        label: Label,
        dimension: Dimension,
        version: i64,
        from: Option<i64>,
        to: i64,
        day: Day,
        reason: Option<String>,
        /// The rate on the first version.
        first_rate: Option<Fraction>,
    },
    MilestoneMoved {
        name: String,
        from: DueDay,
        to: DueDay,
    },
    MilestoneMet {
        name: String,
        met: Option<DueDay>,
        due: DueDay,
    },
    LateReturn {
        no: UpdateNo,
        as_of: Day,
        recorded: Day,
    },
    /// A figure of the page before that would print otherwise today.
    Corrected {
        what: Figure,
        measure: String,
        label: Label,
        dimension: Dimension,
        from: Option<i64>,
        to: Option<i64>,
        cause: Option<ChangeId>,
        reason: Option<String>,
    },
    /// A stage or condition of the page before that would print otherwise today.
    WordCorrected {
        what: Word,
        from: Option<Label>,
        to: Option<Label>,
    },
    /// It counts on the page before, but was registered afterwards.
    ListedLate,
    /// It was on the page before; its registration was undone afterwards.
    ListingUndone,
    /// 还有n天 / 今日到期 / 逾期n天, with what it was moved from.
    DueIn {
        days: i64,
        baseline: Option<DueDay>,
        moves: i64,
    },
    /// How a milestone went: so many days late, or in time.
    MetLate {
        days: i64,
    },
    /// An open issue in one line.
    IssueInLine {
        no: IssueNo,
        text: String,
        raised: Day,
        days: i64,
        due: Option<Day>,
    },
    /// What is asked, with where it was asked.
    Asked {
        text: String,
        as_of: Option<Day>,
        issue: Option<IssueNo>,
    },
    Comparison {
        comparator: Comparator,
        value: i64,
        dimension: Dimension,
        unit: String,
    },
    Amount {
        value: i64,
        dimension: Dimension,
        unit: String,
    },
    /// The two readings of a target whose mode is not stated.
    TwoReadings {
        cumulative: Option<i64>,
        new: Option<i64>,
        dimension: Dimension,
        unit: String,
    },
    Judged {
        judgement: Judgement,
        /// What is missing, in the unit of the target.
        missing: i64,
        /// The figure itself is not enough: 超.
        must_exceed: bool,
        /// More than the register holds.
        unregistered: i64,
        no_base: i64,
        /// Counted, though nobody knows when they got there.
        undated: i64,
        dimension: Dimension,
        unit: String,
    },
    /// The plan a table goes by, with its first version and its goal in words.
    PlanInForce {
        year: i32,
        label: Label,
        dimension: Dimension,
        plan: i64,
        first: Option<i64>,
        goal: Option<String>,
    },
    /// What the columns of the targets mean.
    HowTargetsCount,
    Plan {
        year: i32,
        label: Label,
        dimension: Dimension,
        value: Option<i64>,
        months: Vec<i64>,
        goal: Option<String>,
    },
    IssueRaised {
        no: IssueNo,
        text: String,
        ask: Option<String>,
        unit: Option<String>,
        level: Level,
        due: Option<Day>,
    },
    IssueClosed {
        no: IssueNo,
        outcome: Option<String>,
    },
    Rules {
        version: i64,
        /// Key and value as typed.
        values: Vec<(String, i64)>,
    },
    /// A threshold of the lights with its unit.
    Threshold {
        key: &'static str,
        value: i64,
    },
    /// The same with its name before it.
    ThresholdSet {
        key: &'static str,
        value: i64,
    },
    /// What a threshold does.
    ThresholdMeans(&'static str),
    TargetStated {
        no: TargetNo,
        sentence: String,
    },
    TargetEntered {
        no: TargetNo,
        value: i64,
        /// What it is counted in, where the target is known.
        of: Option<(Dimension, String)>,
    },
    /// Under a list: so many projects and lots shown.
    Shown {
        projects: i64,
        lots: i64,
        programmes: i64,
    },
    /// Under a list cut short.
    Limited {
        rows: i64,
        found: i64,
    },
    /// The register's own note: 演示数据.
    Note(String),
    /// Everybody has returned.
    AllReturned,
    /// Nobody had to.
    NobodyOwes,
    Created,
    Undid {
        change: ChangeId,
    },
    /// A page that went out.
    Frozen {
        no: PageNo,
        title: String,
    },
    Targets {
        count: i64,
    },
    /// A change about many projects at once.
    Many {
        projects: i64,
        updates: i64,
    },
    Listed {
        kind: Kind,
        category: Label,
    },
    Text {
        field: Field,
        value: Option<String>,
    },
    Alias {
        alias: String,
        present: bool,
    },
    Tag {
        tag: String,
        present: bool,
    },
    Parent {
        parent: Option<(String, String)>,
    },
    Units(Vec<String>),
    Total {
        label: Label,
        value: Option<i64>,
        dimension: Dimension,
        basis: Option<Label>,
    },
    Update(Box<Filed>),
    /// What a return said, without its number and day.
    Filed(Box<Filed>),
    Milestone {
        name: String,
        event: MilestoneEvent,
        day: DueDay,
    },
    UnitAdded {
        name: String,
    },
    UnitAlias {
        unit: String,
        alias: String,
    },
    UnitMerged {
        unit: String,
        into: String,
    },
    /// The project the next sentences speak of.
    About {
        code: String,
        name: String,
    },
    From {
        day: Day,
    },
    Reason(String),
    /// One of the brief.
    Brief(Box<Told>),
}
