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
    let when = match (days, lang) {
        (0, Lang::Zh) => "今日到期".to_owned(),
        (0, Lang::En) => "due today".to_owned(),
        (1.., Lang::Zh) => format!("还有{days}天"),
        (1.., Lang::En) => format!("in {}", count(days, "day")),
        (_, Lang::Zh) => format!("逾期{}天", -days),
        (_, Lang::En) => format!("{} overdue", count(-days, "day")),
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
    match (days, lang) {
        (0, Lang::Zh) => "按期".to_owned(),
        (0, Lang::En) => "on time".to_owned(),
        (1.., Lang::Zh) => format!("迟{days}天"),
        (1.., Lang::En) => format!("{} late", count(days, "day")),
        (_, Lang::Zh) => format!("早{}天", -days),
        (_, Lang::En) => format!("{} early", count(-days, "day")),
    }
}

#[cfg(test)]
#[path = "milestones_test.rs"]
mod tests;
