//! Pages as data: one pure builder for each. A builder picks and counts; it words nothing and formats nothing.

pub mod columns;
pub mod history;
pub mod list;
pub mod model;
pub mod show;
pub mod status;
pub mod units;
