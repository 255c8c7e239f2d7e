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
use crate::domain::catalog::{Category, Label};
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
    Lacking { permit: Label, works: i64, units: Vec<(Option<String>, Vec<LackingWork>)> },
    /// All works of a category lack it.
    AllLack { category: Label, permit: Label, works: i64 },
    /// Nobody lacks any.
    NoneLacking,
    /// What the signs of the table mean.
    Legend,
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
            sections.extend(of_category(now, category, &own));
            lacking.extend(who_lacks(now, category, &own).into_iter().map(Sentence::from));
        }
    }
    if let Some(last) = sections.last_mut() {
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
        sections.push(Section::table("details", Word::PermitDetails, detail_columns(true), known.into_iter()));
    }
    sections
}

/// What a category comes to, and its works by its permits.
fn of_category<'a>(now: &RegisterView<'a>, category: &'a Category, lines: &[&Line<'a>]) -> Vec<Section<'a>> {
    let checklist = now.catalog.permits(&category.code);
    let (label, works) = (category.label.clone(), projects(lines));
    let mut counts = PermitCounts::default();
    lines.iter().flat_map(|line| line.asked()).for_each(|each| counts.add(each.standing));
    let said = match checklist {
        [] => PermitSentence::NoChecklist { category: label, works },
        [..] => PermitSentence::OfCategory { category: label, works, counts },
    };
    let lead = SectionBody::Sentences(vec![said.into()]);
    let lead = Section { id: "category".into(), heading: None, body: lead, notes: Vec::new() };
    if checklist.is_empty() {
        return vec![lead];
    }
    let mut columns = vec![Column::new("code", Word::Code, Shape::Fixed), Column::new("name", Word::Name, Shape::Text)];
    columns.extend(checklist.iter().map(|permit| Column {
        key: permit.label.zh.clone().into(),
        heading: ColumnHeading::Label(permit.short()),
        ..Column::new("permit", Word::Permit, Shape::Fixed)
    }));
    let rows: Vec<Vec<Cell>> = lines.iter().map(|line| signs(line)).collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    vec![lead, Section { id: "permits".into(), heading: None, body, notes: Vec::new() }]
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
    let said = now.catalog.permits(&category.code).iter().filter_map(|permit| {
        let of = |line: &&&Line| line.asked().any(|each| each.permit == permit && each.standing.is_lacking());
        let mut lacking: Vec<&&Line> = lines.iter().filter(of).collect();
        let is_bare = |line: &&&Line| permit.of(line.state).is_none();
        let label = permit.short();
        let n = number(lacking.len());
        if lacking.is_empty() {
            return None;
        }
        if n > 1 && n == works && lacking.iter().all(is_bare) {
            return Some(PermitSentence::AllLack { category: category.label.clone(), permit: label, works });
        }
        lacking.sort_by_key(|line| {
            let lead = now.portfolio.lead(line.state);
            (lead.is_none(), lead.map(|lead| now.units.position(lead)))
        });
        let lead = |line: &&&Line| now.lead_name(line.state);
        let units = lacking.chunk_by(|one, next| lead(&one) == lead(&next)).map(|of_unit| {
            let works = of_unit.iter().map(|line| lacking_work(now, line.state, permit)).collect();
            (of_unit.first().and_then(lead), works)
        });
        Some(PermitSentence::Lacking { permit: label, works: n, units: units.collect() })
    });
    said.collect()
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
    known.map(|each| detail(view, Some(line.state), each)).collect()
}

fn detail_columns(is_of_many: bool) -> Vec<Column> {
    let work = [Column::new("code", Word::Code, Shape::Fixed), Column::new("name", Word::Name, Shape::Text)];
    let own = [
        Column::new("permit", Word::Permit, Shape::Text),
        Column::new("standing", Word::PermitStanding, Shape::Fixed),
        Column::new("due", Word::Deadline, Shape::Fixed),
        Column::new("granted", Word::GrantedOn, Shape::Fixed),
        Column::new("number", Word::DocumentNumber, Shape::Text),
        Column::new("authority", Word::Authority, Shape::Text),
        Column::new("days_since_previous", Word::SincePrevious, Shape::Count),
        Column::new("situation", Word::Situation, Shape::Text),
    ];
    work.into_iter().filter(|_| is_of_many).chain(own).collect()
}

