//! What changed of one row, as data: what the works did, what was planned anew, what was only put right on paper. The
//! status page shows some of it, the page of changes all.

use crate::domain::catalog::{Label, Named};
use crate::domain::day::{Day, DueDay};
use crate::domain::fraction::Fraction;
use crate::domain::light::Light;
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::unit::Fate;
use crate::domain::{ChangeId, IssueNo, UpdateNo};
use crate::report::model::{Grounds, Word};

/// What is known of a work beside its returns, as far as it is told when it changes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Detail {
    Name,
    Category,
    Parent,
    Lead,
    Leader,
    Figures,
}

impl Detail {
    pub fn code(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Category => "category",
            Self::Parent => "parent",
            Self::Lead => "lead_unit",
            Self::Leader => "leader",
            Self::Figures => "figures",
        }
    }

    pub fn word(self) -> Word {
        match self {
            Self::Name => Word::Renamed,
            Self::Category => Word::Category,
            Self::Parent => Word::Parent,
            Self::Lead => Word::LeadUnit,
            Self::Leader => Word::Leader,
            Self::Figures => Word::Figures,
        }
    }
}

/// What a work was merged into.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MergedInto {
    pub code: String,
    pub name: String,
}

/// One thing that changed of a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RowChange {
    /// What moved a project between lights.
    LightMoved {
        from: Option<Light>,
        to: Option<Light>,
        /// Its plan was made anew meanwhile.
        is_replanned: bool,
    },
    /// The grounds of a light that stands before.
    Why(Box<Grounds>),
    /// Rows that moved between the same lights, by their codes.
    LightsMoved { from: Option<Light>, to: Option<Light>, codes: Vec<String> },
    /// From one stage or condition to another.
    StageMoved { from: Option<Named>, to: Named, day: Day },
    /// The first return, in a stage beyond the starting one: no event.
    FirstSeen { stage: Named, day: Day },
    /// Listed since, from a day on.
    Joined { day: Day },
    /// A new one was part of another, of which it takes a share in basis points.
    SplitFrom { code: String, name: String, share: i64 },
    /// What is known of it beside its returns: its name, lead unit, parent, leader …
    DetailMoved { what: Detail, from: Option<Label>, to: Option<Label> },
    /// What became of a unit; of no row.
    UnitFate(Fate),
    /// Cancelled, merged or withdrawn.
    Left { condition: Named, into: Option<MergedInto>, day: Day },
    /// Closed before the year began, so that it is in no count of this one.
    ClosedBefore { year: i32 },
    /// 年度计划调整
    Replanned(Replanned),
    /// A milestone due on another day.
    MilestoneMoved { name: String, from: DueDay, to: DueDay },
    /// A permit granted since that nobody had planned.
    Granted { name: String, on: Option<DueDay> },
    /// A milestone met since.
    MilestoneMet { name: String, met: Option<DueDay>, due: DueDay },
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
        from: Option<Amount>,
        to: Option<Amount>,
        basis: Option<Label>,
        day: Option<Day>,
    },
    /// A return as of the last page or before, recorded afterwards.
    LateReturn { no: UpdateNo, as_of: Day, recorded: Day },
    /// A figure of the page before that would print otherwise today.
    Corrected(Correction),
    /// A stage or condition of the page before that would print otherwise today.
    WordCorrected { what: Word, from: Option<Label>, to: Option<Label> },
    /// It counts on the page before, but was registered afterwards.
    ListedLate,
    /// It was on the page before; its registration was undone afterwards.
    ListingUndone,
}

/// The plan of a measure that was made anew.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replanned {
    pub measure: String,
    pub label: Label,
    pub dimension: Dimension,
    pub version: i64,
    pub from: Option<Amount>,
    pub to: Amount,
    pub day: Day,
    pub reason: Option<String>,
    /// The rate on the first version.
    pub first_rate: Option<Fraction>,
}

/// A figure of the page before, as known then and as known today.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Correction {
    pub what: CorrectedFigure,
    pub measure: String,
    pub label: Label,
    pub dimension: Dimension,
    pub from: Option<Amount>,
    pub to: Option<Amount>,
    pub cause: Option<ChangeId>,
    pub reason: Option<String>,
}

/// Which figure of a measure is spoken of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CorrectedFigure {
    /// What was read.
    Value,
    /// What there is in all.
    Total,
    /// The plan of the year.
    Plan,
}
