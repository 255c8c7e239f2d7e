//! The words of returns that are hard to believe, or impossible.

use super::{Message, say, told, unworded};
use crate::domain::catalog::{HOUSEHOLDS, INVESTED, Named, PAID, PHYSICAL, SIGNED, VACATED};
use crate::domain::quantity::{Dimension, typed};
use crate::domain::returns::{Doubt, Impossible, Neighbour};
use crate::error::Error;
use crate::lang::Lang;

/// A return, or a total, that does not fit what is on record.
pub(super) fn filed(lang: Lang, error: &Error) -> Message {
    match error {
        Error::Doubtful { code, doubt, measure, dimension } => {
            let doubtful = Doubtful { lang, code, measure, dimension: *dimension };
            match doubt {
                Doubt::Falls { value, neighbour, .. } => doubtful.falls(*value, neighbour),
                Doubt::Slip { value, neighbour, .. } => doubtful.slip(*value, neighbour),
                Doubt::AboveTotal { value, total, .. } => doubtful.above_total(*value, *total),
            }
        }
        Error::Impossible { code, impossible, measure, dimension } => {
            impossible_return(lang, code, impossible, measure, *dimension)
        }
        _ => unworded(error),
    }
}

/// A reading that is refused unless forced.
struct Doubtful<'a> {
    lang: Lang,
    code: &'a str,
    measure: &'a Named,
    dimension: Dimension,
}

impl Doubtful<'_> {
    fn falls(&self, value: i64, neighbour: &Neighbour) -> Message {
        let (lang, code, name, no, day) = (self.lang, self.code, self.name(), neighbour.no, neighbour.day);
        let (typed, said) = (typed(value, self.dimension), lang.amount(neighbour.value, self.dimension));
        let flag = self.flag(&typed);
        let than = if neighbour.is_later { say!(lang, "大于", "more") } else { say!(lang, "小于", "less") };
        told!(
            lang,
            "{name} `{typed}` {than}第{no}号填报的{said}（截至{day}）",
            "{name} `{typed}` is {than} than the {said} of update {no} (as of {day})",
            "若这次写错了金额或日期，改好后重新填报",
            "if this return has the wrong amount or day, put it right and file it again",
            "若第{no}号填错，请更正：\n`haishu-proj update {code} --corrects {no} {flag} --reason 原因`",
            "if update {no} is wrong, correct it:\n`haishu-proj update {code} --corrects {no} {flag} --reason WHY`",
            "若累计值确实减少，如审减，加 `--force --reason 原因`",
            "if it did fall, after an audit say, add `--force --reason WHY`"
        )
    }

    fn slip(&self, value: i64, neighbour: &Neighbour) -> Message {
        let (lang, code, name, no, day) = (self.lang, self.code, self.name(), neighbour.no, neighbour.day);
        let (typed, said) = (typed(value, self.dimension), lang.amount(neighbour.value, self.dimension));
        let times = times(value, neighbour.value);
        let (mended, other) = (self.mended(value, neighbour.value), self.mended(neighbour.value, value));
        told!(
            lang,
            "{name} `{typed}` 与第{no}号填报的{said}（截至{day}）差约{times}倍，是否多写或漏写了“万”？",
            "{name} `{typed}` and the {said} of update {no} (as of {day}) are about {times} times apart: \
             is there a 万 too many or too few?",
            "若这次写错，请写 `{mended}`；若第{no}号填错，请更正：\n\
            `haishu-proj update {code} --corrects {no} {other} --reason 原因`；\n\
            若都没有错，加 `--force --reason 原因`",
            "if this one is wrong, write `{mended}`; if update {no} is wrong, correct it:\n\
            `haishu-proj update {code} --corrects {no} {other} --reason WHY`;\n\
            if neither is, add `--force --reason WHY`"
        )
    }

    fn above_total(&self, value: i64, total: i64) -> Message {
        let (lang, code, name) = (self.lang, self.code, self.name());
        let (typed, said) = (typed(value, self.dimension), lang.amount(total, self.dimension));
        let flag = total_flag(&self.measure.code, &say!(lang, "数值", "VALUE"));
        let of = total_name(lang, &self.measure.code);
        told!(
            lang,
            "{code}的{name} `{typed}` 大于{of}{said}",
            "{name} `{typed}` of {code} is more than its {of} of {said}",
            "若{of}有误或已调整：`haishu-proj edit {code} {flag}`；\n\
            若确实超过，加 `--force --reason 原因`",
            "if the {of} is wrong or was changed: `haishu-proj edit {code} {flag}`;\n\
            if it is indeed more, add `--force --reason WHY`"
        )
    }

    fn name(&self) -> &str {
        self.lang.name(self.measure)
    }

    fn flag(&self, value: &str) -> String {
        match self.measure.code.as_str() {
            INVESTED => format!("--invested {value}"),
            PAID => format!("--paid {value}"),
            PHYSICAL => format!("--progress {value}"),
            other => format!("--set {other}={value}"),
        }
    }

    /// The flag with the value that was meant if its 万 is one too many or too few beside `near`.
    fn mended(&self, value: i64, near: i64) -> String {
        let meant = mended(value, near);
        self.flag(&meant.map_or_else(|| say!(self.lang, "数值", "VALUE"), |meant| typed(meant, self.dimension)))
    }
}

