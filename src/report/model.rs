//! What every page is made of: a header and sections of typed cells. No text of any language stands in here but the
//! users' own, and the labels of `word` in both; renderers ask `lang` for words and compute nothing.
//!
//! Long: all that a page can be made of, in one place.

use std::borrow::Cow;

use super::brief::BriefScope;
use super::list::OfField;
pub use super::sentence::Sentence;
pub use super::word::Word;
use crate::domain::catalog::{Label, Named};
use crate::domain::day::{Day, DueDay};
use crate::domain::fraction::Fraction;
use crate::domain::light::{HandLight, Light, Reason};
use crate::domain::own_field::Decimal;
use crate::domain::period::{Cadence, Period};
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::sign::Sign;
use crate::domain::{Instant, PageNo};

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
    /// The office's own note on this page.
    pub remark: Option<String>,
    /// The leader whose works alone it is of; `Some(None)`: of those that have none.
    pub leader: Option<Option<String>>,
    /// What the works it is of have in fields of the office's own.
    pub fields: Vec<OfField>,
    /// The hash of the last change it knows of: what it was made from can be proved.
    pub ledger_hash: Option<String>,
    /// The number it is frozen under.
    pub frozen: Option<PageNo>,
    /// 落款: the office that issues it, where a document is to name one.
    pub issuer: Option<String>,
    /// 成文日期, where it is not the day it was made.
    pub dated: Option<Day>,
    /// What the parts behind say, in short, so that the first screen of a page of plain text has it: it stands in the
    /// first part, above its notes. Drawn formats have a first side, data formats the parts themselves; neither says it twice.
    pub in_short: Vec<Sentence>,
    /// The header is printed in text; data formats always carry it where they can.
    pub is_shown: bool,
}

impl Header {
    /// Of a page that holds a day and was made at a moment: nothing else is said of it yet.
    pub fn new(as_of: Day, made_at: Instant) -> Self {
        Self {
            title: None,
            as_of,
            known_at: None,
            made_at,
            rules: None,
            returns: None,
            note: None,
            remark: None,
            leader: None,
            fields: Vec::new(),
            ledger_hash: None,
            frozen: None,
            issuer: None,
            dated: None,
            in_short: Vec::new(),
            is_shown: false,
        }
    }

    /// The page is pasted into a chat or a document: its lines are not broken, and nothing stands under anything else.
    pub fn is_pasted(&self) -> bool {
        matches!(self.title, Some(Title::Missing { .. } | Title::Brief { .. }))
    }
}

#[derive(Clone, Debug)]
pub enum Title {
    /// The status report of a period.
    Status {
        first: Day,
        last: Day,
        cadence: Cadence,
        /// Of which works, where it is not of all: categories, tag, unit.
        of: Vec<Label>,
    },
    /// 催报: who has not returned in a period.
    Missing {
        first: Day,
        last: Day,
        cadence: Cadence,
        /// As above.
        of: Vec<Label>,
    },
    /// What changed between two days.
    Changes {
        since: Day,
        until: Day,
        /// As above.
        of: Vec<Label>,
    },
    /// 挂图作战 of a year.
    Grid {
        year: i32,
        /// As above.
        of: Vec<Label>,
    },
    /// 前期手续
    Permits {
        /// As above.
        of: Vec<Label>,
    },
    /// 通报 of a period.
    Brief { period: Period, of: BriefScope },
    /// Code and name of a project.
    Project { code: String, name: String },
    /// The targets of a year and of those before.
    Targets { year: i32 },
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
    pub id: Cow<'static, str>,
    pub heading: Option<ColumnHeading>,
    pub body: SectionBody<'a>,
    /// Sentences below.
    pub notes: Vec<Sentence>,
}

impl<'a> Section<'a> {
    /// A table under a heading.
    pub fn table(
        id: impl Into<Cow<'static, str>>,
        heading: impl Into<ColumnHeading>,
        columns: Vec<Column>,
        rows: impl Iterator<Item = Vec<Cell>> + 'a,
    ) -> Self {
        let body = SectionBody::Table { columns, rows: Box::new(rows) };
        Self { id: id.into(), heading: Some(heading.into()), body, notes: Vec::new() }
    }
}

