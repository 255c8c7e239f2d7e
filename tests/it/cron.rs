//! The lines `schedule` prints, run as cron runs them: by `/bin/sh -c`, in another folder, with nothing but cron's own few
//! variables and no terminal.

use std::fs;
use std::process::{Command, Stdio};

use crate::sealed::{Desk, Done, finish};

/// Debian's cron gives a job these and no more.
const OF_CRON: [(&str, &str); 4] =
    [("HOME", "/nonexistent"), ("LOGNAME", "nobody"), ("PATH", "/usr/bin:/bin"), ("SHELL", "/bin/sh")];

/// The command of a crontab line, as Debian's cron hands it to the shell: behind five fields, up to the first `%`
/// without `\`; of a pair `\%` or `\\` the second alone is left.
fn command_of(crontab: &str) -> String {
    let line = crontab.lines().find(|line| line.starts_with(|sign: char| sign.is_ascii_digit())).expect("a line");
    let mut rest = line;
    for _ in 0..5 {
        rest = rest.split_once(' ').expect("five fields").1;
    }
    let mut command = String::new();
    let mut signs = rest.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '\\' if matches!(signs.peek(), Some('%' | '\\')) => command.extend(signs.next()),
            '\\' => command.extend(['\\'].into_iter().chain(signs.next())),
            '%' => break,
            sign => command.push(sign),
        }
    }
    command
}

fn run_by_cron(command: &str) -> Done {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", command]).current_dir("/").env_clear().envs(OF_CRON).stdin(Stdio::null());
    shell.output().expect("a shell").into()
}

fn schedule(desk: &Desk, args: &[&str]) -> String {
    command_of(&desk.ok(&[&["schedule", "--for", "cron"], args].concat()))
}

#[test]
fn a_line_of_the_crontab_makes_its_page_in_silence() {
    let desk = Desk::with_projects();
    let command = schedule(&desk, &["--period", "week", "--note", "到100%", "-o", "{period} 周报.txt"]);
    assert!(command.contains("到100%"), "{command}");
    let done = run_by_cron(&command);
    assert_eq!((done.status, done.out.as_str(), done.err.as_str()), (0, "", ""), "{command}");
    let pages: Vec<String> = desk.names().into_iter().filter(|name| name.ends_with(" 周报.txt")).collect();
    assert_eq!(pages.len(), 1, "{pages:?}");
    let page = fs::read_to_string(desk.path(&pages[0])).expect("a page");
    assert!(page.starts_with("重点工程周报（") && page.contains("说明：到100%"), "{page}");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = fs::metadata(desk.path(&pages[0])).expect("a page").permissions().mode();
        assert_eq!(mode & 0o777 & !0o022, 0o644, "a web server may read it");
    }
}

#[test]
fn a_backup_is_made_by_cron_in_silence_and_the_newest_are_kept() {
    let desk = Desk::with_projects();
    fs::create_dir(desk.path("备 份")).expect("a folder");
    let command = schedule(&desk, &["backup", "--dir", "备 份", "--keep", "2"]);
    for _ in 0..3 {
        let done = run_by_cron(&command);
        assert_eq!((done.status, done.out.as_str(), done.err.as_str()), (0, "", ""), "{command}");
    }
    let copies: Vec<_> = fs::read_dir(desk.path("备 份")).expect("a folder").collect();
    assert_eq!(copies.len(), 2);
    for copy in copies {
        let copy = copy.expect("an entry").path();
        let done = desk.run(&["check", "--history", "--db", copy.to_str().expect("UTF-8")]);
        assert!(done.err.contains(&desk.hash()), "{}", done.err);
    }
    fs::remove_dir_all(desk.path("备 份")).expect("gone");
    let done = run_by_cron(&command);
    assert_eq!((done.status, done.out.as_str()), (1, ""));
    assert!(done.err.contains("没有这个文件或文件夹"), "{}", done.err);
}

#[test]
fn without_a_file_the_page_is_the_mail() {
    let desk = Desk::with_projects();
    let done = run_by_cron(&schedule(&desk, &["missing", "--period", "month"]));
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert!(done.out.starts_with("【催报】重点工程月报（"), "{}", done.out);
    let is_plain = |sign: char| !('\u{2500}'..='\u{259f}').contains(&sign) && sign != '\u{1b}';
    assert!(done.out.chars().all(is_plain), "no lines around tables, no colours: {}", done.out);
}

