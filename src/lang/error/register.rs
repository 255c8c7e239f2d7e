//! The words about the register file itself.

use super::{Message, argument, listed, path_argument, quoted, say, shown, shown_path, told};
use crate::domain::ChangeId;
use crate::domain::clock::BadClock;
use crate::error::{Gave, RegisterError};
use crate::lang::Lang;
use crate::lang::cell::moment;

#[expect(clippy::too_many_lines, reason = "an arm for each error")]
#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &RegisterError) -> Message {
    match why {
        RegisterError::NotNamed => told! { lang;
            "当前文件夹中没有 `haishu.db`，也没有用 `--db` 指明台账",
            "no `haishu.db` in the current folder, and no register named with `--db`";
            "台账在别处：加 `--db 文件`", "if the register is elsewhere, add `--db FILE`";
            "新建台账：`haishu-proj init`；先看演示：`haishu-proj demo`",
            "make one with `haishu-proj init`, or look at a demonstration with `haishu-proj demo`" },
        RegisterError::Missing { path } => told! { lang, path = shown_path(path), file = path_argument(path);
            "找不到台账 `{path}`", "no register at `{path}`";
            "核对路径后用 `--db 文件` 指明；若要新建：`haishu-proj init --db {file}`",
            "name the right file with `--db FILE`, or make one: `haishu-proj init --db {file}`" },
        RegisterError::NotARegister { path } => told! { lang, path = shown_path(path);
            "`{path}` 不是haishu-proj的台账", "`{path}` is not a register of haishu-proj";
            "用 `--db 文件` 指明台账；若要新建：`haishu-proj init --db 新文件`",
            "name a register with `--db FILE`, or make one: `haishu-proj init --db NEWFILE`" },
        RegisterError::Newer { path, found, known } => told! { lang, path = shown_path(path);
            "台账 `{path}` 为第{found}版格式，本程序只认到第{known}版",
            "register `{path}` has format {found}, this program knows formats up to {known}";
            "请安装更新的haishu-proj；`haishu-proj --version` 显示现在的版本",
            "install a newer haishu-proj; `haishu-proj --version` tells which one this is" },
        RegisterError::Older { path, found, known } => {
            told! { lang, path = shown_path(path), file = path_argument(path);
            "台账 `{path}` 为第{found}版格式，本程序用第{known}版",
            "register `{path}` has format {found}, this program works with format {known}";
            "先升级（会另存一份原文件）：`haishu-proj upgrade --db {file}`",
            "upgrade it first (a copy of it is kept): `haishu-proj upgrade --db {file}`" }
        }
        RegisterError::ReadOnly { path } => told! { lang, path = shown_path(path);
            "没有权限打开或写入 `{path}`", "no permission to open or write `{path}`";
            "核对该文件及其文件夹的权限，或用 `--db 文件` 指明另一份可写的台账",
            "check the permissions of the file and its folder, or name one you may write with `--db FILE`" },
        RegisterError::Busy { path } => told! { lang, path = shown_path(path);
            "另一个命令正在写入 `{path}`，已等待5秒", "another command is writing to `{path}`; waited 5 seconds";
            "什么都没有改动，请稍后重试同一命令", "nothing was changed; try the same command again" },
        RegisterError::WordsChanged => told! { lang;
            "刚才有人改了类别、阶段或指标", "somebody has just changed the categories, stages or measures";
            "什么都没有改动，请重试同一命令", "nothing was changed; try the same command again" },
        RegisterError::DiskFull => told! { lang;
            "台账所在的磁盘已满，没有地方写", "the disk of the register is full: there is no room to write";
            "腾出空间后重试同一命令；什么都没有改动", "make room on it, then try the same command again; nothing was changed" },
        RegisterError::PathTooLong { path, length, most } => told! { lang, path = shown_path(path);
            "台账的路径 `{path}` 太长：从根目录算起{length}字节，最多{most}字节",
            "the path of the register, `{path}`, is too long: {length} bytes from the root, and at most {most} will do";
            "换一个浅一些的文件夹或短一些的文件名，用 `--db 文件` 指明",
            "take a folder less deep or a shorter name, with `--db FILE`" },
        RegisterError::Replaced { path } => told! { lang, path = shown_path(path);
            "等待录入时，`{path}` 被换成了另一个文件", "another file was put in the place of `{path}` while this waited for its turn";
            "什么都没有改动；核对现在的台账后重试：`haishu-proj history`",
            "nothing was changed; look at the register that is there now, `haishu-proj history`, and try again" },
        RegisterError::Clock(bad) => clock(lang, bad),
        RegisterError::Foreign { path, names } => {
            let named: Vec<String> = names.iter().take(FOREIGN_NAMED).map(|name| format!("`{}`", shown(name))).collect();
            let (count, named) = (names.len(), lang.join(&named));
            told! { lang, path = shown_path(path), file = path_argument(path);
                "台账 `{path}` 中有{count}个不是本程序建立的表、视图、索引或触发器：{named}；它们能改动录入和显示的内容",
                "register `{path}` holds tables, views, indexes or triggers that this program did not make ({count}): \
                    {named}; they can alter what is recorded and what is read";
                "逐个列出：`haishu-proj check --db {file}`；查明是谁加的，再换用备份：`--db 备份文件`，或用sqlite3删去",
                "list them: `haishu-proj check --db {file}`; find out who made them, then go back to a copy, `--db COPY`, \
                    or drop them with sqlite3" }
        }
        RegisterError::Exists { path } => told! { lang, path = shown_path(path), file = path_argument(path);
            "`{path}` 已经存在", "`{path}` exists already";
            "使用这份台账：`haishu-proj list --db {file}`；另建一份：`haishu-proj init --db 新文件`",
            "use it: `haishu-proj list --db {file}`; or make another: `haishu-proj init --db NEWFILE`" },
        RegisterError::FolderTaken { path } => {
            let other = argument(&format!("{}-2", path.display().to_string().trim_end_matches(['/', '\\'])));
            let path = shown_path(path);
            told! { lang;
                "文件夹 `{path}` 已经存在，没有改动其中的文件",
                "folder `{path}` exists already; nothing in it was changed";
                "换一个文件夹：`haishu-proj demo {other}`", "name another folder: `haishu-proj demo {other}`" }
        }
        RegisterError::Damaged { what } => {
            let what = shown(what);
            checked(
                lang,
                say!(lang, "台账中有无法读懂的内容 `{what}`", "the register holds what cannot be read: `{what}`"),
            )
        }
        RegisterError::Interrupted => told! { lang;
            "命令被中断，什么都没有录入", "the command was interrupted; nothing was recorded";
            "需要时再运行一次", "run it again when you want to" },
        RegisterError::RowsOfNoChange { table, change } => checked(
            lang,
            say!(
                lang,
                "表 {table} 里已有第{change}号变更的行，而这一变更还没有：不是本程序写入的，没有再记入任何内容",
                "table {table} holds rows of change {change}, which is not on record: no command wrote them, and nothing was recorded"
            ),
        ),
        RegisterError::Sqlite { message } => {
            let message = shown(message);
            checked(lang, say!(lang, "数据库出错：`{message}`", "the database failed: `{message}`"))
        }
        RegisterError::Unsettled { change, cause, .. } => told! { lang, cause = super::message(lang, cause).text;
            "第{change}号变更写盘时出错，是否已录入无法确定：{cause}",
            "writing change {change} failed, and whether it was recorded could not be told: {cause}";
            "磁盘恢复正常后，先看它在不在：`haishu-proj history`；不在，再录入一次",
            "when the disk is well again, look whether it is there: `haishu-proj history`; if not, record it again" },
        RegisterError::NotRecorded { cause } => {
            told! { lang, cause = super::message(lang, cause).text;
            "变更没有录入，台账未变：{cause}", "the change was not recorded, the register is as it was: {cause}";
            "核对磁盘（空间、配额、故障）后，再运行一次", "see to the disk (room, quota, faults), then run this again" }
        }
        RegisterError::YetRecorded { change, gave, cause } => {
            yet_recorded(lang, *change, gave, &super::message(lang, cause).text)
        }
    }
}

