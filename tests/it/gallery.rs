//! A gallery of every error, in both languages: `tests/errors/*.md`, and what a console session cannot stage.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use crate::console::hold;
use crate::sealed::{Desk, files, root};

/// What no session shows: a test here or in another file of `tests/it` does, or it is out of reach, for which see the
/// source named.
const ELSEWHERE: &[(&str, &str)] = &[
    ("RegisterError::Newer", "a_register_of_another_version_is_left_alone"),
    ("RegisterError::Older", "out of reach: version 1 is the first there is"),
    ("RegisterError::DiskFull", "full_disk::on_a_full_disk_readers_read_and_writers_say_that_it_is_full"),
    ("RegisterError::PathTooLong", "a_path_that_nothing_could_open_is_refused"),
    ("RegisterError::Replaced", "out of reach of one process; see src/store/open.rs"),
    ("RegisterError::Foreign", "whatever_else_is_in_a_register_is_refused_and_named"),
    ("RegisterError::Damaged", "a_row_that_cannot_be_read_is_named"),
    ("RegisterError::RowsOfNoChange", "tampered::rows_of_the_change_to_come_are_told_and_not_adopted"),
    ("RegisterError::Sqlite", "a_table_that_is_gone_is_told"),
    ("RegisterError::Busy", "a_register_in_use_is_waited_for_and_then_given_up"),
    ("RegisterError::WordsChanged", "out of reach of one process; see src/command/session.rs"),
    ("RegisterError::ReadOnly", "a_register_one_may_not_write_is_refused_and_read"),
    ("RegisterError::Unsettled", "told::a_disk_that_fails_is_told_with_what_stands"),
    ("RegisterError::NotRecorded", "told::a_disk_that_fails_is_told_with_what_stands"),
    ("RegisterError::YetRecorded", "told::what_was_recorded_is_told_where_it_cannot_be_printed"),
    ("RegisterError::Interrupted", "outputs::an_interrupted_import_is_taken_back_or_done"),
    ("FileError::OfStranger", "outputs::what_a_stranger_put_into_a_shared_folder_is_not_followed"),
    ("FileError::OverRegister", "streams::an_output_never_takes_the_place_of_a_register"),
    ("FileError::Output", "streams::a_full_disk_is_a_failure_and_is_told"),
    (
        "FileError::Fixture",
        "out of reach: a mistake in data that is compiled in; `demo` and `init --from` would show it",
    ),
    ("CopyError::Unsound", "backup::an_unsound_register_is_not_copied"),
    ("CopyError::NotRemoved", "out of reach: a folder that takes a new file and gives up no old one"),
    ("DumpError::Cut", "backup::a_dump_is_refused_at_its_line_with_what_was_expected"),
    ("DumpError::Line", "backup::a_dump_is_refused_at_its_line_with_what_was_expected"),
    ("ValueError::ControlCharacter", "a_name_with_a_sign_nobody_sees_is_refused"),
    ("ValueError::TooLong", "a_name_that_is_too_long_is_refused"),
    ("RowError::Locked", "return_sheet::what_is_wrong_in_a_return_sheet_is_told"),
    ("RowError::SaysNot", "return_sheet::what_is_wrong_in_a_return_sheet_is_told"),
    ("RowError::OutsidePeriod", "return_sheet::what_is_wrong_in_a_return_sheet_is_told"),
    ("RowError::Foreign", "return_sheet::what_is_wrong_in_a_return_sheet_is_told"),
    ("RowError::HeadingAltered", "sheets_refused::a_heading_altered_in_a_return_sheet_is_refused"),
    ("RowError::MayBeThousands", "office_asked::what_a_text_file_may_have_lost_is_asked_about"),
    (
        "RowError::HeadingOverSeveral",
        "office_asked::headings_over_several_columns_are_read_with_those_below_or_asked_about",
    ),
    ("RowError::MergedName", "office_lines::a_row_that_may_be_two_things_is_asked_about_and_can_be_answered"),
    ("RowError::MergedFigure", "out of reach of a text file; see src/command/import/office_test.rs"),
    ("RowError::NamelessRow", "office_lines::a_row_that_may_be_two_things_is_asked_about_and_can_be_answered"),
    ("RowError::GroupOrProject", "office_lines::a_row_that_may_be_two_things_is_asked_about_and_can_be_answered"),
    ("RowError::UnclearPart", "office_lines::a_row_that_may_be_two_things_is_asked_about_and_can_be_answered"),
    ("RowError::LotsDiffer", "office_lines::figures_that_are_not_those_of_the_parts_are_asked_about"),
    ("RowError::BelowALot", "office_lines::a_row_that_may_be_two_things_is_asked_about_and_can_be_answered"),
    ("RowError::UnclearSign", "office_lines::signs_stand_for_what_is_above_or_are_asked_about"),
    ("RowError::BlankBelow", "office_lines::blank_units_that_may_be_as_above_are_asked_about_once"),
    ("RowError::UnitNear", "office_lines::units_are_parted_where_it_is_sure_and_near_names_are_asked_about"),
    ("RowError::NameTwice", "office_lines::two_works_of_one_name_are_told_apart_by_their_places"),
    ("RowError::Form", "office_lines::nothing_read_is_no_success"),
    ("ImportError::NothingRead", "office_lines::nothing_read_is_no_success"),
    ("RowError::FileTwice", "sheets_refused::a_file_twice_on_one_command_line_is_refused"),
    ("RowError::TooManyVersions", "sheets_refused::rows_of_too_many_versions_are_refused"),
    ("ImportError::FormTaken", "return_sheet::a_return_sheet_is_taken_in_once"),
    ("PageError::NotText", "outputs::a_path_that_is_no_text_goes_into_no_crontab"),
    ("PageError::Altered", "frozen_pages::a_page_that_was_altered_is_not_printed"),
    ("PageError::Unproven", "frozen_pages::a_page_whose_ledger_was_rewritten_is_not_printed"),
    ("SheetError::TooLarge", "out of reach: larger than a test should write; see src/sheet/file_test.rs"),
    ("SheetError::Unpacked", "out of reach: as TooLarge; see src/sheet/workbook_test.rs"),
    ("SheetError::TooManyParts", "out of reach: as TooLarge; see src/sheet/workbook_test.rs"),
    ("SheetError::TooManyRows", "out of reach: as TooLarge; see src/sheet/text_test.rs"),
    ("SheetError::TooMuchText", "out of reach: as TooLarge; see src/sheet/workbook_test.rs"),
    ("SheetError::CellTooLong", "out of reach: as TooLarge; see src/sheet/text_test.rs"),
    ("SheetError::NoSheets", "out of reach: no spreadsheet writes one; see src/sheet/workbook_test.rs"),
    ("SheetError::ErrorValue", "out of reach: an error value nobody knows yet; see src/sheet/workbook_test.rs"),
    ("SheetError::OtherWorkbook", "out of reach: as OldWorkbook; see src/sheet/workbook_test.rs"),
    ("TemplateError::Password", "out of reach: as Locked of a workbook; see src/sheet/document_test.rs"),
    ("TemplateError::TooLarge", "out of reach: larger than a test should write; see src/sheet/document.rs"),
    ("TemplateError::Unpacked", "out of reach: as TooLarge; see src/sheet/document_test.rs"),
    ("TemplateError::TooManyParts", "out of reach: as TooLarge; see src/sheet/document_test.rs"),
];

