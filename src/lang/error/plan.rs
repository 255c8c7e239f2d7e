//! The words about what is to be done: plans, milestones, issues, targets, and the rules of the lights.

use super::filed::{mended, times, total_flag, total_name};
use super::{Message, argument, say, shown, told, unworded};
use crate::domain::catalog::{INVESTED, Named};
use crate::domain::code::{issue_code, target_code};
use crate::domain::plan::{BadMonths, PlanDoubt};
use crate::domain::quantity::{BadQuantity, Dimension, Scale, exact, typed};
use crate::domain::rules::RuleUnit;
use crate::error::Error;
use crate::lang::Lang;
use crate::lang::sentence::milestone_name;

/// An annual plan that cannot be, or is hard to believe.
pub(super) fn plan(lang: Lang, error: &Error) -> Message {
    match error {
        Error::DoubtfulPlan { code, year, measure, dimension, value, doubt } => {
            let plan = Planned { lang, code, year: *year, measure, dimension: *dimension, value: *value };
            match doubt {
                PlanDoubt::AboveTotal { total } => plan.above_total(*total),
                PlanDoubt::Slip { version, other } => plan.slip(*version, *other),
            }
        }
        Error::BadMonths { bad, dimension } => months(lang, *bad, *dimension),
        _ => unworded(error),
    }
}

/// A version of a plan that is refused unless forced.
struct Planned<'a> {
    lang: Lang,
    code: &'a str,
    year: i32,
    measure: &'a Named,
    dimension: Dimension,
    value: i64,
}

impl Planned<'_> {
    fn above_total(&self, total: i64) -> Message {
        let (lang, code, year, name) = (self.lang, self.code, self.year, lang_name(self.lang, self.measure));
        let (typed, said) = (typed(self.value, self.dimension), lang.amount(total, self.dimension));
        let (of, flag) =
            (total_name(lang, &self.measure.code), total_flag(&self.measure.code, &say!(lang, "数值", "VALUE")));
        told!(
            lang,
            "{code}的{year}年计划{name} `{typed}` 大于{of}{said}",
            "the {year} plan of {code}, {name} `{typed}`, is more than its {of} of {said}",
            "年度计划只填当年要完成的数；若{of}有误或已调整：`haishu-proj edit {code} {flag}`；\n\
            若确实如此，加 `--force --reason 原因`",
            "a plan is what is to be done within the year; if the {of} is wrong or was changed: `haishu-proj edit {code} {flag}`;\n\
            if it is indeed so, add `--force --reason WHY`"
        )
    }

    fn slip(&self, version: usize, other: i64) -> Message {
        let (lang, year, name) = (self.lang, self.year, lang_name(self.lang, self.measure));
        let (typed, said) = (typed(self.value, self.dimension), lang.amount(other, self.dimension));
        let times = times(self.value, other);
        let meant = mended(self.value, other).map_or_else(|| say!(lang, "数值", "VALUE"), |meant| self.typed(meant));
        let flag = self.flag(&meant);
        told!(
            lang,
            "{year}年计划{name} `{typed}` 与第{version}版的{said}差约{times}倍，是否多写或漏写了“万”？",
            "the {year} plan, {name} `{typed}`, and version {version} of {said} are about {times} times apart: \
             is there a 万 too many or too few?",
            "若写错了，请写 `{flag}`；若没有错，加 `--force --reason 原因`",
            "if it is wrong, write `{flag}`; if it is not, add `--force --reason WHY`"
        )
    }

    fn typed(&self, value: i64) -> String {
        typed(value, self.dimension)
    }

    fn flag(&self, value: &str) -> String {
        match self.measure.code.as_str() {
            INVESTED => format!("--invest {value}"),
            other => format!("--set {other}={value}"),
        }
    }
}

/// 投资 for the money of a plan, which is not what was invested since the start.
fn lang_name(lang: Lang, measure: &Named) -> String {
    match measure.code.as_str() {
        INVESTED => say!(lang, "投资", "investment"),
        _ => lang.name(measure).to_owned(),
    }
}

fn months(lang: Lang, bad: BadMonths, dimension: Dimension) -> Message {
    match bad {
        BadMonths::Count { found } => told!(
            lang,
            "`--months` 有{found}个数，应为12个",
            "`--months` has {found} values, not 12",
            "按1月至12月写各月末的累计数，用逗号隔开：`--months 0,0,200万,…,5000万`；数中不要用分节逗号",
            "write what is to be done by the end of each month, January to December, with commas between: \
             `--months 0,0,200万,…,5000万`; no commas within a number"
        ),
        BadMonths::Falls { month, value, before } => {
            let (value, before, last) = (typed(value, dimension), typed(before, dimension), month - 1);
            told!(
                lang,
                "`--months` 的{month}月 `{value}` 小于{last}月的 `{before}`",
                "`--months`: month {month} `{value}` is less than month {last} `{before}`",
                "各月的数是自年初起的累计数，不会减少；若写的是当月数，请逐月加起来",
                "each month is what is to be done since the year began and does not fall; add up the months one by one"
            )
        }
        BadMonths::NotThePlan { december, plan } => {
            let (december, plan) = (typed(december, dimension), typed(plan, dimension));
            told!(
                lang,
                "`--months` 的12月 `{december}` 不等于全年计划 `{plan}`",
                "`--months`: month 12 `{december}` is not the plan of the year, `{plan}`",
                "12月的累计数就是全年计划：把最后一个数写成 `{plan}`，或改全年计划",
                "December is the plan of the year: write `{plan}` as the last value, or change the plan"
            )
        }
    }
}

