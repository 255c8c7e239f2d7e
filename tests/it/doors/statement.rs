//! Statements of every kind that both doors have, each as a command line and as rows of a sheet.
//!
//! Most may be taken; every kind has something that speaks against some of its statements. At most one value of a
//! statement is a slip, one that cannot even be read: which of two is told first is no rule.

use std::fmt;

use haishu_proj::lang::EMPTIED;
use haishu_proj::lang::cell::join_names;
use haishu_proj::lang::word::is_total;
use haishu_proj::report::sheets::{MONTHS, Sheet};

use crate::generated::{DUES, Draw, MONEY, STAGES};

/// The day all statements are made.
pub const TODAY: &str = "2022-09-01";

/// What the register holds before: a day and a command a line. No value here is one that a statement gives, since a
/// cell that is as it was states nothing.
pub const BASE: &str = "
2022-01-02 init
2022-01-02 unit add 甲局
2022-01-02 unit add 乙局 --alias 乙处
2022-01-02 unit add 丙局
2022-01-02 add 治水 甲江堤防 --unit 甲局 --unit 乙局 --total 1.3亿 --basis 估算 --leader 张甲 --location 甲镇 --content 堤防五公里 --tag 治水 --tag 重点 --alias 甲堤 --national-code 2201-330203-04-01-111111
2022-01-02 add 治水 乙江总项 --programme
2022-01-02 add 治水 乙江一期 --parent HS-W-002 --start 2021-05 --finish 2024-05
2022-01-02 add 治水 丙江治理
2022-01-02 add 治水 丙江一标 --parent HS-W-004 --total 3000万
2022-03-15 add 治水 丁江泵站 --on 2022-03-15 --finish 2024-06
2022-01-02 add 治水 戊江并入
2022-01-02 add 治水 己江停工
2022-01-02 add 征迁 庚村征迁 --total households=100 --unit 丙局
2022-01-02 add 治水 辛江储备
2022-01-03 edit HS-W-004 --figures lots
2022-01-05 plan HS-W-001 2022 --invest 5100万
2022-01-05 plan HS-W-003 2022 --invest 1300万 --months 0,0,100万,100万,200万,300万,400万,500万,600万,700万,1100万,1300万 --goal 过半
2022-01-05 plan HS-R-001 2022 --set signed=81
2022-01-06 milestone add HS-W-001 围堰合龙 2022-09-15
2022-01-06 milestone add HS-W-001 主体完成 2023-05 --stage built
2022-01-06 milestone add HS-W-001 通水 2023-06
2022-01-06 milestone add HS-R-001 首户签约 2022-04-15
2022-07-29 update HS-W-001 --stage design --invested 2000万 --progress 21% --text 打桩 --problem 雨多 --source 月报 --on 2022-07-29
2022-08-30 update HS-W-001 --stage tender --invested 2610万 --paid 1010万 --progress 31% --text 打桩完 --ask 请协调 --on 2022-08-30
2022-08-03 update HS-W-008 --condition paused --review 2022-10-10 --reason 停 --light yellow --until 2022-10-11 --on 2022-08-03
2022-08-04 update HS-R-001 --stage survey --set signed=40 --on 2022-08-04
2022-08-05 update HS-W-007 --condition merged --into HS-W-001 --on 2022-08-05
2022-08-06 update HS-W-005 --invested 510万 --on 2022-08-06
2022-08-07 update HS-W-005 --corrects 6 --invested 511万 --reason 错
2022-08-07 milestone met HS-R-001 首户签约 --on 2022-04-11
2022-08-08 issue raise HS-W-001 管线未迁 --unit 乙局 --on 2022-08-08
2022-08-08 issue raise HS-W-003 未供地 --on 2022-08-08
2022-08-09 issue close I-02 --on 2022-08-09
2022-08-10 issue raise HS-W-001 资金 --on 2022-08-10
2022-01-10 target add 新建公厕21座 --year 2022 --value 21 --entered 座
2022-01-10 target add 治水开工48项 --year 2022 --value 48 --count started --category water
2022-01-10 target add 投资83亿元 --year 2022 --value 83亿 --entered 元
2022-01-10 target add 征迁31万平方米 --year 2022 --value 31万平方米 --entered 平方米
2022-08-11 target enter T-01 11 --source 月报 --on 2022-08-11
";

