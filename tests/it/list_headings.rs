//! The headings of offices' lists: what comes in without a flag, what is asked, and that the command told runs as it is
//! printed. What a clerk sees of it is in `tests/sessions/office-sheet.md`, the dialogue in README.md.

use std::process::Stdio;

use serde_json::Value;

use crate::sealed::{Desk, Done, finish, root};

/// 万 yuan in fen.
const WAN: i64 = 1_000_000;

fn written(sheet: &str) -> Desk {
    let desk = Desk::with_register();
    std::fs::write(desk.path("a.csv"), sheet).expect("written");
    desk
}

/// The projects of a register as JSON, by name.
fn projects(desk: &Desk) -> Vec<Value> {
    let json: Value = serde_json::from_str(&desk.ok(&["export", "--format", "json"])).expect("JSON");
    json["projects"].as_array().expect("rows").clone()
}

/// The command that a refusal tells to type.
fn told(done: &Done) -> Vec<String> {
    let hint = done
        .err
        .lines()
        .rfind(|line| line.contains("`haishu-proj --lang"))
        .unwrap_or_else(|| panic!("a command: {}", done.err));
    let (_, from) = hint.split_once("`haishu-proj ").expect("its beginning");
    let (command, _) = from.rsplit_once('`').expect("its end");
    shlex::split(command).expect("as a shell splits it")
}

#[test]
fn a_list_of_known_headings_comes_in_without_a_flag() {
    let desk = written(
        "2022年水利项目一览表（截至2022年8月31日）,,,,,,,,\n单位：万元,,,,,,,,\n\
         序号,*项目（工程）名称,建设单位,总投资,2022年计划投资,截至2021年底累计完成投资,2022年1-8月累计完成投资,建设起止年限,完成率\n\
         1,甲江工程,水利局,3000,1000,500,400,2021-2023,40%\n2,乙河工程,城建公司,2000,800,0,100,2022年3月-2023年12月,12.5%\n",
    );
    desk.ok(&["import", "a.csv"]);
    let rows = projects(&desk);
    let facts = |row: &Value| {
        let number = |key: &str| row[key].as_i64().map(|fen| fen / WAN);
        (
            number("total_fen"),
            number("plan_fen"),
            number("invested_fen"),
            row["planned_start"].clone(),
            row["as_of"].clone(),
        )
    };
    let text = |text: &str| Value::String(text.to_owned());
    assert_eq!(facts(&rows[0]), (Some(3000), Some(1000), Some(900), text("2021"), text("2022-08-31")));
    assert_eq!(facts(&rows[1]), (Some(2000), Some(800), Some(100), text("2022-03"), text("2022-08-31")));
    let year = desk.ok(&["--as-of", "2022-08-31", "list", "--columns", "invested_ytd,lead_unit", "--format", "csv"]);
    assert!(year.contains("400,水利局\r\n100,城建公司\r\n"), "{year}");
    assert_eq!(rows[0]["category"], text("water"), "the title says it");
}

#[test]
fn the_command_told_runs_as_it_is_printed() {
    for sheet in [
        "序号,项目名称,备注\n1,甲江工程,\n",
        "工程名称,总投资,累计完成投资,年度计划（万元）\n甲江工程,2,1,1\n",
        "名称及位置,总投资（万元）,责任单位,建设内容\n甲江工程,2,水利局,新建\n",
        "项目名称,\"总 投资\n（不含$税）\",开工时间\n甲江工程,2,2021-03\n",
        "项目名称,2021年计划投资（万元）\n甲江工程,2\n",
        "项目名称,征迁面积（平方米）,总户数\n甲地块,100,20\n",
        "项目名称,计划投资（万元）,户数\n甲地块,100,20\n",
        "项目名称,形象进度\n甲江工程,45\n乙河工程,主体完成\n",
        "编号,项目名称,投资（万元）,投资（万元）\n1,甲江工程,100,20\n",
        "项目名称,1-8月完成投资,计划开工,总投资概算\n甲江工程,0,2022-03,20\n",
    ] {
        for lang in ["zh", "en"] {
            let desk = written(sheet);
            desk.ok(&["unit", "add", "城建公司"]);
            let before = desk.hash();
            let first = desk.run(&["--lang", lang, "import", "a.csv"]);
            assert_eq!(first.status, 4, "{sheet}{}", first.out);
            assert_eq!(desk.hash(), before, "nothing was recorded");
            let command = told(&first);
            let args: Vec<&str> = command.iter().map(String::as_str).collect();
            let second = desk.run(&args);
            assert_eq!(second.status, 0, "{sheet}{args:?}\n{}{}", second.out, second.err);
            assert!(!projects(&desk).is_empty());
        }
    }
}

