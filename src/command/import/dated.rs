//! Of which day the lists of offices are: what their titles, headings, notes and names say, and what of it goes against
//! what. A list that says a time and not which day is asked about; one that says none is of the day looked at.

use std::collections::BTreeSet;

use crate::domain::Day;
use crate::domain::day::year_of;
use crate::domain::heading::plain;
use crate::error::{HeadingsError, Result};
use crate::lang::list_day::{Now, Rank, Stands, TimeSaid, When, is_of_month, times_said, years_titled};
use crate::lang::office::years_of;
use crate::lang::sheet_line::is_note;
use crate::sheet::file::File;
use crate::sheet::grid::{Line, Raw};

use super::mapping::Mapping;
use super::plan::{Planner, Seen};
use super::recognise::{parts, titles};

/// Of which day a list is.
#[derive(Clone, Debug)]
pub enum ListDay {
    /// It says nothing.
    Unsaid,
    /// The day, and the words that say so.
    Said(Day, String),
    /// It may be of one of these, the likeliest first; what it says.
    Asked(DayAsked),
    /// It says that it is of a day still to come.
    Ahead(Day, String),
}

/// Which day it is, is to be said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayAsked {
    pub said: Vec<String>,
    pub days: Vec<Day>,
    /// The list names these days itself, and one of them it must be.
    pub is_one_of: bool,
}

impl ListDay {
    /// The likeliest day, with what says so.
    pub fn likely(&self) -> Option<(Day, String)> {
        match self {
            Self::Said(day, text) => Some((*day, text.clone())),
            Self::Asked(asked) => asked.days.first().copied().zip(asked.said.first().cloned()),
            Self::Unsaid | Self::Ahead(..) => None,
        }
    }

    /// The days that a list says itself.
    fn stated(&self) -> Vec<(Day, String)> {
        match self {
            Self::Said(day, text) => vec![(*day, text.clone())],
            Self::Asked(DayAsked { said, days, is_one_of: true }) => {
                days.iter().copied().zip(said.iter().cloned()).collect()
            }
            Self::Asked(_) | Self::Unsaid | Self::Ahead(..) => Vec::new(),
        }
    }
}

/// A time with the words that say it.
type Worded = (TimeSaid, String);

impl Planner<'_> {
    /// The day a list says it is of: in its title, a heading, a note below, by the name of its sheet or its file.
    pub fn day_of(&self, list: &Seen, file: &str) -> ListDay {
        let times = |text: &str, stands: Stands| -> Vec<Worded> {
            let now = Now { today: self.today, by: self.spoken_of(list, file, text) };
            times_said(text, stands, now).into_iter().map(|said| (said, text.to_owned())).collect()
        };
        let above: Vec<Worded> = list.heads.titles.iter().flat_map(|title| times(title, Stands::Apart)).collect();
        let below = notes(&list.lines, list.heads.at).into_iter().flat_map(|(note, said)| {
            times(&note, Stands::Apart).into_iter().map(move |(time, _)| (time, said.clone())).collect::<Vec<_>>()
        });
        let below = below.filter(|(said, _)| matches!(said.rank, Rank::Until | Rank::Filled));
        let own: Vec<Worded> = above.into_iter().chain(below).collect();
        let heading = self.heading_day(list, file, own.iter().any(|(said, _)| said.rank > Rank::Filled));
        let sheet: Vec<Worded> = list.name.iter().flat_map(|name| times(name, Stands::Apart)).collect();
        let name = file.rsplit_once('.').map_or(file, |(name, _)| name);
        let by_file = || -> Vec<Worded> {
            times(name, Stands::Apart).into_iter().map(|(said, _)| (said, file.to_owned())).collect()
        };
        let said = [settled(&own, &heading), settled(&sheet, &None)];
        match said {
            [ListDay::Said(day, text), ListDay::Said(other, sheet)] if !is_of_month(day, other) => {
                ListDay::Asked(DayAsked { said: vec![text, sheet], days: vec![day, other], is_one_of: true })
            }
            [ListDay::Unsaid, ListDay::Unsaid] => match settled(&by_file(), &None) {
                ListDay::Unsaid => filled(&own).or_else(|| filled(&by_file())).unwrap_or(ListDay::Unsaid),
                said => said,
            },
            [ListDay::Unsaid, sheet] => sheet,
            [own, _] => own,
        }
    }

    /// What names no year is of the one that is spoken of.
    fn spoken_of(&self, list: &Seen, file: &str, text: &str) -> Day {
        let year = || year_said(list, file, self.asked, year_of(self.today));
        let by = self.as_of.or_else(|| Day::from_ymd_opt(year()?, 12, 31)).unwrap_or(self.today).min(self.today);
        if years_titled(text).is_empty() { last_of_year(by).min(self.today) } else { self.today }
    }

    /// The last day that a heading says its figures are until. Beside a title only what was done counts.
    fn heading_day(&self, list: &Seen, file: &str, is_beside_title: bool) -> Option<(Day, String)> {
        let is_said = |heading: &&(usize, String)| {
            let text = plain(&parts(&heading.1).concat());
            let is_of_done = !is_beside_title || (text.contains("完成") && !text.contains("计划"));
            !self.asked.names(&heading.1) && !text.contains("年底") && is_of_done
        };
        let headings = list.heads.cells.iter().filter(is_said);
        let days = headings.flat_map(|(_, heading)| {
            let heading = heading.replace('\n', "");
            let now = Now { today: self.today, by: self.spoken_of(list, file, &heading) };
            let said = times_said(&heading, Stands::InHeading, now);
            said.into_iter().filter_map(|said| day_on(&said)).map(move |day| (day, heading.clone())).collect::<Vec<_>>()
        });
        days.max()
    }

    /// Refuses a list that says it is of a day to come, unless somebody says of which it is.
    pub fn is_none_ahead(&self, seen: &[Seen], days: &[ListDay], files: &[(String, File)]) -> Result<()> {
        for (list, day) in seen.iter().zip(days).filter(|_| self.as_of.is_none()) {
            if let ListDay::Ahead(day, text) = day {
                let (file, text) = (files[list.file].0.clone(), text.clone());
                return Err(HeadingsError::DayAhead { file, day: *day, text }.into());
            }
        }
        Ok(())
    }

    /// The one day of all lists; what goes against it is refused.
    pub fn one_day(&self, seen: &[Seen], days: &[ListDay], files: &[(String, File)]) -> Result<Option<(Day, String)>> {
        let stated: Vec<Vec<(Day, String)>> = days.iter().map(ListDay::stated).collect();
        let file = || seen.first().map(|list| files[list.file].0.clone()).unwrap_or_default();
        match self.as_of {
            Some(day) if !self.is_forced => {
                let against =
                    stated.iter().find(|own| !own.is_empty() && !own.iter().any(|(own, _)| is_of_month(*own, day)));
                match against.and_then(|own| own.first()) {
                    Some((own, text)) => {
                        let (own, text) = (*own, text.clone());
                        Err(HeadingsError::DayAgainst { file: file(), own, text, said: day }.into())
                    }
                    None => Ok(None),
                }
            }
            Some(_) => Ok(None),
            None => {
                let said: Vec<(Day, String)> = days.iter().filter_map(ListDay::likely).collect();
                let Some(first) = said.first() else { return Ok(None) };
                match said.iter().find(|other| !is_of_month(other.0, first.0)) {
                    Some(other) => {
                        let (first, second) = (first.clone(), other.clone());
                        Err(HeadingsError::TwoDays { file: file(), first, second }.into())
                    }
                    None => Ok(Some(first.clone())),
                }
            }
        }
    }
}

