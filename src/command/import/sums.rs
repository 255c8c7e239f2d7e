//! The sums that somebody else's sheet states, held against what they sum: subtotals, totals and heads of groups, column by
//! column, exactly. A wrong one refuses nothing: it is told with both figures.

use crate::domain::quantity::Amount;
use crate::lang::sheet_line::{is_grand_total, is_like_sums, is_sums};
use crate::report::imported::{LeftOut, WrongSum};
use crate::report::model::{Cell, Holds};
use crate::sheet::grid::Raw;
use crate::sheet::heading::tidy;

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
        let mut may_sum = match &outline.stands[line] {
            Stand::LeftOut(LeftOut::Group) => Box::new(std::iter::once_with(|| in_group(outline, &counted, line))),
            Stand::LeftOut(LeftOut::Sums) => summed_by(sheet, outline, &counted, line),
            Stand::LeftOut(_)
            | Stand::Project
            | Stand::OfLots { .. }
            | Stand::Lot { .. }
            | Stand::Row { .. }
            | Stand::Asked(_) => continue,
        };
        let stated = &sheet.figures[line];
        if stated.iter().all(Option::is_none) {
            continue;
        }
        let differing = |lines: &Vec<usize>| -> Vec<(usize, Amount, Amount)> {
            let columns = (0..stated.len()).filter_map(|column| Some((column, Amount::from(stated[column]?))));
            let sums = columns.map(|(column, stated)| (column, stated, sum(sheet, lines, column)));
            sums.filter(|(_, stated, found)| stated != found).collect()
        };
        let mut best: Option<Vec<(usize, Amount, Amount)>> = None;
        while let Some(lines) = may_sum.next().filter(|_| best.as_ref().is_none_or(|best| !best.is_empty())) {
            let wrong = differing(&lines);
            if !lines.is_empty() && best.as_ref().is_none_or(|best| wrong.len() < best.len()) {
                best = Some(wrong);
            }
        }
        match best {
            Some(wrong) if wrong.is_empty() => sums.right += 1,
            Some(wrong) => sums.wrong.extend(wrong.into_iter().map(|found| wrong_sum(sheet, line, found))),
            None => {}
        }
    }
    sums
}

fn wrong_sum(sheet: &OfficeSheet, line: usize, (column, stated, found): (usize, Amount, Amount)) -> WrongSum {
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

/// Sets of lines, made as far as they are wanted.
type MaySum<'a> = Box<dyn Iterator<Item = Vec<usize>> + 'a>;

/// The sets of lines that a sum may be of, the likeliest first.
fn summed_by<'a>(sheet: &'a OfficeSheet, outline: &'a Outline, counted: &'a [usize], line: usize) -> MaySum<'a> {
    let (above, _) = counted.split_at(counted.partition_point(|other| *other < line));
    let ends_block = |other: &usize| matches!(outline.stands[*other], Stand::LeftOut(LeftOut::Sums | LeftOut::Group));
    let after = (0..line).rev().find(ends_block);
    let block = above.iter().rev().copied().take_while(move |other| after.is_none_or(|after| *other > after));
    let block = std::iter::once_with(move || block.collect());
    let groups = above.last().map(|last| outline.groups[*last].as_slice()).unwrap_or_default().iter();
    let groups = groups.map(move |group| in_group(outline, counted, *group));
    let own = tidy(&sheet.name_of(line));
    let of_name = !own.is_empty() && !is_like_sums(&own) && is_sums(&sheet.text(line, sheet.lot));
    let same = move || -> Vec<usize> {
        counted.iter().copied().filter(|other| of_name && tidy(&sheet.name_of(*other)) == own).collect()
    };
    let above = move || above.to_vec();
    if of_name {
        return Box::new(std::iter::once_with(same));
    }
    if is_grand_total(&said(sheet, line)) {
        let all = std::iter::once_with(|| counted.to_vec()).chain(std::iter::once_with(above));
        Box::new(all.chain(groups).chain(block))
    } else {
        Box::new(block.chain(groups).chain(std::iter::once_with(above)))
    }
}

fn sum(sheet: &OfficeSheet, lines: &[usize], column: usize) -> Amount {
    let figures = lines.iter().filter_map(|line| sheet.figures[*line][column]);
    figures.map(Amount::from).sum()
}
