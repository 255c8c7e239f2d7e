//! The hard cases of a register of returns, each a short story: what was typed on which day, and what every page must
//! say. Money is in 万元.

use haishu_proj::domain::quantity::{Scale, exact};
use serde_json::Value;

use crate::sealed::{Desk, finish};

/// A register to which lines were typed, each on its day: `2022-03-31 update A --stage 开工`.
pub struct Story(Desk);

impl Story {
    pub fn told(lines: &[&str]) -> Self {
        let story = Self(Desk::empty());
        story.typed("2021-01-01 init");
        lines.iter().for_each(|line| {
            story.typed(line);
        });
        story
    }

    /// What one more line prints.
    pub fn typed(&self, line: &str) -> String {
        let (day, command) = line.split_once(' ').expect(line);
        let words = shlex::split(command).expect(line);
        let done = self.run(day, &words);
        assert_eq!(done.status, 0, "{line}: {}", done.err);
        done.out
    }

    pub fn refused(&self, line: &str) -> String {
        let (day, command) = line.split_once(' ').expect(line);
        let done = self.run(day, &shlex::split(command).expect(line));
        assert!(done.status > 3, "{line} was taken");
        done.err
    }

    fn run(&self, day: &str, words: &[String]) -> crate::sealed::Done {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        finish(self.0.command(&words).env("HAISHU_PROJ_TODAY", format!("{day}T09:00:00+08:00!")))
    }

    pub fn json(&self, view: &str, command: &str) -> Value {
        let line = format!("2023-06-30 {view} {command} --format json");
        serde_json::from_str(&self.typed(&line)).expect("JSON")
    }

    /// A row as a list shows it: plan, year to date, rate, elapsed, light; `view` is a day, and a moment if it has two.
    pub fn row(&self, view: &str, code: &str) -> String {
        let list = self.json(&looking(view), "list");
        let rows = list["projects"].as_array().expect("rows");
        let Some(row) = rows.iter().find(|row| row["code"] == code) else { return "not listed".to_owned() };
        let light = row["light"].as_str().unwrap_or("-");
        format!(
            "plan {} ytd {} rate {} light {light}",
            money(&row["plan_fen"]),
            money(&row["invested_ytd_fen"]),
            percent(&row["completion_bp"])
        )
    }

    /// One cell of a row.
    pub fn cell(&self, view: &str, code: &str, key: &str) -> Value {
        let list = self.json(&looking(view), "list");
        let rows = list["projects"].as_array().expect("rows");
        rows.iter().find(|row| row["code"] == code).map_or(Value::Null, |row| row[key].clone())
    }

    /// The whole page of a month, with nothing in it but the register: the moment it was made is fixed.
    pub fn page(&self, view: &str) -> String {
        self.typed(&format!("2022-12-31 {} report status", looking(view)))
    }

    pub fn status(&self, view: &str) -> Value {
        self.json(&looking(view), "report status")
    }
}

/// `2022-07-31` or `2022-07-31 known 2022-08-01` as flags.
fn looking(view: &str) -> String {
    match view.split_once(" known ") {
        Some((day, moment)) => format!("--as-of {day} --known-at {moment}"),
        None => format!("--as-of {view}"),
    }
}

fn money(value: &Value) -> String {
    value.as_i64().map_or_else(|| "-".to_owned(), |fen| exact(fen, Scale::WanYuan))
}

fn percent(value: &Value) -> String {
    value.as_i64().map_or_else(|| "-".to_owned(), |points| format!("{}.{:02}", points / 100, points.abs() % 100))
}

/// A work that began this year, planned at 1 000.
const WORK: [&str; 3] = [
    "2022-01-10 add water 甲工程 --code A --total 5000万",
    "2022-01-10 plan A 2022 --invest 1000万 --on 2022-01-01",
    "2022-02-01 update A --stage 开工 --invested 0万 --on 2022-01-31",
];

fn work(more: &[&str]) -> Story {
    Story::told(&[&WORK, more].concat())
}