#[expect(clippy::large_enum_variant, reason = "a page has a handful of them")]
pub enum SectionBody<'a> {
    /// Rows under columns; JSON: an array of objects.
    Table { columns: Vec<Column>, rows: TableRows<'a> },
    /// Rows that drawn formats show as a chart and text leaves out; JSON: an array of objects.
    Chart { columns: Vec<Column>, rows: Vec<Vec<Cell>> },
    /// One row, a line for each cell that says something; JSON: one object.
    Card { columns: Vec<Column>, row: Vec<Cell> },
    /// A block for each row: the first cells are its title, the others lines below; JSON: an array of objects.
    Cards { columns: Vec<Column>, titles: usize, rows: Vec<Vec<Cell>> },
    /// Sentences alone; JSON: an object of the figures in them.
    Sentences(Vec<Sentence>),
    /// Paragraphs to paste into a document. JSON: an object; under the id of each paragraph an object of its figures,
    /// under `text` the paragraphs in words.
    Paragraphs(Vec<Paragraph>),
    /// A sentence, and numbered lists below it. JSON: an object of its figures; under the first key an array of the
    /// lists, in each of them under the second an array of its items.
    Lists { lead: Sentence, keys: [&'static str; 2], lists: Vec<NumberedList> },
}

/// Sentences that follow each other. Its id names it in JSON.
pub struct Paragraph {
    pub id: &'static str,
    pub said: Vec<Sentence>,
}

/// A numbered list: what it is of, and what it says.
pub struct NumberedList {
    pub of: Sentence,
    pub items: Vec<Sentence>,
}

pub type TableRows<'a> = Box<dyn Iterator<Item = Vec<Cell>> + 'a>;

#[derive(Clone, Debug)]
pub struct Column {
    /// Stable English id; data formats add the unit: `invested` → `invested_fen`.
    pub key: Cow<'static, str>,
    pub heading: ColumnHeading,
    /// A shorter heading for tables on a page.
    pub short: Option<ColumnHeading>,
    /// In which its numbers count, where the shape does not say it.
    pub unit: Option<String>,
    pub shape: Shape,
    /// What becomes of its cells when a sheet comes back.
    pub role: Role,
    /// How they are read then.
    pub holds: Holds,
}

impl Column {
    /// A column headed by a fixed word, for reading only.
    pub fn new(key: &'static str, word: Word, shape: Shape) -> Self {
        let (heading, role, holds) = (ColumnHeading::Word(word), Role::Computed, Holds::Nothing);
        Self { key: Cow::Borrowed(key), heading, short: None, unit: None, shape, role, holds }
    }

    /// Its name in data formats, which says what a bare whole number counts: fen, 0.01 %, 0.01 m², 0.01 亩,
    /// 0.0001 of what is counted with decimals.
    pub fn data_key(&self) -> String {
        let unit = match self.shape {
            Shape::Quantity(Dimension::Money) => "_fen",
            Shape::Quantity(Dimension::Percent) | Shape::Rate | Shape::Points => "_bp",
            Shape::Quantity(Dimension::Area) => "_dm2",
            Shape::Quantity(Dimension::Land) => "_cmu",
            Shape::Quantity(Dimension::Count(counting)) if !counting.is_whole() => "_e4",
            Shape::Quantity(Dimension::Count(_))
            | Shape::Amount
            | Shape::Count
            | Shape::Text
            | Shape::Fixed
            | Shape::Sign => "",
        };
        format!("{}{unit}", self.key)
    }

    /// What its cells state when a sheet comes back.
    pub fn holding(self, role: Role, holds: Holds) -> Self {
        Self { role, holds, ..self }
    }
}

/// What becomes of a cell of a sheet that comes back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// With the other keys it names the row.
    Key,
    /// Of which state of the register the row is.
    Version,
    /// Stated when the row was made; no sheet alters it.
    Fixed,
    /// What is known of it.
    Register,
    /// Part of one return.
    Return,
    /// Part of a plan: a new version.
    Plan,
    /// Never stored; altered, it is a fault.
    Computed,
}

/// What a cell of a sheet is read as.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Nothing is read.
    Nothing,
    /// A name: one line.
    Name,
    /// Words that may have several lines.
    Passage,
    Code,
    Day,
    /// A day, a month or a year.
    Due,
    Year,
    Count,
    /// A quantity in the unit of the heading.
    Quantity(Dimension),
    /// A number of at most so many decimals, in the unit of the column.
    Decimal(u8),
    /// A quantity in the unit that stands in the row.
    Amount,
    Names,
    Flag,
    Word(Words),
}

/// A list of words a cell can be out of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Words {
    Category,
    /// Of the row's category.
    Stage,
    Condition,
    Basis,
    Measure,
    Kind,
    Figures,
    Light,
    Level,
    TargetKind,
    Comparator,
    Strength,
    Mode,
}

#[derive(Clone, Debug)]
pub enum ColumnHeading {
    Word(Word),
    Label(Label),
    /// So many of what a total counts: 户数 of 总户数.
    CountOf(Label),
    /// The share of a total: 占总户数.
    ShareOf(Label),
    /// How far works of a kind, or with a total, have come through its steps: 征迁进度.
    ProgressOf(Label),
    /// The same, work by work.
    ProgressByWork(Label),
    /// The day of what the label names: 启动日期.
    DayOf(Label),
    /// What was returned last: 上次·累计支付.
    Last(Box<Self>),
    /// Cumulative up to the end of a month: 至3月.
    UpToMonth(u32),
    /// A month on a chart of the year.
    Month {
        month: u32,
        is_running: bool,
    },
}

