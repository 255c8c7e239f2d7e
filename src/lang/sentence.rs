//! A sentence in words. Each page has its own file here, which words its own enum of sentences whole; this one hands a
//! sentence to the page it is of, and keeps what several pages say alike.

use chrono::Datelike;

use super::say::say;
use super::word::word;
use super::{
    Lang, brief, changes, form, grid, history, list, milestones, missing, permits, row_change, rules, show, status,
    targets,
};
use crate::domain::catalog::Label;
use crate::domain::day::{Day, last_of_month};
use crate::domain::fact::{FINISH, START};
use crate::domain::fraction::Fraction;
use crate::domain::funnel::StepAhead;
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
        Sentence::Permit(of) => permits::sentence(lang, of),
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
pub(super) fn measure_of_year(lang: Lang, label: &Label) -> &str {
    let zh = label.zh.trim_start_matches("自开工").trim_start_matches("累计");
    lang.either(zh, label.en.trim_end_matches(" since start"))
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

/// 腾空286户多于签约280户
pub(super) fn step_ahead(lang: Lang, ahead: &StepAhead) -> String {
    let (step, before) = (lang.pick(&ahead.step), lang.pick(&ahead.before));
    let (value, reached) = (lang.counted(ahead.value, ahead.dimension), lang.counted(ahead.reached, ahead.dimension));
    say!(lang, "{step}{value}多于{before}{reached}", "{value} {step} but only {reached} {before}")
}

/// `1 lot`, `2 lots`
pub(super) fn count(n: i64, name: &str) -> String {
    if n == 1 { format!("{n} {name}") } else { format!("{n} {name}s") }
}

/// 9/11（81.8%）
pub(super) fn share(lang: Lang, (part, whole): (i64, i64)) -> String {
    let rate = if whole > 0 { Fraction::new(part.into(), whole.into()).percent() } else { "-".to_owned() };
    say!(lang, "{part}/{whole}（{rate}）", "{part}/{whole} ({rate})")
}

/// The register's own note; the one of the demo is known.
pub fn noted(lang: Lang, note: &str) -> &str {
    if note == "演示数据" { lang.either(note, "demo data, all made up") } else { note }
}

/// 2022年7月31日至8月31日
pub(super) fn days_between(lang: Lang, since: Day, until: Day) -> String {
    let zh = zh_days(since, until);
    say!(lang, "{zh}", "{since} to {until}")
}

/// A period by its name: 2022年8月.
pub(super) fn span(lang: Lang, first: Day, last: Day, cadence: Cadence) -> String {
    let (year, month) = (last.year(), last.month());
    let is_whole_month = last == last_of_month(last);
    let days = || {
        let zh = zh_days(first, last);
        if first == last { say!(lang, "{zh}", "{last}") } else { say!(lang, "{zh}", "{first} to {last}") }
    };
    match cadence {
        Cadence::Month if is_whole_month => {
            let month_en = last.format("%B");
            say!(lang, "{year}年{month}月", "{month_en} {year}")
        }
        Cadence::Year if is_whole_month && month == 12 => say!(lang, "{year}年", "{first} to {last}"),
        Cadence::Week | Cadence::HalfMonth | Cadence::Month | Cadence::Quarter | Cadence::Year => days(),
    }
}

/// 2022年8月22日至8月28日; the second year only where it is another, and one day alone.
fn zh_days(first: Day, last: Day) -> String {
    let first_zh = zh_day(first);
    match first.year() == last.year() {
        _ if first == last => first_zh,
        true => format!("{first_zh}至{}月{}日", last.month(), last.day()),
        false => format!("{first_zh}至{}", zh_day(last)),
    }
}

fn zh_day(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}
