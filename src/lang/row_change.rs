//! What changed of one row, in words: what the works did, what was planned anew, what was only put right on paper.

use super::Lang;
use super::light::{light, verdict};
use super::say::say;
use super::sentence::{behind_colon, measure_of_year, milestone_name, named_few};
use super::word::word;
use crate::domain::catalog::Label;
use crate::domain::code::issue_code;
use crate::domain::day::{ALL_DAYS, DueDay};
use crate::domain::quantity::{Amount, Dimension};
use crate::domain::unit::Fate;
use crate::report::status::{CorrectedFigure, Correction, MergedInto, Replanned, RowChange};

#[expect(clippy::too_many_lines, reason = "a table of sentences, one an arm")]
pub fn sentence(lang: Lang, change: &RowChange) -> String {
    match change {
        RowChange::LightMoved { from, to, is_replanned } => {
            let (from, to) = (light(lang, *from), light(lang, *to));
            match is_replanned {
                true => say!(lang, "{from} → {to}（计划已调整）", "{from} → {to} (re-planned)"),
                false => format!("{from} → {to}"),
            }
        }
        RowChange::LightsMoved { from, to, codes } => {
            let (n, codes) = (codes.len(), named_few(lang, codes));
            let (from, to) = (light(lang, *from), light(lang, *to));
            say!(lang, "{from} → {to}（{n}）：{codes}", "{from} → {to} ({n}): {codes}")
        }
        RowChange::StageMoved { from, to, day } => {
            let from = from.as_ref().map(|from| lang.name(from).to_owned());
            let from = from.unwrap_or_else(|| say!(lang, "阶段未填", "no stage"));
            let to = lang.name(to);
            say!(lang, "{from} → {to}（{day}）", "{from} → {to} ({day})")
        }
        RowChange::FirstSeen { stage, day } => {
            let stage = lang.name(stage);
            let stage_zh = stage.trim_end_matches("阶段");
            say!(lang, "首次填报，处于{stage_zh}阶段（{day}）", "first return, in the stage “{stage}” ({day})")
        }
        RowChange::Joined { day } if *day == ALL_DAYS => say!(lang, "列入", "listed"),
        RowChange::Joined { day } => say!(lang, "{day}列入", "listed from {day}"),
        RowChange::SplitFrom { code, name, share } => {
            let share = lang.amount(*share, Dimension::Percent);
            say!(lang, "分自{code} {name}，占{share}", "split from {code} {name}, {share} of it")
        }
        RowChange::DetailMoved { what, from, to } => {
            let label = |label: &Option<Label>| {
                let none = || say!(lang, "无", "none");
                label.as_ref().map_or_else(none, |label| lang.pick(label).to_owned())
            };
            let (what, from, to) = (word(lang, what.word()), label(from), label(to));
            say!(lang, "{what}：{from} → {to}", "{what}: {from} → {to}")
        }
        RowChange::UnitFate(Fate::Renamed { from, to }) => {
            say!(lang, "{from}更名为{to}", "{from} is now called {to}")
        }
        RowChange::UnitFate(Fate::Merged { unit, into }) => {
            say!(lang, "{unit}并入{into}", "{unit} is now part of {into}")
        }
        RowChange::UnitFate(Fate::Split { unit, into }) => {
            let into = lang.join(into);
            say!(lang, "{unit}分设为{into}", "{unit} was split into {into}")
        }
        RowChange::Left { condition, into, day } => {
            let condition = lang.name(condition);
            match into {
                Some(MergedInto { code, name }) => {
                    say!(lang, "{condition}{code} {name}（{day}）", "{condition} into {code} {name} ({day})")
                }
                None => say!(lang, "{condition}（{day}）", "{condition} ({day})"),
            }
        }
        RowChange::ClosedBefore { year } => {
            let last = year - 1;
            say!(
                lang,
                "{last}年底前已办结，{year}年起不再计入",
                "closed by the end of {last}, not counted from {year} on"
            )
        }
        RowChange::Replanned(plan) => replanned(lang, plan),
        RowChange::MilestoneMoved { name, from, to } => {
            let name = milestone_name(lang, name);
            say!(lang, "{name}由{from}调至{to}", "{name} moved from {from} to {to}")
        }
        RowChange::Granted { name, on } => {
            let on = on.map_or_else(String::new, |on| say!(lang, "，{on}", " {on}"));
            say!(lang, "{name}已办结{on}", "{name} granted{on}")
        }
        RowChange::MilestoneMet { name, met, due } => milestone_met(lang, &milestone_name(lang, name), *met, *due),
        RowChange::LateReturn { no, as_of, recorded } => {
            say!(lang, "第{no}号填报，截至{as_of}，{recorded}录入", "update {no} as of {as_of}, recorded {recorded}")
        }
        RowChange::Corrected(correction) => corrected(lang, correction),
        RowChange::WordCorrected { what, from, to } => {
            let label = |label: &Option<Label>| {
                let none = || say!(lang, "未填", "none");
                label.as_ref().map_or_else(none, |label| lang.pick(label).to_owned())
            };
            let (what, from, to) = (word(lang, *what), label(from), label(to));
            say!(lang, "{what}由{from}改为{to}", "{what} from {from} to {to}")
        }
        RowChange::ListedLate => say!(lang, "补登记，上期未列", "registered late, not on the last page"),
        RowChange::ListingUndone => {
            say!(lang, "登记已撤销，上期曾列", "registration undone, on the last page")
        }
        RowChange::Why(grounds) => verdict(lang, grounds),
        // 提出I-03：用地未移交（2022-08-05，限2022-09-10）; 解决I-03：用地未移交（2022-08-20，已移交）
        RowChange::IssueMoved { no, text, raised, due, closed, outcome } => {
            let no = issue_code(*no);
            let mut when: Vec<String> = Vec::new();
            when.extend(raised.map(|day| say!(lang, "{day}提出", "raised {day}")));
            when.extend(due.filter(|_| closed.is_none()).map(|due| say!(lang, "限{due}", "due {due}")));
            when.extend(closed.map(|day| say!(lang, "{day}解决", "closed {day}")));
            let when = lang.join_parts(&when);
            let why = behind_colon(lang, outcome.as_deref());
            say!(lang, "{no} {text}（{when}{why}）", "{no} {text} ({when}{why})")
        }
        // 总投资由5,000万元改为6,000万元（决算，2022-08-10起）
        RowChange::TotalMoved { label, dimension, from, to, basis, day, .. } => {
            let label = lang.pick(label);
            let amount = |value: Option<Amount>| {
                let none = || say!(lang, "无", "none");
                value.map_or_else(none, |value| lang.amount(value, *dimension))
            };
            let (from, to) = (amount(*from), amount(*to));
            let mut of: Vec<String> = basis.iter().map(|basis| lang.pick(basis).to_owned()).collect();
            of.extend(day.filter(|day| *day != ALL_DAYS).map(|day| say!(lang, "{day}起", "from {day}")));
            let of = lang.join_parts(&of);
            let of = if of.is_empty() { of } else { say!(lang, "（{of}）", " ({of})") };
            say!(lang, "{label}由{from}改为{to}{of}", "{label} from {from} to {to}{of}")
        }
    }
}

