//! The S-curve: what was planned and what was done by the end of each month of a year.

use maud::{Markup, html};

use super::Frame;
use super::scale::{Axis, Scale};
use crate::domain::day::{DueDay, Precision, month_of};
use crate::domain::figures::calendar;
use crate::domain::quantity::{Amount, Dimension};
use crate::lang::{Lang, cell, chart, grid};
use crate::report::model::{Cell, Shape, Word};

/// Above and below the lines: half a mark, and the months.
const TOP: i128 = 22;
const BOTTOM: i128 = 22;
const HEIGHT: i128 = 150;
/// Between the marks on the left and the edge on the right, in hundredths of a percent.
const ROOM: (i128, i128) = (1_500, 9_500);

/// A point: where it stands along the year, and its value.
struct Point {
    at: String,
    value: Amount,
}

/// Where rows are days of a year with what was planned and done by then.
pub(super) fn curve(frame: &Frame<'_>) -> Option<Markup> {
    let (month, planned, done) = (frame.column(Word::Month)?, frame.column(Word::Planned)?, frame.column(Word::Done)?);
    let Shape::Quantity(dimension) = frame.columns.get(done)?.shape else { return None };
    let value = |row: &[Cell], at: usize| match row.get(at) {
        Some(Cell::Quantity { value, .. }) => Some(*value),
        _ => None,
    };
    let lines = [planned, done];
    let values = frame.rows.iter().flat_map(|row| lines.into_iter().filter_map(|at| value(row, at)));
    let axis = Axis::new(values);
    let year = Scale::of_year(ROOM);
    let days: Vec<(DueDay, String)> = frame
        .rows
        .iter()
        .filter_map(|row| due(row.get(month)?))
        .map(|due| (due, year.place(&calendar(due.last)).percent()))
        .collect();
    let points = |at: usize| -> Vec<Option<Point>> {
        let of = |(row, (_, place)): (&Vec<Cell>, &(DueDay, String))| {
            Some(Point { at: place.clone(), value: value(row, at)? })
        };
        frame.rows.iter().zip(&days).map(of).collect()
    };
    let (lang, text) = (frame.lang, chart::curve(frame.lang, dimension));
    let (planned_points, done_points) = (points(planned), points(done));
    let drawn = html! {
        (marks(lang, &axis, dimension))
        (months(lang, &days))
        (line("planned", &axis, &planned_points))
        (line("done", &axis, &done_points))
        (last(lang, &axis, [("planned", &planned_points), ("done", &done_points)], dimension))
    };
    let height = i64::try_from(TOP + HEIGHT + BOTTOM).unwrap_or(0);
    let heading = |at: usize| cell::heading(lang, &frame.columns[at]);
    Some(html! {
        figure class="curve" {
            figcaption {
                b { (text.title) } " "
                span class="keys" {
                    span { span class="key planned" {} (heading(planned)) } " "
                    span { span class="key done" {} (heading(done)) }
                }
            }
            (frame.picture(0, height, &text, &drawn))
        }
    })
}

fn due(cell: &Cell) -> Option<DueDay> {
    match cell {
        Cell::Due(due) => Some(*due),
        _ => None,
    }
}

fn depth(axis: &Axis, value: Amount) -> i128 {
    TOP + axis.depth(value, HEIGHT)
}

/// A line across for each mark of the axis, with its value.
fn marks(lang: Lang, axis: &Axis, dimension: Dimension) -> Markup {
    let said = |mark: Amount| chart::tick(lang, mark, dimension);
    html! {
        @for mark in axis.marks() {
            line class=(if mark == 0 { "zero" } else { "grid" }) x1="15%" x2="95%"
                y1=(depth(axis, mark)) y2=(depth(axis, mark)) {}
            text class="tick" x="14%" y=(depth(axis, mark) + 4) text-anchor="end" { (said(mark)) }
        }
    }
}

/// The months below, each where it ends.
fn months(lang: Lang, days: &[(DueDay, String)]) -> Markup {
    let ends = days.iter().filter(|(due, _)| due.precision != Precision::Day);
    html! {
        @for (due, at) in ends {
            text class="tick" x=(at) y=(TOP + HEIGHT + 16) text-anchor="middle" {
                (grid::month(lang, month_of(due.last)))
            }
        }
    }
}

/// From point to point; where one is missing there is a gap.
fn line(kind: &str, axis: &Axis, points: &[Option<Point>]) -> Markup {
    html! {
        @for pair in points.windows(2) {
            @if let [Some(from), Some(to)] = pair {
                line class=(kind) x1=(from.at) y1=(depth(axis, from.value)) x2=(to.at) y2=(depth(axis, to.value)) {}
            }
        }
        @for point in points.iter().flatten() {
            circle class=(kind) cx=(point.at) cy=(depth(axis, point.value)) r="3" {}
        }
    }
}

/// Above a point, and below it.
const LABELS: [i128; 2] = [-9, 20];

/// The last point of each line in words; where both stand at one place, the lower below its point.
fn last(lang: Lang, axis: &Axis, lines: [(&str, &[Option<Point>]); 2], dimension: Dimension) -> Markup {
    let last = lines.map(|(kind, points)| Some((kind, points.iter().flatten().last()?)));
    let is_lower = |point: &Point| {
        let others = last.iter().flatten().filter(|(_, other)| other.at == point.at);
        others.into_iter().any(|(_, other)| other.value > point.value)
    };
    let said = |point: &Point| cell::page(lang, &Cell::Quantity { value: point.value, dimension });
    html! {
        @for (kind, point) in last.iter().flatten() {
            text class={ "last " (kind) } x=(point.at) text-anchor="end"
                y=(depth(axis, point.value) + LABELS[usize::from(is_lower(point))]) { (said(point)) }
        }
    }
}
