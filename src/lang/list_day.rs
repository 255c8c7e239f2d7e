//! Until when the figures of a list are, as offices write it above their tables, in the names of their sheets and files,
//! and in a note below: 截至2022年8月31日, 2022年1-8月, 上半年, 第30周. A time that is said and names no day is told from none.

use chrono::{Days, Weekday};

use super::office::bare;
use crate::domain::day::{Day, last_of_month, month_of, year_of};
use crate::domain::name::chinese_number;

/// How much a time says about the figures, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Rank {
    /// When the list was filled in, or talked about.
    Filled,
    /// A day or a month that is named: 2022年8月进度表.
    Named,
    /// The end of a span: 2022年1-8月.
    Span,
    /// What is said to be the end: 截至2022年8月31日.
    Until,
}

/// Which day a time comes to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum When {
    On(Day),
    /// One still to come.
    Ahead(Day),
    /// Whoever knows is to say: it may be one of these, the likeliest first.
    Open(Vec<Day>),
}

/// A time that a text says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TimeSaid {
    pub rank: Rank,
    pub when: When,
}

/// Where a text stands: a heading that names a month need not be of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stands {
    /// A title, a note, the name of a sheet or a file.
    Apart,
    InHeading,
}

/// From where a time is looked at.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    pub today: Day,
    /// What names no year is of the one this day is in, or of the year before.
    pub by: Day,
}

/// The times that a text says. A month is taken to its last day, or to today while it lasts.
#[must_use]
pub fn times_said(text: &str, stands: Stands, now: Now) -> Vec<TimeSaid> {
    let marks = marks_of(text);
    let is_of = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let is_planned = is_of(&["计划", "预计", "目标", "拟", "力争", "确保", "安排"]);
    let says_done = is_of(&["完成", "进度", "进展"]);
    let is_of_meeting = is_of(&["会议", "调度会", "例会"]);
    let is_kept = |rank: Rank, when: &When, period: &Period| match when {
        When::On(_) => !is_planned || says_done || matches!(period, Period::Day { .. } | Period::Month { .. }),
        When::Ahead(_) | When::Open(_) => !is_planned && (stands == Stands::Apart || rank == Rank::Until),
    };
    let mut said = Vec::new();
    let reader = Reader { marks: &marks, stands, year: None };
    for Found { rank, period } in reader.all() {
        let rank = if is_of_meeting && rank < Rank::Until { Rank::Filled } else { rank };
        let Some(when) = period.when(now) else { continue };
        if is_kept(rank, &when, &period) {
            let when = match when {
                // 2025年12月建成的项目 says nothing of the figures
                When::Ahead(_) if rank < Rank::Until && !says_done => When::Open(vec![now.today]),
                when => when,
            };
            said.push(TimeSaid { rank, when });
        }
    }
    said
}

/// What a text names, before it is known which day that is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Period {
    Day {
        year: Option<i32>,
        month: u32,
        day: u32,
    },
    Month {
        year: Option<i32>,
        month: u32,
    },
    /// Several months that have one name: 上半年, 二季度.
    Months {
        year: Option<i32>,
        first: u32,
        last: u32,
    },
    Week {
        year: Option<i32>,
        number: u32,
    },
    /// 第7期
    Issue,
}

struct Found {
    rank: Rank,
    period: Period,
}

impl Period {
    /// Of a year that was said before, where it names none.
    fn of_year(self, said: Option<i32>) -> Self {
        match self {
            Self::Day { year, month, day } => Self::Day { year: year.or(said), month, day },
            Self::Month { year, month } => Self::Month { year: year.or(said), month },
            Self::Months { year, first, last } => Self::Months { year: year.or(said), first, last },
            Self::Week { year, number } => Self::Week { year: year.or(said), number },
            Self::Issue => Self::Issue,
        }
    }

    fn year(self) -> Option<i32> {
        match self {
            Self::Day { year, .. } | Self::Month { year, .. } | Self::Months { year, .. } | Self::Week { year, .. } => {
                year
            }
            Self::Issue => None,
        }
    }

