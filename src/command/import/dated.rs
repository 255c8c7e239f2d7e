//! Of which day the lists of offices are: what their titles, headings and names say, and what of it goes against what.

use crate::domain::Day;
use crate::domain::day::{month_of, year_of};
use crate::domain::heading::plain;
use crate::error::{HeadingsError, Result};
use crate::lang::office::{day_ahead, day_stated, years_of};
use crate::sheet::file::File;

use super::mapping::Mapping;
use super::plan::{Planner, Seen};
use super::recognise::parts;

impl Planner<'_> {
    /// The day a list says it is of: in its title, in a heading, by the name of its sheet or its file. A heading may go
    /// against the title.
    pub fn days_of(&self, list: &Seen, file: &str) -> Vec<(Day, String)> {
        // a month without a year is one of the year that is spoken of
        let year = || year_said(list, file, self.asked, year_of(self.today));
        let by = self.as_of.or_else(|| Day::from_ymd_opt(year()?, 12, 31)).unwrap_or(self.today).min(self.today);
        let stated = |text: &str| {
            let day = day_stated(text, self.today).filter(|_| by == self.today || says_year(text));
            day.or_else(|| day_stated(text, last_of_year(by).min(self.today))).map(|day| (day, text.to_owned()))
        };
        let is_said = |heading: &&(usize, String)| {
            !self.asked.names(&heading.1) && !plain(&parts(&heading.1).concat()).contains("年底")
        };
        let titles: Vec<(Day, String)> = list.heads.titles.iter().filter_map(|title| stated(title)).collect();
        let headings = || {
            let headings = list.heads.cells.iter().filter(is_said);
            headings.filter_map(|(_, heading)| stated(&heading.replace('\n', ""))).max()
        };
        let is_against = |(_, heading): &(Day, String)| {
            let heading = plain(&parts(heading).concat());
            titles.is_empty() || (heading.contains("完成") && !heading.contains("计划"))
        };
        let heading = headings().filter(is_against);
        let said: Vec<(Day, String)> = titles.iter().cloned().chain(heading).collect();
        match said.as_slice() {
            [] => list.name.as_deref().and_then(stated).or_else(|| stated(file)).into_iter().collect(),
            _ => said,
        }
    }

    /// Refuses a list whose title says that it is of a day to come, unless somebody says of which it is.
    pub fn is_none_ahead(&self, seen: &[Seen], files: &[(String, File)]) -> Result<()> {
        for list in seen.iter().filter(|_| self.as_of.is_none()) {
            let file = &files[list.file].0;
            let mut texts = list.heads.titles.iter().chain(&list.name).chain([file]);
            let ahead = texts.find_map(|text| Some((day_ahead(text, self.today)?, text.clone())));
            if let Some((day, text)) = ahead {
                return Err(HeadingsError::DayAhead { file: file.clone(), day, text }.into());
            }
        }
        Ok(())
    }

    /// The one day of all lists; what goes against it is asked about.
    pub fn one_day(
        &self,
        seen: &[Seen],
        days: &[Vec<(Day, String)>],
        files: &[(String, File)],
    ) -> Result<Option<(Day, String)>> {
        let stated: Vec<&(Day, String)> = days.iter().flatten().collect();
        let Some(first) = stated.first() else { return Ok(None) };
        let is_of = |day: Day, other: Day| (year_of(day), month_of(day)) == (year_of(other), month_of(other));
        let other = stated.iter().find(|other| !is_of(other.0, first.0));
        let file = || seen.first().map(|list| files[list.file].0.clone()).unwrap_or_default();
        match (self.as_of, other) {
            (Some(day), _) if !self.is_forced => match stated.iter().find(|stated| !is_of(stated.0, day)) {
                Some((own, text)) => {
                    let (own, text) = (*own, text.clone());
                    Err(HeadingsError::DayAgainst { file: file(), own, text, said: day }.into())
                }
                None => Ok(None),
            },
            (Some(_), _) => Ok(None),
            (None, Some(other)) => Err(HeadingsError::TwoDays {
                file: file(),
                first: (first.0, first.1.clone()),
                second: (other.0, other.1.clone()),
            }
            .into()),
            (None, None) => Ok(Some((*first).clone())),
        }
    }
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

/// The year a list says it is of, where that is another than the one looked at and its figures are of a year.
pub fn year_said(list: &Seen, file: &str, asked: &Mapping, year: i32) -> Option<i32> {
    let titles = list.heads.titles.iter().map(String::as_str);
    let headings = list.heads.cells.iter().map(|(_, heading)| heading.as_str()).filter(|text| !asked.names(text));
    let is_other = |text: &&str| !plain(text).contains("年底");
    let texts = titles.chain(headings).chain(list.name.as_deref()).chain([file]);
    let mut said = texts.filter(is_other).filter_map(|text| match years_of(text, year).as_slice() {
        [said] => Some(*said),
        _ => None,
    });
    said.next().filter(|said| *said < year)
}

fn says_year(text: &str) -> bool {
    !years_of(text, 0).is_empty()
}

fn last_of_year(day: Day) -> Day {
    Day::from_ymd_opt(year_of(day), 12, 31).unwrap_or(day)
}
