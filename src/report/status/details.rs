//! What changed of works beside what they did and filed: their names, units, parents, leaders; and what became of units.

use super::StatusPage;
use super::changed::ChangedRow;
use super::row_change::{Detail, RowChange};
use crate::domain::catalog::Label;
use crate::domain::fact::Kind;
use crate::domain::state::State;
use crate::domain::unit::Units;
use crate::report::columns::RegisterView;
use crate::report::list::Filter;
use crate::report::model::Word;

/// What is known of a work beside its returns: on the page of a unit also of a work that it gave up.
pub(super) fn details<'a>(page: &StatusPage<'a>, filter: &Filter) -> Vec<ChangedRow<'a>> {
    let (now, before) = (page.now, page.of.before);
    let told = now.portfolio.states().iter().filter_map(|state| {
        let was = before.portfolio.get(state.id).filter(|_| !state.condition.has_left())?;
        let is_taken = filter.takes(now, state) || filter.takes(before, was);
        Some((state, is_taken.then(|| details_moved(page, state, was))?))
    });
    told.filter(|(_, said)| !said.is_empty()).collect()
}

/// One arm a kind of detail.
fn details_moved(page: &StatusPage, is: &State, was: &State) -> Vec<RowChange> {
    let (now, before) = (page.now, page.of.before);
    let text = |text: &str| Label { zh: text.to_owned(), en: text.to_owned() };
    let parent = |view: &RegisterView, state: &State| {
        let parent = state.parent.and_then(|id| view.portfolio.get(id));
        parent.map(|parent| text(&format!("{} {}", parent.code, parent.name)))
    };
    let category = |state: &State| now.catalog.category(&state.category).map(|category| category.label.clone());
    let figures = |state: &State| {
        let from = if state.figures_from_lots { Word::FromLots } else { Word::Own };
        (state.kind == Kind::Project).then(|| from.label())
    };
    // a unit that was renamed or merged is told once, not of each of its works
    let lead = |state: &State| state.lead().map(|unit| now.units.standing(unit));
    let led = |units: &Units, state: &State| {
        let unit = state.lead().filter(|_| lead(was) != lead(is))?;
        units.get(unit).map(|unit| text(&unit.name))
    };
    let same_parent = was.parent == is.parent;
    let moved = [
        (Detail::Name, Some(text(&was.name)), Some(text(&is.name))),
        (Detail::Category, category(was), category(is)),
        (Detail::Parent, parent(before, was).filter(|_| !same_parent), parent(now, is).filter(|_| !same_parent)),
        (Detail::Lead, led(page.of.units_before, was), led(now.units, is)),
        (Detail::Leader, was.leader.as_deref().map(text), is.leader.as_deref().map(text)),
        (Detail::Figures, figures(was), figures(is)),
    ];
    let moved = moved.into_iter().filter(|(_, from, to)| from != to);
    moved.map(|(what, from, to)| RowChange::DetailMoved { what, from, to }).collect()
}

/// What became of units since the page before, of those that lead a work of the page or did.
pub(super) fn unit_fates(page: &StatusPage) -> Vec<RowChange> {
    let (now, before) = (page.now, page.of.before);
    let leads = |unit| {
        let is = |view: &RegisterView, state: &State| view.portfolio.lead(state) == Some(unit);
        page.taken
            .iter()
            .any(|state| is(now, state) || before.portfolio.get(state.id).is_some_and(|was| is(before, was)))
    };
    let fates = now.units.fates_since(page.of.units_before).into_iter().filter(|(unit, _)| leads(*unit));
    fates.map(|(_, fate)| RowChange::UnitFate(fate)).collect()
}
