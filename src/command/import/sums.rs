//! The sums that somebody else's sheet states, held against what they sum: subtotals, totals and heads of groups, column by
//! column, exactly. A wrong one refuses nothing: it is told with both figures.

use crate::lang::sheet_line::is_grand_total;
use crate::report::imported::{LeftOut, WrongSum};
use crate::report::model::{Cell, Holds};
use crate::sheet::grid::Raw;

use super::listing::OfficeSheet;
use super::outline::{Outline, Stand};
use super::row::text_of;

/// What came of the sums of a sheet.
#[derive(Default)]
pub struct Sums {
    pub wrong: Vec<WrongSum>,
    /// How many lines state sums that are right.
    pub right: usize,
}

pub fn check(sheet: &OfficeSheet, outline: &Outline) -> Sums {
    let mut sums = Sums::default();
    let counted: Vec<usize> = (0..sheet.lines.len()).filter(|line| is_counted(sheet, outline, *line)).collect();
    for line in 0..sheet.lines.len() {
        let may_sum = match &outline.stands[line] {
            Stand::LeftOut(LeftOut::Group) => vec![in_group(outline, &counted, line)],
            Stand::LeftOut(LeftOut::Sums) => summed_by(sheet, outline, &counted, line),
            Stand::LeftOut(_)
            | Stand::Project
            | Stand::OfLots { .. }
            | Stand::Lot { .. }
            | Stand::Row { .. }
            | Stand::Asked(_) => continue,
        };
        let stated = &sheet.figures[line];
        if stated.iter().all(Option::is_none) || may_sum.iter().all(Vec::is_empty) {
            continue;
        }
        let differing = |lines: &Vec<usize>| -> Vec<(usize, i64, i64)> {
            let columns = (0..stated.len()).filter_map(|column| Some((column, stated[column]?)));
            let sums = columns.map(|(column, stated)| (column, stated, sum(sheet, lines, column)));
            sums.filter(|(_, stated, found)| stated != found).collect()
        };
        let best =
            may_sum.iter().map(differing).reduce(|best, other| if other.len() < best.len() { other } else { best });
        match best {
            Some(wrong) if !wrong.is_empty() => {
                sums.wrong.extend(wrong.into_iter().map(|found| wrong_sum(sheet, line, found)));
            }
            _ => sums.right += 1,
        }
    }
    sums
}

fn wrong_sum(sheet: &OfficeSheet, line: usize, (column, stated, found): (usize, i64, i64)) -> WrongSum {
    let column = &sheet.table.columns[sheet.summed[column].column];
    let cell = |value| match column.holds {
        Holds::Quantity(dimension) => Cell::Quantity { value, dimension },
        _ => Cell::Count(value),
    };
    WrongSum {
        line: sheet.lines[line].number,
        name: said(sheet, line),
        column: column.clone(),
        stated: cell(stated),
        found: cell(found),
    }
}

/// What the first words of a line are.
fn said(sheet: &OfficeSheet, line: usize) -> String {
    let name = sheet.name_of(line);
    let is_word = |cell: &&Raw| matches!(cell, Raw::Text(_));
    if name.is_empty() { sheet.lines[line].cells.iter().find(is_word).map(text_of).unwrap_or_default() } else { name }
}

/// Whether the figures of a line go into sums: those of a lot are in those of its project, unless that has none.
fn is_counted(sheet: &OfficeSheet, outline: &Outline, line: usize) -> bool {
    let has_figures = |line: usize| sheet.figures[line].iter().any(Option::is_some);
    match &outline.stands[line] {
        Stand::Project | Stand::Row { .. } => true,
        Stand::OfLots { .. } => has_figures(line),
        Stand::Lot { of } => !has_figures(*of),
        Stand::LeftOut(_) | Stand::Asked(_) => false,
    }
}

fn in_group(outline: &Outline, counted: &[usize], group: usize) -> Vec<usize> {
    let own = |line: &usize| match &outline.stands[*line] {
        Stand::Lot { of } | Stand::Row { of } => outline.groups[*of].contains(&group),
        _ => outline.groups[*line].contains(&group),
    };
    counted.iter().copied().filter(own).collect()
}

/// The sets of lines that a sum may be of, the likeliest first.
fn summed_by(sheet: &OfficeSheet, outline: &Outline, counted: &[usize], line: usize) -> Vec<Vec<usize>> {
    let (above, _) = counted.split_at(counted.partition_point(|other| *other < line));
    let ends_block = |other: &usize| matches!(outline.stands[*other], Stand::LeftOut(LeftOut::Sums | LeftOut::Group));
    let after = (0..line).rev().find(ends_block);
    let block: Vec<usize> = above.iter().copied().filter(|other| after.is_none_or(|after| *other > after)).collect();
    let last = above.last();
    let groups = last.map(|last| outline.groups[*last].clone()).unwrap_or_default();
    let groups = groups.into_iter().map(|group| in_group(outline, counted, group));
    if is_grand_total(&said(sheet, line)) {
        let all = [counted.to_vec(), above.to_vec()].into_iter();
        all.chain(groups).chain([block]).collect()
    } else {
        std::iter::once(block).chain(groups).chain([above.to_vec()]).collect()
    }
}

fn sum(sheet: &OfficeSheet, lines: &[usize], column: usize) -> i64 {
    let figures = lines.iter().filter_map(|line| sheet.figures[*line][column]);
    figures.fold(0, i64::saturating_add)
}
