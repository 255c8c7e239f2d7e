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

#[test]
fn what_stands_for_a_value_has_a_name_in_chinese() {
    let mut unnamed = std::collections::BTreeSet::new();
    unnamed_values(&command_line(), &mut unnamed);
    assert!(unnamed.is_empty(), "no Chinese name: {unnamed:?}");
}

fn unnamed_values(line: &clap::Command, unnamed: &mut std::collections::BTreeSet<String>) {
    for argument in line.get_arguments().filter(|argument| argument.get_action().takes_values()) {
        let names = argument.get_value_names().unwrap_or_default().iter().map(ToString::to_string);
        unnamed.extend(names.filter(|name| haishu_proj::lang::usage::placeholder(name).is_none()));
    }
    line.get_subcommands().for_each(|command| unnamed_values(command, unnamed));
}
