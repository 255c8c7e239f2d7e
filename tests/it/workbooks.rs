//! What workbooks and tables of others say beside their values, from the file to the register: percentages, months,
//! sums with a tail, encodings, quotes.

use rust_xlsxwriter::{Format, Workbook};
use serde_json::Value;

use crate::sealed::{Desk, Done, root};

fn projects(desk: &Desk) -> Vec<Value> {
    let json: Value = serde_json::from_str(&desk.ok(&["export", "--format", "json"])).expect("JSON");
    json["projects"].as_array().expect("rows").clone()
}

/// A workbook of one project under these headings; a cell is a number under a format.
fn book(cells: &[(&str, f64, &str)]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "项目名称").and_then(|sheet| sheet.write_string(1, 0, "甲泵站工程")).expect("written");
    for (at, (heading, number, format)) in (1..).zip(cells) {
        let format = Format::new().set_num_format(*format);
        sheet.write_string(0, at, *heading).expect("written");
        sheet.write_number_with_format(1, at, *number, &format).expect("written");
    }
    book.save_to_buffer().expect("a workbook")
}

fn import(bytes: &[u8], args: &[&str]) -> (Done, Vec<Value>) {
    let desk = Desk::with_register();
    std::fs::write(desk.path("a.xlsx"), bytes).expect("written");
    let others = ["import", "a.xlsx", "--category", "治水", "--as-of", "2022-08-31"];
    let done = desk.run(&[&others, args].concat());
    let projects = projects(&desk);
    (done, projects)
}

#[test]
fn a_percentage_is_what_its_cell_shows_or_its_heading_says() {
    for (heading, number, format, points) in [
        ("形象进度", 0.45, "0%", 4_500),
        ("形象进度(%)", 0.45, "0%", 4_500),
        ("形象进度(%)", 1.0, "General", 100),
        ("形象进度(%)", 45.0, "General", 4_500),
        ("形象进度(%)", 0.5, "0.0", 50),
        ("形象进度", 45.0, "General", 4_500),
    ] {
        let (done, projects) = import(&book(&[(heading, number, format)]), &[]);
        assert_eq!(projects[0]["physical_bp"], points, "{heading} {number} {format}: {}{}", done.out, done.err);
    }
    for number in [0.45, 1.0] {
        let (done, projects) = import(&book(&[("形象进度", number, "General")]), &[]);
        assert_eq!((done.status, projects.len()), (4, 0), "{}{}", done.out, done.err);
        assert!(done.err.contains("可能是") && done.err.contains("a.xlsx:2: 形象进度"), "{}", done.err);
    }
    let mapped = import(&book(&[("进度", 0.45, "0%")]), &["--map", "进度=形象进度(%)"]).1;
    assert_eq!(mapped[0]["physical_bp"], 4_500);
}

#[test]
fn a_day_is_as_fine_as_its_cell_shows_it() {
    for (format, finish) in [("yyyy\"年\"m\"月\"", "2022-10"), ("yyyy年", "2022"), ("yyyy/m/d", "2022-10-01")] {
        let (done, projects) = import(&book(&[("计划完工", 44_835.0, format)]), &[]);
        assert_eq!(projects[0]["planned_finish"], finish, "{}{}", done.out, done.err);
    }
}

#[test]
fn money_is_what_is_stored_and_its_tail_is_told() {
    let (done, projects) = import(&book(&[("总投资(万元)", 30_000_000.0, "0!.0,\"万\"")]), &[]);
    assert_eq!(projects[0]["total_fen"], 3_000_000_000_i64, "{}{}", done.out, done.err);
    let (done, projects) = import(&book(&[("总投资(万元)", 30_000_000.0, "#,##0,")]), &[]);
    assert_eq!((done.status, projects.len()), (4, 0), "{}{}", done.out, done.err);
    let third = book(&[("总投资(万元)", 3_333.333_333_333_333_5, "0.00")]);
    let (done, projects) = import(&third, &[]);
    assert_eq!(projects[0]["total_fen"], 3_333_333_333_i64, "{}{}", done.out, done.err);
    assert!(done.out.contains("总投资(万元)：表里是3333.3333333333335，"), "{}", done.out);
}

