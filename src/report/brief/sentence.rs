//! The sentences of the brief as data: kinds and figures. `lang` words them.

use crate::domain::catalog::{Label, Named};
use crate::domain::day::{Day, DueDay};
use crate::domain::fraction::Fraction;
use crate::domain::light::{HandLight, Light, Reason};
use crate::domain::period::Period;
use crate::domain::quantity::{Amount, Dimension};
use crate::report::list::{OfField, OfLeader};
use crate::report::model::LightCounts;
use crate::report::status::DoneThisYear;

/// A sentence of the brief. What names works names the first few; the numbers are of all.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BriefSentence {
    /// 1—8月，全区9项重点工程完成投资4.31亿元，占年度计划的57.9%，落后序时进度8.8个百分点；8月份完成投资7019.32万元。
    Progress(Box<BriefProgress>),
    /// What does not stand in the sums; in fen.
    Beside { unplanned: i64, unplanned_lots: i64, unplanned_done: Amount, never_filed: i64, no_base: i64 },
    /// 按首次下达的计划计算，完成率为54.7%。
    FirstRate(Fraction),
    /// 其中，已完工1项，正在实施5项（含停工1项），前期3项。
    Phases {
        is_of_one_category: bool,
        /// The sums before it are of some of the projects only.
        is_partly_planned: bool,
        phases: Phases,
    },
    /// 开工率
    Starts {
        is_of_one_category: bool,
        /// What starting is called, where they all call it the same.
        starts: Option<Label>,
        due: i64,
        started: i64,
        /// Of those that started: nobody knows since when.
        undated: i64,
    },
    /// 分类别看，…
    Categories(Vec<CategoryLine>),
    /// 总户数917户，已签约410户 …
    Funnel(Box<FunnelLine>),
    /// 另参与1项（不计入合计）：… What the unit shares and does not lead, each with its lead.
    Shared { works: i64, named: Vec<SharedWork> },
    /// What the period brought.
    Events { period: Period, events: Vec<Event> },
    /// 8月末亮红灯3项（较7月末增加1项）、黄灯2项、灰灯1项。
    Lights {
        period: Period,
        counts: LightCounts,
        /// No project is counted here, only lots.
        is_of_lots: bool,
        /// Of lots whose projects are not counted here.
        lots: LightCounts,
        /// More reds than on the last day of the period before; `None`: there was nothing then.
        red_since: Option<i64>,
    },
    /// 红灯项目：…
    InLight {
        as_of: Day,
        light: Light,
        /// All are led by the unit whose page it is.
        is_of_one_unit: bool,
        /// Works in that light, each shown by itself: of a project its lots.
        works: i64,
        /// Of them those that never returned.
        never: i64,
        named: Vec<WorkInLight>,
    },
    /// 以上序时进度，合计按日历计算，各项目按各自工期计算。
    Clocks,
    /// 8月份调整年度计划1项：…
    Replans { period: Period, plans: i64, named: Vec<Replan> },
    /// 8月份应填报11项，已填报9项，填报率81.8%，…
    Returns(ReturnsDue),
    /// 逾期未完成的节点n个：…；9月底前应完成的节点n个：…
    Milestones {
        as_of: Day,
        /// By when the next ones are due.
        horizon: Day,
        overdue: Awaited,
        next: Awaited,
    },
    /// 需协调事项：…
    Asks { asks: i64, named: Vec<Ask> },
    /// 请红灯、黄灯项目责任单位对照计划和节点抓紧推进。
    Urge(Vec<Light>),
}

impl BriefSentence {
    /// Whether a document begins a paragraph with it: it turns to something else than the sentence before.
    pub fn opens_paragraph(&self) -> bool {
        match self {
            Self::Progress(_)
            | Self::Categories(_)
            | Self::Funnel(_)
            | Self::Shared { .. }
            | Self::Events { .. }
            | Self::Lights { .. }
            | Self::InLight { .. }
            | Self::Replans { .. }
            | Self::Returns(_)
            | Self::Milestones { .. }
            | Self::Asks { .. }
            | Self::Urge(_) => true,
            Self::Beside { .. } | Self::FirstRate(_) | Self::Phases { .. } | Self::Starts { .. } | Self::Clocks => {
                false
            }
        }
    }
}

/// Of which works a brief is; empty: of all.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct BriefScope {
    pub categories: Vec<Named>,
    pub tag: Option<String>,
    /// Of those a unit leads; `Some(None)`: of those nobody leads.
    pub lead: Option<Option<String>>,
    /// Of those of a leader.
    pub leader: Option<OfLeader>,
    /// Of those with these values in fields of the office's own.
    pub fields: Vec<OfField>,
}

/// How far the works are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BriefProgress {
    pub period: Period,
    pub scope: BriefScope,
    pub projects: i64,
    pub lots: i64,
    /// Projects that are built in lots; `None`: some of the lots are of projects that are not counted here.
    pub in_lots: Option<i64>,
    /// Of those projects some lots are not counted here, as others lead them.
    pub has_other_lots: bool,
    /// Projects with a plan for money.
    pub planned: i64,
    /// The others have none.
    pub is_partly_planned: bool,
    /// Projects without a plan, with one and never a reading, with a reading and no base: told by `Beside` where it is
    /// not said otherwise.
    pub unplanned: i64,
    /// Lots without a plan of projects that have one on another lot.
    pub unplanned_lots: i64,
    pub never_filed: i64,
    pub no_base: i64,
    pub invested: Invested,
    /// Since the last day of the period before, in fen.
    pub period_done: Amount,
}

