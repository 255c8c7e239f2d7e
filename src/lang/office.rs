//! What offices write in their own sheets: until when they are, and what stands in lines that are no rows. How they call
//! the columns is data of the register.

use super::word::is_total;
use crate::domain::catalog::Label;
use crate::domain::day::{Day, last_of_month, month_of, year_of};
use crate::domain::name::half_width;

/// A field with the unit of the numbers below a heading, as `--map` has both.
#[must_use]
pub fn with_unit(Label { zh, en }: Label, unit: Option<&str>) -> Label {
    let unit = unit.map_or_else(String::new, |unit| format!("({unit})"));
    Label { zh: zh + &unit, en: en + &unit }
}

/// Whether a cell stands for the one above it.
#[must_use]
pub fn is_ditto(text: &str) -> bool {
    ["〃", "″", "\"", "同上", "同前", "ditto"].contains(&bare(text).as_str())
}

/// Whether a cell says that there is nothing to say.
#[must_use]
pub fn is_blank_mark(text: &str) -> bool {
    ["-", "--", "—", "——", "–", "/", "\\", "无", "暂无", "n/a"].contains(&bare(text).as_str())
}

/// Whether a text is a word of sums: 合计, 小计：, 共3个项目.
#[must_use]
pub fn is_sums(text: &str) -> bool {
    let text = bare(text);
    let head = text.split(['(', ':']).next().unwrap_or_default();
    let is_counted =
        |word: &str| head.strip_prefix(word).is_some_and(|rest| rest.starts_with(|s: char| s.is_ascii_digit()));
    is_total(&text) || SUMS.contains(&head) || ["共", "合计", "总计", "共计"].into_iter().any(is_counted)
}

/// Whether a text may be of sums: 其中：市级, 全区合计; it may be the name of a place too.
#[must_use]
pub fn is_like_sums(text: &str) -> bool {
    let text = bare(text);
    let head = text.split(['(', ':']).next().unwrap_or_default();
    is_sums(&text)
        || ["其中", "合计", "小计", "以上合计"].iter().any(|word| text.starts_with(word))
        || SUMS.iter().any(|word| head.ends_with(word))
}

const SUMS: [&str; 10] = ["合计", "小计", "总计", "共计", "汇总", "总共", "累计", "平均", "subtotal", "grandtotal"];

/// Whether a text heads a group of rows: 一、续建项目, （二）新建, 三.
#[must_use]
pub fn heads_group(text: &str) -> bool {
    let text = bare(text);
    let inner = text.strip_prefix('(').unwrap_or(&text);
    let rest = inner.trim_start_matches(|sign| "一二三四五六七八九十ⅰⅱⅲⅳⅴⅵ".contains(sign));
    rest.len() < inner.len() && (rest.is_empty() || rest.starts_with(['、', '.', ',', ')', ':']))
}

/// Whether a name is of a kind of projects and not of one: 续建项目, 储备类.
#[must_use]
pub fn is_kind(text: &str) -> bool {
    let text = bare(text);
    let text = text.split('(').next().unwrap_or_default();
    let mut kinds =
        ["续建", "新建", "前期", "储备", "结转", "拟建", "预备", "收尾", "完工", "新开工", "计划新开工"].into_iter();
    kinds.any(|kind| text.strip_prefix(kind).is_some_and(|rest| ["", "项目", "工程", "类", "类项目"].contains(&rest)))
}

/// Whether a cell is a note under the table, or of those who sign it: 填表人：…, 备注：…, （盖章）.
#[must_use]
pub fn is_note(text: &str) -> bool {
    let text = bare(text);
    let words =
        ["填表", "填报", "制表", "审核", "审批", "经办", "备注", "注", "说明", "联系", "电话", "单位", "日期", "截至"];
    let is_said = |rest: &str| rest.chars().take(4).any(|sign| sign == ':');
    words.iter().any(|word| text.strip_prefix(word).is_some_and(is_said))
        || text.contains("盖章")
        || text.contains("签字")
}

