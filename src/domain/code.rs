//! The codes works go by: the register's own (`HS-W-001`, or any other unique one) and the national one.
//!
//! Shape only. Whether a code is taken is the store's business.

use super::name::half_width;

/// A code as it is stored: no surrounding white space, half width, ASCII capitals.
#[must_use]
pub fn tidy_code(typed: &str) -> String {
    half_width(typed.trim()).to_ascii_uppercase()
}

/// Whether a (tidied) code may be given to a work: 1 to 40 characters, nothing unseen (white space,
/// control and zero-width characters), no slash, comma, semicolon or quote in either width, and no
/// leading `=`, `+`, `-` or `@`, which a spreadsheet would run as a formula.
#[must_use]
pub fn valid_code(code: &str) -> bool {
    let plain = half_width(code);
    (1..=LONGEST).contains(&plain.chars().count())
        && !plain.starts_with(['=', '+', '-', '@'])
        && !plain.chars().any(|c| unseen(c) || NOT_IN_A_CODE.contains(c))
}

/// The code one above the highest number used with this prefix: three digits, more past 999.
/// `HS-W-` after `HS-W-052` gives `HS-W-053`; a code whose rest is not all digits is no number.
#[must_use]
pub fn next_code<'a>(prefix: &str, used: impl Iterator<Item = &'a str>) -> String {
    let highest = used.filter_map(|code| number(code.strip_prefix(prefix)?)).max().unwrap_or(0);
    format!("{prefix}{:03}", highest.saturating_add(1))
}

/// Whether a text has the shape of a national project code: `YYMM-RRRRRR-DD-TT-NNNNNN`, or the older
/// `YYYY-…`, digits only. The first group is a month 01–12 after two digits, or a year 1900–2099.
#[must_use]
pub fn valid_national_code(code: &str) -> bool {
    let groups: Vec<&str> = code.split('-').collect();
    let digits = groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_digit()));
    let lengths = groups.iter().map(|group| group.len()).eq([4, 6, 2, 2, 6]);
    digits && lengths && groups.first().is_some_and(|first| month_or_year(first))
}

/// The number of an issue as people quote it: `I-01`.
#[must_use]
pub fn issue_code(no: i64) -> String {
    format!("I-{no:02}")
}

/// The number of a target as people quote it: `T-01`.
#[must_use]
pub fn target_code(no: i64) -> String {
    format!("T-{no:02}")
}

/// The number of a submission as people quote it: `S-01`.
#[must_use]
pub fn submission_code(no: i64) -> String {
    format!("S-{no:02}")
}

/// The number in `I-01`, `i-1` or `1`, by its letter.
#[must_use]
pub fn quoted_number(letter: char, typed: &str) -> Option<i64> {
    let code = tidy_code(typed);
    let rest = code.strip_prefix(letter.to_ascii_uppercase()).unwrap_or(&code);
    let digits = rest.trim_start_matches('-');
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

const LONGEST: usize = 40;
const NOT_IN_A_CODE: &str = "/\\,;、\"'`“”‘’";

/// Characters that leave no mark on paper, so that two codes could look the same.
fn unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

fn number(digits: &str) -> Option<u128> {
    // `parse` alone would take `+5`
    digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().ok())?
}

fn month_or_year(group: &str) -> bool {
    let Ok(value) = group.parse::<u32>() else {
        return false;
    };
    (1..=12).contains(&(value % 100)) || (1900..=2099).contains(&value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_issue_is_quoted_in_more_than_one_way() {
        for typed in ["I-01", "i-1", "1", "Ｉ－０１", " I01 "] {
            assert_eq!(quoted_number('I', typed), Some(1), "{typed}");
        }
        for typed in ["", "I-", "T-01", "I-1a", "+1"] {
            assert_eq!(quoted_number('I', typed), None, "{typed}");
        }
        assert_eq!([issue_code(1), issue_code(123), target_code(7)], ["I-01", "I-123", "T-07"]);
    }

    #[test]
    fn a_typed_code_is_tidied() {
        assert_eq!(tidy_code("　ｈｓ－ｗ－００１ "), "HS-W-001");
        assert_eq!(tidy_code("水利-3a"), "水利-3A");
    }

    #[test]
    fn codes_that_would_do_harm_are_not_valid() {
        for good in ["HS-W-001", "1", "水利-3", "A.B#2", &"A".repeat(40)] {
            assert!(valid_code(good), "{good}");
        }
        let bad = [
            "",
            "A B",
            "A/B",
            "..\\B",
            "A\tB",
            "A,B",
            "A，B",
            "A;B",
            "A；B",
            "A\"",
            "A＂",
            "‘A’",
            "=1",
            "＝1",
            "+A",
            "-A",
            "@A",
            "A\u{200B}",
            "A\u{7}",
        ];
        for bad in bad.into_iter().chain([&*"A".repeat(41)]) {
            assert!(!valid_code(bad), "{bad:?}");
        }
    }

    #[test]
    fn the_next_code_is_above_the_highest() {
        let next = |used: &[&str]| next_code("HS-W-", used.iter().copied());
        assert_eq!(next(&[]), "HS-W-001");
        assert_eq!(next(&["HS-W-052", "HS-W-007", "HS-B-099"]), "HS-W-053");
        assert_eq!(next(&["HS-W-999"]), "HS-W-1000");
        assert_eq!(next(&["HS-W-1000", "HS-W-999"]), "HS-W-1001");
        assert_eq!(next(&["HS-W-", "HS-W-7A", "HS-W-+9", "HS-W-９"]), "HS-W-001");
    }

    #[test]
    fn a_national_code_has_its_shape() {
        for good in [
            "2201-330203-04-01-123456",
            "2112-330203-48-03-000001",
            "2015-330203-77-01-000002",
            "1999-330203-77-01-000002",
        ] {
            assert!(valid_national_code(good), "{good}");
        }
        let bad = [
            "",
            "2201-330203-04-01",
            "2213-330203-04-01-123456",
            "2100-330203-04-01-123456",
            "2201-33020-04-01-123456",
            "2201-330203-04-01-12345A",
            "2201-330203-04-01-123456-",
            "２２０１-330203-04-01-123456",
            "2201 330203 04 01 123456",
        ];
        for bad in bad {
            assert!(!valid_national_code(bad), "{bad}");
        }
    }

    proptest! {
        #[test]
        fn tidying_twice_is_tidying_once(text in ".*") {
            prop_assert_eq!(tidy_code(&tidy_code(&text)), tidy_code(&text));
        }

        #[test]
        fn the_next_code_is_never_used(numbers in proptest::collection::vec(0_u32..2000, 0..20)) {
            let used: Vec<String> = numbers.iter().map(|n| format!("HS-R-{n:03}")).collect();
            let next = next_code("HS-R-", used.iter().map(String::as_str));
            prop_assert!(valid_code(&next) && !used.contains(&next));
        }
    }
}
