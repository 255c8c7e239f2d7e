//! The words about returns: flags that want each other, values that are hard to believe or impossible, and numbers of
//! returns that cannot be corrected.

use super::{Message, StatedAt, say, told};
use crate::domain::catalog::{INVESTED, Named, PAID, PHYSICAL};
use crate::domain::quantity::{Amount, Dimension, typed};
use crate::domain::returns::{Doubt, Impossible, Neighbour};
use crate::domain::{ChangeId, UpdateNo};
use crate::error::FilingError;
use crate::lang::Lang;

#[rustfmt::skip::macros(say, told)]
#[expect(clippy::too_many_lines, reason = "one arm a variant")]
pub(super) fn message(lang: Lang, place: StatedAt, why: &FilingError) -> Message {
    match why {
        FilingError::NeedsMergedInto => match place {
            StatedAt::Flag(_) | StatedAt::Command => told! { lang;
                "`--condition merged` 没有写明并入哪个项目", "`--condition merged` does not say into which project";
                "请写 `--condition merged --into 编号`", "write `--condition merged --into CODE`" },
            StatedAt::Cell => told! { lang; "状态是“并入”，要填并入哪个项目的编号",
                "the condition is merged: put the code of the project it went into" },
        },
        FilingError::StrayMergedInto => match place {
            StatedAt::Flag(_) | StatedAt::Command => told! { lang;
                "`--into` 只能与 `--condition merged` 同用", "`--into` goes only with `--condition merged`";
                "去掉 `--into`，或写 `--condition merged --into 编号`",
                "leave out `--into`, or write `--condition merged --into CODE`" },
            StatedAt::Cell => told! { lang; "状态是“并入”时才填这一格", "this goes only with the condition merged" },
        },
        FilingError::MergedIntoItself { code } => told! { lang;
            "{code}不能并入自己", "{code} cannot be merged into itself";
            "请写另一个编号；用 `haishu-proj list` 查看", "name another code; see them with `haishu-proj list`" },
        FilingError::MergedIntoGone { code } => told! { lang;
            "{code}已取消、并入或退库，不能再并入它",
            "{code} has been cancelled, merged or withdrawn; nothing can be merged into it";
            "写一个仍在实施的项目；查看：`haishu-proj show {code}`",
            "name a project that still stands; see `haishu-proj show {code}`" },
        FilingError::MergedIntoLots { code } => match place {
            StatedAt::Flag(_) | StatedAt::Command => told! { lang;
                "{code}没有计入合计的本级数据，并入的数据带不过去",
                "{code} has no figures of its own that count, so those of the merged work cannot go along";
                "并入数据所在的项目或标段，用 `haishu-proj list --parent {code}` 查看；或让数据留下：加 `--figures-stay`",
                "merge it into the work or lot that carries the figures, see `haishu-proj list --parent {code}`; or \
                 leave its figures behind: add `--figures-stay`" },
            StatedAt::Cell => told! { lang;
                "{code}没有计入合计的本级数据，并入的数据带不过去；数据不随转时，“数据不随转”填“是”",
                "{code} has no figures of its own that count; if those of the merged work stay behind, say so in its column" },
        },
        FilingError::BaseOfPart { code, from, day } => match place {
            StatedAt::Flag(flag) => told! { lang;
                "{code}分自{from}，{day}的累计值由{from}的按份额得出",
                "{code} was split from {from}: what it stood at on {day} is its share of what {from} did";
                "要更正年初数，请填{from}的：`haishu-proj update {from} --on {day} {flag} 数值`",
                "to put that right, state it of {from}: `haishu-proj update {from} --on {day} {flag} VALUE`" },
            StatedAt::Command | StatedAt::Cell => told! { lang;
                "{code}分自{from}，{day}的累计值由{from}的按份额得出；请填{from}的",
                "{code} was split from {from}: what it stood at on {day} is its share of what {from} did; state it of {from}" },
        },
        FilingError::StrayFiguresStay => match place {
            StatedAt::Flag(_) | StatedAt::Command => told! { lang;
                "`--figures-stay` 只能与 `--condition merged` 同用",
                "`--figures-stay` goes only with `--condition merged`";
                "去掉 `--figures-stay`，或写 `--condition merged --into 编号 --figures-stay`",
                "leave out `--figures-stay`, or write `--condition merged --into CODE --figures-stay`" },
            StatedAt::Cell => told! { lang; "状态是“并入”时才填这一格", "this goes only with the condition merged" },
        },
        FilingError::StrayReview => match place {
            StatedAt::Flag(_) | StatedAt::Command => told! { lang;
                "`--review` 只能与 `--condition paused` 同用", "`--review` goes only with `--condition paused`";
                "去掉 `--review`，或写 `--condition paused --review 日期`",
                "leave out `--review`, or write `--condition paused --review DATE`" },
            StatedAt::Cell => told!(lang, "状态是“停工”时才填这一格", "this goes only with the condition paused"),
        },
        FilingError::NoChangeWithChanges => match place {
            StatedAt::Flag(_) | StatedAt::Command => told! { lang;
                "`--no-change` 表示没有变化，却又写了变化的内容",
                "`--no-change` says that nothing changed, yet something else is stated";
                "去掉 `--no-change`，或只写 `haishu-proj update 编号 --no-change`",
                "leave out `--no-change`, or write only `haishu-proj update CODE --no-change`" },
            StatedAt::Cell => told! { lang;
                "填了“是”，同一行却有变化的内容", "it says that nothing changed, but the row states something" },
        },
        FilingError::Doubtful { code, doubt, measure, whole, dimension } => {
            let doubtful = DoubtfulValue { lang, code, measure, dimension: *dimension };
            match doubt {
                Doubt::Falls { value, neighbour, .. } => doubtful.falls(*value, neighbour),
                Doubt::Slip { value, neighbour, .. } => doubtful.slip(*value, neighbour),
                Doubt::AboveTotal { value, total, .. } => doubtful.above_total(*value, whole, *total),
            }
        }
        FilingError::Impossible { code, impossible, measure, whole, dimension } => {
            impossible_return(lang, code, impossible, (measure, whole), *dimension)
        }
        FilingError::UnknownUpdate { no } => told! { lang;
            "没有第{no}号填报", "there is no update {no}";
            "用 `haishu-proj show 编号` 查看该项目各次填报的号",
            "see the numbers of a project's updates with `haishu-proj show CODE`" },
        FilingError::UpdateOfOther { no, code } => told! { lang;
            "第{no}号填报是 `{code}` 的，不是这个项目的", "update {no} belongs to `{code}`, not to this project";
            "用 `haishu-proj show {code}` 查看；若要更正它：`haishu-proj update {code} --corrects {no} --reason 原因`",
            "see it with `haishu-proj show {code}`; to correct it: `haishu-proj update {code} --corrects {no} --reason WHY`" },
        FilingError::UpdateNoLongerCounts { no, corrected_by, undone_by } => {
            no_longer(lang, *no, *corrected_by, *undone_by)
        }
    }
}