/// Works and what is to be known of them to state something else: code, category, stage, condition.
const WORKS: [(&str, usize, &str, &str); 14] = [
    ("HS-W-001", 0, "tender", "normal"),
    ("HS-W-001", 0, "tender", "normal"),
    ("HS-W-001", 0, "tender", "normal"),
    ("HS-W-003", 0, "", "normal"),
    ("HS-W-003", 0, "", "normal"),
    ("HS-W-005", 0, "", "normal"),
    ("HS-W-006", 0, "", "normal"),
    ("HS-W-006", 0, "", "normal"),
    ("HS-W-008", 0, "", "paused"),
    ("HS-R-001", 2, "survey", "normal"),
    ("HS-R-001", 2, "survey", "normal"),
    ("HS-W-009", 0, "", "normal"),
    ("HS-W-002", 0, "", "normal"), // a programme
    ("HS-W-004", 0, "", "normal"), // takes its figures from its lot
];
const DAYS: [&str; 8] =
    ["2022-08-31", "2022-09-01", "2022-03-10", "2021-12-31", "2022/6/30", "2022年5月31日", "2022-09-02", "2022-08-15"];
/// Unreadable.
const NO_DAYS: [&str; 3] = ["2022-13-01", "近日", "2022-02-30"];
const NO_AMOUNTS: [&str; 3] = ["-5万元", "5斤", "若干"];
const EMPTY: &str = "（空）";

/// What is stated, for both doors.
#[derive(Clone)]
pub struct Statement {
    verb: Vec<String>,
    flags: Vec<String>,
    /// What stands in its place on the command line.
    places: Vec<String>,
    pub sheet: Sheet,
    /// Cells by the key of their column.
    pub rows: Vec<Vec<(String, String)>>,
    pub is_json: bool,
    /// One of its values cannot be read.
    pub has_slip: bool,
    reason: Option<&'static str>,
    is_forced: bool,
    may_register_units: bool,
}

impl Statement {
    pub fn by(verb: &str, places: &[&str], sheet: Sheet, key: &[(&str, &str)]) -> Self {
        Self {
            verb: verb.split(' ').map(str::to_owned).collect(),
            flags: Vec::new(),
            places: places.iter().map(|place| (*place).to_owned()).collect(),
            sheet,
            rows: vec![key.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()],
            is_json: false,
            has_slip: false,
            reason: None,
            is_forced: false,
            may_register_units: false,
        }
    }

    pub fn stating(mut self, flag: &str, key: &str, value: &str) -> Self {
        self.state(flag, key, value);
        self
    }

    /// The date of a milestone.
    pub fn due(mut self, due: &str) -> Self {
        self.places.push(due.to_owned());
        self.cell("due", due);
        self
    }

    fn state(&mut self, flag: &str, key: &str, value: &str) {
        self.flag(flag, value);
        self.cell(key, value);
    }

    fn flag(&mut self, flag: &str, value: &str) {
        self.flags.push(format!("{flag}={value}"));
    }

    fn cell(&mut self, key: &str, value: &str) {
        self.rows[0].push((key.to_owned(), value.to_owned()));
    }

    /// In one of `of` cases.
    fn sometimes(
        &mut self,
        draw: &mut Draw,
        of: usize,
        flag: &str,
        key: &str,
        value: impl FnOnce(&mut Draw) -> String,
    ) {
        if draw.pick(of) == of - 1 {
            let value = value(draw);
            self.state(flag, key, &value);
        }
    }

    /// A value, or in few cases one that cannot be read.
    fn value(&mut self, draw: &mut Draw, of: &[&str], unreadable: &[&str]) -> String {
        if !self.has_slip && draw.pick(14) == 13 {
            self.has_slip = true;
            return draw.one(unreadable).to_owned();
        }
        let value = draw.one(of);
        self.has_slip |= value.starts_with("90071992547409"); // more than a register counts
        value.to_owned()
    }

    fn day(&mut self, draw: &mut Draw) -> String {
        self.value(draw, &DAYS, &NO_DAYS)
    }

    fn amount(&mut self, draw: &mut Draw, of: &[&str]) -> String {
        self.value(draw, of, &NO_AMOUNTS)
    }

    fn reasoned(&mut self, draw: &mut Draw, of: usize) {
        if draw.pick(of) > 0 {
            self.reason = Some("核对");
        }
    }

    fn forced(&mut self, draw: &mut Draw, of: usize) {
        if draw.pick(of) == of - 1 {
            self.reason = Some("核对");
            self.is_forced = true;
        }
    }

    /// In either form that a sheet has.
    fn in_some_form(mut self, draw: &mut Draw) -> Self {
        self.is_json = draw.pick(3) == 2;
        self
    }

    pub fn command(&self) -> Vec<String> {
        let mut words = [self.verb.as_slice(), &self.flags].concat();
        words.extend(self.common());
        words.push("--".to_owned());
        words.extend(self.places.iter().cloned());
        words
    }

    pub fn import(&self, file: &str) -> Vec<String> {
        let mut words = vec!["import".to_owned(), file.to_owned(), format!("--what={}", self.sheet.code())];
        words.extend(self.common());
        words
    }

