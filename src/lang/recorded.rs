//! What is said when a plan, a milestone, an issue, a target or a rule is on record.

use super::Lang;
use super::error::warning_prefix;
use super::say::say;
use super::sentence::milestone_name;
use super::{history, targets};
use crate::domain::code::{issue_code, target_code};
use crate::domain::day::{Day, DueDay};
use crate::domain::{ChangeId, IssueNo, TargetNo};
use crate::report::history::HistorySentence;
use crate::report::targets::TargetSentence;

pub struct OnRecord<'a> {
    pub what: Statement<'a>,
    pub change: ChangeId,
    /// The day from which it holds, where that was not asked for.
    pub from: Option<Day>,
}

/// `of`: code and name of the project.
pub enum Statement<'a> {
    /// Only the first version of a plan is 下达.
    Plan { of: (&'a str, &'a str), said: &'a [HistorySentence], version: Option<usize> },
    /// 已定节点
    MilestoneRaised { of: (&'a str, &'a str), name: &'a str, due: DueDay },
    /// 已改期
    MilestoneMoved { of: (&'a str, &'a str), name: &'a str, from: DueDay, to: DueDay },
    /// 已完成节点
    MilestoneMet { of: (&'a str, &'a str), name: &'a str, on: Day, number: Option<&'a str> },
    /// 不需要
    Waived { of: (&'a str, &'a str), name: &'a str, reason: &'a str },
    /// 已提出
    IssueRaised { of: (&'a str, &'a str), no: IssueNo, text: &'a str },
    /// 已解决
    IssueClosed { of: (&'a str, &'a str), no: IssueNo, text: &'a str },
    /// 已登记目标
    Target { no: TargetNo, sentence: &'a str },
    /// 已录入
    TargetValue { no: TargetNo, sentence: &'a str, amount: &'a TargetSentence, on: Day },
    /// The version and the thresholds that were set.
    Rules(&'a HistorySentence),
    /// The list of persons, or whether returns wait.
    Office(&'a HistorySentence),
    /// A new word of the trade.
    Word(&'a HistorySentence),
    /// One that there was, as it is stated now.
    WordEdited(&'a HistorySentence),
}

#[must_use]
pub fn recorded(lang: Lang, recorded: &OnRecord) -> String {
    let OnRecord { what, change, from } = recorded;
    let said = statement(lang, what);
    match from {
        None => say!(lang, "{said}（第{change}号变更）", "{said} (change {change})"),
        Some(day) => say!(
            lang,
            "{said}（第{change}号变更，自{day}起；要从别的日子起，请写 `--on 日期`）",
            "{said} (change {change}, from {day} on; for another day write `--on DATE`)"
        ),
    }
}

fn statement(lang: Lang, what: &Statement) -> String {
    match what {
        Statement::Plan { of: (code, name), said, version } => {
            let said: Vec<String> = said.iter().map(|each| history::sentence(lang, each)).collect();
            let said = lang.join_clauses(&said);
            match version {
                None => say!(lang, "已记录：{code} {name} {said}", "recorded {code} {name}: {said}"),
                Some(1) => say!(lang, "已下达：{code} {name} {said}", "planned {code} {name}: {said}"),
                Some(version) => say!(
                    lang,
                    "已调整为第{version}版：{code} {name} {said}",
                    "re-planned as version {version} {code} {name}: {said}"
                ),
            }
        }
        Statement::MilestoneRaised { of: (code, name), name: milestone, due } => {
            let milestone = milestone_name(lang, milestone);
            say!(lang, "已定节点：{code} {name} {milestone}，定于{due}", "set {code} {name}: {milestone}, due {due}")
        }
        Statement::MilestoneMoved { of: (code, name), name: milestone, from, to } => {
            let milestone = milestone_name(lang, milestone);
            say!(
                lang,
                "已改期：{code} {name} {milestone}，由{from}改为{to}",
                "moved {code} {name}: {milestone}, from {from} to {to}"
            )
        }
        Statement::MilestoneMet { of: (code, name), name: milestone, on, number } => {
            let milestone = milestone_name(lang, milestone);
            let number = number.map_or_else(String::new, |number| say!(lang, "，{number}", ", {number}"));
            say!(
                lang,
                "已完成节点：{code} {name} {milestone}，{on}{number}",
                "met {code} {name}: {milestone}, on {on}{number}"
            )
        }
        Statement::Waived { of: (code, name), name: permit, reason } => {
            say!(lang, "已记为不需要：{code} {name} {permit}：{reason}", "not needed {code} {name}: {permit}: {reason}")
        }
        Statement::IssueRaised { of: (code, name), no, text } => {
            let no = issue_code(*no);
            say!(lang, "已提出：{code} {name} {no} {text}", "raised {code} {name}: {no} {text}")
        }
        Statement::IssueClosed { of: (code, name), no, text } => {
            let no = issue_code(*no);
            say!(lang, "已解决：{code} {name} {no} {text}", "closed {code} {name}: {no} {text}")
        }
        Statement::Target { no, sentence } => {
            let no = target_code(*no);
            say!(lang, "已登记目标：{no} {sentence}", "stated {no}: {sentence}")
        }
        Statement::TargetValue { no, sentence: of, amount, on } => {
            let (no, amount) = (target_code(*no), targets::sentence(lang, amount));
            say!(lang, "已录入：{no} {of}，截至{on}为{amount}", "entered {no} {of}: {amount} as of {on}")
        }
        Statement::Word(said) => {
            let said = history::sentence(lang, said);
            say!(lang, "已登记：{said}", "stated {said}")
        }
        Statement::WordEdited(said) => {
            let said = history::sentence(lang, said);
            say!(lang, "已改为：{said}", "now {said}")
        }
        Statement::Rules(said) | Statement::Office(said) => history::sentence(lang, said),
    }
}

/// A version of a plan goes before another one, which stays in force.
#[must_use]
pub fn earlier_version(lang: Lang, year: i32, in_force: Day) -> String {
    let mark = warning_prefix(lang);
    say!(
        lang,
        "{mark}{year}年计划自{in_force}起另有一版，仍以那一版为准",
        "{mark}another version of the {year} plan holds from {in_force} on and stays in force"
    )
}
