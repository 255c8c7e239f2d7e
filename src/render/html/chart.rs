//! Charts: which table can be drawn, and its frame. A chart shows the figures of a table that stands with it, and no
//! other; it sums nothing. Places are whole hundredths of a percent of the width, so that words keep their size on any
//! screen.

mod bar;
mod curve;
mod scale;

use maud::{Markup, html};

use crate::lang::Lang;
use crate::lang::chart::ChartText;
use crate::report::model::{Cell, Column, ColumnHeading, Word};

/// A chart, and how its table stands with it.
pub(super) enum Chart {
    /// A narrow table beside it.
    Beside(Markup),
    /// A wide one below.
    Below(Markup),
}

impl Chart {
    pub fn set_beside(self, table: Markup) -> Markup {
        match self {
            Self::Beside(chart) => html! { div class="beside" { (chart) (table) } },
            Self::Below(chart) => html! { (chart) (table) },
        }
    }
}

/// The chart of a table, by what its columns hold.
pub(super) fn chart(lang: Lang, id: &str, columns: &[Column], rows: &[Vec<Cell>]) -> Option<Chart> {
    let frame = Frame { lang, id, columns, rows };
    let curve = curve::curve(&frame).map(Chart::Beside);
    curve.or_else(|| bar::rates(&frame).map(Chart::Below)).or_else(|| bar::shares(&frame).map(Chart::Below))
}

/// A table to be drawn.
struct Frame<'a> {
    lang: Lang,
    id: &'a str,
    columns: &'a [Column],
    rows: &'a [Vec<Cell>],
}

impl Frame<'_> {
    /// Where the column with a heading stands.
    fn column(&self, of: Word) -> Option<usize> {
        self.columns.iter().position(|column| matches!(column.heading, ColumnHeading::Word(word) if word == of))
    }

    /// A picture with its name and how it is read; `no` tells those of one chart apart.
    fn picture(&self, no: usize, height: i64, text: &ChartText, drawn: &Markup) -> Markup {
        let (title, how) = (format!("chart-{}-{no}-title", self.id), format!("chart-{}-{no}-how", self.id));
        html! {
            svg role="img" width="100%" height=(height) aria-labelledby={ (title) " " (how) } {
                title id=(title) { (text.title) }
                desc id=(how) { (text.how) }
                (drawn)
            }
        }
    }
}