#[test]
fn the_gallery_reads_as_written() {
    hold("gallery::the_gallery_reads_as_written", &files("tests/errors", "md"));
}

fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).expect(file)
}

/// The families: the files of `src/error`, which have their words and their session under the same name.
fn families() -> Vec<String> {
    let stem = |path: &PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
    files("src/error", "rs").iter().map(stem).filter(|stem| stem != "mod").collect()
}

/// The variants of the enums of errors in a source, as they stand above their sessions: `ValueError::Day`; an enum
/// stands by itself or in a `family!`, and what it may carry of another stands behind its name.
fn variants(source: &str) -> BTreeSet<String> {
    let (mut found, mut within) = (BTreeSet::new(), None);
    for line in source.lines() {
        let text = line.trim_start();
        let indent = line.len() - text.len();
        let name = |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).next().expect("it").to_owned();
        if let Some(head) = text.strip_prefix("pub enum ") {
            let of = name(head);
            within = (of.ends_with("Error") || of == "BadCell").then_some((of, indent));
            if let (Some((of, _)), Some((_, carried))) = (&within, head.split_once(" or ")) {
                found.insert(format!("{of}::{}", name(carried)));
            }
        } else if let Some((of, outer)) = &within {
            if indent == *outer && text == "}" {
                within = None;
            } else if indent == outer + 4 && text.starts_with(|first: char| first.is_ascii_uppercase()) {
                found.insert(format!("{of}::{}", name(text)));
            }
        }
    }
    assert!(within.is_none(), "an enum without its end");
    found
}

