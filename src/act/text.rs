//! The words of a statement: names stand on one line of a table, passages may have several.

use super::{FieldChange, FieldName, Refusal};
use crate::domain::code::{tidy_code, valid_national_code};
use crate::domain::name::{is_no_character, unix_lines};
use crate::domain::visible::turns_the_line;
use crate::error::ValueError;

/// Names are printed in tables, passages are not.
const LONGEST_NAME: usize = 200;
const LONGEST_PASSAGE: usize = 10_000;

/// Signs that take no room or look like a space: nobody sees them in a name.
const UNSEEN: [char; 9] =
    ['\u{ad}', '\u{34f}', '\u{61c}', '\u{115f}', '\u{1160}', '\u{180e}', '\u{2800}', '\u{3164}', '\u{feff}'];

fn is_unseen(sign: char) -> bool {
    UNSEEN.contains(&sign) || turns_the_line(sign) || ('\u{200b}'..='\u{200f}').contains(&sign) || sign == '\u{2060}'
}

/// A name: it says something, on one line.
pub fn name(value: &str) -> Result<String, ValueError> {
    checked(value, LONGEST_NAME, |sign| sign.is_control() || is_unseen(sign))
}

/// The words of a return or a reason: they may have several lines, all ended in one way.
pub fn passage(value: &str) -> Result<String, ValueError> {
    let is_refused = |sign: char| (sign.is_control() && !['\n', '\t'].contains(&sign)) || turns_the_line(sign);
    checked(&unix_lines(value), LONGEST_PASSAGE, is_refused)
}

/// A national project code, its shape checked.
pub fn national_code(value: &str) -> Result<String, ValueError> {
    let code = tidy_code(value);
    if valid_national_code(&code) { Ok(code) } else { Err(ValueError::NationalCode { value: value.to_owned() }) }
}

pub(super) fn name_in(field: FieldName, value: &str) -> Result<String, Refusal> {
    name(value).map_err(|why| field.refuses(why))
}

pub(super) fn passage_in(field: FieldName, value: &str) -> Result<String, Refusal> {
    passage(value).map_err(|why| field.refuses(why))
}

pub(super) fn optional_name(field: FieldName, value: Option<&str>) -> Result<Option<String>, Refusal> {
    value.map(|value| name_in(field.clone(), value)).transpose()
}

pub(super) fn optional_passage(field: FieldName, value: Option<&str>) -> Result<Option<String>, Refusal> {
    value.map(|value| passage_in(field, value)).transpose()
}

pub(super) fn changed_passage(field: FieldName, value: FieldChange<String>) -> Result<FieldChange<String>, Refusal> {
    value.try_map(|value| passage_in(field, &value))
}

fn checked(value: &str, most: usize, is_refused: impl Fn(char) -> bool) -> Result<String, ValueError> {
    let text = value.trim();
    if text.is_empty() {
        return Err(ValueError::EmptyText);
    }
    let length = text.chars().count();
    if length > most {
        return Err(ValueError::TooLong { length, most });
    }
    match text.chars().position(|sign| is_refused(sign) || is_no_character(sign)) {
        Some(before) => Err(ValueError::ControlCharacter { value: text.to_owned(), at: before + 1 }),
        None => Ok(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_ends_its_lines_in_one_way() {
        let passage = |value| passage(value).expect("a passage");
        assert_eq!(passage("甲\r\n乙\r丙\n丁\t戊\r\n"), "甲\n乙\n丙\n丁\t戊");
        let longest = "字\r\n".repeat(LONGEST_PASSAGE / 2);
        assert_eq!(passage(&longest).chars().count(), LONGEST_PASSAGE - 1, "an end of a line counts once");
    }

    #[test]
    fn what_is_no_character_is_refused_in_names_and_passages() {
        for sign in ['\u{fffe}', '\u{ffff}', '\u{7}', '\u{85}', '\u{2028}'] {
            let value = format!("甲\r\n乙{sign}丙");
            let refused = passage(&value);
            assert!(matches!(refused, Err(ValueError::ControlCharacter { at: 4, .. })), "{value:?}: {refused:?}");
            let refused = name(&format!("甲{sign}乙"));
            assert!(matches!(refused, Err(ValueError::ControlCharacter { at: 2, .. })), "{value:?}: {refused:?}");
        }
        assert!(name("甲\u{fffd}").is_ok(), "a sign that was lost before is there to be seen");
        assert!(name("甲\r乙").is_err());
    }
}
