//! What an import does, row by row, and what is wrong in a sheet.

use super::Lang;
use super::cell;
use super::error::shown;
use super::refused::refused;
use super::say::say;
use super::word::word;
use crate::domain::catalog::Named;
use crate::domain::day::{BadDay, Day};
use crate::domain::quantity::{BadQuantity, Dimension, LARGEST, exact_grouped, units_of};
use crate::error::{BadCell, Fault, Why};
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
        "xlsx" => "XLSX",
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

/// `水利局.csv:5: 累计支付(万元): …`
pub fn fault(lang: Lang, fault: &Fault) -> String {
    let (file, line, why) = (shown(&fault.file), fault.line, why(lang, &fault.why));
    match &fault.column {
        Some(column) => format!("{file}:{line}: {}: {why}", shown(&column.replace('\n', ""))),
        None => format!("{file}:{line}: {why}"),
    }
}

fn why(lang: Lang, why: &Why) -> String {
    match why {
        Why::Cell { value, bad } => bad_cell(lang, &shown(value), bad),
        Why::HeadingTwice { places: [first, second] } => {
            say!(
                lang,
                "第{first}列和第{second}列是同一项，请删去一列",
                "columns {first} and {second} are the same; delete one of them"
            )
        }
        Why::HeadingUnit { unit, dimension } => heading_unit(lang, &shown(unit), *dimension),
        Why::Computed { value, was } => {
            let (value, was) = (shown(value), stood(lang, was));
            say!(
                lang,
                "这一列由台账算出，不能改：表里是 `{value}`，台账是{was}",
                "this column is computed and cannot be changed: `{value}` in the sheet, {was} in the register"
            )
        }
        Why::Fixed { value, was } => {
            let (value, was) = (shown(value), stood(lang, was));
            say!(
                lang,
                "登记时定下，不能在表里改：表里是 `{value}`，台账是{was}",
                "stated when it was registered, not to be changed by a sheet: `{value}` in the sheet, {was} in the register"
            )
        }
        Why::Locked { value, was } => {
            let (value, was) = (shown(value), stood(lang, was));
            say!(
                lang,
                "不是填报格，不能改：表里是 `{value}`，原来是{was}",
                "not a cell to fill: `{value}` in the sheet, it was {was}"
            )
        }
        Why::Emptied => say!(lang, "这一格不能清空", "this cannot be emptied"),
        Why::Needed => say!(lang, "这一格要填", "this must be filled"),
        Why::RowTwice { file: None, line } => say!(lang, "与第{line}行重复", "stands in row {line} already"),
        Why::RowTwice { file: Some(file), line } => {
            let file = shown(file);
            say!(lang, "与{file}第{line}行是同一行", "stands in row {line} of {file} already")
        }
        Why::FileTwice { file } => {
            let file = shown(file);
            say!(lang, "与{file}内容相同，请只导入一份", "is the same file as {file}; import one of them")
        }
        Why::TooManyVersions { most } => say!(
            lang,
            "一次导入里的版本超过{most}个；请分几次导入",
            "more than {most} versions in one import; import the files a few at a time"
        ),
        Why::HeadingAltered => say!(
            lang,
            "填报表没有这个表头；表头不要改，也不要加列",
            "the return sheet has no such heading; leave its headings as they are, and add no column"
        ),
        Why::SaysNot => say!(lang, "填了“否”，同一行却填了内容", "it says no, but the row is filled"),
        Why::OnlyTheDay => say!(
            lang,
            "只改了日期，没有改内容；若是填报且确无变化，在“本期已报”填“是”",
            "only the day was changed; if it is a return and nothing else has changed, put yes under Returned"
        ),
        Why::WantsReason => {
            say!(lang, "这一处改动要说明原因", "this change wants a reason")
        }
        other => row(lang, other),
    }
}

fn heading_unit(lang: Lang, unit: &str, dimension: Option<Dimension>) -> String {
    let Some(dimension) = dimension else {
        return say!(lang, "括号里的 `{unit}` 不是单位", "`{unit}` in the brackets is no unit");
    };
    let units: Vec<&str> = units_of(dimension).collect();
    let units = lang.join(&units);
    say!(
        lang,
        "括号里的 `{unit}` 不是这一列能用的单位，可写{units}",
        "`{unit}` in the brackets is no unit of this column; it can be {units}"
    )
}

/// What the register says, or that it says nothing.
fn stood(lang: Lang, was: &str) -> String {
    match was {
        "" => say!(lang, "空的", "nothing"),
        was => {
            let was = shown(was);
            say!(lang, " `{was}`", "`{was}`")
        }
    }
}

