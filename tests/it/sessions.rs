//! The sessions in `tests/sessions`, in `docs` and in README.md run as they are written.

use crate::console::hold;
use crate::sealed::{files, root};

#[test]
fn the_sessions_run_as_written() {
    hold("sessions::the_sessions_run_as_written", &files("tests/sessions", "md"));
}

#[test]
fn the_documents_run_as_written() {
    hold("sessions::the_documents_run_as_written", &files("docs", "md"));
}

#[test]
fn the_readme_runs_as_written() {
    let readme = root().join("README.md");
    // Whether there is one is asked in `documented`.
    if readme.exists() {
        hold("sessions::the_readme_runs_as_written", &[readme]);
    }
}
