//! What a command says on stderr while it works: done, beware.

use std::path::Path;

use super::Lang;
use super::cell::moment;
use super::error::{argument, warning_prefix};
use super::history::update;
use super::recorded::{Recorded, earlier_version, recorded};
use super::say::say;
use super::sentence::sentence;
use crate::domain::catalog::INVESTED;
use crate::domain::change::Fault;
use crate::domain::quantity::Dimension;
use crate::domain::returns::Warning;
use crate::domain::{ChangeId, Day, Instant, PageNo};
use crate::report::history::FiledReturn;
use crate::report::model::Sentence;

pub enum Talk<'a> {
    Created {
        path: &'a Path,
        projects: usize,
    },
    Added {
        name: &'a str,
        change: ChangeId,
    },
    NearName {
        name: &'a str,
        code: &'a str,
        other: &'a str,
    },
    /// `from`: the day from which what was stated holds, where it does not hold for all days.
    Edited {
        code: &'a str,
        name: &'a str,
        from: Option<Day>,
        change: ChangeId,
    },
    /// A project takes its figures from its lots from a day on: its own plans, of these years, and its readings, the last
    /// as of a day, no longer count.
    OwnAtRest {
        code: &'a str,
        years: Vec<i32>,
        read: Option<Day>,
        from: Day,
    },
    Filed {
        code: &'a str,
        name: &'a str,
        filed: &'a FiledReturn,
        change: ChangeId,
    },
    Recorded(Recorded<'a>),
    /// The plan of a year was given a version that goes before another, which holds from a day.
    /// What was stated from a later day stays in force from then on.
    LaterStands {
        day: Day,
    },
    EarlierVersion {
        year: i32,
        in_force: Day,
    },
    Beware(&'a Warning),
    /// Recorded, but the view ends before the day it holds from.
    AfterView {
        day: Day,
        view: Day,
    },
    UnitAdded {
        name: &'a str,
    },
    UnitAlias {
        unit: &'a str,
        alias: &'a str,
    },
    UnitMerged {
        unit: &'a str,
        into: &'a str,
    },
    /// A return sheet was written.
    FormMade {
        path: &'a Path,
        rows: usize,
    },
    /// Rows that owe a return and have no unit to send a sheet to.
    WithoutUnit {
        first: &'a str,
        codes: &'a [&'a str],
    },
    /// A page for each unit was asked for, and no unit leads any of so many rows.
    NoPage {
        rows: usize,
    },
    /// A change made of sheets.
    Imported {
        change: ChangeId,
    },
    /// Sheets that stated nothing new, or were only looked at.
    NothingImported {
        is_dry: bool,
    },
    /// A frozen page was printed again; what was recorded since would change it.
    SinceFrozen {
        no: PageNo,
        frozen_at: Instant,
        rows: &'a [Sentence],
    },
    Undone {
        change: ChangeId,
        command: &'a str,
    },
    WouldUndo {
        change: ChangeId,
        command: &'a str,
    },
    Sound {
        changes: usize,
        projects: usize,
        hash: &'a str,
    },
    Current {
        version: i64,
    },
    Upgraded {
        version: i64,
        copy: &'a Path,
    },
    DemoMade {
        folder: &'a Path,
        day: Day,
    },
    DemoKept {
        folder: &'a Path,
    },
}

pub fn talk(lang: Lang, talk: &Talk) -> String {
    match lang {
        Lang::Zh => zh(talk),
        Lang::En => en(talk),
    }
}

