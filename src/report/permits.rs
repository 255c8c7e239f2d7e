//! `report permits` (前期手续): works by the permits of their category, who lacks which, and what is known of each; and
//! `permit list`, and the part of `show` that tells the permits of one work.

use super::columns::{RegisterView, text};
use super::list::{Filter, ListSentence};
use super::milestones::{MilestoneSentence, due_in};
use super::model::{
    Cell, Column, ColumnHeading, Detail, Header, Report, Section, SectionBody, Sentence, Shape, Title, Word, number,
};
use super::show::how_it_went;
use super::status::scope;
use crate::domain::ProjectId;
use crate::domain::catalog::{Category, Label, Named};
use crate::domain::fact::Kind;
use crate::domain::permit::{Permit, Standing, WorkPermit};
use crate::domain::state::State;

/// What is said of permits.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PermitSentence {
    /// How it stands with the permits of the works of a category.
    OfCategory { category: Label, works: i64, counts: PermitCounts },
    /// A category that needs none.
    NoChecklist { category: Label, works: i64 },
    /// Who lacks a permit, unit by unit; `None`: nobody leads them.
    Lacking { category: Label, permit: Label, works: i64, units: Vec<(Option<String>, Vec<LackingWork>)> },
    /// Of what nothing is on record for any work of a category.
    AllLack { category: Label, works: i64, permits: Vec<Label> },
    /// Nobody lacks any.
    NoneLacking,
    /// What the signs of the table mean.
    Legend,
    /// From when to when the days since the previous one are counted.
    SincePrevious,
    /// Why a work does without.
    NotNeeded(String),
}

/// How many permits stand how.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct PermitCounts {
    pub granted: i64,
    pub waived: i64,
    pub due: i64,
    pub overdue: i64,
    pub missing: i64,
}

impl PermitCounts {
    fn add(&mut self, standing: Standing) {
        *match standing {
            Standing::Granted => &mut self.granted,
            Standing::Waived => &mut self.waived,
            Standing::Due => &mut self.due,
            Standing::Overdue => &mut self.overdue,
            Standing::Missing => &mut self.missing,
        } += 1;
    }

    /// Each by its code.
    pub fn by_standing(self) -> [(Standing, i64); 5] {
        let Self { granted, waived, due, overdue, missing } = self;
        [
            (Standing::Granted, granted),
            (Standing::Waived, waived),
            (Standing::Due, due),
            (Standing::Overdue, overdue),
            (Standing::Missing, missing),
        ]
    }
}

/// A work that lacks a permit.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LackingWork {
    pub name: String,
    /// Days past its day, where that is over.
    pub overdue: Option<i64>,
}

/// Which permits `permit list` shows.
#[derive(Clone, Copy, Debug)]
pub enum Listed<'a> {
    /// All of one work.
    OfWork(ProjectId),
    /// Those that works lack; of these permits alone, by category and name, where some are named.
    Lacking(&'a [(String, String)]),
}

/// A work with its permits; of a lot those alone that it has a record of, for it goes with its project.
struct Line<'a> {
    state: &'a State,
    permits: Vec<WorkPermit<'a>>,
}

impl<'a> Line<'a> {
    fn of(view: &RegisterView<'a>, state: &'a State) -> Self {
        Self { state, permits: view.portfolio.permits(view.catalog, state) }
    }

    /// What is asked of it.
    fn asked(&self) -> impl Iterator<Item = &WorkPermit<'a>> {
        let is_lot = self.state.kind == Kind::Lot;
        self.permits.iter().filter(move |each| !is_lot || each.milestone.is_some())
    }
}

/// The page. `returns` is 填报率 of the period it is of; `Detail::Everything`: one table of every permit, for programs.
pub fn permits<'a>(
    now: &'a RegisterView<'a>,
    filter: &Filter,
    returns: (i64, i64),
    detail: Detail,
    mut header: Header,
) -> Report<'a> {
    header.title = Some(Title::Permits { of: scope(now, filter) });
    header.returns = Some(returns);
    header.rules = now.rules.version;
    header.is_shown = true;
    let lines = lines(now, filter);
    let sections = match detail {
        Detail::Everything => vec![every(now, lines)],
        Detail::Page => page(now, lines),
    };
    Report { header, sections }
}

