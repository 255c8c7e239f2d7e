//! fixtures/worked-example/rules.md: a small register for each rule of the figures, with every figure derived by hand.
//! Its commands are typed in as they stand; what the tables state must be what the program prints.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::sealed::{Desk, Done, finish};
use crate::worked_example::{self, money, percent, text};

const RULES: &str = include_str!("../../fixtures/worked-example/rules.md");

/// When everything is looked at: after the last day of any register.
const READ_AT: &str = "2024-12-31T09:00:00+08:00";

/// A rule: the register it is shown on, and what must be found there.
#[derive(Default)]
struct Rule<'a> {
    name: &'a str,
    commands: Vec<&'a str>,
    runs_the_twelve_works: bool,
    claims: Vec<Claim<'a>>,
}

/// A register with the commands of a rule typed in, and what was printed of it already.
struct Register {
    desk: Desk,
    printed: RefCell<BTreeMap<String, Done>>,
}

/// A row of a table: the view it is seen in, the table's heading, its own cells.
struct Claim<'a> {
    view: Vec<&'a str>,
    heading: Vec<&'a str>,
    cells: Vec<&'a str>,
}

/// The rules in the order of the file. One without commands of its own stands on the register before it.
fn rules() -> Vec<Rule<'static>> {
    let mut rules: Vec<Rule> = Vec::new();
    let (mut view, mut heading, mut in_commands) = (Vec::new(), Vec::new(), false);
    for line in RULES.lines() {
        if let Some(name) = line.strip_prefix("## rule ") {
            let (before, name) = (rules.last(), name.trim());
            let commands = before.map_or_else(Vec::new, |rule| rule.commands.clone());
            let runs_the_twelve_works = before.is_some_and(|rule| rule.runs_the_twelve_works);
            rules.push(Rule { name, commands, runs_the_twelve_works, claims: Vec::new() });
            view = Vec::new();
        }
        let Some(rule) = rules.last_mut() else { continue };
        if let Some(fence) = line.strip_prefix("```") {
            in_commands = !in_commands && !fence.is_empty();
            if in_commands {
                rule.commands.clear();
                rule.runs_the_twelve_works = fence == "works.txt";
            }
        } else if in_commands {
            rule.commands.extend((!line.trim().is_empty() && !line.starts_with('#')).then_some(line));
        } else if let Some(title) = line.strip_prefix("### as of ") {
            let (day, known_at) = title.split_once(", known at ").unwrap_or((title, "end"));
            view = vec!["--as-of", day.trim()];
            view.extend(["--known-at", known_at.trim()].iter().filter(|_| known_at.trim() != "end"));
        }
        let Some(cells) = line.strip_prefix('|').filter(|_| !in_commands) else {
            heading = Vec::new();
            continue;
        };
        let cells: Vec<&str> = cells.trim_end_matches('|').split('|').map(str::trim).collect();
        if heading.is_empty() {
            heading = cells;
        } else if !cells.iter().all(|cell| cell.starts_with("---")) {
            assert_eq!(heading.len(), cells.len(), "{}: {line}", rule.name);
            rule.claims.push(Claim { view: view.clone(), heading: heading.clone(), cells });
        }
    }
    rules
}

impl Register {
    /// Else the command that was not taken, and why.
    fn of(rule: &Rule) -> Result<Self, String> {
        let desk = if rule.runs_the_twelve_works { worked_example::register() } else { Desk::empty() };
        let register = Self { desk, printed: RefCell::default() };
        let first = ["2021-01-01 init", "2021-01-01 unit add 甲局", "2021-01-01 unit add 乙局"];
        let first = first.iter().filter(|_| !rule.runs_the_twelve_works);
        for line in first.chain(&rule.commands) {
            let done = register.type_line(line);
            if done.status != 0 {
                return Err(format!("`{line}` is not taken: {}", done.err));
            }
        }
        Ok(register)
    }

    fn typed(&self, moment: &str, args: &[&str]) -> Done {
        let mut command = self.desk.command(args);
        finish(command.env("HAISHU_PROJ_TODAY", format!("{moment}!")).env("HAISHU_PROJ_USER", "重点办"))
    }

    fn type_line(&self, line: &str) -> Done {
        self.printed.borrow_mut().clear();
        let words = shlex::split(line).expect(line);
        let args: Vec<&str> = words[1..].iter().map(String::as_str).collect();
        self.typed(&words[0], &args)
    }

    fn look(&self, view: &[&str], command: &str) -> Done {
        let words = shlex::split(command).expect(command);
        let args: Vec<&str> = view.iter().copied().chain(words.iter().map(String::as_str)).collect();
        let known = self.printed.borrow().get(&args.join(" ")).cloned();
        known.unwrap_or_else(|| {
            let done = self.typed(READ_AT, &args);
            self.printed.borrow_mut().insert(args.join(" "), done.clone());
            done
        })
    }

    fn json(&self, view: &[&str], command: &str) -> Result<Value, String> {
        let done = self.look(view, &format!("{command} --format json"));
        serde_json::from_str(&done.out).map_err(|_| format!("prints no JSON: {}{}", done.out, done.err))
    }
}

/// Every rule with each of its claims that does not hold. Several at a time: most of it is waiting for the disk.
fn differences<'a>(rules: &'a [Rule<'a>]) -> Vec<(&'a str, Vec<String>)> {
    std::thread::scope(|scope| {
        let parts = rules.chunks(rules.len().div_ceil(8));
        let parts: Vec<_> = parts.map(|part| scope.spawn(|| differences_of_part(part))).collect();
        parts.into_iter().flat_map(|part| part.join().expect("a part is gone through")).collect()
    })
}

