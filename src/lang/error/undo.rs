//! The words about changes that are not taken back.

use super::filing::total_name;
use super::{Message, say, shown, told};
use crate::domain::ChangeId;
use crate::domain::returns::Impossible;
use crate::error::{Blocker, UndoError};
use crate::lang::Lang;
use crate::lang::talk::word_clash;

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
        UndoError::WordClash { id, clash } => told! { lang, clash = word_clash(lang, clash);
            "第{id}号变更不能撤销，撤销后{clash}", "change {id} cannot be undone: without it, {clash}";
            "先撤销后来设置或修改它的变更；用 `haishu-proj history` 查看",
            "take back the later change about it first; see `haishu-proj history`" },
        UndoError::LeavesUnit { id, code, unit } => told! { lang, unit = shown(unit);
            "撤销第{id}号变更会使{code}归已经分设的 `{unit}`",
            "taking back change {id} would leave {code} with `{unit}`, which was split";
            "直接改归别的单位：`haishu-proj edit {code} --unit 单位`；撤销过的分设，请重新 `haishu-proj unit split`",
            "give it another unit instead: `haishu-proj edit {code} --unit UNIT`; a split that was taken back: \
                `haishu-proj unit split` anew" },
        UndoError::Blocked { id, blockers } => blocked(lang, *id, blockers),
        UndoError::LeavesImpossible { id, code, impossible, measure, whole, dimension, blockers } => {
            let (name, amount) = (lang.name(measure), |value| lang.amount(value, *dimension));
            let what = match impossible {
                Impossible::CountAboveTotal { value, total, day, .. } => {
                    let (value, total, of) = (amount(*value), amount(*total), total_name(lang, whole));
                    say! { lang, "{code}的{name}{value}大于{of}{total}（截至{day}）",
                        "the {name} of {code}, {value}, would be more than its {of}, {total} (as of {day})" }
                }
                Impossible::AboveHundredPercent { value, .. } => {
                    let value = amount(*value);
                    say!(lang, "{code}的{name}{value}大于100%", "the {name} of {code}, {value}, would be more than 100%")
                }
            };
            told! { lang, blockers = listed(lang, blockers);
                "第{id}号变更不能撤销：撤销后{what}，填报在：{blockers}",
                "change {id} cannot be undone: {what}, as filed by:{blockers}";
                "先撤销或更正这些填报；若要另记总量，不必撤销：`haishu-proj edit {code} --total 指标=数值`",
                "undo or correct these first; to state another total nothing need be undone: \
                 `haishu-proj edit {code} --total MEASURE=VALUE`" }
        }
    }
}

/// What stands in the way, a line each.
fn listed(lang: Lang, blockers: &[Blocker]) -> String {
    let line = |Blocker { change, command }: &Blocker| {
        let command = shown(command);
        say!(lang, "\n第{change}号 `{command}`", "\nchange {change} `{command}`")
    };
    blockers.iter().map(line).collect()
}

#[rustfmt::skip::macros(say, told)]
fn blocked(lang: Lang, id: ChangeId, blockers: &[Blocker]) -> Message {
    let mut text = say! { lang,
        "第{id}号变更不能撤销，后来的变更以它为依据：", "change {id} cannot be undone, later changes rest on it:" };
    text += &listed(lang, blockers);
    match blockers.iter().map(|blocker| blocker.change).max() {
        Some(last) => Message::new(text).hint(say! { lang,
            "请先撤销这些变更，从最后一个开始：`haishu-proj undo {last} --reason 原因`",
            "undo these first, beginning with the last: `haishu-proj undo {last} --reason WHY`" }),
        None => {
            Message::new(text).hint(say!(lang, "用 `haishu-proj history` 查看", "see them with `haishu-proj history`"))
        }
    }
}
