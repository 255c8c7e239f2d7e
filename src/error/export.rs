//! Why a sheet is not written.

use std::path::PathBuf;

#[derive(Debug)]
pub enum ExportError {
    /// A return sheet is not written over a file that may have been filled.
    FormExists { path: PathBuf },
    /// A character that the encoding of a CSV has no place for; `row`: how its row begins.
    Unmappable { character: char, row: String },
    /// `export --what all --format csv` without a folder to write into.
    AllWantsFolder,
    /// Several return sheets under one name.
    NeedsPlaceholder { path: PathBuf },
}

impl ExportError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::AllWantsFolder | Self::NeedsPlaceholder { .. } => 2,
            Self::Unmappable { .. } => 4,
            Self::FormExists { .. } => 5,
        }
    }
}