/// Milestones that are there already, are not there, or cannot be so.
pub(super) fn milestone(lang: Lang, error: &Error) -> Message {
    match error {
        Error::MilestoneExists { code, name, due } => {
            let (shown, word) = (milestone_name(lang, name), argument(name));
            told!(
                lang,
                "{code}已有节点 `{shown}`，定于{due}",
                "{code} has a milestone `{shown}` already, due {due}",
                "若要改期：`haishu-proj milestone move {code} {word} 日期 --reason 原因`",
                "to move it: `haishu-proj milestone move {code} {word} DATE --reason WHY`"
            )
        }
        Error::UnknownMilestone { code, word, candidates } => unknown_milestone(lang, code, word, candidates),
        Error::MilestoneMet { code, name, met } => {
            let name = milestone_name(lang, name);
            let on = met.map_or_else(String::new, |met| say!(lang, "（{met}）", " ({met})"));
            told!(
                lang,
                "{code}的节点 `{name}` 已经完成{on}",
                "milestone `{name}` of {code} is met already{on}",
                "若记错了，查出变更号后撤销：`haishu-proj history {code}`，`haishu-proj undo 变更号 --reason 原因`",
                "if that is wrong, find the change and take it back: `haishu-proj history {code}`, `haishu-proj undo NUMBER --reason WHY`"
            )
        }
        Error::MilestoneUnmoved { code, name, due } => {
            let (shown, word) = (milestone_name(lang, name), argument(name));
            told!(
                lang,
                "{code}的节点 `{shown}` 原来就定于 `{due}`",
                "milestone `{shown}` of {code} is due `{due}` as it is",
                "请写另一个日期：`haishu-proj milestone move {code} {word} 日期 --reason 原因`",
                "write another date: `haishu-proj milestone move {code} {word} DATE --reason WHY`"
            )
        }
        _ => milestone_day(lang, error),
    }
}

fn milestone_day(lang: Lang, error: &Error) -> Message {
    match error {
        Error::MetByStage { code, name, stage } => {
            let (name, word) =
                (milestone_name(lang, name), argument(if lang == Lang::Zh { lang.name(stage) } else { &stage.code }));
            told!(
                lang,
                "`{name}` 随阶段完成，不单独记",
                "`{name}` is met by the stage and not by itself",
                "请填报阶段：`haishu-proj update {code} --stage {word} --on 日期`",
                "file the stage: `haishu-proj update {code} --stage {word} --on DATE`"
            )
        }
        Error::SpanCrossed { code, start, finish, other } => {
            let named = milestone_name(Lang::Zh, other);
            told!(
                lang,
                "计划开工 `{start}` 会晚于计划完工 `{finish}`",
                "the planned start `{start}` would be after the planned finish `{finish}`",
                "核对日期；若{named}也要改，先改它：`haishu-proj milestone move {code} {other} 日期 --reason 原因`",
                "check the date; if `{other}` is to be moved too, move that first: \
                 `haishu-proj milestone move {code} {other} DATE --reason WHY`"
            )
        }
        Error::BeforeRaised { what, day, raised } => {
            let what = shown(&milestone_name(lang, what));
            told!(
                lang,
                "`{what}` 是{raised}提出的，`{day}` 在此之前",
                "`{what}` was raised on {raised}, `{day}` is before that",
                "请写 `--on {raised}` 或更晚的日期；若提出的日期记错了，撤销后重录：`haishu-proj history`",
                "write `--on {raised}` or a later day; if it was raised earlier, take that back and record it anew: `haishu-proj history`"
            )
        }
        _ => unworded(error),
    }
}

fn unknown_milestone(lang: Lang, code: &str, word: &str, candidates: &[String]) -> Message {
    let (shown_word, argument) = (shown(word), argument(word));
    let named: Vec<String> = candidates.iter().map(|name| format!("`{}`", shown(&label(lang, name)))).collect();
    let listed = lang.join(&named);
    told!(lang, "{code}没有节点 `{shown_word}`", "{code} has no milestone `{shown_word}`")
        .hint_if((!candidates.is_empty()).then(|| say!(lang, "已有的节点：{listed}", "it has: {listed}")))
        .hint(say!(
            lang,
            "若是新节点：`haishu-proj milestone add {code} {argument} 日期`",
            "for a new one: `haishu-proj milestone add {code} {argument} DATE`"
        ))
}

