//! A register a hundred times the size of the 48: everything still works. Nothing is timed.

use std::collections::BTreeMap;
use std::rc::Rc;

use haishu_proj::domain::day::{ALL_DAYS, parse_day, parse_instant};
use haishu_proj::domain::fact::{Body, Fact, Field, Kind, ProjectFact, Update};
use haishu_proj::domain::unit::UnitFact;
use haishu_proj::sheet::file::open;
use haishu_proj::sheet::grid::Raw;
use haishu_proj::store::{ChangeHeading, Durability, Entry, Store};

use crate::sealed::Desk;

const PROJECTS: i64 = 4_800;
const UNITS: i64 = 40;
/// Each project has this much, in fen, times its number.
const STEP_FEN: i64 = 100_000_000;

/// 4 800 projects of 40 units, every other one with a return, typed in as one change.
fn big() -> Desk {
    let desk = Desk::with_register();
    let store = Store::open_writer(&desk.register(), Durability::Full).expect("the register");
    let catalog = store.catalog(&store.known(None).expect("its changes")).expect("its words");
    let heading = ChangeHeading {
        is_clock_vouched: false,
        now: parse_instant("2022-09-01T09:00:00+08:00").expect("a moment"),
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
        (
            ALL_DAYS,
            Body::Listed { code, kind: Kind::Project, category: category.clone(), source: None, recorded_on: ALL_DAYS },
        ),
        (ALL_DAYS, Body::Text { field: Field::Name, value: Some(format!("第{number}号河道整治")) }),
        (ALL_DAYS, Body::Units(vec![number % UNITS + 1])),
        (ALL_DAYS, Body::Total { measure: "invested".to_owned(), value: Some(2 * number * STEP_FEN), basis: None }),
    ];
    if number % 2 == 0 {
        let readings = BTreeMap::from([("invested".to_owned(), number * STEP_FEN)]);
        let stage = Some("started".to_owned());
        let update = Update { no: entry.new_update(), category, stage, readings, ..Update::default() };
        bodies.push((parse_day("2022-08-15").expect("a day"), Body::Update(Rc::new(update))));
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

/// The cover of a workbook of the projects, without the two lines that differ by how it was asked for.
fn cover(desk: &Desk, args: &[&str]) -> Vec<Vec<Raw>> {
    let path = desk.path("a.xlsx");
    desk.ok(&[args, &["-o", "a.xlsx"]].concat());
    let mut book = open(&path, None).expect("a workbook");
    let mut lines = Vec::new();
    let last = book.sheets().len() - 1;
    let taken = book.rows(last, &mut |line| {
        lines.push(line.cells);
        Ok(())
    });
    taken.expect("its cover");
    let is_of_view = |line: &Vec<Raw>| ["录至", "生成"].iter().any(|label| line[0] == Raw::Text((*label).to_owned()));
    lines.retain(|line| !is_of_view(line));
    lines
}

/// Projects of a large register are read a few at a time; what is known at a moment is read at once.
#[test]
fn the_cover_says_the_same_of_a_large_register_as_of_a_small_one() {
    let desk = big();
    // two lots that filed and one that did not have gone to another project, which left its figures to them
    for (lot, parent) in [("甲一标段", "HS-W-001"), ("甲二标段", "HS-W-001"), ("乙一标段", "HS-W-4000")] {
        desk.ok(&["add", "治水", lot, "--parent", parent]);
    }
    desk.ok(&["edit", "HS-W-001", "--figures", "lots", "--on", "2022-01-01"]);
    for lot in ["HS-W-4801", "HS-W-4802", "HS-W-4803"] {
        desk.ok(&["edit", lot, "--parent", "HS-W-4400", "--on", "2022-08-20"]);
    }
    desk.ok(&["edit", "HS-W-4400", "--figures", "lots", "--on", "2022-08-20"]);
    desk.ok(&["update", "HS-W-003", "--condition", "cancelled", "--on", "2022-07-10"]);
    desk.ok(&["update", "HS-W-005", "--condition", "cancelled", "--on", "2022-08-10"]);
    desk.ok(&["update", "HS-W-007", "--condition", "merged", "--into", "HS-W-4000", "--on", "2022-08-10"]);
    for filter in [&[][..], &["--unit", "第8单位"], &["--light", "grey"]] {
        let of = |view: &[&str]| cover(&desk, &[&["--as-of", "2022-08-31"], view, &["export"], filter].concat());
        let (large, small) = (of(&[]), of(&["--known-at", "2022-09-01"]));
        assert_eq!(large, small, "{filter:?}");
        let told = large.iter().find(|line| line[0] == Raw::Text("填报率".to_owned())).expect("填报率");
        if filter.is_empty() {
            // owing: all but 1 and 4400, whose lots file, and 3, which had left; returned: the even ones, 5 and 7
            assert_eq!(told[1], Raw::Text("2401/4799（50.0%）".to_owned()));
        }
    }
}