/// Money against the plans; in fen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Invested {
    pub is_planned: bool,
    /// Some return said how much; of what has a plan, if anything has.
    pub is_read: bool,
    /// What that is within the year.
    pub known: DoneThisYear,
    pub plan: Amount,
    /// Done by what has a plan.
    pub done: Amount,
    pub unplanned_done: Amount,
    pub rate: Option<Fraction>,
    pub elapsed: Fraction,
}

impl Invested {
    /// Whether there is a sum to tell.
    pub fn is_known(&self) -> bool {
        self.known.known().is_some()
    }

    /// Done this year by what has a plan; where nothing has, by all.
    pub fn sum(&self) -> Amount {
        if self.is_planned { self.done } else { self.unplanned_done }
    }
}

/// How many projects stand in each phase.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Phases {
    pub completed: i64,
    pub underway: i64,
    pub preparation: i64,
    pub no_stage: i64,
    /// Paused, among those under way and among those in preparation.
    pub underway_paused: i64,
    pub preparation_paused: i64,
    /// What completion is called, in the order of the categories: 完工, 清零.
    pub completes: Vec<Label>,
    /// What starting is called: 开工, 启动.
    pub starts: Vec<Label>,
}

impl Phases {
    pub fn projects(&self) -> i64 {
        self.completed + self.underway + self.preparation + self.no_stage
    }
}

/// One category.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CategoryLine {
    pub code: String,
    pub label: Label,
    pub invested: Invested,
    pub phases: Phases,
}

/// A work that a unit shares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedWork {
    pub code: String,
    pub name: String,
    pub lead: Option<String>,
}

/// A total over works, and how much of it is through each step: households that have to move.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FunnelLine {
    /// The code of the measure whose total it is.
    pub whole: String,
    /// What is counted: 总户数, households.
    pub of: Label,
    pub dimension: Dimension,
    /// The one category all of them are of.
    pub category: Option<Label>,
    pub projects: i64,
    /// The only one of them.
    pub name: Option<String>,
    /// Projects left out, because their total is unknown.
    pub unknown: i64,
    pub total: Amount,
    pub steps: Vec<FunnelStep>,
}

/// What is through a step, and what that is called: 签约.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FunnelStep {
    pub code: String,
    pub name: Label,
    pub through: Amount,
}

/// Works to which the same happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Event {
    pub happened: Happened,
    pub works: i64,
    pub named: Vec<String>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Happened {
    /// 完工, 清零
    Completed(Label),
    /// 开工; 启动, with the stage that is its start: 签约.
    Started { starts: Label, stage: Label },
    /// 完成首批供地
    Met(String),
    /// So many other milestones.
    MetOthers,
    /// Into a stage further on.
    Reached(Named),
    /// Into a stage that closes it: 竣工验收, 销号.
    Closed(Named),
    /// So many works in other stages.
    ReachedOthers,
    /// 复工
    Resumed,
    /// 停工
    Paused,
    /// 新列入
    Listed,
    /// 取消, 并入, 退库
    Left {
        condition: Named,
        /// The name of what it was merged into.
        into: Option<String>,
    },
}

/// A work and why it is lit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WorkInLight {
    pub code: String,
    pub name: String,
    pub unit: Option<String>,
    /// What its start and its completion are called.
    pub starts: Label,
    pub completes: Label,
    /// Set by hand.
    pub hand: Option<HandLight>,
    /// The worst first, each with the label of its measure, where it is not money, or the name of the lot.
    pub reasons: Vec<(Reason, Option<Label>)>,
    /// What stands in the way.
    pub problem: Option<String>,
}

/// A plan of money that was made anew; in fen.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replan {
    pub code: String,
    pub name: String,
    pub from: Amount,
    pub to: Amount,
}

/// Who owed a return for a period, and who filed none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReturnsDue {
    pub period: Period,
    pub owed: i64,
    pub returned: i64,
    /// Submitted, and waiting for review.
    pub pending: i64,
    /// What is missing, by unit: the most first.
    pub units: Vec<UnitMissing>,
    /// So many of them are named.
    pub named_units: usize,
    /// Of those who have no unit.
    pub without_unit: i64,
    pub answer_by: Day,
    pub is_late: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitMissing {
    pub unit: String,
    pub missing: i64,
}

/// Milestones that are still to be met.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Awaited {
    pub milestones: i64,
    pub named: Vec<AwaitedWork>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AwaitedWork {
    pub code: String,
    pub name: String,
    pub milestone: String,
    /// What the planned start or finish is called.
    pub called: Option<Label>,
    pub due: DueDay,
}

/// The same words of one or more works.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    pub text: String,
    pub works: i64,
    /// Code and name.
    pub named: Vec<(String, String)>,
}