    fn common(&self) -> Vec<String> {
        let mut words: Vec<String> = self.reason.iter().map(|reason| format!("--reason={reason}")).collect();
        words.extend(self.is_forced.then(|| "--force".to_owned()));
        words.extend(self.may_register_units.then(|| "--new-unit".to_owned()));
        words
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{:?} / {} {:?}", self.command(), self.sheet.code(), self.rows)
    }
}

/// A text a sheet can state.
fn statable(text: String) -> String {
    let said = text.trim();
    if said.is_empty() || EMPTIED.contains(&said) || is_total(said) { "甲".to_owned() } else { text }
}

fn passage(draw: &mut Draw) -> String {
    match draw.pick(12) {
        0 => "右\u{202e}左".to_owned(),
        _ => statable(draw.passage()),
    }
}

fn name(draw: &mut Draw) -> String {
    match draw.pick(12) {
        0 => "甲\u{200b}乙".to_owned(),
        1 => "长".repeat(201),
        _ => statable(draw.name()),
    }
}

type Work = (&'static str, usize, &'static str, &'static str);

fn work(draw: &mut Draw) -> Work {
    WORKS[draw.pick(WORKS.len())]
}

/// A return, by a row of the sheet of returns.
pub fn update(draw: &mut Draw) -> Statement {
    let work = work(draw);
    let mut said = Statement::by("update", &[work.0], Sheet::Updates, &[("code", work.0)]);
    returned(draw, &mut said, work);
    words(draw, &mut said);
    said.forced(draw, 4);
    beside(draw, &mut said);
    said.cell("recorded_by", ""); // a sheet of one heading is none
    said.in_some_form(draw)
}

/// A return, by a row of the sheet of projects.
pub fn project_return(draw: &mut Draw) -> Statement {
    let work = work(draw);
    let mut said = Statement::by("update", &[work.0], Sheet::Projects, &[("code", work.0)]);
    returned(draw, &mut said, work);
    words(draw, &mut said);
    if said.flags.is_empty() {
        said.state("--next", "next_step", "下月开工"); // a row that states nothing is no fault
    }
    said.forced(draw, 4);
    said.in_some_form(draw)
}

/// The correction of a return, by its row.
pub fn correction(draw: &mut Draw) -> Statement {
    let corrected = [
        ("HS-W-001", "1"),
        ("HS-W-001", "2"),
        ("HS-W-001", "2"),
        ("HS-W-008", "3"),
        ("HS-W-008", "3"),
        ("HS-R-001", "4"),
    ];
    let off = [("HS-W-005", "6"), ("HS-W-001", "4"), ("HS-W-001", "99")];
    let (code, no) = if draw.pick(10) == 9 { off[draw.pick(off.len())] } else { corrected[draw.pick(corrected.len())] };
    let work = WORKS.into_iter().find(|work| work.0 == code).expect("one of the works");
    let mut said = Statement::by("update", &[code], Sheet::Updates, &[("code", code), ("no", no)]);
    said.flag("--corrects", no);
    // what is as it was is no correction by a sheet
    said.state("--source", "source", &format!("更正{}", draw.pick(9)));
    said.reasoned(draw, 8);
    let cleared = [
        ("stage", "stage"),
        ("condition", "condition"),
        ("review", "review_day"),
        ("text", "progress"),
        ("problem", "problem"),
        ("ask", "ask"),
        ("next", "next_step"),
        ("invested", "invested"),
        ("progress", "physical"),
        ("signed", "signed"),
    ];
    if draw.pick(2) == 1 {
        for _ in 0..=draw.pick(3) {
            let (field, key) = cleared[draw.pick(cleared.len())];
            if said.rows[0].iter().all(|(known, _)| known != key) {
                said.flag("--clear", field);
                said.cell(key, EMPTY);
            }
        }
        if draw.pick(4) == 3 {
            said.flag("--clear", "light");
            ["light", "light_until", "light_reason"].iter().for_each(|key| said.cell(key, EMPTY));
        }
    } else {
        returned(draw, &mut said, work);
        words(draw, &mut said);
        if said.reason.is_some() && draw.pick(5) == 4 {
            light(draw, &mut said);
        }
    }
    said.is_forced = said.reason.is_some() && draw.pick(4) == 3;
    said.in_some_form(draw)
}

/// Day, stage, condition and readings.
fn returned(draw: &mut Draw, said: &mut Statement, (own, category, stands, condition): Work) {
    if draw.pick(3) > 0 {
        let day = said.day(draw);
        said.state("--on", "as_of", &day);
    }
    if draw.pick(3) == 2 {
        let other: Vec<&str> = STAGES[category].iter().copied().filter(|stage| *stage != stands).collect();
        let stage = said.value(draw, &other, &["竣工了", "stage"]);
        said.state("--stage", "stage", &stage);
    }
    match draw.pick(10) {
        0 if condition != "normal" => said.state("--condition", "condition", "normal"),
        1 | 2 if condition != "paused" => {
            let word = draw.one(&["停工", "paused"]);
            said.state("--condition", "condition", word);
            if said.sheet == Sheet::Updates {
                let reviews = ["2022-12-01", "2022-01-01", "2022-09-01", "2022-08-31"];
                let review = said.value(draw, &reviews, &NO_DAYS);
                if draw.pick(4) > 0 {
                    said.state("--review", "review_day", &review);
                }
            }
        }
        3 => {
            let word = said.value(draw, &["cancelled", "退库"], &["不干了"]);
            said.state("--condition", "condition", &word);
        }
        4 | 5 => {
            said.state("--condition", "condition", "merged");
            let into = said.value(draw, &["HS-W-003", "HS-W-009", "hs-w-003", "HS-W-007", own], &["HS-W-999"]);
            said.sometimes(draw, 3, "--into", "merged_into", |_| into);
        }
        6 if said.sheet == Sheet::Updates => {
            said.sometimes(draw, 2, "--review", "review_day", |_| "2022-12-01".to_owned());
        }
        7 => said.sometimes(draw, 2, "--into", "merged_into", |_| "HS-W-003".to_owned()),
        _ => {}
    }
    let large = ["350万元", "3000万元", "1.2亿", "3000.01万", "0.01元", "0元", "90071992547409.93元"];
    if draw.pick(2) == 1 {
        let values: &[&str] = if draw.pick(2) == 1 { &large } else { MONEY };
        let value = said.amount(draw, values);
        said.state("--invested", "invested", &value);
    }
    if draw.pick(4) == 3 {
        let value = said.amount(draw, MONEY);
        said.state("--paid", "paid", &value);
    }
    if draw.pick(4) == 3 {
        let value = said.amount(draw, &["40%", "33.33%", "100%", "120%", "0%", "７.5％"]);
        said.state("--progress", "physical", &value);
    }
    for (measure, values) in [
        ("signed", &["46", "120", "99"] as &[&str]),
        ("vacated", &["3", "46"]),
        ("demolished", &["0", "101"]),
        ("area", &["1234.56平方米", "3万平方米"]),
        ("land", &["3.3亩", "12亩"]),
    ] {
        if draw.pick(if category == 2 { 4 } else { 9 }) == 0 {
            let value = said.value(draw, values, &["-5", "若干"]);
            said.flag("--set", &format!("{measure}={value}"));
            said.cell(measure, &value);
        }
    }
}

/// The words of a return.
fn words(draw: &mut Draw, said: &mut Statement) {
    for (flag, key) in [("--text", "progress"), ("--problem", "problem"), ("--ask", "ask"), ("--next", "next_step")] {
        said.sometimes(draw, 5, flag, key, passage);
    }
}

/// What only the sheet of returns has.
fn beside(draw: &mut Draw, said: &mut Statement) {
    said.sometimes(draw, 4, "--source", "source", passage);
    if draw.pick(7) == 6 {
        said.flags.push("--no-change".to_owned());
        said.cell("no_change", "是");
    }
    if draw.pick(5) == 4 {
        if said.reason.is_none() {
            said.reasoned(draw, 5);
        }
        light(draw, said);
    }
}

fn light(draw: &mut Draw, said: &mut Statement) {
    let light = said.value(draw, &["red", "黄", "green"], &["grey", "紫"]);
    said.state("--light", "light", &light);
    let until = said.value(draw, &["2022-12-31", "2022-09-01", "2022-01-31"], &NO_DAYS);
    // in the row of a return that has one the day stands already
    if said.rows[0].iter().any(|(key, _)| key == "no") || draw.pick(9) > 0 {
        said.state("--until", "light_until", &until);
    }
    if let Some(reason) = said.reason {
        said.cell("light_reason", reason);
    }
}

/// A programme, project or lot registered.
pub fn listing(draw: &mut Draw) -> Statement {
    let category = said_category(draw);
    // a new row under a name that is there is held back in a sheet
    let name = format!("{}{}", name(draw), draw.pick(90) + 10);
    let mut said = Statement::by(
        "add",
        &[category, &name],
        Sheet::Projects,
        &[("code", ""), ("name", &name), ("category", category)],
    );
    said.has_slip = category == "修路";
    match draw.pick(6) {
        0 => {
            said.flags.push("--programme".to_owned());
            said.cell("kind", "programme");
        }
        1 | 2 => {
            let parents = ["HS-W-002", "HS-W-003", "HS-W-004", "HS-W-005", "HS-R-001", "HS-W-006"];
            let parent = said.value(draw, &parents, &["HS-W-999"]);
            said.state("--parent", "parent", &parent);
        }
        _ => {}
    }
    if draw.pick(3) == 2 {
        let code = draw.one(&["0012", "水利-3", "A-1", "甲 乙", "1.0", "a！"]);
        said.flag("--code", code);
        code.clone_into(&mut said.rows[0][0].1);
    }
    if draw.pick(3) == 2 {
        let on = said.day(draw);
        said.state("--on", "listed_from", &on);
    }
    said.sometimes(draw, 4, "--source", "source", passage);
    particulars(draw, &mut said);
    let tags: Vec<String> = (0..draw.pick(3)).map(|_| name_in_list(draw)).collect();
    let aliases: Vec<String> = (0..draw.pick(3)).map(|_| name_in_list(draw)).collect();
    for (flag, key, names) in [("--tag", "tags", tags), ("--alias", "aliases", aliases)] {
        names.iter().for_each(|name| said.flag(flag, name));
        if !names.is_empty() {
            said.cell(key, &join_names(&names));
        }
    }
    for (flag, key) in [("--start", "planned_start"), ("--finish", "planned_finish")] {
        if draw.pick(4) == 3 {
            let due = said.value(draw, DUES, &NO_DAYS);
            said.state(flag, key, &due);
        }
    }
    said.in_some_form(draw)
}

fn said_category(draw: &mut Draw) -> &'static str {
    draw.one(&["water", "治水", "water", "relocation", "works", "water", "治水", "block", "修路"])
}

