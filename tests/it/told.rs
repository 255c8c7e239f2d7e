//! Told means done: what is printed of a change is on record, what is on record and could not be printed is named, and
//! whoever reads at leisure keeps nobody from recording. What a disk, a terminal or the program itself does wrong is told
//! like any other error.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::sealed::{Desk, Done, PROGRAM, finish, root};

/// A full disk.
fn full() -> Stdio {
    File::options().write(true).open("/dev/full").expect("/dev/full").into()
}

/// A pipe whose reader has gone.
fn gone() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// How many changes the ledger has.
fn changes(desk: &Desk) -> i64 {
    let register = Connection::open(desk.register()).expect("the register");
    register.busy_timeout(Duration::from_secs(60)).expect("patient");
    register.query_row("SELECT count(*) FROM change", [], |row| row.get(0)).expect("a number")
}

/// Runs a command twice where nothing takes its output: it ends with exit status 1, names the change it recorded, in
/// either language, and what it gave out.
fn recorded_all_the_same(desk: &Desk, args: &[&str], gave: [&str; 2]) {
    for ((lang, out), gave) in [("zh", full()), ("en", gone())].into_iter().zip(gave) {
        let change = changes(desk) + 1;
        let done = finish(desk.command(&[&["--lang", lang], args].concat()).stdout(out));
        assert_eq!((done.status, changes(desk)), (1, change), "{args:?}: {}", done.err);
        let named = match lang {
            "zh" => {
                format!("错误：第{change}号变更已经录入（应输出 `{gave}`），其后出错：结果未能全部写出：磁盘已满\n")
            }
            _ => format!("error: change {change} was recorded (it was to print `{gave}`); then: the output could not"),
        };
        assert!(done.err.starts_with(&named), "{args:?}: {}", done.err);
        assert!(done.err.contains("haishu-proj history") && !done.err.contains('|'), "{args:?}: {}", done.err);
    }
}

#[test]
fn what_was_recorded_is_told_where_it_cannot_be_printed() {
    let desk = Desk::with_projects();
    recorded_all_the_same(&desk, &["add", "治水", "乙河工程"], ["HS-W-002", "HS-W-003"]);
    recorded_all_the_same(&desk, &["update", "HS-W-001", "--no-change"], ["3", "4"]);
    recorded_all_the_same(&desk, &["plan", "HS-W-001", "2022", "--invest", "1亿", "--reason", "下达"], ["1", "2"]);
    recorded_all_the_same(&desk, &["issue", "raise", "HS-W-001", "管线未迁"], ["I-01", "I-02"]);
    let target =
        ["target", "add", "开工两个", "--year", "2022", "--count", "开工", "--category", "治水", "--value", "2"];
    recorded_all_the_same(&desk, &target, ["T-01", "T-02"]);
    recorded_all_the_same(&desk, &["rules", "set", "gap.red=30", "--reason", "放宽"], ["2", "3"]);
    let last = changes(&desk);
    recorded_all_the_same(&desk, &["undo"], [&last.to_string(), &(last - 1).to_string()]);
    assert_eq!(desk.run(&["check", "--history"]).status, 0);
}

/// Whoever saw the number has the change, though nothing of the program lived on after it was seen.
#[test]
fn a_number_that_was_seen_is_on_record() {
    let desk = Desk::with_projects();
    for no in 3..13 {
        let mut writer = desk.command(&["update", "HS-W-001", "--no-change"]);
        let mut writer = writer.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("it runs");
        let mut line = String::new();
        BufReader::new(writer.stdout.take().expect("a pipe")).read_line(&mut line).expect("a line");
        writer.kill().expect("killed");
        writer.wait().expect("it ends");
        assert_eq!(line, format!("{no}\n"));
        let register = Connection::open(desk.register()).expect("the register");
        let select = "SELECT count(*) FROM status_update WHERE no = ?1";
        let found: i64 = register.query_row(select, [no], |row| row.get(0)).expect("a number");
        assert_eq!(found, 1, "update {no}");
    }
}

