//! Pages that went out: printed again byte for byte, in every format, whatever came after; and cron's ways of asking.

use std::fs;

use rusqlite::Connection;

use crate::sealed::Desk;

/// With a report of August asked for, as far as the words of the command line go.
fn report<'a>(more: &[&'a str]) -> Vec<&'a str> {
    [&["report", "status"], more].concat()
}

#[test]
fn a_frozen_page_is_printed_again_byte_for_byte_in_every_format() {
    let desk = Desk::with_projects();
    let formats =
        [("text", "txt"), ("markdown", "md"), ("json", "json"), ("xlsx", "xlsx"), ("docx", "docx"), ("html", "html")];
    for (no, (format, ending)) in (1..).zip(formats) {
        let file = format!("sent {no}.{ending}");
        desk.ok(&report(&["--format", format, "--freeze", "--note", "内部资料", "-o", &file]));
        desk.ok(&["update", "HS-W-001", "--invested", "2700万", "--on", "2022-08-31"]);
        let other = desk.run(&["report", "--reprint", &no.to_string(), "-o", "again.csv"]);
        assert!(other.status == 2 && other.err.contains(&format!("`.{ending}`")), "{}", other.err);
        let again = format!("again {no}.{}", ending.to_uppercase());
        desk.ok(&["report", "--reprint", &no.to_string(), "-o", &again]);
        let (sent, again) = (fs::read(desk.path(&file)).expect("sent"), fs::read(desk.path(&again)).expect("again"));
        assert!(sent.len() > 100 && sent == again, "{format}: {} bytes, then {}", sent.len(), again.len());
        let printed = desk.command(&["report", "--reprint", &no.to_string()]).output().expect("printed");
        assert_eq!(printed.stdout, sent, "{format} on stdout");
    }
    assert_eq!(desk.run(&["check", "--history"]).status, 0);
    assert_eq!(desk.run(&["check", "--integrity"]).status, 0);
}

#[test]
fn a_page_that_was_altered_is_not_printed() {
    let desk = Desk::with_projects();
    desk.ok(&report(&["--freeze", "-o", "a.txt"]));
    let conn = Connection::open(desk.register()).expect("the register");
    conn.execute_batch(
        "DROP TRIGGER frozen_page_is_never_updated;
         UPDATE frozen_page SET content = CAST(replace(CAST(content AS TEXT), '红', '绿') AS BLOB);",
    )
    .expect("altered");
    drop(conn);
    for (lang, phrase) in [("zh", "第1号定稿的内容或所依据的台账已不是当时的"), ("en", "frozen page 1 or the ledger")]
    {
        let done = desk.run(&["--lang", lang, "report", "--reprint", "1"]);
        assert_eq!((done.status, done.out.as_str()), (1, ""), "{}", done.err);
        assert!(done.err.contains(phrase), "{}", done.err);
    }
    assert_eq!(desk.run(&["check", "--history"]).status, 3, "and the chain tells");
}

/// Does to the register what this program never would.
fn tamper(desk: &Desk, sql: &str) {
    let conn = Connection::open(desk.register()).expect("the register");
    conn.execute_batch(sql).expect("tampered");
}

/// Its bytes and their hash are what they are said to be, or nobody touched them: it is what the ledger says that tells.
#[test]
fn a_page_whose_ledger_was_rewritten_is_not_printed() {
    let altered = [
        // the page together with its hash, here that of nothing
        "DROP TRIGGER frozen_page_is_never_updated;
         UPDATE frozen_page SET content = x'', sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';",
        // a fact beneath it
        "DROP TRIGGER reading_is_never_updated; UPDATE reading SET value = 100 WHERE change_id = 6;",
        // who froze it
        "DROP TRIGGER change_is_never_updated; UPDATE change SET recorded_by = '某人' WHERE id = 7;",
    ];
    for sql in altered {
        let desk = Desk::with_projects();
        desk.ok(&report(&["--freeze", "-o", "a.txt"]));
        desk.ok(&["update", "HS-W-001", "--invested", "2700万", "--on", "2022-08-31"]);
        tamper(&desk, sql);
        for (lang, phrase) in [("zh", "第1号定稿不再打印"), ("en", "frozen page 1 is not printed again")] {
            let done = desk.run(&["--lang", lang, "report", "--reprint", "1"]);
            assert_eq!((done.status, done.out.as_str()), (1, ""), "{sql}: {}", done.err);
            assert!(done.err.contains(phrase), "{sql}: {}", done.err);
        }
    }
}

