//! A row of a sheet as what it states, one function for each sheet.

use crate::act::field::StatedOwn;
use crate::act::filing::Taker;
use crate::act::listing::{Particulars, StatedTotal};
use crate::act::target::TargetRule;
use crate::act::{FieldChange, filing, issue, milestone, plan, target};
use crate::domain::UnitId;
use crate::domain::catalog::{Catalog, INVESTED};
use crate::domain::day::{Day, DueDay};
use crate::domain::fact::{Condition, FiguresFrom, Level, SetLight};
use crate::domain::state::State;
use crate::domain::target::{Comparator, Mode, Strength, TargetKind};
use crate::error::{RowError, ValueError};
use crate::lang::Lang;
use crate::lang::cell::{join_names, sheet};
use crate::report::columns::total_key;
use crate::report::model::{Cell, Role};
use crate::report::sheets::MONTHS;
use crate::sheet::value::Said;

use super::row::{SheetRow, number};
use super::work::Work;
use super::wrong::{Wrong, in_column, wrong};

/// The words of a return, with the fields of a row they stand in.
const WORDS: [&str; 4] = ["progress", "problem", "ask", "next_step"];

/// The return that a row of projects, or of a return sheet, states: what differs from what stood, and the words that
/// stand in the row. A row in which nothing differs files one only where it is said to be one; else `None`.
pub fn project_return(work: &mut Work, row: &SheetRow) -> Result<Option<filing::StatedReturn>, Wrong> {
    let is_returned = *row.said("returned") == Said::This(Cell::Flag(true));
    let changed = row.table.columns.iter().filter(|column| column.role == Role::Return);
    let mut changed = changed.filter(|column| !matches!(&*column.key, "as_of" | "returned") && row.states(&column.key));
    let is_changed = changed.next().is_some();
    if is_changed && *row.said("returned") == Said::This(Cell::Flag(false)) {
        return wrong("returned", RowError::SaysNot);
    }
    if !is_changed && !is_returned {
        return if row.states("as_of") { wrong("as_of", RowError::OnlyTheDay) } else { Ok(None) };
    }
    row.never_emptied(&["stage", "condition", "as_of"])?;
    let mut stated = figures_of_return(work, row)?;
    never_cleared(&stated)?;
    stated.as_of = row.day("as_of");
    let words = [&mut stated.progress, &mut stated.problem, &mut stated.ask, &mut stated.next_step];
    for (key, word) in WORDS.into_iter().zip(words) {
        *word = match row.was(key) {
            Cell::Text(stood) if !row.states(key) && row.is_filled(key) => FieldChange::Set(stood.clone()),
            _ => text(row, key),
        };
    }
    stated.no_change = (!says_something(&stated)).then_some(true);
    Ok(Some(stated))
}

/// Whether a return states anything beside its day.
fn says_something(stated: &filing::StatedReturn) -> bool {
    let words = [&stated.progress, &stated.problem, &stated.ask, &stated.next_step];
    stated.stage.set().is_some()
        || stated.condition.set().is_some()
        || !stated.readings.is_empty()
        || words.iter().any(|word| word.set().is_some())
}

/// What a row of returns says of a new one, or of one it corrects.
pub fn update(work: &mut Work, row: &SheetRow, is_correction: bool) -> Result<filing::StatedReturn, Wrong> {
    row.never_emptied(if is_correction { &["as_of"] } else { &["stage", "condition", "as_of"] })?;
    let figures = figures_of_return(work, row)?;
    if !is_correction {
        never_cleared(&figures)?;
    }
    Ok(filing::StatedReturn {
        as_of: row.day("as_of"),
        progress: text(row, "progress"),
        problem: text(row, "problem"),
        ask: text(row, "ask"),
        next_step: text(row, "next_step"),
        source: text(row, "source"),
        light: light(row)?,
        no_change: match row.said("no_change") {
            Said::This(Cell::Flag(flag)) => Some(*flag),
            Said::Emptied => Some(false),
            Said::This(_) | Said::Nothing => None,
        },
        ..figures
    })
}