/// Sentences a line each, set in; many are counted.
fn below(lang: Lang, rows: &[Sentence]) -> String {
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

fn zh(talk: &Talk) -> String {
    match talk {
        Talk::Created { path, projects: 0 } => format!("已建立台账 {}（空）", path.display()),
        Talk::Created { path, projects } => format!("已建立台账 {}：{projects}行", path.display()),
        Talk::Added { name, change } => format!("已登记：{name}（第{change}号变更）"),
        Talk::NearName { name, code, other } => {
            let alike = if name == other { "相同" } else { "相近" };
            let mark = warning_prefix(Lang::Zh);
            format!(
                "{mark}名称 `{name}` 与 {code} `{other}` {alike}；若是同一项目，请用 `haishu-proj undo` 撤销本次录入"
            )
        }
        Talk::Edited { code, name, from: None, change } => format!("已修改：{code} {name}（第{change}号变更）"),
        Talk::Edited { code, name, from: Some(day), change } => {
            format!("已修改：{code} {name}（第{change}号变更，自{day}起；要从别的日子起，请写 `--on 日期`）")
        }
        Talk::OwnAtRest { code, years, read, from } => own_at_rest(Lang::Zh, code, (years, *read), *from),
        Talk::Filed { code, name, filed, change } => {
            format!("已填报：{code} {name} {}（第{change}号变更）", update(Lang::Zh, filed))
        }
        Talk::Recorded(what) => recorded(Lang::Zh, what),
        Talk::LaterStands { day } => {
            format!("{}自{day}起另有较晚的设定，从那天起仍以它为准", warning_prefix(Lang::Zh))
        }
        Talk::EarlierVersion { year, in_force } => earlier_version(Lang::Zh, *year, *in_force),
        Talk::Beware(warning) => format!("{}{}", warning_prefix(Lang::Zh), warning_zh(warning)),
        Talk::AfterView { day, view } => {
            format!("{}这次填报截至{day}，晚于观察日{view}；要看到它，请加 `--as-of {day}`", warning_prefix(Lang::Zh))
        }
        Talk::UnitAdded { name } => format!("已登记单位：{name}"),
        Talk::UnitAlias { unit, alias } => format!("{unit}又称{alias}"),
        Talk::UnitMerged { unit, into } => format!("{unit}已并入{into}"),
        Talk::FormMade { path, rows } => format!("已写出 {}（{rows}项）", path.display()),
        Talk::WithoutUnit { first, codes } => without_unit(Lang::Zh, first, codes),
        Talk::NoPage { rows } => no_page(Lang::Zh, *rows),
        Talk::Imported { change } => {
            format!("已导入（变更{change}）；整批撤销用 `haishu-proj undo {change} --reason 原因`")
        }
        Talk::NothingImported { is_dry: true } => "只预览，没有导入".to_owned(),
        Talk::NothingImported { is_dry: false } => "没有要导入的改动".to_owned(),
        Talk::SinceFrozen { no, frozen_at, rows } => since_frozen(Lang::Zh, *no, *frozen_at, rows),
        Talk::Undone { change, command } => format!("已撤销第{change}号变更：{command}"),
        Talk::WouldUndo { change, command } => format!("将撤销第{change}号变更：{command}（未执行）"),
        Talk::Sound { changes, projects, hash } => {
            format!("核对无误：变更{changes}次，项目{projects}行，末次校验值 {hash}")
        }
        Talk::Current { version } => format!("台账已是第{version}版，无需升级"),
        Talk::Upgraded { version, copy } => format!("台账已升级到第{version}版；原文件存为 {}", copy.display()),
        Talk::DemoMade { folder, day } => {
            let db = argument(&folder.join("haishu.db").display().to_string());
            format!(
                "演示台账在 {}（观察日 {day}，数字均为演示数据）。接着试试：\n  haishu-proj --db {} list --category 治水",
                db, db
            )
        }
        Talk::DemoKept { folder } => {
            format!("{} 已有演示台账，保持原样；要重新生成，请先删除该文件夹", folder.display())
        }
    }
}

fn en(talk: &Talk) -> String {
    match talk {
        Talk::Created { path, projects: 0 } => format!("created the register {} (empty)", path.display()),
        Talk::Created { path, projects } => format!("created the register {}: {projects} rows", path.display()),
        Talk::Added { name, change } => format!("registered {name} (change {change})"),
        Talk::NearName { name, code, other } => {
            let alike = if name == other { "that of" } else { "close to" };
            let mark = warning_prefix(Lang::En);
            format!("{mark}the name `{name}` is {alike} {code} `{other}`; if they are one project, `haishu-proj undo`")
        }
        Talk::Edited { code, name, from: None, change } => format!("edited {code} {name} (change {change})"),
        Talk::Edited { code, name, from: Some(day), change } => {
            format!("edited {code} {name} (change {change}, from {day} on; for another day write `--on DATE`)")
        }
        Talk::OwnAtRest { code, years, read, from } => own_at_rest(Lang::En, code, (years, *read), *from),
        Talk::Filed { code, name, filed, change } => {
            format!("filed {code} {name}: {} (change {change})", update(Lang::En, filed))
        }
        Talk::Recorded(what) => recorded(Lang::En, what),
        Talk::LaterStands { day } => {
            format!("{}what was stated from {day} on stays in force from that day", warning_prefix(Lang::En))
        }
        Talk::EarlierVersion { year, in_force } => earlier_version(Lang::En, *year, *in_force),
        Talk::Beware(warning) => format!("{}{}", warning_prefix(Lang::En), warning_en(warning)),
        Talk::AfterView { day, view } => {
            let mark = warning_prefix(Lang::En);
            format!("{mark}this return is as of {day}, after the view day {view}; to see it add `--as-of {day}`")
        }
        Talk::UnitAdded { name } => format!("registered the unit {name}"),
        Talk::UnitAlias { unit, alias } => format!("{unit} is also called {alias}"),
        Talk::UnitMerged { unit, into } => format!("{unit} is now part of {into}"),
        Talk::FormMade { path, rows } => format!("wrote {} ({rows} rows)", path.display()),
        Talk::WithoutUnit { first, codes } => without_unit(Lang::En, first, codes),
        Talk::NoPage { rows } => no_page(Lang::En, *rows),
        Talk::Imported { change } => {
            format!("imported (change {change}); take it all back with `haishu-proj undo {change} --reason WHY`")
        }
        Talk::NothingImported { is_dry: true } => "a preview only: nothing was imported".to_owned(),
        Talk::NothingImported { is_dry: false } => "nothing differs: nothing was imported".to_owned(),
        Talk::SinceFrozen { no, frozen_at, rows } => since_frozen(Lang::En, *no, *frozen_at, rows),
        Talk::Undone { change, command } => format!("took back change {change}: {command}"),
        Talk::WouldUndo { change, command } => format!("would take back change {change}: {command} (not done)"),
        Talk::Sound { changes, projects, hash } => {
            format!("sound: changes {changes}, projects {projects}, last hash {hash}")
        }
        Talk::Current { version } => format!("the register is at version {version} already"),
        Talk::Upgraded { version, copy } => {
            format!("the register is now at version {version}; the file as it was is {}", copy.display())
        }
        Talk::DemoMade { folder, day } => {
            let db = argument(&folder.join("haishu.db").display().to_string());
            format!(
                "the demo register is {} (seen from {day}; all figures are made up). Try next:\n  haishu-proj --db {} --lang en list --category water",
                db, db
            )
        }
        Talk::DemoKept { folder } => {
            format!(
                "{} has a demo register already, left as it is; delete the folder to make it anew",
                folder.display()
            )
        }
    }
}

fn no_page(lang: Lang, rows: usize) -> String {
    match rows {
        0 => say!(lang, "没有写出通报：没有这样的项目", "no page was made: there are no such projects"),
        rows => say!(
            lang,
            "没有写出通报：所选的{rows}行都没有责任单位；用 `haishu-proj edit 编号 --unit 单位` 定下单位",
            "no page was made: none of the rows asked for ({rows}) has a unit; give them one with \
             `haishu-proj edit CODE --unit UNIT`"
        ),
    }
}

fn since_frozen(lang: Lang, no: PageNo, frozen_at: Instant, rows: &[Sentence]) -> String {
    let (mark, at, n, told) = (warning_prefix(lang), moment(frozen_at), rows.len(), below(lang, rows));
    let places = if n == 1 { "one place".to_owned() } else { format!("{n} places") };
    say!(
        lang,
        "{mark}第{no}号定稿（{at}）之后录入的，使这一天的情况有{n}处不同：{told}",
        "{mark}what was recorded since page {no} was frozen ({at}) changes that day in {places}:{told}"
    )
}

fn own_at_rest(lang: Lang, code: &str, (years, read): (&[i32], Option<Day>), from: Day) -> String {
    let mark = warning_prefix(lang);
    let plans = (!years.is_empty()).then(|| {
        let years = lang.join(&years.iter().map(i32::to_string).collect::<Vec<_>>());
        say!(lang, "{years}年的计划", "the plan of {years}")
    });
    let readings = read.map(|day| say!(lang, "截至{day}的累计值", "the figures as of {day}"));
    let own: Vec<String> = plans.into_iter().chain(readings).collect();
    let own = own.join(lang.either("、", " and "));
    say!(
        lang,
        "{mark}{code}本级{own}仍在台账中，自{from}起不再计入，以标段的为准；要改回：`haishu-proj edit {code} --figures own`",
        "{mark}{own} of {code} itself stay on record but count no longer from {from} on: those of its lots do; \
         to go back: `haishu-proj edit {code} --figures own`"
    )
}

fn warning_zh(warning: &Warning) -> String {
    match warning {
        Warning::StageBack { from, to } => format!("阶段由{}退回{}，已按所填记录", from.label.zh, to.label.zh),
        Warning::StageSkips { from, to } => format!("阶段由{}直接到{}，中间阶段未填", from.label.zh, to.label.zh),
        Warning::VacatedAboveSigned { vacated, signed } => format!("腾空{vacated}户多于签约{signed}户"),
        Warning::CompletedUnderHalf { invested, total } => {
            let money = |value| Lang::Zh.amount(value, Dimension::Money);
            format!("已完工，但完成投资{}不到总投资{}的一半", money(*invested), money(*total))
        }
    }
}

fn warning_en(warning: &Warning) -> String {
    match warning {
        Warning::StageBack { from, to } => format!("the stage goes back from {} to {}", from.label.en, to.label.en),
        Warning::StageSkips { from, to } => {
            format!("the stage goes from {} straight to {}", from.label.en, to.label.en)
        }
        Warning::VacatedAboveSigned { vacated, signed } => format!("{vacated} vacated but only {signed} signed"),
        Warning::CompletedUnderHalf { invested, total } => {
            let money = |value| Lang::En.amount(value, Dimension::Money);
            format!("completed, but {INVESTED} {} is under half the total of {}", money(*invested), money(*total))
        }
    }
}

/// What a check found, as a sentence.
pub fn fault(lang: Lang, fault: &Fault) -> String {
    match lang {
        Lang::Zh => fault_zh(fault),
        Lang::En => fault_en(fault),
    }
}

fn fault_zh(fault: &Fault) -> String {
    match fault {
        Fault::File(line) => format!("文件损坏：{line}"),
        Fault::Reference { table } => format!("表 {table} 有一行引用了不存在的行"),
        Fault::Hash { change } => format!("第{change}号变更的校验值不符：它或它之前的历史被改动过"),
        Fault::Stray { table, change } => format!("表 {table} 有不属于任何变更的行（变更号 {change}）"),
        Fault::Schema { name } => format!("表、视图或触发器 {name} 与本程序建立的不同"),
        Fault::VoidCache => "已撤销变更的缓存与历史不符".to_owned(),
        Fault::Cache { code } => format!("{code} 的现状缓存与历史不符"),
    }
}

fn fault_en(fault: &Fault) -> String {
    match fault {
        Fault::File(line) => format!("damaged file: {line}"),
        Fault::Reference { table } => format!("table {table} has a row that refers to one that is not there"),
        Fault::Hash { change } => format!("the hash of change {change} does not fit: history up to it was altered"),
        Fault::Stray { table, change } => format!("table {table} has a row of no change (number {change})"),
        Fault::Schema { name } => format!("the table, view or trigger {name} is not as this program made it"),
        Fault::VoidCache => "the cache of undone changes is not what the ledger says".to_owned(),
        Fault::Cache { code } => format!("the cached state of {code} is not what its history says"),
    }
}
