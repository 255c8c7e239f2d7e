//! Where files go, who may read them, what ends their writing, and what never reaches a terminal or a mail.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown, symlink};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;

use crate::sealed::{Desk, PROGRAM, finish};

/// Two units that lead a work each, and a leader whose name is a way out of the folder.
fn desk() -> Desk {
    let desk = Desk::with_projects();
    desk.ok(&["unit", "add", "示例区交通局"]);
    desk.ok(&["add", "治水", "乙河工程", "--unit", "示例区交通局", "--leader", "..", "--on", "2022-01-01"]);
    desk
}

fn mode(path: &Path) -> u32 {
    fs::metadata(path).expect("there").permissions().mode() & 0o7777
}

/// A name that is no text in any encoding of today's systems.
fn no_text(desk: &Desk, ending: &str) -> PathBuf {
    desk.folder().join(OsStr::from_bytes(&[b"\xff\xfe", ending.as_bytes()].concat()))
}

#[test]
fn a_name_leads_out_of_no_folder() {
    let desk = desk();
    fs::create_dir_all(desk.path("a/__")).expect("a folder");
    fs::create_dir(desk.path("a/_未定责任领导")).expect("a folder");
    let done = desk.run(&["report", "--leader", "..", "-o", "a/{leader}/page.txt"]);
    assert_eq!((done.status, done.err.as_str()), (0, ""));
    assert!(desk.path("a/__/page.txt").exists());
    assert!(!desk.path("page.txt").exists() && !desk.path("a/page.txt").exists());
}

#[test]
fn a_path_that_is_no_text_is_written_as_it_was_typed() {
    let desk = desk();
    let paths = [no_text(&desk, ".txt"), no_text(&desk, ".csv"), no_text(&desk, ".xlsx"), no_text(&desk, ".html")];
    for (line, path) in [&["report"][..], &["export"], &["form", "--unit", "示例区水利局"], &["show", "HS-W-001"]]
        .into_iter()
        .zip(&paths)
    {
        if line[0] != "show" {
            assert_eq!(finish(desk.command(line).arg("-o").arg(path)).status, 0, "{line:?}");
            assert!(path.exists(), "{line:?}: {:?}", desk.names());
        }
    }
    let each = no_text(&desk, "-{unit}.txt");
    assert_eq!(finish(desk.command(&["report", "--each", "unit", "-o"]).arg(&each)).status, 0);
    assert!(no_text(&desk, "-示例区水利局.txt").exists() && no_text(&desk, "-示例区交通局.txt").exists());
    let register = no_text(&desk, ".db");
    assert_eq!(finish(desk.command(&["init", "--db"]).arg(&register)).status, 0);
    assert_eq!(finish(desk.command(&["list", "--db"]).arg(&register)).status, 0);
    let done = finish(desk.command(&["import", "--dry-run"]).arg(&paths[1]));
    assert_eq!(done.status, 0, "{}", done.err);
    assert_eq!(finish(desk.command(&["export", "-o"]).arg(&register)).status, 5, "a register is known for one");
}

#[test]
fn a_path_that_is_no_text_goes_into_no_crontab() {
    let desk = desk();
    let path = no_text(&desk, ".txt");
    for (lang, said, hint) in [("zh", "不是UTF-8文字", "改个名"), ("en", "no text in UTF-8", "another name")] {
        let done = finish(desk.command(&["--lang", lang, "schedule", "-o"]).arg(&path));
        assert_eq!((done.status, done.out.as_str()), (4, ""), "{}", done.err);
        assert!(done.err.contains(said) && done.err.contains(hint), "{}", done.err);
    }
    let register = no_text(&desk, ".db");
    fs::rename(desk.register(), &register).expect("renamed");
    assert_eq!(finish(desk.command(&["schedule", "--db"]).arg(&register)).status, 4);
}

