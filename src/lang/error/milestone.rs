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
        MilestoneError::NeedsDay { name } => told! { lang, name = shown(&milestone_name(lang, name));
            "没有写 `{name}` 是哪天完成的", "on which day `{name}` was met is not said";
            "加 `--on 日期`", "add `--on DATE`" },
        MilestoneError::Waived { code, name, reason } => told! { lang, shown = shown(name), word = argument(name);
            "{code}的 `{shown}` 已经记为不需要：{reason}", "`{shown}` of {code} is on record as not needed: {reason}";
            "若又需要了，定个日期：`haishu-proj milestone move {code} {word} 日期 --reason 原因`",
            "if it is needed after all, set a day: `haishu-proj milestone move {code} {word} DATE --reason WHY`" },
        MilestoneError::NumberTaken { number, code, name } => told! { lang,
            number = shown(number), name = shown(name);
            "批文号 `{number}` 已经是{code}的 `{name}`", "the document `{number}` is on record for `{name}` of {code}";
            "请核对批文号；若确是同一批文，加 `--force --reason 原因`",
            "check the number; if it is one document, add `--force --reason WHY`" },
        MilestoneError::NoChecklist { code, category } => told! { lang,
            category = lang.pick(category), word = argument(lang.pick(category));
            "{code}属于“{category}”，这一类没有前期手续清单", "{code} is of {category}, which has no checklist of permits";
            "先列上：`haishu-proj permit checklist {word} --add 手续`",
            "write one: `haishu-proj permit checklist {word} --add PERMIT`" },
        MilestoneError::OnChecklist { word, permit } => told! { lang, word = shown(word), permit = shown(permit);
            "清单上已有 `{permit}`，也叫 `{word}`", "`{permit}` is on the checklist already, and `{word}` names it";
            "请换个说法；若要改它，一起写 `--remove {permit} --add 新名称`",
            "use another word; to change it, write `--remove {permit} --add NAME` together" },
        MilestoneError::NoPermit { word } => told! { lang, word = shown(word);
            "`{word}` 是计划开工或完工，不是手续", "`{word}` is the planned start or finish and no permit";
            "请写手续的名称，例如 `--add 环境影响评价审批`", "write the name of a permit: `--add 环境影响评价审批`" },
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
