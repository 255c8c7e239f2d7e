//! The words about sheets that are not written.

use super::{Message, path_argument, shown, told};
use crate::domain::page::Each;
use crate::error::ExportError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &ExportError) -> Message {
    match why {
        ExportError::FormExists { path } => told! { lang, path = path_argument(path);
            "{path} 已经有了，可能已有人填过，没有覆盖",
            "{path} is there already and may have been filled; it was left as it is";
            "换一个文件名，或先把旧文件移走；文件名里可写 `{{unit}}`、`{{period}}`",
            "take another name or move the old file away; the name may hold `{{unit}}` and `{{period}}`" },
        ExportError::Unmappable { character, row } => told! { lang, code = u32::from(*character), row = shown(row);
            "`{row}` 一行里的字符 `{character}`（U+{code:04X}）不能用这种编码写出，没有写出任何文件",
            "the character `{character}` (U+{code:04X}) in the row `{row}` has no place in this encoding; no file was written";
            "请用 `--encoding utf8-bom`，或写成工作簿：`--format xlsx -o 台账.xlsx`",
            "use `--encoding utf8-bom`, or write a workbook: `--format xlsx -o register.xlsx`" },
        ExportError::AllWantsFolder => told! { lang;
            "全部内容写成csv是六个文件，没有说写到哪个文件夹", "all of it as csv is six files, and no folder was named";
            "请写 `-o 文件夹`，或写成一份工作簿：`--format xlsx -o 台账.xlsx`",
            "write `-o FOLDER`, or one workbook: `--format xlsx -o register.xlsx`" },
        ExportError::NeedsPlaceholder { path, each: Each::Leader } => told! { lang, path = path_argument(path);
            "几位责任领导各一份，不能都写到 {path}", "the pages of several leaders cannot all be {path}";
            "文件名里请写上 `{{leader}}`，如 `-o '{{leader}}-{{period}}.xlsx'`",
            "put `{{leader}}` into the name, like `-o '{{leader}}-{{period}}.xlsx'`" },
        ExportError::NeedsPlaceholder { path, each: Each::Unit } => told! { lang, path = path_argument(path);
            "几个单位各一份，不能都写到 {path}", "the files of several units cannot all be {path}";
            "文件名里请写上 `{{unit}}`，如 `-o '{{unit}}-{{period}}.xlsx'`",
            "put `{{unit}}` into the name, like `-o '{{unit}}-{{period}}.xlsx'`" },
    }
}