/// The day that times come to, which a heading may go against; the highest of them count.
fn settled(times: &[Worded], heading: &Option<(Day, String)>) -> ListDay {
    let highest = times.iter().map(|(said, _)| said.rank).max().filter(|rank| *rank > Rank::Filled);
    let Some(rank) = highest else {
        return heading.clone().map_or(ListDay::Unsaid, |(day, text)| ListDay::Said(day, text));
    };
    let of_rank = |wanted: Rank| times.iter().filter(move |(said, _)| said.rank == wanted);
    if let Some((day, text)) = of_rank(rank).find_map(|(said, text)| match said.when {
        When::Ahead(day) => Some((day, text)),
        When::On(_) | When::Open(_) => None,
    }) {
        return ListDay::Ahead(day, text.clone());
    }
    let mut days: Vec<(Day, String)> = Vec::new();
    let note = |days: &mut Vec<(Day, String)>, day: Day, text: &str| {
        if !days.iter().any(|(known, _)| *known == day) {
            days.push((day, text.to_owned()));
        }
    };
    for (said, text) in of_rank(rank) {
        day_on(said).into_iter().for_each(|day| note(&mut days, day, text));
    }
    // 1-8月 beside 截至7月31日: one of them was forgotten; 8月 may be the month of the report
    let is_other = |day: Day, days: &[(Day, String)]| !days.iter().any(|(known, _)| is_of_month(*known, day));
    for (said, text) in of_rank(Rank::Span) {
        let day = day_on(said).filter(|day| is_other(*day, &days));
        day.into_iter().for_each(|day| note(&mut days, day, text));
    }
    if let Some((day, text)) = heading.as_ref().filter(|(day, _)| is_other(*day, &days)) {
        note(&mut days, *day, text);
    }
    let of_month = |days: &[(Day, String)]| days.iter().all(|(day, _)| is_of_month(*day, days[0].0));
    match days.as_slice() {
        [] => opened(of_rank(rank)),
        [(day, text)] => ListDay::Said(*day, text.clone()),
        // 2022年7月 with 2022年7月29日 beside it
        several if rank < Rank::Until && of_month(several) => {
            let (day, text) = several.iter().min().unwrap_or(&several[0]);
            ListDay::Said(*day, text.clone())
        }
        several => {
            let (days, said): (Vec<Day>, Vec<String>) = several.iter().cloned().unzip();
            ListDay::Asked(DayAsked { said, days, is_one_of: true })
        }
    }
}