/// Stage, condition and readings, as far as a row states or empties them.
fn figures_of_return(work: &mut Work, row: &SheetRow) -> Result<filing::StatedReturn, Wrong> {
    let figures_stay = match row.said("figures_stay") {
        Said::This(Cell::Flag(flag)) => Some(*flag),
        Said::Emptied => Some(false),
        Said::This(_) | Said::Nothing => None,
    };
    // where the figures go is said by the cell beside it, whether that is new or not
    let merged_into = match (text(row, "merged_into"), row.now("merged_into")) {
        (FieldChange::Keep, Cell::Code(code)) if figures_stay.is_some() => FieldChange::Set(code.clone()),
        (stated, _) => stated,
    };
    let merged_into = match merged_into {
        FieldChange::Set(code) => {
            let into = work.at_code("merged_into", &code)?;
            let catalog = &work.session.catalog;
            let parent = match into.state(catalog).parent {
                Some(parent) => work.found(parent)?,
                None => None,
            };
            FieldChange::Set(Taker::of(into.state(catalog), parent.as_ref().map(|parent| parent.state(catalog))))
        }
        FieldChange::Clear => FieldChange::Clear,
        FieldChange::Keep => FieldChange::Keep,
    };
    let mut readings = std::collections::BTreeMap::new();
    for measure in work.session.catalog.measures.iter().filter(|measure| measure.is_read) {
        let reading = match row.said(&measure.code) {
            Said::Emptied => FieldChange::Clear,
            Said::This(cell) => number(cell).into(),
            Said::Nothing => FieldChange::Keep,
        };
        if reading.is_stated() {
            readings.insert(measure.code.clone(), reading);
        }
    }
    Ok(filing::StatedReturn {
        stage: text(row, "stage"),
        condition: match text(row, "condition") {
            FieldChange::Set(code) => Condition::from_code(&code).into(),
            FieldChange::Clear => FieldChange::Clear,
            FieldChange::Keep => FieldChange::Keep,
        },
        merged_into,
        figures_stay,
        review: match row.day("review_day") {
            None if row.is_emptied("review_day") => FieldChange::Clear,
            day => day.into(),
        },
        readings,
        ..filing::StatedReturn::default()
    })
}

/// A new return has no reading to empty.
fn never_cleared(stated: &filing::StatedReturn) -> Result<(), Wrong> {
    match stated.readings.iter().find(|(_, value)| **value == FieldChange::Clear) {
        Some((measure, _)) => wrong(measure.clone(), RowError::Emptied),
        None => Ok(()),
    }
}

/// A light set by hand: all three of its cells, or none.
fn light(row: &SheetRow) -> Result<FieldChange<SetLight>, Wrong> {
    if !["light", "light_until", "light_reason"].iter().any(|key| row.states(key)) {
        return Ok(FieldChange::Keep);
    }
    let Cell::Light(Some(light)) = row.now("light") else { return Ok(FieldChange::Clear) };
    let Cell::Day(until) = row.now("light_until") else { return wrong("light_until", RowError::Needed) };
    let Cell::Text(reason) = row.now("light_reason") else { return wrong("light_reason", RowError::Needed) };
    Ok(FieldChange::Set(SetLight { light: *light, until: *until, reason: reason.clone() }))
}

/// What a row of projects says of one beside its returns.
pub fn particulars(work: &mut Work, row: &SheetRow, stood: Option<&State>) -> Result<Particulars, Wrong> {
    let (aliases, dropped_aliases) = names(row, "aliases")?;
    let (tags, dropped_tags) = names(row, "tags")?;
    Ok(Particulars {
        name: text(row, "name"),
        location: text(row, "location"),
        content: text(row, "content"),
        leader: text(row, "leader"),
        own: own_fields(&work.session.catalog, row),
        national_code: text(row, "national_code"),
        aliases,
        dropped_aliases,
        tags,
        dropped_tags,
        units: units(work, row)?,
        totals: totals(&work.session.catalog, row, stood)?,
        figures: row.text("figures").flatten().and_then(FiguresFrom::from_code),
    })
}

