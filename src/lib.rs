//! haishu-proj: a register of public works, the dated returns on them, and the pages made of both.
//!
//! One way through: `argv or sheet → command → what is stated → act → facts → one store transaction → domain values →
//! Report → render → output`. Errors are made low and printed once, in [`run`].
//!
//! | part | owns | leaves to others |
//! |---|---|---|
//! | [`domain`] | values, facts, the fold, figures, lights, targets, what is believable | SQL, words, the clock |
//! | [`error`] | everything that can go wrong, as data | its words |
//! | [`act`] | what a person states, by flag or by cell, held against what is known: facts, or a refusal that names a field | how it was brought, where it is kept |
//! | [`store`] | the file: schema, ledger, hash chain, cache; the only SQL | decisions, words |
//! | [`sheet`] | files read: encodings, workbooks, limits; headings and cells as what their columns hold | what becomes of them |
//! | [`report`] | pages as typed cells and sentences, one pure builder each; the table of fixed words | which language, formats |
//! | [`render`] | one file a format | sums, dates, filters |
//! | [`lang`] | how everything reads, in both languages (fixed words, stages and measures bring their labels) | files, state |
//! | [`output`] | files written whole or not at all, closed pipes | what is written |
//! | [`stop`] | Ctrl-C and the like: what is temporary goes, a change being written is taken back | what is temporary |
//! | [`command`] | one file a command: its arguments, its help, a short run | SQL, arithmetic |
//!
//! Invariants:
//! - History is append-only. Every fact belongs to a change; a change is hashed with all before it.
//! - One writing command is one transaction and one change, or nothing.
//! - Told means done: a change is committed, then what it gives out is printed (`Ctx::commit`). Nothing is written to a
//!   person while the register is locked: whoever reads at leisure keeps nobody from recording.
//! - State at (D, K) is a pure fold of the facts known at K, without the void ones; the tables `current_…` are a
//!   cache of it for "now", written in the same transaction.
//! - The words of the trade are facts like any other: the catalog at K is a pure fold of what is stated of them.
//! - Moments on record only go forward, so a moment names a state of the ledger; none is recorded by a clock that can
//!   hardly be right.
//! - Quantities are whole numbers of their smallest unit from the parser to the file; no float touches one.
//! - The clock, the terminal and the environment are read once, in `main`.

pub mod act;
pub mod command;
pub mod domain;
pub mod error;
pub mod lang;
pub mod output;
pub mod render;
pub mod report;
pub mod sheet;
pub mod stop;
pub mod store;

pub use command::{CRASHED, Surroundings, attempt, run, tell_of_crashes};
