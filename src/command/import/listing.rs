//! Somebody else's sheet as it lies below its headings: its lines, what the workbook says of them, and which of its
//! columns number the rows, name them and count. What the lines are is in `outline`, what their cells stand for in `fill`.

use crate::domain::catalog::Catalog;
use crate::domain::quantity::Dimension;
use crate::lang::sheet_line::{
    Numbering, heads_lots, heads_numbers, is_blank_mark, number_as_day, numbered_name, numbering,
};
use crate::report::model::{Cell, Holds};
use crate::sheet::grid::{Area, Layout, Line, Raw};
use crate::sheet::heading::Headed;
use crate::sheet::value::{CellReader, Said};

use super::mapping::Mapping;
use super::row::{SheetTable, number, text_of};

/// The lines of a sheet below its headings.
pub struct OfficeSheet<'a> {
    pub table: &'a SheetTable,
    pub mapping: &'a Mapping,
    pub catalog: &'a Catalog,
    pub lines: &'a [Line],
    pub areas: Areas,
    /// The places of what numbers the rows, names them, and says which lot of its project each is.
    pub number: Option<usize>,
    pub name: Option<usize>,
    pub lot: Option<usize>,
    /// The columns that are summed.
    pub summed: Vec<Headed>,
    /// Of each line what stands under them, in the smallest unit.
    pub figures: Vec<Vec<Option<i64>>>,
}

/// The areas of merged cells that span rows, by the place of their first column.
#[derive(Default)]
pub struct Areas {
    by_place: Vec<Vec<Area>>,
    across: Vec<Area>,
}

impl Areas {
    /// Those that begin below the headings.
    pub fn new(layout: &Layout, heading: usize) -> Self {
        let mut areas = Self::default();
        for area in layout.merged.iter().filter(|area| area.rows.0 > heading) {
            if area.columns.1 > area.columns.0 {
                areas.across.push(*area);
            }
            if area.rows.1 > area.rows.0 {
                let places = area.columns.1 + 1;
                if areas.by_place.len() < places && places < MOST_COLUMNS {
                    areas.by_place.resize(places, Vec::new());
                }
                for own in areas.by_place.iter_mut().take(places).skip(area.columns.0) {
                    own.push(*area);
                }
            }
        }
        for own in &mut areas.by_place {
            own.sort_by_key(|area| area.rows);
        }
        areas.across.sort_by_key(|area| area.rows);
        areas
    }

    /// The cells above that a cell is merged with: it is not the first of them.
    pub fn above(&self, row: usize, place: usize) -> Option<Area> {
        self.of(row, place).filter(|area| area.rows.0 < row)
    }

    /// The cells above or below that a cell is merged with.
    pub fn of(&self, row: usize, place: usize) -> Option<Area> {
        let own = self.by_place.get(place)?;
        let at = own.partition_point(|area| area.rows.0 <= row);
        own.get(at.checked_sub(1)?).filter(|area| area.rows.1 >= row).copied()
    }

    /// Whether a column has cells merged over several rows.
    pub fn has(&self, place: usize) -> bool {
        self.by_place.get(place).is_some_and(|own| !own.is_empty())
    }

    /// Whether a cell is merged with another in its row.
    fn reaches(&self, row: usize, place: usize, other: usize) -> bool {
        let at = self.across.partition_point(|area| area.rows.0 <= row);
        let own = self.across[..at].iter().rev().take_while(|area| area.rows.0 == row);
        own.into_iter().any(|area| [place, other].iter().all(|at| (area.columns.0..=area.columns.1).contains(at)))
    }

    /// Whether a cell is stretched over its neighbours in its row, as the head of a group is.
    pub fn is_across(&self, row: usize, place: usize) -> bool {
        let at = self.across.partition_point(|area| area.rows.0 <= row);
        let own = self.across[..at].iter().rev().take_while(|area| area.rows.0 == row);
        own.into_iter()
            .any(|area| (area.columns.0..=area.columns.1).contains(&place) && area.columns.1 - area.columns.0 > 1)
    }
}

/// Merged cells of columns further right are not looked at: no heading stands there.
const MOST_COLUMNS: usize = 4_096;

impl<'a> OfficeSheet<'a> {
    pub fn new(
        table: &'a SheetTable,
        mapping: &'a Mapping,
        catalog: &'a Catalog,
        lines: &'a [Line],
        (layout, heading): (&Layout, usize),
    ) -> Self {
        let place = |key: &str| table.places.get(key).and_then(|column| table.headings.place(*column));
        let unread = || table.headings.unknown.iter().zip(&table.headings.unknown_places);
        let lot = unread().find(|(heading, _)| heads_lots(heading)).map(|(_, place)| *place);
        let summed: Vec<Headed> =
            table.headings.known.iter().filter(|known| is_summed(table, known)).cloned().collect();
        let figures = lines.iter().map(|line| summed.iter().map(|known| figure(table, catalog, line, known)).collect());
        let figures = figures.collect();
        let name = place("name");
        Self {
            number: number_place(table, lines, name),
            name,
            lot,
            areas: Areas::new(layout, heading),
            summed,
            figures,
            table,
            mapping,
            catalog,
            lines,
        }
    }

