//! Random sequences of commands about figures: what is typed, and the facts it states when it is taken. The program runs
//! in this process. Numbers of returns, issues and changes are told from the end, so that a sequence stays one when a
//! command is taken out of it.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::OnceLock;

use chrono::{Datelike, Days};
use haishu_proj::run;
use tempfile::TempDir;

use crate::generated::surroundings;
use crate::model::ledger::{Body, Change, Condition, Due, Event, Fact, Ledger, Light, Measure, Update};
use crate::model::work::{CATEGORIES, COMPLETES, STAGES, STARTS};
use crate::model::{Day, day, month_end};
use crate::sealed::Done;

pub const UNITS: [&str; 3] = ["甲局", "乙局", "丙局"];
/// The day everything is looked at, after the last was typed.
pub const LAST_DAY: &str = "2023-12-31";
pub const TAGS: [&str; 2] = ["重点", "民生"];

/// One command and the day it was typed.
#[derive(Clone, Debug)]
pub struct Typed {
    pub today: Day,
    pub act: Act,
}

/// A day, or the month it lies in.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    day: Day,
    is_month: bool,
}

impl Said {
    pub fn month(year: i32, month: u32) -> Self {
        Self { day: day(year, month, 1), is_month: true }
    }

    fn word(self) -> String {
        if self.is_month { self.day.format("%Y-%m").to_string() } else { self.day.to_string() }
    }

    fn due(self) -> Due {
        if self.is_month {
            let first = day(self.day.year(), self.day.month(), 1);
            return Due { first, last: month_end(self.day.year(), self.day.month()) };
        }
        Due { first: self.day, last: self.day }
    }
}

#[derive(Clone, Debug, Default)]
pub struct Stated {
    pub stage: Option<usize>,
    pub invested: Option<i64>,
    pub physical: Option<i64>,
    pub condition: Option<Condition>,
    pub hand: Option<(Light, Day)>,
}

#[derive(Clone, Debug)]
pub enum Act {
    Add {
        code: String,
        category: usize,
        parent: Option<String>,
        is_programme: bool,
        units: Vec<String>,
        tag: Option<String>,
        start: Option<Said>,
        finish: Option<Said>,
        on: Option<Day>,
    },
    Split {
        code: String,
        category: usize,
        from: String,
        percent: i64,
        unit: String,
        on: Day,
    },
    FromLots {
        code: String,
        from_lots: bool,
        on: Day,
    },
    Units {
        code: String,
        unit: String,
        on: Day,
    },
    Update {
        code: String,
        on: Day,
        category: usize,
        stated: Stated,
    },
    Correct {
        code: String,
        back: usize,
        category: usize,
        stated: Stated,
    },
    Plan {
        code: String,
        year: i32,
        invest: Option<i64>,
        physical: Option<i64>,
        months: Option<Vec<i64>>,
        on: Day,
    },
    Milestone {
        code: String,
        name: String,
        due: Said,
        stage: Option<(usize, usize)>,
        on: Day,
    },
    Move {
        code: String,
        name: String,
        due: Said,
        on: Day,
    },
    Met {
        code: String,
        name: String,
        on: Day,
    },
    Issue {
        code: String,
        due: Option<Day>,
        on: Day,
    },
    CloseIssue {
        back: usize,
        on: Day,
    },
    Undo {
        back: usize,
    },
    Rules {
        key: &'static str,
        value: i64,
        on: Day,
    },
}

/// Steps of a splitmix generator: the same sequence for the same seed, on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).wrapping_add(1))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut word = self.0;
        word = (word ^ (word >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        word = (word ^ (word >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        word ^ (word >> 31)
    }

    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).expect("small")).expect("small")
    }

    pub fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    /// One time in so many.
    pub fn rarely(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }
}

fn later(from: Day, days: usize) -> Day {
    from.checked_add_days(Days::new(u64::try_from(days).expect("small"))).expect("a day")
}

fn earlier(from: Day, days: usize) -> Day {
    from.checked_sub_days(Days::new(u64::try_from(days).expect("small"))).expect("a day")
}

