//! Registers of every shape, built by the program's own commands in this process, out of texts that spreadsheets are
//! known to spoil. What a command refuses is left out.

use std::ffi::OsString;
use std::path::PathBuf;

use chrono::{Days, NaiveDate};
use haishu_proj::{Surroundings, run};
use proptest::prelude::*;
use tempfile::TempDir;

use crate::sealed::Done;

/// Names and, as far as they go, words; a name keeps to one line.
pub const NASTY: &[&str] = &[
    "甲江堤防",
    "=1+1",
    "-50",
    "+86",
    "@x",
    "＝1",
    "'=1",
    "'90年代",
    "''",
    "（空）",
    "(empty)",
    "甲；乙",
    r"甲\乙；",
    r"\",
    "1e5",
    "0012",
    "2022-10",
    "TRUE",
    "#REF!",
    "_x000D_",
    "_x005F_x000D_",
    "<b>&amp;",
    "<r>甲</r>",
    "👷🏽‍♀️",
    "𠮷",
    "碶",
    "甲　乙",
    "甲,\"乙\"",
    "a;b",
    "12345678901234567890",
    "1,234.50",
    "50%",
    "2022年8月31日",
    "合计",
    "Total",
    "- ",
    "sep=,",
    "\"",
    "44804",
    "是",
    "start",
    "〃",
    "&lt;",
    "{}",
    "[1]",
    "null",
    "\u{301}甲",
    "甲\u{a0}乙",
];
pub const PASSAGES: &[&str] = &[
    "一切正常",
    "一行\n二行",
    "甲\r\n乙\r丙",
    "\t缩进\t",
    "甲\n=1+1",
    "\u{feff}甲",
    "甲\n\n\n乙",
    "“引号”,\"quotes\"\n;",
    "-\n-",
    "  \n甲",
    "'\n=1",
    "甲\u{200b}乙",
    "_x000A_\n",
];
pub const CODES: &[&str] = &[
    "0012",
    "12345678901234567890",
    "A-1",
    "水利-3",
    "1E5",
    "2022-10",
    "TRUE",
    "#REF!",
    "1.0",
    "甲 乙",
    "合计",
    "_X000D_",
];
pub const MONEY: &[&str] =
    &["350万元", "1234567.89元", "0元", "0.01元", "1.2亿", "33333333.33元", "90071992547409.93元", "0.1万元", "1200万"];
pub const DUES: &[&str] = &["2022-08-31", "2022-10", "2022", "2023-02-28", "2021", "2022-03-01"];
const CATEGORIES: [&str; 4] = ["water", "block", "relocation", "works"];
pub const STAGES: [&[&str]; 4] = [
    &["design", "tender", "started", "building", "built", "accepted"],
    &["planning", "land-supplied", "started", "building", "built", "signed-off"],
    &["decided", "survey", "signing", "vacating", "demolishing", "cleared"],
    &["conceived", "preliminary", "started", "building", "built", "accepted"],
];
/// The day everything is looked at, after the last was typed.
pub const TODAY: &str = "2022-12-20";

/// What one command is made of. Everything shrinks to the first of its kind.
#[derive(Clone)]
pub struct Op {
    picks: Vec<u16>,
    names: Vec<String>,
    passages: Vec<String>,
}

pub fn ops() -> impl Strategy<Value = Vec<Op>> {
    proptest::collection::vec(op(), 20..44)
}

pub fn op() -> impl Strategy<Value = Op> {
    let nasty = proptest::sample::select(NASTY).prop_map(str::to_owned);
    let passage = proptest::sample::select(PASSAGES).prop_map(str::to_owned);
    let name = prop_oneof![3 => nasty.clone(), 1 => "\\PC{1,10}"];
    let passage = prop_oneof![2 => nasty, 2 => passage, 1 => "[\\PC\n\t ]{1,16}"];
    let picks = proptest::collection::vec(any::<u16>(), 48);
    let op = (picks, proptest::collection::vec(name, 5), proptest::collection::vec(passage, 6));
    op.prop_map(|(picks, names, passages)| Op { picks, names, passages })
}

pub struct Draw {
    op: Op,
    picks: usize,
    names: usize,
    passages: usize,
}

