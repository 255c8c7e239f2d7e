//! Ten lists as offices have them come in by `import FILE`, and next month's file of each changes what changed. The
//! lists and what is expected of them are texts in `fixtures/lists`; here they are written as files and held against the
//! register.

mod book;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::sealed::{Desk, Done, files, finish, root};
use text::{Form, List, Month};

/// A project of the register: its fields in the words and units of the lists.
type Project = BTreeMap<String, String>;

/// The fields of quantities, their keys in JSON, and how many decimals of the list's unit the smallest unit is.
const QUANTITIES: [(&str, &str, usize); 12] = [
    ("total", "total_fen", 6),
    ("plan", "plan_fen", 6),
    ("invested", "invested_fen", 6),
    ("ytd", "invested_ytd_fen", 6),
    ("physical", "physical_bp", 2),
    ("total_area", "total_area_dm2", 2),
    ("area", "area_dm2", 2),
    ("total_land", "total_land_cmu", 2),
    ("land", "land_cmu", 2),
    ("households", "households", 0),
    ("signed", "signed", 0),
    ("vacated", "vacated", 0),
];
const DEMOLISHED: (&str, &str, usize) = ("demolished", "demolished", 0);
/// The fields that are words, and their keys in JSON.
const WORDS: [(&str, &str); 12] = [
    ("location", "location"),
    ("content", "content"),
    ("leader", "leader"),
    ("national_code", "national_code"),
    ("start", "planned_start"),
    ("finish", "planned_finish"),
    ("progress", "progress"),
    ("problem", "problem"),
    ("ask", "ask"),
    ("next_step", "next_step"),
    ("tags", "tags"),
    ("aliases", "aliases"),
];
/// Computed of what is stated, so it may be there where no list states it.
const COMPUTED: &str = "ytd";
const YEAR_END: &str = "2021-12-31";
const NOTHING: &str = "-";
const NOTHING_OR_ZERO: &str = "~";

fn quantities() -> impl Iterator<Item = (&'static str, &'static str, usize)> {
    QUANTITIES.into_iter().chain([DEMOLISHED])
}

/// A whole number of the smallest unit with its decimals, exactly: 1234500 of 6 decimals is 1.2345.
fn with_decimals(value: i64, decimals: usize) -> String {
    let digits = format!("{value:0>width$}", width = decimals + 1);
    let (whole, rest) = digits.split_at(digits.len() - decimals);
    let rest = rest.trim_end_matches('0');
    if rest.is_empty() { whole.to_owned() } else { format!("{whole}.{rest}") }
}

/// What `with_decimals` made.
fn smallest(text: &str, decimals: usize) -> i64 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    format!("{whole}{rest:0<decimals$}").parse().expect("a number")
}

/// Everything in the register on a day, by name.
fn register(desk: &Desk, month: &Month) -> BTreeMap<String, Project> {
    let at = |day: &str, args: &[&str]| {
        let args = [&["--as-of", day], args].concat();
        desk.ok_on(&month.today, &args)
    };
    let json: Value = serde_json::from_str(&at(&month.day, &["export", "--format", "json"])).expect("JSON");
    let base: Value = serde_json::from_str(&at(YEAR_END, &["export", "--format", "json"])).expect("JSON");
    let plans: Value =
        serde_json::from_str(&at(&month.day, &["export", "--what", "plans", "--format", "json"])).expect("JSON");
    let goals: BTreeMap<&str, String> = plans["plans"]
        .as_array()
        .expect("plans")
        .iter()
        .map(|plan| (string(&plan["code"]), text_of(&plan["goal"])))
        .collect();
    let base: BTreeMap<&str, &Value> = rows(&base).map(|row| (string(&row["code"]), &row["invested_fen"])).collect();
    let names: BTreeMap<&str, &str> = rows(&json).map(|row| (string(&row["code"]), string(&row["name"]))).collect();
    let labels = at(&month.day, &["list", "--columns", "code,category,stage,kind", "--format", "csv"]);
    let labels: BTreeMap<&str, Vec<&str>> = labels
        .lines()
        .skip(1)
        .filter_map(|line| line.split_once(','))
        .map(|(code, rest)| (code, rest.split(',').collect()))
        .collect();
    let mut projects = BTreeMap::new();
    for row in rows(&json) {
        let code = string(&row["code"]);
        let mut project = Project::new();
        let mut put = |field: &str, value: String| project.insert(field.to_owned(), value);
        for (field, key, decimals) in quantities() {
            put(field, row[key].as_i64().map_or(NOTHING.to_owned(), |value| with_decimals(value, decimals)));
        }
        for (field, key) in WORDS {
            put(field, text_of(&row[key]));
        }
        let base = base.get(code).and_then(|value| value.as_i64());
        put("base", base.map_or(NOTHING.to_owned(), |value| with_decimals(value, 6)));
        put("units", text_of(&row["units"]));
        put("goal", goals.get(code).cloned().unwrap_or(NOTHING.to_owned()));
        put("parent", row["parent"].as_str().map_or(NOTHING, |parent| names[parent]).to_owned());
        let label = |at: usize| match labels[code][at] {
            "" => NOTHING,
            label => label,
        };
        put("category", label(0).to_owned());
        put("stage", label(1).to_owned());
        put("kind", string(&row["kind"]).to_owned());
        let name = string(&row["name"]);
        put("name", name.to_owned());
        assert!(projects.insert(name.to_owned(), project).is_none(), "{name} is there twice");
    }
    projects
}

