//! What every page is made of: a header and sections of typed cells. No text of any language stands in here but the
//! users' own; renderers ask `lang` for words and compute nothing.

use std::borrow::Cow;

use crate::domain::catalog::{Label, Named};
use crate::domain::day::{Day, DueDay};
use crate::domain::fact::{Field, Kind, MilestoneEvent};
use crate::domain::quantity::Dimension;
use crate::domain::{ChangeId, Instant, UpdateNo};

/// A page, ready for any renderer.
pub struct Report<'a> {
    pub header: Header,
    pub sections: Vec<Section<'a>>,
}

/// What every page says of itself.
#[derive(Clone, Debug)]
pub struct Header {
    pub title: Option<Title>,
    /// 截至
    pub as_of: Day,
    /// 录至, where the reader asked for it.
    pub known_at: Option<Instant>,
    /// 生成
    pub made_at: Instant,
    /// 规则版本
    pub rules: Option<i64>,
    /// 填报率: returned, due.
    pub returns: Option<(i64, i64)>,
    /// The register's own note: 演示数据.
    pub note: Option<String>,
    /// The header is printed in text; data formats always carry it where they can.
    pub is_shown: bool,
}

#[derive(Clone, Debug)]
pub enum Title {
    /// The status report of a period.
    Status { first: Day, last: Day, cadence: crate::domain::period::Cadence },
    /// Code and name of a project.
    Project { code: String, name: String },
}

/// How much is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    /// A page for people: the last returns.
    Page,
    /// Every return, and the history of changes.
    Everything,
}

/// A part of a page. Its id names it in JSON.
pub struct Section<'a> {
    pub id: &'static str,
    pub heading: Option<Word>,
    pub body: Content<'a>,
    /// Sentences below.
    pub notes: Vec<Sentence>,
}

impl<'a> Section<'a> {
    /// A table under a heading.
    pub fn table(
        id: &'static str,
        heading: Word,
        columns: Vec<Column>,
        rows: impl Iterator<Item = Vec<Cell>> + 'a,
    ) -> Self {
        let body = Content::Table { columns, rows: Box::new(rows) };
        Self { id, heading: Some(heading), body, notes: Vec::new() }
    }
}

pub enum Content<'a> {
    /// Rows under columns; JSON: an array of objects.
    Table { columns: Vec<Column>, rows: Rows<'a> },
    /// One row, a line for each cell that says something; JSON: one object.
    Card { columns: Vec<Column>, row: Vec<Cell> },
    /// Sentences alone; JSON: an object of the figures in them.
    Sentences(Vec<Sentence>),
}

pub type Rows<'a> = Box<dyn Iterator<Item = Vec<Cell>> + 'a>;

#[derive(Clone, Debug)]
pub struct Column {
    /// Stable English id; data formats add the unit: `invested` → `invested_fen`.
    pub key: Cow<'static, str>,
    pub heading: Heading,
    /// A shorter heading for tables on a page.
    pub short: Option<Word>,
    pub shape: Shape,
}

impl Column {
    /// A column headed by a fixed word.
    pub fn new(key: &'static str, word: Word, shape: Shape) -> Self {
        Self { key: Cow::Borrowed(key), heading: Heading::Word(word), short: None, shape }
    }
}

#[derive(Clone, Debug)]
pub enum Heading {
    Word(Word),
    Label(Label),
    /// The day of what the label names: 启动日期.
    DayOf(Label),
}

/// How a column is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Words: left, may wrap, guarded against formulas in a sheet.
    Text,
    /// Codes and days: left, never wraps. A code is text in a sheet and guarded.
    Fixed,
    /// A count: right, never wraps.
    Count,
    /// A quantity: right, never wraps, with its unit in the heading.
    Quantity(Dimension),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Nothing to say: `-` on a page, empty in a sheet, null in JSON.
    Nothing,
    /// No return was ever filed: said on a page, empty in a sheet, null in JSON.
    Never,
    Text(String),
    /// Text set in by so many levels on a page.
    Indented {
        level: usize,
        text: String,
    },
    Code(String),
    Day(Day),
    Due(DueDay),
    Instant(Instant),
    Count(i64),
    Flag(bool),
    /// In the smallest unit; a page may round, a sheet and JSON never.
    Quantity {
        value: i64,
        dimension: Dimension,
    },
    /// A quantity older than the last return, with the day it holds.
    QuantityAt {
        value: i64,
        dimension: Dimension,
        day: Day,
    },
    /// A word of the catalog: its label for people, its code for JSON.
    Named(Named),
    /// A word of the program, likewise.
    Word {
        code: &'static str,
        word: Word,
    },
    /// A stage, with the condition where it is not normal: 在建/停工. JSON: the stage alone.
    Stage {
        stage: Option<Named>,
        condition: Option<Named>,
    },
    List(Vec<String>),
    Sentences(Vec<Sentence>),
}

/// A typed sentence: kind and figures. `lang` words it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Sentence {
    /// 共N项（标段M），开工a，完工b …
    Overview {
        projects: i64,
        lots: i64,
        started: i64,
        completed: i64,
        no_stage: i64,
    },
    /// 另有取消n项、并入n项、退库n项
    Left {
        cancelled: i64,
        merged: i64,
        withdrawn: i64,
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
}

/// A status update as it was filed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filed {
    pub no: UpdateNo,
    pub as_of: Day,
    pub corrects: Option<UpdateNo>,
    pub stage: Option<Label>,
    pub condition: Option<Label>,
    pub merged_into: Option<String>,
    pub no_change: bool,
    pub readings: Vec<(Label, i64, Dimension)>,
    pub progress: Option<String>,
    pub problem: Option<String>,
    pub ask: Option<String>,
    pub next_step: Option<String>,
}

/// Every fixed word a page can carry, as heading or label; `lang::word` has both languages.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Word {
    Code,
    Name,
    Category,
    Kind,
    Parent,
    LeadUnit,
    Units,
    Unit,
    Tags,
    Aliases,
    Stage,
    Phase,
    Condition,
    AsOf,
    UpdateNo,
    Leader,
    Location,
    BuildContent,
    NationalCode,
    Figures,
    StartedOn,
    CompletedOn,
    ListedFrom,
    PlannedStart,
    PlannedFinish,
    Source,
    MergedInto,
    TotalBasis,
    Invested,
    TotalInvestment,
    Children,
    Programme,
    Project,
    Lot,
    Own,
    FromLots,
    Projects,
    Lots,
    Started,
    Completed,
    NoStage,
    Total,
    Overview,
    ByCategory,
    NotReturned,
    LastReturn,
    NeverReturned,
    StageHistory,
    Milestones,
    Milestone,
    Baseline,
    Due,
    Met,
    Returns,
    RecordedAt,
    RecordedBy,
    Change,
    What,
    Undone,
    Voids,
    Command,
    Reason,
    Hash,
    Order,
    Leads,
    Yes,
    No,
    Value,
}

/// A count as cells and sentences have it.
pub fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