    pub fn text(&self, line: usize, place: Option<usize>) -> String {
        let cell = place.and_then(|place| self.lines[line].cells.get(place)).unwrap_or(&Raw::Empty);
        text_of(cell).trim().to_owned()
    }

    /// What a line is called.
    pub fn name_of(&self, line: usize) -> String {
        self.text(line, self.name_place(line))
    }

    /// Where a line says what it is called: in the column for that, or in a cell before it that runs on into it, as the
    /// head of a group does, or is all that a part of the list has: 一、续建项目 in the column of the units.
    pub fn name_place(&self, line: usize) -> Option<usize> {
        let name = self.name?;
        if !self.text(line, self.name).is_empty() {
            return self.name;
        }
        let number = self.lines[line].number;
        let numbers_part = || {
            let of_line = self.number.map(|place| self.text(line, Some(place))).and_then(|text| numbering(&text));
            let filled = self.lines[line].cells.iter().filter(|cell| **cell != Raw::Empty);
            of_line.is_some_and(|number| number.level.is_of_parts()) && filled.count() == 2
        };
        let heads = |place: &usize| {
            let text = self.text(line, Some(*place));
            if text.is_empty() || numbering(&text).is_some() {
                return false;
            }
            let is_read = self.table.headings.known.iter().any(|known| known.place == *place);
            let runs_on = || numbered_name(&text).is_some() || self.areas.reaches(number, *place, name);
            if is_read { numbers_part() } else { runs_on() }
        };
        (0..name).find(heads).or(self.name)
    }

    /// How a line is numbered: in the column for that, else before its name.
    pub fn numbering(&self, line: usize) -> Option<Numbering> {
        let cell = self.number.and_then(|place| self.lines[line].cells.get(place)).unwrap_or(&Raw::Empty);
        match cell {
            Raw::Empty => numbered_name(&self.name_of(line)).map(|(number, _)| number),
            cell => number_said(cell).or_else(|| numbered_name(&text_of(cell)).map(|(number, _)| number)),
        }
    }

    /// The cells of a line under known headings beside its name that say something: figures, words.
    pub fn has(&self, line: usize) -> (bool, bool) {
        let (mut figures, mut words) = (false, false);
        let name = self.name_place(line);
        for known in self.table.headings.known.iter().filter(|known| Some(known.place) != name) {
            let raw = self.lines[line].cells.get(known.place).unwrap_or(&Raw::Empty);
            if *raw == Raw::Empty || matches!(raw, Raw::Text(text) if is_blank_mark(text)) {
                continue;
            }
            match self.table.columns[known.column].holds {
                Holds::Quantity(_) | Holds::Decimal(_) | Holds::Amount | Holds::Count => figures = true,
                _ => words = true,
            }
        }
        (figures, words)
    }
}

/// What a cell numbers a row; a spreadsheet takes 1-1 for a day in January, and writes that.
fn number_said(cell: &Raw) -> Option<Numbering> {
    match cell {
        Raw::Day(day) => {
            use chrono::Datelike;
            numbering(&format!("{}-{}", day.month(), day.day()))
        }
        cell => number_as_day(&text_of(cell)).or_else(|| numbering(&text_of(cell))),
    }
}

fn is_summed(table: &SheetTable, known: &Headed) -> bool {
    match table.columns[known.column].holds {
        Holds::Quantity(dimension) => dimension != Dimension::Percent,
        _ => false,
    }
}

/// What stands under a heading of quantities.
fn figure(table: &SheetTable, catalog: &Catalog, line: &Line, known: &Headed) -> Option<i64> {
    let reader = CellReader { unit: known.unit.as_deref(), ..table.reading(catalog) };
    match reader.read(line.cells.get(known.place)?, table.columns[known.column].holds) {
        Ok(Said::This(cell @ Cell::Quantity { .. })) => number(&cell),
        _ => None,
    }
}

/// The column that numbers the rows: the one headed so, else the one before the name most of whose cells are numbers.
fn number_place(table: &SheetTable, lines: &[Line], name: Option<usize>) -> Option<usize> {
    let unread = table.headings.unknown.iter().zip(&table.headings.unknown_places);
    let headed = unread.into_iter().find(|(heading, _)| heads_numbers(heading)).map(|(_, place)| *place);
    let is_number = |raw: &Raw| number_said(raw).is_some();
    let counts = |place: usize| {
        let filled = lines.iter().filter_map(|line| line.cells.get(place)).filter(|cell| **cell != Raw::Empty);
        filled.fold((0, 0), |(all, numbers), cell| (all + 1, numbers + usize::from(is_number(cell))))
    };
    let may_be = |place: &usize| {
        let (all, numbers) = counts(*place);
        numbers > 0 && numbers * 2 >= all
    };
    let is_known = |place: &usize| table.headings.known.iter().any(|known| known.place == *place);
    let before = (0..name.unwrap_or_default()).filter(|place| !is_known(place));
    headed.filter(|place| may_be(place)).or_else(|| before.into_iter().find(may_be))
}
