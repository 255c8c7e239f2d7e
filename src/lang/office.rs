//! What offices write at the head of their own sheets: of which years their figures are. Until when the figures are is in
//! `lang::list_day`; how they call the columns is data of the register; what stands in the lines below is in
//! `lang::sheet_line`.

use crate::domain::catalog::Label;
use crate::domain::name::half_width;

/// A field with the unit of the numbers below a heading, as `--map` has both.
#[must_use]
pub fn with_unit(Label { zh, en }: Label, unit: Option<&str>) -> Label {
    let unit = unit.map_or_else(String::new, |unit| format!("({unit})"));
    Label { zh: zh + &unit, en: en + &unit }
}

/// The years a heading names, a year being looked at: 2022年计划, 21年, 明年.
#[must_use]
pub fn years_of(heading: &str, year: i32) -> Vec<i32> {
    let text = bare(heading);
    let mut years = Vec::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let (_, from) = rest.split_at(at);
        let end = from.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(from.len());
        let (digits, after) = from.split_at(end);
        let named = digits.parse::<i32>().ok();
        years.extend(named.filter(|named| digits.len() == 4 && (1900..2200).contains(named)));
        years.extend(named.filter(|_| digits.len() == 2 && after.starts_with('年')).map(|short| 2000 + short));
        rest = after;
    }
    let said = [("明年", 1), ("下年", 1), ("来年", 1), ("次年", 1), ("去年", -1), ("上年", -1)];
    years.extend(said.into_iter().filter(|(word, _)| text.contains(word)).map(|(_, by)| year + by));
    years
}

/// Half width and lower case, without spaces.
pub(super) fn bare(text: &str) -> String {
    half_width(text).chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_a_heading() {
        let years = |heading: &str| years_of(heading, 2022);
        assert_eq!(years("2022年计划投资（万元）"), [2022]);
        assert_eq!(years("2022-2025年计划"), [2022, 2025]);
        assert_eq!((years("21年计划"), years("明年计划"), years("1-8月计划")), (vec![2021], vec![2023], vec![]));
    }
}