/// A change stands, whatever came after it: what is to be typed to mend that would record it once more.
#[rustfmt::skip::macros(told)]
fn yet_recorded(lang: Lang, change: ChangeId, gave: &Gave, cause: &str) -> Message {
    let message = told! { lang, gave = given(lang, gave);
        "第{change}号变更已经录入{gave}，其后出错：{cause}", "change {change} was recorded{gave}; then: {cause}";
        "不要再录入一次；它在台账中：`haishu-proj history`", "do not record it again; it is in `haishu-proj history`" };
    message.hint_if(reprinted(lang, gave))
}

/// What a change gave out, behind the words that name it.
fn given(lang: Lang, gave: &Gave) -> String {
    match gave {
        Gave::Nothing => String::new(),
        Gave::Numbers(given) => {
            let given = quoted(lang, given);
            say!(lang, "（应输出 {given}）", " (it was to print {given})")
        }
        Gave::Pages(pages) => {
            let pages = listed(lang, pages, |no| say!(lang, "第{no}号定稿", "frozen page {no}"));
            say!(lang, "（{pages}）", " ({pages})")
        }
    }
}

/// How the first of the pages that were frozen is had.
fn reprinted(lang: Lang, gave: &Gave) -> Option<String> {
    match gave {
        Gave::Nothing | Gave::Numbers(_) => None,
        Gave::Pages(pages) => {
            let no = pages.first()?;
            Some(say!(
                lang,
                "定稿这样取：`haishu-proj report --reprint {no}`，存成文件加 `-o 文件`",
                "a frozen page is had by `haishu-proj report --reprint {no}`, as a file with `-o FILE`"
            ))
        }
    }
}

