//! What `export` writes, `import` finds no difference in: every sheet, every format, both languages, whatever the
//! register holds. One cell altered is one field altered, and `undo` takes it back.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use crate::generated::{Op, Register, TODAY, ops};

const SHEETS: [&str; 6] = ["projects", "updates", "plans", "milestones", "issues", "targets"];

/// Few by default; `PROPTEST_CASES` makes them more. Of the same registers each time, so that a failure stays one.
fn over(cases: u32, test: impl Fn(&Register)) {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok());
    let cases = asked.unwrap_or(cases);
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 64, ..Config::default() };
    let mut runner = if asked.is_some() {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, proptest::test_runner::TestRng::deterministic_rng(Default::default()))
    };
    let run = runner.run(&ops(), |ops: Vec<Op>| {
        test(&Register::of(&ops));
        Ok(())
    });
    if let Err(failed) = run {
        panic!("{failed}");
    }
}

/// Exports with some flags, imports with others: nothing differs.
fn comes_back(register: &Register, sheet: &str, file: &str, export: &[&str], import: &[&str]) {
    let path = register.path(file);
    let path = path.to_str().expect("UTF-8");
    register.ok(TODAY, &[&["export", "--what", sheet, "-o", path], export].concat());
    let files: Vec<String> = match (sheet, file.contains('.')) {
        ("all", false) => SHEETS.iter().map(|sheet| format!("{path}/{sheet}.csv")).collect(),
        _ => vec![path.to_owned()],
    };
    let mut args = vec!["import"];
    args.extend(files.iter().map(String::as_str));
    args.extend(import);
    let done = register.run(TODAY, &args);
    let told = format!("{export:?} {args:?}\n{}{}", done.out, done.err);
    assert_eq!(done.status, 0, "{told}");
    let view: Vec<&str> = export.iter().copied().skip_while(|flag| *flag != "--as-of").collect();
    let rows = rows(&exported(register, sheet, &view));
    assert_eq!(unchanged(&done.out), Some(rows), "{told}");
}

/// How many rows an import found as they were; nothing if it found any other.
fn unchanged(preview: &str) -> Option<usize> {
    preview.lines().find_map(|line| {
        let zh = line.strip_prefix("新增0，变更0，无变化");
        zh.or_else(|| line.strip_prefix("0 new, 0 changed, ")?.strip_suffix(" unchanged"))?.parse().ok()
    })
}

/// How many rows a document has.
fn rows(all: &Value) -> usize {
    SHEETS.iter().filter_map(|sheet| all[*sheet].as_array()).map(Vec::len).sum()
}

fn exported(register: &Register, sheet: &str, flags: &[&str]) -> Value {
    let out = register.ok(TODAY, &[&["export", "--what", sheet, "--format", "json"], flags].concat());
    serde_json::from_str(&out).expect("JSON")
}

/// All that is exported, in both formats of text, but for the version.
fn bytes(register: &Register) -> String {
    let folder = register.path("bytes");
    register.ok(TODAY, &["export", "--what", "all", "-o", folder.to_str().expect("UTF-8")]);
    let mut all = register.ok(TODAY, &["export", "--what", "all", "--format", "json"]);
    for sheet in SHEETS {
        all += &std::fs::read_to_string(folder.join(sheet).with_extension("csv")).expect("a sheet");
    }
    let parts: Vec<&str> = all.split(&format!("@{TODAY}")).collect();
    parts.iter().map(|part| part.trim_end_matches(|sign: char| sign.is_ascii_digit())).collect()
}

#[test]
fn what_is_exported_comes_back_without_a_difference() {
    over(4, |register| {
        let before = register.hash();
        for lang in ["zh", "en"] {
            for sheet in SHEETS {
                for encoding in ["utf8-bom", "utf8", "gb18030"] {
                    let export = ["--lang", lang, "--encoding", encoding];
                    comes_back(register, sheet, &format!("{sheet}.csv"), &export, &["--lang", lang]);
                }
            }
            for (format, file) in [("csv", "folder"), ("xlsx", "all.xlsx"), ("json", "all.json")] {
                comes_back(register, "all", file, &["--format", format, "--lang", lang], &["--lang", lang]);
            }
        }
        for file in ["folder", "all.xlsx", "all.json"] {
            comes_back(register, "all", file, &["--lang", "zh"], &["--lang", "en"]);
        }
        comes_back(register, "all", "early.json", &["--as-of", "2022-06-30"], &["--as-of", "2022-06-30"]);
        assert_eq!(register.hash(), before, "nothing was recorded");
    });
}