/// One of a list: what trims to nothing would be no name of it.
fn name_in_list(draw: &mut Draw) -> String {
    name(draw).trim().to_owned()
}

/// What `add` and `edit` share.
fn particulars(draw: &mut Draw, said: &mut Statement) {
    // behind the flag `=` parts a duty from a name
    said.sometimes(draw, 5, "--leader", "leader", |draw| name(draw).replace(['=', '＝'], ""));
    said.sometimes(draw, 5, "--location", "location", passage);
    said.sometimes(draw, 5, "--content", "content", passage);
    if draw.pick(6) == 5 {
        let codes = ["2209-330203-04-01-123456", "2209-330203-04-01-12345", "２２０９-330203-04-01-123456", "无"];
        let code = draw.one(&codes);
        said.state("--national-code", "national_code", code);
    }
    if draw.pick(4) == 3 {
        let units: Vec<String> =
            (0..=draw.pick(2)).map(|_| draw.one(&["乙局", "丙局", "乙处", "丁局"]).to_owned()).collect();
        units.iter().for_each(|unit| said.flag("--unit", unit));
        said.cell("units", &join_names(&units));
        said.may_register_units = draw.pick(2) == 1;
    }
    let has_total = draw.pick(3) == 2;
    if has_total {
        let value = said.amount(draw, MONEY);
        said.state("--total", "total", &value);
        if draw.pick(2) == 1 {
            let basis = said.value(draw, &["概算", "final"], &["毛估"]);
            said.state("--basis", "total_basis", &basis);
        }
    }
    // a basis is that of every total on a command line, of the money alone in a sheet
    let is_alone = !said.flags.iter().any(|flag| flag.starts_with("--basis"));
    for (measure, key, values) in [
        ("households", "households", &["320", "30", "0"] as &[&str]),
        ("area", "total_area", &["30万平方米", "1234.56平方米"]),
        ("land", "total_land", &["33.33亩"]),
    ] {
        if is_alone && draw.pick(6) == 5 {
            let value = said.value(draw, values, &["-5", "若干"]);
            said.flag("--total", &format!("{measure}={value}"));
            said.cell(key, &value);
        }
    }
}

