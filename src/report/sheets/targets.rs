//! 目标: every target in its own words, with the value entered last. What was stated stays; a new value is entered.

use super::Data;
use crate::domain::catalog::{Catalog, Named};
use crate::domain::code::target_code;
use crate::domain::quantity::Dimension;
use crate::domain::target::{Comparator, EnteredValue, Mode, Strength, Target, TargetKind};
use crate::report::columns::text;
use crate::report::list::Filter;
use crate::report::model::{Cell, Column, Holds, Role, Shape, Word, Words};

pub fn columns() -> Vec<Column> {
    let fixed = |key, word, role, holds| Column::new(key, word, Shape::Fixed).holding(role, holds);
    let amount = |key, word, role| Column::new(key, word, Shape::Amount).holding(role, Holds::Amount);
    let words = |key, word, words| fixed(key, word, Role::Fixed, Holds::Word(words));
    let passage = |key, word, role| Column::new(key, word, Shape::Text).holding(role, Holds::Passage);
    vec![
        fixed("no", Word::Code, Role::Key, Holds::Code),
        Column::new("year", Word::Year, Shape::Count).holding(Role::Fixed, Holds::Year),
        passage("sentence", Word::Sentence, Role::Fixed),
        words("kind", Word::TargetKind, Words::TargetKind),
        words("comparator", Word::Comparator, Words::Comparator),
        amount("value", Word::Promised, Role::Fixed),
        fixed("unit", Word::UnitOfMeasure, Role::Fixed, Holds::Name),
        Column::new("decimals", Word::Decimals, Shape::Count).holding(Role::Fixed, Holds::Count),
        words("strength", Word::Strength, Words::Strength),
        words("mode", Word::Mode, Words::Mode),
        amount("opening", Word::Opening, Role::Fixed),
        words("category", Word::Category, Words::Category),
        fixed("tag", Word::Tags, Role::Fixed, Holds::Name),
        words("stage", Word::CountedStage, Words::Stage),
        words("measure", Word::SummedMeasure, Words::Measure),
        passage("source", Word::Source, Role::Fixed),
        amount("entered", Word::Entered, Role::Register),
        fixed("entered_on", Word::EnteredOn, Role::Register, Holds::Day),
        passage("entered_source", Word::EnteredSource, Role::Register),
    ]
}

pub fn rows<'a>(data: &'a Data<'a>, filter: &'a Filter) -> impl Iterator<Item = Vec<Cell>> + 'a {
    let day = data.view.portfolio.day();
    let known = data.targets.iter().filter(move |(target, _)| target.from_day <= day && filter.takes_target(target));
    known.map(move |(target, entered)| {
        let entered = entered.iter().filter(|entered| entered.from_day <= day);
        row(data.view.catalog, target, entered.max_by_key(|entered| entered.from_day))
    })
}

/// What a target is counted in: a measured unit, or the word its sentence counts by.
pub fn unit_cell(target: &Target) -> Cell {
    match target.dimension {
        Dimension::Count(_) => Cell::Text(target.unit_word.clone()),
        measured => Cell::Unit(measured),
    }
}

/// With how many decimals it is counted, if with any.
fn decimals_cell(dimension: Dimension) -> Cell {
    match dimension {
        Dimension::Count(counting) if !counting.is_whole() => Cell::count(counting.decimals),
        Dimension::Count(_) | Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Percent => {
            Cell::Nothing
        }
    }
}

fn row(catalog: &Catalog, target: &Target, entered: Option<&EnteredValue>) -> Vec<Cell> {
    let amount = |value: i64| Cell::Quantity { value: value.into(), dimension: target.dimension };
    let word = |code, word| Cell::Word { code, word };
    let category = target.category.as_deref().and_then(|code| catalog.category(code));
    let stage = target.stage.as_deref().and_then(|code| category?.stage(code));
    let measure = target.measure.as_deref().and_then(|code| catalog.measure(code));
    let named = |code: &str, label: &crate::domain::catalog::Label| {
        Cell::Named(Named { code: code.to_owned(), label: label.clone() })
    };
    vec![
        Cell::Code(target_code(target.no)),
        Cell::count(target.year),
        Cell::Text(target.sentence.clone()),
        word(target.kind.code(), target_kind_word(target.kind)),
        word(target.comparator.code(), comparator_word(target.comparator)),
        amount(target.value),
        unit_cell(target),
        decimals_cell(target.dimension),
        word(target.strength.code(), strength_word(target.strength)),
        word(target.mode.code(), mode_word(target.mode)),
        target.opening.map_or(Cell::Nothing, amount),
        category.map_or(Cell::Nothing, |category| named(&category.code, &category.label)),
        text(target.tag.as_deref()),
        stage.map_or(Cell::Nothing, |stage| named(&stage.code, &stage.label)),
        measure.map_or(Cell::Nothing, |measure| named(&measure.code, &measure.label)),
        Cell::Text(target.source.clone()),
        entered.map_or(Cell::Nothing, |entered| amount(entered.value)),
        entered.map_or(Cell::Nothing, |entered| Cell::Day(entered.from_day)),
        text(entered.map(|entered| entered.source.as_str())),
    ]
}

pub fn target_kind_word(kind: TargetKind) -> Word {
    match kind {
        TargetKind::Promise => Word::Promise,
        TargetKind::Claim => Word::Claim,
    }
}

pub fn comparator_word(comparator: Comparator) -> Word {
    match comparator {
        Comparator::Equal => Word::Equal,
        Comparator::AtLeast => Word::AtLeast,
        Comparator::MoreThan => Word::MoreThan,
        Comparator::About => Word::About,
    }
}

pub fn strength_word(strength: Strength) -> Word {
    match strength {
        Strength::Must => Word::Must,
        Strength::Strive => Word::Strive,
    }
}

pub fn mode_word(mode: Mode) -> Word {
    match mode {
        Mode::New => Word::ModeNew,
        Mode::Cumulative => Word::ModeCumulative,
        Mode::Unstated => Word::ModeUnstated,
    }
}
