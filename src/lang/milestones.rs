//! How it stands with a milestone: how far off it is, or how it went.

use super::Lang;
use super::say::say;
use super::sentence::count;
use crate::domain::day::DueDay;
use crate::report::milestones::MilestoneSentence;

pub(super) fn sentence(lang: Lang, sentence: &MilestoneSentence) -> String {
    match sentence {
        MilestoneSentence::DueIn { days, baseline, moves } => due_in(lang, *days, *baseline, *moves),
        MilestoneSentence::MetLate { days } => met_late(lang, *days),
    }
}

fn due_in(lang: Lang, days: i64, baseline: Option<DueDay>, moves: i64) -> String {
    let (n, long) = (days.abs(), count(days.abs(), "day"));
    let when = match days {
        0 => say!(lang, "今日到期", "due today"),
        1.. => say!(lang, "还有{n}天", "in {long}"),
        _ => say!(lang, "逾期{n}天", "{long} overdue"),
    };
    match baseline.map(|baseline| moved_from(lang, baseline, moves)) {
        Some(moved) => say!(lang, "{when}（{moved}）", "{when} ({moved})"),
        None => when,
    }
}

/// 原定2022-06-30，调整1次
pub(super) fn moved_from(lang: Lang, baseline: DueDay, moves: i64) -> String {
    let times = if moves == 1 { "once".to_owned() } else { count(moves, "time") };
    say!(lang, "原定{baseline}，调整{moves}次", "planned {baseline}, moved {times}")
}

fn met_late(lang: Lang, days: i64) -> String {
    let (n, long) = (days.abs(), count(days.abs(), "day"));
    match days {
        0 => say!(lang, "按期", "on time"),
        1.. => say!(lang, "迟{n}天", "{long} late"),
        _ => say!(lang, "早{n}天", "{long} early"),
    }
}

#[cfg(test)]
#[path = "milestones_test.rs"]
mod tests;