#[test]
fn a_file_that_is_missing_is_not_put_there_from_a_ledger_that_was_rewritten() {
    let desk = Desk::with_projects();
    let args = report(&["--freeze", "--only-if-changed", "-o", "a.txt"]);
    desk.ok(&args);
    fs::remove_file(desk.path("a.txt")).expect("there");
    tamper(&desk, "DROP TRIGGER change_is_never_updated; UPDATE change SET recorded_by = '某人' WHERE id = 2;");
    let again = desk.run(&args);
    assert!(again.status == 1 && again.err.contains("第1号定稿不再打印"), "{}", again.err);
    assert!(!desk.path("a.txt").exists());
}

/// What came after the page does not touch it.
#[test]
fn a_page_is_proved_as_far_as_it_goes() {
    let desk = Desk::with_projects();
    desk.ok(&report(&["--freeze", "-o", "a.txt"]));
    desk.ok(&["update", "HS-W-001", "--invested", "2700万", "--on", "2022-08-31"]);
    tamper(&desk, "DROP TRIGGER change_is_never_updated; UPDATE change SET recorded_by = '某人' WHERE id = 8;");
    assert_eq!(desk.run(&["check", "--history"]).status, 3);
    let sent = fs::read_to_string(desk.path("a.txt")).expect("sent");
    assert_eq!(desk.ok(&["report", "--reprint", "1"]), sent);
}

/// What a later page calls corrected is what was recorded after the page before went out, not after it was due.
#[test]
fn the_next_page_goes_by_what_the_frozen_one_knew() {
    let page = |desk: &Desk, more: &[&str]| desk.ok(&[&["report", "--format", "json"], more].concat());
    let begun = || {
        let desk = Desk::with_register_on("2022-07-01");
        desk.ok_on("2022-07-01", &["add", "治水", "甲江堤防工程"]);
        // July's page is answered for by the end of 10 August: this return is late for it
        desk.ok_on("2022-08-11", &["update", "HS-W-001", "--invested", "2000万", "--on", "2022-07-31"]);
        desk
    };
    let correct = ["update", "HS-W-001", "--corrects", "1", "--invested", "1900万", "--reason", "误计"];
    let (late, corrected) = ("第1号填报，截至2022-07-31，2022-08-11录入", "由2,000万元改为1,900万元");
    let desk = begun();
    desk.ok(&correct);
    let august = page(&desk, &[]);
    assert!(august.contains(late) && !august.contains(corrected), "late, and put right: {august}");
    let desk = begun();
    desk.ok_on("2022-08-12", &["--as-of", "2022-07-31", "report", "--freeze", "-o", "7.txt"]);
    desk.ok(&correct);
    let august = page(&desk, &[]);
    assert!(!august.contains(late) && august.contains(corrected), "the page that went out had it: {august}");
    let of_water = page(&desk, &["--category", "治水"]);
    assert!(of_water.contains(late), "no page of these works went out: {of_water}");
    let known_then = page(&desk, &["--known-at", "2022-08-11"]);
    assert!(known_then.contains(late), "nor had any by then: {known_then}");
}

/// A reprint is the page as it went out, and says beside it what would be otherwise today.
#[test]
fn a_reprint_tells_what_was_put_right_since() {
    let desk = Desk::with_projects();
    desk.ok(&["unit", "add", "甲 乙镇"]);
    desk.ok(&["edit", "HS-R-001", "--unit", "甲 乙镇", "--on", "2022-01-01"]);
    let print = |no: &str| desk.run(&["report", "--reprint", no]);
    desk.ok(&report(&["--freeze", "-o", "a.txt"]));
    desk.ok(&report(&["--freeze", "--category", "征迁", "--unit", "甲 乙镇", "-o", "b.txt"]));
    for no in ["1", "2"] {
        let done = print(no);
        assert_eq!((done.status, done.err.as_str()), (0, ""), "nothing came since");
    }
    desk.ok(&["update", "HS-W-001", "--corrects", "2", "--invested", "2500万", "--reason", "误计"]);
    desk.ok(&["update", "HS-R-001", "--set", "signed=50", "--on", "2022-08-31"]);
    let (all, town) = (print("1"), print("2"));
    assert!(all.err.contains("有2处不同") && all.err.contains("由2,600万元改为2,500万元"), "{}", all.err);
    assert!(all.err.contains("误计") && all.err.contains("HS-R-001"), "{}", all.err);
    assert!(town.err.contains("有1处不同") && town.err.contains("HS-R-001"), "its own works only: {}", town.err);
    assert_eq!(all.out, fs::read_to_string(desk.path("a.txt")).expect("sent"));
    let english = desk.run(&["--lang", "en", "report", "--reprint", "1"]);
    assert!(english.err.starts_with("warning: ") && english.out == all.out, "{}", english.err);
    assert_eq!(desk.run(&["--quiet", "report", "--reprint", "1"]).err, "");
}