#[test]
fn a_new_file_goes_by_the_umask_and_an_old_one_keeps_its_rights() {
    let desk = desk();
    for (umask, wanted) in [("022", 0o644), ("002", 0o664), ("077", 0o600), ("027", 0o640)] {
        let script = format!(
            "umask {umask}; \"$0\" report -o {umask}.txt && \"$0\" export -o {umask}.csv && \
             \"$0\" form --unit 示例区水利局 -o {umask}.xlsx && \"$0\" --quiet init --db {umask}.db"
        );
        let done = finish(desk.other("/bin/sh").args(["-c", &script, PROGRAM]));
        assert_eq!(done.status, 0, "{}", done.err);
        for ending in ["txt", "csv", "xlsx", "db"] {
            assert_eq!(mode(&desk.path(&format!("{umask}.{ending}"))), wanted, "{umask}.{ending}");
        }
    }
    for kept in [0o600, 0o660, 0o444] {
        let old = desk.path("022.txt");
        fs::set_permissions(&old, Permissions::from_mode(kept)).expect("set");
        desk.ok(&["report", "--freeze", "-o", "022.txt"]);
        assert_eq!(mode(&old), kept);
    }
}

#[test]
fn what_a_stranger_put_into_a_shared_folder_is_not_followed() {
    let desk = desk();
    let (shared, own) = (desk.path("shared"), desk.path("own.txt"));
    fs::create_dir(&shared).expect("a folder");
    fs::set_permissions(&shared, Permissions::from_mode(0o1777)).expect("set");
    fs::write(&own, "own").expect("written");
    symlink(&own, shared.join("page.txt")).expect("linked");
    symlink(desk.folder(), shared.join("folder")).expect("linked");
    desk.ok(&["report", "-o", "shared/page.txt"]);
    assert!(fs::read_to_string(&own).expect("read").contains("总体情况"), "one's own link is followed");
    fs::write(&own, "own").expect("written");
    for name in ["page.txt", "folder"] {
        if lchown(shared.join(name), Some(65_534), None).is_err() {
            return; // only root gives files away
        }
    }
    for (lang, said) in [("zh", "别人放的"), ("en", "somebody else put it there")] {
        for line in [
            &["report", "-o", "shared/page.txt"][..],
            &["report", "--freeze", "-o", "shared/page.txt"],
            &["report", "-o", "shared/folder/own.txt"],
            &["export", "-o", "shared/folder/a.csv"],
            &["form", "--unit", "示例区水利局", "-o", "shared/folder/a.xlsx"],
        ] {
            let done = desk.run(&[&["--lang", lang], line].concat());
            assert_eq!(done.status, 1, "{line:?}: {}", done.err);
            assert!(done.err.contains(said), "{line:?}: {}", done.err);
        }
    }
    assert_eq!(fs::read_to_string(&own).expect("read"), "own");
    assert!(desk.ok(&["report", "--list"]).lines().count() <= 1, "nothing was frozen");
    assert_eq!(fs::read_dir(&shared).expect("a folder").count(), 2);
}

/// A demo on its way: its register is made beside its place, which takes a while.
fn waiting(desk: &Desk, program: &mut Command) -> Child {
    let child = program.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("starts");
    await_that(|| !temporary(desk).is_empty());
    child
}

fn temporary(desk: &Desk) -> Vec<PathBuf> {
    let Ok(files) = fs::read_dir(desk.path("d")) else { return Vec::new() };
    let is_temporary =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".haishu-proj-"));
    let mut left: Vec<PathBuf> = files.map(|file| file.expect("a file").path()).filter(is_temporary).collect();
    left.sort();
    left
}

const DEMO: [&str; 2] = ["demo", "d"];