/// Whether a session shows an error, in both languages: after its sign, and before the next, somebody meets it.
fn shows(session: &str, name: &str) -> bool {
    let Some((_, after)) = session.split_once(&format!("<!-- {name} -->\n")) else { return false };
    let own = after.trim_start_matches(|sign: char| sign != '`').split("<!-- ").next().unwrap_or_default();
    let typed: Vec<&str> = own.lines().filter(|line| line.starts_with("$ ")).collect();
    typed.iter().any(|line| line.contains("--lang en")) && typed.iter().any(|line| !line.contains("--lang en"))
}

#[test]
fn every_error_is_in_the_gallery() {
    let (families, mut all) = (families(), BTreeSet::new());
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(name, _)| *name).collect();
    assert_eq!(elsewhere.len(), ELSEWHERE.len(), "one is listed twice");
    for family in &families {
        let own = variants(&read(&format!("src/error/{family}.rs")));
        assert!(!own.is_empty(), "src/error/{family}.rs has no errors");
        let session = read(&format!("tests/errors/{family}.md"));
        for name in &own {
            let is_shown = shows(&session, name);
            assert!(is_shown || elsewhere.contains(&**name), "show {name} in tests/errors/{family}.md, both languages");
            assert!(!is_shown || !elsewhere.contains(&**name), "{name} is shown in tests/errors/{family}.md");
        }
        all.extend(own);
    }
    assert!(all.len() > 160 && all.contains("RegisterError::NotNamed"), "{all:?}");
    let stray: Vec<_> = elsewhere.iter().filter(|name| !all.contains(**name)).collect();
    assert!(stray.is_empty(), "these are no errors any more: {stray:?}");
}

#[test]
fn what_no_session_shows_is_shown_by_the_test_named() {
    for (name, place) in ELSEWHERE {
        let (of, variant) = name.split_once("::").expect("an enum and its variant");
        match (place.split_once("see src/"), place.split_once("::")) {
            (Some((_, file)), _) => {
                assert!(read(&format!("src/{file}")).contains(&format!("{of}::{variant}")), "{name}")
            }
            (None, _) if place.starts_with("out of reach: ") => {}
            (None, found) => {
                let (file, test) = found.unwrap_or(("gallery", place));
                let source = read(&format!("tests/it/{file}.rs"));
                assert!(source.contains(&format!("fn {test}()")), "{name}: no test is named {test}");
            }
        }
    }
}

#[test]
fn each_family_has_its_words_and_its_session_under_its_name() {
    let whole = variants(&read("src/error/mod.rs").replace("\nobjections! {", "\npub enum ObjectionError {"));
    let members = whole.iter().filter_map(|name| name.split_once("::")).map(|(_, family)| family.to_lowercase());
    // what is refused is an objection; a fault is what a sheet makes of one
    let members: BTreeSet<String> = members.filter(|member| member != "refused").chain(["fault".to_owned()]).collect();
    let families: BTreeSet<String> = families().into_iter().collect();
    assert_eq!(members, families, "left: the variants of Error and Objection; right: the files of src/error");
    let stem = |path: &PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
    let sessions: BTreeSet<String> = files("tests/errors", "md").iter().map(stem).collect();
    assert_eq!(sessions, families, "left: tests/errors; right: src/error");
    for family in &families {
        let place =
            if family == "usage" { "src/lang/usage.rs".to_owned() } else { format!("src/lang/error/{family}.rs") };
        assert!(root().join(&place).exists(), "{place} has no words");
    }
}

