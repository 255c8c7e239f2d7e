//! The facts of the register. Each is appended once, belongs to a change, and holds from a day.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::day::{Day, DueDay};
use super::heading::HeadingFact;
use super::light::Light;
use super::person::PersonFact;
use super::submission::{Decision, Submission};
use super::target::{EnteredValue, Target};
use super::unit::UnitFact;
use super::word::WordFact;
use super::{ChangeId, IssueNo, ProjectId, UnitId, UpdateNo};

/// Whatever a change can state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    Setting {
        key: String,
        value: String,
    },
    /// A set of thresholds, from its day on.
    Rules {
        from_day: Day,
        version: i64,
        values: Vec<(String, i64)>,
    },
    Word(WordFact),
    Unit(UnitFact),
    Heading(HeadingFact),
    Project(ProjectFact),
    Target(Box<Target>),
    TargetValue(EnteredValue),
    Person(PersonFact),
    /// Whether returns wait for review from now on.
    Review {
        is_on: bool,
    },
    /// A return that waits for review.
    Submitted(Box<Submission>),
    /// What became of one.
    Decided(Decision),
}

/// A statement about one project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProjectFact {
    pub project: ProjectId,
    pub from_day: Day,
    pub body: Body,
}

/// A fact with its place in the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recorded {
    pub change: ChangeId,
    /// Its place among the facts of the change.
    pub seq: i64,
    pub fact: ProjectFact,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Body {
    Listed {
        code: String,
        kind: Kind,
        category: String,
        source: Option<String>,
        /// The day it was recorded: told by the change it belongs to.
        recorded_on: Day,
    },
    /// It is of another category than its listing says: for all days, or moved from its day on.
    Category(Rc<CategoryFact>),
    /// `None` empties the field.
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
    /// A field of the office's own, by code; `None` empties it.
    Own {
        field: String,
        value: Option<String>,
    },
    Parent(Option<ProjectId>),
    /// Part of it has become a work of its own and takes this share of its figures, in basis points.
    Split {
        part: ProjectId,
        share: i64,
    },
    /// The whole ordered list; the first is the lead.
    Units(Vec<UnitId>),
    /// `value: None` empties it.
    Total {
        measure: String,
        value: Option<i64>,
        basis: Option<String>,
    },
    /// Shared: what is known of a work is copied often.
    Update(Rc<Update>),
    Milestone(MilestoneFact),
    Plan(PlanFact),
    Issue(Box<IssueFact>),
    IssueClosed {
        no: IssueNo,
        outcome: Option<String>,
    },
}

/// The category of a work, and which of its stages those filed under others are read as.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CategoryFact {
    /// By code.
    pub category: String,
    /// By the codes of another category and of a stage of it.
    pub read_as: BTreeMap<(String, String), String>,
}

impl CategoryFact {
    pub fn reads(&self, category: &str, stage: &str) -> Option<&String> {
        self.read_as.get(&(category.to_owned(), stage.to_owned()))
    }
}

/// What a row of the register is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// 总项目: groups projects, has no figures, is never counted.
    Programme,
    /// 项
    Project,
    /// 标段
    Lot,
}

/// The text fields of a project.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Field {
    Name,
    Content,
    Location,
    Leader,
    NationalCode,
    /// `own` or `lots`: where a project with lots takes its figures from.
    Figures,
}

/// Where a project with lots takes its figures from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FiguresFrom {
    Own,
    Lots,
}

/// The condition of a project beside its stage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Condition {
    #[default]
    Normal,
    Paused,
    Cancelled,
    Merged,
    Withdrawn,
}

