//! CONTRIBUTING.md is true: what it names is there, and where it says "all" it names all.

use std::collections::BTreeSet;
use std::path::PathBuf;

use haishu_proj::command::command_line;

use crate::sealed::{files, root};
use crate::tidy::sources;

pub fn contributing() -> String {
    std::fs::read_to_string(root().join("CONTRIBUTING.md")).expect("CONTRIBUTING.md at the root of the crate")
}

/// What stands in backticks in the prose and the tables, line by line; a span may not run over the end of one.
fn ticked(text: &str) -> impl Iterator<Item = &str> {
    let lines = text.lines().filter(|line| !line.starts_with("    "));
    lines.flat_map(|line| line.split('`').skip(1).step_by(2))
}

/// The lines that are typed, word by word, without the comments behind them.
fn typed(text: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = text.lines().filter_map(|line| line.strip_prefix("    "));
    lines.map(|line| line.split(" # ").next().unwrap_or_default().split_whitespace().collect())
}

/// Whether a word is meant as a path: it leads into a folder of the crate, or is a file of its root.
fn is_path(word: &str) -> bool {
    let first = word.split('/').next().unwrap_or_default();
    let is_name = |sign: char| sign.is_ascii_alphanumeric() || "/._-".contains(sign);
    let is_inside = word.contains('/') && root().join(first).is_dir();
    let is_file = !word.contains('/') && [".md", ".sql", ".toml"].iter().any(|ending| word.ends_with(ending));
    word.chars().all(is_name) && (is_inside || is_file)
}

/// The files and folders a path stands for: `NAME` and `FAMILY` for any that is there.
fn found(path: &str) -> Vec<PathBuf> {
    let Some(mark) = ["NAME", "FAMILY"].into_iter().find(|mark| path.contains(mark)) else {
        return Some(root().join(path)).filter(|path| path.exists()).into_iter().collect();
    };
    let (folder, file) = path.rsplit_once('/').expect("a mark stands in a folder");
    let (before, after) = file.split_once(mark).expect("it holds the mark");
    let ending = after.strip_prefix('.').expect("an ending behind the mark");
    let mut found = files(folder, ending);
    found.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(before)));
    found
}

#[test]
fn every_path_it_names_is_there() {
    let text = contributing();
    let paths: BTreeSet<&str> = ticked(&text).chain(typed(&text).flatten()).filter(|word| is_path(word)).collect();
    assert!(paths.len() > 50 && paths.contains("src/error/FAMILY.rs"), "these are not its paths: {paths:?}");
    let missing: Vec<_> = paths.iter().filter(|path| found(path).is_empty()).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md names what is not there: {missing:?}");
    let misnamed: Vec<&str> = ticked(&text).filter(|word| word.starts_with("src/") && !is_path(word)).collect();
    assert!(misnamed.is_empty(), "these do not read as paths: {misnamed:?}");
}

/// Files that a new field of a return, like 下步举措, must come to: all that name that one, and no test.
#[test]
fn the_way_of_a_return_field_is_described_whole() {
    let text = contributing();
    let named: BTreeSet<&str> = ticked(&text).collect();
    let sources = sources();
    let touched = sources.iter().filter(|(file, text)| {
        !file.ends_with("test.rs") && ["next_step", "NextStep"].iter().any(|word| text.contains(word))
    });
    let touched: Vec<&str> = touched.map(|(file, _)| &**file).collect();
    assert!(touched.len() > 10, "{touched:?}");
    let missing: Vec<_> = touched.iter().filter(|file| !named.contains(**file)).collect();
    assert!(missing.is_empty(), "CONTRIBUTING.md does not lead to: {missing:?}");
}

/// The words in backticks behind `All …:`, up to the end of the sentence.
fn all<'t>(text: &'t str, of: &str) -> BTreeSet<&'t str> {
    let (_, rest) = text.split_once(&format!("All {of}: ")).unwrap_or_else(|| panic!("it has no list of all {of}"));
    let (list, _) = rest.split_once("`.\n").expect("a full stop behind the last");
    list.split('`').skip(1).step_by(2).collect()
}

#[test]
fn where_it_says_all_it_names_all() {
    let (text, line) = (contributing(), command_line());
    let commands: BTreeSet<&str> = line.get_subcommands().map(clap::Command::get_name).collect();
    assert_eq!(all(&text, "commands"), commands);

    let report = line.find_subcommand("report").expect("a command");
    let page = report.get_positionals().next().expect("which report").get_possible_values();
    assert_eq!(all(&text, "pages of `report`"), page.iter().map(|value| value.get_name()).collect());

    let families = files("src/error", "rs");
    let families = families.iter().filter_map(|path| path.file_stem()?.to_str()).filter(|name| *name != "mod");
    assert_eq!(all(&text, "families"), families.collect());
}

#[test]
fn the_tests_it_runs_are_there() {
    let text = contributing();
    let end_to_end = std::fs::read_to_string(root().join("tests/it/main.rs")).expect("tests/it/main.rs");
    let sources = sources();
    let mut seen = 0;
    for line in typed(&text) {
        let is_there = match line[..] {
            [.., "--test", "it", name] => {
                end_to_end.lines().any(|line| line.starts_with("mod ") && line.contains(name))
            }
            [.., "--lib", name] => {
                let is_of_it = |file: &str| ["", "_test"].iter().any(|end| file.ends_with(&format!("/{name}{end}.rs")));
                sources.iter().any(|(file, text)| is_of_it(file) && text.contains("#[test]"))
            }
            _ => continue,
        };
        assert!(is_there, "no test is run by `{}`", line.join(" "));
        seen += 1;
    }
    assert!(seen >= 5, "these are not its tests: {seen}");
}

#[test]
fn the_terms_are_those_of_the_code() {
    let text = contributing();
    let (_, glossary) = text.split_once("## Ten terms\n").expect("the terms");
    let rows: Vec<&str> = glossary.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    assert_eq!(rows.len(), 10);
    let sources = sources();
    let is_word = |sign: Option<char>| sign.is_some_and(|sign| sign.is_alphanumeric() || sign == '_');
    let has = |source: &str, word: &str| {
        let ends = |at: usize| (source[..at].chars().next_back(), source[at + word.len()..].chars().next());
        source.match_indices(word).map(|(at, _)| ends(at)).any(|(before, after)| !is_word(before) && !is_word(after))
    };
    for word in rows.iter().flat_map(|row| ticked(row)) {
        let domain = sources.iter().filter(|(file, _)| file.starts_with("src/domain/"));
        assert!(domain.into_iter().any(|(_, source)| has(source, word)), "no `{word}` in src/domain");
    }
}
