//! The words of errors that a row of a sheet meets: there are no flags in a sheet, and one line has to do.

use super::Lang;
use super::error::{message, say, shown};
use crate::domain::plan::BadMonths;
use crate::domain::quantity::{Dimension, typed};
use crate::error::Error;

/// Why a row was refused, in one line.
pub fn refused(lang: Lang, error: &Error) -> String {
    match error {
        Error::AfterToday { day, today, .. } => say!(
            lang,
            "`{day}` 在今天（{today}）之后；只能记录已经发生的事",
            "`{day}` is after today ({today}); only what has happened can be recorded"
        ),
        Error::BeforeOn { day, on, .. } => {
            say!(lang, "`{day}` 早于这一行的{on}", "`{day}` is before {on}, the day of this row")
        }
        Error::EmptyText { .. } => say!(lang, "没有内容", "it is empty"),
        Error::TooLong { length, most, .. } => {
            say!(lang, "有{length}个字，最多{most}个", "it has {length} characters; {most} is the most")
        }
        Error::ControlCharacter { value, at, .. } => {
            let value = shown(value);
            say!(
                lang,
                "`{value}` 第{at}个字符是控制符或换行，请删去",
                "character {at} of `{value}` is a control character or a line break; take it out"
            )
        }
        Error::BadMonths { bad, dimension } => months(lang, *bad, *dimension),
        Error::UnknownProject { near, .. } => {
            let near: Vec<String> = near.iter().map(|(code, name)| format!("{code} {}", shown(name))).collect();
            close_to_it(lang, error, &near)
        }
        Error::UnknownUnit { candidates, .. } => close_to_it(lang, error, candidates),
        Error::AmbiguousProject { word, candidates } => {
            let word = shown(word);
            let codes: Vec<&str> = candidates.iter().map(|(code, _)| code.as_str()).collect();
            let codes = lang.join(&codes);
            say!(
                lang,
                "`{word}` 可以指{codes}；请在表里写明编号，别处的表加 `--map 表头=编号`",
                "`{word}` may be {codes}; put the code into the sheet, and for somebody else's add `--map HEADING=Code`"
            )
        }
        other => of_the_row(lang, other),
    }
}

/// What does not go together in a row.
fn of_the_row(lang: Lang, error: &Error) -> String {
    match error {
        Error::LotsHaveNoFigures { code } => say!(
            lang,
            "只有项目能取标段的数据，{code}是总项目或标段",
            "only a project takes its figures from lots; {code} is a programme or a lot"
        ),
        Error::NeedsMergedInto => {
            say!(
                lang,
                "状态是“并入”，要填并入哪个项目的编号",
                "the condition is merged: put the code of the project it went into"
            )
        }
        Error::StrayMergedInto => {
            say!(lang, "状态是“并入”时才填这一格", "this goes only with the condition merged")
        }
        Error::StrayReview => say!(lang, "状态是“停工”时才填这一格", "this goes only with the condition paused"),
        Error::NoChangeWithChanges => {
            say!(lang, "填了“是”，同一行却有变化的内容", "it says that nothing changed, but the row states something")
        }
        Error::StatedTwice { what } => {
            let what = shown(what);
            say!(lang, "`{what}` 写了两次", "`{what}` is there twice")
        }
        Error::NothingStated { .. } => say!(lang, "这一行没有填要记录的内容", "this row states nothing to record"),
        other => message(lang, other).text.replace('\n', if lang == Lang::Zh { "；" } else { "; " }),
    }
}

fn close_to_it(lang: Lang, error: &Error, near: &[String]) -> String {
    let text = message(lang, error).text;
    if near.is_empty() {
        return text;
    }
    let near = lang.join(near);
    say!(lang, "{text}；相近的有{near}", "{text}; close to it: {near}")
}

fn months(lang: Lang, bad: BadMonths, dimension: Dimension) -> String {
    match bad {
        BadMonths::Count { found } => {
            say!(
                lang,
                "各月的数填了{found}个，应为12个或都不填",
                "{found} of the months are filled: fill all 12, or none"
            )
        }
        BadMonths::Falls { month, value, before } => {
            let (value, before, last) = (typed(value, dimension), typed(before, dimension), month - 1);
            say!(
                lang,
                "至{month}月 `{value}` 小于至{last}月的 `{before}`；各月填自年初起的累计数",
                "`{value}` by month {month} is less than `{before}` by month {last}; each is what is to be done since the year began"
            )
        }
        BadMonths::NotThePlan { december, plan } => {
            let (december, plan) = (typed(december, dimension), typed(plan, dimension));
            say!(
                lang,
                "至12月 `{december}` 不等于全年计划 `{plan}`",
                "`{december}` by month 12 is not the plan of the year, `{plan}`"
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::day::parse_day;

    #[test]
    fn no_flag_is_spoken_of() {
        let day = parse_day("2022-08-31").expect("a day");
        let (flag, code) = ("--flag", || "HS-W-001".to_owned());
        let errors = [
            Error::AfterToday { flag, day, today: day },
            Error::BeforeOn { flag, day, on: day },
            Error::EmptyText { flag },
            Error::TooLong { flag, length: 3, most: 2 },
            Error::ControlCharacter { flag, value: "甲\n乙".to_owned(), at: 2 },
            Error::BadMonths { bad: BadMonths::Count { found: 3 }, dimension: Dimension::Money },
            Error::BadMonths { bad: BadMonths::Falls { month: 3, value: 1, before: 2 }, dimension: Dimension::Money },
            Error::BadMonths { bad: BadMonths::NotThePlan { december: 1, plan: 2 }, dimension: Dimension::Money },
            Error::UnknownProject { word: code(), near: vec![(code(), "甲".to_owned())] },
            Error::UnknownUnit { value: code(), candidates: vec![code()] },
            Error::BeforeListed { code: code(), day, listed_from: day },
            Error::LotsHaveNoFigures { code: code() },
            Error::NeedsMergedInto,
            Error::StrayMergedInto,
            Error::StrayReview,
            Error::NoChangeWithChanges,
            Error::StatedTwice { what: code() },
            Error::NothingStated { command: "update" },
            Error::LotWithoutParent,
            Error::NoLots { code: code() },
            Error::ProgrammeFiles { code: code() },
            Error::FiguresFromLots { code: code() },
        ];
        for error in errors {
            for lang in [Lang::Zh, Lang::En] {
                let said = refused(lang, &error);
                assert!(!said.contains("--") && !said.contains("``") && !said.contains('\n'), "{said}");
            }
        }
    }
}