#[test]
fn a_back_dated_return_fills_the_past_and_leaves_today_alone() {
    let story = work(&[
        "2022-08-01 update A --invested 600万 --on 2022-07-31",
        "2022-08-20 update A --invested 400万 --on 2022-06-30",
    ]);
    assert_eq!(story.row("2022-08-20", "A"), "plan 1000 ytd 600 rate 60.00 light green");
    assert_eq!(story.row("2022-06-30", "A"), "plan 1000 ytd 400 rate 40.00 light yellow");
    assert_eq!(story.row("2022-06-30 known 2022-08-01", "A"), "plan 1000 ytd 0 rate 0.00 light red");
    let late = &story.status("2022-08-31")["changes"];
    let late: Vec<&Value> = late.as_array().expect("rows").iter().filter(|row| row["kind"] == "late_returns").collect();
    assert_eq!(late.len(), 1, "it is late paper, not August's progress");
    assert_eq!(story.status("2022-08-31")["overview"]["period_invested_fen"], 0);
}

#[test]
fn of_two_returns_of_one_day_the_later_typed_holds() {
    let story = work(&[
        "2022-08-01 update A --invested 600万 --text 上午 --on 2022-07-31",
        "2022-08-01 update A --invested 650万 --text 下午 --on 2022-07-31",
    ]);
    assert_eq!(story.row("2022-07-31", "A"), "plan 1000 ytd 650 rate 65.00 light green");
    story.typed("2022-08-02 update A --corrects 2 --invested 610万 --reason 上午数有误");
    assert_eq!(
        story.row("2022-07-31", "A"),
        "plan 1000 ytd 650 rate 65.00 light green",
        "correcting the morning's return does not overrule the afternoon's"
    );
}

#[test]
fn a_correction_of_a_correction_counts_and_voiding_it_brings_back_the_first() {
    let story = work(&[
        "2022-08-01 update A --invested 600万 --on 2022-07-31",
        "2022-08-02 update A --corrects 2 --invested 500万 --reason 误计",
        "2022-08-03 update A --corrects 3 --invested 450万 --reason 又误计",
    ]);
    assert_eq!(story.row("2022-07-31", "A"), "plan 1000 ytd 450 rate 45.00 light yellow");
    assert!(story.refused("2022-08-04 update A --corrects 2 --invested 1万 --reason 再来").contains('2'));
    story.typed("2022-08-04 undo --reason 第二次更正有误");
    assert_eq!(story.row("2022-07-31", "A"), "plan 1000 ytd 500 rate 50.00 light green");
    assert_eq!(
        story.row("2022-07-31 known 2022-08-03", "A"),
        "plan 1000 ytd 450 rate 45.00 light yellow",
        "as it was known in between"
    );
}

#[test]
fn where_parent_and_lots_both_have_figures_one_of_them_is_summed() {
    let story = work(&[
        "2022-01-10 add water 甲工程一标 --code A1 --parent A --total 3000万",
        "2022-01-10 plan A1 2022 --invest 400万 --on 2022-01-01",
        "2022-02-01 update A1 --stage 开工 --invested 0万 --on 2022-01-31",
        "2022-07-01 update A --invested 500万 --on 2022-06-30",
        "2022-07-01 update A1 --invested 300万 --on 2022-06-30",
    ]);
    let sums = |view: &str| {
        let total = story.status(view)["categories"][0].clone();
        (total["projects"].clone(), total["lots"].clone(), money(&total["plan_fen"]), money(&total["invested_ytd_fen"]))
    };
    assert_eq!(sums("2022-06-30"), (1.into(), 1.into(), "1000".to_owned(), "500".to_owned()), "its own");
    story.typed("2022-07-02 edit A --figures lots --on 2022-07-01");
    assert_eq!(sums("2022-07-02"), (1.into(), 1.into(), "400".to_owned(), "300".to_owned()), "its lots'");
    assert_eq!(sums("2022-06-30"), (1.into(), 1.into(), "1000".to_owned(), "500".to_owned()), "June stays June");
    assert!(story.refused("2022-07-03 update A --invested 600万 --on 2022-07-02").contains("A"));
    assert!(story.refused("2022-07-03 plan A 2022 --invest 600万 --on 2022-07-02 --reason 调").contains("A"));
}

