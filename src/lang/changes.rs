//! The sentences of the page of changes: how many of each kind, and the line of a row.

use super::cell::capital;
use super::say::say;
use super::sentence::days_between;
use super::word::word;
use super::{Lang, row_change};
use crate::domain::day::Day;
use crate::report::status::{ChangeKind, ChangesSentence};

pub(super) fn sentence(lang: Lang, sentence: &ChangesSentence) -> String {
    match sentence {
        ChangesSentence::Since { since, until, counts } => lead(lang, *since, *until, counts),
        ChangesSentence::OfKind { kind, since, rows } => kind_heading(lang, *kind, *since, *rows),
        ChangesSentence::Row { code, name, unit, said } => {
            let unit = unit.as_deref().map_or_else(String::new, |unit| say!(lang, "（{unit}）", " ({unit})"));
            let said: Vec<String> = said.iter().map(|each| row_change::sentence(lang, each)).collect();
            let said = lang.join_clauses(&said);
            say!(lang, "{code} {name}{unit}：{said}", "{code} {name}{unit}: {said}")
        }
        ChangesSentence::NothingKnownThen { day } => say!(
            lang,
            "{day}日终时台账里还没有项目，当时的数无从更正，补报也不另列。",
            "The register held no project at the end of {day}: nothing of that day can have been put right, and no \
             return counts as late."
        ),
    }
}

/// 2022年7月31日至8月31日共33条变化：阶段6，退出1。
fn lead(lang: Lang, since: Day, until: Day, counts: &[(ChangeKind, i64)]) -> String {
    let between = days_between(lang, since, until);
    let all: i64 = counts.iter().map(|(_, n)| n).sum();
    let put = |(kind, n): &(ChangeKind, i64)| {
        let kind = word(lang, kind.word());
        say!(lang, "{kind}{n}", "{kind} {n}")
    };
    let counts = lang.join_parts(&counts.iter().map(put).collect::<Vec<_>>());
    match all {
        0 => say!(lang, "{between}没有变化。", "Nothing changed from {between}."),
        _ => say!(lang, "{between}有变化{all}条：{counts}。", "Changes from {between}: {all}. {counts}."),
    }
}

/// 阶段（6）; what is put right says of what.
fn kind_heading(lang: Lang, kind: ChangeKind, since: Day, rows: i64) -> String {
    let name = capital(word(lang, kind.word()));
    let of_what = match kind {
        ChangeKind::Corrections => {
            say!(lang, "（{since}的数，由当时所知改为现在所知）", " (of {since}: as known then, as known now)")
        }
        ChangeKind::LateReturns => {
            say!(lang, "（截至{since}或更早，其后录入）", " (as of {since} or before, recorded afterwards)")
        }
        ChangeKind::Stages
        | ChangeKind::FirstSeen
        | ChangeKind::New
        | ChangeKind::Left
        | ChangeKind::Conditions
        | ChangeKind::Details
        | ChangeKind::Units
        | ChangeKind::Lights
        | ChangeKind::Replans
        | ChangeKind::Milestones
        | ChangeKind::Issues
        | ChangeKind::Totals => String::new(),
    };
    say!(lang, "{name}{of_what}：{rows}条", "{name}{of_what}: {rows}")
}

#[cfg(test)]
#[path = "changes_test.rs"]
mod tests;
