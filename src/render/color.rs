//! Colour in text, where the terminal has it. Never alone: whatever is coloured says in words what it is.

use unicode_width::UnicodeWidthStr;

use super::PageSettings;
use crate::domain::light::Light;
use crate::lang::light::light;

pub(super) fn bold(page: &PageSettings, line: &str) -> String {
    if page.color { format!("\u{1b}[1m{line}\u{1b}[0m") } else { line.to_owned() }
}

/// Colours the word of a light that begins after so many columns of a line. The line is laid out already, so that
/// escape sequences cannot shift what follows.
pub(super) fn tint(page: &PageSettings, line: &mut String, start: usize) {
    if !page.color {
        return;
    }
    let begins = |at: &usize| line.get(..*at).is_some_and(|before| before.width() == start);
    let word = |of: Light| light(page.lang, Some(of));
    let lit = |at: usize| {
        Light::WORST_FIRST.into_iter().find(|of| line.get(at..).is_some_and(|rest| rest.starts_with(word(*of))))
    };
    let Some((at, of)) = (0..line.len()).filter(begins).find_map(|at| Some((at, lit(at)?))) else { return };
    let end = at + word(of).len();
    line.insert_str(end, "\u{1b}[0m");
    line.insert_str(at, &format!("\u{1b}[{}m", code(of)));
}

fn code(light: Light) -> u8 {
    match light {
        Light::Red => 31,
        Light::Yellow => 33,
        Light::Green => 32,
        Light::Grey => 90,
    }
}
