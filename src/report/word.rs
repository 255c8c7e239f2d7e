//! Every fixed word a page can carry, each with its label in both languages: the one table of them. A page is put together
//! without knowing the language it will be read in; the labels are data here, as those of the catalog are in `domain`, and
//! `lang::word` picks one.

use crate::domain::catalog::{Label, Phase};
use crate::domain::fact::{Field, Kind, Level};
use crate::domain::onset::Onset;
use crate::domain::own_field::OwnKind;
use crate::domain::person::Right;

/// The words as an enum, and what each is called.
macro_rules! words {
    ($($(#[$doc:meta])* $word:ident $zh:literal $en:literal,)*) => {
        /// Every fixed word a page can carry, as heading or label.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        pub enum Word {
            $($(#[$doc])* $word,)*
        }

        impl Word {
            /// What it is called in Chinese and in English.
            pub const fn labels(self) -> (&'static str, &'static str) {
                match self {
                    $(Self::$word => ($zh, $en),)*
                }
            }
        }
    };
}

// English is short: on a page it stands over narrow columns.
words! {
    Code "编号" "Code",
    Name "项目名称" "Name",
    Category "类别" "Category",
    Kind "层级" "Kind",
    Parent "所属项目" "Under",
    LeadUnit "牵头单位" "Lead unit",
    Units "责任单位" "Units",
    Unit "单位" "Unit",
    Tags "标签" "Tags",
    Aliases "别名" "Also called",
    Stage "阶段" "Stage",
    Phase "时期" "Phase",
    Onset "建设性质" "Onset",
    Continued "续建" "continued",
    New "新建" "new",
    CompletedBefore "上年完工" "done before",
    Pipeline "前期储备" "pipeline",
    Unknown "未知" "unknown",
    ByOnset "新建、续建情况" "By onset",
    Condition "状态" "Condition",
    AsOf "截至" "As of",
    UpdateNo "填报号" "Update",
    Leader "责任领导" "Leader",
    AnyLeader "领导" "Leader",
    Location "建设地点" "Location",
    BuildContent "建设内容" "Content",
    NationalCode "项目代码" "National code",
    Figures "数据口径" "Figures",
    StartedOn "开工日期" "Started on",
    CompletedOn "完工日期" "Completed on",
    ListedFrom "列入日期" "Listed from",
    PlannedStart "计划开工" "Planned start",
    PlannedFinish "计划完工" "Planned finish",
    Source "来源" "Source",
    MergedInto "并入项目" "Merged into",
    FiguresStay "数据不随转" "Figures stay",
    FiguresFrom "数据转入自" "Figures from",
    FiguresTo "数据转出至" "Figures to",
    SplitFrom "分自项目" "Split from",
    SplitShare "分出份额" "Share split off",
    TotalBasis "总投资依据" "Basis of total",
    Invested "累计投资" "Invested",
    TotalInvestment "总投资" "Total",
    Children "下属项目和标段" "Projects and lots under it",
    Programme "总项目" "programme",
    Project "项目" "project",
    Lot "标段" "lot",
    Own "取本级" "its own",
    FromLots "取标段" "its lots'",
    Projects "项" "Proj",
    Lots "标段" "Lots",
    Total "合计" "Total",
    Overview "总体情况" "Overall",
    ByCategory "分类情况" "By category",
    NotReturned "本期未填报" "Returns outstanding",
    LastReturn "最近填报截至" "Last return as of",
    NeverReturned "从未填报" "never",
    StageHistory "阶段历史" "Stages",
    Permit "手续" "Permit",
    Permits "前期手续" "Permits",
    EnglishLabel "英文名称" "English label",
    OtherWords "简称、别称" "Other words",
    PermitsLacking "未办手续" "Permits lacking",
    PermitDetails "手续办理情况" "Permits on record",
    PermitStanding "办理" "Standing",
    PermitGranted "有" "yes",
    PermitWaived "免" "n/a",
    PermitDue "待" "due",
    PermitOverdue "逾期" "late",
    PermitMissing "缺" "none",
    GrantedOn "办结日期" "Granted",
    DocumentNumber "批文号" "Document",
    Authority "审批机关" "Authority",
    SincePrevious "间隔天数" "Days since",
    NotNeeded "不需要的原因" "Not needed because",
    Milestones "节点" "Milestones",
    Milestone "节点" "Milestone",
    Baseline "原定" "Baseline",
    Due "现定" "Due",
    Met "完成" "Met",
    Returns "最近填报（原文）" "Last returns, as filed",
    RecordedAt "录入" "Recorded",
    RecordedBy "录入人" "By",
    Change "变更" "Change",
    What "内容" "What",
    Voids "撤销" "Takes back",
    Command "命令" "Command",
    Reason "原因" "Reason",
    Hash "校验值" "Hash",
    Undone "已撤销" "undone",
    Order "序" "No.",
    Leads "牵头项目数" "Leads",
    Yes "是" "yes",
    No "否" "no",
    Value "数值" "Value",
    Plan "年度计划" "Plan",
    FirstPlan "首版计划" "First plan",
    YearToDate "本年完成" "Invested",
    BaseAsOf "年初数截至" "Base as of",
    Heading "表头" "Heading",
    Field "字段" "Field",
    NotRead "不读" "not read",
    BaseOfYear "年初累计" "Invested before the year",
    Span "起止年限" "Years of the works",
    CompletionRate "完成率" "Rate",
    Elapsed "序时" "Due",
    Gap "差" "Gap",
    Light "亮灯" "Light",
    ComputedLight "按规则亮灯" "Light by the rules",
    Reasons "原因" "Why",
    Red "红" "Red",
    Yellow "黄" "Yel",
    Green "绿" "Grn",
    Grey "灰" "Gry",
    NotLit "不评" "None",
    StartedHere "开工" "Start",
    CompletedHere "完工" "Done",
    ByUnit "分单位情况" "By unit",
    Rank "名次" "Rank",
    RedList "红灯" "Red list",
    YellowList "黄灯、灰灯" "Yellow and grey lists",
    ChangesInPeriod "本期变化" "Changes",
    DueNext "节点（逾期与到期）" "Milestones overdue and due",
    Situation "情况" "How it stands",
    Progress "进展情况" "Progress",
    Problem "问题" "Problem",
    Ask "需协调" "Asks",
    NextStep "下步举措" "Next step",
    Decimals "小数位" "Decimals",
    Returnable "填报" "Returned",
    FunnelStep "环节" "Step",
    FunnelBar "进度" "Progress",
    Share "占比" "Share",
    Left "剩余" "Left",
    Deadline "期限" "Deadline",
    ReturnsDue "应填报" "Owed",
    Missing "未填报" "Missing",
    OpenIssues "未解决的问题" "Open issues",
    Issue "问题" "Issue",
    Level "协调层级" "Level",
    Raised "提出" "Raised",
    Closed "解决" "Closed",
    Outcome "结果" "Outcome",
    PlanByMonth "按月计划与完成（累计）" "Plan and progress by month",
    Month "月份" "Month",
    PlanCurve "年度投资进度（累计）" "Plan and investment of the year",
    InYear "年内" "Year",
    Planned "计划" "Planned",
    Notes "注" "Note",
    Sentence "原文" "In its words",
    Strength "力度" "Strength",
    Promised "承诺" "Promised",
    Registered "登记" "Registered",
    Done "完成" "Done",
    Ratio "比例" "Ratio",
    Year "年度" "Year",
    Claim "已宣布" "claim",
    Must "应完成" "must",
    Strive "力争" "strive",
    Rules "规则" "Rules",
    Key "名称" "Key",
    From "起始日" "From",
    Version "版本" "Version",
    Versions "历次规则" "Versions",
    Meaning "含义" "What it does",
    Age "天" "Days",
    LevelUnit "责任单位" "unit",
    LevelDeputy "分管区领导" "deputy head",
    LevelHead "区长" "district head",
    DaysLeft "还有天数" "Days left",
    Moves "调整次数" "Moves",
    NoUnit "未定责任单位" "no unit",
    NoLeader "未定责任领导" "no leader",
    SharedWorks "参与项目（不计入合计）" "Shared works, in no sum",
    Undated "日期不详" "day unknown",
    // sheets that go out and come back
    SheetOfProjects "项目" "Projects",
    SheetOfUpdates "填报" "Returns",
    SheetOfPlans "计划" "Plans",
    SheetOfTargets "目标" "Targets",
    ReviewDay "停工复查日" "Pause reviewed on",
    NoChange "无变化" "No change",
    HandLight "人工亮灯" "Light by hand",
    LightUntil "人工亮灯至" "Light by hand until",
    LightReason "人工亮灯原因" "Light by hand because",
    Corrects "更正哪次填报" "Corrects",
    Measure "指标" "Measure",
    UnitOfMeasure "计量单位" "Unit of measure",
    PlanOfYear "年度计划数" "Planned for the year",
    Goal "年度形象进度目标" "Goal of the year",
    PlanVersion "计划版次" "Version of the plan",
    MetOn "完成日期" "Met on",
    IsMet "是否完成" "Is met",
    MetByStage "到此阶段即完成" "Met by stage",
    IssueNo "问题号" "Issue no.",
    RaisedOn "提出日期" "Raised on",
    ClosedOn "解决日期" "Closed on",
    TargetKind "性质" "Kind",
    Comparator "比较" "Comparison",
    Mode "新增或累计" "New or cumulative",
    Opening "年初数" "Opening value",
    CountedStage "计数阶段" "Counts stage",
    SummedMeasure "求和指标" "Sums measure",
    Entered "录入数" "Entered value",
    EnteredOn "录入数截至" "Entered value as of",
    EnteredSource "录入数来源" "Source of entered value",
    Promise "承诺" "promise",
    Equal "等于" "equal to",
    AtLeast "不少于" "at least",
    MoreThan "超过" "more than",
    About "约" "about",
    ModeNew "新增" "new",
    ModeCumulative "累计" "cumulative",
    ModeUnstated "未说明" "unstated",
    Returned "本期已报" "Returned",
    Period "填报期" "Period",
    Number "号" "No.",
    Page "通报" "Page",
    FrozenAt "定稿时间" "Frozen",
    Format "格式" "Format",
    UptoChange "录至变更" "Up to change",
    Sha256 "SHA-256" "SHA-256",
    LedgerHash "台账末次校验值" "Last hash of the ledger",
    InputsHash "依据SHA-256" "SHA-256 of inputs",
    Scope "范围" "Of",
    Language "语言" "Language",
    FrozenPages "定稿" "Frozen pages",
    Remark "说明" "Note",
    SinceDay "自哪天以来" "Since",
    // kinds of what changed since the last page
    StageMoves "阶段" "Stage",
    FirstSeen "首次填报" "First return",
    NewProjects "新增" "New",
    LeftProjects "退出" "Left",
    Replans "调整" "Re-plan",
    Details "登记信息" "Details",
    Renamed "更名" "Renamed",
    MovedLights "亮灯" "Light",
    LateReturns "补报" "Late return",
    Corrections "更正" "Correction",
    Totals "总量" "Total",
    Person "姓名" "Name",
    RightFile "填报" "file",
    RightRegister "登记" "register",
    RightFreeze "定稿" "freeze",
    RightRules "规则" "rules",
    RightPeople "人员" "people",
    RightAccept "审核" "accept",
    AllUnits "全部" "all",
    Without "未填" "no",
    OwnKey "标识" "Id",
    OwnKind "类型" "Kind",
    OwnText "文本" "text",
    OwnNumber "数字" "number",
    OwnDate "日期" "date",
    OwnChoice "选项" "choice",
    OwnPerson "人员" "person",
    Choices "可选" "Choices",
    InUse "已填项目" "Works",
    Submission "待审号" "Submission",
    Submissions "待审填报" "Returns waiting for review",
    SubmittedBy "提交人" "Submitted by",
    SubmittedAt "提交时间" "Submitted at",
    // categories
    English "英文名" "English",
    Id "代码" "Id",
    Prefix "编号字头" "Prefix",
    Preparation "前期" "Preparation",
    Implementation "实施" "Implementation",
    Completed "完工" "Completed",
    ClosedPhase "办结" "Closed",
    StartsBy "开工阶段" "Started by",
    CompletesBy "完工阶段" "Completed by",
    TitleWords "表名用词" "Words in titles",
    Works "项目数" "Works",
    CountsAs "算作" "Counts as",
    AlsoCalled "别称" "Also called",
}

impl Word {
    pub fn label(self) -> Label {
        let (zh, en) = self.labels();
        Label { zh: zh.to_owned(), en: en.to_owned() }
    }
}

pub fn kind_word(kind: Kind) -> Word {
    match kind {
        Kind::Programme => Word::Programme,
        Kind::Project => Word::Project,
        Kind::Lot => Word::Lot,
    }
}

pub fn phase_word(phase: Phase) -> Word {
    match phase {
        Phase::Preparation => Word::Preparation,
        Phase::Implementation => Word::Implementation,
        Phase::Completed => Word::Completed,
        Phase::Closed => Word::ClosedPhase,
    }
}

pub fn field_word(field: Field) -> Word {
    match field {
        Field::Name => Word::Name,
        Field::Content => Word::BuildContent,
        Field::Location => Word::Location,
        Field::Leader => Word::Leader,
        Field::NationalCode => Word::NationalCode,
        Field::Figures => Word::Figures,
    }
}

pub fn onset_word(onset: Onset) -> Word {
    match onset {
        Onset::Continued => Word::Continued,
        Onset::New => Word::New,
        Onset::CompletedBefore => Word::CompletedBefore,
        Onset::Pipeline => Word::Pipeline,
        Onset::Unknown => Word::Unknown,
    }
}

pub fn level_word(level: Level) -> Word {
    match level {
        Level::Unit => Word::LevelUnit,
        Level::Deputy => Word::LevelDeputy,
        Level::Head => Word::LevelHead,
    }
}

pub fn own_kind_word(kind: OwnKind) -> Word {
    match kind {
        OwnKind::Text => Word::OwnText,
        OwnKind::Number => Word::OwnNumber,
        OwnKind::Date => Word::OwnDate,
        OwnKind::Choice => Word::OwnChoice,
        OwnKind::Person => Word::OwnPerson,
    }
}

pub fn right_word(right: Right) -> Word {
    match right {
        Right::File => Word::RightFile,
        Right::Register => Word::RightRegister,
        Right::Freeze => Word::RightFreeze,
        Right::Rules => Word::RightRules,
        Right::People => Word::RightPeople,
        Right::Accept => Word::RightAccept,
    }
}
