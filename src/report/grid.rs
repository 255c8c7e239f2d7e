//! `report grid` (挂图作战): projects × months of the view's year, a sign where a milestone is due.

use std::collections::HashSet;

use super::columns::{RegisterView, text};
use super::list::Filter;
use super::model::{
    Cell, Column, ColumnHeading, Detail, Header, Mark, Report, Section, SectionBody, Sentence, Shape, Title, Word,
    number,
};
use super::status::{scope, shared};
use crate::domain::ProjectId;
use crate::domain::catalog::Label;
use crate::domain::day::{Day, month_of, year_of};
use crate::domain::fact::{Condition, Kind};
use crate::domain::sign::{Sign, Slot, signs};
use crate::domain::state::State;

const MONTHS: [&str; 12] = [
    "month_1", "month_2", "month_3", "month_4", "month_5", "month_6", "month_7", "month_8", "month_9", "month_10",
    "month_11", "month_12",
];

/// What stands under the chart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum GridSentence {
    /// How many marks of each sign a chart has.
    Totals(Vec<(Sign, i64)>),
    /// What the signs of a chart mean.
    Legend { has_undated: bool },
    /// Projects without a milestone in the year, themselves or in their lots.
    Unmarked { projects: i64 },
    /// Projects that have left and are not listed: code and label of the condition, and how many.
    NotListed(Vec<(&'static str, Label, i64)>),
}

/// A row of the chart: its light stands beside it, its marks in their places.
struct ChartLine<'a> {
    state: &'a State,
    marks: Vec<(Slot, Mark)>,
}

/// Every project that counts is a row, with or without a milestone: a chart that left those out would hide whom nobody
/// has set a date. `returns` is 填报率 of the period the page is of; `Detail::Everything` is for programs and sheets.
pub fn grid<'a>(
    now: &'a RegisterView<'a>,
    filter: &Filter,
    returns: (i64, i64),
    detail: Detail,
    mut header: Header,
) -> Report<'a> {
    let today = now.portfolio.day();
    header.title = Some(Title::Grid { year: year_of(today), of: scope(now, filter) });
    header.returns = Some(returns);
    header.rules = now.rules.version;
    header.is_shown = true;
    let lines: Vec<ChartLine> =
        rows(now, filter).into_iter().map(|state| ChartLine { marks: marks(now, state), state }).collect();
    let has_year = lines.iter().any(|line| line.marks.iter().any(|(slot, _)| *slot == Slot::Year));
    let slots: Vec<Slot> =
        (1..=12).map(Slot::Month).chain((has_year || detail == Detail::Everything).then_some(Slot::Year)).collect();
    let notes = notes(now, filter, &lines);
    let columns = columns(&slots, detail, today);
    let rows = lines.into_iter().map(move |line| cells(now, line, &slots, detail));
    let body = SectionBody::Table { columns, rows: Box::new(rows) };
    let chart = Section { id: "grid".into(), heading: None, body, notes: Vec::new() };
    let below = Section { id: "notes".into(), heading: None, body: SectionBody::Sentences(notes), notes: Vec::new() };
    let sections = [chart].into_iter().chain(shared::section(now, filter)).chain([below]).collect();
    Report { header, sections }
}

/// The projects in N and their lots, lots under their project.
fn rows<'a>(now: &'a RegisterView<'a>, filter: &Filter) -> Vec<&'a State> {
    let portfolio = now.portfolio;
    let rows = portfolio.in_tree_order().into_iter().filter(|state| portfolio.is_of_counted(state));
    rows.filter(|state| filter.takes(now, state)).collect()
}

/// The marks of a row in its year, in the order of its milestones.
fn marks(now: &RegisterView, state: &State) -> Vec<(Slot, Mark)> {
    let of_milestone = state.milestones.iter().flat_map(|milestone| {
        let met = now.portfolio.met_on(now.catalog, state, milestone);
        let signs = signs(now.portfolio, now.catalog, state, milestone).into_iter();
        signs.map(move |(slot, sign)| {
            let (name, due, baseline) = (milestone.name.clone(), milestone.due, milestone.baseline);
            (slot, Mark { name, sign, due, baseline, met })
        })
    });
    of_milestone.collect()
}

