//! The sheets of offices as they are: which lines are projects, in which unit their numbers are, and what is refused
//! rather than guessed. What a clerk sees of it is in `tests/sessions/office-sheet.md`.

use serde_json::Value;

use crate::sealed::{Desk, Done};

/// 万 yuan in fen.
const WAN: i64 = 1_000_000;

fn import(desk: &Desk, sheet: &str, args: &[&str]) -> Done {
    std::fs::write(desk.path("a.csv"), sheet).expect("written");
    let of_others = ["import", "a.csv", "--category", "治水", "--new-unit", "--map", "工程名称=项目名称"];
    desk.run(&[&of_others, args].concat())
}

/// What came in: name, lead unit, total in fen.
fn registered(sheet: &str, args: &[&str]) -> (Done, Vec<(String, String, Option<i64>)>) {
    let desk = Desk::with_register();
    let done = import(&desk, sheet, args);
    assert_eq!(done.status, 0, "{sheet}{}", done.err);
    let json: Value = serde_json::from_str(&desk.ok(&["export", "--format", "json"])).expect("JSON");
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_owned();
    let rows = json["projects"].as_array().expect("rows").iter();
    let rows = rows.map(|row| (text(row, "name"), text(row, "lead_unit"), row["total_fen"].as_i64())).collect();
    (done, rows)
}

fn names(sheet: &str, args: &[&str]) -> Vec<String> {
    registered(sheet, args).1.into_iter().map(|(name, ..)| name).collect()
}

#[test]
fn a_unit_counts_wherever_it_stands() {
    for (sheet, fen) in [
        ("工程名称,总投资（亿元）\n甲江工程,2\n", 20_000 * WAN),
        ("工程名称,总投资【亿元】\n甲江工程,2\n", 20_000 * WAN),
        ("工程名称,总投资（亿元，含征迁）\n甲江工程,2\n", 20_000 * WAN),
        ("工程名称,总投资\n,（亿元）\n甲江工程,2\n", 20_000 * WAN),
        ("单位：亿元,\n工程名称,总投资\n甲江工程,2\n", 20_000 * WAN),
        ("单位：亿元,\n单位：万元,\n工程名称,总投资\n甲江工程,2\n", 2 * WAN),
        ("单位：亿元,\n工程名称,总投资（万元）\n甲江工程,2\n", 2 * WAN),
        ("工程名称,投资（亿元）,\n,总投资,年度计划\n甲江工程,2,1\n", 20_000 * WAN),
        ("单位：亿元,\n工程名称,总投资\n甲江工程,2万元\n", 2 * WAN),
    ] {
        assert_eq!(registered(sheet, &[]).1, [("甲江工程".to_owned(), String::new(), Some(fen))], "{sheet}");
    }
    let named = registered("工程名称,总投资亿元\n甲江工程,2\n", &["--map", "总投资亿元=总投资"]).1;
    assert_eq!(named, [("甲江工程".to_owned(), String::new(), Some(20_000 * WAN))]);
}

#[test]
fn what_would_be_guessed_is_refused() {
    for (sheet, map, told) in [
        ("工程名称,总投资（美元）\n甲江工程,2\n", "总投资=总投资(万元)", "a.csv:1: 总投资（美元）: "),
        ("工程名称,总投资（十亿元）\n甲江工程,2\n", "总投资=总投资", "a.csv:1: 总投资（十亿元）: "),
        ("工程名称,总投资（亿元）\n甲江工程,2\n", "总投资=总投资(万元)", "a.csv:1: 总投资（亿元）: "),
        ("单位：亿元,\n工程名称,总投资\n甲江工程,2\n", "总投资=总投资(万元)", "a.csv:2: 总投资: "),
        ("工程名称,总投资\n,（亿元）\n甲江工程,2\n", "总投资=总投资(万元)", "a.csv:2: 总投资(亿元): "),
        ("填报单位：水利局，总投资 2 亿元,\n工程名称,总投资\n甲江工程,2\n", "总投资=总投资", "a.csv:3: 总投资: "),
        ("工程名称,2021年计划（亿元）\n甲江工程,2\n", "2021年计划=年度计划", "a.csv:1: 2021年计划（亿元）: "),
        ("工程名称,总投资（万元）\n甲,2\n工程名称,总投资（亿元）\n乙,2\n", "总投资=总投资", "a.csv:3: "),
        ("单位：万元,\n工程名称,总投资\n甲,2\n单位：亿元,\n乙,2\n", "总投资=总投资", "a.csv:4: "),
    ] {
        let desk = Desk::with_register();
        let before = desk.hash();
        let done = import(&desk, sheet, &["--map", map]);
        assert_eq!(done.status, 4, "{sheet}{}{}", done.out, done.err);
        assert!(done.err.starts_with(told), "{sheet}{}", done.err);
        assert_eq!(desk.hash(), before);
    }
}