/// What is known of a project beside its returns, changed.
pub fn edit(draw: &mut Draw) -> Statement {
    let (code, ..) = work(draw);
    let mut said = Statement::by("edit", &[code], Sheet::Projects, &[("code", code)]);
    particulars(draw, &mut said);
    said.sometimes(draw, 5, "--name", "name", |draw| format!("{}新", name(draw)));
    if draw.pick(4) == 3 {
        let parents = ["HS-W-001", "HS-W-002", "HS-W-003", "HS-W-005", "HS-R-001", "HS-W-006", "HS-W-009"];
        let parent = said.value(draw, &parents, &["HS-W-999"]);
        let stands = [("HS-W-003", "HS-W-002"), ("HS-W-005", "HS-W-004")];
        if !stands.contains(&(code, parent.as_str())) {
            said.state("--parent", "parent", &parent);
        }
    }
    if draw.pick(5) == 4 {
        let figures = if code == "HS-W-004" { "own" } else { "lots" };
        said.state("--figures", "figures", figures);
    }
    for (clear, key) in [
        ("leader", "leader"),
        ("location", "location"),
        ("content", "content"),
        ("national-code", "national_code"),
        ("unit", "units"),
        ("parent", "parent"),
        ("total", "total"),
        ("households", "households"),
    ] {
        let has_it = match key {
            "parent" => ["HS-W-003", "HS-W-005"].contains(&code),
            "households" => code == "HS-R-001",
            "units" => ["HS-W-001", "HS-R-001"].contains(&code),
            "total" => ["HS-W-001", "HS-W-005"].contains(&code),
            _ => code == "HS-W-001",
        };
        if has_it && draw.pick(9) == 8 && said.rows[0].iter().all(|(known, _)| known != key && known != "total_basis") {
            said.flag("--clear", clear);
            said.cell(key, EMPTY);
        }
    }
    let stands: [(&str, &str, &str, &[&str]); 2] =
        [("tags", "--tag", "--untag", &["治水", "重点"]), ("aliases", "--alias", "--unalias", &["甲堤"])];
    for (key, give, drop, stand) in stands {
        let stand = if code == "HS-W-001" { stand } else { &[] };
        if draw.pick(3) != 2 {
            continue;
        }
        let dropped = draw.pick(stand.len() + 1);
        let given: Vec<String> = (0..draw.pick(3)).map(|_| name_in_list(draw)).collect();
        let mut names: Vec<String> = stand.iter().skip(dropped).map(|name| (*name).to_owned()).collect();
        if dropped + given.len() == 0 || (names.is_empty() && given.is_empty()) {
            continue;
        }
        given.iter().for_each(|name| said.flag(give, name));
        stand.iter().take(dropped).for_each(|name| said.flag(drop, name));
        names.extend(given);
        said.cell(key, &join_names(&names));
    }
    if said.flags.is_empty() {
        said.state("--location", "location", "乙镇"); // a row that states nothing is no fault
    }
    said.forced(draw, 5);
    said.in_some_form(draw)
}