/// Refused with this status, in both languages, and with the register as it was before.
fn refused(desk: &Desk, args: &[&str], status: i32, zh: &str, en: &str) {
    let before = std::fs::read(desk.register()).expect("the register");
    for (lang, phrase) in [("zh", zh), ("en", en)] {
        let done = desk.run(&[&["--lang", lang], args].concat());
        assert_eq!(done.status, status, "{args:?}: {}{}", done.out, done.err);
        let prefix = if lang == "zh" { "错误：" } else { "error: " };
        assert!(done.err.starts_with(prefix) && done.err.contains(phrase), "{args:?}: {}", done.err);
        assert_eq!(done.out, "", "{args:?}");
    }
    assert!(std::fs::read(desk.register()).expect("the register") == before, "{args:?} wrote to the register");
}

/// Does to the register what this program never would.
fn tamper(register: &Path, sql: &str) {
    let conn = Connection::open(register).expect("the register");
    conn.execute_batch(sql).expect("tampered");
}

#[test]
fn a_register_in_use_is_waited_for_and_then_given_up() {
    let desk = Desk::with_projects();
    let writer = Connection::open(desk.register()).expect("the register");
    writer.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    let started = std::time::Instant::now();
    let done = desk.run(&["add", "治水", "乙河工程"]);
    assert_eq!((done.status, done.out.as_str()), (6, ""), "{}", done.err);
    assert!(started.elapsed().as_secs() >= 4, "it waits five seconds for the other to finish");
    assert!(done.err.starts_with("错误："), "{}", done.err);
    let done = desk.run(&["--lang", "en", "undo"]);
    assert_eq!((done.status, done.out.as_str()), (6, ""), "{}", done.err);
    assert!(done.err.starts_with("error: "), "{}", done.err);
    assert!(desk.ok(&["list", "--format", "codes"]).contains("HS-W-001"), "a reader need not wait");
    writer.execute_batch("ROLLBACK").expect("let go");
    drop(writer);
    assert_eq!(desk.ok(&["add", "治水", "乙河工程"]), "HS-W-002\n", "and nothing of it was recorded");
}

#[test]
fn a_register_of_another_version_is_left_alone() {
    let desk = Desk::with_projects();
    tamper(&desk.register(), "PRAGMA user_version = 99");
    for args in [&["list"][..], &["add", "治水", "乙河工程"], &["check"], &["upgrade"]] {
        refused(&desk, args, 1, "99", "99");
    }
    assert_eq!(desk.names(), ["haishu.db"]);
}

#[test]
fn a_path_that_nothing_could_open_is_refused() {
    let desk = Desk::with_projects();
    let folder = (0..3).fold(desk.folder().canonicalize().expect("a folder"), |folder, _| folder.join("长".repeat(50)));
    std::fs::create_dir_all(&folder).expect("folders");
    let longest = 504 - folder.as_os_str().len() - "/".len();
    let fits = folder.join("a".repeat(longest));
    let register = fits.to_str().expect("UTF-8");
    desk.ok(&["--db", register, "init"]);
    desk.ok(&["--db", register, "add", "治水", "乙河工程"]);
    assert!(desk.ok(&["--db", register, "list", "--format", "codes"]).contains("HS-W-001"));
    for more in ["b", "0123456789abcdef"] {
        let register = format!("{register}{more}");
        let length = (504 + more.len()).to_string();
        refused(&desk, &["--db", &register, "init"], 1, &length, &length);
        std::fs::copy(&fits, &register).expect("copied");
        for command in [&["list"][..], &["add", "治水", "丙河工程"], &["check"]] {
            refused(&desk, &[&["--db", &register], command].concat(), 1, &length, &length);
        }
    }
}

#[test]
fn whatever_else_is_in_a_register_is_refused_and_named() {
    let desk = Desk::with_projects();
    tamper(&desk.register(), "ANALYZE");
    desk.ok(&["list"]);
    let sound = std::fs::read(desk.register()).expect("the register");
    for (sql, name) in [
        ("CREATE TRIGGER 改数 AFTER INSERT ON reading BEGIN UPDATE current_value SET value = 0; END", "改数"),
        ("DROP VIEW v_value; CREATE VIEW v_value AS SELECT 1 AS value", "v_value"),
        ("CREATE TABLE 另记 (x); CREATE INDEX 另查 ON 另记 (x)", "另记"),
        ("CREATE TABLE \"甲\u{1b}[31m乙\" (x)", "甲"),
    ] {
        std::fs::write(desk.register(), &sound).expect("put back");
        tamper(&desk.register(), sql);
        for args in [&["list"][..], &["history"], &["report"], &["undo"], &["add", "治水", "乙河工程"]] {
            refused(&desk, args, 1, name, name);
        }
        let done = desk.run(&["check"]);
        assert_eq!(done.status, 3, "{sql}: {}", done.err);
        assert!(done.out.contains(name), "{sql}: {}", done.out);
        for said in [done.out, desk.run(&["list"]).err] {
            assert!(!said.contains('\u{1b}'), "it is spelt out: {said:?}");
        }
    }
}

