//! fixtures/brief/situations.md: how the brief reads in every situation, word for word; and its figures are those of the
//! status page.

use std::fmt::Write;

use serde_json::Value;

use crate::sealed::{Desk, finish, root};

const FILE: &str = "fixtures/brief/situations.md";

/// A situation: what is typed, how it is looked at, and what is to be printed.
struct Situation {
    name: String,
    commands: Vec<String>,
    view: String,
    zh: String,
    en: String,
}

/// The file as it is but for the blocks of the answers, which become what `said` gives for each situation.
fn rewritten(text: &str, mut said: impl FnMut(&Situation) -> [String; 2]) -> String {
    let mut all = String::new();
    for part in text.split_inclusive('\n').fold(Vec::<String>::new(), by_heading) {
        let Some(situation) = situation(&part) else {
            all += &part;
            continue;
        };
        let [zh, en] = said(&situation);
        let part = with_block(&part, "zh", &zh);
        all += &with_block(&part, "en", &en);
    }
    all
}

fn by_heading(mut parts: Vec<String>, line: &str) -> Vec<String> {
    match parts.last_mut() {
        Some(part) if !line.starts_with("## ") => part.push_str(line),
        _ => parts.push(line.to_owned()),
    }
    parts
}

fn situation(part: &str) -> Option<Situation> {
    let name = part.strip_prefix("## ")?.lines().next()?.to_owned();
    let block = |of: &str| block(part, of).unwrap_or_else(|| panic!("{name}: a block `{of}`")).to_owned();
    let commands = block("commands").lines().map(str::to_owned).collect();
    let (view, zh, en) = (block("view").trim_end().to_owned(), block("zh"), block("en"));
    Some(Situation { name: name.clone(), commands, view, zh, en })
}

fn block<'a>(part: &'a str, of: &str) -> Option<&'a str> {
    let (_, rest) = part.split_once(&format!("```{of}\n"))?;
    rest.split_once("```").map(|(block, _)| block)
}

fn with_block(part: &str, of: &str, said: &str) -> String {
    let start = format!("```{of}\n");
    let (before, rest) = part.split_once(&start).expect(of);
    let (_, after) = rest.split_once("```").expect(of);
    format!("{before}{start}{said}```{after}")
}

/// The register of a situation.
fn register(situation: &Situation) -> Desk {
    let desk = Desk::empty();
    typed(&desk, "2021-01-01 init");
    for line in situation.commands.iter().filter(|line| !line.is_empty()) {
        match line.strip_suffix("works.txt") {
            Some(_) => works(&desk, line),
            None => drop(typed(&desk, line)),
        }
    }
    desk
}

/// A script of its own: moment, who, command.
fn works(desk: &Desk, file: &str) {
    let script = std::fs::read_to_string(root().join(file)).expect(file);
    for line in script.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let words = shlex::split(line).expect(line);
        let mut command = desk.command(&words[2..].iter().map(String::as_str).collect::<Vec<_>>());
        let done =
            finish(command.env("HAISHU_PROJ_TODAY", format!("{}!", words[0])).env("HAISHU_PROJ_USER", &words[1]));
        assert_eq!(done.status, 0, "{line}: {}", done.err);
    }
}

/// What was typed on a day; `\n` in it is a line break.
fn typed(desk: &Desk, line: &str) -> String {
    let (day, command) = line.split_once(' ').expect(line);
    let words = shlex::split(command).expect(line);
    let words: Vec<String> = words.iter().map(|word| word.replace("\\n", "\n")).collect();
    let mut command = desk.command(&words.iter().map(String::as_str).collect::<Vec<_>>());
    let done = finish(command.env("HAISHU_PROJ_TODAY", format!("{day}T09:00:00+08:00!")));
    assert_eq!(done.status, 0, "{line}: {}", done.err);
    done.out
}

/// So long is a line, in bytes, after which a paragraph goes on in the next: a mail carries no longer ones.
const GOES_ON: usize = 495;