/// Whether a cell numbers a row: 1, （1）, 1-1, ③, 4、
#[must_use]
pub fn is_running_number(text: &str) -> bool {
    let text = bare(text);
    let is_digit = |sign: char| sign.is_ascii_digit() || matches!(sign, '①'..='⑳');
    text.chars().any(is_digit)
        && text.chars().all(|sign| is_digit(sign) || matches!(sign, '.' | '-' | '(' | ')' | '、'))
}

/// Whether a cell numbers a column: 1, 甲, ②, A, 栏次.
#[must_use]
pub fn is_column_number(text: &str) -> bool {
    let text = bare(text);
    let is_letter = |sign: char| "甲乙丙丁戊己庚辛壬癸".contains(sign) || sign.is_ascii_alphabetic();
    is_running_number(&text) || text == "栏次" || (text.chars().count() == 1 && text.chars().all(is_letter))
}

/// The years a heading names, a year being looked at: 2022年计划, 21年, 明年.
#[must_use]
pub fn years_of(heading: &str, year: i32) -> Vec<i32> {
    let text = bare(heading);
    let mut years = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let (_, from) = rest.split_at(at);
        let end = from.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        let named = digits.parse::<i32>().ok();
        years.extend(named.filter(|named| digits.len() == 4 && (1900..2200).contains(named)));
        years.extend(named.filter(|_| digits.len() == 2 && after.starts_with('年')).map(|short| 2000 + short));
        rest = after;
    }
    let said = [("明年", 1), ("下年", 1), ("来年", 1), ("次年", 1), ("去年", -1), ("上年", -1)];
    years.extend(said.into_iter().filter(|(word, _)| text.contains(word)).map(|(_, by)| year + by));
    years
}

/// Until when the figures of a list are, as its title or a heading says: 截至2022年8月31日, 2022年1-8月, 2022年8月. A month is
/// taken to its last day, or to today while it lasts; one without a year is the last that has begun. The day on which a
/// list was filled in is none.
#[must_use]
pub fn day_stated(text: &str, today: Day) -> Option<Day> {
    let marks = marks_of(text);
    (0..marks.len()).find_map(|at| {
        let is_until =
            |word: &str| marks[..at].iter().rev().zip(word.chars().rev()).all(|(mark, sign)| *mark == Mark::Sign(sign));
        let is_until = ["截至", "截止", "截止到", "截至到", "截止至"]
            .iter()
            .any(|word| at >= word.chars().count() && is_until(word));
        let is_within = at > 0 && matches!(marks[at - 1], Mark::Number(_) | Mark::Sign('-' | '.' | '/' | '年'));
        let (year, month, day) = until(&marks[at..], is_until).filter(|_| !is_within)?;
        let first = |year: i32| Day::from_ymd_opt(year, month, 1).filter(|first| *first <= today);
        let first = match year {
            Some(year) => first(year)?,
            None => first(year_of(today)).or_else(|| first(year_of(today) - 1))?,
        };
        let last = match day {
            Some(day) => Day::from_ymd_opt(year_of(first), month, day)?,
            None => last_of_month(first),
        };
        let is_this_month = (year_of(today), month_of(today)) == (year_of(last), month_of(last));
        (last <= today || is_this_month).then(|| last.min(today))
    })
}

/// A year if it is said, a month, and a day if it is said.
fn until(marks: &[Mark], is_until: bool) -> Option<(Option<i32>, u32, Option<u32>)> {
    use Mark::{Number, Sign};
    let (year, rest) = match marks {
        [Number(year), Sign('年' | '-' | '.' | '/'), rest @ ..] if (1900..2200).contains(year) => {
            (i32::try_from(*year).ok(), rest)
        }
        _ => (None, marks),
    };
    match rest {
        [Number(1), Sign('-'), Number(month), Sign('月'), ..]
        | [Number(1), Sign('月'), Sign('-'), Number(month), Sign('月'), ..] => Some((year, *month, None)),
        [Number(month), Sign('月'), Number(day), Sign('日' | '号'), ..] if is_until => {
            Some((year, *month, Some(*day)))
        }
        [Number(_), Sign('月'), Number(_), Sign('日' | '号'), ..] => None,
        [Number(month), Sign('-' | '.' | '/'), Number(day), ..] if is_until && year.is_some() => {
            Some((year, *month, Some(*day)))
        }
        [Number(month), Sign('月'), ..] if is_until || year.is_some() => Some((year, *month, None)),
        [Sign('底' | '末'), ..] if is_until => {
            Some((year?, 12, None)).map(|(year, month, day)| (Some(year), month, day))
        }
        _ => None,
    }
}