fn await_that(holds: impl Fn() -> bool) {
    for _ in 0..6_000 {
        if holds() {
            return;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("it did not come to pass in a minute");
}

fn send(signal: &str, child: &Child) {
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status().expect("kill runs");
    assert!(sent.success());
}

#[test]
fn a_signal_takes_what_is_temporary_along() {
    // of whoever runs the tests in the background
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or("0");
    let ignored = u64::from_str_radix(ignored.trim(), 16).expect("a mask");
    for (signal, number) in [("-INT", 2), ("-TERM", 15), ("-HUP", 1)] {
        if ignored & (1 << (number - 1)) != 0 {
            continue;
        }
        let desk = desk();
        let mut child = waiting(&desk, &mut desk.command(&DEMO));
        send(signal, &child);
        assert_eq!(child.wait().expect("ends").signal(), Some(number), "a shell says {}", 128 + number);
        assert_eq!(fs::read_dir(desk.path("d")).expect("a folder").count(), 0, "{signal}");
    }
}

#[test]
fn a_signal_that_was_to_be_ignored_is() {
    let desk = desk();
    let mut shell = desk.other("/bin/sh");
    shell.args(["-c", "trap '' HUP; exec \"$0\" \"$@\"", PROGRAM]).args(DEMO);
    let mut child = waiting(&desk, &mut shell);
    send("-HUP", &child);
    assert!(child.wait().expect("ends").success(), "as nohup wants it");
    assert!(desk.path("d/haishu.db").exists());
}

/// As at `kill -9` and a power cut: nobody cleans up, and nobody is hindered.
#[test]
fn what_a_killed_command_left_hinders_nobody_and_is_swept() {
    let desk = desk();
    let mut child = waiting(&desk, &mut desk.command(&DEMO));
    send("-KILL", &child);
    assert_eq!(child.wait().expect("ends").signal(), Some(9));
    let left = temporary(&desk);
    assert!(!left.is_empty());
    desk.ok(&["report", "-o", "d/a.txt"]);
    assert_eq!(temporary(&desk), left, "they might still be being written");
    for path in left {
        let file = File::options().write(true).open(path).expect("opened");
        let modified = file.metadata().and_then(|found| found.modified()).expect("a time");
        file.set_modified(modified - Duration::from_secs(25 * 60 * 60)).expect("aged");
    }
    desk.ok(&["report", "-o", "d/a.txt"]);
    assert!(temporary(&desk).is_empty());
    fs::create_dir(desk.path("e")).expect("a folder");
    fs::write(desk.path("e/.haishu-proj-left"), "half").expect("written");
    desk.ok(&["demo", "e"]);
}

#[test]
fn an_interrupted_import_is_taken_back_or_done() {
    for (lang, phrase) in [("zh", "命令被中断，什么都没有录入"), ("en", "was interrupted; nothing was recorded")]
    {
        let desk = Desk::empty();
        desk.ok(&["init", "--journal", "delete"]);
        let rows: String = (1..=2_000).map(|no| format!(",示例工程{no}号,治水,{no}\n")).collect();
        fs::write(desk.path("a.csv"), format!("编号,项目名称,类别,总投资(万元)\n{rows}")).expect("a sheet");
        let before = desk.hash();
        let mut command = desk.command(&["--lang", lang, "import", "a.csv"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts");
        await_that(|| desk.path("haishu.db-journal").exists());
        send("-TERM", &child);
        let done = child.wait_with_output().expect("ends");
        assert_eq!(desk.names(), ["a.csv", "haishu.db"], "no journal stays");
        let said = String::from_utf8(done.stderr).expect("text");
        match done.status.signal() {
            Some(15) => assert!(desk.hash() == before && said.contains(phrase), "{said}"),
            // it came when all was recorded
            other => assert!(other.is_none() && done.status.success() && desk.hash() != before, "{said}"),
        }
        assert_eq!(desk.run(&["check"]).status, 0);
    }
}

#[test]
fn forms_that_were_interrupted_are_made_to_the_end() {
    let desk = desk();
    let each = ["form", "--each", "unit", "-o", "{unit}.xlsx"];
    desk.ok(&each);
    let (kept, gone) = (desk.path("示例区水利局.xlsx"), desk.path("示例区交通局.xlsx"));
    let first = fs::read(&kept).expect("a form");
    fs::remove_file(&gone).expect("removed");
    let done = finish(desk.command(&each).env("HAISHU_PROJ_TODAY", "2022-09-01T15:00"));
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(
        done.err.contains("示例区水利局.xlsx 已是这一份") && done.err.contains("已写出 示例区交通局.xlsx"),
        "{}",
        done.err
    );
    assert!(fs::read(&kept).expect("a form") == first, "it is the one that was there");
    fs::remove_file(&gone).expect("removed");
    desk.ok(&["update", "HS-W-001", "--no-change"]);
    let done = desk.run(&each);
    assert_eq!(done.status, 5, "it is of another state of the register, and may be on its way: {}", done.err);
    assert!(done.err.contains("示例区水利局.xlsx") && !gone.exists() && fs::read(&kept).expect("a form") == first);
}

/// What would clear a screen, set a title, or turn a line around, in every way there is.
const NASTY: &str = "甲\u{1b}[2J\u{9b}31m\u{7}\u{202e}乙\u{2066}丙\u{200f}丁\u{7f}";

fn is_plain(text: &str) -> bool {
    text.chars().all(|sign| {
        let turns =
            matches!(sign, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        (!sign.is_control() || sign == '\n') && !turns
    })
}

/// A register into which another program wrote what this one would have refused.
fn hostile() -> Desk {
    let desk = desk();
    desk.ok(&["issue", "raise", "HS-W-001", "三成用地未移交", "--on", "2022-07-05"]);
    desk.ok(&["milestone", "add", "HS-W-001", "围堰合龙", "2022-08-20", "--on", "2022-03-01"]);
    let conn = Connection::open(desk.register()).expect("the register");
    let texts: Vec<(String, String)> = {
        let sql = "SELECT m.name, c.name FROM sqlite_schema m, pragma_table_info(m.name) c
             WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND c.type = 'TEXT' AND c.name IN ('name', 'text',
                 'title', 'location', 'leader', 'value', 'recorded_by', 'command', 'reason', 'alias', 'tag', 'problem')
             ORDER BY 1, 2";
        let mut select = conn.prepare(sql).expect("columns");
        let rows = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("columns");
        rows.collect::<Result<_, _>>().expect("columns")
    };
    assert!(texts.len() > 6, "{texts:?}");
    let triggers: Vec<String> = {
        let mut select =
            conn.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY 1").expect("names");
        select.query_map([], |row| row.get(0)).expect("names").collect::<Result<_, _>>().expect("names")
    };
    conn.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF").expect("no checks");
    for trigger in triggers {
        conn.execute_batch(&format!("DROP TRIGGER \"{trigger}\"")).expect("dropped");
    }
    for (table, column) in texts.iter().filter(|(table, _)| table != "setting") {
        // names that must differ go on differing
        let sql = format!(
            "UPDATE OR IGNORE \"{table}\" SET \"{column}\" = ?1 || \"{column}\" WHERE \"{column}\" IS NOT NULL"
        );
        conn.execute(&sql, [NASTY]).expect("altered");
    }
    desk
}

#[test]
fn nothing_in_a_register_steers_a_terminal() {
    let desk = hostile();
    let mut shown = String::new();
    for lang in ["zh", "en"] {
        for line in [
            "list",
            "list --format markdown",
            "list --format json",
            "list --format codes",
            "show HS-W-001",
            "show HS-W-001 --format markdown",
            "show HS-W-001 --format json",
            "history",
            "history --format json",
            "report",
            "report brief",
            "report missing",
            "report changes",
            "report grid",
            "report targets",
            "report --format markdown",
            "report --format json",
            "report --list",
            "unit list",
            "issue list",
            "milestone list",
            "heading list",
            "rules",
            "check",
            "list --unit 没有",
            "list --stage 没有",
            "show 没有",
            "undo --dry-run",
            "add 治水 乙河工程",
            "list --color always",
            "report --each unit -o /{unit}/x.txt",
        ] {
            let done = desk.run(&[&["--lang", lang][..], &line.split(' ').collect::<Vec<_>>()].concat());
            let out = if line.contains("always") { done.out.replace("\u{1b}[", "") } else { done.out };
            assert!(is_plain(&out) && is_plain(&done.err), "{line}: {out:?} {:?}", done.err);
            shown += &(out + &done.err);
        }
    }
    assert!(
        shown.contains("甲\u{fffd}[2J\u{fffd}31m") && shown.contains("甲\\u001b[2J\\u009b31m"),
        "it was there to be shown"
    );
    let conn = Connection::open(desk.register()).expect("opened");
    conn.execute_batch(&format!("CREATE TABLE \"{NASTY}\" (x); CREATE VIEW \"v{NASTY}\" AS SELECT 1")).expect("made");
    let refused = desk.run(&["list"]);
    assert!(refused.status == 1 && is_plain(&refused.err), "{}", refused.err);
    let check = desk.run(&["check"]);
    assert!(check.status == 3 && check.out.contains("甲\\u{1b}[2J"), "{}", check.out);
}

#[test]
fn nothing_typed_steers_a_terminal() {
    let desk = desk();
    let path = format!("{NASTY}\n.x");
    for line in [
        &["list", "--db", &path][..],
        &["import", &path],
        &["report", "-o", &path],
        &["report", "--template", &path],
        &["form", "--unit", &path, "-o", "a.xlsx"],
        &["list", "--unit", &path],
        &["schedule", "-o", &path],
        &["schedule", "--note", "甲\u{202e}乙"],
        &["show", &path],
        &["add", "治水", &path],
        &[&path],
        &["list", &path],
        &["demo", &path, &path],
        &["upgrade", "--db", &path],
        &["list", "--format", &path],
        &["report", "-o", "{甲\u{1b}}"],
        &["heading", "set", &path, &path],
        &["list", "--as-of", &path],
    ] {
        for lang in ["zh", "en"] {
            let done = desk.run(&[&["--lang", lang], line].concat());
            assert_ne!(done.status, 0, "{line:?}");
            assert!(is_plain(&done.out) && is_plain(&done.err), "{line:?}: {:?} {:?}", done.out, done.err);
        }
    }
    assert_eq!(desk.names(), ["haishu.db"]);
}

/// What a line of a mail may have (RFC 5322).
const MAIL: usize = 998;

#[test]
fn every_page_of_text_can_go_by_mail() {
    let desk = Desk::empty();
    desk.ok(&["demo", "d"]);
    let mut longest = 0;
    for lang in ["zh", "en"] {
        for line in [
            "report",
            "report brief",
            "report missing",
            "report changes",
            "report grid",
            "report targets",
            "report brief --period quarter",
            "report brief --category 治水",
            "list",
            "history",
            "show HS-W-001",
        ] {
            let page =
                desk.ok(&[&["--db", "d/haishu.db", "--lang", lang][..], &line.split(' ').collect::<Vec<_>>()].concat());
            let line_of_page = page.lines().map(str::len).max().unwrap_or(0);
            assert!(line_of_page <= MAIL, "{lang} {line}: {line_of_page}");
            longest = longest.max(line_of_page);
        }
    }
    assert!(longest > 500, "paragraphs are not broken sooner than they must be: {longest}");
}

/// Whose files are made by somebody else's hands keep their owner where that may be.
#[test]
fn an_owner_stays() {
    let desk = desk();
    let path = desk.path("a.txt");
    fs::write(&path, "old").expect("written");
    fs::set_permissions(&path, Permissions::from_mode(0o640)).expect("set");
    let given = std::os::unix::fs::chown(&path, Some(65_534), Some(65_534)).is_ok();
    desk.ok(&["report", "-o", "a.txt"]);
    let found = fs::metadata(&path).expect("there");
    assert_eq!(found.mode() & 0o777, 0o640);
    assert!(!given || (found.uid(), found.gid()) == (65_534, 65_534));
    assert!(fs::read_to_string(&path).expect("read").contains("总体情况"));
}
