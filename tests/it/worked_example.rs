//! fixtures/worked-example: twelve made-up works, every figure derived by hand in `figures.md`. The script is typed in
//! line by line; each table of the file must be what the program prints.

use std::collections::BTreeMap;

use haishu_proj::domain::quantity::{Scale, exact};
use serde_json::Value;

use crate::sealed::{Desk, finish};

const SCRIPT: &str = include_str!("../../fixtures/worked-example/works.txt");
const FIGURES: &str = include_str!("../../fixtures/worked-example/figures.md");

/// A section of the file: a day, a moment (`end`: all that is on record) and its tables by the first column's heading.
struct Expected {
    day: String,
    known_at: String,
    tables: BTreeMap<String, Vec<BTreeMap<String, String>>>,
}

/// The register with everything typed in.
pub fn register() -> Desk {
    let desk = Desk::empty();
    at(&desk, "2022-01-10T08:00:00+08:00", "重点办", &["init"]);
    for line in SCRIPT.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words = shlex::split(line).expect(line);
        let args: Vec<&str> = words[2..].iter().map(String::as_str).collect();
        at(&desk, &words[0], &words[1], &args);
    }
    desk
}

/// What somebody typed at a moment; gives stdout.
fn at(desk: &Desk, moment: &str, who: &str, args: &[&str]) -> String {
    let mut command = desk.command(args);
    let done = finish(command.env("HAISHU_PROJ_TODAY", format!("{moment}!")).env("HAISHU_PROJ_USER", who));
    assert_eq!(done.status, 0, "{args:?}: {}", done.err);
    done.out
}

fn expected() -> Vec<Expected> {
    let mut sections: Vec<Expected> = Vec::new();
    let mut heading: Option<Vec<String>> = None;
    for line in FIGURES.lines() {
        if let Some(title) = line.strip_prefix("## as of ") {
            let (day, known_at) = title.split_once(", known at ").expect(title);
            let (day, known_at) = (day.trim().to_owned(), known_at.trim().to_owned());
            sections.push(Expected { day, known_at, tables: BTreeMap::new() });
        }
        let Some(cells) = line.strip_prefix('|') else {
            heading = None;
            continue;
        };
        let cells: Vec<String> = cells.trim_end_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
        match (&heading, sections.last_mut()) {
            (None, _) => heading = Some(cells),
            (Some(_), _) if cells.iter().all(|cell| cell.starts_with("---")) => {}
            (Some(names), Some(section)) => {
                let row = names.iter().cloned().zip(cells).collect();
                section.tables.entry(names[0].clone()).or_default().push(row);
            }
            (Some(_), None) => {}
        }
    }
    sections
}

fn json(desk: &Desk, section: &Expected, args: &[&str]) -> Value {
    let mut words = vec!["--as-of", section.day.as_str()];
    if section.known_at != "end" {
        words.extend(["--known-at", section.known_at.as_str()]);
    }
    words.extend(args);
    serde_json::from_str(&at(desk, "2023-01-31T09:00:00+08:00", "读者", &words)).expect("JSON")
}

/// In 万元, exact.
pub fn money(value: &Value) -> String {
    value.as_i64().map_or_else(|| "-".to_owned(), |fen| exact(fen, Scale::WanYuan))
}

/// Basis points with two decimals.
pub fn percent(value: &Value) -> String {
    value.as_i64().map_or_else(
        || "-".to_owned(),
        |points| {
            let (sign, size) = (if points < 0 { "-" } else { "" }, points.abs());
            format!("{sign}{}.{:02}", size / 100, size % 100)
        },
    )
}

pub fn text(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Collects every difference, so that a failure shows them all.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn compare(&mut self, place: &str, want: &BTreeMap<String, String>, found: &[(&str, String)]) {
        for (column, found) in found {
            let want = want.get(*column).map_or("(no column)", String::as_str);
            if want != found {
                self.0.push(format!("{place}, {column}: by hand {want}, printed {found}"));
            }
        }
    }
}

fn rows_by<'a>(page: &'a Value, section: &str, key: &str) -> BTreeMap<String, &'a Value> {
    let rows = page[section].as_array().expect(section);
    rows.iter().map(|row| (text(&row[key]), row)).collect()
}

fn rows(desk: &Desk, section: &Expected, found: &mut Differences) {
    let list = json(desk, section, &["list", "--format", "json"]);
    let printed = rows_by(&list, "projects", "code");
    for want in &section.tables["code"] {
        let code = &want["code"];
        let row = printed.get(code).unwrap_or_else(|| panic!("{code} is listed"));
        let place = format!("{} known at {}: {code}", section.day, section.known_at);
        let cells = [
            ("plan", money(&row["plan_fen"])),
            ("ytd", money(&row["invested_ytd_fen"])),
            ("rate", percent(&row["completion_bp"])),
            ("elapsed", percent(&row["elapsed_bp"])),
            ("gap", percent(&row["gap_bp"])),
            ("light", text(&row["light"])),
        ];
        found.compare(&place, want, &cells);
    }
}