impl Draw {
    pub fn new(op: Op) -> Self {
        Self { op, picks: 0, names: 0, passages: 0 }
    }

    pub fn pick(&mut self, of: usize) -> usize {
        self.picks += 1;
        usize::from(self.op.picks[self.picks % self.op.picks.len()]) % of
    }

    pub fn one<'t>(&mut self, of: &[&'t str]) -> &'t str {
        of[self.pick(of.len())]
    }

    pub fn name(&mut self) -> String {
        self.names += 1;
        self.op.names[self.names % self.op.names.len()].clone()
    }

    pub fn passage(&mut self) -> String {
        self.passages += 1;
        self.op.passages[self.passages % self.op.passages.len()].clone()
    }
}

/// One command line under way.
struct Words {
    draw: Draw,
    words: Vec<String>,
}

impl Words {
    /// In one of `of` cases.
    fn sometimes(&mut self, of: usize, flag: &str, value: impl FnOnce(&mut Draw) -> String) {
        if self.draw.pick(of) == of - 1 {
            let value = value(&mut self.draw);
            self.flag(flag, &value);
        }
    }

    fn flag(&mut self, flag: &str, value: &str) {
        self.words.push(format!("{flag}={value}"));
    }

    fn bare(&mut self, of: usize, flag: &str) {
        if self.draw.pick(of) == of - 1 {
            self.words.push(flag.to_owned());
        }
    }

    /// What stands in its place, though it may begin with a dash.
    fn last(mut self, places: &[&str]) -> Vec<String> {
        self.words.push("--".to_owned());
        self.words.extend(places.iter().map(|place| (*place).to_owned()));
        self.words
    }
}

#[derive(Clone, Debug)]
struct Work {
    code: String,
    category: usize,
    milestones: Vec<String>,
    updates: Vec<String>,
}

pub fn command_line(args: &[&str]) -> Vec<OsString> {
    std::iter::once("haishu-proj").chain(args.iter().copied()).map(Into::into).collect()
}

/// A sealed environment in this process.
pub fn surroundings(register: PathBuf, today: &str) -> Surroundings {
    Surroundings {
        register: Some(register),
        user: Some("填报员甲".to_owned()),
        today: Some(format!("{today}!")),
        utc_offset: 480,
        ..Surroundings::NOWHERE
    }
}

/// A register and what was typed into it.
pub struct Register {
    folder: TempDir,
    units: Vec<String>,
    works: Vec<Work>,
    issues: Vec<String>,
    targets: Vec<String>,
    /// The commands that were taken, first words only.
    pub taken: Vec<String>,
    day: NaiveDate,
}

impl Register {
    pub fn empty() -> Self {
        let register = Self {
            folder: tempfile::tempdir().expect("a folder"),
            units: Vec::new(),
            works: Vec::new(),
            issues: Vec::new(),
            targets: Vec::new(),
            taken: Vec::new(),
            day: NaiveDate::from_ymd_opt(2021, 12, 1).expect("a day"),
        };
        register.ok("2021-11-30", &["init"]);
        register
    }