/// A reading that is refused unless forced.
struct DoubtfulValue<'a> {
    lang: Lang,
    code: &'a str,
    measure: &'a Named,
    dimension: Dimension,
}

#[rustfmt::skip::macros(say, told)]
impl DoubtfulValue<'_> {
    fn falls(&self, value: Amount, neighbour: &Neighbour) -> Message {
        let (lang, code, name, no, day) = (self.lang, self.code, self.name(), neighbour.no, neighbour.day);
        let (typed, said) = (typed(value, self.dimension), lang.amount(neighbour.value, self.dimension));
        let flag = self.flag(&typed);
        let than = if neighbour.is_later { say!(lang, "大于", "more") } else { say!(lang, "小于", "less") };
        told! { lang;
            "{name} `{typed}` {than}第{no}号填报的{said}（截至{day}）",
            "{name} `{typed}` is {than} than the {said} of update {no} (as of {day})";
            "若这次写错了金额或日期，改好后重新填报",
            "if this return has the wrong amount or day, put it right and file it again";
            "若第{no}号填错，请更正：\n`haishu-proj update {code} --corrects {no} {flag} --reason 原因`",
            "if update {no} is wrong, correct it:\n`haishu-proj update {code} --corrects {no} {flag} --reason WHY`";
            "若累计值确实减少，如审减，加 `--force --reason 原因`",
            "if it did fall, after an audit say, add `--force --reason WHY`" }
    }

    fn slip(&self, value: Amount, neighbour: &Neighbour) -> Message {
        let (lang, code, name, no, day) = (self.lang, self.code, self.name(), neighbour.no, neighbour.day);
        let (typed, said) = (typed(value, self.dimension), lang.amount(neighbour.value, self.dimension));
        let times = times(value, neighbour.value);
        let (mended, other) = (self.mended(value, neighbour.value), self.mended(neighbour.value, value));
        told! { lang;
            "{name} `{typed}` 与第{no}号填报的{said}（截至{day}）差约{times}倍，是否多写或漏写了“万”？",
            "{name} `{typed}` and the {said} of update {no} (as of {day}) are about {times} times apart: \
                is there a 万 too many or too few?";
            "若这次写错，请写 `{mended}`；若第{no}号填错，请更正：\n\
                `haishu-proj update {code} --corrects {no} {other} --reason 原因`；\n\
                若都没有错，加 `--force --reason 原因`",
            "if this one is wrong, write `{mended}`; if update {no} is wrong, correct it:\n\
                `haishu-proj update {code} --corrects {no} {other} --reason WHY`;\n\
                if neither is, add `--force --reason WHY`" }
    }

    fn above_total(&self, value: Amount, whole: &Named, total: Amount) -> Message {
        let (lang, code, name) = (self.lang, self.code, self.name());
        let (typed, said) = (typed(value, self.dimension), lang.amount(total, self.dimension));
        let flag = total_flag(&whole.code, &say!(lang, "数值", "VALUE"));
        let of = total_name(lang, whole);
        told! { lang;
            "{code}的{name} `{typed}` 大于{of}{said}", "{name} `{typed}` of {code} is more than its {of} of {said}";
            "若{of}有误或已调整：`haishu-proj edit {code} {flag}`；\n\
                若确实超过，加 `--force --reason 原因`",
            "if the {of} is wrong or was changed: `haishu-proj edit {code} {flag}`;\n\
                if it is indeed more, add `--force --reason WHY`" }
    }

    fn name(&self) -> &str {
        self.lang.name(self.measure)
    }

    fn flag(&self, value: &str) -> String {
        match self.measure.code.as_str() {
            INVESTED => format!("--invested {value}"),
            PAID => format!("--paid {value}"),
            PHYSICAL => format!("--progress {value}"),
            other => format!("--set {other}={value}"),
        }
    }

    /// The flag with the value that was meant if its 万 is one too many or too few beside `near`.
    fn mended(&self, value: Amount, near: Amount) -> String {
        let meant = mended(value, near);
        self.flag(&meant.map_or_else(|| say!(self.lang, "数值", "VALUE"), |meant| typed(meant, self.dimension)))
    }
}

