//! What is printed of an error, in both languages: a phrase, then hints with the command to type next. What can go
//! wrong is in `crate::error`; each of its small enums is worded whole in the file of the same name here, and that of
//! a wrong command line in `lang::usage`. A statement is refused in the same match whether it came by a flag or by a
//! sheet: the place picks the words where they differ.

mod category;
mod copy;
mod dump;
mod export;
mod fault;
mod field;
mod file;
mod filing;
mod headings;
mod import;
mod issue;
mod measure;
mod milestone;
mod name;
mod page;
mod person;
mod plan;
mod register;
mod review;
mod rule;
mod sheet;
mod target;
mod template;
mod tree;
mod undo;
mod value;

use std::path::Path;

use unicode_width::UnicodeWidthStr;

pub use fault::{fault, faults};
pub(in crate::lang) use file::cause_text;
pub use headings::choice_word;

pub(in crate::lang) use super::say::say;

use super::{Lang, usage};
use crate::domain::visible::steers;
use crate::error::{Error, Objection};

/// What is printed of an error: a phrase, then hints with the command to type next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    pub text: String,
    pub hints: Vec<String>,
}

impl Message {
    pub(in crate::lang) fn new(text: String) -> Self {
        Self { text, hints: Vec::new() }
    }

    pub(in crate::lang) fn hint(mut self, hint: String) -> Self {
        self.hints.push(hint);
        self
    }

    pub(in crate::lang) fn hint_if(mut self, hint: Option<String>) -> Self {
        self.hints.extend(hint);
        self
    }
}

/// A message: its text as [`say!`] takes it, then each hint.
macro_rules! told {
    ($lang:expr $(, $name:ident = $value:expr)*; $zh:literal, $en:literal $(; $hint_zh:literal, $hint_en:literal)*) => {{
        let ($($name,)*) = ($($value,)*);
        $crate::lang::error::Message {
            text: $crate::lang::say::say!($lang, $zh, $en),
            hints: vec![$($crate::lang::say::say!($lang, $hint_zh, $hint_en)),*],
        }
    }};
    ($lang:expr, $zh:literal, $en:literal $(, $hint_zh:literal, $hint_en:literal)* $(,)?) => {
        $crate::lang::error::told! { $lang; $zh, $en $(; $hint_zh, $hint_en)* }
    };
}
pub(in crate::lang) use told;

/// Where what is refused was stated.
#[derive(Clone, Copy)]
enum StatedAt<'a> {
    /// On the command line, behind a flag or under a name of the usage line such as `NAME`.
    Flag(&'a str),
    /// On the command line, by the command as a whole.
    Command,
    /// In a sheet: no flag is spoken of, and one line has to do.
    Cell,
}

pub fn message(lang: Lang, error: &Error) -> Message {
    match error {
        Error::Register(why) => register::message(lang, why),
        Error::File(why) => file::message(lang, why),
        Error::Usage(why) => usage::message(lang, why),
        Error::Refused { flag, why } => objection(lang, flag.as_deref().map_or(StatedAt::Command, StatedAt::Flag), why),
        Error::Rule(why) => rule::message(lang, why),
        Error::Undo(why) => undo::message(lang, why),
        Error::Review(why) => review::message(lang, why),
        Error::Sheet { path, why } => sheet::message(lang, path, why),
        Error::Template { path, why } => template::message(lang, path, why),
        Error::Headings(why) => headings::message(lang, why),
        Error::Import(why) => import::message(lang, why),
        Error::Export(why) => export::message(lang, why),
        Error::Page(why) => page::message(lang, why),
        Error::Copy(why) => copy::message(lang, why),
        Error::Dump(why) => dump::message(lang, why),
    }
}

fn objection(lang: Lang, place: StatedAt, why: &Objection) -> Message {
    match why {
        Objection::Value(why) => value::message(lang, place, why),
        Objection::Name(why) => name::message(lang, place, why),
        Objection::Tree(why) => tree::message(lang, place, why),
        Objection::Filing(why) => filing::message(lang, place, why),
        Objection::Plan(why) => plan::message(lang, place, why),
        Objection::Milestone(why) => milestone::message(lang, why),
        Objection::Issue(why) => issue::message(lang, why),
        Objection::Target(why) => target::message(lang, why),
        Objection::Measure(why) => measure::message(lang, place, why),
        Objection::Person(why) => person::message(lang, why),
        Objection::Category(why) => category::message(lang, why),
        Objection::Field(why) => field::message(lang, place, why),
    }
}