/// The works of a sequence that is being made up: code and category.
struct Plot {
    dice: Dice,
    today: Day,
    works: Vec<(String, usize)>,
    /// Those that have lots.
    parents: Vec<String>,
    lots: Vec<String>,
    /// Those that were merged or split, with what took their figures: of these none comes to take its from lots.
    merged: Vec<String>,
    has_programme: bool,
    typed: Vec<Typed>,
}

/// A sequence of 8 to 22 commands between the autumn of one year and the end of the next.
pub fn sequence(seed: u64) -> Vec<Typed> {
    let mut plot = Plot {
        dice: Dice::new(seed),
        today: day(2021, 11, 1),
        works: Vec::new(),
        parents: Vec::new(),
        lots: Vec::new(),
        merged: Vec::new(),
        has_programme: false,
        typed: Vec::new(),
    };
    plot.today = if plot.dice.rarely(2) { day(2022, 1, 5) } else { later(plot.today, plot.dice.below(90)) };
    if plot.dice.rarely(5) {
        plot.programme();
    }
    plot.add();
    let length = 7 + plot.dice.below(15);
    for _ in 0..length {
        let step = plot.dice.one(&[0, 0, 0, 1, 2, 5, 12, 20, 28, 35]);
        plot.today = later(plot.today, plot.dice.below(step + 1));
        if plot.today > day(2023, 3, 31) {
            break;
        }
        plot.step();
    }
    plot.typed
}

impl Plot {
    fn push(&mut self, act: Act) {
        self.typed.push(Typed { today: self.today, act });
    }

    fn step(&mut self) {
        match self.dice.below(40) {
            0..=3 => self.add(),
            4 => self.lot(),
            6..=17 => self.update(),
            19 | 20 => self.correct(),
            21..=27 => self.plan(),
            28 | 29 => self.milestone(),
            30 => self.moved(),
            31 => self.met(),
            32 => self.issue(),
            33 => {
                let (back, on) = (self.dice.below(2), self.past());
                self.push(Act::CloseIssue { back, on });
            }
            34 | 35 => {
                let back = self.dice.one(&[0, 0, 0, 1, 2, 4]);
                self.push(Act::Undo { back });
            }
            36 => self.rules(),
            37 => self.units(),
            18 | 38 => self.condition(),
            5 => self.split(),
            _ => self.hand(),
        }
    }

    fn past(&mut self) -> Day {
        let back = self.dice.one(&[0, 0, 0, 1, 3, 10, 20, 45, 70]);
        match self.dice.below(8) {
            0 => crate::model::page::before(self.today),
            1 => crate::model::eve(self.today),
            _ => earlier(self.today, back),
        }
    }

    fn said(&mut self) -> Said {
        let (month, number) = (1 + self.dice.below(12), 1 + self.dice.below(28));
        let (month, number) = (u32::try_from(month).expect("small"), u32::try_from(number).expect("small"));
        let year = self.dice.one(&[2021, 2022, 2022, 2022, 2022, 2023]);
        Said { day: day(year, month, number), is_month: self.dice.rarely(2) }
    }

    fn work(&mut self) -> (String, usize) {
        let at = self.dice.below(self.works.len());
        self.works[at].clone()
    }

    /// A row that may carry figures: seldom a project whose lots carry them, which is refused.
    fn row(&mut self) -> (String, usize) {
        for _ in 0..6 {
            let (code, category) = self.work();
            if !self.parents.contains(&code) {
                return (code, category);
            }
        }
        self.work()
    }

    fn add(&mut self) {
        let code = ["A", "B", "C", "D", "E"][self.works.len() % 5].to_owned();
        let category = usize::from(self.dice.rarely(4));
        if self.works.iter().any(|(known, _)| *known == code) {
            return self.update();
        }
        let stands_under = self.has_programme && category == 0 && self.dice.rarely(2);
        let act = self.added(code.clone(), category, stands_under.then(|| "P".to_owned()));
        self.works.push((code, category));
        self.push(act);
    }

    fn programme(&mut self) {
        self.has_programme = true;
        self.push(Act::Add {
            code: "P".to_owned(),
            category: 0,
            parent: None,
            is_programme: true,
            units: Vec::new(),
            tag: None,
            start: None,
            finish: None,
            on: None,
        });
    }