#[test]
fn a_frozen_page_that_could_not_be_written_is_had_from_the_register() {
    let desk = Desk::with_projects();
    let change = changes(&desk) + 1;
    let done = finish(desk.command(&["report", "--freeze"]).stdout(full()));
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.err.starts_with(&format!("错误：第{change}号变更已经录入（第1号定稿），")), "{}", done.err);
    assert!(done.err.contains("`haishu-proj report --reprint 1`"), "{}", done.err);
    assert!(desk.ok(&["report", "--reprint", "1"]).contains("第1号定稿"));
    let done = desk.run(&["--lang", "en", "report", "--freeze", "-o", "/dev/full"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.err.contains("was recorded (frozen page 2)") && done.err.contains("--reprint 2"), "{}", done.err);
    let done = desk.run(&["report", "--freeze", "-o", "没有的文件夹/a.txt"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(!done.err.contains("已经录入"), "{}", done.err);
    assert_eq!(changes(&desk), change + 1, "where no file can stand nothing is frozen");
}

/// One file that cannot appear keeps none of the others back: all of them are on record.
#[test]
fn every_frozen_page_is_sent_that_can_be() {
    let desk = Desk::with_projects();
    desk.ok(&["unit", "add", "乙局"]);
    desk.ok(&["edit", "HS-R-001", "--unit", "乙局", "--on", "2022-01-01"]);
    std::os::unix::fs::symlink("/dev/full", desk.path("示例区水利局.txt")).expect("a link");
    let done = desk.run(&["report", "--each", "unit", "--freeze", "-o", "{unit}.txt"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.err.contains("（第1号定稿、第2号定稿）"), "{}", done.err);
    assert!(fs::read_to_string(desk.path("乙局.txt")).expect("sent").contains("第2号定稿"));
}

#[test]
fn an_import_whose_preview_cannot_be_printed_says_what_became_of_it() {
    let desk = Desk::with_projects();
    fs::write(desk.path("a.csv"), "项目名称,类别,总投资(万元)\n乙河工程,治水,5000\n").expect("a sheet");
    fs::write(desk.path("b.csv"), "项目名称,类别,总投资(万元)\n丙河工程,治水,五千\n").expect("a sheet");
    let change = changes(&desk) + 1;
    let done = finish(desk.command(&["import", "a.csv"]).stdout(gone()));
    assert_eq!((done.status, changes(&desk)), (1, change), "{}", done.err);
    assert!(done.err.starts_with(&format!("错误：第{change}号变更已经录入，其后出错：")), "{}", done.err);
    let done = finish(desk.command(&["import", "b.csv"]).stdout(full()));
    assert_eq!((done.status, changes(&desk)), (4, change), "{}", done.err);
    assert!(done.err.contains("五千"), "what is wrong is told all the same: {}", done.err);
}

#[test]
fn a_demo_whose_page_cannot_be_printed_is_there() {
    let desk = Desk::empty();
    let done = finish(desk.command(&["demo"]).stdout(full()));
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.err.contains("haishu-demo") && desk.path("haishu-demo/haishu.db").exists(), "{}", done.err);
}

/// A register in rollback mode, where whoever reads keeps others from recording, of more works than are read at once,
/// and a list of as many more.
fn large() -> Desk {
    let desk = Desk::empty();
    desk.ok(&["init", "--journal", "delete"]);
    for (name, from) in [("a.csv", 0), ("b.csv", 2_100)] {
        let rows: String = (from..from + 2_100).map(|no| format!("第{no}号{no}标工程,治水,5000\n")).collect();
        fs::write(desk.path(name), format!("项目名称,类别,总投资(万元)\n{rows}")).expect("a sheet");
    }
    desk.ok(&["import", "a.csv"]);
    desk
}

/// A pager that shows the first of what a command prints and then waits; meanwhile somebody else records. The command
/// ends well when the rest is read.
fn nobody_waits_for_a_pager(desk: &Desk, args: &[&str]) -> String {
    let (mut reader, writer) = std::io::pipe().expect("a pipe");
    let mut child = desk.command(args).stdout(writer).stderr(Stdio::null()).spawn().expect("it runs");
    let mut first = [0; 1];
    reader.read_exact(&mut first).expect("the first of it");
    let done = desk.run(&["update", "HS-W-001", "--no-change"]);
    assert_eq!(done.status, 0, "{args:?}: {}", done.err);
    assert!(child.try_wait().expect("asked").is_none(), "{args:?}: it had nothing to wait for");
    let mut text = first.to_vec();
    reader.read_to_end(&mut text).expect("the rest");
    assert!(child.wait().expect("it ends").success(), "{args:?}");
    String::from_utf8(text).expect("UTF-8")
}

#[test]
fn nobody_is_locked_out_by_a_pager() {
    let desk = large();
    assert!(nobody_waits_for_a_pager(&desk, &["import", "b.csv", "--dry-run"]).contains("新增2100"));
    assert!(nobody_waits_for_a_pager(&desk, &["import", "b.csv"]).contains("新增2100"));
    assert!(nobody_waits_for_a_pager(&desk, &["report", "grid", "--freeze"]).contains("第1号定稿"));
    assert_eq!(nobody_waits_for_a_pager(&desk, &["export"]).lines().count(), 4_201);
    // nor by a pipe that nobody opens
    assert!(desk.other("mkfifo").arg("pipe.fifo").status().expect("mkfifo").success());
    let before = changes(&desk);
    let freeze = ["report", "--freeze", "--format", "text", "-o", "pipe.fifo"];
    let mut child = desk.command(&freeze).spawn().expect("it runs");
    let since = Instant::now();
    while changes(&desk) == before && since.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(20));
    }
    desk.ok(&["update", "HS-W-001", "--no-change"]);
    assert!(child.try_wait().expect("asked").is_none(), "it waits for a reader");
    assert!(fs::read_to_string(desk.path("pipe.fifo")).expect("read").contains("第2号定稿"));
    assert!(child.wait().expect("it ends").success());
}

