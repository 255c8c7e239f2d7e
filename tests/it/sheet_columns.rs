//! The columns of sheets as `fixtures/sheets/columns.md` and README.md have them, and JSON as the former promises it.

use std::fmt::Write;
use std::path::PathBuf;

use haishu_proj::domain::catalog::Catalog;
use haishu_proj::domain::quantity::Dimension;
use haishu_proj::lang::Lang;
use haishu_proj::lang::cell::heading_with_unit;
use haishu_proj::lang::word::word;
use haishu_proj::report::form;
use haishu_proj::report::model::{Column, Holds, Role, Shape, Words};
use haishu_proj::report::sheets::{Sheet, words};
use serde_json::Value;

use crate::sealed::{Desk, files, root, words_of};

const MADE: &str = "<!-- below: made of the code, `TRYCMD=overwrite cargo test --test it sheet_columns` -->\n";
const IN_README: [&str; 2] = ["<!-- columns of projects -->\n", "<!-- end of columns -->\n"];

fn catalog(desk: &Desk) -> Catalog {
    words_of(&desk.register())
}

/// A role in both languages.
fn role(role: Role) -> &'static str {
    match role {
        Role::Key => "key · 键",
        Role::Version => "version · 版本",
        Role::Fixed => "fixed · 定",
        Role::Register => "edit · 改",
        Role::Return => "return · 报",
        Role::Plan => "plan · 计划",
        Role::Computed => "computed · 算",
    }
}

/// What a cell of a column is filled with.
fn holds(column: &Column) -> String {
    let unit = |dimension: Dimension| Lang::Zh.unit(dimension);
    match column.holds {
        Holds::Nothing => String::new(),
        Holds::Name => "one line · 一行字".to_owned(),
        Holds::Passage => "text · 文字".to_owned(),
        Holds::Code if column.role == Role::Version => "`CHANGE@DAY`".to_owned(),
        Holds::Code => "code · 编号".to_owned(),
        Holds::Day => "day · 日期".to_owned(),
        Holds::Due => "day, month or year · 日、月或年".to_owned(),
        Holds::Year => "year · 年份".to_owned(),
        Holds::Count => "whole number · 整数".to_owned(),
        Holds::Quantity(dimension) if dimension.is_whole() => "whole number · 整数".to_owned(),
        Holds::Quantity(dimension) => format!("number · 数（{}）", unit(dimension)),
        Holds::Decimal(decimals) => format!("number, at most {decimals} decimals · 数，最多{decimals}位小数"),
        Holds::Amount => "number in the unit of the row · 数，单位见计量单位".to_owned(),
        Holds::Names => "names, ； between · 几个名称，用；隔开".to_owned(),
        Holds::Flag => "yes, no · 是、否".to_owned(),
        Holds::Word(of) => listed(of),
    }
}

