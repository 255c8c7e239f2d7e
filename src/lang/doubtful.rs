//! What `check` finds in doubt, with the command that would mend it.

use super::Lang;
use super::error::{argument, say};
use super::sentence::milestone_name;
use crate::domain::catalog::INVESTED;
use crate::domain::day::year_of;
use crate::domain::doubtful::{Doubtful, What};
use crate::domain::fact::{FINISH, START};
use crate::domain::new_year::NoTargets;
use crate::domain::quantity::Dimension;

/// `存疑：HS-W-005 某工程：…；补录：…`
pub fn doubtful(lang: Lang, doubtful: &Doubtful) -> String {
    let Doubtful { code, name, what } = doubtful;
    let (said, mend) = match lang {
        Lang::Zh => zh(code, what),
        Lang::En => en(code, what),
    };
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

/// What the year before left open; where there are two ways to mend it, both.
fn left_open(lang: Lang, code: &str, what: &What) -> (String, String) {
    let or = lang.either("` 或 `", "` or `");
    match what {
        What::NoPlan { year, measure, label, dimension, last } => {
            let (before, last) = (year - 1, lang.amount(*last, *dimension));
            let of = if measure == INVESTED { "" } else { lang.pick(label) };
            let of_en = if of.is_empty() { String::new() } else { format!(" for {of}") };
            let value = lang.either("数额", "VALUE");
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
        What::Unmet { milestone, due, stage } => {
            let (said, word) = (milestone_name(lang, milestone), argument(milestone));
            let (day, new, why) = lang.either(("日期", "新期限", "原因"), ("DATE", "DUE", "WHY"));
            let met = match stage {
                Some(stage) => {
                    let stage = argument(lang.pick(stage));
                    Some(format!("haishu-proj update {code} --on {day} --stage {stage}"))
                }
                // of a project judged by its lots
                None if [START, FINISH].contains(&milestone.as_str()) => None,
                None => Some(format!("haishu-proj milestone met {code} {word} --on {day}")),
            };
            let moved = format!("haishu-proj milestone move {code} {word} {new} --reason {why}");
            (
                say!(lang, "{said}应于{due}，没有完成也没有改期", "{said}, due {due}, was neither met nor moved"),
                met.into_iter().chain([moved]).collect::<Vec<_>>().join(or),
            )
        }
        What::NoOnset { day } => {
            let (year, stage) = (year_of(*day) + 1, lang.either("当时阶段", "STAGE"));
            (
                say!(
                    lang,
                    "首次填报时已开工，不知是不是{year}年开工的，建设性质未知",
                    "under way when first seen, and not known since when: its onset in {year} is unknown"
                ),
                format!("haishu-proj update {code} --on {day} --stage {stage}"),
            )
        }
        _ => Default::default(),
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

fn zh(code: &str, what: &What) -> (String, String) {
    let money = |value| Lang::Zh.amount(value, Dimension::Money);
    match what {
        What::NoBase { day, measure, label, is_stage_unknown } => {
            let value = stated(measure, "年初累计");
            let (onset, stage) =
                if *is_stage_unknown { ("，建设性质未知", " --stage 当时阶段") } else { ("", "") };
            (
                format!("{}缺年初数，算不出本年完成{onset}", label.zh),
                format!("haishu-proj update {code} --on {day}{stage} {value}"),
            )
        }
        What::AboveTotal { of, label, dimension, value, total } => {
            let (value, total) = (Lang::Zh.amount(*value, *dimension), Lang::Zh.amount(*total, *dimension));
            (
                format!("{}{value}大于总量{total}", label.zh),
                format!("haishu-proj edit {code} {} --reason 原因", total_of(of, "总量")),
            )
        }
        What::VacatedAboveSigned { vacated, signed } => {
            (format!("腾空{vacated}户多于签约{signed}户"), format!("haishu-proj show {code}"))
        }
        What::FinishBeforeStart { start, finish } => (
            format!("计划完工{finish}早于计划开工{start}"),
            format!("haishu-proj milestone move {code} finish 日期 --reason 原因"),
        ),
        What::PlanAboveTotal { year, plan, total } => (
            format!("{year}年计划{}大于总投资{}", money(*plan), money(*total)),
            format!("haishu-proj plan {code} {year} --invest 金额 --reason 原因"),
        ),
        What::StaleBase { day, as_of, measure, .. } => (
            format!("年初数截至{as_of}"),
            format!("haishu-proj update {code} --on {day} {}", stated(measure, "年初累计")),
        ),
        What::NoOnset { .. } | What::NoPlan { .. } | What::Unmet { .. } => left_open(Lang::Zh, code, what),
    }
}

fn en(code: &str, what: &What) -> (String, String) {
    let money = |value| Lang::En.amount(value, Dimension::Money);
    match what {
        What::NoBase { day, measure, label, is_stage_unknown } => {
            let value = stated(measure, "VALUE");
            let (onset, stage) = if *is_stage_unknown { (" and no onset", " --stage STAGE") } else { ("", "") };
            (
                format!("{}: the value when the year began is unknown, so there is no year to date{onset}", label.en),
                format!("haishu-proj update {code} --on {day}{stage} {value}"),
            )
        }
        What::AboveTotal { of, label, dimension, value, total } => {
            let (value, total) = (Lang::En.amount(*value, *dimension), Lang::En.amount(*total, *dimension));
            (
                format!("{} {value} is above the total of {total}", label.en),
                format!("haishu-proj edit {code} {} --reason WHY", total_of(of, "TOTAL")),
            )
        }
        What::VacatedAboveSigned { vacated, signed } => {
            (format!("{vacated} vacated but only {signed} signed"), format!("haishu-proj show {code}"))
        }
        What::FinishBeforeStart { start, finish } => (
            format!("the planned finish {finish} is before the planned start {start}"),
            format!("haishu-proj milestone move {code} finish DATE --reason WHY"),
        ),
        What::PlanAboveTotal { year, plan, total } => (
            format!("the plan of {year}, {}, is above the total of {}", money(*plan), money(*total)),
            format!("haishu-proj plan {code} {year} --invest VALUE --reason WHY"),
        ),
        What::StaleBase { day, as_of, measure, label } => (
            format!("{}: the year is counted from a value of {as_of}", label.en),
            format!("haishu-proj update {code} --on {day} {}", stated(measure, "VALUE")),
        ),
        What::NoOnset { .. } | What::NoPlan { .. } | What::Unmet { .. } => left_open(Lang::En, code, what),
    }
}
