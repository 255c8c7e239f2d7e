//! Sheets that would do harm if they were taken as they are: each is refused and nothing of it is recorded, or what it
//! means is taken and nothing else.

use std::fmt::Write;

use crate::return_sheet::{self, altered, import, put};
use crate::sealed::{Desk, Done};

fn write(desk: &Desk, name: &str, content: impl AsRef<[u8]>) {
    std::fs::write(desk.path(name), content).expect("written");
}

/// Refused with this status and these words, and nothing recorded.
fn refused(desk: &Desk, args: &[&str], status: i32, words: &[&str]) -> Done {
    let before = desk.hash();
    let done = desk.run(args);
    assert_eq!(done.status, status, "{args:?}: {}{}", done.out, done.err);
    for word in words {
        assert!(done.err.contains(word), "{args:?}: no `{word}` in {}", done.err);
    }
    assert_eq!(desk.hash(), before, "{args:?} was recorded");
    done
}

/// Takes the form with these cells filled: refused with these words, and nothing recorded.
fn form_refused(desk: &Desk, cells: &[(&str, &str)], words: &[&str]) {
    let before = desk.hash();
    let done = import(desk, cells, &[]);
    assert_eq!(done.status, 4, "{cells:?}: {}{}", done.out, done.err);
    for word in words {
        assert!(done.err.contains(word), "{cells:?}: no `{word}` in {}", done.err);
    }
    assert_eq!(desk.hash(), before, "{cells:?} was recorded");
}

/// Imports a file of this content.
fn taken(desk: &Desk, content: &str) -> String {
    write(desk, "taken.csv", content);
    desk.ok(&["import", "taken.csv"])
}

/// One column of one project.
fn cell(desk: &Desk, code: &str, column: &str) -> String {
    let csv = desk.ok(&["list", "--columns", &format!("code,{column}"), "--format", "csv"]);
    let row = csv.lines().find_map(|line| line.strip_prefix(code)?.strip_prefix(','));
    row.unwrap_or_else(|| panic!("no {code} in {csv}")).to_owned()
}

fn returns(desk: &Desk) -> usize {
    desk.ok(&["export", "--what", "updates", "--encoding", "utf8"]).lines().count() - 1
}

/// An export in CSV with a text in it replaced.
fn exported(desk: &Desk, what: &str, from: &str, to: &str) -> String {
    let csv = desk.ok(&["export", "--what", what, "--encoding", "utf8"]);
    assert!(csv.contains(from), "no `{from}` in {csv}");
    csv.replace(from, to)
}

#[test]
fn of_two_edits_of_one_target_the_second_is_a_conflict() {
    let desk = Desk::with_register();
    desk.ok(&["target", "add", "创建示范区5个", "--year", "2022", "--value", "5", "--entered", "个"]);
    let csv = desk.ok(&["export", "--what", "targets", "--encoding", "utf8"]);
    let (body, version) = csv.trim_end().rsplit_once(",,,,").expect("no value entered yet");
    let edit = |value| format!("{body},{value},2022-08-31,月报,{version}\n");
    write(&desk, "one.csv", edit("2"));
    write(&desk, "two.csv", edit("3"));
    desk.ok(&["import", "one.csv"]);
    refused(&desk, &["import", "two.csv"], 5, &["two.csv:2: 版本: ", "填报员甲"]);
    desk.ok(&["import", "two.csv", "--force", "--reason", "核对后以此为准"]);
}

#[test]
fn a_row_twice_in_one_import_is_a_fault() {
    let desk = Desk::with_projects();
    write(&desk, "a.csv", "编号,总投资(万元)\nHS-W-001,13000\n");
    write(&desk, "b.csv", "编号,总投资(万元)\nHS-W-001,14000\n");
    refused(&desk, &["import", "a.csv", "b.csv"], 4, &["b.csv:2: 编号: ", "a.csv第2行"]);
    write(&desk, "c.csv", "编号,总投资(万元)\nHS-W-001,13000\nHS-W-001,14000\n");
    refused(&desk, &["import", "c.csv"], 4, &["c.csv:3: 编号: 与第2行重复"]);
}

