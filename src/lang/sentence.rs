//! Sentences from figures: titles, headers, overviews, and what a change said.

use chrono::Datelike;

use super::cell::{labelled, moment};
use super::light::light;
use super::say::say;
use super::word::word;
use super::{Lang, brief, changes, fact, form, grid, missing, moved, status, target};
use crate::domain::PageNo;
use crate::domain::catalog::Label;
use crate::domain::day::{Day, last_of_month};
use crate::domain::fact::{FINISH, Field, MilestoneEvent, START};
use crate::domain::fraction::Fraction;
use crate::domain::period::Cadence;
use crate::report::model::{Filed, Header, Sentence, Title, Word};
use crate::report::word::{field_word, kind_word};

/// The title of a page.
pub fn title(lang: Lang, title: &Title) -> String {
    match (title, lang) {
        (Title::Status { first, last, cadence, of }, _) => of_period(lang, (*first, *last), *cadence, of),
        (Title::Missing { first, last, cadence, of }, _) => {
            let page = of_period(lang, (*first, *last), *cadence, of);
            say!(lang, "【催报】{page}", "Call for returns. {page}")
        }
        (Title::Changes { since, until, of }, _) => {
            let (between, of) = (between(lang, *since, *until), scope(lang, of));
            say!(lang, "重点工程变化情况（{between}）{of}", "Key works: changes from {between}{of}")
        }
        (Title::Grid { year, of }, _) => {
            let of = scope(lang, of);
            say!(lang, "重点工程挂图作战（{year}年）{of}", "Key works: milestones of {year}{of}")
        }
        (Title::Brief { period, of }, _) => brief::title(lang, period, of),
        (Title::Project { code, name }, _) => format!("{code} {name}"),
        (Title::Targets { year }, Lang::Zh) => format!("重点工程目标完成情况（{year}年及以前）"),
        (Title::Targets { year }, Lang::En) => format!("Key works: targets up to {year}"),
    }
}

