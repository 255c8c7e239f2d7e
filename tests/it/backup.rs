//! Copies of a register and the way back: while others write, when they are killed, where a log was left behind; dumps,
//! and what is made of one that was cut or edited.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use haishu_proj::store::{Lines, Store};
use rusqlite::Connection;

use crate::sealed::{Desk, Done};

/// The last hash of a register, which must be sound as a file and in its history.
fn hash_of(desk: &Desk, db: &str) -> String {
    let done = desk.run(&["--db", db, "--lang", "en", "check", "--integrity"]);
    assert_eq!(done.status, 0, "{db}: {}{}", done.out, done.err);
    let done = desk.run(&["--db", db, "--lang", "en", "check", "--history"]);
    assert_eq!(done.status, 0, "{db}: {}{}", done.out, done.err);
    done.err.trim().rsplit_once(' ').expect("a hash at the end").1.to_owned()
}

/// How a command ended that leaves the folder as it was: nothing of a file that did not become one.
fn leaving_nothing(desk: &Desk, args: &[&str]) -> Done {
    let before = desk.names();
    let done = desk.run(args);
    assert_eq!(desk.names(), before, "{args:?}: {}", done.err);
    done
}

/// The names in the folder that begin like this.
fn named(desk: &Desk, start: &str) -> Vec<String> {
    desk.names().into_iter().filter(|name| name.starts_with(start)).collect()
}

/// Does to a register what this program never would.
fn tamper(register: &Path, sql: &str) {
    Connection::open(register).expect("a register").execute_batch(sql).expect("tampered");
}

fn copies_are_sound_while_others_write(journal: &str) {
    const WRITERS: usize = 4;
    const CHANGES: usize = 5;
    let desk = Desk::empty();
    desk.ok(&["init", "--journal", journal]);
    scope(|threads| {
        for writer in 0..WRITERS {
            let desk = &desk;
            threads.spawn(move || {
                for no in 0..CHANGES {
                    desk.ok(&["unit", "add", &format!("第{writer}局{no}科")]);
                }
            });
        }
        for no in 0..5 {
            desk.ok(&["backup", &format!("copy-{no}.db")]);
        }
    });
    let hashes: Vec<String> = (0..5).map(|no| hash_of(&desk, &format!("copy-{no}.db"))).collect();
    assert!(hashes.iter().collect::<BTreeSet<_>>().len() > 1, "nobody wrote meanwhile: {hashes:?}");
    assert_eq!(desk.ok(&["history", "--format", "json"]).matches("\"hash\":").count(), 1 + WRITERS * CHANGES);
    assert_eq!(desk.names().len(), 6, "one file each: {:?}", desk.names());
}

#[test]
fn every_copy_made_while_four_write_is_sound() {
    copies_are_sound_while_others_write("wal");
}

#[test]
fn every_copy_of_a_register_without_a_log_is_sound() {
    copies_are_sound_while_others_write("delete");
}

/// Moments to kill a command at, from its start to beyond its end.
fn moments(desk: &Desk, args: &[&str], count: u32) -> impl Iterator<Item = Duration> {
    let started = Instant::now();
    desk.ok(args);
    let whole = started.elapsed();
    (0..count).map(move |at| whole * at * 5 / (count * 4))
}

fn kill_after(desk: &Desk, args: &[&str], after: Duration) {
    let mut child = desk.command(args).stderr(std::process::Stdio::null()).spawn().expect("it runs");
    sleep(after);
    let _ = child.kill();
    child.wait().expect("it ended");
}

#[test]
fn a_backup_killed_at_any_moment_has_its_name_only_when_it_is_whole() {
    let desk = Desk::with_projects();
    let hash = desk.hash();
    let mut whole = 0;
    for (no, after) in moments(&desk, &["backup", "first.db"], 12).enumerate() {
        let name = format!("copy-{no}.db");
        kill_after(&desk, &["backup", &name], after);
        if desk.path(&name).exists() {
            assert_eq!(hash_of(&desk, &name), hash, "killed after {after:?}");
            whole += 1;
        }
    }
    assert!(whole < 12, "none was killed");
    assert_eq!(desk.hash(), hash);
}