#[test]
fn sums_groups_and_notes_are_no_projects_and_are_told() {
    let sheet = "序号,工程名称,责任单位,总投资（万元）\n1,2,3,4\n一,续建项目,,\"1,200.00\"\n1,甲江工程,水利局,5\n\
                 ,其中：市级,,3\n二、新建项目（1项）,,,\n2,乙河工程,〃,/\n,合 计,,5\n共计,,2个单位,5\n\
                 序号,工程 名称,责任单位,总投资（万元）\n3,丙塘工程,城建公司,6\n备注：1.,见附件,,\n单位负责人：某某,填表人：某某,,\n";
    let (done, rows) = registered(sheet, &[]);
    let row = |name: &str, unit: &str, total: Option<i64>| (name.to_owned(), unit.to_owned(), total);
    let (five, six) = (Some(5 * WAN), Some(6 * WAN));
    assert_eq!(
        rows,
        [row("甲江工程", "水利局", five), row("乙河工程", "水利局", None), row("丙塘工程", "城建公司", six)]
    );
    for told in [
        "第2行是栏号",
        "第3、6行是分组",
        "第5行是上一行的其中项",
        "第8-9行是合计",
        "第10行是表头",
        "第12-13行是说明、落款",
    ] {
        assert!(done.out.contains(told), "{told}: {}", done.out);
    }
    assert!(done.out.contains("第3行“续建项目”与所列各行对不上：总投资(万元)写的是1,200，各行合计5\n"), "{}", done.out);
}

#[test]
fn projects_that_look_like_sums_or_groups_are_projects() {
    let all = ["一、二号泵站改造工程", "小计河整治", "其中村改造", "（一）期防洪", "三江口改造", "合心路改建"];
    let rows: Vec<String> = (1..).zip(all).map(|(no, name)| format!("{no},{name},水利局,5\n")).collect();
    let sheet = format!("序号,工程名称,责任单位,总投资（万元）\n{}", rows.concat());
    assert_eq!(names(&sheet, &[]), all);
    let by_numeral = "序号,工程名称,总投资（万元）\n一,甲江工程,100\n二,乙河工程,200\n";
    assert_eq!(names(by_numeral, &[]), ["甲江工程", "乙河工程"]);
    let bare = "序号,工程名称,责任单位\n1,甲江工程,\n（2）,乙河工程,\n";
    assert_eq!(names(bare, &[]), ["甲江工程", "乙河工程"]);
}

#[test]
fn a_merged_cell_is_filled_within_its_group() {
    let sheet = "责任单位,工程名称,进展情况\n水利局,甲江工程,好\n,乙河工程,\n,小计,\n,丙塘工程,好\n";
    let units: Vec<String> =
        registered(sheet, &["--fill", "责任单位"]).1.into_iter().map(|(_, unit, _)| unit).collect();
    assert_eq!(units, ["水利局", "水利局", ""]);
}

#[test]
fn a_group_below_the_headings_takes_no_column_away() {
    let sheet = "序号,责任单位,工程名称,总投资（万元）\n一,续建项目,,\n1,水利局,甲江工程,1\n";
    assert_eq!(registered(sheet, &[]).1, [("甲江工程".to_owned(), "水利局".to_owned(), Some(WAN))]);
}

#[test]
fn a_row_known_by_another_name_renames_nothing_and_a_number_is_no_code() {
    let desk = Desk::with_register();
    let first = import(&desk, "编号,工程名称,总投资（万元）\n1,甲江堤防工程,1\n2,乙河（一期）工程,2\n", &[]);
    assert_eq!(first.status, 0, "{}", first.err);
    desk.ok(&["edit", "HS-W-001", "--alias", "甲江堤防"]);
    let second = import(&desk, "编号,工程名称,总投资（万元）\n1,乙河(1期) 工程,3\n2,甲江堤防,4\n", &[]);
    assert_eq!(second.status, 0, "{}", second.err);
    // unless somebody says that it is one
    let coded = import(&desk, "代码,总投资（万元）\nHS-W-001,4\n合计,4\n", &["--map", "代码=编号"]);
    assert_eq!(coded.status, 4, "工程名称 is not there: {}", coded.out);
    std::fs::write(desk.path("a.csv"), "代码,总投资（万元）\nHS-W-001,5\n合计,5\n").expect("written");
    assert!(desk.ok(&["import", "a.csv", "--map", "代码=编号"]).contains("4  ->  5"));
    desk.ok(&["undo", "--reason", "试"]);
    let list = desk.ok(&["list", "--columns", "code,name,total", "--format", "csv"]);
    assert!(list.contains("HS-W-001,甲江堤防工程,4\r\nHS-W-002,乙河（一期）工程,3\r\n"), "{list}");
}