#[test]
fn a_row_that_cannot_be_read_is_named() {
    let desk = Desk::with_projects();
    tamper(
        &desk.register(),
        "PRAGMA ignore_check_constraints = ON; DROP TRIGGER change_is_never_updated;
         UPDATE change SET recorded_at = 'yesterday' WHERE id = 2",
    );
    refused(&desk, &["history"], 1, "yesterday", "yesterday");
}

#[test]
fn a_name_with_a_sign_nobody_sees_is_refused() {
    let desk = Desk::with_projects();
    for name in ["乙河\n工程", "乙河\t工程", "乙河\u{1b}[31m工程", "乙河\u{fffe}工程", "乙河\u{ffff}工程"]
    {
        refused(&desk, &["add", "治水", name], 4, "`NAME`", "`NAME`");
        let done = desk.run(&["add", "治水", name]);
        assert!(!done.err.contains(name) && !done.err.contains('\u{1b}'), "it is spelt out: {:?}", done.err);
    }
    refused(&desk, &["unit", "add", "乙\n局"], 4, "`NAME`", "`NAME`");
    refused(&desk, &["edit", "HS-W-001", "--alias", "乙\n局"], 4, "--alias", "--alias");
}

#[test]
fn a_name_that_is_too_long_is_refused() {
    let desk = Desk::with_projects();
    let name = "长".repeat(201);
    refused(&desk, &["add", "治水", &name], 4, "201个字，最多200个", "201 characters");
    assert_eq!(desk.run(&["add", "治水", &name[3..]]).status, 0, "two hundred will do");
}

#[test]
fn a_table_that_is_gone_is_told() {
    let desk = Desk::with_projects();
    tamper(&desk.register(), "PRAGMA foreign_keys = OFF; DROP TABLE current_value");
    refused(&desk, &["list"], 1, "current_value", "current_value");
}

#[test]
fn a_file_that_is_no_table_is_told() {
    use haishu_proj::lang::{Lang, error::message};
    let desk = Desk::with_projects();
    let path = desk.register().with_file_name("治水.xls");
    let mut file = std::fs::File::create(&path).expect("a file");
    std::io::Write::write_all(&mut file, b"<html><table>").expect("written");
    let error = haishu_proj::sheet::file::open(&path, None).err().expect("refused");
    assert_eq!(error.exit_status(), 4);
    for (lang, text, hint) in
        [(Lang::Zh, "不是表格文件", "另存为 .xlsx"), (Lang::En, "is no table", "save it as .xlsx")]
    {
        let message = message(lang, &error);
        assert!(message.text.contains("治水.xls") && message.text.contains(text), "{message:?}");
        assert!(message.hints.iter().any(|line| line.contains(hint)), "{message:?}");
    }
    let gone = haishu_proj::sheet::file::open(&path.with_extension("csv"), None).err().expect("not there");
    assert_eq!(gone.exit_status(), 1);
}

#[test]
fn a_register_one_may_not_write_is_refused_and_read() {
    let desk = Desk::with_projects();
    let Some(mut writer) = crate::streams::bound(&desk, &["add", "治水", "乙河工程"]) else { return };
    let mut english = crate::streams::bound(&desk, &["--lang", "en", "undo"]).expect("as before");
    crate::streams::close(&desk);
    let done = crate::sealed::finish(&mut writer);
    assert_eq!((done.status, done.out.as_str()), (1, ""), "{}", done.err);
    assert!(done.err.contains("没有权限"), "{}", done.err);
    let done = crate::sealed::finish(&mut english);
    assert_eq!((done.status, done.out.as_str()), (1, ""), "{}", done.err);
    assert!(done.err.contains("no permission"), "{}", done.err);
    crate::streams::reopen(&desk);
    assert_eq!(desk.ok(&["list", "--format", "codes"]), "HS-W-001\nHS-R-001\n");
}
