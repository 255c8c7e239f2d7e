//! What a command says on stderr while it works: done, beware.
//!
//! Long: a table of what commands say, one an arm.

use std::path::Path;

use super::Lang;
use super::cell::moment;
use super::copied::{Copied, copied};
use super::error::{argument, choice_word, shown, warning_prefix};
use super::history::{submitted_in_short as submitted, update};
use super::imported::{heading, value};
use super::permits::out_of_order;
use super::recorded::{OnRecord, earlier_version, recorded};
use super::say::say;
use super::sentence::{count, sentence, step_ahead};
use crate::domain::catalog::{INVESTED, Label};
use crate::domain::change::{Change, HistoryFault};
use crate::domain::code::submission_code;
use crate::domain::permit::OutOfOrder;
use crate::domain::quantity::Dimension;
use crate::domain::returns::Warning;
use crate::domain::word::WordClash;
use crate::domain::{ChangeId, Day, Instant, PageNo, SubmissionNo};
use crate::error::Question;
use crate::report::history::{FiledReturn, HistorySentence};
use crate::report::imported::Diff;
use crate::report::model::Sentence;

pub enum Talk<'a> {
    /// A register was made.
    Created { path: &'a Path, projects: usize },
    /// A project was registered.
    Added { name: &'a str, change: ChangeId },
    /// Another project has this name, or one much like it.
    NearName { name: &'a str, code: &'a str, other: &'a str },
    /// A project listed from a day begins with the name of another: it may be a part of it, and its figures with it.
    LooksSplit { code: &'a str, other: &'a str, part: &'a str },
    /// `from`: the day from which what was stated holds, where it does not hold for all days.
    Edited { code: &'a str, name: &'a str, diffs: &'a [Diff], from: Option<Day>, change: ChangeId },
    /// A project is of another category; what went along with it, by code.
    Recategorised { said: &'a HistorySentence, along: &'a [&'a str] },
    /// A project takes its figures from its lots from a day on: its own plans, of these years, and its readings, the last
    /// as of a day, no longer count.
    OwnAtRest { code: &'a str, years: Vec<i32>, read: Option<Day>, from: Day },
    /// A return was filed.
    Filed { code: &'a str, name: &'a str, filed: &'a FiledReturn, change: ChangeId },
    /// A return was submitted, and waits for review.
    Submitted { no: SubmissionNo, code: &'a str, name: &'a str, filed: &'a FiledReturn, change: ChangeId },
    /// So many returns of an import were submitted, the first and the last of them.
    ImportSubmitted { returns: usize, first: SubmissionNo, last: SubmissionNo },
    /// The list of persons has its first, and whoever put them on it is not on it.
    ListHolds { by: &'a str },
    /// So many returns of an import that is only shown would wait.
    WouldSubmit { returns: usize },
    /// Another return of the same work and day waits already.
    AlsoWaits { no: SubmissionNo, day: Day, change: ChangeId },
    /// A submission was filed as a return.
    Accepted { no: SubmissionNo, code: &'a str, name: &'a str, filed: &'a FiledReturn, change: ChangeId },
    /// A submission was given back to whoever made it.
    GivenBack { no: SubmissionNo, code: &'a str, name: &'a str, by: &'a str, change: ChangeId },
    /// No submission waits.
    NothingWaits,
    /// Returns no longer wait; those that do go on waiting.
    StillWaiting { returns: usize },
    /// A plan, a milestone, an issue, a target or a rule.
    OnRecord(OnRecord<'a>),
    /// What was stated from a later day stays in force from then on.
    LaterStands { day: Day },
    /// The plan of a year was given a version that goes before another, which holds from a day.
    EarlierVersion { year: i32, in_force: Day },
    /// A permit granted before the one it comes after on the checklist.
    OutOfOrder(&'a OutOfOrder),
    /// A permit taken off the checklist that so many works have; it stays with them as a milestone.
    StaysMilestone { permit: &'a str, works: usize },
    /// A return that is hard to believe.
    Beware(&'a Warning),
    /// Recorded, but the view ends before the day it holds from.
    AfterView { day: Day, view: Day },
    /// 已登记单位
    UnitAdded { name: &'a str },
    /// 又称
    UnitAlias { unit: &'a str, alias: &'a str },
    /// What a word in a heading means from now on; `None`: nothing.
    HeadingWord { word: &'a str, field: Option<&'a Label> },
    /// 已并入
    UnitMerged { unit: &'a str, into: &'a str },
    /// 更名; without a day it was misspelt.
    UnitRenamed { unit: &'a str, name: &'a str, from: Option<Day> },
    /// 排序: all units in their order from a day on.
    UnitMoved { from: Day, order: &'a [&'a str] },
    /// 分设: so many works have other units from a day on.
    UnitSplit { unit: &'a str, into: &'a [String], from: Day, moved: usize },
    /// Persons who file for a unit that was split.
    FileForSplit { unit: &'a str, persons: &'a [String] },
    /// 分为标段
    SplitIntoLots { code: &'a str, name: &'a str, lots: usize, from: Day, change: ChangeId },
    /// A return sheet was written.
    FormMade { path: &'a Path, rows: usize },
    /// It was there already, with nothing filled in.
    FormKept { path: &'a Path },
    /// Rows that owe a return and have no unit to send a sheet to.
    WithoutUnit { first: &'a str, codes: &'a [&'a str] },
    /// A page for each unit was asked for, and there are no such works.
    NoPage,
    /// A change made of sheets.
    Imported { change: ChangeId },
    /// What a list leaves open, asked at a terminal.
    Question(&'a Question),
    /// An answer that is none of so many choices.
    NoSuchChoice { choices: usize },
    /// Whether what was shown is to be imported.
    Confirm,
    /// Others recorded while that was asked: what is imported is shown once more.
    ChangedMeanwhile,
    /// The day a list says it is of, with its words.
    DayOfList { day: Day, text: &'a str },
    /// The plans of a list are of another year than its figures.
    PlansOf { year: i32 },
    /// Headings that the last list like this one had not.
    NewHeadings { headings: &'a [String] },
    /// Sheets that stated nothing new, or were only looked at.
    NothingImported { is_dry: bool },
    /// A frozen page was printed again; what was recorded since would change it.
    SinceFrozen { no: PageNo, frozen_at: Instant, rows: &'a [Sentence] },
    /// A change was taken back.
    Undone { change: ChangeId, command: &'a str },
    /// It was only looked at.
    WouldUndo { change: ChangeId, command: &'a str },
    /// 核对无误
    Sound { changes: usize, projects: usize, hash: &'a str },
    /// A hash that somebody kept is in the ledger still: of which change, and how many came after it.
    InLedger { hash: &'a str, change: &'a Change, since: usize },
    /// A copy of the register was made, or a register of one.
    Copied(Copied<'a>),
    /// There is nothing to upgrade.
    Current { version: i64 },
    /// The file as it was is kept as a copy.
    Upgraded { version: i64, copy: &'a Path },
    /// The demo register, with the day it is seen from.
    DemoMade { folder: &'a Path, day: Day },
    /// It was there already.
    DemoKept { folder: &'a Path },
}

#[expect(clippy::too_many_lines, reason = "a table of what commands say, one an arm")]
pub fn talk(lang: Lang, talk: &Talk) -> String {
    let mark = warning_prefix(lang);
    match talk {
        Talk::Created { path, projects } => {
            let path = path.display();
            match projects {
                0 => say!(lang, "已建立台账 {path}（空）", "created the register {path} (empty)"),
                _ => say!(lang, "已建立台账 {path}：{projects}行", "created the register {path}: {projects} rows"),
            }
        }
        Talk::Added { name, change } => {
            say!(lang, "已登记：{name}（第{change}号变更）", "registered {name} (change {change})")
        }
        Talk::NearName { name, code, other } => {
            let alike = if name == other { "相同" } else { "相近" };
            let alike_en = if name == other { "that of" } else { "close to" };
            say!(
                lang,
                "{mark}名称 `{name}` 与 {code} `{other}` {alike}；若是同一项目，请用 `haishu-proj undo` 撤销本次录入",
                "{mark}the name `{name}` is {alike_en} {code} `{other}`; if they are one project, `haishu-proj undo`"
            )
        }
        Talk::LooksSplit { code, other, part } => say!(
            lang,
            "{mark}若{part}由 {code} `{other}` 拆分而来，请先 `haishu-proj undo`，再登记时加 `--split-from {code} --share 份额%`：\
             {code}的年初数、累计数、计划才按份额转入，合计不变",
            "{mark}if {part} was split from {code} `{other}`, `haishu-proj undo` and add it with `--split-from {code} --share \
             PERCENT`: only so does it take its share of base, readings and plan, and the sums stay what they were"
        ),
        Talk::Edited { code, name, diffs, from: None, change } => {
            let said = edited(lang, diffs);
            say!(
                lang,
                "已修改：{code} {name}{said}（第{change}号变更）",
                "edited {code} {name}{said} (change {change})"
            )
        }
        Talk::Edited { code, name, diffs, from: Some(day), change } => {
            let said = edited(lang, diffs);
            say!(
                lang,
                "已修改：{code} {name}{said}（第{change}号变更，自{day}起；要从别的日子起，请写 `--on 日期`）",
                "edited {code} {name}{said} (change {change}, from {day} on; for another day write `--on DATE`)"
            )
        }
        Talk::Recategorised { said, along } => {
            let said = sentence(lang, &Sentence::History((*said).clone()));
            let along = lang.join(along);
            match along.as_str() {
                "" => said,
                _ => say!(lang, "{said}；其下一并改：{along}", "{said}; with all under it: {along}"),
            }
        }
        Talk::OwnAtRest { code, years, read, from } => own_at_rest(lang, code, (years, *read), *from),
        Talk::Filed { code, name, filed, change } => {
            let filed = update(lang, filed);
            say!(
                lang,
                "已填报：{code} {name} {filed}（第{change}号变更）",
                "filed {code} {name}: {filed} (change {change})"
            )
        }
        Talk::Submitted { no, code, name, filed, change } => {
            let (no, filed) = (submission_code(*no), submitted(lang, filed));
            say!(
                lang,
                "已提交，待审核：{no} {code} {name}{filed}（第{change}号变更）",
                "submitted, waiting for review: {no} {code} {name}{filed} (change {change})"
            )
        }
        Talk::ImportSubmitted { returns, first, last } => {
            let (first, last) = (submission_code(*first), submission_code(*last));
            let all = if first == last { first } else { say!(lang, "{first}至{last}", "{first} to {last}") };
            say!(
                lang,
                "其中填报{returns}项已提交，待审核：{all}",
                "returns submitted, waiting for review ({returns}): {all}"
            )
        }
        Talk::ListHolds { by } => say!(
            lang,
            "{mark}名单从此生效，只有名单上的人可以录入；`{by}` 不在名单上",
            "{mark}from now on only those on the list may record; `{by}` is not on it"
        ),
        Talk::WouldSubmit { returns } => say!(
            lang,
            "其中填报{returns}项，导入后须待审核",
            "returns that will wait for review when imported: {returns}"
        ),
        Talk::AlsoWaits { no, day, change } => {
            let no = submission_code(*no);
            say!(
                lang,
                "{mark}{no}（截至{day}）也是它的，还在待审；若由本次代替，请撤回：`haishu-proj undo {change} --reason 原因`",
                "{mark}{no} (as of {day}) is of the same and still waits; if this one is to take its place, withdraw that: \
                 `haishu-proj undo {change} --reason WHY`"
            )
        }
        Talk::Accepted { no, code, name, filed, change } => {
            let (no, filed) = (submission_code(*no), update(lang, filed));
            say!(
                lang,
                "审核通过{no}：{code} {name} {filed}（第{change}号变更）",
                "accepted {no}: {code} {name}: {filed} (change {change})"
            )
        }
        Talk::GivenBack { no, code, name, by, change } => {
            let no = submission_code(*no);
            say!(
                lang,
                "已退回{by}：{no} {code} {name}（第{change}号变更）",
                "gave back to {by}: {no} {code} {name} (change {change})"
            )
        }
        Talk::NothingWaits => say!(lang, "没有待审的填报", "no return waits for review"),
        Talk::StillWaiting { returns } => say!(
            lang,
            "{mark}尚有{returns}项待审，仍须审核或退回：`haishu-proj review list`",
            "{mark}returns that still wait to be accepted or given back ({returns}): `haishu-proj review list`"
        ),
        Talk::OnRecord(what) => recorded(lang, what),
        Talk::LaterStands { day } => say!(
            lang,
            "{mark}自{day}起另有较晚的设定，从那天起仍以它为准",
            "{mark}what was stated from {day} on stays in force from that day"
        ),
        Talk::EarlierVersion { year, in_force } => earlier_version(lang, *year, *in_force),
        Talk::OutOfOrder(found) => {
            let said = out_of_order(lang, found);
            format!("{mark}{said}")
        }
        Talk::StaysMilestone { permit, works } => say!(
            lang,
            "{mark}已有{works}项记了 `{permit}`，在这些项目里仍作为节点",
            "{mark}works that have `{permit}` on record: {works}; it stays a milestone of theirs"
        ),
        Talk::Beware(warning) => {
            let warning = doubt(lang, warning);
            format!("{mark}{warning}")
        }
        Talk::AfterView { day, view } => say!(
            lang,
            "{mark}这次填报截至{day}，晚于观察日{view}；要看到它，请加 `--as-of {day}`",
            "{mark}this return is as of {day}, after the view day {view}; to see it add `--as-of {day}`"
        ),
        Talk::UnitAdded { name } => say!(lang, "已登记单位：{name}", "registered the unit {name}"),
        Talk::UnitAlias { unit, alias } => say!(lang, "{unit}又称{alias}", "{unit} is also called {alias}"),
        Talk::UnitMerged { unit, into } => say!(lang, "{unit}已并入{into}", "{unit} is now part of {into}"),
        Talk::UnitRenamed { unit, name, from: Some(day) } => say!(
            lang,
            "{unit}自{day}起更名为{name}，旧名留作别名",
            "{unit} is called {name} from {day} on, the old name stays an alias"
        ),
        Talk::UnitRenamed { unit, name, from: None } => {
            say!(lang, "{unit}改写作{name}，旧写法留作别名", "{unit} is spelt {name}, the old spelling stays an alias")
        }
        Talk::UnitMoved { from, order } => {
            let order = lang.join(&order.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
            say!(lang, "自{from}起的次序：{order}", "the order from {from} on: {order}")
        }
        Talk::UnitSplit { unit, into, from, moved } => {
            let (into, works) = (lang.join(into), count(i64::try_from(*moved).unwrap_or(i64::MAX), "work"));
            say!(
                lang,
                "{unit}自{from}起分设为{into}，{moved}个项目随之改归",
                "{unit} is split into {into} from {from} on, {works} moved with it"
            )
        }
        Talk::FileForSplit { unit, persons } => {
            let (first, persons) = (argument(persons.first().map_or("", String::as_str)), lang.join(persons));
            say!(
                lang,
                "{mark}{persons}仍只能填报{unit}的项目；请改写：`haishu-proj people edit {first} --unit 单位`",
                "{mark}{persons} may still file for {unit} only; say for which now: \
                 `haishu-proj people edit {first} --unit UNIT`"
            )
        }
        Talk::SplitIntoLots { code, name, lots, from, change } => say!(
            lang,
            "已分标段：{code} {name}自{from}起分为{lots}个标段，数据取标段（第{change}号变更）",
            "split: {code} {name} has {lots} lots from {from} on and takes its figures from them (change {change})"
        ),
        Talk::FormMade { path, rows } => {
            let path = path.display();
            say!(lang, "已写出 {path}（{rows}项）", "wrote {path} ({rows} rows)")
        }
        Talk::FormKept { path } => {
            let path = path.display();
            say!(lang, "{path} 已是这一份，没有再写", "{path} is that sheet already and was left as it is")
        }
        Talk::WithoutUnit { first, codes } => without_unit(lang, first, codes),
        Talk::NoPage => say!(lang, "没有写出通报：没有这样的项目", "no page was made: there are no such projects"),
        Talk::HeadingWord { word, field: Some(field) } => {
            let field = lang.pick(field);
            say!(lang, "表头`{word}`从此是{field}", "the heading `{word}` is {field} from now on")
        }
        Talk::HeadingWord { word, field: None } => {
            say!(lang, "表头`{word}`从此不再有所指", "the heading `{word}` means nothing from now on")
        }
        Talk::Question(asked) => question(lang, asked),
        Talk::NoSuchChoice { choices } => {
            say!(
                lang,
                "请输入1到{choices}的数字，直接回车取第1项",
                "a number from 1 to {choices}; nothing means the first"
            )
        }
        Talk::Confirm => say!(lang, "照此导入？（回车=是，n=否）", "import this? (Enter: yes, n: no)"),
        Talk::ChangedMeanwhile => say!(
            lang,
            "这期间台账有别的改动，实际导入的以下面为准：",
            "the register changed meanwhile; what is imported is this:"
        ),
        Talk::DayOfList { day, text } => {
            let text = text.trim();
            say!(lang, "截至{day}：照表里的 `{text}`", "as of {day}: as the sheet says, `{text}`")
        }
        Talk::PlansOf { year } => say!(lang, "年度计划、年度目标：记为{year}年的", "plans and goals: those of {year}"),
        Talk::NewHeadings { headings } => {
            let headings = lang.join(headings);
            say!(
                lang,
                "上次同样的表里没有的表头：{headings}",
                "headings that the last sheet like this one had not: {headings}"
            )
        }
        Talk::Imported { change } => say!(
            lang,
            "已导入（变更{change}）；整批撤销用 `haishu-proj undo {change} --reason 原因`",
            "imported (change {change}); take it all back with `haishu-proj undo {change} --reason WHY`"
        ),
        Talk::NothingImported { is_dry: true } => {
            say!(lang, "只预览，没有导入", "a preview only: nothing was imported")
        }
        Talk::NothingImported { is_dry: false } => {
            say!(lang, "没有要导入的改动", "nothing differs: nothing was imported")
        }
        Talk::SinceFrozen { no, frozen_at, rows } => since_frozen(lang, *no, *frozen_at, rows),
        Talk::Undone { change, command } => {
            say!(lang, "已撤销第{change}号变更：{command}", "took back change {change}: {command}")
        }
        Talk::WouldUndo { change, command } => say!(
            lang,
            "将撤销第{change}号变更：{command}（未执行）",
            "would take back change {change}: {command} (not done)"
        ),
        Talk::Sound { changes, projects, hash } => say!(
            lang,
            "核对无误：变更{changes}次，项目{projects}行，末次校验值 {hash}",
            "sound: changes {changes}, projects {projects}, last hash {hash}"
        ),
        Talk::InLedger { hash, change, since } => {
            let (id, at) = (change.id, moment(change.recorded_at));
            say!(
                lang,
                "校验值 {hash} 在台账中：第{id}号变更，{at}录入，此后又有变更{since}次",
                "the hash {hash} is in the ledger: change {id}, recorded {at}; changes since: {since}"
            )
        }
        Talk::Copied(what) => copied(lang, what),
        Talk::Current { version } => {
            say!(lang, "台账已是第{version}版，无需升级", "the register is at version {version} already")
        }
        Talk::Upgraded { version, copy } => {
            let copy = copy.display();
            say!(
                lang,
                "台账已升级到第{version}版；原文件存为 {copy}",
                "the register is now at version {version}; the file as it was is {copy}"
            )
        }
        Talk::DemoMade { folder, day } => {
            let db = argument(&folder.join("haishu.db").display().to_string());
            say!(
                lang,
                "演示台账在 {db}（观察日 {day}，数字均为演示数据）。接着试试：\n  haishu-proj --db {db} list --category 治水",
                "the demo register is {db} (seen from {day}; all figures are made up). Try next:\n  haishu-proj --db {db} \
                 --lang en list --category water"
            )
        }
        Talk::DemoKept { folder } => {
            let folder = folder.display();
            say!(
                lang,
                "{folder} 已有演示台账，保持原样；要重新生成，请先删除该文件夹",
                "{folder} has a demo register already, left as it is; delete the folder to make it anew"
            )
        }
    }
}

/// Sentences a line each, set in; many are counted.
fn rows_below(lang: Lang, rows: &[Sentence]) -> String {
    const TOLD: usize = 20;
    let mut text: String = rows.iter().take(TOLD).map(|row| format!("\n  {}", sentence(lang, row))).collect();
    let more = rows.len().saturating_sub(TOLD);
    if more > 0 {
        text += &say!(lang, "\n  另有{more}处", "\n  and {more} more");
    }
    text
}

/// Rows without a unit by their codes; many are counted.
fn without_unit(lang: Lang, first: &str, codes: &[&str]) -> String {
    const TOLD: usize = 20;
    let (mark, rows) = (warning_prefix(lang), codes.len());
    let mut named = lang.join(codes.get(..TOLD).unwrap_or(codes));
    let more = rows.saturating_sub(TOLD);
    if more > 0 {
        named += &say!(lang, "等（还有{more}项）", " and {more} more");
    }
    say!(
        lang,
        "{mark}另有{rows}项没有责任单位，没有填报表：{named}；逐项定下单位，如 `haishu-proj edit {first} --unit 单位`",
        "{mark}{rows} more have no unit, and no return sheet: {named}; give each a unit, like `haishu-proj edit {first} --unit UNIT`"
    )
}

fn since_frozen(lang: Lang, no: PageNo, frozen_at: Instant, rows: &[Sentence]) -> String {
    let (mark, at, n, told) = (warning_prefix(lang), moment(frozen_at), rows.len(), rows_below(lang, rows));
    let places = if n == 1 { "one place".to_owned() } else { format!("{n} places") };
    say!(
        lang,
        "{mark}第{no}号定稿（{at}）之后录入的，使这一天的情况有{n}处不同：{told}",
        "{mark}what was recorded since page {no} was frozen ({at}) changes that day in {places}:{told}"
    )
}

/// `：责任领导 甲 → 乙`; nothing where all is as it was.
fn edited(lang: Lang, diffs: &[Diff]) -> String {
    let said = |Diff { column, was, is, .. }: &Diff| {
        format!("{} {} → {}", heading(lang, column), value(lang, was), value(lang, is))
    };
    let said = lang.join_clauses(&diffs.iter().map(said).collect::<Vec<_>>());
    if diffs.is_empty() { said } else { say!(lang, "：{said}", ": {said}") }
}

fn own_at_rest(lang: Lang, code: &str, (years, read): (&[i32], Option<Day>), from: Day) -> String {
    let mark = warning_prefix(lang);
    let plans = (!years.is_empty()).then(|| {
        let years = lang.join(&years.iter().map(i32::to_string).collect::<Vec<_>>());
        say!(lang, "{years}年的计划", "the plan of {years}")
    });
    let readings = read.map(|day| say!(lang, "截至{day}的累计值", "the figures as of {day}"));
    let own: Vec<String> = plans.into_iter().chain(readings).collect();
    let own = own.join(&say!(lang, "、", " and "));
    say!(
        lang,
        "{mark}{code}本级{own}仍在台账中，自{from}起不再计入，以标段的为准；要改回：`haishu-proj edit {code} --figures own`",
        "{mark}{own} of {code} itself stay on record but count no longer from {from} on: those of its lots do; \
         to go back: `haishu-proj edit {code} --figures own`"
    )
}

/// What is hard to believe of a return, and recorded all the same.
fn doubt(lang: Lang, warning: &Warning) -> String {
    match warning {
        Warning::StageBack { from, to } => {
            let (from, to) = (lang.pick(&from.label), lang.pick(&to.label));
            say!(lang, "阶段由{from}退回{to}，已按所填记录", "the stage goes back from {from} to {to}")
        }
        Warning::StageSkips { from, to } => {
            let (from, to) = (lang.pick(&from.label), lang.pick(&to.label));
            say!(lang, "阶段由{from}直接到{to}，中间阶段未填", "the stage goes from {from} straight to {to}")
        }
        Warning::StepAhead(ahead) => step_ahead(lang, ahead),
        Warning::CompletedUnderHalf { invested, total } => {
            let (invested, total) = (lang.amount(*invested, Dimension::Money), lang.amount(*total, Dimension::Money));
            say!(
                lang,
                "已完工，但完成投资{invested}不到总投资{total}的一半",
                "completed, but {INVESTED} {invested} is under half the total of {total}"
            )
        }
    }
}

/// What a check found, as a sentence.
pub fn fault(lang: Lang, fault: &HistoryFault) -> String {
    match fault {
        HistoryFault::File(line) => {
            let line = shown(line);
            say!(lang, "文件损坏：{line}", "damaged file: {line}")
        }
        HistoryFault::Reference { table } => say!(
            lang,
            "表 {table} 有一行引用了不存在的行",
            "table {table} has a row that refers to one that is not there"
        ),
        HistoryFault::Hash { change } => say!(
            lang,
            "第{change}号变更的校验值不符：它的内容或上一变更的校验值被改动过",
            "the hash of change {change} does not fit: what it recorded, or the hash before it, was altered"
        ),
        HistoryFault::Stray { table, change } => say!(
            lang,
            "表 {table} 有不属于任何变更的行（变更号 {change}）",
            "table {table} has a row of no change (number {change})"
        ),
        HistoryFault::Schema { name } => {
            let name = shown(name);
            say!(
                lang,
                "表、视图或触发器 {name} 与本程序建立的不同",
                "the table, view or trigger {name} is not as this program made it"
            )
        }
        HistoryFault::Words(clash) => word_clash(lang, clash),
        HistoryFault::UnknownWord { table, change, code } => say!(
            lang,
            "第{change}号变更在表 {table} 里用了台账没有的词 `{code}`",
            "change {change} names `{code}` in table {table}, a word the register does not have"
        ),
        HistoryFault::VoidCache => {
            say!(lang, "已撤销变更的缓存与历史不符", "the cache of undone changes is not what the ledger says")
        }
        HistoryFault::Cache { code } => {
            say!(lang, "{code} 的现状缓存与历史不符", "the cached state of {code} is not what its history says")
        }
        HistoryFault::NoSuchHash { hash } => say!(
            lang,
            "台账中没有校验值 {hash}：印出它以后，台账的末尾被截去、历史被改写，或者这不是同一本台账",
            "the ledger has no hash {hash}: since it was printed the newest changes were cut off or history was rewritten, or \
             this is another register"
        ),
    }
}

#[expect(clippy::too_many_lines, reason = "a table of sentences, one an arm")]
pub(in crate::lang) fn word_clash(lang: Lang, clash: &WordClash) -> String {
    match clash {
        WordClash::Twice { word } => {
            say!(
                lang,
                "台账的用语里 `{word}` 指两样东西",
                "among the words of the register `{word}` stands for two things"
            )
        }
        WordClash::Missing { of, word } => say!(
            lang,
            "台账的用语 `{of}` 提到没有的 `{word}`",
            "the word `{of}` of the register speaks of `{word}`, which is not there"
        ),
        WordClash::Share { of, whole, why: _ } => say!(
            lang,
            "指标 `{of}` 不能是 `{whole}` 的总量的一部分",
            "the measure `{of}` cannot be a share of the total of `{whole}`"
        ),
        WordClash::StepTwice { whole, step } => {
            say!(lang, "`{whole}` 的第{step}个环节有两个", "step {step} of `{whole}` is two measures")
        }
        WordClash::StrayStep { measure } => {
            say!(lang, "指标 `{measure}` 是环节，却没有总量或不填报", "the measure `{measure}` is a step of nothing")
        }
        WordClash::TwoCategories { word, categories: [one, other] } if one.zh == other.zh => {
            let word = shown(word);
            say!(lang, "已有名为 `{word}` 的类别", "there is a category called `{word}` already")
        }
        WordClash::TwoCategories { word, categories: [one, other] } => {
            let (word, one, other) = (shown(word), lang.pick(one), lang.pick(other));
            say!(
                lang,
                "`{word}` 同时指两个类别：{one}、{other}",
                "`{word}` stands for two categories: {one} and {other}"
            )
        }
        WordClash::NoStages { category } => {
            let category = lang.pick(category);
            say!(lang, "类别 `{category}` 没有阶段", "the category `{category}` has no stages")
        }
        WordClash::TwoStages { category, word, stages: [one, other] } => {
            let (category, word) = (lang.pick(category), shown(word));
            let (one, other) = (lang.pick(one), lang.pick(other));
            say!(
                lang,
                "类别{category}里 `{word}` 同时指两个阶段：{one}、{other}",
                "in the category {category} `{word}` stands for two stages: {one} and {other}"
            )
        }
        WordClash::Disordered { category, stage } => {
            let (category, stage) = (lang.pick(category), lang.pick(stage));
            say!(
                lang,
                "类别{category}的阶段 `{stage}` 排在后一时期的阶段之后",
                "in the category {category} the stage `{stage}` stands behind one of a later phase"
            )
        }
        WordClash::StartsElsewhere { category, stage } => {
            let (category, stage) = (lang.pick(category), lang.pick(stage));
            say!(
                lang,
                "类别{category}以 `{stage}` 为开工，它不是实施时期的阶段",
                "works of the category {category} start by `{stage}`, which is no stage of implementation"
            )
        }
        WordClash::CompletesElsewhere { category, stage } => {
            let (category, stage) = (lang.pick(category), lang.pick(stage));
            say!(
                lang,
                "类别{category}以 `{stage}` 为完工，它不是完工时期的阶段",
                "works of the category {category} are completed by `{stage}`, which is no stage of completion"
            )
        }
    }
}

/// A question at a terminal: what it is about, and the choices by their numbers.
fn question(lang: Lang, asked: &Question) -> String {
    let numbered = |choices: Vec<String>| -> String {
        (1..).zip(choices).map(|(number, choice)| format!("\n  {number} {choice}")).collect()
    };
    match asked {
        Question::Heading { heading, samples, choices } => {
            let heading = heading.trim();
            let like = if samples.is_empty() { String::new() } else { lang.join(samples) };
            let choices = numbered(choices.iter().map(|choice| choice_word(lang, choice.as_ref())).collect());
            match like.as_str() {
                "" => say!(lang, "`{heading}` 是哪一项？{choices}", "what is `{heading}`?{choices}"),
                _ => say!(
                    lang,
                    "`{heading}`（如 {like}）是哪一项？{choices}",
                    "what is `{heading}` (like {like})?{choices}"
                ),
            }
        }
        Question::Category { choices } => {
            let choices = numbered(choices.iter().map(|choice| lang.pick(choice).to_owned()).collect());
            say!(lang, "新项目是哪一类？{choices}", "of which category are new projects?{choices}")
        }
        Question::Units { names } => {
            let names = lang.join(names);
            say!(
                lang,
                "这些单位还没有登记：{names}。一并登记？（回车=是，n=否）",
                "units that are not registered: {names}. Register them? (Enter: yes, n: no)"
            )
        }
        Question::Day { year, day } => {
            say!(
                lang,
                "表里只说是{year}年的。截至{day}？（回车=是；不是的，Ctrl-C后加 `--as-of 日期`）",
                "it says that it is of {year}. Until {day}? (Enter: yes; if not, stop and add `--as-of DATE`)"
            )
        }
        Question::WhichDay { said, days } => {
            let said = lang.join(said);
            let choices = numbered(days.iter().map(ToString::to_string).collect());
            say!(
                lang,
                "表里写着：{said}。截至哪一天？（都不是的，Ctrl-C后加 `--as-of 日期`）{choices}",
                "it says: {said}. Until which day is it? (if none of these, stop and add `--as-of DATE`){choices}"
            )
        }
        Question::Sheet { sheets } => {
            let choices = numbered(sheets.clone());
            say!(
                lang,
                "几张工作表各是一期的，导入哪一张？{choices}",
                "several sheets of different periods; which is to be imported?{choices}"
            )
        }
    }
}
