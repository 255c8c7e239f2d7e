//! What `check` finds in doubt, with the command that would mend it.

use super::Lang;
use crate::domain::catalog::INVESTED;
use crate::domain::doubtful::{Doubtful, What};
use crate::domain::quantity::Dimension;

/// `存疑：HS-W-005 某工程：…；补录：…`
pub fn doubtful(lang: Lang, doubtful: &Doubtful) -> String {
    let Doubtful { code, name, what } = doubtful;
    let (said, mend) = match lang {
        Lang::Zh => zh(code, what),
        Lang::En => en(code, what),
    };
    match lang {
        Lang::Zh => format!("存疑：{code} {name}：{said}；`{mend}`"),
        Lang::En => format!("doubtful: {code} {name}: {said}; `{mend}`"),
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
        What::NoBase { day, measure, label } => {
            let value = stated(measure, "年初累计");
            (format!("{}缺年初数，算不出本年完成", label.zh), format!("haishu-proj update {code} --on {day} {value}"))
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
    }
}

fn en(code: &str, what: &What) -> (String, String) {
    let money = |value| Lang::En.amount(value, Dimension::Money);
    match what {
        What::NoBase { day, measure, label } => {
            let value = stated(measure, "VALUE");
            (
                format!("{}: the value when the year began is unknown, so there is no year to date", label.en),
                format!("haishu-proj update {code} --on {day} {value}"),
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
    }
}
