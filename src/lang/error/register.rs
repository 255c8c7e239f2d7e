//! The words about the register file and its ledger.

use super::{Message, argument, path_argument, say, shown, told, unworded};
use crate::domain::{ChangeId, UpdateNo};
use crate::error::{Blocker, Error};
use crate::lang::Lang;
use std::io::ErrorKind;

/// There is no register this program can work with.
pub(super) fn no_register(lang: Lang, error: &Error) -> Message {
    match error {
        Error::NoRegisterNamed => told!(
            lang,
            "当前文件夹中没有 `haishu.db`，也没有用 `--db` 指明台账",
            "no `haishu.db` in the current folder, and no register named with `--db`",
            "台账在别处：加 `--db 文件`",
            "if the register is elsewhere, add `--db FILE`",
            "新建台账：`haishu-proj init`；先看演示：`haishu-proj demo`",
            "make one with `haishu-proj init`, or look at a demonstration with `haishu-proj demo`"
        ),
        Error::Missing { path } => {
            let (path, file) = (path.display(), path_argument(path));
            told!(
                lang,
                "找不到台账 `{path}`",
                "no register at `{path}`",
                "核对路径后用 `--db 文件` 指明；若要新建：`haishu-proj init --db {file}`",
                "name the right file with `--db FILE`, or make one: `haishu-proj init --db {file}`"
            )
        }
        Error::NotARegister { path } => {
            let path = path.display();
            told!(
                lang,
                "`{path}` 不是haishu-proj的台账",
                "`{path}` is not a register of haishu-proj",
                "用 `--db 文件` 指明台账；若要新建：`haishu-proj init --db 新文件`",
                "name a register with `--db FILE`, or make one: `haishu-proj init --db NEWFILE`"
            )
        }
        Error::NewerRegister { path, found, known } => {
            let path = path.display();
            told!(
                lang,
                "台账 `{path}` 为第{found}版格式，本程序只认到第{known}版",
                "register `{path}` has format {found}, this program knows formats up to {known}",
                "请安装更新的haishu-proj；`haishu-proj --version` 显示现在的版本",
                "install a newer haishu-proj; `haishu-proj --version` tells which one this is"
            )
        }
        Error::OlderRegister { path, found, known } => {
            let (path, file) = (path.display(), path_argument(path));
            told!(
                lang,
                "台账 `{path}` 为第{found}版格式，本程序用第{known}版",
                "register `{path}` has format {found}, this program works with format {known}",
                "先升级（会另存一份原文件）：`haishu-proj upgrade --db {file}`",
                "upgrade it first (a copy of it is kept): `haishu-proj upgrade --db {file}`"
            )
        }
        _ => unworded(error),
    }
}

/// The file is there, and something keeps us from it.
pub(super) fn in_the_way(lang: Lang, error: &Error) -> Message {
    match error {
        Error::OverRegister { path } => {
            let path = path.display();
            told!(
                lang,
                "`{path}` 是台账，不能用输出内容覆盖",
                "`{path}` is a register; output must not take its place",
                "换一个文件名，如 `-o 项目表.csv`",
                "name another file, such as `-o projects.csv`"
            )
        }
        Error::ReadOnly { path } => {
            let path = path.display();
            told!(
                lang,
                "没有权限打开或写入 `{path}`",
                "no permission to open or write `{path}`",
                "核对该文件及其文件夹的权限，或用 `--db 文件` 指明另一份可写的台账",
                "check the permissions of the file and its folder, or name one you may write with `--db FILE`"
            )
        }
        Error::Busy { path } => {
            let path = path.display();
            told!(
                lang,
                "另一个命令正在写入 `{path}`，已等待5秒",
                "another command is writing to `{path}`; waited 5 seconds",
                "什么都没有改动，请稍后重试同一命令",
                "nothing was changed; try the same command again"
            )
        }
        Error::RegisterExists { path } => {
            let (path, file) = (path.display(), path_argument(path));
            told!(
                lang,
                "`{path}` 已经存在",
                "`{path}` exists already",
                "使用这份台账：`haishu-proj list --db {file}`；另建一份：`haishu-proj init --db 新文件`",
                "use it: `haishu-proj list --db {file}`; or make another: `haishu-proj init --db NEWFILE`"
            )
        }
        Error::FolderTaken { path } => {
            let other = argument(&format!("{}-2", path.display().to_string().trim_end_matches(['/', '\\'])));
            let path = path.display();
            told!(
                lang,
                "文件夹 `{path}` 已经存在，没有改动其中的文件",
                "folder `{path}` exists already; nothing in it was changed",
                "换一个文件夹：`haishu-proj demo {other}`",
                "name another folder: `haishu-proj demo {other}`"
            )
        }
        _ => unworded(error),
    }
}

