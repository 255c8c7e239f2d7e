//! What an import does, row by row, and what is wrong in a sheet.

use std::collections::BTreeMap;

use super::Lang;
use super::cell;
use super::error::shown;
use super::say::say;
use super::word::word;
use crate::domain::day::Day;
use crate::domain::quantity::{Dimension, exact_grouped};
use crate::report::imported::{
    Counts, GroupRead, Imported, ImportedFile, ImportedSheet, Item, LeftOut, OfficeRead, SkippedSheet, WrongSum,
};
use crate::report::model::{Cell, Column};
use crate::report::sheets::Sheet;

/// So many works are named that a list does not have.
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
    let sheets = file.sheets.iter().flat_map(|sheet| sheet_read(lang, sheet));
    let skipped = file.skipped.iter().map(|SkippedSheet { name, is_hidden }| match is_hidden {
        true => say!(lang, name = shown(name); "`{name}`（隐藏）", "`{name}` (hidden)"),
        false => format!("`{}`", shown(name)),
    });
    let skipped: Vec<String> = skipped.collect();
    let names = lang.join(&skipped);
    let skipped = (!skipped.is_empty()).then(|| say!(lang, "  没有读的工作表：{names}", "  sheets not read: {names}"));
    std::iter::once(say!(lang, "{name}（{format}）", "{name} ({format})")).chain(sheets).chain(skipped).collect()
}

fn sheet_read(lang: Lang, sheet: &ImportedSheet) -> Vec<String> {
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
    let first = say!(lang, "  {name}：{head}{rows}{left}", "  {name}: {head}{rows}{left}");
    std::iter::once(first).chain(lines_read(lang, sheet)).map(|line| line.replace('\n', "")).collect()
}

/// What is to be said of the lines of a sheet beside those that came in.
#[rustfmt::skip::macros(say)]
fn lines_read(lang: Lang, sheet: &ImportedSheet) -> Vec<String> {
    let OfficeRead { left_out, groups, wrong_sums, right_sums, moved, undecided, .. } = &sheet.read;
    let mut said = Vec::new();
    let count = left_out.len();
    if count > 0 {
        let reasons = lang.join_clauses(&reasons(lang, left_out));
        said.push(say!(lang, "    没有读{count}行：{reasons}", "    rows not read ({count}): {reasons}"));
    }
    for GroupRead { line, name, column, value } in groups {
        let heading = heading(lang, column);
        said.push(say! { lang, name = shown(name), value = shown(value);
            "    第{line}行“{name}”：其下各行的{heading}取{value}", "    row {line}, {name}: {heading} of the rows below it: {value}" });
    }
    for WrongSum { line, name, column, stated, found } in wrong_sums {
        let (heading, stated, found) = (heading(lang, column), value(lang, stated), value(lang, found));
        said.push(say! { lang, name = shown(name);
            "    第{line}行“{name}”与所列各行对不上：{heading}写的是{stated}，各行合计{found}",
            "    row {line}, {name}, is not what it sums: {heading} is stated as {stated}, the rows come to {found}" });
    }
    if *right_sums > 0 {
        said.push(say!(lang, "    合计、小计核对相符{right_sums}行", "    rows of sums that agree with what they sum: {right_sums}"));
    }
    if !moved.is_empty() {
        let lines = ranges(moved);
        said.push(say! { lang,
            "    形象进度一列是文字的，记入进展情况：第{lines}行",
            "    words under physical progress, taken as progress text: rows {lines}" });
    }
    for (heading, lines) in undecided {
        let (heading, lines) = (shown(heading), ranges(lines));
        said.push(say! { lang,
            "    `{heading}`写着待定之类，还没有定，不记入：第{lines}行",
            "    undecided, nothing recorded under `{heading}`: rows {lines}" });
    }
    said.extend(hidden(lang, sheet));
    if let Some(said_missing) = missing(lang, &sheet.missing) {
        said.push(said_missing);
    }
    said
}

fn hidden(lang: Lang, sheet: &ImportedSheet) -> Vec<String> {
    if sheet.is_form {
        return Vec::new(); // a return sheet hides what is not to be filled in
    }
    let lines = ranges(&sheet.hidden_rows);
    let rows = match (sheet.hidden_rows.is_empty(), sheet.is_filtered) {
        (true, _) => None,
        (false, true) => Some(say!(
            lang,
            "    第{lines}行（已被筛选隐藏），照样读入",
            "    rows {lines}: hidden by a filter, read all the same"
        )),
        (false, false) => {
            Some(say!(lang, "    第{lines}行（隐藏），照样读入", "    rows {lines}: hidden, read all the same"))
        }
    };
    let headings: Vec<String> = sheet.hidden_columns.iter().map(|heading| format!("`{}`", shown(heading))).collect();
    let headings = lang.join(&headings);
    let columns = (!sheet.hidden_columns.is_empty()).then(|| {
        say!(lang, "    隐藏的列，照样读入：{headings}", "    columns that are hidden, read all the same: {headings}")
    });
    rows.into_iter().chain(columns).collect()
}