#[test]
fn a_file_twice_on_one_command_line_is_refused() {
    let desk = Desk::with_projects();
    write(&desk, "a.csv", "编号,填报号,截至,进展情况\nHS-W-001,,2022-08-31,围堰合龙\n");
    refused(&desk, &["import", "a.csv", "a.csv"], 4, &["a.csv:1: 与a.csv内容相同"]);
    std::fs::copy(desk.path("a.csv"), desk.path("b.csv")).expect("copied");
    refused(&desk, &["import", "a.csv", "b.csv", "--lang", "en"], 4, &["b.csv:1: is the same file as a.csv"]);
    refused(&desk, &["import", "a.csv", "b.csv"], 4, &["b.csv:1: 与a.csv内容相同"]);
}

#[test]
fn a_return_corrected_meanwhile_is_not_corrected_again_even_by_force() {
    let desk = Desk::with_projects();
    write(&desk, "a.csv", exported(&desk, "updates", ",2600,", ",2700,"));
    desk.ok(&["update", "HS-W-001", "--corrects", "2", "--invested", "2650万", "--reason", "笔误"]);
    let force = ["import", "a.csv", "--force", "--reason", "以表为准"];
    refused(&desk, &force[..2], 5, &["a.csv:3: "]);
    refused(&desk, &force, 4, &["a.csv:3: 第2号填报已被第3号更正"]);
    assert_eq!(returns(&desk), 2, "no second return beside the correction");
}

#[test]
fn a_new_row_of_returns_corrects_none() {
    let desk = Desk::with_projects();
    write(&desk, "a.csv", "编号,填报号,截至,进展情况,更正哪次填报\nHS-W-001,,2022-08-31,围堰合龙,2\n");
    refused(&desk, &["import", "a.csv", "--reason", "更正"], 4, &["a.csv:2: 更正哪次填报: "]);
}

#[test]
fn a_sheet_of_ours_without_its_headings_is_refused_and_one_of_their_own_is_named() {
    let desk = Desk::with_projects();
    desk.ok(&["export", "--what", "all", "-o", "all.xlsx"]);
    let sheet = "xl/worksheets/sheet2.xml";
    write(&desk, "a.xlsx", altered(&desk.path("all.xlsx"), sheet, |xml| put(&xml, "A1", "项目编码")));
    refused(&desk, &["import", "a.xlsx"], 4, &["a.xlsx:填报"]);
    let rename = |xml: String| xml.replacen("name=\"填报\"", "name=\"我的备忘\"", 1);
    write(&desk, "b.xlsx", altered(&desk.path("a.xlsx"), "xl/workbook.xml", rename));
    let before = desk.hash();
    let out = desk.ok(&["import", "b.xlsx"]);
    assert!(out.contains("没有读的工作表：`我的备忘`\n"), "{out}");
    assert_eq!(desk.hash(), before);
    refused(&desk, &["import", "b.xlsx", "--sheet", "我的备忘"], 4, &["b.xlsx:我的备忘"]);
    refused(&desk, &["import", "b.xlsx", "--sheet", "填报"], 4, &["没有 `填报` 这张表", "`我的备忘`"]);
}

#[test]
fn a_formula_that_was_not_calculated_is_no_blank_cell() {
    let desk = Desk::with_projects();
    desk.ok(&["export", "--what", "updates", "-o", "a.xlsx"]);
    for (formula, is_taken) in [
        ("<f>1+1</f></c>", false),
        ("<f>1+1</f><v/></c>", false),
        ("<f>1+1</f><v /></c>", false),
        ("<f>1+1</f><v></v></c>", false),
        ("<f>2000+600</f><v>2600</v></c>", true),
    ] {
        let alter = |xml: String| {
            let (before, rest) = xml.split_once("<c r=\"J3\"").expect("the figure");
            let (_, after) = rest.split_once("</c>").expect("its end");
            format!("{before}<c r=\"J3\">{formula}{after}")
        };
        let book = altered(&desk.path("a.xlsx"), "xl/worksheets/sheet1.xml", alter);
        write(&desk, "b.xlsx", book);
        if is_taken {
            assert!(desk.ok(&["import", "b.xlsx"]).contains("无变化2"), "{formula}");
        } else {
            refused(&desk, &["import", "b.xlsx"], 4, &["单元格J3是公式"]);
        }
    }
}