    fn added(&mut self, code: String, category: usize, parent: Option<String>) -> Act {
        let (first, second) = (self.dice.one(&UNITS), self.dice.one(&UNITS));
        let mut units: Vec<String> = Vec::new();
        if !self.dice.rarely(if parent.is_some() { 2 } else { 5 }) {
            units.push(first.to_owned());
            if first != second && self.dice.rarely(3) {
                units.push(second.to_owned());
            }
        }
        let start = self.dice.rarely(2).then(|| self.said());
        let finish = self.dice.rarely(3).then(|| self.said());
        let finish = match (start, finish) {
            (Some(start), Some(finish)) if finish.day < start.day => {
                Some(Said { day: later(start.day, 200), ..finish })
            }
            (_, finish) => finish,
        };
        let on = self.dice.rarely(3).then(|| self.past());
        let tag = self.dice.rarely(2).then(|| self.dice.one(&TAGS).to_owned());
        Act::Add { code, category, parent, is_programme: false, units, tag, start, finish, on }
    }

    fn lot(&mut self) {
        let (parent, category) = self.work();
        if self.lots.contains(&parent) || self.merged.contains(&parent) {
            return self.update();
        }
        let count = self.lots.iter().filter(|lot| lot.starts_with(&parent)).count();
        let code = format!("{parent}{}", count + 1);
        let act = self.added(code.clone(), category, Some(parent.clone()));
        self.push(act);
        self.works.push((code.clone(), category));
        self.lots.push(code);
        if !self.parents.contains(&parent) && !self.dice.rarely(3) {
            let on = if self.dice.rarely(2) { day(2022, 1, 1).min(self.today) } else { self.past() };
            self.push(Act::FromLots { code: parent.clone(), from_lots: true, on });
            self.parents.push(parent);
        }
    }

    /// Of a work that neither has lots nor was merged or split.
    fn split(&mut self) {
        let (from, category) = self.work();
        if [&self.parents, &self.lots, &self.merged].iter().any(|tied| tied.contains(&from)) {
            return self.update();
        }
        let (percent, unit, on) = (self.dice.one(&[25, 40, 100]), self.dice.one(&UNITS).to_owned(), self.past());
        let code = format!("{from}S");
        self.merged.extend([from.clone(), code.clone()]);
        self.works.push((code.clone(), category));
        self.push(Act::Split { code, category, from, percent, unit, on });
    }

    fn stage(&mut self, category: usize) -> usize {
        let around =
            [STARTS[category] - 1, STARTS[category], STARTS[category], STARTS[category] + 1, COMPLETES[category]];
        match self.dice.below(6) {
            0 => self.dice.below(STAGES[category].len()),
            _ => self.dice.one(&around),
        }
    }

    fn money(&mut self) -> i64 {
        self.dice.one(&[0, 0, 50, 100, 150, 200, 300, 333, 400, 500, 700, 900]) * 1_000_000
    }

    fn stated(&mut self, category: usize) -> Stated {
        Stated {
            stage: self.dice.rarely(2).then(|| self.stage(category)),
            invested: (!self.dice.rarely(3)).then(|| self.money()),
            physical: self.dice.rarely(4).then(|| self.dice.one(&[0, 10, 40, 50, 90, 100]) * 100),
            ..Stated::default()
        }
    }

    fn update(&mut self) {
        let ((code, category), on) = (self.row(), self.past());
        let stated = if self.dice.rarely(10) { Stated::default() } else { self.stated(category) };
        self.push(Act::Update { code, on, category, stated });
    }

    fn correct(&mut self) {
        let ((code, category), back) = (self.row(), self.dice.below(3));
        let stated = self.stated(category);
        self.push(Act::Correct { code, back, category, stated });
    }

    fn condition(&mut self) {
        let ((code, category), on) = (self.work(), self.past());
        let (into, _) = self.work();
        let review = self.dice.rarely(2).then(|| later(on, self.dice.below(60)));
        let condition = match self.dice.below(8) {
            0 | 1 => Condition::Paused { review },
            2 | 3 => Condition::Cancelled,
            4 => Condition::Withdrawn,
            5 => Condition::Normal,
            _ if self.parents.contains(&code) || self.parents.contains(&into) => Condition::Cancelled,
            _ if self.lots.contains(&code) || self.lots.contains(&into) => Condition::Cancelled,
            _ if self.works.iter().any(|(work, _)| [&code, &into].iter().any(|of| *work == format!("{of}S"))) => {
                Condition::Cancelled
            }
            _ if code.ends_with('S') || into.ends_with('S') => Condition::Cancelled,
            _ => {
                self.merged.extend([code.clone(), into.clone()]);
                Condition::Merged { into, stays: self.dice.rarely(4) }
            }
        };
        let stated = Stated { condition: Some(condition), ..Stated::default() };
        self.push(Act::Update { code, on, category, stated });
    }