#[test]
fn a_sheet_of_an_earlier_view_differs_only_where_the_register_changed_since() {
    let seen = RefCell::new([0, 0]);
    over(4, |register| {
        let before = register.hash();
        for flags in [
            &["--as-of", "2022-06-30"][..],
            &["--known-at", "2022-09-01T00:00:00+08:00"],
            &["--as-of", "2022-06-30", "--known-at", "2022-08-01T00:00:00+08:00"],
        ] {
            for (file, format) in [("then.json", "json"), ("then.xlsx", "xlsx")] {
                let path = register.path(file);
                let path = path.to_str().expect("UTF-8");
                let then = exported(register, "all", flags);
                register.ok(TODAY, &[&["export", "--what", "all", "--format", format, "-o", path], flags].concat());
                let done = register.run(TODAY, &["import", path]);
                let faults = done.err.lines().filter(|line| line.starts_with("then."));
                let conflicts = faults.clone().filter(|line| line.contains("表导出后（变更")).count();
                let told = format!("{flags:?}\n{}{}", done.out, done.err);
                match done.status {
                    0 => assert_eq!(unchanged(&done.out), Some(rows(&then)), "{told}"),
                    5 => assert!(conflicts > 0 && conflicts == faults.count(), "{told}"),
                    _ => panic!("{told}"),
                }
                seen.borrow_mut()[usize::from(done.status == 5)] += 1;
                let done = register.run(TODAY, &["import", path, "--force", "--reason", "看看"]);
                let told = format!("{}{}", done.out, done.err);
                let mut faults = done.err.lines().filter(|line| line.starts_with("then."));
                match done.status {
                    0 => assert_eq!(unchanged(&done.out), Some(rows(&then)), "{told}"),
                    _ => {
                        assert!(faults.all(|fault| fault.contains("台账里没有这一行")), "only what was undone: {told}")
                    }
                }
            }
        }
        assert_eq!(register.hash(), before, "nothing was recorded");
    });
    assert!(seen.into_inner().iter().all(|count| *count > 0), "both ends are seen");
}

/// One cell that somebody alters.
struct Edit {
    sheet: &'static str,
    key: &'static str,
    csv: &'static str,
    json: Value,
    /// What else says another thing then, as `sheet.key`; `sheet+`: another row.
    also: &'static [&'static str],
}

