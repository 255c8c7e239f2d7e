//! The register's meaning, pure: values, lifecycles, facts and the fold that turns facts into a state.
//! It knows nothing of SQL, of the clock, of languages or of the command line.

pub mod catalog;
pub mod change;
pub mod code;
pub mod day;
pub mod fact;
pub mod fold;
pub mod name;
pub mod period;
pub mod portfolio;
pub mod quantity;
pub mod returns;
pub mod rules;
pub mod state;
pub mod target;
pub mod unit;

pub use day::{Day, Instant};

/// A project's number in the register. People use its code.
pub type ProjectId = i64;
/// A unit's number in the register. People use its name.
pub type UnitId = i64;
/// The number of a change in the ledger: 第12号变更.
pub type ChangeId = i64;
/// The number of a status update: 第25号填报.
pub type UpdateNo = i64;