    fn hand(&mut self) {
        let ((code, category), on) = (self.work(), self.past());
        let light = self.dice.one(&[Light::Red, Light::Yellow, Light::Green]);
        let until = later(on, self.dice.below(120));
        self.push(Act::Update {
            code,
            on,
            category,
            stated: Stated { hand: Some((light, until)), ..Stated::default() },
        });
    }

    fn plan(&mut self) {
        let (code, _) = self.row();
        let year = self.dice.one(&[2022, 2022, 2022, 2022, 2023, 2021]);
        let invest = self.dice.one(&[0, 100, 333, 500, 1000, 1000]) * 1_000_000;
        let kind = self.dice.below(8);
        let months = (kind == 0 && invest > 0).then(|| {
            let mut months: Vec<i64> = (0..11).map(|_| self.dice.one(&[0, 10, 20, 50, 80, 100])).collect();
            months.sort_unstable();
            months.iter().map(|part| invest / 100 * part).chain([invest]).collect()
        });
        let physical = (kind == 1 || kind == 2).then(|| self.dice.one(&[40, 80, 90, 100]) * 100);
        let invest = (kind != 1).then_some(invest);
        let on = if self.dice.rarely(3) { day(self.today.year(), 1, 1) } else { self.past() };
        self.push(Act::Plan { code, year, invest, physical, months, on });
    }

    fn milestone(&mut self) {
        let ((code, category), due, on) = (self.work(), self.said(), self.past());
        let name = self.dice.one(&["start", "finish", "主体", "主体", "合龙"]).to_owned();
        let with_stage = name == "主体" && !self.parents.contains(&code);
        let stage = with_stage.then(|| (category, self.stage(category)));
        self.push(Act::Milestone { code, name, due, stage, on });
    }

    fn moved(&mut self) {
        let ((code, _), due, on) = (self.work(), self.said(), self.past());
        let name = self.dice.one(&["start", "start", "finish", "主体"]).to_owned();
        self.push(Act::Move { code, name, due, on });
    }

    fn met(&mut self) {
        let ((code, _), on) = (self.work(), self.past());
        let name = self.dice.one(&["合龙", "主体"]).to_owned();
        self.push(Act::Met { code, name, on });
    }

    fn issue(&mut self) {
        let ((code, _), on) = (self.work(), self.past());
        let due = (!self.dice.rarely(3)).then(|| later(on, self.dice.below(40)));
        self.push(Act::Issue { code, due, on });
    }

    fn rules(&mut self) {
        let (key, value) = self.dice.one(&[
            ("gap.yellow", 20),
            ("gap.red", 50),
            ("milestone.red", 10),
            ("start.red", 1),
            ("paused.red", 30),
            ("cadence", 7),
            ("grace", 3),
        ]);
        let on = self.past();
        self.push(Act::Rules { key, value, on });
    }

    fn units(&mut self) {
        let ((code, _), on) = (self.work(), self.past());
        let unit = self.dice.one(&UNITS).to_owned();
        self.push(Act::Units { code, unit, on });
    }
}

/// A register and what was taken into it, beside the same in the model.
pub struct Office {
    folder: TempDir,
    pub ledger: Ledger,
    /// As typed, with the day.
    pub lines: Vec<String>,
    updates: Vec<(String, Day, Update)>,
    issues: Vec<(String, String)>,
    next_change: u64,
}

/// What no command taken out of a sequence changes: the register with its units.
fn first_register() -> &'static [u8] {
    static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
    BYTES.get_or_init(|| {
        let office = Office::in_folder(tempfile::tempdir().expect("a folder"));
        office.ok("2021-10-01", &["init"]);
        UNITS.iter().for_each(|unit| drop(office.ok("2021-10-01", &["unit", "add", unit])));
        std::fs::read(office.path()).expect("a register")
    })
}

