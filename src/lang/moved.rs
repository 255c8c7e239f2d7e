//! The sentences of one line of a page: what changed, what is due, what is asked.

use super::Lang;
use super::error::say;
use super::light::light;
use super::sentence::{count, milestone_name};
use super::word::word;
use crate::domain::IssueNo;
use crate::domain::catalog::Label;
use crate::domain::code::issue_code;
use crate::domain::day::{ALL_DAYS, Day, DueDay};
use crate::domain::quantity::Dimension;
use crate::report::model::{Figure, Sentence};

/// `None`: it is no sentence of these.
pub(super) fn said(lang: Lang, sentence: &Sentence) -> Option<String> {
    Some(match sentence {
        Sentence::Lit { from, to, is_replanned } => {
            let replanned = if *is_replanned { lang.either("（计划已调整）", " (re-planned)") } else { "" };
            format!("{} → {}{replanned}", light(lang, *from), light(lang, *to))
        }
        Sentence::LitTogether { from, to, codes } => {
            const NAMED: usize = 8;
            let more = codes.len().saturating_sub(NAMED);
            let more = if more > 0 { say!(lang, "等", " and {more} more") } else { String::new() };
            let (n, named) = (codes.len(), lang.join(&codes[..codes.len().min(NAMED)]));
            let (from, to) = (light(lang, *from), light(lang, *to));
            say!(lang, "{from} → {to}（{n}）：{named}{more}", "{from} → {to} ({n}): {named}{more}")
        }
        Sentence::StageMove { from, to, day } => {
            let from = from.as_ref().map_or_else(|| lang.either("阶段未填", "no stage"), |from| lang.name(from));
            let to = lang.name(to);
            say!(lang, "{from} → {to}（{day}）", "{from} → {to} ({day})")
        }
        Sentence::FirstSeen { stage, day } => {
            let stage = lang.name(stage);
            let stage_zh = stage.trim_end_matches("阶段");
            say!(lang, "首次填报，处于{stage_zh}阶段（{day}）", "first return, in the stage “{stage}” ({day})")
        }
        Sentence::Joined { day } if *day == ALL_DAYS => lang.either("列入", "listed").to_owned(),
        Sentence::Joined { day } => say!(lang, "{day}列入", "listed from {day}"),
        Sentence::LeftOn { condition, into, day } => {
            let condition = lang.name(condition);
            let into = into.as_deref().unwrap_or_default();
            let space = if into.is_empty() { "" } else { " into " };
            say!(lang, "{condition}{into}（{day}）", "{condition}{space}{into} ({day})")
        }
        Sentence::ClosedBefore { year } => {
            let last = year - 1;
            say!(
                lang,
                "{last}年底前已办结，{year}年起不再计入",
                "closed by the end of {last}, not counted from {year} on"
            )
        }
        Sentence::Replanned { .. } => replanned(lang, sentence)?,
        Sentence::MilestoneMoved { name, from, to } => {
            let name = milestone_name(lang, name);
            say!(lang, "{name}由{from}调至{to}", "{name} moved from {from} to {to}")
        }
        Sentence::MilestoneMet { name, met, due } => milestone_met(lang, &milestone_name(lang, name), *met, *due),
        Sentence::LateReturn { no, as_of, recorded } => {
            say!(lang, "第{no}号填报，截至{as_of}，{recorded}录入", "update {no} as of {as_of}, recorded {recorded}")
        }
        Sentence::Corrected { .. } => corrected(lang, sentence)?,
        Sentence::WordCorrected { what, from, to } => {
            let label = |label: &Option<Label>| {
                let none = || lang.either("未填", "none").to_owned();
                label.as_ref().map_or_else(none, |label| lang.pick(label).to_owned())
            };
            let (what, from, to) = (word(lang, *what), label(from), label(to));
            say!(lang, "{what}由{from}改为{to}", "{what} from {from} to {to}")
        }
        Sentence::ListedLate => lang.either("补登记，上期未列", "registered late, not on the last page").to_owned(),
        Sentence::ListingUndone => {
            lang.either("登记已撤销，上期曾列", "registration undone, on the last page").to_owned()
        }
        Sentence::DueIn { days, baseline, moves } => due_in(lang, *days, *baseline, *moves),
        Sentence::MetLate { days } => met_late(lang, *days),
        Sentence::IssueInLine { no, text, raised, days, due } => {
            let due = due.map_or_else(String::new, |due| say!(lang, "，限{due}", ", due {due}"));
            let (no, long) = (issue_code(*no), count(*days, "day"));
            say!(
                lang,
                "{text}（{no}，{raised}提出，已{days}天{due}）",
                "{text} ({no}, raised {raised}, {long} ago{due})"
            )
        }
        Sentence::Asked { text, as_of, issue } => asked(lang, text, *as_of, *issue),
        _ => return None,
    })
}

