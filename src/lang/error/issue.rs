//! The words about issues that are not there, or closed.

use super::{Message, shown, told};
use crate::domain::code::issue_code;
use crate::error::IssueError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &IssueError) -> Message {
    match why {
        IssueError::Unknown { value } => told! { lang, value = shown(value);
            "没有问题 `{value}`", "there is no issue `{value}`";
            "用 `haishu-proj issue list --all` 查看各问题的号，写成 `I-01` 这样",
            "see their numbers with `haishu-proj issue list --all`; write one like `I-01`" },
        IssueError::Closed { no, closed } => told! { lang, no = issue_code(*no);
            "问题 `{no}` 已于{closed}解决", "issue `{no}` was closed on {closed}";
            "用 `haishu-proj issue list --all` 查看；若记错了，撤销那次变更：`haishu-proj undo 变更号 --reason 原因`",
            "see it with `haishu-proj issue list --all`; if that is wrong, take that change back: `haishu-proj undo NUMBER --reason WHY`" },
        IssueError::BeforeRaised { no, day, raised } => told! { lang, no = issue_code(*no);
            "`{no}` 是{raised}提出的，`{day}` 在此之前", "`{no}` was raised on {raised}, `{day}` is before that";
            "请写 `--on {raised}` 或更晚的日期；若提出的日期记错了，撤销后重录：`haishu-proj history`",
            "write `--on {raised}` or a later day; if it was raised earlier, take that back and record it anew: `haishu-proj history`" },
    }
}
