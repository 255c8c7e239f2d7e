//! The rows of somebody else's sheet: which of its lines are rows, what their cells mean, which project each is of.

use crate::domain::name::folded;
use crate::error::{BadHeadings, Error, Result};
use crate::lang::office::{heads_group, is_blank_mark, is_ditto, is_note, is_of_sums};
use crate::report::model::Holds;
use crate::report::sheets::{Canon, Sheet};
use crate::sheet::grid::{Line, Raw, Sheet as FileSheet};

use super::head::Reading;
use super::key::Key;
use super::mapping::Mapping;
use super::row::{Refusal, Table, at, text_of};
use super::rows::Rows;

impl Rows<'_, '_> {
    /// Whether the sheets of a file are somebody else's, as the command line says; refused where they say by themselves
    /// what they are.
    pub fn is_others(&self, sheets: &[FileSheet], says_itself: bool, only: Option<&str>) -> Result<bool> {
        let Some(mapping) = &self.work.options.mapping else { return Ok(false) };
        let visible = sheets.iter().filter(|sheet| !sheet.is_hidden).count();
        if says_itself {
            return Err(Error::Headings(BadHeadings::NotOthers { file: self.file.to_owned() }));
        }
        if mapping.names_rows() && visible > 1 && only.is_none() {
            return Err(Error::Headings(BadHeadings::WhichSheet));
        }
        Ok(true)
    }

    /// Whether a row has to say where it stands: in which file, or in which of the sheets that are all of projects.
    pub fn tells_place(&self, place: &str) -> bool {
        self.work.options.has_several_files || (self.work.options.mapping.is_some() && place != self.file)
    }

    /// The line below the headings belongs to them: they are found anew, or it is left out.
    pub fn head_once_more(&mut self, reading: &mut Reading, table: Table, line: &Line) -> Result<()> {
        let heading = reading.heading;
        self.head(reading, line)?;
        if reading.table.is_none() && !reading.is_broken {
            (reading.heading, reading.table) = (heading, Some(table));
            reading.left_out.push(line.number);
        }
        Ok(())
    }

    /// A line as the row it stands for; `None`: of somebody else's sheet, it is none.
    pub fn as_a_row(&self, table: &Table, reading: &mut Reading, line: Line) -> Option<Line> {
        let Some(mapping) = &self.work.options.mapping else { return Some(line) };
        if is_no_row(table, &line) {
            mapping.forget(table, &mut reading.last);
            reading.left_out.push(line.number);
            return None;
        }
        let line = mapping.filled(table, &reading.last, line);
        reading.last.clone_from(&line.cells);
        Some(line)
    }

    /// The key of a row of somebody else's sheet, which has no code: that of the project with its name. How the sheet
    /// spells that is no reason to rename the project.
    pub fn by_name(&mut self, table: &Table, line: &mut Line, key: Key) -> Result<Result<Key, Refusal>> {
        let is_ours = self.work.options.mapping.is_none() || table.sheet != Sheet::Projects;
        if is_ours || key.iter().all(Option::is_some) {
            return Ok(Ok(key));
        }
        let name = text_of(table.raw(line, "name"));
        let codes = self.work.codes_of_name(&folded(&name))?;
        Ok(match codes.as_slice() {
            [] => Ok(key),
            [code] => {
                let place = table.places.get("name").and_then(|column| table.headings.place(*column));
                if let Some(cell) = place.and_then(|place| line.cells.get_mut(place)) {
                    *cell = Raw::Empty;
                }
                Ok(vec![Some(Canon::Text(code.clone()))])
            }
            _ => {
                let candidates = codes.into_iter().map(|code| (code, name.clone())).collect();
                at("name", Err(Error::AmbiguousProject { word: name, candidates }))
            }
        })
    }
}

impl Mapping {
    /// A row with what its ditto marks and merged cells stand for, the cells of the row above, and without what people
    /// put where there is nothing to say.
    fn filled(&self, table: &Table, above: &[Raw], mut line: Line) -> Line {
        line.cells.resize(line.cells.len().max(above.len()), Raw::Empty);
        for known in &table.headings.known {
            let column = &table.columns[known.column];
            let Some(cell) = line.cells.get_mut(known.place) else { continue };
            let is_merged = *cell == Raw::Empty && self.fills(&known.heading);
            let is_as_above = !above.is_empty() && matches!(cell, Raw::Text(text) if is_ditto(text));
            if is_merged || is_as_above {
                *cell = above.get(known.place).cloned().unwrap_or(Raw::Empty);
            }
            match cell {
                Raw::Text(text) if is_blank_mark(text) && column.key != "name" => *cell = Raw::Empty,
                // names are broken to fit narrow columns
                Raw::Text(text) if matches!(column.holds, Holds::Name | Holds::Names | Holds::Code) => {
                    text.retain(|sign| !matches!(sign, '\n' | '\r'));
                }
                // a workbook of ours holds 45% as 0.45; where the unit is named, 45 is what was typed
                Raw::Number(digits) if self.is_in_percent(&known.heading) => *cell = Raw::Text(format!("{digits}%")),
                _ => {}
            }
        }
        line
    }

    /// Forgets what merged cells had: they span no line of sums and no head of a group.
    fn forget(&self, table: &Table, above: &mut [Raw]) {
        for known in table.headings.known.iter().filter(|known| self.fills(&known.heading)) {
            if let Some(cell) = above.get_mut(known.place) {
                *cell = Raw::Empty;
            }
        }
    }
}

/// Whether the line below the headings is of headings too: texts alone, and no name.
pub fn is_heading(table: &Table, line: &Line) -> bool {
    let texts = line.cells.iter().filter(|cell| **cell != Raw::Empty);
    *table.raw(line, "name") == Raw::Empty
        && texts.clone().count() > 1
        && texts.into_iter().all(|cell| matches!(cell, Raw::Text(text) if !is_number(text) && !is_of_sums(text)))
}

/// Whether a line is no row: sums, the head of a group, a note, the headings once more, or numbers of the columns.
fn is_no_row(table: &Table, line: &Line) -> bool {
    let filled = || line.cells.iter().filter(|cell| **cell != Raw::Empty);
    let first = filled().next().map(text_of).unwrap_or_default();
    let (name, own) = (table.raw(line, "name"), text_of(table.raw(line, "name")));
    let of_name = |column: usize| table.columns[column].key == "name";
    let others = || {
        let others = table.headings.known.iter().filter(|known| !of_name(known.column));
        others.filter_map(|known| line.cells.get(known.place)).filter(|cell| **cell != Raw::Empty)
    };
    let is_heading =
        table.headings.known.iter().any(|known| of_name(known.column) && known.heading.ends_with(own.trim()));
    let is_numbered = is_number(&first) || filled().any(|cell| matches!(cell, Raw::Number(_)));
    let is_figures = others().all(|cell| is_number(&text_of(cell)));
    is_of_sums(&first)
        || is_of_sums(&own)
        || is_note(&first)
        || heads_group(&own)
        || (heads_group(&first) && is_figures)
        || (is_heading && !own.is_empty())
        || matches!(name, Raw::Number(_))
        || is_number(&own)
        || (others().next().is_none() && (own.is_empty() || !is_numbered))
}

fn is_number(text: &str) -> bool {
    !text.trim().is_empty() && text.trim().chars().all(|sign| sign.is_ascii_digit() || sign == '.')
}