fn row(lang: Lang, why: &Why) -> String {
    match why {
        Why::RowUnknown => say!(
            lang,
            "台账里没有这一行；这一格和“版本”不要改；若是新增的行，“版本”和由程序编的号都空着",
            "the register has no such row; leave this cell and the version as they were; in a new row leave the version and the number blank"
        ),
        Why::CodeGone => say!(
            lang,
            "有版本，这一格却空了；请填回原来的内容；若是新增的行，“版本”也空着",
            "it has a version, yet this is gone; put it back; in a new row leave the version blank too"
        ),
        Why::BadVersion { value, last } => {
            let value = shown(value);
            say!(
                lang,
                "没有 `{value}` 这个版本（最新变更是{last}）；请重新导出后再改",
                "there is no version `{value}` (the last change is {last}); export again and edit that"
            )
        }
        Why::Conflict { version, change, .. } if change <= version => say!(
            lang,
            "表导出后（变更{version}），这一项的变更{change}被撤销了",
            "change {change} to it was taken back after the sheet was made (change {version})"
        ),
        Why::Conflict { version, change, by } => {
            let by = shown(by);
            say!(
                lang,
                "表导出后（变更{version}），{by}又改过这一项（变更{change}）",
                "{by} changed it (change {change}) after the sheet was made (change {version})"
            )
        }
        Why::NameThere { code } => say!(
            lang,
            "台账里已有同名的{code}；若就是它，请在这一行填上编号",
            "{code} has this name already; if it is that, put the code into this row"
        ),
        Why::NamesRunTogether { value, cell } => {
            let (value, cell) = (shown(value), shown(cell));
            say!(
                lang,
                "没有叫 `{value}` 的；是几个单位，请写成 `{cell}`",
                "nothing is called `{value}`; these are several, write `{cell}`"
            )
        }
        Why::Foreign { value } => {
            let value = shown(value);
            say!(
                lang,
                "这一行不是这张填报表的（行上的记号是 `{value}`）；请在原表上填，不要整行粘贴或增加行",
                "this row is not of this return sheet (it is marked `{value}`); fill the rows it came with, paste or add none"
            )
        }
        Why::OutsidePeriod { first, last } => {
            say!(lang, "不在填报期{first}至{last}之内", "not in the period from {first} to {last}")
        }
        Why::Refused(error) => refused(lang, error),
        other => of_others(lang, other),
    }
}

/// What is wrong in somebody else's sheet.
fn of_others(lang: Lang, why: &Why) -> String {
    match why {
        Why::NameNear { code, other, line } => {
            let other = shown(other);
            say!(
                lang,
                "名称与{code} {other}相近；若就是它，把表里的名称改成一样，或 `haishu-proj edit {code} --alias 表里的名称`；确是另一个项目的，加 `--accept {line}`",
                "the name is much like that of {code} {other}; if it is that, make the names alike, or `haishu-proj edit {code} --alias NAME`; if it is another project, add `--accept {line}`"
            )
        }
        Why::UnitAgainst { own, said } => {
            let (own, said) = (shown(own), shown(said));
            say!(
                lang,
                "表头的单位是 `{own}`，`--map` 说的却是 `{said}`；请改 `--map`，不写单位就照表头的",
                "the heading says `{own}`, yet `--map` says `{said}`; change `--map`: without a unit the heading's counts"
            )
        }
        Why::YearAgainst { named, year, is_alone: false } => say!(
            lang,
            "表头不只是{year}年的（还有{named}年），不能导入为{year}年的数；请拆成一年一列",
            "the heading is not of {year} alone ({named} is in it too), so it cannot be the figure of {year}; part it into a column a year"
        ),
        Why::YearAgainst { named, year, .. } => say!(
            lang,
            "表头是{named}年的，导入到的却是{year}年的数；请加 `--as-of {named}-12-31` 这样的日期，或去掉这一列",
            "the heading is of {named}, yet the figure would be that of {year}; add a day of it, like `--as-of {named}-12-31`, or take the column out"
        ),
        Why::OtherTable => say!(
            lang,
            "这一行起是另一张表（表头或单位与上面不同）；请分成两个文件或两张工作表",
            "another table begins here (its headings or its unit are not those above); part it into two files or sheets"
        ),
        Why::NoBase { year } => {
            let before = year - 1;
            say!(
                lang,
                "不知道{year}年初的数，算不出自开工累计；请加一列自开工累计完成投资，或先填报{before}年12月31日的数",
                "what stood when {year} began is not known, nor what was invested since the start; add a column of that, or file first what stood on 31 December {before}"
            )
        }
        Why::NotSinceBase { base: None } => {
            say!(lang, "比自开工累计还多", "it is more than what was invested since the start")
        }
        Why::NotSinceBase { base: Some(base) } => {
            let base = lang.amount(*base, Dimension::Money);
            say!(
                lang,
                "与自开工累计对不上：年初数是{base}",
                "it does not agree with what was invested since the start: the year began with {base}"
            )
        }
        _ => String::new(),
    }
}

