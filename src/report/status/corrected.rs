//! What was only put right on paper since the last page: that page's day as known then against the same day as known
//! today, late returns apart.

use super::StatusPage;
use super::changed::ChangedRow;
use super::row_change::{CorrectedFigure, Correction, RowChange};
use crate::domain::catalog::{Label, Measure};
use crate::domain::day::{Day, year_of};
use crate::domain::quantity::Amount;
use crate::domain::state::State;
use crate::domain::{ChangeId, ProjectId, UpdateNo};
use crate::report::list::Filter;
use crate::report::model::Word;

/// 补报: not this period's progress.
pub(super) fn late_returns<'a>(page: &StatusPage<'a>) -> Vec<ChangedRow<'a>> {
    let taken = |id: ProjectId| page.taken.iter().copied().find(|state| state.id == id);
    let late = page.of.since.late.iter().filter(|_| page.of.since.has_page()).filter_map(|late| {
        let said = RowChange::LateReturn { no: late.no, as_of: late.as_of, recorded: late.recorded_at.date_naive() };
        Some((taken(late.project)?, vec![said]))
    });
    late.collect()
}

/// 上期更正: what the page before would print otherwise, late returns apart.
pub(super) fn corrections<'a>(page: &StatusPage<'a>, filter: &Filter) -> Vec<ChangedRow<'a>> {
    let (then, now) = (&page.of.since.page, page.of.before);
    if !page.of.since.has_page() {
        return Vec::new();
    }
    let mut found: Vec<ChangedRow> = Vec::new();
    for state in page.taken.iter().copied() {
        let Some(is) = now.portfolio.get(state.id) else { continue };
        let said = match then.get(state.id) {
            Some(was) => corrected(page, was, is),
            None if now.portfolio.is_counted(is) => vec![RowChange::ListedLate],
            None => Vec::new(),
        };
        if !said.is_empty() {
            found.push((state, said));
        }
    }
    let gone = then.states().iter().filter(|was| now.portfolio.get(was.id).is_none() && then.is_counted(was));
    found.extend(gone.filter(|was| filter.takes(now, was)).map(|was| (was, vec![RowChange::ListingUndone])));
    found
}

fn corrected(page: &StatusPage, was: &State, is: &State) -> Vec<RowChange> {
    let mut said = words_corrected(page, was, is);
    said.extend(figures_corrected(page, was, is));
    said
}

/// Stage and condition, where no late return changed them.
fn words_corrected(page: &StatusPage, was: &State, is: &State) -> Vec<RowChange> {
    let catalog = page.now.catalog;
    let is_late =
        |day: Option<Day>| page.of.since.late.iter().any(|late| late.project == is.id && Some(late.as_of) == day);
    let mut said = Vec::new();
    let label = |state: &State| state.stage(catalog).map(|stage| stage.label.clone());
    if label(was) != label(is) && !is_late(is.stage.as_ref().map(|(_, day)| *day)) {
        said.push(RowChange::WordCorrected { what: Word::Stage, from: label(was), to: label(is) });
    }
    let label = |state: &State| Some(catalog.condition_label(state.condition.code()));
    if was.condition != is.condition && !is_late(is.condition_day) {
        said.push(RowChange::WordCorrected { what: Word::Condition, from: label(was), to: label(is) });
    }
    said
}

fn figures_corrected(page: &StatusPage, was: &State, is: &State) -> Vec<RowChange> {
    let since = page.of.since;
    let is_late = |update: UpdateNo| since.late_numbers.contains(&update);
    let year = year_of(page.of.before.portfolio.day());
    let mut said = Vec::new();
    for measure in &page.now.catalog.measures {
        let (before, now) = (was.readings.get(&measure.code), is.readings.get(&measure.code));
        let (from, to) = (before.map(|reading| reading.value), now.map(|reading| reading.value));
        let by_late_return = now.is_some_and(|reading| is_late(reading.update));
        if from != to && !by_late_return {
            let cause = before.and_then(|reading| since.causes.get(&reading.update)).copied();
            said.push(correction(page, (CorrectedFigure::Value, &measure.label), measure, (from, to), cause));
        }
        let (before, now) = (was.plan(&measure.code, year), is.plan(&measure.code, year));
        let (from, to) = (before.map(|plan| plan.value), now.map(|plan| plan.value));
        if from != to {
            let cause = now.map(|plan| plan.in_force.change);
            said.push(correction(page, (CorrectedFigure::Plan, &measure.label), measure, (from, to), cause));
        }
        if let (Some(label), true) = (&measure.total_label, was.total(&measure.code) != is.total(&measure.code)) {
            let totals = (was.total(&measure.code), is.total(&measure.code));
            said.push(correction(page, (CorrectedFigure::Total, label), measure, totals, None));
        }
    }
    said
}

fn correction(
    page: &StatusPage,
    (what, label): (CorrectedFigure, &Label),
    of: &Measure,
    (from, to): (Option<Amount>, Option<Amount>),
    cause: Option<ChangeId>,
) -> RowChange {
    let reason = cause.and_then(|cause| page.of.since.reasons.get(&cause)).cloned();
    RowChange::Corrected(Correction {
        what,
        measure: of.code.clone(),
        label: label.clone(),
        dimension: of.dimension,
        from,
        to,
        cause,
        reason,
    })
}
