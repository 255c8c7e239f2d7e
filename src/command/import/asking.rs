//! What is left to ask whoever imports the list of an office: on a terminal in a short dialogue, elsewhere as one command
//! that has an answer to everything and may be typed as it stands.

use crate::domain::Day;
use crate::domain::catalog::{Catalog, Label};
use crate::error::{HeadingsError, Question, Result, SaidFlag};
use crate::lang::cell::heading_label;
use crate::lang::office::with_unit;
use crate::lang::talk::Talk;
use crate::report::model::Column;
use crate::sheet::heading::Given;

use crate::command::ctx::Ctx;

use super::mapping::{Mapping, alone};
use super::plan::{List, Plan, SheetPlan};
use super::resolve::{Choice, OpenHeading};

/// What was answered so far, beside the mapping.
pub struct Answers {
    pub mapping: Mapping,
    pub only: Option<String>,
    pub as_of: Option<Day>,
    pub new_unit: bool,
    /// Somebody at a terminal was asked, and is shown what comes of it before it is recorded.
    pub is_asked: bool,
}

/// The lists that are still asked about: where one sheet of several is to be chosen, the likeliest.
fn lists(plan: &Plan) -> Vec<&List> {
    let likeliest = plan.sheets.first();
    let is_asked = |list: &&List| likeliest.is_none_or(|name| list.sheet.as_ref() == Some(name));
    plan.lists().filter(is_asked).collect()
}

/// Everything that is left to ask, in the order it is asked.
pub fn questions(catalog: &Catalog, columns: &[Column], plan: &Plan) -> Vec<Question> {
    let mut questions = Vec::new();
    if !plan.sheets.is_empty() {
        questions.push(Question::Sheet { sheets: plan.sheets.clone() });
    }
    if let Some(year) = plan.year_alone {
        questions.push(Question::Day { year, day: last_day(year) });
    }
    if let Some(asked) = &plan.day_asked {
        let mut said = asked.said.clone();
        said.dedup();
        questions.push(Question::WhichDay { said, days: asked.days.clone() });
    }
    for open in open(plan) {
        let choices = open.choices.iter().map(|choice| label(columns, choice)).collect();
        questions.push(Question::Heading { heading: open.heading.clone(), samples: open.samples.clone(), choices });
    }
    if let Some(likely) = lists(plan).iter().find_map(|list| list.lacks_category.as_ref()) {
        let mut categories: Vec<&crate::domain::catalog::Category> = catalog.categories.iter().collect();
        categories.sort_by_key(|category| category.code != *likely);
        questions.push(Question::Category { choices: categories.into_iter().map(|each| each.label.clone()).collect() });
    }
    let units: Vec<String> = new_units(plan);
    if !units.is_empty() {
        questions.push(Question::Units { names: units });
    }
    questions
}

/// The open headings, each once however many sheets have it.
fn open(plan: &Plan) -> Vec<&OpenHeading> {
    let mut all: Vec<&OpenHeading> = Vec::new();
    for open in lists(plan).into_iter().flat_map(|list| &list.found.open) {
        if !all.iter().any(|known| known.heading == open.heading) {
            all.push(open);
        }
    }
    all
}

fn new_units(plan: &Plan) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for name in lists(plan).into_iter().flat_map(|list| &list.new_units) {
        if !all.contains(name) {
            all.push(name.clone());
        }
    }
    all
}

/// The field that a choice is, as `--map` has it; `None`: nothing is read.
fn label(columns: &[Column], choice: &Choice) -> Option<Label> {
    match choice {
        Choice::Field { column, unit } => Some(with_unit(heading_label(&columns[*column]), unit.as_deref())),
        Choice::NotRead => None,
    }
}

/// The command that answers everything with the likeliest.
pub fn refused(typed: &str, questions: Vec<Question>) -> HeadingsError {
    let flags = questions.iter().map(flag).collect();
    HeadingsError::Open { questions, typed: typed.to_owned(), flags }
}

