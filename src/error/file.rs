//! What can be wrong with files and streams other than the register.

use std::path::PathBuf;

#[derive(Debug)]
pub enum FileError {
    Io {
        path: PathBuf,
        cause: std::io::Error,
    },
    /// stdout cannot be written.
    Output {
        cause: std::io::Error,
    },
    /// `-o` names a register.
    OverRegister {
        path: PathBuf,
    },
    /// A line of the program's own data that it cannot read: a mistake of ours.
    Fixture {
        file: &'static str,
        line: usize,
        problem: String,
    },
}

impl FileError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::Io { .. } | Self::Output { .. } | Self::Fixture { .. } => 1,
            Self::OverRegister { .. } => 5,
        }
    }
}
