//! The words about copies of a register.

use super::{Message, path_argument, say, told};
use crate::error::CopyError;
use crate::lang::Lang;
use crate::lang::error::file::cause_text;
use crate::lang::talk::fault;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &CopyError) -> Message {
    match why {
        CopyError::Itself { path } => told! { lang, path = path.display();
            "`{path}` 就是这份台账", "`{path}` is the register itself";
            "备份、恢复都要另一个文件，如 `haishu-proj backup 备份.db`",
            "a copy is another file, as in `haishu-proj backup copy.db`" },
        CopyError::Exists { path } => told! { lang, path = path.display();
            "`{path}` 已经存在，没有覆盖", "`{path}` exists already and was not overwritten";
            "换一个文件名，或先把它移到别处；每天一份的，用 `haishu-proj backup --dir 文件夹`",
            "name another file, or move that one away; for a copy each day, `haishu-proj backup --dir FOLDER`" },
        CopyError::Taken { path } => told! { lang, path = path.display(), file = path_argument(path);
            "`{path}` 处已有文件，没有恢复", "there is a file at `{path}`; nothing was restored";
            "确要恢复，加 `--force`：原有的会另存在旁边；只想看备份里有什么：`haishu-proj --db 备份文件 list`",
            "to restore, add `--force`: what is there is kept beside it; to look into a copy: `haishu-proj --db FILE list`";
            "恢复到别处：`haishu-proj restore 备份文件 --db 新文件`；现有的先核对：`haishu-proj check --db {file}`",
            "to restore elsewhere: `haishu-proj restore FILE --db NEWFILE`; to examine what is there: `haishu-proj check --db {file}`" },
        CopyError::Unsound { path, faults } => {
            const TOLD: usize = 3;
            let file = path_argument(path);
            let (path, count) = (path.display(), faults.len());
            let mut text = say!(lang, "`{path}` 没有通过核对，什么也没有写：", "`{path}` did not pass its check; nothing was written:");
            faults.iter().take(TOLD).for_each(|found| text += &format!("\n{}", fault(lang, found)));
            if count > TOLD {
                let more = count - TOLD;
                text += &say!(lang, "\n另有{more}处", "\nand {more} more");
            }
            Message::new(text).hint(say! { lang,
                "查看全部：`haishu-proj check --db {file}`；用更早的备份恢复：`haishu-proj restore 备份文件 --force`",
                "see all: `haishu-proj check --db {file}`; go back to an earlier copy: `haishu-proj restore FILE --force`" })
        }
        CopyError::NotAPage => told! { lang;
            "定时备份不用通报的参数", "a backup takes none of the arguments of a report";
            "写成 `haishu-proj schedule backup --dir 文件夹 --keep 8`，时间用 `--at`",
            "write `haishu-proj schedule backup --dir FOLDER --keep 8`; its time goes behind `--at`" },
        CopyError::NotRemoved { made, path, cause } => told! { lang,
            made = made.display(), path = path.display(), cause = cause_text(lang, cause);
            "已备份：{made}；但较早的 `{path}` 删不掉：{cause}",
            "saved a copy: {made}; but the older `{path}` could not be removed: {cause}";
            "核对该文件夹的权限，以免备份越积越多", "check the permissions of that folder, before copies fill it" },
    }
}