/// So many of the objects that are none of a register's are named.
const FOREIGN_NAMED: usize = 3;

#[rustfmt::skip::macros(say, told)]
fn clock(lang: Lang, bad: &BadClock) -> Message {
    match bad {
        BadClock::Behind { last, now } => told! { lang, last = moment(*last), now = moment(*now);
            "时钟是{now}，早于最近一次变更的时间{last}",
            "the clock says {now}, but the last change is stamped later, {last}";
            "时钟不对：校准后重试", "if the clock is wrong, set it and try again";
            "时钟没有错，是那次变更记错了时间：按docs/trust.md改正台账，或加 `--force` 接在它之后录入",
            "if it is right, that change was made under a wrong clock: set the register straight as docs/trust.md says, \
                or add `--force` to record right after it" },
        BadClock::Ahead { last, now } => told! { lang, last = moment(*last), now = moment(*now);
            "时钟是{now}，比最近一次变更的时间{last}晚了十年以上",
            "the clock says {now}, more than ten years after the last change, {last}";
            "时钟不对：校准后重试；时钟没有错：加 `--force`",
            "if the clock is wrong, set it and try again; if it is right, add `--force`" },
        BadClock::Unlikely { now } => told! { lang, now = moment(*now);
            "时钟是{now}，不像是现在的时间", "the clock says {now}, which can hardly be the present";
            "时钟不对：校准后重试；时钟没有错：加 `--force`",
            "if the clock is wrong, set it and try again; if it is right, add `--force`" },
        BadClock::Outside { now } => told! { lang, now = moment(*now);
            "时钟是{now}，不在1900年至2199年之内，不能录入",
            "the clock says {now}, which is outside 1900 to 2199 and cannot go on record";
            "校准时钟后重试", "set the clock and try again" },
        BadClock::AtEnd { last } => told! { lang, last = moment(*last);
            "最近一次变更的时间是{last}，此后的时间不能录入",
            "the last change is stamped {last}, and nothing later can go on record";
            "那次变更是在时钟不对时录入的：按docs/trust.md改正台账",
            "it was made under a wrong clock: set the register straight as docs/trust.md says" },
        BadClock::OutsideDay { day } => told! { lang;
            "{day}不在1900年至2199年之内，不能录入", "{day} is outside 1900 to 2199 and cannot go on record";
            "换一个日期", "name another day" },
    }
}

#[rustfmt::skip::macros(say, told)]
fn checked(lang: Lang, text: String) -> Message {
    Message::new(text).hint(say! { lang, "核对台账：`haishu-proj check`；如已损坏，请用备份恢复：`haishu-proj restore 备份文件 --force`",
        "examine the register: `haishu-proj check`; if it is damaged, go back to a copy: `haishu-proj restore FILE --force`" })
}
