//! What an import does, row by row, and what is wrong in a sheet.

use super::Lang;
use super::cell;
use super::error::shown;
use super::say::say;
use super::word::word;
use crate::domain::day::Day;
use crate::domain::quantity::{Dimension, exact_grouped};
use crate::report::imported::{Counts, ImportedFile, ImportedSheet, Item};
use crate::report::model::{Cell, Column};
use crate::report::sheets::Sheet;

/// So many lines are named that were not read.
const NAMED: usize = 10;

/// The line that tells how a file was read, and one for each sheet of it.
pub fn read(lang: Lang, file: &ImportedFile) -> Vec<String> {
    let name = shown(&file.name);
    let format = match file.format {
        "utf8" => "UTF-8",
        "utf16" => "UTF-16",
        "gb18030" => "GB18030",
        "big5" => "Big5",
        "xlsx" => "XLSX",
        "xlsb" => "XLSB",
        "xls" => "XLS",
        "ods" => "ODS",
        other => other,
    };
    let sheets = file.sheets.iter().map(|sheet| sheet_read(lang, sheet));
    let skipped: Vec<String> = file.skipped.iter().map(|name| format!("`{}`", shown(name))).collect();
    let names = lang.join(&skipped);
    let skipped = (!skipped.is_empty()).then(|| say!(lang, "  没有读的工作表：{names}", "  sheets not read: {names}"));
    std::iter::once(say!(lang, "{name}（{format}）", "{name} ({format})")).chain(sheets).chain(skipped).collect()
}

fn sheet_read(lang: Lang, sheet: &ImportedSheet) -> String {
    let name = match sheet.is_form {
        true => say!(lang, "填报表", "return sheet"),
        false => word(lang, sheet.sheet.word()).to_owned(),
    };
    let name = match &sheet.name {
        Some(tab) => {
            let tab = shown(tab);
            say!(lang, "{name}（`{tab}`）", "{name} (`{tab}`)")
        }
        None => name,
    };
    let heading = sheet.heading;
    let rows = match sheet.rows {
        None => say!(lang, "没有数据", "no rows"),
        Some((first, last)) => say!(lang, "第{first}至{last}行数据", "rows {first} to {last}"),
    };
    let head = match heading {
        0 => String::new(),
        _ => say!(lang, "第{heading}行表头，", "headings in row {heading}, "),
    };
    let unread: Vec<String> = sheet.unread.iter().map(|heading| format!("`{}`", shown(heading))).collect();
    let unread = lang.join(&unread);
    let left = if unread.is_empty() {
        String::new()
    } else {
        say!(lang, "；不认识、没有读的列：{unread}", "; columns not known and not read: {unread}")
    };
    let out = left_out(lang, &sheet.left_out);
    say!(lang, "  {name}：{head}{rows}{left}{out}", "  {name}: {head}{rows}{left}{out}")
}

/// The lines that were not taken for rows: the first of them by their numbers.
fn left_out(lang: Lang, lines: &[usize]) -> String {
    let count = lines.len();
    let first: Vec<String> = lines.iter().take(NAMED).map(usize::to_string).collect();
    let first = lang.join(&first);
    match count {
        0 => String::new(),
        1..=NAMED => say!(
            lang,
            "；第{first}行是合计、分组或没有名称，没有读",
            "; not read, for sums, heads of groups or without a name: rows {first}"
        ),
        _ => say!(
            lang,
            "；第{first}行等{count}行是合计、分组或没有名称，没有读",
            "; not read, for sums, heads of groups or without a name: rows {first} and others ({count})"
        ),
    }
}

pub fn counts(lang: Lang, counts: &Counts) -> String {
    let Counts { added, changed, unchanged, not_returned, wrong } = counts;
    let mut said = say!(
        lang,
        "新增{added}，变更{changed}，无变化{unchanged}",
        "{added} new, {changed} changed, {unchanged} unchanged"
    );
    if *not_returned > 0 {
        said += &say!(lang, "，未填报{not_returned}", ", {not_returned} not returned");
    }
    if *wrong > 0 {
        said += &say!(lang, "，有误{wrong}", ", {wrong} wrong");
    }
    said
}

