//! What `check` finds in doubt, with the command that would mend it.

use super::Lang;
use super::cell::moment;
use super::error::argument;
use super::permits::out_of_order;
use super::say::say;
use super::sentence::{milestone_name, step_ahead};
use crate::domain::catalog::INVESTED;
use crate::domain::day::year_of;
use crate::domain::doubtful::{DoubtKind, Doubtful};
use crate::domain::fact::{FINISH, START};
use crate::domain::new_year::NoTargets;
use crate::domain::quantity::Dimension;
use crate::domain::{ChangeId, Instant};

/// `存疑：HS-W-005 某工程：…；补录：…`
pub fn doubtful(lang: Lang, doubtful: &Doubtful) -> String {
    let Doubtful { code, name, what } = doubtful;
    let (said, mend) = doubt_and_remedy(lang, code, what);
    say!(lang, "存疑：{code} {name}：{said}；`{mend}`", "doubtful: {code} {name}: {said}; `{mend}`")
}

/// `存疑：2023年还没有目标…`
pub fn no_targets(lang: Lang, of: NoTargets) -> String {
    let NoTargets { year, before } = of;
    let last = year - 1;
    say!(
        lang,
        "存疑：{year}年还没有目标（{last}年有{before}条）；`haishu-proj target add 原文 --year {year} …`",
        "doubtful: {year} has no targets yet ({last} has {before}); `haishu-proj target add SENTENCE --year {year} …`"
    )
}

/// `存疑：第12号变更起有3次变更的时间晚于时钟…`
pub fn ahead_of_clock(lang: Lang, (first, recorded_at, changes): (ChangeId, Instant, i64), now: Instant) -> String {
    let (recorded_at, now) = (moment(recorded_at), moment(now));
    say!(
        lang,
        "存疑：自第{first}号变更（{recorded_at}）起，有{changes}次变更的时间晚于时钟（{now}）；\
         时钟不对的先校准，时钟没有错的见docs/trust.md",
        "doubtful: changes stamped after the clock ({now}): {changes}, the first is change {first} ({recorded_at}); \
         set the clock, or if it is right see docs/trust.md"
    )
}

