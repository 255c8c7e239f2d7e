//! The register file: the only place with SQL. Readers never write; every writing command is one `Entry`.
//!
//! A new kind of fact needs, in this order: a table with its three triggers in `schema.sql` (and a step in
//! `MIGRATIONS`, with `SCHEMA_VERSION`); a `Fact` or `Body` in `domain::fact`, with the right it needs in `domain::person`
//! (the door, in `right`, holds every fact against it); the declaration of its table in `history` (whose order enters the
//! hash), with what its rows need, which is all that an undo looks at (a category, stage, measure, basis or condition that
//! they name stands in `NAMED` of `catalog`); how `entry` appends it
//! and `facts` reads it; and, if a state shows it, `domain::fold`, `domain::state` and the `cache`. A new column: its
//! name in the declaration, then where it is written, which no longer compiles, and where it is read. The tests of this
//! module name what was forgotten.

mod cache;
mod catalog;
mod changes;
mod check;
mod column;
mod copy;
mod document;
mod dump;
mod entry;
mod facts;
mod foreign;
mod history;
#[cfg(test)]
mod history_test;
mod open;
mod page;
mod people;
mod place;
mod register;
mod right;
#[cfg(test)]
mod right_test;
mod ruled;
#[cfg(test)]
mod store_test;
mod submission;
#[cfg(test)]
mod tamper_test;
mod undo;
mod value;
mod waiting;
#[cfg(test)]
mod word_test;

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::domain::change::Voided;
use crate::domain::{ChangeId, Day, Instant};

use place::FileId;

pub use copy::{Standing, side_files};
pub use dump::Lines;
pub use entry::{ChangeHeading, Entry};
pub use open::{Durability, Journal, SCHEMA_VERSION};
pub use place::hold_length;
pub use register::{FIXED_DAY, ISSUER, LANG, NOTE};
pub use undo::LeftImpossible;

/// An open register.
pub struct Store {
    conn: Connection,
    path: PathBuf,
    /// Of one that is written to, under its name: which file that was when it was opened.
    file: Option<FileId>,
}

impl Store {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// The day and the moment a reader looks from. `known_at: None`: everything recorded so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct View {
    pub day: Day,
    pub known_at: Option<Instant>,
}

/// The change that makes a register.
const FIRST_CHANGE: ChangeId = 1;

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

    /// Whether the words a change states are known: those of the change that made the register always are.
    fn has_words_of(&self, change: ChangeId) -> bool {
        change == FIRST_CHANGE || self.counts(change)
    }
}
