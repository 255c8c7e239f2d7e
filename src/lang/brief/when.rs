//! How official Chinese names a period: 1月份 but 1—8月, 一季度 but 上半年, 8月上半月, 8月22日至28日, 截至8月20日. The
//! year is in the title and is said again only where it is another.

use chrono::Datelike;

use crate::domain::day::{Day, DueDay, Precision, last_of_month};
use crate::domain::period::{Cadence, Period};
use crate::lang::Lang;
use crate::lang::say::say;

/// Of the title: 2022年8月, 2022年8月22日至28日.
pub(super) fn span(lang: Lang, period: &Period) -> String {
    let (year, month) = (period.as_of.year(), period.as_of.month());
    if period.is_running() || period.cadence == Cadence::Week {
        let months = whole_months(lang, period).map(|months| format!("{year}年{}", months.trim_end_matches('份')));
        return months.unwrap_or_else(|| days(lang, period.first, period.as_of, None));
    }
    let name = month_name(month);
    match period.cadence {
        Cadence::Month => say!(lang, "{year}年{month}月", "{name} {year}"),
        Cadence::Year => say!(lang, "{year}年", "{year}"),
        Cadence::Quarter => {
            let quarter = quarter(lang, month);
            say!(lang, "{year}年{quarter}", "{quarter} of {year}")
        }
        Cadence::Week | Cadence::HalfMonth => {
            let half = half(lang, period.as_of);
            say!(lang, "{year}年{month}月{half}", "{half} half of {name} {year}")
        }
    }
}

/// From the beginning of the year: 1—8月, 上半年, 截至8月28日.
pub(super) fn so_far(lang: Lang, period: &Period) -> String {
    let (as_of, month) = (period.as_of, period.as_of.month());
    let is_year = period.cadence == Cadence::Year && !period.is_running();
    if is_year {
        let year = as_of.year();
        return say!(lang, "{year}年全年", "In {year}");
    }
    if period.cadence == Cadence::Quarter && !period.is_running() {
        return match month {
            3 => say!(lang, "一季度", "In the first quarter"),
            6 => say!(lang, "上半年", "In the first half of the year"),
            9 => say!(lang, "前三季度", "In the first three quarters"),
            _ => say!(lang, "全年", "In the whole year"),
        };
    }
    if !is_month_end(as_of) {
        let day = day(lang, as_of, as_of.year());
        return say!(lang, "截至{day}", "By {day}");
    }
    let name = month_name(month);
    match month {
        1 => say!(lang, "1月份", "In January"),
        _ => say!(lang, "1—{month}月", "From January to {name}"),
    }
}

/// The period alone: 8月份, 8月下半月, 8月1日至20日. In English with its preposition.
pub(super) fn period_so_far(lang: Lang, period: &Period) -> String {
    if !period.is_running() {
        return whole_period(lang, period);
    }
    let (first, as_of) = (period.first, period.as_of);
    if let Some(months) = whole_months(lang, period) {
        return months;
    }
    let days = days(lang, first, as_of, Some(as_of.year()));
    match first == as_of {
        true => say!(lang, "{days}", "on {days}"),
        false => say!(lang, "{days}", "from {days}"),
    }
}

/// What is over of a period that runs, where that is months: 7月份, 7—8月. In English the days are told.
fn whole_months(lang: Lang, period: &Period) -> Option<String> {
    let (first, as_of) = (period.first, period.as_of);
    let is_whole = lang == Lang::Zh && first.day() == 1 && is_month_end(as_of);
    let (from, to) = (first.month(), as_of.month());
    is_whole.then(|| if from == to { format!("{to}月份") } else { format!("{from}—{to}月") })
}

/// The period up to its last day, be that to come.
pub(super) fn whole_period(lang: Lang, period: &Period) -> String {
    let (last, month) = (period.last, period.last.month());
    let name = month_name(month);
    match period.cadence {
        Cadence::Week => {
            let days = days(lang, period.first, last, Some(period.as_of.year()));
            say!(lang, "{days}", "from {days}")
        }
        Cadence::HalfMonth => {
            let half = half(lang, last);
            say!(lang, "{month}月{half}", "in the {half} half of {name}")
        }
        Cadence::Month => say!(lang, "{month}月份", "in {name}"),
        Cadence::Quarter => {
            let quarter = quarter(lang, month);
            say!(lang, "{quarter}", "in the {quarter}")
        }
        Cadence::Year => {
            let year = last.year();
            say!(lang, "全年", "in {year}")
        }
    }
}

/// 8月末, 年末, 截至8月28日
pub(super) fn end_of_period(lang: Lang, day_of_page: Day) -> String {
    let (month, name) = (day_of_page.month(), month_name(day_of_page.month()));
    match month {
        _ if !is_month_end(day_of_page) => {
            let day = day(lang, day_of_page, day_of_page.year());
            say!(lang, "截至{day}", "As of {day}")
        }
        12 => say!(lang, "年末", "At the end of the year"),
        _ => say!(lang, "{month}月末", "At the end of {name}"),
    }
}