/// What the person at the keyboard did not cause.
pub(super) fn trouble(lang: Lang, error: &Error) -> Message {
    match error {
        Error::Damaged { what } => {
            let what = shown(what);
            checked(
                lang,
                say!(lang, "台账中有无法读懂的内容 `{what}`", "the register holds what cannot be read: `{what}`"),
            )
        }
        Error::Sqlite { message } => {
            let message = shown(message);
            checked(lang, say!(lang, "数据库出错：`{message}`", "the database failed: `{message}`"))
        }
        Error::File { path, cause } => {
            let (path, cause) = (path.display(), cause_text(lang, cause));
            told!(
                lang,
                "无法读写 `{path}`：{cause}",
                "cannot read or write `{path}`: {cause}",
                "核对路径和权限，或换一个文件：`--db 文件`、`-o 文件`",
                "check the path and its permissions, or name another file: `--db FILE`, `-o FILE`"
            )
        }
        Error::Output { cause } => {
            let cause = cause_text(lang, cause);
            told!(
                lang,
                "结果未能全部写出：{cause}",
                "the output could not be written: {cause}",
                "若用了 `>` 或 `|`，核对目标文件、磁盘空间和后一个命令，再运行一次",
                "if `>` or `|` was used, check that file, its disk and the command after it, then run this again"
            )
        }
        Error::Fixture { file, line, problem } => {
            let problem = shown(problem);
            told!(
                lang,
                "内置数据 `{file}` 第{line}行：{problem}",
                "built-in data `{file}` line {line}: {problem}",
                "这是程序的错误，请连同 `haishu-proj --version` 的输出一并报告",
                "this is a fault of the program: please report it with what `haishu-proj --version` prints"
            )
        }
        _ => unworded(error),
    }
}

fn checked(lang: Lang, text: String) -> Message {
    Message::new(text).hint(say!(
        lang,
        "核对台账：`haishu-proj check`；如已损坏，请换用备份：`--db 备份文件`",
        "examine the register: `haishu-proj check`; if it is damaged, go back to a copy: `--db COPY`"
    ))
}

fn cause_text(lang: Lang, cause: &std::io::Error) -> String {
    match cause.kind() {
        ErrorKind::NotFound => say!(lang, "没有这个文件或文件夹", "no such file or folder"),
        ErrorKind::PermissionDenied => say!(lang, "没有权限", "no permission"),
        ErrorKind::AlreadyExists => say!(lang, "已经存在", "it exists already"),
        ErrorKind::IsADirectory => say!(lang, "这是文件夹", "it is a folder"),
        ErrorKind::NotADirectory => say!(lang, "路径中有一段不是文件夹", "part of the path is not a folder"),
        ErrorKind::StorageFull => say!(lang, "磁盘已满", "the disk is full"),
        ErrorKind::ReadOnlyFilesystem => say!(lang, "磁盘只读", "the disk is read-only"),
        ErrorKind::InvalidData => say!(lang, "内容无法识别为文字", "its content is not readable text"),
        ErrorKind::BrokenPipe => say!(lang, "后一个命令已不再读取", "the command after it stopped reading"),
        _ => shown(&cause.to_string()),
    }
}

