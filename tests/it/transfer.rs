//! Works merged and split, from the command line and from sheets: what is said of them goes out and comes back, and can be
//! taken back. What their figures come to is held by the unit tests of `domain::transfer` and by the rules by hand.

use serde_json::Value;

use crate::sealed::Desk;

/// A and B, 400 and 500 of 1000 each done in the year.
fn desk() -> Desk {
    let desk = Desk::empty();
    desk.ok(&["init"]);
    for (code, base, now) in [("A", "3000万", "3400万"), ("B", "2000万", "2500万")] {
        desk.ok(&["add", "治水", &format!("{code}河工程"), "--code", code]);
        desk.ok(&["update", code, "--on", "2021-12-31", "--stage", "在建", "--invested", base]);
        desk.ok(&["plan", code, "2022", "--invest", "1000万", "--on", "2022-01-10"]);
        desk.ok(&["update", code, "--on", "2022-06-30", "--invested", now]);
    }
    desk
}

/// 本年完成 and 年度计划 of all that counts, in 万元.
fn year(desk: &Desk, day: &str) -> (i64, i64) {
    let page = desk.ok(&["--as-of", day, "report", "status", "--format", "json"]);
    let page: Value = serde_json::from_str(&page).expect("JSON");
    let member = |key: &str| page["overview"][key].as_i64().unwrap_or(0) / 1_000_000;
    (member("invested_ytd_fen"), member("plan_fen"))
}

fn member(desk: &Desk, day: &str, code: &str, key: &str) -> Value {
    let list = desk.ok(&["--as-of", day, "list", "--format", "json"]);
    let list: Value = serde_json::from_str(&list).expect("JSON");
    let rows = list["projects"].as_array().expect("projects");
    rows.iter().find(|row| row["code"] == code).expect("the row")[key].clone()
}

fn write(desk: &Desk, name: &str, text: &str) {
    std::fs::write(desk.path(name), text).expect("written");
}

#[test]
fn what_is_said_of_them_goes_out_and_comes_back() {
    let desk = desk();
    desk.ok(&["update", "A", "--condition", "并入", "--into", "B", "--figures-stay", "--on", "2022-07-01"]);
    desk.ok(&["add", "治水", "B河下段", "--code", "C", "--split-from", "B", "--share", "40%", "--on", "2022-08-01"]);
    let before = desk.hash();
    for lang in ["zh", "en"] {
        for file in ["all.xlsx", "all.json"] {
            desk.ok(&["--lang", lang, "export", "--what", "all", "-o", file]);
            let said = desk.ok(&["--lang", "zh", "import", file]);
            assert!(said.contains("新增0，变更0，"), "{said}");
        }
    }
    assert_eq!(desk.hash(), before, "nothing was recorded");
    assert_eq!(member(&desk, "2022-08-31", "C", "split_from"), "B");
    assert_eq!(member(&desk, "2022-08-31", "C", "share_bp"), 4_000);
    let updates = desk.ok(&["export", "--what", "updates", "--format", "json"]);
    assert!(updates.contains("\"figures_stay\":true"), "{updates}");
}

#[test]
fn a_sheet_says_it_too() {
    let desk = desk();
    write(&desk, "new.csv", "编号,项目名称,类别,列入日期,分自项目,分出份额\nC,B河下段,治水,2022-08-01,B,40%\n");
    desk.ok(&["import", "new.csv"]);
    assert_eq!(member(&desk, "2022-08-01", "C", "invested_fen"), 1_000_000_000_i64);
    assert_eq!(year(&desk, "2022-08-01"), (900, 2_000));
    write(&desk, "half.csv", "编号,项目名称,类别,分自项目\nD,B河中段,治水,B\n");
    let done = desk.run(&["import", "half.csv"]);
    assert!(done.status == 4 && done.err.contains("half.csv:2: 分出份额"), "{}", done.err);
    write(&desk, "beyond.csv", "编号,项目名称,类别,列入日期,分自项目,分出份额\nD,B河中段,治水,2022-08-01,B,61%\n");
    let done = desk.run(&["import", "beyond.csv"]);
    assert!(done.status == 4 && done.err.contains("beyond.csv:2: 分出份额"), "{}", done.err);
    write(&desk, "merged.csv", "编号,截至,状态,并入项目,数据不随转\nA,2022-08-10,并入,B,是\n");
    desk.ok(&["import", "merged.csv", "--what", "updates"]);
    assert_eq!(year(&desk, "2022-08-10"), (500, 1_000));
}

#[test]
fn a_merge_is_taken_back_and_told_again() {
    let desk = desk();
    desk.ok(&["update", "A", "--condition", "并入", "--into", "B", "--on", "2022-07-01"]);
    assert_eq!(year(&desk, "2022-06-30"), (900, 2_000));
    assert_eq!(year(&desk, "2022-07-01"), (900, 2_000));
    assert_eq!(member(&desk, "2022-07-01", "B", "invested_ytd_fen"), 900_000_000_i64);
    desk.ok(&["undo"]);
    assert_eq!(member(&desk, "2022-07-01", "B", "invested_ytd_fen"), 500_000_000_i64);
    desk.ok(&["update", "A", "--condition", "并入", "--into", "B", "--figures-stay", "--on", "2022-07-01"]);
    assert_eq!(year(&desk, "2022-07-01"), (500, 1_000));
    let refused = desk.run(&["update", "A", "--corrects", "6", "--clear", "figures-stay", "--reason", "随转"]);
    assert!(refused.status == 2 && refused.err.contains("--into"), "{}", refused.err);
    desk.ok(&["update", "A", "--corrects", "6", "--clear", "figures-stay", "--into", "B", "--reason", "随转"]);
    assert_eq!(year(&desk, "2022-07-01"), (900, 2_000));
    desk.ok(&["check"]);
}

#[test]
fn no_undo_splits_off_more_than_there_is() {
    let desk = desk();
    let split = |code: &str, share: &str| {
        let name = format!("B河{code}段");
        desk.run(&["add", "治水", &name, "--code", code, "--split-from", "B", "--share", share, "--on", "2022-07-01"])
    };
    assert_eq!(split("C", "60%").status, 0);
    assert_eq!(split("D", "41%").status, 4);
    desk.ok(&["undo"]);
    assert_eq!(split("E", "41%").status, 0);
    let refused = desk.run(&["undo", "11", "--reason", "还是分出"]);
    assert!(refused.status == 4 && refused.err.contains("尚未分出的59%"), "{}", refused.err);
    assert_eq!(year(&desk, "2022-07-01"), (900, 2_000));
    // what is filed for the work then is of what is left, and no fall
    desk.ok(&["update", "B", "--on", "2022-07-31", "--invested", "1480万"]);
    let refused = desk.run(&["update", "B", "--on", "2022-08-31", "--invested", "1470万"]);
    assert!(refused.status == 4 && refused.err.contains("小于"), "{}", refused.err);
}
