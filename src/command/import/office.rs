//! The rows of another office's sheet: which of its lines are rows, what their cells mean, which project each is of.

use crate::domain::catalog::INVESTED;
use crate::domain::name::folded;
use crate::domain::quantity::{is_same_unit, measured_in};
use crate::error::{Fault, NameError, Result, RowError};
use crate::lang::office::{
    heads_group, is_blank_mark, is_column_number, is_ditto, is_kind, is_like_sums, is_note, is_running_number, is_sums,
};
use crate::report::model::{Cell, Holds, Role};
use crate::report::sheets::{Canon, Sheet};
use crate::sheet::grid::{Line, Raw};
use crate::sheet::heading::{ABOVE, tidy, units_stated};

use crate::sheet::value::Said;

use super::head::SheetReading;
use super::key::Key;
use super::mapping::{Mapping, texts};
use super::row::{SheetTable, text_of};
use super::work::Work;
use super::wrong::{Wrong, in_column};

/// Which cells of a row are held against what the register says on the day looked at. A return of somebody else's
/// sheet that is of another day states what it has, whatever is known of this one.
pub fn asked<'t>(work: &Work, table: &'t SheetTable, line: &Line) -> impl Fn(usize) -> bool + use<'t> {
    let is_others = table.is_others();
    let day = || table.reading(&work.session.catalog).read(table.raw(line, "as_of"), Holds::Day);
    let is_of_other_day = is_others && matches!(day(), Ok(Said::This(Cell::Day(day))) if day != work.options.day);
    move |at| {
        let column = &table.columns[at];
        let is_there = table.headings.place(at).is_some() || (is_others && column.key == INVESTED);
        is_there && !(is_of_other_day && column.role == Role::Return)
    }
}

/// A line as the row it stands for; `None`: of another office's sheet, it is none.
pub fn as_a_row(work: &mut Work, table: &SheetTable, reading: &mut SheetReading, line: Line) -> Option<Line> {
    let Some(mapping) = &table.mapping else { return Some(line) };
    if is_other_table(table, reading, &line) {
        reading.is_broken = true;
        let (file, column) = (table.file.clone(), None);
        work.fault(Fault { file, line: line.number, column, why: RowError::OtherTable });
        return None;
    }
    let filled = mapping.filled(table, &reading.last, line.clone());
    if is_no_row(table, &line, &filled) {
        mapping.forget(table, &mut reading.last);
        reading.left_out.push(line.number);
        return None;
    }
    reading.last.clone_from(&filled.cells);
    Some(filled)
}

/// The key of a row of another office's sheet, which has no code: that of the project with its name. How the sheet
/// spells that is no reason to rename the project.
pub fn by_name(work: &mut Work, table: &SheetTable, line: &mut Line, key: Key) -> Result<Key, Wrong> {
    let is_ours = !table.is_others() || table.sheet != Sheet::Projects;
    if is_ours || key.iter().all(Option::is_some) {
        return Ok(key);
    }
    let name = text_of(table.raw(line, "name"));
    let codes = work.codes_of_name(&folded(&name))?;
    match codes.as_slice() {
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
            in_column("name", Err(NameError::AmbiguousProject { word: name, candidates }))
        }
    }
}

impl Mapping {
    /// A row with what its ditto marks and merged cells stand for, the cells of the row above, and without what people
    /// put where there is nothing to say.
    fn filled(&self, table: &SheetTable, above: &[Raw], mut line: Line) -> Line {
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
                Raw::Text(text) if column.holds == Holds::Name => *text = in_one_line(text),
                // a workbook of ours holds 45% as 0.45; where the unit is named, 45 is what was typed
                Raw::Number(digits) if self.is_in_percent(&known.heading) => *cell = Raw::Text(format!("{digits}%")),
                _ => {}
            }
        }
        line
    }

    /// Forgets what merged cells had: they span no line of sums and no head of a group.
    fn forget(&self, table: &SheetTable, above: &mut [Raw]) {
        for known in table.headings.known.iter().filter(|known| self.fills(&known.heading)) {
            if let Some(cell) = above.get_mut(known.place) {
                *cell = Raw::Empty;
            }
        }
    }
}