/// The works that an earlier list of this kind had.
fn missing(lang: Lang, works: &[(String, String)]) -> Option<String> {
    let count = works.len();
    let first: Vec<String> = works.iter().take(NAMED).map(|(code, name)| format!("{code} {}", shown(name))).collect();
    let first = lang.join(&first);
    match count {
        0 => None,
        1..=NAMED => Some(say!(
            lang,
            "    名单中没有（台账不动）：{first}",
            "    not in this list, and left as they are: {first}"
        )),
        _ => Some(say! { lang,
        "    名单中没有（台账不动）{count}项：{first}等", "    not in this list, and left as they are ({count}): {first} and others" }),
    }
}

/// Why lines are no rows: each reason with its lines.
fn reasons(lang: Lang, left_out: &[(usize, LeftOut)]) -> Vec<String> {
    let mut by_reason: BTreeMap<LeftOut, Vec<usize>> = BTreeMap::new();
    for (line, why) in left_out {
        by_reason.entry(*why).or_default().push(*line);
    }
    let mut by_reason: Vec<(LeftOut, Vec<usize>)> = by_reason.into_iter().collect();
    by_reason.sort_by_key(|(_, lines)| lines.first().copied());
    let said = by_reason.into_iter().map(|(why, lines)| {
        let (lines, why) = (ranges(&lines), reason(lang, why));
        say!(lang, "第{lines}行是{why}", "{lines}: {why}")
    });
    said.collect()
}

fn reason(lang: Lang, why: LeftOut) -> String {
    match why {
        LeftOut::Group => say!(lang, "分组", "head of a group"),
        LeftOut::Sums => say!(lang, "合计", "sums"),
        LeftOut::OfWhich => say!(lang, "上一行的其中项", "a part of the row above"),
        LeftOut::ColumnNumbers => say!(lang, "栏号", "numbers of the columns"),
        LeftOut::Headings => say!(lang, "表头", "headings"),
        LeftOut::Note => say!(lang, "说明、落款", "notes and signatures"),
        LeftOut::Nameless => say!(lang, "没有名称的", "without a name"),
        LeftOut::AsTold => say!(lang, "`--leave` 指明不读的", "left out by `--leave`"),
    }
}

/// Numbers of lines, with those that follow on each other as one: 2、4-7.
pub(in crate::lang) fn ranges(lines: &[usize]) -> String {
    let mut spans: Vec<(usize, usize)> = Vec::new();
    for line in lines {
        match spans.last_mut().filter(|(_, last)| *last + 1 == *line) {
            Some((_, last)) => *last = *line,
            None => spans.push((*line, *line)),
        }
    }
    let said = spans.iter().map(|(first, last)| match last - first {
        0 => first.to_string(),
        _ => format!("{first}-{last}"),
    });
    said.collect::<Vec<_>>().join("、")
}

/// What became of the rows; of somebody else's sheets with those that are none, so that all are accounted for.
pub fn counts(lang: Lang, imported: &Imported) -> String {
    let Counts { added, changed, unchanged, not_returned, wrong } = &imported.counts;
    let mut said = say!(
        lang,
        "新增{added}，变更{changed}，无变化{unchanged}",
        "{added} new, {changed} changed, {unchanged} unchanged"
    );
    if *not_returned > 0 {
        said += &say!(lang, "，未填报{not_returned}", ", {not_returned} not returned");
    }
    let sheets = || imported.files.iter().flat_map(|file| &file.sheets).map(|sheet| &sheet.read);
    let lines: usize = sheets().map(|read| read.lines).sum();
    // what is wrong is counted by cells, and nothing comes in
    if lines > 0 && *wrong == 0 {
        let left: usize = sheets().map(|read| read.left_out.len()).sum();
        let made: usize = sheets().map(|read| read.made).sum();
        said = say!(lang, "表中{lines}行：{said}", "{lines} rows: {said}");
        if left > 0 {
            said += &say!(lang, "，没有读{left}", ", {left} not read");
        }
        if made > 0 {
            said += &say!(
                lang,
                "（另有{made}项由几行标段合成）",
                " ({made} more, made of several rows, which are their lots)"
            );
        }
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
    let by = is - was;
    let sign = if by < 0 { "" } else { "+" };
    let by = exact_grouped(by, lang.scale(*dimension));
    Some(match dimension {
        Dimension::Percent => say!(lang, "{sign}{by}个百分点", "{sign}{by} points"),
        Dimension::Money | Dimension::Area | Dimension::Land | Dimension::Count(_) => format!("{sign}{by}"),
    })
}

/// What the preview calls an emptied cell.
pub fn emptied(lang: Lang) -> String {
    say!(lang, "（清空）", "(emptied)")
}

/// What stands in somebody else's sheet, beside what is made of it.
pub fn written(lang: Lang, text: &str) -> String {
    let text = shown(&text.replace('\n', " / "));
    say!(lang, "（表中：{text}）", "(in the sheet: {text})")
}