#[test]
fn a_restore_killed_at_any_moment_leaves_the_old_register_or_the_new() {
    let desk = Desk::with_projects();
    desk.ok(&["backup", "copy.db"]);
    let new = desk.hash();
    desk.ok(&["unit", "add", "第一局"]);
    let mut seen = BTreeSet::new();
    for (no, after) in moments(&desk, &["restore", "copy.db", "--force"], 12).enumerate() {
        desk.ok(&["unit", "add", &format!("第{no}科")]);
        let old = desk.hash();
        kill_after(&desk, &["restore", "copy.db", "--force"], after);
        let is = desk.hash();
        assert!(is == old || is == new, "killed after {after:?}");
        if is == new {
            let kept = named(&desk, "haishu.db.before-restore-");
            assert!(kept.iter().any(|name| hash_of(&desk, name) == old), "killed after {after:?}: {kept:?}");
        }
        seen.insert(is == new);
    }
    assert!(seen.contains(&false), "none was killed");
    assert_eq!(hash_of(&desk, "copy.db"), new);
}

/// Holds a register so that what is recorded meanwhile stays in its log.
fn holding(desk: &Desk) -> Connection {
    let conn = Connection::open(desk.register()).expect("the register");
    conn.query_row("SELECT count(*) FROM change", [], |_| Ok(())).expect("it is read");
    conn
}

#[test]
fn a_backup_has_what_still_stands_in_the_log_and_cp_has_not() {
    let desk = Desk::with_projects();
    let held = holding(&desk);
    desk.ok(&["unit", "add", "乙局"]);
    desk.ok(&["backup", "copy.db"]);
    fs::copy(desk.register(), desk.path("cp.db")).expect("copied");
    drop(held);
    assert_eq!(hash_of(&desk, "copy.db"), desk.hash());
    assert_ne!(hash_of(&desk, "cp.db"), desk.hash(), "the last change was in the log alone");
}

/// A register that is lost, but for the log of its last changes; and a backup of before.
fn lost_but_for_its_log() -> (Desk, String) {
    let desk = Desk::with_projects();
    desk.ok(&["backup", "copy.db"]);
    let held = holding(&desk);
    desk.ok(&["unit", "add", "乙局"]);
    let log = fs::read(desk.path("haishu.db-wal")).expect("a log");
    drop(held);
    desk.ok(&["list"]);
    fs::remove_file(desk.register()).expect("lost");
    fs::write(desk.path("haishu.db-wal"), log).expect("left behind");
    let hash = hash_of(&desk, "copy.db");
    (desk, hash)
}

