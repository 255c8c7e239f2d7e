//! The words about annual plans that cannot be, or are hard to believe.

use super::filing::{mended, times, total_flag, total_name};
use super::{Message, StatedAt, say, told};
use crate::domain::catalog::{INVESTED, Named};
use crate::domain::plan::{BadMonths, PlanDoubt};
use crate::domain::quantity::{Amount, Dimension, typed};
use crate::error::PlanError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, place: StatedAt, why: &PlanError) -> Message {
    match why {
        PlanError::MonthsOfOneMeasure => told! { lang;
            "`--months` 要与一个指标同用，只能是一个", "`--months` goes with one measure, and only one";
            "请写成 `--invest 5000万 --months 0,0,200万,…,5000万`；几个指标分几次下达",
            "write it like `--invest 5000万 --months 0,0,200万,…,5000万`; plan several measures one by one" },
        PlanError::Months { bad, dimension } => months(lang, place, *bad, *dimension),
        PlanError::AboveWhole { measure, value } => {
            let (name, typed) = (lang_name(lang, measure), typed(*value, Dimension::Percent));
            told!(
                lang,
                "年度计划{name} `{typed}` 超过100%",
                "a plan of {name}, `{typed}`, is above 100%",
                "{name}的年度计划是年底要达到的水平，最多100%",
                "a plan of {name} is the level to be reached by the end of the year, at most 100%"
            )
        }
        PlanError::Doubtful { code, year, measure, whole, dimension, value, doubt } => {
            let (dimension, value) = (*dimension, (*value).into());
            let plan = Planned { lang, code, year: *year, measure, whole, dimension, value };
            match doubt {
                PlanDoubt::AboveTotal { total } => plan.above_total(*total),
                PlanDoubt::Slip { version, other } => plan.slip(*version, *other),
            }
        }
    }
}

/// A version of a plan that is refused unless forced.
struct Planned<'a> {
    lang: Lang,
    code: &'a str,
    year: i32,
    measure: &'a Named,
    whole: &'a Named,
    dimension: Dimension,
    value: Amount,
}

#[rustfmt::skip::macros(say, told)]
impl Planned<'_> {
    fn above_total(&self, total: Amount) -> Message {
        let (lang, code, year, name) = (self.lang, self.code, self.year, lang_name(self.lang, self.measure));
        let (typed, said) = (typed(self.value, self.dimension), lang.amount(total, self.dimension));
        let (of, flag) = (total_name(lang, self.whole), total_flag(&self.whole.code, &say!(lang, "数值", "VALUE")));
        told! { lang;
            "{code}的{year}年计划{name} `{typed}` 大于{of}{said}",
            "the {year} plan of {code}, {name} `{typed}`, is more than its {of} of {said}";
            "年度计划只填当年要完成的数；若{of}有误或已调整：`haishu-proj edit {code} {flag}`；\n\
                若确实如此，加 `--force --reason 原因`",
            "a plan is what is to be done within the year; if the {of} is wrong or was changed: `haishu-proj edit {code} {flag}`;\n\
                if it is indeed so, add `--force --reason WHY`" }
    }

    fn slip(&self, version: usize, other: Amount) -> Message {
        let (lang, year, name) = (self.lang, self.year, lang_name(self.lang, self.measure));
        let (typed, said) = (typed(self.value, self.dimension), lang.amount(other, self.dimension));
        let times = times(self.value, other);
        let meant = mended(self.value, other).map_or_else(|| say!(lang, "数值", "VALUE"), |meant| self.typed(meant));
        let flag = self.flag(&meant);
        told! { lang;
            "{year}年计划{name} `{typed}` 与第{version}版的{said}差约{times}倍，是否多写或漏写了“万”？",
            "the {year} plan, {name} `{typed}`, and version {version} of {said} are about {times} times apart: \
                is there a 万 too many or too few?";
            "若写错了，请写 `{flag}`；若没有错，加 `--force --reason 原因`",
            "if it is wrong, write `{flag}`; if it is not, add `--force --reason WHY`" }
    }

    fn typed(&self, value: Amount) -> String {
        typed(value, self.dimension)
    }

    fn flag(&self, value: &str) -> String {
        match self.measure.code.as_str() {
            INVESTED => format!("--invest {value}"),
            other => format!("--set {other}={value}"),
        }
    }
}

/// 投资 for the money of a plan, which is not what was invested since the start.
fn lang_name(lang: Lang, measure: &Named) -> String {
    match measure.code.as_str() {
        INVESTED => say!(lang, "投资", "investment"),
        _ => lang.name(measure).to_owned(),
    }
}

#[rustfmt::skip::macros(say, told)]
fn months(lang: Lang, place: StatedAt, bad: BadMonths, dimension: Dimension) -> Message {
    match (bad, place) {
        (BadMonths::Count { found }, StatedAt::Flag(_) | StatedAt::Command) => told! { lang;
            "`--months` 有{found}个数，应为12个", "`--months` has {found} values, not 12";
            "按1月至12月写各月末的累计数，用逗号隔开：`--months 0,0,200万,…,5000万`；数中不要用分节逗号",
            "write what is to be done by the end of each month, January to December, with commas between: \
                `--months 0,0,200万,…,5000万`; no commas within a number" },
        (BadMonths::Count { found }, StatedAt::Cell) => told! { lang;
            "各月的数填了{found}个，应为12个或都不填", "{found} of the months are filled: fill all 12, or none" },
        (BadMonths::Falls { month, value, before }, StatedAt::Flag(_) | StatedAt::Command) => told! { lang,
            value = typed(value, dimension), before = typed(before, dimension), last = month - 1;
            "`--months` 的{month}月 `{value}` 小于{last}月的 `{before}`",
            "`--months`: month {month} `{value}` is less than month {last} `{before}`";
            "各月的数是自年初起的累计数，不会减少；若写的是当月数，请逐月加起来",
            "each month is what is to be done since the year began and does not fall; add up the months one by one" },
        (BadMonths::Falls { month, value, before }, StatedAt::Cell) => told! { lang,
            value = typed(value, dimension), before = typed(before, dimension), last = month - 1;
            "至{month}月 `{value}` 小于至{last}月的 `{before}`；各月填自年初起的累计数",
            "`{value}` by month {month} is less than `{before}` by month {last}; each is what is to be done since the year began" },
        (BadMonths::NotThePlan { december, plan }, StatedAt::Flag(_) | StatedAt::Command) => told! { lang,
            december = typed(december, dimension), plan = typed(plan, dimension);
            "`--months` 的12月 `{december}` 不等于全年计划 `{plan}`",
            "`--months`: month 12 `{december}` is not the plan of the year, `{plan}`";
            "12月的累计数就是全年计划：把最后一个数写成 `{plan}`，或改全年计划",
            "December is the plan of the year: write `{plan}` as the last value, or change the plan" },
        (BadMonths::NotThePlan { december, plan }, StatedAt::Cell) => told! { lang,
            december = typed(december, dimension), plan = typed(plan, dimension);
            "至12月 `{december}` 不等于全年计划 `{plan}`",
            "`{december}` by month 12 is not the plan of the year, `{plan}`" },
    }
}
