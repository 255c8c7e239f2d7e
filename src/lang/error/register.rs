//! The words about the register file itself.

use super::{Message, argument, path_argument, say, shown, told};
use crate::error::RegisterError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &RegisterError) -> Message {
    match why {
        RegisterError::NotNamed => told! { lang;
            "当前文件夹中没有 `haishu.db`，也没有用 `--db` 指明台账",
            "no `haishu.db` in the current folder, and no register named with `--db`";
            "台账在别处：加 `--db 文件`", "if the register is elsewhere, add `--db FILE`";
            "新建台账：`haishu-proj init`；先看演示：`haishu-proj demo`",
            "make one with `haishu-proj init`, or look at a demonstration with `haishu-proj demo`" },
        RegisterError::Missing { path } => told! { lang, path = path.display(), file = path_argument(path);
            "找不到台账 `{path}`", "no register at `{path}`";
            "核对路径后用 `--db 文件` 指明；若要新建：`haishu-proj init --db {file}`",
            "name the right file with `--db FILE`, or make one: `haishu-proj init --db {file}`" },
        RegisterError::NotARegister { path } => told! { lang, path = path.display();
            "`{path}` 不是haishu-proj的台账", "`{path}` is not a register of haishu-proj";
            "用 `--db 文件` 指明台账；若要新建：`haishu-proj init --db 新文件`",
            "name a register with `--db FILE`, or make one: `haishu-proj init --db NEWFILE`" },
        RegisterError::Newer { path, found, known } => told! { lang, path = path.display();
            "台账 `{path}` 为第{found}版格式，本程序只认到第{known}版",
            "register `{path}` has format {found}, this program knows formats up to {known}";
            "请安装更新的haishu-proj；`haishu-proj --version` 显示现在的版本",
            "install a newer haishu-proj; `haishu-proj --version` tells which one this is" },
        RegisterError::Older { path, found, known } => told! { lang, path = path.display(), file = path_argument(path);
            "台账 `{path}` 为第{found}版格式，本程序用第{known}版",
            "register `{path}` has format {found}, this program works with format {known}";
            "先升级（会另存一份原文件）：`haishu-proj upgrade --db {file}`",
            "upgrade it first (a copy of it is kept): `haishu-proj upgrade --db {file}`" },
        RegisterError::ReadOnly { path } => told! { lang, path = path.display();
            "没有权限打开或写入 `{path}`", "no permission to open or write `{path}`";
            "核对该文件及其文件夹的权限，或用 `--db 文件` 指明另一份可写的台账",
            "check the permissions of the file and its folder, or name one you may write with `--db FILE`" },
        RegisterError::Busy { path } => told! { lang, path = path.display();
            "另一个命令正在写入 `{path}`，已等待5秒", "another command is writing to `{path}`; waited 5 seconds";
            "什么都没有改动，请稍后重试同一命令", "nothing was changed; try the same command again" },
        RegisterError::Exists { path } => told! { lang, path = path.display(), file = path_argument(path);
            "`{path}` 已经存在", "`{path}` exists already";
            "使用这份台账：`haishu-proj list --db {file}`；另建一份：`haishu-proj init --db 新文件`",
            "use it: `haishu-proj list --db {file}`; or make another: `haishu-proj init --db NEWFILE`" },
        RegisterError::FolderTaken { path } => {
            let other = argument(&format!("{}-2", path.display().to_string().trim_end_matches(['/', '\\'])));
            let path = path.display();
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
        RegisterError::Sqlite { message } => {
            let message = shown(message);
            checked(lang, say!(lang, "数据库出错：`{message}`", "the database failed: `{message}`"))
        }
    }
}

#[rustfmt::skip::macros(say, told)]
fn checked(lang: Lang, text: String) -> Message {
    Message::new(text).hint(say! { lang, "核对台账：`haishu-proj check`；如已损坏，请用备份恢复：`haishu-proj restore 备份文件 --force`",
        "examine the register: `haishu-proj check`; if it is damaged, go back to a copy: `haishu-proj restore FILE --force`" })
}
