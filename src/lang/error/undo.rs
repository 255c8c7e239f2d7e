//! The words about changes that are not taken back.

use super::{Message, say, shown, told};
use crate::domain::ChangeId;
use crate::error::{Blocker, UndoError};
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &UndoError) -> Message {
    match why {
        UndoError::UnknownChange { id } => told! { lang;
            "没有第{id}号变更", "there is no change {id}";
            "用 `haishu-proj history` 查看各次变更的号", "see the numbers of all changes with `haishu-proj history`" },
        UndoError::AlreadyVoid { id, by } => told! { lang;
            "第{id}号变更已被第{by}号变更撤销", "change {id} has been undone by change {by}";
            "若要恢复它：`haishu-proj undo {by} --reason 原因`",
            "to bring it back: `haishu-proj undo {by} --reason WHY`" },
        UndoError::NothingToUndo { by } => told! { lang, by = shown(by);
            "`{by}` 没有可以撤销的变更", "`{by}` has no change to undo";
            "用 `haishu-proj history` 查看变更，再写 `haishu-proj undo 变更号 --reason 原因`",
            "see the changes with `haishu-proj history`, then write `haishu-proj undo NUMBER --reason WHY`";
            "若用别的姓名录入过：`haishu-proj undo --by 姓名`",
            "if you recorded under another name: `haishu-proj undo --by NAME`" },
        UndoError::FirstChangeStays => told! { lang;
            "第1号变更建立了这份台账，不能撤销", "change 1 made the register itself and cannot be undone";
            "若要重新开始：`haishu-proj init --db 新文件`", "to start anew: `haishu-proj init --db NEWFILE`" },
        UndoError::Clash { id, name } => told! { lang, name = shown(name);
            "撤销第{id}号变更会使 `{name}` 同时指两个单位，或并入已不存在的单位",
            "taking back change {id} would make `{name}` two units at once, or part of one that is gone";
            "先撤销后来登记或并入 `{name}` 的变更；用 `haishu-proj history` 查看",
            "take back the later change about `{name}` first; see `haishu-proj history`" },
        UndoError::Blocked { id, blockers } => blocked(lang, *id, blockers),
    }
}

#[rustfmt::skip::macros(say, told)]
fn blocked(lang: Lang, id: ChangeId, blockers: &[Blocker]) -> Message {
    let mut text = say! { lang,
        "第{id}号变更不能撤销，后来的变更以它为依据：", "change {id} cannot be undone, later changes rest on it:" };
    for Blocker { change, command } in blockers {
        let command = shown(command);
        text += &say!(lang, "\n第{change}号 `{command}`", "\nchange {change} `{command}`");
    }
    match blockers.iter().map(|blocker| blocker.change).max() {
        Some(last) => Message::new(text).hint(say! { lang,
            "请先撤销这些变更，从最后一个开始：`haishu-proj undo {last} --reason 原因`",
            "undo these first, beginning with the last: `haishu-proj undo {last} --reason WHY`" }),
        None => {
            Message::new(text).hint(say!(lang, "用 `haishu-proj history` 查看", "see them with `haishu-proj history`"))
        }
    }
}
