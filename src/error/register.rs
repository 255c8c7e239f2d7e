//! What can be wrong with the register file itself.

use std::path::PathBuf;

#[derive(Debug)]
pub enum RegisterError {
    /// Neither `--db` nor a `haishu.db` in the current folder.
    NotNamed,
    Missing {
        path: PathBuf,
    },
    NotARegister {
        path: PathBuf,
    },
    Newer {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    Older {
        path: PathBuf,
        found: i64,
        known: i64,
    },
    ReadOnly {
        path: PathBuf,
    },
    Busy {
        path: PathBuf,
    },
    Exists {
        path: PathBuf,
    },
    FolderTaken {
        path: PathBuf,
    },
    /// The file is a register, but a row in it cannot be read.
    Damaged {
        what: String,
    },
    Sqlite {
        message: String,
    },
}

impl RegisterError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::NotNamed
            | Self::Missing { .. }
            | Self::NotARegister { .. }
            | Self::Newer { .. }
            | Self::Older { .. }
            | Self::ReadOnly { .. }
            | Self::Damaged { .. }
            | Self::Sqlite { .. } => 1,
            Self::Exists { .. } | Self::FolderTaken { .. } => 5,
            Self::Busy { .. } => 6,
        }
    }
}
