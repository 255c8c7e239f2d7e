//! Frozen pages (定稿): pages as they went out, with what was asked and what the register knew.

use super::day::{Day, Instant};
use super::period::Cadence;
use super::{ChangeId, PageNo};

/// What a page was asked for, beside the day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Which report: status, brief, …
    pub report: String,
    /// The period it is of.
    pub cadence: Cadence,
    /// Of which works: the codes of categories, the tag, the unit, the leader, as the command line has them; empty: of all.
    pub scope: String,
    /// The day a page of changes looks back to, where one was given.
    pub since: Option<Day>,
    /// The office's own note on it.
    pub remark: Option<String>,
    pub lang: String,
    pub format: String,
}

/// Of whom pages are made one by one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Each {
    /// The units that lead.
    Unit,
    /// 责任领导
    Leader,
}

impl Each {
    pub const ALL: [Self; 2] = [Self::Unit, Self::Leader];

    /// The word it is asked for by, which stands in braces in the name of a file too.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Unit => "unit",
            Self::Leader => "leader",
        }
    }

    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|each| each.code() == code)
    }
}

/// A page as it went out; its bytes are kept beside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FrozenPage {
    /// The number people quote: 第3号定稿.
    pub no: PageNo,
    pub question: Question,
    /// 截至
    pub as_of: Day,
    /// Its title, as printed.
    pub title: String,
    /// The last change whose facts it shows.
    pub upto: ChangeId,
}

/// A frozen page as the ledger has it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frozen {
    pub page: FrozenPage,
    /// The change that froze it.
    pub change: ChangeId,
    pub frozen_at: Instant,
    pub frozen_by: String,
    /// SHA-256 of what it was made of: the ledger up to its last change, the day and the question.
    pub inputs: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
}
