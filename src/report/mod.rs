//! Pages as data: one pure builder for each. A builder picks and counts; it words nothing and formats nothing. What is said of
//! a page in sentences is an enum beside its builder; `sentence` is their sum, `word` the one table of fixed words.

pub mod brief;
pub mod categories;
pub mod checklist;
pub mod columns;
pub mod fields;
pub mod form;
pub mod front;
pub mod frozen;
pub mod grid;
pub mod headings;
pub mod history;
pub mod imported;
pub mod issues;
pub mod list;
pub mod measures;
pub mod milestones;
pub mod missing;
pub mod model;
pub mod people;
pub mod permits;
mod register_view;
pub mod review;
pub mod rules;
pub mod sentence;
pub mod sheets;
pub mod show;
pub mod status;
pub mod targets;
pub mod units;
pub mod word;
