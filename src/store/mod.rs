//! The register file: the only place with SQL. Readers never write; every writing command is one `Entry`.
//!
//! A new kind of fact needs, in this order: a table with its three triggers in `schema.sql` (and a step in
//! `MIGRATIONS`, with `SCHEMA_VERSION`); a `Fact` or `Body` in `domain::fact`; the declaration of its table in `history`
//! (whose order enters the hash), with what its rows need, which is all that an undo looks at; how `entry` appends it
//! and `facts` reads it; and, if a state shows it, `domain::fold`, `domain::state` and the `cache`. A new column: its
//! name in the declaration, then where it is written, which no longer compiles, and where it is read. The tests of this
//! module name what was forgotten.

mod cache;
mod catalog;
mod changes;
mod check;
mod column;
mod copy;
mod dump;
mod entry;
mod facts;
mod history;
#[cfg(test)]
mod history_test;
mod open;
mod page;
mod register;
mod ruled;
#[cfg(test)]
mod store_test;
mod undo;
mod value;

use std::path::PathBuf;

use rusqlite::Connection;

use crate::domain::change::Voided;
use crate::domain::{ChangeId, Day, Instant};

pub use copy::{Standing, side_files};
pub use dump::Lines;
pub use entry::{ChangeHeading, Entry};
pub use open::{Durability, Journal, SCHEMA_VERSION};
pub use register::{FIXED_DAY, ISSUER, LANG, NOTE};
pub use undo::LeftImpossible;

/// An open register.
pub struct Store {
    conn: Connection,
    path: PathBuf,
    /// Of a file read as one that nobody changes: how it was when it was opened.
    frozen: Option<Stamp>,
}

/// When a file was written, and its length.
type Stamp = (std::time::SystemTime, u64);

/// The day and the moment a reader looks from. `known_at: None`: everything recorded so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct View {
    pub day: Day,
    pub known_at: Option<Instant>,
}

/// What was on record at a moment: the changes up to one, without those void by then.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    pub upto: ChangeId,
    pub voided: Voided,
}

impl Known {
    pub fn counts(&self, change: ChangeId) -> bool {
        change <= self.upto && !self.voided.contains(&change)
    }
}