/// The words of a list, or which list of the register it is.
fn listed(of: Words) -> String {
    let own: Vec<String> =
        words(of).iter().map(|(_, each)| format!("{} ({})", word(Lang::Zh, *each), word(Lang::En, *each))).collect();
    match of {
        Words::Category => "category · 类别".to_owned(),
        Words::Stage => "stage of its category · 该类别的阶段".to_owned(),
        Words::Condition => "condition · 状态".to_owned(),
        Words::Basis => "basis of a total · 总投资依据".to_owned(),
        Words::Measure => "measure · 指标".to_owned(),
        _ => own.join("、"),
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Json {
    Text,
    Number,
    Flag,
    Texts,
    Objects,
}

/// What a member is in JSON, with its unit or form.
fn json(column: &Column) -> (Json, &'static str) {
    let quantity = |dimension| match dimension {
        Dimension::Money => "fen",
        Dimension::Area => "0.01 m²",
        Dimension::Land => "0.01 mu",
        Dimension::Percent => "0.01 %",
        Dimension::Count(counting) if counting.is_whole() => "",
        Dimension::Count(_) => "0.0001 of its unit",
    };
    match (column.holds, column.shape, &*column.key) {
        (_, _, "reasons") => (Json::Objects, "with `kind` and `light`"),
        (_, _, "is_met") | (Holds::Flag, ..) => (Json::Flag, ""),
        (Holds::Names, ..) => (Json::Texts, ""),
        (_, Shape::Quantity(dimension), _) => (Json::Number, quantity(dimension)),
        (_, Shape::Rate, _) => (Json::Number, "0.01 %"),
        (_, Shape::Points, _) => (Json::Number, "0.01 of a point"),
        (_, Shape::Amount, _) => (Json::Number, "in the smallest unit of `unit`"),
        (_, Shape::Count, _) => (Json::Number, ""),
        (_, _, "as_of" | "base_as_of" | "started_on" | "completed_on" | "listed_from") | (Holds::Day, ..) => {
            (Json::Text, "day")
        }
        (_, _, "baseline") | (Holds::Due, ..) => (Json::Text, "day, month or year"),
        (_, _, "recorded_at") => (Json::Text, "moment"),
        (_, _, "phase" | "onset" | "light" | "computed_light") | (Holds::Word(_), ..) => (Json::Text, "code"),
        _ => (Json::Text, ""),
    }
}

fn kind(json: Json) -> &'static str {
    match json {
        Json::Text => "string",
        Json::Number => "integer",
        Json::Flag => "boolean",
        Json::Texts => "array of strings",
        Json::Objects => "array of objects",
    }
}

/// The tables of all sheets.
fn tables(catalog: &Catalog) -> String {
    let mut made = String::new();
    for sheet in Sheet::ALL {
        let (code, [zh, en]) = (sheet.code(), [Lang::Zh, Lang::En].map(|lang| word(lang, sheet.word())));
        write!(made, "\n## {zh} · {en}: `{code}`\n\n").expect("written");
        made += "| 表头 | Heading | Role · 作用 | Holds · 填法 | JSON |\n|---|---|---|---|---|\n";
        for column in sheet.columns(catalog) {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| heading_with_unit(lang, &column));
            let (holds, key, (json, form)) = (holds(&column), column.data_key(), json(&column));
            let form = if form.is_empty() { String::new() } else { format!(", {form}") };
            let (role, kind) = (role(column.role), kind(json));
            writeln!(made, "| {zh} | {en} | {role} | {holds} | `{key}` {kind}{form} |").expect("written");
        }
    }
    made
}

/// The columns of projects by their roles, for the README.
fn by_role(catalog: &Catalog) -> String {
    let columns = Sheet::Projects.columns(catalog);
    let mut made = "| | 表头 | Headings |\n|---|---|---|\n".to_owned();
    for of in [Role::Key, Role::Version, Role::Register, Role::Return, Role::Plan, Role::Fixed, Role::Computed] {
        let of_role = || columns.iter().filter(|column| column.role == of);
        let [zh, en] = [(Lang::Zh, "、"), (Lang::En, ", ")].map(|(lang, between)| {
            of_role().map(|column| heading_with_unit(lang, column)).collect::<Vec<_>>().join(between)
        });
        writeln!(made, "| {} | {zh} | {en} |", role(of)).expect("written");
    }
    made
}

/// Holds a file to what the code makes of it; rewrites it where that was asked for.
fn hold(path: PathBuf, before: &str, made: &str, after: &str) {
    let text = std::fs::read_to_string(&path).expect("a document");
    let (head, rest) = text.split_once(before).unwrap_or_else(|| panic!("{} has no {before}", path.display()));
    let (found, tail) = if after.is_empty() { (rest, "") } else { rest.split_once(after).expect("its end") };
    if found != made && std::env::var_os("TRYCMD").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(&path, format!("{head}{before}{made}{after}{tail}")).expect("written back");
        return;
    }
    assert_eq!(found, made, "{} should have:\n{made}", path.display());
}

#[test]
fn the_columns_of_every_sheet_are_as_documented() {
    let desk = Desk::with_register();
    hold(root().join("fixtures/sheets/columns.md"), MADE, &tables(&catalog(&desk)), "");
}

