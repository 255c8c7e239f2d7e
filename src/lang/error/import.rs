//! The words about files that are not taken in as a whole.

use super::fault::remedy;
use super::{Message, quoted, say, shown, told};
use crate::error::ImportError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &ImportError) -> Message {
    match why {
        ImportError::FormWithoutNote { file } => told! { lang, file = shown(file);
            "{file}只是填报表的一页，没有填报表自带的隐藏页，看不出是哪一期、哪个单位的",
            "{file} is only one page of a return sheet without its hidden page, which says whose it is and for which period";
            "请发回填好的原文件，不要另建工作簿粘贴，也不要另存为csv",
            "send back the very file that was filled, not a copy pasted into another workbook or saved as csv" },
        ImportError::NoSuchSheet { file, sheet, sheets } => {
            let there = quoted(lang, sheets);
            told! { lang, file = shown(file), sheet = shown(sheet);
                "{file}里没有 `{sheet}` 这张表", "{file} has no sheet `{sheet}`" }
            .hint(if sheets.is_empty() {
                say!(lang, "它不是工作簿，不用写 `--sheet`", "it is no workbook: leave out `--sheet`")
            } else {
                say!(lang, "它有这些表：{there}", "it has these: {there}")
            })
        }
        ImportError::NothingRead => told! { lang;
            "没有读到一个项目，什么也没有导入", "not one project was found; nothing was imported";
            "上面写明各行没有读的原因；是项目的，加 `--accept 行号`；项目名称认错了列的，用 `--map 表头=项目名称` 指明",
            "each row that was not read is told with its reason; where one is a project, add `--accept ROW`; where the name is in another column, say so with `--map HEADING=Name`" },
        ImportError::FileTaken { file, change } => told! { lang, file = shown(file);
            "{file}已经导入过（变更{change}），里面没有编号的行会再登记一遍，一行也没有导入",
            "{file} was imported before (change {change}), and its rows without a code or number would be registered again; not one row was imported";
            "要改已登记的行，请重新导出再改；确要再登记一遍的，加 `--force --reason 原因`",
            "to change these rows export them again; to register them once more add `--force --reason WHY`" },
        ImportError::FormTaken { file, change } => told! { lang, file = shown(file);
            "{file}这份填报表已导入过（第{change}号变更），没有再导入",
            "the return sheet {file} was imported before (change {change}); it was not taken in again";
            "填错了的，请用 `haishu-proj update 编号 --corrects 填报号 --reason 原因` 更正；整批撤销用 `haishu-proj undo {change} --reason 原因`",
            "correct what is wrong with `haishu-proj update CODE --corrects N --reason WHY`, or take all of it back with `haishu-proj undo {change} --reason WHY`" },
        ImportError::NotImported { wrong, conflicts, remedies, .. } => {
            let message = if wrong == conflicts {
                told! { lang; "{wrong}处与台账后来的改动冲突，一行也没有导入",
                    "not one row was imported, because the register was changed since (count: {wrong})" }
            } else {
                told! { lang; "{wrong}处有误，一行也没有导入",
                    "not one row was imported, because of what is wrong (count: {wrong})" }
            };
            remedies.iter().fold(message, |message, each| message.hint(remedy(lang, *each)))
        }
    }
}
