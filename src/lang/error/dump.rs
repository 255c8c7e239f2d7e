//! The words about a dump that does not become a register.

use super::{Message, say, shown, told};
use crate::error::{BadLine, DumpError};
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &DumpError) -> Message {
    match why {
        DumpError::NotADump { path } => told! { lang, path = path.display();
            "`{path}` 不是转储文件：第1行不是它的开头", "`{path}` is no dump: its first line is not the head of one";
            "转储用 `haishu-proj dump -o 文件`；备份的台账用 `haishu-proj restore 文件`；表格用 `haishu-proj import 文件`",
            "make a dump with `haishu-proj dump -o FILE`; a copy of a register goes back with `haishu-proj restore FILE`, a sheet with `haishu-proj import FILE`" },
        DumpError::Format { path, found, known } => told! { lang, path = path.display();
            "`{path}` 为第{found}版转储格式，本程序只认第{known}版",
            "`{path}` is a dump of format {found}, this program knows format {known}";
            "请安装更新的haishu-proj；`haishu-proj --version` 显示现在的版本",
            "install a newer haishu-proj; `haishu-proj --version` tells which one this is" },
        DumpError::Schema { path, found, known } => told! { lang, path = path.display();
            "`{path}` 转储自第{found}版台账，本程序用第{known}版",
            "`{path}` is of a register of version {found}, this program works with version {known}";
            "用那一版的haishu-proj载入，再用这一版 `haishu-proj upgrade`；台账比程序新的，请安装更新的程序",
            "load it with the haishu-proj of that version, then `haishu-proj upgrade` with this one; if it is newer than this program, install a newer one" },
        DumpError::Cut { path, line, changes: 0, of } => told! { lang, path = path.display();
            "`{path}` 不完整：没有第{line}行，{of}次变更一次也不全",
            "`{path}` is not whole: there is no line {line}, and not one of its {of} changes is complete";
            "换一份完整的", "take a whole one" },
        DumpError::Cut { path, line, changes, of } => told! { lang, path = path.display();
            "`{path}` 不完整：没有第{line}行：{of}次变更只有{changes}次，或缺最后一行",
            "`{path}` is not whole: there is no line {line}; of {of} changes it has {changes}, or its last line is missing";
            "换一份完整的；只要前{changes}次变更：加 `--upto {changes}`",
            "take a whole one; for the first {changes} changes alone, add `--upto {changes}`" },
        DumpError::Line { path, line, why } => {
            let (path, why) = (path.display(), bad_line(lang, why));
            told! { lang;
                "`{path}` 第{line}行：{why}", "`{path}` line {line}: {why}";
                "没有建立台账。转储文件不能改：换一份没有动过的；只要这一行之前的变更：加 `--upto 变更号`",
                "no register was made. A dump cannot be edited: take one that was not; for the changes before that line alone, add `--upto ID`" }
        }
        DumpError::Upto { path, upto, changes } => told! { lang, path = path.display();
            "`{path}` 只有{changes}次变更，没有第{upto}号", "`{path}` has {changes} changes, and none of number {upto}";
            "写 `--upto {changes}` 以内的数，或不写 `--upto`", "write `--upto {changes}` or less, or leave it out" },
    }
}

#[rustfmt::skip::macros(say)]
fn bad_line(lang: Lang, why: &BadLine) -> String {
    match why {
        BadLine::NotAnObject => say! { lang,
            "应为 `{{\"表名\":{{…}}}}` 这样的一行JSON", "expected is a line of JSON such as `{{\"TABLE\":{{…}}}}`" },
        BadLine::UnknownTable { name } => {
            let name = shown(name);
            say!(lang, "没有 `{name}` 这张表", "there is no table `{name}`")
        }
        BadLine::Columns { table, columns } => {
            let columns = columns.join(", ");
            say!(lang, "`{table}` 的列应依次为 {columns}", "the columns of `{table}` are {columns}, in this order")
        }
        BadLine::Value { column } => {
            let column = shown(column);
            say!(lang, "`{column}` 应为整数、文字、null 或 `{{\"hex\":\"…\"}}`",
                "`{column}` takes a whole number, text, null, or `{{\"hex\":\"…\"}}`")
        }
        BadLine::OtherChange { found, expected } => {
            let found = shown(found);
            say!(lang, "应为第{expected}号变更的，这里却是 `{found}`；中间少了或多了行",
                "expected is change {expected}, and it says `{found}`; lines are missing or doubled")
        }
        BadLine::Hash { change, first_line } => say! { lang,
            "第{change}号变更（自第{first_line}行起）与它的校验值不符；其中有改过、少了、多了或换了位置的行",
            "change {change}, from line {first_line} on, does not give its hash; of these lines one was altered, is missing, doubled or moved" },
        BadLine::NotThis { expected } => {
            let expected = shown(expected);
            say!(lang, "照其余各行应为 `{expected}`", "by the other lines it is `{expected}`")
        }
        BadLine::Refused { message } => {
            let message = shown(message);
            say!(lang, "台账不收这一行（`{message}`）；它重复了，或与前面的行矛盾",
                "the register does not take it (`{message}`); it is doubled, or against the lines before")
        }
        BadLine::AfterEnd => say!(lang, "最后一行之后还有内容", "it stands behind the last line"),
    }
}
