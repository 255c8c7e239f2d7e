//! The chart of a page: a line for each column of figures that stand on the same sheet.

use rust_xlsxwriter::{
    Chart as Drawing, ChartEmptyCells, ChartFont, ChartLegendPosition, ChartLine, ChartLineDashType, ChartMarker,
    ChartMarkerType, Worksheet,
};

use super::block::UNIT;
use super::look::{BLUE, FAINT, font};
use crate::lang::Lang;
use crate::render::xlsx::sheet::Done;

#[derive(Clone)]
pub(super) struct Chart {
    /// For those who cannot see it.
    pub name: String,
}

impl Chart {
    /// In pixels: what it can be read in, and what it needs.
    pub const LEAST: u32 = 147;
    pub const MOST: u32 = 267;
}

/// Where the figures of a chart stand: names in the first column, a line for each other.
pub(super) struct Figures {
    pub head: u32,
    pub last: u32,
    pub columns: Vec<u16>,
}

pub(super) fn insert(
    sheet: &mut Worksheet,
    lang: Lang,
    chart: &Chart,
    (row, height, across): (u32, u32, usize),
    figures: &Figures,
) -> Done {
    let Some((names, lines)) = figures.columns.split_first() else { return Ok(()) };
    let name = sheet.name();
    let mut drawing = Drawing::new_line();
    let mut small = ChartFont::new();
    small.set_name(font(lang)).set_size(9);
    for (at, column) in lines.iter().enumerate() {
        // dashed what was planned, solid what was done
        let is_first = at == 0;
        let mut line = ChartLine::new();
        line.set_color(if is_first { FAINT } else { BLUE }).set_width(if is_first { 1.5 } else { 2.25 });
        let mut marker = ChartMarker::new();
        if is_first {
            line.set_dash_type(ChartLineDashType::Dash);
            marker.set_none();
        } else {
            marker.set_type(ChartMarkerType::Circle).set_size(5);
        }
        let series = drawing.add_series();
        series.set_name((name.as_str(), figures.head, *column));
        series.set_categories((name.as_str(), figures.head + 1, *names, figures.last, *names));
        series.set_values((name.as_str(), figures.head + 1, *column, figures.last, *column));
        series.set_format(&mut line).set_marker(&marker);
    }
    // the heading of the part says what it is, the legend in what unit
    drawing.title().set_hidden();
    drawing.legend().set_position(ChartLegendPosition::Top).set_font(&small);
    drawing.x_axis().set_font(&small).set_text_axis(true);
    drawing.y_axis().set_font(&small).set_num_format("#,##0").set_min(0);
    drawing.y_axis().set_major_gridlines_line(ChartLine::new().set_color(FAINT).set_width(0.25));
    drawing.show_empty_cells_as(ChartEmptyCells::Gaps).set_alt_text(&chart.name);
    let width = u32::try_from(across * UNIT).unwrap_or(u32::MAX);
    drawing.set_width(width).set_height(height);
    sheet.insert_chart(row, 0, &drawing)?;
    Ok(())
}