/// The desk of the return sheets, with a project of another unit.
fn desk_of_two_units() -> Desk {
    let desk = Desk::with_register();
    for unit in ["示例区水利局", "示例区交通局"] {
        desk.ok(&["unit", "add", unit]);
    }
    desk.ok(&["add", "治水", "甲江堤防工程", "--unit", "示例区水利局"]);
    desk.ok(&["add", "治水", "乙河整治工程", "--unit", "示例区交通局"]);
    desk.ok(&["add", "治水", "丙湖清淤工程"]);
    desk.ok(&["form", "--unit", "示例区水利局", "-o", "form.xlsx"]);
    desk
}

#[test]
fn a_row_of_another_units_return_sheet_is_refused() {
    let desk = desk_of_two_units();
    let row = [("A4", "HS-W-002"), ("B4", "乙河整治工程"), ("P4", "围堰合龙")];
    form_refused(&desk, &row, &["filled.xlsx:填报表:4: 编号: ", "示例区交通局"]);
    assert_eq!(import(&desk, &row[2..], &[]).status, 0, "of its own unit it is taken");
}

#[test]
fn a_unit_that_was_merged_still_returns_its_sheet() {
    let desk = desk_of_two_units();
    desk.ok(&["unit", "merge", "示例区水利局", "示例区交通局"]);
    let done = import(&desk, &[("P4", "围堰合龙")], &[]);
    assert_eq!(done.status, 0, "{}", done.err);
    desk.ok(&["form", "--unit", "示例区交通局", "-o", "both.xlsx"]);
    assert_eq!(desk.run(&["import", "both.xlsx"]).status, 0);
}

#[test]
fn a_page_of_a_return_sheet_without_its_note_is_refused() {
    let desk = return_sheet::desk();
    for heading in ["填报期", "上次·截至", "Last: As of"] {
        write(&desk, "a.csv", format!("编号,项目名称,截至,进展情况,{heading}\nHS-W-001,,2022-08-31,围堰合龙,x\n"));
        refused(&desk, &["import", "a.csv"], 4, &["a.csv", "隐藏页"]);
    }
    let rename = |xml: String| xml.replacen("name=\"haishu-proj\"", "name=\"x\"", 1);
    write(&desk, "b.xlsx", altered(&desk.path("form.xlsx"), "xl/workbook.xml", rename));
    refused(&desk, &["import", "b.xlsx"], 4, &["b.xlsx:填报表", "隐藏页"]);
}

#[test]
fn a_heading_altered_in_a_return_sheet_is_refused() {
    let desk = return_sheet::desk();
    form_refused(
        &desk,
        &[("P3", "本月进展"), ("P4", "围堰合龙")],
        &["filled.xlsx:填报表:3: 本月进展: 填报表没有这个表头"],
    );
    let done = import(&desk, &[("P3", "本月进展")], &["--lang", "en"]);
    assert!(done.err.contains("filled.xlsx:填报表:3: 本月进展: the return sheet has no such heading"), "{}", done.err);
}

#[test]
fn emptied_in_a_return_sheet_a_word_goes_and_a_figure_cannot() {
    let desk = return_sheet::desk();
    desk.ok(&["update", "HS-W-001", "--on", "2022-08-01", "--problem", "三成用地未移交"]);
    std::fs::remove_file(desk.path("form.xlsx")).expect("removed");
    desk.ok(&["form", "--unit", "示例区水利局", "-o", "form.xlsx"]);
    for column in ["H", "I", "K"] {
        form_refused(&desk, &[(&format!("{column}4"), "（空）")], &["filled.xlsx:填报表:4: ", "这一格不能清空"]);
    }
    let before = returns(&desk);
    let done = import(&desk, &[("R4", "（空）")], &[]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.contains("（清空）"), "{}", done.out);
    assert_eq!(returns(&desk), before + 1);
    assert_eq!(cell(&desk, "HS-W-001", "problem,as_of"), ",2022-08-31", "the last return says none of it");
}