#[test]
fn a_page_that_says_nothing_new_leaves_its_file_alone() {
    let desk = Desk::with_projects();
    for file in ["a.txt", "a.md", "a.xlsx", "a.docx", "a.json"] {
        let print = |today: &str| {
            desk.ok_on(today, &report(&["--only-if-changed", "-o", file]));
            fs::read(desk.path(file)).expect("the file")
        };
        let first = print("2022-09-01T08:00:00+08:00");
        assert_eq!(print("2022-09-02T09:30:00+08:00"), first, "{file}: only the moment differs");
        desk.ok_on("2022-09-02", &["update", "HS-W-001", "--invested", "2610万", "--on", "2022-08-31"]);
        assert_ne!(print("2022-09-03"), first, "{file}: a return came in");
        desk.ok_on("2022-09-03", &["undo"]);
    }
}

#[test]
fn one_page_for_each_unit_that_leads_and_none_where_one_cannot_be() {
    let desk = Desk::with_projects();
    desk.ok(&["unit", "add", "甲/乙镇"]);
    desk.ok(&["edit", "HS-R-001", "--unit", "甲/乙镇", "--unit", "示例区水利局", "--on", "2022-01-01"]);
    desk.ok(&["report", "missing", "--each", "unit", "--period", "week", "-o", "{unit}-{period}-{as_of}.txt"]);
    let names: Vec<String> = desk.names().into_iter().filter(|name| name.ends_with(".txt")).collect();
    assert_eq!(names, ["甲_乙镇-2022-W34-2022-08-28.txt", "示例区水利局-2022-W34-2022-08-28.txt"]);
    let of_town = fs::read_to_string(desk.path(&names[0])).expect("a page");
    assert!(of_town.contains("·甲/乙镇") && of_town.contains("HS-R-001") && !of_town.contains("HS-W-001"), "{of_town}");
    // frozen together: one change, a number each
    desk.ok(&["report", "--each", "unit", "--freeze", "-o", "月报-{unit}.md"]);
    let list = desk.ok(&["report", "--list", "--format", "json"]);
    assert_eq!(list.matches("\"scope\":\"unit=").count(), 2, "{list}");
    let one = desk.run(&["report", "--each", "unit", "-o", "没有/{unit}.txt", "--freeze"]);
    assert_eq!(one.status, 1, "{}", one.err);
    assert_eq!(desk.ok(&["report", "--list", "--format", "json"]), list, "nothing is frozen that did not go out");
}

#[test]
fn the_exit_status_tells_of_reds_and_missing_returns() {
    let desk = Desk::with_projects();
    let status = |args: &[&str]| desk.run(args).status;
    assert_eq!(status(&report(&["--exit-code", "--category", "征迁"])), 3, "HS-R-001 has not returned");
    assert_eq!(status(&report(&["--category", "征迁"])), 0, "nobody asked");
    assert_eq!(status(&report(&["--exit-code", "--category", "治水"])), 0, "returned, and nothing red");
    desk.ok(&["plan", "HS-W-001", "2022", "--invest", "1亿", "--on", "2022-01-10"]);
    assert_eq!(status(&report(&["--exit-code", "--category", "治水"])), 3, "26 % against 66.7 % is red");
    assert_eq!(status(&["report", "targets", "--exit-code"]), 3, "of whatever page");
}