/// Whether another table begins: headings once more that are not those read, or numbers in another unit.
fn is_other_table(table: &SheetTable, reading: &SheetReading, line: &Line) -> bool {
    let is_in_other = |unit: &String| {
        let own = reading.units.iter().find(|own| measured_in(own) == measured_in(unit));
        own.is_some_and(|own| !is_same_unit(own, unit)) || own.is_none()
    };
    if texts(line).flat_map(units_stated).any(|unit| is_in_other(&unit)) {
        return true;
    }
    let headings = table.headings.known.iter();
    heads_again(table, line)
        && headings.into_iter().any(|known| !is_of_heading(&known.heading, line.cells.get(known.place)))
}

/// Whether the heading of the names stands where a name should.
fn heads_again(table: &SheetTable, line: &Line) -> bool {
    let mut names = table.headings.known.iter().filter(|known| table.columns[known.column].key == "name");
    names.any(|known| {
        is_of_heading(&known.heading, line.cells.get(known.place)) && table.raw(line, "name") != &Raw::Empty
    })
}

/// Whether a cell is a heading, or as much of it as stands in one line.
fn is_of_heading(heading: &str, cell: Option<&Raw>) -> bool {
    let said = cell.map(text_of).unwrap_or_default();
    said.is_empty() || tidy(heading) == tidy(&said) || heading.split(ABOVE).any(|part| tidy(part) == tidy(&said))
}

/// Whether a line is no row: sums, the head of a group, a note, the headings once more, or numbers of the columns.
fn is_no_row(table: &SheetTable, line: &Line, filled: &Line) -> bool {
    let cells = || line.cells.iter().filter(|cell| **cell != Raw::Empty);
    let first = cells().next().map(text_of).unwrap_or_default();
    if *table.raw(line, "code") != Raw::Empty && !is_sums(&first) {
        return false; // `--map` says that it has our codes
    }
    let name = text_of(table.raw(line, "name"));
    let others = |line: &Line| -> Vec<Raw> {
        let others = table.headings.known.iter().filter(|known| table.columns[known.column].key != "name");
        let cells = others.filter_map(|known| line.cells.get(known.place).cloned());
        cells.filter(|cell| *cell != Raw::Empty).collect()
    };
    let own = others(line);
    let is_figure = |cell: &Raw| !matches!(cell, Raw::Text(text) if !is_figure(text));
    let (has_figures, has_words) = (own.iter().any(is_figure), own.iter().any(|cell| !is_figure(cell)));
    let is_numbered = is_running_number(&first);
    if name.is_empty() || is_blank_mark(&name) || is_running_number(&name) || is_sums(&first) || is_sums(&name) {
        return true;
    }
    let is_signed = (is_note(&name) && !is_numbered)
        || !has_figures && cells().all(|cell| is_note(&text_of(cell)) || text_of(cell).contains(['：', ':']));
    if heads_again(table, line) || is_signed || cells().all(|cell| is_column_number(&text_of(cell))) {
        return true;
    }
    if is_like_sums(&first) || is_like_sums(&name) {
        return !(is_numbered && (has_words || has_figures));
    }
    if is_kind(&name) || (heads_group(&name) && !(is_numbered || (has_words && has_figures))) {
        return !(is_numbered && has_words);
    }
    !is_numbered && others(filled).is_empty()
}

/// A name without the breaks that fit it into its column; between letters a space stays.
fn in_one_line(text: &str) -> String {
    let parts: Vec<&str> = text.lines().map(str::trim).collect();
    let is_latin = parts.iter().all(|part| part.is_ascii());
    parts.join(if is_latin { " " } else { "" })
}

fn is_figure(text: &str) -> bool {
    is_blank_mark(text) || text.trim().chars().all(|sign| sign.is_ascii_digit() || ".,%，．".contains(sign))
}