fn groups(page: &Value, section: &Expected, found: &mut Differences) {
    let printed = rows_by(page, "categories", "category");
    for want in &section.tables["group"] {
        let row = printed.get(&want["group"]).unwrap_or_else(|| panic!("{} is printed", want["group"]));
        let place = format!("{} known at {}: {}", section.day, section.known_at, want["group"]);
        let mut cells = vec![
            ("projects", text(&row["projects"])),
            ("lots", text(&row["lots"])),
            ("started", text(&row["reached_start"])),
            ("completed", text(&row["reached_end"])),
            ("plan", money(&row["plan_fen"])),
            ("ytd", money(&row["invested_ytd_fen"])),
            ("rate", percent(&row["completion_bp"])),
            ("elapsed", percent(&row["elapsed_bp"])),
            ("gap", percent(&row["gap_bp"])),
        ];
        cells.extend(["red", "yellow", "green", "grey", "none"].map(|light| (light, text(&row[light]))));
        found.compare(&place, want, &cells);
    }
    let printed = rows_by(page, "units", "unit");
    for want in &section.tables["unit"] {
        let row = printed.get(&want["unit"]).unwrap_or_else(|| panic!("{} is printed", want["unit"]));
        let place = format!("{} known at {}: {}", section.day, section.known_at, want["unit"]);
        let cells = [
            ("projects", text(&row["projects"])),
            ("lots", text(&row["lots"])),
            ("plan", money(&row["plan_fen"])),
            ("ytd", money(&row["invested_ytd_fen"])),
            ("rate", percent(&row["completion_bp"])),
        ];
        found.compare(&place, want, &cells);
    }
}

fn facts(page: &Value, section: &Expected, found: &mut Differences) {
    let (overview, notes) = (&page["overview"], &page["notes"]);
    let none = |value: &Value| value.as_i64().unwrap_or(0).to_string();
    let none_money = |value: &Value| exact(value.as_i64().unwrap_or(0), Scale::WanYuan);
    let funnel = rows_by(page, "funnel", "measure");
    let count = |measure: &str| funnel.get(measure).map_or("0".to_owned(), |row| text(&row["count"]));
    let printed = BTreeMap::from([
        ("planned_not_filed", none(&notes["never_filed"])),
        ("no_base", none(&notes["no_base"])),
        ("without_plan", none(&notes["unplanned"])),
        ("without_plan_ytd", none_money(&notes["unplanned_ytd_fen"])),
        ("cancelled", none(&notes["cancelled"])),
        ("cancelled_plan", none_money(&notes["cancelled_plan_fen"])),
        ("cancelled_ytd", none_money(&notes["cancelled_ytd_fen"])),
        ("start_due", none(&overview["start_due"])),
        ("start_done", none(&overview["start_done"])),
        ("returned", text(&page["returns"]["returned"])),
        ("due", text(&page["returns"]["due"])),
        ("period_ytd", money(&overview["period_invested_fen"])),
        ("households", count("households")),
        ("signed", count("signed")),
        ("vacated", count("vacated")),
        ("demolished", count("demolished")),
    ]);
    for want in &section.tables["fact"] {
        let place = format!("{} known at {}: {}", section.day, section.known_at, want["fact"]);
        let printed = match want["fact"].as_str() {
            // Printed only where a plan was made anew.
            "first_plan_rate" if notes["first_plan_completion_bp"].is_null() => continue,
            "first_plan_rate" => percent(&notes["first_plan_completion_bp"]),
            fact => printed.get(fact).cloned().unwrap_or_else(|| panic!("{fact} is known")),
        };
        found.compare(&place, want, &[("value", printed)]);
    }
}

#[test]
fn every_figure_is_the_one_derived_by_hand() {
    let (desk, sections) = (register(), expected());
    let mut found = Differences::default();
    assert!(sections.len() >= 4, "three days and two known-at times");
    for section in &sections {
        assert!(section.tables["code"].len() >= 12, "all works");
        rows(&desk, section, &mut found);
        let page = json(&desk, section, &["report", "status", "--format", "json"]);
        groups(&page, section, &mut found);
        facts(&page, section, &mut found);
    }
    assert!(found.0.is_empty(), "{} differences:\n{}", found.0.len(), found.0.join("\n"));
}
