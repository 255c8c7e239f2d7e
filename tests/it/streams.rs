//! Pipes, full disks, bare environments, folders one may not write: what cron and shells do to a program.

use std::fs::{self, File, Permissions};
use std::io::Read;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use std::process::Command;

use chrono::{FixedOffset, Utc};
use rusqlite::Connection;

use crate::sealed::{Desk, Done, PROGRAM, finish};

const READERS: &[&[&str]] = &[
    &["list"],
    &["list", "--format", "json"],
    &["list", "--format", "csv"],
    &["show", "HS-W-001"],
    &["history"],
    &["report"],
    &["export"],
    &["unit", "list"],
    &["--help"],
];

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let desk = Desk::with_projects();
    for line in READERS {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let done = finish(desk.command(line).stdout(writer));
        assert_eq!((done.status, done.err.as_str()), (0, ""), "{line:?}");
    }
}

#[test]
fn a_full_disk_is_a_failure_and_is_told() {
    let desk = Desk::with_projects();
    for line in READERS {
        let full = File::options().write(true).open("/dev/full").expect("/dev/full");
        let done = finish(desk.command(line).stdout(full));
        assert_eq!(done.status, 1, "{line:?}: {}", done.err);
        assert!(done.err.starts_with("错误："), "{line:?}: {}", done.err);
    }
    let done = desk.run(&["export", "-o", "/dev/full"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.err.contains("/dev/full"), "{}", done.err);
}

/// A page may go into a pipe that somebody reads.
#[test]
fn an_output_may_be_a_pipe() {
    let desk = Desk::with_projects();
    let pipe = desk.path("pipe");
    assert!(desk.other("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).expect("read")
    });
    desk.ok(&["report", "-o", pipe.to_str().expect("a path")]);
    assert!(reader.join().expect("ends").contains("总体情况"));
}

/// The name of a file says what is in it; what is no file has no such name.
#[cfg(unix)]
#[test]
fn only_a_file_is_held_to_its_ending() {
    let desk = Desk::with_projects();
    for name in ["页.docm", "页.PDF", "页.xls", "{period}.html5"] {
        let done = desk.run(&["report", "-o", name]);
        assert!(done.status == 2 && done.err.contains("`.txt`、`.md`"), "{name}: {}", done.err);
    }
    assert_eq!(desk.names(), ["haishu.db"], "nothing is written");
    let pipe = desk.path("pipe.fifo");
    assert!(desk.other("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).expect("read")
    });
    desk.ok(&["report", "--format", "json", "-o", pipe.to_str().expect("a path")]);
    assert!(reader.join().expect("ends").starts_with('{'));
    std::fs::remove_file(&pipe).expect("removed");
    assert!(
        desk.ok(&["report", "-o", "-"]).contains("总体情况")
            && desk.ok(&["report", "-o", "/dev/stdout"]).contains("总体情况")
    );
    for name in ["无扩展名", "页2022.08", "{as_of}.{period}", "页."] {
        desk.ok(&["report", "-o", name]);
    }
    assert_eq!(desk.names().len(), 5, "{:?}", desk.names());
    assert!(std::fs::read_to_string(desk.path("页.")).expect("text").contains("总体情况"));
    desk.ok(&["report", "-o", "页.XLSX"]);
    assert!(std::fs::read(desk.path("页.XLSX")).expect("a workbook").starts_with(b"PK"));
}

#[test]
fn an_output_never_takes_the_place_of_a_register() {
    let desk = Desk::with_projects();
    let before = desk.hash();
    let register = desk.register();
    let register = register.to_str().expect("a path");
    for line in [&["export", "-o", register][..], &["report", "-o", register]] {
        let done = desk.run(line);
        assert_eq!(done.status, 5, "{line:?}");
        assert!(done.err.contains("是台账，不能用输出内容覆盖"), "{}", done.err);
        let english = desk.run(&[&["--lang", "en"], line].concat());
        assert!(english.err.contains("is a register; output must not take its place"), "{}", english.err);
    }
    assert_eq!(desk.hash(), before);
}

/// A page made while somebody else records shows one state of the ledger, not two.
#[test]
fn a_reader_sees_one_snapshot() {
    let desk = Desk::with_projects();
    let mut writer = desk.command(&["--quiet", "update", "HS-W-001", "--no-change"]);
    writer.stdout(std::process::Stdio::null());
    let mut recording = writer.spawn().expect("starts");
    for _ in 0..40 {
        if recording.try_wait().expect("waits").is_some() {
            recording = writer.spawn().expect("starts");
        }
        let done = desk.run(&["check"]);
        assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    }
    assert!(recording.wait().expect("ends").success());
}

#[test]
fn nothing_is_needed_of_the_environment() {
    let desk = Desk::with_projects();
    let bare = |args: &[&str]| -> Done { finish(desk.command(args).env_clear()) };
    for line in READERS {
        let done = bare(line);
        assert_eq!((done.status, done.err.as_str()), (0, ""), "{line:?}");
    }
    let done = bare(&["--by", "定时任务", "add", "治水", "乙河工程"]);
    assert_eq!((done.status, done.out.as_str()), (0, "HS-W-002\n"), "{}", done.err);
    let done = bare(&["add", "治水", "丙河工程"]);
    assert_eq!(done.status, 2, "nobody is named as the one who records: {}", done.err);
}

/// Today by the real clock, as the program sees it in a time zone.
fn today_in(desk: &Desk, zone: &str) -> String {
    let mut command = desk.command(&["list", "--format", "json"]);
    let done = finish(command.env_remove("HAISHU_PROJ_TODAY").env("TZ", zone));
    assert_eq!(done.status, 0, "{}", done.err);
    let json: serde_json::Value = serde_json::from_str(&done.out).expect("JSON");
    json["as_of"].as_str().expect("a day").to_owned()
}

#[test]
fn the_day_is_that_of_the_district_whatever_the_zone_of_the_machine() {
    let desk = Desk::with_projects();
    let china = FixedOffset::east_opt(8 * 3600).expect("UTC+8");
    let today = || Utc::now().with_timezone(&china).date_naive().to_string();
    let before = today();
    // Between the first two lies always another day.
    let zones = ["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC", "UTC+12", "UTC-14"];
    let days = zones.map(|zone| today_in(&desk, zone));
    if before == today() {
        assert_eq!(days, zones.map(|_| before.clone()));
    }
}

#[test]
fn readers_and_writers_leave_nothing_beside_the_register() {
    let desk = Desk::with_projects();
    assert_eq!(desk.names(), ["haishu.db"]);
    for line in READERS {
        desk.ok(line);
        assert_eq!(desk.names(), ["haishu.db"], "{line:?}");
    }
    let before = fs::read(desk.register()).expect("the register");
    desk.ok(&["check"]);
    desk.ok(&["show", "HS-W-001"]);
    assert!(fs::read(desk.register()).expect("the register") == before, "a reader wrote to the register");
    desk.run(&["update", "HS-W-001", "--invested", "1"]);
    assert_eq!(desk.names(), ["haishu.db"], "after a refusal");
    assert!(fs::read(desk.register()).expect("the register") == before, "a refusal wrote to the register");
}

#[test]
fn a_reader_makes_no_register() {
    let desk = Desk::empty();
    for line in READERS.iter().filter(|line| **line != ["--help"]) {
        let done = finish(desk.command(line).env("HAISHU_PROJ_DB", "台账.db"));
        assert_eq!(done.status, 1, "{line:?}: {}", done.err);
        assert_eq!(desk.names(), [""; 0], "{line:?}");
    }
}

/// The program as somebody whom permissions bind: root is bound only as nobody. `None`: this cannot be had here.
pub fn bound(desk: &Desk, args: &[&str]) -> Option<Command> {
    if fs::metadata("/proc/self").expect("this process").uid() != 0 {
        return Some(desk.command(args));
    }
    let setpriv = ["/usr/bin/setpriv", "/bin/setpriv"].into_iter().find(|path| Path::new(path).exists())?;
    // The target folder may be closed to nobody.
    let program = desk.path("haishu-proj");
    if !program.exists() {
        // by another process: what this one has open for writing, a child of another test may hold when it is run
        let copied = Command::new("cp").arg(PROGRAM).arg(&program).status().expect("cp runs");
        assert!(copied.success(), "copied");
    }
    let mut command = desk.other(setpriv);
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program).args(args);
    Some(command)
}

