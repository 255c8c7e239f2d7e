//! A sentence in words. Each page has its own file here, which words its own enum of sentences whole; this one hands a
//! sentence to the page it is of, and keeps what several pages say alike.

use chrono::Datelike;

use super::say::say;
use super::word::word;
use super::{
    Lang, brief, changes, form, grid, history, list, milestones, missing, row_change, rules, show, status, targets,
};
use crate::domain::catalog::Label;
use crate::domain::day::{Day, last_of_month};
use crate::domain::fact::{FINISH, START};
use crate::domain::fraction::Fraction;
use crate::domain::period::Cadence;
use crate::report::model::{Sentence, Word};

pub fn sentence(lang: Lang, sentence: &Sentence) -> String {
    match sentence {
        Sentence::Brief(of) => brief::sentence(lang, of),
        Sentence::Changes(of) => changes::sentence(lang, of),
        Sentence::Form(of) => form::sentence(lang, *of),
        Sentence::Grid(of) => grid::sentence(lang, of),
        Sentence::History(of) => history::sentence(lang, of),
        Sentence::List(of) => list::sentence(lang, of),
        Sentence::Milestone(of) => milestones::sentence(lang, of),
        Sentence::Missing(of) => missing::sentence(lang, of),
        Sentence::RowChange(of) => row_change::sentence(lang, of),
        Sentence::Rule(of) => rules::sentence(lang, of),
        Sentence::Show(of) => show::sentence(lang, of),
        Sentence::Status(of) => status::sentence(lang, of),
        Sentence::Target(of) => targets::sentence(lang, of),
    }
}

/// `start` and `finish` have names of their own.
pub fn milestone_name(lang: Lang, name: &str) -> String {
    match name {
        START => word(lang, Word::PlannedStart).to_owned(),
        FINISH => word(lang, Word::PlannedFinish).to_owned(),
        _ => name.to_owned(),
    }
}

/// What is done within a year: the label of a reading, without saying since when.
pub(super) fn in_year(lang: Lang, label: &Label) -> &str {
    match lang {
        Lang::Zh => label.zh.trim_start_matches("自开工").trim_start_matches("累计"),
        Lang::En => label.en.trim_end_matches(" since start"),
    }
}

/// A reason behind a colon, if there is one.
pub(super) fn behind_colon(lang: Lang, reason: Option<&str>) -> String {
    reason.map_or_else(String::new, |reason| say!(lang, "：{reason}", ": {reason}"))
}

/// The first of many names: 甲、乙等.
pub(super) fn named_few<T: AsRef<str>>(lang: Lang, names: &[T]) -> String {
    const NAMED: usize = 8;
    let more = names.len().saturating_sub(NAMED);
    let named = lang.join(&names[..names.len().min(NAMED)]);
    if more > 0 { say!(lang, "{named}等", "{named} and {more} more") } else { named }
}

/// `1 lot`, `2 lots`
pub(super) fn count(n: i64, name: &str) -> String {
    if n == 1 { format!("{n} {name}") } else { format!("{n} {name}s") }
}

/// 9/11（81.8%）
pub(super) fn share(lang: Lang, (part, whole): (i64, i64)) -> String {
    let rate = if whole > 0 { Fraction::new(part.into(), whole.into()).percent() } else { "-".to_owned() };
    match lang {
        Lang::Zh => format!("{part}/{whole}（{rate}）"),
        Lang::En => format!("{part}/{whole} ({rate})"),
    }
}

/// The register's own note; the one of the demo is known.
pub fn noted(lang: Lang, note: &str) -> &str {
    match (note, lang) {
        ("演示数据", Lang::En) => "demo data, all made up",
        _ => note,
    }
}

/// 2022年7月31日至8月31日
pub(super) fn between(lang: Lang, since: Day, until: Day) -> String {
    match lang {
        Lang::Zh if since == until => zh_day(until),
        Lang::Zh if since.year() == until.year() => {
            format!("{}至{}月{}日", zh_day(since), until.month(), until.day())
        }
        Lang::Zh => format!("{}至{}", zh_day(since), zh_day(until)),
        Lang::En => format!("{since} to {until}"),
    }
}

/// A period by its name: 2022年8月.
pub(super) fn span(lang: Lang, first: Day, last: Day, cadence: Cadence) -> String {
    let is_whole_month = last == last_of_month(last);
    match (cadence, lang) {
        (Cadence::Month, Lang::Zh) if is_whole_month => format!("{}年{}月", last.year(), last.month()),
        (Cadence::Year, Lang::Zh) if is_whole_month && last.month() == 12 => format!("{}年", last.year()),
        (_, Lang::Zh) if first.year() == last.year() => {
            format!("{}至{}月{}日", zh_day(first), last.month(), last.day())
        }
        (_, Lang::Zh) => format!("{}至{}", zh_day(first), zh_day(last)),
        (Cadence::Month, Lang::En) if is_whole_month => last.format("%B %Y").to_string(),
        (_, Lang::En) => format!("{first} to {last}"),
    }
}

fn zh_day(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