/// `变更  HS-W-002 名称（项目第3行；填报截至2022-08-26）`
pub fn title(lang: Lang, item: &Item) -> String {
    let what = match item.is_new {
        true => say!(lang, "新增", "new"),
        false => say!(lang, "变更", "changed"),
    };
    let (code, name, line) = (&item.code, shown(&item.name), item.line);
    let file = item.file.as_ref().map_or_else(String::new, |file| format!("{} ", shown(file)));
    let sheet = word(lang, item.sheet.word());
    let mut about = vec![match item.sheet {
        Sheet::Projects => say!(lang, "{file}第{line}行", "{file}row {line}"),
        Sheet::Updates | Sheet::Plans | Sheet::Milestones | Sheet::Issues | Sheet::Targets => {
            say!(lang, "{file}{sheet}第{line}行", "{file}{sheet}, row {line}")
        }
    }];
    about.extend(item.return_day.map(|day| match item.no_change {
        true => say!(lang, "填报截至{day}：无变化", "return as of {day}: no change"),
        false => say!(lang, "填报截至{day}", "return as of {day}"),
    }));
    let last = item.last_return.filter(|_| item.return_day.is_some());
    about.extend(last.map(|day| say!(lang, "上次截至{day}", "the last as of {day}")));
    let about = lang.join_clauses(&about);
    say!(lang, "{what}  {code} {name}（{about}）", "{what}  {code} {name} ({about})")
}

/// What stood when the year began, as it comes out of what a row says of the year and of all years.
pub fn base(lang: Lang, day: Day, base: &Cell) -> String {
    let base = cell::exact(lang, base);
    say!(
        lang,
        "随之补记年初数：截至{day}，自开工累计完成投资{base}",
        "with it, what stood when the year began: invested since start {base} as of {day}"
    )
}

/// That a number with the tail of a division was rounded.
pub fn rounded(lang: Lang, column: &Column, written: &str) -> String {
    let (heading, written) = (heading(lang, column), shown(written));
    say!(
        lang,
        "{heading}：表里是{written}，位数多于所记，已四舍五入",
        "{heading}: {written} in the sheet, finer than what is recorded, was rounded"
    )
}

/// The words of a row that go with its return, though they are as they were.
pub fn kept(lang: Lang, columns: &[Column]) -> Option<String> {
    let headings: Vec<String> = columns.iter().map(|column| heading(lang, column)).collect();
    let headings = lang.join(&headings);
    (!columns.is_empty()).then(|| {
        say!(lang, "表上原有、随这次填报记入：{headings}", "as they stood, and part of this return: {headings}")
    })
}

pub fn new_units(lang: Lang, units: &[String]) -> Option<String> {
    let units: Vec<String> = units.iter().map(|unit| shown(unit)).collect();
    let names = lang.join(&units);
    (!units.is_empty()).then(|| say!(lang, "新登记单位：{names}", "new units: {names}"))
}

/// Beside the bar of a long import.
pub fn progress(lang: Lang, rows: u64) -> String {
    say!(lang, "已读{rows}行", "{rows} rows read")
}

pub fn more(lang: Lang, rows: i64) -> String {
    say!(lang, "另有{rows}行，同样读入，不逐行列出", "{rows} more rows, read likewise and not listed")
}

/// A heading with its unit, as the preview has it.
pub fn heading(lang: Lang, column: &Column) -> String {
    cell::heading_with_unit(lang, column)
}

/// A value in the unit of its heading.
pub fn value(lang: Lang, cell: &Cell) -> String {
    if *cell == Cell::Nothing {
        return "-".to_owned();
    }
    let text = if let Cell::List(names) = cell {
        cell::join_names(names)
    } else if let Cell::Quantity { value, dimension } = cell {
        let is_share = *dimension == Dimension::Percent; // its unit does not stand in the heading
        if is_share { lang.amount(*value, *dimension) } else { exact_grouped(*value, lang.scale(*dimension)) }
    } else {
        cell::exact(lang, cell)
    };
    shown(&text.replace('\n', " / "))
}

/// By how much a number moved.
pub fn moved(lang: Lang, was: &Cell, is: &Cell) -> Option<String> {
    let (Cell::Quantity { value: was, .. }, Cell::Quantity { value: is, dimension }) = (was, is) else { return None };
    let by = is.checked_sub(*was)?;
    let sign = if by < 0 { "" } else { "+" };
    let by = exact_grouped(by, lang.scale(*dimension));
    Some(match dimension {
        Dimension::Percent => say!(lang, "{sign}{by}个百分点", "{sign}{by} points"),
        Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Count => format!("{sign}{by}"),
    })
}

/// What the preview calls an emptied cell.
pub fn emptied(lang: Lang) -> String {
    say!(lang, "（清空）", "(emptied)")
}
