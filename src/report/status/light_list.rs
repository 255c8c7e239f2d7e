//! The red list, and the yellow ones in a line each.

use std::cmp::Reverse;

use super::{StatusPage, StatusSentence};
use crate::domain::fact::Kind;
use crate::domain::light::Light;
use crate::domain::state::{Issue, State};
use crate::report::columns::{grounds, text};
use crate::report::model::{
    Cell, Column, Grounds, LightCounts, Section, SectionBody, Sentence, Shape, Telling, Word, number,
};

/// So many are shown; the others are counted.
const SHOWN: usize = 10;
/// So many are told in short.
const IN_SHORT: usize = 5;

/// The red ones, furthest behind first, then those without a gap: the lot, not the parent it reddens.
pub fn red_list<'a>(page: &StatusPage<'a>) -> Section<'a> {
    let columns = vec![
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("lead_unit", Word::LeadUnit, Shape::Text),
        Column::new("reasons", Word::Reasons, Shape::Text),
        Column::new("problem", Word::Problem, Shape::Text),
        Column::new("ask", Word::Ask, Shape::Text),
    ];
    let red = rows_in_light(page, Light::Red);
    let more = number(red.len().saturating_sub(SHOWN));
    let row = |state: &&State| {
        vec![
            Cell::Code(state.code.clone()),
            Cell::Text(state.name.clone()),
            text(page.now.lead_name(state).as_deref()),
            Cell::Verdict(Box::new(grounds(page.now, page.verdict(state)))),
            problem(page, state),
            ask(state),
        ]
    };
    let rows: Vec<Vec<Cell>> = red.iter().take(SHOWN).map(row).collect();
    let mut notes = Vec::new();
    if rows.is_empty() {
        notes.push(StatusSentence::NoRedLights.into());
    }
    notes.extend((more > 0).then_some(StatusSentence::MoreInLight { light: Light::Red, projects: more }.into()));
    let body = SectionBody::Cards { columns, titles: 3, rows };
    Section { id: "red".into(), heading: Some(Word::RedList.into()), body, notes }
}

/// The first of the red ones in a line each: whose it is, why, what is asked.
pub fn red_in_short(page: &StatusPage) -> Vec<Sentence> {
    let red = rows_in_light(page, Light::Red);
    let line = |state: &&State| {
        let grounds = Grounds { telling: Telling::Brief, ..grounds(page.now, page.verdict(state)) };
        let (code, name, unit) = (state.code.clone(), state.name.clone(), page.now.lead_name(state));
        StatusSentence::RedInShort { code, name, unit, grounds: Box::new(grounds), ask: short_ask(state) }
    };
    let mut said: Vec<StatusSentence> = red.iter().take(IN_SHORT).map(line).collect();
    let more = number(red.len().saturating_sub(IN_SHORT));
    said.extend((more > 0).then_some(StatusSentence::MoreInLight { light: Light::Red, projects: more }));
    said.into_iter().map(Sentence::from).collect()
}

/// The yellow ones with the grounds in short; below them what they ask, which are grey, and what others ask.
pub fn yellow_list<'a>(page: &StatusPage<'a>) -> Section<'a> {
    let columns = vec![
        Column::new("light", Word::Light, Shape::Fixed),
        Column::new("code", Word::Code, Shape::Fixed),
        Column::new("name", Word::Name, Shape::Text),
        Column::new("lead_unit", Word::LeadUnit, Shape::Text),
        Column::new("reasons", Word::Reasons, Shape::Text),
    ];
    let (yellow, grey) = (rows_in_light(page, Light::Yellow), rows_in_light(page, Light::Grey));
    let more = number(yellow.len().saturating_sub(SHOWN));
    let row = |state: &&State| {
        let mut grounds = grounds(page.now, page.verdict(state));
        grounds.telling = Telling::Brief;
        vec![
            Cell::Light(page.verdict(state).light),
            Cell::Code(state.code.clone()),
            Cell::Text(state.name.clone()),
            text(page.now.lead_name(state).as_deref()),
            Cell::Verdict(Box::new(grounds)),
        ]
    };
    let rows: Vec<Vec<Cell>> = yellow.iter().take(SHOWN).map(row).collect();
    let mut section = Section::table("yellow", Word::YellowList, columns, rows.into_iter());
    section
        .notes
        .extend((more > 0).then_some(StatusSentence::MoreInLight { light: Light::Yellow, projects: more }.into()));
    let asks = asked(yellow.iter().chain(&grey));
    section.notes.extend((!asks.is_empty()).then(|| StatusSentence::Asks(asks).into()));
    let silent = |state: &&State| {
        let last = page.now.portfolio.returned_on(page.now.catalog, state);
        (state.code.clone(), last.map(|day| (page.of.period.as_of - day).num_days()))
    };
    let greys: Vec<(String, Option<i64>)> = grey.iter().map(silent).collect();
    section.notes.extend((!greys.is_empty()).then(|| StatusSentence::Greys(greys).into()));
    section.notes.extend(other_asks(page, &yellow, &grey));
    section
}