/// 重点工程周报（2022年8月22日至8月28日）·治水
fn of_period(lang: Lang, (first, last): (Day, Day), cadence: Cadence, of: &[Label]) -> String {
    let (span, of) = (span(lang, first, last, cadence), scope(lang, of));
    match lang {
        Lang::Zh => format!("重点工程{}（{span}）{of}", cadence_zh(cadence)),
        Lang::En => format!("Key works: {} report, {span}{of}", cadence_en(cadence)),
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

/// Of which works a page is: ·治水
fn scope(lang: Lang, of: &[Label]) -> String {
    of.iter().map(|of| lang.pick(of)).map(|of| say!(lang, "·{of}", " · {of}")).collect()
}

/// The title of a page with the register's note after it.
pub fn title_and_note(lang: Lang, title: &str, note: &str) -> String {
    say!(lang, "{title}（{note}）", "{title} ({note})")
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

/// The register's own note; the one of the demo is known.
pub fn noted(lang: Lang, note: &str) -> &str {
    match (note, lang) {
        ("演示数据", Lang::En) => "demo data, all made up",
        _ => note,
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
    let mut parts = match lang {
        Lang::Zh => vec![format!("截至 {}", header.as_of)],
        Lang::En => vec![format!("As of {}", header.as_of)],
    };
    if let Some(known_at) = header.known_at {
        let known_at = moment(known_at);
        parts.push(match lang {
            Lang::Zh => format!("录至 {known_at}"),
            Lang::En => format!("known at {known_at}"),
        });
    }
    let made_at = moment(header.made_at);
    parts.push(match lang {
        Lang::Zh => format!("生成 {made_at}"),
        Lang::En => format!("made {made_at}"),
    });
    if let Some(version) = header.rules {
        parts.push(match lang {
            Lang::Zh => format!("规则 v{version}"),
            Lang::En => format!("rules v{version}"),
        });
    }
    if let Some(returns) = header.returns {
        let share = share(lang, returns);
        parts.push(match lang {
            Lang::Zh => format!("填报率 {share}"),
            Lang::En => format!("returns {share}"),
        });
    }
    parts.extend(header.frozen.map(|no| frozen_as(lang, no)));
    parts
}

/// The number of a part of a page, before its heading: 十一、 or `11. `.
pub fn ordinal(lang: Lang, number: usize) -> String {
    let numeral = |number: usize| "一二三四五六七八九十".chars().nth(number.checked_sub(1)?);
    match lang {
        Lang::En => format!("{number}. "),
        Lang::Zh => match (numeral(number), number.checked_sub(10).filter(|over| *over < 10).and_then(numeral)) {
            (Some(numeral), _) => format!("{numeral}、"),
            (None, Some(over_ten)) => format!("十{over_ten}、"),
            (None, None) => format!("{number}、"),
        },
    }
}

/// The number of a frozen page, as it stands on it.
pub fn frozen_as(lang: Lang, no: PageNo) -> String {
    say!(lang, "第{no}号定稿", "frozen page {no}")
}

/// The office's own note on a page, with what it is.
pub fn remark(lang: Lang, remark: &str) -> String {
    labelled(lang, word(lang, Word::Remark), remark)
}

/// 9/11（81.8%）
pub(super) fn share(lang: Lang, (part, whole): (i64, i64)) -> String {
    let rate = if whole > 0 { Fraction::new(part.into(), whole.into()).percent() } else { "-".to_owned() };
    match lang {
        Lang::Zh => format!("{part}/{whole}（{rate}）"),
        Lang::En => format!("{part}/{whole} ({rate})"),
    }
}

pub fn sentence(lang: Lang, sentence: &Sentence) -> String {
    let of_a_kind = [
        brief::said,
        form::said,
        status::said,
        missing::said,
        grid::said,
        changes::said,
        moved::said,
        target::said,
        fact::said,
    ]
    .into_iter()
    .find_map(|said| said(lang, sentence));
    of_a_kind.unwrap_or_else(|| match lang {
        Lang::Zh => zh(sentence),
        Lang::En => en(sentence),
    })
}

fn zh(sentence: &Sentence) -> String {
    match sentence {
        Sentence::Shown { projects, lots, programmes } => {
            some_of(&[("项", *projects), ("个标段", *lots), ("个总项目", *programmes)], |name, n| {
                format!("{n}{name}")
            })
            .join("，")
        }
        Sentence::Limited { rows, found } => format!("只列{rows}行，符合条件的共{found}行"),
        Sentence::AllReturned => "应填报的均已填报。".to_owned(),
        Sentence::NobodyOwes => "本期没有应填报的项目。".to_owned(),
        Sentence::Created => "建立台账".to_owned(),
        Sentence::Undid { change } => format!("撤销第{change}号变更"),
        Sentence::Frozen { no, title } => format!("第{no}号定稿：{title}"),
        Sentence::Targets { count } => format!("登记目标{count}条"),
        Sentence::Many { projects, updates: 0 } => format!("涉及{projects}个项目"),
        Sentence::Many { projects, updates } => format!("涉及{projects}个项目，填报{updates}次"),
        Sentence::Listed { kind: of, category } => format!("列入{}，{}", category.zh, word(Lang::Zh, kind_word(*of))),
        other => of_project(Lang::Zh, other),
    }
}

fn en(sentence: &Sentence) -> String {
    match sentence {
        Sentence::Shown { projects, lots, programmes } => {
            let all = [("project", *projects), ("lot", *lots), ("programme", *programmes)];
            some_of(&all, |name, n| count(n, name)).join(", ")
        }
        Sentence::Limited { rows, found } => format!("{rows} rows shown of {found} found"),
        Sentence::AllReturned => "Everybody who owed a return has filed one.".to_owned(),
        Sentence::NobodyOwes => "No returns were due.".to_owned(),
        Sentence::Created => "register created".to_owned(),
        Sentence::Undid { change } => format!("took back change {change}"),
        Sentence::Frozen { no, title } => format!("frozen page {no}: {title}"),
        Sentence::Targets { count: n } => format!("{} stated", count(*n, "target")),
        Sentence::Many { projects, updates: 0 } => format!("about {}", count(*projects, "project")),
        Sentence::Many { projects, updates } => {
            format!("about {}, {} filed", count(*projects, "project"), count(*updates, "return"))
        }
        Sentence::Listed { kind: of, category } => {
            format!("listed as {}, {}", category.en, word(Lang::En, kind_word(*of)))
        }
        other => of_project(Lang::En, other),
    }
}

/// What one fact says; the same order of words does for both languages.
fn of_project(lang: Lang, sentence: &Sentence) -> String {
    let said = |zh: &str, en: &str| match lang {
        Lang::Zh => zh.to_owned(),
        Lang::En => en.to_owned(),
    };
    match sentence {
        Sentence::Text { field: Field::Figures, value } => {
            let from_lots = value.as_deref() == Some("lots");
            let which = word(lang, if from_lots { Word::FromLots } else { Word::Own });
            labelled(lang, word(lang, Word::Figures), which)
        }
        Sentence::Text { field: of, value } => {
            labelled(lang, word(lang, field_word(*of)), value.as_deref().unwrap_or("-"))
        }
        Sentence::Alias { alias, present: true } => labelled(lang, word(lang, Word::Aliases), alias),
        Sentence::Alias { alias, present: false } => labelled(lang, &said("去掉别名", "alias dropped"), alias),
        Sentence::Tag { tag, present: true } => labelled(lang, &said("加标签", "tag"), tag),
        Sentence::Tag { tag, present: false } => labelled(lang, &said("去标签", "tag dropped"), tag),
        Sentence::Parent { parent: Some((code, name)) } => {
            labelled(lang, word(lang, Word::Parent), &format!("{code} {name}"))
        }
        Sentence::Parent { parent: None } => labelled(lang, word(lang, Word::Parent), "-"),
        Sentence::Units(names) if names.is_empty() => labelled(lang, word(lang, Word::Units), "-"),
        Sentence::Units(names) => labelled(lang, word(lang, Word::Units), &lang.join(names)),
        Sentence::Total { label, value, dimension, basis } => {
            let value = value.map_or_else(|| "-".to_owned(), |value| lang.amount(value, *dimension));
            let basis = basis.as_ref().map_or_else(String::new, |basis| match lang {
                Lang::Zh => format!("（{}）", basis.zh),
                Lang::En => format!(" ({})", basis.en),
            });
            labelled(lang, lang.pick(label), &format!("{value}{basis}"))
        }
        Sentence::Update(filed) => update(lang, filed),
        Sentence::Filed(filed) => filed_words(lang, filed),
        Sentence::Milestone { name, event, day } => {
            let event = match event {
                MilestoneEvent::Raised => said("定于", "due"),
                MilestoneEvent::Moved => said("改为", "moved to"),
                MilestoneEvent::Met => said("完成于", "met on"),
            };
            format!("{} {event} {day}", milestone_name(lang, name))
        }
        Sentence::UnitAdded { name } => labelled(lang, &said("新增单位", "unit added"), name),
        Sentence::UnitAlias { unit, alias } => match lang {
            Lang::Zh => format!("单位{unit}又称{alias}"),
            Lang::En => format!("unit {unit} is also called {alias}"),
        },
        Sentence::UnitMerged { unit, into } => match lang {
            Lang::Zh => format!("单位{unit}并入{into}"),
            Lang::En => format!("unit {unit} merged into {into}"),
        },
        Sentence::Note(note) => noted(lang, note).to_owned(),
        Sentence::About { code, name } => format!("{code} {name}"),
        Sentence::From { day } => match lang {
            Lang::Zh => format!("自{day}起"),
            Lang::En => format!("from {day}"),
        },
        Sentence::Reason(reason) => labelled(lang, &said("原因", "reason"), reason),
        _ => String::new(),
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

/// 第7号填报（截至2022-02-28）：开工，自开工累计完成投资120万元；进展：…
pub fn update(lang: Lang, filed: &Filed) -> String {
    let (no, as_of) = (filed.no, filed.as_of);
    let head = match (lang, filed.corrects) {
        (Lang::Zh, None) => format!("第{no}号填报（截至{as_of}）"),
        (Lang::Zh, Some(corrects)) => format!("第{no}号填报（更正第{corrects}号，截至{as_of}）"),
        (Lang::En, None) => format!("update {no} (as of {as_of})"),
        (Lang::En, Some(corrects)) => format!("update {no} (corrects {corrects}, as of {as_of})"),
    };
    let facts = filed_facts(lang, filed);
    labelled(lang, &head, &facts)
}

/// What a return said, without its number and day; a correction says of what.
fn filed_words(lang: Lang, filed: &Filed) -> String {
    let facts = filed_facts(lang, filed);
    match (filed.corrects, lang) {
        (None, _) => facts,
        (Some(no), Lang::Zh) => format!("（更正第{no}号）{facts}"),
        (Some(no), Lang::En) => format!("(corrects {no}) {facts}"),
    }
}

/// The stage, condition, figures and words of a return, in one line.
pub fn filed_facts(lang: Lang, filed: &Filed) -> String {
    let mut parts = Vec::new();
    parts.extend(filed.stage.as_ref().map(|stage| lang.pick(stage).to_owned()));
    if let Some(condition) = &filed.condition {
        let into = filed.merged_into.as_deref().map_or_else(String::new, |code| format!(" {code}"));
        let review = filed.review_day.map(|day| say!(lang, "（复查{day}）", " (review {day})")).unwrap_or_default();
        parts.push(format!("{}{into}{review}", lang.pick(condition)));
    }
    for (label, value, dimension) in &filed.readings {
        let amount = lang.amount(*value, *dimension);
        parts.push(match lang {
            Lang::Zh => format!("{}{amount}", label.zh),
            Lang::En => format!("{} {amount}", label.en),
        });
    }
    parts.extend(filed.light.as_ref().map(|set| {
        let (of, until) = (light(lang, Some(set.light)), set.until);
        say!(lang, "人工亮{of}灯至{until}", "{of} by hand until {until}")
    }));
    if filed.no_change {
        parts.push(match lang {
            Lang::Zh => "无变化".to_owned(),
            Lang::En => "no change".to_owned(),
        });
    }
    let figures = parts.join(match lang {
        Lang::Zh => "，",
        Lang::En => ", ",
    });
    let words = [
        ("进展", "progress", &filed.progress),
        ("问题", "problem", &filed.problem),
        ("需协调", "ask", &filed.ask),
        ("下步", "next", &filed.next_step),
    ];
    let mut all: Vec<String> = Some(figures).filter(|figures| !figures.is_empty()).into_iter().collect();
    for (zh, en, text) in words {
        let label = match lang {
            Lang::Zh => zh,
            Lang::En => en,
        };
        all.extend(text.as_deref().map(|text| labelled(lang, label, text)));
    }
    all.join(match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    })
}

/// The parts whose number is not zero; the first, if all are.
fn some_of(all: &[(&str, i64)], say: impl Fn(&str, i64) -> String) -> Vec<String> {
    let mut said: Vec<String> = all.iter().filter(|(_, n)| *n > 0).map(|(name, n)| say(name, *n)).collect();
    if said.is_empty() {
        said.extend(all.first().map(|(name, n)| say(name, *n)));
    }
    said
}

/// `1 lot`, `2 lots`
pub(super) fn count(n: i64, name: &str) -> String {
    if n == 1 { format!("{n} {name}") } else { format!("{n} {name}s") }
}

/// 周报, `weekly report`
pub(super) fn cadence_name(lang: Lang, cadence: Cadence) -> String {
    match lang {
        Lang::Zh => cadence_zh(cadence).to_owned(),
        Lang::En => format!("{} report", cadence_en(cadence)),
    }
}

fn cadence_en(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Week => "weekly",
        Cadence::HalfMonth => "half-monthly",
        Cadence::Month => "monthly",
        Cadence::Quarter => "quarterly",
        Cadence::Year => "yearly",
    }
}

fn cadence_zh(cadence: Cadence) -> &'static str {
    match cadence {
        Cadence::Week => "周报",
        Cadence::HalfMonth => "半月报",
        Cadence::Month => "月报",
        Cadence::Quarter => "季报",
        Cadence::Year => "年报",
    }
}

fn zh_day(day: Day) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
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
