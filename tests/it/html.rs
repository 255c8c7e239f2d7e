//! Pages as HTML: whole documents that ask for nothing, whatever the register holds; the same page is the same file.

use serde_json::Value;

use crate::html_text::{Element, elements, rows};
use crate::sealed::Desk;

const PAGES: [&str; 7] = ["status", "brief", "changes", "grid", "permits", "targets", "missing"];

/// The page must be one a browser shows as it is meant, and it must stand alone.
fn sound(html: &str) -> Vec<Element<'_>> {
    let all = elements(html);
    for of in &all {
        assert!(!matches!(of.name, "script" | "img" | "iframe" | "object" | "form"), "<{}>", of.name);
        let asks = |(name, value): &(&str, String)| match *name {
            "href" => value != "data:," && !value.starts_with('#'),
            "src" | "srcset" | "action" | "style" => true,
            name => name.starts_with("on"),
        };
        assert!(!of.attributes.iter().any(asks), "<{} {:?}>", of.name, of.attributes);
    }
    let count = |name: &str| all.iter().filter(|of| of.name == name).count();
    assert_eq!(
        [count("html"), count("main"), count("h1"), count("title"), count("header")],
        [1, 1, 1, 1 + titles(&all), 1]
    );
    assert!(all.iter().filter(|of| of.name == "th").all(|of| matches!(of.attribute("scope"), Some("row" | "col"))));
    for svg in all.iter().filter(|of| of.name == "svg") {
        assert_eq!(svg.attribute("role"), Some("img"));
        assert_eq!(svg.attribute("aria-labelledby").map(|names| names.split(' ').count()), Some(2));
    }
    assert!(html.contains("default-src 'none'"));
    all
}

/// Every picture has one of its own.
fn titles(all: &[Element]) -> usize {
    all.iter().filter(|of| of.name == "svg").count()
}

fn works(desk: &Desk, number: usize) {
    desk.ok_on("2022-01-05", &["unit", "add", "示例区水利局"]);
    for _ in 0..number {
        let code = desk.ok_on("2022-01-05", &["add", "治水", "甲江堤防", "--unit", "示例区水利局"]);
        let code = code.trim();
        desk.ok_on("2022-01-05", &["plan", code, "2022", "--invest", "1200万"]);
        desk.ok_on("2022-01-31", &["update", code, "--invested", "0", "--on", "2022-01-31"]);
        desk.ok_on("2022-08-31", &["update", code, "--invested", "300万", "--on", "2022-08-31"]);
    }
}

#[test]
fn every_page_is_sound_with_no_work_and_with_one_in_both_languages() {
    for number in [0, 1] {
        let desk = Desk::with_register_on("2022-01-05");
        works(&desk, number);
        for lang in ["zh", "en"] {
            for page in PAGES {
                let html = desk.ok(&["--as-of", "2022-08-31", "--lang", lang, "report", page, "--format", "html"]);
                let all = sound(&html);
                assert_eq!(all[0].attribute("lang"), Some(if lang == "zh" { "zh-CN" } else { "en" }), "{page}");
                let charts = if page == "status" && number > 0 { 3 } else { 0 };
                assert_eq!(titles(&all), charts, "{page} of {number} works");
            }
        }
        if number > 0 {
            let html = desk.ok(&["--as-of", "2022-08-31", "show", "HS-W-001", "--format", "html"]);
            assert_eq!(titles(&sound(&html)), 1, "its months");
        }
    }
}

/// Text that would be markup, end a script or a section, or hold a quote open.
const HOSTILE: &str = "<script>alert(1)</script>\"'&amp;]]><!--👩🏽";

