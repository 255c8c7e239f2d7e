//! What a cell to be filled takes: a spreadsheet refuses anything else as it is typed, and says what is wanted.

use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, DataValidationRule, Formula, Worksheet, XlsxError};

use super::form::{number, placed};
use super::sheet::{Done, put_text};
use super::style;
use crate::domain::catalog::Named;
use crate::domain::quantity::Dimension;
use crate::lang::word::word;
use crate::lang::{Lang, cell as words, workbook};
use crate::report::form::{Form, FormColumn, Part};
use crate::report::model::{Holds, Word, Words};

/// The words to choose from, a column each on a sheet of their own: a list in the cell itself may have 255 characters.
pub(super) struct Lists<'a> {
    stages: &'a [Vec<Named>],
    conditions: &'a [Named],
}

impl<'a> Lists<'a> {
    pub fn new(form: &'a Form) -> Self {
        Self { stages: &form.stages, conditions: &form.conditions }
    }

    pub fn write(&self, sheet: &mut Worksheet, lang: Lang) -> Done {
        let stages = self.stages.iter().map(|list| (Word::Stage, list.as_slice()));
        let all = stages.chain([(Word::Condition, self.conditions)]);
        for (column, (head, list)) in (0_u16..).zip(all) {
            put_text(sheet, (0, column), word(lang, head), &style::label())?;
            for (row, named) in (1..).zip(list) {
                put_text(sheet, (row, column), lang.name(named), &style::plain())?;
            }
        }
        Ok(())
    }

    /// Where a list stands; an empty one stands nowhere.
    fn range(lang: Lang, column: usize, list: &[Named]) -> Option<String> {
        let name = column_number_to_name(u16::try_from(column).ok()?);
        let sheet = workbook::lists(lang);
        (!list.is_empty()).then(|| format!("='{sheet}'!${name}$2:${name}${}", list.len() + 1))
    }

    fn stages(&self, lang: Lang, list: usize) -> Option<String> {
        Self::range(lang, list, self.stages.get(list)?)
    }

    fn conditions(&self, lang: Lang) -> Option<String> {
        Self::range(lang, self.stages.len(), self.conditions)
    }
}

/// Puts a rule on every column that is to be filled.
pub(super) fn rules(sheet: &mut Worksheet, lists: &Lists<'_>, form: &Form, lang: Lang, head: u32) -> Done {
    if form.rows.is_empty() {
        return Ok(());
    }
    let (first, last) = (head + 1, head + number(form.rows.len()));
    for (at, each) in placed(form).filter(|(_, each)| each.part == Part::Fill) {
        if each.column.holds == Holds::Word(Words::Stage) {
            stages(sheet, lists, form, lang, (first, at))?;
            continue;
        }
        if let Some(rule) = rule(lists, form, lang, each.column.holds)? {
            sheet.add_data_validation(first, at, last, at, &said(rule, form, lang, each)?)?;
        }
    }
    Ok(())
}

/// Rows of one category share a rule, wherever they stand.
fn stages(sheet: &mut Worksheet, lists: &Lists<'_>, form: &Form, lang: Lang, (first, at): (u32, u16)) -> Done {
    let Some(column) = form.columns.get(usize::from(at)) else { return Ok(()) };
    for list in 0..form.stages.len() {
        let Some(range) = lists.stages(lang, list) else { continue };
        let rule = said(from_list(&range), form, lang, column)?;
        for (from, to) in runs(form, list) {
            sheet.add_data_validation(first + from, at, first + to, at, &rule)?;
        }
    }
    Ok(())
}

/// The rows of a list of stages, first and last of each unbroken run.
fn runs(form: &Form, list: usize) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for (row, _) in (0..).zip(&form.rows).filter(|(_, each)| each.stages == list) {
        match runs.last_mut() {
            Some((_, to)) if *to + 1 == row => *to = row,
            _ => runs.push((row, row)),
        }
    }
    runs
}

fn from_list(range: &str) -> DataValidation {
    DataValidation::new().allow_list_formula(Formula::new(range))
}

fn rule(lists: &Lists<'_>, form: &Form, lang: Lang, holds: Holds) -> Result<Option<DataValidation>, XlsxError> {
    let rule = DataValidation::new();
    Ok(Some(match holds {
        Holds::Word(Words::Condition) => match lists.conditions(lang) {
            Some(range) => from_list(&range),
            None => return Ok(None),
        },
        Holds::Flag => rule.allow_list_strings(&[word(lang, Word::Yes), word(lang, Word::No)])?,
        Holds::Day => rule.allow_date(DataValidationRule::Between(&form.first, &form.last)),
        Holds::Quantity(Dimension::Percent) => rule.allow_decimal_number(DataValidationRule::Between(0.0, 1.0)),
        Holds::Quantity(Dimension::Count) | Holds::Count => {
            rule.allow_whole_number(DataValidationRule::GreaterThanOrEqualTo(0))
        }
        Holds::Quantity(_) | Holds::Decimal(_) => {
            rule.allow_decimal_number(DataValidationRule::GreaterThanOrEqualTo(0.0))
        }
        Holds::Passage => rule.allow_text_length(DataValidationRule::LessThanOrEqualTo(workbook::LONGEST_PASSAGE)),
        Holds::Nothing
        | Holds::Name
        | Holds::Code
        | Holds::Due
        | Holds::Year
        | Holds::Amount
        | Holds::Names
        | Holds::Word(_) => return Ok(None),
    }))
}

fn said(rule: DataValidation, form: &Form, lang: Lang, each: &FormColumn) -> Result<DataValidation, XlsxError> {
    let title = workbook::message_title(&words::heading(lang, &each.column));
    let message = workbook::prompt(lang, each.column.holds, (form.first, form.last));
    rule.set_input_title(title)?
        .set_input_message(message.as_str())?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title(workbook::refused(lang))?
        .set_error_message(message)
}