#[test]
fn what_was_said_is_remembered_and_what_is_new_is_told() {
    let sheet = |month: u32, more: (&str, &str), done: u32| {
        format!(
            "治水项目（截至2022年{month}月31日）,,\n项目名称,年度计划（万元）,累计完成投资{}\n甲江工程,500,{done}{}\n",
            more.0, more.1
        )
    };
    let desk = written(&sheet(7, ("", ""), 100));
    desk.ok(&["import", "a.csv", "--map", "累计完成投资=自开工累计完成投资(万元)", "--dry-run"]);
    assert_eq!(desk.run(&["import", "a.csv"]).status, 4, "a preview remembers nothing");
    desk.ok(&["import", "a.csv", "--map", "累计完成投资=自开工累计完成投资(万元)"]);
    std::fs::write(desk.path("a.csv"), sheet(8, ("", ""), 200)).expect("written");
    assert!(desk.ok(&["import", "a.csv"]).contains("100  ->  200"));
    std::fs::write(desk.path("a.csv"), sheet(8, (",资金渠道", ",财政"), 300)).expect("written");
    let more = desk.run(&["import", "a.csv"]);
    assert!(more.status == 0 && more.err.contains("没有的表头：资金渠道"), "{}", more.err);
    // it belongs to the change of the import, and goes with it
    desk.ok(&["undo"]);
    desk.ok(&["undo", "3", "--reason", "试"]);
    desk.ok(&["undo", "2", "--reason", "试"]);
    assert_eq!(desk.run(&["import", "a.csv"]).status, 4);
    desk.hash();
}

#[test]
fn ours_are_ours_and_running_numbers_are_no_codes() {
    let desk = Desk::with_projects();
    for (sheet, is_ours) in [
        ("编号,截至,自开工累计完成投资(万元)\nHS-W-001,2022-09-01,2700\n", true),
        ("编号,项目名称,责任单位\nHS-W-001,甲江堤防工程,示例区水利局\n", true),
        ("编号,项目名称,类别\n,戊河工程,治水\n", true),
        ("编号,项目名称,责任单位\n1,己河工程,示例区水利局\n", false),
        ("编号,项目名称,责任单位\n一,庚河工程,示例区水利局\n1,辛河工程,示例区水利局\n", false),
    ] {
        std::fs::write(desk.path("a.csv"), sheet).expect("written");
        let done = desk.run(&["import", "a.csv", "--dry-run"]);
        let is_asked = done.err.contains("新项目的类别");
        assert_eq!((done.status == 0, is_asked), (is_ours, !is_ours), "{sheet}{}{}", done.out, done.err);
    }
}

#[test]
fn a_row_of_data_is_not_taken_for_headings() {
    let desk = written("ID,Cost,Programme\nQ01,100,Major Works A\nQ02,200,Major Works B\n");
    let done = desk.run(&["import", "a.csv"]);
    assert!(done.status == 4 && !done.err.contains("Major"), "{}", done.err);
}

#[test]
fn a_day_that_is_said_twice_is_asked_and_a_month_of_the_year_is_taken() {
    let desk = written("治水（2022年1-8月）,\n项目名称,1-8月完成投资（万元）,计划开工\n甲江工程,0,2022-03\n");
    let against = desk.run(&["--as-of", "2022-07-31", "import", "a.csv"]);
    assert_eq!(against.status, 4, "{}", against.out);
    desk.ok(&["--as-of", "2022-08-20", "import", "a.csv", "--dry-run"]);
    let done = desk.run(&["import", "a.csv", "--dry-run"]);
    assert!(done.err.contains("截至2022-08-31：照表里的"), "{}", done.err);
}

#[test]
fn headings_of_the_office_are_facts_like_any_other() {
    let desk = written("项目简称,总投资（万元）\n甲江工程,2\n");
    assert_eq!(desk.run(&["import", "a.csv", "--category", "治水"]).status, 4);
    desk.ok(&["heading", "add", "简称", "项目名称"]);
    desk.ok(&["heading", "add", "项目简称", "name"]);
    desk.ok(&["heading", "add", "总投资", "-"]);
    assert!(desk.ok(&["heading", "list", "--format", "csv"]).contains("项目简称"));
    let done = desk.run(&["import", "a.csv", "--category", "治水", "--dry-run"]);
    assert!(done.out.contains("没有读的列：`总投资（万元）`"), "{}{}", done.out, done.err);
    desk.ok(&["undo"]);
    desk.ok(&["heading", "remove", "简称"]);
    desk.ok(&["import", "a.csv", "--category", "治水"]);
    assert_eq!(projects(&desk)[0]["total_fen"].as_i64(), Some(2 * WAN));
    let known = ["--known-at", "2022-08-01", "heading", "list", "--format", "csv"];
    assert!(!desk.ok(&known).contains("项目简称"), "nothing was known then");
    assert!(desk.ok(&["history"]).contains("表头`项目简称`是项目名称"));
}

