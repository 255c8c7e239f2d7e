//! What `check` finds in doubt, with the command that would mend it.

use super::Lang;
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

fn zh(code: &str, what: &What) -> (String, String) {
    let money = |value| Lang::Zh.amount(value, Dimension::Money);
    match what {
        What::NoBase { day } => {
            ("缺年初数，算不出本年完成".to_owned(), format!("haishu-proj update {code} --on {day} --invested 年初累计"))
        }
        What::AboveTotal { label, dimension, value, total } => {
            let (value, total) = (Lang::Zh.amount(*value, *dimension), Lang::Zh.amount(*total, *dimension));
            (
                format!("{}{value}大于总量{total}", label.zh),
                format!("haishu-proj edit {code} --total 总量 --reason 原因"),
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
        What::NoBase { day } => (
            "the value when the year began is unknown, so there is no year to date".to_owned(),
            format!("haishu-proj update {code} --on {day} --invested VALUE"),
        ),
        What::AboveTotal { label, dimension, value, total } => {
            let (value, total) = (Lang::En.amount(*value, *dimension), Lang::En.amount(*total, *dimension));
            (
                format!("{} {value} is above the total of {total}", label.en),
                format!("haishu-proj edit {code} --total TOTAL --reason WHY"),
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
