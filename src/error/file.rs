//! What can be wrong with files and streams other than the register.

use super::family;

use std::path::PathBuf;

family! {
    pub enum FileError {
        Io { path: PathBuf, cause: std::io::Error } => 1;
        /// stdout cannot be written.
        Output { cause: std::io::Error } => 1;
        /// `-o` names a register.
        OverRegister { path: PathBuf } => 5;
        /// A line of the program's own data that it cannot read: a mistake of ours.
        Fixture { file: &'static str, line: usize, problem: String } => 1;
    }
}