#[test]
fn a_first_reading_in_mid_year_has_no_base_until_somebody_states_it() {
    let story = Story::told(&[
        "2022-05-10 add water 甲工程 --code A --total 5000万",
        "2022-05-10 plan A 2022 --invest 1000万 --on 2022-05-01",
        "2022-06-01 update A --stage 在建 --invested 2300万 --on 2022-05-31",
    ]);
    assert_eq!(story.row("2022-05-31", "A"), "plan 1000 ytd - rate - light none");
    assert_eq!(story.status("2022-05-31")["notes"]["no_base"], 1);
    let done = story.run("2022-06-01", &["check".to_owned()]);
    assert_eq!(done.status, 3);
    let mend = done.out.split('`').nth(1).expect("a command");
    let mend = mend.replace("年初累计", "2000万").replace("当时阶段", "在建");
    story.typed(&format!("2022-06-02 {}", mend.strip_prefix("haishu-proj ").expect("this program")));
    assert_eq!(story.row("2022-05-31", "A"), "plan 1000 ytd 300 rate 30.00 light yellow");
    assert_eq!(story.row("2022-05-31 known 2022-06-01", "A"), "plan 1000 ytd - rate - light none");
}

#[test]
fn paused_then_cancelled_leaves_the_sums_from_that_day_only() {
    let story = work(&[
        "2022-07-01 update A --invested 500万 --on 2022-06-30",
        "2022-07-11 update A --condition paused --review 2022-07-31 --problem 汛期 --on 2022-07-10",
        "2022-08-16 update A --condition cancelled --on 2022-08-15",
    ]);
    assert_eq!(story.row("2022-07-31", "A"), "plan 1000 ytd 500 rate 50.00 light yellow", "paused");
    assert_eq!(story.row("2022-08-14", "A"), "plan 1000 ytd 500 rate 50.00 light red", "past its review");
    assert_eq!(story.row("2022-08-15", "A"), "plan - ytd - rate - light none");
    let notes = story.status("2022-08-31")["notes"].clone();
    assert_eq!((&notes["cancelled"], money(&notes["cancelled_plan_fen"])), (&1.into(), "1000".to_owned()));
    assert_eq!(money(&notes["cancelled_ytd_fen"]), "500");
    let july = story.status("2022-07-31");
    assert_eq!((&july["overview"]["projects"], &july["notes"]["cancelled"]), (&1.into(), &Value::Null));
}

#[test]
fn households_known_later_do_not_change_a_page_of_before() {
    let story = Story::told(&[
        "2022-01-10 add relocation 丁村征迁 --code R",
        "2022-04-01 update R --stage 签约 --set signed=40 --on 2022-03-31",
        "2022-06-02 edit R --total households=100 --on 2022-06-01",
    ]);
    assert!(story.status("2022-05-31")["funnel"].is_null(), "no denominator yet");
    let funnel = story.status("2022-06-30")["funnel"].clone();
    assert_eq!(
        (&funnel[0]["count"], &funnel[1]["count"], &funnel[1]["share_bp"]),
        (&100.into(), &40.into(), &4000.into())
    );
    assert!(story.refused("2022-06-03 update R --set signed=101 --on 2022-06-02").contains("101"));
    let before = story.page("2022-05-31 known 2022-06-01");
    story.typed("2022-07-02 edit R --total households=120 --on 2022-07-01");
    assert_eq!(story.page("2022-05-31 known 2022-06-01"), before);
}

#[test]
fn a_re_plan_in_august_leaves_the_page_of_july() {
    let story = work(&["2022-08-01 update A --invested 300万 --on 2022-07-31"]);
    let july = story.page("2022-07-31 known 2022-08-01");
    assert!(july.contains("30.0%"));
    story.typed("2022-08-22 plan A 2022 --invest 500万 --on 2022-08-20 --reason 招标推迟");
    story.typed("2022-08-23 update A --corrects 2 --invested 250万 --reason 误计");
    assert_eq!(story.page("2022-07-31 known 2022-08-01"), july, "byte for byte");
    assert_eq!(story.row("2022-07-31", "A"), "plan 1000 ytd 250 rate 25.00 light red", "the re-plan holds from August");
    assert_eq!(story.row("2022-08-31", "A"), "plan 500 ytd 250 rate 50.00 light yellow");
    let notes = story.status("2022-08-31")["notes"].clone();
    assert_eq!(percent(&notes["first_plan_completion_bp"]), "25.00", "the first version stands beside it");
    assert!(story.page("2022-08-31").contains("招标推迟"));
}

