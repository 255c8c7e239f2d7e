//! The words about what is wrong in the rows and cells of a sheet, and about what lets it in. One line has to do.

use std::collections::BTreeMap;

use super::super::imported::ranges;
use super::{Message, StatedAt, argument, listed, objection, quoted, say, shown};
use crate::domain::day::BadDay;
use crate::domain::quantity::{BadQuantity, Dimension, LARGEST, units_of};
use crate::error::{BadCell, Fault, Remedy, RowError};
use crate::lang::Lang;

/// `水利局.csv:5: 累计支付(万元): …`
pub fn fault(lang: Lang, fault: &Fault) -> String {
    let (file, line, why) = (shown(&fault.file), fault.line, row(lang, &fault.why));
    match &fault.column {
        Some(column) => format!("{file}:{line}: {}: {why}", shown(&column.replace('\n', ""))),
        None => format!("{file}:{line}: {why}"),
    }
}

/// Of faults that are alike so many are told by themselves, and the others in one line, if they are more than a few.
const TOLD_ALIKE: usize = 3;
const GATHERED_FROM: usize = 6;

/// Faults, those that are alike together: of one column, with one message whatever the value.
pub fn faults(lang: Lang, all: &[Fault], wrong: i64) -> Vec<String> {
    let mut alike: BTreeMap<(String, String, String), Vec<usize>> = BTreeMap::new();
    let kinds: Vec<(String, String, String)> = all.iter().map(|fault| kind(lang, fault)).collect();
    for (fault, kind) in all.iter().zip(&kinds) {
        alike.entry(kind.clone()).or_default().push(fault.line);
    }
    let mut told: BTreeMap<&(String, String, String), usize> = BTreeMap::new();
    let mut lines = Vec::new();
    for (each, kind) in all.iter().zip(&kinds) {
        let rows = alike.get(kind).map(Vec::as_slice).unwrap_or_default();
        let count = told.entry(kind).or_default();
        *count += 1;
        if rows.len() < GATHERED_FROM || *count <= TOLD_ALIKE {
            lines.push(fault(lang, each));
        } else if *count == TOLD_ALIKE + 1 {
            lines.push(more_alike(lang, each, &rows[TOLD_ALIKE..]));
        }
    }
    let kept = i64::try_from(all.len()).unwrap_or(wrong);
    if wrong > kept {
        let untold = wrong - kept;
        lines.push(say!(lang, "还有{untold}处没有列出", "not listed: {untold} more"));
    }
    lines
}

/// What a fault is, but for the row and the values.
fn kind(lang: Lang, fault: &Fault) -> (String, String, String) {
    let text = row(lang, &fault.why);
    let outside = text.split('`').step_by(2).flat_map(str::chars).filter(|sign| !sign.is_ascii_digit());
    (fault.file.clone(), fault.column.clone().unwrap_or_default(), outside.collect())
}

#[rustfmt::skip::macros(say)]
fn more_alike(lang: Lang, fault: &Fault, rows: &[usize]) -> String {
    let (file, count, rows) = (shown(&fault.file), rows.len(), ranges(rows));
    let column =
        fault.column.as_ref().map(|column| format!("{}: ", shown(&column.replace('\n', "")))).unwrap_or_default();
    say!(lang, "{file}: {column}同样的还有{count}处：第{rows}行", "{file}: {column}the same in {count} more places: rows {rows}")
}