/// The value that was meant if its 万 is one too many or too few beside `near`.
pub(super) fn mended(value: Amount, near: Amount) -> Option<Amount> {
    let meant = if value > near { value / 10_000 } else { value * 10_000 };
    Some(meant).filter(|meant| *meant > 0 && (value < near || meant * 10_000 == value))
}

/// The flag that states the total of the measure of a code.
pub(super) fn total_flag(whole: &str, value: &str) -> String {
    match whole {
        INVESTED => format!("--total {value}"),
        other => format!("--total {other}={value}"),
    }
}

pub(super) fn total_name(lang: Lang, whole: &Named) -> String {
    match lang.name(whole) {
        "" => say!(lang, "总量", "total"),
        name => name.to_owned(),
    }
}

#[rustfmt::skip::macros(say, told)]
fn impossible_return(
    lang: Lang,
    code: &str,
    what: &Impossible,
    (measure, whole): (&Named, &Named),
    dimension: Dimension,
) -> Message {
    let (name, id) = (lang.name(measure), &measure.code);
    match what {
        Impossible::CountAboveTotal { value, total, day, .. } => {
            let (value, said, most) =
                (typed(*value, dimension), lang.amount(*total, dimension), typed(*total, dimension));
            let (of, flag) = (total_name(lang, whole), total_flag(&whole.code, &say!(lang, "数值", "VALUE")));
            told! { lang;
                "{code}的{name} `{value}` 大于{of}{said}（截至{day}）",
                "{name} `{value}` of {code} is more than its {of}, {said} (as of {day})";
                "`--set {id}=数值` 不能大于{most}；若{of}有误：`haishu-proj edit {code} {flag}`",
                "`--set {id}=VALUE` is at most {most}; if the {of} is wrong: `haishu-proj edit {code} {flag}`" }
        }
        Impossible::AboveHundredPercent { value, .. } => {
            let value = typed(*value, dimension);
            let flag = DoubtfulValue { lang, code, measure, dimension }.flag("100%");
            told! { lang;
                "{code}的{name} `{value}` 大于100%", "{name} `{value}` of {code} is more than 100%";
                "最多写 `{flag}`", "write at most `{flag}`" }
        }
    }
}

/// How many times one is the other, whichever is larger; from a thousand on two or three digits tell enough.
pub(super) fn times(a: Amount, b: Amount) -> Amount {
    let (small, large) = (a.min(b).max(1), a.max(b));
    let step = if large / small >= 1000 { 100 } else { 1 };
    let steps = (large * 2 + small * step) / (small * step * 2);
    steps * step
}

#[rustfmt::skip::macros(say, told)]
fn no_longer(lang: Lang, no: UpdateNo, corrected_by: Option<UpdateNo>, undone_by: Option<ChangeId>) -> Message {
    match (corrected_by, undone_by) {
        (Some(by), _) => told! { lang;
            "第{no}号填报已被第{by}号更正，不再计入", "update {no} no longer counts: update {by} corrected it";
            "请更正第{by}号：`--corrects {by}`", "correct update {by} instead: `--corrects {by}`" },
        (None, Some(by)) => told! { lang;
            "第{no}号填报已被第{by}号变更撤销，不再计入", "update {no} no longer counts: change {by} undid it";
            "若要恢复它：`haishu-proj undo {by} --reason 原因`；若是新的填报，去掉 `--corrects {no}`",
            "to bring it back: `haishu-proj undo {by} --reason WHY`; for a new return leave out `--corrects {no}`" },
        (None, None) => told! { lang;
            "第{no}号填报不再计入", "update {no} no longer counts";
            "用 `haishu-proj history` 查看原因；若是新的填报，去掉 `--corrects {no}`",
            "see why with `haishu-proj history`; for a new return leave out `--corrects {no}`" },
    }
}
