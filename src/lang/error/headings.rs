//! The words about headings that are not found, and about what `--map` says of them.

use super::{Message, argument, listed, quoted, say, shown, told};
use crate::domain::catalog::Label;
use crate::domain::quantity::units_of;
use crate::error::{HeadingsError, Question, SaidFlag};
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
#[expect(clippy::too_many_lines, reason = "a table of what may be wrong, one an arm")]
pub(super) fn message(lang: Lang, why: &HeadingsError) -> Message {
    match why {
        HeadingsError::NotFound { file } => told! { lang, file = shown(file);
            "{file}里没有可以导入的表：前20行内没有“编号”或“项目名称”等表头",
            "{file} has no sheet to import: no heading like 编号, 项目名称, Code or Name in the first 20 rows";
            "名称那一列叫别的，用 `--map 表头=项目名称` 指明；一份工作簿有几张表时，用 `--sheet 表名` 指明",
            "name the column of the names with `--map HEADING=Name`, the sheet of a workbook with `--sheet NAME`" },
        HeadingsError::Open { questions, typed, flags } => open(lang, questions, typed, flags),
        HeadingsError::DayAgainst { file, own, text, said } => told! { lang, file = shown(file), text = shown(text);
            "{file}写明是截至{own}的（`{text}`），`--as-of` 说的却是{said}",
            "{file} says that it is of {own} (`{text}`), and `--as-of` that it is of {said}";
            "照表里的，去掉 `--as-of`；表里写错了的，加 `--force --reason 原因`",
            "leave out `--as-of` to go by the sheet; where the sheet is wrong, add `--force --reason TEXT`" },
        HeadingsError::TwoDays { file, first, second } => told! { lang,
            file = shown(file), first_day = first.0, first = shown(&first.1), second_day = second.0, second = shown(&second.1);
            "{file}里写着两个日子：`{first}`是截至{first_day}的，`{second}`是截至{second_day}的",
            "{file} says that it is of two days: {first_day} (`{first}`) and {second_day} (`{second}`)";
            "用 `--as-of 日期 --force --reason 原因` 说明是哪一天的，或分开导入",
            "say of which with `--as-of DATE --force --reason TEXT`, or import them one by one" },
        HeadingsError::DayAhead { file, day, text } => told! { lang, file = shown(file), text = shown(text);
            "{file}写明是截至{day}的（`{text}`），那一天还没有到",
            "{file} says that it is of {day} (`{text}`), a day still to come";
            "请改正表里的日期，或用 `--as-of 日期` 说明是哪一天的",
            "mend the day in the sheet, or say of which day it is with `--as-of DATE`" },
        HeadingsError::WordKnown { word, field } => told! { lang, word = shown(word), field = lang.pick(field);
            "表头 `{word}` 已经是{field}", "the heading `{word}` is {field} already";
            "用 `haishu-proj heading list` 查看", "`haishu-proj heading list` shows what is known" },
        HeadingsError::WordUnknown { word } => told! { lang, word = shown(word);
            "没有表头 `{word}` 的字段，无可取消", "the heading `{word}` means nothing that could be removed";
            "用 `haishu-proj heading list --all` 查看", "`haishu-proj heading list --all` shows what is known" },
        HeadingsError::NoSuchField { field, fields } => told! { lang,
            field = shown(field), fields = listed(lang, fields, |label| lang.pick(label));
            "`{field}` 不是可以导入的字段", "`{field}` is no field that a sheet can state";
            "可用的字段：{fields}；不读的写 `-`", "there are: {fields}; `-` is what is not read" },
        HeadingsError::FormOfOne { file, line } => told! { lang, file = shown(file);
            "{file}第{line}行起是一个项目的登记表（标题在左、内容在右），不是清单",
            "{file} is a form of one project from row {line} on (labels beside values), and no list";
            "请用 `haishu-proj add` 登记，或把它改成一行表头、一行一个项目",
            "register it with `haishu-proj add`, or make it a list: a row of headings, a row a project" },
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
            let units = dimension.map(|dimension| lang.join(&units_of(dimension)));
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

/// What is open in the headings of a list, a line each, with the command that settles it all.
#[rustfmt::skip::macros(say, told)]
fn open(lang: Lang, questions: &[Question], typed: &str, flags: &[SaidFlag]) -> Message {
    let count = questions.len();
    let lines: String = questions.iter().map(|asked| format!("\n{}", question(lang, asked))).collect();
    let flags: String = flags
        .iter()
        .map(|flag| match &flag.value {
            Some(value) => format!(" {} {}", flag.flag, argument(lang.pick(value))),
            None => format!(" {}", flag.flag),
        })
        .collect();
    let typed = shown(typed);
    told! { lang;
        "这张表有{count}处要您说明：{lines}", "this sheet leaves some things open (count: {count}):{lines}";
        "都取第一项的，照下面这样导入；不是的，改了再导入：`haishu-proj {typed}{flags}`",
        "where the first choice is right, import it like this; where it is not, change that: `haishu-proj {typed}{flags}`" }
}

/// A question in one line.
#[rustfmt::skip::macros(say)]
pub fn question(lang: Lang, question: &Question) -> String {
    match question {
        Question::Heading { heading, samples, choices } => {
            let choices: Vec<String> = choices.iter().map(|choice| choice_word(lang, choice.as_ref())).collect();
            let (heading, choices) = (shown(heading), lang.join(&choices));
            if samples.is_empty() {
                return say!(lang, "`{heading}` 是：{choices}", "`{heading}` is: {choices}");
            }
            let samples = quoted(lang, samples);
            say!(lang, "`{heading}`（如{samples}）是：{choices}", "`{heading}` (like {samples}) is: {choices}")
        }
        Question::Category { choices } => {
            let choices = listed(lang, choices, |choice| lang.pick(choice));
            say!(lang, "新项目的类别：{choices}", "the category of new projects: {choices}")
        }
        Question::Units { names } => {
            let names = quoted(lang, names);
            say!(lang, "单位还没有登记：{names}；写错的请改好，新的一并登记", "units that are not registered: {names}; mend what is a slip, register what is new")
        }
        Question::Day { year, day } => say!(lang,
            "表里只说是{year}年的，没有说截至哪一天：{day}", "it says that it is of {year}, and not until which day: {day}"),
        Question::WhichDay { said, days } => {
            let (said, days) = (quoted(lang, said), lang.join(&days.iter().map(ToString::to_string).collect::<Vec<_>>()));
            say!(lang, "表里写着{said}，要说明截至哪一天：{days}", "it says {said}; until which day is it: {days}")
        }
        Question::Sheet { sheets } => {
            let sheets = quoted(lang, sheets);
            say!(lang, "几张工作表各是一期的，导入哪一张：{sheets}", "several sheets of different periods; which is to be imported: {sheets}")
        }
    }
}

/// A choice in a word.
pub fn choice_word(lang: Lang, choice: Option<&Label>) -> String {
    choice.map_or_else(|| say!(lang, "不读", "not read"), |label| lang.pick(label).to_owned())
}

/// Headings, which may be broken in their cells.
fn on_one_line(lang: Lang, headings: &[String]) -> String {
    quoted(lang, headings.iter().map(|heading| heading.replace('\n', "")))
}