    /// The day it comes to; `None`: there is no such day.
    fn when(self, Now { today, by }: Now) -> Option<When> {
        let day_of = |year: Option<i32>, month: u32, day: u32| match year {
            Some(year) => Day::from_ymd_opt(year, month, day),
            None => Day::from_ymd_opt(year_of(by), month, 1)
                .filter(|first| *first <= by)
                .map_or(Some(year_of(by) - 1), |first| Some(year_of(first)))
                .and_then(|year| Day::from_ymd_opt(year, month, day)),
        };
        let last_month = today.checked_sub_days(Days::new(u64::from(chrono::Datelike::day(&today))));
        let either = || When::Open(last_month.into_iter().chain([today]).collect());
        Some(match self {
            Self::Day { year, month, day } => {
                let day = day_of(year, month, day)?;
                if day > today { When::Ahead(day) } else { When::On(day) }
            }
            Self::Month { year, month } => {
                let first = day_of(year, month, 1)?;
                let last = last_of_month(first);
                if first > today { When::Ahead(last) } else { When::On(last.min(today)) }
            }
            Self::Months { year, first, last } => {
                let begins = day_of(year, first, 1)?;
                let ends = last_of_month(Day::from_ymd_opt(year_of(begins), last, 1)?);
                match (begins > today, ends > today) {
                    (true, _) => When::Ahead(ends),
                    (false, true) => either(),
                    (false, false) => When::On(ends),
                }
            }
            Self::Week { year, number } => {
                let ends = Day::from_isoywd_opt(year.unwrap_or_else(|| year_of(by)), number, Weekday::Sun)?;
                When::Open(vec![ends.min(today)])
            }
            Self::Issue => either(),
        })
    }
}

/// Reads the times of a text one after another.
struct Reader<'m> {
    marks: &'m [Mark],
    stands: Stands,
    /// The year that was said last.
    year: Option<i32>,
}

