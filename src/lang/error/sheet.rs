//! The words about files that cannot be read as a table.

use std::path::Path;

use super::{Message, argument, say, shown, told};
use crate::error::SheetError;
use crate::lang::Lang;

/// The kinds of files that are read.
const READ_ZH: &str = ".xlsx、.xls（含 WPS 的 .et）、.xlsb、.ods、.csv 和本工具的 .json";
const READ_EN: &str = ".xlsx, .xls (and WPS's .et), .xlsb, .ods, .csv and this tool's .json";

#[expect(clippy::too_many_lines, reason = "one arm a variant")]
#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, path: &Path, why: &SheetError) -> Message {
    let name = path.display().to_string();
    let (path, word) = (shown(&name), argument(&name));
    match why {
        SheetError::Uncalculated { sheet, cell } => told! { lang,
            sheet = shown(sheet), cell = shown(cell), save = save_as_xlsx(lang);
            "`{path}` 的工作表 `{sheet}` 单元格{cell}是公式，还没有算出结果",
            "`{path}`: sheet `{sheet}`, cell {cell} is a formula without a result";
            "{save}；或把公式改为数值", "{save}, or put its value in its place" },
        SheetError::Empty => told! { lang;
            "`{path}` 是空文件", "`{path}` is empty";
            "核对是否选错了文件，或是否在表格软件中保存过", "check that it is the right file, and that it was saved" },
        SheetError::TooLarge { most_mib } => told! { lang; "`{path}` 超过{most_mib} MiB，最多{most_mib} MiB",
            "`{path}` is larger than {most_mib} MiB, which is the most" }
        .hint(smaller(lang)),
        SheetError::Damaged { problem } => told! { lang, problem = shown(problem);
            "`{path}` 已损坏或不完整（{problem}）", "`{path}` is damaged or cut short ({problem})";
            "请重新复制或传送该文件", "copy or send the file once more";
            "若仍打不开，用表格软件打开修复后另存为 .xlsx 再导入",
            "if that does not help, open it in a spreadsheet, let it be repaired, save it as .xlsx and import that" },
        SheetError::Password => told! { lang;
            "`{path}` 有密码保护", "`{path}` is protected by a password";
            "用表格软件打开，取消打开密码后另存为 .xlsx 再导入",
            "open it in a spreadsheet, remove the password, save it as .xlsx and import that" },
        SheetError::OldWorkbook => told! { lang;
            "`{path}` 是 Excel 95 或更早的工作簿；能读取的是 {READ_ZH}",
            "`{path}` is a workbook of Excel 95 or before; what is read is {READ_EN}" }
        .hint(save_as_xlsx(lang)),
        SheetError::OtherWorkbook { format } => told! { lang;
            "`{path}` 是认不出的 .{format} 工作簿；能读取的是 {READ_ZH}",
            "`{path}` is an .{format} workbook of another kind; what is read is {READ_EN}" }
        .hint(save_as_xlsx(lang)),
        SheetError::NoTable => told! { lang; "`{path}` 不是表格文件；能读取的是 {READ_ZH}",
            "`{path}` is no table; what is read is {READ_EN}" }
        .hint(save_as_xlsx(lang)),
        SheetError::Unpacked { most_mib } => told! { lang; "`{path}` 解压后超过{most_mib} MiB，最多{most_mib} MiB",
            "`{path}` unpacks to more than {most_mib} MiB, which is the most" }
        .hint(smaller(lang)),
        SheetError::TooManyParts { most } => told! { lang; "`{path}` 里的部件超过{most}个，最多{most}个",
            "`{path}` has more than {most} parts in it, which is the most" }
        .hint(smaller(lang)),
        SheetError::NoSheets => told! { lang;
            "`{path}` 中没有可以读取的工作表", "`{path}` has no sheet with cells";
            "用表格软件打开，核对是否选错了文件", "open it in a spreadsheet and check that it is the right file" },
        SheetError::TooManyRows { sheet, most } => told! { lang, of = in_sheet(lang, sheet.as_deref());
            "`{path}`：{of}有内容的行超过{most}行，最多{most}行",
            "`{path}`: {of}more than {most} rows with something in them, which is the most";
            "分成几个文件再导入", "make several files of it and import those" },
        SheetError::TooManyColumns { sheet, row, most } => told! { lang, of = in_sheet(lang, sheet.as_deref());
            "`{path}`：{of}第{row}行在第{most}列之后还有内容，最多{most}列",
            "`{path}`: {of}row {row} has something beyond column {most}, which is the last";
            "删去多余的列再导入", "delete the columns that are not needed and import again" },
        SheetError::TooMuchText { sheet, most_mib } => told! { lang, of = in_sheet(lang, sheet.as_deref());
            "`{path}`：{of}的文字超过{most_mib} MiB，最多{most_mib} MiB",
            "`{path}`: {of}more than {most_mib} MiB of text, which is the most";
            "分成几个文件再导入", "make several files of it and import those" },
        SheetError::CellTooLong { sheet, row, column, most } => told! { lang,
            of = in_sheet(lang, sheet.as_deref()), column = shown(column);
            "`{path}`：{of}第{row}行 `{column}` 列超过{most}个字，最多{most}个字",
            "`{path}`: {of}row {row}, column `{column}`: more than {most} characters, which is the most";
            "缩短该单元格的文字再导入", "shorten the text of that cell and import again" },
        SheetError::ErrorValue { sheet, row, value } => told! { lang, sheet = shown(sheet), value = shown(value);
            "`{path}`：工作表 `{sheet}` 第{row}行或其后有不能识别的错误值 `{value}`",
            "`{path}`: sheet `{sheet}` has an error value `{value}` that is not known, in row {row} or after it";
            "用表格软件打开，改正该公式或改为数值后再导入",
            "open it in a spreadsheet, put the formula right or replace it by its value, and import again" },
        SheetError::Nul { line } => told! { lang;
            "`{path}` 第{line}行有空字符（NUL），不是文本表格，或是没有标记的 UTF-16",
            "`{path}` line {line} has a NUL character: this is no text, or UTF-16 without a mark";
            "若是 Unicode 文本，加 `--encoding utf16`；否则用表格软件打开后另存为 .xlsx 再导入",
            "if it is Unicode text, add `--encoding utf16`; if not, open it in a spreadsheet, save it as .xlsx and \
                import that" },
        SheetError::NoCharacter { encoding: None, line, byte } => told! { lang;
            "`{path}` 第{line}行的字节 0x{byte:02X} 既不是 UTF-8 也不是 GB18030 的字符",
            "`{path}` line {line}: byte 0x{byte:02X} is a character neither of UTF-8 nor of GB18030";
            "用 `--encoding gb18030` 等指明编码，或用表格软件打开后另存为 .xlsx 再导入",
            "name the encoding, such as `--encoding gb18030`, or open it in a spreadsheet, save it as .xlsx and import \
                that" },
        SheetError::NoCharacter { encoding: Some(encoding), line, byte } => told! { lang;
            "`{path}` 第{line}行的字节 0x{byte:02X} 不是 {encoding} 的字符",
            "`{path}` line {line}: byte 0x{byte:02X} is no character of {encoding}";
            "换一种编码：`--encoding utf8`、`--encoding gb18030` 或 `--encoding utf16`；不写则自动识别",
            "name another encoding: `--encoding utf8`, `--encoding gb18030` or `--encoding utf16`; without it, it is \
                found out" },
        SheetError::OddLength => told! { lang;
            "`{path}` 不是完整的 UTF-16：字节数是单数", "`{path}` is no whole UTF-16: it has an odd number of bytes";
            "重新复制该文件；若不是 UTF-16，用 `--encoding` 指明编码，例如：`haishu-proj import {word} --encoding gb18030`",
            "copy the file once more; if it is not UTF-16, name its encoding, say: \
                `haishu-proj import {word} --encoding gb18030`" },
        SheetError::PerhapsBig5 => told! { lang;
            "`{path}` 看来是繁体中文的 Big5 编码，按 GB18030 读出来没有意思",
            "`{path}` seems to be in Big5: as GB18030 it makes no sense";
            "请指明编码：`haishu-proj import {word} --encoding big5`；确是 GB18030 的，写 `--encoding gb18030`",
            "name its encoding: `haishu-proj import {word} --encoding big5`, or `--encoding gb18030` if it is that" },
        SheetError::StrayQuote { line, cell } => told! { lang, cell = shown(cell);
            "`{path}` 第{line}行的 `{cell}` 引号之外还有字，分不清哪些引号是内容",
            "`{path}` line {line}: `{cell}` has something outside its quotes; which of them are text cannot be told";
            "单元格用引号括起来时，里面的引号要写两个；或用表格软件改好后另存为 .xlsx 再导入",
            "where a cell stands in quotes, a quote within it is written twice; or put it right in a spreadsheet, save it \
                as .xlsx and import that" },
        SheetError::OpenQuote { line } => told! { lang;
            "`{path}` 第{line}行有一个引号没有配对，把后面的行都引进去了",
            "`{path}` line {line}: a quote is not closed, and takes in the lines after it";
            "改正该行的引号（单元格里的引号要写两个），或用表格软件改好后另存为 .xlsx 再导入",
            "put the quotes of that line right (a quote within a cell is written twice), or do so in a spreadsheet, \
                save it as .xlsx and import that" },
        SheetError::JsonSyntax { line, column } => told! { lang; "`{path}` 第{line}行第{column}个字节处不是正确的 JSON",
            "`{path}` is not valid JSON at line {line}, byte {column}" }
        .hint(as_exported(lang)),
        SheetError::JsonNoObject => {
            told!(lang, "`{path}` 最外层不是 JSON 对象", "`{path}` is no JSON object at its outermost")
                .hint(as_exported(lang))
        }
        SheetError::JsonNoRows => told! { lang; "`{path}` 里没有由对象组成的数组，没有可导入的行",
            "`{path}` has no array of objects, so no rows to import" }
        .hint(as_exported(lang)),
        SheetError::JsonNoRow { member, number } => {
            let member = shown(member);
            told! { lang;
                "`{path}`：`{member}` 的第{number}项不是对象", "`{path}`: item {number} of `{member}` is no object" }
            .hint(as_exported(lang))
        }
    }
}

