//! What a cell says, whatever its dress: two cells are the same statement if their canons are equal.

use crate::domain::day::{Day, DueDay};
use crate::domain::quantity::Amount;
use crate::report::model::{Cell, Column, Role};

/// A statement. Nothing stated is `None`.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Canon {
    Text(String),
    Number(Amount),
    Day(Day),
    Due(DueDay),
    Names(Vec<String>),
}

/// What a cell of a sheet states.
pub fn canon(cell: &Cell) -> Option<Canon> {
    Some(match cell {
        Cell::Text(text) | Cell::Code(text) | Cell::Indented { text, .. } => Canon::Text(text.clone()),
        Cell::Day(day) => Canon::Day(*day),
        Cell::Due(due) => Canon::Due(*due),
        Cell::Count(number) | Cell::Quantity { value: number, .. } => Canon::Number(*number),
        Cell::Number { number, .. } => Canon::Number(number.parts().into()),
        Cell::Flag(flag) => Canon::Number((*flag).into()),
        Cell::Named(named) => Canon::Text(named.code.clone()),
        Cell::Word { code, .. } => Canon::Text((*code).to_owned()),
        Cell::Stage { stage, .. } => Canon::Text(stage.as_ref()?.code.clone()),
        Cell::List(names) if names.is_empty() => return None,
        Cell::List(names) => Canon::Names(names.clone()),
        Cell::Light(light) => Canon::Text(light.map_or("none", |light| light.code()).to_owned()),
        Cell::Unit(dimension) => Canon::Text(dimension.code().to_owned()),
        Cell::Nothing
        | Cell::NamedList(_)
        | Cell::Instant(_)
        | Cell::QuantityAt { .. }
        | Cell::Sentences(_)
        | Cell::Rate(_)
        | Cell::Points(_)
        | Cell::Bar(_)
        | Cell::Verdict(_)
        | Cell::Marks(_) => return None,
    })
}

/// What names a row: the canons of its key cells.
pub fn key(columns: &[Column], cells: &[Cell]) -> Vec<Option<Canon>> {
    let keys = columns.iter().zip(cells).filter(|(column, _)| column.role == Role::Key);
    keys.map(|(_, cell)| canon(cell)).collect()
}
