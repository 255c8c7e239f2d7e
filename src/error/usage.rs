//! Command lines that go wrong before anything is looked at.

use super::family;

family! {
    pub enum UsageError {
        /// What the parser of the command line says.
        Parse(Box<clap::Error>) => 2;
        /// Words that begin with a minus behind the flag they are for, where they look like a flag themselves.
        MinusInText { flag: String, value: String } => 2;
        /// Nobody is named who records.
        NoWho => 2;
        /// `--known-at` on a command that records.
        KnownAtRecords => 2;
    }
}
