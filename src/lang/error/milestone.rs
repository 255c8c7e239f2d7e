//! The words about milestones that are there already, are not there, or cannot be so.

use super::{Message, argument, quoted, say, shown, told};
use crate::error::MilestoneError;
use crate::lang::Lang;
use crate::lang::sentence::milestone_name;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &MilestoneError) -> Message {
    match why {
        MilestoneError::Exists { code, name, due } => told! { lang,
            shown = milestone_name(lang, name), word = argument(name);
            "{code}已有节点 `{shown}`，定于{due}", "{code} has a milestone `{shown}` already, due {due}";
            "若要改期：`haishu-proj milestone move {code} {word} 日期 --reason 原因`",
            "to move it: `haishu-proj milestone move {code} {word} DATE --reason WHY`" },
        MilestoneError::Unknown { code, word, candidates } => unknown(lang, code, word, candidates),
        MilestoneError::Met { code, name, met } => {
            let name = milestone_name(lang, name);
            let on = met.map_or_else(String::new, |met| say!(lang, "（{met}）", " ({met})"));
            told! { lang;
                "{code}的节点 `{name}` 已经完成{on}", "milestone `{name}` of {code} is met already{on}";
                "若记错了，查出变更号后撤销：`haishu-proj history {code}`，`haishu-proj undo 变更号 --reason 原因`",
                "if that is wrong, find the change and take it back: `haishu-proj history {code}`, `haishu-proj undo NUMBER --reason WHY`" }
        }
        MilestoneError::Unmoved { code, name, due } => told! { lang,
            shown = milestone_name(lang, name), word = argument(name);
            "{code}的节点 `{shown}` 原来就定于 `{due}`", "milestone `{shown}` of {code} is due `{due}` as it is";
            "请写另一个日期：`haishu-proj milestone move {code} {word} 日期 --reason 原因`",
            "write another date: `haishu-proj milestone move {code} {word} DATE --reason WHY`" },
        MilestoneError::MetByStage { code, name, stage } => {
            let (name, word) =
                (milestone_name(lang, name), argument(if lang == Lang::Zh { lang.name(stage) } else { &stage.code }));
            told! { lang;
                "`{name}` 随阶段完成，不单独记", "`{name}` is met by the stage and not by itself";
                "请填报阶段：`haishu-proj update {code} --stage {word} --on 日期`",
                "file the stage: `haishu-proj update {code} --stage {word} --on DATE`" }
        }
        MilestoneError::StartAfterFinish { code, start, finish, other } => {
            let message = told! { lang; "计划开工 `{start}` 晚于计划完工 `{finish}`",
                "planned start `{start}` is after planned finish `{finish}`" };
            message.hint(match (code, other) {
                (Some(code), Some(other)) => say! { lang, named = milestone_name(Lang::Zh, other);
                    "核对日期；若{named}也要改，先改它：`haishu-proj milestone move {code} {other} 日期 --reason 原因`",
                    "check the date; if `{other}` is to be moved too, move that first: \
                        `haishu-proj milestone move {code} {other} DATE --reason WHY`" },
                (None, _) | (_, None) => say! { lang, "是否写反了？请写 `--start {finish} --finish {start}`",
                    "if they are the wrong way round, write `--start {finish} --finish {start}`" },
            })
        }
        MilestoneError::BeforeRaised { name, day, raised } => told! { lang, name = shown(&milestone_name(lang, name));
            "`{name}` 是{raised}定下的，`{day}` 在此之前", "`{name}` was set on {raised}, `{day}` is before that";
            "请写 `--on {raised}` 或更晚的日期；若日期记错了，撤销后重录：`haishu-proj history`",
            "write `--on {raised}` or a later day; if it was set earlier, take that back and record it anew: `haishu-proj history`" },
    }
}

#[rustfmt::skip::macros(say, told)]
fn unknown(lang: Lang, code: &str, word: &str, candidates: &[String]) -> Message {
    let (shown_word, argument) = (shown(word), argument(word));
    let listed = quoted(lang, candidates.iter().map(|name| label(lang, name)));
    told!(lang, "{code}没有节点 `{shown_word}`", "{code} has no milestone `{shown_word}`")
        .hint_if((!candidates.is_empty()).then(|| say!(lang, "已有的节点：{listed}", "it has: {listed}")))
        .hint(say! { lang, "若是新节点：`haishu-proj milestone add {code} {argument} 日期`",
            "for a new one: `haishu-proj milestone add {code} {argument} DATE`" })
}

/// A milestone as it is typed: `start（计划开工）`.
fn label(lang: Lang, name: &str) -> String {
    let said = milestone_name(lang, name);
    if said == name { said } else { say!(lang, "{name}（{said}）", "{name} ({said})") }
}