/// A milestone as it is typed: `start（计划开工）`.
fn label(lang: Lang, name: &str) -> String {
    let said = milestone_name(lang, name);
    if said == name { said } else { say!(lang, "{name}（{said}）", "{name} ({said})") }
}

/// Issues that are not there, or closed.
pub(super) fn issue(lang: Lang, error: &Error) -> Message {
    match error {
        Error::UnknownIssue { value } => {
            let value = shown(value);
            told!(
                lang,
                "没有问题 `{value}`",
                "there is no issue `{value}`",
                "用 `haishu-proj issue list --all` 查看各问题的号，写成 `I-01` 这样",
                "see their numbers with `haishu-proj issue list --all`; write one like `I-01`"
            )
        }
        Error::IssueIsClosed { no, closed } => {
            let no = issue_code(*no);
            told!(
                lang,
                "问题 `{no}` 已于{closed}解决",
                "issue `{no}` was closed on {closed}",
                "用 `haishu-proj issue list --all` 查看；若记错了，撤销那次变更：`haishu-proj undo 变更号 --reason 原因`",
                "see it with `haishu-proj issue list --all`; if that is wrong, take that change back: `haishu-proj undo NUMBER --reason WHY`"
            )
        }
        _ => unworded(error),
    }
}

/// Targets that carry too much, are not there, or count themselves.
pub(super) fn target(lang: Lang, error: &Error) -> Message {
    match error {
        Error::SeveralFigures { figures } => {
            let count = figures.len();
            let named = lang.join(&figures.iter().map(|figure| format!("`{}`", shown(figure))).collect::<Vec<_>>());
            told!(
                lang,
                "这句话有{count}个数：{named}；一条目标只有一个数",
                "this sentence has {count} figures, {named}; a target has one",
                "分成{count}条，每条只写带一个数的那半句：`haishu-proj target add 半句 --source 整句 …`",
                "state {count} targets, each with the clause of one figure: `haishu-proj target add CLAUSE --source SENTENCE …`"
            )
        }
        Error::UnknownTarget { value } => {
            let value = shown(value);
            told!(
                lang,
                "没有目标 `{value}`",
                "there is no target `{value}`",
                "用 `haishu-proj target list` 查看各目标的号，写成 `T-01` 这样",
                "see their numbers with `haishu-proj target list`; write one like `T-01`"
            )
        }
        Error::CountedTarget { no } => {
            let no = target_code(*no);
            told!(
                lang,
                "目标 `{no}` 由台账统计，不另录入数值",
                "target `{no}` is counted from the register; no values are entered for it",
                "填报有关项目即可：`haishu-proj update 编号`；用 `haishu-proj target list` 查看统计结果",
                "file the returns of its projects: `haishu-proj update CODE`; see the count with `haishu-proj target list`"
            )
        }
        _ => unworded(error),
    }
}

/// Thresholds that cannot be.
pub(super) fn rule(lang: Lang, error: &Error) -> Message {
    match error {
        Error::BadThreshold { key, value, unit, bad } => {
            let value = shown(value);
            let why = match bad {
                BadQuantity::Negative => say!(lang, "不能为负", "cannot be negative"),
                BadQuantity::TooLarge => say!(lang, "过大", "is too large"),
                BadQuantity::TooFine => say!(lang, "过细", "is too fine"),
                _ => say!(lang, "不是数字", "is no number"),
            };
            let (unit, example) = match unit {
                RuleUnit::Points => (say!(lang, "百分点，最多两位小数", "points, two decimals at most"), "12.5"),
                RuleUnit::Days => (say!(lang, "天，写整数", "days, a whole number"), "30"),
                RuleUnit::Months => (say!(lang, "月，写整数", "calendar months, a whole number"), "3"),
            };
            told!(
                lang,
                "规则 `{key}` 的 `{value}` {why}",
                "`{value}` for the rule `{key}` {why}",
                "单位是{unit}，写成 `{key}={example}` 这样",
                "it is in {unit}; write it like `{key}={example}`"
            )
        }
        Error::GapsCrossed { yellow, red } => {
            let (yellow, red) = (exact(*yellow, Scale::PercentPoint), exact(*red, Scale::PercentPoint));
            told!(
                lang,
                "黄灯界限 `gap.yellow={yellow}` 大于红灯界限 `gap.red={red}`",
                "`gap.yellow={yellow}` is beyond `gap.red={red}`",
                "两个一起写，黄灯的不大于红灯的：`haishu-proj rules set gap.yellow=10 gap.red=30 --reason 原因`",
                "write both, yellow not beyond red: `haishu-proj rules set gap.yellow=10 gap.red=30 --reason WHY`"
            )
        }
        _ => unworded(error),
    }
}
