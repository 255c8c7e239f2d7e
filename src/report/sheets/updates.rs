//! 填报: every return that counts, by project and day. Altered, a row corrects the return; without a number it is a new
//! one.

use super::Data;
use crate::domain::catalog::{Catalog, Named};
use crate::domain::change::Return;
use crate::domain::state::State;
use crate::report::columns::{quantity, text};
use crate::report::list::Filter;
use crate::report::model::{Cell, Column, ColumnHeading, Holds, Role, Shape, Word, Words};

pub fn columns(catalog: &Catalog) -> Vec<Column> {
    let fixed = |key, word, role, holds| Column::new(key, word, Shape::Fixed).holding(role, holds);
    let passage = |key, word| Column::new(key, word, Shape::Text).holding(Role::Return, Holds::Passage);
    let mut columns = vec![
        fixed("code", Word::Code, Role::Key, Holds::Code),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("no", Word::UpdateNo, Shape::Count).holding(Role::Key, Holds::Count),
        fixed("as_of", Word::AsOf, Role::Return, Holds::Day),
        fixed("stage", Word::Stage, Role::Return, Holds::Word(Words::Stage)),
        fixed("condition", Word::Condition, Role::Return, Holds::Word(Words::Condition)),
        fixed("merged_into", Word::MergedInto, Role::Return, Holds::Code),
        fixed("figures_stay", Word::FiguresStay, Role::Return, Holds::Flag),
        fixed("review_day", Word::ReviewDay, Role::Return, Holds::Day),
    ];
    columns.extend(catalog.measures.iter().filter(|measure| measure.is_read).map(|measure| {
        let (shape, holds) = (Shape::Quantity(measure.dimension), Holds::Quantity(measure.dimension));
        let column = Column::new("", Word::Value, shape).holding(Role::Return, holds);
        Column { key: measure.code.clone().into(), heading: ColumnHeading::Label(measure.label.clone()), ..column }
    }));
    columns.extend([
        passage("progress", Word::Progress),
        passage("problem", Word::Problem),
        passage("ask", Word::Ask),
        passage("next_step", Word::NextStep),
        fixed("no_change", Word::NoChange, Role::Return, Holds::Flag),
        fixed("light", Word::HandLight, Role::Return, Holds::Word(Words::Light)),
        fixed("light_until", Word::LightUntil, Role::Return, Holds::Day),
        passage("light_reason", Word::LightReason),
        passage("source", Word::Source),
        Column::new("corrects", Word::Corrects, Shape::Count),
        Column::new("recorded_at", Word::RecordedAt, Shape::Fixed),
        Column::new("recorded_by", Word::RecordedBy, Shape::Text),
    ]);
    columns
}

pub fn rows<'a>(data: &'a Data<'a>, filter: &'a Filter) -> impl Iterator<Item = Vec<Cell>> + 'a {
    let view = &data.view;
    let states = view.portfolio.in_tree_order().into_iter().filter(|state| filter.takes(view, state));
    states.flat_map(move |state| {
        let returns = data.returns.get(&state.id).into_iter().flatten();
        returns.map(move |filed| row(data, state, filed))
    })
}

fn row(data: &Data, state: &State, Return { change, as_of, update }: &Return) -> Vec<Cell> {
    let catalog = data.view.catalog;
    let day = |day| Option::map_or(day, Cell::Nothing, Cell::Day);
    let named = |code: &str, label| Cell::Named(Named { code: code.to_owned(), label });
    let stage = update.stage.as_deref().and_then(|code| catalog.stage(&update.category, code));
    let condition = update.condition.map(|condition| condition.code());
    let into = update.merged_into.and_then(|id| data.view.portfolio.get(id));
    let mut row = vec![
        Cell::Code(state.code.clone()),
        Cell::Text(state.name.clone()),
        Cell::count(update.no),
        Cell::Day(*as_of),
        stage.map_or(Cell::Nothing, |stage| named(&stage.code, stage.label.clone())),
        condition.map_or(Cell::Nothing, |code| named(code, catalog.condition_label(code))),
        into.map_or(Cell::Nothing, |into| Cell::Code(into.code.clone())),
        if update.figures_stay { Cell::Flag(true) } else { Cell::Nothing },
        day(update.review_day),
    ];
    let measures = catalog.measures.iter().filter(|measure| measure.is_read);
    row.extend(measures.map(|measure| quantity(measure, update.readings.get(&measure.code).copied())));
    row.extend([&update.progress, &update.problem, &update.ask, &update.next_step].map(|said| text(said.as_deref())));
    let light = update.light.as_ref();
    let recorded = data.changes.get(change);
    row.extend([
        if update.no_change { Cell::Flag(true) } else { Cell::Nothing },
        light.map_or(Cell::Nothing, |set| Cell::Light(Some(set.light))),
        day(light.map(|set| set.until)),
        text(light.map(|set| set.reason.as_str())),
        text(update.source.as_deref()),
        update.corrects.map_or(Cell::Nothing, Cell::count),
        recorded.map_or(Cell::Nothing, |change| Cell::Instant(change.recorded_at)),
        text(recorded.map(|change| change.recorded_by.as_str())),
    ]);
    row
}