/// The plans of a year, one row a measure.
pub fn plan(draw: &mut Draw) -> Statement {
    let (code, ..) = work(draw);
    let year = draw.one(&["2022", "2022", "2023", "2021"]);
    let mut said = Statement::by("plan", &[code, year], Sheet::Plans, &[]);
    said.rows.clear();
    let measures: &[(&str, &str)] = match draw.pick(7) {
        0..=2 => &[("invested", "--invest")],
        3 => &[("signed", "--set")],
        4 => &[("invested", "--invest"), ("area", "--set")],
        5 => &[("physical", "--set")],
        _ => &[],
    };
    for (measure, flag) in measures {
        let value = match *measure {
            "invested" => said.amount(draw, &["1200万元", "6000万元", "1.2亿", "2亿", "5000万元", "1500万元"]),
            "signed" => said.value(draw, &["60", "90", "120"], &["-5", "若干"]),
            "area" => said.amount(draw, &["3万平方米"]),
            _ => said.amount(draw, &["80%", "110%"]),
        };
        match *flag {
            "--set" => said.flag(flag, &format!("{measure}={value}")),
            flag => said.flag(flag, &value),
        }
        let cells = [("code", code), ("year", year), ("measure", measure), ("value", &value)];
        said.rows.push(cells.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect());
    }
    if measures.is_empty() {
        let cells = [("code", code), ("year", year), ("measure", "invested")];
        said.rows.push(cells.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect());
    }
    months(draw, &mut said, code, measures.len());
    said.sometimes(draw, if measures.is_empty() { 1 } else { 3 }, "--goal", "goal", passage);
    if draw.pick(2) == 1 {
        let day = said.day(draw);
        said.flag("--on", &day);
        said.rows.iter_mut().for_each(|row| row.push(("from_day".to_owned(), day.clone())));
    }
    said.reasoned(draw, 3);
    said.forced(draw, 5);
    said.in_some_form(draw)
}

/// The points of the months. A plan that has some keeps them in a sheet until they are emptied.
fn months(draw: &mut Draw, said: &mut Statement, code: &str, measures: usize) {
    let is_money = said.rows[0].iter().any(|(key, value)| key == "measure" && value == "invested") && measures > 0;
    if !is_money {
        return;
    }
    let points = match if measures == 1 { draw.pick(4) } else { 3 } {
        0 => [
            "0元",
            "0元",
            "0元",
            "100万元",
            "200万",
            "300.5万",
            "400万",
            "500万",
            "600万",
            "700万",
            "900万",
            "1200万元",
        ],
        1 => {
            ["0元", "0元", "0元", "100万元", "200万", "150万", "400万", "500万", "600万", "700万", "900万", "1200万元"]
        }
        _ => {
            if code == "HS-W-003" {
                MONTHS.iter().for_each(|month| said.cell(month, EMPTY));
            }
            return;
        }
    };
    said.flag("--months", &points.join(","));
    MONTHS.iter().zip(points).for_each(|(month, point)| said.cell(month, point));
}

/// The plan of the view's year, by a row of the sheet of projects.
pub fn project_plan(draw: &mut Draw) -> Statement {
    let (code, ..) = work(draw);
    let mut said = Statement::by("plan", &[code, "2022"], Sheet::Projects, &[("code", code)]);
    let value = said.amount(draw, &["1200万元", "6000万元", "1.2亿", "2亿", "5000万元", "1500万元", "0元"]);
    said.state("--invest", "plan", &value);
    said.reasoned(draw, 3);
    said.forced(draw, 4);
    said.in_some_form(draw)
}

