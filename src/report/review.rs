//! `review list`, and the section of `show` that says the same of one project: returns that wait for review.

use super::columns::{RegisterView, text};
use super::history::{HistoryScope, Names, filed};
use super::list::ListSentence;
use super::model::{Cell, Column, Detail, Header, Report, Section, Shape, Word};
use super::show::ShowSentence;
use crate::domain::UnitId;
use crate::domain::code::submission_code;
use crate::domain::submission::Pending;

/// By number; of a unit only those of works it leads.
pub fn review<'a>(
    view: &RegisterView,
    names: &Names,
    unit: Option<UnitId>,
    detail: Detail,
    header: Header,
) -> Report<'a> {
    let leads = |pending: &&Pending| {
        let state = view.portfolio.get(pending.submission.project);
        let lead = state.and_then(|state| view.portfolio.lead(state)).map(|lead| view.units.standing(lead));
        unit.is_none() || lead == unit
    };
    let pending: Vec<&Pending> = view.pending.iter().filter(leads).collect();
    let mut section = section(view, names, &pending, HistoryScope::Register, detail);
    section.heading = None;
    section.notes.extend(pending.is_empty().then(|| ListSentence::NoneOf(Word::Submissions).into()));
    Report { header, sections: vec![section] }
}

/// Some returns that wait.
pub fn section<'a>(
    view: &RegisterView,
    names: &Names,
    pending: &[&Pending],
    scope: HistoryScope,
    detail: Detail,
) -> Section<'a> {
    let columns = vec![
        Column::new("no", Word::Submission, Shape::Fixed),
        Column::new("code", Word::Project, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("lead_unit", Word::LeadUnit, Shape::Text),
        Column::new("as_of", Word::AsOf, Shape::Fixed),
        Column::new("corrects", Word::Corrects, Shape::Count),
        Column::new("what", Word::What, Shape::Text),
        Column::new("by", Word::SubmittedBy, Shape::Text),
        Column::new("submitted_at", Word::SubmittedAt, Shape::Fixed),
        Column::new("reason", Word::Reason, Shape::Text),
        Column::new("change", Word::Change, Shape::Count),
    ];
    let is_taken = |key: &str| match key {
        "code" | "name" | "lead_unit" if scope == HistoryScope::OneProject => false,
        _ if detail == Detail::Everything => true,
        // what it says names the return it corrects
        "lead_unit" | "change" | "corrects" => false,
        "reason" => pending.iter().any(|each| each.reason.is_some()),
        _ => true,
    };
    let taken: Vec<bool> = columns.iter().map(|column| is_taken(&column.key)).collect();
    let only = |cells: Vec<Cell>| {
        let both = cells.into_iter().zip(&taken);
        both.filter(|(_, taken)| **taken).map(|(cell, _)| cell).collect::<Vec<_>>()
    };
    let rows: Vec<Vec<Cell>> = pending.iter().map(|pending| only(row(view, names, pending))).collect();
    let columns = columns.into_iter().zip(&taken).filter(|(_, taken)| **taken).map(|(column, _)| column).collect();
    Section::table("submissions", Word::Submissions, columns, rows.into_iter())
}

fn row(view: &RegisterView, names: &Names, pending: &Pending) -> Vec<Cell> {
    let Pending { submission, change, by, submitted_at, reason } = pending;
    let (code, name) = names.projects.get(&submission.project).cloned().unwrap_or_default();
    let lead = view.portfolio.get(submission.project).and_then(|state| view.lead_name(state));
    let said = ShowSentence::Filed(Box::new(filed(names, &submission.update, submission.day)));
    vec![
        Cell::Code(submission_code(submission.no)),
        Cell::Code(code),
        Cell::Text(name),
        text(lead.as_deref()),
        Cell::Day(submission.day),
        submission.update.corrects.map_or(Cell::Nothing, |no| Cell::Count(no.into())),
        Cell::Sentences(vec![said.into()]),
        Cell::Text(by.clone()),
        Cell::Instant(*submitted_at),
        text(reason.as_deref()),
        Cell::Count((*change).into()),
    ]
}
