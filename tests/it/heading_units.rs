//! A bare number counts in the unit behind its heading, whatever the column measures; a unit that is none of the column
//! is refused before a row is read.

use serde_json::Value;

use crate::sealed::Desk;

/// A column of each dimension, its key in JSON, a large unit of it, three of them in the smallest unit, and a unit of
/// another dimension.
const COLUMNS: [(&str, &str, &str, i64, &str); 6] = [
    ("总投资", "total_fen", "亿元", 30_000_000_000, "亩"),
    ("年度计划", "plan_fen", "千万元", 3_000_000_000, "万户"),
    ("总面积", "total_area_dm2", "公顷", 3_000_000, "亩"),
    ("应供地面积", "total_land_cmu", "万亩", 3_000_000, "公顷"),
    ("总户数", "households", "万户", 30_000, "万元"),
    ("形象进度", "physical_bp", "%", 300, "户"),
];

fn import(desk: &Desk, heading: &str, args: &[&str]) -> crate::sealed::Done {
    let sheet = format!("编号,{heading}\nHS-R-001,3\n");
    std::fs::write(desk.path("a.csv"), sheet).expect("written");
    desk.run(&[&["import", "a.csv"], args].concat())
}

fn desk() -> Desk {
    let desk = Desk::with_register();
    desk.ok(&["add", "征迁", "丁村征迁"]);
    desk
}

#[test]
fn a_large_unit_behind_a_heading_is_counted_in() {
    for (heading, key, unit, value, _) in COLUMNS {
        for heading in [format!("{heading}({unit})"), format!("{heading}（{unit}）")] {
            let desk = desk();
            let done = import(&desk, &heading, &[]);
            assert_eq!(done.status, 0, "{heading}: {}", done.err);
            let json: Value = serde_json::from_str(&desk.ok(&["export", "--format", "json"])).expect("JSON");
            assert_eq!(json["projects"][0][key], value, "{heading}: {json}");
        }
    }
}

#[test]
fn a_unit_behind_a_heading_that_is_none_of_the_column_is_refused() {
    let desk = desk();
    let before = desk.hash();
    for (heading, _, _, _, other) in COLUMNS {
        for unit in [other, "斤", "概算"] {
            let heading = format!("{heading}({unit})");
            for (lang, words) in [("zh", "不是这一列能用的单位"), ("en", "is no unit of this column")] {
                let done = import(&desk, &heading, &["--lang", lang]);
                assert_eq!(done.status, 4, "{heading}: {}{}", done.out, done.err);
                let told = done.err.lines().next().unwrap_or_default();
                assert!(told.starts_with(&format!("a.csv:1: {heading}: ")) && told.contains(words), "{}", done.err);
            }
        }
    }
    assert_eq!(desk.hash(), before);
}

/// The plan of a year of households, with its unit in the row, behind the heading, or in both.
#[test]
fn a_unit_in_a_row_is_counted_in_too() {
    let households = |unit: &str, heading: &str| {
        let desk = desk();
        let sheet = format!("编号,年度,指标,计量单位,{heading}\nHS-R-001,2022,签约户数,{unit},3\n");
        std::fs::write(desk.path("a.csv"), sheet).expect("written");
        let done = desk.run(&["import", "a.csv"]);
        let json = desk.ok(&["export", "--what", "plans", "--format", "json"]);
        let json: Value = serde_json::from_str(&json).expect("JSON");
        (done.status, json["plans"][0]["value"].as_i64(), done.err)
    };
    let amount = |unit, heading| households(unit, heading).1;
    assert_eq!(amount("户", "年度计划数"), Some(3));
    assert_eq!(amount("", "年度计划数"), Some(3));
    assert_eq!(amount("万户", "年度计划数"), Some(30_000));
    assert_eq!(amount("", "年度计划数(万户)"), Some(30_000));
    assert_eq!(amount("万户", "年度计划数(万户)"), Some(30_000));
    for (unit, heading, words) in [
        ("户", "年度计划数(万户)", "有两个单位"),
        ("万元", "年度计划数", "`万元` 不能用在这里"),
        ("", "年度计划数(万元)", "`万元` 不能用在这里"),
        ("", "年度计划数(斤)", "`斤` 不是单位"),
    ] {
        let (status, value, told) = households(unit, heading);
        assert_eq!((status, value), (4, None), "{told}");
        assert!(told.contains(words), "{told}");
    }
}

/// What a target counts has a word of its own beside the number, which is kept as it is.
#[test]
fn the_word_a_target_counts_by_multiplies_nothing() {
    let desk = Desk::with_register();
    let sheet = "编号,年度,原文,承诺,计量单位\n,2022,安置3万户,3,万户\n";
    std::fs::write(desk.path("a.csv"), sheet).expect("written");
    desk.ok(&["import", "a.csv", "--what", "targets"]);
    let csv = desk.ok(&["export", "--what", "targets", "--encoding", "utf8"]);
    assert!(csv.contains(",3,万户,"), "{csv}");
}
