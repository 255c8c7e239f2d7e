//! README.md names every command.

use crate::cli::every_command;
use crate::sealed::root;

#[test]
fn every_command_is_named_in_the_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md at the root of the crate");
    let missing: Vec<String> =
        every_command().into_iter().map(|(words, _)| words).filter(|words| !names(&readme, words)).collect();
    assert!(missing.is_empty(), "README.md does not name: {}", missing.join(", "));
}

/// `haishu-proj unit add`, or the words alone in backticks.
fn names(readme: &str, words: &str) -> bool {
    let is_end = |rest: &str| !rest.starts_with(|next: char| next.is_alphanumeric() || next == '-');
    ["haishu-proj ", "`"].iter().any(|before| {
        let typed = format!("{before}{words}");
        readme.match_indices(&typed).any(|(at, _)| is_end(&readme[at + typed.len()..]))
    })
}

#[test]
fn a_name_within_another_is_not_a_name() {
    assert!(names("`init --from haishu-2022`", "init"));
    assert!(names("$ haishu-proj unit add 区水利局", "unit add"));
    assert!(!names("$ haishu-proj initial", "init"));
    assert!(!names("an init of sorts", "init"));
}