fn save_as_xlsx(lang: Lang) -> String {
    say!(lang, "用表格软件打开后另存为 .xlsx 再导入", "open it in a spreadsheet, save it as .xlsx and import that")
}

#[rustfmt::skip::macros(say, told)]
fn smaller(lang: Lang) -> String {
    say! { lang, "只把要导入的工作表复制到新的工作簿（去掉图片），保存为 .xlsx 再导入；仍太大就分成几个文件",
        "copy only the sheet to import into a new workbook, without pictures, and save it as .xlsx; if it is still too \
            large, make several files of it" }
}

#[rustfmt::skip::macros(say, told)]
fn as_exported(lang: Lang) -> String {
    say! { lang, "JSON 请用 `haishu-proj export --format json -o 文件` 的结果",
        "bring JSON as `haishu-proj export --format json -o FILE` writes it" }
}

/// The sheet, where there is one to name.
fn in_sheet(lang: Lang, sheet: Option<&str>) -> String {
    sheet.map(shown).map_or_else(String::new, |sheet| say!(lang, "工作表 `{sheet}` ", "sheet `{sheet}`, "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_kind() -> Vec<SheetError> {
        let sheet = || Some("台\u{1b}账".to_owned());
        vec![
            SheetError::Empty,
            SheetError::TooLarge { most_mib: 7 },
            SheetError::Damaged { problem: "eof\n".to_owned() },
            SheetError::Password,
            SheetError::OldWorkbook,
            SheetError::OtherWorkbook { format: "et" },
            SheetError::NoTable,
            SheetError::Unpacked { most_mib: 7 },
            SheetError::TooManyParts { most: 7 },
            SheetError::NoSheets,
            SheetError::TooManyRows { sheet: sheet(), most: 7 },
            SheetError::TooManyColumns { sheet: None, row: 3, most: 7 },
            SheetError::TooMuchText { sheet: sheet(), most_mib: 7 },
            SheetError::CellTooLong { sheet: sheet(), row: 3, column: "C".to_owned(), most: 7 },
            SheetError::ErrorValue { sheet: "甲".to_owned(), row: 3, value: "#SPILL!".to_owned() },
            SheetError::Nul { line: 3 },
            SheetError::NoCharacter { encoding: None, line: 3, byte: 0xFF },
            SheetError::NoCharacter { encoding: Some("utf8"), line: 3, byte: 0xFF },
            SheetError::OddLength,
            SheetError::OpenQuote { line: 3 },
            SheetError::StrayQuote { line: 3, cell: "\"甲\"乙".to_owned() },
            SheetError::PerhapsBig5,
            SheetError::JsonSyntax { line: 3, column: 5 },
            SheetError::JsonNoObject,
            SheetError::JsonNoRows,
            SheetError::JsonNoRow { member: "projects".to_owned(), number: 3 },
        ]
    }

    #[test]
    fn every_kind_has_its_words_a_limit_and_an_act() {
        let mut seen = std::collections::BTreeSet::new();
        for bad in every_kind() {
            for lang in [Lang::Zh, Lang::En] {
                let message = super::message(lang, Path::new("治水.xlsx"), &bad);
                let debug = format!("{bad:?}");
                assert!(message.text.starts_with("`治水.xlsx`"), "{message:?}");
                assert!(!message.text.chars().any(char::is_control), "{message:?}");
                assert!(!message.hints.is_empty() && message.hints.iter().all(|hint| !hint.is_empty()), "{message:?}");
                assert!(!debug.contains("most") || message.text.contains('7'), "the limit is named: {message:?}");
                let is_placed = ["row: ", "line: ", "number: "].iter().any(|word| debug.contains(word));
                assert!(!is_placed || message.text.contains('3'), "the place is named: {message:?}");
                assert!(seen.insert(message.text.clone()), "said of two things: {message:?}");
            }
        }
    }
}