/// Names that a cell has and did not have, and the other way round.
fn names(row: &SheetRow, key: &'static str) -> Result<(Vec<String>, Vec<String>), Wrong> {
    let now = match row.said(key) {
        Said::Nothing => return Ok(Default::default()),
        Said::This(Cell::List(names)) => names.as_slice(),
        Said::This(_) | Said::Emptied => &[],
    };
    let was = if let Cell::List(names) = row.was(key) { names.as_slice() } else { &[] };
    // of those that did not stand, whoever gives one twice is told as of any names
    let twice = now.iter().enumerate().find(|(at, name)| was.contains(name) && now[..*at].contains(name));
    if let Some((_, twice)) = twice {
        return in_column(key, Err(ValueError::StatedTwice { what: twice.clone() }));
    }
    let without = |these: &[String], others: &[String]| -> Vec<String> {
        these.iter().filter(|name| !others.contains(name)).cloned().collect()
    };
    Ok((without(now, was), without(was, now)))
}

/// The fields of the office's own that a row states.
fn own_fields(catalog: &Catalog, row: &SheetRow) -> Vec<StatedOwn> {
    let stated = catalog.own_fields.iter().filter_map(|field| {
        let value = match row.said(&field.code) {
            Said::Nothing => return None,
            Said::Emptied => None,
            Said::This(cell) => Some(sheet(Lang::Zh, cell).into_owned()),
        };
        Some(StatedOwn { field: field.code.clone(), value })
    });
    stated.collect()
}

/// The units a cell states, the lead first.
fn units(work: &mut Work, row: &SheetRow) -> Result<FieldChange<Vec<UnitId>>, Wrong> {
    let names = match row.said("units") {
        Said::Nothing => return Ok(FieldChange::Keep),
        Said::This(Cell::List(names)) => names,
        Said::This(_) | Said::Emptied => return Ok(FieldChange::Clear),
    };
    if let Some(parted) = work.parted(names) {
        let (value, cell) = (join_names(names), join_names(&parted));
        return wrong("units", RowError::NamesRunTogether { value, cell });
    }
    Ok(FieldChange::Set(work.units(names)?))
}

fn totals(catalog: &Catalog, row: &SheetRow, stood: Option<&State>) -> Result<Vec<StatedTotal>, Wrong> {
    let basis = match row.now("total_basis") {
        Cell::Named(named) => Some(named.code.clone()),
        _ => None,
    };
    let mut totals = Vec::new();
    for measure in catalog.measures.iter().filter(|measure| measure.total_label.is_some()) {
        let key = total_key(&measure.code);
        let is_basis = measure.code == INVESTED && row.states("total_basis");
        if !row.states(&key) && !is_basis {
            continue;
        }
        let stood =
            stood.and_then(|state| i64::try_from(state.total(&measure.code)?).ok()).filter(|_| !row.states(&key));
        let value = number(row.now(&key)).or(stood);
        if is_basis && value.is_none() && !row.states(&key) {
            return wrong("total", RowError::Needed);
        }
        let basis = basis.clone().filter(|_| measure.code == INVESTED && value.is_some());
        totals.push(StatedTotal { measure: measure.code.clone(), value, basis });
    }
    Ok(totals)
}

/// The plan of the year that stands in a row of projects.
pub fn project_plan(row: &SheetRow, year: i32) -> Option<plan::StatedPlan> {
    let (value, goal) = (row.number("plan"), row.text("goal").flatten().map(str::to_owned));
    if value.is_none() && goal.is_none() {
        return None;
    }
    let planned = vec![plan::PlannedMeasure { measure: INVESTED.to_owned(), value, months: Vec::new() }];
    Some(plan::StatedPlan { year, planned, goal, on: None })
}

/// What a row says of the plan of a year and measure.
pub fn plan(row: &SheetRow, year: i32, measure: &str) -> Result<plan::StatedPlan, Wrong> {
    row.never_emptied(&["value", "goal", "from_day"])?;
    let goal = row.text("goal").flatten().map(str::to_owned);
    let is_planned = row.states("value") || MONTHS.iter().any(|month| row.states(month));
    let (value, months) = if is_planned {
        let Some(value) = number(row.now("value")) else { return wrong("value", RowError::Needed) };
        (Some(value), MONTHS.iter().filter_map(|month| number(row.now(month))).collect())
    } else {
        (None, Vec::new())
    };
    if value.is_none() && goal.is_none() {
        return if row.states("from_day") {
            wrong("from_day", RowError::OnlyTheDay)
        } else {
            wrong("value", RowError::Needed)
        };
    }
    let planned = vec![plan::PlannedMeasure { measure: measure.to_owned(), value, months }];
    Ok(plan::StatedPlan { year, planned, goal, on: row.day("from_day") })
}

