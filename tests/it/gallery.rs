//! A gallery of every error, in both languages: `tests/errors/*.md`, and what a console session cannot stage.

use std::collections::BTreeSet;
use std::path::Path;

use rusqlite::Connection;

use crate::console::hold;
use crate::sealed::{Desk, files, root};

/// Every variant of `haishu_proj::error::Error` a session shows, and in which file of `tests/errors`. There it stands
/// as `<!-- Variant -->` above its session.
const SHOWN: &[(&str, &[&str])] = &[
    ("register", &["NoRegisterNamed", "Missing", "NotARegister", "RegisterExists", "FolderTaken", "File", "NoWho"]),
    (
        "values",
        &[
            "BadQuantity",
            "BadAssignment",
            "BadDay",
            "AfterToday",
            "BeforeListed",
            "UnknownWord",
            "BadCode",
            "BadNationalCode",
            "EmptyText",
            "StartAfterFinish",
            "NotReadable",
            "NoTotalOfItsOwn",
            "AfterView",
        ],
    ),
    (
        "projects",
        &[
            "UnknownProject",
            "AmbiguousProject",
            "UnknownUnit",
            "UnknownTag",
            "UnitExists",
            "UnitTwice",
            "MergeIntoItself",
            "CodeUsed",
            "ParentIsItself",
            "ParentCycle",
            "ParentKind",
            "ParentCategory",
            "LotWithoutParent",
            "ProgrammeFiles",
            "FiguresFromLots",
            "LotsHaveNoFigures",
            "NoLots",
            "MergedIntoGone",
        ],
    ),
    ("returns", &["Doubtful", "Impossible", "UnknownUpdate", "UpdateOfOther", "UpdateNoLongerCounts"]),
    (
        "plans",
        &[
            "BadYear",
            "DoubtfulPlan",
            "MonthsOfOneMeasure",
            "BadMonths",
            "MilestoneExists",
            "UnknownMilestone",
            "MilestoneMet",
            "MilestoneUnmoved",
            "MetByStage",
            "SpanCrossed",
            "BeforeRaised",
            "UnknownIssue",
            "IssueIsClosed",
            "BeforeOn",
            "SeveralFigures",
            "NotSummed",
            "UnknownTarget",
            "CountedTarget",
            "BadThreshold",
            "GapsCrossed",
            "StrayReview",
            "StatedTwice",
        ],
    ),
    (
        "sheets",
        &[
            "NotImported",
            "Headings",
            "NoSuchSheet",
            "FormWithoutNote",
            "FileTaken",
            "Sheet",
            "AllWantsFolder",
            "NeedsPlaceholder",
            "FormExists",
            "Unmappable",
        ],
    ),
    ("pages", &["Page"]),
    ("undo", &["UnknownChange", "AlreadyVoid", "NothingToUndo", "FirstChangeStays", "UndoBlocked", "UndoClash"]),
    (
        "usage",
        &[
            "Usage",
            "NothingStated",
            "NeedsReason",
            "NeedsMergedInto",
            "StrayMergedInto",
            "NoChangeWithChanges",
            "ClearAndSet",
            "KnownAtRecords",
            "NotOfReport",
        ],
    ),
];

/// Variants no session can stage: shown by a test here or in `streams`, or out of reach.
const ELSEWHERE: &[(&str, &str)] = &[
    ("NewerRegister", "a_register_of_another_version_is_left_alone"),
    ("OlderRegister", "out of reach: version 1 is the first there is"),
    ("Damaged", "a_row_that_cannot_be_read_is_named"),
    ("Sqlite", "a_table_that_is_gone_is_told"),
    ("ControlCharacter", "a_name_with_a_sign_nobody_sees_is_refused"),
    ("TooLong", "a_name_that_is_too_long_is_refused"),
    ("OverRegister", "streams::an_output_never_takes_the_place_of_a_register"),
    ("Busy", "a_register_in_use_is_waited_for_and_then_given_up"),
    ("ReadOnly", "a_register_one_may_not_write_is_refused_and_read"),
    ("Output", "streams::a_full_disk_is_a_failure_and_is_told"),
    ("Fixture", "out of reach: a mistake in data that is compiled in; `demo` and `init --from` would show it"),
];

#[test]
fn the_gallery_reads_as_written() {
    hold("gallery::the_gallery_reads_as_written", &files("tests/errors", "md"));
}

/// The variants of an enum.
fn variants(file: &str, of: &str) -> BTreeSet<String> {
    let source = std::fs::read_to_string(root().join(file)).expect(file);
    let (_, after) = source.split_once(&format!("pub enum {of} {{")).expect("the enum");
    let (inside, _) = after.split_once("\n}").expect("its end");
    let names = inside.lines().filter_map(|line| line.strip_prefix("    "));
    let names = names.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
    names.map(|line| line.chars().take_while(char::is_ascii_alphanumeric).collect()).collect()
}

