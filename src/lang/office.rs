//! What offices write at the head of their own sheets: until when they are. How they call the columns is data of the
//! register; what stands in the lines below is in `lang::sheet_line`.

use crate::domain::catalog::Label;
use crate::domain::day::{Day, last_of_month, month_of, year_of};
use crate::domain::name::half_width;

/// A field with the unit of the numbers below a heading, as `--map` has both.
#[must_use]
pub fn with_unit(Label { zh, en }: Label, unit: Option<&str>) -> Label {
    let unit = unit.map_or_else(String::new, |unit| format!("({unit})"));
    Label { zh: zh + &unit, en: en + &unit }
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
        let is_until = says_until(&marks[..at]);
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

/// The day to come that a text says figures are until: 截至2099年8月31日. A plan is of days to come, and says none.
#[must_use]
pub fn day_ahead(text: &str, today: Day) -> Option<Day> {
    let planned = ["计划", "预计", "目标", "拟", "力争", "确保", "安排"];
    if planned.iter().any(|word| text.contains(word)) {
        return None;
    }
    let says_done = ["完成", "进度", "进展"].iter().any(|word| text.contains(word));
    let marks = marks_of(text);
    (0..marks.len()).find_map(|at| {
        let is_until = says_until(&marks[..at]);
        let (year, month, day) = until(&marks[at..], is_until).filter(|_| is_until || says_done)?;
        let first = Day::from_ymd_opt(year?, month, 1)?;
        let last = day.map_or(Some(last_of_month(first)), |day| Day::from_ymd_opt(year?, month, day))?;
        (first > today).then_some(last)
    })
}

/// Whether 截至 stands right before a day: 截至2022年, 截止日期：2022年.
fn says_until(marks: &[Mark]) -> bool {
    let signs = marks.iter().rev().map_while(|mark| if let Mark::Sign(sign) = mark { Some(*sign) } else { None });
    let before: Vec<char> = signs.collect();
    let before: String = before.into_iter().rev().collect();
    let before = before.trim_end_matches([':', '(', '-']);
    let before = ["日期", "时间", "日"].iter().find_map(|word| before.strip_suffix(word)).unwrap_or(before);
    ["截至", "截止", "截止到", "截至到", "截止至"].iter().any(|word| before.ends_with(word))
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
pub(super) fn bare(text: &str) -> String {
    half_width(text).chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_until_when() {
        let today = Day::from_ymd_opt(2022, 9, 20).expect("a day");
        for (text, day) in [
            ("2022年重点工程进度表（截至2022年8月31日）", "2022-08-31"),
            ("截止到2022.8.25", "2022-08-25"),
            ("截至8月底", "2022-08-31"),
            ("数据截至：2022年8月25日", "2022-08-25"),
            ("截止日期：2022-8-25", "2022-08-25"),
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
    fn a_title_may_say_a_day_to_come() {
        let today = Day::from_ymd_opt(2022, 9, 20).expect("a day");
        let ahead = |text: &str| day_ahead(text, today).map(|day| day.to_string());
        assert_eq!(ahead("进度表（截至2099年8月31日）").as_deref(), Some("2099-08-31"));
        assert_eq!(ahead("2022年10月进度表").as_deref(), Some("2022-10-31"));
        assert_eq!(ahead("2023年1-8月完成情况").as_deref(), Some("2023-08-31"));
        for text in
            ["截至2022年9月30日", "截至8月31日", "2023年1-8月投资计划", "截至2023年底计划完成", "2023年重点工程"]
        {
            assert_eq!(ahead(text), None, "{text}");
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
