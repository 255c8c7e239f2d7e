//! Rows of files read into typed rows. Nothing here writes to a register.

pub mod fixture;
pub mod grid;
