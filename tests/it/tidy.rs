//! The source keeps to its architecture: who may use what, which is read from the table in CONTRIBUTING.md, where SQL
//! stands, how long a file may be.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::contributing::contributing;
use crate::rust_text::{Source, Target, paths};
use crate::sealed::root;

/// A file or folder of `src`, the parts and the crates it may use: a row of the table in CONTRIBUTING.md.
struct Part {
    name: String,
    is_pure: bool,
    parts: Vec<String>,
    crates: Vec<String>,
    /// Crates that only some of its files may use: the crate, the files.
    only_in: Vec<(String, Vec<String>)>,
}

/// Crates of the program that its unit tests may use anywhere.
const OF_TESTS: &[&str] = &["tempfile", "rust_xlsxwriter", "calamine", "zip"];
/// What stands above the table of who may use what.
const HEADING: &str = "| part | pure | parts it may use | crates it may use |\n|---|---|---|---|\n";
const EVERY_PART: &str = "every part";

/// The table of CONTRIBUTING.md, read once.
fn table() -> &'static [Part] {
    static TABLE: OnceLock<Vec<Part>> = OnceLock::new();
    TABLE.get_or_init(|| read_table(&contributing()))
}

fn read_table(text: &str) -> Vec<Part> {
    let (_, rows) = text.split_once(HEADING).expect("the table of who may use what in CONTRIBUTING.md");
    let rows = rows.lines().take_while(|line| line.starts_with('|'));
    let rows: Vec<Vec<&str>> = rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect();
    let names = |cell: &str| -> Vec<String> { cell.split('`').skip(1).step_by(2).map(str::to_owned).collect() };
    let of_src: Vec<String> = rows.iter().flat_map(|row| names(row[0])).filter(|name| !is_root(name)).collect();
    let part = |row: &Vec<&str>| {
        let [name, pure, parts, crates] = row[..] else { panic!("four cells: {row:?}") };
        let [name] = &names(name)[..] else { panic!("one part: {row:?}") };
        let is_pure = match pure {
            "yes" => true,
            "no" => false,
            _ => panic!("pure, yes or no: {row:?}"),
        };
        let parts = if parts == EVERY_PART { of_src.clone() } else { names(parts) };
        // `clap` (only in `src/lang/usage.rs`)
        let items: Vec<Vec<String>> = crates.split(", ").map(names).filter(|item| !item.is_empty()).collect();
        let only_in = items.iter().filter(|item| item.len() > 1).map(|item| (item[0].clone(), item[1..].to_vec()));
        let crates = items.iter().map(|item| item[0].clone()).collect();
        Part { name: name.clone(), is_pure, parts, crates, only_in: only_in.collect() }
    };
    rows.iter().map(part).collect()
}

/// `lib.rs` and `main.rs` are files of the root and no parts.
fn is_root(name: &str) -> bool {
    matches!(name, "lib" | "main")
}

/// What reaches out of the program.
const OUTSIDE: &[&str] = &["env", "fs", "io", "net", "os", "process", "thread", "time"];
/// Words that begin a statement or follow one; in capitals, as our SQL is written.
const SQL: &[&str] =
    &["SELECT", "INSERT", "DELETE", "CREATE", "ALTER", "DROP", "PRAGMA", "ROLLBACK", "COMMIT", "BEGIN"];
/// A smell and not a law: a file that says in its own documentation why it is long may be.
const MOST_LINES: usize = 500;
const SAYS_WHY_IT_IS_LONG: &str = "//! Long: ";