/// Whoever is asked, and whoever is shown what would come in, keeps nobody from recording while they think.
#[test]
fn nobody_is_locked_out_by_a_question() {
    let desk = Desk::empty();
    desk.ok(&["init", "--journal", "delete"]);
    desk.ok(&["add", "治水", "甲江堤防工程"]);
    fs::write(desk.path("a.csv"), "序号,项目名称,总投资(万元)\n1,乙河工程,5000\n2,丙河工程,6000\n").expect("a list");
    let Some(script) = ["/usr/bin/script", "/bin/script"].into_iter().find(|path| Path::new(path).exists()) else {
        return;
    };
    let typed = format!("{PROGRAM} import a.csv");
    let mut terminal = desk.other(script);
    let terminal = terminal.args(["-qec", &typed, "/dev/null"]).env("SHELL", "/bin/sh").env("TERM", "dumb");
    let mut terminal = terminal.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it runs");
    let (mut hand, mut screen) = (terminal.stdin.take().expect("a pipe"), terminal.stdout.take().expect("a pipe"));
    for answer in ["1\n", "y\n"] {
        let mut shown = Vec::new();
        while !shown.ends_with(b"> ") {
            let mut byte = [0];
            let read = screen.read(&mut byte).expect("read");
            assert_eq!(read, 1, "it asks: {}", String::from_utf8_lossy(&shown));
            shown.extend(byte);
        }
        desk.ok(&["update", "HS-W-001", "--no-change"]);
        hand.write_all(answer.as_bytes()).expect("answered");
    }
    let mut rest = String::new();
    screen.read_to_string(&mut rest).expect("the rest");
    assert!(terminal.wait().expect("it ends").success(), "{rest}");
    assert_eq!(changes(&desk), 5, "two returns and an import: {rest}");
}

/// The program as its shell limits it: `ulimit` takes `limit`.
fn limited(desk: &Desk, limit: &str, args: &[&str]) -> Done {
    let script = format!("ulimit {limit}; exec \"$0\" \"$@\"");
    finish(desk.other("/bin/sh").args(["-c", &script, PROGRAM]).args(args))
}

