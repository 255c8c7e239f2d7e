//! What an import would do: the files as they were read, then each row that states something, field by field.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::domain::visible::visible;
use crate::lang::talk::{Talk, talk};
use crate::lang::{Lang, imported as words};
use crate::report::imported::{Diff, Imported, Item};
use crate::report::model::Cell;

/// Values longer than this are not padded to.
const WIDEST: usize = 24;

/// Shows what an import would do.
///
/// # Errors
/// Those of `out`.
pub fn preview(imported: &Imported, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let mut lines = Vec::new();
    lines_of(imported, lang, &mut lines)?;
    out.write_all(visible(&String::from_utf8_lossy(&lines)).as_bytes())
}

fn lines_of(imported: &Imported, lang: Lang, out: &mut Vec<u8>) -> io::Result<()> {
    for line in imported.files.iter().flat_map(|file| words::read(lang, file)) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", words::counts(lang, imported))?;
    if let Some(units) = words::new_units(lang, &imported.new_units) {
        writeln!(out, "{units}")?;
    }
    for item in &imported.items {
        writeln!(out, "\n{}", words::title(lang, item))?;
        diffs(item, lang, out)?;
        for warning in &item.warnings {
            writeln!(out, "    {}", talk(lang, &Talk::Beware(warning)))?;
        }
        for (column, written) in &item.rounded {
            writeln!(out, "    {}", words::rounded(lang, column, written))?;
        }
        if let Some((day, base)) = &item.base {
            writeln!(out, "    {}", words::base(lang, *day, base))?;
        }
        if let Some(kept) = words::kept(lang, &item.kept) {
            writeln!(out, "    {kept}")?;
        }
    }
    if imported.more > 0 {
        writeln!(out, "\n{}", words::more(lang, imported.more))?;
    }
    Ok(())
}

fn diffs(item: &Item, lang: Lang, out: &mut Vec<u8>) -> io::Result<()> {
    let rows: Vec<[String; 4]> = item.diffs.iter().map(|diff| diff_row(item, diff, lang)).collect();
    let width = |at: usize| rows.iter().map(|row| row[at].width()).filter(|width| *width <= WIDEST).max().unwrap_or(0);
    let (heading, was, is) = (rows.iter().map(|row| row[0].width()).max().unwrap_or(0), width(1), width(2));
    for [head, before, now, moved] in &rows {
        let head = padded(head, heading);
        let line = match (item.is_new, moved.is_empty()) {
            (true, _) => format!("    {head}  {now}"),
            (false, true) => format!("    {head}  {}  ->  {now}", padded(before, was)),
            (false, false) => format!("    {head}  {}  ->  {}  {moved}", padded(before, was), padded(now, is)),
        };
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

fn diff_row(item: &Item, Diff { column, was, is, written }: &Diff, lang: Lang) -> [String; 4] {
    let now = match is {
        Cell::Nothing => words::emptied(lang),
        is => words::value(lang, is),
    };
    let now = written.as_ref().map_or_else(|| now.clone(), |text| format!("{now}{}", words::written(lang, text)));
    let moved = if item.is_new { None } else { words::moved(lang, was, is) };
    [words::heading(lang, column), words::value(lang, was), now, moved.unwrap_or_default()]
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}
