//! README.md names every command; what stands below one (`unit alias`) is left to its `--help`.

use haishu_proj::command::command_line;

use crate::sealed::root;

#[test]
fn every_command_is_named_in_the_readme() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md at the root of the crate");
    let line = command_line();
    let commands = line.get_subcommands().map(clap::Command::get_name);
    let missing: Vec<&str> = commands.filter(|name| !names(&readme, name)).collect();
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