/// Takes from everybody the right to write the folder and the register.
pub fn close(desk: &Desk) {
    set_mode(&desk.register(), 0o444);
    set_mode(desk.folder(), 0o555);
}

pub fn reopen(desk: &Desk) {
    set_mode(desk.folder(), 0o755);
    set_mode(&desk.register(), 0o644);
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).expect("permissions set");
}

#[test]
fn a_preview_wants_no_name_no_leave_to_write_and_nobody_else_to_stop() {
    let desk = Desk::with_projects();
    fs::write(desk.path("a.csv"), "编号,项目名称,类别,总投资(万元)\nHS-W-001,,,13000\n,乙河工程,治水,5000\n")
        .expect("a sheet");
    let (register, names) = (fs::read(desk.register()).expect("the register"), desk.names());
    let preview = ["import", "a.csv", "--dry-run"];
    let shown = desk.ok(&preview);
    assert!(shown.contains("新增1，变更1"), "{shown}");
    let same = |command: &mut Command| {
        let done = finish(command.env_remove("HAISHU_PROJ_USER"));
        assert_eq!((done.status, done.out.as_str()), (0, shown.as_str()), "{}", done.err);
    };
    same(&mut desk.command(&preview));
    let writer = Connection::open(desk.register()).expect("the register");
    writer.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    same(&mut desk.command(&preview));
    writer.execute_batch("ROLLBACK").expect("let go");
    drop(writer);
    assert!(fs::read(desk.register()).expect("the register") == register && desk.names() == names);
    let done = finish(desk.command(&["import", "a.csv"]).env_remove("HAISHU_PROJ_USER"));
    assert_eq!((done.status, done.out.as_str()), (2, ""), "what records says who does: {}", done.err);
    let Some(mut bound) = bound(&desk, &preview) else { return };
    close(&desk);
    same(&mut bound);
    reopen(&desk);
}