#[test]
fn a_log_left_behind_is_not_played_into_what_is_restored() {
    let (desk, hash) = lost_but_for_its_log();
    fs::copy(desk.path("copy.db"), desk.register()).expect("copied");
    let by_hand = desk.run(&["check", "--lang", "en"]);
    assert!(!by_hand.err.contains(&hash), "this is what cp does: {}{}", by_hand.out, by_hand.err);
    let (desk, hash) = lost_but_for_its_log();
    let done = desk.run(&["restore", "copy.db"]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert_eq!(desk.hash(), hash);
    assert_eq!(desk.names(), ["copy.db", "haishu.db", "haishu.db.before-restore-20220901T090000-wal"]);
    assert!(desk.ok(&["add", "治水", "乙河工程"]).starts_with("HS-W-"), "and it can be written");
}

#[test]
fn a_restore_keeps_what_was_there_with_what_stands_in_its_log() {
    for journal in ["wal", "delete"] {
        let desk = Desk::empty();
        desk.ok(&["init", "--journal", journal]);
        desk.ok(&["backup", "copy.db"]);
        let held = holding(&desk);
        desk.ok(&["add", "治水", "甲江堤防工程"]);
        let (old, new) = (desk.hash(), hash_of(&desk, "copy.db"));
        let done = desk.run(&["restore", "copy.db", "--force"]);
        assert_eq!(done.status, 0, "{}", done.err);
        let name = "haishu.db.before-restore-20220901T090000";
        assert!(done.err.contains(&new) && done.err.contains(name), "{}", done.err);
        let changes: i64 = held.query_row("SELECT count(*) FROM change", [], |row| row.get(0)).expect("it is read");
        assert_eq!(changes, 1, "who had it open sees what was restored");
        drop(held);
        assert_eq!((desk.hash(), hash_of(&desk, name)), (new, old), "{journal}");
        let mode = |db: &str| {
            let conn = Connection::open(desk.path(db)).expect(db);
            conn.query_row("PRAGMA journal_mode", [], |row| row.get::<_, String>(0)).expect("a mode")
        };
        assert_eq!([mode("haishu.db"), mode("copy.db"), mode(name)], [journal; 3]);
        assert_eq!(desk.names(), ["copy.db", "haishu.db", name], "{journal}");
    }
}

#[test]
fn a_register_stays_as_it_keeps_its_journal_whatever_the_copy_has() {
    let desk = Desk::empty();
    desk.ok(&["init", "--journal", "delete"]);
    desk.ok(&["--db", "other.db", "init"]);
    desk.ok(&["restore", "other.db", "--force"]);
    assert_eq!(fs::read(desk.register()).expect("read")[18..20], [1, 1], "no log on a network share");
    desk.ok(&["restore", "haishu.db", "--db", "other.db", "--force"]);
    assert_eq!(fs::read(desk.path("other.db")).expect("read")[18..20], [2, 2]);
    desk.ok(&["restore", "haishu.db", "--db", "new.db"]);
    assert_eq!(fs::read(desk.path("new.db")).expect("read")[18..20], [1, 1], "a new place: that of the copy");
}

#[test]
fn nobody_writes_while_a_register_is_replaced() {
    let desk = Desk::with_projects();
    desk.ok(&["backup", "copy.db"]);
    desk.ok(&["unit", "add", "乙局"]);
    let hash = desk.hash();
    let writer = Connection::open(desk.register()).expect("the register");
    writer.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    let done = leaving_nothing(&desk, &["restore", "copy.db", "--force"]);
    assert_eq!((done.status, done.out.as_str()), (6, ""), "{}", done.err);
    writer.execute_batch("ROLLBACK").expect("let go");
    drop(writer);
    assert_eq!(desk.hash(), hash);
}

#[test]
fn what_is_damaged_is_replaced_and_kept_as_it_was() {
    let desk = Desk::with_projects();
    desk.ok(&["backup", "copy.db"]);
    let whole = fs::read(desk.register()).expect("read");
    let spoilt: [(&str, Vec<u8>); 5] = [
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("no head", [&[0; 100], &whole[100..]].concat()),
        ("a page", [&whole[..16384], &[0x55; 4096], &whole[20480..]].concat()),
        ("empty", Vec::new()),
        ("text", b"no register at all".to_vec()),
    ];
    for (no, (what, bytes)) in (1..).zip(&spoilt) {
        fs::write(desk.register(), bytes).expect("spoilt");
        let refused = leaving_nothing(&desk, &["restore", "copy.db"]);
        assert_eq!(refused.status, 5, "{what}: {}", refused.err);
        let done = desk.run(&["restore", "copy.db", "--force"]);
        assert_eq!(done.status, 0, "{what}: {}", done.err);
        assert_eq!(desk.hash(), hash_of(&desk, "copy.db"), "{what}");
        let suffix = if no == 1 { String::new() } else { format!("-{no}") };
        let kept = desk.path(&format!("haishu.db.before-restore-20220901T090000{suffix}"));
        // but for the counters in its head
        let body = |bytes: &[u8]| bytes.get(100..).map(<[u8]>::to_vec);
        assert!(body(&fs::read(kept).expect("kept")) == body(bytes), "{what}");
    }
    assert_eq!(desk.names().len(), 2 + spoilt.len(), "{:?}", desk.names());
}

#[test]
fn an_unsound_register_is_not_copied() {
    let desk = Desk::with_projects();
    desk.ok(&["backup", "good.db"]);
    fs::copy(desk.register(), desk.path("bad.db")).expect("copied");
    tamper(
        &desk.path("bad.db"),
        "DROP TRIGGER reading_is_never_updated; UPDATE reading SET value = value + 1 WHERE change_id = 5",
    );
    let commands = [
        &["--db", "bad.db", "backup", "copy.db"][..],
        &["--db", "bad.db", "backup", "--dir", "."],
        &["restore", "bad.db", "--force"],
        &["restore", "bad.db", "--db", "new.db"],
    ];
    for (lang, phrases) in [
        ("zh", ["没有通过核对", "第5号变更的校验值不符", "haishu-proj check --db"]),
        ("en", ["did not pass its check", "the hash of change 5", "haishu-proj check --db"]),
    ] {
        for command in commands {
            let done = leaving_nothing(&desk, &[&["--lang", lang], command].concat());
            assert_eq!(done.status, 1, "{command:?}: {}", done.err);
            assert!(phrases.iter().all(|phrase| done.err.contains(phrase)), "{command:?}: {}", done.err);
        }
    }
    let done = leaving_nothing(&desk, &["--db", "bad.db", "dump", "-o", "bad.jsonl"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(done.err.contains("第5号变更的校验值不符"), "{}", done.err);
    assert_eq!(desk.hash(), hash_of(&desk, "good.db"));
}

#[test]
fn what_is_no_register_is_left_alone_both_ways() {
    let desk = Desk::with_projects();
    desk.ok(&["backup", "copy.db"]);
    fs::write(desk.path("a.txt"), "text").expect("written");
    tamper(&desk.path("other.db"), "CREATE TABLE a (x); PRAGMA journal_mode = WAL;");
    fs::copy(desk.path("copy.db"), desk.path("newer.db")).expect("copied");
    tamper(&desk.path("newer.db"), "PRAGMA user_version = 99");
    for (file, phrase) in
        [("a.txt", "不是haishu-proj的台账"), ("other.db", "不是haishu-proj的台账"), ("newer.db", "第99版")]
    {
        let done = leaving_nothing(&desk, &["restore", file, "--db", "new.db"]);
        assert_eq!(done.status, 1, "{file}: {}", done.err);
        assert!(done.err.contains(phrase), "{file}: {}", done.err);
    }
    for (file, status) in [("other.db", 1), (".", 1)] {
        let done = leaving_nothing(&desk, &["restore", "copy.db", "--db", file, "--force"]);
        assert_eq!(done.status, status, "{file}: {}", done.err);
    }
    assert_eq!(leaving_nothing(&desk, &["restore", "none.db"]).status, 1);
    assert_eq!(leaving_nothing(&desk, &["restore", "copy.db", "--db", "none/a.db"]).status, 1);
    assert_eq!(leaving_nothing(&desk, &["backup", "none/a.db"]).status, 1);
    assert_eq!(leaving_nothing(&desk, &["backup", "--dir", "none"]).status, 1);
    // a newer register goes back to what it was before it was upgraded
    desk.ok(&["restore", "copy.db", "--db", "newer.db", "--force"]);
    assert_eq!(hash_of(&desk, "newer.db"), desk.hash());
}

#[test]
fn no_way_leads_over_the_register_itself() {
    let desk = Desk::with_projects();
    fs::hard_link(desk.register(), desk.path("twin.db")).expect("linked");
    #[cfg(unix)]
    std::os::unix::fs::symlink("haishu.db", desk.path("link.db")).expect("linked");
    for file in ["haishu.db", "./haishu.db", "twin.db", "link.db"] {
        for command in [&["backup", file][..], &["restore", file, "--force"], &["restore", file]] {
            let done = leaving_nothing(&desk, command);
            assert_eq!(done.status, 5, "{command:?}: {}", done.err);
            assert!(done.err.contains("就是这份台账"), "{command:?}: {}", done.err);
        }
    }
    let before = desk.hash();
    for file in ["haishu.db-wal", "haishu.db-journal", "haishu.db-shm"] {
        assert_eq!(desk.run(&["backup", file]).status, 5, "{file}");
        assert_eq!(desk.run(&["dump", "-o", file]).status, 5, "{file}");
    }
    assert_eq!(desk.hash(), before);
}

#[cfg(unix)]
#[test]
fn a_copy_is_as_open_as_the_register_and_a_link_stays_a_link() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::with_projects();
    let mode = |name: &str| fs::metadata(desk.path(name)).expect(name).permissions().mode() & 0o777;
    let set = |name: &str, mode| fs::set_permissions(desk.path(name), fs::Permissions::from_mode(mode)).expect(name);
    set("haishu.db", 0o600);
    desk.ok(&["backup", "copy.db"]);
    desk.ok(&["restore", "copy.db", "--db", "new.db"]);
    assert_eq!((mode("copy.db"), mode("new.db")), (0o600, 0o600));
    set("haishu.db", 0o660);
    symlink("haishu.db", desk.path("link.db")).expect("linked");
    desk.ok(&["restore", "copy.db", "--db", "link.db", "--force"]);
    assert!(fs::symlink_metadata(desk.path("link.db")).expect("there").is_symlink());
    assert_eq!((mode("haishu.db"), named(&desk, "haishu.db.before-restore-").len()), (0o660, 1));
    assert_eq!(mode("haishu.db.before-restore-20220901T090000"), 0o660);
}

#[test]
fn a_folder_keeps_the_newest_copies_of_its_register_and_whatever_else_is_there() {
    let desk = Desk::with_projects();
    fs::create_dir(desk.path("d")).expect("a folder");
    let names = || {
        let mut names: Vec<String> = fs::read_dir(desk.path("d"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    let backup = |today: &str| desk.ok_on(today, &["backup", "--dir", "d", "--keep", "3"]);
    // another office's register of the same name, its copies in the same folder; a file that is only named like one
    fs::create_dir(desk.path("其他")).expect("a folder");
    desk.ok_on("2021-05-01", &["--db", "其他/haishu.db", "init"]);
    desk.ok_on("2021-05-02", &["--db", "其他/haishu.db", "backup", "--dir", "d"]);
    fs::write(desk.path("d/haishu-20210101T000000.db"), "notes").expect("written");
    fs::write(desk.path("d/haishu.db"), "notes").expect("written");
    let others = names();
    assert_eq!(others.len(), 3);
    for day in 1..=5 {
        backup(&format!("2022-09-0{day}"));
    }
    let own: Vec<String> = names().into_iter().filter(|name| !others.contains(name)).collect();
    assert_eq!(own, [3, 4, 5].map(|day| format!("haishu-2022090{day}T090000.db")));
    // two within a second; a clock that was put back makes nothing go but what is too many
    backup("2022-09-05");
    backup("1999-01-01");
    let own: Vec<String> = names().into_iter().filter(|name| !others.contains(name)).collect();
    assert_eq!(
        own,
        ["haishu-19990101T090000.db", "haishu-20220905T090000-2.db", "haishu-20220905T090000.db"],
        "the one just made is never removed"
    );
    assert!(others.iter().all(|name| names().contains(name)), "{:?}", names());
}

#[test]
fn nothing_old_goes_before_the_new_copy_is_there() {
    let desk = Desk::with_projects();
    fs::create_dir(desk.path("d")).expect("a folder");
    desk.ok_on("2022-09-01", &["backup", "--dir", "d", "--keep", "1"]);
    tamper(&desk.register(), "DROP TRIGGER unit_is_never_updated; UPDATE unit SET name = '别的局'");
    let done = desk.run(&["backup", "--dir", "d", "--keep", "1"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert_eq!(fs::read_dir(desk.path("d")).expect("a folder").count(), 1);
}

/// A register with a row in every table of the ledger.
fn with_everything() -> Desk {
    let desk = Desk::empty();
    fs::write(desk.path("科室.csv"), "工程名称,总投资（万元）\n戊河整治工程,500\n").expect("written");
    let months = "--months=100万,200万,300万,400万,500万,600万,700万,800万,900万,1000万,3000万,5000万";
    let plan = format!("plan HS-W-001 2022 --invest 5000万 {months}");
    let lines = [
        "init --note 演示数据",
        "unit add 示例区水利局",
        "add 治水 甲江堤防工程 --unit 示例区水利局 --total 1.2亿",
        "update HS-W-001 --stage 开工 --invested 2000万 --on 2022-07-31",
        "update HS-W-001 --invested 2600万 --on 2022-08-31",
        "unit add 乙局",
        "unit add 丙局",
        "unit alias 乙局 乙",
        "unit merge 丙局 乙局 --on 2022-08-01",
        "heading add 片区名 项目名称",
        "rules set grace=12 --on 2022-08-01 --reason 试行",
        "category add 交通 --prefix T --stages 谋划|开工,在建|建成|交工验收",
        "measure add 完成长度 --unit 公里 --decimals 2 --total 总长度 --category 交通",
        "field add 资金来源 --kind choice --choices 财政,专项债",
        "add 其他 壬路 --unit 示例区水利局 --code HS-P-900",
        "update HS-P-900 --stage 开工 --on 2022-08-01",
        "edit HS-P-900 --category 交通 --on 2022-08-15",
        "edit HS-P-900 --field 资金来源=专项债",
        "unit add 示例区城建局",
        "unit rename 示例区城建局 示例区建设局 --on 2022-08-15",
        "unit move 示例区建设局 --position 1 --on 2022-08-15",
        "unit split 示例区建设局 --into 示例区城管局 --into 示例区房管局 --rest 示例区城管局 --on 2022-08-20",
        "edit HS-W-001 --alias 甲堤 --tag 治水48 --leader 张三",
        "add 治水 甲江堤防工程二期 --split-from HS-W-001 --share 40% --on 2022-09-01",
        "add 治水 甲江一标 --parent HS-W-001",
        &plan,
        "milestone add HS-W-001 主体完工 2022-10",
        "issue raise HS-W-001 管线迁改 --ask 协调 --due 2022-09-30",
        "issue close 1 --outcome 已办",
        "target add 年内完成48座 --year 2022 --value 48 --entered 座",
        "target enter 1 7 --source 周报",
        "import 科室.csv --category 治水 --map 工程名称=项目名称",
        "report status --freeze -o 页.xlsx",
        "undo --reason 试",
        "people add 填报员甲 --unit 示例区水利局 --right people --right file --right freeze",
        "review on",
        "update HS-W-001 --text 待审的话 --on 2022-09-01",
        "people edit 填报员甲 --right accept",
        "review return S-01 --reason 试",
        "report status --freeze -o 页.txt",
    ];
    for line in lines {
        let done = desk.run(&line.split(' ').collect::<Vec<_>>());
        assert_eq!(done.status, 0, "{line}: {}", done.err);
    }
    desk
}

/// The tables of the ledger.
fn tables(desk: &Desk) -> Vec<String> {
    let conn = Connection::open(desk.register()).expect("the register");
    let mut select = conn
        .prepare(
            "SELECT t.name FROM sqlite_schema t WHERE type = 'table' AND name NOT LIKE 'current_%'
             AND EXISTS (SELECT 1 FROM pragma_table_info(t.name) c WHERE c.name = 'change_id') ORDER BY 1",
        )
        .expect("a query");
    select.query_map([], |row| row.get(0)).expect("rows").collect::<Result<_, _>>().expect("names")
}

#[test]
fn a_dump_becomes_the_same_register() {
    let desk = with_everything();
    desk.ok(&["dump", "-o", "一.jsonl"]);
    let dump = fs::read_to_string(desk.path("一.jsonl")).expect("a dump");
    assert_eq!(desk.ok(&["dump"]), dump, "on stdout the same");
    let missing: Vec<String> =
        tables(&desk).into_iter().filter(|table| !dump.contains(&format!("\n{{\"{table}\":"))).collect();
    assert!(missing.is_empty(), "no row of {missing:?} was tried");
    desk.ok(&["load", "一.jsonl", "--db", "new.db"]);
    desk.ok(&["--db", "new.db", "dump", "-o", "二.jsonl"]);
    assert!(fs::read_to_string(desk.path("二.jsonl")).expect("a dump") == dump, "byte for byte");
    assert_eq!(hash_of(&desk, "new.db"), desk.hash());
    let pages = [
        &["list", "--format", "json"][..],
        &["history", "--format", "json"],
        &["report", "status", "--format", "json"],
        &["report", "brief"],
        &["report", "changes", "--since", "2022-01-31"],
        &["report", "grid"],
        &["report", "targets"],
        &["report", "missing"],
        &["report", "--list"],
        &["report", "--reprint", "2"],
        &["export", "--what", "all", "--format", "json"],
        &["show", "HS-W-001"],
        &["unit", "list"],
        &["rules"],
        &["check"],
    ];
    for page in pages {
        let [one, other] = ["haishu.db", "new.db"].map(|db| desk.run(&[&["--db", db], page].concat()));
        assert_eq!((one.status, one.out, one.err), (other.status, other.out, other.err), "{page:?}");
    }
    let mode = |name: &str| fs::read(desk.path(name)).expect(name)[18];
    desk.ok(&["load", "一.jsonl", "--db", "share.db", "--journal", "delete"]);
    assert_eq!([mode("new.db"), mode("share.db")], [2, 1]);
}

#[test]
fn the_first_changes_alone_are_the_register_as_it_was() {
    let desk = Desk::with_projects();
    let before = desk.hash();
    desk.ok(&["backup", "then.db"]);
    desk.ok_on("2099-12-31", &["unit", "add", "乙局"]);
    let changes = desk.ok(&["history", "--format", "json"]).matches("\"hash\":").count() - 1;
    desk.ok(&["dump", "-o", "a.jsonl"]);
    let upto = changes.to_string();
    desk.ok(&["load", "a.jsonl", "--upto", &upto, "--db", "new.db"]);
    assert_eq!(hash_of(&desk, "new.db"), before);
    assert_eq!(desk.ok(&["--db", "new.db", "dump"]), desk.ok(&["--db", "then.db", "dump"]));
}

/// What a load of these lines in a folder ends with.
fn load(folder: &Path, no: usize, lines: &[&str]) -> Result<(), String> {
    let text: String = lines.iter().flat_map(|line| [*line, "\n"]).collect();
    let store = Store::create(&folder.join(format!("{no}.db"))).expect("a new file");
    store.load(&mut Lines::new(text.as_bytes(), Path::new("a.jsonl")), None).map_err(|error| format!("{error:?}"))
}

#[test]
fn a_dump_that_lost_gained_or_moved_a_line_or_was_edited_is_refused() {
    let desk = with_everything();
    let dump = desk.ok(&["dump"]);
    let lines: Vec<&str> = dump.lines().collect();
    let (mut tried, end) = (0, lines.len());
    let mut refused = |changed: &[&str], what: &str, line: usize| {
        tried += 1;
        let error = load(desk.folder(), tried, changed).expect_err(&format!("{what} line {line}"));
        assert!(error.contains("Line {") || error.contains("Cut {") || error.contains("NotADump"), "{what}: {error}");
        fs::remove_file(desk.path(&format!("{tried}.db"))).expect("removed");
    };
    // every line but those of the words of the trade, of which there are many alike
    let tried_at = (0..end).filter(|at| at % 25 == 0 || at + 90 > end);
    for at in tried_at {
        refused(&[&lines[..at], &lines[at + 1..]].concat(), "without", at + 1);
        match at % 3 {
            0 => refused(&[&lines[..=at], &lines[at..]].concat(), "twice", at + 1),
            1 => refused(&lines[..at], "up to", at + 1),
            _ if at + 1 < end => {
                refused(&[&lines[..at], &[lines[at + 1], lines[at]], &lines[at + 2..]].concat(), "moved", at + 1);
            }
            _ => {}
        }
        // the last digit or letter before the closing braces is another
        let place = lines[at].rfind(|sign: char| sign.is_ascii_alphanumeric()).expect("one");
        let other = if lines[at].as_bytes()[place] == b'1' { "2" } else { "1" };
        let edited = format!("{}{other}{}", &lines[at][..place], &lines[at][place + 1..]);
        refused(&[&lines[..at], &[edited.as_str()], &lines[at + 1..]].concat(), "edited", at + 1);
    }
    assert!(load(desk.folder(), tried + 1, &lines).is_ok(), "the whole of it is taken");
    assert!(load(desk.folder(), tried + 2, &[&lines[..end - 1], &[&format!("{}\r", lines[end - 1])]].concat()).is_ok());
}

#[test]
fn a_dump_is_refused_at_its_line_with_what_was_expected() {
    let desk = Desk::with_projects();
    let dump = desk.ok(&["dump"]);
    let place = |start: &str| {
        dump.lines().position(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no line begins {start}"))
    };
    let (unit, change, end) = (place("{\"unit\""), place("{\"change\":{\"id\":2"), place("{\"end\""));
    let edited = |at: usize, from: &str, to: &str| {
        let line = |(no, line): (usize, &str)| if no == at { line.replacen(from, to, 1) } else { line.to_owned() };
        dump.lines().enumerate().map(line).collect::<Vec<_>>().join("\n") + "\n"
    };
    let cases: [(String, usize, &str, &str); 10] = [
        (edited(unit, "{\"unit\"", "\"unit\""), unit, "这样的一行JSON", "a line of JSON"),
        (edited(unit, "unit", "units"), unit, "没有 `units` 这张表", "no table `units`"),
        (edited(unit, "\"name\"", "\"title\""), unit, "依次为 change_id", "are change_id"),
        (edited(unit, "null", "1.5"), unit, "`position` 应为整数", "`position` takes a whole number"),
        (edited(unit, "\"change_id\":2", "\"change_id\":7"), unit, "应为第2号变更", "expected is change 2"),
        (edited(change, "填报员甲", "填报员乙"), change, "第2号变更（自第", "change 2, from line"),
        (edited(unit, "示例区水利局", "别的局"), change, "与它的校验值不符", "does not give its hash"),
        (edited(unit, "\"seq\":1", "\"seq\":\"x\""), unit, "台账不收这一行", "does not take it"),
        (edited(end, "\"rows\":", "\"rows\":1"), end, "应为 `{\"end\"", "it is `{\"end\""),
        (format!("{dump}{{}}\n"), end + 1, "最后一行之后", "behind the last"),
    ];
    for (text, at, zh, en) in &cases {
        fs::write(desk.path("a.jsonl"), text).expect("written");
        for (lang, line, phrase) in [("zh", format!("第{}行", at + 1), zh), ("en", format!("line {}", at + 1), en)] {
            let done = leaving_nothing(&desk, &["--lang", lang, "load", "a.jsonl", "--db", "new.db"]);
            assert_eq!(done.status, 4, "{}", done.err);
            assert!(done.err.contains(&line) && done.err.contains(phrase), "{line} {phrase}: {}", done.err);
        }
    }
    let all: Vec<&str> = dump.lines().collect();
    for (kept, zh, en) in [
        (end, "没有第", "its last line is missing"),
        (unit, "没有第", "of 6 changes it has 1"),
        (3, "一次也不全", "not one of its 6 changes"),
    ] {
        fs::write(desk.path("a.jsonl"), all[..kept].join("\n") + "\n").expect("written");
        for (lang, phrase) in [("zh", zh), ("en", en)] {
            let done = leaving_nothing(&desk, &["--lang", lang, "load", "a.jsonl", "--db", "new.db"]);
            assert_eq!(done.status, 4, "{}", done.err);
            assert!(done.err.contains(phrase), "{phrase}: {}", done.err);
        }
    }
}

#[test]
fn a_slow_reader_of_a_dump_keeps_nobody_waiting() {
    let desk = Desk::empty();
    desk.ok(&["init", "--journal", "delete", "--from", "haishu-2022"]);
    let (reader, writer) = std::io::pipe().expect("a pipe");
    let mut dumping =
        desk.command(&["dump"]).stdout(writer).stderr(std::process::Stdio::null()).spawn().expect("it runs");
    sleep(Duration::from_millis(500));
    assert!(dumping.try_wait().expect("asked").is_none(), "it waits for its reader");
    desk.ok(&["unit", "add", "乙局"]);
    drop(reader);
    assert_eq!(dumping.wait().expect("it ended").code(), Some(0), "a reader that has gone is no failure");
}