impl Reader<'_> {
    fn all(mut self) -> Vec<Found> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < self.marks.len() {
            // the month of 1-8-3月 is none, nor is what follows the sign of a number
            let is_within = at > 0 && matches!(self.marks[at - 1], Mark::Number(_) | Mark::Sign('-' | '.' | '/'));
            let read = if is_within { None } else { self.at(at) };
            match read {
                Some((one, next)) => {
                    self.year = one.period.year().or(self.year);
                    found.extend(self.is_of_figures(&one, next).then_some(one));
                    at = next;
                }
                None => {
                    self.note_year(at, is_within);
                    at += 1;
                }
            }
        }
        found
    }

    /// Notes a year that stands by itself, 2022年治水项目7月进度; one end of a span of years is none.
    fn note_year(&mut self, at: usize, is_within: bool) {
        if let [Mark::Number(year), Mark::Sign('年'), rest @ ..] = &self.marks[at..]
            && !is_within
            && !matches!(rest, [Mark::Sign('-'), ..])
        {
            self.year = year_named(*year).or(self.year);
        }
    }

    /// Whether a time is of the figures: 8月底前, 2022年7月起 and 8月湖 are not.
    fn is_of_figures(&self, found: &Found, next: usize) -> bool {
        use Mark::Sign;
        let rest = &self.marks[next..];
        let is_limit =
            matches!(rest, [Sign('前' | '起' | '后'), ..] | [Sign('以' | '之'), Sign('前' | '后' | '来'), ..]);
        let is_place = matches!(rest, [Sign(sign), ..] if "湖路桥河江村街镇园苑湾山塘浦港巷".contains(*sign));
        let is_named = found.rank == Rank::Named;
        !(is_limit && found.rank < Rank::Until || is_place && is_named)
    }

    /// The time that begins at a place, and where the text goes on.
    fn at(&self, at: usize) -> Option<(Found, usize)> {
        let before = says_before(&self.marks[..at]);
        let is_until = before == Some(Rank::Until);
        let (first, mut rank, mut next) = self.period(at, is_until)?;
        let mut period = first;
        if let Some(Mark::Sign('-')) = self.marks.get(next)
            && let Some((last, after)) = self.end_of_span(next + 1, first)
        {
            (period, rank, next) = (last.of_year(first.year()), Rank::Span, after);
        }
        let is_ended = match &self.marks[next..] {
            [Mark::Sign('止'), ..] | [Mark::Sign('为'), Mark::Sign('止'), ..] => true,
            [Mark::Sign('修' | '印' | '编'), ..] => return Some((Found { rank: Rank::Filled, period }, next)),
            _ => false,
        };
        let rank = if is_ended { Rank::Until } else { before.unwrap_or(rank) };
        let may_be = match (self.stands, period) {
            (Stands::Apart, _) => true,
            (Stands::InHeading, Period::Month { year, .. }) => rank > Rank::Named || year.is_some(),
            (Stands::InHeading, Period::Day { .. }) => rank == Rank::Until,
            (Stands::InHeading, Period::Months { .. } | Period::Week { .. } | Period::Issue) => false,
        };
        may_be.then_some((Found { rank, period: period.of_year(self.year) }, next))
    }

    /// The other end of a span: with its month, or a day of the same month.
    fn end_of_span(&self, at: usize, first: Period) -> Option<(Period, usize)> {
        use Mark::{Number, Sign};
        match (&self.marks[at..], first) {
            ([Number(day), Sign('日' | '号'), ..], Period::Day { year, month, .. }) => {
                Some((Period::Day { year, month, day: *day }, at + 2))
            }
            ([Number(month), Sign('.' | '-' | '/'), Number(day), ..], Period::Day { year: Some(year), .. })
                if *month <= 12 =>
            {
                Some((Period::Day { year: Some(year), month: *month, day: *day }, at + 3))
            }
            _ => self.period(at, false).map(|(period, _, next)| (period, next)),
        }
    }

    /// The period that begins at a place, how it is named, and where the text goes on.
    fn period(&self, at: usize, is_until: bool) -> Option<(Period, Rank, usize)> {
        use Mark::{Number, Sign};
        let marks = &self.marks[at..];
        if let [Number(digits), ..] = marks
            && let Some(period) = run_together(*digits)
        {
            return Some((period, Rank::Named, at + 1));
        }
        let (year, sign, skipped) = match marks {
            [Number(year), Sign(sign @ ('年' | '-' | '.' | '/')), rest @ ..] if year_named(*year).is_some() => {
                let more = usize::from(*sign == '年' && matches!(rest, [Sign('度'), ..]));
                (year_named(*year), *sign, 2 + more)
            }
            [Number(short @ 15..=40), Sign('年'), ..] => (year_named(2000 + short), '年', 2),
            _ => (None, ' ', 0),
        };
        let rest = &marks[skipped..];
        if let Some((period, read)) = span_within_year(rest, year) {
            return Some((period, Rank::Span, at + skipped + read));
        }
        let (period, read) = within_year(rest, year, sign, is_until)?;
        Some((period, Rank::Named, at + skipped + read))
    }
}

/// A span whose two ends are written as one: 1-8月, 8月22-28日, 前8个月.
fn span_within_year(marks: &[Mark], year: Option<i32>) -> Option<(Period, usize)> {
    use Mark::{Number, Sign};
    let month_named = |month: &u32| (1..=12).contains(month);
    Some(match marks {
        [Number(first), Sign('-'), Number(month), Sign('月'), ..] if first < month && month_named(month) => {
            (Period::Month { year, month: *month }, 4)
        }
        [Number(month), Sign('月'), Number(first), Sign('-'), Number(day), Sign('日' | '号'), ..]
            if first < day && month_named(month) =>
        {
            (Period::Day { year, month: *month, day: *day }, 6)
        }
        [Sign('前'), Number(month), Sign('个'), Sign('月'), ..] if month_named(month) => {
            (Period::Month { year, month: *month }, 4)
        }
        _ => return None,
    })
}