/// What was invested since the start and in the year, in 万 yuan, of each project: `-` where it is not known.
fn invested(desk: &Desk, day: &str) -> String {
    let list = desk.ok(&["--as-of", day, "list", "--columns", "name,invested,invested_ytd", "--format", "csv"]);
    list.lines().skip(1).map(|line| format!("{line} ")).collect()
}

#[test]
fn what_was_done_in_the_year_becomes_what_was_done_since_the_start() {
    const MAP: [&str; 6] = ["--map", "累计=自开工累计完成投资", "--map", "本年=本年完成", "--map", "开工=计划开工"];
    let desk = Desk::with_register();
    let sheet = "单位：万元,,,\n工程名称,开工,累计,本年\n甲江工程,2021-03,3200,1800\n乙河工程,2022-03,,600\n";
    let done = import(&desk, sheet, &[&MAP[..], &["--as-of", "2022-08-31"]].concat());
    assert_eq!(done.status, 0, "{}", done.err);
    assert_eq!(invested(&desk, "2022-08-31"), "甲江工程,3200,1800 乙河工程,600,600 ");
    assert_eq!(invested(&desk, "2021-12-31"), "甲江工程,1400,1400 乙河工程,, ");
    // next month: neither is new, one is, both are and do not agree
    for (row, status, now) in [
        ("甲江工程,3200,1800", 0, "甲江工程,3200,1800 乙河工程,600,600 "),
        ("甲江工程,,1900", 0, "甲江工程,3300,1900 乙河工程,600,600 "),
        ("甲江工程,3400,1900", 4, "甲江工程,3300,1900 乙河工程,600,600 "),
        ("甲江工程,3400,2000", 0, "甲江工程,3400,2000 乙河工程,600,600 "),
        ("丙塘工程,,5", 4, "甲江工程,3400,2000 乙河工程,600,600 "),
        ("丙塘工程,5,6", 4, "甲江工程,3400,2000 乙河工程,600,600 "),
        ("乙河工程,,（空）", 4, "甲江工程,3400,2000 乙河工程,600,600 "),
    ] {
        let sheet = format!("工程名称,累计（万元）,本年（万元）\n{row}\n");
        let done = import(&desk, &sheet, &[&MAP[..4], &["--as-of", "2022-09-01"]].concat());
        assert_eq!(done.status, status, "{row}: {}{}", done.out, done.err);
        assert_eq!(invested(&desk, "2022-09-01"), now, "{row}");
    }
    // of an earlier day than the last return, with the same sum
    let sheet = "工程名称,截至,累计（万元）,本年（万元）\n乙河工程,2022-06-30,600,600\n";
    let done = import(&desk, sheet, &[&MAP[..4], &["--map", "截至=截至"]].concat());
    assert_eq!(done.status, 0, "{}", done.err);
    assert_eq!(invested(&desk, "2022-06-30"), "甲江工程,1400,0 乙河工程,600,600 ");
    let other_year = import(&desk, "工程名称,2021年完成（万元）\n甲江工程,5\n", &["--map", "2021年完成=本年完成"]);
    assert_eq!(other_year.status, 4, "{}", other_year.out);
}

#[test]
fn a_sheet_of_ours_states_what_was_invested_whatever_was_computed_of_it() {
    let desk = Desk::with_register();
    desk.ok(&["add", "治水", "甲江工程", "--start", "2022-02"]);
    desk.ok(&["update", "HS-W-001", "--on", "2022-08-31", "--invested", "550万"]);
    // 本年完成 stands as it was exported
    let sheet = "编号,自开工累计完成投资(万元),本年完成(万元)\nHS-W-001,560,550\n";
    std::fs::write(desk.path("own.csv"), sheet).expect("written");
    desk.ok(&["import", "own.csv"]);
    assert_eq!(invested(&desk, "2022-09-01"), "甲江工程,560,560 ");
}

#[test]
fn what_the_register_wrote_is_not_taken_for_somebody_elses() {
    let desk = Desk::with_projects();
    desk.ok(&["export", "--what", "all", "-o", "all.xlsx"]);
    let before = desk.hash();
    let done = desk.run(&["import", "all.xlsx", "--category", "治水", "--sheet", "项目"]);
    assert_eq!(done.status, 2, "{}{}", done.out, done.err);
    assert_eq!(desk.hash(), before);
}