/// Nothing found is no failure, but a folder that stays empty has its reason. Works that no unit leads have a page of
/// their own, so that the pages add up.
#[test]
fn where_there_are_no_works_no_page_is_made_and_that_is_said() {
    let desk = Desk::with_register();
    let made = |words: &[&str]| {
        let line = [&["report", "--each", "unit", "--freeze", "--exit-code", "-o", "{unit}.txt"], words].concat();
        let done = desk.run(&line);
        assert_eq!((done.status, done.out.as_str()), (0, ""), "{}", done.err);
        assert_eq!(desk.names(), ["haishu.db"]);
        done.err
    };
    assert_eq!(made(&[]), "没有写出通报：没有这样的项目\n");
    desk.ok(&["add", "治水", "甲河工程"]);
    assert_eq!(made(&["--lang", "en", "--category", "block"]), "no page was made: there are no such projects\n");
    assert_eq!(made(&["--quiet", "--category", "block"]), "");
    assert!(!desk.ok(&["history"]).contains("定稿"), "nothing was frozen");
    desk.ok(&["report", "brief", "--each", "unit", "-o", "{unit}.txt"]);
    desk.ok(&["--lang", "en", "report", "brief", "--each", "unit", "-o", "{unit}.txt"]);
    assert_eq!(desk.names(), ["haishu.db", "no unit.txt", "未定责任单位.txt"]);
    let page = fs::read_to_string(desk.path("未定责任单位.txt")).expect("a page");
    assert!(page.contains("未定责任单位的1项重点工程"), "{page}");
}

/// What a tester found: each wrote, froze or kept silent when it should not have.
#[test]
fn only_if_changed_goes_by_what_a_page_says_and_nothing_else() {
    let desk = Desk::with_projects();
    let pages = |desk: &Desk| desk.ok(&["report", "--list", "--format", "json"]).matches("\"no\":").count();
    let noted = |note: &'static str| {
        let mut args = report(&["--only-if-changed", "-o", "h.txt"]);
        args.extend(["--note", note]);
        args
    };
    desk.ok_on("2022-09-01T09:00:00+08:00", &noted("例会 2022-09-01 09:00"));
    desk.ok_on("2022-09-02T09:00:00+08:00", &noted("例会 2022-09-02 09:00"));
    let page = fs::read_to_string(desk.path("h.txt")).expect("a page");
    assert!(page.contains("例会 2022-09-02 09:00"), "a moment in a note is no moment of making: {page}");
    // without -o and without freezing: against the last frozen page, in every format
    for format in ["text", "markdown", "xlsx", "docx", "html", "json"] {
        desk.ok(&report(&["--freeze", "--format", format, "-o", "frozen"]));
        let later = desk.ok_on("2022-09-02", &report(&["--only-if-changed", "--format", format]));
        assert_eq!(later, "", "{format}");
    }
    // a page that names its own number, and one as known at an earlier moment
    let next = format!("替代第{}号定稿", pages(&desk) + 1);
    desk.ok(&report(&["--freeze", "--note", &next, "-o", "a.txt"]));
    let known = ["--known-at", "2022-09-01", "report", "--freeze", "-o", "b.txt", "--only-if-changed"];
    desk.ok(&known);
    let before = pages(&desk);
    desk.ok_on("2022-09-02", &report(&["--freeze", "--only-if-changed", "--note", &next, "-o", "a.txt"]));
    desk.ok_on("2022-09-02", &known);
    assert_eq!(pages(&desk), before);
    // old files that are no pages
    for (name, old) in [("garbage.txt", &b"\xff\xfe"[..]), ("empty.txt", b""), ("zip.xlsx", b"PK\x03\x04")] {
        fs::copy(desk.path("h.txt"), desk.path(name)).expect("a file");
        std::io::Write::write_all(&mut fs::File::create(desk.path(name)).expect("a file"), old).expect("written");
        desk.ok(&report(&["--only-if-changed", "-o", name]));
        assert!(fs::read(desk.path(name)).expect("a page").len() > 500, "{name}");
    }
}

