//! What is printed of an error, in both languages: a phrase, then hints with the command to type next. What can go
//! wrong is in `crate::error`; here one is given to the part that words its kind:
//! `register` the file and the ledger, `value` refused values, `filed` doubtful returns, `name` words that name nothing
//! and places in the tree, `plan` what is to be done: plans, milestones, issues, targets, rules, `sheet` files that are
//! no tables, `import` sheets that go out and come back, `usage` a wrong command line.

mod filed;
mod headings;
mod import;
mod name;
mod page;
mod plan;
mod register;
mod sheet;
mod value;

use std::path::Path;

use unicode_width::UnicodeWidthStr;

pub(in crate::lang) use super::say::say;
use super::{Lang, usage};
use crate::domain::name::is_no_character;
use crate::error::Error;

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
    ($lang:expr, $zh:literal, $en:literal $(, $hint_zh:literal, $hint_en:literal)* $(,)?) => {
        $crate::lang::error::Message {
            text: $crate::lang::error::say!($lang, $zh, $en),
            hints: vec![$($crate::lang::error::say!($lang, $hint_zh, $hint_en)),*],
        }
    };
}
pub(in crate::lang) use told;

/// What has an enum of its own.
fn of_a_kind(lang: Lang, error: &Error) -> Message {
    match error {
        Error::Sheet { path, bad } => sheet::sheet(lang, path, bad),
        Error::Page(bad) => page::page(lang, bad),
        Error::Headings(bad) => headings::headings(lang, bad),
        other => unworded(other),
    }
}

pub fn message(lang: Lang, error: &Error) -> Message {
    use Error as E;
    match error {
        E::Usage(cause) => usage::message(lang, cause),
        E::Sheet { .. } | E::Page(_) | E::Headings(_) => of_a_kind(lang, error),
        E::NoRegisterNamed
        | E::Missing { .. }
        | E::NotARegister { .. }
        | E::NewerRegister { .. }
        | E::OlderRegister { .. } => register::no_register(lang, error),
        E::ReadOnly { .. }
        | E::Busy { .. }
        | E::RegisterExists { .. }
        | E::FolderTaken { .. }
        | E::OverRegister { .. } => register::in_the_way(lang, error),
        E::Damaged { .. } | E::Sqlite { .. } | E::File { .. } | E::Output { .. } | E::Fixture { .. } => {
            register::trouble(lang, error)
        }
        E::NoWho
        | E::NothingStated { .. }
        | E::NeedsReason { .. }
        | E::NeedsMergedInto
        | E::StrayMergedInto
        | E::NoChangeWithChanges
        | E::ClearAndSet { .. }
        | E::KnownAtRecords => usage::wrong_use(lang, error),
        E::UnknownProject { .. }
        | E::AmbiguousProject { .. }
        | E::UnknownWord { .. }
        | E::UnknownUnit { .. }
        | E::UnknownTag(_)
        | E::UnitExists { .. }
        | E::UnitTwice { .. }
        | E::MergeIntoItself { .. }
        | E::CodeUsed { .. } => name::name(lang, error),
        E::ParentIsItself { .. }
        | E::ParentCycle { .. }
        | E::ParentKind { .. }
        | E::ParentCategory { .. }
        | E::LotWithoutParent
        | E::ProgrammeFiles { .. }
        | E::FiguresFromLots { .. }
        | E::LotsHaveNoFigures { .. }
        | E::NoLots { .. }
        | E::MergedIntoGone { .. } => name::tree(lang, error),
        E::UnknownUpdate { .. }
        | E::UpdateOfOther { .. }
        | E::UpdateNoLongerCounts { .. }
        | E::UnknownChange { .. }
        | E::AlreadyVoid { .. }
        | E::NothingToUndo { .. }
        | E::FirstChangeStays
        | E::UndoBlocked { .. }
        | E::UndoClash { .. } => register::ledger(lang, error),
        E::BadQuantity { .. }
        | E::BadAssignment { .. }
        | E::BadDay { .. }
        | E::AfterToday { .. }
        | E::BeforeListed { .. }
        | E::BadCode { .. }
        | E::BadNationalCode { .. }
        | E::EmptyText { .. }
        | E::ControlCharacter { .. }
        | E::StartAfterFinish { .. }
        | E::NotReadable { .. }
        | E::NoTotalOfItsOwn { .. }
        | E::TooLong { .. } => value::value(lang, error),
        E::Doubtful { .. } | E::Impossible { .. } => filed::filed(lang, error),
        _ => to_be_done(lang, error),
    }
}

/// Plans, milestones, issues, targets, rules, and what goes with them.
fn to_be_done(lang: Lang, error: &Error) -> Message {
    use Error as E;
    match error {
        E::DoubtfulPlan { .. } | E::BadMonths { .. } => plan::plan(lang, error),
        E::MilestoneExists { .. }
        | E::UnknownMilestone { .. }
        | E::MilestoneMet { .. }
        | E::MilestoneUnmoved { .. }
        | E::MetByStage { .. }
        | E::SpanCrossed { .. }
        | E::BeforeRaised { .. } => plan::milestone(lang, error),
        E::UnknownIssue { .. } | E::IssueIsClosed { .. } => plan::issue(lang, error),
        E::SeveralFigures { .. } | E::UnknownTarget { .. } | E::CountedTarget { .. } => plan::target(lang, error),
        E::BadThreshold { .. } | E::GapsCrossed { .. } => plan::rule(lang, error),
        E::BeforeOn { .. } | E::BadYear { .. } | E::NotSummed { .. } => value::value(lang, error),
        E::NotImported { .. }
        | E::Unmappable { .. }
        | E::FormWithoutNote { .. }
        | E::NoSuchSheet { .. }
        | E::FileTaken { .. }
        | E::FormExists { .. }
        | E::AllWantsFolder
        | E::NeedsPlaceholder { .. } => import::import(lang, error),
        E::StatedTwice { .. }
        | E::StrayReview
        | E::MonthsOfOneMeasure
        | E::NotOfReport { .. }
        | E::AfterView { .. } => usage::wrong_use(lang, error),
        _ => unworded(error),
    }
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
        if sign.is_control() || is_no_character(sign) {
            shown.extend(sign.escape_default());
        } else {
            shown.push(sign);
        }
    }
    shown
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

/// A path as one word of a command line to copy.
pub(in crate::lang) fn path_argument(path: &Path) -> String {
    argument(&path.to_string_lossy())
}

/// Where a message has no words of its own, which no test should find: what the program knows of it.
pub(in crate::lang) fn unworded(error: &Error) -> Message {
    Message::new(shown(&format!("{error:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(shown("a\u{1b}[2J\nb"), r"a\u{1b}[2J\nb");
    }
}