/// What can be wrong in a sheet or with a file is shown in `tests/errors/sheets.md` as `<!-- Why::Cell -->`, or here.
const NOT_IN_SHEETS: &[(&str, &str)] = &[
    ("Why::Locked", "return_sheet::what_is_wrong_in_a_return_sheet_is_told"),
    ("Why::SaysNot", "return_sheet::what_is_wrong_in_a_return_sheet_is_told"),
    ("Why::OutsidePeriod", "return_sheet::what_is_wrong_in_a_return_sheet_is_told"),
    ("Why::Foreign", "return_sheet::what_is_wrong_in_a_return_sheet_is_told"),
    ("Why::HeadingAltered", "sheets_refused::a_heading_altered_in_a_return_sheet_is_refused"),
    ("Why::FileTwice", "sheets_refused::a_file_twice_on_one_command_line_is_refused"),
    ("Why::TooManyVersions", "sheets_refused::rows_of_too_many_versions_are_refused"),
    ("BadPage::Altered", "frozen_pages::a_page_that_was_altered_is_not_printed"),
    ("BadSheet::TooLarge", "out of reach: larger than a test should write; see src/sheet/file_test.rs"),
    ("BadSheet::Unpacked", "out of reach: as TooLarge; see src/sheet/workbook_test.rs"),
    ("BadSheet::TooManyParts", "out of reach: as TooLarge; see src/sheet/workbook_test.rs"),
    ("BadSheet::TooManyRows", "out of reach: as TooLarge; see src/sheet/text_test.rs"),
    ("BadSheet::TooMuchText", "out of reach: as TooLarge; see src/sheet/workbook_test.rs"),
    ("BadSheet::CellTooLong", "out of reach: as TooLarge; see src/sheet/text_test.rs"),
    ("BadSheet::NoSheets", "out of reach: no spreadsheet writes one; see src/sheet/workbook_test.rs"),
    ("BadSheet::ErrorValue", "out of reach: an error value nobody knows yet; see src/sheet/workbook_test.rs"),
    ("BadSheet::OtherWorkbook", "out of reach: as OldWorkbook; see src/sheet/workbook_test.rs"),
];

#[test]
fn everything_wrong_with_a_sheet_or_a_page_is_in_the_gallery() {
    let read = |session: &str| std::fs::read_to_string(root().join("tests/errors").join(session)).expect("a session");
    let gallery = read("sheets.md") + &read("pages.md");
    let elsewhere: BTreeSet<String> = NOT_IN_SHEETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    let mut all = BTreeSet::new();
    let kinds = [
        ("src/error/fault.rs", "Why"),
        ("src/error/fault.rs", "BadCell"),
        ("src/error/sheet.rs", "BadSheet"),
        ("src/error/page.rs", "BadPage"),
        ("src/error/headings.rs", "BadHeadings"),
    ];
    for (file, of) in kinds {
        all.extend(variants(file, of).into_iter().map(|name| format!("{of}::{name}")));
    }
    assert!(all.len() > 40, "{all:?}");
    let shown = |name: &&String| gallery.contains(&format!("<!-- {name} -->"));
    let missing: Vec<_> = all.iter().filter(|name| !shown(name) && !elsewhere.contains(*name)).collect();
    assert!(missing.is_empty(), "show these in tests/errors/sheets.md or pages.md: {missing:?}");
    let stray: Vec<_> = elsewhere.iter().filter(|name| shown(name) || !all.contains(*name)).collect();
    assert!(stray.is_empty(), "these are shown, or are no faults any more: {stray:?}");
    for (name, place) in NOT_IN_SHEETS {
        let (file, test) = match place.split_once("see ") {
            Some((_, file)) => (file.to_owned(), None),
            None => {
                let (file, test) = place.split_once("::").expect("a module and its test");
                (format!("tests/it/{file}.rs"), Some(test))
            }
        };
        let source = std::fs::read_to_string(root().join(&file)).expect(&file);
        let (of, variant) = name.split_once("::").expect("an enum and its variant");
        match test {
            Some(test) => assert!(source.contains(&format!("fn {test}()")), "{name}: no test is named {test}"),
            None => assert!(source.contains(&format!("{of}::{variant}")), "{file} does not test {name}"),
        }
    }
}

#[test]
fn every_error_is_in_the_gallery() {
    let variants = variants("src/error.rs", "Error");
    assert!(variants.len() > 40 && variants.contains("NoRegisterNamed"), "{variants:?}");
    let shown = SHOWN.iter().flat_map(|(_, names)| *names).copied();
    let listed: Vec<&str> = shown.chain(ELSEWHERE.iter().map(|(name, _)| *name)).collect();
    let unique: BTreeSet<String> = listed.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(unique.len(), listed.len(), "one is listed twice");
    let missing: Vec<_> = variants.difference(&unique).collect();
    assert!(missing.is_empty(), "show these in tests/errors and list them in tests/it/gallery.rs: {missing:?}");
    let stray: Vec<_> = unique.difference(&variants).collect();
    assert!(stray.is_empty(), "these are no errors any more: {stray:?}");
    for (session, names) in SHOWN {
        let text = std::fs::read_to_string(root().join(format!("tests/errors/{session}.md"))).expect("a session");
        for name in *names {
            assert!(text.contains(&format!("<!-- {name} -->")), "tests/errors/{session}.md does not show {name}");
        }
    }
    let ours = include_str!("gallery.rs").to_owned() + include_str!("streams.rs");
    for (name, place) in ELSEWHERE.iter().filter(|(_, place)| !place.starts_with("out of reach: ")) {
        let test = place.rsplit("::").next().unwrap_or(place);
        assert!(ours.contains(&format!("fn {test}()")), "{name}: no test is named {test}");
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
