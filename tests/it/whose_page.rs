//! Of whom a page is, and what its first screen says.

use serde_json::Value;

use crate::sealed::Desk;

/// What the pages of the parts add up to.
const SUMMED: [&str; 12] = [
    "projects",
    "lots",
    "started",
    "completed",
    "no_stage",
    "red",
    "yellow",
    "green",
    "grey",
    "none",
    "plan_fen",
    "invested_ytd_fen",
];

fn overview(desk: &Desk, more: &[&str]) -> Vec<i64> {
    let page = desk.ok(&[&["--as-of", "2022-08-31", "report", "--format", "json"], more].concat());
    let page: Value = serde_json::from_str(&page).expect("JSON");
    SUMMED.iter().map(|key| page["overview"][*key].as_i64().unwrap_or(0)).collect()
}

/// Works of two leaders and of none; a lot under another leader than its project, and one that goes by its project's.
fn desk() -> Desk {
    let desk = Desk::with_register_on("2022-01-04");
    for unit in ["示例甲局", "示例乙局"] {
        desk.ok_on("2022-01-04", &["unit", "add", unit]);
    }
    for (no, leader) in [(1, Some("领导甲")), (2, Some("领导乙")), (3, None), (4, Some("领导甲"))] {
        let (name, unit) = (format!("示例工程{no}"), if no % 2 == 0 { "示例甲局" } else { "示例乙局" });
        let own: Vec<&str> = leader.map_or_else(Vec::new, |leader| vec!["--leader", leader]);
        desk.ok_on("2022-01-04", &[&["add", "治水", &name, "--unit", unit], &own[..]].concat());
    }
    desk.ok_on("2022-01-04", &["add", "治水", "示例标段一", "--parent", "HS-W-004"]);
    desk.ok_on("2022-01-04", &["add", "治水", "示例标段二", "--parent", "HS-W-004", "--leader", "领导乙"]);
    desk.ok_on("2022-01-04", &["edit", "HS-W-004", "--figures", "lots"]);
    for (code, plan, done) in [
        ("HS-W-001", "1000万", "700万"),
        ("HS-W-002", "500万", "50万"),
        ("HS-W-005", "300万", "90万"),
        ("HS-W-006", "200万", "0"),
    ] {
        desk.ok_on("2022-01-10", &["plan", code, "2022", "--invest", plan]);
        desk.ok_on("2022-08-31", &["update", code, "--stage", "开工", "--invested", done]);
    }
    desk
}

#[test]
fn the_pages_of_the_leaders_add_up_to_the_page_of_all() {
    let desk = desk();
    desk.ok(&["--as-of", "2022-08-31", "report", "--each", "leader", "-o", "{leader}.json"]);
    let mut names = desk.names();
    names.retain(|name| name.ends_with(".json"));
    names.sort();
    assert_eq!(names, ["未定责任领导.json", "领导乙.json", "领导甲.json"]);
    let whole = overview(&desk, &[]);
    let mut sums = vec![0; SUMMED.len()];
    for name in &names {
        let page = std::fs::read_to_string(desk.path(name)).expect("a page");
        let page: Value = serde_json::from_str(&page).expect("JSON");
        let leader = name.trim_end_matches(".json").replace("未定责任领导", "none");
        assert_eq!(page["leader"], leader, "{name}");
        for (sum, key) in sums.iter_mut().zip(SUMMED) {
            *sum += page["overview"][key].as_i64().unwrap_or(0);
        }
    }
    assert_eq!(sums, whole, "{SUMMED:?}");
    assert!(whole[0] == 4 && whole[10] == 2_000_000_000, "{whole:?}");
    let of_two = overview(&desk, &["--leader", "领导乙", "--unit", "示例甲局"]);
    assert_eq!((of_two[0], of_two[1]), (1, 1), "one project, and a lot of another's: {of_two:?}");
}

#[test]
fn a_name_becomes_no_folder() {
    let desk = desk();
    desk.ok(&["edit", "HS-W-003", "--leader", "../{unit}:丙", "--on", "2022-01-04"]);
    desk.ok(&["report", "--each", "leader", "-o", "{leader}.txt"]);
    assert!(desk.names().contains(&"_._{unit}_丙.txt".to_owned()), "{:?}", desk.names());
    let page = std::fs::read_to_string(desk.path("_._{unit}_丙.txt")).expect("a page");
    assert!(page.contains("责任领导../{unit}:丙"), "{page}");
}

/// So many lines has a small terminal.
const SCREEN: usize = 24;

#[test]
fn the_first_screen_says_what_is_to_be_acted_on() {
    let desk = Desk::empty();
    desk.ok(&["demo", "d"]);
    let report = |more: &[&str]| desk.ok(&[&["--db", "d/haishu.db", "report", "status"], more].concat());
    let page: Value = serde_json::from_str(&report(&["--format", "json"])).expect("JSON");
    let red: Vec<&str> =
        page["red"].as_array().expect("a list").iter().filter_map(|row| row["code"].as_str()).collect();
    assert!(red.len() > 2, "the demo has red works: {red:?}");
    for (lang, said, missing) in [
        ("zh", ["开工", "红灯", "较上月", "完成投资"], "未填报12项"),
        ("en", ["started", "Red", "Since", "Invested"], "Returns missing (12)"),
    ] {
        let text = report(&["--lang", lang]);
        let screen: String = text.lines().take(SCREEN).collect::<Vec<_>>().join("\n");
        for word in said.iter().chain(&red).chain([&missing]) {
            assert!(screen.contains(word), "{word}\n{screen}");
        }
        let markdown = report(&["--lang", lang, "--format", "markdown"]);
        let at = |text: &str| text.find(missing).unwrap_or_else(|| panic!("{missing}: {text}"));
        assert!(
            at(&markdown)
                < markdown.find("## ").map_or(0, |first| first + markdown[first + 3..].find("## ").unwrap_or(0) + 3)
        );
        assert_eq!(text.matches(missing).count(), 1, "said once in short");
    }
    for row in ["overview", "red", "not_returned", "categories", "units", "milestones"] {
        assert!(!page[row].is_null(), "{row}");
    }
}