#[test]
fn new_rows_without_numbers_come_in_once() {
    let desk = Desk::with_projects();
    write(&desk, "a.csv", "编号,填报号,截至,进展情况\nHS-W-001,,2022-08-31,围堰合龙\n");
    let import = ["import", "a.csv"];
    desk.ok(&import);
    refused(&desk, &import, 5, &["a.csv已经导入过（变更"]);
    refused(&desk, &["import", "a.csv", "--lang", "en"], 5, &["a.csv was imported before (change "]);
    desk.ok(&["undo", "--reason", "重来"]);
    desk.ok(&import);
    assert_eq!(returns(&desk), 3);
    desk.ok(&[&import[..], &["--force", "--reason", "确有两次"]].concat());
    assert_eq!(returns(&desk), 4);
}

#[test]
fn a_total_beside_a_row_with_a_code_does_not_hide_it() {
    let desk = Desk::with_projects();
    let out = taken(&desk, "备注,编号,项目名称,总投资(万元)\n合计,HS-W-001,,13000\n,合计,,99999\n合计,,合计,99999\n");
    assert!(out.contains("变更1"), "{out}");
    assert_eq!(cell(&desk, "HS-W-001", "total"), "13000");
}

#[test]
fn a_new_project_has_a_name_of_its_own() {
    let desk = Desk::with_projects();
    write(&desk, "a.csv", "编号,项目名称,类别\nXM-7,甲江堤防工程,治水\n,甲江堤防工程,治水\n");
    refused(&desk, &["import", "a.csv"], 4, &["a.csv:2: 项目名称: 台账里已有同名的HS-W-001", "a.csv:3: 项目名称: "]);
    taken(&desk, "编号,项目名称,类别,层级,所属项目\nXM-8,甲江堤防工程,治水,标段,HS-W-001\n");
    write(&desk, "b.csv", "编号,项目名称,类别\nXM-9,甲江堤防工程,治水\n");
    desk.ok(&["import", "b.csv", "--force", "--reason", "同名不同项"]);
}

#[test]
fn a_figure_in_a_row_that_says_it_was_not_returned_is_a_fault() {
    let desk = Desk::with_projects();
    write(&desk, "a.csv", "编号,本期已报,自开工累计完成投资(万元)\nHS-W-001,否,2700\n");
    refused(&desk, &["import", "a.csv"], 4, &["a.csv:2: 本期已报: 填了“否”"]);
    let out = taken(&desk, "编号,本期已报,自开工累计完成投资(万元)\nHS-W-001,否,2600\n");
    assert!(out.contains("变更0"), "{out}");
}

#[test]
fn the_basis_of_a_total_is_changed_without_the_total() {
    let desk = Desk::with_projects();
    taken(&desk, "编号,总投资依据\nHS-W-001,概算\n");
    let csv = desk.ok(&["export", "--encoding", "utf8"]);
    assert!(csv.contains(",12000,") && csv.contains(",概算,"), "{csv}");
    write(&desk, "a.csv", "编号,总投资依据\nHS-R-001,概算\n");
    refused(&desk, &["import", "a.csv"], 4, &["a.csv:2: 总投资 · ", "这一格要填"]);
}

#[test]
fn a_sheet_of_returns_is_known_by_what_it_states() {
    let desk = Desk::with_projects();
    let out = taken(&desk, "编号,填报号,截至,进展情况\nHS-W-001,,2022-08-31,围堰合龙\n");
    assert!(out.contains("填报：第1行表头"), "{out}");
    assert_eq!(returns(&desk), 3);
}

