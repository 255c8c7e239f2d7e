//! A fortnight in the office, by a script anybody can run: `fixtures/fortnight/fortnight.sh` stops at the first thing that
//! is not as it should be, and what it prints is in `transcript.txt` beside it, to be read.
//!
//! After a change of wording: `TRYCMD=overwrite cargo test --test it fortnight`, then read the difference.

#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;

use crate::sealed::{Done, PROGRAM, finish, root};

fn fortnight(program: &str) -> Done {
    let mut script = Command::new("bash");
    script.arg(root().join("fixtures/fortnight/fortnight.sh")).arg(program).env_clear();
    finish(script.env("PATH", "/usr/bin:/bin"))
}

/// Hashes are other ones in each run: cron's commands, which the ledger keeps, name the folder it ran in.
fn without_hashes(printed: &str) -> String {
    let is_hash = |word: &&str| word.len() >= 12 && word.bytes().all(|sign| sign.is_ascii_hexdigit());
    let masked = |line: &str| match line.split(' ').find(is_hash) {
        Some(hash) => line.replace(hash, &"·".repeat(hash.len())),
        None => line.to_owned(),
    };
    printed.lines().map(|line| masked(line) + "\n").collect()
}

#[test]
fn the_fortnight_goes_as_written() {
    let transcript = root().join("fixtures/fortnight/transcript.txt");
    let done = fortnight(PROGRAM);
    assert_eq!((done.status, done.err.as_str()), (0, ""), "{}", done.out);
    let printed = without_hashes(&done.out);
    if std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        fs::write(&transcript, &printed).expect("written");
    }
    let written = fs::read_to_string(&transcript).expect("the transcript");
    let differing = (1..).zip(written.lines().zip(printed.lines())).find(|(_, (one, other))| one != other);
    assert!(written == printed, "transcript.txt, then this run: {differing:?}\n{printed}");
}

#[test]
fn the_script_stops_where_something_is_wrong() {
    let done = fortnight("/bin/true");
    assert_ne!(done.status, 0, "a program that does nothing will not do: {}", done.out);
    assert!(done.out.contains("与应有的不符"), "{}", done.out);
}