/// The value that was meant if its 万 is one too many or too few beside `near`.
pub(super) fn mended(value: i64, near: i64) -> Option<i64> {
    let meant = if value > near { Some(value / 10_000) } else { value.checked_mul(10_000) };
    meant.filter(|meant| *meant > 0 && (value < near || meant * 10_000 == value))
}

/// The flag that states the total `measure` is a share of.
pub(super) fn total_flag(measure: &str, value: &str) -> String {
    match measure {
        INVESTED | PAID => format!("--total {value}"),
        SIGNED | VACATED | "demolished" => format!("--total {HOUSEHOLDS}={value}"),
        other => format!("--total {other}={value}"),
    }
}

pub(super) fn total_name(lang: Lang, measure: &str) -> String {
    match measure {
        INVESTED | PAID => say!(lang, "总投资", "total investment"),
        SIGNED | VACATED | "demolished" => say!(lang, "总户数", "total number of households"),
        _ => say!(lang, "总量", "total"),
    }
}

fn impossible_return(lang: Lang, code: &str, what: &Impossible, measure: &Named, dimension: Dimension) -> Message {
    let (name, id) = (lang.name(measure), &measure.code);
    match what {
        Impossible::CountAboveTotal { value, total, day, .. } => {
            let (value, said, most) =
                (typed(*value, dimension), lang.amount(*total, dimension), typed(*total, dimension));
            let (of, flag) = (total_name(lang, id), total_flag(id, &say!(lang, "数值", "VALUE")));
            told!(
                lang,
                "{code}的{name} `{value}` 大于{of}{said}（截至{day}）",
                "{name} `{value}` of {code} is more than its {of}, {said} (as of {day})",
                "`--set {id}=数值` 不能大于{most}；若{of}有误：`haishu-proj edit {code} {flag}`",
                "`--set {id}=VALUE` is at most {most}; if the {of} is wrong: `haishu-proj edit {code} {flag}`"
            )
        }
        Impossible::AboveHundredPercent { value, .. } => {
            let value = typed(*value, dimension);
            let flag = Doubtful { lang, code, measure, dimension }.flag("100%");
            told!(
                lang,
                "{code}的{name} `{value}` 大于100%",
                "{name} `{value}` of {code} is more than 100%",
                "最多写 `{flag}`",
                "write at most `{flag}`"
            )
        }
    }
}

/// How many times one is the other, whichever is larger; from a thousand on two or three digits tell enough.
pub(super) fn times(a: i64, b: i64) -> i64 {
    let (small, large) = (i128::from(a.min(b)).max(1), i128::from(a.max(b)));
    let step = if large / small >= 1000 { 100 } else { 1 };
    let steps = (large * 2 + small * step) / (small * step * 2);
    i64::try_from(steps * step).unwrap_or(i64::MAX)
}