fn flag(question: &Question) -> SaidFlag {
    let both = |text: &str| Label { zh: text.to_owned(), en: text.to_owned() };
    match question {
        Question::Heading { heading, choices, .. } => match choices.first() {
            Some(Some(Label { zh, en })) => SaidFlag {
                flag: "--map",
                value: Some(Label { zh: format!("{heading}={zh}"), en: format!("{heading}={en}") }),
            },
            _ => SaidFlag { flag: "--ignore", value: Some(both(heading)) },
        },
        Question::Category { choices } => SaidFlag { flag: "--category", value: choices.first().cloned() },
        Question::Units { .. } => SaidFlag { flag: "--new-unit", value: None },
        Question::Day { day, .. } => SaidFlag { flag: "--as-of", value: Some(both(&day.to_string())) },
        Question::WhichDay { days, .. } => {
            SaidFlag { flag: "--as-of", value: days.first().map(|day| both(&day.to_string())) }
        }
        Question::Sheet { sheets } => SaidFlag { flag: "--sheet", value: sheets.first().map(|name| both(name)) },
    }
}

fn last_day(year: i32) -> Day {
    Day::from_ymd_opt(year, 12, 31).unwrap_or_default()
}

/// Asks whoever sits at the terminal; `None`: they went away, or said no.
pub fn ask(ctx: &mut Ctx, catalog: &Catalog, columns: &[Column], plan: &Plan, answers: &mut Answers) -> Result<bool> {
    for question in questions(catalog, columns, plan) {
        let Some(answer) = answered(ctx, &question)? else { return Ok(false) };
        match &question {
            Question::Sheet { sheets } => answers.only = sheets.get(answer).cloned(),
            Question::Day { day, .. } => answers.as_of = Some(*day),
            Question::WhichDay { days, .. } => answers.as_of = days.get(answer).copied(),
            Question::Units { .. } if answer > 0 => return Ok(false),
            Question::Units { .. } => answers.new_unit = true,
            Question::Category { choices } => {
                let label = choices.get(answer);
                let category = catalog.categories.iter().find(|category| Some(&category.label) == label);
                answers.mapping.category = category.map(|category| category.code.clone());
            }
            Question::Heading { heading, .. } => {
                let of = open(plan).into_iter().find(|open| open.heading == *heading);
                match of.and_then(|open| open.choices.get(answer)) {
                    Some(Choice::Field { column, unit }) => answers.mapping.given.push(Given {
                        heading: heading.clone(),
                        column: *column,
                        unit: unit.clone(),
                    }),
                    Some(Choice::NotRead) | None => answers.mapping.ignored.push(alone(heading)),
                }
            }
        }
        // which sheet it is, or of which day, may settle the rest or open more
        if matches!(question, Question::Sheet { .. } | Question::Day { .. } | Question::WhichDay { .. }) {
            return Ok(true);
        }
    }
    Ok(true)
}

/// The number of the choice that was taken, from 0.
fn answered(ctx: &mut Ctx, question: &Question) -> Result<Option<usize>> {
    ctx.say(&Talk::Question(question));
    loop {
        let Some(line) = ctx.answer()? else { return Ok(None) };
        match question.choice(&line) {
            Some(choice) => return Ok(Some(choice)),
            None => ctx.say(&Talk::NoSuchChoice { choices: question.choices() }),
        }
    }
}

/// Whether what was shown is to be imported.
pub fn confirmed(ctx: &mut Ctx) -> Result<bool> {
    ctx.say(&Talk::Confirm);
    let answer = ctx.answer()?;
    Ok(answer.is_some_and(|answer| matches!(answer.as_str(), "" | "y" | "Y" | "是")))
}

/// Whether the file has a list that is still to be read.
pub fn has_list(sheets: &[SheetPlan]) -> bool {
    sheets.iter().any(|sheet| matches!(sheet, SheetPlan::List(_)))
}
