//! The sentences of the status page: how many, how far, what stands beside the figures and under the lists.

use crate::domain::catalog::Label;
use crate::domain::day::Day;
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::period::Cadence;
use crate::domain::quantity::Amount;
use crate::domain::{IssueNo, PageNo};
use crate::report::model::{Grounds, LightCounts};

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum StatusSentence {
    /// 共N项（标段M），开工a，完工b …
    Overview {
        projects: i64,
        lots: i64,
        started: i64,
        completed: i64,
        /// 阶段未填: a bucket of its own, neither started nor not.
        no_stage: i64,
    },
    /// 红灯1项、黄灯4项、绿灯2项、灰灯1项，不评1项。
    Lights(LightCounts),
    /// 另有标段红灯1个: lots in the lists below whose projects others lead.
    LotLights(LightCounts),
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
        done: DoneThisYear,
        plan: Amount,
        rate: Option<Fraction>,
        elapsed: Fraction,
        period_done: Amount,
    },
    /// What late returns and corrections added to the sum of the page before; in fen.
    PutRight {
        /// Its day.
        until: Day,
        /// Its year need not be said.
        is_this_year: bool,
        change: Amount,
    },
    /// No plan of the year yet, where works had one last year; in fen.
    NoPlansYet {
        year: i32,
        cadence: Cadence,
        done: DoneThisYear,
        period_done: Amount,
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
        done: Amount,
    },
    /// What works had done before the period in which their first plan was set; in fen.
    NewlyPlanned {
        works: i64,
        done: Amount,
    },
    /// What works took along that came, left or changed hands; in fen.
    Moved {
        done: Amount,
    },
    /// The works behind the two figures before, by their codes.
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
    /// What stands beside a sum, in projects, and lots without a plan of works that have one on another lot; in fen.
    Beside {
        unplanned: i64,
        unplanned_lots: i64,
        unplanned_done: Amount,
        never_filed: i64,
        no_base: i64,
    },
    /// 另有取消n项、并入n项, with their plans and what they did.
    Left(Vec<LeftGroup>),
    /// 按首版计划
    FirstPlanRate(Fraction),
    /// Which clock a page goes by, and how differences are rounded.
    Clocks,
    /// What the two lines of the curve are.
    CurveClocks,
    /// Units with the lowest rates, the lowest first.
    LastUnits(Vec<(String, Fraction)>),
    /// More projects that are red, or yellow.
    MoreInLight {
        light: Light,
        projects: i64,
    },
    /// A red work in one line: whose it is, why, and what is asked.
    RedInShort {
        code: String,
        name: String,
        unit: Option<String>,
        grounds: Box<Grounds>,
        ask: Option<String>,
    },
    /// So many returns are missing, by unit in the official order; `None`: of what has no unit.
    MissingInShort {
        returns: i64,
        units: Vec<(Option<String>, i64)>,
    },
    /// On a unit's own page, which is of what it leads: so many works it shares stand beneath, in no sum.
    SharedBeneath {
        works: i64,
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
    /// Works left out of a funnel, because the total it is of is unknown.
    NoTotal {
        of: Label,
        projects: i64,
    },
    /// 三种清零: works of whose total all signed, left, were demolished.
    Cleared {
        of: Label,
        projects: i64,
        /// What a step is called, and how many are through by it.
        by: Vec<(Label, i64)>,
    },
    /// So many late returns, which are too many to name.
    LateReturns {
        rows: i64,
    },
    /// A row by its code, with the day of its last return.
    LastReturn {
        code: String,
        as_of: Option<Day>,
        /// The year need not be said.
        is_this_year: bool,
    },
    /// So many returns wait for review.
    WaitForReview {
        returns: i64,
    },
    /// Everybody has returned.
    AllReturned,
    /// Nobody had to.
    NobodyOwes,
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
    /// No light is red.
    NoRedLights,
    /// No milestone is due or overdue.
    NothingDue,
    /// Nothing changed.
    NoChanges,
    /// 第1号定稿后又录入1条: what was recorded for the day of the page since a page of it was frozen.
    RecordedSince {
        no: PageNo,
        entries: i64,
    },
}

/// A sum of what was done within the year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DoneThisYear {
    /// In fen.
    Known(Amount),
    /// Somebody filed a value, but what stood when the year began is unknown.
    NoBase,
    /// Nobody filed a value this year.
    NothingFiled,
}

impl DoneThisYear {
    pub fn known(self) -> Option<Amount> {
        match self {
            Self::Known(done) => Some(done),
            Self::NoBase | Self::NothingFiled => None,
        }
    }

    /// What a part of the year did; `None`: nobody knows, as of the year.
    pub fn within(self, part: Amount) -> Option<Amount> {
        (self.known().is_some() || part != 0).then_some(part)
    }
}

/// The projects that left the counts in one way; in fen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftGroup {
    /// cancelled, merged, withdrawn
    pub code: &'static str,
    pub condition: Label,
    pub projects: i64,
    /// Lots that left while their project stays.
    pub lots: i64,
    pub plan: Amount,
    pub done: Amount,
}