/// The works that count, lots that have a permit of their own under their project.
fn lines<'a>(now: &RegisterView<'a>, filter: &Filter) -> Vec<Line<'a>> {
    let portfolio = now.portfolio;
    let works = portfolio.in_tree_order().into_iter().filter(|state| portfolio.is_of_counted(state));
    let lines = works.filter(|state| filter.takes(now, state)).map(|state| Line::of(now, state));
    lines.filter(|line| line.state.kind == Kind::Project || line.asked().next().is_some()).collect()
}

fn page<'a>(now: &'a RegisterView<'a>, lines: Vec<Line<'a>>) -> Vec<Section<'a>> {
    let mut sections = Vec::new();
    let mut lacking: Vec<Sentence> = Vec::new();
    for category in &now.catalog.categories {
        let own: Vec<&Line> = lines.iter().filter(|line| line.state.category == category.code).collect();
        if !own.is_empty() {
            sections.push(of_category(now, category, &own));
            lacking.extend(who_lacks(now, category, &own).into_iter().map(Sentence::from));
        }
    }
    if let Some(last) = sections.iter_mut().rev().find(|section| matches!(section.body, SectionBody::Table { .. })) {
        last.notes.push(PermitSentence::Legend.into());
    }
    let none = lines.is_empty().then(|| ListSentence::NoneOf(Word::Projects).into());
    let is_complete = lacking.is_empty() && none.is_none();
    let said = none.into_iter().chain(is_complete.then(|| PermitSentence::NoneLacking.into())).chain(lacking).collect();
    let body = SectionBody::Sentences(said);
    sections.push(Section {
        id: "lacking".into(),
        heading: Some(ColumnHeading::Word(Word::PermitsLacking)),
        body,
        notes: Vec::new(),
    });
    let known: Vec<Vec<Cell>> = lines.iter().flat_map(|line| details(now, line)).collect();
    if !known.is_empty() {
        let mut columns = detail_columns();
        columns.insert(0, Column::new("name", Word::Name, Shape::Text));
        let mut section = Section::table("details", Word::PermitDetails, columns, known.into_iter());
        section.notes.push(PermitSentence::SincePrevious.into());
        sections.push(section);
    }
    sections
}

/// The works of a category by its permits, and what they come to.
fn of_category<'a>(now: &RegisterView<'a>, category: &'a Category, lines: &[&Line<'a>]) -> Section<'a> {
    let checklist = now.catalog.permits(&category.code);
    let (label, works) = (category.label.clone(), projects(lines));
    let mut counts = PermitCounts::default();
    lines.iter().flat_map(|line| line.asked()).for_each(|each| counts.add(each.standing));
    let said = match checklist {
        [] => PermitSentence::NoChecklist { category: label, works },
        [..] => PermitSentence::OfCategory { category: label, works, counts },
    };
    if checklist.is_empty() {
        let body = SectionBody::Sentences(vec![said.into()]);
        return Section { id: "permits".into(), heading: None, body, notes: Vec::new() };
    }
    let name = Column::new("name", Word::Name, Shape::Text);
    let name = Column { heading: ColumnHeading::Label(category.label.clone()), ..name };
    let mut columns = vec![Column::new("code", Word::Code, Shape::Fixed), name];
    columns.extend(checklist.iter().map(|permit| Column {
        key: permit.label.zh.clone().into(),
        heading: ColumnHeading::Label(permit.short()),
        ..Column::new("permit", Word::Permit, Shape::Sign)
    }));
    let rows: Vec<Vec<Cell>> = lines.iter().map(|line| signs(line)).collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Section { id: "permits".into(), heading: None, body, notes: vec![said.into()] }
}

/// A row of signs.
fn signs(line: &Line) -> Vec<Cell> {
    let Line { state, permits } = line;
    let level = usize::from(state.kind == Kind::Lot);
    let mut cells = vec![Cell::Code(state.code.clone()), Cell::Indented { level, text: state.name.clone() }];
    cells.extend(permits.iter().map(|each| match (state.kind, each.milestone) {
        (Kind::Lot, None) => Cell::Nothing,
        (Kind::Lot, Some(_)) | (Kind::Project | Kind::Programme, _) => standing_cell(each.standing),
    }));
    cells
}