#[test]
fn a_target_of_new_works_leaves_out_what_had_started_before() {
    let story = Story::told(&[
        "2021-06-01 add water 甲工程 --code A",
        "2021-06-01 add water 乙工程 --code B",
        "2021-07-01 update A --stage 开工 --on 2021-06-30",
        "2022-03-01 update B --stage 开工 --on 2022-02-28",
        "2022-03-02 target add 新开工2个治水项目 --year 2022 --count 开工 --category water --value 2 --mode new --source 报",
        "2022-03-02 target add 累计开工2个治水项目 --year 2022 --count 开工 --category water --value 2 --mode cumulative --source 报",
        "2022-03-02 target add 开工2个治水项目 --year 2022 --count 开工 --category water --value 2 --source 报",
    ]);
    let page = story.typed("2022-03-31 --as-of 2022-03-31 --lang en report targets --format json");
    let page: Value = serde_json::from_str(&page).expect("JSON");
    let said: Vec<String> = (0..3).map(|at| page["targets"][at]["situation"].to_string()).collect();
    assert!(said[0].contains("not met"), "one of two is new: {}", said[0]);
    assert!(!said[1].contains("not met"), "both stand: {}", said[1]);
    assert_ne!(said[2], said[1], "what the sentence leaves open is given both ways: {}", said[2]);
}

#[test]
fn a_stage_that_goes_back_takes_completion_back_but_not_the_start() {
    let story = work(&[
        "2022-06-01 update A --stage 完工 --invested 900万 --on 2022-05-31 --force --reason 提前",
        "2022-07-01 update A --stage 在建 --invested 950万 --on 2022-06-30",
    ]);
    assert_eq!(story.cell("2022-05-31", "A", "completed_on"), "2022-05-31");
    assert_eq!(story.cell("2022-06-30", "A", "completed_on"), Value::Null);
    assert_eq!(story.cell("2022-06-30", "A", "started_on"), "2022-01-31");
    assert_eq!(story.row("2022-05-31", "A"), "plan 1000 ytd 900 rate 90.00 light none", "finished");
    assert_eq!(story.row("2022-06-30", "A"), "plan 1000 ytd 950 rate 95.00 light green", "and judged again");
}

#[test]
fn a_value_that_falls_after_audit_is_negative_and_never_clamped() {
    let story = Story::told(&[
        "2021-12-31 add water 甲工程 --code A --total 5000万",
        "2021-12-31 update A --stage 完工 --invested 4800万 --on 2021-12-31",
        "2022-01-10 plan A 2022 --invest 100万 --on 2022-01-01",
    ]);
    assert!(story.refused("2022-06-01 update A --invested 4700万 --on 2022-05-31").contains("4,800"));
    story.typed("2022-06-01 update A --invested 4700万 --on 2022-05-31 --force --reason 审计核减");
    assert_eq!(story.row("2022-06-30", "A"), "plan 100 ytd -100 rate -100.00 light none");
}

#[test]
fn an_old_change_undone_under_later_returns_leaves_them() {
    let story = work(&[
        "2022-04-01 update A --stage 在建 --invested 200万 --text 四月 --on 2022-03-31",
        "2022-05-01 update A --invested 300万 --on 2022-04-30",
        "2022-06-01 update A --no-change --on 2022-05-31",
    ]);
    let change = story.typed("2022-06-01 --lang en history --since 2022-04-01 --format json");
    let change: Value = serde_json::from_str(&change).expect("JSON");
    let april = change["history"][0]["change"].to_string();
    story.typed(&format!("2022-06-02 undo {april} --reason 项目报错"));
    assert_eq!(story.row("2022-03-31", "A"), "plan 1000 ytd 0 rate 0.00 light grey", "no return since January");
    assert_eq!(story.row("2022-05-31", "A"), "plan 1000 ytd 300 rate 30.00 light yellow", "what came later stays");
    assert_eq!(story.cell("2022-05-31", "A", "stage"), "started", "the stage was the undone return's");
}

