//! `milestone list`: what is to be reached next, by its day.

use super::columns::{RegisterView, milestone_name, text};
use super::list::{Filter, ListSentence};
use super::model::{Cell, Column, Detail, Header, Report, Section, SectionBody, Sentence, Shape, Word};
use crate::domain::day::{Day, DueDay};
use crate::domain::fact::Kind;
use crate::domain::state::{Milestone, State};

/// How it stands with a milestone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MilestoneSentence {
    /// 还有n天 / 今日到期 / 逾期n天, with what it was moved from.
    DueIn { days: i64, baseline: Option<DueDay>, moves: i64 },
    /// How a milestone went: so many days late, or in time.
    MetLate { days: i64 },
}

/// The milestones that are not met, of rows that have not left; `within` so many days, or overdue.
pub fn milestones<'a>(
    view: &'a RegisterView<'a>,
    filter: &Filter,
    within: Option<i64>,
    detail: Detail,
    header: Header,
) -> Report<'a> {
    let mut columns = vec![
        Column::new("due", Word::Deadline, Shape::Fixed),
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("milestone", Word::Milestone, Shape::Text),
        Column::new("lead_unit", Word::LeadUnit, Shape::Text),
        Column::new("situation", Word::Situation, Shape::Text),
    ];
    if detail == Detail::Everything {
        columns.extend([
            Column::new("days", Word::DaysLeft, Shape::Count),
            Column::new("baseline", Word::Baseline, Shape::Fixed),
            Column::new("moves", Word::Moves, Shape::Count),
        ]);
    }
    let width = columns.len();
    let (portfolio, today) = (view.portfolio, view.portfolio.day());
    let rows = portfolio.in_tree_order().into_iter();
    let rows = rows.filter(|state| state.kind != Kind::Programme && !portfolio.has_left(state));
    let rows = rows.filter(|state| filter.takes(view, state));
    let mut open: Vec<(&State, &Milestone)> = rows
        .flat_map(|state| state.milestones.iter().map(move |milestone| (state, milestone)))
        .filter(|(state, milestone)| portfolio.awaits(view.catalog, state, milestone))
        .filter(|(_, milestone)| within.is_none_or(|days| (milestone.due.last - today).num_days() <= days))
        .collect();
    open.sort_by_key(|(_, milestone)| milestone.due.last);
    let none = open.is_empty().then(|| ListSentence::NoneOf(Word::Milestone).into());
    let notes: Vec<Sentence> = none.into_iter().collect();
    let rows = open.into_iter().map(move |(state, milestone)| {
        let lead = portfolio.lead(state).and_then(|lead| view.units.get(lead));
        let mut row = vec![
            Cell::Due(milestone.due),
            Cell::Code(state.code.clone()),
            Cell::Text(state.name.clone()),
            milestone_name(&milestone.name),
            text(lead.map(|unit| unit.name.as_str())),
            Cell::Sentences(vec![due_in(milestone, today).into()]),
            Cell::count((milestone.due.last - today).num_days()),
            Cell::Due(milestone.baseline),
            Cell::count(milestone.moves),
        ];
        row.truncate(width);
        row
    });
    let body = SectionBody::Table { columns, rows: Box::new(rows) };
    Report { header, sections: vec![Section { id: "milestones".into(), heading: None, body, notes }] }
}

/// How far off a milestone is, with what it was moved from.
pub fn due_in(milestone: &Milestone, today: Day) -> MilestoneSentence {
    let is_moved = milestone.moves > 0;
    MilestoneSentence::DueIn {
        days: (milestone.due.last - today).num_days(),
        baseline: is_moved.then_some(milestone.baseline),
        moves: milestone.moves,
    }
}
