//! The words about targets that carry too much, are not there, or count themselves.

use super::{Message, quoted, shown, told};
use crate::domain::code::target_code;
use crate::error::TargetError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &TargetError) -> Message {
    match why {
        TargetError::SeveralFigures { figures } => told! { lang, count = figures.len(), named = quoted(lang, figures);
            "这句话有{count}个数：{named}；一条目标只有一个数", "this sentence has {count} figures, {named}; a target has one";
            "分成{count}条，每条只写带一个数的那半句：`haishu-proj target add 半句 --source 整句 …`",
            "state {count} targets, each with the clause of one figure: `haishu-proj target add CLAUSE --source SENTENCE …`" },
        TargetError::Unknown { value } => told! { lang, value = shown(value);
            "没有目标 `{value}`", "there is no target `{value}`";
            "用 `haishu-proj target list` 查看各目标的号，写成 `T-01` 这样",
            "see their numbers with `haishu-proj target list`; write one like `T-01`" },
        TargetError::CountsAndSums => told! { lang;
            "一条目标要么统计到某阶段的项数，要么统计某指标之和，不能两样都填",
            "a target counts the projects at a stage or sums a measure, not both";
            "只留其中一样，另一样另立一条目标", "keep one of the two; state the other as a target of its own" },
        TargetError::Counted { no } => told! { lang, no = target_code(*no);
            "目标 `{no}` 由台账统计，不另录入数值",
            "target `{no}` is counted from the register; no values are entered for it";
            "填报有关项目即可：`haishu-proj update 编号`；用 `haishu-proj target list` 查看统计结果",
            "file the returns of its projects: `haishu-proj update CODE`; see the count with `haishu-proj target list`" },
    }
}