#[test]
fn a_milestone_of_a_year_is_due_on_its_last_day_and_printed_as_a_year() {
    let story = work(&[
        "2022-01-10 milestone add A 主体结顶 2022 --on 2022-01-10",
        "2022-12-21 update A --invested 999万 --on 2022-12-20",
    ]);
    let milestone = story.json("--as-of 2022-12-31", "show A")["milestones"][0].clone();
    assert_eq!((&milestone["due"], &milestone["met"]), (&"2022".into(), &Value::Null));
    assert_eq!(story.row("2022-12-31", "A"), "plan 1000 ytd 999 rate 99.90 light green", "due today is in time");
    assert_eq!(story.cell("2023-01-01", "A", "light"), "yellow");
}

#[test]
fn a_lot_moved_to_another_project_takes_its_whole_year_with_it_from_that_day() {
    let story = Story::told(&[
        "2022-01-10 add water 甲工程 --code A",
        "2022-01-10 add water 乙工程 --code B",
        "2022-01-10 add water 一标 --code L1 --parent A",
        "2022-01-10 add water 二标 --code L2 --parent A",
        "2022-01-10 add water 三标 --code L3 --parent B",
        "2022-01-10 edit A --figures lots --on 2022-01-01",
        "2022-01-10 edit B --figures lots --on 2022-01-01",
        "2022-01-10 plan L1 2022 --invest 100万 --on 2022-01-01",
        "2022-01-10 plan L2 2022 --invest 200万 --on 2022-01-01",
        "2022-01-10 plan L3 2022 --invest 300万 --on 2022-01-01",
        "2022-02-01 update L1 --stage 开工 --invested 10万 --on 2022-01-31",
        "2022-02-01 update L2 --stage 开工 --invested 20万 --on 2022-01-31",
        "2022-02-01 update L3 --stage 开工 --invested 30万 --on 2022-01-31",
    ]);
    let july = story.page("2022-07-31 known 2022-08-01");
    story.typed("2022-08-10 edit L2 --parent B --on 2022-08-10");
    assert_eq!(story.row("2022-08-09", "A"), "plan 300 ytd 30 rate 10.00 light red");
    assert_eq!(story.row("2022-08-10", "A"), "plan 100 ytd 10 rate 10.00 light red");
    assert_eq!(story.row("2022-08-10", "B"), "plan 500 ytd 50 rate 10.00 light red");
    assert_eq!(story.page("2022-07-31 known 2022-08-01"), july);
    let total = story.status("2022-08-31")["categories"][0].clone();
    assert_eq!((money(&total["plan_fen"]), money(&total["invested_ytd_fen"])), ("600".to_owned(), "60".to_owned()));
}

#[test]
fn a_total_re_based_to_the_final_account_holds_from_its_day() {
    let story = work(&[
        "2022-07-01 update A --stage 完工 --invested 4100万 --on 2022-06-30",
        "2022-08-02 edit A --total 4200万 --basis 决算 --on 2022-08-01",
    ]);
    assert_eq!(money(&story.cell("2022-07-31", "A", "total_fen")), "5000");
    assert_eq!(money(&story.cell("2022-08-01", "A", "total_fen")), "4200");
    assert_eq!(story.cell("2022-08-01", "A", "total_basis"), "final");
    assert!(story.refused("2022-08-03 edit A --total 4000万 --basis 决算 --on 2022-08-02").contains("4100万"));
}

/// The sum of the page before, what was put right since and what the period added are the sum of this page.
#[test]
fn late_paper_stands_between_two_pages_and_in_neither_period() {
    let story = Story::told(&[
        "2022-07-01 add water 甲工程 --code A --start 2022-02",
        "2022-07-01 add water 乙工程 --code B --start 2022-02",
        "2022-07-01 plan A 2022 --invest 1000万 --on 2022-01-10",
        "2022-07-01 plan B 2022 --invest 1000万 --on 2022-01-10",
        "2022-07-31 update A --invested 300万 --on 2022-07-31",
        "2022-08-11 update A --corrects 1 --invested 280万 --reason 误计",
        "2022-08-11 update B --invested 70万 --on 2022-07-31",
        "2022-08-31 update A --invested 400万 --on 2022-08-31",
    ]);
    let sent = &story.status("2022-07-31 known 2022-08-10")["overview"];
    let august = &story.status("2022-08-31")["overview"];
    let of = |page: &Value, key: &str| page[key].as_i64().unwrap_or_else(|| panic!("{key}: {page}")) / 1_000_000;
    assert_eq!(of(sent, "invested_ytd_fen"), 300);
    assert_eq!(of(august, "put_right_fen"), 50, "70 late, 20 too many");
    assert_eq!(of(august, "period_invested_fen"), 120);
    assert_eq!(of(august, "invested_ytd_fen"), 300 + 50 + 120);
    assert!(sent["put_right_fen"].is_null(), "nothing was late for July's");
}

