//! Command lines that go wrong before anything is looked at.

#[derive(Debug)]
pub enum UsageError {
    /// What the parser of the command line says.
    Parse(Box<clap::Error>),
    /// Nobody is named who records.
    NoWho,
    /// `--known-at` on a command that records.
    KnownAtRecords,
}

impl UsageError {
    pub(super) fn exit_status(&self) -> u8 {
        match self {
            Self::Parse(_) | Self::NoWho | Self::KnownAtRecords => 2,
        }
    }
}
