//! The words about headings that are not found, and about what `--map` says of them.

use super::{Message, argument, listed, quoted, say, shown, told};
use crate::domain::catalog::Label;
use crate::domain::quantity::units_of;
use crate::error::HeadingsError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &HeadingsError) -> Message {
    match why {
        HeadingsError::NotFound { file, offers } => not_found(lang, file, offers.as_deref()),
        HeadingsError::Missing { file, line, missing, there } => told! { lang,
            file = shown(file), missing = on_one_line(lang, missing), there = on_one_line(lang, there);
            "{file}前20行内没有哪一行有全部这些表头，缺{missing}",
            "no line among the first 20 of {file} has all these headings; missing: {missing}";
            "最像表头的是第{line}行：{there}；请照它改 `--map`",
            "the line most like headings is row {line}: {there}; name those in `--map`" },
        HeadingsError::NoPair { value } => told! { lang, value = shown(value);
            "`--map` 的 `{value}` 没有写成“表头=字段”", "`{value}` for `--map` is not of the form HEADING=FIELD";
            "请写成 `--map 工程名称=项目名称` 这样", "write it like `--map Title=Name`" },
        HeadingsError::NoField { field, fields } => told! { lang,
            field = shown(field), fields = listed(lang, fields, |label| lang.pick(label));
            "`--map` 里的 `{field}` 不是可以导入的字段", "`{field}` in `--map` is no field that a sheet can state";
            "可用的字段：{fields}；数值后可写单位，如 `总投资(亿元)`",
            "there are: {fields}; a quantity may have its unit behind it, like `Total investment (CNY million)`" },
        HeadingsError::NoUnit { field, unit, dimension } => {
            let units = dimension.map(|dimension| lang.join(&units_of(dimension).collect::<Vec<_>>()));
            told! { lang, field = shown(field), unit = shown(unit);
                "`--map` 里 `{field}` 的 `{unit}` 不是它的单位", "`{unit}` is no unit of `{field}` in `--map`" }
            .hint_if(units.map(|units| say!(lang, "可写{units}", "it can be {units}")))
        }
        HeadingsError::OneField { first, second } => told! { lang, first = shown(first), second = shown(second);
            "`--map` 把 `{first}` 和 `{second}` 说成了同一个字段",
            "`--map` makes one field of `{first}` and `{second}`";
            "请去掉一个", "leave one of them out" },
        HeadingsError::OneHeading { heading } => told! { lang, heading = shown(heading);
            "`--map` 把 `{heading}` 说成了两个字段", "`--map` makes two fields of `{heading}`";
            "请去掉一个；两列同名的，写明上面一行的表头，如 `2022年/计划=年度计划`",
            "leave one of them out; of two columns of one name say what stands above, like `2022/Plan=Plan`" },
        HeadingsError::OnlyProjects => told! { lang;
            "别处的表只能按项目表接收，一行一个项目",
            "somebody else's sheet is only taken over as one of projects, a row each";
            "请去掉 `--what`；填报、计划等内容也可以写在项目表的列里",
            "leave out `--what`; returns and plans may be columns of such a sheet" },
        HeadingsError::NotOthers { file } => told! { lang, file = shown(file);
            "{file}是本程序写出的表、填报表或JSON，写明了各列是什么",
            "{file} is a sheet that the register wrote, or JSON, which say what their columns are";
            "导入它不用 `--map`、`--category`、`--fill`、`--accept`",
            "import it without `--map`, `--category`, `--fill` and `--accept`" },
        HeadingsError::NothingNamed { file } => told! { lang, file = shown(file);
            "{file}里没有哪一列是项目名称或编号，认不出各行是哪个项目",
            "no column of {file} is the name or the code of a project, so its rows cannot be told apart";
            "请指明名称在哪一列，如 `--map 工程名称=项目名称`",
            "say which column has the name, like `--map Title=Name`" },
        HeadingsError::WhichSheet => told! { lang;
            "`--accept` 说的是一张表里的行，这里有几张表", "`--accept` names a row of one sheet, and there are several";
            "请一次导入一张：一个文件，工作簿用 `--sheet 表名` 指明",
            "import one at a time: one file, and of a workbook `--sheet NAME`" },
    }
}

/// The headings of somebody else's sheet, with the command that takes it over.
#[rustfmt::skip::macros(say, told)]
fn not_found(lang: Lang, file: &str, offers: Option<&[(String, Label)]>) -> Message {
    let file = shown(file);
    let message = told! { lang;
        "{file}里没有可以导入的表：前20行内没有“编号”等表头",
        "{file} has no sheet to import: no heading like 编号 or Code in the first 20 rows";
        "表头照 `haishu-proj export` 写出的；一份工作簿有几张表时，用 `--sheet 表名` 指明",
        "head it as `haishu-proj export` does; name the sheet of a workbook with `--sheet NAME`" };
    let Some(offers) = offers else { return message };
    let map = |(heading, label): &(String, Label)| {
        let heading: String = heading.chars().filter(|sign| !matches!(sign, '\n' | '\r')).collect();
        format!(" --map {}", argument(&format!("{heading}={}", lang.pick(label))))
    };
    let maps: String = offers.iter().map(map).collect();
    let file = argument(&file);
    message.hint(say! { lang,
        "若是别处的表，先预览，核对每一列的意思：`haishu-proj import {file} --category 类别 --dry-run{maps}`",
        "if it is a sheet of somebody else, preview it and see what each column means: `haishu-proj import {file} --category CATEGORY --dry-run{maps}`" })
}

/// Headings, which may be broken in their cells.
fn on_one_line(lang: Lang, headings: &[String]) -> String {
    quoted(lang, headings.iter().map(|heading| heading.replace('\n', "")))
}