/// Numbers of updates and changes: what is to be corrected or taken back.
pub(super) fn ledger(lang: Lang, error: &Error) -> Message {
    match error {
        Error::UnknownUpdate { no } => told!(
            lang,
            "没有第{no}号填报",
            "there is no update {no}",
            "用 `haishu-proj show 编号` 查看该项目各次填报的号",
            "see the numbers of a project's updates with `haishu-proj show CODE`"
        ),
        Error::UpdateOfOther { no, code } => told!(
            lang,
            "第{no}号填报是 `{code}` 的，不是这个项目的",
            "update {no} belongs to `{code}`, not to this project",
            "用 `haishu-proj show {code}` 查看；若要更正它：`haishu-proj update {code} --corrects {no} --reason 原因`",
            "see it with `haishu-proj show {code}`; to correct it: `haishu-proj update {code} --corrects {no} --reason WHY`"
        ),
        Error::UpdateNoLongerCounts { no, corrected_by, undone_by } => no_longer(lang, *no, *corrected_by, *undone_by),
        Error::UnknownChange { id } => told!(
            lang,
            "没有第{id}号变更",
            "there is no change {id}",
            "用 `haishu-proj history` 查看各次变更的号",
            "see the numbers of all changes with `haishu-proj history`"
        ),
        Error::AlreadyVoid { id, by } => told!(
            lang,
            "第{id}号变更已被第{by}号变更撤销",
            "change {id} has been undone by change {by}",
            "若要恢复它：`haishu-proj undo {by} --reason 原因`",
            "to bring it back: `haishu-proj undo {by} --reason WHY`"
        ),
        Error::NothingToUndo { by } => {
            let by = shown(by);
            told!(
                lang,
                "`{by}` 没有可以撤销的变更",
                "`{by}` has no change to undo",
                "用 `haishu-proj history` 查看变更，再写 `haishu-proj undo 变更号 --reason 原因`",
                "see the changes with `haishu-proj history`, then write `haishu-proj undo NUMBER --reason WHY`",
                "若用别的姓名录入过：`haishu-proj undo --by 姓名`",
                "if you recorded under another name: `haishu-proj undo --by NAME`"
            )
        }
        Error::FirstChangeStays => told!(
            lang,
            "第1号变更建立了这份台账，不能撤销",
            "change 1 made the register itself and cannot be undone",
            "若要重新开始：`haishu-proj init --db 新文件`",
            "to start anew: `haishu-proj init --db NEWFILE`"
        ),
        Error::UndoClash { id, name } => {
            let name = shown(name);
            told!(
                lang,
                "撤销第{id}号变更会使 `{name}` 同时指两个单位，或并入已不存在的单位",
                "taking back change {id} would make `{name}` two units at once, or part of one that is gone",
                "先撤销后来登记或并入 `{name}` 的变更；用 `haishu-proj history` 查看",
                "take back the later change about `{name}` first; see `haishu-proj history`"
            )
        }
        Error::UndoBlocked { id, blockers } => undo_blocked(lang, *id, blockers),
        _ => unworded(error),
    }
}

fn no_longer(lang: Lang, no: UpdateNo, corrected_by: Option<UpdateNo>, undone_by: Option<ChangeId>) -> Message {
    match (corrected_by, undone_by) {
        (Some(by), _) => told!(
            lang,
            "第{no}号填报已被第{by}号更正，不再计入",
            "update {no} no longer counts: update {by} corrected it",
            "请更正第{by}号：`--corrects {by}`",
            "correct update {by} instead: `--corrects {by}`"
        ),
        (None, Some(by)) => told!(
            lang,
            "第{no}号填报已被第{by}号变更撤销，不再计入",
            "update {no} no longer counts: change {by} undid it",
            "若要恢复它：`haishu-proj undo {by} --reason 原因`；若是新的填报，去掉 `--corrects {no}`",
            "to bring it back: `haishu-proj undo {by} --reason WHY`; for a new return leave out `--corrects {no}`"
        ),
        (None, None) => told!(
            lang,
            "第{no}号填报不再计入",
            "update {no} no longer counts",
            "用 `haishu-proj history` 查看原因；若是新的填报，去掉 `--corrects {no}`",
            "see why with `haishu-proj history`; for a new return leave out `--corrects {no}`"
        ),
    }
}

fn undo_blocked(lang: Lang, id: ChangeId, blockers: &[Blocker]) -> Message {
    let mut text = say!(
        lang,
        "第{id}号变更不能撤销，后来的变更以它为依据：",
        "change {id} cannot be undone, later changes rest on it:"
    );
    for Blocker { change, command } in blockers {
        let command = shown(command);
        text += &say!(lang, "\n第{change}号 `{command}`", "\nchange {change} `{command}`");
    }
    match blockers.iter().map(|blocker| blocker.change).max() {
        Some(last) => Message::new(text).hint(say!(
            lang,
            "请先撤销这些变更，从最后一个开始：`haishu-proj undo {last} --reason 原因`",
            "undo these first, beginning with the last: `haishu-proj undo {last} --reason WHY`"
        )),
        None => {
            Message::new(text).hint(say!(lang, "用 `haishu-proj history` 查看", "see them with `haishu-proj history`"))
        }
    }
}