codes!(Kind { Programme => "programme", Project => "project", Lot => "lot" });
codes!(Field {
    Name => "name",
    Content => "content",
    Location => "location",
    Leader => "leader",
    NationalCode => "national-code",
    Figures => "figures",
});
codes!(FiguresFrom { Own => "own", Lots => "lots" });
codes!(Condition {
    Normal => "normal",
    Paused => "paused",
    Cancelled => "cancelled",
    Merged => "merged",
    Withdrawn => "withdrawn",
});
codes!(Level { Unit => "unit", Deputy => "deputy", Head => "head" });
codes!(MilestoneEvent { Raised => "raised", Moved => "moved", Met => "met", Waived => "waived" });

impl Kind {
    /// A project may stand under a programme, a lot under a project; nothing else under anything.
    pub fn may_stand_under(self, parent: Self) -> bool {
        matches!((self, parent), (Self::Project, Self::Programme) | (Self::Lot, Self::Project))
    }
}

impl Condition {
    /// Cancelled, merged and withdrawn projects have left the counts.
    pub fn has_left(self) -> bool {
        matches!(self, Self::Cancelled | Self::Merged | Self::Withdrawn)
    }
}

/// A status update (填报): one dated return. Its day is the `from_day` of its fact.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Update {
    pub no: UpdateNo,
    /// The update this one replaces.
    pub corrects: Option<UpdateNo>,
    pub category: String,
    pub stage: Option<String>,
    pub condition: Option<Condition>,
    /// With condition `merged`: into which project.
    pub merged_into: Option<ProjectId>,
    /// With condition `merged`: its figures do not go along.
    pub figures_stay: bool,
    /// With condition `paused`: when the pause is looked at again.
    pub review_day: Option<Day>,
    pub no_change: bool,
    /// Cumulative values by measure, in the smallest unit of each.
    pub readings: BTreeMap<String, i64>,
    /// 进展情况
    pub progress: Option<String>,
    /// 存在问题
    pub problem: Option<String>,
    /// 需协调事项
    pub ask: Option<String>,
    /// 下步举措
    pub next_step: Option<String>,
    pub source: Option<String>,
    pub light: Option<SetLight>,
}

/// A light set by hand, with the last day it holds, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetLight {
    pub light: Light,
    pub until: Day,
    pub reason: String,
}

impl Update {
    /// Whether it says anything at all.
    pub fn says_something(&self) -> bool {
        let words = [&self.progress, &self.problem, &self.ask, &self.next_step];
        self.no_change
            || self.stage.is_some()
            || self.condition.is_some()
            || !self.readings.is_empty()
            || self.light.is_some()
            || words.iter().any(|word| word.is_some())
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MilestoneEvent {
    Raised,
    Moved,
    Met,
    /// 不需要: of a permit that this work does without.
    Waived,
}

/// A milestone raised or moved to a due day, met on a day, or waived from a day on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MilestoneFact {
    pub name: String,
    pub event: MilestoneEvent,
    pub day: DueDay,
    pub category: String,
    /// Met when the project first reaches this stage.
    pub stage: Option<String>,
    pub source: Option<String>,
    /// 批文号: of the document that met it.
    pub number: Option<String>,
    /// 审批机关: whoever issues that document.
    pub authority: Option<String>,
    /// Why it is not needed, where it is waived.
    pub reason: Option<String>,
}

/// Names of the milestones that are the planned start and finish.
pub const START: &str = "start";
pub const FINISH: &str = "finish";

/// A version of the plan of one year and measure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanFact {
    pub year: i32,
    pub measure: String,
    /// What is to be done within the year; `None`: only a goal in words.
    pub value: Option<i64>,
    /// Cumulative within the year by the end of each month: none or twelve, the last the value.
    pub months: Vec<i64>,
    /// 年度形象进度目标
    pub goal: Option<String>,
}

/// Who has to deal with an issue, lowest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// 责任单位
    Unit,
    /// 分管区领导
    Deputy,
    /// 区长
    Head,
}

/// An issue, raised on the `from_day` of its fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IssueFact {
    pub no: IssueNo,
    pub text: String,
    pub ask: Option<String>,
    /// Whose it is.
    pub unit: Option<UnitId>,
    pub level: Level,
    pub due: Option<Day>,
}