fn differences_of_part<'a>(rules: &'a [Rule<'a>]) -> Vec<(&'a str, Vec<String>)> {
    let mut register = Err("no rule yet".to_owned());
    let mut stands_on: Option<&Rule> = None;
    let mut found = Vec::new();
    for rule in rules {
        if stands_on.is_none_or(|before| before.commands != rule.commands) || rule.runs_the_twelve_works {
            register = Register::of(rule);
            stands_on = Some(rule);
        }
        assert!(!rule.claims.is_empty(), "{} claims something", rule.name);
        let differences = match &register {
            Ok(register) => rule.claims.iter().flat_map(|claim| claim.differences(register)).collect(),
            Err(refusal) => vec![refusal.clone()],
        };
        found.push((rule.name, differences));
    }
    found
}

impl Claim<'_> {
    fn differences(&self, register: &Register) -> Vec<String> {
        let heading = self.heading[0];
        if heading == "code" {
            return self.row(register);
        }
        let difference = if heading == "refused" {
            let done = register.type_line(self.cells[0]);
            differs(self.cells[0], self.cells[1], &format!("exit {}", done.status))
        } else if let Some(command) = heading.strip_prefix("text of ") {
            self.words(register, command)
        } else if let Some(command) = heading.strip_prefix("files of ") {
            register.look(&self.view, command);
            let is_there = register.desk.names().iter().any(|name| name == self.cells[0]);
            differs(self.cells[0], self.cells[1], if is_there { "written" } else { "-" })
        } else {
            let command = heading.strip_prefix("in ").expect("code, refused, in …, text of … or files of …");
            let page = register.json(&self.view, command);
            page.map_or_else(Some, |page| differs(self.cells[0], self.cells[1], &member(&page, self.cells[0])))
        };
        difference.map(|difference| format!("{heading} {}: {difference}", self.view.join(" "))).into_iter().collect()
    }

    /// A work of the list, one column a member.
    fn row(&self, register: &Register) -> Vec<String> {
        let list = match register.json(&self.view, "list") {
            Ok(list) => list,
            Err(fault) => return vec![fault],
        };
        let code = self.cells[0];
        let rows = list["projects"].as_array().map_or(&[][..], Vec::as_slice);
        let row = rows.iter().find(|row| row["code"] == *code).unwrap_or(&Value::Null);
        let place = format!("{} {code}", self.view.join(" "));
        let columns = self.heading.iter().zip(&self.cells).skip(1);
        columns
            .filter_map(|(column, want)| differs(&format!("{place}, {column}"), want, &member(row, column)))
            .collect()
    }

    /// What a page says or does not say; where it breaks its lines is its own affair.
    fn words(&self, register: &Register, command: &str) -> Option<String> {
        let done = register.look(&self.view, command);
        // 3: done, and `check` found something.
        if done.status != 0 && done.status != 3 {
            return Some(format!("exit {}: {}", done.status, done.err));
        }
        let close = |text: &str| text.split_whitespace().collect::<String>();
        let (verb, words) = (self.cells[0], self.cells[1]);
        let is_said = close(&format!("{}{}", done.out, done.err)).contains(&close(words));
        assert!(["says", "lacks"].contains(&verb), "{verb}");
        (is_said != (verb == "says")).then(|| format!("{verb} not as by hand: {words}"))
    }
}

fn differs(place: &str, want: &str, found: &str) -> Option<String> {
    // A count or sum of nothing is mostly left out.
    let is_nothing = want == "0" && found == "-";
    (want != found && !is_nothing).then(|| format!("{place}: by hand {want}, printed {found}"))
}

/// The element of an array that carries this word, or stands at this place.
fn find<'a>(array: &'a Value, key: &str) -> &'a Value {
    let elements = array.as_array().map_or(&[][..], Vec::as_slice);
    let carries = |element: &&Value| {
        element.as_object().is_some_and(|members| members.values().any(|value| value.as_str() == Some(key)))
    };
    let place = key.parse().ok().and_then(|place: usize| elements.get(place));
    elements.iter().find(carries).or(place).unwrap_or(&Value::Null)
}

/// The value at a path such as `units[甲局].rank`, worded by its unit as the tables word it.
fn member(page: &Value, path: &str) -> String {
    let path = match path {
        "plan" => "plan_fen",
        "ytd" => "invested_ytd_fen",
        "rate" => "completion_bp",
        "elapsed" => "elapsed_bp",
        "gap" => "gap_bp",
        other => other,
    };
    let mut value = page;
    for step in path.split('.') {
        let (name, key) = step.split_once('[').map_or((step, None), |(name, key)| (name, key.strip_suffix(']')));
        value = &value[name];
        if let Some(key) = key {
            value = find(value, key);
        }
    }
    match path {
        path if path.ends_with("_fen") => money(value),
        path if path.ends_with("_bp") => percent(value),
        _ => text(value),
    }
}

#[test]
fn every_rule_is_met() {
    let rules = rules();
    assert!(rules.len() >= 30, "{} rules", rules.len());
    let names: BTreeSet<&str> = rules.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), rules.len(), "a rule has a name of its own");
    let told: Vec<String> = differences(&rules)
        .iter()
        .filter(|(_, differences)| !differences.is_empty())
        .map(|(name, differences)| format!("{name}\n  {}", differences.join("\n  ")))
        .collect();
    assert!(told.is_empty(), "{} rules are not met:\n{}", told.len(), told.join("\n"));
}
