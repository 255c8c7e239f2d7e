//! The words of the chart of milestones (挂图作战): one sign a place, and what the signs mean.

use super::Lang;
use super::say::say;
use super::sentence::count;
use crate::domain::catalog::Label;
use crate::domain::sign::Sign;
use crate::report::grid::GridSentence;
use crate::report::model::Mark;

/// Nothing stands here.
const EMPTY: &str = ".";

/// The sign alone. In English a letter: a word would not fit twelve times across a page.
fn sign(lang: Lang, sign: Sign) -> &'static str {
    let (zh, en) = match sign {
        Sign::Met => ("完", "M"),
        Sign::MetUndated => ("已", "U"),
        Sign::MetLate => ("迟", "L"),
        Sign::Due => ("待", "D"),
        Sign::Overdue => ("逾", "X"),
        Sign::Moved => ("改", "R"),
    };
    lang.either(zh, en)
}

/// The worst of several and their number: 逾2.
pub(super) fn marks(lang: Lang, marks: &[Mark]) -> String {
    let worst = marks.iter().map(|mark| mark.sign).max();
    let Some(worst) = worst else { return EMPTY.to_owned() };
    let of_several = if marks.len() > 1 { marks.len().to_string() } else { String::new() };
    format!("{}{of_several}", sign(lang, worst))
}

/// 8月, `Aug`
pub fn month(lang: Lang, month: u32) -> &'static str {
    const ZH: [&str; 12] = ["1月", "2月", "3月", "4月", "5月", "6月", "7月", "8月", "9月", "10月", "11月", "12月"];
    const EN: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let place = month.checked_sub(1).map_or(usize::MAX, |place| place as usize);
    lang.either(ZH, EN).get(place).copied().unwrap_or_default()
}

pub(super) fn sentence(lang: Lang, sentence: &GridSentence) -> String {
    match sentence {
        GridSentence::Totals(counts) => totals(lang, counts),
        GridSentence::Legend { has_undated } => legend(lang, *has_undated),
        GridSentence::Unmarked { projects: n } => {
            let counted = count(*n, "project");
            say!(
                lang,
                "本年没有节点的{n}项，也列在上面。",
                "Without a milestone in the year, and listed all the same: {counted}."
            )
        }
        GridSentence::NotListed(left) => {
            let said = |(_, label, n): &(&str, Label, i64)| {
                let label = lang.pick(label);
                say!(lang, "{label}{n}项", "{n} {label}")
            };
            let left = lang.join(&left.iter().map(said).collect::<Vec<_>>());
            say!(lang, "{left}未列。", "Not listed: {left}.")
        }
    }
}

/// 本年节点40个：按期完成20，逾期完成6，未到期9，逾期未完成5；另有改期3处。
fn totals(lang: Lang, counts: &[(Sign, i64)]) -> String {
    let of = |sign: Sign| counts.iter().find(|(each, _)| *each == sign).map_or(0, |(_, n)| *n);
    let (met, late, due, overdue, moved, undated) =
        (of(Sign::Met), of(Sign::MetLate), of(Sign::Due), of(Sign::Overdue), of(Sign::Moved), of(Sign::MetUndated));
    let all = met + late + due + overdue + undated;
    let undated = match undated {
        0 => String::new(),
        n => say!(lang, "，已完成而日期不详{n}", ", met on an unknown day {n}"),
    };
    let moved = match moved {
        0 => String::new(),
        n => say!(lang, "；另有{n}个由原定月份改出", "; moved away from the month first set: {n}"),
    };
    say!(
        lang,
        "本年节点{all}个：按期完成{met}，逾期完成{late}{undated}，未到期{due}，逾期未完成{overdue}{moved}。",
        "Milestones of the year {all}: met in time {met}, met late {late}{undated}, not yet due {due}, overdue \
         {overdue}{moved}."
    )
}

/// A sign and what it means.
pub struct LegendItem {
    pub of: Sign,
    pub sign: &'static str,
    pub means: &'static str,
}

/// The signs of a chart, in the order a legend tells them.
pub fn legend_items(lang: Lang, has_undated: bool) -> Vec<LegendItem> {
    let all = [Sign::Met, Sign::MetLate, Sign::MetUndated, Sign::Due, Sign::Overdue, Sign::Moved].into_iter();
    let told = all.filter(|of| has_undated || *of != Sign::MetUndated);
    told.map(|of| LegendItem { of, sign: sign(lang, of), means: meaning(lang, of) }).collect()
}

fn meaning(lang: Lang, sign: Sign) -> &'static str {
    let (zh, en) = match sign {
        Sign::Met => ("按期完成", "met in time"),
        Sign::MetLate => ("逾期完成", "met late"),
        Sign::MetUndated => ("完成日期不详", "met on an unknown day"),
        Sign::Due => ("未到期（含今日到期）", "not yet due (today is not overdue)"),
        Sign::Overdue => ("逾期未完成", "overdue"),
        Sign::Moved => ("原定此月、已改期", "was due here and moved"),
    };
    lang.either(zh, en)
}

/// What is no sign of a milestone.
pub fn other_signs(lang: Lang) -> String {
    say!(
        lang,
        ". 无节点，* 本月；一格有几个节点时写最重的一个和个数，如逾2。",
        ". none, * the running month; of several the worst and how many there are: X2."
    )
}

fn legend(lang: Lang, has_undated: bool) -> String {
    let items = legend_items(lang, has_undated).into_iter();
    let items: Vec<String> = items.map(|LegendItem { sign, means, .. }| format!("{sign} {means}")).collect();
    let (items, others) = (lang.join_parts(&items), other_signs(lang));
    say!(lang, "{items}，{others}", "{items}, {others}")
}

#[cfg(test)]
#[path = "grid_test.rs"]
mod tests;
