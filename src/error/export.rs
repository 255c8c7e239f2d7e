//! Why a sheet is not written.

use super::family;

use std::path::PathBuf;

use crate::domain::page::Each;

family! {
    pub enum ExportError {
        /// A return sheet is not written over a file that may have been filled.
        FormExists { path: PathBuf } => 5;
        /// A character that the encoding of a CSV has no place for; `row`: how its row begins.
        Unmappable { character: char, row: String } => 4;
        /// `export --what all --format csv` without a folder to write into.
        AllWantsFolder => 2;
        /// Several return sheets, or pages, under one name.
        NeedsPlaceholder { path: PathBuf, each: Each } => 2;
    }
}
