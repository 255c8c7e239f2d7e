//! The words about a page that cannot be had, or has nowhere to go.

use super::file::endings;
use super::{Message, listed, path_argument, shown, shown_path, told};
use crate::domain::page::Each;
use crate::domain::schedule::BadSchedule;
use crate::error::PageError;
use crate::lang::Lang;
use crate::lang::talk::fault;

#[expect(clippy::too_many_lines, reason = "one arm a variant")]
#[rustfmt::skip::macros(say, told)]
pub(super) fn message(lang: Lang, why: &PageError) -> Message {
    match why {
        PageError::NotOfReport { flag, of } => told! { lang;
            "`{flag}` 只能用于 `report {of}`", "`{flag}` goes only with `report {of}`";
            "去掉 `{flag}`，或写 `haishu-proj report {of} {flag} …`",
            "leave out `{flag}`, or write `haishu-proj report {of} {flag} …`" },
        PageError::AfterView { flag, day, view } => told! { lang;
            "`{flag}` 的日期 `{day}` 在所看的日期（{view}）之后",
            "`{day}` for `{flag}` is after the day looked at ({view})";
            "请写 `{flag} {view}` 或更早的日期，或用 `--as-of` 看更晚的一天",
            "write `{flag} {view}` or an earlier day, or look at a later one with `--as-of`" },
        PageError::UnknownPlaceholder { word, known } => told! { lang,
            word = shown(word), known = listed(lang, known, |word| format!("`{{{word}}}`"));
            "文件名里的 `{{{word}}}` 不认识", "the file name holds `{{{word}}}`, which stands for nothing";
            "可以写 {known}", "it may hold {known}" },
        PageError::SameFile { path, of: Each::Leader } => told! { lang, path = path_argument(path);
            "两位责任领导的通报会写成同一个文件 {path}", "the pages of two leaders would be one file, {path}";
            "姓名里的 `/`、`:` 等在文件名里写成 `_`；用 `--leader` 分开出，各写一个 `-o`",
            "`/`, `:` and the like in a name are `_` in a file name; make them one by one with `--leader` and `-o`" },
        PageError::SameFile { path, of: Each::Unit } => told! { lang, path = path_argument(path);
            "两个单位的文件会是同一个：{path}", "the files of two units would be one, {path}";
            "单位名称里的 `/`、`:` 等在文件名里写成 `_`；用 `--unit` 分开出，各写一个 `-o`",
            "`/`, `:` and the like in the name of a unit are `_` in a file name; make them one by one with `--unit` and `-o`" },
        PageError::NoUnitNamed => told! { lang;
            "文件名里有 `{{unit}}`，通报却不是哪个单位的", "the file name holds `{{unit}}`, but the page is of no unit";
            "加 `--each unit`（每个牵头单位一份），或 `--unit 单位`",
            "add `--each unit`, for a page of each unit that leads, or `--unit UNIT`" },
        PageError::NoLeaderNamed => told! { lang;
            "文件名里有 `{{leader}}`，通报却不是哪位责任领导的", "the file name holds `{{leader}}`, but the page is of no leader";
            "加 `--each leader`（每位责任领导一份），或 `--leader 姓名`",
            "add `--each leader`, for a page of each leader, or `--leader NAME`" },
        PageError::EachOfOne { each } => told! { lang, each = each.code();
            "`--each {each}` 不能与 `--{each}` 同用", "`--each {each}` does not go with `--{each}`";
            "去掉其中一个", "leave out one of them" },
        PageError::KnownAhead { known_at, today } => told! { lang;
            "{known_at}还没有到（今天{today}），那时录入了什么还不知道",
            "{known_at} has not come (today is {today}): nobody knows what will be on record by then";
            "不写 `--known-at`，就是现在已录入的全部", "without `--known-at` it is all that is on record now" },
        PageError::NotOneLine { value } => told! { lang, value = shown(value);
            "`{value}` 有换行或控制符，定时任务一行里写不下",
            "`{value}` has a line break or a control character, for which a crontab has no room";
            "写在一行里", "put it into one line" },
        PageError::NotText { path } => told! { lang, path = shown_path(path);
            "路径 `{path}` 里有不是UTF-8文字的字节，定时任务里写不下",
            "the path `{path}` has bytes that are no text in UTF-8, for which a crontab has no room";
            "给文件或文件夹改个名，再运行一次", "give the file or folder another name, and run this again" },
        PageError::NotOfOneTable { writes } => told! { lang, writes = endings(lang, writes);
            "通报不止一张表，没有csv格式", "a report is more than one table: there is no CSV of it";
            "文件名写成 {writes}；要一张表用 `haishu-proj export -o 项目.csv`",
            "name the file {writes}; for a table use `haishu-proj export -o projects.csv`" },
        PageError::NothingKnown => told! { lang;
            "那时台账还没有建立，没有可定稿的", "the register was not made by then: there is nothing to freeze";
            "`haishu-proj history` 的第一行是建立台账的时间",
            "the first line of `haishu-proj history` says when it was made" },
        PageError::NotOfFormat { flag, format } => told! { lang;
            "`{flag}` 只用于 Word 文档，这份通报的格式是 {format}",
            "`{flag}` is for a document of Word, and this page is {format}";
            "文件名写成 `-o 通报.docx`，或加 `--format docx`；否则去掉 `{flag}`",
            "name the file like `-o notice.docx` or add `--format docx`; else leave out `{flag}`" },
        PageError::NotOfTargets { flag } => told! { lang;
            "目标没有责任单位、责任领导和自有字段，`{flag}` 用不上", "targets have no unit, no leader and no field of your own, so `{flag}` does not apply";
            "可用 `--category`、`--tag`：`haishu-proj report targets --category 治水`",
            "use `--category` or `--tag`: `haishu-proj report targets --category water`" },
        PageError::Ahead { as_of, today } => told! { lang;
            "{as_of}还没有到（今天{today}），没有这一天的通报",
            "{as_of} has not come (today is {today}): there is no page of it yet";
            "不写 `--as-of`，就是最近完整的一期；写 `--as-of today`，就是截至今天",
            "without `--as-of` the page is of the last complete period; `--as-of today` is up to today" },
        PageError::FixedView { flag } => told! { lang;
            "定时的通报每期一份，不能用 `{flag}` 定死在一天",
            "a report that is made by itself is of each period in turn: `{flag}` would make it the same page for ever";
            "去掉 `{flag}`，出的是最近完整的一期；要出到当天为止的，写 `--as-of today`",
            "leave out `{flag}`: it is of the last complete period; with `--as-of today` it is up to the day it is made" },
        PageError::Schedule { value, bad } => schedule(lang, &shown(value), *bad),
        PageError::MailAddress { value } => told! { lang, value = shown(value);
            "`{value}` 不是邮件地址", "`{value}` is no mail address";
            "写成 `--mail office@example.gov.cn`，几个用逗号隔开",
            "write it like `--mail office@example.gov.cn`, several with commas" },
        PageError::Unknown { no, last: None } => told! { lang;
            "没有第{no}号定稿，还没有定过稿", "no frozen page {no}: none was ever frozen";
            "出通报时加 `--freeze`，如 `haishu-proj report status --freeze`",
            "freeze one with `--freeze`, like `haishu-proj report status --freeze`" },
        PageError::Unknown { no, last: Some(last) } => told! { lang;
            "没有第{no}号定稿，最后一份是第{last}号", "no frozen page {no}: the last is {last}";
            "用 `haishu-proj report --list` 查看全部定稿", "see all with `haishu-proj report --list`" },
        PageError::Undone { no, by } => told! { lang;
            "第{no}号定稿已被第{by}号变更撤销", "frozen page {no} was taken back by change {by}";
            "要恢复它，用 `haishu-proj undo {by} --reason 原因`",
            "to have it again: `haishu-proj undo {by} --reason WHY`" },
        PageError::Altered { no } => told! { lang;
            "第{no}号定稿的内容或所依据的台账已不是当时的，有人用别的程序改过文件",
            "frozen page {no} or the ledger it was made of is not what it was: the file was altered by another program";
            "用 `haishu-proj check` 核对台账，从备份恢复",
            "prove the register with `haishu-proj check`, and go back to a copy" },
        PageError::Unproven { no, fault: found } => told! { lang, found = fault(lang, found);
            "第{no}号定稿不再打印，它所依据的台账已不可信：{found}",
            "frozen page {no} is not printed again, for the ledger beneath it cannot be trusted: {found}";
            "用 `haishu-proj check` 核对台账，从备份恢复后再打印",
            "prove the register with `haishu-proj check`, go back to a copy, and print the page from that" },
    }
}

/// A time that is none.
#[rustfmt::skip::macros(say, told)]
fn schedule(lang: Lang, value: &str, bad: BadSchedule) -> Message {
    let hint = "`08:00`、`周一 08:00`、`1,16 08:00`、`01-05 08:00`、`每天 08:00`";
    let hint_en = "`08:00`, `MON 08:00`, `1,16 08:00`, `01-05 08:00`, `daily 08:00`";
    match bad {
        BadSchedule::Time => told! { lang;
            "`{value}` 里没有看得懂的钟点", "`{value}` has no time of the day";
            "写成 {hint}", "write it like {hint_en}" },
        BadSchedule::Days => told! { lang;
            "`{value}` 里的日子看不懂，或不合这个周期", "`{value}` names no days, or none that go with this period";
            "写成 {hint}", "write it like {hint_en}" },
        BadSchedule::NotInEveryMonth => told! { lang;
            "`{value}`：不是每个月都有这一天", "`{value}`: not every month has that day";
            "写1到28日；一期的通报在下一期的头几天出，如 `1 08:00`",
            "take a day from 1 to 28; the page of a period is made in the first days of the next, like `1 08:00`" },
    }
}