/// What is in doubt and what would mend it; where there are two ways, both.
#[expect(clippy::too_many_lines, reason = "a table of doubts, one an arm")]
fn doubt_and_remedy(lang: Lang, code: &str, what: &DoubtKind) -> (String, String) {
    let why = say!(lang, "原因", "WHY");
    match what {
        DoubtKind::NoBase { day, measure, label, is_stage_unknown } => {
            let value = stated(measure, &say!(lang, "年初累计", "VALUE"));
            let (onset, stage) = match is_stage_unknown {
                true => {
                    (say!(lang, "，建设性质未知", " and no onset"), say!(lang, " --stage 当时阶段", " --stage STAGE"))
                }
                false => (String::new(), String::new()),
            };
            let label = lang.pick(label);
            (
                say!(
                    lang,
                    "{label}缺年初数，算不出本年完成{onset}",
                    "{label}: the value when the year began is unknown, so there is no year to date{onset}"
                ),
                format!("haishu-proj update {code} --on {day}{stage} {value}"),
            )
        }
        DoubtKind::AboveTotal { of, label, dimension, value, total } => {
            let (value, total) = (lang.amount(*value, *dimension), lang.amount(*total, *dimension));
            let (label, stated) = (lang.pick(label), total_of(of, &say!(lang, "总量", "TOTAL")));
            (
                say!(lang, "{label}{value}大于总量{total}", "{label} {value} is above the total of {total}"),
                format!("haishu-proj edit {code} {stated} --reason {why}"),
            )
        }
        DoubtKind::StepAhead(ahead) => (step_ahead(lang, ahead), format!("haishu-proj show {code}")),
        DoubtKind::SameDocument { number, name, other, other_name } => (
            say!(
                lang,
                "{name}的批文号{number}与{other}的{other_name}相同",
                "the document of {name}, {number}, is that of {other_name} of {other} too"
            ),
            format!("haishu-proj history {code}"),
        ),
        DoubtKind::OutOfOrder(found) => (out_of_order(lang, found), format!("haishu-proj permit list {code}")),
        DoubtKind::FinishBeforeStart { start, finish } => {
            let day = say!(lang, "日期", "DATE");
            (
                say!(
                    lang,
                    "计划完工{finish}早于计划开工{start}",
                    "the planned finish {finish} is before the planned start {start}"
                ),
                format!("haishu-proj milestone move {code} finish {day} --reason {why}"),
            )
        }
        DoubtKind::StaleBase { day, as_of, measure, label } => {
            let (label, value) = (lang.pick(label), stated(measure, &say!(lang, "年初累计", "VALUE")));
            (
                say!(lang, "年初数截至{as_of}", "{label}: the year is counted from a value of {as_of}"),
                format!("haishu-proj update {code} --on {day} {value}"),
            )
        }
        DoubtKind::PlanAboveTotal { year, plan, total } => {
            let (plan, total) = (lang.amount(*plan, Dimension::Money), lang.amount(*total, Dimension::Money));
            let value = say!(lang, "金额", "VALUE");
            (
                say!(
                    lang,
                    "{year}年计划{plan}大于总投资{total}",
                    "the plan of {year}, {plan}, is above the total of {total}"
                ),
                format!("haishu-proj plan {code} {year} --invest {value} --reason {why}"),
            )
        }
        DoubtKind::NoPlan { year, measure, label, dimension, last } => {
            let (before, last) = (year - 1, lang.amount(*last, *dimension));
            let of = if measure == INVESTED { "" } else { lang.pick(label) };
            let of_en = if of.is_empty() { String::new() } else { format!(" for {of}") };
            let value = say!(lang, "数额", "VALUE");
            let stated =
                if measure == INVESTED { format!("--invest {value}") } else { format!("--set {measure}={value}") };
            (
                say!(
                    lang,
                    "{year}年没有年度计划（{before}年{of}计划{last}）",
                    "no plan of {year} (that of {before}{of_en} is {last})"
                ),
                format!("haishu-proj plan {code} {year} {stated} --on {year}-01-01"),
            )
        }
        DoubtKind::Unmet { milestone, due, stage } => {
            let (said, word) = (milestone_name(lang, milestone), argument(milestone));
            let (day, new) = (say!(lang, "日期", "DATE"), say!(lang, "新期限", "DUE"));
            let met = match stage {
                Some(stage) => {
                    let stage = argument(lang.pick(stage));
                    Some(format!("haishu-proj update {code} --on {day} --stage {stage}"))
                }
                // of a project judged by its lots
                None if [START, FINISH].contains(&milestone.as_str()) => None,
                None => Some(format!("haishu-proj milestone met {code} {word} --on {day}")),
            };
            let or = say!(lang, "` 或 `", "` or `");
            let moved = format!("haishu-proj milestone move {code} {word} {new} --reason {why}");
            (
                say!(lang, "{said}应于{due}，没有完成也没有改期", "{said}, due {due}, was neither met nor moved"),
                met.into_iter().chain([moved]).collect::<Vec<_>>().join(&or),
            )
        }
        DoubtKind::NoOnset { day } => {
            let (year, stage) = (year_of(*day) + 1, say!(lang, "当时阶段", "STAGE"));
            (
                say!(
                    lang,
                    "首次填报时已开工，不知是不是{year}年开工的，建设性质未知",
                    "under way when first seen, and not known since when: its onset in {year} is unknown"
                ),
                format!("haishu-proj update {code} --on {day} --stage {stage}"),
            )
        }
    }
}

/// How a reading is typed.
fn stated(measure: &str, value: &str) -> String {
    if measure == INVESTED { format!("--invested {value}") } else { format!("--set {measure}={value}") }
}

/// How a total is typed.
fn total_of(measure: &str, value: &str) -> String {
    if measure == INVESTED { format!("--total {value}") } else { format!("--total {measure}={value}") }
}