    pub fn of(ops: &[Op]) -> Self {
        let mut register = Self::empty();
        for (at, op) in ops.iter().enumerate() {
            register.day = register.day.checked_add_days(Days::new(8)).expect("a day");
            let draw = Draw::new(op.clone());
            register.typed(at, draw);
        }
        register
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn run(&self, today: &str, args: &[&str]) -> Done {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let status = run(command_line(args), &surroundings(self.path("haishu.db"), today), &mut out, &mut err);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Done { status: status.into(), out: text(out), err: text(err) }
    }

    pub fn ok(&self, today: &str, args: &[&str]) -> String {
        let done = self.run(today, args);
        assert_eq!(done.status, 0, "{args:?}\n{}{}", done.out, done.err);
        done.out
    }

    /// The last hash of the ledger.
    pub fn hash(&self) -> String {
        let done = self.run(TODAY, &["check", "--history", "--lang", "en"]);
        assert_eq!(done.status, 0, "{}", done.err);
        done.err.trim().rsplit_once(' ').expect("a hash at the end").1.to_owned()
    }

    /// Types a command that something random makes up; the first ones are of what the others need.
    fn typed(&mut self, at: usize, mut draw: Draw) {
        let kind = match at {
            0 | 1 => 0,
            2..=5 => 1,
            _ => draw.pick(16),
        };
        let words = Words { draw, words: Vec::new() };
        match kind {
            0 => self.unit(words),
            1 | 2 => self.add(words),
            3 => self.edit(words),
            4..=7 => self.update(words),
            8 => self.correct(words),
            9 | 10 => self.plan(words),
            11 | 12 => self.milestone(words),
            13 => self.issue(words),
            14 => self.target(words),
            _ => {
                self.take(&["undo", "--reason", "试"]);
            }
        }
    }

    /// Runs a line; what it printed, if it was taken.
    fn take<T: AsRef<str>>(&mut self, words: &[T]) -> Option<String> {
        let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
        let done = self.run(&self.day.to_string(), &words);
        assert!([0, 2, 4, 5].contains(&done.status), "{words:?}: {}", done.err);
        if done.status != 0 {
            return None;
        }
        self.taken.push(words[0].to_owned());
        Some(done.out.trim().to_owned())
    }

    fn work(&self, draw: &mut Draw) -> Option<usize> {
        (!self.works.is_empty()).then(|| draw.pick(self.works.len()))
    }

    fn before(&self, draw: &mut Draw, days: usize) -> String {
        let back = u64::try_from(draw.pick(days)).expect("small");
        self.day.checked_sub_days(Days::new(back)).expect("a day").to_string()
    }

    fn unit(&mut self, mut words: Words) {
        let name = words.draw.name();
        words.words.extend(["unit".to_owned(), "add".to_owned()]);
        words.sometimes(3, "--alias", Draw::name);
        if self.take(&words.last(&[&name])).is_some() {
            self.units.push(name);
        }
    }

    fn particulars(&mut self, words: &mut Words) {
        let units = self.units.clone();
        if !units.is_empty() {
            for often in [2, 3] {
                words.sometimes(often, "--unit", |draw| units[draw.pick(units.len())].clone());
            }
        }
        words.sometimes(3, "--leader", Draw::name);
        words.sometimes(3, "--location", Draw::passage);
        words.sometimes(3, "--content", Draw::passage);
        words.sometimes(2, "--tag", Draw::name);
        words.sometimes(4, "--tag", Draw::name);
        words.sometimes(3, "--alias", Draw::name);
        words.sometimes(5, "--alias", Draw::name);
        words.sometimes(6, "--national-code", |_| "2209-330203-04-01-123456".to_owned());
        words.sometimes(2, "--total", |draw| draw.one(MONEY).to_owned());
        words.sometimes(3, "--total", |_| "households=320".to_owned());
        words.sometimes(4, "--total", |draw| {
            draw.one(&["area=30万平方米", "area=1234.56平方米", "land=33.33亩"]).to_owned()
        });
    }

    fn add(&mut self, mut words: Words) {
        words.words.push("add".to_owned());
        let mut category = words.draw.pick(4);
        let under = if words.draw.pick(3) > 0 { self.work(&mut words.draw) } else { None };
        match under {
            Some(parent) => {
                category = self.works[parent].category;
                words.flag("--parent", &self.works[parent].code);
            }
            None => words.bare(4, "--programme"),
        }
        words.sometimes(2, "--code", |draw| draw.one(CODES).to_owned());
        self.particulars(&mut words);
        words.sometimes(4, "--start", |draw| draw.one(DUES).to_owned());
        words.sometimes(4, "--finish", |draw| draw.one(DUES).to_owned());
        words.sometimes(4, "--source", Draw::passage);
        let on = self.before(&mut words.draw, 60);
        words.sometimes(4, "--on", |_| on);
        let name = words.draw.name();
        if let Some(code) = self.take(&words.last(&[CATEGORIES[category], &name])) {
            self.works.push(Work { code, category, milestones: Vec::new(), updates: Vec::new() });
        }
    }

    fn edit(&mut self, mut words: Words) {
        let Some(at) = self.work(&mut words.draw) else { return };
        let code = self.works[at].code.clone();
        words.words.push("edit".to_owned());
        self.particulars(&mut words);
        words.sometimes(3, "--name", Draw::name);
        words.sometimes(3, "--figures", |draw| draw.one(&["lots", "own"]).to_owned());
        words.sometimes(4, "--clear", |draw| draw.one(&["leader", "content", "unit", "total", "parent"]).to_owned());
        words.sometimes(3, "--basis", |draw| draw.one(&["概算", "final", "rough"]).to_owned());
        words.words.extend(["--force".to_owned(), "--reason=试".to_owned()]);
        self.take(&words.last(&[&code]));
    }

    /// What a return says.
    fn fields(&mut self, words: &mut Words, category: usize) {
        words.sometimes(2, "--stage", |draw| draw.one(STAGES[category]).to_owned());
        words.sometimes(2, "--invested", |draw| draw.one(MONEY).to_owned());
        words.sometimes(4, "--paid", |draw| draw.one(MONEY).to_owned());
        words.sometimes(3, "--progress", |draw| draw.one(&["40%", "0%", "100%", "33.33%", "7.5%"]).to_owned());
        words.sometimes(3, "--set", |draw| draw.one(&["signed=46", "vacated=3", "area=1234.56平方米"]).to_owned());
        words.sometimes(5, "--set", |draw| draw.one(&["demolished=0", "land=3.3亩"]).to_owned());
        for flag in ["--text", "--problem", "--ask", "--next", "--source"] {
            words.sometimes(2, flag, Draw::passage);
        }
        if words.draw.pick(5) == 4 {
            let light = words.draw.one(&["red", "yellow", "green"]);
            words.flag("--light", light);
            words.flag("--until", "2022-12-31");
        }
        match words.draw.pick(8) {
            4 => words.flag("--condition", "normal"),
            5 => {
                words.flag("--condition", "停工");
                words.sometimes(2, "--review", |_| "2022-12-01".to_owned());
            }
            6 => {
                let into = self.work(&mut words.draw).map(|at| self.works[at].code.clone()).unwrap_or_default();
                words.flag("--condition", "merged");
                words.flag("--into", &into);
            }
            7 => words.words.push("--no-change".to_owned()),
            _ => {}
        }
        let on = self.before(&mut words.draw, 40);
        words.sometimes(2, "--on", |_| on);
        let reason = words.draw.passage();
        words.flag("--reason", &reason);
        words.words.push("--force".to_owned());
    }

    fn update(&mut self, mut words: Words) {
        let Some(at) = self.work(&mut words.draw) else { return };
        let (code, category) = (self.works[at].code.clone(), self.works[at].category);
        words.words.push("update".to_owned());
        self.fields(&mut words, category);
        if let Some(no) = self.take(&words.last(&[&code])) {
            self.works[at].updates.push(no);
        }
    }

    fn correct(&mut self, mut words: Words) {
        let corrected = self.works.iter().position(|work| !work.updates.is_empty());
        let Some(at) = corrected else { return };
        let (code, category) = (self.works[at].code.clone(), self.works[at].category);
        words.words.push("update".to_owned());
        let updates = self.works[at].updates.clone();
        let corrected = words.draw.pick(updates.len());
        words.flag("--corrects", &updates[corrected]);
        words.sometimes(2, "--clear", |draw| draw.one(&["text", "problem", "invested", "light", "stage"]).to_owned());
        self.fields(&mut words, category);
        if let Some(no) = self.take(&words.last(&[&code])) {
            self.works[at].updates.push(no);
            self.taken.push("correct".to_owned());
        }
    }

    fn plan(&mut self, mut words: Words) {
        let Some(at) = self.work(&mut words.draw) else { return };
        words.words.push("plan".to_owned());
        match words.draw.pick(5) {
            0 | 1 => words.flag("--invest", MONEY[words.draw.picks % MONEY.len()]),
            2 => {
                words.flag("--invest", "1200.01万");
                words.flag("--months", "0,0,0元,100万,200万,300.5万,400万,500万,600万,700万,1200万,1200.01万");
            }
            3 => words.flag("--set", "physical=80%"),
            _ => words.flag("--set", "signed=200"),
        }
        words.sometimes(2, "--goal", Draw::passage);
        let on = self.before(&mut words.draw, 30);
        words.sometimes(2, "--on", |_| on);
        words.words.extend(["--force".to_owned(), "--reason=试".to_owned()]);
        let year = words.draw.one(&["2022", "2022", "2023"]).to_owned();
        let code = self.works[at].code.clone();
        self.take(&words.last(&[&code, &year]));
    }

    fn milestone(&mut self, mut words: Words) {
        let Some(at) = self.work(&mut words.draw) else { return };
        let (code, known) = (self.works[at].code.clone(), self.works[at].milestones.clone());
        words.words.push("milestone".to_owned());
        let due = words.draw.one(DUES).to_owned();
        match (words.draw.pick(3), known.first()) {
            (1, Some(name)) => {
                words.words.extend(["move".to_owned(), "--reason=试".to_owned()]);
                self.take(&words.last(&[&code, name, &due]));
            }
            (2, Some(name)) => {
                words.words.push("met".to_owned());
                let on = self.before(&mut words.draw, 20);
                words.flag("--on", &on);
                self.take(&words.last(&[&code, name]));
            }
            _ => {
                words.words.push("add".to_owned());
                let category = self.works[at].category;
                words.sometimes(3, "--stage", |draw| draw.one(STAGES[category]).to_owned());
                words.sometimes(2, "--source", Draw::passage);
                let name = words.draw.name();
                if self.take(&words.last(&[&code, &name, &due])).is_some() {
                    self.works[at].milestones.insert(0, name);
                }
            }
        }
    }

    fn issue(&mut self, mut words: Words) {
        let Some(at) = self.work(&mut words.draw) else { return };
        words.words.push("issue".to_owned());
        if let (1, Some(no)) = (words.draw.pick(2), self.issues.first().cloned()) {
            words.words.push("close".to_owned());
            words.sometimes(2, "--outcome", Draw::passage);
            self.take(&words.last(&[&no]));
            return;
        }
        words.words.push("raise".to_owned());
        words.sometimes(2, "--ask", Draw::passage);
        let unit = self.units.first().cloned().unwrap_or_default();
        words.sometimes(2, "--unit", |_| unit);
        words.sometimes(2, "--due", |_| "2022-12-31".to_owned());
        words.sometimes(2, "--level", |draw| draw.one(&["unit", "deputy", "head"]).to_owned());
        let (text, code) = (words.draw.passage(), self.works[at].code.clone());
        if let Some(no) = self.take(&words.last(&[&code, &text])) {
            self.issues.insert(0, no);
        }
    }

    fn target(&mut self, mut words: Words) {
        words.words.push("target".to_owned());
        if let (1, Some(no)) = (words.draw.pick(3), self.targets.first().cloned()) {
            words.words.push("enter".to_owned());
            let source = words.draw.passage();
            words.flag("--source", &source);
            let value = words.draw.one(&["7", "3.5亿", "1234.56平方米"]).to_owned();
            self.take(&words.last(&[&no, &value]));
            return;
        }
        words.words.push("add".to_owned());
        words.words.push("--year=2022".to_owned());
        let (how, value) = match words.draw.pick(5) {
            0 => ("--count=started", "48"),
            1 => ("--measure=invested", "80亿"),
            2 => ("--entered=元", "1.2亿"),
            3 => ("--entered=平方米", "30.01万平方米"),
            _ => ("--entered=座", "20"),
        };
        words.words.push(how.to_owned());
        words.flag("--value", value);
        words.bare(2, "--claim");
        words.bare(2, "--strive");
        words.sometimes(2, "--comparator", |draw| draw.one(&["ge", "gt", "about"]).to_owned());
        words.sometimes(2, "--mode", |draw| draw.one(&["new", "cumulative"]).to_owned());
        words.sometimes(2, "--opening", |_| value.to_owned());
        if how.starts_with("--count") || words.draw.pick(3) == 2 {
            words.flag("--category", "water");
        }
        words.sometimes(3, "--tag", Draw::name);
        words.sometimes(2, "--source", Draw::passage);
        let sentence = words.draw.passage();
        if let Some(no) = self.take(&words.last(&[&sentence])) {
            if how.starts_with("--entered") {
                self.take(&["target", "enter", "--source==1+1", &no, value]);
            }
            self.targets.insert(0, no);
        }
    }
}

/// What failed is told by what the program said, not by what it was made of.
impl std::fmt::Debug for Op {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str("…")
    }
}