#[test]
fn an_office_brings_its_list_in_any_format() {
    for name in ["office.xls", "office.ods", "office.xlsb"] {
        let desk = Desk::with_register();
        let path = root().join("fixtures/sheets").join(name);
        let path = path.to_str().expect("UTF-8");
        let done = desk.run(&["import", path, "--category", "治水", "--new-unit", "--as-of", "2022-08-31"]);
        assert_eq!(done.status, 0, "{name}: {}{}", done.out, done.err);
        let kind = name.rsplit('.').next().expect("an ending").to_uppercase();
        assert!(done.out.starts_with(&format!("{name}（{kind}）")), "{}", done.out);
        let found = projects(&desk);
        let figures = |key: &str| found.iter().map(|project| project[key].clone()).collect::<Vec<_>>();
        assert_eq!(figures("name"), ["甲泵站工程", "乙堤防工程", "丙闸工程", "丁河工程"], "{name}");
        assert_eq!(figures("total_fen"), [3_000_500_000_i64, 3_333_333_333, 1_000_000_000, 0], "{name}");
        assert_eq!(figures("physical_bp"), [4_500, 10_000, 6_000, 0], "{name}");
        assert_eq!(figures("planned_finish")[..3], ["2023-10", "2023-12", "2024-01"], "{name}");
    }
}

#[test]
fn what_is_exported_in_english_comes_back_in_every_encoding() {
    let desk = Desk::with_register();
    for name in ["Pump 2×3", "Café Ø 800 ±5°", "甬江 m²", "小学"] {
        desk.ok(&["add", "water", name]);
    }
    for encoding in ["utf8-bom", "utf8", "gb18030"] {
        desk.ok(&["export", "--lang", "en", "--format", "csv", "--encoding", encoding, "-o", "own.csv"]);
        let done = desk.run(&["import", "own.csv", "--lang", "en", "--dry-run"]);
        assert_eq!(done.status, 0, "{encoding}: {}{}", done.out, done.err);
        assert!(done.out.contains("0 new, 0 changed, 4 unchanged"), "{encoding}: {}", done.out);
        std::fs::remove_file(desk.path("own.csv")).expect("removed");
    }
}

#[test]
fn returns_that_a_spreadsheet_saved_with_seconds_come_back() {
    let desk = Desk::with_projects();
    let csv = desk.ok(&["export", "--what", "updates", "--format", "csv"]);
    let line = csv.lines().nth(1).expect("a return");
    let at = line.split(',').find(|cell| cell.len() == 16 && cell.contains(':')).expect("a moment");
    let (day, time) = at.split_once(' ').expect("a day and a time");
    for other in [format!("{at}:00"), format!("{} {}", day.replace('-', "/"), time.trim_start_matches('0'))] {
        std::fs::write(desk.path("a.csv"), csv.replace(at, &other)).expect("written");
        let done = desk.run(&["import", "a.csv", "--dry-run"]);
        assert_eq!(done.status, 0, "{other}: {}{}", done.out, done.err);
        assert!(done.out.contains("新增0，变更0，无变化2"), "{}", done.out);
    }
    std::fs::write(desk.path("a.csv"), csv.replace(at, &format!("{at}:30"))).expect("written");
    assert_eq!(desk.run(&["import", "a.csv", "--dry-run"]).status, 4, "half a minute later is another moment");
}

#[test]
fn a_row_with_more_cells_than_headings_is_refused_whatever_the_sheet() {
    let desk = Desk::with_register();
    let import = |sheet: &str| {
        std::fs::write(desk.path("a.csv"), sheet).expect("written");
        desk.run(&["import", "a.csv", "--category", "治水", "--dry-run"])
    };
    let done = import("\u{feff}项目名称,总投资(万元)\n甲泵站工程,1,234\n乙泵站工程,2\n");
    assert!(done.status == 4 && done.err.contains("a.csv:2: 这一行有3格，表头只有2格"), "{}{}", done.out, done.err);
    // a column without a heading has one cell in the line of headings too
    assert_eq!(import("\u{feff}项目名称,总投资(万元),\n甲泵站工程,1,说明\n").status, 0);
    assert_eq!(import("\u{feff}项目名称,总投资(万元)\n甲泵站工程,1,,,\n").status, 0, "blank cells are none");
}

#[test]
fn plots_that_differ_by_where_the_dash_stands_are_two() {
    let desk = Desk::with_register();
    for (name, households) in [("HS-1-11地块征迁", "45"), ("HS-11-1地块征迁", "50")] {
        std::fs::write(desk.path("a.csv"), format!("\u{feff}项目名称,总户数\n{name},{households}\n")).expect("written");
        let done = desk.run(&["import", "a.csv", "--category", "征迁", "--as-of", "2022-08-31"]);
        assert_eq!(done.status, 0, "{}{}", done.out, done.err);
    }
    let found = projects(&desk);
    assert_eq!(found.iter().map(|project| project["households"].clone()).collect::<Vec<_>>(), [45, 50]);
}