/// The page without the line that says when it was made, its paragraphs whole.
fn page(desk: &Desk, view: &str, lang: &str) -> String {
    let page = typed(desk, &format!("{view} --lang {lang}"));
    let mut lines: Vec<String> = Vec::new();
    for (_, line) in page.lines().enumerate().filter(|(at, _)| *at != 1) {
        match lines.last_mut() {
            Some(before) if before.len() > GOES_ON && !line.is_empty() => {
                *before += if lang == "en" { " " } else { "" };
                *before += line;
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines.iter().fold(String::new(), |mut all, line| {
        writeln!(all, "{line}").expect("a string");
        all
    })
}

#[test]
fn every_situation_reads_as_written() {
    let text = std::fs::read_to_string(root().join(FILE)).expect(FILE);
    let (mut wrong, mut situations) = (Vec::new(), 0);
    let printed = rewritten(&text, |situation| {
        let desk = register(situation);
        let said = ["zh", "en"].map(|lang| page(&desk, &situation.view, lang));
        situations += 1;
        if said != [situation.zh.clone(), situation.en.clone()] {
            wrong.push(format!("{}\n{}\n{}", situation.name, said[0], said[1]));
        }
        held_together(situation, &desk);
        reads_as_official_chinese(&situation.name, &said[0]);
        said
    });
    assert!(situations >= 16, "{situations} situations");
    if std::env::var_os("BRIEF").is_some_and(|mode| mode == "overwrite") {
        std::fs::write(root().join(FILE), printed).expect("written back");
        return;
    }
    assert!(wrong.is_empty(), "{} situations read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

/// Every figure of the brief is that of the status page of the same view.
fn held_together(situation: &Situation, desk: &Desk) {
    let brief = json(desk, &situation.view);
    let status = json(desk, &situation.view.replace("report brief", "report status"));
    let name = &situation.name;
    let (progress, overview, notes) = (&brief["brief"]["progress"], &status["overview"], &status["notes"]);
    assert_eq!(brief["returns"], status["returns"], "{name}");
    let same = |what: &str, ours: &Value, theirs: &Value| assert_eq!(ours, theirs, "{name}: {what}");
    for key in ["projects", "lots"] {
        same(key, &progress[key], &overview[key]);
    }
    if overview["plan_fen"].is_i64() {
        for key in ["plan_fen", "completion_bp", "elapsed_bp", "gap_bp"] {
            same(key, &progress[key], &overview[key]);
        }
    }
    // with plans or, in a new year, before they come
    if !overview["invested_ytd_fen"].is_null() {
        for key in ["invested_ytd_fen", "period_invested_fen"] {
            same(key, &progress[key], &overview[key]);
        }
    }
    for key in ["start_due", "start_done"] {
        same(key, &progress[key], &overview[key]);
    }
    for key in ["unplanned", "unplanned_ytd_fen", "never_filed", "no_base"] {
        // status says nothing of them where there is nothing to say
        let noted = if notes[key].is_i64() { notes[key].clone() } else { Value::from(0) };
        if notes["unplanned"].is_i64() {
            same(key, &progress[key], &noted);
        }
    }
    for key in ["cancelled", "cancelled_plan_fen", "merged", "withdrawn"] {
        if progress[key].is_i64() {
            same(key, &progress[key], &notes[key]);
        }
    }
    let number = |value: &Value| value.as_i64().unwrap_or(0);
    if number(&overview["projects"]) > 0 {
        same("completed", &progress["completed"], &overview["completed"]);
        let started = number(&progress["completed"]) + number(&progress["underway"]);
        assert_eq!(started, number(&overview["started"]), "{name}: started");
        let situation = &brief["brief"]["situation"];
        for light in ["red", "yellow", "green", "grey", "none"] {
            same(light, &situation[light], &overview[light]);
        }
        same("first plan", &situation["first_plan_completion_bp"], &notes["first_plan_completion_bp"]);
    }
    groups(name, progress, &status);
    named(name, &brief["brief"], &status);
    let next = &brief["brief"]["next"];
    if !next.is_null() {
        same("owed", &next["owed"], &status["returns"]["due"]);
        same("returned", &next["returned"], &status["returns"]["returned"]);
        let missing: i64 = next["missing"].as_array().expect("units").iter().map(|unit| number(&unit["missing"])).sum();
        assert_eq!(missing, number(&next["owed"]) - number(&next["returned"]), "{name}: units");
    }
}

/// Works that are named stand on the status page in the same light for the same reasons, and wait for the same days.
fn named(name: &str, brief: &Value, status: &Value) {
    let rows = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for (ours, theirs) in [("red_works", "red"), ("yellow_works", "yellow")] {
        let page = rows(&status[theirs]);
        let works = &brief["situation"][ours];
        assert_eq!(works["works"].as_i64().unwrap_or(0), page.len() as i64, "{name}: {ours}");
        for work in rows(&works["named"]) {
            let row = page.iter().find(|row| row["code"] == work["code"]);
            let reasons = rows(&row.unwrap_or_else(|| panic!("{name}: {}", work["code"]))["reasons"]);
            assert!(rows(&work["reasons"]).iter().all(|reason| reasons.contains(reason)), "{name}: {work}");
        }
    }
    let page = rows(&status["milestones"]);
    let awaited = ["overdue", "due_next"].map(|of| &brief["next"][of]);
    let all: i64 = awaited.iter().filter_map(|of| of["milestones"].as_i64()).sum();
    assert_eq!(all, page.len() as i64, "{name}: milestones");
    for work in awaited.into_iter().flat_map(|of| rows(&of["named"])) {
        let is_same = |row: &&Value| ["code", "milestone", "due"].iter().all(|key| row[*key] == work[*key]);
        assert!(page.iter().any(|row| is_same(&row)), "{name}: {work}");
    }
}

/// Category by category, and step by step of the households.
fn groups(name: &str, progress: &Value, status: &Value) {
    let rows = |value: &Value| value.as_array().cloned().unwrap_or_default();
    for line in rows(&progress["categories"]) {
        let row = rows(&status["categories"]).into_iter().find(|row| row["category"] == line["category"]);
        let row = row.unwrap_or_else(|| panic!("{name}: {}", line["category"]));
        for (ours, theirs) in [
            ("projects", "projects"),
            ("completed", "reached_end"),
            ("plan_fen", "plan_fen"),
            ("invested_ytd_fen", "invested_ytd_fen"),
            ("completion_bp", "completion_bp"),
            ("gap_bp", "gap_bp"),
        ] {
            assert_eq!(line[ours], row[theirs], "{name}: {ours} of {}", line["category"]);
        }
    }
    for step in rows(&progress["household_steps"]) {
        let row = rows(&status["funnel"]).into_iter().find(|row| row["measure"] == step["measure"]);
        let row = row.unwrap_or_else(|| panic!("{name}: {}", step["measure"]));
        assert_eq!((&step["count"], &step["share_bp"]), (&row["count"], &row["share_bp"]), "{name}: households");
    }
}

/// Signs and phrases that no office would let pass. What stands in “” users typed.
fn reads_as_official_chinese(name: &str, page: &str) {
    let (prose, _) = page.rsplit_once("\n台账末次校验值").expect("the hash, which is no prose, below it");
    let faults = faults(prose);
    assert!(faults.is_empty(), "{name}: {faults:?}\n{page}");
}

fn faults(page: &str) -> Vec<String> {
    let own: String = page.split('“').map(|part| part.split_once('”').map_or(part, |(_, rest)| rest)).collect();
    let signs: Vec<char> = own.chars().collect();
    let is_ascii_sign = |at: &usize| {
        let is_digit = |at: Option<usize>| at.and_then(|at| signs.get(at)).is_some_and(char::is_ascii_digit);
        let is_in_number = is_digit(at.checked_sub(1)) && (is_digit(Some(at + 1)) || signs[*at] == '%');
        signs[*at].is_ascii_punctuation() && !is_in_number || signs[*at] == ' '
    };
    let mut faults: Vec<String> = (0..signs.len()).filter(is_ascii_sign).map(|at| signs[at].to_string()).collect();
    let doubled = ["，，", "，。", "。。", "；。", "：。", "、。", "、，", "，；", "；；", "：；", "（）", "：，"];
    let counts = ["共0项", "灯0项", "已0", "个项目项", "项个", "个个", "项项", "None", "等。等"];
    faults.extend(doubled.iter().chain(&counts).filter(|phrase| own.contains(**phrase)).map(|each| (*each).to_owned()));
    // A leading nought in a date, and a rate that is whole though it is none.
    faults.extend((own.contains("月0") || own.contains("年0")).then(|| "0".to_owned()));
    let lines = own.lines().skip(1).filter(|line| !line.is_empty());
    faults.extend(lines.filter(|line| !line.starts_with("　　") || !line.ends_with('。')).map(str::to_owned));
    faults
}

#[test]
fn what_no_office_would_let_pass_is_found() {
    let well = "关于2022年8月重点工程推进情况的通报\n\n　　1—8月，完成投资7019.32万元，占57.9%，“1. 甲”已完成。\n";
    assert_eq!(faults(well), [""; 0]);
    for bad in ["　　甲,乙。", "　　亮红灯0项。", "　　甲，。", "　　8月05日。", "甲。", "　　甲", "　　甲 乙。"]
    {
        assert!(!faults(&format!("题\n\n{bad}\n")).is_empty(), "{bad}");
    }
}

fn json(desk: &Desk, view: &str) -> Value {
    serde_json::from_str(&typed(desk, &format!("{view} --format json"))).expect("JSON")
}
