//! A register a hundred times the size of the 48: everything still works. Nothing is timed.

use std::collections::BTreeMap;

use haishu_proj::domain::day::{ALL_DAYS, parse_day, parse_instant};
use haishu_proj::domain::fact::{Body, Fact, Field, Kind, ProjectFact, Update};
use haishu_proj::domain::unit::UnitFact;
use haishu_proj::store::{Durability, Entry, Heading, Store};

use crate::sealed::Desk;

const PROJECTS: i64 = 4_800;
const UNITS: i64 = 40;
/// Each project has this much, in fen, times its number.
const STEP_FEN: i64 = 100_000_000;

/// 4 800 projects of 40 units, every other one with a return, typed in as one change.
fn big() -> Desk {
    let desk = Desk::with_register();
    let store = Store::open_writer(&desk.register(), Durability::Full).expect("the register");
    let catalog = store.catalog().expect("its words");
    let heading = Heading {
        now: parse_instant("2022-09-01T10:00:00+08:00").expect("a moment"),
        by: "测试".to_owned(),
        command: "import".to_owned(),
        reason: None,
        source: None,
    };
    let mut entry = store.begin(heading).expect("a change");
    for number in 1..=UNITS {
        let unit = entry.new_unit();
        assert_eq!(unit, number);
        let added = UnitFact::Added { unit, name: format!("第{number}单位"), position: None };
        entry.record(&Fact::Unit(added)).expect("recorded");
    }
    (1..=PROJECTS).for_each(|number| add(&mut entry, number));
    entry.commit(&catalog).expect("committed");
    desk
}

fn add(entry: &mut Entry, number: i64) {
    let project = entry.new_project();
    let (code, category) = (format!("HS-W-{number:03}"), "water".to_owned());
    let mut bodies = vec![
        (ALL_DAYS, Body::Listed { code, kind: Kind::Project, category: category.clone(), source: None }),
        (ALL_DAYS, Body::Text { field: Field::Name, value: Some(format!("第{number}号河道整治")) }),
        (ALL_DAYS, Body::Units(vec![number % UNITS + 1])),
        (ALL_DAYS, Body::Total { measure: "invested".to_owned(), value: Some(2 * number * STEP_FEN), basis: None }),
    ];
    if number % 2 == 0 {
        let readings = BTreeMap::from([("invested".to_owned(), number * STEP_FEN)]);
        let stage = Some("started".to_owned());
        let update = Update { no: entry.new_update(), category, stage, readings, ..Update::default() };
        bodies.push((parse_day("2022-08-15").expect("a day"), Body::Update(Box::new(update))));
    }
    for (from_day, body) in bodies {
        entry.record(&Fact::Project(ProjectFact { project, from_day, body })).expect("recorded");
    }
}

#[test]
fn a_register_of_4800_projects_is_listed_reported_checked_and_written_to() {
    let desk = big();
    let codes = desk.ok(&["list", "--format", "codes"]);
    assert_eq!(codes.lines().count(), 4_800);

    let json: serde_json::Value = serde_json::from_str(&desk.ok(&["list", "--format", "json"])).expect("JSON");
    let projects = json["projects"].as_array().expect("projects");
    let invested: i64 = projects.iter().filter_map(|project| project["invested_fen"].as_i64()).sum();
    // 2 + 4 + … + 4800 = 2400 · 2401.
    assert_eq!(invested, 2_400 * 2_401 * STEP_FEN);

    let text = desk.ok(&["list", "--unit", "第8单位", "--stage", "开工"]);
    assert!(text.lines().any(|line| line == "0项"), "numbers 7, 47, … are odd: none of them started");
    let text = desk.ok(&["list", "--unit", "第9单位", "--stage", "开工"]);
    assert!(text.lines().any(|line| line == "120项"), "{text}");
    assert!(desk.ok(&["show", "第4711号河道"]).contains("HS-W-4711"));

    let status = desk.ok(&["--as-of", "2022-08-31", "report"]);
    assert!(status.contains("4800") || status.contains("4,800"), "{status}");
    let done = desk.run(&["check"]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.err.contains("项目4800行"), "{}", done.err);

    assert_eq!(desk.ok(&["add", "治水", "再加一个"]), "HS-W-4801\n");
    let csv = desk.ok(&["export"]);
    assert_eq!(csv.lines().count(), 4_802, "a heading and 4801 rows");
}