/// The files of `src` with their texts, by their path from the root of the crate.
pub fn sources() -> Vec<(String, String)> {
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
    let Some(part) = table().iter().find(|part| part.name == name) else {
        return vec![format!("{file}:1: `{name}` is not in the table of CONTRIBUTING.md")];
    };
    let (crates, _) = crates();
    let tests_from = text.lines().position(|line| line == "mod tests {").unwrap_or(usize::MAX);
    let is_test = |line| line > tests_from || file.ends_with("test.rs") || file.ends_with("tests.rs");
    let mut faults = Vec::new();
    for (line, target) in paths(&Source::new(text), depth) {
        let fault = match target {
            Target::Part(used) if used == name || part.parts.contains(&used) => continue,
            Target::Part(used) => format!("`{name}` may not use `crate::{used}`"),
            Target::Std(used) if part.is_pure && OUTSIDE.contains(&used.as_str()) => {
                format!("`{name}` is pure and may not use `std::{used}`")
            }
            Target::Word(used) if OF_TESTS.contains(&used.as_str()) && is_test(line) => continue,
            Target::Word(used) if crates.contains(&used) => {
                let only = part.only_in.iter().find(|(name, _)| *name == used);
                match only.filter(|(_, files)| !files.iter().any(|only| only == file)) {
                    Some((_, files)) => format!("the crate `{used}` is only for {files:?}"),
                    None if part.crates.contains(&used) => continue,
                    None => format!("`{name}` may not use the crate `{used}`"),
                }
            }
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
    let mut ruled: Vec<&str> = table().iter().map(|part| &*part.name).filter(|name| !is_root(name)).collect();
    ruled.sort_unstable();
    assert_eq!(ruled, there, "left: the table in CONTRIBUTING.md; right: the modules of src");
}

/// The module a file or folder of `src` is.
fn module(path: &Path) -> Option<String> {
    let name = path.file_stem()?.to_str()?;
    (!is_root(name)).then(|| name.to_owned())
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

/// Whoever is told of a change finds it on record: what commits one also tells of it, after that.
#[test]
fn a_change_is_committed_in_one_place() {
    // a register that is being made is seen only when it is whole
    let may = ["src/command/ctx.rs", "src/command/init.rs"];
    let commits = |text: &str| text.lines().any(|line| line.contains(".commit(") && !line.contains("ctx"));
    let sources = sources();
    let found = sources.iter().filter(|(file, text)| file.starts_with("src/command/") && commits(text));
    assert_eq!(found.map(|(file, _)| file.as_str()).collect::<Vec<_>>(), may);
}

#[test]
fn the_table_names_no_part_and_no_crate_that_is_not_there() {
    let (crates, of_tests) = crates();
    assert!(crates.len() > 5 && of_tests.iter().any(|name| name == "trycmd"), "{crates:?} {of_tests:?}");
    let named = table().iter().flat_map(|part| &part.crates);
    held(named.filter(|name| !crates.iter().any(|known| known == *name)).cloned().collect());
    let parts = table().iter().filter(|part| !is_root(&part.name)).flat_map(|part| &part.parts);
    held(parts.filter(|name| !table().iter().any(|part| part.name == **name)).cloned().collect());
    let files = table().iter().flat_map(|part| part.only_in.iter().flat_map(|(_, files)| files));
    held(files.filter(|file| !root().join(file).exists()).cloned().collect());
}

#[test]
fn the_table_is_read_as_it_is_written() {
    let rows = [
        "| `a` | yes | | |",
        "| `b` | no | `a` | `c`, `d` (only in `src/b/e.rs` and `src/b/f.rs`), `g` |",
        "| `lib` | no | every part | |",
        "",
        "| `h` | no | | |",
    ];
    let rows = rows.join("\n");
    let table = read_table(&format!("text\n{HEADING}{rows}"));
    let names: Vec<&str> = table.iter().map(|part| &*part.name).collect();
    assert_eq!((names, table[0].is_pure, table[1].is_pure), (vec!["a", "b", "lib"], true, false));
    assert_eq!((&table[0].crates, &table[1].crates), (&vec![], &vec!["c".to_owned(), "d".to_owned(), "g".to_owned()]));
    assert_eq!((&table[0].parts, &table[1].parts), (&vec![], &vec!["a".to_owned()]));
    assert_eq!(table[2].parts, ["a", "b"], "every part, and not itself");
    assert_eq!(table[1].only_in, [("d".to_owned(), vec!["src/b/e.rs".to_owned(), "src/b/f.rs".to_owned()])]);
}