#[test]
fn a_form_is_not_written_over_a_file() {
    let desk = desk_of_two_units();
    write(&desk, "示例区交通局.xlsx", "filled by hand");
    let names = desk.names();
    refused(&desk, &["form", "--unit", "示例区交通局", "-o", "{unit}.xlsx"], 5, &["示例区交通局.xlsx"]);
    refused(&desk, &["form", "--each", "unit", "-o", "{unit}.xlsx"], 5, &["示例区交通局.xlsx"]);
    assert_eq!(desk.names(), names, "and none of the other units was written");
    assert_eq!(std::fs::read(desk.path("示例区交通局.xlsx")).expect("left"), b"filled by hand");
}

#[test]
fn rows_without_a_unit_are_told_of() {
    let desk = desk_of_two_units();
    let [zh, en] = ["单位", "UNIT"].map(|unit| format!("`haishu-proj edit HS-W-003 --unit {unit}`"));
    let told = [
        ("zh", ["注意：另有1项没有责任单位", "：HS-W-003；", &zh]),
        ("en", ["warning: 1 more have no unit", ": HS-W-003;", &en]),
    ];
    for (lang, words) in told {
        let done = desk.run(&["form", "--each", "unit", "-o", &format!("{lang}-{{unit}}.xlsx"), "--lang", lang]);
        assert_eq!(done.status, 0, "{}", done.err);
        assert!(words.iter().all(|word| done.err.contains(word)), "{}", done.err);
    }
    let done = desk.run(&["form", "--unit", "示例区水利局", "-o", "one.xlsx"]);
    assert!(!done.err.contains("没有责任单位"), "{}", done.err);
    let sheet: String = (0..30).map(|number| format!(",无主{number}号,治水\n")).collect();
    taken(&desk, &format!("编号,项目名称,类别\n{sheet}"));
    let done = desk.run(&["form", "--each", "unit", "-o", "many-{unit}.xlsx"]);
    assert!(done.err.contains("另有31项") && done.err.contains("HS-W-022等（还有11项）；"), "{}", done.err);
}

#[test]
fn what_the_register_says_is_told_in_the_language_of_the_fault() {
    let desk = Desk::with_projects();
    write(&desk, "a.csv", "编号,时期,亮灯\nHS-W-001,完成,红\n");
    refused(&desk, &["import", "a.csv"], 4, &["台账是 `实施`"]);
    let done = refused(&desk, &["import", "a.csv", "--lang", "en"], 4, &["in the register"]);
    let told: Vec<&str> = done.err.lines().filter(|line| line.contains("in the register")).collect();
    assert!(
        told.len() == 2 && told.iter().all(|line| !line.contains("实施") && !line.contains("不评")),
        "{}",
        done.err
    );
}

#[test]
fn rows_of_too_many_versions_are_refused() {
    let desk = Desk::with_projects();
    let mut csv = "编号,项目名称,版本\n".to_owned();
    for day in 1..=49 {
        let (month, day) = (6 + (day - 1) / 30, (day - 1) % 30 + 1);
        writeln!(csv, "HS-W-001,甲江堤防工程,6@2022-{month:02}-{day:02}").expect("written");
    }
    write(&desk, "a.csv", csv);
    refused(&desk, &["import", "a.csv"], 4, &["a.csv:50: 版本: 一次导入里的版本超过48个"]);
    refused(&desk, &["import", "a.csv", "--lang", "en"], 4, &["more than 48 versions in one import"]);
}

#[test]
fn what_is_hard_to_believe_of_a_return_is_told_and_taken() {
    let desk = Desk::with_projects();
    let told = taken(&desk, "编号,截至,阶段\nHS-W-001,2022-09-01,完工\n");
    assert!(told.contains("注意：") && told.contains("完工"), "{told}");
    assert_eq!(cell(&desk, "HS-W-001", "stage"), "完工");
}

#[test]
fn the_sheets_of_an_empty_register_come_back() {
    let desk = Desk::with_register();
    for file in ["all.json", "all.xlsx"] {
        desk.ok(&["export", "--what", "all", "-o", file]);
        let out = desk.ok(&["import", file]);
        assert!(out.contains("新增0，变更0，无变化0"), "{out}");
    }
}