/// What stands behind a year, or by itself where none is said.
fn within_year(marks: &[Mark], year: Option<i32>, sign: char, is_until: bool) -> Option<(Period, usize)> {
    use Mark::{Number, Sign};
    let month_named = |month: &u32| (1..=12).contains(month);
    let quarter = |quarter: &u32| (1..=4).contains(quarter);
    let months = |first, last| Period::Months { year, first, last };
    Some(match marks {
        [Number(month), Sign('月'), Number(day), Sign('日' | '号'), ..] if month_named(month) => {
            (Period::Day { year, month: *month, day: *day }, 4)
        }
        [Number(month), Sign('月'), Sign('份' | '底' | '末'), ..] if month_named(month) => {
            (Period::Month { year, month: *month }, 3)
        }
        [Number(month), Sign('月'), ..] if month_named(month) => (Period::Month { year, month: *month }, 2),
        [Number(month), Sign('-' | '.' | '/'), Number(day), ..]
            if month_named(month) && *day <= 31 && (is_until || sign != ' ') && sign != '年' =>
        {
            (Period::Day { year, month: *month, day: *day }, 3)
        }
        [Number(month), ..] if month_named(month) && year.is_some() && sign != '年' => {
            (Period::Month { year, month: *month }, 1)
        }
        [Sign('上'), Sign('半'), Sign('年'), ..] => (months(1, 6), 3),
        [Sign('下'), Sign('半'), Sign('年'), ..] => (months(7, 12), 3),
        [Sign('全'), Sign('年'), ..] => (months(1, 12), 2),
        [Sign('前'), Number(last), Sign('季'), Sign('度'), ..] if quarter(last) => (months(1, last * 3), 4),
        [Sign('第'), Number(of), Sign('季'), Sign('度'), ..] if quarter(of) => (months(of * 3 - 2, of * 3), 4),
        [Number(of), Sign('季'), Sign('度'), ..] if quarter(of) => (months(of * 3 - 2, of * 3), 3),
        [Sign('q'), Number(of), ..] if quarter(of) && year.is_some() => (months(of * 3 - 2, of * 3), 2),
        [Sign('第'), Number(number), Sign('周'), ..] => (Period::Week { year, number: *number }, 3),
        [Sign('第'), Number(_), Sign('期'), ..] if year.is_some() => (Period::Issue, 3),
        [Sign('底' | '末'), ..] if is_until && sign == '年' => (Period::Day { year, month: 12, day: 31 }, 1),
        _ => return None,
    })
}

/// 20220731, 202207
fn run_together(digits: u32) -> Option<Period> {
    let (year, month, day) = match digits {
        19_900_101..=21_001_231 => (digits / 10_000, digits / 100 % 100, Some(digits % 100)),
        199_001..=210_012 => (digits / 100, digits % 100, None),
        _ => return None,
    };
    let year = i32::try_from(year).ok()?;
    Day::from_ymd_opt(year, month, day.unwrap_or(1))?;
    let year = Some(year);
    Some(day.map_or(Period::Month { year, month }, |day| Period::Day { year, month, day }))
}

fn year_named(number: u32) -> Option<i32> {
    i32::try_from(number).ok().filter(|year| (1990..2200).contains(year))
}

/// What the words right before a time make of it: 截至2022年, 统计时间：2022年, 填报日期：2022年.
fn says_before(marks: &[Mark]) -> Option<Rank> {
    let signs = marks.iter().rev().map_while(|mark| if let Mark::Sign(sign) = mark { Some(*sign) } else { None });
    let mut before: Vec<char> = signs.take(12).collect();
    before.reverse();
    let before: String = before.into_iter().collect();
    let before = before.trim_end_matches([':', '(', '-', '为', '是', '于']);
    let is_labelled = ["日期", "时间", "时点", "日"].iter().find_map(|word| before.strip_suffix(word));
    let ends = |text: &str, words: &[&str]| words.iter().any(|word| text.ends_with(word));
    let until = ["截至", "截止", "截止到", "截至到", "截止至", "asof", "asat", "until"];
    let of_figures = ["数据", "统计", "更新", "报告"];
    let filled = ["填报", "填表", "制表", "报送", "上报", "打印", "编制", "印发", "发布", "导出", "制作"];
    if ends(is_labelled.unwrap_or(before), &until) || is_labelled.is_some_and(|text| ends(text, &of_figures)) {
        return Some(Rank::Until);
    }
    let is_filled = ends(is_labelled.unwrap_or(before), &filled) || is_labelled.is_some_and(str::is_empty);
    is_filled.then_some(Rank::Filled)
}