#[expect(clippy::too_many_lines, reason = "one arm a variant")]
#[rustfmt::skip::macros(say, told)]
fn row(lang: Lang, why: &RowError) -> String {
    match why {
        RowError::Cell { value, bad } => bad_cell(lang, &shown(value), bad),
        RowError::HeadingTwice { places: [first, second] } => say! { lang,
            "第{first}列和第{second}列是同一项，请删去一列",
            "columns {first} and {second} are the same; delete one of them" },
        RowError::HeadingUnit { unit, dimension } => heading_unit(lang, &shown(unit), *dimension),
        RowError::Computed { value, was } => say! { lang, value = shown(value), was = stood(lang, was);
            "这一列由台账算出，不能改：表里是 `{value}`，台账是{was}",
            "this column is computed and cannot be changed: `{value}` in the sheet, {was} in the register" },
        RowError::Fixed { value, was } => say! { lang, value = shown(value), was = stood(lang, was);
            "登记时定下，不能在表里改：表里是 `{value}`，台账是{was}",
            "stated when it was registered, not to be changed by a sheet: `{value}` in the sheet, {was} in the register" },
        RowError::Emptied => say!(lang, "这一格不能清空", "this cannot be emptied"),
        RowError::Needed => say!(lang, "这一格要填", "this must be filled"),
        RowError::RowTwice { file: None, line } => say!(lang, "与第{line}行重复", "stands in row {line} already"),
        RowError::RowTwice { file: Some(file), line } => say! { lang, file = shown(file);
            "与{file}第{line}行是同一行", "stands in row {line} of {file} already" },
        RowError::FileTwice { file } => say! { lang, file = shown(file);
            "与{file}内容相同，请只导入一份", "is the same file as {file}; import one of them" },
        RowError::TooManyVersions { most } => say! { lang, "一次导入里的版本超过{most}个；请分几次导入",
            "more than {most} versions in one import; import the files a few at a time" },
        RowError::HeadingAltered => say! { lang, "填报表没有这个表头；表头不要改，也不要加列",
            "the return sheet has no such heading; leave its headings as they are, and add no column" },
        RowError::RowUnknown => say! { lang,
            "台账里没有这一行；这一格和“版本”不要改；若是新增的行，“版本”和由程序编的号都空着",
            "the register has no such row; leave this cell and the version as they were; in a new row leave the version and the number blank" },
        RowError::CodeGone => say! { lang, "有版本，这一格却空了；请填回原来的内容；若是新增的行，“版本”也空着",
            "it has a version, yet this is gone; put it back; in a new row leave the version blank too" },
        RowError::BadVersion { value, last } => say! { lang, value = shown(value);
            "没有 `{value}` 这个版本（最新变更是{last}）；请重新导出后再改",
            "there is no version `{value}` (the last change is {last}); export again and edit that" },
        RowError::Conflict { version, change, .. } if change <= version => say! { lang,
            "表导出后（变更{version}），这一项的变更{change}被撤销了",
            "change {change} to it was taken back after the sheet was made (change {version})" },
        RowError::Conflict { version, change, by } => say! { lang, by = shown(by);
            "表导出后（变更{version}），{by}又改过这一项（变更{change}）",
            "{by} changed it (change {change}) after the sheet was made (change {version})" },
        RowError::NameThere { code } => say! { lang, "台账里已有同名的{code}；若就是它，请在这一行填上编号",
            "{code} has this name already; if it is that, put the code into this row" },
        RowError::NameNear { code, other, line } => say! { lang, other = shown(other);
            "名称与{code} {other}相近；若就是它，把表里的名称改成一样，或 `haishu-proj edit {code} --alias 表里的名称`；确是另一个项目的，加 `--accept {line}`",
            "the name is much like that of {code} {other}; if it is that, make the names alike, or `haishu-proj edit {code} --alias NAME`; if it is another project, add `--accept {line}`" },
        RowError::UnitAgainst { own, said } => say! { lang, own = shown(own), said = shown(said);
            "表头的单位是 `{own}`，`--map` 说的却是 `{said}`；请改 `--map`，不写单位就照表头的",
            "the heading says `{own}`, yet `--map` says `{said}`; change `--map`: without a unit the heading's counts" },
        RowError::NoBase { year, heading } => say! { lang, before = year - 1, heading = argument(heading);
            "不知道{year}年初的数，算不出自开工累计；请加一列自开工累计或截至{before}年底累计完成投资；这一列先不读的，加 `--ignore {heading}`",
            "what stood when {year} began is not known, nor what was invested since the start; add a column of either; to leave this one unread add `--ignore {heading}`" },
        RowError::NotSinceBase { base: None } => say! { lang,
            "比自开工累计还多", "it is more than what was invested since the start" },
        RowError::NotSinceBase { base: Some(base) } => say! { lang, base = lang.amount(*base, Dimension::Money);
            "与自开工累计对不上：年初数是{base}",
            "it does not agree with what was invested since the start: the year began with {base}" },
        RowError::OtherTable => say! { lang, "这一行起是另一张表（表头或单位与上面不同）；请分成两个文件或两张工作表",
            "another table begins here (its headings or its unit are not those above); part it into two files or sheets" },
        RowError::YearAgainst { heading, named, year, is_alone: false } => say! { lang, heading = argument(heading);
            "表头不只是{year}年的（还有{named}年），不能导入为{year}年的数；请拆成一年一列；不读这一列的，加 `--ignore {heading}`",
            "the heading is not of {year} alone ({named} is in it too), so it cannot be the figure of {year}; part it into a column a year; to leave it unread add `--ignore {heading}`" },
        RowError::YearAgainst { heading, named, year, .. } if named > year => say! { lang, heading = argument(heading);
            "是{named}年的，这张表却是{year}年的；不读这一列的，加 `--ignore {heading}`",
            "it is of {named}, yet the sheet is of {year}; to leave it unread add `--ignore {heading}`" },
        RowError::YearAgainst { heading, named, year, .. } => say! { lang, heading = argument(heading);
            "是{named}年的，导入到的却是{year}年的数；不读这一列的，加 `--ignore {heading}`；整张表是{named}年的，加 `--as-of {named}-12-31` 这样的日期",
            "it is of {named}, yet the figure would be that of {year}; to leave it unread add `--ignore {heading}`; if the whole sheet is of {named}, add a day of it, like `--as-of {named}-12-31`" },
        RowError::MayBeThousands { value, plain, line } => say! { lang,
            "`{value}` 可能是一个数被逗号拆成了两格；是的，请写成 `{plain}` 或 `\"{value}\"`；确是两格的，加 `--accept {line}`",
            "`{value}` may be one number that a comma made two cells of; if it is, write `{plain}` or `\"{value}\"`; if these are two cells, add `--accept {line}`" },
        RowError::HeadingOverSeveral { heading, columns: (first, last) } => say! { lang, heading = argument(heading);
            "这个表头横跨{first}至{last}列，分不清各列是什么；请给每列写上表头，或取消合并只留一列；这几列先不读的，加 `--ignore {heading}`",
            "this heading stands over the columns {first} to {last}, and which is which cannot be told; give each a heading of its own; to leave them unread add `--ignore {heading}`" },
        RowError::MoreCells { cells, headings } => say! { lang,
            "这一行有{cells}格，表头只有{headings}格：多半是数里的逗号把一格拆成了两格；请把 1,234 写成 1234 或 \"1,234\"",
            "the row has {cells} cells under {headings} headings: a comma within a number may have made two cells of one; write 1,234 as 1234 or \"1,234\"" },
        RowError::NamesRunTogether { value, cell } => say! { lang, value = shown(value), cell = shown(cell);
            "没有叫 `{value}` 的；是几个单位，请写成 `{cell}`",
            "nothing is called `{value}`; these are several, write `{cell}`" },
        RowError::UnitsNotAll { value } => say! { lang, value = shown(value);
            "`{value}` 没有写全；请写出全部单位，用；分开",
            "`{value}` does not name them all; write all the units, parted by `；`" },
        RowError::UnitWithMore { value, unit } => say! { lang, word = argument(value), value = shown(value), unit = shown(unit);
            "`{value}` 不只是单位名称；请写成 `{unit}`，人写在“责任领导”一列；这就是全称的，先运行 `haishu-proj unit add {word} --distinct`",
            "`{value}` is more than the name of a unit; write `{unit}`, and people in the column for the leader; if that is its full name, first `haishu-proj unit add {word} --distinct`" },
        RowError::MergedName { first } => say! { lang,
            "和第{first}行共用一个名称；是一个项目的几个标段，请加一列“标段”，各行写明是哪一标段；是几个项目，请各写名称",
            "it shares its name with row {first}; if these are lots of one project, add a column `lot` that says which each is; if they are projects, give each its name" },
        RowError::MergedFigure { first, last } => say! { lang,
            "第{first}至{last}行合并成一个数，分不出各行是多少；算第{first}行一行的，加 `--accept {first}`，否则请拆开填写",
            "rows {first} to {last} share one merged figure; if it is that of row {first} alone, add `--accept {first}`, else unmerge it and fill each row" },
        RowError::NamelessRow { line, says } => say! { lang, says = quoted(lang, says);
            "有内容（{says}）而没有名称；请填上名称；是上一行项目的标段，请加一列“标段”写明；不用导入的，加 `--leave {line}`",
            "it has no name, yet says {says}; put the name in; if it is a lot of the project above, add a column `lot`; if it is not wanted, add `--leave {line}`" },
        RowError::GroupOrProject { line } => say! { lang,
            "分不清是分组还是项目；是项目的，加 `--accept {line}`；是分组、合计或说明的，加 `--leave {line}`",
            "this may head a group or be a project; if it is a project, add `--accept {line}`, if not, `--leave {line}`" },
        RowError::UnclearPart { line } => say! { lang,
            "“其中”的一行，分不清是标段还是资金来源；单列为项目的，加 `--accept {line}`；不用导入的，加 `--leave {line}`",
            "a part of the row above, of its works or of its money; if it is a project of its own, add `--accept {line}`, if it is not wanted, `--leave {line}`" },
        RowError::LotsDiffer { line, heading, own, lots, dimension } => say! { lang,
            heading = shown(heading), own = lang.amount(*own, *dimension), lots = lang.amount(*lots, *dimension);
            "{heading}是{own}，下面各行合计{lots}；按这一行的数计，加 `--accept {line}`；这一行是分组的，加 `--leave {line}`；否则请改表",
            "{heading} is {own}, that of the rows below it {lots}; if this row's figures count, add `--accept {line}`; if it heads a group, `--leave {line}`; else mend the sheet" },
        RowError::BelowALot => say! { lang, "标段下面不能再分；请把这一行并到上一级，或删去",
            "a lot has no parts; put this row one level up, or take it out" },
        RowError::UnclearSign { value } => say! { lang, value = shown(value);
            "看不出 `{value}` 是什么意思；与上一行相同的写“同上”，没有的空着，否则写出名称",
            "it is not clear what `{value}` stands for; write ditto if it is as above, leave it blank if there is nothing, else write it out" },
        RowError::BlankBelow { heading, line, others: 0 } => say! { lang, heading = argument(heading);
            "空着，分不清是同上还是没有；同上的，加 `--fill {heading}`；没有的，加 `--accept {line}`",
            "blank: as above, or nothing? If it is as above, add `--fill {heading}`; if there is nothing, `--accept {line}`" },
        RowError::BlankBelow { heading, line, others } => say! { lang, heading = argument(heading);
            "这一行和另外{others}行空着，分不清是同上还是没有；同上的，加 `--fill {heading}`；没有的，加 `--accept {line}`",
            "blank, as in {others} more rows: as above, or nothing? If it is as above, add `--fill {heading}`; if there is nothing, `--accept {line}`" },
        RowError::UnitNear { value, other, is_registered: true } => say! { lang,
            word = argument(value), other_word = argument(other), value = shown(value), other = shown(other);
            "`{value}` 与已登记的 `{other}` 相近；是同一单位，先运行 `haishu-proj unit alias {other_word} {word}`；是另一单位，先运行 `haishu-proj unit add {word} --distinct`",
            "`{value}` is much like `{other}`, which is registered; if they are one, first `haishu-proj unit alias {other_word} {word}`; if not, first `haishu-proj unit add {word} --distinct`" },
        RowError::UnitNear { value, other, is_registered: false } => say! { lang,
            word = argument(value), other_word = argument(other), value = shown(value), other = shown(other);
            "`{value}` 与表里的 `{other}` 相近；是同一单位，先运行 `haishu-proj unit add {other_word} --alias {word}`，是两个单位，先分别 `haishu-proj unit add`（后一个加 `--distinct`）；再加 `--new-unit` 导入",
            "`{value}` is much like `{other}` in this sheet; if they are one, first `haishu-proj unit add {other_word} --alias {word}`, if they are two, first `haishu-proj unit add` each (the second with `--distinct`); then import with `--new-unit`" },
        RowError::NameTwice { first, line, differs: Some((heading, one, other)) } => say! { lang,
            heading = shown(heading), one = shown(one), other = shown(other);
            "与第{first}行同名，{heading}不同（{one}、{other}）；是另一个项目的，加 `--accept {line}`；是同一个项目的，请删去一行",
            "it has the name of row {first}, and another {heading} ({one}, {other}); if it is another project, add `--accept {line}`; if it is that one, take a row out" },
        RowError::NameTwice { first, line, differs: None } => say! { lang,
            "与第{first}行重复；确是另一个项目的，加 `--accept {line}`；否则请删去一行",
            "stands in row {first} already; if it is another project, add `--accept {line}`, else take a row out" },
        RowError::Form => say! { lang,
            "这张表像是一个项目的登记表（标签和内容并排），不是一行一个项目；请把标签排成一行表头、内容排在下面一行再导入，或用 `haishu-proj add` 登记",
            "this looks like the form of one project, labels beside values, and no table with a project a row; put the labels into one row and the values below them, or use `haishu-proj add`" },
        RowError::OnlyTheDay => say! { lang, "只改了日期，没有改内容；若是填报且确无变化，在“本期已报”填“是”",
            "only the day was changed; if it is a return and nothing else has changed, put yes under Returned" },
        RowError::Locked { value, was } => say! { lang, value = shown(value), was = stood(lang, was);
            "不是填报格，不能改：表里是 `{value}`，原来是{was}",
            "not a cell to fill: `{value}` in the sheet, it was {was}" },
        RowError::SaysNot => say!(lang, "填了“否”，同一行却填了内容", "it says no, but the row is filled"),
        RowError::OutsidePeriod { first, last } => say! { lang,
            "不在填报期{first}至{last}之内", "not in the period from {first} to {last}" },
        RowError::Foreign { value } => say! { lang, value = shown(value);
            "这一行不是这张填报表的（行上的记号是 `{value}`）；请在原表上填，不要整行粘贴或增加行",
            "this row is not of this return sheet (it is marked `{value}`); fill the rows it came with, paste or add none" },
        RowError::Refused(why) => {
            let Message { text, .. } = objection(lang, StatedAt::Cell, why);
            text.replace('\n', if lang == Lang::Zh { "；" } else { "; " })
        }
    }
}