#[test]
fn a_folder_one_may_not_write_can_be_read() {
    let desk = Desk::with_projects();
    if bound(&desk, &[]).is_none() {
        return;
    }
    close(&desk);
    let names = desk.names();
    let run = |args: &[&str]| finish(&mut bound(&desk, args).expect("as before"));
    for line in READERS {
        let done = run(line);
        assert_eq!((done.status, done.err.as_str()), (0, ""), "{line:?}");
        assert_eq!(desk.names(), names, "{line:?}");
    }
    assert_eq!(run(&["check"]).status, 0);
    assert_eq!(run(&["add", "治水", "乙河工程"]).status, 1);
    assert_eq!(run(&["export", "-o", "a.csv"]).status, 1);
    assert_eq!(desk.names(), names);
    reopen(&desk);
}

#[test]
fn an_export_appears_whole() {
    let desk = Desk::with_projects();
    fs::write(desk.path("a.csv"), "上月的表").expect("written");
    let mut old = File::open(desk.path("a.csv")).expect("opened");
    let done = desk.run(&["export", "-o", "a.csv"]);
    assert_eq!((done.status, done.out.as_str(), done.err.as_str()), (0, "", ""), "written, then silent");
    assert_eq!(fs::read_to_string(desk.path("a.csv")).expect("read"), desk.ok(&["export"]));
    let csv = fs::read_to_string(desk.path("a.csv")).expect("read");
    assert!(csv.starts_with('\u{FEFF}'), "for Excel, which takes a file without it for another encoding");
    assert!(csv.ends_with("\r\n") && csv.matches('\n').count() == csv.matches("\r\n").count());
    let mut text = String::new();
    old.read_to_string(&mut text).expect("read");
    assert_eq!(text, "上月的表", "whoever has the old file open goes on reading the old file");

    let done = desk.run(&["export", "--unit", "没有的单位", "-o", "a.csv"]);
    assert_eq!(done.status, 4, "{}", done.err);
    assert_eq!(fs::read_to_string(desk.path("a.csv")).expect("read"), desk.ok(&["export"]), "refused: the file stands");
    assert_eq!(desk.names(), ["a.csv", "haishu.db"]);
}
