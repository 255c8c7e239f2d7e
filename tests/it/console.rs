//! Runs the console sessions of Markdown files: each file in a fresh folder, all in a sealed environment.
//!
//! A session finds in its folder what stands in it as a block with a file name, ```` ```csv 甲.csv ````, and the files
//! of the folder beside it that is named like it, `sheet.in` beside `sheet.md`.
//!
//! trycmd lets the environment of the test through, and what it is told to set wins over a `NAME=value` before a
//! command. So the test runs itself once more, as a process with nothing but the sealed environment.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use trycmd::TestCases;

use crate::sealed::{ENVIRONMENT, PROGRAM};

/// Set in the process that runs the sessions.
const SEALED: &str = "HAISHU_PROJ_IT_SEALED";
/// Programs a session may use beside our own, to show what is in a file and what files there are.
const OTHERS: [&str; 3] = ["cat", "ls", "od"];

/// Holds the program to what the files say. `test` is the full name of the calling test.
pub fn hold(test: &str, files: &[PathBuf]) {
    if std::env::var_os(SEALED).is_none() {
        return run_sealed(test);
    }
    let stage = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
    let staged: Vec<PathBuf> = files.iter().map(|file| put_on_stage(file, stage.path())).collect();
    let cases = TestCases::new();
    cases.register_bin("haishu-proj", Path::new(PROGRAM));
    for program in OTHERS {
        cases.register_bin(program, on_path(program).as_path());
    }
    cases.case(stage.path().join("*.md"));
    cases.run();
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        for (file, staged) in files.iter().zip(staged) {
            fs::copy(staged, file).expect("written back");
        }
    }
}

fn run_sealed(test: &str) {
    let mut again = Command::new(std::env::current_exe().expect("this test"));
    again.args([test, "--exact", "--nocapture"]).args(std::env::args().filter(|arg| arg.starts_with("trycmd=")));
    again.env_clear().envs(ENVIRONMENT).env(SEALED, "1");
    for kept in ["TRYCMD", "TMPDIR"] {
        again.envs(std::env::var_os(kept).map(|value| (kept, value)));
    }
    let output = again.output().expect("the test runs");
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{err}{out}");
    assert!(out.contains(" 1 passed"), "no test is named {test}:\n{out}");
}

/// A copy with an empty `.out` folder beside it: the sign for trycmd to run it in a fresh folder.
fn put_on_stage(file: &Path, stage: &Path) -> PathBuf {
    let text = fs::read_to_string(file).expect("a session");
    let commands = commands(&text);
    assert!(!commands.is_empty(), "{} runs nothing", file.display());
    for (line, command) in commands {
        let program = program(command).unwrap_or_else(|| panic!("{}:{line}: no program", file.display()));
        let is_known = program == "haishu-proj" || OTHERS.contains(&program.as_str());
        // trycmd would pass over it without a word.
        assert!(is_known, "{}:{line}: `{program}` cannot be run here; put it in a ```sh block", file.display());
    }
    let staged = stage.join(file.file_name().expect("a name"));
    fs::copy(file, &staged).expect("copied");
    fs::create_dir(staged.with_extension("out")).expect("a folder");
    provide(&text, file, &staged.with_extension("in"));
    staged
}

/// Puts the files of a session where trycmd takes them from.
fn provide(text: &str, session: &Path, folder: &Path) {
    let beside = session.with_extension("in");
    let beside = if beside.is_dir() { fs::read_dir(beside).expect("a folder").collect() } else { Vec::new() };
    let written = written(text);
    if beside.is_empty() && written.is_empty() {
        return;
    }
    fs::create_dir(folder).expect("a folder");
    for entry in beside {
        let path = entry.expect("a file").path();
        fs::copy(&path, folder.join(path.file_name().expect("a name"))).expect("copied");
    }
    for (name, content) in written {
        let path = folder.join(name);
        assert!(!path.exists(), "{}: {name} is there twice", session.display());
        fs::write(path, content).expect("written");
    }
}

/// The blocks that are files, by their names.
fn written(text: &str) -> Vec<(&str, String)> {
    let mut lines = text.lines();
    let mut files = Vec::new();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let content: String = lines.by_ref().take_while(|line| *line != "```").flat_map(|line| [line, "\n"]).collect();
        if let Some((_, name)) = info.split_once(' ') {
            files.push((name, content));
        }
    }
    files
}

/// The lines of console blocks that are typed.
fn commands(text: &str) -> Vec<(usize, &str)> {
    let mut is_console = false;
    let mut is_block = false;
    let mut commands = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        if let Some(language) = text.strip_prefix("```") {
            is_block = !is_block;
            is_console = is_block && matches!(language.trim(), "" | "console" | "trycmd");
        } else if is_console {
            commands.extend(text.strip_prefix("$ ").map(|command| (line, command)));
        }
    }
    commands
}

fn program(command: &str) -> Option<String> {
    shlex::split(command)?.into_iter().find(|word| !word.contains('='))
}

fn on_path(program: &str) -> PathBuf {
    let folders = ["/usr/bin", "/bin"].map(Path::new);
    let found = folders.iter().map(|folder| folder.join(program)).find(|path| path.exists());
    found.unwrap_or_else(|| panic!("no {program} in {folders:?}"))
}

#[test]
fn a_program_that_would_be_passed_over_is_seen() {
    let text =
        "```sh\n$ make\n```\n\n```console\n$ HAISHU_PROJ_TODAY=2022-09-02 haishu-proj list\n1项\n\n$ grep x y\n```\n";
    let programs: Vec<_> = commands(text).into_iter().map(|(line, command)| (line, program(command))).collect();
    assert_eq!(programs, [(6, Some("haishu-proj".to_owned())), (9, Some("grep".to_owned()))]);
}

#[test]
fn a_block_with_a_name_is_a_file() {
    let text = "```console\n$ haishu-proj import 甲.csv\n```\n\n```csv 甲.csv\n编号,名称\n1,\n```\n";
    assert_eq!(written(text), [("甲.csv", "编号,名称\n1,\n".to_owned())]);
}
