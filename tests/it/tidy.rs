//! The source keeps to its architecture: who may use what, where SQL stands, how long a file may be.

use std::path::{Path, PathBuf};

use crate::rust_text::{Source, Target, paths};
use crate::sealed::root;

/// A file or folder of `src`, the parts and the crates it may use.
struct Part {
    name: &'static str,
    parts: &'static [&'static str],
    crates: &'static [&'static str],
}

const fn part(name: &'static str, parts: &'static [&'static str], crates: &'static [&'static str]) -> Part {
    Part { name, parts, crates }
}

const EVERY_PART: &[&str] =
    &["domain", "act", "store", "sheet", "report", "render", "lang", "output", "error", "command"];
/// Crates of the program that its unit tests may use anywhere.
const OF_TESTS: &[&str] = &["tempfile", "rust_xlsxwriter", "calamine", "zip"];
/// The table of `src/lib.rs`: which parts and crates each part may use.
const TABLE: &[Part] = &[
    part("domain", &[], &["chrono", "num_bigint", "num_rational", "num_traits", "pinyin"]),
    part("act", &["domain", "error"], &["chrono"]),
    part("store", &["domain", "error"], &["rusqlite", "sha2", "serde", "serde_json", "chrono"]),
    part(
        "sheet",
        &["domain", "error", "lang", "render", "report"],
        &["csv", "calamine", "zip", "encoding_rs", "serde", "serde_json", "sha2", "chrono"],
    ),
    part("report", &["domain"], &[]),
    part(
        "render",
        &["report", "lang", "domain"],
        &["comfy_table", "unicode_width", "csv", "encoding_rs", "serde", "serde_json", "rust_xlsxwriter"],
    ),
    // the year of a day, the width of a prefix
    part("lang", &["domain", "report", "error"], &["clap", "chrono", "unicode_width"]),
    part("output", &[], &["tempfile"]),
    part("error", &["domain"], &["clap", "rusqlite"]),
    part(
        "command",
        EVERY_PART,
        &["clap", "chrono", "csv", "indicatif", "serde", "serde_json", "shlex", "tempfile", "unicode_width"],
    ),
    part("lib", EVERY_PART, &[]),
    part("main", &["store", "run", "Surroundings"], &["chrono", "mimalloc", "terminal_size"]),
];
/// A crate that only some files of a part may use.
const ONLY_IN: &[(&str, &str, &[&str])] = &[("lang", "clap", &["src/lang/usage.rs"])];
/// What reaches out of the program.
const OUTSIDE: &[&str] = &["env", "fs", "io", "net", "os", "process", "thread", "time"];
const PURE: &[&str] = &["domain", "act", "report"];
/// Words that begin a statement or follow one; in capitals, as our SQL is written.
const SQL: &[&str] =
    &["SELECT", "INSERT", "DELETE", "CREATE", "ALTER", "DROP", "PRAGMA", "ROLLBACK", "COMMIT", "BEGIN"];
/// A smell and not a law: a file that says in its own documentation why it is long may be.
const MOST_LINES: usize = 500;
const SAYS_WHY_IT_IS_LONG: &str = "//! Long: ";

/// The files of `src` with their texts, by their path from the root of the crate.
fn sources() -> Vec<(String, String)> {
    let mut folders = vec![root().join("src")];
    let mut found: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.retain(|path| path.extension().is_some_and(|ending| ending == "rs"));
    found.sort();
    assert!(found.len() > 20, "these are not the sources: {found:?}");
    let read = |path: &PathBuf| {
        let name = path.strip_prefix(root()).expect("below the root").display().to_string();
        (name, std::fs::read_to_string(path).expect("a source"))
    };
    found.iter().map(read).collect()
}

/// `src/lang/usage.rs` is of `lang`, two modules below the root; `src/lang/mod.rs` is one below.
fn place(file: &str) -> (&str, usize) {
    let inner = file.strip_prefix("src/").unwrap_or(file).strip_suffix(".rs").unwrap_or(file);
    let is_root = matches!(inner, "lib" | "main");
    let depth = if is_root { 0 } else { inner.strip_suffix("/mod").unwrap_or(inner).split('/').count() };
    (inner.split('/').next().unwrap_or(inner), depth)
}

/// The crates named in Cargo.toml: those of the program, and those of its tests.
fn crates() -> (Vec<String>, Vec<String>) {
    let manifest = std::fs::read_to_string(root().join("Cargo.toml")).expect("Cargo.toml");
    let named = |table: &str| {
        let lines = manifest.lines().skip_while(|line| line.trim() != table).skip(1);
        let lines = lines.take_while(|line| !line.starts_with('['));
        let names = lines.filter_map(|line| line.split_once('=').filter(|_| !line.starts_with('#')));
        names.map(|(name, _)| name.trim().replace('-', "_")).collect::<Vec<_>>()
    };
    (named("[dependencies]"), named("[dev-dependencies]"))
}

/// What a source uses that its part may not.
fn forbidden_uses(file: &str, text: &str) -> Vec<String> {
    let (name, depth) = place(file);
    let Some(part) = TABLE.iter().find(|part| part.name == name) else {
        return vec![format!("{file}:1: `{name}` is not in the table of tests/it/tidy.rs")];
    };
    let (crates, _) = crates();
    let tests_from = text.lines().position(|line| line == "mod tests {").unwrap_or(usize::MAX);
    let is_test = |line| line > tests_from || file.ends_with("test.rs") || file.ends_with("tests.rs");
    let mut faults = Vec::new();
    for (line, target) in paths(&Source::new(text), depth) {
        let fault = match target {
            Target::Part(used) if used == name || part.parts.contains(&used.as_str()) => continue,
            Target::Part(used) => format!("`{name}` may not use `crate::{used}`"),
            Target::Std(used) if PURE.contains(&name) && OUTSIDE.contains(&used.as_str()) => {
                format!("`{name}` is pure and may not use `std::{used}`")
            }
            Target::Word(used) if OF_TESTS.contains(&used.as_str()) && is_test(line) => continue,
            Target::Word(used) if crates.contains(&used) => match ONLY_IN
                .iter()
                .find(|only| (only.0, only.1) == (name, &used))
            {
                Some((_, _, files)) if !files.contains(&file) => format!("the crate `{used}` is only for {files:?}"),
                _ if !part.crates.contains(&used.as_str()) => format!("`{name}` may not use the crate `{used}`"),
                _ => continue,
            },
            Target::Std(_) | Target::Word(_) => continue,
        };
        faults.push(format!("{file}:{line}: {fault}"));
    }
    faults
}

/// SQL in strings outside the store.
fn stray_sql(file: &str, text: &str) -> Vec<String> {
    if place(file).0 == "store" {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for (line, string) in Source::new(text).strings {
        let mut words = string.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        let word = words.find(|word| SQL.contains(word));
        let lower = string.to_ascii_lowercase();
        let pairs = [("select ", " from "), ("update ", " set "), ("insert ", " into "), ("delete ", "from ")];
        let pair = pairs.iter().find(|(one, two)| lower.starts_with(one) && lower.contains(two));
        if let Some(word) = word.or(pair.map(|pair| pair.0)) {
            faults.push(format!("{file}:{line}: SQL (`{word}`) outside src/store: {string:?}"));
        }
    }
    faults
}

fn held(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_part_uses_only_what_it_may() {
    held(sources().iter().flat_map(|(file, text)| forbidden_uses(file, text)).collect());
}

#[test]
fn sql_stands_only_in_the_store() {
    held(sources().iter().flat_map(|(file, text)| stray_sql(file, text)).collect());
}

#[test]
fn no_file_is_too_long() {
    let long = |(file, text): &(String, String)| {
        let lines = text.lines().count();
        let says_why = text.lines().any(|line| line.starts_with(SAYS_WHY_IT_IS_LONG));
        (lines > MOST_LINES && !says_why)
            .then(|| format!("{file}:{lines}: more than {MOST_LINES} lines, without `{SAYS_WHY_IT_IS_LONG}`"))
    };
    held(sources().iter().filter_map(long).collect());
}

#[test]
fn the_architecture_names_every_module_and_no_other() {
    let text = std::fs::read_to_string(root().join("src/lib.rs")).expect("src/lib.rs");
    let mut named: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("//! | [`")?.split('`').next()).collect();
    let entries = std::fs::read_dir(root().join("src")).expect("src").map(|entry| entry.expect("an entry").path());
    let mut there: Vec<String> = entries.filter_map(|path| module(&path)).collect();
    named.sort_unstable();
    there.sort_unstable();
    // a file and its folder are one module
    there.dedup();
    assert_eq!(named, there, "left: the table in src/lib.rs; right: the modules of src");
}

/// The module a file or folder of `src` is.
fn module(path: &Path) -> Option<String> {
    let name = path.file_stem()?.to_str()?;
    (!matches!(name, "lib" | "main")).then(|| name.to_owned())
}

#[test]
fn what_is_forbidden_is_found() {
    let uses = |file: &str, text: &str| forbidden_uses(file, text);
    assert_eq!(uses("src/domain/a.rs", "use chrono::NaiveDate;\nuse super::b;\n// crate::store\n"), [""; 0]);
    assert_eq!(
        uses("src/domain/a.rs", "\nuse super::super::store::Store;\n"),
        ["src/domain/a.rs:2: `domain` may not use `crate::store`"]
    );
    assert_eq!(
        uses("src/domain/a.rs", "fn a() { std::fs::read(\"b\"); }"),
        ["src/domain/a.rs:1: `domain` is pure and may not use `std::fs`"]
    );
    assert_eq!(
        uses("src/report/a.rs", "fn a(_: chrono::Days) {}"),
        ["src/report/a.rs:1: `report` may not use the crate `chrono`"]
    );
    assert_eq!(
        uses("src/command/a.rs", "use rusqlite::Row;"),
        ["src/command/a.rs:1: `command` may not use the crate `rusqlite`"]
    );
    assert_eq!(
        uses("src/lang/word.rs", "use clap::Error;"),
        ["src/lang/word.rs:1: the crate `clap` is only for [\"src/lang/usage.rs\"]"]
    );
    assert_eq!(uses("src/lang/usage.rs", "use clap::Error;"), [""; 0]);
    assert_eq!(uses("src/store/a.rs", "mod tests {\n    use tempfile::tempdir;\n}"), [""; 0]);
    assert_eq!(uses("src/store/a.rs", "use tempfile::tempdir;").len(), 1);
    assert_eq!(uses("src/extra.rs", "").len(), 1, "a part that is not in the table");
    assert_eq!(stray_sql("src/report/a.rs", "const A: &str =\n\"SELECT 1\";").len(), 1);
    assert_eq!(
        stray_sql("src/report/a.rs", "// SELECT\nconst A: &str = \"update a set b\"; const B: &str = \"update CODE\";")
            .len(),
        1
    );
    assert_eq!(stray_sql("src/store/a.rs", "const A: &str = \"SELECT 1\";"), [""; 0]);
}

#[test]
fn the_table_names_no_crate_that_is_not_used() {
    let (crates, of_tests) = crates();
    assert!(crates.len() > 5 && of_tests.iter().any(|name| name == "trycmd"), "{crates:?} {of_tests:?}");
    let named = TABLE.iter().flat_map(|part| part.crates);
    held(named.filter(|name| !crates.iter().any(|known| known == *name)).map(|name| (*name).to_owned()).collect());
}