/// A milestone by name; its date is still to be said.
pub fn milestone(code: &str, name: &str) -> Statement {
    Statement::by("milestone add", &[code, name], Sheet::Milestones, &[("code", code), ("milestone", name)])
}

/// Names of milestones that stand; a sheet moves them.
const STANDING: [&str; 4] = ["围堰合龙", "主体完成", "通水", "首户签约"];

pub fn milestone_set(draw: &mut Draw) -> Statement {
    let (code, category, ..) = work(draw);
    let near_one = [
        "围堰　合龙",
        "「围堰合龙」",
        "主体 完成",
        "planned start",
        "计划开工",
        "Finish",
        "计划完工 ",
        "ＳＴＡＲＴ",
        "通水（）",
    ];
    let name = if draw.pick(2) == 0 { draw.one(&near_one).to_owned() } else { name(draw) };
    let is_planned = ["start", "finish", "计划开工", "计划完工", "planned start", "planned finish"]
        .contains(&name.trim().to_lowercase().as_str());
    // a planned date that stands is moved by a sheet
    let code = if is_planned && ["HS-W-003", "HS-W-006"].contains(&code) { "HS-W-001" } else { code };
    let mut said = milestone(code, &name);
    let due = said.value(draw, DUES, &NO_DAYS);
    said = said.due(&due);
    if draw.pick(4) == 3 {
        let stage = said.value(draw, STAGES[category], &["竣工了"]);
        said.state("--stage", "stage", &stage);
    }
    said.sometimes(draw, 3, "--source", "source", passage);
    said.in_some_form(draw)
}

pub fn milestone_moved(draw: &mut Draw) -> Statement {
    let (code, name) = match draw.pick(8) {
        0..=2 => ("HS-W-001", STANDING[draw.pick(3)]),
        3 => ("HS-R-001", STANDING[3]),
        4 => ("HS-W-003", draw.one(&["start", "计划开工", "planned start"])),
        5 => ("HS-W-003", draw.one(&["finish", "计划完工", "Planned Finish"])),
        _ => ("HS-W-006", draw.one(&["finish", "计划完工"])),
    };
    let key = [("code", code), ("milestone", name)];
    let mut said = Statement::by("milestone move", &[code, name], Sheet::Milestones, &key);
    let due = said.value(draw, &["2022-11", "2023", "2025-03", "2020-01-31", "2022-12-31"], &NO_DAYS);
    said = said.due(&due);
    said.reasoned(draw, 3);
    said.in_some_form(draw)
}

pub fn milestone_met(draw: &mut Draw) -> Statement {
    let (code, name) = match draw.pick(8) {
        0..=2 => ("HS-W-001", draw.one(&["围堰合龙", "通水"])),
        3 => ("HS-W-001", "主体完成"),
        4 => ("HS-R-001", STANDING[3]),
        _ => ("HS-W-006", "计划完工"),
    };
    let key = [("code", code), ("milestone", name)];
    let mut said = Statement::by("milestone met", &[code, name], Sheet::Milestones, &key);
    let day = said.day(draw);
    said.state("--on", "met", &day);
    said.in_some_form(draw)
}

/// The planned start or finish set or moved, by a row of the sheet of projects.
pub fn span(draw: &mut Draw) -> Statement {
    let (code, name, key, verb) = match draw.pick(6) {
        0 => ("HS-W-001", "start", "planned_start", "milestone add"),
        1 => ("HS-W-001", "finish", "planned_finish", "milestone add"),
        2 => ("HS-W-006", "start", "planned_start", "milestone add"),
        3 => ("HS-W-003", "start", "planned_start", "milestone move"),
        4 => ("HS-W-003", "finish", "planned_finish", "milestone move"),
        _ => ("HS-W-006", "finish", "planned_finish", "milestone move"),
    };
    let mut said = Statement::by(verb, &[code, name], Sheet::Projects, &[("code", code)]);
    let due = said.value(draw, &["2022-11", "2023", "2025-03", "2020-01-31", "2022-12-31"], &NO_DAYS);
    said.places.push(due.clone());
    said.cell(key, &due);
    if verb == "milestone move" {
        said.reasoned(draw, 3);
    }
    said.in_some_form(draw)
}