#[test]
fn a_small_stack_is_no_hindrance() {
    let desk = Desk::with_projects();
    let done = limited(&desk, "-s 64", &["report"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert_eq!(done.out, desk.ok(&["report"]));
}

/// A workbook of data goes through a temporary file.
#[test]
fn a_file_that_may_not_grow_is_an_error_like_any_other() {
    let desk = Desk::empty();
    desk.ok(&["init", "--journal", "delete"]);
    desk.ok(&["add", "治水", "甲江堤防工程"]);
    let before = changes(&desk);
    for args in [&["export", "-o", "a.xlsx"][..], &["export", "-o", "a.csv"], &["report", "-o", "a.docx"]] {
        let done = limited(&desk, "-f 1", args);
        assert_eq!(done.status, 1, "{args:?}: {}", done.err);
        assert!(
            done.err.starts_with("错误：无法读写 `a.") && done.err.contains("超过允许的大小"),
            "{args:?}: {}",
            done.err
        );
        assert!(!done.err.contains("panicked"), "{args:?}: {}", done.err);
        assert_eq!(desk.names(), ["haishu.db"], "{args:?}");
    }
    let done = limited(&desk, "-f 1", &["--lang", "en", "export", "--format", "xlsx"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.err.contains("the temporary folder"), "{}", done.err);
    let done = limited(&desk, "-f 1", &["add", "治水", "乙河工程"]);
    assert_eq!((done.status, done.out.as_str(), changes(&desk)), (1, "", before), "{}", done.err);
}

/// What makes requests to put a file on disk fail.
fn no_sync(desk: &Desk) -> PathBuf {
    let shim = desk.path("no_sync.so");
    let source = root().join("tests/it/told/no_sync.c");
    let compiled = Command::new("cc").args(["-shared", "-fPIC", "-o"]).arg(&shim).arg(source).status();
    assert!(compiled.expect("a C compiler, as SQLite wants one").success());
    shim
}

/// Whatever step of a commit a disk fails at: what the command says of its change is so, whether somebody else has the
/// register open or nobody.
#[test]
fn a_disk_that_fails_is_told_with_what_stands() {
    let shims = Desk::empty();
    let shim = no_sync(&shims);
    let (mut refused, mut open) = (0, 0);
    for (journal, fails, is_shared) in [
        ("wal", "NO_SYNC", false),
        ("wal", "NO_SYNC_FROM", false),
        ("wal", "NO_SYNC_FROM", true),
        ("delete", "NO_SYNC", false),
        ("delete", "NO_SYNC_FROM", false),
    ] {
        let desk = Desk::empty();
        desk.ok(&["init", "--journal", journal]);
        let other = is_shared.then(|| Connection::open(desk.register()).expect("the register"));
        for at in 1..9 {
            let before = changes(&desk);
            let mut add = desk.command(&["add", "治水", &format!("第{at}项工程{at}")]);
            let done = finish(add.env("LD_PRELOAD", &shim).env(fails, at.to_string()));
            let found = changes(&desk);
            let is_told = if done.err.starts_with("错误：变更没有录入，台账未变：") {
                refused += 1;
                (done.status, found) == (1, before)
            } else if done.err.starts_with(&format!("错误：第{}号变更写盘时出错，是否已录入无法确定：", before + 1))
            {
                open += 1;
                done.status == 1
            } else if done.err.starts_with(&format!("错误：第{}号变更已经录入（应输出 `", before + 1)) {
                (done.status, found) == (1, before + 1)
            } else {
                (done.status, found) == (0, before + 1)
            };
            assert!(is_told, "{journal} {fails} {at}: {before} changes, then {found}: {done:?}");
            assert_eq!(done.out.is_empty(), done.status == 1, "{journal} {fails} {at}: {done:?}");
            if let Some(other) = &other {
                let seen: i64 = other.query_row("SELECT count(*) FROM change", [], |row| row.get(0)).expect("a number");
                assert_eq!(seen, found, "{journal} {fails} {at}");
            }
        }
        drop(other);
        assert_eq!(desk.run(&["check", "--history"]).status, 0, "{journal} {fails}");
    }
    assert!(refused > 0 && open > 0, "{refused} refused, {open} left open");
}

/// Set in the process that crashes.
const CRASHES: &str = "HAISHU_PROJ_IT_CRASHES";

#[test]
fn a_crash_is_told_in_both_languages() {
    if std::env::var_os(CRASHES).is_some() {
        haishu_proj::tell_of_crashes();
        panic!("no such light: \u{1b}[31m{}", 5);
    }
    let mut again = Command::new(std::env::current_exe().expect("this test"));
    let done =
        finish(again.args(["told::a_crash_is_told_in_both_languages", "--exact", "--nocapture"]).env(CRASHES, "1"));
    let line = "本身出错：no such light: \\u{1b}[31m5（tests/it/told.rs:";
    assert!(done.err.contains(line) && !done.err.contains("panicked"), "{}", done.err);
    assert!(done.err.contains("is at fault: no such light: \\u{1b}[31m5 (tests/it/told.rs:"), "{}", done.err);
    assert!(
        done.err.contains("交给提供本程序的人") && done.err.contains("whoever gave you this program"),
        "{}",
        done.err
    );
}