/// 完成投资年度计划由5,000万元调为600万元（第2版，2022-08-22起：招标推迟至9月），按首版计划完成率7.9%
fn replanned(lang: Lang, sentence: &Sentence) -> Option<String> {
    let Sentence::Replanned { label, dimension, version, from, to, day, reason, first_rate, .. } = sentence else {
        return None;
    };
    let (label, to) = (in_year(lang, label), lang.amount(*to, *dimension));
    let change = match (from.map(|from| lang.amount(from, *dimension)), lang) {
        (Some(from), Lang::Zh) => format!("{label}年度计划由{from}调为{to}"),
        (Some(from), Lang::En) => format!("plan ({label}) from {from} to {to}"),
        (None, Lang::Zh) => format!("新下达{label}年度计划{to}"),
        (None, Lang::En) => format!("first plan ({label}), {to}"),
    };
    let why = why(lang, reason.as_deref());
    let rate = first_rate.as_ref().map_or_else(String::new, |rate| {
        let rate = rate.percent();
        say!(lang, "，按首版计划完成率{rate}", ", on the first plan {rate}")
    });
    Some(say!(
        lang,
        "{change}（第{version}版，{day}起{why}）{rate}",
        "{change} (version {version}, from {day}{why}){rate}"
    ))
}

/// What is done within a year: the label of a reading, without saying since when.
pub(super) fn in_year(lang: Lang, label: &Label) -> &str {
    match lang {
        Lang::Zh => label.zh.trim_start_matches("自开工").trim_start_matches("累计"),
        Lang::En => label.en.trim_end_matches(" since start"),
    }
}

pub(super) fn why(lang: Lang, reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| say!(lang, "：{reason}", ": {reason}"))
}

fn milestone_met(lang: Lang, name: &str, met: Option<DueDay>, due: DueDay) -> String {
    match (met, lang) {
        (Some(met), Lang::Zh) => format!("{name}已完成，{met}（应于{due}）"),
        (Some(met), Lang::En) => format!("{name} met {met} (due {due})"),
        (None, Lang::Zh) => format!("{name}已完成（应于{due}）"),
        (None, Lang::En) => format!("{name} met (due {due})"),
    }
}

/// 自开工累计完成投资由2,400万元改为2,300万元（第48号变更：误把预拨款计入）
fn corrected(lang: Lang, sentence: &Sentence) -> Option<String> {
    let Sentence::Corrected { what, label, dimension, from, to, cause, reason, .. } = sentence else { return None };
    let amount = |value: Option<i64>, dimension: Dimension| match value {
        Some(value) => lang.amount(value, dimension),
        None => lang.either("无", "none").to_owned(),
    };
    let label = match (what, lang) {
        (Figure::Value | Figure::Total, _) => lang.pick(label).to_owned(),
        (Figure::Plan, Lang::Zh) => format!("{}年度计划", in_year(lang, label)),
        (Figure::Plan, Lang::En) => format!("plan ({})", in_year(lang, label)),
    };
    let (from, to) = (amount(*from, *dimension), amount(*to, *dimension));
    let change = say!(lang, "{label}由{from}改为{to}", "{label} from {from} to {to}");
    let why = why(lang, reason.as_deref());
    Some(match (cause, lang) {
        (Some(cause), Lang::Zh) => format!("{change}（第{cause}号变更{why}）"),
        (Some(cause), Lang::En) => format!("{change} (change {cause}{why})"),
        (None, _) => format!("{change}{why}"),
    })
}

fn due_in(lang: Lang, days: i64, baseline: Option<DueDay>, moves: i64) -> String {
    let when = match (days, lang) {
        (0, Lang::Zh) => "今日到期".to_owned(),
        (0, Lang::En) => "due today".to_owned(),
        (1.., Lang::Zh) => format!("还有{days}天"),
        (1.., Lang::En) => format!("in {}", count(days, "day")),
        (_, Lang::Zh) => format!("逾期{}天", -days),
        (_, Lang::En) => format!("{} overdue", count(-days, "day")),
    };
    match baseline.map(|baseline| moved_from(lang, baseline, moves)) {
        Some(moved) => say!(lang, "{when}（{moved}）", "{when} ({moved})"),
        None => when,
    }
}

/// 原定2022-06-30，调整1次
pub(super) fn moved_from(lang: Lang, baseline: DueDay, moves: i64) -> String {
    let times = if moves == 1 { "once".to_owned() } else { count(moves, "time") };
    say!(lang, "原定{baseline}，调整{moves}次", "planned {baseline}, moved {times}")
}

fn met_late(lang: Lang, days: i64) -> String {
    match (days, lang) {
        (0, Lang::Zh) => "按期".to_owned(),
        (0, Lang::En) => "on time".to_owned(),
        (1.., Lang::Zh) => format!("迟{days}天"),
        (1.., Lang::En) => format!("{} late", count(days, "day")),
        (_, Lang::Zh) => format!("早{}天", -days),
        (_, Lang::En) => format!("{} early", count(-days, "day")),
    }
}

fn asked(lang: Lang, text: &str, as_of: Option<Day>, no: Option<IssueNo>) -> String {
    let mut from: Vec<String> = Vec::new();
    from.extend(as_of.map(|day| say!(lang, "截至{day}填报", "return of {day}")));
    from.extend(no.map(issue_code));
    let from = from.join(lang.either("，", ", "));
    match (from.is_empty(), lang) {
        (true, _) => text.to_owned(),
        (false, Lang::Zh) => format!("{text}（{from}）"),
        (false, Lang::En) => format!("{text} ({from})"),
    }
}

#[cfg(test)]
#[path = "moved_test.rs"]
mod tests;