/// A week that spans the year tells what it added, though there is no plan yet; a work closed last year is told once.
#[test]
fn a_week_across_the_year_says_why_there_are_no_rates_and_who_is_gone() {
    let story = Story::told(&[
        "2022-07-01 add water 甲工程 --code A --start 2022-02",
        "2022-07-01 add water 乙工程 --code B --start 2022-02",
        "2022-07-01 plan A 2022 --invest 1000万 --on 2022-01-10",
        "2022-12-20 update A --stage 在建 --invested 900万",
        "2022-12-20 update B --stage 竣工验收 --invested 900万",
        "2023-01-01 update A --invested 950万 --on 2022-12-31",
        "2023-01-01 update A --invested 960万",
    ]);
    let week = story.json("--as-of 2023-01-01", "report --period week");
    let of = |key: &str| week["overview"][key].as_i64().unwrap_or_else(|| panic!("{key}: {week}"));
    assert_eq!((of("no_plans_of"), of("invested_ytd_fen"), of("period_invested_fen")), (2023, 10_000_000, 60_000_000));
    let gone = |page: &Value| page["changes"].to_string().contains("2022年底前已办结");
    assert!(gone(&week), "{week}");
    assert!(!gone(&story.json("--as-of 2023-01-08", "report --period week")), "told once");
    assert!(!gone(&story.json("--as-of 2022-12-31", "report --period week")), "in its own year it counts");
}

/// An ask reaches the page whatever the light of the work, and of a project whose lot is the red one.
#[test]
fn what_works_ask_that_are_in_no_list_stands_below_the_lists() {
    let story = Story::told(&[
        "2022-01-10 add water 甲工程 --code A",
        "2022-01-10 plan A 2022 --invest 1000万",
        "2022-01-10 update A --stage 开工 --invested 0万",
        "2022-01-10 add water 乙工程 --code B",
        "2022-01-10 add water 丙工程 --code C",
        "2022-01-10 add water 丙工程一标 --code C1 --parent C",
        "2022-01-10 edit C --figures lots",
        "2022-01-10 plan C1 2022 --invest 1000万",
        "2022-01-10 update C1 --stage 开工 --invested 0万",
        "2022-01-10 issue raise C 用地 --ask 请移交用地",
        "2022-08-31 update A --invested 700万 --ask 请拨付二季度资金",
        "2022-08-31 update B --stage 设计 --ask 请明确选址",
        "2022-08-31 update C1 --invested 10万 --ask 请更换施工单位",
    ]);
    let others = |lang: &str| {
        let page = story.typed(&format!("2022-09-01 --lang {lang} report --format markdown"));
        page.lines().find(|line| line.contains("请明确选址")).unwrap_or(&page).to_owned()
    };
    assert_eq!(others("zh"), "其他项目需协调：A 请拨付二季度资金；B 请明确选址；C 请移交用地。");
    assert_eq!(others("en"), "Other works ask: A 请拨付二季度资金; B 请明确选址; C 请移交用地.");
    for no in 1..=9 {
        story.typed(&format!("2022-08-31 add water 工程{no} --code D{no}"));
        story.typed(&format!("2022-08-31 update D{no} --ask 请协调"));
    }
    assert!(others("zh").ends_with("D7 请协调；另有2项。"), "{}", others("zh"));
    story.typed("2022-09-01 update A --no-change --on 2022-09-01");
    let page = story.typed("2022-09-01 --as-of 2022-09-01 report");
    assert!(!page.contains("请拨付二季度资金"), "a return without an ask asks for nothing more: {page}");
}