/// A row; `of`: the work, where the table is of several.
fn detail(view: &RegisterView, of: Option<&State>, each: &WorkPermit) -> Vec<Cell> {
    let work = of.map(|state| [Cell::Code(state.code.clone()), Cell::Text(state.name.clone())]);
    let label = each.permit.short();
    let milestone = each.milestone;
    let own = [
        Cell::Named(crate::domain::catalog::Named { code: each.permit.label.zh.clone(), label }),
        standing_cell(each.standing),
        milestone.filter(|milestone| milestone.is_planned).map_or(Cell::Nothing, |milestone| Cell::Due(milestone.due)),
        each.granted.map_or(Cell::Nothing, Cell::Due),
        text(milestone.and_then(|milestone| milestone.number.as_deref())),
        text(milestone.and_then(|milestone| milestone.authority.as_deref())),
        each.since_previous.map_or(Cell::Nothing, Cell::count),
        situation(view, each),
    ];
    work.into_iter().flatten().chain(own).collect()
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
    let lead = |line: &Line| [Cell::Text(line.state.category.clone()), text(now.lead_name(line.state).as_deref())];
    let row = |line: &Line, each: &WorkPermit| {
        let mut row = detail(now, Some(line.state), each);
        row.extend(lead(line));
        row
    };
    let rows: Vec<Vec<Cell>> =
        lines.iter().flat_map(|line| line.asked().map(|each| row(line, each)).collect::<Vec<_>>()).collect();
    let mut columns = detail_columns(true);
    columns.push(Column::new("category", Word::Category, Shape::Fixed));
    columns.push(Column::new("lead_unit", Word::LeadUnit, Shape::Text));
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Section { id: "permits".into(), heading: None, body, notes: Vec::new() }
}

/// `permit list`: every permit of one work, or those that works lack.
pub fn list<'a>(view: &'a RegisterView<'a>, filter: &Filter, listed: Listed, header: Header) -> Report<'a> {
    let lines: Vec<Line> = match listed {
        Listed::OfWork(id) => view.portfolio.get(id).into_iter().map(|state| Line::of(view, state)).collect(),
        Listed::Lacking(_) => lines(view, filter),
    };
    let is_shown = |line: &Line, each: &WorkPermit| match listed {
        Listed::OfWork(_) => true,
        Listed::Lacking(named) => {
            let is_named =
                |(category, name): &(String, String)| *category == line.state.category && *name == each.permit.label.zh;
            each.standing.is_lacking() && (named.is_empty() || named.iter().any(is_named))
        }
    };
    let is_of_many = matches!(listed, Listed::Lacking(_));
    let rows: Vec<Vec<Cell>> = lines
        .iter()
        .flat_map(|line| {
            let shown = line.asked().filter(|each| is_shown(line, each));
            shown.map(|each| row_of_list(view, is_of_many.then_some(line.state), each)).collect::<Vec<_>>()
        })
        .collect();
    let mut columns = detail_columns(is_of_many);
    if is_of_many {
        columns.insert(2, Column::new("lead_unit", Word::LeadUnit, Shape::Text));
    }
    let notes = rows.is_empty().then(|| ListSentence::NoneOf(Word::Permits).into()).into_iter().collect();
    let body = SectionBody::Table { columns, rows: Box::new(rows.into_iter()) };
    Report { header, sections: vec![Section { id: "permits".into(), heading: None, body, notes }] }
}

fn row_of_list(view: &RegisterView, of: Option<&State>, each: &WorkPermit) -> Vec<Cell> {
    let mut row = detail(view, of, each);
    if let Some(state) = of {
        row.insert(2, text(view.lead_name(state).as_deref()));
    }
    row
}

/// The permits of one work, where anything is on record of one.
pub fn section<'a>(view: &RegisterView<'a>, state: &'a State) -> Section<'a> {
    let line = Line::of(view, state);
    let is_any = line.permits.iter().any(|each| each.milestone.is_some());
    let rows: Vec<Vec<Cell>> = line.asked().filter(|_| is_any).map(|each| detail(view, None, each)).collect();
    Section::table("permits", Word::Permits, detail_columns(false), rows.into_iter())
}

#[cfg(test)]
#[path = "permits_test.rs"]
mod tests;