/// A fault of the program itself: what it said, and where in its source.
#[rustfmt::skip::macros(told)]
pub fn crash(lang: Lang, said: &str, place: &str) -> Message {
    told! { lang, version = env!("CARGO_PKG_VERSION"), said = shown(said);
        "haishu-proj {version} 本身出错：{said}（{place}）", "haishu-proj {version} is at fault: {said} ({place})";
        "台账里不会有录入一半的变更；这一次录入了没有：`haishu-proj history`",
        "nothing is half recorded; whether this command was recorded at all: `haishu-proj history`";
        "请把以上文字和所用的命令交给提供本程序的人", "give these lines and the command to whoever gave you this program" }
}

pub fn error_prefix(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "错误：",
        Lang::En => "error: ",
    }
}

pub fn hint_prefix(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "提示：",
        Lang::En => "hint: ",
    }
}

pub fn warning_prefix(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "注意：",
        Lang::En => "warning: ",
    }
}

/// The whole message as printed, without a line break at its end. Further lines of a text or hint stand under its first.
pub fn printed(lang: Lang, message: &Message) -> String {
    let hints = message.hints.iter().map(|hint| block(hint_prefix(lang), hint));
    let blocks: Vec<String> = std::iter::once(block(error_prefix(lang), &message.text)).chain(hints).collect();
    blocks.join("\n")
}

fn block(prefix: &str, text: &str) -> String {
    let indent = format!("\n{:width$}", "", width = prefix.width());
    format!("{prefix}{}", text.replace('\n', &indent))
}

/// A value for print: what a terminal would obey, or what would break the line, is spelt out.
pub(in crate::lang) fn shown(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for sign in text.chars() {
        if sign == '\n' || steers(sign) {
            shown.extend(sign.escape_default());
        } else {
            shown.push(sign);
        }
    }
    shown
}

/// A path for print. What of it is no text is shown as such.
fn shown_path(path: &Path) -> String {
    shown(&path.to_string_lossy())
}

/// A value as one word of a command line to copy.
pub(in crate::lang) fn argument(text: &str) -> String {
    let plain = |sign: char| match sign {
        _ if sign.is_ascii() => sign.is_ascii_alphanumeric() || "-_./:,=+%@".contains(sign),
        _ => !sign.is_whitespace() && !sign.is_control(),
    };
    let text = shown(text);
    if !text.is_empty() && text.chars().all(plain) {
        text
    } else if text.contains(['"', '$', '`', '!']) || text.ends_with('\\') {
        format!("'{}'", text.replace('\'', r"'\''"))
    } else {
        format!("\"{text}\"")
    }
}

/// Things in a row, each as `word` says it: 甲、乙.
fn listed<T, W: AsRef<str>>(lang: Lang, things: impl IntoIterator<Item = T>, word: impl FnMut(T) -> W) -> String {
    lang.join(&things.into_iter().map(word).collect::<Vec<_>>())
}

/// Words of somebody in a row, each in backticks.
fn quoted<W: AsRef<str>>(lang: Lang, words: impl IntoIterator<Item = W>) -> String {
    listed(lang, words, |word| format!("`{}`", shown(word.as_ref())))
}