fn bad_cell(lang: Lang, value: &str, bad: &BadCell) -> String {
    match bad {
        BadCell::Quantity { bad, dimension } => quantity(lang, value, bad, *dimension),
        BadCell::Day(bad) => day(lang, value, *bad),
        BadCell::Year => say!(lang, "`{value}` 不是年份", "`{value}` is no year"),
        BadCell::Number => say!(lang, "`{value}` 不是整数", "`{value}` is no whole number"),
        BadCell::Flag => say!(lang, "`{value}` 应为“是”或“否”", "`{value}` should be yes or no"),
        BadCell::TwoUnits { heading, row } => {
            let (heading, row) = (shown(heading), shown(row));
            say!(
                lang,
                "`{value}` 有两个单位：表头是 `{heading}`，这一行是 `{row}`；请留一个",
                "`{value}` has two units: `{heading}` behind the heading, `{row}` in the row; leave one"
            )
        }
        BadCell::NotAValue => say!(lang, "`{value}` 不是可以导入的值", "`{value}` is no value"),
        BadCell::Word { candidates } if candidates.is_empty() => {
            say!(lang, "`{value}` 无从对照，先填类别", "`{value}` cannot be looked up without a category")
        }
        BadCell::Word { candidates } => {
            let labels: Vec<&str> = candidates.iter().map(|named: &Named| lang.name(named)).collect();
            let labels = lang.join(&labels);
            say!(lang, "`{value}` 不在词表中，可填：{labels}", "`{value}` is not on the list: {labels}")
        }
    }
}

fn quantity(lang: Lang, value: &str, bad: &BadQuantity, dimension: Dimension) -> String {
    match bad {
        BadQuantity::Empty => say!(lang, "没有数", "there is no number"),
        BadQuantity::NoUnit => {
            let unit = lang.unit(dimension);
            say!(
                lang,
                "`{value}` 没有单位；请在表头或数后写上，如“{unit}”",
                "`{value}` has no unit; put one behind the heading or the number, like {unit}"
            )
        }
        BadQuantity::WrongUnit { unit } => {
            let unit = shown(unit);
            say!(lang, "`{value}` 的单位 `{unit}` 不能用在这里", "`{value}`: `{unit}` is no unit of it")
        }
        BadQuantity::NotANumber { at, found } => {
            let found = shown(&found.to_string());
            say!(
                lang,
                "`{value}` 不是数字，第{at}个字符是 `{found}`",
                "`{value}` is no number: character {at} is `{found}`"
            )
        }
        BadQuantity::TooFine => {
            let finest = match dimension {
                Dimension::Money => say!(lang, "分", "0.01 yuan"),
                Dimension::Count => say!(lang, "个位", "one"),
                _ => "0.01".to_owned(),
            };
            say!(lang, "`{value}` 比{finest}还细", "`{value}` is finer than {finest}")
        }
        BadQuantity::TooLarge => {
            let most = lang.amount(LARGEST, dimension);
            say!(lang, "`{value}` 超过上限{most}", "`{value}` is above {most}")
        }
        BadQuantity::Negative => say!(lang, "`{value}` 是负数", "`{value}` is negative"),
        BadQuantity::Grouping => {
            say!(lang, "`{value}` 的分节逗号不在应在的位置", "the separators of `{value}` are not where they belong")
        }
    }
}

fn day(lang: Lang, value: &str, bad: BadDay) -> String {
    match bad {
        BadDay::NeedsDay => say!(lang, "`{value}` 没有写到日", "`{value}` has no day"),
        BadDay::NotAYearFirst => say!(lang, "`{value}` 没有把年份写在前面", "`{value}` does not begin with the year"),
        BadDay::Impossible => say!(lang, "`{value}`：没有这一天", "`{value}`: there is no such day"),
        _ => say!(lang, "`{value}` 不是日期，写成2022-08-31这样", "`{value}` is no date; write it like 2022-08-31"),
    }
}

/// What the preview calls an emptied cell.
pub fn emptied(lang: Lang) -> String {
    say!(lang, "（清空）", "(emptied)")
}
