//! The return sheet (填报表): a unit's projects, what was returned last, and the cells it is to fill for a period.

use super::columns::{ProjectColumn, RegisterView};
use super::model::{Cell, Column, ColumnHeading, Header, Holds, Role, Sentence, Shape, Word};
use crate::domain::catalog::{Catalog, INVESTED, Measure, Named, PAID, PHYSICAL};
use crate::domain::day::Day;
use crate::domain::period::{Cadence, Period};
use crate::domain::quantity::Dimension;
use crate::domain::state::State;

/// What a column of a return sheet asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FormSentence {
    Returned,
    AsOf,
    Stage,
    Condition,
    Progress,
    Problem,
    Ask,
    NextStep,
    /// A share since the start of the works.
    Percentage,
    /// Any other figure since then.
    Figure,
}

/// A return sheet, ready to be written.
pub struct Form {
    pub header: Header,
    /// Whose it is; `None`: of all units.
    pub unit: Option<String>,
    pub first: Day,
    pub last: Day,
    pub cadence: Cadence,
    /// Of which state of the register it is, as every row says.
    pub version: String,
    pub columns: Vec<FormColumn>,
    pub rows: Vec<FormRow>,
    /// The stages of each category.
    pub stages: Vec<Vec<Named>>,
    pub conditions: Vec<Named>,
    /// What the headings mean, one a column that is to be filled.
    pub notes: Vec<Sentence>,
}

pub struct FormColumn {
    pub column: Column,
    pub part: Part,
}

/// Who a column of a return sheet is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// What the register knows: to be read, locked.
    Known,
    /// What was returned last: to be read beside what is to be filled, locked.
    Last,
    /// To be filled.
    Fill,
    /// For the program, when the sheet comes back: hidden, locked.
    Hidden,
}

pub struct FormRow {
    /// One for each column; of those to be filled, [`Cell::Nothing`].
    pub cells: Vec<Cell>,
    /// Which of the lists of stages is this row's.
    pub stages: usize,
}

/// What a column of a return sheet is filled from.
#[derive(Clone, Copy)]
enum CellSource<'a> {
    /// A column of the projects, as it stood.
    Standing(ProjectColumn<'a>),
    /// Nothing: to be filled with what is asked for.
    Blank(FormSentence),
    Version,
    Period,
}

use ProjectColumn as P;

/// Every column a return sheet can have, with what it is filled from; those of `measures` alone.
fn all<'a>(measures: &[&'a Measure]) -> Vec<(FormColumn, CellSource<'a>)> {
    let known = |column: P<'a>| {
        let own = column.column();
        let role = if own.role == Role::Key { Role::Key } else { Role::Computed };
        (FormColumn { column: Column { role, ..own }, part: Part::Known }, CellSource::Standing(column))
    };
    let last = |column: P<'a>| {
        let own = column.column();
        let key = format!("last_{}", own.key).into();
        let heading = ColumnHeading::Last(Box::new(own.heading));
        let column_ = Column { key, heading, role: Role::Computed, holds: Holds::Nothing, ..own };
        (FormColumn { column: column_, part: Part::Last }, CellSource::Standing(column))
    };
    let fill = |column: Column, asked| (FormColumn { column, part: Part::Fill }, CellSource::Blank(asked));
    let mut columns =
        vec![known(P::Code), known(P::Name), known(P::Plan), last(P::AsOf), fill(returned(), FormSentence::Returned)];
    columns.push(fill(P::AsOf.column(), FormSentence::AsOf));
    columns.extend([last(P::Stage), fill(P::Stage.column(), FormSentence::Stage)]);
    columns.push(fill(P::Condition.column(), FormSentence::Condition));
    for measure in measures {
        let is_share = measure.dimension == Dimension::Percent;
        let asked = if is_share { FormSentence::Percentage } else { FormSentence::Figure };
        columns.extend([last(P::Reading(measure)), fill(P::Reading(measure).column(), asked)]);
    }
    columns.push(fill(P::Progress.column(), FormSentence::Progress));
    columns.extend([last(P::Problem), fill(P::Problem.column(), FormSentence::Problem)]);
    columns.push(fill(P::Ask.column(), FormSentence::Ask));
    columns.push(fill(P::NextStep.column(), FormSentence::NextStep));
    let hidden = |key, word, role, source| {
        let column = Column::new(key, word, Shape::Fixed).holding(role, Holds::Code);
        (FormColumn { column, part: Part::Hidden }, source)
    };
    columns.push(hidden("version", Word::Version, Role::Version, CellSource::Version));
    columns.push(hidden("period", Word::Period, Role::Computed, CellSource::Period));
    columns
}