/// A sign of a text, or the number that digits in a row are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Number(u32),
    Sign(char),
}

fn marks_of(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut digits = String::new();
    for sign in bare(text).chars().chain(std::iter::once(' ')) {
        if sign.is_ascii_digit() {
            digits.push(sign);
            continue;
        }
        if !digits.is_empty() {
            marks.push(Mark::Number(digits.parse().unwrap_or(u32::MAX)));
            digits.clear();
        }
        marks.push(Mark::Sign(
            if matches!(sign, '—' | '–' | '~' | '至' | '到')
                && marks.last().is_some_and(|last| matches!(last, Mark::Number(_) | Mark::Sign('月')))
            {
                '-'
            } else {
                sign
            },
        ));
    }
    marks
}

/// Half width and lower case, without spaces.
fn bare(text: &str) -> String {
    half_width(text).chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_are_no_rows_are_known() {
        assert!(["合 计", "小计：", "总计(万元)", "共3个项目", "合计12项", "Sub total"].into_iter().all(is_sums));
        assert!(["其中：市级", "全区合计", "以上合计12项"].into_iter().all(is_like_sums));
        assert!(["合心路改建", "总计生站迁建", "小计河整治", "共青路改造"].into_iter().all(|name| !is_sums(name)));
        assert!(["一、续建项目", "（二）新建", "三", "十一.储备", "Ⅰ"].into_iter().all(heads_group));
        assert!(["续建项目", "新建项目（3项）", "储备类"].into_iter().all(is_kind) && !is_kind("新建路改造工程"));
        assert!(
            ["填表人：张三", "备注：1.", "注:", "填报日期：9月1日", "单位：万元", "单位负责人：李四"]
                .into_iter()
                .all(is_note)
        );
        for name in ["一号泵站", "三江口改造工程", "备注路改造", "单位大院改造：一期"] {
            assert!(!heads_group(name) && !is_note(name), "{name}");
        }
        assert!(["1", "（1）", "1-1", "③", "4、"].into_iter().all(is_running_number) && !is_running_number("1号泵站"));
        assert!(["甲", "②", "A", "栏次"].into_iter().all(is_column_number) && !is_column_number("局"));
        assert!([" 〃", "同 上"].into_iter().all(is_ditto) && [" - ", "／", "无"].into_iter().all(is_blank_mark));
    }

    #[test]
    fn a_title_says_until_when() {
        let today = Day::from_ymd_opt(2022, 9, 20).expect("a day");
        for (text, day) in [
            ("2022年重点工程进度表（截至2022年8月31日）", "2022-08-31"),
            ("截止到2022.8.25", "2022-08-25"),
            ("截至8月底", "2022-08-31"),
            ("2022年1—8月完成情况", "2022-08-31"),
            ("1-8月完成投资", "2022-08-31"),
            ("2022年1至9月", "2022-09-20"),
            ("1-12月完成投资", "2021-12-31"),
            ("2022年8月份进度表", "2022-08-31"),
            ("截至2021年底", "2021-12-31"),
        ] {
            assert_eq!(day_stated(text, today).map(|day| day.to_string()).as_deref(), Some(day), "{text}");
        }
        for text in ["2022年重点工程", "填报日期：2022年9月1日", "2022年12月", "2021-2023年", "8月", "HS-1-8月湖"]
        {
            assert_eq!(day_stated(text, today), None, "{text}");
        }
    }

    #[test]
    fn the_years_of_a_heading() {
        let years = |heading: &str| years_of(heading, 2022);
        assert_eq!(years("2022年计划投资（万元）"), [2022]);
        assert_eq!(years("2022-2025年计划"), [2022, 2025]);
        assert_eq!((years("21年计划"), years("明年计划"), years("1-8月计划")), (vec![2021], vec![2023], vec![]));
    }
}
