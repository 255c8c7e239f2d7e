//! The order in which codes and names are listed: numbers within them by their size, Chinese by pinyin. Which column is
//! sorted, and whether upwards, is left to the list.

use std::cmp::Ordering;

use pinyin::ToPinyin;

/// A text that is ordered as people list it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed<T>(pub T);

impl<T: AsRef<str> + Eq> Ord for Listed<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        in_list(self.0.as_ref(), other.0.as_ref())
    }
}

impl<T: AsRef<str> + Eq> PartialOrd for Listed<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// HS-W-2 before HS-W-10, HS-W-999 before HS-W-1000; 阿育王路 before 重阳桥 before 中山路. A character with several
/// readings goes by the most common one, as in a spreadsheet. Equal only if the texts are.
pub fn in_list(a: &str, b: &str) -> Ordering {
    let shared = shared_pieces(a, b);
    let (mut rest_of_a, mut rest_of_b) = (&a[shared..], &b[shared..]);
    loop {
        match (Piece::next(&mut rest_of_a), Piece::next(&mut rest_of_b)) {
            (None, None) => return a.cmp(b),
            (one, other) if one == other => {}
            (one, other) => return one.cmp(&other),
        }
    }
}

/// Bytes of whole pieces with which both begin. Codes share most of their signs: no piece of these is looked at.
fn shared_pieces(a: &str, b: &str) -> usize {
    let alike = a.bytes().zip(b.bytes()).take_while(|(one, other)| one == other).count();
    let whole = (0..=alike).rev().find(|at| a.is_char_boundary(*at)).unwrap_or(0);
    a[..whole].trim_end_matches(|sign: char| sign.is_ascii_digit()).len()
}

/// What is compared at a time; numbers go before signs and letters, and these before Chinese.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Piece<'a> {
    /// Digits without leading zeros: the longer is the larger.
    Number(usize, &'a str),
    /// Whatever its case.
    Sign(char),
    /// A reading with its tone; of one reading, by character.
    Syllable(&'static str, char),
}

impl<'a> Piece<'a> {
    /// Takes the first piece off a text.
    fn next(rest: &mut &'a str) -> Option<Self> {
        let sign = rest.chars().next()?;
        let after = rest.trim_start_matches(|sign: char| sign.is_ascii_digit());
        let digits = &rest[..rest.len() - after.len()];
        *rest = if digits.is_empty() { &rest[sign.len_utf8()..] } else { after };
        if !digits.is_empty() {
            let number = digits.trim_start_matches('0');
            return Some(Self::Number(number.len(), number));
        }
        let reading = Some(sign).filter(|sign| !sign.is_ascii()).and_then(|sign| sign.to_pinyin());
        Some(
            reading.map_or(Self::Sign(sign.to_ascii_lowercase()), |reading| {
                Self::Syllable(reading.with_tone_num_end(), sign)
            }),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sorted(texts: &[&'static str]) -> Vec<&'static str> {
        let mut texts = texts.to_vec();
        texts.sort_by(|a, b| in_list(a, b));
        texts
    }

    #[test]
    fn codes_go_by_the_numbers_within_them() {
        let in_order = ["2", "10", "HS-W-2", "HS-W-2-1", "HS-W-2-9", "HS-W-2-10", "HS-W-10", "HS-W-999", "HS-W-1000"];
        let mut reversed = in_order;
        reversed.reverse();
        assert_eq!(sorted(&reversed), in_order);
        assert_eq!(sorted(&["W-10", "W-2", "W-002", "W-1A", "W-1"]), ["W-1", "W-1A", "W-002", "W-2", "W-10"]);
    }

    #[test]
    fn names_go_by_pinyin() {
        let in_order = [
            "9号工程",
            "10号工程",
            "Alpha工程",
            "beta工程",
            "（一）号",
            "阿育王工程",
            "北仑工程",
            "曾家桥",
            "沈家门",
            "鄞江堤防",
            "甬江堤防",
            "重阳工程",
        ];
        let mut reversed = in_order;
        reversed.reverse();
        // 曾 is céng more often than Zēng, 重 zhòng more often than chóng
        assert_eq!(sorted(&reversed), in_order);
    }

    proptest! {
        #[test]
        fn what_both_begin_with_changes_nothing(begin in "[a-z0-9甲乙-]{0,6}", a in "[a-z0-9甲乙-]{0,4}", b in "[a-z0-9甲乙-]{0,4}") {
            let (a, b) = (format!("{begin}{a}"), format!("{begin}{b}"));
            let (mut rest_of_a, mut rest_of_b) = (a.as_str(), b.as_str());
            let pieces = |rest: &mut &str| std::iter::from_fn(|| Piece::next(rest).map(|piece| match piece {
                Piece::Number(length, number) => (0, length, number.to_owned()),
                Piece::Sign(sign) => (1, 0, sign.to_string()),
                Piece::Syllable(reading, sign) => (2, 0, format!("{reading}{sign}")),
            })).collect::<Vec<_>>();
            let whole = pieces(&mut rest_of_a).cmp(&pieces(&mut rest_of_b)).then(a.cmp(&b));
            prop_assert_eq!(in_list(&a, &b), whole);
            prop_assert_eq!(in_list(&b, &a), whole.reverse());
        }
    }
}