#[test]
fn what_users_typed_is_text_wherever_it_stands() {
    let desk = Desk::with_register_on("2022-01-05");
    let ok = |args: &[&str]| desk.ok_on("2022-08-31", args);
    ok(&["unit", "add", HOSTILE]);
    ok(&["add", "治水", HOSTILE, "--unit", HOSTILE, "--alias", &format!("别{HOSTILE}"), "--tag", "治水48"]);
    ok(&["plan", "HS-W-001", "2022", "--invest", "1000万", "--goal", HOSTILE, "--on", "2022-01-01"]);
    ok(&["milestone", "add", "HS-W-001", HOSTILE, "2022-03-01", "--on", "2022-01-10"]);
    let filed = ["update", "HS-W-001", "--invested", "0", "--on", "2022-08-31", "--stage", "开工"];
    ok(&[&filed[..], &["--problem", HOSTILE, "--ask", HOSTILE]].concat());
    let pages = PAGES.map(|page| vec!["report", page, "--note", HOSTILE, "--format", "html"]);
    let show = vec!["show", "HS-W-001", "--format", "html"];
    for args in pages.into_iter().chain([show]) {
        let html = ok(&[&["--as-of", "2022-08-31"], &args[..]].concat());
        let all = sound(&html);
        assert!(!html.contains("<script") && !html.contains("<!--"), "{args:?}");
        let body = all.iter().find(|of| of.name == "body").expect("a body");
        assert!(body.text.contains(HOSTILE), "{args:?} shows it as it was typed");
    }
}

#[test]
fn rates_below_nothing_above_the_whole_and_unknown_have_their_place() {
    let desk = Desk::with_register_on("2022-01-05");
    let ok = |args: &[&str]| desk.ok_on("2022-08-31", args);
    // of three units: 审减, more than planned, never filed
    for (at, unit) in ["甲局", "乙局", "丙局"].into_iter().enumerate() {
        let code = format!("HS-W-00{}", at + 1);
        ok(&["unit", "add", unit]);
        ok(&["add", "治水", &format!("{unit}工程"), "--unit", unit]);
        ok(&["plan", &code, "2022", "--invest", "1000万", "--on", "2022-01-01"]);
    }
    ok(&["update", "HS-W-001", "--invested", "900万", "--on", "2021-12-31"]);
    let cut = ["update", "HS-W-001", "--invested", "400万", "--on", "2022-08-31", "--force", "--reason", "审减"];
    ok(&cut);
    ok(&["update", "HS-W-002", "--invested", "0", "--on", "2021-12-31"]);
    ok(&["update", "HS-W-002", "--invested", "1500万", "--on", "2022-08-31"]);
    let page = |format: &str| ok(&["--as-of", "2022-08-31", "report", "--format", format]);
    let html = page("html");
    let all = sound(&html);
    let rates: Vec<&str> = all.iter().filter(|of| of.attribute("class") == Some("said")).map(|of| &*of.text).collect();
    assert_eq!(rates[rates.len() - 3..], ["150.0% · 差 +83.3", "-50.0% · 差 -116.7", "-"]);
    let bars: Vec<[&str; 2]> = all
        .iter()
        .filter(|of| of.name == "rect" && of.attribute("class") != Some("track"))
        .map(|of| [of.attribute("x").expect("x"), of.attribute("width").expect("width")])
        .collect();
    // of all a third, as nothing is left of it; then the units, from -50 % to 150 %, and none that is not known
    assert_eq!(bars, [["0.00%", "33.33%"], ["25.00%", "75.00%"], ["0.00%", "25.00%"]]);
    let json: Value = serde_json::from_str(&page("json")).expect("JSON");
    let done: Vec<Option<i64>> =
        json["curve"].as_array().expect("a curve").iter().map(|point| point["done_fen"].as_i64()).collect();
    // by July nobody had filed a figure of the year
    assert_eq!((done[6], done[7], done[8]), (None, Some(1_000_000_000), None));
    let circles = all.iter().filter(|of| of.name == "circle" && of.attribute("class") == Some("done")).count();
    assert_eq!(circles, done.iter().flatten().count(), "a point for each month that is known, none for another");
}