/// When the period before ended: 7月末, 8月21日, 上年末.
pub(super) fn end_of_previous(lang: Lang, period: &Period) -> String {
    let (before, year) = (period.previous().as_of, period.as_of.year());
    let month = before.month();
    let name = month_name(month);
    match month {
        _ if !is_month_end(before) => {
            let day = day(lang, before, year);
            say!(lang, "{day}", "on {day}")
        }
        12 if before.year() < year => say!(lang, "上年末", "at the end of last year"),
        _ => say!(lang, "{month}月末", "at the end of {name}"),
    }
}

/// 9月底前, 年底前, 9月4日前
pub(super) fn due_by(lang: Lang, last: Day, year_of_page: i32) -> String {
    let (year, month) = (last.year(), last.month());
    let of_year = if year == year_of_page { String::new() } else { say!(lang, "{year}年", " {year}") };
    let name = month_name(month);
    match month {
        _ if !is_month_end(last) => {
            let day = day(lang, last, year_of_page);
            say!(lang, "{day}前", "by {day}")
        }
        12 if year == year_of_page => say!(lang, "年底前", "by the end of the year"),
        12 => say!(lang, "{year}年底前", "by the end of {year}"),
        _ => say!(lang, "{of_year}{month}月底前", "by the end of {name}{of_year}"),
    }
}

/// 8月24日, `24 August`; the year only where it is not that of the page.
pub(super) fn day(lang: Lang, day: Day, year_of_page: i32) -> String {
    let (year, month, of_month, name) = (day.year(), day.month(), day.day(), month_name(day.month()));
    if year == year_of_page {
        say!(lang, "{month}月{of_month}日", "{of_month} {name}")
    } else {
        say!(lang, "{year}年{month}月{of_month}日", "{of_month} {name} {year}")
    }
}

/// 9月20日, 9月, 年内, as finely as it is stated.
pub(super) fn due(lang: Lang, due: DueDay, year_of_page: i32) -> String {
    let (year, month) = (due.last.year(), due.last.month());
    let name = month_name(month);
    match due.precision {
        Precision::Day => day(lang, due.last, year_of_page),
        Precision::Month if year == year_of_page => say!(lang, "{month}月", "{name}"),
        Precision::Month => say!(lang, "{year}年{month}月", "{name} {year}"),
        Precision::Year if year == year_of_page => say!(lang, "年内", "{year}"),
        Precision::Year => say!(lang, "{year}年", "{year}"),
    }
}

/// The same with its preposition in English: `on 15 July`, `in May`.
pub(super) fn due_on(lang: Lang, day: DueDay, year_of_page: i32) -> String {
    let said = due(lang, day, year_of_page);
    let on = if day.precision == Precision::Day { "on" } else { "in" };
    say!(lang, "{said}", "{on} {said}")
}

/// 8月22日至28日, 8月29日至9月4日; the years where the page has none.
fn days(lang: Lang, first: Day, last: Day, year_of_page: Option<i32>) -> String {
    let is_one_year = first.year() == last.year();
    let shown = year_of_page.unwrap_or(0);
    if first == last {
        return day(lang, first, shown);
    }
    let is_one_month = (first.year(), first.month()) == (last.year(), last.month());
    // within one year Chinese says it once, before the first; English behind the last
    let (first_zh, first_en) = (day(lang, first, shown), if is_one_year { first.year() } else { shown });
    let (last_zh, last_en) = (if is_one_year { last.year() } else { shown }, day(lang, last, shown));
    let (first_day, last_day) = (first.day(), last.day());
    if is_one_month {
        return say!(lang, "{first_zh}至{last_day}日", "{first_day} to {last_en}");
    }
    let (last_zh, first_en) = (day(lang, last, last_zh), day(lang, first, first_en));
    say!(lang, "{first_zh}至{last_zh}", "{first_en} to {last_en}")
}

fn half(lang: Lang, day: Day) -> String {
    if day.day() <= 15 { say!(lang, "上半月", "first") } else { say!(lang, "下半月", "second") }
}

fn quarter(lang: Lang, last_month: u32) -> String {
    match last_month {
        3 => say!(lang, "一季度", "first quarter"),
        6 => say!(lang, "二季度", "second quarter"),
        9 => say!(lang, "三季度", "third quarter"),
        _ => say!(lang, "四季度", "fourth quarter"),
    }
}

fn is_month_end(day: Day) -> bool {
    day == last_of_month(day)
}

/// In English.
fn month_name(month: u32) -> &'static str {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let at = usize::try_from(month).ok().and_then(|month| month.checked_sub(1)).unwrap_or(0);
    NAMES.get(at).copied().unwrap_or_default()
}