/// 完成投资年度计划由5,000万元调为600万元（第2版，2022-08-22起：招标推迟至9月），按首版计划完成率7.9%
fn replanned(lang: Lang, plan: &Replanned) -> String {
    let Replanned { label, dimension, version, from, to, day, reason, first_rate, .. } = plan;
    let (label, to) = (measure_of_year(lang, label), lang.amount(*to, *dimension));
    let change = match from.map(|from| lang.amount(from, *dimension)) {
        Some(from) => say!(lang, "{label}年度计划由{from}调为{to}", "plan ({label}) from {from} to {to}"),
        None => say!(lang, "新下达{label}年度计划{to}", "first plan ({label}), {to}"),
    };
    let why = behind_colon(lang, reason.as_deref());
    let rate = first_rate.as_ref().map_or_else(String::new, |rate| {
        let rate = rate.percent();
        say!(lang, "，按首版计划完成率{rate}", ", on the first plan {rate}")
    });
    say!(lang, "{change}（第{version}版，{day}起{why}）{rate}", "{change} (version {version}, from {day}{why}){rate}")
}

fn milestone_met(lang: Lang, name: &str, met: Option<DueDay>, due: DueDay) -> String {
    match met {
        Some(met) => say!(lang, "{name}已完成，{met}（应于{due}）", "{name} met {met} (due {due})"),
        None => say!(lang, "{name}已完成（应于{due}）", "{name} met (due {due})"),
    }
}

/// 自开工累计完成投资由2,400万元改为2,300万元（第48号变更：误把预拨款计入）
fn corrected(lang: Lang, correction: &Correction) -> String {
    let Correction { what, label, dimension, from, to, cause, reason, .. } = correction;
    let amount = |value: Option<Amount>, dimension: Dimension| match value {
        Some(value) => lang.amount(value, dimension),
        None => say!(lang, "无", "none"),
    };
    let label = match what {
        CorrectedFigure::Value | CorrectedFigure::Total => lang.pick(label).to_owned(),
        CorrectedFigure::Plan => {
            let label = measure_of_year(lang, label);
            say!(lang, "{label}年度计划", "plan ({label})")
        }
    };
    let (from, to) = (amount(*from, *dimension), amount(*to, *dimension));
    let change = say!(lang, "{label}由{from}改为{to}", "{label} from {from} to {to}");
    let why = behind_colon(lang, reason.as_deref());
    match cause {
        Some(cause) => say!(lang, "{change}（第{cause}号变更{why}）", "{change} (change {cause}{why})"),
        None => format!("{change}{why}"),
    }
}

#[cfg(test)]
#[path = "row_change_test.rs"]
mod tests;
