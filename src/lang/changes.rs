//! The sentences of the page of changes: how many of each kind, and what is said of a row.

use super::Lang;
use super::cell::capital;
use super::light::verdict;
use super::moved::why;
use super::say::say;
use super::sentence::between;
use super::word::word;
use crate::domain::code::issue_code;
use crate::domain::day::{ALL_DAYS, Day};
use crate::report::model::{Sentence, Word};

/// `None`: it is no sentence of that page.
pub(super) fn said(lang: Lang, sentence: &Sentence) -> Option<String> {
    Some(match sentence {
        Sentence::ChangesSince { since, until, counts } => lead(lang, *since, *until, counts),
        Sentence::OfKind { word: of, since, rows, .. } => of_kind(lang, *of, *since, *rows),
        Sentence::ChangedRow { code, name, unit, said } => {
            let unit = unit.as_deref().map_or_else(String::new, |unit| say!(lang, "（{unit}）", " ({unit})"));
            let said: Vec<String> = said.iter().map(|each| super::sentence::sentence(lang, each)).collect();
            let said = lang.join_clauses(&said);
            say!(lang, "{code} {name}{unit}：{said}", "{code} {name}{unit}: {said}")
        }
        Sentence::NothingKnownThen { day } => say!(
            lang,
            "{day}日终时台账里还没有项目，当时的数无从更正，补报也不另列。",
            "The register held no project at the end of {day}: nothing of that day can have been put right, and no \
             return counts as late."
        ),
        Sentence::Why(grounds) => verdict(lang, grounds),
        Sentence::IssueMoved { .. } => issue_moved(lang, sentence)?,
        Sentence::TotalMoved { .. } => total_moved(lang, sentence)?,
        _ => return None,
    })
}

/// 2022年7月31日至8月31日共33条变化：阶段6，退出1。
fn lead(lang: Lang, since: Day, until: Day, counts: &[(Word, i64)]) -> String {
    let between = between(lang, since, until);
    let all: i64 = counts.iter().map(|(_, n)| n).sum();
    let counts: Vec<String> = counts.iter().map(|(of, n)| format!("{}{}{n}", word(lang, *of), space(lang))).collect();
    let counts = counts.join(lang.either("，", ", "));
    match all {
        0 => say!(lang, "{between}没有变化。", "Nothing changed from {between}."),
        _ => say!(lang, "{between}有变化{all}条：{counts}。", "Changes from {between}: {all}. {counts}."),
    }
}

/// Between a word and its number.
fn space(lang: Lang) -> &'static str {
    lang.either("", " ")
}

/// 阶段（6）; what is put right says of what.
fn of_kind(lang: Lang, of: Word, since: Day, rows: i64) -> String {
    let name = capital(word(lang, of));
    let of_what = match of {
        Word::Corrections => {
            say!(lang, "（{since}的数，由当时所知改为现在所知）", " (of {since}: as known then, as known now)")
        }
        Word::LateReturns => {
            say!(lang, "（截至{since}或更早，其后录入）", " (as of {since} or before, recorded afterwards)")
        }
        _ => String::new(),
    };
    say!(lang, "{name}{of_what}：{rows}条", "{name}{of_what}: {rows}")
}

/// 提出I-03：用地未移交（2022-08-05，限2022-09-10）; 解决I-03：用地未移交（2022-08-20，已移交）
fn issue_moved(lang: Lang, sentence: &Sentence) -> Option<String> {
    let Sentence::IssueMoved { no, text, raised, due, closed, outcome } = sentence else { return None };
    let no = issue_code(*no);
    let mut when: Vec<String> = Vec::new();
    when.extend(raised.map(|day| say!(lang, "{day}提出", "raised {day}")));
    when.extend(due.filter(|_| closed.is_none()).map(|due| say!(lang, "限{due}", "due {due}")));
    when.extend(closed.map(|day| say!(lang, "{day}解决", "closed {day}")));
    let when = when.join(lang.either("，", ", "));
    let why = why(lang, outcome.as_deref());
    Some(say!(lang, "{no} {text}（{when}{why}）", "{no} {text} ({when}{why})"))
}

/// 总投资由5,000万元改为6,000万元（决算，2022-08-10起）
fn total_moved(lang: Lang, sentence: &Sentence) -> Option<String> {
    let Sentence::TotalMoved { label, dimension, from, to, basis, day, .. } = sentence else { return None };
    let label = lang.pick(label);
    let amount = |value: Option<i64>| {
        let none = || lang.either("无", "none").to_owned();
        value.map_or_else(none, |value| lang.amount(value, *dimension))
    };
    let (from, to) = (amount(*from), amount(*to));
    let mut of: Vec<String> = basis.iter().map(|basis| lang.pick(basis).to_owned()).collect();
    of.extend(day.filter(|day| *day != ALL_DAYS).map(|day| say!(lang, "{day}起", "from {day}")));
    let of = of.join(lang.either("，", ", "));
    let of = if of.is_empty() { of } else { say!(lang, "（{of}）", " ({of})") };
    Some(say!(lang, "{label}由{from}改为{to}{of}", "{label} from {from} to {to}{of}"))
}

#[cfg(test)]
#[path = "changes_test.rs"]
mod tests;