pub fn issue_raised(draw: &mut Draw) -> Statement {
    let (code, ..) = work(draw);
    let text = passage(draw);
    let mut said = Statement::by("issue raise", &[code, &text], Sheet::Issues, &[("code", code), ("text", &text)]);
    said.sometimes(draw, 3, "--ask", "ask", passage);
    if draw.pick(3) == 2 {
        let unit = said.value(draw, &["乙局", "乙处", " 丙局", "甲局"], &["丁局"]);
        said.state("--unit", "unit", &unit);
    }
    if draw.pick(3) == 2 {
        let due = said.value(draw, &["2022-12-31", "2022-09-01", "2022-02-28"], &NO_DAYS);
        said.state("--due", "due", &due);
    }
    said.sometimes(draw, 3, "--level", "level", |draw| draw.one(&["unit", "deputy", "head"]).to_owned());
    if draw.pick(2) == 1 {
        let on = said.day(draw);
        said.state("--on", "raised", &on);
    }
    said.in_some_form(draw)
}

pub fn issue_closed(draw: &mut Draw) -> Statement {
    let (code, no) = [("HS-W-001", "I-01"), ("HS-W-001", "i-3"), ("HS-W-003", "I-02")][draw.pick(3)];
    let mut said = Statement::by("issue close", &[no], Sheet::Issues, &[("code", code), ("no", no)]);
    let day = match no {
        "I-02" => draw.one(&["2022-08-10", "2022-08-31"]).to_owned(),
        _ => said.day(draw),
    };
    said.state("--on", "closed", &day);
    said.sometimes(draw, 2, "--outcome", "outcome", passage);
    said.in_some_form(draw)
}

/// How a target is followed: flags, columns, words.
type Rule = &'static [(&'static str, &'static str, &'static str)];

pub fn target(draw: &mut Draw) -> Statement {
    let year = draw.one(&["2022", "2023", "2022年"]);
    let (rule, unit, values, sentence): (Rule, &str, &[&str], &str) = match draw.pick(8) {
        0 | 1 => (
            &[("--count", "stage", "started"), ("--category", "category", "water")],
            "个",
            &["48", "50"],
            "治水开工48个",
        ),
        2 => (&[("--measure", "measure", "invested")], "万元", &["80亿", "1.2亿元"], "投资80亿元"),
        3 => (&[("--measure", "measure", "physical")], "%", &["80%"], "进度80%"),
        4 => (&[("--entered", "unit", "座")], "", &["20", "0"], "公厕20座"),
        5 => (&[("--entered", "unit", "元")], "", &["1.2亿", "3000万元"], "融资1.2亿元"),
        6 => (&[("--entered", "unit", "平方米")], "", &["30.01万平方米"], "改造30万平方米"),
        _ => (&[("--entered", "unit", "个")], "", &["4"], "学校4所，公园10个"),
    };
    let sentence = if draw.pick(3) == 0 { format!("{sentence}{}", passage(draw)) } else { sentence.to_owned() };
    let mut said = Statement::by(
        "target add",
        &[&sentence],
        Sheet::Targets,
        &[("no", ""), ("sentence", &sentence), ("year", year)],
    );
    said.flag("--year", year);
    for (flag, key, value) in rule {
        said.state(flag, key, value);
    }
    // what is counted or summed has a unit already: a sheet may leave it out, or name another that is none of it
    let unit = match unit {
        "万元" => draw.one(&["万元", "座", ""]),
        unit => unit,
    };
    if !unit.is_empty() {
        said.cell("unit", unit);
    }
    let value = said.value(draw, values, &["-5", "若干"]);
    said.state("--value", "value", &value);
    if draw.pick(2) == 1 {
        said.flags.push("--claim".to_owned());
        said.cell("kind", "claim");
    }
    if draw.pick(2) == 1 {
        said.flags.push("--strive".to_owned());
        said.cell("strength", "strive");
    }
    said.sometimes(draw, 2, "--comparator", "comparator", |draw| draw.one(&["ge", "gt", "about"]).to_owned());
    said.sometimes(draw, 2, "--mode", "mode", |draw| draw.one(&["new", "cumulative"]).to_owned());
    said.sometimes(draw, 3, "--opening", "opening", |draw| draw.one(values).to_owned());
    said.sometimes(draw, 3, "--tag", "tag", name);
    said.sometimes(draw, 3, "--source", "source", passage);
    said.in_some_form(draw)
}

pub fn target_entered(draw: &mut Draw) -> Statement {
    let (no, values): (&str, &[&str]) = match draw.pick(6) {
        0 | 1 => ("T-01", &["7", "0"]),
        2 => ("T-02", &["7"]),
        3 => ("t-3", &["3.5亿", "3.5亿元"]),
        _ => ("T-04", &["1234.56平方米", "3万平方米"]),
    };
    let mut said = Statement::by("target enter", &[no], Sheet::Targets, &[("no", no)]);
    let value = said.value(draw, values, &["-5", "若干"]);
    said.places.push(value.clone());
    said.cell("entered", &value);
    if draw.pick(2) == 1 {
        let on = said.day(draw);
        said.state("--on", "entered_on", &on);
    }
    let source = passage(draw);
    said.state("--source", "entered_source", &source);
    said.in_some_form(draw)
}