fn edit(sheet: &'static str, key: &'static str, csv: &'static str, json: Value, also: &'static [&'static str]) -> Edit {
    Edit { sheet, key, csv, json, also }
}

/// What a return changes.
const RETURN: &[&str] = &[
    "updates+",
    "updates.no_change",
    "projects.as_of",
    "projects.stage",
    "projects.invested_fen",
    "projects.physical_bp",
    "projects.progress",
    "projects.problem",
    "projects.ask",
    "projects.next_step",
    "milestones.met",
];

/// What a plan changes: its own row, and the sum of the project it is a lot of.
const PLAN: &[&str] = &["plans.value", "plans.months", "plans.from_day", "plans+", "projects.plan_fen"];

fn edits() -> Vec<Edit> {
    vec![
        edit("projects", "name", "'=新名", json!("=新名"), &["projects.aliases"]), // the old name stays one
        edit("projects", "leader", "（无）", json!("（无）"), &[]),
        edit("projects", "leader", "（空）", Value::Null, &[]),
        edit("projects", "location", "'-1\n甲", json!("-1\n甲"), &[]),
        edit("projects", "content", "'90年代", json!("'90年代"), &[]),
        edit("projects", "tags", r"甲\；乙；'=1", json!(["甲；乙", "'=1"]), &[]),
        edit("projects", "aliases", "又名", json!(["又名"]), &[]),
        edit("projects", "national_code", "2209-330203-04-01-654321", json!("2209-330203-04-01-654321"), &[]),
        edit("projects", "total_fen", "8999999999.999999", json!(8_999_999_999_999_999_i64), &[]),
        edit("projects", "planned_start", "2021-03", json!("2021-03"), &["milestones.due", "milestones+"]),
        edit("projects", "plan_fen", "0.000001", json!(1), PLAN),
        edit("projects", "invested_fen", "33333.333334", json!(33_333_333_334_i64), RETURN),
        edit("projects", "physical_bp", "99.99%", json!(9_999), RETURN),
        edit("projects", "progress", "甲,\"乙\"\n丙", json!("甲,\"乙\"\n丙"), RETURN),
        edit("updates", "problem", "'''=1", json!("''=1"), RETURN),
        edit("updates", "source", "（空）", Value::Null, RETURN),
        edit("updates", "physical_bp", "12.34%", json!(1_234), RETURN),
        edit("plans", "goal", "＠目标", json!("＠目标"), &["plans.from_day"]),
        edit("milestones", "due", "2022-11", json!("2022-11"), &["projects.planned_start", "projects.planned_finish"]),
        edit("milestones", "met", "2022-12-01", json!("2022-12-01"), &[]),
        edit("issues", "closed", "2022-12-19", json!("2022-12-19"), &[]),
        edit("targets", "entered_source", "1e5", json!("1e5"), &[]),
    ]
}

/// Figures and what follows from others, in every sheet.
const DERIVED: &[&str] = &[
    "version",
    "projects.lead_unit",
    "projects.phase",
    "projects.onset",
    "projects.update_no",
    "projects.first_plan_fen",
    "projects.invested_ytd_fen",
    "projects.base_as_of",
    "projects.completion_bp",
    "projects.elapsed_bp",
    "projects.gap_bp",
    "projects.light",
    "projects.computed_light",
    "projects.reasons",
    "projects.started_on",
    "projects.completed_on",
    "updates.name",
    "updates.no",
    "updates.corrects",
    "updates.recorded_at",
    "updates.recorded_by",
    "plans.name",
    "plans.unit",
    "plans.plan_version",
    "plans.first_value",
    "milestones.name",
    "milestones.is_met",
    "milestones.baseline",
    "milestones.moves",
    "issues.name",
];

type Table = BTreeMap<String, Map<String, Value>>;

/// The rows of a sheet by what names them; a correction by what it corrects, if that is known.
fn table(all: &Value, sheet: &str, known: &BTreeSet<String>) -> Table {
    let rows = all[sheet].as_array().expect("rows").iter().map(|row| row.as_object().expect("a row"));
    let id = |row: &Map<String, Value>| match sheet {
        "projects" => row["code"].to_string(),
        "plans" => format!("{} {} {}", row["code"], row["year"], row["measure"]),
        "milestones" => format!("{} {}", row["code"], row["milestone"]),
        "updates" if known.contains(&row["corrects"].to_string()) => row["corrects"].to_string(),
        _ => row["no"].to_string(),
    };
    rows.map(|row| (id(row), row.clone())).collect()
}

/// Every difference that is no derived one: sheet, row, key, what is there now.
fn differences(before: &Value, after: &Value) -> Vec<(String, String, String, Value)> {
    let mut found = Vec::new();
    for sheet in SHEETS {
        let known = table(before, sheet, &BTreeSet::new()).into_keys().collect();
        let (was, is) = (table(before, sheet, &BTreeSet::new()), table(after, sheet, &known));
        for (id, row) in &is {
            let Some(was) = was.get(id) else {
                found.push((sheet.to_owned(), id.clone(), "+".to_owned(), Value::Null));
                continue;
            };
            let differs = row.iter().filter(|(key, value)| was[*key] != **value);
            for (key, value) in differs.filter(|(key, _)| !is_derived(sheet, key)) {
                found.push((sheet.to_owned(), id.clone(), key.clone(), value.clone()));
            }
        }
        assert!(was.keys().all(|id| is.contains_key(id)), "no row is gone");
    }
    found
}

fn is_derived(sheet: &str, key: &str) -> bool {
    key == "version" || DERIVED.contains(&format!("{sheet}.{key}").as_str())
}

/// Alters one cell of a file.
fn alter(register: &Register, all: &Value, edit: &Edit, row: usize, as_csv: bool) -> String {
    let path = register.path(if as_csv { "edited.csv" } else { "edited.json" });
    let name = path.to_str().expect("UTF-8").to_owned();
    if as_csv {
        register.ok(TODAY, &["export", "--what", edit.sheet, "-o", &name]);
        let at = all[edit.sheet][0].as_object().expect("a row").keys().position(|key| key == edit.key);
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_path(&path).expect("a sheet");
        let mut records: Vec<Vec<String>> =
            reader.records().map(|record| record.expect("a record").iter().map(str::to_owned).collect()).collect();
        records[row + 1][at.expect("the column")] = edit.csv.to_owned();
        let mut writer = csv::Writer::from_path(&path).expect("a file");
        records.iter().for_each(|record| writer.write_record(record).expect("written"));
        writer.flush().expect("written");
    } else {
        let mut sheet = exported(register, edit.sheet, &[]);
        sheet[edit.sheet][row][edit.key] = if edit.json.is_null() { json!("（空）") } else { edit.json.clone() };
        std::fs::write(&path, sheet.to_string()).expect("a file");
    }
    name
}

/// Whether a project, or the one it is a lot of, has left the counts.
fn has_left(all: &Value, project: &Value) -> bool {
    let mut rows = all["projects"].as_array().expect("rows").iter();
    let parent = rows.find(|other| other["code"] == project["parent"] && project["kind"] == "lot");
    let left =
        |row: &Value| ["cancelled", "merged", "withdrawn"].iter().any(|condition| row["condition"] == *condition);
    left(project) || parent.is_some_and(left)
}

/// Alters a cell, takes it in, looks at what became of it, takes it back. Whether it was taken.
fn edited(register: &Register, edit: &Edit, turn: usize) -> bool {
    let (before, all_was, hash) = (exported(register, "all", &[]), bytes(register), register.hash());
    let rows = before[edit.sheet].as_array().expect("rows").len();
    if rows == 0 {
        return false;
    }
    // a source goes with a value
    let is_there = |row: &usize| edit.key != "entered_source" || !before[edit.sheet][row][edit.key].is_null();
    let row = (turn..turn + rows).map(|row| row % rows).find(is_there).unwrap_or_default();
    if edit.key == "plan_fen" && has_left(&before, &before["projects"][row]) {
        return false; // its plan is kept, but not shown
    }
    // a text that is called （空） is not emptied by it
    let was = &before[edit.sheet][row][edit.key];
    let is_old = *was == edit.json || *was == edit.csv;
    let file = alter(register, &before, edit, row, turn.is_multiple_of(2));
    let done = register.run(TODAY, &["import", &file, "--force", "--reason", "改一格"]);
    let told = format!("{}.{} row {row}: {}{}", edit.sheet, edit.key, done.out, done.err);
    assert!([0, 4].contains(&done.status), "{told}");
    if done.status == 4 || is_old {
        assert_eq!(register.hash(), hash, "nothing was recorded: {told}");
        return false;
    }
    assert!(done.out.contains("变更1，"), "one row: {told}");
    let known = table(&before, edit.sheet, &BTreeSet::new());
    let id = known.iter().find(|(_, known)| **known == *before[edit.sheet][row].as_object().expect("a row"));
    let cell = (edit.sheet.to_owned(), id.expect("the row").0.clone(), edit.key.to_owned(), edit.json.clone());
    let found = differences(&before, &exported(register, "all", &[]));
    assert!(found.contains(&cell), "{cell:?} is not among {found:?}: {told}");
    let is_month = |key: &str| key.strip_prefix('m').is_some_and(|month| month.parse::<u8>().is_ok());
    for other in found.iter().filter(|other| **other != cell) {
        let key = if is_month(&other.2) { "months" } else { &other.2 };
        let name = if key == "+" { format!("{}+", other.0) } else { format!("{}.{key}", other.0) };
        assert!(edit.also.contains(&name.as_str()), "{other:?} differs too: {told}");
    }
    register.ok(TODAY, &["undo", "--reason", "改错"]);
    assert_eq!(bytes(register), all_was, "undone: {told}");
    true
}

#[test]
fn one_cell_altered_is_one_field_altered_and_can_be_taken_back() {
    let taken = RefCell::new(BTreeMap::new());
    let turn = RefCell::new(0);
    over(4, |register| {
        for edit in edits() {
            *turn.borrow_mut() += 1;
            let was_taken = edited(register, &edit, *turn.borrow());
            *taken.borrow_mut().entry(format!("{}.{}", edit.sheet, edit.key)).or_insert(0) += i32::from(was_taken);
        }
    });
    let never: Vec<String> =
        taken.into_inner().into_iter().filter(|(_, times)| *times == 0).map(|each| each.0).collect();
    assert!(never.is_empty(), "never taken: {never:?}");
}

#[test]
fn registers_hold_something_of_everything() {
    let (kinds, sheets) = (RefCell::new(BTreeMap::new()), RefCell::new(BTreeMap::new()));
    over(4, |register| {
        for word in &register.taken {
            *kinds.borrow_mut().entry(word.clone()).or_insert(0) += 1;
        }
        let all = exported(register, "all", &[]);
        for sheet in SHEETS {
            *sheets.borrow_mut().entry(sheet).or_insert(0) += all[sheet].as_array().expect("rows").len();
        }
    });
    let (kinds, sheets) = (kinds.into_inner(), sheets.into_inner());
    let words = ["unit", "add", "edit", "update", "correct", "plan", "milestone", "issue", "target", "undo"];
    assert!(words.iter().all(|word| kinds.get(*word).is_some_and(|times| *times > 1)), "{kinds:?}");
    assert!(sheets.values().all(|rows| *rows > 3), "{sheets:?}");
}