impl Office {
    pub fn open() -> Self {
        let office = Self::in_folder(tempfile::tempdir().expect("a folder"));
        std::fs::write(office.path(), first_register()).expect("written");
        office
    }

    /// Where every command of a sequence was typed that is taken.
    pub fn of(sequence: &[Typed]) -> Self {
        let mut office = Self::open();
        for typed in sequence {
            office.take(typed);
        }
        office
    }

    fn in_folder(folder: TempDir) -> Self {
        let first_change = 2 + u64::try_from(UNITS.len()).expect("few");
        let (ledger, lines, updates, issues) = Default::default();
        Self { folder, ledger, lines, updates, issues, next_change: first_change }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("haishu.db")
    }

    pub fn run(&self, today: &str, args: &[&str]) -> Done {
        let surroundings = surroundings(self.path(), today);
        let args: Vec<OsString> = std::iter::once("haishu-proj").chain(args.iter().copied()).map(Into::into).collect();
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = run(args, &surroundings, &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Done { status: status.into(), out: text(out), err: text(err) }
    }

    pub fn ok(&self, today: &str, args: &[&str]) -> String {
        let done = self.run(today, args);
        assert_eq!(done.status, 0, "{args:?}\n{}{}", done.out, done.err);
        done.out
    }

    /// What a reader prints.
    pub fn read(&self, at: Day, known_at: Option<Day>, command: &[&str]) -> String {
        let (at, known_at) = (at.to_string(), known_at.map(|day| day.to_string()));
        let mut words = vec!["--as-of", at.as_str()];
        words.extend(known_at.iter().flat_map(|known_at| ["--known-at", known_at.as_str()]));
        words.extend(command);
        self.ok(LAST_DAY, &words)
    }

    /// Types a command; what is refused leaves no trace.
    fn take(&mut self, typed: &Typed) {
        let Some(words) = self.words(&typed.act) else { return };
        let given: Vec<&str> = words.iter().map(String::as_str).collect();
        let done = self.run(&typed.today.to_string(), &given);
        let is_refused = [1, 2, 4, 5].contains(&done.status);
        assert!(done.status == 0 || is_refused, "{words:?}: {}", done.err);
        if is_refused {
            return;
        }
        let number = done.out.trim().to_owned();
        let id = self.next_change;
        self.next_change += 1;
        let change = Change { id, typed: typed.today, voids: None, facts: Vec::new() };
        let change = self.stated(typed, &number, change);
        self.ledger.changes.push(change);
        self.lines.push(format!("{} {}", typed.today, words.join(" ")));
    }

    fn words(&self, act: &Act) -> Option<Vec<String>> {
        let words = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<String>>();
        let on = |on: &Day| format!("--on={on}");
        Some(match act {
            Act::Add { code, category, parent, is_programme, units, tag, start, finish, on: from } => {
                let mut line = words(&["add", CATEGORIES[*category], &format!("{code}工程"), "--code", code]);
                line.extend(parent.iter().map(|parent| format!("--parent={parent}")));
                line.extend(is_programme.then(|| "--programme".to_owned()));
                line.extend(units.iter().map(|unit| format!("--unit={unit}")));
                line.extend(tag.iter().map(|tag| format!("--tag={tag}")));
                line.extend(start.iter().map(|said| format!("--start={}", said.word())));
                line.extend(finish.iter().map(|said| format!("--finish={}", said.word())));
                line.extend(from.iter().map(on));
                line
            }
            Act::Split { code, category, from, percent, unit, on: day } => {
                let mut line = words(&["add", CATEGORIES[*category], &format!("{code}工程"), "--code", code, &on(day)]);
                line.extend([format!("--unit={unit}"), format!("--split-from={from}"), format!("--share={percent}%")]);
                line
            }
            Act::FromLots { code, from_lots, on: from } => {
                words(&["edit", code, "--figures", if *from_lots { "lots" } else { "own" }, &on(from)])
            }
            Act::Units { code, unit, on: from } => words(&["edit", code, "--unit", unit, &on(from)]),
            Act::Update { code, on: from, category, stated } => {
                let mut line = words(&["update", code, &on(from)]);
                line.extend(stated.words(*category));
                line
            }
            Act::Correct { code, back, category, stated } => {
                let (no, ..) = self.to_correct(code, *back)?;
                let mut line = words(&["update", code, &format!("--corrects={no}")]);
                line.extend(stated.words(*category));
                line
            }
            Act::Plan { code, year, invest, physical, months, on: from } => {
                let mut line = words(&["plan", code, &year.to_string(), &on(from), "--force", "--reason=试"]);
                line.extend(invest.iter().map(|fen| format!("--invest={}", money(*fen))));
                line.extend(physical.iter().map(|points| format!("--set=physical={}%", points / 100)));
                let points = |months: &Vec<i64>| months.iter().map(|fen| money(*fen)).collect::<Vec<_>>().join(",");
                line.extend(months.iter().map(|months| format!("--months={}", points(months))));
                line
            }
            Act::Milestone { code, name, due, stage, on: from } => {
                let mut line = words(&["milestone", "add", code, name, &due.word(), &on(from)]);
                line.extend(stage.iter().map(|(category, stage)| format!("--stage={}", STAGES[*category][*stage])));
                line
            }
            Act::Move { code, name, due, on: from } => {
                words(&["milestone", "move", code, name, &due.word(), &on(from), "--reason=试"])
            }
            Act::Met { code, name, on: from } => words(&["milestone", "met", code, name, &on(from)]),
            Act::Issue { code, due, on: from } => {
                let mut line = words(&["issue", "raise", code, "问题", &on(from)]);
                line.extend(due.iter().map(|due| format!("--due={due}")));
                line
            }
            Act::CloseIssue { back, on: from } => {
                let (_, no) = self.issues.iter().rev().nth(*back)?;
                words(&["issue", "close", no, &on(from)])
            }
            Act::Undo { back } => {
                let id = self.ledger.changes.iter().rev().nth(*back)?.id;
                words(&["undo", &id.to_string(), "--reason=试"])
            }
            Act::Rules { key, value, on: from } => {
                words(&["rules", "set", &format!("{key}={value}"), &on(from), "--reason=试"])
            }
        })
    }

    /// The last but so many returns of a work: number, day, content.
    fn to_correct(&self, code: &str, back: usize) -> Option<(u64, Day, &Update)> {
        let own = self.updates.iter().rev().filter(|(of, ..)| of == code);
        own.map(|(_, as_of, update)| (update.no, *as_of, update)).nth(back)
    }

    /// The facts of a command that was taken; `number` is what it printed.
    fn stated(&mut self, typed: &Typed, number: &str, mut change: Change) -> Change {
        let mut state =
            |work: &str, from: Day, body: Body| change.facts.push(Fact { work: work.to_owned(), from, body });
        match &typed.act {
            Act::Add { code, category, parent, is_programme, units, tag, start, finish, on } => {
                let listing = on.unwrap_or(typed.today);
                let listed_with = parent.as_ref().and_then(|parent| self.ledger.listed_from(parent));
                let from = on.or(listed_with).unwrap_or(Day::MIN);
                let (category, parent) = (*category, parent.clone());
                state(code, from, Body::Listed { category, parent, is_programme: *is_programme, listing });
                if !units.is_empty() {
                    state(code, from, Body::Units(units.clone()));
                }
                tag.iter().for_each(|tag| state(code, from, Body::Tag(tag.clone())));
                for (name, said) in [("start", start), ("finish", finish)] {
                    let Some(said) = said else { continue };
                    let event = Event::Raised(said.due());
                    state(code, from, Body::Milestone { name: name.to_owned(), event, stage: None });
                }
            }
            Act::Split { code, category, from, percent, unit, on } => {
                let (category, parent) = (*category, None);
                state(code, *on, Body::Listed { category, parent, is_programme: false, listing: *on });
                state(code, *on, Body::Units(vec![unit.clone()]));
                state(from, *on, Body::Split { part: code.clone(), share: percent * 100 });
            }
            Act::FromLots { code, from_lots, on } => state(code, *on, Body::FromLots(*from_lots)),
            Act::Units { code, unit, on } => state(code, *on, Body::Units(vec![unit.clone()])),
            Act::Update { code, on, stated, .. } => {
                let no = number.parse().expect("a number");
                let update = stated.over(Update { no, first: no, ..Update::default() });
                self.updates.push((code.clone(), *on, update.clone()));
                state(code, *on, Body::Update(update));
            }
            Act::Correct { code, back, stated, .. } => {
                let (corrected, on, old) = self.to_correct(code, *back).expect("it was taken");
                let no = number.parse().expect("a number");
                let update = stated.over(Update { no, corrects: Some(corrected), ..old.clone() });
                self.updates.push((code.clone(), on, update.clone()));
                state(code, on, Body::Update(update));
            }
            Act::Plan { code, year, invest, physical, months, on } => {
                for (measure, value) in [(Measure::Invested, invest), (Measure::Physical, physical)] {
                    let Some(value) = *value else { continue };
                    let months = months.clone().filter(|_| measure == Measure::Invested);
                    state(code, *on, Body::Plan { year: *year, measure, value, months });
                }
            }
            Act::Milestone { code, name, due, stage, on } => {
                let (event, stage) = (Event::Raised(due.due()), stage.map(|(_, stage)| stage));
                state(code, *on, Body::Milestone { name: name.clone(), event, stage });
            }
            Act::Move { code, name, due, on } => {
                let event = Event::Moved(due.due());
                state(code, *on, Body::Milestone { name: name.clone(), event, stage: None });
            }
            Act::Met { code, name, on } => {
                state(code, *on, Body::Milestone { name: name.clone(), event: Event::Met, stage: None });
            }
            Act::Issue { code, due, on } => {
                self.issues.push((code.clone(), number.to_owned()));
                state(code, *on, Body::Issue { no: number.to_owned(), due: *due });
            }
            Act::CloseIssue { back, on } => {
                let (code, no) = self.issues.iter().rev().nth(*back).expect("it was taken");
                state(code, *on, Body::IssueClosed { no: no.clone() });
            }
            Act::Undo { back } => change.voids = self.ledger.changes.iter().rev().nth(*back).map(|change| change.id),
            Act::Rules { key, value, on } => state("", *on, Body::Rules(vec![((*key).to_owned(), *value)])),
        }
        change
    }
}

impl Stated {
    fn words(&self, category: usize) -> Vec<String> {
        let mut words = vec!["--force".to_owned(), "--reason=试".to_owned()];
        words.extend(self.stage.map(|stage| format!("--stage={}", STAGES[category][stage])));
        words.extend(self.invested.map(|fen| format!("--invested={}", money(fen))));
        words.extend(self.physical.map(|points| format!("--progress={}%", points / 100)));
        if let Some((light, until)) = self.hand {
            words.extend([format!("--light={}", light.code()), format!("--until={until}")]);
        }
        match &self.condition {
            None => {}
            Some(Condition::Normal) => words.push("--condition=normal".to_owned()),
            Some(Condition::Cancelled) => words.push("--condition=cancelled".to_owned()),
            Some(Condition::Withdrawn) => words.push("--condition=withdrawn".to_owned()),
            Some(Condition::Paused { review }) => {
                words.push("--condition=paused".to_owned());
                words.extend(review.map(|review| format!("--review={review}")));
            }
            Some(Condition::Merged { into, stays }) => {
                words.extend(["--condition=merged".to_owned(), format!("--into={into}")]);
                words.extend(stays.then(|| "--figures-stay".to_owned()));
            }
        }
        let says_nothing = self.stage.is_none()
            && self.invested.is_none()
            && self.physical.is_none()
            && self.hand.is_none()
            && self.condition.is_none();
        words.extend(says_nothing.then(|| "--no-change".to_owned()));
        words
    }

    /// An update, or a copy of one, with these fields.
    fn over(&self, mut update: Update) -> Update {
        update.stage = self.stage.or(update.stage);
        update.condition = self.condition.clone().or(update.condition);
        update.hand = self.hand.or(update.hand);
        for (measure, value) in [(Measure::Invested, self.invested), (Measure::Physical, self.physical)] {
            let Some(value) = value else { continue };
            update.readings.retain(|(read, _)| *read != measure);
            update.readings.push((measure, value));
        }
        update
    }
}

fn money(fen: i64) -> String {
    format!("{}元", fen / 100)
}