/// A path as one word of a command line to copy.
pub(in crate::lang) fn path_argument(path: &Path) -> String {
    argument(&path.to_string_lossy())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::catalog::Named;
    use crate::domain::day::{BadDay, parse_day, parse_due};
    use crate::domain::plan::BadMonths;
    use crate::domain::quantity::{BadQuantity, Dimension};
    use crate::error::{
        FilingError, IssueError, MilestoneError, NameError, PlanError, TargetError, TreeError, ValueError,
    };

    #[test]
    fn further_lines_stand_under_the_first() {
        let message = Message { text: "a\nb".to_owned(), hints: vec!["c\nd".to_owned()] };
        assert_eq!(printed(Lang::Zh, &message), "错误：a\n      b\n提示：c\n      d");
        assert_eq!(printed(Lang::En, &message), "error: a\n       b\nhint: c\n      d");
    }

    #[test]
    fn an_argument_is_one_word_for_a_shell() {
        assert_eq!(argument("清水环通（一期）"), "清水环通（一期）");
        assert_eq!(argument("a b.db"), "\"a b.db\"");
        assert_eq!(argument("it's $1"), r"'it'\''s $1'");
        assert_eq!(argument(""), "\"\"");
    }

    #[test]
    fn a_value_cannot_steer_the_terminal() {
        assert_eq!(shown("a\u{1b}[2J\nb\u{202e}c"), r"a\u{1b}[2J\nb\u{202e}c");
    }

    #[test]
    fn a_sheet_is_spoken_to_in_one_line_and_without_flags() {
        let day = parse_day("2022-08-31").expect("a day");
        let due = parse_due("2022-08").expect("a month");
        let code = || "HS-W-001".to_owned();
        let months = |bad| PlanError::Months { bad, dimension: Dimension::Money }.into();
        let objections: Vec<Objection> = vec![
            ValueError::Quantity { value: code(), dimension: Dimension::Money, bad: BadQuantity::NoUnit, last: None }
                .into(),
            ValueError::Assignment { value: code() }.into(),
            ValueError::Day { value: code(), bad: BadDay::NotADate }.into(),
            ValueError::AfterToday { day, today: day }.into(),
            ValueError::BeforeOn { day, on: day }.into(),
            ValueError::BeforeListed { code: code(), day, listed_from: day }.into(),
            ValueError::Year { value: code() }.into(),
            ValueError::Code { value: code() }.into(),
            ValueError::NationalCode { value: code() }.into(),
            ValueError::EmptyText.into(),
            ValueError::TooLong { length: 3, most: 2 }.into(),
            ValueError::ControlCharacter { value: "甲\n乙".to_owned(), at: 2 }.into(),
            ValueError::StatedTwice { what: code() }.into(),
            ValueError::NothingStated { command: "update" }.into(),
            ValueError::NeedsReason.into(),
            NameError::UnknownProject { word: code(), near: vec![(code(), "甲".to_owned())] }.into(),
            NameError::UnknownUnit { value: code(), candidates: vec![code()] }.into(),
            TreeError::ParentIsItself { code: code() }.into(),
            TreeError::LotWithoutParent.into(),
            TreeError::NoLots { code: code() }.into(),
            TreeError::ProgrammeFiles { code: code() }.into(),
            TreeError::FiguresFromLots { code: code() }.into(),
            TreeError::StageFromLots { code: code() }.into(),
            TreeError::LotsHaveNoFigures { code: code() }.into(),
            FilingError::NeedsMergedInto.into(),
            FilingError::StrayMergedInto.into(),
            FilingError::MergedIntoItself { code: code() }.into(),
            FilingError::MergedIntoGone { code: code() }.into(),
            FilingError::MergedIntoLots { code: code() }.into(),
            FilingError::BaseOfPart { code: code(), from: code(), day }.into(),
            FilingError::StrayFiguresStay.into(),
            TreeError::SplitFromGone { code: code() }.into(),
            FilingError::StrayReview.into(),
            FilingError::NoChangeWithChanges.into(),
            PlanError::AboveWhole { measure: Named::default(), value: 10_100 }.into(),
            months(BadMonths::Count { found: 3 }),
            months(BadMonths::Falls { month: 3, value: 1, before: 2 }),
            months(BadMonths::NotThePlan { december: 1, plan: 2 }),
            MilestoneError::StartAfterFinish { code: None, start: due, finish: due, other: None }.into(),
            MilestoneError::BeforeRaised { name: code(), day, raised: day }.into(),
            IssueError::BeforeRaised { no: 1, day, raised: day }.into(),
            TargetError::Counted { no: 1 }.into(),
        ];
        for why in objections {
            for lang in [Lang::Zh, Lang::En] {
                let said = objection(lang, StatedAt::Cell, &why).text;
                assert!(!said.contains("--") && !said.contains("``") && !said.contains('\n'), "{said}");
            }
        }
    }
}
