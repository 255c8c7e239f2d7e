//! The register's meaning, pure: values, lifecycles, facts and the fold that turns facts into a state.
//! It knows nothing of SQL, of the clock, of languages or of the command line.

/// Codes and back, for the enums that are stored and printed by code.
macro_rules! codes {
    ($kind:ident { $($variant:ident => $code:literal),* $(,)? }) => {
        impl $kind {
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code),*
                }
            }

            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|each| each.code() == code)
            }
        }
    };
}

pub mod belonging;
pub mod bridge;
pub mod catalog;
pub mod change;
pub mod clause;
pub mod clock;
pub mod code;
pub mod counting;
pub mod course;
pub mod day;
pub mod doubtful;
pub mod fact;
pub mod figures;
pub mod fold;
pub mod fraction;
pub mod funnel;
pub mod given;
pub mod heading;
pub mod light;
mod mark;
pub mod name;
pub mod new_year;
pub mod onset;
pub mod order;
pub mod own_field;
pub mod page;
pub mod period;
pub mod permit;
pub mod person;
pub mod plan;
pub mod portfolio;
pub mod quantity;
pub mod reach;
pub mod returns;
pub mod rules;
#[cfg(test)]
pub mod sample;
pub mod schedule;
pub mod sign;
pub mod state;
pub mod submission;
pub mod target;
pub mod transfer;
pub mod unit;
pub mod visible;
pub mod word;

pub use day::{Day, Instant};

/// A project's number in the register. People use its code.
pub type ProjectId = i64;
/// A unit's number in the register. People use its name.
pub type UnitId = i64;
/// The number of a change in the ledger: 第12号变更.
pub type ChangeId = i64;
/// The number of a status update: 第25号填报.
pub type UpdateNo = i64;
/// The number of an issue: I-01.
pub type IssueNo = i64;
/// The number of a target: T-01.
pub type TargetNo = i64;
/// The number of a submission: S-01.
pub type SubmissionNo = i64;
/// The number of a frozen page: 第3号定稿.
pub type PageNo = i64;