/// What a row says of a milestone that is not on record.
pub fn milestone(row: &SheetRow, name: &str, due: DueDay) -> milestone::StatedMilestone {
    let text = |key| row.text(key).flatten().map(str::to_owned);
    milestone::StatedMilestone { name: name.to_owned(), due, stage: text("stage"), source: text("source"), on: None }
}

/// What a row says of an issue that is raised.
pub fn issue(work: &mut Work, row: &SheetRow) -> Result<issue::StatedIssue, Wrong> {
    let text = row.needed("text")?.to_owned();
    let unit = match row.text("unit").flatten() {
        Some(name) => Some(work.unit(crate::act::FieldName::IssueUnit, name)?),
        None => None,
    };
    Ok(issue::StatedIssue {
        text,
        ask: row.text("ask").flatten().map(str::to_owned),
        unit,
        level: row.text("level").flatten().and_then(Level::from_code).unwrap_or(Level::Unit),
        due: row.day("due"),
        on: row.day("raised"),
    })
}

/// What a row says of an issue that is closed: the day and what came of it; `None`: it is not.
pub fn closing<'r>(row: &'r SheetRow) -> Result<Option<(Day, Option<&'r str>)>, Wrong> {
    if !row.states("closed") && !row.states("outcome") {
        return Ok(None);
    }
    row.never_emptied(&["closed", "outcome"])?;
    let Some(closed) = row.day("closed") else { return wrong("closed", RowError::Needed) };
    Ok(Some((closed, row.text("outcome").flatten())))
}

/// What a row says of a target that is new.
pub fn target(row: &SheetRow) -> Result<target::StatedTarget, Wrong> {
    let text = |key| row.text(key).flatten().map(str::to_owned);
    let word = |key| row.text(key).flatten();
    let sentence = row.needed("sentence")?.to_owned();
    let Some(year) = row.number("year").and_then(|year| i32::try_from(year).ok()) else {
        return wrong("year", RowError::Needed);
    };
    let Some(value) = row.number("value") else { return wrong("value", RowError::Needed) };
    let rule = match (text("stage"), text("measure"), text("unit")) {
        (None, None, None) => return wrong("unit", RowError::Needed),
        (stage, measure, unit) => TargetRule::stated(stage, measure, unit)?,
    };
    Ok(target::StatedTarget {
        sentence,
        year,
        kind: word("kind").and_then(TargetKind::from_code).unwrap_or(TargetKind::Promise),
        rule,
        value,
        comparator: word("comparator").and_then(Comparator::from_code).unwrap_or(Comparator::Equal),
        strength: word("strength").and_then(Strength::from_code).unwrap_or(Strength::Must),
        mode: word("mode").and_then(Mode::from_code).unwrap_or(Mode::Unstated),
        opening: row.number("opening"),
        category: text("category"),
        tag: text("tag"),
        source: text("source"),
    })
}

/// The text of a cell as what it does to its field.
fn text(row: &SheetRow, key: &str) -> FieldChange<String> {
    match row.text(key) {
        None => FieldChange::Keep,
        Some(None) => FieldChange::Clear,
        Some(Some(text)) => FieldChange::Set(text.to_owned()),
    }
}

/// What a row says of the tree: the code of its parent.
pub fn parent<'r>(row: &'r SheetRow) -> FieldChange<&'r str> {
    match row.text("parent") {
        None => FieldChange::Keep,
        Some(None) => FieldChange::Clear,
        Some(Some(code)) => FieldChange::Set(code),
    }
}

/// The category a new row says it is of, by code.
pub fn category<'r>(row: &'r SheetRow) -> Option<&'r str> {
    row.text("category").flatten()
}

/// What a new row is said to be.
pub fn kind(row: &SheetRow) -> Option<crate::domain::fact::Kind> {
    row.text("kind").flatten().and_then(crate::domain::fact::Kind::from_code)
}
