//! Spans of years as offices write them: 建设年限 `2021-2023`, `2022年3月-2023年12月`, `2022年底`. One cell says when a work is
//! to start and to finish, or only when to finish.

use crate::domain::day::{Day, DueDay, Precision, last_of_month};
use crate::domain::name::half_width;
use crate::sheet::grid::{Line, Raw};

/// The start, where one is said, and the finish.
#[must_use]
pub fn parse_span(text: &str) -> Option<(Option<DueDay>, DueDay)> {
    let text: String = half_width(text).chars().filter(|sign| !sign.is_whitespace()).collect();
    let text = text.replace(['—', '–', '~', '～', '至', '到'], "-").replace("--", "-");
    let text = ["开工,", "开工、", "开工;"].iter().fold(text, |text, start| text.replace(start, "-"));
    let text = ["竣工", "完工", "建成"].iter().fold(text.as_str(), |text, end| text.trim_end_matches(end));
    // a spreadsheet makes 2022.1 of 2022.10
    let is_cut = text.split_once('.').is_some_and(|(year, month)| year.len() == 4 && month == "1");
    if let Some(finish) = point(text, None).filter(|_| !is_cut) {
        // the years of a work that is built within one are that one; at the end of it, it is finished
        return Some(((finish.precision == Precision::Year).then_some(finish), finish));
    }
    let mut parted = text.match_indices('-').map(|(at, _)| (&text[..at], &text[at + 1..]));
    parted.find_map(|(start, finish)| {
        let start = point(start, None)?;
        let finish = point(finish, Some(start))?;
        (start.first() <= finish.last).then_some((Some(start), finish))
    })
}

/// A day, a month or a year; `after`: the start it belongs to, whose year a month alone is of.
fn point(text: &str, after: Option<DueDay>) -> Option<DueDay> {
    let (text, is_end) = match text.strip_suffix('底').or_else(|| text.strip_suffix('末')) {
        Some(text) => (text, true),
        None => (text, false),
    };
    // 2022-03-01 is a day, 2022年3-12月 is none
    let is_iso = !text.contains(['年', '月', '/', '.']);
    let text = text.trim_end_matches(['年', '月', '日', '份']).replace(['年', '月', '/'], ".");
    let text = if is_iso { text.replace('-', ".") } else { text };
    let numbers: Vec<u32> = text.split('.').map(number).collect::<Option<_>>()?;
    let is_year = |number: u32| (1950..2100).contains(&number);
    let day = |year: u32, month: u32, day: u32| Day::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    let (last, precision) = match numbers.as_slice() {
        [year] if is_year(*year) && is_end => (day(*year, 12, 31)?, Precision::Month),
        [year] if is_year(*year) => (day(*year, 12, 31)?, Precision::Year),
        [month] if *month <= 12 => {
            let start = after.filter(|start| start.precision != Precision::Year)?;
            let first = start.first();
            (
                last_of_month(
                    chrono::Datelike::with_day(&first, 1)
                        .and_then(|first| chrono::Datelike::with_month(&first, *month))?,
                ),
                Precision::Month,
            )
        }
        [year, month] if is_year(*year) => (last_of_month(day(*year, *month, 1)?), Precision::Month),
        [year, month, of_month] if is_year(*year) => (day(*year, *month, *of_month)?, Precision::Day),
        _ => return None,
    };
    Some(DueDay { last, precision })
}

fn number(text: &str) -> Option<u32> {
    let is_plain = !text.is_empty() && text.len() <= 4 && text.chars().all(|sign| sign.is_ascii_digit());
    text.parse().ok().filter(|_| is_plain)
}

/// Puts what a span says behind the cells of its row: the start and the finish. What is no span is left to be told of
/// as it stands.
pub fn with_span(mut line: Line, span: usize, behind: usize) -> Line {
    let cell = line.cells.get(span).cloned().unwrap_or(Raw::Empty);
    let (start, finish) = match &cell {
        Raw::Text(text) | Raw::Number(text) => match parse_span(text) {
            Some((start, finish)) => (start.map_or(Raw::Empty, Raw::Due), Raw::Due(finish)),
            None => (Raw::Empty, cell),
        },
        _ => (Raw::Empty, cell),
    };
    line.cells.resize(line.cells.len().max(behind), Raw::Empty);
    line.cells.truncate(behind);
    line.cells.extend([start, finish]);
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_read_as_offices_write_them() {
        let said = |text: &str| {
            parse_span(text)
                .map(|(start, finish)| format!("{} {finish}", start.map_or("-".to_owned(), |due| due.to_string())))
        };
        for (text, wanted) in [
            ("2021-2023", "2021 2023"),
            ("2021—2023年", "2021 2023"),
            ("2021年至2023年", "2021 2023"),
            ("2022年3月-2023年12月", "2022-03 2023-12"),
            ("2022.3-2023.12", "2022-03 2023-12"),
            ("2022/3～2023/12", "2022-03 2023-12"),
            ("2022-03至2023-12", "2022-03 2023-12"),
            ("2022-03-01至2023-12-31", "2022-03-01 2023-12-31"),
            ("2022年3-12月", "2022-03 2022-12"),
            ("2022年底", "- 2022-12"),
            ("2023", "2023 2023"),
            ("2020年10月开工，2023年6月完工", "2020-10 2023-06"),
            ("2020年开工、2023年底竣工", "2020 2023-12"),
            ("2022年10月", "- 2022-10"),
            ("2021年-2022年底", "2021 2022-12"),
        ] {
            assert_eq!(said(text).as_deref(), Some(wanted), "{text}");
        }
        for text in ["24个月", "2022.1", "2023-2021", "待定", "", "3-5", "2022年13月"] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