/// Who lacks which permit of a category, by unit in the official order.
fn who_lacks(now: &RegisterView, category: &Category, lines: &[&Line]) -> Vec<PermitSentence> {
    let works = projects(lines);
    let mut bare: Vec<Label> = Vec::new();
    let mut said = Vec::new();
    for permit in now.catalog.permits(&category.code) {
        let of = |line: &&&Line| line.asked().any(|each| each.permit == permit && each.standing.is_lacking());
        let lacking: Vec<&Line> = lines.iter().filter(of).copied().collect();
        let has_no_record = lacking.iter().all(|line| permit.of(line.state).is_none());
        match number(lacking.len()) {
            0 => {}
            n if n == works && has_no_record => bare.push(permit.short()),
            works => {
                let (category, permit, units) = (category.label.clone(), permit.short(), by_unit(now, permit, lacking));
                said.push(PermitSentence::Lacking { category, permit, works, units });
            }
        }
    }
    let category = category.label.clone();
    said.extend((!bare.is_empty()).then_some(PermitSentence::AllLack { category, works, permits: bare }));
    said
}

/// Works that lack a permit by the units that lead them, in the official order; last those that nobody leads.
fn by_unit(now: &RegisterView, permit: &Permit, mut lacking: Vec<&Line>) -> Vec<(Option<String>, Vec<LackingWork>)> {
    lacking.sort_by_key(|line| {
        let lead = now.portfolio.lead(line.state);
        (lead.is_none(), lead.map(|lead| now.units.position(lead)))
    });
    let lead = |line: &Line| now.lead_name(line.state);
    let units = lacking.chunk_by(|one, next| lead(one) == lead(next)).map(|of_unit| {
        let works = of_unit.iter().map(|line| lacking_work(now, line.state, permit)).collect();
        (of_unit.first().and_then(|line| lead(line)), works)
    });
    units.collect()
}

fn lacking_work(now: &RegisterView, state: &State, permit: &Permit) -> LackingWork {
    let overdue = permit.of(state).and_then(|milestone| milestone.overdue_days(now.portfolio.day()));
    LackingWork { name: state.name.clone(), overdue }
}

fn projects(lines: &[&Line]) -> i64 {
    number(lines.iter().filter(|line| line.state.kind == Kind::Project).count())
}

/// What is on record of the permits of a work, a row each.
fn details(view: &RegisterView, line: &Line) -> Vec<Vec<Cell>> {
    let known = line.permits.iter().filter(|each| each.milestone.is_some());
    let row = |each| [Cell::Text(line.state.name.clone())].into_iter().chain(detail(view, each)).collect();
    known.map(row).collect()
}

/// What is told of a permit.
fn detail_columns() -> Vec<Column> {
    vec![
        Column::new("permit", Word::Permit, Shape::Text),
        Column::new("standing", Word::PermitStanding, Shape::Fixed),
        Column::new("due", Word::Deadline, Shape::Fixed),
        Column::new("granted", Word::GrantedOn, Shape::Fixed),
        Column::new("number", Word::DocumentNumber, Shape::Fixed),
        Column::new("authority", Word::Authority, Shape::Text),
        Column::new("days_since_previous", Word::SincePrevious, Shape::Count),
        Column::new("situation", Word::Situation, Shape::Text),
    ]
}

fn detail(view: &RegisterView, each: &WorkPermit) -> Vec<Cell> {
    let milestone = each.milestone;
    vec![
        Cell::Named(Named { code: each.permit.label.zh.clone(), label: each.permit.short() }),
        standing_cell(each.standing),
        milestone.filter(|milestone| milestone.is_planned).map_or(Cell::Nothing, |milestone| Cell::Due(milestone.due)),
        each.granted.map_or(Cell::Nothing, Cell::Due),
        milestone.and_then(|milestone| milestone.number.clone()).map_or(Cell::Nothing, Cell::Code),
        text(milestone.and_then(|milestone| milestone.authority.as_deref())),
        each.since_previous.map_or(Cell::Nothing, Cell::count),
        situation(view, each),
    ]
}

/// What tells a work, where a table is of several.
fn work_columns() -> Vec<Column> {
    vec![
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("lead_unit", Word::LeadUnit, Shape::Text),
    ]
}