fn rows(json: &Value) -> impl Iterator<Item = &Value> {
    json["projects"].as_array().expect("rows").iter()
}

fn string(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn text_of(value: &Value) -> String {
    let text = match value {
        Value::Array(names) => names.iter().map(string).collect::<Vec<_>>().join("；"),
        Value::String(text) => text.clone(),
        _ => String::new(),
    };
    if text.is_empty() { NOTHING.to_owned() } else { text }
}

/// What a table says, by name. What it has no column for is nothing.
fn expected(month: &Month) -> BTreeMap<String, Project> {
    let table = &month.projects;
    let project = |row: &Vec<String>| {
        let fields = table.fields.iter().zip(row).filter(|(field, _)| *field != "row");
        let project: Project = fields.map(|(field, value)| (field.clone(), value.clone())).collect();
        (project["name"].clone(), project)
    };
    table.rows.iter().map(project).collect()
}

fn is_as_expected(field: &str, is: &str, expected: Option<&String>) -> bool {
    match expected.map(String::as_str) {
        None if field == COMPUTED => true,
        None if field == "kind" => is == "project",
        None => is == NOTHING,
        Some(NOTHING_OR_ZERO) => is == NOTHING || is == "0",
        Some(expected) => is == expected,
    }
}

/// Every field that is not as the list has it.
fn differences(is: &BTreeMap<String, Project>, expected: &BTreeMap<String, Project>) -> Vec<String> {
    let mut all = Vec::new();
    let names = |projects: &BTreeMap<String, Project>| projects.keys().cloned().collect::<BTreeSet<_>>();
    all.extend(names(is).difference(&names(expected)).map(|name| format!("{name}: is no project")));
    for (name, expected) in expected {
        let Some(is) = is.get(name) else {
            all.push(format!("{name}: is not there"));
            continue;
        };
        let fields = is.iter().filter(|(field, value)| !is_as_expected(field, value, expected.get(*field)));
        all.extend(fields.map(|(field, value)| {
            let expected = expected.get(field).map_or(NOTHING, String::as_str);
            format!("{name}: {field} is {value:?}, not {expected:?}")
        }));
    }
    all
}

/// Puts the file of a month on the desk; what we cannot write here was made once.
fn put(desk: &Desk, list: &List, month: &Month) {
    let ending =
        month.file.rsplit_once('.').map(|(_, ending)| ending).filter(|ending| matches!(*ending, "xls" | "ods"));
    let bytes = ending.map_or_else(|| book::bytes(month), |ending| made_once(list, month, ending));
    std::fs::write(desk.path(&month.file), bytes).expect("written");
}

fn made_once(list: &List, month: &Month, ending: &str) -> Vec<u8> {
    let which = if std::ptr::eq(month, &raw const list.first) { 1 } else { 2 };
    let path = root().join(format!("fixtures/lists/{}-{which}.{ending}", list.name));
    std::fs::read(&path).unwrap_or_else(|fault| panic!("{}: {fault}; see the README there", path.display()))
}

fn import(desk: &Desk, month: &Month, args: &[String]) -> Done {
    let mut command = desk.command(&["--by", "某科室", "import", &month.file]);
    finish(command.args(args).env("HAISHU_PROJ_TODAY", format!("{}!", month.today)))
}

/// Imports the file of a month. Where it asks, nothing is recorded, and the answer is enough.
fn take(desk: &Desk, month: &Month) -> Done {
    let file = &month.file;
    let mut done = import(desk, month, &[]);
    if !month.ask.is_empty() {
        assert_eq!(done.status, 4, "{file} asks nothing: {}{}", done.out, done.err);
        assert!(done.err.contains(&month.ask[0]), "{file}: {}", done.err);
        done = import(desk, month, &month.ask);
    }
    assert_eq!(done.status, 0, "{file}:\n{}{}", done.out, done.err);
    done
}

/// Faults of what was told: lines left out, headings not read, units.
fn untold(month: &Month, done: &Done, at: usize) -> Vec<String> {
    let mut all = Vec::new();
    let told = done.out.clone() + &done.err;
    let unread = month.unread.iter().filter(|heading| !told.contains(heading.as_str()));
    all.extend(unread.map(|heading| format!("{heading} is not told as not read")));
    let left = month.left_out.iter().filter(|(line, _)| !names_line(&told, *line));
    all.extend(left.map(|(line, why)| format!("line {line} ({why}) is not told as left out")));
    let added = month.projects.rows.len();
    let counts = format!("新增{added}，变更{}，无变化{}", month.changed.len(), month.unchanged);
    if !told.contains(&counts) {
        all.push(format!("month {at} is not `{counts}`"));
    }
    all
}

/// Whether a line is named among others: 第5、8-9行.
fn names_line(told: &str, line: usize) -> bool {
    told.split('第').filter_map(|rest| rest.split_once('行')).any(|(numbers, _)| {
        numbers.split('、').any(|number| match number.split_once('-') {
            None => number == line.to_string(),
            Some((first, last)) => {
                let of = |text: &str| text.parse::<usize>().ok();
                of(first).zip(of(last)).is_some_and(|(first, last)| (first..=last).contains(&line))
            }
        })
    })
}

/// The sums of the projects that are not what the sheet says they are.
fn wrong_sums(month: &Month, is: &BTreeMap<String, Project>) -> Vec<String> {
    let sum = |field: &str| {
        let decimals = quantities().find(|(known, ..)| *known == field).map_or(6, |(.., decimals)| decimals);
        let projects = is.values().filter(|project| project["kind"] == "project");
        let values = projects.map(|project| &project[field]).filter(|value| *value != NOTHING);
        with_decimals(values.map(|value| smallest(value, decimals)).sum(), decimals)
    };
    let wrong = month.sums.iter().filter(|(field, stated)| sum(field) != *stated);
    wrong.map(|(field, stated)| format!("{field}: adds up to {}, not {stated}", sum(field))).collect()
}

/// Holds the program to a list: every fault of it.
fn faults(list: &List) -> Vec<String> {
    let (first, second) = (&list.first, &list.second);
    let desk = Desk::with_register_on(&first.today);
    put(&desk, list, first);
    let done = take(&desk, first);
    let mut all = untold(first, &done, 1);
    let mut expected = expected(first);
    let is = register(&desk, first);
    all.extend(differences(&is, &expected));
    all.extend(wrong_sums(first, &is));
    let units = desk.ok_on(&first.today, &["unit", "list", "--format", "csv"]);
    let units: Vec<&str> = units.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    if units != first.units {
        all.push(format!("units are {units:?}, not {:?}", first.units));
    }
    let again = import(&desk, first, &[]);
    if again.status != 0 || !again.out.contains("新增0，变更0") {
        all.push(format!("taken again it is not all the same: {}{}", again.out, again.err));
    }
    put(&desk, list, second);
    all.extend(untold(second, &take(&desk, second), 2));
    for (name, fields) in &second.changed {
        let project = expected.get_mut(name).unwrap_or_else(|| panic!("{}: no {name}", list.name));
        project.extend(fields.iter().cloned());
    }
    expected.extend(self::expected(second));
    all.extend(differences(&register(&desk, second), &expected).into_iter().map(|fault| format!("second: {fault}")));
    let check = finish(desk.command(&["check"]).env("HAISHU_PROJ_TODAY", &second.today));
    // what is doubtful of made-up works is told too
    if !check.out.contains("核对无误") && !check.err.contains("核对无误") {
        all.push(format!("check: {}{}", check.out, check.err));
    }
    all
}

fn lists() -> Vec<List> {
    let read = |path: &std::path::PathBuf| {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        text::read(&name, &std::fs::read_to_string(path).expect("a list"))
    };
    files("fixtures/lists", "txt").iter().map(read).collect()
}

#[test]
fn lists_of_offices_come_in_without_a_flag_and_next_month_shows_what_changed() {
    let lists = lists();
    assert_eq!(lists.len(), 10);
    let asking = lists.iter().filter(|list| !list.first.ask.is_empty()).count();
    assert!(asking <= 1, "nine of ten need no flag");
    let told: Vec<String> =
        lists.iter().flat_map(|list| faults(list).into_iter().map(|fault| format!("{}: {fault}", list.name))).collect();
    assert!(told.is_empty(), "\n{}", told.join("\n"));
}

/// Writes what the fixtures that were made once are made of; see the README beside them.
#[test]
fn the_lists_can_be_written_for_other_programs() {
    let folder = std::env::var_os("OFFICE_LISTS").map(std::path::PathBuf::from);
    for list in lists() {
        for (which, month) in [(1, &list.first), (2, &list.second)] {
            if matches!(month.form, Form::Gbk | Form::Gb18030) {
                continue;
            }
            let bytes = book::workbook(&month.sheets);
            assert!(bytes.starts_with(b"PK"), "{}", list.name);
            if let Some(folder) = &folder {
                std::fs::write(folder.join(format!("{}-{which}.xlsx", list.name)), bytes).expect("written");
            }
        }
    }
}