/// A page of another report is not the page before: it never showed what the next one compares.
#[test]
fn a_frozen_page_of_changes_hides_no_correction() {
    let desk = Desk::with_register_on("2022-07-01");
    desk.ok_on("2022-07-01", &["add", "治水", "甲江堤防工程"]);
    desk.ok_on("2022-07-31", &["update", "HS-W-001", "--invested", "100万", "--on", "2022-07-31"]);
    desk.ok_on("2022-08-01T08:00:00+08:00", &report(&["--freeze", "-o", "7.txt"]));
    let correct = ["update", "HS-W-001", "--corrects", "1", "--invested", "200万", "--reason", "错"];
    desk.ok_on("2022-08-01T10:00:00+08:00", &correct);
    desk.ok_on("2022-08-05", &["--as-of", "2022-07-31", "report", "changes", "--freeze", "-o", "c.txt"]);
    desk.ok_on("2022-08-05", &["report", "changes", "--since", "2022-06-30", "--freeze", "-o", "d.txt"]);
    desk.ok_on("2022-08-05", &["--as-of", "2022-07-31", "report", "brief", "--freeze", "-o", "b.txt"]);
    for page in ["status", "changes"] {
        let august = desk.ok(&["report", page]);
        assert!(august.contains("由100万元改为200万元"), "{page}: {august}");
    }
}

/// The very page that is on record goes to where its file is missing, and is not frozen again.
#[test]
fn a_file_that_is_missing_is_put_there_from_the_register() {
    let desk = Desk::with_projects();
    let args = report(&["--freeze", "--only-if-changed", "-o", "w.txt"]);
    desk.ok(&report(&["--freeze"]));
    for _ in 0..2 {
        desk.ok_on("2022-09-02", &args);
        let again = desk.ok(&["report", "--reprint", "1"]);
        assert_eq!(fs::read_to_string(desk.path("w.txt")).expect("put there"), again);
        fs::remove_file(desk.path("w.txt")).expect("gone again");
    }
    assert_eq!(desk.ok(&["report", "--list", "--format", "json"]).matches("\"no\":").count(), 1);
    // the same works under another order of words
    let both = ["--category", "治水", "--category", "征迁", "--category", "治水"];
    desk.ok(&report(&[&both[..4], &["--freeze"]].concat()));
    assert_eq!(desk.ok(&report(&[&both[2..], &["--freeze", "--only-if-changed"]].concat())), "");
}

#[test]
fn what_cannot_be_written_is_not_frozen() {
    let desk = Desk::with_projects();
    let done = desk.run(&report(&["--freeze", "-o", "/dev/full"]));
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(!desk.ok(&["report", "--list", "--format", "json"]).contains("\"no\":"), "nothing went out");
}

#[test]
fn pages_that_freeze_at_once_are_one_page() {
    let desk = Desk::with_projects();
    let args = report(&["--freeze", "--only-if-changed", "-o", "a.txt"]);
    let mut runs: Vec<_> = (0..4).map(|_| desk.command(&args).spawn().expect("it runs")).collect();
    assert!(runs.iter_mut().all(|run| run.wait().expect("it ends").success()));
    let list = desk.ok(&["report", "--list", "--format", "json"]);
    assert_eq!(list.matches("\"no\":").count(), 1, "{list}");
}

#[test]
fn a_number_on_a_file_is_a_page_in_the_register() {
    let desk = Desk::with_projects();
    desk.ok(&["unit", "add", "乙局"]);
    desk.ok(&["edit", "HS-R-001", "--unit", "乙局", "--on", "2022-01-01"]);
    fs::create_dir(desk.path("乙局.txt")).expect("a folder in the way");
    let done = desk.run(&["report", "--each", "unit", "--freeze", "-o", "{unit}.txt"]);
    assert_eq!(done.status, 1, "{}", done.err);
    assert!(!desk.path("示例区水利局.txt").exists(), "no file bears a number that is not on record");
    // numbers go to pages that are kept, one after another
    desk.ok(&["report", "--each", "unit", "--freeze", "-o", "{unit}.md"]);
    desk.ok(&["update", "HS-R-001", "--set", "signed=3", "--on", "2022-08-31"]);
    desk.ok(&["report", "--each", "unit", "--freeze", "--only-if-changed", "-o", "{unit}.md"]);
    let list = desk.ok(&["report", "--list", "--format", "json"]);
    assert!(list.contains("\"no\":3,") && list.matches("\"no\":").count() == 3, "{list}");
}