#[test]
fn a_plan_by_months_is_the_curve_and_a_day_within_a_month_a_point_of_its_own() {
    let desk = Desk::with_register_on("2022-01-05");
    desk.ok_on("2022-01-05", &["add", "治水", "甲江堤防"]);
    let months = "0,100万,200万,300万,400万,500万,600万,700万,800万,900万,1000万,1200万";
    desk.ok_on("2022-01-05", &["plan", "HS-W-001", "2022", "--invest", "1200万", "--months", months]);
    desk.ok_on("2022-06-15", &["update", "HS-W-001", "--invested", "0", "--on", "2022-01-31"]);
    desk.ok_on("2022-06-15", &["update", "HS-W-001", "--invested", "430万", "--on", "2022-06-15"]);
    let json = desk.ok(&["--as-of", "2022-06-15", "report", "--format", "json"]);
    let json: Value = serde_json::from_str(&json).expect("JSON");
    let points: Vec<String> = json["curve"]
        .as_array()
        .expect("a curve")
        .iter()
        .map(|point| format!("{} {} {}", point["month"], point["planned_fen"], point["done_fen"]).replace('"', ""))
        .collect();
    assert_eq!(points.len(), 13);
    assert_eq!(points[0], "2022-01 0 0");
    assert_eq!(points[4], "2022-05 400000000 0");
    assert_eq!(points[5], "2022-06-15 450000000 430000000", "half the way from May to June");
    assert_eq!(points[6], "2022-06 500000000 null");
    assert_eq!(points[12], "2022-12 1200000000 null");
    let html = desk.ok(&["--as-of", "2022-06-15", "report", "--format", "html"]);
    assert!(rows(&html).contains(&["2022-06-15", "450.00", "430.00"].map(str::to_owned).to_vec()), "{html}");
}

#[test]
fn the_foot_has_the_hash_that_check_prints_and_it_makes_no_new_page() {
    let desk = Desk::with_projects();
    let write = |more: &[&str]| {
        desk.ok(&[&["--as-of", "2022-08-31", "report", "--only-if-changed", "-o", "page.html"], more].concat());
        std::fs::read_to_string(desk.path("page.html")).expect("a page")
    };
    let first = write(&[]);
    let hash = |err: &str| err.trim().rsplit(' ').next().expect("a hash").to_owned();
    let last = hash(&desk.run(&["check", "--history"]).err);
    assert!(last.len() == 64 && first.contains(&last), "{last}\n{first}");
    desk.ok(&["unit", "add", "示例区交通局"]);
    assert_ne!(hash(&desk.run(&["check", "--history"]).err), last, "the ledger went on");
    assert_eq!(write(&[]), first, "the page says what it said");
    desk.ok(&["update", "HS-W-001", "--invested", "2700万", "--on", "2022-08-31"]);
    assert_ne!(write(&[]), first);
    // frozen, it is printed again byte for byte
    let frozen = write(&["--freeze"]);
    assert_eq!(desk.ok(&["report", "--reprint", "1"]), frozen);
    assert_eq!(write(&["--freeze"]), frozen, "nothing new to freeze");
}

#[test]
fn the_first_side_holds_what_matters_and_the_tables_stand_behind_it() {
    let desk = Desk::with_register_on("2022-01-05");
    works(&desk, 1);
    let html = desk.ok(&["--as-of", "2022-08-31", "report", "--format", "html"]);
    let all = sound(&html);
    let headings: Vec<&str> = all.iter().filter(|of| of.name == "h2").map(|of| &*of.text).collect();
    let first = ["一、总体情况", "二、年度投资进度（累计）", "三、红灯", "四、本期未填报"];
    assert_eq!(headings[..5], [&first[..], &["五、分类情况"]].concat(), "{headings:?}");
    let side = |class: &str| all.iter().find(|of| of.attribute("class") == Some(class)).expect("a side");
    assert!(first.iter().all(|heading| side("first").text.contains(heading)));
    assert!(headings[4..].iter().all(|heading| side("behind").text.contains(heading)));
}

#[test]
fn a_file_is_html_by_its_ending() {
    let desk = Desk::with_projects();
    for name in ["a.html", "b.htm", "c.HTML"] {
        desk.ok(&["--as-of", "2022-08-31", "report", "-o", name]);
        sound(&std::fs::read_to_string(desk.path(name)).expect("a page"));
    }
}
