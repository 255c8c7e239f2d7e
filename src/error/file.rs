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
        /// On the way to `-o` in a folder where everybody may write stands what somebody else put there.
        OfStranger { path: PathBuf, what: PathBuf } => 1;
        /// The ending of a file is of no format that the command writes; `writes`: the endings of those.
        Ending { path: PathBuf, ending: String, writes: Vec<&'static str> } => 2;
        /// The ending of a file is of one format, and another was asked for.
        OtherFormat { path: PathBuf, of_ending: &'static str, asked: &'static str } => 2;
        /// A line of the program's own data that it cannot read: a mistake of ours.
        Fixture { file: &'static str, line: usize, problem: String } => 1;
    }
}
