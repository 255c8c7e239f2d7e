//! One HTML file that needs nothing else: for a browser, a phone, a printer. No script, no request: a policy in the file
//! itself forbids both. What users typed is escaped by `maud`; signs that would turn the text around them, and those no
//! document may hold, are made visible.
//!
//! The look stands in `html/style.css` alone; `page` lays out the file, `section` its parts, `table`, `card` and `chart`
//! what they are made of.

mod card;
mod chart;
mod page;
mod section;
mod table;

use std::io::{self, Write};

use crate::domain::visible::turns_the_line;
use crate::lang::Lang;
use crate::report::model::Report;

pub(super) fn render(report: Report<'_>, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let page = page::page(report, lang).into_string();
    out.write_all(clean(&page).as_bytes())?;
    out.write_all(b"\n")
}

/// Without the signs that no document may hold, and without those that would turn what stands after them around: names
/// are set into sentences, and nothing marks there where a name ends.
fn clean(page: &str) -> String {
    let is_none = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let is_no_character =
        |c: char| matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}');
    let shown = |c: char| if turns_the_line(c) || is_none(c) || is_no_character(c) { '\u{fffd}' } else { c };
    page.replace("\r\n", "\n").chars().map(shown).collect()
}
