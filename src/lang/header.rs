//! What every page says of itself: its title, the line below it, the numbers of its parts.

use super::cell::{labelled, moment};
use super::say::say;
use super::sentence::{days_between, share, span};
use super::word::word;
use super::{Lang, brief};
use crate::domain::PageNo;
use crate::domain::catalog::Label;
use crate::domain::day::Day;
use crate::domain::period::Cadence;
use crate::report::model::{Header, Title, Word};

/// The title of a page.
pub fn title(lang: Lang, title: &Title) -> String {
    match title {
        Title::Status { first, last, cadence, of } => period_title(lang, (*first, *last), *cadence, of),
        Title::Missing { first, last, cadence, of } => {
            let page = period_title(lang, (*first, *last), *cadence, of);
            say!(lang, "【催报】{page}", "Call for returns. {page}")
        }
        Title::Changes { since, until, of } => {
            let (between, of) = (days_between(lang, *since, *until), scope(lang, of));
            say!(lang, "重点工程变化情况（{between}）{of}", "Key works: changes from {between}{of}")
        }
        Title::Grid { year, of } => {
            let of = scope(lang, of);
            say!(lang, "重点工程挂图作战（{year}年）{of}", "Key works: milestones of {year}{of}")
        }
        Title::Permits { of } => {
            let of = scope(lang, of);
            say!(lang, "重点工程前期手续情况{of}", "Key works: permits{of}")
        }
        Title::Brief { period, of } => brief::title(lang, period, of),
        Title::Project { code, name } => format!("{code} {name}"),
        Title::Targets { year } => {
            say!(lang, "重点工程目标完成情况（{year}年及以前）", "Key works: targets up to {year}")
        }
    }
}

/// 重点工程周报（2022年8月22日至8月28日）·治水
fn period_title(lang: Lang, (first, last): (Day, Day), cadence: Cadence, of: &[Label]) -> String {
    let (span, of) = (span(lang, first, last, cadence), scope(lang, of));
    let report = cadence_name(lang, cadence);
    say!(lang, "重点工程{report}（{span}）{of}", "Key works: {report}, {span}{of}")
}

/// Of which works a page is: ·治水
fn scope(lang: Lang, of: &[Label]) -> String {
    of.iter().map(|of| lang.pick(of)).map(|of| say!(lang, "·{of}", " · {of}")).collect()
}

/// The title of a page with the register's note after it.
pub fn title_and_note(lang: Lang, title: &str, note: &str) -> String {
    say!(lang, "{title}（{note}）", "{title} ({note})")
}

/// 周报, `weekly report`
pub(super) fn cadence_name(lang: Lang, cadence: Cadence) -> String {
    match cadence {
        Cadence::Week => say!(lang, "周报", "weekly report"),
        Cadence::HalfMonth => say!(lang, "半月报", "half-monthly report"),
        Cadence::Month => say!(lang, "月报", "monthly report"),
        Cadence::Quarter => say!(lang, "季报", "quarterly report"),
        Cadence::Year => say!(lang, "年报", "yearly report"),
    }
}

/// 截至 · 录至 · 生成 · 填报率
pub fn header_line(lang: Lang, header: &Header) -> String {
    header_parts(lang, header).join(BETWEEN_PARTS)
}

/// What stands between the parts of a header.
pub const BETWEEN_PARTS: &str = " · ";

/// The parts of a header, none of which is broken in two where there is not room for all on a line.
pub fn header_parts(lang: Lang, header: &Header) -> Vec<String> {
    let (as_of, made_at) = (header.as_of, moment(header.made_at));
    let mut parts = vec![say!(lang, "截至 {as_of}", "As of {as_of}")];
    parts.extend(header.known_at.map(moment).map(|known_at| say!(lang, "录至 {known_at}", "known at {known_at}")));
    parts.push(say!(lang, "生成 {made_at}", "made {made_at}"));
    parts.extend(header.rules.map(|version| say!(lang, "规则 v{version}", "rules v{version}")));
    let returns = header.returns.map(|returns| share(lang, returns));
    parts.extend(returns.map(|share| say!(lang, "填报率 {share}", "returns {share}")));
    parts.extend(header.frozen.map(|no| frozen_as(lang, no)));
    parts
}

/// What a page says last: from which ledger it was made, by so much of its last hash as `check --against` finds again.
pub fn ledger_line(lang: Lang, header: &Header) -> Option<String> {
    let hash = header.ledger_hash.as_ref()?.chars().take(SHORT_HASH);
    Some(format!("{} {}", word(lang, Word::LedgerHash), hash.collect::<String>()))
}

/// So many digits of a hash tell it from all others of a ledger, and nobody hits upon another hash that begins with them.
const SHORT_HASH: usize = 16;

/// The number of a part of a page, before its heading: 十一、 or `11. `.
pub fn ordinal(lang: Lang, number: usize) -> String {
    let numeral = |number: usize| "一二三四五六七八九十".chars().nth(number.checked_sub(1)?);
    let over_ten = number.checked_sub(10).filter(|over| *over < 10).and_then(numeral);
    let zh = match (numeral(number), over_ten) {
        (Some(numeral), _) => numeral.to_string(),
        (None, Some(over_ten)) => format!("十{over_ten}"),
        (None, None) => number.to_string(),
    };
    say!(lang, "{zh}、", "{number}. ")
}

/// The number of a frozen page, as it stands on it.
pub fn frozen_as(lang: Lang, no: PageNo) -> String {
    say!(lang, "第{no}号定稿", "frozen page {no}")
}

/// The office's own note on a page, with what it is.
pub fn remark(lang: Lang, remark: &str) -> String {
    labelled(lang, word(lang, Word::Remark), remark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_page_are_numbered_as_in_a_document() {
        assert_eq!([1, 10, 11, 19, 20].map(|n| ordinal(Lang::Zh, n)), ["一、", "十、", "十一、", "十九、", "20、"]);
        assert_eq!(ordinal(Lang::En, 11), "11. ");
    }
}