fn work(view: &RegisterView, state: &State) -> Vec<Cell> {
    vec![Cell::Code(state.code.clone()), Cell::Text(state.name.clone()), text(view.lead_name(state).as_deref())]
}

/// How far off it is, how it went, or why it is not needed.
fn situation(view: &RegisterView, each: &WorkPermit) -> Cell {
    let Some(milestone) = each.milestone else { return Cell::Nothing };
    let said = |said: MilestoneSentence| Cell::Sentences(vec![said.into()]);
    match each.standing {
        Standing::Missing => Cell::Nothing,
        Standing::Due | Standing::Overdue => said(due_in(milestone, view.portfolio.day())),
        Standing::Granted => match each.granted.filter(|_| milestone.is_planned) {
            Some(granted) => how_it_went(milestone.due, granted),
            None => Cell::Nothing,
        },
        Standing::Waived => {
            let why = milestone.waived.clone().unwrap_or_default();
            Cell::Sentences(vec![PermitSentence::NotNeeded(why).into()])
        }
    }
}

fn standing_cell(standing: Standing) -> Cell {
    let word = match standing {
        Standing::Granted => Word::PermitGranted,
        Standing::Waived => Word::PermitWaived,
        Standing::Due => Word::PermitDue,
        Standing::Overdue => Word::PermitOverdue,
        Standing::Missing => Word::PermitMissing,
    };
    Cell::Word { code: standing.code(), word }
}

/// Every permit asked of every work, for programs.
fn every<'a>(now: &RegisterView, lines: Vec<Line<'a>>) -> Section<'a> {
    let mut columns = work_columns();
    columns.push(Column::new("category", Word::Category, Shape::Fixed));
    columns.extend(detail_columns());
    let row = |line: &Line, each: &WorkPermit| {
        let mut row = work(now, line.state);
        row.push(Cell::Text(line.state.category.clone()));
        row.extend(detail(now, each));
        row
    };
    let rows = lines.iter().flat_map(|line| line.asked().map(|each| row(line, each)).collect::<Vec<_>>());
    let rows: Vec<Vec<Cell>> = rows.collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Section { id: "permits".into(), heading: None, body, notes: Vec::new() }
}

/// `permit list`: every permit of one work, or those that works lack.
pub fn list<'a>(view: &'a RegisterView<'a>, filter: &Filter, listed: Listed, header: Header) -> Report<'a> {
    let (columns, rows) = match listed {
        Listed::OfWork(id) => {
            let line = view.portfolio.get(id).map(|state| Line::of(view, state));
            let rows = line.iter().flat_map(|line| line.permits.iter().map(|each| detail(view, each)));
            (detail_columns(), rows.collect())
        }
        Listed::Lacking(named) => {
            let columns = work_columns().into_iter().chain(detail_columns()).collect();
            (columns, lacking_rows(view, filter, named))
        }
    };
    let none = rows.is_empty().then(|| ListSentence::NoneOf(Word::PermitsLacking).into());
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Report {
        header,
        sections: vec![Section { id: "permits".into(), heading: None, body, notes: none.into_iter().collect() }],
    }
}

/// What works lack, a row each; of the permits named alone, if some are.
fn lacking_rows(view: &RegisterView, filter: &Filter, named: &[(String, String)]) -> Vec<Vec<Cell>> {
    let is_named = |state: &State, permit: &Permit| {
        let of = |(category, name): &(String, String)| *category == state.category && *name == permit.label.zh;
        named.is_empty() || named.iter().any(of)
    };
    let mut rows = Vec::new();
    for line in lines(view, filter) {
        let lacking = line.asked().filter(|each| each.standing.is_lacking() && is_named(line.state, each.permit));
        rows.extend(lacking.map(|each| work(view, line.state).into_iter().chain(detail(view, each)).collect()));
    }
    rows
}

/// The permits of one work, where anything is on record of one.
pub fn section<'a>(view: &RegisterView<'a>, state: &'a State) -> Section<'a> {
    let line = Line::of(view, state);
    let is_any = line.permits.iter().any(|each| each.milestone.is_some());
    let rows: Vec<Vec<Cell>> = line.asked().filter(|_| is_any).map(|each| detail(view, each)).collect();
    Section::table("permits", Word::Permits, detail_columns(), rows.into_iter())
}

#[cfg(test)]
#[path = "permits_test.rs"]
mod tests;