/// A sign of a text, or the number that digits in a row are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Mark {
    Number(u32),
    Sign(char),
}

fn marks_of(text: &str) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut digits = String::new();
    for sign in in_digits(&bare(text)).chars().chain(std::iter::once(' ')) {
        if sign.is_ascii_digit() {
            digits.push(sign);
            continue;
        }
        if !digits.is_empty() {
            marks.push(Mark::Number(digits.parse().unwrap_or(u32::MAX)));
            digits.clear();
        }
        let is_dash = matches!(sign, '—' | '–' | '~' | '至' | '到' | '-');
        match marks.last() {
            Some(Mark::Sign('-')) if is_dash => {}
            Some(Mark::Number(_) | Mark::Sign('月' | '日' | '号' | '年' | '度')) if is_dash => {
                marks.push(Mark::Sign('-'))
            }
            _ => marks.push(Mark::Sign(sign)),
        }
    }
    marks
}

/// A text with the numerals of its times as digits: 二〇二二年七月, 第二季度, 前三季度.
fn in_digits(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut run = String::new();
    for sign in text.chars().chain(std::iter::once('\n')) {
        if "〇○零一二三四五六七八九十".contains(sign) {
            run.push(sign);
            continue;
        }
        let number = if "年月日号季周个期".contains(sign) { numeral(&run) } else { None };
        match number {
            Some(number) => out.push_str(&number),
            None => out.push_str(&run),
        }
        run.clear();
        out.push(sign);
    }
    out.truncate(out.len() - 1);
    out
}

/// 十一 is 11, 二〇二二 is 2022.
fn numeral(run: &str) -> Option<String> {
    if let Some(number) = chinese_number(run) {
        return Some(number.to_string());
    }
    let digit = |sign: char| match sign {
        '〇' | '○' | '零' => Some('0'),
        sign => chinese_number(&sign.to_string()).and_then(|digit| char::from_digit(digit, 10)),
    };
    (run.chars().count() == 4).then(|| run.chars().map(digit).collect())?
}

/// The years that a title or the name of a file says it is of; 330203-1958 is a number and no year.
#[must_use]
pub fn years_titled(text: &str) -> Vec<i32> {
    use Mark::{Number, Sign};
    let marks = marks_of(text);
    let year = |at: Option<usize>| match at.and_then(|at| marks.get(at)) {
        Some(Number(number)) => year_named(*number),
        _ => None,
    };
    let named = |at: usize| {
        let rest = &marks[at + 1..];
        if let [Number(short @ 15..=40), Sign('年'), ..] = &marks[at..] {
            return year_named(2000 + short);
        }
        let is_said = matches!(rest, [Sign('年'), ..]);
        let is_joined = at > 1 && matches!(marks[at - 1], Sign('-' | '_' | '.' | '/')) && year(Some(at - 2)).is_none();
        let is_after_number = is_joined && matches!(marks[at - 2], Number(_));
        let is_before_number = matches!(rest, [Sign('-'), Number(_), ..]) && year(Some(at + 2)).is_none();
        year(Some(at)).filter(|_| is_said || !(is_after_number || is_before_number))
    };
    (0..marks.len()).filter_map(named).collect()
}

/// Whether two days are of one month.
#[must_use]
pub fn is_of_month(day: Day, other: Day) -> bool {
    (year_of(day), month_of(day)) == (year_of(other), month_of(other))
}

#[cfg(test)]
#[path = "list_day_test.rs"]
mod tests;