/// Code and words of each that asks something.
fn asked<'s>(rows: impl Iterator<Item = &'s &'s State>) -> Vec<(String, String)> {
    rows.filter_map(|state| Some((state.code.clone(), short_ask(state)?))).collect()
}

/// What those ask that are in no list, as green ones are.
fn other_asks(page: &StatusPage, yellow: &[&State], grey: &[&State]) -> Option<Sentence> {
    let red = rows_in_light(page, Light::Red);
    let is_listed = |state: &State| [&red, yellow, grey].into_iter().flatten().any(|listed| listed.id == state.id);
    let others = page.taken.iter().filter(|state| page.now.portfolio.is_of_counted(state) && !is_listed(state));
    let mut asks = asked(others);
    let more = number(asks.len().saturating_sub(SHOWN));
    asks.truncate(SHOWN);
    (!asks.is_empty()).then(|| StatusSentence::OtherAsks { asks, more }.into())
}

/// The rows in a light that show it by themselves.
pub fn rows_in_light<'a>(page: &StatusPage<'a>, light: Light) -> Vec<&'a State> {
    let rows = page.taken.iter().copied().filter(|state| is_shown(page, state, light));
    let mut rows: Vec<&State> = rows.collect();
    rows.sort_by_cached_key(|state| Reverse(page.verdict(state).behind()));
    rows
}

/// Lots in the lists whose projects are not counted here: how many stand in each light.
pub fn lots_alone(page: &StatusPage) -> LightCounts {
    let is_alone = |state: &&State| {
        let project = page.now.portfolio.project_of(state);
        state.kind == Kind::Lot && !page.counted.iter().any(|counted| counted.id == project.id)
    };
    let of = |light| rows_in_light(page, light).into_iter().filter(is_alone).map(move |_| Some(light));
    LightCounts::count([Light::Red, Light::Yellow, Light::Grey].into_iter().flat_map(of))
}

/// A project or a lot by which one is judged; a project only if it is not just one of its lots that shows.
fn is_shown(page: &StatusPage, state: &State, light: Light) -> bool {
    let (portfolio, verdict) = (page.now.portfolio, page.verdict(state));
    if verdict.light != Some(light) {
        return false;
    }
    match state.kind {
        Kind::Programme => false,
        Kind::Lot => portfolio.files(state) && portfolio.parent_of(state).is_none_or(|of| portfolio.is_counted(of)),
        Kind::Project if portfolio.judged_by_lots(state) => {
            let of_lot = portfolio.leaves(state).iter().any(|lot| page.verdict(lot).light == Some(light));
            portfolio.is_counted(state) && (!of_lot || verdict.is_lit_by_itself(light))
        }
        Kind::Project => portfolio.is_counted(state),
    }
}

/// What stands in the way: the open issue to be dealt with first, else the last return's words.
fn problem(page: &StatusPage, state: &State) -> Cell {
    match first_issue(state) {
        Some(issue) => {
            let (no, text, raised, due) = (issue.fact.no, issue.fact.text.clone(), issue.raised, issue.fact.due);
            let days = (page.of.period.as_of - raised).num_days();
            Cell::Sentences(vec![StatusSentence::IssueInLine { no, text, raised, days, due }.into()])
        }
        None => text(state.problem.as_deref()),
    }
}

/// What is asked: by the last return, else by an open issue.
fn ask(state: &State) -> Cell {
    let by_return = state.ask.clone().map(|text| StatusSentence::Asked {
        text,
        as_of: state.last_return.map(|(_, day)| day),
        issue: None,
    });
    let by_issue = || {
        let mut asking: Vec<&Issue> = state.open_issues().filter(|issue| issue.fact.ask.is_some()).collect();
        asking.sort_by_key(|issue| urgency(issue));
        let issue = asking.first()?;
        Some(StatusSentence::Asked { text: issue.fact.ask.clone()?, as_of: None, issue: Some(issue.fact.no) })
    };
    by_return.or_else(by_issue).map_or(Cell::Nothing, |asked| Cell::Sentences(vec![asked.into()]))
}

/// What is asked, without where it was asked.
pub fn short_ask(state: &State) -> Option<String> {
    let asking = state.open_issues().filter(|issue| issue.fact.ask.is_some()).min_by_key(|issue| urgency(issue));
    state.ask.clone().or_else(|| asking.and_then(|issue| issue.fact.ask.clone()))
}

pub fn first_issue(state: &State) -> Option<&Issue> {
    state.open_issues().min_by_key(|issue| urgency(issue))
}

/// The highest level first, then the oldest.
fn urgency(issue: &Issue) -> impl Ord + use<> {
    (Reverse(issue.fact.level), issue.raised, issue.fact.no)
}
