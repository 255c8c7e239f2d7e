//! A register that somebody altered with another program, as `check` tells it. Every column of every table is tried in
//! `src/store/tamper_test.rs`; here what a person reads, and what goes on working.

use rusqlite::Connection;

use crate::sealed::Desk;

/// Alters a register as its file lies there: no trigger and no check stands in the way, and none is missing afterwards.
fn alter(desk: &Desk, sql: &str) {
    let conn = Connection::open(desk.register()).expect("the register");
    conn.set_db_config(rusqlite::config::DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false).expect("no triggers");
    conn.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;").expect("no checks");
    conn.execute_batch(sql).expect(sql);
}

/// What `check` finds in both languages: a phrase of each.
fn found(sql: &str, zh: &str, en: &str) {
    let desk = Desk::with_projects();
    assert_eq!(desk.run(&["check", "--history"]).status, 0);
    alter(&desk, sql);
    for (lang, phrase) in [("zh", zh), ("en", en)] {
        let done = desk.run(&["--lang", lang, "check"]);
        assert_eq!(done.status, 3, "{sql}: {}{}", done.out, done.err);
        assert!(done.out.lines().any(|line| line.contains(phrase)), "{sql}: {}{}", done.out, done.err);
    }
}

#[test]
fn an_altered_word_of_the_trade_is_found() {
    for sql in [
        "UPDATE measure SET label_zh = '完成产值' WHERE code = 'invested'",
        "UPDATE measure SET share_of = 'area' WHERE code = 'paid'",
        "UPDATE measure SET dimension = 'area' WHERE code = 'invested'",
        "UPDATE measure SET is_read = 0 WHERE code = 'physical'",
        "UPDATE stage SET position = position + 10 WHERE code = 'tender'",
        "UPDATE stage SET phase = 'completed' WHERE code = 'building'",
        "UPDATE category SET starts = 'building' WHERE code = 'water'",
        "UPDATE condition SET label_zh = '在建' WHERE code = 'paused'",
        "UPDATE heading_word SET field = 'plan' WHERE word = '总投资'",
        "DELETE FROM stage_synonym WHERE word = '施工中'",
        "DELETE FROM basis WHERE code = 'rough'",
    ] {
        found(sql, "第1号变更的校验值不符", "the hash of change 1 does not fit");
    }
}

#[test]
fn a_word_nobody_can_read_is_still_told() {
    let sql = "UPDATE stage SET phase = '在建' WHERE code = 'building'";
    found(sql, "第1号变更的校验值不符", "the hash of change 1 does not fit");
    let sql = "UPDATE category SET completes = 'never' WHERE code = 'block'";
    found(sql, "以 `never` 为完工，它不是完工时期的阶段", "are completed by `never`, which is no stage of completion");
    let sql = "UPDATE reading SET measure = 'profit'";
    found(sql, "在表 reading 里用了台账没有的词 `profit`", "names `profit` in table reading");
}

#[test]
fn a_row_of_no_change_is_found_by_its_table_and_number() {
    for change in ["0", "-1", "999"] {
        let reading = format!("INSERT INTO reading SELECT project_id, {change}, seq, measure, 1 FROM reading LIMIT 1");
        let (zh, en) = (format!("（变更号 {change}）"), format!("(number {change})"));
        found(
            &reading,
            &format!("表 reading 有不属于任何变更的行{zh}"),
            &format!("table reading has a row of no change {en}"),
        );
        let setting = format!("INSERT INTO setting VALUES ({change}, 1, 'note', '甲')");
        found(
            &setting,
            &format!("表 setting 有不属于任何变更的行{zh}"),
            &format!("table setting has a row of no change {en}"),
        );
    }
}

#[test]
fn the_triggers_let_no_row_in_but_of_the_change_to_come() {
    let desk = Desk::with_projects();
    let conn = Connection::open(desk.register()).expect("the register");
    conn.execute_batch("PRAGMA foreign_keys = OFF").expect("as sqlite3 has it");
    for change in ["-1", "0", "1", "2", "999"] {
        let sql = format!("INSERT OR REPLACE INTO setting VALUES ({change}, 1, 'note', '甲')");
        let error = conn.execute_batch(&sql).expect_err(&sql);
        assert!(error.to_string().contains("history is append-only"), "{sql}: {error}");
    }
    drop(conn);
    assert_eq!(desk.run(&["check", "--history"]).status, 0);
}

#[test]
fn rows_of_the_change_to_come_are_told_and_not_adopted() {
    let desk = Desk::with_projects();
    let conn = Connection::open(desk.register()).expect("the register");
    conn.execute_batch(
        "PRAGMA foreign_keys = OFF;
         INSERT INTO setting SELECT max(id) + 1, 7, 'note', '甲' FROM change;",
    )
    .expect("nothing tells it from a row of ours");
    drop(conn);
    for (lang, phrase) in [("zh", "表 setting 里已有第"), ("en", "table setting holds rows of change")] {
        let done = desk.run(&["--lang", lang, "update", "HS-W-001", "--text", "进场"]);
        assert_eq!((done.status, done.out.as_str()), (1, ""), "{}", done.err);
        assert!(done.err.contains(phrase) && done.err.contains("haishu-proj check"), "{}", done.err);
    }
    assert_eq!(desk.run(&["list"]).status, 0, "one can still look");
    let done = desk.run(&["check"]);
    assert!(done.status == 3 && done.out.contains("表 setting 有不属于任何变更的行"), "{}{}", done.out, done.err);
}

#[test]
fn a_register_that_says_it_is_of_another_version_is_no_register_of_ours() {
    let desk = Desk::with_projects();
    for (version, phrase) in [("2", "2"), ("0", "haishu.db"), ("-1", "haishu.db")] {
        alter(&desk, &format!("PRAGMA user_version = {version}"));
        let done = desk.run(&["check"]);
        assert!(done.status == 1 && done.err.contains(phrase), "{version}: {}{}", done.out, done.err);
    }
    alter(&desk, "PRAGMA user_version = 1; PRAGMA application_id = 7");
    assert_eq!(desk.run(&["check"]).status, 1);
}
