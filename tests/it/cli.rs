//! The command line: well formed, explained in both languages, with the exit statuses it promises.

use clap::Command;
use haishu_proj::command::command_line;

use crate::sealed::{Desk, finish};

/// Every command below another by its words, `unit add`.
fn below(before: &str, parent: &Command) -> Vec<(String, Command)> {
    let mut found = Vec::new();
    for command in parent.get_subcommands() {
        let words = format!("{before}{}", command.get_name());
        found.push((words.clone(), command.clone()));
        found.extend(below(&format!("{words} "), command));
    }
    found
}

#[test]
fn the_command_line_is_well_formed() {
    command_line().debug_assert();
}

#[test]
fn every_command_and_flag_has_a_help_line_in_both_languages() {
    // Not built: what clap adds by itself is in the test below.
    let line = command_line();
    let mut commands = below("", &line);
    commands.push(("haishu-proj".to_owned(), line));
    let mut missing = Vec::new();
    for (words, command) in commands {
        if !is_bilingual(command.get_about().map(ToString::to_string)) {
            missing.push(words.clone());
        }
        for argument in command.get_arguments() {
            if !is_bilingual(argument.get_help().map(ToString::to_string)) {
                missing.push(format!("{words} {argument}"));
            }
            let values = argument.get_possible_values();
            for value in values.iter().filter(|value| value.get_help().is_some()) {
                if !is_bilingual(value.get_help().map(ToString::to_string)) {
                    missing.push(format!("{words} {argument} {}", value.get_name()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "no help line in both languages: {missing:#?}");
}

#[test]
fn help_and_version_are_explained_in_both_languages_too() {
    let desk = Desk::empty();
    for line in [&["--help"][..], &["add", "--help"], &["unit", "--help"], &["unit", "add", "--help"]] {
        let help = desk.ok(line);
        let flags = help.lines().filter(|line| line.contains("--help") || line.contains("--version"));
        let missing: Vec<&str> = flags.filter(|line| !line.contains(" · ")).collect();
        assert!(missing.is_empty(), "{line:?}: {missing:?}");
    }
}

/// English, a dot between spaces, Chinese.
fn is_bilingual(help: Option<String>) -> bool {
    let is_chinese = |text: &str| text.contains(|c: char| ('\u{4E00}'..='\u{9FFF}').contains(&c));
    let is_english = |text: &str| text.contains(|c: char| c.is_ascii_lowercase());
    let halves = help.as_deref().and_then(|help| help.rsplit_once(" · "));
    halves.is_some_and(|(english, chinese)| is_english(english) && is_chinese(chinese))
}

#[test]
fn exit_statuses_are_those_promised() {
    let desk = Desk::with_projects();
    let table: &[(i32, &[&str])] = &[
        (0, &["list"]),
        (0, &["list", "--match", "没有这样的项目"]),
        (0, &["check"]),
        (0, &["--help"]),
        (0, &["--version"]),
        (1, &["--db", "没有.db", "list"]),
        (1, &["export", "-o", "没有这个文件夹/a.csv"]),
        (2, &[]),
        (2, &["frobnicate"]),
        (2, &["list", "--frobnicate"]),
        (2, &["add", "治水"]),
        (2, &["update", "HS-W-001"]),
        (2, &["update", "HS-W-001", "--invested", "2500万", "--force"]),
        (4, &["show", "HS-W-999"]),
        (4, &["update", "HS-W-001", "--invested", "2700"]),
        (4, &["update", "HS-W-001", "--invested", "2500万"]),
        (4, &["--as-of", "2025-02-30", "list"]),
        (5, &["init"]),
        (5, &["add", "治水", "另一工程", "--code", "HS-W-001"]),
        (5, &["unit", "add", "示例区水利局"]),
    ];
    let before = desk.hash();
    for (status, args) in table {
        let done = desk.run(args);
        assert_eq!(done.status, *status, "{args:?}: {}{}", done.out, done.err);
        if *status != 0 {
            assert!(done.err.starts_with("错误："), "{args:?}: {}", done.err);
            assert_eq!(done.out, "", "{args:?}: data on stdout though it failed");
        }
    }
    assert_eq!(desk.hash(), before, "one of them changed the register");
}

/// 3: what `check` is asked to look for. (6, busy, is in `gallery`.)
#[test]
fn a_cache_or_a_ledger_that_was_tampered_with_is_found() {
    let desk = Desk::with_projects();
    let tamper = |sql: &str| {
        let register = rusqlite::Connection::open(desk.register()).expect("the register");
        register.execute_batch(sql).expect("tampered");
    };
    tamper("UPDATE current_project SET name = '改过的名称' WHERE code = 'HS-W-001'");
    let done = desk.run(&["check"]);
    assert_eq!(done.status, 3, "{}", done.err);
    assert!(done.out.contains("HS-W-001"), "{}", done.out);
    assert_eq!(desk.run(&["check", "--history"]).status, 0, "the ledger itself is sound");
    tamper("DROP TRIGGER reading_is_never_updated; UPDATE reading SET value = value + 1");
    let done = desk.run(&["check", "--history"]);
    assert_eq!(done.status, 3, "{}", done.err);
    assert!(done.out.contains("第5号变更"), "{}", done.out);
}

#[test]
fn the_language_is_taken_from_flag_environment_register_locale_in_this_order() {
    let desk = Desk::empty();
    let line = |args: &[&str], pairs: &[(&str, &str)]| {
        let done = finish(desk.command(args).envs(pairs.iter().copied()));
        assert_eq!(done.status, 1, "{}", done.err);
        if done.err.starts_with("error: ") { "en" } else { "zh" }
    };
    let missing = ["--db", "没有.db", "list"];
    assert_eq!(line(&missing, &[]), "zh");
    assert_eq!(line(&missing, &[("LANG", "en_US.UTF-8")]), "en");
    assert_eq!(line(&missing, &[("LANG", "de_DE.UTF-8")]), "zh");
    assert_eq!(line(&missing, &[("LANG", "en_US.UTF-8"), ("HAISHU_PROJ_LANG", "zh")]), "zh");
    assert_eq!(line(&["--lang", "en", "--db", "没有.db", "list"], &[("HAISHU_PROJ_LANG", "zh")]), "en");
    desk.ok(&["--lang", "en", "init"]);
    assert_eq!(desk.ok(&["list", "--limit", "0"]), desk.ok(&["--lang", "en", "list", "--limit", "0"]));
}

/// What a fact is called does not matter to what another is called.
#[test]
fn a_tag_an_alias_and_a_field_may_share_a_word() {
    let desk = Desk::with_register();
    desk.ok(&["add", "治水", "五江口滨水", "--alias", "五江口", "--tag", "五江口"]);
    desk.ok(&["add", "治水", "甲河工程", "--tag", "total", "--total", "1亿"]);
    for twice in [&["--total", "1亿", "--total", "2亿"][..], &["--tag", "甲", "--tag", "甲"]] {
        let done = desk.run(&[&["add", "治水", "乙河工程"][..], twice].concat());
        assert_eq!(done.status, 2, "{twice:?}: {}", done.err);
    }
}

/// A slip in a tag is refused; a tag that stands on nothing on the day looked at is none.
#[test]
fn a_tag_is_known_if_it_ever_stood_on_anything() {
    let desk = Desk::with_register();
    let target = ["target", "add", "建成座数", "--year", "2022", "--entered", "座", "--value", "20", "--tag", "目标的"];
    for args in [
        &["add", "治水", "甲河工程", "--tag", "治水48", "--on", "2022-03-01"][..],
        &["edit", "HS-W-001", "--tag", "撤下的", "--untag", "没有过的", "--on", "2022-04-01"],
        &["edit", "HS-W-001", "--untag", "撤下的", "--on", "2022-06-01"],
        &["edit", "HS-W-001", "--tag", "撤销的"],
        &["undo"],
        &target,
    ] {
        desk.ok(args);
    }
    let asked = |tag: &str| {
        let lines =
            ["list", "export", "report", "report targets", "milestone list", "--as-of 2022-01-31 list", "schedule"];
        lines.map(|line| {
            let words: Vec<&str> = line.split(' ').chain(["--tag", tag]).collect();
            let done = desk.run(&words);
            assert!(done.status == 0 || done.out.is_empty(), "{words:?}: {}", done.out);
            done.status
        })
    };
    for tag in ["治水48", "撤下的", "目标的"] {
        assert_eq!(asked(tag), [0; 7], "{tag}");
    }
    for tag in ["治水84", "撤销的", "没有过的", ""] {
        assert_eq!(asked(tag), [4; 7], "{tag}");
    }
}

#[test]
fn a_new_total_is_held_against_its_own_readings_on_every_day() {
    let desk = Desk::with_register();
    let day = [("HAISHU_PROJ_TODAY", "2022-09-01")];
    let run = |args: &[&str]| finish(desk.command(args).envs(day)).status;
    assert_eq!(run(&["add", "征迁", "甲地征迁"]), 0);
    assert_eq!(run(&["update", "HS-R-001", "--on", "2022-05-01", "--invested", "90万"]), 0);
    assert_eq!(run(&["edit", "HS-R-001", "--total", "100万", "--on", "2022-08-01"]), 0);
    assert_eq!(run(&["edit", "HS-R-001", "--total", "10万", "--on", "2022-04-01"]), 4, "below 90万 from May to July");
    assert_eq!(run(&["edit", "HS-R-001", "--total", "area=5万平方米", "--on", "2022-08-01"]), 0, "another measure");
}

#[test]
fn taking_back_an_undo_merges_no_two_projects_into_each_other() {
    let desk = Desk::with_register();
    for name in ["甲河工程", "乙河工程"] {
        desk.ok(&["add", "治水", name]);
    }
    desk.ok(&["update", "HS-W-001", "--condition", "并入", "--into", "HS-W-002"]);
    let undone = desk.ok(&["undo"]);
    desk.ok(&["update", "HS-W-002", "--condition", "并入", "--into", "HS-W-001"]);
    let undo = (undone.trim().parse::<i64>().expect("a change") + 1).to_string();
    let done = desk.run(&["undo", &undo, "--reason", "恢复"]);
    assert_eq!(done.status, 4, "{}", done.err);
    assert!(done.err.contains("HS-W-002"), "{}", done.err);
}