/// 本期已报: what says that a return was made, though nothing has changed.
pub fn returned() -> Column {
    Column::new("returned", Word::Returned, Shape::Fixed).holding(Role::Return, Holds::Flag)
}

/// The columns that tell a return sheet from other sheets.
pub fn own_columns() -> Vec<Column> {
    let all = all(&[]).into_iter().map(|(column, _)| column);
    all.filter(|column| matches!(column.part, Part::Last | Part::Hidden)).map(|column| column.column).collect()
}

/// Every column a return sheet can have.
pub fn columns(catalog: &Catalog) -> Vec<Column> {
    all(&read(catalog)).into_iter().map(|(column, _)| column.column).collect()
}

/// The cells of a row under [`columns`].
pub fn cells(view: &RegisterView, state: &State, version: &str, period: &str) -> Vec<Cell> {
    let sources = all(&read(view.catalog));
    sources.into_iter().map(|(_, source)| cell(view, state, source, version, period)).collect()
}

fn read(catalog: &Catalog) -> Vec<&Measure> {
    catalog.measures.iter().filter(|measure| measure.is_read).collect()
}

fn cell(view: &RegisterView, state: &State, source: CellSource, version: &str, period: &str) -> Cell {
    match source {
        CellSource::Standing(column) => column.cell(view, state),
        CellSource::Blank(_) => Cell::Nothing,
        CellSource::Version => Cell::Code(version.to_owned()),
        CellSource::Period => Cell::Code(period.to_owned()),
    }
}

/// A period as the rows of a return sheet carry it.
pub fn period_text(period: &Period) -> String {
    format!("{}/{}", period.first, period.last)
}

/// The return sheet of a unit: the rows it leads that a return is expected of.
pub fn form(
    view: &RegisterView,
    states: &[&State],
    unit: Option<String>,
    period: Period,
    version: &str,
    header: Header,
) -> Form {
    let measures: Vec<&Measure> = read(view.catalog).into_iter().filter(|measure| is_wanted(measure, states)).collect();
    let (columns, sources): (Vec<FormColumn>, Vec<CellSource>) = all(&measures).into_iter().unzip();
    let span = period_text(&period);
    let position = |state: &State| view.catalog.category_position(&state.category);
    let rows = states.iter().map(|state| FormRow {
        cells: sources.iter().map(|source| cell(view, state, *source, version, &span)).collect(),
        stages: position(state),
    });
    let rows = rows.collect();
    let stage = |stage: &crate::domain::catalog::Stage| Named { code: stage.code.clone(), label: stage.label.clone() };
    let stages = view.catalog.categories.iter().map(|category| category.stages.iter().map(stage).collect());
    let notes = sources.iter().filter_map(|source| match source {
        CellSource::Blank(asked) => Some(Sentence::from(*asked)),
        CellSource::Standing(_) | CellSource::Version | CellSource::Period => None,
    });
    let notes = notes.collect();
    Form {
        header,
        unit,
        first: period.first,
        last: period.last,
        cadence: period.cadence,
        version: version.to_owned(),
        notes,
        rows,
        stages: stages.collect(),
        conditions: view.catalog.conditions.clone(),
        columns,
    }
}

/// Money and progress are asked of all; what is for some categories, of their works; anything else of those that have a
/// total, a plan or a value of it.
fn is_wanted(measure: &Measure, states: &[&State]) -> bool {
    let of = |state: &&State| {
        if !measure.categories.is_empty() {
            return measure.is_of(&state.category);
        }
        let has_total = measure.share_of.as_deref().is_some_and(|total| state.total(total).is_some());
        let is_planned = state.plans.iter().any(|version| version.plan.measure == measure.code);
        has_total || is_planned || state.reading(&measure.code).is_some()
    };
    [INVESTED, PAID, PHYSICAL].contains(&measure.code.as_str()) || states.iter().any(of)
}