#[rustfmt::skip::macros(say, told)]
fn heading_unit(lang: Lang, unit: &str, dimension: Option<Dimension>) -> String {
    let Some(dimension) = dimension else {
        return say!(lang, "括号里的 `{unit}` 不是单位", "`{unit}` in the brackets is no unit");
    };
    say! { lang, units = lang.join(&units_of(dimension));
        "括号里的 `{unit}` 不是这一列能用的单位，可写{units}",
        "`{unit}` in the brackets is no unit of this column; it can be {units}" }
}

/// What the register says, or that it says nothing.
fn stood(lang: Lang, was: &str) -> String {
    match was {
        "" => say!(lang, "空的", "nothing"),
        was => say! { lang, was = shown(was); " `{was}`", "`{was}`" },
    }
}

#[rustfmt::skip::macros(say, told)]
pub(super) fn bad_cell(lang: Lang, value: &str, bad: &BadCell) -> String {
    match bad {
        BadCell::Quantity { bad, dimension } => quantity(lang, value, bad, *dimension),
        BadCell::Day(bad) => day(lang, value, *bad),
        BadCell::Year => say!(lang, "`{value}` 不是年份", "`{value}` is no year"),
        BadCell::Number => say!(lang, "`{value}` 不是整数", "`{value}` is no whole number"),
        BadCell::Flag => say!(lang, "`{value}` 应为“是”或“否”", "`{value}` should be yes or no"),
        BadCell::TwoUnits { heading, row } => say! { lang, heading = shown(heading), row = shown(row);
            "`{value}` 有两个单位：表头是 `{heading}`，这一行是 `{row}`；请留一个",
            "`{value}` has two units: `{heading}` behind the heading, `{row}` in the row; leave one" },
        BadCell::Share { percent, share } => say! { lang,
            "`{value}` 可能是{percent}%，也可能是{share}%；请在这一格写成 `{percent}%` 或 `{share}%`，或在表头写上(%)",
            "`{value}` may be {percent}% or {share}%; write `{percent}%` or `{share}%` here, or put (%) behind the heading" },
        BadCell::Divided { stored, shown } => say! { lang,
            "`{stored}` 在表里显示为{shown}，不知道是哪一个；请把单元格格式改为常规，写上要导入的数和单位",
            "`{stored}` is shown as {shown}, and either may be meant; give the cell the general format and put the number there with its unit" },
        BadCell::NotAValue => say!(lang, "`{value}` 不是可以导入的值", "`{value}` is no value"),
        BadCell::Word { candidates } if candidates.is_empty() => say! { lang,
            "`{value}` 无从对照，先填类别", "`{value}` cannot be looked up without a category" },
        BadCell::Word { candidates } => say! { lang, labels = listed(lang, candidates, |named| lang.name(named));
            "`{value}` 不在词表中，可填：{labels}", "`{value}` is not on the list: {labels}" },
    }
}