#[test]
fn a_page_is_frozen_by_cron_while_a_clerk_writes_and_once_only() {
    let desk = Desk::with_projects();
    let command = schedule(&desk, &["--freeze", "--only-if-changed", "-o", "月报.txt"]);
    assert!(command.contains(" --by 填报员甲 "), "{command}");
    let clerk = |invested: &str| {
        // the page is made by the real clock, which is ahead of theirs
        let mut command = desk.command(&["update", "HS-R-001", "--set", invested]);
        command.env("HAISHU_PROJ_TODAY", "2022-09-01!").spawn().expect("a clerk")
    };
    let mut clerks: Vec<_> = ["signed=1", "signed=2"].map(clerk).into_iter().collect();
    for _ in 0..2 {
        let done = run_by_cron(&command);
        assert_eq!((done.status, done.out.as_str(), done.err.as_str()), (0, "", ""));
    }
    clerks.iter_mut().for_each(|clerk| drop(clerk.wait()));
    let list = desk.ok(&["report", "--list", "--format", "json"]);
    // what the clerks filed on the sealed day may or may not be on the first page
    assert!((1..=2).contains(&list.matches("\"no\":").count()), "{list}");
    assert!(run_by_cron(&command).err.is_empty());
    let settled = desk.ok(&["report", "--list", "--format", "json"]);
    assert!(run_by_cron(&command).err.is_empty());
    assert_eq!(desk.ok(&["report", "--list", "--format", "json"]), settled, "nothing new, no new page");
    let check = finish(desk.command(&["check", "--history"]).env_remove("HAISHU_PROJ_TODAY"));
    assert_eq!(check.status, 0, "{}{}", check.out, check.err);
}

#[test]
fn what_goes_wrong_is_said_on_stderr() {
    let desk = Desk::with_projects();
    let done = run_by_cron(&schedule(&desk, &["-o", "没有/月报.txt"]));
    assert_eq!((done.status, done.out.as_str()), (1, ""));
    assert!(done.err.starts_with("错误：无法读写"), "{}", done.err);
    let command = schedule(&desk, &["--exit-code", "-o", "月报.txt"]);
    assert_eq!(run_by_cron(&command).status, 3, "HS-R-001 has not returned");
    fs::rename(desk.register(), desk.path("别处.db")).expect("moved");
    assert_eq!(run_by_cron(&command).status, 1, "and the register is gone");
}

#[test]
fn a_guard_lets_the_command_run_on_its_day_only() {
    let desk = Desk::with_projects();
    // by a clock an hour east of UTC+8, midnight there is the evening before here
    let line = |only: &str| {
        format!("case $(TZ=UTC-8 date +%u) in {only}) ;; *) exit 0 ;; esac; {}", schedule(&desk, &["-o", "a.txt"]))
    };
    assert_eq!(run_by_cron(&line("8")).status, 0);
    assert!(!desk.path("a.txt").exists(), "no day is the eighth");
    assert_eq!(run_by_cron(&line("1|2|3|4|5|6|7")).status, 0);
    assert!(desk.path("a.txt").exists());
}

#[test]
fn pages_that_differ_have_timers_of_their_own() {
    let desk = Desk::with_projects();
    desk.ok(&["edit", "HS-W-001", "--tag", r"100%\"]);
    let lines = [
        "status",
        "missing",
        "--period week",
        "--as-of today",
        "--category 治水",
        "--category water --category 征迁",
        "--tag 100%\\",
        "--unit 示例区水利局",
        "--category 治水 --unit 示例区水利局",
        "--each unit -o {unit}.txt",
        "-o a.md",
        "--lang en",
    ];
    let units = |line: &str| {
        let words: Vec<&str> = ["schedule", "--for", "systemd"].into_iter().chain(line.split(' ')).collect();
        desk.ok(&words)
    };
    let mut names: Vec<String> = lines.map(|line| units(line).lines().next().expect("a file").to_owned()).to_vec();
    let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "-_./# ".contains(sign);
    assert!(names.iter().all(|name| name.len() < 200 && name.chars().all(is_plain)), "{names:?}");
    assert!(names[4].ends_with("/haishu-proj-status-month-water.service"), "{}", names[4]);
    names.sort();
    names.dedup();
    assert_eq!(names.len(), lines.len(), "{names:?}");
    assert_eq!(units("--category 治水"), units("--category water").replace("--category water", "--category 治水"));
    let of_tag = units("--tag 100%\\");
    assert!(of_tag.contains("Description=haishu-proj 100%%\\·月报\n"), "no specifier, no line that goes on: {of_tag}");
}

#[test]
fn whatever_is_typed_reaches_the_program_as_it_was_typed() {
    let desk = Desk::with_projects();
    let nasty =
        [r"到100%", r"a\%b", r"\\%", r"c:\temp\%x", "it's", "$HOME `id` \"q\"", "-x", "schedule", " 两 头 ", "%%"];
    for note in nasty {
        let flag = format!("--note={note}");
        let command = schedule(&desk, &[&flag, "--by", "schedule", "--freeze", "-o", "a.md"]);
        let done = run_by_cron(&command);
        assert_eq!((done.status, done.err.as_str()), (0, ""), "{note}: {command}");
    }
    let list = desk.ok(&["report", "--list", "--format", "json"]);
    assert_eq!(list.matches("\"frozen_by\":\"schedule\"").count(), nasty.len(), "{list}");
    for (no, note) in (1..).zip(nasty) {
        // JSON of the page would quote; the register has the note itself
        let conn = rusqlite::Connection::open(desk.register()).expect("the register");
        let kept: String = conn
            .query_row("SELECT remark FROM frozen_page WHERE no = ?1", [no], |row| row.get(0))
            .expect("a frozen page");
        assert_eq!(kept, note.trim(), "page {no}");
    }
}
