//! The words about sheets that go out and come back: what was not taken in, and what could not be written.

use super::{Message, path_argument, say, shown, told, unworded};
use crate::error::{Error, Remedy};
use crate::lang::Lang;

/// Sheets that were not taken in.
pub(super) fn import(lang: Lang, error: &Error) -> Message {
    match error {
        Error::NotImported { faults, conflicts, remedies } => {
            let message = if faults == conflicts {
                told!(
                    lang,
                    "{faults}处与台账后来的改动冲突，一行也没有导入",
                    "not one row was imported, because the register was changed since (count: {faults})"
                )
            } else {
                told!(
                    lang,
                    "{faults}处有误，一行也没有导入",
                    "not one row was imported, because of what is wrong (count: {faults})"
                )
            };
            remedies.iter().fold(message, |message, each| message.hint(remedy(lang, *each)))
        }
        Error::Unmappable { character, row } => {
            let (code, row) = (u32::from(*character), shown(row));
            told!(
                lang,
                "`{row}` 一行里的字符 `{character}`（U+{code:04X}）不能用这种编码写出，没有写出任何文件",
                "the character `{character}` (U+{code:04X}) in the row `{row}` has no place in this encoding; no file was written",
                "请用 `--encoding utf8-bom`，或写成工作簿：`--format xlsx -o 台账.xlsx`",
                "use `--encoding utf8-bom`, or write a workbook: `--format xlsx -o register.xlsx`"
            )
        }
        Error::AllWantsFolder => told!(
            lang,
            "全部内容写成csv是六个文件，没有说写到哪个文件夹",
            "all of it as csv is six files, and no folder was named",
            "请写 `-o 文件夹`，或写成一份工作簿：`--format xlsx -o 台账.xlsx`",
            "write `-o FOLDER`, or one workbook: `--format xlsx -o register.xlsx`"
        ),
        Error::NeedsPlaceholder { path } => {
            let path = path_argument(path);
            told!(
                lang,
                "几个单位各一份，不能都写到 {path}",
                "the files of several units cannot all be {path}",
                "文件名里请写上 `{{unit}}`，如 `-o '{{unit}}-{{period}}.xlsx'`",
                "put `{{unit}}` into the name, like `-o '{{unit}}-{{period}}.xlsx'`"
            )
        }
        other => whole_file(lang, other),
    }
}

/// A file or a sheet that is refused as a whole.
fn whole_file(lang: Lang, error: &Error) -> Message {
    match error {
        Error::FormWithoutNote { file } => {
            let file = shown(file);
            told!(
                lang,
                "{file}只是填报表的一页，没有填报表自带的隐藏页，看不出是哪一期、哪个单位的",
                "{file} is only one page of a return sheet without its hidden page, which says whose it is and for which period",
                "请发回填好的原文件，不要另建工作簿粘贴，也不要另存为csv",
                "send back the very file that was filled, not a copy pasted into another workbook or saved as csv"
            )
        }
        Error::NoSuchSheet { file, sheet, sheets } => {
            let (file, sheet) = (shown(file), shown(sheet));
            let message = told!(lang, "{file}里没有 `{sheet}` 这张表", "{file} has no sheet `{sheet}`");
            if sheets.is_empty() {
                let hint = say!(lang, "它不是工作簿，不用写 `--sheet`", "it is no workbook: leave out `--sheet`");
                return message.hint(hint);
            }
            let sheets: Vec<String> = sheets.iter().map(|sheet| format!("`{}`", shown(sheet))).collect();
            let sheets = lang.join(&sheets);
            message.hint(say!(lang, "它有这些表：{sheets}", "it has these: {sheets}"))
        }
        Error::FileTaken { file, change } => {
            let file = shown(file);
            told!(
                lang,
                "{file}已经导入过（变更{change}），里面没有编号的行会再登记一遍，一行也没有导入",
                "{file} was imported before (change {change}), and its rows without a code or number would be registered again; not one row was imported",
                "要改已登记的行，请重新导出再改；确要再登记一遍的，加 `--force --reason 原因`",
                "to change these rows export them again; to register them once more add `--force --reason WHY`"
            )
        }
        Error::FormExists { path } => {
            let path = path_argument(path);
            told!(
                lang,
                "{path} 已经有了，可能已有人填过，没有覆盖",
                "{path} is there already and may have been filled; it was left as it is",
                "换一个文件名，或先把旧文件移走；文件名里可写 `{{unit}}`、`{{period}}`",
                "take another name or move the old file away; the name may hold `{{unit}}` and `{{period}}`"
            )
        }
        _ => unworded(error),
    }
}

fn remedy(lang: Lang, remedy: Remedy) -> String {
    match remedy {
        Remedy::Mend => say!(
            lang,
            "上面每处写明文件、行、列；改好文件后重新导入。若把表的内容认错了，用 `--what` 指明",
            "each fault is told with its file, row and column; mend the file and import it again, or say with `--what` \
             what the sheet is of where that was mistaken"
        ),
        Remedy::Reason => say!(
            lang,
            "要说明原因的，加 `--reason 原因` 重新导入",
            "where a reason is wanted, add `--reason WHY` and import again"
        ),
        Remedy::Force => say!(
            lang,
            "存疑的数值，写错的请改好；确实如此的，加 `--force --reason 原因`",
            "mend a doubtful value where it is wrong; where it is right, add `--force --reason WHY`"
        ),
        Remedy::NewUnit => {
            say!(
                lang,
                "单位写错的请改好；若是新的，加 `--new-unit` 一并登记",
                "mend the name of a unit where it is wrong; where the unit is new, add `--new-unit` to register it"
            )
        }
        Remedy::Accept => say!(
            lang,
            "名称相近的，逐行核对；确是新项目的，加 `--accept 行号`，可以写几个",
            "look at each row whose name is much like another's; where it is a new project, add `--accept ROW`, as often as there are such rows"
        ),
        Remedy::Others => say!(
            lang,
            "若是别处的表，“编号”只是序号：加 `--category 类别` 和 `--map 表头=字段`，如 `--map 工程名称=项目名称`",
            "if it is a sheet of somebody else, whose numbers are no codes, add `--category CATEGORY` and `--map HEADING=FIELD`, like `--map Title=Name`"
        ),
        Remedy::Look => say!(
            lang,
            "有冲突的，重新导出再改；或用 `haishu-proj history 编号` 核对后，加 `--force --reason 原因` 以表为准",
            "where the register was changed, export again and edit that; or look with `haishu-proj history CODE`, then \
             add `--force --reason WHY` to let the sheet stand"
        ),
    }
}
