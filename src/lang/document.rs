//! Words of documents: headings that only a document has, the day under it, how its styles are called.

use chrono::Datelike;

use super::Lang;
use super::say::say;
use crate::domain::day::Day;

/// What stands over a paragraph of a page that is pasted elsewhere, where the page is a document of its own.
pub fn paragraph_heading(lang: Lang, paragraph: &str) -> String {
    match paragraph {
        "progress" => say!(lang, "总体推进情况", "Progress"),
        "situation" => say!(lang, "主要动态和亮灯情况", "What happened, and what is lit"),
        "next" => say!(lang, "下一步工作", "Next"),
        other => other.to_owned(),
    }
}

/// The number of a part of a part, before its heading: （一） or `(1) `.
pub fn inner_ordinal(lang: Lang, number: usize) -> String {
    let outer = super::header::ordinal(Lang::Zh, number);
    let numeral = outer.trim_end_matches('、');
    say!(lang, "（{numeral}）", "({number}) ")
}

/// 成文日期: 2022年9月5日, `5 September 2022`.
pub fn day(lang: Lang, day: Day) -> String {
    let (year, month, date, name) = (day.year(), day.month(), day.day(), day.format("%B"));
    say!(lang, "{year}年{month}月{date}日", "{date} {name} {year}")
}

/// Over the bars of rates.
pub fn bars_heading(lang: Lang) -> String {
    say!(lang, "完成率与序时", "Completion against the elapsed share")
}

/// What the parts of a bar are: done, wanting, more than was due; and how long a whole bar is.
pub fn bars_legend(lang: Lang) -> ([String; 3], String) {
    let parts =
        [say!(lang, "完成", "done"), say!(lang, "落后序时的部分", "behind"), say!(lang, "超序时的部分", "ahead")];
    (parts, say!(lang, "（满格为年度计划的100%）", "(a whole bar is 100% of the annual plan)"))
}

/// What the bars are, for who does not see them.
pub fn bars_described(lang: Lang) -> String {
    say!(lang, "各行完成率的条形图，数字在条的右边", "Bars of the rates, with the numbers beside them")
}

/// What a numbered list says, over its column.
pub fn item(lang: Lang) -> String {
    say!(lang, "内容", "What")
}

/// The styles of a document by their names, in both languages; a template that has one keeps its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StyleName {
    Title,
    Heading,
    InnerHeading,
    Body,
    Signature,
    Source,
    PageTitle,
    PageLine,
    PageHeading,
    PageInnerHeading,
    PageText,
    Note,
    Head,
    Entry,
    Figure,
    Table,
    Folio,
}

/// The language of a document, as documents call it.
pub fn tag(lang: Lang) -> &'static str {
    lang.either("zh-CN", "en-GB")
}

pub fn style_name(lang: Lang, of: StyleName) -> &'static str {
    let [zh, en] = style_names(of);
    lang.either(zh, en)
}

/// Chinese, English.
pub fn style_names(of: StyleName) -> [&'static str; 2] {
    match of {
        StyleName::Title => ["公文标题", "Notice Title"],
        StyleName::Heading => ["公文一级标题", "Notice Heading 1"],
        StyleName::InnerHeading => ["公文二级标题", "Notice Heading 2"],
        StyleName::Body => ["公文正文", "Notice Text"],
        StyleName::Signature => ["公文落款", "Notice Signature"],
        StyleName::Source => ["公文附注", "Notice Source"],
        StyleName::PageTitle => ["报表标题", "Report Title"],
        StyleName::PageLine => ["报表说明", "Report Line"],
        StyleName::PageHeading => ["报表一级标题", "Report Heading 1"],
        StyleName::PageInnerHeading => ["报表二级标题", "Report Heading 2"],
        StyleName::PageText => ["报表正文", "Report Text"],
        StyleName::Note => ["报表附注", "Report Note"],
        StyleName::Head => ["报表表头", "Report Table Head"],
        StyleName::Entry => ["报表文字", "Report Table Text"],
        StyleName::Figure => ["报表数字", "Report Table Figure"],
        StyleName::Table => ["报表", "Report Table"],
        StyleName::Folio => ["公文页码", "Notice Page Number"],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_a_document_has_it() {
        let on = Day::from_ymd_opt(2022, 9, 5).expect("a day");
        assert_eq!(day(Lang::Zh, on), "2022年9月5日");
        assert_eq!(day(Lang::En, on), "5 September 2022");
    }

    #[test]
    fn parts_of_parts_are_numbered_in_brackets() {
        assert_eq!([1, 11, 20].map(|n| inner_ordinal(Lang::Zh, n)), ["（一）", "（十一）", "（20）"]);
        assert_eq!(inner_ordinal(Lang::En, 2), "(2) ");
    }
}
