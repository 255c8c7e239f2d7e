//! `measure list`: what is counted, in which unit and how finely, of which total, at which step of it.

use super::columns::text;
use super::model::{Cell, Column, Header, Report, Section, SectionBody, Shape, Word};
use crate::domain::catalog::{Catalog, Label, Measure, Named};
use crate::domain::quantity::Dimension;

pub fn measures<'a>(catalog: &Catalog, header: Header) -> Report<'a> {
    let columns = vec![
        Column::new("measure", Word::Measure, Shape::Text),
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("unit", Word::UnitOfMeasure, Shape::Fixed),
        Column::new("decimals", Word::Decimals, Shape::Count),
        Column::new("total", Word::Totals, Shape::Text),
        Column::new("step", Word::FunnelStep, Shape::Count),
        Column::new("returned", Word::Returnable, Shape::Fixed),
        Column::new("categories", Word::Category, Shape::Text),
    ];
    let rows: Vec<Vec<Cell>> = catalog.measures.iter().map(|measure| row(catalog, measure)).collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Report { header, sections: vec![Section { id: "measures".into(), heading: None, body, notes: Vec::new() }] }
}

fn row(catalog: &Catalog, measure: &Measure) -> Vec<Cell> {
    let named = |code: &str, label| Cell::Named(Named { code: code.to_owned(), label });
    let total = catalog.whole_of(measure);
    vec![
        named(&measure.code, measure.label.clone()),
        Cell::Code(measure.code.clone()),
        unit(measure.dimension),
        decimals(measure.dimension),
        total.map_or(Cell::Nothing, |whole| named(&whole.code, whole.total_name().clone())),
        measure.step.map_or(Cell::Nothing, Cell::count),
        Cell::Flag(measure.is_read),
        categories(catalog, measure),
    ]
}

/// Whose works it is asked of; of all where none is named.
fn categories(catalog: &Catalog, measure: &Measure) -> Cell {
    let labels: Vec<&Label> =
        measure.categories.iter().filter_map(|code| catalog.category(code)).map(|category| &category.label).collect();
    if labels.is_empty() {
        return Cell::Nothing;
    }
    let joined =
        |of: fn(&Label) -> &str, between: &str| labels.iter().map(|label| of(label)).collect::<Vec<_>>().join(between);
    let label = Label { zh: joined(|label| &label.zh, "、"), en: joined(|label| &label.en, ", ") };
    Cell::Named(Named { code: measure.categories.join(","), label })
}

/// As it is typed, which English has no word for where the label says it: 户.
fn unit(dimension: Dimension) -> Cell {
    match dimension {
        Dimension::Count(counting) if counting.en.is_empty() => text(Some(counting.zh.as_str())),
        Dimension::Count(_) | Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => {
            Cell::Unit(dimension)
        }
    }
}

/// So many as may be stated: of money in 元, of areas in 平方米.
fn decimals(dimension: Dimension) -> Cell {
    match dimension {
        Dimension::Count(counting) => Cell::count(counting.decimals),
        Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => Cell::Nothing,
    }
}