impl From<Word> for ColumnHeading {
    fn from(word: Word) -> Self {
        Self::Word(word)
    }
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
    /// A number whose unit stands in the row: right, never wraps.
    Amount,
    /// A quantity: right, never wraps, with its unit in the heading.
    Quantity(Dimension),
    /// A rate: right, never wraps. JSON: basis points.
    Rate,
    /// A difference of rates, in points, which the heading of a sheet says: right, never wraps. JSON: basis points.
    Points,
    /// Signs on a chart: left, never wraps, close to each other.
    Sign,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Nothing to say: `-` on a page, empty in a sheet, null in JSON.
    Nothing,
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
    Count(Amount),
    Flag(bool),
    /// In the smallest unit; a page may round, a sheet and JSON never.
    Quantity {
        value: Amount,
        dimension: Dimension,
    },
    /// A number of a field of the office's own, with its unit.
    Number {
        number: Decimal,
        unit: Option<String>,
    },
    /// A quantity older than the last return, with the day it holds.
    QuantityAt {
        value: Amount,
        dimension: Dimension,
        day: Day,
    },
    /// A word of the catalog: its label for people, its code for JSON.
    Named(Named),
    /// Several of them, in their order.
    NamedList(Vec<Named>),
    /// The unit of a quantity in the same row.
    Unit(Dimension),
    /// A word of the program, likewise.
    Word {
        code: &'static str,
        word: Word,
    },
    /// A stage, with the condition where it is not normal: 在建/停工. JSON: the stage alone.
    Stage {
        stage: Option<Named>,
        /// Boxed, for few rows have one and every cell is as large as the largest.
        condition: Option<Box<Named>>,
    },
    List(Vec<String>),
    Sentences(Vec<Sentence>),
    /// 38.3%
    Rate(Fraction),
    /// A difference of rates: -23.5, +4.0.
    Points(Fraction),
    /// A rate as a bar; on a page only.
    Bar(Fraction),
    /// A light, or 不评.
    Light(Option<Light>),
    /// A light with its grounds.
    Verdict(Box<Grounds>),
    /// What stands in one place of a chart: on a page the worst of them and how many there are.
    Marks(Vec<Mark>),
}

impl Cell {
    /// A number of things, or one that names something.
    pub fn count(number: impl Into<Amount>) -> Self {
        Self::Count(number.into())
    }
}

/// A milestone in its place on a chart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mark {
    pub name: String,
    pub sign: Sign,
    pub due: DueDay,
    pub baseline: DueDay,
    /// When it was met, where that is known.
    pub met: Option<DueDay>,
}

/// The light of a row with what it rests on, labels looked up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grounds {
    pub light: Option<Light>,
    pub computed: Option<Light>,
    /// Set by hand.
    pub hand: Option<HandLight>,
    /// Each with the label of its measure, where it is not money.
    pub reasons: Vec<(Reason, Option<Label>)>,
    /// Version of the rules.
    pub rules: Option<i64>,
    pub telling: Telling,
}

/// How much is told of a light.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Telling {
    /// The light, its grounds and the version of the rules.
    Whole,
    /// The grounds; the light stands elsewhere on the row.
    Grounds,
    /// What is worse than green, a few words each.
    Brief,
}

/// How many projects stand in each light.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LightCounts {
    pub red: i64,
    pub yellow: i64,
    pub green: i64,
    pub grey: i64,
    pub none: i64,
}

impl LightCounts {
    pub fn count(lights: impl Iterator<Item = Option<Light>>) -> Self {
        lights.fold(Self::default(), |mut counts, light| {
            *match light {
                Some(Light::Red) => &mut counts.red,
                Some(Light::Yellow) => &mut counts.yellow,
                Some(Light::Green) => &mut counts.green,
                Some(Light::Grey) => &mut counts.grey,
                None => &mut counts.none,
            } += 1;
            counts
        })
    }

    /// From red to not lit.
    pub fn by_light(self) -> [(Option<Light>, i64); 5] {
        let Self { red, yellow, green, grey, none } = self;
        let [first, second, third, fourth] = [Light::Red, Light::Yellow, Light::Green, Light::Grey].map(Some);
        [(first, red), (second, yellow), (third, green), (fourth, grey), (None, none)]
    }

    /// More or less in each light than before.
    pub fn minus(self, before: Self) -> Self {
        Self {
            red: self.red - before.red,
            yellow: self.yellow - before.yellow,
            green: self.green - before.green,
            grey: self.grey - before.grey,
            none: self.none - before.none,
        }
    }
}

/// A count as cells and sentences have it.
pub fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