#[test]
fn a_title_of_a_day_to_come_is_asked_about() {
    let desk = written("治水项目进度表（截至2099年8月31日）,,\n工程名称,责任单位,总投资（万元）\n甲江工程,水利局,2\n");
    let done = desk.run(&["import", "a.csv"]);
    assert_eq!(done.status, 4, "{}", done.out);
    assert!(done.err.contains("写明是截至2099-08-31的") && done.err.contains("`--as-of 日期`"), "{}", done.err);
    assert_eq!(projects(&desk).len(), 0);
    desk.ok(&["--as-of", "2022-08-31", "import", "a.csv"]);
}

#[test]
fn two_units_in_one_heading_are_asked_about() {
    let desk = written("治水项目进度表,,\n工程名称,责任单位,总投资（万元/亿元）\n甲江工程,水利局,2\n");
    let done = desk.run(&["import", "a.csv"]);
    assert_eq!(done.status, 4, "{}", done.out);
    assert!(done.err.contains("总投资(万元)、总投资(亿元)、总投资(元)、不读"), "{}", done.err);
    desk.ok(&["import", "a.csv", "--map", "总投资（万元/亿元）=总投资(亿元)"]);
    assert_eq!(projects(&desk)[0]["total_fen"].as_i64(), Some(20_000 * WAN));
}

/// A line that names the parts of a dialogue, up to what is asked last.
fn until(out: &mut impl std::io::Read, wanted: &str) -> String {
    let (mut all, mut buffer) = (Vec::new(), [0; 512]);
    loop {
        let read = out.read(&mut buffer).expect("read");
        all.extend_from_slice(&buffer[..read]);
        let text = String::from_utf8_lossy(&all).into_owned();
        assert!(read > 0, "it ended before `{wanted}`: {text}");
        if text.contains(wanted) {
            return text;
        }
    }
}

#[test]
fn others_may_record_while_somebody_reads_what_would_come_in() {
    use std::io::{Read, Write};
    let desk =
        written("2022年重点工程进度表（截至2022年8月31日）,,\n工程名称,责任单位,总投资（万元）\n甲江工程,水利局,2\n");
    let mut command = desk.other("/usr/bin/script");
    let typed = format!("{} import a.csv", crate::sealed::PROGRAM);
    command.args(["-qec", &typed, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut running) = command.spawn() else { return }; // a machine without it
    let (mut keys, mut out) = (running.stdin.take().expect("stdin"), running.stdout.take().expect("stdout"));
    keys.write_all("2\n".as_bytes()).expect("typed");
    until(&mut out, "照此导入？");
    desk.ok(&["add", "治水", "乙河工程"]);
    keys.write_all("y\n".as_bytes()).expect("typed");
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("text");
    assert!(running.wait().expect("an end").success(), "{rest}");
    assert!(rest.contains("这期间台账有别的改动"), "{rest}");
    assert!(
        rest.contains("新增  HS-W-002 甲江工程"),
        "what is recorded is shown again where it is not as shown: {rest}"
    );
    assert_eq!(projects(&desk).len(), 2);
}

/// The dialogue of README.md, on a terminal that `script` plays.
#[test]
fn the_dialogue_is_as_the_readme_shows_it() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("README.md");
    let block = |from: &str| -> String {
        let (_, rest) = readme.split_once(from).expect("the block");
        rest.split_once("```\n").expect("its end").0.to_owned()
    };
    let desk = Desk::with_register();
    std::fs::write(desk.path("8月.csv"), block("```text 8月.csv\n")).expect("written");
    let shown = block("```text dialogue\n");
    let typed = format!("{} import 8月.csv", crate::sealed::PROGRAM);
    let mut command = desk.other("/usr/bin/script");
    command.args(["-qec", &typed, "/dev/null"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let Ok(mut running) = command.spawn() else { return }; // a machine without it
    let answers: String =
        shown.lines().filter_map(|line| line.strip_prefix("> ")).map(|answer| format!("{answer}\n")).collect();
    std::io::Write::write_all(&mut running.stdin.take().expect("stdin"), answers.as_bytes()).expect("typed");
    let done: Done = running.wait_with_output().expect("an end").into();
    let (_, shown) = shown.split_once('\n').expect("the command typed");
    // the terminal echoes all that is typed before anything is asked
    let plain = |text: &str| -> Vec<String> {
        let lines = text.lines().map(|line| line.trim_end().trim_start_matches("> ").to_owned());
        lines.filter(|line| !line.is_empty() && !answers.lines().any(|answer| answer == line)).collect()
    };
    assert_eq!(plain(&done.out), plain(shown), "{}", done.out);
    assert_eq!(projects(&desk).len(), 2);
    let _ = finish;
}