fn columns(slots: &[Slot], detail: Detail, today: Day) -> Vec<Column> {
    let mut columns = vec![Column::new("code", Word::Code, Shape::Fixed), Column::new("name", Word::Name, Shape::Text)];
    if detail == Detail::Everything {
        columns.push(Column::new("lead_unit", Word::LeadUnit, Shape::Text));
    }
    columns.push(Column::new("light", Word::Light, Shape::Fixed));
    columns.extend(slots.iter().map(|slot| match slot {
        Slot::Year => Column::new("in_year", Word::InYear, Shape::Sign),
        Slot::Month(month) => {
            let heading = ColumnHeading::Month { month: *month, is_running: *month == month_of(today) };
            let key = MONTHS.get(*month as usize - 1).copied().unwrap_or_default();
            Column { heading, ..Column::new(key, Word::Month, Shape::Sign) }
        }
    }));
    columns
}

fn cells(now: &RegisterView, line: ChartLine, slots: &[Slot], detail: Detail) -> Vec<Cell> {
    let ChartLine { state, mut marks } = line;
    let level = usize::from(state.kind == Kind::Lot);
    let mut cells = vec![Cell::Code(state.code.clone()), Cell::Indented { level, text: state.name.clone() }];
    if detail == Detail::Everything {
        cells.push(text(now.lead_name(state).as_deref()));
    }
    cells.push(Cell::Light(now.judge().verdict(state).light));
    cells.extend(slots.iter().map(|slot| {
        let (here, others) = std::mem::take(&mut marks).into_iter().partition(|(of, _)| of == slot);
        marks = others;
        let here: Vec<(Slot, Mark)> = here;
        Cell::Marks(here.into_iter().map(|(_, mark)| mark).collect())
    }));
    cells
}

/// What the signs mean, how many there are, and who is not on the chart.
fn notes(now: &RegisterView, filter: &Filter, lines: &[ChartLine]) -> Vec<Sentence> {
    let portfolio = now.portfolio;
    let signs: Vec<Sign> = lines.iter().flat_map(|line| &line.marks).map(|(_, mark)| mark.sign).collect();
    let count = |sign: &Sign| (*sign, number(signs.iter().filter(|each| *each == sign).count()));
    let marked = lines.iter().filter(|line| !line.marks.is_empty());
    let marked: HashSet<ProjectId> = marked.map(|line| portfolio.project_of(line.state).id).collect();
    let projects = lines.iter().filter(|line| line.state.kind == Kind::Project);
    let unmarked = number(projects.filter(|line| !marked.contains(&line.state.id)).count());
    let mut notes: Vec<Sentence> = vec![GridSentence::Totals(Sign::ALL.iter().map(count).collect()).into()];
    notes.push(GridSentence::Legend { has_undated: signs.contains(&Sign::MetUndated) }.into());
    notes.extend((unmarked > 0).then_some(GridSentence::Unmarked { projects: unmarked }.into()));
    let left = [Condition::Cancelled, Condition::Merged, Condition::Withdrawn].into_iter().filter_map(|condition| {
        let is_gone = |state: &&State| state.kind == Kind::Project && state.condition == condition;
        let gone = portfolio.states().iter().filter(is_gone).filter(|state| filter.takes(now, state)).count();
        let label = now.catalog.condition_label(condition.code());
        (gone > 0).then(|| (condition.code(), label, number(gone)))
    });
    let left: Vec<(&str, Label, i64)> = left.collect();
    notes.extend((!left.is_empty()).then(|| GridSentence::NotListed(left).into()));
    notes
}

#[cfg(test)]
#[path = "grid_test.rs"]
mod tests;