#[rustfmt::skip::macros(say, told)]
pub(super) fn quantity(lang: Lang, value: &str, bad: &BadQuantity, dimension: Dimension) -> String {
    match bad {
        BadQuantity::Empty => say!(lang, "没有数", "there is no number"),
        BadQuantity::NoUnit => say! { lang, unit = lang.unit(dimension);
            "`{value}` 没有单位；请在表头或数后写上，如“{unit}”",
            "`{value}` has no unit; put one behind the heading or the number, like {unit}" },
        BadQuantity::WrongUnit { unit } => say! { lang, unit = shown(unit);
            "`{value}` 的单位 `{unit}` 不能用在这里", "`{value}`: `{unit}` is no unit of it" },
        BadQuantity::NotANumber { at, found } => say! { lang, found = shown(&found.to_string());
            "`{value}` 不是数字，第{at}个字符是 `{found}`", "`{value}` is no number: character {at} is `{found}`" },
        BadQuantity::TooFine => {
            let finest = match dimension {
                Dimension::Money => say!(lang, "分", "0.01 yuan"),
                Dimension::Count(counting) if counting.is_whole() => say!(lang, "个位", "one"),
                Dimension::Count(counting) => lang.amount(counting.least(), dimension),
                Dimension::Area | Dimension::Land | Dimension::Percent => "0.01".to_owned(),
            };
            say!(lang, "`{value}` 比{finest}还细", "`{value}` is finer than {finest}")
        }
        BadQuantity::TooLarge => say! { lang, most = lang.amount(LARGEST, dimension);
            "`{value}` 超过上限{most}", "`{value}` is above {most}" },
        BadQuantity::Negative => say!(lang, "`{value}` 是负数", "`{value}` is negative"),
        BadQuantity::Grouping => say! { lang,
            "`{value}` 的分节逗号不在应在的位置", "the separators of `{value}` are not where they belong" },
    }
}