fn day_on(said: &TimeSaid) -> Option<Day> {
    match said.when {
        When::On(day) => Some(day),
        When::Ahead(_) | When::Open(_) => None,
    }
}

/// A time that names no day.
fn opened<'t>(times: impl Iterator<Item = &'t Worded>) -> ListDay {
    let open = times.filter_map(|(said, text)| match &said.when {
        When::Open(days) => Some((days.clone(), text.clone())),
        When::On(_) | When::Ahead(_) => None,
    });
    open.into_iter()
        .next()
        .map_or(ListDay::Unsaid, |(days, text)| ListDay::Asked(DayAsked { said: vec![text], days, is_one_of: false }))
}

/// Of a list that says only when it was filled in, that day and the end of the month before.
fn filled(times: &[Worded]) -> Option<ListDay> {
    let (said, text) = times.iter().find(|(said, _)| said.rank == Rank::Filled)?;
    let on = day_on(said)?;
    let eve = chrono::Datelike::with_day(&on, 1).and_then(|first| first.pred_opt());
    let days = std::iter::once(on).chain(eve).collect();
    Some(ListDay::Asked(DayAsked { said: vec![text.clone()], days, is_one_of: false }))
}

/// What the notes below a list say: 注：数据截至2022年7月31日, and who signed it when; each as it is read, and as it stands.
fn notes(lines: &[Line], heads: usize) -> Vec<(String, String)> {
    let below = lines.get(heads + 1..).unwrap_or_default().iter();
    let is_apart = |line: &&Line| {
        let mut filled = line.cells.iter().filter(|cell| **cell != Raw::Empty);
        match (filled.next(), filled.next()) {
            (Some(Raw::Text(_)), None) => true,
            (Some(Raw::Text(first)), Some(_)) => is_note(first),
            _ => false,
        }
    };
    below
        .filter(is_apart)
        .flat_map(|line| {
            let titles = titles(line);
            let is_signed = titles
                .iter()
                .any(|text| ["填报人", "填表人", "制表人", "审核人"].iter().any(|who| text.starts_with(who)));
            // the day beside those who signed is when they did
            let day = |text: String| (if is_signed { format!("填报日期：{text}") } else { text.clone() }, text);
            titles.into_iter().map(day).collect::<Vec<_>>()
        })
        .collect()
}

/// The sheets of one workbook that are lists of different days or months: only one is to be imported.
pub fn several(seen: &[Seen], days: &[Option<(Day, String)>]) -> Vec<String> {
    let is_month = |name: &str| name.trim().ends_with('月') || name.trim().ends_with("月份");
    let of = |list: &Seen| seen.iter().zip(days).filter(|(other, _)| other.file == list.file).count();
    let Some(list) = seen.iter().find(|list| of(list) > 1) else { return Vec::new() };
    let sheets: Vec<(&Seen, &Option<(Day, String)>)> =
        seen.iter().zip(days).filter(|(other, _)| other.file == list.file).collect();
    let named = sheets.iter().filter(|(list, _)| list.name.as_deref().is_some_and(is_month)).count();
    let mut stated: Vec<Day> = sheets.iter().filter_map(|(_, day)| day.as_ref().map(|(day, _)| *day)).collect();
    stated.sort_unstable();
    stated.dedup();
    if named < 2 && stated.len() < 2 {
        return Vec::new();
    }
    let mut sheets = sheets;
    sheets.sort_by_key(|(_, day)| std::cmp::Reverse(day.as_ref().map(|(day, _)| *day)));
    let is_dated = stated.len() > 1;
    let mut names: Vec<String> = sheets.iter().filter_map(|(list, _)| list.name.clone()).collect();
    if !is_dated {
        names.reverse();
    }
    names
}

/// The year a list says it is of, where that is another than the one looked at: its titles go before its headings, and
/// those before its names. Headings of several years are of none.
pub fn year_said(list: &Seen, file: &str, asked: &Mapping, year: i32) -> Option<i32> {
    let is_other = |text: &&str| !plain(text).contains("年底");
    let titles = list.heads.titles.iter().map(String::as_str).filter(is_other).flat_map(years_titled);
    let headings = list.heads.cells.iter().map(|(_, heading)| heading.as_str()).filter(|text| !asked.names(text));
    let headings = headings.filter(is_other).flat_map(|text| years_of(text, year));
    let names = list.name.as_deref().into_iter().chain([file]).filter(is_other).flat_map(years_titled);
    let all: [BTreeSet<i32>; 3] = [titles.collect(), headings.collect(), names.collect()];
    let said = all.into_iter().find(|years| !years.is_empty())?;
    said.first().copied().filter(|said_first| said.len() == 1 && *said_first < year)
}

/// The year that a title says the plans below it are of: 2023年计划表.
pub fn year_planned(list: &Seen, file: &str) -> Option<i32> {
    let mut texts = list.heads.titles.iter().map(String::as_str).chain(list.name.as_deref()).chain([file]);
    texts.find_map(|text| years_titled(text).first().copied())
}

fn last_of_year(day: Day) -> Day {
    Day::from_ymd_opt(year_of(day), 12, 31).unwrap_or(day)
}