#[test]
fn the_columns_of_projects_are_in_the_readme() {
    let desk = Desk::with_register();
    hold(root().join("README.md"), IN_README[0], &by_role(&catalog(&desk)), IN_README[1]);
}

fn is_of(value: &Value, json: Json) -> bool {
    match json {
        Json::Text => value.is_string(),
        Json::Number => value.is_i64(),
        Json::Flag => value.is_boolean(),
        Json::Texts => value.as_array().is_some_and(|texts| texts.iter().all(Value::is_string)),
        Json::Objects => value.as_array().is_some_and(|objects| objects.iter().all(|each| each["kind"].is_string())),
    }
}

#[test]
fn json_has_the_members_that_are_documented_and_no_other() {
    let desk = Desk::empty();
    desk.ok(&["demo", "d"]);
    let text = desk.ok(&["--db", "d/haishu.db", "export", "--what", "all", "--format", "json"]);
    let report: Value = serde_json::from_str(&text).expect("JSON");
    let catalog = words_of(&desk.path("d/haishu.db"));
    let members: Vec<&str> = report.as_object().expect("an object").keys().map(String::as_str).collect();
    let around = ["schema", "as_of", "known_at", "note"];
    let stray: Vec<_> = members.iter().filter(|key| !around.contains(key) && Sheet::from_code(key).is_none()).collect();
    assert!(stray.is_empty(), "not documented: {stray:?}");
    for sheet in Sheet::ALL {
        let columns = sheet.columns(&catalog);
        let rows = report[sheet.code()].as_array().unwrap_or_else(|| panic!("no {}", sheet.code()));
        assert!(!rows.is_empty(), "the demo has no {}: nothing is tested", sheet.code());
        for row in rows {
            let found: Vec<&String> = row.as_object().expect("an object").keys().collect();
            let wanted: Vec<String> = columns.iter().map(Column::data_key).collect();
            assert_eq!(found, wanted.iter().collect::<Vec<_>>(), "{}", sheet.code());
            for column in &columns {
                let (value, must) = (&row[column.data_key()], matches!(column.role, Role::Key | Role::Version));
                let json = json(column).0;
                let is_right = if value.is_null() { !must } else { is_of(value, json) };
                assert!(is_right, "{}.{} is {value}, not {json:?}", sheet.code(), column.data_key());
            }
        }
    }
}

/// The keys of columns that the import asks a row or a line for by a literal: `row.text("milestone")`.
fn keys_asked_for(source: &str) -> Vec<&str> {
    const ASK: [&str; 13] = [
        "said",
        "is_filled",
        "states",
        "was",
        "now",
        "text",
        "number",
        "day",
        "due",
        "is_emptied",
        "needed",
        "states_beside",
        "raw",
    ];
    let calls = ASK.iter().flat_map(|ask| source.match_indices(&**ask).map(|(at, _)| (at, at + ask.len())));
    let calls = calls.filter(|(at, _)| source[..*at].ends_with('.'));
    let literal = |end: usize| source[end..].strip_prefix("(\"").or_else(|| source[end..].strip_prefix("(line, \""));
    calls.filter_map(|(_, end)| literal(end)?.split('"').next()).collect()
}

#[test]
fn every_column_the_import_asks_for_is_one_of_a_sheet() {
    let catalog = catalog(&Desk::with_projects());
    let columns = Sheet::ALL.iter().flat_map(|sheet| sheet.columns(&catalog)).chain(form::columns(&catalog));
    let known: Vec<String> = columns.map(|column| column.key.to_string()).collect();
    let mut asked = 0;
    for file in files("src/command/import", "rs") {
        let source = std::fs::read_to_string(&file).expect("a source");
        for key in keys_asked_for(&source) {
            assert!(known.iter().any(|known| known == key), "{}: no sheet has a column `{key}`", file.display());
            asked += 1;
        }
    }
    assert!(asked > 40, "only {asked} keys were found");
    assert_eq!(keys_asked_for("row.text(\"due\"); said(\"a\"); table.raw(line, \"unit\")"), ["due", "unit"]);
}