#[rustfmt::skip::macros(say, told)]
pub(super) fn day(lang: Lang, value: &str, bad: BadDay) -> String {
    match bad {
        BadDay::NeedsDay => say!(lang, "`{value}` 没有写到日", "`{value}` has no day"),
        BadDay::NotAYearFirst => say!(lang, "`{value}` 没有把年份写在前面", "`{value}` does not begin with the year"),
        BadDay::Impossible => say!(lang, "`{value}`：没有这一天", "`{value}`: there is no such day"),
        BadDay::Empty | BadDay::NotADate | BadDay::TwoDigitYear | BadDay::YearRange => say! { lang,
            "`{value}` 不是日期，写成2022-08-31这样", "`{value}` is no date; write it like 2022-08-31" },
    }
}

#[rustfmt::skip::macros(say, told)]
pub(super) fn remedy(lang: Lang, remedy: Remedy) -> String {
    match remedy {
        Remedy::Mend => say! { lang,
            "上面每处写明文件、行、列；改好文件后重新导入。若把表的内容认错了，用 `--what` 指明",
            "each fault is told with its file, row and column; mend the file and import it again, or say with `--what` \
                what the sheet is of where that was mistaken" },
        Remedy::Reason => say! { lang, "要说明原因的，加 `--reason 原因` 重新导入",
            "where a reason is wanted, add `--reason WHY` and import again" },
        Remedy::Force => say! { lang, "存疑的数值，写错的请改好；确实如此的，加 `--force --reason 原因`",
            "mend a doubtful value where it is wrong; where it is right, add `--force --reason WHY`" },
        Remedy::NewUnit => say! { lang, "单位写错的请改好；若是新的，加 `--new-unit` 一并登记",
            "mend the name of a unit where it is wrong; where the unit is new, add `--new-unit` to register it" },
        Remedy::Accept => say! { lang, "名称相近的，逐行核对；确是新项目的，加 `--accept 行号`，可以写几个",
            "look at each row whose name is much like another's; where it is a new project, add `--accept ROW`, as often as there are such rows" },
        Remedy::Right => say! { lang,
            "没有权限的行，请有权限的人导入；用 `haishu-proj people list` 查看",
            "rows that are not theirs to state are for somebody to import who may; see `haishu-proj people list`" },
        Remedy::Look => say! { lang,
            "有冲突的，重新导出再改；或用 `haishu-proj history 编号` 核对后，加 `--force --reason 原因` 以表为准",
            "where the register was changed, export again and edit that; or look with `haishu-proj history CODE`, then \
                add `--force --reason WHY` to let the sheet stand" },
    }
}
