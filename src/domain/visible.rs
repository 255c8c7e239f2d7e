//! What text may hold that is shown to somebody: nothing that steers what shows it. Whoever typed it, a program that
//! altered the register, a file name or a message of somebody else's program must not move a cursor, colour a terminal
//! or make a line read the other way round.

use std::borrow::Cow;

use super::name::is_no_character;

/// Makes all that follows read the other way round until it is closed, or breaks the line.
#[must_use]
pub fn turns_the_line(sign: char) -> bool {
    matches!(sign, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Steers what shows it: all that turns the line, a mark that turns what stands beside it, escapes and other controls
/// but for the end of a line, and what is no character.
#[must_use]
pub fn steers(sign: char) -> bool {
    let is_mark = matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}');
    (sign.is_control() && sign != '\n') || is_mark || turns_the_line(sign) || is_no_character(sign)
}

/// The text for a terminal, a mail or a page of text: each sign that steers stands as one that shows there was something.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(steers) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\t', " ").replace(steers, "\u{fffd}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_steers_is_left() {
        let all: String = ('\0'..=char::MAX).collect();
        assert!(!visible(&all).contains(steers));
        assert_eq!(
            visible("甲\r\n乙\t丙\u{1b}[2J\u{9b}1m\u{202e}丁\u{200f}"),
            "甲\n乙 丙\u{fffd}[2J\u{fffd}1m\u{fffd}丁\u{fffd}"
        );
        assert!(matches!(visible("甲乙\n👨\u{200d}👩\u{200d}👧"), Cow::Borrowed(_)), "a family stays together");
    }
}
